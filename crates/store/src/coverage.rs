//! Coverage in the database: what people say about how far a solution meets a requirement.
//!
//! Only what is said now is read; what was said before stands in the need's events.

use domain::coverage::{Coverage, CoverageLevel, CoverageSource};
use domain::id::{NeedId, RequirementId, SolutionId};
use domain::instant::Instant;

use crate::db::{Row, StoreError, Tx, sql};

/// Saves what is said over the version that was read; 0 when nothing was said.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has said, changed or withdrawn it since.
pub async fn put(tx: &mut Tx, coverage: &Coverage) -> Result<(), StoreError> {
    let statement = match coverage.version {
        0 => sql("INSERT INTO coverages (requirement_id, solution_id, level, source, evidence, person_id, \
             organisation_id, at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1) \
             ON CONFLICT (requirement_id, solution_id) DO UPDATE SET level = excluded.level, source = excluded.source, \
             evidence = excluded.evidence, person_id = excluded.person_id, organisation_id = excluded.organisation_id, \
             at = excluded.at, version = coverages.version + 1 WHERE coverages.level IS NULL"),
        _ => sql(
            "UPDATE coverages SET level = $3, source = $4, evidence = $5, person_id = $6, organisation_id = $7, \
             at = $8, version = version + 1 WHERE requirement_id = $1 AND solution_id = $2 AND level IS NOT NULL \
             AND version = $9",
        ),
    };
    let statement = statement
        .bind(coverage.requirement.to_string())
        .bind(coverage.solution.to_string())
        .bind(coverage.level.code())
        .bind(coverage.source.code())
        .bind(&coverage.evidence)
        .bind(coverage.person.map(|id| id.to_string()))
        .bind(coverage.organisation.map(|id| id.to_string()))
        .bind(coverage.at.milliseconds());
    let statement = if coverage.version == 0 { statement } else { statement.bind(coverage.version) };
    statement.execute_one(tx).await
}

/// Takes back what is said, of the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if it is no longer said, or not in that version.
pub async fn withdraw(
    tx: &mut Tx,
    requirement: RequirementId,
    solution: SolutionId,
    version: i64,
) -> Result<(), StoreError> {
    sql("UPDATE coverages SET level = NULL, evidence = NULL, version = version + 1 \
         WHERE requirement_id = $1 AND solution_id = $2 AND level IS NOT NULL AND version = $3")
    .bind(requirement.to_string())
    .bind(solution.to_string())
    .bind(version)
    .execute_one(tx)
    .await
}

/// What is said about a need's requirements, in their order; for each the solutions in the order of their ids.
///
/// # Errors
/// When the database fails.
pub async fn of_need(tx: &mut Tx, need: NeedId) -> Result<Vec<Coverage>, StoreError> {
    sql("SELECT coverages.* FROM coverages JOIN requirements ON requirements.id = requirement_id \
         WHERE need_id = $1 AND level IS NOT NULL ORDER BY position, solution_id")
    .bind(need.to_string())
    .all(tx)
    .await?
    .iter()
    .map(read)
    .collect()
}

/// Everything that is said, with the need whose requirement it is about, need by need.
///
/// # Errors
/// When the database fails.
pub async fn all(tx: &mut Tx) -> Result<Vec<(NeedId, Coverage)>, StoreError> {
    sql("SELECT coverages.*, need_id FROM coverages JOIN requirements ON requirements.id = requirement_id \
         WHERE level IS NOT NULL ORDER BY need_id, position, solution_id")
    .all(tx)
    .await?
    .iter()
    .map(|row| Ok((row.parsed("need_id")?, read(row)?)))
    .collect()
}

fn read(row: &Row) -> Result<Coverage, StoreError> {
    Ok(Coverage {
        requirement: row.parsed("requirement_id")?,
        solution: row.parsed("solution_id")?,
        version: row.int("version")?,
        level: row.word("level", CoverageLevel::from_code)?,
        source: row.word("source", CoverageSource::from_code)?,
        evidence: row.text_or_none("evidence")?,
        person: row.parsed_or_none("person_id")?,
        organisation: row.parsed_or_none("organisation_id")?,
        at: Instant::from_milliseconds(row.int("at")?),
    })
}
