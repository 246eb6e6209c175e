//! Prioritisation: several assessors score cases alone, and what their scores come to.
//!
//! The result is a median with its spread and how the order would change with other weights. It informs a decision and makes
//! none: nothing here moves a case. Not here: who assesses, and who sees what when (`app`).

use crate::id::{CaseId, CollaborationId, OrganisationId, PersonId, RoundId};
use crate::instant::Instant;
use crate::process::Label;
use crate::text;
use crate::words::words;
use jiff::civil::Date;

words! {
    /// Whose voices are counted.
    Voices {
        /// Each organisation has one: the median of its assessors.
        Organisations = "organisations",
        /// Each assessor has one.
        Assessors = "assessors",
    }
}

words! {
    /// How sure an assessor is of a score.
    Sureness {
        /// A guess.
        Low = "low",
        /// Partly known.
        Medium = "medium",
        /// Known.
        High = "high",
    }
}

/// The lowest and highest score.
pub const SCORES: std::ops::RangeInclusive<u8> = 1..=5;
/// Voices so far apart disagree.
const APART: i64 = 3;
/// Most criteria of a round.
const CRITERIA_MAX: usize = 20;
/// Highest weight.
const WEIGHT_MAX: u32 = 1_000;
/// Scores are counted in quarters: a median of medians of whole numbers has no finer parts.
const QUARTERS: i64 = 4;

/// Something that cases are compared by.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Criterion {
    /// A code that stays the same.
    pub code: String,
    /// What it is called.
    pub name: Label,
    /// How much it weighs among the others; nothing when it is only shown.
    pub weight: u32,
    /// What 1 means.
    pub low: Label,
    /// What 3 means.
    pub middle: Label,
    /// What 5 means.
    pub high: Label,
}

/// A round of scoring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Identity.
    pub id: RoundId,
    /// Version for optimistic locking.
    pub version: i64,
    /// What it is called, such as "Våren 2027".
    pub title: String,
    /// Who arranges it.
    pub organisation: OrganisationId,
    /// Of which collaboration.
    pub collaboration: CollaborationId,
    /// What is scored.
    pub criteria: Vec<Criterion>,
    /// Whose voices are counted.
    pub voices: Voices,
    /// The day it should be done.
    pub due: Option<Date>,
    /// When it was closed; open until then.
    pub closed: Option<Instant>,
    /// When it was opened.
    pub created: Instant,
}

/// Somebody who scores in a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundAssessor {
    /// Who.
    pub person: PersonId,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// When they said that they were done. Scores count from then on.
    pub done: Option<Instant>,
}

/// A score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// Of which case.
    pub case: CaseId,
    /// By whom.
    pub person: PersonId,
    /// By which criterion.
    pub criterion: String,
    /// From 1 to 5.
    pub value: u8,
    /// How sure they are.
    pub sureness: Sureness,
    /// Why.
    pub comment: String,
}

/// Why criteria cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CriteriaProblem {
    /// None, or too many.
    Count,
    /// A name or an anchor is missing or too long.
    Words(String),
    /// The weights sum to nothing.
    NoWeight,
    /// A weight is too large to mean anything.
    Weight(String),
}

/// Everything that is wrong with criteria.
#[must_use]
pub fn problems(criteria: &[Criterion]) -> Vec<CriteriaProblem> {
    let mut problems = Vec::new();
    if criteria.is_empty() || criteria.len() > CRITERIA_MAX {
        problems.push(CriteriaProblem::Count);
    }
    let is_fine = |label: &Label| !label.sv.trim().is_empty() && label.sv.chars().count() <= text::SHORT_MAX;
    for one in criteria {
        if ![&one.name, &one.low, &one.middle, &one.high].into_iter().all(is_fine) {
            problems.push(CriteriaProblem::Words(one.code.clone()));
        }
        if one.weight > WEIGHT_MAX {
            problems.push(CriteriaProblem::Weight(one.code.clone()));
        }
    }
    if !criteria.is_empty() && criteria.iter().all(|one| one.weight == 0) {
        problems.push(CriteriaProblem::NoWeight);
    }
    problems
}

/// What the voices say of a case by one criterion. Scores are in quarters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    /// The median.
    pub median: i64,
    /// The lowest voice.
    pub lowest: i64,
    /// The highest voice.
    pub highest: i64,
    /// How many voices.
    pub voices: usize,
    /// The median of how sure they are.
    pub sureness: Sureness,
}

impl Spread {
    /// Whether the voices are so far apart that they should talk before they decide.
    #[must_use]
    pub const fn disagrees(&self) -> bool {
        self.highest - self.lowest >= APART * QUARTERS
    }
}

/// What a case comes to in a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Which case.
    pub case: CaseId,
    /// In the order of the criteria; nothing where nobody has scored.
    pub spreads: Vec<Option<Spread>>,
    /// The weighted mean of the medians, as a fraction of quarters: numerator and denominator. Nothing when a criterion
    /// with weight has no score.
    pub total: Option<(i64, i64)>,
    /// Its place, from 1; cases that come to the same share one.
    pub place: Option<usize>,
    /// The best and worst place when one weight at a time is a fifth less or more.
    pub places: Option<(usize, usize)>,
}

/// The code of the criterion that says how risky something is, shown beside and never summed.
const RISK: &str = "risk";

