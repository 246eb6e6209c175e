//! Knowledge: the list, one piece with the texts it has had, the form, and what is told of it where it is needed.
//!
//! Not here: how Markdown becomes a page (`markdown`), and files of references (`reference`).

mod markdown;
mod reference;

use app::knowledge::{ArticleInput, ArticlePage, ArticleRow, Named};
use app::sharing::Which;
use app::{AppError, ArticleFilter, Page};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::id::ArticleId;
use domain::knowledge::diff::{self, Line};
use domain::knowledge::{ArticleKind, LEVELS, Part, Tie, TieKind};
use domain::process::Label;
use domain::sharing::Sharing;
use serde::Deserialize;

use crate::State;
use crate::case::said;
use crate::error::Failure;
use crate::form::{Errors, Pairs, answered, value};
use crate::frame::{Frame, count};
use crate::initiative::{organisations, places};
use crate::list::{Address, Choice, PAGE_SIZE, TableFile};
use crate::routes::Routes;
use crate::share::{self, Banner, Place};
use crate::trail;
use crate::view::{Cell, Field, FormPage, Group, Link, ListView, Press, Section, Table, View, file_of};
use crate::visitor::Request;

/// What the file of the list and its sheet are called.
const FILE: &str = "kunskap";
/// Pieces told of where they are needed.
const TOLD: usize = 3;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/kunskap", list)
        .get("/kunskap.csv", file)
        .get("/kunskap.xlsx", file)
        .get("/kunskap.bib", reference::bibtex)
        .get("/kunskap.json", reference::csl_json)
        .get("/kunskap/ny", new_form)
        .post("/kunskap/ny", add)
        .get("/kunskap/las-in", reference::form)
        .post("/kunskap/las-in", reference::read_in)
        .get("/kunskap/{id}", page)
        .get("/kunskap/{id}/andra", change_form)
        .post("/kunskap/{id}/andra", change)
        .get("/kunskap/{id}/versioner/{revision}", revision)
        .post("/kunskap/{id}/namn", name)
}

/// Knowledge where it is needed: what is tied there, and what is clearly about the text.
pub(crate) async fn suggested(
    state: &State,
    request: &Request,
    ties: &[(TieKind, &str)],
    text: &str,
) -> Result<Section, AppError> {
    let mut section = Section::new(FILE, request.frame.t("knowledge-suggested"));
    let found = state.app.knowledge_for(&request.visitor.actor, ties, text, TOLD).await?;
    section.links = found.into_iter().map(|row| link(&request.frame, row)).collect();
    Ok(section)
}

/// "Metod: Så …", with the way there.
pub(crate) fn link(frame: &Frame, row: ArticleRow) -> Link {
    let kind = frame.word("article-kind", row.article.kind.code());
    Link::new(address(row.article.id), format!("{kind}: {}", row.article.title))
}

fn address(id: ArticleId) -> String {
    format!("/kunskap/{id}")
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    slag: String,
    kommun: String,
    om: String,
    sortering: String,
    sida: String,
    nytt: String,
    antal: String,
    fanns: String,
}

impl Asked {
    fn address(&self) -> Address {
        Address::of("/kunskap")
            .with("q", &self.q)
            .with("slag", &self.slag)
            .with("kommun", &self.kommun)
            .with("om", &self.om)
            .with("sortering", &self.sortering)
    }

    fn filter(&self, directory: &app::Directory) -> ArticleFilter {
        ArticleFilter {
            search: self.q.clone(),
            kind: self.slag.clone(),
            organisation: directory.organisation_called(&self.kommun).map(|one| one.id),
            tie: tie_of(&self.om),
            by_title: self.sortering == "titel",
        }
    }
}

fn tie_of(written: &str) -> Option<Tie> {
    let (kind, code) = written.split_once(':')?;
    Some(Tie { kind: TieKind::from_code(kind)?, code: code.to_owned() })
}

fn code_of(tie: &Tie) -> String {
    format!("{}:{}", tie.kind.code(), tie.code)
}

