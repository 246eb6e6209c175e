//! The forms of a portfolio: what it covers and which cases there are to choose between, and what each organisation has.

use app::portfolio::{PortfolioInput, PortfolioPage};
use app::{AppError, FieldProblem};
use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::case::Case;
use domain::cost::AllocationKey;
use domain::number::Number;
use domain::portfolio::{Limit, Resource, YEARS_MAX};

use super::{to_plan, year};
use crate::State;
use crate::cost::{hundredths, written_hundredths};
use crate::error::{Failure, html};
use crate::form::{Errors, Pairs, value};
use crate::frame::Frame;
use crate::list::Choice;
use crate::visitor::Request;

#[derive(Template)]
#[template(path = "portfolio/form.html")]
struct FormPage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    /// Where it is sent, and where it goes back to.
    action: String,
    back: String,
    /// What it is called now; nothing for one that is begun.
    name: Option<String>,
    version: i64,
    title: String,
    start: String,
    years: Vec<Choice>,
    keys: Vec<Choice>,
    cases: Vec<Choice>,
}

/// What stands in the form before anything is sent.
struct Filled {
    name: Option<String>,
    address: String,
    version: i64,
    title: String,
    start: i16,
    years: u32,
    key: AllocationKey,
    /// The cases that can be chosen, and whether they are.
    cases: Vec<(Number, String, bool)>,
}

/// A portfolio that is begun: from next year, with all cases there are.
fn new(cases: Vec<Case>, this_year: i16) -> Filled {
    Filled {
        name: None,
        address: "/portfolj".to_owned(),
        version: 0,
        title: String::new(),
        start: this_year.saturating_add(1),
        years: 3,
        key: AllocationKey::Population,
        cases: cases.into_iter().map(|case| (case.number, case.title, true)).collect(),
    }
}

/// One that is changed: its own cases, and those that could join them.
fn of(read: &PortfolioPage, others: Vec<Case>) -> Filled {
    let own = read.cases.iter().filter_map(|one| one.case.as_ref());
    let mut cases: Vec<(Number, String, bool)> =
        own.map(|case| (case.number, case.title.clone(), true)).collect();
    for case in others {
        if cases.iter().all(|(number, ..)| *number != case.number) {
            cases.push((case.number, case.title, false));
        }
    }
    Filled {
        name: Some(read.portfolio.title.clone()),
        address: format!("/portfolj/{}", read.portfolio.id),
        version: read.portfolio.version,
        title: read.portfolio.title.clone(),
        start: read.portfolio.start,
        years: read.portfolio.years,
        key: read.portfolio.key,
        cases,
    }
}

fn show(frame: &Frame, filled: Filled, sent: Option<&Pairs>, errors: &Errors) -> Response {
    let field = |name: &str, before: String| sent.map_or(before, |sent| value(sent, name).to_owned());
    let years = field("years", filled.years.to_string());
    let key = field("key", filled.key.code().to_owned());
    let chosen = |number: &str, before: bool| {
        sent.map_or(before, |sent| sent.iter().any(|(key, value)| key == "cases" && value == number))
    };
    let page = html(&FormPage {
        frame,
        errors,
        action: filled
            .name
            .as_ref()
            .map_or("/portfolj/ny".to_owned(), |_| format!("{}/andra", filled.address)),
        back: filled.address,
        name: filled.name,
        version: sent.map_or(filled.version, |sent| value(sent, "version").parse().unwrap_or(0)),
        title: field("title", filled.title),
        start: field("start", filled.start.to_string()),
        years: (1..=YEARS_MAX)
            .map(|count| Choice::new(&count.to_string(), count.to_string(), &years))
            .collect(),
        keys: AllocationKey::ALL
            .iter()
            .map(|one| Choice::new(one.code(), frame.word("key", one.code()), &key))
            .collect(),
        cases: filled
            .cases
            .into_iter()
            .map(|(number, title, before)| {
                let value = number.to_string();
                Choice { label: format!("{title} ({value})"), chosen: chosen(&value, before), value }
            })
            .collect(),
    });
    errors.on(page)
}

