//! Adding a person to an organisation.

use app::person::PersonInput;
use app::{AppError, Refusal};
use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::organisation::Organisation;
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
    name: String,
    email: String,
    title: String,
    roles: Vec<String>,
    password: String,
}

#[derive(Template)]
#[template(path = "people/add.html")]
struct AddPage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    address: String,
    organisation: &'a Organisation,
    sent: &'a Sent,
    roles: Vec<Choice>,
}

pub(super) async fn empty(
    Shared(state): Shared<State>,
    request: Request,
    Path(called): Path<String>,
) -> Result<Response, Failure> {
    let organisation = super::administered(&state, &request, &called).await?;
    Ok(page(&request.frame, &organisation, &Sent::default(), &Errors::default()))
}

fn page(frame: &Frame, organisation: &Organisation, sent: &Sent, errors: &Errors) -> Response {
    let page = html(&AddPage {
        frame,
        errors,
        address: super::address(organisation),
        organisation,
        sent,
        roles: super::roles(frame, &super::read_roles(&sent.roles)),
    });
    errors.on(page)
}

pub(super) async fn save(
    Shared(state): Shared<State>,
    request: Request,
    Path(called): Path<String>,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let organisation = super::administered(&state, &request, &called).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let roles = super::read_roles(&sent.roles);
    let Some(first) = roles.first() else {
        let mut errors = Errors::default();
        errors.add("roles", frame.t("people-no-role"));
        return Ok(page(frame, &organisation, &sent, &errors));
    };
    let input = PersonInput {
        name: sent.name.clone(),
        email: sent.email.clone(),
        organisation: organisation.id,
        role: *first,
        title: sent.title.clone(),
        password: Some(sent.password.clone()).filter(|password| !password.is_empty()),
    };
    let actor = &request.visitor.actor;
    let added = match state.app.add_person_as(actor, input, &roles).await {
        Ok(added) => added,
        Err(error) => {
            return match Errors::of(frame, error) {
                Ok(errors) => Ok(page(frame, &organisation, &sent, &errors)),
                Err(error) => Err(Failure::page(error, frame.clone())),
            };
        }
    };
    if state.settings.mail == Mailing::On {
        match state.app.welcome(actor, organisation.id, added.id).await {
            // Who has a password needs no way to a first one.
            Ok(()) | Err(AppError::Refused(Refusal::HasPassword)) => {}
            Err(error) => return Err(Failure::page(error, frame.clone())),
        }
    }
    Ok(Redirect::to(&format!("{}?nytt=tillagd", super::address(&organisation))).into_response())
}
