//! What was sent with a form, field by field: each is cleaned and read, and what cannot be kept is gathered, so that people are told of
//! all of it at once.
//!
//! Not here: the sentences (`web`), and rules between fields, which the deed knows.

use domain::instant::Instant;
use domain::personal;
use domain::quantity::Quantity;
use domain::text::{self, SHORT_MAX};
use jiff::civil::Date;

use crate::error::{AppError, FieldProblem, Invalid};

/// The fields that have been read, and what is wrong with them.
pub(crate) struct Checked {
    now: Instant,
    numbers: IdentityNumbers,
    invalid: Vec<Invalid>,
}

/// Whether personal identity numbers may stand in texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IdentityNumbers {
    /// They may not: many will read them.
    Refused,
    /// They may: the own organisation alone reads them, or somebody has said why they must stand there.
    Kept,
}

impl Checked {
    pub(crate) const fn new(now: Instant) -> Self {
        Self { now, numbers: IdentityNumbers::Refused, invalid: Vec::new() }
    }

    /// The same, where personal identity numbers are judged otherwise.
    pub(crate) fn with_numbers(self, numbers: IdentityNumbers) -> Self {
        Self { numbers, ..self }
    }

    pub(crate) fn add(&mut self, field: &'static str, index: usize, problem: FieldProblem) {
        self.invalid.push(Invalid { field, index, problem });
    }

    /// A text that may be left out. What many will read holds no identity number.
    pub(crate) fn optional(
        &mut self,
        field: &'static str,
        index: usize,
        written: &str,
        max: usize,
    ) -> String {
        match text::optional(written, max) {
            Ok(text) => {
                let text = text.unwrap_or_default();
                let is_refused = self.numbers == IdentityNumbers::Refused;
                if is_refused && personal::has_identity_number(&text, self.now.day()) {
                    self.add(field, index, FieldProblem::IdentityNumber);
                }
                text
            }
            Err(problem) => {
                self.add(field, index, FieldProblem::Text(problem));
                String::new()
            }
        }
    }

    /// A text that must be there.
    pub(crate) fn required(
        &mut self,
        field: &'static str,
        index: usize,
        written: &str,
        max: usize,
    ) -> String {
        let text = self.optional(field, index, written, max);
        if text.is_empty() && text::clean(written).is_empty() {
            self.add(field, index, FieldProblem::Text(text::TextProblem::Missing));
        }
        text
    }

    /// A day as `2026-11-09`.
    pub(crate) fn day(&mut self, field: &'static str, index: usize, written: &str) -> Option<Date> {
        match written.trim() {
            "" => None,
            written => {
                let day = written.parse().ok();
                if day.is_none() {
                    self.add(field, index, FieldProblem::NotADay);
                }
                day
            }
        }
    }

    /// A day that must be there.
    pub(crate) fn required_day(&mut self, field: &'static str, index: usize, written: &str) -> Option<Date> {
        if written.trim().is_empty() {
            self.add(field, index, FieldProblem::Text(text::TextProblem::Missing));
        }
        self.day(field, index, written)
    }

    /// An amount.
    pub(crate) fn amount(&mut self, field: &'static str, index: usize, written: &str) -> Option<Quantity> {
        match written.trim() {
            "" => None,
            written => {
                let amount = Quantity::parse(written);
                if amount.is_none() {
                    self.add(field, index, FieldProblem::NotANumber);
                }
                amount
            }
        }
    }

    /// An address on the web.
    pub(crate) fn link(&mut self, field: &'static str, index: usize, written: &str) -> String {
        let url = self.optional(field, index, written, SHORT_MAX);
        let is_link = (url.starts_with("https://") || url.starts_with("http://"))
            && !url.chars().any(char::is_whitespace);
        if !url.is_empty() && !is_link {
            self.add(field, index, FieldProblem::NotALink);
        }
        url
    }

    /// One of the words there are.
    pub(crate) fn word<T>(
        &mut self,
        field: &'static str,
        index: usize,
        written: &str,
        from_code: fn(&str) -> Option<T>,
    ) -> Option<T> {
        let word = from_code(written);
        if word.is_none() {
            self.add(field, index, FieldProblem::Unknown);
        }
        word
    }

    pub(crate) const fn is_fine(&self) -> bool {
        self.invalid.is_empty()
    }

    /// # Errors
    /// [`AppError::Invalid`] with everything that is wrong.
    pub(crate) fn done(self) -> Result<(), AppError> {
        if self.invalid.is_empty() { Ok(()) } else { Err(AppError::Invalid(self.invalid)) }
    }
}
