//! The minutes of a meeting as one page, made to be printed, and the meeting for people's calendars.

use app::AppError;
use app::meeting::{ItemRow, MeetingPage};
use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::forum::{MeetingState, Seat};

use super::page::{ActionLine, action_line};
use super::{calendar, name_of, parsed, said_of, title_of, when};
use crate::State;
use crate::error::{Failure, html};
use crate::frame::Frame;
use crate::visitor::Request;

/// A paragraph of the minutes.
struct Paragraph {
    /// "§ 4", or the number on the agenda where it was not taken up.
    number: String,
    title: String,
    about: String,
    state: String,
    what: Option<String>,
    why: String,
    how: Vec<String>,
}

#[derive(Template)]
#[template(path = "meeting/minutes.html")]
struct Page<'a> {
    frame: &'a Frame,
    read: &'a MeetingPage,
    address: String,
    name: String,
    when: String,
    state: String,
    is_held: bool,
    present: Vec<String>,
    advisers: Vec<String>,
    paragraphs: Vec<Paragraph>,
    actions: Vec<ActionLine>,
    ended_by: Option<String>,
    confirmed: Option<String>,
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let id = parsed(&request, &id)?;
    let read = state.app.read_meeting(&request.visitor.actor, id).await.map_err(failed)?;
    let is_held = !matches!(read.meeting.state, MeetingState::Planned | MeetingState::Cancelled);
    if !is_held {
        return Err(failed(AppError::NotFound));
    }
    let who = |wanted: fn(Seat) -> bool| -> Vec<String> {
        let there = read.people.iter().filter(|(row, was_there)| *was_there && wanted(row.seat.seat));
        let line = |(row, _): &(app::forum::SeatRow, bool)| match row.seat.seat {
            Seat::Member | Seat::Adviser => format!("{}, {}", row.name, row.organisation),
            Seat::Chair | Seat::Secretary => {
                format!("{}, {}, {}", row.name, row.organisation, frame.word("seat", row.seat.seat.code()))
            }
        };
        there.map(line).collect()
    };
    Ok(html(&Page {
        frame,
        address: format!("/moten/{id}"),
        name: name_of(frame, &read.forum, &read.meeting),
        when: when(frame, &read.meeting),
        state: frame.word("meeting-state", read.meeting.state.code()),
        is_held,
        present: who(|seat| seat != Seat::Adviser),
        advisers: who(|seat| seat == Seat::Adviser),
        paragraphs: read.items.iter().enumerate().map(|(at, row)| paragraph(frame, at, row)).collect(),
        actions: read.actions.iter().map(|row| action_line(frame, row)).collect(),
        ended_by: read.ended_by.clone(),
        confirmed: read.meeting.confirmed.map(|(_, at)| {
            let who = read.confirmed_by.clone().unwrap_or_default();
            frame.t2("minutes-confirmed", ("who", &who), ("day", &frame.day_of(at)))
        }),
        read: &read,
    }))
}

fn paragraph(frame: &Frame, at: usize, row: &ItemRow) -> Paragraph {
    let (what, why) = said_of(frame, row);
    let mut how = Vec::new();
    if what.is_some() {
        how.push(match row.votes.is_empty() {
            true => frame.t("minutes-agreed"),
            false => {
                let votes: Vec<String> = row
                    .votes
                    .iter()
                    .map(|(name, vote)| format!("{name} ({})", frame.word("vote", vote.code())))
                    .collect();
                frame.t1("minutes-votes", "votes", &frame.list(&votes))
            }
        });
    }
    for (name, reason) in &row.out {
        how.push(frame.t2("minutes-out", ("who", name), ("reason", reason)));
    }
    let about = row.case.as_ref().map(|(case, _)| format!("{}, {}", case.number, row.organisation));
    Paragraph {
        number: row.item.paragraph.map_or_else(|| (at + 1).to_string(), |number| format!("§ {number}")),
        title: title_of(frame, row),
        about: about.unwrap_or_default(),
        state: frame.word("item-state", row.item.state.code()),
        what,
        why,
        how,
    }
}

pub(super) async fn in_calendars(
    Shared(state): Shared<State>,
    request: Request,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let id = parsed(&request, &id)?;
    let read = state.app.read_meeting(&request.visitor.actor, id).await.map_err(failed)?;
    let matters: Vec<String> = read
        .items
        .iter()
        .enumerate()
        .map(|(at, row)| format!("{}. {}", at + 1, title_of(frame, row)))
        .collect();
    let about = matters.join("\n");
    Ok(calendar(&state, &headers, frame, &read.forum.name, &[(&read.meeting, &about)]))
}
