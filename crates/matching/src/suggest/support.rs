//! Whether a text tells of a fault for IT support rather than of a need of operations.
//!
//! Something that IT looks after and trouble words that meet it in the same sentence speak for a fault, and so does a
//! person's own trouble here and now. When those whom operations are for have the trouble, or something is wanted to
//! become otherwise, it is a need: "elever glömmer sina lösenord varje lektion, vi vill slippa". The words are data in
//! `assets/language/support-words.tsv`; docs/matching-report.md says how often the rule is right.
//!
//! Only a hint: nothing is decided by it, and nothing is lost when it is wrong.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::phrases::Groups;
use crate::analysis::{Word, forms, sentences, words};
use crate::language::Lexicon;

/// Longest text that is looked at, in sentences: a fault is told in a few.
const SENTENCES: usize = 12;
/// Words that may stand inside a phrase.
const GAP: usize = 2;
/// Words between a verb and its "inte".
const NEAR: usize = 3;
/// Points from which it is a fault.
const ENOUGH: i32 = 2;

/// The words that made the hint, in bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// What IT looks after.
    pub thing: Range<usize>,
    /// What is wrong with it.
    pub trouble: Range<usize>,
}

/// The hint that a text is a matter for IT support, with the words that say so.
pub fn hint(text: &str, lexicon: &Lexicon) -> Option<Hint> {
    let mut reader = Reader { lists: lists(lexicon), lexicon, stems: FxHashMap::default() };
    let mut points = 0;
    let mut first = None;
    let (mut own, mut group, mut wanted) = (false, false, false);
    for sentence in sentences(text).into_iter().take(SENTENCES) {
        let base = sentence.start;
        let said = reader.read(&text[sentence]);
        if let Some(hint) = reader.fault(&said, base) {
            points += 2;
            first.get_or_insert(hint);
        }
        own |= reader.lists.own.meets(&said).is_some();
        group |= reader.lists.group.meets(&said).is_some();
        wanted |= reader.lists.wanted.meets(&said).is_some();
    }
    points = points.min(4) + i32::from(own) - 2 * i32::from(group) - 2 * i32::from(wanted);
    first.filter(|_| points >= ENOUGH)
}

/// A word of a sentence with the stems it is met by: its own, and that of its last part.
struct Said {
    word: Word,
    stems: Vec<String>,
}

struct Reader<'a> {
    lists: &'static Lists,
    lexicon: &'a Lexicon,
    stems: FxHashMap<String, Vec<String>>,
}

impl Reader<'_> {
    fn read(&mut self, sentence: &str) -> Vec<Said> {
        let lexicon = self.lexicon;
        let read = |word: Word| {
            let stems = self.stems.entry(word.folded.clone()).or_insert_with(|| stems(&word.folded, lexicon));
            Said { stems: stems.clone(), word }
        };
        words(sentence).into_iter().map(read).collect()
    }

    /// Thing and trouble in one sentence, or something to order from support.
    fn fault(&self, said: &[Said], base: usize) -> Option<Hint> {
        let moved = |range: Range<usize>| base + range.start..base + range.end;
        if let Some(order) = self.lists.order.meets(said) {
            return Some(Hint { thing: moved(order.clone()), trouble: moved(order) });
        }
        let thing = self.lists.thing.meets(said)?;
        let trouble = self.lists.trouble.meets(said).or_else(|| self.denied(said))?;
        Some(Hint { thing: moved(thing), trouble: moved(trouble) })
    }

    /// A verb with "inte" near it: "startar inte", "går det inte att logga in".
    fn denied(&self, said: &[Said]) -> Option<Range<usize>> {
        let is_not = |said: &Said| matches!(said.word.folded.as_str(), "inte" | "ej" | "aldrig" | "varken");
        let not = said.iter().position(is_not)?;
        let near = not.saturating_sub(NEAR)..(not + NEAR).min(said.len());
        let verb = near.clone().find(|at| self.lists.denied.has_word(&said[*at]))?;
        let (from, to) = (verb.min(not), verb.max(not));
        Some(said[from].word.range.start..said[to].word.range.end)
    }
}

/// A list of phrases as stems.
#[derive(Debug, Default)]
struct List {
    single: FxHashSet<String>,
    phrases: Vec<Vec<String>>,
}

impl List {
    fn read(groups: &Groups, name: &str, lexicon: &Lexicon) -> Self {
        let mut list = Self::default();
        for phrase in groups.of(name) {
            // A hyphen divides words in the text, so it does here.
            let parts = words(&phrase.join(" "));
            let mut stems: Vec<String> = parts.iter().map(|word| forms(&word.folded, lexicon).stem).collect();
            match stems.len() {
                1 => list.single.extend(stems.pop()),
                _ => list.phrases.push(stems),
            }
        }
        list
    }

    fn has_word(&self, said: &Said) -> bool {
        said.stems.iter().any(|stem| self.single.contains(stem))
    }

    /// Where the first word or phrase of the list stands.
    fn meets(&self, said: &[Said]) -> Option<Range<usize>> {
        if let Some(met) = said.iter().find(|said| self.has_word(said)) {
            return Some(met.word.range.clone());
        }
        self.phrases.iter().find_map(|phrase| phrase_at(phrase, said))
    }
}

/// Where the words of a phrase follow each other, with at most [`GAP`] others between two of them.
fn phrase_at(phrase: &[String], said: &[Said]) -> Option<Range<usize>> {
    let is = |at: usize, stem: &String| said.get(at).is_some_and(|said| said.stems.contains(stem));
    (0..said.len()).filter(|start| is(*start, &phrase[0])).find_map(|start| {
        let mut at = start;
        for stem in &phrase[1..] {
            at = (at + 1..=at + 1 + GAP).find(|next| is(*next, stem))?;
        }
        Some(said[start].word.range.start..said[at].word.range.end)
    })
}

fn stems(word: &str, lexicon: &Lexicon) -> Vec<String> {
    let forms = forms(word, lexicon);
    let last = forms.parts.last().map(|part| part.stem.clone());
    std::iter::once(forms.stem).chain(last).collect()
}

#[derive(Debug)]
struct Lists {
    thing: List,
    trouble: List,
    denied: List,
    order: List,
    own: List,
    group: List,
    wanted: List,
}

fn lists(lexicon: &Lexicon) -> &'static Lists {
    static LISTS: LazyLock<Groups> =
        LazyLock::new(|| Groups::read(include_str!("../../../../assets/language/support-words.tsv")));
    static READ: std::sync::OnceLock<Lists> = std::sync::OnceLock::new();
    READ.get_or_init(|| {
        let list = |name| List::read(&LISTS, name, lexicon);
        Lists {
            thing: list("thing"),
            trouble: list("trouble"),
            denied: list("denied"),
            order: list("order"),
            own: list("own"),
            group: list("group"),
            wanted: list("wanted"),
        }
    })
}
