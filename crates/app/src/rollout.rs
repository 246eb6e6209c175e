//! Introductions: how ready an organisation is, what changes for whom, whether to go, going live, and ending the old way.
//!
//! Each organisation keeps its own; who leads the initiative reads them all. Going live registers the use of the solution in the
//! catalogue and sets the days on which benefits are measured, in one press. Not here: what an introduction may do from where it stands
//! (`domain::rollout`).

use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{OrganisationId, PersonId, RolloutActionId, UsageId};
use domain::initiative::{Duty, Initiative, InitiativeState, Party};
use domain::number::Number;
use domain::permission::{Actor, Deed, Subject};
use domain::process::Answer;
use domain::rollout::{
    CHANGES_MAX, Go, GoDecision, PEOPLE_MAX, ReadinessAnswer, ReadinessItem, RoleChange, Rollout,
    RolloutAction, RolloutProblem, is_weak,
};
use domain::text::{NEED_TEXT_MAX, SHORT_MAX, TITLE_MAX};
use domain::usage::{Usage, UsageStatus};
use jiff::civil::Date;
use store::Tx;

use crate::benefit::{self, BenefitRow};
use crate::checked::Checked;
use crate::error::{AppError, FieldProblem, Refusal};
use crate::history::doer;
use crate::initiative::{goes_on, load, name_of, people, person_in, readiness, stale};
use crate::{App, Directory};

/// Something to do, with names.
#[derive(Debug, Clone)]
pub struct ActionRow {
    /// The action.
    pub action: RolloutAction,
    /// Of which initiative.
    pub initiative: Number,
    /// Short name of whose it is.
    pub organisation: String,
    /// Who does it.
    pub person: Option<String>,
    /// Whether it should have been done.
    pub is_late: bool,
    /// Whether the reader may say that it is done.
    pub may_finish: bool,
}

/// An item of readiness with what was answered.
#[derive(Debug, Clone)]
pub struct ReadinessRow {
    /// The item.
    pub item: ReadinessItem,
    /// What was answered.
    pub answer: Option<ReadinessAnswer>,
    /// Who answered.
    pub person: Option<String>,
}

/// An introduction as its page shows it.
#[derive(Debug, Clone)]
pub struct RolloutPage {
    /// Of which initiative.
    pub initiative: Initiative,
    /// The introduction.
    pub rollout: Rollout,
    /// Short name of whose it is.
    pub organisation: String,
    /// Who answers for what, by name.
    pub people: Vec<(Duty, String)>,
    /// The items.
    pub readiness: Vec<ReadinessRow>,
    /// What is to be done there, what is due first, first.
    pub actions: Vec<ActionRow>,
    /// Who decided whether to go.
    pub decided_by: Option<String>,
    /// What is to become better there.
    pub benefits: Vec<BenefitRow>,
    /// Who could be named there; nobody for who may not name anybody.
    pub candidates: Vec<(PersonId, String)>,
    /// Whether going live registers the use of a solution.
    pub has_solution: bool,
    /// Whether the reader prepares it.
    pub may_keep: bool,
    /// Today.
    pub today: Date,
}

/// An answer as it is sent, with what is to be done where it is weak.
#[derive(Debug, Clone, Default)]
pub struct AnswerInput {
    /// The code of the item.
    pub code: String,
    /// The code of the answer; empty where nothing is said.
    pub answer: String,
    /// What it stands on.
    pub note: String,
    /// What is to be done.
    pub action: String,
    /// Who does it.
    pub person: String,
    /// When.
    pub due: String,
}

/// What changes for people in one role, as it is sent.
#[derive(Debug, Clone, Default)]
pub struct RoleChangeInput {
    /// The role; one without is left out where nothing else is said.
    pub role: String,
    /// How many have it.
    pub people: String,
    /// What they do differently.
    pub different: String,
    /// How they learn it.
    pub training: String,
    /// Whom they ask.
    pub support: String,
    /// Data and integrations.
    pub data: String,
    /// What stops.
    pub stops: String,
    /// When.
    pub stops_on: String,
}

/// Whether the actor prepares an introduction.
pub(crate) fn keeps(actor: &Actor, initiative: &Initiative, rollout: &Rollout) -> bool {
    actor.may(Deed::KeepRollout, &Subject::of(rollout.party.organisation)) && initiative.is_open()
}

