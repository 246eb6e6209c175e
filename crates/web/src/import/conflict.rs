//! Rows whose entries others have changed since they were exported: the three values side by side, and what is to happen.

use app::import::{ConflictField, Conflicts, ImportReport, Resolve, RowConflict, UploadPage};
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::id::UploadId;

use super::{count, entry_cell, failed, signed_in};
use crate::State;
use crate::error::Failure;
use crate::form::{Pairs, value};
use crate::frame::{Frame, upper_first};
use crate::list::Choice;
use crate::names;
use crate::view::{Cell, Field, Press, Section, Table};
use crate::visitor::Request;

/// Entries that are chosen for one by one; what is chosen for all holds for the others.
const TOLD: usize = 50;
/// What is chosen for all, and what stands before a number.
const ALL: &str = "alla";
const ONE: &str = "rad-";

/// The conflicts of a file, where it has any.
pub(super) fn section(frame: &Frame, upload: &UploadPage, report: &ImportReport) -> Option<Section> {
    if report.conflicted == 0 {
        return None;
    }
    let mut section = Section::new("krockar", frame.tn("import-conflicts", count(report.conflicted)));
    section.note = frame.t("import-conflicts-note");
    let keys = [
        "import-column-entry",
        "import-column-field",
        "import-column-exported",
        "import-column-present",
        "import-column-wanted",
    ];
    let mut table = Table::new(frame, frame.t("import-conflicts-table"), &keys);
    let told: Vec<&RowConflict> = report.conflicts.iter().take(TOLD).collect();
    for conflict in &told {
        for field in &conflict.fields {
            table.rows.push(row(frame, conflict, field));
        }
    }
    section.table = Some(table);
    let chosen = &upload.choices.conflicts;
    let mut fields = vec![select(frame, ALL, frame.t("import-conflicts-all"), chosen.all.code(), false)];
    for conflict in told {
        let number = conflict.number.to_string();
        let own = chosen.rows.get(&number).map_or("", |one| one.code());
        let label = frame.t2("solution-with-number", ("name", &conflict.name), ("number", &number));
        fields.push(select(frame, &format!("{ONE}{number}"), label, own, true));
    }
    section.presses.push(Press {
        action: format!("/losningar/importera/{}/krockar", upload.id),
        label: frame.t("import-conflicts-choose"),
        is_first: true,
        fields,
        ..Press::default()
    });
    Some(section)
}

fn row(frame: &Frame, conflict: &RowConflict, field: &ConflictField) -> Vec<Cell> {
    let value = |text: &Option<String>, none: &str| match text {
        Some(text) => Cell::own(names::value_in_words(frame, &field.field, &text.replace('\n', ", "))),
        None => Cell::text(frame.t(none)),
    };
    let exported = if field.field == "usage" { "import-not-known" } else { "import-nothing" };
    vec![
        entry_cell(&conflict.name, conflict.number),
        Cell::text(upper_first(&frame.word("solution-field", &field.field))),
        value(&field.exported, exported),
        value(&field.present, "import-nothing"),
        value(&field.wanted, "import-nothing"),
    ]
}

fn select(frame: &Frame, name: &str, label: String, chosen: &str, as_all: bool) -> Field {
    let mut choices = Vec::new();
    if as_all {
        choices.push(Choice::new("", frame.t("import-as-all"), chosen));
    }
    let choice = |one: Resolve| Choice::new(one.code(), frame.word("import-resolve", one.code()), chosen);
    choices.extend(Resolve::ALL.map(choice));
    Field::select(name, label, choices).value(chosen)
}

pub(super) async fn choose(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let actor = signed_in(&request)?;
    let frame = &request.frame;
    let id: UploadId = request.named(&id)?;
    let upload = state.app.read_upload(actor, id).await.map_err(failed(frame))?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let mut chosen = upload.choices;
    let mut rows = chosen.conflicts.rows;
    for (name, value) in &sent {
        let Some(number) = name.strip_prefix(ONE) else { continue };
        match Resolve::from_code(value) {
            Some(resolve) => drop(rows.insert(number.to_owned(), resolve)),
            None => drop(rows.remove(number)),
        }
    }
    let all = Resolve::from_code(value(&sent, ALL)).unwrap_or_default();
    chosen.conflicts = Conflicts { all, rows };
    state.app.choose_for_upload(actor, id, &chosen).await.map_err(failed(frame))?;
    Ok(Redirect::to(&format!("/losningar/importera/{id}#vad")).into_response())
}
