//! The process of a collaboration: its stages and gates as everybody may read them, its versions, and a file of it. Changing
//! it is in `edit`.

mod edit;

use app::process::ProcessPage;
use app::{AppError, StoreError};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::id::CollaborationId;
use domain::process::{Decider, Gate, Stage, Track};
use serde::Deserialize;

use crate::State;
use crate::case::said;
use crate::error::{Failure, html};
use crate::frame::Frame;
use crate::routes::Routes;
use crate::visitor::Request;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/samverkan/{id}/process", page)
        .get("/samverkan/{id}/process.json", file)
        .get("/samverkan/{id}/process/andra", edit::form)
        .post("/samverkan/{id}/process/andra", edit::save)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    version: String,
    nytt: String,
}

/// A stage as it is read.
struct Shown {
    code: String,
    name: String,
    purpose: String,
    target: String,
    question: String,
    deciders: Vec<String>,
    evidence: Vec<String>,
    onward: Vec<String>,
    exits: String,
}

/// A version that was made.
struct Version {
    address: String,
    name: String,
    about: String,
    note: String,
    cases: Option<String>,
    current: bool,
}

#[derive(Template)]
#[template(path = "process/page.html")]
struct Page<'a> {
    frame: &'a Frame,
    read: &'a ProcessPage,
    address: String,
    version: String,
    told: bool,
    /// That a newer version holds.
    is_old: bool,
    stages: Vec<Shown>,
    checks: Vec<(String, bool, Option<String>)>,
    rule: String,
    versions: Vec<Version>,
}

fn parsed(request: &Request, id: &str) -> Result<CollaborationId, Failure> {
    id.parse().map_err(|_| Failure::page(AppError::NotFound, request.frame.clone()))
}

async fn read(state: &State, request: &Request, id: &str, version: &str) -> Result<ProcessPage, Failure> {
    let failed = |error| Failure::page(error, request.frame.clone());
    let id = parsed(request, id)?;
    let version = match version {
        "" => None,
        version => Some(version.parse().map_err(|_| failed(AppError::NotFound))?),
    };
    state.app.read_process(&request.visitor.actor, id, version).await.map_err(failed)
}

async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let read = read(&state, &request, &id, &asked.version).await?;
    let definition = &read.process.definition;
    let address = format!("/samverkan/{}/process", read.collaboration.id);
    let versions = read.revisions.iter().map(|revision| Version {
        address: format!("{address}?version={}", revision.revision),
        name: frame.t1("process-version", "number", &revision.revision.to_string()),
        about: match &revision.person {
            Some(person) => format!("{} · {person}", frame.day_of(revision.at)),
            None => frame.day_of(revision.at),
        },
        note: revision.note.clone(),
        cases: (revision.cases > 0).then(|| frame.tn("process-cases", revision.cases)),
        current: revision.revision == read.process.revision,
    });
    let checks = definition.checks.iter().map(|check| {
        let track = check.track.map(|track| frame.word("track", track.code()));
        (said(frame, &check.name).to_owned(), check.must, track)
    });
    Ok(html(&Page {
        frame,
        version: version_name(frame, &read),
        told: asked.nytt == "sparat",
        is_old: read.process.revision != read.current(),
        stages: definition.stages.iter().map(|stage| shown(frame, &read, stage)).collect(),
        checks: checks.collect(),
        rule: frame.t1("case-rule", "max", &definition.unclear_max.to_string()),
        versions: versions.collect(),
        address,
        read: &read,
    }))
}

fn version_name(frame: &Frame, read: &ProcessPage) -> String {
    match read.process.revision {
        0 => frame.t("process-proposal"),
        revision => frame.t1("process-version", "number", &revision.to_string()),
    }
}

fn shown(frame: &Frame, read: &ProcessPage, stage: &Stage) -> Shown {
    let definition = &read.process.definition;
    let gate = stage.gate.as_ref();
    let name_of = |code: &str| definition.stage(code).map(|stage| said(frame, &stage.name).to_owned());
    let onward = gate.into_iter().flat_map(|gate| &gate.onward).map(|way| {
        let to = name_of(&way.to).unwrap_or_default();
        format!("{} → {to}", said(frame, &way.name))
    });
    let evidence = gate.into_iter().flat_map(|gate| &gate.evidence).map(|evidence| {
        let name = said(frame, &evidence.name);
        let mut only: Vec<String> =
            evidence.track.map(|track| frame.word("track", track.code())).into_iter().collect();
        only.extend(evidence.optional.then(|| frame.t("case-only-for-fast")));
        if only.is_empty() { name.to_owned() } else { format!("{name} ({})", only.join(", ")) }
    });
    let exits: Vec<String> =
        gate.into_iter().flat_map(|gate| &gate.exits).map(|exit| frame.word("exit", exit.code())).collect();
    Shown {
        code: stage.code.clone(),
        name: said(frame, &stage.name).to_owned(),
        purpose: said(frame, &stage.purpose).to_owned(),
        target: match stage.target_days {
            Some(days) => frame.tn("process-days", i64::from(days)),
            None => frame.t("process-no-days"),
        },
        question: gate.map(|gate| said(frame, &gate.question).to_owned()).unwrap_or_default(),
        deciders: gate.map(|gate| deciders(frame, gate)).unwrap_or_default(),
        evidence: evidence.collect(),
        onward: onward.collect(),
        exits: exits.join(", "),
    }
}

/// Who decides; once where both tracks are decided alike.
fn deciders(frame: &Frame, gate: &Gate) -> Vec<String> {
    let told = |decider: &Decider| {
        let level = frame.word("level", decider.level.code());
        let role = frame.word("role", decider.role.code());
        format!("{} ({level}; {role})", said(frame, &decider.body))
    };
    let local = gate.decider(Track::Local).map(told);
    let joint = gate.decider(Track::Joint).map(told);
    if local == joint {
        return local.into_iter().collect();
    }
    let on = |track: Track, told: Option<String>| {
        told.map(|told| format!("{}: {told}", frame.word("track", track.code())))
    };
    [on(Track::Local, local), on(Track::Joint, joint)].into_iter().flatten().collect()
}

/// The version as a file, for another collaboration or another system.
async fn file(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let read = read(&state, &request, &id, &asked.version).await?;
    let text = serde_json::to_string_pretty(&read.process.definition).map_err(|error| {
        let damaged = StoreError::Damaged { column: "definition", value: error.to_string() };
        Failure::page(damaged.into(), request.frame.clone())
    })?;
    let name = format!("attachment; filename=\"process-{}.json\"", read.process.revision);
    let about = [(header::CONTENT_TYPE, "application/json".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((about, text).into_response())
}
