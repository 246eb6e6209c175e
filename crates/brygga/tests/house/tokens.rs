//! Just enough of Rust's tokens to tell code from literals and comments. Deliberately not a parser.

/// A text taken apart.
#[derive(Default)]
pub struct Lexed {
    /// The text with literals and comments blanked out, line by line as it was.
    pub code: String,
    /// What strings and characters hold, with the line they begin on.
    pub literals: Vec<(usize, String)>,
}

impl Lexed {
    pub fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code.lines().enumerate().map(|(index, line)| (index + 1, line))
    }
}

pub fn lex(text: &str) -> Lexed {
    let mut lexed = Lexed::default();
    let (mut rest, mut line) = (text, 1);
    while let Some(first) = rest.chars().next() {
        let comment = comment_length(rest);
        let literal = if comment == 0 { literal_length(rest, lexed.code.ends_with(is_in_word)) } else { 0 };
        let length = if comment + literal > 0 { comment + literal } else { first.len_utf8() };
        let (token, after) = rest.split_at(length);
        if comment + literal > 0 {
            lexed.code.push(' ');
            lexed.code.extend(token.chars().filter(|c| *c == '\n'));
        } else {
            lexed.code.push(first);
        }
        if literal > 0 {
            let inside = token.trim_start_matches(['b', 'c', 'r', '#']).trim_end_matches('#');
            lexed.literals.push((line, inside[1..inside.len().max(2) - 1].to_owned()));
        }
        line += token.matches('\n').count();
        rest = after;
    }
    lexed
}

/// Bytes of the comment that `text` begins with, 0 when it begins with something else.
fn comment_length(text: &str) -> usize {
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    if !text.starts_with("/*") {
        return 0;
    }
    let (mut depth, mut at) = (0, 0);
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// Bytes of the string or character that `text` begins with, 0 when it begins with something else.
fn literal_length(text: &str, follows_word: bool) -> usize {
    let plain = text.trim_start_matches(['b', 'c']);
    if let Some(raw) = plain.strip_prefix('r').filter(|_| !follows_word && text.len() - plain.len() < 2) {
        let opened = raw.trim_start_matches('#');
        if opened.starts_with('"') {
            let close = format!("\"{}", "#".repeat(raw.len() - opened.len()));
            let inside = text.len() - opened.len() + 1;
            return text[inside..].find(&close).map_or(text.len(), |end| inside + end + close.len());
        }
    }
    if text.starts_with('"') {
        return closed_by(text, '"');
    }
    // 'x' and '\n' are characters, 'a in &'a str is a lifetime.
    let mut after = text.chars().skip(1);
    let is_character = text.starts_with('\'') && (after.next() == Some('\\') || after.next() == Some('\''));
    if is_character { closed_by(text, '\'') } else { 0 }
}

fn closed_by(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if c == quote && !is_escaped {
            return at + c.len_utf8();
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    text.len()
}

pub fn is_in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
