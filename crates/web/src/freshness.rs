//! Pages about how old facts are: what is due, what entries lack, what the keeper of the catalogue does next, and what a letter opens.
//!
//! Age is told in words and never by colour alone, and it orders nothing but the lists that are about it. Not here: what is due
//! (`domain::freshness`) and who is asked (`app::freshness`).

mod complete;
mod due;
mod letter;
mod section;
mod todo;
mod words;

use app::AppError;
use app::freshness::Read;
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};

use crate::error::{Failure, html};
use crate::frame::Frame;
use crate::routes::Routes;
use crate::view::Link;
use crate::visitor::Request;

pub(crate) use section::section;
pub(crate) use words::{EntryTag, entry_tag, mail_line};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/losningar/att-gora", todo::page)
        .get("/losningar/att-bekrafta", due::list)
        .get("/losningar/att-bekrafta.csv", due::file)
        .get("/losningar/att-bekrafta.xlsx", due::file)
        .post("/losningar/att-bekrafta", due::confirm)
        .post("/losningar/be-om-bekraftelse", due::ask)
        .get("/losningar/fullstandighet", complete::organisations)
        .get("/losningar/fullstandighet.csv", complete::organisations)
        .get("/losningar/fullstandighet.xlsx", complete::organisations)
        .get("/losningar/fullstandighet/poster", complete::entries)
        .get("/losningar/fullstandighet/poster.csv", complete::file)
        .get("/losningar/fullstandighet/poster.xlsx", complete::file)
        .get("/bekrafta", letter::page)
        .post("/bekrafta", letter::confirm)
}

/// The places of what is about age, for members.
fn places(frame: &Frame) -> Vec<Link> {
    [
        ("/losningar/att-gora", "freshness-todo"),
        ("/losningar/att-bekrafta", "freshness-due"),
        ("/losningar/fullstandighet", "freshness-complete"),
    ]
    .map(|(address, key)| Link::new(address, frame.t(key)))
    .into()
}

fn crumbs(frame: &Frame) -> Vec<Link> {
    vec![Link::new("/losningar", frame.t("place-solutions"))]
}

/// What stands there while the catalogue is being read.
#[derive(Template)]
#[template(path = "freshness/reading.html")]
struct ReadingPage<'a> {
    frame: &'a Frame,
    heading: String,
    sub: Vec<Link>,
    percent: u8,
}

/// What was read, or the page that says how far that has come.
fn done<T>(frame: &Frame, read: Read<T>, heading: &str) -> Result<T, Box<Response>> {
    match read {
        Read::Done(read) => Ok(read),
        Read::Reading(percent) => Err(Box::new(html(&ReadingPage {
            frame,
            heading: frame.t(heading),
            sub: places(frame),
            percent,
        }))),
    }
}

fn failed(frame: &Frame) -> impl Fn(AppError) -> Failure + '_ {
    |error| Failure::page(error, frame.clone())
}

/// Whoever is not signed in does that first.
fn signed_in(request: &Request) -> Result<(), Failure> {
    match request.visitor.signed_in {
        Some(_) => Ok(()),
        None => Err(Failure::sign_in_first(request.frame.clone())),
    }
}

/// Back to a page here; anything else leads to the list.
fn back_to(address: &str) -> Response {
    let is_here = address.starts_with("/losningar") && !address.contains(['\\', '\n', '\r', ':']);
    Redirect::to(if is_here { address } else { "/losningar/att-bekrafta" }).into_response()
}
