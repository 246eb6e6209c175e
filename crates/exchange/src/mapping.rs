//! Which column means what: guessed from headers and content, or written down in a mapping file, and always
//! told column by column so that a person can judge it before anything is imported.
//!
//! Deliberately not here: what the values mean. A status or organisation is handed on as it is written.

mod field;
mod file;
mod guess;
mod items;
mod vocabulary;

use std::collections::HashMap;
use std::io::{Read, Seek};

pub use field::{Field, Shape};
pub use file::MappingFile;
pub use items::ItemSeparator;
pub(crate) use vocabulary::known_header;

use crate::read::{Cell, Column, Source, SourceRow};

/// Where the value of a field comes from. Columns are named as in [`Column::name`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The first of these columns that is filled.
    First(Vec<String>),
    /// Several parts, each the first filled of its columns, put together with a text between them. For
    /// lists the text between is not used: the items follow each other.
    Join {
        /// The parts.
        parts: Vec<Vec<String>>,
        /// Between two filled parts.
        with: String,
    },
    /// The same text in every row.
    Value(String),
}

/// What one column is used for, to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interpretation {
    /// [`Column::name`].
    pub column: String,
    /// The fields it fills, none when it is left out.
    pub fields: Vec<Field>,
    /// How that was decided.
    pub reason: Reason,
    /// How a text is taken apart, when a field is a list.
    pub items: Option<ItemSeparator>,
}

/// Why a column is used as it is, or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The header is a known word for the field.
    Header,
    /// The header begins with a known word for the field.
    HeaderBeginning,
    /// The last part of the name of a nested value is a known word for the field.
    NestedName,
    /// The values look like it.
    Content,
    /// The mapping file says so.
    MappingFile,
    /// The file is an export of our own.
    OwnExport,
    /// Left out: nothing says what it is.
    NotRecognised,
    /// Left out: the field is filled by a column that fits better.
    FieldTaken(Field),
    /// Left out: every cell looked at is empty.
    Empty,
}

impl Reason {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::HeaderBeginning => "header_beginning",
            Self::NestedName => "nested_name",
            Self::Content => "content",
            Self::MappingFile => "mapping_file",
            Self::OwnExport => "own_export",
            Self::NotRecognised => "not_recognised",
            Self::FieldTaken(_) => "field_taken",
            Self::Empty => "empty",
        }
    }
}

/// Why columns cannot be mapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MappingError {
    /// Nothing says which column holds the name.
    NoNameColumn,
    /// None of the columns that the mapping file names for a field exists.
    MissingColumn {
        /// The field.
        field: Field,
        /// The first column named for it.
        column: String,
    },
    /// The mapping file names a field that does not exist.
    UnknownField(String),
    /// The mapping file cannot be read.
    InvalidFile {
        /// Line of the file, from 1, when it is known.
        line: Option<usize>,
        /// What the TOML reader says, in English.
        detail: String,
    },
}

impl MappingError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoNameColumn => "no_name_column",
            Self::MissingColumn { .. } => "missing_column",
            Self::UnknownField(_) => "unknown_field",
            Self::InvalidFile { .. } => "invalid_mapping_file",
        }
    }
}

/// Shows the code: sentences are for `web`.
impl std::fmt::Display for MappingError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for MappingError {}

/// A field, where its value comes from, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rule {
    pub(crate) field: Field,
    pub(crate) origin: Origin,
    pub(crate) reason: Reason,
    pub(crate) items: Option<ItemSeparator>,
}

/// Columns of one file, each understood or left out. [`Mapping::record`] turns rows into records.
#[derive(Debug, Clone)]
pub struct Mapping {
    pub(crate) rules: Vec<Rule>,
    pub(crate) places: HashMap<String, usize>,
    interpretations: Vec<Interpretation>,
    pub(crate) verbatim: bool,
}

impl Mapping {
    /// Guesses every field. `sample` is a few hundred rows of the same source.
    ///
    /// # Errors
    /// [`MappingError::NoNameColumn`].
    pub fn guess<R: Read + Seek>(source: &Source<R>, sample: &[SourceRow]) -> Result<Self, MappingError> {
        Self::with_file(source, sample, &MappingFile::default())
    }

