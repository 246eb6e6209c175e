//! Cases in the database: listing, reading and saving them.
//!
//! What belongs to a case counts up its version, through [`update`]: the needs in it are in `ties`, what it is decided on
//! in `basis`.

mod basis;
mod ties;

pub use basis::{
    answers, decisions, decisions_of_forum, evidence, insert_decision, set_answer, set_evidence,
};
pub use ties::{asked_of, needs, of_need, organisations_in, shared_by, tie, without_case};

use domain::case::{Case, CaseState};
use domain::id::{CaseId, OrganisationId, PersonId, ProcessId};
use domain::instant::Instant;
use domain::permission::Visibility;
use domain::person::Role;
use domain::process::{Exit, Track};
use domain::sharing::Sharing;
use jiff::civil::Date;

use crate::db::{Row, Statement, StoreError, Tx, sql};
use crate::page::{Listed, Page, search_patterns, sort_key};
use crate::visible::visible;

/// Which cases to list. Empty fields do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseFilter {
    /// Beginnings of words, all of which must occur.
    pub search: String,
    /// Who keeps it.
    pub organisation: Option<OrganisationId>,
    /// The code of the stage.
    pub stage: String,
    /// The state's code, or [`ANY_STATE`]; running and resting ones where nothing is said.
    pub state: String,
    /// The track's code.
    pub track: String,
    /// Only what waits on somebody.
    pub waiting: Option<Waiting>,
    /// Only what should have left its stage before this day, or rested until then at most.
    pub late_on: Option<Date>,
    /// Order.
    pub sort: CaseSort,
}

/// In a filter: in whatever state.
pub const ANY_STATE: &str = "any";

/// On whom a case waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// With which roles.
    pub roles: Vec<Role>,
    /// Acting for which organisation.
    pub organisation: OrganisationId,
}

/// In which order to list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CaseSort {
    /// Last changed first.
    #[default]
    Updated,
    /// By title, the Swedish way.
    Title,
    /// What should be left first; what has no such day last.
    Due,
    /// What has stood longest where it is first.
    Entered,
}

/// Whom a case waits on, as its process says: kept with the case, so that lists can ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waits {
    /// Those with this role; nobody when it has ended.
    pub role: Option<Role>,
    /// Of any organisation in the collaboration, or of the own one alone.
    pub jointly: bool,
}

/// The condition over `$1`–`$17`; the table must be called `cases`.
macro_rules! filtered {
    () => {
        concat!(
            visible!("organisation_id", "owner_id"),
            " AND ($5 = '' OR search LIKE $5) AND ($6 = '' OR search LIKE $6) AND ($7 = '' OR search LIKE $7)",
            " AND ($8 = '' OR search LIKE $8) AND ($9 = '' OR search LIKE $9)",
            " AND ($10 = '' OR organisation_id = $10) AND ($11 = '' OR stage = $11)",
            " AND (state = $12 OR $12 = 'any' OR ($12 = '' AND state IN ('running', 'dormant')))",
            " AND ($13 = '' OR track = $13)",
            " AND ($14 = '' OR (waits_role <> '' AND $14 LIKE '% ' || waits_role || ' %'",
            " AND (organisation_id = $15 OR (waits_jointly = 1 AND $4 LIKE '%' || organisation_id || '%'))",
            " AND (state = 'running' OR (state = 'dormant' AND until <= $17))))",
            " AND ($16 = '' OR (state = 'running' AND due < $16) OR (state = 'dormant' AND until <= $16))"
        )
    };
}