/// An initiative and an organisation's introduction in it, for who may read them.
async fn find(
    tx: &mut Tx,
    actor: &Actor,
    number: Number,
    organisation: OrganisationId,
) -> Result<(Initiative, Rollout), AppError> {
    let (initiative, _) = load(tx, actor, number).await?;
    let all = store::rollout::of_initiative(tx, initiative.id).await?;
    let found = all.into_iter().find(|one| one.party.organisation == organisation);
    Ok((initiative, found.ok_or(AppError::NotFound)?))
}

/// The same for who prepares it, over the version that was read.
async fn to_keep(
    tx: &mut Tx,
    actor: &Actor,
    (number, organisation): (Number, OrganisationId),
    version: i64,
) -> Result<(Initiative, Rollout), AppError> {
    let (initiative, rollout) = find(tx, actor, number, organisation).await?;
    if !actor.may(Deed::KeepRollout, &Subject::of(organisation)) {
        return Err(AppError::Denied);
    }
    goes_on(&initiative)?;
    if rollout.version != version {
        return Err(AppError::Refused(Refusal::ChangedMeanwhile));
    }
    Ok((initiative, rollout))
}

fn refused(problem: RolloutProblem) -> AppError {
    match problem {
        RolloutProblem::Step => AppError::Refused(Refusal::NotUnderWay),
        RolloutProblem::NotAnswered => AppError::Refused(Refusal::NotAnswered),
        RolloutProblem::TooEarly => AppError::invalid("on", FieldProblem::EndsTooEarly),
        RolloutProblem::ToCome => AppError::invalid("on", FieldProblem::DayToCome),
    }
}

impl App {
    /// An organisation's introduction with everything its page shows.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also when there is one that the reader may not see.
    pub async fn read_rollout(
        &self,
        actor: &Actor,
        number: Number,
        organisation: OrganisationId,
    ) -> Result<RolloutPage, AppError> {
        let mut tx = self.db.read().await?;
        let (initiative, rollout) = find(&mut tx, actor, number, organisation).await?;
        let directory = Directory::read(&mut tx).await?;
        let today = self.clock.now().day();
        let mut named = Vec::new();
        for duty in Duty::ALL {
            if let Some(name) = name_of(&mut tx, rollout.party.person(*duty)).await? {
                named.push((*duty, name));
            }
        }
        let answers = store::rollout::answers(&mut tx, initiative.id, organisation).await?;
        let mut rows = Vec::new();
        for item in readiness()? {
            let answer = answers.iter().find(|one| one.code == item.code).cloned();
            let person = name_of(&mut tx, answer.as_ref().and_then(|one| one.person)).await?;
            rows.push(ReadinessRow { item, answer, person });
        }
        let may_keep = keeps(actor, &initiative, &rollout);
        let mut actions = actions(&mut tx, actor, &directory, &initiative, today).await?;
        actions.retain(|row| row.action.organisation == organisation);
        let mut benefits = benefit::of_initiative(&mut tx, &directory, &initiative, today).await?;
        benefits.retain(|row| row.benefit.organisation == organisation);
        Ok(RolloutPage {
            organisation: directory.short_name(organisation),
            people: named,
            readiness: rows,
            actions,
            decided_by: name_of(&mut tx, rollout.decision.as_ref().and_then(|one| one.person)).await?,
            benefits,
            candidates: if may_keep { people(&mut tx, organisation).await? } else { Vec::new() },
            has_solution: initiative.solution.is_some(),
            may_keep,
            today,
            rollout,
            initiative,
        })
    }

    /// Everything that is to be done in an initiative.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also when there is one that the reader may not see.
    pub async fn rollout_actions(&self, actor: &Actor, number: Number) -> Result<Vec<ActionRow>, AppError> {
        let mut tx = self.db.read().await?;
        let (initiative, _) = load(&mut tx, actor, number).await?;
        let directory = Directory::read(&mut tx).await?;
        actions(&mut tx, actor, &directory, &initiative, self.clock.now().day()).await
    }

