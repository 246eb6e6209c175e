//! Language tags of BCP 47 (RFC 5646, section 2.1): whether one is well formed and its language is registered.
//!
//! Deliberately not here: whether scripts, regions and variants are registered, and irregular tags of old.

use super::vocabulary::is_language;

/// Whether `tag` names a language.
pub(super) fn is_tag(tag: &str) -> bool {
    if !tag.is_ascii() {
        return false;
    }
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split('-').peekable();
    let Some(language) = parts.next() else { return false };
    if !is_letters(language, 2, 8) || !is_language(language) {
        return false;
    }
    for _ in 0..3 {
        parts.next_if(|part| is_letters(part, 3, 3));
    }
    parts.next_if(|part| is_letters(part, 4, 4));
    parts.next_if(|part| is_letters(part, 2, 2) || is_digits(part));
    while parts.next_if(|part| is_variant(part)).is_some() {}
    extensions(parts)
}

/// Extensions, each a letter or digit with subtags; after `x` everything is private.
fn extensions<'a>(mut parts: std::iter::Peekable<impl Iterator<Item = &'a str>>) -> bool {
    while let Some(singleton) = parts.next() {
        if !is_alphanumeric(singleton, 1, 1) {
            return false;
        }
        let (shortest, is_private) = if singleton == "x" { (1, true) } else { (2, false) };
        let mut found = false;
        while parts.next_if(|part| is_alphanumeric(part, shortest, 8)).is_some() {
            found = true;
        }
        if !found || (is_private && parts.peek().is_some()) {
            return false;
        }
    }
    true
}

fn is_letters(part: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_digits(part: &str) -> bool {
    part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_alphanumeric(part: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_variant(part: &str) -> bool {
    is_alphanumeric(part, 5, 8)
        || (part.len() == 4
            && part.starts_with(|sign: char| sign.is_ascii_digit())
            && is_alphanumeric(part, 4, 4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_from_what_is_none() {
        for tag in [
            "sv",
            "en-GB",
            "sl-IT-nedis",
            "zh-Hant-TW",
            "es-419",
            "smj",
            "de-CH-1901",
            "qaa",
            "sr-Latn",
            "en-x-a-b",
            "en-u-ca-gregory",
            "zh-yue",
            "SV",
        ] {
            assert!(is_tag(tag), "{tag}");
        }
        for none in [
            "",
            "en_GB",
            "xxx",
            "s",
            "no such language",
            "eng lish",
            "en-",
            "-en",
            "x-private",
            "en-GB-GB",
            "en-u",
            "i-klingon",
            "svenska",
            "en-x",
        ] {
            assert!(!is_tag(none), "{none}");
        }
    }
}
