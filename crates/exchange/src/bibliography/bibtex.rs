//! BibTeX: entries, fields in braces or quotes, `@string`, `#`, and the accents that people write with backslashes.
//!
//! Nothing here calls itself, so that no depth of braces can exhaust anything.

use std::collections::HashMap;

use domain::knowledge::Reference;

use super::{Entry, NotRead, Place, Why, checked, year};

/// Letters that stand for themselves with a command.
const LETTERS: [(&str, &str); 14] = [
    ("aa", "å"),
    ("AA", "Å"),
    ("ae", "æ"),
    ("AE", "Æ"),
    ("oe", "œ"),
    ("o", "ø"),
    ("O", "Ø"),
    ("ss", "ß"),
    ("l", "ł"),
    ("L", "Ł"),
    ("i", "ı"),
    ("textbackslash", "\\"),
    ("textasciitilde", "~"),
    ("textasciicircum", "^"),
];

/// Commands that put an accent on the next letter, with the mark that is composed with it.
const ACCENTS: [(char, char); 9] = [
    ('"', '\u{308}'),
    ('\'', '\u{301}'),
    ('`', '\u{300}'),
    ('^', '\u{302}'),
    ('~', '\u{303}'),
    ('c', '\u{327}'),
    ('v', '\u{30c}'),
    ('r', '\u{30a}'),
    ('=', '\u{304}'),
];

struct Reader<'a> {
    text: &'a str,
    at: usize,
    macros: HashMap<String, String>,
}

pub(super) fn read(text: &str) -> Result<Vec<Entry>, NotRead> {
    let mut reader = Reader { text, at: 0, macros: HashMap::new() };
    let mut entries = Vec::new();
    // What stands between entries is a comment.
    while let Some(next) = text[reader.at..].find('@') {
        reader.at += next + 1;
        let begun = reader.line();
        let kind = reader.word().to_lowercase();
        reader.space();
        let Some(open) = reader.peek().filter(|c| matches!(c, '{' | '(')) else { continue };
        if kind.is_empty() || kind == "comment" || kind == "preamble" {
            reader.balanced(begun)?;
            continue;
        }
        reader.at += 1;
        let close = if open == '{' { '}' } else { ')' };
        let key = if kind == "string" { String::new() } else { reader.key() };
        let fields = reader.fields(close, begun)?;
        if kind == "string" {
            reader.macros.extend(fields.into_iter().map(|(name, value, _)| (name, value)));
        } else {
            entries.push(entry(&kind, key, &fields, begun)?);
        }
        if entries.len() > super::ENTRIES_MAX {
            break;
        }
    }
    Ok(entries)
}

