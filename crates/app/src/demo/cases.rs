//! The demo's cases: those whose way is told in `cases.json`, and the rest of the sent needs, which have come as far as their
//! age suggests.
//!
//! Every case is made by the same rules as a real one, dated back; only what must be at hand is taken on trust.

use std::collections::HashMap;

use domain::case::{Case, CaseAnswer, CaseEvidence, CaseNeed, CaseState, Course, Decision, Tie};
use domain::cost::{AllocationKey, CostKind, CostLine, CostSheet, Party};
use domain::event::{Change, Doer, EventKind, SubjectKind};
use domain::id::{CaseId, CollaborationId, DecisionId, NeedId, OrganisationId, PersonId};
use domain::instant::Instant;
use domain::need::{Need, NeedState};
use domain::number::Series;
use domain::process::{Answer, EvidenceKind, Exit, Level, Process, Track};
use domain::sharing::Sharing;
use jiff::ToSpan as _;
use serde::Deserialize;
use store::Tx;

use super::rounds::RoundEntry;
use super::{Load, days_ago, spread};
use crate::case::{decision_changes, joined_case, waits};
use crate::{AppError, process};

/// What is told of cases.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct CasesFile {
    pub(super) cases: Vec<CaseEntry>,
    #[serde(default)]
    pub(super) rounds: Vec<RoundEntry>,
    #[serde(default)]
    pub(super) costs: Vec<CostEntry>,
    /// Reasons for going on to a stage, where an entry gives none.
    reasons: HashMap<String, Vec<String>>,
    /// What was written for a gate, where an entry says nothing.
    evidence: HashMap<String, String>,
    /// Reasons for leaving, for needs that no entry tells of.
    others: HashMap<String, Vec<String>>,
}

/// One case.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct CaseEntry {
    /// The first one's organisation keeps the case.
    pub(super) needs: Vec<String>,
    title: Option<String>,
    statement: Option<String>,
    #[serde(default = "local")]
    track: Track,
    pub(super) owner: Option<String>,
    /// How many days ago each of the other needs joined.
    #[serde(default)]
    joined: Vec<i64>,
    #[serde(default)]
    evidence: HashMap<String, String>,
    #[serde(default)]
    answers: HashMap<String, (Answer, String)>,
    /// What a board's decision refers to.
    #[serde(default)]
    reference: String,
    way: Vec<StepEntry>,
}

/// What a case costs.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct CostEntry {
    /// A need in the case.
    pub(super) need: String,
    days_ago: i64,
    /// Name, kind, first and last year; then at least, likely and at most, in kronor or hours.
    lines: Vec<(String, CostKind, u32, u32, i64, i64, i64)>,
    /// Organisation, users, volume and share.
    pub(super) parties: Vec<(String, u32, u32, u32)>,
}

const fn local() -> Track {
    Track::Local
}

/// One decision: a stage, `out:` and an exit, `rest:` and for how many days from today, or `share:` and a key.
#[derive(Debug, Clone, Deserialize)]
struct StepEntry {
    days_ago: i64,
    to: String,
    reason: String,
}

/// Days after which a need that no entry tells of has been matched, or has left.
const MATCHED_AFTER: i64 = 12;
const LEFT_AFTER: i64 = 30;

