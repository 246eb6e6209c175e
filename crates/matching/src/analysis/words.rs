//! Finds the words of a text and where they stand.
//!
//! A word is a run of letters, digits and combining marks. Its folded form is lower case in Unicode
//! normalisation form C without invisible characters. Hyphens divide words, but a word that hangs on a
//! single letter is also given joined ("e-arkiv": *arkiv* and *earkiv*), since both spellings are in use.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The longest word that is read, in characters; a longer run (another script without spaces, an encoded
/// file) is cut into pieces of this length so that no later step meets an unbounded word.
const LONGEST: usize = 64;

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Lower case, normalisation form C, no invisible characters; never empty.
    pub folded: String,
    /// Where the word stands, in bytes of the text that was given.
    pub range: Range<usize>,
}

/// The words of `text` in the order in which they begin. Linear in the length of the text.
pub fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::with_capacity(text.len() / 6);
    let mut start: Option<usize> = None;
    let mut length = 0;
    for (at, c) in text.char_indices() {
        if belongs(c) {
            if length == LONGEST {
                finish(text, start.take(), at, &mut found);
                length = 0;
            }
            start.get_or_insert(at);
            length += 1;
        } else {
            finish(text, start.take(), at, &mut found);
            length = 0;
        }
    }
    finish(text, start, text.len(), &mut found);
    found
}

fn finish(text: &str, start: Option<usize>, end: usize, found: &mut Vec<Word>) {
    let Some(start) = start else { return };
    let folded = fold(&text[start..end]);
    if folded.is_empty() {
        return;
    }
    let joined = match found.last() {
        Some(before) if before.range.end + 1 == start && is_single_letter(&before.folded) => (text
            .as_bytes()[before.range.end]
            == b'-')
            .then(|| Word { folded: format!("{}{folded}", before.folded), range: before.range.start..end }),
        Some(_) | None => None,
    };
    found.extend(joined);
    found.push(Word { folded, range: start..end });
}

fn is_single_letter(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(char::is_alphabetic) && characters.next().is_none()
}

fn belongs(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    c.is_alphanumeric() || is_combining_mark(c) || is_invisible(c)
}

/// Characters that are written inside words and not seen: soft hyphen, zero-width marks, byte order mark.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

fn fold(word: &str) -> String {
    // The usual letters become one letter each, and nothing can be composed of them.
    if word.chars().all(|c| c <= '\u{ff}' && c != '\u{ad}') {
        if !word.contains(|c| matches!(c, 'À'..='Þ')) {
            return word.to_ascii_lowercase();
        }
        return word.chars().flat_map(char::to_lowercase).collect();
    }
    let lower: String = word.chars().filter(|c| !is_invisible(*c)).flat_map(char::to_lowercase).collect();
    if is_nfc(&lower) { lower } else { lower.nfc().collect() }
}

#[cfg(test)]
mod tests {
    use super::words;

    fn folded(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.folded).collect()
    }

    #[test]
    fn words_are_lower_case_and_normalised() {
        assert_eq!(folded("Trygg hemga\u{30a}ng, ÅRET runt!"), ["trygg", "hemgång", "året", "runt"]);
        assert_eq!(folded("bygg\u{ad}lov \u{feff}och <b>lås</b>"), ["bygglov", "och", "b", "lås", "b"]);
        assert_eq!(folded("IFO:s e-arkiv"), ["ifo", "s", "e", "earkiv", "arkiv"]);
    }

    #[test]
    fn ranges_point_into_the_original_text() {
        let text = "A\u{30a}ret: HemGa\u{30a}ng (e-arkiv)";
        let ranges: Vec<&str> = words(text).iter().map(|word| &text[word.range.clone()]).collect();
        assert_eq!(ranges, ["A\u{30a}ret", "HemGa\u{30a}ng", "e", "e-arkiv", "arkiv"]);
    }

    #[test]
    fn endless_words_are_cut() {
        let text = "文".repeat(1000);
        assert!(words(&text).iter().all(|word| word.folded.chars().count() <= 64));
        assert_eq!(words(&text).last().map(|word| word.range.end), Some(text.len()));
    }
}
