//! SQLite's FTS5 in memory: words of unicode61, any of them, ranked by bm25.

use matching::Document;
use rusqlite::{Connection, params};

use crate::peer::{Failure, Peer, text_of, words_of};

/// A table in memory.
pub struct Fts5 {
    connection: Connection,
}

impl Fts5 {
    /// Fills a table.
    pub fn of(documents: &[Document]) -> Result<Self, Failure> {
        let mut connection = Connection::open_in_memory()?;
        connection.execute_batch(
            "CREATE VIRTUAL TABLE texts USING fts5(text, content = '', tokenize = 'unicode61')",
        )?;
        let writing = connection.transaction()?;
        {
            let mut insert = writing.prepare("INSERT INTO texts (rowid, text) VALUES (?1, ?2)")?;
            for (place, document) in documents.iter().enumerate() {
                insert.execute(params![i64::try_from(place)? + 1, text_of(document)])?;
            }
        }
        writing.commit()?;
        connection.execute_batch("INSERT INTO texts (texts) VALUES ('optimize')")?;
        Ok(Fts5 { connection })
    }
}

impl Peer for Fts5 {
    fn name(&self) -> &'static str {
        "SQLite FTS5, unicode61"
    }

    fn best(&mut self, need: &str, limit: usize) -> Result<Vec<usize>, Failure> {
        let words: Vec<String> = words_of(need).iter().map(|word| format!("\"{word}\"")).collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let mut select = self
            .connection
            .prepare_cached("SELECT rowid FROM texts WHERE texts MATCH ?1 ORDER BY rank LIMIT ?2")?;
        let rows = select
            .query_map(params![words.join(" OR "), i64::try_from(limit)?], |row| row.get::<_, i64>(0))?;
        rows.map(|row| Ok(usize::try_from(row? - 1)?)).collect()
    }
}
