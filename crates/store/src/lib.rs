//! SQL for two databases: SQLite (embedded, the default) and PostgreSQL, with one text for both.
//!
//! Every function takes the transaction it runs in; `app` opens and commits it. Deliberately not here: who
//! may do what (lists take a `Visibility` and turn it into a condition, no more), HTTP, the search index and
//! the current time.

pub mod access;
pub mod api_token;
pub mod benefit;
pub mod case;
pub mod challenge;
pub mod collaboration;
pub mod comment;
pub mod contract;
pub mod cost;
pub mod coverage;
pub mod data_subject;
mod db;
pub mod disposal;
pub mod event;
pub mod favourite;
pub mod figure;
pub mod forum;
pub mod freshness;
pub mod goal;
pub mod identity;
pub mod import;
pub mod initiative;
pub mod intervention;
pub mod knowledge;
pub mod lease;
pub mod leaving;
pub mod lesson;
pub mod letter;
pub mod maturity;
pub mod meeting;
pub mod merge_proposal;
pub mod need;
pub mod notice;
pub mod organisation;
pub mod page;
pub mod person;
pub mod portfolio;
pub mod prioritisation;
pub mod process;
pub mod public_text;
pub mod reminder;
pub mod research;
pub mod rollout;
pub mod saved_view;
pub mod second_factor;
pub mod service_area;
pub mod session;
pub mod sharing;
pub mod solution;
pub mod solution_change;
pub mod supplier;
pub mod synonym;
#[cfg(feature = "testing")]
pub mod testing;
pub mod trail;
pub mod typical_need;
pub mod usage;
pub mod vector;
pub mod verdict;
mod visible;
pub mod voice;

pub use db::{Db, OpenError, StoreError, Tx};
