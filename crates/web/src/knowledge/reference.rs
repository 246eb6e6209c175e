//! Publications: where one was published, reading in a file of references after having seen what it would come to, and the file out.
//!
//! A file is pasted in and shown row by row before anything is kept; the same text is then sent again. Not here: the formats (`exchange`).

use app::knowledge::{NotRead, Place, ReferenceFormat, ReferenceRow, ReferencesError};
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::knowledge::Reference;

use super::{Asked, signed_in, writing};
use crate::State;
use crate::error::Failure;
use crate::form::{Errors, Pairs, value};
use crate::frame::{Frame, count};
use crate::view::{Cell, Field, FormPage, Group, Link, Press, Section, Table, View};
use crate::visitor::Request;

pub(super) fn section(frame: &Frame, known: &Reference) -> Section {
    let mut section = Section::new("publicerad", frame.t("reference-published"));
    let mut fact = |key: &str, text: &str| {
        if !text.is_empty() {
            section.facts.push((frame.t(key), Cell::own(text)));
        }
    };
    fact("article-authors", &known.authors.join("; "));
    fact("reference-year", &known.year.map(|year| year.to_string()).unwrap_or_default());
    fact("reference-container", &known.container);
    fact("reference-volume", &known.volume);
    fact("reference-issue", &known.issue);
    fact("reference-pages", &known.pages);
    fact("reference-publisher", &known.publisher);
    if !known.doi.is_empty() {
        let at = format!("https://doi.org/{}", crate::list::percent_encoded(&known.doi).replace("%2F", "/"));
        section.facts.push((frame.t("reference-doi"), Cell::link(known.doi.clone(), at)));
    }
    if !known.url.is_empty() {
        section.facts.push((frame.t("reference-url"), Cell::link(known.url.clone(), known.url.clone())));
    }
    section
}

fn form_page(frame: &Frame, sent: &Pairs, errors: &Errors) -> Response {
    FormPage {
        frame,
        errors,
        crumbs: vec![Link::new("/kunskap", frame.t("place-knowledge"))],
        heading: frame.t("references-read-in"),
        lead: frame.t("references-help"),
        warning: String::new(),
        action: "/kunskap/las-in".to_owned(),
        hidden: Vec::new(),
        groups: vec![Group::plain(vec![
            Field::area("references", frame.t("references-text"), 14).filled(sent, errors),
        ])],
        submit: frame.t("references-show"),
        back: Link::new("/kunskap", frame.t("article-back-to-all")),
    }
    .page()
}

pub(super) async fn form(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    writing(&state, &request)?;
    Ok(form_page(&request.frame, &Pairs::new(), &Errors::default()))
}

pub(super) async fn read_in(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    writing(&state, &request)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let (actor, text) = (&request.visitor.actor, value(&sent, "references"));
    let done = match value(&sent, "las") {
        "ja" => state.app.read_in_references(actor, text).await.map(|read| {
            let address = format!("/kunskap?nytt=inlast&antal={}&fanns={}", read.made, read.known);
            Redirect::to(&address).into_response()
        }),
        _ => state.app.preview_references(actor, text).await.map(|rows| preview(frame, text, &rows)),
    };
    let message = match done {
        Ok(answer) => return Ok(answer),
        Err(ReferencesError::App(error)) => return Err(Failure::page(error, frame.clone())),
        Err(ReferencesError::NotRead(error)) => not_read(frame, error),
        Err(ReferencesError::Entry(at)) => frame.t1("references-entry-refused", "number", &at.to_string()),
    };
    let mut errors = Errors::default();
    errors.add("references", message);
    Ok(form_page(frame, &sent, &errors))
}

/// Where something cannot be read, and why.
fn not_read(frame: &Frame, error: NotRead) -> String {
    let why = frame.word("not-read", error.why.code());
    match error.place {
        Place::Line(line) => frame.t2("references-at-line", ("number", &line.to_string()), ("why", &why)),
        Place::Entry(entry) => frame.t2("references-at-entry", ("number", &entry.to_string()), ("why", &why)),
    }
}

/// What reading it in would come to, with the press that does it.
fn preview(frame: &Frame, text: &str, rows: &[ReferenceRow]) -> Response {
    let mut view = View::new(frame, frame.t("references-preview"), frame.t("references-preview"));
    view.crumbs = vec![
        Link::new("/kunskap", frame.t("place-knowledge")),
        Link::new("/kunskap/las-in", frame.t("references-read-in")),
    ];
    let new = rows.iter().filter(|row| !row.is_known).count();
    view.lead = frame.tn("references-new", count(new));
    let mut all = Section::new("rader", frame.t("references-rows"));
    let keys = ["article-title", "article-authors", "reference-year", "reference-doi", "references-what"];
    let mut table = Table::new(frame, frame.t("references-rows"), &keys);
    for row in rows {
        let known = &row.reference;
        let what =
            if row.is_known { ("references-known", "neutral") } else { ("references-is-new", "success") };
        table.rows.push(vec![
            Cell::own(row.title.clone()),
            Cell::own(known.authors.join("; ")),
            Cell::text(known.year.map(|year| year.to_string()).unwrap_or_default()),
            Cell::text(known.doi.clone()),
            Cell::tag(frame.t(what.0), what.1),
        ]);
    }
    all.table = Some(table);
    if new > 0 {
        all.presses.push(Press {
            action: "/kunskap/las-in".to_owned(),
            label: frame.tn("references-keep", count(new)),
            sent: vec![("references".to_owned(), text.to_owned()), ("las".to_owned(), "ja".to_owned())],
            is_first: true,
            ..Press::default()
        });
    }
    all.links.push(Link::new("/kunskap/las-in", frame.t("references-again")));
    view.sections.push(all);
    view.page()
}

pub(super) async fn bibtex(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    written(&state, &request, asked, ReferenceFormat::Bibtex).await
}

pub(super) async fn csl_json(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    written(&state, &request, asked, ReferenceFormat::CslJson).await
}

async fn written(
    state: &State,
    request: &Request,
    asked: Result<Query<Asked>, QueryRejection>,
    format: ReferenceFormat,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    signed_in(request)?;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let directory = state.app.directory().await.map_err(failed)?;
    let filter = asked.filter(&directory);
    let text = state.app.references(&request.visitor.actor, &filter, format).await.map_err(failed)?;
    let (kind, ending) = match format {
        ReferenceFormat::Bibtex => ("application/x-bibtex; charset=utf-8", "bib"),
        ReferenceFormat::CslJson => ("application/vnd.citationstyles.csl+json", "json"),
    };
    let name = format!("attachment; filename=\"kunskap.{ending}\"");
    Ok(([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, name)], Body::from(text)).into_response())
}
