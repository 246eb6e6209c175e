//! Deciding on a case. A decision says who decided by which mandate, when and why; it moves the case, is told to everybody who
//! asked, and is never changed. What was wrong is corrected by a new decision.

use domain::case::{Case, Course, CourseProblem, Decision};
use domain::cost::AllocationKey;
use domain::event::{Change, EventKind};
use domain::forum::Forum;
use domain::id::{DecisionId, ItemId};
use domain::number::Number;
use domain::permission::{Actor, Deed};
use domain::process::{Decider, Evidence, Exit, Level, Process};
use domain::text::{self, NEED_TEXT_MAX, SHORT_MAX};
use jiff::civil::Date;

use super::prepare::words;
use super::{AtHand, load, may_decide, subject};
use crate::error::{AppError, FieldProblem, Invalid, Refusal};
use crate::{App, cost, forum, outcome};

/// What somebody decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionInput {
    /// Where the case goes.
    pub course: Course,
    /// Why.
    pub reason: String,
    /// The mandate or the minutes.
    pub reference: String,
    /// On which day it was decided.
    pub decided_on: Date,
}

/// The forum that decides at a meeting, and the matter on its agenda.
pub(crate) struct Sitting<'a> {
    /// The forum.
    pub(crate) forum: &'a Forum,
    /// The matter.
    pub(crate) item: ItemId,
}

impl App {
    /// Whether a decision could be made as it stands; nothing is changed.
    ///
    /// # Errors
    /// As [`App::decide_case`].
    pub async fn check_decision(
        &self,
        actor: &Actor,
        number: Number,
        version: i64,
        input: DecisionInput,
    ) -> Result<Decision, AppError> {
        let mut tx = self.db.read().await?;
        self.decided(&mut tx, actor, number, version, input, None).await.map(|(decision, ..)| decision)
    }

    /// Decides on a case.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not decide where it is; [`AppError::Invalid`] without a reason, for a day to come,
    /// and without a reference where the decision was made outside; [`AppError::Refused`] for a course that cannot be
    /// taken, for something that is not at hand, and when somebody has changed the case since.
    pub async fn decide_case(
        &self,
        actor: &Actor,
        number: Number,
        version: i64,
        input: DecisionInput,
    ) -> Result<Decision, AppError> {
        let mut tx = self.db.write().await?;
        let decision = self.decide_there(&mut tx, actor, number, version, input, None).await?;
        tx.commit().await?;
        Ok(decision)
    }

    /// Decides on a case, at the meeting of a forum where one is named: then the forum decides, and whoever leads the meeting
    /// records it, which the caller has asked.
    pub(crate) async fn decide_there(
        &self,
        tx: &mut store::Tx,
        actor: &Actor,
        number: Number,
        version: i64,
        input: DecisionInput,
        sitting: Option<&Sitting<'_>>,
    ) -> Result<Decision, AppError> {
        let (decision, after, process) = self.decided(tx, actor, number, version, input, sitting).await?;
        self.save_case(tx, &after, &process).await?;
        store::case::insert_decision(tx, &decision).await?;
        if let Some(key) = decision.key {
            cost::choose_key(tx, after.id, key).await?;
        }
        let changes = changes(&process, &decision);
        self.case_event(tx, actor, after.id, EventKind::Decided, changes).await?;
        Ok(decision)
    }

