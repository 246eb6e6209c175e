//! The scores: sums by document in working space, standardised and added.
//!
//! A term's documents are counted while its postings are read, so that its rarity is that among the visible documents.
//! Sums over documents are made in whole numbers: floating-point sums would depend on the order of documents, and
//! the same catalogue must give the same answer however it was built.

use std::cmp::Ordering;

use crate::index::{Index, Kind, Scratch, View, WEIGHT_UNIT};
use crate::rank::confidence::Grounds;
use crate::rank::meaning::{NeedMeaning, READ_CLOSELY};
use crate::rank::need::{Need, NeedWord, Origin};

/// Part weights in whole numbers, so that counts add up in any order.
const PART_UNIT: f32 = 16.0;
/// One in the sums of scores: fine enough for a mean, coarse enough that squares of a million documents fit.
const SCORE_UNIT: f32 = 1_024.0;

/// A score in whole numbers is never more, and so many squares of that fit into a sum.
const MOST_WHOLE: i32 = 1 << 26;
const TOGETHER: usize = 1_024;
/// Room for so many more than are asked for, so that the best are not sorted out for each that comes.
const KEPT_BESIDE: usize = 64;

/// What is searched, and what the need means if that is known.
pub(crate) struct Search<'a> {
    pub(crate) index: &'a Index,
    pub(crate) view: &'a View,
    pub(crate) meaning: Option<NeedMeaning<'a>>,
}

/// A slot with its score, and what speaks for it.
pub(crate) struct Ranked {
    pub(crate) slot: u32,
    pub(crate) score: f32,
    pub(crate) grounds: Grounds,
}

/// Scores all documents and gives what `read` takes from the scores; fills in the rarities of the need.
pub(crate) fn score<T>(
    search: &Search<'_>,
    need: &mut Need,
    scratch: &mut Scratch,
    read: impl FnOnce(&Scores<'_>) -> T,
) -> T {
    for word in &mut need.words {
        by_words(search.index, search.view, word, scratch);
        by_letters(search.index, search.view, word, scratch);
    }
    let read = read(&Scores::of(search, need, scratch));
    scratch.words.fill(0.0);
    scratch.letters.fill(0.0);
    read
}

/// What a document would have that held each word of the need very often.
fn all_words(need: &Need, view: &View) -> f32 {
    let of_word = |word: &NeedWord| {
        let own = word.probes.iter().find(|probe| probe.origin == Origin::Word);
        word.emphasis * own.map_or_else(|| rarity(0, view.len()), |own| own.rarity)
    };
    need.words.iter().map(of_word).sum::<f32>() * (view.weights().saturation + 1.0)
}

/// BM25F of each of the word's terms.
fn by_words(index: &Index, view: &View, word: &mut NeedWord, scratch: &mut Scratch) {
    let weights = view.weights();
    let part = (PART_UNIT * weights.part_in_document) as u32;
    let whole = PART_UNIT as u32;
    for probe in &mut word.probes {
        for (surface, kind) in index.vocabulary().with_term(probe.term) {
            let Some(surface) = index.vocabulary().surface_at(*surface) else { continue };
            let strength = match kind {
                Kind::Whole => whole,
                Kind::Part => part,
            };
            for posting in &surface.postings {
                let count = view.weigh(posting);
                let sum = &mut scratch.counts[posting.slot as usize];
                if count > 0 && *sum == 0 {
                    scratch.touched.push(posting.slot);
                }
                *sum = sum.saturating_add(count * strength);
            }
        }
        probe.rarity = rarity(scratch.touched.len(), view.len());
        let scale = word.emphasis * probe.weight * probe.rarity * (weights.saturation + 1.0);
        for slot in scratch.touched.drain(..) {
            let count = std::mem::take(&mut scratch.counts[slot as usize]) as f32 / (WEIGHT_UNIT * PART_UNIT);
            scratch.words[slot as usize] += scale * count / (weights.saturation + count);
        }
    }
}

/// For each document the likeness of its likest word.
fn by_letters(index: &Index, view: &View, word: &mut NeedWord, scratch: &mut Scratch) {
    for (surface, likeness) in &word.alike {
        let Some(surface) = index.vocabulary().surface_at(*surface) else { continue };
        for posting in surface.postings.iter().filter(|posting| view.weigh(posting) > 0) {
            let best = &mut scratch.likeness[posting.slot as usize];
            if *best == 0.0 {
                scratch.touched.push(posting.slot);
            }
            *best = best.max(*likeness);
        }
    }
    word.rarity_alike = rarity(scratch.touched.len(), view.len());
    for slot in scratch.touched.drain(..) {
        let likeness = std::mem::take(&mut scratch.likeness[slot as usize]);
        scratch.letters[slot as usize] += word.emphasis * word.rarity_alike * likeness;
    }
}

/// Inverse document frequency, always positive.
pub(crate) fn rarity(documents: usize, all: usize) -> f32 {
    let (documents, all) = (documents as f32, all as f32);
    (1.0 + (all - documents + 0.5) / (documents + 0.5)).ln()
}

/// The scores of all documents, and the best of them.
pub(crate) struct Scores<'a> {
    search: &'a Search<'a>,
    scratch: &'a Scratch,
    words: Standard,
    letters: Standard,
    all_words: f32,
    need_words: usize,
}

