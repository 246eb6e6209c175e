//! Reminders in the database, and the days in records that reminders are counted from.
//!
//! Days are counted for one organisation at a time. Whether a person may read the record is asked of each (`app::reminder`).

use domain::benefit::{Benefit, FollowUp};
use domain::contract::Contract;
use domain::event::SubjectKind;
use domain::forum::{ActionPoint, ForumSeat, Meeting};
use domain::id::{OrganisationId, PersonId, ReminderId};
use domain::instant::Instant;
use domain::reminder::{Occasion, Reminder, ReminderKind};
use domain::rollout::RolloutAction;
use jiff::civil::Date;

use crate::contract::Days;
use crate::db::{Row, Statement, StoreError, Tx, sql};
use crate::{benefit, contract, forum, meeting, rollout};

/// Keeps a reminder.
///
/// # Errors
/// [`StoreError::Taken`] if the person has answered the same occasion already.
pub async fn insert(tx: &mut Tx, one: &Reminder) -> Result<(), StoreError> {
    let statement = sql("INSERT INTO reminders (id, version, day, body, postponed, done, told, person_id, \
         organisation_id, kind, subject_kind, subject_id, item_id, created) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)");
    bind(statement, one)
        .bind(one.person.to_string())
        .bind(one.organisation.to_string())
        .bind(one.occasion.kind.code())
        .bind(one.occasion.subject_kind.code())
        .bind(&one.occasion.subject)
        .bind(&one.occasion.item)
        .bind(one.created.milliseconds())
        .execute_one(tx)
        .await
}

/// Saves a reminder over the version that was read. Whose it is and what about never changes.
///
/// # Errors
/// [`StoreError::Stale`] if it has been changed since.
pub async fn update(tx: &mut Tx, one: &Reminder) -> Result<(), StoreError> {
    let statement =
        sql("UPDATE reminders SET version = version + 1, day = $3, body = $4, postponed = $5, done = $6, \
         told = $7 WHERE id = $1 AND version = $2");
    bind(statement, one).execute_one(tx).await
}

fn bind(statement: Statement, one: &Reminder) -> Statement {
    statement
        .bind(one.id.to_string())
        .bind(one.version)
        .bind(one.occasion.day.to_string())
        .bind(&one.text)
        .bind(one.postponed.map(|day| day.to_string()))
        .bind(one.done.map(Instant::milliseconds))
        .bind(one.told.map(|day| day.to_string()))
}

