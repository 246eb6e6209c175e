//! Suppliers: the list, a page for each, and renaming, merging and retiring them.
//!
//! Not here: which names are the same (`app::supplier`), and contracts.

use app::AppError;
use app::supplier::{RenamePlan, SupplierPage, SupplierRow};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::supplier::key_of;
use serde::Deserialize;

use crate::State;
use crate::error::Failure;
use crate::form::{Errors, Pairs, answered, value};
use crate::frame::{Frame, count};
use crate::list::{Address, Choice, TableFile, paged, percent_encoded};
use crate::routes::Routes;
use crate::view::{Cell, Field, FormPage, Group, Link, ListView, Press, Section, Table, View, file_of};
use crate::visitor::Request;

const PATH: &str = "/losningar/leverantorer";
/// The order by number of solutions, in the address.
const BY_COUNT: &str = "antal";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/losningar/leverantorer", list)
        .get("/losningar/leverantorer.csv", list)
        .get("/losningar/leverantorer.xlsx", list)
        .get("/losningar/leverantorer/{called}", page)
        .get("/losningar/leverantorer/{called}/andra", rename_page)
        .post("/losningar/leverantorer/{called}/andra", rename)
        .post("/losningar/leverantorer/{called}/angra", undo)
        .get("/losningar/leverantorer/{called}/avveckla", retire_page)
        .post("/losningar/leverantorer/{called}/avveckla", retire)
        .post("/losningar/leverantorer/{called}/ta-upp", take_up)
}

/// The address of a supplier's page.
pub(crate) fn address(name: &str) -> String {
    format!("{PATH}/{}", percent_encoded(name))
}

fn failed(frame: &Frame) -> impl Fn(AppError) -> Failure + '_ {
    |error| Failure::page(error, frame.clone())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    sortering: String,
    sida: String,
}

async fn list(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let mut rows = state.app.suppliers(&request.visitor.actor).await.map_err(failed(frame))?;
    let search: String = asked.q.trim().chars().take(200).collect();
    let words = key_of(&search);
    rows.retain(|row| search.is_empty() || key_of(&row.name).contains(&words));
    let by_count = asked.sortering == BY_COUNT;
    if by_count {
        rows.sort_by_key(|row| std::cmp::Reverse(row.solutions));
    }
    let address =
        Address::of(PATH).with("q", &search).with("sortering", if by_count { BY_COUNT } else { "" });
    if frame.here.split('?').next().is_some_and(|path| path != PATH) {
        let day = state.app.clock().now().day();
        let kind = TableFile::asked(frame);
        return kind.answer(frame, "leverantorer", day, file_of(kind, "leverantorer", &table(frame, &rows)));
    }
    let (shown, page, total) = paged(rows, &asked.sida);
    let place = (&address, page, total);
    let mut view = ListView::new(frame, PATH, frame.t("supplier-heading"), place, table(frame, &shown));
    view.crumbs = vec![Link::new("/losningar", frame.t("place-solutions"))];
    view.lead = frame.t("supplier-lead");
    view.searched(&address, &search);
    let current = if by_count { BY_COUNT } else { "" };
    let orders = vec![
        Choice::new("", frame.t("solutions-by-name"), current),
        Choice::new(BY_COUNT, frame.t("supplier-by-count"), current),
    ];
    view.filter(&address, ("sortering", frame.t("solution-order")), orders);
    view.empty = (frame.t("supplier-none"), frame.t("supplier-none-text"));
    Ok(view.page())
}

fn table(frame: &Frame, rows: &[SupplierRow]) -> Table {
    let keys = ["solution-provider", "supplier-solutions", "supplier-state"];
    let mut table = Table::new(frame, frame.t("supplier-heading"), &keys).amounts(&[1]);
    for row in rows {
        table.rows.push(vec![
            Cell::link(row.name.clone(), address(&row.name)),
            Cell::text(frame.number(row.solutions)),
            Cell::text(state_of(frame, row)),
        ]);
    }
    table
}

fn state_of(frame: &Frame, row: &SupplierRow) -> String {
    match (row.is_retired, &row.successor) {
        (false, _) => String::new(),
        (true, None) => frame.t("supplier-gone"),
        (true, Some(next)) => frame.t1("supplier-gone-to", "name", next),
    }
}

