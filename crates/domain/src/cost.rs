//! What a case costs over its life, year by year with a range, and how that could be shared.
//!
//! Every sharing is exact: whole öre that sum to the total, by largest remainder (Hamilton's method). No key is called fair; they
//! stand side by side, and whoever decides chooses one. Not here: who may see prices (`permission`).

use crate::id::OrganisationId;
use crate::text;
use crate::words::words;

/// An amount of money in öre.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct Ore(pub i64);

impl Ore {
    /// An amount as people write it, in kronor: "1 200 000", "12,50". Nothing for what is none.
    #[must_use]
    pub fn from_kronor(text: &str) -> Option<Self> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let (whole, part) = text.split_once([',', '.']).unwrap_or((&text, ""));
        let is_digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
        if whole.is_empty() || !is_digits(whole) || !is_digits(part) || part.len() > 2 {
            return None;
        }
        let part: i64 = format!("{part:0<2}").parse().ok()?;
        whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(part).map(Self)
    }

    /// The same as a form shows it; öre only where there are some.
    #[must_use]
    pub fn in_kronor(self) -> String {
        match self.0 % 100 {
            0 => (self.0 / 100).to_string(),
            part => format!("{},{part:02}", self.0 / 100),
        }
    }
}

words! {
    /// When a line costs.
    CostKind {
        /// Once, in its first year.
        OneOff = "one_off",
        /// Every year.
        Yearly = "yearly",
        /// Hours of own staff, every year.
        Hours = "hours",
    }
}

words! {
    /// How a total is shared.
    AllocationKey {
        /// Lika: the same for each.
        Equal = "equal",
        /// Invånare: by population.
        Population = "population",
        /// Användare: by users.
        Users = "users",
        /// Volym: by what is used.
        Volume = "volume",
        /// Fast och rörlig: a part equally, the rest by users.
        FixedVariable = "fixed_variable",
        /// Egen: by shares that the parties have agreed.
        Own = "own",
    }
}

/// Longest life that is counted, in years.
pub const YEARS_MAX: u32 = 15;
/// Most lines and parties.
const ROWS_MAX: usize = 60;
/// Highest amount of one line a year: a hundred billion kronor means that a unit was mixed up.
const AMOUNT_MAX: i64 = 10_000_000_000_000;
/// Highest count of anything that a key goes by.
const COUNT_MAX: u32 = 100_000_000;

/// Something that costs.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CostLine {
    /// What.
    pub name: String,
    /// When.
    pub kind: CostKind,
    /// The first year it costs, from 1.
    pub from: u32,
    /// The last year.
    pub to: u32,
    /// At least: öre, or hundredths of an hour for hours.
    pub low: i64,
    /// Most likely.
    pub likely: i64,
    /// At most.
    pub high: i64,
}

/// Somebody who shares the cost.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Party {
    /// Who.
    pub organisation: OrganisationId,
    /// The first year they are part of it, from 1.
    pub from: u32,
    /// The last year.
    pub to: u32,
    /// How many users they have.
    pub users: u32,
    /// How much they use, in whatever the parties count.
    pub volume: u32,
    /// Their agreed share, as a weight.
    pub share: u32,
    /// The most they pay a year.
    pub cap: Option<Ore>,
}

/// Everything that is written of what a case costs.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CostSheet {
    /// The calendar year that year 1 is.
    pub start: i16,
    /// How many years.
    pub years: u32,
    /// What an hour of own staff is counted as.
    pub hour: Ore,
    /// What costs.
    pub lines: Vec<CostLine>,
    /// Who shares.
    pub parties: Vec<Party>,
    /// How many per cent of the total the fixed and variable key shares equally.
    pub fixed: u32,
    /// The key that has been decided, if one has.
    pub chosen: Option<AllocationKey>,
}

