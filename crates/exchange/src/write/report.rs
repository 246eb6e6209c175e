//! The row report of an import as CSV.

use std::io::{self, Write};

use super::{harmless, io_error, table};
use crate::read::Separator;

/// One line of the report. The texts are finished sentences in the reader's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportRow<'a> {
    /// Row of the file.
    pub row: u64,
    /// Column, empty when it is about the whole row.
    pub column: &'a str,
    /// Value as written.
    pub value: &'a str,
    /// Stable code of the problem or remark.
    pub code: &'a str,
    /// What is wrong and what to do.
    pub message: &'a str,
}

/// Writes a row report. A value may be hostile, so cells are made harmless here too.
pub struct ReportWriter<W: Write> {
    table: csv::Writer<W>,
}

impl<W: Write> ReportWriter<W> {
    /// Writes the byte order mark and the header: row, column, value, code, message, in the reader's language.
    ///
    /// # Errors
    /// What `out` says.
    pub fn new(out: W, separator: Separator, header: [&str; 5]) -> io::Result<Self> {
        let mut table = table(out, separator)?;
        table.write_record(header).map_err(io_error)?;
        Ok(Self { table })
    }

    /// Writes one line.
    ///
    /// # Errors
    /// What `out` says.
    pub fn write(&mut self, line: &ReportRow<'_>) -> io::Result<()> {
        let row = line.row.to_string();
        let cells = [&row, line.column, line.value, line.code, line.message];
        self.table.write_record(cells.map(|cell| harmless(cell).into_owned())).map_err(io_error)
    }

    /// Writes what is still held back and gives `out` back.
    ///
    /// # Errors
    /// What `out` says.
    pub fn finish(self) -> io::Result<W> {
        self.table.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}
