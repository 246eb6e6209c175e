//! Events, their one sequence, and the counters that number things.

use crate::builders::{a_person, an_organisation, moment, next_moment, raw_number};
use domain::event::{Change, Doer, Event, EventKind, SubjectKind};
use domain::id::ImportId;
use domain::number::{Number, Series};
use store::event::{self, NewEvent};
use store::testing::TestDb;

fn an_event(subject_kind: SubjectKind, subject: &str) -> NewEvent {
    NewEvent {
        at: next_moment(),
        doer: Doer::Operator,
        subject_kind,
        subject: subject.to_owned(),
        kind: EventKind::Created,
        changes: Vec::new(),
        import: None,
    }
}

/// The event as it must read back from this place.
fn at_place(sequence: i64, new: &NewEvent) -> Event {
    let NewEvent { at, doer, subject_kind, subject, kind, changes, import: _ } = new.clone();
    Event { sequence, at, doer, subject_kind, subject, kind, changes }
}

#[tokio::test]
async fn every_field_reads_back() {
    let test = TestDb::new().await;
    let mut tx = test.db.write().await.unwrap();
    let ada =
        Doer::Person { person: a_person("Ada").id, organisation: an_organisation("Vara kommun").built().id };
    let changes = vec![
        Change { field: "title".into(), before: None, after: Some("Nycklar \"åäö\"\nrad två".into()) },
        Change { field: "law".into(), before: Some("SoL".into()), after: None },
    ];
    for doer in [Doer::Operator, ada, Doer::Anonymous] {
        let event = NewEvent { doer, changes: changes.clone(), ..an_event(SubjectKind::Need, "same") };
        event::append(&mut tx, &event).await.unwrap();
        let place = event::latest(&mut tx).await.unwrap();
        let read = event::of_subject(&mut tx, SubjectKind::Need, "same", 1).await.unwrap();
        assert_eq!(read, [at_place(place, &event)]);
    }
}

#[tokio::test]
async fn every_kind_reads_back() {
    let test = TestDb::new().await;
    let mut tx = test.db.write().await.unwrap();
    for (&kind, &subject_kind) in EventKind::ALL.iter().zip(SubjectKind::ALL.iter().cycle()) {
        let event = NewEvent { kind, ..an_event(subject_kind, kind.code()) };
        event::append(&mut tx, &event).await.unwrap();
        let place = event::latest(&mut tx).await.unwrap();
        let read = event::of_subject(&mut tx, subject_kind, kind.code(), 9).await.unwrap();
        assert_eq!(read, [at_place(place, &event)]);
    }
}

#[tokio::test]
async fn what_an_import_did_can_be_told() {
    let test = TestDb::new().await;
    let mut tx = test.db.write().await.unwrap();
    let import = Some(ImportId::from_u128(1));
    event::append(&mut tx, &NewEvent { import, ..an_event(SubjectKind::Solution, "s") }).await.unwrap();
    event::append(&mut tx, &an_event(SubjectKind::Solution, "s")).await.unwrap();
    let of_import = raw_number(
        &mut tx,
        "SELECT sequence FROM events WHERE import_id = '00000000-0000-0000-0000-000000000001'",
    );
    assert_eq!(of_import.await, 1);
    assert_eq!(raw_number(&mut tx, "SELECT COUNT(*) FROM events WHERE import_id IS NULL").await, 1);
}

#[tokio::test]
async fn the_history_of_a_record_is_its_own_and_newest_first() {
    let test = TestDb::new().await;
    let mut tx = test.db.write().await.unwrap();
    for (subject_kind, subject) in [
        (SubjectKind::Need, "a"),
        (SubjectKind::Solution, "a"),
        (SubjectKind::Need, "b"),
        (SubjectKind::Need, "a"),
        (SubjectKind::Need, "a"),
    ] {
        // Earlier and earlier by the clock: the sequence decides, not the time.
        let at = moment(-event::latest(&mut tx).await.unwrap());
        event::append(&mut tx, &NewEvent { at, ..an_event(subject_kind, subject) }).await.unwrap();
    }
    let mut places = Vec::new();
    for limit in [10, 2] {
        let history = event::of_subject(&mut tx, SubjectKind::Need, "a", limit).await.unwrap();
        places.push(history.iter().map(|event| event.sequence).collect::<Vec<_>>());
    }
    assert_eq!(places, [vec![5, 4, 1], vec![5, 4]]);
    assert_eq!(event::of_subject(&mut tx, SubjectKind::Import, "a", 10).await.unwrap(), []);
}

