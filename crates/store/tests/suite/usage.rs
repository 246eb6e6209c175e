//! Usages: which organisation stands how to which solution.

use crate::builders::{a_solution, a_usage, an_organisation};
use domain::usage::{Usage, UsageStatus};
use jiff::civil::date;
use store::testing::TestDb;
use store::{StoreError, usage};

#[tokio::test]
async fn every_field_and_status_reads_back() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    for &status in UsageStatus::ALL {
        let solution = a_solution().saved(&test).await;
        let bare = a_usage().of(&solution).by(&vara).standing(status).built();
        let mut tx = test.db.write().await.unwrap();
        assert_eq!(usage::of_solution(&mut tx, solution.id).await.unwrap(), []);
        usage::put(&mut tx, &bare).await.unwrap();
        assert_eq!(usage::of_solution(&mut tx, solution.id).await.unwrap(), [bare]);
        tx.commit().await.unwrap();
    }
    let solution = a_solution().saved(&test).await;
    let described = Usage {
        since: Some(date(2023, 9, 1)),
        reason: Some("Räcker för oss".into()),
        contact_role: Some("förvaltningsledare hemtjänst".into()),
        ..a_usage().of(&solution).by(&vara).built()
    };
    let mut tx = test.db.write().await.unwrap();
    usage::put(&mut tx, &described).await.unwrap();
    assert_eq!(usage::of_solution(&mut tx, solution.id).await.unwrap(), [described]);
}

#[tokio::test]
async fn putting_it_again_changes_the_one_that_is_there() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").with_population(16_000).saved(&test).await;
    let skara = an_organisation("Skara kommun").with_population(19_000).saved(&test).await;
    let [one, two] = [a_solution().saved(&test).await, a_solution().saved(&test).await];
    let first = a_usage().of(&one).by(&vara).standing(UsageStatus::Pilot).saved(&test).await;
    let neighbour = a_usage().of(&one).by(&skara).saved(&test).await;
    let elsewhere = a_usage().of(&two).by(&vara).saved(&test).await;

    let changed = Usage {
        since: Some(date(2026, 1, 1)),
        reason: Some("Nytt avtal".into()),
        contact_role: Some("systemförvaltare".into()),
        ..a_usage().of(&one).by(&vara).standing(UsageStatus::Declined).saved(&test).await
    };
    let mut tx = test.db.write().await.unwrap();
    usage::put(&mut tx, &changed).await.unwrap();
    let kept = Usage { id: first.id, version: 3, ..changed };
    assert_eq!(usage::of_solution(&mut tx, one.id).await.unwrap(), [neighbour, kept], "it keeps its id");
    assert_eq!(usage::of_solution(&mut tx, two.id).await.unwrap(), [elsewhere]);

    usage::put(&mut tx, &first).await.unwrap();
    let emptied = Usage { version: 4, ..first };
    assert_eq!(usage::of_solution(&mut tx, one.id).await.unwrap()[1], emptied, "fields go too");
}

#[tokio::test]
async fn the_largest_organisation_comes_first_and_unknown_size_last() {
    let test = TestDb::new().await;
    let solution = a_solution().saved(&test).await;
    let mut used = Vec::new();
    for organisation in [
        an_organisation("Örebro").with_population(5),
        an_organisation("Zinkgruvan"),
        an_organisation("Åmål").with_population(5),
        an_organisation("Ale").with_population(30),
        an_organisation("Borg"),
        an_organisation("Vara").with_population(4),
    ] {
        let organisation = organisation.saved(&test).await;
        used.push(a_usage().of(&solution).by(&organisation).saved(&test).await);
    }
    let expected: Vec<_> = [3, 2, 0, 5, 4, 1].into_iter().map(|place: usize| used[place].clone()).collect();
    let mut tx = test.db.read().await.unwrap();
    assert_eq!(usage::of_solution(&mut tx, solution.id).await.unwrap(), expected);
}

#[tokio::test]
async fn only_what_exists_is_used() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let solution = a_solution().saved(&test).await;
    let of_nothing = a_usage().of(&a_solution().built()).by(&vara).built();
    let by_nobody = a_usage().of(&solution).by(&an_organisation("Ingenstans").built()).built();
    for usage in [of_nothing, by_nobody] {
        let mut tx = test.db.write().await.unwrap();
        assert!(matches!(usage::put(&mut tx, &usage).await, Err(StoreError::Database(_))));
    }
}
