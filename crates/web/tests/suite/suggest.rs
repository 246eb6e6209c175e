//! What is said of a text while it is written, and what is suggested for a need, as people meet it.

use crate::house::{ANNA, BO, Browser, House, IDA, RUT};
use domain::sharing::Sharing;

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
    let asked = anna.post(&edit, &clean).await;
    assert!(anna.agrees(asked).await.leads_to().ends_with("?nytt=skickat"));
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

const KEYS: &str =
    "Vi hämtar nycklar på kontoret flera gånger om dagen. När en nyckel saknas blir besöket sent.";

/// Saves and sends a need and gives its number.
async fn sent(browser: &Browser, text: &str, requirements: &str) -> String {
    let form = [("text", text), ("requirements", requirements), ("sharing", "collaboration")];
    browser.sends_need(&form).await
}

#[tokio::test]
async fn suggestions_are_accepted_one_by_one_and_nothing_written_is_lost() {
    let house = House::new().await;
    let (anna, bo) = (house.signed_in_as(ANNA).await, house.signed_in_as(BO).await);
    let bos = sent(
        &bo,
        "Nycklar till kontoret saknas och besöken blir sena.",
        "Öppna utan nyckel\nFungera på natten",
    )
    .await;
    for name in ["Digitala lås", "Nyckelskåp", "Nyckelrutin"] {
        let text = "Personalen öppnar med mobilen, ingen nyckel hämtas på kontoret, besöket blir inte sent.";
        house.has_solution(name, text, "Vara", Sharing::Collaboration).await;
    }
    for (name, text) in
        [("E-arkiv", "Bevarar handlingar."), ("Skolskjuts", "Planerar bussar."), ("Bygglov", "Ritningar.")]
    {
        house.has_solution(name, text, "Vara", Sharing::Collaboration).await;
    }
    let edit = anna.post("/behov/nytt", &[("text", KEYS)]).await.leads_to().to_owned();
    let form = anna.get(&edit).await;
    let body = form.is(200);
    for expected in [
        "<h2 id=\"forslag-rubrik\">Förslag</h2>",
        "value=\"Hämtar nycklar på kontoret\"",
        "Ur ”Vi hämtar nycklar på kontoret flera gånger om dagen.”",
        "Vara har delat upp sitt behov så här.",
        "value=\"Fungera på natten\"",
        &format!("formaction=\"/behov/{bos}/vi-ocksa\""),
        "name=\"valj_omrade\" value=\"510\"",
        "Tre av tre liknande lösningar hör dit.",
    ] {
        assert!(body.contains(expected), "{expected} in {body}");
    }

    let pressed = [
        ("version", "1"),
        ("text", KEYS),
        ("who", "Undersköterskor"),
        ("requirements", "Eget delbehov"),
        ("sharing", "organisation"),
        ("lagg_till", "Fungera på natten"),
    ];
    let answer = anna.post(&edit, &pressed).await;
    let body = answer.is(200);
    assert!(body.contains("Eget delbehov\nFungera på natten</textarea>"), "{body}");
    assert!(body.contains("Tillagt bland delbehoven: Fungera på natten") && body.contains("Undersköterskor"));
    assert!(body.contains("id=\"sharing-organisation\" value=\"organisation\" checked"), "{body}");
    assert!(!body.contains("name=\"lagg_till\" value=\"Fungera på natten\""), "it is not offered again");
    let area = anna.post(&edit, &[("version", "1"), ("text", KEYS), ("valj_omrade", "510")]).await;
    assert!(
        area.is(200).contains("<option value=\"510\" selected>")
            && area.body.contains("Valt område: Hemtjänst")
    );
    let page = anna.get(&edit.replace("/andra", "")).await;
    assert!(!page.is(200).contains("Undersköterskor"), "nothing is saved by it");
    let hostile = [("version", "1"), ("text", KEYS), ("lagg_till", "<script>alert(1)</script>")];
    assert!(!anna.post(&edit, &hostile).await.is(200).contains("<script>alert"));
    house.visitor().post(&edit, &pressed).await.is(401);
}

