//! What is said of a text while it is written, and what is suggested for a need, as people meet it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "for tests only")]

mod house;

use house::{ANNA, House};

const NUMBER: &str = "Brukaren 811218-9876 saknar larm på natten.";
const FAULT: &str = "Skrivaren på kansliet fungerar inte sedan i morse.";

#[tokio::test]
async fn personal_data_is_pointed_out_while_it_is_written() {
    let house = House::new().await;
    let told = "Texten ser ut att innehålla ett personnummer. Ta bort det innan du skickar.";
    let part = house.visitor().with_header("hx-request", "true");
    assert!(part.post("/matchning", &[("text", NUMBER)]).await.is(200).contains(told));
    assert!(part.post("/behov/kontroll", &[("text", NUMBER)]).await.is(200).contains(told));
    assert!(
        house.visitor().post("/matchning", &[("text", NUMBER)]).await.is(200).contains(told),
        "without script"
    );
    let contact = part.post("/matchning", &[("text", "Ring Berit på 070-123 45 67 om larmet")]).await;
    assert!(contact.is(200).contains("070-123 45 67 ser ut som en kontaktuppgift"), "{}", contact.body);
    let clean = part.post("/matchning", &[("text", "Vi hämtar nycklar på kontoret.")]).await;
    assert!(!clean.is(200).contains("personnummer") && !clean.body.contains("IT-fel"), "{}", clean.body);
}

#[tokio::test]
async fn a_need_with_an_identity_number_is_kept_but_not_shared() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    let edit = anna.post("/behov/nytt", &[("text", NUMBER)]).await.leads_to().to_owned();
    assert!(
        anna.get(&edit).await.is(200).contains("ser ut att innehålla ett personnummer"),
        "the draft is there"
    );
    let form = [
        ("version", "1"),
        ("text", NUMBER),
        ("who", "Berit, 19121212-1212"),
        ("sharing", "collaboration"),
        ("gor", "skicka"),
    ];
    let answer = anna.post(&edit, &form).await;
    let body = answer.is(422);
    assert!(body.contains("Utkastet är sparat men inte skickat."), "{body}");
    assert!(body.contains("href=\"#text\"") && body.contains("href=\"#who\""), "each field is told: {body}");
    let page = edit.replace("/andra", "/skicka");
    assert!(anna.post(&page, &[("version", "2")]).await.is(422).contains("personnummer"));

    let clean = [
        ("version", "2"),
        ("text", "Brukaren saknar larm på natten."),
        ("sharing", "collaboration"),
        ("gor", "skicka"),
    ];
    assert!(anna.post(&edit, &clean).await.leads_to().ends_with("?nytt=skickat"));
    let again = [("version", "4"), ("text", NUMBER), ("sharing", "collaboration"), ("gor", "spara")];
    assert!(
        anna.post(&edit, &again).await.is(422).contains("personnummer"),
        "nor put into one that is shared"
    );
}

#[tokio::test]
async fn a_fault_is_shown_the_way_to_it_support_and_the_draft_stays() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    let found = anna.post("/matchning", &[("text", FAULT)]).await;
    assert!(found.is(200).contains("Det här låter som ett IT-fel."), "{}", found.body);
    assert!(found.body.contains("Du skrev ”Skrivaren” och ”fungerar inte”."), "{}", found.body);
    let way = anna.post("/behov/nytt", &[("text", FAULT), ("gor", "it-stod")]).await.leads_to().to_owned();
    let page = anna.get(&way).await;
    assert!(page.is(200).contains("IT-supporten för Essunga") && page.body.contains(FAULT), "{}", page.body);
    assert!(page.body.contains("ligger kvar som utkast"));
    assert!(anna.get("/behov?visa=mina&lage=draft").await.is(200).contains("Skrivaren på kansliet"));
    house.visitor().get(&way).await.is(404);
    let visitor = house.visitor().post("/behov/nytt", &[("text", FAULT), ("gor", "it-stod")]).await;
    assert!(
        visitor.is(200).contains("name=\"text\" value=\"Skrivaren"),
        "the text is kept: {}",
        visitor.body
    );
}
