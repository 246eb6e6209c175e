//! Goals of a collaboration: what it is for, what that is measured by, and which needs, initiatives, interventions and benefits serve it.
//!
//! A goal is the collaboration's and is read by its members. Not here: the goals that its public page tells everybody (`public_text`), and
//! the goals of one initiative (`initiative`).

use jiff::civil::Date;

use crate::id::{CollaborationId, GoalId, IndicatorId, OrganisationId, PersonId, ReadingId};
use crate::instant::Instant;
use crate::quantity::Quantity;
use crate::words::words;

/// A goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// Identity.
    pub id: GoalId,
    /// Version for optimistic locking.
    pub version: i64,
    /// Whose.
    pub collaboration: CollaborationId,
    /// Who answers for it.
    pub organisation: OrganisationId,
    /// Who wrote it.
    pub author: Option<PersonId>,
    /// In one sentence.
    pub title: String,
    /// What it means.
    pub description: String,
    /// The day from which it is a goal no more.
    pub ended: Option<Date>,
    /// When it was written.
    pub created: Instant,
    /// When it was last changed.
    pub updated: Instant,
}

/// What a goal is measured by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// Identity.
    pub id: IndicatorId,
    /// Version for optimistic locking.
    pub version: i64,
    /// Of which goal.
    pub goal: GoalId,
    /// What is counted.
    pub name: String,
    /// In what.
    pub unit: String,
    /// How it was to begin with.
    pub baseline: Quantity,
    /// How it is to be.
    pub target: Quantity,
    /// By when.
    pub target_on: Date,
}

/// A value of an indicator on a day. It is never changed: a better one is written after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Identity.
    pub id: ReadingId,
    /// Of which indicator.
    pub indicator: IndicatorId,
    /// How much.
    pub value: Quantity,
    /// On which day.
    pub day: Date,
    /// Where it comes from.
    pub source: String,
    /// Who wrote it down.
    pub person: Option<PersonId>,
    /// When.
    pub at: Instant,
}

words! {
    /// How an indicator stands.
    Progress {
        /// Nobody has measured it.
        Unmeasured = "unmeasured",
        /// It is where it is to be.
        Reached = "reached",
        /// It has come nearer.
        Nearer = "nearer",
        /// It is where it was.
        Unchanged = "unchanged",
        /// It is further off.
        Further = "further",
    }
}

words! {
    /// What can serve a goal.
    PointerKind {
        /// A need.
        Need = "need",
        /// An initiative.
        Initiative = "initiative",
        /// An intervention.
        Intervention = "intervention",
        /// A benefit.
        Benefit = "benefit",
    }
}

/// That a record serves a goal.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pointer {
    /// The goal.
    pub goal: GoalId,
    /// What serves it.
    pub kind: PointerKind,
    /// Its id.
    pub subject: String,
}

impl Indicator {
    /// How it stands at a value; a target below the baseline is reached from above.
    #[must_use]
    pub fn progress(&self, latest: Option<Quantity>) -> Progress {
        let Some(Quantity(value)) = latest else { return Progress::Unmeasured };
        let (from, to) = (self.baseline.0, self.target.0);
        // As a number that is to grow, whichever way is better.
        let turn = if to < from { -1 } else { 1 };
        let (value, from, to) = (turn * value, turn * from, turn * to);
        match () {
            () if value >= to => Progress::Reached,
            () if value > from => Progress::Nearer,
            () if value == from => Progress::Unchanged,
            () => Progress::Further,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_told_by_the_way_it_is_to_go() {
        let now = Instant::from_milliseconds(1);
        let indicator = |baseline, target| Indicator {
            id: IndicatorId::at(now),
            version: 1,
            goal: GoalId::at(now),
            name: String::new(),
            unit: String::new(),
            baseline: Quantity(baseline),
            target: Quantity(target),
            target_on: now.day(),
        };
        let (up, down) = (indicator(10, 20), indicator(20, 10));
        // value, when it is to grow from 10 to 20, when it is to fall from 20 to 10
        let table = [
            (None, Progress::Unmeasured, Progress::Unmeasured),
            (Some(5), Progress::Further, Progress::Reached),
            (Some(10), Progress::Unchanged, Progress::Reached),
            (Some(15), Progress::Nearer, Progress::Nearer),
            (Some(20), Progress::Reached, Progress::Unchanged),
            (Some(25), Progress::Reached, Progress::Further),
        ];
        for (value, growing, falling) in table {
            let value = value.map(Quantity);
            assert_eq!((up.progress(value), down.progress(value)), (growing, falling), "{value:?}");
        }
    }
}
