//! How the items of a list stand in one cell.

use std::collections::HashMap;

use super::{Field, Rule};
use crate::read::{Cell, SourceRow};
use crate::write::split_items;

/// What stands between items in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemSeparator {
    /// The whole text is one item.
    Whole,
    /// This text, with or without white space around it.
    Text(String),
    /// ` | ` with escapes, as our own export writes it.
    OwnExport,
}

impl ItemSeparator {
    /// The items of a text: trimmed and not empty, unless it is an export of our own.
    #[must_use]
    pub fn split(&self, text: &str) -> Vec<String> {
        let trimmed = |item: &str| {
            let item = item.trim();
            (!item.is_empty()).then(|| item.to_owned())
        };
        match self {
            Self::Whole => trimmed(text).into_iter().collect(),
            Self::Text(separator) => text.split(separator.as_str()).filter_map(trimmed).collect(),
            Self::OwnExport => split_items(text),
        }
    }
}

/// Looks at the values of a list: `|`, `;` and line breaks separate wherever they occur. A comma is also
/// part of ordinary names, so it separates only fields of short words, and only short ones.
pub(super) fn detect(rule: &Rule, places: &HashMap<String, usize>, sample: &[SourceRow]) -> ItemSeparator {
    let texts: Vec<&str> = rule
        .origin
        .columns()
        .filter_map(|column| places.get(column))
        .flat_map(|place| sample.iter().filter_map(|row| row.cells.get(*place)))
        .filter_map(|cell| match cell {
            Cell::Text(text) => Some(text.as_str()),
            Cell::List(_) => None,
        })
        .collect();
    for separator in ["|", ";", "\n"] {
        if texts.iter().any(|text| text.trim().contains(separator)) {
            return ItemSeparator::Text(separator.to_owned());
        }
    }
    let short_words = matches!(rule.field, Field::Tags | Field::Standards | Field::Integrations);
    let pieces: Vec<usize> =
        texts.iter().flat_map(|text| text.split(',')).map(|piece| piece.trim().chars().count()).collect();
    let average = pieces.iter().sum::<usize>() / pieces.len().max(1);
    if short_words && average <= 30 && texts.iter().any(|text| text.contains(',')) {
        ItemSeparator::Text(",".to_owned())
    } else {
        ItemSeparator::Whole
    }
}
