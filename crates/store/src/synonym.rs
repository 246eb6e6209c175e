//! Rings of words in the database. They are public: whoever asks may read them all.

use domain::id::SynonymRingId;
use domain::instant::Instant;
use domain::synonym::{RingKind, SynonymRing};

use crate::db::{Row, Statement, StoreError, Tx, json, sql};
use crate::page::{Listed, Page, search_patterns, sort_key};

/// Which rings to list. Empty fields do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RingFilter {
    /// Beginnings of words, all of which must occur.
    pub search: String,
    /// Kind.
    pub kind: Option<RingKind>,
    /// Only those in use, or only the retired ones.
    pub active: Option<bool>,
}

macro_rules! filtered {
    () => {
        concat!(
            "($1 = '' OR search LIKE $1) AND ($2 = '' OR search LIKE $2) AND ($3 = '' OR search LIKE $3)",
            " AND ($4 = '' OR search LIKE $4) AND ($5 = '' OR search LIKE $5) AND ($6 = '' OR kind = $6)",
            " AND ($7 < 0 OR active = $7)"
        )
    };
}

fn bind_filter(statement: Statement, filter: &RingFilter) -> Statement {
    search_patterns(&filter.search)
        .into_iter()
        .fold(statement, Statement::bind)
        .bind(filter.kind.map_or("", RingKind::code))
        .bind(filter.active.map_or(-1, i64::from))
}

/// One page of the rings that fit the filter, by their first term the Swedish way.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, filter: &RingFilter, page: Page) -> Result<Listed<SynonymRing>, StoreError> {
    let counting = sql(concat!("SELECT COUNT(*) AS n FROM synonym_rings WHERE ", filtered!()));
    let total = bind_filter(counting, filter).number(tx).await?;
    let rows = sql(concat!(
        "SELECT * FROM synonym_rings WHERE ",
        filtered!(),
        " ORDER BY sort_key, id LIMIT $8 OFFSET $9"
    ));
    let rows = bind_filter(rows, filter).bind(page.limit()).bind(page.offset()).all(tx).await?;
    Ok(Listed { rows: rows.iter().map(read).collect::<Result<_, _>>()?, total })
}

/// Every ring, in the order of their ids; the retired ones too.
///
/// # Errors
/// When the database fails.
pub async fn all(tx: &mut Tx) -> Result<Vec<SynonymRing>, StoreError> {
    sql("SELECT * FROM synonym_rings ORDER BY id").all(tx).await?.iter().map(read).collect()
}

/// The ring with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: SynonymRingId) -> Result<Option<SynonymRing>, StoreError> {
    let row = sql("SELECT * FROM synonym_rings WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// Adds a ring.
///
/// # Errors
/// [`StoreError::Taken`] if there is one with its id.
pub async fn insert(tx: &mut Tx, ring: &SynonymRing) -> Result<(), StoreError> {
    let statement = sql(
        "INSERT INTO synonym_rings (id, version, kind, terms, note, active, person_id, updated, sort_key, \
         search) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    );
    bind_ring(statement, ring)?.execute_one(tx).await
}

/// Saves a ring over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has saved it since.
pub async fn update(tx: &mut Tx, ring: &SynonymRing) -> Result<(), StoreError> {
    let statement = sql(
        "UPDATE synonym_rings SET version = version + 1, kind = $3, terms = $4, note = $5, active = $6, \
         person_id = $7, updated = $8, sort_key = $9, search = $10 WHERE id = $1 AND version = $2",
    );
    bind_ring(statement, ring)?.execute_one(tx).await
}

fn bind_ring(statement: Statement, ring: &SynonymRing) -> Result<Statement, StoreError> {
    let first = ring.terms.first().map(String::as_str).unwrap_or_default();
    let note = ring.note.as_deref().unwrap_or_default();
    Ok(statement
        .bind(ring.id.to_string())
        .bind(ring.version)
        .bind(ring.kind.code())
        .bind(json(&ring.terms)?)
        .bind(&ring.note)
        .bind(i64::from(ring.active))
        .bind(ring.by.map(|id| id.to_string()))
        .bind(ring.updated.milliseconds())
        .bind(sort_key(first))
        .bind(domain::text::search_words(&format!("{} {note}", ring.terms.join(" ")))))
}

fn read(row: &Row) -> Result<SynonymRing, StoreError> {
    Ok(SynonymRing {
        id: row.parsed("id")?,
        version: row.int("version")?,
        kind: row.word("kind", RingKind::from_code)?,
        terms: row.json("terms")?,
        note: row.text_or_none("note")?,
        active: row.int("active")? == 1,
        by: row.parsed_or_none("person_id")?,
        updated: Instant::from_milliseconds(row.int("updated")?),
    })
}
