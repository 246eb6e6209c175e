//! Challenges in the database, with what shows them and who meets them; and the records that could show one.
//!
//! Not here: who may read them (`app::challenge`), and what is done about them (`intervention`).

use std::collections::BTreeMap;

use domain::challenge::{Challenge, ChallengeKind, Evidence, EvidenceKind};
use domain::id::{ChallengeId, CollaborationId, EvidenceId, OrganisationId, PersonId};
use domain::instant::Instant;
use domain::permission::Visibility;
use domain::sharing::Sharing;
use jiff::civil::Date;

use crate::db::{Row, Statement, StoreError, Tx, sql};
use crate::page::sort_key;
use crate::visible::visible;

/// The challenges of a collaboration, the Swedish way.
///
/// # Errors
/// When the database fails.
pub async fn of_collaboration(
    tx: &mut Tx,
    collaboration: CollaborationId,
) -> Result<Vec<Challenge>, StoreError> {
    sql("SELECT * FROM challenges WHERE collaboration_id = $1 ORDER BY title_sort, id")
        .bind(collaboration.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// The challenge with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: ChallengeId) -> Result<Option<Challenge>, StoreError> {
    let row = sql("SELECT * FROM challenges WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// Adds a challenge.
///
/// # Errors
/// [`StoreError::Taken`] where it was taken in from the list that is shipped before.
pub async fn insert(tx: &mut Tx, one: &Challenge) -> Result<(), StoreError> {
    let statement =
        sql("INSERT INTO challenges (id, version, collaboration_id, organisation_id, author_id, title, \
         title_sort, description, kind, code, updated, created) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)");
    bind(statement, one).bind(one.created.milliseconds()).execute_one(tx).await
}

/// Keeps a changed challenge over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has changed it since.
pub async fn update(tx: &mut Tx, one: &Challenge) -> Result<(), StoreError> {
    let statement =
        sql("UPDATE challenges SET version = version + 1, collaboration_id = $3, organisation_id = $4, \
         author_id = $5, title = $6, title_sort = $7, description = $8, kind = $9, code = $10, updated = $11 \
         WHERE id = $1 AND version = $2");
    bind(statement, one).execute_one(tx).await
}

fn bind(statement: Statement, one: &Challenge) -> Statement {
    statement
        .bind(one.id.to_string())
        .bind(one.version)
        .bind(one.collaboration.to_string())
        .bind(one.organisation.to_string())
        .bind(one.author.map(|id| id.to_string()))
        .bind(&one.title)
        .bind(sort_key(&one.title))
        .bind(&one.description)
        .bind(one.kind.code())
        .bind(&one.code)
        .bind(one.updated.milliseconds())
}

fn read(row: &Row) -> Result<Challenge, StoreError> {
    Ok(Challenge {
        id: row.parsed("id")?,
        version: row.int("version")?,
        collaboration: row.parsed("collaboration_id")?,
        organisation: row.parsed("organisation_id")?,
        author: row.parsed_or_none("author_id")?,
        title: row.text("title")?,
        description: row.text("description")?,
        kind: row.word("kind", ChallengeKind::from_code)?,
        code: row.text_or_none("code")?,
        created: Instant::from_milliseconds(row.int("created")?),
        updated: Instant::from_milliseconds(row.int("updated")?),
    })
}

/// What shows the challenges of a collaboration, latest first, whoever may read it.
///
/// # Errors
/// When the database fails.
pub async fn evidence(tx: &mut Tx, collaboration: CollaborationId) -> Result<Vec<Evidence>, StoreError> {
    sql(
        "SELECT challenge_evidence.* FROM challenge_evidence JOIN challenges ON challenges.id = challenge_id \
         WHERE collaboration_id = $1 ORDER BY happened_on DESC, challenge_evidence.id DESC",
    )
    .bind(collaboration.to_string())
    .all(tx)
    .await?
    .iter()
    .map(read_evidence)
    .collect()
}

/// Lays evidence beside a challenge.
///
/// # Errors
/// [`StoreError::Taken`] for a record that lies there already.
pub async fn insert_evidence(tx: &mut Tx, one: &Evidence) -> Result<(), StoreError> {
    sql("INSERT INTO challenge_evidence (id, challenge_id, kind, organisation_id, body, origin, record_id, happened_on, \
         told_to, person_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
    .bind(one.id.to_string())
    .bind(one.challenge.to_string())
    .bind(one.kind.code())
    .bind(one.organisation.map(|id| id.to_string()))
    .bind(&one.text)
    .bind(&one.source)
    .bind(&one.record)
    .bind(one.day.to_string())
    .bind(one.sharing.code())
    .bind(one.person.map(|id| id.to_string()))
    .bind(one.at.milliseconds())
    .execute_one(tx)
    .await
}

/// Takes evidence away.
///
/// # Errors
/// When the database fails.
pub async fn remove_evidence(tx: &mut Tx, id: EvidenceId) -> Result<(), StoreError> {
    sql("DELETE FROM challenge_evidence WHERE id = $1").bind(id.to_string()).execute_one(tx).await
}

fn read_evidence(row: &Row) -> Result<Evidence, StoreError> {
    Ok(Evidence {
        id: row.parsed("id")?,
        challenge: row.parsed("challenge_id")?,
        kind: row.word("kind", EvidenceKind::from_code)?,
        organisation: row.parsed_or_none("organisation_id")?,
        text: row.text("body")?,
        source: row.text("origin")?,
        record: row.text("record_id")?,
        day: row.parsed("happened_on")?,
        sharing: row.word("told_to", Sharing::from_code)?,
        person: row.parsed_or_none("person_id")?,
        at: Instant::from_milliseconds(row.int("at")?),
    })
}

/// The organisations that say themselves that they meet each challenge of a collaboration.
///
/// # Errors
/// When the database fails.
pub async fn met(
    tx: &mut Tx,
    collaboration: CollaborationId,
) -> Result<Vec<(ChallengeId, OrganisationId)>, StoreError> {
    sql("SELECT challenge_id, challenge_meetings.organisation_id FROM challenge_meetings \
         JOIN challenges ON challenges.id = challenge_id WHERE collaboration_id = $1 \
         ORDER BY challenge_id, challenge_meetings.organisation_id")
    .bind(collaboration.to_string())
    .all(tx)
    .await?
    .iter()
    .map(|row| Ok((row.parsed("challenge_id")?, row.parsed("organisation_id")?)))
    .collect()
}

/// Keeps that an organisation meets a challenge.
///
/// # Errors
/// [`StoreError::Taken`] where it has said so.
pub async fn meet(
    tx: &mut Tx,
    (challenge, organisation): (ChallengeId, OrganisationId),
    person: PersonId,
    at: Instant,
) -> Result<(), StoreError> {
    sql("INSERT INTO challenge_meetings (challenge_id, organisation_id, person_id, at) VALUES ($1, $2, $3, $4)")
        .bind(challenge.to_string())
        .bind(organisation.to_string())
        .bind(person.to_string())
        .bind(at.milliseconds())
        .execute_one(tx)
        .await
}

/// Takes that away.
///
/// # Errors
/// When the database fails.
pub async fn unmeet(
    tx: &mut Tx,
    challenge: ChallengeId,
    organisation: OrganisationId,
) -> Result<(), StoreError> {
    sql("DELETE FROM challenge_meetings WHERE challenge_id = $1 AND organisation_id = $2")
        .bind(challenge.to_string())
        .bind(organisation.to_string())
        .execute(tx)
        .await
        .map(|_| ())
}

/// A record that can show a challenge, in its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shows {
    /// What kind of evidence it is.
    pub kind: EvidenceKind,
    /// The id of the obstacle or the case.
    pub record: String,
    /// What it says.
    pub text: String,
    /// The number of the initiative or the case that it is read in.
    pub number: String,
    /// Who met it.
    pub organisation: OrganisationId,
    /// When it was so.
    pub day: Date,
    /// The code of the challenge that it was said to be about there.
    pub challenge: Option<String>,
}

fn shows(kind: EvidenceKind, row: &Row, day: Date) -> Result<Shows, StoreError> {
    Ok(Shows {
        kind,
        record: row.text("id")?,
        text: row.text("said")?,
        number: row.text("number")?,
        organisation: row.parsed("organisation_id")?,
        day,
        challenge: row.text_or_none("challenge")?,
    })
}

/// What records say that lie beside the challenges of a collaboration and can be seen: for each row its number and its words.
///
/// # Errors
/// When the database fails.
pub async fn seen(
    tx: &mut Tx,
    visibility: &Visibility,
    collaboration: CollaborationId,
) -> Result<BTreeMap<EvidenceId, (String, String)>, StoreError> {
    let obstacles = sql(concat!(
        "SELECT challenge_evidence.id AS id, obstacles.body AS said, initiatives.number AS number FROM challenge_evidence",
        " JOIN challenges ON challenges.id = challenge_id AND challenges.collaboration_id = $5",
        " JOIN obstacles ON obstacles.id = record_id JOIN initiatives ON initiatives.id = initiative_id",
        " JOIN cases ON cases.id = case_id WHERE challenge_evidence.kind = 'obstacle' AND ",
        visible!("cases.organisation_id", "cases.owner_id")
    ));
    let cases = sql(concat!(
        "SELECT challenge_evidence.id AS id, cases.number AS number, COALESCE((SELECT MAX(reason) FROM decisions",
        " WHERE case_id = cases.id AND exit IN ('declined', 'local') AND challenge_evidence.kind = 'refusal'),",
        " cases.title) AS said FROM challenge_evidence",
        " JOIN challenges ON challenges.id = challenge_id AND challenges.collaboration_id = $5",
        " JOIN cases ON cases.id = record_id WHERE challenge_evidence.kind IN ('stalled', 'refusal') AND ",
        visible!("cases.organisation_id", "cases.owner_id")
    ));
    let mut found = BTreeMap::new();
    for statement in [obstacles, cases] {
        for row in statement.bind_visibility(visibility).bind(collaboration.to_string()).all(tx).await? {
            found.insert(row.parsed("id")?, (row.text("number")?, row.text("said")?));
        }
    }
    Ok(found)
}

/// Obstacles, cases that left with a reason, and cases that should have left their stage before today: those of these organisations that
/// can be seen, latest first within each kind.
///
/// # Errors
/// When the database fails.
pub async fn records(
    tx: &mut Tx,
    visibility: &Visibility,
    organisations: &[OrganisationId],
    today: Date,
) -> Result<Vec<Shows>, StoreError> {
    let among: Vec<String> = organisations.iter().map(ToString::to_string).collect();
    let among = among.join(" ");
    let mut found = Vec::new();
    let obstacles = sql(concat!(
        "SELECT obstacles.id AS id, body AS said, initiatives.number AS number, obstacles.organisation_id AS organisation_id,",
        " raised, challenge FROM obstacles JOIN initiatives ON initiatives.id = initiative_id",
        " JOIN cases ON cases.id = case_id WHERE ",
        visible!("cases.organisation_id", "cases.owner_id"),
        " AND $5 LIKE '%' || obstacles.organisation_id || '%' ORDER BY raised DESC, obstacles.id"
    ));
    for row in obstacles.bind_visibility(visibility).bind(&among).all(tx).await? {
        let day = Instant::from_milliseconds(row.int("raised")?).day();
        found.push(shows(EvidenceKind::Obstacle, &row, day)?);
    }
    let refusals = sql(concat!(
        "SELECT cases.id AS id, reason AS said, cases.number AS number, cases.organisation_id AS organisation_id,",
        " decided_on, NULL AS challenge FROM decisions JOIN cases ON cases.id = case_id WHERE ",
        visible!("cases.organisation_id", "cases.owner_id"),
        " AND $5 LIKE '%' || cases.organisation_id || '%' AND decisions.exit IN ('declined', 'local') AND reason <> ''",
        " ORDER BY decided_on DESC, decisions.id"
    ));
    for row in refusals.bind_visibility(visibility).bind(&among).all(tx).await? {
        let day = row.parsed("decided_on")?;
        found.push(shows(EvidenceKind::Refusal, &row, day)?);
    }
    let stalled = sql(concat!(
        "SELECT id, title AS said, number, organisation_id, due, NULL AS challenge FROM cases WHERE ",
        visible!("organisation_id", "owner_id"),
        " AND $5 LIKE '%' || organisation_id || '%' AND state = 'running' AND due IS NOT NULL AND due < $6",
        " ORDER BY due, id"
    ));
    let stalled = stalled.bind_visibility(visibility).bind(&among).bind(today.to_string());
    for row in stalled.all(tx).await? {
        let day = row.parsed("due")?;
        found.push(shows(EvidenceKind::Stalled, &row, day)?);
    }
    Ok(found)
}
