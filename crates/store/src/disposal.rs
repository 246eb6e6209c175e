//! Disposal in the database: rules, decisions, what is old enough, and emptying.
//!
//! Emptying takes the texts of a record, who wrote it and what others wrote in it, and shares it with nobody. The row stays, because others
//! refer to it. What the trail holds of it is emptied too; `trail` says how the chain still shows that nothing else was touched. Not here: who may.

use domain::disposal::{Disposable, Disposal, DisposalRule, DisposalState, DisposedKind};
use domain::id::{DisposalId, LetterId, OrganisationId, PersonId};
use domain::instant::Instant;
use domain::sharing::Sharing;
use jiff::civil::Date;

use crate::db::{Row, Statement, StoreError, Tx, sql};

mod emptying;

pub use emptying::{empty, initiatives_of};

/// Most records that one disposal is about; the rest waits for the next.
const MOST: i64 = 500;

/// Every version of every rule that somebody has written, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn rules(tx: &mut Tx) -> Result<Vec<DisposalRule>, StoreError> {
    let rows = sql("SELECT * FROM disposal_rules ORDER BY kind, revision DESC").all(tx).await?;
    rows.iter().map(read_rule).collect()
}

/// Adds a version of a rule.
///
/// # Errors
/// [`StoreError::Taken`] if somebody else has added that version meanwhile.
pub async fn insert_rule(tx: &mut Tx, rule: &DisposalRule) -> Result<(), StoreError> {
    sql("INSERT INTO disposal_rules (kind, revision, months, note, person_id, at) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(rule.kind.code())
        .bind(rule.revision)
        .bind(rule.months.map(i64::from))
        .bind(&rule.note)
        .bind(rule.person.map(|id| id.to_string()))
        .bind(rule.at.milliseconds())
        .execute_one(tx)
        .await
}

/// Adds a disposal with what it is about.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, disposal: &Disposal, items: &[Disposable]) -> Result<(), StoreError> {
    sql("INSERT INTO disposals (id, version, organisation_id, reference, decided_on, state, person_id, proposed_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(disposal.id.to_string())
    .bind(disposal.version)
    .bind(disposal.organisation.to_string())
    .bind(&disposal.reference)
    .bind(disposal.decided_on.to_string())
    .bind(disposal.state.code())
    .bind(disposal.proposed.0.to_string())
    .bind(disposal.proposed.1.milliseconds())
    .execute_one(tx)
    .await?;
    for item in items {
        sql("INSERT INTO disposal_items (disposal_id, kind, subject_id, number, closed, amount) \
             VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(disposal.id.to_string())
        .bind(item.kind.code())
        .bind(&item.subject)
        .bind(&item.number)
        .bind(item.closed.to_string())
        .bind(item.count)
        .execute_one(tx)
        .await?;
    }
    Ok(())
}

/// Saves where a disposal stands over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has changed it since.
pub async fn update(tx: &mut Tx, disposal: &Disposal) -> Result<(), StoreError> {
    sql("UPDATE disposals SET version = version + 1, state = $3, done_id = $4, done_at = $5 WHERE id = $1 AND version = $2")
        .bind(disposal.id.to_string())
        .bind(disposal.version)
        .bind(disposal.state.code())
        .bind(disposal.done.map(|(person, _)| person.to_string()))
        .bind(disposal.done.map(|(_, at)| at.milliseconds()))
        .execute_one(tx)
        .await
}

/// Keeps that a record of a disposal was emptied, and how far it had been shared.
///
/// # Errors
/// When the database fails.
pub async fn keep_emptied(
    tx: &mut Tx,
    disposal: DisposalId,
    item: &Disposable,
    was: Sharing,
) -> Result<(), StoreError> {
    sql("INSERT INTO disposal_items (disposal_id, kind, subject_id, number, closed, amount, was_shared) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (disposal_id, kind, subject_id) DO UPDATE SET \
         was_shared = excluded.was_shared, amount = excluded.amount")
    .bind(disposal.to_string())
    .bind(item.kind.code())
    .bind(&item.subject)
    .bind(&item.number)
    .bind(item.closed.to_string())
    .bind(item.count)
    .bind(was.code())
    .execute_one(tx)
    .await
}

/// The disposal with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: DisposalId) -> Result<Option<Disposal>, StoreError> {
    let row = sql("SELECT * FROM disposals WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// The disposals of an organisation, latest first.
///
/// # Errors
/// When the database fails.
pub async fn of_organisation(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Disposal>, StoreError> {
    let rows = sql("SELECT * FROM disposals WHERE organisation_id = $1 ORDER BY proposed_at DESC, id DESC")
        .bind(organisation.to_string())
        .all(tx)
        .await?;
    rows.iter().map(read).collect()
}

/// What a disposal is about, and whether each has been emptied.
///
/// # Errors
/// When the database fails.
pub async fn items(tx: &mut Tx, disposal: DisposalId) -> Result<Vec<(Disposable, bool)>, StoreError> {
    let rows = sql("SELECT * FROM disposal_items WHERE disposal_id = $1 ORDER BY kind, number, subject_id")
        .bind(disposal.to_string())
        .all(tx)
        .await?;
    let item = |row: &Row| {
        let one = Disposable {
            kind: row.word("kind", DisposedKind::from_code)?,
            subject: row.text("subject_id")?,
            number: row.text("number")?,
            title: String::new(),
            closed: row.parsed("closed")?,
            count: row.int("amount")?,
        };
        Ok((one, row.text_or_none("was_shared")?.is_some()))
    };
    rows.iter().map(item).collect()
}

/// By which disposal the record with this number was emptied, and how far it had been shared.
///
/// # Errors
/// When the database fails.
pub async fn by_number(tx: &mut Tx, number: &str) -> Result<Option<(Disposal, Sharing)>, StoreError> {
    let row = sql("SELECT disposals.*, was_shared FROM disposals JOIN disposal_items ON disposal_id = id \
         WHERE number = $1 AND was_shared IS NOT NULL AND kind <> 'comment'")
    .bind(number)
    .first(tx)
    .await?;
    let found = |row: &Row| {
        let was = row.text("was_shared")?;
        let damaged = || StoreError::Damaged { column: "was_shared", value: was.clone() };
        Ok((read(row)?, Sharing::from_code(&was).ok_or_else(damaged)?))
    };
    row.as_ref().map(found).transpose()
}

/// What of an organisation is old enough, by the days before which each kind must have been closed.
///
/// # Errors
/// When the database fails.
pub async fn old_enough(
    tx: &mut Tx,
    organisation: OrganisationId,
    before: &[(DisposedKind, Date)],
) -> Result<Vec<Disposable>, StoreError> {
    let day = |kind| before.iter().find(|(one, _)| *one == kind).and_then(|(_, day)| start_of(*day));
    let own = organisation.to_string();
    let mut found = Vec::new();
    // What is kept for good is closed before no day.
    let closed_case = day(DisposedKind::Case).map_or(i64::MIN, Instant::milliseconds);
    if let Some(before) = day(DisposedKind::Case) {
        let initiatives = before_of(&day(DisposedKind::Initiative));
        let statement = sql(CASES).bind(&own).bind(before.milliseconds()).bind(initiatives).bind(MOST);
        found.extend(records(tx, DisposedKind::Case, statement).await?);
    }
    if let Some(before) = day(DisposedKind::Need) {
        let statement = sql(NEEDS).bind(&own).bind(before.milliseconds()).bind(closed_case).bind(MOST);
        found.extend(records(tx, DisposedKind::Need, statement).await?);
    }
    if let Some(before) = day(DisposedKind::Comment) {
        let statement = sql(COMMENTS).bind(&own).bind(before.milliseconds()).bind(MOST);
        found.extend(records(tx, DisposedKind::Comment, statement).await?);
    }
    for kind in [DisposedKind::Notice, DisposedKind::Letter, DisposedKind::Session] {
        if let Some(before) = day(kind) {
            let row = rows_of(kind, &own, before).first(tx).await?;
            let count = row.as_ref().map_or(Ok(0), |row| row.int("n"))?;
            if let Some(row) = row.filter(|_| count > 0) {
                let first = row.int_or_none("closed")?.map_or(before, Instant::from_milliseconds);
                let (subject, number, title) = (String::new(), String::new(), String::new());
                found.push(Disposable { kind, subject, number, title, closed: first.day(), count });
            }
        }
    }
    Ok(found)
}

/// Counts rows without a number.
fn rows_of(kind: DisposedKind, own: &str, before: Instant) -> Statement {
    match kind {
        DisposedKind::Letter => {
            sql(LETTERS).bind(own).bind(letters_before(before)).bind(before.milliseconds())
        }
        DisposedKind::Notice => sql(NOTICES).bind(own).bind(before.milliseconds()),
        DisposedKind::Need
        | DisposedKind::Case
        | DisposedKind::Initiative
        | DisposedKind::Comment
        | DisposedKind::Session => sql(SESSIONS).bind(own).bind(before.milliseconds()),
    }
}

/// Where ids of letters of a day begin: the time stands first in them.
fn letters_before(before: Instant) -> String {
    LetterId::at(before).to_string().chars().take(13).collect()
}

/// The day as the text that days of initiatives are compared with.
fn before_of(day: &Option<Instant>) -> String {
    day.map(|day| day.day().to_string()).unwrap_or_default()
}

fn start_of(day: Date) -> Option<Instant> {
    Instant::when_clocks_show(day.at(0, 0, 0, 0))
}

/// `$1` organisation, `$2` closed before, `$3` day before which initiatives must have ended. Never while something that the case is a part of
/// is still open: a need that has gone from it to another case, or an initiative.
const CASES: &str = "SELECT id, number, title, updated AS closed FROM cases WHERE organisation_id = $1 \
     AND state IN ('closed', 'finished') AND updated < $2 \
     AND number NOT IN (SELECT number FROM disposal_items WHERE kind = 'case' AND was_shared IS NOT NULL) \
     AND NOT EXISTS (SELECT 1 FROM initiatives WHERE case_id = cases.id AND COALESCE(closed_on, '9999') >= $3) \
     AND NOT EXISTS (SELECT 1 FROM case_needs JOIN cases other ON other.id = case_needs.case_id \
     WHERE case_needs.from_case_id = cases.id AND tie IN ('joined', 'asked') AND other.state IN ('running', 'dormant')) \
     ORDER BY updated, id LIMIT $4";

/// `$3` is before when a case must have ended. A need goes after its case or with it, never before; so it does after one that was begun for it
/// and that it has left, which has its words still.
const NEEDS: &str = "SELECT id, number, title, COALESCE(state_at, updated) AS closed FROM needs WHERE organisation_id = $1 \
     AND state <> 'draft' AND COALESCE(state_at, updated) < $2 \
     AND number NOT IN (SELECT number FROM disposal_items WHERE kind = 'need' AND was_shared IS NOT NULL) \
     AND (state = 'withdrawn' OR EXISTS (SELECT 1 FROM case_needs WHERE need_id = needs.id AND tie = 'joined')) \
     AND NOT EXISTS (SELECT 1 FROM case_needs JOIN cases ON cases.id = case_id WHERE need_id = needs.id \
     AND (tie IN ('joined', 'asked') OR cases.organisation_id = needs.organisation_id) AND (state IN ('running', 'dormant') OR cases.updated >= $3 \
     OR cases.updated >= $2)) \
     ORDER BY COALESCE(state_at, updated), id LIMIT $4";

/// Comments on needs and cases that have ended, counted by record.
const COMMENTS: &str = "SELECT subject_id AS id, MAX(number) AS number, '' AS title, MAX(closed) AS closed, COUNT(*) AS n FROM comments \
     JOIN (SELECT id AS record, number, updated AS closed FROM cases \
     WHERE organisation_id = $1 AND state IN ('closed', 'finished') AND updated < $2 \
     UNION ALL SELECT id, number, COALESCE(state_at, updated) FROM needs \
     WHERE organisation_id = $1 AND state = 'withdrawn' AND COALESCE(state_at, updated) < $2 \
     UNION ALL SELECT needs.id, needs.number, cases.updated FROM needs JOIN case_needs ON need_id = needs.id AND tie = 'joined' \
     JOIN cases ON cases.id = case_id WHERE needs.organisation_id = $1 AND needs.state <> 'withdrawn' \
     AND cases.state IN ('closed', 'finished') AND cases.updated < $2) ended ON record = subject_id \
     GROUP BY subject_id ORDER BY MAX(closed), subject_id LIMIT $3";

const NOTICES: &str = "SELECT COUNT(*) AS n, MIN(at) AS closed FROM notices WHERE organisation_id = $1 AND at < $2 AND mail_at IS NULL";

/// Letters have no day but in their id; those to people of the organisation.
const LETTERS: &str = "SELECT COUNT(*) AS n, MIN($3) AS closed FROM letters WHERE mail_at IS NULL AND id < $2 AND email IN \
     (SELECT email FROM people JOIN assignments ON person_id = people.id WHERE organisation_id = $1)";

const SESSIONS: &str =
    "SELECT COUNT(*) AS n, MIN(expires) AS closed FROM sessions WHERE organisation_id = $1 AND expires < $2";

async fn records(
    tx: &mut Tx,
    kind: DisposedKind,
    statement: Statement,
) -> Result<Vec<Disposable>, StoreError> {
    let rows = statement.all(tx).await?;
    let one = |row: &Row| {
        Ok(Disposable {
            kind,
            subject: row.text("id")?,
            number: row.text("number")?,
            title: row.text("title")?,
            closed: Instant::from_milliseconds(row.int("closed")?).day(),
            count: if kind == DisposedKind::Comment { row.int("n")? } else { 1 },
        })
    };
    rows.iter().map(one).collect()
}

fn read_rule(row: &Row) -> Result<DisposalRule, StoreError> {
    let months = row.int_or_none("months")?;
    let months = months.map(|months| {
        u32::try_from(months).map_err(|_| StoreError::Damaged { column: "months", value: months.to_string() })
    });
    Ok(DisposalRule {
        kind: row.word("kind", DisposedKind::from_code)?,
        revision: row.int("revision")?,
        months: months.transpose()?,
        note: row.text("note")?,
        person: row.parsed_or_none("person_id")?,
        at: Instant::from_milliseconds(row.int("at")?),
    })
}

fn read(row: &Row) -> Result<Disposal, StoreError> {
    let done_by: Option<PersonId> = row.parsed_or_none("done_id")?;
    let done_at = row.int_or_none("done_at")?.map(Instant::from_milliseconds);
    Ok(Disposal {
        id: row.parsed("id")?,
        version: row.int("version")?,
        organisation: row.parsed("organisation_id")?,
        reference: row.text("reference")?,
        decided_on: row.parsed("decided_on")?,
        state: row.word("state", DisposalState::from_code)?,
        proposed: (row.parsed("person_id")?, Instant::from_milliseconds(row.int("proposed_at")?)),
        done: done_by.zip(done_at),
    })
}
