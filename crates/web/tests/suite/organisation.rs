//! Organisations and collaborations as those meet them who look after them.

use crate::house::{ADA, ANNA, Browser, House};
use app::person::PersonInput;
use domain::permission::Actor;
use domain::person::Role;

async fn hired(house: &House, name: &str, organisation: &str, role: Role) -> Browser {
    let input = PersonInput {
        name: name.to_owned(),
        email: format!("{}@kommun.example", name.to_lowercase().replace(' ', ".")),
        organisation: house.organisation(organisation),
        role,
        title: String::new(),
        password: None,
    };
    let person = house.app.add_person(&Actor::Operator, input).await.unwrap();
    house.signed_in(person.id).await
}

#[tokio::test]
async fn facts_are_changed_and_a_stale_form_shows_what_stands_there_now() {
    let house = House::new().await;
    let ada = house.signed_in_as(ADA).await;
    let form = ada.get("/organisationer/1445/andra").await;
    assert!(!form.is(200).contains("name=\"kind\""), "the kind is for stewards to change");
    let version = form.field("version");
    let fields = |name| vec![("version", version.as_str()), ("name", name), ("short_name", "Nossebro")];
    let number = [("population", "5 700"), ("population_date", "")];
    let half: Vec<_> = fields("Nossebro kommun").into_iter().chain(number).collect();
    let half = ada.post("/organisationer/1445/andra", &half).await;
    assert!(half.is(422).contains("Skriv vilken dag antalet"), "{}", half.body);
    assert!(half.body.contains("value=\"5 700\"") && half.body.contains("value=\"Nossebro kommun\""));
    let saved = ada.post("/organisationer/1445/andra", &fields("Nossebro kommun")).await;
    assert_eq!(saved.leads_to(), "/organisationer/1445");
    let page = ada.get("/organisationer/Essunga").await;
    for told in
        ["Nossebro kommun", "Essunga kommun till 9 november 2026", "Namn: Essunga kommun → Nossebro kommun"]
    {
        assert!(page.is(200).contains(told), "{told} in {}", page.body);
    }
    assert!(
        !house.visitor().get("/organisationer/1445").await.body.contains("Ada"),
        "the public reads no names"
    );

    let stale = ada.post("/organisationer/1445/andra", &fields("Essunga stad")).await;
    assert!(stale.is(409).contains("Namn: Nossebro kommun."), "{}", stale.body);
    assert!(stale.body.contains("value=\"Essunga stad\""), "and nothing is lost");
    let again = [("version", stale.field("version")), ("name", "Essunga stad".to_owned())];
    let again: Vec<_> = again.iter().map(|(name, value)| (*name, value.as_str())).collect();
    ada.post("/organisationer/1445/andra", &again).await.leads_to();
}

