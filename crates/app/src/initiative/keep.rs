//! Beginning an initiative of a case, changing it, saying who takes part, and ending it.
//!
//! An initiative ends with what came of it, or with why nothing did, and with a lesson either way.

use domain::benefit::Benefit;
use domain::case::{Case, CaseState};
use domain::event::{Change, EventKind};
use domain::id::{InitiativeId, OrganisationId};
use domain::initiative::{
    CHAIN_MAX, ChainKind, ChainLink, Closing, Initiative, InitiativeState, LINKS_MAX, Link, Party, PartyRole,
    chain_problems,
};
use domain::number::{Number, Series};
use domain::permission::{Actor, Deed, Subject};
use domain::rollout::{Rollout, RolloutState};
use domain::sharing::Sharing;
use domain::text::{NEED_TEXT_MAX, SHORT_MAX, TITLE_MAX};
use store::Tx;

use super::{candidates, goes_on, keeps, load, stale};
use crate::checked::Checked;
use crate::error::{AppError, FieldProblem, Refusal};
use crate::{App, Directory, case, solution};

/// What is said when an initiative is begun.
#[derive(Debug, Clone, Default)]
pub struct BeginInput {
    /// What it is called.
    pub title: String,
    /// What will be different.
    pub purpose: String,
    /// The number of what is introduced; empty for none.
    pub solution: String,
}

/// What is said of an initiative.
#[derive(Debug, Clone, Default)]
pub struct InitiativeInput {
    /// What it is called.
    pub title: String,
    /// What will be different.
    pub purpose: String,
    /// The number of what is introduced; empty for none.
    pub solution: String,
    /// What happens next.
    pub next_step: String,
    /// When.
    pub next_on: String,
    /// Where the project is run.
    pub project_url: String,
    /// Documents: what each is, and where.
    pub links: Vec<(String, String)>,
}

/// As what an organisation takes part; nothing for one that does not.
#[derive(Debug, Clone)]
pub struct PartyInput {
    /// Which.
    pub organisation: OrganisationId,
    /// As what.
    pub role: Option<PartyRole>,
}

/// A link of an effect chain as it is written: what it leads to by places from 1.
#[derive(Debug, Clone, Default)]
pub struct ChainInput {
    /// The code of its kind.
    pub kind: String,
    /// In words; an empty one is left out.
    pub text: String,
    /// `3, 4`.
    pub to: String,
}

/// How an initiative ends.
#[derive(Debug, Clone)]
pub struct ClosingInput {
    /// Finished or stopped.
    pub state: InitiativeState,
    /// What is said of it.
    pub reason: String,
}

impl App {
    /// Whether the actor could begin an initiative of a case: for an organisation with a need in it, or that keeps it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a case that the reader may not see.
    pub async fn may_begin_initiative(&self, actor: &Actor, number: Number) -> Result<bool, AppError> {
        let mut tx = self.db.read().await?;
        let (case, _) = case::load(&mut tx, actor, number).await?;
        Ok(begins(&mut tx, actor, &case).await?.is_some())
    }

    /// Begins an initiative of a case. Whose needs are in it take part; the actor's organisation leads.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a case that the actor may not see; [`AppError::Denied`] for who begins none;
    /// [`AppError::Refused`] for a case that is not under way; [`AppError::Invalid`] without a title, and for a solution that there is
    /// not.
    pub async fn begin_initiative(
        &self,
        actor: &Actor,
        number: Number,
        input: BeginInput,
    ) -> Result<Initiative, AppError> {
        let mut tx = self.db.write().await?;
        let (case, _) = case::load(&mut tx, actor, number).await?;
        let lead = begins(&mut tx, actor, &case).await?.ok_or(AppError::Denied)?;
        if case.state != CaseState::Running {
            return Err(AppError::Refused(Refusal::NotUnderWay));
        }
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let title = checked.required("title", 0, &input.title, TITLE_MAX);
        let purpose = checked.optional("purpose", 0, &input.purpose, NEED_TEXT_MAX);
        let solution = solution_called(&mut tx, actor, &mut checked, &input.solution).await?;
        checked.done()?;
        let begun = Initiative {
            id: InitiativeId::at(now),
            version: 1,
            number: store::event::next_number(&mut tx, Series::Initiative, now.year()).await?,
            title,
            purpose,
            case: case.id,
            organisation: lead,
            solution,
            parent: None,
            state: InitiativeState::Planned,
            next_step: String::new(),
            next_on: None,
            project_url: String::new(),
            links: Vec::new(),
            chain: Vec::new(),
            closing: None,
            created: now,
            updated: now,
        };
        store::initiative::insert(&mut tx, &begun).await?;
        let mut parties = store::case::organisations_in(&mut tx, case.id).await?;
        if !parties.contains(&lead) {
            parties.push(lead);
        }
        for organisation in parties {
            let role = if organisation == lead { PartyRole::Lead } else { PartyRole::Follower };
            let party = Party { organisation, role, people: Vec::new() };
            store::rollout::insert(&mut tx, &Rollout::new(begun.id, party)).await?;
        }
        let changes = Change::between("title", "", &begun.title).into_iter().collect();
        self.initiative_event(&mut tx, actor, begun.id, EventKind::Created, changes).await?;
        tx.commit().await?;
        Ok(begun)
    }

