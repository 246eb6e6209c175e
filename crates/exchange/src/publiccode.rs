//! publiccode.yml: the standard description of public software that lies beside its source code.
//!
//! Three questions that do not depend on each other. [`read`] asks whether a file can be read at all, with limits that
//! hold for any file. [`judge`] asks what the standard says of it, version by version: accepted, accepted with remarks
//! or refused, with a reason for each key. [`describe`] asks what it tells about a solution, and takes all it can: a
//! file that the standard refuses is still a description that somebody wrote. [`write`] goes the other way.
//!
//! Source: the publiccode.yml standard, 0.2 to 0.7, and what its text says will be gone in version 1.
//!
//! Deliberately not here: the network. Whether an address answers, a repository holds code or an organisation is in a
//! national register is not asked. Nor what becomes of a record that is known already (`app`).

mod describe;
mod form;
mod judge;
mod keys;
mod language;
mod licence;
mod problem;
mod vocabulary;
mod write;
mod yaml;

pub use describe::{Described, NotDescribed, OneTable, describe, newest_last, table};
pub use judge::{Judgement, Reason, Verdict, judge, judge_draft};
pub use problem::{Fault, Shape, Unreadable};
pub use write::{Gap, Source, write};
pub use yaml::{DEPTH_MAX, FILE_MAX, NODES_MAX};

use std::path::Path;

use yaml::Node;

/// Major versions of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Major {
    /// 0.2 to 0.7.
    Zero,
    /// Not published yet: its text says only what will be gone.
    One,
}

/// A file that could be read: the text as it was, and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    text: String,
    root: Node,
}

impl Document {
    /// The text of the file, without a byte order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Reads a file. Its top level may be anything.
///
/// # Errors
/// [`Unreadable`], at the first place that cannot be read.
pub fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let (text, root) = yaml::read(bytes)?;
    Ok(Document { text, root })
}

/// Whether a file's name says that it is YAML.
#[must_use]
pub fn is_named_so(path: &Path) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case("yml") || end.eq_ignore_ascii_case("yaml"))
}
