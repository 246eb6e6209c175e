//! Notices in the database, how often people want mail about them, and what is due.

use domain::event::{EventKind, SubjectKind};
use domain::id::{NoticeId, OrganisationId, PersonId};
use domain::instant::Instant;
use domain::notice::{Frequency, Topic};

use crate::db::{Row, StoreError, Tx, sql};
use crate::page::{Listed, Page};

/// A notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Identity.
    pub id: NoticeId,
    /// Whom it concerns.
    pub person: PersonId,
    /// As whose.
    pub organisation: OrganisationId,
    /// What it is about.
    pub topic: Topic,
    /// The event it tells, by its place in the sequence.
    pub event: i64,
    /// The kind of the record.
    pub subject_kind: SubjectKind,
    /// The id of the record.
    pub subject: String,
    /// From when it is shown.
    pub at: Instant,
    /// When the person read it.
    pub read_at: Option<Instant>,
    /// When mail is due; `None` once it has gone or when none is wanted.
    pub mail_at: Option<Instant>,
    /// How often mailing it has failed.
    pub tries: i64,
}

/// Keeps a notice.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, notice: &Notice) -> Result<(), StoreError> {
    sql("INSERT INTO notices (id, person_id, organisation_id, topic, event, subject_kind, subject_id, at, read_at, mail_at, tries) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
    .bind(notice.id.to_string())
    .bind(notice.person.to_string())
    .bind(notice.organisation.to_string())
    .bind(notice.topic.code())
    .bind(notice.event)
    .bind(notice.subject_kind.code())
    .bind(&notice.subject)
    .bind(notice.at.milliseconds())
    .bind(notice.read_at.map(Instant::milliseconds))
    .bind(notice.mail_at.map(Instant::milliseconds))
    .bind(notice.tries)
    .execute_one(tx)
    .await
}

/// Takes back what has not been shown yet about a record: it was undone.
///
/// # Errors
/// When the database fails.
pub async fn take_back(tx: &mut Tx, kind: SubjectKind, id: &str, now: Instant) -> Result<u64, StoreError> {
    sql("DELETE FROM notices WHERE subject_kind = $1 AND subject_id = $2 AND at > $3")
        .bind(kind.code())
        .bind(id)
        .bind(now.milliseconds())
        .execute(tx)
        .await
}

/// A person's notices that are shown by now, latest first.
///
/// # Errors
/// When the database fails.
pub async fn of_person(
    tx: &mut Tx,
    person: PersonId,
    now: Instant,
    page: Page,
) -> Result<Listed<Notice>, StoreError> {
    let total = sql("SELECT COUNT(*) AS n FROM notices WHERE person_id = $1 AND at <= $2")
        .bind(person.to_string())
        .bind(now.milliseconds())
        .number(tx)
        .await?;
    let rows = sql("SELECT * FROM notices WHERE person_id = $1 AND at <= $2 ORDER BY at DESC, event DESC LIMIT $3 OFFSET $4")
        .bind(person.to_string())
        .bind(now.milliseconds())
        .bind(page.limit())
        .bind(page.offset())
        .all(tx)
        .await?;
    Ok(Listed { rows: rows.iter().map(read).collect::<Result<_, _>>()?, total })
}

/// What a person was told since then that is of one of two kinds and has not been read, latest first.
///
/// # Errors
/// When the database fails.
pub async fn unread_of_kinds(
    tx: &mut Tx,
    person: PersonId,
    (since, now): (Instant, Instant),
    kinds: [EventKind; 2],
) -> Result<Vec<Notice>, StoreError> {
    let [one, other] = kinds;
    sql("SELECT notices.* FROM notices JOIN events ON events.sequence = notices.event WHERE notices.person_id = $1 \
         AND notices.at > $2 AND notices.at <= $3 AND read_at IS NULL AND events.kind IN ($4, $5) ORDER BY notices.event DESC")
    .bind(person.to_string())
    .bind(since.milliseconds())
    .bind(now.milliseconds())
    .bind(one.code())
    .bind(other.code())
    .all(tx)
    .await?
    .iter()
    .map(read)
    .collect()
}

/// How many of them the person has not read.
///
/// # Errors
/// When the database fails.
pub async fn unread(tx: &mut Tx, person: PersonId, now: Instant) -> Result<i64, StoreError> {
    sql("SELECT COUNT(*) AS n FROM notices WHERE person_id = $1 AND at <= $2 AND read_at IS NULL")
        .bind(person.to_string())
        .bind(now.milliseconds())
        .number(tx)
        .await
}

/// Keeps that a person has read every notice that is shown by now.
///
/// # Errors
/// When the database fails.
pub async fn mark_read(tx: &mut Tx, person: PersonId, now: Instant) -> Result<u64, StoreError> {
    sql("UPDATE notices SET read_at = $2 WHERE person_id = $1 AND at <= $2 AND read_at IS NULL")
        .bind(person.to_string())
        .bind(now.milliseconds())
        .execute(tx)
        .await
}

