//! How complete the catalogue is: organisation by organisation, and entry by entry with a way to fill in what is missing.

use app::Page;
use app::freshness::{CompleteFilter, CompleteRow, CompleteSort, Completeness, Lack};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::response::Response;
use domain::freshness::Part;
use serde::Deserialize;

use super::{crumbs, done, failed, places, signed_in, words};
use crate::State;
use crate::error::Failure;
use crate::frame::{Frame, count};
use crate::list::{Address, Choice, PAGE_SIZE, TableFile, paged, table_parts};
use crate::view::{Cell, ListView, Table, file_of};
use crate::visitor::Request;

const PATH: &str = "/losningar/fullstandighet";
const ENTRIES: &str = "/losningar/fullstandighet/poster";
/// Rows read at a time for the file.
const BATCH: u32 = 500;
/// In the address: everything, and words whose meaning nobody has said.
const ALL: &str = "alla";
const MEANING: &str = "betydelse";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    organisation: String,
    saknas: String,
    sortering: String,
    sida: String,
}

impl Asked {
    fn address(&self) -> Address {
        Address::of(ENTRIES)
            .with("q", &self.q)
            .with("organisation", &self.organisation)
            .with("saknas", &self.saknas)
            .with("sortering", &self.sortering)
    }

    fn filter(&self) -> CompleteFilter {
        CompleteFilter {
            search: self.q.clone(),
            organisation: self.organisation.parse().ok(),
            lack: match self.saknas.as_str() {
                ALL => Lack::Any,
                MEANING => Lack::Meaning,
                other => Part::from_code(other).map_or(Lack::Something, Lack::Part),
            },
            sort: match self.sortering.as_str() {
                "namn" => CompleteSort::Name,
                "anvands" => CompleteSort::Used,
                _ => CompleteSort::Lacks,
            },
        }
    }
}

/// The entries of an organisation.
pub(super) fn entries_address(organisation: Option<&str>, lack: &str) -> String {
    Address::of(ENTRIES).with("organisation", organisation.unwrap_or_default()).changed("saknas", lack)
}

/// Words of sources that nobody has said the meaning of.
pub(super) const fn meaning() -> &'static str {
    MEANING
}

/// Organisations with how many entries they keep and what most of these lack.
pub(super) async fn organisations(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    signed_in(&request)?;
    let frame = &request.frame;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let read = state.app.completeness(&request.visitor.actor).await.map_err(failed(frame))?;
    let mut rows = match done(frame, read, "freshness-complete") {
        Ok(rows) => rows,
        Err(reading) => return Ok(*reading),
    };
    let words = domain::text::search_words(&asked.q);
    let holds = |row: &Completeness| {
        let name = domain::text::search_words(&row.name);
        words.split_whitespace().all(|word| name.contains(&format!(" {word}")))
    };
    rows.retain(holds);
    let by_name = asked.sortering == "namn";
    if by_name {
        rows.sort_by(|one, other| one.name.cmp(&other.name));
    }
    let sorting = if by_name { "namn" } else { "" };
    let address = Address::of(PATH).with("q", &asked.q).with("sortering", sorting);
    if frame.here.split('?').next().is_some_and(|path| path != PATH) {
        let day = state.app.clock().now().day();
        let kind = TableFile::asked(frame);
        let table = file_of(kind, "fullstandighet", &table(frame, &rows));
        return kind.answer(frame, "fullstandighet", day, table);
    }
    let (shown, number, total) = paged(rows, &asked.sida);
    let heading = frame.t("freshness-complete");
    let mut view = ListView::new(frame, PATH, heading, (&address, number, total), table(frame, &shown));
    view.crumbs = crumbs(frame);
    view.sub = places(frame);
    view.lead = frame.t("freshness-complete-lead");
    view.searched(&address, &asked.q);
    let orders = vec![
        Choice::new("", frame.t("freshness-by-lacks"), sorting),
        Choice::new("namn", frame.t("solutions-by-name"), sorting),
    ];
    view.filter(&address, ("sortering", frame.t("solution-order")), orders);
    view.empty = (frame.t("freshness-no-entries"), frame.t("freshness-no-entries-text"));
    Ok(view.page())
}

fn table(frame: &Frame, rows: &[Completeness]) -> Table {
    let keys = [
        "freshness-organisation",
        "freshness-entries",
        "freshness-complete-entries",
        "freshness-fresh-entries",
        "freshness-most-lack",
    ];
    let mut table = Table::new(frame, frame.t("freshness-complete"), &keys).amounts(&[1, 2, 3]);
    for row in rows {
        let most = row.most.map(|(part, of)| {
            let values = [("part", frame.word("part", part.code()).into()), ("count", count(of).into())];
            frame.texts().text_with("freshness-most", &values)
        });
        table.rows.push(vec![
            Cell::link(row.name.clone(), entries_address(Some(&row.organisation.to_string()), "")),
            Cell::text(frame.number(count(row.entries))),
            Cell::text(frame.number(count(row.complete))),
            Cell::text(frame.number(count(row.fresh))),
            Cell::text(most.unwrap_or_else(|| frame.t("freshness-nothing-lacks"))),
        ]);
    }
    table
}

