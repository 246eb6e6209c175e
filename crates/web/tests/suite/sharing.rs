//! How far a need is shared, as people meet it: named readers and a second press, undoing, two people for the public.

use crate::house::{ADA, ANNA, BO, House, KARIN, RUT};
use domain::sharing::Sharing;

const TEXT: &str = "Vi hämtar nycklar på kontoret flera gånger om dagen.";

#[tokio::test]
async fn sending_names_the_readers_and_is_undone_in_place() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    let form = [("text", TEXT), ("sharing", "collaboration"), ("gor", "skicka")];
    let asked = anna.post("/behov/nytt", &form).await;
    for told in [
        "3 organisationer",
        "<li>Essunga</li><li>Skara</li><li>Vara</li>",
        "kan bli allmän handling",
        "Skicka och dela med 3 organisationer",
        "Utkastet är sparat men inte skickat än.",
    ] {
        assert!(asked.is(200).contains(told), "{told} in {}", asked.body);
    }
    assert!(house.signed_in_as(BO).await.get("/behov").await.is(200).contains("Det första behovet"));
    let sent = anna.agrees(asked).await.leads_to().to_owned();
    let page = anna.get(&sent).await;
    assert!(page.is(200).contains("Ingen har fått besked än."), "{}", page.body);
    let address = sent.split('?').next().unwrap();
    let undo = format!("{address}/dela/angra");
    let undone = anna.post(&undo, &[("version", &page.field("version"))]).await;
    let page = anna.get(undone.leads_to()).await;
    assert!(page.is(200).contains("Delningen är ångrad.") && page.body.contains("Utkast"), "{}", page.body);
    house.signed_in_as(BO).await.get(address).await.is(404);
    anna.post(&undo, &[("version", "3")]).await.is(409);
}

#[tokio::test]
async fn the_level_is_changed_on_a_page_that_shows_who_has_opened_it() {
    let house = House::new().await;
    let (anna, bo) = (house.signed_in_as(ANNA).await, house.signed_in_as(BO).await);
    let number = anna.sends_need(&[("text", TEXT), ("sharing", "collaboration")]).await;
    let (need, page) = (format!("/behov/{number}"), format!("/behov/{number}/dela"));
    assert!(anna.get(&page).await.is(200).contains("Ingen utanför er organisation har öppnat"));
    bo.get(&need).await.is(200);
    house.signed_in_as(RUT).await.get(&need).await.is(200);
    let shown = anna.get(&page).await;
    assert!(shown.is(200).contains("Bo Dahl, Vara") && !shown.body.contains("Rut Ek"), "{}", shown.body);
    assert!(!shown.body.contains("id=\"sharing-public\""), "who writes needs does not publish");

    let version = shown.field("version");
    let asked = anna.post(&page, &[("version", &version), ("sharing", "network")]).await;
    assert!(asked.is(200).contains("<li>Halmstad</li>"), "{}", asked.body);
    assert_eq!(anna.agrees(asked).await.leads_to(), format!("{need}?nytt=delat"));
    let version = anna.get(&page).await.field("version");
    let lowered = anna.post(&page, &[("version", &version), ("sharing", "organisation")]).await;
    assert_eq!(lowered.leads_to(), format!("{need}?nytt=delat"), "a lower level needs no second press");
    bo.get(&need).await.is(404);
    bo.get(&page).await.is(404);
    let nothing = anna.post(&page, &[("version", "1"), ("sharing", "everybody")]).await;
    assert_eq!(nothing.leads_to(), page);
}

#[tokio::test]
async fn the_public_waits_for_a_second_person() {
    let house = House::new().await;
    let (anna, karin, ada) =
        (house.signed_in_as(ANNA).await, house.signed_in_as(KARIN).await, house.signed_in_as(ADA).await);
    let number = anna.sends_need(&[("text", TEXT), ("sharing", "collaboration")]).await;
    let (need, page) = (format!("/behov/{number}"), format!("/behov/{number}/dela"));
    let asked = karin.post(&page, &[("version", "2"), ("sharing", "public")]).await;
    assert!(asked.is(200).contains("Att göra något publikt kräver två."), "{}", asked.body);
    let waits = karin.get(karin.agrees(asked).await.leads_to()).await;
    assert!(waits.is(200).contains("Karin Ås vill att alla ska kunna läsa behovet"), "{}", waits.body);
    assert!(!waits.body.contains("Gör det publikt") && waits.body.contains("Ta tillbaka önskemålet"));
    karin.post(&format!("{page}/publicera"), &[("version", "2")]).await.is(409);
    anna.post(&format!("{page}/publicera"), &[("version", "2")]).await.is(403);
    house.visitor().get(&need).await.is(404);

    assert!(ada.get(&need).await.is(200).contains("Gör det publikt"));
    ada.post(&format!("{page}/publicera"), &[("version", "2")]).await.leads_to();
    house.visitor().get(&need).await.is(200);
    assert!(karin.get(&page).await.is(200).contains("Någon som inte är inloggad"));
    karin.post(&format!("{page}/avsta"), &[]).await.is(409);
}

