//! PostgreSQL's full text search: configuration `swedish`, any of the words, ranked by ts_rank_cd. In a temporary table,
//! which is gone with the connection.

use matching::Document;
use postgres::{Client, NoTls};

use crate::peer::{Failure, Peer, text_of, words_of};

/// Rows sent together.
const TOGETHER: usize = 1_000;

/// A connection with its table.
pub struct FullText {
    client: Client,
}

impl FullText {
    /// Connects and fills a table.
    pub fn of(url: &str, documents: &[Document]) -> Result<Self, Failure> {
        let mut client = Client::connect(url, NoTls)?;
        client.batch_execute(
            "CREATE TEMPORARY TABLE texts (place bigint PRIMARY KEY, words tsvector NOT NULL)",
        )?;
        let rows: Vec<(i64, String)> = (0..).zip(documents.iter().map(text_of)).collect();
        for rows in rows.chunks(TOGETHER) {
            let (places, texts): (Vec<i64>, Vec<String>) = rows.iter().cloned().unzip();
            client.execute(
                "INSERT INTO texts SELECT place, to_tsvector('swedish', text)
                 FROM unnest($1::bigint[], $2::text[]) AS given (place, text)",
                &[&places, &texts],
            )?;
        }
        client.batch_execute("CREATE INDEX texts_words ON texts USING gin (words); ANALYZE texts")?;
        Ok(FullText { client })
    }
}

impl Peer for FullText {
    fn name(&self) -> &'static str {
        "PostgreSQL full text, swedish"
    }

    fn best(&mut self, need: &str, limit: usize) -> Result<Vec<usize>, Failure> {
        let words: Vec<String> = words_of(need).iter().map(|word| format!("'{word}'")).collect();
        let rows = self.client.query(
            "SELECT place FROM texts, to_tsquery('swedish', $1) AS asked
             WHERE words @@ asked ORDER BY ts_rank_cd(words, asked) DESC, place LIMIT $2",
            &[&words.join(" | "), &i64::try_from(limit)?],
        )?;
        rows.iter().map(|row| Ok(usize::try_from(row.try_get::<_, i64>(0)?)?)).collect()
    }
}
