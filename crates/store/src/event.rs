//! Events and the counters that number things.
//!
//! A counter is a row that the transaction holds until it commits. Writers therefore queue at the event
//! counter, and what is read in sequence order is in commit order, without gaps, on every node.

use domain::event::{Change, Doer, Event, EventKind, SubjectKind};
use domain::id::{ImportId, OrganisationId, PersonId, SolutionId};
use domain::instant::Instant;
use domain::number::{Number, Series};
use domain::personal;

use crate::db::{Row, Statement, StoreError, Tx, json, sql};
use crate::page::{Listed, Page};
use crate::trail::{self, Entry};

/// An event before it has its place in the sequence.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// When.
    pub at: Instant,
    /// Who.
    pub doer: Doer,
    /// Kind of record.
    pub subject_kind: SubjectKind,
    /// Id of the record.
    pub subject: String,
    /// What happened.
    pub kind: EventKind,
    /// What changed.
    pub changes: Vec<Change>,
    /// The import run that did it, if one did.
    pub import: Option<ImportId>,
}

/// Appends an event and gives its place in the sequence.
///
/// # Errors
/// When the database fails.
pub async fn append(tx: &mut Tx, event: &NewEvent) -> Result<i64, StoreError> {
    let (doer, person, organisation) = match event.doer {
        Doer::Operator => ("operator", None, None),
        Doer::Person { person, organisation } => ("person", Some(person), Some(organisation)),
        Doer::Anonymous => ("anonymous", None, None),
    };
    let sequence = next(tx, "event").await?;
    let previous = trail::head_before(tx, sequence).await?;
    let changes = masked(&event.changes, event.at);
    let entry = Entry {
        sequence,
        at: event.at.milliseconds(),
        doer: doer.to_owned(),
        person: person.map(|id| id.to_string()),
        organisation: organisation.map(|id| id.to_string()),
        subject_kind: event.subject_kind.code().to_owned(),
        subject: event.subject.clone(),
        kind: event.kind.code().to_owned(),
        changes: json(&changes)?,
        import: event.import.map(|id| id.to_string()),
        hash: None,
    };
    sql("INSERT INTO events (sequence, at, doer, person_id, organisation_id, subject_kind, subject_id, kind, changes, \
         import_id, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
    .bind(sequence)
    .bind(entry.at)
    .bind(doer)
    .bind(&entry.person)
    .bind(&entry.organisation)
    .bind(&entry.subject_kind)
    .bind(&entry.subject)
    .bind(&entry.kind)
    .bind(&entry.changes)
    .bind(&entry.import)
    .bind(entry.expected(&previous))
    .execute_one(tx)
    .await?;
    Ok(sequence)
}

/// What changed, without personal identity numbers: the trail is kept for good, and read by more than the record is.
fn masked(changes: &[Change], at: Instant) -> Vec<Change> {
    let mask = |value: &Option<String>| value.as_deref().map(|text| personal::masked(text, at.day()));
    let change = |change: &Change| Change {
        field: change.field.clone(),
        before: mask(&change.before),
        after: mask(&change.after),
    };
    changes.iter().map(change).collect()
}

/// What happened to one record, newest first, at most `limit` events.
///
/// # Errors
/// When the database fails.
pub async fn of_subject(
    tx: &mut Tx,
    kind: SubjectKind,
    id: &str,
    limit: i64,
) -> Result<Vec<Event>, StoreError> {
    sql("SELECT * FROM events WHERE subject_kind = $1 AND subject_id = $2 ORDER BY sequence DESC LIMIT $3")
        .bind(kind.code())
        .bind(id)
        .bind(limit)
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Where organisations have rejected what was registered for them of a solution, or of an entry that went up in it.
///
/// # Errors
/// When the database fails.
pub async fn usage_rejections(tx: &mut Tx, solution: SolutionId) -> Result<Vec<Event>, StoreError> {
    sql("SELECT * FROM events WHERE subject_kind = 'solution' AND kind = 'usage_rejected' \
         AND (subject_id = $1 OR subject_id IN (SELECT id FROM solutions WHERE merged_into = $1)) ORDER BY sequence")
    .bind(solution.to_string())
    .all(tx)
    .await?
    .iter()
    .map(read)
    .collect()
}

/// The event at this place in the sequence.
///
/// # Errors
/// When the database fails.
pub async fn at(tx: &mut Tx, sequence: i64) -> Result<Option<Event>, StoreError> {
    let row = sql("SELECT * FROM events WHERE sequence = $1").bind(sequence).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// Events after a place in the sequence, oldest first, at most `limit`: kind and id of the record and the
/// place, which is all the index needs.
///
/// # Errors
/// When the database fails.
pub async fn after(
    tx: &mut Tx,
    sequence: i64,
    limit: i64,
) -> Result<Vec<(i64, SubjectKind, String)>, StoreError> {
    let rows = sql("SELECT sequence, subject_kind, subject_id FROM events WHERE sequence > $1 ORDER BY sequence LIMIT $2")
        .bind(sequence)
        .bind(limit)
        .all(tx)
        .await?;
    rows.iter()
        .map(|row| {
            Ok((
                row.int("sequence")?,
                row.word("subject_kind", SubjectKind::from_code)?,
                row.text("subject_id")?,
            ))
        })
        .collect()
}

/// How often this has happened to a person since a time; sign-in counts wrong passwords with it.
///
/// # Errors
/// When the database fails.
pub async fn count_of(
    tx: &mut Tx,
    subject: &str,
    kind: EventKind,
    since: Instant,
) -> Result<i64, StoreError> {
    sql("SELECT COUNT(*) AS n FROM events WHERE subject_kind = 'person' AND subject_id = $1 AND kind = $2 \
         AND at > $3")
    .bind(subject)
    .bind(kind.code())
    .bind(since.milliseconds())
    .number(tx)
    .await
}

/// The place of the newest event; 0 before the first.
///
/// # Errors
/// When the database fails.
pub async fn latest(tx: &mut Tx) -> Result<i64, StoreError> {
    sql("SELECT value AS n FROM counters WHERE name = 'event'").number(tx).await
}

/// The next number of a series in a year.
///
/// # Errors
/// When the database fails.
pub async fn next_number(tx: &mut Tx, series: Series, year: i16) -> Result<Number, StoreError> {
    Ok(Number { series, year, serial: next(tx, &format!("{}-{year}", series.letter())).await? })
}

/// Moves a counter one step and gives the number taken.
async fn next(tx: &mut Tx, counter: &str) -> Result<i64, StoreError> {
    sql("INSERT INTO counters (name, value) VALUES ($1, 1) \
         ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value AS n")
    .bind(counter)
    .number(tx)
    .await
}

/// Which events of an organisation's people to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrailFilter {
    /// Who did it.
    pub person: Option<PersonId>,
    /// What sort of record it was about.
    pub subject_kind: Option<SubjectKind>,
    /// Which record.
    pub subject: Option<String>,
    /// From this time on.
    pub from: Option<Instant>,
    /// Before this time.
    pub until: Option<Instant>,
}

/// The condition over `$1`–`$6`.
macro_rules! done_for {
    () => {
        concat!(
            "FROM events WHERE organisation_id = $1 AND ($2 = '' OR person_id = $2) AND ($3 = '' OR subject_kind = $3)",
            " AND ($4 = '' OR subject_id = $4) AND at >= $5 AND at < $6"
        )
    };
}

/// One page of what was done for an organisation, newest first.
///
/// # Errors
/// When the database fails.
pub async fn done_for(
    tx: &mut Tx,
    organisation: OrganisationId,
    filter: &TrailFilter,
    page: Page,
) -> Result<Listed<Event>, StoreError> {
    let bind = |statement: Statement| {
        statement
            .bind(organisation.to_string())
            .bind(filter.person.map(|id| id.to_string()).unwrap_or_default())
            .bind(filter.subject_kind.map_or("", SubjectKind::code))
            .bind(filter.subject.clone().unwrap_or_default())
            .bind(filter.from.map_or(i64::MIN, Instant::milliseconds))
            .bind(filter.until.map_or(i64::MAX, Instant::milliseconds))
    };
    let total = bind(sql(concat!("SELECT COUNT(*) AS n ", done_for!()))).number(tx).await?;
    let rows = sql(concat!("SELECT * ", done_for!(), " ORDER BY sequence DESC LIMIT $7 OFFSET $8"));
    let rows = bind(rows).bind(page.limit()).bind(page.offset()).all(tx).await?;
    Ok(Listed { rows: rows.iter().map(read).collect::<Result<_, _>>()?, total })
}

fn read(row: &Row) -> Result<Event, StoreError> {
    let doer = match (
        row.text("doer")?.as_str(),
        row.parsed_or_none("person_id")?,
        row.parsed_or_none("organisation_id")?,
    ) {
        ("operator", _, _) => Doer::Operator,
        ("person", Some(person), Some(organisation)) => Doer::Person { person, organisation },
        _ => Doer::Anonymous,
    };
    Ok(Event {
        sequence: row.int("sequence")?,
        at: Instant::from_milliseconds(row.int("at")?),
        doer,
        subject_kind: row.word("subject_kind", SubjectKind::from_code)?,
        subject: row.text("subject_id")?,
        kind: row.word("kind", EventKind::from_code)?,
        changes: row.json("changes")?,
    })
}
