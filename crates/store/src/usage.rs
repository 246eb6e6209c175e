//! Usages in the database: which organisation uses which solution, and what others believe that it uses.
//!
//! A usage is read together with its solution: whoever sees the solution sees who uses it. Proposals have a table of their own, so that
//! nothing that reads usages takes one for a fact.

use domain::id::{OrganisationId, PersonId, SolutionId, UsageId};
use domain::instant::Instant;
use domain::permission::Visibility;
use domain::usage::{Experience, Standing, Usage, UsageStatus};

use crate::db::{Row, Statement, StoreError, Tx, sql};
use crate::page::{Listed, Page, search_patterns};
use crate::visible::visible;

mod proposal;

pub use proposal::{answer_proposal, insert_proposal, open_proposals_to, proposal, proposals_of};

/// Registers a usage, or changes the one the organisation already has of that solution, whatever its version.
///
/// # Errors
/// When the database fails, or the solution or organisation does not exist.
pub async fn put(tx: &mut Tx, usage: &Usage) -> Result<(), StoreError> {
    let statement =
        sql("INSERT INTO usages (id, version, solution_id, organisation_id, status, since, until, users, instance, reason, \
         contact_role, contact_id, pros, cons, effort, standing, registered_by, confirmed_at, confirmed_by) \
         VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) \
         ON CONFLICT (solution_id, organisation_id) DO UPDATE SET version = usages.version + 1, status = excluded.status, \
         since = excluded.since, until = excluded.until, users = excluded.users, instance = excluded.instance, \
         reason = excluded.reason, contact_role = excluded.contact_role, contact_id = excluded.contact_id, \
         pros = excluded.pros, cons = excluded.cons, effort = excluded.effort, standing = excluded.standing, \
         registered_by = excluded.registered_by, confirmed_at = excluded.confirmed_at, confirmed_by = excluded.confirmed_by")
        .bind(usage.id.to_string())
        .bind(usage.solution.to_string())
        .bind(usage.organisation.to_string());
    bind_facts(statement, usage).execute_one(tx).await
}

/// Saves a usage over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has saved or removed it since.
pub async fn update(tx: &mut Tx, usage: &Usage) -> Result<(), StoreError> {
    let statement =
        sql("UPDATE usages SET version = version + 1, status = $4, since = $5, until = $6, users = $7, instance = $8, \
         reason = $9, contact_role = $10, contact_id = $11, pros = $12, cons = $13, effort = $14, standing = $15, \
         registered_by = $16, confirmed_at = $17, confirmed_by = $18 WHERE id = $1 AND version = $2 AND organisation_id = $3")
        .bind(usage.id.to_string())
        .bind(usage.version)
        .bind(usage.organisation.to_string());
    bind_facts(statement, usage).execute_one(tx).await
}

/// From `status` on, in the order of both statements.
fn bind_facts(statement: Statement, usage: &Usage) -> Statement {
    let experience = &usage.experience;
    statement
        .bind(usage.status.code())
        .bind(usage.since.map(|day| day.to_string()))
        .bind(usage.until.map(|day| day.to_string()))
        .bind(usage.users.map(i64::from))
        .bind(&usage.instance)
        .bind(&usage.reason)
        .bind(&usage.contact_role)
        .bind(usage.contact.map(|id| id.to_string()))
        .bind(&experience.pros)
        .bind(&experience.cons)
        .bind(&experience.effort)
        .bind(usage.standing.code())
        .bind(usage.registered_by.map(|id| id.to_string()))
        .bind(usage.confirmed_at.map(Instant::milliseconds))
        .bind(usage.confirmed_by.map(|id| id.to_string()))
}

/// The usages of one solution, largest organisation first.
///
/// # Errors
/// When the database fails.
pub async fn of_solution(tx: &mut Tx, solution: SolutionId) -> Result<Vec<Usage>, StoreError> {
    sql("SELECT usages.* FROM usages JOIN organisations ON organisations.id = organisation_id \
         WHERE solution_id = $1 ORDER BY COALESCE(population, 0) DESC, name_sort")
    .bind(solution.to_string())
    .all(tx)
    .await?
    .iter()
    .map(read)
    .collect()
}

