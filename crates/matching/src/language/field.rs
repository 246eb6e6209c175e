//! Words of the municipal field: abbreviations with what they stand for, and rings of words used for the same thing.
//!
//! Both are lists of rings whose members are words or phrases. A phrase is met where all its content words follow
//! each other, stop words left out. The files are kept by hand and meant to grow from missed needs.

use rustc_hash::FxHashMap;

use crate::analysis::{is_stopword, swedish_stem, words};
use crate::language::Lexicon;

/// A word or phrase of a ring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// As written in the file.
    pub text: String,
    /// Stems of its content words in order; never empty.
    pub stems: Vec<String>,
}

/// Rings of phrases that stand for each other.
#[derive(Debug, Default)]
pub struct Rings {
    rings: Vec<Vec<Phrase>>,
    by_first: FxHashMap<String, Vec<(usize, usize)>>,
}

/// Abbreviations: rings whose first member is the abbreviation.
#[derive(Debug, Default)]
pub struct Abbreviations {
    rings: Rings,
}

impl Rings {
    /// Reads one ring a line, `word;word;word phrase`. Empty lines and lines that begin with `#` are passed over.
    pub fn read(text: &str, lexicon: &Lexicon) -> Self {
        let mut rings = Rings::default();
        for line in content_lines(text) {
            rings.add(line.split(';').filter_map(|member| phrase(member, lexicon)).collect());
        }
        rings
    }

    /// Rings given one by one, each a list of words and phrases.
    pub fn of(lists: &[Vec<String>], lexicon: &Lexicon) -> Self {
        let mut rings = Rings::default();
        for list in lists {
            rings.add(list.iter().filter_map(|member| phrase(member, lexicon)).collect());
        }
        rings
    }

    fn add(&mut self, members: Vec<Phrase>) {
        let ring = self.rings.len();
        for (at, member) in members.iter().enumerate() {
            if let Some(first) = member.stems.first() {
                self.by_first.entry(first.clone()).or_default().push((ring, at));
            }
        }
        self.rings.push(members);
    }

    /// The phrases that begin at the start of `stems`: the phrase met and the others of its ring.
    pub fn met<'a>(&'a self, stems: &'a [&str]) -> impl Iterator<Item = Met<'a>> + 'a {
        let places = stems.first().and_then(|first| self.by_first.get(*first)).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(move |&(ring, at)| {
            let members = self.rings.get(ring)?;
            let phrase = members.get(at)?;
            let is_met =
                phrase.stems.len() <= stems.len() && phrase.stems.iter().zip(stems).all(|(a, b)| a == b);
            is_met.then_some(Met { members, at })
        })
    }
}

/// A ring of which one phrase was met.
#[derive(Debug, Clone, Copy)]
pub struct Met<'a> {
    members: &'a [Phrase],
    at: usize,
}

impl<'a> Met<'a> {
    /// The phrase that was met.
    pub fn phrase(&self) -> &'a Phrase {
        &self.members[self.at]
    }

    /// What may stand for it.
    pub fn others(&self) -> impl Iterator<Item = &'a Phrase> {
        let at = self.at;
        self.members.iter().enumerate().filter(move |(other, _)| *other != at).map(|(_, phrase)| phrase)
    }

    /// True where the first of the ring was met: of an abbreviation's ring, the abbreviation.
    pub fn is_first(&self) -> bool {
        self.at == 0
    }

    /// The first of the ring.
    pub fn first(&self) -> &'a Phrase {
        &self.members[0]
    }
}

impl Abbreviations {
    /// Reads `ABBR<TAB>expansion;expansion` lines. Empty lines and lines that begin with `#` are passed over.
    pub fn read(text: &str, lexicon: &Lexicon) -> Self {
        let mut rings = Rings::default();
        for line in content_lines(text) {
            let Some((short, expansions)) = line.split_once('\t') else { continue };
            let Some(short) = phrase(short, lexicon) else { continue };
            let expansions = expansions.split(';').filter_map(|member| phrase(member, lexicon));
            rings.add([short].into_iter().chain(expansions).collect());
        }
        Abbreviations { rings }
    }

    /// Rings given one by one, each the abbreviation and what it stands for. One whose abbreviation is no word is passed
    /// over.
    pub fn of(lists: &[Vec<String>], lexicon: &Lexicon) -> Self {
        let mut rings = Rings::default();
        for list in lists {
            let Some((short, expansions)) = list.split_first() else { continue };
            let Some(short) = phrase(short, lexicon) else { continue };
            let expansions = expansions.iter().filter_map(|member| phrase(member, lexicon));
            rings.add([short].into_iter().chain(expansions).collect());
        }
        Abbreviations { rings }
    }

    /// As [`Rings::met`]; abbreviation and expansions stand for each other.
    pub fn met<'a>(&'a self, stems: &'a [&str]) -> impl Iterator<Item = Met<'a>> + 'a {
        self.rings.met(stems)
    }
}

fn content_lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn phrase(text: &str, lexicon: &Lexicon) -> Option<Phrase> {
    let stems: Vec<String> = words(text)
        .into_iter()
        .filter(|word| word.folded.chars().count() > 1 && !is_stopword(&word.folded))
        .map(|word| swedish_stem(&word.folded, lexicon))
        .collect();
    (!stems.is_empty()).then(|| Phrase { text: text.trim().to_owned(), stems })
}
