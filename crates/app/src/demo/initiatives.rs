//! The demo's initiatives: who introduces what and how far they have come, what was hoped for and measured, what stood in the way, and
//! what was learnt; and a few made-up key figures.
//!
//! Days are counted from today: so many days ago, or to come where the number is negative.

use std::collections::HashMap;

use domain::benefit::{
    Benefit, BenefitKind, Confidence, FollowUp, MeasuredBy, Measurement, Reading, follow_ups,
};
use domain::event::{Change, Doer, EventKind, SubjectKind};
use domain::figure::{Figure, Gender, Series as FigureSeries};
use domain::id::{
    BenefitId, FollowUpId, InitiativeId, LessonId, MeasurementId, ObstacleId, OrganisationId, PersonId,
    RolloutActionId,
};
use domain::initiative::{
    ChainKind, ChainLink, Closing, Duty, Initiative, InitiativeState, Link, Obstacle, ObstacleKind, Party,
    PartyRole, Weight,
};
use domain::instant::Instant;
use domain::lesson::Lesson;
use domain::number::Series;
use domain::person::Role;
use domain::process::Answer;
use domain::quantity::Quantity;
use domain::rollout::{
    Go, GoDecision, ReadinessAnswer, RoleChange, Rollout, RolloutAction, RolloutState, is_weak,
};
use domain::sharing::Sharing;
use jiff::civil::Date;
use serde::Deserialize;
use store::Tx;

use super::{Load, days_ago};
use crate::AppError;
use crate::case::joined_case;
use crate::initiative::readiness;

/// What is told of initiatives.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct InitiativesFile {
    pub(super) initiatives: Vec<InitiativeEntry>,
    pub(super) lessons: Vec<LessonEntry>,
    pub(super) figures: FiguresEntry,
}

/// An initiative of the case that a need is in.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct InitiativeEntry {
    pub(super) key: String,
    pub(super) need: String,
    /// What it has parted from.
    pub(super) parent: Option<String>,
    title: String,
    purpose: String,
    pub(super) solution: Option<String>,
    state: InitiativeState,
    days_ago: i64,
    #[serde(default)]
    next: String,
    next_on: Option<i64>,
    #[serde(default)]
    project_url: String,
    #[serde(default)]
    links: Vec<(String, String)>,
    /// Kind, words, and what it leads to, by places from 1.
    #[serde(default)]
    chain: Vec<(ChainKind, String, Vec<usize>)>,
    /// What was said, and when.
    closing: Option<(String, i64)>,
    pub(super) parties: Vec<PartyEntry>,
    #[serde(default)]
    pub(super) obstacles: Vec<ObstacleEntry>,
    #[serde(default)]
    pub(super) benefits: Vec<BenefitEntry>,
}

/// Who takes part, and how far it has come.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct PartyEntry {
    pub(super) organisation: String,
    role: PartyRole,
    #[serde(default)]
    pub(super) people: HashMap<Duty, String>,
    planned: Option<i64>,
    /// Whether all items have been answered; with yes where nothing else is said.
    #[serde(default)]
    ready: bool,
    #[serde(default)]
    answers: HashMap<String, (Answer, String)>,
    /// What was decided, why and when.
    decided: Option<(Go, String, i64)>,
    live: Option<i64>,
    ended: Option<i64>,
    #[serde(default)]
    changes: Vec<ChangeEntry>,
    /// What, who, by when, and when it was done.
    #[serde(default)]
    pub(super) actions: Vec<(String, String, i64, Option<i64>)>,
}

/// What changes for people in one role.
#[derive(Debug, Clone, Deserialize)]
struct ChangeEntry {
    role: String,
    people: u32,
    different: String,
    #[serde(default)]
    training: String,
    #[serde(default)]
    support: String,
    #[serde(default)]
    data: String,
    #[serde(default)]
    stops: String,
    stops_on: Option<i64>,
}

/// What stood in the way.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct ObstacleEntry {
    pub(super) organisation: String,
    kind: ObstacleKind,
    text: String,
    challenge: Option<String>,
    weight: Weight,
    #[serde(default)]
    measure: String,
    days_ago: i64,
    /// When it was gone, and how.
    solved: Option<(i64, String)>,
}

