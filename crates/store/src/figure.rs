//! Published key figures in the database.
//!
//! A figure that is read in again takes the place of the one that was. They are public elsewhere, so whoever is signed in reads them.

use domain::figure::{Figure, Gender, Series};
use domain::quantity::Quantity;

use crate::db::{Row, StoreError, Tx, sql};

/// Keeps what a series is called and where it comes from.
///
/// # Errors
/// When the database fails.
pub async fn put_series(tx: &mut Tx, one: &Series) -> Result<(), StoreError> {
    sql("INSERT INTO figure_series (kpi, title, publisher, fetched) VALUES ($1, $2, $3, $4) ON CONFLICT (kpi) DO UPDATE SET \
         title = excluded.title, publisher = excluded.publisher, fetched = excluded.fetched")
    .bind(&one.kpi)
    .bind(&one.title)
    .bind(&one.source)
    .bind(one.fetched.to_string())
    .execute_one(tx)
    .await
}

/// Keeps a figure over the one that was; gives whether there was another.
///
/// # Errors
/// When the database fails.
pub async fn put(tx: &mut Tx, one: &Figure) -> Result<bool, StoreError> {
    let before =
        sql("SELECT value FROM figures WHERE kpi = $1 AND municipality = $2 AND year = $3 AND gender = $4")
            .bind(&one.kpi)
            .bind(&one.municipality)
            .bind(i64::from(one.year))
            .bind(one.gender.code())
            .first(tx)
            .await?;
    let value = one.value.map(|value| value.0);
    sql("INSERT INTO figures (kpi, municipality, year, gender, value) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (kpi, municipality, year, gender) DO UPDATE SET value = excluded.value")
    .bind(&one.kpi)
    .bind(&one.municipality)
    .bind(i64::from(one.year))
    .bind(one.gender.code())
    .bind(value)
    .execute_one(tx)
    .await?;
    Ok(match before {
        Some(row) => row.int_or_none("value")? != value,
        None => false,
    })
}

/// All series, by title.
///
/// # Errors
/// When the database fails.
pub async fn series(tx: &mut Tx) -> Result<Vec<Series>, StoreError> {
    sql("SELECT * FROM figure_series ORDER BY title, kpi")
        .all(tx)
        .await?
        .iter()
        .map(|row| {
            Ok(Series {
                kpi: row.text("kpi")?,
                title: row.text("title")?,
                source: row.text("publisher")?,
                fetched: row.parsed("fetched")?,
            })
        })
        .collect()
}

/// The figures of a series, for one municipality or all, by municipality and year.
///
/// # Errors
/// When the database fails.
pub async fn of_series(tx: &mut Tx, kpi: &str, municipality: &str) -> Result<Vec<Figure>, StoreError> {
    let rows = sql("SELECT * FROM figures WHERE kpi = $1 AND ($2 = '' OR municipality = $2) \
         ORDER BY municipality, year, gender")
    .bind(kpi)
    .bind(municipality)
    .all(tx)
    .await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Figure, StoreError> {
    let year = row.int("year")?;
    Ok(Figure {
        kpi: row.text("kpi")?,
        municipality: row.text("municipality")?,
        year: i16::try_from(year)
            .map_err(|_| StoreError::Damaged { column: "year", value: year.to_string() })?,
        gender: row.word("gender", Gender::from_code)?,
        value: row.int_or_none("value")?.map(Quantity),
    })
}
