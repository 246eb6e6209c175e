//! The page of a meeting.

use app::meeting::{ActionRow, ItemRow, MeetingPage};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::Response;
use domain::forum::{ItemState, MeetingState};
use domain::id::MeetingId;
use serde::Deserialize;

use super::{colour, item_colour, name_of, said_of, title_of, when};
use crate::State;
use crate::error::{Failure, html};
use crate::form::Errors;
use crate::frame::Frame;
use crate::list::Choice;
use crate::trail::{self, Happening};
use crate::visitor::Request;

/// A matter on the agenda.
struct ItemLine {
    address: String,
    id: String,
    title: String,
    number: Option<String>,
    organisation: String,
    state: String,
    colour: &'static str,
    is_open: bool,
    paragraph: Option<String>,
    what: Option<String>,
    why: String,
}

/// Somebody who sits there, and whether they are there.
struct Present {
    person: String,
    name: String,
    about: String,
    was_there: bool,
}

/// Something that somebody shall do.
pub(crate) struct ActionLine {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) who: String,
    pub(crate) due: String,
    pub(crate) done: Option<String>,
    pub(crate) is_late: bool,
    pub(crate) may_finish: bool,
    pub(crate) meeting: String,
}

/// What was written in the forms of the page and could not be kept.
#[derive(Debug, Default, Clone)]
pub(super) struct Sent {
    pub(super) other: String,
    pub(super) action: String,
    pub(super) person: String,
    pub(super) due: String,
}

#[derive(Template)]
#[template(path = "meeting/page.html")]
struct Page<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    sent: &'a Sent,
    read: &'a MeetingPage,
    address: String,
    name: String,
    told: Option<String>,
    when: String,
    state: String,
    colour: &'static str,
    items: Vec<ItemLine>,
    /// Where the next matter is that was not taken up.
    next: Option<String>,
    people: Vec<Present>,
    anybody_there: bool,
    /// Cases that could be put on the agenda.
    cases: Vec<Choice>,
    actions: Vec<ActionLine>,
    /// Who can be given something to do.
    doers: Vec<Choice>,
    waits_for: String,
    history: Vec<Happening>,
}