/// What was sent; years that are no numbers are told as such.
fn understood(sent: &Pairs) -> PortfolioInput {
    let numbers = sent.iter().filter(|(key, _)| key == "cases");
    PortfolioInput {
        title: value(sent, "title").to_owned(),
        start: value(sent, "start").trim().parse().unwrap_or(0),
        years: value(sent, "years").parse().unwrap_or(0),
        key: AllocationKey::from_code(value(sent, "key")).unwrap_or(AllocationKey::Population),
        cases: numbers.filter_map(|(_, number)| number.parse().ok()).collect(),
    }
}

/// What cannot be kept, at its field; anything else is given back.
fn told(frame: &Frame, error: AppError) -> Result<Errors, AppError> {
    let AppError::Invalid(fields) = error else { return Err(error) };
    let mut errors = Errors::default();
    for field in fields {
        let key = match (field.field, &field.problem) {
            ("title", FieldProblem::Text(domain::text::TextProblem::Missing)) => "field-missing-title",
            ("title", _) => "portfolio-title-long",
            ("start", _) => "cost-start-wrong",
            ("years", _) => "portfolio-years-wrong",
            ("cases", FieldProblem::TooMany) => "portfolio-too-many",
            _ => "round-no-cases",
        };
        if errors.at(field.field).is_empty() {
            errors.add(field.field, frame.t(key));
        }
    }
    Ok(errors)
}

pub(super) async fn begin_form(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    let filled = to_begin(&state, &request).await?;
    Ok(show(&request.frame, filled, None, &Errors::default()))
}

async fn to_begin(state: &State, request: &Request) -> Result<Filled, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let cases = state.app.cases_for_portfolio(&request.visitor.actor).await;
    let cases = cases.map_err(|error| Failure::page(error, frame.clone()))?;
    Ok(new(cases, state.app.clock().now().year()))
}

pub(super) async fn begin(
    Shared(state): Shared<State>,
    request: Request,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let filled = to_begin(&state, &request).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    match state.app.begin_portfolio(&request.visitor.actor, understood(&sent)).await {
        Ok(begun) => Ok(Redirect::to(&format!("/portfolj/{}?nytt=portfolj", begun.id)).into_response()),
        Err(error) => {
            let errors = told(frame, error).map_err(|error| Failure::page(error, frame.clone()))?;
            Ok(show(frame, filled, Some(&sent), &errors))
        }
    }
}

pub(super) async fn change_form(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let filled = to_change(&state, &request, &id).await?;
    Ok(show(&request.frame, filled, None, &Errors::default()))
}

async fn to_change(state: &State, request: &Request, id: &str) -> Result<Filled, Failure> {
    let read = to_plan(state, request, id).await?;
    let others = state.app.cases_for_portfolio(&request.visitor.actor).await;
    let others = others.map_err(|error| Failure::page(error, request.frame.clone()))?;
    Ok(of(&read, others))
}

pub(super) async fn change(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let filled = to_change(&state, &request, &id).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let version = value(&sent, "version").parse().unwrap_or(0);
    let id = request.named(&id)?;
    match state.app.change_portfolio(&request.visitor.actor, id, version, understood(&sent)).await {
        Ok(()) => Ok(Redirect::to(&format!("/portfolj/{id}?nytt=sparat")).into_response()),
        Err(error) => {
            let errors = told(frame, error).map_err(|error| Failure::page(error, frame.clone()))?;
            Ok(show(frame, filled, Some(&sent), &errors))
        }
    }
}

/// What an organisation has of something, in the form.
struct LimitFields {
    id: String,
    resource: String,
    error: String,
    /// Field, year and what stands there.
    years: Vec<(String, String, String)>,
}

#[derive(Template)]
#[template(path = "portfolio/limits.html")]
struct LimitsPage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    address: String,
    name: String,
    version: String,
    /// Each organisation with its fields.
    organisations: Vec<(String, Vec<LimitFields>)>,
}

/// The fields of a limit, by the places of the organisation and of the resource.
fn field(organisation: usize, resource: Resource) -> String {
    format!("g{organisation}_{}", resource.code())
}

fn field_of_year(organisation: usize, resource: Resource, at: u32) -> String {
    format!("{}_{at}", field(organisation, resource))
}

