//! Deeds that change which entry a thing has: two become one, one becomes two, one is retired. What each deed moved is kept, so that it
//! can be parted again.
//!
//! Not here: what is moved where (`app::solution_change`), and editing one entry.

use crate::id::{OrganisationId, PersonId, SolutionChangeId, SolutionId};
use crate::instant::Instant;
use crate::words::words;

words! {
    /// What was done.
    SolutionDeed {
        /// The other entry went up in this one.
        Merge = "merge",
        /// A part of this one became the other.
        Split = "split",
        /// This one was retired; the other is what replaces it.
        Retirement = "retirement",
    }
}

words! {
    /// What names an entry and goes along with it.
    Relation {
        /// An organisation's use of it.
        Usage = "usage",
        /// What was said that it covers of a requirement.
        Coverage = "coverage",
        /// What was said of how well it meets a need.
        Verdict = "verdict",
        /// A need's words, proposed as typical of it.
        Proposal = "proposal",
        /// A comment on it.
        Comment = "comment",
        /// An initiative that introduces it.
        Initiative = "initiative",
        /// A lesson about it.
        Lesson = "lesson",
        /// The file that it came from.
        Original = "original",
        /// A retired entry that it replaces.
        Replaced = "replaced",
        /// What somebody believes that an organisation uses.
        UsageProposal = "usage_proposal",
        /// A contract that names it.
        Contract = "contract",
        /// That somebody keeps it at hand.
        Favourite = "favourite",
    }
}

/// One deed, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SolutionChange {
    /// Identity.
    pub id: SolutionChangeId,
    /// What was done.
    pub deed: SolutionDeed,
    /// The entry that goes on, was parted, or was retired.
    pub solution: SolutionId,
    /// The entry that went up in it, was parted from it, or replaces it.
    pub other: Option<SolutionId>,
    /// When.
    pub at: Instant,
    /// Who; `None` for the operator.
    pub person: Option<PersonId>,
    /// For which organisation.
    pub organisation: Option<OrganisationId>,
    /// The values of the entry before, as JSON by field.
    pub before: String,
    /// And after.
    pub after: String,
    /// When it was undone, if it was.
    pub undone: Option<Instant>,
}

/// One thing that went along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// What it is.
    pub relation: Relation,
    /// Which one: what tells it from others of its kind on the same entry.
    pub record: String,
    /// In which state it went; another state means that somebody has changed it since.
    pub mark: String,
}
