//! Voices in the database: which organisations have a need too, in their own words.
//!
//! A voice is read together with its need: whoever sees the need sees who has it.

use domain::id::{NeedId, OrganisationId};
use domain::instant::Instant;
use domain::voice::{Voice, VoiceFacts};

use crate::db::{Row, StoreError, Tx, sql};

/// Adds a voice.
///
/// # Errors
/// [`StoreError::Taken`] if the organisation has one about the need; when the database fails.
pub async fn insert(tx: &mut Tx, voice: &Voice) -> Result<(), StoreError> {
    sql("INSERT INTO voices (id, version, need_id, organisation_id, person_id, words, affected, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(voice.id.to_string())
    .bind(voice.version)
    .bind(voice.need.to_string())
    .bind(voice.organisation.to_string())
    .bind(voice.person.to_string())
    .bind(&voice.facts.words)
    .bind(voice.facts.affected.map(i64::from))
    .bind(voice.at.milliseconds())
    .execute_one(tx)
    .await
}

/// Saves what a voice says, and who said it last, over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has saved it since or taken it back.
pub async fn update(tx: &mut Tx, voice: &Voice) -> Result<(), StoreError> {
    sql("UPDATE voices SET version = version + 1, person_id = $3, words = $4, affected = $5 \
         WHERE id = $1 AND version = $2")
    .bind(voice.id.to_string())
    .bind(voice.version)
    .bind(voice.person.to_string())
    .bind(&voice.facts.words)
    .bind(voice.facts.affected.map(i64::from))
    .execute_one(tx)
    .await
}

/// Takes a voice back.
///
/// # Errors
/// [`StoreError::Stale`] if there is none.
pub async fn delete(tx: &mut Tx, voice: &Voice) -> Result<(), StoreError> {
    sql("DELETE FROM voices WHERE id = $1").bind(voice.id.to_string()).execute_one(tx).await
}

/// What an organisation has said about a need.
///
/// # Errors
/// When the database fails.
pub async fn by(
    tx: &mut Tx,
    need: NeedId,
    organisation: OrganisationId,
) -> Result<Option<Voice>, StoreError> {
    sql("SELECT * FROM voices WHERE need_id = $1 AND organisation_id = $2")
        .bind(need.to_string())
        .bind(organisation.to_string())
        .first(tx)
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// Everything that has been said about a need, in the order it was said.
///
/// # Errors
/// When the database fails.
pub async fn of_need(tx: &mut Tx, need: NeedId) -> Result<Vec<Voice>, StoreError> {
    sql("SELECT * FROM voices WHERE need_id = $1 ORDER BY at, id")
        .bind(need.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// What an organisation has said, once for each need.
///
/// # Errors
/// When the database fails.
pub async fn of_organisation(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Voice>, StoreError> {
    sql("SELECT * FROM voices WHERE organisation_id = $1 ORDER BY need_id")
        .bind(organisation.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

fn read(row: &Row) -> Result<Voice, StoreError> {
    Ok(Voice {
        id: row.parsed("id")?,
        version: row.int("version")?,
        need: row.parsed("need_id")?,
        organisation: row.parsed("organisation_id")?,
        person: row.parsed("person_id")?,
        facts: VoiceFacts {
            words: row.text_or_none("words")?,
            affected: row.int_or_none("affected")?.and_then(|n| u32::try_from(n).ok()),
        },
        at: Instant::from_milliseconds(row.int("at")?),
    })
}
