//! Changing a collaboration's process: one form with every stage, and what contradicts itself told at the stage where it does.
//!
//! What the form has no field for, such as the English words and what a fast track demands, stays as it is. Codes of new
//! stages, checks and evidence are made here, because cases point at them and people never see them.

use std::collections::HashSet;

use app::AppError;
use app::FieldProblem;
use app::process::ProcessPage;
use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::person::{Power, Role};
use domain::process::{
    Check, Decider, Definition, Evidence, EvidenceKind, Exit, Gate, Label, Level, Onward, ProcessProblem,
    Stage, Track,
};

use super::read;
use crate::State;
use crate::case::said;
use crate::error::{Failure, html};
use crate::form::{Errors, Pairs, value};
use crate::frame::Frame;
use crate::list::Choice;
use crate::visitor::Request;

/// The kinds of evidence that are known by themselves, and so are ticked.
const KNOWN: [EvidenceKind; 6] = [
    EvidenceKind::Owner,
    EvidenceKind::Requirements,
    EvidenceKind::Checked,
    EvidenceKind::Qualified,
    EvidenceKind::Spread,
    EvidenceKind::Scored,
];

/// The exits that a gate can offer.
const EXITS: [Exit; 5] = [Exit::Solved, Exit::Local, Exit::Dormant, Exit::Declined, Exit::ItMatter];

/// The fields of a stage.
struct StageFields {
    /// Begins the names of its fields.
    at: String,
    code: String,
    heading: String,
    name: String,
    name_en: String,
    purpose: String,
    days: String,
    position: usize,
    question: String,
    deciders: Vec<DeciderFields>,
    known: Vec<Choice>,
    written: String,
    onward: Vec<Choice>,
    exits: Vec<Choice>,
    is_new: bool,
    error: String,
}

/// The fields of who decides on a track.
struct DeciderFields {
    at: String,
    track: String,
    body: String,
    levels: Vec<Choice>,
    roles: Vec<Choice>,
}

/// The fields of a check.
struct CheckFields {
    at: String,
    code: String,
    name: String,
    must: bool,
    tracks: Vec<Choice>,
    number: usize,
}

#[derive(Template)]
#[template(path = "process/edit.html")]
struct EditPage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    read: &'a ProcessPage,
    from: i64,
    stages: Vec<StageFields>,
    checks: Vec<CheckFields>,
    unclear: String,
    note: String,
}

fn values<'a>(sent: &'a [(String, String)], name: &'a str) -> impl Iterator<Item = &'a str> {
    sent.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
}

pub(super) async fn form(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let read = editable(&state, &request, &id).await?;
    let definition = read.process.definition.clone();
    Ok(show(&request.frame, &read, (&definition, read.current(), ""), &Errors::default()))
}

async fn editable(state: &State, request: &Request, id: &str) -> Result<ProcessPage, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let read = read(state, request, id, "").await?;
    if read.may_edit { Ok(read) } else { Err(Failure::page(AppError::Denied, frame.clone())) }
}

pub(super) async fn save(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = editable(&state, &request, &id).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let definition = understood(&read.process.definition, &sent);
    let (from, note) = (value(&sent, "from").parse().unwrap_or(-1), value(&sent, "note"));
    let (actor, collaboration) = (&request.visitor.actor, read.collaboration.id);
    match state.app.edit_process(actor, collaboration, from, definition.clone(), note).await {
        Ok(_) => Ok(Redirect::to(&format!("/samverkan/{collaboration}/process?nytt=sparat")).into_response()),
        Err(AppError::Invalid(fields)) => {
            let mut errors = Errors::default();
            for field in fields {
                match field.problem {
                    FieldProblem::Process(problem) => {
                        let (field, message) = told(frame, &definition, &problem);
                        errors.add(&field, message);
                    }
                    _ => errors.add("note", frame.t("field-missing-note")),
                }
            }
            Ok(show(frame, &read, (&definition, from, note), &errors))
        }
        Err(error) => Err(Failure::page(error, frame.clone())),
    }
}

