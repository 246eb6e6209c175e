//! Deeds: whatever a user can do is one function here, called alike by pages, API and command line. Each
//! loads in a transaction, asks for permission, applies the rule, saves with an event, and commits.
//!
//! Deliberately not here: HTTP, templates and sentences for people; SQL; and what words mean (`domain`).

pub mod access;
pub mod api_token;
pub mod benefit;
pub mod case;
pub mod challenge;
mod changes;
mod checked;
pub mod clock;
pub mod collaboration;
pub mod comment;
pub mod contract;
pub mod cost;
pub mod coverage;
pub mod data_subject;
pub mod demo;
mod directory;
pub mod disposal;
pub mod error;
pub mod facets;
pub mod favourite;
pub mod figure;
pub mod find;
pub mod forum;
pub mod freshness;
pub mod goal;
pub mod history;
pub mod identity;
pub mod import;
pub mod initiative;
pub mod intervention;
pub mod knowledge;
pub mod landscape;
pub mod leaving;
pub mod lesson;
pub mod mail;
pub mod matches;
pub mod maturity;
pub mod meaning;
pub mod meeting;
mod memory;
pub mod need;
pub mod notice;
pub mod open_page;
pub mod organisation;
pub mod outcome;
pub mod password;
pub mod people;
pub mod person;
pub mod portfolio;
pub mod prioritisation;
pub mod process;
pub mod public_text;
mod publiccode;
pub mod question;
mod register;
pub mod reminder;
pub mod reorganisation;
pub mod research;
pub mod rollout;
pub mod saved_view;
mod search;
pub mod second_factor;
pub mod session;
pub mod sharing;
mod similar;
pub mod solution;
pub mod solution_change;
pub mod suggest;
pub mod supplier;
pub mod synonym;
pub mod trail;
pub mod typical_need;
pub mod usability;
pub mod usage;
pub mod verdict;
pub mod voice;

/// Papers as files.
pub use exchange::paper::{Block, Paper, PdfError, pdf};
/// How a workbook was understood.
pub use exchange::read::{DateSystem, SheetInfo, SheetLayout};
/// What is wrong with a file of words.
pub use exchange::synonym::{NotTurtle, RingProblem, RingRow};
/// Tables as files, meetings for calendars, and files in one archive.
pub use exchange::{
    CalendarEvent, SolutionWriter, archive, calendar,
    read::Separator,
    write::{TableFormat, TableWriter},
};
/// Why something was found.
pub use matching::{Assumed, Confidence, Document, Evidence, Field, Hit, How, Passage, Reason};
/// Why the database failed, for those who must say whether to wait or to make room.
pub use store::StoreError;
/// What a group at an identity provider is here.
pub use store::identity::GroupRole;
/// What lists are asked with and answer with.
pub use store::{
    case::{ANY_STATE, CaseFilter, CaseSort},
    contract::ContractSort,
    initiative::{InitiativeFilter, InitiativeSort},
    knowledge::ArticleFilter,
    lesson::LessonFilter,
    maturity::MaturityFilter,
    need::{NeedFilter, NeedSort},
    organisation::FormerName,
    page::{Listed, Page},
    solution::{SolutionFilter, SolutionSort},
    synonym::RingFilter,
    usage::{UsageFilter, UsageSort},
};

pub use clock::Clock;
pub use directory::Directory;
pub use error::{AppError, FieldProblem, Invalid, Refusal};
pub use memory::Taught;

use std::sync::Arc;

use store::Db;

/// The running system: a database, a clock and the search index over what the database holds,
/// and the model that reads what texts mean, where there is one.
#[derive(Debug, Clone)]
pub struct App {
    db: Db,
    clock: Clock,
    search: Arc<search::Search>,
    meaning: Arc<meaning::Meaning>,
    provider: Option<Arc<identity::provider::Provider>>,
    desk: Arc<import::Desk>,
}

impl App {
    /// A system over this database that matches by words. The index is empty until [`App::fill_index`] has run;
    /// matches are given meanwhile from what is there.
    #[must_use]
    pub fn new(db: Db, clock: Clock) -> Self {
        let meaning = Arc::new(meaning::Meaning::new(None, clock.now()));
        Self { db, clock, search: Arc::default(), meaning, provider: None, desk: Arc::default() }
    }

    /// The same system, matching by meaning as well.
    #[must_use]
    pub fn with_model(self, reader: meaning::Reader) -> Self {
        let meaning = Arc::new(meaning::Meaning::new(Some(reader), self.clock.now()));
        Self { meaning, ..self }
    }

    /// The same system, letting people sign in at an identity provider as well.
    #[must_use]
    pub fn with_provider(self, provider: identity::provider::Provider) -> Self {
        Self { provider: Some(Arc::new(provider)), ..self }
    }

    /// The clock.
    #[must_use]
    pub const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`AppError::Internal`] when it does not.
    pub async fn check_database(&self) -> Result<(), AppError> {
        let mut tx = self.db.read().await?;
        store::event::latest(&mut tx).await?;
        Ok(())
    }

    /// Closes the database.
    pub async fn close(&self) {
        self.db.close().await;
    }
}
