//! Lists: filters, the table, pages, and the same rows as a file.

use std::borrow::Cow;

use askama::Template;
use axum::response::Response;
use jiff::civil::Date;

use super::{Field, Link, Table};
use crate::error::html;
use crate::frame::Frame;
use crate::list::{Address, Chip, Choice, Files, Pages, TableFile};

/// A filter to choose from.
#[derive(Debug)]
pub(crate) struct Filter {
    pub(crate) name: &'static str,
    pub(crate) label: String,
    pub(crate) choices: Vec<Choice>,
}

/// A list.
#[derive(Template)]
#[template(path = "view/list.html")]
pub(crate) struct ListView<'a> {
    pub(crate) frame: &'a Frame,
    pub(crate) crumbs: Vec<Link>,
    pub(crate) heading: String,
    pub(crate) count: String,
    pub(crate) lead: String,
    pub(crate) told: String,
    pub(crate) actions: Vec<Link>,
    pub(crate) sub: Vec<Link>,
    /// Where the filters are sent.
    pub(crate) path: Cow<'static, str>,
    pub(crate) search: String,
    pub(crate) filters: Vec<Filter>,
    /// Days between which what is listed lies.
    pub(crate) days: Vec<Field>,
    pub(crate) chips: Vec<Chip>,
    /// What all rows come to, before the table.
    pub(crate) sums: Option<Table>,
    pub(crate) sums_note: String,
    pub(crate) table: Table,
    pub(crate) pages: Pages,
    pub(crate) files: Files,
    /// The same rows in formats of their own.
    pub(crate) formats: Vec<Link>,
    /// What stands there where nothing is: a heading and what to do.
    pub(crate) empty: (String, String),
}

impl<'a> ListView<'a> {
    pub(crate) fn new(
        frame: &'a Frame,
        path: impl Into<Cow<'static, str>>,
        heading: String,
        (address, page, total): (&Address, u32, i64),
        table: Table,
    ) -> Self {
        Self {
            frame,
            crumbs: Vec::new(),
            heading,
            count: frame.number(total),
            lead: String::new(),
            told: String::new(),
            actions: Vec::new(),
            sub: Vec::new(),
            path: path.into(),
            search: String::new(),
            filters: Vec::new(),
            days: Vec::new(),
            chips: Vec::new(),
            sums: None,
            sums_note: String::new(),
            table,
            pages: Pages::new(frame, address, page, total),
            files: address.files(),
            formats: Vec::new(),
            empty: (String::new(), String::new()),
        }
    }

    /// Adds a filter; what is chosen can be taken away again.
    pub(crate) fn filter(
        &mut self,
        address: &Address,
        (name, label): (&'static str, String),
        choices: Vec<Choice>,
    ) {
        let chosen = choices.iter().find(|choice| choice.chosen && !choice.value.is_empty());
        if let Some(chosen) = chosen {
            let text = format!("{label}: {}", chosen.label);
            self.chips.push(Chip { text, without: address.without(name) });
        }
        self.filters.push(Filter { name, label, choices });
    }

    /// Adds a day to choose; one that is chosen can be taken away again. What is no day is told at it.
    pub(crate) fn day(&mut self, address: &Address, (name, label): (&'static str, String), written: &str) {
        let frame = self.frame;
        let mut field = Field::short(name, label.clone()).value(written);
        match written.parse::<Date>() {
            Ok(day) => {
                let text = format!("{label}: {}", frame.day(day));
                self.chips.push(Chip { text, without: address.without(name) });
            }
            Err(_) if written.is_empty() => field = field.help(frame.t("contract-day-help")),
            Err(_) => field.error = frame.t("field-not-a-day"),
        }
        self.days.push(field);
    }

    /// Adds what is searched for.
    pub(crate) fn searched(&mut self, address: &Address, search: &str) {
        if !search.is_empty() {
            self.chips.push(Chip { text: format!("”{search}”"), without: address.without("q") });
        }
        search.clone_into(&mut self.search);
    }

    pub(crate) fn page(&self) -> Response {
        html(self)
    }
}

/// A table as CSV: its cells as they are read, without what can be pressed.
pub(crate) fn csv_of(table: &Table) -> std::io::Result<Vec<u8>> {
    file_of(TableFile::Csv, "", table)
}

/// A table as a file, as [`csv_of`] does; a workbook's sheet is called `name`.
pub(crate) fn file_of(file: TableFile, name: &str, table: &Table) -> std::io::Result<Vec<u8>> {
    let head: Vec<String> = table.columns.iter().map(|column| column.label.clone()).collect();
    let mut written = file.table(name, &head)?;
    for row in &table.rows {
        let cells: Vec<String> = row.iter().take(head.len()).map(super::Cell::plain).collect();
        written.write(&cells)?;
    }
    written.finish()
}
