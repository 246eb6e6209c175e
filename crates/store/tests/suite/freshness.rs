//! Confirmations of entries, letters that ask for them, and when somebody asked last.

use crate::builders::{
    a_contract, a_saved_person, a_solution, a_usage, an_organisation, moment, next_moment,
};
use domain::freshness::{Confirmation, FactId, Letter, LetterRow};
use store::testing::TestDb;
use store::{StoreError, freshness, usage};

#[tokio::test]
async fn the_latest_confirmation_of_an_entry_is_kept() {
    let test = TestDb::new().await;
    let (one, other) = (a_solution().saved(&test).await, a_solution().saved(&test).await);
    let asta = a_saved_person(&test, "Asta Lind").await;
    let mut tx = test.db.write().await.unwrap();
    assert_eq!(freshness::confirmation(&mut tx, one.id).await.unwrap(), None);
    let first = Confirmation { at: next_moment(), by: Some(asta.id) };
    let second = Confirmation { at: next_moment(), by: None };
    for said in [first, second] {
        freshness::confirm(&mut tx, one.id, said).await.unwrap();
        assert_eq!(freshness::confirmation(&mut tx, one.id).await.unwrap(), Some(said));
    }
    freshness::confirm(&mut tx, other.id, first).await.unwrap();
    let all = freshness::between(&mut tx, one.id, other.id).await.unwrap();
    assert_eq!(all, [(one.id, second), (other.id, first)]);
    assert_eq!(freshness::between(&mut tx, other.id, other.id).await.unwrap(), [(other.id, first)]);
}

#[tokio::test]
async fn a_letter_reads_back_and_each_row_is_answered_once() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let asta = a_saved_person(&test, "Asta Lind").await;
    let solution = a_solution().saved(&test).await;
    let said = a_usage().of(&solution).by(&vara).built();
    let contract = a_contract().kept_by(&vara).about(&solution).saved(&test).await;
    let mut tx = test.db.write().await.unwrap();
    usage::put(&mut tx, &said).await.unwrap();
    assert_eq!(usage::get(&mut tx, said.id).await.unwrap(), Some(said.clone()));
    let facts = [FactId::Entry(solution.id), FactId::Usage(said.id), FactId::Contract(contract.id)];
    let row = |(place, fact)| LetterRow { place, fact, organisation: vara.id, version: 3, answered: None };
    let letter = Letter {
        person: asta.id,
        month: "2026-11".into(),
        at: moment(1),
        expires: moment(2),
        rows: facts.into_iter().enumerate().map(row).collect(),
    };
    freshness::insert_letter(&mut tx, "hash", &letter).await.unwrap();
    assert_eq!(freshness::letter(&mut tx, "hash").await.unwrap(), Some(letter.clone()));
    assert_eq!(freshness::letter(&mut tx, "another").await.unwrap(), None);
    assert!(freshness::has_letter(&mut tx, asta.id, "2026-11").await.unwrap());
    assert!(!freshness::has_letter(&mut tx, asta.id, "2026-12").await.unwrap());
    assert!(freshness::answer_row(&mut tx, "hash", 1, moment(5)).await.unwrap());
    assert!(!freshness::answer_row(&mut tx, "hash", 1, moment(6)).await.unwrap(), "once");
    let rows = freshness::letter(&mut tx, "hash").await.unwrap().unwrap().rows;
    assert_eq!(rows.iter().map(|row| row.answered).collect::<Vec<_>>(), [None, Some(moment(5)), None]);
    tx.commit().await.unwrap();
    let mut tx = test.db.write().await.unwrap();
    let again = freshness::insert_letter(&mut tx, "more", &letter).await.unwrap_err();
    assert!(matches!(again, StoreError::Taken), "one a month: {again:?}");
}

#[tokio::test]
async fn the_last_request_is_kept() {
    let test = TestDb::new().await;
    let (solution, asta) = (a_solution().saved(&test).await, a_saved_person(&test, "Asta Lind").await);
    let fact = FactId::Entry(solution.id);
    let mut tx = test.db.write().await.unwrap();
    assert_eq!(freshness::request(&mut tx, fact).await.unwrap(), None);
    for asked in [(moment(1), asta.id), (moment(2), asta.id)] {
        freshness::put_request(&mut tx, fact, asked).await.unwrap();
        assert_eq!(freshness::request(&mut tx, fact).await.unwrap(), Some(asked));
    }
}
