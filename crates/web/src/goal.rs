//! Goals: the list, the picture of what serves which, what serves none, one goal with what it is measured by, and the forms.

mod form;
mod page;
mod serving;

use app::AppError;
use app::goal::{GoalRow, Goals, Joined};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::response::Response;
use domain::goal::Progress;
use serde::Deserialize;

use crate::State;
use crate::error::Failure;
use crate::form::{Errors, Pairs};
use crate::frame::Frame;
use crate::list::{Address, Choice, TableFile, paged};
use crate::routes::Routes;
use crate::view::{Cell, Field, Link, ListView, Table, file_of};
use crate::visitor::Request;

/// What the file of the list and its sheet are called.
const FILE: &str = "mal";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/mal", list)
        .get("/mal.csv", file)
        .get("/mal.xlsx", file)
        .get("/mal/bild", serving::picture)
        .get("/mal/bidrag", serving::list)
        .get("/mal/bidrag.csv", serving::file)
        .get("/mal/bidrag.xlsx", serving::file)
        .get("/mal/ny", form::new)
        .post("/mal/ny", form::add)
        .get("/mal/{id}", page::show)
        .get("/mal/{id}/andra", form::change)
        .post("/mal/{id}/andra", form::save)
        .post("/mal/{id}/matt", page::set_indicator)
        .post("/mal/{id}/matning", page::measure)
        .post("/mal/{id}/bidrag", page::serve)
        .post("/mal/{id}/bidrag/bort", page::serve_no_more)
}

/// The places where a collaboration learns.
pub(crate) fn places(frame: &Frame) -> Vec<Link> {
    [
        ("/mal", "place-goals"),
        ("/utmaningar", "place-challenges"),
        ("/insatser", "place-interventions"),
        ("/samverkan", "collaborations"),
    ]
    .map(|(address, key)| Link::new(address, frame.t(key)))
    .to_vec()
}

/// Words of ours to choose among.
pub(crate) fn words(frame: &Frame, group: &str, codes: &[&str], chosen: &str) -> Vec<Choice> {
    codes.iter().map(|code| Choice::new(code, frame.word(group, code), chosen)).collect()
}

/// The same for a filter, with all of them first.
pub(crate) fn any_or(frame: &Frame, choices: Vec<Choice>, chosen: &str) -> Vec<Choice> {
    std::iter::once(Choice::new("", frame.t("list-all"), chosen)).chain(choices).collect()
}

/// The organisations that a list names, to choose among.
pub(crate) fn named(frame: &Frame, names: impl Iterator<Item = String>, chosen: &str) -> Vec<Choice> {
    let mut names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
    names.sort_by_key(|name| name.to_lowercase());
    names.dedup();
    let choices = names.iter().map(|name| Choice::new(name, name.clone(), chosen)).collect();
    any_or(frame, choices, chosen)
}

/// The field of the collaboration that something is written in, for who is in several.
pub(crate) fn in_which(frame: &Frame, joined: &[Joined], sent: &Pairs, errors: &Errors) -> Vec<Field> {
    if joined.len() < 2 {
        return Vec::new();
    }
    let one =
        |one: &Joined| Choice::new(&one.collaboration.id.to_string(), one.collaboration.name.clone(), "");
    let choices = joined.iter().map(one).collect();
    vec![Field::select("collaboration", frame.t("goal-collaboration"), choices).filled(sent, errors)]
}

/// Fields of one of several forms on a page: those of the form that was sent have what was sent and its errors; the others have ids of
/// their own, and what stood there.
pub(crate) fn fields_of(fields: Vec<Field>, form: &str, sent: Option<(&Pairs, &Errors)>) -> Vec<Field> {
    let one = |field: Field| match sent {
        Some((sent, errors)) => field.filled(sent, errors),
        None => {
            let id = format!("{}_{form}", field.name);
            field.called(id)
        }
    };
    fields.into_iter().map(one).collect()
}

/// The colour that goes with how an indicator stands; the words say the same.
const fn colour(progress: Progress) -> &'static str {
    match progress {
        Progress::Reached => "success",
        Progress::Nearer => "info",
        Progress::Unmeasured | Progress::Unchanged => "neutral",
        Progress::Further => "warning",
    }
}

/// For who is signed in.
pub(crate) async fn read(state: &State, request: &Request) -> Result<Goals, Failure> {
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(request.frame.clone()));
    }
    let read = state.app.read_goals(&request.visitor.actor).await;
    read.map_err(|error| Failure::page(error, request.frame.clone()))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    kommun: String,
    lage: String,
    sortering: String,
    sida: String,
}