#[tokio::test]
async fn the_feed_gives_what_came_after_a_place() {
    let test = TestDb::new().await;
    let mut tx = test.db.write().await.unwrap();
    assert_eq!(event::latest(&mut tx).await.unwrap(), 0);
    assert_eq!(event::after(&mut tx, 0, 10).await.unwrap(), []);
    let mut feed = Vec::new();
    for (place, &subject_kind) in (1..).zip(SubjectKind::ALL) {
        event::append(&mut tx, &an_event(subject_kind, subject_kind.code())).await.unwrap();
        assert_eq!(event::latest(&mut tx).await.unwrap(), place);
        feed.push((place, subject_kind, subject_kind.code().to_owned()));
    }
    assert_eq!(event::after(&mut tx, 0, 100).await.unwrap(), feed);
    assert_eq!(event::after(&mut tx, 2, 3).await.unwrap(), feed[2..5]);
    let last = event::latest(&mut tx).await.unwrap();
    assert_eq!(event::after(&mut tx, last, 100).await.unwrap(), []);
}

#[tokio::test]
async fn numbers_count_by_series_and_year() {
    let test = TestDb::new().await;
    let mut tx = test.db.write().await.unwrap();
    event::append(&mut tx, &an_event(SubjectKind::Need, "a")).await.unwrap();
    for (series, year, serial) in [
        (Series::Need, 2026, 1),
        (Series::Need, 2026, 2),
        (Series::Solution, 2026, 1),
        (Series::Need, 2027, 1),
        (Series::Need, 2026, 3),
        (Series::Solution, 2026, 2),
    ] {
        let number = event::next_number(&mut tx, series, year).await.unwrap();
        assert_eq!(number, Number { series, year, serial });
    }
    assert_eq!(event::latest(&mut tx).await.unwrap(), 1, "numbers are no events");
}

#[tokio::test]
async fn what_is_undone_leaves_no_gap() {
    let test = TestDb::new().await;
    for commits in [true, false, false, true] {
        let mut tx = test.db.write().await.unwrap();
        event::append(&mut tx, &an_event(SubjectKind::Need, "a")).await.unwrap();
        event::next_number(&mut tx, Series::Need, 2026).await.unwrap();
        if commits {
            tx.commit().await.unwrap();
        }
    }
    let mut tx = test.db.write().await.unwrap();
    let places: Vec<_> = event::after(&mut tx, 0, 10).await.unwrap().iter().map(|row| row.0).collect();
    assert_eq!(places, [1, 2]);
    assert_eq!(event::latest(&mut tx).await.unwrap(), 2);
    assert_eq!(event::next_number(&mut tx, Series::Need, 2026).await.unwrap().serial, 3);
}

#[tokio::test]
async fn what_was_denied_to_one_subject_is_counted_from_a_time() {
    let test = TestDb::new().await;
    let mut tx = test.db.write().await.unwrap();
    let denied = |subject_kind, subject, at| NewEvent {
        at: moment(at),
        kind: EventKind::Denied,
        ..an_event(subject_kind, subject)
    };
    for event in [
        denied(SubjectKind::Person, "ada", 10),
        denied(SubjectKind::Person, "ada", 20),
        denied(SubjectKind::Person, "ada", 30),
        denied(SubjectKind::Person, "bo", 30),
        denied(SubjectKind::Need, "ada", 30),
        NewEvent { kind: EventKind::SignedIn, ..denied(SubjectKind::Person, "ada", 30) },
    ] {
        event::append(&mut tx, &event).await.unwrap();
    }
    for (since, expected) in [(0, 3), (10, 2), (29, 1), (30, 0)] {
        let counted = event::count_of(&mut tx, "ada", EventKind::Denied, moment(since)).await.unwrap();
        assert_eq!(counted, expected, "after {since} ms");
    }
    assert_eq!(event::count_of(&mut tx, "ad%", EventKind::Denied, moment(0)).await.unwrap(), 0);
}
