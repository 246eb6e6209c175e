//! The vectors of a judged set, made once and used for many measurements.

use rustc_hash::FxHashMap;

use crate::eval::JudgedSet;
use crate::index::ContentHash;
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
        let pieces = set.documents().flat_map(|(_, document)| document.pieces());
        let texts: FxHashMap<ContentHash, String> = pieces.map(|piece| (piece.hash, piece.text)).collect();
        let vectors = model.embed_all(&texts.values().map(String::as_str).collect::<Vec<_>>());
        let pieces = texts.keys().zip(&vectors).map(|(hash, vector)| Ok((*hash, Vector::of(vector)?)));
        let queries: Vec<&str> =
            set.queries().iter().chain(set.queries_no_match()).map(|query| query.text.as_str()).collect();
        let vectors = model.embed_all(&queries);
        let centred = |vector: &Vec<f32>| Centred::of(vector, model.mean_of_needs());
        let queries =
            queries.iter().zip(&vectors).map(|(text, vector)| Ok(((*text).to_owned(), centred(vector)?)));
        Ok(Vectors { pieces: pieces.collect::<Result<_, _>>()?, queries: queries.collect::<Result<_, _>>()? })
    }
}
