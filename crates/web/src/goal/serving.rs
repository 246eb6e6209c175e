//! What serves the goals: as a picture, and as a list with its file. What the reader may not read is in neither.

use app::goal::{Goals, Serving};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::response::Response;
use domain::goal::PointerKind;
use serde::Deserialize;

use super::{any_or, named, places, read};
use crate::State;
use crate::error::Failure;
use crate::frame::{Frame, count};
use crate::list::{Address, Choice, TableFile, paged};
use crate::view::drawing::{Boxed, Columns};
use crate::view::{Cell, Link, ListView, Section, Table, View, file_of};
use crate::visitor::Request;

const FILE: &str = "malbidrag";
/// Boxes that a picture can be read with.
const DRAWN_MAX: usize = 40;
/// What is chosen as a goal to have what serves none.
const NONE: &str = "inget";

/// Where a record is read.
pub(super) fn address_of(one: &Serving) -> String {
    let number = one.number.map(|number| number.to_string()).unwrap_or_default();
    match one.kind {
        PointerKind::Need => format!("/behov/{number}"),
        PointerKind::Initiative => format!("/initiativ/{number}"),
        PointerKind::Benefit => format!("/initiativ/{number}/nyttor/{}", one.subject),
        PointerKind::Intervention => format!("/insatser/{}", one.subject),
    }
}

pub(super) fn kind_of(frame: &Frame, one: &Serving) -> String {
    frame.word("pointer-kind", one.kind.code())
}

/// What serves which goal that holds, as many boxes as can be read.
fn columns(frame: &Frame, read: &Goals) -> Columns {
    let goals: Vec<_> = read.rows.iter().filter(|row| row.goal.ended.is_none()).collect();
    let serves = |one: &&Serving| goals.iter().any(|row| one.goals.contains(&row.goal.id));
    let all: Vec<_> = read.serving.iter().filter(serves).collect();
    let drawn: Vec<_> = all.iter().take(DRAWN_MAX).copied().collect();
    let mut ties = Vec::new();
    for (from, one) in drawn.iter().enumerate() {
        for (to, row) in goals.iter().enumerate() {
            if one.goals.contains(&row.goal.id) {
                ties.push((from, to));
            }
        }
    }
    let record = |one: &&Serving| Boxed {
        text: one.title.clone(),
        note: format!("{}, {}", kind_of(frame, one), one.organisation),
        ..Boxed::default()
    };
    let goal = |row: &&app::goal::GoalRow| {
        let of_goal = count(all.iter().filter(|one| one.goals.contains(&row.goal.id)).count());
        Boxed {
            text: row.goal.title.clone(),
            note: frame.tn("goal-served-count", of_goal),
            is_alone: of_goal == 0,
            ..Boxed::default()
        }
    };
    let served = goals.iter().filter(|row| all.iter().any(|one| one.goals.contains(&row.goal.id))).count();
    let numbers = [
        ("goals", count(goals.len()).into()),
        ("served", count(served).into()),
        ("records", count(all.len()).into()),
        ("none", count(read.serving.len() - all.len()).into()),
        ("drawn", count(drawn.len()).into()),
    ];
    Columns {
        label: frame.t("goal-picture"),
        title: frame.t("goal-picture"),
        description: frame.texts().text_with("goal-picture-says", &numbers),
        names: [frame.t("serving"), frame.t("place-goals")],
        left: drawn.iter().map(record).collect(),
        right: goals.iter().map(goal).collect(),
        ties,
    }
}

pub(super) async fn picture(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = read(&state, &request).await?;
    let columns = columns(frame, &read);
    let mut view = View::new(frame, frame.t("goal-picture"), frame.t("goal-picture"));
    view.crumbs = vec![Link::new("/mal", frame.t("place-goals"))];
    view.lead = columns.description.clone();
    view.sub = places(frame);
    let mut drawn = Section::new("bild", frame.t("goal-picture-drawn"));
    drawn.note = frame.t("goal-picture-help");
    if read.rows.is_empty() {
        drawn.own = Vec::new();
        drawn.empty = frame.t("goals-none-text");
    } else {
        drawn.drawing = columns.drawn();
    }
    let mut which = Section::new("tabell", frame.t("goal-picture-table"));
    let mut rows = Table::new(frame, frame.t("goal-picture-table"), &["goal", "serving"]);
    for row in read.rows.iter().filter(|row| row.goal.ended.is_none()) {
        let of_goal: Vec<_> = read.serving.iter().filter(|one| one.goals.contains(&row.goal.id)).collect();
        let mut cell = Cell::text(frame.tn("goal-served-count", count(of_goal.len())));
        cell.links = of_goal.iter().map(|one| Link::new(address_of(one), one.title.clone())).collect();
        rows.rows.push(vec![Cell::link(row.goal.title.clone(), format!("/mal/{}", row.goal.id)), cell]);
    }
    which.table = Some(rows);
    which.empty = frame.t("goals-none-text");
    which.links = vec![Link::new("/mal/bidrag.csv", frame.t("list-csv"))];
    let mut none = Section::new("inget", frame.t("serving-none"));
    none.note = frame.t("serving-none-help");
    let mut kinds =
        Table::new(frame, frame.t("serving-none"), &["serving-kind", "serving-how-many"]).amounts(&[1]);
    for kind in PointerKind::ALL {
        let is_none = |one: &&Serving| one.kind == *kind && one.goals.is_empty();
        let left = count(read.serving.iter().filter(is_none).count());
        let address = Address::of("/mal/bidrag").with("mal", NONE).with("slag", kind.code()).page(1);
        let name = Cell { is_own: false, ..Cell::link(frame.word("pointer-kind", kind.code()), address) };
        kinds.rows.push(vec![name, Cell::text(frame.number(left))]);
    }
    none.table = Some(kinds);
    view.sections = vec![drawn, which, none];
    Ok(view.page())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    mal: String,
    slag: String,
    kommun: String,
    sortering: String,
    sida: String,
}

