//! Tables out: solutions that come back unchanged, the row report of an import, and lists for people.
//!
//! As CSV: UTF-8 with byte order mark, CRLF, quoted as RFC 4180 says: what spreadsheets open without questions. Or as
//! a workbook (XLSX) in which every cell is a text.
//!
//! Deliberately not here: which records may be written, and the sentences of the report: it receives them
//! finished.

mod harmless;
mod items;
mod report;
mod table;
mod workbook;

use std::borrow::Cow;
use std::io::{self, Write};

pub use harmless::{harmless, restored};
pub use items::{joined_items, split_items, split_parts};
pub use report::{ReportRow, ReportWriter};
pub use table::TableWriter;
pub use workbook::column_letters;

use self::workbook::SheetWriter;
use crate::mapping::Field;
use crate::read::Separator;
use crate::record::{SolutionRecord, Value};

/// Header of the last column of an export. The reader takes a file that has it for one of our own: it undoes
/// [`harmless`], takes lists apart with [`split_items`] and leaves every other character alone.
pub const MARKER: &str = "brygga_export";
/// Name of the sheet in a workbook.
const SHEET: &str = "solutions";
/// Version of the layout, in every row of the marker's column.
const LAYOUT: &str = "1";
/// Between the name of a field and what continues its text, in cells beyond the marker's column of a workbook: no cell of
/// a workbook holds more than 32,767 characters.
pub(crate) const CONTINUED: char = '+';
const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// Separated values.
    Csv(Separator),
    /// A workbook of one sheet.
    Workbook,
}

/// Writes solutions, one a row, in the order of [`Field::ALL`] and under the names of the fields.
pub struct SolutionWriter<W: Write> {
    out: Out<W>,
}

enum Out<W: Write> {
    Csv(Box<csv::Writer<W>>),
    Workbook(Box<SheetWriter<W>>),
}

impl<W: Write> SolutionWriter<W> {
    /// CSV: writes the byte order mark and the header.
    ///
    /// # Errors
    /// What `out` says.
    pub fn new(out: W, separator: Separator) -> io::Result<Self> {
        let mut table = table(out, separator)?;
        table.write_record(header()).map_err(io_error)?;
        Ok(Self { out: Out::Csv(Box::new(table)) })
    }

    /// A workbook: writes everything that stands before the rows.
    ///
    /// # Errors
    /// What `out` says.
    pub fn workbook(out: W) -> io::Result<Self> {
        let header: Vec<&str> = header().collect();
        let widths: Vec<usize> = Field::ALL.into_iter().map(width).chain([MARKER.len()]).collect();
        Ok(Self { out: Out::Workbook(Box::new(SheetWriter::new(out, SHEET, &header, &widths)?)) })
    }

    /// Either, as `format` says.
    ///
    /// # Errors
    /// What `out` says.
    pub fn of(format: TableFormat, out: W) -> io::Result<Self> {
        match format {
            TableFormat::Csv(separator) => Self::new(out, separator),
            TableFormat::Workbook => Self::workbook(out),
        }
    }

    /// Writes one solution.
    ///
    /// # Errors
    /// What `out` says.
    pub fn write(&mut self, record: &SolutionRecord) -> io::Result<()> {
        let cells = Field::ALL.map(|field| match record.value(field) {
            Value::Text(text) => harmless(text),
            Value::List(items) => Cow::Owned(harmless(&joined_items(items)).into_owned()),
        });
        match &mut self.out {
            Out::Csv(table) => {
                for cell in &cells {
                    table.write_field(cell.as_bytes()).map_err(io_error)?;
                }
                table.write_field(LAYOUT).map_err(io_error)?;
                table.write_record(None::<&[u8]>).map_err(io_error)
            }
            Out::Workbook(sheet) => {
                let mut rest = Vec::new();
                let beginnings: Vec<&str> = Field::ALL
                    .into_iter()
                    .zip(&cells)
                    .map(|(field, cell)| beginning(field, cell, &mut rest))
                    .collect();
                let rest = rest.iter().map(String::as_str);
                sheet.row(beginnings.into_iter().chain([LAYOUT]).chain(rest))
            }
        }
    }

    /// Writes what is still held back and gives `out` back.
    ///
    /// # Errors
    /// What `out` says.
    pub fn finish(self) -> io::Result<W> {
        match self.out {
            Out::Csv(table) => table.into_inner().map_err(csv::IntoInnerError::into_error),
            Out::Workbook(sheet) => sheet.finish(),
        }
    }
}

fn header() -> impl Iterator<Item = &'static str> {
    Field::ALL.into_iter().map(Field::name).chain([MARKER])
}

/// As much of a text as a cell holds; the rest goes to cells that say which field they continue.
fn beginning<'a>(field: Field, text: &'a str, rest: &mut Vec<String>) -> &'a str {
    let Some(end) = workbook::cut(text) else { return text };
    let mut left = &text[end..];
    while !left.is_empty() {
        let (piece, after) = left.split_at(workbook::cut(left).unwrap_or(left.len()));
        rest.push(format!("{}{CONTINUED}{piece}", field.name()));
        left = after;
    }
    &text[..end]
}

/// How wide the column of a field is, in characters.
const fn width(field: Field) -> usize {
    match field {
        Field::Description | Field::Summary => 60,
        Field::Name
        | Field::Provider
        | Field::Organisation
        | Field::Url
        | Field::Usages
        | Field::ServiceAreas
        | Field::Capabilities
        | Field::Tags
        | Field::Integrations
        | Field::Standards
        | Field::TypicalNeeds => 30,
        Field::Id
        | Field::Kind
        | Field::Lifecycle
        | Field::UsageStatus
        | Field::Licence
        | Field::Sharing
        | Field::Language
        | Field::ContactRole
        | Field::Confidentiality
        | Field::Integrity
        | Field::Availability
        | Field::Created
        | Field::Updated
        | Field::Number
        | Field::Version => 16,
    }
}

fn table<W: Write>(mut out: W, separator: Separator) -> io::Result<csv::Writer<W>> {
    out.write_all(BYTE_ORDER_MARK)?;
    Ok(rows(out, separator))
}

fn rows<W: Write>(out: W, separator: Separator) -> csv::Writer<W> {
    let mut builder = csv::WriterBuilder::new();
    builder.delimiter(separator.byte()).terminator(csv::Terminator::CRLF);
    builder.from_writer(out)
}

fn io_error(error: csv::Error) -> io::Error {
    error.into()
}
