//! The rows of one sheet as they stand in the file, one at a time, and the merged cells that are told after them.
//! What a row may take is bounded here, so that no number in the file decides how much memory is asked for.
//!
//! Deliberately not here: what the values mean ([`super::value`]).

use quick_xml::events::{BytesStart, Event};

use super::xml::{Xml, add_text, attribute, is_on, unescaped};
use crate::problem::ProblemKind;
use crate::read::{Limits, ReadError};

/// The last row and column of a sheet.
const LAST_ROW: u64 = 1_048_576;
const LAST_COLUMN: usize = 16_384;
/// Most merged areas that are kept; what is beyond them stays as it stands in the file.
const MOST_MERGED: usize = 100_000;

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    /// The number of a shared text.
    Shared,
    Text,
    Boolean,
    Error,
    /// A day or moment in ISO 8601.
    Moment,
}

/// A cell with something in it.
#[derive(Debug)]
pub(super) struct RawCell {
    /// From 0.
    pub(super) column: usize,
    pub(super) kind: Kind,
    pub(super) style: usize,
    pub(super) value: String,
    /// A formula stands in it; the value is what it gave when the file was saved.
    pub(super) formula: bool,
}

#[derive(Debug)]
pub(super) struct RawRow {
    /// From 1.
    pub(super) number: u64,
    pub(super) hidden: bool,
    /// In the order of the columns, at most one of each.
    pub(super) cells: Vec<RawCell>,
    /// Why the row cannot be used, and the column, from 0.
    pub(super) fault: Option<(usize, ProblemKind)>,
}

/// A merged area; rows from 1, columns from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Merged {
    pub(super) first_row: u64,
    pub(super) last_row: u64,
    pub(super) first_column: usize,
    pub(super) last_column: usize,
}

pub(super) struct Sheet<'a> {
    xml: Xml<'a>,
    limits: Limits,
    row: u64,
    in_data: bool,
    merged: Vec<Merged>,
    hidden_columns: usize,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(xml: Xml<'a>, limits: Limits) -> Self {
        Self { xml, limits, row: 0, in_data: false, merged: Vec::new(), hidden_columns: 0 }
    }

    /// The next row. After the last one the merged areas and the hidden columns are known.
    pub(super) fn next(&mut self) -> Result<Option<RawRow>, ReadError> {
        loop {
            let row = match &self.xml.next()? {
                Event::Eof => return Ok(None),
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "sheetData" => {
                        self.in_data = true;
                        None
                    }
                    "row" if self.in_data => Some(row_head(tag, self.row)?),
                    "mergeCell" if self.merged.len() < MOST_MERGED => {
                        let area = attribute(tag, "ref")?;
                        self.merged.extend(area.and_then(|area| Merged::of(&area)));
                        None
                    }
                    "col" if is_on(tag, "hidden")? => {
                        self.hidden_columns += 1;
                        None
                    }
                    _ => None,
                },
                Event::End(tag) if tag.local_name().as_ref() == "sheetData" => {
                    self.in_data = false;
                    None
                }
                _ => None,
            };
            if let Some(mut row) = row {
                self.row = row.number;
                self.fill(&mut row)?;
                return Ok(Some(row));
            }
        }
    }

    pub(super) fn merged(&self) -> &[Merged] {
        &self.merged
    }

    pub(super) fn hidden_columns(&self) -> usize {
        self.hidden_columns
    }

    /// Reads the cells of a row up to its end.
    fn fill(&mut self, row: &mut RawRow) -> Result<(), ReadError> {
        let (mut next_column, mut bytes) = (0, 0);
        loop {
            let cell = match &self.xml.next()? {
                Event::End(tag) if tag.local_name().as_ref() == "row" => break,
                Event::Start(tag) if tag.local_name().as_ref() == "c" => cell_head(tag, next_column)?,
                _ => continue,
            };
            let mut cell = cell;
            let column = cell.column;
            next_column = column + 1;
            let fits = self.value(&mut cell)?;
            bytes += cell.value.len();
            if !fits {
                let kind = ProblemKind::CellTooLarge { limit: self.limits.cell_bytes };
                row.fault.get_or_insert((column, kind));
            } else if bytes > self.limits.row_bytes || row.cells.len() >= LAST_COLUMN {
                let kind = ProblemKind::RowTooLarge { limit: self.limits.row_bytes };
                row.fault.get_or_insert((column, kind));
            } else if !cell.value.is_empty() || cell.formula {
                row.cells.push(cell);
            }
        }
        row.cells.sort_by_key(|cell| cell.column);
        row.cells.dedup_by_key(|cell| cell.column);
        Ok(())
    }

    /// Reads a cell up to its end; tells whether its text was within the limit.
    fn value(&mut self, cell: &mut RawCell) -> Result<bool, ReadError> {
        let (mut fits, mut in_value, mut in_reading_aid) = (true, false, false);
        loop {
            let event = self.xml.next()?;
            match &event {
                Event::Eof => return Err(ReadError::DamagedWorkbook),
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "v" | "t" => in_value = !in_reading_aid,
                    "f" => cell.formula = true,
                    "rPh" => in_reading_aid = true,
                    _ => {}
                },
                Event::End(tag) => match tag.local_name().as_ref() {
                    "v" | "t" => in_value = false,
                    "rPh" => in_reading_aid = false,
                    "c" => break,
                    _ => {}
                },
                event if in_value => fits &= add_text(event, &mut cell.value, self.limits.cell_bytes)?,
                _ => {}
            }
        }
        if cell.kind == Kind::Text {
            unescaped(&mut cell.value);
        }
        Ok(fits)
    }
}

