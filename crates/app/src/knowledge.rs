//! Knowledge: writing it, its versions, who lets themselves be named for it, and finding it where it is needed.
//!
//! At a gate, in a readiness check and beside a dimension of maturity comes first what somebody tied to that place, then what is
//! clearly about the same. Not here: files of references (`reference`), and the index itself (`search`).

mod reference;

use domain::event::{Change, EventKind, SubjectKind};
use domain::id::ArticleId;
use domain::knowledge::{
    AUTHORS_MAX, Article, ArticleKind, ArticleRevision, BODY_MAX, NamedPerson, Part, Reference, TIES_MAX,
    Tie, TieKind, doi,
};
use domain::permission::{Actor, Deed, Subject};
use domain::process::Label;
use domain::sharing::Sharing;
use domain::text::{SHORT_MAX, TITLE_MAX};
use matching::{Confidence, Document};
use store::Tx;
use store::knowledge::ArticleFilter;
use store::page::{Listed, Page};

use crate::checked::Checked;
use crate::error::{AppError, FieldProblem, Refusal};
use crate::history::{self, HistoryEntry, doer};
use crate::initiative::{self, name_of, stale};
use crate::search::Asked;
use crate::sharing::{Record, Shared};
use crate::{App, Directory, collaboration, lesson, process};

pub use exchange::bibliography::{NotRead, Place, Why};
pub use reference::{ReadIn, ReferenceFormat, ReferenceRow, ReferencesError};

/// Characters of a text that knowledge is looked for by.
const ASKED_MAX: usize = 4_000;
/// So many words that meet make knowledge worth telling of, where too few are known to be sure of more.
const WORDS_ALIKE: usize = 2;

/// An article with names.
#[derive(Debug, Clone)]
pub struct ArticleRow {
    /// The article.
    pub article: Article,
    /// Short name of whose it is.
    pub organisation: String,
    /// Who wrote it, of those who let themselves be named; of a publication, its authors.
    pub authors: Vec<String>,
    /// Whether the reader may change it.
    pub may_edit: bool,
}

/// A text that an article has had.
#[derive(Debug, Clone)]
pub struct RevisionRow {
    /// The text.
    pub revision: ArticleRevision,
    /// Who wrote it, for the own organisation.
    pub person: Option<String>,
}

/// Somebody who lets themselves be named.
#[derive(Debug, Clone)]
pub struct NamedRow {
    /// Who, as what.
    pub named: NamedPerson,
    /// By name.
    pub name: String,
    /// Short name of the organisation.
    pub organisation: String,
}

/// An article as its page shows it.
#[derive(Debug, Clone)]
pub struct ArticlePage {
    /// The article.
    pub row: ArticleRow,
    /// What it is tied to, with names; what there is no more has none.
    pub ties: Vec<(Tie, Label)>,
    /// The texts it has had, latest first.
    pub revisions: Vec<RevisionRow>,
    /// Who lets themselves be named.
    pub people: Vec<NamedRow>,
    /// As what the reader may yet be named.
    pub may_be: Vec<Part>,
    /// As what the reader is named.
    pub is: Vec<Part>,
    /// How it came to be shared.
    pub shared: Shared,
    /// Newest first; for the own organisation alone.
    pub history: Vec<HistoryEntry>,
}

/// An article as it is sent.
#[derive(Debug, Clone, Default)]
pub struct ArticleInput {
    /// What sort, by code.
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// In a sentence or two.
    pub summary: String,
    /// In Markdown.
    pub body: String,
    /// Authors of a publication, one a line.
    pub authors: String,
    /// Its year.
    pub year: String,
    /// Its journal or book.
    pub container: String,
    /// Its publisher.
    pub publisher: String,
    /// Its DOI.
    pub doi: String,
    /// Its address.
    pub url: String,
    /// What it is tied to, as `stage:matching`.
    pub ties: Vec<String>,
    /// Why the text was changed.
    pub note: String,
}

pub(crate) const fn subject(article: &Article) -> Subject {
    Subject { owner: Some(article.organisation), author: article.author, sharing: article.sharing }
}

/// Whoever wrote it down, and who looks after the needs of the organisation.
pub(crate) fn may_edit(actor: &Actor, article: &Article) -> bool {
    let Some(member) = actor.member() else { return actor == &Actor::Operator };
    let own = Subject::of(article.organisation);
    let is_author = article.author == Some(member.person);
    actor.may(Deed::WriteKnowledge, &own) && (is_author || actor.may(Deed::KeepFigures, &own))
}