/// A benefit with what has been measured.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct BenefitEntry {
    pub(super) organisation: String,
    pub(super) owner: String,
    kind: BenefitKind,
    #[serde(default)]
    negative: bool,
    receiver: String,
    indicator: String,
    unit: String,
    #[serde(default)]
    method: String,
    #[serde(default)]
    source: String,
    /// Value as it is written, and when.
    baseline: Option<(String, i64)>,
    target: (String, i64),
    confidence: Confidence,
    kpi: Option<String>,
    /// Value, when, what is said of it, and how sure.
    #[serde(default)]
    measured: Vec<(String, i64, String, Confidence)>,
}

/// A lesson.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct LessonEntry {
    pub(super) initiative: Option<String>,
    pub(super) organisation: String,
    pub(super) author: String,
    title: String,
    worked: String,
    failed: String,
    for_whom: String,
    pub(super) solution: Option<String>,
    service_area: Option<String>,
    challenge: Option<String>,
    sharing: Sharing,
    days_ago: i64,
}

/// Made-up figures, by municipality code and year.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct FiguresEntry {
    source: String,
    days_ago: i64,
    series: Vec<(String, String)>,
    /// Series, municipality code, the last year before this one, and the values of that year and those before.
    values: Vec<(String, String, Vec<Option<String>>)>,
}

fn amount(written: &str) -> Result<Quantity, AppError> {
    Quantity::parse(written).ok_or(AppError::NotFound)
}

