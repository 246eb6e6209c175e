//! Any table as CSV or a workbook, for people who take a list with them: cells are finished texts in the reader's language.
//!
//! Deliberately not here: files that come back unchanged; solutions have [`super::SolutionWriter`] for that.

use std::borrow::Cow;
use std::io::{self, Write};

use super::workbook::{self, SheetWriter};
use super::{Out, TableFormat, harmless, io_error, rows, table};
use crate::read::Separator;

/// Characters that a column of a workbook is wider than its header.
const ROOM: usize = 8;

/// Writes rows of texts. What people wrote may be hostile, so every cell is made harmless.
pub struct TableWriter<W: Write> {
    out: Out<W>,
}

impl<W: Write> TableWriter<W> {
    /// CSV: writes the byte order mark and the header.
    ///
    /// # Errors
    /// What `out` says.
    pub fn new<C: AsRef<str>>(out: W, separator: Separator, header: &[C]) -> io::Result<Self> {
        let mut writer = Self { out: Out::Csv(Box::new(table(out, separator)?)) };
        writer.write(header)?;
        Ok(writer)
    }

    /// A workbook whose sheet has this name: writes everything that stands before the rows.
    ///
    /// # Errors
    /// What `out` says.
    pub fn workbook<C: AsRef<str>>(out: W, name: &str, header: &[C]) -> io::Result<Self> {
        let widths: Vec<usize> = header.iter().map(|cell| cell.as_ref().chars().count() + ROOM).collect();
        Ok(Self { out: Out::Workbook(Box::new(SheetWriter::new(out, name, header, &widths)?)) })
    }

    /// Either, as `format` says.
    ///
    /// # Errors
    /// What `out` says.
    pub fn of<C: AsRef<str>>(format: TableFormat, out: W, name: &str, header: &[C]) -> io::Result<Self> {
        match format {
            TableFormat::Csv(separator) => Self::new(out, separator, header),
            TableFormat::Workbook => Self::workbook(out, name, header),
        }
    }

    /// Goes on with a CSV table whose beginning stands in another part: no byte order mark and no header.
    #[must_use]
    pub fn going_on(out: W, separator: Separator) -> Self {
        Self { out: Out::Csv(Box::new(rows(out, separator))) }
    }

    /// Writes one row; it has as many cells as the header.
    ///
    /// # Errors
    /// What `out` says.
    pub fn write<C: AsRef<str>>(&mut self, cells: &[C]) -> io::Result<()> {
        match &mut self.out {
            Out::Csv(table) => {
                let cells = cells.iter().map(|cell| harmless(cell.as_ref()).into_owned());
                table.write_record(cells).map_err(io_error)
            }
            // A cell of text is no formula, and a text that is longer than a cell is seen to be cut.
            Out::Workbook(sheet) => {
                let cells: Vec<_> = cells.iter().map(|cell| shortened(cell.as_ref())).collect();
                sheet.row(cells.iter().map(AsRef::as_ref))
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

fn shortened(text: &str) -> Cow<'_, str> {
    workbook::cut(text).map_or(Cow::Borrowed(text), |end| Cow::Owned(format!("{}…", &text[..end])))
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
