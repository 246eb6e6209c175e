//! A file before it is saved: how it was understood, what its columns mean, and exactly what would change.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use app::import::{
    Choices, Expected, Field as Meaning, FindingKind, Findings, ImportError, ImportProgress, ImportReport,
    Job, Layout, Raises, Step, Understood, UploadFault, UploadPage,
};
use app::{Separator, TableWriter};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::id::UploadId;
use domain::sharing::Sharing;
use serde::Deserialize;

use super::{change_told, changes_cell, conflict, count, crumbs, entry_cell, failed, signed_in, words};
use crate::State;
use crate::error::{Failure, html};
use crate::form::{Pairs, value};
use crate::frame::Frame;
use crate::list::{Choice, csv_file};
use crate::sheet;
use crate::view::{Cell, Field, Link, Press, Section, Table, View};
use crate::visitor::{Request, Wants};

/// How long a page waits for a job before it shows how far it has come.
const PATIENCE: Duration = Duration::from_secs(2);
/// Rows that each table of the page has; the files have all.
const TOLD: usize = 50;
/// Longest value in a file of changes, in characters.
const VALUE_IN_FILE: usize = 300;
/// How a column is left out, among the choices; nothing chosen means that it is guessed.
const LEFT_OUT: &str = "-";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    fel: String,
}

/// How far a job has come.
#[derive(Template)]
#[template(path = "import/progress.html")]
struct Progress {
    address: String,
    step: String,
    percent: u64,
    told: String,
}

/// A job that is under way, as a page or as the part that a script asks for.
fn under_way(request: &Request, upload: &UploadPage, job: &Job) -> Response {
    let frame = &request.frame;
    let progress = job.progress();
    let percent = progress.map_or(0, percent);
    let step = match progress.map(|progress| progress.step) {
        None | Some(Step::Check) => frame.t("import-checking"),
        Some(Step::Write) => frame.t("import-going-through"),
    };
    let told = frame.t2("import-so-far", ("step", &step), ("percent", &percent.to_string()));
    let address = format!("/losningar/importera/{}", upload.id);
    let part = Progress { address: address.clone(), step, percent, told };
    if request.wants == Wants::Part {
        return html(&part);
    }
    let mut view = View::new(frame, upload.name.clone(), frame.t("import-under-way"));
    view.crumbs = crumbs(frame);
    view.lead = frame.t("import-under-way-lead");
    let mut section = Section::new("framsteg", frame.t("import-progress"));
    section.drawing = part.render().unwrap_or_default();
    section.links.push(Link::new(address, frame.t("import-look-again")));
    view.sections.push(section);
    view.page()
}

const fn percent(progress: ImportProgress) -> u64 {
    match progress.read.saturating_mul(100).checked_div(progress.size) {
        Some(percent) if percent < 100 => percent,
        Some(_) => 100,
        None => 0,
    }
}

/// What a file would come to, if that is known within a moment.
async fn tried(job: &mut Job) -> Option<Arc<Result<ImportReport, ImportError>>> {
    tokio::time::timeout(PATIENCE, job.end()).await.ok().flatten()
}

/// The page is there anew where a script has asked for its part.
fn again(request: &Request) -> Option<Response> {
    (request.wants == Wants::Part).then(|| [("HX-Refresh", "true")].into_response())
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let actor = signed_in(&request)?;
    let frame = &request.frame;
    let id: UploadId = request.named(&id)?;
    let upload = state.app.read_upload(actor, id).await.map_err(failed(frame))?;
    if let Some(import) = upload.import {
        let on = format!("/losningar/inlasningar/{import}?nytt=inlast");
        return Ok(match request.wants {
            Wants::Part => [("HX-Redirect", on)].into_response(),
            Wants::Page => Redirect::to(&on).into_response(),
        });
    }
    if let Some(saving) = state.app.saving_of_upload(&upload) {
        return Ok(under_way(&request, &upload, &saving));
    }
    if upload.understood.is_err() {
        return Ok(not_understood(frame, &upload));
    }
    let mut job = state.app.try_upload(actor, id).await.map_err(failed(frame))?;
    let Some(ended) = tried(&mut job).await else { return Ok(under_way(&request, &upload, &job)) };
    if let Some(again) = again(&request) {
        return Ok(again);
    }
    let report = match ended.as_ref() {
        Ok(report) => report,
        Err(error) => return Ok(broken(frame, &upload, error)),
    };
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    Ok(shown(frame, &upload, report, &asked.fel))
}