impl Reader<'_> {
    fn line(&self) -> usize {
        1 + self.text[..self.at].bytes().filter(|byte| *byte == b'\n').count()
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn space(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    fn word(&mut self) -> String {
        let rest = &self.text[self.at..];
        let is_inside = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '+' | '/');
        let length = rest.find(|c: char| !is_inside(c)).unwrap_or(rest.len());
        self.at += length;
        rest[..length].to_owned()
    }

    /// The key of an entry, up to the comma; an entry whose fields begin at once has none.
    fn key(&mut self) -> String {
        let rest = &self.text[self.at..];
        let end = rest.find([',', '=', '}', '\n']).unwrap_or(rest.len());
        if rest[end..].starts_with(',') {
            self.at += end + 1;
            return rest[..end].trim().to_owned();
        }
        String::new()
    }

    fn fields(&mut self, close: char, begun: usize) -> Result<Vec<(String, String, usize)>, NotRead> {
        let unclosed = NotRead { place: Place::Line(begun), why: Why::Unclosed };
        let mut fields = Vec::new();
        loop {
            self.space();
            match self.peek() {
                None => return Err(unclosed),
                Some(c) if c == close => {
                    self.at += 1;
                    return Ok(fields);
                }
                Some(',') => {
                    self.at += 1;
                    continue;
                }
                Some(_) => {}
            }
            let line = self.line();
            let name = self.word().to_lowercase();
            self.space();
            if name.is_empty() || self.peek() != Some('=') {
                // A key alone, as in `@misc{key}`, is no field.
                if !name.is_empty() && self.peek() == Some(close) && fields.is_empty() {
                    continue;
                }
                return Err(NotRead { place: Place::Line(line), why: Why::NoField });
            }
            self.at += 1;
            let value = self.value(line, begun)?;
            fields.push((name, value, line));
        }
    }

    /// Parts joined with `#`: in braces, in quotes, a number or the name of a macro.
    fn value(&mut self, line: usize, begun: usize) -> Result<String, NotRead> {
        let mut value = String::new();
        loop {
            self.space();
            match self.peek() {
                Some('{' | '"') => value.push_str(self.balanced(begun)?),
                Some(_) => {
                    let word = self.word();
                    if word.is_empty() {
                        return Err(NotRead { place: Place::Line(line), why: Why::NoValue });
                    }
                    let known = self.macros.get(&word.to_lowercase()).cloned();
                    value.push_str(&known.unwrap_or(word));
                }
                None => return Err(NotRead { place: Place::Line(begun), why: Why::Unclosed }),
            }
            self.space();
            if self.peek() != Some('#') {
                return Ok(value);
            }
            self.at += 1;
        }
    }

    /// What stands between the bracket or quote here and the one that answers it.
    fn balanced(&mut self, begun: usize) -> Result<&str, NotRead> {
        let open = self.peek().unwrap_or('{');
        let close = match open {
            '(' => ')',
            '"' => '"',
            _ => '}',
        };
        let from = self.at + 1;
        let (mut depth, mut is_escaped) = (0_usize, false);
        for (at, c) in self.text[from..].char_indices() {
            if is_escaped {
                is_escaped = false;
                continue;
            }
            match c {
                '\\' => is_escaped = true,
                c if c == close && depth == 0 => {
                    self.at = from + at + 1;
                    return Ok(&self.text[from..from + at]);
                }
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        Err(NotRead { place: Place::Line(begun), why: Why::Unclosed })
    }
}

fn entry(
    kind: &str,
    key: String,
    fields: &[(String, String, usize)],
    begun: usize,
) -> Result<Entry, NotRead> {
    let raw = |name: &str| fields.iter().find(|(field, ..)| field == name);
    let text = |names: &[&str]| {
        names.iter().find_map(|name| raw(name)).map(|(_, value, _)| plain(value)).unwrap_or_default()
    };
    let when = raw("year").or_else(|| raw("date"));
    let known = match when {
        Some((_, written, line)) if !written.trim().is_empty() => {
            let found = year(&plain(written));
            Some(found.ok_or(NotRead { place: Place::Line(*line), why: Why::Year })?)
        }
        _ => None,
    };
    let authors = raw("author").or_else(|| raw("editor")).map(|(_, value, _)| authors(value));
    let reference = Reference {
        authors: authors.unwrap_or_default(),
        year: known,
        container: text(&["journal", "journaltitle", "booktitle"]),
        publisher: text(&["publisher", "school", "institution", "organization"]),
        volume: text(&["volume"]),
        issue: text(&["number", "issue"]),
        pages: text(&["pages"]),
        doi: text(&["doi"]),
        url: text(&["url", "howpublished"]),
    };
    let entry = Entry {
        key,
        kind: of_bibtex(kind).to_owned(),
        title: text(&["title"]),
        summary: text(&["abstract"]),
        reference,
    };
    checked(entry, Place::Line(begun))
}

fn of_bibtex(kind: &str) -> &'static str {
    match kind {
        "article" => "article-journal",
        "book" => "book",
        "inbook" | "incollection" => "chapter",
        "inproceedings" | "conference" => "paper-conference",
        "phdthesis" | "mastersthesis" | "thesis" => "thesis",
        "techreport" | "report" => "report",
        _ => "document",
    }
}

fn to_bibtex(kind: &str) -> &'static str {
    match kind {
        "article-journal" => "article",
        "book" => "book",
        "chapter" => "incollection",
        "paper-conference" => "inproceedings",
        "thesis" => "phdthesis",
        "report" => "techreport",
        _ => "misc",
    }
}

