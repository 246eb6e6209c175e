//! The page of notices, the choice of mail, how mail reads, and a new password by mail.

use crate::house::{ANNA, BO, House, KARIN};
use app::mail::Content;
use domain::id::NodeId;
use domain::person::Language;
use web::texts::Texts;

fn node() -> NodeId {
    "019a7e1c-0000-7000-8000-000000000001".parse().unwrap()
}

async fn letter(house: &House) -> Option<(web::mail::Written, String)> {
    let mail = house.app.next_mail(node()).await.unwrap()?;
    house.app.mail_went(&mail).await.unwrap();
    Some((web::mail::written(Texts::new(Language::Swedish), "https://brygga.example", &mail), mail.email))
}

#[tokio::test]
async fn what_others_do_stands_on_the_page_and_in_plain_mail() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    assert!(anna.get("/notiser").await.is(200).contains("Inget nytt ännu"));
    let fields =
        [("text", "Vi letar nycklar. Hemligt stycke."), ("title", "Nycklar"), ("sharing", "collaboration")];
    let number = anna.sends_need(&fields).await;
    let bo = house.signed_in_as(BO).await;
    bo.post(&format!("/behov/{number}/vi-ocksa"), &[("words", "Hos oss med."), ("gor", "spara")])
        .await
        .leads_to();

    let page = anna.get("/notiser").await;
    let about = format!("Nycklar ({number})");
    for told in [about.as_str(), "Bo Dahl, Vara,", "Nytt för dig (1)", "1 nytt", "Markera allt som läst"] {
        assert!(page.is(200).contains(told), "{told} in {}", page.body);
    }
    anna.post("/notiser", &[]).await.leads_to();
    let page = anna.get("/notiser").await;
    assert!(page.is(200).contains(&about) && !page.body.contains("Markera allt som läst"), "{}", page.body);
    assert!(!house.signed_in_as(KARIN).await.get("/notiser").await.is(200).contains(&about), "not yet hers");

    let (mail, to) = letter(&house).await.unwrap();
    assert_eq!((mail.subject.as_str(), to.as_str()), (about.as_str(), "person0@kommun.example"));
    let address = format!("https://brygga.example/behov/{number}");
    for told in ["Hej Anna Lind,", "Bo Dahl, Vara,", address.as_str(), "Inga fler brev om ”Mina behov”"] {
        assert!(mail.body.contains(told), "{told} in {}", mail.body);
    }
    assert!(!mail.body.contains("Hemligt") && !mail.body.contains("Hos oss"), "{}", mail.body);
    let end = mail.end.unwrap();
    let end = end.strip_prefix("https://brygga.example").unwrap();
    let nobody = house.visitor();
    assert!(nobody.get(end).await.is(200).contains("Du får inga fler brev om ”Mina behov”"));
    assert!(
        anna.get("/notiser").await.body.contains("id=\"my_needs-immediate\" value=\"immediate\" checked")
    );
    // As mail programs press it, without cookies and without having read the page.
    assert!(nobody.post(end, &[("List-Unsubscribe", "One-Click")]).await.is(200).contains("inga fler brev"));
    assert!(anna.get("/notiser").await.body.contains("id=\"my_needs-off\" value=\"off\" checked"));
    nobody.post(&end.replace("my_needs", "account"), &[]).await.is(404);
    nobody.post("/avanmal/nonsens/my_needs", &[]).await.is(404);

    let chosen = [("my_needs", "daily"), ("account", "off"), ("nonsens", "daily")];
    assert_eq!(anna.post("/notiser/utskick", &chosen).await.leads_to(), "/notiser?nytt=utskick#utskick");
    let page = anna.get("/notiser?nytt=utskick").await;
    assert!(page.is(200).contains("Ditt val är sparat.") && page.body.contains("value=\"daily\" checked"));
}

#[tokio::test]
async fn a_forgotten_password_is_asked_for_and_set_from_the_letter() {
    let house = House::new().await;
    let visitor = house.visitor();
    assert!(visitor.get("/logga-in").await.is(200).contains("href=\"/losenord/glomt\""));
    let known = visitor.post("/losenord/glomt", &[("epost", "person0@kommun.example")]).await;
    let unknown = visitor.post("/losenord/glomt", &[("epost", "ingen@kommun.example")]).await;
    assert_eq!(known.is(200), unknown.is(200), "nothing tells who exists");
    let (mail, _) = letter(&house).await.unwrap();
    assert!(letter(&house).await.is_none());
    let address = mail.body.split_whitespace().find(|word| word.starts_with("https://")).unwrap().to_owned();
    let address = address.strip_prefix("https://brygga.example").unwrap();
    let page = visitor.get(address).await;
    let code = page.field("kod");
    let short = visitor.post("/losenord/nytt", &[("kod", &code), ("password", "kort")]).await;
    assert!(short.is(422).contains("href=\"#password\"") && !short.body.contains("value=\"kort\""));
    let right = [("kod", code.as_str()), ("password", "en lång mening som minns")];
    let done = visitor.post("/losenord/nytt", &right).await;
    assert!(visitor.get(done.leads_to()).await.is(200).contains("Lösenordet är bytt."));
    assert!(visitor.post("/losenord/nytt", &right).await.is(409).contains("Be om en ny."));
    assert!(visitor.get(address).await.is(200).contains("för gammal"));
    house
        .visitor()
        .signs_in("person0@kommun.example", "en lång mening som minns")
        .await
        .get("/konto")
        .await
        .is(200);
    let none = house.app.next_mail(node()).await.unwrap();
    assert!(none.is_none_or(|mail| !matches!(mail.content, Content::NewPassword { .. })));
}
