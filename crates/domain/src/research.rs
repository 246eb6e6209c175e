//! Extracts for research: which days they hold, and which numbers are too small to be told.
//!
//! Not here: what is in the tables (`store`), and how pseudonyms are made (`app`).

use jiff::civil::Date;

use crate::id::{CollaborationId, ExtractId, OrganisationId, PersonId};
use crate::instant::Instant;

/// Fewer people than this in an organisation could be told apart by what they have done; fewer things than this are not counted out.
pub const FEWEST: usize = 5;

/// What was taken out, by whom and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extract {
    /// Identity.
    pub id: ExtractId,
    /// Of which collaboration's records.
    pub collaboration: CollaborationId,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// By whom.
    pub person: PersonId,
    /// What for.
    pub purpose: String,
    /// The first day, and the last, which is in it.
    pub days: (Date, Date),
    /// When.
    pub made: Instant,
    /// How many rows.
    pub rows: i64,
    /// SHA-256 of the tables.
    pub checksum: String,
}

/// A count as it may be told: nothing for one that is small and not nought.
#[must_use]
pub const fn told(count: usize) -> Option<usize> {
    if count > 0 && count < FEWEST { None } else { Some(count) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_are_not_told_and_nought_is() {
        assert_eq!([0, 1, 4, 5, 12].map(told), [Some(0), None, None, Some(5), Some(12)]);
    }
}
