//! Proposals: anybody who may write says that an organisation uses a solution, and that organisation answers. Until then it is no usage.

use domain::event::{Change, Doer, EventKind, SubjectKind};
use domain::id::{OrganisationId, UsageId, UsageProposalId};
use domain::notice::Topic;
use domain::number::Number;
use domain::organisation::OrganisationKind;
use domain::permission::{Actor, Deed, Subject};
use domain::solution::Solution;
use domain::text::SHORT_MAX;
use domain::usage::{ProposalAnswer, ProposalState, Usage, UsageProposal, UsageStatus};
use store::Tx;
use store::event::NewEvent;

use super::{REGISTERED_BY, Tell, USED_BY, readable_by};
use crate::checked::Checked;
use crate::error::{AppError, FieldProblem, Refusal};
use crate::history::doer;
use crate::notice::{Told, catalogue_keepers};
use crate::{App, Directory, solution};

/// The field of an event that holds which proposal it is about.
pub(crate) const PROPOSAL: &str = "proposal";

/// What is answered to a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It is so.
    Accept,
    /// It is not, for this reason.
    Decline(String),
}

impl App {
    /// Proposes that an organisation uses a solution. It is told, and nothing counts it until it has said so itself.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who writes nothing; [`AppError::NotFound`] for a solution that the actor or the organisation cannot see;
    /// [`AppError::Invalid`] for a status that others cannot know, a text that cannot be kept, or what the person has proposed already.
    pub async fn propose_usage(
        &self,
        actor: &Actor,
        (number, organisation): (Number, OrganisationId),
        (status, note): (&str, &str),
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        let solution = solution::load(&mut tx, actor, number).await?;
        let (Some(member), true) =
            (actor.member(), actor.may(Deed::ProposeUsage, &solution::subject(&solution)))
        else {
            return Err(AppError::Denied);
        };
        let directory = Directory::read(&mut tx).await?;
        about(&directory, organisation)?;
        readable_by(&mut tx, &solution, organisation).await?;
        let mut checked = Checked::new(now);
        let status = checked.word("status", 0, status, UsageStatus::from_code);
        // What an organisation has said no to, only it can tell.
        if status == Some(UsageStatus::Declined) {
            checked.add("status", 0, FieldProblem::Unknown);
        }
        let note = checked.optional("note", 0, note, SHORT_MAX);
        let others = store::usage::proposals_of(&mut tx, solution.id).await?;
        let waits = |one: &UsageProposal| {
            (one.organisation, one.person, one.state) == (organisation, member.person, ProposalState::Open)
        };
        if others.iter().any(waits) {
            checked.add("status", 0, FieldProblem::Taken);
        }
        checked.done()?;
        let Some(status) = status else { return Err(AppError::NotFound) };
        let proposal = UsageProposal {
            id: UsageProposalId::at(now),
            version: 1,
            solution: solution.id,
            organisation,
            status,
            note,
            person: member.person,
            proposer: member.organisation,
            at: now,
            state: ProposalState::Open,
            answer: None,
        };
        store::usage::insert_proposal(&mut tx, &proposal).await?;
        let changes = facts_of(&proposal, None);
        self.proposal_event(&mut tx, actor, (&solution, EventKind::UsageProposed), changes).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Answers a proposal about the own organisation. What is accepted is its own word from then on.
    ///
    /// # Errors
    /// [`AppError::NotFound`] unless the actor answers for the organisation that it is about; [`AppError::Invalid`] when it is declined
    /// without a reason; [`Refusal::ChangedMeanwhile`] when somebody has answered.
    pub async fn answer_usage_proposal(
        &self,
        actor: &Actor,
        id: UsageProposalId,
        version: i64,
        answer: &Answer,
    ) -> Result<Number, AppError> {
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        let (proposal, solution) = to_answer(&mut tx, actor, id).await?;
        let Doer::Person { person, .. } = doer(actor) else { return Err(AppError::Denied) };
        if proposal.version != version || proposal.state != ProposalState::Open {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let (state, kind, reason) = match answer {
            Answer::Accept => (ProposalState::Accepted, EventKind::UsageProposalAccepted, None),
            Answer::Decline(written) => {
                let mut checked = Checked::new(now);
                let reason = checked.required("reason", 0, written, SHORT_MAX);
                checked.done()?;
                (ProposalState::Declined, EventKind::UsageProposalDeclined, Some(reason))
            }
        };
        let changes = facts_of(&proposal, reason.as_deref());
        if state == ProposalState::Accepted {
            self.take_up(&mut tx, actor, &proposal).await?;
        }
        let answer = Some(ProposalAnswer { at: now, by: person, reason });
        store::usage::answer_proposal(&mut tx, &UsageProposal { state, answer, ..proposal }).await?;
        self.proposal_event(&mut tx, actor, (&solution, kind), changes).await?;
        tx.commit().await?;
        Ok(solution.number)
    }

    /// The proposal becomes the organisation's own word, over what else it has said.
    async fn take_up(&self, tx: &mut Tx, actor: &Actor, proposal: &UsageProposal) -> Result<(), AppError> {
        let before = store::usage::by(tx, proposal.solution, proposal.organisation).await?;
        let fresh = || {
            let id = UsageId::at(self.clock.now());
            Usage::new(id, proposal.solution, proposal.organisation, proposal.status)
        };
        let after = Usage { status: proposal.status, ..before.clone().unwrap_or_else(fresh) };
        self.save_usage(tx, actor, (before, after), Tell::Nobody).await
    }

    async fn proposal_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        (solution, kind): (&Solution, EventKind),
        changes: Vec<Change>,
    ) -> Result<(), AppError> {
        let about = (SubjectKind::Solution, solution.id.to_string());
        self.keep_event(tx, doer(actor), about, kind, changes).await
    }
}

/// An organisation that can use something: it exists, and does not sell.
fn about(directory: &Directory, organisation: OrganisationId) -> Result<(), AppError> {
    let mut living = directory.living();
    let found = living.find(|one| one.id == organisation && one.kind != OrganisationKind::Supplier);
    found.map(|_| ()).ok_or(AppError::NotFound)
}

/// The proposal and its solution, for one who answers for the organisation that it is about.
async fn to_answer(
    tx: &mut Tx,
    actor: &Actor,
    id: UsageProposalId,
) -> Result<(UsageProposal, Solution), AppError> {
    let proposal = store::usage::proposal(tx, id).await?.ok_or(AppError::NotFound)?;
    if !actor.may(Deed::AnswerUsage, &Subject::of(proposal.organisation)) {
        return Err(AppError::NotFound);
    }
    let solution = store::solution::get(tx, proposal.solution).await?.ok_or(AppError::NotFound)?;
    Ok((proposal, solution))
}

/// Whoever answers for an organisation is told of what others say of its use, whoever registered something that it was rejected, and
/// whoever proposed something of the answer.
pub(crate) async fn told(tx: &mut Tx, event: &NewEvent) -> Result<Vec<Told>, AppError> {
    let named = |field: &str| {
        let change = event.changes.iter().find(|change| change.field == field)?;
        change.after.clone().or_else(|| change.before.clone())
    };
    let organisation = |field: &str| -> Option<OrganisationId> { named(field)?.parse().ok() };
    let acting_for = match event.doer {
        Doer::Person { organisation, .. } => Some(organisation),
        Doer::Operator | Doer::Anonymous => None,
    };
    let hears = match event.kind {
        EventKind::UsageChanged | EventKind::UsageProposed => {
            organisation(USED_BY).filter(|organisation| Some(*organisation) != acting_for)
        }
        EventKind::UsageRejected => organisation(REGISTERED_BY),
        EventKind::UsageProposalAccepted | EventKind::UsageProposalDeclined => {
            let Some(Ok(id)) = named(PROPOSAL).map(|id| id.parse()) else { return Ok(Vec::new()) };
            let proposal = store::usage::proposal(tx, id).await?;
            return Ok(proposal
                .map(|proposal| (proposal.person, proposal.proposer, Topic::Organisation))
                .into_iter()
                .collect());
        }
        _ => None,
    };
    let Some(organisation) = hears else { return Ok(Vec::new()) };
    let keepers = catalogue_keepers(tx, organisation).await?;
    Ok(keepers.into_iter().map(|person| (person, organisation, Topic::Organisation)).collect())
}

fn facts_of(proposal: &UsageProposal, reason: Option<&str>) -> Vec<Change> {
    [
        Change::between(USED_BY, "", &proposal.organisation.to_string()),
        Change::between("usage", "", proposal.status.code()),
        Change::between("reason", "", reason.unwrap_or_default()),
        Change::between(PROPOSAL, "", &proposal.id.to_string()),
    ]
    .into_iter()
    .flatten()
    .collect()
}