impl Load<'_> {
    pub(super) async fn cases(&mut self, tx: &mut Tx) -> Result<(), AppError> {
        let content = self.content;
        let mut told: Vec<&str> = Vec::new();
        for entry in &content.cases.cases {
            told.extend(entry.needs.iter().map(String::as_str));
            self.case(tx, entry).await?;
        }
        for entry in &content.needs {
            let id = self.need_called(&entry.key)?;
            let Some(need) = store::need::get(tx, id).await? else { continue };
            if told.contains(&entry.key.as_str()) || !matches!(need.state, NeedState::Submitted { .. }) {
                continue;
            }
            self.case(tx, &aged(content, &entry.key, entry.days_ago)).await?;
        }
        Ok(())
    }

    pub(super) async fn costs(&mut self, tx: &mut Tx) -> Result<(), AppError> {
        let content = self.content;
        for entry in &content.cases.costs {
            let at = days_ago(self.now, entry.days_ago, &entry.need);
            let need = self.need_called(&entry.need)?;
            let case = joined_case(tx, need).await?.ok_or(AppError::NotFound)?;
            let person = clerk_of(tx, case.organisation).await?;
            let decisions = store::case::decisions(tx, case.id).await?;
            let chosen = decisions.iter().find_map(|decision| decision.key);
            let mut sheet = CostSheet { chosen, ..CostSheet::new(at.year() + 1) };
            for (name, kind, from, to, low, likely, high) in entry.lines.iter().cloned() {
                let (low, likely, high) = (low * 100, likely * 100, high * 100);
                sheet.lines.push(CostLine { name, kind, from, to, low, likely, high });
            }
            for (key, users, volume, share) in &entry.parties {
                let organisation = self.organisation(key)?;
                let (users, volume, share) = (*users, *volume, *share);
                let to = sheet.years;
                sheet.parties.push(Party { organisation, from: 1, to, users, volume, share, cap: None });
            }
            store::cost::put(tx, case.id, &sheet, Some(person), at).await?;
            let doer = Doer::Person { person, organisation: case.organisation };
            self.event(at, doer, (SubjectKind::Case, case.id.to_string())).kind = EventKind::CostChanged;
        }
        Ok(())
    }

    fn need_called(&self, key: &str) -> Result<NeedId, AppError> {
        self.needs.get(key).copied().ok_or(AppError::NotFound)
    }

    async fn case(&mut self, tx: &mut Tx, entry: &CaseEntry) -> Result<(), AppError> {
        let mut needs = Vec::new();
        for key in &entry.needs {
            needs.extend(store::need::get(tx, self.need_called(key)?).await?);
        }
        let first = needs.first().cloned().ok_or(AppError::NotFound)?;
        let memberships = store::collaboration::of_organisation(tx, first.organisation).await?;
        let collaboration = memberships.first().map(|one| one.collaboration);
        let process = process::current(tx, collaboration, first.created).await?;
        let mut case = self.opened(tx, entry, &first, (&process, collaboration)).await?;
        let clerk = clerk_of(tx, first.organisation).await?;
        for (index, need) in needs.iter().enumerate() {
            let days = entry.joined.get(index.saturating_sub(1)).filter(|_| index > 0);
            let at = days.map_or(first.created, |days| days_ago(self.now, *days, &entry.needs[index]));
            let person = if index == 0 { need.author } else { Some(clerk_of(tx, need.organisation).await?) };
            let tied = CaseNeed { case: case.id, need: need.id, tie: Tie::Joined, from: None, person, at };
            store::case::tie(tx, &tied).await?;
            let kind = if index == 0 { EventKind::Created } else { EventKind::NeedJoined };
            let doer = Doer::Person { person: person.unwrap_or(clerk), organisation: need.organisation };
            let event = self.event(at, doer, (SubjectKind::Case, case.id.to_string()));
            event.kind = kind;
            event.changes = Change::between("need", "", &need.number.to_string()).into_iter().collect();
        }
        for step in &entry.way {
            case = self.step(tx, entry, case, &process, step).await?;
        }
        self.written(tx, entry, &case, &process, clerk).await?;
        store::case::update(tx, &case, waits(&case, &process)).await?;
        Ok(())
    }

    async fn opened(
        &self,
        tx: &mut Tx,
        entry: &CaseEntry,
        first: &Need,
        (process, collaboration): (&Process, Option<CollaborationId>),
    ) -> Result<Case, AppError> {
        let at = first.created;
        let stage = process.definition.stages.first().ok_or(AppError::NotFound)?.code.clone();
        let owner = entry.owner.as_ref().and_then(|owner| self.people.get(owner.as_str()).copied());
        let case = Case {
            id: CaseId::at(at),
            version: 1,
            number: store::event::next_number(tx, Series::Case, at.year()).await?,
            title: entry.title.clone().unwrap_or_else(|| first.facts.title.clone()),
            statement: entry.statement.clone().unwrap_or_default(),
            organisation: first.organisation,
            collaboration,
            process: process.id,
            stage: String::new(),
            entered: at,
            due: None,
            track: entry.track,
            state: CaseState::Running,
            exit: None,
            until: None,
            owner,
            sharing: first.sharing.min(Sharing::Network),
            created: at,
            updated: at,
        }
        .entering(&process.definition, &stage, at);
        store::case::insert(tx, &case, waits(&case, process)).await?;
        Ok(case)
    }

    async fn step(
        &mut self,
        tx: &mut Tx,
        entry: &CaseEntry,
        before: Case,
        process: &Process,
        step: &StepEntry,
    ) -> Result<Case, AppError> {
        let key = format!("{}-{}", entry.needs[0], step.to);
        let sitting = self.sittings.remove(&(entry.needs[0].clone(), step.to.clone()));
        let at = sitting.as_ref().map_or_else(|| days_ago(self.now, step.days_ago, &key), |one| one.at);
        let course = course(step, self.now)?;
        let decider = before.decider_in(&process.definition).ok_or(AppError::NotFound)?.clone();
        let (person, organisation) = match &sitting {
            Some(sitting) => sitting.leader,
            None => decides(tx, &before, decider.level, decider.role).await?,
        };
        let (id, stage, title) = (before.id, before.stage.clone(), before.title.clone());
        if let Some(sitting) = &sitting {
            sitting.put(tx, id, &title).await?;
        }
        let reference = match &sitting {
            Some(sitting) => sitting.reference.clone(),
            None if decider.level == Level::Board => entry.reference.clone(),
            None => String::new(),
        };
        let taken = before.take(&process.definition, &course, |_: &_| true, at);
        let (after, outcome) = taken.map_err(|_| AppError::NotFound)?;
        let reasons = self.content.cases.reasons.get(&step.to);
        let reason = match (step.reason.as_str(), reasons) {
            ("", Some(reasons)) => chosen(reasons, &key),
            (reason, _) => reason.to_owned(),
        };
        let decision = Decision {
            id: DecisionId::at(at),
            case: id,
            stage,
            outcome,
            to: after.stage.clone(),
            exit: after.exit,
            until: after.until,
            key: course.key(),
            reason,
            level: decider.level,
            body: decider.body.sv,
            forum: sitting.as_ref().map(|one| one.forum),
            item: sitting.as_ref().map(|one| one.item),
            reference,
            decided_on: sitting.as_ref().map_or_else(|| at.day(), |one| one.day),
            person: Some(person),
            organisation,
            at,
        };
        store::case::insert_decision(tx, &decision).await?;
        if let Some(sitting) = &sitting {
            sitting.record(tx, id, &title, decision.id).await?;
        }
        let doer = Doer::Person { person, organisation };
        let event = self.event(at, doer, (SubjectKind::Case, id.to_string()));
        event.kind = EventKind::Decided;
        event.changes = decision_changes(process, &decision);
        Ok(after)
    }

    /// What the gates passed have asked for, and what has been written for the one ahead.
    async fn written(
        &self,
        tx: &mut Tx,
        entry: &CaseEntry,
        case: &Case,
        process: &Process,
        clerk: PersonId,
    ) -> Result<(), AppError> {
        let place = process.definition.place(&case.stage).unwrap_or(0);
        let is_fast = entry.way.iter().any(|step| step.to == "introduction")
            && !entry.way.iter().any(|step| step.to == "qualification");
        let passed = entry.way.iter().map(|step| step.to.as_str()).collect::<Vec<_>>();
        let qualified = passed.contains(&"deepening");
        for (index, stage) in process.definition.stages.iter().enumerate().take(place + 1) {
            let was_there = index == 0 || passed.contains(&stage.code.as_str());
            for evidence in stage.gate.iter().filter(|_| was_there).flat_map(|gate| &gate.evidence) {
                let concerns = evidence.track.is_none_or(|only| only == case.track);
                let asked = evidence.kind == EvidenceKind::Written && (!evidence.optional || is_fast);
                let own = entry.evidence.get(&evidence.code);
                let usual = self.content.cases.evidence.get(&evidence.code).filter(|_| index < place);
                if let Some(body) = own.or(usual).filter(|_| concerns && asked) {
                    let (code, body) = (evidence.code.clone(), body.clone());
                    let written = CaseEvidence { code, body, person: Some(clerk), at: case.entered };
                    store::case::set_evidence(tx, case.id, &written).await?;
                }
            }
        }
        for check in process.definition.checks_on(case.track) {
            let usual = || qualified.then(|| (Answer::Yes, String::new()));
            let Some((answer, evidence)) = entry.answers.get(&check.code).cloned().or_else(usual) else {
                continue;
            };
            let (code, person) = (check.code.clone(), Some(clerk));
            let answer = CaseAnswer { code, answer, evidence, person, at: case.entered };
            store::case::set_answer(tx, case.id, &answer).await?;
        }
        Ok(())
    }
}

