//! Sharing levels: how far a record may be read. Raising one is a deed of its own, never a side effect: it can be undone for
//! a while, and the public takes two.
//!
//! Not here: who may do it (`permission`).

use std::cmp::Ordering;

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

/// The levels of what anybody may come to read, a draft's apart: that is left by sending, not chosen.
pub const OPEN_LEVELS: [Sharing; 4] =
    [Sharing::Organisation, Sharing::Collaboration, Sharing::Network, Sharing::Public];

/// What giving a record another level comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It has that level already.
    Stays,
    /// Fewer read it, at once.
    Lowered,
    /// More read it; whoever raises it has seen who.
    Raised,
    /// Everybody is to read it, once another person agrees.
    Wished,
}

/// Why a record is not given a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotShared {
    /// Such a record never has that level.
    NoSuchLevel,
    /// More would read it, and nobody has said so after seeing who.
    NotAgreed,
}

/// What it comes to when a record that may have these levels goes from one to another. A lower level asks nothing; a higher one must be
/// the one that was agreed to, and the public waits for a second person.
///
/// # Errors
/// [`NotShared`].
pub fn step(
    levels: &[Sharing],
    (before, after): (Sharing, Sharing),
    agreed: Sharing,
) -> Result<Step, NotShared> {
    if !levels.contains(&after) {
        return Err(NotShared::NoSuchLevel);
    }
    match after.cmp(&before) {
        Ordering::Equal => Ok(Step::Stays),
        Ordering::Less => Ok(Step::Lowered),
        Ordering::Greater if agreed != after => Err(NotShared::NotAgreed),
        Ordering::Greater if after == Sharing::Public => Ok(Step::Wished),
        Ordering::Greater => Ok(Step::Raised),
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
    fn a_level_is_lowered_at_once_raised_by_agreeing_and_made_public_by_two() {
        use Sharing::{Collaboration, Draft, Network, Organisation, Public};
        let narrow = [Organisation, Collaboration];
        for (levels, before, after, agreed, expected) in [
            (&OPEN_LEVELS[..], Network, Network, Draft, Ok(Step::Stays)),
            (&OPEN_LEVELS[..], Public, Organisation, Draft, Ok(Step::Lowered)),
            (&OPEN_LEVELS[..], Organisation, Network, Draft, Err(NotShared::NotAgreed)),
            (&OPEN_LEVELS[..], Organisation, Network, Collaboration, Err(NotShared::NotAgreed)),
            (&OPEN_LEVELS[..], Organisation, Network, Network, Ok(Step::Raised)),
            (&OPEN_LEVELS[..], Network, Public, Network, Err(NotShared::NotAgreed)),
            (&OPEN_LEVELS[..], Network, Public, Public, Ok(Step::Wished)),
            (&OPEN_LEVELS[..], Network, Draft, Draft, Err(NotShared::NoSuchLevel)),
            (&narrow[..], Organisation, Collaboration, Collaboration, Ok(Step::Raised)),
            (&narrow[..], Collaboration, Public, Public, Err(NotShared::NoSuchLevel)),
        ] {
            assert_eq!(
                step(levels, (before, after), agreed),
                expected,
                "{before} to {after}, {agreed} agreed"
            );
        }
    }

    #[test]
    fn levels_are_in_order() {
        assert!(Sharing::ALL.is_sorted());
        let reach: Vec<bool> = Sharing::ALL.iter().map(|level| level.reaches_others()).collect();
        assert_eq!(reach, [false, false, true, true, true]);
    }
}
