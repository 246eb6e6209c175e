//! Divides the text of a need into requirements: short pieces in the writer's own words that a solution can cover one
//! by one.
//!
//! A sentence is divided at "men", at semicolons, and at commas, "och" and "eller" between clauses that each have a
//! verb. Greetings, wishes ("vi vill kunna …") and how often are taken away, and what only tells how it feels is left
//! out. Words are never changed and never put in: a piece is a part of the text, with a capital first letter.
//!
//! Not here: what the pieces mean, and whether a solution covers them.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::phrases::Groups;
use crate::analysis::{is_stopword, sentences};
use crate::language::Lexicon;

/// Most requirements that are suggested.
pub const MOST: usize = 6;
/// Fewest and most words of one.
const WORDS: std::ops::RangeInclusive<usize> = 3..=10;
/// Fewest words of an item in a list.
const FEWEST_IN_LIST: usize = 2;
/// Sentences that are read; a longer text is a document, not a need.
const SENTENCES: usize = 60;
/// Words of a sentence that are read.
const LONGEST: usize = 120;

/// A requirement and where its words stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// A few words, those of the text, with a capital.
    pub text: String,
    /// The sentence it comes from, in bytes of the text.
    pub sentence: Range<usize>,
}

/// The requirements of a text, at most [`MOST`], in its order.
pub fn requirements(text: &str, lexicon: &Lexicon) -> Vec<Requirement> {
    let reader = Reader { groups: groups(), lexicon };
    let mut seen: FxHashSet<String> = FxHashSet::default();
    let (mut found, mut of_once) = (Vec::new(), Vec::new());
    for sentence in sentences(text).into_iter().take(SENTENCES) {
        let tokens = tokens(text, sentence.clone());
        for clause in reader.clauses(&tokens) {
            let Some(words) = reader.trimmed(clause) else { continue };
            let (Some(first), Some(last)) = (words.tokens.first(), words.tokens.last()) else { continue };
            let said =
                text[first.range.start..last.range.end].split_whitespace().collect::<Vec<_>>().join(" ");
            if seen.insert(said.to_lowercase()) {
                let list = if reader.tells_of_once(words.tokens) { &mut of_once } else { &mut found };
                list.push(Requirement { text: with_capital(&said), sentence: sentence.clone() });
            }
        }
    }
    let mut found = if found.is_empty() { of_once } else { found };
    found.truncate(MOST);
    found
}

fn groups() -> &'static Groups {
    static GROUPS: LazyLock<Groups> =
        LazyLock::new(|| Groups::read(include_str!("../../../../assets/language/clause-words.tsv")));
    &GROUPS
}

fn with_capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// A word between white space, without the punctuation around it.
#[derive(Debug, Clone)]
struct Token {
    folded: String,
    range: Range<usize>,
    /// What stands behind it and divides: a comma, semicolon, colon or dash.
    mark: Option<char>,
}

fn tokens(text: &str, sentence: Range<usize>) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    for word in text[sentence].split_whitespace().take(LONGEST) {
        // The word is a slice of the text, so where it begins is how far apart they lie.
        let start = (word.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        let is_part = |c: char| c.is_alphanumeric();
        let (Some(from), Some(to)) = (word.find(is_part), word.rfind(is_part)) else {
            // A dash alone divides as a comma does.
            if let (Some(last), "–" | "-" | "—") = (found.last_mut(), word) {
                last.mark = Some(';');
            }
            continue;
        };
        let to = to + word[to..].chars().next().map_or(0, char::len_utf8);
        let mark = word[to..].chars().find(|c| matches!(c, ',' | ';' | ':'));
        found.push(Token { folded: word[from..to].to_lowercase(), range: start + from..start + to, mark });
    }
    found
}

/// A piece of a sentence.
#[derive(Debug, Clone, Copy)]
struct Clause<'a> {
    tokens: &'a [Token],
    /// An item of a list, which needs no verb and may be shorter.
    is_item: bool,
}

struct Reader<'a> {
    groups: &'a Groups,
    lexicon: &'a Lexicon,
}