#[tokio::test]
async fn a_neighbours_need_is_joined_from_the_box_changed_and_undone() {
    let house = House::new().await;
    let (anna, bo) = (house.signed_in_as(ANNA).await, house.signed_in_as(BO).await);
    let number = sent(&bo, "Nycklar till kontoret saknas och besöken blir sena.", "").await;
    let (page, join) = (format!("/behov/{number}"), format!("/behov/{number}/vi-ocksa"));
    let found = anna.post("/matchning", &[("text", KEYS)]).await;
    assert!(found.is(200).contains(&format!("form=\"fraga\" formaction=\"{join}\"")), "{}", found.body);
    assert!(!bo.post("/matchning", &[("text", KEYS)]).await.is(200).contains(&join), "not one's own");

    let asked = anna.post(&join, &[("text", KEYS)]).await;
    assert!(asked.is(200).contains(&format!("{KEYS}</textarea>")), "{}", asked.body);
    let bad =
        anna.post(&join, &[("words", "Samma <b>här</b>"), ("affected", "cirka 40"), ("gor", "spara")]).await;
    assert!(bad.is(422).contains("Samma &#60;b&#62;här") && bad.body.contains("cirka 40"), "{}", bad.body);
    let secret = anna.post(&join, &[("words", NUMBER), ("gor", "spara")]).await;
    assert!(secret.is(422).contains("href=\"#words\"") && secret.body.contains("personnummer"));
    let said = [("words", "Samma här, värst på natten."), ("affected", "118"), ("gor", "spara")];
    assert_eq!(anna.post(&join, &said).await.leads_to(), format!("{page}#har-det"));

    let shown = bo.get(&page).await;
    for expected in [
        "Två av tre kommuner har det här",
        "Samma här, värst på natten.",
        "Essunga",
        "Tillsammans berörs 118 personer.",
    ] {
        assert!(shown.is(200).contains(expected), "{expected} in {}", shown.body);
    }
    assert!(!shown.body.contains("/vi-ocksa\""), "whose need it is has it anyway");
    assert!(bo.get("/behov").await.is(200).contains("Två av tre kommuner har det här"));
    let own = anna.get(&page).await;
    assert!(own.is(200).contains("Ni har också det här.") && own.body.contains("Ångra"), "{}", own.body);
    assert!(own.body.contains("Anna Lind, Essunga, sa att de har det här också."));
    assert!(anna.get(&join).await.is(200).contains("Samma här, värst på natten.</textarea>"));
    assert!(anna.post("/matchning", &[("text", KEYS)]).await.is(200).contains("Ni har också det här."));
    assert_eq!(anna.post(&format!("{join}/angra"), &[]).await.leads_to(), format!("{page}#har-det"));
    assert!(anna.get(&page).await.is(200).contains("Har ni det också?"));
}

#[tokio::test]
async fn who_may_not_join_is_not_offered_it() {
    let house = House::new().await;
    let number =
        sent(&house.signed_in_as(BO).await, "Nycklar till kontoret saknas och besöken blir sena.", "").await;
    let join = format!("/behov/{number}/vi-ocksa");
    let (rut, ida) = (house.signed_in_as(RUT).await, house.signed_in_as(IDA).await);
    assert!(!rut.get(&format!("/behov/{number}")).await.is(200).contains("vi-ocksa"));
    rut.get(&join).await.is(403);
    rut.post(&join, &[("gor", "spara")]).await.is(403);
    ida.get(&join).await.is(404);
    ida.post(&join, &[("gor", "spara")]).await.is(404);
    ida.post(&format!("{join}/angra"), &[]).await.is(404);
    house.visitor().post(&format!("{join}/angra"), &[]).await.is(404);
    let visitor = house.visitor().post(&join, &[("text", KEYS)]).await;
    assert!(visitor.is(200).contains("Logga in") && visitor.body.contains("value=\"Vi hämtar nycklar"));
}

#[tokio::test]
async fn nothing_fits_is_one_press_away_and_leads_on() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    let text = "Personalen öppnar med mobilen, ingen nyckel hämtas på kontoret.";
    let number = house.has_solution("Digitala lås", text, "Vara", Sharing::Collaboration).await.to_string();
    let found = anna.post("/matchning", &[("text", KEYS)]).await;
    assert!(found.is(200).contains("Inget av detta passar"), "{}", found.body);
    assert!(found.body.contains(&format!("name=\"visade\" value=\"{number}\"")));
    let pressed = [("text", KEYS), ("visade", &number), ("visade", "L-2026-9999"), ("gor", "inget-passar")];
    let edit = anna.post("/behov/nytt", &pressed).await.leads_to().to_owned();
    assert!(edit.ends_with("/andra?inget=passar"), "{edit}");
    let form = anna.get(&edit).await;
    assert!(form.is(200).contains("Inget av det som finns passar"), "{}", form.body);
    assert!(form.body.contains("skicka till samordnaren"));
    let page = anna.get(edit.trim_end_matches("/andra?inget=passar")).await;
    assert!(page.is(200).contains("såg lösningar som finns och sa att ingen passar"), "{}", page.body);

    let empty = House::new().await;
    let nothing = empty.signed_in_as(ANNA).await.post("/matchning", &[("text", KEYS)]).await;
    assert!(nothing.is(200).contains("Inget liknande finns ännu"));
    assert!(nothing.body.contains("Skicka behovet, så frågar vi grannarna."), "{}", nothing.body);
    let visitor = house.visitor().post("/behov/nytt", &pressed).await;
    assert!(
        visitor.is(200).contains("name=\"text\" value=\"Vi hämtar"),
        "the text is kept: {}",
        visitor.body
    );
}
