//! File formats in and out: tables of solutions as CSV, XLSX and JSON Lines with the row report of an import,
//! descriptions of public software ([`publiccode`]), key figures of municipalities ([`figure`]), rings of
//! words as SKOS ([`synonym`]), meetings for calendars ([`mod@calendar`]), papers as PDF ([`paper`]), and
//! files in one archive ([`mod@archive`]).
//!
//! A file goes through three steps, each of which can be shown to the person: [`read`] finds out what the
//! file is (encoding, separator, columns) and gives its rows; [`mapping`] says which column means which
//! [`Field`]; [`record`] makes a [`SolutionRecord`] of each row or says why it cannot. [`key`] decides
//! whether two records are the same solution; [`write`] makes files that come back unchanged.
//!
//! Deliberately not here: the database, permissions, HTTP, what an unknown organisation or status means
//! (that is for `app`), and sentences for people: every problem and remark is an enum with data and a
//! stable code, which `web` turns into text.
//!
//! ```
//! use exchange::{Mapping, ReadOptions, Source};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let file = std::io::Cursor::new("namn;webbplats\nNyckelfritt;https://example.org\n".as_bytes());
//! let mut source = Source::open(file, "losningar.csv", ReadOptions::default())?;
//! let sample = source.sample(200)?;
//! let mapping = Mapping::guess(&source, &sample)?;
//! for row in source.rows()? {
//!     let made = mapping.record(&row?).map_err(|problems| problems[0].kind.code())?;
//!     assert_eq!(made.record.name, "Nyckelfritt");
//! }
//! # Ok(())
//! # }
//! ```

pub mod archive;
pub mod bibliography;
pub mod calendar;
pub mod figure;
pub mod key;
pub mod mapping;
pub mod paper;
pub mod problem;
pub mod publiccode;
pub mod read;
pub mod record;
pub mod synonym;
pub mod write;

pub use archive::archive;
pub use calendar::{CalendarEvent, calendar};
pub use key::{Key, Superseded};
pub use mapping::{Field, Mapping, MappingError, MappingFile};
pub use problem::{Advice, Problem, ProblemKind, Remark, RemarkKind};
pub use read::{Cell, ReadError, ReadOptions, RowFault, Source, SourceRow};
pub use record::{Made, SolutionRecord};
pub use write::{ReportWriter, SolutionWriter};
