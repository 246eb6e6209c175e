//! One matter at a time, for the room's screen: the case as a basis for decision, and for whoever leads the meeting the form that
//! treats it. A decision is looked at by the room before the press that makes it.

use app::case::CasePage;
use app::meeting::{Ballot, ItemRow, MeetingPage, Treatment};
use app::{AppError, Refusal};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::case::{Course, Tie};
use domain::forum::{ItemState, MeetingState, Vote, Voting};
use domain::id::{ItemId, PersonId};
use serde::Deserialize;

use super::{item_colour, name_of, said_of, title_of};
use crate::State;
use crate::case::decide::{Ways, course, course_words, ways};
use crate::case::said;
use crate::error::{Failure, html};
use crate::form::{Errors, Pairs, value};
use crate::frame::Frame;
use crate::list::Choice;
use crate::prioritisation;
use crate::visitor::Request;

/// A matter in the row of numbers.
struct Step {
    address: String,
    number: usize,
    title: String,
    is_current: bool,
    is_open: bool,
}

/// A need in somebody's own words.
struct Voice {
    organisation: String,
    text: String,
    law: Option<String>,
}

/// What stands for or against the case.
struct Basis {
    number: String,
    statement: String,
    spread: Option<String>,
    voices: Vec<Voice>,
    /// What is asked for at the gate: name, what was written, and whether it is there.
    asked: Vec<(String, String, bool)>,
    place: Option<(String, String)>,
    question: String,
}

/// Somebody with a voice who is there.
struct Voter {
    person: String,
    name: String,
    organisation: String,
    votes: Vec<Choice>,
    /// Why they take no part.
    out: String,
    error: String,
}

/// A decision as the room looks at it before it is made.
struct Review {
    what: String,
    why: String,
    how: String,
    out: Vec<String>,
    /// The whole form once more.
    sent: Pairs,
}

#[derive(Template)]
#[template(path = "meeting/room.html")]
struct Page<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    address: String,
    meeting: String,
    name: String,
    told: Option<String>,
    steps: Vec<Step>,
    before: Option<String>,
    after: Option<String>,
    at: String,
    title: String,
    state: String,
    colour: &'static str,
    paragraph: Option<String>,
    what: Option<String>,
    why: String,
    votes: Vec<String>,
    out: Vec<String>,
    basis: Option<Basis>,
    /// Whether the reader treats it now.
    treats: bool,
    version: i64,
    ways: Option<Ways>,
    reason: String,
    agreed: Vec<Choice>,
    may_vote: bool,
    voters: Vec<Voter>,
    rule: String,
    review: Option<Review>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Just {
    nytt: String,
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path((id, item)): Path<(String, String)>,
    just: Result<Query<Just>, QueryRejection>,
) -> Result<Response, Failure> {
    let read = read(&state, &request, &id).await?;
    let just = just.map(|Query(just)| just).unwrap_or_default();
    show(&state, &request, &read, &item, (&just.nytt, &Pairs::new(), false), &Errors::default()).await
}

async fn read(state: &State, request: &Request, id: &str) -> Result<MeetingPage, Failure> {
    let id = request.named(id)?;
    let read = state.app.read_meeting(&request.visitor.actor, id).await;
    read.map_err(|error| Failure::page(error, request.frame.clone()))
}

fn found<'a>(request: &Request, read: &'a MeetingPage, item: &str) -> Result<(usize, &'a ItemRow), Failure> {
    let at = read.items.iter().position(|row| row.item.id.to_string() == item);
    let found = at.and_then(|at| read.items.get(at).map(|row| (at, row)));
    found.ok_or_else(|| Failure::page(AppError::NotFound, request.frame.clone()))
}

