//! Runs of imports in the database: what each made of every entry, so that it can be undone, and files that somebody is about
//! to import.
//!
//! Not here: what undoing means (`app`).

use domain::id::{ImportId, OrganisationId, PersonId, SolutionId, UploadId};
use domain::instant::Instant;

use crate::db::{Row, StoreError, Tx, json, sql};
use crate::page::{Listed, Page};

/// One run that was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRun {
    /// Identity; events carry it.
    pub id: ImportId,
    /// When.
    pub at: Instant,
    /// Who; `None` for the operator.
    pub person: Option<PersonId>,
    /// For which organisation; `None` for the operator.
    pub organisation: Option<OrganisationId>,
    /// Names of the files.
    pub files: Vec<String>,
    /// How many rows came to what.
    pub counts: ImportCounts,
    /// When it was undone, if it was.
    pub undone: Option<Instant>,
    /// Who undid it; `None` for the operator too.
    pub undone_by: Option<PersonId>,
}

/// How many rows came to what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportCounts {
    /// Rows read.
    pub rows: i64,
    /// Entries made.
    pub created: i64,
    /// Entries changed.
    pub changed: i64,
    /// Rows that said what was known.
    pub unchanged: i64,
    /// Rows left out for a later one with the same key.
    pub superseded: i64,
    /// Rows refused.
    pub refused: i64,
}

/// What a run made of one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportEntry {
    /// Its place among the run's entries, from 0.
    pub place: i64,
    /// The entry.
    pub solution: SolutionId,
    /// The entry before and after as JSON, where the run changed one; `None` where it made it.
    pub change: Option<(String, String)>,
}

/// A file that somebody is about to import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Identity.
    pub id: UploadId,
    /// Whose it is; nobody else reads it.
    pub person: PersonId,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// When it came.
    pub at: Instant,
    /// What the file is called.
    pub name: String,
    /// The file.
    pub content: Vec<u8>,
    /// What has been chosen for it, as JSON.
    pub choices: String,
    /// The run that it became.
    pub import: Option<ImportId>,
}