    /// Solutions that an initiative of a case could introduce: those that somebody has said fit one of its needs.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a case that the reader may not see.
    pub async fn solutions_for_case(
        &self,
        actor: &Actor,
        number: Number,
    ) -> Result<Vec<(Number, String)>, AppError> {
        let mut tx = self.db.read().await?;
        let (case, _) = case::load(&mut tx, actor, number).await?;
        let mut found: Vec<(Number, String)> = Vec::new();
        for tied in store::case::needs(&mut tx, case.id).await? {
            for verdict in store::verdict::of_need(&mut tx, &actor.visibility(), tied.need).await? {
                let Some(one) = store::solution::get(&mut tx, verdict.solution).await? else { continue };
                let is_new = found.iter().all(|(number, _)| *number != one.number);
                if is_new && actor.visibility().allows(&solution::subject(&one)) {
                    found.push((one.number, one.facts.name));
                }
            }
        }
        Ok(found)
    }

    /// Changes what is said of an initiative, over the version that was read.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep it; [`AppError::Invalid`] for fields that cannot be kept; [`AppError::Refused`]
    /// when it has ended, or somebody has changed it since.
    pub async fn change_initiative(
        &self,
        actor: &Actor,
        (number, version): (Number, i64),
        input: InitiativeInput,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (before, _) = to_keep(&mut tx, actor, number, version).await?;
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let title = checked.required("title", 0, &input.title, TITLE_MAX);
        let purpose = checked.optional("purpose", 0, &input.purpose, NEED_TEXT_MAX);
        let solution = solution_called(&mut tx, actor, &mut checked, &input.solution).await?;
        let next_step = checked.optional("next_step", 0, &input.next_step, SHORT_MAX);
        let next_on = checked.day("next_on", 0, &input.next_on);
        let project_url = checked.link("project_url", 0, &input.project_url);
        let mut links = Vec::new();
        for (index, (title, url)) in input.links.iter().enumerate() {
            if title.trim().is_empty() && url.trim().is_empty() {
                continue;
            }
            let title = checked.required("links", index, title, SHORT_MAX);
            let url = checked.link("links", index, url);
            if url.is_empty() && !title.is_empty() {
                checked.add("links", index, FieldProblem::NotALink);
            }
            links.push(Link { title, url });
        }
        if links.len() > LINKS_MAX {
            checked.add("links", 0, FieldProblem::TooMany);
        }
        checked.done()?;
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let changes = [
            Change::between("title", &before.title, &title),
            Change::between("purpose", &before.purpose, &purpose),
            Change::between("next_step", &before.next_step, &next_step),
            Change::between("next_on", &day(before.next_on), &day(next_on)),
        ];
        let after = Initiative {
            title,
            purpose,
            solution,
            next_step,
            next_on,
            project_url,
            links,
            updated: now,
            ..before.clone()
        };
        if (Initiative { updated: before.updated, ..after.clone() }) == before {
            return Ok(());
        }
        store::initiative::update(&mut tx, &after).await.map_err(stale)?;
        let changes = changes.into_iter().flatten().collect();
        self.initiative_event(&mut tx, actor, after.id, EventKind::Edited, changes).await?;
        Ok(tx.commit().await?)
    }