impl Reader<'_> {
    /// The clauses of a sentence.
    fn clauses<'a>(&self, tokens: &'a [Token]) -> Vec<Clause<'a>> {
        if let Some(colon) = tokens.iter().position(|token| token.mark == Some(':')) {
            let items = items(&tokens[colon + 1..]);
            if items.len() > 1 {
                return items.into_iter().map(|tokens| Clause { tokens, is_item: true }).collect();
            }
        }
        let mut clauses = Vec::new();
        let mut start = 0;
        for at in 1..tokens.len() {
            if self.divides(tokens, start, at) {
                clauses.push(Clause { tokens: &tokens[start..at], is_item: false });
                start = at;
            }
        }
        clauses.push(Clause { tokens: &tokens[start..], is_item: false });
        clauses
    }

    /// Whether a new clause begins at `at`.
    fn divides(&self, tokens: &[Token], start: usize, at: usize) -> bool {
        let (left, right) = (&tokens[start..at], &tokens[at..]);
        let end = right.iter().position(|token| token.mark.is_some()).map_or(right.len(), |mark| mark + 1);
        let right = &right[..end];
        let long_enough = left.len() >= *WORDS.start() && right.len() > *WORDS.start();
        let mark = left.last().and_then(|token| token.mark);
        match (mark, right[0].folded.as_str()) {
            (Some(';'), _) => true,
            (_, "men") => long_enough,
            (Some(','), _) => self.has_verb(left) && self.has_verb(right),
            (_, "och" | "eller" | "samt") => {
                long_enough && self.has_verb(left) && self.begins_clause(&right[1..], left)
            }
            _ => false,
        }
    }

    /// Whether what follows "och" is a clause: a subject or a verb first, a verb second, or a sure one soon.
    fn begins_clause(&self, right: &[Token], left: &[Token]) -> bool {
        let Some(first) = right.first() else { return false };
        if self.groups.has("subject", &first.folded) || self.is_verb(&first.folded) {
            return self.has_verb(right);
        }
        let is_wish = self.groups.at_start("wish", &folded(left)) > 0;
        if is_wish && self.is_infinitive(&first.folded) {
            return true;
        }
        let soon = |token: &Token| self.groups.has("verb", &token.folded);
        right.get(1).is_some_and(|second| self.is_verb(&second.folded))
            || right.iter().skip(2).take(3).any(soon)
    }

    fn has_verb(&self, tokens: &[Token]) -> bool {
        let wishes = self.groups.at_start("wish", &folded(tokens)) > 0;
        wishes || tokens.iter().any(|token| self.is_verb(&token.folded))
    }

    /// Whether a word is a finite verb, as far as its ending tells: *hämtar* is one, since *hämta* is a word and
    /// *hämt* is none; *bilar* is not.
    fn is_verb(&self, word: &str) -> bool {
        if self.groups.has("verb", word) {
            return true;
        }
        let base = word.strip_suffix("ar").or_else(|| word.strip_suffix("er"));
        let base = base.or_else(|| word.strip_suffix("as")).filter(|base| base.len() > 2);
        base.is_some_and(|base| {
            let is = |ending: &str| self.lexicon.is_lemma(&format!("{base}{ending}"));
            is("a") && !is("") && !is("e")
        })
    }

    fn is_infinitive(&self, word: &str) -> bool {
        self.groups.has("infinitive", word)
            || (word.ends_with('a') && self.lexicon.is_known(&format!("{word}r")))
    }

    /// The clause without what does not belong to the matter; none where nothing is left to cover.
    fn trimmed<'a>(&self, clause: Clause<'a>) -> Option<Clause<'a>> {
        let mut tokens = clause.tokens;
        let mut words = folded(tokens);
        if self.groups.at_start("aside", &words) > 0 {
            return None;
        }
        loop {
            let taken =
                ["connective", "greeting"].iter().map(|group| self.groups.at_start(group, &words)).max();
            match taken {
                Some(taken @ 1..) => {
                    tokens = &tokens[taken..];
                    words.drain(..taken);
                }
                Some(0) | None => break,
            }
        }
        let adverb = self.groups.at_start("adverb", &words);
        if adverb > 0 && words.get(adverb).is_some_and(|next| !self.is_verb(next)) {
            tokens = &tokens[adverb..];
            words.drain(..adverb);
        }
        let wish = self.groups.at_start("wish", &words);
        let ours = usize::from(wish == 0 && self.begins_with_us(&words));
        tokens = &tokens[wish.max(ours)..];
        words.drain(..wish.max(ours));
        while let often @ 1.. = self.groups.at_end("frequency", &words) {
            let rest = words.len() - often;
            if rest > 0 && self.groups.has("loose", words[rest - 1]) {
                break;
            }
            tokens = &tokens[..rest];
            words.truncate(rest);
        }
        let length = self.fitting(&words)?;
        let (tokens, words) = (&tokens[..length], &words[..length]);
        let fewest = if clause.is_item { FEWEST_IN_LIST } else { *WORDS.start() };
        (words.len() >= fewest && self.says_something(words)).then_some(Clause { tokens, ..clause })
    }

    /// "Vi hämtar …": the same without "vi". Before "är" or "har" the sentence would not stand alone.
    fn begins_with_us(&self, words: &[&str]) -> bool {
        match words {
            ["vi" | "jag", verb, ..] => self.is_verb(verb) && !self.groups.has("bare", verb),
            _ => false,
        }
    }

    /// How many words to keep: all, or up to where a long clause may end; none where it cannot.
    fn fitting(&self, words: &[&str]) -> Option<usize> {
        let (fewest, most) = (*WORDS.start(), *WORDS.end());
        if words.len() <= most {
            return Some(words.len());
        }
        let before = |group: &str| {
            let is_end = |at: &usize| {
                self.groups.at_start(group, &words[*at..]) > 0 && !self.groups.has("loose", words[at - 1])
            };
            (fewest + 1..=most).rev().find(is_end)
        };
        before("break").or_else(|| before("preposition"))
    }

    fn tells_of_once(&self, tokens: &[Token]) -> bool {
        tokens.iter().any(|token| self.groups.has("past", &token.folded))
    }

    /// Whether more is said than how it feels and how often: two words that carry something.
    fn says_something(&self, words: &[&str]) -> bool {
        let carries = |word: &&&str| {
            let is_empty =
                ["feeling", "greeting", "frequency"].iter().any(|group| self.groups.has(group, word));
            !is_empty && !is_stopword(word) && !self.groups.has("verb", word)
        };
        let verbs = words.iter().filter(|word| self.groups.has("verb", word) && !is_stopword(word)).count();
        words.iter().filter(carries).count() + verbs.min(1) >= 2
    }
}

fn folded(tokens: &[Token]) -> Vec<&str> {
    tokens.iter().map(|token| token.folded.as_str()).collect()
}

/// The items of a list behind a colon: between commas and before the last "och".
fn items(tokens: &[Token]) -> Vec<&[Token]> {
    let mut items = Vec::new();
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        let ends = matches!(token.mark, Some(',' | ';'));
        let is_last_and = token.folded == "och" && !items.is_empty();
        if ends {
            items.push(&tokens[start..=at]);
            start = at + 1;
        } else if is_last_and {
            items.push(&tokens[start..at]);
            start = at + 1;
        }
    }
    items.push(&tokens[start.min(tokens.len())..]);
    items.retain(|item| !item.is_empty());
    items
}
