//! Who uses what, as people meet it: on a solution's page, in the form, in the list and in the grid.

use crate::house::{ANNA, BO, Browser, House, IDA, KARIN, RUT};
use app::person::PersonInput;
use domain::permission::Actor;
use domain::person::Role;
use domain::sharing::Sharing;

/// A solution that Essunga uses, as whoever made the catalogue said.
async fn has(house: &House, name: &str) -> String {
    let number = house.has_solution(name, "Nyckelfri hemtjänst.", "Essunga", Sharing::Public).await;
    house.app.fill_index(|_| {}).await.unwrap();
    number.to_string()
}

/// Somebody who keeps the catalogue of Vara.
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

const TOLD: [(&str, &str); 8] = [
    ("version", "1"),
    ("status", "in_use"),
    ("since", "2024-02-01"),
    ("users", "1 200"),
    ("instance", "egen drift"),
    ("contact_role", "förvaltningsledare"),
    ("pros", "Inga nycklar att hämta"),
    ("cons", "Batterierna tar slut"),
];

#[tokio::test]
async fn what_an_organisation_says_stands_on_the_page_and_the_public_reads_little_of_it() {
    let house = House::new().await;
    let number = has(&house, "Låsguiden").await;
    let (karin, anna) = (house.signed_in_as(KARIN).await, house.signed_in_as(ANNA).await);
    let form = format!("/losningar/{number}/anvandning/Essunga");
    assert_eq!(karin.post(&form, &TOLD).await.leads_to(), format!("/losningar/{number}#vilka"));
    let page = anna.get(&format!("/losningar/{number}")).await;
    let page = page.is(200);
    for shown in [
        "egen drift",
        "1\u{a0}200 användare",
        "Inga nycklar att hämta",
        "Batterierna tar slut",
        "Bekräftad i dag av Karin Ås",
        "Så tycker Essunga",
        "sade hur Essunga använder lösningen: Används",
    ] {
        assert!(page.contains(shown), "{shown} is shown");
    }
    assert!(!page.contains("Ändra för Essunga"), "she writes needs, and does not keep the catalogue");
    let public = house.visitor().get(&format!("/losningar/{number}")).await;
    let public = public.is(200);
    assert!(public.contains("Används") && public.contains("Bekräftad i dag"), "that it is so");
    for hidden in
        ["egen drift", "Inga nycklar", "Batterierna", "förvaltningsledare", "Karin", "1\u{a0}200", "sade hur"]
    {
        assert!(!public.contains(hidden), "{hidden} is not for everybody");
    }
}

#[tokio::test]
async fn a_form_that_is_wrong_comes_back_filled_in_and_a_stale_one_shows_both() {
    let house = House::new().await;
    let number = has(&house, "Låsguiden").await;
    let karin = house.signed_in_as(KARIN).await;
    let form = format!("/losningar/{number}/anvandning/Essunga");
    let wrong = [
        ("version", "1"),
        ("status", "declined"),
        ("since", "2026-05-01"),
        ("until", "2025-05-01"),
        ("users", "många"),
        ("pros", "Billig"),
    ];
    let again = karin.post(&form, &wrong).await;
    let page = again.is(422);
    for shown in ["href=\"#reason\"", "href=\"#until\"", "href=\"#users\"", "value=\"många\"", "Billig"] {
        assert!(page.contains(shown), "{shown}");
    }
    karin.post(&form, &TOLD).await.leads_to();
    let stale = [("version", "1"), ("status", "pilot"), ("pros", "Mina ord")];
    let both = karin.post(&form, &stale).await;
    let page = both.is(409);
    assert!(page.contains("Mina ord") && page.contains("Batterierna tar slut"), "both stand there");
    assert_eq!(both.field("version"), "2", "saving again holds");
}