impl Page<'_> {
    fn is(&self, state: &str) -> bool {
        self.read.meeting.state.code() == state
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Just {
    nytt: String,
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    just: Result<Query<Just>, QueryRejection>,
) -> Result<Response, Failure> {
    let id = request.named(&id)?;
    let just = just.map(|Query(just)| just).unwrap_or_default();
    show(&state, &request, id, (&just.nytt, &Sent::default()), &Errors::default()).await
}

pub(super) async fn show(
    state: &State,
    request: &Request,
    id: MeetingId,
    (just, sent): (&str, &Sent),
    errors: &Errors,
) -> Result<Response, Failure> {
    let (frame, actor) = (&request.frame, &request.visitor.actor);
    let failed = |error| Failure::page(error, frame.clone());
    let read = state.app.read_meeting(actor, id).await.map_err(failed)?;
    let cases = if read.may_plan { due_cases(state, request, &read).await? } else { Vec::new() };
    let told = match just {
        "kallat" => Some("meeting-told-called"),
        "sparat" => Some("case-told-saved"),
        "narvaro" => Some("meeting-told-attendance"),
        "running" => Some("meeting-told-running"),
        "ended" => Some("meeting-told-ended"),
        "confirmed" => Some("meeting-told-confirmed"),
        "cancelled" => Some("meeting-told-cancelled"),
        "atgard" => Some("meeting-told-action"),
        "klart" => Some("meeting-told-done"),
        _ => None,
    };
    let next = read.items.iter().find(|row| row.item.state == ItemState::Open);
    let next = next.map(|row| format!("/moten/{id}/punkter/{}", row.item.id));
    let gives = read.may_lead && matches!(read.meeting.state, MeetingState::Running | MeetingState::Ended);
    let doers = read.people.iter().filter(|_| gives);
    let doers = doers.map(|(row, _)| {
        let id = row.seat.person.to_string();
        Choice::new(&id, format!("{}, {}", row.name, row.organisation), &sent.person)
    });
    let page = html(&Page {
        frame,
        errors,
        sent,
        address: format!("/moten/{id}"),
        name: name_of(frame, &read.forum, &read.meeting),
        told: told.map(|key| frame.t(key)),
        when: when(frame, &read.meeting),
        state: frame.word("meeting-state", read.meeting.state.code()),
        colour: colour(read.meeting.state),
        items: read.items.iter().map(|row| item_line(frame, &read, row)).collect(),
        next,
        people: read.people.iter().map(|one| present(frame, one)).collect(),
        anybody_there: read.people.iter().any(|(_, was_there)| *was_there),
        cases,
        actions: read.actions.iter().map(|row| action_line(frame, row)).collect(),
        doers: doers.collect(),
        waits_for: waits_for(frame, &read),
        history: trail::happenings(frame, &read.history),
        read: &read,
    });
    Ok(errors.on(page))
}

/// What waits for the forum and is not on the agenda.
async fn due_cases(state: &State, request: &Request, read: &MeetingPage) -> Result<Vec<Choice>, Failure> {
    let due = state.app.cases_due(&request.visitor.actor, read.forum.id).await;
    let due = due.map_err(|error| Failure::page(error, request.frame.clone()))?;
    let is_on = |id| read.items.iter().any(|row| row.item.case == Some(id));
    let due = due.iter().filter(|one| !is_on(one.case.id));
    Ok(due
        .map(|one| Choice {
            value: one.case.number.to_string(),
            label: format!("{} ({}, {})", one.case.title, one.case.number, one.organisation),
            chosen: false,
        })
        .collect())
}

fn item_line(frame: &Frame, read: &MeetingPage, row: &ItemRow) -> ItemLine {
    let (what, why) = said_of(frame, row);
    ItemLine {
        address: format!("/moten/{}/punkter/{}", read.meeting.id, row.item.id),
        id: row.item.id.to_string(),
        title: title_of(frame, row),
        number: row.case.as_ref().map(|(case, _)| case.number.to_string()),
        organisation: row.organisation.clone(),
        state: frame.word("item-state", row.item.state.code()),
        colour: item_colour(row.item.state),
        is_open: row.item.state == ItemState::Open,
        paragraph: row.item.paragraph.map(|number| format!("§ {number}")),
        what,
        why,
    }
}

fn present(frame: &Frame, (row, was_there): &(app::forum::SeatRow, bool)) -> Present {
    Present {
        person: row.seat.person.to_string(),
        name: row.name.clone(),
        about: format!("{}, {}", row.organisation, frame.word("seat", row.seat.seat.code())),
        was_there: *was_there,
    }
}

/// Something that somebody shall do, as lists show it.
pub(crate) fn action_line(frame: &Frame, row: &ActionRow) -> ActionLine {
    let name = row.name.clone().unwrap_or_else(|| frame.t("meeting-nobody"));
    ActionLine {
        id: row.action.id.to_string(),
        text: row.action.text.clone(),
        who: format!("{name}, {}", row.organisation),
        due: frame.t1("case-due", "day", &frame.day(row.action.due)),
        done: row.action.done.map(|at| frame.t1("meeting-done-on", "day", &frame.day_of(at))),
        is_late: row.is_late,
        may_finish: row.may_finish,
        meeting: format!("/moten/{}", row.action.meeting),
    }
}

/// What the meeting waits for, in one sentence.
fn waits_for(frame: &Frame, read: &MeetingPage) -> String {
    let key = match read.meeting.state {
        MeetingState::Planned if read.may_lead => "meeting-next-open",
        MeetingState::Planned => "meeting-next-planned",
        MeetingState::Running if read.may_lead => "meeting-next-treat",
        MeetingState::Running => "meeting-next-running",
        MeetingState::Ended if read.may_confirm => "meeting-next-confirm",
        MeetingState::Ended => "meeting-next-ended",
        MeetingState::Confirmed => "meeting-next-confirmed",
        MeetingState::Cancelled => "meeting-next-cancelled",
    };
    frame.t(key)
}
