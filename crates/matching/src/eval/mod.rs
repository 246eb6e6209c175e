//! Measures the matching on judged sets: reads a set, takes it as the catalogue, asks its queries, scores the answers.
//!
//! The judgements are read for nothing but scoring. Not here: printing, and the choice of what to measure against what.

mod levels;
mod metrics;
mod needs;
mod set;
mod teaching;
mod vectors;

use serde::Serialize;

use crate::index::{Index, StaleView, View};
use crate::rank::{Weights, chance_that_something_fits};

pub use levels::{Answer, Asking};
pub use metrics::{auc, auc_interval, ndcg_at, recall_at, reciprocal_rank_at};
pub use needs::measure_needs;
pub use set::{JudgedSet, Query, SetError};
pub use teaching::{Learnt, Year, measure_year};
pub use vectors::Vectors;

/// Resamplings behind an interval, and the seed of their random numbers.
const RESAMPLINGS: usize = 2_000;
const SEED: u64 = 20_261_123;
/// How many answers a query may use.
const DEPTH: usize = 10;

/// What a judged set says about the matching. Shares from 0 to 1; intervals hold 95 % of the bootstrap's means.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Mean nDCG@10, gain 2^relevance − 1, ideal order from all judged documents (Järvelin and Kekäläinen, 2002;
    /// the gain is that of Burges et al., 2005).
    pub ndcg_at_10: f64,
    /// Its interval.
    pub ndcg_at_10_interval: [f64; 2],
    /// Mean share of the documents of the set's highest grade that are among the first five.
    pub recall_at_5: f64,
    /// Its interval.
    pub recall_at_5_interval: [f64; 2],
    /// Mean of 1 / rank of the first document of the highest grade, 0 beyond the tenth.
    pub mrr_at_10: f64,
    /// Its interval.
    pub mrr_at_10_interval: [f64; 2],
    /// Chance that of a query with a match and one without the first is said to be the likelier to have one
    /// ([`chance_that_something_fits`]); none where the set has no queries without.
    pub auc_no_match: Option<f64>,
    /// Its interval.
    pub auc_no_match_interval: Option<[f64; 2]>,
    /// The same where the highest score says it, to compare.
    pub auc_top_score: Option<f64>,
    /// Its interval.
    pub auc_top_score_interval: Option<[f64; 2]>,
    /// Documents of the set.
    pub documents: usize,
    /// Queries that count.
    pub queries: usize,
    /// Queries left out since no document is judged relevant to them.
    pub queries_without_judgement: usize,
    /// Queries without a match.
    pub queries_no_match: usize,
}

/// Figures of one query.
struct Figures {
    ndcg: f64,
    recall: Option<f64>,
    reciprocal_rank: Option<f64>,
    top: Top,
}

/// What an answer says about whether anything fits.
#[derive(Clone, Copy)]
struct Top {
    score: f64,
    fits: f64,
}

/// Measures the matching by words as it is by default.
///
/// # Errors
/// [`StaleView`] never in practice: the view is made here.
pub fn measure(set: &JudgedSet) -> Result<Report, StaleView> {
    measure_with(set, None, Weights::default())
}

/// Measures the matching by words or, with the set's vectors, by meaning, with weights of one's own.
///
/// # Errors
/// As [`measure`].
pub fn measure_with(
    set: &JudgedSet,
    vectors: Option<&Vectors>,
    weights: Weights,
) -> Result<Report, StaleView> {
    let index = filled(set, vectors);
    let view = index.view_with(weights, |_| true);
    let asked = Asked { set, vectors, index: &index, view: &view };
    measured(set, |query| asked.answer(query))
}

/// An index of the set's documents, with vectors where there are some.
fn filled(set: &JudgedSet, vectors: Option<&Vectors>) -> Index {
    let mut index = Index::new();
    fill(&mut index, set, vectors);
    index
}

/// The ids of the best documents with their scores, and the chance that anything fits.
type Found<'a> = (Vec<(&'a str, f32)>, f64);

/// Asks all queries and scores the answers.
fn measured<'a>(
    set: &'a JudgedSet,
    answer: impl Fn(&Query) -> Result<Found<'a>, StaleView>,
) -> Result<Report, StaleView> {
    let mut figures = Vec::new();
    let mut left_out = 0;
    for query in set.queries() {
        if query.judgements.values().all(|grade| *grade == 0) {
            left_out += 1;
            continue;
        }
        figures.push(score(set, query, &answer(query)?));
    }
    let mut without = Vec::new();
    for query in set.queries_no_match() {
        let (found, fits) = answer(query)?;
        without.push(Top { score: top_score(&found), fits });
    }
    Ok(report(set, &figures, left_out, &without))
}

