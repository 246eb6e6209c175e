//! Needs and their requirements in the database.

use domain::id::{NeedId, OrganisationId, PersonId, RequirementId};
use domain::instant::Instant;
use domain::need::{Need, NeedFacts, NeedState, Origin, Requirement};
use domain::permission::Visibility;
use domain::sharing::Sharing;

use crate::db::{Row, Statement, StoreError, Tx, json, sql};
use crate::page::{Listed, Page, search_patterns, sort_key};
use crate::visible::visible;

/// Which needs to list. Empty fields do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NeedFilter {
    /// Beginnings of words, all of which must occur.
    pub search: String,
    /// Service area code.
    pub service_area: String,
    /// Group of service areas, by its Swedish name.
    pub area_group: String,
    /// Whose need.
    pub organisation: Option<OrganisationId>,
    /// Who wrote it.
    pub author: Option<PersonId>,
    /// The state's code: `draft`, `submitted` or `withdrawn`.
    pub state: String,
    /// Order.
    pub sort: NeedSort,
}

/// In which order to list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NeedSort {
    /// Last changed first.
    #[default]
    Updated,
    /// By title, the Swedish way.
    Title,
    /// Most people affected first; unknown last.
    Affected,
}

/// The condition over `$1`–`$14`; the table must be called `needs`.
macro_rules! filtered {
    () => {
        concat!(
            visible!("organisation_id", "author_id"),
            " AND ($5 = '' OR search LIKE $5) AND ($6 = '' OR search LIKE $6) AND ($7 = '' OR search LIKE $7)",
            " AND ($8 = '' OR search LIKE $8) AND ($9 = '' OR search LIKE $9)",
            " AND ($10 = '' OR service_area = $10)",
            " AND ($11 = '' OR service_area IN (SELECT code FROM service_areas WHERE area_group = $11))",
            " AND ($12 = '' OR organisation_id = $12) AND ($13 = '' OR author_id = $13) AND ($14 = '' OR state = $14)"
        )
    };
}

fn bind_filter(statement: Statement, visibility: &Visibility, filter: &NeedFilter) -> Statement {
    let statement = search_patterns(&filter.search)
        .into_iter()
        .fold(statement.bind_visibility(visibility), Statement::bind);
    statement
        .bind(&filter.service_area)
        .bind(&filter.area_group)
        .bind(filter.organisation.map(|id| id.to_string()).unwrap_or_default())
        .bind(filter.author.map(|id| id.to_string()).unwrap_or_default())
        .bind(&filter.state)
}

/// One page of the needs that can be seen and fit the filter.
///
/// # Errors
/// When the database fails.
pub async fn list(
    tx: &mut Tx,
    visibility: &Visibility,
    filter: &NeedFilter,
    page: Page,
) -> Result<Listed<Need>, StoreError> {
    let counting = sql(concat!("SELECT COUNT(*) AS n FROM needs WHERE ", filtered!()));
    let total = bind_filter(counting, visibility, filter).number(tx).await?;
    let ids = match filter.sort {
        NeedSort::Updated => sql(concat!(
            "SELECT id FROM needs WHERE ",
            filtered!(),
            " ORDER BY updated DESC, id DESC LIMIT $15 OFFSET $16"
        )),
        NeedSort::Title => sql(concat!(
            "SELECT id FROM needs WHERE ",
            filtered!(),
            " ORDER BY title_sort, id LIMIT $15 OFFSET $16"
        )),
        NeedSort::Affected => sql(concat!(
            "SELECT id FROM needs WHERE ",
            filtered!(),
            " ORDER BY COALESCE(affected, -1) DESC, updated DESC, id DESC LIMIT $15 OFFSET $16"
        )),
    };
    let ids = bind_filter(ids, visibility, filter).bind(page.limit()).bind(page.offset()).all(tx).await?;
    let mut rows = Vec::with_capacity(ids.len());
    for id in &ids {
        rows.extend(get(tx, id.parsed("id")?).await?);
    }
    Ok(Listed { rows, total })
}

