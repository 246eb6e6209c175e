//! The needs as a list, whole or as the part that a script puts into the page, and as a file.

use std::collections::HashMap;
use std::sync::Arc;

use app::Directory;
use app::voice::SpreadRow;
use app::{Listed, Page};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::response::{IntoResponse, Response};
use domain::id::NeedId;
use domain::need::{Need, NeedState};
use domain::permission::Actor;
use domain::saved_view::ViewedList;

use super::filter::{Asked, Chosen};
use crate::State;
use crate::error::{Failure, html};
use crate::frame::Frame;
use crate::list::{Chip, Files, PAGE_SIZE, Pages, table_parts};
use crate::names;
use crate::saved_view::{Views, views};
use crate::visitor::{Request, Wants};
use crate::voice;

/// Rows read at a time for the file.
const BATCH: u32 = 200;

/// The columns of the file.
const COLUMNS: [&str; 16] = [
    "need-column-number",
    "need-title",
    "need-text",
    "need-column-state",
    "need-column-organisation",
    "need-column-area",
    "need-who",
    "need-how-often",
    "need-affected",
    "need-wanted-effect",
    "need-law",
    "need-requirements",
    "need-capabilities",
    "need-origin",
    "need-column-sharing",
    "need-column-changed",
];

/// A need as a row.
struct Row {
    number: String,
    title: String,
    state: &'static str,
    state_name: String,
    organisation: String,
    area: String,
    changed_on: String,
    changed: String,
    /// How many have it, when more than one does.
    spread: Option<String>,
}

/// What stands in place of the table when there are no rows.
struct Empty {
    heading: String,
    text: String,
    action: String,
    address: String,
}

#[derive(Template)]
#[template(path = "need/list.html")]
struct ListPage<'a> {
    frame: &'a Frame,
    chosen: &'a Chosen<'a>,
    count: String,
    /// That drafts have just been saved from a meeting.
    told: Option<String>,
    rows: String,
    views: &'a Views,
}

/// The part that changes with the filters.
#[derive(Template)]
#[template(path = "need/rows.html")]
struct Rows<'a> {
    frame: &'a Frame,
    chosen: &'a Chosen<'a>,
    chips: Vec<Chip>,
    rows: Vec<Row>,
    pages: Pages,
    files: Files,
    csv_label: String,
    count: String,
    views: &'a Views,
    empty: Option<Empty>,
    alone: bool,
}

pub(super) async fn list(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let Request { visitor, frame, wants, .. } = &request;
    let failed = |error| Failure::page(error, frame.clone());
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let directory = state.app.directory().await.map_err(failed)?;
    let mut chosen = Chosen::new(frame, &directory, &visitor.actor, &asked);
    let found = found(&state, &visitor.actor, frame, &mut chosen).await?;
    let all = state
        .app
        .list_needs(&visitor.actor, &chosen.whole_view(), Page::new(1, 1))
        .await
        .map_err(failed)?
        .total;
    let spreads = state.app.spreads(&visitor.actor, &found.rows).await.map_err(failed)?;
    let views = views(&state, &request, ViewedList::Needs, &chosen.address()).await?;
    let part = rows((frame, &chosen, &views), (&found, &spreads), all, *wants);
    match wants {
        Wants::Part => {
            Ok(([("hx-push-url", chosen.address().page(chosen.page))], html(&part)).into_response())
        }
        Wants::Page => {
            let (count, rows) = (part.count.clone(), part.render().unwrap_or_default());
            let just_saved = asked.sparade.parse().ok().filter(|count| (1..=100).contains(count));
            let told = just_saved.map(|count| frame.tn("needs-just-saved", count));
            Ok(html(&ListPage { frame, chosen: &chosen, count, told, rows, views: &views }))
        }
    }
}

/// The chosen page; a number past the end gives the last one.
async fn found(
    state: &State,
    actor: &Actor,
    frame: &Frame,
    chosen: &mut Chosen<'_>,
) -> Result<Listed<Need>, Failure> {
    let failed = |error| Failure::page(error, frame.clone());
    let page = Page::new(chosen.page, PAGE_SIZE);
    let found = state.app.list_needs(actor, &chosen.filter, page).await.map_err(failed)?;
    if !found.rows.is_empty() || found.total == 0 {
        return Ok(found);
    }
    let last = (found.total + i64::from(PAGE_SIZE) - 1) / i64::from(PAGE_SIZE);
    let last = Page::new(u32::try_from(last).unwrap_or(u32::MAX), PAGE_SIZE);
    chosen.page = last.number();
    state.app.list_needs(actor, &chosen.filter, last).await.map_err(failed)
}