fn name_of(frame: &Frame, (tie, name): &(Tie, Label)) -> String {
    let name = said(frame, name);
    let name = if name.is_empty() { tie.code.as_str() } else { name };
    format!("{}: {name}", frame.word("tie-kind", tie.kind.code()))
}

fn table(frame: &Frame, rows: &[ArticleRow]) -> Table {
    let keys =
        ["article-title", "article-kind", "article-authors", "article-whose", "who-reads", "article-changed"];
    let mut table = Table::new(frame, frame.t("place-knowledge"), &keys);
    for row in rows {
        let article = &row.article;
        let authors =
            if row.authors.is_empty() { Cell::text("–") } else { Cell::own(row.authors.join("; ")) };
        table.rows.push(vec![
            Cell::link(article.title.clone(), address(article.id)).note(article.summary.clone()),
            Cell::text(frame.word("article-kind", article.kind.code())),
            authors,
            Cell::text(row.organisation.clone()),
            Cell::text(frame.word("sharing", article.sharing.code())),
            Cell::text(frame.day_of(article.updated)),
        ]);
    }
    table
}

fn signed_in(request: &Request) -> Result<(), Failure> {
    match request.visitor.signed_in {
        Some(_) => Ok(()),
        None => Err(Failure::sign_in_first(request.frame.clone())),
    }
}

async fn list(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    signed_in(&request)?;
    let actor = &request.visitor.actor;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let directory = state.app.directory().await.map_err(failed)?;
    let number = asked.sida.parse().unwrap_or(1).max(1);
    let found =
        state.app.list_knowledge(actor, &asked.filter(&directory), Page::new(number, PAGE_SIZE)).await;
    let found = found.map_err(failed)?;
    let address = asked.address();
    let heading = frame.t("place-knowledge");
    let rows = table(frame, &found.rows);
    let mut view = ListView::new(frame, "/kunskap", heading, (&address, number, found.total), rows);
    view.lead = frame.t("knowledge-lead");
    view.sub = places(frame);
    if asked.nytt == "inlast" {
        view.told = frame.t2("references-told", ("made", &asked.antal), ("known", &asked.fanns));
    }
    if state.app.may_write_knowledge(actor) {
        view.actions.push(Link::new("/kunskap/ny", frame.t("article-new")));
        view.actions.push(Link::new("/kunskap/las-in", frame.t("references-read-in")));
    }
    view.searched(&address, &asked.q);
    let kinds = std::iter::once(Choice::new("", frame.t("list-all"), &asked.slag));
    let kind =
        |one: &ArticleKind| Choice::new(one.code(), frame.word("article-kind", one.code()), &asked.slag);
    let kinds = kinds.chain(ArticleKind::ALL.iter().map(kind)).collect();
    view.filter(&address, ("slag", frame.t("article-kind")), kinds);
    let whose = ("kommun", frame.t("article-whose"));
    view.filter(&address, whose, organisations(frame, &directory, &asked.kommun));
    let ties = state.app.knowledge_ties(actor).await.map_err(failed)?;
    let about = std::iter::once(Choice::new("", frame.t("list-all"), &asked.om));
    let about =
        about.chain(ties.iter().map(|one| Choice::new(&code_of(&one.0), name_of(frame, one), &asked.om)));
    view.filter(&address, ("om", frame.t("article-tied-to")), about.collect());
    let orders = [("", "list-latest"), ("titel", "list-by-title")]
        .map(|(code, key)| Choice::new(code, frame.t(key), &asked.sortering));
    view.filter(&address, ("sortering", frame.t("need-order")), orders.into());
    for (path, key) in [("/kunskap.bib", "references-bibtex"), ("/kunskap.json", "references-csl")] {
        view.formats.push(Link::new(address.clone().at(path).page(1), frame.t(key)));
    }
    view.empty = (frame.t("knowledge-none"), frame.t("knowledge-none-text"));
    Ok(view.page())
}

