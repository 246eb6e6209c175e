//! What reads like one particular person: a role or a title with a name, a name with an age, a full name beside
//! something about health or social life, an age with an address.
//!
//! A list of common Swedish given names (Statistics Sweden publishes which are common) and words of care. It can't be
//! certain either way: Björn is an animal too, and most names are not in it. It therefore only points out.

use std::ops::Range;

use super::list;

/// A word with where it stands.
#[derive(Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    start: usize,
}

impl Word<'_> {
    const fn end(&self) -> usize {
        self.start + self.text.len()
    }

    fn is_capitalised(&self) -> bool {
        self.text.split('-').all(|part| {
            let mut characters = part.chars();
            characters.next().is_some_and(char::is_uppercase) && characters.all(char::is_lowercase)
        })
    }

    fn is_name(&self) -> bool {
        let lower = self.text.to_lowercase();
        let name = lower.strip_suffix('s').unwrap_or(&lower);
        let known = |name: &str| list::has("individual-names", name);
        self.is_capitalised() && (known(&lower) || known(name) || lower.split('-').all(known))
    }

    /// A capitalised word that names no street; that a surname is common says little.
    fn is_surname(&self) -> bool {
        let is_street = list::ends("individual-streets", &self.text.to_lowercase());
        self.is_capitalised() && self.text.chars().count() > 2 && !is_street
    }

    fn is_in(&self, group: &str) -> bool {
        list::has(group, &self.text.to_lowercase())
    }
}

/// Everything that reads like one person, at most one place in a sentence.
pub(super) fn individuals(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    for sentence in text.split_inclusive(['.', '!', '?', '\n']) {
        let words = words(sentence, from);
        found.extend(in_sentence(text, &words));
        from += sentence.len();
    }
    found
}

fn words(sentence: &str, from: usize) -> Vec<Word<'_>> {
    let is_part = |c: char| c.is_alphanumeric() || c == '-';
    let mut words = Vec::new();
    let mut begin = None;
    for (at, c) in sentence.char_indices().chain([(sentence.len(), ' ')]) {
        match (begin, is_part(c)) {
            (None, true) => begin = Some(at),
            (Some(start), false) => {
                words.push(Word { text: &sentence[start..at], start: from + start });
                begin = None;
            }
            _ => {}
        }
    }
    words
}

fn in_sentence(text: &str, words: &[Word<'_>]) -> Option<Range<usize>> {
    let cares = || words.iter().any(|word| begins_with_care(word.text));
    words.iter().enumerate().find_map(|(at, word)| {
        let next =
            words.get(at + 1).filter(|next| text[word.end()..next.start].chars().all(char::is_whitespace));
        let after = words.get(at + 1);
        let is_one = match next {
            Some(next) if word.is_in("individual-titles") && next.is_capitalised() => true,
            Some(next) if word.is_in("individual-roles") && next.is_name() => true,
            // "Elsa Berg har fått insulin": any full name beside a word of care.
            Some(next) if word.is_name() && next.is_surname() => cares(),
            _ => false,
        };
        if is_one {
            return next.map(|next| word.start..next.end());
        }
        if word.is_name() && after.is_some_and(|age| is_age(text, age, words.get(at + 2))) {
            return after.map(|age| word.start..age.end());
        }
        let told = is_year_old(word.text) && next.is_some_and(|next| next.is_in("individual-persons"));
        let lives =
            || words.iter().zip(words.iter().skip(1)).any(|(street, number)| is_address(street, number));
        (told && lives()).then(|| word.start..next.map_or(word.end(), Word::end))
    })
}

fn begins_with_care(word: &str) -> bool {
    list::begins("individual-care", &word.to_lowercase())
}

/// "83" in "Elsa, 83 år", "Elsa (83)", "Elsa 83 år".
fn is_age(text: &str, word: &Word<'_>, next: Option<&Word<'_>>) -> bool {
    let is_number = word.text.parse::<u8>().is_ok_and(|age| (1..=115).contains(&age));
    let years = next.is_some_and(|next| next.is_in("individual-years"));
    let bracket = text[..word.start].ends_with('(') && text[word.end()..].starts_with(')');
    is_number && (years || bracket)
}

/// "83-årig", "83-åring", "8-årige".
fn is_year_old(word: &str) -> bool {
    let (number, rest) = word.split_once('-').unwrap_or_default();
    number.parse::<u8>().is_ok() && list::has("individual-aged", rest)
}

/// "Storgatan 5".
fn is_address(street: &Word<'_>, number: &Word<'_>) -> bool {
    let lower = street.text.to_lowercase();
    let is_street = list::ends("individual-streets", &lower);
    is_street && number.text.starts_with(|c: char| c.is_ascii_digit())
}
