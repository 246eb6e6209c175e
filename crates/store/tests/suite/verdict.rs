//! Verdicts: one a person and pair, changed over the version that was read, listed to those who may see both.

use crate::builders::{
    a_need, a_saved_person, a_solution, an_organisation, everything, next_moment, seen_by,
};
use domain::need::Need;
use domain::organisation::Organisation;
use domain::permission::Actor;
use domain::person::Person;
use domain::sharing::Sharing;
use domain::solution::Solution;
use domain::verdict::{GivenVerdict, Verdict};
use store::testing::TestDb;
use store::{StoreError, verdict};

fn a_verdict(need: &Need, solution: &Solution, by: (&Person, &Organisation), said: Verdict) -> GivenVerdict {
    GivenVerdict {
        need: need.id,
        solution: solution.id,
        person: by.0.id,
        organisation: by.1.id,
        version: 1,
        verdict: said,
        reason: None,
        at: next_moment(),
    }
}

#[tokio::test]
async fn a_verdict_is_given_changed_and_taken_back() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let ada = a_saved_person(&test, "Ada").await;
    let need = a_need().by(&vara).written_by(&ada).submitted().saved(&test).await;
    let solution = a_solution().saved(&test).await;
    let first = a_verdict(&need, &solution, (&ada, &vara), Verdict::Fits);
    let mut tx = test.db.write().await.unwrap();
    assert_eq!(verdict::of_person(&mut tx, need.id, solution.id, ada.id).await.unwrap(), None);
    verdict::insert(&mut tx, &first).await.unwrap();
    assert_eq!(verdict::of_person(&mut tx, need.id, solution.id, ada.id).await.unwrap(), Some(first.clone()));

    let changed = GivenVerdict {
        verdict: Verdict::Not,
        reason: Some("För dyrt".into()),
        at: next_moment(),
        ..first.clone()
    };
    verdict::update(&mut tx, &changed).await.unwrap();
    let kept = GivenVerdict { version: 2, ..changed };
    assert_eq!(verdict::of_need(&mut tx, &everything(), need.id).await.unwrap(), std::slice::from_ref(&kept));
    assert!(matches!(verdict::update(&mut tx, &first).await, Err(StoreError::Stale)));
    assert!(matches!(verdict::remove(&mut tx, &first).await, Err(StoreError::Stale)));
    verdict::remove(&mut tx, &kept).await.unwrap();
    assert_eq!(verdict::all(&mut tx).await.unwrap(), []);
}

#[tokio::test]
async fn a_person_says_one_thing_of_a_pair() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let ada = a_saved_person(&test, "Ada").await;
    let need = a_need().by(&vara).written_by(&ada).submitted().saved(&test).await;
    let solution = a_solution().saved(&test).await;
    let given = a_verdict(&need, &solution, (&ada, &vara), Verdict::Partly);
    let mut tx = test.db.write().await.unwrap();
    verdict::insert(&mut tx, &given).await.unwrap();
    assert!(matches!(verdict::insert(&mut tx, &given).await, Err(StoreError::Taken)));
}

#[tokio::test]
async fn lists_keep_to_what_can_be_seen_and_the_public_reads_none() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let skara = an_organisation("Skara kommun").saved(&test).await;
    let [ada, bo] = [a_saved_person(&test, "Ada").await, a_saved_person(&test, "Bo").await];
    let open = a_need().by(&vara).written_by(&ada).shared(Sharing::Public).submitted().saved(&test).await;
    let own =
        a_need().by(&vara).written_by(&ada).shared(Sharing::Organisation).submitted().saved(&test).await;
    let common = a_solution().shared(Sharing::Public).saved(&test).await;
    let inner = a_solution().owned_by(&vara).shared(Sharing::Organisation).saved(&test).await;
    let mut all = Vec::new();
    let mut tx = test.db.write().await.unwrap();
    for (need, solution) in [(&open, &common), (&open, &inner), (&own, &common), (&own, &inner)] {
        let given = a_verdict(need, solution, (&ada, &vara), Verdict::Fits);
        verdict::insert(&mut tx, &given).await.unwrap();
        all.push(given);
    }
    assert_eq!(verdict::all(&mut tx).await.unwrap().len(), 4);
    let home = seen_by(&ada, &vara, &[&skara]);
    let away = seen_by(&bo, &skara, &[&vara]);
    let public = Actor::Anonymous.visibility();
    for (visibility, on_need, on_solution) in [
        (&home, vec![&all[0], &all[1]], vec![&all[2], &all[0]]),
        (&away, vec![&all[0]], vec![&all[0]]),
        (&public, vec![], vec![]),
    ] {
        let of_need = verdict::of_need(&mut tx, visibility, open.id).await.unwrap();
        assert_eq!(of_need.iter().collect::<Vec<_>>(), on_need, "in the order given");
        let of_solution = verdict::of_solution(&mut tx, visibility, common.id).await.unwrap();
        assert_eq!(of_solution.iter().collect::<Vec<_>>(), on_solution, "newest first");
    }
}
