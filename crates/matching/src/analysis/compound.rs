//! Divides compounds: *bygglovshandläggning* is *bygglov* and *handläggning*.
//!
//! The cheapest way to write the word as known words wins; a word's cost falls with its frequency, so that few
//! and common parts beat many and odd ones. Between parts stands nothing, an s, or a changed vowel (*skola* gives
//! *skol-*, *gata* gives *gatu-*). Particles and prefixes never stand first, and endings are no parts. A word that is
//! listed itself is divided too, unless it is common: *hemtjänst* is one idea, *nyckelknippa* two.
//!
//! Method: lexicon segmentation by dynamic programming, as in Koehn and Knight, "Empirical methods for compound
//! splitting" (2003), with costs from the Zipf scale in place of corpus counts.

use crate::language::Lexicon;

/// Longest word that is divided, in characters: the work grows with its square.
const LONGEST: usize = 48;
/// Shortest part, in characters.
const SHORTEST_PART: usize = 3;
/// Cost of each part in itself.
const PART: f32 = 2.0;
/// A word of this frequency (Zipf scale) costs nothing beyond that.
const COMMON: f32 = 7.0;
/// Listed words at least this common stay whole.
const STAYS_WHOLE: f32 = 4.0;
/// Taken for the frequency of a dictionary word that is not counted: just below the rarest counted ones.
const UNCOUNTED: f32 = 1.9;
/// How much rarer than a listed word its parts may be, on the Zipf scale.
const MUCH_RARER: f32 = 0.75;
const JOINT_S: f32 = 0.5;
const CHANGED_VOWEL: f32 = 1.5;

/// Words that lead verbs or derive words and say little alone; they are no parts, and so never stand first.
const PARTICLES: &[&str] = &[
    "för", "till", "från", "med", "mot", "vid", "åter", "ana", "ut", "upp", "ned", "ner", "över", "under",
    "efter", "fram", "bort", "hop", "sam", "miss", "oför", "van", "bis", "und", "ent", "här", "där", "som",
    "och", "att", "den", "det", "ett", "inte", "pre", "pro", "kon", "kom", "dis", "des", "rea", "sig", "sin",
    "vad", "man", "han", "hon", "bort", "genom", "före", "mellan", "runt", "kring", "ihop", "isär", "inne",
    "ute", "uppe", "framme", "emot", "omkring", "sär", "sjä", "oav", "obe",
];

/// Endings and derivations that the lists also hold as words.
const ENDINGS: &[&str] = &[
    "orna", "arna", "erna", "ande", "ende", "ning", "ningen", "ningar", "ling", "het", "heten", "heter",
    "else", "elser", "are", "aren", "arens", "arnas", "ernas", "ornas", "isk", "iska", "iskt", "ism", "ist",
    "ium", "tion", "are", "eri", "bar", "bara", "bart", "lig", "liga", "ligt", "ens", "ets", "ars", "ers",
    "ors", "ade", "ad", "are", "ast", "aste", "nas", "ten", "ter", "tar", "sen", "ser", "den", "der", "dar",
    "gen", "ger", "gar", "len", "ler", "lar", "nen", "ner", "nar", "ren", "rer", "rar", "ets", "ist", "sam",
    "son", "skt", "ska", "ske", "des", "ten", "tet", "ret", "net", "let",
];

/// A part of a compound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where it begins in the compound, in bytes.
    pub start: usize,
    /// The word it is made from: *skola* in *skolskjuts*. The last piece may have an ending.
    pub word: String,
}

/// The parts of a folded word in order; empty for a word that stays whole.
pub fn split(word: &str, lexicon: &Lexicon) -> Vec<Piece> {
    if lexicon.zipf(word).is_some_and(|zipf| zipf >= STAYS_WHOLE) {
        return Vec::new();
    }
    let Some(lemma) = lexicon.lemma(word) else { return segment(word, lexicon) };
    // A listed word that only looks like a compound has a part much rarer than itself.
    let zipf = lexicon.zipf(&lemma).unwrap_or(UNCOUNTED);
    let is_rarer = |piece: &Piece| lexicon.zipf(&piece.word).unwrap_or(UNCOUNTED) + MUCH_RARER < zipf;
    let pieces = segment(&lemma, lexicon);
    if zipf >= STAYS_WHOLE || pieces.iter().any(is_rarer) { Vec::new() } else { pieces }
}