pub(crate) async fn load(tx: &mut Tx, actor: &Actor, id: ArticleId) -> Result<Article, AppError> {
    let article = store::knowledge::get(tx, id).await?.ok_or(AppError::NotFound)?;
    if actor.member().is_some() && actor.may(Deed::Read, &subject(&article)) {
        Ok(article)
    } else {
        Err(AppError::NotFound)
    }
}

/// What is matched of an article.
pub(crate) fn document(article: &Article) -> Document {
    let reference = article.reference.as_ref();
    Document {
        title: article.title.clone(),
        text: format!("{}\n{}", article.summary, article.body),
        keywords: reference.map(|known| vec![known.container.clone()]).unwrap_or_default(),
        typical_needs: Vec::new(),
    }
}

async fn row(
    tx: &mut Tx,
    actor: &Actor,
    directory: &Directory,
    article: Article,
) -> Result<ArticleRow, AppError> {
    let mut authors = article.reference.as_ref().map(|known| known.authors.clone()).unwrap_or_default();
    let named = store::knowledge::named(tx, article.id).await?;
    authors.extend(named.into_iter().filter(|(one, _)| one.part == Part::Author).map(|(_, name)| name));
    Ok(ArticleRow {
        organisation: directory.short_name(article.organisation),
        authors,
        may_edit: may_edit(actor, &article),
        article,
    })
}

/// Everything that knowledge can be tied to, as the reader's collaboration has it now.
async fn tie_choices(tx: &mut Tx, actor: &Actor) -> Result<Vec<(Tie, Label)>, AppError> {
    let own = actor.member().map(|member| member.organisation);
    let at = match own {
        Some(own) => collaboration::first_of(tx, own).await?,
        None => None,
    };
    let (mut stages, mut dimensions) = (None, None);
    if at.is_some() {
        stages = store::process::of(tx, at).await?.into_iter().next().map(|process| process.definition);
        dimensions = store::maturity::forms(tx, at).await?.into_iter().next().map(|form| form.questions);
    }
    let stages = stages.map_or_else(process::proposal, Ok)?.stages;
    let dimensions = dimensions.map_or_else(crate::maturity::proposal, Ok)?.dimensions;
    let tie = |kind, code: String, name| (Tie { kind, code }, name);
    let mut all: Vec<(Tie, Label)> = Vec::new();
    all.extend(stages.into_iter().map(|one| tie(TieKind::Stage, one.code, one.name)));
    all.extend(initiative::readiness()?.into_iter().map(|one| tie(TieKind::Readiness, one.code, one.name)));
    all.extend(dimensions.into_iter().map(|one| tie(TieKind::Dimension, one.code, one.name)));
    all.extend(lesson::challenges()?.into_iter().map(|one| tie(TieKind::Challenge, one.code, one.name)));
    Ok(all)
}

