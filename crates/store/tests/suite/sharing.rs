//! Raised levels, wishes to publish and openings.

use crate::builders::{a_saved_person, an_organisation, moment};
use domain::event::SubjectKind;
use domain::sharing::{Opening, Publication, Raise, Sharing};
use store::sharing;
use store::testing::TestDb;

const KIND: SubjectKind = SubjectKind::Need;

#[tokio::test]
async fn the_last_raise_is_kept_and_forgotten() {
    let test = TestDb::new().await;
    let ada = a_saved_person(&test, "Ada").await.id;
    let mut tx = test.db.write().await.unwrap();
    let first = Raise { before: Sharing::Draft, after: Sharing::Collaboration, person: ada, at: moment(-2) };
    let second =
        Raise { before: Sharing::Collaboration, after: Sharing::Network, person: ada, at: moment(-1) };
    for raise in [first, second] {
        sharing::set_raise(&mut tx, KIND, "one", &raise).await.unwrap();
    }
    assert_eq!(sharing::raise(&mut tx, KIND, "one").await.unwrap(), Some(second));
    assert_eq!(sharing::raise(&mut tx, KIND, "two").await.unwrap(), None);
    assert_eq!(sharing::raise(&mut tx, SubjectKind::Solution, "one").await.unwrap(), None);
    sharing::forget_raise(&mut tx, KIND, "one").await.unwrap();
    sharing::forget_raise(&mut tx, KIND, "one").await.unwrap();
    assert_eq!(sharing::raise(&mut tx, KIND, "one").await.unwrap(), None);
}

#[tokio::test]
async fn a_wish_stands_until_it_is_forgotten() {
    let test = TestDb::new().await;
    let (ada, bo) = (a_saved_person(&test, "Ada").await.id, a_saved_person(&test, "Bo").await.id);
    let mut tx = test.db.write().await.unwrap();
    sharing::set_publication(&mut tx, KIND, "one", &Publication { person: ada, at: moment(-2) })
        .await
        .unwrap();
    let second = Publication { person: bo, at: moment(-1) };
    sharing::set_publication(&mut tx, KIND, "one", &second).await.unwrap();
    assert_eq!(sharing::publication(&mut tx, KIND, "one").await.unwrap(), Some(second));
    assert!(sharing::forget_publication(&mut tx, KIND, "one").await.unwrap());
    assert!(!sharing::forget_publication(&mut tx, KIND, "one").await.unwrap());
    assert_eq!(sharing::publication(&mut tx, KIND, "one").await.unwrap(), None);
}

#[tokio::test]
async fn a_reader_opens_a_record_first_and_last() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let bo = a_saved_person(&test, "Bo").await.id;
    let mut tx = test.db.write().await.unwrap();
    let by_bo = |at| Opening { reader: Some((bo, vara.id)), first: at, last: at };
    let by_anybody = Opening { reader: None, first: moment(-2), last: moment(-2) };
    for opening in [by_bo(moment(-3)), by_anybody, by_bo(moment(-1))] {
        sharing::set_opening(&mut tx, KIND, "one", &opening).await.unwrap();
    }
    let last = sharing::last_opened(&mut tx, KIND, "one", &by_bo(moment(0))).await.unwrap();
    assert_eq!(last, Some(moment(-1)));
    assert_eq!(sharing::last_opened(&mut tx, KIND, "two", &by_anybody).await.unwrap(), None);
    let both = sharing::openings(&mut tx, KIND, "one").await.unwrap();
    assert_eq!(both, [Opening { last: moment(-1), ..by_bo(moment(-3)) }, by_anybody]);
}
