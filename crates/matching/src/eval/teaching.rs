//! A simulated year of verdicts on a judged set: needs come in random order, each gets verdicts on its best hits, with
//! mistakes, and the needs of the year after are measured with and without what was taught.
//!
//! The judgements play the people; they are read for nothing else.

use serde::Serialize;

use super::metrics::{interval, mean};
use super::{Asked, DEPTH, JudgedSet, Query, RESAMPLINGS, SEED, Vectors, score};
use crate::index::{Index, Key, StaleView};
use crate::language::Language;
use crate::rank::Weights;
use crate::rank::memory::{MemoryWeights, NeedWords, RememberedNeed, taught};

/// How deep hits are ranked anew.
const POOL: usize = 20;

/// What a year is like.
#[derive(Debug, Clone)]
pub struct Year {
    /// Share of the needs that come within it; the others are measured.
    pub share: f64,
    /// So many of a need's best hits are shown to people.
    pub shown: usize,
    /// Chance that somebody gives a verdict on a hit that is shown.
    pub answered: f64,
    /// Chance that a verdict is one of the two wrong ones.
    pub wrong: f64,
    /// So many years are played, each with another order of needs.
    pub times: usize,
}

impl Default for Year {
    fn default() -> Self {
        Year { share: 0.7, shown: 5, answered: 0.6, wrong: 0.15, times: 60 }
    }
}

/// What a year of verdicts gave.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Learnt {
    /// Mean nDCG@10 of the needs after the year, without what was taught.
    pub without: f64,
    /// With it.
    pub with: f64,
    /// With less without, the mean over needs.
    pub difference: f64,
    /// Its 95 % interval, by resampling needs.
    pub difference_interval: [f64; 2],
    /// Verdicts in a year.
    pub verdicts: f64,
    /// Share of the measured needs whose first ten were ranked otherwise.
    pub touched: f64,
}

/// Plays years on a set, by meaning where its vectors are given.
///
/// # Errors
/// [`StaleView`] never in practice: the view is made here.
pub fn measure_year(
    set: &JudgedSet,
    vectors: Option<&Vectors>,
    memory: &MemoryWeights,
    year: &Year,
) -> Result<Learnt, StaleView> {
    let mut index = Index::new();
    super::fill(&mut index, set, vectors);
    let view = index.view_with(Weights::default(), |_| true);
    let asked = Asked { set, vectors, index: &index, view: &view };
    let queries: Vec<&Query> =
        set.queries().iter().filter(|query| query.judgements.values().any(|grade| *grade > 0)).collect();
    let mut played = Vec::with_capacity(queries.len());
    for query in queries {
        played.push(Played {
            query,
            words: NeedWords::of(&query.text, Language::embedded()),
            pool: asked.pool(query)?,
        });
    }
    Ok(years(&asked, &played, memory, year))
}

/// A need with its hits before anything was taught.
struct Played<'a> {
    query: &'a Query,
    words: NeedWords,
    pool: Vec<(Key, f32)>,
}

