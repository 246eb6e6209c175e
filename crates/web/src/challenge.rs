//! Challenges: the list, the map of what answers which, one challenge with its evidence, and the forms.

mod form;
mod map;
mod page;

use app::challenge::{ChallengeRow, Challenges};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::response::Response;
use domain::challenge::{ChallengeKind, Strength, Trend};
use serde::Deserialize;

use crate::State;
use crate::error::Failure;
use crate::frame::Frame;
use crate::goal::{any_or, named, places, words};
use crate::list::{Address, Choice, TableFile, paged};
use crate::routes::Routes;
use crate::view::{Cell, Link, ListView, Table, file_of};
use crate::visitor::Request;

const FILE: &str = "utmaningar";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/utmaningar", list)
        .get("/utmaningar.csv", file)
        .get("/utmaningar.xlsx", file)
        .get("/utmaningar/karta", map::show)
        .post("/utmaningar/forslag", form::take_in)
        .get("/utmaningar/ny", form::new)
        .post("/utmaningar/ny", form::add)
        .get("/utmaningar/{id}", page::show)
        .get("/utmaningar/{id}/andra", form::change)
        .post("/utmaningar/{id}/andra", form::save)
        .post("/utmaningar/{id}/anteckning", page::lay_note)
        .post("/utmaningar/{id}/handelse", page::lay_record)
        .post("/utmaningar/{id}/underlag/bort", page::take_away)
        .post("/utmaningar/{id}/moter", page::meet)
}

/// The colour that goes with how strong the evidence is; the words say the same.
const fn colour(strength: Strength) -> &'static str {
    match strength {
        Strength::None => "neutral",
        Strength::Single | Strength::Some => "info",
        Strength::Strong => "warning",
    }
}

async fn read(state: &State, request: &Request) -> Result<Challenges, Failure> {
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(request.frame.clone()));
    }
    let read = state.app.read_challenges(&request.visitor.actor).await;
    read.map_err(|error| Failure::page(error, request.frame.clone()))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    slag: String,
    styrka: String,
    trend: String,
    kommun: String,
    svar: String,
    sortering: String,
    sida: String,
    nytt: String,
}

impl Asked {
    fn address(&self) -> Address {
        Address::of("/utmaningar")
            .with("q", &self.q)
            .with("slag", &self.slag)
            .with("styrka", &self.styrka)
            .with("trend", &self.trend)
            .with("kommun", &self.kommun)
            .with("svar", &self.svar)
            .with("sortering", &self.sortering)
    }

    fn of(&self, rows: Vec<ChallengeRow>) -> Vec<ChallengeRow> {
        let mut rows: Vec<_> = rows.into_iter().filter(|row| self.fits(row)).collect();
        match self.sortering.as_str() {
            "titel" => {}
            "moter" => rows.sort_by_key(|row| std::cmp::Reverse(row.met.len())),
            _ => rows.sort_by_key(|row| std::cmp::Reverse(row.strength)),
        }
        rows
    }

    fn fits(&self, row: &ChallengeRow) -> bool {
        let written = format!("{} {}", row.challenge.title, row.challenge.description);
        let answered = match self.svar.as_str() {
            "ja" => !row.interventions.is_empty(),
            "nej" => row.interventions.is_empty(),
            _ => true,
        };
        answered
            && app::goal::has_words(&written, &self.q)
            && (self.slag.is_empty() || row.challenge.kind.code() == self.slag)
            && (self.styrka.is_empty() || row.strength.code() == self.styrka)
            && (self.trend.is_empty() || row.trend.code() == self.trend)
            && (self.kommun.is_empty() || row.met.iter().any(|(_, name)| *name == self.kommun))
    }
}

/// Which organisations meet it, in a cell.
fn who_meets(frame: &Frame, row: &ChallengeRow) -> String {
    let names: Vec<_> = row.met.iter().map(|(_, name)| name.clone()).collect();
    if names.is_empty() { frame.t("challenge-nobody") } else { frame.list(&names) }
}

