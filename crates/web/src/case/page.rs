//! The page of a case: where it is, since when, on whom it waits and for what, the needs in their own words, what has been
//! decided and why.

use app::case::{BundleSuggestion, CaseNeedRow, CasePage, DecisionRow, Demanded, Twin};
use app::meeting::CaseMeeting;
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::Response;
use domain::case::{Case, CaseState, Tie};
use domain::forum::MeetingState;
use domain::knowledge::TieKind;
use domain::process::{EvidenceKind, Level, Stage};
use serde::Deserialize;

use super::history::{self, Entry};
use super::list::late;
use super::{colour, decided_words, said, standing};
use crate::State;
use crate::comment;
use crate::error::{Failure, html};
use crate::frame::Frame;
use crate::knowledge;
use crate::meeting;
use crate::outcome::initiative_table;
use crate::prioritisation;
use crate::view::{Link, Section};
use crate::visitor::Request;

/// What has just been done, as the address says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Just {
    nytt: String,
}

/// A stage on the way.
struct Step {
    name: String,
    /// `before`, `now` or `after`.
    place: &'static str,
    /// What the place means, for who does not see it.
    means: String,
}

/// Something that the gate asks for.
struct Asked {
    name: String,
    at_hand: bool,
    written: Option<String>,
    optional: bool,
    /// Where it is done.
    address: Option<String>,
}

/// A need in the case.
struct Voice {
    number: String,
    title: String,
    text: String,
    organisation: String,
    affected: Option<String>,
    law: Option<String>,
    may_part: bool,
    may_answer: bool,
}

/// An answer to a check.
pub(super) struct Checked {
    pub(super) name: String,
    pub(super) answer: Option<String>,
    pub(super) evidence: String,
    pub(super) must: bool,
}

/// A decision.
pub(super) struct Decided {
    pub(super) on: String,
    pub(super) day: String,
    pub(super) what: String,
    pub(super) reason: String,
    pub(super) by: String,
}

/// A need that could be in it too.
struct Suggested {
    number: String,
    title: String,
    organisation: String,
    why: String,
    may_join: bool,
}

/// A case that seems to do the same.
struct Alarm {
    address: String,
    title: String,
    text: String,
}

/// A meeting that it was or will be taken up at.
struct TakenUp {
    address: String,
    name: String,
    day: String,
    state: String,
    colour: &'static str,
}

#[derive(Template)]
#[template(path = "case/page.html")]
struct Page<'a> {
    frame: &'a Frame,
    read: &'a CasePage,
    number: String,
    told: Option<String>,
    standing: String,
    colour: &'static str,
    since: String,
    due: Option<String>,
    late: Option<String>,
    /// On whom it waits.
    waits_on: Option<String>,
    /// That nobody has the role that decides.
    nobody: Option<String>,
    steps: Vec<Step>,
    alarms: Vec<Alarm>,
    question: Option<String>,
    asked: Vec<Asked>,
    next: String,
    decide: String,
    spread: Option<String>,
    affected: Option<String>,
    voices: Vec<Voice>,
    asked_voices: Vec<Voice>,
    hidden: Option<String>,
    qualification: Option<String>,
    checks: Vec<Checked>,
    /// Where it came in its last round, and where that is.
    place: Option<(String, String)>,
    /// Where it was or will be taken up.
    meetings: Vec<TakenUp>,
    /// What it has led to.
    initiatives: Section,
    /// Knowledge for the gate it stands before.
    knowledge: Section,
    decisions: Vec<Decided>,
    suggested: Vec<Suggested>,
    comments: String,
    history: Vec<Entry>,
    track: String,
    sharing: String,
    process_address: Option<String>,
    revision: String,
    newer: Option<String>,
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    just: Result<Query<Just>, QueryRejection>,
) -> Result<Response, Failure> {
    let Request { visitor, frame, .. } = &request;
    let failed = |error| Failure::page(error, frame.clone());
    let number = request.named(&number)?;
    let actor = &visitor.actor;
    let read = state.app.read_case(actor, number).await.map_err(failed)?;
    let is_open = matches!(read.case.state, CaseState::Running | CaseState::Dormant);
    let (suggestions, twins) = match read.deeds.keep && is_open {
        true => state.app.bundle_suggestions(actor, number).await.map_err(failed)?,
        false => (Vec::new(), Vec::new()),
    };
    let just = just.map(|Query(just)| just).unwrap_or_default();
    let today = state.app.clock().now().day();
    let mut page = view(frame, &read, today);
    page.told = told(frame, &just.nytt);
    page.suggested = suggestions.iter().map(|one| suggested(frame, one)).collect();
    page.alarms = twins.iter().map(|twin| alarm(frame, twin)).collect();
    page.place = prioritisation::place_line(&state, &request, number).await.map_err(failed)?;
    let meetings = state.app.meetings_of_case(actor, number).await.map_err(failed)?;
    page.meetings = meetings.iter().map(|one| taken_up(frame, one)).collect();
    let initiatives = state.app.initiatives_of_case(actor, number).await.map_err(failed)?;
    page.initiatives.table = Some(initiative_table(frame, &initiatives));
    if read.case.state == CaseState::Running
        && state.app.may_begin_initiative(actor, number).await.map_err(failed)?
    {
        let begin = format!("/arenden/{number}/initiativ");
        page.initiatives.links.push(Link::new(begin, frame.t("initiative-begin")));
    }
    if is_open {
        let texts = read.needs.iter().map(|row| row.need.facts.text.as_str()).collect::<Vec<_>>().join("\n");
        let about = format!("{}\n{}\n{texts}", read.case.title, read.case.statement);
        let ties = [(TieKind::Stage, read.case.stage.as_str())];
        page.knowledge = knowledge::suggested(&state, &request, &ties, &about).await.map_err(failed)?;
    }
    page.comments = comment::part(&state, &request, number).await.map_err(failed)?;
    Ok(html(&page))
}

