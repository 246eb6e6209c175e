//! Knowledge in the database: articles with their ties, the texts they have had, and who lets themselves be named.
//!
//! Not here: finding by meaning (`app::search`).

use domain::id::{ArticleId, OrganisationId, PersonId};
use domain::instant::Instant;
use domain::knowledge::{Article, ArticleKind, ArticleRevision, NamedPerson, Part, Tie, TieKind};
use domain::permission::Visibility;
use domain::sharing::Sharing;

use crate::db::{Row, Statement, StoreError, Tx, json, sql};
use crate::page::{Listed, Page, search_patterns, sort_key};
use crate::visible::visible;

/// Which articles to list. Empty fields do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArticleFilter {
    /// Beginnings of words, all of which must occur.
    pub search: String,
    /// What sort, by code.
    pub kind: String,
    /// Whose.
    pub organisation: Option<OrganisationId>,
    /// What it is tied to.
    pub tie: Option<Tie>,
    /// By title, the Swedish way; else last changed first.
    pub by_title: bool,
}

/// The condition over `$1`–`$13`.
macro_rules! filtered {
    () => {
        concat!(
            visible!("organisation_id", "author_id"),
            " AND ($5 = '' OR search LIKE $5) AND ($6 = '' OR search LIKE $6) AND ($7 = '' OR search LIKE $7)",
            " AND ($8 = '' OR search LIKE $8) AND ($9 = '' OR search LIKE $9)",
            " AND ($10 = '' OR kind = $10) AND ($11 = '' OR organisation_id = $11)",
            " AND ($12 = '' OR EXISTS (SELECT 1 FROM article_ties WHERE article_id = articles.id",
            " AND article_ties.kind = $12 AND code = $13))"
        )
    };
}

fn bind_filter(statement: Statement, visibility: &Visibility, filter: &ArticleFilter) -> Statement {
    let (kind, code) = match &filter.tie {
        Some(tie) => (tie.kind.code(), tie.code.as_str()),
        None => ("", ""),
    };
    search_patterns(&filter.search)
        .into_iter()
        .fold(statement.bind_visibility(visibility), Statement::bind)
        .bind(&filter.kind)
        .bind(filter.organisation.map(|id| id.to_string()).unwrap_or_default())
        .bind(kind)
        .bind(code)
}

/// One page of the articles that can be seen and fit the filter.
///
/// # Errors
/// When the database fails.
pub async fn list(
    tx: &mut Tx,
    visibility: &Visibility,
    filter: &ArticleFilter,
    page: Page,
) -> Result<Listed<Article>, StoreError> {
    let counting = sql(concat!("SELECT COUNT(*) AS n FROM articles WHERE ", filtered!()));
    let total = bind_filter(counting, visibility, filter).number(tx).await?;
    let statement = if filter.by_title {
        sql(concat!(
            "SELECT * FROM articles WHERE ",
            filtered!(),
            " ORDER BY title_sort, id LIMIT $14 OFFSET $15"
        ))
    } else {
        sql(concat!(
            "SELECT * FROM articles WHERE ",
            filtered!(),
            " ORDER BY updated DESC, id DESC LIMIT $14 OFFSET $15"
        ))
    };
    let rows =
        bind_filter(statement, visibility, filter).bind(page.limit()).bind(page.offset()).all(tx).await?;
    Ok(Listed { rows: with_ties(tx, &rows).await?, total })
}

/// Articles in the order of their ids, after the given one, whoever may see them: for the search index.
///
/// # Errors
/// When the database fails.
pub async fn after(tx: &mut Tx, previous: Option<ArticleId>, limit: i64) -> Result<Vec<Article>, StoreError> {
    let rows = sql("SELECT * FROM articles WHERE id > $1 ORDER BY id LIMIT $2")
        .bind(previous.map(|id| id.to_string()).unwrap_or_default())
        .bind(limit)
        .all(tx)
        .await?;
    with_ties(tx, &rows).await
}

/// How many articles there are, whoever may see them: to tell how far the index has come.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &mut Tx) -> Result<i64, StoreError> {
    sql("SELECT COUNT(*) AS n FROM articles").number(tx).await
}

