//! From bytes to rows: what kind of file it is, how it is encoded and separated, which columns it has, and
//! its rows one at a time. A file is read twice, never held: the first reading looks at every byte, so that
//! what is said about the encoding is true of the whole file and a bomb stops before any row is used.
//!
//! Deliberately not here: what the columns mean ([`crate::mapping`]), and spreadsheets other than XLSX, which
//! are recognised only to be refused by name.

mod bytes;
mod cell;
mod columns;
mod encoding;
mod error;
mod file_kind;
mod json;
mod layout;
mod separated;
mod workbook;

use std::io::{BufReader, Read, Seek};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use self::workbook::Workbook;

pub use bytes::Packing;
pub use cell::{Cell, SourceRow};
pub use columns::Column;
pub use encoding::Encoding;
pub use error::{FileKind, Oddity, ReadError, RowFault};
pub use layout::{JsonLayout, Layout, Quoting, Separator};
pub use workbook::{DateSystem, Found, SheetInfo, SheetLayout};

/// Limits that keep memory flat and stop hostile files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of the file once unpacked.
    pub unpacked_bytes: u64,
    /// Most unpacked bytes per packed byte, asked once 16 MiB are unpacked. Tables pack 3 to 30 times.
    pub packing_ratio: u64,
    /// Most bytes of one cell.
    pub cell_bytes: usize,
    /// Most bytes of one row.
    pub row_bytes: usize,
    /// Most columns.
    pub columns: usize,
    /// Most bytes of a workbook's sheets, texts and styles once unpacked, and of what its cells show.
    pub workbook_bytes: u64,
    /// Most bytes of the texts that the cells of a workbook share, which are held in memory.
    pub workbook_text: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            unpacked_bytes: 4 << 30,
            packing_ratio: 200,
            cell_bytes: 1 << 20,
            row_bytes: 8 << 20,
            columns: 2_000,
            workbook_bytes: 512 << 20,
            workbook_text: 256 << 20,
        }
    }
}

/// How to read; what is `None` is found out from the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// Limits.
    pub limits: Limits,
    /// The encoding, when the person knows better.
    pub encoding: Option<Encoding>,
    /// The separator, when the person knows better.
    pub separator: Option<Separator>,
    /// The name of the sheet, when the person wants another one of a workbook.
    pub sheet: Option<String>,
}

/// What was found out about a file, to be said to the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    /// Plain or gzipped.
    pub packing: Packing,
    /// The encoding of the text; a workbook's is always UTF-8.
    pub encoding: Encoding,
    /// CSV, JSON or a workbook, and how.
    pub layout: Layout,
    /// Places in a UTF-8 file whose bytes are not UTF-8; each reads as U+FFFD.
    pub unreadable: u64,
    /// The file was written by [`crate::SolutionWriter`]: its cells are taken exactly as they were.
    pub own_export: bool,
}

/// A table that has been looked through once and can give its rows any number of times.
#[derive(Debug)]
pub struct Source<R> {
    input: R,
    limits: Limits,
    format: Format,
    columns: Vec<Column>,
    size: u64,
    workbook: Option<Arc<Workbook>>,
}

impl<R: Read + Seek> Source<R> {
    /// Looks through the whole of `input`; `name` is the file's name, used only for its ending.
    ///
    /// # Errors
    /// [`ReadError`] when it is not a table with at least one row, is damaged, or passes a limit.
    pub fn open(mut input: R, name: &str, options: ReadOptions) -> Result<Self, ReadError> {
        let limits = options.limits;
        if workbook::is_zip(&mut input)? {
            return Self::open_workbook(input, &options);
        }
        let survey = bytes::survey(&mut input, &limits)?;
        if let Some(kind) = file_kind::not_a_table(&survey.sample) {
            let is_protected = kind == FileKind::OldOffice && file_kind::is_encrypted(&mut input)?;
            return Err(if is_protected { ReadError::ProtectedWorkbook } else { ReadError::NotATable(kind) });
        }
        let encoding = options.encoding.unwrap_or_else(|| encoding::detect(&survey));
        let unreadable = match encoding {
            Encoding::Utf8 | Encoding::Utf8Bom => survey.malformed,
            // Not counted: every byte is a character, or pairs of bytes would have to be looked at.
            Encoding::Windows1252 | Encoding::Utf16Le | Encoding::Utf16Be => 0,
        };
        let sample = encoding.decode(&survey.sample);
        if sample.trim().is_empty() {
            return Err(ReadError::Empty);
        }
        let (layout, own_export) = layout::detect(&sample, name, options.separator)?;
        let format = Format { packing: survey.packing, encoding, layout, unreadable, own_export };
        let (columns, size) = (Vec::new(), survey.size);
        let mut source = Self { input, limits, format, columns, size, workbook: None };
        source.columns = source.read_columns()?;
        source.with_a_row()
    }

    fn open_workbook(mut input: R, options: &ReadOptions) -> Result<Self, ReadError> {
        let limits = options.limits;
        let opened = Workbook::open(&mut input, options.sheet.as_deref(), &limits)?;
        let format = Format {
            packing: Packing::Plain,
            encoding: Encoding::Utf8,
            layout: Layout::Workbook(opened.layout),
            unreadable: 0,
            own_export: opened.own_export,
        };
        let (columns, size) = (opened.columns, opened.workbook.size());
        let workbook = Some(Arc::new(opened.workbook));
        Self { input, limits, format, columns, size, workbook }.with_a_row()
    }

