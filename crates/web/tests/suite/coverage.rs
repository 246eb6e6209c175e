//! What solutions cover, as people see it: on a need's page, on the page of both, side by side and as a file.

use crate::house::{ANNA, BO, Browser, House, IDA, KARIN, RUT};
use domain::number::Number;
use domain::sharing::Sharing;

const LOCKS: &str = "Personalen öppnar dörren med mobilen. Tjänsten läser inte planeringen.";

struct Story {
    house: House,
    need: String,
    locks: Number,
    cabinet: Number,
    hidden: Number,
}

async fn story() -> Story {
    let house = House::new().await;
    let locks = house.has_solution("Digitala lås", LOCKS, "Vara", Sharing::Collaboration).await;
    let cabinet =
        house.has_solution("Nyckelskåp", "Nycklar hämtas i ett skåp.", "Skara", Sharing::Collaboration).await;
    let hidden = house.has_solution("Hemligt lås", LOCKS, "Halmstad", Sharing::Organisation).await;
    let anna = house.signed_in_as(ANNA).await;
    let need = sent(&anna, "Öppna dörren med mobilen\nFölja planeringen").await;
    Story { house, need, locks, cabinet, hidden }
}

/// Writes a need and sends it; gives its address.
async fn sent(by: &Browser, requirements: &str) -> String {
    let fields = [
        ("text", "Vi hämtar nycklar på kontoret för att öppna dörren hos brukaren."),
        ("requirements", requirements),
        ("origin", "own"),
        ("sharing", "collaboration"),
    ];
    format!("/behov/{}", by.sends_need(&fields).await)
}

/// The value of a hidden field of the form with this number, from 1.
fn hidden_field(body: &str, name: &str, form: usize) -> String {
    let at = body.match_indices(&format!("name=\"{name}\" value=\"")).nth(form - 1).unwrap();
    let value = &body[at.0 + at.1.len()..];
    value[..value.find('"').unwrap()].to_owned()
}

impl Story {
    fn page(&self) -> String {
        format!("{}/losningar/{}", self.need, self.locks)
    }

    fn number(&self) -> &str {
        self.need.rsplit('/').next().unwrap()
    }
}

#[tokio::test]
async fn a_coordinator_says_what_is_covered_and_takes_it_back() {
    let story = story().await;
    let karin = story.house.signed_in_as(KARIN).await;
    let page = karin.get(&story.page()).await;
    let body = page.is(200);
    for seen in [
        "Vad Digitala lås täcker",
        "1 av 2 delbehov",
        "<strong>Täcker</strong>, antagande utifrån texten",
        "<mark>öppnar</mark>",
        "<strong>Okänt</strong>, ingen har sagt något och texten visar det inte",
        "aria-label=\"1 Öppna dörren med mobilen: Täcker. 2 Följa planeringen: Okänt.\"",
    ] {
        assert!(body.contains(seen), "{seen}");
    }
    let requirement = hidden_field(body, "requirement", 2);
    let said = [
        ("requirement", requirement.as_str()),
        ("version", "0"),
        ("level", "not"),
        ("source", "user_municipality"),
        ("evidence", "Besöken läggs in för hand."),
        ("gor", "spara"),
    ];
    let answer = karin.post(&story.page(), &said).await;
    let after = answer.leads_to();
    assert!(after.ends_with("?nytt=sparat&delbehov=2#delbehov-2"), "{after}");
    let body = karin.get(after.split('#').next().unwrap()).await;
    let body = body.is(200);
    for seen in [
        "Svaret är sparat.",
        "<strong>Täcker inte</strong>, enligt en kommun som använder den",
        "Besöken läggs in för hand.",
        "Karin Ås, Essunga · 9 november 2026",
        "Saknas: Följa planeringen",
    ] {
        assert!(body.contains(seen), "{seen}");
    }
    let need = karin.get(&story.need).await;
    let need = need.is(200);
    for seen in ["1 av 2 delbehov", "Karin Ås, Essunga, angav vad Digitala lås täcker."] {
        assert!(need.contains(seen), "{seen}");
    }

    let withdrawn = [("requirement", requirement.as_str()), ("version", "1"), ("gor", "ta-bort")];
    let answer = karin.post(&story.page(), &withdrawn).await;
    assert!(answer.leads_to().contains("nytt=borttaget"));
    let body = karin.get(&story.page()).await;
    assert!(!body.is(200).contains("Besöken läggs in för hand."));
}

