//! The catalogue as a list, whole or as the part that a script puts into the page, and as a file.

use std::sync::Arc;

use app::Directory;
use app::SolutionFilter;
use app::matches::UsageRow;
use app::solution::SolutionRow;
use app::{Listed, Page, StoreError};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::response::{IntoResponse, Response};
use domain::id::PersonId;
use domain::permission::Actor;
use domain::saved_view::ViewedList;
use domain::usage::UsageStatus;

use super::filter::{Asked, Chosen};
use crate::State;
use crate::error::{Failure, html};
use crate::frame::{Frame, upper_first};
use crate::freshness::{self, EntryTag};
use crate::list::{Chip, Choice, Files, PAGE_SIZE, Pages, TableFile, table_parts};
use crate::names;
use crate::saved_view::{Views, views};
use crate::usability::{self, UsableTag};
use crate::usage;
use crate::view::Link;
use crate::visitor::{Request, Wants};

/// Service areas named in a row; the rest are counted.
const AREAS_NAMED: usize = 2;
/// Rows read at a time for the file.
const BATCH: u32 = 200;
/// The columns of the file, as keys of their texts.
const COLUMNS: [&str; 11] = [
    "solution-column-number",
    "solution-column-solution",
    "solution-column-kind",
    "solution-column-summary",
    "solution-column-area",
    "solution-column-used-by",
    "solution-column-usable",
    "solution-column-lifecycle",
    "solution-column-provider",
    "solution-column-link",
    "solution-column-changed",
];

/// A solution as a row.
struct Row {
    number: String,
    address: String,
    name: String,
    kind: String,
    areas: String,
    users: String,
    usable: Option<UsableTag>,
    lifecycle: String,
    /// What it was called, where that is what was searched for; and what replaces it.
    note: String,
    successor: Option<(String, String)>,
    changed_on: String,
    changed: String,
    /// How old it is, where that is something to beware of.
    age: EntryTag,
}

/// What stands in place of the table when there are no rows.
struct Empty {
    heading: String,
    text: String,
    action: String,
    address: &'static str,
}

#[derive(Template)]
#[template(path = "solution/list.html")]
struct ListPage<'a> {
    frame: &'a Frame,
    chosen: &'a Chosen<'a>,
    count: String,
    rows: String,
    views: &'a Views,
    /// The part that stands alone when a script asks for it.
    alone: bool,
    may_import: bool,
    may_draft: bool,
    /// Other pages of the place.
    sub: Vec<Link>,
}

/// The part that changes with the filters.
#[derive(Template)]
#[template(path = "solution/rows.html")]
struct Rows<'a> {
    frame: &'a Frame,
    chosen: &'a Chosen<'a>,
    chips: Vec<Chip>,
    orders: Vec<Choice>,
    rows: Vec<Row>,
    pages: Pages,
    files: Files,
    csv_label: String,
    count: String,
    views: &'a Views,
    empty: Option<Empty>,
    /// The rows as files to edit, for who may read them in again.
    to_edit: Option<Files>,
    alone: bool,
}

pub(super) async fn list(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let Request { visitor, frame, wants, .. } = &request;
    let failed = |error| Failure::page(error, frame.clone());
    let directory = state.app.directory().await.map_err(failed)?;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let mut chosen = Chosen::new(frame, &directory, reader(&visitor.actor), &asked);
    let found = found(&state, &visitor.actor, frame, &mut chosen).await?;
    chosen.facets = state.app.solution_facets(&visitor.actor, &chosen.filter).await.map_err(failed)?;
    let views = views(&state, &request, ViewedList::Solutions, &chosen.address()).await?;
    let chips = chosen.chips();
    let all = if chips.is_empty() {
        found.total
    } else {
        let all = state.app.list_solutions(&visitor.actor, &SolutionFilter::default(), Page::new(1, 1)).await;
        all.map_err(failed)?.total
    };
    let count = match chips.is_empty() {
        true => frame.number(all),
        false => frame.t2("rows-of", ("rows", &frame.number(found.total)), ("total", &frame.number(all))),
    };
    let may_import = state.app.may_import(&visitor.actor);
    let rows = Rows {
        frame,
        orders: chosen.orders(),
        rows: found.rows.iter().map(|row| list_row(frame, &directory, row, &chosen.filter.search)).collect(),
        pages: Pages::new(frame, &chosen.address(), chosen.page, found.total),
        files: chosen.address().files(),
        csv_label: frame.tn("solution-csv-rows", found.total),
        empty: (found.total == 0).then(|| empty(frame, &chosen, all)),
        to_edit: may_import.then(|| chosen.to_edit()),
        alone: *wants == Wants::Part,
        views: &views,
        count: count.clone(),
        chips,
        chosen: &chosen,
    };
    match wants {
        // The address that is kept has no empty filters, unlike the form's.
        Wants::Part => {
            Ok(([("hx-push-url", chosen.address().page(chosen.page))], html(&rows)).into_response())
        }
        Wants::Page => {
            let rows = rows.render().unwrap_or_default();
            let (chosen, views, sub) = (&chosen, &views, super::places(frame));
            let may_draft = state.app.may_draft(&visitor.actor);
            Ok(html(&ListPage {
                frame,
                chosen,
                count,
                rows,
                views,
                alone: false,
                sub,
                may_import,
                may_draft,
            }))
        }
    }
}

