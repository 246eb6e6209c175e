//! What whoever keeps the catalogue does next, in order: how much of each there is, the first few, and what can be done with a press.

use app::freshness::{Item, ToDo, Waiting};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::response::Response;
use domain::freshness::Task;
use domain::id::OrganisationId;
use jiff::civil::Date;
use serde::Deserialize;

use super::complete::{entries_address, meaning};
use super::due::{ask_press, confirm_press};
use super::{crumbs, done, failed, places, signed_in, words};
use crate::State;
use crate::error::Failure;
use crate::frame::{Frame, count, upper_first};
use crate::list::Address;
use crate::notice;
use crate::usage;
use crate::view::{Cell, Link, Section, Table, View};
use crate::visitor::Request;

const PATH: &str = "/losningar/att-gora";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    organisation: String,
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    signed_in(&request)?;
    let frame = &request.frame;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let chosen = asked.organisation.parse().ok();
    let read = state.app.catalogue_to_do(&request.visitor.actor, chosen).await.map_err(failed(frame))?;
    let read = match done(frame, read, "freshness-todo") {
        Ok(read) => read,
        Err(reading) => return Ok(*reading),
    };
    let today = state.app.clock().now().day();
    let own = request.visitor.actor.member().map(|member| member.organisation.to_string());
    Ok(shown(frame, &read, (&asked.organisation, own.as_deref(), today)))
}

fn shown(frame: &Frame, read: &ToDo, (chosen, own, today): (&str, Option<&str>, Date)) -> Response {
    let heading = frame.t("freshness-todo");
    let mut view = View::new(frame, heading.clone(), heading);
    view.crumbs = crumbs(frame);
    view.sub = places(frame);
    view.lead = frame.t("freshness-todo-lead");
    let here = Address::of(PATH).with("organisation", chosen).page(1);
    if read.organisations.len() > 1 {
        view.sections.push(whose(frame, read, chosen));
    }
    if read.items.is_empty() {
        view.sections.push(well_done(frame, read));
    }
    for item in &read.items {
        view.sections.push(section(frame, item, (chosen, own, (today, &here))));
    }
    view.page()
}

/// For which of the organisations, where there are several.
fn whose(frame: &Frame, read: &ToDo, chosen: &str) -> Section {
    let mut section = Section::new("for", frame.t("freshness-whose"));
    let name = read.organisations.iter().find(|(id, _)| id.to_string() == chosen);
    section.note = match name {
        Some((_, name)) => frame.t1("freshness-todo-for", "organisation", name),
        None => frame.t("freshness-todo-for-all"),
    };
    let all = Link::new(PATH, frame.t("list-all"));
    let one = |(id, name): &(OrganisationId, String)| {
        Link::new(Address::of(PATH).changed("organisation", &id.to_string()), name.clone())
    };
    section.links = std::iter::once(all).chain(read.organisations.iter().map(one)).collect();
    section
}

/// Nothing waits: that is said, and when the next thing comes.
fn well_done(frame: &Frame, read: &ToDo) -> Section {
    let mut section = Section::new("klart", frame.t("freshness-well-done"));
    section.note = match read.next {
        Some(day) => frame.t1("freshness-next", "day", &frame.day(day)),
        None => frame.t("freshness-nothing-next"),
    };
    section
}

type For<'a> = (&'a str, Option<&'a str>, (Date, &'a str));

fn section(frame: &Frame, item: &Item, asked: For<'_>) -> Section {
    let (chosen, _, _) = asked;
    let code = item.task.code();
    let heading = format!("{} ({})", frame.word("task", code), frame.number(count(item.count)));
    let mut section = Section::new(code, heading);
    section.note = frame.word("task-means", code);
    let organisation = Some(chosen).filter(|chosen| !chosen.is_empty());
    let due = |name: &'static str, value: &str| {
        Address::of("/losningar/att-bekrafta").with("organisation", chosen).changed(name, value)
    };
    let address = match item.task {
        Task::Proposals => "/losningar/anvandning#forslag".to_owned(),
        Task::Unconfirmed => "/losningar/anvandning?besked=registered".to_owned(),
        Task::Rejected => "/notiser".to_owned(),
        Task::ContactsLeft => due("ansvarig", "slutat"),
        Task::Notices => "/avtal".to_owned(),
        Task::Due => due("sortering", "beroende"),
        Task::AsWritten => entries_address(organisation, meaning()),
        Task::Incomplete => entries_address(organisation, ""),
    };
    section.table = Some(table(frame, item, asked));
    section.links = vec![Link::new(address, frame.tn("freshness-open-all", count(item.count)))];
    section
}

fn table(frame: &Frame, item: &Item, (_, own, (today, here)): For<'_>) -> Table {
    let keys: &[&str] = match item.task {
        Task::Proposals | Task::Rejected => &["freshness-what", "freshness-told"],
        Task::Notices => &["freshness-what", "freshness-whose", "freshness-when"],
        Task::AsWritten | Task::Incomplete => &["freshness-what", "freshness-whose", "freshness-parts"],
        Task::Unconfirmed | Task::ContactsLeft | Task::Due => {
            &["freshness-what", "freshness-age", "freshness-answers", "freshness-do"]
        }
    };
    let mut table = Table::new(frame, frame.word("task", item.task.code()), keys);
    table.rows = item.first.iter().map(|one| row(frame, one, (own, today, here))).collect();
    table
}

fn row(frame: &Frame, one: &Waiting, (own, today, here): (Option<&str>, Date, &str)) -> Vec<Cell> {
    match one {
        Waiting::Proposal(solution, row) => vec![
            Cell::link(solution.facts.name.clone(), format!("/losningar/{}", solution.number)),
            Cell::text(usage::proposal_in_words(frame, row)),
        ],
        Waiting::Told(row) => {
            let (address, about) = notice::place(frame, &row.about);
            vec![Cell::link(about, address), Cell::text(notice::sentence(frame, row))]
        }
        Waiting::Contract(turn) => vec![
            Cell::link(turn.name.clone(), format!("/avtal/{}", turn.number)),
            Cell::text(turn.organisation.clone()),
            Cell::text(upper_first(&frame.word("contract-turn", turn.turn.code()))).note(frame.day(turn.day)),
        ],
        Waiting::Entry { number, name, organisation, missing, asked, may_keep } => {
            let has = words::has(frame, *asked, missing.len());
            let mut parts = Cell::text(has);
            if *may_keep {
                parts.links = words::missing(frame, *number, missing, own);
            } else {
                let missing = words::missing_in_words(frame, missing);
                parts = parts.note(frame.t1("freshness-missing", "parts", &missing));
            }
            vec![
                Cell::link(name.clone(), format!("/losningar/{number}")),
                Cell::text(organisation.clone()),
                parts,
            ]
        }
        Waiting::Fact(row) => {
            let press = confirm_press(frame, row, here).or_else(|| ask_press(frame, row, here));
            let asked = || row.asked.map(|at| frame.t1("freshness-asked", "day", &frame.day_of(at)));
            vec![
                Cell::link(words::about(row).1.to_owned(), words::address(row))
                    .note(words::fact_label(frame, row)),
                words::age(frame, row, today),
                words::answers(frame, row),
                press.map_or_else(|| Cell::text(asked().unwrap_or_default()), Cell::press),
            ]
        }
    }
}
