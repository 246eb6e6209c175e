//! Initiatives in the database: listing, reading and saving them, with who answers for what and what stands in the way.
//!
//! Who reads the case reads the initiative, so every list joins it. Not here: introductions (`rollout`) and benefits (`benefit`).

use domain::id::{CaseId, InitiativeId, ObstacleId, OrganisationId, PersonId, SolutionId};
use domain::initiative::{Closing, Duty, Initiative, InitiativeState, Obstacle, ObstacleKind, Weight};
use domain::instant::Instant;
use domain::permission::Visibility;

use crate::db::{Row, Statement, StoreError, Tx, json, sql};
use crate::page::{Listed, Page, search_patterns, sort_key};
use crate::visible::visible;

/// Which initiatives to list. Empty fields do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InitiativeFilter {
    /// Beginnings of words, all of which must occur.
    pub search: String,
    /// Who takes part.
    pub organisation: Option<OrganisationId>,
    /// The state's code, or [`crate::case::ANY_STATE`]; those that go on where nothing is said.
    pub state: String,
    /// Of which case.
    pub case: Option<CaseId>,
    /// That introduce this.
    pub solution: Option<SolutionId>,
    /// Order.
    pub sort: InitiativeSort,
}

/// In which order to list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum InitiativeSort {
    /// Last changed first.
    #[default]
    Updated,
    /// By title, the Swedish way.
    Title,
    /// What has its next step first; what has no day last.
    Next,
}

/// The tables and the condition over `$1`–`$13`.
macro_rules! listed {
    () => {
        concat!(
            " FROM initiatives JOIN cases ON cases.id = case_id WHERE ",
            visible!("cases.organisation_id", "cases.owner_id"),
            " AND ($5 = '' OR initiatives.search LIKE $5) AND ($6 = '' OR initiatives.search LIKE $6)",
            " AND ($7 = '' OR initiatives.search LIKE $7) AND ($8 = '' OR initiatives.search LIKE $8)",
            " AND ($9 = '' OR initiatives.search LIKE $9)",
            " AND ($10 = '' OR EXISTS (SELECT 1 FROM rollouts WHERE initiative_id = initiatives.id",
            " AND rollouts.organisation_id = $10))",
            " AND (initiatives.state = $11 OR $11 = 'any'",
            " OR ($11 = '' AND initiatives.state IN ('planned', 'running', 'paused')))",
            " AND ($12 = '' OR case_id = $12) AND ($13 = '' OR initiatives.solution_id = $13)"
        )
    };
}

fn bind_filter(statement: Statement, visibility: &Visibility, filter: &InitiativeFilter) -> Statement {
    search_patterns(&filter.search)
        .into_iter()
        .fold(statement.bind_visibility(visibility), Statement::bind)
        .bind(filter.organisation.map(|id| id.to_string()).unwrap_or_default())
        .bind(&filter.state)
        .bind(filter.case.map(|id| id.to_string()).unwrap_or_default())
        .bind(filter.solution.map(|id| id.to_string()).unwrap_or_default())
}

/// One page of the initiatives that can be seen and fit the filter.
///
/// # Errors
/// When the database fails.
pub async fn list(
    tx: &mut Tx,
    visibility: &Visibility,
    filter: &InitiativeFilter,
    page: Page,
) -> Result<Listed<Initiative>, StoreError> {
    let counting = sql(concat!("SELECT COUNT(*) AS n", listed!()));
    let total = bind_filter(counting, visibility, filter).number(tx).await?;
    let statement = match filter.sort {
        InitiativeSort::Updated => sql(concat!(
            "SELECT initiatives.*",
            listed!(),
            " ORDER BY initiatives.updated DESC, initiatives.id DESC LIMIT $14 OFFSET $15"
        )),
        InitiativeSort::Title => sql(concat!(
            "SELECT initiatives.*",
            listed!(),
            " ORDER BY initiatives.title_sort, initiatives.id LIMIT $14 OFFSET $15"
        )),
        InitiativeSort::Next => sql(concat!(
            "SELECT initiatives.*",
            listed!(),
            " ORDER BY COALESCE(next_on, '9999'), initiatives.id LIMIT $14 OFFSET $15"
        )),
    };
    let rows =
        bind_filter(statement, visibility, filter).bind(page.limit()).bind(page.offset()).all(tx).await?;
    Ok(Listed { rows: rows.iter().map(read).collect::<Result<_, _>>()?, total })
}

