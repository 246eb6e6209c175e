//! Typical needs on pages: proposing one from a need, deciding on proposals, changing the list.

use app::typical_need::{ProposalDecision, ProposalRow, Readers, TypicalNeeds};
use app::{AppError, Refusal};
use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::number::Number;
use domain::permission::Actor;
use serde::Deserialize;

use crate::State;
use crate::error::{Failure, html};
use crate::form::Errors;
use crate::frame::Frame;
use crate::routes::Routes;
use crate::verdict::{back, numbers};
use crate::visitor::Request;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/behov/{number}/omdome/{solution}/typiskt", begun)
        .post("/behov/{number}/omdome/{solution}/typiskt", propose)
        .get("/losningar/{number}/typiska-behov", list)
        .post("/losningar/{number}/typiska-behov", save)
        .post("/losningar/{number}/forslag/{proposal}", decide)
}

/// A proposal that waits.
#[derive(Debug)]
pub(crate) struct Waiting {
    /// Where the buttons send to.
    pub(crate) address: String,
    pub(crate) id: String,
    pub(crate) text: String,
    /// Who proposed it and when.
    pub(crate) by: String,
    /// Number and title of the need, where the reader may see it.
    pub(crate) need: Option<(String, String)>,
}

/// What a solution's page shows of proposals and of the list.
#[derive(Debug, Default)]
pub(crate) struct Proposals {
    pub(crate) address: String,
    pub(crate) heading: String,
    pub(crate) may_keep: bool,
    pub(crate) waiting: Vec<Waiting>,
}

/// The proposals of a solution, as its page shows them.
pub(crate) fn proposals(frame: &Frame, solution: Number, typical: &TypicalNeeds) -> Proposals {
    let waiting = |row: &ProposalRow| Waiting {
        address: format!("/losningar/{solution}/forslag/{}", row.proposal.id),
        id: row.proposal.id.to_string(),
        text: row.proposal.text.clone(),
        by: frame.texts().text_with(
            "typical-proposed-by",
            &[
                ("person", row.person.as_str().into()),
                ("organisation", row.organisation.as_str().into()),
                ("day", frame.day_of(row.proposal.proposed).into()),
            ],
        ),
        need: row.need.as_ref().map(|need| (need.number.to_string(), need.facts.title.clone())),
    };
    let count = i64::try_from(typical.waiting.len()).unwrap_or(i64::MAX);
    Proposals {
        address: format!("/losningar/{solution}/typiska-behov"),
        heading: frame.tn("typical-proposals", count),
        may_keep: typical.may_keep,
        waiting: typical.waiting.iter().map(waiting).collect(),
    }
}

#[derive(Template)]
#[template(path = "typical_need/propose.html")]
struct ProposePage<'a> {
    frame: &'a Frame,
    action: String,
    need: String,
    need_title: String,
    leave: String,
    name: String,
    readers: String,
    more_read: bool,
    text: String,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "typical_need/list.html")]
struct ListPage<'a> {
    frame: &'a Frame,
    number: String,
    name: String,
    readers: String,
    version: String,
    lines: String,
    errors: Errors,
    /// What somebody else has saved meanwhile.
    theirs: Option<String>,
}

/// What both forms send.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Written {
    version: String,
    typical_needs: String,
    gor: String,
}

