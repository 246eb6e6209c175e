//! Ranks the visible documents for a need and explains each hit.
//!
//! Two parts, each standardised over the visible documents and added: how the need's words and their expansions
//! meet the document's words (BM25F over stems, compound parts, abbreviations, synonyms), and how alike the words'
//! letters are (trigrams), which still finds inflections and compounds that the analysis does not know.
//!
//! Sources: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), for BM25F;
//! Wu, Crestani and Bi, "Evaluating score normalization methods in data fusion" (2006), for adding standard scores.
//!
//! Not here: analysis, and any sentence for people.

mod need;
mod reasons;
mod score;
mod weights;

use crate::index::{Index, Key, StaleView, View};

pub use reasons::{How, Passage, Reason};
pub use weights::Weights;

/// A document that may meet the need.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Which document.
    pub key: Key,
    /// How far the document stands above the average of the visible documents for this need, in standard deviations:
    /// of the word part, plus a share of those of the letter part. Comparable within one answer only.
    pub score: f32,
    /// What met what, the weightiest first.
    pub reasons: Vec<Reason>,
    /// The sentence of the text to show, with what to mark in it; none for a document without text.
    pub passage: Option<Passage>,
}

impl Index {
    /// The best documents of `view` for a need in plain words, best first, at most `limit`; equal scores in order of key.
    /// Empty where nothing met. Of a long need the first 20,000 characters and 400 distinct words count.
    ///
    /// # Errors
    /// [`StaleView`] where the index has changed since the view was made.
    pub fn matches(&self, view: &View, need: &str, limit: usize) -> Result<Vec<Hit>, StaleView> {
        view.check(self)?;
        let (need, ranked) = self.ranked(view, need, limit);
        let explainer = reasons::Explainer::new(self, view, &need);
        let explain = |(slot, score): (u32, f32)| {
            let stored = self.slot(slot)?;
            let (reasons, passage) = explainer.explain(&stored.document);
            Some(Hit { key: stored.key, score, reasons, passage })
        };
        Ok(ranked.into_iter().filter_map(explain).collect())
    }

    /// As [`Index::matches`], without the explanations.
    ///
    /// # Errors
    /// [`StaleView`] where the index has changed since the view was made.
    pub fn scores(&self, view: &View, need: &str, limit: usize) -> Result<Vec<(Key, f32)>, StaleView> {
        view.check(self)?;
        let (_, ranked) = self.ranked(view, need, limit);
        let with_key = |(slot, score): (u32, f32)| Some((self.slot(slot)?.key, score));
        Ok(ranked.into_iter().filter_map(with_key).collect())
    }

    /// The need as it was understood, and the best slots with their scores.
    fn ranked(&self, view: &View, need: &str, limit: usize) -> (need::Need, Vec<(u32, f32)>) {
        let mut scratch = view.scratch();
        let mut need = need::read(need, self, view, &mut scratch);
        let ranked = score::rank(self, view, &mut need, &mut scratch, limit);
        view.give_back(scratch);
        (need, ranked)
    }
}
