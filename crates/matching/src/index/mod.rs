//! The index: documents by key in memory, kept up to date one document at a time.
//!
//! It can be deleted at any time and rebuilt from the database; answers do not depend on the order in which documents
//! came and went. Nothing is counted over all documents: what a search needs to know is counted over the
//! documents it may see ([`View`]), so that hidden documents leave no trace in scores.
//!
//! Not here: who may see what (the caller says so), storage, and ranking ([`crate::rank`]).

mod document;
mod piece;
mod view;
mod vocabulary;

use rustc_hash::FxHashMap;

use crate::analysis::{is_stopword, words};
use crate::language::Language;
use crate::meaning::Vector;

pub use document::{Document, Field, Key};
pub(crate) use piece::StoredPart;
pub use piece::{ContentHash, Part, Piece};
pub(crate) use view::{Scratch, WEIGHT_UNIT};
pub use view::{StaleView, View};
pub(crate) use vocabulary::{FIELDS, Kind, Posting, Vocabulary};

/// How much of one field of a document is read, in bytes: more is passed over.
pub(crate) const LONGEST_FIELD: usize = 200_000;

/// Documents and where their words stand.
#[derive(Debug)]
pub struct Index {
    language: &'static Language,
    vocabulary: Vocabulary,
    slots: Vec<Option<Stored>>,
    /// By slot: the vector of the whole document, beside each other to be read in one sweep.
    wholes: Vec<Option<Vector>>,
    free: Vec<u32>,
    by_key: FxHashMap<Key, u32>,
    generation: u64,
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
            vocabulary: Vocabulary::default(),
            slots: Vec::new(),
            wholes: Vec::new(),
            free: Vec::new(),
            by_key: FxHashMap::default(),
            generation: 0,
        }
    }

    /// Adds the document, or replaces the one with the same key. Vectors of texts that stay the same are kept.
    pub fn upsert(&mut self, key: Key, document: &Document) {
        let mut known = self.vectors(key);
        self.take_out(key);
        let slot = self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            self.wholes.push(None);
            u32::try_from(self.slots.len() - 1).unwrap_or(u32::MAX)
        });
        let mut counts: FxHashMap<u32, [u8; FIELDS]> = FxHashMap::default();
        let mut lengths = [0_u32; FIELDS];
        for (field, text) in document.fields() {
            let column = field.column();
            for word in words(up_to(text, LONGEST_FIELD)).iter().filter(|word| is_content(&word.folded)) {
                let surface = self.vocabulary.surface(&word.folded, self.language.lexicon());
                let count = &mut counts.entry(surface).or_default()[column];
                *count = count.saturating_add(1);
                lengths[column] = lengths[column].saturating_add(1);
            }
        }
        for (surface, counts) in counts {
            self.vocabulary.post(surface, Posting { slot, counts });
        }
        if let Some(place) = self.slots.get_mut(slot as usize) {
            let pieces = document.pieces().into_iter();
            let parts = pieces.map(|piece| StoredPart { part: piece.part, hash: piece.hash, vector: None });
            *place = Some(Stored { key, document: document.clone(), lengths, parts: parts.collect() });
        }
        self.by_key.insert(key, slot);
        for (hash, vector) in known.drain() {
            self.put(slot, hash, &vector);
        }
        self.generation += 1;
    }

    /// Takes the document away; false where there was none.
    pub fn remove(&mut self, key: Key) -> bool {
        let was_there = self.take_out(key);
        self.generation += u64::from(was_there);
        was_there
    }

    fn take_out(&mut self, key: Key) -> bool {
        let Some(slot) = self.by_key.remove(&key) else { return false };
        let Some(stored) = self.slots.get_mut(slot as usize).and_then(Option::take) else { return false };
        for (_, text) in stored.document.fields() {
            for word in words(up_to(text, LONGEST_FIELD)) {
                self.vocabulary.withdraw(&word.folded, slot);
            }
        }
        if let Some(whole) = self.wholes.get_mut(slot as usize) {
            *whole = None;
        }
        self.free.push(slot);
        true
    }

    /// Sets the vector of the document's texts that have this hash. False where it has none: it was changed or
    /// removed since the vector was asked for, and the vector is not taken.
    pub fn set_vector(&mut self, key: Key, hash: ContentHash, vector: &Vector) -> bool {
        let Some(slot) = self.by_key.get(&key) else { return false };
        let is_taken = self.put(*slot, hash, vector);
        self.generation += u64::from(is_taken);
        is_taken
    }

    fn put(&mut self, slot: u32, hash: ContentHash, vector: &Vector) -> bool {
        let Some(Some(stored)) = self.slots.get_mut(slot as usize) else { return false };
        let mut is_taken = false;
        for part in stored.parts.iter_mut().filter(|part| part.hash == hash) {
            is_taken = true;
            match part.part {
                Part::Whole => self.wholes[slot as usize] = Some(vector.clone()),
                Part::Sentence(_) | Part::TypicalNeed(_) => part.vector = Some(Box::new(vector.clone())),
            }
        }
        is_taken
    }

    /// Forgets all vectors: before those of another model are set.
    pub fn clear_vectors(&mut self) {
        self.wholes.fill(None);
        let parts = self.slots.iter_mut().flatten().flat_map(|stored| &mut stored.parts);
        parts.for_each(|part| part.vector = None);
        self.generation += 1;
    }

    /// The texts of a document that have no vector yet.
    pub fn pieces_without_vector(&self, key: Key) -> Vec<Piece> {
        let known = self.vectors(key);
        let pieces = self.document(key).map(Document::pieces).unwrap_or_default();
        pieces.into_iter().filter(|piece| !known.contains_key(&piece.hash)).collect()
    }

    /// The vectors of a document by the hash of their text.
    fn vectors(&self, key: Key) -> FxHashMap<ContentHash, Vector> {
        let Some(slot) = self.by_key.get(&key) else { return FxHashMap::default() };
        let parts = self.slot(*slot).map_or(&[][..], |stored| &stored.parts);
        let vector = |part: &StoredPart| match part.part {
            Part::Whole => Some((part.hash, self.whole(*slot)?.clone())),
            Part::Sentence(_) | Part::TypicalNeed(_) => {
                Some((part.hash, Vector::clone(part.vector.as_ref()?)))
            }
        };
        parts.iter().filter_map(vector).collect()
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

    pub(crate) fn language(&self) -> &'static Language {
        self.language
    }

    pub(crate) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
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
