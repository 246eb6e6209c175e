//! Calling a meeting, moving it, and what stands on its agenda.

use app::meeting::{AgendaStep, MeetingInput};
use app::{AppError, FieldProblem};
use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::forum::MeetingState;
use domain::number::Number;
use serde::Deserialize;

use super::{name_of, page, time_in};
use crate::State;
use crate::error::{Failure, html};
use crate::form::{Errors, Pairs, value};
use crate::frame::{Frame, clock};
use crate::list::Choice;
use crate::visitor::Request;

/// Empty lines for other matters.
const OTHERS: usize = 3;

#[derive(Template)]
#[template(path = "meeting/form.html")]
struct FormPage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    /// The forum's name and page, or those of the meeting that is moved.
    above: (String, String),
    address: String,
    is_new: bool,
    version: i64,
    day: String,
    starts: String,
    ends: String,
    place: String,
    /// What waits for the forum, and whether it is late.
    cases: Vec<(Choice, bool)>,
    others: Vec<String>,
}

/// What was sent and can be read; else what is wrong.
fn input(frame: &Frame, sent: &Pairs) -> Result<MeetingInput, Errors> {
    let mut errors = Errors::default();
    let day = value(sent, "day").trim().parse().ok();
    if day.is_none() {
        errors.add("day", frame.t("meeting-no-day"));
    }
    let mut time = |field| {
        let read = time_in(value(sent, field));
        if read.is_none() {
            errors.add(field, frame.t("meeting-no-time"));
        }
        read
    };
    let (starts, ends) = (time("starts"), time("ends"));
    let place = value(sent, "place").to_owned();
    match (day, starts, ends) {
        (Some(day), Some(starts), Some(ends)) => Ok(MeetingInput { day, starts, ends, place }),
        _ => Err(errors),
    }
}

pub(super) async fn call_form(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    show_call(&state, &request, &id, None, &Errors::default()).await
}

async fn show_call(
    state: &State,
    request: &Request,
    id: &str,
    sent: Option<&Pairs>,
    errors: &Errors,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let id = request.named(id)?;
    let read = state.app.read_forum(&request.visitor.actor, id).await.map_err(failed)?;
    if !read.may_call {
        return Err(failed(AppError::Denied));
    }
    let many = |name: &str| -> Vec<String> {
        let sent = sent.into_iter().flatten();
        sent.filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
    };
    let chosen = many("cases");
    let cases = read.due.iter().map(|one| {
        let number = one.case.number.to_string();
        let is_chosen = sent.is_none() || chosen.contains(&number);
        let label = format!("{} ({number}, {})", one.case.title, one.organisation);
        (Choice { value: number, label, chosen: is_chosen }, one.is_late)
    });
    let mut others = if sent.is_none() { read.put_off.clone() } else { many("others") };
    others.retain(|title| !title.trim().is_empty());
    others.resize(others.len().max(OTHERS - 1) + 1, String::new());
    let field = |name: &str, before: &str| sent.map_or(before, |sent| value(sent, name)).to_owned();
    // Mostly where and when it was the last time.
    let last = read.meetings.first().map(|row| &row.meeting);
    let page = html(&FormPage {
        frame,
        errors,
        above: (read.forum.name.clone(), format!("/forum/{id}")),
        address: format!("/forum/{id}/moten/nytt"),
        is_new: true,
        version: 0,
        day: field("day", ""),
        starts: field("starts", &last.map_or_else(String::new, |last| clock(last.starts))),
        ends: field("ends", &last.map_or_else(String::new, |last| clock(last.ends))),
        place: field("place", last.map_or("", |last| &last.place)),
        cases: cases.collect(),
        others,
    });
    Ok(errors.on(page))
}

pub(super) async fn call(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let forum = request.named(&id)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let input = match input(frame, &sent) {
        Ok(input) => input,
        Err(errors) => return show_call(&state, &request, &id, Some(&sent), &errors).await,
    };
    let all = |name: &'static str| sent.iter().filter(move |(key, _)| key == name).map(|(_, value)| value);
    let cases: Vec<Number> = all("cases").filter_map(|number| number.parse().ok()).collect();
    let others: Vec<String> = all("others").filter(|title| !title.trim().is_empty()).cloned().collect();
    match state.app.call_meeting(&request.visitor.actor, forum, input, &cases, &others).await {
        Ok(meeting) => Ok(Redirect::to(&format!("/moten/{}?nytt=kallat", meeting.id)).into_response()),
        Err(error) => {
            let errors = errors_of(frame, error)?;
            show_call(&state, &request, &id, Some(&sent), &errors).await
        }
    }
}

