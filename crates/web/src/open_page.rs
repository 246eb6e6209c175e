//! What everybody reads of a collaboration: its page, its project log as a list, files and a feed, and each entry.
//!
//! Whoever reads, signed in or not, gets the same. Not here: writing it (`public_text`).

use app::AppError;
use app::open_page::{LogFilter, OpenEntry, OpenLog, OpenPage, OpenRow, Party};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::PublicTextId;
use domain::organisation::OrganisationKind;
use domain::public_text::{PublicTextKind, PublicWords};
use serde::Deserialize;

use crate::State;
use crate::error::{Failure, html};
use crate::frame::{Frame, count};
use crate::list::{Address, Choice, TableFile, paged, percent_encoded};
use crate::routes::Routes;
use crate::view::{Cell, Link, ListView, Table, file_of};
use crate::visitor::Request;

/// Characters of a search that are used.
const SEARCH_MAX: usize = 200;
/// Entries in the feed; who wants all of them takes the file.
const FEED_MAX: usize = 50;
/// What the file of the log and its sheet are called.
const FILE: &str = "projektlogg";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/oppet", list)
        .get("/oppet/{address}", page)
        .get("/oppet/{address}/logg", log)
        .get("/oppet/{address}/logg.csv", file)
        .get("/oppet/{address}/logg.xlsx", file)
        .get("/oppet/{address}/flode.atom", feed)
        .get("/oppet/{address}/logg/{entry}", entry)
}

/// The address of a collaboration's page.
pub(crate) fn address(address: &str) -> String {
    format!("/oppet/{address}")
}

#[derive(Template)]
#[template(path = "open_page/list.html")]
struct ListPage<'a> {
    frame: &'a Frame,
    rows: Vec<OpenRow>,
}

/// The only page there is opens at once; several are chosen between.
async fn list(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    let frame = &request.frame;
    let rows = state.app.open_pages().await.map_err(|error| Failure::page(error, frame.clone()))?;
    if let [only] = rows.as_slice() {
        return Ok(Redirect::to(&address(&only.address)).into_response());
    }
    Ok(html(&ListPage { frame, rows }))
}

/// A number that can be opened.
struct Tile {
    number: String,
    label: String,
    from: String,
    address: String,
}

/// One of the parties.
struct PartyTile {
    name: String,
    about: String,
    needs: Option<(String, String)>,
    solutions: Option<(String, String)>,
}

/// An entry as it is listed.
pub(crate) struct EntryLine {
    address: String,
    day: String,
    datetime: String,
    title: String,
    lead: String,
    is_press: bool,
    is_fictional: bool,
}

/// A goal: what stands before its first full stop is what it is called.
pub(crate) struct Goal {
    pub(crate) name: String,
    pub(crate) rest: String,
}

#[derive(Template)]
#[template(path = "open_page/page.html")]
pub(crate) struct OnePage<'a> {
    frame: &'a Frame,
    name: String,
    address: String,
    words: &'a PublicWords,
    period: String,
    tiles: Vec<Tile>,
    latest: Vec<EntryLine>,
    whole_log: String,
    goals: Vec<Goal>,
    parties: Vec<PartyTile>,
    presses: Option<String>,
    updated: String,
    updated_on: String,
    /// Whether it is shown to those who write, before others read it.
    is_preview: bool,
}

async fn read(state: &State, request: &Request, address: &str) -> Result<OpenLog, Failure> {
    let read = state.app.open_log(address).await;
    read.map_err(|error| Failure::page(error, request.frame.clone()))
}

async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(address): Path<String>,
) -> Result<Response, Failure> {
    let read = state.app.open_page(&address).await;
    let read = read.map_err(|error| Failure::page(error, request.frame.clone()))?;
    Ok(html(&drawn(&request.frame, &read, &read.log.words, false)))
}

