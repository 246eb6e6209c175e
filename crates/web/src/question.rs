//! Asking those who use a solution, answering for the own organisation, and the list of what has been asked.
//!
//! Not here: the thread on the solution's page, where both stand (`comment`).

use app::AppError;
use app::question::QuestionRow;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::id::{CommentId, OrganisationId};
use domain::number::Number;
use domain::text::search_words;
use serde::Deserialize;

use crate::State;
use crate::error::Failure;
use crate::form::{Errors, Pairs, answered, value};
use crate::frame::Frame;
use crate::list::{Address, Choice, TableFile, paged};
use crate::routes::Routes;
use crate::view::{Cell, Field, FormPage, Group, Link, ListView, Table, file_of};
use crate::visitor::Request;

const PATH: &str = "/fragor";
/// Questions without an answer, in the address.
const OPEN: &str = "obesvarade";
/// Questions to the reader's own organisation.
const OWN: &str = "oss";
/// Oldest first.
const OLDEST: &str = "aldsta";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/losningar/{number}/fraga", ask_page)
        .post("/losningar/{number}/fraga", ask)
        .get("/fragor", list)
        .get("/fragor.csv", list)
        .get("/fragor.xlsx", list)
        .get("/fragor/{question}/svara", answer_page)
        .post("/fragor/{question}/svara", answer)
}

fn failed(frame: &Frame) -> impl Fn(AppError) -> Failure + '_ {
    |error| Failure::page(error, frame.clone())
}

fn signed_in(request: &Request) -> Result<(), Failure> {
    match request.visitor.signed_in {
        Some(_) => Ok(()),
        None => Err(Failure::sign_in_first(request.frame.clone())),
    }
}

fn numbered(request: &Request, number: &str) -> Result<Number, Failure> {
    number.parse().map_err(|_| failed(&request.frame)(AppError::NotFound))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Begun {
    till: String,
}

async fn ask_page(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    begun: Result<Query<Begun>, QueryRejection>,
) -> Result<Response, Failure> {
    signed_in(&request)?;
    let begun = begun.map(|Query(begun)| begun.till).unwrap_or_default();
    let sent = vec![("asked".to_owned(), begun)];
    ask_form(&state, &request, numbered(&request, &number)?, (&sent, &Errors::default())).await
}

/// The reason that a personal identity number stands in a text, asked for only where one does.
fn reason(frame: &Frame, sent: &Pairs, errors: &Errors) -> Option<Field> {
    let asks = errors.at("comment") == frame.t("hint-identity-number");
    let was = !value(sent, "identity_reason").is_empty();
    let field = Field::line("identity_reason", frame.t("need-identity-reason")).optional();
    (asks || was).then(|| field.filled(sent, errors))
}

async fn ask_form(
    state: &State,
    request: &Request,
    number: Number,
    (sent, errors): (&Pairs, &Errors),
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = state.app.askable(&request.visitor.actor, number).await.map_err(failed(frame))?;
    let chosen = match read.organisations.as_slice() {
        [(only, _)] => only.to_string(),
        several => {
            let begun = several.iter().find(|(_, name)| name == value(sent, "asked"));
            begun.map_or_else(|| value(sent, "asked").to_owned(), |(id, _)| id.to_string())
        }
    };
    let choice = |(id, name): &(OrganisationId, String)| Choice::new(&id.to_string(), name.clone(), &chosen);
    let choices: Vec<Choice> = read.organisations.iter().map(choice).collect();
    let whom = Field::radio("asked", frame.t("question-whom"), choices).value(chosen.clone());
    let whom = Field { error: errors.at("asked").to_owned(), ..whom };
    let text = Field::area("comment", frame.t("question-text"), 4).help(frame.t("question-text-help"));
    let mut fields = vec![whom, text.filled(sent, errors)];
    fields.extend(reason(frame, sent, errors));
    let page = format!("/losningar/{number}");
    let nobody = read.organisations.is_empty();
    Ok(FormPage {
        frame,
        errors,
        crumbs: vec![
            Link::new("/losningar", frame.t("place-solutions")),
            Link::new(page.clone(), read.solution.name.clone()),
        ],
        heading: frame.t("question-ask"),
        lead: frame.t1("question-lead", "solution", &read.solution.name),
        warning: if nobody { frame.t("question-nobody") } else { String::new() },
        action: format!("{page}/fraga"),
        hidden: Vec::new(),
        groups: vec![Group::plain(fields)],
        submit: frame.t("question-send"),
        back: Link::new(page, frame.t("solution-edit-leave")),
    }
    .page())
}

async fn ask(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    signed_in(&request)?;
    let frame = &request.frame;
    let number = numbered(&request, &number)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let (asked, text) = (value(&sent, "asked"), value(&sent, "comment"));
    let why = value(&sent, "identity_reason");
    match state.app.ask_user(&request.visitor.actor, number, (asked, text), why).await {
        Ok(question) => {
            Ok(Redirect::to(&format!("/losningar/{number}#kommentar-{}", question.id)).into_response())
        }
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(failed(frame))?;
            ask_form(&state, &request, number, (&sent, &errors)).await
        }
    }
}

async fn answer_page(
    Shared(state): Shared<State>,
    request: Request,
    Path(question): Path<String>,
) -> Result<Response, Failure> {
    signed_in(&request)?;
    let row = to_answer(&state, &request, &question).await?;
    Ok(answer_form(&request.frame, &row, (&Pairs::new(), &Errors::default())))
}

async fn to_answer(state: &State, request: &Request, question: &str) -> Result<QuestionRow, Failure> {
    let frame = &request.frame;
    let id: CommentId = question.parse().map_err(|_| failed(frame)(AppError::NotFound))?;
    let row = state.app.question(&request.visitor.actor, id).await.map_err(failed(frame))?;
    if row.may_answer { Ok(row) } else { Err(failed(frame)(AppError::Denied)) }
}

