//! Numbers of a workbook as text: days and times in ISO 8601, shares with their sign, zeros in front, and plain numbers
//! in the fewest digits that give the fifteen that spreadsheets keep.
//!
//! Deliberately not here: which number is which ([`super::styles`]).

use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};

use crate::read::DateSystem;

const SECONDS_OF_A_DAY: f64 = 86_400.0;

/// The number in the fewest digits; `written` as it stands in the file where that would be a row of noughts.
pub(super) fn plain(value: f64, written: &str) -> String {
    let size = value.abs();
    if value != 0.0 && !(1e-9..1e17).contains(&size) {
        return written.to_owned();
    }
    let rounded = rounded(value);
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

/// The number in a hundred parts, with the sign.
pub(super) fn percent(value: f64, written: &str) -> String {
    if value.abs() < 1e12 { format!("{}%", plain(value * 100.0, written)) } else { written.to_owned() }
}

/// A whole number with zeros in front, as the pattern says; `None` when it is none.
pub(super) fn padded(value: f64, pattern: &str) -> Option<String> {
    if value < 0.0 || value.fract() != 0.0 || value >= 1e15 {
        return None;
    }
    let digits = value.to_string();
    let places = pattern.bytes().filter(|byte| *byte == b'0').count();
    let missing = places.saturating_sub(digits.len());
    // Digits beyond the pattern stand in front of it.
    let (ahead, rest) = digits.split_at(digits.len().saturating_sub(places));
    let mut digits = std::iter::repeat_n('0', missing).chain(rest.chars());
    let filled = pattern.chars().map(|c| if c == '0' { digits.next().unwrap_or('0') } else { c });
    Some(ahead.chars().chain(filled).collect())
}

/// Day, time or both of a number of days; `None` when it is not within the calendar of spreadsheets.
pub(super) fn moment(value: f64, system: DateSystem, with_day: bool, with_time: bool) -> Option<String> {
    // Finite and not below nought; the last day is the end of the year 9999.
    if !(0.0..2_958_466.0).contains(&value) {
        return None;
    }
    let mut days = value.floor();
    let mut seconds = ((value - days) * SECONDS_OF_A_DAY).round();
    if seconds >= SECONDS_OF_A_DAY {
        (days, seconds) = (days + 1.0, 0.0);
    }
    // Midnight is not said beside a day.
    let with_time = with_time && (seconds > 0.0 || !with_day);
    let time = if with_time { Some(clock(seconds as u64)) } else { None };
    // Numbers below one are times of day, whatever the format adds.
    if !with_day || (days == 0.0 && with_time && system == DateSystem::From1900) {
        return Some(time.unwrap_or_else(|| clock(seconds as u64)));
    }
    let day = day(days as i32, system)?;
    Some(time.map_or_else(|| day.clone(), |time| format!("{day}T{time}")))
}

/// The day with a number. The system from 1900 counts a day that never was, 29 February 1900, as its sixtieth.
fn day(number: i32, system: DateSystem) -> Option<String> {
    let first: Date = match system {
        DateSystem::From1904 => date(1904, 1, 1),
        DateSystem::From1900 if number == 60 => return Some("1900-02-29".to_owned()),
        DateSystem::From1900 if number < 60 => date(1899, 12, 31),
        DateSystem::From1900 => date(1899, 12, 30),
    };
    let span: Span = number.days();
    Some(first.checked_add(span).ok()?.to_string())
}

/// Hours, minutes and seconds of a number of days; the hours may be more than a day has.
pub(super) fn duration(value: f64) -> Option<String> {
    let seconds = (value * SECONDS_OF_A_DAY).round();
    (0.0..1e12).contains(&seconds).then(|| clock(seconds as u64))
}

fn clock(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    format!("{hours:02}:{minutes:02}:{seconds:02}")
}

/// The number with the fifteen digits that spreadsheets keep.
fn rounded(value: f64) -> f64 {
    format!("{value:.14e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_in_few_digits() {
        for (value, expected) in [
            (3.0, "3"),
            (-0.0, "0"),
            (0.1 + 0.2, "0.3"),
            (1_234_567.5, "1234567.5"),
            (123_456_789_012_345.0, "123456789012345"),
            (-2.25, "-2.25"),
            (1e20, "written"),
            (1e-12, "written"),
        ] {
            assert_eq!(plain(value, "written"), expected);
        }
        assert_eq!(percent(0.07, ""), "7%");
        assert_eq!(percent(0.125, ""), "12.5%");
    }

    #[test]
    fn zeros_in_front_follow_the_pattern() {
        assert_eq!(padded(42.0, "00000").as_deref(), Some("00042"));
        assert_eq!(padded(123_456.0, "00000").as_deref(), Some("123456"));
        assert_eq!(padded(5_566_778_899.0, "000000-0000").as_deref(), Some("556677-8899"));
        assert_eq!(padded(53_230.0, "000 00").as_deref(), Some("532 30"));
        assert_eq!(padded(1.5, "000"), None);
        assert_eq!(padded(-1.0, "000"), None);
    }

    #[test]
    fn days_of_both_systems() {
        let of = |value, system| moment(value, system, true, true).unwrap();
        for (value, expected) in [
            (1.0, "1900-01-01"),
            (59.0, "1900-02-28"),
            (60.0, "1900-02-29"),
            (61.0, "1900-03-01"),
            (45_658.0, "2025-01-01"),
            (45_658.75, "2025-01-01T18:00:00"),
            (45_658.999_999_9, "2025-01-02"),
            (2_958_465.0, "9999-12-31"),
            (0.5, "12:00:00"),
        ] {
            assert_eq!(of(value, DateSystem::From1900), expected, "{value}");
        }
        assert_eq!(of(0.0, DateSystem::From1904), "1904-01-01");
        assert_eq!(of(44_196.0, DateSystem::From1904), "2025-01-01");
        assert_eq!(moment(45_658.75, DateSystem::From1900, true, false).as_deref(), Some("2025-01-01"));
        assert_eq!(moment(0.25, DateSystem::From1900, false, true).as_deref(), Some("06:00:00"));
        for value in [-1.0, 3e6, f64::NAN, f64::INFINITY] {
            assert_eq!(moment(value, DateSystem::From1900, true, true), None);
        }
        assert_eq!(duration(1.5).as_deref(), Some("36:00:00"));
    }
}