async fn file(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    signed_in(&request)?;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let directory = state.app.directory().await.map_err(failed)?;
    let mut rows = Vec::new();
    for number in 1.. {
        let page = Page::new(number, 1000);
        let found = state.app.list_knowledge(&request.visitor.actor, &asked.filter(&directory), page).await;
        let found = found.map_err(failed)?.rows;
        if found.is_empty() {
            break;
        }
        rows.extend(found);
    }
    let mut table = table(frame, &rows);
    table
        .columns
        .extend(Table::new(frame, "", &["article-summary", "reference-year", "reference-doi"]).columns);
    for (cells, row) in table.rows.iter_mut().zip(&rows) {
        let known = row.article.reference.as_ref();
        let year = known.and_then(|known| known.year).map(|year| year.to_string()).unwrap_or_default();
        cells.push(Cell::own(row.article.summary.clone()));
        cells.push(Cell::text(year));
        cells.push(Cell::text(known.map(|known| known.doi.clone()).unwrap_or_default()));
    }
    let file = TableFile::asked(frame);
    file.answer(frame, FILE, state.app.clock().now().day(), file_of(file, FILE, &table))
}

async fn read(state: &State, request: &Request, id: &str) -> Result<ArticlePage, Failure> {
    let frame = &request.frame;
    let id: ArticleId = request.named(id)?;
    signed_in(request)?;
    let read = state.app.read_article(&request.visitor.actor, id).await;
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
    let frame = &request.frame;
    let read = read(&state, &request, &id).await?;
    let (row, article) = (&read.row, &read.row.article);
    let mut view = View::new(frame, frame.word("article-kind", article.kind.code()), article.title.clone());
    view.is_own = true;
    view.crumbs = vec![Link::new("/kunskap", frame.t("place-knowledge"))];
    view.told = match just.map(|Query(just)| just).unwrap_or_default().nytt.as_str() {
        "skrivet" => frame.t("article-told-written"),
        "sparat" => frame.t("case-told-saved"),
        "namn" => frame.t("article-told-named"),
        said => share::told(frame, said).unwrap_or_default(),
    };
    let place = Place::at(Which::Article(article.id));
    let opened = state.app.was_opened(&request.visitor.actor, place.which()).await;
    opened.map_err(|error| Failure::page(error, frame.clone()))?;
    view.sharing = Banner::of(frame, &place, article.version, &read.shared);
    view.state = vec![
        Cell::tag(frame.word("article-kind", article.kind.code()), "neutral"),
        Cell::text(row.organisation.clone()),
        Cell::text(frame.day_of(article.updated)),
    ];
    if row.may_edit {
        view.actions = vec![Link::new(format!("{}/andra", address(article.id)), frame.t("article-change"))];
    }
    if !article.summary.is_empty() {
        let mut summary = Section::new("kort", frame.t("article-summary"));
        summary.own.push(article.summary.clone());
        view.sections.push(summary);
    }
    if !article.body.is_empty() {
        view.sections.push(body(frame, &article.body));
    }
    if let Some(known) = &article.reference {
        view.sections.push(reference::section(frame, known));
    }
    view.sections.push(people(frame, &read));
    view.sections.push(versions(frame, &read));
    let mut about = Section::new("om", frame.t("article-about"));
    about.facts.push((frame.t("article-whose"), Cell::text(row.organisation.clone())));
    about.facts.push((frame.t("who-reads"), Cell::text(frame.word("sharing", article.sharing.code()))));
    let ties: Vec<String> = read.ties.iter().map(|one| name_of(frame, one)).collect();
    let ties = if ties.is_empty() { Cell::text("–") } else { Cell::text(ties.join("; ")) };
    about.facts.push((frame.t("article-tied-to"), ties));
    if row.may_edit {
        about.links.push(Link::new(place.control(), frame.t("need-change-sharing")));
    }
    view.side = vec![about];
    view.history = trail::happenings(frame, &read.history);
    Ok(view.page())
}

fn body(frame: &Frame, text: &str) -> Section {
    let mut section = Section::new("text", frame.t("article-body"));
    section.prose = markdown::html(text, &frame.t("article-table"));
    section
}

