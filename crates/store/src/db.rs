//! The only file that knows there are two databases.
//!
//! A statement is one text with `$1` placeholders and a list of values; both drivers run it. Values are text,
//! whole numbers, bytes or nothing: ids are UUID text, instants are milliseconds, lists are JSON text, so that
//! every column has the same meaning on both.

use std::path::Path;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions, PgRow, Postgres};
use sqlx::sqlite::{
    Sqlite, SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow,
    SqliteSynchronous,
};
use sqlx::{Connection as _, Row as _, Transaction};

/// How long to wait for a database that does not answer or is locked.
const PATIENCE: Duration = Duration::from_secs(10);

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

/// Locks the event counter's row until the transaction ends, and makes the row if there is no event yet.
const HOLD_EVENT_COUNTER: &str = "INSERT INTO counters (name, value) VALUES ('event', 0) \
     ON CONFLICT (name) DO UPDATE SET value = counters.value";

/// Why the store could not do what it was asked.
#[derive(Debug)]
pub enum StoreError {
    /// The row was changed or removed since it was read: the version no longer fits.
    Stale,
    /// A value that must be unique is already there.
    Taken,
    /// The database cannot be reached, or does not answer in time.
    Unreachable(sqlx::Error),
    /// No room to write: the disk or the quota is full, or the database is read-only.
    Full(sqlx::Error),
    /// What is stored cannot be understood; names the column.
    Damaged {
        /// Which column.
        column: &'static str,
        /// What stood there.
        value: String,
    },
    /// Anything else the database said.
    Database(sqlx::Error),
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Stale => f.write_str("the row was changed since it was read"),
            Self::Taken => f.write_str("the value is taken"),
            Self::Unreachable(error) => write!(f, "the database cannot be reached: {error}"),
            Self::Full(error) => write!(f, "the database cannot be written: {error}"),
            Self::Damaged { column, value } => {
                write!(f, "column {column} holds {value:?}, which has no meaning")
            }
            Self::Database(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for StoreError {}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::Io(_)
            | sqlx::Error::WorkerCrashed => Self::Unreachable(error),
            sqlx::Error::Database(inner) if inner.is_unique_violation() => Self::Taken,
            sqlx::Error::Database(inner) => {
                let code = inner.code().unwrap_or_default();
                // SQLite: primary code in the low byte: 5 and 6 locked for too long, 8 read-only, 10 I/O error,
                // 13 full, 14 cannot open. PostgreSQL: 53100 full, 25006 read-only; class 53 no resources,
                // 57 shut down, 08 connection.
                let primary = code.parse::<i32>().map(|c| c & 0xff).unwrap_or(-1);
                let lite = code.len() < 5;
                if (lite && matches!(primary, 8 | 13)) || matches!(&*code, "53100" | "25006") {
                    Self::Full(error)
                } else if (lite && matches!(primary, 5 | 6 | 10 | 14))
                    || (!lite && ["08", "53", "57"].iter().any(|class| code.starts_with(class)))
                {
                    Self::Unreachable(error)
                } else {
                    Self::Database(error)
                }
            }
            _ => Self::Database(error),
        }
    }
}

/// Why a database could not be opened.
#[derive(Debug)]
pub enum OpenError {
    /// It cannot be reached or created.
    Connect(sqlx::Error),
    /// Its schema could not be brought up to date.
    Migrate(sqlx::migrate::MigrateError),
}

