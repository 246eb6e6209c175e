//! Writing a new need: from the text on the start page, from the empty form, for somebody else, or from a
//! solution that was seen elsewhere.

use app::AppError;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::need::{Need, Origin};
use domain::number::Number;
use domain::permission::{Actor, Deed, Subject};
use domain::sharing::Sharing;
use serde::Deserialize;

use super::form::{self, NeedForm, Target, Trouble};
use super::share;
use crate::State;
use crate::error::Failure;
use crate::frame::Frame;
use crate::session::{self, Onward};
use crate::visitor::{Look, Request};

/// How the need came to be, as the address says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct How {
    r#for: String,
    fran: String,
}

impl How {
    fn origin(&self) -> Origin {
        match (self.r#for.as_str(), self.fran.as_str()) {
            ("annan", _) => Origin::OnBehalf,
            (_, "annanstans") => Origin::SeenElsewhere,
            _ => Origin::Own,
        }
    }
}

pub(super) async fn empty(
    Shared(state): Shared<State>,
    request: Request,
    how: Result<Query<How>, QueryRejection>,
) -> Result<Response, Failure> {
    let how = how.map(|Query(how)| how).unwrap_or_default();
    if let Some(instead) = writers_only(&state, &request).await? {
        return Ok(instead);
    }
    form::show(&state, &request, Target::New, &NeedForm::begun(how.origin())).await
}

/// The sign-in page for who has not signed in, to come back to the form afterwards.
///
/// # Errors
/// For who is signed in and may not write needs.
pub(super) async fn writers_only(state: &State, request: &Request) -> Result<Option<Response>, Failure> {
    let (actor, frame) = (&request.visitor.actor, &request.frame);
    let Some(member) = actor.member() else {
        let onward = Onward { till: frame.here.clone(), text: String::new() };
        return session::instead(state, frame, onward).await.map(Some);
    };
    if actor.may(Deed::CreateNeed, &Subject::of(member.organisation)) {
        return Ok(None);
    }
    Err(Failure::page(AppError::Denied, frame.clone()))
}

pub(super) async fn save(
    Shared(state): Shared<State>,
    look: Look,
    request: Result<Request, Failure>,
    form: Result<Form<NeedForm>, FormRejection>,
) -> Result<Response, Failure> {
    let Ok(Form(form)) = form else { return Err(Failure::unreadable_form(Frame::outside(&look))) };
    let request = match request {
        Ok(request) => request,
        Err(failure) => return Ok(form::unsaved(&Frame::outside(&look), Target::New, &form, failure)),
    };
    if matches!(request.visitor.actor, Actor::Anonymous) {
        if form.is_only_text() {
            let onward = Onward { till: "/behov/nytt".to_owned(), text: form.text };
            return session::instead(&state, &request.frame, onward).await;
        }
        return Ok(form::again(&state, &request, Target::New, &form, AppError::Denied.into()).await);
    }
    if form.accepts() {
        return form::show(&state, &request, Target::New, &form).await;
    }
    match draft(&state, &request, &form).await {
        Ok(need) => Ok(go_on(&state, &request, &need, form, &form::address_of(need.number)).await),
        Err(trouble) => Ok(form::again(&state, &request, Target::New, &form, trouble).await),
    }
}

async fn draft(state: &State, request: &Request, form: &NeedForm) -> Result<Need, Trouble> {
    let input = form.read(&request.frame)?;
    Ok(state.app.draft_need(&request.visitor.actor, input).await?)
}

/// After a need was saved: sends it if that was the button, else leads to the given address.
pub(super) async fn go_on(
    state: &State,
    request: &Request,
    need: &Need,
    form: NeedForm,
    otherwise: &str,
) -> Response {
    if form.says_none_fits() {
        return none_fits(state, request, need, &form, otherwise).await;
    }
    if form.is_for_support() {
        return Redirect::to(&format!("/behov/{}/it-stod", need.number)).into_response();
    }
    if !form.is_to_be_sent() {
        return Redirect::to(otherwise).into_response();
    }
    let sent = match state.app.check_sending(&request.visitor.actor, need.number).await {
        Ok(need) if need.sharing.reaches_others() => {
            let page = share::agree_to_send(state, request, &need).await;
            return page.unwrap_or_else(IntoResponse::into_response);
        }
        Ok(_) => {
            state
                .app
                .submit_need(&request.visitor.actor, need.number, need.version, Sharing::Organisation)
                .await
        }
        Err(error) => Err(error),
    };
    match sent {
        Ok(need) => Redirect::to(&format!("/behov/{}?nytt=skickat", need.number)).into_response(),
        Err(error) => {
            let form = NeedForm { version: need.version.to_string(), ..form };
            form::again(state, request, Target::of(need), &form, error.into()).await
        }
    }
}

/// Keeps with the draft that nothing fitted, and leads on to what comes next.
async fn none_fits(
    state: &State,
    request: &Request,
    need: &Need,
    form: &NeedForm,
    otherwise: &str,
) -> Response {
    let shown: Vec<Number> = form.visade.iter().filter_map(|number| number.parse().ok()).collect();
    match state.app.none_fits(&request.visitor.actor, need.number, &shown).await {
        Ok(()) => Redirect::to(&format!("{otherwise}?inget=passar")).into_response(),
        Err(error) => Failure::page(error, request.frame.clone()).into_response(),
    }
}
