//! A case as a package to download: the basis for decision with comments and history as a page that stands alone, everything as
//! data, the links, and checksums.

use app::case::{CasePackage, Masking};
use app::comment::Thread;
use app::{AppError, Block, Paper, Separator, StoreError, TableWriter};
use axum::extract::{Path, State as Shared};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Form, FormRejection};
use serde::Deserialize;

use super::{history, paper};
use crate::State;
use crate::error::Failure;
use crate::frame::Frame;
use crate::paper::alone;
use crate::visitor::Request;

/// What was sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    /// `ja` leaves names and numbers as they are.
    hela: String,
}

pub(super) async fn make(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let (frame, actor) = (&request.frame, &request.visitor.actor);
    let failed = |error| Failure::page(error, frame.clone());
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let masking = if sent.hela == "ja" { Masking::Whole } else { Masking::Masked };
    let (number, mut paper, case) = paper::made(&state, &request, &number).await?;
    let package = state.app.case_package(actor, number, masking).await.map_err(failed)?;
    paper.blocks.extend(told(frame, &package.thread, &history::entries(frame, &case.history)));
    if let Some(mask) = &package.mask {
        paper.blocks.insert(0, Block::Note(frame.t("package-is-masked")));
        paper.change(|text| mask.text(text));
    }
    let file = written(frame, &paper, &package, state.app.clock().now().local());
    let file = file.map_err(|error| {
        failed(AppError::Internal(StoreError::Damaged { column: "package", value: error.to_string() }))
    })?;
    let name = match masking {
        Masking::Masked => format!("{number}_maskerat.zip"),
        Masking::Whole => format!("{number}.zip"),
    };
    let about = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((about, file).into_response())
}

/// What has been said of the case and what has happened to it.
fn told(frame: &Frame, thread: &Thread, entries: &[history::Entry]) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !thread.rows.is_empty() {
        blocks.push(Block::Heading(2, frame.t("package-comments")));
    }
    for row in &thread.rows {
        let who = format!("{}, {}, {}", row.person, row.organisation, frame.day_of(row.comment.at));
        blocks.push(Block::Quote(who, row.comment.text.clone()));
    }
    if !entries.is_empty() {
        blocks.push(Block::Heading(2, frame.t("need-history")));
        let lines = entries.iter().map(|entry| (entry.day.clone(), entry.sentence.clone()));
        blocks.push(Block::Facts(lines.collect()));
    }
    blocks
}

fn written(
    frame: &Frame,
    paper: &Paper,
    package: &CasePackage,
    at: jiff::civil::DateTime,
) -> std::io::Result<Vec<u8>> {
    let page = alone(frame, paper).map_err(std::io::Error::other)?;
    let data = serde_json::to_vec_pretty(&package.record)?;
    let head = ["package-place", "package-address"].map(|key| frame.t(key));
    let mut links = TableWriter::new(Vec::new(), Separator::Comma, &head)?;
    for (place, address) in &package.links {
        links.write(&[place.clone(), address.clone()])?;
    }
    let links = links.finish()?;
    let files: [(&str, &[u8]); 3] =
        [("arende.html", page.as_bytes()), ("arende.json", &data), ("lankar.csv", &links)];
    app::archive(&files, at)
}