impl App {
    /// One page of the knowledge that the reader can see.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn list_knowledge(
        &self,
        actor: &Actor,
        filter: &ArticleFilter,
        page: Page,
    ) -> Result<Listed<ArticleRow>, AppError> {
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let listed = store::knowledge::list(&mut tx, &actor.visibility(), filter, page).await?;
        let mut rows = Vec::with_capacity(listed.rows.len());
        for article in listed.rows {
            rows.push(row(&mut tx, actor, &directory, article).await?);
        }
        Ok(Listed { rows, total: listed.total })
    }

    /// What knowledge can be tied to.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn knowledge_ties(&self, actor: &Actor) -> Result<Vec<(Tie, Label)>, AppError> {
        tie_choices(&mut self.db.read().await?, actor).await
    }

    /// Whether the actor writes knowledge.
    #[must_use]
    pub fn may_write_knowledge(&self, actor: &Actor) -> bool {
        let own = actor.member().map(|member| Subject::of(member.organisation));
        own.is_some_and(|own| actor.may(Deed::WriteKnowledge, &own))
    }

    /// An article with everything its page shows.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also when there is one that the reader may not see.
    pub async fn read_article(&self, actor: &Actor, id: ArticleId) -> Result<ArticlePage, AppError> {
        let mut tx = self.db.read().await?;
        let article = load(&mut tx, actor, id).await?;
        let member = actor.member().ok_or(AppError::NotFound)?;
        let directory = Directory::read(&mut tx).await?;
        let is_own = member.organisation == article.organisation;
        let choices = tie_choices(&mut tx, actor).await?;
        let name = |tie: &Tie| choices.iter().find(|(one, _)| one == tie).map(|(_, name)| name.clone());
        let ties = article.ties.iter().map(|tie| (tie.clone(), name(tie).unwrap_or_default())).collect();
        let mut revisions = Vec::new();
        for revision in store::knowledge::revisions(&mut tx, id).await? {
            let person = name_of(&mut tx, revision.person.filter(|_| is_own)).await?;
            revisions.push(RevisionRow { revision, person });
        }
        let named = store::knowledge::named(&mut tx, id).await?;
        let is: Vec<Part> =
            named.iter().filter(|(one, _)| one.person == member.person).map(|(one, _)| one.part).collect();
        let may_be = Part::ALL.iter().copied().filter(|part| !is.contains(part));
        let may_be = may_be.filter(|part| may_be_named(actor, &article, *part)).collect();
        let people = named.into_iter().map(|(named, name)| NamedRow {
            organisation: directory.short_name(named.organisation),
            named,
            name,
        });
        Ok(ArticlePage {
            ties,
            revisions,
            people: people.collect(),
            may_be,
            is,
            shared: self.shared(&mut tx, actor, &Record::Article(Box::new(article.clone()))).await?,
            history: match is_own {
                true => history::of(&mut tx, actor, SubjectKind::Knowledge, &id.to_string()).await?,
                false => Vec::new(),
            },
            row: row(&mut tx, actor, &directory, article).await?,
        })
    }

    /// Writes knowledge of the actor's organisation, for that one alone until it is shared ([`App::share`]).
    ///
    /// # Errors
    /// [`AppError::Denied`] for who writes none; [`AppError::Invalid`] for fields that cannot be kept.
    pub async fn write_article(&self, actor: &Actor, input: &ArticleInput) -> Result<Article, AppError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        if !self.may_write_knowledge(actor) {
            return Err(AppError::Denied);
        }
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        let new = Article {
            id: ArticleId::at(now),
            version: 1,
            organisation: member.organisation,
            author: Some(member.person),
            kind: ArticleKind::Article,
            title: String::new(),
            summary: String::new(),
            body: String::new(),
            reference: None,
            ties: Vec::new(),
            sharing: Sharing::Organisation,
            revision: 1,
            created: now,
            updated: now,
        };
        let (article, _) = self.article_of(&mut tx, actor, new, input).await?;
        self.insert_article(&mut tx, actor, &article).await?;
        tx.commit().await?;
        Ok(article)
    }

    /// Keeps a new article with the first revision of its text.
    async fn insert_article(&self, tx: &mut Tx, actor: &Actor, article: &Article) -> Result<(), AppError> {
        store::knowledge::insert(tx, article).await?;
        store::knowledge::insert_revision(tx, &revision(article, actor, String::new())).await?;
        let changes = Change::between("title", "", &article.title).into_iter().collect();
        self.article_event(tx, actor, article.id, EventKind::Created, changes).await
    }

    /// Changes knowledge, over the version that was read. A changed text is a new revision; how far it is shared stays as it is.
    ///
    /// # Errors
    /// As [`App::write_article`]; also [`AppError::Refused`] when somebody has changed it since.
    pub async fn change_article(
        &self,
        actor: &Actor,
        (id, version): (ArticleId, i64),
        input: &ArticleInput,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let before = load(&mut tx, actor, id).await?;
        if !may_edit(actor, &before) {
            return Err(AppError::Denied);
        }
        let (mut after, note) = self.article_of(&mut tx, actor, before.clone(), input).await?;
        if before.version != version {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        if (Article { updated: before.updated, ..after.clone() }) == before {
            return Ok(());
        }
        let is_text_changed =
            (&before.title, &before.summary, &before.body) != (&after.title, &after.summary, &after.body);
        if is_text_changed {
            after.revision += 1;
            store::knowledge::insert_revision(&mut tx, &revision(&after, actor, note)).await?;
        }
        store::knowledge::update(&mut tx, &after).await.map_err(stale)?;
        let changes = [
            Change::between("title", &before.title, &after.title),
            Change::between("text_revision", &before.revision.to_string(), &after.revision.to_string()),
        ];
        let changes = changes.into_iter().flatten().collect();
        self.article_event(&mut tx, actor, id, EventKind::Edited, changes).await?;
        Ok(tx.commit().await?)
    }

    /// Lets the actor be named for knowledge that the actor reads, or takes that back. Nobody can say so for another.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for what the actor may not see; [`AppError::Denied`] for who may not be named as that.
    pub async fn name_for_article(
        &self,
        actor: &Actor,
        (id, part): (ArticleId, Part),
        is_named: Named,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let article = load(&mut tx, actor, id).await?;
        let member = actor.member().ok_or(AppError::Denied)?;
        let kind = match is_named {
            Named::Yes => {
                if !may_be_named(actor, &article, part) {
                    return Err(AppError::Denied);
                }
                let since = self.clock.now();
                let (person, organisation) = (member.person, member.organisation);
                let named = NamedPerson { article: id, person, organisation, part, since };
                store::knowledge::name(&mut tx, &named).await?;
                EventKind::KnowledgeNamed
            }
            Named::No => {
                store::knowledge::unname(&mut tx, id, member.person, part).await?;
                EventKind::KnowledgeUnnamed
            }
        };
        self.article_event(&mut tx, actor, id, kind, Vec::new()).await?;
        Ok(tx.commit().await?)
    }

    /// Knowledge for a place: first what is tied there, then what is clearly about the text.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn knowledge_for(
        &self,
        actor: &Actor,
        ties: &[(TieKind, &str)],
        text: &str,
        limit: usize,
    ) -> Result<Vec<ArticleRow>, AppError> {
        if actor.member().is_none() {
            return Ok(Vec::new());
        }
        let near = self.knowledge_like(actor, text, limit).await?;
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let mut found: Vec<Article> = Vec::new();
        for (kind, code) in ties {
            let tie = Tie { kind: *kind, code: (*code).to_owned() };
            let filter = ArticleFilter { tie: Some(tie), ..ArticleFilter::default() };
            let page = Page::new(1, u32::try_from(limit).unwrap_or(1));
            found.extend(store::knowledge::list(&mut tx, &actor.visibility(), &filter, page).await?.rows);
        }
        for id in near {
            let article = store::knowledge::get(&mut tx, id).await?;
            found.extend(article.filter(|one| actor.may(Deed::Read, &subject(one))));
        }
        let mut rows: Vec<ArticleRow> = Vec::new();
        for article in found {
            if rows.len() < limit && rows.iter().all(|row| row.article.id != article.id) {
                rows.push(row(&mut tx, actor, &directory, article).await?);
            }
        }
        Ok(rows)
    }

    /// Knowledge that is clearly about a text, best first.
    async fn knowledge_like(
        &self,
        actor: &Actor,
        text: &str,
        limit: usize,
    ) -> Result<Vec<ArticleId>, AppError> {
        self.freshen_index().await?;
        let text: String = domain::text::clean(text).chars().take(ASKED_MAX).collect();
        if text.is_empty() {
            return Ok(Vec::new());
        }
        let asked = Asked { vector: self.meaning_of(&text).await, text };
        let (search, visibility) = (self.search(), actor.visibility());
        let finding = tokio::task::spawn_blocking(move || search.articles(&visibility, &asked, limit));
        let found = finding.await.unwrap_or_default();
        let clear = found
            .into_iter()
            .filter(|hit| hit.confidence > Confidence::Uncertain || hit.reasons.len() >= WORDS_ALIKE);
        Ok(clear.map(|hit| ArticleId::from_u128(hit.key.0)).collect())
    }

    async fn article_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        id: ArticleId,
        kind: EventKind,
        changes: Vec<Change>,
    ) -> Result<(), AppError> {
        self.keep_event(tx, doer(actor), (SubjectKind::Knowledge, id.to_string()), kind, changes).await
    }

    /// The article that was sent, over the one before, and why its text was changed.
    async fn article_of(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        before: Article,
        input: &ArticleInput,
    ) -> Result<(Article, String), AppError> {
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let kind = checked.word("kind", 0, &input.kind, ArticleKind::from_code);
        let title = checked.required("title", 0, &input.title, TITLE_MAX);
        let summary = checked.optional("summary", 0, &input.summary, SHORT_MAX);
        let body = match kind {
            // What is said in it stands where it was published.
            Some(ArticleKind::Publication) => checked.optional("body", 0, &input.body, BODY_MAX),
            _ => checked.required("body", 0, &input.body, BODY_MAX),
        };
        let reference = reference_of(&mut checked, kind, before.reference.as_ref(), input);
        let note = checked.optional("note", 0, &input.note, SHORT_MAX);
        let ties = ties_of(&mut checked, &tie_choices(tx, actor).await?, &before.ties, &input.ties);
        checked.done()?;
        let kind = kind.unwrap_or(before.kind);
        Ok((Article { kind, title, summary, body, reference, ties, updated: now, ..before }, note))
    }
}