/// What contradicts itself, in words, and the part of the form where it is.
fn told(frame: &Frame, definition: &Definition, problem: &ProcessProblem) -> (String, String) {
    let place = |code: &str| definition.place(code);
    let field = |code: &str| place(code).map_or_else(|| "stages".to_owned(), |at| format!("s{at}"));
    let name = |code: &str| {
        let stage = definition.stage(code).map(|stage| stage.name.sv.clone());
        stage.filter(|name| !name.is_empty()).unwrap_or_else(|| frame.t("process-nameless"))
    };
    let at_stage = |key: &str, code: &str| (field(code), frame.t1(key, "stage", &name(code)));
    match problem {
        ProcessProblem::TooFewStages => ("stages".to_owned(), frame.t("process-too-few")),
        ProcessProblem::TooMany => ("stages".to_owned(), frame.t("process-too-many")),
        ProcessProblem::NotACode(_) | ProcessProblem::CodeTwice(_) => {
            ("stages".to_owned(), frame.t("process-codes"))
        }
        ProcessProblem::Words(code) if place(code).is_none() => {
            ("checks".to_owned(), frame.t("process-check-words"))
        }
        ProcessProblem::Words(code) => at_stage("process-words", code),
        ProcessProblem::NoWayOn(code) => at_stage("process-no-way-on", code),
        ProcessProblem::NobodyMayPass(code) => at_stage("process-nobody", code),
        ProcessProblem::UnknownStage { stage, .. } => at_stage("process-unknown-stage", stage),
        ProcessProblem::UnknownEvidence { stage, .. } => at_stage("process-unknown-evidence", stage),
        ProcessProblem::Loop(code) => at_stage("process-loop", code),
        ProcessProblem::Unreachable(code) => at_stage("process-unreachable", code),
        ProcessProblem::NoChecks(code) => at_stage("process-no-checks", code),
        ProcessProblem::TargetDays(code) => at_stage("process-target-days", code),
    }
}

/// The process that a form says, over the one that it was opened with.
fn understood(before: &Definition, sent: &Pairs) -> Definition {
    let mut codes: HashSet<String> = before.stages.iter().map(|stage| stage.code.clone()).collect();
    let mut evidence_codes: HashSet<String> = before
        .stages
        .iter()
        .filter_map(|stage| stage.gate.as_ref())
        .flat_map(|gate| gate.evidence.iter().map(|evidence| evidence.code.clone()))
        .collect();
    let mut stages: Vec<(usize, Stage)> = Vec::new();
    for at in (0..).map(|index| format!("s{index}")).take_while(|at| has(sent, at)) {
        let old = before.stage(value(sent, &format!("{at}_code")));
        let name = value(sent, &format!("{at}_name")).trim();
        let is_removed = value(sent, &format!("{at}_bort")) == "ja";
        if is_removed || (old.is_none() && name.is_empty()) {
            continue;
        }
        let code = old.map_or_else(|| fresh("stage", &mut codes), |old| old.code.clone());
        let position = value(sent, &format!("{at}_position")).trim().parse().unwrap_or(usize::MAX);
        stages.push((position, stage(sent, &at, code, old, &mut evidence_codes)));
    }
    stages.sort_by_key(|(position, _)| *position);
    let mut stages: Vec<Stage> = stages.into_iter().map(|(_, stage)| stage).collect();
    // The last stage is where cases end: what its gate said does not hold there.
    if let Some(last) = stages.last_mut()
        && last.gate.as_ref().is_some_and(|gate| gate.onward.is_empty())
    {
        last.gate = None;
    }
    let checks = checks(before, sent);
    let unclear = value(sent, "unclear").trim().parse().unwrap_or(before.unclear_max);
    Definition { stages, checks, unclear_max: unclear }
}

fn has(sent: &Pairs, at: &str) -> bool {
    let name = format!("{at}_name");
    sent.iter().any(|(key, _)| *key == name)
}

/// A code that is not taken.
fn fresh(kind: &str, taken: &mut HashSet<String>) -> String {
    let code = (1..).map(|number| format!("{kind}_{number}")).find(|code| !taken.contains(code));
    let code = code.unwrap_or_default();
    taken.insert(code.clone());
    code
}

/// Words as they were written; the English of before goes with Swedish that has not changed.
fn label(sv: &str, en: Option<&str>, before: Option<&Label>) -> Label {
    let sv = sv.trim().to_owned();
    let kept = before.filter(|before| before.sv == sv).map(|before| before.en.clone());
    Label { en: en.map(|en| en.trim().to_owned()).or(kept).unwrap_or_default(), sv }
}

fn stage(sent: &Pairs, at: &str, code: String, old: Option<&Stage>, codes: &mut HashSet<String>) -> Stage {
    let field = |name: &str| value(sent, &format!("{at}_{name}"));
    let old_gate = old.and_then(|old| old.gate.as_ref());
    let english = Some(field("name_en"));
    let days = field("days").trim();
    Stage {
        name: label(field("name"), english, old.map(|old| &old.name)),
        purpose: label(field("purpose"), None, old.map(|old| &old.purpose)),
        // What is no number becomes one that is refused, so that it is told and not lost.
        target_days: (!days.is_empty()).then(|| days.parse().unwrap_or(0)),
        gate: gate(sent, at, old_gate, codes),
        code,
    }
}

