//! A person's own page: sessions, password, and the organisation that is acted for.

use std::fs;
use std::path::Path;

use crate::house::{ANNA, House};
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

#[tokio::test]
async fn what_a_form_says_is_what_is_done_though_another_tab_has_switched() {
    let house = House::new().await;
    let input = |organisation| PersonInput {
        name: "Eva Norén".into(),
        email: "eva@kommun.example".into(),
        organisation: house.organisation(organisation),
        role: Role::Coordinator,
        title: String::new(),
        password: Some(PASSWORD.to_owned()),
    };
    let person = house.app.add_person(&Actor::Operator, input("Essunga")).await.unwrap();
    house.app.add_person(&Actor::Operator, PersonInput { password: None, ..input("Vara") }).await.unwrap();
    let eva = house.visitor().signs_in("eva@kommun.example", PASSWORD).await;
    let [essunga, vara] = ["Essunga", "Vara"].map(|name| house.organisation(name).to_string());
    let switch = async |to: &str| {
        eva.post("/konto/organisation", &[("organisation", to)]).await.leads_to();
    };
    switch(&essunga).await;
    let opened = eva.get("/behov/nytt").await;
    assert!(opened.is(200).contains("Du skriver för Essunga."), "{}", opened.body);
    assert_eq!(opened.field("som"), essunga);
    switch(&vara).await;

    // What is asked while typing switches nothing.
    let typing = eva.clone().with_header("hx-request", "true");
    typing.post("/matchning", &[("som", &essunga), ("text", "Nycklar hämtas på kontoret.")]).await.is(200);
    assert!(eva.get("/behov").await.is(200).contains("Eva Norén<span>Vara</span>"));

    let fields = [("som", essunga.as_str()), ("text", "Nycklar hämtas på kontoret."), ("gor", "spara")];
    let saved = eva.post("/behov/nytt", &fields).await.leads_to().to_owned();
    let page = eva.get(saved.trim_end_matches("/andra")).await;
    assert!(page.is(200).contains("Eva Norén<span>Essunga</span>"), "the session follows: {}", page.body);
    switch(&vara).await;
    eva.get(&saved).await.is(404);

    let ada = house.signed_in_as(crate::house::ADA).await;
    let colleague = format!("/organisationer/1445/personer/{}", person.id);
    ada.post(
        &format!("{colleague}/avsluta"),
        &[("successor", &house.person(crate::house::KARIN).to_string())],
    )
    .await
    .leads_to();
    let refused = eva.post("/behov/nytt", &fields).await;
    assert!(refused.is(409).contains("så inget är sparat"), "{}", refused.body);
    assert!(refused.body.contains(">Nycklar hämtas på kontoret.</textarea>"), "and nothing is lost");
    let small = eva.post("/organisationer/1470/personer/ny", &fields).await;
    assert!(small.is(409).contains("Du hör inte längre till den organisationen"), "{}", small.body);
    assert!(eva.get("/behov").await.is(200).contains("Eva Norén<span>"), "still signed in for Vara");
}

/// Forms that say nothing about an organisation: the look, signing in and out, and the person's own account.
const FOR_NOBODY: [&str; 5] =
    ["sheet.html", "sign_in.html", "account.html", "second_factor.html", "code.html"];

#[test]
fn every_form_carries_the_organisation_it_was_opened_for() {
    let mut forms = 0;
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    for folder in
        fs::read_dir(templates).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir())
    {
        for file in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if FOR_NOBODY.iter().any(|name| file.ends_with(name)) {
                continue;
            }
            let template = fs::read_to_string(&file).unwrap();
            for (at, _) in template.match_indices("method=\"post\"") {
                forms += 1;
                let rest = &template[at..];
                let carries = rest.find("opened_for.html").is_some_and(|here| {
                    let another = rest.find("<input").into_iter().chain(rest.find("<textarea"));
                    another.chain(rest.find("<button")).all(|other| here < other)
                });
                assert!(carries, "a form of {} forgets it", file.display());
            }
        }
    }
    assert!(forms > 25, "{forms} forms");
}

/// The code that a phone with this secret shows now.
fn shown(house: &House, secret: &str) -> String {
    use totp_rs::{Algorithm, Secret, TOTP};
    let bytes = Secret::Encoded(secret.replace(' ', "")).to_bytes().unwrap();
    let totp = TOTP::new(Algorithm::SHA1, 6, 0, 30, bytes, None, String::new()).unwrap();
    totp.generate((house.app.clock().now().milliseconds() / 1000).unsigned_abs())
}

