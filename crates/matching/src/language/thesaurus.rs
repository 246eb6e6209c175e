//! The general thesaurus, looked up by stem.

use rustc_hash::FxHashMap;

use crate::analysis::swedish_stem;
use crate::language::Lexicon;

/// Synonyms of everyday words (Synlex). Single words only: phrases of a general thesaurus bring more noise than help.
#[derive(Debug)]
pub struct Thesaurus {
    by_stem: FxHashMap<String, Vec<Synonym>>,
}

/// One synonym.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Synonym {
    /// Its stem.
    pub stem: String,
    /// True where the synonym lists the word too: such pairs are closer.
    pub mutual: bool,
}

impl Thesaurus {
    /// Reads `word<TAB>synonym|synonym …` lines.
    pub fn read(text: &str, lexicon: &Lexicon) -> Self {
        let mut stems: FxHashMap<&str, String> = FxHashMap::default();
        let mut stem = |word| stems.entry(word).or_insert_with(|| swedish_stem(word, lexicon)).clone();
        let mut by_stem: FxHashMap<String, Vec<Synonym>> = FxHashMap::default();
        for line in text.lines() {
            let Some((word, synonyms)) = line.split_once('\t') else { continue };
            if !is_plain(word) {
                continue;
            }
            let from = stem(word);
            let known = by_stem.entry(from.clone()).or_default();
            for to in synonyms.split('|').filter(|synonym| is_plain(synonym)).map(&mut stem) {
                if to != from && known.iter().all(|synonym| synonym.stem != to) {
                    known.push(Synonym { stem: to, mutual: false });
                }
            }
        }
        let mutual = |from: &str, to: &str| {
            by_stem.get(to).is_some_and(|back| back.iter().any(|synonym| synonym.stem == from))
        };
        let both: Vec<(String, usize)> = by_stem
            .iter()
            .flat_map(|(from, synonyms)| synonyms.iter().enumerate().map(move |(at, to)| (from, at, to)))
            .filter(|(from, _, to)| mutual(from, &to.stem))
            .map(|(from, at, _)| (from.clone(), at))
            .collect();
        for (from, at) in both {
            if let Some(synonym) = by_stem.get_mut(&from).and_then(|synonyms| synonyms.get_mut(at)) {
                synonym.mutual = true;
            }
        }
        Thesaurus { by_stem }
    }

    /// Synonyms of a stem, in the order of the thesaurus.
    pub fn synonyms(&self, stem: &str) -> &[Synonym] {
        self.by_stem.get(stem).map_or(&[], Vec::as_slice)
    }
}

fn is_plain(word: &str) -> bool {
    word.chars().all(|c| c.is_alphabetic() && !c.is_uppercase())
}