fn gate(sent: &Pairs, at: &str, old: Option<&Gate>, codes: &mut HashSet<String>) -> Option<Gate> {
    let field = |name: &str| value(sent, &format!("{at}_{name}"));
    let onward: Vec<Onward> = values(sent, &format!("{at}_vidare"))
        .map(|to| {
            let before = old.and_then(|old| old.onward.iter().find(|way| way.to == to));
            before.cloned().unwrap_or_else(|| Onward {
                to: to.to_owned(),
                name: label(field("question"), None, None),
                demands: Vec::new(),
            })
        })
        .collect();
    if onward.is_empty() && field("question").trim().is_empty() {
        return None;
    }
    let deciders = Track::ALL.iter().filter_map(|track| {
        let name = |part: &str| format!("{at}_{track}_{part}");
        let before = old.and_then(|old| old.decider(*track));
        Some(Decider {
            track: Some(*track),
            level: Level::from_code(value(sent, &name("level")))?,
            role: Role::from_code(value(sent, &name("role")))?,
            body: label(value(sent, &name("body")), None, before.map(|before| &before.body)),
        })
    });
    let deciders = deciders.collect();
    Some(Gate {
        question: label(field("question"), None, old.map(|old| &old.question)),
        deciders,
        evidence: evidence(sent, at, old, codes),
        onward,
        exits: values(sent, &format!("{at}_ut")).filter_map(Exit::from_code).collect(),
    })
}

/// What is ticked and what is written, one a line; what was there before keeps its code.
fn evidence(sent: &Pairs, at: &str, old: Option<&Gate>, codes: &mut HashSet<String>) -> Vec<Evidence> {
    let before: &[Evidence] = old.map_or(&[], |old| &old.evidence);
    let mut evidence = Vec::new();
    for kind in values(sent, &format!("{at}_vet")).filter_map(EvidenceKind::from_code) {
        let kept = before.iter().find(|one| one.kind == kind).cloned();
        evidence.push(kept.unwrap_or_else(|| Evidence {
            code: fresh(kind.code(), codes),
            name: known_name(kind),
            kind,
            track: None,
            optional: false,
        }));
    }
    for line in value(sent, &format!("{at}_skrivs")).lines().map(str::trim).filter(|line| !line.is_empty()) {
        let is_same = |one: &&Evidence| one.kind == EvidenceKind::Written && one.name.sv == line;
        let kept = before.iter().find(is_same).cloned();
        evidence.push(kept.unwrap_or_else(|| Evidence {
            code: fresh("evidence", codes),
            name: Label { sv: line.to_owned(), en: String::new() },
            kind: EvidenceKind::Written,
            track: None,
            optional: false,
        }));
    }
    evidence
}

/// What the proposal calls evidence of a kind.
fn known_name(kind: EvidenceKind) -> Label {
    let proposal = app::process::proposal().unwrap_or_default();
    let gates = proposal.stages.iter().filter_map(|stage| stage.gate.as_ref());
    let named = gates.flat_map(|gate| &gate.evidence).find(|evidence| evidence.kind == kind);
    named.map(|evidence| evidence.name.clone()).unwrap_or_default()
}

fn checks(before: &Definition, sent: &Pairs) -> Vec<Check> {
    let mut codes: HashSet<String> = before.checks.iter().map(|check| check.code.clone()).collect();
    let rows = (0..).map(|index| format!("k{index}")).take_while(|at| has(sent, at));
    let mut checks = Vec::new();
    for at in rows {
        let field = |name: &str| value(sent, &format!("{at}_{name}"));
        let name = field("name").trim();
        if name.is_empty() {
            continue;
        }
        let old = before.checks.iter().find(|check| check.code == field("code"));
        checks.push(Check {
            code: old.map_or_else(|| fresh("check", &mut codes), |old| old.code.clone()),
            name: label(name, None, old.map(|old| &old.name)),
            must: field("must") == "ja",
            track: Track::from_code(field("track")),
        });
    }
    checks
}

fn show(
    frame: &Frame,
    read: &ProcessPage,
    (definition, from, note): (&Definition, i64, &str),
    errors: &Errors,
) -> Response {
    let mut stages: Vec<StageFields> = definition
        .stages
        .iter()
        .enumerate()
        .map(|(index, stage)| fields(frame, definition, index, Some(stage), errors))
        .collect();
    stages.push(fields(frame, definition, stages.len(), None, errors));
    let mut checks: Vec<CheckFields> = definition
        .checks
        .iter()
        .enumerate()
        .map(|(index, check)| check_fields(frame, index, Some(check)))
        .collect();
    for index in checks.len()..checks.len() + 2 {
        checks.push(check_fields(frame, index, None));
    }
    let page = html(&EditPage {
        frame,
        errors,
        read,
        from,
        stages,
        checks,
        unclear: definition.unclear_max.to_string(),
        note: note.to_owned(),
    });
    errors.on(page)
}

