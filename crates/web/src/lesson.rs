//! Lessons: the list, one of them, and the form; and those that somebody who writes a like need should know.

use app::lesson::{LessonInput, LessonPage, LessonRow};
use app::sharing::Which;
use app::{AppError, LessonFilter, Page};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::id::{LessonId, SolutionId};
use domain::lesson::LEVELS;
use domain::number::Number;
use domain::sharing::Sharing;
use serde::Deserialize;

use crate::State;
use crate::case::said;
use crate::error::Failure;
use crate::form::{Errors, Pairs, value};
use crate::frame::Frame;
use crate::initiative::{challenges, organisations, places};
use crate::list::{Address, Choice, PAGE_SIZE, TableFile};
use crate::names;
use crate::routes::Routes;
use crate::share::{self, Banner, Place};
use crate::trail;
use crate::view::{Cell, Field, FormPage, Group, Link, ListView, Section, Table, View, file_of};
use crate::visitor::Request;

/// Lessons told of beside what somebody writes.
const TOLD: usize = 2;

/// What the file of the list and its sheet are called.
const FILE: &str = "lardomar";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/lardomar", list)
        .get("/lardomar.csv", file)
        .get("/lardomar.xlsx", file)
        .get("/lardomar/ny", new_form)
        .post("/lardomar/ny", add)
        .get("/lardomar/{id}", page)
        .get("/lardomar/{id}/andra", change_form)
        .post("/lardomar/{id}/andra", change)
}

/// A lesson beside a text that it concerns.
#[derive(Debug, Clone)]
pub(crate) struct Beside {
    pub(crate) address: String,
    /// "Vara lärde sig: …"
    pub(crate) learnt: String,
    pub(crate) title: String,
}

/// The lessons that whoever writes this should know.
pub(crate) async fn beside(state: &State, request: &Request, text: &str) -> Result<Vec<Beside>, AppError> {
    let found = state.app.lessons_like(&request.visitor.actor, text, TOLD).await?;
    let one = |row: LessonRow| Beside {
        address: format!("/lardomar/{}", row.lesson.id),
        learnt: request.frame.t1("lesson-learnt-by", "organisation", &row.organisation),
        title: row.lesson.title,
    };
    Ok(found.into_iter().map(one).collect())
}

/// Lessons shown on the page of what they are about.
const ABOUT: u32 = 20;

/// What has been learnt about a solution; nothing for who is not signed in.
pub(crate) async fn about_solution(
    state: &State,
    request: &Request,
    solution: SolutionId,
) -> Result<Section, AppError> {
    let frame = &request.frame;
    let mut section = Section::new("lardomar", frame.t("place-lessons"));
    if request.visitor.signed_in.is_none() {
        return Ok(section);
    }
    let filter = LessonFilter { solution: Some(solution), ..LessonFilter::default() };
    let found = state.app.list_lessons(&request.visitor.actor, &filter, Page::new(1, ABOUT)).await?;
    let mut table =
        Table::new(frame, frame.t("place-lessons"), &["lesson-name", "lesson-learnt", "lesson-for-whom"]);
    for row in found.rows {
        table.rows.push(vec![
            Cell::link(row.lesson.title, format!("/lardomar/{}", row.lesson.id)),
            Cell::text(row.organisation),
            Cell::own(row.lesson.for_whom),
        ]);
    }
    section.table = Some(table);
    Ok(section)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    kommun: String,
    omrade: String,
    utmaning: String,
    sortering: String,
    sida: String,
}

impl Asked {
    fn address(&self) -> Address {
        Address::of("/lardomar")
            .with("q", &self.q)
            .with("kommun", &self.kommun)
            .with("omrade", &self.omrade)
            .with("utmaning", &self.utmaning)
            .with("sortering", &self.sortering)
    }

    fn filter(&self, directory: &app::Directory) -> LessonFilter {
        LessonFilter {
            search: self.q.clone(),
            organisation: directory.organisation_called(&self.kommun).map(|one| one.id),
            service_area: self.omrade.clone(),
            challenge: self.utmaning.clone(),
            solution: None,
            by_title: self.sortering == "titel",
        }
    }
}

fn table(frame: &Frame, directory: &app::Directory, rows: &[LessonRow]) -> Table {
    let mut table = Table::new(
        frame,
        frame.t("place-lessons"),
        &["lesson-name", "lesson-learnt", "lesson-for-whom", "lesson-area", "initiative", "lesson-written"],
    );
    for row in rows {
        let lesson = &row.lesson;
        let area = lesson.service_area.as_deref().map(|code| names::area_of(frame, directory, code));
        let initiative = match &row.initiative {
            Some((number, title)) => Cell::link(title.clone(), format!("/initiativ/{number}")),
            None => Cell::text("–"),
        };
        table.rows.push(vec![
            Cell::link(lesson.title.clone(), format!("/lardomar/{}", lesson.id)),
            Cell::text(row.organisation.clone()),
            Cell::own(lesson.for_whom.clone()),
            Cell::text(area.unwrap_or_else(|| "–".to_owned())),
            initiative,
            Cell::text(frame.day_of(lesson.updated)),
        ]);
    }
    table
}

