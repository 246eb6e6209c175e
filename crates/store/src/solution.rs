//! Solutions in the database.

use domain::id::{ImportId, OrganisationId, PersonId, SolutionId};
use domain::instant::Instant;
use domain::permission::Visibility;
use domain::sharing::Sharing;
use domain::solution::{
    Draft, InformationClass, Lifecycle, Lineage, Original, OriginalFormat, Solution, SolutionFacts,
    SolutionKind,
};

use crate::db::{Row, Statement, StoreError, Tx, json, sql};
use crate::page::{Listed, Page, search_patterns, sort_key};
use crate::visible::visible;

/// Characters of the description that lists search; matching reads all of it.
const SEARCHED_DESCRIPTION: usize = 600;
/// Longest row of entries that went up in each other which is followed.
const MERGES_FOLLOWED: usize = 100;

/// Which solutions to list. Empty fields do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SolutionFilter {
    /// Beginnings of words, all of which must occur.
    pub search: String,
    /// Service area code.
    pub service_area: String,
    /// Group of service areas, by its Swedish name.
    pub area_group: String,
    /// Capability code.
    pub capability: String,
    /// Kind.
    pub kind: Option<SolutionKind>,
    /// Lifecycle.
    pub lifecycle: Option<Lifecycle>,
    /// Used or piloted by this organisation; for members also planned or under contract.
    pub used_by: Option<OrganisationId>,
    /// Kept at hand by this person.
    pub favourite_of: Option<PersonId>,
    /// Order.
    pub sort: SolutionSort,
}

/// In which order to list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SolutionSort {
    /// By name, the Swedish way.
    #[default]
    Name,
    /// Last changed first.
    Updated,
    /// Used by most organisations first.
    Users,
}

/// The condition over `$1`–`$16`; the table must be called `solutions`.
macro_rules! filtered {
    () => {
        concat!(
            "withdrawn IS NULL AND ",
            visible!("owner_id", "NULL"),
            " AND ($5 = '' OR search LIKE $5) AND ($6 = '' OR search LIKE $6) AND ($7 = '' OR search LIKE $7)",
            " AND ($8 = '' OR search LIKE $8) AND ($9 = '' OR search LIKE $9)",
            " AND ($10 = '' OR id IN (SELECT solution_id FROM solution_areas WHERE area = $10))",
            " AND ($11 = '' OR id IN (SELECT solution_id FROM solution_areas JOIN service_areas ON code = area",
            " WHERE area_group = $11))",
            " AND ($12 = '' OR id IN (SELECT solution_id FROM solution_capabilities WHERE capability = $12))",
            " AND ($13 = '' OR kind = $13) AND ($14 = '' OR lifecycle = $14)",
            " AND ($15 = '' OR id IN (SELECT solution_id FROM usages WHERE organisation_id = $15",
            // As Visibility::of_usage: the public cannot find out about contracts and plans by filtering.
            " AND (status IN ('in_use', 'pilot') OR ($1 <> 'public' AND status IN ('contract', 'planned')))))",
            " AND ($16 = '' OR id IN (SELECT solution_id FROM favourites WHERE person_id = $16))"
        )
    };
}

fn bind_filter(statement: Statement, visibility: &Visibility, filter: &SolutionFilter) -> Statement {
    let statement = search_patterns(&filter.search)
        .into_iter()
        .fold(statement.bind_visibility(visibility), Statement::bind);
    statement
        .bind(&filter.service_area)
        .bind(&filter.area_group)
        .bind(&filter.capability)
        .bind(filter.kind.map_or("", SolutionKind::code))
        .bind(filter.lifecycle.map_or("", Lifecycle::code))
        .bind(filter.used_by.map(|id| id.to_string()).unwrap_or_default())
        .bind(filter.favourite_of.map(|id| id.to_string()).unwrap_or_default())
}

