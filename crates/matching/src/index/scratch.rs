//! Working space of one search: what it adds up document by document, and word by word of the vocabulary.
//!
//! As large as the catalogue, so a view keeps it for the next search. A search meets a few documents in a hundred, in no order, and most
//! of its time goes to fetching what it knows of each: so what is needed for each posting lies together in one [`Cell`], a bit for each
//! document says which cells were written, and only those are read and emptied.
//!
//! Not here: what is added and why ([`crate::rank`]).

use crate::index::FIELDS;
use crate::index::view::weighed;
use crate::index::vocabulary::Posting;

/// Slots whose bits make one number.
const BITS: usize = u64::BITS as usize;

/// What a search knows of one document while postings are read: a quarter of what the processor fetches at a time.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(16))]
pub(crate) struct Cell {
    /// Those of the view; all 0 for a hidden document.
    factors: [u16; FIELDS],
    /// Of the term or word at hand: its weighted count, or that the document was met. 0 between terms.
    pub(crate) count: u32,
    /// The word part of the score.
    words: f32,
}

impl Cell {
    /// The weighted count of a posting in units of 1/1024; 0 for a hidden document.
    pub(crate) fn weigh(&self, posting: &Posting) -> u32 {
        weighed(&self.factors, posting)
    }
}

/// The letter part of a document's score.
#[derive(Debug, Clone, Copy)]
struct Letters {
    score: f32,
    /// In which turn something was last met, or [`HIDDEN`].
    turn: u32,
}

/// Later than all turns: a hidden document has been met already.
const HIDDEN: u32 = u32::MAX;

/// See the module. All zero and empty between searches, but for the factors and turns.
#[derive(Debug)]
pub(crate) struct Scratch {
    pub(crate) cells: Vec<Cell>,
    letters: Vec<Letters>,
    /// Grows with each word of a need, in which each document counts once.
    turn: u32,
    /// A bit for each slot that has either part.
    met: Vec<u64>,
    /// Slots with a count of the term at hand.
    pub(crate) touched: Vec<u32>,
    /// By word of the vocabulary: trigrams shared with the need word at hand.
    shared: Vec<u8>,
    /// Room for all words of the vocabulary, to note which share any.
    sharing: Vec<u32>,
    found: Met,
}

/// The documents in which something was met, in order of slot, with both parts of their scores.
#[derive(Debug, Default)]
pub(crate) struct Met {
    pub(crate) slots: Vec<u32>,
    pub(crate) words: Vec<f32>,
    pub(crate) letters: Vec<f32>,
}

impl Scratch {
    pub(super) fn new(factors: &[[u16; FIELDS]]) -> Self {
        Scratch {
            cells: factors.iter().map(|factors| Cell { factors: *factors, ..Cell::default() }).collect(),
            letters: factors.iter().map(Letters::of).collect(),
            turn: 0,
            met: vec![0; factors.len().div_ceil(BITS)],
            touched: Vec::new(),
            shared: Vec::new(),
            sharing: Vec::new(),
            found: Met::default(),
        }
    }

    /// The count of a document, which is 0 again.
    pub(crate) fn take_count(&mut self, slot: u32) -> u32 {
        std::mem::take(&mut self.cells[slot as usize].count)
    }

    /// Adds to the word part of a document.
    pub(crate) fn add_words(&mut self, slot: u32, score: f32) {
        let slot = slot as usize;
        self.cells[slot].words += score;
        self.met[slot / BITS] |= u64::from(score > 0.0) << (slot % BITS);
    }

    /// Begins a turn, in which each visible document is met once.
    pub(crate) fn begin_turn(&mut self) {
        if self.turn == HIDDEN - 1 {
            self.turn = 0;
            for letters in self.letters.iter_mut().filter(|letters| letters.turn != HIDDEN) {
                letters.turn = 0;
            }
        }
        self.turn += 1;
    }

    /// True for a visible document that was not met before in this turn.
    pub(crate) fn is_first_met(&mut self, slot: u32) -> bool {
        let Some(letters) = self.letters.get_mut(slot as usize) else { return false };
        let is_first = letters.turn < self.turn;
        letters.turn = letters.turn.max(self.turn);
        is_first
    }

    /// Adds to the letter part of a document, unless something was added to it before in this turn.
    pub(crate) fn add_letters(&mut self, slot: u32, score: f32) {
        if self.is_first_met(slot) {
            let slot = slot as usize;
            self.letters[slot].score += score;
            self.met[slot / BITS] |= u64::from(score > 0.0) << (slot % BITS);
        }
    }

    /// For so many words of the vocabulary: how many trigrams each shares, all 0 and to be left so; and room for the numbers of all and one more.
    pub(crate) fn trigrams(&mut self, words: usize) -> (&mut [u8], &mut [u32]) {
        self.shared.resize(words, 0);
        self.sharing.resize(words + 1, 0);
        (&mut self.shared, &mut self.sharing)
    }

    /// Takes out what was added: nothing is left afterwards. The list is to be given back with [`Scratch::give_back`].
    pub(crate) fn take(&mut self) -> Met {
        let mut found = std::mem::take(&mut self.found);
        let count = self.met.iter().map(|bits| bits.count_ones() as usize).sum();
        found.slots.reserve(count);
        for (block, bits) in self.met.iter_mut().enumerate() {
            let mut left = std::mem::take(bits);
            while left != 0 {
                found.slots.push((block * BITS) as u32 + left.trailing_zeros());
                left &= left - 1;
            }
        }
        let (cells, letters) = (&mut self.cells, &mut self.letters);
        found.words.extend(found.slots.iter().map(|slot| std::mem::take(&mut cells[*slot as usize].words)));
        found
            .letters
            .extend(found.slots.iter().map(|slot| std::mem::take(&mut letters[*slot as usize].score)));
        found
    }

    /// Takes back what [`Scratch::take`] gave, for its room.
    pub(crate) fn give_back(&mut self, mut found: Met) {
        found.slots.clear();
        found.words.clear();
        found.letters.clear();
        self.found = found;
    }
}

impl Letters {
    fn of(factors: &[u16; FIELDS]) -> Self {
        Letters { score: 0.0, turn: if *factors == [0; FIELDS] { HIDDEN } else { 0 } }
    }
}
