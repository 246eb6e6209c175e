//! Which needs are in which cases, were asked to join, or have parted.

use domain::case::{CaseNeed, Tie};
use domain::id::{CaseId, CollaborationId, NeedId, OrganisationId};
use domain::instant::Instant;

use crate::db::{Row, StoreError, Tx, sql};

/// Ties a need to a case, whatever it was to it before.
///
/// # Errors
/// [`StoreError::Taken`] if the need is in another case.
pub async fn tie(tx: &mut Tx, tied: &CaseNeed) -> Result<(), StoreError> {
    sql("INSERT INTO case_needs (case_id, need_id, tie, from_case_id, person_id, at) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (case_id, need_id) DO UPDATE SET tie = excluded.tie, from_case_id = excluded.from_case_id, \
         person_id = excluded.person_id, at = excluded.at")
    .bind(tied.case.to_string())
    .bind(tied.need.to_string())
    .bind(tied.tie.code())
    .bind(tied.from.map(|id| id.to_string()))
    .bind(tied.person.map(|id| id.to_string()))
    .bind(tied.at.milliseconds())
    .execute_one(tx)
    .await
}

/// The needs tied to a case, in the order they came.
///
/// # Errors
/// When the database fails.
pub async fn needs(tx: &mut Tx, case: CaseId) -> Result<Vec<CaseNeed>, StoreError> {
    sql("SELECT * FROM case_needs WHERE case_id = $1 ORDER BY at, need_id")
        .bind(case.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read_need)
        .collect()
}

/// The cases that a need is or was tied to, latest first.
///
/// # Errors
/// When the database fails.
pub async fn of_need(tx: &mut Tx, need: NeedId) -> Result<Vec<CaseNeed>, StoreError> {
    sql("SELECT * FROM case_needs WHERE need_id = $1 ORDER BY at DESC, case_id")
        .bind(need.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read_need)
        .collect()
}

/// Needs of an organisation that others have asked to join, in the order they were asked.
///
/// # Errors
/// When the database fails.
pub async fn asked_of(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<CaseNeed>, StoreError> {
    sql("SELECT case_needs.* FROM case_needs JOIN needs ON needs.id = case_needs.need_id \
         WHERE case_needs.tie = 'asked' AND needs.organisation_id = $1 ORDER BY case_needs.at, case_needs.need_id")
    .bind(organisation.to_string())
    .all(tx)
    .await?
    .iter()
    .map(read_need)
    .collect()
}

/// Sent needs of an organisation that no case takes care of: from before there were cases.
///
/// # Errors
/// When the database fails.
pub async fn without_case(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<NeedId>, StoreError> {
    sql("SELECT id FROM needs WHERE organisation_id = $1 AND state = 'submitted' AND NOT EXISTS \
         (SELECT 1 FROM case_needs WHERE need_id = needs.id AND tie = 'joined') ORDER BY state_at, id")
    .bind(organisation.to_string())
    .all(tx)
    .await?
    .iter()
    .map(|row| row.parsed("id"))
    .collect()
}

/// The organisations that have a need in a case, each once.
///
/// # Errors
/// When the database fails.
pub async fn organisations_in(tx: &mut Tx, case: CaseId) -> Result<Vec<OrganisationId>, StoreError> {
    sql("SELECT DISTINCT organisation_id FROM case_needs JOIN needs ON needs.id = need_id \
         WHERE case_id = $1 AND tie = 'joined' ORDER BY organisation_id")
    .bind(case.to_string())
    .all(tx)
    .await?
    .iter()
    .map(|row| row.parsed("organisation_id"))
    .collect()
}

/// Cases of a collaboration, under way, that an organisation shares with others: it keeps them or has a need in them, and so
/// has another.
///
/// # Errors
/// When the database fails.
pub async fn shared_by(
    tx: &mut Tx,
    collaboration: CollaborationId,
    organisation: OrganisationId,
) -> Result<Vec<CaseId>, StoreError> {
    sql("SELECT id FROM cases WHERE collaboration_id = $1 AND state IN ('running', 'dormant') \
         AND (organisation_id = $2 OR EXISTS (SELECT 1 FROM case_needs JOIN needs ON needs.id = need_id \
              WHERE case_id = cases.id AND tie = 'joined' AND needs.organisation_id = $2)) \
         AND EXISTS (SELECT 1 FROM case_needs JOIN needs ON needs.id = need_id \
              WHERE case_id = cases.id AND tie = 'joined' AND needs.organisation_id <> $2) ORDER BY id")
    .bind(collaboration.to_string())
    .bind(organisation.to_string())
    .all(tx)
    .await?
    .iter()
    .map(|row| row.parsed("id"))
    .collect()
}

fn read_need(row: &Row) -> Result<CaseNeed, StoreError> {
    Ok(CaseNeed {
        case: row.parsed("case_id")?,
        need: row.parsed("need_id")?,
        tie: row.word("tie", Tie::from_code)?,
        from: row.parsed_or_none("from_case_id")?,
        person: row.parsed_or_none("person_id")?,
        at: Instant::from_milliseconds(row.int("at")?),
    })
}
