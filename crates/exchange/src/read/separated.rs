//! Records of a CSV text, one at a time, in bounded memory: a cell or row beyond the limit is read past, not kept.

use std::io::BufRead;

use csv_core::{ReadFieldResult, Reader};

use super::Limits;
use super::layout::{Quoting, Separator, last_line_end, parser};
use crate::problem::ProblemKind;

/// One record as it stands in the file.
pub(super) struct Record {
    /// Row of a spreadsheet that shows the file, the header included.
    pub(super) number: u64,
    /// Cells, at most as many as a table may have columns.
    pub(super) cells: Vec<String>,
    /// Number of cells, the ones not kept included.
    pub(super) found: usize,
    /// Whether a cell that was not kept had something in it.
    pub(super) lost: bool,
    /// Why the record cannot be used, and the place of the cell.
    pub(super) fault: Option<(usize, ProblemKind)>,
}

pub(super) struct Records<B> {
    input: B,
    parser: Reader,
    limits: Limits,
    /// The row that was read last.
    row: u64,
    after_carriage_return: bool,
}

impl<B: BufRead> Records<B> {
    pub(super) fn new(input: B, limits: Limits, separator: Separator, quoting: Quoting) -> Self {
        Self { input, parser: parser(separator, quoting), limits, row: 0, after_carriage_return: false }
    }

    /// Reads past the header and the lines before it.
    pub(super) fn skip_header(&mut self, preface: u8) -> std::io::Result<()> {
        for _ in 0..=preface {
            self.next()?;
        }
        Ok(())
    }

    /// The next record that is not an empty line.
    pub(super) fn next(&mut self) -> std::io::Result<Option<Record>> {
        self.skip_empty_lines()?;
        let mut partial = Partial::new(self.row + 1, self.limits);
        let mut out = [0; 8 << 10];
        let (mut started, mut ended) = (false, false);
        loop {
            let chunk = self.input.fill_buf()?;
            let result = if chunk.is_empty() && started && !ended {
                ended = true;
                let (result, unclosed) = last_line_end(&mut self.parser);
                if unclosed {
                    partial.fault(ProblemKind::UnclosedQuote);
                }
                result
            } else {
                let (result, read, written) = self.parser.read_field(chunk, &mut out);
                if read > 0 {
                    started = true;
                    self.after_carriage_return = chunk[read - 1] == b'\r';
                }
                self.input.consume(read);
                partial.extend(&out[..written]);
                result
            };
            match result {
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                ReadFieldResult::Field { record_end } => {
                    partial.end_cell();
                    if record_end {
                        self.row += 1;
                        return Ok(Some(partial.record));
                    }
                }
                ReadFieldResult::End => return Ok(None),
            }
        }
    }

    /// A spreadsheet shows empty lines as rows, so they are counted here before the parser skips them.
    fn skip_empty_lines(&mut self) -> std::io::Result<()> {
        loop {
            let chunk = self.input.fill_buf()?;
            match chunk.first() {
                Some(b'\n') if self.after_carriage_return => self.after_carriage_return = false,
                Some(b'\n') => self.row += 1,
                Some(b'\r') => {
                    self.row += 1;
                    self.after_carriage_return = true;
                }
                Some(_) | None => {
                    self.after_carriage_return = false;
                    return Ok(());
                }
            }
            self.input.consume(1);
        }
    }
}

struct Partial {
    record: Record,
    cell: Vec<u8>,
    bytes: usize,
    limits: Limits,
}

impl Partial {
    fn new(number: u64, limits: Limits) -> Self {
        let record = Record { number, cells: Vec::new(), found: 0, lost: false, fault: None };
        Self { record, cell: Vec::new(), bytes: 0, limits }
    }

    fn fault(&mut self, kind: ProblemKind) {
        self.record.fault.get_or_insert((self.record.found, kind));
    }

    fn extend(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len();
        if self.bytes > self.limits.row_bytes {
            self.fault(ProblemKind::RowTooLarge { limit: self.limits.row_bytes });
        } else if self.cell.len() + bytes.len() > self.limits.cell_bytes {
            self.fault(ProblemKind::CellTooLarge { limit: self.limits.cell_bytes });
        } else {
            self.cell.extend_from_slice(bytes);
        }
    }

    fn end_cell(&mut self) {
        if self.record.found < self.limits.columns {
            // The text was made UTF-8 before it came here; only a cell cut at its limit can end badly.
            self.record.cells.push(String::from_utf8_lossy(&self.cell).into_owned());
        } else {
            self.record.lost |= !self.cell.is_empty();
        }
        self.record.found += 1;
        self.cell.clear();
    }
}
