//! The presses that hold a meeting: who is there, its steps, and what somebody shall do.

use app::AppError;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::forum::MeetingState;
use domain::id::{ActionId, PersonId};
use serde::Deserialize;

use super::page;
use crate::State;
use crate::error::Failure;
use crate::form::{Errors, Pairs, value};
use crate::visitor::Request;

pub(super) async fn attendance(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let id = request.named(&id)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let there = sent.iter().filter(|(key, _)| key == "there");
    let there: Vec<PersonId> = there.filter_map(|(_, person)| person.parse().ok()).collect();
    let version = value(&sent, "version").parse().unwrap_or(0);
    let done = state.app.take_attendance(&request.visitor.actor, id, version, &there).await;
    done.map_err(|error| Failure::page(error, frame.clone()))?;
    Ok(Redirect::to(&format!("/moten/{id}?nytt=narvaro#narvaro")).into_response())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Pressed {
    version: String,
    to: String,
}

pub(super) async fn step(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pressed>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let id = request.named(&id)?;
    let Ok(Form(pressed)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let to = MeetingState::from_code(&pressed.to).ok_or_else(|| failed(AppError::NotFound))?;
    let version = pressed.version.parse().unwrap_or(0);
    state.app.move_meeting(&request.visitor.actor, id, version, to).await.map_err(failed)?;
    Ok(Redirect::to(&format!("/moten/{id}?nytt={to}")).into_response())
}

/// Something that somebody shall do.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ActionSent {
    version: String,
    action: String,
    person: String,
    due: String,
}

pub(super) async fn action(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<ActionSent>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let id = request.named(&id)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let mut errors = Errors::default();
    let person = sent.person.parse().ok();
    if person.is_none() {
        errors.add("person", frame.t("meeting-no-person"));
    }
    let due = sent.due.trim().parse().ok();
    if due.is_none() {
        errors.add("due", frame.t("meeting-no-due"));
    }
    if let (Some(person), Some(due)) = (person, due) {
        let version = sent.version.parse().unwrap_or(0);
        let actor = &request.visitor.actor;
        match state.app.give_action(actor, (id, version), None, (person, &sent.action, due)).await {
            Ok(()) => return Ok(Redirect::to(&format!("/moten/{id}?nytt=atgard#atgarder")).into_response()),
            Err(error) => {
                errors = Errors::of(frame, error).map_err(|error| Failure::page(error, frame.clone()))?;
            }
        }
    } else if sent.action.trim().is_empty() {
        errors.add("action", frame.t("field-missing-action"));
    }
    let sent =
        page::Sent { action: sent.action, person: sent.person, due: sent.due, ..page::Sent::default() };
    page::show(&state, &request, id, ("", &sent), &errors).await
}

/// Whether it is done after all, and where to go back to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Finished {
    undone: String,
    fran: String,
}

pub(super) async fn finish(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Finished>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let id: ActionId = id.parse().map_err(|_| failed(AppError::NotFound))?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let done = sent.undone.is_empty();
    let meeting = state.app.finish_action(&request.visitor.actor, id, done).await.map_err(failed)?;
    let to = match sent.fran.as_str() {
        "vantar" => "/arenden?visa=vantar".to_owned(),
        _ if done => format!("/moten/{meeting}?nytt=klart#atgarder"),
        _ => format!("/moten/{meeting}#atgarder"),
    };
    Ok(Redirect::to(&to).into_response())
}
