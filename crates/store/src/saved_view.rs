//! Saved views in the database.

use domain::id::{OrganisationId, PersonId, SavedViewId};
use domain::instant::Instant;
use domain::saved_view::{SavedView, ViewReach, ViewedList};

use crate::db::{Row, Statement, StoreError, Tx, sql};
use crate::page::sort_key;

/// Adds a view.
///
/// # Errors
/// [`StoreError::Taken`] if there is one with its id.
pub async fn insert(tx: &mut Tx, view: &SavedView) -> Result<(), StoreError> {
    let statement = sql(
        "INSERT INTO saved_views (id, version, person_id, organisation_id, list, name, query, reach, created, \
         put_away) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    );
    bind_view(statement, view).execute_one(tx).await
}

/// Saves a view over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has saved it since.
pub async fn update(tx: &mut Tx, view: &SavedView) -> Result<(), StoreError> {
    let statement = sql(
        "UPDATE saved_views SET version = version + 1, person_id = $3, organisation_id = $4, list = $5, name = $6, \
         query = $7, reach = $8, created = $9, put_away = $10 WHERE id = $1 AND version = $2",
    );
    bind_view(statement, view).execute_one(tx).await
}

fn bind_view(statement: Statement, view: &SavedView) -> Statement {
    statement
        .bind(view.id.to_string())
        .bind(view.version)
        .bind(view.person.to_string())
        .bind(view.organisation.to_string())
        .bind(view.list.code())
        .bind(&view.name)
        .bind(&view.query)
        .bind(view.reach.code())
        .bind(view.created.milliseconds())
        .bind(view.put_away.map(Instant::milliseconds))
}

/// The view with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: SavedViewId) -> Result<Option<SavedView>, StoreError> {
    let row = sql("SELECT * FROM saved_views WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// What a person saved when acting for an organisation, and what is offered to everybody there; also what was put away. By name.
///
/// # Errors
/// When the database fails.
pub async fn offered(
    tx: &mut Tx,
    person: PersonId,
    organisation: OrganisationId,
) -> Result<Vec<SavedView>, StoreError> {
    let rows = sql("SELECT * FROM saved_views WHERE organisation_id = $1 AND (person_id = $2 OR reach = $3)")
        .bind(organisation.to_string())
        .bind(person.to_string())
        .bind(ViewReach::Organisation.code())
        .all(tx)
        .await?;
    let mut views: Vec<SavedView> = rows.iter().map(read).collect::<Result<_, _>>()?;
    views.sort_by_cached_key(|view| (sort_key(&view.name), view.id));
    Ok(views)
}

fn read(row: &Row) -> Result<SavedView, StoreError> {
    Ok(SavedView {
        id: row.parsed("id")?,
        version: row.int("version")?,
        person: row.parsed("person_id")?,
        organisation: row.parsed("organisation_id")?,
        list: row.word("list", ViewedList::from_code)?,
        name: row.text("name")?,
        query: row.text("query")?,
        reach: row.word("reach", ViewReach::from_code)?,
        created: Instant::from_milliseconds(row.int("created")?),
        put_away: row.int_or_none("put_away")?.map(Instant::from_milliseconds),
    })
}
