//! Swedish text analysis: from a text to words, and from a word to the forms under which it is found.
//!
//! A word keeps its byte range in the original text, so that an explanation can point at it. What a
//! word becomes depends on the word alone, never on its neighbours or on other texts: the index can
//! therefore keep one analysis for each distinct word.
//!
//! Not here: what words mean (synonyms and abbreviations are in [`crate::language`]) and how much a
//! form is worth (that is the ranking's).

mod compound;
mod forms;
mod sentences;
mod stem;
mod stopwords;
mod words;

pub use compound::{Piece, split};
pub use forms::{Forms, Part, forms};
pub use sentences::sentences;
pub use stem::{english_stem, swedish_stem};
pub use stopwords::{is_negation, is_stopword};
pub use words::{Word, words};
