//! Signing in and out. Whoever came with a text gets it back afterwards: nothing that was written is lost.

use app::session::{Signed, SignedIn};
use app::{AppError, Refusal};
use askama::Template;
use axum::extract::{Query, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use axum_extra::extract::{Form, FormRejection};
use serde::Deserialize;

use crate::appearance::own_address;
use crate::error::{Failure, html};
use crate::frame::{Frame, upper_first};
use crate::routes::Routes;
use crate::visitor::{Request, Wants, session_cookie};
use crate::{Demo, State, Transport, need, second_factor, start};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/logga-in", page)
        .post("/logga-in", sign_in)
        .post("/logga-in/exempel", sign_in_as)
        .post("/logga-ut", sign_out)
}

/// Where to go afterwards, and the text that was being written.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Onward {
    #[serde(default)]
    pub(crate) till: String,
    #[serde(default)]
    pub(crate) text: String,
}

#[derive(Debug, Deserialize)]
struct Credentials {
    #[serde(default)]
    epost: String,
    #[serde(default)]
    losenord: String,
    #[serde(flatten)]
    onward: Onward,
}

#[derive(Debug, Deserialize)]
struct Choice {
    #[serde(default)]
    person: String,
    #[serde(flatten)]
    onward: Onward,
}

/// A fictional person to be.
struct Someone {
    email: String,
    name: String,
    about: String,
}

#[derive(Template)]
#[template(path = "session/sign_in.html")]
struct SignInPage<'a> {
    frame: &'a Frame,
    people: Vec<Someone>,
    /// What the identity provider is called, where there is one.
    provider: Option<&'a str>,
    email: String,
    error: Option<String>,
    onward: Onward,
}

async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Query(onward): Query<Onward>,
) -> Result<Response, Failure> {
    show(&state, &request.frame, onward, String::new(), None).await
}

/// The sign-in page in place of what needed it, with the text that was sent.
pub(crate) async fn instead(state: &State, frame: &Frame, onward: Onward) -> Result<Response, Failure> {
    show(state, frame, onward, String::new(), None).await
}

/// The sign-in page once more, with why.
pub(crate) async fn again(
    state: &State,
    frame: &Frame,
    onward: Onward,
    error: String,
) -> Result<Response, Failure> {
    let page = show(state, frame, onward, String::new(), Some(error)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn show(
    state: &State,
    frame: &Frame,
    onward: Onward,
    email: String,
    error: Option<String>,
) -> Result<Response, Failure> {
    let people = match state.settings.demo {
        Demo::No => Vec::new(),
        Demo::Fictional => {
            let people = state.app.people_to_choose().await.map_err(|e| Failure::page(e, frame.clone()))?;
            people.into_iter().map(|person| someone(frame, person)).collect()
        }
    };
    let provider = state.app.provider().map(|provider| provider.name());
    Ok(html(&SignInPage { frame, people, provider, email, error, onward }))
}

fn someone(frame: &Frame, person: SignedIn) -> Someone {
    let does = person.roles.first().map(|role| frame.word("does", role.code())).unwrap_or_default();
    Someone {
        email: person.person.email.clone(),
        about: format!("{}, {}. {does}", upper_first(&person.title), person.organisation),
        name: person.person.name,
    }
}

async fn sign_in(
    Shared(state): Shared<State>,
    request: Request,
    jar: CookieJar,
    form: Result<Form<Credentials>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = request.frame.clone();
    let Ok(Form(form)) = form else { return Err(Failure::unreadable_form(frame)) };
    match state.app.sign_in(&form.epost, &form.losenord, &request.browser).await {
        Ok(Signed::In(token)) => welcome(&state, request, jar, token, form.onward).await,
        Ok(Signed::Half(half)) => Ok(second_factor::ask(&frame, half, form.onward)),
        Err(AppError::Refused(refusal)) => {
            // Any other refusal reads alike: nothing tells a known address from an unknown one.
            let is_late = refusal == Refusal::TooManyTries;
            let error = frame.t(if is_late { "sign-in-too-many" } else { "sign-in-wrong" });
            let page = show(&state, &frame, form.onward, form.epost, Some(error)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(Failure::page(error, frame)),
    }
}

async fn sign_in_as(
    Shared(state): Shared<State>,
    request: Request,
    jar: CookieJar,
    form: Result<Form<Choice>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = request.frame.clone();
    let failed = |error| Failure::page(error, frame.clone());
    let Ok(Form(form)) = form else { return Err(Failure::unreadable_form(frame)) };
    if state.settings.demo == Demo::No {
        return Err(failed(AppError::NotFound));
    }
    let people = state.app.people_to_choose().await.map_err(failed)?;
    let chosen = people.iter().find(|someone| someone.person.email == form.person);
    let person = chosen.ok_or_else(|| failed(AppError::NotFound))?.person.id;
    let token = state.app.start_session(person, &request.browser).await.map_err(failed)?;
    welcome(&state, request, jar, token, form.onward).await
}

async fn sign_out(
    Shared(state): Shared<State>,
    request: Request,
    jar: CookieJar,
) -> Result<Response, Failure> {
    let name = session_cookie(state.settings.transport);
    if let Some(cookie) = jar.get(name) {
        let ended = state.app.sign_out(cookie.value()).await;
        ended.map_err(|error| Failure::page(error, request.frame.clone()))?;
    }
    let mut gone = Cookie::new(name, "");
    gone.set_path("/");
    Ok((jar.remove(gone), Redirect::to("/")).into_response())
}

/// Goes on to where the visitor was heading. A text that was being written becomes a draft; who may not write
/// needs gets the text back on the start page.
/// Gives the browser its session and leads on.
pub(crate) async fn welcome(
    state: &State,
    request: Request,
    jar: CookieJar,
    token: String,
    onward: Onward,
) -> Result<Response, Failure> {
    let failed = |error| Failure::page(error, request.frame.clone());
    let visitor = state.app.visitor(&token).await.map_err(failed)?;
    let mut cookie = Cookie::new(session_cookie(state.settings.transport), token);
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(state.settings.transport == Transport::Https);
    let jar = jar.add(cookie);
    if onward.text.trim().is_empty() {
        return Ok((jar, Redirect::to(own_address(&onward.till))).into_response());
    }
    let answer = match need::begin(state, &visitor.actor, &onward.text).await {
        Ok(address) => Redirect::to(&address).into_response(),
        Err(AppError::Denied | AppError::Invalid(_)) => {
            let frame = request.frame.for_visitor(&visitor);
            start::with_text(
                state,
                &Request { visitor, frame, wants: Wants::Page, browser: String::new() },
                &onward.text,
            )
            .await?
        }
        Err(error) => return Err(failed(error)),
    };
    Ok((jar, answer).into_response())
}