    /// Says who answers for what in an organisation.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not prepare the introduction; [`AppError::Invalid`] for who has no role there;
    /// [`AppError::Refused`] when the initiative has ended, or somebody has changed it since.
    pub async fn name_people(
        &self,
        actor: &Actor,
        (number, organisation): (Number, OrganisationId),
        version: i64,
        named: &[(Duty, String)],
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (initiative, before) = to_keep(&mut tx, actor, (number, organisation), version).await?;
        let mut checked = Checked::new(self.clock.now());
        let mut after = Vec::new();
        for (index, (duty, written)) in named.iter().enumerate() {
            let person = person_in(&mut tx, &mut checked, organisation, ("people", index), written).await?;
            after.extend(person.map(|person| (*duty, person)));
        }
        checked.done()?;
        let mut changes = Vec::new();
        for duty in Duty::ALL {
            let person = |people: &[(Duty, PersonId)]| {
                people.iter().find(|(one, _)| one == duty).map(|(_, id)| id.to_string()).unwrap_or_default()
            };
            changes.extend(Change::between(duty.code(), &person(&before.party.people), &person(&after)));
        }
        if changes.is_empty() {
            return Ok(());
        }
        store::initiative::put_duties(&mut tx, initiative.id, organisation, &after).await?;
        let party = Party { people: after, ..before.party.clone() };
        store::rollout::update(&mut tx, &Rollout { party, ..before }).await.map_err(stale)?;
        self.initiative_event(&mut tx, actor, initiative.id, EventKind::PartiesChanged, changes).await?;
        Ok(tx.commit().await?)
    }