fn bind_filter(statement: Statement, visibility: &Visibility, filter: &CaseFilter, today: Date) -> Statement {
    let statement = search_patterns(&filter.search)
        .into_iter()
        .fold(statement.bind_visibility(visibility), Statement::bind);
    let (roles, waiting_in) = match &filter.waiting {
        Some(waiting) => {
            let roles: String = waiting.roles.iter().map(|role| format!(" {role} ")).collect();
            // Somebody without a role waits for nothing; a text that no role is in says so.
            (if roles.is_empty() { " ".to_owned() } else { roles }, waiting.organisation.to_string())
        }
        None => (String::new(), String::new()),
    };
    statement
        .bind(filter.organisation.map(|id| id.to_string()).unwrap_or_default())
        .bind(&filter.stage)
        .bind(&filter.state)
        .bind(&filter.track)
        .bind(roles)
        .bind(waiting_in)
        .bind(filter.late_on.map(|day| day.to_string()).unwrap_or_default())
        .bind(today.to_string())
}

/// One page of the cases that can be seen and fit the filter.
///
/// # Errors
/// When the database fails.
pub async fn list(
    tx: &mut Tx,
    visibility: &Visibility,
    filter: &CaseFilter,
    today: Date,
    page: Page,
) -> Result<Listed<Case>, StoreError> {
    let total = count(tx, visibility, filter, today).await?;
    let statement = match filter.sort {
        CaseSort::Updated => sql(concat!(
            "SELECT * FROM cases WHERE ",
            filtered!(),
            " ORDER BY updated DESC, id DESC LIMIT $18 OFFSET $19"
        )),
        CaseSort::Title => sql(concat!(
            "SELECT * FROM cases WHERE ",
            filtered!(),
            " ORDER BY title_sort, id LIMIT $18 OFFSET $19"
        )),
        CaseSort::Due => sql(concat!(
            "SELECT * FROM cases WHERE ",
            filtered!(),
            " ORDER BY COALESCE(due, until, '9999'), entered, id LIMIT $18 OFFSET $19"
        )),
        CaseSort::Entered => sql(concat!(
            "SELECT * FROM cases WHERE ",
            filtered!(),
            " ORDER BY entered, id LIMIT $18 OFFSET $19"
        )),
    };
    let rows = bind_filter(statement, visibility, filter, today)
        .bind(page.limit())
        .bind(page.offset())
        .all(tx)
        .await?;
    Ok(Listed { rows: rows.iter().map(read).collect::<Result<_, _>>()?, total })
}

/// How many cases can be seen and fit the filter.
///
/// # Errors
/// When the database fails.
pub async fn count(
    tx: &mut Tx,
    visibility: &Visibility,
    filter: &CaseFilter,
    today: Date,
) -> Result<i64, StoreError> {
    let counting = sql(concat!("SELECT COUNT(*) AS n FROM cases WHERE ", filtered!()));
    bind_filter(counting, visibility, filter, today).number(tx).await
}

/// How many cases under way on a version of a process can be seen.
///
/// # Errors
/// When the database fails.
pub async fn count_on(tx: &mut Tx, visibility: &Visibility, process: ProcessId) -> Result<i64, StoreError> {
    sql(concat!(
        "SELECT COUNT(*) AS n FROM cases WHERE ",
        visible!("organisation_id", "owner_id"),
        " AND process_id = $5 AND state IN ('running', 'dormant')"
    ))
    .bind_visibility(visibility)
    .bind(process.to_string())
    .number(tx)
    .await
}

