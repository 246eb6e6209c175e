//! An initiative for the tool that runs the project: work packages as OpenProject imports them from a table, and as its API (version 3)
//! takes them.

use app::initiative::{ProjectRow, ProjectSubject, project_rows};
use app::{Separator, StoreError, TableWriter};
use axum::extract::{Path, State as Shared};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::page::read;
use crate::State;
use crate::error::Failure;
use crate::frame::Frame;
use crate::list::csv_file;
use crate::view::days;
use crate::visitor::Request;

/// The columns of the table, by the names that OpenProject knows.
const COLUMNS: [&str; 7] = ["Type", "Subject", "Description", "Status", "Assignee", "Start date", "Due date"];

/// A work package in the words of the tool.
struct Package {
    kind: &'static str,
    subject: String,
    description: String,
    status: &'static str,
    assignee: String,
    due: String,
}

async fn packages(state: &State, request: &Request, number: &str) -> Result<(String, Vec<Package>), Failure> {
    let frame = &request.frame;
    let read = read(state, request, number).await?;
    let actions = state.app.rollout_actions(&request.visitor.actor, read.initiative.number).await;
    let actions = actions.map_err(|error| Failure::page(error, frame.clone()))?;
    let address = format!("{}: {}", read.initiative.number, read.initiative.title);
    let made = project_rows(&read, &actions).iter().map(|row| package(frame, &address, row)).collect();
    Ok((read.initiative.number.to_string(), made))
}

fn package(frame: &Frame, of: &str, row: &ProjectRow) -> Package {
    let subject = match &row.subject {
        ProjectSubject::Next(text) | ProjectSubject::Action(text) => text.clone(),
        ProjectSubject::GoLive => frame.t1("project-go-live", "organisation", &row.organisation),
        ProjectSubject::OldWayEnds(what) => frame.t1("project-old-way-ends", "what", what),
        ProjectSubject::Measure(what) => frame.t1("project-measure", "what", what),
    };
    Package {
        kind: if row.is_milestone { "Milestone" } else { "Task" },
        subject: format!("{}: {subject}", row.organisation),
        description: of.to_owned(),
        status: if row.is_done { "Closed" } else { "New" },
        assignee: row.person.clone().unwrap_or_default(),
        due: days(row.due),
    }
}

pub(super) async fn csv(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let (number, packages) = packages(&state, &request, &number).await?;
    let written = || {
        let head: Vec<String> = COLUMNS.iter().map(|name| (*name).to_owned()).collect();
        let mut table = TableWriter::new(Vec::new(), Separator::Comma, &head)?;
        for one in &packages {
            // A milestone is a day: it starts when it is due.
            let start = if one.kind == "Milestone" { one.due.clone() } else { String::new() };
            table.write(&[
                one.kind.to_owned(),
                one.subject.clone(),
                one.description.clone(),
                one.status.to_owned(),
                one.assignee.clone(),
                start,
                one.due.clone(),
            ])?;
        }
        table.finish()
    };
    csv_file(frame, &number, state.app.clock().now().day(), written())
}

pub(super) async fn json(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let (number, packages) = packages(&state, &request, &number).await?;
    let one = |one: &Package| {
        let mut package = json!({
            "_type": "WorkPackage",
            "subject": one.subject,
            "description": { "format": "markdown", "raw": one.description },
            "_links": { "type": { "title": one.kind }, "status": { "title": one.status } },
        });
        let due = if one.due.is_empty() { Value::Null } else { Value::String(one.due.clone()) };
        let day = if one.kind == "Milestone" { "date" } else { "dueDate" };
        package[day] = due;
        if !one.assignee.is_empty() {
            package["_links"]["assignee"] = json!({ "title": one.assignee });
        }
        package
    };
    let elements: Vec<Value> = packages.iter().map(one).collect();
    let whole = json!({
        "_type": "Collection",
        "total": elements.len(),
        "count": elements.len(),
        "_embedded": { "elements": elements },
    });
    let text = serde_json::to_vec_pretty(&whole).map_err(|error| {
        let damaged = StoreError::Damaged { column: "project", value: error.to_string() };
        Failure::page(damaged.into(), frame.clone())
    })?;
    let about = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{number}.json\"")),
    ];
    Ok((about, text).into_response())
}
