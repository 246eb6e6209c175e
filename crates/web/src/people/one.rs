//! One person of an organisation: roles, what waits on the person, and ending the person's time there.

use app::AppError;
use app::people::PersonRow;
use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::id::PersonId;
use domain::organisation::Organisation;
use domain::person::Role;
use serde::Deserialize;

use crate::error::{Failure, html};
use crate::form::Errors;
use crate::frame::Frame;
use crate::list::Choice;
use crate::visitor::Request;
use crate::{Mailing, State};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    roles: Vec<String>,
    title: String,
    /// The roles that were read, so that a change meanwhile is not overwritten.
    was: String,
    successor: String,
}

/// A need that waits on the person.
struct Open {
    /// Where it is and what it is called, for who may read it.
    known: Option<(String, String)>,
    state: String,
}

#[derive(Template)]
#[template(path = "people/person.html")]
struct PersonPage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    list: String,
    address: String,
    organisation: &'a Organisation,
    name: String,
    email: String,
    title: String,
    was: String,
    roles: Vec<Choice>,
    open_heading: String,
    open: Vec<Open>,
    successors: Vec<Choice>,
    /// Whether letters are sent.
    mails: bool,
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path((called, person)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let organisation = super::administered(&state, &request, &called).await?;
    let person = identified(&request, &person)?;
    show(&state, &request, &organisation, person, None, &Errors::default()).await
}

async fn show(
    state: &State,
    request: &Request,
    organisation: &Organisation,
    person: PersonId,
    sent: Option<&Sent>,
    errors: &Errors,
) -> Result<Response, Failure> {
    let (frame, actor) = (&request.frame, &request.visitor.actor);
    let failed = |error| Failure::page(error, frame.clone());
    let people = state.app.people_of(actor, organisation.id).await.map_err(failed)?;
    let found = people.iter().find(|row| row.person.id == person);
    let row = found.ok_or_else(|| failed(AppError::NotFound))?;
    let needs = state.app.open_of(actor, organisation.id, person).await.map_err(failed)?;
    let asked = state.app.contact_of(actor, organisation.id, person).await.map_err(failed)?;
    let chosen = sent.map_or_else(|| row.roles.clone(), |sent| super::read_roles(&sent.roles));
    let list = super::address(organisation);
    let waits = needs.len() + asked.len();
    let open = needs.iter().map(|need| Open {
        known: need.known.as_ref().map(|(number, title)| (format!("/behov/{number}"), title.clone())),
        state: frame.word("need-state", need.state.code()),
    });
    let asked = asked.into_iter().map(|known| Open {
        known: known.map(|(number, name)| (format!("/losningar/{number}"), name)),
        state: frame.t("people-is-contact"),
    });
    let page = html(&PersonPage {
        frame,
        errors,
        address: format!("{list}/{person}"),
        list,
        organisation,
        name: row.person.name.clone(),
        email: row.person.email.clone(),
        title: sent.map_or_else(|| row.title.clone(), |sent| sent.title.clone()),
        was: codes(&row.roles),
        roles: super::roles(frame, &chosen),
        open_heading: frame.tn("people-waits", i64::try_from(waits).unwrap_or(i64::MAX)),
        open: open.chain(asked).collect(),
        mails: state.settings.mail == Mailing::On,
        successors: successors(frame, &people, person, sent.map_or("", |sent| &sent.successor)),
    });
    Ok(errors.on(page))
}

/// Those who write needs and can take over.
fn successors(frame: &Frame, people: &[PersonRow], leaving: PersonId, current: &str) -> Vec<Choice> {
    let writes =
        |row: &&PersonRow| row.roles.iter().any(|role| *role != Role::Reader) && row.person.id != leaving;
    let choice = |row: &PersonRow| Choice::new(&row.person.id.to_string(), row.person.name.clone(), current);
    let nobody = Choice::new("", frame.t("people-choose-successor"), current);
    [nobody].into_iter().chain(people.iter().filter(writes).map(choice)).collect()
}

fn codes(roles: &[Role]) -> String {
    roles.iter().map(|role| role.code()).collect::<Vec<_>>().join(" ")
}

pub(super) async fn save(
    Shared(state): Shared<State>,
    request: Request,
    Path((called, person)): Path<(String, String)>,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let organisation = super::administered(&state, &request, &called).await?;
    let (person, sent) = understood(&request, &person, form)?;
    let was: Vec<Role> = sent.was.split_whitespace().filter_map(Role::from_code).collect();
    let roles = super::read_roles(&sent.roles);
    let saved =
        state.app.set_roles(&request.visitor.actor, organisation.id, person, &was, &roles, &sent.title).await;
    answer(&state, &request, &organisation, person, &sent, saved, "").await
}

pub(super) async fn end(
    Shared(state): Shared<State>,
    request: Request,
    Path((called, person)): Path<(String, String)>,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let organisation = super::administered(&state, &request, &called).await?;
    let (person, sent) = understood(&request, &person, form)?;
    let ended = state
        .app
        .end_person(&request.visitor.actor, organisation.id, person, sent.successor.parse().ok())
        .await;
    answer(&state, &request, &organisation, person, &sent, ended, "?nytt=avslutad").await
}

/// Mails the person a way to a first password.
pub(super) async fn welcome(
    Shared(state): Shared<State>,
    request: Request,
    Path((called, person)): Path<(String, String)>,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let organisation = super::administered(&state, &request, &called).await?;
    let (person, sent) = understood(&request, &person, form)?;
    let welcomed = match state.settings.mail {
        Mailing::On => state.app.welcome(&request.visitor.actor, organisation.id, person).await,
        Mailing::Off => Err(AppError::NotFound),
    };
    answer(&state, &request, &organisation, person, &sent, welcomed, "?nytt=valkommen").await
}

async fn answer(
    state: &State,
    request: &Request,
    organisation: &Organisation,
    person: PersonId,
    sent: &Sent,
    done: Result<(), AppError>,
    told: &str,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{}{told}", super::address(organisation))).into_response()),
        Err(error) => match Errors::of(&request.frame, error) {
            Ok(errors) => {
                let sent = Some(sent).filter(|sent| !sent.was.is_empty());
                show(state, request, organisation, person, sent, &errors).await
            }
            Err(error) => Err(Failure::page(error, request.frame.clone())),
        },
    }
}

fn understood(
    request: &Request,
    person: &str,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<(PersonId, Sent), Failure> {
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(request.frame.clone())) };
    Ok((identified(request, person)?, sent))
}

fn identified(request: &Request, person: &str) -> Result<PersonId, Failure> {
    person.parse().map_err(|_| Failure::page(AppError::NotFound, request.frame.clone()))
}
