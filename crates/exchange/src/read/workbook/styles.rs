//! How numbers are shown: what a workbook's number formats make of a number. Only what changes a value's meaning is told
//! apart: days, times, shares of a hundred, and zeros in front.
//!
//! Source: the number formats of ECMA-376 part 1, 18.8.30 and 18.8.31.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::xml::{Xml, attribute};
use crate::read::ReadError;

/// Most formats and most styles, which is what spreadsheet programs allow.
const MOST: usize = 65_536;

/// What a number is shown as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shown {
    /// The number.
    Plain,
    /// A day, a time of day, or both.
    Moment {
        /// With a day.
        day: bool,
        /// With a time.
        time: bool,
    },
    /// Hours, minutes and seconds that may be more than a day.
    Duration,
    /// A hundred times as much, with a sign.
    Percent,
    /// As many digits as the pattern has zeros, and what stands between them.
    Padded(Box<str>),
}

/// The styles of a workbook by their number.
#[derive(Debug, Default)]
pub(super) struct Styles {
    shown: Vec<Shown>,
}

impl Styles {
    pub(super) fn read(mut xml: Xml<'_>) -> Result<Self, ReadError> {
        let mut formats: HashMap<u32, Shown> = HashMap::new();
        let mut styles = Self::default();
        let mut in_cells = false;
        loop {
            match &xml.next()? {
                Event::Eof => return Ok(styles),
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "cellXfs" => in_cells = true,
                    "numFmt" if formats.len() < MOST => {
                        let id = attribute(tag, "numFmtId")?.and_then(|id| id.parse().ok());
                        if let (Some(id), Some(code)) = (id, attribute(tag, "formatCode")?) {
                            formats.insert(id, of_code(&code));
                        }
                    }
                    "xf" if in_cells && styles.shown.len() < MOST => {
                        let id = attribute(tag, "numFmtId")?.and_then(|id| id.parse().ok()).unwrap_or(0);
                        styles.shown.push(formats.get(&id).cloned().unwrap_or_else(|| built_in(id)));
                    }
                    _ => {}
                },
                Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => in_cells = false,
                _ => {}
            }
        }
    }

    /// What a style makes of a number.
    pub(super) fn shown(&self, style: usize) -> &Shown {
        self.shown.get(style).unwrap_or(&Shown::Plain)
    }
}

/// Formats that have a number and no code in the file.
const fn built_in(id: u32) -> Shown {
    match id {
        9 | 10 => Shown::Percent,
        14..=17 | 27..=31 | 36 | 50..=54 | 57 | 58 => Shown::Moment { day: true, time: false },
        18..=21 | 32..=35 | 45 | 47 | 55 | 56 => Shown::Moment { day: false, time: true },
        22 => Shown::Moment { day: true, time: true },
        46 => Shown::Duration,
        _ => Shown::Plain,
    }
}

/// What a format code makes of a number above zero: the first of its sections.
fn of_code(code: &str) -> Shown {
    if code.to_ascii_lowercase().contains("general") {
        return Shown::Plain;
    }
    let (mut day, mut month, mut time, mut percent) = (false, false, false, false);
    let mut pattern = String::new();
    let mut is_pattern = true;
    let mut characters = code.chars();
    while let Some(c) = characters.next() {
        match c {
            ';' => break,
            '"' => pattern.extend(characters.by_ref().take_while(|c| *c != '"')),
            '\\' => pattern.extend(characters.next()),
            '_' | '*' => {
                characters.next();
            }
            '[' => {
                let inside: String = characters.by_ref().take_while(|c| *c != ']').collect();
                let inside = inside.to_ascii_lowercase();
                if !inside.is_empty() && inside.bytes().all(|b| matches!(b, b'h' | b'm' | b's')) {
                    return Shown::Duration;
                }
            }
            'y' | 'Y' | 'd' | 'D' => day = true,
            'm' | 'M' => month = true,
            'h' | 'H' | 's' | 'S' => time = true,
            '%' => percent = true,
            '0' | ' ' | '-' => pattern.push(c),
            _ => is_pattern = false,
        }
    }
    if day || month || time {
        return Shown::Moment { day: day || !time, time };
    }
    if percent {
        return Shown::Percent;
    }
    let zeros = pattern.bytes().filter(|byte| *byte == b'0').count();
    // A text in the pattern could itself hold a nought; only marks between digits are taken for a pattern.
    let plain = pattern.chars().all(|c| matches!(c, '0' | ' ' | '-' | '.' | '/'));
    if is_pattern && plain && zeros > 1 && pattern.starts_with('0') {
        return Shown::Padded(pattern.into_boxed_str());
    }
    Shown::Plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_apart() {
        let moment = |day, time| Shown::Moment { day, time };
        for (code, expected) in [
            ("General", Shown::Plain),
            ("yyyy\\-mm\\-dd", moment(true, false)),
            ("[$-41D]d mmmm yyyy;@", moment(true, false)),
            ("mmm", moment(true, false)),
            ("dd/mm/yyyy hh:mm", moment(true, true)),
            ("hh:mm:ss.000", moment(false, true)),
            ("[h]:mm", Shown::Duration),
            ("0.0%", Shown::Percent),
            ("00000", Shown::Padded("00000".into())),
            ("000 00", Shown::Padded("000 00".into())),
            ("000000\\-0000", Shown::Padded("000000-0000".into())),
            ("0", Shown::Plain),
            ("0.00", Shown::Plain),
            ("# ##0\\ [$kr-41D]", Shown::Plain),
            ("0 \"dagar\"", Shown::Plain),
            ("[Red]0", Shown::Plain),
            ("@", Shown::Plain),
        ] {
            assert_eq!(of_code(code), expected, "{code}");
        }
    }
}
