//! Drafts of solutions that are missing: the short form, the list of those that wait, what is said of one on its page, and taking it
//! over, saying which entry it is already, or turning it down.

use app::AppError;
use app::matches::Question;
use app::solution::draft::DraftInput;
use app::solution::keep::SolutionInput;
use app::solution::{DraftRow, SolutionPage};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::sharing::Sharing;
use domain::text::search_words;
use serde::Deserialize;

use super::edit::{self, Target};
use super::page::number_of;
use crate::State;
use crate::error::Failure;
use crate::form::{Errors, Pairs, answered, value};
use crate::frame::Frame;
use crate::list::{Address, Choice, TableFile, paged};
use crate::view::{Cell, Field, FormPage, Group, Link, ListView, Press, Section, Table, file_of};
use crate::visitor::Request;

const PATH: &str = "/losningar/utkast";
/// The orders, in the address; oldest first where none stands there.
const NEWEST: &str = "senaste";
const BY_NAME: &str = "namn";
/// Entries that a draft may be already, as many as are offered.
const LIKELY: usize = 5;

fn failed(frame: &Frame) -> impl Fn(AppError) -> Failure + '_ {
    |error| Failure::page(error, frame.clone())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Begun {
    namn: String,
}

pub(super) async fn empty(
    Shared(state): Shared<State>,
    request: Request,
    begun: Result<Query<Begun>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    if !state.app.may_draft(&request.visitor.actor) {
        return Err(failed(frame)(AppError::Denied));
    }
    let begun = begun.map(|Query(begun)| begun.namn).unwrap_or_default();
    Ok(form(frame, &vec![("name".to_owned(), begun)], &Errors::default()))
}

fn form(frame: &Frame, sent: &Pairs, errors: &Errors) -> Response {
    let line = |name: &str, label: &str, help: &str| Field::line(name, frame.t(label)).help(frame.t(help));
    let fields = vec![
        Field::line("name", frame.t("solution-draft-name")),
        Field::area("summary", frame.t("solution-draft-does"), 3).help(frame.t("solution-draft-does-help")),
        line("who_has", "solution-draft-who-has", "solution-draft-who-has-help").optional(),
        Field::line("url", frame.t("solution-read-more")).optional(),
    ];
    FormPage {
        frame,
        errors,
        crumbs: vec![Link::new("/losningar", frame.t("place-solutions"))],
        heading: frame.t("solution-draft-new"),
        lead: frame.t("solution-draft-lead"),
        warning: String::new(),
        action: "/losningar/saknas".to_owned(),
        hidden: Vec::new(),
        groups: vec![Group::plain(fields.into_iter().map(|field| field.filled(sent, errors)).collect())],
        submit: frame.t("solution-draft-send"),
        back: Link::new("/losningar", frame.t("solution-edit-leave")),
    }
    .page()
}

pub(super) async fn add(
    Shared(state): Shared<State>,
    request: Request,
    sent: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let Ok(Form(sent)) = sent else { return Err(Failure::unreadable_form(frame.clone())) };
    let input = DraftInput {
        name: value(&sent, "name").to_owned(),
        summary: value(&sent, "summary").to_owned(),
        who_has: value(&sent, "who_has").to_owned(),
        url: value(&sent, "url").to_owned(),
    };
    let done = state.app.draft_solution(&request.visitor.actor, &input).await;
    let done = done.map(|made| format!("/losningar/{}", made.number));
    answered(frame, done, |errors| form(frame, &sent, &errors))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    organisation: String,
    sortering: String,
    sida: String,
}

