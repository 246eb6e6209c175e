//! Sessions in the database. The token itself never comes here, only its hash.

use domain::id::{OrganisationId, PersonId};
use domain::instant::Instant;

use crate::db::{StoreError, Tx, sql};

/// A session that is still valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    /// Who signed in.
    pub person: PersonId,
    /// For which organisation the person acts.
    pub organisation: OrganisationId,
    /// When it ends.
    pub expires: Instant,
}

/// Keeps a new session and forgets those that have ended.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    tx: &mut Tx,
    token_hash: &str,
    session: &Session,
    now: Instant,
) -> Result<(), StoreError> {
    sql("DELETE FROM sessions WHERE expires <= $1").bind(now.milliseconds()).execute(tx).await?;
    sql("INSERT INTO sessions (token_hash, person_id, organisation_id, created, expires) VALUES ($1, $2, $3, $4, $5)")
        .bind(token_hash)
        .bind(session.person.to_string())
        .bind(session.organisation.to_string())
        .bind(now.milliseconds())
        .bind(session.expires.milliseconds())
        .execute_one(tx)
        .await
}

/// The session with this token hash, unless it has ended.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, token_hash: &str, now: Instant) -> Result<Option<Session>, StoreError> {
    let row = sql("SELECT * FROM sessions WHERE token_hash = $1 AND expires > $2")
        .bind(token_hash)
        .bind(now.milliseconds())
        .first(tx)
        .await?;
    row.map(|row| {
        Ok(Session {
            person: row.parsed("person_id")?,
            organisation: row.parsed("organisation_id")?,
            expires: Instant::from_milliseconds(row.int("expires")?),
        })
    })
    .transpose()
}

/// Ends one session; ending it twice is no error.
///
/// # Errors
/// When the database fails.
pub async fn remove(tx: &mut Tx, token_hash: &str) -> Result<(), StoreError> {
    sql("DELETE FROM sessions WHERE token_hash = $1").bind(token_hash).execute(tx).await.map(|_| ())
}

/// Ends every session of a person.
///
/// # Errors
/// When the database fails.
pub async fn remove_all_of(tx: &mut Tx, person: PersonId) -> Result<(), StoreError> {
    sql("DELETE FROM sessions WHERE person_id = $1").bind(person.to_string()).execute(tx).await.map(|_| ())
}
