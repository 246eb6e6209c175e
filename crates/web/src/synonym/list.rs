//! The rings as a list, to search and to narrow.

use app::{Page, RingFilter};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::response::Response;
use domain::synonym::{RingKind, SynonymRing};
use serde::Deserialize;

use super::address;
use crate::State;
use crate::error::{Failure, html};
use crate::frame::Frame;
use crate::list::{Address, Chip, Choice, PAGE_SIZE, Pages};
use crate::visitor::Request;

/// The list's state as its address says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    slag: String,
    lage: String,
    sida: String,
}

/// The retired ones, as the address says it; those in use are shown when nothing is said.
const RETIRED: &str = "av";

struct Row {
    address: String,
    terms: String,
    kind: String,
    note: String,
    changed_on: String,
    changed: String,
}

#[derive(Template)]
#[template(path = "synonym/list.html")]
struct ListPage<'a> {
    frame: &'a Frame,
    count: String,
    may_keep: bool,
    search: String,
    kinds: Vec<Choice>,
    states: Vec<Choice>,
    chips: Vec<Chip>,
    rows: Vec<Row>,
    pages: Pages,
    filtered: bool,
}

pub(super) async fn list(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let kind = RingKind::from_code(&asked.slag);
    let retired = asked.lage == RETIRED;
    let filter = RingFilter { search: asked.q.trim().to_owned(), kind, active: Some(!retired) };
    let number = asked.sida.parse().unwrap_or(1).max(1);
    let found = state.app.list_rings(&filter, Page::new(number, PAGE_SIZE)).await;
    let found = found.map_err(|error| Failure::page(error, frame.clone()))?;
    let code = kind.map_or("", RingKind::code);
    let address = Address::of("/ordlista")
        .with("q", &filter.search)
        .with("slag", code)
        .with("lage", if retired { RETIRED } else { "" });
    let chips = chips(frame, &filter, &address);
    Ok(html(&ListPage {
        frame,
        count: frame.number(found.total),
        may_keep: state.app.may_keep_words(&request.visitor.actor),
        kinds: kinds(frame, code),
        states: vec![
            Choice::new("", frame.t("synonym-in-use"), &asked.lage),
            Choice::new(RETIRED, frame.t("synonym-retired"), &asked.lage),
        ],
        filtered: !chips.is_empty(),
        chips,
        rows: found.rows.iter().map(|ring| row(frame, ring)).collect(),
        pages: Pages::new(frame, &address, number, found.total),
        search: filter.search,
    }))
}

fn kinds(frame: &Frame, current: &str) -> Vec<Choice> {
    let every = Choice::new("", frame.t("synonym-any-kind"), current);
    let kind = |kind: &RingKind| Choice::new(kind.code(), frame.word("ring-kind", kind.code()), current);
    [every].into_iter().chain(RingKind::ALL.iter().map(kind)).collect()
}

fn chips(frame: &Frame, filter: &RingFilter, address: &Address) -> Vec<Chip> {
    let chip = |text: String, name: &str| Chip { text, without: address.without(name) };
    let search = (!filter.search.is_empty())
        .then(|| chip(frame.t1("synonym-chip-search", "value", &filter.search), "q"));
    let kind = filter.kind.map(|kind| chip(frame.word("ring-kind", kind.code()), "slag"));
    let retired = (filter.active == Some(false)).then(|| chip(frame.t("synonym-retired"), "lage"));
    [search, kind, retired].into_iter().flatten().collect()
}

fn row(frame: &Frame, ring: &SynonymRing) -> Row {
    Row {
        address: address(ring.id),
        terms: ring.terms.join(", "),
        kind: frame.word("ring-kind", ring.kind.code()),
        note: ring.note.clone().unwrap_or_default(),
        changed_on: ring.updated.day().to_string(),
        changed: frame.day_of(ring.updated),
    }
}
