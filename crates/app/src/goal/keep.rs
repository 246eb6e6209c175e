//! Writing goals, what they are measured by, and the values.

use domain::event::{Change, EventKind, SubjectKind};
use domain::goal::{Goal, Indicator, Reading};
use domain::id::{GoalId, IndicatorId, ReadingId};
use domain::permission::{Actor, Deed, Subject};
use domain::text::{NEED_TEXT_MAX, SHORT_MAX, TITLE_MAX};
use store::Tx;

use super::{chosen, joined, keeps, load};
use crate::App;
use crate::checked::Checked;
use crate::error::{AppError, FieldProblem, Refusal};
use crate::history::doer;
use crate::initiative::stale;

/// Indicators of a goal: more are a report.
const INDICATORS_MAX: usize = 12;
/// Letters of a unit.
const UNIT_MAX: usize = 40;

/// A goal as it is sent.
#[derive(Debug, Clone, Default)]
pub struct GoalInput {
    /// The id of its collaboration; empty where the writer is in one alone. It never changes.
    pub collaboration: String,
    /// In one sentence.
    pub title: String,
    /// What it means.
    pub description: String,
    /// The day from which it is a goal no more; empty while it is.
    pub ended: String,
}

/// An indicator as it is sent.
#[derive(Debug, Clone, Default)]
pub struct IndicatorInput {
    /// What is counted.
    pub name: String,
    /// In what.
    pub unit: String,
    /// How it was to begin with.
    pub baseline: String,
    /// How it is to be.
    pub target: String,
    /// By when.
    pub target_on: String,
}

/// A value as it is sent.
#[derive(Debug, Clone, Default)]
pub struct ReadingInput {
    /// How much.
    pub value: String,
    /// On which day.
    pub on: String,
    /// Where it comes from.
    pub source: String,
}

