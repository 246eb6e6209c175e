//! YAML as publiccode.yml uses it, within limits: one document of texts, lists and sections, in their order.
//!
//! Scalars keep their text and whether they were plain; what they mean depends on the key, which is asked later.
//! Aliases are resolved where they stand and count as what they repeat, so that a small file cannot become a large one.
//!
//! Deliberately not here: which keys there are.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::problem::Unreadable;

/// Most bytes of a file. The longest description that we have seen has some 60,000.
pub const FILE_MAX: usize = 1 << 20;
/// Most levels of lists and sections. The standard has five.
pub const DEPTH_MAX: usize = 40;
/// Most values.
pub const NODES_MAX: usize = 20_000;
/// Most bytes of all texts once aliases are resolved.
const TEXT_MAX: usize = 4 << 20;

/// A value and its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) value: Value,
    pub(super) line: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Null,
    Text { text: String, plain: bool },
    List(Vec<Node>),
    Section(Vec<(String, Node)>),
}

impl Node {
    /// The value of a key, unless it is nothing.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        let Value::Section(entries) = &self.value else { return None };
        let found = entries.iter().find(|(name, _)| name == key).map(|(_, node)| node)?;
        (found.value != Value::Null).then_some(found)
    }

    pub(super) fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |node, key| node.get(key))
    }

    /// The text, without white space around it; nothing for an empty one.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text { text, .. } => Some(text.trim()).filter(|text| !text.is_empty()),
            Value::Null | Value::List(_) | Value::Section(_) => None,
        }
    }

    /// The texts of a list, or the one text.
    pub(super) fn texts(&self) -> Vec<&str> {
        match &self.value {
            Value::List(items) => items.iter().filter_map(Self::text).collect(),
            Value::Text { .. } => self.text().into_iter().collect(),
            Value::Null | Value::Section(_) => Vec::new(),
        }
    }

    pub(super) fn entries(&self) -> &[(String, Self)] {
        match &self.value {
            Value::Section(entries) => entries,
            Value::Null | Value::Text { .. } | Value::List(_) => &[],
        }
    }
}

pub(super) fn read(bytes: &[u8]) -> Result<(String, Node), Unreadable> {
    let text = decode(bytes)?;
    let mut builder = Builder::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| not_yaml(text, error.marker().line()))?;
        builder.hear(event, span.start.line().max(1))?;
    }
    let root = builder.root.ok_or(Unreadable::Empty)?;
    Ok((text.to_owned(), root))
}

/// The text, or what about its bytes makes it none.
fn decode(bytes: &[u8]) -> Result<&str, Unreadable> {
    if bytes.len() > FILE_MAX {
        return Err(Unreadable::TooLarge { limit: FILE_MAX });
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || every_other_is_zero(bytes) {
        return Err(Unreadable::Utf16);
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| Unreadable::NotUtf8 { line: line_of(&bytes[..error.valid_up_to()]) })?;
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    let found = text.char_indices().find_map(|(at, sign)| {
        let line = || line_of(&bytes[..at]);
        match sign {
            '\t' | '\n' | '\r' | '\u{85}' => None,
            sign if sign.is_control() => Some(Unreadable::ControlCharacter { line: line() }),
            '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                Some(Unreadable::DirectionMark { line: line() })
            }
            _ => None,
        }
    });
    found.map_or(Ok(text), Err)
}

/// UTF-16 without a mark: a text of our alphabet has a zero in every pair.
fn every_other_is_zero(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(64)];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    sample.len() >= 8 && zeros(0).max(zeros(1)) * 8 > sample.len() * 3
}

fn line_of(before: &[u8]) -> usize {
    before.iter().filter(|byte| **byte == b'\n').count() + 1
}

/// The commonest fault has a name of its own.
fn not_yaml(text: &str, line: usize) -> Unreadable {
    let line = line.max(1);
    // The scanner may notice a tab a line too early or too late.
    let is_tabbed = |number: usize| {
        let row = text.lines().nth(number.saturating_sub(1)).unwrap_or_default();
        row[..row.len() - row.trim_start_matches([' ', '\t']).len()].contains('\t')
    };
    match [line, line + 1, line - 1].into_iter().find(|number| *number > 0 && is_tabbed(*number)) {
        Some(line) => Unreadable::Tab { line },
        None => Unreadable::NotYaml { line },
    }
}

/// What a value weighs against the limits.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    nodes: usize,
    bytes: usize,
    depth: usize,
}

/// A list or section whose end has not come.
struct Open {
    node: Node,
    anchor: usize,
    key: Option<(String, usize)>,
    merged: Vec<(String, Node)>,
    weight: Weight,
}

