//! Whether a text is CSV or JSON, and how a CSV text is separated and quoted.

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::{ReadError, SheetLayout};
use crate::write::MARKER;

/// Most records of the beginning that are tried for each separator.
const TRIED_RECORDS: usize = 100;

/// How the rows of a file are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Separated values with a header.
    Csv {
        /// Between cells.
        separator: Separator,
        /// Around cells that hold separators or line breaks.
        quoting: Quoting,
        /// Lines before the header that only name the separator (`sep=;`): 0 or 1.
        preface: u8,
    },
    /// JSON objects.
    Json(JsonLayout),
    /// A sheet of a workbook.
    Workbook(SheetLayout),
}

/// How JSON objects follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonLayout {
    /// One object a line.
    Lines,
    /// One array of objects, or objects over several lines.
    Array,
}

/// What stands between cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// Tab
    Tab,
    /// `|`
    Bar,
}

impl Separator {
    /// Every separator; the first wins where a text says nothing.
    pub const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Bar];

    /// The byte.
    #[must_use]
    pub const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Bar => b'|',
        }
    }

    /// The separator with this character.
    #[must_use]
    pub fn from_char(character: char) -> Option<Self> {
        Self::ALL.into_iter().find(|separator| char::from(separator.byte()) == character)
    }
}

/// What stands around cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quoting {
    /// `"`, doubled inside a cell.
    Double,
    /// `'`, doubled inside a cell.
    Single,
    /// Nothing: a quotation mark is a character like any other.
    None,
}

pub(super) fn parser(separator: Separator, quoting: Quoting) -> Reader {
    let mut builder = ReaderBuilder::new();
    builder.delimiter(separator.byte());
    match quoting {
        Quoting::Double => builder.quote(b'"'),
        Quoting::Single => builder.quote(b'\''),
        Quoting::None => builder.quoting(false),
    };
    builder.build()
}

/// The layout of a text from its beginning, and whether it is an export of our own.
pub(super) fn detect(
    sample: &str,
    name: &str,
    given: Option<Separator>,
) -> Result<(Layout, bool), ReadError> {
    if let Some(json) = json(sample) {
        return Ok((Layout::Json(json), false));
    }
    let name = name.to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    if [".json", ".jsonl", ".ndjson"].iter().any(|ending| name.ends_with(ending)) {
        return Err(ReadError::NotJson);
    }
    let first_line = sample.lines().next().unwrap_or_default().trim_end();
    if let Some(separator) = own_separator(first_line) {
        return Ok((Layout::Csv { separator, quoting: Quoting::Double, preface: 0 }, true));
    }
    let mut hinted = first_line.strip_prefix("sep=").unwrap_or_default().chars();
    if let (Some(character), None) = (hinted.next(), hinted.next())
        && let Some(hint) = Separator::from_char(character)
    {
        let separator = given.unwrap_or(hint);
        let rest = sample.split_once('\n').map_or("", |(_, rest)| rest);
        return Ok((Layout::Csv { separator, quoting: best(rest, &[separator]).1, preface: 1 }, false));
    }
    let (separator, quoting) = match given {
        Some(separator) => best(sample, &[separator]),
        None => best(sample, &Separator::ALL),
    };
    Ok((Layout::Csv { separator, quoting, preface: 0 }, false))
}

fn json(sample: &str) -> Option<JsonLayout> {
    let text = sample.trim_start();
    let (layout, inner) = match text.strip_prefix('[') {
        Some(inner) if inner.trim_start().starts_with(['{', ']']) => return Some(JsonLayout::Array),
        Some(_) => return None,
        None => (JsonLayout::Lines, text.strip_prefix('{')?),
    };
    if !inner.trim_start().starts_with(['"', '}']) {
        return None;
    }
    // An object that goes on over its first line is not written one a line.
    let first_line = text.lines().next().unwrap_or_default();
    let cut_short =
        serde_json::from_str::<serde::de::IgnoredAny>(first_line).is_err_and(|error| error.is_eof());
    Some(if cut_short && first_line.len() < text.trim_end().len() { JsonLayout::Array } else { layout })
}

