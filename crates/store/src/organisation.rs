//! Organisations in the database.

use domain::id::OrganisationId;
use domain::organisation::{Organisation, OrganisationKind, Population};
use jiff::civil::Date;

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

/// A name that an organisation has had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerName {
    /// Whose.
    pub organisation: OrganisationId,
    /// The full name.
    pub name: String,
    /// The short name.
    pub short_name: String,
    /// The last day with it.
    pub until: Date,
}

/// Keeps a name that an organisation has had. The same name once more takes the later day.
///
/// # Errors
/// When the database fails.
pub async fn keep_name(tx: &mut Tx, former: &FormerName) -> Result<(), StoreError> {
    sql("INSERT INTO organisation_names (organisation_id, name, short_name, until_day) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (organisation_id, name, short_name) DO UPDATE SET until_day = excluded.until_day")
    .bind(former.organisation.to_string())
    .bind(&former.name)
    .bind(&former.short_name)
    .bind(former.until.to_string())
    .execute_one(tx)
    .await
}

/// Every name that organisations have had, latest first.
///
/// # Errors
/// When the database fails.
pub async fn former_names(tx: &mut Tx) -> Result<Vec<FormerName>, StoreError> {
    let rows = sql("SELECT * FROM organisation_names ORDER BY until_day DESC, name").all(tx).await?;
    let read = |row: &Row| {
        Ok(FormerName {
            organisation: row.parsed("organisation_id")?,
            name: row.text("name")?,
            short_name: row.text("short_name")?,
            until: row.parsed("until_day")?,
        })
    };
    rows.iter().map(read).collect()
}

