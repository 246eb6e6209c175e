//! Deciding on a case: the ways there are and what they ask for, the reason and the mandate, a look at what it comes to, and
//! the press that cannot be taken back.

use app::AppError;
use app::case::{CasePage, DecisionInput};
use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::case::{CaseState, Course};
use domain::cost::AllocationKey;
use domain::number::Number;
use domain::process::{Exit, Level, Onward};
use jiff::civil::Date;
use serde::Deserialize;

use super::{said, shared_by, stage_name};
use crate::State;
use crate::error::{Failure, html};
use crate::form::Errors;
use crate::frame::Frame;
use crate::visitor::Request;

/// What was sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    version: String,
    /// `vidare:stage`, `tillbaka:stage`, `ut:exit`, `vila`, `nyckel:key`, `ateruppta` or `ratta:stage`.
    course: String,
    until: String,
    reason: String,
    reference: String,
    decided_on: String,
    /// `granska` looks at it, `andra` goes back to the form, `besluta` decides.
    gor: String,
}

/// A way to choose.
pub(crate) struct Way {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) chosen: bool,
    /// What is not at hand for it.
    pub(crate) missing: Option<String>,
}

/// The ways there are from where a case stands.
pub(crate) struct Ways {
    pub(crate) onward: Vec<Way>,
    pub(crate) exits: Vec<Way>,
    pub(crate) back: Vec<Way>,
    pub(crate) keys: Vec<Way>,
    pub(crate) rests: bool,
    /// The way that was chosen, and until when it would rest.
    pub(crate) course: String,
    pub(crate) until: String,
}

#[derive(Template)]
#[template(path = "case/decide.html")]
struct DecidePage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    sent: &'a Sent,
    number: String,
    title: String,
    version: i64,
    question: String,
    body: String,
    ways: Ways,
    needs_reference: bool,
    decided_on: String,
    /// What it comes to, to look at before the second press.
    review: Option<Review>,
}

/// A decision as it will stand.
struct Review {
    what: String,
    told: String,
    day: String,
}

pub(super) async fn form(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let number = request.named(&number)?;
    let read = read(&state, &request, number).await?;
    show(&state, &request, &read, (&Sent::default(), None), &Errors::default())
}

async fn read(state: &State, request: &Request, number: Number) -> Result<CasePage, Failure> {
    let failed = |error| Failure::page(error, request.frame.clone());
    let read = state.app.read_case(&request.visitor.actor, number).await.map_err(failed)?;
    // Whoever keeps a case may take it up again; the deed asks once more.
    let resumes = read.deeds.keep && read.case.state != CaseState::Running;
    if read.deeds.decide || resumes { Ok(read) } else { Err(failed(AppError::Denied)) }
}

pub(super) async fn decide(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let number = request.named(&number)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let read = read(&state, &request, number).await?;
    let version = sent.version.parse().unwrap_or(read.case.version);
    let mut errors = Errors::default();
    let course = course(&sent.course, &sent.until).unwrap_or_else(|field| {
        errors.add(field, frame.t(if field == "until" { "case-no-until" } else { "case-no-course" }));
        Course::Resume
    });
    let decided_on: Option<Date> = sent.decided_on.trim().parse().ok();
    if decided_on.is_none() {
        errors.add("decided_on", frame.t("case-no-day"));
    }
    let (true, Some(decided_on)) = (errors.is_empty(), decided_on) else {
        return show(&state, &request, &read, (&sent, None), &errors);
    };
    if sent.gor == "andra" {
        return show(&state, &request, &read, (&sent, None), &errors);
    }
    let (reason, reference) = (sent.reason.clone(), sent.reference.clone());
    let input = DecisionInput { course: course.clone(), reason, reference, decided_on };
    let actor = &request.visitor.actor;
    let done = match sent.gor.as_str() {
        "besluta" => state.app.decide_case(actor, number, version, input).await.map(|_| true),
        _ => state.app.check_decision(actor, number, version, input).await.map(|_| false),
    };
    match done {
        Ok(true) => Ok(Redirect::to(&format!("/arenden/{number}?nytt=beslutat")).into_response()),
        Ok(false) => {
            let review = review(frame, &read, &course, decided_on);
            show(&state, &request, &read, (&sent, Some(review)), &errors)
        }
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(|error| Failure::page(error, frame.clone()))?;
            show(&state, &request, &read, (&sent, None), &errors)
        }
    }
}

/// The course that was chosen; else the field that says too little.
pub(crate) fn course(course: &str, until: &str) -> Result<Course, &'static str> {
    let (kind, what) = course.split_once(':').unwrap_or((course, ""));
    match kind {
        "vidare" => Ok(Course::Onward(what.to_owned())),
        "tillbaka" => Ok(Course::Back(what.to_owned())),
        "ratta" => Ok(Course::Correct(what.to_owned())),
        "ut" => Exit::from_code(what).map(Course::Exit).ok_or("course"),
        "vila" => until.trim().parse().map(Course::Rest).map_err(|_| "until"),
        "nyckel" => AllocationKey::from_code(what).map(Course::ShareBy).ok_or("course"),
        "ateruppta" => Ok(Course::Resume),
        _ => Err("course"),
    }
}

