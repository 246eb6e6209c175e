//! Raised levels, wishes to publish, and who has opened what, in the database.

use domain::event::SubjectKind;
use domain::id::PersonId;
use domain::instant::Instant;
use domain::sharing::{Opening, Publication, Raise, Sharing};

use crate::db::{Row, StoreError, Tx, sql};

/// Keeps the last raise of a record's level.
///
/// # Errors
/// When the database fails.
pub async fn set_raise(tx: &mut Tx, kind: SubjectKind, id: &str, raise: &Raise) -> Result<(), StoreError> {
    sql("INSERT INTO sharing_raises (subject_kind, subject_id, level_before, level_after, person_id, at) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (subject_kind, subject_id) DO UPDATE SET \
         level_before = excluded.level_before, level_after = excluded.level_after, person_id = excluded.person_id, at = excluded.at")
    .bind(kind.code())
    .bind(id)
    .bind(raise.before.code())
    .bind(raise.after.code())
    .bind(raise.person.to_string())
    .bind(raise.at.milliseconds())
    .execute_one(tx)
    .await
}

/// The last raise of a record's level.
///
/// # Errors
/// When the database fails.
pub async fn raise(tx: &mut Tx, kind: SubjectKind, id: &str) -> Result<Option<Raise>, StoreError> {
    let row = sql("SELECT * FROM sharing_raises WHERE subject_kind = $1 AND subject_id = $2")
        .bind(kind.code())
        .bind(id)
        .first(tx)
        .await?;
    row.map(|row| {
        Ok(Raise {
            before: row.word("level_before", Sharing::from_code)?,
            after: row.word("level_after", Sharing::from_code)?,
            person: row.parsed("person_id")?,
            at: at(&row, "at")?,
        })
    })
    .transpose()
}

/// Forgets the last raise: it was undone, or the level has changed since.
///
/// # Errors
/// When the database fails.
pub async fn forget_raise(tx: &mut Tx, kind: SubjectKind, id: &str) -> Result<(), StoreError> {
    sql("DELETE FROM sharing_raises WHERE subject_kind = $1 AND subject_id = $2")
        .bind(kind.code())
        .bind(id)
        .execute(tx)
        .await
        .map(|_| ())
}

/// Keeps a wish to make a record public, in place of an earlier one.
///
/// # Errors
/// When the database fails.
pub async fn set_publication(
    tx: &mut Tx,
    kind: SubjectKind,
    id: &str,
    wish: &Publication,
) -> Result<(), StoreError> {
    sql("INSERT INTO publications (subject_kind, subject_id, person_id, at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (subject_kind, subject_id) DO UPDATE SET person_id = excluded.person_id, at = excluded.at")
    .bind(kind.code())
    .bind(id)
    .bind(wish.person.to_string())
    .bind(wish.at.milliseconds())
    .execute_one(tx)
    .await
}

/// Keeps why a personal identity number stands in a record that others read, in place of an earlier reason.
///
/// # Errors
/// When the database fails.
pub async fn set_identity_reason(
    tx: &mut Tx,
    (kind, id): (SubjectKind, &str),
    reason: &str,
    (person, at): (PersonId, Instant),
) -> Result<(), StoreError> {
    sql("INSERT INTO identity_reasons (subject_kind, subject_id, reason, person_id, at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (subject_kind, subject_id) DO UPDATE SET reason = excluded.reason, \
         person_id = excluded.person_id, at = excluded.at")
    .bind(kind.code())
    .bind(id)
    .bind(reason)
    .bind(person.to_string())
    .bind(at.milliseconds())
    .execute_one(tx)
    .await
}

/// Why a personal identity number stands in a record that others read.
///
/// # Errors
/// When the database fails.
pub async fn identity_reason(tx: &mut Tx, kind: SubjectKind, id: &str) -> Result<Option<String>, StoreError> {
    let row = sql("SELECT reason FROM identity_reasons WHERE subject_kind = $1 AND subject_id = $2")
        .bind(kind.code())
        .bind(id)
        .first(tx)
        .await?;
    row.map(|row| row.text("reason")).transpose()
}

/// The wish to make a record public that waits for a second person.
///
/// # Errors
/// When the database fails.
pub async fn publication(
    tx: &mut Tx,
    kind: SubjectKind,
    id: &str,
) -> Result<Option<Publication>, StoreError> {
    let row = sql("SELECT * FROM publications WHERE subject_kind = $1 AND subject_id = $2")
        .bind(kind.code())
        .bind(id)
        .first(tx)
        .await?;
    row.map(|row| Ok(Publication { person: row.parsed("person_id")?, at: at(&row, "at")? })).transpose()
}

/// Forgets the wish: it was agreed to, declined or taken back. Gives whether there was one.
///
/// # Errors
/// When the database fails.
pub async fn forget_publication(tx: &mut Tx, kind: SubjectKind, id: &str) -> Result<bool, StoreError> {
    let gone = sql("DELETE FROM publications WHERE subject_kind = $1 AND subject_id = $2")
        .bind(kind.code())
        .bind(id)
        .execute(tx)
        .await?;
    Ok(gone > 0)
}

/// Keeps that a record was opened; of a reader who has opened it before, only the last time changes.
///
/// # Errors
/// When the database fails.
pub async fn set_opening(
    tx: &mut Tx,
    kind: SubjectKind,
    id: &str,
    opening: &Opening,
) -> Result<(), StoreError> {
    let (person, organisation) = reader(opening);
    sql("INSERT INTO openings (subject_kind, subject_id, person_id, organisation_id, first_at, last_at) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (subject_kind, subject_id, person_id, organisation_id) \
         DO UPDATE SET last_at = excluded.last_at")
    .bind(kind.code())
    .bind(id)
    .bind(person)
    .bind(organisation)
    .bind(opening.first.milliseconds())
    .bind(opening.last.milliseconds())
    .execute_one(tx)
    .await
}

fn reader(opening: &Opening) -> (String, String) {
    opening.reader.map_or_else(Default::default, |(person, organisation)| {
        (person.to_string(), organisation.to_string())
    })
}

/// When this reader last opened a record.
///
/// # Errors
/// When the database fails.
pub async fn last_opened(
    tx: &mut Tx,
    kind: SubjectKind,
    id: &str,
    by: &Opening,
) -> Result<Option<Instant>, StoreError> {
    let (person, organisation) = reader(by);
    let row =
        sql("SELECT last_at FROM openings WHERE subject_kind = $1 AND subject_id = $2 AND person_id = $3 \
         AND organisation_id = $4")
        .bind(kind.code())
        .bind(id)
        .bind(person)
        .bind(organisation)
        .first(tx)
        .await?;
    row.map(|row| at(&row, "last_at")).transpose()
}

/// Who has opened a record, first readers first.
///
/// # Errors
/// When the database fails.
pub async fn openings(tx: &mut Tx, kind: SubjectKind, id: &str) -> Result<Vec<Opening>, StoreError> {
    sql("SELECT * FROM openings WHERE subject_kind = $1 AND subject_id = $2 ORDER BY first_at, person_id")
        .bind(kind.code())
        .bind(id)
        .all(tx)
        .await?
        .iter()
        .map(|row| {
            let reader = match row.text("person_id")?.as_str() {
                "" => None,
                _ => Some((row.parsed("person_id")?, row.parsed("organisation_id")?)),
            };
            Ok(Opening { reader, first: at(row, "first_at")?, last: at(row, "last_at")? })
        })
        .collect()
}

fn at(row: &Row, column: &'static str) -> Result<Instant, StoreError> {
    Ok(Instant::from_milliseconds(row.int(column)?))
}
