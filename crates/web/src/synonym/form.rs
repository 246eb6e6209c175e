//! The form that adds a ring or changes one.

use app::synonym::RingInput;
use app::{AppError, Refusal};
use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::id::SynonymRingId;
use domain::permission::Actor;
use domain::synonym::{RingKind, SynonymRing};
use serde::Deserialize;

use super::{address, understood};
use crate::State;
use crate::error::{Failure, html};
use crate::form::Errors;
use crate::frame::Frame;
use crate::list::Choice;
use crate::visitor::Request;

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct RingForm {
    version: String,
    kind: String,
    terms: String,
    note: String,
}

impl RingForm {
    fn of(ring: &SynonymRing) -> Self {
        Self {
            version: ring.version.to_string(),
            kind: ring.kind.code().to_owned(),
            terms: ring.terms.join("\n"),
            note: ring.note.clone().unwrap_or_default(),
        }
    }

    fn input(&self) -> RingInput {
        RingInput {
            kind: RingKind::from_code(&self.kind).unwrap_or(RingKind::Synonym),
            terms: self.terms.clone(),
            note: self.note.clone(),
        }
    }
}

#[derive(Template)]
#[template(path = "synonym/form.html")]
struct FormPage<'a> {
    frame: &'a Frame,
    heading: String,
    action: String,
    leave: String,
    form: RingForm,
    kinds: Vec<Choice>,
    errors: Errors,
    /// What somebody else has saved meanwhile.
    theirs: Option<String>,
}

/// Which ring the form is about.
#[derive(Clone, Copy)]
enum Target {
    New,
    Known(SynonymRingId),
}

pub(super) async fn empty(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    keepers_only(&state, &request)?;
    Ok(page(&request.frame, Target::New, RingForm::default(), Errors::default(), None))
}

pub(super) async fn filled(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    keepers_only(&state, &request)?;
    let id = understood(&request.frame, &id)?;
    let read = state.app.read_ring(&request.visitor.actor, id).await;
    let read = read.map_err(|error| Failure::page(error, request.frame.clone()))?;
    Ok(page(&request.frame, Target::Known(id), RingForm::of(&read.ring), Errors::default(), None))
}

pub(super) async fn add(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<RingForm>, FormRejection>,
) -> Result<Response, Failure> {
    let Ok(Form(form)) = form else { return Err(Failure::unreadable_form(request.frame.clone())) };
    keepers_only(&state, &request)?;
    match state.app.add_ring(&request.visitor.actor, form.input()).await {
        Ok(ring) => Ok(Redirect::to(&address(ring.id)).into_response()),
        Err(error) => again(&state, &request, Target::New, form, error).await,
    }
}

pub(super) async fn save(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<RingForm>, FormRejection>,
) -> Result<Response, Failure> {
    let Ok(Form(form)) = form else { return Err(Failure::unreadable_form(request.frame.clone())) };
    keepers_only(&state, &request)?;
    let id = understood(&request.frame, &id)?;
    let version = form.version.parse().unwrap_or(0);
    match state.app.edit_ring(&request.visitor.actor, (id, version), form.input()).await {
        Ok(()) => Ok(Redirect::to(&address(id)).into_response()),
        Err(error) => again(&state, &request, Target::Known(id), form, error).await,
    }
}

/// The form with what was written, and what is wrong with it or stands there now.
async fn again(
    state: &State,
    request: &Request,
    target: Target,
    form: RingForm,
    error: AppError,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    if let (AppError::Refused(Refusal::ChangedMeanwhile), Target::Known(id)) = (&error, target) {
        let now = state.app.read_ring(&request.visitor.actor, id).await.map_err(failed)?.ring;
        let form = RingForm { version: now.version.to_string(), ..form };
        let shown = page(frame, target, form, Errors::default(), Some(now.terms.join("\n")));
        return Ok((StatusCode::CONFLICT, shown).into_response());
    }
    let errors = Errors::of(frame, error).map_err(failed)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(frame, target, form, errors, None)).into_response())
}

fn page(frame: &Frame, target: Target, form: RingForm, errors: Errors, theirs: Option<String>) -> Response {
    let (heading, action, leave) = match target {
        Target::New => ("synonym-add-heading", "/ordlista/ny".to_owned(), "/ordlista".to_owned()),
        Target::Known(id) => ("synonym-edit-heading", format!("{}/andra", address(id)), address(id)),
    };
    let chosen = if form.kind.is_empty() { RingKind::Synonym.code() } else { form.kind.as_str() };
    let kinds = RingKind::ALL.iter();
    let kinds = kinds.map(|kind| Choice::new(kind.code(), frame.word("ring-kind", kind.code()), chosen));
    let kinds = kinds.collect();
    html(&FormPage { frame, heading: frame.t(heading), action, leave, kinds, form, errors, theirs })
}

fn keepers_only(state: &State, request: &Request) -> Result<(), Failure> {
    let frame = request.frame.clone();
    match &request.visitor.actor {
        Actor::Anonymous => Err(Failure::sign_in_first(frame)),
        actor if state.app.may_keep_words(actor) => Ok(()),
        Actor::Member(_) | Actor::Operator => Err(Failure::page(AppError::Denied, frame)),
    }
}
