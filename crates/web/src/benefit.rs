//! The register of benefits: what was hoped for and what came, by organisation, kind and year, with what they come to unit by unit.
//!
//! Not here: one benefit (`initiative::benefit`).

use app::Page;
use app::benefit::{BenefitFilter, BenefitSum};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::response::Response;
use domain::benefit::{BenefitKind, Outcome};
use serde::Deserialize;

use crate::State;
use crate::error::Failure;
use crate::frame::Frame;
use crate::initiative::{benefit_table, of_all, organisations, places, quantity};
use crate::list::{Address, Choice, PAGE_SIZE, TableFile};
use crate::routes::Routes;
use crate::view::{Cell, ListView, Table, file_of};
use crate::visitor::Request;

/// Years before this one that can be chosen.
const YEARS: i16 = 4;

/// What the file of the list and its sheet are called.
const FILE: &str = "nyttor";

pub(crate) fn routes() -> Routes {
    Routes::new().get("/nyttor", list).get("/nyttor.csv", file).get("/nyttor.xlsx", file)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    kommun: String,
    slag: String,
    utfall: String,
    ar: String,
    sen: String,
    initiativ: String,
    sida: String,
}

impl Asked {
    fn address(&self) -> Address {
        Address::of("/nyttor")
            .with("q", &self.q)
            .with("kommun", &self.kommun)
            .with("slag", &self.slag)
            .with("utfall", &self.utfall)
            .with("ar", &self.ar)
            .with("sen", &self.sen)
            .with("initiativ", &self.initiativ)
    }

    fn filter(&self, directory: &app::Directory) -> BenefitFilter {
        BenefitFilter {
            search: self.q.clone(),
            organisation: directory.organisation_called(&self.kommun).map(|one| one.id),
            kind: BenefitKind::from_code(&self.slag),
            outcome: Outcome::from_code(&self.utfall),
            overdue: self.sen == "ja",
            year: self.ar.parse().ok(),
            initiative: self.initiativ.parse().ok(),
            cases: None,
        }
    }
}

/// What benefits come to, one kind and unit in a row: an expectation and an outcome are two columns.
pub(crate) fn sums_table(frame: &Frame, sums: &[BenefitSum]) -> Table {
    let mut table = Table::new(
        frame,
        frame.t("benefit-sums"),
        &[
            "benefit-indicator",
            "benefit-unit",
            "initiative-measured",
            "benefit-hoped-change",
            "benefit-come-change",
        ],
    )
    .amounts(&[2, 3, 4]);
    for sum in sums {
        let come = if sum.measured.1 == 0 { "–".to_owned() } else { quantity(frame, sum.come) };
        table.rows.push(vec![
            match &sum.indicator {
                Some(indicator) => {
                    Cell::link(indicator.clone(), Address::of("/nyttor").changed("q", indicator))
                        .note(frame.word("benefit-kind", sum.kind.code()))
                }
                None => {
                    let rows = Address::of("/nyttor").changed("slag", sum.kind.code());
                    Cell { is_own: false, ..Cell::link(frame.word("benefit-kind", sum.kind.code()), rows) }
                }
            },
            Cell::own(sum.unit.clone()),
            Cell::text(of_all(frame, sum.measured)),
            Cell::text(quantity(frame, sum.hoped)),
            Cell::text(come),
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
    let failed = |error| Failure::page(error, frame.clone());
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let directory = state.app.directory().await.map_err(failed)?;
    let number = asked.sida.parse().unwrap_or(1).max(1);
    let page = Page::new(number, PAGE_SIZE);
    let found = state.app.list_benefits(&request.visitor.actor, &asked.filter(&directory), page).await;
    let (found, sums) = found.map_err(failed)?;
    let address = asked.address();
    let table = benefit_table(frame, frame.t("place-benefits"), &found.rows);
    let heading = frame.t("place-benefits");
    let mut view = ListView::new(frame, "/nyttor", heading, (&address, number, found.total), table);
    view.lead = frame.t("benefits-lead");
    view.sub = places(frame);
    view.sums = (!sums.is_empty()).then(|| sums_table(frame, &sums));
    view.sums_note = frame.t("benefit-sums-help");
    view.searched(&address, &asked.q);
    let organisation = ("kommun", frame.t("need-column-organisation"));
    view.filter(&address, organisation, organisations(frame, &directory, &asked.kommun));
    let all = |chosen: &str| Choice::new("", frame.t("list-all"), chosen);
    let kinds = BenefitKind::ALL
        .iter()
        .map(|kind| Choice::new(kind.code(), frame.word("benefit-kind", kind.code()), &asked.slag));
    let kinds = std::iter::once(all(&asked.slag)).chain(kinds).collect();
    view.filter(&address, ("slag", frame.t("benefit-kind")), kinds);
    let outcomes =
        Outcome::ALL.iter().map(|one| Choice::new(one.code(), frame.word("came", one.code()), &asked.utfall));
    let outcomes = std::iter::once(all(&asked.utfall)).chain(outcomes).collect();
    view.filter(&address, ("utfall", frame.t("benefit-outcome")), outcomes);
    let this = state.app.clock().now().year();
    let years = (0..=YEARS).map(|ago| {
        let year = (this - ago).to_string();
        Choice::new(&year, frame.t1("benefit-end-of-year", "year", &year), &asked.ar)
    });
    let today = Choice::new("", frame.t("benefit-until-today"), &asked.ar);
    view.filter(&address, ("ar", frame.t("benefit-period")), std::iter::once(today).chain(years).collect());
    let late = vec![all(&asked.sen), Choice::new("ja", frame.t("benefit-overdue-only"), &asked.sen)];
    view.filter(&address, ("sen", frame.t("benefit-measuring")), late);
    view.empty = (frame.t("benefits-none"), frame.t("benefits-none-text"));
    Ok(view.page())
}

async fn file(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let directory = state.app.directory().await.map_err(failed)?;
    let mut rows = Vec::new();
    for number in 1.. {
        let page = Page::new(number, 1000);
        let found = state.app.list_benefits(&request.visitor.actor, &asked.filter(&directory), page).await;
        let found = found.map_err(failed)?.0.rows;
        if found.is_empty() {
            break;
        }
        rows.extend(found);
    }
    let mut table = benefit_table(frame, String::new(), &rows);
    // In a file, the unit, the days and the initiative have columns of their own.
    let more = [
        "benefit-receiver",
        "benefit-kind",
        "benefit-baseline-on",
        "benefit-target-on",
        "benefit-measured-on",
        "initiative",
    ];
    let more = Table::new(frame, "", &more);
    table.columns.extend(more.columns);
    for (cells, row) in table.rows.iter_mut().zip(&rows) {
        let benefit = &row.benefit;
        let day = |reading: Option<domain::benefit::Reading>| {
            Cell::text(reading.map(|one| one.on.to_string()).unwrap_or_default())
        };
        cells.push(Cell::text(benefit.receiver.clone()));
        cells.push(Cell::text(frame.word("benefit-kind", benefit.kind.code())));
        cells.push(day(benefit.baseline));
        cells.push(day(Some(benefit.target)));
        cells.push(day(row.latest().map(|latest| latest.reading)));
        cells.push(Cell::text(row.initiative.0.to_string()));
    }
    let file = TableFile::asked(frame);
    file.answer(frame, FILE, state.app.clock().now().day(), file_of(file, FILE, &table))
}
