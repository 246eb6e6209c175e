//! The page of an organisation's trail, for who administers it: what was done for it, narrowed by who, what and when, and as a file.

use app::trail::{TrailQuestion, TrailRow};
use app::{AppError, Page};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::Response;
use domain::event::SubjectKind;
use domain::organisation::Organisation;
use serde::Deserialize;

use crate::State;
use crate::error::Failure;
use crate::frame::Frame;
use crate::list::{Address, Choice, PAGE_SIZE, table_parts};
use crate::routes::Routes;
use crate::view::{Cell, Link, ListView, Table};
use crate::visitor::Request;
use crate::{case, need, notice, organisation, people, solution};

/// What the file and its sheet are called.
const FILE: &str = "spar";
/// Rows read at a time for the file.
const BATCH: u32 = 500;
/// Its columns.
const COLUMNS: [&str; 5] = ["trail-when", "trail-who", "trail-what", "trail-record", "trail-record-kind"];

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/organisationer/{called}/spar", list)
        .get("/organisationer/{called}/spar.csv", file)
        .get("/organisationer/{called}/spar.xlsx", file)
}

/// The list's state, as the address says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    vem: String,
    slag: String,
    fran: String,
    till: String,
    sida: String,
}

impl Asked {
    fn address(&self, organisation: &Organisation) -> Address {
        Address::of(path(organisation))
            .with("q", self.q.trim())
            .with("vem", &self.vem)
            .with("slag", &self.slag)
            .with("fran", self.fran.trim())
            .with("till", self.till.trim())
    }

    fn question(&self) -> TrailQuestion {
        TrailQuestion {
            person: self.vem.parse().ok(),
            kind: SubjectKind::from_code(&self.slag),
            record: self.q.trim().to_owned(),
            from: self.fran.trim().parse().ok(),
            to: self.till.trim().parse().ok(),
        }
    }
}

/// The address of an organisation's trail.
fn path(organisation: &Organisation) -> String {
    format!("{}/spar", organisation::address(organisation))
}

async fn list(
    Shared(state): Shared<State>,
    request: Request,
    Path(called): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let own = people::administered(&state, &request, &called).await?;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let number = asked.sida.parse().unwrap_or(1).max(1);
    let page = Page::new(number, PAGE_SIZE);
    let read = state.app.trail_of(&request.visitor.actor, own.id, &asked.question(), page).await;
    let read = read.map_err(|error| Failure::page(error, frame.clone()))?;
    let address = asked.address(&own);
    let mut table = Table::new(frame, frame.t("trail"), &COLUMNS);
    table.rows = read.listed.rows.iter().map(|row| cells(frame, row)).collect();
    let heading = frame.t("trail");
    let mut view = ListView::new(frame, path(&own), heading, (&address, number, read.listed.total), table);
    view.crumbs = vec![
        Link::new("/organisationer", frame.t("place-organisations")),
        Link::new(organisation::address(&own), own.short_name.clone()),
    ];
    view.lead = frame.t1("trail-lead", "organisation", &own.short_name);
    view.searched(&address, asked.q.trim());
    let anybody = Choice::new("", frame.t("list-all"), &asked.vem);
    let person =
        |(id, name): &(domain::id::PersonId, String)| Choice::new(&id.to_string(), name.clone(), &asked.vem);
    let who = std::iter::once(anybody).chain(read.people.iter().map(person)).collect();
    view.filter(&address, ("vem", frame.t("trail-who")), who);
    let any = Choice::new("", frame.t("list-all"), &asked.slag);
    let kind =
        |kind: &SubjectKind| Choice::new(kind.code(), frame.word("record-kind", kind.code()), &asked.slag);
    let kinds = std::iter::once(any).chain(SubjectKind::ALL.iter().map(kind)).collect();
    view.filter(&address, ("slag", frame.t("trail-record-kind")), kinds);
    view.day(&address, ("fran", frame.t("trail-from")), asked.fran.trim());
    view.day(&address, ("till", frame.t("trail-to")), asked.till.trim());
    view.empty = (frame.t("trail-none"), frame.t("trail-none-text"));
    Ok(view.page())
}

/// When, who, what, and with which record.
fn cells(frame: &Frame, row: &TrailRow) -> Vec<Cell> {
    let kind = frame.word("record-kind", row.event.subject_kind.code());
    vec![
        Cell::text(frame.time_of(row.event.at)),
        Cell::text(row.person.clone()),
        Cell::text(what(frame, row)),
        record(frame, row).unwrap_or_else(|| Cell::text("–")),
        Cell::text(kind),
    ]
}

/// What happened, in the words of the record's own history.
fn what(frame: &Frame, row: &TrailRow) -> String {
    let Some(entry) = &row.entry else { return frame.t("trail-not-told") };
    match row.event.subject_kind {
        SubjectKind::Need => need::history::sentence(frame, entry),
        SubjectKind::Solution => solution::history::sentence(frame, entry),
        SubjectKind::Case => case::history::sentence(frame, entry),
        SubjectKind::Organisation
        | SubjectKind::Collaboration
        | SubjectKind::Person
        | SubjectKind::Synonym
        | SubjectKind::Round
        | SubjectKind::Portfolio
        | SubjectKind::Initiative
        | SubjectKind::Lesson
        | SubjectKind::Maturity
        | SubjectKind::Knowledge
        | SubjectKind::Goal
        | SubjectKind::Challenge
        | SubjectKind::Intervention
        | SubjectKind::Forum
        | SubjectKind::Meeting
        | SubjectKind::Contract
        | SubjectKind::Import
        | SubjectKind::PublicText
        | SubjectKind::Disposal
        | SubjectKind::Reminder
        | SubjectKind::View => super::sentence(frame, entry),
    }
}

fn record(frame: &Frame, row: &TrailRow) -> Option<Cell> {
    if let Some(named) = &row.named {
        return Some(Cell::own(named.clone()));
    }
    let (address, label) = notice::place(frame, row.about.as_ref()?);
    Some(Cell::link(label, address))
}

/// The same rows as a file, part by part.
async fn file(
    Shared(state): Shared<State>,
    request: Request,
    Path(called): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let own = people::administered(&state, &request, &called).await?;
    let question = asked.map(|Query(asked)| asked).unwrap_or_default().question();
    let frame = request.frame.clone();
    let columns = COLUMNS.map(|key| frame.t(key)).to_vec();
    let day = state.app.clock().now().day();
    let (app, actor, told) = (state.app.clone(), request.visitor.actor.clone(), frame.clone());
    let read = move |number: u32| {
        let (app, actor, frame, question) = (app.clone(), actor.clone(), told.clone(), question.clone());
        async move {
            let read = app.trail_of(&actor, own.id, &question, Page::new(number, BATCH)).await?;
            let texts = |row: &TrailRow| cells(&frame, row).iter().map(Cell::plain).collect::<Vec<_>>();
            Ok::<_, AppError>(read.listed.rows.iter().map(texts).collect::<Vec<_>>())
        }
    };
    table_parts(&frame, FILE, day, (columns, read)).await
}