async fn list(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let actor = &request.visitor.actor;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let directory = state.app.directory().await.map_err(failed)?;
    let number = asked.sida.parse().unwrap_or(1).max(1);
    let page = Page::new(number, PAGE_SIZE);
    let found = state.app.list_lessons(actor, &asked.filter(&directory), page).await.map_err(failed)?;
    let address = asked.address();
    let rows = table(frame, &directory, &found.rows);
    let heading = frame.t("place-lessons");
    let mut view = ListView::new(frame, "/lardomar", heading, (&address, number, found.total), rows);
    view.lead = frame.t("lessons-lead");
    view.sub = places(frame);
    if state.app.may_write_lesson(actor, None).await.is_ok() {
        view.actions.push(Link::new("/lardomar/ny", frame.t("lesson-new")));
    }
    view.searched(&address, &asked.q);
    let organisation = ("kommun", frame.t("lesson-learnt"));
    view.filter(&address, organisation, organisations(frame, &directory, &asked.kommun));
    view.filter(
        &address,
        ("omrade", frame.t("lesson-area")),
        areas(frame, &directory, &asked.omrade, "list-all"),
    );
    let mut about = challenges(frame).map_err(failed)?;
    for choice in &mut about {
        choice.chosen = choice.value == asked.utmaning;
    }
    if let Some(first) = about.first_mut() {
        first.label = frame.t("list-all");
    }
    view.filter(&address, ("utmaning", frame.t("obstacle-challenge")), about);
    let orders = [("", "list-latest"), ("titel", "list-by-title")]
        .map(|(code, key)| Choice::new(code, frame.t(key), &asked.sortering));
    view.filter(&address, ("sortering", frame.t("need-order")), orders.into());
    view.empty = (frame.t("lessons-none"), frame.t("lessons-none-text"));
    Ok(view.page())
}

fn areas(frame: &Frame, directory: &app::Directory, chosen: &str, none: &str) -> Vec<Choice> {
    let none = Choice::new("", frame.t(none), chosen);
    let one =
        |area: &domain::service_area::ServiceArea| Choice::new(&area.code, names::area(frame, area), chosen);
    std::iter::once(none).chain(directory.service_areas.iter().map(one)).collect()
}

async fn file(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let directory = state.app.directory().await.map_err(failed)?;
    let mut rows = Vec::new();
    for number in 1.. {
        let page = Page::new(number, 1000);
        let found = state.app.list_lessons(&request.visitor.actor, &asked.filter(&directory), page).await;
        let found = found.map_err(failed)?.rows;
        if found.is_empty() {
            break;
        }
        rows.extend(found);
    }
    let mut table = table(frame, &directory, &rows);
    table.columns.extend(Table::new(frame, "", &["lesson-worked", "lesson-failed"]).columns);
    for (cells, row) in table.rows.iter_mut().zip(&rows) {
        cells.push(Cell::own(row.lesson.worked.clone()));
        cells.push(Cell::own(row.lesson.failed.clone()));
    }
    let file = TableFile::asked(frame);
    file.answer(frame, FILE, state.app.clock().now().day(), file_of(file, FILE, &table))
}