/// The person whose mail has been due for longest.
///
/// # Errors
/// When the database fails.
pub async fn first_due(tx: &mut Tx, now: Instant) -> Result<Option<PersonId>, StoreError> {
    let row = sql("SELECT person_id FROM notices WHERE mail_at <= $1 ORDER BY mail_at, id LIMIT 1")
        .bind(now.milliseconds())
        .first(tx)
        .await?;
    row.map(|row| row.parsed("person_id")).transpose()
}

/// A person's notices whose mail is due, oldest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn due(tx: &mut Tx, person: PersonId, now: Instant, limit: i64) -> Result<Vec<Notice>, StoreError> {
    sql("SELECT * FROM notices WHERE person_id = $1 AND mail_at <= $2 ORDER BY at, event LIMIT $3")
        .bind(person.to_string())
        .bind(now.milliseconds())
        .bind(limit)
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Sets when mail about a notice is due next, and how often it has failed; `None` when it has gone or is given up.
///
/// # Errors
/// When the database fails.
pub async fn set_mail(
    tx: &mut Tx,
    id: NoticeId,
    mail_at: Option<Instant>,
    tries: i64,
) -> Result<(), StoreError> {
    sql("UPDATE notices SET mail_at = $2, tries = $3 WHERE id = $1")
        .bind(id.to_string())
        .bind(mail_at.map(Instant::milliseconds))
        .bind(tries)
        .execute(tx)
        .await
        .map(|_| ())
}

/// Lets no mail go about what has been told so far: for what only pretends to have happened.
///
/// # Errors
/// When the database fails.
pub async fn without_mail(tx: &mut Tx) -> Result<u64, StoreError> {
    sql("UPDATE notices SET mail_at = NULL WHERE mail_at IS NOT NULL").execute(tx).await
}

/// What a person has chosen, topic by topic; those not chosen are left out.
///
/// # Errors
/// When the database fails.
pub async fn choices(tx: &mut Tx, person: PersonId) -> Result<Vec<(Topic, Frequency)>, StoreError> {
    sql("SELECT * FROM notice_choices WHERE person_id = $1 ORDER BY topic")
        .bind(person.to_string())
        .all(tx)
        .await?
        .iter()
        .map(|row| Ok((row.word("topic", Topic::from_code)?, row.word("frequency", Frequency::from_code)?)))
        .collect()
}

/// Keeps how often a person wants mail about a topic.
///
/// # Errors
/// When the database fails.
pub async fn choose(
    tx: &mut Tx,
    person: PersonId,
    topic: Topic,
    frequency: Frequency,
) -> Result<(), StoreError> {
    sql("INSERT INTO notice_choices (person_id, topic, frequency) VALUES ($1, $2, $3) \
         ON CONFLICT (person_id, topic) DO UPDATE SET frequency = excluded.frequency")
    .bind(person.to_string())
    .bind(topic.code())
    .bind(frequency.code())
    .execute_one(tx)
    .await
}

/// What stands in the addresses that end a person's mail.
///
/// # Errors
/// When the database fails.
pub async fn mail_key(tx: &mut Tx, person: PersonId) -> Result<Option<String>, StoreError> {
    let row =
        sql("SELECT key FROM mail_keys WHERE person_id = $1").bind(person.to_string()).first(tx).await?;
    row.map(|row| row.text("key")).transpose()
}

/// Keeps what is to stand there.
///
/// # Errors
/// [`StoreError::Taken`] if the person has one.
pub async fn keep_mail_key(tx: &mut Tx, person: PersonId, key: &str) -> Result<(), StoreError> {
    sql("INSERT INTO mail_keys (person_id, key) VALUES ($1, $2)")
        .bind(person.to_string())
        .bind(key)
        .execute_one(tx)
        .await
}

/// Whose key this is.
///
/// # Errors
/// When the database fails.
pub async fn of_mail_key(tx: &mut Tx, key: &str) -> Result<Option<PersonId>, StoreError> {
    let row = sql("SELECT person_id FROM mail_keys WHERE key = $1").bind(key).first(tx).await?;
    row.map(|row| row.parsed("person_id")).transpose()
}

fn read(row: &Row) -> Result<Notice, StoreError> {
    Ok(Notice {
        id: row.parsed("id")?,
        person: row.parsed("person_id")?,
        organisation: row.parsed("organisation_id")?,
        topic: row.word("topic", Topic::from_code)?,
        event: row.int("event")?,
        subject_kind: row.word("subject_kind", SubjectKind::from_code)?,
        subject: row.text("subject_id")?,
        at: Instant::from_milliseconds(row.int("at")?),
        read_at: row.int_or_none("read_at")?.map(Instant::from_milliseconds),
        mail_at: row.int_or_none("mail_at")?.map(Instant::from_milliseconds),
        tries: row.int("tries")?,
    })
}