#[tokio::test]
async fn a_neighbour_proposes_and_the_organisation_answers() {
    let house = House::new().await;
    let number = has(&house, "Låsguiden").await;
    let (anna, karl) = (house.signed_in_as(ANNA).await, keeper_of_vara(&house).await);
    let address = format!("/losningar/{number}");
    let form = format!("{address}/anvandning/Vara");
    assert!(anna.get(&form).await.is(200).contains("Föreslå för Vara: Låsguiden"));
    anna.post(&form, &[("status", "pilot"), ("note", "Såg den på mässan")]).await.leads_to();
    assert!(anna.get(&address).await.is(200).contains("Väntar på svar från Vara"));
    for browser in [house.visitor(), house.signed_in_as(BO).await, house.signed_in_as(IDA).await] {
        let page = browser.get(&address).await;
        assert!(!page.is(200).contains("Såg den på mässan"));
    }
    assert!(
        anna.get("/losningar?anvands-av=Vara").await.is(200).contains("Inga lösningar"),
        "it counts as nothing"
    );
    let own = karl.get("/losningar/anvandning").await;
    let id = own.is(200).split("anvandning/forslag/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let answer = format!("/losningar/anvandning/forslag/{id}");
    karl.post(&answer, &[("version", "1"), ("answer", "nej")]).await.is(422);
    assert!(karl.post(&answer, &[("version", "1"), ("answer", "ja")]).await.leads_to().starts_with(&address));
    assert!(anna.get(&address).await.is(200).contains("svarade att förslaget om Vara stämmer: Pilot"));
    karl.post(&answer, &[("version", "1"), ("answer", "ja")]).await.is(409);
    let reader = house.signed_in_as(RUT).await;
    assert_eq!(reader.get(&form).await.status.as_u16(), 403, "who only reads proposes nothing");
}

#[tokio::test]
async fn the_list_confirms_what_is_chosen_all_or_nothing() {
    let house = House::new().await;
    let (one, two) = (has(&house, "Låsguiden").await, has(&house, "Vagnen").await);
    let karin = house.signed_in_as(KARIN).await;
    for number in [&one, &two] {
        karin.post(&format!("/losningar/{number}/anvandning/Essunga"), &TOLD).await.leads_to();
    }
    let (first, second) = (format!("{one}:2"), format!("{two}:9"));
    let stopped = karin.post("/losningar/anvandning/bekrafta", &[("rad", &first), ("rad", &second)]).await;
    let page = stopped.is(422);
    assert!(page.contains(&format!("{two}: någon har ändrat uppgiften")), "row by row");
    assert_eq!(page.matches("name=\"rad\"").count(), 2);
    assert_eq!(page.matches(" checked").count(), 2, "what was chosen stays chosen");
    let second = format!("{two}:2");
    let done = karin.post("/losningar/anvandning/bekrafta", &[("rad", &first), ("rad", &second)]).await;
    assert_eq!(done.leads_to(), "/losningar/anvandning?bekraftade=2");
    let csv = karin.get("/losningar/anvandning.csv?status=in_use").await;
    let csv = csv.is(200);
    assert!(csv.contains("egen drift") && csv.contains("Batterierna tar slut"), "{csv}");
    assert_eq!(karin.get("/losningar/anvandning.xlsx").await.status.as_u16(), 200);
    let none = house.signed_in_as(ANNA).await.get("/losningar/anvandning?q=finnsinte").await;
    assert!(none.is(200).contains("Rensa"), "a filter that finds nothing says so");
    let public = house.visitor().get("/losningar/anvandning").await;
    assert!(!public.body.contains("Låsguiden"), "signing in first");
}

#[tokio::test]
async fn the_grid_writes_only_what_was_changed_and_loses_nothing() {
    let house = House::new().await;
    let (one, two) = (has(&house, "Låsguiden").await, has(&house, "Vagnen").await);
    let (karin, essunga) = (house.signed_in_as(KARIN).await, house.organisation("Essunga"));
    assert_eq!(house.signed_in_as(ANNA).await.get("/losningar/rutnat").await.status.as_u16(), 403);
    let page = karin.get("/losningar/rutnat").await;
    let (first, second) = (format!("{one}:{essunga}:1:in_use"), format!("{two}:{essunga}:1:in_use"));
    for name in [&first, &second] {
        assert!(page.is(200).contains(&format!("name=\"{name}\"")), "{name}");
    }
    assert!(page.body.contains("aria-label=\"Låsguiden, Essunga\""));
    let saved = karin.post("/losningar/rutnat", &[(&first, "pilot"), (&second, "in_use")]).await;
    assert_eq!(saved.leads_to(), "/losningar/rutnat?sparade=1");
    // The second tab still shows what stood there before.
    let stopped = karin.post("/losningar/rutnat", &[(&first, "contract"), (&second, "planned")]).await;
    let page = stopped.is(409);
    assert!(page.contains("Någon annan har ändrat. Nu står det Pilot."), "what stands there now");
    let again = format!("{one}:{essunga}:2:pilot");
    for kept in [
        format!("name=\"{again}\""),
        "<option value=\"contract\" selected>".to_owned(),
        "<option value=\"planned\" selected>".to_owned(),
    ] {
        assert!(page.contains(&kept), "{kept} is not lost");
    }
    let done = karin.post("/losningar/rutnat", &[(&again, "contract"), (&second, "planned")]).await;
    assert_eq!(done.leads_to(), "/losningar/rutnat?sparade=2");
    let csv = karin.get("/losningar/anvandning.csv").await;
    assert_eq!(csv.is(200).lines().count(), 3, "{}", csv.body);
}

#[tokio::test]
async fn a_narrow_screen_shows_one_organisation_of_the_grid_and_all_when_asked() {
    let house = House::new().await;
    has(&house, "Låsguiden").await;
    let (body, pia) = joint_body(&house).await;
    let page = pia.get("/losningar/rutnat").await;
    let first = page.is(200).split("<td data-label=\"").nth(1).unwrap();
    assert!(first.starts_with(&format!("{body}\"><")), "the own one comes first: {first}");
    assert_eq!(
        page.body.matches("class=\"wide-only\"").count(),
        3,
        "and Essunga, Skara and Vara where there is room"
    );
    assert!(page.body.contains("href=\"/losningar/rutnat?kommun=alla\""), "{}", page.body);
    let vara = house.organisation("Vara").to_string();
    for (chosen, columns) in [("alla", 4), (vara.as_str(), 1)] {
        let page = pia.get(&format!("/losningar/rutnat?kommun={chosen}")).await;
        assert_eq!(page.is(200).matches("<td data-label").count(), columns, "{chosen}");
        assert!(!page.body.contains("wide-only") && !page.body.contains("narrow-only"), "{chosen}");
    }
}

/// A joint body that keeps the catalogue for the three, by its short name, and somebody who does so there.
async fn joint_body(house: &House) -> (String, Browser) {
    use domain::collaboration::{MembershipState, MembershipStep};
    let input = app::organisation::OrganisationInput {
        kind: domain::organisation::OrganisationKind::FederationBody,
        name: "Göliska IT".into(),
        short_name: "Göliska".into(),
        municipality_code: None,
        county_code: None,
        county: None,
        population: None,
        valid_from: None,
    };
    let body = house.app.add_organisation(&Actor::Operator, input).await.unwrap();
    let samverkan = house.app.list_collaborations(&Actor::Operator).await.unwrap()[0].collaboration.id;
    for (step, was) in
        [(MembershipStep::Invite, MembershipState::Left), (MembershipStep::Accept, MembershipState::Invited)]
    {
        house.app.step_membership(&Actor::Operator, (samverkan, body.id), step, was).await.unwrap();
    }
    let person = PersonInput {
        name: "Pia Ek".into(),
        email: "pia.ek@kommun.example".into(),
        organisation: body.id,
        role: Role::Coordinator,
        title: String::new(),
        password: None,
    };
    let person = house.app.add_person(&Actor::Operator, person).await.unwrap();
    (body.short_name, house.signed_in(person.id).await)
}
