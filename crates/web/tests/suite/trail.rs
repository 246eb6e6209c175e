//! What is done leaves its mark. What each route that changes something has to leave is written apart ([`table`]), and which routes there are
//! is asked of the router itself. Accounts, letters, imports and disposal are pressed by hand with success ([`by_hand`]), and every denial
//! is asked for; meanwhile everything that is said to the log is kept ([`logged`]), and neither it nor the trail may hold a secret.
//!
//! Not here: what each event says, and the routes that only the tests of each area press.

mod by_hand;
mod logged;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use axum::http::{Method, StatusCode};
use domain::event::EventKind;
use domain::instant::Instant;
use domain::permission::Actor;
use domain::sharing::Sharing;

use self::by_hand::Secrets;
use self::logged::Logged;
use self::table::{Mark, TABLE, mark};
use crate::house::{ANNA, Answer, Browser, House, RUT};

/// What has been pressed so far.
pub(super) struct Walk<'a> {
    pub(super) house: &'a House,
    routes: Vec<&'static str>,
    /// Which kinds of events came after routes that were done with success.
    told: BTreeMap<&'static str, BTreeSet<String>>,
}

impl<'a> Walk<'a> {
    pub(super) fn of(house: &'a House) -> Self {
        Self { house, routes: changing(), told: BTreeMap::new() }
    }

    /// Takes over what another has seen.
    pub(super) fn learns(&mut self, other: Walk<'_>) {
        for (route, kinds) in other.told {
            self.told.entry(route).or_default().extend(kinds);
        }
    }

    /// Sends it, and looks for what it left in the trail.
    pub(super) async fn press(
        &mut self,
        browser: &Browser,
        address: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let before = self.latest().await;
        let answer = browser.post(address, fields).await;
        self.note(address, before, &answer).await;
        answer
    }

    pub(super) async fn latest(&self) -> i64 {
        store::event::latest(&mut self.house.test.db.read().await.unwrap()).await.unwrap()
    }

    /// Keeps what a press came to. A page that comes back is looked at by whoever pressed, who knows whether it was done.
    pub(super) async fn note(&mut self, address: &str, before: i64, answer: &Answer) {
        let route = route_of(&self.routes, address).unwrap_or_else(|| panic!("no route for {address}"));
        if !matches!(answer.status, StatusCode::OK | StatusCode::SEE_OTHER) {
            return;
        }
        let entries = self.house.app.trail_after(&Actor::Operator, before).await.unwrap();
        let kinds = entries.into_iter().map(|entry| entry.kind).filter(|kind| kind != "deed_denied");
        self.told.entry(route).or_default().extend(kinds);
    }

    /// What was pressed and has left something else than the table says.
    fn not_left(&self) -> Vec<String> {
        let is_left = |(route, told): &(&&str, &BTreeSet<String>)| match mark(route) {
            Some(Mark::Leaves(kinds)) => kinds.iter().any(|kind| told.contains(*kind)),
            Some(Mark::Nothing(_)) => told.is_empty(),
            Some(Mark::Elsewhere(_)) | None => false,
        };
        self.told
            .iter()
            .filter(|one| !is_left(one))
            .map(|(route, told)| format!("{route} leaves {told:?}"))
            .collect()
    }
}

/// Every route that changes something, as the router knows it.
fn changing() -> Vec<&'static str> {
    let routes = web::known_routes().into_iter().filter(|route| route.method != Method::GET);
    routes.map(|route| route.path).collect()
}

