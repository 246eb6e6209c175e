//! Reading in solutions from a file: sending it, seeing how it was understood and exactly what would change, saving, and undoing
//! a whole run.
//!
//! Not here: reading files and what their rows come to (`app::import`).

mod preview;
mod run;
mod upload;
pub mod words;

use app::AppError;
use domain::event::Change;
use domain::permission::Actor;

use crate::error::Failure;
use crate::frame::Frame;
use crate::names;
use crate::routes::Routes;
use crate::view::Cell;
use crate::visitor::Request;

/// Changes of one entry that are told in a row; the file has all.
const CHANGES_TOLD: usize = 6;
/// Longest value that a row tells, in characters; the file has more.
const VALUE_TOLD: usize = 120;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/losningar/importera", upload::page)
        .post_large("/losningar/importera", upload::send, upload::LARGEST)
        .get("/losningar/importera/{fil}", preview::page)
        .post("/losningar/importera/{fil}", preview::choose)
        .post("/losningar/importera/{fil}/spara", preview::save)
        .post("/losningar/importera/{fil}/kasta", preview::discard)
        .get("/losningar/importera/{fil}/andringar.csv", preview::changes_csv)
        .get("/losningar/importera/{fil}/rader.csv", preview::findings_csv)
        .get("/losningar/inlasningar/{import}", run::page)
        .get("/losningar/inlasningar/{import}/angra", run::undo_page)
        .post("/losningar/inlasningar/{import}/angra", run::undo)
}

/// Whoever is signed in, or the way there.
fn signed_in(request: &Request) -> Result<&Actor, Failure> {
    match request.visitor.signed_in {
        Some(_) => Ok(&request.visitor.actor),
        None => Err(Failure::sign_in_first(request.frame.clone())),
    }
}

fn failed(frame: &Frame) -> impl Fn(AppError) -> Failure + '_ {
    |error| Failure::page(error, frame.clone())
}

/// What changes in an entry, field by field, as a cell.
fn changes_cell(frame: &Frame, changes: &[Change]) -> Cell {
    let mut told: Vec<String> =
        changes.iter().take(CHANGES_TOLD).map(|change| change_told(frame, change, VALUE_TOLD)).collect();
    if changes.len() > CHANGES_TOLD {
        let more = i64::try_from(changes.len() - CHANGES_TOLD).unwrap_or(i64::MAX);
        told.push(frame.tn("import-changes-more", more));
    }
    Cell { text: told.join("\n"), is_own: true, ..Cell::default() }
}

/// A change in words: "leverantören: Gamla AB → Nya AB".
fn change_told(frame: &Frame, change: &Change, most: usize) -> String {
    let value = |value: &Option<String>| {
        let text = value.as_deref().unwrap_or_default().replace('\n', ", ");
        let text = names::value_in_words(frame, &change.field, &text);
        let short: String = text.chars().take(most).collect();
        match () {
            () if short.is_empty() => frame.t("import-nothing"),
            () if short.len() < text.len() => format!("{short}…"),
            () => short,
        }
    };
    let values = [
        ("field", frame.word("solution-field", &change.field).into()),
        ("before", value(&change.before).into()),
        ("after", value(&change.after).into()),
    ];
    frame.texts().text_with("import-change", &values)
}
