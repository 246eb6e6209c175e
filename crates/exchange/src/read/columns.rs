//! The columns of a table: from the header of a CSV text, or from all objects of a JSON text. The header of a sheet is
//! found in [`super::workbook`] and named here.

use std::collections::{BTreeSet, HashSet};
use std::io::BufRead;

use super::{Limits, ReadError, json, separated};

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What mapping files and reports call it, different from every other column's: the header; `#4` for
    /// the fourth column when it has no header; `namn (2)` for the second with the header `namn`. Values of
    /// nested JSON objects have names with dots, `localized.sv.summary`.
    pub name: String,
    /// What stands in the file; empty when the header is. Of a header in several rows, the lowest where that says enough.
    pub header: String,
}

/// Reads the header, past `preface` lines before it.
pub(super) fn from_header<B: BufRead>(
    records: &mut separated::Records<B>,
    preface: u8,
    limits: &Limits,
) -> Result<Vec<Column>, ReadError> {
    if preface > 0 {
        records.skip_header(preface - 1)?;
    }
    let Some(header) = records.next()? else { return Err(ReadError::Empty) };
    if header.found > limits.columns {
        return Err(ReadError::TooManyColumns { limit: limits.columns });
    }
    if header.fault.is_some() {
        return Err(ReadError::HeaderTooLarge { limit: limits.cell_bytes });
    }
    let mut taken = HashSet::new();
    let headers = header.cells.iter().enumerate();
    Ok(headers.map(|(position, cell)| unique(position, &readable(cell), &mut taken)).collect())
}

/// Collects the names of all values of all objects.
pub(super) fn from_objects<B: BufRead>(
    mut elements: json::Elements<B>,
    limits: &Limits,
) -> Result<Vec<Column>, ReadError> {
    let mut names = BTreeSet::new();
    let (mut bytes, mut too_many) = (0, false);
    while let Some(element) = elements.next()? {
        let Ok(object) = element.found else { continue };
        json::visit(&object, &mut |path, _, _| {
            too_many |= names.len() > limits.columns;
            if !too_many && bytes <= limits.row_bytes && !names.contains(path) {
                bytes += path.len();
                names.insert(path.to_owned());
            }
        });
        if too_many {
            return Err(ReadError::TooManyColumns { limit: limits.columns });
        }
        if bytes > limits.row_bytes {
            return Err(ReadError::HeaderTooLarge { limit: limits.row_bytes });
        }
    }
    // Every element may be at fault; the rows then say why.
    Ok(names.into_iter().map(|name| Column { header: name.clone(), name }).collect())
}

/// The column at a position, called different from every other.
pub(super) fn unique(position: usize, header: &str, taken: &mut HashSet<String>) -> Column {
    let base = if header.is_empty() { format!("#{}", position + 1) } else { header.to_owned() };
    let mut name = base.clone();
    let mut count = 1;
    while !taken.insert(name.clone()) {
        count += 1;
        name = format!("{base} ({count})");
    }
    Column { name, header: header.to_owned() }
}

/// A header without control characters, marks that show nothing, and white space around and in rows.
pub(super) fn readable(cell: &str) -> String {
    let shown: String = cell
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}'))
        .collect();
    shown.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
