//! Coverage: how far one solution meets one requirement of a need, who says so, and what a need's requirements
//! come to together.
//!
//! What people say stands over what matching assumes, and an assumption is never stored. What nobody has said and
//! no text shows is unknown: that a solution does not cover something is for a person to say.

use crate::id::{OrganisationId, PersonId, RequirementId, SolutionId};
use crate::instant::Instant;
use crate::text::{self, TextProblem};
use crate::words::words;

words! {
    /// How far a solution meets a requirement.
    CoverageLevel {
        /// Täcker.
        Covers = "covers",
        /// Täcker delvis.
        Partly = "partly",
        /// Täcker inte.
        Not = "not",
        /// Okänt.
        Unknown = "unknown",
    }
}

words! {
    /// Where it is known from.
    CoverageSource {
        /// The supplier.
        Supplier = "supplier",
        /// Who is responsible for the solution in its organisation.
        SolutionOwner = "solution_owner",
        /// A municipality that uses the solution.
        UserMunicipality = "user_municipality",
        /// Read out of the solution's text by matching.
        Assumption = "assumption",
    }
}

impl CoverageSource {
    /// The sources that a person can name.
    pub const OF_PEOPLE: &'static [Self] = &[Self::Supplier, Self::SolutionOwner, Self::UserMunicipality];
}

/// What a person says about one requirement and one solution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// Which requirement.
    pub requirement: RequirementId,
    /// Which solution.
    pub solution: SolutionId,
    /// Version for optimistic locking.
    pub version: i64,
    /// How far.
    pub level: CoverageLevel,
    /// Where it is known from; never an assumption.
    pub source: CoverageSource,
    /// What shows it, in a sentence or two.
    pub evidence: Option<String>,
    /// Who said so; `None` for the operator.
    pub person: Option<PersonId>,
    /// For which organisation.
    pub organisation: Option<OrganisationId>,
    /// When.
    pub at: Instant,
}

/// What a person writes in the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverageFacts {
    /// How far.
    pub level: CoverageLevel,
    /// Where it is known from.
    pub source: CoverageSource,
    /// What shows it.
    pub evidence: Option<String>,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are those of CoverageFacts")]
pub enum CoverageField {
    Level,
    Source,
    Evidence,
}

impl CoverageField {
    /// The field's name in forms and in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::Source => "source",
            Self::Evidence => "evidence",
        }
    }
}

/// Why what a person says can't be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CoverageProblem {
    /// An assumption is matching's own; nobody can say it.
    SourceIsAssumption,
    /// The evidence is too long.
    Evidence(TextProblem),
}

impl CoverageFacts {
    /// Cleans the evidence and checks the source.
    ///
    /// # Errors
    /// Each problem, in the order of the form.
    pub fn checked(self) -> Result<Self, Vec<CoverageProblem>> {
        let mut problems = Vec::new();
        if !CoverageSource::OF_PEOPLE.contains(&self.source) {
            problems.push(CoverageProblem::SourceIsAssumption);
        }
        let evidence = text::optional(self.evidence.as_deref().unwrap_or_default(), text::SHORT_MAX);
        let evidence = evidence.unwrap_or_else(|problem| {
            problems.push(CoverageProblem::Evidence(problem));
            None
        });
        if problems.is_empty() { Ok(Self { evidence, ..self }) } else { Err(problems) }
    }
}

/// What counts for a requirement: what a person has said, else what matching assumes, else that nothing is known.
/// Matching may assume that a solution covers something, wholly or partly; any other assumption counts as none.
#[must_use]
pub const fn what_counts(
    said: Option<(CoverageLevel, CoverageSource)>,
    assumed: Option<CoverageLevel>,
) -> (CoverageLevel, CoverageSource) {
    match (said, assumed) {
        (Some(said), _) => said,
        (None, Some(level @ (CoverageLevel::Covers | CoverageLevel::Partly))) => {
            (level, CoverageSource::Assumption)
        }
        (None, Some(CoverageLevel::Not | CoverageLevel::Unknown) | None) => {
            (CoverageLevel::Unknown, CoverageSource::Assumption)
        }
    }
}

/// How many requirements stand at each level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CoverageCount {
    /// Covered.
    pub covers: usize,
    /// Covered in part.
    pub partly: usize,
    /// Not covered.
    pub not: usize,
    /// Unknown.
    pub unknown: usize,
}

impl CoverageCount {
    /// Counts levels.
    #[must_use]
    pub fn of(levels: impl IntoIterator<Item = CoverageLevel>) -> Self {
        let mut count = Self::default();
        for level in levels {
            match level {
                CoverageLevel::Covers => count.covers += 1,
                CoverageLevel::Partly => count.partly += 1,
                CoverageLevel::Not => count.not += 1,
                CoverageLevel::Unknown => count.unknown += 1,
            }
        }
        count
    }

    /// How many requirements there are.
    #[must_use]
    pub const fn all(self) -> usize {
        self.covers + self.partly + self.not + self.unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_say_stands_over_what_is_assumed() {
        use CoverageLevel::{Covers, Not, Partly, Unknown};
        use CoverageSource::{Assumption, Supplier};
        let table = [
            (None, None, (Unknown, Assumption)),
            (None, Some(Covers), (Covers, Assumption)),
            (None, Some(Partly), (Partly, Assumption)),
            // Nothing is ruled out by assumption.
            (None, Some(Not), (Unknown, Assumption)),
            (None, Some(Unknown), (Unknown, Assumption)),
            (Some((Not, Supplier)), Some(Covers), (Not, Supplier)),
            (Some((Unknown, Supplier)), Some(Covers), (Unknown, Supplier)),
            (Some((Covers, Supplier)), None, (Covers, Supplier)),
        ];
        for (said, assumed, expected) in table {
            assert_eq!(what_counts(said, assumed), expected, "{said:?} {assumed:?}");
        }
    }

    #[test]
    fn an_assumption_cannot_be_said_and_evidence_is_cleaned() {
        let facts = |source, evidence: &str| CoverageFacts {
            level: CoverageLevel::Covers,
            source,
            evidence: Some(evidence.to_owned()),
        };
        for source in CoverageSource::OF_PEOPLE {
            assert!(facts(*source, "Se avtalet.").checked().is_ok(), "{source}");
        }
        let kept = facts(CoverageSource::Supplier, " Se\u{0} avtalet.\r\n").checked().unwrap();
        assert_eq!(kept.evidence.as_deref(), Some("Se avtalet."));
        assert_eq!(facts(CoverageSource::Supplier, " ").checked().unwrap().evidence, None);
        let long = "x".repeat(text::SHORT_MAX + 1);
        assert_eq!(
            facts(CoverageSource::Assumption, &long).checked().unwrap_err(),
            [
                CoverageProblem::SourceIsAssumption,
                CoverageProblem::Evidence(TextProblem::TooLong { max: 500, actual: 501 }),
            ]
        );
    }

    #[test]
    fn levels_are_counted() {
        use CoverageLevel::{Covers, Not, Partly, Unknown};
        let count = CoverageCount::of([Covers, Not, Covers, Unknown, Partly, Covers]);
        assert_eq!(count, CoverageCount { covers: 3, partly: 1, not: 1, unknown: 1 });
        assert_eq!((count.all(), CoverageCount::of([]).all()), (6, 0));
    }
}
