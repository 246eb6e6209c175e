//! Overlaps: a row for each, with the systems and who uses them, those first that concern most organisations and people.

use app::Page as PageOf;
use app::landscape::{Counted, Ground, Overlap, Overlaps};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::response::Response;

use super::{Around, Asked, Narrows, Seen, Used};
use crate::State;
use crate::error::{Failure, html};
use crate::frame::{Frame, count};
use crate::list::{Address, PAGE_SIZE, Pages};
use crate::names;
use crate::visitor::Request;

const PATH: &str = "/landskap/overlapp";

/// An overlap.
struct Row {
    area: String,
    capabilities: String,
    systems: Vec<Used>,
    more: Option<(String, String)>,
    organisations: String,
    /// Of a hundred.
    bar: usize,
    people: String,
    share: String,
}

#[derive(Template)]
#[template(path = "landscape/overlap.html")]
struct Page<'a> {
    frame: &'a Frame,
    around: Around,
    finding: String,
    rows: Vec<Row>,
    pages: Pages,
}

async fn read(
    state: &State,
    request: &Request,
    seen: &Seen<'_>,
    page: PageOf,
) -> Result<Counted<Overlaps>, Failure> {
    let counted = state.app.landscape_overlaps(&request.visitor.actor, &seen.filter, page).await;
    counted.map_err(|error| seen.failed(error))
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let seen = Seen::by(&state, &request, asked, PATH).await?;
    let frame = seen.frame;
    let page = PageOf::new(seen.page, PAGE_SIZE);
    let (ground, overlaps) = match read(&state, &request, &seen, page).await? {
        Counted::Done(ground, overlaps) => (ground, overlaps.listed),
        Counted::Reading(percent) => return Ok(seen.reading(percent)),
    };
    let finding = overlaps.rows.first().filter(|_| seen.page == 1).map(|first| {
        let organisations = frame.number(count(first.organisations.len()));
        let values = [
            ("area", seen.area(&first.area).into()),
            ("organisations", organisations.into()),
            ("people", frame.number(people(first)).into()),
        ];
        frame.texts().text_with("landscape-overlap-first", &values)
    });
    Ok(html(&Page {
        frame,
        around: Around::of(&seen, &ground, Narrows::Both),
        finding: finding.unwrap_or_default(),
        rows: overlaps.rows.iter().map(|one| row(&seen, &ground, one)).collect(),
        pages: Pages::new(frame, &seen.address(), seen.page, overlaps.total),
    }))
}

fn people(overlap: &Overlap) -> i64 {
    i64::try_from(overlap.people).unwrap_or(i64::MAX)
}

fn capabilities(seen: &Seen<'_>, overlap: &Overlap) -> Vec<String> {
    let name = |code: &String| names::capability_of(seen.frame, &seen.directory, code);
    overlap.capabilities.iter().map(name).collect()
}

fn row(seen: &Seen<'_>, ground: &Ground, overlap: &Overlap) -> Row {
    let frame = seen.frame;
    let more = (overlap.more > 0).then(|| {
        let capability = overlap.capabilities.first().map_or("", String::as_str);
        let address = Address::of("/losningar").with("omrade", &overlap.area).with("formaga", capability);
        (address.page(1), frame.tn("landscape-more-systems", count(overlap.more)))
    });
    let first = overlap.systems.first().map(|first| first.name.clone()).unwrap_or_default();
    let share = (!overlap.could_share.is_empty()).then(|| {
        frame.t2("landscape-could-share", ("names", &seen.names(&overlap.could_share)), ("system", &first))
    });
    Row {
        area: seen.area(&overlap.area),
        capabilities: frame.list(&capabilities(seen, overlap)),
        systems: seen.solutions(&overlap.systems),
        more,
        organisations: frame.number(count(overlap.organisations.len())),
        bar: overlap.organisations.len() * 100 / ground.organisations.len().max(1),
        people: if overlap.people > 0 { frame.number(people(overlap)) } else { frame.t("landscape-unknown") },
        share: share.unwrap_or_default(),
    }
}

pub(super) async fn file(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let seen = Seen::by(&state, &request, asked, PATH).await?;
    let all = PageOf::new(1, u32::MAX);
    let (_, overlaps) = match read(&state, &request, &seen, all).await? {
        Counted::Done(ground, overlaps) => (ground, overlaps),
        Counted::Reading(percent) => return Ok(seen.no_file_yet(percent)),
    };
    let mut rows = Vec::new();
    for overlap in &overlaps.listed.rows {
        for system in &overlap.systems {
            rows.push(vec![
                seen.area(&overlap.area),
                capabilities(&seen, overlap).join("; "),
                system.number.to_string(),
                system.name.clone(),
                seen.all_names(&system.users),
                overlap.organisations.len().to_string(),
                overlap.people.to_string(),
                overlap.more.to_string(),
            ]);
        }
    }
    let head = [
        "solution-area",
        "landscape-capability",
        "solution-column-number",
        "solution-column-solution",
        "solution-column-used-by",
        "landscape-organisations",
        "landscape-people",
        "landscape-systems-besides",
    ];
    seen.file("overlapp", &head, &rows)
}
