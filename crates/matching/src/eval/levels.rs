//! Answers with what speaks for each hit: to see how often each level of confidence is right, and to fit the model.

use super::{DEPTH, JudgedSet, Query, Vectors, filled};
use crate::index::{Index, Key, StaleView};
use crate::rank::Hit;

/// A judged set in an index, to be asked as a whole or in parts.
#[derive(Debug)]
pub struct Asking<'a> {
    set: &'a JudgedSet,
    vectors: Option<&'a Vectors>,
    index: Index,
}

/// What came for one query.
#[derive(Debug)]
pub struct Answer<'a> {
    /// The query.
    pub query: &'a Query,
    /// Whether any document that was visible is judged relevant.
    pub has_match: bool,
    /// The best ten with their grades.
    pub hits: Vec<(u32, Hit)>,
}

impl<'a> Asking<'a> {
    /// Puts the set's documents into an index; by words where there are no vectors.
    pub fn of(set: &'a JudgedSet, vectors: Option<&'a Vectors>) -> Self {
        Asking { set, vectors, index: filled(set, vectors) }
    }

    /// Asks all queries, those without match last, of the documents for which `is_visible` holds.
    ///
    /// # Errors
    /// [`StaleView`] never in practice: the view is made here.
    pub fn answers(&self, is_visible: impl Fn(Key) -> bool) -> Result<Vec<Answer<'a>>, StaleView> {
        let view = self.index.view(&is_visible);
        let visible: Vec<&str> = self
            .set
            .documents()
            .filter(|(key, _)| is_visible(*key))
            .filter_map(|(key, _)| self.set.id(key))
            .collect();
        let mut answers = Vec::new();
        for query in self.set.queries().iter().chain(self.set.queries_no_match()) {
            let vector = self.vectors.and_then(|vectors| vectors.queries.get(&query.text));
            let grade = |id: &str| query.judgements.get(id).copied().unwrap_or(0);
            let hits = self.index.matches_with(&view, &query.text, vector, DEPTH)?.into_iter();
            let hits = hits.map(|hit| (self.set.id(hit.key).map_or(0, grade), hit)).collect();
            let has_match = visible.iter().any(|id| grade(id) > 0);
            answers.push(Answer { query, has_match, hits });
        }
        Ok(answers)
    }
}
