//! Self-assessment of maturity: the rounds, one with what it came to, answering, and what other instruments came to.
//!
//! A round's page never says where one organisation stands beside another. Not here: the questionnaire (`form`), one dimension with its
//! suggestions (`dimension`), and the pictures (`picture`).

mod answer;
mod dimension;
mod form;
mod picture;
mod score;

use app::maturity::{MaturityPage, RoundRow};
use app::sharing::Which;
use app::{AppError, MaturityFilter, Page};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::id::MaturityRoundId;
use domain::maturity::{DimensionGroup, FEWEST, RoundState, Spread};
use serde::Deserialize;

use crate::State;
use crate::case::said;
use crate::error::Failure;
use crate::form::{Errors, Pairs, Pressed, answered, value};
use crate::frame::{Frame, count};
use crate::initiative::{organisations, places};
use crate::list::{Address, Choice, PAGE_SIZE, TableFile};
use crate::routes::Routes;
use crate::share::{self, Banner, Place};
use crate::trail;
use crate::view::{
    Cell, Column, Field, FormPage, Group, Link, ListView, Press, Section, Table, View, file_of,
};
use crate::visitor::Request;

/// What the files and their sheets are called.
const FILE: &str = "mognad";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/mognad", list)
        .get("/mognad.csv", file)
        .get("/mognad.xlsx", file)
        .get("/mognad/ny", new_form)
        .post("/mognad/ny", open)
        .get("/mognad/andra-matt", score::page)
        .post("/mognad/andra-matt", score::record)
        .post("/mognad/andra-matt/{id}/ta-bort", score::remove)
        .get("/mognad/{id}", page)
        .get("/mognad/{id}/resultat.csv", result_file)
        .get("/mognad/{id}/resultat.xlsx", result_file)
        .get("/mognad/{id}/svara", answer::form)
        .post("/mognad/{id}/svara", answer::save)
        .post("/mognad/{id}/stang", close)
        .get("/mognad/{id}/{code}", dimension::page)
        .post("/mognad/{id}/{code}/behov", dimension::draft)
        .get("/samverkan/{id}/mognad", form::page)
        .get("/samverkan/{id}/mognad/andra", form::edit)
        .post("/samverkan/{id}/mognad/andra", form::save)
}

fn address(id: MaturityRoundId) -> String {
    format!("/mognad/{id}")
}

/// A median, as "2" or "2,5".
fn median(frame: &Frame, spread: &Spread) -> String {
    let Some(halves) = spread.median_halves() else { return "–".to_owned() };
    let comma = if frame.swedish() { ',' } else { '.' };
    match halves % 2 {
        0 => (halves / 2).to_string(),
        _ => format!("{}{comma}5", halves / 2),
    }
}

/// "1 till 3", and that those who answered see it differently where they do.
fn spread_of(frame: &Frame, spread: &Spread) -> String {
    let Some((low, high)) = spread.ends() else { return "–".to_owned() };
    let ends = match low == high {
        true => frame.t1("maturity-all-alike", "level", &low.to_string()),
        false => frame.t2("maturity-from-to", ("low", &low.to_string()), ("high", &high.to_string())),
    };
    if spread.disagrees() { format!("{ends}, {}", frame.t("maturity-disagree")) } else { ends }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    kommun: String,
    lage: String,
    sortering: String,
    sida: String,
}

impl Asked {
    fn address(&self) -> Address {
        Address::of("/mognad")
            .with("q", &self.q)
            .with("kommun", &self.kommun)
            .with("lage", &self.lage)
            .with("sortering", &self.sortering)
    }

    fn filter(&self, directory: &app::Directory) -> MaturityFilter {
        MaturityFilter {
            search: self.q.clone(),
            organisation: directory.organisation_called(&self.kommun).map(|one| one.id),
            state: self.lage.clone(),
            by_title: self.sortering == "titel",
        }
    }
}

const fn colour(state: RoundState) -> &'static str {
    match state {
        RoundState::Open => "info",
        RoundState::Closed => "neutral",
    }
}

fn signed_in(request: &Request) -> Result<(), Failure> {
    match request.visitor.signed_in {
        Some(_) => Ok(()),
        None => Err(Failure::sign_in_first(request.frame.clone())),
    }
}

