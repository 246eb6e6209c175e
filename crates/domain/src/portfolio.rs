//! Portfolios: which initiatives fit into the money and the people that each organisation has over the coming years.
//!
//! What something is worth counts for every year from its start to the end of the portfolio. The numbers propose and people
//! decide: a plan that breaks a limit can be kept, and says so. Not here: the search for the best plan, and where points and
//! costs come from (`app`).

use crate::cost::AllocationKey;
use crate::id::{CaseId, CollaborationId, OrganisationId, PortfolioId};
use crate::instant::Instant;
use crate::words::words;

words! {
    /// What there is only so much of in a year.
    Resource {
        /// Money, in öre.
        Money = "money",
        /// Hours of own staff, in hundredths.
        Hours = "hours",
    }
}

words! {
    /// What people have said of a case before anything is counted.
    Standing {
        /// The count may take it in or leave it out.
        Free = "free",
        /// It is to be done, by law or because it has been decided.
        Must = "must",
        /// It is not to be done in these years.
        Out = "out",
    }
}

/// Most years ahead.
pub const YEARS_MAX: u32 = 6;
/// Most cases.
pub const CASES_MAX: usize = 200;
/// Highest limit: a hundred billion kronor means that a unit was mixed up.
pub const AMOUNT_MAX: i64 = 10_000_000_000_000;

/// A portfolio of a collaboration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portfolio {
    /// Identity.
    pub id: PortfolioId,
    /// Version for optimistic locking.
    pub version: i64,
    /// What it is called, such as "2027–2029".
    pub title: String,
    /// Who keeps it.
    pub organisation: OrganisationId,
    /// Of which collaboration.
    pub collaboration: CollaborationId,
    /// The calendar year that it begins with.
    pub start: i16,
    /// How many years it covers.
    pub years: u32,
    /// How the cost of a case is shared as long as no key has been decided for it.
    pub key: AllocationKey,
    /// What each organisation has; what is not there has no limit.
    pub limits: Vec<Limit>,
    /// What was counted last.
    pub proposal: Option<Proposal>,
    /// When it was begun.
    pub created: Instant,
    /// When it was changed last.
    pub updated: Instant,
}

/// What an organisation has of something, year by year; nothing where no limit is set.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Limit {
    /// Which organisation.
    pub organisation: OrganisationId,
    /// Of what.
    pub resource: Resource,
    /// For each year.
    pub by_year: Vec<Option<i64>>,
}

/// A case in a portfolio, with what people have said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Initiative {
    /// Which case.
    pub case: CaseId,
    /// What is said of it.
    pub standing: Standing,
    /// Why.
    pub reason: String,
    /// The first year it can start, from 0.
    pub earliest: u32,
    /// The last year it can start; any where nothing is said.
    pub latest: Option<u32>,
    /// Cases that must have started when it does.
    pub requires: Vec<CaseId>,
    /// Cases that are not done where it is.
    pub excludes: Vec<CaseId>,
    /// The year it starts in the plan, from 0; not in it where there is none.
    pub starts: Option<u32>,
}

impl Initiative {
    /// A case of which nothing is said yet.
    #[must_use]
    pub const fn new(case: CaseId) -> Self {
        Self {
            case,
            standing: Standing::Free,
            reason: String::new(),
            earliest: 0,
            latest: None,
            requires: Vec::new(),
            excludes: Vec::new(),
            starts: None,
        }
    }
}

/// What was counted.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Proposal {
    /// When.
    pub at: Instant,
    /// What came out, by the places in the question.
    pub found: Found,
    /// Says whether the question, its cases and its organisations are still the same.
    pub question: String,
}

