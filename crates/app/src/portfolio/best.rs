//! The plan of greatest worth under all conditions, as an integer programme, and what each condition costs.
//!
//! One variable for each project and year that it can start: one where it does. What is found is checked against the question in
//! whole numbers before it is said; what is not proven best comes with the bound that no plan exceeds. Solver: microlp.

use std::time::{Duration, Instant};

use domain::portfolio::{Found, Plan, Price, Question, Standing};
use microlp::{
    ComparisonOp, Error, LinearExpr, OptimizationDirection, Problem, SolveOptions, SolveOutcome, Variable,
};

use super::search::{as_float, search};

/// The plan of greatest worth that is found within about this time, and what the conditions cost.
pub(super) fn best(question: &Question, time: Duration) -> Found {
    let began = Instant::now();
    let tried = search(question, &wished(question, time / 10), time * 3 / 10);
    let left = (time * 7 / 10).saturating_sub(began.elapsed());
    let answer = solve(question, tried.as_ref(), left, Whole::Yes);
    let (plan, bound, is_proven) = match answer {
        // A plan that breaks nothing is there, whatever the solver's floats say.
        Answer::Impossible if tried.is_some() => (tried, everything(question), false),
        Answer::Impossible => return impossible(question),
        Answer::Found { plan, bound, is_proven } => (Some(plan), bound, is_proven),
        Answer::Nothing { bound } => (tried, bound, false),
    };
    let Some(plan) = plan else {
        return Found { bound, is_impossible: false, ..impossible(question) };
    };
    let value = question.value(&plan);
    let mut found =
        Found { plan, value, bound: bound.max(value), is_proven, is_impossible: false, prices: Vec::new() };
    found.prices = prices(question, &found, time.saturating_sub(began.elapsed()));
    found
}

/// How much of each project the programme without whole numbers does; nothing where that takes too long.
fn wished(question: &Question, time: Duration) -> Vec<f64> {
    let model = Model::new(question, Whole::No);
    let mut options = SolveOptions::default();
    options.time_limit = Some(time);
    let outcome = model.problem.solve_with(options).ok();
    let Some(solution) = outcome.as_ref().and_then(SolveOutcome::solution) else { return Vec::new() };
    let part = |starts: &Vec<(usize, Variable)>| {
        starts.iter().map(|(_, variable)| solution.var_value(*variable)).sum::<f64>()
    };
    model.starts.iter().map(part).collect()
}

/// What must be done, each as early as it can, for people to see what does not fit.
fn impossible(question: &Question) -> Found {
    let must = |project: &domain::portfolio::Project| {
        Some(project.earliest).filter(|_| project.standing == Standing::Must)
    };
    let plan: Plan = question.projects.iter().map(must).collect();
    Found {
        value: question.value(&plan),
        bound: 0,
        plan,
        is_proven: false,
        is_impossible: true,
        prices: Vec::new(),
    }
}

/// What each condition costs: how much better the plan would be without it. Exactly where there is time for that, else as a bound
/// from the programme without whole numbers.
fn prices(question: &Question, found: &Found, time: Duration) -> Vec<Price> {
    let began = Instant::now();
    let conditions = question.conditions();
    let mut prices = Vec::new();
    let mut left = u32::try_from(conditions.len()).unwrap_or(u32::MAX);
    for condition in conditions {
        let Some(own) = time.saturating_sub(began.elapsed()).checked_div(left.max(1)) else { break };
        left = left.saturating_sub(1);
        if own.is_zero() {
            break;
        }
        let without = question.without(condition);
        // What breaks nothing breaks nothing with a condition less.
        let whole = if found.is_proven {
            solve(&without, Some(&found.plan), own * 8 / 10, Whole::Yes)
        } else {
            Answer::Nothing { bound: i64::MAX }
        };
        let price = match whole {
            Answer::Found { plan, is_proven: true, .. } => {
                Some(Price { condition, gain: without.value(&plan) - found.value, is_exact: true })
            }
            Answer::Found { bound, .. } => {
                Some(Price { condition, gain: bound - found.value, is_exact: false })
            }
            Answer::Nothing { .. } => match solve(&without, None, own * 2 / 10, Whole::No) {
                Answer::Nothing { bound } if bound < i64::MAX => {
                    Some(Price { condition, gain: bound - found.value, is_exact: false })
                }
                Answer::Nothing { .. } | Answer::Found { .. } | Answer::Impossible => None,
            },
            Answer::Impossible => None,
        };
        prices.extend(price.filter(|price| price.gain > 0));
    }
    prices.sort_by_key(|price| std::cmp::Reverse(price.gain));
    prices
}

/// Whether projects are done whole.
#[derive(Clone, Copy, PartialEq)]
enum Whole {
    Yes,
    /// Parts of projects may be done: no plan is worth more than that.
    No,
}

enum Answer {
    /// No plan keeps all conditions.
    Impossible,
    /// A plan that does.
    Found { plan: Plan, bound: i64, is_proven: bool },
    /// None within the time; but none is worth more than this.
    Nothing { bound: i64 },
}

struct Model {
    problem: Problem,
    /// For each project its starts with their variables.
    starts: Vec<Vec<(usize, Variable)>>,
}

