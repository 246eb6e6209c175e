//! Personal data and secrets in what people write: Swedish personal identity numbers, which stop a text from being shared
//! beyond the own organisation, and what is only pointed out: addresses, phone numbers, passwords and keys, and what reads
//! like one particular person.
//!
//! Plain rules over characters and lists of words, one file a kind. A find is a help, never a guarantee, and nothing here
//! looks anything up. Deliberately not here: what is said about a find (`web/texts`).

mod contact;
mod individual;
mod list;
mod number;
mod secret;

use std::ops::Range;

use jiff::civil::Date;

use crate::words::words;

words! {
    /// What sort of personal data or secret was found.
    PersonalKind {
        /// A personnummer, samordningsnummer or interim number.
        IdentityNumber = "identity_number",
        /// A password, a code, a key to a system, a plan of a network.
        Secret = "secret",
        /// An e-mail address.
        EmailAddress = "email_address",
        /// A phone number.
        PhoneNumber = "phone_number",
        /// What reads like one particular person.
        Individual = "individual",
    }
}

/// A place in a text that holds something of the kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Personal {
    /// What it is.
    pub kind: PersonalKind,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
}

/// Longest word that is looked at as a whole, in bytes: an address is shorter, and work must not grow with the square.
const LONGEST: usize = 320;

/// Everything that is found, in the order of the text. Today tells which dates people can be born on.
#[must_use]
pub fn find(text: &str, today: Date) -> Vec<Personal> {
    let mut found = numbers_and_addresses(text, today);
    let mut add = |kind, ranges: Vec<Range<usize>>| {
        for range in ranges {
            let is_free = found
                .iter()
                .all(|one: &Personal| one.range.end <= range.start || range.end <= one.range.start);
            if is_free {
                found.push(Personal { kind, range });
            }
        }
    };
    add(PersonalKind::Secret, secret::secrets(text));
    add(PersonalKind::Individual, individual::individuals(text));
    found.sort_by_key(|one| one.range.start);
    found
}

fn numbers_and_addresses(text: &str, today: Date) -> Vec<Personal> {
    let mut found: Vec<Personal> = Vec::new();
    for token in tokens(text) {
        if found.last().is_some_and(|last| last.range.end > token.start) {
            continue;
        }
        let number = number::identity_number(text, token.start, today)
            .map(|range| Personal { kind: PersonalKind::IdentityNumber, range });
        let address = || {
            contact::email_address(text, &token)
                .map(|range| Personal { kind: PersonalKind::EmailAddress, range })
        };
        let phone = || {
            contact::phone_number(text, token.start)
                .map(|range| Personal { kind: PersonalKind::PhoneNumber, range })
        };
        found.extend(number.or_else(address).or_else(phone));
    }
    found
}

/// The personal identity numbers in a text, as they are written.
#[must_use]
pub fn identity_numbers(text: &str, today: Date) -> Vec<&str> {
    let of_people =
        tokens(text).into_iter().filter_map(|token| number::identity_number(text, token.start, today));
    of_people.filter_map(|range| text.get(range)).collect()
}

/// The text with every digit of its personal identity numbers as a dot.
#[must_use]
pub fn masked(text: &str, today: Date) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for token in tokens(text) {
        let Some(range) = number::identity_number(text, token.start, today) else { continue };
        if range.start < from {
            continue;
        }
        masked.push_str(&text[from..range.start]);
        masked.extend(text[range.clone()].chars().map(|c| if c.is_ascii_digit() { '•' } else { c }));
        from = range.end;
    }
    masked.push_str(&text[from..]);
    masked
}

/// Whether a text holds a personal identity number.
#[must_use]
pub fn has_identity_number(text: &str, today: Date) -> bool {
    !identity_numbers(text, today).is_empty()
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

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date::constant(2026, 11, 26);

    fn kinds(text: &str) -> Vec<(PersonalKind, &str)> {
        find(text, TODAY).into_iter().map(|found| (found.kind, &text[found.range])).collect()
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
            assert!(!has_identity_number(text, TODAY), "{text}");
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
            assert!(find(&text, TODAY).len() < 10_000);
        }
    }

    #[test]
    fn identity_numbers_are_masked_and_nothing_else() {
        let text = "Berit, 811218-9876, ringde 070-123 45 67 om 19121212-1212";
        assert_eq!(masked(text, TODAY), "Berit, ••••••-••••, ringde 070-123 45 67 om ••••••••-••••");
        assert_eq!(masked("åäö 1 200", TODAY), "åäö 1 200");
    }

    #[test]
    fn identity_numbers_are_found_in_rarer_forms() {
        for (text, number) in [
            ("1981-12-18-9876", "1981-12-18-9876"),
            ("81 12 18-9876", "81 12 18-9876"),
            ("född 811218 - 9876, larm", "811218 - 9876"),
            ("811218-T873", "811218-T873"),
            ("personnummer 0701204570", "0701204570"),
        ] {
            assert_eq!(kinds(text), [(PersonalKind::IdentityNumber, number)], "{text}");
        }
        for text in [
            "2026-11-26 1437", // a time of day
            "fakturanummer 8112189876",
            "0701204570",    // a mobile number
            "29991218-9872", // not born yet
            "810229-9876",   // 1981 had no 29 February
        ] {
            assert!(!has_identity_number(text, TODAY), "{text}");
        }
    }

    #[test]
    fn passwords_codes_and_keys_are_pointed_out() {
        for (text, found) in [
            ("Lösenordet är Sommar2024! byt det", "Sommar2024!"),
            ("wifi-lösenord: Kaffe123", "Kaffe123"),
            ("password=hunter2x", "hunter2x"),
            ("Portkod 4711 på Storgatan", "4711"),
            ("pin-koden är 123456.", "123456"),
            ("nyckel: sk_live_4eC39HqLyjWDarjtT1zd", "sk_live_4eC39HqLyjWDarjtT1zd"),
            ("Servrarna 10.0.0.1, 10.0.0.2 och 192.168.1.4", "10.0.0.1"),
        ] {
            assert_eq!(kinds(text), [(PersonalKind::Secret, found)], "{text}");
        }
        for text in [
            "Byt lösenord: minst 12 tecken var 90:e dag",
            "koden för 1234 brukare",
            "Vi glömmer lösenord hela tiden",
            "Handlingsplan-2024-Digitalisering-v2-SKR",
            "adressen är 10.0.0.1",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn what_reads_like_one_person_is_pointed_out() {
        for (text, found) in [
            ("Brukaren Elsa Berg ramlade i går", "Brukaren Elsa"),
            ("Fru Andersson saknar larm", "Fru Andersson"),
            ("Elsa, 83 år, har demens", "Elsa, 83"),
            ("Vi hjälper Karl-Erik Lund med insulin", "Karl-Erik Lund"),
            ("En 83-årig kvinna på Storgatan 5", "83-årig kvinna"),
        ] {
            assert_eq!(kinds(text), [(PersonalKind::Individual, found)], "{text}");
        }
        for text in [
            "Karin Ås svarar senast fredag",
            "En 83-årig kvinna ska kunna boka själv",
            "brukaren behöver larm",
            "Per Dubbsgatan är avstängd efter en olycka med sjukbil",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }
}
