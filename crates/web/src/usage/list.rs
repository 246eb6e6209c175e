//! What the reader's organisation uses: what waits for its answer first, as a list, as a file, and confirmed many at once.

use app::usage::many::{RowProblem, RowTrouble, Saved};
use app::usage::reading::{OwnUsage, OwnUsages};
use app::{Directory, Page, UsageFilter, UsageSort};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::number::Number;
use domain::usage::{Standing, UsageStatus};
use jiff::civil::Date;
use serde::Deserialize;

use super::{section, words};
use crate::State;
use crate::error::{Failure, html};
use crate::form::{Errors, Pairs};
use crate::frame::Frame;
use crate::list::{Address, Chip, Choice, Files, PAGE_SIZE, Pages, TableFile};
use crate::names;
use crate::view::{Cell, Link, Section, Table, file_of};
use crate::visitor::Request;

const PATH: &str = "/losningar/anvandning";
/// What the file of the list and its sheet are called.
const FILE: &str = "anvandning";
/// Rows read at a time for the file.
const BATCH: u32 = 500;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    status: String,
    besked: String,
    omrade: String,
    sortering: String,
    sida: String,
    bekraftade: String,
}

impl Asked {
    fn address(&self) -> Address {
        Address::of(PATH)
            .with("q", &self.q)
            .with("status", &self.status)
            .with("besked", &self.besked)
            .with("omrade", &self.omrade)
            .with("sortering", &self.sortering)
    }

    fn filter(&self) -> UsageFilter {
        UsageFilter {
            search: self.q.clone(),
            status: UsageStatus::from_code(&self.status),
            standing: Standing::from_code(&self.besked),
            service_area: self.omrade.clone(),
            sort: match self.sortering.as_str() {
                "namn" => UsageSort::Name,
                "sedan" => UsageSort::Since,
                _ => UsageSort::Unconfirmed,
            },
        }
    }
}

/// A filter to choose from.
struct Filter {
    name: &'static str,
    label: String,
    choices: Vec<Choice>,
}

/// A usage that can be confirmed with others.
struct Row {
    id: String,
    /// Number and version.
    value: String,
    is_checked: bool,
    error: String,
    name: String,
    address: String,
    cells: Vec<Cell>,
}

#[derive(Template)]
#[template(path = "usage/list.html")]
struct ListPage<'a> {
    frame: &'a Frame,
    errors: Errors,
    heading: String,
    count: String,
    told: String,
    actions: Vec<Link>,
    proposals: Vec<(Link, Section)>,
    search: String,
    filters: Vec<Filter>,
    chips: Vec<Chip>,
    columns: Vec<String>,
    rows: Vec<Row>,
    may_answer: bool,
    pages: Pages,
    files: Files,
}

pub(super) async fn list(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    whole(&state, &request, &asked, (&[], &[])).await
}

/// Confirms what was chosen, all or nothing.
pub(super) async fn confirm(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let chosen: Vec<(Number, i64)> =
        sent.iter().filter(|(name, _)| name == "rad").filter_map(|(_, value)| row_of(value)).collect();
    let done = state.app.confirm_usages(&request.visitor.actor, &chosen).await;
    match done.map_err(|error| Failure::page(error, frame.clone()))? {
        Saved::All(count) => Ok(Redirect::to(&format!("{PATH}?bekraftade={count}")).into_response()),
        Saved::Nothing(problems) => {
            let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
            whole(&state, &request, &asked, (&chosen, &problems)).await
        }
    }
}

fn row_of(value: &str) -> Option<(Number, i64)> {
    let (number, version) = value.split_once(':')?;
    Some((number.parse().ok()?, version.parse().ok()?))
}

