//! Asking those who use a solution, and answering, in the browser.

use app::person::PersonInput;
use domain::permission::Actor;
use domain::person::Role;
use domain::sharing::Sharing;

use crate::house::{ANNA, Browser, House, IDA, KARIN, RUT};

async fn keeper_of_vara(house: &House) -> Browser {
    let input = PersonInput {
        name: "Karl Vik".into(),
        email: "karl.vik@kommun.example".into(),
        organisation: house.organisation("Vara"),
        role: Role::Coordinator,
        title: String::new(),
        password: None,
    };
    let person = house.app.add_person(&Actor::Operator, input).await.unwrap();
    house.signed_in(person.id).await
}

#[tokio::test]
async fn a_question_leads_to_an_answer_that_both_stand_on_the_page_and_in_the_list() {
    let house = House::new().await;
    let number = house.has_solution("Låsguiden", "Öppnar låset", "Vara", Sharing::Public).await;
    let (anna, karl) = (house.signed_in_as(ANNA).await, keeper_of_vara(&house).await);
    let (page, form) = (format!("/losningar/{number}"), format!("/losningar/{number}/fraga"));
    let link = format!("href=\"{form}\"");
    assert!(anna.get(&page).await.is(200).contains(&link));
    assert!(!karl.get(&page).await.is(200).contains(&link), "there is nobody but his own");
    assert!(!house.visitor().get(&page).await.is(200).contains(&link));
    let matched = anna.post("/matchning", &[("text", "öppna låset utan nyckel i hemtjänsten")]).await;
    assert!(matched.is(200).contains(&link), "{}", matched.body);
    let vara = house.organisation("Vara").to_string();
    assert!(
        anna.get(&form).await.is(200).contains(&format!("value=\"{vara}\" checked")),
        "the only one is chosen"
    );
    let empty = anna.post(&form, &[("asked", ""), ("comment", "")]).await;
    assert!(
        empty.is(422).contains("href=\"#asked\"") || empty.body.contains("href=\"#comment\""),
        "{}",
        empty.body
    );
    let personal = [("asked", vara.as_str()), ("comment", "Hur gick det för 19811218-9876?")];
    assert!(anna.post(&form, &personal).await.is(422).contains("name=\"identity_reason\""));

    let asked = anna.post(&form, &[("asked", &vara), ("comment", "Fungerar det <i>i</i> kyla?")]).await;
    let place = asked.leads_to().to_owned();
    let id = place.split("#kommentar-").nth(1).unwrap().to_owned();
    let answer = format!("/fragor/{id}/svara");
    let shown = karl.get(&page).await;
    for told in ["Fråga till Vara", "Fungerar det &#60;i&#62;i&#60;/i&#62; kyla?", answer.as_str()] {
        assert!(shown.is(200).contains(told), "{told} is missing in\n{}", shown.body);
    }
    assert!(!anna.get(&page).await.is(200).contains(&answer));
    assert!(karl.get("/notiser").await.is(200).contains("Anna Lind i Essunga frågade Vara om lösningen"));
    assert!(karl.get("/fragor?till=oss&svar=obesvarade").await.is(200).contains(&answer));

    anna.get(&answer).await.is(403);
    assert!(karl.get(&answer).await.is(200).contains("Fungerar det"));
    karl.post(&answer, &[("comment", " ")]).await.is(422);
    assert!(karl.post(&answer, &[("comment", "Ja, ned till -20.")]).await.leads_to().starts_with(&page));
    let rut = house.signed_in_as(RUT).await.get(&page).await;
    assert!(
        rut.is(200).contains("Ja, ned till -20.") && rut.body.contains("Svar på en fråga"),
        "{}",
        rut.body
    );
    assert!(!karl.get("/fragor?svar=obesvarade").await.is(200).contains(&answer));
    let file = house.signed_in_as(KARIN).await.get("/fragor.csv?q=kyla").await;
    assert!(file.is(200).contains("Vara") && file.body.contains("Fungerar det"), "{}", file.body);
    let public = house.visitor().get(&page).await;
    assert!(!public.is(200).contains("kyla") && !public.body.contains("frågade"), "not for suppliers");
    assert!(
        house.signed_in_as(IDA).await.get("/fragor").await.is(200).contains("kyla"),
        "who reads the solution"
    );
}
