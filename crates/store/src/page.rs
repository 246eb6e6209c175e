//! What every list shares: which page, in which order, which words, and the keys that sort Swedish names.

/// A page of a list. Pages count from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    number: u32,
    size: u32,
}

impl Page {
    /// Page `number` (at least 1) of `size` rows (1–1,000).
    #[must_use]
    pub fn new(number: u32, size: u32) -> Self {
        Self { number: number.clamp(1, 10_000_000), size: size.clamp(1, 1000) }
    }

    /// Which page, from one.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.number
    }

    /// How many rows it holds.
    #[must_use]
    pub const fn size(self) -> u32 {
        self.size
    }

    pub(crate) const fn limit(self) -> i64 {
        self.size as i64
    }

    pub(crate) const fn offset(self) -> i64 {
        (self.number as i64 - 1) * self.size as i64
    }
}

/// The rows of one page and how many there are on all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<T> {
    /// This page's rows.
    pub rows: Vec<T>,
    /// Rows on all pages.
    pub total: i64,
}

/// Most words of a search that are used; the rest is ignored.
const SEARCH_WORDS: usize = 5;

/// Most characters of a searched word that are used: SQLite refuses patterns above 50,000 bytes.
const SEARCH_WORD_LENGTH: usize = 100;

/// The search text as five patterns, each matching the beginning of a word; empty for a word that is not there.
pub(crate) fn search_patterns(search: &str) -> [String; SEARCH_WORDS] {
    let words = domain::text::search_words(search);
    let mut patterns = [const { String::new() }; SEARCH_WORDS];
    for (pattern, word) in patterns.iter_mut().zip(words.split_whitespace()) {
        let beginning: String = word.chars().take(SEARCH_WORD_LENGTH).collect();
        *pattern = format!("% {beginning}%");
    }
    patterns
}

/// A key that sorts names the Swedish way (a … z å ä ö) under any collation of the database: letters and
/// digits become two hexadecimal digits each, everything else is left out, case and accents do not count.
pub fn sort_key(name: &str) -> String {
    const LONGEST: usize = 60;
    let mut key = String::with_capacity(2 * LONGEST);
    let mut between_words = false;
    for c in name.chars().flat_map(char::to_lowercase) {
        let rank: u8 = match c {
            '0'..='9' => c as u8,
            'a'..='z' => c as u8,
            'å' => b'{',
            'ä' | 'æ' => b'|',
            'ö' | 'ø' => b'}',
            'à' | 'á' | 'â' | 'ã' => b'a',
            'ç' => b'c',
            'è' | 'é' | 'ê' | 'ë' => b'e',
            'ì' | 'í' | 'î' | 'ï' => b'i',
            'ñ' => b'n',
            'ò' | 'ó' | 'ô' | 'õ' => b'o',
            'ù' | 'ú' | 'û' => b'u',
            'ü' | 'ý' => b'y',
            c if c.is_alphanumeric() => b'~',
            _ => {
                between_words = !key.is_empty();
                continue;
            }
        };
        if between_words {
            key.push_str("20");
            between_words = false;
        }
        key.push_str(&format!("{rank:02x}"));
        if key.len() >= 2 * LONGEST {
            break;
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_the_swedish_way() {
        let mut names =
            ["Östra skolan", "apa", "Åsa", "zebra", "Ärende", "E-arkiv", "earkiv 2", "e arkiv 10", "Éa"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(
            names,
            ["apa", "E-arkiv", "e arkiv 10", "Éa", "earkiv 2", "zebra", "Åsa", "Ärende", "Östra skolan"]
        );
    }

    #[test]
    fn patterns_match_beginnings_of_words_only() {
        let patterns = search_patterns("dig LÅS_ 100%");
        assert_eq!(patterns, ["% dig%", "% lås%", "% 100%", "", ""]);
    }

    #[test]
    fn pages_stay_within_bounds() {
        assert_eq!(Page::new(0, 0).offset(), 0);
        assert!(Page::new(u32::MAX, u32::MAX).offset() > 0);
    }
}