async fn whole(
    state: &State,
    request: &Request,
    asked: &Asked,
    (chosen, problems): (&[(Number, i64)], &[RowProblem]),
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let Some(person) = &request.visitor.signed_in else {
        return Err(Failure::sign_in_first(frame.clone()));
    };
    let number = asked.sida.parse().unwrap_or(1).max(1);
    let page = Page::new(number, PAGE_SIZE);
    let read = state.app.own_usages(&request.visitor.actor, &asked.filter(), page).await.map_err(failed)?;
    let directory = state.app.directory().await.map_err(failed)?;
    let today = state.app.clock().now().day();
    let mut errors = Errors::default();
    for problem in problems {
        errors.add(&format!("rad_{}", problem.number), trouble(frame, problem));
    }
    let rows = read.listed.rows.iter().map(|row| Row {
        is_checked: chosen.iter().any(|(number, _)| *number == row.solution.number),
        error: errors.at(&format!("rad_{}", row.solution.number)).to_owned(),
        ..one(frame, row, today)
    });
    let address = asked.address();
    let filters = filters(frame, &directory, asked);
    let list = ListPage {
        frame,
        heading: frame.t1("usage-own-heading", "organisation", &person.organisation),
        count: frame.number(read.listed.total),
        told: told(frame, asked),
        actions: actions(frame, &read),
        proposals: proposals(frame, &read),
        search: asked.q.clone(),
        chips: chips(frame, &address, asked, &filters),
        filters,
        columns: COLUMNS.map(|key| frame.t(key)).to_vec(),
        rows: rows.collect(),
        may_answer: read.may_answer,
        pages: Pages::new(frame, &address, number, read.listed.total),
        files: address.files(),
        errors,
    };
    Ok(list.errors.on(html(&list)))
}

/// The columns beside the solution, as keys of their texts.
const COLUMNS: [&str; 4] = ["solution-usage", "solution-since", "solution-ask", "usage-says"];

fn one(frame: &Frame, row: &OwnUsage, today: Date) -> Row {
    let (number, detail) = (row.solution.number, &row.detail);
    Row {
        id: format!("rad_{number}"),
        value: format!("{number}:{}", detail.usage.version),
        is_checked: false,
        error: String::new(),
        name: row.solution.facts.name.clone(),
        address: format!("/losningar/{number}"),
        cells: cells(frame, row, today),
    }
}

fn cells(frame: &Frame, row: &OwnUsage, today: Date) -> Vec<Cell> {
    let (ask, role) = words::contact(&row.detail);
    vec![
        Cell::text(words::status(frame, &row.detail)).note(words::extent(frame, &row.detail)),
        Cell::text(words::time(frame, &row.detail)),
        Cell::text(ask).note(role),
        Cell::text(words::standing(frame, &row.detail, today)).old(words::is_old(&row.detail, today)),
    ]
}

fn trouble(frame: &Frame, problem: &RowProblem) -> String {
    let key = match problem.trouble {
        RowTrouble::ChangedMeanwhile => "usage-row-changed",
        RowTrouble::NotYours => "usage-row-not-yours",
        RowTrouble::NoReason => "usage-row-no-reason",
        RowTrouble::NotBare => "usage-row-not-bare",
    };
    frame.t1(key, "number", &problem.number.to_string())
}

fn told(frame: &Frame, asked: &Asked) -> String {
    match asked.bekraftade.parse::<i64>() {
        Ok(count) if count >= 0 => frame.tn("usage-told-confirmed", count),
        Ok(_) | Err(_) => String::new(),
    }
}

fn actions(frame: &Frame, read: &OwnUsages) -> Vec<Link> {
    let grid = read.may_register.then(|| Link::new("/losningar/rutnat", frame.t("usage-grid")));
    grid.into_iter().collect()
}

/// What others believe, with the solution that it is about.
fn proposals(frame: &Frame, read: &OwnUsages) -> Vec<(Link, Section)> {
    let one = |(solution, row): &(domain::solution::Solution, _)| {
        let link = Link::new(format!("/losningar/{}", solution.number), solution.facts.name.clone());
        (link, section::proposal(frame, row))
    };
    read.proposals.iter().map(one).collect()
}

