//! Deeds on entries: kept with what went along, undone once, and only what is in the state that was told goes along.

use crate::builders::{a_saved_person, a_solution, a_usage, an_organisation, moment};
use domain::id::{PersonId, SolutionChangeId, SolutionId};
use domain::solution::{Draft, Lineage, Solution};
use domain::solution_change::{Move, Relation, SolutionChange, SolutionDeed};
use domain::usage::UsageStatus;
use store::StoreError;
use store::solution_change::{get, give, insert, moves, of_solution, related, set_undone};
use store::testing::TestDb;

fn merged(stays: &Solution, goes: &Solution, at: i64, person: PersonId) -> SolutionChange {
    SolutionChange {
        id: SolutionChangeId::at(moment(at)),
        deed: SolutionDeed::Merge,
        solution: stays.id,
        other: Some(goes.id),
        at: moment(at),
        person: Some(person),
        organisation: None,
        before: "{\"name\":\"Före; 'citat' --\"}".to_owned(),
        after: "{}".to_owned(),
        undone: None,
    }
}

#[tokio::test]
async fn a_deed_is_kept_with_what_went_along_and_is_undone_once() {
    let test = TestDb::new().await;
    let (stays, goes) = (a_solution().saved(&test).await, a_solution().saved(&test).await);
    let person = a_saved_person(&test, "Ada").await.id;
    let (first, second) = (merged(&stays, &goes, 1, person), merged(&goes, &stays, 2, person));
    let along = [(Relation::Usage, "b"), (Relation::Comment, "a")].map(|(relation, record)| Move {
        relation,
        record: record.to_owned(),
        mark: "3".to_owned(),
    });
    let mut tx = test.db.write().await.unwrap();
    insert(&mut tx, &first, &along).await.unwrap();
    insert(&mut tx, &second, &[]).await.unwrap();
    assert_eq!(get(&mut tx, first.id).await.unwrap(), Some(first.clone()));
    assert_eq!(moves(&mut tx, first.id).await.unwrap(), along, "in their order");
    assert!(moves(&mut tx, second.id).await.unwrap().is_empty());
    let both = of_solution(&mut tx, stays.id).await.unwrap();
    assert_eq!(both, [second, first.clone()], "on either side, newest first");

    set_undone(&mut tx, first.id, moment(9)).await.unwrap();
    let again = set_undone(&mut tx, first.id, moment(10)).await;
    assert!(again.is_err(), "once: {again:?}");
    assert_eq!(get(&mut tx, first.id).await.unwrap().unwrap().undone, Some(moment(9)));
    assert_eq!(get(&mut tx, SolutionChangeId::from_u128(7)).await.unwrap(), None);
}

#[tokio::test]
async fn what_goes_along_is_in_the_state_that_was_told_and_never_stands_twice() {
    let test = TestDb::new().await;
    let (stays, goes) = (a_solution().saved(&test).await, a_solution().saved(&test).await);
    let (vara, skara) = (
        an_organisation("Vara kommun").saved(&test).await,
        an_organisation("Skara kommun").saved(&test).await,
    );
    a_usage().of(&goes).by(&vara).saved(&test).await;
    a_usage().of(&goes).by(&skara).saved(&test).await;
    a_usage().of(&stays).by(&skara).standing(UsageStatus::Pilot).saved(&test).await;
    let of = async |id: SolutionId| {
        let mut tx = test.db.read().await.unwrap();
        related(&mut tx, Relation::Usage, id).await.unwrap()
    };
    let found = of(goes.id).await;
    assert_eq!(found.len(), 2);
    let varas = found.iter().find(|thing| thing.record == vara.id.to_string()).unwrap();
    let way = (goes.id, stays.id);
    let mut tx = test.db.write().await.unwrap();
    let stale = Move { mark: "8".to_owned(), ..varas.clone() };
    assert!(!give(&mut tx, &stale, way).await.unwrap(), "somebody has changed it since");
    assert!(give(&mut tx, varas, way).await.unwrap());
    assert!(!give(&mut tx, varas, way).await.unwrap(), "it is there already");
    tx.commit().await.unwrap();
    assert_eq!((of(goes.id).await.len(), of(stays.id).await.len()), (1, 2));
    let skaras = of(goes.id).await.remove(0);
    let mut tx = test.db.write().await.unwrap();
    let twice = give(&mut tx, &skaras, way).await;
    assert!(twice.is_err(), "an organisation says one thing of an entry: {twice:?}");
}

#[tokio::test]
async fn every_relation_can_be_asked_for() {
    let test = TestDb::new().await;
    let solution = a_solution().saved(&test).await;
    let next = Lineage { successor: Some(solution.id), ..Lineage::default() };
    let old = Solution { lineage: next, ..a_solution().built() };
    let mut tx = test.db.write().await.unwrap();
    store::solution::insert(&mut tx, &old).await.unwrap();
    let person = domain::person::Person {
        id: PersonId::at(moment(3)),
        version: 1,
        name: "Bo".into(),
        email: "bo@kommun.example".into(),
    };
    store::person::insert(&mut tx, &person, None).await.unwrap();
    store::favourite::put(&mut tx, person.id, solution.id, moment(5)).await.unwrap();
    for relation in Relation::ALL {
        let found = related(&mut tx, *relation, solution.id).await.unwrap();
        let expected = match relation {
            Relation::Replaced => vec![old.id.to_string()],
            Relation::Favourite => vec![person.id.to_string()],
            Relation::Usage
            | Relation::Coverage
            | Relation::Verdict
            | Relation::Proposal
            | Relation::Comment
            | Relation::Initiative
            | Relation::Lesson
            | Relation::Original
            | Relation::UsageProposal
            | Relation::Contract
            | Relation::Reminder => Vec::new(),
        };
        assert_eq!(found.into_iter().map(|thing| thing.record).collect::<Vec<_>>(), expected, "{relation}");
    }
}

#[tokio::test]
async fn drafts_wait_oldest_first_until_they_are_taken_over_or_away() {
    let test = TestDb::new().await;
    let (vara, skara) = (
        an_organisation("Vara kommun").saved(&test).await,
        an_organisation("Skara kommun").saved(&test).await,
    );
    let person = a_saved_person(&test, "Ada").await.id;
    let drafted = |name: &str, owner, at| {
        let draft =
            Draft { at: moment(at), person: Some(person), who_has: Some("Hemtjänsten; 'i' centrum".into()) };
        let lineage = Lineage { draft: Some(draft), ..Lineage::default() };
        Solution { lineage, ..a_solution().named(name).owned_by(owner).built() }
    };
    let (late, early) = (drafted("Sen", &vara, 9), drafted("Tidig", &vara, 3));
    let (theirs, gone) = (drafted("Annans", &skara, 1), drafted("Borta", &vara, 2));
    let gone = Solution { withdrawn: Some(moment(4)), ..gone };
    let mut tx = test.db.write().await.unwrap();
    for one in [&late, &early, &theirs, &gone] {
        store::solution::insert(&mut tx, one).await.unwrap();
    }
    assert_eq!(store::solution::drafts_of(&mut tx, vara.id).await.unwrap(), [early.clone(), late.clone()]);
    let mut entry = early.clone();
    entry.lineage.draft = None;
    store::solution::update(&mut tx, &entry).await.unwrap();
    assert_eq!(store::solution::drafts_of(&mut tx, vara.id).await.unwrap(), [late]);
    let stale = store::solution::update(&mut tx, &early).await;
    assert!(matches!(stale, Err(StoreError::Stale)), "{stale:?}");
}
