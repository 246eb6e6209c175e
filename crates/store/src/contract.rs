//! Contracts in the database.
//!
//! Lists take a visibility and show members what theirs share, whatever level stands there: the rule is
//! `Visibility::of_contract`, and a test holds the two together.

use domain::contract::{Agreement, Contract, ContractFacts, Covered, EarlyEnd, Route, Standing};
use domain::id::{ContractId, OrganisationId, SolutionId};
use domain::instant::Instant;
use domain::number::Number;
use domain::permission::Visibility;
use domain::sharing::Sharing;
use jiff::civil::Date;

use crate::db::{Row, Statement, StoreError, Tx, json, sql};
use crate::page::{Listed, Page, search_patterns, sort_key};

/// Ids that one statement asks for; missing ones are left empty.
const IDS: usize = 25;

/// In which order to list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ContractSort {
    /// What ends first; what runs until somebody ends it comes last.
    #[default]
    End,
    /// By name, the Swedish way.
    Name,
    /// Last changed first.
    Updated,
}

/// Days from and to, both in it.
pub type Days = (Date, Date);

/// Which contracts to list. Empty fields do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContractFilter {
    /// Beginnings of words, all of which must occur.
    pub search: String,
    /// Kept by this organisation, or it is in it.
    pub organisation: Option<OrganisationId>,
    /// About a solution in this service area, by code.
    pub service_area: String,
    /// Begins within these days.
    pub starts: Option<Days>,
    /// Its last day is within these.
    pub ends: Option<Days>,
    /// Order.
    pub sort: ContractSort,
}

/// Which contracts can be seen, over `$1`–`$4`: as `visible!`, but never by others than members.
macro_rules! seen {
    () => {
        concat!(
            "($1 = 'everything' OR ($1 = 'member' AND $2 <> '' AND (contracts.organisation_id = $3",
            " OR (contracts.sharing NOT IN ('draft', 'organisation')",
            " AND $4 LIKE '%' || contracts.organisation_id || '%'))))"
        )
    };
}

/// The condition over `$1`–`$15`. What never ends has a last day after all others.
macro_rules! filtered {
    () => {
        concat!(
            seen!(),
            " AND ($5 = '' OR search LIKE $5) AND ($6 = '' OR search LIKE $6) AND ($7 = '' OR search LIKE $7)",
            " AND ($8 = '' OR search LIKE $8) AND ($9 = '' OR search LIKE $9)",
            " AND ($10 = '' OR organisation_id = $10 OR id IN",
            " (SELECT contract_id FROM contract_coverage WHERE contract_coverage.organisation_id = $10))",
            " AND ($11 = '' OR id IN (SELECT contract_id FROM contract_solutions",
            " JOIN solution_areas ON solution_areas.solution_id = contract_solutions.solution_id WHERE area = $11))",
            " AND starts >= $12 AND starts <= $13",
            " AND COALESCE(last_day, '9999-12-31') >= $14 AND COALESCE(last_day, '9999-12-31') <= $15"
        )
    };
}

fn bind_filter(statement: Statement, visibility: &Visibility, filter: &ContractFilter) -> Statement {
    let days = |days: Option<Days>| {
        let (from, to) = days.unwrap_or((Date::constant(1, 1, 1), Date::constant(9999, 12, 31)));
        (from.to_string(), to.to_string())
    };
    let ((starts_from, starts_to), (ends_from, ends_to)) = (days(filter.starts), days(filter.ends));
    search_patterns(&filter.search)
        .into_iter()
        .fold(statement.bind_visibility(visibility), Statement::bind)
        .bind(filter.organisation.map(|id| id.to_string()).unwrap_or_default())
        .bind(&filter.service_area)
        .bind(starts_from)
        .bind(starts_to)
        .bind(ends_from)
        .bind(ends_to)
}

/// One page of the contracts that can be seen and fit the filter.
///
/// # Errors
/// When the database fails.
pub async fn list(
    tx: &mut Tx,
    visibility: &Visibility,
    filter: &ContractFilter,
    page: Page,
) -> Result<Listed<Contract>, StoreError> {
    let counting = sql(concat!("SELECT COUNT(*) AS n FROM contracts WHERE ", filtered!()));
    let total = bind_filter(counting, visibility, filter).number(tx).await?;
    let statement = match filter.sort {
        ContractSort::End => sql(concat!(
            "SELECT * FROM contracts WHERE ",
            filtered!(),
            " ORDER BY COALESCE(last_day, '9999-12-31'), name_sort, id LIMIT $16 OFFSET $17"
        )),
        ContractSort::Name => sql(concat!(
            "SELECT * FROM contracts WHERE ",
            filtered!(),
            " ORDER BY name_sort, id LIMIT $16 OFFSET $17"
        )),
        ContractSort::Updated => sql(concat!(
            "SELECT * FROM contracts WHERE ",
            filtered!(),
            " ORDER BY updated DESC, id DESC LIMIT $16 OFFSET $17"
        )),
    };
    let rows =
        bind_filter(statement, visibility, filter).bind(page.limit()).bind(page.offset()).all(tx).await?;
    Ok(Listed { rows: whole(tx, &rows).await?, total })
}

