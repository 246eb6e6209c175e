//! Explains a hit from what the ranking used: which word of the need met which word of the document, and how.

use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::analysis::{sentences, words};
use crate::index::{Document, Field, Index, Kind, LONGEST_FIELD, View, up_to};
use crate::rank::need::{Need, NeedWord, Origin, Probe};

/// Most reasons of a hit, and most marks in the sentence shown.
const MOST_REASONS: usize = 8;
const MOST_MARKS: usize = 3;
/// Most words of the need that are said not to be met.
const MOST_UNMET: usize = 4;
/// Most words of the need that one word of the document is said to meet.
const MOST_MEETINGS: usize = 3;
/// Words less alike than this are not given as a reason where there is any other.
const CLEARLY_ALIKE: f32 = 0.6;

/// A word of the need that met a word of the document.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// The need's word as written.
    pub need_word: String,
    /// Where it stands in the need, in bytes.
    pub need_range: Range<usize>,
    /// The document's word as written.
    pub document_word: String,
    /// Where in the document.
    pub field: Field,
    /// Where in that field's text, in bytes.
    pub document_range: Range<usize>,
    /// How they met.
    pub how: How,
    /// Share in the document's score before standardising; comparable within one hit.
    pub weight: f32,
}

/// How two words met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum How {
    /// The same word.
    SameWord,
    /// Another form of the word.
    SameStem,
    /// A part of a compound, in the need, the document or both.
    CompoundPart {
        /// The part they share.
        part: String,
    },
    /// A word for the same thing.
    Synonym,
    /// One abbreviates the other.
    Abbreviation {
        /// The words abbreviated.
        expansion: String,
    },
    /// Nearly the same letters.
    Spelling,
}

/// The sentence of the text that says most about the match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands in the document's text, in bytes.
    pub range: Range<usize>,
    /// What to mark, in bytes of the document's text, in order, at most three.
    pub marks: Vec<Range<usize>>,
}

/// Why one document is found, and what it does not speak of.
pub(crate) struct Explanation {
    pub(crate) reasons: Vec<Reason>,
    pub(crate) passage: Option<Passage>,
    pub(crate) unmet: Vec<String>,
}

/// What the words of one need meet, looked up once for all hits.
pub(crate) struct Explainer<'a> {
    index: &'a Index,
    view: &'a View,
    need: &'a Need,
    by_term: Lookup<&'a Probe>,
    by_likeness: Lookup<f32>,
}

/// What is known under a number, with the word of the need that it belongs to: in order of both.
struct Lookup<T>(Vec<(u32, usize, T)>);

impl<T> Lookup<T> {
    fn of(all: impl Iterator<Item = (u32, usize, T)>) -> Self {
        let mut all: Vec<(u32, usize, T)> = all.collect();
        all.sort_unstable_by_key(|(number, need, _)| (*number, *need));
        Lookup(all)
    }

    fn under(&self, number: u32) -> impl Iterator<Item = (usize, &T)> {
        let start = self.0.partition_point(|(known, _, _)| *known < number);
        let all = self.0[start..].iter().take_while(move |(known, _, _)| *known == number);
        all.map(|(_, need, value)| (*need, value))
    }
}

/// How a word of the vocabulary meets a word of the need.
#[derive(Debug, Clone)]
pub(crate) struct Meeting {
    /// Which word of the need.
    pub(crate) need: usize,
    pub(crate) how: How,
    weight: f32,
    is_clear: bool,
}

/// A meeting at its place in a document.
pub(crate) struct Place {
    pub(crate) meeting: Meeting,
    pub(crate) field: Field,
    pub(crate) range: Range<usize>,
}

