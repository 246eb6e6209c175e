//! From a row to the record of a solution: named texts and lists, as the source wrote them.
//!
//! Deliberately not here: what an organisation, area, status or level means. `app` interprets them and keeps
//! what it does not know, so nothing in those fields refuses a row here.

use std::collections::HashSet;

use crate::mapping::{Field, ItemSeparator, Mapping, Origin, Rule};
use crate::problem::{Problem, ProblemKind, Remark, RemarkKind};
use crate::read::{Cell, SourceRow};

/// Most items of one list; [`Field::Usages`] may have more.
pub const ITEMS_MAX: usize = 200;

/// A solution as a table describes it. An empty text or list means that the source says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SolutionRecord {
    /// The row it came from, see [`Problem::row`]; 0 for one that was not read from a file.
    pub row: u64,
    /// [`Field::Id`].
    pub id: String,
    /// [`Field::Name`]; never empty in a record that was read.
    pub name: String,
    /// [`Field::Summary`].
    pub summary: String,
    /// [`Field::Description`].
    pub description: String,
    /// [`Field::Provider`].
    pub provider: String,
    /// [`Field::Organisation`].
    pub organisation: String,
    /// [`Field::Url`].
    pub url: String,
    /// [`Field::Kind`].
    pub kind: String,
    /// [`Field::Lifecycle`].
    pub lifecycle: String,
    /// [`Field::UsageStatus`].
    pub usage_status: String,
    /// [`Field::Usages`].
    pub usages: Vec<String>,
    /// [`Field::ServiceAreas`].
    pub service_areas: Vec<String>,
    /// [`Field::Capabilities`].
    pub capabilities: Vec<String>,
    /// [`Field::Tags`].
    pub tags: Vec<String>,
    /// [`Field::Integrations`].
    pub integrations: Vec<String>,
    /// [`Field::Standards`].
    pub standards: Vec<String>,
    /// [`Field::Licence`].
    pub licence: String,
    /// [`Field::Sharing`].
    pub sharing: String,
    /// [`Field::Language`].
    pub language: String,
    /// [`Field::TypicalNeeds`].
    pub typical_needs: Vec<String>,
    /// [`Field::ContactRole`].
    pub contact_role: String,
    /// [`Field::Confidentiality`].
    pub confidentiality: String,
    /// [`Field::Integrity`].
    pub integrity: String,
    /// [`Field::Availability`].
    pub availability: String,
    /// [`Field::Created`].
    pub created: String,
    /// [`Field::Updated`].
    pub updated: String,
    /// [`Field::Number`].
    pub number: String,
    /// [`Field::Version`].
    pub version: String,
}

