//! What cases are decided on and how: what was written, the answers to checks, the decisions.
//!
//! Decisions have no function that changes them.

use domain::case::{CaseAnswer, CaseEvidence, Decision, Outcome};
use domain::cost::AllocationKey;
use domain::id::{CaseId, ForumId};
use domain::instant::Instant;
use domain::process::{Answer, Exit, Level};

use crate::db::{Row, StoreError, Tx, sql};

/// Keeps what was written that a gate asks for; nothing written takes it away.
///
/// # Errors
/// When the database fails.
pub async fn set_evidence(tx: &mut Tx, case: CaseId, evidence: &CaseEvidence) -> Result<(), StoreError> {
    if evidence.body.is_empty() {
        sql("DELETE FROM case_evidence WHERE case_id = $1 AND code = $2")
            .bind(case.to_string())
            .bind(&evidence.code)
            .execute(tx)
            .await?;
        return Ok(());
    }
    sql("INSERT INTO case_evidence (case_id, code, body, person_id, at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (case_id, code) DO UPDATE SET body = excluded.body, person_id = excluded.person_id, at = excluded.at")
    .bind(case.to_string())
    .bind(&evidence.code)
    .bind(&evidence.body)
    .bind(evidence.person.map(|id| id.to_string()))
    .bind(evidence.at.milliseconds())
    .execute_one(tx)
    .await
}

/// What has been written for a case.
///
/// # Errors
/// When the database fails.
pub async fn evidence(tx: &mut Tx, case: CaseId) -> Result<Vec<CaseEvidence>, StoreError> {
    let rows = sql("SELECT * FROM case_evidence WHERE case_id = $1 ORDER BY code")
        .bind(case.to_string())
        .all(tx)
        .await?;
    let read = |row: &Row| {
        Ok(CaseEvidence {
            code: row.text("code")?,
            body: row.text("body")?,
            person: row.parsed_or_none("person_id")?,
            at: Instant::from_milliseconds(row.int("at")?),
        })
    };
    rows.iter().map(read).collect()
}

/// Keeps an answer to a check.
///
/// # Errors
/// When the database fails.
pub async fn set_answer(tx: &mut Tx, case: CaseId, answer: &CaseAnswer) -> Result<(), StoreError> {
    sql("INSERT INTO case_answers (case_id, code, answer, evidence, person_id, at) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (case_id, code) DO UPDATE SET answer = excluded.answer, evidence = excluded.evidence, \
         person_id = excluded.person_id, at = excluded.at")
    .bind(case.to_string())
    .bind(&answer.code)
    .bind(answer.answer.code())
    .bind(&answer.evidence)
    .bind(answer.person.map(|id| id.to_string()))
    .bind(answer.at.milliseconds())
    .execute_one(tx)
    .await
}

/// The answers of a case's qualification.
///
/// # Errors
/// When the database fails.
pub async fn answers(tx: &mut Tx, case: CaseId) -> Result<Vec<CaseAnswer>, StoreError> {
    let rows = sql("SELECT * FROM case_answers WHERE case_id = $1 ORDER BY code")
        .bind(case.to_string())
        .all(tx)
        .await?;
    let read = |row: &Row| {
        Ok(CaseAnswer {
            code: row.text("code")?,
            answer: row.word("answer", Answer::from_code)?,
            evidence: row.text("evidence")?,
            person: row.parsed_or_none("person_id")?,
            at: Instant::from_milliseconds(row.int("at")?),
        })
    };
    rows.iter().map(read).collect()
}

/// Keeps a decision, for good.
///
/// # Errors
/// When the database fails.
pub async fn insert_decision(tx: &mut Tx, decision: &Decision) -> Result<(), StoreError> {
    sql("INSERT INTO decisions (id, case_id, position, stage, outcome, to_stage, exit, until, reason, level, body, reference, \
         decided_on, person_id, organisation_id, at, forum_id, item_id, allocation_key) \
         VALUES ($1, $2, (SELECT COUNT(*) + 1 FROM decisions WHERE case_id = $2), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, \
         $13, $14, $15, $16, $17, $18)")
    .bind(decision.id.to_string())
    .bind(decision.case.to_string())
    .bind(&decision.stage)
    .bind(decision.outcome.code())
    .bind(&decision.to)
    .bind(decision.exit.map(|exit| exit.code().to_owned()))
    .bind(decision.until.map(|day| day.to_string()))
    .bind(&decision.reason)
    .bind(decision.level.code())
    .bind(&decision.body)
    .bind(&decision.reference)
    .bind(decision.decided_on.to_string())
    .bind(decision.person.map(|id| id.to_string()))
    .bind(decision.organisation.to_string())
    .bind(decision.at.milliseconds())
    .bind(decision.forum.map(|id| id.to_string()))
    .bind(decision.item.map(|id| id.to_string()))
    .bind(decision.key.map(|key| key.code().to_owned()))
    .execute_one(tx)
    .await
}

/// The decisions on a case, latest first.
///
/// # Errors
/// When the database fails.
pub async fn decisions(tx: &mut Tx, case: CaseId) -> Result<Vec<Decision>, StoreError> {
    let rows = sql("SELECT * FROM decisions WHERE case_id = $1 ORDER BY position DESC")
        .bind(case.to_string())
        .all(tx)
        .await?;
    rows.iter().map(read_decision).collect()
}

/// The decisions that a forum has made, latest first.
///
/// # Errors
/// When the database fails.
pub async fn decisions_of_forum(tx: &mut Tx, forum: ForumId) -> Result<Vec<Decision>, StoreError> {
    let rows =
        sql("SELECT * FROM decisions WHERE forum_id = $1 ORDER BY decided_on DESC, at DESC, position DESC")
            .bind(forum.to_string())
            .all(tx)
            .await?;
    rows.iter().map(read_decision).collect()
}

fn read_decision(row: &Row) -> Result<Decision, StoreError> {
    let exit = row.text_or_none("exit")?;
    let key = row.text_or_none("allocation_key")?;
    Ok(Decision {
        id: row.parsed("id")?,
        case: row.parsed("case_id")?,
        stage: row.text("stage")?,
        outcome: row.word("outcome", Outcome::from_code)?,
        to: row.text("to_stage")?,
        exit: exit.as_deref().and_then(Exit::from_code),
        until: row.parsed_or_none("until")?,
        key: key.as_deref().and_then(AllocationKey::from_code),
        reason: row.text("reason")?,
        level: row.word("level", Level::from_code)?,
        body: row.text("body")?,
        forum: row.parsed_or_none("forum_id")?,
        item: row.parsed_or_none("item_id")?,
        reference: row.text("reference")?,
        decided_on: row.parsed("decided_on")?,
        person: row.parsed_or_none("person_id")?,
        organisation: row.parsed("organisation_id")?,
        at: Instant::from_milliseconds(row.int("at")?),
    })
}
