//! What a collaboration says to everybody, for those who write it: what there is, one text with what can be done to it, its form, and
//! how it will look.
//!
//! Not here: what everybody reads (`open_page`).

use app::AppError;
use app::public_text::{PublicDesk, PublicTextInput, PublicTextPage, PublicTextRow};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::id::{CollaborationId, PublicTextId};
use domain::public_text::{PublicTextKind, PublicTextState, PublicWords};
use serde::Deserialize;

use crate::State;
use crate::error::{Failure, html};
use crate::form::{Errors, Pairs, value};
use crate::frame::Frame;
use crate::routes::Routes;
use crate::view::{Cell, Field, FormPage, Group, Link, Press, Section, Table, View, days};
use crate::visitor::Request;
use crate::{collaboration, open_page, trail};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/samverkan/{id}/sida", desk)
        .get("/samverkan/{id}/sida/ny", begin_form)
        .post("/samverkan/{id}/sida/ny", begin)
        .get("/samverkan/texter/{id}", page)
        .get("/samverkan/texter/{id}/andra", write_form)
        .post("/samverkan/texter/{id}/andra", write)
        .get("/samverkan/texter/{id}/forhandsvisning", preview)
        .post("/samverkan/texter/{id}/steg", step)
}

fn address(id: PublicTextId) -> String {
    format!("/samverkan/texter/{id}")
}

fn desk_address(id: CollaborationId) -> String {
    format!("{}/sida", collaboration::address(id))
}

fn begin_address(id: CollaborationId, kind: PublicTextKind) -> String {
    format!("{}/ny?slag={}", desk_address(id), kind.code())
}

const fn colour(state: PublicTextState) -> &'static str {
    match state {
        PublicTextState::Draft | PublicTextState::Withdrawn => "neutral",
        PublicTextState::Wished | PublicTextState::Changed => "warning",
        PublicTextState::Scheduled => "info",
        PublicTextState::Shown => "success",
    }
}

fn state_cell(frame: &Frame, row: &PublicTextRow) -> Cell {
    let wished = row.wished_by.as_ref().map(|name| frame.t1("public-text-wished-by", "name", name));
    Cell::tag(frame.word("public-text-state", row.state.code()), colour(row.state))
        .note(wished.unwrap_or_default())
}

async fn desk(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let id: CollaborationId = request.named(&id)?;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let desk = state.app.public_desk(&request.visitor.actor, id).await;
    let desk = desk.map_err(|error| Failure::page(error, frame.clone()))?;
    let mut view = View::new(frame, frame.t("public-texts"), frame.t("public-texts"));
    view.crumbs = vec![
        Link::new("/samverkan", frame.t("collaborations")),
        Link::new(collaboration::address(id), desk.collaboration.name.clone()),
    ];
    view.lead = frame.t("public-texts-lead");
    let kinds = [PublicTextKind::Entry, PublicTextKind::Press];
    let new =
        |kind: PublicTextKind| Link::new(begin_address(id, kind), frame.word("public-text-new", kind.code()));
    view.actions = kinds.map(new).into();
    view.sections = vec![page_section(frame, &desk), log_section(frame, &desk)];
    Ok(view.page())
}

fn page_section(frame: &Frame, desk: &PublicDesk) -> Section {
    let mut section = Section::new("sida", frame.word("open-kind", PublicTextKind::Page.code()));
    match &desk.page {
        Some(row) => {
            section.facts = vec![
                (
                    frame.t("public-text-title"),
                    Cell::link(row.text.words.title.clone(), address(row.text.id)),
                ),
                (frame.t("public-text-stands"), state_cell(frame, row)),
            ];
            if let (Some(shown), true) = (&row.text.address, is_read(row.state)) {
                section.links = vec![Link::new(open_page::address(shown), frame.t("public-text-open"))];
            }
        }
        None => {
            section.empty = frame.t("public-text-no-page");
            let new = frame.word("public-text-new", PublicTextKind::Page.code());
            section.links = vec![Link::new(begin_address(desk.collaboration.id, PublicTextKind::Page), new)];
        }
    }
    section
}

