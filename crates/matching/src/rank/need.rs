//! Reads a need: its words, and for each the terms under which documents are looked up.
//!
//! Expansions happen on this side only. A word brings its stem, the stems of its parts, synonyms of both, its abbreviation
//! or what it abbreviates, and, where it is known nowhere, likely corrections.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::analysis::{Forms, forms, words};
use crate::index::{Alike, Index, Scratch, View, is_content, up_to};
use crate::language::Met;
use crate::rank::score::rarity;
use crate::spelling::{distance, grams, likeness};

/// How much of a need is read, in characters (at most four bytes each) and distinct words.
const LONGEST: usize = 20_000;
const MOST_WORDS: usize = 400;
/// Most words that count as alike to one word of the need, and most corrections of one.
const MOST_ALIKE: usize = 64;
const MOST_CORRECTIONS: usize = 3;
/// A synonym in more than this share of the documents (one in so many), and in more than a few, costs more time than it says.
const MOST_SPREAD_SYNONYM: usize = 5;
const SPREAD_ANYWAY: usize = 100;
/// Shortest word that may be misspelled, and shortest with two faults, in characters.
const SHORTEST_MISSPELLED: usize = 5;
const SHORTEST_WITH_TWO: usize = 8;

/// A need as the ranking sees it.
#[derive(Debug, Default)]
pub(crate) struct Need {
    pub(crate) words: Vec<NeedWord>,
}

/// A distinct content word of the need.
#[derive(Debug)]
pub(crate) struct NeedWord {
    pub(crate) folded: String,
    /// As it stands in the need.
    pub(crate) written: String,
    /// Where it stands first.
    pub(crate) range: Range<usize>,
    /// Grows slowly with how often it stands in the need; 1 for once.
    pub(crate) emphasis: f32,
    pub(crate) probes: Vec<Probe>,
    /// Words of the visible documents that look like it, with their likeness.
    pub(crate) alike: Arc<Alike>,
    /// Rarity of words that look like it.
    pub(crate) rarity_alike: f32,
}

impl NeedWord {
    /// How much the word itself tells visible documents apart; 0 for one that none of them has. Known after scoring.
    pub(crate) fn rarity(&self) -> f32 {
        let own = self.probes.iter().filter(|probe| matches!(probe.origin, Origin::Word | Origin::Part(_)));
        own.map(|probe| probe.rarity).fold(0.0, f32::max)
    }

    /// How rare the word itself is among so many visible documents; as rare as can be for one that none of them has.
    /// Known after scoring.
    pub(crate) fn rarity_among(&self, documents: usize) -> f32 {
        let own = self.probes.iter().filter(|probe| probe.origin == Origin::Word).map(|probe| probe.rarity);
        own.reduce(f32::max).unwrap_or_else(|| rarity(0, documents))
    }
}

/// A term to look up for a word of the need.
#[derive(Debug)]
pub(crate) struct Probe {
    pub(crate) term: u32,
    pub(crate) weight: f32,
    pub(crate) origin: Origin,
    /// Inverse document frequency over the visible documents; known after scoring.
    pub(crate) rarity: f32,
}

/// Why a term is looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    Word,
    Part(String),
    Synonym,
    Abbreviation(String),
    Correction,
}

/// Reads the text of a need against what the index knows.
pub(crate) fn read(text: &str, index: &Index, view: &View, scratch: &mut Scratch) -> Need {
    let text = first_characters(text, LONGEST);
    let mut at: FxHashMap<String, usize> = FxHashMap::default();
    let mut found: Vec<(NeedWord, Forms, u32)> = Vec::new();
    let mut order: Vec<usize> = Vec::new();
    for word in words(text) {
        if !is_content(&word.folded) {
            continue;
        }
        if let Some(&known) = at.get(&word.folded) {
            found[known].2 += 1;
            order.push(known);
        } else if found.len() < MOST_WORDS {
            let forms = forms(&word.folded, index.language().lexicon());
            at.insert(word.folded.clone(), found.len());
            order.push(found.len());
            let fresh = NeedWord {
                folded: word.folded,
                written: text[word.range.clone()].to_owned(),
                range: word.range,
                emphasis: 1.0,
                probes: Vec::new(),
                alike: Arc::default(),
                rarity_alike: 0.0,
            };
            found.push((fresh, forms, 1));
        }
    }
    let reader = Reader { index, view };
    for (word, forms, times) in &mut found {
        word.emphasis = 1.0 + (*times as f32).ln();
        reader.own(word, forms);
        word.alike = view.lookalikes().of(&word.folded, || reader.alike(&word.folded, scratch));
        word.rarity_alike = rarity(word.alike.documents, view.len());
    }
    reader.field_words(&mut found, &order);
    for (word, _, _) in &mut found {
        reader.corrections(word);
    }
    Need { words: found.into_iter().map(|(word, _, _)| word).collect() }
}

