//! What no page of the demo leads to, or what ends something for whoever does it: sent by hand in a small house of its own.
//!
//! What must never stand in a log is sent here too, and said again in [`Secrets`].

use app::mail::{Content, Mail};
use app::person::PersonInput;
use axum::body::Body;
use axum::http::Method;
use domain::id::NodeId;
use domain::permission::Actor;
use domain::person::{Language, Role};
use domain::sharing::Sharing;
use totp_rs::{Algorithm, Secret, TOTP};
use web::texts::Texts;
use web::{Demo, Mailing, Settings, Transport};

use super::Walk;
use super::logged::Logged;
use crate::house::{ADA, ANNA, Answer, BO, Browser, House, KARIN, RUT};

/// The password of those who press, and what they change it to.
pub(super) const PASSWORD: &str = "en lång mening med fyra ord";
const NEW_PASSWORD: &str = "en annan lång mening med fem ord";
const FROM_LETTER: &str = "en tredje mening som kom med brevet";
const WRONG_PASSWORD: &str = "fel men nästan rätt mening";
/// Personal identity numbers of nobody: their days are to come or their people made up.
const NUMBERS: [&str; 3] = ["19811218-9876", "811218-9876", "811278-9873"];
const BOUNDARY: &str = "xBryggaTest";

/// What was sent or shown that no log may hold.
pub(super) struct Secrets {
    secrets: Vec<(&'static str, String)>,
    logged: Logged,
}

impl Secrets {
    /// None yet, with the log to look in.
    pub(super) const fn of(logged: Logged) -> Self {
        Self { secrets: Vec::new(), logged }
    }

    fn add(&mut self, what: &'static str, secret: &str) {
        assert!(secret.len() > 5, "{what} is too short to look for: {secret}");
        self.secrets.push((what, secret.to_owned()));
    }

