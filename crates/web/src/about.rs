//! Pages about Brygga itself: what it is, accessibility, personal data.

use askama::Template;
use axum::extract::State as Shared;
use axum::response::Response;
use jiff::civil::{Date, date};

use crate::State;
use crate::error::{Failure, html};
use crate::frame::Frame;
use crate::routes::Routes;
use crate::visitor::Request;

/// The day on which the pages were last gone through for the statement of accessibility, and on which that was last written over. Whoever
/// changes the statement changes the second, whoever tries the pages anew both.
const ASSESSED: Date = date(2026, 11, 30);
const STATED: Date = date(2026, 11, 30);
/// Where the authority that watches over accessibility takes complaints.
const COMPLAINTS: &str = "https://www.digg.se/tdosanmalan";

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

/// A heading with what stands below it.
struct Part {
    heading: String,
    text: String,
    link: Option<&'static str>,
}

/// A page that is only headings and paragraphs.
#[derive(Template)]
#[template(path = "about/plain.html")]
struct PlainPage<'a> {
    frame: &'a Frame,
    heading: String,
    lead: String,
    sections: Vec<Part>,
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

/// The statement that the law on accessibility asks for, with everything that it must hold.
async fn accessibility(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    let frame = request.frame;
    let collaborations = state.app.list_collaborations(&request.visitor.actor).await;
    let collaborations = collaborations.map_err(|error| Failure::page(error, frame.clone()))?;
    let leads = collaborations.into_iter().filter_map(|row| row.lead).map(|lead| lead.name);
    let mut actors: Vec<String> = leads.collect();
    actors.dedup();
    let actor = match actors.as_slice() {
        [] => frame.t("accessibility-actor-unnamed"),
        actors => frame.list(actors),
    };
    let days = frame.t2(
        "accessibility-dates-text",
        ("assessed", &frame.day(ASSESSED)),
        ("updated", &frame.day(STATED)),
    );
    let part = |key: &str, text: String| Part { heading: frame.t(key), text, link: None };
    let sections = vec![
        part("accessibility-actor-heading", frame.t1("accessibility-actor-text", "actor", &actor)),
        part("accessibility-status-heading", frame.t("accessibility-status-text")),
        part("accessibility-known-heading", frame.t("accessibility-known-text")),
        part("accessibility-burden-heading", frame.t("accessibility-burden-text")),
        part("accessibility-outside-heading", frame.t("accessibility-outside-text")),
        part("accessibility-tested-heading", frame.t("accessibility-tested-text")),
        part("accessibility-dates-heading", days),
        part("accessibility-tell-heading", frame.t1("accessibility-tell-text", "actor", &actor)),
        Part {
            link: Some(COMPLAINTS),
            ..part("accessibility-complain-heading", frame.t("accessibility-complain-text"))
        },
    ];
    let (heading, lead) = (frame.t("accessibility-heading"), frame.t("accessibility-lead"));
    Ok(html(&PlainPage { frame: &frame, heading, lead, sections }))
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
    let part =
        |(heading, text): &(&str, &str)| Part { heading: frame.t(heading), text: frame.t(text), link: None };
    let sections = sections.iter().map(part).collect();
    html(&PlainPage { frame, heading: frame.t(heading), lead: frame.t(lead), sections })
}
