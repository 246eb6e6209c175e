//! Lessons: what worked and what did not when something was introduced, for whom, so that the next one need not learn it again.
//!
//! Not here: finding them again by what somebody writes (`app::search`).

use crate::id::{InitiativeId, LessonId, OrganisationId, PersonId, SolutionId};
use crate::instant::Instant;
use crate::sharing::Sharing;

/// A lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// Identity.
    pub id: LessonId,
    /// Version for optimistic locking.
    pub version: i64,
    /// Of which initiative, where it is of one.
    pub initiative: Option<InitiativeId>,
    /// Who learnt it.
    pub organisation: OrganisationId,
    /// Who wrote it.
    pub author: Option<PersonId>,
    /// In one sentence.
    pub title: String,
    /// What worked.
    pub worked: String,
    /// What did not.
    pub failed: String,
    /// For whom it is worth knowing.
    pub for_whom: String,
    /// About which solution.
    pub solution: Option<SolutionId>,
    /// In which service area, by code.
    pub service_area: Option<String>,
    /// The challenge of collaborating that it is about, by code.
    pub challenge: Option<String>,
    /// How far it can be read.
    pub sharing: Sharing,
    /// When it was written.
    pub created: Instant,
    /// When it was last changed.
    pub updated: Instant,
}

/// How far a lesson may be shared: a lesson is for others, and none is public without the flow that makes things so.
pub const LEVELS: [Sharing; 3] = [Sharing::Organisation, Sharing::Collaboration, Sharing::Network];

/// A challenge of collaborating, as the list that is shipped has it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Challenge {
    /// Its code.
    pub code: String,
    /// What it is about: structures, roles, approaches or preconditions.
    pub group: crate::process::Label,
    /// In words.
    pub name: crate::process::Label,
}
