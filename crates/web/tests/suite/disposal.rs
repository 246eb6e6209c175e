//! The pages of disposal, and what stands where a record was.

use crate::house::{ADA, ANNA, Browser, House, IDA, KARIN};
use app::person::PersonInput;
use app::{App, Clock};
use domain::instant::Instant;
use domain::permission::Actor;
use domain::person::Role;
use web::{Demo, Mailing, Settings, Transport};

const YEARS: i64 = 6 * 366 * 24 * 60 * 60 * 1000;

/// The same house some years later, with another who administers Essunga.
struct Later {
    app: App,
    axel: domain::id::PersonId,
}

impl Later {
    async fn than(house: &House) -> Self {
        let at = Instant::from_milliseconds(house.clock.now().milliseconds() + YEARS);
        let app = App::new(house.test.db.clone(), Clock::fixed(at));
        let input = PersonInput {
            name: "Axel Berg".to_owned(),
            email: "axel@kommun.example".to_owned(),
            organisation: house.organisation("Essunga"),
            role: Role::Administrator,
            title: String::new(),
            password: None,
        };
        let axel = app.add_person(&Actor::Operator, input).await.unwrap().id;
        Self { app, axel }
    }

    async fn signed_in(&self, house: &House, person: domain::id::PersonId) -> Browser {
        let settings = Settings { demo: Demo::No, transport: Transport::Http, mail: Mailing::On };
        let browser = house.visitor_at(web::router(self.app.clone(), settings));
        let token = self.app.start_session(person, "").await.unwrap();
        browser.with_header("cookie", &format!("brygga-session={token}"))
    }
}

#[tokio::test]
async fn a_decision_is_written_down_carried_out_by_another_and_answers_where_the_need_was() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    let number = anna
        .sends_need(&[("text", "Vi letar nycklar."), ("title", "Nycklar"), ("sharing", "collaboration")])
        .await;
    anna.post(&format!("/behov/{number}/ta-tillbaka"), &[("version", "2")]).await.leads_to();
    let later = Later::than(&house).await;
    let ada = later.signed_in(&house, house.person(ADA)).await;
    let axel = later.signed_in(&house, later.axel).await;
    let rules = ada.get("/gallring/regler").await;
    assert!(rules.is(200).contains("24 månader") && rules.body.contains("Förslag"));
    ada.get("/gallring/regel?slag=need").await.is(403);
    let list = ada.get("/gallring").await;
    for told in [number.as_str(), "Nycklar", "Skriv in ett beslut"] {
        assert!(list.is(200).contains(told), "{told} in {}", list.body);
    }
    assert!(ada.get("/gallring.csv?slag=need").await.is(200).contains(&format!("{number},Behov,Nycklar,")));
    later.signed_in(&house, house.person(KARIN)).await.get("/gallring").await.is(403);

    let empty = ada.post("/gallring/beslut/nytt", &[("reference", "KS 1")]).await;
    assert!(empty.is(422).contains("Skriv beslutsdagen") && empty.body.contains("value=\"KS 1\""));
    let decision = [("reference", "KS 2029/12 § 4"), ("decided_on", "2026-11-09")];
    let page = ada.post("/gallring/beslut/nytt", &decision).await.leads_to().to_owned();
    let read = ada.get(&page).await;
    assert!(
        read.is(200).contains("En annan administratör än") && !read.body.contains("Verkställ gallringen")
    );
    ada.post(&format!("{page}/utfor"), &[("version", "1")]).await.is(409);
    later.signed_in(&house, house.person(IDA)).await.get(&page).await.is(404);
    assert!(axel.get(&page).await.is(200).contains("Verkställ gallringen"));
    axel.post(&format!("{page}/utfor"), &[("version", "1")]).await.leads_to();
    assert!(axel.get(&page).await.is(200).contains("Verkställt"));

    let address = format!("/behov/{number}");
    let there = later.signed_in(&house, house.person(ANNA)).await.get(&address).await;
    let told = format!("{number} är gallrad enligt beslut KS 2029/12 § 4, 9 november 2026.");
    assert!(there.is(410).contains(&told), "{}", there.body);
    assert!(!there.body.contains("Nycklar"));
    let stranger = later.signed_in(&house, house.person(IDA)).await.get(&address).await;
    assert!(!stranger.is(404).contains("gallrad"));
    assert!(ada.get("/gallring").await.is(200).contains("Inget att gallra nu"));
}