async fn show(
    state: &State,
    request: &Request,
    read: &MeetingPage,
    item: &str,
    (just, sent, looks): (&str, &Pairs, bool),
    errors: &Errors,
) -> Result<Response, Failure> {
    let (frame, actor) = (&request.frame, &request.visitor.actor);
    let failed = |error| Failure::page(error, frame.clone());
    let (at, row) = found(request, read, item)?;
    let case = match &row.case {
        Some((case, _)) => Some(state.app.read_case(actor, case.number).await.map_err(failed)?),
        None => None,
    };
    let treats =
        read.may_lead && read.meeting.state == MeetingState::Running && row.item.state != ItemState::Decided;
    let place = match &case {
        Some(case) => prioritisation::place_line(state, request, case.case.number).await.map_err(failed)?,
        None => None,
    };
    let (what, why) = said_of(frame, row);
    let address = |at: usize| {
        read.items.get(at).map(|row| format!("/moten/{}/punkter/{}", read.meeting.id, row.item.id))
    };
    let decided_on_case = case.as_ref().filter(|_| treats);
    let page = html(&Page {
        frame,
        errors,
        address: address(at).unwrap_or_default(),
        meeting: format!("/moten/{}", read.meeting.id),
        name: name_of(frame, &read.forum, &read.meeting),
        told: (just == "behandlad").then(|| frame.t("meeting-told-treated")),
        steps: read
            .items
            .iter()
            .enumerate()
            .map(|(index, row)| step(frame, read, (index, at), row))
            .collect(),
        before: at.checked_sub(1).and_then(address),
        after: address(at + 1),
        at: frame.t2(
            "meeting-matter-of",
            ("at", &(at + 1).to_string()),
            ("all", &read.items.len().to_string()),
        ),
        title: title_of(frame, row),
        state: frame.word("item-state", row.item.state.code()),
        colour: item_colour(row.item.state),
        paragraph: row.item.paragraph.map(|number| format!("§ {number}")),
        what,
        why,
        votes: row
            .votes
            .iter()
            .map(|(name, vote)| format!("{name}: {}", frame.word("vote", vote.code())))
            .collect(),
        out: row.out.iter().map(|(name, why)| format!("{name}: {why}")).collect(),
        basis: case.as_ref().map(|case| basis(frame, case, place)),
        treats,
        version: value(sent, "version").parse().unwrap_or(read.meeting.version),
        ways: decided_on_case.map(|case| ways(frame, case, (value(sent, "course"), value(sent, "until")))),
        reason: value(sent, "reason").to_owned(),
        agreed: agreed(frame, sent),
        may_vote: read.forum.voting != Voting::Consensus,
        voters: if treats { voters(frame, read, sent, errors) } else { Vec::new() },
        rule: frame.word("voting", read.forum.voting.code()),
        review: looks.then(|| case.as_ref().map(|case| review(frame, read, case, sent))).flatten(),
    });
    Ok(errors.on(page))
}

fn step(frame: &Frame, read: &MeetingPage, (index, current): (usize, usize), row: &ItemRow) -> Step {
    Step {
        address: format!("/moten/{}/punkter/{}", read.meeting.id, row.item.id),
        number: index + 1,
        title: title_of(frame, row),
        is_current: index == current,
        is_open: row.item.state == ItemState::Open,
    }
}

fn basis(frame: &Frame, case: &CasePage, place: Option<(String, String)>) -> Basis {
    let joined = case.needs.iter().filter(|row| row.tied.tie == Tie::Joined);
    let voice = |row: &app::case::CaseNeedRow| Voice {
        organisation: row.organisation.clone(),
        text: row.need.facts.text.clone(),
        law: row.need.facts.law.as_ref().map(|law| frame.t1("case-law", "law", law)),
    };
    let asked = case.demanded.iter().filter(|one| !one.evidence.optional).map(|one| {
        let written = one.written.as_ref().map(|written| written.body.clone()).unwrap_or_default();
        (said(frame, &one.evidence.name).to_owned(), written, one.at_hand)
    });
    let gate = case.case.gate_in(&case.process.definition);
    Basis {
        number: case.case.number.to_string(),
        statement: case.case.statement.clone(),
        spread: crate::case::spread(frame, case),
        voices: joined.map(voice).collect(),
        asked: asked.collect(),
        place,
        question: gate.map(|gate| said(frame, &gate.question).to_owned()).unwrap_or_default(),
    }
}

fn agreed(frame: &Frame, sent: &Pairs) -> Vec<Choice> {
    let chosen = match value(sent, "agreed") {
        "" => "ja",
        chosen => chosen,
    };
    [("ja", "meeting-agreed"), ("nej", "meeting-votes")]
        .map(|(value, key)| Choice::new(value, frame.t(key), chosen))
        .into_iter()
        .collect()
}

/// Those with a voice who are there.
fn voters(frame: &Frame, read: &MeetingPage, sent: &Pairs, errors: &Errors) -> Vec<Voter> {
    let there = read.people.iter().filter(|(row, was_there)| *was_there && row.seat.seat.votes());
    let voter = |(row, _): &(app::forum::SeatRow, bool)| {
        let person = row.seat.person.to_string();
        let vote = value(sent, &format!("vote_{person}"));
        let out = format!("out_{person}");
        Voter {
            name: row.name.clone(),
            organisation: row.organisation.clone(),
            votes: Vote::ALL
                .iter()
                .map(|one| Choice::new(one.code(), frame.word("vote", one.code()), vote))
                .collect(),
            out: value(sent, &out).to_owned(),
            error: errors.at(&out).to_owned(),
            person,
        }
    };
    there.map(voter).collect()
}

/// Who said what, as the form says.
fn ballot(read: &MeetingPage, sent: &Pairs) -> Ballot {
    let mut ballot = Ballot::default();
    let votes = value(sent, "agreed") == "nej";
    for (row, _) in &read.people {
        let person = row.seat.person;
        let why = value(sent, &format!("out_{person}")).trim();
        if !why.is_empty() {
            ballot.disqualified.push((person, why.to_owned()));
        }
        let vote = Vote::from_code(value(sent, &format!("vote_{person}"))).filter(|_| votes);
        ballot.votes.extend(vote.map(|vote| (person, vote)));
    }
    ballot
}

