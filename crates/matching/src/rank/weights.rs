//! The numbers of the ranking, in one place. What was tried, and what it gave, is in docs/matching-report.md.

use crate::index::FIELDS;

/// Weights of the ranking. The standard ones are [`Weights::default`]; others are for measuring.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// BM25's k1: how fast repetition stops counting.
    pub saturation: f32,
    /// BM25's b: how much a long field is held against it, 0 to 1.
    pub length: f32,
    /// Weights of title, text, keywords and typical needs.
    pub fields: [f32; FIELDS],
    /// A word of the document that has the stem only as a part of a compound, against one that is it.
    pub part_in_document: f32,
    /// A part of a compound in the need, against the whole word.
    pub part_in_need: f32,
    /// A synonym of the general thesaurus, against the word itself; less by half where it is not mutual.
    pub synonym: f32,
    /// A synonym of a compound's part.
    pub synonym_of_part: f32,
    /// A word of the same ring of the field's synonyms.
    pub ring: f32,
    /// The same for a compound's part.
    pub ring_of_part: f32,
    /// An abbreviation or what it stands for.
    pub abbreviation: f32,
    /// A likely correction of a word that is nowhere known.
    pub correction: f32,
    /// Standard deviations of the letter part that count as one of the word part.
    pub letters: f32,
    /// Words less alike than this (cosine of trigrams) are not alike.
    pub least_likeness: f32,
    /// Beside meaning: standard deviations of meaning that one of the word part counts as.
    pub words_beside_meaning: f32,
    /// Share of the likest sentence or typical need in a document's likeness of meaning, 0 to 1.
    pub best_part: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Weights {
            saturation: 1.2,
            length: 0.75,
            fields: [2.0, 1.0, 1.5, 1.5],
            part_in_document: 0.6,
            part_in_need: 0.6,
            synonym: 0.3,
            synonym_of_part: 0.15,
            ring: 0.5,
            ring_of_part: 0.25,
            abbreviation: 0.8,
            correction: 0.7,
            letters: 0.5,
            least_likeness: 0.25,
            words_beside_meaning: 0.2,
            best_part: 0.5,
        }
    }
}