/// The article with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: ArticleId) -> Result<Option<Article>, StoreError> {
    let rows = sql("SELECT * FROM articles WHERE id = $1").bind(id.to_string()).all(tx).await?;
    Ok(with_ties(tx, &rows).await?.pop())
}

/// The articles of an organisation with this DOI.
///
/// # Errors
/// When the database fails.
pub async fn with_doi(
    tx: &mut Tx,
    organisation: OrganisationId,
    doi: &str,
) -> Result<Vec<Article>, StoreError> {
    let rows = sql("SELECT * FROM articles WHERE organisation_id = $1 AND doi = $2 ORDER BY id")
        .bind(organisation.to_string())
        .bind(doi.to_lowercase())
        .all(tx)
        .await?;
    with_ties(tx, &rows).await
}

/// Adds an article with its ties.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, article: &Article) -> Result<(), StoreError> {
    let statement = sql(
        "INSERT INTO articles (id, version, organisation_id, author_id, kind, title, title_sort, search, \
         summary, body, reference, doi, sharing, revision, updated, created) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
    );
    bind(statement, article)?.bind(article.created.milliseconds()).execute_one(tx).await?;
    put_ties(tx, article).await
}

/// Keeps a changed article with its ties over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has changed it since.
pub async fn update(tx: &mut Tx, article: &Article) -> Result<(), StoreError> {
    let statement = sql(
        "UPDATE articles SET version = version + 1, organisation_id = $3, author_id = $4, kind = $5, title = $6, \
         title_sort = $7, search = $8, summary = $9, body = $10, reference = $11, doi = $12, sharing = $13, revision = $14, \
         updated = $15 WHERE id = $1 AND version = $2",
    );
    bind(statement, article)?.execute_one(tx).await?;
    sql("DELETE FROM article_ties WHERE article_id = $1").bind(article.id.to_string()).execute(tx).await?;
    put_ties(tx, article).await
}

async fn put_ties(tx: &mut Tx, article: &Article) -> Result<(), StoreError> {
    for tie in &article.ties {
        sql("INSERT INTO article_ties (article_id, kind, code) VALUES ($1, $2, $3)")
            .bind(article.id.to_string())
            .bind(tie.kind.code())
            .bind(&tie.code)
            .execute_one(tx)
            .await?;
    }
    Ok(())
}

fn bind(statement: Statement, one: &Article) -> Result<Statement, StoreError> {
    let authors = one.reference.as_ref().map(|known| known.authors.join(" ")).unwrap_or_default();
    let words = format!("{} {} {} {authors}", one.title, one.summary, one.body);
    let doi = one.reference.as_ref().map(|known| known.doi.to_lowercase()).unwrap_or_default();
    Ok(statement
        .bind(one.id.to_string())
        .bind(one.version)
        .bind(one.organisation.to_string())
        .bind(one.author.map(|id| id.to_string()))
        .bind(one.kind.code())
        .bind(&one.title)
        .bind(sort_key(&one.title))
        .bind(domain::text::search_words(&words))
        .bind(&one.summary)
        .bind(&one.body)
        .bind(one.reference.as_ref().map(json).transpose()?)
        .bind(doi)
        .bind(one.sharing.code())
        .bind(one.revision)
        .bind(one.updated.milliseconds()))
}

