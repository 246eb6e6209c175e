//! Swedish personal identity numbers: personnummer, samordningsnummer and interim numbers, in every form that people
//! write them.
//!
//! A date of six or eight digits, written together or with the same mark between year, month and day; then nothing, or a
//! dash, plus or space; then four digits of which the last is Luhn's check digit over the ten. In a samordningsnummer 60
//! is added to the day; in an interim number a letter stands for the first of the four and counts as 1. Sources:
//! Skatteverket, SKV 704 (personnummer) and SKV 707 (samordningsnummer); Skatteverket's rules of interim numbers.
//!
//! Ten digits in a row can be anything: one number in 270 has a plausible date and the right check digit. What stands
//! before tells them apart: "tel" or "fakturanummer" makes them something else, "personnummer" makes them what they seem.

use std::ops::Range;

use jiff::civil::Date;

use super::list;

/// Letters that stand for the first of the four in an interim number.
const INTERIM: &str = "TRSUWXJKLMN";

/// Nobody living or lately dead was born before.
const EARLIEST: i16 = 1880;

/// How far back a word can stand and still tell, in bytes.
const BEFORE: usize = 40;

/// A number as it is written: where the date and the last four stand.
struct Written<'a> {
    date: String,
    last: &'a str,
    length: usize,
    /// Whether anything stands between the digits; then it is no phone or order number.
    parted: bool,
}

/// A number that begins here and can be a person's.
pub(super) fn identity_number(text: &str, start: usize, today: Date) -> Option<Range<usize>> {
    let rest = &text[start..];
    let written = together(rest).or_else(|| grouped(rest))?;
    let ends = rest[written.length..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    let is_one = ends && is_identity_number(&written.date, written.last, today);
    (is_one && (written.parted || !is_something_else(text, start, &written.date)))
        .then_some(start..start + written.length)
}

/// `8507099805`, `850709-9805`, `19850709 9805`, `850709 - 9805`.
fn together(rest: &str) -> Option<Written<'_>> {
    let first = leading_digits(rest);
    match first {
        10 | 12 => {
            let (date, last) = (rest[..first - 4].to_owned(), &rest[first - 4..first]);
            Some(Written { date, last, length: first, parted: false })
        }
        6 | 8 => {
            let (last, length) = last_four(rest, first)?;
            Some(Written { date: rest[..first].to_owned(), last, length, parted: true })
        }
        _ => None,
    }
}

/// `1985-07-09-9805`, `85 07 09 9805`, `1985.07.09-9805`.
fn grouped(rest: &str) -> Option<Written<'_>> {
    let year = leading_digits(rest);
    if !matches!(year, 2 | 4) {
        return None;
    }
    let mark = rest[year..].chars().next().filter(|c| is_separator(*c) || matches!(c, '.' | '/'))?;
    let month = year + mark.len_utf8();
    let two = |at: usize| rest.get(at..).is_some_and(|rest| leading_digits(rest) == 2);
    let day = month + 2 + mark.len_utf8();
    if !two(month) || !rest[month + 2..].starts_with(mark) || !two(day) {
        return None;
    }
    let (last, length) = last_four(rest, day + 2)?;
    let date = format!("{}{}{}", &rest[..year], &rest[month..month + 2], &rest[day..day + 2]);
    // "2026-11-26 1432" is a time of day.
    let is_time = !rest[day + 2..].starts_with(['-', '+']) && is_time_of_day(last);
    (!is_time).then_some(Written { date, last, length, parted: true })
}

/// The last four behind a separator, with a space on either side of it at most.
fn last_four(rest: &str, from: usize) -> Option<(&str, usize)> {
    let mut at = from;
    let mut marks = 0;
    for c in rest[from..].chars().take(3) {
        if c.is_ascii_alphanumeric() {
            break;
        }
        let is_space = matches!(c, ' ' | '\u{a0}' | '\u{202f}');
        if !is_separator(c) || (!is_space && marks > 0) {
            return None;
        }
        marks += usize::from(!is_space);
        at += c.len_utf8();
    }
    let last = rest.get(at..at + 4)?;
    let is_last = match last.chars().next() {
        Some(c) if INTERIM.contains(c) => leading_digits(&rest[at + 1..]) == 3,
        _ => leading_digits(&rest[at..]) == 4,
    };
    (at > from || last.starts_with(|c| INTERIM.contains(c))).then_some(())?;
    is_last.then_some((last, at + 4))
}

fn is_separator(c: char) -> bool {
    matches!(
        c,
        '-' | '+' | ' ' | '\u{a0}' | '\u{ad}' | '\u{202f}' | '\u{2010}'
            ..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{ff0d}'
    )
}

fn leading_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

fn is_time_of_day(last: &str) -> bool {
    let (hour, minute) = last.split_at(2);
    hour < "24" && minute < "60"
}

/// Whether ten or twelve digits in a row are more likely something else.
fn is_something_else(text: &str, start: usize, date: &str) -> bool {
    let from = text.ceil_char_boundary(start.saturating_sub(BEFORE));
    let line = text[from..start].rsplit('\n').next().unwrap_or_default().to_lowercase();
    let has_word_of = |group: &str| {
        let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '-');
        words.any(|word| list::begins(group, word))
    };
    if has_word_of("number-people") {
        return false;
    }
    let word = line.trim_end_matches(|c: char| !c.is_alphanumeric());
    let word = word.rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
    if list::has("number-things", word) || list::ends("number-things-ends", word) {
        return true;
    }
    let is_ten = date.len() == 6 && date.starts_with('0');
    is_ten && (list::begins("number-phone-begins", date) || has_word_of("number-phones"))
}

fn is_identity_number(date: &str, last: &str, today: Date) -> bool {
    let century = date.len().saturating_sub(6);
    let digits = last.bytes().map(|byte| if byte.is_ascii_digit() { byte } else { b'1' });
    has_check_digit(date.bytes().skip(century).chain(digits)) && is_plausible(date, today)
}

/// A day that was, in the century that is written or in any that people are born in.
fn is_plausible(date: &str, today: Date) -> bool {
    let number =
        |range: Range<usize>| date.get(range).and_then(|digits| digits.parse::<i16>().ok()).unwrap_or(0);
    let century = date.len().saturating_sub(6);
    let centuries = if century == 2 { number(0..2)..=number(0..2) } else { 18..=20 };
    let (year, month, day) =
        (number(century..century + 2), number(century + 2..century + 4), number(century + 4..century + 6));
    let day = if day > 60 { day - 60 } else { day };
    let small = |number: i16| i8::try_from(number).unwrap_or(0);
    centuries
        .filter_map(|century| Date::new(century * 100 + year, small(month), small(day)).ok())
        .any(|born| born.year() >= EARLIEST && born <= today)
}

/// Luhn's check over ten digits: every other is doubled, from the first.
fn has_check_digit(digits: impl Iterator<Item = u8>) -> bool {
    let sum: u32 = digits
        .enumerate()
        .map(|(at, digit)| u32::from(digit - b'0') * if at.is_multiple_of(2) { 2 } else { 1 })
        .map(|product| product / 10 + product % 10)
        .sum();
    sum.is_multiple_of(10)
}
