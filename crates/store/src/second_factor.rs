//! The second step of signing in, in the database: the secret, the last step used, written codes as hashes, and half sessions.

use domain::id::PersonId;
use domain::instant::Instant;

use crate::db::{StoreError, Tx, sql};

/// Somebody whose password was right, on the way to the second step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HalfSession {
    /// Who.
    pub person: PersonId,
    /// When it ends.
    pub expires: Instant,
    /// Wrong codes so far.
    pub wrong: i64,
}

/// A person's secret and the last step that was used, where there is a second step.
///
/// # Errors
/// When the database fails.
pub async fn factor(tx: &mut Tx, person: PersonId) -> Result<Option<(String, i64)>, StoreError> {
    let row = sql("SELECT second_factor, second_factor_step FROM people WHERE id = $1")
        .bind(person.to_string())
        .first(tx)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let step = row.int("second_factor_step")?;
    Ok(row.text_or_none("second_factor")?.map(|secret| (secret, step)))
}

/// Sets a person's secret and the last step used; `None` ends the second step.
///
/// # Errors
/// [`StoreError::Stale`] if there is no such person.
pub async fn set_factor(
    tx: &mut Tx,
    person: PersonId,
    secret: Option<&str>,
    step: i64,
) -> Result<(), StoreError> {
    sql("UPDATE people SET second_factor = $2, second_factor_step = $3 WHERE id = $1")
        .bind(person.to_string())
        .bind(secret.map(str::to_owned))
        .bind(step)
        .execute_one(tx)
        .await
}

/// Sets the codes that a person has written down, in place of earlier ones.
///
/// # Errors
/// When the database fails.
pub async fn set_written(tx: &mut Tx, person: PersonId, hashes: &[String]) -> Result<(), StoreError> {
    sql("DELETE FROM written_codes WHERE person_id = $1").bind(person.to_string()).execute(tx).await?;
    for hash in hashes {
        sql("INSERT INTO written_codes (person_id, code_hash) VALUES ($1, $2)")
            .bind(person.to_string())
            .bind(hash)
            .execute_one(tx)
            .await?;
    }
    Ok(())
}

/// Uses a written code up; `false` when there is none like it.
///
/// # Errors
/// When the database fails.
pub async fn use_written(tx: &mut Tx, person: PersonId, hash: &str) -> Result<bool, StoreError> {
    let used = sql("DELETE FROM written_codes WHERE person_id = $1 AND code_hash = $2")
        .bind(person.to_string())
        .bind(hash)
        .execute(tx)
        .await?;
    Ok(used == 1)
}

/// Keeps half a session and forgets those that have ended.
///
/// # Errors
/// When the database fails.
pub async fn insert_half(
    tx: &mut Tx,
    token_hash: &str,
    half: &HalfSession,
    now: Instant,
) -> Result<(), StoreError> {
    sql("DELETE FROM half_sessions WHERE expires <= $1").bind(now.milliseconds()).execute(tx).await?;
    sql("INSERT INTO half_sessions (token_hash, person_id, expires, wrong) VALUES ($1, $2, $3, $4)")
        .bind(token_hash)
        .bind(half.person.to_string())
        .bind(half.expires.milliseconds())
        .bind(half.wrong)
        .execute_one(tx)
        .await
}

/// The half session with this token hash, unless it has ended.
///
/// # Errors
/// When the database fails.
pub async fn half(tx: &mut Tx, token_hash: &str, now: Instant) -> Result<Option<HalfSession>, StoreError> {
    let row = sql("SELECT * FROM half_sessions WHERE token_hash = $1 AND expires > $2")
        .bind(token_hash)
        .bind(now.milliseconds())
        .first(tx)
        .await?;
    row.map(|row| {
        Ok(HalfSession {
            person: row.parsed("person_id")?,
            expires: Instant::from_milliseconds(row.int("expires")?),
            wrong: row.int("wrong")?,
        })
    })
    .transpose()
}

/// Counts a wrong code.
///
/// # Errors
/// When the database fails.
pub async fn count_wrong(tx: &mut Tx, token_hash: &str) -> Result<(), StoreError> {
    sql("UPDATE half_sessions SET wrong = wrong + 1 WHERE token_hash = $1")
        .bind(token_hash)
        .execute(tx)
        .await
        .map(|_| ())
}

/// Ends half a session: it has become a whole one.
///
/// # Errors
/// When the database fails.
pub async fn remove_half(tx: &mut Tx, token_hash: &str) -> Result<(), StoreError> {
    sql("DELETE FROM half_sessions WHERE token_hash = $1").bind(token_hash).execute(tx).await.map(|_| ())
}
