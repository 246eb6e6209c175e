//! Sending a need: who will read it is named first, and what stands in the way can be changed in the form.
//!
//! Not here: changing how far it is shared once it is sent, which is the same for every record (`crate::share`).

use app::AppError;
use app::sharing::Which;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::need::Need;

use super::form::{self, NeedForm, Target};
use crate::State;
use crate::error::Failure;
use crate::form::Errors;
use crate::share::{Agreeing, Occasion, Place, Pressed, agree};
use crate::visitor::Request;

/// Sends a draft, once the person has seen who will read it.
pub(super) async fn submit(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pressed>, FormRejection>,
) -> Result<Response, Failure> {
    let failed = |error| Failure::page(error, request.frame.clone());
    let Ok(Form(pressed)) = form else { return Err(Failure::unreadable_form(request.frame.clone())) };
    let number = number.parse().map_err(|_| failed(AppError::NotFound))?;
    let actor = &request.visitor.actor;
    let place = Place::at(Which::Need(number));
    let need = match state.app.check_sending(actor, number).await {
        Ok(need) => need,
        Err(error) => return unsendable(&state, &request, &place, error).await,
    };
    let is_agreed = !need.sharing.reaches_others() || pressed.agreed() == need.sharing;
    if !is_agreed {
        return agree_to_send(&state, &request, &need).await;
    }
    match state.app.submit_need(actor, number, pressed.version(), pressed.agreed()).await {
        Ok(need) => Ok(Redirect::to(&format!("/behov/{}?nytt=skickat", need.number)).into_response()),
        Err(error) => Err(failed(error)),
    }
}

/// The form, where what stands in the way can be changed.
pub(crate) async fn unsendable(
    state: &State,
    request: &Request,
    place: &Place,
    error: AppError,
) -> Result<Response, Failure> {
    let failed = |error| Failure::page(error, request.frame.clone());
    let AppError::Invalid(fields) = error else { return Err(failed(error)) };
    let Which::Need(number) = place.which() else { return Err(failed(AppError::NotFound)) };
    let need = state.app.read_need(&request.visitor.actor, number).await.map_err(failed)?.need;
    let (target, form) = (Target::of(&need), NeedForm::of(&need));
    Ok(form::again(state, request, target, &form, AppError::Invalid(fields).into()).await)
}

/// Who will read a draft when it is sent, and the button that sends it.
pub(super) async fn agree_to_send(
    state: &State,
    request: &Request,
    need: &Need,
) -> Result<Response, Failure> {
    let place = Place::at(Which::Need(need.number));
    let asked = Agreeing {
        place: &place,
        title: need.facts.title.clone(),
        version: need.version,
        level: need.sharing,
        occasion: Occasion::Sending,
        reason: None,
        errors: Errors::default(),
    };
    agree(state, request, asked).await
}
