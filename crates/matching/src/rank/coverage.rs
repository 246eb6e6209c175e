//! What the text of a solution shows about one requirement of a need: the sentence that comes nearest, with the words
//! that met, and how far the requirement seems to be met.
//!
//! Careful by intention: a level is given only where one sentence says nearly all of the requirement, in the same
//! words or, with vectors, in words that mean the same. A sentence with a negation gives none, since what it denies
//! is not read. That nothing was found says nothing: whether a solution fails a requirement is for people to say.
//!
//! The thresholds were chosen on the judged pairs of tests/coverage that are marked for it.

use std::ops::Range;

use crate::analysis::{is_negation, sentences, words};
use crate::index::{Document, Field, Index, Key, StaleView, View};
use crate::meaning::Centred;
use crate::rank::reasons::{Explainer, How, Meeting, Passage, Place, Reason, marks};
use crate::rank::scored;

/// Share of the requirement that a sentence must say for the requirement to count as covered, and as covered in part.
struct Least {
    covers: f32,
    partly: f32,
}

/// By words alone.
const BY_WORDS: Least = Least { covers: 0.85, partly: 0.6 };
/// Where nearness in meaning adds to the share.
const BY_MEANING: Least = Least { covers: 0.95, partly: 0.7 };
/// What one standard deviation of nearness in meaning adds to the share, and from where on.
const SHARE_OF_A_DEVIATION: f32 = 0.1;
const LEAST_NEAR: f32 = 1.5;

/// How far a text seems to meet a requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assumed {
    /// In part.
    Partly,
    /// As a whole.
    Covers,
}

/// What a document's text shows about a requirement.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// How far the requirement seems to be met; none where the text does not show it.
    pub level: Option<Assumed>,
    /// The sentence that comes nearest.
    pub passage: Passage,
    /// Which words of the requirement met which words of that sentence, in the order of the requirement.
    pub reasons: Vec<Reason>,
    /// How much of the requirement the sentence says: 0 nothing, 1 all of it, more where it is also near in meaning.
    pub share: f32,
}

impl Index {
    /// What each of these documents shows about a requirement; none for a document that is not in the view, has no
    /// text, or has nothing in common with the requirement. With the requirement's vector nearness in meaning counts
    /// beside the words.
    ///
    /// # Errors
    /// [`StaleView`] where the index has changed since the view was made.
    pub fn coverage_with(
        &self,
        view: &View,
        requirement: &str,
        vector: Option<&Centred>,
        keys: &[Key],
    ) -> Result<Vec<Option<Evidence>>, StaleView> {
        view.check(self)?;
        let search = self.search(view, vector);
        // Ranking fills in how rare the requirement's words are among the visible documents.
        let (read, ()) = scored(&search, requirement, |_| ());
        let reader = Reader {
            explainer: Explainer::new(self, view, &read),
            weights: read.words.iter().map(|word| word.rarity_among(view.len())).collect(),
            denies: denies(requirement),
        };
        let evidence = |key: &Key| {
            let slot = self.slot_of(*key).filter(|slot| view.shows(*slot))?;
            let near = search.meaning.as_ref().map(|meaning| meaning.sentences(slot)).unwrap_or_default();
            reader.evidence(&self.slot(slot)?.document, &near)
        };
        Ok(keys.iter().map(evidence).collect())
    }
}

/// A requirement, ready to be looked for.
struct Reader<'a> {
    explainer: Explainer<'a>,
    /// What each of its words says.
    weights: Vec<f32>,
    /// Whether it asks for something not to be.
    denies: bool,
}

/// A sentence and what it has in common with the requirement.
struct Sentence<'a> {
    range: Range<usize>,
    met: Vec<&'a Place>,
    share: f32,
}

impl Reader<'_> {
    /// `near` are sentences with how near they are in meaning, in standard deviations.
    fn evidence(&self, document: &Document, near: &[(Range<usize>, f32)]) -> Option<Evidence> {
        let places: Vec<Place> =
            self.explainer.places(document).into_iter().filter(|place| place.field == Field::Text).collect();
        let best = sentences(&document.text)
            .into_iter()
            .map(|range| self.read(range, &places, near))
            .reduce(|a, b| if b.share > a.share { b } else { a })?;
        if best.share <= 0.0 {
            return None;
        }
        let is_denied = !self.denies && denies(&document.text[best.range.clone()]);
        let least = if near.is_empty() { BY_WORDS } else { BY_MEANING };
        let level = match best.share {
            _ if is_denied => None,
            share if share >= least.covers => Some(Assumed::Covers),
            share if share >= least.partly => Some(Assumed::Partly),
            _ => None,
        };
        let reasons = best.met.iter().filter_map(|place| self.explainer.reason(document, place)).collect();
        let passage = Passage { marks: marks(best.met), range: best.range };
        Some(Evidence { level, passage, reasons, share: best.share })
    }

    fn read<'a>(
        &self,
        range: Range<usize>,
        places: &'a [Place],
        near: &[(Range<usize>, f32)],
    ) -> Sentence<'a> {
        let mut met: Vec<&Place> = places.iter().filter(|place| range.contains(&place.range.start)).collect();
        met.sort_by(|a, b| {
            let strength = |place: &Place| strength(&place.meeting);
            a.meeting.need.cmp(&b.meeting.need).then(strength(b).total_cmp(&strength(a)))
        });
        met.dedup_by_key(|place| place.meeting.need);
        let all: f32 = self.weights.iter().sum();
        let said: f32 =
            met.iter().map(|place| self.weights[place.meeting.need] * strength(&place.meeting)).sum();
        let said = if all > 0.0 { said / all } else { 0.0 };
        let nearness = near.iter().find(|(sentence, _)| *sentence == range).map_or(0.0, |(_, near)| *near);
        let meant = SHARE_OF_A_DEVIATION * (nearness - LEAST_NEAR).max(0.0);
        Sentence { range, met, share: said + meant }
    }
}

/// How much of a word is said by the word it met.
fn strength(meeting: &Meeting) -> f32 {
    match meeting.how {
        How::SameWord | How::SameStem => 1.0,
        How::Abbreviation { .. } => 0.9,
        How::CompoundPart { .. } => 0.7,
        How::Synonym => 0.6,
        How::Spelling => 0.3,
    }
}

fn denies(text: &str) -> bool {
    words(text).iter().any(|word| is_negation(&word.folded))
}