pub(super) async fn list(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let all = state.app.solution_drafts(&request.visitor.actor).await.map_err(failed(frame))?;
    let mut organisations: Vec<String> = all.iter().map(|row| row.organisation.clone()).collect();
    organisations.sort_unstable();
    organisations.dedup();
    let search: String = asked.q.trim().chars().take(200).collect();
    let words = search_words(&search);
    let of = asked.organisation.as_str();
    let holds = |row: &DraftRow| {
        let facts = &row.solution.facts;
        let text =
            search_words(&format!("{} {} {} {}", facts.name, facts.summary, row.writer, row.solution.number));
        words.split_whitespace().all(|word| text.contains(&format!(" {word}")))
    };
    let fits = |row: &DraftRow| (of.is_empty() || row.organisation == of) && holds(row);
    let mut rows: Vec<DraftRow> = all.into_iter().filter(fits).collect();
    let order = match asked.sortering.as_str() {
        NEWEST => NEWEST,
        BY_NAME => BY_NAME,
        _ => "",
    };
    match order {
        NEWEST => rows.reverse(),
        BY_NAME => rows.sort_by_key(|row| search_words(&row.solution.facts.name)),
        _ => {}
    }
    let address = Address::of(PATH).with("q", &search).with("organisation", of).with("sortering", order);
    if frame.here.split('?').next().is_some_and(|path| path != PATH) {
        let day = state.app.clock().now().day();
        let kind = TableFile::asked(frame);
        return kind.answer(frame, "utkast", day, file_of(kind, "utkast", &table(frame, &rows)));
    }
    let (shown, page, total) = paged(rows, &asked.sida);
    let place = (&address, page, total);
    let mut view = ListView::new(frame, PATH, frame.t("solution-drafts"), place, table(frame, &shown));
    view.crumbs = vec![Link::new("/losningar", frame.t("place-solutions"))];
    view.lead = frame.t("solution-drafts-lead");
    if state.app.may_draft(&request.visitor.actor) {
        view.actions.push(Link::new("/losningar/saknas", frame.t("solution-draft-new")));
    }
    view.searched(&address, &search);
    let mut whose = vec![Choice::new("", frame.t("solution-any"), of)];
    whose.extend(organisations.into_iter().map(|name| Choice::new(&name, name.clone(), of)));
    view.filter(&address, ("organisation", frame.t("solution-user")), whose);
    let orders =
        [("", "solution-drafts-oldest"), (NEWEST, "solution-drafts-newest"), (BY_NAME, "solutions-by-name")];
    let orders = orders.map(|(code, key)| Choice::new(code, frame.t(key), order)).into();
    view.filter(&address, ("sortering", frame.t("solution-order")), orders);
    view.empty = (frame.t("solution-drafts-none"), frame.t("solution-drafts-none-text"));
    Ok(view.page())
}

fn table(frame: &Frame, rows: &[DraftRow]) -> Table {
    let keys = [
        "solution-draft",
        "solution-column-number",
        "solution-column-summary",
        "solution-user",
        "solution-draft-writer",
        "solution-draft-who-has",
        "solution-draft-written",
    ];
    let mut table = Table::new(frame, frame.t("solution-drafts"), &keys);
    for row in rows {
        let solution = &row.solution;
        table.rows.push(vec![
            Cell::link(solution.facts.name.clone(), format!("/losningar/{}", solution.number)),
            Cell::text(solution.number.to_string()),
            Cell::own(solution.facts.summary.clone()),
            Cell::text(row.organisation.clone()),
            Cell::text(row.writer.clone()),
            Cell::own(row.draft.who_has.clone().unwrap_or_default()),
            Cell::text(row.draft.at.day().to_string()),
        ]);
    }
    table
}

/// What is said of an entry as a draft, and what can be done with it by whoever keeps the catalogue, or wrote it.
pub(super) async fn section(
    state: &State,
    request: &Request,
    read: &SolutionPage,
    errors: &Errors,
) -> Result<Option<(Section, Option<Link>)>, AppError> {
    let frame = &request.frame;
    let Some(row) = &read.draft else { return Ok(None) };
    let number = row.solution.number;
    let mut section = Section::new("utkast", frame.t("solution-draft"));
    section.note = frame.t1("solution-draft-means", "organisation", &row.organisation);
    let day = frame.day_of(row.draft.at);
    let who = frame.t2("solution-by-person", ("person", &row.writer), ("organisation", &row.organisation));
    section.facts.push((frame.t("solution-draft-writer"), Cell::text(who)));
    section.facts.push((frame.t("solution-draft-written"), Cell::text(day)));
    if let Some(who_has) = &row.draft.who_has {
        section.facts.push((frame.t("solution-draft-who-has"), Cell::own(who_has.clone())));
    }
    if row.solution.withdrawn.is_some() {
        return Ok(Some((section, None)));
    }
    let mut take_over = None;
    let sent = vec![("version".to_owned(), row.solution.version.to_string())];
    let at = |field: Field| Field { error: errors.at(&field.id).to_owned(), ..field };
    if row.may_answer {
        let address = format!("/losningar/{number}/ta-over");
        take_over = Some(Link::new(address, frame.t("solution-draft-take-over")));
        section.presses.push(Press {
            action: format!("/losningar/{number}/samma-som"),
            label: frame.t("solution-draft-join"),
            sent: sent.clone(),
            fields: same_as(state, request, row).await?.into_iter().map(at).collect(),
            ..Press::default()
        });
    }
    if row.may_answer || row.may_take_back {
        let (label, reason) = match row.may_take_back {
            true => (
                "solution-draft-take-back",
                Field::line("reason", frame.t("solution-withdraw-reason")).optional(),
            ),
            false => (
                "solution-draft-turn-down",
                Field::line("reason", frame.t("solution-draft-turn-down-reason")),
            ),
        };
        section.presses.push(Press {
            action: format!("/losningar/{number}/avboj"),
            label: frame.t(label),
            sent,
            fields: vec![at(reason)],
            ..Press::default()
        });
    }
    Ok(Some((section, take_over)))
}