/// The known path that an address fills in; where several do, the one with the most words of its own.
fn route_of(routes: &[&'static str], address: &str) -> Option<&'static str> {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = address.split('/').collect();
    let fits = |route: &&'static str| {
        let own: Vec<&str> = route.split('/').collect();
        own.len() == parts.len()
            && own.iter().zip(&parts).all(|(own, part)| own.starts_with('{') || own == part)
    };
    routes.iter().copied().filter(fits).min_by_key(|route| route.matches('{').count())
}

#[test]
fn the_table_says_of_every_route_what_it_leaves() {
    let routes: BTreeSet<&str> = changing().into_iter().collect();
    let told: BTreeSet<&str> = TABLE.iter().map(|(route, _)| *route).collect();
    assert_eq!(told.len(), TABLE.len(), "one is there twice");
    assert_eq!(
        routes.difference(&told).collect::<Vec<_>>(),
        Vec::<&&str>::new(),
        "nobody has said what these leave"
    );
    assert_eq!(
        told.difference(&routes).collect::<Vec<_>>(),
        Vec::<&&str>::new(),
        "these are no routes any more"
    );
    for (route, mark) in TABLE {
        match mark {
            Mark::Leaves(kinds) => {
                assert!(
                    !kinds.is_empty() && kinds.iter().all(|kind| EventKind::from_code(kind).is_some()),
                    "{route}: {kinds:?}"
                );
            }
            Mark::Nothing(reason) | Mark::Elsewhere(reason) => {
                println!("not asked for an event: {route} ({reason})")
            }
        }
    }
}

/// Accounts, letters, imports and disposal, with what is secret sent and shown on the way.
#[tokio::test]
async fn what_no_page_leads_to_leaves_its_event_and_no_log_holds_a_secret() {
    let mut secrets = Secrets::of(Logged::listening());
    let house = House::new().await;
    let mut walk = Walk::of(&house);
    by_hand::all(&mut walk, &mut secrets).await;
    let left = walk.not_left();
    println!("{} routes pressed with success", walk.told.len());
    assert!(walk.told.len() > 25, "{:?}", walk.told);
    assert!(left.is_empty(), "{} routes leave not what they have to:\n{}", left.len(), left.join("\n"));
}

/// Whoever may not is told so, and it stands in the trail: asked of every route that changes something, as one who only reads and as nobody.
#[tokio::test]
async fn every_denial_leaves_an_event_whichever_route_it_is_of() {
    let house = House::new().await;
    let anna = house.signed_in_as(ANNA).await;
    let text = [("text", "Vi hämtar nycklar på kontoret."), ("sharing", "collaboration")];
    let need = anna.sends_need(&text).await;
    let used_by = ("Essunga", Sharing::Public);
    let solution =
        house.has_solution("Nyckelfritt", "Hanterar nycklar.", used_by.0, used_by.1).await.to_string();
    let case =
        house.app.case_of_need(&Actor::Operator, need.parse().unwrap()).await.unwrap().unwrap().case.number;
    let (mut denied, mut asked_in, mut silent) = (0, 0, Vec::new());
    for (at, path) in changing().into_iter().enumerate() {
        // Some seconds later each time: of one doer no more than twenty a minute are kept.
        house.clock.set(Instant::from_milliseconds(house.clock.now().milliseconds() + 4_000));
        let number = match path {
            path if path.starts_with("/losningar") => solution.clone(),
            path if path.starts_with("/arenden") => case.to_string(),
            _ => need.clone(),
        };
        let address =
            path.replace("{number}", &number).replace("{solution}", &solution).replace("{of}", &need);
        let address = address.replace("{called}", "1470");
        let address: String = address
            .split('/')
            .map(|part| if part.starts_with('{') { "nonsens" } else { part })
            .collect::<Vec<_>>()
            .join("/");
        for (name, browser) in [("reads", house.signed_in_as(RUT).await), ("nobody", house.visitor())] {
            let before = store::event::latest(&mut house.test.db.read().await.unwrap()).await.unwrap();
            let answer = browser.post(&address, &[]).await;
            if !matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED) {
                continue;
            }
            if name == "reads" {
                denied += 1
            } else {
                asked_in += 1
            }
            let entries = house.app.trail_after(&Actor::Operator, before).await.unwrap();
            let deed = format!("POST {address}");
            if !entries.iter().any(|entry| entry.kind == "deed_denied" && entry.changes.contains(&deed)) {
                silent.push(format!("{at} {address} by who {name}: {}", answer.status));
            }
        }
    }
    println!("{denied} routes denied to who only reads, {asked_in} to nobody");
    assert!(denied > 40 && asked_in > 60, "{denied} and {asked_in} are too few to say anything");
    assert!(silent.is_empty(), "{} denials are nowhere:\n{}", silent.len(), silent.join("\n"));
}