    /// The organisations that could take part in an initiative, with short names and as what they do.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep it.
    pub async fn initiative_parties(
        &self,
        actor: &Actor,
        number: Number,
    ) -> Result<Vec<(OrganisationId, String, Option<PartyRole>)>, AppError> {
        let mut tx = self.db.read().await?;
        let (initiative, case) = load(&mut tx, actor, number).await?;
        if !keeps(actor, &initiative) {
            return Err(AppError::Denied);
        }
        let directory = Directory::read(&mut tx).await?;
        let taking_part = store::rollout::of_initiative(&mut tx, initiative.id).await?;
        let mut all: Vec<OrganisationId> = taking_part.iter().map(|one| one.party.organisation).collect();
        for other in candidates(&mut tx, &case).await? {
            if !all.contains(&other) {
                all.push(other);
            }
        }
        let role = |id| taking_part.iter().find(|one| one.party.organisation == id).map(|one| one.party.role);
        let mut rows: Vec<_> = all.into_iter().map(|id| (id, directory.short_name(id), role(id))).collect();
        rows.sort_by_key(|(_, name, _)| store::page::sort_key(name));
        Ok(rows)
    }

    /// Says who takes part as what. Exactly one leads, and keeps the initiative from then on. Who has begun anything stays.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep it; [`AppError::Invalid`] with no lead or several, an organisation outside, one that
    /// would go though it has begun, and others where the case is not shared with them; [`AppError::Refused`] as
    /// [`App::change_initiative`].
    pub async fn set_parties(
        &self,
        actor: &Actor,
        (number, version): (Number, i64),
        input: &[PartyInput],
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (before, case) = to_keep(&mut tx, actor, number, version).await?;
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let known = candidates(&mut tx, &case).await?;
        let there = store::rollout::of_initiative(&mut tx, before.id).await?;
        let leads: Vec<&PartyInput> = input.iter().filter(|one| one.role == Some(PartyRole::Lead)).collect();
        if leads.len() != 1 {
            checked.add("lead", 0, FieldProblem::Unknown);
        }
        let mut changes = Vec::new();
        let directory = Directory::read(&mut tx).await?;
        for (index, one) in input.iter().enumerate() {
            let own = there.iter().find(|rollout| rollout.party.organisation == one.organisation);
            if own.is_none() && one.role.is_some() {
                if !known.contains(&one.organisation) {
                    checked.add("parties", index, FieldProblem::Unknown);
                }
                if case.sharing < Sharing::Collaboration && one.organisation != case.organisation {
                    checked.add("parties", index, FieldProblem::NotPermitted);
                }
            }
            if let Some(own) = own
                && one.role.is_none()
                && has_begun(&mut tx, own).await?
            {
                checked.add("parties", index, FieldProblem::Taken);
            }
        }
        checked.done()?;
        for one in input {
            let own = there.iter().find(|rollout| rollout.party.organisation == one.organisation);
            let name = directory.short_name(one.organisation);
            match (own, one.role) {
                (None, Some(role)) => {
                    let party = Party { organisation: one.organisation, role, people: Vec::new() };
                    store::rollout::insert(&mut tx, &Rollout::new(before.id, party)).await?;
                    changes.extend(Change::between("party", "", &name));
                }
                (Some(own), Some(role)) if own.party.role != role => {
                    let party = Party { role, ..own.party.clone() };
                    store::rollout::update(&mut tx, &Rollout { party, ..own.clone() }).await?;
                    changes.extend(Change::between("party_role", own.party.role.code(), role.code()));
                }
                (Some(_), None) => {
                    store::rollout::remove(&mut tx, before.id, one.organisation).await?;
                    changes.extend(Change::between("party", &name, ""));
                }
                (Some(_), Some(_)) | (None, None) => {}
            }
        }
        if changes.is_empty() {
            return Ok(());
        }
        let lead = leads.first().map_or(before.organisation, |one| one.organisation);
        let after = Initiative { organisation: lead, updated: now, ..before };
        store::initiative::update(&mut tx, &after).await.map_err(stale)?;
        self.initiative_event(&mut tx, actor, after.id, EventKind::PartiesChanged, changes).await?;
        Ok(tx.commit().await?)
    }

