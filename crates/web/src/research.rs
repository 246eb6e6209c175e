//! Extracts for research: what has been taken out, by whom and why, for all members to read; the form; what an extract holds, and its files.

use app::AppError;
use app::research::{
    COUNTS, ExtractInput, ExtractRow, ExtractTable, Extracted, Extracts, Holds, MATCHES, PARTS,
};
use app::{Block, Paper, Separator, TableWriter};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::research::FEWEST;
use serde::Deserialize;

use crate::State;
use crate::error::Failure;
use crate::form::{Errors, Pairs, answered, value};
use crate::frame::{Frame, count};
use crate::list::{Address, Choice, TableFile, paged};
use crate::paper::{WRITTEN_IN, alone};
use crate::routes::Routes;
use crate::view::{Cell, Field, FormPage, Group, Link, ListView, Section, Table, View, file_of};
use crate::visitor::Request;

const PATH: &str = "/forskning";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/forskning", list)
        .get("/forskning.csv", list)
        .get("/forskning.xlsx", list)
        .get("/forskning/nytt", form)
        .post("/forskning/nytt", take_out)
        .get("/forskning/{id}", page)
        .get("/forskning/{id}/uttag.zip", fetch)
}

/// The columns of tables that are made here and not read.
const COUNTED: [(&str, Holds); 5] = [
    ("month", Holds::Day),
    ("organisation", Holds::Id),
    ("record_kind", Holds::Code),
    ("kind", Holds::Code),
    ("count", Holds::Number),
];
const MATCHED: [(&str, Holds); 5] = [
    ("need", Holds::Id),
    ("rank", Holds::Number),
    ("solution", Holds::Id),
    ("score", Holds::Number),
    ("confidence", Holds::Code),
];

/// Every table with its columns.
fn tables() -> impl Iterator<Item = (&'static str, &'static [(&'static str, Holds)])> {
    let read = PARTS.iter().map(|part| (part.name, part.columns));
    read.chain([(COUNTS, COUNTED.as_slice()), (MATCHES, MATCHED.as_slice())])
}

fn failed(frame: &Frame) -> impl Fn(AppError) -> Failure + '_ {
    |error| Failure::page(error, frame.clone())
}

async fn all(state: &State, request: &Request) -> Result<Extracts, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    state.app.extracts(&request.visitor.actor).await.map_err(failed(frame))
}

/// The same, for who may take out more.
async fn of_researcher(state: &State, request: &Request) -> Result<Extracts, Failure> {
    let found = all(state, request).await?;
    if found.may_take_out { Ok(found) } else { Err(failed(&request.frame)(AppError::Denied)) }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    samverkan: String,
    sortering: String,
    sida: String,
}

impl Asked {
    fn narrowed(&self, mut rows: Vec<ExtractRow>) -> Vec<ExtractRow> {
        let words: Vec<String> = self.q.to_lowercase().split_whitespace().map(str::to_owned).collect();
        rows.retain(|row| {
            let text = format!("{} {} {}", row.extract.purpose, row.person, row.organisation).to_lowercase();
            let is_there =
                self.samverkan.is_empty() || row.extract.collaboration.to_string() == self.samverkan;
            is_there && words.iter().all(|word| text.contains(word))
        });
        if self.sortering == "period" {
            rows.sort_by_key(|row| std::cmp::Reverse(row.extract.days));
        }
        rows
    }
}

fn period(frame: &Frame, row: &ExtractRow) -> String {
    let (first, last) = row.extract.days;
    frame.t2("research-days", ("first", &frame.day(first)), ("last", &frame.day(last)))
}

fn table(frame: &Frame, rows: &[ExtractRow]) -> Table {
    let keys = [
        "research-purpose",
        "research-period",
        "research-person",
        "research-organisation",
        "research-collaboration",
        "research-made",
        "research-rows",
    ];
    let mut table = Table::new(frame, frame.t("research"), &keys).amounts(&[6]);
    table.rows.extend(rows.iter().map(|row| {
        vec![
            Cell::link(row.extract.purpose.clone(), format!("{PATH}/{}", row.extract.id)),
            Cell::text(period(frame, row)),
            Cell::own(row.person.clone()),
            Cell::own(row.organisation.clone()),
            Cell::own(row.collaboration.clone()),
            Cell::text(frame.day_of(row.extract.made)),
            Cell::text(frame.number(row.extract.rows)),
        ]
    }));
    table
}