fn table(frame: &Frame, rows: &[ChallengeRow]) -> Table {
    let keys = [
        "challenge-one",
        "challenge-kind",
        "challenge-strength",
        "challenge-trend",
        "challenge-met",
        "challenge-answered",
        "challenge-origin",
    ];
    let mut table = Table::new(frame, frame.t("place-challenges"), &keys);
    for row in rows {
        let one = &row.challenge;
        let done: Vec<_> = row.interventions.iter().map(|one| one.title.clone()).collect();
        let done = if done.is_empty() {
            Cell::text(frame.t("challenge-no-answer"))
        } else {
            Cell::own(done.join("; "))
        };
        let origin = if one.code.is_some() { "challenge-from-literature" } else { "challenge-own" };
        table.rows.push(vec![
            Cell::link(one.title.clone(), format!("/utmaningar/{}", one.id)),
            Cell::text(frame.word("challenge-kind", one.kind.code())),
            Cell::tag(frame.word("strength", row.strength.code()), colour(row.strength)),
            Cell::text(frame.word("trend", row.trend.code())),
            Cell::text(who_meets(frame, row)),
            done,
            Cell::text(frame.t(origin)),
        ]);
    }
    table
}

async fn list(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let read = read(&state, &request).await?;
    let met = read.rows.iter().flat_map(|row| row.met.iter().map(|(_, name)| name.clone()));
    let names = named(frame, met, &asked.kommun);
    let is_member = !read.joined.is_empty();
    let (may_write, may_seed) = (read.may_write, !read.may_seed.is_empty());
    let (rows, number, total) = paged(asked.of(read.rows), &asked.sida);
    let address = asked.address();
    let at = (&address, number, total);
    let heading = frame.t("place-challenges");
    let mut view = ListView::new(frame, "/utmaningar", heading, at, table(frame, &rows));
    view.lead = frame.t("challenges-lead");
    view.sub = places(frame);
    view.told = match asked.nytt.as_str() {
        "forslag" => frame.t("challenges-told-taken-in"),
        _ => String::new(),
    };
    if may_write {
        view.actions.push(Link::new("/utmaningar/ny", frame.t("challenge-new")));
    }
    view.actions.push(Link::new("/utmaningar/karta", frame.t("challenge-map")));
    view.searched(&address, &asked.q);
    let codes: Vec<_> = ChallengeKind::ALL.iter().map(|one| one.code()).collect();
    let kinds = any_or(frame, words(frame, "challenge-kind", &codes, &asked.slag), &asked.slag);
    view.filter(&address, ("slag", frame.t("challenge-kind")), kinds);
    let codes: Vec<_> = Strength::ALL.iter().map(|one| one.code()).collect();
    let levels = any_or(frame, words(frame, "strength", &codes, &asked.styrka), &asked.styrka);
    view.filter(&address, ("styrka", frame.t("challenge-strength")), levels);
    let codes: Vec<_> = Trend::ALL.iter().map(|one| one.code()).collect();
    let trends = any_or(frame, words(frame, "trend", &codes, &asked.trend), &asked.trend);
    view.filter(&address, ("trend", frame.t("challenge-trend")), trends);
    view.filter(&address, ("kommun", frame.t("challenge-met")), names);
    let answers = [("ja", "challenge-has-answer"), ("nej", "challenge-no-answer")]
        .map(|(code, key)| Choice::new(code, frame.t(key), &asked.svar));
    view.filter(
        &address,
        ("svar", frame.t("challenge-answered")),
        any_or(frame, answers.into(), &asked.svar),
    );
    let orders = [("", "challenge-by-strength"), ("titel", "list-by-title"), ("moter", "challenge-by-met")]
        .map(|(code, key)| Choice::new(code, frame.t(key), &asked.sortering));
    view.filter(&address, ("sortering", frame.t("need-order")), orders.into());
    let none = match (is_member, may_seed) {
        (false, _) => "goals-no-collaboration",
        (true, true) => "challenges-none-seed",
        (true, false) => "challenges-none-text",
    };
    view.empty = (frame.t("challenges-none"), frame.t(none));
    Ok(view.page())
}

async fn file(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let table = table(frame, &asked.of(read(&state, &request).await?.rows));
    let file = TableFile::asked(frame);
    file.answer(frame, FILE, state.app.clock().now().day(), file_of(file, FILE, &table))
}
