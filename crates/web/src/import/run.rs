//! What a run did, and undoing it.

use app::Page;
use app::import::{Effect, RunPage, UndoReport, Undoing};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::id::ImportId;
use serde::Deserialize;

use super::{changes_cell, count, crumbs, entry_cell, failed, paged, signed_in, words};
use crate::State;
use crate::error::Failure;
use crate::form::Pairs;
use crate::frame::Frame;
use crate::list::{Address, PAGE_SIZE};
use crate::view::{Cell, Link, Press, Section, Table, View};
use crate::visitor::Request;

/// Entries of an undoing that are told one by one.
const TOLD: usize = 200;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    sida: u32,
    nytt: String,
    kvar: u64,
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let actor = signed_in(&request)?;
    let frame = &request.frame;
    let id: ImportId = request.named(&id)?;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let number = asked.sida.max(1);
    let read = state.app.import_run(actor, id, Page::new(number, PAGE_SIZE)).await.map_err(failed(frame))?;
    let mut view = base(frame, &read);
    view.told = match asked.nytt.as_str() {
        "inlast" => frame.t("import-told-saved"),
        "angrad" if asked.kvar > 0 => frame.tn("import-told-undone-kept", count(asked.kvar)),
        "angrad" => frame.t("import-told-undone"),
        _ => String::new(),
    };
    if read.may_undo {
        view.actions.push(Link::new(format!("/losningar/inlasningar/{id}/angra"), frame.t("import-undo")));
    }
    view.sections.push(facts(frame, &read));
    let mut entries = Section::new("poster", frame.t("import-entries"));
    let mut table =
        Table::new(frame, frame.t("import-entries"), &["import-column-entry", "import-column-what"]);
    for entry in &read.entries.rows {
        let what = if entry.changes.is_empty() {
            Cell::tag(frame.t("import-is-new"), "info")
        } else {
            changes_cell(frame, &entry.changes)
        };
        table.rows.push(vec![entry_cell(&entry.name, entry.number), what]);
    }
    entries.table = Some(table);
    entries.empty = frame.t("import-no-entries");
    let address = Address::of(format!("/losningar/inlasningar/{id}"));
    paged(frame, &mut entries, &address, (number, read.entries.total));
    view.sections.push(entries);
    Ok(view.page())
}

fn base<'a>(frame: &'a Frame, read: &RunPage) -> View<'a> {
    let run = &read.run.run;
    let heading = frame.t1("import-run-of", "when", &frame.time_of(run.at));
    let mut view = View::new(frame, heading.clone(), heading);
    view.crumbs = crumbs(frame);
    view
}

fn facts(frame: &Frame, read: &RunPage) -> Section {
    let run = &read.run.run;
    let mut section = Section::new("vad", frame.t("import-run-facts"));
    let number = |count: i64| Cell::text(frame.number(count));
    let mut add = |key: &str, cell: Cell| section.facts.push((frame.t(key), cell));
    add("import-column-files", Cell::own(words::files(&run.files, frame.texts())));
    let person = read.run.person.clone().unwrap_or_else(|| frame.t("import-by-operator"));
    add("import-column-who", Cell::own(person));
    add("import-rows", number(run.counts.rows));
    add("import-column-created", number(run.counts.created));
    add("import-column-changed", number(run.counts.changed));
    add("import-unchanged", number(run.counts.unchanged));
    add("import-superseded", number(run.counts.superseded));
    add("import-refused", number(run.counts.refused));
    if let Some(at) = run.undone {
        let by = read.run.undone_by.clone().unwrap_or_else(|| frame.t("import-by-operator"));
        add(
            "import-is-undone",
            Cell::text(frame.t2("import-undone-by", ("who", &by), ("day", &frame.time_of(at)))),
        );
    }
    section
}

/// What undoing would do: nothing is undone before it has been seen.
pub(super) async fn undo_page(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let actor = signed_in(&request)?;
    let frame = &request.frame;
    let id: ImportId = request.named(&id)?;
    let read = state.app.import_run(actor, id, Page::new(1, 1)).await.map_err(failed(frame))?;
    if !read.may_undo {
        return Ok(Redirect::to(&format!("/losningar/inlasningar/{id}")).into_response());
    }
    let report = state.app.undo_import(actor, id, Effect::Try).await.map_err(failed(frame))?;
    let mut view = base(frame, &read);
    view.crumbs.push(Link::new(format!("/losningar/inlasningar/{id}"), view.here.clone()));
    view.here = frame.t("import-undo");
    view.heading = frame.t("import-undo-heading");
    view.lead = frame.t("import-undo-lead");
    view.sections.push(undo_facts(frame, &report));
    if report.conflicts > 0 {
        view.warnings.push(frame.tn("import-undo-conflicts", count(report.conflicts)));
    }
    view.sections.push(undo_entries(frame, &report));
    let mut next = Section::new("nasta", frame.t("import-undo-next"));
    next.presses.push(Press {
        action: format!("/losningar/inlasningar/{id}/angra"),
        label: frame.t("import-undo"),
        is_first: true,
        ..Press::default()
    });
    next.links.push(Link::new(format!("/losningar/inlasningar/{id}"), frame.t("import-undo-not")));
    view.next = Some(next);
    Ok(view.page())
}

fn undo_facts(frame: &Frame, report: &UndoReport) -> Section {
    let mut section = Section::new("hander", frame.t("import-undo-happens"));
    for (key, entries) in [
        ("import-undo-withdrawn", report.withdrawn),
        ("import-undo-restored", report.restored),
        ("import-undo-kept", report.conflicts),
        ("import-undo-untouched", report.untouched),
    ] {
        section.facts.push((frame.t(key), Cell::text(frame.number(count(entries)))));
    }
    section
}

fn undo_entries(frame: &Frame, report: &UndoReport) -> Section {
    let mut section = Section::new("poster", frame.t("import-entries"));
    let keys = ["import-column-entry", "import-column-undone", "import-column-kept"];
    let mut table = Table::new(frame, frame.t("import-entries"), &keys);
    for entry in report.entries.iter().take(TOLD) {
        let what = match &entry.undoing {
            Undoing::Withdrawn => Cell::text(frame.t("import-undo-is-withdrawn")),
            Undoing::Kept => Cell::text(frame.t("import-undo-is-kept")),
            Undoing::Restored(changes) if changes.is_empty() => Cell::text(frame.t("import-undo-nothing")),
            Undoing::Restored(changes) => changes_cell(frame, changes),
        };
        let kept: Vec<String> = entry.kept.iter().map(|field| frame.word("solution-field", field)).collect();
        let name = entry_cell(&entry.name, entry.number);
        table.rows.push(vec![name, what, Cell::text(frame.list(&kept))]);
    }
    if report.entries.len() > TOLD {
        section.note = frame.tn("import-first-of", count(TOLD as u64));
    }
    section.table = Some(table);
    section.empty = frame.t("import-no-entries");
    section
}

pub(super) async fn undo(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let actor = signed_in(&request)?;
    let frame = &request.frame;
    let id: ImportId = request.named(&id)?;
    if form.is_err() {
        return Err(Failure::unreadable_form(frame.clone()));
    }
    let report = state.app.undo_import(actor, id, Effect::Save).await.map_err(failed(frame))?;
    let on = format!("/losningar/inlasningar/{id}?nytt=angrad&kvar={}", report.conflicts);
    Ok(Redirect::to(&on).into_response())
}