fn filters(frame: &Frame, directory: &Directory, asked: &Asked) -> Vec<Filter> {
    let all = |chosen: &str| Choice::new("", frame.t("list-all"), chosen);
    let status = UsageStatus::ALL
        .iter()
        .map(|one| Choice::new(one.code(), frame.word("usage-status", one.code()), &asked.status));
    let standing = Standing::ALL
        .iter()
        .map(|one| Choice::new(one.code(), frame.word("usage-standing", one.code()), &asked.besked));
    let areas = directory
        .service_areas
        .iter()
        .map(|area| Choice::new(&area.code, names::area(frame, area), &asked.omrade));
    let orders = [("", "usage-by-unconfirmed"), ("namn", "solutions-by-name"), ("sedan", "usage-by-since")];
    let orders = orders.map(|(code, key)| Choice::new(code, frame.t(key), &asked.sortering));
    let with_all =
        |chosen: &str, choices: Vec<Choice>| std::iter::once(all(chosen)).chain(choices).collect::<Vec<_>>();
    vec![
        Filter {
            name: "status",
            label: frame.t("solution-usage"),
            choices: with_all(&asked.status, status.collect()),
        },
        Filter {
            name: "besked",
            label: frame.t("usage-says"),
            choices: with_all(&asked.besked, standing.collect()),
        },
        Filter {
            name: "omrade",
            label: frame.t("solution-area"),
            choices: with_all(&asked.omrade, areas.collect()),
        },
        Filter { name: "sortering", label: frame.t("need-order"), choices: orders.into() },
    ]
}

fn chips(frame: &Frame, address: &Address, asked: &Asked, filters: &[Filter]) -> Vec<Chip> {
    let search = (!asked.q.is_empty()).then(|| Chip {
        text: frame.t1("solution-chip-search", "value", &asked.q),
        without: address.without("q"),
    });
    let chosen = filters.iter().filter(|filter| filter.name != "sortering").filter_map(|filter| {
        let choice = filter.choices.iter().find(|choice| choice.chosen && !choice.value.is_empty())?;
        let text = format!("{}: {}", filter.label, choice.label);
        Some(Chip { text, without: address.without(filter.name) })
    });
    search.into_iter().chain(chosen).collect()
}

/// The rows of the list on all its pages.
pub(super) async fn file(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let filter = asked.map(|Query(asked)| asked).unwrap_or_default().filter();
    let today = state.app.clock().now().day();
    let columns = [
        "solution-column-number",
        "solution-column-solution",
        "solution-usage",
        "usage-users-label",
        "usage-instance",
        "solution-since",
        "solution-ask",
        "usage-says",
        "usage-pros",
        "usage-cons",
        "usage-effort",
    ];
    let mut table = Table::new(frame, frame.t("usage-own"), &columns);
    for number in 1.. {
        let page = Page::new(number, BATCH);
        let read = state.app.own_usages(&request.visitor.actor, &filter, page).await.map_err(failed)?;
        if read.listed.rows.is_empty() {
            break;
        }
        table.rows.extend(read.listed.rows.iter().map(|row| record(frame, row, today)));
    }
    let file = TableFile::asked(frame);
    file.answer(frame, FILE, today, file_of(file, FILE, &table))
}

fn record(frame: &Frame, row: &OwnUsage, today: Date) -> Vec<Cell> {
    let (usage, experience) = (&row.detail.usage, &row.detail.usage.experience);
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let (ask, role) = words::contact(&row.detail);
    let ask = [ask, role].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ");
    [
        row.solution.number.to_string(),
        row.solution.facts.name.clone(),
        words::status(frame, &row.detail),
        usage.users.map(|users| users.to_string()).unwrap_or_default(),
        text(&usage.instance),
        words::time(frame, &row.detail),
        ask,
        words::standing(frame, &row.detail, today),
        text(&experience.pros),
        text(&experience.cons),
        text(&experience.effort),
    ]
    .map(Cell::text)
    .into()
}