#[tokio::test]
async fn a_form_that_is_not_kept_comes_back_filled_in() {
    let story = story().await;
    let karin = story.house.signed_in_as(KARIN).await;
    let requirement = hidden_field(karin.get(&story.page()).await.is(200), "requirement", 1);
    let requirement = requirement.as_str();
    let nothing =
        [("requirement", requirement), ("version", "0"), ("evidence", "Jag såg det."), ("gor", "spara")];
    let answer = karin.post(&story.page(), &nothing).await;
    let body = answer.is(422);
    for seen in ["href=\"#level-1\"", "Välj hur du vet det.", "Jag såg det.", "<details class=\"say\" open>"]
    {
        assert!(body.contains(seen), "{seen}");
    }
    let long = "x".repeat(501);
    let assumed = [
        ("requirement", requirement),
        ("version", "0"),
        ("level", "covers"),
        ("source", "assumption"),
        ("evidence", &long),
    ];
    let answer = karin.post(&story.page(), &assumed).await;
    let body = answer.is(422);
    assert!(body.contains("href=\"#source-1\"") && body.contains("href=\"#evidence-1\""), "{body}");

    let says = |level: &'static str| {
        [
            ("requirement", requirement),
            ("version", "0"),
            ("level", level),
            ("source", "supplier"),
            ("evidence", "Min text."),
        ]
    };
    karin.post(&story.page(), &says("partly")).await.leads_to();
    let late = karin.post(&story.page(), &says("not")).await;
    let body = late.is(409);
    assert!(body.contains("Någon annan ändrade svaret") && body.contains("<strong>Täcker delvis</strong>"));
    assert!(body.contains("id=\"level-1-not\" value=\"not\" checked"), "what was chosen is kept");
    assert_eq!(hidden_field(body, "version", 1), "1", "over what stands there now");
}

#[tokio::test]
async fn others_read_what_they_may_and_write_nothing() {
    let story = story().await;
    for name in [BO, RUT] {
        let reader = story.house.signed_in_as(name).await;
        let body = reader.get(&story.page()).await;
        assert!(!body.is(200).contains("<form class=\"flow\""), "{name}");
    }
    let karin = story.house.signed_in_as(KARIN).await;
    let requirement = hidden_field(karin.get(&story.page()).await.is(200), "requirement", 1);
    let fields = [
        ("requirement", requirement.as_str()),
        ("version", "0"),
        ("level", "not"),
        ("source", "supplier"),
        ("evidence", "Bos text."),
    ];
    let bo = story.house.signed_in_as(BO).await;
    let refused = bo.post(&story.page(), &fields).await;
    let body = refused.is(403);
    assert!(body.contains("Din roll får inte svara här") && body.contains("Bos text."));
    let strange = [("requirement", "nonsens"), ("version", "0")];
    karin.post(&story.page(), &strange).await.is(404);

    let ida = story.house.signed_in_as(IDA).await;
    ida.get(&story.page()).await.is(404);
    ida.post(&story.page(), &fields).await.is(404);
    story.house.visitor().get(&story.page()).await.is(404);
    let hidden = format!("{}/losningar/{}", story.need, story.hidden);
    karin.get(&hidden).await.is(404);
    for wrong in ["/behov/x/losningar/y", "/behov/L-2026-0001/losningar/B-2026-0001"] {
        karin.get(wrong).await.is(404);
    }
}