/// Needs that can be seen, in the order of their ids, after the given one: for exports and the index.
///
/// # Errors
/// When the database fails.
pub async fn after(
    tx: &mut Tx,
    visibility: &Visibility,
    previous: Option<NeedId>,
    limit: i64,
) -> Result<Vec<Need>, StoreError> {
    let rows = sql(concat!(
        "SELECT * FROM needs WHERE ",
        visible!("organisation_id", "author_id"),
        " AND id > $5 ORDER BY id LIMIT $6"
    ))
    .bind_visibility(visibility)
    .bind(previous.map(|id| id.to_string()).unwrap_or_default())
    .bind(limit)
    .all(tx)
    .await?;
    let mut needs = Vec::with_capacity(rows.len());
    for row in &rows {
        needs.push(read(tx, row).await?);
    }
    Ok(needs)
}

/// How many needs there are, whoever may see them: to tell how far the index has come.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &mut Tx) -> Result<i64, StoreError> {
    sql("SELECT COUNT(*) AS n FROM needs").number(tx).await
}

/// The ids of what an organisation owns, whoever may see it: for an organisation that goes up in another.
///
/// # Errors
/// When the database fails.
pub async fn ids_of(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<NeedId>, StoreError> {
    sql("SELECT id FROM needs WHERE organisation_id = $1 ORDER BY id")
        .bind(organisation.to_string())
        .all(tx)
        .await?
        .iter()
        .map(|row| row.parsed("id"))
        .collect()
}

/// The need with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: NeedId) -> Result<Option<Need>, StoreError> {
    match sql("SELECT * FROM needs WHERE id = $1").bind(id.to_string()).first(tx).await? {
        Some(row) => read(tx, &row).await.map(Some),
        None => Ok(None),
    }
}

/// The id of the need that a requirement is of, as text.
///
/// # Errors
/// When the database fails.
pub async fn of_requirement(tx: &mut Tx, requirement: &str) -> Result<Option<String>, StoreError> {
    let row = sql("SELECT need_id FROM requirements WHERE id = $1").bind(requirement).first(tx).await?;
    row.map(|row| row.text("need_id")).transpose()
}

/// The need with this number.
///
/// # Errors
/// When the database fails.
pub async fn by_number(tx: &mut Tx, number: &str) -> Result<Option<Need>, StoreError> {
    match sql("SELECT * FROM needs WHERE number = $1").bind(number).first(tx).await? {
        Some(row) => read(tx, &row).await.map(Some),
        None => Ok(None),
    }
}

/// Adds a need with its requirements.
///
/// # Errors
/// When the database fails, or its organisation or author does not exist.
pub async fn insert(tx: &mut Tx, need: &Need) -> Result<(), StoreError> {
    let statement = sql("INSERT INTO needs (id, version, number, title, title_sort, body, who, how_often, affected, \
         wanted_effect, law, service_area, capabilities, on_behalf_of, heard_at, origin, organisation_id, author_id, \
         chosen_sharing, sharing, state, state_at, updated, search, identity_reason, created) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, \
         $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26)")
    .bind(need.id.to_string())
    .bind(need.version);
    bind_need(statement, need)?.bind(need.created.milliseconds()).execute_one(tx).await?;
    insert_requirements(tx, need).await
}

/// Saves a need over the version that was read. Requirements that are no longer listed go, and with them what has
/// been said about them.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has saved it since.
pub async fn update(tx: &mut Tx, need: &Need) -> Result<(), StoreError> {
    let statement = sql("UPDATE needs SET version = version + 1, number = $3, title = $4, title_sort = $5, body = $6, \
         who = $7, how_often = $8, affected = $9, wanted_effect = $10, law = $11, service_area = $12, capabilities = $13, \
         on_behalf_of = $14, heard_at = $15, origin = $16, organisation_id = $17, author_id = $18, chosen_sharing = $19, \
         sharing = $20, state = $21, state_at = $22, updated = $23, search = $24, identity_reason = $25 WHERE id = $1 AND version = $2")
    .bind(need.id.to_string())
    .bind(need.version);
    bind_need(statement, need)?.execute_one(tx).await?;
    update_requirements(tx, need).await
}

fn bind_need(statement: Statement, need: &Need) -> Result<Statement, StoreError> {
    let facts = &need.facts;
    Ok(statement
        .bind(need.number.to_string())
        .bind(&facts.title)
        .bind(sort_key(&facts.title))
        .bind(&facts.text)
        .bind(&facts.who)
        .bind(&facts.how_often)
        .bind(facts.affected.map(i64::from))
        .bind(&facts.wanted_effect)
        .bind(&facts.law)
        .bind(&facts.service_area)
        .bind(json(&facts.capabilities)?)
        .bind(&facts.on_behalf_of)
        .bind(&facts.heard_at)
        .bind(need.origin.code())
        .bind(need.organisation.to_string())
        .bind(need.author.map(|id| id.to_string()))
        .bind(need.sharing.code())
        .bind(need.effective_sharing().code())
        .bind(need.state.code())
        .bind(need.state.since().map(Instant::milliseconds))
        .bind(need.updated.milliseconds())
        .bind(search_text(need))
        .bind(&facts.identity_reason))
}

