//! Papers as people get them: a page to read and print, and the same as a PDF.
//!
//! Not here: what a paper says (whoever writes it), and how a PDF is made (`exchange`).

use app::{AppError, Block, Paper, StoreError};
use askama::Template;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::error::{Failure, html};
use crate::frame::Frame;

/// The language that people write in, whichever they read the pages in.
pub(crate) const WRITTEN_IN: &str = "sv";

#[derive(Template)]
#[template(path = "paper/page.html")]
struct Page<'a> {
    frame: &'a Frame,
    paper: &'a Paper,
    /// The record's page, what it is called there, and what kind of paper this is.
    back: &'a str,
    name: &'a str,
    kind: String,
    file: String,
}

/// The paper as a page, for the record at `back` with this name; `kind` is the key of what kind of paper it is.
pub(crate) fn page(frame: &Frame, paper: &Paper, back: &str, (name, kind): (&str, &str)) -> Response {
    let here = frame.here.split('?').next().unwrap_or_default();
    html(&Page { frame, paper, back, name, kind: frame.t(kind), file: format!("{here}.pdf") })
}

#[derive(Template)]
#[template(path = "paper/alone.html")]
struct Alone<'a> {
    frame: &'a Frame,
    paper: &'a Paper,
}

/// The paper as a page that needs nothing beside it, to keep as a file.
///
/// # Errors
/// Without memory.
pub(crate) fn alone(frame: &Frame, paper: &Paper) -> askama::Result<String> {
    Alone { frame, paper }.render()
}

/// The paper as a file.
///
/// # Errors
/// When it would not follow the standard; that is told as a fault of ours.
pub(crate) fn pdf(frame: &Frame, paper: &Paper, name: &str) -> Result<Response, Failure> {
    let made = app::pdf(paper);
    let file = made.map_err(|error| {
        let damaged = StoreError::Damaged { column: "paper", value: error.to_string() };
        Failure::page(AppError::Internal(damaged), frame.clone())
    })?;
    let about = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.pdf\"")),
    ];
    Ok((about, file).into_response())
}