impl Outcome {
    /// The median of how risky it is, in quarters; nothing where the round does not ask, or nobody has said.
    #[must_use]
    pub fn risk(&self, round: &Round) -> Option<i64> {
        let at = round.criteria.iter().position(|one| one.code == RISK)?;
        self.spreads.get(at)?.as_ref().map(|spread| spread.median)
    }

    /// Whether other weights would change its place.
    #[must_use]
    pub fn is_sensitive(&self) -> bool {
        self.places.is_some_and(|(best, worst)| best != worst)
    }
}

/// The middle of values; the mean of the two in the middle where their number is even.
fn median(mut values: Vec<i64>) -> Option<i64> {
    values.sort_unstable();
    let middle = values.len() / 2;
    let upper = *values.get(middle)?;
    if values.len() % 2 == 1 { Some(upper) } else { Some((values.get(middle - 1)? + upper) / 2) }
}

/// What scores come to, in the order of the places; cases that cannot be placed last, in the order given. `of` says for which
/// organisation a person scores; scores of others are left out.
#[must_use]
pub fn outcomes(
    round: &Round,
    cases: &[CaseId],
    scores: &[Score],
    of: impl Fn(PersonId) -> Option<OrganisationId>,
) -> Vec<Outcome> {
    let spreads: Vec<Vec<Option<Spread>>> = cases
        .iter()
        .map(|case| {
            let by = |criterion: &Criterion| {
                let given = scores.iter().filter(|one| one.case == *case && one.criterion == criterion.code);
                spread(round.voices, given, &of)
            };
            round.criteria.iter().map(by).collect()
        })
        .collect();
    let weights: Vec<i64> = round.criteria.iter().map(|one| i64::from(one.weight) * 10).collect();
    let places = places(&spreads, &weights);
    let mut ranges: Vec<Option<(usize, usize)>> =
        places.iter().map(|place| place.map(|place| (place, place))).collect();
    for changed in 0..weights.len() {
        for tenths in [8, 12] {
            let mut others = weights.clone();
            if let Some(weight) = others.get_mut(changed) {
                *weight = *weight / 10 * tenths;
            }
            for (range, place) in ranges.iter_mut().zip(self::places(&spreads, &others)) {
                if let (Some((best, worst)), Some(place)) = (range.as_mut(), place) {
                    (*best, *worst) = ((*best).min(place), (*worst).max(place));
                }
            }
        }
    }
    let whole = cases.iter().zip(spreads).zip(places).zip(ranges);
    let mut outcomes: Vec<Outcome> = whole
        .map(|(((case, spreads), place), places)| Outcome {
            case: *case,
            total: total(&spreads, &weights),
            spreads,
            place,
            places,
        })
        .collect();
    outcomes.sort_by_key(|outcome| outcome.place.unwrap_or(usize::MAX));
    outcomes
}

fn spread<'a>(
    voices: Voices,
    given: impl Iterator<Item = &'a Score>,
    of: impl Fn(PersonId) -> Option<OrganisationId>,
) -> Option<Spread> {
    let given: Vec<(OrganisationId, &Score)> =
        given.filter_map(|score| Some((of(score.person)?, score))).collect();
    let quarters = |score: &Score| i64::from(score.value) * QUARTERS;
    let said: Vec<i64> = match voices {
        Voices::Assessors => given.iter().map(|(_, score)| quarters(score)).collect(),
        Voices::Organisations => {
            let mut organisations: Vec<OrganisationId> = given.iter().map(|(one, _)| *one).collect();
            organisations.sort_unstable();
            organisations.dedup();
            let of_one = |one: &OrganisationId| {
                let own = given.iter().filter(|(other, _)| other == one).map(|(_, score)| quarters(score));
                median(own.collect())
            };
            organisations.iter().filter_map(of_one).collect()
        }
    };
    let sure = |score: &Score| match score.sureness {
        Sureness::Low => 0,
        Sureness::Medium => 1,
        Sureness::High => 2,
    };
    let sureness = match median(given.iter().map(|(_, score)| sure(score)).collect())? {
        0 => Sureness::Low,
        1 => Sureness::Medium,
        _ => Sureness::High,
    };
    let (lowest, highest) = (*said.iter().min()?, *said.iter().max()?);
    Some(Spread { lowest, highest, voices: said.len(), median: median(said)?, sureness })
}

/// The weighted mean of the medians as a fraction; nothing when a criterion that weighs anything has no score.
fn total(spreads: &[Option<Spread>], weights: &[i64]) -> Option<(i64, i64)> {
    let (mut sum, mut weight_sum) = (0, 0);
    for (spread, weight) in spreads.iter().zip(weights).filter(|(_, weight)| **weight > 0) {
        sum += spread.as_ref()?.median * weight;
        weight_sum += weight;
    }
    (weight_sum > 0).then_some((sum, weight_sum))
}

/// Places from 1. All totals of one call have the same denominator, so that numerators can be compared.
fn places(spreads: &[Vec<Option<Spread>>], weights: &[i64]) -> Vec<Option<usize>> {
    let totals: Vec<Option<i64>> =
        spreads.iter().map(|spreads| total(spreads, weights).map(|(sum, _)| sum)).collect();
    let before = |sum: i64| totals.iter().flatten().filter(|other| **other > sum).count();
    totals.iter().map(|total| total.map(|sum| before(sum) + 1)).collect()
}

#[cfg(test)]
mod tests;
