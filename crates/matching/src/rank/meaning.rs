//! How near the documents' meanings are to the need's: the cosine of both after what all have in common is taken
//! away.
//!
//! A need lies where needs lie, a solution where solutions lie; only what sets them apart from their like says
//! whether they meet. So the mean of needs is taken from the need and the mean of the visible documents from each
//! document (centring; Mu and Viswanath, "All-but-the-Top", 2018).
//!
//! Not here: making vectors, and how much meaning counts beside words ([`super::score`]).

use std::ops::Range;

use crate::analysis::sentences;
use crate::index::{Index, Part, View};
use crate::meaning::Centred;
use crate::rank::confidence::Nearness;
use crate::rank::score::Standard;

/// So many of the best documents are read sentence by sentence.
pub(crate) const READ_CLOSELY: usize = 200;

/// One in the sums of cosines: so fine that a million documents fit.
const COSINE_UNIT: f32 = 1_048_576.0;

/// What a need means, against one view.
pub(crate) struct NeedMeaning<'a> {
    index: &'a Index,
    need: &'a Centred,
    /// By slot: one over the distance of a visible document from the mean, 0 where there is none.
    inverse_distances: &'a [f32],
    /// Mean of the visible documents, and the need's product with it.
    mean: &'a [f32; crate::meaning::DIMENSIONS],
    at_mean: f32,
    /// By slot: the cosine; 0 where the document has none.
    cosines: Vec<f32>,
    standard: Standard,
}

impl<'a> NeedMeaning<'a> {
    /// Reads all visible vectors. None where there are none.
    pub(crate) fn of(index: &'a Index, view: &'a View, need: &'a Centred) -> Option<Self> {
        let meaning = view.meaning()?;
        let at_mean = need.dot_point(&meaning.mean);
        let cosines: Vec<f32> = index
            .wholes()
            .iter()
            .zip(&meaning.inverse_distances)
            .map(|(whole, inverse)| match whole {
                Some(whole) if *inverse > 0.0 => (need.dot(whole) - at_mean) * inverse,
                Some(_) | None => 0.0,
            })
            .collect();
        Some(NeedMeaning {
            index,
            need,
            inverse_distances: &meaning.inverse_distances,
            mean: &meaning.mean,
            at_mean,
            standard: Standard::of(&cosines, meaning.count as usize, COSINE_UNIT),
            cosines,
        })
    }

    /// All slots.
    pub(crate) fn slots(&self) -> Range<u32> {
        0..u32::try_from(self.cosines.len()).unwrap_or(u32::MAX)
    }

    /// True for a visible document with a vector.
    pub(crate) fn knows(&self, slot: u32) -> bool {
        self.inverse_distances.get(slot as usize).is_some_and(|inverse| *inverse > 0.0)
    }

    /// Standard deviations above the mean of the visible documents; 0, as if average, for one without a vector.
    pub(crate) fn score(&self, slot: u32) -> f32 {
        if self.knows(slot) { self.standard.score(self.cosines[slot as usize]) } else { 0.0 }
    }

    /// The same with `share` of it from the likest part instead of the whole.
    pub(crate) fn close_score(&self, slot: u32, share: f32) -> f32 {
        if !self.knows(slot) {
            return 0.0;
        }
        let whole = self.cosines[slot as usize];
        let best = self.parts(slot).map(|(_, cosine)| cosine).reduce(f32::max).unwrap_or(whole);
        self.standard.score(whole + share * (best - whole))
    }

    /// How near a visible document with a vector is, in several ways; `share` as in [`NeedMeaning::close_score`].
    pub(crate) fn nearness(&self, slot: u32, share: f32) -> Nearness {
        let whole = self.cosines[slot as usize];
        let best = self.parts(slot).map(|(_, cosine)| cosine).reduce(f32::max).unwrap_or(whole);
        Nearness { score: self.close_score(slot, share), whole, best }
    }

    /// The sentence of the document's text that is nearest to the need.
    pub(crate) fn sentence(&self, slot: u32) -> Option<Range<usize>> {
        let sentences = self.parts(slot).filter_map(|(part, cosine)| match part {
            Part::Sentence(range) => Some((range.clone(), cosine)),
            Part::Whole | Part::TypicalNeed(_) => None,
        });
        let nearest = sentences.reduce(|a, b| if b.1 > a.1 { b } else { a })?;
        Some(nearest.0)
    }

    /// The sentences of the document's text with how far each stands above the mean of whole documents, in standard
    /// deviations. A text of one sentence has no other vector than the whole.
    pub(crate) fn sentences(&self, slot: u32) -> Vec<(Range<usize>, f32)> {
        let is_sentence = |part: &Part| matches!(part, Part::Sentence(_));
        let Some(stored) = self.index.slot(slot).filter(|_| self.knows(slot)) else { return Vec::new() };
        if !stored.parts.iter().any(|stored| is_sentence(&stored.part)) {
            let only = sentences(&stored.document.text).into_iter();
            return only.map(|range| (range, self.score(slot))).collect();
        }
        let sentences = self.parts(slot).filter_map(|(part, cosine)| match part {
            Part::Sentence(range) => Some((range.clone(), self.standard.score(cosine))),
            Part::Whole | Part::TypicalNeed(_) => None,
        });
        sentences.collect()
    }

    /// Sentences and typical needs with a vector, and their cosines.
    fn parts(&self, slot: u32) -> impl Iterator<Item = (&'a Part, f32)> {
        let parts = self.index.slot(slot).map_or(&[][..], |stored| &stored.parts);
        parts.iter().filter_map(|part| {
            let vector = part.vector.as_ref()?;
            let distance = vector.distance_squared(self.mean).sqrt();
            (distance > 0.0).then(|| (&part.part, (self.need.dot(vector) - self.at_mean) / distance))
        })
    }
}