/// One page of the solutions that can be seen and fit the filter, without those that are withdrawn.
///
/// # Errors
/// When the database fails.
pub async fn list(
    tx: &mut Tx,
    visibility: &Visibility,
    filter: &SolutionFilter,
    page: Page,
) -> Result<Listed<Solution>, StoreError> {
    let counting = sql(concat!("SELECT COUNT(*) AS n FROM solutions WHERE ", filtered!()));
    let total = bind_filter(counting, visibility, filter).number(tx).await?;
    // Only the page's ids are sorted: descriptions are long.
    let ids = match filter.sort {
        SolutionSort::Name => sql(concat!(
            "SELECT id FROM solutions WHERE ",
            filtered!(),
            " ORDER BY name_sort, id LIMIT $17 OFFSET $18"
        )),
        SolutionSort::Updated => sql(concat!(
            "SELECT id FROM solutions WHERE ",
            filtered!(),
            " ORDER BY updated DESC, id DESC LIMIT $17 OFFSET $18"
        )),
        SolutionSort::Users => sql(concat!(
            "SELECT id FROM solutions WHERE ",
            filtered!(),
            " ORDER BY (SELECT COUNT(*) FROM usages WHERE solution_id = solutions.id AND status = 'in_use') DESC,",
            " name_sort, id LIMIT $17 OFFSET $18"
        )),
    };
    let ids = bind_filter(ids, visibility, filter).bind(page.limit()).bind(page.offset()).all(tx).await?;
    let mut rows = Vec::with_capacity(ids.len());
    for id in &ids {
        rows.extend(get(tx, id.parsed("id")?).await?);
    }
    Ok(Listed { rows, total })
}

/// Solutions that can be seen and are in the catalogue, in the order of their ids, after the given one: for exports and the index.
///
/// # Errors
/// When the database fails.
pub async fn after(
    tx: &mut Tx,
    visibility: &Visibility,
    previous: Option<SolutionId>,
    limit: i64,
) -> Result<Vec<Solution>, StoreError> {
    sql(concat!(
        "SELECT * FROM solutions WHERE withdrawn IS NULL AND ",
        visible!("owner_id", "NULL"),
        " AND id > $5 ORDER BY id LIMIT $6"
    ))
    .bind_visibility(visibility)
    .bind(previous.map(|id| id.to_string()).unwrap_or_default())
    .bind(limit)
    .all(tx)
    .await?
    .iter()
    .map(read)
    .collect()
}

/// How many solutions there are, whoever may see them: to tell how far the index has come.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &mut Tx) -> Result<i64, StoreError> {
    sql("SELECT COUNT(*) AS n FROM solutions").number(tx).await
}