#[tokio::test]
async fn a_need_without_requirements_says_what_to_do() {
    let story = story().await;
    let anna = story.house.signed_in_as(ANNA).await;
    let bare = sent(&anna, "").await;
    let page = anna.get(&format!("{bare}/losningar/{}", story.locks)).await;
    let body = page.is(200);
    assert!(body.contains("Behovet har inga delbehov än") && body.contains("/andra#requirements"));
    let need = anna.get(&bare).await;
    assert!(need.is(200).contains("Lägg till delbehov, så syns vad varje lösning täcker"));
    assert!(!need.body.contains("class=\"deck\""));
}

#[tokio::test]
async fn solutions_stand_side_by_side_and_as_a_file() {
    let story = story().await;
    let anna = story.house.signed_in_as(ANNA).await;
    let query = format!("losning={}&losning={}&behov={}", story.locks, story.cabinet, story.number());
    let page = anna.get(&format!("/losningar/jamfor?{query}")).await;
    let body = page.is(200);
    for seen in [
        "Jämför lösningar",
        "role=\"region\" aria-label=\"Lösningar sida vid sida\" tabindex=\"0\"",
        "Öppna dörren med mobilen",
        "antagande utifrån texten",
        "<mark>öppnar</mark>",
        "1 av 2 delbehov",
        "0 av 2 delbehov",
        "Inte angivet",
        "Hemtjänst",
        "/losningar/jamfor.csv?",
    ] {
        assert!(body.contains(seen), "{seen}");
    }
    let file = anna.get(&format!("/losningar/jamfor.csv?{query}")).await;
    let file_body = file.is(200);
    assert!(file.headers["content-disposition"].to_str().unwrap().contains("jamforelse-2026-11-09.csv"));
    let first = file_body.trim_start_matches('\u{feff}').lines().next().unwrap();
    assert_eq!(first, format!("Vad,Digitala lås ({}),Nyckelskåp ({})", story.locks, story.cabinet));
    assert!(file_body.contains("1. Öppna dörren med mobilen") && file_body.contains("Används av"));

    let facts =
        anna.get(&format!("/losningar/jamfor?losning={}&losning={}", story.locks, story.cabinet)).await;
    assert!(facts.is(200).contains("Jämförelsen gäller fakta."));
    let english = anna.in_english().get(&format!("/losningar/jamfor?{query}")).await;
    assert!(english.is(200).contains("assumed from the text"));
}

#[tokio::test]
async fn a_comparison_that_cannot_be_made_says_why() {
    let story = story().await;
    let anna = story.house.signed_in_as(ANNA).await;
    let one = format!("losning={}", story.locks);
    let five = ["1", "2", "3", "4", "5"].map(|n| format!("losning=L-2026-000{n}")).join("&");
    let table = [
        (String::new(), 200, "Välj två till fyra lösningar att jämföra"),
        (one.clone(), 422, "Välj minst en lösning till"),
        (format!("{one}&{one}"), 422, "Välj minst en lösning till"),
        (five, 422, "Du har valt 5 lösningar"),
        (format!("{one}&losning=L-2099-9999"), 404, "L-2099-9999 finns inte, eller så får du inte se den"),
        (format!("{one}&losning=ett+l%C3%A5s"), 404, "ett lås finns inte"),
        (format!("{one}&losning={}", story.hidden), 404, "finns inte, eller så får du inte se den"),
    ];
    for (query, status, seen) in table {
        let page = anna.get(&format!("/losningar/jamfor?{query}")).await;
        let body = page.is(status);
        assert!(body.contains(seen) && !body.contains("<table"), "{query}");
        anna.get(&format!("/losningar/jamfor.csv?{query}")).await.is(404);
    }
    let two = format!("{one}&losning={}", story.cabinet);
    anna.get(&format!("/losningar/jamfor?{two}&behov=B-2099-9999")).await.is(404);
    let ida = story.house.signed_in_as(IDA).await;
    ida.get(&format!("/losningar/jamfor?{two}&behov={}", story.number())).await.is(404);
    let list = anna.get("/losningar").await;
    assert!(list.is(200).contains("form=\"jamfor\" name=\"losning\""));
}