fn told(frame: &Frame, just: &str) -> Option<String> {
    let key = match just {
        "beslutat" => "case-told-decided",
        "sparat" => "case-told-saved",
        "med" => "case-told-joined",
        "fragat" => "case-told-asked",
        "skilt" => "case-told-parted",
        "delat" => "case-told-split",
        "oppnat" => "case-told-opened",
        _ => return None,
    };
    Some(frame.t(key))
}

fn view<'a>(frame: &'a Frame, read: &'a CasePage, today: jiff::civil::Date) -> Page<'a> {
    let case = &read.case;
    let number = case.number.to_string();
    let gate = case.gate_in(&read.process.definition);
    let missing = read.demanded.iter().filter(|one| !one.at_hand && !one.evidence.optional).count();
    let voices = |tie: Tie| {
        read.needs.iter().filter(move |row| row.tied.tie == tie).map(|row| voice(frame, row)).collect()
    };
    let asks_for_checks = read.demanded.iter().any(|one| one.evidence.kind == EvidenceKind::Qualified);
    let shows_checks = asks_for_checks || !read.answers.is_empty();
    let collaboration = read.process.collaboration.or(case.collaboration);
    Page {
        told: None,
        standing: standing(frame, case, &read.process),
        colour: colour(case.state),
        since: frame.t1("case-since", "day", &frame.day_of(case.entered)),
        due: due(frame, case),
        late: is_late(case, today).then(|| late(frame, case.state)),
        waits_on: waits_on(frame, read),
        nobody: nobody(frame, read),
        steps: steps(frame, read),
        alarms: Vec::new(),
        question: gate.map(|gate| said(frame, &gate.question).to_owned()),
        asked: read.demanded.iter().map(|one| asked(frame, read, &number, one)).collect(),
        next: next(frame, read, missing),
        decide: frame.t(if case.state == CaseState::Running { "case-decide" } else { "case-decide-again" }),
        spread: spread(frame, read),
        affected: read.spread.affected.map(|count| {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            frame.t1("voice-affects-together", "number", &frame.number(count))
        }),
        voices: voices(Tie::Joined),
        asked_voices: voices(Tie::Asked),
        hidden: (read.hidden_needs > 0)
            .then(|| frame.tn("case-hidden", i64::try_from(read.hidden_needs).unwrap_or(i64::MAX))),
        qualification: shows_checks.then(|| qualification(frame, read)),
        checks: if shows_checks { checks(frame, read) } else { Vec::new() },
        place: None,
        meetings: Vec::new(),
        initiatives: Section::default(),
        knowledge: Section::default(),
        decisions: read.decisions.iter().map(|row| decided(frame, read, row)).collect(),
        suggested: Vec::new(),
        comments: String::new(),
        history: history::entries(frame, &read.history),
        track: frame.word("track", case.track.code()),
        sharing: frame.word("sharing", case.sharing.code()),
        process_address: collaboration.map(|id| match read.process.revision {
            0 => format!("/samverkan/{id}/process?version=0"),
            revision => format!("/samverkan/{id}/process?version={revision}"),
        }),
        revision: match read.process.revision {
            0 => frame.t("process-proposal"),
            revision => frame.t1("process-version", "number", &revision.to_string()),
        },
        newer: read.newer_process.map(|newer| frame.t1("case-newer-process", "number", &newer.to_string())),
        number,
        read,
        frame,
    }
}

