//! Measures similar needs: the documents of the set are needs, and what points at the same solutions of a catalogue
//! is similar too. The catalogue's own judgements, if it has any, are not read.

use rustc_hash::FxHashMap;

use super::vectors::as_need;
use super::{DEPTH, JudgedSet, Query, Report, Vectors, filled, measured};
use crate::index::{Index, Key, StaleView, View};
use crate::rank::{Profile, Weights, similar};

/// Measures how well the needs of `set` find those that are similar to them, with `catalogue` as the solutions that
/// they point at. `vectors` are those of [`Vectors::of_needs`]; without, by words.
///
/// # Errors
/// [`StaleView`] never in practice: the views are made here.
pub fn measure_needs(
    set: &JudgedSet,
    catalogue: &JudgedSet,
    vectors: Option<&Vectors>,
) -> Result<Report, StaleView> {
    let (needs, solutions) = (filled(set, vectors), filled(catalogue, vectors));
    let mut asked = Asked {
        set,
        vectors,
        needs_view: needs.view_with(Weights::default(), |_| true),
        solutions_view: solutions.view_with(Weights::default(), |_| true),
        needs,
        solutions,
        profiles: FxHashMap::default(),
    };
    for (key, document) in set.documents() {
        let profile = asked.profile(&as_need(document))?;
        asked.profiles.insert(key, profile);
    }
    measured(set, |query| Ok((asked.answer(query)?, 0.0)))
}

struct Asked<'a> {
    set: &'a JudgedSet,
    vectors: Option<&'a Vectors>,
    needs: Index,
    needs_view: View,
    solutions: Index,
    solutions_view: View,
    profiles: FxHashMap<Key, Profile>,
}

impl<'a> Asked<'a> {
    fn profile(&self, need: &str) -> Result<Profile, StaleView> {
        let vector = self.vectors.and_then(|vectors| vectors.queries.get(need));
        self.solutions.profile(&self.solutions_view, need, vector)
    }

    /// The ids of the first ten needs with their scores, the query's own left out.
    fn answer(&self, query: &Query) -> Result<Vec<(&'a str, f32)>, StaleView> {
        let vector = self.vectors.and_then(|vectors| vectors.queries.get(&query.text));
        let all = self.set.len();
        let text = self.needs.scores_with(&self.needs_view, &query.text, vector, all)?;
        let found = similar(&text, &self.profile(&query.text)?, &self.profiles, DEPTH + 1);
        let named = found.into_iter().filter_map(|found| Some((self.set.id(found.key)?, found.score)));
        Ok(named.filter(|(id, _)| *id != query.id).take(DEPTH).collect())
    }
}
