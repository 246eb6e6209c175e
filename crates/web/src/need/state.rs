//! Taking a need back, from its page. Sending it is in `share`: it takes seeing who will read it.

use app::AppError;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::number::Number;
use serde::Deserialize;

use crate::State;
use crate::error::Failure;
use crate::visitor::Request;

/// The version that the button stood beside.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Read {
    #[serde(default)]
    version: String,
}

pub(super) async fn withdraw(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Read>, FormRejection>,
) -> Result<Response, Failure> {
    let (number, version) = understood(&request, &number, form)?;
    let withdrawn = state.app.withdraw_need(&request.visitor.actor, number, version).await;
    withdrawn.map_err(|error| Failure::page(error, request.frame.clone()))?;
    Ok(Redirect::to(&format!("/behov/{number}?nytt=tillbaka")).into_response())
}

/// The need's number and the version that was read; 0, which no need has, when it cannot be told.
fn understood(
    request: &Request,
    number: &str,
    form: Result<Form<Read>, FormRejection>,
) -> Result<(Number, i64), Failure> {
    let Ok(Form(form)) = form else { return Err(Failure::unreadable_form(request.frame.clone())) };
    let number = number.parse().map_err(|_| Failure::page(AppError::NotFound, request.frame.clone()))?;
    Ok((number, form.version.parse().unwrap_or(0)))
}