/// A file that cannot be read, or whose columns nobody has explained yet.
fn not_understood(frame: &Frame, upload: &UploadPage) -> Response {
    let mut view = base(frame, upload);
    match &upload.understood {
        Err(UploadFault::Read(error)) => {
            view.warnings.push(words::unreadable(&upload.name, error).text(frame.texts()));
            view.lead = frame.t("import-unreadable-lead");
        }
        Err(UploadFault::Publiccode) => {
            view.warnings.push(frame.t("import-not-publiccode"));
            view.lead = frame.t("import-unreadable-lead");
        }
        Err(UploadFault::Mapping { columns, .. }) => {
            view.warnings.push(frame.t("import-no-name-column"));
            let shown = columns.iter().map(|(name, values)| (name.as_str(), values.clone(), None)).collect();
            view.sections.push(columns_section(frame, upload, shown, true));
        }
        Ok(_) => {}
    }
    of_no_use(view, upload)
}

/// A file that was understood and could not be gone through.
fn broken(frame: &Frame, upload: &UploadPage, error: &ImportError) -> Response {
    let mut view = base(frame, upload);
    view.warnings.push(match error {
        ImportError::Read { table, error } => words::unreadable(table, error).text(frame.texts()),
        ImportError::App(_)
        | ImportError::RowsRefused(_)
        | ImportError::RaisesRefused(_)
        | ImportError::ChangedMeanwhile
        | ImportError::Done(_) => frame.t("import-broke-off"),
    });
    of_no_use(view, upload)
}

/// The page of a file that can only be corrected or thrown away.
fn of_no_use(mut view: View<'_>, upload: &UploadPage) -> Response {
    let mut next = Section::new("nasta", view.frame.t("import-next"));
    next.presses.push(discard_press(view.frame, upload));
    view.next = Some(next);
    (StatusCode::UNPROCESSABLE_ENTITY, view.page()).into_response()
}

fn base<'a>(frame: &'a Frame, upload: &UploadPage) -> View<'a> {
    let mut view = View::new(frame, upload.name.clone(), frame.t("import-preview"));
    view.crumbs = crumbs(frame);
    view
}

fn discard_press(frame: &Frame, upload: &UploadPage) -> Press {
    Press {
        action: format!("/losningar/importera/{}/kasta", upload.id),
        label: frame.t("import-discard"),
        ..Press::default()
    }
}

/// The page of a file that was understood: nothing is saved before somebody has seen it.
fn shown(frame: &Frame, upload: &UploadPage, report: &ImportReport, fault: &str) -> Response {
    let Ok(understood) = &upload.understood else { return not_understood(frame, upload) };
    let mut view = base(frame, upload);
    view.lead = frame.t("import-preview-lead");
    match fault {
        "andrad" => view.warnings.push(frame.t("import-changed-meanwhile")),
        "rader" => view.warnings.push(frame.t("import-rows-refused")),
        "delning" => view.warnings.push(frame.t("import-raises-refused")),
        "avbruten" => view.warnings.push(frame.t("import-broke-off")),
        _ => {}
    }
    view.next = Some(next(frame, upload, report));
    view.sections.push(counts(frame, report));
    view.sections.extend(raises(frame, upload, report));
    view.sections.extend(conflict::section(frame, upload, report));
    view.sections.extend(problems(frame, upload, report));
    view.sections.push(changes(frame, upload, report));
    view.sections.extend(remarks(frame, upload, report));
    view.sections.extend(unknown(frame, report));
    view.sections.push(how_read(frame, understood));
    let columns = understood.table.mapping.interpretations();
    let shown = columns.iter().enumerate().map(|(at, column)| {
        let values = understood.sample.iter().filter_map(|row| row.get(at).cloned()).collect();
        let field = column.fields.first().copied();
        (column.column.as_str(), values, field)
    });
    view.sections.push(columns_section(frame, upload, shown.collect(), false));
    view.page()
}