/// What is wrong with a line or a party, by its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CostProblem {
    /// The number of years is none that can be counted.
    Years,
    /// The first year is none.
    Start,
    /// The price of an hour is negative or absurd.
    Hour,
    /// The fixed part is over a hundred per cent.
    Fixed,
    /// Too many rows.
    TooMany,
    /// A line has no name or too long a one.
    Name(usize),
    /// A line's or party's years lie outside, or end before they begin.
    LineYears(usize),
    /// A line's amount is negative, absurd, or its range is in disorder.
    Amount(usize),
    /// A party's years lie outside, or end before they begin.
    PartyYears(usize),
    /// A party's numbers are absurd, or it caps below nothing.
    PartyNumbers(usize),
    /// A party is there twice.
    PartyTwice(usize),
}

/// A total with its range.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Range {
    /// At least.
    pub low: Ore,
    /// Most likely.
    pub likely: Ore,
    /// At most.
    pub high: Ore,
}

/// Why a total cannot be shared by a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unshared {
    /// There is a cost in a year in which nobody is part of it.
    Nobody,
    /// What the key goes by is not known, or nothing, for those who are part of it.
    Unknown,
    /// The caps leave something that nobody pays.
    Capped,
}

impl CostSheet {
    /// An empty sheet of five years.
    #[must_use]
    pub const fn new(start: i16) -> Self {
        Self {
            start,
            years: 5,
            hour: Ore(50_000),
            lines: Vec::new(),
            parties: Vec::new(),
            fixed: 30,
            chosen: None,
        }
    }

    /// Everything that is wrong with it.
    #[must_use]
    pub fn problems(&self) -> Vec<CostProblem> {
        let mut problems = Vec::new();
        if self.years == 0 || self.years > YEARS_MAX {
            problems.push(CostProblem::Years);
        }
        if !(2000..=2200).contains(&self.start) {
            problems.push(CostProblem::Start);
        }
        if !(0..=AMOUNT_MAX).contains(&self.hour.0) {
            problems.push(CostProblem::Hour);
        }
        if self.fixed > 100 {
            problems.push(CostProblem::Fixed);
        }
        if self.lines.len() > ROWS_MAX || self.parties.len() > ROWS_MAX {
            problems.push(CostProblem::TooMany);
        }
        let within = |from: u32, to: u32| from >= 1 && from <= to && to <= self.years;
        for (at, line) in self.lines.iter().enumerate() {
            if text::required(&line.name, text::SHORT_MAX).is_err() {
                problems.push(CostProblem::Name(at));
            }
            if !within(line.from, line.to) {
                problems.push(CostProblem::LineYears(at));
            }
            let is_ordered = line.low <= line.likely && line.likely <= line.high;
            if line.low < 0 || line.high > AMOUNT_MAX || !is_ordered {
                problems.push(CostProblem::Amount(at));
            }
        }
        for (at, party) in self.parties.iter().enumerate() {
            if !within(party.from, party.to) {
                problems.push(CostProblem::PartyYears(at));
            }
            let counts = [party.users, party.volume, party.share];
            let is_capped_wrong = party.cap.is_some_and(|cap| !(0..=AMOUNT_MAX).contains(&cap.0));
            if counts.iter().any(|count| *count > COUNT_MAX) || is_capped_wrong {
                problems.push(CostProblem::PartyNumbers(at));
            }
            if self.parties.iter().take(at).any(|other| other.organisation == party.organisation) {
                problems.push(CostProblem::PartyTwice(at));
            }
        }
        problems
    }

    /// What each year costs.
    #[must_use]
    pub fn by_year(&self) -> Vec<Range> {
        (1..=self.years.min(YEARS_MAX)).map(|year| self.in_year(year)).collect()
    }

    fn in_year(&self, year: u32) -> Range {
        let mut range = Range::default();
        for line in &self.lines {
            let costs = match line.kind {
                CostKind::OneOff => line.from == year,
                CostKind::Yearly | CostKind::Hours => (line.from..=line.to).contains(&year),
            };
            if costs {
                range.low.0 = range.low.0.saturating_add(self.amount(line, line.low));
                range.likely.0 = range.likely.0.saturating_add(self.amount(line, line.likely));
                range.high.0 = range.high.0.saturating_add(self.amount(line, line.high));
            }
        }
        range
    }

