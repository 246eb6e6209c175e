//! Saved views: a list narrowed in a way that somebody wants to come back to, alone or with the whole organisation.
//!
//! What a view shows is what its reader may see: it keeps filters, never rows. Not here: what the filters mean (`web`).

use crate::id::{OrganisationId, PersonId, SavedViewId};
use crate::instant::Instant;
use crate::words::words;

/// Most characters of the filters in an address.
pub const QUERY_MAX: usize = 1_000;

words! {
    /// Which list is narrowed.
    ViewedList {
        /// The catalogue.
        Solutions = "solutions",
        /// The needs.
        Needs = "needs",
    }
}

words! {
    /// Whom a view is offered to.
    ViewReach {
        /// Whoever saved it.
        Own = "own",
        /// Everybody who acts for the organisation.
        Organisation = "organisation",
    }
}

/// A list as somebody narrowed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    /// Identity.
    pub id: SavedViewId,
    /// Version for optimistic locking.
    pub version: i64,
    /// Who saved it.
    pub person: PersonId,
    /// For which organisation that person acted.
    pub organisation: OrganisationId,
    /// Which list.
    pub list: ViewedList,
    /// What it is called.
    pub name: String,
    /// What stands in the list's address after the question mark.
    pub query: String,
    /// Whom it is offered to.
    pub reach: ViewReach,
    /// When it was saved.
    pub created: Instant,
    /// When it was put away, if it was.
    pub put_away: Option<Instant>,
}

/// Whether a text can stand in an address after the question mark and lead nowhere else.
#[must_use]
pub fn is_query(text: &str) -> bool {
    let may_stand = |c: char| c.is_ascii_alphanumeric() || "-._~%+&=".contains(c);
    text.len() <= QUERY_MAX && text.chars().all(may_stand)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_leads_nowhere_else() {
        for good in ["", "q=l%C3%A5s&slag=system", "omrade=510&sortering=anvandare", "q=a+b"] {
            assert!(is_query(good), "{good}");
        }
        for bad in ["q=å", "q=a b", "q=\"", "q=<b>", "#x", "q=1\n", "//x", "q=javascript:x"] {
            assert!(!is_query(bad), "{bad}");
        }
        assert!(!is_query(&"a".repeat(QUERY_MAX + 1)));
    }
}
