//! The grid: solutions by the organisations that the reader registers for, a status in each cell, saved together.
//!
//! A cell is one choice in a plain form. Its name carries what it was shown with: number, organisation, version and status, so that only
//! what was changed is written, and only over what was seen. A script adds arrow keys and a count; it decides nothing.

use std::collections::HashMap;

use app::usage::many::{RowProblem, RowTrouble, Saved, UsageCell};
use app::usage::reading::{Grid, GridRow};
use app::{Directory, Page, SolutionFilter};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::id::OrganisationId;
use domain::number::Number;
use domain::usage::{Usage, UsageStatus};
use serde::Deserialize;

use super::section::form_address;
use super::words::{DeclineIs, many, statuses};
use crate::State;
use crate::error::{Failure, html};
use crate::form::{Pairs, value};
use crate::frame::Frame;
use crate::list::{Address, Choice, PAGE_SIZE, Pages};
use crate::names;
use crate::view::Link;
use crate::visitor::Request;

const PATH: &str = "/losningar/rutnat";
/// Every organisation, also on a narrow screen, in the address.
const ALL: &str = "alla";

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    omrade: String,
    kommun: String,
    sida: String,
    sparade: String,
}

impl Asked {
    fn of(sent: &Pairs) -> Self {
        let text = |name: &str| value(sent, name).to_owned();
        Self {
            q: text("q"),
            omrade: text("omrade"),
            kommun: text("kommun"),
            sida: text("sida"),
            sparade: String::new(),
        }
    }

    fn address(&self) -> Address {
        Address::of(PATH).with("q", &self.q).with("omrade", &self.omrade).with("kommun", &self.kommun)
    }

    fn page(&self) -> u32 {
        self.sida.parse().unwrap_or(1).max(1)
    }

    fn filter(&self) -> SolutionFilter {
        SolutionFilter {
            search: self.q.clone(),
            service_area: self.omrade.clone(),
            ..SolutionFilter::default()
        }
    }
}

/// What was chosen in a cell, beside what it was shown with.
#[derive(Debug, Clone, Copy)]
struct Picked {
    shown: Option<UsageStatus>,
    cell: UsageCell,
}

impl Picked {
    fn is_changed(&self) -> bool {
        self.shown != self.cell.status
    }

    /// `L-2026-0001:organisation:version:status` with what was chosen.
    fn of((name, chosen): &(String, String)) -> Option<Self> {
        let parts: Vec<&str> = name.split(':').collect();
        let [number, organisation, version, shown] = parts[..] else { return None };
        let cell = UsageCell {
            number: number.parse().ok()?,
            organisation: organisation.parse().ok()?,
            version: version.parse().ok()?,
            status: UsageStatus::from_code(chosen),
        };
        Some(Self { shown: UsageStatus::from_code(shown), cell })
    }
}

/// A cell as it is drawn.
struct Cell {
    /// Whether there can be anything: the organisation reads the solution.
    is_open: bool,
    id: String,
    name: String,
    /// "Skara: Lifecare".
    label: String,
    organisation: String,
    /// Whether a narrow screen leaves it out until somebody asks for it.
    is_wide: bool,
    choices: Vec<Choice>,
    is_changed: bool,
    error: String,
    /// What waits for somebody, in a word.
    note: String,
    form: String,
}

struct Row {
    number: String,
    name: String,
    cells: Vec<Cell>,
}

#[derive(Template)]
#[template(path = "usage/grid.html")]
struct GridPage<'a> {
    frame: &'a Frame,
    told: String,
    /// What is in the way: where, and what.
    problems: Vec<Link>,
    areas: Vec<Choice>,
    organisations: Vec<Choice>,
    asked: &'a Asked,
    is_filtered: bool,
    /// The organisation that a narrow screen shows first, where there are several, and the address of all of them.
    narrow: Option<Link>,
    columns: Vec<String>,
    rows: Vec<Row>,
    pages: Pages,
    changes: [String; 3],
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let grid = read(&state, &request, &asked).await?;
    drawn(&state, &request, (&asked, &grid), (&[], &[])).await
}