#[tokio::test]
async fn signing_in_in_two_steps_is_begun_used_and_ended() {
    let house = House::new().await;
    eva(&house).await;
    let eva = house.visitor().signs_in("eva@kommun.example", PASSWORD).await;
    let page = eva.get("/konto/tva-steg").await;
    let secret = page.field("secret");
    assert!(page.is(200).contains("<svg") && page.body.contains(&secret), "{}", page.body);
    let code = shown(&house, &secret);
    let wrong = [("secret", secret.as_str()), ("code", "000000"), ("old_password", PASSWORD)];
    let wrong = eva.post("/konto/tva-steg", &wrong).await;
    assert!(wrong.is(422).contains("href=\"#code\"") && wrong.field("secret") == secret, "the same to scan");
    let right = [("secret", secret.as_str()), ("code", code.as_str()), ("old_password", PASSWORD)];
    let begun = eva.post("/konto/tva-steg", &right).await;
    let written: Vec<&str> = begun.is(200).split("<code>").skip(1).map(|rest| &rest[..10]).collect();
    assert_eq!(written.len(), 10);
    assert!(eva.get("/konto").await.is(200).contains("Sluta logga in i två steg"));

    let visitor = house.visitor();
    let credentials =
        [("epost", "eva@kommun.example"), ("losenord", PASSWORD), ("text", "Nycklar."), ("till", "/konto")];
    let half = visitor.post("/logga-in", &credentials).await;
    assert!(
        half.is(200).contains("Skriv koden") && !half.headers.contains_key("set-cookie"),
        "{}",
        half.body
    );
    let (half, text) = (half.field("halv"), half.field("text"));
    assert_eq!(text, "Nycklar.", "a text that came along goes along");
    let used = visitor.post("/logga-in/kod", &[("halv", &half), ("kod", &code)]).await;
    assert!(used.is(422).contains("Koden stämmer inte") && used.field("halv") == half, "{}", used.body);
    let complete = [("halv", half.as_str()), ("kod", written[0]), ("till", "/konto")];
    let complete = visitor.post("/logga-in/kod", &complete).await;
    assert_eq!(complete.leads_to(), "/konto");
    assert!(complete.headers.contains_key("set-cookie"));
    let late = visitor.post("/logga-in/kod", &[("halv", &half), ("kod", written[1])]).await;
    assert!(late.is(422).contains("Logga in från början"), "{}", late.body);

    let wrong = eva.post("/konto/tva-steg/av", &[("old_password", "fel")]).await;
    assert!(wrong.is(422).contains("Det är inte lösenordet du har nu."), "{}", wrong.body);
    let ended = eva.post("/konto/tva-steg/av", &[("old_password", PASSWORD)]).await;
    assert!(eva.get(ended.leads_to()).await.is(200).contains("Du loggar inte längre in i två steg."));
    house.visitor().signs_in("eva@kommun.example", PASSWORD).await;
}

#[tokio::test]
async fn a_key_opens_what_it_is_for_and_nothing_else() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    let make = async |scope: &str| {
        let sent = [("token_name", "Veckorapport"), ("scope", scope), ("days", "30")];
        let page = anna.post("/konto/nycklar", &sent).await;
        let body = page.is(200).to_owned();
        let from = body.find("value=\"brygga_").unwrap() + 7;
        body[from..].split('"').next().unwrap().to_owned()
    };
    let (matches, reads) = (make("match").await, make("read").await);
    let list = anna.get("/konto/nycklar").await;
    assert!(list.is(200).contains("Veckorapport") && !list.body.contains(&matches), "shown once");
    let with = |key: &str| house.visitor().with_header("authorization", &format!("Bearer {key}"));
    for (address, by_match, by_read) in [
        ("/api/v1/match?text=nycklar", 200, 200),
        ("/behov.csv", 401, 200),
        ("/losningar.csv", 401, 200),
        ("/losningar.xlsx", 401, 200),
        ("/behov", 401, 401),
        ("/konto", 401, 401),
        ("/konto/nycklar", 401, 401),
    ] {
        with(&matches).get(address).await.is(by_match);
        with(&reads).get(address).await.is(by_read);
        with("brygga_gissad").get(address).await.is(401);
    }
    let unknown = with("brygga_gissad").get("/api/v1/match?text=x").await;
    assert_eq!(unknown.headers["www-authenticate"], "Bearer");
    assert!(unknown.body.contains("\"code\":\"not-this-key\""), "{}", unknown.body);
    with(&reads).post("/konto/nycklar", &[("token_name", "x")]).await.is(401);
    with(&reads).post("/behov/nytt", &[("text", "x")]).await.is(401);
    // Another way of saying who one is belongs to what stands before us.
    house.visitor().with_header("authorization", "Basic YTpi").get("/behov").await.is(200);
    let nameless = anna.post("/konto/nycklar", &[("token_name", " ")]).await;
    assert!(nameless.is(422).contains("Skriv vad nyckeln används till."));
    for _ in 0..2 {
        let body = anna.get("/konto/nycklar").await.body;
        let from = body.find("name=\"token\" value=\"").unwrap() + 20;
        let id = body[from..].split('"').next().unwrap().to_owned();
        anna.post("/konto/nycklar/avsluta", &[("token", &id)]).await.leads_to();
    }
    with(&reads).get("/behov.csv").await.is(401);
}
