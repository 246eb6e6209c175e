//! Points in time: UTC in whole milliseconds, the one form that is stored and compared.
//!
//! Not here: the clock. `app` owns it and passes times in. Days without a time are `jiff::civil::Date`.

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, tz::TimeZone};

/// The time by law in Sweden, where every organisation of the collaboration is.
fn zone() -> TimeZone {
    TimeZone::get("Europe/Stockholm").unwrap_or(TimeZone::UTC)
}

/// A point in time, in milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Instant(i64);

impl Instant {
    /// The point in time this many milliseconds after 1970 began (UTC).
    #[must_use]
    pub const fn from_milliseconds(milliseconds: i64) -> Self {
        Self(milliseconds)
    }

    /// Milliseconds since 1970 began (UTC).
    #[must_use]
    pub const fn milliseconds(self) -> i64 {
        self.0
    }

    /// The same point in time some days earlier (24-hour days) or, with a negative number, later.
    #[must_use]
    pub const fn days_before(self, days: i64) -> Self {
        Self(self.0.saturating_sub(days.saturating_mul(86_400_000)))
    }

    /// The instant as the time library's type; times outside its range become its limits.
    #[must_use]
    pub fn timestamp(self) -> Timestamp {
        Timestamp::from_millisecond(self.0).unwrap_or(if self.0 < 0 {
            Timestamp::MIN
        } else {
            Timestamp::MAX
        })
    }

    /// The moment at which clocks in Sweden show this; of the two when they are set back, the first. Nothing for a time
    /// outside what can be counted.
    #[must_use]
    pub fn when_clocks_show(local: DateTime) -> Option<Self> {
        zone().to_timestamp(local).ok().map(Self::from)
    }

    /// What clocks in Sweden show.
    #[must_use]
    pub fn local(self) -> DateTime {
        zone().to_datetime(self.timestamp())
    }

    /// The calendar day in Sweden.
    #[must_use]
    pub fn day(self) -> Date {
        self.local().date()
    }

    /// The calendar year in Sweden; numbers such as `B-2026-0042` carry it.
    #[must_use]
    pub fn year(self) -> i16 {
        self.day().year()
    }
}

impl From<Timestamp> for Instant {
    fn from(timestamp: Timestamp) -> Self {
        Self(timestamp.as_millisecond())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_the_swedish_one() {
        // 23:30 UTC on New Year's Eve is already the next year in Sweden.
        let late: Timestamp = "2025-12-31T23:30:00Z".parse().unwrap();
        assert_eq!(Instant::from(late).year(), 2026);
    }

    #[test]
    fn absurd_times_do_not_panic() {
        let _ = Instant::from_milliseconds(i64::MAX).day();
        let _ = Instant::from_milliseconds(i64::MIN).day();
    }
}