#[tokio::test]
async fn an_identity_number_asks_for_a_reason() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    let form =
        [("text", "Brukaren 811218-9876 saknar larm."), ("sharing", "collaboration"), ("gor", "skicka")];
    let refused = anna.post("/behov/nytt", &form).await;
    assert!(refused.is(422).contains("name=\"identity_reason\""), "{}", refused.body);
    let reason = ("identity_reason", "Numret är påhittat.");
    let asked = anna.post("/behov/nytt", &[form[0], form[1], form[2], reason]).await;
    let sent = anna.agrees(asked).await.leads_to().to_owned();
    assert!(anna.get(&sent).await.is(200).contains("Numret är påhittat."));
    let at_neighbour = house.signed_in_as(BO).await.get(sent.split('?').next().unwrap()).await;
    assert!(!at_neighbour.is(200).contains("Numret är påhittat."));
}

#[tokio::test]
async fn a_solution_has_the_same_control() {
    let house = House::new().await;
    let (karin, ada, bo) =
        (house.signed_in_as(KARIN).await, house.signed_in_as(ADA).await, house.signed_in_as(BO).await);
    let number = house.has_solution("Digitala lås", "Öppnar dörrar.", "Essunga", Sharing::Organisation).await;
    let (solution, page) = (format!("/losningar/{number}"), format!("/losningar/{number}/delning"));
    assert!(karin.get(&solution).await.is(200).contains(&format!("href=\"{page}\"")));
    bo.get(&solution).await.is(404);
    let asked = karin.post(&page, &[("version", "1"), ("sharing", "collaboration")]).await;
    for told in
        ["De här kommer att läsa lösningen", "<li>Essunga</li><li>Skara</li><li>Vara</li>", "allmän handling"]
    {
        assert!(asked.is(200).contains(told), "{told} in {}", asked.body);
    }
    bo.get(&solution).await.is(404);
    let shared = karin.get(karin.agrees(asked).await.leads_to()).await;
    assert!(
        shared.is(200).contains("Delningen är ändrad.") && shared.body.contains("Ingen har fått besked än.")
    );
    let read = bo.get(&solution).await;
    assert!(
        !read.is(200).contains("/delning") && !read.body.contains("Ingen har fått besked än."),
        "{}",
        read.body
    );
    bo.get(&page).await.is(403);
    assert!(karin.get(&page).await.is(200).contains("Bo Dahl, Vara"));

    let asked = karin.post(&page, &[("version", "2"), ("sharing", "public")]).await;
    assert!(asked.is(200).contains("alla, också leverantörer och allmänheten"), "{}", asked.body);
    let waits = karin.get(karin.agrees(asked).await.leads_to()).await;
    assert!(waits.is(200).contains("vill att alla ska kunna läsa lösningen"), "{}", waits.body);
    house.visitor().get(&solution).await.is(404);
    let version = ada.get(&solution).await.field("version");
    ada.post(&format!("{page}/publicera"), &[("version", &version)]).await.leads_to();
    house.visitor().get(&solution).await.is(200);
    let back = ada.get(&solution).await.field("version");
    let undone = ada.post(&format!("{page}/angra"), &[("version", &back)]).await;
    assert!(ada.get(undone.leads_to()).await.is(200).contains("Delningen är ångrad."));
    house.visitor().get(&solution).await.is(404);
}

#[tokio::test]
async fn what_is_new_is_saved_for_ones_own_before_anybody_is_asked() {
    let house = House::new().await;
    let (karin, bo) = (house.signed_in_as(KARIN).await, house.signed_in_as(BO).await);
    let fields = [
        ("name", "Digitala lås"),
        ("kind", "system"),
        ("lifecycle", "in_use"),
        ("description", "Frågor: 811218-9876."),
        ("sharing", "collaboration"),
    ];
    let made = karin.post("/losningar/ny", &fields).await;
    let asks = made.leads_to().to_owned();
    let address = asks.split("/delning").next().unwrap().to_owned();
    karin.get(&address).await.is(200);
    bo.get(&address).await.is(404);
    let asked = karin.get(&asks).await;
    for told in
        ["Än så länge läser bara er egen organisation det.", "name=\"identity_reason\"", "Dela inte nu"]
    {
        assert!(asked.is(200).contains(told), "{told} in {}", asked.body);
    }
    let refused = karin.agrees(asked).await;
    assert!(refused.is(422).contains("href=\"#identity_reason\""), "{}", refused.body);
    bo.get(&address).await.is(404);
    let fields = [
        ("version", "1"),
        ("sharing", "collaboration"),
        ("agreed", "collaboration"),
        ("identity_reason", "Påhittat."),
    ];
    karin.post(&format!("{address}/delning"), &fields).await.leads_to();
    bo.get(&address).await.is(200);
    assert!(karin.get(&format!("{address}/delning")).await.is(200).contains("Påhittat."));
}
