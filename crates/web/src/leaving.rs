//! What an organisation takes along: the page that begins an archive and tells how far it has come, and the archive: every table as CSV and
//! JSON Lines, every case as data, an index to read, and checksums.

use app::leaving::{ArchiveRow, KEPT_DAYS, Taken, TakenTable};
use app::{AppError, Block, Paper, Separator, StoreError, TableWriter};
use axum::extract::{Path, State as Shared};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};

use crate::State;
use crate::error::Failure;
use crate::form::{Pairs, value};
use crate::frame::{Frame, count};
use crate::paper::{WRITTEN_IN, alone};
use crate::routes::Routes;
use crate::texts::Texts;
use crate::view::{Cell, Press, Section, Table, View};
use crate::visitor::Request;

const PATH: &str = "/export";

pub(crate) fn routes() -> Routes {
    Routes::new().get("/export", page).post("/export", begin).get("/export/{id}", fetch)
}

async fn page(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    let frame = &request.frame;
    let Some(who) = &request.visitor.signed_in else { return Err(Failure::sign_in_first(frame.clone())) };
    let rows = state.app.archives(&request.visitor.actor).await;
    let rows = rows.map_err(|error| Failure::page(error, frame.clone()))?;
    let mut view = View::new(frame, frame.t("leaving"), frame.t1("leaving-of", "name", &who.organisation));
    view.lead = frame.t("leaving-lead");
    let is_made = rows.iter().any(|row| row.archive.made.is_none() && !row.is_broken);
    let mut table = Table::new(
        frame,
        frame.t("leaving-archives"),
        &["leaving-asked", "leaving-state", "leaving-progress"],
    );
    table.rows.extend(rows.iter().map(|row| cells(frame, row)));
    let mut section = Section::new("arkiv", frame.t("leaving-archives"));
    section.note = frame.tn("leaving-kept", KEPT_DAYS);
    section.table = Some(table);
    section.empty = frame.t("leaving-none");
    if is_made {
        section.links.push(crate::view::Link::new(PATH, frame.t("leaving-look-again")));
    } else {
        section.presses.push(Press {
            action: PATH.to_owned(),
            label: frame.t("leaving-begin"),
            sent: vec![("begin".to_owned(), "ja".to_owned())],
            is_first: true,
            ..Press::default()
        });
    }
    view.sections.push(section);
    let mut rest = Section::new("kvar", frame.t("leaving-stays"));
    rest.note = frame.t("leaving-stays-text");
    view.sections.push(rest);
    Ok(view.page())
}

fn cells(frame: &Frame, row: &ArchiveRow) -> Vec<Cell> {
    let archive = &row.archive;
    let (done, total) = archive.done;
    let state = match (archive.made, row.is_broken) {
        (Some(_), _) => {
            Cell { address: Some(format!("{PATH}/{}", archive.id)), ..Cell::text(frame.t("leaving-fetch")) }
        }
        (None, true) => Cell::tag(frame.t("leaving-broken"), "danger"),
        (None, false) => Cell::tag(frame.t("leaving-being-made"), "info"),
    };
    let progress =
        frame.t2("leaving-done-of", ("done", &frame.number(done)), ("total", &frame.number(total)));
    vec![Cell::text(frame.time_of(archive.asked)), state, Cell::text(progress)]
}

/// Begins an archive and answers at once; it is made while the person does something else.
async fn begin(
    Shared(state): Shared<State>,
    request: Request,
    sent: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = request.frame.clone();
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame));
    }
    let actor = request.visitor.actor.clone();
    // Who may not is told so, whatever was sent.
    state.app.archives(&actor).await.map_err(|error| Failure::page(error, frame.clone()))?;
    let sent = sent.map(|Form(sent)| sent).unwrap_or_default();
    if value(&sent, "begin") != "ja" {
        return Err(Failure::unreadable_form(frame));
    }
    let archive = state.app.begin_archive(&actor).await;
    let archive = archive.map_err(|error| Failure::page(error, frame.clone()))?;
    tokio::spawn(async move {
        let made = async {
            let taken = state.app.take_along(&actor, archive.organisation, Some(archive.id)).await?;
            let at = state.app.clock().now().local();
            let content = written(&frame, &taken, at).map_err(|error| {
                AppError::Internal(StoreError::Damaged { column: "archive", value: error.to_string() })
            })?;
            state.app.finish_archive(&actor, &archive, content).await
        };
        if let Err(error) = made.await {
            tracing::warn!(?error, "an archive of an organisation was broken off");
        }
    });
    Ok(Redirect::to(PATH).into_response())
}