impl<'a> Scores<'a> {
    fn of(search: &'a Search<'a>, need: &Need, scratch: &'a Scratch) -> Self {
        let standard = |scores: &[f32]| Standard::of(scores, search.view.len(), SCORE_UNIT);
        Scores {
            search,
            scratch,
            words: standard(&scratch.words),
            letters: standard(&scratch.letters),
            all_words: all_words(need, search.view),
            need_words: need.words.len(),
        }
    }

    /// The best, with what speaks for each.
    pub(crate) fn best_with_grounds(&self, limit: usize) -> Vec<Ranked> {
        let best = if limit == 0 { Vec::new() } else { self.best(limit.max(2)) };
        let grounds = |(place, &(slot, score)): (usize, &(u32, f32))| Ranked {
            slot,
            score,
            grounds: self.grounds(slot, place, &best),
        };
        best.iter().take(limit).enumerate().map(grounds).collect()
    }

    fn grounds(&self, slot: u32, place: usize, best: &[(u32, f32)]) -> Grounds {
        let Search { view, meaning, .. } = self.search;
        let score = best[place].1;
        let meaning = meaning.as_ref().filter(|meaning| meaning.knows(slot));
        let met = self.scratch.words[slot as usize] / self.all_words.max(f32::MIN_POSITIVE);
        let next = if place == 0 { best.get(1) } else { best.first() };
        Grounds {
            meaning: meaning.map(|meaning| meaning.nearness(slot, view.weights().best_part)),
            words: self.lexical(slot),
            met: met.min(1.0),
            lead: next.map_or(0.0, |next| score - next.1),
            documents: view.len(),
            need_words: self.need_words,
        }
    }

    /// Words and letters.
    fn lexical(&self, slot: u32) -> f32 {
        let (words, letters) = (self.scratch.words[slot as usize], self.scratch.letters[slot as usize]);
        self.words.score(words) + self.search.view.weights().letters * self.letters.score(letters)
    }

    /// The best slots with their scores, best first.
    pub(crate) fn best(&self, limit: usize) -> Vec<(u32, f32)> {
        let Search { index, view, meaning } = self.search;
        let slots = 0..u32::try_from(self.scratch.words.len()).unwrap_or(u32::MAX);
        let met = slots.filter(|slot| {
            let (words, letters) = (self.scratch.words[*slot as usize], self.scratch.letters[*slot as usize]);
            words > 0.0 || letters > 0.0 || meaning.as_ref().is_some_and(|meaning| meaning.knows(*slot))
        });
        let Some(meaning) = meaning else {
            return first(index, met.map(|slot| (slot, self.lexical(slot))), limit);
        };
        let weights = view.weights();
        let beside = |slot: u32| weights.words_beside_meaning * self.lexical(slot);
        let ranked = met.map(|slot| (slot, meaning.score(slot) + beside(slot)));
        let mut ranked = first(index, ranked, limit.max(READ_CLOSELY));
        for (slot, score) in ranked.iter_mut() {
            *score = meaning.close_score(*slot, weights.best_part) + beside(*slot);
        }
        first(index, ranked, limit)
    }
}

/// The highest scores in order; equal ones in order of key. Of a hundred thousand nearly all are lower than what has been seen already,
/// so no more than a few times the limit are ever kept.
fn first(index: &Index, ranked: impl IntoIterator<Item = (u32, f32)>, limit: usize) -> Vec<(u32, f32)> {
    let key = |slot: u32| index.slot(slot).map(|stored| stored.key);
    let order = |a: &(u32, f32), b: &(u32, f32)| -> Ordering {
        b.1.total_cmp(&a.1).then_with(|| key(a.0).cmp(&key(b.0)))
    };
    if limit == 0 {
        return Vec::new();
    }
    let most = limit.saturating_mul(2).saturating_add(KEPT_BESIDE);
    let mut kept: Vec<(u32, f32)> = Vec::new();
    let mut least = f32::NEG_INFINITY;
    for one in ranked {
        if one.1 < least {
            continue;
        }
        kept.push(one);
        if kept.len() >= most {
            kept.select_nth_unstable_by(limit - 1, order);
            kept.truncate(limit);
            least = kept[limit - 1].1;
        }
    }
    kept.sort_unstable_by(order);
    kept.truncate(limit);
    kept
}

/// Mean and standard deviation of one part's scores over the visible documents.
pub(crate) struct Standard {
    mean: f32,
    /// One over the standard deviation; 0 where all are equal.
    inverse: f32,
}

impl Standard {
    /// Sums the scores in whole multiples of one in `unit`. Documents that are not in the scores count as 0.
    pub(crate) fn of(scores: &[f32], documents: usize, unit: f32) -> Self {
        let (mut sum, mut squares) = (0_i64, 0_i64);
        for scores in scores.chunks(TOGETHER) {
            let (mut some, mut some_squares) = (0_i64, 0_i64);
            for score in scores {
                let whole = i64::from(((score * unit) as i32).clamp(-MOST_WHOLE, MOST_WHOLE));
                some += whole;
                some_squares += whole * whole;
            }
            sum += some;
            squares = squares.saturating_add(some_squares);
        }
        let documents = documents.max(1) as f64;
        let unit = f64::from(unit);
        let mean = sum as f64 / documents / unit;
        let variance = (squares as f64 / documents / unit / unit - mean * mean).max(0.0);
        let deviation = variance.sqrt() as f32;
        Standard { mean: mean as f32, inverse: if deviation > 0.0 { 1.0 / deviation } else { 0.0 } }
    }

    /// Standard deviations above the mean; 0 where all are equal.
    pub(crate) fn score(&self, score: f32) -> f32 {
        (score - self.mean) * self.inverse
    }
}