/// A plan, how good it is, and what each condition costs.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Found {
    /// The plan; where nothing fits, what must be done, each as early as it can.
    pub plan: Plan,
    /// What it is worth.
    pub value: i64,
    /// No plan is worth more than this.
    pub bound: i64,
    /// Whether it is certain that none is better.
    pub is_proven: bool,
    /// Whether what must be done does not fit.
    pub is_impossible: bool,
    /// What the conditions cost, those that cost anything.
    pub prices: Vec<Price>,
}

/// What a condition costs.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Price {
    /// Which condition.
    pub condition: Condition,
    /// How much more could be had without it, or with a tenth more of what is limited.
    pub gain: i64,
    /// Whether it is exactly that; else it is at most that.
    pub is_exact: bool,
}

/// Something that keeps a plan from being better, by the places in the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Condition {
    /// There is only so much of a resource in a year.
    Limit(usize, usize),
    /// A project must be done.
    Must(usize),
    /// A project must not be done.
    Out(usize),
    /// A project needs another.
    Requires(usize, usize),
    /// Two projects exclude each other.
    Excludes(usize, usize),
}

/// Which year each project starts, from 0; none for what is left out.
pub type Plan = Vec<Option<usize>>;

/// A question of what to do when.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Question {
    /// How many years.
    pub years: usize,
    /// For each resource and year how much there is, where there is a limit.
    pub limits: Vec<Vec<Option<i64>>>,
    /// What could be done.
    pub projects: Vec<Project>,
}

/// Something that could be done.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Project {
    /// What it is worth each year from its start.
    pub benefit: i64,
    /// What it takes.
    pub uses: Vec<Use>,
    /// What is said of it.
    pub standing: Standing,
    /// The first year it can start.
    pub earliest: usize,
    /// The last year it can start.
    pub latest: usize,
    /// Projects that must have started when it does.
    pub requires: Vec<usize>,
    /// Projects that are not done where it is.
    pub excludes: Vec<usize>,
}

/// What a project takes of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Use {
    /// Of which.
    pub resource: usize,
    /// How many years after its start.
    pub after: usize,
    /// How much.
    pub amount: i64,
}

/// What is wrong with a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breach {
    /// More of a resource is used in a year than there is, and how much more.
    Over(usize, usize, i64),
    /// What must be done is not.
    Missing(usize),
    /// What must not be done is.
    Unwanted(usize),
    /// It starts before or after the years it can.
    Moved(usize),
    /// Something that it needs has not started.
    Without(usize, usize),
    /// Two that exclude each other are both there.
    Beside(usize, usize),
}

impl Project {
    /// The years it can start.
    #[must_use]
    pub const fn starts(&self, years: usize) -> std::ops::Range<usize> {
        let end = if self.latest < years { self.latest + 1 } else { years };
        self.earliest..end
    }
}

impl Question {
    /// What a plan is worth.
    #[must_use]
    pub fn value(&self, plan: &[Option<usize>]) -> i64 {
        self.projects
            .iter()
            .zip(plan)
            .filter_map(|(project, start)| Some(self.worth(project, (*start)?)))
            .sum()
    }

    /// What a project is worth with this start.
    #[must_use]
    pub fn worth(&self, project: &Project, start: usize) -> i64 {
        let years = i64::try_from(self.years.saturating_sub(start)).unwrap_or(0);
        project.benefit.saturating_mul(years)
    }

    /// What a plan takes of each resource in each year.
    #[must_use]
    pub fn used(&self, plan: &[Option<usize>]) -> Vec<Vec<i64>> {
        let mut used = vec![vec![0_i64; self.years]; self.limits.len()];
        for (project, start) in self.projects.iter().zip(plan) {
            let Some(start) = start else { continue };
            for taken in &project.uses {
                let cell = used.get_mut(taken.resource).and_then(|years| years.get_mut(start + taken.after));
                if let Some(cell) = cell {
                    *cell = cell.saturating_add(taken.amount);
                }
            }
        }
        used
    }