/// Who records decisions at home.
async fn clerk_of(tx: &mut Tx, organisation: OrganisationId) -> Result<PersonId, AppError> {
    let found = store::person::with_role(tx, organisation, domain::person::Role::Coordinator).await?;
    found.first().map(|person| person.id).ok_or(AppError::NotFound)
}

/// Who records a decision at a level: somebody with the role there, else the coordinator.
async fn decides(
    tx: &mut Tx,
    case: &Case,
    level: Level,
    role: domain::person::Role,
) -> Result<(PersonId, OrganisationId), AppError> {
    let mut within = vec![case.organisation];
    if matches!(level, Level::Joint | Level::Federation) {
        within.extend(store::collaboration::partners(tx, case.organisation).await?);
    }
    for organisation in within {
        if let Some(person) = store::person::with_role(tx, organisation, role).await?.first() {
            return Ok((person.id, organisation));
        }
    }
    Ok((clerk_of(tx, case.organisation).await?, case.organisation))
}

fn course(step: &StepEntry, now: Instant) -> Result<Course, AppError> {
    match step.to.split_once(':') {
        Some(("out", exit)) => Exit::from_code(exit).map(Course::Exit).ok_or(AppError::NotFound),
        Some(("share", key)) => AllocationKey::from_code(key).map(Course::ShareBy).ok_or(AppError::NotFound),
        Some(("rest", days)) => {
            let days: i64 = days.parse().map_err(|_| AppError::NotFound)?;
            now.day().checked_add(days.days()).map(Course::Rest).map_err(|_| AppError::NotFound)
        }
        _ => Ok(Course::Onward(step.to.clone())),
    }
}

