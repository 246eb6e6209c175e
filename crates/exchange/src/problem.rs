//! What can be wrong with a row, and what was done to it without refusing it: enums with data and stable codes.
//!
//! Deliberately not here: sentences. `web` has one text per code; the codes are part of the row report
//! and do not change between versions.

use crate::mapping::Field;

/// Longest piece of a value that is quoted in a report, in characters.
const EXCERPT: usize = 80;

/// Why a row is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The row as the person sees it: the row of the spreadsheet (the header is row 1), the line of a
    /// JSON Lines file, or the place in a JSON array (the first is 1).
    pub row: u64,
    /// Header of the column, when one column is at fault.
    pub column: Option<String>,
    /// The value as written, at most 80 characters of it.
    pub value: String,
    /// What is wrong.
    pub kind: ProblemKind,
}

impl Problem {
    pub(crate) fn new(row: u64, column: Option<&str>, value: &str, kind: ProblemKind) -> Self {
        Self { row, column: column.map(str::to_owned), value: excerpt(value), kind }
    }
}

/// What is wrong with a row. Lengths are in characters, except where bytes are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// No name, or one that shows nothing (white space, zero-width marks, control characters).
    NoName,
    /// A text longer than its field allows.
    TooLong {
        /// The field.
        field: Field,
        /// The greatest number of characters.
        limit: usize,
        /// How many there are.
        length: usize,
    },
    /// One item of a list longer than items may be.
    ItemTooLong {
        /// The field.
        field: Field,
        /// The greatest number of characters.
        limit: usize,
        /// How many there are.
        length: usize,
    },
    /// A list with more items than a list may have.
    TooManyItems {
        /// The field.
        field: Field,
        /// The greatest number of items.
        limit: usize,
        /// How many there are.
        count: usize,
    },
    /// A cell with more bytes than one cell may have; nearly always a quotation mark that is missing.
    CellTooLarge {
        /// The greatest number of bytes.
        limit: usize,
    },
    /// A row with more bytes than one row may have.
    RowTooLarge {
        /// The greatest number of bytes.
        limit: usize,
    },
    /// More filled cells than the header has columns.
    TooManyCells {
        /// Columns of the header.
        columns: usize,
        /// Cells of the row.
        found: usize,
    },
    /// A cell of a sheet that stands further out than columns are read.
    CellOutsideTable {
        /// The column, from 1.
        column: usize,
        /// The greatest number of columns.
        limit: usize,
    },
    /// A quotation mark opened a cell and no other closed it before the end of the file.
    UnclosedQuote,
    /// The line or element is not JSON, or ends in the middle.
    InvalidJson,
    /// JSON, but not an object with named values.
    NotAnObject,
}

impl ProblemKind {
    /// The stable code of the report.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoName => "no_name",
            Self::TooLong { .. } => "too_long",
            Self::ItemTooLong { .. } => "item_too_long",
            Self::TooManyItems { .. } => "too_many_items",
            Self::CellTooLarge { .. } => "cell_too_large",
            Self::RowTooLarge { .. } => "row_too_large",
            Self::TooManyCells { .. } => "too_many_cells",
            Self::CellOutsideTable { .. } => "cell_outside_table",
            Self::UnclosedQuote => "unclosed_quote",
            Self::InvalidJson => "invalid_json",
            Self::NotAnObject => "not_an_object",
        }
    }

    /// What the person can do about it.
    #[must_use]
    pub const fn advice(self) -> Advice {
        match self {
            Self::NoName => Advice::FillInName,
            Self::TooLong { .. } | Self::ItemTooLong { .. } => Advice::Shorten,
            Self::TooManyItems { .. } => Advice::RemoveItems,
            Self::CellTooLarge { .. } | Self::RowTooLarge { .. } | Self::UnclosedQuote => Advice::CheckQuotes,
            Self::TooManyCells { .. } => Advice::CheckSeparators,
            Self::CellOutsideTable { .. } => Advice::EmptyCell,
            Self::InvalidJson | Self::NotAnObject => Advice::CorrectJson,
        }
    }
}

/// What to do about a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice {
    /// Write a name, or remove the row.
    FillInName,
    /// Make the text shorter.
    Shorten,
    /// Remove items, or correct the list separator of the mapping.
    RemoveItems,
    /// Look for a quotation mark that opens and never closes.
    CheckQuotes,
    /// Look for a separator inside a cell that has no quotation marks around it.
    CheckSeparators,
    /// Empty the cell, or move what is in it into the table.
    EmptyCell,
    /// Correct the JSON of this row.
    CorrectJson,
}

impl Advice {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::FillInName => "fill_in_name",
            Self::Shorten => "shorten",
            Self::RemoveItems => "remove_items",
            Self::CheckQuotes => "check_quotes",
            Self::CheckSeparators => "check_separators",
            Self::EmptyCell => "empty_cell",
            Self::CorrectJson => "correct_json",
        }
    }
}

/// Something about a row that is told but does not refuse it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The row, counted as in [`Problem`].
    pub row: u64,
    /// Header of the column, when it is about one.
    pub column: Option<String>,
    /// The value as written, at most 80 characters of it.
    pub value: String,
    /// What it is about.
    pub kind: RemarkKind,
}

impl Remark {
    pub(crate) fn new(row: u64, column: Option<&str>, value: &str, kind: RemarkKind) -> Self {
        Self { row, column: column.map(str::to_owned), value: excerpt(value), kind }
    }
}

/// What a remark is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemarkKind {
    /// NUL or other control characters were taken out of a cell.
    ControlCharactersRemoved {
        /// How many.
        count: usize,
    },
    /// Bytes that are not text in the file's encoding stand as U+FFFD in the cell.
    UnreadableCharacters {
        /// How many.
        count: usize,
    },
    /// The row has fewer cells than the header; the missing ones are empty.
    FewerCells {
        /// Columns of the header.
        columns: usize,
        /// Cells of the row.
        found: usize,
    },
    /// A cell of a sheet shows an error (`#REF!`) and is taken for empty.
    ErrorInCell,
    /// A formula that was saved without what it gives; the cell is taken for empty.
    FormulaWithoutValue,
    /// A name or summary was cut to its limit; the whole text stands first in the description.
    Shortened {
        /// The field.
        field: Field,
        /// The limit, in characters.
        limit: usize,
        /// How long it was, in characters.
        length: usize,
    },
}

impl RemarkKind {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ControlCharactersRemoved { .. } => "control_characters_removed",
            Self::UnreadableCharacters { .. } => "unreadable_characters",
            Self::FewerCells { .. } => "fewer_cells",
            Self::ErrorInCell => "error_in_cell",
            Self::FormulaWithoutValue => "formula_without_value",
            Self::Shortened { .. } => "shortened",
        }
    }
}

fn excerpt(value: &str) -> String {
    match value.char_indices().nth(EXCERPT) {
        None => value.to_owned(),
        Some((end, _)) => format!("{}…", &value[..end]),
    }
}