async fn begun(
    Shared(state): Shared<State>,
    request: Request,
    Path((need, solution)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let pair = numbers(&request.frame, &need, &solution)?;
    start(&state, &request, pair, None).await
}

async fn propose(
    Shared(state): Shared<State>,
    request: Request,
    Path((need, solution)): Path<(String, String)>,
    form: Result<Form<Written>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let Ok(Form(form)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let pair = numbers(frame, &need, &solution)?;
    match state.app.propose_typical_need(&request.visitor.actor, pair, &form.typical_needs).await {
        Ok(()) => Ok(back(pair)),
        Err(error @ AppError::Invalid(_)) => {
            start(&state, &request, pair, Some((form.typical_needs, error))).await
        }
        Err(error) => Err(Failure::page(error, frame.clone())),
    }
}

/// The page that proposes, with the need's first sentence or with what was sent and why it cannot be kept.
async fn start(
    state: &State,
    request: &Request,
    pair: (Number, Number),
    refused: Option<(String, AppError)>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    if matches!(request.visitor.actor, Actor::Anonymous) {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let begun = state.app.begin_proposal(&request.visitor.actor, pair).await.map_err(failed)?;
    let (status, text, errors) = match refused {
        Some((text, error)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, text, Errors::of(frame, error).map_err(failed)?)
        }
        None => (StatusCode::OK, begun.text, Errors::default()),
    };
    let (need, solution) = pair;
    let page = ProposePage {
        frame,
        action: format!("/behov/{need}/omdome/{solution}/typiskt"),
        need: need.to_string(),
        need_title: begun.need.facts.title.clone(),
        leave: format!("/behov/{need}#losning-{solution}"),
        name: begun.solution.facts.name.clone(),
        readers: frame.word("solution-seen-by", begun.solution.sharing.code()),
        more_read: begun.reads == Readers::More,
        text,
        errors,
    };
    Ok((status, html(&page)).into_response())
}

async fn decide(
    Shared(state): Shared<State>,
    request: Request,
    Path((number, proposal)): Path<(String, String)>,
    form: Result<Form<Written>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let Ok(Form(form)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let number = understood(frame, &number)?;
    let proposal = proposal.parse().map_err(|_| Failure::page(AppError::NotFound, frame.clone()))?;
    let decision = match form.gor.as_str() {
        "godta" => ProposalDecision::Accept(form.typical_needs),
        _ => ProposalDecision::Reject,
    };
    let done = state.app.decide_proposal(&request.visitor.actor, number, proposal, decision).await;
    done.map_err(|error| Failure::page(error, frame.clone()))?;
    Ok(Redirect::to(&format!("/losningar/{number}#typiska")).into_response())
}

async fn list(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let number = understood(&request.frame, &number)?;
    show(&state, &request, number, None).await
}

async fn save(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Written>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let Ok(Form(form)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let number = understood(frame, &number)?;
    let version = form.version.parse().unwrap_or(0);
    let saved =
        state.app.edit_typical_needs(&request.visitor.actor, (number, version), &form.typical_needs).await;
    match saved {
        Ok(()) => Ok(Redirect::to(&format!("/losningar/{number}#typiska")).into_response()),
        Err(error @ (AppError::Invalid(_) | AppError::Refused(Refusal::ChangedMeanwhile))) => {
            show(&state, &request, number, Some((form.typical_needs, error))).await
        }
        Err(error) => Err(Failure::page(error, frame.clone())),
    }
}

/// The list to change, as it stands or as it was sent; beside it what somebody else has saved meanwhile.
async fn show(
    state: &State,
    request: &Request,
    number: Number,
    refused: Option<(String, AppError)>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let actor = &request.visitor.actor;
    if matches!(actor, Actor::Anonymous) {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let solution = state.app.read_solution(actor, number).await.map_err(failed)?.solution;
    if !state.app.typical_needs(actor, &solution).await.map_err(failed)?.may_keep {
        return Err(failed(AppError::Denied));
    }
    let stands = solution.facts.typical_needs.join("\n");
    let (status, lines, errors, theirs) = match refused {
        None => (StatusCode::OK, stands, Errors::default(), None),
        Some((lines, AppError::Refused(_))) => (StatusCode::CONFLICT, lines, Errors::default(), Some(stands)),
        Some((lines, error)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, lines, Errors::of(frame, error).map_err(failed)?, None)
        }
    };
    let page = ListPage {
        frame,
        number: number.to_string(),
        name: solution.facts.name.clone(),
        readers: frame.word("solution-seen-by", solution.sharing.code()),
        version: solution.version.to_string(),
        lines,
        errors,
        theirs,
    };
    Ok((status, html(&page)).into_response())
}

fn understood(frame: &Frame, number: &str) -> Result<Number, Failure> {
    number.parse().map_err(|_| Failure::page(AppError::NotFound, frame.clone()))
}
