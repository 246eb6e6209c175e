//! Key figures that others publish: the series, one of them, and reading in a file.

use app::figure::{FigureFault, FiguresError, FiguresFailure, FiguresInput};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use serde::Deserialize;

use crate::State;
use crate::error::Failure;
use crate::form::{Errors, Pairs, value};
use crate::frame::{Frame, count};
use crate::initiative::{places, quantity, source};
use crate::list::csv_file;
use crate::routes::Routes;
use crate::view::{Cell, Column, Field, FormPage, Group, Link, Section, Table, View, csv_of};
use crate::visitor::Request;

/// Faults told one by one; of more, how many there are.
const FAULTS_TOLD: usize = 20;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/nyckeltal", list)
        .get("/nyckeltal/las-in", read_form)
        .post("/nyckeltal/las-in", read_in)
        .get("/nyckeltal/{kpi}", page)
        .get("/nyckeltal/{kpi}/serie.csv", csv)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Just {
    nytt: String,
    antal: String,
    luckor: String,
    andrade: String,
    dubbla: String,
}

/// What has just been read in.
fn told(frame: &Frame, just: &Just) -> String {
    if just.nytt != "inlast" {
        return String::new();
    }
    let number = |text: &str| text.parse().unwrap_or(0_i64);
    let values = [
        ("count", frame.number(number(&just.antal)).into()),
        ("gaps", frame.number(number(&just.luckor)).into()),
        ("changed", frame.number(number(&just.andrade)).into()),
        ("twice", frame.number(number(&just.dubbla)).into()),
    ];
    frame.texts().text_with("figures-told-read", &values)
}

async fn list(
    Shared(state): Shared<State>,
    request: Request,
    just: Result<Query<Just>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let found = state.app.figure_series(&request.visitor.actor).await;
    let (series, may_read_in) = found.map_err(|error| Failure::page(error, frame.clone()))?;
    let mut view = View::new(frame, frame.t("place-figures"), frame.t("place-figures"));
    view.lead = frame.t("figures-lead");
    view.sub = places(frame);
    view.told = told(frame, &just.map(|Query(just)| just).unwrap_or_default());
    if may_read_in {
        view.actions.push(Link::new("/nyckeltal/las-in", frame.t("figures-read-in")));
    }
    let mut all = Section::new("serier", frame.t("figures-series"));
    let mut table = Table::new(
        frame,
        frame.t("figures-series"),
        &["figure-name", "figure-code", "figure-source", "figure-fetched"],
    );
    for one in &series {
        table.rows.push(vec![
            Cell::link(one.title.clone(), format!("/nyckeltal/{}", one.kpi)),
            Cell::text(one.kpi.clone()),
            Cell::own(one.source.clone()),
            Cell::text(frame.day(one.fetched)),
        ]);
    }
    all.table = Some(table);
    all.empty = frame.t("figures-none");
    view.sections.push(all);
    Ok(view.page())
}

async fn series(state: &State, request: &Request, kpi: &str) -> Result<app::figure::SeriesPage, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let read = state.app.read_series(&request.visitor.actor, kpi).await;
    read.map_err(|error| Failure::page(error, frame.clone()))
}

fn table(frame: &Frame, read: &app::figure::SeriesPage) -> Table {
    let mut table = Table::new(frame, read.series.title.clone(), &["figure-municipality"]);
    let year = |year: &i16| Column { label: year.to_string(), is_amount: true };
    table.columns.extend(read.years.iter().map(year));
    for (name, values) in &read.rows {
        let value = |value: &Option<domain::quantity::Quantity>| {
            Cell::text(value.map_or_else(|| "–".to_owned(), |value| quantity(frame, value)))
        };
        table.rows.push(std::iter::once(Cell::text(name.clone())).chain(values.iter().map(value)).collect());
    }
    table
}

async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(kpi): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = series(&state, &request, &kpi).await?;
    let mut view = View::new(frame, read.series.kpi.clone(), read.series.title.clone());
    view.is_own = true;
    view.crumbs = vec![Link::new("/nyckeltal", frame.t("place-figures"))];
    view.lead = source(frame, &read.series);
    let mut all = Section::new("varden", frame.t("figures-by-year"));
    all.note = frame.t("figures-gaps");
    all.table = Some(table(frame, &read));
    all.empty = frame.t("figures-none-here");
    all.links.push(Link::new(format!("/nyckeltal/{kpi}/serie.csv"), frame.t("list-csv")));
    view.sections.push(all);
    Ok(view.page())
}

