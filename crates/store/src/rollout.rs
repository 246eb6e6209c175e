//! Introductions in the database: how far each organisation has come, what it has answered, and what is to be done.
//!
//! Not here: who answers for what (`initiative::duties`); [`of_initiative`] puts the two together.

use domain::id::{InitiativeId, OrganisationId, PersonId, RolloutActionId};
use domain::initiative::{Party, PartyRole};
use domain::instant::Instant;
use domain::process::Answer;
use domain::rollout::{Go, GoDecision, ReadinessAnswer, Rollout, RolloutAction, RolloutState};

use crate::db::{Row, Statement, StoreError, Tx, json, sql};

/// The introductions of an initiative, the lead first, then by the name of the organisation.
///
/// # Errors
/// When the database fails.
pub async fn of_initiative(tx: &mut Tx, initiative: InitiativeId) -> Result<Vec<Rollout>, StoreError> {
    let rows =
        sql("SELECT rollouts.* FROM rollouts JOIN organisations ON organisations.id = organisation_id \
         WHERE initiative_id = $1 ORDER BY CASE role WHEN 'lead' THEN 0 ELSE 1 END, name_sort")
        .bind(initiative.to_string())
        .all(tx)
        .await?;
    let duties = crate::initiative::duties(tx, initiative).await?;
    let mut rollouts: Vec<Rollout> = rows.iter().map(read).collect::<Result<_, _>>()?;
    for rollout in &mut rollouts {
        let own = duties.iter().filter(|(organisation, ..)| *organisation == rollout.party.organisation);
        rollout.party.people = own.map(|(_, duty, person)| (*duty, *person)).collect();
    }
    Ok(rollouts)
}

/// The initiatives that an organisation takes part in, latest changed first.
///
/// # Errors
/// When the database fails.
pub async fn initiatives_of(
    tx: &mut Tx,
    organisation: OrganisationId,
) -> Result<Vec<InitiativeId>, StoreError> {
    sql("SELECT initiative_id FROM rollouts JOIN initiatives ON initiatives.id = initiative_id \
         WHERE rollouts.organisation_id = $1 ORDER BY updated DESC, initiative_id DESC")
    .bind(organisation.to_string())
    .all(tx)
    .await?
    .iter()
    .map(|row| row.parsed("initiative_id"))
    .collect()
}

