//! Rounds of scoring in the database, with the cases and assessors in them and the scores.
//!
//! Not here: what scores come to (`domain::prioritisation`), and whose may be seen when (`app`).

use domain::id::{CaseId, CollaborationId, OrganisationId, PersonId, RoundId};
use domain::instant::Instant;
use domain::prioritisation::{Round, RoundAssessor, Score, Sureness, Voices};

use crate::db::{Row, StoreError, Tx, json, sql};

/// Adds a round.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, round: &Round) -> Result<(), StoreError> {
    sql("INSERT INTO rounds (id, version, title, organisation_id, collaboration_id, criteria, voices, due, closed, created) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
    .bind(round.id.to_string())
    .bind(round.version)
    .bind(&round.title)
    .bind(round.organisation.to_string())
    .bind(round.collaboration.to_string())
    .bind(json(&round.criteria)?)
    .bind(round.voices.code())
    .bind(round.due.map(|day| day.to_string()))
    .bind(round.closed.map(Instant::milliseconds))
    .bind(round.created.milliseconds())
    .execute_one(tx)
    .await
}

/// Closes a round over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has changed it since.
pub async fn close(tx: &mut Tx, round: &Round, at: Instant) -> Result<(), StoreError> {
    sql("UPDATE rounds SET version = version + 1, closed = $3 WHERE id = $1 AND version = $2")
        .bind(round.id.to_string())
        .bind(round.version)
        .bind(at.milliseconds())
        .execute_one(tx)
        .await
}