fn fill(index: &mut Index, set: &JudgedSet, vectors: Option<&Vectors>) {
    for (key, document) in set.documents() {
        index.upsert(key, document);
        for piece in document.pieces() {
            if let Some(vector) = vectors.and_then(|vectors| vectors.pieces.get(&piece.hash)) {
                index.set_vector(key, piece.hash, vector);
            }
        }
    }
}

/// A set as it is asked.
struct Asked<'a> {
    set: &'a JudgedSet,
    vectors: Option<&'a Vectors>,
    index: &'a Index,
    view: &'a View,
}

impl<'a> Asked<'a> {
    /// The first ten documents, the query's own document left out.
    fn answer(&self, query: &Query) -> Result<Found<'a>, StaleView> {
        let vector = self.vectors.and_then(|vectors| vectors.queries.get(&query.text));
        let mut found = self.index.matches_with(self.view, &query.text, vector, DEPTH + 1)?;
        found.retain(|hit| self.set.id(hit.key).is_some_and(|id| id != query.id));
        let fits = f64::from(chance_that_something_fits(&found));
        let named = found.iter().filter_map(|hit| Some((self.set.id(hit.key)?, hit.score)));
        Ok((named.take(DEPTH).collect(), fits))
    }
}

fn top_score(answer: &[(&str, f32)]) -> f64 {
    answer.first().map_or(f64::NEG_INFINITY, |(_, score)| f64::from(*score))
}

fn score(set: &JudgedSet, query: &Query, (answer, fits): &Found<'_>) -> Figures {
    let grade = |id: &str| query.judgements.get(id).copied().unwrap_or(0);
    let found: Vec<u32> = answer.iter().map(|(id, _)| grade(id)).collect();
    let judged: Vec<u32> =
        query.judgements.iter().filter(|(id, _)| **id != query.id).map(|(_, grade)| *grade).collect();
    let best = judged.iter().filter(|grade| **grade == set.highest_grade()).count();
    let is_best: Vec<bool> = found.iter().map(|grade| *grade == set.highest_grade()).collect();
    Figures {
        ndcg: ndcg_at(DEPTH, &found, &judged),
        recall: (best > 0).then(|| recall_at(5, &is_best, best)),
        reciprocal_rank: (best > 0).then(|| reciprocal_rank_at(DEPTH, &is_best)),
        top: Top { score: top_score(answer), fits: *fits },
    }
}

fn report(set: &JudgedSet, figures: &[Figures], left_out: usize, without: &[Top]) -> Report {
    let ndcg: Vec<f64> = figures.iter().map(|figure| figure.ndcg).collect();
    let recall: Vec<f64> = figures.iter().filter_map(|figure| figure.recall).collect();
    let ranks: Vec<f64> = figures.iter().filter_map(|figure| figure.reciprocal_rank).collect();
    let with: Vec<Top> = figures.iter().map(|figure| figure.top).collect();
    let told = |by: fn(&Top) -> f64| {
        let (with, without) =
            (with.iter().map(by).collect::<Vec<_>>(), without.iter().map(by).collect::<Vec<_>>());
        (auc(&with, &without), metrics::auc_interval(&with, &without, RESAMPLINGS, SEED))
    };
    let (auc_no_match, auc_no_match_interval) = told(|top| top.fits);
    let (auc_top_score, auc_top_score_interval) = told(|top| top.score);
    Report {
        ndcg_at_10: metrics::mean(&ndcg),
        ndcg_at_10_interval: metrics::interval(&ndcg, RESAMPLINGS, SEED),
        recall_at_5: metrics::mean(&recall),
        recall_at_5_interval: metrics::interval(&recall, RESAMPLINGS, SEED),
        mrr_at_10: metrics::mean(&ranks),
        mrr_at_10_interval: metrics::interval(&ranks, RESAMPLINGS, SEED),
        auc_no_match,
        auc_no_match_interval,
        auc_top_score,
        auc_top_score_interval,
        documents: set.len(),
        queries: figures.len(),
        queries_without_judgement: left_out,
        queries_no_match: without.len(),
    }
}
