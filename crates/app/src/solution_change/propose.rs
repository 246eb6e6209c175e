//! Two entries that different organisations keep become one when both have agreed to the same: who keeps one proposes it, who keeps the
//! other agrees or declines, and nothing of either changes until then.
//!
//! What was agreed to are the entries as they were: one that has changed since is agreed to anew by whoever looks first, and the other side
//! is asked again. Not here: what a merge does (`merge`), and the rule of what is moved (`docs/decisions/0013`).

use domain::event::{Change, Doer, EventKind, SubjectKind};
use domain::id::{MergeProposalId, OrganisationId};
use domain::instant::Instant;
use domain::notice::Topic;
use domain::permission::{Actor, Deed, Member, Subject};
use domain::solution::Solution;
use domain::solution_change::{MergeAnswer, MergeConsent, MergeProposal, MergeState};
use domain::text::SHORT_MAX;
use store::event::NewEvent;
use store::{StoreError, Tx};

use super::about;
use super::merge::{MergeChoices, MergePlan, Pair, Two, plan};
use crate::checked::Checked;
use crate::error::FieldProblem;
use crate::history::{self, HistoryEntry};
use crate::notice::{Told, catalogue_keepers};
use crate::solution::{Named, subject};
use crate::{App, AppError, Directory, Refusal};

/// What happens to proposals; none of it changes an entry.
const KINDS: [EventKind; 4] =
    [EventKind::MergeProposed, EventKind::MergeRenewed, EventKind::MergeDeclined, EventKind::MergeTakenBack];

/// What was shown to whoever answers: the version of the proposal, and those of the entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MergeSeen {
    /// Of the proposal.
    pub version: i64,
    /// Of the entry that goes on, and of the one that goes up in it.
    pub entries: (i64, i64),
}

/// What came of agreeing.
#[derive(Debug, Clone)]
pub enum Agreed {
    /// Both had agreed to the same: the entries are one now, and this is it.
    Merged(Box<Solution>),
    /// An entry had changed, so the other side is asked again.
    Renewed,
}

/// What has happened to an entry since the other side agreed.
#[derive(Debug, Clone)]
pub struct Meanwhile {
    /// Which entry.
    pub entry: Named,
    /// Newest first.
    pub history: Vec<HistoryEntry>,
}

/// A proposal as whoever keeps one of the entries sees it.
#[derive(Debug, Clone)]
pub struct MergeProposalRow {
    /// The proposal.
    pub proposal: MergeProposal,
    /// The entry that goes on.
    pub stays: Named,
    /// The entry that goes up in it.
    pub goes: Named,
    /// Name of who proposed it.
    pub person: String,
    /// Short name of that person's organisation.
    pub organisation: String,
    /// Short name of the organisation that is waited on.
    pub waits_on: String,
    /// Short name of the one that has agreed to the entries as they were.
    pub agreed: String,
    /// What it comes to now; nothing where it is ended, or one of the entries is no more.
    pub plan: Option<MergePlan>,
    /// What has changed since it was agreed to.
    pub meanwhile: Vec<Meanwhile>,
    /// Whether the reader may agree to what stands there now.
    pub may_agree: bool,
    /// Whether the reader may decline it.
    pub may_decline: bool,
    /// Whether the reader may take it back.
    pub may_take_back: bool,
}

/// A proposal that waits, as lists tell of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waits {
    /// Which.
    pub id: MergeProposalId,
    /// The entry that goes on.
    pub stays: Named,
    /// The entry that goes up in it.
    pub goes: Named,
    /// Short name of the organisation that proposed it.
    pub organisation: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Instant,
    /// Whether it waits on the reader.
    pub is_mine: bool,
}

