//! What somebody believes that an organisation uses, until the organisation has said whether it is so.

use domain::id::{OrganisationId, SolutionId, UsageProposalId};
use domain::instant::Instant;
use domain::usage::{ProposalAnswer, ProposalState, UsageProposal, UsageStatus};

use crate::db::{Row, StoreError, Tx, sql};

/// Adds a proposal.
///
/// # Errors
/// When the database fails.
pub async fn insert_proposal(tx: &mut Tx, proposal: &UsageProposal) -> Result<(), StoreError> {
    sql("INSERT INTO usage_proposals (id, version, solution_id, organisation_id, status, note, person_id, \
         proposer_organisation_id, at, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
    .bind(proposal.id.to_string())
    .bind(proposal.version)
    .bind(proposal.solution.to_string())
    .bind(proposal.organisation.to_string())
    .bind(proposal.status.code())
    .bind(&proposal.note)
    .bind(proposal.person.to_string())
    .bind(proposal.proposer.to_string())
    .bind(proposal.at.milliseconds())
    .bind(proposal.state.code())
    .execute_one(tx)
    .await
}

/// Keeps what was answered to a proposal, over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has answered since.
pub async fn answer_proposal(tx: &mut Tx, proposal: &UsageProposal) -> Result<(), StoreError> {
    let answer = proposal.answer.as_ref();
    sql("UPDATE usage_proposals SET version = version + 1, state = $3, answer = $4, answered_at = $5, answered_by = $6 \
         WHERE id = $1 AND version = $2 AND state = 'open'")
    .bind(proposal.id.to_string())
    .bind(proposal.version)
    .bind(proposal.state.code())
    .bind(answer.and_then(|answer| answer.reason.clone()))
    .bind(answer.map(|answer| answer.at.milliseconds()))
    .bind(answer.map(|answer| answer.by.to_string()))
    .execute_one(tx)
    .await
}

/// The proposal with this id.
///
/// # Errors
/// When the database fails.
pub async fn proposal(tx: &mut Tx, id: UsageProposalId) -> Result<Option<UsageProposal>, StoreError> {
    let row = sql("SELECT * FROM usage_proposals WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// Everything that has been proposed about a solution, in the order it was.
///
/// # Errors
/// When the database fails.
pub async fn proposals_of(tx: &mut Tx, solution: SolutionId) -> Result<Vec<UsageProposal>, StoreError> {
    sql("SELECT * FROM usage_proposals WHERE solution_id = $1 ORDER BY at, id")
        .bind(solution.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// What an organisation has yet to answer, longest waiting first.
///
/// # Errors
/// When the database fails.
pub async fn open_proposals_to(
    tx: &mut Tx,
    organisation: OrganisationId,
) -> Result<Vec<UsageProposal>, StoreError> {
    sql("SELECT * FROM usage_proposals WHERE organisation_id = $1 AND state = 'open' ORDER BY at, id")
        .bind(organisation.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

fn read(row: &Row) -> Result<UsageProposal, StoreError> {
    let answered = row.int_or_none("answered_at")?.map(Instant::from_milliseconds);
    let answer = match (answered, row.parsed_or_none("answered_by")?) {
        (Some(at), Some(by)) => Some(ProposalAnswer { at, by, reason: row.text_or_none("answer")? }),
        (_, None) | (None, Some(_)) => None,
    };
    Ok(UsageProposal {
        id: row.parsed("id")?,
        version: row.int("version")?,
        solution: row.parsed("solution_id")?,
        organisation: row.parsed("organisation_id")?,
        status: row.word("status", UsageStatus::from_code)?,
        note: row.text("note")?,
        person: row.parsed("person_id")?,
        proposer: row.parsed("proposer_organisation_id")?,
        at: Instant::from_milliseconds(row.int("at")?),
        state: row.word("state", ProposalState::from_code)?,
        answer,
    })
}
