//! Divides a text into sentences, to show the one that explains a match.
//!
//! Plain rules: a sentence ends at a line break, or at `.`, `!` or `?` before white space and something other than a
//! lower-case letter (so that "t.ex. nycklar" stays whole). Good enough to choose what to show; nothing is ranked by it.

use std::ops::Range;

/// The byte ranges of the sentences of `text`, without surrounding white space, none empty.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let after = at + c.len_utf8();
        let ends = match c {
            '\n' | '\r' => true,
            '.' | '!' | '?' => begins_anew(&text[after..]),
            _ => false,
        };
        if ends {
            keep(text, start..after, &mut found);
            start = after;
        }
    }
    keep(text, start..text.len(), &mut found);
    found
}

/// True where white space follows and then no lower-case letter. Looks at no more than a few characters.
fn begins_anew(rest: &str) -> bool {
    let mut following = rest.chars();
    match following.next() {
        Some(c) if c.is_whitespace() => {
            !following.take(8).find(|c| !c.is_whitespace()).is_some_and(char::is_lowercase)
        }
        Some(_) | None => false,
    }
}

fn keep(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let piece = &text[range.clone()];
    let trimmed = piece.trim();
    if !trimmed.is_empty() {
        let start = range.start + (piece.len() - piece.trim_start().len());
        found.push(start..start + trimmed.len());
    }
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn sentences_are_found() {
        let text = "Larmar personal, t.ex. nattpatrullen. Kostar 3.50 kr!  Ny rad\nhär";
        let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["Larmar personal, t.ex. nattpatrullen.", "Kostar 3.50 kr!", "Ny rad", "här"]);
        assert!(sentences(" \n ").is_empty());
    }
}
