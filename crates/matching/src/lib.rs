//! Finds the documents that may meet a need written in plain Swedish, ranks them and says why.
//!
//! The way of a need: [`analysis`] finds its words and their forms, [`Index`] knows where those stand,
//! [`rank`] weighs and explains. [`language`] holds the word lists, [`eval`] measures the whole on judged sets.
//!
//! Not here: SQL, users, HTTP, and sentences for people. Visibility comes in as a function over keys and is applied
//! before anything is counted.

pub mod analysis;
pub mod eval;
pub mod index;
pub mod language;
pub mod meaning;
pub mod rank;
mod register;
mod spelling;
pub mod suggest;

pub use index::{ContentHash, Coverage, Document, Field, Index, Key, Part, Piece, StaleView, View};
pub use language::{Language, OwnWords};
pub use rank::{Assumed, Confidence, Evidence, Grounds, Hit, How, Passage, Reason};
pub use register::Register;
