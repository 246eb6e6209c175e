//! How old facts are, as people meet it: the list of what is due, what is next, what is missing, and what a letter opens.

use crate::house::{ANNA, BO, House, KARIN, RUT};
use app::mail::{Content, Mail};
use domain::id::NodeId;
use domain::person::Language;
use domain::sharing::Sharing;
use web::texts::Texts;

/// An entry of Essunga's that it uses; nobody has confirmed either.
async fn has(house: &House, name: &str) -> String {
    house.has_solution(name, "Nyckelfri hemtjänst.", "Essunga", Sharing::Public).await.to_string()
}

async fn letters(house: &House) -> Vec<Mail> {
    house.app.write_letters().await.unwrap();
    let node = NodeId::at(house.clock.now());
    let mut went = Vec::new();
    while let Some(mail) = house.app.next_mail(node).await.unwrap() {
        house.app.mail_went(&mail).await.unwrap();
        went.push(mail);
    }
    went
}

#[tokio::test]
async fn a_letter_is_read_pressed_and_pressed_again() {
    let house = House::new().await;
    has(&house, "Låsguiden").await;
    has(&house, "Turplanering").await;
    let house = house.later(400).await;
    let mails = letters(&house).await;
    assert_eq!(mails.len(), 1, "Karin keeps the catalogue");
    let Content::Confirm { token, .. } = &mails[0].content else { panic!("{mails:?}") };
    let written = web::mail::written(Texts::new(Language::Swedish), "https://x.example", &mails[0]);
    assert!(written.body.contains(&format!("https://x.example/bekrafta?kod={token}")), "{}", written.body);
    assert!(written.body.contains("Användning i Essunga: Låsguiden (L-"), "{}", written.body);
    assert!(written.end.unwrap().ends_with("/catalogue"), "it ends with one press");

    let (address, visitor) = (format!("/bekrafta?kod={token}"), house.visitor());
    for _ in 0..2 {
        let page = visitor.get(&address).await;
        let page = page.is(200);
        for shown in
            ["Hej Karin Ås", "Låsguiden", "Turplanering", "Används", "Allt stämmer", "Ingen har bekräftat"]
        {
            assert!(page.contains(shown), "{shown}");
        }
        assert!(page.contains("/anvandning/"), "it can be corrected");
    }
    let one = visitor.post("/bekrafta", &[("kod", token), ("uppgift", "0")]).await;
    let one = one.is(200);
    assert!(one.contains(" är bekräftad ") && one.contains("Allt stämmer"), "one waits still");
    let all = visitor.post("/bekrafta", &[("kod", token), ("uppgift", "alla")]).await;
    assert!(all.is(200).contains("Det är inget mer att bekräfta här. Tack."));
    let again = visitor.post("/bekrafta", &[("kod", token), ("uppgift", "alla")]).await;
    assert!(again.is(200).contains("Det är inget mer att bekräfta här. Tack."), "harmless");
    let english = house.visitor().in_english().get(&address).await;
    assert!(english.is(200).contains("Is it still right?"));
}

#[tokio::test]
async fn a_letter_that_leads_nowhere_says_what_to_do_and_nothing_of_what_it_was_about() {
    let house = House::new().await;
    has(&house, "Låsguiden").await;
    let house = house.later(400).await;
    let mails = letters(&house).await;
    let Content::Confirm { token, .. } = &mails[0].content else { panic!("{mails:?}") };
    let token = token.clone();
    let bo = house.signed_in_as(BO).await;
    let another = bo.get(&format!("/bekrafta?kod={token}")).await;
    let another = another.is(200);
    assert!(another.contains("skrivet till någon annan") && !another.contains("Låsguiden"));
    assert!(
        !bo.post("/bekrafta", &[("kod", &token), ("uppgift", "alla")]).await.is(409).contains("Låsguiden")
    );
    let house = house.later(31).await;
    for code in [token.as_str(), "påhittad", ""] {
        let late = house.visitor().get(&format!("/bekrafta?kod={}", code.replace('å', "a"))).await;
        let late = late.is(200);
        assert!(late.contains("Länken har gått ut") && !late.contains("Låsguiden"), "{code}");
        let pressed = house.visitor().post("/bekrafta", &[("kod", code), ("uppgift", "alla")]).await;
        assert!(pressed.is(409).contains("Ingenting är ändrat"));
    }
}