/// Keeps a text that an article has.
///
/// # Errors
/// [`StoreError::Taken`] if there is one of that revision.
pub async fn insert_revision(tx: &mut Tx, one: &ArticleRevision) -> Result<(), StoreError> {
    sql("INSERT INTO article_revisions (article_id, revision, title, summary, body, note, person_id, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(one.article.to_string())
    .bind(one.revision)
    .bind(&one.title)
    .bind(&one.summary)
    .bind(&one.body)
    .bind(&one.note)
    .bind(one.person.map(|id| id.to_string()))
    .bind(one.at.milliseconds())
    .execute_one(tx)
    .await
}

/// The texts that an article has had, latest first.
///
/// # Errors
/// When the database fails.
pub async fn revisions(tx: &mut Tx, article: ArticleId) -> Result<Vec<ArticleRevision>, StoreError> {
    sql("SELECT * FROM article_revisions WHERE article_id = $1 ORDER BY revision DESC")
        .bind(article.to_string())
        .all(tx)
        .await?
        .iter()
        .map(|row| {
            Ok(ArticleRevision {
                article: row.parsed("article_id")?,
                revision: row.int("revision")?,
                title: row.text("title")?,
                summary: row.text("summary")?,
                body: row.text("body")?,
                note: row.text("note")?,
                person: row.parsed_or_none("person_id")?,
                at: Instant::from_milliseconds(row.int("at")?),
            })
        })
        .collect()
}

/// Keeps that a person lets themselves be named; once is enough.
///
/// # Errors
/// When the database fails.
pub async fn name(tx: &mut Tx, one: &NamedPerson) -> Result<(), StoreError> {
    sql("INSERT INTO article_people (article_id, person_id, organisation_id, part, since) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (article_id, person_id, part) DO NOTHING")
    .bind(one.article.to_string())
    .bind(one.person.to_string())
    .bind(one.organisation.to_string())
    .bind(one.part.code())
    .bind(one.since.milliseconds())
    .execute(tx)
    .await
    .map(|_| ())
}

/// Forgets that a person let themselves be named.
///
/// # Errors
/// When the database fails.
pub async fn unname(tx: &mut Tx, article: ArticleId, person: PersonId, part: Part) -> Result<(), StoreError> {
    sql("DELETE FROM article_people WHERE article_id = $1 AND person_id = $2 AND part = $3")
        .bind(article.to_string())
        .bind(person.to_string())
        .bind(part.code())
        .execute(tx)
        .await
        .map(|_| ())
}

/// Who lets themselves be named for an article, with their names, those who are still of the organisation they said so for.
///
/// # Errors
/// When the database fails.
pub async fn named(tx: &mut Tx, article: ArticleId) -> Result<Vec<(NamedPerson, String)>, StoreError> {
    sql("SELECT article_people.*, people.name AS name FROM article_people JOIN people ON people.id = person_id \
         WHERE article_id = $1 AND EXISTS (SELECT 1 FROM assignments WHERE assignments.person_id = article_people.person_id \
         AND assignments.organisation_id = article_people.organisation_id) ORDER BY since, person_id, part")
    .bind(article.to_string())
    .all(tx)
    .await?
    .iter()
    .map(|row| {
        let one = NamedPerson {
            article: row.parsed("article_id")?,
            person: row.parsed("person_id")?,
            organisation: row.parsed("organisation_id")?,
            part: row.word("part", Part::from_code)?,
            since: Instant::from_milliseconds(row.int("since")?),
        };
        Ok((one, row.text("name")?))
    })
    .collect()
}

async fn with_ties(tx: &mut Tx, rows: &[Row]) -> Result<Vec<Article>, StoreError> {
    let mut articles = Vec::with_capacity(rows.len());
    for row in rows {
        let mut article = read(row)?;
        let ties = sql("SELECT kind, code FROM article_ties WHERE article_id = $1 ORDER BY kind, code")
            .bind(article.id.to_string())
            .all(tx)
            .await?;
        let tie =
            |row: &Row| Ok(Tie { kind: row.word("kind", TieKind::from_code)?, code: row.text("code")? });
        article.ties = ties.iter().map(tie).collect::<Result<_, StoreError>>()?;
        articles.push(article);
    }
    Ok(articles)
}

fn read(row: &Row) -> Result<Article, StoreError> {
    Ok(Article {
        id: row.parsed("id")?,
        version: row.int("version")?,
        organisation: row.parsed("organisation_id")?,
        author: row.parsed_or_none("author_id")?,
        kind: row.word("kind", ArticleKind::from_code)?,
        title: row.text("title")?,
        summary: row.text("summary")?,
        body: row.text("body")?,
        reference: row.json_or_none("reference")?,
        ties: Vec::new(),
        sharing: row.word("sharing", Sharing::from_code)?,
        revision: row.int("revision")?,
        created: Instant::from_milliseconds(row.int("created")?),
        updated: Instant::from_milliseconds(row.int("updated")?),
    })
}