fn own_separator(first_line: &str) -> Option<Separator> {
    Separator::ALL.into_iter().find(|separator| {
        first_line.split(char::from(separator.byte())).any(|cell| cell.trim_matches('"') == MARKER)
    })
}

fn best(sample: &str, separators: &[Separator]) -> (Separator, Quoting) {
    // A record cut at the end of the sample would look like one with few cells.
    let whole = sample.len() < 200 << 10;
    let mut best = (Separator::Comma, Quoting::Double);
    let mut best_score = f64::MIN;
    for &separator in separators {
        for quoting in [Quoting::Double, Quoting::None, Quoting::Single] {
            let score = score(sample, separator, quoting, whole);
            if score > best_score {
                (best, best_score) = ((separator, quoting), score);
            }
        }
    }
    best
}

/// How well the records of a sample agree with the first one about the number of cells, from 0 to 1, with
/// a little more for many columns and less for cells whose quotation marks were left standing.
fn score(sample: &str, separator: Separator, quoting: Quoting, whole: bool) -> f64 {
    let Tried { mut widths, left_quoted, cells, unclosed } = try_records(sample, separator, quoting);
    if !whole && (2..TRIED_RECORDS).contains(&widths.len()) {
        widths.pop();
    }
    let Some(&header) = widths.first() else { return 0.0 };
    if header < 2 {
        return 0.0;
    }
    let agreeing = widths.iter().filter(|width| **width == header).count();
    let agreement = agreeing as f64 / widths.len() as f64;
    let columns = (header.min(50) as f64) / 1_000.0;
    // One quotation mark that never closes is more likely an inch or a slip in a file without quoting,
    // unless other cells have been quoted.
    let unclosed = if unclosed && whole { 0.2 } else { 0.0 };
    agreement + columns - unclosed - left_quoted as f64 / cells.max(1) as f64
}

struct Tried {
    widths: Vec<usize>,
    left_quoted: usize,
    cells: usize,
    unclosed: bool,
}

fn try_records(sample: &str, separator: Separator, quoting: Quoting) -> Tried {
    let mut tried = Tried { widths: Vec::new(), left_quoted: 0, cells: 0, unclosed: false };
    let (mut parser, mut input) = (parser(separator, quoting), sample.as_bytes());
    let (mut out, mut cell, mut width) = ([0; 1024], Vec::new(), 0);
    let mut ended = false;
    while tried.widths.len() < TRIED_RECORDS {
        let result = if input.is_empty() && !ended {
            ended = true;
            let (result, unclosed) = last_line_end(&mut parser);
            tried.unclosed = unclosed;
            result
        } else {
            let (result, read, written) = parser.read_field(input, &mut out);
            input = &input[read..];
            cell.extend_from_slice(&out[..written]);
            result
        };
        match result {
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
            ReadFieldResult::Field { record_end } => {
                width += 1;
                tried.cells += 1;
                tried.left_quoted += usize::from(looks_quoted(&cell));
                cell.clear();
                if record_end {
                    tried.widths.push(width);
                    width = 0;
                }
            }
            ReadFieldResult::End => break,
        }
    }
    tried
}

/// What a line end at the end of the text does: finish the last record, or, when it only becomes part of
/// a cell, show that a quotation mark was never closed.
pub(super) fn last_line_end(parser: &mut Reader) -> (ReadFieldResult, bool) {
    let (result, _, written) = parser.read_field(b"\n", &mut [0; 8]);
    let unclosed = written == 1 && matches!(result, ReadFieldResult::InputEmpty);
    (result, unclosed)
}

fn looks_quoted(cell: &[u8]) -> bool {
    matches!(cell, [b'"', .., b'"'] | [b'\'', .., b'\''])
}
