//! What cases cost, in the database: one sheet for each. The case's version guards it.

use domain::cost::CostSheet;
use domain::id::{CaseId, PersonId};
use domain::instant::Instant;

use crate::db::{StoreError, Tx, json, sql};

/// Keeps the sheet of a case, over what stood there.
///
/// # Errors
/// When the database fails.
pub async fn put(
    tx: &mut Tx,
    case: CaseId,
    sheet: &CostSheet,
    person: Option<PersonId>,
    at: Instant,
) -> Result<(), StoreError> {
    sql("INSERT INTO case_costs (case_id, body, person_id, at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (case_id) DO UPDATE SET body = excluded.body, person_id = excluded.person_id, at = excluded.at")
    .bind(case.to_string())
    .bind(json(sheet)?)
    .bind(person.map(|id| id.to_string()))
    .bind(at.milliseconds())
    .execute_one(tx)
    .await
}

/// The sheet of a case, who wrote it last, and when.
///
/// # Errors
/// When the database fails.
pub async fn of_case(
    tx: &mut Tx,
    case: CaseId,
) -> Result<Option<(CostSheet, Option<PersonId>, Instant)>, StoreError> {
    let row = sql("SELECT * FROM case_costs WHERE case_id = $1").bind(case.to_string()).first(tx).await?;
    let Some(row) = row else { return Ok(None) };
    let at = Instant::from_milliseconds(row.int("at")?);
    Ok(Some((row.json("body")?, row.parsed_or_none("person_id")?, at)))
}