/// The page with these words; as those who write see it before others do, where it is a preview.
pub(crate) fn drawn<'a>(
    frame: &'a Frame,
    page: &OpenPage,
    words: &'a PublicWords,
    is_preview: bool,
) -> OnePage<'a> {
    let log = &page.log;
    let own = address(&log.address);
    let presses = count(log.presses());
    OnePage {
        frame,
        name: log.collaboration.name.clone(),
        period: period(frame, words),
        tiles: tiles(frame, page, &own),
        latest: log.latest().iter().map(|entry| line(frame, &own, entry)).collect(),
        whole_log: frame.tn("open-whole-log", count(log.entries.len())),
        goals: goals(&words.goals),
        parties: page.parties.iter().map(|party| self::party(frame, party)).collect(),
        presses: (presses > 0).then(|| frame.tn("open-presses", presses)),
        updated: frame.day(log.updated),
        updated_on: log.updated.to_string(),
        address: own,
        words,
        is_preview,
    }
}

pub(crate) fn goals(goals: &[String]) -> Vec<Goal> {
    let goal = |goal: &String| match goal.split_once(". ") {
        Some((name, rest)) => Goal { name: format!("{name}."), rest: rest.to_owned() },
        None => Goal { name: goal.clone(), rest: String::new() },
    };
    goals.iter().map(goal).collect()
}

fn period(frame: &Frame, words: &PublicWords) -> String {
    match (words.from, words.until) {
        (Some(from), Some(until)) => {
            frame.t2("open-period", ("from", &frame.day(from)), ("until", &frame.day(until)))
        }
        (Some(from), None) => frame.t1("open-period-from", "from", &frame.day(from)),
        (None, Some(until)) => frame.t1("open-period-until", "until", &frame.day(until)),
        (None, None) => String::new(),
    }
}

fn tiles(frame: &Frame, page: &OpenPage, own: &str) -> Vec<Tile> {
    let parties = count(page.parties.len());
    let people: i64 = page.parties.iter().map(people).sum();
    let of_parties = format!("{own}#parter");
    let entries = count(page.log.entries.len());
    vec![
        Tile {
            number: frame.number(parties),
            label: frame.tn("open-parties-count", parties),
            from: frame.t1("open-parties-from", "people", &frame.number(people)),
            address: of_parties.clone(),
        },
        Tile {
            number: frame.number(page.needs),
            label: frame.tn("open-needs-count", page.needs),
            from: frame.t("open-needs-from"),
            address: of_parties.clone(),
        },
        Tile {
            number: frame.number(page.solutions),
            label: frame.tn("open-solutions-count", page.solutions),
            from: frame.t("open-solutions-from"),
            address: "/losningar".to_owned(),
        },
        Tile {
            number: frame.number(entries),
            label: frame.tn("open-entries-count", entries),
            from: frame.t("open-entries-from"),
            address: format!("{own}/logg"),
        },
    ]
}

fn people(party: &Party) -> i64 {
    party.organisation.population.as_ref().map_or(0, |population| i64::from(population.value))
}

fn party(frame: &Frame, party: &Party) -> PartyTile {
    let organisation = &party.organisation;
    let named = percent_encoded(&organisation.short_name);
    let opens =
        |key: &str, number: i64, address: String| (number > 0).then(|| (frame.tn(key, number), address));
    PartyTile {
        name: organisation.short_name.clone(),
        about: match organisation.kind {
            OrganisationKind::Municipality if people(party) > 0 => {
                frame.t1("open-inhabitants", "people", &frame.number(people(party)))
            }
            kind => frame.word("organisation-kind", kind.code()),
        },
        needs: opens("open-party-needs", party.needs, format!("/behov?kommun={named}")),
        solutions: opens("open-party-solutions", party.solutions, format!("/losningar?anvands-av={named}")),
    }
}

