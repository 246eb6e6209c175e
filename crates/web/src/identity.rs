//! Signing in at an identity provider, binding one's own account to it, and what its groups are in an organisation.
//!
//! Away goes by a page that leads on by itself: a form that was answered with the provider's address would be stopped by our own
//! rule that forms go nowhere else. Not here: what an answer of the provider's is worth (`app::identity`).

use app::identity::{Answer, Arrival, Departure};
use app::{AppError, GroupRole, Refusal};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use axum_extra::extract::{Form, FormRejection};
use domain::organisation::Organisation;
use domain::person::Role;
use serde::Deserialize;

use crate::error::{Failure, html};
use crate::form::Errors;
use crate::frame::Frame;
use crate::list::Choice;
use crate::routes::Routes;
use crate::session::{self, Onward};
use crate::visitor::Request;
use crate::{State, Transport, organisation, people};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .post("/logga-in/leverantor", depart)
        .get("/logga-in/svar", arrive)
        .post("/konto/leverantor", bind)
        .post("/konto/leverantor/av", unbind)
        .get("/organisationer/{called}/grupper", groups)
        .post("/organisationer/{called}/grupper", add_group)
        .post("/organisationer/{called}/grupper/bort", remove_group)
}

/// What this browser alone has while its owner is away.
const fn cookie_name(transport: Transport) -> &'static str {
    match transport {
        Transport::Https => "__Host-brygga-vag",
        Transport::Http => "brygga-vag",
    }
}

#[derive(Template)]
#[template(path = "session/departing.html")]
struct DepartingPage<'a> {
    frame: &'a Frame,
    provider: &'a str,
    address: String,
}

