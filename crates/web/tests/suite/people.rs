//! The people of an organisation, as its administrator meets them.

use crate::house::{ADA, ANNA, House, KARIN};
use domain::sharing::Sharing;

const TEXT: &str = "Vi hämtar nycklar på kontoret flera gånger om dagen.";
const PEOPLE: &str = "/organisationer/1445/personer";

#[tokio::test]
async fn people_are_listed_added_and_given_roles() {
    let house = House::new().await;
    let (ada, anna) = (house.signed_in_as(ADA).await, house.signed_in_as(ANNA).await);
    let page = ada.get("/organisationer/1445").await;
    assert!(page.is(200).contains(&format!("href=\"{PEOPLE}\"")), "{}", page.body);
    assert!(!anna.get("/organisationer/1445").await.is(200).contains("/personer"));
    anna.get(PEOPLE).await.is(403);
    ada.get("/organisationer/1470/personer").await.is(403);
    ada.get("/organisationer/finns-inte/personer").await.is(404);

    let all = ada.get(PEOPLE).await;
    for told in ["Ada Falk", "Anna Lind", "Karin Ås", "Rut Ek", "Enhetschef i hemtjänsten", "1–4 av 4"] {
        assert!(all.is(200).contains(told), "{told} in {}", all.body);
    }
    let some = ada.get(&format!("{PEOPLE}?q=lind&roll=need_submitter")).await;
    assert!(some.is(200).contains("Anna Lind") && !some.body.contains("Karin Ås"), "{}", some.body);
    assert!(ada.get(&format!("{PEOPLE}?q=ingen")).await.is(200).contains("Ingen med de filtren"));
    assert!(ada.get(&format!("{PEOPLE}.csv")).await.is(200).contains("Karin Ås"));

    let bad = [("name", ""), ("email", "nils"), ("roles", "reader"), ("title", "utredare")];
    let refused = ada.post(&format!("{PEOPLE}/ny"), &bad).await;
    assert!(refused.is(422).contains("value=\"utredare\"") && refused.body.contains("Fyll i ett namn."));
    let none = [("name", "Nils Ek"), ("email", "nils@essunga.example")];
    assert!(ada.post(&format!("{PEOPLE}/ny"), &none).await.is(422).contains("Välj minst en roll."));
    let good = [
        none[0],
        none[1],
        ("roles", "reader"),
        ("roles", "coordinator"),
        ("password", "en lång mening som minns"),
    ];
    let added = ada.post(&format!("{PEOPLE}/ny"), &good).await.leads_to().to_owned();
    assert!(ada.get(&added).await.is(200).contains("Samordnare och Läsare"));
    let nils = house.visitor().signs_in("nils@essunga.example", "en lång mening som minns").await;
    nils.get("/behov/nytt").await.is(200);
}

#[tokio::test]
async fn somebody_leaves_and_a_successor_takes_over() {
    let house = House::new().await;
    let (ada, anna) = (house.signed_in_as(ADA).await, house.signed_in_as(ANNA).await);
    let need = anna.sends_need(&[("text", TEXT), ("sharing", Sharing::Collaboration.code())]).await;
    let list = ada.get(PEOPLE).await;
    let person = |name: &str| {
        let at = list.body.find(&format!("\">{name}</a>")).unwrap();
        let from = list.body[..at].rfind("href=\"").unwrap() + 6;
        list.body[from..at].to_owned()
    };
    let (page, karin, own) = (person("Anna Lind"), person("Karin Ås"), person("Ada Falk"));
    let shown = ada.get(&page).await;
    assert!(shown.is(200).contains("Ett behov väntar på personen"), "{}", shown.body);
    let end = format!("{page}/avsluta");
    assert!(ada.post(&end, &[]).await.is(422).contains("Välj någon som tar över"));
    let karin = karin.rsplit('/').next().unwrap();
    let ended = ada.post(&end, &[("successor", karin)]).await;
    assert_eq!(ended.leads_to(), format!("{PEOPLE}?nytt=avslutad"));
    anna.get("/konto").await.is(401);
    let taken = house.signed_in_as(KARIN).await.get(&format!("/behov/{need}")).await;
    assert!(taken.is(200).contains("lämnade över behovet till någon annan."), "{}", taken.body);

    let was = [("was", "administrator"), ("roles", "reader")];
    assert!(ada.post(&own, &was).await.is(409).contains("Någon måste sköta organisationen"));
    assert!(ada.post(&format!("{own}/avsluta"), &[]).await.is(409).contains("den enda administratören"));
    let stale = [("was", "reader"), ("roles", "reader"), ("roles", "administrator")];
    ada.post(&own, &stale).await.is(409);
    ada.post(&format!("{PEOPLE}/nonsens"), &stale).await.is(404);
}
