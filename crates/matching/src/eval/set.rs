//! A judged set in a folder: `corpus.jsonl` {id, title, text}, `queries.jsonl` {id, text}, `qrels.tsv` (query id,
//! document id, relevance; with or without a header line) and, where there is one, `queries-nomatch.jsonl`.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::index::{Document, Key};

/// Documents, queries and judgements.
#[derive(Debug)]
pub struct JudgedSet {
    ids: Vec<String>,
    documents: Vec<Document>,
    queries: Vec<Query>,
    no_match: Vec<Query>,
    highest_grade: u32,
}

/// A query with its judgements.
#[derive(Debug, Clone)]
pub struct Query {
    /// Its id; a document with the same id is left out of its answer.
    pub id: String,
    /// The need.
    pub text: String,
    /// What it is about, where the set says so: to divide it by.
    pub topic: String,
    /// Relevance by document id; 0 is not relevant.
    pub judgements: BTreeMap<String, u32>,
}

/// Why a set cannot be read. Lines count from 1.
#[derive(Debug, thiserror::Error)]
pub enum SetError {
    /// A file is missing or cannot be read.
    #[error("cannot read {}: {source}", file.display())]
    Unreadable {
        /// Which file.
        file: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A line is not what the format asks for.
    #[error("{}, line {line}: {problem}", file.display())]
    Broken {
        /// Which file.
        file: PathBuf,
        /// Which line.
        line: usize,
        /// What is wrong with it.
        problem: String,
    },
    /// A file that must have content has none.
    #[error("{} is empty", file.display())]
    Empty {
        /// Which file.
        file: PathBuf,
    },
}

#[derive(Deserialize)]
struct DocumentLine {
    id: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    text: String,
}

#[derive(Deserialize)]
struct QueryLine {
    id: String,
    text: String,
    #[serde(default)]
    topic: String,
}

impl JudgedSet {
    /// Reads the set in `folder`.
    ///
    /// # Errors
    /// [`SetError`] for a missing, empty or broken file.
    pub fn read(folder: &Path) -> Result<Self, SetError> {
        let mut set = JudgedSet::read_documents(folder)?;
        let mut judgements = judgements(&folder.join("qrels.tsv"))?;
        set.highest_grade = judgements.values().flat_map(BTreeMap::values).copied().max().unwrap_or(0);
        let mut query = |line: QueryLine| Query {
            judgements: judgements.remove(&line.id).unwrap_or_default(),
            id: line.id,
            text: line.text,
            topic: line.topic,
        };
        set.queries = json_lines(&folder.join("queries.jsonl"))?.into_iter().map(&mut query).collect();
        let without = folder.join("queries-nomatch.jsonl");
        if without.exists() {
            set.no_match = json_lines(&without)?.into_iter().map(query).collect();
        }
        Ok(set)
    }

    /// Reads the documents only: a set without queries.
    ///
    /// # Errors
    /// [`SetError`] for a missing, empty or broken file.
    pub fn read_documents(folder: &Path) -> Result<Self, SetError> {
        let corpus: Vec<DocumentLine> = json_lines(&folder.join("corpus.jsonl"))?;
        let mut ids = Vec::with_capacity(corpus.len());
        let mut documents = Vec::with_capacity(corpus.len());
        for line in corpus {
            ids.push(line.id);
            documents.push(Document { title: line.title, text: line.text, ..Document::default() });
        }
        Ok(JudgedSet { ids, documents, queries: Vec::new(), no_match: Vec::new(), highest_grade: 0 })
    }

    /// The set among other documents, which count as judged irrelevant: a larger catalogue.
    #[must_use]
    pub fn among(mut self, others: Vec<Document>) -> Self {
        self.ids.extend((0..others.len()).map(|number| format!("other {number}")));
        self.documents.extend(others);
        self
    }

    /// The documents under the keys that [`JudgedSet::id`] knows.
    pub fn documents(&self) -> impl Iterator<Item = (Key, &Document)> {
        (0..).map(Key).zip(&self.documents)
    }

    /// The id of a document.
    pub fn id(&self, key: Key) -> Option<&str> {
        self.ids.get(usize::try_from(key.0).ok()?).map(String::as_str)
    }

    /// Number of documents.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// True where there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Queries that have a match.
    pub fn queries(&self) -> &[Query] {
        &self.queries
    }

    /// Queries for which nothing in the set fits.
    pub fn queries_no_match(&self) -> &[Query] {
        &self.no_match
    }

    /// The highest relevance given in the set.
    pub fn highest_grade(&self) -> u32 {
        self.highest_grade
    }
}

fn text_of(file: &Path) -> Result<String, SetError> {
    let unreadable = |source| SetError::Unreadable { file: file.to_owned(), source };
    let text = fs::read_to_string(file).map_err(unreadable)?;
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    if text.trim().is_empty() { Err(SetError::Empty { file: file.to_owned() }) } else { Ok(text) }
}

fn json_lines<T: for<'de> Deserialize<'de>>(file: &Path) -> Result<Vec<T>, SetError> {
    let text = text_of(file)?;
    let parsed = |(at, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|problem| broken(file, at, problem.to_string()))
    };
    text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(parsed).collect()
}

fn broken(file: &Path, at: usize, problem: String) -> SetError {
    SetError::Broken { file: file.to_owned(), line: at + 1, problem }
}

type Judgements = FxHashMap<String, BTreeMap<String, u32>>;

fn judgements(file: &Path) -> Result<Judgements, SetError> {
    let text = text_of(file)?;
    let mut found = Judgements::default();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let columns: Vec<&str> = line.trim_end_matches('\r').split('\t').collect();
        let [query, document, relevance] = columns.as_slice() else {
            let problem = format!("{} columns, expected 3 separated by tabs", columns.len());
            return Err(broken(file, at, problem));
        };
        match relevance.trim().parse::<u32>() {
            Ok(grade @ 0..=30) => {
                found.entry((*query).to_owned()).or_default().insert((*document).to_owned(), grade);
            }
            Ok(_) => return Err(broken(file, at, format!("relevance {relevance} is not between 0 and 30"))),
            // The header line.
            Err(_) if at == 0 => {}
            Err(_) => return Err(broken(file, at, format!("relevance {relevance:?} is not a whole number"))),
        }
    }
    Ok(found)
}
