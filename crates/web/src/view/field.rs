//! Forms of fields: each with its label, help, value and error in one place, drawn by one template.

use askama::Template;
use axum::response::Response;

use super::Link;
use crate::error::html;
use crate::form::{Errors, Pairs, field_of, value};
use crate::frame::Frame;
use crate::list::Choice;

/// How a field is filled in.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// A line of text.
    Line,
    /// A short one: a day, a number.
    Short,
    /// So many lines.
    Area(u8),
    /// One of several, from a list.
    Select(Vec<Choice>),
    /// One of a few, all seen.
    Radio(Vec<Choice>),
    /// Some of several.
    Checks(Vec<Choice>),
    /// Yes or nothing.
    Check(bool),
    /// A file, with the endings that a browser offers.
    File(&'static str),
}

/// A field.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) help: String,
    pub(crate) value: String,
    pub(crate) error: String,
    pub(crate) kind: Kind,
    pub(crate) is_optional: bool,
}

impl Field {
    fn of(name: &str, label: String, kind: Kind) -> Self {
        Self {
            id: name.to_owned(),
            name: name.to_owned(),
            label,
            help: String::new(),
            value: String::new(),
            error: String::new(),
            kind,
            is_optional: false,
        }
    }

    pub(crate) fn line(name: &str, label: String) -> Self {
        Self::of(name, label, Kind::Line)
    }

    pub(crate) fn short(name: &str, label: String) -> Self {
        Self::of(name, label, Kind::Short)
    }

    pub(crate) fn area(name: &str, label: String, rows: u8) -> Self {
        Self::of(name, label, Kind::Area(rows))
    }

    pub(crate) fn select(name: &str, label: String, choices: Vec<Choice>) -> Self {
        Self::of(name, label, Kind::Select(choices))
    }

    pub(crate) fn radio(name: &str, label: String, choices: Vec<Choice>) -> Self {
        Self::of(name, label, Kind::Radio(choices))
    }

    pub(crate) fn checks(name: &str, label: String, choices: Vec<Choice>) -> Self {
        Self::of(name, label, Kind::Checks(choices))
    }

    pub(crate) fn check(name: &str, label: String, is_on: bool) -> Self {
        Self::of(name, label, Kind::Check(is_on))
    }

    pub(crate) fn file(name: &str, label: String, accept: &'static str) -> Self {
        Self::of(name, label, Kind::File(accept))
    }

    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self { help: help.into(), ..self }
    }

    pub(crate) const fn optional(mut self) -> Self {
        self.is_optional = true;
        self
    }

    pub(crate) fn value(self, value: impl Into<String>) -> Self {
        Self { value: value.into(), ..self }
    }

    /// What was sent for it, and what is wrong with that.
    pub(crate) fn filled(self, sent: &Pairs, errors: &Errors) -> Self {
        let (written, error) = (value(sent, &self.name).to_owned(), errors.at(&self.id).to_owned());
        Self { value: written, error, ..self }
    }

    /// The field of a row: `action` in the third is `action-2`.
    pub(crate) fn at(self, index: usize) -> Self {
        let id = field_of(&self.name, index);
        Self { id: id.clone(), name: id, ..self }
    }

    /// Unlike any other on the page, where the same is sent from several places.
    pub(crate) fn called(self, id: String) -> Self {
        Self { id, ..self }
    }
}

/// Fields that belong together.
#[derive(Debug, Clone, Default)]
pub(crate) struct Group {
    pub(crate) legend: String,
    pub(crate) help: String,
    pub(crate) fields: Vec<Field>,
    /// Fields that are asked for when something else was answered: what they are, and whether they are seen at once.
    pub(crate) more: Option<(String, bool)>,
    pub(crate) more_fields: Vec<Field>,
    /// Whether its fields stand beside each other where there is room.
    pub(crate) in_row: bool,
    /// Rows of fields, as many as there are of something.
    pub(crate) rows: Vec<Vec<Field>>,
    /// What is sent to have one more of them.
    pub(crate) add: Option<String>,
}

impl Group {
    /// Fields without a name of their own.
    pub(crate) fn plain(fields: Vec<Field>) -> Self {
        Self { fields, ..Self::default() }
    }

    /// Fields beside each other.
    pub(crate) fn row(fields: Vec<Field>) -> Self {
        Self { fields, in_row: true, ..Self::default() }
    }

    /// What one of its rows is, for who does not see it.
    pub(crate) fn row_label(&self, frame: &Frame, row: &usize) -> String {
        frame.t2("form-row", ("what", &self.legend), ("row", &row.to_string()))
    }

    pub(crate) fn called(legend: String, fields: Vec<Field>) -> Self {
        Self { legend, fields, ..Self::default() }
    }
}

/// A page with a form.
#[derive(Template)]
#[template(path = "view/form.html")]
pub(crate) struct FormPage<'a> {
    pub(crate) frame: &'a Frame,
    pub(crate) errors: &'a Errors,
    pub(crate) crumbs: Vec<Link>,
    pub(crate) heading: String,
    pub(crate) lead: String,
    /// What people should know before they fill it in.
    pub(crate) warning: String,
    pub(crate) action: String,
    /// What is sent along, by name.
    pub(crate) hidden: Vec<(String, String)>,
    pub(crate) groups: Vec<Group>,
    pub(crate) submit: String,
    pub(crate) back: Link,
}

impl FormPage<'_> {
    /// Whether rows can be added to it. Then a press of Enter must not do that, so its own button stands first too, unseen.
    pub(crate) fn grows(&self) -> bool {
        self.groups.iter().any(|group| group.add.is_some())
    }

    pub(crate) fn page(&self) -> Response {
        self.errors.on(html(self))
    }
}

/// A day as a form has it.
pub(crate) fn days(day: Option<jiff::civil::Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// How many rows of a repeated field were sent.
pub(crate) fn sent_rows(sent: &Pairs, name: &str) -> usize {
    (0..)
        .take_while(|index| {
            let field = field_of(name, *index);
            sent.iter().any(|(key, _)| *key == field)
        })
        .count()
}