fn years(asked: &Asked<'_>, needs: &[Played<'_>], memory: &MemoryWeights, year: &Year) -> Learnt {
    let mut random = fastrand::Rng::with_seed(SEED);
    let mut sums = vec![(0.0, 0.0, 0_usize); needs.len()];
    let (mut verdicts, mut touched, mut measured) = (0_usize, 0_usize, 0_usize);
    for _ in 0..year.times {
        let mut order: Vec<usize> = (0..needs.len()).collect();
        random.shuffle(&mut order);
        let (within, after) = order.split_at((needs.len() as f64 * year.share).round() as usize);
        let mut remembered: Vec<RememberedNeed> = Vec::new();
        for need in within.iter().filter_map(|at| needs.get(*at)) {
            let shown = asked.ranked(need, &remembered, memory);
            let said = people(asked.set, need.query, &shown, year, &mut random);
            verdicts += said.len();
            let meaning = asked.meaning(need.query).cloned();
            remembered.push(RememberedNeed { words: need.words.clone(), meaning, said });
        }
        for at in after {
            let (Some(need), Some(sum)) = (needs.get(*at), sums.get_mut(*at)) else { continue };
            let (plain, lifted) = (asked.ranked(need, &[], memory), asked.ranked(need, &remembered, memory));
            let (without, with) = (asked.ndcg(need, &plain), asked.ndcg(need, &lifted));
            *sum = (sum.0 + without, sum.1 + with, sum.2 + 1);
            measured += 1;
            let first =
                |ranked: &[(Key, f32)]| ranked.iter().take(DEPTH).map(|(key, _)| *key).collect::<Vec<_>>();
            touched += usize::from(first(&plain) != first(&lifted));
        }
    }
    let of = |value: fn(&(f64, f64, usize)) -> f64| -> Vec<f64> {
        sums.iter().filter(|sum| sum.2 > 0).map(|sum| value(sum) / sum.2 as f64).collect()
    };
    let differences = of(|sum| sum.1 - sum.0);
    Learnt {
        without: mean(&of(|sum| sum.0)),
        with: mean(&of(|sum| sum.1)),
        difference: mean(&differences),
        difference_interval: interval(&differences, RESAMPLINGS, SEED),
        verdicts: verdicts as f64 / year.times.max(1) as f64,
        touched: touched as f64 / measured.max(1) as f64,
    }
}

/// What people say of the hits that are shown.
fn people(
    set: &JudgedSet,
    query: &Query,
    shown: &[(Key, f32)],
    year: &Year,
    random: &mut fastrand::Rng,
) -> Vec<(Key, f32)> {
    let mut said = Vec::new();
    for (key, _) in shown.iter().take(year.shown) {
        if random.f64() >= year.answered {
            continue;
        }
        let grade = set.id(*key).and_then(|id| query.judgements.get(id)).copied().unwrap_or(0);
        let right = match grade {
            0 => NOT,
            grade if grade == set.highest_grade() => FITS,
            _ => PARTLY,
        };
        let is_wrong = random.f64() < year.wrong;
        let others: Vec<f32> = [FITS, PARTLY, NOT].into_iter().filter(|value| *value != right).collect();
        let value = if is_wrong { others[random.usize(..others.len())] } else { right };
        said.push((*key, value));
    }
    said
}

/// What the three verdicts count as.
pub(crate) const FITS: f32 = 1.0;
pub(crate) const PARTLY: f32 = 0.5;
pub(crate) const NOT: f32 = -1.0;

impl Asked<'_> {
    fn meaning(&self, query: &Query) -> Option<&crate::meaning::Centred> {
        self.vectors.and_then(|vectors| vectors.queries.get(&query.text))
    }

    /// The best hits of a query, its own document left out.
    fn pool(&self, query: &Query) -> Result<Vec<(Key, f32)>, StaleView> {
        let found = self.index.scores_with(self.view, &query.text, self.meaning(query), POOL + 1)?;
        Ok(found
            .into_iter()
            .filter(|(key, _)| self.set.id(*key) != Some(query.id.as_str()))
            .take(POOL)
            .collect())
    }

    /// The hits as they are ranked with what was taught.
    fn ranked(
        &self,
        need: &Played<'_>,
        remembered: &[RememberedNeed],
        memory: &MemoryWeights,
    ) -> Vec<(Key, f32)> {
        let taught = taught(&need.words, self.meaning(need.query), remembered, memory);
        let lifted =
            |(key, score): &(Key, f32)| (*key, score + taught.get(key).map_or(0.0, |taught| taught.addition));
        let mut ranked: Vec<(Key, f32)> = need.pool.iter().map(lifted).collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked
    }

    fn ndcg(&self, need: &Played<'_>, ranked: &[(Key, f32)]) -> f64 {
        let named = ranked.iter().filter_map(|(key, score)| Some((self.set.id(*key)?, *score)));
        // Only the order is measured here, so the chance that anything fits is left out.
        score(self.set, need.query, &(named.take(DEPTH).collect(), 0.0)).ndcg
    }
}