impl std::fmt::Display for OpenError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Connect(error) => error.fmt(f),
            Self::Migrate(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for OpenError {}

/// A database with its schema up to date.
#[derive(Debug, Clone)]
pub enum Db {
    /// One file, one node.
    Sqlite(SqlitePool),
    /// A server, one or more nodes.
    Postgres(PgPool),
}

impl Db {
    /// Opens the SQLite file, makes it if it is missing, and brings its schema up to date.
    ///
    /// # Errors
    /// When the file cannot be opened or is no database of ours.
    pub async fn open_file(path: &Path) -> Result<Self, OpenError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            // In WAL mode NORMAL can lose an acknowledged write when the power goes.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(PATIENCE)
            // Each connection fills one of its own, and the system keeps the file's pages as well: more than this costs memory eight
            // times and saves no time.
            .pragma("cache_size", "-8000")
            .statement_cache_capacity(200);
        let pool = SqlitePoolOptions::new()
            .max_connections(8)
            .acquire_timeout(PATIENCE)
            .connect_with(options)
            .await
            .map_err(OpenError::Connect)?;
        MIGRATIONS.run(&pool).await.map_err(OpenError::Migrate)?;
        Ok(Self::Sqlite(pool))
    }

    /// Connects to PostgreSQL at a `postgres://` address and brings its schema up to date.
    ///
    /// # Errors
    /// When it cannot be reached or is no database of ours.
    pub async fn connect(url: &str) -> Result<Self, OpenError> {
        let options: PgConnectOptions = url.parse().map_err(OpenError::Connect)?;
        // The pool tries a server that refuses again and again and then only says that it gave up. One
        // attempt of our own tells at once, and why.
        let attempt = tokio::time::timeout(PATIENCE, PgConnection::connect_with(&options)).await;
        let no_answer = |_| sqlx::Error::Io(std::io::ErrorKind::TimedOut.into());
        let connection = attempt.map_err(no_answer).flatten().map_err(OpenError::Connect)?;
        connection.close().await.map_err(OpenError::Connect)?;
        let pool = PgPoolOptions::new()
            .max_connections(16)
            .acquire_timeout(PATIENCE)
            .connect_with(options)
            .await
            .map_err(OpenError::Connect)?;
        MIGRATIONS.run(&pool).await.map_err(OpenError::Migrate)?;
        Ok(Self::Postgres(pool))
    }

    /// Opens a transaction for reading: everything in it is read from one moment.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn read(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Self::Sqlite(pool) => Tx::Sqlite(pool.begin().await?),
            Self::Postgres(pool) => {
                Tx::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)
            }
        })
    }

    /// Opens a transaction for writing. Writers queue here, on both databases: later, at whichever rows they
    /// meet, they could wait for each other in a ring and one would fail half-way. They would queue at the
    /// event counter anyway.
    ///
    /// # Errors
    /// When the database cannot be reached or is locked for too long.
    pub async fn write(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Self::Sqlite(pool) => Tx::Sqlite(pool.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => {
                let mut tx = pool.begin().await?;
                sqlx::query(HOLD_EVENT_COUNTER).execute(&mut *tx).await?;
                Tx::Postgres(tx)
            }
        })
    }

    /// Closes every connection; later calls fail.
    pub async fn close(&self) {
        match self {
            Self::Sqlite(pool) => pool.close().await,
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// A transaction; dropping it undoes what it did.
#[derive(Debug)]
pub enum Tx {
    /// On SQLite.
    Sqlite(Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

impl Tx {
    /// Makes everything in it lasting.
    ///
    /// # Errors
    /// When the database refuses; then nothing was done.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

/// A value in a statement.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Text(Option<String>),
    Int(Option<i64>),
    Bytes(Vec<u8>),
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Self {
        Self::Bytes(bytes.to_owned())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(Some(text))
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(Some(text.clone()))
    }
}

impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        Self::Text(text)
    }
}

impl From<&Option<String>> for Value {
    fn from(text: &Option<String>) -> Self {
        Self::Text(text.clone())
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(Some(number))
    }
}

impl From<Option<i64>> for Value {
    fn from(number: Option<i64>) -> Self {
        Self::Int(number)
    }
}

/// A statement and its values, ready to run on either database.
#[derive(Debug)]
pub(crate) struct Statement {
    text: &'static str,
    values: Vec<Value>,
}

/// Begins a statement.
pub(crate) const fn sql(text: &'static str) -> Statement {
    Statement { text, values: Vec::new() }
}

/// Runs `$call` with the statement bound for whichever database the transaction is on.
macro_rules! on_either {
    ($statement:expr, $tx:expr, |$query:ident, $connection:ident| $call:expr) => {
        match $tx {
            Tx::Sqlite(tx) => {
                let mut $query = sqlx::query::<Sqlite>($statement.text);
                for value in $statement.values {
                    $query = match value {
                        Value::Text(text) => $query.bind(text),
                        Value::Int(number) => $query.bind(number),
                        Value::Bytes(bytes) => $query.bind(bytes),
                    };
                }
                let $connection = &mut **tx;
                $call
            }
            Tx::Postgres(tx) => {
                let mut $query = sqlx::query::<Postgres>($statement.text);
                for value in $statement.values {
                    $query = match value {
                        Value::Text(text) => $query.bind(text),
                        Value::Int(number) => $query.bind(number),
                        Value::Bytes(bytes) => $query.bind(bytes),
                    };
                }
                let $connection = &mut **tx;
                $call
            }
        }
    };
}

impl Statement {
    /// Adds the next value. PostgreSQL cannot hold the character U+0000, so it is left out of texts on both:
    /// what somebody types into an address must not become a database error.
    pub(crate) fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(match value.into() {
            Value::Text(Some(text)) if text.contains('\0') => Value::Text(Some(text.replace('\0', ""))),
            value => value,
        });
        self
    }

    /// Runs it and gives the number of rows it changed.
    pub(crate) async fn execute(self, tx: &mut Tx) -> Result<u64, StoreError> {
        on_either!(self, tx, |query, connection| Ok(query.execute(connection).await?.rows_affected()))
    }

    /// Runs it and demands that exactly one row changed: the one of the version that was read.
    pub(crate) async fn execute_one(self, tx: &mut Tx) -> Result<(), StoreError> {
        match self.execute(tx).await? {
            1 => Ok(()),
            _ => Err(StoreError::Stale),
        }
    }

    /// All rows.
    pub(crate) async fn all(self, tx: &mut Tx) -> Result<Vec<Row>, StoreError> {
        on_either!(self, tx, |query, connection| Ok(query
            .fetch_all(connection)
            .await?
            .into_iter()
            .map(Row::from)
            .collect()))
    }

    /// The first row, if there is one.
    pub(crate) async fn first(self, tx: &mut Tx) -> Result<Option<Row>, StoreError> {
        on_either!(self, tx, |query, connection| Ok(query.fetch_optional(connection).await?.map(Row::from)))
    }

    /// The number in column `n` of the one row it gives.
    pub(crate) async fn number(self, tx: &mut Tx) -> Result<i64, StoreError> {
        self.first(tx).await?.map_or(Ok(0), |row| row.int("n"))
    }
}

/// A row that was read.
#[derive(Debug)]
pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl From<SqliteRow> for Row {
    fn from(row: SqliteRow) -> Self {
        Self::Sqlite(row)
    }
}

impl From<PgRow> for Row {
    fn from(row: PgRow) -> Self {
        Self::Postgres(row)
    }
}

impl Row {
    pub(crate) fn text(&self, column: &'static str) -> Result<String, StoreError> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(column)?,
            Self::Postgres(row) => row.try_get(column)?,
        })
    }

    pub(crate) fn text_or_none(&self, column: &'static str) -> Result<Option<String>, StoreError> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(column)?,
            Self::Postgres(row) => row.try_get(column)?,
        })
    }

    pub(crate) fn int(&self, column: &'static str) -> Result<i64, StoreError> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(column)?,
            Self::Postgres(row) => row.try_get(column)?,
        })
    }

    pub(crate) fn int_or_none(&self, column: &'static str) -> Result<Option<i64>, StoreError> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(column)?,
            Self::Postgres(row) => row.try_get(column)?,
        })
    }

    pub(crate) fn bytes(&self, column: &'static str) -> Result<Vec<u8>, StoreError> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(column)?,
            Self::Postgres(row) => row.try_get(column)?,
        })
    }

    /// A text that reads as `T`: an id, a number, a day.
    pub(crate) fn parsed<T: std::str::FromStr>(&self, column: &'static str) -> Result<T, StoreError> {
        let value = self.text(column)?;
        value.parse().map_err(|_| StoreError::Damaged { column, value })
    }

    pub(crate) fn parsed_or_none<T: std::str::FromStr>(
        &self,
        column: &'static str,
    ) -> Result<Option<T>, StoreError> {
        self.text_or_none(column)?
            .map(|value| value.parse().map_err(|_| StoreError::Damaged { column, value }))
            .transpose()
    }

    /// One of our own words, by its code.
    pub(crate) fn word<T>(
        &self,
        column: &'static str,
        from_code: fn(&str) -> Option<T>,
    ) -> Result<T, StoreError> {
        let value = self.text(column)?;
        from_code(&value).ok_or(StoreError::Damaged { column, value })
    }

    /// A JSON text.
    pub(crate) fn json<T: serde::de::DeserializeOwned>(&self, column: &'static str) -> Result<T, StoreError> {
        let value = self.text(column)?;
        serde_json::from_str(&value).map_err(|_| StoreError::Damaged { column, value })
    }

    pub(crate) fn json_or_none<T: serde::de::DeserializeOwned>(
        &self,
        column: &'static str,
    ) -> Result<Option<T>, StoreError> {
        self.text_or_none(column)?
            .map(|value| serde_json::from_str(&value).map_err(|_| StoreError::Damaged { column, value }))
            .transpose()
    }
}

/// A value as JSON text for a column.
pub(crate) fn json<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value)
        .map_err(|error| StoreError::Damaged { column: "json", value: error.to_string() })
}

/// Runs a statement as it stands: for tests that change what is stored behind everybody's back.
#[cfg(feature = "testing")]
pub(crate) async fn run_raw(tx: &mut Tx, statement: &str) -> Result<(), sqlx::Error> {
    let statement = sqlx::AssertSqlSafe(statement.to_owned());
    match tx {
        Tx::Sqlite(tx) => sqlx::raw_sql(statement).execute(&mut **tx).await.map(drop),
        Tx::Postgres(tx) => sqlx::raw_sql(statement).execute(&mut **tx).await.map(drop),
    }
}
