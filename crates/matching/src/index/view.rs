//! What one class of readers may see, with the statistics over exactly that.
//!
//! Made once for a generation of the index and a class of visibility, then kept by the caller and used for many
//! searches. Averages come from integer sums, so that they do not depend on the order of documents.

use std::sync::{Arc, Mutex, PoisonError};

use crate::index::lookalikes::Lookalikes;
use crate::index::scratch::Scratch;
use crate::index::{FIELDS, Index, Key, Posting};
use crate::meaning::{DIMENSIONS, Sum};
use crate::rank::Weights;

/// Vectors nearer to the mean than this have no direction from it.
const LEAST_DISTANCE: f32 = 1e-3;
/// One unit of a field's factor.
const UNIT: f32 = 1024.0;

/// The visible documents of an index and their statistics.
#[derive(Debug)]
pub struct View {
    generation: u64,
    /// Of the documents, whose statistics outlive changes of vectors.
    documents: u64,
    weights: Weights,
    count: u32,
    /// By slot: for each field its weight over its length in proportion to the average length, in 1/1024;
    /// all 0 for a hidden document.
    factors: Arc<Vec<[u16; FIELDS]>>,
    /// By word of the vocabulary: in how many visible documents it stands.
    spread: Arc<Vec<u32>>,
    lookalikes: Arc<Lookalikes>,
    meaning: Option<Meaning>,
    scratches: Mutex<Vec<Scratch>>,
}

/// Where the visible documents lie among the vectors.
#[derive(Debug)]
pub(crate) struct Meaning {
    /// Mean of the vectors of visible documents.
    pub(crate) mean: [f32; DIMENSIONS],
    /// By slot: one over the distance from that mean; 0 for a hidden document, for one without a vector, and at the
    /// mean.
    pub(crate) inverse_distances: Vec<f32>,
    /// How many visible documents have a vector.
    pub(crate) count: u32,
}

/// The index has changed since the view was made: make a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the view was made for generation {made_for} of the index, which is now at {now}")]
pub struct StaleView {
    /// Generation of the view.
    pub made_for: u64,
    /// Generation of the index.
    pub now: u64,
}

impl Index {
    /// The documents for which `is_visible` holds, ranked with the standard weights.
    pub fn view(&self, is_visible: impl Fn(Key) -> bool) -> View {
        self.view_with(Weights::default(), is_visible)
    }

    /// As [`Index::view`], with other weights: for measuring.
    pub fn view_with(&self, weights: Weights, is_visible: impl Fn(Key) -> bool) -> View {
        let mut count = 0;
        let mut sums = [(0_u64, 0_u64); FIELDS];
        let visible: Vec<Option<&[u32; FIELDS]>> = self
            .slots()
            .iter()
            .map(|slot| slot.as_ref().filter(|stored| is_visible(stored.key)).map(|stored| &stored.lengths))
            .collect();
        for lengths in visible.iter().flatten() {
            count += 1;
            for (sum, length) in sums.iter_mut().zip(lengths.iter()).filter(|(_, length)| **length > 0) {
                *sum = (sum.0 + u64::from(*length), sum.1 + 1);
            }
        }
        let averages = sums.map(|(words, documents)| words as f32 / documents.max(1) as f32);
        let factors = visible
            .iter()
            .map(|lengths| lengths.map_or([0; FIELDS], |lengths| factors(lengths, &averages, &weights)))
            .collect();
        let mut view = View {
            generation: self.generation(),
            documents: self.documents_generation(),
            weights,
            count,
            factors: Arc::new(factors),
            spread: Arc::default(),
            lookalikes: Arc::default(),
            meaning: None,
            scratches: Mutex::default(),
        };
        view.meaning = Meaning::of(self, &view);
        let spread = self.vocabulary().surfaces().map(|surface| view.count(&surface.postings)).collect();
        view.spread = Arc::new(spread);
        view
    }

    /// The same view for now, where nothing but vectors has changed since it was made: much sooner than a new one, and texts are read for
    /// what they mean for hours after a large catalogue has come in. None where documents have changed.
    pub fn renewed(&self, view: &View) -> Option<View> {
        if view.documents != self.documents_generation() {
            return None;
        }
        let mut renewed = View {
            generation: self.generation(),
            documents: view.documents,
            weights: view.weights.clone(),
            count: view.count,
            factors: Arc::clone(&view.factors),
            spread: Arc::clone(&view.spread),
            lookalikes: Arc::clone(&view.lookalikes),
            meaning: None,
            scratches: Mutex::default(),
        };
        renewed.meaning = Meaning::of(self, &renewed);
        Some(renewed)
    }
}

