//! Vectors: kept once for each text and model, read back in order, forgotten when asked.

use domain::instant::Instant;
use store::testing::TestDb;
use store::vector::{self, KeptVector};

const NOW: Instant = Instant::from_milliseconds(1_000);

fn a_vector(hash: &str, first: u8) -> KeptVector {
    KeptVector { hash: hash.into(), bytes: vec![first, 0, 255, 10, 13] }
}

#[tokio::test]
async fn a_vector_comes_back_byte_for_byte_and_the_first_stays() {
    let test = TestDb::new().await;
    let mut tx = test.db.write().await.unwrap();
    assert_eq!(vector::get(&mut tx, "m", "a").await.unwrap(), None);
    vector::put(&mut tx, "m", &a_vector("a", 1), NOW).await.unwrap();
    vector::put(&mut tx, "m", &a_vector("a", 2), NOW).await.unwrap();
    assert_eq!(vector::get(&mut tx, "m", "a").await.unwrap(), Some(a_vector("a", 1).bytes));
    assert_eq!(vector::get(&mut tx, "other", "a").await.unwrap(), None, "each model has its own");
    vector::forget(&mut tx, "m", "a").await.unwrap();
    assert_eq!(vector::get(&mut tx, "m", "a").await.unwrap(), None);
}

#[tokio::test]
async fn vectors_are_read_in_order_and_in_portions() {
    let test = TestDb::new().await;
    let mut tx = test.db.write().await.unwrap();
    for hash in ["c", "a", "b"] {
        vector::put(&mut tx, "m", &a_vector(hash, 1), NOW).await.unwrap();
    }
    vector::put(&mut tx, "other", &a_vector("b", 9), NOW).await.unwrap();
    let first = vector::after(&mut tx, "m", "", 2).await.unwrap();
    assert_eq!(first, [a_vector("a", 1), a_vector("b", 1)]);
    assert_eq!(vector::after(&mut tx, "m", "b", 2).await.unwrap(), [a_vector("c", 1)]);
}

#[tokio::test]
async fn old_vectors_of_other_models_go_and_new_ones_stay() {
    let test = TestDb::new().await;
    let mut tx = test.db.write().await.unwrap();
    let later = Instant::from_milliseconds(2_000);
    for (model, hash, made) in [("old", "a", NOW), ("old", "b", later), ("mine", "a", NOW)] {
        vector::put(&mut tx, model, &a_vector(hash, 1), made).await.unwrap();
    }
    assert_eq!(vector::forget_other_models(&mut tx, "mine", later).await.unwrap(), 1);
    assert_eq!(vector::after(&mut tx, "old", "", 9).await.unwrap(), [a_vector("b", 1)]);
    assert!(vector::get(&mut tx, "mine", "a").await.unwrap().is_some());
}
