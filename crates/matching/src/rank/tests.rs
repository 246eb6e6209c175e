//! The ranking reads postings term by term, passes over what met nothing and sorts no more than it must. Here it is done plainly, document by
//! document and word by word, and both must give the same to the last bit: on made catalogues with documents hidden, replaced and removed.
#![allow(clippy::unwrap_used, reason = "for tests only")]

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use crate::index::{Document, Index, Key, Kind, Posting, View, WEIGHT_UNIT};
use crate::meaning::{Centred, DIMENSIONS, Vector};
use crate::rank::meaning::READ_CLOSELY;
use crate::rank::need::{Need, NeedWord};
use crate::rank::score::{PART_UNIT, SCORE_UNIT, Standard, rarity};
use crate::rank::scored;
use crate::spelling::grams;

/// A catalogue of made words, and needs for it.
struct Made {
    random: fastrand::Rng,
}

impl Made {
    /// A word of one to three parts, so that many are compounds of the same, or only look alike.
    fn word(&mut self) -> String {
        const PARTS: &[&str] = &[
            "skol", "bygg", "hem", "tjänst", "lov", "larm", "nyckel", "gatu", "arkiv", "plan", "vård",
            "buss", "x1", "ning", "ar", "en",
        ];
        (0..1 + self.random.usize(..3)).map(|_| PARTS[self.random.usize(..PARTS.len())]).collect()
    }

    fn text(&mut self, most: usize) -> String {
        let words: Vec<String> = (0..1 + self.random.usize(..most)).map(|_| self.word()).collect();
        words.join(if self.random.u8(..4) == 0 { ". " } else { " " })
    }

    fn document(&mut self) -> Document {
        let typical_needs = (0..self.random.usize(..3)).map(|_| self.text(4)).collect();
        Document { title: self.text(3), text: self.text(30), keywords: vec![self.word()], typical_needs }
    }

    fn numbers(&mut self) -> Vec<f32> {
        let numbers: Vec<f32> = (0..DIMENSIONS).map(|_| self.random.f32() - 0.4).collect();
        let length = numbers.iter().map(|number| number * number).sum::<f32>().sqrt();
        numbers.into_iter().map(|number| number / length).collect()
    }

    /// Some documents are replaced, some removed; some have no vectors.
    fn index(&mut self, documents: u128) -> Index {
        let mut index = Index::new();
        for key in 0..documents {
            index.upsert(Key(key), &self.document());
        }
        for _ in 0..documents / 10 {
            let key = Key(self.random.u128(..documents));
            index.upsert(key, &self.document());
            index.remove(Key(self.random.u128(..documents)));
        }
        let texts = index.missing(usize::MAX);
        let some =
            texts.iter().filter(|_| self.random.u8(..3) > 0).map(|(hash, _)| *hash).collect::<Vec<_>>();
        let vectors = some.into_iter().map(|hash| (hash, Vector::of(&self.numbers()).unwrap()));
        index.set_vectors(&vectors.collect::<FxHashMap<_, _>>());
        index
    }
}

/// The ranking as it is defined.
struct Plainly<'a> {
    index: &'a Index,
    view: &'a View,
    /// By slot of a visible document: the words that stand in it, by number in the vocabulary.
    documents: FxHashMap<u32, FxHashMap<u32, Posting>>,
}

impl<'a> Plainly<'a> {
    fn new(index: &'a Index, view: &'a View) -> Self {
        let mut documents: FxHashMap<u32, FxHashMap<u32, Posting>> = FxHashMap::default();
        for (number, surface) in (0..).zip(index.vocabulary().surfaces()) {
            for posting in surface.postings.iter().filter(|posting| view.shows(posting.slot)) {
                documents.entry(posting.slot).or_default().insert(number, *posting);
            }
        }
        Plainly { index, view, documents }
    }