fn solve(question: &Question, known: Option<&Plan>, time: Duration, whole: Whole) -> Answer {
    let model = Model::new(question, whole);
    let mut options = SolveOptions::default();
    options.time_limit = Some(time);
    options.warm_start = known.map(|plan| model.assignment(plan));
    let everything = everything(question);
    let outcome = match model.problem.solve_with(options) {
        Ok(outcome) => outcome,
        Err(Error::Infeasible) => return Answer::Impossible,
        // A fault in its arithmetic: whatever is known stands, unproven.
        Err(_) => return Answer::Nothing { bound: everything },
    };
    let bound = outcome.stats().best_bound.map_or(everything, |bound| whole_number(bound).min(everything));
    let is_optimal = outcome.is_optimal();
    let Some(solution) = outcome.solution() else { return Answer::Nothing { bound } };
    if whole == Whole::No {
        let bound = if is_optimal { whole_number(solution.objective()).min(everything) } else { i64::MAX };
        return Answer::Nothing { bound };
    }
    let start = |starts: &Vec<(usize, Variable)>| {
        let chosen = starts.iter().find(|(_, variable)| solution.var_value(*variable) > 0.5);
        chosen.map(|(start, _)| *start)
    };
    let plan: Plan = model.starts.iter().map(start).collect();
    // The solver counts in floats; a plan that breaks a limit by an öre is none.
    if !question.breaches(&plan).is_empty() {
        return Answer::Nothing { bound };
    }
    let value = question.value(&plan);
    Answer::Found { plan, bound: if is_optimal { value } else { bound.max(value) }, is_proven: is_optimal }
}

/// What everything would be worth together, until the solver says less.
fn everything(question: &Question) -> i64 {
    let wanted = question.projects.iter().filter(|project| project.standing != Standing::Out);
    wanted.map(|project| question.worth(project, project.earliest)).fold(0, i64::saturating_add)
}

/// A bound is rounded down: what plans are worth are whole numbers.
#[expect(clippy::cast_possible_truncation, reason = "a cast to an integer keeps to its range")]
fn whole_number(bound: f64) -> i64 {
    (bound + 1e-4).floor() as i64
}

impl Model {
    fn new(question: &Question, whole: Whole) -> Self {
        let mut problem = Problem::new(OptimizationDirection::Maximize);
        let mut starts: Vec<Vec<(usize, Variable)>> = Vec::with_capacity(question.projects.len());
        for project in &question.projects {
            let of_project = match project.standing {
                Standing::Out => Vec::new(),
                Standing::Free | Standing::Must => project
                    .starts(question.years)
                    .map(|start| {
                        let worth = as_float(question.worth(project, start));
                        let variable = match whole {
                            Whole::Yes => problem.add_binary_var(worth),
                            Whole::No => problem.add_var(worth, (0.0, 1.0)),
                        };
                        (start, variable)
                    })
                    .collect(),
            };
            let mut once = LinearExpr::empty();
            for (_, variable) in &of_project {
                once.add(*variable, 1.0);
            }
            match project.standing {
                Standing::Must => problem.add_constraint(once, ComparisonOp::Eq, 1.0),
                Standing::Free | Standing::Out if of_project.is_empty() => {}
                Standing::Free | Standing::Out => problem.add_constraint(once, ComparisonOp::Le, 1.0),
            }
            starts.push(of_project);
        }
        let mut model = Self { problem, starts };
        model.limits(question);
        model.between(question);
        model
    }

    /// No more is used than there is. Each row is counted in parts of its largest number: amounts of a hundred million beside
    /// ones are more than floats hold.
    fn limits(&mut self, question: &Question) {
        for (resource, years) in question.limits.iter().enumerate() {
            for (year, limit) in years.iter().enumerate() {
                let Some(limit) = limit else { continue };
                let mut terms = Vec::new();
                for (project, starts) in question.projects.iter().zip(&self.starts) {
                    for (start, variable) in starts {
                        let due = project
                            .uses
                            .iter()
                            .filter(|taken| taken.resource == resource && start + taken.after == year);
                        let amount: i64 = due.map(|taken| taken.amount).sum();
                        if amount > 0 {
                            terms.push((*variable, amount));
                        }
                    }
                }
                let largest = terms.iter().map(|(_, amount)| *amount).max().unwrap_or(0);
                if largest == 0 {
                    continue;
                }
                let mut used = LinearExpr::empty();
                for (variable, amount) in terms {
                    used.add(variable, as_float(amount) / as_float(largest));
                }
                self.problem.add_constraint(used, ComparisonOp::Le, as_float(*limit) / as_float(largest));
            }
        }
    }

    /// What needs or excludes something else.
    fn between(&mut self, question: &Question) {
        for (at, project) in question.projects.iter().enumerate() {
            for other in &project.requires {
                for year in 0..question.years {
                    let mut ahead = LinearExpr::empty();
                    for (one, sign) in [(at, 1.0), (*other, -1.0)] {
                        let starts = self.starts.get(one).into_iter().flatten();
                        for (_, variable) in starts.filter(|(start, _)| *start <= year) {
                            ahead.add(*variable, sign);
                        }
                    }
                    self.problem.add_constraint(ahead, ComparisonOp::Le, 0.0);
                }
            }
            for other in &project.excludes {
                let mut both = LinearExpr::empty();
                for one in [at, *other] {
                    for (_, variable) in self.starts.get(one).into_iter().flatten() {
                        both.add(*variable, 1.0);
                    }
                }
                self.problem.add_constraint(both, ComparisonOp::Le, 1.0);
            }
        }
    }

    fn assignment(&self, plan: &Plan) -> Vec<(Variable, f64)> {
        let of_project = |(starts, chosen): (&Vec<(usize, Variable)>, &Option<usize>)| {
            let value = |start: usize| if Some(start) == *chosen { 1.0 } else { 0.0 };
            starts.iter().map(|(start, variable)| (*variable, value(*start))).collect::<Vec<_>>()
        };
        self.starts.iter().zip(plan).flat_map(of_project).collect()
    }
}

#[cfg(test)]
mod tests;