/// What to do now.
fn next(frame: &Frame, upload: &UploadPage, report: &ImportReport) -> Section {
    let mut section = Section::new("nasta", frame.t("import-next"));
    let stops = report.refused > 0 && !upload.choices.skips_bad_rows;
    let changes = report.created + report.changed;
    section.note = match () {
        () if stops => frame.tn("import-stopped-by-rows", count(report.refused)),
        () if changes == 0 => frame.t("import-nothing-to-do"),
        () => frame.t("import-may-be-undone"),
    };
    if !stops && changes > 0 {
        section.presses.push(Press {
            action: format!("/losningar/importera/{}/spara", upload.id),
            label: frame.tn("import-save", count(changes)),
            sent: vec![("avtryck".to_owned(), report.digest.clone())],
            is_first: true,
            fields: if report.raised > 0 {
                vec![
                    Field::check("delas", frame.tn("import-raises-agree", count(report.raised)), false)
                        .help(frame.t("share-public-record")),
                ]
            } else {
                Vec::new()
            },
            ..Press::default()
        });
    }
    section.presses.push(discard_press(frame, upload));
    section
}

fn counts(frame: &Frame, report: &ImportReport) -> Section {
    let mut section = Section::new("vad", frame.t("import-what-happens"));
    for (key, number) in [
        ("import-rows", report.rows),
        ("import-column-created", report.created),
        ("import-column-changed", report.changed),
        ("import-unchanged", report.unchanged),
        ("import-superseded", report.superseded),
        ("import-refused", report.refused),
        ("import-left-out-rows", report.left_out),
    ] {
        section.facts.push((frame.t(key), Cell::text(frame.number(count(number)))));
    }
    section
}

fn changes(frame: &Frame, upload: &UploadPage, report: &ImportReport) -> Section {
    let mut section = Section::new("andringar", frame.t("import-changes"));
    let keys = ["import-column-entry", "import-column-row", "import-column-what"];
    let mut table = Table::new(frame, frame.t("import-changes"), &keys);
    // What changes is looked at more closely than what is new.
    let (changed, new): (Vec<_>, Vec<_>) = report.changes.iter().partition(|change| change.number.is_some());
    for change in changed.into_iter().chain(new).take(TOLD) {
        let name = match change.number {
            Some(number) => entry_cell(&change.name, number),
            None => Cell::own(change.name.clone()),
        };
        let what = match change.number {
            None => Cell::tag(frame.t("import-is-new"), "info"),
            Some(_) => changes_cell(frame, &change.changes),
        };
        table.rows.push(vec![name, Cell::text(change.place.row.to_string()), what]);
    }
    section.table = Some(table);
    section.empty = frame.t("import-no-changes");
    let all = report.created + report.changed;
    if all > TOLD as u64 {
        section.note = frame.tn("import-first-of", count(TOLD as u64));
    }
    if all > 0 {
        let address = format!("/losningar/importera/{}/andringar.csv", upload.id);
        section.links.push(Link::new(address, frame.tn("import-changes-csv", count(all))));
    }
    section
}

/// The entries that more come to read, by name. Saving asks whether they may.
fn raises(frame: &Frame, upload: &UploadPage, report: &ImportReport) -> Option<Section> {
    if report.raised == 0 {
        return None;
    }
    let mut section = Section::new("delas", frame.tn("import-raises", count(report.raised)));
    section.note = frame.t("import-raises-note");
    let raised = report.remarks.kept.iter().filter(|one| matches!(one.kind, FindingKind::Raised { .. }));
    let keys = ["import-column-entry", "import-column-row", "import-column-what"];
    let mut table = Table::new(frame, frame.t("import-raises-table"), &keys);
    for finding in raised.take(TOLD) {
        table.rows.push(vec![
            Cell::own(one_line(&finding.value)),
            Cell::text(finding.place.row.to_string()),
            Cell::text(words::finding(report, finding, frame.texts())),
        ]);
    }
    section.table = Some(table);
    section.links.push(findings_link(frame, upload));
    Some(section)
}

