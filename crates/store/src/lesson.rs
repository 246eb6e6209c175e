//! Lessons in the database.
//!
//! Not here: finding them by what somebody writes (`app::search`).

use domain::id::{InitiativeId, LessonId, OrganisationId, SolutionId};
use domain::instant::Instant;
use domain::lesson::Lesson;
use domain::permission::Visibility;
use domain::sharing::Sharing;

use crate::db::{Row, Statement, StoreError, Tx, sql};
use crate::page::{Listed, Page, search_patterns, sort_key};
use crate::visible::visible;

/// Which lessons to list. Empty fields do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LessonFilter {
    /// Beginnings of words, all of which must occur.
    pub search: String,
    /// Who learnt it.
    pub organisation: Option<OrganisationId>,
    /// In which service area, by code.
    pub service_area: String,
    /// About which challenge, by code.
    pub challenge: String,
    /// About which solution.
    pub solution: Option<SolutionId>,
    /// By title, the Swedish way; else last written first.
    pub by_title: bool,
}

/// The condition over `$1`–`$13`.
macro_rules! filtered {
    () => {
        concat!(
            visible!("organisation_id", "author_id"),
            " AND ($5 = '' OR search LIKE $5) AND ($6 = '' OR search LIKE $6) AND ($7 = '' OR search LIKE $7)",
            " AND ($8 = '' OR search LIKE $8) AND ($9 = '' OR search LIKE $9)",
            " AND ($10 = '' OR organisation_id = $10) AND ($11 = '' OR service_area = $11)",
            " AND ($12 = '' OR challenge = $12) AND ($13 = '' OR solution_id = $13)"
        )
    };
}

fn bind_filter(statement: Statement, visibility: &Visibility, filter: &LessonFilter) -> Statement {
    search_patterns(&filter.search)
        .into_iter()
        .fold(statement.bind_visibility(visibility), Statement::bind)
        .bind(filter.organisation.map(|id| id.to_string()).unwrap_or_default())
        .bind(&filter.service_area)
        .bind(&filter.challenge)
        .bind(filter.solution.map(|id| id.to_string()).unwrap_or_default())
}

/// One page of the lessons that can be seen and fit the filter.
///
/// # Errors
/// When the database fails.
pub async fn list(
    tx: &mut Tx,
    visibility: &Visibility,
    filter: &LessonFilter,
    page: Page,
) -> Result<Listed<Lesson>, StoreError> {
    let counting = sql(concat!("SELECT COUNT(*) AS n FROM lessons WHERE ", filtered!()));
    let total = bind_filter(counting, visibility, filter).number(tx).await?;
    let statement = if filter.by_title {
        sql(concat!(
            "SELECT * FROM lessons WHERE ",
            filtered!(),
            " ORDER BY title_sort, id LIMIT $14 OFFSET $15"
        ))
    } else {
        sql(concat!(
            "SELECT * FROM lessons WHERE ",
            filtered!(),
            " ORDER BY updated DESC, id DESC LIMIT $14 OFFSET $15"
        ))
    };
    let rows =
        bind_filter(statement, visibility, filter).bind(page.limit()).bind(page.offset()).all(tx).await?;
    Ok(Listed { rows: rows.iter().map(read).collect::<Result<_, _>>()?, total })
}

/// Lessons in the order of their ids, after the given one, whoever may see them: for the search index.
///
/// # Errors
/// When the database fails.
pub async fn after(tx: &mut Tx, previous: Option<LessonId>, limit: i64) -> Result<Vec<Lesson>, StoreError> {
    let rows = sql("SELECT * FROM lessons WHERE id > $1 ORDER BY id LIMIT $2")
        .bind(previous.map(|id| id.to_string()).unwrap_or_default())
        .bind(limit)
        .all(tx)
        .await?;
    rows.iter().map(read).collect()
}

/// How many lessons there are, whoever may see them: to tell how far the index has come.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &mut Tx) -> Result<i64, StoreError> {
    sql("SELECT COUNT(*) AS n FROM lessons").number(tx).await
}

/// The lessons of an initiative, whoever may see them.
///
/// # Errors
/// When the database fails.
pub async fn of_initiative(tx: &mut Tx, initiative: InitiativeId) -> Result<Vec<Lesson>, StoreError> {
    let rows = sql("SELECT * FROM lessons WHERE initiative_id = $1 ORDER BY created, id")
        .bind(initiative.to_string())
        .all(tx)
        .await?;
    rows.iter().map(read).collect()
}

/// The lesson with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: LessonId) -> Result<Option<Lesson>, StoreError> {
    let row = sql("SELECT * FROM lessons WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// Adds a lesson.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, lesson: &Lesson) -> Result<(), StoreError> {
    let statement = sql(
        "INSERT INTO lessons (id, version, initiative_id, organisation_id, author_id, title, title_sort, \
         search, worked, failed, for_whom, solution_id, service_area, challenge, sharing, updated, created) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
    );
    bind(statement, lesson).bind(lesson.created.milliseconds()).execute_one(tx).await
}

/// Keeps a changed lesson over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has changed it since.
pub async fn update(tx: &mut Tx, lesson: &Lesson) -> Result<(), StoreError> {
    let statement = sql(
        "UPDATE lessons SET version = version + 1, initiative_id = $3, organisation_id = $4, author_id = $5, \
         title = $6, title_sort = $7, search = $8, worked = $9, failed = $10, for_whom = $11, solution_id = $12, \
         service_area = $13, challenge = $14, sharing = $15, updated = $16 WHERE id = $1 AND version = $2",
    );
    bind(statement, lesson).execute_one(tx).await
}

fn bind(statement: Statement, one: &Lesson) -> Statement {
    let words = format!("{} {} {} {}", one.title, one.worked, one.failed, one.for_whom);
    statement
        .bind(one.id.to_string())
        .bind(one.version)
        .bind(one.initiative.map(|id| id.to_string()))
        .bind(one.organisation.to_string())
        .bind(one.author.map(|id| id.to_string()))
        .bind(&one.title)
        .bind(sort_key(&one.title))
        .bind(domain::text::search_words(&words))
        .bind(&one.worked)
        .bind(&one.failed)
        .bind(&one.for_whom)
        .bind(one.solution.map(|id| id.to_string()))
        .bind(&one.service_area)
        .bind(&one.challenge)
        .bind(one.sharing.code())
        .bind(one.updated.milliseconds())
}

fn read(row: &Row) -> Result<Lesson, StoreError> {
    Ok(Lesson {
        id: row.parsed("id")?,
        version: row.int("version")?,
        initiative: row.parsed_or_none("initiative_id")?,
        organisation: row.parsed("organisation_id")?,
        author: row.parsed_or_none("author_id")?,
        title: row.text("title")?,
        worked: row.text("worked")?,
        failed: row.text("failed")?,
        for_whom: row.text("for_whom")?,
        solution: row.parsed_or_none("solution_id")?,
        service_area: row.text_or_none("service_area")?,
        challenge: row.text_or_none("challenge")?,
        sharing: row.word("sharing", Sharing::from_code)?,
        created: Instant::from_milliseconds(row.int("created")?),
        updated: Instant::from_milliseconds(row.int("updated")?),
    })
}