/// The round with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: RoundId) -> Result<Option<Round>, StoreError> {
    let row = sql("SELECT * FROM rounds WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// The rounds of a collaboration, latest first.
///
/// # Errors
/// When the database fails.
pub async fn of_collaboration(tx: &mut Tx, collaboration: CollaborationId) -> Result<Vec<Round>, StoreError> {
    sql("SELECT * FROM rounds WHERE collaboration_id = $1 ORDER BY created DESC, id DESC")
        .bind(collaboration.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// The rounds that a case is or was in, latest first.
///
/// # Errors
/// When the database fails.
pub async fn of_case(tx: &mut Tx, case: CaseId) -> Result<Vec<Round>, StoreError> {
    sql("SELECT rounds.* FROM rounds JOIN round_cases ON round_id = id WHERE case_id = $1 ORDER BY created DESC, id DESC")
        .bind(case.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

fn read(row: &Row) -> Result<Round, StoreError> {
    Ok(Round {
        id: row.parsed("id")?,
        version: row.int("version")?,
        title: row.text("title")?,
        organisation: row.parsed("organisation_id")?,
        collaboration: row.parsed("collaboration_id")?,
        criteria: row.json("criteria")?,
        voices: row.word("voices", Voices::from_code)?,
        due: row.parsed_or_none("due")?,
        closed: row.int_or_none("closed")?.map(Instant::from_milliseconds),
        created: Instant::from_milliseconds(row.int("created")?),
    })
}

/// Puts a case into a round.
///
/// # Errors
/// [`StoreError::Taken`] if it is there.
pub async fn add_case(tx: &mut Tx, round: RoundId, case: CaseId, position: i64) -> Result<(), StoreError> {
    sql("INSERT INTO round_cases (round_id, case_id, position) VALUES ($1, $2, $3)")
        .bind(round.to_string())
        .bind(case.to_string())
        .bind(position)
        .execute_one(tx)
        .await
}

/// The cases of a round, in their order.
///
/// # Errors
/// When the database fails.
pub async fn cases(tx: &mut Tx, round: RoundId) -> Result<Vec<CaseId>, StoreError> {
    sql("SELECT case_id FROM round_cases WHERE round_id = $1 ORDER BY position")
        .bind(round.to_string())
        .all(tx)
        .await?
        .iter()
        .map(|row| row.parsed("case_id"))
        .collect()
}

/// Lets somebody score in a round.
///
/// # Errors
/// [`StoreError::Taken`] if they do already.
pub async fn add_assessor(tx: &mut Tx, round: RoundId, assessor: &RoundAssessor) -> Result<(), StoreError> {
    sql("INSERT INTO round_assessors (round_id, person_id, organisation_id, done) VALUES ($1, $2, $3, $4)")
        .bind(round.to_string())
        .bind(assessor.person.to_string())
        .bind(assessor.organisation.to_string())
        .bind(assessor.done.map(Instant::milliseconds))
        .execute_one(tx)
        .await
}

/// Who scores in a round.
///
/// # Errors
/// When the database fails.
pub async fn assessors(tx: &mut Tx, round: RoundId) -> Result<Vec<RoundAssessor>, StoreError> {
    let rows = sql("SELECT * FROM round_assessors WHERE round_id = $1 ORDER BY organisation_id, person_id")
        .bind(round.to_string())
        .all(tx)
        .await?;
    let read = |row: &Row| {
        Ok(RoundAssessor {
            person: row.parsed("person_id")?,
            organisation: row.parsed("organisation_id")?,
            done: row.int_or_none("done")?.map(Instant::from_milliseconds),
        })
    };
    rows.iter().map(read).collect()
}

/// Keeps when an assessor was done, or that they go on.
///
/// # Errors
/// [`StoreError::Stale`] if they do not score there.
pub async fn set_done(
    tx: &mut Tx,
    round: RoundId,
    person: PersonId,
    done: Option<Instant>,
) -> Result<(), StoreError> {
    sql("UPDATE round_assessors SET done = $3 WHERE round_id = $1 AND person_id = $2")
        .bind(round.to_string())
        .bind(person.to_string())
        .bind(done.map(Instant::milliseconds))
        .execute_one(tx)
        .await
}

/// How many of an organisation's people are scoring in open rounds of a collaboration and are not done.
///
/// # Errors
/// When the database fails.
pub async fn scorers(
    tx: &mut Tx,
    organisation: OrganisationId,
    collaboration: CollaborationId,
) -> Result<i64, StoreError> {
    sql("SELECT COUNT(DISTINCT person_id) AS n FROM round_assessors WHERE organisation_id = $1 AND done IS NULL \
         AND round_id IN (SELECT id FROM rounds WHERE closed IS NULL AND collaboration_id = $2)")
    .bind(organisation.to_string())
    .bind(collaboration.to_string())
    .number(tx)
    .await
}

/// Ends what a person, or anybody of an organisation where no person is named, has not finished in open rounds. What was done
/// stays: it was said for the organisation. Gives how many were ended.
///
/// # Errors
/// When the database fails.
pub async fn leave_open(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: Option<PersonId>,
    collaboration: Option<CollaborationId>,
) -> Result<u64, StoreError> {
    sql("DELETE FROM round_assessors WHERE organisation_id = $1 AND ($2 = '' OR person_id = $2) AND done IS NULL \
         AND round_id IN (SELECT id FROM rounds WHERE closed IS NULL AND ($3 = '' OR collaboration_id = $3))")
    .bind(organisation.to_string())
    .bind(person.map(|id| id.to_string()).unwrap_or_default())
    .bind(collaboration.map(|id| id.to_string()).unwrap_or_default())
    .execute(tx)
    .await
}

/// Keeps a score over what its giver has given before.
///
/// # Errors
/// When the database fails.
pub async fn set_score(tx: &mut Tx, round: RoundId, score: &Score) -> Result<(), StoreError> {
    sql("INSERT INTO scores (round_id, case_id, person_id, criterion, value, sureness, comment) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (round_id, case_id, person_id, criterion) DO UPDATE SET value = excluded.value, \
         sureness = excluded.sureness, comment = excluded.comment")
    .bind(round.to_string())
    .bind(score.case.to_string())
    .bind(score.person.to_string())
    .bind(&score.criterion)
    .bind(i64::from(score.value))
    .bind(score.sureness.code())
    .bind(&score.comment)
    .execute_one(tx)
    .await
}

/// The scores of a round.
///
/// # Errors
/// When the database fails.
pub async fn scores(tx: &mut Tx, round: RoundId) -> Result<Vec<Score>, StoreError> {
    let rows = sql("SELECT * FROM scores WHERE round_id = $1 ORDER BY case_id, person_id, criterion")
        .bind(round.to_string())
        .all(tx)
        .await?;
    let read = |row: &Row| {
        let value = row.int("value")?;
        Ok(Score {
            case: row.parsed("case_id")?,
            person: row.parsed("person_id")?,
            criterion: row.text("criterion")?,
            value: u8::try_from(value)
                .map_err(|_| StoreError::Damaged { column: "value", value: value.to_string() })?,
            sureness: row.word("sureness", Sureness::from_code)?,
            comment: row.text("comment")?,
        })
    };
    rows.iter().map(read).collect()
}