/// Names between `and`, each as "Efternamn, Förnamn", or as it stands where it is in braces: a body.
fn authors(value: &str) -> Vec<String> {
    let mut names = Vec::new();
    let (mut depth, mut name) = (0_usize, String::new());
    for word in value.split_whitespace() {
        if word == "and" && depth == 0 {
            names.push(std::mem::take(&mut name));
            continue;
        }
        for c in word.chars() {
            match c {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(word);
    }
    names.push(name);
    names.iter().filter(|name| !name.trim().is_empty()).map(|name| author(name)).collect()
}

fn author(written: &str) -> String {
    let name = plain(written);
    let is_body = written.trim().starts_with('{') && written.trim().ends_with('}');
    if is_body || name.contains(',') {
        return name;
    }
    match name.rsplit_once(' ') {
        Some((given, family)) => format!("{family}, {given}"),
        None => name,
    }
}

/// The value without braces and commands, with its letters as they are read.
fn plain(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '{' | '}' => {}
            '~' => out.push('\u{a0}'),
            '\\' => rest = command(rest, &mut out),
            c if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    domain::text::clean(&out.replace("---", "—").replace("--", "–"))
}

/// Reads what follows a backslash; gives what is left after it.
fn command<'a>(rest: &'a str, out: &mut String) -> &'a str {
    let Some(first) = rest.chars().next() else { return rest };
    let letters = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    let name = &rest[..letters];
    if letters == 0 || letters == 1 {
        let mark = ACCENTS.iter().find(|(command, _)| *command == first).map(|(_, mark)| *mark);
        let after = &rest[first.len_utf8()..];
        let bare = after.trim_start_matches([' ', '{']);
        // `\c` is an accent only before a letter of its own.
        let is_accent = letters == 0 || after.starts_with([' ', '{']);
        if let (Some(mark), true, Some(letter)) = (mark, is_accent, bare.chars().next()) {
            let (letter, used) = match bare.strip_prefix("\\i") {
                Some(_) => ('i', 2),
                None => (letter, letter.len_utf8()),
            };
            if letter.is_alphabetic() {
                out.push(letter);
                out.push(mark);
                return &bare[used..];
            }
        }
    }
    if letters > 0 {
        if let Some((_, letter)) = LETTERS.iter().find(|(command, _)| *command == name) {
            out.push_str(letter);
        }
        // The space after a command belongs to it.
        return rest[letters..].trim_start_matches(' ');
    }
    out.push(if first == '\\' { ' ' } else { first });
    &rest[first.len_utf8()..]
}

/// Entries as a file of BibTeX.
#[must_use]
pub fn write(entries: &[Entry]) -> String {
    let mut out = String::new();
    for entry in entries {
        let reference = &entry.reference;
        out.push_str(&format!("@{}{{{},\n", to_bibtex(&entry.kind), key_of(&entry.key)));
        let mut field = |name: &str, value: String| {
            if !value.is_empty() {
                out.push_str(&format!("  {name} = {{{value}}},\n"));
            }
        };
        field("title", format!("{{{}}}", escaped(&entry.title)));
        let names: Vec<String> = reference
            .authors
            .iter()
            .map(|name| if name.contains(',') { escaped(name) } else { format!("{{{}}}", escaped(name)) })
            .collect();
        field("author", names.join(" and "));
        field("year", reference.year.map(|year| year.to_string()).unwrap_or_default());
        let container = match entry.kind.as_str() {
            "chapter" | "paper-conference" => "booktitle",
            _ => "journal",
        };
        field(container, escaped(&reference.container));
        field("publisher", escaped(&reference.publisher));
        field("volume", escaped(&reference.volume));
        field("number", escaped(&reference.issue));
        field("pages", escaped(&reference.pages).replace('–', "--"));
        field("doi", escaped(&reference.doi));
        field("url", escaped(&reference.url));
        field("abstract", escaped(&entry.summary));
        out.push_str("}\n\n");
    }
    out
}

fn key_of(key: &str) -> String {
    key.chars().filter(|c| !c.is_whitespace() && !matches!(c, '{' | '}' | ',' | '=' | '@' | '"')).collect()
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '{' | '}' | '&' | '%' | '$' | '#' | '_' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