impl<'a> Explainer<'a> {
    pub(crate) fn new(index: &'a Index, view: &'a View, need: &'a Need) -> Self {
        let words = || need.words.iter().enumerate();
        let probes =
            |(at, word): (usize, &'a NeedWord)| word.probes.iter().map(move |probe| (probe.term, at, probe));
        let alike = |(at, word): (usize, &'a NeedWord)| {
            word.alike.words.iter().map(move |(surface, likeness)| (*surface, at, *likeness))
        };
        let by_term = Lookup::of(words().flat_map(probes));
        let by_likeness = Lookup::of(words().flat_map(alike));
        Explainer { index, view, need, by_term, by_likeness }
    }

    /// The reasons of a document, weightiest first, the sentence to show, and the need's words that met nothing.
    /// Linear in the length of the document. The sentence is the one given, or else the one whose words say most.
    pub(crate) fn explain(&self, document: &Document, sentence: Option<Range<usize>>) -> Explanation {
        let places = self.places(document);
        let mut order: Vec<&Place> = places.iter().collect();
        order.sort_by(|a, b| b.meeting.weight.total_cmp(&a.meeting.weight));
        let mut reasons: Vec<Reason> = Vec::new();
        for place in order {
            let range = &self.need.words[place.meeting.need].range;
            if reasons.len() < MOST_REASONS && reasons.iter().all(|known| known.need_range != *range) {
                reasons.extend(self.reason(document, place));
            }
        }
        let sentences = sentence.map_or_else(|| sentences(&document.text), |sentence| vec![sentence]);
        Explanation { passage: passage(&sentences, &places), unmet: self.unmet(&places), reasons }
    }

    /// The need's words that met nothing, those that tell documents apart best, in the need's order.
    fn unmet(&self, places: &[Place]) -> Vec<String> {
        let is_met = |at: &usize| places.iter().any(|place| place.meeting.need == *at);
        let mut unmet: Vec<usize> = (0..self.need.words.len()).filter(|at| !is_met(at)).collect();
        let rarity = |at: &usize| self.need.words[*at].rarity();
        unmet.sort_by(|a, b| rarity(b).total_cmp(&rarity(a)));
        unmet.truncate(MOST_UNMET);
        unmet.sort_unstable();
        unmet.into_iter().map(|at| self.need.words[at].written.clone()).collect()
    }

    pub(crate) fn reason(&self, document: &Document, place: &Place) -> Option<Reason> {
        let word = &self.need.words[place.meeting.need];
        Some(Reason {
            need_word: word.written.clone(),
            need_range: word.range.clone(),
            document_word: document.field(place.field)?.get(place.range.clone())?.to_owned(),
            field: place.field,
            document_range: place.range.clone(),
            how: place.meeting.how.clone(),
            weight: place.meeting.weight,
        })
    }

    /// Where the document meets the need, in the document's order; faint likenesses only where there is nothing else.
    pub(crate) fn places(&self, document: &Document) -> Vec<Place> {
        let mut known: FxHashMap<u32, Vec<Meeting>> = FxHashMap::default();
        let mut places: Vec<Place> = Vec::new();
        for (field, text) in document.fields() {
            let field_weight = self.view.weights().fields[field.column()];
            for word in words(up_to(text, LONGEST_FIELD)) {
                // None either for a word that says nothing: the vocabulary has none of these.
                let Some(surface) = self.index.vocabulary().surface_id(&word.folded) else { continue };
                for meeting in known.entry(surface).or_insert_with(|| self.meetings(surface)) {
                    let weight = meeting.weight * field_weight;
                    let meeting = Meeting { weight, ..meeting.clone() };
                    places.push(Place { meeting, field, range: word.range.clone() });
                }
            }
        }
        if places.iter().any(|place| place.meeting.is_clear) {
            places.retain(|place| place.meeting.is_clear);
        }
        places
    }

    /// How a word of the vocabulary meets words of the need, the weightiest first.
    fn meetings(&self, surface: u32) -> Vec<Meeting> {
        let Some(known) = self.index.vocabulary().surface_at(surface) else { return Vec::new() };
        let weights = self.view.weights();
        let mut found: Vec<Meeting> = Vec::new();
        for (term, kind) in &known.terms {
            let strength = match kind {
                Kind::Whole => 1.0,
                Kind::Part => weights.part_in_document,
            };
            for (at, probe) in self.by_term.under(*term) {
                let word = &self.need.words[at];
                let weight = word.emphasis * probe.weight * probe.rarity * strength;
                let how = how(word, &probe.origin, *kind, &known.word);
                found.push(Meeting { need: at, how, weight, is_clear: true });
            }
        }
        for (at, likeness) in self.by_likeness.under(surface) {
            if found.iter().all(|meeting| meeting.need != at) {
                let word = &self.need.words[at];
                let weight = weights.letters * word.emphasis * word.rarity_alike * likeness;
                let is_clear = *likeness >= CLEARLY_ALIKE;
                found.push(Meeting { need: at, how: How::Spelling, weight, is_clear });
            }
        }
        found.retain(|meeting| meeting.weight > 0.0);
        // Where a word meets both literally and as a synonym, the literal way explains more.
        found.sort_by(|a, b| {
            let is_synonym = |meeting: &Meeting| meeting.how == How::Synonym;
            a.need.cmp(&b.need).then(is_synonym(a).cmp(&is_synonym(b))).then(b.weight.total_cmp(&a.weight))
        });
        found.dedup_by_key(|meeting| meeting.need);
        found.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        found.truncate(MOST_MEETINGS);
        found
    }
}

fn how(word: &NeedWord, origin: &Origin, kind: Kind, document_word: &str) -> How {
    match origin {
        Origin::Word => match kind {
            Kind::Whole if word.folded == document_word => How::SameWord,
            Kind::Whole => How::SameStem,
            Kind::Part => How::CompoundPart { part: word.folded.clone() },
        },
        Origin::Part(part) => How::CompoundPart { part: part.clone() },
        Origin::Synonym => How::Synonym,
        Origin::Abbreviation(expansion) => How::Abbreviation { expansion: expansion.clone() },
        Origin::Correction => How::Spelling,
    }
}

/// Of sentences in order the one whose meetings weigh most, each word of the need counted once; the first one where
/// nothing was met.
fn passage(sentences: &[Range<usize>], places: &[Place]) -> Option<Passage> {
    let start = sentences.first()?.start;
    let within = |place: &&Place| place.field == Field::Text && place.range.start >= start;
    let mut ahead = places.iter().filter(within).peekable();
    let mut best: Option<(f32, Range<usize>, Vec<&Place>)> = None;
    for sentence in sentences.iter().cloned() {
        let mut inside: Vec<&Place> = Vec::new();
        while let Some(place) = ahead.next_if(|place| place.range.start < sentence.end) {
            inside.push(place);
        }
        inside.sort_by(|a, b| {
            a.meeting.need.cmp(&b.meeting.need).then(b.meeting.weight.total_cmp(&a.meeting.weight))
        });
        inside.dedup_by_key(|place| place.meeting.need);
        let weight: f32 = inside.iter().map(|place| place.meeting.weight).sum();
        if best.as_ref().is_none_or(|(known, _, _)| weight > *known) {
            best = Some((weight, sentence, inside));
        }
    }
    best.map(|(_, range, inside)| Passage { marks: marks(inside), range })
}

/// The ranges of the weightiest places, in order, without overlaps.
pub(crate) fn marks(mut inside: Vec<&Place>) -> Vec<Range<usize>> {
    inside.sort_by(|a, b| b.meeting.weight.total_cmp(&a.meeting.weight));
    let mut marks: Vec<Range<usize>> = Vec::new();
    for place in inside {
        let is_free = marks.iter().all(|mark| mark.end <= place.range.start || place.range.end <= mark.start);
        if is_free && marks.len() < MOST_MARKS {
            marks.push(place.range.clone());
        }
    }
    marks.sort_by_key(|mark| mark.start);
    marks
}