/// A case that has gone elsewhere meanwhile is told at the choice of cases.
fn errors_of(frame: &Frame, error: AppError) -> Result<Errors, Failure> {
    match error {
        AppError::Invalid(fields)
            if fields.iter().any(|one| one.field == "cases" && one.problem == FieldProblem::Unknown) =>
        {
            let mut errors = Errors::default();
            errors.add("cases", frame.t("meeting-case-elsewhere"));
            Ok(errors)
        }
        error => Errors::of(frame, error).map_err(|error| Failure::page(error, frame.clone())),
    }
}

pub(super) async fn edit_form(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    show_edit(&state, &request, &id, None, &Errors::default()).await
}

async fn show_edit(
    state: &State,
    request: &Request,
    id: &str,
    sent: Option<&Pairs>,
    errors: &Errors,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let id = request.named(id)?;
    let read = state.app.read_meeting(&request.visitor.actor, id).await.map_err(failed)?;
    if !read.may_plan || read.meeting.state != MeetingState::Planned {
        return Err(failed(AppError::Denied));
    }
    let meeting = &read.meeting;
    let field = |name: &str, before: &str| sent.map_or(before, |sent| value(sent, name)).to_owned();
    let page = html(&FormPage {
        frame,
        errors,
        above: (name_of(frame, &read.forum, meeting), format!("/moten/{id}")),
        address: format!("/moten/{id}/andra"),
        is_new: false,
        version: sent.and_then(|sent| value(sent, "version").parse().ok()).unwrap_or(meeting.version),
        day: field("day", &meeting.day.to_string()),
        starts: field("starts", &clock(meeting.starts)),
        ends: field("ends", &clock(meeting.ends)),
        place: field("place", &meeting.place),
        cases: Vec::new(),
        others: Vec::new(),
    });
    Ok(errors.on(page))
}

pub(super) async fn edit(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let meeting = request.named(&id)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let input = match input(frame, &sent) {
        Ok(input) => input,
        Err(errors) => return show_edit(&state, &request, &id, Some(&sent), &errors).await,
    };
    let version = value(&sent, "version").parse().unwrap_or(0);
    match state.app.edit_meeting(&request.visitor.actor, meeting, version, input).await {
        Ok(()) => Ok(Redirect::to(&format!("/moten/{meeting}?nytt=sparat")).into_response()),
        Err(error) => {
            let errors = errors_of(frame, error)?;
            show_edit(&state, &request, &id, Some(&sent), &errors).await
        }
    }
}

/// One press in the agenda: a case or another matter put on it, or one moved up or taken off.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Pressed {
    version: String,
    case: String,
    other: String,
    up: String,
    off: String,
}

pub(super) async fn agenda(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pressed>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let id = request.named(&id)?;
    let Ok(Form(pressed)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let item = |text: &str| text.parse().map_err(|_| failed(AppError::NotFound));
    let step = match (pressed.case.as_str(), pressed.up.as_str(), pressed.off.as_str()) {
        ("", "", "") => AgendaStep::Other(pressed.other.clone()),
        ("", "", off) => AgendaStep::Off(item(off)?),
        ("", up, _) => AgendaStep::Up(item(up)?),
        (case, ..) => AgendaStep::Case(case.parse().map_err(|_| failed(AppError::NotFound))?),
    };
    let version = pressed.version.parse().unwrap_or(0);
    match state.app.change_agenda(&request.visitor.actor, id, version, step).await {
        Ok(()) => Ok(Redirect::to(&format!("/moten/{id}#dagordning")).into_response()),
        Err(error) => {
            let errors = errors_of(frame, error)?;
            let sent = page::Sent { other: pressed.other, ..page::Sent::default() };
            page::show(&state, &request, id, ("", &sent), &errors).await
        }
    }
}