/// Whose favourites a list can be narrowed to.
fn reader(actor: &Actor) -> Option<PersonId> {
    actor.member().map(|member| member.person)
}

/// The chosen page; a number past the end gives the last one.
async fn found(
    state: &State,
    actor: &Actor,
    frame: &Frame,
    chosen: &mut Chosen<'_>,
) -> Result<Listed<SolutionRow>, Failure> {
    let failed = |error| Failure::page(error, frame.clone());
    let page = Page::new(chosen.page, PAGE_SIZE);
    let found = state.app.list_solutions(actor, &chosen.filter, page).await.map_err(failed)?;
    if !found.rows.is_empty() || found.total == 0 {
        return Ok(found);
    }
    let last = (found.total + i64::from(PAGE_SIZE) - 1) / i64::from(PAGE_SIZE);
    let last = Page::new(u32::try_from(last).unwrap_or(u32::MAX), PAGE_SIZE);
    chosen.page = last.number();
    state.app.list_solutions(actor, &chosen.filter, last).await.map_err(failed)
}

/// The former name that a search may have found an entry by.
fn former(frame: &Frame, row: &SolutionRow, search: &str) -> String {
    let words = domain::text::search_words(search);
    let holds = |name: &str| {
        let name = domain::text::search_words(name);
        words.split_whitespace().any(|word| name.contains(&format!(" {word}")))
    };
    if holds(&row.solution.facts.name) {
        return String::new();
    }
    let found = row.solution.lineage.former_names.iter().find(|name| holds(name));
    found.map(|name| frame.t1("solution-former", "names", name)).unwrap_or_default()
}

fn list_row(frame: &Frame, directory: &Directory, row: &SolutionRow, search: &str) -> Row {
    let (solution, facts) = (&row.solution, &row.solution.facts);
    let areas: Vec<String> =
        facts.service_areas.iter().map(|code| names::area_of(frame, directory, code)).collect();
    Row {
        number: solution.number.to_string(),
        address: format!("/losningar/{}", solution.number),
        name: facts.name.clone(),
        kind: frame.word("solution-kind", facts.kind.code()),
        areas: shortened(frame, &areas),
        users: users(frame, &row.usages),
        usable: UsableTag::of(frame, row.usable.as_ref()),
        lifecycle: names::lifecycle(frame, solution),
        note: former(frame, row, search),
        successor: row
            .successor
            .as_ref()
            .map(|next| (format!("/losningar/{}", next.number), next.name.clone())),
        changed_on: solution.updated.day().to_string(),
        changed: frame.day_of(solution.updated),
        age: freshness::entry_tag(frame, &row.age),
    }
}

/// The first names, and how many more there are.
fn shortened(frame: &Frame, names: &[String]) -> String {
    match names.split_at_checked(AREAS_NAMED) {
        Some((named, more)) if !more.is_empty() => {
            let more = i64::try_from(more.len()).unwrap_or(i64::MAX);
            frame.t2("solution-and-more", ("names", &named.join(", ")), ("more", &frame.number(more)))
        }
        Some(_) | None => names.join(", "),
    }
}

