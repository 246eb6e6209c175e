//! People who ask to be let in, and the domains whose addresses may ask, in the database.

use domain::id::{AccessWishId, OrganisationId};
use domain::instant::Instant;

use crate::db::{Row, StoreError, Tx, sql};

/// Somebody who asks to be let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessWish {
    /// Identity.
    pub id: AccessWishId,
    /// Where to.
    pub organisation: OrganisationId,
    /// Name.
    pub name: String,
    /// Address, in lower case.
    pub email: String,
    /// Title in own words.
    pub title: String,
    /// What the person says to the administrator.
    pub words: String,
    /// Whether the address has been shown to be theirs.
    pub confirmed: bool,
    /// Since when.
    pub created: Instant,
    /// When it lapses.
    pub expires: Instant,
}

/// Keeps a wish in place of an earlier one with the same address, and forgets those that have lapsed.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    tx: &mut Tx,
    wish: &AccessWish,
    token_hash: &str,
    now: Instant,
) -> Result<(), StoreError> {
    sql("DELETE FROM access_wishes WHERE expires <= $1 OR email = $2")
        .bind(now.milliseconds())
        .bind(&wish.email)
        .execute(tx)
        .await?;
    sql("INSERT INTO access_wishes (id, organisation_id, name, email, title, words, token_hash, confirmed, created, expires) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
    .bind(wish.id.to_string())
    .bind(wish.organisation.to_string())
    .bind(&wish.name)
    .bind(&wish.email)
    .bind(&wish.title)
    .bind(&wish.words)
    .bind(token_hash)
    .bind(i64::from(wish.confirmed))
    .bind(wish.created.milliseconds())
    .bind(wish.expires.milliseconds())
    .execute_one(tx)
    .await
}

/// The wish that a letter leads to.
///
/// # Errors
/// When the database fails.
pub async fn by_token(tx: &mut Tx, token_hash: &str, now: Instant) -> Result<Option<AccessWish>, StoreError> {
    let row = sql("SELECT * FROM access_wishes WHERE token_hash = $1 AND expires > $2")
        .bind(token_hash)
        .bind(now.milliseconds())
        .first(tx)
        .await?;
    row.as_ref().map(read).transpose()
}

/// The wish with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: AccessWishId, now: Instant) -> Result<Option<AccessWish>, StoreError> {
    let row = sql("SELECT * FROM access_wishes WHERE id = $1 AND expires > $2")
        .bind(id.to_string())
        .bind(now.milliseconds())
        .first(tx)
        .await?;
    row.as_ref().map(read).transpose()
}

/// What waits on an organisation's administrators, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn waiting(
    tx: &mut Tx,
    organisation: OrganisationId,
    now: Instant,
) -> Result<Vec<AccessWish>, StoreError> {
    sql("SELECT * FROM access_wishes WHERE organisation_id = $1 AND confirmed = 1 AND expires > $2 ORDER BY created, id")
        .bind(organisation.to_string())
        .bind(now.milliseconds())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Keeps that the address is theirs, and until when an answer is waited for.
///
/// # Errors
/// [`StoreError::Stale`] if the wish is gone.
pub async fn confirm(tx: &mut Tx, id: AccessWishId, expires: Instant) -> Result<(), StoreError> {
    sql("UPDATE access_wishes SET confirmed = 1, expires = $2 WHERE id = $1")
        .bind(id.to_string())
        .bind(expires.milliseconds())
        .execute_one(tx)
        .await
}

/// Forgets a wish.
///
/// # Errors
/// [`StoreError::Stale`] if it is gone already.
pub async fn remove(tx: &mut Tx, id: AccessWishId) -> Result<(), StoreError> {
    sql("DELETE FROM access_wishes WHERE id = $1").bind(id.to_string()).execute_one(tx).await
}

/// The organisation whose addresses end so.
///
/// # Errors
/// When the database fails.
pub async fn of_domain(tx: &mut Tx, domain: &str) -> Result<Option<OrganisationId>, StoreError> {
    let row = sql("SELECT organisation_id FROM organisation_domains WHERE domain = $1")
        .bind(domain)
        .first(tx)
        .await?;
    row.map(|row| row.parsed("organisation_id")).transpose()
}

/// The domains of an organisation, by name.
///
/// # Errors
/// When the database fails.
pub async fn domains(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<String>, StoreError> {
    sql("SELECT domain FROM organisation_domains WHERE organisation_id = $1 ORDER BY domain")
        .bind(organisation.to_string())
        .all(tx)
        .await?
        .iter()
        .map(|row| row.text("domain"))
        .collect()
}

/// Sets the domains of an organisation, in place of those it had.
///
/// # Errors
/// [`StoreError::Taken`] if another has one of them.
pub async fn set_domains(
    tx: &mut Tx,
    organisation: OrganisationId,
    domains: &[String],
) -> Result<(), StoreError> {
    sql("DELETE FROM organisation_domains WHERE organisation_id = $1")
        .bind(organisation.to_string())
        .execute(tx)
        .await?;
    for domain in domains {
        sql("INSERT INTO organisation_domains (domain, organisation_id) VALUES ($1, $2)")
            .bind(domain)
            .bind(organisation.to_string())
            .execute_one(tx)
            .await?;
    }
    Ok(())
}

fn read(row: &Row) -> Result<AccessWish, StoreError> {
    Ok(AccessWish {
        id: row.parsed("id")?,
        organisation: row.parsed("organisation_id")?,
        name: row.text("name")?,
        email: row.text("email")?,
        title: row.text("title")?,
        words: row.text("words")?,
        confirmed: row.int("confirmed")? == 1,
        created: Instant::from_milliseconds(row.int("created")?),
        expires: Instant::from_milliseconds(row.int("expires")?),
    })
}
