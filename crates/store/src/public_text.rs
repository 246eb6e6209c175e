//! What collaborations say to everybody, in the database. What a text says is kept as JSON: it is read whole, and searched in memory.
//!
//! Not here: what of it is shown on which day (`domain::public_text`).

use domain::id::{CollaborationId, PublicTextId};
use domain::instant::Instant;
use domain::public_text::{PublicText, PublicTextKind, ShowWish};

use crate::db::{Row, Statement, StoreError, Tx, json, sql};

/// Adds a text.
///
/// # Errors
/// [`StoreError::Taken`] if the address is, or the collaboration has its page.
pub async fn insert(tx: &mut Tx, text: &PublicText) -> Result<(), StoreError> {
    let statement = sql(
        "INSERT INTO public_texts (id, version, collaboration_id, kind, address, words, shown, next, wish_person_id, \
         wish_at, wish_from, withdrawn, created, updated) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    );
    bind(statement, text)?.execute_one(tx).await
}

/// Saves a text over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has saved it since.
pub async fn update(tx: &mut Tx, text: &PublicText) -> Result<(), StoreError> {
    let statement = sql(
        "UPDATE public_texts SET version = version + 1, collaboration_id = $3, kind = $4, address = $5, words = $6, \
         shown = $7, next = $8, wish_person_id = $9, wish_at = $10, wish_from = $11, withdrawn = $12, created = $13, \
         updated = $14 WHERE id = $1 AND version = $2",
    );
    bind(statement, text)?.execute_one(tx).await
}

/// The text with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: PublicTextId) -> Result<Option<PublicText>, StoreError> {
    let row = sql("SELECT * FROM public_texts WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// Everything that a collaboration has written, latest begun first.
///
/// # Errors
/// When the database fails.
pub async fn of_collaboration(tx: &mut Tx, id: CollaborationId) -> Result<Vec<PublicText>, StoreError> {
    sql("SELECT * FROM public_texts WHERE collaboration_id = $1 ORDER BY created DESC, id DESC")
        .bind(id.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// The page with this address.
///
/// # Errors
/// When the database fails.
pub async fn at(tx: &mut Tx, address: &str) -> Result<Option<PublicText>, StoreError> {
    let row = sql("SELECT * FROM public_texts WHERE address = $1").bind(address).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// A collaboration's page.
///
/// # Errors
/// When the database fails.
pub async fn page_of(tx: &mut Tx, id: CollaborationId) -> Result<Option<PublicText>, StoreError> {
    let row = sql("SELECT * FROM public_texts WHERE collaboration_id = $1 AND kind = $2")
        .bind(id.to_string())
        .bind(PublicTextKind::Page.code())
        .first(tx)
        .await?;
    row.as_ref().map(read).transpose()
}

/// The pages of all collaborations, in the order they were begun.
///
/// # Errors
/// When the database fails.
pub async fn pages(tx: &mut Tx) -> Result<Vec<PublicText>, StoreError> {
    sql("SELECT * FROM public_texts WHERE kind = $1 ORDER BY created, id")
        .bind(PublicTextKind::Page.code())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

fn bind(statement: Statement, text: &PublicText) -> Result<Statement, StoreError> {
    Ok(statement
        .bind(text.id.to_string())
        .bind(text.version)
        .bind(text.collaboration.to_string())
        .bind(text.kind.code())
        .bind(text.address.clone())
        .bind(json(&text.words)?)
        .bind(text.shown.as_ref().map(json).transpose()?)
        .bind(text.next.as_ref().map(json).transpose()?)
        .bind(text.wish.map(|wish| wish.person.to_string()))
        .bind(text.wish.map(|wish| wish.at.milliseconds()))
        .bind(text.wish.and_then(|wish| wish.from).map(|day| day.to_string()))
        .bind(text.withdrawn.map(Instant::milliseconds))
        .bind(text.created.milliseconds())
        .bind(text.updated.milliseconds()))
}

fn read(row: &Row) -> Result<PublicText, StoreError> {
    let wish = match (row.parsed_or_none("wish_person_id")?, row.int_or_none("wish_at")?) {
        (Some(person), Some(at)) => {
            let at = Instant::from_milliseconds(at);
            Some(ShowWish { person, at, from: row.parsed_or_none("wish_from")? })
        }
        _ => None,
    };
    Ok(PublicText {
        id: row.parsed("id")?,
        version: row.int("version")?,
        collaboration: row.parsed("collaboration_id")?,
        kind: row.word("kind", PublicTextKind::from_code)?,
        address: row.text_or_none("address")?,
        words: row.json("words")?,
        shown: row.json_or_none("shown")?,
        next: row.json_or_none("next")?,
        wish,
        withdrawn: row.int_or_none("withdrawn")?.map(Instant::from_milliseconds),
        created: Instant::from_milliseconds(row.int("created")?),
        updated: Instant::from_milliseconds(row.int("updated")?),
    })
}