    /// Answers how ready an organisation is. A weak answer takes something to do, with somebody and a day, unless such a thing is open
    /// already.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not prepare the introduction; [`AppError::Invalid`] for a weak answer without anything to do,
    /// and other fields that cannot be kept; [`AppError::Refused`] once it is live, when the initiative has ended, or somebody has
    /// changed it since.
    pub async fn answer_readiness(
        &self,
        actor: &Actor,
        (number, organisation): (Number, OrganisationId),
        version: i64,
        input: &[AnswerInput],
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (initiative, before) = to_keep(&mut tx, actor, (number, organisation), version).await?;
        if !before.is_ahead() {
            return Err(AppError::Refused(Refusal::NotUnderWay));
        }
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let items = readiness()?;
        let kept = store::rollout::answers(&mut tx, initiative.id, organisation).await?;
        let open = store::rollout::actions(&mut tx, initiative.id).await?;
        let person = actor.member().map(|member| member.person);
        let (mut answers, mut actions, mut changes) = (Vec::new(), Vec::new(), Vec::new());
        for (index, one) in input.iter().enumerate() {
            let Some(item) = items.iter().find(|item| item.code == one.code) else { continue };
            if one.answer.is_empty() {
                continue;
            }
            let answer = checked.word("readiness", index, &one.answer, Answer::from_code);
            let Some(answer) = answer else { continue };
            let note = checked.optional("note", index, &one.note, NEED_TEXT_MAX);
            let was = kept.iter().find(|was| was.code == item.code);
            if was.is_none_or(|was| was.answer != answer || was.note != note) {
                let before = was.map(|was| was.answer.code()).unwrap_or_default();
                let name = if before == answer.code() { "" } else { before };
                changes.extend(Change::between("readiness", name, &format!("{}: {answer}", item.name.sv)));
                answers.push(ReadinessAnswer { code: item.code.clone(), answer, note, person, at: now });
            }
            let has_action = open.iter().any(|action| {
                action.organisation == organisation
                    && action.item.as_deref() == Some(item.code.as_str())
                    && action.done.is_none()
            });
            let is_sent = !one.person.is_empty() || !one.due.trim().is_empty();
            if is_weak(answer) && (!has_action || is_sent) {
                let text = if one.action.trim().is_empty() { item.action.sv.as_str() } else { &one.action };
                let text = checked.required("action", index, text, NEED_TEXT_MAX);
                let who = person_in(&mut tx, &mut checked, organisation, ("who", index), &one.person).await?;
                if one.person.is_empty() {
                    checked.add("who", index, FieldProblem::Text(domain::text::TextProblem::Missing));
                }
                let due = checked.required_day("due", index, &one.due);
                if due.is_some_and(|due| due < now.day()) {
                    checked.add("due", index, FieldProblem::DayPassed);
                }
                actions.extend(due.map(|due| RolloutAction {
                    id: RolloutActionId::at(now),
                    initiative: initiative.id,
                    organisation,
                    item: Some(item.code.clone()),
                    text,
                    person: who,
                    due,
                    done: None,
                }));
            }
        }
        checked.done()?;
        if answers.is_empty() && actions.is_empty() {
            return Ok(());
        }
        for answer in &answers {
            store::rollout::set_answer(&mut tx, initiative.id, organisation, answer).await?;
        }
        store::rollout::update(&mut tx, &before.prepared()).await.map_err(stale)?;
        if !answers.is_empty() {
            self.initiative_event(&mut tx, actor, initiative.id, EventKind::ReadinessAnswered, changes)
                .await?;
        }
        for action in &actions {
            store::rollout::put_action(&mut tx, action).await?;
            self.action_event(&mut tx, actor, action, EventKind::RolloutActionGiven).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn action_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        action: &RolloutAction,
        kind: EventKind,
    ) -> Result<(), AppError> {
        let mut changes: Vec<Change> = Change::between("action", "", &action.text).into_iter().collect();
        if kind == EventKind::RolloutActionGiven {
            let person = action.person.map(|id| id.to_string()).unwrap_or_default();
            changes.extend(Change::between("person", "", &person));
            changes.extend(Change::between("due", "", &action.due.to_string()));
        }
        self.initiative_event(tx, actor, action.initiative, kind, changes).await
    }

    /// Gives something to do that no weak answer asks for.
    ///
    /// # Errors
    /// As [`App::answer_readiness`], but also once it is live.
    pub async fn give_rollout_action(
        &self,
        actor: &Actor,
        (number, organisation): (Number, OrganisationId),
        (text, person, due): (&str, &str, &str),
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (initiative, rollout) = find(&mut tx, actor, number, organisation).await?;
        if !keeps(actor, &initiative, &rollout) {
            goes_on(&initiative)?;
            return Err(AppError::Denied);
        }
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let text = checked.required("action", 0, text, NEED_TEXT_MAX);
        let who = person_in(&mut tx, &mut checked, organisation, ("who", 0), person).await?;
        if person.is_empty() {
            checked.add("who", 0, FieldProblem::Text(domain::text::TextProblem::Missing));
        }
        let due = checked.required_day("due", 0, due);
        if due.is_some_and(|due| due < now.day()) {
            checked.add("due", 0, FieldProblem::DayPassed);
        }
        checked.done()?;
        let Some(due) = due else { return Err(AppError::NotFound) };
        let action = RolloutAction {
            id: RolloutActionId::at(now),
            initiative: initiative.id,
            organisation,
            item: None,
            text,
            person: who,
            due,
            done: None,
        };
        store::rollout::put_action(&mut tx, &action).await?;
        self.action_event(&mut tx, actor, &action, EventKind::RolloutActionGiven).await?;
        Ok(tx.commit().await?)
    }

    /// Says that something is done, or that it is not after all.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is no such thing; [`AppError::Denied`] for who neither has it to do nor prepares the
    /// introduction.
    pub async fn finish_rollout_action(
        &self,
        actor: &Actor,
        number: Number,
        id: RolloutActionId,
        done: bool,
    ) -> Result<RolloutAction, AppError> {
        let mut tx = self.db.write().await?;
        let (initiative, _) = load(&mut tx, actor, number).await?;
        let found = store::rollout::action(&mut tx, id).await?.ok_or(AppError::NotFound)?;
        if found.initiative != initiative.id {
            return Err(AppError::NotFound);
        }
        if !may_finish(actor, &found) {
            return Err(AppError::Denied);
        }
        let after = RolloutAction { done: done.then(|| self.clock.now()), ..found.clone() };
        if after.done.is_some() != found.done.is_some() {
            store::rollout::put_action(&mut tx, &after).await?;
            self.action_event(&mut tx, actor, &after, EventKind::RolloutActionDone).await?;
            tx.commit().await?;
        }
        Ok(after)
    }

    /// Keeps the day that is planned, and what changes for whom.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not prepare the introduction; [`AppError::Invalid`] for fields that cannot be kept;
    /// [`AppError::Refused`] when the initiative has ended, or somebody has changed it since.
    pub async fn plan_change(
        &self,
        actor: &Actor,
        (number, organisation): (Number, OrganisationId),
        version: i64,
        planned: &str,
        input: &[RoleChangeInput],
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (initiative, before) = to_keep(&mut tx, actor, (number, organisation), version).await?;
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let planned = checked.day("planned", 0, planned);
        let mut changes = Vec::new();
        for (index, one) in input.iter().enumerate() {
            let fields = [
                &one.role,
                &one.people,
                &one.different,
                &one.training,
                &one.support,
                &one.data,
                &one.stops,
                &one.stops_on,
            ];
            if fields.iter().all(|field| field.trim().is_empty()) {
                continue;
            }
            let people: String = one.people.chars().filter(|c| !c.is_whitespace()).collect();
            let people = if people.is_empty() { Some(0) } else { people.parse().ok() };
            let people = people.filter(|count| *count <= PEOPLE_MAX);
            if people.is_none() {
                checked.add("people", index, FieldProblem::NotANumber);
            }
            changes.push(RoleChange {
                role: checked.required("role", index, &one.role, TITLE_MAX),
                people: people.unwrap_or(0),
                different: checked.required("different", index, &one.different, NEED_TEXT_MAX),
                training: checked.optional("training", index, &one.training, SHORT_MAX),
                support: checked.optional("support", index, &one.support, SHORT_MAX),
                data: checked.optional("data", index, &one.data, SHORT_MAX),
                stops: checked.optional("stops", index, &one.stops, SHORT_MAX),
                stops_on: checked.day("stops_on", index, &one.stops_on),
            });
        }
        if changes.len() > CHANGES_MAX {
            checked.add("role", 0, FieldProblem::TooMany);
        }
        checked.done()?;
        if changes == before.changes && planned == before.planned {
            return Ok(());
        }
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let told = Change::between("planned", &day(before.planned), &day(planned)).into_iter().collect();
        let after = Rollout { planned, changes, ..before.prepared() };
        store::rollout::update(&mut tx, &after).await.map_err(stale)?;
        self.initiative_event(&mut tx, actor, initiative.id, EventKind::ChangePlanned, told).await?;
        Ok(tx.commit().await?)
    }

    /// Decides whether an organisation goes live.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not prepare the introduction; [`AppError::Invalid`] without a reason; [`AppError::Refused`]
    /// where something has not been answered, once it is live, and as [`App::plan_change`].
    pub async fn decide_go(
        &self,
        actor: &Actor,
        (number, organisation): (Number, OrganisationId),
        version: i64,
        (go, reason): (&str, &str),
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (initiative, before) = to_keep(&mut tx, actor, (number, organisation), version).await?;
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let go = checked.word("go", 0, go, Go::from_code);
        let reason = checked.required("reason", 0, reason, NEED_TEXT_MAX);
        checked.done()?;
        let Some(go) = go else { return Err(AppError::NotFound) };
        let answers = store::rollout::answers(&mut tx, initiative.id, organisation).await?;
        let is_answered = |item: &ReadinessItem| answers.iter().any(|one| one.code == item.code);
        let all_answered = readiness()?.iter().all(is_answered);
        let person = actor.member().map(|member| member.person);
        let decision = GoDecision { go, reason, person, at: now };
        let directory = Directory::read(&mut tx).await?;
        let changes = [
            Change::between("party", "", &directory.short_name(organisation)),
            Change::between("go", "", go.code()),
            Change::between("reason", "", &decision.reason),
        ];
        let after = before.decide(decision, all_answered).map_err(refused)?;
        store::rollout::update(&mut tx, &after).await.map_err(stale)?;
        let changes = changes.into_iter().flatten().collect();
        self.initiative_event(&mut tx, actor, initiative.id, EventKind::GoDecided, changes).await?;
        Ok(tx.commit().await?)
    }

    /// Goes live: the use of the solution is registered, benefits get their days to be measured, and an initiative that was only planned
    /// is under way.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not prepare the introduction; [`AppError::Invalid`] for a day to come; [`AppError::Refused`]
    /// where it was not decided to go, and as [`App::plan_change`].
    pub async fn go_live(
        &self,
        actor: &Actor,
        (number, organisation): (Number, OrganisationId),
        version: i64,
        on: &str,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (initiative, before) = to_keep(&mut tx, actor, (number, organisation), version).await?;
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let on = checked.required_day("on", 0, on);
        checked.done()?;
        let Some(on) = on else { return Err(AppError::NotFound) };
        let after = before.go_live(on, now.day()).map_err(refused)?;
        store::rollout::update(&mut tx, &after).await.map_err(stale)?;
        if let Some(solution) = initiative.solution {
            self.register_use(&mut tx, actor, solution, (organisation, on)).await?;
        }
        for found in store::benefit::of_initiative(&mut tx, initiative.id).await? {
            if found.organisation == organisation {
                benefit::set_follow_ups(&mut tx, found.id, on, now).await?;
            }
        }
        if initiative.state == InitiativeState::Planned {
            let running = Initiative { state: InitiativeState::Running, updated: now, ..initiative.clone() };
            store::initiative::update(&mut tx, &running).await.map_err(stale)?;
        }
        let directory = Directory::read(&mut tx).await?;
        let changes = [
            Change::between("party", "", &directory.short_name(organisation)),
            Change::between("live", "", &on.to_string()),
        ];
        let changes = changes.into_iter().flatten().collect();
        self.initiative_event(&mut tx, actor, initiative.id, EventKind::WentLive, changes).await?;
        Ok(tx.commit().await?)
    }

    /// The catalogue says that the organisation uses the solution from this day.
    async fn register_use(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        solution: domain::id::SolutionId,
        (organisation, since): (OrganisationId, Date),
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let kept = store::usage::of_solution(tx, solution).await?;
        let before = kept.into_iter().find(|usage| usage.organisation == organisation);
        let is_used = before.as_ref().is_some_and(|usage| usage.status == UsageStatus::InUse);
        if is_used {
            return Ok(());
        }
        let status = UsageStatus::InUse;
        let was = before.as_ref().map(|usage| usage.status.code()).unwrap_or_default();
        let changes = Change::between("usage", was, status.code()).into_iter().collect();
        let usage = match before {
            Some(usage) => usage,
            None => Usage::new(UsageId::at(now), solution, organisation, status),
        };
        // An organisation that goes live has said so itself.
        let usage = Usage { status, since: Some(since), ..usage }
            .confirmed(now, actor.member().map(|member| member.person));
        store::usage::put(tx, &usage).await?;
        let subject = (SubjectKind::Solution, solution.to_string());
        self.keep_event(tx, doer(actor), subject, EventKind::UsageChanged, changes).await
    }

    /// Ends the old way in an organisation.
    ///
    /// # Errors
    /// As [`App::go_live`]; also [`AppError::Invalid`] for a day before it went live.
    pub async fn end_old_way(
        &self,
        actor: &Actor,
        (number, organisation): (Number, OrganisationId),
        version: i64,
        on: &str,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (initiative, before) = to_keep(&mut tx, actor, (number, organisation), version).await?;
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let on = checked.required_day("on", 0, on);
        checked.done()?;
        let Some(on) = on else { return Err(AppError::NotFound) };
        let after = before.end_old(on, now.day()).map_err(refused)?;
        store::rollout::update(&mut tx, &after).await.map_err(stale)?;
        let directory = Directory::read(&mut tx).await?;
        let changes = [
            Change::between("party", "", &directory.short_name(organisation)),
            Change::between("ended", "", &on.to_string()),
        ];
        let changes = changes.into_iter().flatten().collect();
        self.initiative_event(&mut tx, actor, initiative.id, EventKind::OldWayEnded, changes).await?;
        Ok(tx.commit().await?)
    }

    /// What a person answers for, has to do or owns in an organisation goes to a successor, or is the organisation's until somebody takes
    /// it.
    pub(crate) async fn hand_over_initiatives(
        &self,
        tx: &mut Tx,
        organisation: OrganisationId,
        (from, to): (PersonId, Option<PersonId>),
    ) -> Result<(), AppError> {
        store::initiative::hand_over_person(tx, organisation, from, to).await?;
        Ok(())
    }
}

fn may_finish(actor: &Actor, action: &RolloutAction) -> bool {
    let Some(member) = actor.member() else { return actor == &Actor::Operator };
    let is_own = action.person == Some(member.person) && action.organisation == member.organisation;
    is_own || actor.may(Deed::KeepRollout, &Subject::of(action.organisation))
}

async fn actions(
    tx: &mut Tx,
    actor: &Actor,
    directory: &Directory,
    initiative: &Initiative,
    today: Date,
) -> Result<Vec<ActionRow>, AppError> {
    let mut rows = Vec::new();
    for action in store::rollout::actions(tx, initiative.id).await? {
        rows.push(action_row(tx, actor, directory, (initiative.number, action), today).await?);
    }
    rows.sort_by_key(|row| row.action.done.is_some());
    Ok(rows)
}

pub(crate) async fn action_row(
    tx: &mut Tx,
    actor: &Actor,
    directory: &Directory,
    (initiative, action): (Number, RolloutAction),
    today: Date,
) -> Result<ActionRow, AppError> {
    Ok(ActionRow {
        initiative,
        organisation: directory.short_name(action.organisation),
        person: name_of(tx, action.person).await?,
        is_late: action.done.is_none() && action.due < today,
        may_finish: may_finish(actor, &action),
        action,
    })
}
