//! Portfolios in the database, with the cases to choose between.
//!
//! Not here: what fits (`domain::portfolio`, `app::portfolio`).

use domain::cost::AllocationKey;
use domain::id::{CollaborationId, PortfolioId};
use domain::instant::Instant;
use domain::portfolio::{Initiative, Portfolio, Standing};

use crate::db::{Row, StoreError, Tx, json, sql};

/// Adds a portfolio.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, portfolio: &Portfolio) -> Result<(), StoreError> {
    sql("INSERT INTO portfolios (id, version, title, organisation_id, collaboration_id, start, years, allocation_key, limits, \
         proposal, created, updated) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)")
    .bind(portfolio.id.to_string())
    .bind(portfolio.version)
    .bind(&portfolio.title)
    .bind(portfolio.organisation.to_string())
    .bind(portfolio.collaboration.to_string())
    .bind(i64::from(portfolio.start))
    .bind(i64::from(portfolio.years))
    .bind(portfolio.key.code())
    .bind(json(&portfolio.limits)?)
    .bind(portfolio.proposal.as_ref().map(json).transpose()?)
    .bind(portfolio.created.milliseconds())
    .bind(portfolio.updated.milliseconds())
    .execute_one(tx)
    .await
}

/// Keeps a changed portfolio over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has changed it since.
pub async fn update(tx: &mut Tx, portfolio: &Portfolio) -> Result<(), StoreError> {
    sql("UPDATE portfolios SET version = version + 1, title = $3, start = $4, years = $5, allocation_key = $6, limits = $7, \
         proposal = $8, updated = $9 WHERE id = $1 AND version = $2")
    .bind(portfolio.id.to_string())
    .bind(portfolio.version)
    .bind(&portfolio.title)
    .bind(i64::from(portfolio.start))
    .bind(i64::from(portfolio.years))
    .bind(portfolio.key.code())
    .bind(json(&portfolio.limits)?)
    .bind(portfolio.proposal.as_ref().map(json).transpose()?)
    .bind(portfolio.updated.milliseconds())
    .execute_one(tx)
    .await
}

/// The portfolio with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: PortfolioId) -> Result<Option<Portfolio>, StoreError> {
    let row = sql("SELECT * FROM portfolios WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// The portfolios of a collaboration, latest first.
///
/// # Errors
/// When the database fails.
pub async fn of_collaboration(
    tx: &mut Tx,
    collaboration: CollaborationId,
) -> Result<Vec<Portfolio>, StoreError> {
    sql("SELECT * FROM portfolios WHERE collaboration_id = $1 ORDER BY created DESC, id DESC")
        .bind(collaboration.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Keeps the cases of a portfolio in this order, over those that were there.
///
/// # Errors
/// When the database fails.
pub async fn put_cases(tx: &mut Tx, id: PortfolioId, cases: &[Initiative]) -> Result<(), StoreError> {
    sql("DELETE FROM portfolio_cases WHERE portfolio_id = $1").bind(id.to_string()).execute(tx).await?;
    for (position, one) in (1_i64..).zip(cases) {
        sql("INSERT INTO portfolio_cases (portfolio_id, case_id, position, standing, reason, earliest, latest, requires, \
             excludes, starts) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
        .bind(id.to_string())
        .bind(one.case.to_string())
        .bind(position)
        .bind(one.standing.code())
        .bind(&one.reason)
        .bind(i64::from(one.earliest))
        .bind(one.latest.map(i64::from))
        .bind(json(&one.requires)?)
        .bind(json(&one.excludes)?)
        .bind(one.starts.map(i64::from))
        .execute_one(tx)
        .await?;
    }
    Ok(())
}

/// The cases of a portfolio, in their order.
///
/// # Errors
/// When the database fails.
pub async fn cases(tx: &mut Tx, id: PortfolioId) -> Result<Vec<Initiative>, StoreError> {
    let rows = sql("SELECT * FROM portfolio_cases WHERE portfolio_id = $1 ORDER BY position")
        .bind(id.to_string())
        .all(tx)
        .await?;
    let read = |row: &Row| {
        Ok(Initiative {
            case: row.parsed("case_id")?,
            standing: row.word("standing", Standing::from_code)?,
            reason: row.text("reason")?,
            earliest: small(row.int("earliest")?, "earliest")?,
            latest: row.int_or_none("latest")?.map(|year| small(year, "latest")).transpose()?,
            requires: row.json("requires")?,
            excludes: row.json("excludes")?,
            starts: row.int_or_none("starts")?.map(|year| small(year, "starts")).transpose()?,
        })
    };
    rows.iter().map(read).collect()
}

fn small(value: i64, column: &'static str) -> Result<u32, StoreError> {
    u32::try_from(value).map_err(|_| StoreError::Damaged { column, value: value.to_string() })
}

fn read(row: &Row) -> Result<Portfolio, StoreError> {
    let start = row.int("start")?;
    Ok(Portfolio {
        id: row.parsed("id")?,
        version: row.int("version")?,
        title: row.text("title")?,
        organisation: row.parsed("organisation_id")?,
        collaboration: row.parsed("collaboration_id")?,
        start: i16::try_from(start)
            .map_err(|_| StoreError::Damaged { column: "start", value: start.to_string() })?,
        years: small(row.int("years")?, "years")?,
        key: row.word("allocation_key", AllocationKey::from_code)?,
        limits: row.json("limits")?,
        proposal: row.json_or_none("proposal")?,
        created: Instant::from_milliseconds(row.int("created")?),
        updated: Instant::from_milliseconds(row.int("updated")?),
    })
}
