//! Forums: the list, the page of one with who sits there and what waits, the forms, and a calendar of its meetings.
//!
//! Not here: meetings (`meeting`), and what processes call those who decide (`process`).

mod form;

use app::forum::{DueCase, ForumPage, ForumRow};
use app::meeting::{ActionRow, MeetingRow};
use app::{AppError, Separator, TableWriter};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::forum::Seat;
use serde::Deserialize;

use crate::State;
use crate::case::standing;
use crate::error::{Failure, html};
use crate::form::Pressed;
use crate::frame::{Frame, clock, count};
use crate::list::{Choice, csv_file};
use crate::meeting::{self, ActionLine, calendar, when};
use crate::routes::Routes;
use crate::trail::{self, Happening};
use crate::visitor::Request;

/// Meetings on a forum's page before the rest is asked for.
const MEETINGS: usize = 8;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/forum", list)
        .get("/forum/nytt", form::begin_form)
        .post("/forum/nytt", form::begin)
        .get("/forum/{id}", page)
        .get("/forum/{id}/andra", form::edit_form)
        .post("/forum/{id}/andra", form::edit)
        .post("/forum/{id}/platser", seat)
        .post("/forum/{id}/avsluta", end)
        .get("/forum/{id}/moten.csv", csv)
        .get("/forum/{id}/kalender.ics", in_calendars)
}

/// A forum in the list.
struct Row {
    address: String,
    name: String,
    organisation: String,
    jointly: bool,
    seats: String,
    next: Option<(String, String)>,
    waiting: Option<String>,
}

#[derive(Template)]
#[template(path = "forum/list.html")]
struct ListPage<'a> {
    frame: &'a Frame,
    rows: Vec<Row>,
    may_begin: bool,
}

async fn list(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let listed = state.app.list_forums(&request.visitor.actor).await;
    let (forums, may_begin) = listed.map_err(|error| Failure::page(error, frame.clone()))?;
    let rows = forums.iter().map(|row| self::row(frame, row)).collect();
    Ok(html(&ListPage { frame, rows, may_begin }))
}

fn row(frame: &Frame, row: &ForumRow) -> Row {
    Row {
        address: format!("/forum/{}", row.forum.id),
        name: row.forum.name.clone(),
        organisation: row.organisation.clone(),
        jointly: row.forum.collaboration.is_some(),
        seats: frame.tn("forum-seats-count", count(row.seats)),
        next: row.next.as_ref().map(|next| (format!("/moten/{}", next.id), frame.day(next.day))),
        waiting: (row.waiting > 0).then(|| frame.tn("forum-waiting-count", count(row.waiting))),
    }
}

/// Somebody who sits there.
struct SeatLine {
    person: String,
    name: String,
    organisation: String,
    seat: String,
}

/// A meeting of the forum.
struct MeetingLine {
    address: String,
    on: String,
    name: String,
    when: String,
    place: String,
    state: String,
    colour: &'static str,
    items: String,
}

/// A case that waits for it.
struct DueLine {
    number: String,
    title: String,
    standing: String,
    organisation: String,
    due: Option<String>,
    is_late: bool,
}

#[derive(Template)]
#[template(path = "forum/page.html")]
struct Page<'a> {
    frame: &'a Frame,
    read: &'a ForumPage,
    address: String,
    told: Option<String>,
    voting: String,
    quorum: Option<String>,
    seats: Vec<SeatLine>,
    able: Vec<Choice>,
    roles: Vec<Choice>,
    meetings: Vec<MeetingLine>,
    /// The meeting that is held now or comes next.
    next: Option<(String, String)>,
    /// How many more there are, when they are not shown.
    more: Option<String>,
    due: Vec<DueLine>,
    actions: Vec<ActionLine>,
    history: Vec<Happening>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    nytt: String,
    moten: String,
}

async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let (frame, actor) = (&request.frame, &request.visitor.actor);
    let failed = |error| Failure::page(error, frame.clone());
    let id = request.named(&id)?;
    let read = state.app.read_forum(actor, id).await.map_err(failed)?;
    let able = if read.may_keep { state.app.seatable(actor, id).await.map_err(failed)? } else { Vec::new() };
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let told = match asked.nytt.as_str() {
        "forum" => Some("forum-told-begun"),
        "sparat" => Some("case-told-saved"),
        "plats" => Some("forum-told-seat"),
        "avslutat" => Some("forum-told-ended"),
        _ => None,
    };
    let shown = if asked.moten == "alla" { read.meetings.len() } else { MEETINGS };
    let hidden = read.meetings.len().saturating_sub(shown);
    let free = able.iter().filter(|(id, ..)| read.seats.iter().all(|row| row.seat.person != *id));
    let able = free.map(|(id, name, organisation)| Choice {
        value: id.to_string(),
        label: format!("{name}, {organisation}"),
        chosen: false,
    });
    Ok(html(&Page {
        frame,
        address: format!("/forum/{id}"),
        told: told.map(|key| frame.t(key)),
        voting: frame.word("voting", read.forum.voting.code()),
        quorum: (read.forum.quorum > 0).then(|| frame.tn("forum-quorum-is", i64::from(read.forum.quorum))),
        seats: read.seats.iter().map(|row| seat_line(frame, row)).collect(),
        able: able.collect(),
        roles: Seat::ALL
            .iter()
            .map(|one| Choice::new(one.code(), frame.word("seat", one.code()), Seat::Member.code()))
            .collect(),
        meetings: read.meetings.iter().take(shown).map(|row| meeting_line(frame, row)).collect(),
        next: read.meetings.iter().rev().find(|row| row.meeting.state.is_open()).map(|row| {
            let name = frame.t1("forum-to-meeting", "day", &frame.day(row.meeting.day));
            (format!("/moten/{}", row.meeting.id), name)
        }),
        more: (hidden > 0).then(|| frame.tn("forum-more-meetings", count(hidden))),
        due: read.due.iter().map(|one| due_line(frame, one)).collect(),
        actions: read.actions.iter().map(|row: &ActionRow| meeting::action_line(frame, row)).collect(),
        history: trail::happenings(frame, &read.history),
        read: &read,
    }))
}