impl App {
    /// Writes a goal of a collaboration; the actor's organisation answers for it.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who coordinates nothing; [`AppError::Invalid`] for fields that cannot be kept, and where the
    /// collaboration has a goal of that name.
    pub async fn write_goal(&self, actor: &Actor, input: GoalInput) -> Result<Goal, AppError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        if !actor.may(Deed::KeepGoals, &Subject::of(member.organisation)) {
            return Err(AppError::Denied);
        }
        let mut tx = self.db.write().await?;
        let joined = joined(&mut tx, actor).await?;
        let of = chosen(&joined, &input.collaboration);
        let of = of.ok_or_else(|| AppError::invalid("collaboration", FieldProblem::Unknown))?;
        let now = self.clock.now();
        let new = Goal {
            id: GoalId::at(now),
            version: 1,
            collaboration: of.collaboration.id,
            organisation: member.organisation,
            author: Some(member.person),
            title: String::new(),
            description: String::new(),
            ended: None,
            created: now,
            updated: now,
        };
        let goal = self.goal_of(&mut tx, new, &input).await?;
        store::goal::insert(&mut tx, &goal).await?;
        let changes = Change::between("title", "", &goal.title).into_iter().collect();
        self.goal_event(&mut tx, actor, goal.id, (EventKind::Created, changes)).await?;
        tx.commit().await?;
        Ok(goal)
    }

    /// Changes a goal over the version that was read.
    ///
    /// # Errors
    /// As [`App::write_goal`]; also [`AppError::NotFound`] outside its collaboration, [`AppError::Denied`] for another organisation's,
    /// and [`AppError::Refused`] when somebody has changed it since.
    pub async fn change_goal(
        &self,
        actor: &Actor,
        (id, version): (GoalId, i64),
        input: GoalInput,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let before = kept(&mut tx, actor, id).await?;
        if before.version != version {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let after = self.goal_of(&mut tx, before.clone(), &input).await?;
        if (Goal { updated: before.updated, ..after.clone() }) == before {
            return Ok(());
        }
        store::goal::update(&mut tx, &after).await.map_err(stale)?;
        let ended = |goal: &Goal| goal.ended.map(|day| day.to_string()).unwrap_or_default();
        let changes = [
            Change::between("title", &before.title, &after.title),
            Change::between("description", &before.description, &after.description),
            Change::between("goal_ended", &ended(&before), &ended(&after)),
        ];
        let changes = changes.into_iter().flatten().collect();
        self.goal_event(&mut tx, actor, id, (EventKind::Edited, changes)).await?;
        Ok(tx.commit().await?)
    }

    async fn goal_of(&self, tx: &mut Tx, before: Goal, input: &GoalInput) -> Result<Goal, AppError> {
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let title = checked.required("title", 0, &input.title, TITLE_MAX);
        let description = checked.optional("description", 0, &input.description, NEED_TEXT_MAX);
        let ended = checked.day("ended", 0, &input.ended);
        let others = store::goal::of_collaboration(tx, before.collaboration).await?;
        // The same press twice, or two people at once: one goal.
        if others.iter().any(|one| one.id != before.id && one.ended.is_none() && one.title == title) {
            checked.add("title", 0, FieldProblem::Taken);
        }
        checked.done()?;
        Ok(Goal { title, description, ended, updated: now, ..before })
    }

    /// Says what a goal is measured by, or says it better over the version that was read.
    ///
    /// # Errors
    /// As [`App::change_goal`].
    pub async fn set_indicator(
        &self,
        actor: &Actor,
        goal: GoalId,
        changed: Option<(IndicatorId, i64)>,
        input: IndicatorInput,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        kept(&mut tx, actor, goal).await?;
        let there = store::goal::indicators(&mut tx, goal).await?;
        let before = match changed {
            Some((id, version)) => {
                let found = there.iter().find(|one| one.id == id).ok_or(AppError::NotFound)?;
                if found.version != version {
                    return Err(AppError::Refused(Refusal::ChangedMeanwhile));
                }
                Some(found)
            }
            None => None,
        };
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let name = checked.required("indicator", 0, &input.name, SHORT_MAX);
        let unit = checked.required("unit", 0, &input.unit, UNIT_MAX);
        let required = |checked: &mut Checked, field, written: &str| {
            checked.required(field, 0, written, SHORT_MAX);
            checked.amount(field, 0, written)
        };
        let baseline = required(&mut checked, "baseline", &input.baseline);
        let target = required(&mut checked, "target", &input.target);
        let target_on = checked.required_day("target_on", 0, &input.target_on);
        if there.iter().any(|one| Some(one.id) != before.map(|one| one.id) && one.name == name) {
            checked.add("indicator", 0, FieldProblem::Taken);
        }
        if before.is_none() && there.len() >= INDICATORS_MAX {
            checked.add("indicator", 0, FieldProblem::TooMany);
        }
        if baseline.is_some() && baseline == target {
            checked.add(
                "target",
                0,
                FieldProblem::Benefit(domain::benefit::BenefitProblem::TargetIsBaseline),
            );
        }
        checked.done()?;
        let (Some(baseline), Some(target), Some(target_on)) = (baseline, target, target_on) else {
            return Err(AppError::NotFound);
        };
        let after = Indicator {
            id: before.map_or_else(|| IndicatorId::at(now), |one| one.id),
            version: before.map_or(1, |one| one.version),
            goal,
            name,
            unit,
            baseline,
            target,
            target_on,
        };
        match before {
            Some(_) => store::goal::update_indicator(&mut tx, &after).await.map_err(stale)?,
            None => store::goal::insert_indicator(&mut tx, &after).await?,
        }
        let said = |one: Option<&Indicator>| {
            one.map(|one| format!("{}: {} {} {}", one.name, one.target.plain(','), one.unit, one.target_on))
                .unwrap_or_default()
        };
        let changes = Change::between("goal_indicator", &said(before), &said(Some(&after)));
        let changes = changes.into_iter().collect();
        self.goal_event(&mut tx, actor, goal, (EventKind::IndicatorSet, changes)).await?;
        Ok(tx.commit().await?)
    }

    /// Writes down the value of an indicator on a day. The same again changes nothing.
    ///
    /// # Errors
    /// As [`App::change_goal`]; a day to come cannot have been measured.
    pub async fn measure_goal(
        &self,
        actor: &Actor,
        (goal, indicator): (GoalId, IndicatorId),
        input: ReadingInput,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        kept(&mut tx, actor, goal).await?;
        let found = store::goal::indicator(&mut tx, indicator).await?.filter(|one| one.goal == goal);
        let found = found.ok_or(AppError::NotFound)?;
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        checked.required("value", 0, &input.value, SHORT_MAX);
        let value = checked.amount("value", 0, &input.value);
        let day = checked.required_day("on", 0, &input.on);
        if day.is_some_and(|day| day > now.day()) {
            checked.add("on", 0, FieldProblem::DayToCome);
        }
        let source = checked.required("source", 0, &input.source, SHORT_MAX);
        checked.done()?;
        let (Some(value), Some(day)) = (value, day) else { return Err(AppError::NotFound) };
        let there = store::goal::readings(&mut tx, indicator).await?;
        let before = there.first().map(|one| one.value.plain(',')).unwrap_or_default();
        if there.iter().any(|one| one.value == value && one.day == day && one.source == source) {
            return Ok(());
        }
        let person = actor.member().map(|member| member.person);
        let reading = Reading { id: ReadingId::at(now), indicator, value, day, source, person, at: now };
        store::goal::insert_reading(&mut tx, &reading).await?;
        let changes = [
            Change::between("goal_indicator", "", &found.name),
            Change::between("measured", &before, &reading.value.plain(',')),
        ];
        let changes = changes.into_iter().flatten().collect();
        self.goal_event(&mut tx, actor, goal, (EventKind::GoalMeasured, changes)).await?;
        Ok(tx.commit().await?)
    }

    pub(crate) async fn goal_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        id: GoalId,
        (kind, changes): (EventKind, Vec<Change>),
    ) -> Result<(), AppError> {
        self.keep_event(tx, doer(actor), (SubjectKind::Goal, id.to_string()), kind, changes).await
    }
}

/// The goal, for who may change it.
async fn kept(tx: &mut Tx, actor: &Actor, id: GoalId) -> Result<Goal, AppError> {
    let goal = load(tx, actor, id).await?;
    if keeps(actor, &goal) { Ok(goal) } else { Err(AppError::Denied) }
}
