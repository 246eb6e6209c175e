//! Leases: one holder at a time, until it gives the lease back or its time is out.

use domain::instant::Instant;
use store::lease;
use store::testing::TestDb;

const fn at(milliseconds: i64) -> Instant {
    Instant::from_milliseconds(milliseconds)
}

#[tokio::test]
async fn a_lease_has_one_holder_until_it_runs_out() {
    let test = TestDb::new().await;
    let mut tx = test.db.write().await.unwrap();
    assert!(lease::take(&mut tx, "work", "one", at(0), at(100)).await.unwrap());
    assert!(!lease::take(&mut tx, "work", "two", at(50), at(150)).await.unwrap(), "held");
    assert!(lease::take(&mut tx, "work", "one", at(60), at(160)).await.unwrap(), "lengthened by its holder");
    assert!(!lease::take(&mut tx, "work", "two", at(159), at(300)).await.unwrap(), "the longer time counts");
    assert!(lease::take(&mut tx, "work", "two", at(160), at(300)).await.unwrap(), "its time is out");
    assert!(lease::take(&mut tx, "other work", "one", at(160), at(300)).await.unwrap());
}

#[tokio::test]
async fn a_lease_is_given_back_by_its_holder_alone() {
    let test = TestDb::new().await;
    let mut tx = test.db.write().await.unwrap();
    assert!(lease::take(&mut tx, "work", "one", at(0), at(100)).await.unwrap());
    lease::give_back(&mut tx, "work", "two").await.unwrap();
    assert!(!lease::take(&mut tx, "work", "two", at(1), at(100)).await.unwrap());
    lease::give_back(&mut tx, "work", "one").await.unwrap();
    assert!(lease::take(&mut tx, "work", "two", at(1), at(100)).await.unwrap());
}