    /// The decision that this would be, and the case after it.
    async fn decided(
        &self,
        tx: &mut store::Tx,
        actor: &Actor,
        number: Number,
        version: i64,
        input: DecisionInput,
        sitting: Option<&Sitting<'_>>,
    ) -> Result<(Decision, Case, Process), AppError> {
        let (before, process) = load(tx, actor, number).await?;
        // Taking up again what rests or has left is for who decided, and for who keeps it.
        let keeps = input.course == Course::Resume && actor.may(Deed::KeepCase, &subject(&before));
        let decides = match sitting {
            Some(sitting) => forum::is_waiting(sitting.forum, &before, &process),
            None => keeps || may_decide(tx, actor, &before, &process).await?,
        };
        if !decides {
            return Err(AppError::Denied);
        }
        // What has gone up in another case, or was taken back, holds nothing to take up.
        let takes_up = matches!(input.course, Course::Resume | Course::Correct(_));
        if takes_up && store::case::organisations_in(tx, before.id).await?.is_empty() {
            return Err(AppError::Refused(Refusal::NotUnderWay));
        }
        let decider = before.decider_in(&process.definition).ok_or(AppError::Denied)?.clone();
        let at_hand = AtHand::of(tx, &before, &process).await?;
        let key = input.course.key();
        if let Some(key) = key
            && !cost::keys_to_choose(tx, actor, &before).await?.contains(&key)
        {
            return Err(AppError::invalid("course", FieldProblem::Unknown));
        }
        let (reason, reference) = self.checked(&input, &decider)?;
        let now = self.clock.now();
        let has = |evidence: &Evidence| at_hand.has(evidence);
        let taken = before.clone().take(&process.definition, &input.course, has, now);
        let (after, outcome) = taken.map_err(refused)?;
        if outcome::is_held_open(tx, &after).await? {
            return Err(AppError::Refused(Refusal::InitiativesOpen));
        }
        if before.version != version {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let decision = Decision {
            id: DecisionId::at(now),
            case: before.id,
            stage: before.stage.clone(),
            outcome,
            to: after.stage.clone(),
            exit: after.exit,
            until: after.until,
            key,
            reason,
            level: decider.level,
            body: decider.body.sv,
            forum: sitting.map(|sitting| sitting.forum.id),
            item: sitting.map(|sitting| sitting.item),
            reference,
            decided_on: input.decided_on,
            person: actor.member().map(|member| member.person),
            organisation: actor.member().map_or(before.organisation, |member| member.organisation),
            at: now,
        };
        Ok((decision, after, process))
    }

    fn checked(&self, input: &DecisionInput, decider: &Decider) -> Result<(String, String), AppError> {
        let now = self.clock.now();
        let mut invalid = Vec::new();
        let mut told = |result: Result<String, Invalid>| {
            result.unwrap_or_else(|problem| {
                invalid.push(problem);
                String::new()
            })
        };
        let reason = told(words("reason", 0, text::required(&input.reason, NEED_TEXT_MAX).map(Some), now));
        // What is decided outside is only as good as what one can look up.
        let reference = match decider.level {
            Level::Board | Level::Federation => text::required(&input.reference, SHORT_MAX).map(Some),
            Level::Unit | Level::Municipality | Level::Joint => text::optional(&input.reference, SHORT_MAX),
        };
        let reference = told(words("reference", 0, reference, now));
        if input.decided_on > now.day() {
            invalid.push(Invalid { field: "decided_on", index: 0, problem: FieldProblem::DayToCome });
        }
        if invalid.is_empty() { Ok((reason, reference)) } else { Err(AppError::Invalid(invalid)) }
    }
}

/// What the event of a decision tells.
pub(crate) fn changes(process: &Process, decision: &Decision) -> Vec<Change> {
    let until = decision.until.map(|day| day.to_string()).unwrap_or_default();
    let stage = |code: &str| {
        let stage = process.definition.stage(code);
        stage.map(|stage| stage.name.sv.clone()).unwrap_or_default()
    };
    [
        Change::between("outcome", "", decision.outcome.code()),
        Change::between("stage", &stage(&decision.stage), &stage(&decision.to)),
        Change::between("exit", "", decision.exit.map(Exit::code).unwrap_or_default()),
        Change::between("until", "", &until),
        Change::between("allocation_key", "", decision.key.map(AllocationKey::code).unwrap_or_default()),
        Change::between("reason", "", &decision.reason),
        Change::between("body", "", &decision.body),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn refused(problem: CourseProblem) -> AppError {
    match problem {
        CourseProblem::NotRunning | CourseProblem::Running => AppError::Refused(Refusal::NotUnderWay),
        CourseProblem::NoSuchWay => AppError::invalid("course", FieldProblem::Unknown),
        CourseProblem::Missing => AppError::Refused(Refusal::NotAtHand),
        CourseProblem::NotToCome => AppError::invalid("until", FieldProblem::DayPassed),
    }
}
