//! The forms under which one word is indexed and looked up: its whole stem, the stems of its compound parts, and
//! an English stem where the word is not Swedish.

use crate::analysis::{english_stem, split, swedish_stem};
use crate::language::Lexicon;

/// What a word becomes. Equal words always have equal forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forms {
    /// Stem of the whole word.
    pub stem: String,
    /// The parts of a compound in order, as the words they are made from and their stems; empty for a simple word.
    pub parts: Vec<Part>,
    /// English stem, where the word is no known Swedish word and the stem is another.
    pub english: Option<String>,
}

/// A part of a compound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The part as a word: *skola* in *skolskjuts*.
    pub word: String,
    /// Its stem.
    pub stem: String,
}

/// The forms of a folded word.
pub fn forms(word: &str, lexicon: &Lexicon) -> Forms {
    let pieces = split(word, lexicon);
    // The last part has a dictionary's help where the whole has not: arbetsmarknadsenheten ends in enhet, not in -het.
    let stem = match pieces.last() {
        Some(last) if word.is_char_boundary(last.start) => {
            format!("{}{}", &word[..last.start], swedish_stem(&last.word, lexicon))
        }
        Some(_) | None => swedish_stem(word, lexicon),
    };
    let mut parts: Vec<Part> = Vec::new();
    for piece in pieces {
        let part_stem = swedish_stem(&piece.word, lexicon);
        if parts.iter().all(|known| known.stem != part_stem) {
            parts.push(Part { word: piece.word, stem: part_stem });
        }
    }
    let is_swedish = !parts.is_empty() || lexicon.lemma(word).is_some();
    let english = (!is_swedish && word.is_ascii() && word.len() > 3)
        .then(|| english_stem(word))
        .filter(|english| *english != stem && english != word && english.len() > 2);
    Forms { stem, parts, english }
}