async fn read(state: &State, request: &Request, id: &str) -> Result<LessonPage, Failure> {
    let frame = &request.frame;
    let id: LessonId = request.named(id)?;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let read = state.app.read_lesson(&request.visitor.actor, id).await;
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
    let (row, lesson) = (&read.row, &read.row.lesson);
    let mut view = View::new(frame, frame.t("lesson"), lesson.title.clone());
    view.is_own = true;
    view.crumbs = vec![Link::new("/lardomar", frame.t("place-lessons"))];
    view.told = match just.map(|Query(just)| just).unwrap_or_default().nytt.as_str() {
        "larde" => frame.t("lesson-told-written"),
        "sparat" => frame.t("case-told-saved"),
        said => share::told(frame, said).unwrap_or_default(),
    };
    let place = Place::at(Which::Lesson(lesson.id));
    let opened = state.app.was_opened(&request.visitor.actor, place.which()).await;
    opened.map_err(|error| Failure::page(error, frame.clone()))?;
    view.sharing = Banner::of(frame, &place, lesson.version, &read.shared);
    view.state = vec![
        Cell::text(frame.t1("lesson-learnt-by", "organisation", &row.organisation)),
        Cell::text(frame.day_of(lesson.updated)),
    ];
    if row.may_edit {
        view.actions = vec![Link::new(format!("/lardomar/{}/andra", lesson.id), frame.t("lesson-change"))];
    }
    let section = |id: &str, key: &str, text: &str| {
        let mut section = Section::new(id, frame.t(key));
        section.own.push(text.to_owned());
        section
    };
    if !lesson.worked.is_empty() {
        view.sections.push(section("fungerade", "lesson-worked", &lesson.worked));
    }
    if !lesson.failed.is_empty() {
        view.sections.push(section("fungerade_inte", "lesson-failed", &lesson.failed));
    }
    let directory = state.app.directory().await.map_err(|error| Failure::page(error, frame.clone()))?;
    let mut about = Section::new("om", frame.t("lesson-about"));
    let nothing = || Cell::text("–");
    about.facts = vec![
        (frame.t("lesson-for-whom"), Cell::own(lesson.for_whom.clone())),
        (
            frame.t("initiative"),
            row.initiative.as_ref().map_or_else(nothing, |(number, title)| {
                Cell::link(title.clone(), format!("/initiativ/{number}"))
            }),
        ),
        (
            frame.t("initiative-solution"),
            row.solution.as_ref().map_or_else(nothing, |(number, name)| {
                Cell::link(name.clone(), format!("/losningar/{number}"))
            }),
        ),
        (
            frame.t("lesson-area"),
            lesson
                .service_area
                .as_deref()
                .map_or_else(nothing, |code| Cell::text(names::area_of(frame, &directory, code))),
        ),
        (
            frame.t("obstacle-challenge"),
            read.challenge.as_ref().map_or_else(nothing, |one| Cell::text(said(frame, &one.name))),
        ),
        (frame.t("who-reads"), Cell::text(frame.word("sharing", lesson.sharing.code()))),
        (frame.t("lesson-by"), Cell::text(row.author.clone().unwrap_or_default())),
    ];
    if row.may_edit {
        about.links.push(Link::new(place.control(), frame.t("need-change-sharing")));
    }
    view.side = vec![about];
    view.history = trail::happenings(frame, &read.history);
    Ok(view.page())
}

/// What the form of a lesson is about.
struct About {
    heading: String,
    action: String,
    crumbs: Vec<Link>,
    back: Link,
    hidden: Vec<(String, String)>,
    /// Who is to read a new one; later on that is changed on its own.
    shared: Option<Field>,
}

/// Who is to read a new lesson.
fn shared_with(frame: &Frame) -> Field {
    let level = |level: &Sharing| Choice::new(level.code(), frame.word("sharing", level.code()), "");
    Field::radio("sharing", frame.t("who-reads"), LEVELS.iter().map(level).collect())
        .help(frame.t("share-new-help"))
}

fn form_page(
    frame: &Frame,
    directory: &app::Directory,
    about: About,
    (sent, errors): (&Pairs, &Errors),
) -> Result<Response, AppError> {
    let shared = about.shared.map(|field| field.filled(sent, errors)).into_iter().collect();
    let area = |name: &str, key: &str| Field::area(name, frame.t(key), 4).optional().filled(sent, errors);
    Ok(FormPage {
        frame,
        errors,
        crumbs: about.crumbs,
        heading: about.heading,
        lead: frame.t("lesson-form-help"),
        warning: String::new(),
        action: about.action,
        hidden: about.hidden,
        groups: vec![
            Group::plain(vec![
                Field::line("title", frame.t("lesson-title"))
                    .help(frame.t("lesson-title-help"))
                    .filled(sent, errors),
                area("worked", "lesson-worked"),
                area("failed", "lesson-failed"),
                Field::line("for_whom", frame.t("lesson-for-whom"))
                    .help(frame.t("lesson-for-whom-help"))
                    .optional()
                    .filled(sent, errors),
            ]),
            Group::row(vec![
                Field::line("solution", frame.t("initiative-solution"))
                    .help(frame.t("initiative-solution-number"))
                    .optional()
                    .filled(sent, errors),
                Field::select(
                    "service_area",
                    frame.t("lesson-area"),
                    areas(frame, directory, "", "lesson-no-area"),
                )
                .filled(sent, errors),
                Field::select("challenge", frame.t("obstacle-challenge"), challenges(frame)?)
                    .filled(sent, errors),
            ]),
            Group::plain(shared),
        ],
        submit: frame.t("case-save"),
        back: about.back,
    }
    .page())
}

