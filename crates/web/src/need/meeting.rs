//! Needs that were heard in one meeting: several in a row, saved as drafts, all or none.

use app::need::NeedInput;
use app::{AppError, Invalid};
use askama::Template;
use axum::extract::State as Shared;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::need::{NeedFacts, NeedField, Origin};
use domain::permission::Actor;
use domain::sharing::Sharing;
use serde::Deserialize;

use super::new;
use crate::State;
use crate::error::{Failure, html};
use crate::form::Errors;
use crate::frame::Frame;
use crate::visitor::{Look, Request};

/// Most needs that are written on one page.
const MOST: usize = 50;

/// The form as it was sent; texts and titles belong together by their order.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct MeetingForm {
    heard_at: String,
    text: Vec<String>,
    title: Vec<String>,
    gor: String,
}

/// One need of the meeting and what is wrong with it.
struct Row {
    /// Number in the order of the page, from 1.
    number: usize,
    /// Ids of its fields; the first have no number, as in `form::Errors`.
    text_id: String,
    title_id: String,
    text: String,
    title: String,
    /// Whether this is the row that was just asked for.
    fresh: bool,
}

#[derive(Template)]
#[template(path = "need/meeting.html")]
struct MeetingPage<'a> {
    frame: &'a Frame,
    heard_at: &'a str,
    rows: Vec<Row>,
    errors: &'a Errors,
    notice: Option<String>,
    signs_in: bool,
    can_grow: bool,
}

impl MeetingForm {
    /// The rows in which something was written.
    fn written(&self) -> Vec<(String, String)> {
        let titles = self.title.iter().cloned().chain(std::iter::repeat(String::new()));
        let texts = self.text.iter().cloned().chain(std::iter::repeat(String::new()));
        let length = self.text.len().max(self.title.len());
        let rows = texts.zip(titles).take(length);
        rows.filter(|(text, title)| !text.trim().is_empty() || !title.trim().is_empty()).collect()
    }

    /// Each need for the deed.
    fn inputs(&self) -> Vec<NeedInput> {
        let input = |(text, title): (String, String)| NeedInput {
            facts: NeedFacts { title, text, heard_at: Some(self.heard_at.clone()), ..NeedFacts::default() },
            requirements: String::new(),
            origin: Origin::Meeting,
            sharing: Sharing::Collaboration,
        };
        // With nothing written at all, the deed is asked for one empty need and says what is missing.
        let written = self.written();
        if written.is_empty() {
            vec![input(Default::default())]
        } else {
            written.into_iter().map(input).collect()
        }
    }
}

pub(super) async fn empty(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    if let Some(instead) = new::writers_only(&state, &request).await? {
        return Ok(instead);
    }
    Ok(page(&request.frame, &MeetingForm::default(), &Errors::default(), None))
}

pub(super) async fn save(
    Shared(state): Shared<State>,
    look: Look,
    request: Result<Request, Failure>,
    form: Result<Form<MeetingForm>, FormRejection>,
) -> Result<Response, Failure> {
    let Ok(Form(form)) = form else { return Err(Failure::unreadable_form(Frame::outside(&look))) };
    let request = match request {
        Ok(request) => request,
        Err(failure) => {
            let why = failure.unsaved();
            return Ok(unsaved(&Frame::outside(&look), &form, failure, why));
        }
    };
    let frame = &request.frame;
    if form.gor == "fler" {
        return Ok(page(frame, &form, &Errors::default(), None));
    }
    match state.app.draft_needs(&request.visitor.actor, form.inputs()).await {
        Ok(needs) => {
            Ok(Redirect::to(&format!("/behov?visa=mina&lage=draft&sparade={}", needs.len())).into_response())
        }
        Err(error) => Ok(again(&request, &form, error)),
    }
}

/// The form again, with everything that was written and what stood in the way.
fn again(request: &Request, form: &MeetingForm, error: AppError) -> Response {
    let frame = &request.frame;
    let error = match error {
        AppError::Invalid(fields) => {
            // The meeting is asked once, although each need has it.
            let once = |field: &Invalid| field.index == 0 || field.field != NeedField::HeardAt.name();
            AppError::Invalid(fields.into_iter().filter(once).collect())
        }
        other @ (AppError::NotFound
        | AppError::Denied
        | AppError::Refused(_)
        | AppError::Conflict(_)
        | AppError::Internal(_)) => other,
    };
    match Errors::of(frame, error) {
        Ok(errors) => (StatusCode::UNPROCESSABLE_ENTITY, page(frame, form, &errors, None)).into_response(),
        Err(AppError::Denied) if matches!(request.visitor.actor, Actor::Anonymous) => {
            unsaved(frame, form, Failure::sign_in_first(frame.clone()), "need-sign-in-to-save")
        }
        Err(AppError::Denied) => {
            unsaved(frame, form, Failure::page(AppError::Denied, frame.clone()), "need-role-may-not-write")
        }
        Err(error) => unsaved(frame, form, Failure::page(error, frame.clone()), "need-not-saved-now"),
    }
}

fn unsaved(frame: &Frame, form: &MeetingForm, failure: Failure, key: &str) -> Response {
    let shown = page(frame, form, &Errors::default(), Some(frame.t(key)));
    (failure.into_response().status(), shown).into_response()
}

fn page(frame: &Frame, form: &MeetingForm, errors: &Errors, notice: Option<String>) -> Response {
    let mut written = form.written();
    let grows = form.gor == "fler" && written.len() < MOST;
    if grows || written.is_empty() {
        written.push(Default::default());
    }
    let last = written.len();
    let id = |name: &str, index: usize| if index == 0 { name.to_owned() } else { format!("{name}-{index}") };
    let row = |(index, (text, title)): (usize, (String, String))| Row {
        number: index + 1,
        text_id: id("text", index),
        title_id: id("title", index),
        fresh: grows && index + 1 == last,
        text,
        title,
    };
    html(&MeetingPage {
        frame,
        heard_at: &form.heard_at,
        rows: written.into_iter().enumerate().map(row).collect(),
        errors,
        signs_in: notice.is_some() && frame.person.is_none(),
        notice,
        can_grow: last < MOST,
    })
}