/// What an organisation has that goes along as it is when another takes over: its people with sessions and notices, who asks to be let in, what
/// groups give,
/// needs, solutions, and the lead of collaborations. Not usages, voices and memberships, of which the other may have its own, and not what
/// people have said for it. The caller leaves an event on each record.
///
/// # Errors
/// When the database fails.
pub async fn hand_over(tx: &mut Tx, from: OrganisationId, to: OrganisationId) -> Result<(), StoreError> {
    let (from, to) = (from.to_string(), to.to_string());
    for statement in [
        "INSERT INTO assignments (person_id, organisation_id, role, title) \
         SELECT person_id, $2, role, title FROM assignments WHERE organisation_id = $1 \
         ON CONFLICT (person_id, organisation_id, role) DO NOTHING",
        "INSERT INTO group_assignments (person_id, organisation_id, role) \
         SELECT person_id, $2, role FROM group_assignments WHERE organisation_id = $1 \
         ON CONFLICT (person_id, organisation_id, role) DO NOTHING",
        "INSERT INTO group_roles (organisation_id, group_name, role) \
         SELECT $2, group_name, role FROM group_roles WHERE organisation_id = $1 \
         ON CONFLICT (organisation_id, group_name, role) DO NOTHING",
        "UPDATE organisation_domains SET organisation_id = $2 WHERE organisation_id = $1",
        "UPDATE access_wishes SET organisation_id = $2 WHERE organisation_id = $1",
        "UPDATE api_tokens SET organisation_id = $2 WHERE organisation_id = $1",
        "UPDATE imports SET organisation_id = $2 WHERE organisation_id = $1",
        "UPDATE import_uploads SET organisation_id = $2 WHERE organisation_id = $1",
        "UPDATE sessions SET organisation_id = $2 WHERE organisation_id = $1",
        "UPDATE notices SET organisation_id = $2 WHERE organisation_id = $1",
        "UPDATE needs SET organisation_id = $2, version = version + 1 WHERE organisation_id = $1",
        "UPDATE solutions SET owner_id = $2, version = version + 1 WHERE owner_id = $1",
        "UPDATE contracts SET organisation_id = $2, version = version + 1 WHERE organisation_id = $1",
        "UPDATE cases SET organisation_id = $2, version = version + 1 WHERE organisation_id = $1",
        "UPDATE rounds SET organisation_id = $2, version = version + 1 WHERE organisation_id = $1",
        "UPDATE portfolios SET organisation_id = $2, version = version + 1 WHERE organisation_id = $1",
        "UPDATE round_assessors SET organisation_id = $2 WHERE organisation_id = $1",
        "UPDATE forums SET organisation_id = $2, version = version + 1 WHERE organisation_id = $1",
        "UPDATE forum_seats SET organisation_id = $2 WHERE organisation_id = $1",
        "UPDATE action_points SET organisation_id = $2 WHERE organisation_id = $1",
        "UPDATE initiatives SET organisation_id = $2, version = version + 1 WHERE organisation_id = $1",
        // Where both take part in one, the successor goes on with its own and the other's keeps its name.
        "UPDATE rollouts SET organisation_id = $2, version = version + 1 WHERE organisation_id = $1 AND initiative_id NOT IN \
         (SELECT initiative_id FROM rollouts WHERE organisation_id = $2)",
        "UPDATE duties SET organisation_id = $2 WHERE organisation_id = $1 AND initiative_id NOT IN \
         (SELECT initiative_id FROM rollouts WHERE organisation_id = $1)",
        "UPDATE readiness_answers SET organisation_id = $2 WHERE organisation_id = $1 AND initiative_id NOT IN \
         (SELECT initiative_id FROM rollouts WHERE organisation_id = $1)",
        "UPDATE rollout_actions SET organisation_id = $2 WHERE organisation_id = $1",
        "UPDATE obstacles SET organisation_id = $2 WHERE organisation_id = $1",
        "UPDATE benefits SET organisation_id = $2, version = version + 1 WHERE organisation_id = $1",
        "UPDATE lessons SET organisation_id = $2, version = version + 1 WHERE organisation_id = $1",
        "UPDATE maturity_rounds SET organisation_id = $2, version = version + 1 WHERE organisation_id = $1",
        "UPDATE maturity_scores SET organisation_id = $2 WHERE organisation_id = $1",
        "UPDATE articles SET organisation_id = $2, version = version + 1 WHERE organisation_id = $1",
        "UPDATE article_people SET organisation_id = $2 WHERE organisation_id = $1",
        "UPDATE goals SET organisation_id = $2, version = version + 1 WHERE organisation_id = $1",
        "UPDATE challenges SET organisation_id = $2, version = version + 1 WHERE organisation_id = $1",
        "UPDATE interventions SET organisation_id = $2, version = version + 1 WHERE organisation_id = $1",
        // What the successor's own people have answered already stays as it is.
        "UPDATE reminders SET organisation_id = $2 WHERE organisation_id = $1 AND id NOT IN (SELECT one.id FROM reminders one \
         JOIN reminders other ON other.organisation_id = $2 AND other.person_id = one.person_id AND other.kind = one.kind \
         AND other.subject_id = one.subject_id AND other.item_id = one.item_id AND other.day = one.day AND other.kind <> 'own' \
         WHERE one.organisation_id = $1)",
        "UPDATE saved_views SET organisation_id = $2, version = version + 1 WHERE organisation_id = $1",
        "UPDATE usage_proposals SET organisation_id = $2, version = version + 1 WHERE organisation_id = $1",
        "UPDATE merge_proposals SET organisation_id = $2, version = version + 1 WHERE organisation_id = $1",
        "UPDATE merge_proposals SET agreed_organisation_id = $2 WHERE agreed_organisation_id = $1",
        "UPDATE collaborations SET lead_id = $2, version = version + 1 WHERE lead_id = $1",
    ] {
        sql(statement).bind(&from).bind(&to).execute(tx).await?;
    }
    for statement in [
        "DELETE FROM assignments WHERE organisation_id = $1",
        "DELETE FROM group_assignments WHERE organisation_id = $1",
        "DELETE FROM group_roles WHERE organisation_id = $1",
    ] {
        sql(statement).bind(&from).execute(tx).await?;
    }
    Ok(())
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
