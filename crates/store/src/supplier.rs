//! Suppliers in the database: what solutions say of who provides them, and the few names that something more was said of.
//!
//! A supplier has no row of its own until somebody renames it or says that it is no more. Not here: which names are the same
//! (`app::supplier`).

use domain::id::{OrganisationId, PersonId, SolutionId};
use domain::instant::Instant;
use domain::permission::Visibility;
use domain::supplier::SaidOfSupplier;

use crate::db::{Row, StoreError, Tx, json, sql};
use crate::visible::visible;

/// A name as solutions have it, and how many of those that can be seen do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderCount {
    /// The name, as it is written.
    pub name: String,
    /// How many solutions.
    pub solutions: i64,
}

/// Every name of a supplier among the solutions that can be seen and are in the catalogue.
///
/// # Errors
/// When the database fails.
pub async fn providers(tx: &mut Tx, visibility: &Visibility) -> Result<Vec<ProviderCount>, StoreError> {
    let rows = sql(concat!(
        "SELECT provider, COUNT(*) AS n FROM solutions WHERE withdrawn IS NULL AND ",
        visible!("owner_id", "NULL"),
        " AND provider IS NOT NULL GROUP BY provider ORDER BY provider"
    ))
    .bind_visibility(visibility)
    .all(tx)
    .await?;
    let read = |row: &Row| Ok(ProviderCount { name: row.text("provider")?, solutions: row.int("n")? });
    rows.iter().map(read).collect()
}

/// The solutions that say this name, exactly as it is written, whoever may see them.
///
/// # Errors
/// When the database fails.
pub async fn solutions_of(tx: &mut Tx, provider: &str) -> Result<Vec<SolutionId>, StoreError> {
    sql("SELECT id FROM solutions WHERE provider = $1 AND withdrawn IS NULL ORDER BY name_sort, id")
        .bind(provider)
        .all(tx)
        .await?
        .iter()
        .map(|row| row.parsed("id"))
        .collect()
}

/// What was said of names.
///
/// # Errors
/// When the database fails.
pub async fn all(tx: &mut Tx) -> Result<Vec<SaidOfSupplier>, StoreError> {
    sql("SELECT * FROM suppliers ORDER BY key").all(tx).await?.iter().map(read).collect()
}

/// What was said of a name.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, key: &str) -> Result<Option<SaidOfSupplier>, StoreError> {
    let row = sql("SELECT * FROM suppliers WHERE key = $1").bind(key).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// Keeps what is said of a name, in the place of what was.
///
/// # Errors
/// When the database fails.
pub async fn put(tx: &mut Tx, said: &SaidOfSupplier) -> Result<(), StoreError> {
    sql("INSERT INTO suppliers (key, version, name, leads_to, changed, retired, reason, successor, organisation_id, person_id, \
         at) VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (key) DO UPDATE SET \
         version = suppliers.version + 1, name = excluded.name, leads_to = excluded.leads_to, changed = excluded.changed, \
         retired = excluded.retired, reason = excluded.reason, successor = excluded.successor, \
         organisation_id = excluded.organisation_id, person_id = excluded.person_id, at = excluded.at")
    .bind(&said.key)
    .bind(&said.name)
    .bind(&said.leads_to)
    .bind(json(&said.changed)?)
    .bind(said.retired.map(Instant::milliseconds))
    .bind(&said.reason)
    .bind(&said.successor)
    .bind(said.organisation.map(|id| id.to_string()))
    .bind(said.person.map(|id| id.to_string()))
    .bind(said.at.milliseconds())
    .execute_one(tx)
    .await
}

/// Forgets what was said of a name.
///
/// # Errors
/// [`StoreError::Stale`] if it is not as it was read.
pub async fn delete(tx: &mut Tx, said: &SaidOfSupplier) -> Result<(), StoreError> {
    sql("DELETE FROM suppliers WHERE key = $1 AND version = $2")
        .bind(&said.key)
        .bind(said.version)
        .execute_one(tx)
        .await
}

fn read(row: &Row) -> Result<SaidOfSupplier, StoreError> {
    Ok(SaidOfSupplier {
        key: row.text("key")?,
        version: row.int("version")?,
        name: row.text("name")?,
        leads_to: row.text_or_none("leads_to")?,
        changed: row.json("changed")?,
        retired: row.int_or_none("retired")?.map(Instant::from_milliseconds),
        reason: row.text_or_none("reason")?,
        successor: row.text_or_none("successor")?,
        organisation: row.parsed_or_none::<OrganisationId>("organisation_id")?,
        person: row.parsed_or_none::<PersonId>("person_id")?,
        at: Instant::from_milliseconds(row.int("at")?),
    })
}
