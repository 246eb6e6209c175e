//! Contracts: the list with its files, one of them, and what is done with it. For members alone; for everybody else there are none.
//!
//! Not here: the form (`form`), and what somebody may use because of a contract (`usability`).

mod form;
mod page;

use app::contract::{ContractQuestion, ContractRow};
use app::{AppError, ContractSort, Directory, Page};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::response::Response;
use domain::contract::{ContractState, Turn};
use domain::solution::Solution;
use jiff::civil::Date;
use serde::Deserialize;

use crate::State;
use crate::error::Failure;
use crate::frame::{Frame, count};
use crate::initiative::organisations;
use crate::list::{Address, Choice, PAGE_SIZE, TableFile};
use crate::names;
use crate::routes::Routes;
use crate::solution::places;
use crate::view::{Cell, Link, ListView, Section, Table, file_of};
use crate::visitor::Request;

/// What the file of the list and its sheet are called.
const FILE: &str = "avtal";
/// Rows read at a time for the file.
const BATCH: u32 = 500;
/// The orders of the list: what the address says, and the key of its text.
const ORDERS: [(ContractSort, &str, &str); 3] = [
    (ContractSort::End, "", "contracts-by-end"),
    (ContractSort::Name, "namn", "solutions-by-name"),
    (ContractSort::Updated, "andrad", "solutions-by-changed"),
];
/// Months within which a contract ends, as they can be chosen.
const MONTHS: [&str; 4] = ["3", "6", "12", "24"];

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/avtal", list)
        .get("/avtal.csv", file)
        .get("/avtal.xlsx", file)
        .get("/avtal/nytt", form::new_form)
        .post("/avtal/nytt", form::add)
        .get("/avtal/{number}", page::page)
        .get("/avtal/{number}/andra", form::change_form)
        .post("/avtal/{number}/andra", form::change)
        .post("/avtal/{number}/bekrafta", page::confirm)
        .post("/avtal/{number}/avsluta", page::end)
}

/// Whether the visitor reads contracts at all; for who does not, there is no such page.
fn reads(request: &Request) -> Result<(), Failure> {
    if request.visitor.actor.reads_contracts() {
        Ok(())
    } else {
        Err(Failure::page(AppError::NotFound, request.frame.clone()))
    }
}

/// The colour that goes with where a contract is; the words say the same.
const fn colour(state: ContractState) -> &'static str {
    match state {
        ContractState::Running => "success",
        ContractState::Ending => "warning",
        ContractState::Coming => "info",
        ContractState::Ended => "neutral",
    }
}

/// A day to come and what must have been done by then, with how long it is: "31 december 2027, säga upp senast".
fn turn(frame: &Frame, today: Date, (day, what): (Date, Turn)) -> Cell {
    let days = (day - today).get_days();
    let left = match days {
        0 => frame.t("contract-today"),
        days if days < 0 => frame.t("contract-passed"),
        days => frame.tn("contract-days-left", i64::from(days)),
    };
    Cell::text(frame.day(day)).note(format!("{}, {left}", frame.word("contract-turn", what.code())))
}

/// The last day in words.
fn last_day(frame: &Frame, row: &ContractRow) -> String {
    row.contract.last_day().map_or_else(|| frame.t("contract-endless"), |day| frame.day(day))
}

fn covered(row: &ContractRow) -> Vec<String> {
    row.covered.iter().map(|one| one.organisation.clone()).collect()
}

fn table(frame: &Frame, today: Date, rows: &[ContractRow]) -> Table {
    let mut table = Table::new(
        frame,
        frame.t("place-contracts"),
        &[
            "contract",
            "contract-supplier",
            "contract-about",
            "contract-covered",
            "contract-last-day",
            "contract-next",
            "contract-state",
        ],
    );
    for row in rows {
        let contract = &row.contract;
        let about: Vec<String> = row.solutions.iter().map(|(_, name)| name.clone()).collect();
        table.rows.push(vec![
            Cell::link(contract.facts.name.clone(), format!("/avtal/{}", contract.number))
                .note(format!("{} · {}", contract.number, row.organisation)),
            Cell::own(contract.facts.supplier.clone()),
            Cell::own(about.join(", ")),
            Cell::text(covered(row).join(", ")),
            Cell::text(last_day(frame, row)),
            row.next.map_or_else(|| Cell::text("–"), |next| turn(frame, today, next)),
            Cell::tag(frame.word("contract-state", row.state.code()), colour(row.state)),
        ]);
    }
    table
}

/// The contracts about a solution, as a part of its page; nothing for who reads none.
pub(crate) async fn about_solution(
    state: &State,
    request: &Request,
    solution: &Solution,
) -> Result<Section, AppError> {
    let (frame, actor) = (&request.frame, &request.visitor.actor);
    if !actor.reads_contracts() {
        return Ok(Section::default());
    }
    let rows = state.app.contracts_of_solution(actor, solution.id).await?;
    let mut section = Section::new("avtal", frame.t("place-contracts"));
    section.empty = frame.t("contracts-none-about");
    section.table = Some(table(frame, state.app.clock().now().day(), &rows));
    if state.app.may_keep_contracts(actor) {
        let address = format!("/avtal/nytt?losning={}", solution.number);
        section.links = vec![Link::new(address, frame.t("contract-new"))];
    }
    Ok(section)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    omrade: String,
    kommun: String,
    slutar: String,
    lage: String,
    sortering: String,
    sida: String,
}

