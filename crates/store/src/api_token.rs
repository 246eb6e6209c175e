//! Keys of programs, in the database: hashes, for whom, for what, and until when.

use domain::id::{ApiTokenId, OrganisationId, PersonId};
use domain::instant::Instant;
use domain::permission::Scope;

use crate::db::{Row, StoreError, Tx, sql};

/// A key that lets a program ask as a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    /// Identity; not the key itself.
    pub id: ApiTokenId,
    /// As whom.
    pub person: PersonId,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// What its owner calls it.
    pub name: String,
    /// What it may be used for.
    pub scope: Scope,
    /// Since when.
    pub created: Instant,
    /// Until when.
    pub expires: Instant,
    /// When it was used last, to the minute.
    pub last_used: Option<Instant>,
}

/// Keeps a key, by its hash.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, token_hash: &str, token: &ApiToken) -> Result<(), StoreError> {
    sql("INSERT INTO api_tokens (id, token_hash, person_id, organisation_id, name, scope, created, expires, last_used) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
    .bind(token.id.to_string())
    .bind(token_hash)
    .bind(token.person.to_string())
    .bind(token.organisation.to_string())
    .bind(&token.name)
    .bind(token.scope.code())
    .bind(token.created.milliseconds())
    .bind(token.expires.milliseconds())
    .bind(token.last_used.map(Instant::milliseconds))
    .execute_one(tx)
    .await
}

/// The key with this hash, unless its day has come.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, token_hash: &str, now: Instant) -> Result<Option<ApiToken>, StoreError> {
    let row = sql("SELECT * FROM api_tokens WHERE token_hash = $1 AND expires > $2")
        .bind(token_hash)
        .bind(now.milliseconds())
        .first(tx)
        .await?;
    row.as_ref().map(read).transpose()
}

/// The keys of a person, newest first, those whose day has come among them.
///
/// # Errors
/// When the database fails.
pub async fn of_person(tx: &mut Tx, person: PersonId) -> Result<Vec<ApiToken>, StoreError> {
    sql("SELECT * FROM api_tokens WHERE person_id = $1 ORDER BY created DESC, id DESC")
        .bind(person.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Keeps when a key was used.
///
/// # Errors
/// When the database fails.
pub async fn touch(tx: &mut Tx, id: ApiTokenId, now: Instant) -> Result<(), StoreError> {
    sql("UPDATE api_tokens SET last_used = $2 WHERE id = $1")
        .bind(id.to_string())
        .bind(now.milliseconds())
        .execute(tx)
        .await
        .map(|_| ())
}

/// Ends a key of a person's; `false` when there is none like it.
///
/// # Errors
/// When the database fails.
pub async fn remove(tx: &mut Tx, person: PersonId, id: ApiTokenId) -> Result<bool, StoreError> {
    let removed = sql("DELETE FROM api_tokens WHERE person_id = $1 AND id = $2")
        .bind(person.to_string())
        .bind(id.to_string())
        .execute(tx)
        .await?;
    Ok(removed > 0)
}

/// Ends every key with which a person asks for an organisation.
///
/// # Errors
/// When the database fails.
pub async fn remove_all_for(
    tx: &mut Tx,
    person: PersonId,
    organisation: OrganisationId,
) -> Result<(), StoreError> {
    sql("DELETE FROM api_tokens WHERE person_id = $1 AND organisation_id = $2")
        .bind(person.to_string())
        .bind(organisation.to_string())
        .execute(tx)
        .await
        .map(|_| ())
}

fn read(row: &Row) -> Result<ApiToken, StoreError> {
    Ok(ApiToken {
        id: row.parsed("id")?,
        person: row.parsed("person_id")?,
        organisation: row.parsed("organisation_id")?,
        name: row.text("name")?,
        scope: row.word("scope", Scope::from_code)?,
        created: Instant::from_milliseconds(row.int("created")?),
        expires: Instant::from_milliseconds(row.int("expires")?),
        last_used: row.int_or_none("last_used")?.map(Instant::from_milliseconds),
    })
}