    /// Takes what the mapping file says and guesses the rest, unless the file forbids it.
    ///
    /// # Errors
    /// [`MappingError::NoNameColumn`], [`MappingError::MissingColumn`].
    pub fn with_file<R: Read + Seek>(
        source: &Source<R>,
        sample: &[SourceRow],
        file: &MappingFile,
    ) -> Result<Self, MappingError> {
        let columns = source.columns();
        let own = source.format().own_export;
        let places: HashMap<String, usize> =
            columns.iter().enumerate().map(|(place, column)| (column.name.clone(), place)).collect();
        let mut rules = file.rules(&places)?;
        let mut left_out = Vec::new();
        if own {
            rules.extend(own_rules(columns, &rules, file));
        } else if file.guesses() {
            let guessed = guess::rules(columns, sample, &rules, file);
            rules.extend(guessed.rules);
            left_out = guessed.left_out;
        }
        for rule in &mut rules {
            if rule.field.shape() == Shape::List && rule.items.is_none() {
                rule.items = Some(items::detect(rule, &places, sample));
            }
        }
        if !rules.iter().any(|rule| rule.field == Field::Name) {
            return Err(MappingError::NoNameColumn);
        }
        let interpretations = columns
            .iter()
            .enumerate()
            .map(|(place, column)| interpret(place, column, &rules, &left_out, sample))
            .collect();
        Ok(Self { rules, places, interpretations, verbatim: own })
    }

    /// What every column is used for, in the order of the file.
    #[must_use]
    pub fn interpretations(&self) -> &[Interpretation] {
        &self.interpretations
    }

    /// Where a field's value comes from, if it has one.
    #[must_use]
    pub fn origin(&self, field: Field) -> Option<&Origin> {
        self.rules.iter().find(|rule| rule.field == field).map(|rule| &rule.origin)
    }

    pub(crate) fn cell<'a>(&self, row: &'a SourceRow, column: &str) -> Option<&'a Cell> {
        row.cells.get(*self.places.get(column)?)
    }
}

impl Origin {
    /// Every column named, in order.
    pub(crate) fn columns(&self) -> Box<dyn Iterator<Item = &String> + '_> {
        match self {
            Self::First(columns) => Box::new(columns.iter()),
            Self::Join { parts, .. } => Box::new(parts.iter().flatten()),
            Self::Value(_) => Box::new(std::iter::empty()),
        }
    }
}

/// An export of our own names its columns after the fields.
fn own_rules(columns: &[Column], written: &[Rule], file: &MappingFile) -> Vec<Rule> {
    let free = |field: &Field| !file.decides(*field) && !written.iter().any(|rule| rule.field == *field);
    columns
        .iter()
        .filter(|column| !file.leaves_out(&column.name))
        .filter_map(|column| {
            let field = Field::from_name(&column.name).filter(free)?;
            let items = (field.shape() == Shape::List).then_some(ItemSeparator::OwnExport);
            let origin = Origin::First(vec![column.name.clone()]);
            Some(Rule { field, origin, reason: Reason::OwnExport, items })
        })
        .collect()
}

fn interpret(
    place: usize,
    column: &Column,
    rules: &[Rule],
    left_out: &[(String, Reason)],
    sample: &[SourceRow],
) -> Interpretation {
    let using: Vec<&Rule> =
        rules.iter().filter(|rule| rule.origin.columns().any(|name| *name == column.name)).collect();
    let reason = match using.first() {
        Some(rule) => rule.reason,
        None if sample.iter().all(|row| row.cells.get(place).is_none_or(Cell::is_blank)) => Reason::Empty,
        None => left_out
            .iter()
            .find(|(name, _)| *name == column.name)
            .map_or(Reason::NotRecognised, |(_, reason)| *reason),
    };
    Interpretation {
        column: column.name.clone(),
        fields: using.iter().map(|rule| rule.field).collect(),
        reason,
        items: using.iter().find_map(|rule| rule.items.clone()),
    }
}
