//! Rounds of self-assessment in the database: questionnaires, rounds, answers, what suggestions became, and what other instruments came
//! to. Not here: who reads which answers (`app`).

use domain::id::{
    CollaborationId, MaturityFormId, MaturityRoundId, MaturityScoreId, NeedId, OrganisationId, PersonId,
};
use domain::instant::Instant;
use domain::maturity::{
    MaturityForm, MaturityNeed, MaturityReply, MaturityRound, MaturityScore, Naming, RoundState,
};
use domain::permission::Visibility;
use domain::sharing::Sharing;

use crate::db::{Row, Statement, StoreError, Tx, json, sql};
use crate::page::{Listed, Page, search_patterns, sort_key};
use crate::visible::visible;

/// Which rounds to list. Empty fields do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MaturityFilter {
    /// Beginnings of words, all of which must occur.
    pub search: String,
    /// Whose.
    pub organisation: Option<OrganisationId>,
    /// Where they stand, by code.
    pub state: String,
    /// By title, the Swedish way; else last opened first.
    pub by_title: bool,
}

/// Adds a version of a questionnaire.
///
/// # Errors
/// [`StoreError::Taken`] if somebody else has added that version meanwhile.
pub async fn insert_form(tx: &mut Tx, form: &MaturityForm) -> Result<(), StoreError> {
    sql("INSERT INTO maturity_forms (id, collaboration_id, revision, note, person_id, at, questions) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)")
    .bind(form.id.to_string())
    .bind(form.collaboration.map(|id| id.to_string()))
    .bind(form.revision)
    .bind(&form.note)
    .bind(form.person.map(|id| id.to_string()))
    .bind(form.at.milliseconds())
    .bind(json(&form.questions)?)
    .execute_one(tx)
    .await
}