    /// Everything that is wrong with a plan.
    #[must_use]
    pub fn breaches(&self, plan: &[Option<usize>]) -> Vec<Breach> {
        let mut found = Vec::new();
        for (resource, (used, limits)) in self.used(plan).iter().zip(&self.limits).enumerate() {
            for (year, (used, limit)) in used.iter().zip(limits).enumerate() {
                if let Some(over) = limit.map(|limit| used - limit).filter(|over| *over > 0) {
                    found.push(Breach::Over(resource, year, over));
                }
            }
        }
        let starts = |at: usize| plan.get(at).copied().flatten();
        for (at, project) in self.projects.iter().enumerate() {
            let Some(start) = starts(at) else {
                if project.standing == Standing::Must {
                    found.push(Breach::Missing(at));
                }
                continue;
            };
            if project.standing == Standing::Out {
                found.push(Breach::Unwanted(at));
            }
            if !project.starts(self.years).contains(&start) {
                found.push(Breach::Moved(at));
            }
            let lacking =
                project.requires.iter().filter(|other| starts(**other).is_none_or(|one| one > start));
            found.extend(lacking.map(|other| Breach::Without(at, *other)));
            let beside = project.excludes.iter().filter(|other| starts(**other).is_some());
            found.extend(beside.map(|other| Breach::Beside(at, *other)));
        }
        found
    }

    /// What a plan would break that it does not break now if a project that is left out were in it, at the start that breaks
    /// least; nothing for one that fits, or is in it.
    #[must_use]
    pub fn in_the_way(&self, plan: &[Option<usize>], at: usize) -> Vec<Breach> {
        let Some(project) = self.projects.get(at).filter(|_| plan.get(at).copied().flatten().is_none())
        else {
            return Vec::new();
        };
        let before = self.breaches(plan);
        let with = |start: usize| {
            let mut other = plan.to_vec();
            if let Some(place) = other.get_mut(at) {
                *place = Some(start);
            }
            let mut found = self.breaches(&other);
            found.retain(|breach| !before.contains(breach));
            found
        };
        project.starts(self.years).map(with).min_by_key(Vec::len).unwrap_or_default()
    }

    /// Every condition that could cost something.
    #[must_use]
    pub fn conditions(&self) -> Vec<Condition> {
        let mut conditions = Vec::new();
        for (resource, years) in self.limits.iter().enumerate() {
            let set = years.iter().enumerate().filter(|(_, limit)| limit.is_some());
            conditions.extend(set.map(|(year, _)| Condition::Limit(resource, year)));
        }
        for (at, project) in self.projects.iter().enumerate() {
            match project.standing {
                Standing::Free => {}
                Standing::Must => conditions.push(Condition::Must(at)),
                Standing::Out => conditions.push(Condition::Out(at)),
            }
            conditions.extend(project.requires.iter().map(|other| Condition::Requires(at, *other)));
            conditions.extend(project.excludes.iter().map(|other| Condition::Excludes(at, *other)));
        }
        conditions
    }

    /// The same question with a condition less; with a tenth more where it is a limit.
    #[must_use]
    pub fn without(&self, condition: Condition) -> Self {
        let mut question = self.clone();
        match condition {
            Condition::Limit(resource, year) => {
                let limit = question.limits.get_mut(resource).and_then(|years| years.get_mut(year));
                if let Some(Some(limit)) = limit {
                    *limit = limit.saturating_add(*limit / 10);
                }
            }
            Condition::Must(at) | Condition::Out(at) => {
                if let Some(project) = question.projects.get_mut(at) {
                    project.standing = Standing::Free;
                }
            }
            Condition::Requires(at, other) => {
                if let Some(project) = question.projects.get_mut(at) {
                    project.requires.retain(|one| *one != other);
                }
            }
            Condition::Excludes(at, other) => {
                if let Some(project) = question.projects.get_mut(at) {
                    project.excludes.retain(|one| *one != other);
                }
            }
        }
        question
    }
}

#[cfg(test)]
mod tests;
