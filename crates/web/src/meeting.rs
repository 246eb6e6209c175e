//! Meetings: the page of one with agenda, attendance and what was given to do. Calling one is in `plan`, the steps in `hold`, one
//! matter on the room's screen in `room`, the minutes in `minutes`.
//!
//! Not here: forums as such (`forum`), and what a decision does to a case (`case`).

mod hold;
mod minutes;
mod page;
mod plan;
mod room;

use app::CalendarEvent;
use app::meeting::ItemRow;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::forum::{Forum, ItemState, Meeting, MeetingState};
use jiff::civil::Time;

use crate::case::decided_words;
use crate::frame::{Frame, clock};
use crate::routes::Routes;
use crate::{State, Transport};

pub(crate) use page::{ActionLine, action_line};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/forum/{id}/moten/nytt", plan::call_form)
        .post("/forum/{id}/moten/nytt", plan::call)
        .get("/moten/{id}", page::page)
        .get("/moten/{id}/andra", plan::edit_form)
        .post("/moten/{id}/andra", plan::edit)
        .post("/moten/{id}/dagordning", plan::agenda)
        .post("/moten/{id}/narvaro", hold::attendance)
        .post("/moten/{id}/steg", hold::step)
        .post("/moten/{id}/atgarder", hold::action)
        .post("/atgarder/{id}", hold::finish)
        .get("/moten/{id}/punkter/{item}", room::page)
        .post("/moten/{id}/punkter/{item}", room::treat)
        .get("/moten/{id}/protokoll", minutes::page)
        .get("/moten/{id}/protokoll.pdf", minutes::pdf)
        .get("/moten/{id}/kalender.ics", minutes::in_calendars)
}

/// A time as people write it: with a full stop, a colon or neither.
fn time_in(text: &str) -> Option<Time> {
    let text = text.trim();
    let (hour, minute) = text.split_once(['.', ':']).unwrap_or((text, "0"));
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// "3 december 2026, 09.00–11.30".
pub(crate) fn when(frame: &Frame, meeting: &Meeting) -> String {
    format!("{}, {}–{}", frame.day(meeting.day), clock(meeting.starts), clock(meeting.ends))
}

/// The colour that goes with where a meeting stands; the words say the same.
pub(crate) const fn colour(state: MeetingState) -> &'static str {
    match state {
        MeetingState::Planned => "info",
        MeetingState::Running => "warning",
        MeetingState::Ended => "neutral",
        MeetingState::Confirmed => "success",
        MeetingState::Cancelled => "danger",
    }
}

/// What a matter is called; one whose case the reader may not see says so.
fn title_of(frame: &Frame, row: &ItemRow) -> String {
    if row.item.title.is_empty() { frame.t("meeting-hidden-matter") } else { row.item.title.clone() }
}

/// The colour that goes with where a matter stands; the words say the same.
pub(crate) const fn item_colour(state: ItemState) -> &'static str {
    match state {
        ItemState::Open => "neutral",
        ItemState::Decided => "success",
        ItemState::Deferred => "warning",
        ItemState::Noted => "info",
    }
}

/// What was decided on a matter, and why; or what the minutes say of it.
fn said_of(frame: &Frame, row: &ItemRow) -> (Option<String>, String) {
    match (&row.decision, &row.case) {
        (Some(decision), Some((_, process))) => {
            (Some(decided_words(frame, process, decision)), decision.reason.clone())
        }
        _ => (None, row.item.note.clone()),
    }
}

/// Meetings as a file for calendars, with what each is about.
pub(crate) fn calendar(
    state: &State,
    headers: &HeaderMap,
    frame: &Frame,
    name: &str,
    meetings: &[(&Meeting, &str)],
) -> Response {
    let scheme = if state.settings.transport == Transport::Https { "https" } else { "http" };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let events: Vec<CalendarEvent> = meetings
        .iter()
        .map(|(meeting, about)| CalendarEvent {
            uid: format!("{}@brygga", meeting.id),
            sequence: u32::try_from(meeting.version).unwrap_or(u32::MAX),
            made: state.app.clock().now().timestamp(),
            starts: meeting.day.to_datetime(meeting.starts),
            ends: meeting.day.to_datetime(meeting.ends),
            title: frame.t2("meeting-of", ("forum", name), ("number", &meeting.number.to_string())),
            place: meeting.place.clone(),
            about: (*about).to_owned(),
            address: format!("{scheme}://{host}/moten/{}", meeting.id),
            is_cancelled: meeting.state == MeetingState::Cancelled,
        })
        .collect();
    let about = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"brygga.ics\""),
    ];
    (about, app::calendar(name, &events)).into_response()
}

/// The name of a meeting in a trail of links.
fn name_of(frame: &Frame, forum: &Forum, meeting: &Meeting) -> String {
    frame.t2("meeting-of", ("forum", &forum.name), ("number", &meeting.number.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, hour, minute) in [("09.00", 9, 0), (" 9:30 ", 9, 30), ("13", 13, 0)] {
            assert_eq!(time_in(text), Some(jiff::civil::time(hour, minute, 0, 0)), "{text}");
        }
        for text in ["", "25.00", "9.75", "nio", "9.00.00"] {
            assert_eq!(time_in(text), None, "{text}");
        }
    }
}
