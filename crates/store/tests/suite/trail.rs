//! The chain over events: whatever is done to them afterwards is found.
//!
//! Each tampering is undone by leaving its transaction. The seed of the places is in every message.

use crate::builders::moment;
use domain::event::{Change, Doer, EventKind, SubjectKind};
use store::event::{self, NewEvent};
use store::testing::TestDb;
use store::trail::{self, Finding, Head, Verified};
use store::{Db, Tx};

const EVENTS: i64 = 10_000;
const SEED: u64 = 7;

async fn append(tx: &mut Tx, place: i64) {
    let note = format!("plats {place} \"åäö\"\n\u{1}");
    let event = NewEvent {
        at: moment(place),
        doer: Doer::Operator,
        subject_kind: SubjectKind::Need,
        subject: format!("need {}", place % 7),
        kind: EventKind::Edited,
        changes: Change::between("title", "", &note).into_iter().collect(),
        import: None,
    };
    event::append(tx, &event).await.unwrap();
}

async fn with_events(count: i64) -> TestDb {
    let test = TestDb::new().await;
    let mut tx = test.db.write().await.unwrap();
    for place in 1..=count {
        append(&mut tx, place).await;
    }
    tx.commit().await.unwrap();
    test
}

async fn run(tx: &mut Tx, statement: String) {
    let statement = sqlx::AssertSqlSafe(statement);
    match tx {
        Tx::Sqlite(tx) => drop(sqlx::raw_sql(statement).execute(&mut **tx).await.unwrap()),
        Tx::Postgres(tx) => drop(sqlx::raw_sql(statement).execute(&mut **tx).await.unwrap()),
    }
}

/// What is found after some statements, which are undone again.
async fn after(db: &Db, statements: &[String], kept: Option<&Head>) -> Vec<Finding> {
    let mut tx = db.write().await.unwrap();
    for statement in statements {
        run(&mut tx, statement.clone()).await;
    }
    trail::verify(&mut tx, kept).await.unwrap().findings
}

async fn verified(db: &Db) -> Verified {
    trail::verify(&mut db.read().await.unwrap(), None).await.unwrap()
}

#[tokio::test]
async fn every_tampering_with_ten_thousand_events_is_found() {
    let test = with_events(EVENTS).await;
    let db = &test.db;
    let whole = verified(db).await;
    assert_eq!((whole.events, whole.head.sequence, whole.is_unsealed), (EVENTS, EVENTS, false));
    assert_eq!(after(db, &[], Some(&whole.head)).await, []);

    let mut random = fastrand::Rng::with_seed(SEED);
    for change in [
        "at = at + 1",
        "doer = 'anonymous'",
        "person_id = 'x'",
        "organisation_id = 'x'",
        "subject_kind = 'solution'",
        "subject_id = 'another'",
        "kind = 'created'",
        "changes = '[]'",
        "import_id = 'x'",
    ] {
        let place = random.i64(1..=EVENTS);
        let change = format!("UPDATE events SET {change} WHERE sequence = {place}");
        let found = after(db, std::slice::from_ref(&change), None).await;
        assert_eq!(found, [Finding::Changed { sequence: place }], "{change}, seed {SEED}");
    }
    for (from, to) in [(1, 1), (4_000, 4_002), (9_999, EVENTS)] {
        let gone = format!("DELETE FROM events WHERE sequence BETWEEN {from} AND {to}");
        assert_eq!(after(db, &[gone], None).await, [Finding::Missing { from, to }]);
    }
    let place = random.i64(1..EVENTS);
    let swapped = [
        format!("UPDATE events SET sequence = -1 WHERE sequence = {place}"),
        format!("UPDATE events SET sequence = {place} WHERE sequence = {}", place + 1),
        format!("UPDATE events SET sequence = {} WHERE sequence = -1", place + 1),
    ];
    let found = after(db, &swapped, None).await;
    let both = [Finding::Changed { sequence: place }, Finding::Changed { sequence: place + 1 }];
    assert!(both.iter().all(|one| found.contains(one)), "{found:?}, seed {SEED}");
    let lost = format!("UPDATE events SET hash = NULL WHERE sequence = {place}");
    assert_eq!(after(db, &[lost], None).await, [Finding::Unsealed { sequence: place }]);

    // A tail that goes with its counter is seen by the kept head alone.
    let quietly = [
        format!("DELETE FROM events WHERE sequence > {}", EVENTS - 5),
        format!("UPDATE counters SET value = {} WHERE name = 'event'", EVENTS - 5),
    ];
    assert_eq!(after(db, &quietly, None).await, []);
    assert_eq!(after(db, &quietly, Some(&whole.head)).await, [Finding::AnotherHead { sequence: EVENTS }]);
    assert_eq!(verified(db).await, whole, "all is as it was");
}

#[tokio::test]
async fn events_from_before_the_chain_are_sealed_by_the_next() {
    let test = with_events(2_500).await;
    let whole = verified(&test.db).await;
    let mut tx = test.db.write().await.unwrap();
    run(&mut tx, "UPDATE events SET hash = NULL".to_owned()).await;
    let unsealed = trail::verify(&mut tx, None).await.unwrap();
    assert!(unsealed.is_unsealed && unsealed.findings.is_empty(), "{unsealed:?}");
    append(&mut tx, 2_501).await;
    let sealed = trail::verify(&mut tx, Some(&whole.head)).await.unwrap();
    assert_eq!((sealed.events, sealed.findings, sealed.is_unsealed), (2_501, vec![], false));
}

#[tokio::test]
async fn an_empty_trail_is_whole_and_a_head_reads_back() {
    let test = TestDb::new().await;
    let empty = verified(&test.db).await;
    assert_eq!((empty.events, empty.findings.len(), empty.is_unsealed), (0, 0, false));
    let text = empty.head.to_string();
    assert_eq!(text.parse(), Ok(empty.head));
    for bad in ["", "1", "x:00", "1:00", &text.replace('0', "g")] {
        assert!(bad.parse::<Head>().is_err(), "{bad}");
    }
}

#[tokio::test]
async fn no_identity_number_stands_in_an_event() {
    let test = TestDb::new().await;
    let mut tx = test.db.write().await.unwrap();
    let changes = vec![Change {
        field: "text".into(),
        before: Some("Brukaren 811218-9876 saknar larm".into()),
        after: Some("pnr 19121212-1212".into()),
    }];
    let event = NewEvent {
        at: moment(0),
        doer: Doer::Operator,
        subject_kind: SubjectKind::Need,
        subject: "one".into(),
        kind: EventKind::Edited,
        changes,
        import: None,
    };
    event::append(&mut tx, &event).await.unwrap();
    let kept = trail::after(&mut tx, 0, 10).await.unwrap();
    assert!(!kept[0].changes.contains("9876") && !kept[0].changes.contains("1212-1212"), "{kept:?}");
    assert!(kept[0].changes.contains("Brukaren ••••••-•••• saknar larm"), "{kept:?}");
}
