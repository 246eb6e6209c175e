//! Changing a need that is there.

use app::AppError;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::Response;
use axum_extra::extract::{Form, FormRejection};
use domain::need::Need;
use domain::number::Number;
use domain::permission::Actor;
use serde::Deserialize;

use super::form::{self, NeedForm, Target, Trouble};
use super::new;
use crate::State;
use crate::error::Failure;
use crate::frame::Frame;
use crate::visitor::{Look, Request};

/// Whether its writer has just said that nothing fits.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    inget: String,
}

pub(super) async fn filled(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let failed = |error| Failure::page(error, request.frame.clone());
    let number = number.parse().map_err(|_| failed(AppError::NotFound))?;
    let page = state.app.read_need(&request.visitor.actor, number).await.map_err(failed)?;
    if !page.deeds.edit {
        return Err(failed(AppError::Denied));
    }
    let none_fits = asked.is_ok_and(|Query(asked)| asked.inget == "passar");
    let gor = if none_fits { "inget-passar".to_owned() } else { String::new() };
    let form = NeedForm { gor, ..NeedForm::of(&page.need) };
    form::show(&state, &request, Target::of(&page.need), &form).await
}

pub(super) async fn save(
    Shared(state): Shared<State>,
    Path(number): Path<String>,
    look: Look,
    request: Result<Request, Failure>,
    form: Result<Form<NeedForm>, FormRejection>,
) -> Result<Response, Failure> {
    let outside = || Frame::outside(&look);
    let Ok(Form(form)) = form else { return Err(Failure::unreadable_form(outside())) };
    let number = number.parse().map_err(|_| Failure::page(AppError::NotFound, outside()))?;
    let unread = Target::Unread { number };
    let request = match request {
        Ok(request) => request,
        Err(failure) => return Ok(form::unsaved(&outside(), unread, &form, failure)),
    };
    if matches!(request.visitor.actor, Actor::Anonymous) {
        // Said before anything is looked up: whether there is such a need is not told.
        return Ok(form::again(&state, &request, unread, &form, AppError::Denied.into()).await);
    }
    if form.accepts() {
        return form::show(&state, &request, target(&state, &request, number).await, &form).await;
    }
    match change(&state, &request, number, &form).await {
        Ok(need) => {
            let page = format!("/behov/{number}?nytt=sparat");
            Ok(new::go_on(&state, &request, &need, form, &page).await)
        }
        Err(trouble) => {
            let target = target(&state, &request, number).await;
            Ok(form::again(&state, &request, target, &form, trouble).await)
        }
    }
}

async fn change(state: &State, request: &Request, number: Number, form: &NeedForm) -> Result<Need, Trouble> {
    let input = form.read(&request.frame)?;
    Ok(state.app.edit_need(&request.visitor.actor, number, form.version(), input).await?)
}

/// What the form is about, as far as it can be read just now.
async fn target(state: &State, request: &Request, number: Number) -> Target {
    let read = state.app.read_need(&request.visitor.actor, number).await;
    read.map_or(Target::Unread { number }, |page| Target::of(&page.need))
}