fn findings_table(frame: &Frame, report: &ImportReport, findings: &Findings, label: &str) -> Table {
    let keys = ["import-column-row", "import-column-column", "import-column-value", "import-column-message"];
    let mut table = Table::new(frame, frame.t(label), &keys);
    for finding in findings.kept.iter().take(TOLD) {
        table.rows.push(vec![
            Cell::text(finding.place.row.to_string()),
            Cell::own(finding.column.clone().unwrap_or_default()),
            Cell::own(one_line(&finding.value)),
            Cell::text(words::finding(report, finding, frame.texts())),
        ]);
    }
    table
}

fn problems(frame: &Frame, upload: &UploadPage, report: &ImportReport) -> Option<Section> {
    if report.problems.total == 0 {
        return None;
    }
    let mut section = Section::new("fel", frame.tn("import-problems", count(report.refused)));
    section.note = frame.t("import-problems-note");
    section.table = Some(findings_table(frame, report, &report.problems, "import-problems-table"));
    section.links.push(findings_link(frame, upload));
    Some(section)
}

fn findings_link(frame: &Frame, upload: &UploadPage) -> Link {
    Link::new(format!("/losningar/importera/{}/rader.csv", upload.id), frame.t("import-findings-csv"))
}

fn remarks(frame: &Frame, upload: &UploadPage, report: &ImportReport) -> Option<Section> {
    if report.remarks.total == 0 {
        return None;
    }
    let mut section = Section::new("anmarkningar", frame.tn("import-remarks", count(report.remarks.total)));
    section.table = Some(findings_table(frame, report, &report.remarks, "import-remarks-table"));
    if report.remarks.total > TOLD as u64 {
        section.note = frame.tn("import-first-of", count(TOLD as u64));
    }
    section.links.push(findings_link(frame, upload));
    Some(section)
}

