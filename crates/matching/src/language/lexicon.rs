//! Known Swedish words: which are dictionary words, and how common each is.

use rustc_hash::FxHashMap;

/// Shortest word that takes an ending, in bytes.
const SHORTEST_BASE: usize = 3;

/// Word list with frequencies on the Zipf scale: log10 of occurrences in a billion words, about 2 (rare) to 7.5 (*att*).
///
/// The scale is van Heuven et al., "SUBTLEX-UK" (2014); the counts are those of the data file.
#[derive(Debug)]
pub struct Lexicon {
    entries: FxHashMap<&'static str, Entry>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Entry {
    /// Tenths on the Zipf scale; 0 where the frequency is not known.
    tenths: u8,
    lemma: bool,
}

impl Lexicon {
    /// Reads `tenths<TAB>word word …` lines and a list of dictionary words. Lines that do not parse are passed over.
    pub fn read(frequencies: &'static str, lemmas: &'static str) -> Self {
        let size = lemmas.len() / 9;
        let mut entries: FxHashMap<&'static str, Entry> =
            FxHashMap::with_capacity_and_hasher(size, Default::default());
        for lemma in lemmas.lines() {
            entries.insert(lemma, Entry { tenths: 0, lemma: true });
        }
        for line in frequencies.lines() {
            let Some((tenths, words)) = line.split_once('\t') else { continue };
            let Ok(tenths) = tenths.parse() else { continue };
            for word in words.split(' ') {
                entries.entry(word).or_default().tenths = tenths;
            }
        }
        Lexicon { entries }
    }

    /// Frequency on the Zipf scale; none for a word that is not among the counted ones.
    pub fn zipf(&self, word: &str) -> Option<f32> {
        let entry = self.entries.get(word)?;
        (entry.tenths > 0).then(|| f32::from(entry.tenths) / 10.0)
    }

    /// True for the dictionary form of a Swedish word.
    pub fn is_lemma(&self, word: &str) -> bool {
        self.entries.get(word).is_some_and(|entry| entry.lemma)
    }

    /// The dictionary form of a word that is one, or is one with an ending; the longest ending is tried first.
    pub fn lemma(&self, word: &str) -> Option<String> {
        const ENDINGS: &[&str] = &[
            "arna", "erna", "orna", "ande", "ens", "ets", "nas", "ade", "en", "et", "na", "ar", "er", "or",
            "ns", "de", "te", "at", "ad", "s", "n", "t", "r", "a",
        ];
        if self.is_lemma(word) {
            return Some(word.to_owned());
        }
        ENDINGS
            .iter()
            .filter_map(|ending| word.strip_suffix(ending))
            .filter(|base| base.len() >= SHORTEST_BASE)
            .find_map(|base| {
                ["", "a", "e"].iter().map(|vowel| format!("{base}{vowel}")).find(|lemma| self.is_lemma(lemma))
            })
    }

    /// True for any word of either list.
    pub fn is_known(&self, word: &str) -> bool {
        self.entries.contains_key(word)
    }
}
