//! Goals in the database: with what they are measured by, and what points to them.
//!
//! Not here: who may read them (`app::goal`), and the records that point (their own files).

use domain::goal::{Goal, Indicator, Pointer, PointerKind, Reading};
use domain::id::{CollaborationId, GoalId, IndicatorId, OrganisationId};
use domain::instant::Instant;
use domain::permission::Visibility;
use domain::quantity::Quantity;

use crate::db::{Row, Statement, StoreError, Tx, sql};
use crate::page::sort_key;
use crate::visible::visible;

/// The goals of a collaboration, those that hold first, then the Swedish way.
///
/// # Errors
/// When the database fails.
pub async fn of_collaboration(tx: &mut Tx, collaboration: CollaborationId) -> Result<Vec<Goal>, StoreError> {
    sql("SELECT * FROM goals WHERE collaboration_id = $1 \
         ORDER BY CASE WHEN ended IS NULL THEN 0 ELSE 1 END, title_sort, id")
    .bind(collaboration.to_string())
    .all(tx)
    .await?
    .iter()
    .map(read)
    .collect()
}

/// The goal with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: GoalId) -> Result<Option<Goal>, StoreError> {
    let row = sql("SELECT * FROM goals WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// Adds a goal.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, goal: &Goal) -> Result<(), StoreError> {
    let statement = sql(
        "INSERT INTO goals (id, version, collaboration_id, organisation_id, author_id, title, \
         title_sort, description, ended, updated, created) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    );
    bind(statement, goal).bind(goal.created.milliseconds()).execute_one(tx).await
}

/// Keeps a changed goal over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has changed it since.
pub async fn update(tx: &mut Tx, goal: &Goal) -> Result<(), StoreError> {
    let statement =
        sql("UPDATE goals SET version = version + 1, collaboration_id = $3, organisation_id = $4, \
         author_id = $5, title = $6, title_sort = $7, description = $8, ended = $9, updated = $10 \
         WHERE id = $1 AND version = $2");
    bind(statement, goal).execute_one(tx).await
}

fn bind(statement: Statement, goal: &Goal) -> Statement {
    statement
        .bind(goal.id.to_string())
        .bind(goal.version)
        .bind(goal.collaboration.to_string())
        .bind(goal.organisation.to_string())
        .bind(goal.author.map(|id| id.to_string()))
        .bind(&goal.title)
        .bind(sort_key(&goal.title))
        .bind(&goal.description)
        .bind(goal.ended.map(|day| day.to_string()))
        .bind(goal.updated.milliseconds())
}

fn read(row: &Row) -> Result<Goal, StoreError> {
    Ok(Goal {
        id: row.parsed("id")?,
        version: row.int("version")?,
        collaboration: row.parsed("collaboration_id")?,
        organisation: row.parsed("organisation_id")?,
        author: row.parsed_or_none("author_id")?,
        title: row.text("title")?,
        description: row.text("description")?,
        ended: row.parsed_or_none("ended")?,
        created: Instant::from_milliseconds(row.int("created")?),
        updated: Instant::from_milliseconds(row.int("updated")?),
    })
}

/// What a goal is measured by, in the order it was written.
///
/// # Errors
/// When the database fails.
pub async fn indicators(tx: &mut Tx, goal: GoalId) -> Result<Vec<Indicator>, StoreError> {
    sql("SELECT * FROM goal_indicators WHERE goal_id = $1 ORDER BY id")
        .bind(goal.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read_indicator)
        .collect()
}

/// The indicator with this id.
///
/// # Errors
/// When the database fails.
pub async fn indicator(tx: &mut Tx, id: IndicatorId) -> Result<Option<Indicator>, StoreError> {
    let row = sql("SELECT * FROM goal_indicators WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read_indicator).transpose()
}

/// Adds an indicator.
///
/// # Errors
/// When the database fails.
pub async fn insert_indicator(tx: &mut Tx, one: &Indicator) -> Result<(), StoreError> {
    let statement =
        sql("INSERT INTO goal_indicators (id, version, goal_id, name, unit, baseline, target, target_on) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
    bind_indicator(statement, one).execute_one(tx).await
}

/// Keeps a changed indicator over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has changed it since.
pub async fn update_indicator(tx: &mut Tx, one: &Indicator) -> Result<(), StoreError> {
    let statement =
        sql("UPDATE goal_indicators SET version = version + 1, goal_id = $3, name = $4, unit = $5, \
         baseline = $6, target = $7, target_on = $8 WHERE id = $1 AND version = $2");
    bind_indicator(statement, one).execute_one(tx).await
}

fn bind_indicator(statement: Statement, one: &Indicator) -> Statement {
    statement
        .bind(one.id.to_string())
        .bind(one.version)
        .bind(one.goal.to_string())
        .bind(&one.name)
        .bind(&one.unit)
        .bind(one.baseline.0)
        .bind(one.target.0)
        .bind(one.target_on.to_string())
}

fn read_indicator(row: &Row) -> Result<Indicator, StoreError> {
    Ok(Indicator {
        id: row.parsed("id")?,
        version: row.int("version")?,
        goal: row.parsed("goal_id")?,
        name: row.text("name")?,
        unit: row.text("unit")?,
        baseline: Quantity(row.int("baseline")?),
        target: Quantity(row.int("target")?),
        target_on: row.parsed("target_on")?,
    })
}

/// The values of an indicator, latest day first.
///
/// # Errors
/// When the database fails.
pub async fn readings(tx: &mut Tx, indicator: IndicatorId) -> Result<Vec<Reading>, StoreError> {
    sql("SELECT * FROM goal_readings WHERE indicator_id = $1 ORDER BY measured_on DESC, at DESC, id DESC")
        .bind(indicator.to_string())
        .all(tx)
        .await?
        .iter()
        .map(|row| {
            Ok(Reading {
                id: row.parsed("id")?,
                indicator: row.parsed("indicator_id")?,
                value: Quantity(row.int("value")?),
                day: row.parsed("measured_on")?,
                source: row.text("origin")?,
                person: row.parsed_or_none("person_id")?,
                at: Instant::from_milliseconds(row.int("at")?),
            })
        })
        .collect()
}

/// Adds a value.
///
/// # Errors
/// When the database fails.
pub async fn insert_reading(tx: &mut Tx, one: &Reading) -> Result<(), StoreError> {
    sql("INSERT INTO goal_readings (id, indicator_id, value, measured_on, origin, person_id, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)")
    .bind(one.id.to_string())
    .bind(one.indicator.to_string())
    .bind(one.value.0)
    .bind(one.day.to_string())
    .bind(&one.source)
    .bind(one.person.map(|id| id.to_string()))
    .bind(one.at.milliseconds())
    .execute_one(tx)
    .await
}

/// Everything that points to a goal of the collaboration, whoever may read it.
///
/// # Errors
/// When the database fails.
pub async fn pointers(tx: &mut Tx, collaboration: CollaborationId) -> Result<Vec<Pointer>, StoreError> {
    sql("SELECT goal_pointers.* FROM goal_pointers JOIN goals ON goals.id = goal_id WHERE collaboration_id = $1 \
         ORDER BY goal_id, kind, subject_id")
    .bind(collaboration.to_string())
    .all(tx)
    .await?
    .iter()
    .map(read_pointer)
    .collect()
}

/// The goals that a record points to, of whatever collaboration.
///
/// # Errors
/// When the database fails.
pub async fn pointers_of(tx: &mut Tx, kind: PointerKind, subject: &str) -> Result<Vec<Pointer>, StoreError> {
    sql("SELECT * FROM goal_pointers WHERE kind = $1 AND subject_id = $2 ORDER BY goal_id")
        .bind(kind.code())
        .bind(subject)
        .all(tx)
        .await?
        .iter()
        .map(read_pointer)
        .collect()
}

/// Adds that a record serves a goal.
///
/// # Errors
/// When the database fails.
pub async fn point(tx: &mut Tx, pointer: &Pointer) -> Result<(), StoreError> {
    sql("INSERT INTO goal_pointers (goal_id, kind, subject_id) VALUES ($1, $2, $3)")
        .bind(pointer.goal.to_string())
        .bind(pointer.kind.code())
        .bind(&pointer.subject)
        .execute_one(tx)
        .await
}

/// Takes that away.
///
/// # Errors
/// When the database fails.
pub async fn part(tx: &mut Tx, pointer: &Pointer) -> Result<(), StoreError> {
    sql("DELETE FROM goal_pointers WHERE goal_id = $1 AND kind = $2 AND subject_id = $3")
        .bind(pointer.goal.to_string())
        .bind(pointer.kind.code())
        .bind(&pointer.subject)
        .execute_one(tx)
        .await
}

fn read_pointer(row: &Row) -> Result<Pointer, StoreError> {
    Ok(Pointer {
        goal: row.parsed("goal_id")?,
        kind: row.word("kind", PointerKind::from_code)?,
        subject: row.text("subject_id")?,
    })
}

/// A need as it stands among goals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedBeside {
    /// Its id.
    pub id: String,
    /// Its number.
    pub number: String,
    /// What it is called.
    pub title: String,
    /// Whose.
    pub organisation: OrganisationId,
}

/// The needs that were sent and can be seen, of these organisations, newest first.
///
/// # Errors
/// When the database fails.
pub async fn needs(
    tx: &mut Tx,
    visibility: &Visibility,
    organisations: &[OrganisationId],
) -> Result<Vec<NeedBeside>, StoreError> {
    let among: Vec<String> = organisations.iter().map(ToString::to_string).collect();
    sql(concat!(
        "SELECT id, number, title, organisation_id FROM needs WHERE ",
        visible!("organisation_id", "author_id"),
        " AND state = 'submitted' AND $5 LIKE '%' || organisation_id || '%' ORDER BY id DESC"
    ))
    .bind_visibility(visibility)
    .bind(among.join(" "))
    .all(tx)
    .await?
    .iter()
    .map(|row| {
        Ok(NeedBeside {
            id: row.text("id")?,
            number: row.text("number")?,
            title: row.text("title")?,
            organisation: row.parsed("organisation_id")?,
        })
    })
    .collect()
}