fn answer_form(frame: &Frame, row: &QuestionRow, (sent, errors): (&Pairs, &Errors)) -> Response {
    let page = format!("/losningar/{}", row.solution.number);
    let text = Field::area("comment", frame.t("question-answer"), 4).help(frame.t("question-answer-help"));
    let mut fields = vec![text.filled(sent, errors)];
    fields.extend(reason(frame, sent, errors));
    let (person, organisation) = &row.asker;
    FormPage {
        frame,
        errors,
        crumbs: vec![
            Link::new(PATH, frame.t("questions")),
            Link::new(page.clone(), row.solution.name.clone()),
        ],
        heading: frame.t1("question-answer-heading", "organisation", organisation),
        lead: frame.t2("question-asks", ("person", person), ("text", &row.question.text)),
        warning: String::new(),
        action: format!("{PATH}/{}/svara", row.question.id),
        hidden: Vec::new(),
        groups: vec![Group::plain(fields)],
        submit: frame.t("question-answer-send"),
        back: Link::new(page, frame.t("solution-edit-leave")),
    }
    .page()
}

async fn answer(
    Shared(state): Shared<State>,
    request: Request,
    Path(question): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    signed_in(&request)?;
    let frame = &request.frame;
    let row = to_answer(&state, &request, &question).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let (text, why) = (value(&sent, "comment"), value(&sent, "identity_reason"));
    let done = state.app.answer_question(&request.visitor.actor, row.question.id, text, why).await;
    let done = done.map(|(answer, number)| format!("/losningar/{number}#kommentar-{}", answer.id));
    answered(frame, done, |errors| answer_form(frame, &row, (&sent, &errors)))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    till: String,
    svar: String,
    sortering: String,
    sida: String,
}

async fn list(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    signed_in(&request)?;
    let frame = &request.frame;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let mut rows = state.app.questions(&request.visitor.actor).await.map_err(failed(frame))?;
    let mut organisations: Vec<String> = rows.iter().map(|row| row.asked.clone()).collect();
    organisations.sort_unstable();
    organisations.dedup();
    let search: String = asked.q.trim().chars().take(200).collect();
    let words = search_words(&search);
    let holds = |row: &QuestionRow| {
        let text =
            search_words(&format!("{} {} {}", row.question.text, row.solution.name, row.solution.number));
        words.split_whitespace().all(|word| text.contains(&format!(" {word}")))
    };
    let to = asked.till.as_str();
    let only_open = asked.svar == OPEN;
    rows.retain(|row| {
        let is_to = to.is_empty() || (to == OWN && row.may_answer) || row.asked == to;
        is_to && (!only_open || row.answers == 0) && holds(row)
    });
    let oldest = asked.sortering == OLDEST;
    if oldest {
        rows.reverse();
    }
    let (open, order) = (if only_open { OPEN } else { "" }, if oldest { OLDEST } else { "" });
    let address =
        Address::of(PATH).with("q", &search).with("till", to).with("svar", open).with("sortering", order);
    if frame.here.split('?').next().is_some_and(|path| path != PATH) {
        let day = state.app.clock().now().day();
        let kind = TableFile::asked(frame);
        return kind.answer(frame, "fragor", day, file_of(kind, "fragor", &table(frame, &rows)));
    }
    let (shown, page, total) = paged(rows, &asked.sida);
    let place = (&address, page, total);
    let mut view = ListView::new(frame, PATH, frame.t("questions"), place, table(frame, &shown));
    view.crumbs = vec![Link::new("/losningar", frame.t("place-solutions"))];
    view.lead = frame.t("questions-lead");
    view.searched(&address, &search);
    let mut whom =
        vec![Choice::new("", frame.t("list-all"), to), Choice::new(OWN, frame.t("questions-to-us"), to)];
    whom.extend(organisations.into_iter().map(|name| Choice::new(&name, name.clone(), to)));
    view.filter(&address, ("till", frame.t("question-to")), whom);
    let answers =
        vec![Choice::new("", frame.t("list-all"), open), Choice::new(OPEN, frame.t("questions-open"), open)];
    view.filter(&address, ("svar", frame.t("question-answers")), answers);
    let orders = vec![
        Choice::new("", frame.t("questions-newest"), order),
        Choice::new(OLDEST, frame.t("questions-oldest"), order),
    ];
    view.filter(&address, ("sortering", frame.t("solution-order")), orders);
    view.empty = (frame.t("questions-none"), frame.t("questions-none-text"));
    Ok(view.page())
}

fn table(frame: &Frame, rows: &[QuestionRow]) -> Table {
    let keys = [
        "question",
        "solution-column-solution",
        "question-to",
        "question-from",
        "question-at",
        "question-answers",
        "question-do",
    ];
    let mut table = Table::new(frame, frame.t("questions"), &keys).amounts(&[5]);
    for row in rows {
        let page = format!("/losningar/{}#kommentar-{}", row.solution.number, row.question.id);
        let answer = match row.may_answer {
            true => Cell {
                is_own: false,
                ..Cell::link(frame.t("question-answer"), format!("{PATH}/{}/svara", row.question.id))
            },
            false => Cell::text(""),
        };
        table.rows.push(vec![
            Cell::link(row.question.text.clone(), page),
            Cell::own(row.solution.name.clone()).note(row.solution.number.to_string()),
            Cell::text(row.asked.clone()),
            Cell::text(format!("{}, {}", row.asker.0, row.asker.1)),
            Cell::text(row.question.at.day().to_string()),
            Cell::text(frame.number(row.answers)),
            answer,
        ]);
    }
    table
}