async fn list(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let found = all(&state, &request).await?;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let rows = asked.narrowed(found.rows);
    if frame.here.split('?').next().is_some_and(|path| path != PATH) {
        let (kind, day) = (TableFile::asked(frame), state.app.clock().now().day());
        return kind.answer(frame, "forskning", day, file_of(kind, "forskning", &table(frame, &rows)));
    }
    let chosen = found.collaborations.iter().map(|one| one.id.to_string()).find(|id| *id == asked.samverkan);
    let chosen = chosen.unwrap_or_default();
    let order = if asked.sortering == "period" { "period" } else { "" };
    let search: String = asked.q.trim().chars().take(200).collect();
    let address = Address::of(PATH).with("q", &search).with("samverkan", &chosen).with("sortering", order);
    let (shown, page, total) = paged(rows, &asked.sida);
    let place = (&address, page, total);
    let mut view = ListView::new(frame, PATH, frame.t("research"), place, table(frame, &shown));
    view.lead = frame.t("research-lead");
    if found.may_take_out {
        view.actions.push(Link::new("/forskning/nytt", frame.t("research-new")));
    }
    view.searched(&address, &search);
    let mut there = vec![Choice::new("", frame.t("research-all"), &chosen)];
    let choice = |one: &domain::collaboration::Collaboration| {
        Choice::new(&one.id.to_string(), one.name.clone(), &chosen)
    };
    there.extend(found.collaborations.iter().map(choice));
    view.filter(&address, ("samverkan", frame.t("research-collaboration")), there);
    let orders = vec![
        Choice::new("", frame.t("research-by-made"), order),
        Choice::new("period", frame.t("research-by-period"), order),
    ];
    view.filter(&address, ("sortering", frame.t("solution-order")), orders);
    view.empty = (frame.t("research-none"), frame.t("research-none-text"));
    Ok(view.page())
}

fn form_page(frame: &Frame, found: &Extracts, (sent, errors): (&Pairs, &Errors)) -> Response {
    let chosen = value(sent, "collaboration");
    let choice = |one: &domain::collaboration::Collaboration| {
        Choice::new(&one.id.to_string(), one.name.clone(), chosen)
    };
    let choices = found.collaborations.iter().map(choice).collect();
    let collaboration = Field::select("collaboration", frame.t("research-collaboration"), choices);
    FormPage {
        frame,
        errors,
        crumbs: vec![Link::new(PATH, frame.t("research"))],
        heading: frame.t("research-new"),
        lead: frame.tn("research-new-lead", count(FEWEST)),
        warning: String::new(),
        action: "/forskning/nytt".to_owned(),
        hidden: Vec::new(),
        groups: vec![
            Group::plain(vec![
                collaboration.filled(sent, errors),
                Field::area("purpose", frame.t("research-purpose"), 3)
                    .help(frame.t("research-purpose-help"))
                    .filled(sent, errors),
            ]),
            Group::row(vec![
                Field::short("first", frame.t("research-first"))
                    .help(frame.t("day-help"))
                    .filled(sent, errors),
                Field::short("last", frame.t("research-last")).help(frame.t("day-help")).filled(sent, errors),
            ]),
        ],
        submit: frame.t("research-take-out"),
        back: Link::new(PATH, frame.t("research-back")),
    }
    .page()
}

async fn form(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    let found = of_researcher(&state, &request).await?;
    Ok(form_page(&request.frame, &found, (&Vec::new(), &Errors::default())))
}

async fn take_out(
    Shared(state): Shared<State>,
    request: Request,
    sent: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let found = of_researcher(&state, &request).await?;
    let sent = sent.map(|Form(sent)| sent).unwrap_or_default();
    let input = ExtractInput {
        collaboration: value(&sent, "collaboration").parse().ok(),
        first: value(&sent, "first").to_owned(),
        last: value(&sent, "last").to_owned(),
        purpose: value(&sent, "purpose").to_owned(),
    };
    let done = state.app.take_out(&request.visitor.actor, &input).await;
    answered(&request.frame, done.map(|one| format!("{PATH}/{}", one.id)), |errors| {
        form_page(&request.frame, &found, (&sent, &errors))
    })
}

async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let may_take_out = all(&state, &request).await?.may_take_out;
    let row =
        state.app.read_extract(&request.visitor.actor, request.named(&id)?).await.map_err(failed(frame))?;
    let mut view = View::new(frame, row.extract.purpose.clone(), row.extract.purpose.clone());
    view.is_own = true;
    view.crumbs = vec![Link::new(PATH, frame.t("research"))];
    let mut facts = Section::new("uttaget", frame.t("research-about"));
    facts.facts = about(frame, &row);
    if may_take_out {
        facts.note = frame.t("research-fetch-note");
        facts
            .links
            .push(Link::new(format!("{PATH}/{}/uttag.zip", row.extract.id), frame.t("research-fetch")));
    }
    view.sections.push(facts);
    let mut holds = Section::new("tabeller", frame.t("research-holds"));
    holds.note = frame.tn("research-rules", count(FEWEST));
    let mut table = Table::new(frame, frame.t("research-holds"), &["research-table", "research-columns"]);
    table.rows.extend(tables().map(|(name, columns)| {
        let columns: Vec<String> = columns.iter().map(|(name, _)| column(frame, name)).collect();
        vec![Cell::text(frame.word("research-table", name)), Cell::text(frame.list(&columns))]
    }));
    holds.table = Some(table);
    view.sections.push(holds);
    Ok(view.page())
}