impl Load<'_> {
    fn day(&self, days: i64) -> Date {
        self.now.days_before(days).day()
    }

    pub(super) async fn initiatives(&mut self, tx: &mut Tx) -> Result<(), AppError> {
        let content = self.content;
        self.figures(tx).await?;
        let mut known: HashMap<&str, InitiativeId> = HashMap::new();
        for entry in &content.initiatives.initiatives {
            let parent = entry.parent.as_deref().and_then(|key| known.get(key).copied());
            let id = self.initiative(tx, entry, parent).await?;
            known.insert(entry.key.as_str(), id);
        }
        for entry in &content.initiatives.lessons {
            let initiative = entry.initiative.as_deref().and_then(|key| known.get(key).copied());
            self.lesson(tx, entry, initiative).await?;
        }
        Ok(())
    }

    async fn figures(&self, tx: &mut Tx) -> Result<(), AppError> {
        let entry = &self.content.initiatives.figures;
        for (kpi, title) in &entry.series {
            let series = FigureSeries {
                kpi: kpi.clone(),
                title: title.clone(),
                source: entry.source.clone(),
                fetched: self.day(entry.days_ago),
            };
            store::figure::put_series(tx, &series).await?;
        }
        for (kpi, municipality, values) in &entry.values {
            for (ago, value) in (1_i16..).zip(values) {
                let figure = Figure {
                    kpi: kpi.clone(),
                    municipality: municipality.clone(),
                    year: self.now.year() - ago,
                    gender: Gender::All,
                    value: value.as_deref().map(amount).transpose()?,
                };
                store::figure::put(tx, &figure).await?;
            }
        }
        Ok(())
    }

    async fn initiative(
        &mut self,
        tx: &mut Tx,
        entry: &InitiativeEntry,
        parent: Option<InitiativeId>,
    ) -> Result<InitiativeId, AppError> {
        let at = days_ago(self.now, entry.days_ago, &entry.key);
        let need = self.needs.get(entry.need.as_str()).copied().ok_or(AppError::NotFound)?;
        let case = joined_case(tx, need).await?.ok_or(AppError::NotFound)?;
        let lead =
            entry.parties.iter().find(|party| party.role == PartyRole::Lead).ok_or(AppError::NotFound)?;
        let organisation = self.organisation(&lead.organisation)?;
        let solution = match &entry.solution {
            Some(key) => Some(self.solutions.get(key.as_str()).copied().ok_or(AppError::NotFound)?),
            None => None,
        };
        let link = |(title, url): &(String, String)| Link { title: title.clone(), url: url.clone() };
        let chain = |(kind, text, to): &(ChainKind, String, Vec<usize>)| ChainLink {
            kind: *kind,
            text: text.clone(),
            to: to.iter().filter_map(|place| place.checked_sub(1)).collect(),
        };
        let closing = entry
            .closing
            .as_ref()
            .map(|(reason, days)| Closing { reason: reason.clone(), on: self.day(*days) });
        let begun = Initiative {
            id: InitiativeId::at(at),
            version: 1,
            number: store::event::next_number(tx, Series::Initiative, at.year()).await?,
            title: entry.title.clone(),
            purpose: entry.purpose.clone(),
            case: case.id,
            organisation,
            solution,
            parent,
            state: entry.state,
            next_step: entry.next.clone(),
            next_on: entry.next_on.map(|days| self.day(days)),
            project_url: entry.project_url.clone(),
            links: entry.links.iter().map(link).collect(),
            chain: entry.chain.iter().map(chain).collect(),
            closing,
            created: at,
            updated: at,
        };
        store::initiative::insert(tx, &begun).await?;
        let doer = self.duty_of(tx, lead, Duty::InitiativeLead).await?;
        self.tells(begun.id, (at, doer), EventKind::Created, vec![("title", entry.title.clone())]);
        for party in &entry.parties {
            self.party(tx, begun.id, entry, party).await?;
        }
        for obstacle in &entry.obstacles {
            self.obstacle(tx, begun.id, entry, obstacle).await?;
        }
        for benefit in &entry.benefits {
            self.benefit(tx, begun.id, entry, benefit).await?;
        }
        if let Some((reason, days)) = &entry.closing {
            let at = days_ago(self.now, *days, &format!("slut-{}", entry.key));
            let told = vec![("initiative_state", entry.state.code().to_owned()), ("reason", reason.clone())];
            self.tells(begun.id, (at, doer), EventKind::InitiativeClosed, told);
        }
        Ok(begun.id)
    }

    /// Whoever has a duty for a party; its coordinator where nobody has.
    async fn duty_of(&self, tx: &mut Tx, party: &PartyEntry, duty: Duty) -> Result<Doer, AppError> {
        let organisation = self.organisation(&party.organisation)?;
        let person = match party.people.get(&duty) {
            Some(key) => self.person_called(key)?,
            None => self.clerk(tx, organisation).await?,
        };
        Ok(Doer::Person { person, organisation })
    }

    async fn clerk(&self, tx: &mut Tx, organisation: OrganisationId) -> Result<PersonId, AppError> {
        let found = store::person::with_role(tx, organisation, Role::Coordinator).await?;
        match found.first() {
            Some(person) => Ok(person.id),
            // A university has none.
            None => {
                let all = store::person::of_organisation(tx, organisation).await?;
                all.first().map(|(person, _)| person.id).ok_or(AppError::NotFound)
            }
        }
    }

    fn tells(
        &mut self,
        id: InitiativeId,
        (at, doer): (Instant, Doer),
        kind: EventKind,
        changed: Vec<(&str, String)>,
    ) {
        let event = self.event(at, doer, (SubjectKind::Initiative, id.to_string()));
        event.kind = kind;
        event.changes =
            changed.into_iter().filter_map(|(field, after)| Change::between(field, "", &after)).collect();
    }

    async fn party(
        &mut self,
        tx: &mut Tx,
        id: InitiativeId,
        entry: &InitiativeEntry,
        party: &PartyEntry,
    ) -> Result<(), AppError> {
        let organisation = self.organisation(&party.organisation)?;
        let key = format!("{}-{}", party.organisation, entry.key);
        let doer = self.duty_of(tx, party, Duty::RolloutLead).await?;
        let Doer::Person { person, .. } = doer else { return Err(AppError::NotFound) };
        let mut people = Vec::new();
        for duty in Duty::ALL {
            if let Some(name) = party.people.get(duty) {
                people.push((*duty, self.person_called(name)?));
            }
        }
        let decision = match &party.decided {
            Some((go, reason, days)) => {
                let at = days_ago(self.now, *days, &key);
                let told = vec![
                    ("party", self.short_name(&party.organisation)),
                    ("go", go.code().to_owned()),
                    ("reason", reason.clone()),
                ];
                self.tells(id, (at, doer), EventKind::GoDecided, told);
                Some(GoDecision { go: *go, reason: reason.clone(), person: Some(person), at })
            }
            None => None,
        };
        let has_begun = party.ready || !party.answers.is_empty() || !party.changes.is_empty();
        let state = match (&decision, party.live, party.ended) {
            (_, _, Some(_)) => RolloutState::Received,
            (_, Some(_), None) => RolloutState::Live,
            (Some(decided), None, None) => match decided.go {
                Go::Go => RolloutState::Ready,
                Go::NotYet => RolloutState::Preparing,
                Go::No => RolloutState::Declined,
            },
            (None, None, None) if has_begun => RolloutState::Preparing,
            (None, None, None) => RolloutState::Waiting,
        };
        let change = |one: &ChangeEntry| RoleChange {
            role: one.role.clone(),
            people: one.people,
            different: one.different.clone(),
            training: one.training.clone(),
            support: one.support.clone(),
            data: one.data.clone(),
            stops: one.stops.clone(),
            stops_on: one.stops_on.map(|days| self.day(days)),
        };
        let rollout = Rollout {
            state,
            planned: party.planned.map(|days| self.day(days)),
            decision,
            live: party.live.map(|days| self.day(days)),
            ended: party.ended.map(|days| self.day(days)),
            changes: party.changes.iter().map(change).collect(),
            ..Rollout::new(id, Party { organisation, role: party.role, people: Vec::new() })
        };
        store::rollout::insert(tx, &rollout).await?;
        store::initiative::put_duties(tx, id, organisation, &people).await?;
        let answered = entry.days_ago - (entry.days_ago - party.live.unwrap_or(0)) / 2;
        let at = days_ago(self.now, answered.max(1), &key);
        let mut is_answered = false;
        for item in readiness()? {
            let usual = || party.ready.then(|| (Answer::Yes, String::new()));
            let Some((answer, note)) = party.answers.get(&item.code).cloned().or_else(usual) else {
                continue;
            };
            is_answered = true;
            let answer = ReadinessAnswer { code: item.code.clone(), answer, note, person: Some(person), at };
            store::rollout::set_answer(tx, id, organisation, &answer).await?;
        }
        if is_answered {
            self.tells(id, (at, doer), EventKind::ReadinessAnswered, Vec::new());
        }
        let weak = readiness()?
            .into_iter()
            .filter(|item| party.answers.get(&item.code).is_some_and(|(answer, _)| is_weak(*answer)));
        let mut weak = weak.map(|item| item.code);
        for (text, who, due, done) in &party.actions {
            let action = RolloutAction {
                id: RolloutActionId::at(at),
                initiative: id,
                organisation,
                item: weak.next(),
                text: text.clone(),
                person: Some(self.person_called(who)?),
                due: self.day(*due),
                done: done.map(|days| days_ago(self.now, days, text)),
            };
            store::rollout::put_action(tx, &action).await?;
        }
        for (days, kind, field) in
            [(party.live, EventKind::WentLive, "live"), (party.ended, EventKind::OldWayEnded, "ended")]
        {
            if let Some(days) = days {
                let at = days_ago(self.now, days, &format!("{field}-{key}"));
                let told = vec![
                    ("party", self.short_name(&party.organisation)),
                    (field, self.day(days).to_string()),
                ];
                self.tells(id, (at, doer), kind, told);
            }
        }
        Ok(())
    }

    fn short_name(&self, key: &str) -> String {
        let entries = &self.content.collaboration.organisations;
        entries.iter().find(|one| one.key == key).map(|one| one.short_name.clone()).unwrap_or_default()
    }

    async fn obstacle(
        &mut self,
        tx: &mut Tx,
        id: InitiativeId,
        entry: &InitiativeEntry,
        obstacle: &ObstacleEntry,
    ) -> Result<(), AppError> {
        let organisation = self.organisation(&obstacle.organisation)?;
        let at = days_ago(self.now, obstacle.days_ago, &obstacle.text);
        let party = entry.parties.iter().find(|party| party.organisation == obstacle.organisation);
        let doer = self.duty_of(tx, party.ok_or(AppError::NotFound)?, Duty::RolloutLead).await?;
        let Doer::Person { person, .. } = doer else { return Err(AppError::NotFound) };
        let solved = obstacle
            .solved
            .as_ref()
            .map(|(days, how)| (days_ago(self.now, *days, &format!("borta {}", obstacle.text)), how.clone()));
        let raised = Obstacle {
            id: ObstacleId::at(at),
            initiative: id,
            organisation,
            kind: obstacle.kind,
            text: obstacle.text.clone(),
            challenge: obstacle.challenge.clone(),
            weight: obstacle.weight,
            measure: obstacle.measure.clone(),
            person: Some(person),
            raised: at,
            solved: solved.clone(),
        };
        store::initiative::put_obstacle(tx, &raised).await?;
        self.tells(id, (at, doer), EventKind::ObstacleRaised, vec![("obstacle", obstacle.text.clone())]);
        if let Some((at, how)) = solved {
            self.tells(id, (at, doer), EventKind::ObstacleSolved, vec![("reason", how)]);
        }
        Ok(())
    }

    async fn benefit(
        &mut self,
        tx: &mut Tx,
        id: InitiativeId,
        entry: &InitiativeEntry,
        benefit: &BenefitEntry,
    ) -> Result<(), AppError> {
        let organisation = self.organisation(&benefit.organisation)?;
        let key = format!("{}-{}", benefit.indicator, benefit.organisation);
        let at = days_ago(self.now, entry.days_ago - 1, &key);
        let person = self.person_called(&benefit.owner)?;
        let doer = Doer::Person { person, organisation };
        let baseline = match &benefit.baseline {
            Some((value, days)) => Some(Reading { value: amount(value)?, on: self.day(*days) }),
            None => None,
        };
        let (value, days) = &benefit.target;
        let written = Benefit {
            id: BenefitId::at(at),
            version: 1,
            initiative: id,
            organisation,
            owner: Some(person),
            kind: benefit.kind,
            is_negative: benefit.negative,
            receiver: benefit.receiver.clone(),
            indicator: benefit.indicator.clone(),
            unit: benefit.unit.clone(),
            method: benefit.method.clone(),
            source: benefit.source.clone(),
            baseline,
            target: Reading { value: amount(value)?, on: self.day(*days) },
            confidence: benefit.confidence,
            kpi: benefit.kpi.clone(),
            given_up: None,
            created: at,
            updated: at,
        };
        store::benefit::insert(tx, &written).await?;
        self.tells(id, (at, doer), EventKind::BenefitSet, vec![("indicator", benefit.indicator.clone())]);
        let mut measured_on: Vec<(Date, Instant)> = Vec::new();
        for (value, days, note, confidence) in &benefit.measured {
            let at = days_ago(self.now, *days, &format!("{days}-{key}"));
            let measured = Measurement {
                id: MeasurementId::at(at),
                benefit: written.id,
                reading: Reading { value: amount(value)?, on: self.day(*days) },
                by: MeasuredBy::Own,
                method: benefit.method.clone(),
                note: note.clone(),
                confidence: *confidence,
                person: Some(person),
                at,
            };
            store::benefit::insert_measurement(tx, &measured).await?;
            measured_on.push((measured.reading.on, at));
            let told = vec![
                ("indicator", benefit.indicator.clone()),
                ("measured", format!("{value} {}", benefit.unit)),
            ];
            self.tells(id, (at, doer), EventKind::Measured, told);
        }
        let party = entry.parties.iter().find(|party| party.organisation == benefit.organisation);
        let Some(live) = party.and_then(|party| party.live) else { return Ok(()) };
        for (months, due) in follow_ups(self.day(live)) {
            let done = measured_on.iter().filter(|(on, _)| *on >= due).min().map(|(_, at)| *at);
            // Who is late was told on the day.
            let told = (due <= self.now.day()).then_some(self.now);
            let day = FollowUp {
                id: FollowUpId::at(at),
                benefit: written.id,
                due,
                months: Some(months),
                told,
                done,
            };
            store::benefit::put_follow_up(tx, &day).await?;
        }
        Ok(())
    }

    async fn lesson(
        &mut self,
        tx: &mut Tx,
        entry: &LessonEntry,
        initiative: Option<InitiativeId>,
    ) -> Result<(), AppError> {
        let at = days_ago(self.now, entry.days_ago, &entry.title);
        let (person, organisation) =
            (self.person_called(&entry.author)?, self.organisation(&entry.organisation)?);
        let solution = match &entry.solution {
            Some(key) => Some(self.solutions.get(key.as_str()).copied().ok_or(AppError::NotFound)?),
            None => None,
        };
        let lesson = Lesson {
            id: LessonId::at(at),
            version: 1,
            initiative,
            organisation,
            author: Some(person),
            title: entry.title.clone(),
            worked: entry.worked.clone(),
            failed: entry.failed.clone(),
            for_whom: entry.for_whom.clone(),
            solution,
            service_area: entry.service_area.clone(),
            challenge: entry.challenge.clone(),
            sharing: entry.sharing,
            created: at,
            updated: at,
        };
        store::lesson::insert(tx, &lesson).await?;
        let doer = Doer::Person { person, organisation };
        self.event(at, doer, (SubjectKind::Lesson, lesson.id.to_string())).changes =
            Change::between("title", "", &lesson.title).into_iter().collect();
        Ok(())
    }
}