impl Asked {
    fn address(&self) -> Address {
        Address::of("/mal/bidrag")
            .with("q", &self.q)
            .with("mal", &self.mal)
            .with("slag", &self.slag)
            .with("kommun", &self.kommun)
            .with("sortering", &self.sortering)
    }

    fn of(&self, read: &Goals) -> Vec<Serving> {
        let mut rows: Vec<_> = read.serving.iter().filter(|one| self.fits(one)).cloned().collect();
        match self.sortering.as_str() {
            "titel" => rows.sort_by_key(|one| one.title.to_lowercase()),
            "kommun" => rows.sort_by_key(|one| one.organisation.to_lowercase()),
            _ => {}
        }
        rows
    }

    fn fits(&self, one: &Serving) -> bool {
        let is_goal = match self.mal.as_str() {
            "" => true,
            NONE => one.goals.is_empty(),
            id => one.goals.iter().any(|goal| goal.to_string() == id),
        };
        is_goal
            && app::goal::has_words(&one.title, &self.q)
            && (self.slag.is_empty() || one.kind.code() == self.slag)
            && (self.kommun.is_empty() || one.organisation == self.kommun)
    }
}

fn table(frame: &Frame, read: &Goals, rows: &[Serving]) -> Table {
    let keys = ["serving-name", "serving-kind", "goal-owner", "serving-goals"];
    let mut table = Table::new(frame, frame.t("serving"), &keys);
    for one in rows {
        let goals: Vec<_> = read
            .rows
            .iter()
            .filter(|row| one.goals.contains(&row.goal.id))
            .map(|row| row.goal.title.clone())
            .collect();
        let goals = if goals.is_empty() {
            Cell::text(frame.t("serving-no-goal"))
        } else {
            Cell::own(goals.join("; "))
        };
        table.rows.push(vec![
            Cell::link(one.title.clone(), address_of(one)),
            Cell::text(kind_of(frame, one)),
            Cell::text(one.organisation.clone()),
            goals,
        ]);
    }
    table
}

pub(super) async fn list(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let read = read(&state, &request).await?;
    let (rows, number, total) = paged(asked.of(&read), &asked.sida);
    let address = asked.address();
    let at = (&address, number, total);
    let mut view = ListView::new(frame, "/mal/bidrag", frame.t("serving"), at, table(frame, &read, &rows));
    view.crumbs = vec![Link::new("/mal", frame.t("place-goals"))];
    view.lead = frame.t("serving-lead");
    view.sub = places(frame);
    view.actions.push(Link::new("/mal/bild", frame.t("goal-picture")));
    view.searched(&address, &asked.q);
    let goal =
        |row: &app::goal::GoalRow| Choice::new(&row.goal.id.to_string(), row.goal.title.clone(), &asked.mal);
    let none = Choice::new(NONE, frame.t("serving-no-goal"), &asked.mal);
    let goals = std::iter::once(none).chain(read.rows.iter().map(goal)).collect();
    view.filter(&address, ("mal", frame.t("goal")), any_or(frame, goals, &asked.mal));
    let kind =
        |one: &PointerKind| Choice::new(one.code(), frame.word("pointer-kind", one.code()), &asked.slag);
    let kinds = any_or(frame, PointerKind::ALL.iter().map(kind).collect(), &asked.slag);
    view.filter(&address, ("slag", frame.t("serving-kind")), kinds);
    let names = named(frame, read.serving.iter().map(|one| one.organisation.clone()), &asked.kommun);
    view.filter(&address, ("kommun", frame.t("goal-owner")), names);
    let orders = [("", "serving-by-kind"), ("titel", "list-by-title"), ("kommun", "serving-by-owner")]
        .map(|(code, key)| Choice::new(code, frame.t(key), &asked.sortering));
    view.filter(&address, ("sortering", frame.t("need-order")), orders.into());
    view.empty = (frame.t("serving-nothing"), frame.t("serving-nothing-text"));
    Ok(view.page())
}

pub(super) async fn file(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let read = read(&state, &request).await?;
    let table = table(frame, &read, &asked.of(&read));
    let file = TableFile::asked(frame);
    file.answer(frame, FILE, state.app.clock().now().day(), file_of(file, FILE, &table))
}