impl Asked {
    fn address(&self) -> Address {
        Address::of("/mal")
            .with("q", &self.q)
            .with("kommun", &self.kommun)
            .with("lage", &self.lage)
            .with("sortering", &self.sortering)
    }

    /// The goals asked for, in the order asked for, with how many records serve each.
    fn of(&self, read: Goals) -> Vec<(GoalRow, usize)> {
        let counted = |row: GoalRow| {
            let serves = read.serving.iter().filter(|one| one.goals.contains(&row.goal.id)).count();
            (row, serves)
        };
        let mut rows: Vec<_> = read.rows.into_iter().map(counted).filter(|(row, _)| self.fits(row)).collect();
        match self.sortering.as_str() {
            "titel" => rows.sort_by_key(|(row, _)| row.goal.title.to_lowercase()),
            "bidrag" => rows.sort_by_key(|(_, serves)| *serves),
            _ => {}
        }
        rows
    }

    fn fits(&self, row: &GoalRow) -> bool {
        let is_state = |state: Progress| row.indicators.iter().any(|one| one.progress == state);
        let written = format!("{} {}", row.goal.title, row.goal.description);
        app::goal::has_words(&written, &self.q)
            && (self.kommun.is_empty() || row.organisation == self.kommun)
            && (self.lage.is_empty() || Progress::from_code(&self.lage).is_some_and(is_state))
    }
}

fn table(frame: &Frame, rows: &[(GoalRow, usize)]) -> Table {
    let keys =
        ["goal", "goal-collaboration", "goal-owner", "goal-indicators", "goal-served-by", "goal-holds"];
    let mut table = Table::new(frame, frame.t("place-goals"), &keys).amounts(&[4]);
    for (row, serves) in rows {
        let goal = &row.goal;
        let stands = |one: &app::goal::IndicatorRow| {
            format!("{}: {}", one.indicator.name, frame.word("progress", one.progress.code()))
        };
        let indicators: Vec<_> = row.indicators.iter().map(stands).collect();
        table.rows.push(vec![
            Cell::link(goal.title.clone(), format!("/mal/{}", goal.id)),
            Cell::own(row.collaboration.clone()),
            Cell::text(row.organisation.clone()),
            Cell::text(if indicators.is_empty() {
                frame.t("goal-no-indicator")
            } else {
                indicators.join("; ")
            }),
            Cell::text(frame.number(i64::try_from(*serves).unwrap_or(i64::MAX))),
            Cell::text(goal.ended.map_or_else(|| frame.t("goal-now"), |day| frame.day(day))),
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
    let may_write = read.may_write;
    let names = named(frame, read.rows.iter().map(|row| row.organisation.clone()), &asked.kommun);
    let is_member = !read.joined.is_empty();
    let (rows, number, total) = paged(asked.of(read), &asked.sida);
    let address = asked.address();
    let at = (&address, number, total);
    let mut view = ListView::new(frame, "/mal", frame.t("place-goals"), at, table(frame, &rows));
    view.lead = frame.t("goals-lead");
    view.sub = places(frame);
    if may_write {
        view.actions.push(Link::new("/mal/ny", frame.t("goal-new")));
    }
    view.actions.push(Link::new("/mal/bild", frame.t("goal-picture")));
    view.actions.push(Link::new("/mal/bidrag", frame.t("serving")));
    view.searched(&address, &asked.q);
    view.filter(&address, ("kommun", frame.t("goal-owner")), names);
    let codes: Vec<_> = Progress::ALL.iter().map(|one| one.code()).collect();
    let states = any_or(frame, words(frame, "progress", &codes, &asked.lage), &asked.lage);
    view.filter(&address, ("lage", frame.t("goal-progress")), states);
    let orders = [("", "goal-order-holds"), ("titel", "list-by-title"), ("bidrag", "goal-order-served")]
        .map(|(code, key)| Choice::new(code, frame.t(key), &asked.sortering));
    view.filter(&address, ("sortering", frame.t("need-order")), orders.into());
    let none = if is_member { "goals-none-text" } else { "goals-no-collaboration" };
    view.empty = (frame.t("goals-none"), frame.t(none));
    Ok(view.page())
}

async fn file(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let table = table(frame, &asked.of(read(&state, &request).await?));
    let file = TableFile::asked(frame);
    file.answer(frame, FILE, state.app.clock().now().day(), file_of(file, FILE, &table))
}

/// What is answered to who may not do it.
fn denied(request: &Request) -> Failure {
    Failure::page(AppError::Denied, request.frame.clone())
}