/// The value of one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<'a> {
    /// A text.
    Text(&'a str),
    /// A list.
    List(&'a [String]),
}

enum Slot<'a> {
    Text(&'a mut String),
    List(&'a mut Vec<String>),
}

impl SolutionRecord {
    /// The value of a field.
    #[must_use]
    pub fn value(&self, field: Field) -> Value<'_> {
        match field {
            Field::Id => Value::Text(&self.id),
            Field::Name => Value::Text(&self.name),
            Field::Summary => Value::Text(&self.summary),
            Field::Description => Value::Text(&self.description),
            Field::Provider => Value::Text(&self.provider),
            Field::Organisation => Value::Text(&self.organisation),
            Field::Url => Value::Text(&self.url),
            Field::Kind => Value::Text(&self.kind),
            Field::Lifecycle => Value::Text(&self.lifecycle),
            Field::UsageStatus => Value::Text(&self.usage_status),
            Field::Usages => Value::List(&self.usages),
            Field::ServiceAreas => Value::List(&self.service_areas),
            Field::Capabilities => Value::List(&self.capabilities),
            Field::Tags => Value::List(&self.tags),
            Field::Integrations => Value::List(&self.integrations),
            Field::Standards => Value::List(&self.standards),
            Field::Licence => Value::Text(&self.licence),
            Field::Sharing => Value::Text(&self.sharing),
            Field::Language => Value::Text(&self.language),
            Field::TypicalNeeds => Value::List(&self.typical_needs),
            Field::ContactRole => Value::Text(&self.contact_role),
            Field::Confidentiality => Value::Text(&self.confidentiality),
            Field::Integrity => Value::Text(&self.integrity),
            Field::Availability => Value::Text(&self.availability),
            Field::Created => Value::Text(&self.created),
            Field::Updated => Value::Text(&self.updated),
            Field::Number => Value::Text(&self.number),
            Field::Version => Value::Text(&self.version),
        }
    }

    fn slot(&mut self, field: Field) -> Slot<'_> {
        match field {
            Field::Id => Slot::Text(&mut self.id),
            Field::Name => Slot::Text(&mut self.name),
            Field::Summary => Slot::Text(&mut self.summary),
            Field::Description => Slot::Text(&mut self.description),
            Field::Provider => Slot::Text(&mut self.provider),
            Field::Organisation => Slot::Text(&mut self.organisation),
            Field::Url => Slot::Text(&mut self.url),
            Field::Kind => Slot::Text(&mut self.kind),
            Field::Lifecycle => Slot::Text(&mut self.lifecycle),
            Field::UsageStatus => Slot::Text(&mut self.usage_status),
            Field::Usages => Slot::List(&mut self.usages),
            Field::ServiceAreas => Slot::List(&mut self.service_areas),
            Field::Capabilities => Slot::List(&mut self.capabilities),
            Field::Tags => Slot::List(&mut self.tags),
            Field::Integrations => Slot::List(&mut self.integrations),
            Field::Standards => Slot::List(&mut self.standards),
            Field::Licence => Slot::Text(&mut self.licence),
            Field::Sharing => Slot::Text(&mut self.sharing),
            Field::Language => Slot::Text(&mut self.language),
            Field::TypicalNeeds => Slot::List(&mut self.typical_needs),
            Field::ContactRole => Slot::Text(&mut self.contact_role),
            Field::Confidentiality => Slot::Text(&mut self.confidentiality),
            Field::Integrity => Slot::Text(&mut self.integrity),
            Field::Availability => Slot::Text(&mut self.availability),
            Field::Created => Slot::Text(&mut self.created),
            Field::Updated => Slot::Text(&mut self.updated),
            Field::Number => Slot::Text(&mut self.number),
            Field::Version => Slot::Text(&mut self.version),
        }
    }
}

/// A record and what was done to its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The record.
    pub record: SolutionRecord,
    /// What is told about the row.
    pub remarks: Vec<Remark>,
}

impl Mapping {
    /// The record of a row.
    ///
    /// # Errors
    /// Every problem of the row, at least one.
    pub fn record(&self, row: &SourceRow) -> Result<Made, Vec<Problem>> {
        let mut record = SolutionRecord { row: row.number, ..SolutionRecord::default() };
        for rule in &self.rules {
            match record.slot(rule.field) {
                Slot::Text(text) => *text = self.text(rule, row),
                Slot::List(items) => *items = self.items(rule, row),
            }
        }
        let mut remarks = row.remarks.clone();
        if !self.verbatim {
            self.shorten(&mut record, Field::Summary, &mut remarks);
            self.shorten(&mut record, Field::Name, &mut remarks);
        }
        let problems = self.problems(&record);
        if problems.is_empty() { Ok(Made { record, remarks }) } else { Err(problems) }
    }

    fn text(&self, rule: &Rule, row: &SourceRow) -> String {
        match &rule.origin {
            Origin::Value(text) => text.clone(),
            Origin::First(columns) => {
                self.first(columns, row).map_or_else(String::new, |cell| self.plain(rule.field, cell))
            }
            Origin::Join { parts, with } => {
                let filled = parts.iter().filter_map(|columns| self.first(columns, row));
                filled.map(|cell| self.plain(rule.field, cell)).collect::<Vec<_>>().join(with)
            }
        }
    }

    fn items(&self, rule: &Rule, row: &SourceRow) -> Vec<String> {
        let whole = ItemSeparator::Whole;
        let separator = rule.items.as_ref().unwrap_or(&whole);
        let mut items: Vec<String> = match &rule.origin {
            Origin::Value(text) => separator.split(text),
            Origin::First(columns) => {
                self.first(columns, row).map_or_else(Vec::new, |cell| of_cell(cell, separator))
            }
            Origin::Join { parts, .. } => parts
                .iter()
                .filter_map(|columns| self.first(columns, row))
                .flat_map(|cell| of_cell(cell, separator))
                .collect(),
        };
        if !self.verbatim {
            let mut seen = HashSet::new();
            items.retain(|item| seen.insert(item.clone()));
        }
        items
    }