async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(called): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = state.app.read_supplier(&request.visitor.actor, &called).await.map_err(failed(frame))?;
    if key_of(&read.row.name) != key_of(&called) {
        // The name leads on, until that is undone.
        return Ok(Redirect::temporary(&address(&read.row.name)).into_response());
    }
    Ok(shown(frame, &read))
}

fn shown(frame: &Frame, read: &SupplierPage) -> Response {
    let row = &read.row;
    let mut view = View::new(frame, row.name.clone(), row.name.clone());
    view.crumbs = crumbs(frame);
    view.is_own = true;
    view.lead = frame.tn("supplier-count", row.solutions);
    if row.is_retired {
        let because =
            read.reason.clone().map(|reason| frame.t1("solution-retired-because", "reason", &reason));
        view.warnings.push(state_of(frame, row));
        view.warnings.extend(because);
    }
    if let Some(next) = &row.successor {
        view.actions.push(Link::new(address(next), next.clone()));
    }
    let keys = ["solution-column-solution", "solution-column-number", "supplier-written"];
    let mut table = Table::new(frame, frame.t("place-solutions"), &keys);
    for (one, written) in &read.solutions {
        table.rows.push(vec![
            Cell::link(one.name.clone(), format!("/losningar/{}", one.number)),
            Cell::text(one.number.to_string()),
            Cell::own(written.clone()),
        ]);
    }
    let mut section = Section::new("losningar", frame.t("place-solutions"));
    section.table = Some(table);
    view.sections.push(section);
    if read.may_keep {
        view.sections.push(keeping(frame, read));
    }
    view.page()
}

fn crumbs(frame: &Frame) -> Vec<Link> {
    vec![Link::new("/losningar", frame.t("place-solutions")), Link::new(PATH, frame.t("supplier-heading"))]
}

fn keeping(frame: &Frame, read: &SupplierPage) -> Section {
    let name = &read.row.name;
    let mut section = Section::new("skota", frame.t("supplier-keep"));
    section.links.push(Link::new(format!("{}/andra", address(name)), frame.t("supplier-rename")));
    if read.row.is_retired {
        section.presses.push(Press {
            action: format!("{}/ta-upp", address(name)),
            label: frame.t("supplier-take-up"),
            ..Press::default()
        });
    } else {
        section.links.push(Link::new(format!("{}/avveckla", address(name)), frame.t("supplier-retire")));
    }
    for former in &read.names {
        section.presses.push(Press {
            action: format!("{}/angra", address(former)),
            label: frame.t1("supplier-undo", "name", former),
            ..Press::default()
        });
    }
    section
}

/// The supplier, for who keeps any of its solutions.
async fn kept(state: &State, request: &Request, called: &str) -> Result<SupplierPage, Failure> {
    let frame = &request.frame;
    let called: String = request.named(called)?;
    let read = state.app.read_supplier(&request.visitor.actor, &called).await.map_err(failed(frame))?;
    if read.may_keep { Ok(read) } else { Err(failed(frame)(AppError::Denied)) }
}

async fn rename_page(
    Shared(state): Shared<State>,
    request: Request,
    Path(called): Path<String>,
) -> Result<Response, Failure> {
    let read = kept(&state, &request, &called).await?;
    Ok(rename_form(&request.frame, &read, &read.row.name, &Errors::default()))
}

fn rename_form(frame: &Frame, read: &SupplierPage, written: &str, errors: &Errors) -> Response {
    let field = Field::line("name", frame.t("solution-name")).help(frame.t("supplier-rename-help"));
    let field = Field { error: errors.at("name").to_owned(), ..field.value(written) };
    FormPage {
        frame,
        errors,
        crumbs: crumbs(frame),
        heading: frame.t1("supplier-rename-heading", "name", &read.row.name),
        lead: frame.t("supplier-rename-lead"),
        warning: String::new(),
        action: format!("{}/andra", address(&read.row.name)),
        hidden: Vec::new(),
        groups: vec![Group::plain(vec![field])],
        submit: frame.t("supplier-look"),
        back: Link::new(address(&read.row.name), frame.t("solution-edit-leave")),
    }
    .page()
}

