//! Comments in the database.

use domain::comment::{Comment, CommentState};
use domain::event::SubjectKind;
use domain::id::{CommentId, PersonId};
use domain::instant::Instant;
use domain::permission::Visibility;

use crate::db::{Row, StoreError, Tx, json, sql};
use crate::visible::visible;

/// Adds a comment.
///
/// # Errors
/// When the database fails, or its writer or organisation does not exist.
pub async fn insert(tx: &mut Tx, comment: &Comment) -> Result<(), StoreError> {
    sql("INSERT INTO comments (id, version, subject_kind, subject_id, person_id, organisation_id, body, mentioned, state, \
         reason, at, asked_id, answers_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)")
    .bind(comment.id.to_string())
    .bind(comment.version)
    .bind(comment.subject_kind.code())
    .bind(&comment.subject)
    .bind(comment.person.to_string())
    .bind(comment.organisation.to_string())
    .bind(&comment.text)
    .bind(json(&comment.mentioned)?)
    .bind(comment.state.code())
    .bind(&comment.reason)
    .bind(comment.at.milliseconds())
    .bind(comment.asked.map(|id| id.to_string()))
    .bind(comment.answers.map(|id| id.to_string()))
    .execute_one(tx)
    .await
}

/// Saves whether a comment is read, and why not, over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has saved it since.
pub async fn set_state(tx: &mut Tx, comment: &Comment) -> Result<(), StoreError> {
    sql("UPDATE comments SET version = version + 1, state = $3, reason = $4 WHERE id = $1 AND version = $2")
        .bind(comment.id.to_string())
        .bind(comment.version)
        .bind(comment.state.code())
        .bind(&comment.reason)
        .execute_one(tx)
        .await
}

/// The comment with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: CommentId) -> Result<Option<Comment>, StoreError> {
    let row = sql("SELECT * FROM comments WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// The newest comments on a record, oldest of them first, and how many there are in all.
///
/// # Errors
/// When the database fails.
pub async fn of_subject(
    tx: &mut Tx,
    kind: SubjectKind,
    id: &str,
    limit: i64,
) -> Result<(Vec<Comment>, i64), StoreError> {
    let all = sql("SELECT COUNT(*) AS n FROM comments WHERE subject_kind = $1 AND subject_id = $2")
        .bind(kind.code())
        .bind(id)
        .number(tx)
        .await?;
    let rows = sql("SELECT * FROM comments WHERE subject_kind = $1 AND subject_id = $2 ORDER BY at DESC, id DESC LIMIT $3")
        .bind(kind.code())
        .bind(id)
        .bind(limit)
        .all(tx)
        .await?;
    Ok((rows.iter().rev().map(read).collect::<Result<_, _>>()?, all))
}

/// The last comment of a person on a record.
///
/// # Errors
/// When the database fails.
pub async fn last_of(
    tx: &mut Tx,
    person: PersonId,
    kind: SubjectKind,
    id: &str,
) -> Result<Option<Comment>, StoreError> {
    let row = sql("SELECT * FROM comments WHERE person_id = $1 AND subject_kind = $2 AND subject_id = $3 \
         ORDER BY at DESC, id DESC LIMIT 1")
    .bind(person.to_string())
    .bind(kind.code())
    .bind(id)
    .first(tx)
    .await?;
    row.as_ref().map(read).transpose()
}

/// Questions about solutions that can be seen, latest first, each with how many answers to it are shown.
///
/// # Errors
/// When the database fails.
pub async fn questions(tx: &mut Tx, visibility: &Visibility) -> Result<Vec<(Comment, i64)>, StoreError> {
    let rows = sql(concat!(
        "SELECT comments.*, (SELECT COUNT(*) FROM comments answer WHERE answer.answers_id = comments.id ",
        "AND answer.state = 'shown') AS answers FROM comments JOIN solutions ON solutions.id = subject_id ",
        "WHERE subject_kind = 'solution' AND asked_id IS NOT NULL AND state = 'shown' AND ",
        visible!("owner_id", "NULL"),
        " ORDER BY at DESC, comments.id DESC"
    ))
    .bind_visibility(visibility)
    .all(tx)
    .await?;
    rows.iter().map(|row| Ok((read(row)?, row.int("answers")?))).collect()
}

/// How many questions a person has asked since then.
///
/// # Errors
/// When the database fails.
pub async fn asked_since(tx: &mut Tx, person: PersonId, since: Instant) -> Result<i64, StoreError> {
    sql("SELECT COUNT(*) AS n FROM comments WHERE person_id = $1 AND asked_id IS NOT NULL AND at > $2")
        .bind(person.to_string())
        .bind(since.milliseconds())
        .number(tx)
        .await
}

fn read(row: &Row) -> Result<Comment, StoreError> {
    Ok(Comment {
        id: row.parsed("id")?,
        version: row.int("version")?,
        subject_kind: row.word("subject_kind", SubjectKind::from_code)?,
        subject: row.text("subject_id")?,
        person: row.parsed("person_id")?,
        organisation: row.parsed("organisation_id")?,
        text: row.text("body")?,
        mentioned: row.json("mentioned")?,
        state: row.word("state", CommentState::from_code)?,
        reason: row.text_or_none("reason")?,
        at: Instant::from_milliseconds(row.int("at")?),
        asked: row.parsed_or_none("asked_id")?,
        answers: row.parsed_or_none("answers_id")?,
    })
}