fn people(frame: &Frame, read: &ArticlePage) -> Section {
    let mut section = Section::new("personer", frame.t("article-people"));
    section.note = frame.t("article-people-help");
    let mut table =
        Table::new(frame, frame.t("article-people"), &["article-person", "article-part", "article-whose"]);
    for one in &read.people {
        table.rows.push(vec![
            Cell::text(one.name.clone()),
            Cell::text(frame.word("article-part", one.named.part.code())),
            Cell::text(one.organisation.clone()),
        ]);
    }
    section.table = Some(table);
    section.empty = frame.t("article-people-none");
    let press = |part: Part, key: &str, is_named: &str| Press {
        action: format!("{}/namn", address(read.row.article.id)),
        label: frame.t1(key, "part", &frame.word("article-part", part.code())),
        sent: vec![("som".to_owned(), part.code().to_owned()), ("namnges".to_owned(), is_named.to_owned())],
        ..Press::default()
    };
    section.presses.extend(read.may_be.iter().map(|part| press(*part, "article-name-me", "ja")));
    section.presses.extend(read.is.iter().map(|part| press(*part, "article-unname-me", "nej")));
    section
}

fn versions(frame: &Frame, read: &ArticlePage) -> Section {
    let mut section = Section::new("versioner", frame.t("article-versions"));
    let keys = ["article-version", "article-when", "article-note", "article-by"];
    let mut table = Table::new(frame, frame.t("article-versions"), &keys);
    for row in &read.revisions {
        let one = &row.revision;
        let at = format!("{}/versioner/{}", address(one.article), one.revision);
        let note = if one.note.is_empty() { Cell::text("–") } else { Cell::own(one.note.clone()) };
        table.rows.push(vec![
            Cell {
                is_own: false,
                ..Cell::link(frame.t1("article-version-number", "number", &one.revision.to_string()), at)
            },
            Cell::text(frame.day_of(one.at)),
            note,
            Cell::text(row.person.clone().unwrap_or_else(|| "–".to_owned())),
        ]);
    }
    section.table = Some(table);
    section
}

/// An earlier text, with what became of it in words: which lines went and which came.
async fn revision(
    Shared(state): Shared<State>,
    request: Request,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = read(&state, &request, &id).await?;
    let missing = || Failure::page(AppError::NotFound, frame.clone());
    let number: i64 = number.parse().map_err(|_| missing())?;
    let of = |number: i64| read.revisions.iter().map(|row| &row.revision).find(|one| one.revision == number);
    let one = of(number).ok_or_else(missing)?;
    let article = &read.row.article;
    let called = frame.t1("article-version-number", "number", &number.to_string());
    let mut view = View::new(frame, called.clone(), one.title.clone());
    view.is_own = true;
    view.crumbs = vec![
        Link::new("/kunskap", frame.t("place-knowledge")),
        Link::new(address(article.id), article.title.clone()),
    ];
    view.state = vec![Cell::text(called), Cell::text(frame.day_of(one.at))];
    if let Some(before) = of(number - 1) {
        view.sections.push(difference(frame, &before.body, &one.body));
    }
    if !one.summary.is_empty() {
        let mut summary = Section::new("kort", frame.t("article-summary"));
        summary.own.push(one.summary.clone());
        view.sections.push(summary);
    }
    view.sections.push(body(frame, &one.body));
    Ok(view.page())
}

