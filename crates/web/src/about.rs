//! Pages about Brygga itself: what it is, accessibility, personal data.

use askama::Template;
use axum::extract::State as Shared;
use axum::response::Response;

use crate::State;
use crate::error::{Failure, html};
use crate::frame::Frame;
use crate::routes::Routes;
use crate::visitor::Request;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/om", about)
        .get("/om/tillganglighet", accessibility)
        .get("/om/personuppgifter", personal_data)
}

struct Party {
    name: String,
    kind: String,
}

#[derive(Template)]
#[template(path = "about/about.html")]
struct AboutPage<'a> {
    frame: &'a Frame,
    parties: Vec<Party>,
}

/// A page that is only headings and paragraphs: each section is a key with `-heading` and `-text`.
#[derive(Template)]
#[template(path = "about/plain.html")]
struct PlainPage<'a> {
    frame: &'a Frame,
    heading: String,
    lead: String,
    sections: Vec<(String, String)>,
}

async fn about(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    let frame = request.frame;
    let directory = state.app.directory().await.map_err(|error| Failure::page(error, frame.clone()))?;
    let parties = directory
        .organisations
        .into_iter()
        .map(|organisation| Party {
            kind: frame.word("organisation-kind", organisation.kind.code()),
            name: organisation.short_name,
        })
        .collect();
    Ok(html(&AboutPage { frame: &frame, parties }))
}

async fn accessibility(request: Request) -> Response {
    let frame = request.frame;
    let sections = [
        ("accessibility-status-heading", "accessibility-status-text"),
        ("accessibility-known-heading", "accessibility-known-text"),
        ("accessibility-tested-heading", "accessibility-tested-text"),
        ("accessibility-tell-heading", "accessibility-tell-text"),
    ];
    plain(&frame, "accessibility-heading", "accessibility-lead", &sections)
}

async fn personal_data(request: Request) -> Response {
    let frame = request.frame;
    let sections = [
        ("personal-data-what-heading", "personal-data-what-text"),
        ("personal-data-who-heading", "personal-data-who-text"),
        ("personal-data-cookies-heading", "personal-data-cookies-text"),
        ("personal-data-not-here-heading", "personal-data-not-here-text"),
    ];
    plain(&frame, "personal-data-heading", "personal-data-lead", &sections)
}

fn plain(frame: &Frame, heading: &str, lead: &str, sections: &[(&str, &str)]) -> Response {
    let sections = sections.iter().map(|(heading, text)| (frame.t(heading), frame.t(text))).collect();
    html(&PlainPage { frame, heading: frame.t(heading), lead: frame.t(lead), sections })
}