/// The number of a row, which only grows, and whether it is hidden.
fn row_head(tag: &BytesStart<'_>, before: u64) -> Result<RawRow, ReadError> {
    let number = match attribute(tag, "r")? {
        Some(number) => number.parse().map_err(|_| ReadError::DamagedWorkbook)?,
        None => before + 1,
    };
    if number <= before || number > LAST_ROW {
        return Err(ReadError::DamagedWorkbook);
    }
    Ok(RawRow { number, hidden: is_on(tag, "hidden")?, cells: Vec::new(), fault: None })
}

/// Where a cell stands and how its value is written. A cell that does not say where stands after the one before.
fn cell_head(tag: &BytesStart<'_>, next: usize) -> Result<RawCell, ReadError> {
    let column = match attribute(tag, "r")? {
        Some(place) => place_of(&place).ok_or(ReadError::DamagedWorkbook)?.0,
        None => next,
    };
    if column >= LAST_COLUMN {
        return Err(ReadError::DamagedWorkbook);
    }
    let kind = match attribute(tag, "t")?.as_deref() {
        Some("s") => Kind::Shared,
        Some("str" | "inlineStr") => Kind::Text,
        Some("b") => Kind::Boolean,
        Some("e") => Kind::Error,
        Some("d") => Kind::Moment,
        Some(_) | None => Kind::Number,
    };
    let style = attribute(tag, "s")?.and_then(|style| style.parse().ok()).unwrap_or(0);
    Ok(RawCell { column, kind, style, value: String::new(), formula: false })
}

/// Column (from 0) and row (from 1) of `AB12`.
fn place_of(place: &str) -> Option<(usize, u64)> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic).count();
    if !(1..=3).contains(&letters) {
        return None;
    }
    let (letters, digits) = place.split_at(letters);
    let value = |letter: u8| usize::from(letter.to_ascii_uppercase() - b'A') + 1;
    let column = letters.bytes().fold(0, |column, letter| column * 26 + value(letter));
    let row: u64 = digits.parse().ok()?;
    ((1..=LAST_COLUMN).contains(&column) && (1..=LAST_ROW).contains(&row)).then_some((column - 1, row))
}

impl Merged {
    /// The area of `B2:C4`; `None` of anything else and of a single cell.
    fn of(area: &str) -> Option<Self> {
        let (from, to) = area.split_once(':')?;
        let ((first_column, first_row), (last_column, last_row)) = (place_of(from)?, place_of(to)?);
        let sound = first_column <= last_column && first_row <= last_row;
        let several = (first_column, first_row) != (last_column, last_row);
        (sound && several).then_some(Self { first_row, last_row, first_column, last_column })
    }

    pub(super) fn holds(&self, row: u64, column: usize) -> bool {
        (self.first_row..=self.last_row).contains(&row)
            && (self.first_column..=self.last_column).contains(&column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read() {
        for (place, expected) in [
            ("A1", Some((0, 1))),
            ("z9", Some((25, 9))),
            ("AA10", Some((26, 10))),
            ("XFD1048576", Some((16_383, 1_048_576))),
            ("XFE1", None),
            ("A0", None),
            ("A1048577", None),
            ("AAAA1", None),
            ("12", None),
            ("A", None),
            ("A-1", None),
        ] {
            assert_eq!(place_of(place), expected, "{place}");
        }
        assert_eq!(Merged::of("A1"), None);
        assert_eq!(Merged::of("A1:A1"), None);
        assert_eq!(Merged::of("B2:A1"), None);
        assert!(Merged::of("A1:C2").unwrap().holds(2, 2));
    }
}