fn difference(frame: &Frame, before: &str, after: &str) -> Section {
    let mut section = Section::new("skillnad", frame.t("article-difference"));
    let mut table = Table::new(frame, frame.t("article-difference"), &["article-line", "article-became"]);
    let (mut gone, mut new) = (0, 0);
    for line in diff::lines(before, after) {
        let (text, key) = match line {
            Line::Same(_) => continue,
            Line::Gone(text) => {
                gone += 1;
                (text, "article-line-gone")
            }
            Line::New(text) => {
                new += 1;
                (text, "article-line-new")
            }
        };
        if !text.trim().is_empty() {
            table.rows.push(vec![Cell::own(text), Cell::text(frame.t(key))]);
        }
    }
    section.note = format!(
        "{} {}",
        frame.tn("article-lines-gone", count(gone)),
        frame.tn("article-lines-new", count(new))
    );
    section.table = Some(table);
    section
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Naming {
    som: String,
    namnges: String,
}

async fn name(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Naming>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let id = read(&state, &request, &id).await?.row.article.id;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let part = Part::from_code(&sent.som).ok_or_else(|| Failure::unreadable_form(frame.clone()))?;
    let named = if sent.namnges == "ja" { Named::Yes } else { Named::No };
    state.app.name_for_article(&request.visitor.actor, (id, part), named).await.map_err(failed)?;
    Ok(Redirect::to(&format!("{}?nytt=namn#personer", address(id))).into_response())
}

/// What the form is about.
struct About {
    heading: String,
    action: String,
    crumbs: Vec<Link>,
    back: Link,
    hidden: Vec<(String, String)>,
    is_new: bool,
}

impl About {
    fn new(frame: &Frame) -> Self {
        Self {
            heading: frame.t("article-new"),
            action: "/kunskap/ny".to_owned(),
            crumbs: vec![Link::new("/kunskap", frame.t("place-knowledge"))],
            back: Link::new("/kunskap", frame.t("article-back-to-all")),
            hidden: Vec::new(),
            is_new: true,
        }
    }

    fn change(frame: &Frame, read: &ArticlePage, version: &str) -> Self {
        let article = &read.row.article;
        let address = address(article.id);
        Self {
            heading: frame.t("article-change"),
            action: format!("{address}/andra"),
            crumbs: vec![
                Link::new("/kunskap", frame.t("place-knowledge")),
                Link::new(&address, article.title.clone()),
            ],
            back: Link::new(address, frame.t("article-back")),
            hidden: vec![("version".to_owned(), version.to_owned())],
            is_new: false,
        }
    }
}

fn form_page(
    frame: &Frame,
    ties: &[(Tie, Label)],
    about: About,
    (sent, errors): (&Pairs, &Errors),
) -> Response {
    let kind = |one: &ArticleKind| Choice::new(one.code(), frame.word("article-kind", one.code()), "");
    let is_tied = |code: &str| sent.iter().any(|(key, value)| key == "ties" && value == code);
    let tie = |one: &(Tie, Label)| {
        let code = code_of(&one.0);
        let chosen = is_tied(&code);
        Choice { chosen, ..Choice::new(&code, name_of(frame, one), "") }
    };
    let level = |level: &Sharing| Choice::new(level.code(), frame.word("sharing", level.code()), "");
    let line = |name: &str, key: &str| Field::line(name, frame.t(key)).optional().filled(sent, errors);
    let reference = vec![
        Field::area("authors", frame.t("article-authors"), 3)
            .help(frame.t("reference-authors-help"))
            .optional()
            .filled(sent, errors),
        Field::short("year", frame.t("reference-year")).optional().filled(sent, errors),
        line("container", "reference-container"),
        line("publisher", "reference-publisher"),
        line("doi", "reference-doi").help(frame.t("reference-doi-help")),
        line("url", "reference-url"),
    ];
    let is_seen = reference.iter().any(|field| !field.value.is_empty() || !field.error.is_empty());
    let mut last = Vec::new();
    if about.is_new {
        let levels = LEVELS.iter().map(level).collect();
        let shared = Field::radio("sharing", frame.t("who-reads"), levels);
        last.push(shared.help(frame.t("share-new-help")).filled(sent, errors));
    } else {
        last.push(line("note", "article-note").help(frame.t("article-note-help")));
    }
    let first = Group {
        more: Some((frame.t("reference-fields"), is_seen)),
        more_fields: reference,
        ..Group::plain(vec![
            Field::radio("kind", frame.t("article-kind"), ArticleKind::ALL.iter().map(kind).collect())
                .filled(sent, errors),
            Field::line("title", frame.t("article-title")).filled(sent, errors),
            Field::area("summary", frame.t("article-summary"), 2).optional().filled(sent, errors),
            Field::area("body", frame.t("article-body"), 16)
                .help(frame.t("article-body-help"))
                .filled(sent, errors),
        ])
    };
    let tied = Field {
        error: errors.at("ties").to_owned(),
        ..Field::checks("ties", frame.t("article-tied-to"), ties.iter().map(tie).collect())
    };
    FormPage {
        frame,
        errors,
        crumbs: about.crumbs,
        heading: about.heading,
        lead: frame.t("article-form-help"),
        warning: String::new(),
        action: about.action,
        hidden: about.hidden,
        groups: vec![first, Group::plain(vec![tied.help(frame.t("article-ties-help"))]), Group::plain(last)],
        submit: frame.t("case-save"),
        back: about.back,
    }
    .page()
}

fn input(sent: &Pairs) -> ArticleInput {
    let text = |name: &str| value(sent, name).to_owned();
    ArticleInput {
        kind: text("kind"),
        title: text("title"),
        summary: text("summary"),
        body: text("body"),
        authors: text("authors"),
        year: text("year"),
        container: text("container"),
        publisher: text("publisher"),
        doi: text("doi"),
        url: text("url"),
        ties: sent.iter().filter(|(key, _)| key == "ties").map(|(_, value)| value.clone()).collect(),
        note: text("note"),
    }
}

/// Refuses who writes no knowledge, before a form is shown.
fn writing(state: &State, request: &Request) -> Result<(), Failure> {
    signed_in(request)?;
    match state.app.may_write_knowledge(&request.visitor.actor) {
        true => Ok(()),
        false => Err(Failure::page(AppError::Denied, request.frame.clone())),
    }
}

async fn new_form(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    let frame = &request.frame;
    writing(&state, &request)?;
    let ties = state.app.knowledge_ties(&request.visitor.actor).await;
    let ties = ties.map_err(|error| Failure::page(error, frame.clone()))?;
    let filled = [("kind", ArticleKind::Article.code()), ("sharing", Sharing::Collaboration.code())];
    let filled = filled.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    Ok(form_page(frame, &ties, About::new(frame), (&filled, &Errors::default())))
}

async fn add(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    writing(&state, &request)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    match state.app.write_article(&request.visitor.actor, &input(&sent)).await {
        Ok(written) => {
            let on = format!("{}?nytt=skrivet", address(written.id));
            Ok(share::made(&Place::at(Which::Article(written.id)), value(&sent, "sharing"), on))
        }
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(failed)?;
            let ties = state.app.knowledge_ties(&request.visitor.actor).await.map_err(failed)?;
            Ok(form_page(frame, &ties, About::new(frame), (&sent, &errors)))
        }
    }
}