const fn is_read(state: PublicTextState) -> bool {
    match state {
        PublicTextState::Shown | PublicTextState::Changed | PublicTextState::Wished => true,
        PublicTextState::Draft | PublicTextState::Scheduled | PublicTextState::Withdrawn => false,
    }
}

fn log_section(frame: &Frame, desk: &PublicDesk) -> Section {
    let mut section = Section::new("logg", frame.t("open-log"));
    let columns = ["open-entry", "open-day", "open-kind", "public-text-stands"];
    let mut table = Table::new(frame, frame.t("open-log"), &columns);
    for row in &desk.log {
        table.rows.push(vec![
            Cell::link(row.text.words.title.clone(), address(row.text.id)),
            Cell::text(row.text.words.from.map(|day| frame.day(day)).unwrap_or_default()),
            Cell::text(frame.word("open-kind", row.text.kind.code())),
            state_cell(frame, row),
        ]);
    }
    section.table = Some(table);
    section.empty = frame.t("public-text-no-entries");
    section
}

async fn read(state: &State, request: &Request, id: &str) -> Result<PublicTextPage, Failure> {
    let frame = &request.frame;
    let id: PublicTextId = request.named(id)?;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let read = state.app.read_public_text(&request.visitor.actor, id).await;
    read.map_err(|error| Failure::page(error, frame.clone()))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Just {
    nytt: String,
}

async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    just: Result<Query<Just>, QueryRejection>,
) -> Result<Response, Failure> {
    let read = read(&state, &request, &id).await?;
    let told = match just.map(|Query(just)| just).unwrap_or_default().nytt.as_str() {
        "sparat" => request.frame.t("case-told-saved"),
        "wish" => request.frame.t("public-text-told-wished"),
        "agree" => request.frame.t("public-text-told-agreed"),
        "decline" => request.frame.t("public-text-told-declined"),
        "down" => request.frame.t("public-text-told-down"),
        "up" => request.frame.t("public-text-told-up"),
        _ => String::new(),
    };
    Ok(one(&request.frame, &read, told, (&Pairs::new(), Errors::default())))
}

fn one(frame: &Frame, read: &PublicTextPage, told: String, (sent, errors): (&Pairs, Errors)) -> Response {
    let (row, text) = (&read.row, &read.row.text);
    let mut view = View::new(frame, frame.word("open-kind", text.kind.code()), text.words.title.clone());
    view.is_own = true;
    view.crumbs = vec![
        Link::new(collaboration::address(text.collaboration), read.collaboration.name.clone()),
        Link::new(desk_address(text.collaboration), frame.t("public-texts")),
    ];
    view.told = told;
    view.state = vec![state_cell(frame, row)];
    let own = address(text.id);
    view.actions = vec![
        Link::new(format!("{own}/andra"), frame.t("lesson-change")),
        Link::new(format!("{own}/forhandsvisning"), frame.t("public-text-preview")),
    ];
    view.next = Some(next(frame, row, (sent, &errors)));
    view.sections = said(frame, text.kind, &text.words);
    let mut shown = Section::new("visas", frame.t("public-text-shown"));
    let none = || Cell::text("–");
    let on = |shown: Option<&domain::public_text::Shown>| {
        shown.map_or_else(none, |shown| Cell::text(frame.day(shown.from)))
    };
    shown.facts = vec![
        (frame.t("public-text-shown-since"), on(text.shown.as_ref())),
        (frame.t("public-text-shown-from"), on(text.next.as_ref())),
    ];
    if let (Some(page), Some(_), None) = (&read.address, &text.shown, text.withdrawn) {
        let there = match text.kind {
            PublicTextKind::Page => open_page::address(page),
            PublicTextKind::Entry | PublicTextKind::Press => {
                format!("{}/logg/{}", open_page::address(page), text.id)
            }
        };
        shown.links = vec![Link::new(there, frame.t("public-text-open"))];
    }
    view.side = vec![shown];
    view.history = trail::happenings(frame, &read.history);
    view.errors = errors;
    view.page()
}