fn seat_line(frame: &Frame, row: &app::forum::SeatRow) -> SeatLine {
    SeatLine {
        person: row.seat.person.to_string(),
        name: row.name.clone(),
        organisation: row.organisation.clone(),
        seat: frame.word("seat", row.seat.seat.code()),
    }
}

fn meeting_line(frame: &Frame, row: &MeetingRow) -> MeetingLine {
    let meeting = &row.meeting;
    let (all, decided) = row.items;
    let items = match decided {
        0 => frame.tn("meeting-items", count(all)),
        _ => format!(
            "{}, {}",
            frame.tn("meeting-items", count(all)),
            frame.tn("meeting-decided", count(decided))
        ),
    };
    MeetingLine {
        address: format!("/moten/{}", meeting.id),
        on: meeting.day.to_string(),
        name: frame.t1("meeting-number", "number", &meeting.number.to_string()),
        when: when(frame, meeting),
        place: meeting.place.clone(),
        state: frame.word("meeting-state", meeting.state.code()),
        colour: meeting::colour(meeting.state),
        items,
    }
}

fn due_line(frame: &Frame, one: &DueCase) -> DueLine {
    DueLine {
        number: one.case.number.to_string(),
        title: one.case.title.clone(),
        standing: standing(frame, &one.case, &one.process),
        organisation: one.organisation.clone(),
        due: one.case.due.map(|day| frame.day(day)),
        is_late: one.is_late,
    }
}

/// What was chosen about a seat.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SeatSent {
    person: String,
    /// Empty takes the seat.
    seat: String,
}

async fn seat(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<SeatSent>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let id = request.named(&id)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let person = sent.person.parse().map_err(|_| failed(AppError::NotFound))?;
    let seat = Seat::from_code(&sent.seat);
    state.app.set_seat(&request.visitor.actor, id, person, seat).await.map_err(failed)?;
    Ok(Redirect::to(&format!("/forum/{id}?nytt=plats#platser")).into_response())
}

async fn end(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pressed>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let id = request.named(&id)?;
    let Ok(Form(pressed)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let version = pressed.version();
    let done = state.app.end_forum(&request.visitor.actor, id, version).await;
    done.map_err(|error| Failure::page(error, frame.clone()))?;
    Ok(Redirect::to(&format!("/forum/{id}?nytt=avslutat")).into_response())
}

/// The forum's meetings as a file.
async fn csv(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let id = request.named(&id)?;
    let read = state.app.read_forum(&request.visitor.actor, id).await.map_err(failed)?;
    csv_file(frame, "moten", state.app.clock().now().day(), written(frame, &read))
}

fn written(frame: &Frame, read: &ForumPage) -> std::io::Result<Vec<u8>> {
    let head = ["meeting-day", "meeting-starts", "meeting-ends", "meeting-place", "need-column-state"];
    let mut head: Vec<String> = head.iter().map(|key| frame.t(key)).collect();
    head.extend([frame.t("meeting-agenda"), frame.t("meeting-decided-many")]);
    let mut table = TableWriter::new(Vec::new(), Separator::Comma, &head)?;
    for row in &read.meetings {
        let (meeting, (all, decided)) = (&row.meeting, row.items);
        table.write(&[
            meeting.day.to_string(),
            clock(meeting.starts),
            clock(meeting.ends),
            meeting.place.clone(),
            frame.word("meeting-state", meeting.state.code()),
            all.to_string(),
            decided.to_string(),
        ])?;
    }
    table.finish()
}

/// The meetings that are not over, for people's own calendars.
async fn in_calendars(
    Shared(state): Shared<State>,
    request: Request,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let id = request.named(&id)?;
    let read = state.app.read_forum(&request.visitor.actor, id).await.map_err(failed)?;
    let meetings: Vec<_> = read
        .meetings
        .iter()
        .filter(|row| row.meeting.state.is_open())
        .map(|row| (&row.meeting, ""))
        .collect();
    Ok(calendar(&state, &headers, frame, &read.forum.name, &meetings))
}
