//! Proposals of typical needs in the database.
//!
//! Who may read them is the caller's question: only the proposer and those who keep the solution.

use domain::id::{ProposalId, SolutionId};
use domain::instant::Instant;
use domain::typical_need::{Proposal, ProposalState};

use crate::db::{Row, StoreError, Tx, sql};

/// Adds a proposal.
///
/// # Errors
/// When the database fails, or the solution or need does not exist.
pub async fn insert(tx: &mut Tx, proposal: &Proposal) -> Result<(), StoreError> {
    sql("INSERT INTO typical_need_proposals (id, version, solution_id, need_id, body, person_id, organisation_id, state, \
         proposed, decided) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
    .bind(proposal.id.to_string())
    .bind(proposal.version)
    .bind(proposal.solution.to_string())
    .bind(proposal.need.to_string())
    .bind(&proposal.text)
    .bind(proposal.person.to_string())
    .bind(proposal.organisation.to_string())
    .bind(proposal.state.code())
    .bind(proposal.proposed.milliseconds())
    .bind(proposal.decided.map(Instant::milliseconds))
    .execute_one(tx)
    .await
}

/// Saves text, state and decision over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has decided since.
pub async fn update(tx: &mut Tx, proposal: &Proposal) -> Result<(), StoreError> {
    sql("UPDATE typical_need_proposals SET version = version + 1, body = $3, state = $4, decided = $5 \
         WHERE id = $1 AND version = $2")
    .bind(proposal.id.to_string())
    .bind(proposal.version)
    .bind(&proposal.text)
    .bind(proposal.state.code())
    .bind(proposal.decided.map(Instant::milliseconds))
    .execute_one(tx)
    .await
}

/// The proposal with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: ProposalId) -> Result<Option<Proposal>, StoreError> {
    let row =
        sql("SELECT * FROM typical_need_proposals WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// Proposals for a solution that wait, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn waiting(tx: &mut Tx, solution: SolutionId) -> Result<Vec<Proposal>, StoreError> {
    sql("SELECT * FROM typical_need_proposals WHERE solution_id = $1 AND state = 'proposed' ORDER BY proposed, id")
        .bind(solution.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

fn read(row: &Row) -> Result<Proposal, StoreError> {
    Ok(Proposal {
        id: row.parsed("id")?,
        version: row.int("version")?,
        solution: row.parsed("solution_id")?,
        need: row.parsed("need_id")?,
        text: row.text("body")?,
        person: row.parsed("person_id")?,
        organisation: row.parsed("organisation_id")?,
        state: row.word("state", ProposalState::from_code)?,
        proposed: Instant::from_milliseconds(row.int("proposed")?),
        decided: row.int_or_none("decided")?.map(Instant::from_milliseconds),
    })
}
