//! A new password by mail: asking for it, and setting it with what the mail carried.

use app::{AppError, Refusal};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use serde::Deserialize;

use crate::error::{Failure, html};
use crate::form::Errors;
use crate::frame::Frame;
use crate::routes::Routes;
use crate::visitor::Request;
use crate::{Mailing, State};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/losenord/glomt", ask)
        .post("/losenord/glomt", asked)
        .get("/losenord/nytt", page)
        .post("/losenord/nytt", save)
}

#[derive(Template)]
#[template(path = "session/forgotten.html")]
struct ForgottenPage<'a> {
    frame: &'a Frame,
    mails: bool,
    sent: bool,
}

#[derive(Template)]
#[template(path = "session/new_password.html")]
struct NewPasswordPage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    code: String,
    stage: Stage,
}

/// Where somebody is on the way to a new password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// It can be written.
    Open,
    /// The letter leads nowhere any more.
    Late,
    /// It is set.
    Done,
}

async fn ask(Shared(state): Shared<State>, request: Request) -> Response {
    let mails = state.settings.mail == Mailing::On;
    html(&ForgottenPage { frame: &request.frame, mails, sent: false })
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Sent {
    epost: String,
    kod: String,
    nytt: String,
    password: String,
}

/// The same answer whoever asks: nothing tells whether an address is known.
async fn asked(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let mails = state.settings.mail == Mailing::On;
    if mails {
        let wished = state.app.wish_password(&sent.epost).await;
        wished.map_err(|error| Failure::page(error, frame.clone()))?;
    }
    Ok(html(&ForgottenPage { frame, mails, sent: mails }))
}

async fn page(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Sent>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let asked = asked.map(|Query(sent)| sent).unwrap_or_default();
    let code = asked.kod;
    let may = state.app.may_set_password(&code).await.map_err(|error| Failure::page(error, frame.clone()))?;
    let stage = match (asked.nytt.as_str(), may) {
        ("klart", _) => Stage::Done,
        (_, true) => Stage::Open,
        (_, false) => Stage::Late,
    };
    Ok(html(&NewPasswordPage { frame, errors: &Errors::default(), code, stage }))
}

async fn save(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let code = sent.kod;
    match state.app.set_password(&code, &sent.password).await {
        Ok(()) => Ok(Redirect::to("/losenord/nytt?nytt=klart").into_response()),
        Err(AppError::Refused(Refusal::TooLate)) => {
            let page = html(&NewPasswordPage { frame, errors: &Errors::default(), code, stage: Stage::Late });
            Ok((axum::http::StatusCode::CONFLICT, page).into_response())
        }
        Err(error) => match Errors::of(frame, error) {
            Ok(errors) => {
                let page = html(&NewPasswordPage { frame, errors: &errors, code, stage: Stage::Open });
                Ok(errors.on(page))
            }
            Err(error) => Err(Failure::page(error, frame.clone())),
        },
    }
}