#[tokio::test]
async fn what_is_due_is_confirmed_many_at_once_and_what_changed_is_told() {
    let house = House::new().await;
    has(&house, "Låsguiden").await;
    let house = house.later(800).await;
    let karin = house.signed_in_as(KARIN).await;
    let page = karin.get("/losningar/att-bekrafta").await;
    let page = page.is(200);
    for shown in
        ["Låsguiden", "Posten, från Essunga", "Användning i Essunga", "Aldrig bekräftad", "Bekräfta de valda"]
    {
        assert!(page.contains(shown), "{shown}");
    }
    let boxes: Vec<&str> =
        page.split("name=\"rad\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(boxes.len(), 2);
    let stale = boxes[0].replace(":1", ":7");
    let answer = karin.post("/losningar/att-bekrafta", &[("rad", &stale), ("rad", boxes[1])]).await;
    let answer = answer.is(422);
    assert!(
        answer.contains("någon har ändrat uppgiften") && answer.contains("En rad är bekräftad."),
        "{answer}"
    );
    let on = karin.post("/losningar/att-bekrafta", &[("rad", boxes[0])]).await;
    assert_eq!(on.leads_to(), "/losningar/att-bekrafta?bekraftade=1");
    assert!(karin.get("/losningar/att-bekrafta").await.is(200).contains("Allt är bekräftat inom ett år"));

    let csv = karin.get("/losningar/att-bekrafta.csv?slag=usage").await;
    assert!(csv.is(200).contains("Ålder"), "a file with the same columns");
    let anna = house.signed_in_as(ANNA).await.get("/losningar/att-bekrafta").await;
    assert!(anna.is(200).contains("Allt är bekräftat inom ett år"), "she is named for nothing");
}

#[tokio::test]
async fn age_is_told_in_words_on_pages_lists_and_matches_and_somebody_can_ask() {
    let house = House::new().await;
    let number = has(&house, "Låsguiden").await;
    let house = house.later(800).await;
    let bo = house.signed_in_as(BO).await;
    for address in [
        format!("/losningar/{number}"),
        "/losningar".into(),
        "/matchning?text=nyckelfri+hemtj%C3%A4nst".into(),
    ] {
        let page = bo.get(&address).await;
        let page = page.is(200);
        assert!(page.contains("Aldrig bekräftad") && page.contains("aged"), "{address}");
    }
    let page = bo.get(&format!("/losningar/{number}")).await;
    let fact = page.field("uppgift");
    let asked = bo
        .post(
            "/losningar/be-om-bekraftelse",
            &[("uppgift", &fact), ("till", &format!("/losningar/{number}"))],
        )
        .await;
    assert_eq!(asked.leads_to(), format!("/losningar/{number}"));
    let page = bo.get(&format!("/losningar/{number}")).await;
    assert!(page.is(200).contains("Tillfrågad"));
    let again = bo.post("/losningar/be-om-bekraftelse", &[("uppgift", &fact)]).await;
    assert!(again.is(409).contains("de senaste trettio dagarna"));
    let karin = house.signed_in_as(KARIN).await;
    assert!(karin.get("/notiser").await.is(200).contains("bad den som svarar för posten att bekräfta den"));
}

#[tokio::test]
async fn the_keeper_sees_what_is_next_and_everybody_signed_in_what_is_missing() {
    let house = House::new().await;
    has(&house, "Låsguiden").await;
    let karin = house.signed_in_as(KARIN).await;
    let nothing = karin.get("/losningar/att-gora").await;
    let nothing = nothing.is(200);
    assert!(nothing.contains("Poster som saknar något") || nothing.contains("Bra gjort, inget väntar"));
    let house = house.later(400).await;
    let karin = house.signed_in_as(KARIN).await;
    let page = karin.get("/losningar/att-gora").await;
    let page = page.is(200);
    assert!(page.contains("Att bekräfta (2)") && page.contains("Stämmer"), "{page}");
    let rad = page.split("name=\"rad\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let done = karin.post("/losningar/att-bekrafta", &[("rad", rad), ("till", "/losningar/att-gora")]).await;
    assert_eq!(done.leads_to(), "/losningar/att-gora");
    let away = karin.post("/losningar/att-bekrafta", &[("till", "//elsewhere.example")]).await;
    assert_eq!(away.leads_to(), "/losningar/att-bekrafta", "nowhere else");

    let rut = house.signed_in_as(RUT).await;
    let complete = rut.get("/losningar/fullstandighet").await;
    complete.is(200);
    let entries = rut.get("/losningar/fullstandighet/poster?saknas=provider").await;
    entries.is(200);
    rut.get("/losningar/fullstandighet/poster.csv").await.is(200);
    rut.get("/losningar/att-gora").await.is(403);
}
