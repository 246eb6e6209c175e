//! Benefits: what is to become better for whom, by which measure, and what has been measured. Negative effects are kept the same way.
//!
//! An expectation is a target and an outcome is a measurement; they are never added to each other, nor amounts of different units.
//! Not here: who is reminded when (`app`), and figures that others publish (`figure`).

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::id::{BenefitId, FollowUpId, InitiativeId, MeasurementId, OrganisationId, PersonId};
use crate::instant::Instant;
use crate::quantity::Quantity;
use crate::words::words;

words! {
    /// What kind of benefit it is. None weighs more than another.
    BenefitKind {
        /// Money that is freed.
        Financial = "financial",
        /// Time or means that go to something else.
        Reallocation = "reallocation",
        /// Better for those it is for.
        Quality = "quality",
        /// Better for society or the environment.
        Society = "society",
        /// What the law asks for is kept.
        Compliance = "compliance",
    }
}

words! {
    /// How sure it is that it comes, or has come, of this.
    Confidence {
        /// Measured, and of this.
        Green = "green",
        /// Likely.
        Yellow = "yellow",
        /// A guess.
        Red = "red",
    }
}

words! {
    /// What was measured last against what was hoped for.
    Outcome {
        /// Nothing has been measured.
        Unmeasured = "unmeasured",
        /// All that was hoped for, or a negative effect within its limit.
        Reached = "reached",
        /// Some of it.
        Partly = "partly",
        /// As before.
        Unchanged = "unchanged",
        /// Worse than before, or a negative effect beyond its limit.
        Worse = "worse",
    }
}

words! {
    /// Where a measurement comes from.
    MeasuredBy {
        /// The organisation has measured itself.
        Own = "own",
        /// A figure that others publish.
        Figure = "figure",
    }
}

/// After how many months from going live a benefit is followed up.
pub const FOLLOW_UP_MONTHS: [u32; 3] = [6, 12, 24];
/// Most benefits of an initiative.
pub const BENEFITS_MAX: usize = 200;
/// Longest unit, in characters.
pub const UNIT_MAX: usize = 40;

/// An amount on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// How much.
    pub value: Quantity,
    /// On which day.
    pub on: Date,
}

/// A benefit, or a negative effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Benefit {
    /// Identity.
    pub id: BenefitId,
    /// Version for optimistic locking.
    pub version: i64,
    /// Of which initiative.
    pub initiative: InitiativeId,
    /// In which organisation.
    pub organisation: OrganisationId,
    /// Who answers for it.
    pub owner: Option<PersonId>,
    /// Of which kind.
    pub kind: BenefitKind,
    /// Whether it is a negative effect; its target is then the most that is accepted.
    pub is_negative: bool,
    /// Who has it: "brukare i hemtjänsten".
    pub receiver: String,
    /// What is measured: "sena besök per vecka".
    pub indicator: String,
    /// In what: "besök per vecka".
    pub unit: String,
    /// How it is measured.
    pub method: String,
    /// Where the figures come from.
    pub source: String,
    /// How it was before.
    pub baseline: Option<Reading>,
    /// What is hoped for, and by when.
    pub target: Reading,
    /// How sure.
    pub confidence: Confidence,
    /// The published figure it is measured by, by its code, where it is one.
    pub kpi: Option<String>,
    /// Why it will have no outcome, where that was said.
    pub given_up: Option<String>,
    /// When it was written.
    pub created: Instant,
    /// When it was last changed.
    pub updated: Instant,
}

/// What was measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measurement {
    /// Identity.
    pub id: MeasurementId,
    /// Of which benefit.
    pub benefit: BenefitId,
    /// How much on which day.
    pub reading: Reading,
    /// Who measured: the organisation, or others.
    pub by: MeasuredBy,
    /// How it was measured.
    pub method: String,
    /// What is to be said of it.
    pub note: String,
    /// How sure that it has come of this.
    pub confidence: Confidence,
    /// Who wrote it.
    pub person: Option<PersonId>,
    /// When.
    pub at: Instant,
}

/// A day on which a benefit is to be measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// Identity.
    pub id: FollowUpId,
    /// Of which benefit.
    pub benefit: BenefitId,
    /// The day.
    pub due: Date,
    /// How many months after going live; nothing for a day of one's own.
    pub months: Option<u32>,
    /// When the owner was told.
    pub told: Option<Instant>,
    /// When it was done.
    pub done: Option<Instant>,
}

/// Why a benefit or a measurement cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BenefitProblem {
    /// The target is the baseline: nothing would become better.
    TargetIsBaseline,
    /// The target's day is not after the baseline's.
    TargetTooEarly,
    /// There is no baseline to measure from.
    NoBaseline,
    /// Measured before the baseline.
    BeforeBaseline,
    /// Measured on a day to come.
    ToCome,
    /// The unit of what has been measured is another.
    OtherUnit,
}

impl Benefit {
    /// What is wrong with it, given what has been measured.
    #[must_use]
    pub fn problems(&self, measured: &[Measurement]) -> Vec<BenefitProblem> {
        let mut problems = Vec::new();
        if let Some(baseline) = self.baseline {
            if baseline.value == self.target.value {
                problems.push(BenefitProblem::TargetIsBaseline);
            }
            if self.target.on <= baseline.on {
                problems.push(BenefitProblem::TargetTooEarly);
            }
            if measured.iter().any(|one| one.reading.on < baseline.on) {
                problems.push(BenefitProblem::BeforeBaseline);
            }
        } else if !measured.is_empty() {
            problems.push(BenefitProblem::NoBaseline);
        }
        problems
    }

