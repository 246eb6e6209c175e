//! Answering a round: a question a dimension, its levels in words, and what the person goes by.

use app::maturity::{AnswerInput, MaturityPage};
use app::{AppError, Refusal};
use axum::extract::{Path, State as Shared};
use axum::response::Response;
use axum_extra::extract::{Form, FormRejection};
use domain::maturity::{Maturity, Naming, RoundState};

use super::{address, read};
use crate::State;
use crate::case::said;
use crate::error::Failure;
use crate::form::{Errors, Pairs, answered, field_of, value};
use crate::frame::Frame;
use crate::list::Choice;
use crate::view::{Field, FormPage, Group, Link};
use crate::visitor::Request;

/// What is sent for no answer.
const UNKNOWN: &str = "unknown";

async fn to_answer(state: &State, request: &Request, id: &str) -> Result<MaturityPage, Failure> {
    let read = read(state, request, id).await?;
    let refused = |error| Err(Failure::page(error, request.frame.clone()));
    match (read.may_answer, read.round.state) {
        (true, _) => Ok(read),
        (false, RoundState::Closed) if read.is_own => refused(AppError::Refused(Refusal::MaturityClosed)),
        (false, _) => refused(AppError::Denied),
    }
}

fn show(frame: &Frame, read: &MaturityPage, sent: &Pairs, errors: &Errors) -> Response {
    let mut choices: Vec<Choice> = Maturity::ALL
        .iter()
        .map(|level| {
            let label = format!("{} {}", level.number(), frame.word("maturity-level", level.code()));
            Choice::new(level.code(), label, "")
        })
        .collect();
    choices.push(Choice::new(UNKNOWN, frame.t("maturity-unknown"), ""));
    let dimensions = read.form.questions.dimensions.iter().enumerate();
    let mut groups: Vec<Group> = dimensions
        .map(|(at, dimension)| {
            let level = Field::radio("level", said(frame, &dimension.question).to_owned(), choices.clone());
            let mut level = level.at(at).filled(sent, errors);
            if level.value.is_empty() {
                UNKNOWN.clone_into(&mut level.value);
            }
            let note = Field::line("note", frame.t("maturity-note")).at(at).optional().filled(sent, errors);
            Group::called(format!("{}. {}", at + 1, said(frame, &dimension.name)), vec![level, note])
        })
        .collect();
    let is_named = value(sent, "named") == "ja";
    let named =
        Field::check("named", frame.t("maturity-named"), is_named).help(frame.t("maturity-named-help"));
    groups.push(Group::plain(vec![named]));
    let round = &read.round;
    FormPage {
        frame,
        errors,
        crumbs: vec![
            Link::new("/mognad", frame.t("place-maturity")),
            Link::new(address(round.id), round.title.clone()),
        ],
        heading: frame.t("maturity-answer"),
        lead: frame.t("maturity-answer-help"),
        warning: if read.is_form_changed { frame.t("maturity-form-changed-answer") } else { String::new() },
        action: format!("{}/svara", address(round.id)),
        hidden: vec![("version".to_owned(), value(sent, "version").to_owned())],
        groups,
        submit: frame.t("maturity-save-answers"),
        back: Link::new(address(round.id), frame.t("maturity-back")),
    }
    .page()
}

pub(super) async fn form(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let read = to_answer(&state, &request, &id).await?;
    let own = read.own.as_ref();
    let mut filled: Pairs = vec![("version".to_owned(), own.map_or(0, |reply| reply.version).to_string())];
    if own.is_some_and(|reply| reply.naming == Naming::Named) {
        filled.push(("named".to_owned(), "ja".to_owned()));
    }
    for (at, dimension) in read.form.questions.dimensions.iter().enumerate() {
        if let Some(answer) = own.and_then(|reply| reply.answers.get(&dimension.code)) {
            filled.push((field_of("level", at), answer.level.code().to_owned()));
            filled.push((field_of("note", at), answer.note.clone()));
        }
    }
    Ok(show(&request.frame, &read, &filled, &Errors::default()))
}

pub(super) async fn save(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = to_answer(&state, &request, &id).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    // The version that the round was opened with, whatever has been made since.
    let dimensions = read.form.questions.dimensions.iter().enumerate();
    let inputs: Vec<AnswerInput> = dimensions
        .map(|(at, dimension)| {
            let level = value(&sent, &field_of("level", at));
            AnswerInput {
                dimension: dimension.code.clone(),
                level: if level == UNKNOWN { String::new() } else { level.to_owned() },
                note: value(&sent, &field_of("note", at)).to_owned(),
            }
        })
        .collect();
    let naming = if value(&sent, "named") == "ja" { Naming::Named } else { Naming::Unnamed };
    let of = (read.round.id, value(&sent, "version").parse().unwrap_or(-1));
    let done = state.app.answer_maturity(&request.visitor.actor, of, naming, &inputs).await;
    answered(frame, done.map(|()| format!("{}?nytt=svarat", address(read.round.id))), |errors| {
        show(frame, &read, &sent, &errors)
    })
}