async fn csv(
    Shared(state): Shared<State>,
    request: Request,
    Path(kpi): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = series(&state, &request, &kpi).await?;
    csv_file(frame, &read.series.kpi, state.app.clock().now().day(), csv_of(&table(frame, &read)))
}

fn form_page(frame: &Frame, faults: &str, sent: &Pairs, errors: &Errors) -> Response {
    FormPage {
        frame,
        errors,
        crumbs: vec![Link::new("/nyckeltal", frame.t("place-figures"))],
        heading: frame.t("figures-read-in"),
        lead: frame.t("figures-read-help"),
        warning: faults.to_owned(),
        action: "/nyckeltal/las-in".to_owned(),
        hidden: Vec::new(),
        groups: vec![
            Group::plain(vec![
                Field::area("figures", frame.t("figures-text"), 10)
                    .help(frame.t("figures-text-help"))
                    .filled(sent, errors),
                Field::area("titles", frame.t("figures-titles"), 3)
                    .help(frame.t("figures-titles-help"))
                    .optional()
                    .filled(sent, errors),
            ]),
            Group::row(vec![
                Field::line("source", frame.t("figure-source")).filled(sent, errors),
                Field::short("fetched", frame.t("figure-fetched"))
                    .help(frame.t("day-help"))
                    .filled(sent, errors),
            ]),
        ],
        submit: frame.t("figures-read-in"),
        back: Link::new("/nyckeltal", frame.t("figures-back")),
    }
    .page()
}

/// Whether whoever asks may read figures in.
async fn may(state: &State, request: &Request) -> Result<(), Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let found = state.app.figure_series(&request.visitor.actor).await;
    let (_, may) = found.map_err(|error| Failure::page(error, frame.clone()))?;
    if may { Ok(()) } else { Err(Failure::page(app::AppError::Denied, frame.clone())) }
}

async fn read_form(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    may(&state, &request).await?;
    let today = state.app.clock().now().day().to_string();
    let filled = vec![("source".to_owned(), "Kolada".to_owned()), ("fetched".to_owned(), today)];
    Ok(form_page(&request.frame, "", &filled, &Errors::default()))
}

async fn read_in(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    may(&state, &request).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let input = FiguresInput {
        titles: value(&sent, "titles").to_owned(),
        source: value(&sent, "source").to_owned(),
        fetched: value(&sent, "fetched").to_owned(),
    };
    match state.app.read_figures(&request.visitor.actor, value(&sent, "figures"), input).await {
        Ok(report) => {
            let address = format!(
                "/nyckeltal?nytt=inlast&antal={}&luckor={}&andrade={}&dubbla={}",
                report.figures, report.gaps, report.changed, report.twice
            );
            Ok(Redirect::to(&address).into_response())
        }
        Err(FiguresFailure::Deed(error)) => {
            let errors = Errors::of(frame, error).map_err(|error| Failure::page(error, frame.clone()))?;
            Ok(form_page(frame, "", &sent, &errors))
        }
        Err(FiguresFailure::File(error)) => {
            let mut errors = Errors::default();
            for message in faults(frame, &error) {
                errors.add("figures", message);
            }
            Ok(form_page(frame, &frame.t("figures-nothing-read"), &sent, &errors))
        }
    }
}

/// What is wrong with a file, row by row.
pub(crate) fn faults(frame: &Frame, error: &FiguresError) -> Vec<String> {
    match error {
        FiguresError::Empty => vec![frame.t("figures-empty")],
        FiguresError::NotFigures => vec![frame.t("figures-not-figures")],
        FiguresError::TooMany => vec![frame.t("figures-too-many")],
        FiguresError::Rows(rows) => {
            let one = |fault: &FigureFault| {
                let why = frame.word_with("figure-fault", fault.problem.code(), ("written", &fault.written));
                frame.t2("figure-fault-at", ("row", &fault.row.to_string()), ("why", &why))
            };
            let mut told: Vec<String> = rows.iter().take(FAULTS_TOLD).map(one).collect();
            if rows.len() > FAULTS_TOLD {
                told.push(frame.tn("figure-faults-more", count(rows.len() - FAULTS_TOLD)));
            }
            told
        }
    }
}