/// How an organisation stands to a solution, if anybody has said so.
///
/// # Errors
/// When the database fails.
pub async fn by(
    tx: &mut Tx,
    solution: SolutionId,
    organisation: OrganisationId,
) -> Result<Option<Usage>, StoreError> {
    sql("SELECT * FROM usages WHERE solution_id = $1 AND organisation_id = $2")
        .bind(solution.to_string())
        .bind(organisation.to_string())
        .first(tx)
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// The usage with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: UsageId) -> Result<Option<Usage>, StoreError> {
    let row = sql("SELECT * FROM usages WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// What an organisation uses, once for each solution.
///
/// # Errors
/// When the database fails.
pub async fn of_organisation(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Usage>, StoreError> {
    sql("SELECT * FROM usages WHERE organisation_id = $1 ORDER BY solution_id")
        .bind(organisation.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// The usages of the solutions from the first to the last id: for the index.
///
/// # Errors
/// When the database fails.
pub async fn between(tx: &mut Tx, first: SolutionId, last: SolutionId) -> Result<Vec<Usage>, StoreError> {
    sql("SELECT * FROM usages WHERE solution_id >= $1 AND solution_id <= $2 ORDER BY solution_id")
        .bind(first.to_string())
        .bind(last.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// What to list of an organisation's usages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UsageFilter {
    /// Beginnings of words, all of which must occur in the solution.
    pub search: String,
    /// How it stands.
    pub status: Option<UsageStatus>,
    /// Whose word it is.
    pub standing: Option<Standing>,
    /// Code of a service area of the solution.
    pub service_area: String,
    /// Order.
    pub sort: UsageSort,
}

/// In which order to list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum UsageSort {
    /// What waits for the organisation first, then what was confirmed longest ago.
    #[default]
    Unconfirmed,
    /// By the solution's name, the Swedish way.
    Name,
    /// Begun last first.
    Since,
}

/// The condition over `$1`–`$13`.
macro_rules! listed {
    () => {
        concat!(
            "FROM usages JOIN solutions ON solutions.id = solution_id WHERE withdrawn IS NULL AND ",
            visible!("owner_id", "NULL"),
            " AND ($5 = '' OR search LIKE $5) AND ($6 = '' OR search LIKE $6) AND ($7 = '' OR search LIKE $7)",
            " AND ($8 = '' OR search LIKE $8) AND ($9 = '' OR search LIKE $9) AND organisation_id = $10",
            " AND ($11 = '' OR status = $11) AND ($12 = '' OR standing = $12)",
            " AND ($13 = '' OR solution_id IN (SELECT solution_id FROM solution_areas WHERE area = $13))"
        )
    };
}

/// One page of the usages of an organisation, of solutions that can be seen and are in the catalogue.
///
/// # Errors
/// When the database fails.
pub async fn list(
    tx: &mut Tx,
    visibility: &Visibility,
    (organisation, filter): (OrganisationId, &UsageFilter),
    page: Page,
) -> Result<Listed<Usage>, StoreError> {
    let bind = |statement: Statement| {
        search_patterns(&filter.search)
            .into_iter()
            .fold(statement.bind_visibility(visibility), Statement::bind)
            .bind(organisation.to_string())
            .bind(filter.status.map_or("", UsageStatus::code))
            .bind(filter.standing.map_or("", Standing::code))
            .bind(&filter.service_area)
    };
    let total = bind(sql(concat!("SELECT COUNT(*) AS n ", listed!()))).number(tx).await?;
    let rows = sql(match filter.sort {
        UsageSort::Unconfirmed => concat!(
            "SELECT usages.* ",
            listed!(),
            " ORDER BY CASE standing WHEN 'registered' THEN 0 ELSE 1 END, COALESCE(confirmed_at, 0), name_sort, usages.id ",
            "LIMIT $14 OFFSET $15"
        ),
        UsageSort::Name => {
            concat!("SELECT usages.* ", listed!(), " ORDER BY name_sort, usages.id LIMIT $14 OFFSET $15")
        }
        UsageSort::Since => concat!(
            "SELECT usages.* ",
            listed!(),
            " ORDER BY COALESCE(since, '') DESC, name_sort, usages.id LIMIT $14 OFFSET $15"
        ),
    });
    let rows = bind(rows).bind(page.limit()).bind(page.offset()).all(tx).await?;
    Ok(Listed { rows: rows.iter().map(read).collect::<Result<_, _>>()?, total })
}

/// Usages of an organisation that a person is to be asked about.
///
/// # Errors
/// When the database fails.
pub async fn contacts_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<Usage>, StoreError> {
    sql("SELECT * FROM usages WHERE contact_id = $2 AND organisation_id = $1 ORDER BY solution_id")
        .bind(organisation.to_string())
        .bind(person.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Removes a usage: its organisation has gone up in another, or says that it is none.
///
/// # Errors
/// When the database fails, or there is none.
pub async fn delete(tx: &mut Tx, usage: &Usage) -> Result<(), StoreError> {
    sql("DELETE FROM usages WHERE id = $1").bind(usage.id.to_string()).execute_one(tx).await
}

fn read(row: &Row) -> Result<Usage, StoreError> {
    Ok(Usage {
        id: row.parsed("id")?,
        version: row.int("version")?,
        solution: row.parsed("solution_id")?,
        organisation: row.parsed("organisation_id")?,
        status: row.word("status", UsageStatus::from_code)?,
        since: row.parsed_or_none("since")?,
        until: row.parsed_or_none("until")?,
        users: row.int_or_none("users")?.and_then(|users| u32::try_from(users).ok()),
        instance: row.text_or_none("instance")?,
        reason: row.text_or_none("reason")?,
        contact_role: row.text_or_none("contact_role")?,
        contact: row.parsed_or_none("contact_id")?,
        experience: Experience {
            pros: row.text_or_none("pros")?,
            cons: row.text_or_none("cons")?,
            effort: row.text_or_none("effort")?,
        },
        standing: row.word("standing", Standing::from_code)?,
        registered_by: row.parsed_or_none("registered_by")?,
        confirmed_at: row.int_or_none("confirmed_at")?.map(Instant::from_milliseconds),
        confirmed_by: row.parsed_or_none("confirmed_by")?,
    })
}
