//! What a letter opens: its facts, with one press for all that are right and one for each. Reading changes nothing, since mail programs
//! fetch addresses by themselves.

use app::freshness::{LetterLine, LetterRead, Outcome};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Form, FormRejection};
use jiff::civil::Date;
use serde::Deserialize;

use super::{failed, words};
use crate::State;
use crate::error::{Failure, html};
use crate::form::{Pairs, value};
use crate::frame::Frame;
use crate::visitor::Request;

/// In the form: every fact that waits.
const ALL: &str = "alla";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    kod: String,
}

/// A fact that waits.
struct Row {
    place: usize,
    label: String,
    name: String,
    says: String,
    told: String,
    correct: String,
}

#[derive(Template)]
#[template(path = "freshness/letter.html")]
struct LetterPage<'a> {
    frame: &'a Frame,
    code: String,
    greeting: String,
    expires: String,
    rows: Vec<Row>,
    /// What has become of the others, in sentences.
    told: Vec<String>,
    /// Whether something was confirmed by the letter.
    has_done: bool,
}

#[derive(Template)]
#[template(path = "freshness/closed.html")]
struct ClosedPage<'a> {
    frame: &'a Frame,
    text: String,
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let code = asked.map(|Query(asked)| asked).unwrap_or_default().kod;
    let read = state.app.read_letter(&request.visitor.actor, &code).await.map_err(failed(frame))?;
    Ok(shown(frame, (code, state.app.clock().now().day()), (read, StatusCode::OK)))
}

/// Confirms one fact or all of them. Whatever is in the way is told; nothing but the facts of the letter can be confirmed.
pub(super) async fn confirm(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let (code, which) = (value(&sent, "kod").to_owned(), value(&sent, "uppgift"));
    let places: Vec<usize> = which.parse().ok().into_iter().collect();
    let places = if which == ALL { None } else { Some(places.as_slice()) };
    let read = state.app.confirm_by_letter(&request.visitor.actor, &code, places).await;
    let read = (read.map_err(failed(frame))?, StatusCode::CONFLICT);
    Ok(shown(frame, (code, state.app.clock().now().day()), read))
}

/// The facts; where the letter leads nowhere, that it does, with a status of its own.
fn shown(
    frame: &Frame,
    (code, today): (String, Date),
    (read, closed_as): (LetterRead, StatusCode),
) -> Response {
    let (name, expires, lines) = match read {
        LetterRead::Open { name, expires, lines } => (name, expires, lines),
        LetterRead::Late => return closed(frame, ("confirm-late", closed_as)),
        LetterRead::Another => return closed(frame, ("confirm-another", closed_as)),
    };
    let waiting = lines.iter().filter(|line| line.outcome == Outcome::Waiting);
    let rows: Vec<Row> = waiting.filter_map(|line| row(frame, line, today)).collect();
    let done = |line: &LetterLine| matches!(line.outcome, Outcome::Confirmed(_));
    html(&LetterPage {
        frame,
        code,
        greeting: frame.t1("mail-hello", "name", &name),
        expires: frame.t1("confirm-until", "day", &frame.day_of(expires)),
        rows,
        told: lines.iter().filter_map(|line| told(frame, line)).collect(),
        has_done: lines.iter().any(done),
    })
}

fn row(frame: &Frame, line: &LetterLine, today: Date) -> Option<Row> {
    let row = line.row.as_ref()?;
    Some(Row {
        place: line.place,
        label: words::fact_label(frame, row),
        name: words::about(row).1.to_owned(),
        says: words::says(frame, row),
        told: words::told(frame, (row.said, row.confirmed_by.as_deref()), today),
        correct: words::correct(row),
    })
}

/// What has become of a fact that does not wait any more.
fn told(frame: &Frame, line: &LetterLine) -> Option<String> {
    let name = line.row.as_ref().map(|row| words::about(row).1.to_owned()).unwrap_or_default();
    match line.outcome {
        Outcome::Waiting => None,
        Outcome::Confirmed(at) => {
            Some(frame.t2("confirm-done", ("name", &name), ("day", &frame.time_of(at))))
        }
        Outcome::Changed => Some(frame.t1("confirm-changed", "name", &name)),
        Outcome::NotYours => Some(frame.t("confirm-not-yours")),
    }
}

/// What is shown where the letter leads nowhere: what happened and what to do, and nothing of what it was about.
fn closed(frame: &Frame, (key, status): (&str, StatusCode)) -> Response {
    let page = html(&ClosedPage { frame, text: frame.t(key) });
    (status, page).into_response()
}
