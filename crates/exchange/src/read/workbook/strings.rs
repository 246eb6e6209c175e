//! The texts that the cells of a workbook share, in one piece of memory.

use super::xml::{Xml, add_text, unescaped};
use crate::read::{Limits, ReadError};
use quick_xml::events::Event;

/// Most texts; each takes four bytes beside its own.
const MOST: usize = 16 << 20;

/// Texts by their number.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
    /// Numbers of texts with more bytes than a cell may have; they are not kept.
    too_large: Vec<u32>,
}

impl Strings {
    pub(super) fn read(mut xml: Xml<'_>, limits: &Limits) -> Result<Self, ReadError> {
        let mut strings = Self::default();
        let (mut text, mut fits) = (String::new(), true);
        let (mut in_text, mut in_reading_aid) = (false, false);
        loop {
            let event = xml.next()?;
            match &event {
                Event::Eof => return Ok(strings),
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "si" => {
                        text.clear();
                        fits = true;
                    }
                    "t" => in_text = !in_reading_aid,
                    "rPh" => in_reading_aid = true,
                    _ => {}
                },
                Event::End(tag) => match tag.local_name().as_ref() {
                    "si" => {
                        unescaped(&mut text);
                        strings.add(&text, fits, limits)?;
                    }
                    "t" => in_text = false,
                    "rPh" => in_reading_aid = false,
                    _ => {}
                },
                event if in_text => fits &= add_text(event, &mut text, limits.cell_bytes)?,
                _ => {}
            }
        }
    }

    fn add(&mut self, text: &str, fits: bool, limits: &Limits) -> Result<(), ReadError> {
        let too_large = ReadError::WorkbookTooLarge { limit: limits.workbook_text };
        if fits {
            self.text.push_str(text);
        } else {
            self.too_large.push(u32::try_from(self.ends.len()).unwrap_or(u32::MAX));
        }
        if self.text.len() as u64 > limits.workbook_text || self.ends.len() >= MOST {
            return Err(too_large);
        }
        self.ends.push(u32::try_from(self.text.len()).map_err(|_| too_large)?);
        Ok(())
    }

    /// The text with a number; an error when it has more bytes than a cell may have.
    pub(super) fn get(&self, number: usize) -> Option<Result<&str, ()>> {
        let end = *self.ends.get(number)? as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        let number = u32::try_from(number).ok()?;
        if self.too_large.binary_search(&number).is_ok() {
            return Some(Err(()));
        }
        self.text.get(start..end).map(Ok)
    }
}