impl Meaning {
    /// None where no visible document has a vector.
    fn of(index: &Index, view: &View) -> Option<Self> {
        let visible = |slot: usize| u32::try_from(slot).is_ok_and(|slot| view.shows(slot));
        let wholes = index.wholes().iter().enumerate();
        let wholes = wholes.map(|(slot, whole)| whole.as_ref().filter(|_| visible(slot)));
        let mut sum = Sum::default();
        wholes.clone().flatten().for_each(|whole| sum.add(whole));
        let mean = sum.mean();
        let inverse_distances = wholes
            .map(|whole| {
                let distance = whole.map_or(0.0, |whole| whole.distance_squared(&mean).sqrt());
                if distance > LEAST_DISTANCE { 1.0 / distance } else { 0.0 }
            })
            .collect();
        (sum.count() > 0).then(|| Meaning { mean, inverse_distances, count: sum.count() })
    }
}

/// Field weight divided by BM25's length norm. At least 1, since 0 means hidden.
fn factors(lengths: &[u32; FIELDS], averages: &[f32; FIELDS], weights: &Weights) -> [u16; FIELDS] {
    std::array::from_fn(|field| {
        let proportion = if averages[field] > 0.0 { lengths[field] as f32 / averages[field] } else { 1.0 };
        let norm = 1.0 - weights.length + weights.length * proportion;
        (UNIT * weights.fields[field] / norm).clamp(1.0, f32::from(u16::MAX)) as u16
    })
}

impl View {
    /// Number of visible documents.
    pub fn len(&self) -> usize {
        self.count as usize
    }

    /// True where nothing is visible.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The generation of the index that the view was made for.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    pub(crate) fn weights(&self) -> &Weights {
        &self.weights
    }

    /// None where no visible document has a vector.
    pub(crate) fn meaning(&self) -> Option<&Meaning> {
        self.meaning.as_ref()
    }

    pub(crate) fn check(&self, index: &Index) -> Result<(), StaleView> {
        let now = index.generation();
        if self.generation == now { Ok(()) } else { Err(StaleView { made_for: self.generation, now }) }
    }

    /// Whether the document in a slot is visible.
    pub(crate) fn shows(&self, slot: u32) -> bool {
        self.factors.get(slot as usize).is_some_and(|factors| factors[0] > 0)
    }

    /// The weighted count of a posting in units of 1/1024; 0 for a hidden document.
    pub(crate) fn weigh(&self, posting: &Posting) -> u32 {
        self.factors.get(posting.slot as usize).map_or(0, |factors| weighed(factors, posting))
    }

    fn count(&self, postings: &[Posting]) -> u32 {
        let visible = postings.iter().filter(|posting| self.weigh(posting) > 0).count();
        u32::try_from(visible).unwrap_or(u32::MAX)
    }

    /// In how many visible documents a word of the vocabulary stands.
    pub(crate) fn spread(&self, surface: u32) -> u32 {
        self.spread.get(surface as usize).copied().unwrap_or(0)
    }

    /// Words that look like those of needs.
    pub(crate) fn lookalikes(&self) -> &Lookalikes {
        &self.lookalikes
    }

    /// Working space for one search, to be given back with [`View::give_back`].
    pub(crate) fn scratch(&self) -> Scratch {
        let kept = self.scratches.lock().unwrap_or_else(PoisonError::into_inner).pop();
        kept.unwrap_or_else(|| Scratch::new(&self.factors))
    }

    pub(crate) fn give_back(&self, scratch: Scratch) {
        self.scratches.lock().unwrap_or_else(PoisonError::into_inner).push(scratch);
    }
}

/// One unit of a weighted count.
pub(crate) const WEIGHT_UNIT: f32 = UNIT;

/// How much a posting counts for in units of 1/1024: each field's count times its factor.
pub(super) fn weighed(factors: &[u16; FIELDS], posting: &Posting) -> u32 {
    // Of a length that is known, so that the loop is none: every search does this for every posting.
    let weighed: [u32; FIELDS] =
        std::array::from_fn(|field| u32::from(factors[field]) * u32::from(posting.counts[field]));
    weighed.iter().sum()
}