    /// Whether a reading can be kept.
    ///
    /// # Errors
    /// [`BenefitProblem`] for one that cannot.
    pub fn accepts(&self, reading: Reading, today: Date) -> Result<(), BenefitProblem> {
        let baseline = self.baseline.ok_or(BenefitProblem::NoBaseline)?;
        if reading.on > today {
            return Err(BenefitProblem::ToCome);
        }
        if reading.on < baseline.on { Err(BenefitProblem::BeforeBaseline) } else { Ok(()) }
    }

    /// What the latest reading says.
    #[must_use]
    pub fn outcome(&self, latest: Option<Reading>) -> Outcome {
        let (Some(baseline), Some(latest)) = (self.baseline, latest) else { return Outcome::Unmeasured };
        // As if the target lay above the baseline, whichever way is better.
        let sign = (self.target.value.0 - baseline.value.0).signum();
        let (wanted, come) =
            ((self.target.value.0 - baseline.value.0) * sign, (latest.value.0 - baseline.value.0) * sign);
        if self.is_negative {
            return if come <= wanted { Outcome::Reached } else { Outcome::Worse };
        }
        match come {
            come if come >= wanted => Outcome::Reached,
            0 => Outcome::Unchanged,
            come if come > 0 => Outcome::Partly,
            _ => Outcome::Worse,
        }
    }

    /// How much of the way from baseline to target has come, in per cent.
    #[must_use]
    pub fn share(&self, latest: Reading) -> Option<i64> {
        let baseline = self.baseline?;
        let wanted = self.target.value.0 - baseline.value.0;
        (wanted != 0).then(|| (latest.value.0 - baseline.value.0) * 100 / wanted)
    }
}

/// The days on which a benefit is followed up after going live.
#[must_use]
pub fn follow_ups(live: Date) -> Vec<(u32, Date)> {
    let after = |months: u32| live.checked_add(i64::from(months).months()).ok().map(|day| (months, day));
    FOLLOW_UP_MONTHS.into_iter().filter_map(after).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn reading(value: i64, on: &str) -> Reading {
        Reading { value: Quantity(value), on: day(on) }
    }

    fn benefit(baseline: i64, target: i64) -> Benefit {
        let now = Instant::from_milliseconds(1);
        Benefit {
            id: BenefitId::at(now),
            version: 1,
            initiative: InitiativeId::at(now),
            organisation: OrganisationId::at(now),
            owner: None,
            kind: BenefitKind::Quality,
            is_negative: false,
            receiver: String::new(),
            indicator: String::new(),
            unit: "besök".to_owned(),
            method: String::new(),
            source: String::new(),
            baseline: Some(reading(baseline, "2026-01-31")),
            target: reading(target, "2026-12-31"),
            confidence: Confidence::Yellow,
            kpi: None,
            given_up: None,
            created: now,
            updated: now,
        }
    }

    #[test]
    fn an_outcome_is_read_from_baseline_to_target_whichever_way_is_better() {
        let fewer = benefit(40, 10);
        let more = benefit(10, 40);
        for (benefit, value, outcome, share) in [
            (&fewer, 10, Outcome::Reached, 100),
            (&fewer, 5, Outcome::Reached, 116),
            (&fewer, 25, Outcome::Partly, 50),
            (&fewer, 40, Outcome::Unchanged, 0),
            (&fewer, 43, Outcome::Worse, -10),
            (&more, 41, Outcome::Reached, 103),
            (&more, 20, Outcome::Partly, 33),
            (&more, 9, Outcome::Worse, -3),
        ] {
            let latest = reading(value, "2026-10-01");
            assert_eq!(benefit.outcome(Some(latest)), outcome, "{value}");
            assert_eq!(benefit.share(latest), Some(share), "{value}");
        }
        assert_eq!(fewer.outcome(None), Outcome::Unmeasured);
    }

    #[test]
    fn a_negative_effect_is_kept_within_its_limit() {
        let limited = Benefit { is_negative: true, ..benefit(0, 20) };
        for (value, outcome) in
            [(0, Outcome::Reached), (20, Outcome::Reached), (-5, Outcome::Reached), (21, Outcome::Worse)]
        {
            assert_eq!(limited.outcome(Some(reading(value, "2026-10-01"))), outcome, "{value}");
        }
    }

    #[test]
    fn what_cannot_be_measured_is_told() {
        let (sound, today) = (benefit(40, 10), day("2026-11-09"));
        assert!(sound.problems(&[]).is_empty());
        assert_eq!(sound.accepts(reading(1, "2026-01-31"), today), Ok(()));
        assert_eq!(sound.accepts(reading(1, "2026-01-30"), today), Err(BenefitProblem::BeforeBaseline));
        assert_eq!(sound.accepts(reading(1, "2026-11-10"), today), Err(BenefitProblem::ToCome));
        let unknown = Benefit { baseline: None, ..sound.clone() };
        assert_eq!(unknown.accepts(reading(1, "2026-02-01"), today), Err(BenefitProblem::NoBaseline));
        assert_eq!(benefit(7, 7).problems(&[]), [BenefitProblem::TargetIsBaseline]);
        let early = Benefit { target: reading(10, "2026-01-31"), ..sound };
        assert_eq!(early.problems(&[]), [BenefitProblem::TargetTooEarly]);
    }

    #[test]
    fn months_are_counted_to_the_last_day_where_the_month_is_shorter() {
        let days: Vec<String> =
            follow_ups(day("2026-08-31")).iter().map(|(_, day)| day.to_string()).collect();
        assert_eq!(days, ["2027-02-28", "2027-08-31", "2028-08-31"]);
    }
}
