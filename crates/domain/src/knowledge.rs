//! Knowledge: articles, methods, checklists and publications, what they are tied to, and who lets themselves be named for them.
//!
//! Lessons are beside this: a lesson is what one introduction taught, knowledge is what holds for more than one. Not here: how Markdown
//! becomes a page (`web`), files of references (`exchange`), and finding by meaning (`app::search`).

use crate::id::{ArticleId, OrganisationId, PersonId};
use crate::instant::Instant;
use crate::sharing::Sharing;
use crate::words::words;

pub mod diff;
pub mod doi;

words! {
    /// What sort of knowledge it is.
    ArticleKind {
        /// Something to read.
        Article = "article",
        /// A way of doing something.
        Method = "method",
        /// Points to go through.
        Checklist = "checklist",
        /// Research that was published elsewhere.
        Publication = "publication",
    }
}

words! {
    /// What knowledge is tied to.
    TieKind {
        /// A stage of the process, by its code.
        Stage = "stage",
        /// An item of readiness before an introduction, by its code.
        Readiness = "readiness",
        /// A dimension of maturity, by its code.
        Dimension = "dimension",
        /// A challenge of collaborating, by its code.
        Challenge = "challenge",
    }
}

words! {
    /// As what a person lets themselves be named.
    Part {
        /// Has written it.
        Author = "author",
        /// Can be asked about it.
        Expert = "expert",
    }
}

/// Longest text of an article, in characters: about forty pages.
pub const BODY_MAX: usize = 80_000;
/// Most ties of an article.
pub const TIES_MAX: usize = 40;
/// Most authors of a publication.
pub const AUTHORS_MAX: usize = 100;

/// How far knowledge may be shared. It is for colleagues; what is public is published elsewhere and linked.
pub const LEVELS: [Sharing; 3] = [Sharing::Organisation, Sharing::Collaboration, Sharing::Network];

/// A tie.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Tie {
    /// To what.
    pub kind: TieKind,
    /// Which of them.
    pub code: String,
}

/// Where something was published. Empty fields are not known.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Reference {
    /// Its authors as "Efternamn, Förnamn" or the name of a body, in their order.
    #[serde(default)]
    pub authors: Vec<String>,
    /// The year.
    #[serde(default)]
    pub year: Option<i16>,
    /// The journal, the proceedings or the book it is in.
    #[serde(default)]
    pub container: String,
    /// Who published it.
    #[serde(default)]
    pub publisher: String,
    /// Volume, number and pages as they are written there.
    #[serde(default)]
    pub volume: String,
    /// The number within the volume.
    #[serde(default)]
    pub issue: String,
    /// Pages.
    #[serde(default)]
    pub pages: String,
    /// The DOI, without any address before it.
    #[serde(default)]
    pub doi: String,
    /// Where it can be read.
    #[serde(default)]
    pub url: String,
}

/// A piece of knowledge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Identity.
    pub id: ArticleId,
    /// Version for optimistic locking.
    pub version: i64,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// Who wrote it down here.
    pub author: Option<PersonId>,
    /// What sort.
    pub kind: ArticleKind,
    /// What it is called.
    pub title: String,
    /// In a sentence or two.
    pub summary: String,
    /// In Markdown.
    pub body: String,
    /// Where it was published; nothing for what was written here.
    pub reference: Option<Reference>,
    /// What it is tied to.
    pub ties: Vec<Tie>,
    /// How far it can be read.
    pub sharing: Sharing,
    /// Its latest revision of the text, from 1.
    pub revision: i64,
    /// When it was written.
    pub created: Instant,
    /// When it was last changed.
    pub updated: Instant,
}

impl Article {
    /// Whether it is tied to this.
    #[must_use]
    pub fn is_tied(&self, kind: TieKind, code: &str) -> bool {
        self.ties.iter().any(|tie| tie.kind == kind && tie.code == code)
    }
}

/// A version of an article's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleRevision {
    /// Of which article.
    pub article: ArticleId,
    /// From 1.
    pub revision: i64,
    /// What it was called.
    pub title: String,
    /// In a sentence or two.
    pub summary: String,
    /// In Markdown.
    pub body: String,
    /// Why it was changed; empty for the first.
    pub note: String,
    /// Who wrote it.
    pub person: Option<PersonId>,
    /// When.
    pub at: Instant,
}

/// That a person has said that they may be named for an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedPerson {
    /// For which article.
    pub article: ArticleId,
    /// Who.
    pub person: PersonId,
    /// For which organisation the person said so.
    pub organisation: OrganisationId,
    /// As what.
    pub part: Part,
    /// Since when.
    pub since: Instant,
}