fn table(frame: &Frame, rows: &[RoundRow]) -> Table {
    let keys = [
        "maturity-round",
        "maturity-whose",
        "maturity-state",
        "maturity-until",
        "maturity-replies",
        "maturity-yours",
    ];
    let mut table = Table::new(frame, frame.t("place-maturity"), &keys).amounts(&[4]);
    for row in rows {
        let round = &row.round;
        let until = round.until.map_or_else(|| "–".to_owned(), |day| frame.day(day));
        let own = match (row.is_answered, row.may_answer) {
            (true, _) => frame.t("maturity-you-answered"),
            (false, true) => frame.t("maturity-you-can-answer"),
            (false, false) => "–".to_owned(),
        };
        table.rows.push(vec![
            Cell::link(round.title.clone(), address(round.id)),
            Cell::text(row.organisation.clone()),
            Cell::tag(frame.word("maturity-state", round.state.code()), colour(round.state)),
            Cell::text(until),
            Cell::text(frame.number(count(row.replies))),
            Cell::text(own),
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
    signed_in(&request)?;
    let actor = &request.visitor.actor;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let directory = state.app.directory().await.map_err(failed)?;
    let number = asked.sida.parse().unwrap_or(1).max(1);
    let found = state.app.list_maturity(actor, &asked.filter(&directory), Page::new(number, PAGE_SIZE)).await;
    let found = found.map_err(failed)?;
    let address = asked.address();
    let heading = frame.t("place-maturity");
    let rows = table(frame, &found.rows);
    let mut view = ListView::new(frame, "/mognad", heading, (&address, number, found.total), rows);
    view.lead = frame.t("maturity-lead");
    view.sub = places(frame);
    if state.app.may_keep_maturity(actor) {
        view.actions.push(Link::new("/mognad/ny", frame.t("maturity-open")));
    }
    view.actions.push(Link::new("/mognad/andra-matt", frame.t("maturity-other-scores")));
    if let Some(at) = state.app.maturity_form_of(actor).await.map_err(failed)? {
        view.actions.push(Link::new(format!("/samverkan/{at}/mognad"), frame.t("maturity-form")));
    }
    view.searched(&address, &asked.q);
    let whose = ("kommun", frame.t("maturity-whose"));
    view.filter(&address, whose, organisations(frame, &directory, &asked.kommun));
    let states = std::iter::once(Choice::new("", frame.t("list-all"), &asked.lage));
    let one =
        |one: &RoundState| Choice::new(one.code(), frame.word("maturity-state", one.code()), &asked.lage);
    let states = states.chain(RoundState::ALL.iter().map(one)).collect();
    view.filter(&address, ("lage", frame.t("maturity-state")), states);
    let orders = [("", "list-latest"), ("titel", "list-by-title")]
        .map(|(code, key)| Choice::new(code, frame.t(key), &asked.sortering));
    view.filter(&address, ("sortering", frame.t("need-order")), orders.into());
    view.empty = (frame.t("maturity-none"), frame.t("maturity-none-text"));
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
        let found = state.app.list_maturity(&request.visitor.actor, &asked.filter(&directory), page).await;
        let found = found.map_err(failed)?.rows;
        if found.is_empty() {
            break;
        }
        rows.extend(found);
    }
    let file = TableFile::asked(frame);
    file.answer(frame, FILE, state.app.clock().now().day(), file_of(file, FILE, &table(frame, &rows)))
}

fn open_page(frame: &Frame, sent: &Pairs, errors: &Errors) -> Response {
    FormPage {
        frame,
        errors,
        crumbs: vec![Link::new("/mognad", frame.t("place-maturity"))],
        heading: frame.t("maturity-open"),
        lead: frame.t("maturity-open-help"),
        warning: String::new(),
        action: "/mognad/ny".to_owned(),
        hidden: Vec::new(),
        groups: vec![Group::plain(vec![
            Field::line("title", frame.t("maturity-title"))
                .help(frame.t("maturity-title-help"))
                .filled(sent, errors),
            Field::short("until", frame.t("maturity-until"))
                .help(frame.t("day-help"))
                .optional()
                .filled(sent, errors),
        ])],
        submit: frame.t("maturity-open"),
        back: Link::new("/mognad", frame.t("maturity-back-to-all")),
    }
    .page()
}

/// Refuses who keeps no rounds, before a form is shown.
fn keeping(state: &State, request: &Request) -> Result<(), Failure> {
    signed_in(request)?;
    match state.app.may_keep_maturity(&request.visitor.actor) {
        true => Ok(()),
        false => Err(Failure::page(AppError::Denied, request.frame.clone())),
    }
}

async fn new_form(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    keeping(&state, &request)?;
    Ok(open_page(&request.frame, &Pairs::new(), &Errors::default()))
}

async fn open(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    keeping(&state, &request)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let opened =
        state.app.open_maturity_round(&request.visitor.actor, value(&sent, "title"), value(&sent, "until"));
    let opened = opened.await;
    answered(frame, opened.map(|round| format!("{}?nytt=oppnad", address(round.id))), |errors| {
        open_page(frame, &sent, &errors)
    })
}

async fn read(state: &State, request: &Request, id: &str) -> Result<MaturityPage, Failure> {
    let frame = &request.frame;
    let id: MaturityRoundId = request.named(id)?;
    signed_in(request)?;
    let read = state.app.read_maturity_round(&request.visitor.actor, id).await;
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
    let round = &read.round;
    let mut view = View::new(frame, round.title.clone(), round.title.clone());
    view.is_own = true;
    view.crumbs = vec![Link::new("/mognad", frame.t("place-maturity"))];
    view.told = match just.map(|Query(just)| just).unwrap_or_default().nytt.as_str() {
        "oppnad" => frame.t("maturity-told-opened"),
        "svarat" => frame.t("maturity-told-answered"),
        "stangd" => frame.t("maturity-told-closed"),
        said => share::told(frame, said).unwrap_or_default(),
    };
    let place = Place::at(Which::Maturity(round.id));
    let opened = state.app.was_opened(&request.visitor.actor, place.which()).await;
    opened.map_err(|error| Failure::page(error, frame.clone()))?;
    view.sharing = Banner::of(frame, &place, round.version, &read.shared);
    view.state = vec![
        Cell::tag(frame.word("maturity-state", round.state.code()), colour(round.state)),
        Cell::text(read.organisation.clone()),
        Cell::text(frame.tn("maturity-answered-by", count(read.replies))),
    ];
    view.next = next(frame, &read);
    view.sections = results(frame, &read);
    let mut about = Section::new("om", frame.t("maturity-about"));
    about.facts.push((frame.t("who-reads"), Cell::text(frame.word("sharing", round.sharing.code()))));
    about.facts.push((frame.t("maturity-opened-on"), Cell::text(frame.day_of(round.created))));
    let until = round.until.map_or_else(|| "–".to_owned(), |day| frame.day(day));
    about.facts.push((frame.t("maturity-until"), Cell::text(until)));
    about.facts.push((frame.t("maturity-version"), Cell::text(version_of(frame, read.form.revision))));
    if read.is_form_changed {
        about.note = frame.t("maturity-form-changed-since");
    }
    if read.may_keep && round.state == RoundState::Closed {
        about.links.push(Link::new(place.control(), frame.t("need-change-sharing")));
    }
    view.side = vec![about];
    view.history = trail::happenings(frame, &read.history);
    Ok(view.page())
}

/// "Förslaget" or "Version 3".
fn version_of(frame: &Frame, revision: i64) -> String {
    match revision {
        0 => frame.t("maturity-proposal"),
        number => frame.t1("maturity-revision", "number", &number.to_string()),
    }
}

fn next(frame: &Frame, read: &MaturityPage) -> Option<Section> {
    let round = &read.round;
    if round.state == RoundState::Closed || !read.is_own {
        return None;
    }
    let mut section = Section::new("nasta", frame.t("need-next"));
    section.note = frame.t("maturity-open-note");
    if read.may_answer {
        let key = if read.own.is_some() { "maturity-answer-again" } else { "maturity-answer" };
        section.links.push(Link::new(format!("{}/svara", address(round.id)), frame.t(key)));
    }
    if read.may_keep {
        section.presses.push(Press {
            action: format!("{}/stang", address(round.id)),
            label: frame.t("maturity-close"),
            sent: vec![("version".to_owned(), round.version.to_string())],
            ..Press::default()
        });
    }
    Some(section)
}

fn results(frame: &Frame, read: &MaturityPage) -> Vec<Section> {
    if read.round.state == RoundState::Open {
        let mut section = Section::new("resultat", frame.t("maturity-result"));
        section.empty = frame.t("maturity-result-later");
        return vec![section];
    }
    let mut sections = Vec::new();
    for group in DimensionGroup::ALL {
        let rows: Vec<_> = read.results.iter().filter(|one| one.dimension.group == *group).collect();
        if rows.is_empty() {
            continue;
        }
        let mut section = Section::new(group.code(), frame.word("maturity-group", group.code()));
        let drawn: Vec<(String, Spread)> = rows
            .iter()
            .filter_map(|one| Some((said(frame, &one.dimension.name).to_owned(), one.spread?)))
            .collect();
        if drawn.is_empty() {
            section.note = frame.tn("maturity-few", count(FEWEST));
        } else {
            section.note = frame.t("maturity-result-help");
            section.drawing = picture::spreads(frame, &section.heading, &drawn);
        }
        section.table = Some(result_table(frame, read, Some(*group)));
        sections.push(section);
    }
    if let Some(last) = sections.last_mut() {
        for (ending, key) in [("csv", "maturity-as-csv"), ("xlsx", "maturity-as-xlsx")] {
            last.links.push(Link::new(format!("{}/resultat.{ending}", address(read.round.id)), frame.t(key)));
        }
    }
    if !read.needs.is_empty() {
        let mut needs = Section::new("behov", frame.t("maturity-needs"));
        let keys = ["need-title", "maturity-dimension"];
        let mut table = Table::new(frame, frame.t("maturity-needs"), &keys);
        for (code, number, title) in &read.needs {
            let name = read.form.questions.dimension(code).map(|one| said(frame, &one.name).to_owned());
            table.rows.push(vec![
                Cell::link(title.clone(), format!("/behov/{number}")),
                Cell::text(name.unwrap_or_else(|| code.clone())),
            ]);
        }
        needs.table = Some(table);
        sections.push(needs);
    }
    sections
}

/// What it came to as rows, with the rounds before it beside.
fn result_table(frame: &Frame, read: &MaturityPage, group: Option<DimensionGroup>) -> Table {
    let keys = ["maturity-dimension", "maturity-median", "maturity-spread", "maturity-replies"];
    let label =
        group.map_or_else(|| frame.t("maturity-result"), |group| frame.word("maturity-group", group.code()));
    let mut table = Table::new(frame, label, &keys).amounts(&[1, 3]);
    let earlier = read.earlier.iter().map(|one| Column { label: one.round.title.clone(), is_amount: true });
    table.columns.extend(earlier);
    for one in read.results.iter().filter(|one| group.is_none_or(|group| one.dimension.group == group)) {
        let name = said(frame, &one.dimension.name).to_owned();
        let at = format!("{}/{}", address(read.round.id), one.dimension.code);
        let mut row = vec![Cell { is_own: false, ..Cell::link(name, at) }];
        match &one.spread {
            Some(spread) => row.extend([
                Cell::text(median(frame, spread)),
                Cell::text(spread_of(frame, spread)),
                Cell::text(frame.number(count(spread.count()))),
            ]),
            None => row.extend([Cell::text("–"), Cell::text(frame.t("maturity-not-told")), Cell::text("–")]),
        }
        row.extend(read.earlier.iter().map(|before| {
            let spread = before.spreads.get(&one.dimension.code);
            Cell::text(spread.map_or_else(|| "–".to_owned(), |spread| median(frame, spread)))
        }));
        table.rows.push(row);
    }
    table
}

async fn result_file(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = read(&state, &request, &id).await?;
    let file = TableFile::asked(frame);
    let written = file_of(file, FILE, &result_table(frame, &read, None));
    file.answer(frame, FILE, state.app.clock().now().day(), written)
}

async fn close(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pressed>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let id: MaturityRoundId = request.named(&id)?;
    signed_in(&request)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let done = state.app.close_maturity_round(&request.visitor.actor, (id, sent.version())).await;
    done.map_err(|error| Failure::page(error, frame.clone()))?;
    Ok(Redirect::to(&format!("{}?nytt=stangd", address(id))).into_response())
}
