//! Puts documents into the index: one as it changes, many at start.
//!
//! Both ways are one: documents are read without touching the index, shared among threads when there are many, and
//! what was found is put in document by document in the order given. So the index is the same whichever way it was
//! filled. What a word becomes depends on the word alone, and is found out when it is first met.
//!
//! Not here: vectors ([`super::vectors`]).

use std::borrow::Cow;
use std::num::NonZero;
use std::slice;
use std::thread;

use rustc_hash::FxHashMap;

use crate::analysis::words;
use crate::index::vocabulary::Entry;
use crate::index::{
    Document, FIELDS, Index, Key, LONGEST_FIELD, Part, Posting, Stored, StoredPart, is_content, up_to,
};

/// Documents that are read before they are put in: enough to keep threads busy, few enough to hold what was found.
const ROUND: usize = 8_192;
/// Fewer than this are read sooner than a thread is started.
const WORTH_A_THREAD: usize = 64;

/// What was found in some documents.
struct Reading {
    found: Vec<Found>,
    /// Words that the vocabulary lacked, numbered from `known` in this reading.
    fresh: Vec<Entry>,
    known: usize,
}

/// What was found in one document.
struct Found {
    /// How often each word stands in each field, in order of word.
    counts: Vec<(u32, [u8; FIELDS])>,
    lengths: [u32; FIELDS],
    parts: Vec<StoredPart>,
}

impl Reading {
    fn of(index: &Index, documents: &[(Key, Document)]) -> Self {
        let known = index.vocabulary.len();
        let mut fresh: Vec<Entry> = Vec::new();
        let mut fresh_ids: FxHashMap<Box<str>, u32> = FxHashMap::default();
        let mut number = |word: &str| {
            if let Some(id) = index.vocabulary.surface_id(word).or_else(|| fresh_ids.get(word).copied()) {
                return id;
            }
            let id = u32::try_from(known + fresh.len()).unwrap_or(u32::MAX);
            fresh.push(Entry::of(word, index.language.lexicon()));
            fresh_ids.insert(word.into(), id);
            id
        };
        let found = documents.iter().map(|(_, document)| Found::of(document, &mut number)).collect();
        Reading { found, fresh, known }
    }
}

impl Found {
    fn of(document: &Document, number: &mut impl FnMut(&str) -> u32) -> Self {
        let mut standing: Vec<(u32, usize)> = Vec::new();
        let mut lengths = [0_u32; FIELDS];
        for (field, text) in document.fields() {
            let column = field.column();
            for word in words(up_to(text, LONGEST_FIELD)).iter().filter(|word| is_content(&word.folded)) {
                standing.push((number(&word.folded), column));
                lengths[column] = lengths[column].saturating_add(1);
            }
        }
        standing.sort_unstable();
        let mut counts: Vec<(u32, [u8; FIELDS])> = Vec::new();
        for (word, column) in standing {
            if counts.last().is_none_or(|(last, _)| *last != word) {
                counts.push((word, [0; FIELDS]));
            }
            if let Some((_, counts)) = counts.last_mut() {
                counts[column] = counts[column].saturating_add(1);
            }
        }
        let part = |(part, text): (Part, Cow<'_, str>)| StoredPart::of(part, &text);
        Found { counts, lengths, parts: document.texts().into_iter().map(part).collect() }
    }
}

impl Index {
    /// Adds the document, or replaces the one with the same key. Vectors of texts that stay the same are kept.
    pub fn upsert(&mut self, key: Key, document: &Document) {
        let document = (key, document.clone());
        let reading = Reading::of(self, slice::from_ref(&document));
        self.put_in(reading, [document]);
    }

    /// Adds or replaces many documents: the same as one by one in this order, but on all processors.
    pub fn upsert_all(&mut self, documents: Vec<(Key, Document)>) {
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        let mut waiting = documents.into_iter();
        loop {
            let round: Vec<(Key, Document)> = waiting.by_ref().take(ROUND).collect();
            if round.is_empty() {
                return;
            }
            let share = round.len().div_ceil(threads).max(WORTH_A_THREAD);
            let index = &*self;
            let readings: Vec<Reading> = thread::scope(|scope| {
                let (here, elsewhere) = round.split_at(share.min(round.len()));
                let started: Vec<_> = elsewhere
                    .chunks(share)
                    .map(|documents| scope.spawn(move || Reading::of(index, documents)))
                    .collect();
                let first = Reading::of(index, here);
                let rest = started.into_iter().map(thread::ScopedJoinHandle::join);
                let rest = rest.map(|reading| reading.unwrap_or_else(|why| std::panic::resume_unwind(why)));
                std::iter::once(first).chain(rest).collect()
            });
            let mut round = round.into_iter();
            for reading in readings {
                let documents = round.by_ref().take(reading.found.len()).collect::<Vec<_>>();
                self.put_in(reading, documents);
            }
        }
    }

    /// Puts in documents with what was found in them.
    fn put_in(&mut self, reading: Reading, documents: impl IntoIterator<Item = (Key, Document)>) {
        let Reading { found, fresh, known } = reading;
        let learnt: Vec<u32> = fresh.into_iter().map(|entry| self.vocabulary.learn(entry)).collect();
        let number = |word: u32| (word as usize).checked_sub(known).map_or(word, |fresh| learnt[fresh]);
        for ((key, document), found) in documents.into_iter().zip(found) {
            let vectors = self.vectors(key);
            self.take_out(key);
            let slot = self.free_slot();
            for (word, counts) in found.counts {
                self.vocabulary.post(number(word), Posting { slot, counts });
            }
            if let Some(place) = self.slots.get_mut(slot as usize) {
                *place = Some(Stored { key, document, lengths: found.lengths, parts: found.parts });
            }
            self.by_key.insert(key, slot);
            for (hash, vector) in vectors {
                self.put(slot, hash, &vector);
            }
            self.generation += 1;
        }
    }

    fn free_slot(&mut self) -> u32 {
        self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            self.wholes.push(None);
            u32::try_from(self.slots.len() - 1).unwrap_or(u32::MAX)
        })
    }

    /// Takes the document away; false where there was none.
    pub fn remove(&mut self, key: Key) -> bool {
        let was_there = self.take_out(key);
        self.generation += u64::from(was_there);
        was_there
    }

    fn take_out(&mut self, key: Key) -> bool {
        let Some(slot) = self.by_key.remove(&key) else { return false };
        let Some(stored) = self.slots.get_mut(slot as usize).and_then(Option::take) else { return false };
        for (_, text) in stored.document.fields() {
            for word in words(up_to(text, LONGEST_FIELD)) {
                self.vocabulary.withdraw(&word.folded, slot);
            }
        }
        if let Some(whole) = self.wholes.get_mut(slot as usize) {
            *whole = None;
        }
        self.free.push(slot);
        true
    }
}
