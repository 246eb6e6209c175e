//! Meetings as iCalendar (RFC 5545), for people's own calendars. The words are the caller's.
//!
//! Times are told in UTC, which every calendar turns into the reader's own; no zone has to be described.

use domain::instant::Instant;
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};
use jiff::civil::DateTime;

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEvent {
    /// The same in every version of it.
    pub uid: String,
    /// Higher in each later version, so that a calendar takes the change.
    pub sequence: u32,
    /// When this version was made.
    pub made: jiff::Timestamp,
    /// From when, by the clock on the wall.
    pub starts: DateTime,
    /// Until when, by the clock on the wall.
    pub ends: DateTime,
    /// What it is called.
    pub title: String,
    /// Where; may be empty.
    pub place: String,
    /// What it is about; may be empty.
    pub about: String,
    /// Where it can be read.
    pub address: String,
    /// Whether it will not be held.
    pub is_cancelled: bool,
}

/// A calendar of these meetings.
#[must_use]
pub fn calendar(name: &str, events: &[CalendarEvent]) -> String {
    let mut calendar = Calendar::new();
    calendar.name(name);
    for event in events {
        calendar.push(written(event));
    }
    calendar.to_string()
}

fn written(event: &CalendarEvent) -> Event {
    let mut out = Event::new();
    out.uid(&event.uid);
    out.sequence(event.sequence);
    out.add_property("DTSTAMP", in_utc(event.made));
    out.add_property("DTSTART", in_utc(on_the_wall(event.starts)));
    out.add_property("DTEND", in_utc(on_the_wall(event.ends)));
    out.summary(&event.title);
    if !event.place.is_empty() {
        out.location(&event.place);
    }
    if !event.about.is_empty() {
        out.description(&event.about);
    }
    out.url(&event.address);
    if event.is_cancelled {
        out.status(EventStatus::Cancelled);
    }
    out
}

/// The moment of a time in Sweden, where the meetings are held.
fn on_the_wall(time: DateTime) -> jiff::Timestamp {
    Instant::when_clocks_show(time).map_or(jiff::Timestamp::UNIX_EPOCH, Instant::timestamp)
}

fn in_utc(time: jiff::Timestamp) -> String {
    time.strftime("%Y%m%dT%H%M%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event() -> CalendarEvent {
        CalendarEvent {
            uid: "m1@brygga".into(),
            sequence: 3,
            made: "2026-11-20T12:00:00Z".parse().unwrap_or_default(),
            starts: jiff::civil::date(2026, 12, 3).at(9, 0, 0, 0),
            ends: jiff::civil::date(2026, 12, 3).at(11, 30, 0, 0),
            title: "Digitaliseringsforum, möte 4".into(),
            place: "Stadshuset, Skara; rum 2".into(),
            about: "Nycklar\nDelegering".into(),
            address: "https://brygga.example/moten/1".into(),
            is_cancelled: false,
        }
    }

    fn unfolded(calendar: &str) -> String {
        calendar.replace("\r\n ", "")
    }

    #[test]
    fn a_meeting_in_winter_and_one_in_summer_stand_at_the_right_moment() {
        let winter = unfolded(&calendar("Möten", &[event()]));
        for line in ["DTSTART:20261203T080000Z", "DTEND:20261203T103000Z", "SEQUENCE:3", "UID:m1@brygga"] {
            assert!(winter.lines().any(|one| one == line), "{line} in {winter}");
        }
        let starts = jiff::civil::date(2027, 6, 10).at(9, 0, 0, 0);
        let summer = unfolded(&calendar("Möten", &[CalendarEvent { starts, ..event() }]));
        assert!(summer.contains("DTSTART:20270610T070000Z"), "{summer}");
    }

    #[test]
    fn what_means_something_to_the_format_is_escaped_and_a_long_line_is_folded() {
        let title = "Ärende ".repeat(30);
        let written = calendar("Möten", &[CalendarEvent { title: title.clone(), ..event() }]);
        assert!(written.lines().all(|line| line.len() <= 75), "octets, not characters: {written}");
        assert!(written.lines().count() > 15 && written.ends_with("END:VCALENDAR\r\n"), "{written}");
        let whole = unfolded(&written);
        assert!(whole.contains(r"LOCATION:Stadshuset\, Skara\; rum 2"), "{whole}");
        assert!(whole.contains(r"DESCRIPTION:Nycklar\nDelegering"), "{whole}");
        assert!(whole.contains(title.trim_end()), "{whole}");
    }

    #[test]
    fn a_meeting_that_is_called_off_says_so() {
        let off = calendar("Möten", &[CalendarEvent { is_cancelled: true, ..event() }]);
        assert!(off.contains("STATUS:CANCELLED"), "{off}");
        assert!(!calendar("Möten", &[event()]).contains("STATUS"), "and else nothing");
    }
}
