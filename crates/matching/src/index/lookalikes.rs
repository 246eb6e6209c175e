//! Words of needs with the words of the visible documents that look like them, kept for the next need.
//!
//! Who writes a need sees what matches it while writing: most of its words were looked up a moment ago. What is kept depends on the word and
//! on the visible documents alone, so an answer is the same whether a word is kept or not.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;

/// More words than this are forgotten, all together. Each has a few hundred bytes.
const MOST_WORDS: usize = 1_000;

/// Words of the vocabulary that look like one of a need.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Alike {
    /// Their numbers with their likeness, the likest first.
    pub(crate) words: Box<[(u32, f32)]>,
    /// In how many visible documents any of them stands.
    pub(crate) documents: usize,
}

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Lookalikes(Mutex<FxHashMap<Box<str>, Arc<Alike>>>);

impl Lookalikes {
    /// What looks like a word: as kept, or as found now and kept from now on.
    pub(crate) fn of(&self, word: &str, find: impl FnOnce() -> Alike) -> Arc<Alike> {
        if let Some(alike) = self.kept().get(word) {
            return Arc::clone(alike);
        }
        // Nobody waits while it is found. Two may find the same.
        let alike = Arc::new(find());
        let mut kept = self.kept();
        if kept.len() >= MOST_WORDS {
            kept.clear();
        }
        kept.insert(word.into(), Arc::clone(&alike));
        alike
    }

    fn kept(&self) -> MutexGuard<'_, FxHashMap<Box<str>, Arc<Alike>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::{Alike, Lookalikes, MOST_WORDS};

    #[test]
    fn a_word_is_found_once_and_not_kept_for_ever() {
        let kept = Lookalikes::default();
        let alike = |word| Alike { words: [(word, 1.0)].into(), documents: 3 };
        assert_eq!(*kept.of("larm", || alike(7)), alike(7));
        assert_eq!(*kept.of("larm", || unreachable!()), alike(7));
        for number in 0..MOST_WORDS {
            kept.of(&number.to_string(), Alike::default);
        }
        assert!(kept.kept().len() < MOST_WORDS);
        assert_eq!(*kept.of("larm", || alike(8)), alike(8));
    }
}
