//! Leases in the database: work that one node at a time does.

use domain::instant::Instant;

use crate::db::{StoreError, Tx, sql};

/// Takes the lease, or lengthens the one the holder has. False where somebody else holds it still.
///
/// # Errors
/// When the database fails.
pub async fn take(
    tx: &mut Tx,
    name: &str,
    holder: &str,
    now: Instant,
    until: Instant,
) -> Result<bool, StoreError> {
    let taken = sql("INSERT INTO leases (name, holder, until) VALUES ($1, $2, $3) ON CONFLICT (name) DO UPDATE SET \
         holder = excluded.holder, until = excluded.until WHERE leases.holder = excluded.holder OR leases.until <= $4")
    .bind(name)
    .bind(holder)
    .bind(until.milliseconds())
    .bind(now.milliseconds())
    .execute(tx)
    .await?;
    Ok(taken == 1)
}

/// Gives the lease back, if the holder has it.
///
/// # Errors
/// When the database fails.
pub async fn give_back(tx: &mut Tx, name: &str, holder: &str) -> Result<(), StoreError> {
    sql("DELETE FROM leases WHERE name = $1 AND holder = $2")
        .bind(name)
        .bind(holder)
        .execute(tx)
        .await
        .map(|_| ())
}
