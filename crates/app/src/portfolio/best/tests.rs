//! The programme against every plan there is, on questions small enough for that.

use std::time::Duration;

use domain::portfolio::{Condition, Plan, Project, Question, Standing, Use};

use super::{Answer, Found, Whole, best, solve};

/// Numbers without a pattern, the same each time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn size(&mut self, end: u64) -> usize {
        usize::try_from(self.below(end)).unwrap()
    }

    fn amount(&mut self, end: u64) -> i64 {
        i64::try_from(self.below(end)).unwrap()
    }
}

/// Every plan, and the worth of the best that breaks nothing.
fn exhaustive(question: &Question) -> Option<i64> {
    fn go(question: &Question, plan: &mut Plan, best: &mut Option<i64>) {
        let at = plan.len();
        let Some(project) = question.projects.get(at) else {
            if question.breaches(plan).is_empty() {
                *best = (*best).max(Some(question.value(plan)));
            }
            return;
        };
        for start in std::iter::once(None).chain(project.starts(question.years).map(Some)) {
            plan.push(start);
            go(question, plan, best);
            plan.pop();
        }
    }
    let mut best = None;
    go(question, &mut Vec::new(), &mut best);
    best
}

fn question(random: &mut Random) -> Question {
    let (years, resources, projects) = (1 + random.size(3), 1 + random.size(3), 2 + random.size(5));
    let limit = |random: &mut Random| (random.below(5) > 0).then(|| 20_000_000 + random.amount(150_000_000));
    let limits = (0..resources).map(|_| (0..years).map(|_| limit(random)).collect()).collect();
    let mut list: Vec<Project> = Vec::new();
    for _ in 0..projects {
        let mut uses = Vec::new();
        for resource in 0..resources {
            for after in 0..=random.size(3) {
                uses.push(Use { resource, after, amount: random.amount(90_000_000) });
            }
        }
        let earliest = random.size(u64::try_from(years).unwrap());
        list.push(Project {
            benefit: random.amount(5_000),
            uses,
            standing: match random.below(7) {
                0 => Standing::Must,
                1 => Standing::Out,
                _ => Standing::Free,
            },
            earliest,
            latest: earliest + random.size(3),
            requires: Vec::new(),
            excludes: Vec::new(),
        });
    }
    for (at, project) in list.iter_mut().enumerate() {
        let other = random.size(u64::try_from(projects).unwrap());
        if other != at {
            match random.below(4) {
                0 => project.requires.push(other),
                1 => project.excludes.push(other),
                _ => {}
            }
        }
    }
    Question { years, limits, projects: list }
}

const LONG: Duration = Duration::from_secs(60);

#[test]
fn no_plan_is_better_than_the_one_that_is_proven_and_what_cannot_be_done_is_told() {
    let mut random = Random(20_261_129);
    let (mut possible, mut impossible) = (0, 0);
    for number in 0..150 {
        let question = question(&mut random);
        let Found { plan, value, bound, is_proven, is_impossible, .. } = best(&question, LONG);
        match exhaustive(&question) {
            Some(greatest) => {
                possible += 1;
                assert!(is_proven && !is_impossible, "{number}: {question:?}");
                assert_eq!((value, bound), (greatest, greatest), "{number}: {question:?}");
                assert_eq!(question.breaches(&plan), [], "{number}");
            }
            None => {
                impossible += 1;
                assert!(is_impossible, "{number}: {question:?}");
                assert!(!question.breaches(&plan).is_empty(), "{number}: what does not fit is shown");
            }
        }
    }
    assert!(possible > 80 && impossible > 10, "{possible} {impossible}");
}

#[test]
fn the_price_of_each_condition_is_what_would_be_gained_without_it() {
    let mut random = Random(7);
    let mut told = [0, 0];
    for _ in 0..120 {
        let question = question(&mut random);
        let found = best(&question, LONG);
        if found.is_impossible {
            continue;
        }
        for condition in question.conditions() {
            let gain = exhaustive(&question.without(condition)).unwrap() - found.value;
            let price = found.prices.iter().find(|price| price.condition == condition);
            assert_eq!(price.map_or(0, |price| price.gain), gain, "{condition:?} of {question:?}");
            assert!(price.is_none_or(|price| price.is_exact));
            let kind = usize::from(!matches!(condition, Condition::Limit(..)));
            told[kind] += usize::from(gain > 0);
        }
    }
    assert!(told.iter().all(|count| *count > 5), "limits and others: {told:?}");
}