impl Asked {
    fn address(&self) -> Address {
        Address::of("/avtal")
            .with("q", &self.q)
            .with("omrade", &self.omrade)
            .with("kommun", &self.kommun)
            .with("slutar", &self.slutar)
            .with("lage", &self.lage)
            .with("sortering", &self.sortering)
    }

    fn question(&self, directory: &Directory) -> ContractQuestion {
        let sort = ORDERS.iter().find(|(_, name, _)| *name == self.sortering);
        ContractQuestion {
            search: self.q.clone(),
            organisation: directory.organisation_called(&self.kommun).map(|one| one.id),
            service_area: directory
                .service_area(&self.omrade)
                .map(|one| one.code.clone())
                .unwrap_or_default(),
            state: ContractState::from_code(&self.lage),
            ends_within: self.slutar.parse().ok().filter(|months| (1..=1200).contains(months)),
            sort: sort.map(|(sort, ..)| *sort).unwrap_or_default(),
        }
    }
}

async fn list(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    reads(&request)?;
    let (frame, actor) = (&request.frame, &request.visitor.actor);
    let failed = |error| Failure::page(error, frame.clone());
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let directory = state.app.directory().await.map_err(failed)?;
    let number = asked.sida.parse().unwrap_or(1).max(1);
    let page = Page::new(number, PAGE_SIZE);
    let found = state.app.list_contracts(actor, &asked.question(&directory), page).await.map_err(failed)?;
    let address = asked.address();
    let rows = table(frame, state.app.clock().now().day(), &found.rows);
    let heading = frame.t("place-contracts");
    let mut view = ListView::new(frame, "/avtal", heading, (&address, number, found.total), rows);
    view.lead = frame.t("contracts-lead");
    view.sub = places(frame);
    if state.app.may_keep_contracts(actor) {
        view.actions.push(Link::new("/avtal/nytt", frame.t("contract-new")));
    }
    view.searched(&address, &asked.q);
    let any = || Choice::new("", frame.t("list-all"), "-");
    let areas = directory.service_areas.iter();
    let areas = areas.map(|area| Choice::new(&area.code, names::area(frame, area), &asked.omrade));
    view.filter(
        &address,
        ("omrade", frame.t("solution-area")),
        std::iter::once(any()).chain(areas).collect(),
    );
    let whose = organisations(frame, &directory, &asked.kommun);
    view.filter(&address, ("kommun", frame.t("contract-organisation")), whose);
    let months = MONTHS.iter().map(|months| {
        let label = frame.tn("contract-within", months.parse().unwrap_or_default());
        Choice::new(months, label, &asked.slutar)
    });
    view.filter(
        &address,
        ("slutar", frame.t("contract-ends-within")),
        std::iter::once(any()).chain(months).collect(),
    );
    let states = ContractState::ALL.iter();
    let states =
        states.map(|one| Choice::new(one.code(), frame.word("contract-state", one.code()), &asked.lage));
    view.filter(
        &address,
        ("lage", frame.t("contract-state")),
        std::iter::once(any()).chain(states).collect(),
    );
    let orders = ORDERS.map(|(_, name, key)| Choice::new(name, frame.t(key), &asked.sortering));
    view.filter(&address, ("sortering", frame.t("need-order")), orders.into());
    view.empty = (frame.t("contracts-none"), frame.t("contracts-none-text"));
    Ok(view.page())
}

async fn file(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    reads(&request)?;
    let (frame, actor) = (&request.frame, &request.visitor.actor);
    let failed = |error| Failure::page(error, frame.clone());
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let directory = state.app.directory().await.map_err(failed)?;
    let question = asked.question(&directory);
    let mut rows = Vec::new();
    for number in 1.. {
        let found = state.app.list_contracts(actor, &question, Page::new(number, BATCH)).await;
        let found = found.map_err(failed)?.rows;
        let is_last = count(found.len()) < i64::from(BATCH);
        rows.extend(found);
        if is_last {
            break;
        }
    }
    let today = state.app.clock().now().day();
    let table = records(frame, &rows);
    let file = TableFile::asked(frame);
    file.answer(frame, FILE, today, file_of(file, FILE, &table))
}

/// The rows as a spreadsheet wants them: each fact in a column of its own, days as they sort.
fn records(frame: &Frame, rows: &[ContractRow]) -> Table {
    let mut table = Table::new(
        frame,
        "",
        &[
            "contract-number",
            "contract",
            "contract-supplier",
            "contract-kind",
            "contract-about",
            "contract-keeper",
            "contract-starts",
            "contract-last-day",
            "contract-notice",
            "contract-covered",
            "contract-route",
            "contract-price-model",
            "contract-state",
            "contract-confirmed",
        ],
    );
    for row in rows {
        let facts = &row.contract.facts;
        let about: Vec<String> = row.solutions.iter().map(|(number, _)| number.to_string()).collect();
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let cells = [
            row.contract.number.to_string(),
            facts.name.clone(),
            facts.supplier.clone(),
            frame.word("agreement", facts.kind.code()),
            about.join("; "),
            row.organisation.clone(),
            facts.starts.to_string(),
            day(row.contract.last_day()),
            day(facts.notice),
            covered(row).join("; "),
            frame.word("contract-route", facts.route.code()),
            facts.price_model.clone(),
            frame.word("contract-state", row.state.code()),
            row.contract.confirmed.day().to_string(),
        ];
        table.rows.push(cells.map(Cell::text).to_vec());
    }
    table
}