/// The version with this id.
///
/// # Errors
/// When the database fails.
pub async fn form(tx: &mut Tx, id: MaturityFormId) -> Result<Option<MaturityForm>, StoreError> {
    let row = sql("SELECT * FROM maturity_forms WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read_form).transpose()
}

/// The versions of a collaboration, latest first; without one, those that were shipped.
///
/// # Errors
/// When the database fails.
pub async fn forms(
    tx: &mut Tx,
    collaboration: Option<CollaborationId>,
) -> Result<Vec<MaturityForm>, StoreError> {
    sql("SELECT * FROM maturity_forms WHERE COALESCE(collaboration_id, '') = $1 ORDER BY revision DESC, at DESC, id DESC")
        .bind(collaboration.map(|id| id.to_string()).unwrap_or_default())
        .all(tx)
        .await?
        .iter()
        .map(read_form)
        .collect()
}

/// The condition over `$1`–`$11`.
macro_rules! filtered {
    () => {
        concat!(
            visible!("organisation_id", "person_id"),
            " AND ($5 = '' OR search LIKE $5) AND ($6 = '' OR search LIKE $6) AND ($7 = '' OR search LIKE $7)",
            " AND ($8 = '' OR search LIKE $8) AND ($9 = '' OR search LIKE $9)",
            " AND ($10 = '' OR organisation_id = $10) AND ($11 = '' OR state = $11)"
        )
    };
}

fn bind_filter(statement: Statement, visibility: &Visibility, filter: &MaturityFilter) -> Statement {
    search_patterns(&filter.search)
        .into_iter()
        .fold(statement.bind_visibility(visibility), Statement::bind)
        .bind(filter.organisation.map(|id| id.to_string()).unwrap_or_default())
        .bind(&filter.state)
}

/// One page of the rounds that can be seen and fit the filter.
///
/// # Errors
/// When the database fails.
pub async fn list(
    tx: &mut Tx,
    visibility: &Visibility,
    filter: &MaturityFilter,
    page: Page,
) -> Result<Listed<MaturityRound>, StoreError> {
    let counting = sql(concat!("SELECT COUNT(*) AS n FROM maturity_rounds WHERE ", filtered!()));
    let total = bind_filter(counting, visibility, filter).number(tx).await?;
    let statement = if filter.by_title {
        sql(concat!(
            "SELECT * FROM maturity_rounds WHERE ",
            filtered!(),
            " ORDER BY title_sort, id LIMIT $12 OFFSET $13"
        ))
    } else {
        sql(concat!(
            "SELECT * FROM maturity_rounds WHERE ",
            filtered!(),
            " ORDER BY created DESC, id DESC LIMIT $12 OFFSET $13"
        ))
    };
    let rows =
        bind_filter(statement, visibility, filter).bind(page.limit()).bind(page.offset()).all(tx).await?;
    Ok(Listed { rows: rows.iter().map(read).collect::<Result<_, _>>()?, total })
}

/// The rounds of an organisation, last opened first, whoever may see them.
///
/// # Errors
/// When the database fails.
pub async fn of_organisation(tx: &mut Tx, id: OrganisationId) -> Result<Vec<MaturityRound>, StoreError> {
    sql("SELECT * FROM maturity_rounds WHERE organisation_id = $1 ORDER BY created DESC, id DESC")
        .bind(id.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// The round with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: MaturityRoundId) -> Result<Option<MaturityRound>, StoreError> {
    let row = sql("SELECT * FROM maturity_rounds WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// Adds a round.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, round: &MaturityRound) -> Result<(), StoreError> {
    let statement = sql(
        "INSERT INTO maturity_rounds (id, version, organisation_id, form_id, title, title_sort, search, \
         until_day, state, closed, sharing, person_id, updated, created) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    );
    bind(statement, round).bind(round.created.milliseconds()).execute_one(tx).await
}

/// Keeps a changed round over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has changed it since.
pub async fn update(tx: &mut Tx, round: &MaturityRound) -> Result<(), StoreError> {
    let statement = sql(
        "UPDATE maturity_rounds SET version = version + 1, organisation_id = $3, form_id = $4, title = $5, \
         title_sort = $6, search = $7, until_day = $8, state = $9, closed = $10, sharing = $11, person_id = $12, updated = $13 \
         WHERE id = $1 AND version = $2",
    );
    bind(statement, round).execute_one(tx).await
}

fn bind(statement: Statement, one: &MaturityRound) -> Statement {
    statement
        .bind(one.id.to_string())
        .bind(one.version)
        .bind(one.organisation.to_string())
        .bind(one.form.to_string())
        .bind(&one.title)
        .bind(sort_key(&one.title))
        .bind(domain::text::search_words(&one.title))
        .bind(one.until.map(|day| day.to_string()))
        .bind(one.state.code())
        .bind(one.closed.map(Instant::milliseconds))
        .bind(one.sharing.code())
        .bind(one.person.map(|id| id.to_string()))
        .bind(one.updated.milliseconds())
}

/// Everybody's answers in a round.
///
/// # Errors
/// When the database fails.
pub async fn replies(tx: &mut Tx, round: MaturityRoundId) -> Result<Vec<MaturityReply>, StoreError> {
    sql("SELECT * FROM maturity_replies WHERE round_id = $1 ORDER BY person_id")
        .bind(round.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read_reply)
        .collect()
}

/// One person's answers.
///
/// # Errors
/// When the database fails.
pub async fn reply(
    tx: &mut Tx,
    round: MaturityRoundId,
    person: PersonId,
) -> Result<Option<MaturityReply>, StoreError> {
    let row = sql("SELECT * FROM maturity_replies WHERE round_id = $1 AND person_id = $2")
        .bind(round.to_string())
        .bind(person.to_string())
        .first(tx)
        .await?;
    row.as_ref().map(read_reply).transpose()
}

/// Keeps a person's answers: the first with version 1, later ones over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if they were changed since, and [`StoreError::Taken`] if they were given twice at once.
pub async fn put_reply(tx: &mut Tx, reply: &MaturityReply) -> Result<(), StoreError> {
    let is_named = i64::from(reply.naming == Naming::Named);
    if reply.version == 0 {
        return sql("INSERT INTO maturity_replies (round_id, person_id, version, is_named, answers, at) \
             VALUES ($1, $2, 1, $3, $4, $5)")
        .bind(reply.round.to_string())
        .bind(reply.person.to_string())
        .bind(is_named)
        .bind(json(&reply.answers)?)
        .bind(reply.at.milliseconds())
        .execute_one(tx)
        .await;
    }
    sql("UPDATE maturity_replies SET version = version + 1, is_named = $4, answers = $5, at = $6 \
         WHERE round_id = $1 AND person_id = $2 AND version = $3")
    .bind(reply.round.to_string())
    .bind(reply.person.to_string())
    .bind(reply.version)
    .bind(is_named)
    .bind(json(&reply.answers)?)
    .bind(reply.at.milliseconds())
    .execute_one(tx)
    .await
}

/// Keeps that a suggestion became a need.
///
/// # Errors
/// When the database fails.
pub async fn put_need(tx: &mut Tx, one: &MaturityNeed) -> Result<(), StoreError> {
    sql("INSERT INTO maturity_needs (round_id, dimension, need_id) VALUES ($1, $2, $3)")
        .bind(one.round.to_string())
        .bind(&one.dimension)
        .bind(one.need.to_string())
        .execute_one(tx)
        .await
}

/// The needs that suggestions of a round became, as dimensions and needs.
///
/// # Errors
/// When the database fails.
pub async fn needs(tx: &mut Tx, round: MaturityRoundId) -> Result<Vec<(String, NeedId)>, StoreError> {
    sql("SELECT dimension, need_id FROM maturity_needs WHERE round_id = $1 ORDER BY dimension, need_id")
        .bind(round.to_string())
        .all(tx)
        .await?
        .iter()
        .map(|row| Ok((row.text("dimension")?, row.parsed("need_id")?)))
        .collect()
}

/// Records what another instrument came to.
///
/// # Errors
/// When the database fails.
pub async fn insert_score(tx: &mut Tx, score: &MaturityScore) -> Result<(), StoreError> {
    sql("INSERT INTO maturity_scores (id, organisation_id, instrument, aspect, value, scale, on_day, note, person_id, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
    .bind(score.id.to_string())
    .bind(score.organisation.to_string())
    .bind(&score.instrument)
    .bind(&score.aspect)
    .bind(&score.value)
    .bind(&score.scale)
    .bind(score.on.to_string())
    .bind(&score.note)
    .bind(score.person.map(|id| id.to_string()))
    .bind(score.at.milliseconds())
    .execute_one(tx)
    .await
}

/// Takes a recorded score away.
///
/// # Errors
/// [`StoreError::Stale`] if it is gone already.
pub async fn remove_score(tx: &mut Tx, id: MaturityScoreId) -> Result<(), StoreError> {
    sql("DELETE FROM maturity_scores WHERE id = $1").bind(id.to_string()).execute_one(tx).await
}

/// What other instruments came to for an organisation, latest first.
///
/// # Errors
/// When the database fails.
pub async fn scores(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<MaturityScore>, StoreError> {
    sql("SELECT * FROM maturity_scores WHERE organisation_id = $1 ORDER BY on_day DESC, instrument, aspect, id")
        .bind(organisation.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read_score)
        .collect()
}

fn read_form(row: &Row) -> Result<MaturityForm, StoreError> {
    Ok(MaturityForm {
        id: row.parsed("id")?,
        collaboration: row.parsed_or_none("collaboration_id")?,
        revision: row.int("revision")?,
        note: row.text("note")?,
        person: row.parsed_or_none("person_id")?,
        at: Instant::from_milliseconds(row.int("at")?),
        questions: row.json("questions")?,
    })
}

fn read(row: &Row) -> Result<MaturityRound, StoreError> {
    Ok(MaturityRound {
        id: row.parsed("id")?,
        version: row.int("version")?,
        organisation: row.parsed("organisation_id")?,
        form: row.parsed("form_id")?,
        title: row.text("title")?,
        until: row.parsed_or_none("until_day")?,
        state: row.word("state", RoundState::from_code)?,
        closed: row.int_or_none("closed")?.map(Instant::from_milliseconds),
        sharing: row.word("sharing", Sharing::from_code)?,
        person: row.parsed_or_none("person_id")?,
        created: Instant::from_milliseconds(row.int("created")?),
        updated: Instant::from_milliseconds(row.int("updated")?),
    })
}

fn read_reply(row: &Row) -> Result<MaturityReply, StoreError> {
    Ok(MaturityReply {
        round: row.parsed("round_id")?,
        person: row.parsed("person_id")?,
        version: row.int("version")?,
        naming: if row.int("is_named")? == 0 { Naming::Unnamed } else { Naming::Named },
        answers: row.json("answers")?,
        at: Instant::from_milliseconds(row.int("at")?),
    })
}

fn read_score(row: &Row) -> Result<MaturityScore, StoreError> {
    Ok(MaturityScore {
        id: row.parsed("id")?,
        organisation: row.parsed("organisation_id")?,
        instrument: row.text("instrument")?,
        aspect: row.text("aspect")?,
        value: row.text("value")?,
        scale: row.text("scale")?,
        on: row.parsed("on_day")?,
        note: row.text("note")?,
        person: row.parsed_or_none("person_id")?,
        at: Instant::from_milliseconds(row.int("at")?),
    })
}
