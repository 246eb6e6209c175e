//! Verdicts on the pages of needs and solutions.

use crate::house::{ANNA, BO, Browser, House, IDA, KARIN, RUT};
use domain::sharing::Sharing;

const TEXT: &str =
    "Vi hämtar nycklar på kontoret flera gånger om dagen. När en nyckel saknas blir besöket sent.";

/// A button that is pressed takes the verdict back.
const TAKES_BACK: &str = "name=\"verdict\" value=\"\"";

async fn sent(browser: &Browser, text: &str, sharing: Sharing) -> String {
    browser.sends_need(&[("text", text), ("sharing", sharing.code())]).await
}

#[tokio::test]
async fn a_verdict_is_pressed_seen_by_others_and_pressed_again() {
    let house = House::new().await;
    let (anna, karin) = (house.signed_in_as(ANNA).await, house.signed_in_as(KARIN).await);
    let locks = house
        .has_solution("Nyckelfritt", "Hanterar nycklar utan kontoret.", "Essunga", Sharing::Collaboration)
        .await;
    let need = sent(&anna, TEXT, Sharing::Collaboration).await;
    let (page, pair) = (format!("/behov/{need}"), format!("/behov/{need}/omdome/{locks}"));

    let before = anna.get(&page).await;
    assert!(before.is(200).contains("aria-label=\"Ditt omdöme om Nyckelfritt\""), "{}", before.body);
    assert!(before.body.contains("value=\"fits\"") && !before.body.contains(TAKES_BACK));
    let answer = anna.post(&pair, &[("verdict", "partly")]).await;
    assert_eq!(answer.leads_to(), format!("{page}#losning-{locks}"));

    let after = anna.get(&page).await;
    let pressed = format!(
        "<button name=\"verdict\" value=\"\" id=\"omdome-{locks}-partly\" aria-pressed=\"true\">Delvis"
    );
    assert!(after.is(200).contains(&pressed), "{}", after.body);
    let others = karin.get(&page).await;
    assert!(others.is(200).contains("Anna Lind, Essunga: passar delvis, 9 november 2026"), "{}", others.body);
    assert!(others.body.contains("Anna Lind, Essunga, gav Nyckelfritt omdömet passar delvis."));
    assert!(!others.body.contains(TAKES_BACK), "it is somebody else's");
    let solution = karin.get(&format!("/losningar/{locks}")).await;
    assert!(solution.is(200).contains("Bedömd för ett behov"), "{}", solution.body);

    anna.post(&pair, &[("verdict", "")]).await.leads_to();
    let back = anna.get(&page).await;
    assert!(!back.is(200).contains("passar delvis, 9") && !back.body.contains(TAKES_BACK));
}

#[tokio::test]
async fn a_no_may_say_why_and_a_reason_too_long_comes_back() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    let locks =
        house.has_solution("Nyckelfritt", "Hanterar nycklar.", "Essunga", Sharing::Collaboration).await;
    let need = sent(&anna, TEXT, Sharing::Collaboration).await;
    let pair = format!("/behov/{need}/omdome/{locks}");
    anna.post(&pair, &[("verdict", "not")]).await.leads_to();
    let page = anna.get(&format!("/behov/{need}")).await;
    assert!(page.is(200).contains(&format!("{pair}/skal")), "{}", page.body);
    assert!(anna.get(&format!("{pair}/skal")).await.is(200).contains("Varför passar Nyckelfritt inte?"));
    let long = "å".repeat(510);
    let refused = anna.post(&format!("{pair}/skal"), &[("reason", &long)]).await;
    assert!(refused.is(422).contains("Texten är 10 tecken för lång"), "{}", refused.body);
    assert!(refused.body.contains(&long), "what was written is kept");
    anna.post(&format!("{pair}/skal"), &[("reason", "Kräver ny dörr")]).await.leads_to();
    let page = anna.get(&format!("/behov/{need}")).await;
    assert!(page.is(200).contains("passar inte, 9 november 2026. Skäl: Kräver ny dörr"), "{}", page.body);
}

#[tokio::test]
async fn a_judged_solution_that_is_no_match_stays_on_the_page() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    let other =
        house.has_solution("Bygglov", "Ansökan om lov att bygga.", "Essunga", Sharing::Collaboration).await;
    let need = sent(&anna, TEXT, Sharing::Collaboration).await;
    anna.post(&format!("/behov/{need}/omdome/{other}"), &[("verdict", "not")]).await.leads_to();
    let page = anna.get(&format!("/behov/{need}")).await;
    assert!(page.is(200).contains("Fler lösningar som har fått omdöme"), "{}", page.body);
    assert!(page.body.contains(&format!("id=\"losning-{other}\"")));
}

#[tokio::test]
async fn who_may_not_is_told_no_more_than_before() {
    let house = House::new().await;
    let (anna, rut, bo, ida) = (
        house.signed_in_as(ANNA).await,
        house.signed_in_as(RUT).await,
        house.signed_in_as(BO).await,
        house.signed_in_as(IDA).await,
    );
    let locks =
        house.has_solution("Nyckelfritt", "Hanterar nycklar.", "Essunga", Sharing::Collaboration).await;
    let need = sent(&anna, TEXT, Sharing::Collaboration).await;
    let own = sent(&anna, TEXT, Sharing::Organisation).await;
    let pair = |need: &str| format!("/behov/{need}/omdome/{locks}");
    let fits = [("verdict", "fits")];
    rut.post(&pair(&need), &fits).await.is(403);
    ida.post(&pair(&need), &fits).await.is(404);
    house.visitor().post(&pair(&need), &fits).await.is(401);
    bo.post(&pair(&own), &fits).await.is(404);
    bo.post(&pair(&need), &fits).await.leads_to();
    anna.post(&format!("/behov/{need}/omdome/L-2026-9999"), &fits).await.is(404);
    anna.post(&format!("/behov/{need}/omdome/nonsens"), &fits).await.is(404);
    let read = rut.get(&format!("/behov/{need}")).await;
    assert!(read.is(200).contains("Bo Dahl, Vara: passar"), "{}", read.body);
    assert!(!read.body.contains("name=\"verdict\""), "a reader has no buttons");
    rut.get(&format!("{}/skal", pair(&need))).await.is(403);
    house.visitor().get(&format!("{}/skal", pair(&need))).await.is(401);
}