pub(super) async fn save(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let asked = Asked::of(&sent);
    // Whoever keeps no catalogue is told so before anything else.
    let shown = read(&state, &request, &asked).await?;
    let picked: Vec<Picked> = sent.iter().filter_map(Picked::of).collect();
    let cells: Vec<UsageCell> = picked.iter().filter(|one| one.is_changed()).map(|one| one.cell).collect();
    match state.app.set_statuses(&request.visitor.actor, &cells).await.map_err(failed)? {
        Saved::All(count) => {
            let address = asked.address().with("sparade", &count.to_string());
            Ok(Redirect::to(&address.page(asked.page())).into_response())
        }
        Saved::Nothing(problems) => {
            // The solutions that were sent, also those that the filter no longer finds: nothing that was chosen is lost.
            let mut numbers: Vec<Number> = picked.iter().map(|one| one.cell.number).collect();
            numbers.dedup();
            let rows = state.app.usage_grid_rows(&request.visitor.actor, &numbers).await.map_err(failed)?;
            let mut grid = shown;
            grid.rows.rows = rows;
            let page = drawn(&state, &request, (&asked, &grid), (&picked, &problems)).await?;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
    }
}

async fn read(state: &State, request: &Request, asked: &Asked) -> Result<Grid, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let page = Page::new(asked.page(), PAGE_SIZE);
    let grid = state.app.usage_grid(&request.visitor.actor, &asked.filter(), page).await;
    grid.map_err(|error| Failure::page(error, frame.clone()))
}

async fn drawn(
    state: &State,
    request: &Request,
    (asked, grid): (&Asked, &Grid),
    (picked, problems): (&[Picked], &[RowProblem]),
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let directory = state.app.directory().await.map_err(|error| Failure::page(error, frame.clone()))?;
    let chosen: Vec<usize> = (0..grid.organisations.len())
        .filter(|at| {
            let id = grid.organisations[*at].0.to_string();
            [String::new(), ALL.to_owned(), id].contains(&asked.kommun)
        })
        .collect();
    let picked: HashMap<(Number, OrganisationId), Picked> =
        picked.iter().map(|one| ((one.cell.number, one.cell.organisation), *one)).collect();
    // What is in the way is seen on every screen.
    let is_narrowed = asked.kommun.is_empty() && chosen.len() > 1 && problems.is_empty();
    let narrow = grid.organisations.first().filter(|_| is_narrowed);
    let narrow = narrow.map(|(_, name)| Link::new(asked.address().changed("kommun", ALL), name.clone()));
    let drawing = Drawing { frame, grid, picked, problems, is_narrowed };
    let rows: Vec<Row> = grid.rows.rows.iter().map(|row| drawing.row(row, &chosen)).collect();
    let cells = || rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.error.is_empty());
    let problems =
        cells().map(|cell| Link::new(format!("#{}", cell.id), format!("{}: {}", cell.label, cell.error)));
    let page = GridPage {
        frame,
        told: told(frame, asked),
        problems: problems.collect(),
        areas: areas(frame, &directory, &asked.omrade),
        organisations: organisations(frame, grid, &asked.kommun),
        asked,
        narrow,
        is_filtered: !asked.q.is_empty() || !asked.omrade.is_empty(),
        columns: chosen.iter().map(|at| grid.organisations[*at].1.clone()).collect(),
        rows,
        pages: Pages::new(frame, &asked.address(), asked.page(), grid.rows.total),
        changes: [
            frame.t("usage-grid-no-changes"),
            frame.t("usage-grid-one-change"),
            frame.t1("usage-grid-changes", "number", "#"),
        ],
    };
    Ok(html(&page))
}

/// What cells are drawn from.
struct Drawing<'a> {
    frame: &'a Frame,
    grid: &'a Grid,
    picked: HashMap<(Number, OrganisationId), Picked>,
    problems: &'a [RowProblem],
    /// Whether a narrow screen shows the first organisation alone, which is the own one where there is such a thing.
    is_narrowed: bool,
}

