//! The XML of a workbook's parts, one event at a time, in bounded memory. What no spreadsheet program writes and hostile
//! files live on is refused: document types and the entities they declare, thousands of levels, one endless event.
//!
//! Deliberately not here: which elements mean what.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::read::ReadError;
use crate::read::error::Oddity;

/// Most elements inside each other. A sheet has fewer than ten, with drawings and extensions.
const DEEPEST: usize = 100;
/// Most bytes of one event: a tag, or the text between two.
const LONGEST_EVENT: usize = 8 << 20;

pub(super) struct Xml<'a> {
    reader: Reader<Bounded<'a>>,
    buffer: Vec<u8>,
    depth: usize,
}

impl<'a> Xml<'a> {
    pub(super) fn new(bytes: Box<dyn Read + 'a>) -> Self {
        let inner = BufReader::with_capacity(64 << 10, bytes);
        let mut reader = Reader::from_reader(Bounded { inner, left: LONGEST_EVENT });
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), depth: 0 }
    }

    /// The next event; an empty element is a start and an end.
    pub(super) fn next(&mut self) -> Result<Event<'_>, ReadError> {
        self.buffer.clear();
        self.reader.get_mut().left = LONGEST_EVENT;
        let event = self.reader.read_event_into(&mut self.buffer).map_err(fault)?;
        match &event {
            Event::Start(_) => {
                self.depth += 1;
                if self.depth > DEEPEST {
                    return Err(ReadError::OddWorkbook(Oddity::Depth));
                }
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::DocType(_) => return Err(ReadError::OddWorkbook(Oddity::DocumentType)),
            Event::Eof if self.depth > 0 => return Err(ReadError::DamagedWorkbook),
            Event::Eof
            | Event::Empty(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::GeneralRef(_) => {}
        }
        Ok(event)
    }
}

/// Our own limits travel through the XML reader inside an I/O error; everything else is damage.
fn fault(error: quick_xml::Error) -> ReadError {
    match error {
        quick_xml::Error::Io(error) => match Arc::try_unwrap(error) {
            Ok(error) if error.kind() == io::ErrorKind::InvalidData => ReadError::DamagedWorkbook,
            Ok(error) => error.into(),
            Err(_) => ReadError::DamagedWorkbook,
        },
        _ => ReadError::DamagedWorkbook,
    }
}

/// The value of an attribute, whatever prefix it has.
pub(super) fn attribute<'a>(tag: &'a BytesStart<'_>, name: &str) -> Result<Option<Cow<'a, str>>, ReadError> {
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| ReadError::DamagedWorkbook)?;
        if attribute.key.local_name().as_ref() == name {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            return value.map(Some).map_err(|_| ReadError::OddWorkbook(Oddity::Entity));
        }
    }
    Ok(None)
}

/// Whether an attribute is on.
pub(super) fn is_on(tag: &BytesStart<'_>, name: &str) -> Result<bool, ReadError> {
    Ok(attribute(tag, name)?.is_some_and(|value| matches!(value.as_ref(), "1" | "true" | "on")))
}

/// Adds the characters of an event to a text, as long as it stays within `limit` bytes; tells whether it did.
pub(super) fn add_text(event: &Event<'_>, text: &mut String, limit: usize) -> Result<bool, ReadError> {
    let more = match event {
        Event::Text(more) => more.xml10_content(),
        Event::CData(more) => more.xml10_content(),
        Event::GeneralRef(reference) => {
            let named = match &**reference {
                "lt" => Some('<'),
                "gt" => Some('>'),
                "amp" => Some('&'),
                "quot" => Some('"'),
                "apos" => Some('\''),
                _ => None,
            };
            let found = match named {
                Some(c) => Some(c),
                None => reference.resolve_char_ref().map_err(|_| ReadError::DamagedWorkbook)?,
            };
            let Some(c) = found else { return Err(ReadError::OddWorkbook(Oddity::Entity)) };
            Cow::Owned(c.to_string())
        }
        Event::Start(_)
        | Event::End(_)
        | Event::Empty(_)
        | Event::Comment(_)
        | Event::Decl(_)
        | Event::PI(_)
        | Event::DocType(_)
        | Event::Eof => return Ok(true),
    };
    if text.len() + more.len() > limit {
        return Ok(false);
    }
    text.push_str(&more);
    Ok(true)
}

/// Undoes how spreadsheets write characters that XML cannot hold: `_x000D_`, and `_x005F_` for the line that begins one.
pub(super) fn unescaped(text: &mut String) {
    let Some(first) = text.find("_x") else { return };
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    let mut next = Some(first);
    while let Some(at) = next {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let code = rest.get(2..6).filter(|_| rest.as_bytes().get(6) == Some(&b'_'));
        let character = code
            .filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32);
        match character {
            Some(character) => {
                out.push(character);
                rest = &rest[7..];
            }
            None => {
                out.push_str("_x");
                rest = &rest[2..];
            }
        }
        next = rest.find("_x");
    }
    out.push_str(rest);
    *text = out;
}

/// Ends with an error after so many bytes of one event.
struct Bounded<'a> {
    inner: BufReader<Box<dyn Read + 'a>>,
    left: usize,
}

impl Read for Bounded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let filled = self.fill_buf()?;
        let taken = filled.len().min(buffer.len());
        buffer[..taken].copy_from_slice(&filled[..taken]);
        self.consume(taken);
        Ok(taken)
    }
}

impl BufRead for Bounded<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::other(ReadError::OddWorkbook(Oddity::LongEvent)));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount);
        self.inner.consume(amount);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_xml_cannot_hold_come_back() {
        for (written, expected) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_x000d__x0041_", "\rA"),
            ("_xD800_ _x12_ _x", "_xD800_ _x12_ _x"),
            ("_x00å0_", "_x00å0_"),
            ("snake_xyz", "snake_xyz"),
        ] {
            let mut text = written.to_owned();
            unescaped(&mut text);
            assert_eq!(text, expected);
        }
    }
}
