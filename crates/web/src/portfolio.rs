//! Portfolios: the list, the page with the plan and what it stands on, the count, and the plan as a file.
//!
//! Not here: what fits (`app::portfolio`), and the forms (`form`, `initiative`).

mod form;
mod initiative;
mod page;

use app::portfolio::PortfolioPage;
use app::{AppError, Separator, TableWriter};
use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, FormRejection};
use domain::cost::Ore;
use domain::portfolio::{Portfolio, Resource};

use crate::State;
use crate::cost::money;
use crate::error::{Failure, html};
use crate::form::Pressed;
use crate::frame::Frame;
use crate::list::csv_file;
use crate::prioritisation::{decimal, mark};
use crate::routes::Routes;
use crate::visitor::Request;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/portfolj", list)
        .get("/portfolj/ny", form::begin_form)
        .post("/portfolj/ny", form::begin)
        .get("/portfolj/{id}", page::page)
        .get("/portfolj/{id}/plan.csv", csv)
        .get("/portfolj/{id}/andra", form::change_form)
        .post("/portfolj/{id}/andra", form::change)
        .get("/portfolj/{id}/tillgang", form::limits_form)
        .post("/portfolj/{id}/tillgang", form::limits)
        .post("/portfolj/{id}/forslag", propose)
        .get("/portfolj/{id}/arenden/{number}", initiative::form)
        .post("/portfolj/{id}/arenden/{number}", initiative::save)
}

/// A portfolio in the list.
struct Row {
    address: String,
    title: String,
    years: String,
    organisation: String,
    planned: String,
    counted: Option<String>,
}

#[derive(Template)]
#[template(path = "portfolio/list.html")]
struct ListPage<'a> {
    frame: &'a Frame,
    rows: Vec<Row>,
    may_begin: bool,
}

async fn list(Shared(state): Shared<State>, request: Request) -> Result<Response, Failure> {
    let frame = &request.frame;
    if request.visitor.signed_in.is_none() {
        return Err(Failure::sign_in_first(frame.clone()));
    }
    let listed = state.app.list_portfolios(&request.visitor.actor).await;
    let (portfolios, may_begin) = listed.map_err(|error| Failure::page(error, frame.clone()))?;
    let row = |row: &app::portfolio::PortfolioRow| Row {
        address: format!("/portfolj/{}", row.portfolio.id),
        title: row.portfolio.title.clone(),
        years: years(&row.portfolio),
        organisation: row.organisation.clone(),
        planned: planned(frame, row.planned, row.cases),
        counted: row.portfolio.proposal.as_ref().map(|proposal| frame.day_of(proposal.at)),
    };
    Ok(html(&ListPage { frame, rows: portfolios.iter().map(row).collect(), may_begin }))
}

/// The years that it covers.
fn years(portfolio: &Portfolio) -> String {
    match portfolio.years {
        1 => portfolio.start.to_string(),
        _ => format!("{}–{}", portfolio.start, year(portfolio, portfolio.years - 1)),
    }
}

/// The calendar year of one of its years, counted from 0.
fn year(portfolio: &Portfolio, at: u32) -> String {
    (i64::from(portfolio.start) + i64::from(at)).to_string()
}

fn planned(frame: &Frame, planned: usize, cases: usize) -> String {
    frame.t2("portfolio-planned-of", ("planned", &planned.to_string()), ("all", &cases.to_string()))
}

/// What a plan is worth, in points times years.
fn worth(frame: &Frame, thousandths: i64) -> String {
    decimal(mark(frame), (thousandths * 4, 1000))
}

/// An amount of a resource, in whole kronor or hours.
fn amount(frame: &Frame, resource: Resource, amount: i64) -> String {
    let whole = (amount + 50).div_euclid(100);
    match resource {
        Resource::Money => money(frame, Ore(whole * 100)),
        Resource::Hours => frame.tn("portfolio-hours", whole),
    }
}

async fn propose(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    form: Result<Form<Pressed>, FormRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let id = request.named(&id)?;
    let Ok(Form(pressed)) = form else { return Err(Failure::unreadable_form(frame.clone())) };
    let done = state.app.propose_plan(&request.visitor.actor, id, pressed.version()).await;
    done.map_err(|error| Failure::page(error, frame.clone()))?;
    Ok(Redirect::to(&format!("/portfolj/{id}?nytt=forslag")).into_response())
}

async fn read(state: &State, request: &Request, id: &str) -> Result<PortfolioPage, Failure> {
    let id = request.named(id)?;
    let read = state.app.read_portfolio(&request.visitor.actor, id).await;
    read.map_err(|error| Failure::page(error, request.frame.clone()))
}

/// The same for who may change it.
async fn to_plan(state: &State, request: &Request, id: &str) -> Result<PortfolioPage, Failure> {
    let read = read(state, request, id).await?;
    if read.may_plan { Ok(read) } else { Err(Failure::page(AppError::Denied, request.frame.clone())) }
}

/// The plan with what it takes of everybody, in kronor and hours with two decimals.
async fn csv(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = read(&state, &request, &id).await?;
    csv_file(frame, "portfolj", state.app.clock().now().day(), written(frame, &read))
}

fn written(frame: &Frame, read: &PortfolioPage) -> std::io::Result<Vec<u8>> {
    let head = [
        "case-column-case",
        "need-column-number",
        "portfolio-starts",
        "portfolio-points",
        "portfolio-standing",
    ];
    let mut head: Vec<String> = head.iter().map(|key| frame.t(key)).collect();
    let columns: Vec<(usize, usize)> = (0..read.resources.len())
        .flat_map(|at| (0..read.question.years).map(move |year| (at, year)))
        .collect();
    for (at, in_year) in &columns {
        let Some((_, name, resource)) = read.resources.get(*at) else { continue };
        let in_year = year(&read.portfolio, u32::try_from(*in_year).unwrap_or(0));
        head.push(format!("{name}, {} {in_year}", frame.word("resource", resource.code())));
    }
    let mut table = TableWriter::new(Vec::new(), Separator::Comma, &head)?;
    let exact = |amount: i64| format!("{},{:02}", amount / 100, amount % 100);
    for (at, one) in read.cases.iter().enumerate() {
        let (title, number) = match &one.case {
            Some(case) => (case.title.clone(), case.number.to_string()),
            None => (frame.t("portfolio-hidden-case"), String::new()),
        };
        let start = read.plan.get(at).copied().flatten();
        let mut record = vec![
            title,
            number,
            one.initiative.starts.map(|start| year(&read.portfolio, start)).unwrap_or_default(),
            one.points.map(|points| decimal(mark(frame), points)).unwrap_or_default(),
            frame.word("standing", one.initiative.standing.code()),
        ];
        let uses = read.question.projects.get(at).map(|project| project.uses.as_slice()).unwrap_or_default();
        for (resource, in_year) in &columns {
            let falls = |taken: &&domain::portfolio::Use| {
                taken.resource == *resource && start.is_some_and(|start| start + taken.after == *in_year)
            };
            record.push(exact(uses.iter().filter(falls).map(|taken| taken.amount).sum()));
        }
        table.write(&record)?;
    }
    table.finish()
}