struct Reader<'a> {
    index: &'a Index,
    view: &'a View,
}

impl Reader<'_> {
    /// The word itself, its parts, and the general synonyms of both.
    fn own(&self, word: &mut NeedWord, forms: &Forms) {
        let weights = self.view.weights();
        let thesaurus = self.index.language().thesaurus();
        self.add(word, &forms.stem, 1.0, Origin::Word);
        if let Some(stem) = &forms.english {
            self.add(word, stem, 1.0, Origin::Word);
        }
        for part in &forms.parts {
            self.add(word, &part.stem, weights.part_in_need, Origin::Part(part.word.clone()));
        }
        for part in &forms.parts {
            let stem = [part.stem.as_str()];
            for met in self.index.rings().into_iter().flat_map(|rings| rings.met(&stem)) {
                for other in met.others() {
                    self.add_phrase(word, &other.stems, weights.ring_of_part, &Origin::Synonym);
                }
            }
        }
        for (stem, weight) in [(&forms.stem, weights.synonym)]
            .into_iter()
            .chain(forms.parts.iter().map(|part| (&part.stem, weights.synonym_of_part)))
        {
            for synonym in thesaurus.synonyms(stem) {
                let weight = if synonym.mutual { weight } else { weight / 2.0 };
                self.add(word, &synonym.stem, weight, Origin::Synonym);
            }
        }
    }

    /// Abbreviations and rings: phrases of the need's words in the order in which they stand.
    fn field_words(&self, found: &mut [(NeedWord, Forms, u32)], order: &[usize]) {
        let language = self.index.language();
        let weights = self.view.weights();
        let stems: Vec<String> = order.iter().map(|at| found[*at].1.stem.clone()).collect();
        let stems: Vec<&str> = stems.iter().map(String::as_str).collect();
        for (start, &at) in order.iter().enumerate() {
            let word = &mut found[at].0;
            let ahead = &stems[start..stems.len().min(start + 12)];
            for met in self.index.abbreviations().into_iter().flat_map(|known| known.met(ahead)) {
                let is_ordinary = language.lexicon().is_known(&word.folded) && !is_shouted(&word.written);
                if !(met.is_first() && is_ordinary) {
                    self.abbreviation(word, &met, weights.abbreviation);
                }
            }
            for met in self.index.rings().into_iter().flat_map(|rings| rings.met(ahead)) {
                for other in met.others() {
                    self.add_phrase(word, &other.stems, weights.ring, &Origin::Synonym);
                }
            }
        }
    }

    /// An abbreviation brings what it stands for; a phrase brings its abbreviation only.
    fn abbreviation(&self, word: &mut NeedWord, met: &Met<'_>, weight: f32) {
        if met.is_first() {
            for other in met.others() {
                self.add_phrase(word, &other.stems, weight, &Origin::Abbreviation(other.text.clone()));
            }
        } else {
            let origin = Origin::Abbreviation(met.phrase().text.clone());
            self.add_phrase(word, &met.first().stems, weight, &origin);
        }
    }

    /// A phrase counts as one word: its words share the weight.
    fn add_phrase(&self, word: &mut NeedWord, stems: &[String], weight: f32, origin: &Origin) {
        let share = weight / stems.len().max(1) as f32;
        for stem in stems {
            self.add(word, stem, share, origin.clone());
        }
    }

    fn add(&self, word: &mut NeedWord, stem: &str, weight: f32, origin: Origin) {
        let Some(term) = self.index.vocabulary().term(stem) else { return };
        let is_common = origin == Origin::Synonym
            && self.spread(term) > SPREAD_ANYWAY.max(self.view.len() / MOST_SPREAD_SYNONYM);
        if is_common {
            return;
        }
        match word.probes.iter_mut().find(|probe| probe.term == term) {
            Some(probe) if probe.weight >= weight => {}
            Some(probe) => *probe = Probe { term, weight, origin, rarity: 0.0 },
            None => word.probes.push(Probe { term, weight, origin, rarity: 0.0 }),
        }
    }

    /// Words of visible documents that share enough trigrams, the likest first.
    fn alike(&self, folded: &str, scratch: &mut Scratch) -> Alike {
        let vocabulary = self.index.vocabulary();
        let grams = grams(folded);
        let (shared, sharing) = scratch.trigrams(vocabulary.len());
        let mut met = 0;
        for gram in &grams {
            for id in vocabulary.with_gram(*gram) {
                // Written whether it is new or not, and kept if it is: to ask first would be a guess in every second case.
                let shared = &mut shared[*id as usize];
                sharing[met] = *id;
                met += usize::from(*shared == 0);
                *shared = shared.wrapping_add(1);
            }
        }
        let fewest = self.fewest_shared(grams.len());
        let mut alike: Vec<(u32, f32)> = Vec::new();
        for id in &sharing[..met] {
            let shared = std::mem::take(&mut shared[*id as usize]);
            let length = usize::from(vocabulary.lengths()[*id as usize]);
            if shared >= fewest[length] && self.view.spread(*id) > 0 {
                alike.push((*id, likeness(shared, grams.len(), length)));
            }
        }
        self.keep_likest(&mut alike);
        Alike { documents: self.documents_with_any(&alike, scratch), words: alike.into() }
    }

    /// In how many visible documents any of these words stands.
    fn documents_with_any(&self, words: &[(u32, f32)], scratch: &mut Scratch) -> usize {
        scratch.begin_turn();
        let surfaces = words.iter().filter_map(|(id, _)| self.index.vocabulary().surface_at(*id));
        surfaces
            .flat_map(|surface| &surface.postings)
            .filter(|posting| scratch.is_first_met(posting.slot))
            .count()
    }

    /// By number of trigrams that a word has: how many of so many it must share to be alike. Thousands share one or two, so that each is
    /// asked no more than this.
    fn fewest_shared(&self, own: usize) -> Vec<u8> {
        let least = self.view.weights().least_likeness;
        let mut fewest = 1;
        let mut for_length = |length: usize| {
            while fewest < u8::MAX && likeness(fewest, own, length) < least {
                fewest += 1;
            }
            fewest
        };
        (0..=usize::from(self.index.vocabulary().most_trigrams()))
            .map(|length| for_length(length.max(1)))
            .collect()
    }

    /// Keeps the likest, in order; of equally alike ones those that are spelled first, in no order. Thousands may be a little alike, and many
    /// just as much: words are compared only where it decides who is among the likest.
    fn keep_likest(&self, alike: &mut Vec<(u32, f32)>) {
        let by_likeness = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1);
        if alike.len() > MOST_ALIKE {
            let (_, (_, least), _) = alike.select_nth_unstable_by(MOST_ALIKE - 1, by_likeness);
            let least = *least;
            alike.retain(|(_, likeness)| *likeness >= least);
        }
        if alike.len() > MOST_ALIKE {
            alike.select_nth_unstable_by(MOST_ALIKE - 1, |a, b| {
                by_likeness(a, b).then_with(|| self.spelled(a.0).cmp(&self.spelled(b.0)))
            });
            alike.truncate(MOST_ALIKE);
        }
        alike.sort_unstable_by(by_likeness);
    }

    fn spelled(&self, surface: u32) -> Option<&str> {
        Some(&*self.index.vocabulary().surface_at(surface)?.word)
    }

    /// Likely corrections, where neither the documents nor the word list know the word.
    fn corrections(&self, word: &mut NeedWord) {
        let letters = word.folded.chars().count();
        let is_known = self.index.language().lexicon().is_known(&word.folded)
            || word.probes.iter().any(|probe| self.spread(probe.term) > 0);
        if is_known || letters < SHORTEST_MISSPELLED {
            return;
        }
        let limit = if letters < SHORTEST_WITH_TWO { 1 } else { 2 };
        let vocabulary = self.index.vocabulary();
        let mut near: Vec<(usize, f32, u32)> = word
            .alike
            .words
            .iter()
            .filter_map(|(id, likeness)| {
                Some((distance(&word.folded, self.spelled(*id)?, limit)?, *likeness, *id))
            })
            .collect();
        near.sort_by(|a, b| {
            let by_letters = || b.1.total_cmp(&a.1).then_with(|| self.spelled(a.2).cmp(&self.spelled(b.2)));
            a.0.cmp(&b.0).then_with(by_letters)
        });
        near.truncate(MOST_CORRECTIONS);
        for (distance, _, id) in near {
            let weight = self.view.weights().correction / distance.max(1) as f32;
            let Some(surface) = vocabulary.surface_at(id) else { continue };
            for (term, _) in surface.terms.iter().take(1) {
                if word.probes.iter().all(|probe| probe.term != *term) {
                    word.probes.push(Probe { term: *term, weight, origin: Origin::Correction, rarity: 0.0 });
                }
            }
        }
    }

    /// In how many visible documents a term stands, or somewhat more: a document with two of its words counts twice.
    fn spread(&self, term: u32) -> usize {
        self.index.vocabulary().with_term(term).iter().map(|(id, _)| self.view.spread(*id) as usize).sum()
    }
}

/// True for a word with capitals after its first letter: an abbreviation, where the word is an ordinary one too (SoL).
fn is_shouted(written: &str) -> bool {
    written.chars().skip(1).any(char::is_uppercase)
}

fn first_characters(text: &str, most: usize) -> &str {
    let text = up_to(text, most * 4);
    text.char_indices().nth(most).map_or(text, |(at, _)| &text[..at])
}
