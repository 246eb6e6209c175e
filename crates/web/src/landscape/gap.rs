//! Gaps: what neighbours have and the own organisation has not, areas where nobody uses anything, and needs without a solution.

use app::Page as PageOf;
use app::landscape::{Behind, Counted, Gaps, Ground, UnmetNeed};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::response::Response;

use super::{Around, Asked, Narrows, Seen, Used};
use crate::State;
use crate::error::{Failure, html};
use crate::frame::{Frame, count};
use crate::list::{Address, PAGE_SIZE, Pages};
use crate::visitor::Request;

const PATH: &str = "/landskap/luckor";

/// What neighbours have in an area.
struct BehindRow {
    area: String,
    address: String,
    neighbours: String,
    number: String,
    /// Of a hundred.
    bar: usize,
    people: String,
    solutions: Vec<Used>,
    more: String,
}

/// An area where nobody uses anything.
struct AreaRow {
    area: String,
    address: String,
    in_catalogue: String,
    planned: String,
}

/// A need.
struct NeedRow {
    number: String,
    title: String,
    organisation: String,
    area: String,
    affected: String,
    why: String,
}

#[derive(Template)]
#[template(path = "landscape/gap.html")]
struct Page<'a> {
    frame: &'a Frame,
    around: Around,
    own: String,
    findings: Vec<String>,
    own_is_silent: bool,
    behind: Vec<BehindRow>,
    areas: Vec<AreaRow>,
    needs: Option<Vec<NeedRow>>,
    pages: Pages,
}

async fn read(
    state: &State,
    request: &Request,
    seen: &Seen<'_>,
    page: PageOf,
) -> Result<Counted<Gaps>, Failure> {
    let counted = state.app.landscape_gaps(&request.visitor.actor, &seen.filter, page).await;
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
    let (ground, gaps) = match read(&state, &request, &seen, page).await? {
        Counted::Done(ground, gaps) => (ground, gaps),
        Counted::Reading(percent) => return Ok(seen.reading(percent)),
    };
    let area = |one: &app::landscape::AreaGap| AreaRow {
        area: seen.area(&one.area),
        address: Address::of("/losningar").changed("omrade", &one.area),
        in_catalogue: match one.in_catalogue {
            0 => frame.t("landscape-not-in-catalogue"),
            number => frame.tn("landscape-in-catalogue", count(number)),
        },
        planned: if one.planned > 0 { frame.tn("landscape-plan", count(one.planned)) } else { String::new() },
    };
    let total = gaps.needs.as_ref().map_or(0, |needs| needs.total);
    Ok(html(&Page {
        frame,
        own: ground.own.map(|own| seen.name(own)).unwrap_or_default(),
        findings: findings(&seen, &ground, &gaps),
        own_is_silent: ground.own.is_some() && !gaps.own_has_answered,
        behind: gaps.behind.iter().map(|one| behind(&seen, &ground, one)).collect(),
        areas: gaps.areas.iter().map(area).collect(),
        needs: gaps.needs.as_ref().map(|needs| needs.rows.iter().map(|one| need(&seen, one)).collect()),
        pages: Pages::new(frame, &seen.address(), seen.page, total),
        around: Around::of(&seen, &ground, Narrows::Areas),
    }))
}

/// What the page shows, in a sentence each.
fn findings(seen: &Seen<'_>, ground: &Ground, gaps: &Gaps) -> Vec<String> {
    let frame = seen.frame;
    let mut told = Vec::new();
    if let (Some(own), Some(first)) = (ground.own, gaps.behind.first()) {
        let values = [
            ("own", seen.name(own).into()),
            ("area", seen.area(&first.area).into()),
            ("names", seen.names(&first.neighbours).into()),
        ];
        told.push(frame.texts().text_with("landscape-gap-first", &values));
    }
    let without = frame.number(count(gaps.areas.len()));
    let of = frame.number(count(gaps.of_areas));
    told.push(frame.t2("landscape-gap-areas", ("without", &without), ("of", &of)));
    told
}

fn behind(seen: &Seen<'_>, ground: &Ground, one: &Behind) -> BehindRow {
    let frame = seen.frame;
    let others = ground.organisations.len().saturating_sub(1).max(1);
    BehindRow {
        area: seen.area(&one.area),
        address: Address::of("/losningar").changed("omrade", &one.area),
        neighbours: seen.names(&one.neighbours),
        number: frame.number(count(one.neighbours.len())),
        bar: one.neighbours.len() * 100 / others,
        people: frame.number(i64::try_from(one.people).unwrap_or(i64::MAX)),
        solutions: seen.solutions(&one.solutions),
        more: if one.more > 0 { frame.tn("landscape-more-systems", count(one.more)) } else { String::new() },
    }
}

fn need(seen: &Seen<'_>, one: &UnmetNeed) -> NeedRow {
    NeedRow {
        number: one.number.to_string(),
        title: one.title.clone(),
        organisation: seen.name(one.organisation),
        area: one.area.as_ref().map(|code| seen.area(code)).unwrap_or_default(),
        affected: one.affected.map(|people| seen.frame.number(i64::from(people))).unwrap_or_default(),
        why: seen.frame.word("landscape-unmet", one.why.code()),
    }
}

pub(super) async fn file(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let seen = Seen::by(&state, &request, asked, PATH).await?;
    let frame = seen.frame;
    let all = PageOf::new(1, u32::MAX);
    let (ground, gaps) = match read(&state, &request, &seen, all).await? {
        Counted::Done(ground, gaps) => (ground, gaps),
        Counted::Reading(percent) => return Ok(seen.no_file_yet(percent)),
    };
    let own = ground.own.map(|own| seen.name(own)).unwrap_or_default();
    let mut rows = Vec::new();
    for one in &gaps.behind {
        for solution in &one.solutions {
            rows.push(vec![
                frame.t("landscape-behind"),
                seen.area(&one.area),
                own.clone(),
                solution.number.to_string(),
                solution.name.clone(),
                seen.all_names(&solution.users),
            ]);
        }
    }
    for one in &gaps.areas {
        let catalogue = frame.tn("landscape-in-catalogue", count(one.in_catalogue));
        let kind = frame.t("landscape-gap-area");
        rows.push(vec![kind, seen.area(&one.area), String::new(), String::new(), catalogue, String::new()]);
    }
    for one in gaps.needs.iter().flat_map(|needs| &needs.rows) {
        let why = frame.word("landscape-unmet", one.why.code());
        let need = need(&seen, one);
        rows.push(vec![
            frame.t("landscape-gap-need"),
            need.area,
            need.organisation,
            need.number,
            need.title,
            why,
        ]);
    }
    let head = [
        "landscape-gap-kind",
        "solution-area",
        "need-column-organisation",
        "solution-column-number",
        "landscape-what",
        "landscape-note",
    ];
    seen.file("luckor", &head, &rows)
}