impl Drawing<'_> {
    fn row(&self, row: &GridRow, columns: &[usize]) -> Row {
        let cells = columns.iter().map(|at| self.cell(row, *at)).collect();
        Row { number: row.solution.number.to_string(), name: row.solution.facts.name.clone(), cells }
    }

    fn cell(&self, row: &GridRow, at: usize) -> Cell {
        let frame = self.frame;
        let (number, name) = (row.solution.number, &row.solution.facts.name);
        let (id, organisation) = &self.grid.organisations[at];
        let present: Option<&Option<Usage>> = row.cells.get(at).and_then(Option::as_ref);
        let usage = present.and_then(Option::as_ref);
        let shown = usage.map(|usage| usage.status);
        let picked = self.picked.get(&(number, *id)).filter(|picked| picked.is_changed());
        let status = picked.map_or(shown, |picked| picked.cell.status);
        let problem = self.problems.iter().find(|one| one.number == number && one.organisation == *id);
        let code = |status: Option<UsageStatus>| status.map_or("", UsageStatus::code);
        let version = usage.map_or(0, |usage| usage.version);
        let can_be_nothing = usage.is_none_or(Usage::is_bare) || status.is_none();
        let nothing = can_be_nothing.then(|| frame.t("usage-grid-nothing"));
        Cell {
            is_open: present.is_some(),
            id: format!("ruta_{number}_{at}"),
            name: format!("{number}:{id}:{version}:{}", code(shown)),
            label: format!("{name}, {organisation}"),
            organisation: organisation.clone(),
            is_wide: self.is_narrowed && at > 0,
            choices: statuses(frame, code(status), DeclineIs::NoChoice, nothing),
            is_changed: status != shown,
            error: problem.map(|problem| trouble(frame, problem)).unwrap_or_default(),
            note: match usage {
                Some(usage) if usage.awaits_confirmation() => frame.t("usage-grid-waits"),
                Some(_) | None => String::new(),
            },
            form: form_address(number, &id.to_string()),
        }
    }
}

/// Why a cell was not saved, and what stands there now.
fn trouble(frame: &Frame, problem: &RowProblem) -> String {
    let present = problem.present.as_ref().map(|usage| frame.word("usage-status", usage.status.code()));
    let present = present.unwrap_or_else(|| frame.t("usage-grid-nothing"));
    match problem.trouble {
        RowTrouble::ChangedMeanwhile => frame.t1("usage-cell-changed", "present", &present),
        RowTrouble::NotYours => frame.t("usage-cell-not-yours"),
        RowTrouble::NoReason => frame.t("usage-cell-no-reason"),
        RowTrouble::NotBare => frame.t("usage-cell-not-bare"),
    }
}

fn told(frame: &Frame, asked: &Asked) -> String {
    match asked.sparade.parse::<usize>() {
        Ok(count) => frame.tn("usage-grid-saved", many(count)),
        Err(_) => String::new(),
    }
}

fn areas(frame: &Frame, directory: &Directory, chosen: &str) -> Vec<Choice> {
    let all = Choice::new("", frame.t("list-all"), chosen);
    let areas = directory.service_areas.iter();
    let areas = areas.map(|area| Choice::new(&area.code, names::area(frame, area), chosen));
    std::iter::once(all).chain(areas).collect()
}

fn organisations(frame: &Frame, grid: &Grid, chosen: &str) -> Vec<Choice> {
    let all = Choice::new(if chosen == ALL { ALL } else { "" }, frame.t("list-all"), chosen);
    let ones = grid.organisations.iter();
    let ones = ones.map(|(id, name)| Choice::new(&id.to_string(), name.clone(), chosen));
    std::iter::once(all).chain(ones).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_says_what_it_was_shown_with_and_what_was_chosen() {
        let organisation = OrganisationId::from_u128(7);
        let pair = |name: String, chosen: &str| (name, chosen.to_owned());
        let name = format!("L-2026-0001:{organisation}:3:pilot");
        let same = Picked::of(&pair(name.clone(), "pilot")).unwrap();
        assert!(!same.is_changed());
        let changed = Picked::of(&pair(name.clone(), "in_use")).unwrap();
        assert!(changed.is_changed());
        assert_eq!((changed.cell.version, changed.cell.status), (3, Some(UsageStatus::InUse)));
        assert_eq!(Picked::of(&pair(name, "")).unwrap().cell.status, None);
        assert!(Picked::of(&pair("q".to_owned(), "lås")).is_none());
    }
}
