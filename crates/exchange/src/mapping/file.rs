//! Mapping files: TOML in which a person says what the columns mean.
//!
//! ```toml
//! guess = false                      # leave out what is not named here; the default is to guess it
//!
//! [fields]
//! id = "ID"                          # one column
//! name = ["AutoName", "Name"]        # the first that is filled
//! kind = { value = "system" }        # the same in every row
//! lifecycle = false                  # left out, and not guessed either
//! description = { join = ["Text", ["Notes", "Remarks"]], with = "\n\n" }
//! tags = { column = "Keywords", separator = "/" }
//! capabilities = { join = ["Sector", "Component"], separator = "" }   # not taken apart
//! ```

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Deserialize;

use super::{Field, ItemSeparator, MappingError, Origin, Reason, Rule, Shape};

/// A mapping file that has been read. The default one says nothing and lets everything be guessed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MappingFile {
    entries: Vec<(Field, Option<Written>)>,
    guessing: Guessing,
    left_out: BTreeSet<String>,
}

/// What happens to fields that the file does not name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Guessing {
    #[default]
    TheRest,
    Never,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Written {
    origin: Origin,
    items: Option<ItemSeparator>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    guess: Option<bool>,
    #[serde(default)]
    fields: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    Switch(bool),
    Column(String),
    First(Vec<String>),
    Value(Constant),
    Table(Table),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Constant {
    value: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    column: Option<Choice>,
    join: Option<Vec<Choice>>,
    with: Option<String>,
    separator: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Choice {
    One(String),
    Several(Vec<String>),
}

impl Choice {
    fn columns(self) -> Vec<String> {
        match self {
            Self::One(column) => vec![column],
            Self::Several(columns) => columns,
        }
    }
}

impl MappingFile {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// [`MappingError::InvalidFile`], [`MappingError::UnknownField`].
    pub fn parse(text: &str) -> Result<Self, MappingError> {
        let document: Document = toml::from_str(text).map_err(|error| MappingError::InvalidFile {
            line: error.span().map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1),
            detail: error.message().to_owned(),
        })?;
        let mut entries = Vec::new();
        for (name, entry) in document.fields {
            let field = Field::from_name(&name).ok_or_else(|| MappingError::UnknownField(name.clone()))?;
            entries.push((field, entry.written(&name)?));
        }
        let guessing = if document.guess == Some(false) { Guessing::Never } else { Guessing::TheRest };
        Ok(Self { entries, guessing, left_out: BTreeSet::new() })
    }

    /// What somebody has chosen column by column: the columns of each field, and those that are left out whatever they look like.
    /// Columns of one text are taken in their order, the first that is filled; those of a list follow each other. Fields that are
    /// not named are guessed from the columns that are.
    #[must_use]
    pub fn of_columns(
        chosen: impl IntoIterator<Item = (Field, String)>,
        left_out: impl IntoIterator<Item = String>,
    ) -> Self {
        let mut columns: BTreeMap<Field, Vec<String>> = BTreeMap::new();
        for (field, column) in chosen {
            columns.entry(field).or_default().push(column);
        }
        let entry = |(field, columns): (Field, Vec<String>)| {
            let origin = match field.shape() {
                Shape::List if columns.len() > 1 => Origin::Join {
                    parts: columns.into_iter().map(|column| vec![column]).collect(),
                    with: String::new(),
                },
                Shape::List | Shape::Text => Origin::First(columns),
            };
            (field, Some(Written { origin, items: None }))
        };
        let entries = columns.into_iter().map(entry).collect();
        Self { entries, guessing: Guessing::TheRest, left_out: left_out.into_iter().collect() }
    }

    /// Whether a column is left out whatever it looks like.
    pub(super) fn leaves_out(&self, column: &str) -> bool {
        self.left_out.contains(column)
    }

    /// Whether fields that are not named may be guessed.
    pub(super) const fn guesses(&self) -> bool {
        matches!(self.guessing, Guessing::TheRest)
    }

    /// Whether the file says something about the field, if only to leave it out.
    pub(super) fn decides(&self, field: Field) -> bool {
        self.entries.iter().any(|(decided, _)| *decided == field)
    }

    pub(super) fn rules(&self, places: &HashMap<String, usize>) -> Result<Vec<Rule>, MappingError> {
        let mut rules = Vec::new();
        for (field, written) in &self.entries {
            let Some(Written { origin, items }) = written else { continue };
            let mut columns = origin.columns().peekable();
            if let Some(first) = columns.peek().map(|first| (*first).clone())
                && !columns.any(|column| places.contains_key(column))
            {
                return Err(MappingError::MissingColumn { field: *field, column: first });
            }
            drop(columns);
            rules.push(Rule {
                field: *field,
                origin: origin.clone(),
                reason: Reason::MappingFile,
                items: items.clone(),
            });
        }
        Ok(rules)
    }
}

impl Entry {
    fn written(self, name: &str) -> Result<Option<Written>, MappingError> {
        let invalid = || MappingError::InvalidFile { line: None, detail: name.to_owned() };
        let plain = |origin| Ok(Some(Written { origin, items: None }));
        match self {
            Self::Switch(false) => Ok(None),
            Self::Switch(true) => Err(invalid()),
            Self::Column(column) => plain(Origin::First(vec![column])),
            Self::First(columns) if columns.is_empty() => Err(invalid()),
            Self::First(columns) => plain(Origin::First(columns)),
            Self::Value(constant) => plain(Origin::Value(constant.value)),
            Self::Table(Table { column, join, with, separator }) => {
                let items = separator.map(|text| {
                    if text.is_empty() { ItemSeparator::Whole } else { ItemSeparator::Text(text) }
                });
                let origin = match (column, join) {
                    (Some(column), None) => Origin::First(column.columns()),
                    (None, Some(parts)) => Origin::Join {
                        parts: parts.into_iter().map(Choice::columns).collect(),
                        with: with.unwrap_or_else(|| "\n\n".to_owned()),
                    },
                    (Some(_), Some(_)) | (None, None) => return Err(invalid()),
                };
                if origin.columns().next().is_none() {
                    return Err(invalid());
                }
                Ok(Some(Written { origin, items }))
            }
        }
    }
}
