//! The rows of the chosen sheet below its header, as the rest of the crate sees rows.
//!
//! Deliberately not here: finding the header, and cleaning cells, which is the same for every kind of file.

use std::collections::HashMap;
use std::sync::Arc;

use super::sheet::{Merged, RawRow, Sheet};
use super::value::Meaning;
use super::{Table, Workbook};
use crate::problem::{Problem, ProblemKind, Remark};
use crate::read::{Cell, Column, Limits, ReadError, RowFault, SourceRow};

/// Longest value of merged cells that is repeated, and how much is repeated in all, in bytes.
const LONGEST_REPEATED: usize = 4 << 10;
const MOST_REPEATED: usize = 64 << 20;

pub(crate) struct Records<'a> {
    sheet: Sheet<'a>,
    workbook: Arc<Workbook>,
    columns: Arc<[Column]>,
    limits: Limits,
    /// The next of the merged areas that has not begun.
    next_merged: usize,
    /// Values of merged areas that go on, by column: the last row and the text.
    going_on: HashMap<usize, (u64, String)>,
    repeated: usize,
}

impl<'a> Records<'a> {
    pub(super) fn new(
        sheet: Sheet<'a>,
        workbook: Arc<Workbook>,
        columns: Arc<[Column]>,
        limits: Limits,
    ) -> Self {
        Self { sheet, workbook, columns, limits, next_merged: 0, going_on: HashMap::new(), repeated: 0 }
    }

    /// The next row below the header.
    pub(crate) fn next(&mut self) -> Result<Option<SourceRow>, RowFault> {
        let workbook = Arc::clone(&self.workbook);
        loop {
            let Some(raw) = self.sheet.next().map_err(RowFault::Broken)? else { return Ok(None) };
            if raw.number <= workbook.table.header_row {
                continue;
            }
            if let Some((column, kind)) = raw.fault {
                return Err(self.refused(raw.number, column, "", kind));
            }
            let mut row = self.row(&raw, &workbook)?;
            self.repeat(&mut row, &workbook.table)?;
            return Ok(Some(row));
        }
    }

    fn row(&self, raw: &RawRow, workbook: &Workbook) -> Result<SourceRow, RowFault> {
        let table = &workbook.table;
        let mut cells = vec![String::new(); self.columns.len()];
        let mut remarks = Vec::new();
        for cell in &raw.cells {
            let meaning = workbook.book.meaning(cell).map_err(RowFault::Broken)?;
            let place = table.places.binary_search(&cell.column).ok();
            let name = place.and_then(|place| self.columns.get(place)).map(|column| column.name.as_str());
            if meaning == Meaning::TooLarge {
                let kind = ProblemKind::CellTooLarge { limit: self.limits.cell_bytes };
                return Err(self.refused(raw.number, cell.column, "", kind));
            }
            if let Meaning::Nothing(kind) = meaning {
                if name.is_some() {
                    remarks.push(Remark::new(raw.number, name, &cell.value, kind));
                }
                continue;
            }
            let text = meaning.into_text();
            match place {
                Some(place) => cells[place] = text.into_owned(),
                None if table.continues_from.is_some_and(|from| cell.column >= from) => {
                    table.continue_cell(&text, &mut cells, &self.columns);
                }
                None if text.trim().is_empty() => {}
                None => {
                    let kind =
                        ProblemKind::CellOutsideTable { column: cell.column + 1, limit: self.limits.columns };
                    return Err(self.refused(raw.number, cell.column, &text, kind));
                }
            }
        }
        Ok(SourceRow { number: raw.number, cells: cells.into_iter().map(Cell::Text).collect(), remarks })
    }

    fn refused(&self, row: u64, column: usize, value: &str, kind: ProblemKind) -> RowFault {
        let place = self.workbook.table.places.binary_search(&column).ok();
        let name = place.and_then(|place| self.columns.get(place)).map(|column| column.name.as_str());
        RowFault::Refused(Problem::new(row, name, value, kind))
    }

    /// Cells that are merged over several rows say the same about each of the rows, so it is said in each that has
    /// anything else.
    fn repeat(&mut self, row: &mut SourceRow, table: &Table) -> Result<(), RowFault> {
        let is_blank = row.cells.iter().all(Cell::is_blank);
        while let Some(area) =
            table.repeated.get(self.next_merged).filter(|area| area.first_row <= row.number)
        {
            self.next_merged += 1;
            self.begin(area, row, table);
        }
        if is_blank {
            return Ok(());
        }
        for (column, (last, text)) in &self.going_on {
            let place = table.places.binary_search(column).ok();
            let cell = place.and_then(|place| row.cells.get_mut(place)).filter(|cell| cell.is_blank());
            if let (true, Some(cell)) = (row.number <= *last, cell) {
                self.repeated += text.len();
                *cell = Cell::Text(text.clone());
            }
        }
        if self.repeated > MOST_REPEATED {
            return Err(RowFault::Broken(ReadError::WorkbookTooLarge { limit: MOST_REPEATED as u64 }));
        }
        Ok(())
    }

    fn begin(&mut self, area: &Merged, row: &SourceRow, table: &Table) {
        self.going_on.remove(&area.first_column);
        let place = table.places.binary_search(&area.first_column).ok();
        let cell = place.filter(|_| area.first_row == row.number).and_then(|place| row.cells.get(place));
        if let Some(Cell::Text(text)) = cell
            && (1..=LONGEST_REPEATED).contains(&text.len())
        {
            self.going_on.insert(area.first_column, (area.last_row, text.clone()));
        }
    }
}
