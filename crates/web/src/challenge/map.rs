//! The map: challenges by what they are about and how strong the evidence is, and what is done about each.

use app::challenge::{ChallengeRow, Challenges};
use axum::extract::State as Shared;
use axum::response::Response;
use domain::challenge::ChallengeKind;
use domain::intervention::Intervention;

use super::{colour, read, who_meets};
use crate::State;
use crate::error::Failure;
use crate::frame::{Frame, count};
use crate::goal::places;
use crate::view::drawing::{Boxed, Columns};
use crate::view::{Cell, Link, Press, Section, Table, View};
use crate::visitor::Request;

/// In the order of the kinds, the strongest first.
fn ordered(read: &Challenges) -> Vec<&ChallengeRow> {
    let place = |kind: ChallengeKind| ChallengeKind::ALL.iter().position(|one| *one == kind);
    let mut rows: Vec<_> = read.rows.iter().collect();
    rows.sort_by_key(|row| (place(row.challenge.kind), std::cmp::Reverse(row.strength)));
    rows
}

fn columns(frame: &Frame, read: &Challenges, rows: &[&ChallengeRow]) -> Columns {
    let mut before = None;
    let mut left = Vec::new();
    for row in rows {
        let kind = row.challenge.kind;
        let begins = before != Some(kind);
        before = Some(kind);
        left.push(Boxed {
            group: if begins { frame.word("challenge-kind", kind.code()) } else { String::new() },
            text: row.challenge.title.clone(),
            note: frame.word("strength", row.strength.code()),
            is_alone: row.interventions.is_empty(),
        });
    }
    let answers =
        |one: &Intervention| rows.iter().any(|row| row.interventions.iter().any(|of| of.id == one.id));
    let right = |one: &Intervention| Boxed {
        text: one.title.clone(),
        note: format!(
            "{}, {}",
            frame.word("intervention-kind", one.kind.code()),
            frame.word("intervention-state", one.state.code())
        ),
        is_alone: !answers(one),
        ..Boxed::default()
    };
    let mut ties = Vec::new();
    for (from, row) in rows.iter().enumerate() {
        for (to, one) in read.interventions.iter().enumerate() {
            if row.interventions.iter().any(|of| of.id == one.id) {
                ties.push((from, to));
            }
        }
    }
    let numbers = [
        ("challenges", count(rows.len()).into()),
        ("shown", count(rows.iter().filter(|row| !row.evidence.is_empty()).count()).into()),
        ("answered", count(rows.iter().filter(|row| !row.interventions.is_empty()).count()).into()),
        ("interventions", count(read.interventions.len()).into()),
    ];
    Columns {
        label: frame.t("challenge-map"),
        title: frame.t("challenge-map"),
        description: frame.texts().text_with("challenge-map-says", &numbers),
        names: [frame.t("place-challenges"), frame.t("place-interventions")],
        left,
        right: read.interventions.iter().map(right).collect(),
        ties,
    }
}

fn table(frame: &Frame, rows: &[&ChallengeRow]) -> Table {
    let keys =
        ["challenge-one", "challenge-kind", "challenge-strength", "challenge-met", "place-interventions"];
    let mut table = Table::new(frame, frame.t("challenge-map"), &keys);
    for row in rows {
        let mut done = Cell::text(match row.interventions.len() {
            0 => frame.t("challenge-no-answer"),
            many => frame.tn("intervention-count", count(many)),
        });
        done.links = row
            .interventions
            .iter()
            .map(|one| Link::new(format!("/insatser/{}", one.id), one.title.clone()))
            .collect();
        table.rows.push(vec![
            Cell::link(row.challenge.title.clone(), format!("/utmaningar/{}", row.challenge.id)),
            Cell::text(frame.word("challenge-kind", row.challenge.kind.code())),
            Cell::tag(frame.word("strength", row.strength.code()), colour(row.strength)),
            Cell::text(who_meets(frame, row)),
            done,
        ]);
    }
    table
}

pub(super) async fn show(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = read(&state, &request).await?;
    let rows = ordered(&read);
    let columns = columns(frame, &read, &rows);
    let mut view = View::new(frame, frame.t("challenge-map"), frame.t("challenge-map"));
    view.crumbs = vec![Link::new("/utmaningar", frame.t("place-challenges"))];
    view.lead = columns.description.clone();
    view.sub = places(frame);
    if read.may_write {
        view.actions.push(Link::new("/utmaningar/ny", frame.t("challenge-new")));
        view.actions.push(Link::new("/insatser/ny", frame.t("intervention-new")));
    }
    let mut drawn = Section::new("bild", frame.t("goal-picture-drawn"));
    drawn.note = frame.t("challenge-map-help");
    drawn.empty = frame.t("challenges-none");
    if !rows.is_empty() {
        drawn.drawing = columns.drawn();
        drawn.empty = String::new();
    }
    let mut which = Section::new("tabell", frame.t("challenge-map-table"));
    which.table = Some(table(frame, &rows));
    which.empty = frame.t("challenges-none-text");
    which.links = vec![Link::new("/utmaningar.csv", frame.t("list-csv"))];
    let mut rule = Section::new("regel", frame.t("challenge-rule"));
    rule.own = Vec::new();
    rule.facts = vec![
        (frame.t("challenge-strength"), Cell::text(frame.t("challenge-rule-strength"))),
        (frame.t("challenge-trend"), Cell::text(frame.t("challenge-rule-trend"))),
        (frame.t("challenge-evidence"), Cell::text(frame.t("challenge-rule-seen"))),
    ];
    view.sections = vec![drawn, which, rule];
    if !read.may_seed.is_empty() {
        let mut seed = Section::new("forslag", frame.t("challenge-seed"));
        seed.note = frame.t("challenge-seed-help");
        for id in &read.may_seed {
            let of = read.joined.iter().find(|one| one.collaboration.id == *id);
            seed.presses.push(Press {
                action: "/utmaningar/forslag".to_owned(),
                label: frame.t("challenge-seed-press"),
                about: of.map(|one| one.collaboration.name.clone()).unwrap_or_default(),
                sent: vec![("samverkan".to_owned(), id.to_string())],
                ..Press::default()
            });
        }
        view.sections.push(seed);
    }
    Ok(view.page())
}
