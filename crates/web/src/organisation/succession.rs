//! An organisation that goes up in another, and a part that becomes one of its own. Both tell what will happen before the press that
//! does it.

use app::AppError;
use app::reorganisation::Moved;
use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::id::PersonId;
use domain::organisation::{Organisation, OrganisationKind};
use serde::Deserialize;

use super::change;
use crate::State;
use crate::error::{Failure, html};
use crate::form::Errors;
use crate::frame::Frame;
use crate::list::Choice;
use crate::visitor::Request;

/// What was sent to let an organisation go up in another.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Merge {
    into: String,
    understood: String,
}

#[derive(Template)]
#[template(path = "organisation/merge.html")]
struct MergePage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    organisation: &'a Organisation,
    address: String,
    follows: Vec<String>,
    others: Vec<Choice>,
    understood: bool,
}

pub(super) async fn merge_page(
    Shared(state): Shared<State>,
    request: Request,
    Path(called): Path<String>,
) -> Result<Response, Failure> {
    super::stewarded(&request)?;
    let organisation = super::found(&state, &request, &called).await?;
    show_merge(&state, &request, &organisation, &Merge::default(), &Errors::default()).await
}

async fn show_merge(
    state: &State,
    request: &Request,
    organisation: &Organisation,
    sent: &Merge,
    errors: &Errors,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let moved = state.app.would_move(&request.visitor.actor, organisation.id).await.map_err(failed)?;
    let directory = state.app.directory().await.map_err(failed)?;
    let choose = Choice::new("", frame.t("organisation-choose"), &sent.into);
    let others = directory.living().filter(|other| other.id != organisation.id);
    let choice = |other: &Organisation| Choice::new(&other.id.to_string(), other.name.clone(), &sent.into);
    let page = html(&MergePage {
        frame,
        errors,
        address: super::address(organisation),
        organisation,
        follows: follows(frame, moved),
        others: [choose].into_iter().chain(others.map(choice)).collect(),
        understood: !sent.understood.is_empty(),
    });
    Ok(errors.on(page))
}

fn follows(frame: &Frame, moved: Moved) -> Vec<String> {
    let told = |key: &str, count: usize| frame.tn(key, i64::try_from(count).unwrap_or(i64::MAX));
    vec![
        told("moves-people", moved.people),
        told("moves-needs", moved.needs),
        told("moves-solutions", moved.solutions),
        told("moves-usages", moved.usages),
        told("moves-voices", moved.voices),
    ]
}

pub(super) async fn merge(
    Shared(state): Shared<State>,
    request: Request,
    Path(called): Path<String>,
    form: Result<Form<Merge>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    super::stewarded(&request)?;
    let organisation = super::found(&state, &request, &called).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let directory = state.app.directory().await.map_err(|error| Failure::page(error, frame.clone()))?;
    let into = directory.living().find(|other| other.id.to_string() == sent.into);
    let mut errors = Errors::default();
    if into.is_none() {
        errors.add("into", frame.t("organisation-choose-successor"));
    }
    if sent.understood.is_empty() {
        errors.add("understood", frame.t("organisation-say-understood"));
    }
    let Some(into) = into.filter(|_| errors.is_empty()) else {
        return show_merge(&state, &request, &organisation, &sent, &errors).await;
    };
    match state.app.merge_organisations(&request.visitor.actor, organisation.id, into.id).await {
        Ok(_) => Ok(Redirect::to(&super::address(&organisation)).into_response()),
        Err(error) => match Errors::of(frame, error) {
            Ok(errors) => show_merge(&state, &request, &organisation, &sent, &errors).await,
            Err(error) => Err(Failure::page(error, frame.clone())),
        },
    }
}

/// What was sent to make a part into an organisation of its own.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Split {
    name: String,
    short_name: String,
    kind: String,
    people: Vec<String>,
}

#[derive(Template)]
#[template(path = "organisation/split.html")]
struct SplitPage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    organisation: &'a Organisation,
    address: String,
    sent: &'a Split,
    kinds: Vec<Choice>,
    people: Vec<Choice>,
}

pub(super) async fn split_page(
    Shared(state): Shared<State>,
    request: Request,
    Path(called): Path<String>,
) -> Result<Response, Failure> {
    super::stewarded(&request)?;
    let organisation = super::found(&state, &request, &called).await?;
    let sent = Split { kind: organisation.kind.code().to_owned(), ..Split::default() };
    show_split(&state, &request, &organisation, &sent, &Errors::default()).await
}

async fn show_split(
    state: &State,
    request: &Request,
    organisation: &Organisation,
    sent: &Split,
    errors: &Errors,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let people = state.app.people_to_move(&request.visitor.actor, organisation.id).await;
    let people = people.map_err(|error| Failure::page(error, frame.clone()))?;
    let person = |(person, roles): &(domain::person::Person, Vec<domain::person::Role>)| {
        let roles: Vec<String> = roles.iter().map(|role| frame.word("role", role.code())).collect();
        let id = person.id.to_string();
        let chosen = sent.people.contains(&id);
        Choice { value: id, label: format!("{} ({})", person.name, frame.list(&roles)), chosen }
    };
    let page = html(&SplitPage {
        frame,
        errors,
        address: super::address(organisation),
        organisation,
        sent,
        kinds: change::kinds(frame, &sent.kind),
        people: people.iter().map(person).collect(),
    });
    Ok(errors.on(page))
}

pub(super) async fn split(
    Shared(state): Shared<State>,
    request: Request,
    Path(called): Path<String>,
    form: Result<Form<Split>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    super::stewarded(&request)?;
    let organisation = super::found(&state, &request, &called).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let going: Vec<PersonId> = sent.people.iter().filter_map(|id| id.parse().ok()).collect();
    let part = app::organisation::OrganisationInput {
        kind: OrganisationKind::from_code(&sent.kind).unwrap_or(organisation.kind),
        name: sent.name.clone(),
        short_name: sent.short_name.clone(),
        municipality_code: None,
        county_code: organisation.county_code.clone(),
        county: organisation.county.clone(),
        population: None,
        valid_from: None,
    };
    let actor = &request.visitor.actor;
    match state.app.split_organisation(actor, organisation.id, part, &going).await {
        Ok(part) => Ok(Redirect::to(&super::address(&part)).into_response()),
        // Said beside the people, where it can be changed.
        Err(AppError::Refused(app::Refusal::LastAdministrator)) => {
            let mut errors = Errors::default();
            errors.add("people", frame.t("organisation-keeps-an-administrator"));
            show_split(&state, &request, &organisation, &sent, &errors).await
        }
        Err(error) => match Errors::of(frame, error) {
            Ok(errors) => show_split(&state, &request, &organisation, &sent, &errors).await,
            Err(error) => Err(Failure::page(error, frame.clone())),
        },
    }
}
