//! The texts of a document that have a vector each: all of it, its sentences, its typical needs.
//!
//! A vector belongs to the text it was made of, named by a hash: one that arrives after the document was changed
//! finds no such text and is not taken. Not here: making vectors.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::analysis::sentences;
use crate::index::{Document, LONGEST_FIELD, up_to};
use crate::meaning::Vector;

/// Sentences and typical needs beyond these have no vector of their own.
const MOST_SENTENCES: usize = 24;
const MOST_TYPICAL_NEEDS: usize = 24;

/// Names a text by its content: the first half of its SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ContentHash(pub [u8; 16]);

impl ContentHash {
    /// The hash of a text.
    pub fn of(text: &str) -> Self {
        let digest = Sha256::digest(text.as_bytes());
        ContentHash(std::array::from_fn(|at| digest[at]))
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Which part of a document a text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Title and text.
    Whole,
    /// A sentence of the text, in bytes.
    Sentence(Range<usize>),
    /// The typical need with this number, from 0.
    TypicalNeed(usize),
}

/// A text to make a vector of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Which part of the document.
    pub part: Part,
    /// What to read.
    pub text: String,
    /// Its name.
    pub hash: ContentHash,
}

/// A piece in the index: without its text, with its vector once there is one. That of the whole is kept elsewhere.
#[derive(Debug)]
pub(crate) struct StoredPart {
    pub(crate) part: Part,
    pub(crate) hash: ContentHash,
    pub(crate) vector: Option<Box<Vector>>,
}

impl StoredPart {
    pub(crate) fn of(part: Part, text: &str) -> Self {
        StoredPart { part, hash: ContentHash::of(text), vector: None }
    }
}

impl Document {
    /// The texts that vectors are made of, the whole first. A text of one sentence has no other vector than the
    /// whole.
    pub fn pieces(&self) -> Vec<Piece> {
        let piece = |(part, text): (Part, Cow<'_, str>)| Piece {
            part,
            hash: ContentHash::of(&text),
            text: text.into_owned(),
        };
        self.texts().into_iter().map(piece).collect()
    }

    /// As [`Document::pieces`], without hashes.
    pub(crate) fn texts(&self) -> Vec<(Part, Cow<'_, str>)> {
        let text = up_to(&self.text, LONGEST_FIELD);
        let mut texts = vec![(Part::Whole, format!("{}. {text}", self.title).into())];
        let sentences = sentences(text);
        if sentences.len() > 1 {
            let sentences = sentences.into_iter().take(MOST_SENTENCES);
            texts.extend(sentences.map(|range| (Part::Sentence(range.clone()), text[range].into())));
        }
        let needs = self.typical_needs.iter().take(MOST_TYPICAL_NEEDS).enumerate();
        texts.extend(needs.map(|(at, need)| (Part::TypicalNeed(at), need.as_str().into())));
        texts
    }
}
