//! Contracts on pages: entered on one page with rows that are added without losing anything, read by members, and what the reader's
//! organisation can use because of them.

use crate::house::{ADA, BO, House, IDA, KARIN};
use domain::sharing::Sharing;

/// The fields of a contract of Essunga's in which Vara may call off.
fn fields<'a>(solution: &'a str, vara: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("name", "Digitala lås"),
        ("supplier", "Nordlås"),
        ("kind", "direct"),
        ("solution", solution),
        ("starts", "2025-01-01"),
        ("ends", "2027-12-31"),
        ("option_until", "2028-12-31"),
        ("option_call_by", "2027-06-30"),
        ("option_state", "open"),
        ("covered", vara),
        ("covered_standing", "call_off"),
        ("route", "own_procurement"),
        ("amount_label", "Lås"),
        ("amount", "1 250,50"),
        ("amount_per", "lås och år"),
        ("document_title", "Avtalet"),
        ("document_url", "https://avtal.example/1"),
        ("sharing", "collaboration"),
    ]
}

async fn entered(house: &House) -> (String, String) {
    let text = "Öppnar dörrar utan nycklar i hemtjänsten.";
    let solution = house.has_solution("Digitala lås", text, "Essunga", Sharing::Public).await.to_string();
    let vara = house.organisation("Vara").to_string();
    let karin = house.signed_in_as(KARIN).await;
    let added = karin.post("/avtal/nytt", &fields(&solution, &vara)).await;
    let address = karin.made(added).await;
    house.app.fill_index(|_| {}).await.unwrap();
    (solution, address)
}

#[tokio::test]
async fn a_row_is_added_without_losing_what_was_written_and_nothing_is_saved() {
    let house = House::new().await;
    let karin = house.signed_in_as(KARIN).await;
    let sent = [("name", "Halvskrivet"), ("covered", ""), ("covered-1", ""), ("lagg_till", "covered")];
    let page = karin.post("/avtal/nytt", &sent).await;
    let page = page.is(200);
    assert!(page.contains("Halvskrivet") && page.contains("name=\"covered-2\""), "{page}");
    assert!(karin.get("/avtal").await.is(200).contains("Inga avtal"));
    let empty = karin.post("/avtal/nytt", &[("name", "Bara namn")]).await;
    let page = empty.is(422);
    assert!(page.contains("Bara namn") && page.contains("href=\"#starts\""), "{page}");
}

#[tokio::test]
async fn members_read_it_and_for_the_public_and_outsiders_there_is_none() {
    let house = House::new().await;
    let (solution, address) = entered(&house).await;
    let bo = house.signed_in_as(BO).await;
    let page = bo.get(&address).await;
    let page = page.is(200);
    for told in ["1\u{a0}250,50 kr", "Får avropa", "30 juni 2027", "Option utnyttjas senast", "Vara"] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(!page.contains("Ändra avtalet"), "not his to keep");
    assert!(bo.get("/avtal").await.is(200).contains("Nordlås"));
    assert!(bo.get("/avtal.csv?lage=running").await.is(200).contains("2027-12-31"));
    assert!(bo.get(&format!("/losningar/{solution}")).await.is(200).contains(&address));
    assert!(bo.get("/sok?q=nordl%C3%A5s").await.is(200).contains(&address));
    for (outsider, list) in [(house.visitor(), 404), (house.signed_in_as(IDA).await, 200)] {
        assert_eq!(outsider.get(&address).await.status.as_u16(), 404);
        let answer = outsider.get("/avtal").await;
        assert_eq!(answer.status.as_u16(), list);
        assert!(!answer.body.contains("Nordlås"));
        let page = outsider.get(&format!("/losningar/{solution}")).await;
        assert!(!page.is(200).contains("Nordlås"));
    }
}

#[tokio::test]
async fn a_stale_change_shows_both_and_a_confirmed_one_says_so() {
    let house = House::new().await;
    let (solution, address) = entered(&house).await;
    let (karin, ada) = (house.signed_in_as(KARIN).await, house.signed_in_as(ADA).await);
    let vara = house.organisation("Vara").to_string();
    let with = |supplier: &'static str| {
        let mut sent = fields(&solution, &vara);
        sent.retain(|(name, _)| *name != "supplier");
        sent.extend([("supplier", supplier), ("version", "2")]);
        sent
    };
    ada.post(&format!("{address}/andra"), &with("Adas leverantör")).await.leads_to();
    let stale = karin.post(&format!("{address}/andra"), &with("Karins leverantör")).await;
    let page = stale.is(409);
    assert!(page.contains("Karins leverantör") && page.contains("Nu står det: Adas leverantör"), "{page}");
    assert!(page.contains("name=\"version\" value=\"3\""), "the next press is over what is shown");
    let done = karin.post(&format!("{address}/bekrafta"), &[("version", "3")]).await;
    assert!(karin.get(done.leads_to()).await.is(200).contains("bekräftat i dag"));
    let refused = karin.post(&format!("{address}/avsluta"), &[("version", "4")]).await;
    assert!(refused.is(422).contains("Skriv avtalets sista dag."));
    let told = [("version", "4"), ("ended_on", "2026-12-31"), ("reason", "Lägger ned")];
    let ended = karin.post(&format!("{address}/avsluta"), &told).await;
    assert!(karin.get(ended.leads_to()).await.is(200).contains("31 december 2026"));
}

#[tokio::test]
async fn whether_ones_own_organisation_can_use_it_is_told_wherever_the_solution_is_met() {
    let house = House::new().await;
    let (solution, address) = entered(&house).await;
    let bo = house.signed_in_as(BO).await;
    // "öppnar dörrar utan nycklar" as an address has it.
    let text = "%C3%B6ppnar+d%C3%B6rrar+utan+nycklar";
    for place in [
        format!("/losningar/{solution}"),
        "/losningar".to_owned(),
        "/losningar.csv".to_owned(),
        "/sok?q=digitala".to_owned(),
        format!("/matchning?text={text}"),
    ] {
        let answer = bo.get(&place).await;
        let page = answer.is(200);
        assert!(page.contains("Efter avrop"), "{place}: {page}");
        if !place.ends_with(".csv") {
            assert!(page.contains("Ni får avropa från avtalet."), "{place}");
            assert!(page.contains("Essunga behöver bekräfta"), "{place}");
            assert!(page.contains(&format!("href=\"{address}\"")), "{place}");
        }
        let public = house.visitor().get(&place).await;
        let public = public.is(200);
        assert!(!public.contains("Efter avrop"), "{place}");
        if !place.ends_with(".csv") && !place.starts_with("/sok") {
            assert!(public.contains("för att se om din kommun får använda den."), "{place}");
        }
    }
    let asked = format!("/api/v1/match?text={text}");
    let answer = bo.get(&asked).await;
    let json: serde_json::Value = serde_json::from_str(answer.is(200)).unwrap();
    let usability = &json["matches"][0]["usability"];
    assert_eq!(usability["answer"], "after_call_off");
    assert_eq!(usability["facts"][0]["fact"], "call_off");
    assert_eq!(usability["confirm"], "Essunga");
    let public = house.visitor().get(&asked).await;
    let json: serde_json::Value = serde_json::from_str(public.is(200)).unwrap();
    assert!(json["matches"][0].get("usability").is_none());
}
