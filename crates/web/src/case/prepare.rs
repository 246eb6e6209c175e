//! The forms that prepare a case: what the gate asks for in writing, the checks, its words and owner, and the version of the
//! process.

use app::case::{CaseInput, CasePage, Demanded};
use app::{AppError, Refusal};
use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::number::Number;
use domain::process::{Answer, EvidenceKind, Track};
use serde::Deserialize;

use super::said;
use crate::State;
use crate::error::{Failure, html};
use crate::form::{Errors, Pairs, field_of, value};
use crate::frame::Frame;
use crate::list::Choice;
use crate::visitor::Request;

async fn read(
    state: &State,
    request: &Request,
    number: Number,
    may: impl Fn(&CasePage) -> bool,
) -> Result<CasePage, Failure> {
    let failed = |error| Failure::page(error, request.frame.clone());
    let read = state.app.read_case(&request.visitor.actor, number).await.map_err(failed)?;
    if may(&read) { Ok(read) } else { Err(failed(AppError::Denied)) }
}

fn version(sent: &[(String, String)], read: &CasePage) -> i64 {
    value(sent, "version").parse().unwrap_or(read.case.version)
}

fn done(number: Number) -> Response {
    Redirect::to(&format!("/arenden/{number}?nytt=sparat")).into_response()
}

/// A text that the gate asks for.
struct Text {
    id: String,
    code: String,
    label: String,
    value: String,
    error: String,
}

#[derive(Template)]
#[template(path = "case/evidence.html")]
struct EvidencePage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    number: String,
    version: i64,
    question: String,
    texts: Vec<Text>,
}

pub(super) async fn evidence_form(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let number = request.named(&number)?;
    let read = read(&state, &request, number, |read| read.deeds.prepare).await?;
    Ok(show_evidence(&request.frame, &read, None, &Errors::default()))
}

fn written(read: &CasePage) -> impl Iterator<Item = &Demanded> {
    read.demanded.iter().filter(|one| one.evidence.kind == EvidenceKind::Written)
}

fn show_evidence(frame: &Frame, read: &CasePage, sent: Option<&Pairs>, errors: &Errors) -> Response {
    let text = |(index, one): (usize, &Demanded)| {
        let id = field_of("evidence", index);
        let before = one.written.as_ref().map(|written| written.body.clone()).unwrap_or_default();
        Text {
            error: errors.at(&id).to_owned(),
            code: format!("evidence_{}", one.evidence.code),
            label: said(frame, &one.evidence.name).to_owned(),
            value: sent
                .map_or(before, |sent| value(sent, &format!("evidence_{}", one.evidence.code)).to_owned()),
            id,
        }
    };
    let gate = read.case.gate_in(&read.process.definition);
    let page = html(&EvidencePage {
        frame,
        errors,
        number: read.case.number.to_string(),
        version: sent.map_or(read.case.version, |sent| version(sent, read)),
        question: gate.map(|gate| said(frame, &gate.question).to_owned()).unwrap_or_default(),
        texts: written(read).enumerate().map(text).collect(),
    });
    errors.on(page)
}

pub(super) async fn write_evidence(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let number = request.named(&number)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let read = read(&state, &request, number, |read| read.deeds.prepare).await?;
    // In the order of the page, so that what cannot be kept is told at its field.
    let texts: Pairs = written(&read)
        .map(|one| {
            let code = one.evidence.code.clone();
            let body = value(&sent, &format!("evidence_{code}")).to_owned();
            (code, body)
        })
        .collect();
    let version = version(&sent, &read);
    match state.app.write_evidence(&request.visitor.actor, number, version, &texts).await {
        Ok(()) => Ok(done(number)),
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(|error| Failure::page(error, frame.clone()))?;
            Ok(show_evidence(frame, &read, Some(&sent), &errors))
        }
    }
}

/// A check with the answers to choose between.
struct CheckField {
    id: String,
    code: String,
    label: String,
    must: bool,
    answers: Vec<Choice>,
    evidence: String,
    error: String,
}