/// Adds an introduction.
///
/// # Errors
/// When the database fails, or the organisation takes part already.
pub async fn insert(tx: &mut Tx, rollout: &Rollout) -> Result<(), StoreError> {
    let statement = sql(
        "INSERT INTO rollouts (initiative_id, organisation_id, version, role, state, planned, go, go_reason, \
         person_id, go_at, live, ended, changes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    );
    bind(statement, rollout)?.execute_one(tx).await
}

/// Keeps a changed introduction over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has changed it since.
pub async fn update(tx: &mut Tx, rollout: &Rollout) -> Result<(), StoreError> {
    let statement =
        sql("UPDATE rollouts SET version = version + 1, role = $4, state = $5, planned = $6, go = $7, \
         go_reason = $8, person_id = $9, go_at = $10, live = $11, ended = $12, changes = $13 \
         WHERE initiative_id = $1 AND organisation_id = $2 AND version = $3");
    bind(statement, rollout)?.execute_one(tx).await
}

/// Removes an introduction that nothing has been done in.
///
/// # Errors
/// When the database fails.
pub async fn remove(
    tx: &mut Tx,
    initiative: InitiativeId,
    organisation: OrganisationId,
) -> Result<(), StoreError> {
    for statement in [
        "DELETE FROM duties WHERE initiative_id = $1 AND organisation_id = $2",
        "DELETE FROM rollouts WHERE initiative_id = $1 AND organisation_id = $2",
    ] {
        sql(statement).bind(initiative.to_string()).bind(organisation.to_string()).execute(tx).await?;
    }
    Ok(())
}

fn bind(statement: Statement, one: &Rollout) -> Result<Statement, StoreError> {
    let decision = one.decision.as_ref();
    Ok(statement
        .bind(one.initiative.to_string())
        .bind(one.party.organisation.to_string())
        .bind(one.version)
        .bind(one.party.role.code())
        .bind(one.state.code())
        .bind(one.planned.map(|day| day.to_string()))
        .bind(decision.map(|decision| decision.go.code().to_owned()))
        .bind(decision.map(|decision| decision.reason.clone()))
        .bind(decision.and_then(|decision| decision.person).map(|id| id.to_string()))
        .bind(decision.map(|decision| decision.at.milliseconds()))
        .bind(one.live.map(|day| day.to_string()))
        .bind(one.ended.map(|day| day.to_string()))
        .bind(json(&one.changes)?))
}

fn read(row: &Row) -> Result<Rollout, StoreError> {
    let decision = match row.text_or_none("go")? {
        Some(code) => Some(GoDecision {
            go: Go::from_code(&code).ok_or(StoreError::Damaged { column: "go", value: code })?,
            reason: row.text_or_none("go_reason")?.unwrap_or_default(),
            person: row.parsed_or_none("person_id")?,
            at: Instant::from_milliseconds(row.int_or_none("go_at")?.unwrap_or_default()),
        }),
        None => None,
    };
    Ok(Rollout {
        initiative: row.parsed("initiative_id")?,
        version: row.int("version")?,
        party: Party {
            organisation: row.parsed("organisation_id")?,
            role: row.word("role", PartyRole::from_code)?,
            people: Vec::new(),
        },
        state: row.word("state", RolloutState::from_code)?,
        planned: row.parsed_or_none("planned")?,
        decision,
        live: row.parsed_or_none("live")?,
        ended: row.parsed_or_none("ended")?,
        changes: row.json("changes")?,
    })
}

/// What an organisation has answered.
///
/// # Errors
/// When the database fails.
pub async fn answers(
    tx: &mut Tx,
    initiative: InitiativeId,
    organisation: OrganisationId,
) -> Result<Vec<ReadinessAnswer>, StoreError> {
    sql("SELECT * FROM readiness_answers WHERE initiative_id = $1 AND organisation_id = $2 ORDER BY code")
        .bind(initiative.to_string())
        .bind(organisation.to_string())
        .all(tx)
        .await?
        .iter()
        .map(|row| {
            Ok(ReadinessAnswer {
                code: row.text("code")?,
                answer: row.word("answer", Answer::from_code)?,
                note: row.text("note")?,
                person: row.parsed_or_none("person_id")?,
                at: Instant::from_milliseconds(row.int("at")?),
            })
        })
        .collect()
}

/// Keeps an answer over the one that was.
///
/// # Errors
/// When the database fails.
pub async fn set_answer(
    tx: &mut Tx,
    initiative: InitiativeId,
    organisation: OrganisationId,
    one: &ReadinessAnswer,
) -> Result<(), StoreError> {
    sql("INSERT INTO readiness_answers (initiative_id, organisation_id, code, answer, note, person_id, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (initiative_id, organisation_id, code) DO UPDATE SET \
         answer = excluded.answer, note = excluded.note, person_id = excluded.person_id, at = excluded.at")
    .bind(initiative.to_string())
    .bind(organisation.to_string())
    .bind(&one.code)
    .bind(one.answer.code())
    .bind(&one.note)
    .bind(one.person.map(|id| id.to_string()))
    .bind(one.at.milliseconds())
    .execute_one(tx)
    .await
}

/// What is to be done in an initiative, what is due first, first.
///
/// # Errors
/// When the database fails.
pub async fn actions(tx: &mut Tx, initiative: InitiativeId) -> Result<Vec<RolloutAction>, StoreError> {
    let rows = sql("SELECT * FROM rollout_actions WHERE initiative_id = $1 ORDER BY due, id")
        .bind(initiative.to_string())
        .all(tx)
        .await?;
    rows.iter().map(read_action).collect()
}

/// What a person is to do for an organisation.
///
/// # Errors
/// When the database fails.
pub async fn actions_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<RolloutAction>, StoreError> {
    let rows =
        sql("SELECT * FROM rollout_actions WHERE organisation_id = $1 AND person_id = $2 AND done IS NULL \
         ORDER BY due, id")
        .bind(organisation.to_string())
        .bind(person.to_string())
        .all(tx)
        .await?;
    rows.iter().map(read_action).collect()
}

/// The action with this id.
///
/// # Errors
/// When the database fails.
pub async fn action(tx: &mut Tx, id: RolloutActionId) -> Result<Option<RolloutAction>, StoreError> {
    let row = sql("SELECT * FROM rollout_actions WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read_action).transpose()
}

/// Keeps an action as it is now.
///
/// # Errors
/// When the database fails.
pub async fn put_action(tx: &mut Tx, one: &RolloutAction) -> Result<(), StoreError> {
    sql("INSERT INTO rollout_actions (id, initiative_id, organisation_id, item, body, person_id, due, done) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO UPDATE SET body = excluded.body, \
         person_id = excluded.person_id, due = excluded.due, done = excluded.done")
    .bind(one.id.to_string())
    .bind(one.initiative.to_string())
    .bind(one.organisation.to_string())
    .bind(&one.item)
    .bind(&one.text)
    .bind(one.person.map(|id| id.to_string()))
    .bind(one.due.to_string())
    .bind(one.done.map(Instant::milliseconds))
    .execute_one(tx)
    .await
}

pub(crate) fn read_action(row: &Row) -> Result<RolloutAction, StoreError> {
    Ok(RolloutAction {
        id: row.parsed("id")?,
        initiative: row.parsed("initiative_id")?,
        organisation: row.parsed("organisation_id")?,
        item: row.text_or_none("item")?,
        text: row.text("body")?,
        person: row.parsed_or_none("person_id")?,
        due: row.parsed("due")?,
        done: row.int_or_none("done")?.map(Instant::from_milliseconds),
    })
}
