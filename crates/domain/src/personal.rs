//! Personal data in what people write: Swedish personal identity numbers, which stop a text from being shared,
//! and e-mail addresses and phone numbers, which are only pointed out.
//!
//! Plain rules over characters. A personnummer or samordningsnummer is six or eight digits of a date, an optional
//! dash, plus or space, and four digits of which the last is a check digit; in a samordningsnummer 60 is added to the day.
//! Source: Skatteverket, SKV 704 (personnummer) and SKV 707 (samordningsnummer), for the form and the check digit.
//!
//! Deliberately not here: names, which no rule finds with certainty, and what is said about a find.

use std::ops::Range;

use crate::words::words;

words! {
    /// What sort of personal data was found.
    PersonalKind {
        /// A personnummer or samordningsnummer.
        IdentityNumber = "identity_number",
        /// An e-mail address.
        EmailAddress = "email_address",
        /// A phone number.
        PhoneNumber = "phone_number",
    }
}

/// A place in a text that holds personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Personal {
    /// What it is.
    pub kind: PersonalKind,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
}

/// Longest word that is looked at as a whole, in bytes: an address is shorter, and work must not grow with the square.
const LONGEST: usize = 320;

/// Everything that is found, in the order of the text.
#[must_use]
pub fn find(text: &str) -> Vec<Personal> {
    let mut found: Vec<Personal> = Vec::new();
    for token in tokens(text) {
        let number = identity_number(text, token.start)
            .map(|range| Personal { kind: PersonalKind::IdentityNumber, range });
        let address =
            || email_address(text, &token).map(|range| Personal { kind: PersonalKind::EmailAddress, range });
        let phone = || {
            phone_number(text, token.start).map(|range| Personal { kind: PersonalKind::PhoneNumber, range })
        };
        let is_free = found.last().is_none_or(|last| last.range.end <= token.start);
        if is_free && let Some(personal) = number.or_else(address).or_else(phone) {
            found.push(personal);
        }
    }
    found
}

/// Whether a text holds a personal identity number.
#[must_use]
pub fn has_identity_number(text: &str) -> bool {
    find(text).iter().any(|personal| personal.kind == PersonalKind::IdentityNumber)
}

/// The places where a word or a number begins, each to the next white space, at most [`LONGEST`] bytes on.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let begins = (c.is_alphanumeric() && !before.is_alphanumeric()) || c == '+';
        if begins {
            let near = text.floor_char_boundary(at + LONGEST);
            let end = text[at..near].find(char::is_whitespace).map_or(near, |length| at + length);
            starts.push(at..end);
        }
        before = c;
    }
    starts
}

/// A number that begins here, with its check digit right.
fn identity_number(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = &text[start..];
    let first = leading_digits(rest);
    let (date, last, length) = match first {
        10 | 12 => (&rest[..first - 4], &rest[first - 4..first], first),
        6 | 8 => {
            let separator = rest[first..].chars().next().filter(|c| is_separator(*c))?;
            let behind = first + separator.len_utf8();
            let last = &rest[behind..];
            (leading_digits(last) == 4).then_some((&rest[..first], &last[..4], behind + 4))?
        }
        _ => return None,
    };
    let follows_letter = rest[length..].chars().next().is_some_and(char::is_alphabetic);
    (!follows_letter && is_identity_number(date, last)).then_some(start..start + length)
}

fn is_separator(c: char) -> bool {
    matches!(c, '-' | '+' | ' ' | '\u{a0}' | '\u{2010}'..='\u{2014}' | '\u{2212}')
}

fn leading_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