#[derive(Template)]
#[template(path = "case/checks.html")]
struct ChecksPage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    number: String,
    version: i64,
    rule: String,
    checks: Vec<CheckField>,
}

pub(super) async fn checks_form(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let number = request.named(&number)?;
    let read = read(&state, &request, number, |read| read.deeds.prepare).await?;
    Ok(show_checks(&request.frame, &read, None, &Errors::default()))
}

/// The answers that were chosen, in the order of the page; checks without one are left out.
fn chosen(read: &CasePage, sent: &Pairs) -> Vec<(usize, (String, Answer, String))> {
    let checks = read.process.definition.checks_on(read.case.track).enumerate();
    let answered = checks.filter_map(|(index, check)| {
        let answer = Answer::from_code(value(sent, &format!("answer_{}", check.code)))?;
        let evidence = value(sent, &format!("why_{}", check.code)).to_owned();
        Some((index, (check.code.clone(), answer, evidence)))
    });
    answered.collect()
}

fn show_checks(frame: &Frame, read: &CasePage, sent: Option<&Pairs>, errors: &Errors) -> Response {
    let check = |(index, check): (usize, &domain::process::Check)| {
        let id = field_of("answer", index);
        let before = read.answers.iter().find(|answer| answer.code == check.code);
        let code = sent.map_or_else(
            || before.map(|before| before.answer.code()).unwrap_or_default().to_owned(),
            |sent| value(sent, &format!("answer_{}", check.code)).to_owned(),
        );
        CheckField {
            answers: Answer::ALL
                .iter()
                .map(|answer| Choice::new(answer.code(), frame.word("answer", answer.code()), &code))
                .collect(),
            evidence: sent.map_or_else(
                || before.map(|before| before.evidence.clone()).unwrap_or_default(),
                |sent| value(sent, &format!("why_{}", check.code)).to_owned(),
            ),
            label: said(frame, &check.name).to_owned(),
            must: check.must,
            error: errors.at(&id).to_owned(),
            code: check.code.clone(),
            id,
        }
    };
    let checks = read.process.definition.checks_on(read.case.track).enumerate();
    let page = html(&ChecksPage {
        frame,
        errors,
        number: read.case.number.to_string(),
        version: sent.map_or(read.case.version, |sent| version(sent, read)),
        rule: frame.t1("case-rule", "max", &read.process.definition.unclear_max.to_string()),
        checks: checks.map(check).collect(),
    });
    errors.on(page)
}

