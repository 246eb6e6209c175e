//! Suppliers: what solutions say of who provides them, gathered by name, and names that lead to others.
//!
//! A renamed or merged name is kept as one that leads on, so that files and addresses with the old one find the new one. Only what a
//! reader may see is counted. Not here: contracts.



use domain::supplier::key_of;
use store::Tx;

use crate::AppError;

/// Longest row of names that lead to each other which is followed.
const FOLLOWED: usize = 20;

/// The name that a supplier has today.
pub(crate) async fn name_today(tx: &mut Tx, name: Option<String>) -> Result<Option<String>, AppError> {
    let Some(mut name) = name else { return Ok(None) };
    for _ in 0..FOLLOWED {
        match store::supplier::get(tx, &key_of(&name)).await?.and_then(|said| said.leads_to) {
            Some(next) => name = next,
            None => break,
        }
    }
    Ok(Some(name))
}