    /// Looks for all of them in the trail of a house, and in everything that was said to the log until now.
    pub(super) async fn look_in(&self, house: &House) {
        tracing::trace!("somebody listens");
        let mut told: Vec<String> = self.logged.said().into_iter().collect();
        assert!(told.iter().any(|line| line == "message=somebody listens"), "nobody listens to the log");
        println!("{} things were said to the log", told.len());
        let mut from = 0;
        loop {
            let entries = house.app.trail_after(&Actor::Operator, from).await.unwrap();
            let Some(last) = entries.last() else { break };
            from = last.sequence;
            told.extend(entries.iter().map(|entry| serde_json::to_string(entry).unwrap()));
        }
        assert!(from > 0, "the trail is read");
        for (what, secret) in &self.secrets {
            let found = told.iter().find(|line| line.contains(secret.as_str()));
            assert!(found.is_none(), "{what} stands in {found:?}");
        }
    }
}

async fn letters(house: &House) -> Vec<Mail> {
    // One and the same each time: another would wait until this one has given up.
    let node: NodeId = "019a7e1c-0000-7000-8000-000000000001".parse().unwrap();
    let mut went = Vec::new();
    while let Some(mail) = house.app.next_mail(node).await.unwrap() {
        house.app.mail_went(&mail).await.unwrap();
        went.push(mail);
    }
    went
}

/// What stands after this in the letters that wait, up to the next space.
async fn from_letter(house: &House, before: &str) -> String {
    let letters = letters(house).await;
    let mut written =
        letters.iter().rev().map(|mail| web::mail::written(Texts::new(Language::Swedish), "", mail).body);
    let found = written.find_map(|body| body.split_once(before).map(|(_, rest)| rest.to_owned()));
    found.unwrap_or_else(|| panic!("no letter with {before}")).split_whitespace().next().unwrap().to_owned()
}

/// The house with Eva, who works for two and signs in with a password, and Axel, who administers beside Ada.
async fn furnished() -> House {
    let house = House::new().await;
    for (name, organisation, role) in [
        ("Eva Norén", "Essunga", Role::Coordinator),
        ("Eva Norén", "Vara", Role::Reader),
        ("Axel Berg", "Essunga", Role::Administrator),
    ] {
        let input = PersonInput {
            name: name.to_owned(),
            email: format!("{}@kommun.example", name.split(' ').next().unwrap().to_lowercase()),
            organisation: house.organisation(organisation),
            role,
            title: String::new(),
            password: Some(PASSWORD.to_owned()).filter(|_| organisation == "Essunga"),
        };
        house.app.add_person(&Actor::Operator, input).await.unwrap();
    }
    house
}

/// Everything of it; what it left is told to the walk.
pub(super) async fn all(walk: &mut Walk<'_>, secrets: &mut Secrets) {
    let house = furnished().await;
    let mut hand = Walk::of(&house);
    accounts(&mut hand, secrets).await;
    access(&mut hand, secrets).await;
    imports(&mut hand).await;
    walk.learns(hand);
    secrets.look_in(&house).await;
    let house = House::new().await;
    let solution = house.has_solution("Låsguiden", "Nyckelfri hemtjänst.", "Essunga", Sharing::Public).await;
    let anna = house.signed_in_as(ANNA).await;
    let need = anna.sends_need(&[("text", "Vi letar nycklar."), ("sharing", "collaboration")]).await;
    anna.post(&format!("/behov/{need}/ta-tillbaka"), &[("version", "2")]).await.leads_to();
    let house = house.later(800).await;
    let mut hand = Walk::of(&house);
    late(&mut hand, &solution.to_string()).await;
    walk.learns(hand);
    secrets.look_in(&house).await;
}

/// The code that a phone with this secret shows now.
fn shown(house: &House, secret: &str) -> String {
    let bytes = Secret::Encoded(secret.replace(' ', "")).to_bytes().unwrap();
    let totp = TOTP::new(Algorithm::SHA1, 6, 0, 30, bytes, None, String::new()).unwrap();
    totp.generate((house.app.clock().now().milliseconds() / 1000).unsigned_abs())
}

/// Signs in through the page, and keeps the session among what nobody may find.
async fn signs_in(hand: &mut Walk<'_>, secrets: &mut Secrets, password: &str) -> Browser {
    let visitor = hand.house.visitor();
    let answer =
        hand.press(&visitor, "/logga-in", &[("epost", "eva@kommun.example"), ("losenord", password)]).await;
    answer.leads_to();
    let cookie = answer.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    secrets.add("a session", cookie.split_once('=').unwrap().1);
    visitor.with_header("cookie", &cookie)
}

/// Signing in and out, passwords, the second step, keys and sessions; and texts with what should not be there.
async fn accounts(hand: &mut Walk<'_>, secrets: &mut Secrets) {
    let house = hand.house;
    for password in [PASSWORD, NEW_PASSWORD, FROM_LETTER, WRONG_PASSWORD] {
        secrets.add("a password", password);
    }
    let wrong = [("epost", "eva@kommun.example"), ("losenord", WRONG_PASSWORD)];
    house.visitor().post("/logga-in", &wrong).await.is(422);
    let eva = signs_in(hand, secrets, PASSWORD).await;
    let at_home = signs_in(hand, secrets, PASSWORD).await;
    let session = at_home.get("/konto").await.field("session");
    hand.press(&at_home, "/konto/sessioner", &[("session", &session)]).await.leads_to();
    let vara = house.organisation("Vara").to_string();
    let essunga = house.organisation("Essunga").to_string();
    let eva = if eva.get("/konto").await.status == 200 { eva } else { at_home };
    for organisation in [&vara, &essunga] {
        hand.press(&eva, "/konto/organisation", &[("organisation", organisation)]).await.leads_to();
    }

    let sent = [("token_name", "Veckorapport"), ("scope", "read"), ("days", "30")];
    let made = hand.press(&eva, "/konto/nycklar", &sent).await;
    let from = made.is(200).find("value=\"brygga_").unwrap() + 7;
    secrets.add("a key", made.body[from..].split('"').next().unwrap());
    let key = made.body[from..].split('"').next().unwrap().to_owned();
    house.visitor().with_header("authorization", &format!("Bearer {key}")).get("/behov.csv").await.is(200);
    let keys = eva.get("/konto/nycklar").await;
    let token = keys.field("token");
    hand.press(&eva, "/konto/nycklar/avsluta", &[("token", &token)]).await.leads_to();

    let page = eva.get("/konto/tva-steg").await;
    let secret = page.field("secret");
    secrets.add("the secret of the second step", &secret);
    let code = shown(house, &secret);
    let right = [("secret", secret.as_str()), ("code", code.as_str()), ("old_password", PASSWORD)];
    let begun = hand.press(&eva, "/konto/tva-steg", &right).await;
    let written: Vec<String> =
        begun.is(200).split("<code>").skip(1).map(|rest| rest[..10].to_owned()).collect();
    for code in &written {
        secrets.add("a written code", code);
    }
    let credentials = [("epost", "eva@kommun.example"), ("losenord", PASSWORD)];
    let half = house.visitor().post("/logga-in", &credentials).await.field("halv");
    secrets.add("half a session", &half);
    hand.press(&house.visitor(), "/logga-in/kod", &[("halv", &half), ("kod", &written[0])]).await.leads_to();
    hand.press(&eva, "/konto/tva-steg/av", &[("old_password", PASSWORD)]).await.leads_to();

    let changed = [("old_password", PASSWORD), ("password", NEW_PASSWORD)];
    hand.press(&eva, "/konto/losenord", &changed).await.leads_to();
    letters(house).await;
    hand.press(&house.visitor(), "/losenord/glomt", &[("epost", "eva@kommun.example")]).await.is(200);
    let token = from_letter(house, "/losenord/nytt?kod=").await;
    secrets.add("the letter about a password", &token);
    let fields = [("kod", token.as_str()), ("password", FROM_LETTER)];
    hand.press(&house.visitor(), "/losenord/nytt", &fields).await.leads_to();
    let eva = signs_in(hand, secrets, FROM_LETTER).await;
    // Last, because who asks for letters too often gets none.
    has_numbers(&house.signed_in_as(KARIN).await, house, secrets).await;
    hand.press(&eva, "/logga-ut", &[]).await.leads_to();

    let settings = Settings { demo: Demo::Fictional, transport: Transport::Http, mail: Mailing::Off };
    let example = house.visitor_at(web::router(house.app.clone(), settings));
    hand.press(&example, "/logga-in/exempel", &[("person", "eva@kommun.example")]).await.leads_to();
}

/// Personal identity numbers where people write them: in needs and comments, in what is refused, in an address, in a search and as an
/// e-mail address.
async fn has_numbers(karin: &Browser, house: &House, secrets: &mut Secrets) {
    for number in NUMBERS {
        secrets.add("a personal identity number", number);
        let text = format!("Brukaren {number} har inte fått sitt larm.");
        let number_of = |answer: &Answer| {
            answer.leads_to().trim_start_matches("/behov/").split(['/', '?']).next().unwrap().to_owned()
        };
        let draft = karin.post("/behov/nytt", &[("text", &text), ("title", number), ("gor", "spara")]).await;
        let need = number_of(&draft);
        let more = format!("{text} Ingen vet varför.");
        let fields = [
            ("version", "1"),
            ("text", more.as_str()),
            ("identity_reason", "Det är påhittat"),
            ("gor", "skicka"),
        ];
        karin.post(&format!("/behov/{need}/andra"), &fields).await;
        karin.post(&format!("/kommentarer/{need}"), &[("text", &text), ("ja", "ja")]).await;
        karin
            .post("/lardomar/ny", &[("title", number), ("worked", &text), ("sharing", "organisation")])
            .await;
        karin.post("/losningar/ny", &[("name", number), ("kind", "system"), ("description", &text)]).await;
        karin.get(&format!("/sok?q={number}")).await;
        karin.get(&format!("/behov/{number}")).await;
        karin.post(&format!("/organisationer/{number}/andra"), &[("name", number)]).await;
        let rut = house.signed_in_as(RUT).await;
        rut.post(&format!("/losningar/{number}/andra"), &[("name", number)]).await;
        house.visitor().post("/logga-in", &[("epost", number), ("losenord", number)]).await;
        house.visitor().post("/losenord/glomt", &[("epost", &format!("{number}@kommun.example"))]).await;
        house.visitor().post(&format!("/avtal/{number}/andra"), &[("name", number)]).await;
    }
}

/// Somebody asks to be let in, and unsubscribes from what comes of it.
async fn access(hand: &mut Walk<'_>, secrets: &mut Secrets) {
    let house = hand.house;
    let ada = house.signed_in_as(ADA).await;
    let of_essunga = "/organisationer/1445/ansokningar";
    hand.press(&ada, &format!("{of_essunga}/adresser"), &[("domains", "kommun.example")]).await.leads_to();
    letters(house).await;
    let wish = [
        ("name", "Nils Ny"),
        ("email", "nils@kommun.example"),
        ("title", "lärare"),
        ("words", "Jag börjar i dag."),
    ];
    hand.press(&house.visitor(), "/ansok", &wish).await.is(200);
    let token = from_letter(house, "/ansok/bekrafta?kod=").await;
    secrets.add("the letter about a wish", &token);
    hand.press(&house.visitor(), "/ansok/bekrafta", &[("kod", &token)]).await.leads_to();
    let wish = ada.get(of_essunga).await.field("wish");
    let yes = [("wish", wish.as_str()), ("gor", "ja"), ("roles", "reader")];
    hand.press(&ada, of_essunga, &yes).await.leads_to();

    let anna = house.signed_in_as(ANNA).await;
    let need = anna.sends_need(&[("text", "Vi letar nycklar."), ("sharing", "collaboration")]).await;
    letters(house).await;
    let bo = house.signed_in_as(BO).await;
    hand.press(&bo, &format!("/behov/{need}/vi-ocksa"), &[("words", "Vi med."), ("gor", "spara")])
        .await
        .leads_to();
    let mails = letters(house).await;
    let end = mails
        .iter()
        .find_map(|mail| web::mail::written(Texts::new(Language::Swedish), "", mail).end)
        .unwrap();
    secrets.add("the key that ends letters", end.split('/').nth(2).unwrap());
    hand.press(&house.visitor(), &end, &[("List-Unsubscribe", "One-Click")]).await.is(200);
}

/// A file that waits, is saved and undone, and one that is thrown away.
async fn imports(hand: &mut Walk<'_>) {
    let karin = hand.house.signed_in_as(KARIN).await;
    let columns = [("k0", "id"), ("k1", "name"), ("delning", "organisation")];
    for ends in ["kasta", "spara"] {
        let file = format!("id;namn\n1;Nyckelfria lås {ends}\n");
        let body = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"fil\"; filename=\"{ends}.csv\"\r\n\r\n{file}\r\n--{BOUNDARY}--\r\n"
        );
        let sender =
            karin.clone().with_header("content-type", &format!("multipart/form-data; boundary={BOUNDARY}"));
        let sent = sender.send(Method::POST, "/losningar/importera", Body::from(body)).await;
        let address = sent.leads_to().to_owned();
        hand.press(&karin, &address, &columns).await.leads_to();
        let digest = karin.get(&address).await.field("avtryck");
        let ended = hand.press(&karin, &format!("{address}/{ends}"), &[("avtryck", &digest)]).await;
        if ends == "spara" {
            let run = ended.leads_to().split('?').next().unwrap().to_owned();
            hand.press(&karin, &format!("{run}/angra"), &[]).await.leads_to();
        }
    }
}