    /// An amount of a line in öre; hours are rounded down to the öre.
    fn amount(&self, line: &CostLine, amount: i64) -> i64 {
        match line.kind {
            CostKind::OneOff | CostKind::Yearly => amount,
            CostKind::Hours => {
                let ore = i128::from(amount) * i128::from(self.hour.0) / 100;
                i64::try_from(ore).unwrap_or(i64::MAX)
            }
        }
    }

    /// What all years cost together.
    #[must_use]
    pub fn total(&self) -> Range {
        self.by_year().into_iter().fold(Range::default(), |sum, year| Range {
            low: Ore(sum.low.0.saturating_add(year.low.0)),
            likely: Ore(sum.likely.0.saturating_add(year.likely.0)),
            high: Ore(sum.high.0.saturating_add(year.high.0)),
        })
    }

    /// What each party pays by a key, over all years, most likely. The parts sum to the total to the öre. Each year is shared
    /// among those who are part of it that year.
    ///
    /// # Errors
    /// [`Unshared`] when that cannot be done.
    pub fn shared(
        &self,
        key: AllocationKey,
        population: impl Fn(OrganisationId) -> Option<u32>,
    ) -> Result<Vec<Ore>, Unshared> {
        let by_year = self.shared_by_year(key, population)?;
        let sum = |years: &Vec<Ore>| Ore(years.iter().fold(0, |sum, part| sum.saturating_add(part.0)));
        Ok(by_year.iter().map(sum).collect())
    }

    /// The same year by year, for each party.
    ///
    /// # Errors
    /// As [`CostSheet::shared`].
    pub fn shared_by_year(
        &self,
        key: AllocationKey,
        population: impl Fn(OrganisationId) -> Option<u32>,
    ) -> Result<Vec<Vec<Ore>>, Unshared> {
        let mut parts = vec![Vec::new(); self.parties.len()];
        for (year, range) in (1..).zip(self.by_year()) {
            for years in &mut parts {
                years.push(Ore(0));
            }
            let total = range.likely;
            if total.0 == 0 {
                continue;
            }
            let present: Vec<usize> = (0..self.parties.len())
                .filter(|at| self.parties.get(*at).is_some_and(|one| (one.from..=one.to).contains(&year)))
                .collect();
            if present.is_empty() {
                return Err(Unshared::Nobody);
            }
            for (at, part) in present.iter().zip(self.share_year(key, total, &present, &population)?) {
                if let Some(own) = parts.get_mut(*at).and_then(|years| years.last_mut()) {
                    *own = part;
                }
            }
        }
        Ok(parts)
    }

    /// What of it is paid in money.
    #[must_use]
    pub fn money(&self) -> Self {
        let paid = |line: &&CostLine| line.kind != CostKind::Hours;
        Self { lines: self.lines.iter().filter(paid).cloned().collect(), ..self.clone() }
    }

    /// The hours of own staff, in hundredths where the sheet has öre. Who pays at most something still gives hours.
    #[must_use]
    pub fn hours(&self) -> Self {
        let worked = self.lines.iter().filter(|line| line.kind == CostKind::Hours);
        let lines = worked.map(|line| CostLine { kind: CostKind::Yearly, ..line.clone() }).collect();
        let parties = self.parties.iter().map(|party| Party { cap: None, ..party.clone() }).collect();
        Self { lines, parties, ..self.clone() }
    }