    /// Begins an initiative, lets it wait, or lets it go on.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep it; [`AppError::Refused`] for a state that it cannot go into from where it stands,
    /// and when somebody has changed it since.
    pub async fn move_initiative(
        &self,
        actor: &Actor,
        (number, version): (Number, i64),
        state: InitiativeState,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (before, _) = to_keep(&mut tx, actor, number, version).await?;
        if !before.can_become(state) {
            return Err(AppError::Refused(Refusal::NotUnderWay));
        }
        let changes =
            Change::between("initiative_state", before.state.code(), state.code()).into_iter().collect();
        let after = Initiative { state, updated: self.clock.now(), ..before };
        store::initiative::update(&mut tx, &after).await.map_err(stale)?;
        self.initiative_event(&mut tx, actor, after.id, EventKind::InitiativeMoved, changes).await?;
        Ok(tx.commit().await?)
    }

    /// Keeps how an initiative is meant to have an effect.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep it; [`AppError::Invalid`] for links that lead nowhere or back; [`AppError::Refused`]
    /// as [`App::change_initiative`].
    pub async fn set_chain(
        &self,
        actor: &Actor,
        (number, version): (Number, i64),
        input: &[ChainInput],
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (before, _) = to_keep(&mut tx, actor, number, version).await?;
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        // Places are those of the rows that were sent; empty rows are left out, and the others close up.
        let filled: Vec<usize> = (0..input.len()).filter(|at| !input[*at].text.trim().is_empty()).collect();
        let place = |written: usize| filled.iter().position(|at| *at == written);
        let mut chain = Vec::new();
        for index in &filled {
            let row = &input[*index];
            let kind = checked.word("chain", *index, &row.kind, ChainKind::from_code);
            let text = checked.required("chain", *index, &row.text, SHORT_MAX);
            let mut to = Vec::new();
            for written in row.to.split([',', ' ', ';']).filter(|part| !part.is_empty()) {
                let other = written.parse::<usize>().ok().and_then(|one| one.checked_sub(1)).and_then(place);
                match other {
                    Some(other) if !to.contains(&other) => to.push(other),
                    Some(_) => {}
                    None => checked.add(
                        "chain",
                        *index,
                        FieldProblem::Chain(domain::initiative::ChainProblem::NoSuch(*index)),
                    ),
                }
            }
            chain.push(ChainLink { kind: kind.unwrap_or(ChainKind::Action), text, to });
        }
        if chain.len() > CHAIN_MAX {
            checked.add("chain", 0, FieldProblem::TooMany);
        }
        for problem in chain_problems(&chain) {
            let (domain::initiative::ChainProblem::NoSuch(at)
            | domain::initiative::ChainProblem::Backwards(at)) = problem;
            let index = filled.get(at).copied().unwrap_or(0);
            checked.add("chain", index, FieldProblem::Chain(problem));
        }
        checked.done()?;
        if chain == before.chain {
            return Ok(());
        }
        let after = Initiative { chain, updated: now, ..before };
        store::initiative::update(&mut tx, &after).await.map_err(stale)?;
        self.initiative_event(&mut tx, actor, after.id, EventKind::ChainChanged, Vec::new()).await?;
        Ok(tx.commit().await?)
    }