fn line(frame: &Frame, own: &str, entry: &OpenEntry) -> EntryLine {
    EntryLine {
        address: format!("{own}/logg/{}", entry.id),
        day: frame.day(entry.day),
        datetime: entry.day.to_string(),
        title: entry.words.title.clone(),
        lead: entry.words.lead.clone(),
        is_press: entry.kind == PublicTextKind::Press,
        is_fictional: entry.words.is_fictional,
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    slag: String,
    ar: String,
    sortering: String,
    sida: String,
}

impl Asked {
    fn address(&self, own: &str) -> Address {
        Address::of(format!("{own}/logg"))
            .with("q", &self.q)
            .with("slag", &self.slag)
            .with("ar", &self.ar)
            .with("sortering", &self.sortering)
    }

    fn filter(&self) -> LogFilter {
        LogFilter {
            search: self.q.chars().take(SEARCH_MAX).collect(),
            kind: PublicTextKind::from_code(&self.slag),
            year: self.ar.parse().ok(),
            oldest_first: self.sortering == "aldst",
        }
    }
}

fn table(frame: &Frame, own: &str, entries: &[&OpenEntry]) -> Table {
    let mut table =
        Table::new(frame, frame.t("open-log"), &["open-entry", "open-day", "open-kind", "open-lead"]);
    for entry in entries {
        let made_up = if entry.words.is_fictional { frame.t("open-fictional") } else { String::new() };
        table.rows.push(vec![
            Cell::link(entry.words.title.clone(), format!("{own}/logg/{}", entry.id)).note(made_up),
            Cell::text(frame.day(entry.day)),
            Cell::text(frame.word("open-kind", entry.kind.code())),
            Cell::own(entry.words.lead.clone()),
        ]);
    }
    table
}

async fn log(
    Shared(state): Shared<State>,
    request: Request,
    Path(called): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = read(&state, &request, &called).await?;
    let (own, asked) = (address(&called), asked.map(|Query(asked)| asked).unwrap_or_default());
    let (shown, page, total) = paged(asked.filter().of(&read.entries), &asked.sida);
    let at = asked.address(&own);
    let heading = frame.t("open-log");
    let mut view =
        ListView::new(frame, format!("{own}/logg"), heading, (&at, page, total), table(frame, &own, &shown));
    view.crumbs = vec![Link::new(&own, read.collaboration.name.clone())];
    view.actions = vec![Link::new(format!("{own}/flode.atom"), frame.t("open-subscribe"))];
    view.searched(&at, &asked.q);
    let kinds = [PublicTextKind::Entry, PublicTextKind::Press]
        .map(|kind| Choice::new(kind.code(), frame.word("open-kind", kind.code()), &asked.slag));
    view.filter(&at, ("slag", frame.t("open-kind")), with_all(frame, kinds.into(), &asked.slag));
    let mut years: Vec<i16> = read.entries.iter().map(|entry| entry.day.year()).collect();
    years.dedup();
    let years =
        years.iter().map(|year| Choice::new(&year.to_string(), year.to_string(), &asked.ar)).collect();
    view.filter(&at, ("ar", frame.t("open-year")), with_all(frame, years, &asked.ar));
    let orders = [("", "open-latest-first"), ("aldst", "open-oldest-first")]
        .map(|(code, key)| Choice::new(code, frame.t(key), &asked.sortering));
    view.filter(&at, ("sortering", frame.t("need-order")), orders.into());
    view.empty = (frame.t("open-log-none"), frame.t("open-log-none-text"));
    Ok(view.page())
}

fn with_all(frame: &Frame, choices: Vec<Choice>, chosen: &str) -> Vec<Choice> {
    std::iter::once(Choice::new("", frame.t("list-all"), chosen)).chain(choices).collect()
}

async fn file(
    Shared(state): Shared<State>,
    request: Request,
    Path(called): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = read(&state, &request, &called).await?;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let found = asked.filter().of(&read.entries);
    let mut table = table(frame, &address(&called), &found);
    table.columns.extend(Table::new(frame, "", &["open-body"]).columns);
    for (cells, entry) in table.rows.iter_mut().zip(&found) {
        // A file is read by programs too: a day is a day in it.
        if let Some(day) = cells.get_mut(1) {
            *day = Cell::text(entry.day.to_string());
        }
        cells.push(Cell::own(entry.words.body.clone()));
    }
    let file = TableFile::asked(frame);
    file.answer(frame, FILE, state.app.clock().now().day(), file_of(file, FILE, &table))
}

#[derive(Template)]
#[template(path = "open_page/entry.html")]
pub(crate) struct EntryPage<'a> {
    frame: &'a Frame,
    name: String,
    own: String,
    words: &'a PublicWords,
    day: String,
    datetime: String,
    is_press: bool,
    since: Option<String>,
    is_preview: bool,
}

