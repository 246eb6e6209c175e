//! Pages made of parts that are the same everywhere: sections with facts and tables, lists with filters, and forms of fields.
//!
//! A page that needs nothing of its own is described here and drawn by one template, so that all of them look and read alike. Not here:
//! pages that have a shape of their own.

pub(crate) mod drawing;
mod field;
mod list;

pub(crate) use field::{Field, FormPage, Group, Kind, days, sent_rows};
pub(crate) use list::{ListView, csv_of, file_of};

use askama::Template;
use axum::response::Response;

use crate::error::html;
use crate::form::Errors;
use crate::frame::Frame;
use crate::share::Banner;
use crate::trail::Happening;

/// A link that leads somewhere.
#[derive(Debug, Clone, Default)]
pub(crate) struct Link {
    pub(crate) address: String,
    pub(crate) label: String,
}

impl Link {
    pub(crate) fn new(address: impl Into<String>, label: impl Into<String>) -> Self {
        Self { address: address.into(), label: label.into() }
    }
}

/// What stands in a table's cell.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    pub(crate) text: String,
    /// Where the text leads.
    pub(crate) address: Option<String>,
    /// What stands below it, small.
    pub(crate) note: String,
    /// The colour of a tag.
    pub(crate) colour: &'static str,
    /// Whether it is a matter of urgency.
    pub(crate) is_late: bool,
    /// Whether it was said so long ago that it wants saying again.
    pub(crate) is_old: bool,
    /// Whether it is greyed: nobody has said for long that it is so.
    pub(crate) is_faded: bool,
    /// Whether people have written the text, so that its language is theirs.
    pub(crate) is_own: bool,
    /// Where more of it is, after the text.
    pub(crate) links: Vec<Link>,
    /// What can be done with the row.
    pub(crate) press: Option<Press>,
}

impl Cell {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// What people have written.
    pub(crate) fn own(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_own: true, ..Self::default() }
    }

    pub(crate) fn link(text: impl Into<String>, address: impl Into<String>) -> Self {
        Self { text: text.into(), address: Some(address.into()), is_own: true, ..Self::default() }
    }

    pub(crate) fn tag(text: impl Into<String>, colour: &'static str) -> Self {
        Self { text: text.into(), colour, ..Self::default() }
    }

    pub(crate) fn press(press: Press) -> Self {
        Self { press: Some(press), ..Self::default() }
    }

    pub(crate) fn note(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }

    pub(crate) const fn late(mut self, is_late: bool) -> Self {
        self.is_late = is_late;
        self
    }

    pub(crate) const fn old(mut self, is_old: bool) -> Self {
        self.is_old = is_old;
        self
    }

    pub(crate) const fn faded(mut self, is_faded: bool) -> Self {
        self.is_faded = is_faded;
        self
    }

    /// What a screen reader and a file have of it.
    pub(crate) fn plain(&self) -> String {
        self.text.clone()
    }
}

/// A column of a table.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) label: String,
    pub(crate) is_amount: bool,
}

/// A table; the first cell of a row names it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    /// What it is, for who does not see it.
    pub(crate) label: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table with columns of these keys.
    pub(crate) fn new(frame: &Frame, label: impl Into<String>, keys: &[&str]) -> Self {
        let column = |key: &&str| Column { label: frame.t(key), is_amount: false };
        Self { label: label.into(), columns: keys.iter().map(column).collect(), rows: Vec::new() }
    }

    /// Columns that hold amounts, by their places.
    pub(crate) fn amounts(mut self, places: &[usize]) -> Self {
        for (at, column) in self.columns.iter_mut().enumerate() {
            column.is_amount = places.contains(&at);
        }
        self
    }

    /// The column at a place; a row longer than the head has cells without one.
    pub(crate) fn label_at(&self, at: &usize) -> &str {
        self.columns.get(*at).map_or("", |column| column.label.as_str())
    }

    pub(crate) fn is_amount(&self, at: &usize) -> bool {
        self.columns.get(*at).is_some_and(|column| column.is_amount)
    }
}

