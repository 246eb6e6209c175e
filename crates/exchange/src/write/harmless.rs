//! Cells that a spreadsheet would run as a formula, made harmless so that it can be undone.
//!
//! The cells are those named by OWASP ("CSV Injection"): a text that begins with `=`, `+`, `-`, `@`, tab,
//! carriage return or line feed, and the full-width forms of the four signs. They get one apostrophe in
//! front, which spreadsheets show as part of the text. So that it can be undone, a text that already looks
//! like one of these with apostrophes in front gets one more: exactly the texts `'…'=…` are changed, each
//! by one apostrophe, and taking one away from each gives them back.

use std::borrow::Cow;

/// The text as it may stand in a cell.
#[must_use]
pub fn harmless(text: &str) -> Cow<'_, str> {
    if is_formula(text.trim_start_matches('\'')) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text that [`harmless`] was given.
#[must_use]
pub fn restored(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_formula(text.trim_start_matches('\'')) => text,
        Some(_) | None => cell,
    }
}

fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}