/// What can be done now, first what is to be done next.
fn next(frame: &Frame, row: &PublicTextRow, (sent, errors): (&Pairs, &Errors)) -> Section {
    let text = &row.text;
    let mut section = Section::new("nasta", frame.t("public-text-next"));
    let press = |step: &str, key: &str| Press {
        action: format!("{}/steg", address(text.id)),
        label: frame.t(key),
        sent: vec![("steg".to_owned(), step.to_owned()), ("version".to_owned(), text.version.to_string())],
        ..Press::default()
    };
    if text.withdrawn.is_some() {
        section.note = frame.t("public-text-is-down");
        section.presses = vec![press("up", "public-text-take-up")];
        return section;
    }
    if let Some(wish) = &text.wish {
        let by = row.wished_by.clone().unwrap_or_default();
        let from = wish.from.map_or_else(|| frame.t("public-text-at-once"), |day| frame.day(day));
        section.note = frame.t2("public-text-wish", ("name", &by), ("day", &from));
        if row.may_agree {
            section.presses = vec![Press { is_first: true, ..press("agree", "public-text-agree") }];
            section.presses.push(press("decline", "public-text-decline"));
        } else {
            section.presses = vec![press("decline", "public-text-take-back")];
        }
    } else if matches!(row.state, PublicTextState::Draft | PublicTextState::Changed) {
        section.note = frame.t("public-text-wish-help");
        let from = Field::short("show_from", frame.t("public-text-from-day"))
            .help(frame.t("public-text-from-day-help"))
            .optional()
            .filled(sent, errors);
        section.presses =
            vec![Press { is_first: true, fields: vec![from], ..press("wish", "public-text-wish-press") }];
    } else {
        section.note = frame.t("public-text-nothing-next");
    }
    if text.shown.is_some() || text.next.is_some() {
        section.presses.push(press("down", "public-text-take-down"));
    }
    section
}

/// What is being written, field by field.
fn said(frame: &Frame, kind: PublicTextKind, words: &PublicWords) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut part = |id: &str, key: &str, texts: Vec<String>| {
        let texts: Vec<String> = texts.into_iter().filter(|text| !text.is_empty()).collect();
        if !texts.is_empty() {
            sections.push(Section { own: texts, ..Section::new(id, frame.t(key)) });
        }
    };
    part("ingress", lead_key(kind), vec![words.lead.clone()]);
    part("text", body_key(kind), vec![words.body.clone()]);
    part("mal", "open-goals", words.goals.clone());
    part("med", "open-join", vec![words.join.clone()]);
    part("kontakt", "open-contact", vec![words.contact.clone()]);
    part("lank", "public-text-link", vec![words.link.clone()]);
    sections
}

const fn lead_key(kind: PublicTextKind) -> &'static str {
    match kind {
        PublicTextKind::Page => "public-text-purpose",
        PublicTextKind::Entry | PublicTextKind::Press => "open-lead",
    }
}