fn review(frame: &Frame, read: &MeetingPage, case: &CasePage, sent: &Pairs) -> Review {
    let ballot = ballot(read, sent);
    let name = |person: PersonId| {
        let row = read.people.iter().find(|(row, _)| row.seat.person == person);
        row.map(|(row, _)| row.name.clone()).unwrap_or_default()
    };
    let count = |what: Vote| ballot.votes.iter().filter(|(_, vote)| *vote == what).count().to_string();
    let how = match ballot.votes.is_empty() {
        true => frame.t("meeting-agreed"),
        false => {
            let votes = [
                ("yes", count(Vote::Yes).into()),
                ("no", count(Vote::No).into()),
                ("abstained", count(Vote::Abstains).into()),
            ];
            frame.texts().text_with("meeting-voted", &votes)
        }
    };
    let chosen = course(value(sent, "course"), value(sent, "until"));
    Review {
        what: chosen.map(|course| course_words(frame, case, &course)).unwrap_or_default(),
        why: value(sent, "reason").to_owned(),
        how,
        out: ballot.disqualified.iter().map(|(person, why)| format!("{}: {why}", name(*person))).collect(),
        sent: sent.iter().filter(|(key, _)| key != "gor" && key != "som").cloned().collect(),
    }
}

pub(super) async fn treat(
    Shared(state): Shared<State>,
    request: Request,
    Path((id, item)): Path<(String, String)>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let (frame, actor) = (&request.frame, &request.visitor.actor);
    let read = read(&state, &request, &id).await?;
    let (_, row) = found(&request, &read, &item)?;
    let row = row.item.id;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let mut errors = Errors::default();
    let press = value(&sent, "gor");
    let reason = value(&sent, "reason").to_owned();
    let treatment = match press {
        "bordlagg" => Treatment::Defer(reason),
        "anteckna" => Treatment::Note(reason),
        _ => {
            let course = course(value(&sent, "course"), value(&sent, "until")).unwrap_or_else(|field| {
                errors.add(field, frame.t(if field == "until" { "case-no-until" } else { "case-no-course" }));
                Course::Resume
            });
            Treatment::Decide { course, reason }
        }
    };
    let ballot = ballot(&read, &sent);
    if value(&sent, "agreed") == "nej" && ballot.votes.is_empty() {
        errors.add("votes", frame.t("meeting-no-votes"));
    }
    if press == "andra" || !errors.is_empty() {
        return show(&state, &request, &read, &item, ("", &sent, false), &errors).await;
    }
    let meeting = (read.meeting.id, value(&sent, "version").parse().unwrap_or(0));
    let out: Vec<PersonId> = ballot.disqualified.iter().map(|(person, _)| *person).collect();
    let done = match press {
        "granska" => state.app.check_treatment(actor, meeting, row, treatment, ballot).await.map(|()| false),
        _ => state.app.treat_item(actor, meeting, row, treatment, ballot).await.map(|()| true),
    };
    match done {
        Ok(true) => Ok(Redirect::to(&onward(&read, row)).into_response()),
        Ok(false) => show(&state, &request, &read, &item, ("", &sent, true), &errors).await,
        Err(error) => {
            let errors =
                errors_of(frame, error, &out).map_err(|error| Failure::page(error, frame.clone()))?;
            show(&state, &request, &read, &item, ("", &sent, false), &errors).await
        }
    }
}

/// What the forum's rule refuses is told in the form, which keeps what was written.
fn errors_of(frame: &Frame, error: AppError, out: &[PersonId]) -> Result<Errors, AppError> {
    let code = match &error {
        AppError::Refused(
            refusal @ (Refusal::NoQuorum
            | Refusal::NoVoice
            | Refusal::NoVoting
            | Refusal::NotCarried
            | Refusal::NotAtHand),
        ) => refusal.code(),
        _ => {
            let given = Errors::of(frame, error)?;
            let mut errors = Errors::default();
            for one in given.all() {
                // Why somebody takes no part stands at that person's field.
                let index = one.field.strip_prefix("disqualified").map(|rest| rest.trim_start_matches('-'));
                let person = index.and_then(|index| out.get(index.parse::<usize>().unwrap_or(0)));
                let field = person.map_or_else(|| one.field.clone(), |person| format!("out_{person}"));
                errors.add(&field, one.message.clone());
            }
            return Ok(errors);
        }
    };
    let mut errors = Errors::default();
    errors.add("votes", frame.t(&format!("error-{code}-text")));
    Ok(errors)
}

/// To the next matter that was not taken up, else back to the meeting.
fn onward(read: &MeetingPage, treated: ItemId) -> String {
    let at = read.items.iter().position(|row| row.item.id == treated).unwrap_or(0);
    let after = read.items.iter().skip(at + 1).chain(read.items.iter().take(at));
    let next = after.into_iter().find(|row| row.item.state == ItemState::Open);
    match next {
        Some(next) => format!("/moten/{}/punkter/{}?nytt=behandlad", read.meeting.id, next.item.id),
        None => format!("/moten/{}", read.meeting.id),
    }
}