fn is_late(case: &Case, today: jiff::civil::Date) -> bool {
    case.is_late(today) || case.until.is_some_and(|until| until <= today)
}

fn due(frame: &Frame, case: &Case) -> Option<String> {
    match case.state {
        CaseState::Running => case.due.map(|day| frame.t1("case-due", "day", &frame.day(day))),
        CaseState::Dormant | CaseState::Closed | CaseState::Finished => None,
    }
}

pub(super) fn waits_on(frame: &Frame, read: &CasePage) -> Option<String> {
    let names: Vec<String> =
        read.waiters.iter().map(|one| format!("{} ({})", one.name, one.organisation)).collect();
    let body = read.decider.as_ref().map(|decider| said(frame, &decider.body).to_owned())?;
    Some(if names.is_empty() { body } else { format!("{body}: {}", frame.list(&names)) })
}

/// A gate that nobody can pass as people's roles are now is told with what to do.
fn nobody(frame: &Frame, read: &CasePage) -> Option<String> {
    let decider = read.decider.as_ref().filter(|_| read.waiters.is_empty())?;
    let role = frame.word("role", decider.role.code());
    Some(frame.t2("case-nobody-decides", ("role", &role), ("organisation", &read.organisation)))
}

fn steps(frame: &Frame, read: &CasePage) -> Vec<Step> {
    let definition = &read.process.definition;
    let at = definition.place(&read.case.stage).unwrap_or(0);
    let step = |(place, stage): (usize, &Stage)| {
        let place = match place.cmp(&at) {
            std::cmp::Ordering::Less => "before",
            std::cmp::Ordering::Equal => "now",
            std::cmp::Ordering::Greater => "after",
        };
        let (name, means) = (said(frame, &stage.name).to_owned(), frame.word("case-step", place));
        Step { name, place, means }
    };
    definition.stages.iter().enumerate().map(step).collect()
}

fn asked(frame: &Frame, read: &CasePage, number: &str, one: &Demanded) -> Asked {
    let address = match one.evidence.kind {
        EvidenceKind::Written => read.deeds.prepare.then(|| format!("/arenden/{number}/underlag")),
        EvidenceKind::Qualified => read.deeds.prepare.then(|| format!("/arenden/{number}/kvalificering")),
        EvidenceKind::Owner => read.deeds.keep.then(|| format!("/arenden/{number}/andra#owner")),
        EvidenceKind::Spread => read.deeds.keep.then(|| format!("/arenden/{number}/behov")),
        EvidenceKind::Scored => Some("/prioritering".to_owned()),
        EvidenceKind::Checked => read.needs.first().map(|row| format!("/behov/{}#finns", row.need.number)),
        EvidenceKind::Requirements => {
            read.needs.first().map(|row| format!("/behov/{}#delbehov", row.need.number))
        }
    };
    Asked {
        name: said(frame, &one.evidence.name).to_owned(),
        at_hand: one.at_hand,
        written: one.written.as_ref().map(|written| written.body.clone()),
        optional: one.evidence.optional,
        address,
    }
}

/// What comes next, in one sentence.
fn next(frame: &Frame, read: &CasePage, missing: usize) -> String {
    let missing = i64::try_from(missing).unwrap_or(i64::MAX);
    match read.case.state {
        CaseState::Running if missing > 0 => frame.tn("case-next-missing", missing),
        CaseState::Running if read.deeds.decide => frame.t("case-next-decide"),
        CaseState::Running => frame.t("case-next-waits"),
        CaseState::Dormant => frame.t("case-next-rests"),
        CaseState::Closed => frame.t("case-next-closed"),
        CaseState::Finished => frame.t("case-next-finished"),
    }
}

/// "Fem av sex organisationer har det här, tre med lagkrav": organisations, never presses.
pub(crate) fn spread(frame: &Frame, read: &CasePage) -> Option<String> {
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let have = count(read.spread.organisations.len());
    (have > 1).then(|| {
        let names = frame.list(&read.spread.organisations);
        let line = frame.tn("case-organisations", have);
        match read.spread.with_law {
            0 => format!("{line}: {names}"),
            lawful => format!("{line}, {}: {names}", frame.tn("case-with-law", count(lawful))),
        }
    })
}

