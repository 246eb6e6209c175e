//! The database itself: opening, transactions, many writers, and what is said when something is wrong.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::builders::{a_person, a_saved_person, a_solution, an_organisation, moment, raw};
use domain::event::{Doer, EventKind, SubjectKind};
use domain::number::Series;
use domain::organisation::Organisation;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use store::event::{self, NewEvent};
use store::testing::TestDb;
use store::{Db, OpenError, StoreError, Tx, organisation, person, solution};

fn an_event() -> NewEvent {
    NewEvent {
        at: moment(0),
        doer: Doer::Operator,
        subject_kind: SubjectKind::Person,
        subject: "somebody".into(),
        kind: EventKind::Edited,
        changes: Vec::new(),
        import: None,
    }
}

/// The same SQLite file with connections of another sort than [`Db::open_file`] makes.
async fn opened_otherwise(file: &Path, options: SqliteConnectOptions) -> Db {
    let pool = SqlitePoolOptions::new().max_connections(1);
    Db::Sqlite(pool.connect_with(options.filename(file)).await.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn writers_that_meet_at_the_same_rows_queue_and_none_fails() {
    const WRITERS: usize = 6;
    const ROUNDS: usize = 5;
    let test = TestDb::new().await;
    let [ada, bo] = [a_saved_person(&test, "Ada").await.id, a_saved_person(&test, "Bo").await.id];
    let start = Arc::new(tokio::sync::Barrier::new(WRITERS));
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let (db, start) = (test.db.clone(), Arc::clone(&start));
            // Half of them take the two rows in the opposite order.
            let order = if writer % 2 == 0 { [ada, bo] } else { [bo, ada] };
            tokio::spawn(async move {
                start.wait().await;
                for _ in 0..ROUNDS {
                    let mut tx = db.write().await?;
                    for id in order {
                        person::set_password(&mut tx, id, "hash".into()).await?;
                        event::append(&mut tx, &an_event()).await?;
                    }
                    tx.commit().await?;
                }
                Ok::<_, StoreError>(())
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap().unwrap();
    }
    let mut tx = test.db.read().await.unwrap();
    let saved = i64::try_from(WRITERS * ROUNDS).unwrap();
    for id in [ada, bo] {
        let version = person::get(&mut tx, id).await.unwrap().unwrap().version;
        assert_eq!(version, 1 + saved, "no change is lost");
    }
    assert_eq!(event::latest(&mut tx).await.unwrap(), 2 * saved);
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_events_have_no_gaps_and_numbers_no_doublets() {
    let test = TestDb::new().await;
    let writers: Vec<_> = (0..24)
        .map(|writer| {
            let db = test.db.clone();
            tokio::spawn(async move {
                let mut tx = db.write().await.unwrap();
                let number = event::next_number(&mut tx, Series::Need, 2026).await.unwrap();
                event::append(&mut tx, &an_event()).await.unwrap();
                // Every third changes its mind.
                if writer % 3 == 0 {
                    return None;
                }
                tx.commit().await.unwrap();
                Some(number.serial)
            })
        })
        .collect();
    let mut serials = Vec::new();
    for writer in writers {
        serials.extend(writer.await.unwrap());
    }
    serials.sort_unstable();
    assert_eq!(serials, (1..=16).collect::<Vec<_>>());
    let mut tx = test.db.read().await.unwrap();
    let feed = event::after(&mut tx, 0, 100).await.unwrap();
    assert_eq!(feed.iter().map(|row| row.0).collect::<Vec<_>>(), serials);
}

#[tokio::test]
async fn a_dropped_transaction_undoes_what_it_did() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let mut tx = test.db.write().await.unwrap();
    let renamed = Organisation { name: "Nya Vara".into(), ..vara.clone() };
    organisation::update(&mut tx, &renamed).await.unwrap();
    organisation::insert(&mut tx, &an_organisation("Skara kommun").built()).await.unwrap();
    assert_eq!(organisation::all(&mut tx).await.unwrap().len(), 2);
    drop(tx);
    let mut tx = test.db.read().await.unwrap();
    assert_eq!(organisation::all(&mut tx).await.unwrap(), [vara]);
}

#[tokio::test]
async fn what_is_not_committed_is_nobody_elses_to_see() {
    let test = TestDb::new().await;
    let mut writing = test.db.write().await.unwrap();
    organisation::insert(&mut writing, &an_organisation("Vara kommun").built()).await.unwrap();
    let mut reading = test.db.read().await.unwrap();
    assert_eq!(organisation::all(&mut reading).await.unwrap(), [], "and reading does not wait");
    drop(reading);
    writing.commit().await.unwrap();
    let mut reading = test.db.read().await.unwrap();
    assert_eq!(organisation::all(&mut reading).await.unwrap().len(), 1);
}

#[tokio::test]
async fn opening_again_keeps_what_is_there() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    test.db.close().await;
    assert!(matches!(test.db.read().await, Err(StoreError::Unreachable(_))), "closed is closed");
    let again = match &test.url {
        Some(url) => Db::connect(url).await.unwrap(),
        None => Db::open_file(&test.folder.join("brygga.db")).await.unwrap(),
    };
    let mut tx = again.read().await.unwrap();
    assert_eq!(organisation::all(&mut tx).await.unwrap(), [vara]);
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused() {
    let test = TestDb::new().await;
    let mut tx = test.db.write().await.unwrap();
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                 VALUES (9999, 'from the future', TRUE, '', 0)";
    raw(&mut tx, newer).await.unwrap();
    tx.commit().await.unwrap();
    let opened = match &test.url {
        Some(url) => Db::connect(url).await,
        None => Db::open_file(&test.folder.join("brygga.db")).await,
    };
    assert!(matches!(opened, Err(OpenError::Migrate(_))));
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("brygga.db");
    let text = "Namn;Leverantör\nLåsguiden;Åkes Lås\n".repeat(200);
    std::fs::write(&file, &text).unwrap();
    assert!(matches!(Db::open_file(&file).await, Err(OpenError::Connect(_))));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
}

#[tokio::test]
async fn a_folder_that_does_not_exist_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("saknas").join("brygga.db");
    assert!(matches!(Db::open_file(&file).await, Err(OpenError::Connect(_))));
    assert!(
        matches!(Db::open_file(folder.path()).await, Err(OpenError::Connect(_))),
        "nor is a folder a file"
    );
}

#[tokio::test]
async fn a_server_that_refuses_is_told_at_once() {
    // Nothing listens on port 1.
    let connecting = Db::connect("postgres://brygga@127.0.0.1:1/brygga");
    let refused = tokio::time::timeout(Duration::from_secs(5), connecting).await.expect("an answer in time");
    match refused {
        Err(OpenError::Connect(sqlx::Error::Io(error))) => {
            assert_eq!(error.kind(), std::io::ErrorKind::ConnectionRefused);
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_address_that_is_none_is_told() {
    for address in ["", "brygga.db", "postgres://[::1", "http://127.0.0.1:1/"] {
        assert!(matches!(Db::connect(address).await, Err(OpenError::Connect(_))), "{address:?}");
    }
}

#[tokio::test]
async fn a_database_the_server_does_not_have_is_told() {
    let test = TestDb::new().await;
    let Some(url) = &test.url else {
        println!("skipped: there is no server on SQLite");
        return;
    };
    let (server, _) = url.split('?').next().unwrap().rsplit_once('/').unwrap();
    let connected = Db::connect(&format!("{server}/brygga_no_such_database")).await;
    assert!(matches!(connected, Err(OpenError::Connect(sqlx::Error::Database(_)))));
}

#[tokio::test]
async fn a_lost_connection_is_told_and_the_next_one_works() {
    let test = TestDb::new().await;
    let Db::Postgres(pool) = &test.db else {
        println!("skipped: there is no connection to lose on SQLite");
        return;
    };
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let mut lost = test.db.read().await.unwrap();
    let Tx::Postgres(tx) = &mut lost else { panic!("not on PostgreSQL") };
    let backend: i32 = sqlx::query_scalar("SELECT pg_backend_pid()").fetch_one(&mut **tx).await.unwrap();
    // Waits up to five seconds for the backend to be gone.
    let ended = sqlx::query("SELECT pg_terminate_backend($1, 5000)").bind(backend);
    ended.execute(pool).await.unwrap();
    assert!(matches!(organisation::all(&mut lost).await, Err(StoreError::Unreachable(_))));
    drop(lost);
    let mut tx = test.db.read().await.unwrap();
    assert_eq!(organisation::all(&mut tx).await.unwrap(), [vara]);
}

#[tokio::test]
async fn a_full_disk_is_told_and_nothing_is_half_done() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("brygga.db");
    let roomy = Db::open_file(&file).await.unwrap();
    // SQLite takes the size the file has already when the limit is below it.
    let full = opened_otherwise(&file, SqliteConnectOptions::new().pragma("max_page_count", "1")).await;
    let large = a_solution().with(|facts| facts.description = "ord ".repeat(500_000)).built();
    let mut tx = full.write().await.unwrap();
    event::append(&mut tx, &an_event()).await.unwrap();
    assert!(matches!(solution::insert(&mut tx, &large).await, Err(StoreError::Full(_))));
    drop(tx);
    let mut tx = full.read().await.unwrap();
    assert_eq!(solution::get(&mut tx, large.id).await.unwrap(), None);
    assert_eq!(event::latest(&mut tx).await.unwrap(), 0, "what came before it is undone too");
    drop(tx);
    full.close().await;

    let mut tx = roomy.write().await.unwrap();
    solution::insert(&mut tx, &large).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_database_that_may_only_be_read_counts_as_full() {
    let test = TestDb::new().await;
    let mut tx = match &test.db {
        Db::Sqlite(_) => {
            let file = test.folder.join("brygga.db");
            opened_otherwise(&file, SqliteConnectOptions::new().read_only(true)).await.read().await.unwrap()
        }
        Db::Postgres(_) => {
            let mut tx = test.db.read().await.unwrap();
            raw(&mut tx, "SET TRANSACTION READ ONLY").await.unwrap();
            tx
        }
    };
    let refused = person::insert(&mut tx, &a_person("Ada"), None).await;
    assert!(matches!(refused, Err(StoreError::Full(_))), "{refused:?}");
}

#[tokio::test]
async fn a_database_that_is_locked_for_too_long_does_not_answer() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("brygga.db");
    let db = Db::open_file(&file).await.unwrap();
    let impatient = opened_otherwise(&file, SqliteConnectOptions::new().busy_timeout(Duration::ZERO)).await;
    let writing = db.write().await.unwrap();
    assert!(matches!(impatient.write().await, Err(StoreError::Unreachable(_))));
    drop(writing);
}

#[tokio::test]
async fn the_character_that_ends_texts_elsewhere_is_left_out() {
    let test = TestDb::new().await;
    let mut tx = test.db.write().await.unwrap();
    let ada = domain::person::Person { name: "A\0da\0".into(), ..a_person("") };
    person::insert(&mut tx, &ada, Some("ha\0sh".into())).await.unwrap();
    let (read, hash) = person::by_email(&mut tx, &ada.email).await.unwrap().unwrap();
    assert_eq!((read.name.as_str(), hash.as_deref()), ("Ada", Some("hash")));
}
