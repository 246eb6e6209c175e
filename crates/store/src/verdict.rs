//! Verdicts in the database: what people say of how well solutions meet needs.
//!
//! Lists give a verdict only to those who may see its need and its solution. The rule that the public sees none is
//! `Visibility::of_verdicts`; the condition `$1 <> 'public'` repeats it here, as for usages.

use domain::id::{NeedId, PersonId, SolutionId};
use domain::instant::Instant;
use domain::permission::Visibility;
use domain::verdict::{GivenVerdict, Verdict};

use crate::db::{Row, StoreError, Tx, sql};
use crate::visible::visible;

/// The verdict that a person has given of this pair.
///
/// # Errors
/// When the database fails.
pub async fn of_person(
    tx: &mut Tx,
    need: NeedId,
    solution: SolutionId,
    person: PersonId,
) -> Result<Option<GivenVerdict>, StoreError> {
    let row = sql("SELECT * FROM verdicts WHERE need_id = $1 AND solution_id = $2 AND person_id = $3")
        .bind(need.to_string())
        .bind(solution.to_string())
        .bind(person.to_string())
        .first(tx)
        .await?;
    row.as_ref().map(read).transpose()
}

/// Adds a first verdict.
///
/// # Errors
/// [`StoreError::Taken`] if the person has given one of this pair.
pub async fn insert(tx: &mut Tx, given: &GivenVerdict) -> Result<(), StoreError> {
    sql("INSERT INTO verdicts (need_id, solution_id, person_id, organisation_id, version, verdict, reason, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(given.need.to_string())
    .bind(given.solution.to_string())
    .bind(given.person.to_string())
    .bind(given.organisation.to_string())
    .bind(given.version)
    .bind(given.verdict.code())
    .bind(&given.reason)
    .bind(given.at.milliseconds())
    .execute_one(tx)
    .await
}

/// Saves a verdict over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if it was changed or taken back since.
pub async fn update(tx: &mut Tx, given: &GivenVerdict) -> Result<(), StoreError> {
    sql(
        "UPDATE verdicts SET version = version + 1, organisation_id = $5, verdict = $6, reason = $7, at = $8 \
         WHERE need_id = $1 AND solution_id = $2 AND person_id = $3 AND version = $4",
    )
    .bind(given.need.to_string())
    .bind(given.solution.to_string())
    .bind(given.person.to_string())
    .bind(given.version)
    .bind(given.organisation.to_string())
    .bind(given.verdict.code())
    .bind(&given.reason)
    .bind(given.at.milliseconds())
    .execute_one(tx)
    .await
}

/// Removes a verdict of the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if it was changed or taken back since.
pub async fn remove(tx: &mut Tx, given: &GivenVerdict) -> Result<(), StoreError> {
    sql("DELETE FROM verdicts WHERE need_id = $1 AND solution_id = $2 AND person_id = $3 AND version = $4")
        .bind(given.need.to_string())
        .bind(given.solution.to_string())
        .bind(given.person.to_string())
        .bind(given.version)
        .execute_one(tx)
        .await
}

/// Verdicts on a need of solutions that can be seen, in the order in which they were given. Whether the need can be
/// seen is the caller's question.
///
/// # Errors
/// When the database fails.
pub async fn of_need(
    tx: &mut Tx,
    visibility: &Visibility,
    need: NeedId,
) -> Result<Vec<GivenVerdict>, StoreError> {
    sql(concat!(
        "SELECT * FROM verdicts WHERE need_id = $5 AND $1 <> 'public' AND solution_id IN (SELECT id FROM solutions WHERE ",
        visible!("owner_id", "NULL"),
        ") ORDER BY at, person_id, solution_id"
    ))
    .bind_visibility(visibility)
    .bind(need.to_string())
    .all(tx)
    .await?
    .iter()
    .map(read)
    .collect()
}

/// Verdicts on a solution of needs that can be seen, newest first. Whether the solution can be seen is the caller's
/// question.
///
/// # Errors
/// When the database fails.
pub async fn of_solution(
    tx: &mut Tx,
    visibility: &Visibility,
    solution: SolutionId,
) -> Result<Vec<GivenVerdict>, StoreError> {
    sql(concat!(
        "SELECT * FROM verdicts WHERE solution_id = $5 AND $1 <> 'public' AND need_id IN (SELECT id FROM needs WHERE ",
        visible!("organisation_id", "author_id"),
        ") ORDER BY at DESC, person_id, need_id"
    ))
    .bind_visibility(visibility)
    .bind(solution.to_string())
    .all(tx)
    .await?
    .iter()
    .map(read)
    .collect()
}

/// All verdicts by need and solution, whoever may see them: for the memory, which asks for permission itself.
///
/// # Errors
/// When the database fails.
pub async fn all(tx: &mut Tx) -> Result<Vec<GivenVerdict>, StoreError> {
    let rows = sql("SELECT * FROM verdicts ORDER BY need_id, solution_id, person_id").all(tx).await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<GivenVerdict, StoreError> {
    Ok(GivenVerdict {
        need: row.parsed("need_id")?,
        solution: row.parsed("solution_id")?,
        person: row.parsed("person_id")?,
        organisation: row.parsed("organisation_id")?,
        version: row.int("version")?,
        verdict: row.word("verdict", Verdict::from_code)?,
        reason: row.text_or_none("reason")?,
        at: Instant::from_milliseconds(row.int("at")?),
    })
}
