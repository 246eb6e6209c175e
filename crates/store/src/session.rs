//! Sessions in the database. The token itself never comes here, only its hash.

use domain::id::{OrganisationId, PersonId, SessionId};
use domain::instant::Instant;

use crate::db::{Row, StoreError, Tx, sql};

/// A session that is still valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Identity, by which its owner ends it; nobody signs in with it.
    pub id: SessionId,
    /// Who signed in.
    pub person: PersonId,
    /// For which organisation the person acts.
    pub organisation: OrganisationId,
    /// When it began.
    pub created: Instant,
    /// When it was last used, to the minute.
    pub last_used: Instant,
    /// When it ends.
    pub expires: Instant,
    /// The browser in a few words.
    pub browser: String,
}

/// Keeps a new session and forgets those that have ended.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, token_hash: &str, session: &Session) -> Result<(), StoreError> {
    let now = session.created.milliseconds();
    sql("DELETE FROM sessions WHERE expires <= $1").bind(now).execute(tx).await?;
    sql("INSERT INTO sessions (token_hash, id, person_id, organisation_id, created, last_used, expires, browser) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(token_hash)
    .bind(session.id.to_string())
    .bind(session.person.to_string())
    .bind(session.organisation.to_string())
    .bind(now)
    .bind(session.last_used.milliseconds())
    .bind(session.expires.milliseconds())
    .bind(&session.browser)
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
    row.as_ref().map(read).transpose()
}

/// The sessions of a person that have not ended, last used first.
///
/// # Errors
/// When the database fails.
pub async fn of_person(tx: &mut Tx, person: PersonId, now: Instant) -> Result<Vec<Session>, StoreError> {
    sql("SELECT * FROM sessions WHERE person_id = $1 AND expires > $2 ORDER BY last_used DESC, id")
        .bind(person.to_string())
        .bind(now.milliseconds())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Keeps that a session was used.
///
/// # Errors
/// When the database fails.
pub async fn touch(tx: &mut Tx, id: SessionId, now: Instant) -> Result<(), StoreError> {
    sql("UPDATE sessions SET last_used = $2 WHERE id = $1")
        .bind(id.to_string())
        .bind(now.milliseconds())
        .execute(tx)
        .await
        .map(|_| ())
}

/// Sets for which organisation the person acts in a session from now on.
///
/// # Errors
/// [`StoreError::Stale`] if the session has ended.
pub async fn act_for(tx: &mut Tx, id: SessionId, organisation: OrganisationId) -> Result<(), StoreError> {
    sql("UPDATE sessions SET organisation_id = $2 WHERE id = $1")
        .bind(id.to_string())
        .bind(organisation.to_string())
        .execute_one(tx)
        .await
}

/// Ends one session; ending it twice is no error.
///
/// # Errors
/// When the database fails.
pub async fn remove(tx: &mut Tx, id: SessionId) -> Result<(), StoreError> {
    sql("DELETE FROM sessions WHERE id = $1").bind(id.to_string()).execute(tx).await.map(|_| ())
}

/// Ends every session of a person, but for one that may be kept; gives how many.
///
/// # Errors
/// When the database fails.
pub async fn remove_all_of(
    tx: &mut Tx,
    person: PersonId,
    but_for: Option<SessionId>,
) -> Result<u64, StoreError> {
    sql("DELETE FROM sessions WHERE person_id = $1 AND id <> $2")
        .bind(person.to_string())
        .bind(but_for.map(|id| id.to_string()).unwrap_or_default())
        .execute(tx)
        .await
}

/// Ends every session in which a person acts for an organisation.
///
/// # Errors
/// When the database fails.
pub async fn remove_all_for(
    tx: &mut Tx,
    person: PersonId,
    organisation: OrganisationId,
) -> Result<u64, StoreError> {
    sql("DELETE FROM sessions WHERE person_id = $1 AND organisation_id = $2")
        .bind(person.to_string())
        .bind(organisation.to_string())
        .execute(tx)
        .await
}

fn read(row: &Row) -> Result<Session, StoreError> {
    Ok(Session {
        id: row.parsed("id")?,
        person: row.parsed("person_id")?,
        organisation: row.parsed("organisation_id")?,
        created: Instant::from_milliseconds(row.int("created")?),
        last_used: Instant::from_milliseconds(row.int("last_used")?),
        expires: Instant::from_milliseconds(row.int("expires")?),
        browser: row.text("browser")?,
    })
}
