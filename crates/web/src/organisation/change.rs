//! Adding an organisation and changing its facts: one form.

use app::organisation::OrganisationInput;
use app::{AppError, Refusal};
use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::organisation::{Organisation, OrganisationKind, Population};
use domain::permission::{Deed, Subject};
use serde::Deserialize;

use crate::State;
use crate::error::{Failure, html};
use crate::form::{Errors, count_in};
use crate::frame::Frame;
use crate::list::Choice;
use crate::visitor::Request;

/// What stands in the form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    pub(super) name: String,
    pub(super) short_name: String,
    pub(super) kind: String,
    pub(super) municipality_code: String,
    pub(super) county_code: String,
    pub(super) county: String,
    pub(super) population: String,
    pub(super) population_date: String,
    pub(super) population_source: String,
    version: String,
}

impl Sent {
    fn of(organisation: &Organisation) -> Self {
        let population = organisation.population.as_ref();
        Self {
            name: organisation.name.clone(),
            short_name: organisation.short_name.clone(),
            kind: organisation.kind.code().to_owned(),
            municipality_code: organisation.municipality_code.clone().unwrap_or_default(),
            county_code: organisation.county_code.clone().unwrap_or_default(),
            county: organisation.county.clone().unwrap_or_default(),
            population: population.map(|population| population.value.to_string()).unwrap_or_default(),
            population_date: population.map(|population| population.date.clone()).unwrap_or_default(),
            population_source: population.map(|population| population.source.clone()).unwrap_or_default(),
            version: organisation.version.to_string(),
        }
    }

    fn version(&self) -> &str {
        &self.version
    }

    /// What is to be kept; a number needs its date and source.
    pub(super) fn input(&self, frame: &Frame) -> Result<OrganisationInput, Errors> {
        let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let mut errors = Errors::default();
        let kind = OrganisationKind::from_code(&self.kind);
        if kind.is_none() {
            errors.add("kind", frame.t("field-unknown"));
        }
        let value = count_in(&self.population);
        if value.is_none() {
            errors.add("population", frame.t("need-affected-no-number"));
        }
        let (date, source) = (filled(&self.population_date), filled(&self.population_source));
        let population = match (value.flatten(), date, source) {
            (Some(value), Some(date), Some(source)) => Some(Population { value, date, source }),
            (Some(_), _, _) => {
                errors.add("population_date", frame.t("organisation-population-needs"));
                None
            }
            (None, _, _) => None,
        };
        let Some(kind) = kind.filter(|_| errors.is_empty()) else { return Err(errors) };
        Ok(OrganisationInput {
            kind,
            name: self.name.clone(),
            short_name: self.short_name.clone(),
            municipality_code: filled(&self.municipality_code),
            county_code: filled(&self.county_code),
            county: filled(&self.county),
            population,
            valid_from: None,
        })
    }
}

/// Every kind, as choices.
pub(super) fn kinds(frame: &Frame, current: &str) -> Vec<Choice> {
    let kind = |kind: &OrganisationKind| {
        Choice::new(kind.code(), frame.word("organisation-kind", kind.code()), current)
    };
    OrganisationKind::ALL.iter().map(kind).collect()
}

#[derive(Template)]
#[template(path = "organisation/form.html")]
struct FormPage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    heading: String,
    save: String,
    action: String,
    back: String,
    sent: &'a Sent,
    kinds: Vec<Choice>,
    /// What somebody else has saved meanwhile.
    theirs: Option<String>,
    /// Whether the kind and the municipality code can be changed.
    identity: bool,
}

pub(super) async fn empty(request: Request) -> Result<Response, Failure> {
    super::stewarded(&request)?;
    let sent = Sent { kind: OrganisationKind::Municipality.code().to_owned(), ..Sent::default() };
    Ok(new_page(&request.frame, &sent, &Errors::default()))
}

fn new_page(frame: &Frame, sent: &Sent, errors: &Errors) -> Response {
    let page = html(&FormPage {
        frame,
        errors,
        heading: frame.t("organisation-add"),
        save: frame.t("organisation-add"),
        action: "/organisationer/ny".to_owned(),
        back: "/organisationer".to_owned(),
        kinds: kinds(frame, &sent.kind),
        sent,
        theirs: None,
        identity: true,
    });
    errors.on(page)
}

pub(super) async fn add(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    super::stewarded(&request)?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let input = match sent.input(frame) {
        Ok(input) => input,
        Err(errors) => return Ok(new_page(frame, &sent, &errors)),
    };
    match state.app.add_organisation(&request.visitor.actor, input).await {
        Ok(added) => Ok(Redirect::to(&super::address(&added)).into_response()),
        Err(error) => match Errors::of(frame, error) {
            Ok(errors) => Ok(new_page(frame, &sent, &errors)),
            Err(error) => Err(Failure::page(error, frame.clone())),
        },
    }
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(called): Path<String>,
) -> Result<Response, Failure> {
    let organisation = edited(&state, &request, &called).await?;
    Ok(edit_page(&request, &organisation, &Sent::of(&organisation), &Errors::default(), None))
}

/// The organisation that is called so, for who may change its facts.
async fn edited(state: &State, request: &Request, called: &str) -> Result<Organisation, Failure> {
    let organisation = super::found(state, request, called).await?;
    let subject = Subject::of(organisation.id);
    if request.visitor.actor.may(Deed::EditOrganisation, &subject) {
        return Ok(organisation);
    }
    Err(Failure::page(AppError::Denied, request.frame.clone()))
}

fn edit_page(
    request: &Request,
    organisation: &Organisation,
    sent: &Sent,
    errors: &Errors,
    theirs: Option<String>,
) -> Response {
    let frame = &request.frame;
    let back = super::address(organisation);
    let page = html(&FormPage {
        frame,
        errors,
        heading: frame.t1("organisation-change-heading", "name", &organisation.short_name),
        save: frame.t("organisation-save"),
        action: format!("{back}/andra"),
        back,
        kinds: kinds(frame, &sent.kind),
        sent,
        theirs,
        identity: super::is_steward(&request.visitor.actor),
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
    let organisation = edited(&state, &request, &called).await?;
    let Ok(Form(mut sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    if !super::is_steward(&request.visitor.actor) {
        // The page shows them as they are, without fields.
        organisation.kind.code().clone_into(&mut sent.kind);
        sent.municipality_code = organisation.municipality_code.clone().unwrap_or_default();
    }
    let input = match sent.input(frame) {
        Ok(input) => input,
        Err(errors) => return Ok(edit_page(&request, &organisation, &sent, &errors, None)),
    };
    let (id, version) = (organisation.id, sent.version.parse().unwrap_or(0));
    match state.app.edit_organisation(&request.visitor.actor, id, version, input).await {
        Ok(saved) => Ok(Redirect::to(&super::address(&saved)).into_response()),
        Err(AppError::Refused(Refusal::ChangedMeanwhile)) => {
            let theirs = frame.t2(
                "organisation-changed-meanwhile",
                ("name", &organisation.name),
                ("short", &organisation.short_name),
            );
            // Saving once more, after reading what stands there now, saves over it.
            let sent = Sent { version: organisation.version.to_string(), ..sent };
            let page = edit_page(&request, &organisation, &sent, &Errors::default(), Some(theirs));
            Ok((axum::http::StatusCode::CONFLICT, page).into_response())
        }
        Err(error) => match Errors::of(frame, error) {
            Ok(errors) => Ok(edit_page(&request, &organisation, &sent, &errors, None)),
            Err(error) => Err(Failure::page(error, frame.clone())),
        },
    }
}