/// The ids of what an organisation owns, whoever may see it: for an organisation that goes up in another.
///
/// # Errors
/// When the database fails.
pub async fn ids_of(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<SolutionId>, StoreError> {
    sql("SELECT id FROM solutions WHERE owner_id = $1 ORDER BY id")
        .bind(organisation.to_string())
        .all(tx)
        .await?
        .iter()
        .map(|row| row.parsed("id"))
        .collect()
}

/// Drafts of an organisation that wait for whoever keeps its catalogue, oldest first. Who may know of them is asked of each.
///
/// # Errors
/// When the database fails.
pub async fn drafts_of(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Solution>, StoreError> {
    sql("SELECT * FROM solutions WHERE owner_id = $1 AND drafted IS NOT NULL AND withdrawn IS NULL ORDER BY drafted, id")
        .bind(organisation.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// The solution with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: SolutionId) -> Result<Option<Solution>, StoreError> {
    let row = sql("SELECT * FROM solutions WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// The solution with this number.
///
/// # Errors
/// When the database fails.
pub async fn by_number(tx: &mut Tx, number: &str) -> Result<Option<Solution>, StoreError> {
    let row = sql("SELECT * FROM solutions WHERE number = $1").bind(number).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// The solution that an import made from this key, also where it has gone up in another.
///
/// # Errors
/// When the database fails.
pub async fn by_source_key(tx: &mut Tx, key: &str) -> Result<Option<Solution>, StoreError> {
    let row = sql("SELECT * FROM solutions WHERE source_key = $1").bind(key).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// The entry that a solution has gone up in, and that one's, to the last: itself where it has gone up in none.
///
/// # Errors
/// When the database fails.
pub async fn today(tx: &mut Tx, solution: Solution) -> Result<Solution, StoreError> {
    let mut last = solution;
    // Two that went up in each other cannot be; a bound costs nothing.
    for _ in 0..MERGES_FOLLOWED {
        let Some(next) = last.lineage.merged_into else { break };
        match get(tx, next).await? {
            Some(next) => last = next,
            None => break,
        }
    }
    Ok(last)
}

/// Solutions whose source wrote this organisation, and nobody has said which one it is.
///
/// # Errors
/// When the database fails.
pub async fn with_written_organisation(tx: &mut Tx, written: &str) -> Result<Vec<Solution>, StoreError> {
    // The pattern only narrows; SQLite refuses long ones.
    let needle: String = format!("\"organisation\":{}", json(&written)?).chars().take(200).collect();
    let pattern = format!("%{}%", needle.replace(['%', '_', '\\'], "_"));
    let rows =
        sql("SELECT * FROM solutions WHERE as_written LIKE $1 ORDER BY id").bind(pattern).all(tx).await?;
    let solutions: Result<Vec<_>, _> = rows.iter().map(read).collect();
    Ok(solutions?
        .into_iter()
        .filter(|s| s.facts.as_written.organisation.as_deref() == Some(written))
        .collect())
}

/// Adds a solution.
///
/// # Errors
/// [`StoreError::Taken`] if its source key is.
pub async fn insert(tx: &mut Tx, solution: &Solution) -> Result<(), StoreError> {
    let statement = sql("INSERT INTO solutions (id, version, number, name, name_sort, kind, provider, summary, \
         description, typical_needs, tags, integrations, standards, capabilities, service_areas, confidentiality, \
         integrity, availability, lifecycle, licence, url, as_written, owner_id, sharing, source_key, updated, search, \
         withdrawn, former_names, merged_into, successor_id, retired_reason, drafted, drafted_by, who_has, created) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, \
         $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, \
         $33, $34, $35, $36)")
    .bind(solution.id.to_string())
    .bind(solution.version);
    bind_facts(statement, solution)?.bind(solution.created.milliseconds()).execute_one(tx).await?;
    insert_codes(tx, solution).await
}

/// Saves a solution over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has saved it since.
pub async fn update(tx: &mut Tx, solution: &Solution) -> Result<(), StoreError> {
    let statement = sql("UPDATE solutions SET version = version + 1, number = $3, name = $4, name_sort = $5, kind = $6, \
         provider = $7, summary = $8, description = $9, typical_needs = $10, tags = $11, integrations = $12, \
         standards = $13, capabilities = $14, service_areas = $15, confidentiality = $16, integrity = $17, \
         availability = $18, lifecycle = $19, licence = $20, url = $21, as_written = $22, owner_id = $23, sharing = $24, \
         source_key = $25, updated = $26, search = $27, withdrawn = $28, former_names = $29, merged_into = $30, \
         successor_id = $31, retired_reason = $32, drafted = $33, drafted_by = $34, who_has = $35 \
         WHERE id = $1 AND version = $2")
    .bind(solution.id.to_string())
    .bind(solution.version);
    bind_facts(statement, solution)?.execute_one(tx).await?;
    let id = solution.id.to_string();
    sql("DELETE FROM solution_areas WHERE solution_id = $1").bind(&id).execute(tx).await?;
    sql("DELETE FROM solution_capabilities WHERE solution_id = $1").bind(&id).execute(tx).await?;
    insert_codes(tx, solution).await
}

/// Keeps the file that a solution came from, in the place of the one before.
///
/// # Errors
/// When the database fails.
pub async fn keep_original(
    tx: &mut Tx,
    id: SolutionId,
    original: &Original,
    import: ImportId,
) -> Result<(), StoreError> {
    sql("INSERT INTO solution_originals (solution_id, format, body, import_id) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (solution_id) DO UPDATE SET format = $2, body = $3, import_id = $4")
    .bind(id.to_string())
    .bind(original.format.code())
    .bind(&original.body)
    .bind(import.to_string())
    .execute(tx)
    .await
    .map(|_| ())
}

/// The file that a solution came from, where one is kept.
///
/// # Errors
/// When the database fails.
pub async fn original(tx: &mut Tx, id: SolutionId) -> Result<Option<Original>, StoreError> {
    let found = sql("SELECT format, body FROM solution_originals WHERE solution_id = $1")
        .bind(id.to_string())
        .first(tx)
        .await?;
    let read = |row: Row| {
        Ok(Original { format: row.word("format", OriginalFormat::from_code)?, body: row.text("body")? })
    };
    found.map(read).transpose()
}

fn bind_facts(statement: Statement, solution: &Solution) -> Result<Statement, StoreError> {
    let facts = &solution.facts;
    let class = facts.information_class;
    Ok(statement
        .bind(solution.number.to_string())
        .bind(&facts.name)
        .bind(sort_key(&facts.name))
        .bind(facts.kind.code())
        .bind(&facts.provider)
        .bind(&facts.summary)
        .bind(&facts.description)
        .bind(json(&facts.typical_needs)?)
        .bind(json(&facts.tags)?)
        .bind(json(&facts.integrations)?)
        .bind(json(&facts.standards)?)
        .bind(json(&facts.capabilities)?)
        .bind(json(&facts.service_areas)?)
        .bind(class.map(|c| i64::from(c.confidentiality)))
        .bind(class.map(|c| i64::from(c.integrity)))
        .bind(class.map(|c| i64::from(c.availability)))
        .bind(facts.lifecycle.code())
        .bind(&facts.licence)
        .bind(&facts.url)
        .bind(json(&facts.as_written)?)
        .bind(solution.owner.map(|id| id.to_string()))
        .bind(solution.sharing.code())
        .bind(&solution.source_key)
        .bind(solution.updated.milliseconds())
        .bind(search_text(solution))
        .bind(solution.withdrawn.map(Instant::milliseconds))
        .bind(json(&solution.lineage.former_names)?)
        .bind(solution.lineage.merged_into.map(|id| id.to_string()))
        .bind(solution.lineage.successor.map(|id| id.to_string()))
        .bind(&solution.lineage.retired_reason)
        .bind(solution.lineage.draft.as_ref().map(|draft| draft.at.milliseconds()))
        .bind(solution.lineage.draft.as_ref().and_then(|draft| draft.person).map(|id| id.to_string()))
        .bind(solution.lineage.draft.as_ref().and_then(|draft| draft.who_has.clone())))
}

async fn insert_codes(tx: &mut Tx, solution: &Solution) -> Result<(), StoreError> {
    for area in &solution.facts.service_areas {
        sql("INSERT INTO solution_areas (solution_id, area) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(solution.id.to_string())
            .bind(area)
            .execute(tx)
            .await?;
    }
    for capability in &solution.facts.capabilities {
        sql("INSERT INTO solution_capabilities (solution_id, capability) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(solution.id.to_string())
            .bind(capability)
            .execute(tx)
            .await?;
    }
    Ok(())
}

/// The words that lists search: number, name, summary, the beginning of the description, who provides it, tags, typical needs and
/// former names.
#[must_use]
pub fn search_text(solution: &Solution) -> String {
    let facts = &solution.facts;
    let description: String = facts.description.chars().take(SEARCHED_DESCRIPTION).collect();
    let mut text = format!("{} {} {} {}", solution.number, facts.name, facts.summary, description);
    let more = facts.provider.iter().chain(&facts.tags).chain(&facts.typical_needs);
    for more in more.chain(&solution.lineage.former_names) {
        text.push(' ');
        text.push_str(more);
    }
    domain::text::search_words(&text)
}

fn read(row: &Row) -> Result<Solution, StoreError> {
    let level = |column| -> Result<Option<u8>, StoreError> {
        Ok(row.int_or_none(column)?.and_then(|level| u8::try_from(level).ok()))
    };
    let information_class = match (level("confidentiality")?, level("integrity")?, level("availability")?) {
        (Some(confidentiality), Some(integrity), Some(availability)) => {
            InformationClass::new(confidentiality, integrity, availability)
        }
        _ => None,
    };
    Ok(Solution {
        id: row.parsed("id")?,
        version: row.int("version")?,
        number: row.parsed("number")?,
        facts: SolutionFacts {
            name: row.text("name")?,
            kind: row.word("kind", SolutionKind::from_code)?,
            provider: row.text_or_none("provider")?,
            summary: row.text("summary")?,
            description: row.text("description")?,
            typical_needs: row.json("typical_needs")?,
            capabilities: row.json("capabilities")?,
            service_areas: row.json("service_areas")?,
            tags: row.json("tags")?,
            integrations: row.json("integrations")?,
            standards: row.json("standards")?,
            information_class,
            lifecycle: row.word("lifecycle", Lifecycle::from_code)?,
            licence: row.text_or_none("licence")?,
            url: row.text_or_none("url")?,
            as_written: row.json("as_written")?,
        },
        owner: row.parsed_or_none("owner_id")?,
        sharing: row.word("sharing", Sharing::from_code)?,
        source_key: row.text_or_none("source_key")?,
        created: Instant::from_milliseconds(row.int("created")?),
        updated: Instant::from_milliseconds(row.int("updated")?),
        withdrawn: row.int_or_none("withdrawn")?.map(Instant::from_milliseconds),
        lineage: Lineage {
            former_names: row.json("former_names")?,
            merged_into: row.parsed_or_none("merged_into")?,
            successor: row.parsed_or_none("successor_id")?,
            retired_reason: row.text_or_none("retired_reason")?,
            draft: draft(row)?,
        },
    })
}

fn draft(row: &Row) -> Result<Option<Draft>, StoreError> {
    let Some(at) = row.int_or_none("drafted")? else { return Ok(None) };
    let at = Instant::from_milliseconds(at);
    Ok(Some(Draft { at, person: row.parsed_or_none("drafted_by")?, who_has: row.text_or_none("who_has")? }))
}
