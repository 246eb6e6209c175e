//! One dimension of a round: where the organisation stands, over time, what is suggested from there, and what neighbours know.

use app::maturity::DimensionPage;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::MaturityRoundId;
use domain::maturity::{FEWEST, Maturity, RoundState, Spread};

use super::{address, median, picture, signed_in, spread_of};
use crate::State;
use crate::case::said;
use crate::error::Failure;
use crate::frame::{Frame, count};
use crate::knowledge;
use crate::view::{Cell, Link, Press, Section, Table, View};
use crate::visitor::Request;

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path((id, code)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let id: MaturityRoundId = request.named(&id)?;
    signed_in(&request)?;
    let page = state.app.read_maturity_dimension(&request.visitor.actor, (id, &code)).await;
    let page = page.map_err(|error| Failure::page(error, frame.clone()))?;
    let round = &page.read.round;
    let name = said(frame, &page.dimension.name).to_owned();
    let mut view = View::new(frame, name.clone(), name);
    view.crumbs = vec![
        Link::new("/mognad", frame.t("place-maturity")),
        Link::new(address(round.id), round.title.clone()),
    ];
    view.lead = said(frame, &page.dimension.question).to_owned();
    view.sections.push(stands(frame, &page));
    if page.spread.is_some() {
        view.sections.push(over_time(frame, &page));
    }
    view.sections.push(action(frame, &page));
    if !page.said.is_empty() {
        view.sections.push(said_named(frame, &page));
    }
    view.sections.push(near(frame, page));
    Ok(view.page())
}

fn stands(frame: &Frame, page: &DimensionPage) -> Section {
    let mut section = Section::new("lage", frame.t("maturity-stands"));
    let Some(spread) = &page.spread else {
        section.empty = match page.read.round.state {
            RoundState::Open => frame.t("maturity-result-later"),
            RoundState::Closed => frame.tn("maturity-few", count(FEWEST)),
        };
        return section;
    };
    section.facts = vec![
        (frame.t("maturity-median"), Cell::text(median(frame, spread))),
        (frame.t("maturity-spread"), Cell::text(spread_of(frame, spread))),
        (frame.t("maturity-replies"), Cell::text(frame.number(count(spread.count())))),
    ];
    let mut table =
        Table::new(frame, frame.t("maturity-stands"), &["maturity-level", "maturity-replies"]).amounts(&[1]);
    for (level, answers) in Maturity::ALL.iter().zip(spread.levels) {
        let label = format!("{} {}", level.number(), frame.word("maturity-level", level.code()));
        table.rows.push(vec![Cell::text(label), Cell::text(frame.number(count(answers)))]);
    }
    section.table = Some(table);
    section
}

/// The rounds that are told, the first first.
fn over_time(frame: &Frame, page: &DimensionPage) -> Section {
    let mut section = Section::new("over_tid", frame.t("maturity-over-time"));
    let code = &page.dimension.code;
    let earlier = page.read.earlier.iter().rev();
    let earlier = earlier.filter_map(|one| Some((one.round.title.clone(), *one.spreads.get(code)?)));
    let now = page.spread.map(|spread| (page.read.round.title.clone(), spread));
    let all: Vec<(String, Spread)> = earlier.chain(now).collect();
    if all.len() < 2 {
        section.empty = frame.t("maturity-first-time");
        return section;
    }
    section.drawing = picture::over_time(frame, &all);
    let keys = ["maturity-round", "maturity-median", "maturity-spread", "maturity-replies"];
    let mut table = Table::new(frame, frame.t("maturity-over-time"), &keys).amounts(&[1, 3]);
    for (title, spread) in &all {
        table.rows.push(vec![
            Cell::own(title.clone()),
            Cell::text(median(frame, spread)),
            Cell::text(spread_of(frame, spread)),
            Cell::text(frame.number(count(spread.count()))),
        ]);
    }
    section.table = Some(table);
    section
}

/// What is suggested, and every level's suggestion below it. What an intervention is made from belongs here as well.
fn action(frame: &Frame, page: &DimensionPage) -> Section {
    let mut section = Section::new("forslag", frame.t("maturity-suggestion"));
    if let Some(action) = &page.action {
        section.facts.push((frame.t("maturity-suggested"), Cell::text(said(frame, action))));
    }
    let keys = ["maturity-level", "maturity-suggestion"];
    let mut table = Table::new(frame, frame.t("maturity-suggestion"), &keys);
    for (level, action) in Maturity::ALL.iter().zip(&page.dimension.actions) {
        let label = format!("{} {}", level.number(), frame.word("maturity-level", level.code()));
        table.rows.push(vec![Cell::text(label), Cell::text(said(frame, action))]);
    }
    section.table = Some(table);
    if page.may_draft {
        section.presses.push(Press {
            action: format!("{}/{}/behov", address(page.read.round.id), page.dimension.code),
            label: frame.t("maturity-draft-need"),
            is_first: true,
            ..Press::default()
        });
    }
    let needs = page.read.needs.iter().filter(|(code, ..)| *code == page.dimension.code);
    section
        .links
        .extend(needs.map(|(_, number, title)| Link::new(format!("/behov/{number}"), title.clone())));
    section
}

fn said_named(frame: &Frame, page: &DimensionPage) -> Section {
    let mut section = Section::new("sagt", frame.t("maturity-said"));
    let keys = ["maturity-person", "maturity-level", "maturity-note"];
    let mut table = Table::new(frame, frame.t("maturity-said"), &keys);
    for (name, level, note) in &page.said {
        let label = format!("{} {}", level.number(), frame.word("maturity-level", level.code()));
        let note = if note.is_empty() { Cell::text("–") } else { Cell::own(note.clone()) };
        table.rows.push(vec![Cell::text(name.clone()), Cell::text(label), note]);
    }
    section.table = Some(table);
    section
}

/// What neighbours do and have learnt about the same, and knowledge.
fn near(frame: &Frame, page: DimensionPage) -> Section {
    let mut section = Section::new("grannar", frame.t("maturity-near"));
    let mut table = Table::new(frame, frame.t("maturity-near"), &["maturity-near-what", "maturity-whose"]);
    let row = |link: Link, whose: String| vec![Cell::link(link.label, link.address), Cell::text(whose)];
    for one in page.cases {
        let link = Link::new(format!("/arenden/{}", one.number), one.title);
        table.rows.push(row(link, one.organisation));
    }
    for one in page.lessons {
        let title = format!("{}: {}", frame.t("lesson"), one.lesson.title);
        table.rows.push(row(Link::new(format!("/lardomar/{}", one.lesson.id), title), one.organisation));
    }
    for one in page.articles {
        let whose = one.organisation.clone();
        table.rows.push(row(knowledge::link(frame, one), whose));
    }
    section.table = Some(table);
    section.empty = frame.t("maturity-near-none");
    section
}

pub(super) async fn draft(
    Shared(state): Shared<State>,
    request: Request,
    Path((id, code)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let id: MaturityRoundId = request.named(&id)?;
    signed_in(&request)?;
    let need = state.app.draft_maturity_need(&request.visitor.actor, (id, &code)).await;
    let need = need.map_err(|error| Failure::page(error, request.frame.clone()))?;
    Ok(Redirect::to(&format!("/behov/{}/andra", need.number)).into_response())
}
