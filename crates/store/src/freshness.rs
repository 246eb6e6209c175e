//! Confirmations of entries, letters that ask for confirmations, and when somebody asked last, in the database.
//!
//! Usages and contracts keep their confirmations themselves. Not here: who is asked, and what is due.

use domain::freshness::{Confirmation, FactId, FactKind, Letter, LetterRow};
use domain::id::{PersonId, SolutionId};
use domain::instant::Instant;

use crate::db::{Row, StoreError, Tx, sql};

/// Keeps that somebody said that an entry is right, in the place of what was said before.
///
/// # Errors
/// When the database fails, or there is no such entry.
pub async fn confirm(tx: &mut Tx, solution: SolutionId, said: Confirmation) -> Result<(), StoreError> {
    sql("INSERT INTO solution_confirmations (solution_id, at, person_id) VALUES ($1, $2, $3) \
         ON CONFLICT (solution_id) DO UPDATE SET at = excluded.at, person_id = excluded.person_id")
    .bind(solution.to_string())
    .bind(said.at.milliseconds())
    .bind(said.by.map(|id| id.to_string()))
    .execute_one(tx)
    .await
}

/// When an entry was last confirmed, if it was.
///
/// # Errors
/// When the database fails.
pub async fn confirmation(tx: &mut Tx, solution: SolutionId) -> Result<Option<Confirmation>, StoreError> {
    let row = sql("SELECT * FROM solution_confirmations WHERE solution_id = $1")
        .bind(solution.to_string())
        .first(tx)
        .await?;
    row.as_ref().map(read_confirmation).transpose()
}

/// The confirmations of the entries from the first to the last id, in their order: for the index.
///
/// # Errors
/// When the database fails.
pub async fn between(
    tx: &mut Tx,
    first: SolutionId,
    last: SolutionId,
) -> Result<Vec<(SolutionId, Confirmation)>, StoreError> {
    sql("SELECT * FROM solution_confirmations WHERE solution_id >= $1 AND solution_id <= $2 ORDER BY solution_id")
        .bind(first.to_string())
        .bind(last.to_string())
        .all(tx)
        .await?
        .iter()
        .map(|row| Ok((row.parsed("solution_id")?, read_confirmation(row)?)))
        .collect()
}

fn read_confirmation(row: &Row) -> Result<Confirmation, StoreError> {
    Ok(Confirmation { at: Instant::from_milliseconds(row.int("at")?), by: row.parsed_or_none("person_id")? })
}

/// Keeps a letter with its rows.
///
/// # Errors
/// [`StoreError::Taken`] where the person has one of that month.
pub async fn insert_letter(tx: &mut Tx, token_hash: &str, letter: &Letter) -> Result<(), StoreError> {
    sql("INSERT INTO confirmation_letters (token_hash, person_id, month, at, expires) VALUES ($1, $2, $3, $4, $5)")
        .bind(token_hash)
        .bind(letter.person.to_string())
        .bind(&letter.month)
        .bind(letter.at.milliseconds())
        .bind(letter.expires.milliseconds())
        .execute_one(tx)
        .await?;
    for row in &letter.rows {
        sql("INSERT INTO confirmation_rows (token_hash, place, kind, record_id, organisation_id, version, answered) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(token_hash)
        .bind(i64::try_from(row.place).unwrap_or(i64::MAX))
        .bind(row.fact.kind().code())
        .bind(row.fact.record())
        .bind(row.organisation.to_string())
        .bind(row.version)
        .bind(row.answered.map(Instant::milliseconds))
        .execute_one(tx)
        .await?;
    }
    Ok(())
}

/// The letter that carries what gives this hash.
///
/// # Errors
/// When the database fails.
pub async fn letter(tx: &mut Tx, token_hash: &str) -> Result<Option<Letter>, StoreError> {
    let found =
        sql("SELECT * FROM confirmation_letters WHERE token_hash = $1").bind(token_hash).first(tx).await?;
    let Some(found) = found else { return Ok(None) };
    let rows = sql("SELECT * FROM confirmation_rows WHERE token_hash = $1 ORDER BY place")
        .bind(token_hash)
        .all(tx)
        .await?;
    Ok(Some(Letter {
        person: found.parsed("person_id")?,
        month: found.text("month")?,
        at: Instant::from_milliseconds(found.int("at")?),
        expires: Instant::from_milliseconds(found.int("expires")?),
        rows: rows.iter().map(read_row).collect::<Result<_, _>>()?,
    }))
}

/// Whether a person has been written to in a month.
///
/// # Errors
/// When the database fails.
pub async fn has_letter(tx: &mut Tx, person: PersonId, month: &str) -> Result<bool, StoreError> {
    let count = sql("SELECT COUNT(*) AS n FROM confirmation_letters WHERE person_id = $1 AND month = $2")
        .bind(person.to_string())
        .bind(month)
        .number(tx)
        .await?;
    Ok(count > 0)
}

/// Keeps that a row of a letter is answered; false where it was already.
///
/// # Errors
/// When the database fails.
pub async fn answer_row(
    tx: &mut Tx,
    token_hash: &str,
    place: usize,
    at: Instant,
) -> Result<bool, StoreError> {
    let changed = sql("UPDATE confirmation_rows SET answered = $3 WHERE token_hash = $1 AND place = $2 AND answered IS NULL")
        .bind(token_hash)
        .bind(i64::try_from(place).unwrap_or(i64::MAX))
        .bind(at.milliseconds())
        .execute(tx)
        .await?;
    Ok(changed == 1)
}

fn read_row(row: &Row) -> Result<LetterRow, StoreError> {
    Ok(LetterRow {
        place: usize::try_from(row.int("place")?).unwrap_or(usize::MAX),
        fact: read_fact(row)?,
        organisation: row.parsed("organisation_id")?,
        version: row.int("version")?,
        answered: row.int_or_none("answered")?.map(Instant::from_milliseconds),
    })
}

fn read_fact(row: &Row) -> Result<FactId, StoreError> {
    let (kind, record) = (row.word("kind", FactKind::from_code)?, row.text("record_id")?);
    FactId::of(kind, &record).map_err(|_| StoreError::Damaged { column: "record_id", value: record })
}

/// When somebody last asked for a fact to be confirmed, and who.
///
/// # Errors
/// When the database fails.
pub async fn request(tx: &mut Tx, fact: FactId) -> Result<Option<(Instant, PersonId)>, StoreError> {
    let row = sql("SELECT * FROM confirmation_requests WHERE kind = $1 AND record_id = $2")
        .bind(fact.kind().code())
        .bind(fact.record())
        .first(tx)
        .await?;
    row.map(|row| Ok((Instant::from_milliseconds(row.int("at")?), row.parsed("person_id")?))).transpose()
}

/// Keeps that somebody asked for a fact to be confirmed.
///
/// # Errors
/// When the database fails.
pub async fn put_request(
    tx: &mut Tx,
    fact: FactId,
    (at, person): (Instant, PersonId),
) -> Result<(), StoreError> {
    sql("INSERT INTO confirmation_requests (kind, record_id, at, person_id) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (kind, record_id) DO UPDATE SET at = excluded.at, person_id = excluded.person_id")
    .bind(fact.kind().code())
    .bind(fact.record())
    .bind(at.milliseconds())
    .bind(person.to_string())
    .execute_one(tx)
    .await
}