/// The initiatives of a case, in the order they were begun, whoever may see it.
///
/// # Errors
/// When the database fails.
pub async fn of_case(tx: &mut Tx, case: CaseId) -> Result<Vec<Initiative>, StoreError> {
    let rows = sql("SELECT * FROM initiatives WHERE case_id = $1 ORDER BY created, number")
        .bind(case.to_string())
        .all(tx)
        .await?;
    rows.iter().map(read).collect()
}

/// The variants that have parted from an initiative.
///
/// # Errors
/// When the database fails.
pub async fn variants(tx: &mut Tx, parent: InitiativeId) -> Result<Vec<Initiative>, StoreError> {
    let rows = sql("SELECT * FROM initiatives WHERE parent_id = $1 ORDER BY created, number")
        .bind(parent.to_string())
        .all(tx)
        .await?;
    rows.iter().map(read).collect()
}

/// The initiative with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: InitiativeId) -> Result<Option<Initiative>, StoreError> {
    let row = sql("SELECT * FROM initiatives WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// The initiative with this number.
///
/// # Errors
/// When the database fails.
pub async fn by_number(tx: &mut Tx, number: &str) -> Result<Option<Initiative>, StoreError> {
    let row = sql("SELECT * FROM initiatives WHERE number = $1").bind(number).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// Adds an initiative.
///
/// # Errors
/// When the database fails, or something that it names does not exist.
pub async fn insert(tx: &mut Tx, initiative: &Initiative) -> Result<(), StoreError> {
    let statement = sql(
        "INSERT INTO initiatives (id, version, number, title, title_sort, search, purpose, case_id, organisation_id, \
         solution_id, parent_id, state, next_step, next_on, project_url, links, chain, closed_reason, closed_on, updated, \
         created) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)",
    );
    bind(statement, initiative)?.bind(initiative.created.milliseconds()).execute_one(tx).await
}

/// Keeps a changed initiative over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has changed it since.
pub async fn update(tx: &mut Tx, initiative: &Initiative) -> Result<(), StoreError> {
    let statement = sql(
        "UPDATE initiatives SET version = version + 1, number = $3, title = $4, title_sort = $5, \
         search = $6, purpose = $7, case_id = $8, organisation_id = $9, solution_id = $10, parent_id = $11, state = $12, \
         next_step = $13, next_on = $14, project_url = $15, links = $16, chain = $17, closed_reason = $18, closed_on = $19, \
         updated = $20 WHERE id = $1 AND version = $2",
    );
    bind(statement, initiative)?.execute_one(tx).await
}

fn bind(statement: Statement, one: &Initiative) -> Result<Statement, StoreError> {
    Ok(statement
        .bind(one.id.to_string())
        .bind(one.version)
        .bind(one.number.to_string())
        .bind(&one.title)
        .bind(sort_key(&one.title))
        .bind(domain::text::search_words(&format!("{} {} {}", one.number, one.title, one.purpose)))
        .bind(&one.purpose)
        .bind(one.case.to_string())
        .bind(one.organisation.to_string())
        .bind(one.solution.map(|id| id.to_string()))
        .bind(one.parent.map(|id| id.to_string()))
        .bind(one.state.code())
        .bind(&one.next_step)
        .bind(one.next_on.map(|day| day.to_string()))
        .bind(&one.project_url)
        .bind(json(&one.links)?)
        .bind(json(&one.chain)?)
        .bind(one.closing.as_ref().map(|closing| closing.reason.clone()))
        .bind(one.closing.as_ref().map(|closing| closing.on.to_string()))
        .bind(one.updated.milliseconds()))
}

fn read(row: &Row) -> Result<Initiative, StoreError> {
    let closing = match (row.text_or_none("closed_reason")?, row.parsed_or_none("closed_on")?) {
        (Some(reason), Some(on)) => Some(Closing { reason, on }),
        _ => None,
    };
    Ok(Initiative {
        id: row.parsed("id")?,
        version: row.int("version")?,
        number: row.parsed("number")?,
        title: row.text("title")?,
        purpose: row.text("purpose")?,
        case: row.parsed("case_id")?,
        organisation: row.parsed("organisation_id")?,
        solution: row.parsed_or_none("solution_id")?,
        parent: row.parsed_or_none("parent_id")?,
        state: row.word("state", InitiativeState::from_code)?,
        next_step: row.text("next_step")?,
        next_on: row.parsed_or_none("next_on")?,
        project_url: row.text("project_url")?,
        links: row.json("links")?,
        chain: row.json("chain")?,
        closing,
        created: Instant::from_milliseconds(row.int("created")?),
        updated: Instant::from_milliseconds(row.int("updated")?),
    })
}

/// Who answers for what in an initiative.
///
/// # Errors
/// When the database fails.
pub async fn duties(
    tx: &mut Tx,
    initiative: InitiativeId,
) -> Result<Vec<(OrganisationId, Duty, PersonId)>, StoreError> {
    sql("SELECT * FROM duties WHERE initiative_id = $1 ORDER BY organisation_id, duty")
        .bind(initiative.to_string())
        .all(tx)
        .await?
        .iter()
        .map(|row| {
            Ok((row.parsed("organisation_id")?, row.word("duty", Duty::from_code)?, row.parsed("person_id")?))
        })
        .collect()
}

/// Keeps who answers for what, for an organisation, over what was.
///
/// # Errors
/// When the database fails.
pub async fn put_duties(
    tx: &mut Tx,
    initiative: InitiativeId,
    organisation: OrganisationId,
    people: &[(Duty, PersonId)],
) -> Result<(), StoreError> {
    sql("DELETE FROM duties WHERE initiative_id = $1 AND organisation_id = $2")
        .bind(initiative.to_string())
        .bind(organisation.to_string())
        .execute(tx)
        .await?;
    for (duty, person) in people {
        sql("INSERT INTO duties (initiative_id, organisation_id, duty, person_id) VALUES ($1, $2, $3, $4)")
            .bind(initiative.to_string())
            .bind(organisation.to_string())
            .bind(duty.code())
            .bind(person.to_string())
            .execute_one(tx)
            .await?;
    }
    Ok(())
}

/// Everything that a person answers for or is to do in an organisation goes to another, or to nobody.
///
/// # Errors
/// When the database fails.
pub async fn hand_over_person(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
    successor: Option<PersonId>,
) -> Result<u64, StoreError> {
    let (organisation, person) = (organisation.to_string(), person.to_string());
    let successor = successor.map(|id| id.to_string());
    let mut changed = 0;
    if successor.is_some() {
        changed += sql("UPDATE duties SET person_id = $3 WHERE organisation_id = $1 AND person_id = $2")
            .bind(&organisation)
            .bind(&person)
            .bind(&successor)
            .execute(tx)
            .await?;
    } else {
        changed += sql("DELETE FROM duties WHERE organisation_id = $1 AND person_id = $2")
            .bind(&organisation)
            .bind(&person)
            .execute(tx)
            .await?;
    }
    for statement in [
        "UPDATE rollout_actions SET person_id = $3 WHERE organisation_id = $1 AND person_id = $2 AND done IS NULL",
        "UPDATE obstacles SET person_id = $3 WHERE organisation_id = $1 AND person_id = $2 AND solved IS NULL",
        "UPDATE benefits SET person_id = $3 WHERE organisation_id = $1 AND person_id = $2",
    ] {
        changed += sql(statement).bind(&organisation).bind(&person).bind(&successor).execute(tx).await?;
    }
    Ok(changed)
}

/// Everything that an organisation has in one initiative goes into another of the same case, and back.
///
/// # Errors
/// When the database fails, or the organisation takes part there already.
pub async fn move_party(
    tx: &mut Tx,
    from: InitiativeId,
    to: InitiativeId,
    organisation: OrganisationId,
) -> Result<(), StoreError> {
    for statement in [
        "UPDATE rollouts SET initiative_id = $2, version = version + 1 WHERE initiative_id = $1 AND organisation_id = $3",
        "UPDATE duties SET initiative_id = $2 WHERE initiative_id = $1 AND organisation_id = $3",
        "UPDATE readiness_answers SET initiative_id = $2 WHERE initiative_id = $1 AND organisation_id = $3",
        "UPDATE rollout_actions SET initiative_id = $2 WHERE initiative_id = $1 AND organisation_id = $3",
        "UPDATE obstacles SET initiative_id = $2 WHERE initiative_id = $1 AND organisation_id = $3",
        "UPDATE benefits SET initiative_id = $2 WHERE initiative_id = $1 AND organisation_id = $3",
    ] {
        sql(statement)
            .bind(from.to_string())
            .bind(to.to_string())
            .bind(organisation.to_string())
            .execute(tx)
            .await?;
    }
    Ok(())
}

/// What stands in the way of an initiative, in the order it was raised.
///
/// # Errors
/// When the database fails.
pub async fn obstacles(tx: &mut Tx, initiative: InitiativeId) -> Result<Vec<Obstacle>, StoreError> {
    let rows = sql("SELECT * FROM obstacles WHERE initiative_id = $1 ORDER BY raised, id")
        .bind(initiative.to_string())
        .all(tx)
        .await?;
    rows.iter().map(read_obstacle).collect()
}

/// The obstacle with this id.
///
/// # Errors
/// When the database fails.
pub async fn obstacle(tx: &mut Tx, id: ObstacleId) -> Result<Option<Obstacle>, StoreError> {
    let row = sql("SELECT * FROM obstacles WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read_obstacle).transpose()
}

/// Keeps an obstacle as it is now.
///
/// # Errors
/// When the database fails.
pub async fn put_obstacle(tx: &mut Tx, one: &Obstacle) -> Result<(), StoreError> {
    sql("INSERT INTO obstacles (id, initiative_id, organisation_id, kind, body, challenge, weight, measure, person_id, \
         raised, solved, solved_how) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
         ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, body = excluded.body, challenge = excluded.challenge, \
         weight = excluded.weight, measure = excluded.measure, person_id = excluded.person_id, solved = excluded.solved, \
         solved_how = excluded.solved_how")
    .bind(one.id.to_string())
    .bind(one.initiative.to_string())
    .bind(one.organisation.to_string())
    .bind(one.kind.code())
    .bind(&one.text)
    .bind(&one.challenge)
    .bind(one.weight.code())
    .bind(&one.measure)
    .bind(one.person.map(|id| id.to_string()))
    .bind(one.raised.milliseconds())
    .bind(one.solved.as_ref().map(|(at, _)| at.milliseconds()))
    .bind(one.solved.as_ref().map(|(_, how)| how.clone()))
    .execute_one(tx)
    .await
}

fn read_obstacle(row: &Row) -> Result<Obstacle, StoreError> {
    let solved = match (row.int_or_none("solved")?, row.text_or_none("solved_how")?) {
        (Some(at), how) => Some((Instant::from_milliseconds(at), how.unwrap_or_default())),
        (None, _) => None,
    };
    Ok(Obstacle {
        id: row.parsed("id")?,
        initiative: row.parsed("initiative_id")?,
        organisation: row.parsed("organisation_id")?,
        kind: row.word("kind", ObstacleKind::from_code)?,
        text: row.text("body")?,
        challenge: row.text_or_none("challenge")?,
        weight: row.word("weight", Weight::from_code)?,
        measure: row.text("measure")?,
        person: row.parsed_or_none("person_id")?,
        raised: Instant::from_milliseconds(row.int("raised")?),
        solved,
    })
}