    /// How often a term stands in a document, weighed.
    fn count(&self, words: &FxHashMap<u32, Posting>, term: u32) -> u32 {
        let part = (PART_UNIT * self.view.weights().part_in_document) as u32;
        let of_word = |(surface, kind): &(u32, Kind)| {
            let count = words.get(surface).map_or(0, |posting| self.view.weigh(posting));
            count * if *kind == Kind::Whole { PART_UNIT as u32 } else { part }
        };
        self.index.vocabulary().with_term(term).iter().map(of_word).sum()
    }

    /// The likeness of a document's likest word.
    fn likest(words: &FxHashMap<u32, Posting>, word: &NeedWord) -> f32 {
        let alike = word.alike.words.iter().filter(|(surface, _)| words.contains_key(surface));
        alike.map(|(_, likeness)| *likeness).fold(0.0, f32::max)
    }

    /// What was found out about the need while it was ranked: rarities, and words that look alike.
    fn check(&self, need: &Need) {
        let documents = || self.documents.values();
        for word in &need.words {
            let mut alike = word.alike.words.to_vec();
            assert!(alike.is_sorted_by(|a, b| a.1 >= b.1));
            alike.sort_by(|a, b| b.1.total_cmp(&a.1).then(self.spelled(a.0).cmp(self.spelled(b.0))));
            assert_eq!(alike, self.alike(word), "{}", word.folded);
            let met = documents().filter(|words| Self::likest(words, word) > 0.0).count();
            assert_eq!(word.rarity_alike.to_bits(), rarity(met, self.view.len()).to_bits());
            for probe in &word.probes {
                let met = documents().filter(|words| self.count(words, probe.term) > 0).count();
                assert_eq!(probe.rarity.to_bits(), rarity(met, self.view.len()).to_bits());
            }
        }
    }

    fn words(&self, slot: u32, need: &Need) -> f32 {
        let Some(words) = self.documents.get(&slot) else { return 0.0 };
        let saturation = self.view.weights().saturation;
        let mut sum = 0.0;
        for (word, probe) in
            need.words.iter().flat_map(|word| word.probes.iter().map(move |probe| (word, probe)))
        {
            let count = self.count(words, probe.term) as f32 / (WEIGHT_UNIT * PART_UNIT);
            let scale = word.emphasis * probe.weight * probe.rarity * (saturation + 1.0);
            sum += scale * count / (saturation + count);
        }
        sum
    }

    fn letters(&self, slot: u32, need: &Need) -> f32 {
        let Some(words) = self.documents.get(&slot) else { return 0.0 };
        let of_word = |word: &NeedWord| word.emphasis * word.rarity_alike * Self::likest(words, word);
        need.words.iter().map(of_word).fold(0.0, |sum, score| sum + score)
    }