async fn fetch(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let content = state.app.fetch_archive(&request.visitor.actor, request.named(&id)?).await;
    let content = content.map_err(|error| Failure::page(error, frame.clone()))?;
    let name = format!("attachment; filename=\"brygga_export_{}.zip\"", state.app.clock().now().day());
    let about = [(header::CONTENT_TYPE, "application/zip".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((about, content).into_response())
}

/// What is taken along as one archive, for the command line.
///
/// # Errors
/// Without memory.
pub fn archive_of(texts: Texts, taken: &Taken, at: jiff::civil::DateTime) -> std::io::Result<Vec<u8>> {
    written(&Frame::of_mail(texts), taken, at)
}

fn written(frame: &Frame, taken: &Taken, at: jiff::civil::DateTime) -> std::io::Result<Vec<u8>> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let index = alone(frame, &index(frame, taken, at)).map_err(std::io::Error::other)?;
    files.push(("index.html".to_owned(), index.into_bytes()));
    for table in &taken.tables {
        files.push((format!("{}.csv", table.name), as_csv(table)?));
        files.push((format!("{}.jsonl", table.name), as_lines(table)?));
    }
    for (number, record) in &taken.cases {
        files.push((format!("cases/{number}.json"), serde_json::to_vec_pretty(record)?));
    }
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, body)| (name.as_str(), body.as_slice())).collect();
    app::archive(&files, at)
}

fn as_csv(table: &TakenTable) -> std::io::Result<Vec<u8>> {
    let mut written = TableWriter::new(Vec::new(), Separator::Comma, table.columns)?;
    for row in &table.rows {
        let cells: Vec<&str> = row.iter().map(|value| value.as_deref().unwrap_or_default()).collect();
        written.write(&cells)?;
    }
    written.finish()
}

fn as_lines(table: &TakenTable) -> std::io::Result<Vec<u8>> {
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

/// What is in the archive, to read in a browser without anything else.
fn index(frame: &Frame, taken: &Taken, at: jiff::civil::DateTime) -> Paper {
    let heads = ["leaving-file", "leaving-holds", "leaving-rows"].map(|key| frame.t(key));
    let mut rows: Vec<Vec<String>> = Vec::new();
    for table in &taken.tables {
        let holds = frame.word("leaving-table", table.name);
        let number = frame.number(count(table.rows.len()));
        rows.push(vec![format!("{0}.csv, {0}.jsonl", table.name), holds, number]);
    }
    for (number, _) in &taken.cases {
        rows.push(vec![format!("cases/{number}.json"), frame.t("leaving-whole-case"), "1".to_owned()]);
    }
    let mut blocks = vec![
        Block::Text(frame.t("leaving-index-text")),
        Block::Table(heads.to_vec(), rows),
        Block::Heading(2, frame.t("leaving-stays")),
        Block::Text(frame.t("leaving-stays-text")),
    ];
    for table in taken.tables.iter().filter(|table| !table.rows.is_empty() && table.name != "events") {
        blocks.push(Block::Heading(2, frame.word("leaving-table", table.name)));
        for row in &table.rows {
            let facts = table.columns.iter().zip(row);
            let facts = facts.filter_map(|(column, value)| {
                Some(((*column).to_owned(), value.clone().filter(|value| !value.is_empty())?))
            });
            blocks.push(Block::Facts(facts.collect()));
        }
    }
    Paper {
        language: frame.lang().to_owned(),
        written_in: WRITTEN_IN.to_owned(),
        title: frame.t1("leaving-of", "name", &taken.name),
        about: vec![frame.t1("paper-made", "day", &frame.day(at.date()))],
        foot: taken.name.clone(),
        sheet: frame.t("paper-sheet"),
        blocks,
    }
}
