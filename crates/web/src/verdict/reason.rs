//! Saying why a solution does not fit. Nobody has to.

use app::verdict::REASON;
use app::{AppError, FieldProblem, Invalid};
use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::number::Number;
use domain::permission::Actor;
use domain::verdict::Verdict;
use serde::Deserialize;

use super::{back, numbers};
use crate::State;
use crate::error::{Failure, html};
use crate::form::Errors;
use crate::frame::Frame;
use crate::visitor::Request;

#[derive(Template)]
#[template(path = "verdict/reason.html")]
struct Page<'a> {
    frame: &'a Frame,
    need: String,
    need_title: String,
    solution: String,
    name: String,
    reason: String,
    errors: Errors,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Written {
    #[serde(default)]
    reason: String,
}

pub(super) async fn filled(
    Shared(state): Shared<State>,
    request: Request,
    Path((need, solution)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let pair = numbers(&request.frame, &need, &solution)?;
    show(&state, &request, pair, None).await
}

pub(super) async fn save(
    Shared(state): Shared<State>,
    request: Request,
    Path((need, solution)): Path<(String, String)>,
    form: Result<Form<Written>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let Ok(Form(form)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let pair = numbers(frame, &need, &solution)?;
    match state.app.give_verdict(&request.visitor.actor, pair, Verdict::Not, &form.reason).await {
        Ok(()) => Ok(back(pair)),
        Err(AppError::Invalid(fields)) => show(&state, &request, pair, Some((form.reason, fields))).await,
        Err(error) => Err(Failure::page(error, frame.clone())),
    }
}

/// The page with the reason that is there, or with what was sent and why it cannot be kept.
async fn show(
    state: &State,
    request: &Request,
    (need, solution): (Number, Number),
    refused: Option<(String, Vec<Invalid>)>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let actor = &request.visitor.actor;
    if matches!(actor, Actor::Anonymous) {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let read = state.app.read_need(actor, need).await.map_err(failed)?;
    let known = state.app.read_solution(actor, solution).await.map_err(failed)?.solution;
    let verdicts = state.app.verdicts_on_need(actor, &read.need).await.map_err(failed)?;
    if !verdicts.may_give {
        return Err(failed(AppError::Denied));
    }
    let me = actor.member().map(|member| member.person);
    let said = verdicts.judged.iter().filter(|judged| judged.solution.id == known.id);
    let mine = said.flat_map(|judged| &judged.verdicts).find(|row| Some(row.given.person) == me);
    let kept = mine.and_then(|row| row.given.reason.clone()).unwrap_or_default();
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let (reason, problems) = refused.unwrap_or((kept, Vec::new()));
    let mut errors = Errors::default();
    for problem in &problems {
        if let FieldProblem::Text(domain::text::TextProblem::TooLong { max, actual }) = problem.problem {
            let over = i64::try_from(actual.saturating_sub(max)).unwrap_or(i64::MAX);
            errors.add(REASON, frame.tn("verdict-reason-too-long", over));
        }
    }
    let page = Page {
        frame,
        need: need.to_string(),
        need_title: read.need.facts.title.clone(),
        solution: solution.to_string(),
        name: known.facts.name,
        reason,
        errors,
    };
    Ok((status, html(&page)).into_response())
}
