//! A person's own page: sessions, password, and the organisation that is acted for.

use crate::house::House;
use app::person::PersonInput;
use domain::permission::Actor;
use domain::person::Role;

const PASSWORD: &str = "en lång mening som minns";

/// Eva, who coordinates in Essunga and reads in Vara.
async fn eva(house: &House) {
    for (organisation, role, password) in
        [("Essunga", Role::Coordinator, Some(PASSWORD)), ("Vara", Role::Reader, None)]
    {
        let input = PersonInput {
            name: "Eva Norén".into(),
            email: "eva@kommun.example".into(),
            organisation: house.organisation(organisation),
            role,
            title: String::new(),
            password: password.map(str::to_owned),
        };
        house.app.add_person(&Actor::Operator, input).await.unwrap();
    }
}

#[tokio::test]
async fn sessions_are_seen_and_ended_and_a_password_changed() {
    let house = House::new().await;
    eva(&house).await;
    let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0";
    let at_desk =
        house.visitor().with_header("user-agent", agent).signs_in("eva@kommun.example", PASSWORD).await;
    let at_home = house.visitor().signs_in("eva@kommun.example", PASSWORD).await;
    let page = at_home.get("/konto").await;
    for told in
        ["Firefox, Linux", "Okänd webbläsare", "Den här", "eva@kommun.example", "Essunga kommun", "Läsare"]
    {
        assert!(page.is(200).contains(told), "{told} in {}", page.body);
    }
    let session = page.field("session");
    at_home.post("/konto/sessioner", &[("session", &session)]).await.leads_to();
    at_desk.get("/konto").await.is(401);
    assert!(at_home.get("/konto?nytt=avslutad").await.is(200).contains("Inloggningen är avslutad."));
    at_home.post("/konto/sessioner", &[("session", "nonsens")]).await.is(404);

    let wrong = at_home
        .post("/konto/losenord", &[("old_password", "fel"), ("password", "ett nytt långt lösenord")])
        .await;
    assert!(
        wrong.is(422).contains("Det är inte lösenordet du har nu.") && !wrong.body.contains("ett nytt långt")
    );
    let short = at_home.post("/konto/losenord", &[("old_password", PASSWORD), ("password", "kort")]).await;
    assert!(short.is(422).contains("href=\"#password\""), "{}", short.body);
    let changed = [("old_password", PASSWORD), ("password", "ett nytt långt lösenord")];
    assert_eq!(at_home.post("/konto/losenord", &changed).await.leads_to(), "/konto?nytt=losenord");
    let visitor = house.visitor();
    visitor.get("/konto").await.is(401);
    visitor.post("/konto/losenord", &changed).await.is(401);
}

#[tokio::test]
async fn who_works_for_two_sees_for_whom_and_changes_without_signing_in_again() {
    let house = House::new().await;
    eva(&house).await;
    let eva = house.visitor().signs_in("eva@kommun.example", PASSWORD).await;
    let page = eva.get("/konto").await;
    let to_vara = page.is(200).contains("Arbeta för Vara kommun");
    let organisation = page.field("organisation");
    if !to_vara {
        // She acts for Vara first; the other is Essunga.
        eva.post("/konto/organisation", &[("organisation", &organisation)]).await.leads_to();
    }
    let form = eva.get("/behov/nytt").await;
    assert!(form.is(200).contains("Du skriver för Essunga."), "{}", form.body);
    let vara = eva.get("/konto").await.field("organisation");
    let onward = eva.post("/konto/organisation", &[("organisation", &vara), ("till", "/behov")]).await;
    assert_eq!(onward.leads_to(), "/behov");
    eva.get("/behov/nytt").await.is(403);
    assert!(eva.get("/behov").await.is(200).contains("Eva Norén<span>Vara</span>"), "a reader there");
    let halmstad = house.organisation("Halmstad").to_string();
    eva.post("/konto/organisation", &[("organisation", &halmstad)]).await.is(404);
}
