//! A register of texts: which of them have words that begin like these, and bear these marks.
//!
//! It is what a list asks when somebody searches it: every word must be there, from its beginning, and nothing is weighed. A mark is a
//! code that a text has or has not, such as its kind. Deliberately not here: forms of words, compounds and ranking (`index`, `rank`), and
//! who may see what: each entry carries what its owner needs to decide that.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rustc_hash::FxHashMap;

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
    terms: Terms,
    gone: usize,
}

impl<T> Default for Register<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), places: HashMap::new(), terms: Terms::default(), gone: 0 }
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
        self.terms.put(place, words, marks.into_iter().collect());
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
                self.places.insert(entry.0, u32::try_from(kept.len()).unwrap_or(u32::MAX));
                kept.push(Some(entry));
            }
        }
        self.entries = kept;
        self.gone = 0;
        self.terms.move_on(&moved);
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
        let found = self.terms.find(self.entries.len(), words, groups);
        let entries = found.into_iter().filter_map(|place| self.entries.get(place as usize)?.as_ref());
        entries.map(|(key, entry)| (*key, entry)).collect()
    }

    /// Of the texts that [`Register::find`] finds and `seen` lets through, how many bear at least one mark of each of these groups.
    #[must_use]
    pub fn counts(
        &self,
        words: &str,
        groups: &[Vec<String>],
        seen: impl Fn(Key, &T) -> bool,
        counted: &[Vec<String>],
    ) -> Vec<usize> {
        let mut found = Places::none(self.entries.len());
        for place in self.terms.find(self.entries.len(), words, groups) {
            if let Some(Some((key, entry))) = self.entries.get(place as usize)
                && seen(*key, entry)
            {
                found.add(place);
            }
        }
        counted.iter().map(|group| self.terms.bearing(&found, group)).collect()
    }

    /// The words that were probably meant: each word that no seen text begins with gives way to the nearest one that some seen text has.
    /// Nothing where there is none to change, or none near.
    #[must_use]
    pub fn meant(&self, words: &str, seen: impl Fn(&T) -> bool) -> Option<String> {
        let mut meant = Vec::new();
        let mut changed = false;
        for word in used(words) {
            if self.terms.beginning_with(word).any(|(_, number)| self.is_seen(number, &seen)) {
                meant.push(word.to_owned());
            } else {
                let near = self.terms.near(word);
                let (_, _, other, _) = near.into_iter().find(|(.., number)| self.is_seen(*number, &seen))?;
                meant.push(other.to_owned());
                changed = true;
            }
        }
        changed.then(|| meant.join(" "))
    }

    fn is_seen(&self, number: u32, seen: &impl Fn(&T) -> bool) -> bool {
        let places = self.terms.postings.get(number as usize).map(Vec::as_slice).unwrap_or_default();
        let mut entries = places.iter().filter_map(|place| self.entries.get(*place as usize)?.as_ref());
        entries.any(|(_, entry)| seen(entry))
    }
}

/// The words and marks, each with the places where it stands.
#[derive(Debug, Default)]
struct Terms {
    /// The number of each word, for putting texts in.
    numbers: FxHashMap<Arc<str>, u32>,
    /// The same in order, for beginnings.
    ordered: BTreeMap<Arc<str>, u32>,
    /// For each word the places of the texts that have it, in order.
    postings: Vec<Vec<u32>>,
    marks: FxHashMap<String, Vec<u32>>,
}

