//! A register of texts: which of them have words that begin like these, and bear these marks.
//!
//! It is what a list asks when somebody searches it: every word must be there, from its beginning, and nothing is weighed. A mark is a
//! code that a text has or has not, such as its kind. Deliberately not here: forms of words, compounds and ranking (`index`, `rank`), and
//! who may see what: each entry carries what its owner needs to decide that.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::Key;
use crate::spelling::distance;

/// Most words of a search that are used; the rest is ignored.
const SEARCH_WORDS: usize = 5;
/// Most characters of a searched word that are used.
const SEARCH_WORD_LENGTH: usize = 100;
/// Places without an entry that are let be before the register is made anew without them.
const GONE_AT_LEAST: usize = 1024;
/// Characters of a word that may be misspelled; shorter ones resemble too much.
const MISSPELLED_FROM: usize = 4;
/// Characters of a word in which two letters may be wrong.
const TWO_WRONG_FROM: usize = 7;

/// Texts by the beginnings of their words and by their marks, with something kept for each.
#[derive(Debug)]
pub struct Register<T> {
    /// What stands at each place; nothing where it was replaced or taken away.
    entries: Vec<Option<(Key, T)>>,
    places: HashMap<Key, u32>,
    /// The number of each word, for putting texts in.
    numbers: HashMap<Arc<str>, u32>,
    /// The same in order, for beginnings.
    ordered: BTreeMap<Arc<str>, u32>,
    /// For each word the places of the texts that have it, in order.
    postings: Vec<Vec<u32>>,
    marks: HashMap<String, Vec<u32>>,
    gone: usize,
}

impl<T> Default for Register<T> {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            places: HashMap::new(),
            numbers: HashMap::new(),
            ordered: BTreeMap::new(),
            postings: Vec::new(),
            marks: HashMap::new(),
            gone: 0,
        }
    }
}

impl<T> Register<T> {
    /// Puts a text in, in place of the one that stood under the key. `words` are in lower case, with a space between them.
    pub fn put(&mut self, key: Key, words: &str, marks: impl IntoIterator<Item = String>, entry: T) {
        self.remove(key);
        // Four thousand million texts do not fit into memory.
        let place = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.entries.push(Some((key, entry)));
        self.places.insert(key, place);
        for word in words.split(' ').filter(|word| !word.is_empty()) {
            let number = match self.numbers.get(word) {
                Some(number) => *number,
                None => self.new_word(word),
            };
            if let Some(posting) = self.postings.get_mut(number as usize)
                && posting.last() != Some(&place)
            {
                posting.push(place);
            }
        }
        for mark in marks {
            self.marks.entry(mark).or_default().push(place);
        }
    }

    fn new_word(&mut self, word: &str) -> u32 {
        let number = u32::try_from(self.postings.len()).unwrap_or(u32::MAX);
        let word: Arc<str> = word.into();
        self.numbers.insert(Arc::clone(&word), number);
        self.ordered.insert(word, number);
        self.postings.push(Vec::new());
        number
    }

    /// Takes a text out.
    pub fn remove(&mut self, key: Key) {
        let Some(place) = self.places.remove(&key) else { return };
        if let Some(entry) = self.entries.get_mut(place as usize) {
            *entry = None;
            self.gone += 1;
        }
        if self.gone >= GONE_AT_LEAST && self.gone * 2 > self.entries.len() {
            self.close_up();
        }
    }

    /// Lets go of the places where nothing stands.
    fn close_up(&mut self) {
        let mut moved = vec![None; self.entries.len()];
        let mut kept = Vec::with_capacity(self.places.len());
        for (old, entry) in std::mem::take(&mut self.entries).into_iter().enumerate() {
            if let Some(entry) = entry {
                moved[old] = u32::try_from(kept.len()).ok();
                kept.push(Some(entry));
            }
        }
        self.entries = kept;
        self.gone = 0;
        let move_on = |place: &mut u32| match moved.get(*place as usize).copied().flatten() {
            Some(new) => {
                *place = new;
                true
            }
            None => false,
        };
        self.places.values_mut().for_each(|place| _ = move_on(place));
        for places in self.postings.iter_mut().chain(self.marks.values_mut()) {
            places.retain_mut(move_on);
        }
    }