#[test]
fn a_large_question_gets_a_plan_that_breaks_nothing_and_an_honest_bound() {
    let mut random = Random(3);
    let mut list = Vec::new();
    for _ in 0..60 {
        let uses = (0..5).flat_map(|resource| (0..3).map(move |after| (resource, after)));
        let uses = uses
            .map(|(resource, after)| Use { resource, after, amount: 100_000 + random.amount(9_000_000) })
            .collect();
        list.push(Project {
            benefit: 1_000 + random.amount(4_000),
            uses,
            standing: Standing::Free,
            earliest: 0,
            latest: usize::MAX,
            requires: Vec::new(),
            excludes: Vec::new(),
        });
    }
    let question = Question { years: 4, limits: vec![vec![Some(40_000_000); 4]; 5], projects: list };
    let found = best(&question, Duration::from_secs(2));
    assert_eq!(question.breaches(&found.plan), []);
    assert_eq!(found.value, question.value(&found.plan));
    assert!(found.value > 0 && found.bound >= found.value);
    assert!(found.is_proven == (found.bound == found.value) || !found.is_proven);
    // More than that nothing is worth: the bound is no guess.
    assert!(found.prices.iter().all(|price| price.gain > 0));
}

/// As many cases as asked for over seven organisations' money and hours in four years, a tenth of them to be done or not, some
/// that need or exclude others.
fn large(cases: u64, seed: u64) -> Question {
    let mut random = Random(seed);
    let mut list = Vec::new();
    for at in 0..cases {
        let mut uses = Vec::new();
        for resource in (0..14).filter(|_| random.below(3) > 0).collect::<Vec<usize>>() {
            for after in 0..4 {
                let most = if after == 0 { 40_000_000 } else { 9_000_000 };
                uses.push(Use { resource, after, amount: 100_000 + random.amount(most) });
            }
        }
        let standing = match random.below(20) {
            0 => Standing::Must,
            1 => Standing::Out,
            _ => Standing::Free,
        };
        // What must be done needs nothing, so that something fits.
        let is_free = at > 0 && standing == Standing::Free;
        let other =
            |random: &mut Random, one_in| (is_free && random.below(one_in) == 0).then(|| random.size(at));
        list.push(Project {
            benefit: 1_000 + random.amount(4_000),
            uses,
            standing,
            earliest: 0,
            latest: usize::MAX,
            requires: other(&mut random, 6).into_iter().collect(),
            excludes: other(&mut random, 8).into_iter().collect(),
        });
    }
    let each = i64::try_from(cases).unwrap() * 2_000_000;
    Question { years: 4, limits: vec![vec![Some(each); 4]; 14], projects: list }
}

/// `cargo test --release -p brygga-app --lib solver_alone -- --ignored --nocapture` prints how it grows, beside the solver alone in the
/// same time.
#[test]
#[ignore = "takes minutes and prints figures"]
fn no_plan_that_the_solver_alone_finds_is_above_the_bound_however_many_cases() {
    let time = Duration::from_secs(8);
    for cases in [50, 100, 200] {
        for seed in [1, 2, 3] {
            let question = large(cases, seed);
            let began = std::time::Instant::now();
            let found = best(&question, time);
            let lasted = began.elapsed().as_secs_f64();
            let alone = match solve(&question, None, time, Whole::Yes) {
                Answer::Found { plan, .. } => question.value(&plan),
                Answer::Nothing { .. } | Answer::Impossible => 0,
            };
            println!(
                "{cases} cases, seed {seed}: {lasted:.1} s, worth {}, bound +{} ‰, the solver alone {} ‰ of it, {} prices of {}",
                found.value,
                (found.bound - found.value) * 1000 / found.value,
                alone * 1000 / found.value,
                found.prices.len(),
                question.conditions().len(),
            );
            assert_eq!(question.breaches(&found.plan), []);
            assert!(found.bound >= found.value.max(alone));
        }
    }
}
