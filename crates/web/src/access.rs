//! Asking to be let in, showing that an address is one's own, and the page where an organisation's administrators answer.
//!
//! Not here: adding a person outright (`people`).

use app::access::AccessInput;
use app::{AppError, Refusal};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::organisation::Organisation;
use domain::person::Role;
use serde::Deserialize;

use crate::error::{Failure, html};
use crate::form::Errors;
use crate::frame::Frame;
use crate::list::Choice;
use crate::routes::Routes;
use crate::visitor::Request;
use crate::{Mailing, State, organisation, people};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/ansok", empty)
        .post("/ansok", ask)
        .get("/ansok/bekrafta", to_confirm)
        .post("/ansok/bekrafta", confirm)
        .get("/organisationer/{called}/ansokningar", waiting)
        .post("/organisationer/{called}/ansokningar", answer)
        .post("/organisationer/{called}/ansokningar/adresser", set_domains)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    name: String,
    email: String,
    title: String,
    words: String,
    kod: String,
    nytt: String,
}

#[derive(Template)]
#[template(path = "access/ask.html")]
struct AskPage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    sent: &'a Asked,
    mails: bool,
    is_sent: bool,
}

#[derive(Template)]
#[template(path = "access/confirm.html")]
struct ConfirmPage<'a> {
    frame: &'a Frame,
    code: String,
    /// Where the wish goes, while it can be sent on.
    organisation: Option<String>,
    done: bool,
}

async fn empty(Shared(state): Shared<State>, request: Request) -> Response {
    let mails = state.settings.mail == Mailing::On;
    let (errors, sent) = (&Errors::default(), &Asked::default());
    html(&AskPage { frame: &request.frame, errors, sent, mails, is_sent: false })
}

/// The same answer whether the address has an account or not.
async fn ask(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Asked>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let mails = state.settings.mail == Mailing::On;
    let input = AccessInput {
        name: sent.name.clone(),
        email: sent.email.clone(),
        title: sent.title.clone(),
        words: sent.words.clone(),
    };
    let errors = match mails {
        true => match state.app.wish_access(input).await {
            Ok(()) => Errors::default(),
            Err(error) => Errors::of(frame, error).map_err(|error| Failure::page(error, frame.clone()))?,
        },
        // The page says why there is nothing to send.
        false => Errors::default(),
    };
    let is_sent = mails && errors.is_empty();
    Ok(errors.on(html(&AskPage { frame, errors: &errors, sent: &sent, mails, is_sent })))
}

async fn to_confirm(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let done = asked.nytt == "klart";
    let organisation = match state.app.wish_to_confirm(&asked.kod).await {
        Ok((_, organisation)) => Some(organisation.name),
        Err(AppError::Refused(Refusal::TooLate)) => None,
        Err(error) => return Err(Failure::page(error, frame.clone())),
    };
    Ok(html(&ConfirmPage { frame, code: asked.kod, organisation, done }))
}