    /// How many texts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The texts that have a word for each of these beginnings, and of each group of marks at least one. Words are in
    /// lower case, with a space between them. No words and no groups find everything.
    #[must_use]
    pub fn find(&self, words: &str, groups: &[Vec<String>]) -> Vec<(Key, &T)> {
        let mut found = Places::all(self.entries.len());
        for word in used(words) {
            let beginning =
                self.beginning_with(word).filter_map(|(_, number)| self.postings.get(number as usize));
            found.keep(&Places::of(self.entries.len(), beginning));
        }
        for group in groups {
            let marked = group.iter().filter_map(|mark| self.marks.get(mark));
            found.keep(&Places::of(self.entries.len(), marked));
        }
        found
            .iter()
            .filter_map(|place| self.entries.get(place)?.as_ref())
            .map(|(key, entry)| (*key, entry))
            .collect()
    }

    /// The words that were probably meant: each word that no seen text begins with gives way to the nearest one that some seen text has.
    /// Nothing where there is none to change, or none near.
    #[must_use]
    pub fn meant(&self, words: &str, seen: impl Fn(&T) -> bool) -> Option<String> {
        let mut meant = Vec::new();
        let mut changed = false;
        for word in used(words) {
            if self.beginning_with(word).any(|(_, number)| self.is_seen(number, &seen)) {
                meant.push(word.to_owned());
            } else {
                meant.push(self.nearest(word, &seen)?);
                changed = true;
            }
        }
        changed.then(|| meant.join(" "))
    }

    /// The word with the fewest wrong letters, then the most texts; it begins with the same letter, as nearly all misspelled words do.
    fn nearest(&self, word: &str, seen: &impl Fn(&T) -> bool) -> Option<String> {
        let length = word.chars().count();
        if length < MISSPELLED_FROM {
            return None;
        }
        let limit = if length < TWO_WRONG_FROM { 1 } else { 2 };
        let first = word.chars().next()?;
        let mut near: Vec<(usize, usize, &str, u32)> = self
            .beginning_with(first.encode_utf8(&mut [0; 4]))
            .filter_map(|(other, number)| {
                let texts = self.postings.get(number as usize).map_or(0, Vec::len);
                Some((distance(word, other, limit)?, usize::MAX - texts, other, number))
            })
            .collect();
        near.sort_unstable();
        near.into_iter()
            .find(|(.., number)| self.is_seen(*number, seen))
            .map(|(_, _, other, _)| other.to_owned())
    }

    fn is_seen(&self, number: u32, seen: &impl Fn(&T) -> bool) -> bool {
        let places = self.postings.get(number as usize).map(Vec::as_slice).unwrap_or_default();
        let mut entries = places.iter().filter_map(|place| self.entries.get(*place as usize)?.as_ref());
        entries.any(|(_, entry)| seen(entry))
    }

    fn beginning_with<'a>(&'a self, beginning: &str) -> impl Iterator<Item = (&'a str, u32)> + use<'a, T> {
        let beginning: Arc<str> = beginning.into();
        self.ordered
            .range(Arc::clone(&beginning)..)
            .take_while(move |(word, _)| word.starts_with(&*beginning))
            .map(|(word, number)| (&**word, *number))
    }
}

/// The words of a search that are used, cut where they are too long.
fn used(words: &str) -> impl Iterator<Item = &str> {
    let cut = |word: &'_ str| word.char_indices().nth(SEARCH_WORD_LENGTH).map_or(word.len(), |(end, _)| end);
    words.split_whitespace().take(SEARCH_WORDS).map(move |word| &word[..cut(word)])
}

/// A set of places, a bit each.
struct Places(Vec<u64>);

impl Places {
    fn all(count: usize) -> Self {
        Self(vec![u64::MAX; count.div_ceil(64)])
    }

