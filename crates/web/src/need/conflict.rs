//! Two people have changed the same need: both texts side by side, field by field, and a choice.
//!
//! Each choice sends the text it stands for, so the form that comes back is an ordinary one, over the version
//! that is there now.

use app::Directory;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::need::Need;
use domain::text;

use super::form::NeedForm;
use crate::State;
use crate::error::html;
use crate::frame::Frame;
use crate::names;
use crate::visitor::Request;

/// A field and what stands in it: as it is sent, and as it is read.
struct Value {
    field: &'static str,
    key: &'static str,
    sent: String,
    shown: String,
}

/// A field that differs.
struct Difference {
    label: String,
    mine: Value,
    theirs: Value,
}

#[derive(Template)]
#[template(path = "need/conflict.html")]
struct ConflictPage<'a> {
    frame: &'a Frame,
    number: String,
    version: i64,
    /// Who saved last, in words.
    who: String,
    heading: String,
    text: String,
    differences: Vec<Difference>,
    same: Vec<Value>,
    to_be_sent: bool,
}

/// The page with both texts; without a difference there is nothing to choose, and the need is shown.
pub(super) async fn page(state: &State, request: &Request, form: &NeedForm, current: &Need) -> Response {
    let frame = &request.frame;
    let directory = state.app.directory().await.unwrap_or_default();
    let theirs = values(frame, &directory, &NeedForm::of(current));
    let (mut differences, mut same) = (Vec::new(), Vec::new());
    for (mine, theirs) in values(frame, &directory, form).into_iter().zip(theirs) {
        // An empty title asks for one made from the text: no text of its own that could differ.
        if mine.sent == theirs.sent || (mine.field == "title" && mine.sent.is_empty()) {
            same.push(mine);
        } else {
            differences.push(Difference { label: frame.t(mine.key), mine, theirs });
        }
    }
    if differences.is_empty() {
        return Redirect::to(&format!("/behov/{}", current.number)).into_response();
    }
    let who = last_writer(state, request, current).await.unwrap_or_else(|| frame.t("need-somebody-else"));
    let time = frame.time_of(current.updated);
    let page = ConflictPage {
        frame,
        number: current.number.to_string(),
        version: current.version,
        heading: frame.t1("need-conflict", "who", &who),
        text: frame.t2("need-conflict-text", ("who", &who), ("time", &time)),
        who,
        differences,
        same,
        to_be_sent: form.is_to_be_sent(),
    };
    (StatusCode::CONFLICT, html(&page)).into_response()
}

/// The name of the person, or at least the organisation, that the last event is from.
async fn last_writer(state: &State, request: &Request, need: &Need) -> Option<String> {
    let page = state.app.read_need(&request.visitor.actor, need.number).await.ok()?;
    let last = page.history.into_iter().next()?;
    last.person.or(last.organisation)
}

/// Every field of a form in the order in which it is asked.
fn values(frame: &Frame, directory: &Directory, form: &NeedForm) -> Vec<Value> {
    let codes = form.capability_codes();
    let in_words: Vec<String> =
        codes.iter().map(|code| names::capability_of(frame, directory, code)).collect();
    let area = match form.service_area.as_str() {
        "" => String::new(),
        code => names::area_of(frame, directory, code),
    };
    let word =
        |group: &str, code: &str| if code.is_empty() { String::new() } else { frame.word(group, code) };
    let written = |field, key, text: &str| {
        let sent = text::clean(text);
        Value { field, key, shown: sent.clone(), sent }
    };
    let chosen = |field, key, sent: String, shown: String| Value { field, key, sent, shown };
    vec![
        written("text", "need-text", &form.text),
        written("title", "need-title", &form.title),
        written("who", "need-who", &form.who),
        written("affected", "need-affected", &form.affected),
        written("how_often", "need-how-often", &form.how_often),
        written("wanted_effect", "need-wanted-effect", &form.wanted_effect),
        written("law", "need-law", &form.law),
        chosen("service_area", "need-service-area", form.service_area.clone(), area),
        chosen("capabilities", "need-capabilities", codes.join(","), in_words.join("\n")),
        written("requirements", "need-requirements", &form.requirements),
        chosen("origin", "need-origin", form.origin.clone(), word("origin", &form.origin)),
        written("on_behalf_of", "need-on-behalf-of", &form.on_behalf_of),
        written("heard_at", "need-heard-at", &form.heard_at),
        written("identity_reason", "need-identity-reason", &form.identity_reason),
        chosen("sharing", "need-sharing", form.sharing.clone(), word("sharing", &form.sharing)),
    ]
}
