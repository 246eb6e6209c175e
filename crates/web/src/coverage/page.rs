//! The page of one need and one solution: each requirement with its level, who says so and what the text shows, and
//! the form to say it.

use app::coverage::{CoveragePage, CoveragePlace, RequirementCoverage, text_of};
use app::{AppError, Invalid};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::number::{Number, Series};
use domain::permission::Actor;
use serde::Deserialize;

use super::form::{CoverageForm, FormView, Wish};
use super::{Deck, ReasonRow, address, reasons, said_by, shown, source};
use crate::State;
use crate::error::{Failure, html};
use crate::form::Errors;
use crate::frame::{Frame, upper_first};
use crate::matches::{Piece, used_by};
use crate::usability::UsableTag;
use crate::visitor::Request;

/// What has just been done, as the address says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Just {
    nytt: String,
    delbehov: usize,
}

/// A requirement as the page shows it.
struct Row {
    number: usize,
    text: String,
    level: &'static str,
    level_name: String,
    source: String,
    /// What a person gave as evidence.
    evidence: String,
    said_by: String,
    says: Vec<Piece>,
    reasons: Vec<ReasonRow>,
    /// Whether a person has said anything.
    is_said: bool,
    form: Option<FormView>,
    /// What has just been done, or why it was not.
    told: Option<Told>,
}

/// What is told at a requirement.
struct Told {
    /// The colour of the message.
    colour: &'static str,
    text: String,
}

#[derive(Template)]
#[template(path = "coverage/page.html")]
struct Page<'a> {
    frame: &'a Frame,
    need: String,
    need_title: String,
    need_of: String,
    solution: String,
    solution_name: String,
    kind: String,
    used_by: String,
    heading: String,
    deck: Option<Deck>,
    rows: Vec<Row>,
    errors: Errors,
    may_edit_need: bool,
    usable: Option<UsableTag>,
    compare: String,
    printed: String,
}

/// A form that was not kept: what was written, at which requirement, and why.
struct Unsaved {
    form: CoverageForm,
    number: usize,
    errors: Errors,
    why: Option<String>,
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path((need, solution)): Path<(String, String)>,
    just: Result<Query<Just>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let (need, solution) = numbers(&need, &solution).ok_or_else(|| failed(AppError::NotFound))?;
    let read = state.app.read_coverage(&request.visitor.actor, need, solution).await.map_err(failed)?;
    let just = just.map(|Query(just)| just).unwrap_or_default();
    let mut page = page_of(&state, frame, &read);
    if let Some(row) = page.rows.iter_mut().find(|row| row.number == just.delbehov) {
        row.told = told(frame, &just.nytt).map(|text| Told { colour: "success", text });
    }
    Ok(html(&page))
}

