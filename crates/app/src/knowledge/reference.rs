//! Publications in and out as files of references.
//!
//! A file is read in whole or not at all. What the organisation has already, by its DOI, is told and left as it is.

use std::collections::HashSet;

use domain::id::ArticleId;
use domain::instant::Instant;
use domain::knowledge::{Article, ArticleKind, BODY_MAX, Reference};
use domain::permission::Actor;
use domain::personal;
use domain::sharing::Sharing;
use domain::text::{self, SHORT_MAX, TITLE_MAX};
use exchange::bibliography::{self, Entry, NotRead};
use store::knowledge::ArticleFilter;
use store::page::Page;

use crate::App;
use crate::error::AppError;

/// Rows read at a time.
const A_PAGE: u32 = 1000;

/// A format of files of references.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferenceFormat {
    /// BibTeX.
    Bibtex,
    /// CSL-JSON.
    CslJson,
}

/// What reading in a file came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadIn {
    /// How many publications are new.
    pub made: usize,
    /// How many were there already.
    pub known: usize,
}

/// A publication of a file, before it is read in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceRow {
    /// Its title.
    pub title: String,
    /// Where it was published.
    pub reference: Reference,
    /// Whether the organisation has it already, by its DOI.
    pub is_known: bool,
}

/// Why a file was not read in; nothing of it was kept.
#[derive(Debug)]
pub enum ReferencesError {
    /// It cannot be read.
    NotRead(NotRead),
    /// A title is too long, or a personal identity number stands in this entry, from 1.
    Entry(usize),
    /// Anything else.
    App(AppError),
}

impl<E: Into<AppError>> From<E> for ReferencesError {
    fn from(error: E) -> Self {
        Self::App(error.into())
    }
}

impl App {
    /// What reading in a file would come to, row by row; nothing is kept.
    ///
    /// # Errors
    /// As [`App::read_in_references`].
    pub async fn preview_references(
        &self,
        actor: &Actor,
        file: &str,
    ) -> Result<Vec<ReferenceRow>, ReferencesError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        if !self.may_write_knowledge(actor) {
            return Err(AppError::Denied.into());
        }
        let mut tx = self.db.read().await?;
        let (mut rows, mut seen) = (Vec::new(), HashSet::new());
        for entry in entries(file, self.clock.now())? {
            let doi = entry.reference.doi.to_lowercase();
            let is_here = !doi.is_empty()
                && (!seen.insert(doi.clone())
                    || !store::knowledge::with_doi(&mut tx, member.organisation, &doi).await?.is_empty());
            rows.push(ReferenceRow { title: entry.title, reference: entry.reference, is_known: is_here });
        }
        Ok(rows)
    }

    /// Reads in publications for the actor's organisation, all of them or none.
    ///
    /// # Errors
    /// [`ReferencesError`].
    pub async fn read_in_references(&self, actor: &Actor, file: &str) -> Result<ReadIn, ReferencesError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        if !self.may_write_knowledge(actor) {
            return Err(AppError::Denied.into());
        }
        let now = self.clock.now();
        let entries = entries(file, now)?;
        let mut tx = self.db.write().await?;
        let mut read = ReadIn { made: 0, known: 0 };
        for entry in entries {
            let Entry { title, summary, reference, .. } = entry;
            let own = member.organisation;
            if !reference.doi.is_empty()
                && !store::knowledge::with_doi(&mut tx, own, &reference.doi).await?.is_empty()
            {
                read.known += 1;
                continue;
            }
            // A long abstract is the text; a short one says it in a sentence or two.
            let is_short = summary.chars().count() <= SHORT_MAX;
            let (summary, body) = if is_short { (summary, String::new()) } else { (String::new(), summary) };
            let article = Article {
                id: ArticleId::at(now),
                version: 1,
                organisation: own,
                author: Some(member.person),
                kind: ArticleKind::Publication,
                title,
                summary,
                body,
                reference: Some(reference),
                ties: Vec::new(),
                sharing: Sharing::Organisation,
                revision: 1,
                created: now,
                updated: now,
            };
            self.insert_article(&mut tx, actor, &article).await?;
            read.made += 1;
        }
        tx.commit().await?;
        Ok(read)
    }

    /// The publications that the reader can see and that fit a filter, as a file of references.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn references(
        &self,
        actor: &Actor,
        filter: &ArticleFilter,
        format: ReferenceFormat,
    ) -> Result<String, AppError> {
        let kind = ArticleKind::Publication.code().to_owned();
        let filter = ArticleFilter { kind, ..filter.clone() };
        let mut tx = self.db.read().await?;
        let mut entries: Vec<Entry> = Vec::new();
        for number in 1.. {
            let page = Page::new(number, A_PAGE);
            let rows = store::knowledge::list(&mut tx, &actor.visibility(), &filter, page).await?.rows;
            let is_last = rows.len() < A_PAGE as usize;
            entries.extend(rows.into_iter().map(entry));
            if is_last {
                break;
            }
        }
        Ok(match format {
            ReferenceFormat::Bibtex => bibliography::bibtex(&entries),
            ReferenceFormat::CslJson => bibliography::csl_json(&entries),
        })
    }
}

/// The entries of a file, each of which can be kept.
fn entries(file: &str, now: Instant) -> Result<Vec<Entry>, ReferencesError> {
    let mut entries = bibliography::read(file).map_err(ReferencesError::NotRead)?;
    for (at, entry) in entries.iter_mut().enumerate() {
        let refused = || ReferencesError::Entry(at + 1);
        entry.title = text::required(&entry.title, TITLE_MAX).map_err(|_| refused())?;
        entry.summary = text::clean(&entry.summary);
        let has_number = |text: &str| personal::has_identity_number(text, now.day());
        if has_number(&entry.title) || has_number(&entry.summary) || entry.summary.chars().count() > BODY_MAX
        {
            return Err(refused());
        }
    }
    Ok(entries)
}

fn entry(article: Article) -> Entry {
    let reference = article.reference.unwrap_or_default();
    let kind = match (reference.container.is_empty(), reference.publisher.is_empty()) {
        (false, _) => "article-journal",
        (true, false) => "book",
        (true, true) => "document",
    };
    let summary = if article.summary.is_empty() { article.body } else { article.summary };
    Entry { key: article.id.to_string(), kind: kind.to_owned(), title: article.title, summary, reference }
}
