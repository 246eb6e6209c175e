//! Rings of words that stand for each other: synonyms, and abbreviations with what they stand for.
//!
//! People keep them; matching looks them up beside the lists it carries. Not here: how much a synonym counts (the
//! `matching` crate), and files of words (`exchange`).

use crate::id::{PersonId, SynonymRingId};
use crate::instant::Instant;
use crate::text::{self, TextProblem};
use crate::words::words;

words! {
    /// What the words of a ring are to each other.
    RingKind {
        /// Words for the same thing.
        Synonym = "synonym",
        /// The first abbreviates the others.
        Abbreviation = "abbreviation",
    }
}

/// Fewest terms of a ring.
pub const TERMS_MIN: usize = 2;
/// Most terms of a ring.
pub const TERMS_MAX: usize = 12;
/// Longest term, in characters.
pub const TERM_MAX: usize = 80;

/// A ring of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SynonymRing {
    /// Identity.
    pub id: SynonymRingId,
    /// Version for optimistic locking.
    pub version: i64,
    /// What the words are to each other.
    pub kind: RingKind,
    /// In order: the first is the one to prefer, of an abbreviation's ring the abbreviation.
    pub terms: Vec<String>,
    /// Why it is there, or what to mind.
    pub note: Option<String>,
    /// Whether matching uses it. A retired ring stays to be read and taken up again.
    pub active: bool,
    /// Who changed it last; `None` for the operator.
    pub by: Option<PersonId>,
    /// When it was changed last.
    pub updated: Instant,
}

/// Why terms make no ring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TermsProblem {
    /// Fewer than [`TERMS_MIN`].
    TooFew,
    /// More than [`TERMS_MAX`].
    TooMany {
        /// How many there are.
        actual: usize,
    },
    /// A term has more than [`TERM_MAX`] characters.
    TooLong {
        /// Its beginning.
        term: String,
    },
    /// A term stands there twice.
    Twice {
        /// Which.
        term: String,
    },
    /// A term has no letter or digit, so that it can never be met.
    NoWord {
        /// Which.
        term: String,
    },
}

/// Cleans the terms of a ring. Empty ones are dropped; case makes no difference between two.
///
/// # Errors
/// The first [`TermsProblem`] that is found.
pub fn terms<'a>(given: impl IntoIterator<Item = &'a str>) -> Result<Vec<String>, TermsProblem> {
    let mut kept: Vec<String> = Vec::new();
    for term in given {
        let term = text::clean(&term.replace(['\n', '\t'], " "));
        if term.is_empty() {
            continue;
        }
        if term.chars().count() > TERM_MAX {
            return Err(TermsProblem::TooLong { term: term.chars().take(TERM_MAX).collect() });
        }
        if !term.chars().any(char::is_alphanumeric) {
            return Err(TermsProblem::NoWord { term });
        }
        let words = text::search_words(&term);
        if kept.iter().any(|other| text::search_words(other) == words) {
            return Err(TermsProblem::Twice { term });
        }
        kept.push(term);
    }
    match kept.len() {
        0..TERMS_MIN => Err(TermsProblem::TooFew),
        TERMS_MIN..=TERMS_MAX => Ok(kept),
        actual => Err(TermsProblem::TooMany { actual }),
    }
}

/// Cleans a note; nothing readable gives `None`.
///
/// # Errors
/// [`TextProblem::TooLong`] above [`text::SHORT_MAX`] characters.
pub fn note(input: &str) -> Result<Option<String>, TextProblem> {
    text::optional(input, text::SHORT_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_cleaned_and_judged() {
        let long = "x".repeat(81);
        let many = (0..13).map(|n| n.to_string()).collect::<Vec<_>>();
        let owned = |given: &[&str]| given.iter().map(|term| (*term).to_owned()).collect::<Vec<_>>();
        for (given, expected) in [
            (vec![" hemtjänst ", "", "hem\nvård"], Ok(owned(&["hemtjänst", "hem vård"]))),
            (vec!["ensam", " "], Err(TermsProblem::TooFew)),
            (vec!["Lås", "nyckel", "lås!"], Err(TermsProblem::Twice { term: "lås!".into() })),
            (vec!["lås", &long], Err(TermsProblem::TooLong { term: "x".repeat(80) })),
            (vec!["lås", "--"], Err(TermsProblem::NoWord { term: "--".into() })),
            (many.iter().map(String::as_str).collect(), Err(TermsProblem::TooMany { actual: 13 })),
        ] {
            assert_eq!(terms(given.iter().copied()), expected, "{given:?}");
        }
    }
}
