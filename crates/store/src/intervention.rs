//! Interventions in the database, with the challenges they answer and what has been seen to come of them.
//!
//! Not here: who may read them (`app::intervention`).

use domain::id::{ChallengeId, CollaborationId, InterventionId};
use domain::instant::Instant;
use domain::intervention::{Effect, Effort, Intervention, InterventionKind, InterventionState, Seen};

use crate::db::{Row, Statement, StoreError, Tx, sql};
use crate::page::sort_key;

/// The interventions of a collaboration, the Swedish way.
///
/// # Errors
/// When the database fails.
pub async fn of_collaboration(
    tx: &mut Tx,
    collaboration: CollaborationId,
) -> Result<Vec<Intervention>, StoreError> {
    sql("SELECT * FROM interventions WHERE collaboration_id = $1 ORDER BY title_sort, id")
        .bind(collaboration.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// The intervention with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: InterventionId) -> Result<Option<Intervention>, StoreError> {
    let row = sql("SELECT * FROM interventions WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// Adds an intervention.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, one: &Intervention) -> Result<(), StoreError> {
    let statement = sql(
        "INSERT INTO interventions (id, version, collaboration_id, organisation_id, author_id, owner, title, \
         title_sort, description, effort, kind, state, starts, ends, effect, updated, created) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
    );
    bind(statement, one).bind(one.created.milliseconds()).execute_one(tx).await
}

/// Keeps a changed intervention over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has changed it since.
pub async fn update(tx: &mut Tx, one: &Intervention) -> Result<(), StoreError> {
    let statement = sql(
        "UPDATE interventions SET version = version + 1, collaboration_id = $3, organisation_id = $4, \
         author_id = $5, owner = $6, title = $7, title_sort = $8, description = $9, effort = $10, kind = $11, state = $12, \
         starts = $13, ends = $14, effect = $15, updated = $16 WHERE id = $1 AND version = $2",
    );
    bind(statement, one).execute_one(tx).await
}

fn bind(statement: Statement, one: &Intervention) -> Statement {
    statement
        .bind(one.id.to_string())
        .bind(one.version)
        .bind(one.collaboration.to_string())
        .bind(one.organisation.to_string())
        .bind(one.author.map(|id| id.to_string()))
        .bind(&one.owner)
        .bind(&one.title)
        .bind(sort_key(&one.title))
        .bind(&one.description)
        .bind(one.effort.code())
        .bind(one.kind.code())
        .bind(one.state.code())
        .bind(one.starts.map(|day| day.to_string()))
        .bind(one.ends.map(|day| day.to_string()))
        .bind(&one.effect)
        .bind(one.updated.milliseconds())
}

fn read(row: &Row) -> Result<Intervention, StoreError> {
    Ok(Intervention {
        id: row.parsed("id")?,
        version: row.int("version")?,
        collaboration: row.parsed("collaboration_id")?,
        organisation: row.parsed("organisation_id")?,
        author: row.parsed_or_none("author_id")?,
        owner: row.text("owner")?,
        title: row.text("title")?,
        description: row.text("description")?,
        effort: row.word("effort", Effort::from_code)?,
        kind: row.word("kind", InterventionKind::from_code)?,
        state: row.word("state", InterventionState::from_code)?,
        starts: row.parsed_or_none("starts")?,
        ends: row.parsed_or_none("ends")?,
        effect: row.text("effect")?,
        created: Instant::from_milliseconds(row.int("created")?),
        updated: Instant::from_milliseconds(row.int("updated")?),
    })
}

/// Which challenges the interventions of a collaboration answer.
///
/// # Errors
/// When the database fails.
pub async fn answers(
    tx: &mut Tx,
    collaboration: CollaborationId,
) -> Result<Vec<(InterventionId, ChallengeId)>, StoreError> {
    sql("SELECT intervention_answers.* FROM intervention_answers JOIN interventions ON interventions.id = intervention_id \
         WHERE collaboration_id = $1 ORDER BY intervention_id, challenge_id")
    .bind(collaboration.to_string())
    .all(tx)
    .await?
    .iter()
    .map(|row| Ok((row.parsed("intervention_id")?, row.parsed("challenge_id")?)))
    .collect()
}

/// Says which challenges an intervention answers, in place of what was said before.
///
/// # Errors
/// When the database fails.
pub async fn put_answers(
    tx: &mut Tx,
    intervention: InterventionId,
    challenges: &[ChallengeId],
) -> Result<(), StoreError> {
    sql("DELETE FROM intervention_answers WHERE intervention_id = $1")
        .bind(intervention.to_string())
        .execute(tx)
        .await?;
    for challenge in challenges {
        sql("INSERT INTO intervention_answers (intervention_id, challenge_id) VALUES ($1, $2)")
            .bind(intervention.to_string())
            .bind(challenge.to_string())
            .execute_one(tx)
            .await?;
    }
    Ok(())
}

/// What has been seen to come of an intervention, latest first.
///
/// # Errors
/// When the database fails.
pub async fn effects(tx: &mut Tx, intervention: InterventionId) -> Result<Vec<Effect>, StoreError> {
    sql("SELECT * FROM intervention_effects WHERE intervention_id = $1 ORDER BY happened_on DESC, id DESC")
        .bind(intervention.to_string())
        .all(tx)
        .await?
        .iter()
        .map(|row| {
            Ok(Effect {
                id: row.parsed("id")?,
                intervention: row.parsed("intervention_id")?,
                seen: row.word("seen", Seen::from_code)?,
                text: row.text("body")?,
                source: row.text("origin")?,
                day: row.parsed("happened_on")?,
                person: row.parsed_or_none("person_id")?,
                at: Instant::from_milliseconds(row.int("at")?),
            })
        })
        .collect()
}

/// Adds what has been seen.
///
/// # Errors
/// When the database fails.
pub async fn insert_effect(tx: &mut Tx, one: &Effect) -> Result<(), StoreError> {
    sql("INSERT INTO intervention_effects (id, intervention_id, seen, body, origin, happened_on, person_id, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(one.id.to_string())
    .bind(one.intervention.to_string())
    .bind(one.seen.code())
    .bind(&one.text)
    .bind(&one.source)
    .bind(one.day.to_string())
    .bind(one.person.map(|id| id.to_string()))
    .bind(one.at.milliseconds())
    .execute_one(tx)
    .await
}
