//! The minutes of a meeting as a paper, and the meeting for people's calendars.

use app::meeting::{ItemRow, MeetingPage};
use app::{AppError, Block, Paper};
use axum::extract::{Path, State as Shared};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::forum::{MeetingState, Seat};

use super::page::action_line;
use super::{calendar, name_of, said_of, title_of, when};
use crate::State;
use crate::error::Failure;
use crate::frame::Frame;
use crate::paper;
use crate::visitor::Request;

/// The minutes of a meeting that is or was held; before that there are none.
async fn read(state: &State, request: &Request, id: &str) -> Result<(MeetingPage, Paper), Failure> {
    let failed = |error| Failure::page(error, request.frame.clone());
    let id = request.named(id)?;
    let read = state.app.read_meeting(&request.visitor.actor, id).await.map_err(failed)?;
    if matches!(read.meeting.state, MeetingState::Planned | MeetingState::Cancelled) {
        return Err(failed(AppError::NotFound));
    }
    let paper = written(&request.frame, &read);
    Ok((read, paper))
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let (read, paper) = read(&state, &request, &id).await?;
    let name = name_of(&request.frame, &read.forum, &read.meeting);
    Ok(paper::page(&request.frame, &paper, &format!("/moten/{}", read.meeting.id), (&name, "minutes")))
}

pub(super) async fn pdf(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let (read, paper) = read(&state, &request, &id).await?;
    paper::pdf(&request.frame, &paper, &format!("protokoll_{}", read.meeting.day))
}

fn written(frame: &Frame, read: &MeetingPage) -> Paper {
    let meeting = &read.meeting;
    let name = name_of(frame, &read.forum, meeting);
    let when = [when(frame, meeting), meeting.place.clone()];
    let when: Vec<String> = when.into_iter().filter(|part| !part.is_empty()).collect();
    let mut blocks = Vec::new();
    if meeting.confirmed.is_none() {
        blocks.push(Block::Strong(frame.t("minutes-not-confirmed")));
    }
    let mut facts = vec![(frame.t("minutes-present"), there(frame, read, |seat| seat != Seat::Adviser))];
    let advisers = there(frame, read, |seat| seat == Seat::Adviser);
    if !advisers.is_empty() {
        facts.push((frame.t("minutes-advisers"), advisers));
    }
    facts.push((frame.t("forum-mandate"), read.forum.mandate.clone()));
    for (_, value) in &mut facts {
        if value.is_empty() {
            *value = frame.t("minutes-nobody");
        }
    }
    blocks.push(Block::Facts(facts));
    for (at, row) in read.items.iter().enumerate() {
        blocks.extend(paragraph(frame, at, row));
    }
    if read.items.is_empty() {
        blocks.push(Block::Text(frame.t("meeting-no-items")));
    }
    if !read.actions.is_empty() {
        blocks.push(Block::Heading(2, frame.t("meeting-actions")));
        let lines = read.actions.iter().map(|row| action_line(frame, row));
        blocks.push(Block::List(lines.map(|one| format!("{} {}, {}", one.text, one.who, one.due)).collect()));
    }
    blocks.push(Block::Heading(2, frame.t("minutes-state")));
    let mut signed = Vec::new();
    signed.extend(read.ended_by.clone().map(|who| (frame.t("minutes-by"), who)));
    let confirmed = meeting.confirmed.map(|(_, at)| {
        let who = read.confirmed_by.clone().unwrap_or_default();
        frame.t2("minutes-confirmed", ("who", &who), ("day", &frame.day_of(at)))
    });
    let state = frame.word("meeting-state", meeting.state.code());
    signed.push((frame.t("minutes-state"), confirmed.unwrap_or(state)));
    blocks.push(Block::Facts(signed));
    Paper {
        language: frame.lang().to_owned(),
        written_in: paper::WRITTEN_IN.to_owned(),
        title: format!("{}, {name}", frame.t("minutes")),
        about: vec![read.whose.clone(), when.join(", ")],
        foot: name,
        sheet: frame.t("paper-sheet"),
        blocks,
    }
}

/// Those who were there, a line for each.
fn there(frame: &Frame, read: &MeetingPage, wanted: fn(Seat) -> bool) -> String {
    let there = read.people.iter().filter(|(row, was_there)| *was_there && wanted(row.seat.seat));
    let line = |(row, _): &(app::forum::SeatRow, bool)| match row.seat.seat {
        Seat::Member | Seat::Adviser => format!("{}, {}", row.name, row.organisation),
        Seat::Chair | Seat::Secretary => {
            format!("{}, {}, {}", row.name, row.organisation, frame.word("seat", row.seat.seat.code()))
        }
    };
    there.map(line).collect::<Vec<_>>().join("\n")
}

fn paragraph(frame: &Frame, at: usize, row: &ItemRow) -> Vec<Block> {
    let (what, why) = said_of(frame, row);
    let number = row.item.paragraph.map_or_else(|| (at + 1).to_string(), |number| format!("§ {number}"));
    let mut blocks = vec![Block::Heading(2, format!("{number} {}", title_of(frame, row)))];
    if let Some((case, _)) = &row.case {
        blocks.push(Block::Note(format!("{}, {}", case.number, row.organisation)));
    }
    let decided = what.is_some();
    blocks.push(Block::Strong(match what {
        Some(what) => format!("{}: {what}", frame.t("case-decision")),
        None => frame.word("item-state", row.item.state.code()),
    }));
    if !why.is_empty() {
        blocks.push(Block::Said(why));
    }
    if decided {
        blocks.push(Block::Note(match row.votes.is_empty() {
            true => frame.t("minutes-agreed"),
            false => {
                let votes: Vec<String> = row
                    .votes
                    .iter()
                    .map(|(name, vote)| format!("{name} ({})", frame.word("vote", vote.code())))
                    .collect();
                frame.t1("minutes-votes", "votes", &frame.list(&votes))
            }
        }));
    }
    for (name, reason) in &row.out {
        blocks.push(Block::Note(frame.t2("minutes-out", ("who", name), ("reason", reason))));
    }
    blocks
}

pub(super) async fn in_calendars(
    Shared(state): Shared<State>,
    request: Request,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let id = request.named(&id)?;
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