/// A button that does something at once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Press {
    pub(crate) action: String,
    pub(crate) label: String,
    /// What is read aloud after the label.
    pub(crate) about: String,
    /// What is sent along, by name.
    pub(crate) sent: Vec<(String, String)>,
    pub(crate) is_first: bool,
    /// Fields that are filled in before it is pressed.
    pub(crate) fields: Vec<Field>,
}

impl Press {
    /// Whether its fields are folded away: what is not the next thing to do takes no room until somebody wants it.
    pub(crate) fn is_folded(&self) -> bool {
        !self.fields.is_empty() && !self.is_first
    }

    /// Whether a file is sent with it.
    pub(crate) fn has_file(&self) -> bool {
        self.fields.iter().any(|field| matches!(field.kind, Kind::File(_)))
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| !field.error.is_empty())
    }
}

/// A part of a page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Section {
    pub(crate) id: String,
    pub(crate) heading: String,
    /// What it means, before everything else.
    pub(crate) note: String,
    /// What people have written, each in a paragraph of its own.
    pub(crate) own: Vec<String>,
    /// A longer text that people have written, already as HTML.
    pub(crate) prose: String,
    pub(crate) facts: Vec<(String, Cell)>,
    /// Shapes that are drawn, already as SVG; whoever does not see them reads the table.
    pub(crate) drawing: String,
    pub(crate) table: Option<Table>,
    /// What stands there where there is no row.
    pub(crate) empty: String,
    pub(crate) links: Vec<Link>,
    pub(crate) presses: Vec<Press>,
}

impl Section {
    pub(crate) fn new(id: &str, heading: impl Into<String>) -> Self {
        Self { id: id.to_owned(), heading: heading.into(), ..Self::default() }
    }

    /// Whether nothing but the words for nothing stands in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.table.as_ref().is_none_or(|table| table.rows.is_empty())
            && self.facts.is_empty()
            && self.own.is_empty()
            && self.prose.is_empty()
    }
}

/// A page of sections.
#[derive(Template)]
#[template(path = "view/page.html")]
pub(crate) struct View<'a> {
    pub(crate) frame: &'a Frame,
    pub(crate) crumbs: Vec<Link>,
    /// The last of them, which is this page.
    pub(crate) here: String,
    pub(crate) heading: String,
    /// Whether people have written the heading.
    pub(crate) is_own: bool,
    /// What stands below it.
    pub(crate) state: Vec<Cell>,
    pub(crate) lead: String,
    pub(crate) actions: Vec<Link>,
    pub(crate) sub: Vec<Link>,
    pub(crate) told: String,
    /// That it has just been shared, while that can be undone.
    pub(crate) sharing: Banner,
    pub(crate) warnings: Vec<String>,
    /// What is wrong with a form on the page that was sent.
    pub(crate) errors: Errors,
    /// What is to be done next, beside the sections.
    pub(crate) next: Option<Section>,
    pub(crate) sections: Vec<Section>,
    /// Comments, already drawn.
    pub(crate) comments: String,
    pub(crate) history: Vec<Happening>,
    /// Facts at the side.
    pub(crate) side: Vec<Section>,
}

impl<'a> View<'a> {
    pub(crate) fn new(frame: &'a Frame, here: impl Into<String>, heading: impl Into<String>) -> Self {
        Self {
            frame,
            crumbs: Vec::new(),
            here: here.into(),
            heading: heading.into(),
            is_own: false,
            state: Vec::new(),
            lead: String::new(),
            actions: Vec::new(),
            sub: Vec::new(),
            told: String::new(),
            sharing: Banner::default(),
            warnings: Vec::new(),
            errors: Errors::default(),
            next: None,
            sections: Vec::new(),
            comments: String::new(),
            history: Vec::new(),
            side: Vec::new(),
        }
    }

    pub(crate) fn page(&self) -> Response {
        self.errors.on(html(self))
    }
}
