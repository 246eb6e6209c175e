//! What a plan is worth, what it takes, and what is wrong with it.

use super::{Breach, Condition, Project, Question, Standing, Use};

fn project(benefit: i64, amounts: &[i64]) -> Project {
    let uses = amounts.iter().enumerate().map(|(after, amount)| Use { resource: 0, after, amount: *amount });
    Project {
        benefit,
        uses: uses.collect(),
        standing: Standing::Free,
        earliest: 0,
        latest: usize::MAX,
        requires: Vec::new(),
        excludes: Vec::new(),
    }
}

fn question(limits: &[Option<i64>], projects: Vec<Project>) -> Question {
    Question { years: limits.len(), limits: vec![limits.to_vec()], projects }
}

#[test]
fn benefit_counts_each_year_from_the_start_and_costs_follow_it() {
    let question = question(&[Some(100), Some(100), None], vec![project(7, &[60, 10]), project(5, &[50])]);
    assert_eq!(question.value(&[Some(0), Some(2)]), 7 * 3 + 5);
    assert_eq!(question.used(&[Some(0), Some(2)]), [[60, 10, 50]]);
    // What is due after the last year is nobody's matter here.
    assert_eq!(question.used(&[Some(2), None]), [[0, 0, 60]]);
    assert_eq!(question.breaches(&[Some(0), Some(2)]), []);
}

#[test]
fn a_plan_that_breaks_something_says_what_and_by_how_much() {
    let mut question =
        question(&[Some(100), Some(100)], vec![project(7, &[60]), project(5, &[50]), project(1, &[1])]);
    question.projects[0].excludes = vec![1];
    question.projects[1].requires = vec![2];
    question.projects[1].earliest = 1;
    question.projects[2].standing = Standing::Must;
    assert_eq!(
        question.breaches(&[Some(0), Some(0), None]),
        [
            Breach::Over(0, 0, 10),
            Breach::Beside(0, 1),
            Breach::Moved(1),
            Breach::Without(1, 2),
            Breach::Missing(2)
        ]
    );
    // What it needs must have started, not only be in the plan.
    question.projects[2].latest = 1;
    assert_eq!(question.breaches(&[None, Some(1), Some(1)]), []);
    question.projects[1].earliest = 0;
    assert_eq!(question.breaches(&[None, Some(0), Some(1)]), [Breach::Without(1, 2)]);
    question.projects[0].standing = Standing::Out;
    assert!(question.breaches(&[Some(0), None, Some(0)]).contains(&Breach::Unwanted(0)));
}

#[test]
fn what_is_left_out_is_told_what_keeps_it_out() {
    let mut question = question(&[Some(100), Some(70)], vec![project(7, &[60, 60]), project(5, &[50])]);
    assert_eq!(question.in_the_way(&[Some(0), None], 1), [Breach::Over(0, 0, 10)]);
    assert_eq!(question.in_the_way(&[None, None], 1), [], "it would fit");
    assert_eq!(question.in_the_way(&[Some(0), Some(0)], 1), [], "it is there");
    // What the plan breaks without it is not its fault.
    question.projects[1].standing = Standing::Must;
    question.projects[1].earliest = 1;
    assert_eq!(question.in_the_way(&[Some(0), None], 1), [Breach::Over(0, 1, 40)]);
}

#[test]
fn without_a_condition_it_is_gone_and_a_limit_is_a_tenth_more() {
    let mut question = question(&[Some(100), None], vec![project(7, &[60]), project(5, &[50])]);
    question.projects[0].standing = Standing::Must;
    question.projects[0].requires = vec![1];
    question.projects[1].excludes = vec![0];
    question.projects[1].standing = Standing::Out;
    let conditions = question.conditions();
    assert_eq!(
        conditions,
        [
            Condition::Limit(0, 0),
            Condition::Must(0),
            Condition::Requires(0, 1),
            Condition::Out(1),
            Condition::Excludes(1, 0),
        ]
    );
    for condition in conditions {
        let without = question.without(condition);
        match condition {
            Condition::Limit(..) => assert_eq!(without.limits, [[Some(110), None]]),
            other => assert!(!without.conditions().contains(&other), "{other:?}"),
        }
    }
}
