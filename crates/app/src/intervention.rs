//! Interventions: what is done about challenges, which goals it serves, and what has been seen to come of it.
//!
//! An intervention is read by the members of its collaboration. Not here: joint work on a need (`initiative`).

use domain::event::{Change, EventKind, SubjectKind};
use domain::goal::{Pointer, PointerKind};
use domain::id::{ChallengeId, EffectId, GoalId, InterventionId};
use domain::intervention::{Effect, Effort, Intervention, InterventionKind, InterventionState, Seen};
use domain::permission::{Actor, Deed, Subject};
use domain::sharing::Sharing;
use domain::text::{NEED_TEXT_MAX, SHORT_MAX, TITLE_MAX};
use store::Tx;

use crate::challenge::writes;
use crate::checked::Checked;
use crate::error::{AppError, FieldProblem, Refusal};
use crate::goal::{Joined, chosen, joined, joined_in};
use crate::history::{self, HistoryEntry, doer};
use crate::initiative::stale;
use crate::{App, Directory};

/// An intervention with names.
#[derive(Debug, Clone)]
pub struct InterventionRow {
    /// The intervention.
    pub intervention: Intervention,
    /// Name of its collaboration.
    pub collaboration: String,
    /// Short name of who answers for it.
    pub organisation: String,
    /// The challenges that it answers, by title.
    pub challenges: Vec<(ChallengeId, String)>,
    /// The goals that it serves, by title.
    pub goals: Vec<(GoalId, String)>,
    /// What has been seen to come of it, latest first.
    pub effects: Vec<Effect>,
    /// Whether the reader may change it.
    pub may_keep: bool,
}

/// The interventions that a reader has, and what they can be tied to.
#[derive(Debug, Clone)]
pub struct Interventions {
    /// The reader's collaborations, by name.
    pub joined: Vec<Joined>,
    /// By title.
    pub rows: Vec<InterventionRow>,
    /// Challenges of those collaborations, by title.
    pub challenges: Vec<(ChallengeId, String)>,
    /// Goals that hold there, by title.
    pub goals: Vec<(GoalId, String)>,
    /// Whether the reader may write interventions, and note effects.
    pub may_write: bool,
}

/// An intervention as it is sent.
#[derive(Debug, Clone, Default)]
pub struct InterventionInput {
    /// The id of its collaboration; empty where the writer is in one alone. It never changes.
    pub collaboration: String,
    /// In a few words.
    pub title: String,
    /// What is done.
    pub description: String,
    /// The code of how much of an effort it is.
    pub effort: String,
    /// The code of what it changes.
    pub kind: String,
    /// The code of how far it has come.
    pub state: String,
    /// Who sees to it.
    pub owner: String,
    /// From when.
    pub starts: String,
    /// Until when.
    pub ends: String,
    /// What is to come of it.
    pub effect: String,
    /// Ids of the challenges that it answers.
    pub challenges: Vec<String>,
    /// Ids of the goals that it serves.
    pub goals: Vec<String>,
}

/// What has been seen, as it is sent.
#[derive(Debug, Clone, Default)]
pub struct EffectInput {
    /// The code of what it was.
    pub seen: String,
    /// In words.
    pub text: String,
    /// Where that can be read, or who says so.
    pub source: String,
    /// When it was so.
    pub on: String,
}

fn keeps(actor: &Actor, one: &Intervention) -> bool {
    let subject =
        Subject { owner: Some(one.organisation), author: one.author, sharing: Sharing::Collaboration };
    actor.may(Deed::KeepChallenge, &subject)
}

/// The intervention, for a member of its collaboration.
async fn load(tx: &mut Tx, actor: &Actor, id: InterventionId) -> Result<Intervention, AppError> {
    let found = store::intervention::get(tx, id).await?.ok_or(AppError::NotFound)?;
    joined_in(tx, actor, found.collaboration).await?;
    Ok(found)
}