const fn body_key(kind: PublicTextKind) -> &'static str {
    match kind {
        PublicTextKind::Page => "open-now",
        PublicTextKind::Entry | PublicTextKind::Press => "open-body",
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Of {
    slag: String,
}

/// What a form is about.
struct About {
    kind: PublicTextKind,
    heading: String,
    action: String,
    crumbs: Vec<Link>,
    back: Link,
    hidden: Vec<(String, String)>,
    /// What stands there by now, where somebody else has written meanwhile.
    theirs: Option<PublicWords>,
}

fn form_page(frame: &Frame, about: About, (sent, errors): (&Pairs, &Errors)) -> Response {
    let kind = about.kind;
    let theirs = about.theirs.as_ref().map(written);
    let of = |field: Field| {
        let field = field.filled(sent, errors);
        let now = theirs.as_ref().map(|theirs| value(theirs, &field.name)).filter(|now| *now != field.value);
        match now {
            Some(now) => Field { help: frame.t1("public-text-stands-now", "text", now), ..field },
            None => field,
        }
    };
    let area = |name: &str, key: &str, rows: u8| Field::area(name, frame.t(key), rows);
    let mut fields =
        vec![of(Field::line("title", frame.t("public-text-title"))), of(area("lead", lead_key(kind), 3))];
    let days_group = match kind {
        PublicTextKind::Page => Group::row(vec![
            of(Field::short("from", frame.t("public-text-period-from"))
                .help(frame.t("public-text-day-help"))
                .optional()),
            of(Field::short("until", frame.t("public-text-period-until"))
                .help(frame.t("public-text-day-help"))
                .optional()),
        ]),
        PublicTextKind::Entry | PublicTextKind::Press => {
            Group::row(vec![of(
                Field::short("from", frame.t("open-day")).help(frame.t("public-text-day-help"))
            )])
        }
    };
    let mut rest = Vec::new();
    match kind {
        PublicTextKind::Page => {
            rest.push(of(area("goals", "open-goals", 5).help(frame.t("public-text-goals-help")).optional()));
            rest.push(of(area("body", body_key(kind), 6).optional()));
            rest.push(of(area("join", "open-join", 3).optional()));
            rest.push(of(area("contact", "open-contact", 2)
                .help(frame.t("public-text-contact-help"))
                .optional()));
        }
        PublicTextKind::Entry | PublicTextKind::Press => {
            fields.push(of(area("body", body_key(kind), 10).optional()));
            let contact = area("contact", "open-contact", 2).help(frame.t("public-text-contact-help"));
            rest.push(of(if kind == PublicTextKind::Press { contact } else { contact.optional() }));
            rest.push(of(Field::line("link", frame.t("public-text-link"))
                .help(frame.t("public-text-link-help"))
                .optional()));
        }
    }
    let groups = vec![Group::plain(fields), days_group, Group::plain(rest)];
    FormPage {
        frame,
        errors,
        crumbs: about.crumbs,
        heading: about.heading,
        lead: frame.t("public-text-form-lead"),
        warning: if theirs.is_some() { frame.t("error-changed-while-writing") } else { String::new() },
        action: about.action,
        hidden: about.hidden,
        groups,
        submit: frame.t("case-save"),
        back: about.back,
    }
    .page()
}

/// Words as a form has them.
fn written(words: &PublicWords) -> Pairs {
    [
        ("title", words.title.clone()),
        ("lead", words.lead.clone()),
        ("body", words.body.clone()),
        ("from", days(words.from)),
        ("until", days(words.until)),
        ("goals", words.goals.join("\n")),
        ("contact", words.contact.clone()),
        ("join", words.join.clone()),
        ("link", words.link.clone()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec()
}

fn input(sent: &Pairs) -> PublicTextInput {
    let text = |name: &str| value(sent, name).to_owned();
    PublicTextInput {
        title: text("title"),
        lead: text("lead"),
        body: text("body"),
        from: text("from"),
        until: text("until"),
        goals: text("goals"),
        contact: text("contact"),
        join: text("join"),
        link: text("link"),
    }
}

async fn about_new(
    state: &State,
    request: &Request,
    (id, of): (&str, &str),
) -> Result<(CollaborationId, About), Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let id: CollaborationId = request.named(id)?;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let desk = state.app.public_desk(&request.visitor.actor, id).await.map_err(failed)?;
    let kind = PublicTextKind::from_code(of).unwrap_or(PublicTextKind::Entry);
    let about = About {
        kind,
        heading: frame.word("public-text-new", kind.code()),
        action: begin_address(id, kind),
        crumbs: vec![
            Link::new(collaboration::address(id), desk.collaboration.name),
            Link::new(desk_address(id), frame.t("public-texts")),
        ],
        back: Link::new(desk_address(id), frame.t("public-texts-back")),
        hidden: Vec::new(),
        theirs: None,
    };
    Ok((id, about))
}

async fn begin_form(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    of: Result<Query<Of>, QueryRejection>,
) -> Result<Response, Failure> {
    let of = of.map(|Query(of)| of).unwrap_or_default().slag;
    let (_, about) = about_new(&state, &request, (&id, &of)).await?;
    let today = vec![("from".to_owned(), state.app.clock().now().day().to_string())];
    let filled = if about.kind == PublicTextKind::Page { Pairs::new() } else { today };
    Ok(form_page(&request.frame, about, (&filled, &Errors::default())))
}

async fn begin(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    of: Result<Query<Of>, QueryRejection>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let of = of.map(|Query(of)| of).unwrap_or_default().slag;
    let (id, about) = about_new(&state, &request, (&id, &of)).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let actor = &request.visitor.actor;
    match state.app.begin_public_text(actor, (id, about.kind), input(&sent)).await {
        Ok(text) => Ok(Redirect::to(&format!("{}?nytt=sparat", address(text.id))).into_response()),
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(|error| Failure::page(error, frame.clone()))?;
            Ok(form_page(frame, about, (&sent, &errors)))
        }
    }
}

fn about_change(frame: &Frame, read: &PublicTextPage, version: i64) -> About {
    let text = &read.row.text;
    let own = address(text.id);
    About {
        kind: text.kind,
        heading: frame.t("lesson-change"),
        action: format!("{own}/andra"),
        crumbs: vec![
            Link::new(desk_address(text.collaboration), frame.t("public-texts")),
            Link::new(&own, text.words.title.clone()),
        ],
        back: Link::new(own, frame.t("public-text-back")),
        hidden: vec![("version".to_owned(), version.to_string())],
        theirs: None,
    }
}

async fn write_form(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = read(&state, &request, &id).await?;
    let about = about_change(frame, &read, read.row.text.version);
    Ok(form_page(frame, about, (&written(&read.row.text.words), &Errors::default())))
}

async fn write(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = read(&state, &request, &id).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let text = &read.row.text;
    let version = value(&sent, "version").parse().unwrap_or(0);
    match state.app.write_public_text(&request.visitor.actor, (text.id, version), input(&sent)).await {
        Ok(()) => Ok(Redirect::to(&format!("{}?nytt=sparat", address(text.id))).into_response()),
        // Nothing is lost: what was sent stands in the form, and what stands there now beside it.
        Err(AppError::Refused(app::Refusal::ChangedMeanwhile)) => {
            let mut about = about_change(frame, &read, text.version);
            about.theirs = Some(text.words.clone());
            let page = form_page(frame, about, (&sent, &Errors::default()));
            Ok((axum::http::StatusCode::CONFLICT, page).into_response())
        }
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(|error| Failure::page(error, frame.clone()))?;
            Ok(form_page(frame, about_change(frame, &read, version), (&sent, &errors)))
        }
    }
}

