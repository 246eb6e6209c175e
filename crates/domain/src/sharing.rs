//! Sharing levels: how far a record may be read. Raising one is a deed of its own, never a side effect: it can be undone for
//! a while, and the public takes two.
//!
//! Not here: who may do it (`permission`).

use crate::id::{OrganisationId, PersonId};
use crate::instant::Instant;
use crate::words::words;

words! {
    /// How far a record is shared, from the narrowest to the widest.
    Sharing {
        /// Only the person who writes it.
        Draft = "draft",
        /// The owning organisation.
        Organisation = "organisation",
        /// The organisations that co-operate with the owner.
        Collaboration = "collaboration",
        /// Every organisation connected to this instance.
        Network = "network",
        /// Anybody, without signing in.
        Public = "public",
    }
}

impl Sharing {
    /// Whether others than the owning organisation read it.
    #[must_use]
    pub fn reaches_others(self) -> bool {
        self > Self::Organisation
    }
}

/// How long a raised level can be undone before anybody is told: ten minutes.
pub const UNDO_MILLISECONDS: i64 = 10 * 60 * 1000;

/// The last time a level was raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raise {
    /// The level before; a draft's when it was sent.
    pub before: Sharing,
    /// The level after.
    pub after: Sharing,
    /// Who raised it.
    pub person: PersonId,
    /// When.
    pub at: Instant,
}

impl Raise {
    /// Whether it can still be undone.
    #[must_use]
    pub fn can_be_undone(&self, now: Instant) -> bool {
        now.milliseconds() - self.at.milliseconds() < UNDO_MILLISECONDS
    }
}

/// A wish to make a record public. Another person than the one who wishes it must agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Publication {
    /// Who wishes it.
    pub person: PersonId,
    /// Since when.
    pub at: Instant,
}

/// That somebody outside the own organisation has opened a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// Who, and for which organisation; the public has neither.
    pub reader: Option<(PersonId, OrganisationId)>,
    /// The first time.
    pub first: Instant,
    /// The last time.
    pub last: Instant,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_raise_is_undone_within_ten_minutes() {
        let at = Instant::from_milliseconds(1_000_000);
        let (before, after) = (Sharing::Draft, Sharing::Collaboration);
        let raise = Raise { before, after, person: PersonId::at(at), at };
        let later = |milliseconds| Instant::from_milliseconds(1_000_000 + milliseconds);
        assert!(raise.can_be_undone(later(0)));
        assert!(raise.can_be_undone(later(UNDO_MILLISECONDS - 1)));
        assert!(!raise.can_be_undone(later(UNDO_MILLISECONDS)));
    }

    #[test]
    fn levels_are_in_order() {
        assert!(Sharing::ALL.is_sorted());
        let reach: Vec<bool> = Sharing::ALL.iter().map(|level| level.reaches_others()).collect();
        assert_eq!(reach, [false, false, true, true, true]);
    }
}
