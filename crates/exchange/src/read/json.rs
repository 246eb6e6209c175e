//! JSON objects of a text, one at a time, in bounded memory: one a line, or one after the other in an array.

use std::borrow::Cow;
use std::io::{self, BufRead};

use serde_json::{Map, Value};

use super::{JsonLayout, Limits};
use crate::problem::ProblemKind;

/// One element of the file: its place as the person sees it, and the object or what is wrong with it.
pub(super) struct Element {
    pub(super) number: u64,
    /// The beginning of the text, when it is at fault.
    pub(super) found: Result<Map<String, Value>, (String, ProblemKind)>,
}

pub(super) struct Elements<B> {
    input: B,
    limits: Limits,
    layout: JsonLayout,
    number: u64,
}

impl<B: BufRead> Elements<B> {
    pub(super) fn new(input: B, limits: Limits, layout: JsonLayout) -> Self {
        Self { input, limits, layout, number: 0 }
    }

    /// The next element that is not an empty line.
    pub(super) fn next(&mut self) -> io::Result<Option<Element>> {
        loop {
            let (text, ended) = match self.layout {
                JsonLayout::Lines => self.line()?,
                JsonLayout::Array => self.element()?,
            };
            if ended {
                return Ok(None);
            }
            self.number += 1;
            if text.bytes.trim_ascii().is_empty() && !text.overflowed {
                continue;
            }
            return Ok(Some(Element { number: self.number, found: text.parse(&self.limits) }));
        }
    }

    /// One line, and whether the file had ended before it.
    fn line(&mut self) -> io::Result<(Collected, bool)> {
        let mut text = Collected::new(&self.limits);
        let mut ended = true;
        loop {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                return Ok((text, ended));
            }
            ended = false;
            let line_end = chunk.iter().position(|byte| *byte == b'\n');
            let taken = line_end.map_or(chunk.len(), |at| at + 1);
            text.extend(&chunk[..taken]);
            self.input.consume(taken);
            if line_end.is_some() {
                return Ok((text, false));
            }
        }
    }

    /// One element between `[`, `,` and `]`, and whether there was none.
    fn element(&mut self) -> io::Result<(Collected, bool)> {
        let mut text = Collected::new(&self.limits);
        let mut scan = Scan::default();
        loop {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                return Ok((text, !scan.started));
            }
            let mut kept_from = if scan.started { Some(0) } else { None };
            let mut taken = chunk.len();
            let mut complete = false;
            for (at, byte) in chunk.iter().enumerate() {
                match scan.step(*byte) {
                    Step::Between => {}
                    Step::Inside => {
                        kept_from.get_or_insert(at);
                    }
                    Step::LastByte => (taken, complete) = (at + 1, true),
                    Step::Past => (taken, complete) = (at, true),
                }
                if complete {
                    break;
                }
            }
            text.extend(&chunk[kept_from.unwrap_or(taken)..taken]);
            self.input.consume(taken);
            if complete {
                return Ok((text, false));
            }
        }
    }
}

/// Where in an element a byte is.
enum Step {
    Between,
    Inside,
    LastByte,
    Past,
}

/// Follows brackets and strings, so that an element can be cut out without understanding it.
#[derive(Default)]
struct Scan {
    started: bool,
    object: bool,
    depth: usize,
    in_string: bool,
    escaped: bool,
}

impl Scan {
    fn step(&mut self, byte: u8) -> Step {
        if !self.started {
            if byte.is_ascii_whitespace() || matches!(byte, b'[' | b']' | b',') {
                return Step::Between;
            }
            self.started = true;
            self.object = byte == b'{';
        }
        if self.in_string {
            self.in_string = self.escaped || byte != b'"';
            self.escaped = !self.escaped && byte == b'\\';
            return Step::Inside;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' if self.object => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    return Step::LastByte;
                }
            }
            b',' | b']' | b'\n' if !self.object => return Step::Past,
            _ => {}
        }
        Step::Inside
    }
}

/// Bytes of one element, up to the limit.
struct Collected {
    bytes: Vec<u8>,
    limit: usize,
    overflowed: bool,
}

impl Collected {
    fn new(limits: &Limits) -> Self {
        Self { bytes: Vec::new(), limit: limits.row_bytes, overflowed: false }
    }

    fn extend(&mut self, bytes: &[u8]) {
        if self.bytes.len() + bytes.len() > self.limit {
            self.overflowed = true;
        } else {
            self.bytes.extend_from_slice(bytes);
        }
    }

    fn parse(self, limits: &Limits) -> Result<Map<String, Value>, (String, ProblemKind)> {
        let kind = if self.overflowed {
            ProblemKind::RowTooLarge { limit: limits.row_bytes }
        } else {
            match serde_json::from_slice(&self.bytes) {
                Ok(Value::Object(object)) => return Ok(object),
                Ok(Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_)) => {
                    ProblemKind::NotAnObject
                }
                Err(_) => ProblemKind::InvalidJson,
            }
        };
        let beginning = &self.bytes[..self.bytes.len().min(400)];
        Err((String::from_utf8_lossy(beginning).trim().to_owned(), kind))
    }
}

/// Whether a value stands alone or is one of several in an array.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Alone,
    InArray,
}

/// Calls `see` with the dotted name and text of every plain value: `{"a": {"b": [1, true]}}` gives `a.b`
/// twice. Objects in an array give one list for each of their names; `null` is left out.
pub(super) fn visit(object: &Map<String, Value>, see: &mut impl FnMut(&str, Cow<'_, str>, Standing)) {
    visit_object(&mut String::new(), object, Standing::Alone, see);
}

fn visit_object(
    path: &mut String,
    object: &Map<String, Value>,
    standing: Standing,
    see: &mut impl FnMut(&str, Cow<'_, str>, Standing),
) {
    for (name, value) in object {
        let before = path.len();
        if before > 0 {
            path.push('.');
        }
        path.push_str(name);
        visit_value(path, value, standing, see);
        path.truncate(before);
    }
}

fn visit_value(
    path: &mut String,
    value: &Value,
    standing: Standing,
    see: &mut impl FnMut(&str, Cow<'_, str>, Standing),
) {
    match value {
        Value::Null => {}
        Value::String(text) => see(path, Cow::Borrowed(text), standing),
        Value::Bool(_) | Value::Number(_) => see(path, Cow::Owned(value.to_string()), standing),
        Value::Array(items) => {
            items.iter().for_each(|item| visit_value(path, item, Standing::InArray, see));
        }
        Value::Object(object) => visit_object(path, object, standing, see),
    }
}