    /// The source, when it has a row.
    fn with_a_row(mut self) -> Result<Self, ReadError> {
        let first = self.rows()?.next();
        match first {
            Some(Err(RowFault::Broken(error))) => Err(error),
            Some(Ok(_) | Err(RowFault::Refused(_))) => Ok(self),
            None if self.columns.is_empty() => Err(ReadError::Empty),
            None => Err(ReadError::OnlyHeader { columns: self.columns.len() }),
        }
    }

    /// What was found out about the file.
    #[must_use]
    pub const fn format(&self) -> Format {
        self.format
    }

    /// The columns, in the order of the file (JSON: by name).
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The sheets of a workbook, in their order; none of another file.
    #[must_use]
    pub fn sheets(&self) -> &[SheetInfo] {
        self.workbook.as_ref().map_or(&[], |workbook| workbook.sheets())
    }

    /// Size once unpacked, in bytes: what [`Rows::bytes_read`] reaches at the end.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The rows from the first, whatever was read before. Rows whose cells are all empty are left out.
    ///
    /// # Errors
    /// [`ReadError::Io`] when the file cannot be read again.
    pub fn rows(&mut self) -> Result<Rows<'_>, ReadError> {
        let columns: Arc<[Column]> = self.columns.as_slice().into();
        let (format, limits) = (self.format, self.limits);
        if let Some(workbook) = &self.workbook {
            let (records, bytes) = workbook.records(&mut self.input, Arc::clone(&columns), limits)?;
            let reader = Reader::Workbook(Box::new(records));
            return Ok(Rows { reader, columns, limits, format, bytes, ended: false });
        }
        let (text, bytes) = self.text()?;
        let reader = match format.layout {
            Layout::Csv { separator, quoting, preface } => {
                let mut rows = separated::Records::new(text, limits, separator, quoting);
                rows.skip_header(preface)?;
                Reader::Csv(Box::new(rows))
            }
            Layout::Json(layout) => {
                let places = columns.iter().enumerate();
                let places = places.map(|(place, column)| (column.name.as_str().into(), place)).collect();
                Reader::Json(json::Elements::new(text, limits, layout), places)
            }
            // It has been looked through, or it could not have been opened.
            Layout::Workbook(_) => return Err(ReadError::DamagedWorkbook),
        };
        Ok(Rows { reader, columns, limits, format, bytes, ended: false })
    }

    /// The first readable rows, at most `most`, to guess a mapping from.
    ///
    /// # Errors
    /// [`ReadError`] when the file cannot be read again.
    pub fn sample(&mut self, most: usize) -> Result<Vec<SourceRow>, ReadError> {
        let mut rows = Vec::new();
        for row in self.rows()? {
            match row {
                Ok(row) => rows.push(row),
                Err(RowFault::Refused(_)) => {}
                Err(RowFault::Broken(error)) => return Err(error),
            }
            if rows.len() >= most {
                break;
            }
        }
        Ok(rows)
    }

    fn text(&mut self) -> Result<(Text<'_>, Arc<AtomicU64>), ReadError> {
        let (bytes, count) = bytes::unpack(&mut self.input, &self.limits)?;
        Ok((BufReader::with_capacity(64 << 10, self.format.encoding.reader(bytes)), count))
    }

    fn read_columns(&mut self) -> Result<Vec<Column>, ReadError> {
        let (limits, layout) = (self.limits, self.format.layout);
        let (text, _) = self.text()?;
        match layout {
            Layout::Csv { separator, quoting, preface } => {
                let mut records = separated::Records::new(text, limits, separator, quoting);
                columns::from_header(&mut records, preface, &limits)
            }
            Layout::Json(json) => columns::from_objects(json::Elements::new(text, limits, json), &limits),
            // Its columns came with its sheet.
            Layout::Workbook(_) => Ok(Vec::new()),
        }
    }
}

type Text<'a> = BufReader<Box<dyn Read + 'a>>;

enum Reader<'a> {
    Csv(Box<separated::Records<Text<'a>>>),
    Json(json::Elements<Text<'a>>, cell::Places),
    Workbook(Box<workbook::Records<'a>>),
}

/// The rows of a [`Source`], one at a time. After [`RowFault::Broken`] there are no more.
pub struct Rows<'a> {
    reader: Reader<'a>,
    columns: Arc<[Column]>,
    limits: Limits,
    format: Format,
    bytes: Arc<AtomicU64>,
    ended: bool,
}

impl Rows<'_> {
    /// Unpacked bytes read so far, for a progress bar. Runs ahead of the rows by at most one buffer.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<SourceRow, RowFault>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let raw = match &mut self.reader {
                Reader::Csv(records) => cell::from_record(records.next(), &self.columns),
                Reader::Json(elements, places) => {
                    cell::from_element(elements.next(), &self.columns, places, &self.limits)
                }
                Reader::Workbook(records) => records.next(),
            };
            match raw {
                Ok(None) => self.ended = true,
                Ok(Some(mut row)) => {
                    if row.clean(&self.columns, &self.format) {
                        return Some(Ok(row));
                    }
                }
                Err(RowFault::Broken(error)) => {
                    self.ended = true;
                    return Some(Err(RowFault::Broken(error)));
                }
                Err(refused) => return Some(Err(refused)),
            }
        }
        None
    }
}
