//! What is said of a case in a portfolio: whether it is to be done, when it can start, what it hangs together with, and where it
//! is in the plan.

use app::portfolio::{InitiativeInput, PortfolioPage};
use app::{AppError, FieldProblem};
use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::case::Case;
use domain::id::CaseId;
use domain::number::Number;
use domain::portfolio::{Initiative, Standing};
use domain::text::TextProblem;

use super::{to_plan, year};
use crate::State;
use crate::error::{Failure, html};
use crate::form::{Errors, Pairs, value};
use crate::frame::Frame;
use crate::list::Choice;
use crate::visitor::Request;

/// Other cases, of which some are chosen.
struct Others {
    all: Vec<Choice>,
    is_open: bool,
}

#[derive(Template)]
#[template(path = "portfolio/case.html")]
struct FormPage<'a> {
    frame: &'a Frame,
    errors: &'a Errors,
    address: String,
    name: String,
    number: String,
    organisation: String,
    title: String,
    has_law: bool,
    version: String,
    starts: Vec<Choice>,
    standings: Vec<Choice>,
    reason: String,
    earliest: Vec<Choice>,
    latest: Vec<Choice>,
    requires: Others,
    excludes: Others,
}

/// The portfolio, and the case in it.
async fn read(
    state: &State,
    request: &Request,
    (id, number): (&str, &str),
) -> Result<(PortfolioPage, Case), Failure> {
    let number: Number = request.named(number)?;
    let read = to_plan(state, request, id).await?;
    let mut cases = read.cases.iter().filter_map(|one| one.case.as_ref());
    let case = cases.find(|case| case.number == number).cloned();
    let case = case.ok_or_else(|| Failure::page(AppError::NotFound, request.frame.clone()))?;
    Ok((read, case))
}

/// What is said now, as it would be sent.
fn filled(read: &PortfolioPage, case: &Case) -> Pairs {
    let said = read.cases.iter().map(|one| &one.initiative).find(|one| one.case == case.id);
    let new = Initiative::new(case.id);
    let one = said.unwrap_or(&new);
    let number = |id: &CaseId| {
        let cases = read.cases.iter().filter_map(|one| one.case.as_ref());
        cases.filter(|case| case.id == *id).map(|case| case.number.to_string()).next()
    };
    let text = |year: Option<u32>| year.map(|year| year.to_string()).unwrap_or_default();
    let mut pairs = vec![
        ("version".to_owned(), read.portfolio.version.to_string()),
        ("starts".to_owned(), text(one.starts)),
        ("standing".to_owned(), one.standing.code().to_owned()),
        ("reason".to_owned(), one.reason.clone()),
        ("earliest".to_owned(), one.earliest.to_string()),
        ("latest".to_owned(), text(one.latest)),
    ];
    pairs.extend(one.requires.iter().filter_map(number).map(|other| ("requires".to_owned(), other)));
    pairs.extend(one.excludes.iter().filter_map(number).map(|other| ("excludes".to_owned(), other)));
    pairs
}

fn show(frame: &Frame, (read, case): (&PortfolioPage, &Case), sent: &Pairs, errors: &Errors) -> Response {
    let own = read.cases.iter().find(|one| one.initiative.case == case.id);
    let years = |name: &str, none: Option<&str>| {
        let chosen = value(sent, name);
        let none = none.map(|key| Choice::new("", frame.t(key), chosen));
        let year = |at: u32| Choice::new(&at.to_string(), year(&read.portfolio, at), chosen);
        none.into_iter().chain((0..read.portfolio.years).map(year)).collect::<Vec<_>>()
    };
    let others = |name: &str| {
        let cases = read.cases.iter().filter_map(|one| one.case.as_ref());
        let choice = |other: &Case| {
            let number = other.number.to_string();
            let chosen = sent.iter().any(|(key, value)| key == name && *value == number);
            Choice { label: format!("{} ({number})", other.title), value: number, chosen }
        };
        let all = cases.filter(|other| other.id != case.id).map(choice);
        let all: Vec<Choice> = all.collect();
        Others { is_open: !errors.at(name).is_empty() || all.iter().any(|one| one.chosen), all }
    };
    let standing = value(sent, "standing");
    let page = html(&FormPage {
        frame,
        errors,
        address: format!("/portfolj/{}", read.portfolio.id),
        name: read.portfolio.title.clone(),
        number: case.number.to_string(),
        title: case.title.clone(),
        organisation: own.map(|one| one.organisation.clone()).unwrap_or_default(),
        has_law: own.is_some_and(|one| one.has_law),
        version: value(sent, "version").to_owned(),
        starts: years("starts", Some("portfolio-not-in-plan")),
        standings: Standing::ALL
            .iter()
            .map(|one| Choice::new(one.code(), frame.word("standing", one.code()), standing))
            .collect(),
        reason: value(sent, "reason").to_owned(),
        earliest: years("earliest", None),
        latest: years("latest", Some("portfolio-any-year")),
        requires: others("requires"),
        excludes: others("excludes"),
    });
    errors.on(page)
}

pub(super) async fn form(
    Shared(state): Shared<State>,
    request: Request,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let (read, case) = read(&state, &request, (&id, &number)).await?;
    Ok(show(&request.frame, (&read, &case), &filled(&read, &case), &Errors::default()))
}

pub(super) async fn save(
    Shared(state): Shared<State>,
    request: Request,
    Path((id, number)): Path<(String, String)>,
    form: Result<Form<Pairs>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let (read, case) = read(&state, &request, (&id, &number)).await?;
    let Ok(Form(sent)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let others = |name: &str| {
        let sent = sent.iter().filter(|(key, _)| key == name);
        sent.filter_map(|(_, number)| number.parse().ok()).collect::<Vec<Number>>()
    };
    // What is no number is a year that there is not.
    let chosen_year = |name: &str| match value(&sent, name) {
        "" => None,
        text => Some(text.parse().unwrap_or(u32::MAX)),
    };
    let input = InitiativeInput {
        standing: Standing::from_code(value(&sent, "standing")).unwrap_or(Standing::Free),
        reason: value(&sent, "reason").to_owned(),
        earliest: chosen_year("earliest").unwrap_or(0),
        latest: chosen_year("latest"),
        requires: others("requires"),
        excludes: others("excludes"),
        starts: chosen_year("starts"),
    };
    let version = value(&sent, "version").parse().unwrap_or(0);
    let done =
        state.app.set_initiative(&request.visitor.actor, read.portfolio.id, (case.number, version), &input);
    match done.await {
        Ok(()) => {
            let address = format!("/portfolj/{}?nytt=sparat", read.portfolio.id);
            Ok(Redirect::to(&address).into_response())
        }
        Err(AppError::Invalid(fields)) => {
            let mut errors = Errors::default();
            for field in fields {
                let key = match (field.field, &field.problem) {
                    ("reason", FieldProblem::Text(TextProblem::Missing)) => "portfolio-reason-missing",
                    ("reason", FieldProblem::IdentityNumber) => "hint-identity-number",
                    ("reason", _) => "portfolio-reason-long",
                    ("latest", FieldProblem::EndsTooEarly) => "portfolio-latest-early",
                    ("excludes", FieldProblem::Taken) => "portfolio-both",
                    _ => "field-unknown",
                };
                if errors.at(field.field).is_empty() {
                    errors.add(field.field, frame.t(key));
                }
            }
            Ok(show(frame, (&read, &case), &sent, &errors))
        }
        Err(error) => Err(Failure::page(error, frame.clone())),
    }
}
