//! Interventions: what is done about challenges, who sees to it, what is hoped for and what has been seen to come of it.
//!
//! An intervention changes a role, a structure or an approach. A small thing is a measure. Not here: joint work on a need, which is an
//! initiative.

use jiff::civil::Date;

use crate::id::{CollaborationId, EffectId, InterventionId, OrganisationId, PersonId};
use crate::instant::Instant;
use crate::words::words;

words! {
    /// How much of an effort it is.
    Effort {
        /// A measure: one thing, done once.
        Measure = "measure",
        /// An intervention: work over time.
        Intervention = "intervention",
    }
}

words! {
    /// What it changes.
    InterventionKind {
        /// Who does what.
        Role = "role",
        /// How things are arranged.
        Structure = "structure",
        /// How people go about it.
        Approach = "approach",
    }
}

words! {
    /// How far it has come.
    InterventionState {
        /// Somebody proposes it.
        Proposed = "proposed",
        /// It is to be done.
        Planned = "planned",
        /// It is being done.
        Running = "running",
        /// It has been done.
        Done = "done",
        /// It is done no more.
        Stopped = "stopped",
    }
}

words! {
    /// What somebody has seen come of it.
    Seen {
        /// It got better.
        Better = "better",
        /// It is as it was.
        Same = "same",
        /// It got worse.
        Worse = "worse",
    }
}

/// An intervention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intervention {
    /// Identity.
    pub id: InterventionId,
    /// Version for optimistic locking.
    pub version: i64,
    /// In which collaboration.
    pub collaboration: CollaborationId,
    /// Who answers for it.
    pub organisation: OrganisationId,
    /// Who wrote it.
    pub author: Option<PersonId>,
    /// Who sees to it, as people call the person or the role.
    pub owner: String,
    /// In a few words.
    pub title: String,
    /// What is done.
    pub description: String,
    /// How much of an effort it is.
    pub effort: Effort,
    /// What it changes.
    pub kind: InterventionKind,
    /// How far it has come.
    pub state: InterventionState,
    /// From when.
    pub starts: Option<Date>,
    /// Until when.
    pub ends: Option<Date>,
    /// What is to come of it.
    pub effect: String,
    /// When it was written.
    pub created: Instant,
    /// When it was last changed.
    pub updated: Instant,
}

/// Evidence of an effect. It is never changed: more is written after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// Identity.
    pub id: EffectId,
    /// Of which intervention.
    pub intervention: InterventionId,
    /// What has been seen.
    pub seen: Seen,
    /// In words.
    pub text: String,
    /// Where that can be read, or who says so.
    pub source: String,
    /// When it was so.
    pub day: Date,
    /// Who wrote it down.
    pub person: Option<PersonId>,
    /// When.
    pub at: Instant,
}