/// Whether somebody lets themselves be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// They do.
    Yes,
    /// No more.
    No,
}

/// Authors are of the organisation whose it is and did not write a publication here; anybody who writes can be asked.
fn may_be_named(actor: &Actor, article: &Article, part: Part) -> bool {
    let Some(member) = actor.member() else { return false };
    let writes = actor.may(Deed::WriteKnowledge, &Subject::of(member.organisation));
    let is_own = member.organisation == article.organisation;
    writes
        && match part {
            Part::Author => is_own && article.kind != ArticleKind::Publication,
            Part::Expert => true,
        }
}

fn revision(article: &Article, actor: &Actor, note: String) -> ArticleRevision {
    ArticleRevision {
        article: article.id,
        revision: article.revision,
        title: article.title.clone(),
        summary: article.summary.clone(),
        body: article.body.clone(),
        note,
        person: actor.member().map(|member| member.person),
        at: article.updated,
    }
}

/// Where a publication was published. What the form has no field for stays as it is.
fn reference_of(
    checked: &mut Checked,
    kind: Option<ArticleKind>,
    before: Option<&Reference>,
    input: &ArticleInput,
) -> Option<Reference> {
    let authors = checked.optional("authors", 0, &input.authors, AUTHORS_MAX * TITLE_MAX);
    let authors: Vec<String> =
        authors.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    if authors.len() > AUTHORS_MAX {
        checked.add("authors", 0, FieldProblem::TooMany);
    }
    let year = match input.year.trim() {
        "" => None,
        written => {
            let year: Option<i16> = written.parse().ok().filter(|year| (1000..=9999).contains(year));
            if year.is_none() {
                checked.add("year", 0, FieldProblem::NotANumber);
            }
            year
        }
    };
    let doi = match input.doi.trim() {
        "" => String::new(),
        written => doi::parse(written).unwrap_or_else(|| {
            checked.add("doi", 0, FieldProblem::NotADoi);
            String::new()
        }),
    };
    let reference = Reference {
        authors,
        year,
        container: checked.optional("container", 0, &input.container, TITLE_MAX),
        publisher: checked.optional("publisher", 0, &input.publisher, TITLE_MAX),
        doi,
        url: checked.link("url", 0, &input.url),
        ..before.cloned().unwrap_or_default()
    };
    (kind == Some(ArticleKind::Publication)).then_some(reference)
}

/// The ties that were sent. One that there is no more is kept where it was there before, because nobody can choose it again.
fn ties_of(checked: &mut Checked, known: &[(Tie, Label)], before: &[Tie], sent: &[String]) -> Vec<Tie> {
    let mut ties: Vec<Tie> = Vec::new();
    for written in sent.iter().filter(|written| !written.is_empty()) {
        let parted = written.split_once(':');
        let tie = parted.and_then(|(kind, code)| {
            TieKind::from_code(kind).map(|kind| Tie { kind, code: code.to_owned() })
        });
        let is_known = |tie: &Tie| known.iter().any(|(one, _)| one == tie) || before.contains(tie);
        match tie.filter(is_known) {
            Some(tie) => ties.push(tie),
            None => checked.add("ties", 0, FieldProblem::Unknown),
        }
    }
    let is_gone = |tie: &&Tie| !known.iter().any(|(one, _)| one == *tie);
    ties.extend(before.iter().filter(is_gone).cloned());
    ties.sort();
    ties.dedup();
    if ties.len() > TIES_MAX {
        checked.add("ties", 0, FieldProblem::TooMany);
    }
    ties
}