fn rows<'a>(
    (frame, chosen, views): (&'a Frame, &'a Chosen<'a>, &'a Views),
    (found, spreads): (&Listed<Need>, &HashMap<NeedId, SpreadRow>),
    all: i64,
    wants: Wants,
) -> Rows<'a> {
    let chips = chosen.chips();
    let count = match chips.is_empty() {
        true => frame.number(found.total),
        false => frame.t2("rows-of", ("rows", &frame.number(found.total)), ("total", &frame.number(all))),
    };
    Rows {
        frame,
        rows: found.rows.iter().map(|need| row(frame, chosen, need, spreads.get(&need.id))).collect(),
        pages: Pages::new(frame, &chosen.address(), chosen.page, found.total),
        files: chosen.address().files(),
        csv_label: frame.tn("need-csv-rows", found.total),
        empty: (found.total == 0).then(|| empty(frame, chosen, all)),
        alone: wants == Wants::Part,
        views,
        count,
        chips,
        chosen,
    }
}

fn row(frame: &Frame, chosen: &Chosen<'_>, need: &Need, spread: Option<&SpreadRow>) -> Row {
    let (organisation, area) = chosen.names_of(need);
    Row {
        number: need.number.to_string(),
        title: need.facts.title.clone(),
        state: need.state.code(),
        state_name: frame.word("need-state", need.state.code()),
        organisation,
        area,
        changed_on: need.updated.day().to_string(),
        changed: frame.day_of(need.updated),
        spread: spread.and_then(|spread| voice::spread_line(frame, spread)),
    }
}

/// What would stand here, why it does not, and one thing to do.
fn empty(frame: &Frame, chosen: &Chosen<'_>, all: i64) -> Empty {
    if all > 0 {
        return Empty {
            heading: frame.t1("needs-none-with", "filters", &chosen.narrowed_to()),
            text: frame.tn("needs-without-filters", all),
            action: frame.t("need-clear-filters"),
            address: chosen.cleared(),
        };
    }
    let heading = frame.t("needs-none");
    if frame.person.is_none() {
        let (text, action) = (frame.t("needs-none-public"), frame.t("sign-in"));
        return Empty { heading, text, action, address: "/logga-in?till=/behov".to_owned() };
    }
    Empty {
        heading,
        text: frame.t("needs-none-yet"),
        action: frame.t("need-describe"),
        address: "/".to_owned(),
    }
}

/// The rows of the list on all its pages, with everything that was written.
pub(super) async fn file(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let Request { visitor, frame, .. } = &request;
    let failed = |error| Failure::page(error, frame.clone());
    let directory = state.app.directory().await.map_err(failed)?;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let filter = Chosen::new(frame, &directory, &visitor.actor, &asked).filter;
    let columns = COLUMNS.map(|key| frame.t(key)).to_vec();
    let (app, actor, told) = (state.app.clone(), visitor.actor.clone(), frame.clone());
    let (directory, asked) = (Arc::new(directory), Arc::new(asked));
    let read = move |number| {
        let (app, actor, filter) = (app.clone(), actor.clone(), filter.clone());
        let (told, directory, asked) = (told.clone(), Arc::clone(&directory), Arc::clone(&asked));
        async move {
            let found = app.list_needs(&actor, &filter, Page::new(number, BATCH)).await?;
            let chosen = Chosen::new(&told, &directory, &actor, &asked);
            Ok(found.rows.iter().map(|need| record(&told, &directory, &chosen, need)).collect())
        }
    };
    table_parts(frame, "behov", state.app.clock().now().day(), (columns, read)).await
}

fn record(frame: &Frame, directory: &Directory, chosen: &Chosen<'_>, need: &Need) -> Vec<String> {
    let facts = &need.facts;
    let (organisation, area) = chosen.names_of(need);
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let capabilities = facts.capabilities.iter().map(|code| names::capability_of(frame, directory, code));
    let requirements = need.requirements.iter().map(|requirement| requirement.text.clone());
    vec![
        need.number.to_string(),
        facts.title.clone(),
        facts.text.clone(),
        frame.word("need-state", need.state.code()),
        organisation,
        area,
        text(&facts.who),
        text(&facts.how_often),
        facts.affected.map(|count| count.to_string()).unwrap_or_default(),
        text(&facts.wanted_effect),
        text(&facts.law),
        requirements.collect::<Vec<_>>().join("\n"),
        capabilities.collect::<Vec<_>>().join("\n"),
        frame.word("origin", need.origin.code()),
        match need.state {
            NeedState::Draft | NeedState::Withdrawn { .. } => frame.word("sharing", "draft"),
            NeedState::Submitted { .. } => frame.word("sharing", need.sharing.code()),
        },
        need.updated.day().to_string(),
    ]
}
