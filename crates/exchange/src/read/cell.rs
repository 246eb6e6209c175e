//! Rows and cells as the rest of the crate sees them, the same from CSV and JSON.

use std::collections::HashMap;
use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::json::{Element, Standing, visit};
use super::separated::Record;
use super::{Column, Format, Limits, RowFault};
use crate::problem::{Problem, ProblemKind, Remark, RemarkKind};

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// A text, as written; empty when there is none.
    Text(String),
    /// Several values, from a JSON array.
    List(Vec<String>),
}

impl Cell {
    /// Whether nothing but white space is in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::List(items) => items.iter().all(|item| item.trim().is_empty()),
        }
    }

    fn add(&mut self, text: String, standing: Standing) {
        match (self, standing) {
            (Self::List(items), Standing::Alone | Standing::InArray) => items.push(text),
            (cell @ Self::Text(_), Standing::Alone) => *cell = Self::Text(text),
            (cell @ Self::Text(_), Standing::InArray) => *cell = Self::List(vec![text]),
        }
    }

    fn texts_mut(&mut self) -> &mut [String] {
        match self {
            Self::Text(text) => std::slice::from_mut(text),
            Self::List(items) => items,
        }
    }
}

/// One row: as many cells as the table has columns, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRow {
    /// The row as the person sees it, see [`Problem::row`].
    pub number: u64,
    /// The cells: NFC, without control characters other than tab and line breaks.
    pub cells: Vec<Cell>,
    /// What was done to them.
    pub remarks: Vec<Remark>,
}

impl SourceRow {
    /// Cleans every cell and tells whether anything is left in the row.
    pub(super) fn clean(&mut self, columns: &[Column], format: &Format) -> bool {
        for (cell, column) in self.cells.iter_mut().zip(columns) {
            for text in cell.texts_mut() {
                clean_text(text, column, format, self.number, &mut self.remarks);
            }
        }
        !self.cells.iter().all(Cell::is_blank)
    }
}

fn clean_text(text: &mut String, column: &Column, format: &Format, row: u64, remarks: &mut Vec<Remark>) {
    let count = text.chars().filter(|c| unwanted(*c)).count();
    if count > 0 {
        text.retain(|c| !unwanted(c));
        remarks.push(Remark::new(
            row,
            Some(&column.name),
            text,
            RemarkKind::ControlCharactersRemoved { count },
        ));
    }
    if format.unreadable > 0 {
        let count = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
        if count > 0 {
            remarks.push(Remark::new(
                row,
                Some(&column.name),
                text,
                RemarkKind::UnreadableCharacters { count },
            ));
        }
    }
    // An export of our own comes back exactly as it was written.
    if !format.own_export && !is_nfc(text) {
        *text = text.nfc().collect();
    }
}

fn unwanted(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

pub(super) fn from_record(
    record: std::io::Result<Option<Record>>,
    columns: &[Column],
) -> Result<Option<SourceRow>, RowFault> {
    let Some(record) = record? else { return Ok(None) };
    let Record { number, mut cells, found, mut lost, fault } = record;
    if let Some((place, kind)) = fault {
        let column = columns.get(place).map(|column| column.name.as_str());
        let value = cells.get(place).map_or("", String::as_str);
        return Err(RowFault::Refused(Problem::new(number, column, value, kind)));
    }
    let extra = cells.iter().skip(columns.len()).find(|cell| !cell.trim().is_empty());
    lost |= extra.is_some();
    if lost {
        let kind = ProblemKind::TooManyCells { columns: columns.len(), found };
        return Err(RowFault::Refused(Problem::new(number, None, extra.map_or("", String::as_str), kind)));
    }
    let mut remarks = Vec::new();
    if found < columns.len() {
        let kind = RemarkKind::FewerCells { columns: columns.len(), found };
        remarks.push(Remark::new(number, None, "", kind));
    }
    cells.resize(columns.len(), String::new());
    Ok(Some(SourceRow { number, cells: cells.into_iter().map(Cell::Text).collect(), remarks }))
}

/// Where each column stands, by its name.
pub(super) type Places = HashMap<Arc<str>, usize>;

pub(super) fn from_element(
    element: std::io::Result<Option<Element>>,
    columns: &[Column],
    places: &Places,
    limits: &Limits,
) -> Result<Option<SourceRow>, RowFault> {
    let Some(Element { number, found }) = element? else { return Ok(None) };
    let object = match found {
        Ok(object) => object,
        Err((beginning, kind)) => {
            return Err(RowFault::Refused(Problem::new(number, None, &beginning, kind)));
        }
    };
    let mut cells = vec![Cell::Text(String::new()); columns.len()];
    let mut too_large = None;
    visit(&object, &mut |path, text, standing| {
        let Some(place) = places.get(path) else { return };
        if text.len() > limits.cell_bytes {
            too_large.get_or_insert((*place, text.chars().take(100).collect::<String>()));
        } else if let Some(cell) = cells.get_mut(*place) {
            cell.add(text.into_owned(), standing);
        }
    });
    if let Some((place, beginning)) = too_large {
        let kind = ProblemKind::CellTooLarge { limit: limits.cell_bytes };
        let column = columns.get(place).map(|column| column.name.as_str());
        return Err(RowFault::Refused(Problem::new(number, column, &beginning, kind)));
    }
    Ok(Some(SourceRow { number, cells, remarks: Vec::new() }))
}
