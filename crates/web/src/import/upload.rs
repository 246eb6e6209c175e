//! Sending a file, and the runs there have been.

use app::import::{RunRow, UPLOAD_MAX};
use app::{AppError, Page};
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Query, State as Shared};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::{failed, paged, signed_in, words};
use crate::State;
use crate::error::Failure;
use crate::form::Errors;
use crate::frame::Frame;
use crate::list::{Address, PAGE_SIZE};
use crate::view::{Cell, Field, Link, Press, Section, Table, View};
use crate::visitor::Request;

/// Largest body: the file and what a form has around it.
pub(super) const LARGEST: usize = UPLOAD_MAX + 64 * 1024;
/// Largest file in megabytes, as people are told.
const MEGABYTES: i64 = (UPLOAD_MAX / 1024 / 1024) as i64;

/// Endings that a browser offers; any file may be sent, since what it is is found out from what is in it.
const ENDINGS: &str = ".csv,.tsv,.txt,.json,.jsonl,.ndjson,.gz,.xlsx,.yml,.yaml";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    sida: u32,
    kastad: String,
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Failure> {
    let actor = signed_in(&request)?;
    let frame = &request.frame;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let number = asked.sida.max(1);
    let runs = state.app.import_runs(actor, Page::new(number, PAGE_SIZE)).await.map_err(failed(frame))?;
    let mut earlier = Section::new("tidigare", frame.t("import-earlier"));
    earlier.table = Some(runs_table(frame, &runs.rows));
    earlier.empty = frame.t("import-no-runs");
    paged(frame, &mut earlier, &Address::of("/losningar/importera"), (number, runs.total));
    let told = if asked.kastad == "ja" { frame.t("import-discarded") } else { String::new() };
    Ok(form(frame, Errors::default(), Some(earlier), told))
}

fn runs_table(frame: &Frame, runs: &[RunRow]) -> Table {
    let keys = [
        "import-column-when",
        "import-column-files",
        "import-column-who",
        "import-column-created",
        "import-column-changed",
        "import-column-state",
    ];
    let mut table = Table::new(frame, frame.t("import-earlier"), &keys).amounts(&[3, 4]);
    for row in runs {
        let state = match row.run.undone {
            Some(at) => Cell::tag(frame.t1("import-undone-on", "day", &frame.day_of(at)), "neutral"),
            None => Cell::tag(frame.t("import-saved"), "success"),
        };
        table.rows.push(vec![
            Cell {
                is_own: false,
                ..Cell::link(frame.time_of(row.run.at), format!("/losningar/inlasningar/{}", row.run.id))
            },
            Cell::own(words::files(&row.run.files, frame.texts())),
            Cell::own(row.person.clone().unwrap_or_else(|| frame.t("import-by-operator"))),
            Cell::text(frame.number(row.run.counts.created)),
            Cell::text(frame.number(row.run.counts.changed)),
            state,
        ]);
    }
    table
}

/// The form with what stands below it.
fn form(frame: &Frame, errors: Errors, below: Option<Section>, told: String) -> Response {
    let mut view = View::new(frame, frame.t("import-heading"), frame.t("import-heading"));
    view.crumbs = vec![Link::new("/losningar", frame.t("place-solutions"))];
    view.lead = frame.t("import-lead");
    view.told = told;
    let mut section = Section::new("ny", frame.t("import-choose-file"));
    let file =
        Field::file("fil", frame.t("import-file"), ENDINGS).help(frame.tn("import-file-help", MEGABYTES));
    section.presses.push(Press {
        action: "/losningar/importera".to_owned(),
        label: frame.t("import-send"),
        is_first: true,
        fields: vec![Field { error: errors.at("fil").to_owned(), ..file }],
        ..Press::default()
    });
    view.errors = errors;
    view.sections.push(section);
    view.sections.extend(below);
    view.page()
}

pub(super) async fn send(
    Shared(state): Shared<State>,
    request: Request,
    headers: HeaderMap,
    sent: Result<Multipart, MultipartRejection>,
) -> Result<Response, Failure> {
    let actor = signed_in(&request)?;
    let frame = &request.frame;
    // Whoever may not is told before a large file is read.
    if !state.app.may_import(actor) {
        return Err(failed(frame)(AppError::Denied));
    }
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if length.and_then(|length| length.parse::<usize>().ok()).is_some_and(|length| length > LARGEST) {
        return Ok(refused(frame, StatusCode::PAYLOAD_TOO_LARGE, too_large(frame)));
    }
    let Ok(mut sent) = sent else { return Err(Failure::unreadable_form(frame.clone())) };
    loop {
        let field = match sent.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => {
                return Ok(refused(frame, StatusCode::UNPROCESSABLE_ENTITY, frame.t("import-no-file")));
            }
            Err(error) => return Ok(cut_off(frame, error.status())),
        };
        if field.name() != Some("fil") {
            continue;
        }
        let name = field.file_name().unwrap_or_default().to_owned();
        let content = match field.bytes().await {
            Ok(content) => content,
            Err(error) => return Ok(cut_off(frame, error.status())),
        };
        if content.is_empty() {
            let why = if name.is_empty() { "import-no-file" } else { "import-empty-file" };
            return Ok(refused(frame, StatusCode::UNPROCESSABLE_ENTITY, frame.t(why)));
        }
        if content.len() > UPLOAD_MAX {
            return Ok(refused(frame, StatusCode::PAYLOAD_TOO_LARGE, too_large(frame)));
        }
        let id = state.app.put_upload(actor, &name, content.to_vec()).await.map_err(failed(frame))?;
        return Ok(Redirect::to(&format!("/losningar/importera/{id}")).into_response());
    }
}

fn too_large(frame: &Frame) -> String {
    frame.tn("import-too-large", MEGABYTES)
}

fn cut_off(frame: &Frame, status: StatusCode) -> Response {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        return refused(frame, status, too_large(frame));
    }
    refused(frame, StatusCode::BAD_REQUEST, frame.t("import-cut-off"))
}

fn refused(frame: &Frame, status: StatusCode, why: String) -> Response {
    let mut errors = Errors::default();
    errors.add("fil", why);
    let mut response = form(frame, errors, None, String::new());
    *response.status_mut() = status;
    response
}