/// What a course comes to, in a few words.
pub(crate) fn course_words(frame: &Frame, read: &CasePage, course: &Course) -> String {
    let stage = |code: &str| stage_name(frame, &read.process, code);
    match course {
        Course::Onward(to) => frame.word_with("outcome", "onward", ("stage", &stage(to))),
        Course::Back(to) => frame.word_with("outcome", "back", ("stage", &stage(to))),
        Course::Correct(to) => frame.word_with("outcome", "corrected", ("stage", &stage(to))),
        Course::Resume => frame.word_with("outcome", "resumed", ("stage", &stage(&read.case.stage))),
        Course::Exit(exit) => frame.word("exit", exit.code()),
        Course::ShareBy(key) => shared_by(frame, Some(*key)),
        Course::Rest(until) => frame.t1("case-rests-until", "day", &frame.day(*until)),
    }
}

fn review(frame: &Frame, read: &CasePage, course: &Course, day: Date) -> Review {
    let what = course_words(frame, read, course);
    let mut told: Vec<String> = read.needs.iter().map(|row| row.organisation.clone()).collect();
    told.dedup();
    let told = frame.t1("case-will-be-told", "organisations", &frame.list(&told));
    Review { what, told, day: frame.day(day) }
}

fn show(
    state: &State,
    request: &Request,
    read: &CasePage,
    (sent, review): (&Sent, Option<Review>),
    errors: &Errors,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let (case, definition) = (&read.case, &read.process.definition);
    let gate = case.gate_in(definition);
    let decider = case.decider_in(definition);
    let today = state.app.clock().now().day().to_string();
    let page = html(&DecidePage {
        frame,
        errors,
        number: case.number.to_string(),
        title: case.title.clone(),
        version: sent.version.parse().unwrap_or(case.version),
        question: gate
            .map_or_else(|| frame.t("case-decide-again"), |gate| said(frame, &gate.question).to_owned()),
        body: decider.map(|decider| said(frame, &decider.body).to_owned()).unwrap_or_default(),
        ways: ways(frame, read, (&sent.course, &sent.until)),
        needs_reference: decider
            .is_some_and(|decider| matches!(decider.level, Level::Board | Level::Federation)),
        decided_on: if sent.gor.is_empty() { today } else { sent.decided_on.clone() },
        sent,
        review,
    });
    Ok(errors.on(page))
}

/// The ways there are from where a case stands, with the one that was chosen.
pub(crate) fn ways(frame: &Frame, read: &CasePage, (course, until): (&str, &str)) -> Ways {
    let (case, definition) = (&read.case, &read.process.definition);
    let gate = case.gate_in(definition);
    let way = |value: String, label: String, missing| Way { chosen: value == course, value, label, missing };
    let onward = gate.into_iter().flat_map(|gate| &gate.onward).map(|one| {
        let missing = missing(frame, read, one);
        way(format!("vidare:{}", one.to), said(frame, &one.name).to_owned(), missing)
    });
    let exits = gate.into_iter().flat_map(|gate| &gate.exits);
    let exits = exits.filter(|exit| !matches!(exit, Exit::Joined | Exit::Withdrawn | Exit::Dormant));
    let exits = exits.map(|exit| way(format!("ut:{exit}"), frame.word("exit", exit.code()), None));
    let place = definition.place(&case.stage).unwrap_or(0);
    let earlier = definition.stages.iter().take(place).rev();
    let (onward, back): (Vec<Way>, Vec<Way>) = match case.state {
        CaseState::Running => {
            let back = earlier.map(|stage| {
                way(format!("tillbaka:{}", stage.code), said(frame, &stage.name).to_owned(), None)
            });
            (onward.collect(), back.collect())
        }
        CaseState::Dormant | CaseState::Closed => {
            let again = frame.word_with(
                "outcome",
                "resumed",
                ("stage", &stage_name(frame, &read.process, &case.stage)),
            );
            (vec![way("ateruppta".to_owned(), again, None)], corrections(frame, read, course))
        }
        CaseState::Finished => (Vec::new(), corrections(frame, read, course)),
    };
    Ways {
        onward,
        exits: exits.collect(),
        keys: read
            .keys
            .iter()
            .filter(|_| case.state == CaseState::Running)
            .map(|key| way(format!("nyckel:{key}"), frame.word("key", key.code()), None))
            .collect(),
        back,
        rests: gate.is_some_and(|gate| gate.exits.contains(&Exit::Dormant)),
        course: course.to_owned(),
        until: until.to_owned(),
    }
}

/// The stages that it should perhaps not have left, for who decides.
fn corrections(frame: &Frame, read: &CasePage, course: &str) -> Vec<Way> {
    if !read.deeds.decide {
        return Vec::new();
    }
    let place = read.process.definition.place(&read.case.stage).unwrap_or(0);
    let stages = read.process.definition.stages.iter().take(place + 1).filter(|stage| stage.gate.is_some());
    let way = |stage: &domain::process::Stage| {
        let value = format!("ratta:{}", stage.code);
        let label = said(frame, &stage.name).to_owned();
        Way { chosen: value == course, value, label, missing: None }
    };
    stages.map(way).collect()
}

/// What is not at hand for a way, by name.
fn missing(frame: &Frame, read: &CasePage, way: &Onward) -> Option<String> {
    let gate = read.case.gate_in(&read.process.definition)?;
    let lacks = |code: &str| read.demanded.iter().any(|one| one.evidence.code == code && !one.at_hand);
    let demanded = gate.demanded(read.case.track, Some(way));
    let names: Vec<String> = demanded
        .filter(|evidence| lacks(&evidence.code))
        .map(|evidence| said(frame, &evidence.name).to_owned())
        .collect();
    (!names.is_empty()).then(|| frame.t1("case-lacks", "what", &names.join("; ")))
}
