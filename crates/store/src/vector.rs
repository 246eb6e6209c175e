//! Vectors of texts in the database, by model and the text's hash.
//!
//! Not here: what the bytes mean and how they are made; the store keeps them as they are given.

use domain::instant::Instant;

use crate::db::{StoreError, Tx, sql};

/// A vector and the text it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptVector {
    /// Hash of the text, in hexadecimal.
    pub hash: String,
    /// The vector.
    pub bytes: Vec<u8>,
}

/// Keeps a vector, unless there is one: all makers make the same.
///
/// # Errors
/// When the database fails.
pub async fn put(tx: &mut Tx, model: &str, vector: &KeptVector, made: Instant) -> Result<(), StoreError> {
    sql("INSERT INTO vectors (model, hash, vector, made) VALUES ($1, $2, $3, $4) ON CONFLICT (model, hash) DO NOTHING")
        .bind(model)
        .bind(&vector.hash)
        .bind(vector.bytes.as_slice())
        .bind(made.milliseconds())
        .execute(tx)
        .await
        .map(|_| ())
}

/// The vector of the text with this hash.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, model: &str, hash: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let row = sql("SELECT vector FROM vectors WHERE model = $1 AND hash = $2")
        .bind(model)
        .bind(hash)
        .first(tx)
        .await?;
    row.map(|row| row.bytes("vector")).transpose()
}

/// Vectors of a model in the order of their hashes, after the given one.
///
/// # Errors
/// When the database fails.
pub async fn after(
    tx: &mut Tx,
    model: &str,
    previous: &str,
    limit: i64,
) -> Result<Vec<KeptVector>, StoreError> {
    sql("SELECT hash, vector FROM vectors WHERE model = $1 AND hash > $2 ORDER BY hash LIMIT $3")
        .bind(model)
        .bind(previous)
        .bind(limit)
        .all(tx)
        .await?
        .iter()
        .map(|row| Ok(KeptVector { hash: row.text("hash")?, bytes: row.bytes("vector")? }))
        .collect()
}

/// Forgets a vector that cannot be read, so that it is made anew.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &mut Tx, model: &str, hash: &str) -> Result<(), StoreError> {
    sql("DELETE FROM vectors WHERE model = $1 AND hash = $2")
        .bind(model)
        .bind(hash)
        .execute(tx)
        .await
        .map(|_| ())
}

/// Forgets the vectors of all models but this one that were made before a moment; gives how many.
///
/// # Errors
/// When the database fails.
pub async fn forget_other_models(tx: &mut Tx, model: &str, before: Instant) -> Result<u64, StoreError> {
    sql("DELETE FROM vectors WHERE model <> $1 AND made < $2")
        .bind(model)
        .bind(before.milliseconds())
        .execute(tx)
        .await
}