/// An entry as everybody reads it, or as those who write see it before that.
pub(crate) fn drawn_entry<'a>(
    frame: &'a Frame,
    (name, own): (&str, &str),
    words: &'a PublicWords,
    kind: PublicTextKind,
    since: Option<jiff::civil::Date>,
) -> EntryPage<'a> {
    EntryPage {
        frame,
        name: name.to_owned(),
        own: own.to_owned(),
        day: words.from.map(|day| frame.day(day)).unwrap_or_default(),
        datetime: words.from.map(|day| day.to_string()).unwrap_or_default(),
        is_press: kind == PublicTextKind::Press,
        // Told only where it differs: what was written about a day much later, or changed since.
        since: since.filter(|since| Some(*since) != words.from).map(|since| frame.day(since)),
        is_preview: since.is_none(),
        words,
    }
}

async fn entry(
    Shared(state): Shared<State>,
    request: Request,
    Path((called, id)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let id: Option<PublicTextId> = id.parse().ok();
    let read = read(&state, &request, &called).await?;
    let found = read.entries.iter().find(|entry| Some(entry.id) == id);
    let entry = found.ok_or_else(|| Failure::page(AppError::NotFound, frame.clone()))?;
    let own = address(&called);
    let whose = (read.collaboration.name.as_str(), own.as_str());
    Ok(html(&drawn_entry(frame, whose, &entry.words, entry.kind, Some(entry.since))))
}

/// An entry of the feed.
struct FeedEntry {
    id: String,
    address: String,
    title: String,
    lead: String,
    /// Midnight of the day that it is about, and of the one since when it stands as it does.
    published: String,
    updated: String,
}

#[derive(Template)]
#[template(path = "open_page/feed.xml")]
struct Feed {
    id: String,
    name: String,
    lead: String,
    own: String,
    updated: String,
    entries: Vec<FeedEntry>,
}

/// The log as an Atom feed (RFC 4287). Addresses in it are relative to the feed's own, so that it holds behind any proxy.
async fn feed(
    Shared(state): Shared<State>,
    request: Request,
    Path(called): Path<String>,
) -> Result<Response, Failure> {
    let read = read(&state, &request, &called).await?;
    let own = address(&called);
    let midnight = |day: jiff::civil::Date| format!("{day}T00:00:00Z");
    let entry = |entry: &OpenEntry| FeedEntry {
        id: format!("urn:uuid:{}", entry.id),
        address: format!("{own}/logg/{}", entry.id),
        title: entry.words.title.clone(),
        lead: entry.words.lead.clone(),
        published: midnight(entry.day),
        updated: midnight(entry.since),
    };
    let feed = Feed {
        id: format!("urn:uuid:{}", read.collaboration.id),
        name: read.collaboration.name.clone(),
        lead: read.words.title.clone(),
        entries: read.entries.iter().take(FEED_MAX).map(entry).collect(),
        updated: midnight(read.updated),
        own,
    };
    let written = feed.render().map_err(|_| Failure::page(AppError::NotFound, request.frame.clone()))?;
    Ok(([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], written).into_response())
}