fn about(frame: &Frame, row: &ExtractRow) -> Vec<(String, Cell)> {
    let fact = |key: &str, cell: Cell| (frame.t(key), cell);
    vec![
        fact("research-collaboration", Cell::own(row.collaboration.clone())),
        fact("research-period", Cell::text(period(frame, row))),
        fact("research-person", Cell::own(row.person.clone())),
        fact("research-organisation", Cell::own(row.organisation.clone())),
        fact("research-made", Cell::text(frame.time_of(row.extract.made))),
        fact("research-rows", Cell::text(frame.number(row.extract.rows))),
        fact("research-checksum", Cell::text(row.extract.checksum.clone())),
    ]
}

fn column(frame: &Frame, name: &str) -> String {
    frame.word("research-column", name)
}

async fn fetch(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    all(&state, &request).await?;
    let extracted = state.app.fetch_extract(&request.visitor.actor, request.named(&id)?).await;
    let extracted = extracted.map_err(failed(frame))?;
    let archive = archive(frame, &extracted).map_err(|error| {
        failed(frame)(AppError::Internal(app::StoreError::Damaged {
            column: "extract",
            value: error.to_string(),
        }))
    })?;
    let (first, last) = extracted.row.extract.days;
    let name = format!("attachment; filename=\"brygga_forskning_{first}_{last}.zip\"");
    let about = [(header::CONTENT_TYPE, "application/zip".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((about, archive).into_response())
}

fn archive(frame: &Frame, extracted: &Extracted) -> std::io::Result<Vec<u8>> {
    let at = extracted.row.extract.made.local();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let index = alone(frame, &index(frame, extracted)).map_err(std::io::Error::other)?;
    files.push(("index.html".to_owned(), index.into_bytes()));
    files.push(("codebook.csv".to_owned(), code_book(frame)?));
    for table in &extracted.tables {
        files.push((format!("{}.csv", table.name), as_csv(table)?));
        files.push((format!("{}.jsonl", table.name), as_lines(table)?));
    }
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, body)| (name.as_str(), body.as_slice())).collect();
    app::archive(&files, at)
}

fn as_csv(table: &ExtractTable) -> std::io::Result<Vec<u8>> {
    let mut written = TableWriter::new(Vec::new(), Separator::Comma, &table.columns)?;
    for row in &table.rows {
        let cells: Vec<&str> = row.iter().map(|value| value.as_deref().unwrap_or_default()).collect();
        written.write(&cells)?;
    }
    written.finish()
}

fn as_lines(table: &ExtractTable) -> std::io::Result<Vec<u8>> {
    let mut lines = Vec::new();
    for row in &table.rows {
        let fields: serde_json::Map<String, serde_json::Value> = table
            .columns
            .iter()
            .zip(row)
            .map(|(column, value)| ((*column).to_owned(), value.clone().into()))
            .collect();
        serde_json::to_writer(&mut lines, &fields)?;
        lines.push(b'\n');
    }
    Ok(lines)
}

/// Every column of every table: what it holds and what it means.
fn code_book(frame: &Frame) -> std::io::Result<Vec<u8>> {
    let mut written = TableWriter::new(Vec::new(), Separator::Comma, &["table", "column", "holds", "means"])?;
    for (name, columns) in tables() {
        for (of, holds) in columns {
            let holds = match holds {
                Holds::Code => "code",
                Holds::Number => "number",
                Holds::Day | Holds::Instant => "day",
                Holds::Id => "pseudonym",
                Holds::Person => "person",
            };
            written.write(&[name, of, &frame.word("research-holds", holds), &column(frame, of)])?;
        }
    }
    written.finish()
}

/// What is in the archive, to read in a browser without anything else.
fn index(frame: &Frame, extracted: &Extracted) -> Paper {
    let row = &extracted.row;
    let facts = about(frame, row).into_iter().map(|(label, cell)| (label, cell.text)).collect();
    let heads = ["research-file", "research-table", "research-rows"].map(|key| frame.t(key));
    let rows = extracted.tables.iter().map(|table| {
        let holds = frame.word("research-table", table.name);
        vec![format!("{0}.csv, {0}.jsonl", table.name), holds, frame.number(count(table.rows.len()))]
    });
    let same = if extracted.is_same { "research-is-same" } else { "research-is-other" };
    Paper {
        language: frame.lang().to_owned(),
        written_in: WRITTEN_IN.to_owned(),
        title: row.extract.purpose.clone(),
        about: vec![frame.t1("paper-made", "day", &frame.day(row.extract.made.day()))],
        foot: row.collaboration.clone(),
        sheet: frame.t("paper-sheet"),
        blocks: vec![
            Block::Facts(facts),
            Block::Text(frame.t(same)),
            Block::Text(frame.tn("research-rules", count(FEWEST))),
            Block::Table(heads.to_vec(), rows.collect()),
            Block::Text(frame.t("research-matches-note")),
        ],
    }
}