fn input(sent: &Pairs) -> LessonInput {
    let text = |name: &str| value(sent, name).to_owned();
    LessonInput {
        title: text("title"),
        worked: text("worked"),
        failed: text("failed"),
        for_whom: text("for_whom"),
        solution: text("solution"),
        service_area: text("service_area"),
        challenge: text("challenge"),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Of {
    initiativ: String,
}

/// The form of a new lesson, for who may write one, and the initiative it is of.
async fn about_new(state: &State, request: &Request, of: &str) -> Result<(Option<Number>, About), Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let number: Option<Number> = of.parse().ok();
    let title = state.app.may_write_lesson(&request.visitor.actor, number).await.map_err(failed)?;
    let (crumbs, back) = match (number, title) {
        (Some(number), Some(title)) => {
            let address = format!("/initiativ/{number}");
            let crumbs =
                vec![Link::new("/initiativ", frame.t("place-initiatives")), Link::new(&address, title)];
            (crumbs, Link::new(address, frame.t("initiative-back")))
        }
        _ => (
            vec![Link::new("/lardomar", frame.t("place-lessons"))],
            Link::new("/lardomar", frame.t("lesson-back-to-all")),
        ),
    };
    let hidden = number.map(|number| vec![("initiativ".to_owned(), number.to_string())]).unwrap_or_default();
    let about = About {
        heading: frame.t("lesson-new"),
        action: "/lardomar/ny".to_owned(),
        crumbs,
        back,
        hidden,
        shared: Some(shared_with(frame)),
    };
    Ok((number, about))
}

async fn new_form(
    Shared(state): Shared<State>,
    request: Request,
    of: Result<Query<Of>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let of = of.map(|Query(of)| of).unwrap_or_default().initiativ;
    let (_, about) = about_new(&state, &request, &of).await?;
    let directory = state.app.directory().await.map_err(failed)?;
    let filled = vec![("sharing".to_owned(), Sharing::Collaboration.code().to_owned())];
    form_page(frame, &directory, about, (&filled, &Errors::default())).map_err(failed)
}

async fn add(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let sent = form.map(|Form(sent)| sent);
    let of = sent.as_ref().map(|sent| value(sent, "initiativ").to_owned()).unwrap_or_default();
    let (number, about) = about_new(&state, &request, &of).await?;
    let Ok(sent) = sent else { return Err(Failure::unreadable_form(frame.clone())) };
    match state.app.write_lesson(&request.visitor.actor, number, input(&sent)).await {
        Ok(written) => {
            let on = format!("/lardomar/{}?nytt=larde", written.id);
            Ok(share::made(&Place::at(Which::Lesson(written.id)), value(&sent, "sharing"), on))
        }
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(failed)?;
            let directory = state.app.directory().await.map_err(failed)?;
            form_page(frame, &directory, about, (&sent, &errors)).map_err(failed)
        }
    }
}

fn about_change(frame: &Frame, lesson: &domain::lesson::Lesson, version: &str) -> About {
    let address = format!("/lardomar/{}", lesson.id);
    About {
        heading: frame.t("lesson-change"),
        action: format!("{address}/andra"),
        crumbs: vec![
            Link::new("/lardomar", frame.t("place-lessons")),
            Link::new(&address, lesson.title.clone()),
        ],
        back: Link::new(address, frame.t("lesson-back")),
        hidden: vec![("version".to_owned(), version.to_owned())],
        shared: None,
    }
}

async fn to_change(state: &State, request: &Request, id: &str) -> Result<LessonPage, Failure> {
    let read = read(state, request, id).await?;
    if read.row.may_edit { Ok(read) } else { Err(Failure::page(AppError::Denied, request.frame.clone())) }
}

async fn change_form(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let read = to_change(&state, &request, &id).await?;
    let lesson = &read.row.lesson;
    let solution = read.row.solution.as_ref().map(|(number, name)| format!("{number} {name}"));
    let filled: Pairs = [
        ("title", lesson.title.clone()),
        ("worked", lesson.worked.clone()),
        ("failed", lesson.failed.clone()),
        ("for_whom", lesson.for_whom.clone()),
        ("solution", solution.unwrap_or_default()),
        ("service_area", lesson.service_area.clone().unwrap_or_default()),
        ("challenge", lesson.challenge.clone().unwrap_or_default()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec();
    let directory = state.app.directory().await.map_err(failed)?;
    let about = about_change(frame, lesson, &lesson.version.to_string());
    form_page(frame, &directory, about, (&filled, &Errors::default())).map_err(failed)
}

async fn change(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let read = to_change(&state, &request, &id).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let lesson = &read.row.lesson;
    let of = (lesson.id, value(&sent, "version").parse().unwrap_or(0));
    match state.app.change_lesson(&request.visitor.actor, of, input(&sent)).await {
        Ok(()) => Ok(Redirect::to(&format!("/lardomar/{}?nytt=sparat", lesson.id)).into_response()),
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(failed)?;
            let directory = state.app.directory().await.map_err(failed)?;
            let about = about_change(frame, lesson, value(&sent, "version"));
            form_page(frame, &directory, about, (&sent, &errors)).map_err(failed)
        }
    }
}
