//! The scores: sums by document in working space, standardised and added.
//!
//! A term's documents are counted while its postings are read, so that its rarity is that among the visible documents.
//! Sums over documents are made in whole numbers: floating-point sums would depend on the order of documents, and
//! the same catalogue must give the same answer however it was built.
//!
//! Every document that meets the need at all is scored, since mean and deviation need them all; but after the postings are read, only those
//! are looked at. That the others have 0 is enough to know of them, and they are most.

use std::cmp::Ordering;

use crate::index::{Index, Kind, Met, Scratch, View, WEIGHT_UNIT};
use crate::rank::confidence::Grounds;
use crate::rank::meaning::{NeedMeaning, READ_CLOSELY};
use crate::rank::need::{Need, NeedWord, Origin};

/// Part weights in whole numbers, so that counts add up in any order.
pub(super) const PART_UNIT: f32 = 16.0;
/// One in the sums of scores: fine enough for a mean, coarse enough that squares of a million documents fit.
pub(super) const SCORE_UNIT: f32 = 1_024.0;

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
        by_letters(search.index, word, scratch);
    }
    let found = scratch.take();
    let standard = |scores: &[f32]| Standard::of(scores, search.view.len(), SCORE_UNIT);
    let read = read(&Scores {
        search,
        found: &found,
        words: standard(&found.words),
        letters: standard(&found.letters),
        all_words: all_words(need, search.view),
        need_words: need.words.len(),
    });
    scratch.give_back(found);
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
    let mut touched = std::mem::take(&mut scratch.touched);
    let strength = |kind: Kind| match kind {
        Kind::Whole => whole,
        Kind::Part => part,
    };
    for probe in &mut word.probes {
        let surfaces = index.vocabulary().with_term(probe.term);
        let scale = |rarity: f32| word.emphasis * probe.weight * rarity * (weights.saturation + 1.0);
        let saturated = |scale: f32, count: u32| {
            let count = count as f32 / (WEIGHT_UNIT * PART_UNIT);
            scale * count / (weights.saturation + count)
        };
        if let [(surface, kind)] = surfaces {
            // Of a term with one word it is known already how rare it is, and each document has all of its count at once.
            probe.rarity = rarity(view.spread(*surface) as usize, view.len());
            let scale = scale(probe.rarity);
            let postings =
                index.vocabulary().surface_at(*surface).map_or(&[][..], |surface| &surface.postings);
            for posting in postings {
                let Some(cell) = scratch.cells.get(posting.slot as usize) else { continue };
                let count = cell.weigh(posting) * strength(*kind);
                scratch.add_words(posting.slot, saturated(scale, count));
            }
            continue;
        }
        for (surface, kind) in surfaces {
            let Some(surface) = index.vocabulary().surface_at(*surface) else { continue };
            let strength = strength(*kind);
            for posting in &surface.postings {
                let Some(cell) = scratch.cells.get_mut(posting.slot as usize) else { continue };
                let count = cell.weigh(posting);
                if count > 0 && cell.count == 0 {
                    touched.push(posting.slot);
                }
                cell.count = cell.count.saturating_add(count * strength);
            }
        }
        probe.rarity = rarity(touched.len(), view.len());
        let scale = scale(probe.rarity);
        for slot in touched.drain(..) {
            let count = scratch.take_count(slot);
            scratch.add_words(slot, saturated(scale, count));
        }
    }
    scratch.touched = touched;
}