/// The case with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: CaseId) -> Result<Option<Case>, StoreError> {
    let row = sql("SELECT * FROM cases WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// The case with this number.
///
/// # Errors
/// When the database fails.
pub async fn by_number(tx: &mut Tx, number: &str) -> Result<Option<Case>, StoreError> {
    let row = sql("SELECT * FROM cases WHERE number = $1").bind(number).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// The ids of what an organisation keeps, whoever may see it: for an organisation that goes up in another.
///
/// # Errors
/// When the database fails.
pub async fn ids_of(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<CaseId>, StoreError> {
    sql("SELECT id FROM cases WHERE organisation_id = $1 ORDER BY id")
        .bind(organisation.to_string())
        .all(tx)
        .await?
        .iter()
        .map(|row| row.parsed("id"))
        .collect()
}

/// Cases of an organisation, not over, for whose need a person stands.
///
/// # Errors
/// When the database fails.
pub async fn owned_by(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<CaseId>, StoreError> {
    sql("SELECT id FROM cases WHERE organisation_id = $1 AND owner_id = $2 AND state IN ('running', 'dormant') ORDER BY id")
        .bind(organisation.to_string())
        .bind(person.to_string())
        .all(tx)
        .await?
        .iter()
        .map(|row| row.parsed("id"))
        .collect()
}

/// Adds a case.
///
/// # Errors
/// When the database fails, or something that it names does not exist.
pub async fn insert(tx: &mut Tx, case: &Case, waits: Waits) -> Result<(), StoreError> {
    let statement = sql("INSERT INTO cases (id, version, number, title, title_sort, statement, organisation_id, \
         collaboration_id, process_id, stage, entered, due, track, state, exit, until, owner_id, sharing, waits_role, \
         waits_jointly, search, updated, created) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, \
         $16, $17, $18, $19, $20, $21, $22, $23)")
    .bind(case.id.to_string())
    .bind(case.version);
    bind_case(statement, case, waits).bind(case.created.milliseconds()).execute_one(tx).await
}

/// Saves a case over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has saved it, or something that belongs to it, since.
pub async fn update(tx: &mut Tx, case: &Case, waits: Waits) -> Result<(), StoreError> {
    let statement = sql("UPDATE cases SET version = version + 1, number = $3, title = $4, title_sort = $5, statement = $6, \
         organisation_id = $7, collaboration_id = $8, process_id = $9, stage = $10, entered = $11, due = $12, track = $13, \
         state = $14, exit = $15, until = $16, owner_id = $17, sharing = $18, waits_role = $19, waits_jointly = $20, \
         search = $21, updated = $22 WHERE id = $1 AND version = $2")
    .bind(case.id.to_string())
    .bind(case.version);
    bind_case(statement, case, waits).execute_one(tx).await
}

fn bind_case(statement: Statement, case: &Case, waits: Waits) -> Statement {
    statement
        .bind(case.number.to_string())
        .bind(&case.title)
        .bind(sort_key(&case.title))
        .bind(&case.statement)
        .bind(case.organisation.to_string())
        .bind(case.collaboration.map(|id| id.to_string()))
        .bind(case.process.to_string())
        .bind(&case.stage)
        .bind(case.entered.milliseconds())
        .bind(case.due.map(|day| day.to_string()))
        .bind(case.track.code())
        .bind(case.state.code())
        .bind(case.exit.map(|exit| exit.code().to_owned()))
        .bind(case.until.map(|day| day.to_string()))
        .bind(case.owner.map(|id| id.to_string()))
        .bind(case.sharing.code())
        .bind(waits.role.map(Role::code).unwrap_or_default())
        .bind(i64::from(waits.jointly))
        .bind(domain::text::search_words(&format!("{} {} {}", case.number, case.title, case.statement)))
        .bind(case.updated.milliseconds())
}

fn read(row: &Row) -> Result<Case, StoreError> {
    let exit = row.text_or_none("exit")?;
    let exit = exit
        .map(|code| Exit::from_code(&code).ok_or(StoreError::Damaged { column: "exit", value: code }))
        .transpose()?;
    Ok(Case {
        id: row.parsed("id")?,
        version: row.int("version")?,
        number: row.parsed("number")?,
        title: row.text("title")?,
        statement: row.text("statement")?,
        organisation: row.parsed("organisation_id")?,
        collaboration: row.parsed_or_none("collaboration_id")?,
        process: row.parsed("process_id")?,
        stage: row.text("stage")?,
        entered: Instant::from_milliseconds(row.int("entered")?),
        due: row.parsed_or_none("due")?,
        track: row.word("track", Track::from_code)?,
        state: row.word("state", CaseState::from_code)?,
        exit,
        until: row.parsed_or_none("until")?,
        owner: row.parsed_or_none("owner_id")?,
        sharing: row.word("sharing", Sharing::from_code)?,
        created: Instant::from_milliseconds(row.int("created")?),
        updated: Instant::from_milliseconds(row.int("updated")?),
    })
}
