//! Divides a text into the pieces of the model's vocabulary, as the model was trained: normalised character by
//! character, then into those pieces whose scores have the highest sum (Kudo, "Subword Regularization", 2018; the
//! unigram model of SentencePiece).
//!
//! The pieces lie in order of their bytes, so that those with a common beginning are neighbours and are found by
//! halving; nothing is built at start-up. Not here: what the pieces mean.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::file::{File, nth, numbers};

/// Stands for a space in pieces, as in SentencePiece.
const MARK: char = '\u{2581}';
/// No piece is longer, in characters.
const LONGEST_PIECE: usize = 16;
/// How much of a text is looked at, in characters; far more than the model can take.
const LONGEST: usize = 65_536;
/// Lower than any sum of scores.
const NEVER: f32 = -1e30;

/// The tokeniser's sections of a model file.
pub(super) struct Tokeniser<'a> {
    codes: &'a [u8],
    replacement_starts: &'a [u8],
    replacements: &'a [u8],
    starts: &'a [u8],
    pieces: &'a [u8],
    scores: &'a [u8],
    unknown: u32,
    unknown_score: f32,
}

impl<'a> Tokeniser<'a> {
    pub(super) fn of(file: &'a File) -> Self {
        let spelling = &file.spelling;
        Tokeniser {
            codes: file.part(&spelling.codes),
            replacement_starts: file.part(&spelling.replacement_starts),
            replacements: file.part(&spelling.replacements),
            starts: file.part(&spelling.starts),
            pieces: file.part(&spelling.pieces),
            scores: file.part(&spelling.scores),
            unknown: file.shape.unknown,
            unknown_score: file.shape.unknown_score,
        }
    }

    /// The pieces of a text, at most so many.
    pub(super) fn divide(&self, text: &str, most: usize) -> Vec<u32> {
        let normalised = self.normalised(text, most * LONGEST_PIECE);
        let mut ids = self.best_division(&normalised);
        ids.truncate(most);
        ids
    }

    /// How a piece is written.
    pub(super) fn written(&self, id: u32) -> &str {
        std::str::from_utf8(self.piece(id as usize)).unwrap_or_default()
    }

    /// The beginning of the text as the model reads it: composed, replaced by the model's table, runs of spaces as
    /// one, marks for spaces, one of them first.
    fn normalised(&self, text: &str, most: usize) -> String {
        let mut out = String::from(MARK);
        let mut after_space = true;
        let mut length = 0;
        for c in text.chars().filter(|c| *c != '\0').take(LONGEST).nfc() {
            for c in self.replacement(c) {
                let is_space = c == ' ';
                if !(is_space && after_space) {
                    out.push(if is_space { MARK } else { c });
                    length += 1;
                }
                after_space = is_space;
            }
            if length >= most {
                break;
            }
        }
        out
    }

    /// What a character becomes: itself, several, or nothing.
    fn replacement(&self, c: char) -> impl Iterator<Item = char> {
        let code = u32::from(c);
        let codes = self.codes.as_chunks::<4>().0;
        let at = codes.binary_search_by_key(&code, |bytes| u32::from_le_bytes(*bytes)).ok();
        let range = at.map_or(0..0, |at| {
            let start = nth(self.replacement_starts, at) as usize;
            start * 4..nth(self.replacement_starts, at + 1) as usize * 4
        });
        let replaced = numbers(&self.replacements[range]).filter_map(char::from_u32);
        at.is_none().then_some(c).into_iter().chain(replaced)
    }

    /// Viterbi's best path over the characters.
    fn best_division(&self, text: &str) -> Vec<u32> {
        let mut bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        bounds.push(text.len());
        let length = bounds.len() - 1;
        let mut best = vec![NEVER; length + 1];
        let mut came = vec![(0_u32, self.unknown); length + 1];
        best[0] = 0.0;
        for start in 0..length {
            let mut range = 0..self.starts.len() / 4 - 1;
            let ends = start + 1..(start + LONGEST_PIECE).min(length) + 1;
            for end in ends {
                let (sought, known) =
                    (&text.as_bytes()[bounds[start]..bounds[end]], bounds[end - 1] - bounds[start]);
                range = self.beginning_with(sought, known, range);
                if range.is_empty() {
                    break;
                }
                if self.piece(range.start).len() == sought.len() && range.start != self.unknown as usize {
                    let score = best[start] + f32::from_bits(nth(self.scores, range.start));
                    if score > best[end] {
                        best[end] = score;
                        came[end] = (start as u32, range.start as u32);
                    }
                }
            }
            let score = best[start] + self.unknown_score;
            if score > best[start + 1] {
                best[start + 1] = score;
                came[start + 1] = (start as u32, self.unknown);
            }
        }
        let mut ids = Vec::new();
        let mut at = length;
        while at > 0 {
            let (start, id) = came[at];
            ids.push(id);
            at = start as usize;
        }
        ids.reverse();
        ids
    }

    /// Of a range of pieces that begin with the first `known` bytes of `sought`, those that begin with all of it. A
    /// piece that is `sought` comes first.
    fn beginning_with(&self, sought: &[u8], known: usize, range: Range<usize>) -> Range<usize> {
        let rest = &sought[known..];
        let of_piece = |at: usize| {
            let piece = self.piece(at);
            &piece[known.min(piece.len())..sought.len().min(piece.len())]
        };
        let start = halve(range.clone(), |at| of_piece(at) < rest);
        let end = halve(start..range.end, |at| of_piece(at) <= rest);
        start..end
    }

    fn piece(&self, at: usize) -> &'a [u8] {
        let range = nth(self.starts, at) as usize..nth(self.starts, at + 1) as usize;
        self.pieces.get(range).unwrap_or_default()
    }
}

/// The first place of a range where `before` does not hold.
fn halve(range: Range<usize>, before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = low + (high - low) / 2;
        if before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}
