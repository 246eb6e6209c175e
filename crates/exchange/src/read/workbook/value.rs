//! What the value of a cell means: a text, a number, a moment, or nothing, and how it is written in a row.
//!
//! Deliberately not here: rows and columns.

use std::borrow::Cow;

use super::number;
use super::sheet::{Kind, RawCell};
use super::strings::Strings;
use super::styles::{Shown, Styles};
use crate::problem::RemarkKind;
use crate::read::{DateSystem, ReadError};

/// What cells of a whole workbook are read by.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) strings: Strings,
    pub(super) styles: Styles,
    pub(super) dates: DateSystem,
}

/// A value that has been understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning<'a> {
    Text(Cow<'a, str>),
    /// A number that stands as it is.
    Number(String),
    /// A day, a time or both, from a number.
    Moment(String),
    /// A share that is shown in hundredths.
    Percent(String),
    /// A number with the zeros in front that its format shows.
    Padded(String),
    Boolean(bool),
    /// Nothing, and why.
    Nothing(RemarkKind),
    /// More bytes than a cell may have.
    TooLarge,
}

impl Book {
    /// What a cell means.
    pub(super) fn meaning<'a>(&'a self, cell: &'a RawCell) -> Result<Meaning<'a>, ReadError> {
        let value = cell.value.as_str();
        if value.is_empty() && cell.kind != Kind::Text {
            return Ok(Meaning::Nothing(RemarkKind::FormulaWithoutValue));
        }
        Ok(match cell.kind {
            Kind::Text => Meaning::Text(Cow::Borrowed(value)),
            Kind::Shared => {
                let number = value.trim().parse().map_err(|_| ReadError::DamagedWorkbook)?;
                match self.strings.get(number).ok_or(ReadError::DamagedWorkbook)? {
                    Ok(text) => Meaning::Text(Cow::Borrowed(text)),
                    Err(()) => Meaning::TooLarge,
                }
            }
            Kind::Boolean => Meaning::Boolean(matches!(value.trim(), "1" | "true")),
            Kind::Error => Meaning::Nothing(RemarkKind::ErrorInCell),
            Kind::Moment => Meaning::Moment(value.strip_suffix("T00:00:00").unwrap_or(value).to_owned()),
            Kind::Number => self.number(value.trim(), cell.style),
        })
    }

    fn number<'a>(&self, written: &'a str, style: usize) -> Meaning<'a> {
        // What a program wrote as a number and is none stays a text.
        let Some(value) = written.parse().ok().filter(|value: &f64| value.is_finite()) else {
            return Meaning::Text(Cow::Borrowed(written));
        };
        let plain = || Meaning::Number(number::plain(value, written));
        match self.styles.shown(style) {
            Shown::Plain => plain(),
            Shown::Moment { day, time } => {
                number::moment(value, self.dates, *day, *time).map_or_else(plain, Meaning::Moment)
            }
            Shown::Duration => number::duration(value).map_or_else(plain, Meaning::Moment),
            Shown::Percent => Meaning::Percent(number::percent(value, written)),
            Shown::Padded(pattern) => number::padded(value, pattern).map_or_else(plain, Meaning::Padded),
        }
    }
}

impl<'a> Meaning<'a> {
    /// The text of the cell; empty when there is nothing.
    pub(super) fn into_text(self) -> Cow<'a, str> {
        match self {
            Self::Text(text) => text,
            Self::Number(text) | Self::Moment(text) | Self::Percent(text) | Self::Padded(text) => {
                Cow::Owned(text)
            }
            Self::Boolean(true) => Cow::Borrowed("true"),
            Self::Boolean(false) => Cow::Borrowed("false"),
            Self::Nothing(_) | Self::TooLarge => Cow::Borrowed(""),
        }
    }
}
