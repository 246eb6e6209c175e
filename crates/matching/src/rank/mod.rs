//! Ranks the visible documents for a need and explains each hit.
//!
//! Three parts, each standardised over the visible documents and added: how near the meanings are (cosine of centred
//! vectors), where the need and documents have vectors; how the need's words and their expansions meet the document's
//! words (BM25F over stems, compound parts, abbreviations, synonyms); and how alike the words' letters are
//! (trigrams), which still finds inflections and compounds that the analysis does not know. A document without a
//! vector counts as average in meaning: its words alone lift or lower it.
//!
//! Sources: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), for BM25F;
//! Wu, Crestani and Bi, "Evaluating score normalization methods in data fusion" (2006), for adding standard scores.
//!
//! Not here: analysis, and any sentence for people.

mod confidence;
mod coverage;
mod meaning;
pub mod memory;
mod need;
mod reasons;
mod score;
mod similar;
#[cfg(test)]
mod tests;
mod weights;

use crate::index::{Index, Key, StaleView, View};
use crate::meaning::Centred;
use crate::rank::meaning::NeedMeaning;
use crate::rank::reasons::Explanation;
use crate::rank::score::{Ranked, Scores, Search};

pub use confidence::{Confidence, Grounds, Nearness, chance_that_something_fits, speaks_for_answer};
pub use coverage::{Assumed, Evidence};
pub use reasons::{How, Passage, Reason};
pub use similar::{PROFILE_DEPTH, Profile, Similar, similar};
pub use weights::Weights;

/// A document that may meet the need.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Which document.
    pub key: Key,
    /// How far the document stands above the average of the visible documents for this need, in standard deviations:
    /// of meaning, plus a share of those of the word part, plus a smaller one of those of the letter part; without
    /// meaning of the words and a share of the letters. Comparable within one answer only.
    pub score: f32,
    /// How far its meaning stands above the average, in standard deviations; none without vectors.
    pub meaning: Option<f32>,
    /// How sure it is that the document meets the need.
    pub confidence: Confidence,
    /// What the confidence is read from.
    pub grounds: Grounds,
    /// What met what, the weightiest first.
    pub reasons: Vec<Reason>,
    /// The sentence of the text to show, with what to mark in it: the nearest in meaning where that is known, else
    /// the one whose words say most. None for a document without text.
    pub passage: Option<Passage>,
    /// Words of the need that met nothing in the document, at most four, those that tell documents apart best.
    pub unmet: Vec<String>,
}

impl Index {
    /// The best documents of `view` for a need in plain words, best first, at most `limit`; equal scores in order of
    /// key. By words alone: as [`Index::matches_with`] without a vector.
    ///
    /// # Errors
    /// [`StaleView`] where the index has changed since the view was made.
    pub fn matches(&self, view: &View, need: &str, limit: usize) -> Result<Vec<Hit>, StaleView> {
        self.matches_with(view, need, None, limit)
    }

    /// The best documents of `view` for a need in plain words and, where it is known, the need's vector without what
    /// needs have in common; best first, at most `limit`; equal scores in order of key. Empty where nothing met,
    /// though with vectors everything meets more or less. Of a long need the first 20,000 characters and 400 distinct
    /// words count.
    ///
    /// # Errors
    /// [`StaleView`] where the index has changed since the view was made.
    pub fn matches_with(
        &self,
        view: &View,
        need: &str,
        vector: Option<&Centred>,
        limit: usize,
    ) -> Result<Vec<Hit>, StaleView> {
        view.check(self)?;
        let search = self.search(view, vector);
        let (need, ranked) = scored(&search, need, |scores| scores.best_with_grounds(limit));
        let explainer = reasons::Explainer::new(self, view, &need);
        let meaning = search.meaning.as_ref();
        let explain = |Ranked { slot, score, grounds }: Ranked| {
            let stored = self.slot(slot)?;
            let nearest = meaning.and_then(|meaning| meaning.sentence(slot));
            let Explanation { reasons, passage, unmet } = explainer.explain(&stored.document, nearest);
            let meaning = grounds.meaning.as_ref().map(|nearness| nearness.score);
            let confidence = Confidence::of(&grounds);
            Some(Hit { key: stored.key, score, meaning, confidence, grounds, reasons, passage, unmet })
        };
        Ok(ranked.into_iter().filter_map(explain).collect())
    }

    /// As [`Index::matches_with`], without the explanations.
    ///
    /// # Errors
    /// [`StaleView`] where the index has changed since the view was made.
    pub fn scores_with(
        &self,
        view: &View,
        need: &str,
        vector: Option<&Centred>,
        limit: usize,
    ) -> Result<Vec<(Key, f32)>, StaleView> {
        view.check(self)?;
        let (_, ranked) = scored(&self.search(view, vector), need, |scores| scores.best(limit));
        let with_key = |(slot, score): (u32, f32)| Some((self.slot(slot)?.key, score));
        Ok(ranked.into_iter().filter_map(with_key).collect())
    }

    fn search<'a>(&'a self, view: &'a View, vector: Option<&'a Centred>) -> Search<'a> {
        let meaning = vector.and_then(|vector| NeedMeaning::of(self, view, vector));
        Search { index: self, view, meaning }
    }
}

/// The need as it was understood, and what `read` takes from the scores.
fn scored<T>(search: &Search<'_>, need: &str, read: impl FnOnce(&Scores<'_>) -> T) -> (need::Need, T) {
    let mut scratch = search.view.scratch();
    let mut need = need::read(need, search.index, search.view, &mut scratch);
    let read = score::score(search, &mut need, &mut scratch, read);
    search.view.give_back(scratch);
    (need, read)
}