/// The cheapest way to write a word as at least two known ones; empty where there is none.
fn segment(word: &str, lexicon: &Lexicon) -> Vec<Piece> {
    let edges: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    let letters = edges.len() - 1;
    if !(2 * SHORTEST_PART..=LONGEST).contains(&letters) || !word.chars().all(char::is_alphabetic) {
        return Vec::new();
    }
    let mut best: Vec<Option<Step>> = vec![None; letters + 1];
    best[0] = Some(Step { cost: 0.0, from: 0, word: String::new() });
    for end in SHORTEST_PART..=letters {
        for start in 0..=end - SHORTEST_PART {
            let place = Place { first: start == 0, last: end == letters };
            let Some(before) = best[start].as_ref().map(|step| step.cost) else { continue };
            if place.first && place.last {
                continue;
            }
            let piece = &word[edges[start]..edges[end]];
            let Some((cost, part)) = cheapest(piece, place, lexicon) else { continue };
            let total = before + cost;
            if best[end].as_ref().is_none_or(|step| total < step.cost) {
                best[end] = Some(Step { cost: total, from: start, word: part });
            }
        }
    }
    trace(best, &edges)
}

#[derive(Clone)]
struct Step {
    cost: f32,
    from: usize,
    word: String,
}

#[derive(Clone, Copy)]
struct Place {
    first: bool,
    last: bool,
}

fn trace(mut best: Vec<Option<Step>>, edges: &[usize]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = best.len() - 1;
    while at > 0 {
        let Some(step) = best[at].take() else { return Vec::new() };
        pieces.push(Piece { start: edges[step.from], word: step.word });
        at = step.from;
    }
    pieces.reverse();
    pieces
}

/// The cheapest reading of a piece as a part, and the word it is made from.
fn cheapest(piece: &str, place: Place, lexicon: &Lexicon) -> Option<(f32, String)> {
    let mut found: Option<(f32, String)> = None;
    let mut offer = |word: &str, extra: f32| {
        let Some(cost) = cost(word, place, lexicon) else { return };
        if found.as_ref().is_none_or(|(known, _)| cost + extra < *known) {
            found = Some((cost + extra, word.to_owned()));
        }
    };
    offer(piece, 0.0);
    if !place.last {
        let is_base = |base: &&str| {
            base.chars().count() >= SHORTEST_PART && lexicon.is_known(base) && !PARTICLES.contains(base)
        };
        if let Some(base) = piece.strip_suffix('s').filter(is_base) {
            offer(base, JOINT_S);
        }
        let base = piece.strip_suffix(['u', 'o', 'e']).unwrap_or(piece);
        let mut changed = String::with_capacity(base.len() + 1);
        changed.push_str(base);
        changed.push('a');
        offer(&changed, CHANGED_VOWEL);
        if base.len() == piece.len() {
            changed.replace_range(base.len().., "e");
            offer(&changed, CHANGED_VOWEL);
        }
    }
    // Most pieces are no words: that is asked first.
    found.filter(|_| !PARTICLES.contains(&piece) && !ENDINGS.contains(&piece))
}

/// What a word costs as a part; none where it is no Swedish word.
fn cost(word: &str, place: Place, lexicon: &Lexicon) -> Option<f32> {
    if !lexicon.is_known(word) {
        return None;
    }
    let zipf = lexicon.zipf(word);
    let known = lexicon.is_lemma(word) || (place.last && zipf.is_some() && lexicon.lemma(word).is_some());
    // Short rare words are mostly chance pieces of longer ones.
    let rarest = if word.chars().count() <= SHORTEST_PART { 4.0 } else { 0.0 };
    let zipf = zipf.unwrap_or(UNCOUNTED);
    (known && zipf >= rarest).then(|| PART + (COMMON - zipf).max(0.0))
}
