//! One ring: its words, its note, what has happened to it, and whether it is in use.

use app::history::HistoryEntry;
use app::synonym::RingUse;
use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::event::EventKind;
use serde::Deserialize;

use super::{address, understood};
use crate::State;
use crate::error::{Failure, html};
use crate::frame::Frame;
use crate::names;
use crate::visitor::Request;

struct Happening {
    on: String,
    day: String,
    sentence: String,
    /// The words as they were before.
    before: String,
}

#[derive(Template)]
#[template(path = "synonym/page.html")]
struct RingPage<'a> {
    frame: &'a Frame,
    address: String,
    heading: String,
    kind: String,
    terms: &'a [String],
    note: String,
    active: bool,
    version: i64,
    may_keep: bool,
    history: Vec<Happening>,
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let id = understood(frame, &id)?;
    let read = state.app.read_ring(&request.visitor.actor, id).await;
    let read = read.map_err(|error| Failure::page(error, frame.clone()))?;
    let ring = &read.ring;
    Ok(html(&RingPage {
        frame,
        address: address(id),
        heading: ring.terms.first().cloned().unwrap_or_default(),
        kind: frame.word("ring-kind", ring.kind.code()),
        terms: &ring.terms,
        note: ring.note.clone().unwrap_or_default(),
        active: ring.active,
        version: ring.version,
        may_keep: state.app.may_keep_words(&request.visitor.actor),
        history: read.history.iter().map(|entry| happening(frame, entry)).collect(),
    }))
}

fn happening(frame: &Frame, entry: &HistoryEntry) -> Happening {
    let who = names::doer_of(frame, entry);
    let key = match entry.event.kind {
        EventKind::Created => "synonym-was-added",
        EventKind::Imported => "synonym-was-imported",
        EventKind::Retired => "synonym-was-retired",
        EventKind::TakenUp => "synonym-was-taken-up",
        _ => "synonym-was-changed",
    };
    let terms = entry.event.changes.iter().find(|change| change.field == "terms");
    Happening {
        on: entry.event.at.day().to_string(),
        day: frame.day_of(entry.event.at),
        sentence: frame.t1(key, "who", &who),
        before: terms.and_then(|change| change.before.clone()).unwrap_or_default().replace('\n', ", "),
    }
}

/// The version that the button stood beside, and what it does.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Pressed {
    version: String,
    bruk: String,
}

pub(super) async fn use_ring(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pressed>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let Ok(Form(form)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let id = understood(frame, &id)?;
    let to = if form.bruk == "av" { RingUse::Retired } else { RingUse::Active };
    let done = state.app.use_ring(&request.visitor.actor, (id, form.version.parse().unwrap_or(0)), to).await;
    done.map_err(|error| Failure::page(error, frame.clone()))?;
    Ok(Redirect::to(&address(id)).into_response())
}
