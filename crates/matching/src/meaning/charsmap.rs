//! The table of replaced characters that SentencePiece keeps in a trie ("precompiled charsmap"), taken apart.
//!
//! Layout: the trie's size in bytes, the trie as a double array (darts-clone by S. Yata), then the replacements, each
//! ended by a zero. A key leads to where its replacement begins. Only keys of one character are taken: those of several
//! are compositions, and texts are composed before they are looked up.

use super::file::{nth, number};

/// More replaced characters, or characters they become, than any table has.
const MOST: usize = 1 << 20;

/// A character, and what it becomes.
pub(super) type Replaced = (char, Vec<char>);

/// The replaced characters in order. None where the bytes are no such table.
pub(super) fn replaced(bytes: &[u8]) -> Option<Vec<Replaced>> {
    let size = number(bytes, 0)? as usize;
    let trie = bytes.get(4..4_usize.checked_add(size)?)?;
    let texts = &bytes[4 + size..];
    let mut found = Vec::new();
    let mut characters = 0;
    for c in (1..=u32::from(char::MAX)).filter_map(char::from_u32) {
        let mut key = [0; 4];
        let Some(at) = looked_up(trie, c.encode_utf8(&mut key).as_bytes()) else { continue };
        let text = texts.get(at as usize..)?;
        let end = text.iter().position(|byte| *byte == 0)?;
        let text = std::str::from_utf8(&text[..end]).ok()?;
        characters += text.len();
        if characters > MOST {
            return None;
        }
        found.push((c, text.chars().collect()));
    }
    Some(found)
}

/// The value of a key in a double array.
fn looked_up(trie: &[u8], key: &[u8]) -> Option<u32> {
    let unit = |at: u32| (at as usize).checked_mul(4).and_then(|at| number(trie, at));
    let mut at = offset(unit(0)?);
    let mut has_value = false;
    for byte in key {
        at ^= u32::from(*byte);
        let here = unit(at)?;
        if here & 0x8000_00ff != u32::from(*byte) {
            return None;
        }
        has_value = here >> 8 & 1 == 1;
        at ^= offset(here);
    }
    has_value.then(|| nth(trie, at as usize) & 0x7fff_ffff)
}

fn offset(unit: u32) -> u32 {
    (unit >> 10) << ((unit & 0x200) >> 6)
}
