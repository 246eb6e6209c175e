//! Reads `tokenizer.json`: the pieces of a unigram vocabulary with their scores, and the characters it replaces.
//!
//! Source: the form that the `tokenizers` library writes for XLM-RoBERTa's vocabulary. Of its steps the vocabulary and
//! the precompiled table are taken; the others (spaces to marks, beginning and end) are what [`super::tokens`] does for
//! every model. Not here: dividing texts.

use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::charsmap::{self, Replaced};
use super::error::ModelError;

/// Name of the file.
pub(super) const NAME: &str = "tokenizer.json";
/// The largest file that is read: that of 250,000 pieces has 17 MB.
const LARGEST: u64 = 40 << 20;
/// Most pieces.
const MOST: usize = 1 << 20;
/// How much worse than the worst piece an unknown character is, as in SentencePiece.
const UNKNOWN_PENALTY: f32 = 10.0;

/// A vocabulary with its rules.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// Pieces with their scores; their place is the row of the embedding.
    pub(super) pieces: Vec<(String, f32)>,
    pub(super) begin: usize,
    pub(super) end: usize,
    pub(super) unknown: usize,
    pub(super) unknown_score: f32,
    pub(super) replaced: Vec<Replaced>,
}

#[derive(Deserialize)]
struct Tokeniser {
    normalizer: Option<Value>,
    model: Unigram,
}

#[derive(Deserialize)]
struct Unigram {
    #[serde(rename = "type")]
    kind: Option<String>,
    unk_id: Option<usize>,
    vocab: Vec<(String, f32)>,
}

/// Reads the file of a folder.
pub(super) fn read(folder: &Path) -> Result<Vocabulary, ModelError> {
    let bytes = super::folder::contents(folder, NAME, LARGEST)?;
    let told: Tokeniser = serde_json::from_slice(&bytes)
        .map_err(|_| ModelError::Tokeniser("is not a list of pieces with scores"))?;
    drop(bytes);
    let Unigram { kind, unk_id, vocab: pieces } = told.model;
    if kind.is_some_and(|kind| kind != "Unigram") {
        return Err(ModelError::Tokeniser("is of another kind than Unigram"));
    }
    if pieces.len() > MOST {
        return Err(ModelError::Tokeniser("has too many pieces"));
    }
    if pieces.iter().any(|(_, score)| !score.is_finite()) {
        return Err(ModelError::Tokeniser("has a score that is no number"));
    }
    let place = |written: &str| pieces.iter().position(|(piece, _)| piece == written);
    let (Some(begin), Some(end)) = (place("<s>"), place("</s>")) else {
        return Err(ModelError::Tokeniser("lacks the pieces that begin and end a text"));
    };
    let unknown = unk_id.filter(|unknown| *unknown < pieces.len());
    let unknown = unknown.ok_or(ModelError::Tokeniser("lacks the piece for what is unknown"))?;
    let lowest = pieces.iter().fold(f32::MAX, |lowest, (_, score)| lowest.min(*score));
    let replaced = match told.normalizer.as_ref().and_then(precompiled) {
        Some(text) => {
            let table = from_base64(text).and_then(|bytes| charsmap::replaced(&bytes));
            table.ok_or(ModelError::Tokeniser("has a damaged table of replaced characters"))?
        }
        None => Vec::new(),
    };
    Ok(Vocabulary { pieces, begin, end, unknown, unknown_score: lowest - UNKNOWN_PENALTY, replaced })
}

/// The table among the steps, alone or in a sequence.
fn precompiled(step: &Value) -> Option<&str> {
    let own = step.get("precompiled_charsmap").and_then(Value::as_str);
    let steps = step.get("normalizers").and_then(Value::as_array);
    own.or_else(|| steps?.iter().find_map(|step| step.get("precompiled_charsmap")?.as_str()))
}

/// Reads base 64 (RFC 4648), with or without filling at the end.
fn from_base64(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.trim_end_matches('=').bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::from_base64;

    #[test]
    fn base_64_is_read() {
        assert_eq!(from_base64("TW9sbg=="), Some(b"Moln".to_vec()));
        assert_eq!(from_base64("+/8"), Some(vec![0xfb, 0xff]));
        assert_eq!(from_base64(""), Some(Vec::new()));
        assert_eq!(from_base64("T W"), None);
    }
}