/// The contracts that can be seen and whose last day is one of these, the first to end first. What runs until somebody ends it is not
/// among them.
///
/// # Errors
/// When the database fails.
pub async fn ending_between(
    tx: &mut Tx,
    visibility: &Visibility,
    (first, last): Days,
) -> Result<Vec<Contract>, StoreError> {
    let rows = sql(concat!(
        "SELECT * FROM contracts WHERE ",
        seen!(),
        " AND last_day >= $5 AND last_day <= $6 ORDER BY last_day, name_sort, id"
    ))
    .bind_visibility(visibility)
    .bind(first.to_string())
    .bind(last.to_string())
    .all(tx)
    .await?;
    whole(tx, &rows).await
}

/// The contracts that can be seen about any of these solutions, the last to end first.
///
/// # Errors
/// When the database fails.
pub async fn of_solutions(
    tx: &mut Tx,
    visibility: &Visibility,
    solutions: &[SolutionId],
) -> Result<Vec<Contract>, StoreError> {
    let mut found: Vec<Contract> = Vec::new();
    for some in solutions.chunks(IDS) {
        let statement = sql(concat!(
            "SELECT * FROM contracts WHERE ",
            seen!(),
            " AND id IN (SELECT contract_id FROM contract_solutions WHERE solution_id IN ($5, $6, $7, $8, $9, $10, $11, $12,",
            " $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29))",
            " ORDER BY COALESCE(last_day, '9999-12-31') DESC, id"
        ));
        let rows = bind_ids(statement.bind_visibility(visibility), some).all(tx).await?;
        found.extend(whole(tx, &rows).await?);
    }
    // One that is about solutions of two chunks is there twice.
    found.sort_by_key(|one| (std::cmp::Reverse(one.last_day().unwrap_or(Date::MAX)), one.id));
    found.dedup_by_key(|one| one.id);
    Ok(found)
}

fn bind_ids<T: ToString>(statement: Statement, ids: &[T]) -> Statement {
    let given = ids.iter().map(ToString::to_string);
    given.chain(std::iter::repeat(String::new())).take(IDS).fold(statement, Statement::bind)
}

/// The contract with this number, whoever may see it.
///
/// # Errors
/// When the database fails.
pub async fn by_number(tx: &mut Tx, number: Number) -> Result<Option<Contract>, StoreError> {
    let rows = sql("SELECT * FROM contracts WHERE number = $1").bind(number.to_string()).all(tx).await?;
    Ok(whole(tx, &rows).await?.pop())
}

/// The contract with this id, whoever may see it.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: ContractId) -> Result<Option<Contract>, StoreError> {
    let rows = sql("SELECT * FROM contracts WHERE id = $1").bind(id.to_string()).all(tx).await?;
    Ok(whole(tx, &rows).await?.pop())
}

