//! Any table as CSV, for people who take a list with them: cells are finished texts in the reader's language.
//!
//! Deliberately not here: files that come back unchanged; solutions have [`super::SolutionWriter`] for that.

use std::io::{self, Write};

use super::{harmless, io_error, rows, table};
use crate::read::Separator;

/// Writes rows of texts. What people wrote may be hostile, so every cell is made harmless.
pub struct TableWriter<W: Write> {
    table: csv::Writer<W>,
}

impl<W: Write> TableWriter<W> {
    /// Writes the byte order mark and the header.
    ///
    /// # Errors
    /// What `out` says.
    pub fn new<C: AsRef<str>>(out: W, separator: Separator, header: &[C]) -> io::Result<Self> {
        let mut writer = Self { table: table(out, separator)? };
        writer.write(header)?;
        Ok(writer)
    }

    /// Goes on with a table whose beginning stands in another part: no byte order mark and no header.
    #[must_use]
    pub fn going_on(out: W, separator: Separator) -> Self {
        Self { table: rows(out, separator) }
    }

    /// Writes one row; it has as many cells as the header.
    ///
    /// # Errors
    /// What `out` says.
    pub fn write<C: AsRef<str>>(&mut self, cells: &[C]) -> io::Result<()> {
        let cells = cells.iter().map(|cell| harmless(cell.as_ref()).into_owned());
        self.table.write_record(cells).map_err(io_error)
    }

    /// Writes what is still held back and gives `out` back.
    ///
    /// # Errors
    /// What `out` says.
    pub fn finish(self) -> io::Result<W> {
        self.table.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_harmless() {
        let mut table = TableWriter::new(Vec::new(), Separator::Comma, &["Nummer", "Text"]).unwrap();
        table.write(&["B-2026-0001", "=1+1, \"nycklar\"\nnatt"]).unwrap();
        let written = String::from_utf8(table.finish().unwrap()).unwrap();
        assert_eq!(written, "\u{FEFF}Nummer,Text\r\nB-2026-0001,\"'=1+1, \"\"nycklar\"\"\nnatt\"\r\n");
        let mut more = TableWriter::going_on(Vec::new(), Separator::Comma);
        more.write(&["B-2026-0002", "=2"]).unwrap();
        assert_eq!(more.finish().unwrap(), b"B-2026-0002,'=2\r\n");
    }
}