    /// Ends an initiative.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep it; [`AppError::Refused`] without a lesson, with variants that go on, and as
    /// [`App::change_initiative`]; [`AppError::Invalid`] without a reason where it is stopped or some benefit has no outcome.
    pub async fn close_initiative(
        &self,
        actor: &Actor,
        (number, version): (Number, i64),
        input: ClosingInput,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (before, _) = to_keep(&mut tx, actor, number, version).await?;
        if !matches!(input.state, InitiativeState::Finished | InitiativeState::Stopped) {
            return Err(AppError::invalid("state", FieldProblem::Unknown));
        }
        let variants = store::initiative::variants(&mut tx, before.id).await?;
        if variants.iter().any(Initiative::is_open) {
            return Err(AppError::Refused(Refusal::InitiativesOpen));
        }
        if store::lesson::of_initiative(&mut tx, before.id).await?.is_empty() {
            return Err(AppError::Refused(Refusal::NoLesson));
        }
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let is_enough = input.state == InitiativeState::Finished && has_outcome(&mut tx, before.id).await?;
        let reason = if is_enough {
            checked.optional("reason", 0, &input.reason, NEED_TEXT_MAX)
        } else {
            checked.required("reason", 0, &input.reason, NEED_TEXT_MAX)
        };
        checked.done()?;
        let mut changes: Vec<Change> =
            Change::between("initiative_state", before.state.code(), input.state.code())
                .into_iter()
                .collect();
        changes.extend(Change::between("reason", "", &reason));
        let closing = Some(Closing { reason, on: now.day() });
        let after = Initiative { state: input.state, closing, updated: now, ..before };
        store::initiative::update(&mut tx, &after).await.map_err(stale)?;
        self.initiative_event(&mut tx, actor, after.id, EventKind::InitiativeClosed, changes).await?;
        Ok(tx.commit().await?)
    }
}

/// Whether every benefit has been measured or given up with a reason, and there is one.
pub(crate) async fn has_outcome(tx: &mut Tx, initiative: InitiativeId) -> Result<bool, AppError> {
    let benefits: Vec<Benefit> = store::benefit::of_initiative(tx, initiative).await?;
    for benefit in &benefits {
        let is_open = benefit.given_up.is_none();
        if is_open && store::benefit::measurements(tx, benefit.id).await?.is_empty() {
            return Ok(false);
        }
    }
    Ok(!benefits.is_empty())
}

/// For whom the actor could begin an initiative of a case.
async fn begins(tx: &mut Tx, actor: &Actor, case: &Case) -> Result<Option<OrganisationId>, AppError> {
    let Some(member) = actor.member() else { return Ok(None) };
    let own = member.organisation;
    let is_in = own == case.organisation || store::case::organisations_in(tx, case.id).await?.contains(&own);
    Ok((is_in && actor.may(Deed::KeepInitiative, &Subject::of(own))).then_some(own))
}

/// The initiative for who keeps it, over the version that was read.
pub(super) async fn to_keep(
    tx: &mut Tx,
    actor: &Actor,
    number: Number,
    version: i64,
) -> Result<(Initiative, Case), AppError> {
    let (initiative, case) = load(tx, actor, number).await?;
    if !keeps(actor, &initiative) {
        return Err(AppError::Denied);
    }
    goes_on(&initiative)?;
    if initiative.version != version {
        return Err(AppError::Refused(Refusal::ChangedMeanwhile));
    }
    Ok((initiative, case))
}

/// Whether anything has been done for an introduction, so that it cannot be taken away.
async fn has_begun(tx: &mut Tx, rollout: &Rollout) -> Result<bool, AppError> {
    let own = rollout.party.organisation;
    if rollout.state != RolloutState::Waiting {
        return Ok(true);
    }
    let actions = store::rollout::actions(tx, rollout.initiative).await?;
    let benefits = store::benefit::of_initiative(tx, rollout.initiative).await?;
    let obstacles = store::initiative::obstacles(tx, rollout.initiative).await?;
    Ok(actions.iter().any(|one| one.organisation == own)
        || benefits.iter().any(|one| one.organisation == own)
        || obstacles.iter().any(|one| one.organisation == own))
}

/// The solution with this number, for who may read it.
pub(crate) async fn solution_called(
    tx: &mut Tx,
    actor: &Actor,
    checked: &mut Checked,
    written: &str,
) -> Result<Option<domain::id::SolutionId>, AppError> {
    // People paste the number with its name behind.
    let number = written.split_whitespace().next().unwrap_or_default();
    if number.is_empty() {
        return Ok(None);
    }
    let parsed: Option<Number> = number.parse().ok();
    let found = match parsed {
        Some(number) => solution::called(tx, number).await?,
        None => None,
    };
    let seen = found.filter(|found| actor.visibility().allows(&solution::subject(found)));
    if seen.is_none() {
        checked.add("solution", 0, FieldProblem::Unknown);
    }
    Ok(seen.map(|seen| seen.id))
}
