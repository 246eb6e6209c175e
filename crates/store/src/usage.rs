//! Usages in the database: which organisation uses which solution.
//!
//! A usage is read together with its solution: whoever sees the solution sees who uses it.

use domain::id::{OrganisationId, SolutionId};
use domain::permission::Visibility;
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

/// The solutions that an organisation uses or tries; for members also those it plans or has under contract.
///
/// # Errors
/// When the database fails.
pub async fn used_by(
    tx: &mut Tx,
    visibility: &Visibility,
    organisation: OrganisationId,
) -> Result<Vec<SolutionId>, StoreError> {
    let usages = of_organisation(tx, organisation).await?;
    let is_use = |usage: &Usage| match usage.status {
        UsageStatus::InUse | UsageStatus::Pilot | UsageStatus::Contract | UsageStatus::Planned => true,
        UsageStatus::Declined | UsageStatus::Retired => false,
    };
    let seen = usages.into_iter().filter(is_use).filter_map(|usage| visibility.of_usage(usage));
    Ok(seen.map(|usage| usage.solution).collect())
}

/// In how many organisations each solution is in use; those that are in none are left out.
///
/// # Errors
/// When the database fails.
pub async fn users(tx: &mut Tx) -> Result<Vec<(SolutionId, i64)>, StoreError> {
    sql("SELECT solution_id, COUNT(*) AS n FROM usages WHERE status = 'in_use' GROUP BY solution_id")
        .all(tx)
        .await?
        .iter()
        .map(|row| Ok((row.parsed("solution_id")?, row.int("n")?)))
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
