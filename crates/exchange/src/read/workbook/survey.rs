//! One look through a whole sheet: how many rows it has, which columns are used, what was interpreted, and its beginning.
//!
//! Deliberately not here: which sheet is chosen.

use super::header::{SampleCell, SampleRow};
use super::sheet::{Merged, RawRow, Sheet};
use super::value::{Book, Meaning};
use crate::read::{Limits, ReadError};

/// Rows of the beginning that are kept, and the bytes they may take.
const SAMPLE_ROWS: usize = 60;
const SAMPLE_BYTES: usize = 16 << 20;

/// What was found in a sheet.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Rows in which something can be seen.
    pub(super) rows: u64,
    pub(super) sample: Vec<SampleRow>,
    /// Whether a row before the first of the sample was too large to be read.
    pub(super) begins_too_large: bool,
    /// Columns that have something below the sample, by their place.
    used: Vec<bool>,
    pub(super) merged: Vec<Merged>,
    pub(super) found: Found,
    bytes: u64,
    sample_bytes: usize,
}

/// How many cells were interpreted in which way, and what is hidden.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Found {
    /// Numbers that are shown as days or times, and read so.
    pub moments: u64,
    /// Numbers that are shown as shares of a hundred.
    pub percents: u64,
    /// Numbers with zeros in front.
    pub padded: u64,
    /// Formulas; what they gave when the file was saved is read.
    pub formulas: u64,
    /// Rows that are hidden; they are read.
    pub hidden_rows: u64,
    /// Groups of columns that are hidden; they are read.
    pub hidden_columns: u64,
}

impl Survey {
    pub(super) fn of(mut sheet: Sheet<'_>, book: &Book, limits: &Limits) -> Result<Self, ReadError> {
        let mut survey = Self::default();
        while let Some(row) = sheet.next()? {
            survey.note(&row, book, limits)?;
        }
        survey.merged = sheet.merged().to_vec();
        survey.found.hidden_columns = sheet.hidden_columns() as u64;
        Ok(survey)
    }

    fn note(&mut self, row: &RawRow, book: &Book, limits: &Limits) -> Result<(), ReadError> {
        let sampling = self.sample.len() < SAMPLE_ROWS && self.sample_bytes < SAMPLE_BYTES;
        let mut cells = Vec::new();
        let mut is_seen = row.fault.is_some();
        for cell in &row.cells {
            self.found.formulas += u64::from(cell.formula);
            let meaning = book.meaning(cell)?;
            self.count(&meaning);
            let is_text = matches!(meaning, Meaning::Text(_));
            let text = meaning.into_text();
            self.bytes += text.len() as u64;
            if text.trim().is_empty() {
                continue;
            }
            is_seen = true;
            if sampling {
                self.sample_bytes += text.len();
                cells.push(SampleCell { column: cell.column, text: text.into_owned(), is_text });
            } else if cell.column < limits.columns {
                self.use_column(cell.column);
            }
        }
        // A text that is shared by many cells counts each time: a small file must not become an endless one.
        if self.bytes > limits.workbook_bytes {
            return Err(ReadError::WorkbookTooLarge { limit: limits.workbook_bytes });
        }
        self.rows += u64::from(is_seen);
        self.found.hidden_rows += u64::from(is_seen && row.hidden);
        if row.fault.is_some() {
            self.begins_too_large |= self.sample.is_empty();
        } else if !cells.is_empty() {
            self.sample.push(SampleRow { number: row.number, cells });
        }
        Ok(())
    }

    fn count(&mut self, meaning: &Meaning<'_>) {
        match meaning {
            Meaning::Moment(_) => self.found.moments += 1,
            Meaning::Percent(_) => self.found.percents += 1,
            Meaning::Padded(_) => self.found.padded += 1,
            // What became nothing is told row by row.
            Meaning::Text(_)
            | Meaning::Number(_)
            | Meaning::Boolean(_)
            | Meaning::TooLarge
            | Meaning::Nothing(_) => {}
        }
    }

    fn use_column(&mut self, column: usize) {
        if self.used.len() <= column {
            self.used.resize(column + 1, false);
        }
        self.used[column] = true;
    }

    /// The places of the columns that have something below row `header`, of at most `limit` columns.
    pub(super) fn used_below(&self, header: u64, limit: usize) -> impl Iterator<Item = usize> {
        let below = self.sample.iter().filter(move |row| row.number > header);
        let sampled = below.flat_map(|row| &row.cells).map(|cell| cell.column);
        let used = self.used.iter().enumerate().filter(|(_, used)| **used).map(|(column, _)| column);
        sampled.chain(used).filter(move |column| *column < limit)
    }

    /// Rows in which something can be seen below row `header`.
    pub(super) fn rows_below(&self, header: u64) -> u64 {
        let above = self.sample.iter().filter(|row| row.number <= header).count() as u64;
        self.rows.saturating_sub(above)
    }
}
