//! The page of notices, how often mail is wanted, and the address that ends mail with one press.

use app::Page;
use app::notice::{About, NoticeRow};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::notice::{Frequency, Topic};
use serde::Deserialize;

use crate::State;
use crate::error::{Failure, html};
use crate::frame::Frame;
use crate::list::{Address, Choice, PAGE_SIZE, Pages};
use crate::routes::Routes;
use crate::visitor::Request;
use crate::{Mailing, case, need, reminder, solution, trail};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/notiser", page)
        .post("/notiser", mark_read)
        .post("/notiser/utskick", choose)
        .get("/avanmal/{key}/{topic}", ask_to_end)
        .post("/avanmal/{key}/{topic}", end)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    sida: String,
    nytt: String,
}

/// A notice in the list.
struct Row {
    on: String,
    time: String,
    sentence: String,
    address: String,
    about: String,
    unread: bool,
}

/// How often mail about a topic is wanted.
struct TopicChoice {
    name: String,
    label: String,
    help: String,
    choices: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "notice/page.html")]
struct NoticesPage<'a> {
    frame: &'a Frame,
    told: Option<String>,
    rows: Vec<Row>,
    has_unread: bool,
    pages: Pages,
    mails: bool,
    topics: Vec<TopicChoice>,
}

#[derive(Template)]
#[template(path = "notice/end.html")]
struct EndPage<'a> {
    frame: &'a Frame,
    action: String,
    topic: String,
    done: bool,
}

async fn page(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let failed = |error| Failure::page(error, frame.clone());
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let number = asked.sida.parse().unwrap_or(1).max(1);
    let listed = state.app.notices(&request.visitor, Page::new(number, PAGE_SIZE)).await.map_err(failed)?;
    let choices = state.app.notice_choices(&request.visitor).await.map_err(failed)?;
    let rows: Vec<Row> = listed.rows.iter().map(|notice| row(frame, notice)).collect();
    Ok(html(&NoticesPage {
        frame,
        told: (asked.nytt == "utskick").then(|| frame.t("notices-told-chosen")),
        has_unread: rows.iter().any(|row| row.unread),
        rows,
        pages: Pages::new(frame, &Address::of("/notiser"), number, listed.total),
        mails: state.settings.mail == Mailing::On,
        topics: choices.iter().map(|(topic, frequency)| topic_choice(frame, *topic, *frequency)).collect(),
    }))
}

fn row(frame: &Frame, row: &NoticeRow) -> Row {
    let (address, about) = place(frame, &row.about);
    Row {
        on: row.notice.at.day().to_string(),
        time: frame.time_of(row.entry.event.at),
        sentence: sentence(frame, row),
        address,
        about,
        unread: row.notice.read_at.is_none(),
    }
}

/// What happened, in the words of the record's own history.
pub(crate) fn sentence(frame: &Frame, row: &NoticeRow) -> String {
    match row.about {
        About::Need { .. } => need::history::sentence(frame, &row.entry),
        About::Solution { .. } => solution::history::sentence(frame, &row.entry),
        About::PublicText { .. }
        | About::Round { .. }
        | About::Forum { .. }
        | About::Meeting { .. }
        | About::Initiative { .. }
        | About::Benefit { .. } => trail::sentence(frame, &row.entry),
        About::Case { .. } => case::history::sentence(frame, &row.entry),
        About::Reminder { kind, day, ref text, .. } => reminder::sentence(frame, kind, (day, text)),
        About::Collaboration { .. } | About::Contract { .. } | About::Access { .. } | About::Account => {
            trail::sentence(frame, &row.entry)
        }
    }
}

/// Where the record is, and what it is called.
pub(crate) fn place(frame: &Frame, about: &About) -> (String, String) {
    match about {
        About::Need { number, title } => (format!("/behov/{number}"), format!("{title} ({number})")),
        About::Solution { number, name } => (format!("/losningar/{number}"), format!("{name} ({number})")),
        About::Case { number, title } => (format!("/arenden/{number}"), format!("{title} ({number})")),
        About::Initiative { number, title } => {
            (format!("/initiativ/{number}"), format!("{title} ({number})"))
        }
        // One press from the mail to the form that measures.
        About::Benefit { number, id, indicator } => {
            (format!("/initiativ/{number}/nyttor/{id}/matning"), format!("{indicator} ({number})"))
        }
        About::Round { id, title } => (format!("/prioritering/{id}"), title.clone()),
        About::Forum { id, name } => (format!("/forum/{id}"), name.clone()),
        About::Meeting { id, forum, day } => {
            (format!("/moten/{id}"), format!("{forum}, {}", frame.day(*day)))
        }
        About::Contract { number, name } => (format!("/avtal/{number}"), format!("{name} ({number})")),
        About::Reminder { about, .. } => place(frame, about),
        About::Collaboration { id, name } => (format!("/samverkan/{id}"), name.clone()),
        About::PublicText { id, title } => (format!("/samverkan/texter/{id}"), title.clone()),
        About::Access { id, name } => (format!("/organisationer/{id}/ansokningar"), name.clone()),
        About::Account => ("/konto".to_owned(), frame.t("account")),
    }
}

fn topic_choice(frame: &Frame, topic: Topic, current: Frequency) -> TopicChoice {
    let choice = |frequency: &Frequency| {
        Choice::new(frequency.code(), frame.word("notice-frequency", frequency.code()), current.code())
    };
    TopicChoice {
        name: topic.code().to_owned(),
        label: frame.word("notice-topic", topic.code()),
        help: frame.word("notice-topic-help", topic.code()),
        choices: topic.choices().iter().map(choice).collect(),
    }
}

async fn mark_read(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    let frame = request.frame.clone();
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame));
    }
    state.app.read_notices(&request.visitor).await.map_err(|error| Failure::page(error, frame))?;
    Ok(Redirect::to("/notiser").into_response())
}

/// Each topic with the frequency that was chosen; unknown words are left out.
async fn choose(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = request.frame.clone();
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame));
    }
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame)) };
    let chosen: Vec<(Topic, Frequency)> = sent
        .iter()
        .filter_map(|(topic, frequency)| Topic::from_code(topic).zip(Frequency::from_code(frequency)))
        .collect();
    let kept = state.app.choose_notices(&request.visitor, &chosen).await;
    kept.map_err(|error| Failure::page(error, frame))?;
    Ok(Redirect::to("/notiser?nytt=utskick#utskick").into_response())
}

async fn ask_to_end(
    request: Request,
    Path((key, topic)): Path<(String, String)>,
) -> Result<Response, Failure> {
    end_page(&request.frame, &key, &topic, false)
}

fn end_page(frame: &Frame, key: &str, topic: &str, done: bool) -> Result<Response, Failure> {
    let Some(topic) = Topic::from_code(topic) else {
        return Err(Failure::page(app::AppError::NotFound, frame.clone()));
    };
    let is_key = key.chars().all(|c| c.is_ascii_alphanumeric());
    Ok(html(&EndPage {
        frame,
        action: if is_key { format!("/avanmal/{key}/{topic}") } else { "/avanmal".to_owned() },
        topic: frame.word("notice-topic", topic.code()),
        done,
    }))
}

/// Mail programs press this themselves (RFC 8058), with a body that says so.
async fn end(
    Shared(state): Shared<State>,
    request: Request,
    Path((key, topic)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let known = Topic::from_code(&topic).ok_or_else(|| failed(app::AppError::NotFound))?;
    state.app.end_mail(&key, known).await.map_err(failed)?;
    end_page(frame, &key, &topic, true)
}