impl App {
    /// The interventions of the reader's collaborations.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn read_interventions(&self, actor: &Actor) -> Result<Interventions, AppError> {
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let joined = joined(&mut tx, actor).await?;
        let (mut rows, mut challenges, mut goals) = (Vec::new(), Vec::new(), Vec::new());
        for one in &joined {
            let id = one.collaboration.id;
            let all: Vec<_> = store::challenge::of_collaboration(&mut tx, id).await?;
            let all: Vec<_> = all.into_iter().map(|one| (one.id, one.title)).collect();
            let answers = store::intervention::answers(&mut tx, id).await?;
            let every = store::goal::of_collaboration(&mut tx, id).await?;
            let pointers = store::goal::pointers(&mut tx, id).await?;
            for made in store::intervention::of_collaboration(&mut tx, id).await? {
                let subject = made.id.to_string();
                let serves = |goal: &GoalId| {
                    pointers.iter().any(|one| {
                        one.goal == *goal && one.kind == PointerKind::Intervention && one.subject == subject
                    })
                };
                rows.push(InterventionRow {
                    collaboration: one.collaboration.name.clone(),
                    organisation: directory.short_name(made.organisation),
                    challenges: all
                        .iter()
                        .filter(|(of, _)| answers.contains(&(made.id, *of)))
                        .cloned()
                        .collect(),
                    goals: every
                        .iter()
                        .filter(|goal| serves(&goal.id))
                        .map(|goal| (goal.id, goal.title.clone()))
                        .collect(),
                    effects: store::intervention::effects(&mut tx, made.id).await?,
                    may_keep: keeps(actor, &made),
                    intervention: made,
                });
            }
            challenges.extend(all);
            goals.extend(
                every.into_iter().filter(|goal| goal.ended.is_none()).map(|goal| (goal.id, goal.title)),
            );
        }
        let may_write = !joined.is_empty() && writes(actor);
        Ok(Interventions { joined, rows, challenges, goals, may_write })
    }

    /// An intervention with what happened to it, newest first.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also when it is one of a collaboration that the reader is not in.
    pub async fn read_intervention(
        &self,
        actor: &Actor,
        id: InterventionId,
    ) -> Result<(InterventionRow, Vec<HistoryEntry>), AppError> {
        let all = self.read_interventions(actor).await?;
        let row = all.rows.into_iter().find(|row| row.intervention.id == id).ok_or(AppError::NotFound)?;
        let mut tx = self.db.read().await?;
        let history = history::of(&mut tx, actor, SubjectKind::Intervention, &id.to_string()).await?;
        Ok((row, history))
    }

    /// Writes an intervention; the actor's organisation answers for it.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who only reads; [`AppError::Invalid`] for fields that cannot be kept, and where the collaboration has an
    /// intervention of that name.
    pub async fn write_intervention(
        &self,
        actor: &Actor,
        input: InterventionInput,
    ) -> Result<Intervention, AppError> {
        let member = actor.member().filter(|_| writes(actor)).ok_or(AppError::Denied)?;
        let mut tx = self.db.write().await?;
        let joined = joined(&mut tx, actor).await?;
        let of = chosen(&joined, &input.collaboration);
        let of = of.ok_or_else(|| AppError::invalid("collaboration", FieldProblem::Unknown))?;
        let now = self.clock.now();
        let new = Intervention {
            id: InterventionId::at(now),
            version: 1,
            collaboration: of.collaboration.id,
            organisation: member.organisation,
            author: Some(member.person),
            owner: String::new(),
            title: String::new(),
            description: String::new(),
            effort: Effort::Intervention,
            kind: InterventionKind::Structure,
            state: InterventionState::Proposed,
            starts: None,
            ends: None,
            effect: String::new(),
            created: now,
            updated: now,
        };
        let (made, ties) = self.intervention_of(&mut tx, new, &input).await?;
        store::intervention::insert(&mut tx, &made).await?;
        let changes = Change::between("title", "", &made.title).into_iter().collect();
        self.intervention_event(&mut tx, actor, made.id, (EventKind::Created, changes)).await?;
        self.tie(&mut tx, actor, &made, &ties).await?;
        tx.commit().await?;
        Ok(made)
    }

    /// Changes an intervention over the version that was read.
    ///
    /// # Errors
    /// As [`App::write_intervention`]; also [`AppError::NotFound`] outside its collaboration, [`AppError::Denied`] for who neither wrote
    /// it nor coordinates in the organisation that answers for it, and [`AppError::Refused`] when somebody has changed it since.
    pub async fn change_intervention(
        &self,
        actor: &Actor,
        (id, version): (InterventionId, i64),
        input: InterventionInput,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let before = load(&mut tx, actor, id).await?;
        if !keeps(actor, &before) {
            return Err(AppError::Denied);
        }
        if before.version != version {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let (after, ties) = self.intervention_of(&mut tx, before.clone(), &input).await?;
        store::intervention::update(&mut tx, &after).await.map_err(stale)?;
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let changes = [
            Change::between("title", &before.title, &after.title),
            Change::between("description", &before.description, &after.description),
            Change::between("intervention_state", before.state.code(), after.state.code()),
            Change::between("owner", &before.owner, &after.owner),
            Change::between("starts", &day(before.starts), &day(after.starts)),
            Change::between("ends", &day(before.ends), &day(after.ends)),
        ];
        let changes = changes.into_iter().flatten().collect();
        self.intervention_event(&mut tx, actor, id, (EventKind::Edited, changes)).await?;
        self.tie(&mut tx, actor, &after, &ties).await?;
        Ok(tx.commit().await?)
    }

    async fn intervention_of(
        &self,
        tx: &mut Tx,
        before: Intervention,
        input: &InterventionInput,
    ) -> Result<(Intervention, Ties), AppError> {
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let title = checked.required("title", 0, &input.title, TITLE_MAX);
        let description = checked.optional("description", 0, &input.description, NEED_TEXT_MAX);
        let effort = checked.word("effort", 0, &input.effort, Effort::from_code);
        let kind = checked.word("kind", 0, &input.kind, InterventionKind::from_code);
        let state = checked.word("state", 0, &input.state, InterventionState::from_code);
        let owner = checked.optional("owner", 0, &input.owner, SHORT_MAX);
        let starts = checked.day("starts", 0, &input.starts);
        let ends = checked.day("ends", 0, &input.ends);
        if starts.zip(ends).is_some_and(|(starts, ends)| ends < starts) {
            checked.add("ends", 0, FieldProblem::EndsTooEarly);
        }
        let effect = checked.optional("effect", 0, &input.effect, NEED_TEXT_MAX);
        let id = before.collaboration;
        let others = store::intervention::of_collaboration(tx, id).await?;
        if others.iter().any(|one| one.id != before.id && one.title == title) {
            checked.add("title", 0, FieldProblem::Taken);
        }
        let known: Vec<_> =
            store::challenge::of_collaboration(tx, id).await?.into_iter().map(|one| one.id).collect();
        let challenges = named(&mut checked, "challenges", &input.challenges, &known);
        let known: Vec<_> =
            store::goal::of_collaboration(tx, id).await?.into_iter().map(|one| one.id).collect();
        let goals = named(&mut checked, "goals", &input.goals, &known);
        checked.done()?;
        let (Some(effort), Some(kind), Some(state)) = (effort, kind, state) else {
            return Err(AppError::NotFound);
        };
        let after = Intervention {
            title,
            description,
            effort,
            kind,
            state,
            owner,
            starts,
            ends,
            effect,
            updated: now,
            ..before
        };
        Ok((after, Ties { challenges, goals }))
    }

    /// Ties an intervention to the challenges it answers and the goals it serves, and to no others.
    async fn tie(&self, tx: &mut Tx, actor: &Actor, one: &Intervention, ties: &Ties) -> Result<(), AppError> {
        store::intervention::put_answers(tx, one.id, &ties.challenges).await?;
        let subject = one.id.to_string();
        let before = store::goal::pointers_of(tx, PointerKind::Intervention, &subject).await?;
        let named = PointerKind::Intervention.code();
        for goal in ties.goals.iter().filter(|goal| before.iter().all(|there| there.goal != **goal)) {
            let pointer = Pointer { goal: *goal, kind: PointerKind::Intervention, subject: subject.clone() };
            store::goal::point(tx, &pointer).await?;
            let changes = Change::between("serves", "", named).into_iter().collect();
            self.goal_event(tx, actor, *goal, (EventKind::GoalsChosen, changes)).await?;
        }
        for pointer in before.iter().filter(|there| !ties.goals.contains(&there.goal)) {
            store::goal::part(tx, pointer).await?;
            let changes = Change::between("serves", named, "").into_iter().collect();
            self.goal_event(tx, actor, pointer.goal, (EventKind::GoalsChosen, changes)).await?;
        }
        Ok(())
    }

    /// Writes down what has been seen to come of an intervention, by anybody who writes in a member. The same again changes nothing.
    ///
    /// # Errors
    /// [`AppError::NotFound`] outside its collaboration; [`AppError::Denied`] for who only reads; [`AppError::Invalid`] for fields that
    /// cannot be kept.
    pub async fn note_effect(
        &self,
        actor: &Actor,
        id: InterventionId,
        input: EffectInput,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        load(&mut tx, actor, id).await?;
        let member = actor.member().filter(|_| writes(actor)).ok_or(AppError::Denied)?;
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let seen = checked.word("seen", 0, &input.seen, Seen::from_code);
        let text = checked.required("said", 0, &input.text, NEED_TEXT_MAX);
        let source = checked.required("source", 0, &input.source, SHORT_MAX);
        let day = checked.required_day("on", 0, &input.on);
        if day.is_some_and(|day| day > now.day()) {
            checked.add("on", 0, FieldProblem::DayToCome);
        }
        checked.done()?;
        let (Some(seen), Some(day)) = (seen, day) else { return Err(AppError::NotFound) };
        let there = store::intervention::effects(&mut tx, id).await?;
        if there.iter().any(|one| one.text == text && one.day == day && one.person == Some(member.person)) {
            return Ok(());
        }
        let effect = Effect {
            id: EffectId::at(now),
            intervention: id,
            seen,
            text,
            source,
            day,
            person: Some(member.person),
            at: now,
        };
        store::intervention::insert_effect(&mut tx, &effect).await?;
        let changes = Change::between("seen", "", seen.code()).into_iter().collect();
        self.intervention_event(&mut tx, actor, id, (EventKind::EffectSeen, changes)).await?;
        Ok(tx.commit().await?)
    }

    async fn intervention_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        id: InterventionId,
        (kind, changes): (EventKind, Vec<Change>),
    ) -> Result<(), AppError> {
        self.keep_event(tx, doer(actor), (SubjectKind::Intervention, id.to_string()), kind, changes).await
    }
}

/// What an intervention is tied to.
struct Ties {
    challenges: Vec<ChallengeId>,
    goals: Vec<GoalId>,
}

/// The known ids among those that were sent; one that is not known is told.
fn named<T: std::str::FromStr + PartialEq + Copy>(
    checked: &mut Checked,
    field: &'static str,
    sent: &[String],
    known: &[T],
) -> Vec<T> {
    let mut found = Vec::new();
    for id in sent {
        match id.parse().ok().filter(|id| known.contains(id)) {
            Some(id) if !found.contains(&id) => found.push(id),
            Some(_) => {}
            None => checked.add(field, 0, FieldProblem::Unknown),
        }
    }
    found
}
