//! Typical needs: what staff say when they need a solution, proposed from confirmed needs and kept by those who keep
//! the catalogue.
//!
//! Not here: how typical needs are matched (the `matching` crate).

use crate::id::{NeedId, OrganisationId, PersonId, ProposalId, SolutionId};
use crate::instant::Instant;
use crate::text::{self, TextProblem};
use crate::words::words;

words! {
    /// Where a proposal is.
    ProposalState {
        /// Waits for those who keep the solution.
        Proposed = "proposed",
        /// Its text stands with the solution.
        Accepted = "accepted",
        /// It was turned down.
        Rejected = "rejected",
    }
}

/// Longest typical need, in characters.
pub const TYPICAL_NEED_MAX: usize = 300;
/// Most typical needs of one solution.
pub const TYPICAL_NEEDS_MAX: usize = 30;

/// A text proposed as a typical need of a solution. Until it is accepted only the proposer and those who keep the
/// solution read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Identity.
    pub id: ProposalId,
    /// Version for optimistic locking.
    pub version: i64,
    /// Of this solution.
    pub solution: SolutionId,
    /// From this need.
    pub need: NeedId,
    /// The text.
    pub text: String,
    /// Who proposed it.
    pub person: PersonId,
    /// For whom.
    pub organisation: OrganisationId,
    /// Where it is.
    pub state: ProposalState,
    /// When it was proposed.
    pub proposed: Instant,
    /// When it was accepted or turned down.
    pub decided: Option<Instant>,
}

/// Cleans one typical need; it is one line.
///
/// # Errors
/// [`TextProblem::Missing`] when nothing is left, [`TextProblem::TooLong`] above [`TYPICAL_NEED_MAX`] characters.
pub fn typical_need(input: &str) -> Result<String, TextProblem> {
    text::required(&text::clean(input).replace(['\n', '\t'], " "), TYPICAL_NEED_MAX)
}

/// Cleans typical needs, one a line; empty lines and doublets are dropped.
///
/// # Errors
/// [`TextProblem::TooLong`] when one is longer than [`TYPICAL_NEED_MAX`] or there are more than [`TYPICAL_NEEDS_MAX`].
pub fn typical_need_lines(lines: &str) -> Result<Vec<String>, TextProblem> {
    let mut kept: Vec<String> = Vec::new();
    for line in lines.lines() {
        if let Some(line) = text::optional(line, TYPICAL_NEED_MAX)?
            && !is_among(&kept, &line)
        {
            kept.push(line);
        }
    }
    match kept.len() {
        0..=TYPICAL_NEEDS_MAX => Ok(kept),
        actual => Err(TextProblem::TooLong { max: TYPICAL_NEEDS_MAX, actual }),
    }
}

/// Whether a text says the same as one of those that are there, whatever its case and signs.
#[must_use]
pub fn is_among(known: &[String], text: &str) -> bool {
    let words = text::search_words(text);
    known.iter().any(|other| text::search_words(other) == words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cleaned_and_counted() {
        assert_eq!(typical_need(" Vi letar\nnycklar "), Ok("Vi letar nycklar".to_owned()));
        assert_eq!(typical_need(" "), Err(TextProblem::Missing));
        assert_eq!(typical_need(&"x".repeat(301)), Err(TextProblem::TooLong { max: 300, actual: 301 }));
        assert_eq!(typical_need_lines("ett\n\n två \nEtt!"), Ok(vec!["ett".to_owned(), "två".to_owned()]));
        let many = (0..31).map(|n| n.to_string()).collect::<Vec<_>>().join("\n");
        assert_eq!(typical_need_lines(&many), Err(TextProblem::TooLong { max: 30, actual: 31 }));
    }
}
