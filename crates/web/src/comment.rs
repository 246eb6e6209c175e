//! The thread of comments on the page of a need or a solution, writing in it, taking back, and hiding with a reason.

use app::comment::{CommentRow, Extent, Thread};
use app::{AppError, Refusal};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::comment::CommentState;
use domain::id::CommentId;
use domain::number::{Number, Series};
use serde::Deserialize;

use crate::State;
use crate::error::{Failure, html};
use crate::form::Errors;
use crate::frame::Frame;
use crate::routes::Routes;
use crate::visitor::Request;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/kommentarer/{of}", whole)
        .post("/kommentarer/{of}", write)
        .post("/kommentarer/{of}/ta-tillbaka", take_back)
        .get("/kommentarer/{of}/dolj", hiding)
        .post("/kommentarer/{of}/dolj", hide)
}

/// What was written, or pressed beside a comment.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Sent {
    comment: String,
    identity_reason: String,
    version: String,
    reason: String,
    /// `angra`: undo what was done.
    gor: String,
}

/// One comment.
struct Row {
    id: CommentId,
    version: i64,
    who: String,
    time: String,
    text: String,
    /// Whom it asks, or that it answers.
    about: String,
    may_answer: bool,
    /// Why its words are not shown, or that others do not see them.
    state: Option<String>,
    mentioned: String,
    own: bool,
    may_hide: bool,
    shown: bool,
    taken_back: bool,
    hidden: bool,
}

/// The thread as a part of a page.
#[derive(Template)]
#[template(path = "comment/section.html")]
struct Section<'a> {
    frame: &'a Frame,
    number: String,
    heading: String,
    rows: Vec<Row>,
    /// How many older there are.
    older: Option<String>,
    may_write: bool,
}

#[derive(Template)]
#[template(path = "comment/page.html")]
struct ThreadPage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    number: String,
    address: String,
    section: String,
    sent: &'a Sent,
    asks_reason: bool,
    may_write: bool,
}

#[derive(Template)]
#[template(path = "comment/hide.html")]
struct HidePage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    number: String,
    address: String,
    id: CommentId,
    version: i64,
    text: String,
    reason: &'a str,
}

/// What has just been done, as the address says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    alla: String,
}

/// The page of a record.
fn address_of(number: Number) -> String {
    match number.series {
        Series::Need => format!("/behov/{number}"),
        Series::Solution => format!("/losningar/{number}"),
        Series::Case => format!("/arenden/{number}"),
        Series::Initiative => format!("/initiativ/{number}"),
        Series::Contract => format!("/avtal/{number}"),
    }
}

/// The newest comments of a record, as a part of its page; nothing for who is not signed in.
///
/// # Errors
/// As `App::thread`.
pub(crate) async fn part(state: &State, request: &Request, number: Number) -> Result<String, AppError> {
    let thread = state.app.thread(&request.visitor.actor, number, Extent::Newest).await?;
    Ok(if request.visitor.actor.member().is_some() {
        section(&request.frame, number, &thread, thread.may_write)
    } else {
        String::new()
    })
}

fn section(frame: &Frame, number: Number, thread: &Thread, may_write: bool) -> String {
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let older = thread.total - count(thread.rows.len());
    let section = Section {
        frame,
        number: number.to_string(),
        heading: frame.tn("comments-heading", thread.total),
        rows: thread.rows.iter().map(|row| self::row(frame, row)).collect(),
        older: (older > 0).then(|| frame.tn("comments-older", older)),
        may_write,
    };
    section.render().unwrap_or_default()
}

fn row(frame: &Frame, row: &CommentRow) -> Row {
    let comment = &row.comment;
    let reason = comment.reason.clone().unwrap_or_default();
    let state = match comment.state {
        CommentState::Shown => None,
        CommentState::TakenBack => Some(frame.t("comment-taken-back")),
        CommentState::Hidden => Some(frame.t1("comment-hidden", "reason", &reason)),
    };
    Row {
        id: comment.id,
        version: comment.version,
        who: format!("{}, {}", row.person, row.organisation),
        time: frame.time_of(comment.at),
        text: comment.text.clone(),
        about: match (&row.asked, comment.answers) {
            (Some(asked), _) => frame.t1("question-asked-of", "organisation", asked),
            (None, Some(_)) => frame.t("question-is-answer"),
            (None, None) => String::new(),
        },
        may_answer: row.may_answer,
        state,
        mentioned: frame.list(&row.mentioned),
        own: row.own,
        may_hide: row.may_hide,
        shown: comment.state == CommentState::Shown,
        taken_back: comment.state == CommentState::TakenBack,
        hidden: comment.state == CommentState::Hidden,
    }
}

