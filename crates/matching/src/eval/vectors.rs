//! The vectors of a judged set, made once and used for many measurements.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::eval::JudgedSet;
use crate::index::{ContentHash, Document};
use crate::meaning::{Centred, Model, Vector, VectorError};

/// Vectors of a set's documents and queries, by one model.
#[derive(Debug)]
pub struct Vectors {
    pub(crate) pieces: FxHashMap<ContentHash, Vector>,
    pub(crate) queries: FxHashMap<String, Centred>,
}

impl Vectors {
    /// Embeds all texts of the set: about a minute for a thousand of them.
    ///
    /// # Errors
    /// [`VectorError`] never in practice: models make vectors of the right length.
    pub fn of(model: &Model, set: &JudgedSet) -> Result<Self, VectorError> {
        Vectors::made(model, &[set], Vec::new())
    }

    /// Embeds a set whose documents are needs, and a catalogue; the documents of the set are read as needs too.
    ///
    /// # Errors
    /// As [`Vectors::of`].
    pub fn of_needs(model: &Model, needs: &JudgedSet, catalogue: &JudgedSet) -> Result<Self, VectorError> {
        let texts = needs.documents().map(|(_, document)| as_need(document)).collect();
        Vectors::made(model, &[needs, catalogue], texts)
    }

    fn made(model: &Model, sets: &[&JudgedSet], also: Vec<String>) -> Result<Self, VectorError> {
        let documents = sets.iter().flat_map(|set| set.documents());
        let pieces = documents.flat_map(|(_, document)| document.pieces());
        let texts: FxHashMap<ContentHash, String> = pieces.map(|piece| (piece.hash, piece.text)).collect();
        let vectors = model.embed_all(&texts.values().map(String::as_str).collect::<Vec<_>>());
        let pieces = texts.keys().zip(&vectors).map(|(hash, vector)| Ok((*hash, Vector::of(vector)?)));
        let asked = sets.iter().flat_map(|set| set.queries().iter().chain(set.queries_no_match()));
        let asked = asked.map(|query| query.text.as_str()).chain(also.iter().map(String::as_str));
        let queries: Vec<&str> = asked.collect::<BTreeSet<_>>().into_iter().collect();
        let vectors = model.embed_all(&queries);
        let centred = |vector: &Vec<f32>| Centred::of(vector, model.mean_of_needs());
        let queries =
            queries.iter().zip(&vectors).map(|(text, vector)| Ok(((*text).to_owned(), centred(vector)?)));
        Ok(Vectors { pieces: pieces.collect::<Result<_, _>>()?, queries: queries.collect::<Result<_, _>>()? })
    }
}

/// A document as somebody who has that need would ask.
pub(crate) fn as_need(document: &Document) -> String {
    if document.title.is_empty() {
        document.text.clone()
    } else {
        format!("{}. {}", document.title, document.text)
    }
}
