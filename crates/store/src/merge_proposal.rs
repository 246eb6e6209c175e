//! Proposals to merge two entries of different organisations, in the database.
//!
//! Not here: whom one waits on and who may answer it (`app`), and the merge itself (`solution_change`).

use domain::id::{MergeProposalId, OrganisationId, SolutionId};
use domain::instant::Instant;
use domain::solution_change::{MergeAnswer, MergeConsent, MergeProposal, MergeState};

use crate::db::{Row, StoreError, Tx, sql};

/// Adds a proposal.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, proposal: &MergeProposal) -> Result<(), StoreError> {
    sql("INSERT INTO merge_proposals (id, version, stays_id, goes_id, choices, reason, person_id, organisation_id, at, \
         agreed_organisation_id, agreed_by, stays_version, goes_version, seen, state) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)")
    .bind(proposal.id.to_string())
    .bind(proposal.version)
    .bind(proposal.stays.to_string())
    .bind(proposal.goes.to_string())
    .bind(&proposal.choices)
    .bind(&proposal.reason)
    .bind(proposal.person.to_string())
    .bind(proposal.organisation.to_string())
    .bind(proposal.at.milliseconds())
    .bind(proposal.consent.organisation.to_string())
    .bind(proposal.consent.person.to_string())
    .bind(proposal.consent.versions.0)
    .bind(proposal.consent.versions.1)
    .bind(proposal.consent.seen)
    .bind(proposal.state.code())
    .execute_one(tx)
    .await
}

/// Saves who has agreed and what has come of it, over the version that was read. What is proposed never changes.
///
/// # Errors
/// [`StoreError::Stale`] if somebody has answered since.
pub async fn update(tx: &mut Tx, proposal: &MergeProposal) -> Result<(), StoreError> {
    let answer = proposal.answer.as_ref();
    sql("UPDATE merge_proposals SET version = version + 1, agreed_organisation_id = $3, agreed_by = $4, stays_version = $5, \
         goes_version = $6, seen = $7, state = $8, answer = $9, answered_at = $10, answered_by = $11 \
         WHERE id = $1 AND version = $2 AND state = 'open'")
    .bind(proposal.id.to_string())
    .bind(proposal.version)
    .bind(proposal.consent.organisation.to_string())
    .bind(proposal.consent.person.to_string())
    .bind(proposal.consent.versions.0)
    .bind(proposal.consent.versions.1)
    .bind(proposal.consent.seen)
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
pub async fn get(tx: &mut Tx, id: MergeProposalId) -> Result<Option<MergeProposal>, StoreError> {
    let row = sql("SELECT * FROM merge_proposals WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// The open proposals that an entry is in, on either side, in the order they were made.
///
/// # Errors
/// When the database fails.
pub async fn open_of(tx: &mut Tx, solution: SolutionId) -> Result<Vec<MergeProposal>, StoreError> {
    sql("SELECT * FROM merge_proposals WHERE (stays_id = $1 OR goes_id = $1) AND state = 'open' ORDER BY at, id")
        .bind(solution.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// The open proposals about entries that an organisation keeps, on either side, in the order they were made.
///
/// # Errors
/// When the database fails.
pub async fn open_for(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<MergeProposal>, StoreError> {
    sql("SELECT merge_proposals.* FROM merge_proposals JOIN solutions stays ON stays.id = stays_id \
         JOIN solutions goes ON goes.id = goes_id WHERE state = 'open' \
         AND (stays.owner_id = $1 OR goes.owner_id = $1) ORDER BY at, merge_proposals.id")
    .bind(organisation.to_string())
    .all(tx)
    .await?
    .iter()
    .map(read)
    .collect()
}

fn read(row: &Row) -> Result<MergeProposal, StoreError> {
    let answered = row.int_or_none("answered_at")?.map(Instant::from_milliseconds);
    let answer = match (answered, row.parsed_or_none("answered_by")?) {
        (Some(at), Some(by)) => Some(MergeAnswer { at, by, reason: row.text_or_none("answer")? }),
        (_, None) | (None, Some(_)) => None,
    };
    Ok(MergeProposal {
        id: row.parsed("id")?,
        version: row.int("version")?,
        stays: row.parsed("stays_id")?,
        goes: row.parsed("goes_id")?,
        choices: row.text("choices")?,
        reason: row.text("reason")?,
        person: row.parsed("person_id")?,
        organisation: row.parsed("organisation_id")?,
        at: Instant::from_milliseconds(row.int("at")?),
        consent: MergeConsent {
            organisation: row.parsed("agreed_organisation_id")?,
            person: row.parsed("agreed_by")?,
            versions: (row.int("stays_version")?, row.int("goes_version")?),
            seen: row.int("seen")?,
        },
        state: row.word("state", MergeState::from_code)?,
        answer,
    })
}
