//! What is said under a text while it is written: that personal data or a secret stands in it, and that it
//! sounds like a fault for IT support.
//!
//! Worked out from the text alone; nothing is looked up and nothing is kept. Not here: that a need with an identity
//! number is not sent (`app`), and where IT support is (`need::support`).

use app::suggest::{Hint, PersonalKind};
use askama::Template;
use axum::extract::State as Shared;
use axum::response::Response;
use axum_extra::extract::{Form, FormRejection};
use jiff::civil::Date;
use serde::Deserialize;

use crate::State;
use crate::error::{Failure, html};
use crate::form::{Pairs, value};
use crate::frame::Frame;
use crate::routes::Routes;
use crate::visitor::Request;

pub(crate) fn routes() -> Routes {
    Routes::new().post("/behov/kontroll", check).post("/losningar/kontroll", check_solution)
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
    /// A password, a code or a key; never as it is written.
    secret: Option<String>,
    /// An e-mail address or a phone number, as it is written.
    contact: Option<String>,
    /// What reads like one person, as it is written.
    individual: Option<String>,
    /// That it sounds like a fault, and by which words.
    support: Option<String>,
}

/// The hints of a text, as a part of a page.
pub(crate) fn of(frame: &Frame, text: &str, today: Date) -> String {
    hints(frame, text, today).render().unwrap_or_default()
}

/// The hints of a text that nobody reports a fault with: an entry of the catalogue.
pub(crate) fn personal(frame: &Frame, text: &str, today: Date) -> String {
    Hints { support: None, ..hints(frame, text, today) }.render().unwrap_or_default()
}

fn hints<'a>(frame: &'a Frame, text: &str, today: Date) -> Hints<'a> {
    let found = app::suggest::hints(text, today);
    let of = |kind: PersonalKind| found.personal.iter().find(|personal| personal.kind == kind);
    let contact = of(PersonalKind::EmailAddress).or_else(|| of(PersonalKind::PhoneNumber));
    let said = |range: &std::ops::Range<usize>| text.get(range.clone()).unwrap_or_default().to_owned();
    let why = |Hint { thing, trouble }: &Hint| {
        frame.t2("hint-support-why", ("thing", &said(thing)), ("trouble", &said(trouble)))
    };
    Hints {
        frame,
        number: of(PersonalKind::IdentityNumber).is_some(),
        secret: of(PersonalKind::Secret).map(|_| frame.t("hint-secret")),
        contact: contact.map(|personal| said(&personal.range)),
        individual: of(PersonalKind::Individual).map(|personal| said(&personal.range)),
        support: found.support.as_ref().map(why),
    }
}

/// The hints alone, for the form of a need while it is written in.
async fn check(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Written>, FormRejection>,
) -> Result<Response, Failure> {
    let Ok(Form(written)) = form else { return Err(Failure::unreadable_form(request.frame)) };
    Ok(html(&hints(&request.frame, &written.text, state.app.clock().now().day())))
}

/// The same for the form of a solution, of all its texts.
async fn check_solution(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(request.frame)) };
    let text = ["name", "summary", "description", "typical_needs"].map(|field| value(&sent, field));
    let found = hints(&request.frame, &text.join("\n"), state.app.clock().now().day());
    Ok(html(&Hints { support: None, ..found }))
}