/// Entries with what each lacks.
pub(super) async fn entries(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    signed_in(&request)?;
    let frame = &request.frame;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let number = asked.sida.parse().unwrap_or(1).max(1);
    let (actor, filter) = (&request.visitor.actor, asked.filter());
    let read = state.app.complete_entries(actor, &filter, Page::new(number, PAGE_SIZE)).await;
    let read = match done(frame, read.map_err(failed(frame))?, "freshness-complete-entries-heading") {
        Ok(read) => read,
        Err(reading) => return Ok(*reading),
    };
    let directory = state.app.directory().await.map_err(failed(frame))?;
    let own = actor.member().map(|member| member.organisation.to_string());
    let keys = [
        "solution-column-solution",
        "freshness-whose",
        "freshness-parts",
        "freshness-age",
        "freshness-used-by",
    ];
    let heading = frame.t("freshness-complete-entries-heading");
    let mut table = Table::new(frame, heading.clone(), &keys).amounts(&[4]);
    let today = state.app.clock().now().day();
    for row in &read.rows {
        let told = words::told(frame, (row.age.said, row.age.by.as_deref()), today);
        let grey = row.age.is_grey;
        table.rows.push(vec![
            Cell::link(row.name.clone(), format!("/losningar/{}", row.number)),
            Cell::text(row.organisation.clone()),
            lacks(frame, row, own.as_deref()),
            Cell::text(frame.word("age", row.age.age.code())).note(told).faded(grey),
            Cell::text(frame.number(count(row.used_by))),
        ]);
    }
    let address = asked.address();
    let mut view = ListView::new(frame, ENTRIES, heading, (&address, number, read.total), table);
    view.crumbs = crumbs(frame);
    view.sub = places(frame);
    view.lead = frame.t("freshness-entries-lead");
    view.searched(&address, &asked.q);
    let organisations = directory
        .living()
        .map(|one| Choice::new(&one.id.to_string(), one.short_name.clone(), &asked.organisation));
    let all = Choice::new("", frame.t("list-all"), &asked.organisation);
    let organisations = std::iter::once(all).chain(organisations).collect();
    view.filter(&address, ("organisation", frame.t("freshness-whose")), organisations);
    view.filter(&address, ("saknas", frame.t("freshness-lacks")), lack_choices(frame, &asked.saknas));
    let orders =
        [("", "freshness-by-lacks"), ("anvands", "freshness-by-used"), ("namn", "solutions-by-name")];
    let orders = orders.map(|(code, key)| Choice::new(code, frame.t(key), &asked.sortering));
    view.filter(&address, ("sortering", frame.t("solution-order")), orders.into());
    view.empty = (frame.t("freshness-nothing-lacks-heading"), frame.t("freshness-nothing-lacks-text"));
    Ok(view.page())
}

fn lack_choices(frame: &Frame, chosen: &str) -> Vec<Choice> {
    let parts =
        Part::ALL.iter().map(|part| Choice::new(part.code(), frame.word("part", part.code()), chosen));
    let first = Choice::new("", frame.t("freshness-lacks-something"), chosen);
    let last = [(MEANING, "freshness-lacks-meaning"), (ALL, "freshness-lacks-any")];
    let last = last.map(|(code, key)| Choice::new(code, frame.t(key), chosen));
    std::iter::once(first).chain(parts).chain(last).collect()
}

/// "7 av 9 finns", and the rest as ways to fill it in.
fn lacks(frame: &Frame, row: &CompleteRow, own: Option<&str>) -> Cell {
    let has = words::has(frame, row.asked, row.missing.len());
    let mut cell = Cell::text(has);
    if row.may_keep {
        cell.links = words::missing(frame, row.number, &row.missing, own);
        return cell;
    }
    match words::missing_in_words(frame, &row.missing) {
        missing if missing.is_empty() => cell,
        missing => cell.note(frame.t1("freshness-missing", "parts", &missing)),
    }
}

/// The rows of the list on all its pages.
pub(super) async fn file(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    signed_in(&request)?;
    let frame = &request.frame;
    let filter = asked.map(|Query(asked)| asked).unwrap_or_default().filter();
    let keys = [
        "solution-column-number",
        "solution-column-solution",
        "freshness-whose",
        "freshness-parts",
        "freshness-lacks",
        "freshness-age",
        "freshness-used-by",
    ];
    let columns = keys.map(|key| frame.t(key)).to_vec();
    let (app, actor, told) = (state.app.clone(), request.visitor.actor.clone(), frame.clone());
    let read = move |number| {
        let (app, actor, filter, told) = (app.clone(), actor.clone(), filter.clone(), told.clone());
        async move {
            let page = Page::new(number, BATCH);
            let app::freshness::Read::Done(read) = app.complete_entries(&actor, &filter, page).await? else {
                return Ok(Vec::new());
            };
            Ok(read.rows.iter().map(|row| record(&told, row)).collect())
        }
    };
    table_parts(frame, "fullstandighet", state.app.clock().now().day(), (columns, read)).await
}

fn record(frame: &Frame, row: &CompleteRow) -> Vec<String> {
    vec![
        row.number.to_string(),
        row.name.clone(),
        row.organisation.clone(),
        words::has(frame, row.asked, row.missing.len()),
        words::missing_in_words(frame, &row.missing),
        frame.word("age", row.age.age.code()),
        row.used_by.to_string(),
    ]
}
