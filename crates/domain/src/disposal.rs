//! Disposal (gallring): how long records are kept after they are closed, and the decisions by which what is older is emptied.
//!
//! A rule never disposes of anything: it says what could be. An organisation disposes of what is its own, by a decision with a reference,
//! which one person writes down and another carries out. Not here: what is emptied of a record (`store`).

use jiff::civil::Date;

use crate::contract::in_months;
use crate::id::{DisposalId, OrganisationId, PersonId};
use crate::instant::Instant;
use crate::words::words;

/// The longest time that a rule may say, in months.
pub const MONTHS_MAX: u32 = 1_200;

words! {
    /// What a rule is about.
    DisposedKind {
        /// Needs that were taken back, or whose case has ended.
        Need = "need",
        /// Cases that have ended, with what was written in them.
        Case = "case",
        /// Initiatives that have ended; they go with their case.
        Initiative = "initiative",
        /// Comments on what has ended.
        Comment = "comment",
        /// Notices that people have been shown.
        Notice = "notice",
        /// Letters that have gone.
        Letter = "letter",
        /// Sessions that have ended.
        Session = "session",
    }
}

words! {
    /// Where a disposal stands.
    DisposalState {
        /// Written down, waiting for another person.
        Proposed = "proposed",
        /// Carried out.
        Done = "done",
        /// Taken back before anything was emptied.
        TakenBack = "taken_back",
    }
}

/// How long a kind of record is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisposalRule {
    /// Of what.
    pub kind: DisposedKind,
    /// Which version; 0 for what is proposed to begin with.
    pub revision: i64,
    /// Months after it was closed; nothing for what is kept for good.
    pub months: Option<u32>,
    /// Why, in own words.
    pub note: String,
    /// Who said so.
    pub person: Option<PersonId>,
    /// When.
    pub at: Instant,
}

impl DisposalRule {
    /// The day until which what was closed is old enough today; nothing for what is kept for good.
    #[must_use]
    pub fn closed_before(&self, today: Date) -> Option<Date> {
        self.months.map(|months| in_months(today, -i32::try_from(months).unwrap_or(i32::MAX)))
    }
}

/// Something that could be disposed of: a record, or so many rows that have no number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disposable {
    /// Of which kind.
    pub kind: DisposedKind,
    /// Its id; empty for many together.
    pub subject: String,
    /// Its number; empty where it has none.
    pub number: String,
    /// What it is called; never kept.
    pub title: String,
    /// On which day it was closed; the first of many.
    pub closed: Date,
    /// How many rows.
    pub count: i64,
}

/// A disposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disposal {
    /// Identity.
    pub id: DisposalId,
    /// Version for optimistic locking.
    pub version: i64,
    /// Whose records.
    pub organisation: OrganisationId,
    /// The reference of the decision.
    pub reference: String,
    /// On which day it was decided.
    pub decided_on: Date,
    /// Where it stands.
    pub state: DisposalState,
    /// Who wrote it down, and when.
    pub proposed: (PersonId, Instant),
    /// Who carried it out, and when.
    pub done: Option<(PersonId, Instant)>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_is_kept_for_good_is_never_old_enough() {
        let rule = |months| DisposalRule {
            kind: DisposedKind::Need,
            revision: 0,
            months,
            note: String::new(),
            person: None,
            at: Instant::from_milliseconds(0),
        };
        let today = date(2026, 3, 31);
        for (months, before) in [
            (None, None),
            (Some(0), Some(today)),
            (Some(1), Some(date(2026, 2, 28))),
            (Some(24), Some(date(2024, 3, 31))),
        ] {
            assert_eq!(rule(months).closed_before(today), before, "{months:?}");
        }
    }
}
