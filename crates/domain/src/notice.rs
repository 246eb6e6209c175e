//! Notices: which topics there are, how often mail about each is wanted, and when it goes.
//!
//! Not here: who is told what (`app::notice`), and the sentences.

use crate::event::EventKind;
use crate::instant::Instant;
use crate::words::words;

words! {
    /// What a notice is about, as people choose how often they want mail.
    Topic {
        /// What happens to one's own needs.
        MyNeeds = "my_needs",
        /// Comments on one's needs and solutions, and mentions.
        Comments = "comments",
        /// What the organisation is to look at: new needs, proposals, invitations.
        Organisation = "organisation",
        /// Initiatives that one answers for something in: what to do, go-live, benefits to measure.
        Initiatives = "initiatives",
        /// Facts of the catalogue that one is asked to confirm, once a month at most.
        Catalogue = "catalogue",
        /// What one wants to be reminded of, and what records ask for by a day.
        Reminders = "reminders",
        /// One's own account: roles given and taken. Always told at once.
        Account = "account",
    }
}

words! {
    /// How often mail is wanted.
    Frequency {
        /// As it happens.
        Immediate = "immediate",
        /// Once a day, in the morning.
        Daily = "daily",
        /// Never; the page of notices tells all the same.
        Off = "off",
    }
}

/// How long what can be undone waits before anybody is told, in milliseconds: as long as it can be undone.
pub const HELD_MILLISECONDS: i64 = 10 * 60 * 1000;

/// The hour of the morning, in Sweden, at which the day's mail goes.
const MORNING: i8 = 7;

impl Topic {
    /// How often mail goes to who has not chosen.
    #[must_use]
    pub const fn standard(self) -> Frequency {
        match self {
            Self::MyNeeds | Self::Comments | Self::Initiatives | Self::Catalogue | Self::Account => {
                Frequency::Immediate
            }
            Self::Organisation | Self::Reminders => Frequency::Daily,
        }
    }

    /// The frequencies there are to choose from.
    #[must_use]
    pub const fn choices(self) -> &'static [Frequency] {
        match self {
            Self::MyNeeds
            | Self::Comments
            | Self::Organisation
            | Self::Initiatives
            | Self::Catalogue
            | Self::Reminders => Frequency::ALL,
            Self::Account => &[Frequency::Immediate],
        }
    }
}

impl Frequency {
    /// When mail about something shown from `at` goes; `None` for never.
    #[must_use]
    pub fn mail_at(self, at: Instant) -> Option<Instant> {
        match self {
            Self::Immediate => Some(at),
            Self::Daily => Some(next_morning(at)),
            Self::Off => None,
        }
    }
}

/// From when a notice about such an event is shown.
#[must_use]
pub const fn shown_from(kind: EventKind, happened: Instant) -> Instant {
    let waits =
        matches!(kind, EventKind::SharingChanged | EventKind::Submitted | EventKind::PublicationWished);
    Instant::from_milliseconds(happened.milliseconds() + if waits { HELD_MILLISECONDS } else { 0 })
}

fn next_morning(at: Instant) -> Instant {
    let local = at.local();
    let today = local.date().at(MORNING, 0, 0, 0);
    let next = if local < today { Ok(today) } else { today.tomorrow() };
    // The last day there is has no tomorrow; a day later is soon enough.
    next.ok().and_then(Instant::when_clocks_show).unwrap_or_else(|| at.days_before(-1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        Instant::from_milliseconds(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn the_days_mail_goes_at_seven_in_sweden() {
        // Winter time is an hour ahead of UTC, summer time two.
        for (happened, goes) in [
            ("2026-11-09T13:32:00Z", "2026-11-10T06:00:00Z"),
            ("2026-11-09T05:59:59Z", "2026-11-09T06:00:00Z"),
            ("2026-11-09T06:00:00Z", "2026-11-10T06:00:00Z"),
            ("2026-07-09T13:32:00Z", "2026-07-10T05:00:00Z"),
            // The night when the clock goes forward.
            ("2026-03-28T20:00:00Z", "2026-03-29T05:00:00Z"),
        ] {
            assert_eq!(Frequency::Daily.mail_at(at(happened)), Some(at(goes)), "{happened}");
        }
        let now = at("2026-11-09T13:32:00Z");
        assert_eq!(Frequency::Immediate.mail_at(now), Some(now));
        assert_eq!(Frequency::Off.mail_at(now), None);
    }

    #[test]
    fn what_can_be_undone_waits_and_the_account_is_always_told() {
        let now = at("2026-11-09T13:32:00Z");
        assert_eq!(shown_from(EventKind::SharingChanged, now), at("2026-11-09T13:42:00Z"));
        assert_eq!(shown_from(EventKind::Commented, now), now);
        for topic in Topic::ALL {
            assert!(topic.choices().contains(&topic.standard()), "{topic}");
        }
        assert_eq!(Topic::Account.choices(), [Frequency::Immediate]);
    }
}