/// How far a need that nothing is told of has come: the old ones have left, with a reason; of the new ones some are matched.
fn aged(content: &super::DemoContent, key: &str, days: i64) -> CaseEntry {
    let step = |days_ago, to: &str, reason: String| StepEntry { days_ago, to: to.to_owned(), reason };
    let mut way = Vec::new();
    if days > MATCHED_AFTER {
        way.push(step(days - 4, "matching", String::new()));
    }
    if days > LEFT_AFTER {
        const EXITS: [&str; 6] = ["solved", "local", "solved", "dormant", "local", "declined"];
        let exit = usize::try_from(spread(key, 6)).ok().and_then(|at| EXITS.get(at)).unwrap_or(&"solved");
        let reasons = content.cases.others.get(*exit);
        let reason = reasons.map(|reasons| chosen(reasons, key)).unwrap_or_default();
        let to = if *exit == "dormant" { "rest:120".to_owned() } else { format!("out:{exit}") };
        way.push(step(days - 16, &to, reason));
    }
    CaseEntry {
        needs: vec![key.to_owned()],
        title: None,
        statement: None,
        track: Track::Local,
        owner: None,
        joined: Vec::new(),
        evidence: HashMap::new(),
        answers: HashMap::new(),
        reference: String::new(),
        way,
    }
}

fn chosen(of: &[String], key: &str) -> String {
    let count = u64::try_from(of.len()).unwrap_or(1);
    usize::try_from(spread(key, count)).ok().and_then(|at| of.get(at)).cloned().unwrap_or_default()
}