fn fields(
    frame: &Frame,
    definition: &Definition,
    index: usize,
    stage: Option<&Stage>,
    errors: &Errors,
) -> StageFields {
    let at = format!("s{index}");
    let gate = stage.and_then(|stage| stage.gate.as_ref());
    let ticked = |kind: EvidenceKind| {
        gate.is_some_and(|gate| gate.evidence.iter().any(|evidence| evidence.kind == kind))
    };
    let written = gate.into_iter().flat_map(|gate| &gate.evidence);
    let written = written.filter(|evidence| evidence.kind == EvidenceKind::Written);
    let written: Vec<&str> = written.map(|evidence| evidence.name.sv.as_str()).collect();
    let leads = |to: &str| gate.is_some_and(|gate| gate.onward.iter().any(|way| way.to == to));
    let others = definition.stages.iter().filter(|other| stage.is_none_or(|stage| stage.code != other.code));
    let onward = others.map(|other| Choice {
        value: other.code.clone(),
        label: said(frame, &other.name).to_owned(),
        chosen: leads(&other.code),
    });
    let exit = |exit: Exit| Choice {
        value: exit.code().to_owned(),
        label: frame.word("exit", exit.code()),
        chosen: gate.is_some_and(|gate| gate.exits.contains(&exit)),
    };
    StageFields {
        code: stage.map(|stage| stage.code.clone()).unwrap_or_default(),
        heading: stage.map_or_else(
            || frame.t("process-new-stage"),
            |stage| format!("{}. {}", index + 1, said(frame, &stage.name)),
        ),
        name: stage.map(|stage| stage.name.sv.clone()).unwrap_or_default(),
        name_en: stage.map(|stage| stage.name.en.clone()).unwrap_or_default(),
        purpose: stage.map(|stage| stage.purpose.sv.clone()).unwrap_or_default(),
        days: stage.and_then(|stage| stage.target_days).map(|days| days.to_string()).unwrap_or_default(),
        position: index + 1,
        question: gate.map(|gate| gate.question.sv.clone()).unwrap_or_default(),
        deciders: Track::ALL.iter().map(|track| decider_fields(frame, &at, gate, *track)).collect(),
        known: KNOWN
            .into_iter()
            .map(|kind| Choice {
                value: kind.code().to_owned(),
                label: said(frame, &known_name(kind)).to_owned(),
                chosen: ticked(kind),
            })
            .collect(),
        written: written.join("\n"),
        onward: onward.collect(),
        exits: EXITS.into_iter().map(exit).collect(),
        is_new: stage.is_none(),
        error: errors.at(&at).to_owned(),
        at,
    }
}

fn decider_fields(frame: &Frame, at: &str, gate: Option<&Gate>, track: Track) -> DeciderFields {
    let decider = gate.and_then(|gate| gate.decider(track));
    let level = decider.map_or(Level::Municipality, |decider| decider.level);
    let role = decider.map_or(Role::Coordinator, |decider| decider.role);
    let levels = Level::ALL.iter();
    let levels = levels.map(|one| Choice::new(one.code(), frame.word("level", one.code()), level.code()));
    // Only who writes can record a decision.
    let roles = Role::ALL.iter().filter(|one| one.can(Power::Write) || **one == role);
    let roles = roles.map(|one| Choice::new(one.code(), frame.word("role", one.code()), role.code()));
    DeciderFields {
        at: format!("{at}_{track}"),
        track: frame.word("track", track.code()),
        body: decider.map(|decider| decider.body.sv.clone()).unwrap_or_default(),
        levels: levels.collect(),
        roles: roles.collect(),
    }
}

fn check_fields(frame: &Frame, index: usize, check: Option<&Check>) -> CheckFields {
    let chosen = check.and_then(|check| check.track).map(Track::code).unwrap_or_default();
    let mut tracks = vec![Choice::new("", frame.t("process-both-tracks"), chosen)];
    let track = |track: &Track| Choice::new(track.code(), frame.word("track", track.code()), chosen);
    tracks.extend(Track::ALL.iter().map(track));
    CheckFields {
        at: format!("k{index}"),
        code: check.map(|check| check.code.clone()).unwrap_or_default(),
        name: check.map(|check| check.name.sv.clone()).unwrap_or_default(),
        must: check.is_some_and(|check| check.must),
        tracks,
        number: index + 1,
    }
}
