//! Organisations in the database.

use domain::id::OrganisationId;
use domain::organisation::{Organisation, OrganisationKind, Population};

use crate::db::{Row, Statement, StoreError, Tx, sql};
use crate::page::sort_key;

/// Adds an organisation.
///
/// # Errors
/// [`StoreError::Taken`] if the name or municipality code is.
pub async fn insert(tx: &mut Tx, organisation: &Organisation) -> Result<(), StoreError> {
    let statement = sql("INSERT INTO organisations (id, version, kind, name, name_sort, short_name, municipality_code, county_code, \
         county, population, population_date, population_source, valid_from, valid_to, successor_id) \
         VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)")
    .bind(organisation.id.to_string());
    bind_facts(statement, organisation).execute_one(tx).await
}

/// Saves an organisation over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has saved it since; [`StoreError::Taken`] as in [`insert`].
pub async fn update(tx: &mut Tx, organisation: &Organisation) -> Result<(), StoreError> {
    let statement = sql("UPDATE organisations SET version = version + 1, kind = $3, name = $4, name_sort = $5, short_name = $6, \
         municipality_code = $7, county_code = $8, county = $9, population = $10, population_date = $11, \
         population_source = $12, valid_from = $13, valid_to = $14, successor_id = $15 \
         WHERE id = $1 AND version = $2")
    .bind(organisation.id.to_string())
    .bind(organisation.version);
    bind_facts(statement, organisation).execute_one(tx).await
}

fn bind_facts(statement: Statement, organisation: &Organisation) -> Statement {
    let population = organisation.population.as_ref();
    statement
        .bind(organisation.kind.code())
        .bind(&organisation.name)
        .bind(sort_key(&organisation.name))
        .bind(&organisation.short_name)
        .bind(&organisation.municipality_code)
        .bind(&organisation.county_code)
        .bind(&organisation.county)
        .bind(population.map(|p| i64::from(p.value)))
        .bind(population.map(|p| p.date.clone()))
        .bind(population.map(|p| p.source.clone()))
        .bind(organisation.valid_from.map(|day| day.to_string()))
        .bind(organisation.valid_to.map(|day| day.to_string()))
        .bind(organisation.successor.map(|id| id.to_string()))
}

/// The organisation with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: OrganisationId) -> Result<Option<Organisation>, StoreError> {
    let row = sql("SELECT * FROM organisations WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// The organisation with this municipality code.
///
/// # Errors
/// When the database fails.
pub async fn by_municipality_code(tx: &mut Tx, code: &str) -> Result<Option<Organisation>, StoreError> {
    let row = sql("SELECT * FROM organisations WHERE municipality_code = $1").bind(code).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// Every organisation, by name. There are at most a few hundred, so this list has no pages.
///
/// # Errors
/// When the database fails.
pub async fn all(tx: &mut Tx) -> Result<Vec<Organisation>, StoreError> {
    sql("SELECT * FROM organisations ORDER BY name_sort, id").all(tx).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Organisation, StoreError> {
    let population = match (row.int_or_none("population")?, row.text_or_none("population_date")?) {
        (Some(value), date) => Some(Population {
            value: u32::try_from(value)
                .map_err(|_| StoreError::Damaged { column: "population", value: value.to_string() })?,
            date: date.unwrap_or_default(),
            source: row.text_or_none("population_source")?.unwrap_or_default(),
        }),
        (None, _) => None,
    };
    Ok(Organisation {
        id: row.parsed("id")?,
        version: row.int("version")?,
        kind: row.word("kind", OrganisationKind::from_code)?,
        name: row.text("name")?,
        short_name: row.text("short_name")?,
        municipality_code: row.text_or_none("municipality_code")?,
        county_code: row.text_or_none("county_code")?,
        county: row.text_or_none("county")?,
        population,
        valid_from: row.parsed_or_none("valid_from")?,
        valid_to: row.parsed_or_none("valid_to")?,
        successor: row.parsed_or_none("successor_id")?,
    })
}