/// Who uses a solution, in few words: "Götene och Skara, prövas av Vara".
pub(crate) fn users(frame: &Frame, usages: &[UsageRow]) -> String {
    let of = |status: UsageStatus| -> String {
        let names: Vec<String> = usages
            .iter()
            .filter(|row| row.usage.status == status)
            .map(|row| usage::named(frame, row))
            .collect();
        frame.list(&names)
    };
    let in_words =
        |key: &str, names: String| if names.is_empty() { names } else { frame.t1(key, "names", &names) };
    let parts = [
        of(UsageStatus::InUse),
        in_words("piloted-by", of(UsageStatus::Pilot)),
        in_words("contracted-by", of(UsageStatus::Contract)),
        in_words("planned-by", of(UsageStatus::Planned)),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { frame.t("solution-nobody-yet") } else { upper_first(&parts.join(", ")) }
}

/// What would stand here, why it does not, and one thing to do.
fn empty(frame: &Frame, chosen: &Chosen<'_>, all: i64) -> Empty {
    if all > 0 {
        return Empty {
            heading: frame.t1("solutions-none-with", "filters", &chosen.narrowed_to()),
            text: frame.tn("solutions-without-filters", all),
            action: frame.t("solution-clear-filters"),
            address: "/losningar",
        };
    }
    let heading = frame.t("solutions-none");
    if frame.person.is_none() {
        let text = frame.t("solutions-none-public");
        return Empty { heading, text, action: frame.t("sign-in"), address: "/logga-in?till=/losningar" };
    }
    Empty {
        heading,
        text: frame.t("solutions-none-yet"),
        action: frame.t("solution-describe-a-need"),
        address: "/",
    }
}

/// The rows of the list on all its pages, with what a spreadsheet needs besides.
pub(super) async fn file(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let Request { visitor, frame, .. } = &request;
    let failed = |error| Failure::page(error, frame.clone());
    let directory = state.app.directory().await.map_err(failed)?;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let chosen = Chosen::new(frame, &directory, reader(&visitor.actor), &asked);
    let filter = chosen.filter.clone();
    let columns = COLUMNS.map(|key| frame.t(key)).to_vec();
    let (app, actor, told, directory) =
        (state.app.clone(), visitor.actor.clone(), frame.clone(), Arc::new(directory));
    let read = move |number| {
        let (app, actor, filter) = (app.clone(), actor.clone(), filter.clone());
        let (told, directory) = (told.clone(), Arc::clone(&directory));
        async move {
            let found = app.list_solutions(&actor, &filter, Page::new(number, BATCH)).await?;
            Ok(found.rows.iter().map(|row| record(&told, &directory, row).to_vec()).collect())
        }
    };
    table_parts(frame, "losningar", state.app.clock().now().day(), (columns, read)).await
}

fn record(frame: &Frame, directory: &Directory, row: &SolutionRow) -> [String; COLUMNS.len()] {
    let (solution, facts) = (&row.solution, &row.solution.facts);
    let areas: Vec<String> =
        facts.service_areas.iter().map(|code| names::area_of(frame, directory, code)).collect();
    [
        solution.number.to_string(),
        facts.name.clone(),
        frame.word("solution-kind", facts.kind.code()),
        facts.summary.clone(),
        areas.join("; "),
        users(frame, &row.usages),
        row.usable.as_ref().map(|usable| usability::word(frame, usable)).unwrap_or_default(),
        names::lifecycle(frame, solution),
        facts.provider.clone().unwrap_or_default(),
        facts.url.clone().unwrap_or_default(),
        solution.updated.day().to_string(),
    ]
}

/// The rows of the list with every field, to be edited in a spreadsheet and read in again.
pub(super) async fn to_edit(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let Request { visitor, frame, .. } = &request;
    let failed = |error| Failure::page(error, frame.clone());
    if visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let directory = state.app.directory().await.map_err(failed)?;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let chosen = Chosen::new(frame, &directory, reader(&visitor.actor), &asked);
    let kind = TableFile::asked(frame);
    let no_file = |_| failed(StoreError::Damaged { column: "file", value: String::new() }.into());
    let mut writer = kind.solutions().map_err(no_file)?;
    let written =
        state.app.export_listed(&visitor.actor, &chosen.filter, &mut writer).await.map_err(failed)?;
    written.map_err(no_file)?;
    kind.answer(frame, "losningar", state.app.clock().now().day(), writer.finish())
}
