//! The scores: sums by document in working space, standardised and added.
//!
//! A term's documents are counted while its postings are read, so that its rarity is that among the visible documents.
//! Sums over documents are made in whole numbers: floating-point sums would depend on the order of documents, and
//! the same catalogue must give the same answer however it was built.

use std::cmp::Ordering;

use crate::index::{Index, Kind, Scratch, View, WEIGHT_UNIT};
use crate::rank::need::{Need, NeedWord};

/// Part weights in whole numbers, so that counts add up in any order.
const PART_UNIT: f32 = 16.0;
/// One in the sums of scores: fine enough for a mean, coarse enough that squares of a million documents fit.
const SCORE_UNIT: f32 = 1_024.0;

/// The best slots with their scores, best first; fills in the rarities of the need.
pub(crate) fn rank(
    index: &Index,
    view: &View,
    need: &mut Need,
    scratch: &mut Scratch,
    limit: usize,
) -> Vec<(u32, f32)> {
    for word in &mut need.words {
        by_words(index, view, word, scratch);
        by_letters(index, view, word, scratch);
    }
    let ranked = best(index, view, scratch, limit);
    scratch.words.fill(0.0);
    scratch.letters.fill(0.0);
    ranked
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
fn rarity(documents: usize, all: usize) -> f32 {
    let (documents, all) = (documents as f32, all as f32);
    (1.0 + (all - documents + 0.5) / (documents + 0.5)).ln()
}

fn best(index: &Index, view: &View, scratch: &Scratch, limit: usize) -> Vec<(u32, f32)> {
    let words = Standard::of(&scratch.words, view.len());
    let letters = Standard::of(&scratch.letters, view.len());
    let share = view.weights().letters;
    let mut ranked: Vec<(u32, f32)> = (0_u32..)
        .zip(scratch.words.iter().zip(&scratch.letters))
        .filter(|(_, (by_words, by_letters))| **by_words > 0.0 || **by_letters > 0.0)
        .map(|(slot, (by_words, by_letters))| {
            (slot, words.score(*by_words) + share * letters.score(*by_letters))
        })
        .collect();
    let key = |slot: u32| index.slot(slot).map(|stored| stored.key);
    let order = |a: &(u32, f32), b: &(u32, f32)| -> Ordering {
        b.1.total_cmp(&a.1).then_with(|| key(a.0).cmp(&key(b.0)))
    };
    if limit == 0 {
        return Vec::new();
    }
    if ranked.len() > limit {
        ranked.select_nth_unstable_by(limit - 1, order);
        ranked.truncate(limit);
    }
    ranked.sort_unstable_by(order);
    ranked
}

/// Mean and standard deviation of one part's scores over the visible documents.
struct Standard {
    mean: f32,
    deviation: f32,
}

impl Standard {
    fn of(scores: &[f32], documents: usize) -> Self {
        let (mut sum, mut squares) = (0_u64, 0_u64);
        for score in scores {
            let whole = u64::from((score * SCORE_UNIT) as u32);
            sum += whole;
            squares = squares.saturating_add(whole * whole);
        }
        let documents = documents.max(1) as f64;
        let unit = f64::from(SCORE_UNIT);
        let mean = sum as f64 / documents / unit;
        let variance = (squares as f64 / documents / unit / unit - mean * mean).max(0.0);
        Standard { mean: mean as f32, deviation: variance.sqrt() as f32 }
    }

    /// Standard deviations above the mean; 0 where all are equal.
    fn score(&self, score: f32) -> f32 {
        if self.deviation > 0.0 { (score - self.mean) / self.deviation } else { 0.0 }
    }
}