/// The reminder with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: ReminderId) -> Result<Option<Reminder>, StoreError> {
    let row = sql("SELECT * FROM reminders WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// What a person has set and answered when acting for an organisation.
///
/// # Errors
/// When the database fails.
pub async fn of_person(
    tx: &mut Tx,
    person: PersonId,
    organisation: OrganisationId,
) -> Result<Vec<Reminder>, StoreError> {
    let rows = sql("SELECT * FROM reminders WHERE person_id = $1 AND organisation_id = $2 ORDER BY day, id")
        .bind(person.to_string())
        .bind(organisation.to_string())
        .all(tx)
        .await?;
    rows.iter().map(read).collect()
}

/// What people have set or put off, has come and is not done, told of or not: who is to be told is for the caller to say.
///
/// # Errors
/// When the database fails.
pub async fn come(tx: &mut Tx, today: Date) -> Result<Vec<Reminder>, StoreError> {
    let rows = sql("SELECT * FROM reminders WHERE done IS NULL AND (kind = 'own' OR postponed IS NOT NULL) \
         AND COALESCE(postponed, day) <= $1 AND (told IS NULL OR told < COALESCE(postponed, day)) ORDER BY day, id")
    .bind(today.to_string())
    .all(tx)
    .await?;
    rows.iter().map(read).collect()
}

/// How many reminders a person has set for an organisation and not done.
///
/// # Errors
/// When the database fails.
pub async fn open_count(
    tx: &mut Tx,
    person: PersonId,
    organisation: OrganisationId,
) -> Result<i64, StoreError> {
    sql("SELECT COUNT(*) AS n FROM reminders WHERE person_id = $1 AND organisation_id = $2 AND kind = 'own' \
         AND done IS NULL")
    .bind(person.to_string())
    .bind(organisation.to_string())
    .number(tx)
    .await
}

/// The contracts that an organisation keeps or is in as a party or by call-off, but for those that have long ended.
///
/// # Errors
/// When the database fails.
pub async fn contracts(
    tx: &mut Tx,
    organisation: OrganisationId,
    ended_before: Date,
) -> Result<Vec<Contract>, StoreError> {
    let rows = sql("SELECT * FROM contracts WHERE (last_day IS NULL OR last_day >= $2) AND (organisation_id = $1 \
         OR id IN (SELECT contract_id FROM contract_coverage WHERE organisation_id = $1 AND standing <> 'may_join')) \
         ORDER BY id")
    .bind(organisation.to_string())
    .bind(ended_before.to_string())
    .all(tx)
    .await?;
    contract::whole(tx, &rows).await
}

/// Days on which benefits of an organisation are to be measured and that come within these, with the benefit.
///
/// # Errors
/// When the database fails.
pub async fn follow_ups(
    tx: &mut Tx,
    organisation: OrganisationId,
    (first, last): Days,
) -> Result<Vec<(FollowUp, Benefit)>, StoreError> {
    let rows = sql("SELECT follow_ups.* FROM follow_ups JOIN benefits ON benefits.id = benefit_id \
         WHERE organisation_id = $1 AND due >= $2 AND due <= $3 AND done IS NULL AND given_up IS NULL \
         ORDER BY due, follow_ups.id")
    .bind(organisation.to_string())
    .bind(first.to_string())
    .bind(last.to_string())
    .all(tx)
    .await?;
    let mut found = Vec::new();
    for row in &rows {
        let day = benefit::read_follow_up(row)?;
        if let Some(of) = benefit::get(tx, day.benefit).await? {
            found.push((day, of));
        }
    }
    Ok(found)
}

/// Meetings that are to be held within these days, with each seat that somebody has for an organisation.
///
/// # Errors
/// When the database fails.
pub async fn meetings(
    tx: &mut Tx,
    organisation: OrganisationId,
    (first, last): Days,
) -> Result<Vec<(Meeting, ForumSeat)>, StoreError> {
    let rows =
        sql("SELECT * FROM meetings WHERE state = 'planned' AND day >= $2 AND day <= $3 AND forum_id IN \
         (SELECT forum_id FROM forum_seats WHERE organisation_id = $1) ORDER BY day, id")
        .bind(organisation.to_string())
        .bind(first.to_string())
        .bind(last.to_string())
        .all(tx)
        .await?;
    let mut found = Vec::new();
    for row in &rows {
        let called = meeting::read(row)?;
        let seats = forum::seats(tx, called.forum).await?;
        let own = seats.into_iter().filter(|seat| seat.organisation == organisation);
        found.extend(own.map(|seat| (called.clone(), seat)));
    }
    Ok(found)
}

/// What people of an organisation were given to do after meetings, have not done, and should have within these days.
///
/// # Errors
/// When the database fails.
pub async fn actions(
    tx: &mut Tx,
    organisation: OrganisationId,
    (first, last): Days,
) -> Result<Vec<ActionPoint>, StoreError> {
    let rows = sql(
        "SELECT * FROM action_points WHERE organisation_id = $1 AND due >= $2 AND due <= $3 AND done IS NULL \
         AND person_id IS NOT NULL ORDER BY due, id",
    )
    .bind(organisation.to_string())
    .bind(first.to_string())
    .bind(last.to_string())
    .all(tx)
    .await?;
    rows.iter().map(meeting::read_action).collect()
}

/// The same for introductions.
///
/// # Errors
/// When the database fails.
pub async fn rollout_actions(
    tx: &mut Tx,
    organisation: OrganisationId,
    (first, last): Days,
) -> Result<Vec<RolloutAction>, StoreError> {
    let rows = sql("SELECT * FROM rollout_actions WHERE organisation_id = $1 AND due >= $2 AND due <= $3 AND done IS NULL \
         AND person_id IS NOT NULL ORDER BY due, id")
    .bind(organisation.to_string())
    .bind(first.to_string())
    .bind(last.to_string())
    .all(tx)
    .await?;
    rows.iter().map(rollout::read_action).collect()
}

fn read(row: &Row) -> Result<Reminder, StoreError> {
    Ok(Reminder {
        id: row.parsed("id")?,
        version: row.int("version")?,
        person: row.parsed("person_id")?,
        organisation: row.parsed("organisation_id")?,
        occasion: Occasion {
            kind: row.word("kind", ReminderKind::from_code)?,
            subject_kind: row.word("subject_kind", SubjectKind::from_code)?,
            subject: row.text("subject_id")?,
            item: row.text("item_id")?,
            day: row.parsed("day")?,
        },
        text: row.text("body")?,
        postponed: row.parsed_or_none("postponed")?,
        done: row.int_or_none("done")?.map(Instant::from_milliseconds),
        told: row.parsed_or_none("told")?,
        created: Instant::from_milliseconds(row.int("created")?),
    })
}