fn unknown(frame: &Frame, report: &ImportReport) -> Option<Section> {
    if report.unknown.is_empty() {
        return None;
    }
    let mut section = Section::new("okanda", frame.t("import-unknown"));
    section.note = frame.t("import-unknown-note");
    let keys = ["import-column-word", "import-column-field", "import-column-rows"];
    let mut table = Table::new(frame, frame.t("import-unknown"), &keys).amounts(&[2]);
    for word in report.unknown.iter().take(TOLD) {
        table.rows.push(vec![
            Cell::own(one_line(&word.value)),
            Cell::text(words::field_name(word.field, frame.texts())),
            Cell::text(frame.number(count(word.rows))),
        ]);
    }
    section.table = Some(table);
    Some(section)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn how_read(frame: &Frame, understood: &Understood) -> Section {
    let mut section = Section::new("last", frame.t("import-how-read"));
    let format = understood.table.source.format();
    let texts = frame.texts();
    section.facts.push((frame.t("import-layout"), Cell::text(words::layout(&format, texts))));
    match &format.layout {
        Layout::Workbook(layout) => {
            let told = sheet::understood(texts, layout, understood.table.source.sheets());
            section.facts.push((frame.t("import-sheet"), Cell::text(told.join("\n"))));
        }
        Layout::Csv { .. } | Layout::Json(_) => {
            section.facts.push((frame.t("import-encoding"), Cell::text(format.encoding.name())));
        }
    }
    if format.unreadable > 0 {
        section.note = frame.tn("import-unreadable-places", count(format.unreadable));
    }
    section
}

/// What each column means, to be changed.
fn columns_section(
    frame: &Frame,
    upload: &UploadPage,
    columns: Vec<(&str, Vec<String>, Option<Meaning>)>,
    is_first: bool,
) -> Section {
    let mut section = Section::new("kolumner", frame.t("import-columns"));
    section.note = frame.t("import-columns-note");
    let mut fields: Vec<Field> = Vec::new();
    for (at, (name, values, meaning)) in columns.into_iter().enumerate() {
        let chosen = upload.choices.columns.get(name).map(String::as_str);
        let current = match (chosen, meaning) {
            (Some(""), _) => LEFT_OUT,
            (Some(field), _) => field,
            (None, Some(meaning)) => meaning.name(),
            (None, None) => LEFT_OUT,
        };
        let mut choices = vec![Choice::new(LEFT_OUT, frame.t("import-left-out"), current)];
        let named =
            |field: &Meaning| Choice::new(field.name(), words::field_name(*field, frame.texts()), current);
        choices.extend(Meaning::ALL.iter().map(named));
        let sample: Vec<String> =
            values.iter().map(|value| one_line(value)).filter(|value| !value.is_empty()).take(3).collect();
        let mut sample: String = sample.join(" · ").chars().take(super::VALUE_TOLD).collect();
        if sample.is_empty() {
            sample = frame.t("import-empty-column");
        }
        let field = Field::select(&format!("k{at}"), name.to_owned(), choices).value(current).help(sample);
        fields.push(field);
    }
    let choices = &upload.choices;
    fields.extend(sheet_field(frame, upload));
    let sharing = choices.sharing.unwrap_or(Sharing::Collaboration).code();
    let levels = [Sharing::Organisation, Sharing::Collaboration, Sharing::Network];
    let levels = levels.map(|level| Choice::new(level.code(), frame.word("sharing", level.code()), sharing));
    fields.push(
        Field::select("delning", frame.t("import-sharing"), levels.into())
            .value(sharing)
            .help(frame.t("import-sharing-help")),
    );
    fields.push(
        Field::line("kalla", frame.t("import-source"))
            .value(choices.source.clone())
            .help(frame.t("import-source-help"))
            .optional(),
    );
    fields.push(
        Field::check("hoppa", frame.t("import-skip"), choices.skips_bad_rows)
            .help(frame.t("import-skip-help")),
    );
    section.presses.push(Press {
        action: format!("/losningar/importera/{}", upload.id),
        label: frame.t("import-choose"),
        is_first,
        fields,
        ..Press::default()
    });
    section
}

/// Which sheet of a workbook is read, where there are several.
fn sheet_field(frame: &Frame, upload: &UploadPage) -> Option<Field> {
    let Ok(understood) = &upload.understood else { return None };
    let sheets = understood.table.source.sheets();
    if sheets.len() < 2 {
        return None;
    }
    let chosen = sheets.iter().find(|sheet| sheet.chosen).map_or("", |sheet| sheet.name.as_str());
    let choices = sheets.iter().map(|sheet| Choice::new(&sheet.name, sheet.name.clone(), chosen)).collect();
    Some(Field::select("blad", frame.t("import-sheet"), choices).value(chosen))
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
    let names: Vec<String> = match &upload.understood {
        Ok(understood) => {
            understood.table.source.columns().iter().map(|column| column.name.clone()).collect()
        }
        Err(UploadFault::Mapping { columns, .. }) => columns.iter().map(|(name, _)| name.clone()).collect(),
        Err(UploadFault::Read(_) | UploadFault::Publiccode) => Vec::new(),
    };
    let sheet = Some(value(&sent, "blad").to_owned()).filter(|sheet| !sheet.is_empty());
    let is_same_sheet = match &upload.understood {
        Ok(understood) => {
            let sheets = understood.table.source.sheets();
            sheet.is_none() || sheets.iter().any(|one| one.chosen && Some(&one.name) == sheet.as_ref())
        }
        Err(_) => true,
    };
    // What was chosen for the columns of one sheet says nothing about another's.
    let names = if is_same_sheet { names } else { Vec::new() };
    let mut columns = BTreeMap::new();
    for (at, name) in names.into_iter().enumerate() {
        let field = value(&sent, &format!("k{at}"));
        if field == LEFT_OUT {
            columns.insert(name, String::new());
        } else if Meaning::from_name(field).is_some() {
            columns.insert(name, field.to_owned());
        }
    }
    let sharing = Sharing::from_code(value(&sent, "delning"))
        .filter(|level| !matches!(level, Sharing::Draft | Sharing::Public));
    let source: String = domain::text::clean(value(&sent, "kalla")).chars().take(100).collect();
    let choices = Choices {
        columns,
        sheet,
        sharing,
        source,
        skips_bad_rows: value(&sent, "hoppa") == "ja",
        conflicts: upload.choices.conflicts,
    };
    state.app.choose_for_upload(actor, id, &choices).await.map_err(failed(frame))?;
    Ok(Redirect::to(&format!("/losningar/importera/{id}#vad")).into_response())
}

pub(super) async fn save(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let actor = signed_in(&request)?;
    let frame = &request.frame;
    let id: UploadId = request.named(&id)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let raises = if value(&sent, "delas") == "ja" { Raises::Agreed } else { Raises::Refused };
    let expected = Expected { digest: value(&sent, "avtryck").to_owned(), raises };
    let mut job = state.app.save_upload(actor, id, expected).await.map_err(failed(frame))?;
    let on = |fault: &str| {
        state.app.forget_upload(id);
        Redirect::to(&format!("/losningar/importera/{id}?fel={fault}")).into_response()
    };
    let Some(ended) = tried(&mut job).await else {
        return Ok(Redirect::to(&format!("/losningar/importera/{id}")).into_response());
    };
    Ok(match ended.as_ref() {
        Ok(report) => {
            let on = format!("/losningar/inlasningar/{}?nytt=inlast", report.import);
            Redirect::to(&on).into_response()
        }
        Err(ImportError::Done(import)) => {
            Redirect::to(&format!("/losningar/inlasningar/{import}?nytt=inlast")).into_response()
        }
        Err(ImportError::ChangedMeanwhile) => on("andrad"),
        Err(ImportError::RowsRefused(_)) => on("rader"),
        Err(ImportError::RaisesRefused(_)) => on("delning"),
        Err(ImportError::App(_) | ImportError::Read { .. }) => on("avbruten"),
    })
}

pub(super) async fn discard(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let actor = signed_in(&request)?;
    let id: UploadId = request.named(&id)?;
    state.app.discard_upload(actor, id).await.map_err(failed(&request.frame))?;
    Ok(Redirect::to("/losningar/importera?kastad=ja").into_response())
}

/// Writes what a file would come to.
type Written = fn(&Frame, &ImportReport) -> std::io::Result<Vec<u8>>;

/// What a file would come to, as a file to keep; the page is shown first where that is not known yet.
async fn as_file(
    state: &State,
    request: &Request,
    id: &str,
    (name, written): (&str, Written),
) -> Result<Response, Failure> {
    let actor = signed_in(request)?;
    let frame = &request.frame;
    let id: UploadId = request.named(id)?;
    let mut job = state.app.try_upload(actor, id).await.map_err(failed(frame))?;
    match tried(&mut job).await.as_deref() {
        Some(Ok(report)) => csv_file(frame, name, state.app.clock().now().day(), written(frame, report)),
        Some(Err(_)) | None => Ok(Redirect::to(&format!("/losningar/importera/{id}")).into_response()),
    }
}

/// Every row that makes or changes an entry, field by field.
pub(super) async fn changes_csv(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    as_file(&state, &request, &id, ("andringar", changes_table)).await
}

/// The row report: what is wrong with rows, what was done to them, and words that are not understood.
pub(super) async fn findings_csv(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let report = |frame: &Frame, report: &ImportReport| words::row_report(report, Vec::new(), frame.texts());
    as_file(&state, &request, &id, ("rader", report)).await
}

fn changes_table(frame: &Frame, report: &ImportReport) -> std::io::Result<Vec<u8>> {
    let header = ["import-column-row", "import-column-number", "import-column-entry", "import-column-what"];
    let mut table = TableWriter::new(Vec::new(), Separator::Comma, &header.map(|key| frame.t(key)))?;
    for change in &report.changes {
        let number = change.number.map(|number| number.to_string()).unwrap_or_default();
        let start = [change.place.row.to_string(), number, change.name.clone()];
        let told: Vec<String> = match change.number {
            None => vec![frame.t("import-is-new")],
            Some(_) => {
                change.changes.iter().map(|change| change_told(frame, change, VALUE_IN_FILE)).collect()
            }
        };
        for what in told {
            let [row, number, name] = start.clone();
            table.write(&[row, number, name, what])?;
        }
    }
    table.finish()
}