/// The entries that a draft may be already, to choose among, and a field for another's number.
async fn same_as(state: &State, request: &Request, row: &DraftRow) -> Result<Vec<Field>, AppError> {
    let frame = &request.frame;
    let text = format!("{}. {}", row.solution.facts.name, row.solution.facts.summary);
    let question = Question { text: &text, solutions: LIKELY + 1, needs: 0, except: None };
    let found = state.app.matches(&request.visitor.actor, question).await?;
    let others = found.solutions.into_iter().map(|one| one.solution);
    let others = others.filter(|one| one.id != row.solution.id && one.lineage.draft.is_none());
    let choice = |one: domain::solution::Solution| {
        let label =
            frame.t2("solution-with-number", ("name", &one.facts.name), ("number", &one.number.to_string()));
        Choice::new(&one.number.to_string(), label, "")
    };
    let choices: Vec<Choice> = others.take(LIKELY).map(choice).collect();
    let other = frame.t("solution-draft-join-number");
    let help = frame.t("solution-draft-join-help");
    if choices.is_empty() {
        return Ok(vec![Field::line("into", other).help(help)]);
    }
    Ok(vec![
        Field::radio("into", frame.t("solution-draft-join-which"), choices),
        Field::line("into_number", other).help(help).optional(),
    ])
}

pub(super) async fn take_over_page(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let row = to_answer(&state, &request, &number).await?;
    let input = SolutionInput::of(&row.solution.facts);
    let target = Target::draft(&row.solution);
    edit::show(&state, frame, &target, (&input, Sharing::Collaboration.code()), &Errors::default()).await
}

/// The draft that an address names, for whoever is to answer it.
async fn to_answer(state: &State, request: &Request, number: &str) -> Result<DraftRow, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let number = number_of(request, number)?;
    let read = state.app.read_solution(&request.visitor.actor, number).await.map_err(failed(frame))?;
    let row = read.draft.ok_or_else(|| failed(frame)(AppError::NotFound))?;
    if row.may_answer { Ok(row) } else { Err(failed(frame)(AppError::Denied)) }
}

pub(super) async fn take_over(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let row = to_answer(&state, &request, &number).await?;
    let number = row.solution.number;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let (input, sharing) = (edit::input_of(&sent), value(&sent, "sharing"));
    let place = (number, value(&sent, "version").parse().unwrap_or(0));
    match state.app.take_over_draft(&request.visitor.actor, place, &input, sharing).await {
        Ok(_) => Ok(Redirect::to(&format!("/losningar/{number}")).into_response()),
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(failed(frame))?;
            edit::show(&state, frame, &Target::draft(&row.solution), (&input, sharing), &errors).await
        }
    }
}

pub(super) async fn join(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let row = to_answer(&state, &request, &number).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let other = value(&sent, "into_number").trim();
    let into = if other.is_empty() { value(&sent, "into") } else { other };
    let place = (row.solution.number, value(&sent, "version").parse().unwrap_or(0));
    match state.app.join_draft(&request.visitor.actor, place, into).await {
        Ok(other) => Ok(Redirect::to(&format!("/losningar/{}", other.number)).into_response()),
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(failed(frame))?;
            super::page::whole(&state, &request, &number, (errors, "")).await
        }
    }
}

pub(super) async fn turn_down(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let found = number_of(&request, &number)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let place = (found, value(&sent, "version").parse().unwrap_or(0));
    match state.app.turn_down_draft(&request.visitor.actor, place, value(&sent, "reason")).await {
        Ok(()) => Ok(Redirect::to(&format!("/losningar/{found}")).into_response()),
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(failed(frame))?;
            super::page::whole(&state, &request, &number, (errors, "")).await
        }
    }
}
