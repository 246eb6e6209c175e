//! Texts that people write: what is removed, what is too short or too long.
//!
//! Cleaning never changes what a reader sees: characters are composed (NFC), control characters that
//! cannot be shown are dropped, line ends become `\n`, and outer white space goes.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Longest title of a need or name of a solution, in characters.
pub const TITLE_MAX: usize = 300;
/// Longest short answer (who, how often, law …), in characters.
pub const SHORT_MAX: usize = 500;
/// Longest text of a need, in characters: about ten pages.
pub const NEED_TEXT_MAX: usize = 20_000;
/// Shortest text that can be sent as a need, in characters.
pub const NEED_TEXT_MIN: usize = 12;
/// Longest description of a solution, in characters.
pub const DESCRIPTION_MAX: usize = 200_000;

/// Why a text is not accepted. Lengths are in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextProblem {
    /// Nothing readable was written.
    Missing,
    /// Shorter than it must be.
    TooShort {
        /// The least number of characters.
        min: usize,
    },
    /// Longer than it may be.
    TooLong {
        /// The greatest number of characters.
        max: usize,
        /// How many there are.
        actual: usize,
    },
}

/// Cleans a text without judging its length.
#[must_use]
pub fn clean(input: &str) -> String {
    let mut out = String::with_capacity(input.len());
    let mut push = |c: char| match c {
        '\r' => {}
        '\n' | '\t' => out.push(c),
        // Direction overrides can make a text read as something else than it is; zero-width
        // marks hide differences. The joiners (U+200C, U+200D) stay: emoji and some scripts need them.
        '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
        c if c.is_control() => {}
        c => out.push(c),
    };
    let unix = input.replace("\r\n", "\n").replace('\r', "\n");
    if is_nfc(&unix) {
        unix.chars().for_each(&mut push)
    } else {
        unix.nfc().for_each(&mut push)
    }
    out.trim().to_owned()
}

/// Cleans a text that may be left out; nothing readable gives `None`.
///
/// # Errors
/// [`TextProblem::TooLong`] above `max` characters.
pub fn optional(input: &str, max: usize) -> Result<Option<String>, TextProblem> {
    let text = clean(input);
    let actual = text.chars().count();
    if actual > max {
        return Err(TextProblem::TooLong { max, actual });
    }
    Ok((!text.is_empty()).then_some(text))
}

/// Cleans a text that must be there.
///
/// # Errors
/// [`TextProblem::Missing`] when nothing readable is left, [`TextProblem::TooLong`] above `max` characters.
pub fn required(input: &str, max: usize) -> Result<String, TextProblem> {
    optional(input, max)?.ok_or(TextProblem::Missing)
}

/// The words of a text as lists search them: composed, lower case, split at everything that is no letter or
/// digit, each with a space in front, so that ` %prefix` finds the beginning of a word only.
#[must_use]
pub fn search_words(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    let composed: String = text.nfc().collect();
    for word in composed.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        out.push(' ');
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleaning_keeps_what_is_read_and_drops_what_is_not() {
        for (given, expected) in [
            ("  hej \r\n du\r ", "hej \n du"),
            ("a\u{308}r", "är"),
            ("\u{feff}BOM\u{0}", "BOM"),
            ("\u{202e}moc\u{202c}", "moc"),
            ("👩\u{200d}🏫", "👩\u{200d}🏫"),
            ("\u{200b}\u{200b}", ""),
        ] {
            assert_eq!(clean(given), expected);
        }
    }

    #[test]
    fn lengths_are_counted_in_characters() {
        assert_eq!(required("åäö", 3), Ok("åäö".to_owned()));
        assert_eq!(required("åäöå", 3), Err(TextProblem::TooLong { max: 3, actual: 4 }));
        assert_eq!(required(" \t\n", 3), Err(TextProblem::Missing));
        assert_eq!(optional(" ", 3), Ok(None));
    }

    #[test]
    fn search_words_are_lower_case_and_marked_at_their_beginning() {
        assert_eq!(search_words("E-arkiv, Åtkomst 24/7!"), " e arkiv åtkomst 24 7");
        assert_eq!(search_words("a\u{308}r"), " är");
        assert_eq!(search_words("%_--"), "");
    }
}