async fn confirm(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Asked>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    match state.app.confirm_wish(&sent.kod).await {
        Ok(()) => Ok(Redirect::to("/ansok/bekrafta?nytt=klart").into_response()),
        Err(AppError::Refused(Refusal::TooLate)) => {
            let page = html(&ConfirmPage { frame, code: sent.kod, organisation: None, done: false });
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(error) => Err(Failure::page(error, frame.clone())),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Answered {
    wish: String,
    /// `ja` lets in, `nej` turns away.
    gor: String,
    roles: Vec<String>,
    reason: String,
    domains: Option<String>,
    nytt: String,
}

/// Somebody who asks.
struct Wish {
    id: String,
    name: String,
    email: String,
    title: String,
    words: String,
    since: String,
    roles: Vec<Choice>,
    /// What was wrong with the answer, and the reason that was written.
    fault: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "access/list.html")]
struct ListPage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    organisation: &'a Organisation,
    address: String,
    told: Option<String>,
    wishes: Vec<Wish>,
    domains: String,
}

async fn waiting(
    Shared(state): Shared<State>,
    request: Request,
    Path(called): Path<String>,
    asked: Result<Query<Answered>, QueryRejection>,
) -> Result<Response, Failure> {
    let organisation = people::administered(&state, &request, &called).await?;
    let told = match asked.map(|Query(asked)| asked.nytt).unwrap_or_default().as_str() {
        "ja" => Some(request.frame.t("access-told-in")),
        "nej" => Some(request.frame.t("access-told-away")),
        "adresser" => Some(request.frame.t("access-told-domains")),
        _ => None,
    };
    show(&state, &request, (&organisation, told), &Answered::default(), &Errors::default()).await
}

async fn show(
    state: &State,
    request: &Request,
    (organisation, told): (&Organisation, Option<String>),
    sent: &Answered,
    errors: &Errors,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let found = state.app.access_of(&request.visitor.actor, organisation.id).await;
    let found = found.map_err(|error| Failure::page(error, frame.clone()))?;
    let wishes = found.wishes.into_iter().map(|wish| {
        let id = wish.id.to_string();
        let is_answered = id == sent.wish;
        let roles = if is_answered { people::read_roles(&sent.roles) } else { vec![Role::NeedSubmitter] };
        Wish {
            since: frame.day_of(wish.created),
            roles: people::roles(frame, &roles)
                .into_iter()
                .filter(|one| one.value != Role::Steward.code())
                .collect(),
            fault: if is_answered { errors.at("answer").to_owned() } else { String::new() },
            reason: if is_answered { sent.reason.clone() } else { String::new() },
            name: wish.name,
            email: wish.email,
            title: wish.title,
            words: wish.words,
            id,
        }
    });
    let page = html(&ListPage {
        frame,
        errors,
        organisation,
        address: organisation::address(organisation),
        told,
        wishes: wishes.collect(),
        domains: sent.domains.clone().unwrap_or_else(|| found.domains.join("\n")),
    });
    Ok(errors.on(page))
}

async fn answer(
    Shared(state): Shared<State>,
    request: Request,
    Path(called): Path<String>,
    form: Result<Form<Answered>, FormRejection>,
) -> Result<Response, Failure> {
    let (frame, actor) = (&request.frame, &request.visitor.actor);
    let failed = |error| Failure::page(error, frame.clone());
    let organisation = people::administered(&state, &request, &called).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let wish = sent.wish.parse().map_err(|_| failed(AppError::Refused(Refusal::ChangedMeanwhile)))?;
    let lets_in = sent.gor == "ja";
    let done = if lets_in {
        let roles = people::read_roles(&sent.roles);
        state.app.let_in(actor, wish, organisation.id, &roles).await.map(|_| ())
    } else {
        state.app.turn_away(actor, wish, organisation.id, &sent.reason).await
    };
    match done {
        Ok(()) => Ok(back(&organisation, if lets_in { "ja" } else { "nej" })),
        Err(AppError::Invalid(_)) => {
            let mut errors = Errors::default();
            errors.add("answer", frame.t(if lets_in { "people-no-role" } else { "access-no-reason" }));
            show(&state, &request, (&organisation, None), &sent, &errors).await
        }
        Err(error) => Err(failed(error)),
    }
}

async fn set_domains(
    Shared(state): Shared<State>,
    request: Request,
    Path(called): Path<String>,
    form: Result<Form<Answered>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let organisation = people::administered(&state, &request, &called).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let written = sent.domains.as_deref().unwrap_or_default();
    match state.app.set_domains(&request.visitor.actor, organisation.id, written).await {
        Ok(()) => Ok(back(&organisation, "adresser")),
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(|error| Failure::page(error, frame.clone()))?;
            show(&state, &request, (&organisation, None), &sent, &errors).await
        }
    }
}

fn back(organisation: &Organisation, told: &str) -> Response {
    let address = organisation::address(organisation);
    Redirect::to(&format!("{address}/ansokningar?nytt={told}")).into_response()
}