pub(super) async fn save(
    Shared(state): Shared<State>,
    request: Request,
    Path((need, solution)): Path<(String, String)>,
    form: Result<Form<CoverageForm>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let actor = &request.visitor.actor;
    let failed = |error| Failure::page(error, frame.clone());
    let Ok(Form(form)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let (need, solution) = numbers(&need, &solution).ok_or_else(|| failed(AppError::NotFound))?;
    let read = state.app.read_coverage(actor, need, solution).await.map_err(failed)?;
    let is_it = |row: &RequirementCoverage| Some(row.requirement.id) == form.requirement();
    let Some(at) = read.rows.iter().position(is_it) else { return Err(failed(AppError::NotFound)) };
    let number = at + 1;
    let place = CoveragePlace { need, solution, requirement: read.rows[at].requirement.id };
    let wish = match form.read(frame, number) {
        Ok(wish) => wish,
        Err(errors) => {
            let unsaved = Unsaved { form, number, errors, why: None };
            return Ok(again(&state, &request, &read, unsaved, StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let (done, saved) = match wish {
        Wish::Say(facts) => {
            ("sparat", state.app.set_coverage(actor, place, form.version(), facts).await.map(|_| ()))
        }
        Wish::Withdraw => ("borttaget", state.app.withdraw_coverage(actor, place, form.version()).await),
    };
    match saved {
        Ok(()) => {
            let page = address(need, solution);
            Ok(Redirect::to(&format!("{page}?nytt={done}&delbehov={number}#delbehov-{number}"))
                .into_response())
        }
        Err(error) => not_saved(&state, &request, place, Unsaved::at(form, number), error).await,
    }
}

/// The page again with what was written, for failures that the writer can do something about.
async fn not_saved(
    state: &State,
    request: &Request,
    place: CoveragePlace,
    unsaved: Unsaved,
    error: AppError,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let (status, unsaved) = match error {
        AppError::Invalid(fields) => {
            let index = unsaved.number;
            let fields = fields.into_iter().map(|field| Invalid { index, ..field }).collect();
            let errors = Errors::of(frame, AppError::Invalid(fields)).map_err(failed)?;
            (StatusCode::UNPROCESSABLE_ENTITY, Unsaved { errors, ..unsaved })
        }
        AppError::Conflict(_) => (StatusCode::CONFLICT, unsaved.because(frame.t("coverage-conflict"))),
        AppError::Denied if matches!(request.visitor.actor, Actor::Anonymous) => {
            (StatusCode::UNAUTHORIZED, unsaved.because(frame.t("coverage-sign-in")))
        }
        AppError::Denied => (StatusCode::FORBIDDEN, unsaved.because(frame.t("coverage-may-not"))),
        other @ (AppError::NotFound | AppError::Refused(_) | AppError::Internal(_)) => {
            return Err(failed(other));
        }
    };
    let read = state.app.read_coverage(&request.visitor.actor, place.need, place.solution).await;
    Ok(again(state, request, &read.map_err(failed)?, unsaved, status))
}

fn again(
    state: &State,
    request: &Request,
    read: &CoveragePage,
    unsaved: Unsaved,
    status: StatusCode,
) -> Response {
    let frame = &request.frame;
    let mut page = page_of(state, frame, read);
    if let (Some(row), Some(stands)) =
        (page.rows.get_mut(unsaved.number - 1), read.rows.get(unsaved.number - 1))
    {
        let version = stands.said.as_ref().map_or(0, |said| said.coverage.version);
        row.form = Some(FormView::again(frame, &unsaved.form, unsaved.number, version));
        row.told = Some(Told {
            colour: if unsaved.why.is_some() { "warning" } else { "danger" },
            text: unsaved.why.unwrap_or_else(|| frame.t("coverage-not-saved")),
        });
    }
    page.errors = unsaved.errors;
    (status, html(&page)).into_response()
}

impl Unsaved {
    fn at(form: CoverageForm, number: usize) -> Self {
        Self { form, number, errors: Errors::default(), why: None }
    }

    fn because(self, why: String) -> Self {
        Self { why: Some(why), ..self }
    }
}

fn told(frame: &Frame, done: &str) -> Option<String> {
    match done {
        "sparat" => Some(frame.t("coverage-told-saved")),
        "borttaget" => Some(frame.t("coverage-told-withdrawn")),
        _ => None,
    }
}

fn numbers(need: &str, solution: &str) -> Option<(Number, Number)> {
    let of = |text: &str, series: Series| text.parse().ok().filter(|number: &Number| number.series == series);
    Some((of(need, Series::Need)?, of(solution, Series::Solution)?))
}

fn page_of<'a>(state: &State, frame: &'a Frame, read: &CoveragePage) -> Page<'a> {
    let (need, solution) = (&read.need, &read.solution);
    let text = text_of(solution);
    let today = frame.day_of(state.app.clock().now());
    let both = format!("{} · {}", need.number, solution.number);
    Page {
        frame,
        need: need.number.to_string(),
        need_title: need.facts.title.clone(),
        need_of: read.organisation.clone(),
        solution: solution.number.to_string(),
        solution_name: solution.facts.name.clone(),
        kind: frame.word("solution-kind", solution.facts.kind.code()),
        used_by: upper_first(&used_by(frame, &read.usages)),
        heading: frame.t1("coverage-heading", "solution", &solution.facts.name),
        deck: Deck::of(frame, need.number, solution, &read.rows),
        rows: (1..)
            .zip(&read.rows)
            .map(|(number, row)| Row {
                form: read.may_set.then(|| FormView::of(frame, number, row)),
                ..page_row(frame, &text, number, row)
            })
            .collect(),
        errors: Errors::default(),
        may_edit_need: read.may_edit_need,
        usable: UsableTag::of(frame, read.usable.as_ref()),
        compare: format!("/losningar/jamfor?losning={}&behov={}", solution.number, need.number),
        printed: frame.t2("need-printed", ("number", &both), ("day", &today)),
    }
}

/// Without a form: whether there is one is the page's to know.
fn page_row(frame: &Frame, text: &str, number: usize, row: &RequirementCoverage) -> Row {
    let said = row.said.as_ref();
    Row {
        number,
        text: row.requirement.text.clone(),
        level: row.level.code(),
        level_name: frame.word("coverage-level", row.level.code()),
        source: source(frame, row),
        evidence: said.and_then(|said| said.coverage.evidence.clone()).unwrap_or_default(),
        said_by: said.map(|said| said_by(frame, said)).unwrap_or_default(),
        says: shown(text, row),
        reasons: reasons(frame, row),
        is_said: said.is_some(),
        form: None,
        told: None,
    }
}