/// The thread on a page of its own: all of it, or what could not be kept with the reason.
async fn whole(
    Shared(state): Shared<State>,
    request: Request,
    Path(of): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let number = numbered(&request, &of)?;
    let extent = match asked.map(|Query(asked)| asked.alla).unwrap_or_default().as_str() {
        "ja" => Extent::All,
        _ => Extent::Newest,
    };
    thread_page(&state, &request, number, extent, &Sent::default(), &Errors::default()).await
}

async fn thread_page(
    state: &State,
    request: &Request,
    number: Number,
    extent: Extent,
    sent: &Sent,
    errors: &Errors,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    if request.visitor.actor.member().is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let thread = state.app.thread(&request.visitor.actor, number, extent).await.map_err(failed)?;
    let told = frame.t("hint-identity-number");
    let page = html(&ThreadPage {
        frame,
        errors,
        number: number.to_string(),
        address: address_of(number),
        section: section(frame, number, &thread, false),
        sent,
        asks_reason: errors.at("comment") == told || !sent.identity_reason.is_empty(),
        may_write: thread.may_write,
    });
    Ok(errors.on(page))
}

async fn write(
    Shared(state): Shared<State>,
    request: Request,
    Path(of): Path<String>,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(request.frame)) };
    let number = numbered(&request, &of)?;
    if request.visitor.actor.member().is_none() {
        return Err(Failure::sign_in_first(request.frame));
    }
    let actor = &request.visitor.actor;
    match state.app.comment_on(actor, number, &sent.comment, &sent.identity_reason).await {
        Ok(comment) => {
            Ok(Redirect::to(&format!("{}#kommentar-{}", address_of(number), comment.id)).into_response())
        }
        Err(error) => match Errors::of(&request.frame, error) {
            Ok(errors) => thread_page(&state, &request, number, Extent::Newest, &sent, &errors).await,
            Err(error) => Err(Failure::page(error, request.frame.clone())),
        },
    }
}

async fn take_back(
    Shared(state): Shared<State>,
    request: Request,
    Path(of): Path<String>,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let (id, sent) = pressed(&request, &of, form)?;
    let undo = sent.gor == "angra";
    let taken = state.app.take_comment_back(&request.visitor.actor, id, version(&sent), undo).await;
    let number = taken.map_err(|error| Failure::page(error, request.frame.clone()))?;
    Ok(Redirect::to(&format!("{}#kommentar-{id}", address_of(number))).into_response())
}

/// Asks why a comment is hidden.
async fn hiding(
    Shared(state): Shared<State>,
    request: Request,
    Path(of): Path<String>,
) -> Result<Response, Failure> {
    let id = identified(&request, &of)?;
    hide_page(&state, &request, id, "", &Errors::default()).await
}

async fn hide_page(
    state: &State,
    request: &Request,
    id: CommentId,
    reason: &str,
    errors: &Errors,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let found = state.app.comment_to_hide(&request.visitor.actor, id).await;
    let (comment, number) = found.map_err(|error| Failure::page(error, frame.clone()))?;
    if comment.state != CommentState::Shown {
        return Err(Failure::page(AppError::Refused(Refusal::ChangedMeanwhile), frame.clone()));
    }
    let page = html(&HidePage {
        frame,
        errors,
        number: number.to_string(),
        address: address_of(number),
        id,
        version: comment.version,
        text: comment.text,
        reason,
    });
    Ok(errors.on(page))
}

async fn hide(
    Shared(state): Shared<State>,
    request: Request,
    Path(of): Path<String>,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let (id, sent) = pressed(&request, &of, form)?;
    let reason = (sent.gor != "angra").then_some(sent.reason.as_str());
    match state.app.hide_comment(&request.visitor.actor, id, version(&sent), reason).await {
        Ok(number) => Ok(Redirect::to(&format!("{}#kommentar-{id}", address_of(number))).into_response()),
        Err(error) => match Errors::of(&request.frame, error) {
            Ok(errors) => hide_page(&state, &request, id, &sent.reason, &errors).await,
            Err(error) => Err(Failure::page(error, request.frame.clone())),
        },
    }
}

/// The version that the button stood beside; 0, which no comment has, when it cannot be told.
fn version(sent: &Sent) -> i64 {
    sent.version.parse().unwrap_or(0)
}

fn pressed(
    request: &Request,
    of: &str,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<(CommentId, Sent), Failure> {
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(request.frame.clone())) };
    Ok((identified(request, of)?, sent))
}

fn numbered(request: &Request, of: &str) -> Result<Number, Failure> {
    of.parse().map_err(|_| Failure::page(AppError::NotFound, request.frame.clone()))
}

fn identified(request: &Request, of: &str) -> Result<CommentId, Failure> {
    of.parse().map_err(|_| Failure::page(AppError::NotFound, request.frame.clone()))
}
