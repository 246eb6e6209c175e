//! Bundling: joining needs to a case or asking for them, answering, parting, splitting; and opening a case for a need that
//! has none.

use app::AppError;
use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::case::Tie;
use domain::number::Number;
use serde::Deserialize;

use super::spread;
use crate::State;
use crate::error::{Failure, html};
use crate::form::Errors;
use crate::frame::Frame;
use crate::list::Choice;
use crate::visitor::Request;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    version: String,
    behov: String,
    svar: String,
    needs: Vec<String>,
    title: String,
}

/// A need that could be in it too.
struct Suggested {
    number: String,
    title: String,
    text: String,
    organisation: String,
    why: String,
    may_join: bool,
}

#[derive(Template)]
#[template(path = "case/bundle.html")]
struct BundlePage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    number: String,
    version: i64,
    title: String,
    spread: Option<String>,
    suggested: Vec<Suggested>,
    /// The needs that can be split off; none where there is but one.
    needs: Vec<Choice>,
    /// The number that was written.
    behov: String,
    new_title: String,
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let number = request.named(&number)?;
    show(&state, &request, number, &Sent::default(), &Errors::default()).await
}

async fn show(
    state: &State,
    request: &Request,
    number: Number,
    sent: &Sent,
    errors: &Errors,
) -> Result<Response, Failure> {
    let (frame, actor) = (&request.frame, &request.visitor.actor);
    let failed = |error| Failure::page(error, frame.clone());
    let read = state.app.read_case(actor, number).await.map_err(failed)?;
    if !read.deeds.keep {
        return Err(failed(AppError::Denied));
    }
    let (suggestions, _) = state.app.bundle_suggestions(actor, number).await.map_err(failed)?;
    let suggested = suggestions.iter().map(|one| Suggested {
        number: one.need.number.to_string(),
        title: one.need.facts.title.clone(),
        text: one.need.facts.text.clone(),
        organisation: one.organisation.clone(),
        why: match one.shared.is_empty() {
            true => frame.t("case-speaks-alike"),
            false => frame.t1("case-points-at", "solutions", &frame.list(&one.shared)),
        },
        may_join: one.may_join,
    });
    let joined: Vec<_> = read.needs.iter().filter(|row| row.tied.tie == Tie::Joined).collect();
    let splits = joined.len() + read.hidden_needs > 1;
    let needs = joined.iter().filter(|_| splits).map(|row| {
        let value = row.need.number.to_string();
        let label = format!("{} ({})", row.need.facts.title, row.organisation);
        Choice { chosen: sent.needs.contains(&value), value, label }
    });
    let page = html(&BundlePage {
        frame,
        errors,
        number: number.to_string(),
        version: sent.version.parse().unwrap_or(read.case.version),
        title: read.case.title.clone(),
        spread: spread(frame, &read),
        suggested: suggested.collect(),
        needs: needs.collect(),
        behov: sent.behov.clone(),
        new_title: sent.title.clone(),
    });
    Ok(errors.on(page))
}

fn back(number: Number, told: &str) -> Response {
    Redirect::to(&format!("/arenden/{number}?nytt={told}")).into_response()
}

/// The number of a need as a person writes it; nothing when it is none.
fn need_in(sent: &Sent) -> Option<Number> {
    sent.behov.trim().parse().ok()
}

pub(super) async fn join(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let number = request.named(&number)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let actor = &request.visitor.actor;
    // What is there to be read is told first: a wrong number says nothing about cases that cannot be.
    state.app.read_case(actor, number).await.map_err(failed)?;
    let done = match need_in(&sent) {
        Some(need) => state.app.bundle_need(actor, number, need).await,
        None => Err(AppError::invalid("need", app::FieldProblem::Unknown)),
    };
    match done {
        Ok(Tie::Asked) => Ok(back(number, "fragat")),
        Ok(Tie::Joined | Tie::Parted) => Ok(back(number, "med")),
        Err(AppError::Invalid(_)) => {
            let mut errors = Errors::default();
            errors.add("behov", frame.t("case-no-such-need"));
            show(&state, &request, number, &sent, &errors).await
        }
        Err(error) => Err(failed(error)),
    }
}

pub(super) async fn answer(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let failed = |error| Failure::page(error, request.frame.clone());
    let number = request.named(&number)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(request.frame.clone())) };
    let need = need_in(&sent).ok_or_else(|| failed(AppError::NotFound))?;
    let joins = sent.svar == "ja";
    state.app.answer_bundle(&request.visitor.actor, number, need, joins).await.map_err(failed)?;
    Ok(back(number, if joins { "med" } else { "sparat" }))
}

pub(super) async fn part(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let failed = |error| Failure::page(error, request.frame.clone());
    let number = request.named(&number)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(request.frame.clone())) };
    let need = need_in(&sent).ok_or_else(|| failed(AppError::NotFound))?;
    state.app.part_need(&request.visitor.actor, number, need).await.map_err(failed)?;
    Ok(back(number, "skilt"))
}

pub(super) async fn split(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let number = request.named(&number)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let needs: Vec<Number> = sent.needs.iter().filter_map(|need| need.parse().ok()).collect();
    let version = sent.version.parse().unwrap_or(0);
    match state.app.split_case(&request.visitor.actor, number, version, &needs, &sent.title).await {
        Ok(split) => Ok(back(split.number, "delat")),
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(|error| Failure::page(error, frame.clone()))?;
            show(&state, &request, number, &sent, &errors).await
        }
    }
}

pub(super) async fn open(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let failed = |error| Failure::page(error, request.frame.clone());
    let number = number.parse().map_err(|_| failed(AppError::NotFound))?;
    let case = state.app.open_case(&request.visitor.actor, number).await.map_err(failed)?;
    Ok(back(case.number, "oppnat"))
}