#[tokio::test]
async fn a_steward_adds_merges_and_splits_after_reading_what_happens() {
    let house = House::new().await;
    let stina = hired(&house, "Stina Rask", "Skara", Role::Steward).await;
    let ada = house.signed_in_as(ADA).await;
    ada.get("/organisationer/ny").await.is(403);
    let fault =
        stina.post("/organisationer/ny", &[("kind", "municipality"), ("municipality_code", "12")]).await;
    assert!(fault.is(422).contains("href=\"#name\""), "{}", fault.body);
    let new = [("kind", "municipality"), ("name", "Tibro kommun"), ("municipality_code", "1472")];
    assert_eq!(stina.post("/organisationer/ny", &new).await.leads_to(), "/organisationer/1472");

    house
        .signed_in_as(ANNA)
        .await
        .sends_need(&[("text", "Nycklar hämtas."), ("sharing", "organisation")])
        .await;
    let page = stina.get("/organisationer/1445/sla-samman").await;
    for told in ["4 personer med sina roller", "1 behov", "inga lösningar i katalogen"] {
        assert!(page.is(200).contains(told), "{told} in {}", page.body);
    }
    let vara = house.organisation("Vara").to_string();
    let unread = stina.post("/organisationer/1445/sla-samman", &[("into", &vara)]).await;
    assert!(unread.is(422).contains("Kryssa i att du vet"), "{}", unread.body);
    let merged =
        stina.post("/organisationer/1445/sla-samman", &[("into", &vara), ("understood", "ja")]).await;
    assert_eq!(merged.leads_to(), "/organisationer/1445");
    let gone = house.visitor().get("/organisationer/1445").await;
    assert!(gone.is(200).contains("togs över av <a href=\"/organisationer/1470\">Vara</a>"), "{}", gone.body);
    // Whoever was signed in goes on, for the one that took over.
    assert!(ada.get("/behov").await.is(200).contains("Vara</span>"), "Ada works for Vara now");

    let split = stina.post("/organisationer/1470/dela-upp", &[("name", "Kvänum")]).await;
    assert!(split.is(422).contains("Välj minst en administratör som går över"), "{}", split.body);
    let ada = house.person(ADA).to_string();
    let split = stina.post("/organisationer/1470/dela-upp", &[("name", "Kvänum"), ("people", &ada)]).await;
    assert!(split.is(422).contains("Minst en administratör ska bli kvar"), "{}", split.body);
    assert!(split.body.contains("value=\"Kvänum\""), "and nothing is lost");
}

#[tokio::test]
async fn an_organisation_is_asked_answers_and_leaves_and_its_name_is_known_within_alone() {
    let house = House::new().await;
    let vera = hired(&house, "Vera Ek", "Vara", Role::Administrator).await;
    let hanna = hired(&house, "Hanna Ek", "Halmstad", Role::Administrator).await;
    let list = house.visitor().get("/samverkan").await;
    let address =
        list.is(200).split("href=\"/samverkan/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let address = format!("/samverkan/{address}");
    let steps = format!("{address}/medlemmar");
    let halmstad = house.organisation("Halmstad").to_string();
    let nobody = vera.post(&steps, &[("steg", "invite"), ("var", "left")]).await;
    assert!(nobody.is(422).contains("Välj en organisation."), "{}", nobody.body);
    let invite = [("organisation", halmstad.as_str()), ("steg", "invite"), ("var", "left")];
    hanna.post(&steps, &invite).await.is(403);
    assert_eq!(vera.post(&steps, &invite).await.leads_to(), address);
    assert!(!house.visitor().get(&address).await.is(200).contains("Halmstad"), "an invitation is not public");
    let asked = hanna.get(&address).await;
    assert!(asked.is(200).contains("Tacka ja") && asked.body.contains("Inbjuden"), "{}", asked.body);
    let accept = [("organisation", halmstad.as_str()), ("steg", "accept"), ("var", "invited")];
    vera.post(&steps, &accept).await.is(403);
    hanna.post(&steps, &accept).await.leads_to();
    assert!(house.visitor().get(&address).await.is(200).contains("Halmstad"));
    let twice = hanna.post(&steps, &accept).await;
    assert!(twice.is(409).contains("står på ett annat sätt"), "{}", twice.body);
    let leave = [("organisation", halmstad.as_str()), ("steg", "leave"), ("var", "confirmed")];
    let shown = hanna.post(&steps, &leave).await;
    for told in
        ["Lämna samverkan: Halmstad", "Essunga, Skara och Vara", "Behov som de andra inte längre läser"]
    {
        assert!(shown.is(200).contains(told), "{told} in {}", shown.body);
    }
    assert!(
        house.visitor().get(&address).await.is(200).contains("Halmstad"),
        "nothing is done by the first press"
    );
    let understood: Vec<_> = leave.into_iter().chain([("forstatt", "ja")]).collect();
    hanna.post(&steps, &understood).await.leads_to();
    assert!(vera.get(&address).await.is(200).contains("Medlem → Inte med"), "the trail tells it");
}