impl App {
    /// Proposes that an entry that the actor keeps and one that others keep become one. They are told, and nothing changes until they have
    /// agreed.
    ///
    /// # Errors
    /// As [`App::would_merge_solutions`]; [`AppError::Denied`] also for who keeps both, and can merge them;
    /// [`Refusal::ChangedMeanwhile`] when one of them is not as it was shown; [`Refusal::SharedLess`] when the one that goes on is read by
    /// others than the one that goes; [`AppError::Invalid`] without a reason, for values that cannot be kept, and where it is proposed already.
    pub async fn propose_merge(
        &self,
        actor: &Actor,
        pair: Pair,
        versions: (i64, i64),
        (choices, reason): (&MergeChoices, &str),
    ) -> Result<MergeProposalId, AppError> {
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        let two = Two::read(&mut tx, actor, pair).await?;
        let (Some(member), Some(_)) = (actor.member(), two.asks) else { return Err(AppError::Denied) };
        let plan = plan(&mut tx, two, choices).await?;
        if plan.versions() != versions {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let mut checked = Checked::new(now);
        let reason = checked.required("reason", 0, reason, SHORT_MAX);
        let ids = [plan.stays.id, plan.goes.id];
        let open = store::merge_proposal::open_of(&mut tx, plan.stays.id).await?;
        if open.iter().any(|one| ids.contains(&one.stays) && ids.contains(&one.goes)) {
            checked.add("reason", 0, FieldProblem::Taken);
        }
        checked.done()?;
        plan.check(&mut tx, now).await?;
        let proposal = MergeProposal {
            id: MergeProposalId::at(now),
            version: 1,
            stays: plan.stays.id,
            goes: plan.goes.id,
            choices: choices.written()?,
            reason,
            person: member.person,
            organisation: member.organisation,
            at: now,
            consent: consent(&mut tx, member, versions).await?,
            state: MergeState::Open,
            answer: None,
        };
        store::merge_proposal::insert(&mut tx, &proposal).await?;
        self.tell_both(&mut tx, actor, (&plan.stays, &plan.goes), (EventKind::MergeProposed, None)).await?;
        tx.commit().await?;
        Ok(proposal.id)
    }

    /// A proposal with what it comes to, for who keeps one of the entries.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for everybody else, and for who may not read the other entry.
    pub async fn merge_proposal(
        &self,
        actor: &Actor,
        id: MergeProposalId,
    ) -> Result<MergeProposalRow, AppError> {
        let mut tx = self.db.read().await?;
        let (proposal, stays, goes) = seen(&mut tx, actor, id).await?;
        let member = actor.member().ok_or(AppError::NotFound)?;
        let directory = Directory::read(&mut tx).await?;
        let is_open = proposal.state == MergeState::Open;
        let (named, owners) = ([named(&stays), named(&goes)], [stays.owner, goes.owner]);
        let versions = (stays.version, goes.version);
        let mut meanwhile = Vec::new();
        if is_open && versions != proposal.consent.versions {
            for entry in [&stays, &goes] {
                meanwhile.extend(changed_since(&mut tx, actor, entry, proposal.consent.seen).await?);
            }
        }
        let plan = match Two::of(actor, stays, goes) {
            Ok(two) if is_open => Some(plan(&mut tx, two, &MergeChoices::read(&proposal.choices)?).await?),
            Ok(_) | Err(_) => None,
        };
        let other = owners.into_iter().flatten().find(|owner| *owner != proposal.consent.organisation);
        let person = store::person::get(&mut tx, proposal.person).await?;
        let is_proposer = member.organisation == proposal.organisation;
        let may_agree = plan.as_ref().is_some_and(|plan| may_agree(&proposal, plan, member));
        let [stays, goes] = named;
        Ok(MergeProposalRow {
            stays,
            goes,
            person: person.map(|person| person.name).unwrap_or_default(),
            organisation: directory.short_name(proposal.organisation),
            waits_on: other.map(|other| directory.short_name(other)).unwrap_or_default(),
            agreed: directory.short_name(proposal.consent.organisation),
            plan,
            meanwhile,
            may_agree,
            may_decline: is_open && !is_proposer,
            may_take_back: is_open && is_proposer,
            proposal,
        })
    }

    /// Agrees to a proposal as it was shown. Where the other side has agreed to the same, the entries become one.
    ///
    /// # Errors
    /// As [`App::merge_proposal`] and [`App::merge_solutions`]; [`AppError::Denied`] where it waits on the other side;
    /// [`Refusal::ChangedMeanwhile`] when it was answered, or an entry is not as it was shown.
    pub async fn agree_to_merge(
        &self,
        actor: &Actor,
        id: MergeProposalId,
        shown: MergeSeen,
    ) -> Result<Agreed, AppError> {
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        let (proposal, stays, goes) = seen(&mut tx, actor, id).await?;
        let member = actor.member().ok_or(AppError::NotFound)?;
        let as_shown =
            shown == MergeSeen { version: proposal.version, entries: (stays.version, goes.version) };
        if proposal.state != MergeState::Open || !as_shown {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let two = Two::of(actor, stays, goes)?;
        let plan = plan(&mut tx, two, &MergeChoices::read(&proposal.choices)?).await?;
        if !may_agree(&proposal, &plan, member) {
            return Err(AppError::Denied);
        }
        plan.check(&mut tx, now).await?;
        let agreed = if holds(&proposal, &plan) {
            let merged = self.carry_out(&mut tx, actor, &plan).await?;
            let answer = Some(MergeAnswer { at: now, by: member.person, reason: None });
            let ended = MergeProposal { state: MergeState::Agreed, answer, ..proposal };
            update(&mut tx, &ended).await?;
            Agreed::Merged(Box::new(merged))
        } else {
            let consent = consent(&mut tx, member, plan.versions()).await?;
            update(&mut tx, &MergeProposal { consent, ..proposal }).await?;
            self.tell_both(&mut tx, actor, (&plan.stays, &plan.goes), (EventKind::MergeRenewed, None))
                .await?;
            Agreed::Renewed
        };
        tx.commit().await?;
        Ok(agreed)
    }

    /// Declines a proposal with a reason, or takes an own one back, for which none is asked.
    ///
    /// # Errors
    /// As [`App::merge_proposal`]; [`AppError::Invalid`] without a reason; [`Refusal::ChangedMeanwhile`] when it was answered.
    pub async fn decline_merge(
        &self,
        actor: &Actor,
        id: MergeProposalId,
        (version, reason): (i64, &str),
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        let (proposal, stays, goes) = seen(&mut tx, actor, id).await?;
        let member = actor.member().ok_or(AppError::NotFound)?;
        if proposal.state != MergeState::Open || proposal.version != version {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let mut checked = Checked::new(now);
        let (state, kind, reason) = if member.organisation == proposal.organisation {
            (MergeState::TakenBack, EventKind::MergeTakenBack, None)
        } else {
            let reason = checked.required("reason", 0, reason, SHORT_MAX);
            (MergeState::Declined, EventKind::MergeDeclined, Some(reason))
        };
        checked.done()?;
        let answer = Some(MergeAnswer { at: now, by: member.person, reason: reason.clone() });
        update(&mut tx, &MergeProposal { state, answer, ..proposal }).await?;
        self.tell_both(&mut tx, actor, (&stays, &goes), (kind, reason.as_deref())).await?;
        tx.commit().await?;
        Ok(())
    }

    /// What happened to a proposal, on both entries: each tells of the other.
    async fn tell_both(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        (stays, goes): (&Solution, &Solution),
        (kind, reason): (EventKind, Option<&str>),
    ) -> Result<(), AppError> {
        for (entry, field, other) in [(stays, "merged", goes), (goes, "successor", stays)] {
            let mut changes = about(field, other);
            changes.extend(Change::between("reason", "", reason.unwrap_or_default()));
            self.solution_event(tx, actor, entry, (kind, changes)).await?;
        }
        Ok(())
    }
}

fn named(one: &Solution) -> Named {
    Named { number: one.number, name: one.facts.name.clone() }
}

/// Whether somebody may agree to what stands there now: who keeps both, or the side that has not.
fn may_agree(proposal: &MergeProposal, plan: &MergePlan, member: &Member) -> bool {
    plan.asks.is_none() || proposal.waits_on(member.organisation, plan.versions())
}

/// Whether whoever keeps the other entry has agreed to the entries as they are now.
fn holds(proposal: &MergeProposal, plan: &MergePlan) -> bool {
    let consent = &proposal.consent;
    plan.asks.is_none() || (plan.asks == Some(consent.organisation) && plan.versions() == consent.versions)
}

async fn consent(tx: &mut Tx, member: &Member, versions: (i64, i64)) -> Result<MergeConsent, AppError> {
    let seen = store::event::latest(tx).await?;
    Ok(MergeConsent { organisation: member.organisation, person: member.person, versions, seen })
}

async fn update(tx: &mut Tx, proposal: &MergeProposal) -> Result<(), AppError> {
    match store::merge_proposal::update(tx, proposal).await {
        Err(StoreError::Stale) => Err(AppError::Refused(Refusal::ChangedMeanwhile)),
        done => Ok(done?),
    }
}

/// A proposal and its entries, for who keeps one and reads both.
async fn seen(
    tx: &mut Tx,
    actor: &Actor,
    id: MergeProposalId,
) -> Result<(MergeProposal, Solution, Solution), AppError> {
    let proposal = store::merge_proposal::get(tx, id).await?.ok_or(AppError::NotFound)?;
    let entries = entries(tx, actor, &proposal).await?;
    entries.map(|(stays, goes)| (proposal, stays, goes)).ok_or(AppError::NotFound)
}

async fn entries(
    tx: &mut Tx,
    actor: &Actor,
    proposal: &MergeProposal,
) -> Result<Option<(Solution, Solution)>, AppError> {
    let stays = store::solution::get(tx, proposal.stays).await?;
    let goes = store::solution::get(tx, proposal.goes).await?;
    let Some((stays, goes)) = stays.zip(goes) else { return Ok(None) };
    let both = [&stays, &goes];
    let is_seen = both.iter().all(|one| actor.may(Deed::Read, &subject(one)))
        && both.iter().any(|one| actor.may(Deed::KeepCatalogue, &subject(one)));
    Ok(is_seen.then_some((stays, goes)))
}

/// What has happened to an entry since the trail had told so far, but for proposals about it.
async fn changed_since(
    tx: &mut Tx,
    actor: &Actor,
    entry: &Solution,
    seen: i64,
) -> Result<Option<Meanwhile>, AppError> {
    let events = store::event::of_subject(tx, SubjectKind::Solution, &entry.id.to_string(), i64::MAX).await?;
    let mut history = Vec::new();
    for event in events.into_iter().take_while(|event| event.sequence > seen) {
        if !KINDS.contains(&event.kind) {
            history.extend(history::entry(tx, actor, event).await?);
        }
    }
    Ok((!history.is_empty()).then(|| Meanwhile { entry: named(entry), history }))
}

/// Open proposals as lists tell of them, of those that the reader may see and that can still be agreed to.
async fn listed(
    tx: &mut Tx,
    (directory, actor): (&Directory, &Actor),
    proposals: Vec<MergeProposal>,
) -> Result<Vec<Waits>, AppError> {
    let Some(member) = actor.member() else { return Ok(Vec::new()) };
    let mut waits = Vec::new();
    for proposal in proposals {
        let Some((stays, goes)) = entries(tx, actor, &proposal).await? else { continue };
        let Ok(two) = Two::of(actor, stays, goes) else { continue };
        let versions = (two.stays.version, two.goes.version);
        waits.push(Waits {
            id: proposal.id,
            stays: named(&two.stays),
            goes: named(&two.goes),
            organisation: directory.short_name(proposal.organisation),
            is_mine: two.asks.is_none() || proposal.waits_on(member.organisation, versions),
            reason: proposal.reason,
            at: proposal.at,
        });
    }
    Ok(waits)
}

/// Proposals about an entry, for who keeps it or the other.
pub(crate) async fn about_entry(
    tx: &mut Tx,
    asked: (&Directory, &Actor),
    solution: &Solution,
) -> Result<Vec<Waits>, AppError> {
    let open = store::merge_proposal::open_of(tx, solution.id).await?;
    listed(tx, asked, open).await
}

/// Proposals that wait on the reader, about entries of an organisation.
pub(crate) async fn waiting(
    tx: &mut Tx,
    (directory, actor): (&Directory, &Actor),
    organisation: OrganisationId,
) -> Result<Vec<Waits>, AppError> {
    if !actor.may(Deed::KeepCatalogue, &Subject::of(organisation)) {
        return Ok(Vec::new());
    }
    let open = store::merge_proposal::open_for(tx, organisation).await?;
    let mut waits = listed(tx, (directory, actor), open).await?;
    waits.retain(|one| one.is_mine);
    Ok(waits)
}

/// Who keeps an entry is told what others propose to do with it and what comes of it, also that it became one with another's.
pub(crate) async fn told(tx: &mut Tx, event: &NewEvent) -> Result<Vec<Told>, AppError> {
    let kinds = [EventKind::Merged, EventKind::Unmerged];
    if !KINDS.contains(&event.kind) && !kinds.contains(&event.kind) {
        return Ok(Vec::new());
    }
    let acting_for = match event.doer {
        Doer::Person { organisation, .. } => Some(organisation),
        Doer::Operator | Doer::Anonymous => None,
    };
    let Ok(id) = event.subject.parse() else { return Ok(Vec::new()) };
    let found = store::solution::get(tx, id).await?;
    let owner = found.and_then(|found| found.owner).filter(|owner| Some(*owner) != acting_for);
    let Some(owner) = owner else { return Ok(Vec::new()) };
    let keepers = catalogue_keepers(tx, owner).await?;
    Ok(keepers.into_iter().map(|person| (person, owner, Topic::Organisation)).collect())
}
