//! Groups of words and phrases from a data file: `GROUP<TAB>phrase;phrase;…`, several lines a group.

use rustc_hash::FxHashMap;

/// Groups by name, each a list of phrases, each a list of lower-case words; longest phrases first.
#[derive(Debug, Default)]
pub(super) struct Groups(FxHashMap<&'static str, Vec<Vec<&'static str>>>);

impl Groups {
    /// Reads the lines; empty ones and those that begin with `#` are passed over.
    pub(super) fn read(text: &'static str) -> Self {
        let mut groups = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, phrases)) = line.split_once('\t') else { continue };
            let phrases = phrases.split(';').map(|phrase| phrase.split_whitespace().collect::<Vec<_>>());
            groups.0.entry(name).or_default().extend(phrases.filter(|phrase| !phrase.is_empty()));
        }
        for phrases in groups.0.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        }
        groups
    }

    /// The phrases of a group.
    pub(super) fn of(&self, name: &str) -> &[Vec<&'static str>] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a group has this word as a phrase of its own.
    pub(super) fn has(&self, name: &str, word: &str) -> bool {
        self.of(name).iter().any(|phrase| phrase.as_slice() == [word])
    }

    /// How many words the longest phrase of a group takes at the beginning of `words`; 0 for none.
    pub(super) fn at_start(&self, name: &str, words: &[&str]) -> usize {
        let met = self.of(name).iter().find(|phrase| words.starts_with(phrase));
        met.map_or(0, Vec::len)
    }

    /// How many words the longest phrase of a group takes at the end of `words`; 0 for none.
    pub(super) fn at_end(&self, name: &str, words: &[&str]) -> usize {
        let met = self.of(name).iter().find(|phrase| words.ends_with(phrase));
        met.map_or(0, Vec::len)
    }
}
