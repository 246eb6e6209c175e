//! Reading in solutions from a file: sending it, seeing how it was understood and exactly what would change, saving, and undoing
//! a whole run.
//!
//! Not here: reading files and what their rows come to (`app::import`).

mod conflict;
mod preview;
mod run;
mod upload;
pub mod words;

use app::AppError;
use domain::event::Change;
use domain::number::Number;
use domain::permission::Actor;

use crate::error::Failure;
use crate::frame::Frame;
use crate::list::{Address, PAGE_SIZE, Pages};
use crate::names;
use crate::routes::Routes;
use crate::view::{Cell, Link, Section};
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
        .post("/losningar/importera/{fil}/krockar", conflict::choose)
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

fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The way to the pages of one file and of one run.
fn crumbs(frame: &Frame) -> Vec<Link> {
    vec![
        Link::new("/losningar", frame.t("place-solutions")),
        Link::new("/losningar/importera", frame.t("import-heading")),
    ]
}

/// An entry that there is, as a cell.
fn entry_cell(name: &str, number: Number) -> Cell {
    Cell::link(name, format!("/losningar/{number}")).note(number.to_string())
}

/// Says which rows of a longer list a section has, and leads to the others.
fn paged(frame: &Frame, section: &mut Section, address: &Address, (number, total): (u32, i64)) {
    if total > i64::from(PAGE_SIZE) {
        let pages = Pages::new(frame, address, number, total);
        section.note = pages.line;
        section.links.extend(pages.previous.map(|address| Link::new(address, frame.t("previous"))));
        section.links.extend(pages.next.map(|address| Link::new(address, frame.t("next"))));
    }
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
