//! The second step of signing in: beginning and ending it on one's own page, and the page between password and session.

use app::second_factor::NewFactor;
use app::{AppError, Refusal};
use askama::Template;
use axum::extract::State as Shared;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use axum_extra::extract::{Form, FormRejection};
use qrcode::QrCode;
use qrcode::render::svg;
use serde::Deserialize;

use crate::State;
use crate::error::{Failure, html};
use crate::form::Errors;
use crate::frame::Frame;
use crate::routes::Routes;
use crate::session::{self, Onward};
use crate::visitor::Request;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/konto/tva-steg", page)
        .post("/konto/tva-steg", begin)
        .post("/konto/tva-steg/av", end)
        .post("/logga-in/kod", complete)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Sent {
    old_password: String,
    code: String,
    secret: String,
}

#[derive(Template)]
#[template(path = "session/second_factor.html")]
struct FactorPage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    /// The secret in groups of four, as people type it.
    secret: String,
    address: String,
    picture: String,
    /// Codes to write down, once it has begun.
    written: Vec<String>,
}

#[derive(Template)]
#[template(path = "session/code.html")]
struct CodePage<'a> {
    frame: &'a Frame,
    half: String,
    onward: Onward,
    error: Option<String>,
}

async fn page(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let new = state.app.new_factor(&request.visitor).await;
    let new = new.map_err(|error| Failure::page(error, frame.clone()))?;
    Ok(show(frame, &new, &Errors::default()))
}

fn show(frame: &Frame, new: &NewFactor, errors: &Errors) -> Response {
    let groups: Vec<String> =
        new.secret.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
    let page = html(&FactorPage {
        frame,
        errors,
        secret: groups.join(" "),
        address: new.address.clone(),
        picture: picture(&new.address),
        written: Vec::new(),
    });
    errors.on(page)
}

/// The address as a picture that phones read; nothing if it is too long for one, which ours are not.
fn picture(address: &str) -> String {
    let Ok(code) = QrCode::new(address.as_bytes()) else { return String::new() };
    let svg = code.render::<svg::Color<'_>>().min_dimensions(200, 200).build();
    svg.split_once("?>").map_or(svg.clone(), |(_, svg)| svg.to_owned())
}

async fn begin(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let Some(who) = &request.visitor.signed_in else { return Err(Failure::sign_in_first(frame.clone())) };
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let secret: String = sent.secret.chars().filter(|c| !c.is_whitespace()).collect();
    let begun = state.app.begin_factor(&request.visitor, &sent.old_password, &secret, &sent.code).await;
    match begun {
        Ok(written) => {
            let (secret, address, picture) = Default::default();
            Ok(html(&FactorPage { frame, errors: &Errors::default(), secret, address, picture, written }))
        }
        Err(error) => {
            let errors = errors_of(frame, error)?;
            // What is no secret of ours begins anew.
            let new = match state.app.factor_again(&who.person.email, &secret) {
                Ok(new) => new,
                Err(_) => state
                    .app
                    .new_factor(&request.visitor)
                    .await
                    .map_err(|error| Failure::page(error, frame.clone()))?,
            };
            Ok(show(frame, &new, &errors))
        }
    }
}

fn errors_of(frame: &Frame, error: AppError) -> Result<Errors, Failure> {
    if let AppError::Refused(Refusal::TooManyTries) = error {
        let mut errors = Errors::default();
        errors.add("old_password", frame.t("sign-in-too-many"));
        return Ok(errors);
    }
    Errors::of(frame, error).map_err(|error| Failure::page(error, frame.clone()))
}

async fn end(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    match state.app.end_factor(&request.visitor, &sent.old_password).await {
        Ok(()) => Ok(Redirect::to("/konto?nytt=enkelt").into_response()),
        Err(error) => {
            let errors = errors_of(frame, error)?;
            crate::account::with_errors(&state, &request, &errors).await
        }
    }
}

/// The page that asks for the code, after the password was right.
pub(crate) fn ask(frame: &Frame, half: String, onward: Onward) -> Response {
    html(&CodePage { frame, half, onward, error: None })
}

#[derive(Debug, Default, Deserialize)]
struct Code {
    #[serde(default)]
    halv: String,
    #[serde(default)]
    kod: String,
    #[serde(flatten)]
    onward: Onward,
}

async fn complete(
    Shared(state): Shared<State>,
    request: Request,
    jar: CookieJar,
    form: Result<Form<Code>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = request.frame.clone();
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame)) };
    match state.app.complete_session(&sent.halv, &sent.kod, &request.browser).await {
        Ok(token) => session::welcome(&state, request, jar, token, sent.onward).await,
        Err(AppError::Refused(Refusal::WrongCode)) => {
            let error = Some(frame.t("code-wrong"));
            let page = html(&CodePage { frame: &frame, half: sent.halv, onward: sent.onward, error });
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        // Once more from the beginning; a text that came along goes along.
        Err(AppError::Refused(Refusal::TooLate)) => {
            session::again(&state, &frame, sent.onward, frame.t("code-late")).await
        }
        Err(error) => Err(Failure::page(error, frame)),
    }
}
