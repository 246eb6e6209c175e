//! A person's own page: for which organisation they act, their sessions and how to end them, and their password.
//!
//! Not here: other people's accounts, and signing in (`session`).

use app::session::{Account, AccountOrganisation};
use app::{AppError, Refusal};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::id::SessionId;
use serde::Deserialize;

use crate::State;
use crate::appearance::own_address;
use crate::error::{Failure, html};
use crate::form::Errors;
use crate::frame::{Frame, upper_first};
use crate::routes::Routes;
use crate::visitor::Request;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/konto", page)
        .post("/konto/organisation", act_for)
        .post("/konto/losenord", change_password)
        .post("/konto/sessioner", end)
}

/// What was sent from one of the page's forms.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Sent {
    organisation: String,
    till: String,
    old_password: String,
    password: String,
    /// The session to end; `andra` for all but this one.
    session: String,
}

/// What has just been done, as the address says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Just {
    nytt: String,
}

/// An organisation the person has roles in.
struct Organisation {
    id: String,
    name: String,
    does: String,
    active: bool,
}

/// A session of the person's.
struct Session {
    id: SessionId,
    browser: String,
    began: String,
    used: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "session/account.html")]
struct AccountPage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    told: Option<String>,
    name: String,
    email: String,
    organisations: Vec<Organisation>,
    sessions: Vec<Session>,
    has_password: bool,
    has_factor: bool,
    /// What the identity provider is called, where there is one, and whether the account is bound to it.
    provider: Option<(String, bool)>,
}

async fn page(
    Shared(state): Shared<State>,
    request: Request,
    just: Result<Query<Just>, QueryRejection>,
) -> Result<Response, Failure> {
    let told = match just.map(|Query(just)| just.nytt).unwrap_or_default().as_str() {
        "losenord" => Some(request.frame.t("account-password-changed")),
        "leverantor" => Some(request.frame.t("provider-bound")),
        "leverantor-av" => Some(request.frame.t("provider-unbound")),
        "enkelt" => Some(request.frame.t("factor-ended")),
        "avslutad" => Some(request.frame.t("account-session-ended")),
        "organisation" => Some(request.frame.t("account-acts-for-changed")),
        _ => None,
    };
    show(&state, &request, told, &Errors::default()).await
}

/// The page with what is wrong with one of its forms.
pub(crate) async fn with_errors(
    state: &State,
    request: &Request,
    errors: &Errors,
) -> Result<Response, Failure> {
    show(state, request, None, errors).await
}

async fn show(
    state: &State,
    request: &Request,
    told: Option<String>,
    errors: &Errors,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let account = state.app.account(&request.visitor).await;
    let account = account.map_err(|error| Failure::page(error, frame.clone()))?;
    let page = html(&view(frame, (&account, state.app.provider().map(|one| one.name())), told, errors));
    Ok(errors.on(page))
}

fn view<'a>(
    frame: &'a Frame,
    (account, provider): (&Account, Option<&str>),
    told: Option<String>,
    errors: &'a Errors,
) -> AccountPage<'a> {
    let organisation = |one: &AccountOrganisation| {
        let roles: Vec<String> = one.roles.iter().map(|role| frame.word("role", role.code())).collect();
        let roles = frame.list(&roles);
        Organisation {
            id: one.id.to_string(),
            name: one.name.clone(),
            does: if one.title.is_empty() {
                roles
            } else {
                format!("{} · {roles}", upper_first(&one.title))
            },
            active: one.active,
        }
    };
    let sessions = account.sessions.iter().map(|session| Session {
        id: session.id,
        browser: match session.browser.as_str() {
            "" => frame.t("account-unknown-browser"),
            browser => browser.to_owned(),
        },
        began: frame.time_of(session.created),
        used: frame.time_of(session.last_used),
        current: session.id == account.session,
    });
    AccountPage {
        frame,
        errors,
        told,
        name: account.person.name.clone(),
        email: account.person.email.clone(),
        organisations: account.organisations.iter().map(organisation).collect(),
        sessions: sessions.collect(),
        has_password: account.has_password,
        has_factor: account.has_factor,
        provider: provider.map(|name| (name.to_owned(), account.is_bound)),
    }
}

async fn act_for(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let sent = signed_in(&request, form)?;
    let failed = |error| Failure::page(error, request.frame.clone());
    let organisation = sent.organisation.parse().map_err(|_| failed(AppError::NotFound))?;
    state.app.act_for(&request.visitor, organisation).await.map_err(failed)?;
    let onward = if sent.till.is_empty() { "/konto?nytt=organisation" } else { own_address(&sent.till) };
    Ok(Redirect::to(onward).into_response())
}

async fn change_password(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let sent = signed_in(&request, form)?;
    let frame = &request.frame;
    match state.app.change_password(&request.visitor, &sent.old_password, &sent.password).await {
        Ok(()) => Ok(Redirect::to("/konto?nytt=losenord").into_response()),
        Err(AppError::Refused(Refusal::TooManyTries)) => {
            let mut errors = Errors::default();
            errors.add("old_password", frame.t("sign-in-too-many"));
            show(&state, &request, None, &errors).await
        }
        Err(error) => match Errors::of(frame, error) {
            Ok(errors) => show(&state, &request, None, &errors).await,
            Err(error) => Err(Failure::page(error, frame.clone())),
        },
    }
}

async fn end(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let sent = signed_in(&request, form)?;
    let failed = |error| Failure::page(error, request.frame.clone());
    if sent.session == "andra" {
        state.app.end_other_sessions(&request.visitor).await.map_err(failed)?;
    } else {
        let session = sent.session.parse().map_err(|_| failed(AppError::NotFound))?;
        state.app.end_session(&request.visitor, session).await.map_err(failed)?;
    }
    Ok(Redirect::to("/konto?nytt=avslutad").into_response())
}

fn signed_in(request: &Request, form: Result<Form<Sent>, FormRejection>) -> Result<Sent, Failure> {
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(request.frame.clone())) };
    match request.visitor.signed_in {
        Some(_) => Ok(sent),
        None => Err(Failure::sign_in_first(request.frame.clone())),
    }
}

/// A browser in the few words that its owner knows it by: "Firefox, Windows".
pub(crate) fn browser_in(agent: &str) -> String {
    let first = |known: &[(&str, &'static str)]| {
        known.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name)
    };
    // Most say that they are Safari too, and Chrome: what comes first here decides.
    let browser = first(&[
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
        ("curl", "curl"),
    ]);
    let system = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ]);
    [browser, system].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_named_as_people_know_them() {
        for (agent, name) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0",
                "Firefox, Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 Version/17.5 Safari/604",
                "Safari, iPhone",
            ),
            ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/128 Safari/537 Edg/128", "Edge, Windows"),
            ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537 Chrome/128 Safari/537", "Chrome, Linux"),
            ("", ""),
        ] {
            assert_eq!(browser_in(agent), name);
        }
    }
}
