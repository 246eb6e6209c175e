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

/// See the module. All zero and empty between searches, but for the factors.
#[derive(Debug)]
pub(crate) struct Scratch {
    pub(crate) cells: Vec<Cell>,
    /// By slot: the letter part of the score.
    letters: Vec<f32>,
    /// A bit for each slot that has either part.
    met: Vec<u64>,
    /// Slots with a count of the term at hand.
    pub(crate) touched: Vec<u32>,
    /// By word of the vocabulary: trigrams shared with the need word at hand.
    shared: Vec<u8>,
    /// Room for all words of the vocabulary, to note which share any.
    sharing: Vec<u32>,
    found: Vec<Met>,
}

/// A document in which something was met, with both parts of its score.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Met {
    pub(crate) slot: u32,
    pub(crate) words: f32,
    pub(crate) letters: f32,
}

impl Scratch {
    pub(super) fn new(factors: &[[u16; FIELDS]]) -> Self {
        Scratch {
            cells: factors.iter().map(|factors| Cell { factors: *factors, ..Cell::default() }).collect(),
            letters: vec![0.0; factors.len()],
            met: vec![0; factors.len().div_ceil(BITS)],
            touched: Vec::new(),
            shared: Vec::new(),
            sharing: Vec::new(),
            found: Vec::new(),
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
        self.met[slot / BITS] |= 1 << (slot % BITS);
    }

    /// Adds to the letter part of a document.
    pub(crate) fn add_letters(&mut self, slot: u32, score: f32) {
        let slot = slot as usize;
        self.letters[slot] += score;
        self.met[slot / BITS] |= 1 << (slot % BITS);
    }

    /// For so many words of the vocabulary: how many trigrams each shares, all 0 and to be left so; and room for the numbers of all and one more.
    pub(crate) fn trigrams(&mut self, words: usize) -> (&mut [u8], &mut [u32]) {
        self.shared.resize(words, 0);
        self.sharing.resize(words + 1, 0);
        (&mut self.shared, &mut self.sharing)
    }

    /// Takes out what was added, in order of slot, and shows each document on the way: nothing is left afterwards. The list is to be given
    /// back with [`Scratch::give_back`].
    pub(crate) fn take(&mut self, mut see: impl FnMut(&Met)) -> Vec<Met> {
        let mut found = std::mem::take(&mut self.found);
        for (block, bits) in self.met.iter_mut().enumerate() {
            let mut left = std::mem::take(bits);
            while left != 0 {
                let at = block * BITS + left.trailing_zeros() as usize;
                left &= left - 1;
                let words = std::mem::take(&mut self.cells[at].words);
                let letters = std::mem::take(&mut self.letters[at]);
                if words > 0.0 || letters > 0.0 {
                    let met = Met { slot: at as u32, words, letters };
                    see(&met);
                    found.push(met);
                }
            }
        }
        found
    }

    /// Takes back what [`Scratch::take`] gave, for its room.
    pub(crate) fn give_back(&mut self, mut found: Vec<Met>) {
        found.clear();
        self.found = found;
    }
}