    fn share_year(
        &self,
        key: AllocationKey,
        total: Ore,
        present: &[usize],
        population: impl Fn(OrganisationId) -> Option<u32>,
    ) -> Result<Vec<Ore>, Unshared> {
        let parties: Vec<&Party> = present.iter().filter_map(|at| self.parties.get(*at)).collect();
        let caps: Vec<Option<Ore>> = parties.iter().map(|party| party.cap).collect();
        let by = |count: fn(&Party) -> u32| {
            parties.iter().map(|party| u64::from(count(party))).collect::<Vec<u64>>()
        };
        let equal = vec![1; parties.len()];
        let weights = match key {
            AllocationKey::Equal => equal,
            AllocationKey::Population => {
                let known: Option<Vec<u64>> =
                    parties.iter().map(|party| population(party.organisation).map(u64::from)).collect();
                known.ok_or(Unshared::Unknown)?
            }
            AllocationKey::Users => by(|party| party.users),
            AllocationKey::Volume => by(|party| party.volume),
            AllocationKey::Own => by(|party| party.share),
            AllocationKey::FixedVariable => {
                // Each part is exact; their sum is the total, and the cap is on the sum.
                let fixed = i64::try_from(i128::from(total.0) * i128::from(self.fixed) / 100).unwrap_or(0);
                let equally = share(Ore(fixed), &equal).ok_or(Unshared::Unknown)?;
                let rest = share(Ore(total.0 - fixed), &by(|party| party.users)).ok_or(Unshared::Unknown)?;
                let sums: Vec<u64> = equally
                    .iter()
                    .zip(&rest)
                    .map(|(one, other)| u64::try_from(one.0 + other.0).unwrap_or(0))
                    .collect();
                return capped(total, &sums, &caps);
            }
        };
        capped(total, &weights, &caps)
    }
}

/// Shares a total by weights, exactly: parts differ from their quotas by less than an öre, and sum to the total. What is left
/// goes to the largest remainders, the first of those that are alike. Nothing when no weight weighs anything.
#[must_use]
pub fn share(total: Ore, weights: &[u64]) -> Option<Vec<Ore>> {
    let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if sum == 0 {
        return (total.0 == 0).then(|| vec![Ore(0); weights.len()]);
    }
    let products: Vec<i128> =
        weights.iter().map(|weight| i128::from(total.0) * i128::from(*weight)).collect();
    let mut parts: Vec<i64> =
        products.iter().map(|product| i64::try_from(product.div_euclid(sum)).unwrap_or(0)).collect();
    let mut left = total.0 - parts.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(products.get(*at).map_or(0, |product| product.rem_euclid(sum))));
    for at in order {
        if left == 0 {
            break;
        }
        if let Some(part) = parts.get_mut(at) {
            *part += 1;
            left -= 1;
        }
    }
    Some(parts.into_iter().map(Ore).collect())
}

/// The same with a most for some: what they do not pay is shared among the others by their weights.
fn capped(total: Ore, weights: &[u64], caps: &[Option<Ore>]) -> Result<Vec<Ore>, Unshared> {
    let mut fixed: Vec<Option<Ore>> = vec![None; weights.len()];
    // Each round caps at least one more, so that there are no more rounds than parties.
    for _ in 0..=weights.len() {
        let paid: i64 = fixed.iter().flatten().map(|one| one.0).sum();
        let open: Vec<u64> = weights
            .iter()
            .zip(&fixed)
            .map(|(weight, fixed)| if fixed.is_some() { 0 } else { *weight })
            .collect();
        let rest = Ore(total.0 - paid);
        let is_all_capped = fixed.iter().all(Option::is_some);
        let parts = share(rest, &open).ok_or(if is_all_capped || paid > 0 {
            Unshared::Capped
        } else {
            Unshared::Unknown
        })?;
        let mut is_over = false;
        for ((part, cap), fixed) in parts.iter().zip(caps).zip(fixed.iter_mut()) {
            if let (None, Some(cap)) = (*fixed, cap)
                && part > cap
            {
                *fixed = Some(*cap);
                is_over = true;
            }
        }
        if !is_over {
            let whole = parts.iter().zip(&fixed).map(|(part, fixed)| fixed.unwrap_or(*part));
            return Ok(whole.collect());
        }
    }
    Err(Unshared::Capped)
}

#[cfg(test)]
mod tests;