    fn of<'a>(count: usize, postings: impl Iterator<Item = &'a Vec<u32>>) -> Self {
        let mut bits = vec![0_u64; count.div_ceil(64)];
        for place in postings.flatten() {
            if let Some(bits) = bits.get_mut(*place as usize / 64) {
                *bits |= 1 << (place % 64);
            }
        }
        Self(bits)
    }

    fn keep(&mut self, others: &Self) {
        self.0.iter_mut().zip(&others.0).for_each(|(mine, other)| *mine &= other);
    }

    fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(block, bits)| {
            let mut left = *bits;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros() as usize;
                left &= left.checked_sub(1)?;
                Some(block * 64 + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(|word| format!(" {}", word.to_lowercase())).collect()
    }

    fn a_register() -> Register<bool> {
        let mut register = Register::default();
        for (key, text, mark, seen) in [
            (1, "Digitala lås för hemtjänsten", "sensor", true),
            (2, "Nyckelskåp, digitalt", "module", true),
            (3, "Hemtjänstens schema", "module", false),
            (4, "Åtkomst till dörrar", "sensor", true),
        ] {
            register.put(Key(key), &words(text), [mark.to_owned()], seen);
        }
        register
    }

    fn found(register: &Register<bool>, search: &str, groups: &[Vec<String>]) -> Vec<u128> {
        register.find(&words(search), groups).into_iter().map(|(key, _)| key.0).collect()
    }

    fn group(marks: &[&str]) -> Vec<String> {
        marks.iter().map(|mark| (*mark).to_owned()).collect()
    }

    #[test]
    fn every_word_must_begin_some_word_of_the_text() {
        let register = a_register();
        for (search, expected) in [
            ("", &[1, 2, 3, 4][..]),
            ("dig", &[1, 2]),
            ("hemtjänst", &[1, 3]),
            ("HEM lås", &[1]),
            ("tjänst", &[]),
            ("åt", &[4]),
            ("digitalt digitala", &[]),
            ("%", &[1, 2, 3, 4]),
        ] {
            assert_eq!(found(&register, search, &[]), expected, "{search}");
        }
        // As in the database: what is beyond five words narrows no more, and of a word a hundred letters count.
        assert_eq!(found(&register, "d d d d d finnsinte", &[]), [1, 2, 4]);
        assert_eq!(found(&register, &"x".repeat(1_000_000), &[]), [0; 0]);
    }

    #[test]
    fn of_each_group_a_mark_is_borne() {
        let register = a_register();
        assert_eq!(found(&register, "", &[group(&["sensor"])]), [1, 4]);
        assert_eq!(found(&register, "d", &[group(&["sensor", "module"])]), [1, 2, 4]);
        assert_eq!(found(&register, "", &[group(&["sensor"]), group(&["module"])]), [0; 0]);
        assert_eq!(found(&register, "", &[group(&["other"])]), [0; 0]);
    }

    #[test]
    fn a_text_that_changes_is_found_by_its_new_words_alone() {
        let mut register = a_register();
        register.put(Key(2), &words("Skåp"), [], true);
        assert_eq!(found(&register, "dig", &[]), [1]);
        assert_eq!(found(&register, "skåp", &[]), [2]);
        register.remove(Key(1));
        register.remove(Key(99));
        assert_eq!(found(&register, "", &[]), [3, 4, 2]);
        assert_eq!(register.len(), 3);
        assert!(!register.is_empty());
    }

    #[test]
    fn changing_again_and_again_takes_no_more_room() {
        let mut register = a_register();
        for turn in 0..10_000 {
            register.put(Key(1), &words(&format!("Lås nummer {turn}")), ["sensor".to_owned()], true);
        }
        assert!(register.entries.len() < 3 * GONE_AT_LEAST, "{}", register.entries.len());
        assert_eq!(found(&register, "lås 9999", &[group(&["sensor"])]), [1]);
        assert_eq!(found(&register, "digitala", &[]), [0; 0]);
        assert_eq!(found(&register, "hemtjänstens", &[group(&["module"])]), [3]);
    }

    #[test]
    fn a_misspelled_word_gives_way_to_the_nearest_that_can_be_seen() {
        let register = a_register();
        let meant = |search: &str| register.meant(&words(search), |seen| *seen);
        assert_eq!(meant("digitlt lås").as_deref(), Some("digitalt lås"));
        assert_eq!(meant("hemtjnästen").as_deref(), Some("hemtjänsten"));
        assert_eq!(meant("schma"), None, "nobody is told of a word that only others have");
        assert_eq!(meant("schema"), None);
        assert_eq!(meant("lås"), None, "nothing is wrong");
        assert_eq!(meant("lså"), None, "too short to tell");
    }
}