/// The words that lists search: number, title and text.
#[must_use]
pub fn search_text(need: &Need) -> String {
    domain::text::search_words(&format!("{} {} {}", need.number, need.facts.title, need.facts.text))
}

async fn insert_requirements(tx: &mut Tx, need: &Need) -> Result<(), StoreError> {
    for (position, requirement) in (1..).zip(&need.requirements) {
        insert_requirement(tx, need.id, position, requirement).await?;
    }
    Ok(())
}

async fn insert_requirement(
    tx: &mut Tx,
    need: NeedId,
    position: i64,
    requirement: &Requirement,
) -> Result<(), StoreError> {
    sql("INSERT INTO requirements (id, need_id, position, body) VALUES ($1, $2, $3, $4)")
        .bind(requirement.id.to_string())
        .bind(need.to_string())
        .bind(position)
        .bind(&requirement.text)
        .execute_one(tx)
        .await
}

/// Requirements that are kept stay where they are: deleting them would take along what was said about them.
async fn update_requirements(tx: &mut Tx, need: &Need) -> Result<(), StoreError> {
    let rows =
        sql("SELECT id FROM requirements WHERE need_id = $1").bind(need.id.to_string()).all(tx).await?;
    let before = rows.iter().map(|row| row.parsed("id")).collect::<Result<Vec<RequirementId>, _>>()?;
    for id in before.iter().filter(|id| need.requirements.iter().all(|kept| kept.id != **id)) {
        sql("DELETE FROM requirements WHERE id = $1").bind(id.to_string()).execute_one(tx).await?;
    }
    for (position, requirement) in (1..).zip(&need.requirements) {
        if before.contains(&requirement.id) {
            sql("UPDATE requirements SET position = $2, body = $3 WHERE id = $1")
                .bind(requirement.id.to_string())
                .bind(position)
                .bind(&requirement.text)
                .execute_one(tx)
                .await?;
        } else {
            insert_requirement(tx, need.id, position, requirement).await?;
        }
    }
    Ok(())
}

async fn read(tx: &mut Tx, row: &Row) -> Result<Need, StoreError> {
    let state_code = row.text("state")?;
    let state_at = row.int_or_none("state_at")?.map(Instant::from_milliseconds);
    let state = NeedState::from_stored(&state_code, state_at)
        .ok_or(StoreError::Damaged { column: "state", value: state_code })?;
    let id: NeedId = row.parsed("id")?;
    let requirements = sql("SELECT * FROM requirements WHERE need_id = $1 ORDER BY position")
        .bind(id.to_string())
        .all(tx)
        .await?;
    Ok(Need {
        id,
        version: row.int("version")?,
        number: row.parsed("number")?,
        facts: NeedFacts {
            title: row.text("title")?,
            text: row.text("body")?,
            who: row.text_or_none("who")?,
            how_often: row.text_or_none("how_often")?,
            affected: row.int_or_none("affected")?.and_then(|n| u32::try_from(n).ok()),
            wanted_effect: row.text_or_none("wanted_effect")?,
            law: row.text_or_none("law")?,
            service_area: row.text_or_none("service_area")?,
            capabilities: row.json("capabilities")?,
            on_behalf_of: row.text_or_none("on_behalf_of")?,
            heard_at: row.text_or_none("heard_at")?,
            identity_reason: row.text_or_none("identity_reason")?,
        },
        requirements: requirements
            .iter()
            .map(|row| Ok(Requirement { id: row.parsed("id")?, text: row.text("body")? }))
            .collect::<Result<_, StoreError>>()?,
        origin: row.word("origin", Origin::from_code)?,
        organisation: row.parsed("organisation_id")?,
        author: row.parsed_or_none("author_id")?,
        sharing: row.word("chosen_sharing", Sharing::from_code)?,
        state,
        created: Instant::from_milliseconds(row.int("created")?),
        updated: Instant::from_milliseconds(row.int("updated")?),
    })
}