async fn depart(
    Shared(state): Shared<State>,
    request: Request,
    jar: CookieJar,
    form: Result<Form<Onward>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let Ok(Form(onward)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    match state.app.depart(None, &onward.till, &onward.text).await {
        Ok(departure) => Ok(lead_away(&state, frame, jar, departure)),
        Err(AppError::Refused(refusal)) => refused(&state, frame, refusal, onward).await,
        Err(error) => Err(Failure::page(error, frame.clone())),
    }
}

fn lead_away(state: &State, frame: &Frame, jar: CookieJar, departure: Departure) -> Response {
    let transport = state.settings.transport;
    let mut cookie = Cookie::new(cookie_name(transport), departure.browser);
    cookie.set_path("/");
    cookie.set_http_only(true);
    // The provider sends the browser back from another site.
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(transport == Transport::Https);
    let provider = state.app.provider().map_or("", |provider| provider.name());
    let page = html(&DepartingPage { frame, provider, address: departure.address });
    (jar.add(cookie), page).into_response()
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Back {
    state: String,
    code: String,
    iss: Option<String>,
}

async fn arrive(
    Shared(state): Shared<State>,
    request: Request,
    jar: CookieJar,
    back: Result<Query<Back>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = request.frame.clone();
    let back = back.map(|Query(back)| back).unwrap_or_default();
    let name = cookie_name(state.settings.transport);
    let browser = jar.get(name).map(|cookie| cookie.value().to_owned()).unwrap_or_default();
    let mut gone = Cookie::new(name, "");
    gone.set_path("/");
    let jar = jar.remove(gone);
    let answer = Answer { state: back.state, code: back.code, issuer: back.iss };
    match state.app.arrive(&request.visitor, &answer, &browser, &request.browser).await {
        Ok(Arrival::In { token, onward, draft }) => {
            session::welcome(&state, request, jar, token, Onward { till: onward, text: draft }).await
        }
        Ok(Arrival::Bound) => Ok((jar, Redirect::to("/konto?nytt=leverantor")).into_response()),
        Err(AppError::Refused(refusal)) => {
            let page = refused(&state, &frame, refusal, Onward::default()).await?;
            Ok((jar, page).into_response())
        }
        Err(error) => Err(Failure::page(error, frame)),
    }
}

/// The sign-in page with why the provider's way did not lead in.
async fn refused(
    state: &State,
    frame: &Frame,
    refusal: Refusal,
    onward: Onward,
) -> Result<Response, Failure> {
    let code = refusal.code();
    let why = frame.t(&format!("error-{code}-text"));
    session::again(state, frame, onward, why).await
}

async fn bind(Shared(state): Shared<State>, request: Request, jar: CookieJar) -> Result<Response, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let departure = state.app.depart(Some(&request.visitor), "", "").await;
    let departure = departure.map_err(|error| Failure::page(error, frame.clone()))?;
    Ok(lead_away(&state, frame, jar, departure))
}

async fn unbind(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    state.app.unbind(&request.visitor).await.map_err(|error| Failure::page(error, frame.clone()))?;
    Ok(Redirect::to("/konto?nytt=leverantor-av").into_response())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Sent {
    group: String,
    role: String,
}

/// A group and what it is.
struct Row {
    group: String,
    role: String,
    label: String,
}

#[derive(Template)]
#[template(path = "people/groups.html")]
struct GroupsPage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    organisation: &'a Organisation,
    address: String,
    provider: Option<&'a str>,
    rows: Vec<Row>,
    group: String,
    roles: Vec<Choice>,
}

async fn groups(
    Shared(state): Shared<State>,
    request: Request,
    Path(called): Path<String>,
) -> Result<Response, Failure> {
    let organisation = people::administered(&state, &request, &called).await?;
    show(&state, &request, &organisation, &Sent::default(), &Errors::default()).await
}

async fn show(
    state: &State,
    request: &Request,
    organisation: &Organisation,
    sent: &Sent,
    errors: &Errors,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let said = state.app.group_roles(&request.visitor.actor, organisation.id).await;
    let said = said.map_err(|error| Failure::page(error, frame.clone()))?;
    let row = |one: &GroupRole| Row {
        group: one.group.clone(),
        role: one.role.code().to_owned(),
        label: frame.word("role", one.role.code()),
    };
    let may_give = |role: &&Role| **role != Role::Steward;
    let choice = |role: &Role| Choice::new(role.code(), frame.word("role", role.code()), &sent.role);
    let page = html(&GroupsPage {
        frame,
        errors,
        organisation,
        address: organisation::address(organisation),
        provider: state.app.provider().map(|provider| provider.name()),
        rows: said.iter().map(row).collect(),
        group: sent.group.clone(),
        roles: Role::ALL.iter().filter(may_give).map(choice).collect(),
    });
    Ok(errors.on(page))
}

async fn add_group(
    Shared(state): Shared<State>,
    request: Request,
    Path(called): Path<String>,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let organisation = people::administered(&state, &request, &called).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let mut errors = Errors::default();
    let Some(role) = Role::from_code(&sent.role) else {
        errors.add("role", frame.t("people-no-role"));
        return show(&state, &request, &organisation, &sent, &errors).await;
    };
    match state.app.add_group_role(&request.visitor.actor, organisation.id, &sent.group, role).await {
        Ok(()) => Ok(back_to_groups(&organisation)),
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(|error| Failure::page(error, frame.clone()))?;
            show(&state, &request, &organisation, &sent, &errors).await
        }
    }
}

async fn remove_group(
    Shared(state): Shared<State>,
    request: Request,
    Path(called): Path<String>,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let organisation = people::administered(&state, &request, &called).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let role = Role::from_code(&sent.role).ok_or_else(|| failed(AppError::NotFound))?;
    let one = GroupRole { organisation: organisation.id, group: sent.group, role };
    state.app.remove_group_role(&request.visitor.actor, &one).await.map_err(failed)?;
    Ok(back_to_groups(&organisation))
}

fn back_to_groups(organisation: &Organisation) -> Response {
    Redirect::to(&format!("{}/grupper", organisation::address(organisation))).into_response()
}