/// Keeps a run.
///
/// # Errors
/// When the database fails.
pub async fn insert_run(tx: &mut Tx, run: &ImportRun) -> Result<(), StoreError> {
    sql("INSERT INTO imports (id, at, person_id, organisation_id, files, rows_read, created, changed, unchanged, \
         superseded, refused) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
    .bind(run.id.to_string())
    .bind(run.at.milliseconds())
    .bind(run.person.map(|id| id.to_string()))
    .bind(run.organisation.map(|id| id.to_string()))
    .bind(json(&run.files)?)
    .bind(run.counts.rows)
    .bind(run.counts.created)
    .bind(run.counts.changed)
    .bind(run.counts.unchanged)
    .bind(run.counts.superseded)
    .bind(run.counts.refused)
    .execute_one(tx)
    .await
}

/// Sets what a run came to, once all its rows are written.
///
/// # Errors
/// When the database fails.
pub async fn set_counts(tx: &mut Tx, id: ImportId, counts: &ImportCounts) -> Result<(), StoreError> {
    sql("UPDATE imports SET rows_read = $2, created = $3, changed = $4, unchanged = $5, superseded = $6, refused = $7 \
         WHERE id = $1")
    .bind(id.to_string())
    .bind(counts.rows)
    .bind(counts.created)
    .bind(counts.changed)
    .bind(counts.unchanged)
    .bind(counts.superseded)
    .bind(counts.refused)
    .execute_one(tx)
    .await
}

/// Keeps what a run made of an entry.
///
/// # Errors
/// When the database fails.
pub async fn insert_entry(tx: &mut Tx, import: ImportId, entry: &ImportEntry) -> Result<(), StoreError> {
    let (before, after) =
        entry.change.as_ref().map(|(before, after)| (before.clone(), after.clone())).unzip();
    sql("INSERT INTO import_entries (import_id, place, solution_id, before, after) VALUES ($1, $2, $3, $4, $5)")
        .bind(import.to_string())
        .bind(entry.place)
        .bind(entry.solution.to_string())
        .bind(before)
        .bind(after)
        .execute_one(tx)
        .await
}

/// The run with this id.
///
/// # Errors
/// When the database fails.
pub async fn run(tx: &mut Tx, id: ImportId) -> Result<Option<ImportRun>, StoreError> {
    let row = sql("SELECT * FROM imports WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read_run).transpose()
}

/// Runs of an organisation, of all for `None`, newest first.
///
/// # Errors
/// When the database fails.
pub async fn runs(
    tx: &mut Tx,
    organisation: Option<OrganisationId>,
    page: Page,
) -> Result<Listed<ImportRun>, StoreError> {
    let organisation = organisation.map(|id| id.to_string()).unwrap_or_default();
    let total = sql("SELECT COUNT(*) AS n FROM imports WHERE ($1 = '' OR organisation_id = $1)")
        .bind(&organisation)
        .number(tx)
        .await?;
    let rows =
        sql("SELECT * FROM imports WHERE ($1 = '' OR organisation_id = $1) ORDER BY at DESC, id DESC \
                    LIMIT $2 OFFSET $3")
        .bind(&organisation)
        .bind(page.limit())
        .bind(page.offset())
        .all(tx)
        .await?;
    Ok(Listed { rows: rows.iter().map(read_run).collect::<Result<_, _>>()?, total })
}

/// One page of what a run made of entries, in its order.
///
/// # Errors
/// When the database fails.
pub async fn entries(tx: &mut Tx, import: ImportId, page: Page) -> Result<Vec<ImportEntry>, StoreError> {
    sql("SELECT * FROM import_entries WHERE import_id = $1 AND place >= $2 ORDER BY place LIMIT $3")
        .bind(import.to_string())
        .bind(page.offset())
        .bind(page.limit())
        .all(tx)
        .await?
        .iter()
        .map(read_entry)
        .collect()
}

/// How often an entry has been changed or pointed at since a run made it, by anything but the run.
///
/// # Errors
/// When the database fails.
pub async fn traces(tx: &mut Tx, import: ImportId, solution: SolutionId) -> Result<i64, StoreError> {
    sql("SELECT (SELECT COUNT(*) FROM events WHERE subject_kind = 'solution' AND subject_id = $1 \
         AND (import_id IS NULL OR import_id <> $2)) + (SELECT COUNT(*) FROM coverages WHERE solution_id = $1) \
         + (SELECT COUNT(*) FROM verdicts WHERE solution_id = $1) \
         + (SELECT COUNT(*) FROM typical_need_proposals WHERE solution_id = $1) \
         + (SELECT COUNT(*) FROM initiatives WHERE solution_id = $1) \
         + (SELECT COUNT(*) FROM lessons WHERE solution_id = $1) AS n")
    .bind(solution.to_string())
    .bind(import.to_string())
    .number(tx)
    .await
}

/// Marks a run as undone.
///
/// # Errors
/// [`StoreError::Stale`] if it is already.
pub async fn set_undone(
    tx: &mut Tx,
    id: ImportId,
    at: Instant,
    by: Option<PersonId>,
) -> Result<(), StoreError> {
    sql("UPDATE imports SET undone = $2, undone_by = $3 WHERE id = $1 AND undone IS NULL")
        .bind(id.to_string())
        .bind(at.milliseconds())
        .bind(by.map(|id| id.to_string()))
        .execute_one(tx)
        .await
}

/// Keeps a file.
///
/// # Errors
/// When the database fails.
pub async fn insert_upload(tx: &mut Tx, upload: &Upload) -> Result<(), StoreError> {
    sql("INSERT INTO import_uploads (id, person_id, organisation_id, at, name, content, choices) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)")
    .bind(upload.id.to_string())
    .bind(upload.person.to_string())
    .bind(upload.organisation.to_string())
    .bind(upload.at.milliseconds())
    .bind(&upload.name)
    .bind(upload.content.as_slice())
    .bind(&upload.choices)
    .execute_one(tx)
    .await
}

/// The file with this id.
///
/// # Errors
/// When the database fails.
pub async fn upload(tx: &mut Tx, id: UploadId) -> Result<Option<Upload>, StoreError> {
    let row = sql("SELECT * FROM import_uploads WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read_upload).transpose()
}

/// Sets what has been chosen for a file.
///
/// # Errors
/// [`StoreError::Stale`] if it has been imported meanwhile.
pub async fn set_choices(tx: &mut Tx, id: UploadId, choices: &str) -> Result<(), StoreError> {
    sql("UPDATE import_uploads SET choices = $2 WHERE id = $1 AND import_id IS NULL")
        .bind(id.to_string())
        .bind(choices)
        .execute_one(tx)
        .await
}

/// Says which run a file became. The file itself is not kept: what it came to is.
///
/// # Errors
/// [`StoreError::Stale`] if it has been imported already.
pub async fn set_imported(tx: &mut Tx, id: UploadId, import: ImportId) -> Result<(), StoreError> {
    sql("UPDATE import_uploads SET import_id = $2, content = $3 WHERE id = $1 AND import_id IS NULL")
        .bind(id.to_string())
        .bind(import.to_string())
        .bind([].as_slice())
        .execute_one(tx)
        .await
}

/// Throws away one file.
///
/// # Errors
/// When the database fails.
pub async fn delete_upload(tx: &mut Tx, id: UploadId) -> Result<(), StoreError> {
    sql("DELETE FROM import_uploads WHERE id = $1").bind(id.to_string()).execute(tx).await?;
    Ok(())
}

/// Throws away files that came before a time, and all but the newest few of a person's.
///
/// # Errors
/// When the database fails.
pub async fn clear_uploads(
    tx: &mut Tx,
    before: Instant,
    person: PersonId,
    newest: i64,
) -> Result<(), StoreError> {
    sql("DELETE FROM import_uploads WHERE at < $1 OR (person_id = $2 AND id NOT IN (SELECT id FROM import_uploads \
         WHERE person_id = $2 ORDER BY at DESC, id DESC LIMIT $3))")
    .bind(before.milliseconds())
    .bind(person.to_string())
    .bind(newest)
    .execute(tx)
    .await?;
    Ok(())
}

fn read_run(row: &Row) -> Result<ImportRun, StoreError> {
    Ok(ImportRun {
        id: row.parsed("id")?,
        at: Instant::from_milliseconds(row.int("at")?),
        person: row.parsed_or_none("person_id")?,
        organisation: row.parsed_or_none("organisation_id")?,
        files: row.json("files")?,
        counts: ImportCounts {
            rows: row.int("rows_read")?,
            created: row.int("created")?,
            changed: row.int("changed")?,
            unchanged: row.int("unchanged")?,
            superseded: row.int("superseded")?,
            refused: row.int("refused")?,
        },
        undone: row.int_or_none("undone")?.map(Instant::from_milliseconds),
        undone_by: row.parsed_or_none("undone_by")?,
    })
}

fn read_entry(row: &Row) -> Result<ImportEntry, StoreError> {
    Ok(ImportEntry {
        place: row.int("place")?,
        solution: row.parsed("solution_id")?,
        change: row.text_or_none("before")?.zip(row.text_or_none("after")?),
    })
}

fn read_upload(row: &Row) -> Result<Upload, StoreError> {
    Ok(Upload {
        id: row.parsed("id")?,
        person: row.parsed("person_id")?,
        organisation: row.parsed("organisation_id")?,
        at: Instant::from_milliseconds(row.int("at")?),
        name: row.text("name")?,
        content: row.bytes("content")?,
        choices: row.text("choices")?,
        import: row.parsed_or_none("import_id")?,
    })
}
