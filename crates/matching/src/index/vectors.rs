//! The vectors of the index: which texts lack one, and taking those that were made or kept.
//!
//! A vector belongs to a text, named by its hash, wherever that text stands. Not here: making and keeping vectors, and the
//! model they are from (a caller that changes the model clears them first).

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::index::{ContentHash, Document, Index, Key, Part, Piece, StoredPart};
use crate::meaning::Vector;

/// How many of the texts have a vector.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Texts that are to have one: whole documents, sentences, typical needs.
    pub texts: usize,
    /// Of them with a vector.
    pub with_vector: usize,
}

impl Index {
    /// Sets the vector of the document's texts that have this hash. False where it has none: it was changed or
    /// removed since the vector was asked for, and the vector is not taken.
    pub fn set_vector(&mut self, key: Key, hash: ContentHash, vector: &Vector) -> bool {
        let Some(slot) = self.by_key.get(&key) else { return false };
        let is_taken = self.put(*slot, hash, vector);
        self.vectors_changed(is_taken);
        is_taken
    }

    /// Sets the vector of every text whose hash is among these, wherever it stands; how many texts took one. Looks at
    /// every text once, so give many at a time. A text that has a vector already keeps it.
    pub fn set_vectors<S: BuildHasher>(&mut self, vectors: &HashMap<ContentHash, Vector, S>) -> usize {
        let mut taken = 0;
        for (stored, whole) in self.slots.iter_mut().zip(&mut self.wholes) {
            for part in stored.iter_mut().flat_map(|stored| &mut stored.parts) {
                let is_whole = part.part == Part::Whole;
                if is_whole && whole.is_some() || part.vector.is_some() {
                    continue;
                }
                let Some(vector) = vectors.get(&part.hash) else { continue };
                taken += 1;
                if is_whole {
                    *whole = Some(vector.clone());
                } else {
                    part.vector = Some(Box::new(vector.clone()));
                }
            }
        }
        self.vectors_changed(taken > 0);
        taken
    }

    pub(super) fn put(&mut self, slot: u32, hash: ContentHash, vector: &Vector) -> bool {
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
        self.vectors_changed(true);
    }

    fn vectors_changed(&mut self, is_changed: bool) {
        self.generation += u64::from(is_changed);
        self.vector_changes += u64::from(is_changed);
    }

    /// Texts without a vector, each once, at most so many; whole documents first, since each brings a document among
    /// those that are found by meaning.
    pub fn missing(&self, limit: usize) -> Vec<(ContentHash, String)> {
        let mut seen: FxHashSet<ContentHash> = FxHashSet::default();
        let mut found = Vec::new();
        for is_whole in [true, false] {
            for (slot, stored) in (0..).zip(&self.slots) {
                if found.len() >= limit {
                    return found;
                }
                let Some(stored) = stored else { continue };
                let lacks = |part: &StoredPart| {
                    (part.part == Part::Whole) == is_whole && self.vector(slot, part).is_none()
                };
                if !stored.parts.iter().any(lacks) {
                    continue;
                }
                let texts = stored.parts.iter().zip(stored.document.texts());
                for (part, (_, text)) in texts.filter(|(part, _)| lacks(part)) {
                    if found.len() < limit && seen.insert(part.hash) {
                        found.push((part.hash, text.into_owned()));
                    }
                }
            }
        }
        found
    }

    /// The hashes of all texts: whose vectors to load, and which kept ones nothing needs any more.
    pub fn hashes(&self) -> HashSet<ContentHash> {
        self.parts().map(|(_, part)| part.hash).collect()
    }

    /// How many of the texts have a vector. Looks at every text.
    pub fn coverage(&self) -> Coverage {
        self.parts().fold(Coverage::default(), |coverage, (slot, part)| Coverage {
            texts: coverage.texts + 1,
            with_vector: coverage.with_vector + usize::from(self.vector(slot, part).is_some()),
        })
    }

    /// The texts of a document that have no vector yet.
    pub fn pieces_without_vector(&self, key: Key) -> Vec<Piece> {
        let known = self.vectors(key);
        let pieces = self.document(key).map(Document::pieces).unwrap_or_default();
        pieces.into_iter().filter(|piece| !known.contains_key(&piece.hash)).collect()
    }

    /// The vector of a whole document, where it has one.
    pub fn vector_of(&self, key: Key) -> Option<&Vector> {
        self.whole(*self.by_key.get(&key)?)
    }

    /// The vectors of a document by the hash of their text.
    pub(super) fn vectors(&self, key: Key) -> FxHashMap<ContentHash, Vector> {
        let Some(slot) = self.by_key.get(&key) else { return FxHashMap::default() };
        let parts = self.slot(*slot).map_or(&[][..], |stored| &stored.parts);
        parts.iter().filter_map(|part| Some((part.hash, self.vector(*slot, part)?.clone()))).collect()
    }

    fn vector<'a>(&'a self, slot: u32, part: &'a StoredPart) -> Option<&'a Vector> {
        match part.part {
            Part::Whole => self.whole(slot),
            Part::Sentence(_) | Part::TypicalNeed(_) => part.vector.as_deref(),
        }
    }

    /// All texts with the slot of their document.
    fn parts(&self) -> impl Iterator<Item = (u32, &StoredPart)> {
        let stored = (0..).zip(&self.slots);
        stored.flat_map(|(slot, stored)| {
            stored.iter().flat_map(|stored| &stored.parts).map(move |part| (slot, part))
        })
    }
}