    /// The words of visible documents that look like a word, all compared with all.
    fn alike(&self, word: &NeedWord) -> Vec<(u32, f32)> {
        let own = grams(&word.folded);
        let mut alike: Vec<(&str, u32, f32)> = Vec::new();
        for (number, surface) in (0..).zip(self.index.vocabulary().surfaces()) {
            let theirs = grams(&surface.word);
            let shared = own.iter().filter(|gram| theirs.contains(gram)).count();
            let likeness = shared as f32 / ((own.len() as f32).sqrt() * (theirs.len() as f32).sqrt());
            let is_seen = surface.postings.iter().any(|posting| self.view.shows(posting.slot));
            if likeness >= self.view.weights().least_likeness && is_seen {
                alike.push((&surface.word, number, likeness));
            }
        }
        alike.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(b.0)));
        alike.into_iter().take(64).map(|(_, number, likeness)| (number, likeness)).collect()
    }

    fn spelled(&self, surface: u32) -> &str {
        &self.index.vocabulary().surface_at(surface).unwrap().word
    }

    /// All documents that the need meets, best first.
    fn ranked(&self, text: &str, vector: Option<&Centred>, limit: usize) -> Vec<(Key, f32)> {
        let search = self.index.search(self.view, vector);
        let (need, ()) = scored(&search, text, |_| ());
        self.check(&need);
        let slots = || 0..u32::try_from(self.index.slots().len()).unwrap();
        let words: Vec<f32> = slots().map(|slot| self.words(slot, &need)).collect();
        let letters: Vec<f32> = slots().map(|slot| self.letters(slot, &need)).collect();
        let standard = |scores: &[f32]| Standard::of(scores, self.view.len(), SCORE_UNIT);
        let (by_words, by_letters) = (standard(&words), standard(&letters));
        let weights = self.view.weights();
        let lexical =
            |slot: usize| by_words.score(words[slot]) + weights.letters * by_letters.score(letters[slot]);
        let meaning = search.meaning.as_ref();
        let is_met = |slot: &u32| {
            let at = *slot as usize;
            words[at] > 0.0 || letters[at] > 0.0 || meaning.is_some_and(|meaning| meaning.knows(*slot))
        };
        let score = |slot: u32| match meaning {
            Some(meaning) => meaning.score(slot) + weights.words_beside_meaning * lexical(slot as usize),
            None => lexical(slot as usize),
        };
        let key = |slot: u32| self.index.slot(slot).unwrap().key;
        let order = |a: &(u32, f32), b: &(u32, f32)| -> Ordering {
            b.1.total_cmp(&a.1).then(key(a.0).cmp(&key(b.0)))
        };
        let mut ranked: Vec<(u32, f32)> = slots().filter(is_met).map(|slot| (slot, score(slot))).collect();
        ranked.sort_by(order);
        if let Some(meaning) = meaning {
            ranked.truncate(limit.max(READ_CLOSELY));
            for (slot, score) in &mut ranked {
                let beside = weights.words_beside_meaning * lexical(*slot as usize);
                *score = meaning.close_score(*slot, weights.best_part) + beside;
            }
            ranked.sort_by(order);
        }
        ranked.truncate(limit);
        ranked.into_iter().map(|(slot, score)| (key(slot), score)).collect()
    }
}

#[test]
fn the_ranking_is_the_plain_one_to_the_last_bit() {
    let bits = |ranked: Vec<(Key, f32)>| -> Vec<(Key, u32)> {
        ranked.into_iter().map(|(key, score)| (key, score.to_bits())).collect()
    };
    for (seed, documents) in [(1, 3), (2, 40), (3, 130), (4, 200), (5, 420)] {
        let mut made = Made { random: fastrand::Rng::with_seed(seed) };
        let index = made.index(documents);
        let hidden = made.random.u128(2..7);
        for view in [index.view(|_| true), index.view(|key| key.0 % hidden != 1)] {
            let plainly = Plainly::new(&index, &view);
            for limit in [1, 10, 250] {
                let need = made.text(12);
                let vector = Centred::of(&made.numbers(), &made.numbers()).unwrap();
                for vector in [None, Some(&vector)] {
                    let found = index.scores_with(&view, &need, vector, limit).unwrap();
                    assert_eq!(
                        bits(found),
                        bits(plainly.ranked(&need, vector, limit)),
                        "seed {seed}: {need}"
                    );
                }
            }
        }
    }
}

#[test]
fn what_speaks_for_a_hit_is_that_of_its_own_document() {
    let mut made = Made { random: fastrand::Rng::with_seed(9) };
    let index = made.index(300);
    let view = index.view(|key| key.0 % 4 != 3);
    for _ in 0..5 {
        let need = made.text(10);
        let hits = index.matches(&view, &need, 300).unwrap();
        let scores = index.scores_with(&view, &need, None, 300).unwrap();
        assert!(!hits.is_empty() && hits.len() == scores.len());
        for (hit, (key, score)) in hits.iter().zip(scores) {
            // By words alone the score is what the words say.
            assert_eq!((hit.key, hit.grounds.words.to_bits()), (key, score.to_bits()));
        }
    }
}
