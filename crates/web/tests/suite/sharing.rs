//! How far a need is shared, as people meet it: named readers and a second press, undoing, two people for the public.

use crate::house::{ADA, ANNA, BO, House, KARIN, RUT};

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
    assert!(asked.is(200).contains("Att göra ett behov publikt kräver två."), "{}", asked.body);
    let waits = karin.get(karin.agrees(asked).await.leads_to()).await;
    assert!(waits.is(200).contains("Karin Ås vill göra behovet publikt."), "{}", waits.body);
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
