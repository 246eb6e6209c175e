//! "We have this too": the small page that asks for own words, and what a need's page and list say about who has it.

use app::AppError;
use app::voice::{SpreadRow, VoiceRow, Voices};
use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::need::Need;
use domain::number::Number;
use domain::voice::VoiceFacts;
use serde::Deserialize;

use crate::State;
use crate::error::{Failure, html};
use crate::form::{Errors, count_in};
use crate::frame::Frame;
use crate::routes::Routes;
use crate::session::{self, Onward};
use crate::visitor::Request;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/behov/{number}/vi-ocksa", page)
        .post("/behov/{number}/vi-ocksa", join)
        .post("/behov/{number}/vi-ocksa/angra", leave)
}

/// What was sent: from the ask box or the form of a need its text, from the small page the words.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Said {
    text: String,
    words: String,
    affected: String,
    gor: String,
}

#[derive(Template)]
#[template(path = "voice/form.html")]
struct FormPage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    number: String,
    title: String,
    text: String,
    organisation: String,
    words: String,
    affected: String,
    joined: bool,
}

async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let number = parsed(&request, &number)?;
    asking(&state, &request, number, &Said::default(), &Errors::default()).await
}

async fn join(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
    form: Result<Form<Said>, FormRejection>,
) -> Result<Response, Failure> {
    let Ok(Form(said)) = form else { return Err(Failure::unreadable_form(request.frame)) };
    let number = parsed(&request, &number)?;
    if said.gor != "spara" {
        return asking(&state, &request, number, &said, &Errors::default()).await;
    }
    let Some(affected) = count_in(&said.affected) else {
        let mut errors = Errors::default();
        errors.add("affected", request.frame.t("need-affected-no-number"));
        return asking(&state, &request, number, &said, &errors).await;
    };
    let facts = VoiceFacts { words: Some(said.words.clone()), affected };
    match state.app.join_need(&request.visitor.actor, number, facts).await {
        Ok(_) => Ok(back(number)),
        Err(error) => match Errors::of(&request.frame, error) {
            Ok(errors) => asking(&state, &request, number, &said, &errors).await,
            Err(error) => Err(Failure::page(error, request.frame.clone())),
        },
    }
}

async fn leave(
    Shared(state): Shared<State>,
    request: Request,
    Path(number): Path<String>,
) -> Result<Response, Failure> {
    let number = parsed(&request, &number)?;
    let left = state.app.leave_need(&request.visitor.actor, number).await;
    left.map_err(|error| Failure::page(error, request.frame.clone()))?;
    Ok(back(number))
}

fn parsed(request: &Request, number: &str) -> Result<Number, Failure> {
    number.parse().map_err(|_| Failure::page(AppError::NotFound, request.frame.clone()))
}

/// To the place on the need's page where it can be undone.
fn back(number: Number) -> Response {
    Redirect::to(&format!("/behov/{number}#har-det")).into_response()
}

/// The page that asks for own words; what was written in the ask box stands there already.
async fn asking(
    state: &State,
    request: &Request,
    number: Number,
    said: &Said,
    errors: &Errors,
) -> Result<Response, Failure> {
    let Request { visitor, frame, .. } = request;
    let failed = |error| Failure::page(error, frame.clone());
    if visitor.actor.member().is_none() {
        let onward = Onward { till: format!("/behov/{number}/vi-ocksa"), text: said.text.clone() };
        return session::instead(state, frame, onward).await;
    }
    let read = state.app.read_need(&visitor.actor, number).await.map_err(failed)?;
    let voices = state.app.voices(&visitor.actor, number).await.map_err(failed)?;
    if !voices.may_join {
        return Err(failed(AppError::Denied));
    }
    let (words, affected) = filled(said, &voices);
    let page = html(&FormPage {
        frame,
        errors,
        number: number.to_string(),
        title: read.need.facts.title,
        text: read.need.facts.text,
        organisation: read.organisation,
        words,
        affected,
        joined: voices.own.is_some(),
    });
    Ok(errors.on(page))
}

/// What stands in the fields: what was sent from here, else what has been said before, else the text of the box.
fn filled(said: &Said, voices: &Voices) -> (String, String) {
    let said_before = voices.own.as_ref().map(|voice| &voice.facts);
    match said_before {
        _ if said.gor == "spara" => (said.words.clone(), said.affected.clone()),
        Some(facts) => (
            facts.words.clone().unwrap_or_default(),
            facts.affected.map(|count| count.to_string()).unwrap_or_default(),
        ),
        None => (said.text.clone(), String::new()),
    }
}

/// One organisation's words.
struct Row {
    organisation: String,
    about: String,
    words: Option<String>,
}

#[derive(Template)]
#[template(path = "voice/section.html")]
struct Section<'a> {
    frame: &'a Frame,
    number: String,
    heading: String,
    affected: Option<String>,
    rows: Vec<Row>,
    joined: bool,
    may_join: bool,
}

/// Who else has a need, as a part of its page; empty where nobody has and the reader cannot say so.
pub(crate) fn section(frame: &Frame, need: &Need, voices: &Voices) -> String {
    let alone = voices.rows.is_empty();
    if alone && !voices.may_join {
        return String::new();
    }
    let section = Section {
        frame,
        number: need.number.to_string(),
        heading: spread_line(frame, &voices.spread).unwrap_or_else(|| frame.t("voice-heading")),
        affected: if alone { None } else { affected_line(frame, &voices.spread) },
        rows: voices.rows.iter().map(|row| self::row(frame, row)).collect(),
        joined: voices.own.is_some() && voices.may_join,
        may_join: voices.may_join,
    };
    section.render().unwrap_or_default()
}

fn row(frame: &Frame, row: &VoiceRow) -> Row {
    let day = frame.day_of(row.voice.at);
    let who = row.person.as_ref().map(|person| format!("{person} · {day}"));
    let who = who.unwrap_or(day);
    let about = row.voice.facts.affected.map(|count| {
        let count = frame.number(i64::from(count));
        format!("{who} · {}", frame.t1("voice-affects", "number", &count))
    });
    Row {
        organisation: row.organisation.clone(),
        about: about.unwrap_or(who),
        words: row.voice.facts.words.clone(),
    }
}

/// "Tre av sex kommuner har det här"; nothing where one organisation has it.
pub(crate) fn spread_line(frame: &Frame, row: &SpreadRow) -> Option<String> {
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let have = count(row.spread.organisations.len());
    if have < 2 {
        return None;
    }
    Some(match row.of_municipalities {
        Some(all) => {
            let all = frame.count_word(count(all)).to_lowercase();
            frame.t2("voice-municipalities", ("have", &frame.count_word(have)), ("all", &all))
        }
        None => frame.tn("voice-organisations", have),
    })
}

fn affected_line(frame: &Frame, row: &SpreadRow) -> Option<String> {
    let affected = i64::try_from(row.spread.affected?).unwrap_or(i64::MAX);
    Some(frame.t1("voice-affects-together", "number", &frame.number(affected)))
}
