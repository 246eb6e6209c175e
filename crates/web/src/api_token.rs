//! A person's keys for programs: the list, making one, which is shown once, and ending one.
//!
//! Not here: which addresses a key opens (`visitor`).

use app::AppError;
use app::api_token::{DAYS, OwnToken};
use askama::Template;
use axum::extract::State as Shared;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::permission::Scope;
use serde::Deserialize;

use crate::State;
use crate::error::{Failure, html};
use crate::form::Errors;
use crate::frame::Frame;
use crate::list::Choice;
use crate::routes::Routes;
use crate::visitor::Request;

pub(crate) fn routes() -> Routes {
    Routes::new().get("/konto/nycklar", page).post("/konto/nycklar", make).post("/konto/nycklar/avsluta", end)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Sent {
    token_name: String,
    scope: String,
    days: String,
    token: String,
}

/// A key in the list.
struct Row {
    id: String,
    name: String,
    about: String,
    until: String,
    used: String,
}

#[derive(Template)]
#[template(path = "session/api_tokens.html")]
struct TokensPage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    name: String,
    organisation: String,
    scopes: Vec<Choice>,
    days: Vec<Choice>,
    rows: Vec<Row>,
    /// The key that has just been made.
    key: Option<String>,
}

async fn page(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    show(&state, &request, &Sent::default(), None, &Errors::default()).await
}

async fn show(
    state: &State,
    request: &Request,
    sent: &Sent,
    key: Option<String>,
    errors: &Errors,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let Some(who) = &request.visitor.signed_in else { return Err(Failure::sign_in_first(frame.clone())) };
    let own = state.app.api_tokens(&request.visitor).await;
    let own = own.map_err(|error| Failure::page(error, frame.clone()))?;
    let scope = |scope: &Scope| Choice::new(scope.code(), frame.word("scope", scope.code()), &sent.scope);
    let days = |days: i64| Choice::new(&days.to_string(), frame.tn("token-days", days), &sent.days);
    let page = html(&TokensPage {
        frame,
        errors,
        name: sent.token_name.clone(),
        organisation: who.organisation.clone(),
        scopes: Scope::ALL.iter().map(scope).collect(),
        days: DAYS.into_iter().map(days).collect(),
        rows: own.iter().map(|one| row(frame, one)).collect(),
        key,
    });
    Ok(errors.on(page))
}

fn row(frame: &Frame, own: &OwnToken) -> Row {
    let token = &own.token;
    Row {
        id: token.id.to_string(),
        name: token.name.clone(),
        about: format!("{} · {}", own.organisation, frame.word("scope", token.scope.code())),
        until: if own.has_ended { frame.t("token-has-ended") } else { frame.day_of(token.expires) },
        used: token.last_used.map_or_else(|| frame.t("token-unused"), |used| frame.time_of(used)),
    }
}

async fn make(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let scope = Scope::from_code(&sent.scope).unwrap_or(Scope::Match);
    let days = sent.days.parse().unwrap_or(DAYS[0]);
    match state.app.make_api_token(&request.visitor, &sent.token_name, scope, days).await {
        Ok(key) => show(&state, &request, &Sent::default(), Some(key), &Errors::default()).await,
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(|error| Failure::page(error, frame.clone()))?;
            show(&state, &request, &sent, None, &errors).await
        }
    }
}

async fn end(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let token = sent.token.parse().map_err(|_| failed(AppError::NotFound))?;
    state.app.end_api_token(&request.visitor, token).await.map_err(failed)?;
    Ok(Redirect::to("/konto/nycklar").into_response())
}
