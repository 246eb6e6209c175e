//! Working days in Sweden: what "within five working days" means.
//!
//! Saturdays, Sundays and public holidays (lag 1989:253), and the eves on which municipal offices are closed as well:
//! Midsummer Eve, Christmas Eve and New Year's Eve. Local half-days are deliberately not known.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

/// The day so many working days after this one.
#[must_use]
pub fn after(day: Date, days: u32) -> Date {
    let mut at = day;
    let mut left = days;
    while left > 0 {
        let Ok(next) = at.tomorrow() else { return at };
        at = next;
        left -= u32::from(is_working(at));
    }
    at
}

/// Whether offices are open.
#[must_use]
pub fn is_working(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !is_holiday(day)
}

fn is_holiday(day: Date) -> bool {
    let fixed = matches!((day.month(), day.day()), (1, 1 | 6) | (5, 1) | (6, 6) | (12, 24..=26) | (12, 31));
    // The Friday between 19 and 25 June.
    let midsummer_eve =
        day.month() == 6 && (19..=25).contains(&day.day()) && day.weekday() == Weekday::Friday;
    // Good Friday, Easter Monday and Ascension Day.
    let movable = easter(day.year()).is_some_and(|easter| {
        [-2, 1, 39].iter().any(|days| easter.checked_add(days.days()).is_ok_and(|holiday| holiday == day))
    });
    fixed || midsummer_eve || movable
}

/// Easter Sunday, by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let sum = h + l - 7 * m + 114;
    Date::new(year, i8::try_from(sum / 31).ok()?, i8::try_from(sum % 31 + 1).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn easter_falls_where_the_almanac_says() {
        for (year, expected) in
            [(2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"), (2038, "2038-04-25")]
        {
            assert_eq!(easter(year), Some(day(expected)));
        }
    }

    #[test]
    fn working_days_leave_out_weekends_holidays_and_closed_eves() {
        for (from, days, expected) in [
            ("2026-11-23", 0, "2026-11-23"),
            ("2026-11-23", 5, "2026-11-30"),
            ("2026-11-27", 1, "2026-11-30"),
            // Good Friday and Easter Monday.
            ("2026-04-02", 1, "2026-04-07"),
            // Ascension Day, but not the Friday after it.
            ("2026-05-13", 1, "2026-05-15"),
            // Midsummer Eve.
            ("2026-06-18", 1, "2026-06-22"),
            // Christmas, New Year and Epiphany.
            ("2026-12-23", 1, "2026-12-28"),
            ("2026-12-30", 2, "2027-01-05"),
        ] {
            assert_eq!(after(day(from), days), day(expected), "{from} and {days}");
        }
    }

    #[test]
    fn the_last_day_there_is_ends_the_count() {
        assert_eq!(after(Date::MAX, 5), Date::MAX);
    }
}
