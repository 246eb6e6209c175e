//! Files of references: BibTeX and CSL-JSON, in and out.
//!
//! What people export from a reference manager is read whole or not at all: where something cannot be read, the place and the reason are
//! told and nothing is kept. Not here: the sentences about that (`web`), and what becomes of the entries (`app`).

mod bibtex;
mod csl;

use domain::knowledge::{AUTHORS_MAX, Reference, doi};

pub use bibtex::write as bibtex;
pub use csl::write as csl_json;

/// Most entries of a file.
pub const ENTRIES_MAX: usize = 500;
/// Largest file, in bytes.
pub const LARGEST: usize = 1_000_000;

/// A publication in such a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// What it is cited by.
    pub key: String,
    /// What sort it is, in the words of CSL: `article-journal`, `book`, `thesis` …
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Its abstract.
    pub summary: String,
    /// Where it was published.
    pub reference: Reference,
}

/// Where in a file something cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// On this line, from 1.
    Line(usize),
    /// In this entry, from 1.
    Entry(usize),
}

/// Why it cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// There is no entry in it.
    Nothing,
    /// It is larger than any list of references.
    TooLarge,
    /// It has more entries than are read at once.
    TooMany,
    /// An entry is begun and never ended.
    Unclosed,
    /// A field has no name or no `=`.
    NoField,
    /// A field has no value.
    NoValue,
    /// It is no JSON.
    NotJson,
    /// It is JSON, but no list of references.
    NotReferences,
    /// An entry has no title.
    NoTitle,
    /// A year is no year.
    Year,
    /// A DOI is none.
    Doi,
    /// An address is none on the web.
    Link,
    /// An entry has more authors than are kept.
    TooManyAuthors,
}

impl Why {
    /// What texts know it by.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::TooLarge => "too_large",
            Self::TooMany => "too_many",
            Self::Unclosed => "unclosed",
            Self::NoField => "no_field",
            Self::NoValue => "no_value",
            Self::NotJson => "not_json",
            Self::NotReferences => "not_references",
            Self::NoTitle => "no_title",
            Self::Year => "year",
            Self::Doi => "doi",
            Self::Link => "link",
            Self::TooManyAuthors => "too_many_authors",
        }
    }

    /// Every code.
    pub const CODES: [&'static str; 13] = [
        "nothing",
        "too_large",
        "too_many",
        "unclosed",
        "no_field",
        "no_value",
        "not_json",
        "not_references",
        "no_title",
        "year",
        "doi",
        "link",
        "too_many_authors",
    ];
}

/// That a file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotRead {
    /// Where.
    pub place: Place,
    /// Why.
    pub why: Why,
}

/// Reads a file, whichever of the two it is.
///
/// # Errors
/// [`NotRead`] for the first thing that cannot be read.
pub fn read(text: &str) -> Result<Vec<Entry>, NotRead> {
    let text = text.trim_start_matches('\u{feff}');
    if text.len() > LARGEST {
        return Err(NotRead { place: Place::Line(1), why: Why::TooLarge });
    }
    let entries =
        if text.trim_start().starts_with(['[', '{']) { csl::read(text)? } else { bibtex::read(text)? };
    match entries.len() {
        0 => Err(NotRead { place: Place::Line(1), why: Why::Nothing }),
        count if count > ENTRIES_MAX => {
            Err(NotRead { place: Place::Entry(ENTRIES_MAX + 1), why: Why::TooMany })
        }
        _ => Ok(entries),
    }
}

/// The same rules for an entry whichever file it stood in.
fn checked(entry: Entry, place: Place) -> Result<Entry, NotRead> {
    let refused = |why| Err(NotRead { place, why });
    if entry.title.trim().is_empty() {
        return refused(Why::NoTitle);
    }
    if entry.reference.authors.len() > AUTHORS_MAX {
        return refused(Why::TooManyAuthors);
    }
    let url = &entry.reference.url;
    let is_link = url.starts_with("https://") || url.starts_with("http://");
    if !url.is_empty() && (!is_link || url.chars().any(char::is_whitespace)) {
        return refused(Why::Link);
    }
    let mut entry = entry;
    if !entry.reference.doi.is_empty() {
        match doi::parse(&entry.reference.doi) {
            Some(known) => entry.reference.doi = known,
            None => return refused(Why::Doi),
        }
    }
    Ok(entry)
}

/// A year as it is written, such as "2023" or "2023-05-11".
fn year(written: &str) -> Option<i16> {
    let digits: String = written.trim().chars().take_while(char::is_ascii_digit).collect();
    if digits.len() == 4 { digits.parse().ok() } else { None }
}
