//! Favourites in the database: the solutions that a person keeps at hand.

use domain::id::{PersonId, SolutionId};
use domain::instant::Instant;

use crate::db::{StoreError, Tx, sql};

/// Keeps a solution at hand; again changes nothing.
///
/// # Errors
/// When the database fails, or there is no such solution.
pub async fn put(
    tx: &mut Tx,
    person: PersonId,
    solution: SolutionId,
    since: Instant,
) -> Result<(), StoreError> {
    sql("INSERT INTO favourites (person_id, solution_id, since) VALUES ($1, $2, $3) \
         ON CONFLICT (person_id, solution_id) DO NOTHING")
    .bind(person.to_string())
    .bind(solution.to_string())
    .bind(since.milliseconds())
    .execute(tx)
    .await?;
    Ok(())
}

/// Lets go of it; again changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &mut Tx, person: PersonId, solution: SolutionId) -> Result<(), StoreError> {
    sql("DELETE FROM favourites WHERE person_id = $1 AND solution_id = $2")
        .bind(person.to_string())
        .bind(solution.to_string())
        .execute(tx)
        .await?;
    Ok(())
}

/// What a person keeps at hand, last kept first.
///
/// # Errors
/// When the database fails.
pub async fn of_person(tx: &mut Tx, person: PersonId) -> Result<Vec<SolutionId>, StoreError> {
    let rows =
        sql("SELECT solution_id FROM favourites WHERE person_id = $1 ORDER BY since DESC, solution_id")
            .bind(person.to_string())
            .all(tx)
            .await?;
    rows.iter().map(|row| row.parsed("solution_id")).collect()
}
