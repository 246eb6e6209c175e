//! Usages in the database: which organisation uses which solution.
//!
//! A usage is read together with its solution: whoever sees the solution sees who uses it.

use domain::id::{OrganisationId, SolutionId};
use domain::usage::{Usage, UsageStatus};

use crate::db::{Row, StoreError, Tx, sql};

/// Registers a usage, or changes the one the organisation already has of that solution.
///
/// # Errors
/// When the database fails, or the solution or organisation does not exist.
pub async fn put(tx: &mut Tx, usage: &Usage) -> Result<(), StoreError> {
    sql("INSERT INTO usages (id, version, solution_id, organisation_id, status, since, reason, contact_role) \
         VALUES ($1, 1, $2, $3, $4, $5, $6, $7) ON CONFLICT (solution_id, organisation_id) DO UPDATE SET \
         version = usages.version + 1, status = excluded.status, since = excluded.since, reason = excluded.reason, \
         contact_role = excluded.contact_role")
    .bind(usage.id.to_string())
    .bind(usage.solution.to_string())
    .bind(usage.organisation.to_string())
    .bind(usage.status.code())
    .bind(usage.since.map(|day| day.to_string()))
    .bind(&usage.reason)
    .bind(&usage.contact_role)
    .execute_one(tx)
    .await
}

/// The usages of one solution, largest organisation first.
///
/// # Errors
/// When the database fails.
pub async fn of_solution(tx: &mut Tx, solution: SolutionId) -> Result<Vec<Usage>, StoreError> {
    sql("SELECT usages.* FROM usages JOIN organisations ON organisations.id = organisation_id \
         WHERE solution_id = $1 ORDER BY COALESCE(population, 0) DESC, name_sort")
    .bind(solution.to_string())
    .all(tx)
    .await?
    .iter()
    .map(read)
    .collect()
}

/// What an organisation uses, once for each solution.
///
/// # Errors
/// When the database fails.
pub async fn of_organisation(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Usage>, StoreError> {
    sql("SELECT * FROM usages WHERE organisation_id = $1 ORDER BY solution_id")
        .bind(organisation.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// The usages of the solutions from the first to the last id: for the index.
///
/// # Errors
/// When the database fails.
pub async fn between(tx: &mut Tx, first: SolutionId, last: SolutionId) -> Result<Vec<Usage>, StoreError> {
    sql("SELECT * FROM usages WHERE solution_id >= $1 AND solution_id <= $2 ORDER BY solution_id")
        .bind(first.to_string())
        .bind(last.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Removes a usage whose organisation has gone up in another.
///
/// # Errors
/// When the database fails, or there is none.
pub async fn delete(tx: &mut Tx, usage: &Usage) -> Result<(), StoreError> {
    sql("DELETE FROM usages WHERE id = $1").bind(usage.id.to_string()).execute_one(tx).await
}

fn read(row: &Row) -> Result<Usage, StoreError> {
    Ok(Usage {
        id: row.parsed("id")?,
        version: row.int("version")?,
        solution: row.parsed("solution_id")?,
        organisation: row.parsed("organisation_id")?,
        status: row.word("status", UsageStatus::from_code)?,
        since: row.parsed_or_none("since")?,
        reason: row.text_or_none("reason")?,
        contact_role: row.text_or_none("contact_role")?,
    })
}