/// The ids of those that an organisation keeps, whoever may see them: for an organisation that goes up in another.
///
/// # Errors
/// When the database fails.
pub async fn ids_of(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<ContractId>, StoreError> {
    sql("SELECT id FROM contracts WHERE organisation_id = $1 ORDER BY id")
        .bind(organisation.to_string())
        .all(tx)
        .await?
        .iter()
        .map(|row| row.parsed("id"))
        .collect()
}

/// Adds a contract.
///
/// # Errors
/// When the database fails, or a solution or organisation does not exist.
pub async fn insert(tx: &mut Tx, contract: &Contract) -> Result<(), StoreError> {
    let statement = sql(
        "INSERT INTO contracts (id, version, number, name, name_sort, search, supplier, kind, starts, ends, \
         last_day, options, notice, route, price_model, amounts, documents, note, organisation_id, sharing, ended_on, \
         ended_reason, confirmed, confirmed_by, updated, created) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, \
         $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26)",
    );
    bind(statement, contract)?.bind(contract.created.milliseconds()).execute_one(tx).await?;
    insert_parts(tx, contract).await
}

/// Saves a contract over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has saved it since.
pub async fn update(tx: &mut Tx, contract: &Contract) -> Result<(), StoreError> {
    let statement = sql(
        "UPDATE contracts SET version = version + 1, number = $3, name = $4, name_sort = $5, search = $6, \
         supplier = $7, kind = $8, starts = $9, ends = $10, last_day = $11, options = $12, notice = $13, route = $14, \
         price_model = $15, amounts = $16, documents = $17, note = $18, organisation_id = $19, sharing = $20, \
         ended_on = $21, ended_reason = $22, confirmed = $23, confirmed_by = $24, updated = $25 \
         WHERE id = $1 AND version = $2",
    );
    bind(statement, contract)?.execute_one(tx).await?;
    let id = contract.id.to_string();
    sql("DELETE FROM contract_solutions WHERE contract_id = $1").bind(&id).execute(tx).await?;
    sql("DELETE FROM contract_coverage WHERE contract_id = $1").bind(&id).execute(tx).await?;
    insert_parts(tx, contract).await
}

fn bind(statement: Statement, one: &Contract) -> Result<Statement, StoreError> {
    let facts = &one.facts;
    let words = format!("{} {} {} {}", one.number, facts.name, facts.supplier, facts.note);
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    Ok(statement
        .bind(one.id.to_string())
        .bind(one.version)
        .bind(one.number.to_string())
        .bind(&facts.name)
        .bind(sort_key(&facts.name))
        .bind(domain::text::search_words(&words))
        .bind(&facts.supplier)
        .bind(facts.kind.code())
        .bind(facts.starts.to_string())
        .bind(day(facts.ends))
        .bind(day(one.last_day()))
        .bind(json(&facts.options)?)
        .bind(day(facts.notice))
        .bind(facts.route.code())
        .bind(&facts.price_model)
        .bind(json(&facts.amounts)?)
        .bind(json(&facts.documents)?)
        .bind(&facts.note)
        .bind(one.organisation.to_string())
        .bind(one.sharing.code())
        .bind(day(one.ended.as_ref().map(|ended| ended.on)))
        .bind(one.ended.as_ref().map(|ended| ended.reason.clone()))
        .bind(one.confirmed.milliseconds())
        .bind(one.confirmed_by.map(|id| id.to_string()))
        .bind(one.updated.milliseconds()))
}

async fn insert_parts(tx: &mut Tx, contract: &Contract) -> Result<(), StoreError> {
    for (place, solution) in (0_i64..).zip(&contract.solutions) {
        sql("INSERT INTO contract_solutions (contract_id, solution_id, place) VALUES ($1, $2, $3)")
            .bind(contract.id.to_string())
            .bind(solution.to_string())
            .bind(place)
            .execute_one(tx)
            .await?;
    }
    for (place, covered) in (0_i64..).zip(&contract.coverage) {
        sql("INSERT INTO contract_coverage (contract_id, organisation_id, standing, until, place) \
             VALUES ($1, $2, $3, $4, $5)")
        .bind(contract.id.to_string())
        .bind(covered.organisation.to_string())
        .bind(covered.standing.code())
        .bind(covered.until.map(|day| day.to_string()))
        .bind(place)
        .execute_one(tx)
        .await?;
    }
    Ok(())
}

/// The contracts of these rows, in their order, with what they are about and who is in them.
pub(crate) async fn whole(tx: &mut Tx, rows: &[Row]) -> Result<Vec<Contract>, StoreError> {
    let mut contracts = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    for some in contracts.chunks_mut(IDS) {
        let ids: Vec<ContractId> = some.iter().map(|one| one.id).collect();
        let solutions = sql(
            "SELECT contract_id, solution_id FROM contract_solutions WHERE contract_id IN ($1, $2, $3, $4, $5, \
             $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25) \
             ORDER BY contract_id, place",
        );
        for row in bind_ids(solutions, &ids).all(tx).await? {
            let id: ContractId = row.parsed("contract_id")?;
            if let Some(one) = some.iter_mut().find(|one| one.id == id) {
                one.solutions.push(row.parsed("solution_id")?);
            }
        }
        let coverage = sql(
            "SELECT * FROM contract_coverage WHERE contract_id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, \
             $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25) ORDER BY contract_id, place",
        );
        for row in bind_ids(coverage, &ids).all(tx).await? {
            let id: ContractId = row.parsed("contract_id")?;
            if let Some(one) = some.iter_mut().find(|one| one.id == id) {
                one.coverage.push(Covered {
                    organisation: row.parsed("organisation_id")?,
                    standing: row.word("standing", Standing::from_code)?,
                    until: row.parsed_or_none("until")?,
                });
            }
        }
    }
    Ok(contracts)
}

fn read(row: &Row) -> Result<Contract, StoreError> {
    let reason = row.text_or_none("ended_reason")?.unwrap_or_default();
    Ok(Contract {
        id: row.parsed("id")?,
        version: row.int("version")?,
        number: row.parsed("number")?,
        facts: ContractFacts {
            name: row.text("name")?,
            supplier: row.text("supplier")?,
            kind: row.word("kind", Agreement::from_code)?,
            starts: row.parsed("starts")?,
            ends: row.parsed_or_none("ends")?,
            options: row.json("options")?,
            notice: row.parsed_or_none("notice")?,
            route: row.word("route", Route::from_code)?,
            price_model: row.text("price_model")?,
            amounts: row.json("amounts")?,
            documents: row.json("documents")?,
            note: row.text("note")?,
        },
        solutions: Vec::new(),
        coverage: Vec::new(),
        organisation: row.parsed("organisation_id")?,
        sharing: row.word("sharing", Sharing::from_code)?,
        ended: row.parsed_or_none("ended_on")?.map(|on| EarlyEnd { on, reason }),
        confirmed: Instant::from_milliseconds(row.int("confirmed")?),
        confirmed_by: row.parsed_or_none("confirmed_by")?,
        created: Instant::from_milliseconds(row.int("created")?),
        updated: Instant::from_milliseconds(row.int("updated")?),
    })
}
