//! The index: documents by key in memory, filled at start and kept up to date one document at a time.
//!
//! It can be deleted at any time and rebuilt from the database; answers do not depend on the order in which documents
//! came and went. Nothing is counted over all documents: what a search needs to know is counted over the
//! documents it may see ([`View`]), so that hidden documents leave no trace in scores.
//!
//! Not here: who may see what (the caller says so), storage, and ranking ([`crate::rank`]).

mod build;
mod document;
mod lookalikes;
mod piece;
mod scratch;
mod vectors;
mod view;
mod vocabulary;

use rustc_hash::FxHashMap;

use crate::analysis::is_stopword;
use crate::language::{Abbreviations, Language, OwnWords, Rings};
use crate::meaning::Vector;

pub use document::{Document, Field, Key};
pub(crate) use lookalikes::Alike;
pub(crate) use piece::StoredPart;
pub use piece::{ContentHash, Part, Piece};
pub(crate) use scratch::{Met, Scratch};
pub use vectors::Coverage;
pub(crate) use view::WEIGHT_UNIT;
pub use view::{StaleView, View};
pub(crate) use vocabulary::{FIELDS, Kind, Posting, Vocabulary};

/// How much of one field of a document is read, in bytes: more is passed over.
pub(crate) const LONGEST_FIELD: usize = 200_000;

/// Documents and where their words stand.
#[derive(Debug)]
pub struct Index {
    language: &'static Language,
    /// Beside those of the language data.
    rings: Rings,
    abbreviations: Abbreviations,
    vocabulary: Vocabulary,
    slots: Vec<Option<Stored>>,
    /// By slot: the vector of the whole document, beside each other to be read in one sweep.
    wholes: Vec<Option<Vector>>,
    free: Vec<u32>,
    by_key: FxHashMap<Key, u32>,
    generation: u64,
    /// How many of the changes were of vectors alone.
    vector_changes: u64,
}

/// A document in its slot.
#[derive(Debug)]
pub(crate) struct Stored {
    pub(crate) key: Key,
    pub(crate) document: Document,
    /// Number of content words in each field.
    pub(crate) lengths: [u32; FIELDS],
    /// What vectors are made of, the whole first.
    pub(crate) parts: Vec<StoredPart>,
}

impl Default for Index {
    fn default() -> Self {
        Index::new()
    }
}

impl Index {
    /// An empty index over the embedded language data.
    pub fn new() -> Self {
        Index {
            language: Language::embedded(),
            rings: Rings::default(),
            abbreviations: Abbreviations::default(),
            vocabulary: Vocabulary::default(),
            slots: Vec::new(),
            wholes: Vec::new(),
            free: Vec::new(),
            by_key: FxHashMap::default(),
            generation: 0,
            vector_changes: 0,
        }
    }

    /// Takes these words beside the embedded ones, instead of those taken before.
    pub fn set_rings(&mut self, words: &OwnWords) {
        let lexicon = self.language.lexicon();
        self.rings = Rings::of(&words.synonyms, lexicon);
        self.abbreviations = Abbreviations::of(&words.abbreviations, lexicon);
        self.generation += 1;
    }

    /// Number of documents.
    pub fn len(&self) -> usize {
        self.by_key.len()
    }

    /// True where there are no documents.
    pub fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }

    /// The document under a key.
    pub fn document(&self, key: Key) -> Option<&Document> {
        let slot = *self.by_key.get(&key)?;
        self.slot(slot).map(|stored| &stored.document)
    }

    /// Grows with every change. A [`View`] serves one generation.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Grows with every change of documents or words, and not with their vectors.
    pub(crate) fn documents_generation(&self) -> u64 {
        self.generation - self.vector_changes
    }

    pub(crate) fn language(&self) -> &'static Language {
        self.language
    }

    /// Rings of synonyms: the embedded ones, then those that people keep.
    pub(crate) fn rings(&self) -> [&Rings; 2] {
        [self.language.rings(), &self.rings]
    }

    /// Abbreviations, likewise.
    pub(crate) fn abbreviations(&self) -> [&Abbreviations; 2] {
        [self.language.abbreviations(), &self.abbreviations]
    }

    pub(crate) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    pub(crate) fn slot_of(&self, key: Key) -> Option<u32> {
        self.by_key.get(&key).copied()
    }

    pub(crate) fn slot(&self, slot: u32) -> Option<&Stored> {
        self.slots.get(slot as usize)?.as_ref()
    }

    /// The vector of the whole document in a slot.
    pub(crate) fn whole(&self, slot: u32) -> Option<&Vector> {
        self.wholes.get(slot as usize)?.as_ref()
    }

    pub(crate) fn wholes(&self) -> &[Option<Vector>] {
        &self.wholes
    }

    pub(crate) fn slots(&self) -> &[Option<Stored>] {
        &self.slots
    }
}

/// True for a word that is indexed and looked up.
pub(crate) fn is_content(folded: &str) -> bool {
    let mut characters = folded.chars();
    characters.next().is_some() && characters.next().is_some() && !is_stopword(folded)
}

/// The beginning of a text, at most so many bytes, cut at a character.
pub(crate) fn up_to(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}