/// Who may have a limit: the members, and who has one already.
fn holders(read: &PortfolioPage) -> Vec<(domain::id::OrganisationId, String)> {
    let mut holders = read.members.clone();
    for (id, name, _) in &read.resources {
        let has_one = read.portfolio.limits.iter().any(|limit| limit.organisation == *id);
        if has_one && holders.iter().all(|(other, _)| other != id) {
            holders.push((*id, name.clone()));
        }
    }
    holders
}

fn filled(frame: &Frame, read: &PortfolioPage) -> Pairs {
    // Whole amounts with a space between thousands, as people write them.
    let text = |amount: i64| match amount % 100 {
        0 => frame.number(amount / 100),
        _ => written_hundredths(amount),
    };
    let mut pairs = vec![("version".to_owned(), read.portfolio.version.to_string())];
    for (place, (id, _)) in holders(read).iter().enumerate() {
        for limit in read.portfolio.limits.iter().filter(|limit| limit.organisation == *id) {
            for (at, amount) in (0..).zip(&limit.by_year) {
                let written = amount.map(text).unwrap_or_default();
                pairs.push((field_of_year(place, limit.resource, at), written));
            }
        }
    }
    pairs
}

fn show_limits(frame: &Frame, read: &PortfolioPage, sent: &Pairs, errors: &Errors) -> Response {
    let fields = |place: usize| {
        let of_resource = |resource: &Resource| {
            let id = field(place, *resource);
            let years = (0..read.portfolio.years).map(|at| {
                let name = field_of_year(place, *resource, at);
                let written = value(sent, &name).to_owned();
                (name, year(&read.portfolio, at), written)
            });
            LimitFields {
                resource: frame.word("resource-in", resource.code()),
                error: errors.at(&id).to_owned(),
                years: years.collect(),
                id,
            }
        };
        Resource::ALL.iter().map(of_resource).collect()
    };
    let organisations = holders(read).into_iter().enumerate().map(|(place, (_, name))| (name, fields(place)));
    let page = html(&LimitsPage {
        frame,
        errors,
        address: format!("/portfolj/{}", read.portfolio.id),
        name: read.portfolio.title.clone(),
        version: value(sent, "version").to_owned(),
        organisations: organisations.collect(),
    });
    errors.on(page)
}

pub(super) async fn limits_form(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let read = to_plan(&state, &request, &id).await?;
    Ok(show_limits(&request.frame, &read, &filled(&request.frame, &read), &Errors::default()))
}

pub(super) async fn limits(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let read = to_plan(&state, &request, &id).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let mut errors = Errors::default();
    let (mut limits, mut fields) = (Vec::new(), Vec::new());
    for (place, (organisation, name)) in holders(&read).into_iter().enumerate() {
        for resource in Resource::ALL.iter().copied() {
            let mut by_year = Vec::new();
            for at in 0..read.portfolio.years {
                let written = value(&sent, &field_of_year(place, resource, at)).trim();
                let amount = hundredths(written);
                if amount.is_none() && !written.is_empty() && errors.at(&field(place, resource)).is_empty() {
                    errors
                        .add(&field(place, resource), frame.t1("portfolio-no-amount", "organisation", &name));
                }
                by_year.push(amount);
            }
            limits.push(Limit { organisation, resource, by_year });
            fields.push((field(place, resource), name.clone()));
        }
    }
    if !errors.is_empty() {
        return Ok(show_limits(frame, &read, &sent, &errors));
    }
    let version = value(&sent, "version").parse().unwrap_or(0);
    match state.app.set_limits(&request.visitor.actor, read.portfolio.id, version, limits).await {
        Ok(()) => {
            let address = format!("/portfolj/{}?nytt=sparat#tillgang", read.portfolio.id);
            Ok(Redirect::to(&address).into_response())
        }
        Err(AppError::Invalid(invalid)) => {
            for one in invalid {
                if let Some((field, name)) = fields.get(one.index) {
                    errors.add(field, frame.t1("portfolio-amount-wrong", "organisation", name));
                }
            }
            Ok(show_limits(frame, &read, &sent, &errors))
        }
        Err(error) => Err(failed(error)),
    }
}