    fn first<'a>(&self, columns: &[String], row: &'a SourceRow) -> Option<&'a Cell> {
        columns.iter().filter_map(|column| self.cell(row, column)).find(|cell| match cell {
            Cell::Text(text) if self.verbatim => !text.is_empty(),
            Cell::Text(text) => !shows_nothing(text),
            Cell::List(items) => items.iter().any(|item| !shows_nothing(item)),
        })
    }

    fn plain(&self, field: Field, cell: &Cell) -> String {
        match cell {
            Cell::Text(text) if self.verbatim => crate::write::restored(text).to_owned(),
            Cell::Text(text) => tidy(text),
            Cell::List(items) => {
                let mut filled = items.iter().map(|item| tidy(item)).filter(|item| !item.is_empty());
                // Two addresses in one text are no address.
                if matches!(field, Field::Id | Field::Url) {
                    return filled.next().unwrap_or_default();
                }
                filled.collect::<Vec<_>>().join(", ")
            }
        }
    }

    /// Cuts a name or summary to its limit without losing a word: the whole text goes first in the description.
    fn shorten(&self, record: &mut SolutionRecord, field: Field, remarks: &mut Vec<Remark>) {
        let Slot::Text(text) = record.slot(field) else { return };
        let (limit, length) = (field.limit(), text.chars().count());
        if length <= limit {
            return;
        }
        let whole = std::mem::take(text);
        *text = cut(&whole, limit);
        let kind = RemarkKind::Shortened { field, limit, length };
        remarks.push(Remark::new(record.row, self.column_of(field), &whole, kind));
        record.description = match record.description.as_str() {
            "" => whole,
            rest if rest.starts_with(&whole) => return,
            rest => format!("{whole}\n\n{rest}"),
        };
    }

    fn problems(&self, record: &SolutionRecord) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut add = |field, value: &str, kind| {
            problems.push(Problem::new(record.row, self.column_of(field), value, kind));
        };
        if shows_nothing(&record.name) {
            add(Field::Name, &record.name, ProblemKind::NoName);
        }
        for field in Field::ALL {
            let limit = field.limit();
            match record.value(field) {
                Value::Text(text) => {
                    if let Some(length) = longer_than(text, limit) {
                        add(field, text, ProblemKind::TooLong { field, limit, length });
                    }
                }
                Value::List(items) => {
                    let most = field.items_limit();
                    if items.len() > most {
                        let kind = ProblemKind::TooManyItems { field, limit: most, count: items.len() };
                        add(field, &items.join(" | "), kind);
                    }
                    let long = items.iter().find_map(|item| Some((item, longer_than(item, limit)?)));
                    if let Some((item, length)) = long {
                        add(field, item, ProblemKind::ItemTooLong { field, limit, length });
                    }
                }
            }
        }
        problems
    }

    fn column_of(&self, field: Field) -> Option<&str> {
        self.origin(field)?.columns().next().map(String::as_str)
    }
}

fn of_cell(cell: &Cell, separator: &ItemSeparator) -> Vec<String> {
    match (cell, separator) {
        (Cell::Text(text), ItemSeparator::OwnExport) => separator.split(crate::write::restored(text)),
        (Cell::Text(text), ItemSeparator::Whole | ItemSeparator::Text(_)) => separator.split(text),
        (Cell::List(items), ItemSeparator::Whole | ItemSeparator::Text(_) | ItemSeparator::OwnExport) => {
            items.iter().map(|item| tidy(item)).filter(|item| !item.is_empty()).collect()
        }
    }
}

fn longer_than(text: &str, limit: usize) -> Option<usize> {
    // A text of so few bytes cannot have more characters.
    if text.len() <= limit {
        return None;
    }
    let length = text.chars().count();
    (length > limit).then_some(length)
}

/// Line ends as `\n`, no white space around.
fn tidy(text: &str) -> String {
    let text = text.trim();
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

/// The beginning of a text, at most `limit` characters with the mark that shows the cut, between two words
/// where there is a space in the last third.
fn cut(text: &str, limit: usize) -> String {
    let end = text.char_indices().nth(limit.saturating_sub(1)).map_or(text.len(), |(at, _)| at);
    let head = &text[..end];
    let word_end = head.rfind(char::is_whitespace).filter(|at| *at * 3 > head.len() * 2).unwrap_or(end);
    format!("{}…", head[..word_end].trim_end())
}

/// Whether a reader would see nothing: white space, control characters and marks of no width.
fn shows_nothing(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c,
                '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
                | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
                | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}')
    })
}
