//! CSV out: solutions that come back unchanged, the row report of an import, and lists for people.
//!
//! UTF-8 with byte order mark, CRLF, quoted as RFC 4180 says: what spreadsheets open without questions.
//!
//! Deliberately not here: which records may be written, and the sentences of the report: it receives them
//! finished.

mod harmless;
mod items;
mod report;
mod table;

use std::io::{self, Write};

pub use harmless::{harmless, restored};
pub use items::{joined_items, split_items, split_parts};
pub use report::{ReportRow, ReportWriter};
pub use table::TableWriter;

use crate::mapping::Field;
use crate::read::Separator;
use crate::record::{SolutionRecord, Value};

/// Header of the last column of an export. The reader takes a file that has it for one of our own: it undoes
/// [`harmless`], takes lists apart with [`split_items`] and leaves every other character alone.
pub const MARKER: &str = "brygga_export";
/// Version of the layout, in every row of the marker's column.
const LAYOUT: &str = "1";
const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

/// Writes solutions, one a row, in the order of [`Field::ALL`] and under the names of the fields.
pub struct SolutionWriter<W: Write> {
    table: csv::Writer<W>,
}

impl<W: Write> SolutionWriter<W> {
    /// Writes the byte order mark and the header.
    ///
    /// # Errors
    /// What `out` says.
    pub fn new(out: W, separator: Separator) -> io::Result<Self> {
        let mut table = table(out, separator)?;
        table.write_record(Field::ALL.iter().map(|field| field.name()).chain([MARKER])).map_err(io_error)?;
        Ok(Self { table })
    }

    /// Writes one solution.
    ///
    /// # Errors
    /// What `out` says.
    pub fn write(&mut self, record: &SolutionRecord) -> io::Result<()> {
        for field in Field::ALL {
            let written = match record.value(field) {
                Value::Text(text) => self.table.write_field(harmless(text).as_bytes()),
                Value::List(items) => self.table.write_field(harmless(&joined_items(items)).as_bytes()),
            };
            written.map_err(io_error)?;
        }
        self.table.write_field(LAYOUT).map_err(io_error)?;
        self.table.write_record(None::<&[u8]>).map_err(io_error)
    }

    /// Writes what is still held back and gives `out` back.
    ///
    /// # Errors
    /// What `out` says.
    pub fn finish(self) -> io::Result<W> {
        self.table.into_inner().map_err(csv::IntoInnerError::into_error)
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
