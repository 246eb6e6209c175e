//! What is said under a text while it is written: that a personal identity number stands in it, that an address or a
//! phone number does, and that it sounds like a fault for IT support.
//!
//! Worked out from the text alone; nothing is looked up and nothing is kept. Not here: that a need with an identity
//! number is not sent (`app`), and where IT support is (`need::support`).

use app::suggest::{Hint, PersonalKind};
use askama::Template;
use axum::Router;
use axum::response::Response;
use axum::routing::post;
use axum_extra::extract::{Form, FormRejection};
use serde::Deserialize;

use crate::State;
use crate::error::{Failure, html};
use crate::frame::Frame;
use crate::visitor::Request;

pub(crate) fn routes() -> Router<State> {
    Router::new().route("/behov/kontroll", post(check))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Written {
    text: String,
}

/// Everything there is to say of a text.
#[derive(Template)]
#[template(path = "start/hints.html")]
struct Hints<'a> {
    frame: &'a Frame,
    /// A personal identity number: it has to go before the text is sent.
    number: bool,
    /// An e-mail address or a phone number, as it is written.
    contact: Option<String>,
    /// That it sounds like a fault, and by which words.
    support: Option<String>,
}

/// The hints of a text, as a part of a page.
pub(crate) fn of(frame: &Frame, text: &str) -> String {
    hints(frame, text).render().unwrap_or_default()
}

fn hints<'a>(frame: &'a Frame, text: &str) -> Hints<'a> {
    let found = app::suggest::hints(text);
    let of = |kind: PersonalKind| found.personal.iter().find(|personal| personal.kind == kind);
    let contact = of(PersonalKind::EmailAddress).or_else(|| of(PersonalKind::PhoneNumber));
    let said = |range: &std::ops::Range<usize>| text.get(range.clone()).unwrap_or_default().to_owned();
    let why = |Hint { thing, trouble }: &Hint| {
        frame.t2("hint-support-why", ("thing", &said(thing)), ("trouble", &said(trouble)))
    };
    Hints {
        frame,
        number: of(PersonalKind::IdentityNumber).is_some(),
        contact: contact.map(|personal| said(&personal.range)),
        support: found.support.as_ref().map(why),
    }
}

/// The hints alone, for the form of a need while it is written in.
async fn check(request: Request, form: Result<Form<Written>, FormRejection>) -> Result<Response, Failure> {
    let Ok(Form(written)) = form else { return Err(Failure::unreadable_form(request.frame)) };
    Ok(html(&hints(&request.frame, &written.text)))
}
