//! The words of all documents: what each is analysed into, where it stands, and which words share letters.
//!
//! Three levels, each pointing down: a term (a stem) to the words that have it, whole or as a part; a trigram to the
//! words that contain it; a word to the documents it stands in. Postings exist once, at the word. Words are never
//! forgotten; a word without visible postings has no effect on anything.

use rustc_hash::FxHashMap;

use crate::analysis::forms;
use crate::language::Lexicon;
use crate::spelling::{Gram, grams};

/// Number of counted fields: title, text, keywords, typical needs.
pub(crate) const FIELDS: usize = 4;

/// How often a word stands in a document, field by field (more than 255 count as 255).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Posting {
    pub(crate) slot: u32,
    pub(crate) counts: [u8; FIELDS],
}

/// How a word has a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The term is its stem.
    Whole,
    /// The term is the stem of one part of the compound.
    Part,
}

#[derive(Debug)]
pub(crate) struct Surface {
    pub(crate) word: Box<str>,
    /// Terms it has.
    pub(crate) terms: Box<[(u32, Kind)]>,
    /// In order of slot.
    pub(crate) postings: Vec<Posting>,
}

/// What a word is analysed into, before the vocabulary has it.
#[derive(Debug)]
pub(crate) struct Entry {
    word: Box<str>,
    stems: Vec<(String, Kind)>,
    grams: Vec<Gram>,
}

impl Entry {
    /// Analyses a folded word.
    pub(crate) fn of(word: &str, lexicon: &Lexicon) -> Self {
        let forms = forms(word, lexicon);
        let whole = [Some(forms.stem), forms.english].into_iter().flatten().map(|stem| (stem, Kind::Whole));
        let parts = forms.parts.into_iter().map(|part| (part.stem, Kind::Part));
        Entry { word: word.into(), stems: whole.chain(parts).collect(), grams: grams(word) }
    }
}

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    surfaces: Vec<Surface>,
    /// By word: how many trigrams it has.
    lengths: Vec<u8>,
    /// The most that one has.
    most_trigrams: u8,
    surface_ids: FxHashMap<Box<str>, u32>,
    terms: Vec<Vec<(u32, Kind)>>,
    term_ids: FxHashMap<Box<str>, u32>,
    by_gram: FxHashMap<Gram, Vec<u32>>,
}

impl Vocabulary {
    /// Takes in a word, unless it is known, and says its number.
    pub(crate) fn learn(&mut self, entry: Entry) -> u32 {
        let Entry { word, stems, grams } = entry;
        if let Some(id) = self.surface_ids.get(&word) {
            return *id;
        }
        let id = number(self.surfaces.len());
        let mut terms = Vec::new();
        for (stem, kind) in stems {
            let term = self.term_for(&stem);
            if terms.iter().any(|(known, _)| *known == term) {
                continue;
            }
            self.terms[term as usize].push((id, kind));
            terms.push((term, kind));
        }
        for gram in &grams {
            self.by_gram.entry(*gram).or_default().push(id);
        }
        let length = u8::try_from(grams.len()).unwrap_or(u8::MAX);
        self.lengths.push(length);
        self.most_trigrams = self.most_trigrams.max(length);
        self.surfaces.push(Surface { word: word.clone(), terms: terms.into(), postings: Vec::new() });
        self.surface_ids.insert(word, id);
        id
    }

    fn term_for(&mut self, stem: &str) -> u32 {
        if let Some(id) = self.term_ids.get(stem) {
            return *id;
        }
        let id = number(self.terms.len());
        self.terms.push(Vec::new());
        self.term_ids.insert(stem.into(), id);
        id
    }

    /// Adds a posting in its place.
    pub(crate) fn post(&mut self, surface: u32, posting: Posting) {
        let Some(surface) = self.surfaces.get_mut(surface as usize) else { return };
        // Slots mostly come in order.
        if surface.postings.last().is_none_or(|last| last.slot < posting.slot) {
            surface.postings.push(posting);
        } else {
            let at = surface.postings.partition_point(|known| known.slot < posting.slot);
            surface.postings.insert(at, posting);
        }
    }

    /// Takes away the posting of a document under a folded word, if there is one.
    pub(crate) fn withdraw(&mut self, word: &str, slot: u32) {
        let Some(id) = self.surface_ids.get(word) else { return };
        let Some(surface) = self.surfaces.get_mut(*id as usize) else { return };
        if let Ok(at) = surface.postings.binary_search_by_key(&slot, |posting| posting.slot) {
            surface.postings.remove(at);
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.surfaces.len()
    }

    pub(crate) fn surface_id(&self, word: &str) -> Option<u32> {
        self.surface_ids.get(word).copied()
    }

    pub(crate) fn surfaces(&self) -> impl Iterator<Item = &Surface> {
        self.surfaces.iter()
    }

    pub(crate) fn surface_at(&self, id: u32) -> Option<&Surface> {
        self.surfaces.get(id as usize)
    }

    /// By word: how many trigrams it has.
    pub(crate) fn lengths(&self) -> &[u8] {
        &self.lengths
    }

    /// The most trigrams that a word has.
    pub(crate) fn most_trigrams(&self) -> u8 {
        self.most_trigrams
    }

    pub(crate) fn term(&self, stem: &str) -> Option<u32> {
        self.term_ids.get(stem).copied()
    }

    /// Words with this term.
    pub(crate) fn with_term(&self, term: u32) -> &[(u32, Kind)] {
        self.terms.get(term as usize).map_or(&[], Vec::as_slice)
    }

    /// Words with this trigram.
    pub(crate) fn with_gram(&self, gram: Gram) -> &[u32] {
        self.by_gram.get(&gram).map_or(&[], Vec::as_slice)
    }
}

fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
