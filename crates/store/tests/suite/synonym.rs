//! Rings of words: kept whole, changed over the version that was read, found by the beginnings of words.

use crate::builders::{a_saved_person, next_moment};
use domain::id::SynonymRingId;
use domain::synonym::{RingKind, SynonymRing};
use store::page::Page;
use store::synonym::{self, RingFilter};
use store::testing::TestDb;
use store::{StoreError, Tx};

fn a_ring(kind: RingKind, terms: &[&str]) -> SynonymRing {
    let now = next_moment();
    SynonymRing {
        id: SynonymRingId::at(now),
        version: 1,
        kind,
        terms: terms.iter().map(|term| (*term).to_owned()).collect(),
        note: None,
        active: true,
        by: None,
        updated: now,
    }
}

async fn found(tx: &mut Tx, filter: &RingFilter) -> Vec<String> {
    let listed = synonym::list(tx, filter, Page::new(1, 10)).await.unwrap();
    assert_eq!(listed.total, i64::try_from(listed.rows.len()).unwrap());
    listed.rows.into_iter().map(|ring| ring.terms[0].clone()).collect()
}

#[tokio::test]
async fn a_ring_reads_back_and_is_saved_over_its_version() {
    let test = TestDb::new().await;
    let ada = a_saved_person(&test, "Ada").await;
    let ring = SynonymRing {
        note: Some("Säger nattpatrullen".into()),
        by: Some(ada.id),
        ..a_ring(RingKind::Abbreviation, &["LSS", "lagen om stöd och service"])
    };
    let mut tx = test.db.write().await.unwrap();
    synonym::insert(&mut tx, &ring).await.unwrap();
    assert_eq!(synonym::get(&mut tx, ring.id).await.unwrap(), Some(ring.clone()));
    let changed = SynonymRing {
        active: false,
        note: None,
        by: None,
        terms: vec!["a".into(), "b".into()],
        ..ring.clone()
    };
    synonym::update(&mut tx, &changed).await.unwrap();
    assert_eq!(synonym::all(&mut tx).await.unwrap(), [SynonymRing { version: 2, ..changed.clone() }]);
    assert!(matches!(synonym::update(&mut tx, &changed).await, Err(StoreError::Stale)));
    assert_eq!(synonym::get(&mut tx, SynonymRingId::at(next_moment())).await.unwrap(), None);
}

#[tokio::test]
async fn rings_are_listed_the_swedish_way_and_narrowed() {
    let test = TestDb::new().await;
    let mut tx = test.db.write().await.unwrap();
    for ring in [
        a_ring(RingKind::Synonym, &["ängslig", "orolig"]),
        a_ring(RingKind::Synonym, &["Åtkomst", "behörighet"]),
        a_ring(RingKind::Abbreviation, &["VA", "vatten och avlopp"]),
        SynonymRing { active: false, ..a_ring(RingKind::Synonym, &["avlopp", "spillvatten"]) },
    ] {
        synonym::insert(&mut tx, &ring).await.unwrap();
    }
    let everything = RingFilter::default();
    assert_eq!(found(&mut tx, &everything).await, ["avlopp", "VA", "Åtkomst", "ängslig"]);
    let words = RingFilter { search: "avl vatten".into(), ..RingFilter::default() };
    assert_eq!(found(&mut tx, &words).await, ["VA"]);
    let kind = RingFilter { kind: Some(RingKind::Synonym), active: Some(true), ..RingFilter::default() };
    assert_eq!(found(&mut tx, &kind).await, ["Åtkomst", "ängslig"]);
    let retired = RingFilter { active: Some(false), ..RingFilter::default() };
    assert_eq!(found(&mut tx, &retired).await, ["avlopp"]);
}