/// As everybody will read what is being written.
async fn preview(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = read(&state, &request, &id).await?;
    let text = &read.row.text;
    match text.kind {
        PublicTextKind::Page => {
            let page = state.app.preview_page(text, &read.collaboration).await;
            let page = page.map_err(|error| Failure::page(error, frame.clone()))?;
            Ok(html(&open_page::drawn(frame, &page, &text.words, true)))
        }
        PublicTextKind::Entry | PublicTextKind::Press => {
            let own =
                read.address.as_deref().map_or_else(|| desk_address(text.collaboration), open_page::address);
            let whose = (read.collaboration.name.as_str(), own.as_str());
            Ok(html(&open_page::drawn_entry(frame, whose, &text.words, text.kind, None)))
        }
    }
}

async fn step(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = read(&state, &request, &id).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let (app, actor) = (&state.app, &request.visitor.actor);
    let of = (read.row.text.id, value(&sent, "version").parse().unwrap_or(0));
    let step = value(&sent, "steg");
    let done = match step {
        "wish" => app.wish_public_text(actor, of, value(&sent, "show_from")).await,
        "agree" => app.agree_public_text(actor, of).await,
        "decline" => app.decline_public_text(actor, of).await,
        "down" => app.take_public_text_down(actor, of).await,
        "up" => app.take_public_text_up(actor, of).await,
        _ => return Err(Failure::unreadable_form(frame.clone())),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{}?nytt={step}", address(of.0))).into_response()),
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(|error| Failure::page(error, frame.clone()))?;
            Ok(one(frame, &read, String::new(), (&sent, errors)))
        }
    }
}