impl Terms {
    fn put(&mut self, place: u32, words: &str, marks: Vec<String>) {
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

    /// Gives every place its new one, and lets go of those that have none.
    fn move_on(&mut self, moved: &[Option<u32>]) {
        for places in self.postings.iter_mut().chain(self.marks.values_mut()) {
            places.retain_mut(|place| match moved.get(*place as usize).copied().flatten() {
                Some(new) => {
                    *place = new;
                    true
                }
                None => false,
            });
        }
    }

    fn find(&self, count: usize, words: &str, groups: &[Vec<String>]) -> Vec<u32> {
        let mut found = Places::all(count);
        for word in used(words) {
            let numbers = self.beginning_with(word);
            let postings = numbers.filter_map(|(_, number)| self.postings.get(number as usize));
            found.keep(&Places::of(count, postings));
        }
        for group in groups {
            found.keep(&Places::of(count, group.iter().filter_map(|mark| self.marks.get(mark))));
        }
        found.list(count)
    }

    /// How many of the places bear at least one of the marks.
    fn bearing(&self, found: &Places, marks: &[String]) -> usize {
        let mut postings = marks.iter().filter_map(|mark| self.marks.get(mark));
        match (postings.next(), postings.next()) {
            (None, _) => 0,
            (Some(only), None) => only.iter().filter(|place| found.holds(**place)).count(),
            (Some(one), Some(other)) => {
                let mut borne = Places::of(found.0.len() * 64, [one, other].into_iter().chain(postings));
                borne.keep(found);
                borne.0.iter().map(|bits| bits.count_ones() as usize).sum()
            }
        }
    }

    /// Words near to one, those with the fewest wrong letters first, then those in the most texts. They begin with the same letter, as
    /// nearly all misspelled words do.
    fn near(&self, word: &str) -> Vec<(usize, usize, &str, u32)> {
        let length = word.chars().count();
        let Some(first) = word.chars().next().filter(|_| length >= MISSPELLED_FROM) else {
            return Vec::new();
        };
        let limit = if length < TWO_WRONG_FROM { 1 } else { 2 };
        let others = self.beginning_with(first.encode_utf8(&mut [0; 4]));
        let mut near: Vec<_> = others
            .filter_map(|(other, number)| {
                let texts = self.postings.get(number as usize).map_or(0, Vec::len);
                Some((distance(word, other, limit)?, usize::MAX - texts, other, number))
            })
            .collect();
        near.sort_unstable();
        near
    }

    fn beginning_with<'a>(&'a self, beginning: &str) -> impl Iterator<Item = (&'a str, u32)> + use<'a> {
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

    fn none(count: usize) -> Self {
        Self(vec![0; count.div_ceil(64)])
    }

    fn add(&mut self, place: u32) {
        if let Some(bits) = self.0.get_mut(place as usize / 64) {
            *bits |= 1 << (place % 64);
        }
    }

    fn holds(&self, place: u32) -> bool {
        self.0.get(place as usize / 64).is_some_and(|bits| bits >> (place % 64) & 1 == 1)
    }

    fn of<'a>(count: usize, postings: impl Iterator<Item = &'a Vec<u32>>) -> Self {
        let mut places = Self::none(count);
        postings.flatten().for_each(|place| places.add(*place));
        places
    }

    fn keep(&mut self, others: &Self) {
        self.0.iter_mut().zip(&others.0).for_each(|(mine, other)| *mine &= other);
    }

    /// In order, those below `count`.
    fn list(&self, count: usize) -> Vec<u32> {
        let mut found = Vec::new();
        for (block, bits) in (0..).zip(&self.0) {
            let mut left = *bits;
            while left != 0 {
                found.push(block * 64 + left.trailing_zeros());
                left &= left - 1;
            }
        }
        found.truncate(found.partition_point(|place| (*place as usize) < count));
        found
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
    fn what_is_found_and_seen_is_counted_by_its_marks() {
        let mut register = a_register();
        let counted = [group(&["sensor"]), group(&["module", "sensor"]), group(&["other"]), group(&[])];
        assert_eq!(register.counts("", &[], |_, _| true, &counted), [2, 4, 0, 0]);
        assert_eq!(register.counts("", &[], |_, seen| *seen, &counted), [2, 3, 0, 0]);
        assert_eq!(register.counts(&words("dig"), &[], |_, _| true, &counted), [1, 2, 0, 0]);
        assert_eq!(register.counts("", &[group(&["sensor"])], |_, _| true, &counted), [2, 2, 0, 0]);
        register.remove(Key(1));
        register.put(Key(2), &words("Nyckelskåp"), ["sensor".to_owned()], true);
        assert_eq!(register.counts("", &[], |_, _| true, &counted), [2, 3, 0, 0]);
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
