//! Verdicts: what a person says of how well a solution meets a need.
//!
//! One person says one thing of one pair, may change it and may take it back. Not here: what verdicts do to the
//! ranking (the `matching` crate), and coverage of single requirements.

use crate::id::{NeedId, OrganisationId, PersonId, SolutionId};
use crate::instant::Instant;
use crate::text::{self, TextProblem};
use crate::words::words;

words! {
    /// How well a solution meets a need.
    Verdict {
        /// Passar.
        Fits = "fits",
        /// Passar delvis.
        Partly = "partly",
        /// Passar inte.
        Not = "not",
    }
}

/// A verdict with who gave it, for whom and when. The need, the solution and the person together are its identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenVerdict {
    /// Of this need.
    pub need: NeedId,
    /// And this solution.
    pub solution: SolutionId,
    /// By this person.
    pub person: PersonId,
    /// For this organisation.
    pub organisation: OrganisationId,
    /// Grows with each change.
    pub version: i64,
    /// What was said.
    pub verdict: Verdict,
    /// Why, in the person's words.
    pub reason: Option<String>,
    /// When it was said last.
    pub at: Instant,
}

/// Cleans a reason; nothing readable gives `None`.
///
/// # Errors
/// [`TextProblem::TooLong`] above [`text::SHORT_MAX`] characters.
pub fn reason(input: &str) -> Result<Option<String>, TextProblem> {
    text::optional(input, text::SHORT_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_may_be_left_out_but_has_an_end() {
        assert_eq!(reason(" \n"), Ok(None));
        assert_eq!(reason(" För dyrt \n"), Ok(Some("För dyrt".to_owned())));
        assert_eq!(reason(&"x".repeat(501)), Err(TextProblem::TooLong { max: 500, actual: 501 }));
    }

    #[test]
    fn codes_read_back() {
        for verdict in Verdict::ALL {
            assert_eq!(Verdict::from_code(verdict.code()), Some(*verdict));
        }
    }
}
