//! Coverage: what is said about a requirement and a solution, and what becomes of it when needs change.

use crate::builders::{a_need, a_saved_person, a_solution, an_organisation, next_moment};
use domain::coverage::{Coverage, CoverageLevel, CoverageSource};
use domain::id::RequirementId;
use domain::need::{Need, Requirement};
use domain::solution::Solution;
use store::testing::TestDb;
use store::{StoreError, coverage, need};

fn said(requirement: &Requirement, solution: &Solution, level: CoverageLevel) -> Coverage {
    Coverage {
        requirement: requirement.id,
        solution: solution.id,
        version: 0,
        level,
        source: CoverageSource::Supplier,
        evidence: None,
        person: None,
        organisation: None,
        at: next_moment(),
    }
}

#[tokio::test]
async fn every_level_and_source_reads_back_in_the_order_of_requirements() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let ada = a_saved_person(&test, "Ada").await;
    let need = a_need().by(&vara).requiring(&["ett", "två", "tre", "fyra"]).saved(&test).await;
    let other = a_need().by(&vara).requiring(&["annat"]).saved(&test).await;
    let solution = a_solution().saved(&test).await;
    let mut tx = test.db.write().await.unwrap();
    assert_eq!(coverage::of_need(&mut tx, need.id).await.unwrap(), []);
    let mut expected = Vec::new();
    for (at, requirement) in need.requirements.iter().enumerate().rev() {
        let one = Coverage {
            source: CoverageSource::ALL[at],
            evidence: (at > 1).then(|| format!("Se sidan {at}.")),
            person: (at > 0).then_some(ada.id),
            organisation: (at > 0).then_some(vara.id),
            ..said(requirement, &solution, CoverageLevel::ALL[at])
        };
        coverage::put(&mut tx, &one).await.unwrap();
        expected.insert(0, Coverage { version: 1, ..one });
    }
    coverage::put(&mut tx, &said(&other.requirements[0], &solution, CoverageLevel::Not)).await.unwrap();
    assert_eq!(coverage::of_need(&mut tx, need.id).await.unwrap(), expected);
    let all = coverage::all(&mut tx).await.unwrap();
    let of_first: Vec<Coverage> =
        all.iter().filter(|(of, _)| *of == need.id).map(|(_, one)| one.clone()).collect();
    assert_eq!((of_first, all.len()), (expected, 5));
}

#[tokio::test]
async fn a_stale_save_changes_nothing_also_after_it_was_withdrawn() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let need = a_need().by(&vara).requiring(&["ett"]).saved(&test).await;
    let solution = a_solution().saved(&test).await;
    let requirement = &need.requirements[0];
    let first = said(requirement, &solution, CoverageLevel::Covers);
    let mut tx = test.db.write().await.unwrap();
    coverage::put(&mut tx, &first).await.unwrap();
    let twice = coverage::put(&mut tx, &first).await;
    assert!(matches!(twice, Err(StoreError::Stale)), "somebody said it at the same time");
    coverage::put(&mut tx, &Coverage { version: 1, level: CoverageLevel::Partly, ..first.clone() })
        .await
        .unwrap();
    let late = Coverage { version: 1, level: CoverageLevel::Not, ..first.clone() };
    assert!(matches!(coverage::put(&mut tx, &late).await, Err(StoreError::Stale)));
    let withdrawn = coverage::withdraw(&mut tx, requirement.id, solution.id, 1).await;
    assert!(matches!(withdrawn, Err(StoreError::Stale)));

    coverage::withdraw(&mut tx, requirement.id, solution.id, 2).await.unwrap();
    assert_eq!(coverage::of_need(&mut tx, need.id).await.unwrap(), []);
    let again = coverage::withdraw(&mut tx, requirement.id, solution.id, 3).await;
    assert!(matches!(again, Err(StoreError::Stale)), "there is nothing to withdraw");
    let over_what_is_gone = Coverage { version: 3, ..first.clone() };
    assert!(matches!(coverage::put(&mut tx, &over_what_is_gone).await, Err(StoreError::Stale)));

    coverage::put(&mut tx, &first).await.unwrap();
    let said_again = coverage::of_need(&mut tx, need.id).await.unwrap();
    assert_eq!(said_again, [Coverage { version: 4, ..first.clone() }], "versions go on");
    for version in [1, 2, 3] {
        let late = Coverage { version, ..first.clone() };
        assert!(matches!(coverage::put(&mut tx, &late).await, Err(StoreError::Stale)), "{version}");
    }
}

#[tokio::test]
async fn it_stays_with_a_requirement_that_is_kept_and_goes_with_one_that_goes() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let need = a_need().by(&vara).requiring(&["ett", "två", "tre"]).saved(&test).await;
    let solution = a_solution().saved(&test).await;
    let mut tx = test.db.write().await.unwrap();
    for requirement in &need.requirements {
        coverage::put(&mut tx, &said(requirement, &solution, CoverageLevel::Covers)).await.unwrap();
    }
    let before = coverage::of_need(&mut tx, need.id).await.unwrap();
    let mut changed = need.clone();
    changed.requirements.remove(1);
    changed.requirements.reverse();
    changed.requirements.push(Requirement { id: RequirementId::at(next_moment()), text: "fyra".into() });
    need::update(&mut tx, &changed).await.unwrap();
    let kept = [before[2].clone(), before[0].clone()];
    assert_eq!(coverage::of_need(&mut tx, need.id).await.unwrap(), kept, "in the new order");

    let without = Need { version: 2, requirements: Vec::new(), ..need.clone() };
    need::update(&mut tx, &without).await.unwrap();
    assert_eq!(coverage::of_need(&mut tx, need.id).await.unwrap(), []);
    assert_eq!(crate::builders::raw_number(&mut tx, "SELECT COUNT(*) FROM coverages").await, 0);
}

#[tokio::test]
async fn only_what_exists_is_covered_by_what_exists() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let need = a_need().by(&vara).requiring(&["ett"]).saved(&test).await;
    let solution = a_solution().saved(&test).await;
    let nowhere = Requirement { id: RequirementId::at(next_moment()), text: "borta".into() };
    let covers = CoverageLevel::Covers;
    let orphans =
        [said(&nowhere, &solution, covers), said(&need.requirements[0], &a_solution().built(), covers)];
    for orphan in orphans {
        let mut tx = test.db.write().await.unwrap();
        assert!(matches!(coverage::put(&mut tx, &orphan).await, Err(StoreError::Database(_))));
    }
}