/// Builds the tree from events.
#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    anchors: HashMap<usize, (Node, Weight)>,
    total: Weight,
    documents: usize,
    root: Option<Node>,
}

impl Builder {
    fn hear(&mut self, event: Event<'_>, line: usize) -> Result<(), Unreadable> {
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 { Err(Unreadable::SeveralDocuments { line }) } else { Ok(()) }
            }
            Event::Alias(anchor) => {
                let Some((node, weight)) = self.anchors.get(&anchor).cloned() else {
                    return Err(Unreadable::BrokenAlias { line });
                };
                self.count(weight, line)?;
                self.place(Node { line, ..node }, weight, 0)
            }
            Event::Scalar(text, style, anchor, tag) => {
                let is_text = tag.is_some_and(|tag| tag.suffix == "str");
                let plain = style == ScalarStyle::Plain && !is_text;
                let weight = Weight { nodes: 1, bytes: text.len(), depth: 0 };
                let value = match text.as_ref() {
                    "" | "~" | "null" | "Null" | "NULL" if plain => Value::Null,
                    text => Value::Text { text: text.to_owned(), plain },
                };
                self.count(weight, line)?;
                self.place(Node { value, line }, weight, anchor)
            }
            Event::SequenceStart(anchor, _) => self.begin(Value::List(Vec::new()), anchor, line),
            Event::MappingStart(anchor, _) => self.begin(Value::Section(Vec::new()), anchor, line),
            Event::SequenceEnd | Event::MappingEnd => self.end(),
        }
    }

    fn begin(&mut self, value: Value, anchor: usize, line: usize) -> Result<(), Unreadable> {
        if self.open.len() >= DEPTH_MAX {
            return Err(Unreadable::TooDeep { line, limit: DEPTH_MAX });
        }
        let weight = Weight { nodes: 1, ..Weight::default() };
        self.count(weight, line)?;
        self.open.push(Open { node: Node { value, line }, anchor, key: None, merged: Vec::new(), weight });
        Ok(())
    }

    fn end(&mut self) -> Result<(), Unreadable> {
        let Some(Open { mut node, anchor, merged, weight, .. }) = self.open.pop() else { return Ok(()) };
        if let Value::Section(entries) = &mut node.value {
            for (key, value) in merged {
                if !entries.iter().any(|(known, _)| *known == key) {
                    entries.push((key, value));
                }
            }
        }
        let weight = Weight { depth: weight.depth + 1, ..weight };
        self.place(node, weight, anchor)
    }

    fn count(&mut self, weight: Weight, line: usize) -> Result<(), Unreadable> {
        self.total.nodes += weight.nodes;
        self.total.bytes += weight.bytes;
        if self.total.nodes > NODES_MAX || self.total.bytes > TEXT_MAX {
            return Err(Unreadable::TooMuch { line });
        }
        if self.open.len() + weight.depth > DEPTH_MAX {
            return Err(Unreadable::TooDeep { line, limit: DEPTH_MAX });
        }
        Ok(())
    }

    /// Puts a complete value where it belongs.
    fn place(&mut self, node: Node, weight: Weight, anchor: usize) -> Result<(), Unreadable> {
        if anchor > 0 {
            self.anchors.insert(anchor, (node.clone(), weight));
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        open.weight.nodes += weight.nodes;
        open.weight.bytes += weight.bytes;
        open.weight.depth = open.weight.depth.max(weight.depth);
        match &mut open.node.value {
            Value::List(items) => items.push(node),
            Value::Section(entries) => match open.key.take() {
                None => open.key = Some(key_of(node, entries)?),
                Some((key, _)) if key == "<<" => open.merged.extend(merged(node)),
                Some((key, _)) => entries.push((key, node)),
            },
            Value::Null | Value::Text { .. } => {}
        }
        Ok(())
    }
}

fn key_of(node: Node, entries: &[(String, Node)]) -> Result<(String, usize), Unreadable> {
    let line = node.line;
    let key = match node.value {
        Value::Text { text, .. } => text,
        Value::Null => String::new(),
        Value::List(_) | Value::Section(_) => return Err(Unreadable::KeyIsNotText { line }),
    };
    if entries.iter().any(|(known, _)| *known == key) {
        return Err(Unreadable::DuplicateKey { line, key });
    }
    Ok((key, line))
}

/// What a merge key brings: the entries of one section, or of several.
fn merged(node: Node) -> Vec<(String, Node)> {
    match node.value {
        Value::Section(entries) => entries,
        Value::List(items) => items.into_iter().flat_map(|item| item.entries().to_vec()).collect(),
        Value::Null | Value::Text { .. } => Vec::new(),
    }
}