pub(super) async fn answer_checks(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let number = request.named(&number)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let read = read(&state, &request, number, |read| read.deeds.prepare).await?;
    let chosen = chosen(&read, &sent);
    let answers: Vec<_> = chosen.iter().map(|(_, answer)| answer.clone()).collect();
    let version = version(&sent, &read);
    match state.app.answer_checks(&request.visitor.actor, number, version, &answers).await {
        Ok(()) => Ok(done(number)),
        Err(AppError::Invalid(fields)) => {
            // Answers are counted among those that were chosen; fields among all that are shown.
            let placed = fields.into_iter().map(|field| {
                let index = chosen.get(field.index).map_or(field.index, |(index, _)| *index);
                app::Invalid { index, ..field }
            });
            let errors = Errors::of(frame, AppError::Invalid(placed.collect()));
            let errors = errors.map_err(|error| Failure::page(error, frame.clone()))?;
            Ok(show_checks(frame, &read, Some(&sent), &errors))
        }
        Err(error) => Err(Failure::page(error, frame.clone())),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Edited {
    version: String,
    title: String,
    statement: String,
    track: String,
    owner: String,
}

#[derive(Template)]
#[template(path = "case/edit.html")]
struct EditPage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    number: String,
    sent: &'a Edited,
    tracks: Vec<Choice>,
    owners: Vec<Choice>,
}

pub(super) async fn edit_form(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let number = request.named(&number)?;
    let read = read(&state, &request, number, |read| read.deeds.keep).await?;
    let case = &read.case;
    let filled = Edited {
        version: case.version.to_string(),
        title: case.title.clone(),
        statement: case.statement.clone(),
        track: case.track.code().to_owned(),
        owner: case.owner.map(|id| id.to_string()).unwrap_or_default(),
    };
    show_edit(&state, &request, number, &filled, &Errors::default()).await
}

async fn show_edit(
    state: &State,
    request: &Request,
    number: Number,
    sent: &Edited,
    errors: &Errors,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let owners = state.app.case_owners(&request.visitor.actor, number).await;
    let owners = owners.map_err(|error| Failure::page(error, frame.clone()))?;
    let mut choices = vec![Choice::new("", frame.t("case-no-owner"), &sent.owner)];
    choices.extend(owners.into_iter().map(|(id, name)| Choice::new(&id.to_string(), name, &sent.owner)));
    let track = |track: &Track| Choice::new(track.code(), frame.word("track", track.code()), &sent.track);
    let page = html(&EditPage {
        frame,
        errors,
        number: number.to_string(),
        tracks: Track::ALL.iter().map(track).collect(),
        owners: choices,
        sent,
    });
    Ok(errors.on(page))
}

pub(super) async fn edit(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Edited>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let number = request.named(&number)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let read = read(&state, &request, number, |read| read.deeds.keep).await?;
    let mut errors = Errors::default();
    let owner = match sent.owner.as_str() {
        "" => None,
        owner => match owner.parse() {
            Ok(owner) => Some(owner),
            Err(_) => {
                errors.add("owner", frame.t("field-unknown"));
                None
            }
        },
    };
    if !errors.is_empty() {
        return show_edit(&state, &request, number, &sent, &errors).await;
    }
    let input = CaseInput {
        title: sent.title.clone(),
        statement: sent.statement.clone(),
        track: Track::from_code(&sent.track).unwrap_or(read.case.track),
        owner,
    };
    let version = sent.version.parse().unwrap_or(read.case.version);
    match state.app.edit_case(&request.visitor.actor, number, version, input).await {
        Ok(_) => Ok(done(number)),
        Err(AppError::Refused(Refusal::NotShared)) => {
            errors.add("track", frame.t("error-not-shared-text"));
            show_edit(&state, &request, number, &sent, &errors).await
        }
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(failed)?;
            show_edit(&state, &request, number, &sent, &errors).await
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct MovedOn {
    version: String,
    stage: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "case/move.html")]
struct MovePage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    number: String,
    version: i64,
    about: String,
    stages: Vec<Choice>,
    reason: String,
}

pub(super) async fn move_form(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let number = request.named(&number)?;
    show_move(&state, &request, number, &MovedOn::default(), &Errors::default()).await
}

async fn show_move(
    state: &State,
    request: &Request,
    number: Number,
    sent: &MovedOn,
    errors: &Errors,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let read = read(state, request, number, |read| read.deeds.keep).await?;
    let (Some(newer), Some(collaboration)) = (read.newer_process, read.case.collaboration) else {
        return Err(failed(AppError::Refused(Refusal::NotUnderWay)));
    };
    let new = state.app.read_process(&request.visitor.actor, collaboration, None).await.map_err(failed)?;
    let current = if sent.stage.is_empty() { &read.case.stage } else { &sent.stage };
    let stages = new.process.definition.stages.iter();
    let stages =
        stages.map(|stage| Choice::new(&stage.code, said(frame, &stage.name).to_owned(), current)).collect();
    let page = html(&MovePage {
        frame,
        errors,
        number: number.to_string(),
        version: sent.version.parse().unwrap_or(read.case.version),
        about: frame.t1("case-newer-process", "number", &newer.to_string()),
        stages,
        reason: sent.reason.clone(),
    });
    Ok(errors.on(page))
}

pub(super) async fn move_on(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<MovedOn>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let number = request.named(&number)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let version = sent.version.parse().unwrap_or(0);
    let moved = state.app.move_case(&request.visitor.actor, number, version, &sent.stage, &sent.reason).await;
    match moved {
        Ok(_) => Ok(done(number)),
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(|error| Failure::page(error, frame.clone()))?;
            show_move(&state, &request, number, &sent, &errors).await
        }
    }
}