async fn to_change(state: &State, request: &Request, id: &str) -> Result<ArticlePage, Failure> {
    let read = read(state, request, id).await?;
    if read.row.may_edit { Ok(read) } else { Err(Failure::page(AppError::Denied, request.frame.clone())) }
}

async fn change_form(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = to_change(&state, &request, &id).await?;
    let article = &read.row.article;
    let known = article.reference.clone().unwrap_or_default();
    let mut filled: Pairs = [
        ("kind", article.kind.code().to_owned()),
        ("title", article.title.clone()),
        ("summary", article.summary.clone()),
        ("body", article.body.clone()),
        ("authors", known.authors.join("\n")),
        ("year", known.year.map(|year| year.to_string()).unwrap_or_default()),
        ("container", known.container),
        ("publisher", known.publisher),
        ("doi", known.doi),
        ("url", known.url),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec();
    filled.extend(article.ties.iter().map(|tie| ("ties".to_owned(), code_of(tie))));
    let ties = state.app.knowledge_ties(&request.visitor.actor).await;
    let ties = ties.map_err(|error| Failure::page(error, frame.clone()))?;
    let about = About::change(frame, &read, &article.version.to_string());
    Ok(form_page(frame, &ties, about, (&filled, &Errors::default())))
}

async fn change(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = to_change(&state, &request, &id).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let id = read.row.article.id;
    let of = (id, value(&sent, "version").parse().unwrap_or(0));
    let done = state.app.change_article(&request.visitor.actor, of, &input(&sent)).await;
    let ties = state.app.knowledge_ties(&request.visitor.actor).await;
    let ties = ties.map_err(|error| Failure::page(error, frame.clone()))?;
    answered(frame, done.map(|()| format!("{}?nytt=sparat", address(id))), |errors| {
        form_page(frame, &ties, About::change(frame, &read, value(&sent, "version")), (&sent, &errors))
    })
}