fn is_identity_number(date: &str, last: &str) -> bool {
    let century = date.len().saturating_sub(6);
    let (century, date) = date.split_at(century);
    let number = |text: &str| text.parse::<u32>().unwrap_or(0);
    let (month, day) = (number(&date[2..4]), number(&date[4..6]));
    matches!(century, "" | "18" | "19" | "20")
        && (1..=12).contains(&month)
        && (matches!(day, 1..=31) || matches!(day, 61..=91))
        && has_check_digit(date.bytes().chain(last.bytes()))
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

/// Something before an @ and a name with a dot behind it.
fn email_address(text: &str, token: &Range<usize>) -> Option<Range<usize>> {
    let word = &text[token.clone()];
    let at = word.find('@')?;
    let is_local = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%');
    let is_domain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    let behind = &word[at + 1..];
    let end = behind.find(|c| !is_domain(c)).unwrap_or(behind.len());
    let domain = behind[..end].trim_end_matches(['.', '-']);
    let has_dot = domain.split_once('.').is_some_and(|(name, rest)| !name.is_empty() && rest.len() > 1);
    (at > 0 && word[..at].chars().all(is_local) && has_dot)
        .then_some(token.start..token.start + at + 1 + domain.len())
}

/// A Swedish phone number: 0 or +46, then seven to nine more digits in groups of two or more, the area code apart
/// by a dash or a space; or a mobile number written in one.
fn phone_number(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = &text[start..];
    let abroad = rest.starts_with("+46");
    if !abroad && !rest.starts_with('0') {
        return None;
    }
    let from = if abroad { 3 } else { 0 };
    let (mut digits, mut groups, mut group, mut end) = (0, 0, 0, 0);
    let mut separated = !abroad;
    for (at, c) in rest[from..].char_indices() {
        if c.is_ascii_digit() {
            groups += usize::from(group == 0);
            (digits, group, separated, end) = (digits + 1, group + 1, false, from + at + 1);
            if digits > 10 {
                break;
            }
        } else if (is_separator(c) || matches!(c, '(' | ')')) && !separated && c != '+' {
            (group, separated) = (0, true);
        } else {
            break;
        }
    }
    let length = if abroad { 7..=9 } else { 8..=10 };
    let is_mobile = rest.starts_with("07") && digits == 10;
    (length.contains(&digits) && (groups > 1 || abroad || is_mobile)).then_some(start..start + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(PersonalKind, &str)> {
        find(text).into_iter().map(|found| (found.kind, &text[found.range])).collect()
    }

    #[test]
    fn identity_numbers_are_found_however_they_are_written() {
        use PersonalKind::IdentityNumber;
        // Skatteverket's and textbooks' examples; they belong to nobody.
        for (text, number) in [
            ("Brukaren 811218-9876 saknar larm", "811218-9876"),
            ("(8112189876)", "8112189876"),
            ("19811218-9876.", "19811218-9876"),
            ("pnr:198112189876,", "198112189876"),
            ("född 121212+1212", "121212+1212"),
            ("121212 1212", "121212 1212"),
            ("121212–1212", "121212–1212"),
            ("samordningsnummer 701063-2391", "701063-2391"),
            ("20121212-1212", "20121212-1212"),
            ("640823-3234, 2 ggr", "640823-3234"),
        ] {
            assert_eq!(kinds(text), [(IdentityNumber, number)], "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_identity_numbers() {
        for text in [
            "811218-9875", // wrong check digit
            "811318-9876", // month 13
            "811200-9873", // day 0
            "organisationsnummer 212000-1595",
            "dnr 2026-0042",
            "B-2026-0042",
            "1 200 brukare",
            "118112189876", // no century
            "X811218-98765",
            "8112189876543",
            "2026-11-09 14.32",
            "",
        ] {
            assert!(!has_identity_number(text), "{text}");
        }
    }

    #[test]
    fn addresses_and_phone_numbers_are_pointed_out() {
        use PersonalKind::{EmailAddress, PhoneNumber};
        for (text, kind, found) in [
            ("Fråga anna.lind@essunga.example.", EmailAddress, "anna.lind@essunga.example"),
            ("<bo@vara.example>", EmailAddress, "bo@vara.example"),
            ("ring 070-123 45 67 först", PhoneNumber, "070-123 45 67"),
            ("0701234568", PhoneNumber, "0701234568"),
            ("0512-310 00.", PhoneNumber, "0512-310 00"),
            ("+46 70 123 45 67", PhoneNumber, "+46 70 123 45 67"),
        ] {
            assert_eq!(kinds(text), [(kind, found)], "{text}");
        }
        for text in ["mejla @kontoret", "a@b", "kl 07.15", "0-5 år", "09-10 personer", "1177", "kod 00112233"]
        {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn several_are_found_in_order_and_any_text_is_answered() {
        let text = "811218-9876 och bo@vara.example, 121212-1212";
        let found: Vec<_> = kinds(text).into_iter().map(|(kind, _)| kind.code()).collect();
        assert_eq!(found, ["identity_number", "email_address", "identity_number"]);
        for text in [
            "0".repeat(10_000),
            "+".repeat(10_000),
            "@".repeat(1000),
            "åäö-٣٤".repeat(100),
            "1 ".repeat(9000),
        ] {
            assert!(find(&text).len() < 10_000);
        }
    }
}
