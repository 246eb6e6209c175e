//! Versions of processes in the database. A version is added, never changed.

use domain::id::{CollaborationId, ProcessId};
use domain::instant::Instant;
use domain::process::Process;

use crate::db::{Row, StoreError, Tx, json, sql};

/// Adds a version.
///
/// # Errors
/// [`StoreError::Taken`] if somebody else has added that version meanwhile.
pub async fn insert(tx: &mut Tx, process: &Process) -> Result<(), StoreError> {
    sql("INSERT INTO processes (id, collaboration_id, revision, note, person_id, at, definition) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)")
    .bind(process.id.to_string())
    .bind(process.collaboration.map(|id| id.to_string()))
    .bind(process.revision)
    .bind(&process.note)
    .bind(process.person.map(|id| id.to_string()))
    .bind(process.at.milliseconds())
    .bind(json(&process.definition)?)
    .execute_one(tx)
    .await
}

/// The version with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: ProcessId) -> Result<Option<Process>, StoreError> {
    let row = sql("SELECT * FROM processes WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// The versions of a collaboration, latest first; without one, those that were shipped.
///
/// # Errors
/// When the database fails.
pub async fn of(tx: &mut Tx, collaboration: Option<CollaborationId>) -> Result<Vec<Process>, StoreError> {
    sql("SELECT * FROM processes WHERE COALESCE(collaboration_id, '') = $1 ORDER BY revision DESC, at DESC, id DESC")
        .bind(collaboration.map(|id| id.to_string()).unwrap_or_default())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

fn read(row: &Row) -> Result<Process, StoreError> {
    Ok(Process {
        id: row.parsed("id")?,
        collaboration: row.parsed_or_none("collaboration_id")?,
        revision: row.int("revision")?,
        note: row.text("note")?,
        person: row.parsed_or_none("person_id")?,
        at: Instant::from_milliseconds(row.int("at")?),
        definition: row.json("definition")?,
    })
}