fn voice(frame: &Frame, row: &CaseNeedRow) -> Voice {
    Voice {
        number: row.need.number.to_string(),
        title: row.need.facts.title.clone(),
        text: row.need.facts.text.clone(),
        organisation: row.organisation.clone(),
        affected: row
            .need
            .facts
            .affected
            .map(|count| frame.t1("voice-affects", "number", &frame.number(i64::from(count)))),
        law: row.need.facts.law.clone(),
        may_part: row.may_part,
        may_answer: row.may_answer,
    }
}

pub(super) fn qualification(frame: &Frame, read: &CasePage) -> String {
    let found = &read.qualification;
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    if found.passes() {
        return frame.t("case-qualified");
    }
    let mut why = Vec::new();
    if !found.unanswered.is_empty() {
        why.push(frame.tn("case-unanswered", count(found.unanswered.len())));
    }
    if !found.not_yes.is_empty() {
        why.push(frame.tn("case-must-be-yes", count(found.not_yes.len())));
    }
    if found.unclear > found.unclear_max {
        why.push(frame.t2(
            "case-too-unclear",
            ("unclear", &found.unclear.to_string()),
            ("max", &found.unclear_max.to_string()),
        ));
    }
    why.join(" ")
}

pub(super) fn checks(frame: &Frame, read: &CasePage) -> Vec<Checked> {
    let checks = read.process.definition.checks_on(read.case.track);
    let checked = |check: &domain::process::Check| {
        let answer = read.answers.iter().find(|answer| answer.code == check.code);
        Checked {
            name: said(frame, &check.name).to_owned(),
            answer: answer.map(|answer| frame.word("answer", answer.answer.code())),
            evidence: answer.map(|answer| answer.evidence.clone()).unwrap_or_default(),
            must: check.must,
        }
    };
    checks.map(checked).collect()
}

pub(super) fn decided(frame: &Frame, read: &CasePage, row: &DecisionRow) -> Decided {
    let decision = &row.decision;
    let what = decided_words(frame, &read.process, decision);
    let outside = match decision.level {
        Level::Board | Level::Federation => Some(frame.word("level", decision.level.code())),
        Level::Unit | Level::Municipality | Level::Joint => None,
    };
    let recorded = match &row.person {
        Some(person) => frame.t2("case-recorded-by", ("who", person), ("organisation", &row.organisation)),
        None => row.organisation.clone(),
    };
    let by: Vec<String> =
        [Some(decision.body.clone()), outside, Some(decision.reference.clone()), Some(recorded)]
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect();
    Decided {
        on: decision.decided_on.to_string(),
        day: frame.day(decision.decided_on),
        what,
        reason: decision.reason.clone(),
        by: by.join(" · "),
    }
}

fn taken_up(frame: &Frame, one: &CaseMeeting) -> TakenUp {
    let meeting = &one.meeting;
    let number = meeting.number.to_string();
    // Before a meeting is held what matters is that it is to come; afterwards, what became of the matter.
    let (state, colour) = match meeting.state {
        MeetingState::Planned | MeetingState::Cancelled => {
            (frame.word("meeting-state", meeting.state.code()), meeting::colour(meeting.state))
        }
        MeetingState::Running | MeetingState::Ended | MeetingState::Confirmed => {
            (frame.word("item-state", one.state.code()), meeting::item_colour(one.state))
        }
    };
    TakenUp {
        address: format!("/moten/{}", meeting.id),
        name: frame.t2("meeting-of", ("forum", &one.forum), ("number", &number)),
        day: frame.day(meeting.day),
        state,
        colour,
    }
}

fn suggested(frame: &Frame, one: &BundleSuggestion) -> Suggested {
    let mut why = Vec::new();
    if !one.shared.is_empty() {
        why.push(frame.t1("case-points-at", "solutions", &frame.list(&one.shared)));
    }
    if one.is_alike {
        why.push(frame.t("case-speaks-alike"));
    }
    if let Some((number, title)) = &one.case {
        why.push(frame.t2("case-is-in", ("number", &number.to_string()), ("title", title)));
    }
    Suggested {
        number: one.need.number.to_string(),
        title: one.need.facts.title.clone(),
        organisation: one.organisation.clone(),
        why: why.join(" "),
        may_join: one.may_join,
    }
}

fn alarm(frame: &Frame, twin: &Twin) -> Alarm {
    let organisation = &twin.organisation;
    let text = match twin.shared.is_empty() {
        true => frame.t1("case-twin-alike", "organisation", organisation),
        false => frame.t2(
            "case-twin-shared",
            ("organisation", organisation),
            ("solutions", &frame.list(&twin.shared)),
        ),
    };
    let (number, title) = (twin.number, &twin.title);
    Alarm { address: format!("/arenden/{number}"), title: format!("{title} ({number})"), text }
}
