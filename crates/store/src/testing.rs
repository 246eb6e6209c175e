//! A fresh database for each test: a SQLite file, or with `BRYGGA_TEST_DATABASE=postgres://…` a schema of
//! its own on that server. Compiled only with the feature `testing`.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::Db;

/// The environment variable that sends the whole suite to PostgreSQL.
pub const DATABASE_VARIABLE: &str = "BRYGGA_TEST_DATABASE";

static SERIAL: AtomicU32 = AtomicU32::new(0);

/// A database that is removed with this value.
#[derive(Debug)]
pub struct TestDb {
    /// The open database.
    pub db: Db,
    /// Address of the schema, or `None` for SQLite.
    pub url: Option<String>,
    /// The folder of the SQLite file.
    pub folder: PathBuf,
}

impl TestDb {
    /// Makes an empty database with the newest schema.
    ///
    /// # Panics
    /// When the database cannot be made: then the test can't say anything.
    #[allow(clippy::panic, reason = "for tests only")]
    pub async fn new() -> Self {
        let serial = SERIAL.fetch_add(1, Ordering::Relaxed);
        let name = format!("brygga_test_{}_{serial}", std::process::id());
        let folder = std::env::temp_dir().join(&name);
        // A killed run with the same process id may have left its folder.
        let _ = std::fs::remove_dir_all(&folder);
        if let Err(error) = std::fs::create_dir_all(&folder) {
            panic!("no folder for the test: {error}");
        }
        let url = match std::env::var(DATABASE_VARIABLE) {
            Ok(server) => Some(schema(&server, &name).await),
            Err(_) => None,
        };
        let opened = match &url {
            Some(url) => Db::connect(url).await,
            None => Db::open_file(&folder.join("brygga.db")).await,
        };
        match opened {
            Ok(db) => Self { db, url, folder },
            Err(error) => panic!("no database for the test: {error}"),
        }
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        // A folder that stays behind disturbs no other test; schemas go with the temporary server.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

#[allow(clippy::panic, reason = "for tests only")]
async fn schema(server: &str, name: &str) -> String {
    use sqlx::Connection;
    let made = async {
        let mut connection = sqlx::PgConnection::connect(server).await?;
        // The name is made above from digits alone. An earlier run may have had the same process id.
        let statements = format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}");
        sqlx::raw_sql(sqlx::AssertSqlSafe(statements)).execute(&mut connection).await?;
        connection.close().await
    };
    if let Err(error) = made.await {
        panic!("no schema for the test: {error}");
    }
    let separator = if server.contains('?') { '&' } else { '?' };
    format!("{server}{separator}options[search_path]={name}")
}

/// Changes what is stored behind everybody's back, as somebody with the database in hand could.
///
/// # Panics
/// When the statement fails.
#[allow(clippy::panic, reason = "for tests only")]
pub async fn run(tx: &mut crate::Tx, statement: &str) {
    let done = crate::db::run_raw(tx, statement).await;
    if let Err(error) = done {
        panic!("the statement fails: {error}");
    }
}