/// What takes years: facts that nobody has confirmed, and what may be disposed of.
async fn late(hand: &mut Walk<'_>, solution: &str) {
    let house = hand.house;
    let bo = house.signed_in_as(BO).await;
    let page = format!("/losningar/{solution}");
    let fact = bo.get(&page).await.field("uppgift");
    hand.press(&bo, "/losningar/be-om-bekraftelse", &[("uppgift", &fact), ("till", &page)]).await.leads_to();
    house.app.write_letters().await.unwrap();
    let token = letters(house).await.into_iter().find_map(|mail| match mail.content {
        Content::Confirm { token, .. } => Some(token),
        _ => None,
    });
    let all = [("kod", token.as_deref().unwrap()), ("uppgift", "alla")];
    hand.press(&house.visitor(), "/bekrafta", &all).await.is(200);

    let input = PersonInput {
        name: "Axel Berg".to_owned(),
        email: "axel@kommun.example".to_owned(),
        organisation: house.organisation("Essunga"),
        role: Role::Administrator,
        title: String::new(),
        password: None,
    };
    let axel = house.app.add_person(&Actor::Operator, input).await.unwrap().id;
    let (ada, axel) = (house.signed_in_as(ADA).await, house.signed_in(axel).await);
    for ends in ["aterta", "utfor"] {
        let decision = [("reference", "KS 2029/12 § 4"), ("decided_on", "2028-11-09")];
        let page = hand.press(&ada, "/gallring/beslut/nytt", &decision).await.leads_to().to_owned();
        hand.press(&axel, &format!("{page}/{ends}"), &[("version", "1")]).await.leads_to();
    }
    // An archive is made while its person does something else, and tells of it when it is.
    let before = hand.latest().await;
    let begun = ada.post("/export", &[("begin", "ja")]).await;
    let mut looks = 0;
    while !ada.get("/export").await.is(200).contains("href=\"/export/") {
        looks += 1;
        assert!(looks < 10_000, "no archive is made");
    }
    hand.note("/export", before, &begun).await;
}