async fn rename(
    Shared(state): Shared<State>,
    request: Request,
    Path(called): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = kept(&state, &request, &called).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let (actor, to) = (&request.visitor.actor, value(&sent, "name"));
    let again = |errors: Errors| rename_form(frame, &read, to, &errors);
    if value(&sent, "sett").is_empty() {
        return match state.app.would_rename_supplier(actor, &called, to).await {
            Ok(plan) => Ok(preview(frame, &plan)),
            Err(error) => Ok(again(Errors::of(frame, error).map_err(failed(frame))?)),
        };
    }
    let done = state.app.rename_supplier(actor, &called, to).await;
    answered(frame, done.map(|plan| address(&plan.to)), again)
}

/// Exactly which entries change.
fn preview(frame: &Frame, plan: &RenamePlan) -> Response {
    let mut view = View::new(
        frame,
        frame.t("supplier-rename"),
        frame.t2("supplier-preview", ("from", &plan.from), ("to", &plan.to)),
    );
    view.crumbs = crumbs(frame);
    view.lead = frame.t("supplier-preview-lead");
    if plan.joins > 0 {
        view.warnings.push(frame.t1("supplier-joins", "name", &plan.to));
    }
    let mut table = Table::new(
        frame,
        frame.t("supplier-changes"),
        &["solution-column-solution", "solution-column-number"],
    );
    for one in &plan.changes {
        let link = Cell::link(one.name.clone(), format!("/losningar/{}", one.number));
        table.rows.push(vec![link, Cell::text(one.number.to_string())]);
    }
    let mut section = Section::new("vad", frame.tn("supplier-changing", count(plan.changes.len())));
    section.table = Some(table);
    if plan.others > 0 {
        section.note = frame.tn("supplier-others", count(plan.others));
    }
    section.presses.push(Press {
        action: format!("{}/andra", address(&plan.from)),
        label: frame.t(if plan.joins > 0 { "supplier-merge" } else { "supplier-rename" }),
        sent: vec![("name".to_owned(), plan.to.clone()), ("sett".to_owned(), "ja".to_owned())],
        is_first: true,
        ..Press::default()
    });
    view.sections.push(section);
    view.page()
}

async fn undo(
    Shared(state): Shared<State>,
    request: Request,
    Path(called): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let called: String = request.named(&called)?;
    state.app.undo_supplier_name(&request.visitor.actor, &called).await.map_err(failed(frame))?;
    Ok((StatusCode::SEE_OTHER, [("location", address(&called))]).into_response())
}

async fn retire_page(
    Shared(state): Shared<State>,
    request: Request,
    Path(called): Path<String>,
) -> Result<Response, Failure> {
    let read = kept(&state, &request, &called).await?;
    Ok(retire_form(&request.frame, &read, &Pairs::new(), &Errors::default()))
}

fn retire_form(frame: &Frame, read: &SupplierPage, sent: &Pairs, errors: &Errors) -> Response {
    let fields = vec![
        Field::line("reason", frame.t("retire-reason")).filled(sent, errors),
        Field::line("successor", frame.t("supplier-successor"))
            .help(frame.t("supplier-successor-help"))
            .optional()
            .filled(sent, errors),
    ];
    FormPage {
        frame,
        errors,
        crumbs: crumbs(frame),
        heading: frame.t1("supplier-retire-heading", "name", &read.row.name),
        lead: frame.t("supplier-retire-lead"),
        warning: String::new(),
        action: format!("{}/avveckla", address(&read.row.name)),
        hidden: Vec::new(),
        groups: vec![Group::plain(fields)],
        submit: frame.t("supplier-retire"),
        back: Link::new(address(&read.row.name), frame.t("solution-edit-leave")),
    }
    .page()
}

async fn retire(
    Shared(state): Shared<State>,
    request: Request,
    Path(called): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = kept(&state, &request, &called).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let said = (value(&sent, "successor"), value(&sent, "reason"));
    let done = state.app.retire_supplier(&request.visitor.actor, &called, said).await;
    let on = done.map(|()| address(&read.row.name));
    answered(frame, on, |errors| retire_form(frame, &read, &sent, &errors))
}

async fn take_up(
    Shared(state): Shared<State>,
    request: Request,
    Path(called): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = kept(&state, &request, &called).await?;
    let done = state.app.take_up_supplier(&request.visitor.actor, &called).await;
    done.map_err(failed(frame))?;
    Ok(Redirect::to(&address(&read.row.name)).into_response())
}