/// For each document the likeness of its likest word.
fn by_letters(index: &Index, word: &NeedWord, scratch: &mut Scratch) {
    scratch.begin_turn();
    for (surface, likeness) in &word.alike.words {
        let Some(surface) = index.vocabulary().surface_at(*surface) else { continue };
        let score = word.emphasis * word.rarity_alike * likeness;
        for posting in &surface.postings {
            // The likest words come first: a document that was met before has a likelier word.
            scratch.add_letters(posting.slot, score);
        }
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
    found: &'a Met,
    words: Standard,
    letters: Standard,
    all_words: f32,
    need_words: usize,
}

impl<'a> Scores<'a> {
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
        let (words, letters) = self.parts(slot);
        let met = words / self.all_words.max(f32::MIN_POSITIVE);
        let next = if place == 0 { best.get(1) } else { best.first() };
        Grounds {
            meaning: meaning.map(|meaning| meaning.nearness(slot, view.weights().best_part)),
            words: self.lexical(words, letters),
            met: met.min(1.0),
            lead: next.map_or(0.0, |next| score - next.1),
            documents: view.len(),
            need_words: self.need_words,
        }
    }

    /// Both parts of one document's score; 0 where nothing was met.
    fn parts(&self, slot: u32) -> (f32, f32) {
        let at = self.found.slots.binary_search(&slot);
        at.map_or((0.0, 0.0), |at| (self.found.words[at], self.found.letters[at]))
    }

    /// Words and letters together.
    fn lexical(&self, words: f32, letters: f32) -> f32 {
        self.words.score(words) + self.search.view.weights().letters * self.letters.score(letters)
    }

    /// The best slots with their scores, best first.
    pub(crate) fn best(&self, limit: usize) -> Vec<(u32, f32)> {
        let Search { index, view, meaning } = self.search;
        let scores = self.found.words.iter().zip(&self.found.letters);
        let scores = scores.map(|(words, letters)| self.lexical(*words, *letters));
        let lexical = self.found.slots.iter().copied().zip(scores);
        let Some(meaning) = meaning else { return first(index, lexical, limit) };
        let weights = view.weights();
        let fused = with_meaning(meaning, lexical, self.lexical(0.0, 0.0), weights.words_beside_meaning);
        let mut ranked = first(index, fused, limit.max(READ_CLOSELY));
        for (slot, score) in ranked.iter_mut() {
            let (words, letters) = self.parts(*slot);
            let beside = weights.words_beside_meaning * self.lexical(words, letters);
            *score = meaning.close_score(*slot, weights.best_part) + beside;
        }
        first(index, ranked, limit)
    }
}

/// The documents that are known by meaning or were met by words, in order of slot: meaning, and beside it a share of words. `nothing` is
/// the lexical score of a document in which nothing was met.
fn with_meaning(
    meaning: &NeedMeaning<'_>,
    lexical: impl Iterator<Item = (u32, f32)>,
    nothing: f32,
    share: f32,
) -> impl Iterator<Item = (u32, f32)> {
    let mut met = lexical.peekable();
    meaning.slots().filter_map(move |slot| {
        let here = met.next_if(|(met, _)| *met == slot).map(|(_, lexical)| lexical);
        let is_ranked = here.is_some() || meaning.knows(slot);
        is_ranked.then(|| (slot, meaning.score(slot) + share * here.unwrap_or(nothing)))
    })
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

/// Sums of scores and of their squares in whole numbers: the same in whatever order they come.
#[derive(Debug, Default)]
struct Tally {
    sum: i64,
    squares: i64,
}

impl Tally {
    /// Among so many documents, of which those that were not added have 0.
    fn standard(&self, documents: usize, unit: f32) -> Standard {
        let documents = documents.max(1) as f64;
        let unit = f64::from(unit);
        let mean = self.sum as f64 / documents / unit;
        let variance = (self.squares as f64 / documents / unit / unit - mean * mean).max(0.0);
        let deviation = variance.sqrt() as f32;
        Standard { mean: mean as f32, inverse: if deviation > 0.0 { 1.0 / deviation } else { 0.0 } }
    }
}

fn whole(score: f32, unit: f32) -> i64 {
    i64::from(((score * unit) as i32).clamp(-MOST_WHOLE, MOST_WHOLE))
}

/// Mean and standard deviation of one part's scores over the visible documents.
pub(crate) struct Standard {
    mean: f32,
    /// One over the standard deviation; 0 where all are equal.
    inverse: f32,
}

impl Standard {
    /// Of scores in whole multiples of one in `unit`. Documents that are not in the scores count as 0.
    pub(crate) fn of(scores: &[f32], documents: usize, unit: f32) -> Self {
        let mut all = Tally::default();
        for scores in scores.chunks(TOGETHER) {
            // So many squares fit without a look at each.
            let (mut sum, mut squares) = (0_i64, 0_i64);
            for score in scores {
                let whole = whole(*score, unit);
                sum += whole;
                squares += whole * whole;
            }
            all.sum += sum;
            all.squares = all.squares.saturating_add(squares);
        }
        all.standard(documents, unit)
    }

    /// Standard deviations above the mean; 0 where all are equal.
    pub(crate) fn score(&self, score: f32) -> f32 {
        (score - self.mean) * self.inverse
    }
}
