//! A portfolio's page: the plan, what stands outside and why, what the plan takes of everybody, and what the conditions cost.

use app::portfolio::{NotWeighed, PortfolioCase, PortfolioPage};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::response::Response;
use domain::cost::Unshared;
use domain::portfolio::{Breach, Condition, Proposal, Standing};
use serde::Deserialize;

use super::{amount, planned, read, worth, year, years};
use crate::State;
use crate::error::{Failure, html};
use crate::frame::Frame;
use crate::prioritisation::{decimal, mark};
use crate::trail::{self, Happening};
use crate::visitor::Request;

/// A case, in the plan or outside.
struct CaseLine {
    title: String,
    number: Option<String>,
    organisation: String,
    points: Option<String>,
    starts: String,
    /// What it takes of all in the years of the portfolio.
    money: String,
    hours: String,
    is_costed: bool,
    standing: Option<String>,
    reason: String,
    has_law: bool,
    /// Why it cannot be weighed, and what keeps it out.
    notes: Vec<String>,
}

/// What somebody has and what the plan takes of it.
struct ResourceLine {
    organisation: String,
    resource: String,
    years: Vec<YearCell>,
}

/// One year of it.
struct YearCell {
    year: String,
    used: String,
    limit: Option<String>,
    /// Per cent of the limit, for the bar.
    part: i64,
    is_over: bool,
}

/// What was counted.
struct Counted {
    /// When it was, and what it was worth, where the plan is another now.
    was: String,
    day: String,
    bound: String,
    is_proven: bool,
    is_impossible: bool,
    /// Whether the plan is still that.
    is_kept: bool,
    prices: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "portfolio/page.html")]
struct Page<'a> {
    frame: &'a Frame,
    read: &'a PortfolioPage,
    address: String,
    told: Option<String>,
    years: String,
    planned: String,
    worth: String,
    counted: Option<Counted>,
    breaches: Vec<String>,
    inside: Vec<CaseLine>,
    outside: Vec<CaseLine>,
    all_years: Vec<String>,
    resources: Vec<ResourceLine>,
    has_limits: bool,
    key: String,
    history: Vec<Happening>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Just {
    nytt: String,
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    Path(id): Path<String>,
    just: Result<Query<Just>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let read = read(&state, &request, &id).await?;
    let told = match just.map(|Query(just)| just).unwrap_or_default().nytt.as_str() {
        "portfolj" => Some("portfolio-told-begun"),
        "forslag" => Some("portfolio-told-counted"),
        "sparat" => Some("case-told-saved"),
        _ => None,
    };
    let lines = || (0..read.cases.len()).filter_map(|at| line(frame, &read, at));
    let is_inside = |at: usize| read.plan.get(at).copied().flatten().is_some();
    let mut inside: Vec<(u32, CaseLine)> =
        lines().filter(|(at, _)| is_inside(*at)).map(|(at, line)| (starts(&read, at), line)).collect();
    inside.sort_by_key(|(start, _)| *start);
    let outside = lines().filter(|(at, _)| !is_inside(*at)).map(|(_, line)| line);
    Ok(html(&Page {
        frame,
        address: format!("/portfolj/{}", read.portfolio.id),
        told: told.map(|key| frame.t(key)),
        years: years(&read.portfolio),
        planned: planned(frame, inside.len(), read.cases.len()),
        worth: worth(frame, read.question.value(&read.plan)),
        counted: read.proposal.as_ref().map(|proposal| counted(frame, &read, proposal)),
        breaches: read.breaches.iter().map(|breach| breach_text(frame, &read, *breach)).collect(),
        inside: inside.into_iter().map(|(_, line)| line).collect(),
        outside: outside.collect(),
        all_years: (0..read.portfolio.years).map(|at| year(&read.portfolio, at)).collect(),
        resources: resources(frame, &read),
        has_limits: !read.portfolio.limits.is_empty(),
        key: frame.word("key", read.portfolio.key.code()),
        history: trail::happenings(frame, &read.history),
        read: &read,
    }))
}

fn starts(read: &PortfolioPage, at: usize) -> u32 {
    read.cases.get(at).and_then(|one| one.initiative.starts).unwrap_or(0)
}

/// A case by its place, with the place.
fn line(frame: &Frame, read: &PortfolioPage, at: usize) -> Option<(usize, CaseLine)> {
    let one = read.cases.get(at)?;
    let project = read.question.projects.get(at)?;
    // What stands outside is told what it would take from the first year it can start.
    let start = read.plan.get(at).copied().flatten().unwrap_or(project.earliest);
    let taken = |wanted: domain::portfolio::Resource| {
        let within = project.uses.iter().filter(|taken| {
            start + taken.after < read.question.years
                && read.resources.get(taken.resource).is_some_and(|(_, _, resource)| *resource == wanted)
        });
        amount(frame, wanted, within.map(|taken| taken.amount).sum())
    };
    let mut notes: Vec<String> =
        one.not_weighed.map(|why| frame.t(not_weighed_key(why))).into_iter().collect();
    if read.plan.get(at).copied().flatten().is_none() {
        notes.extend(outside(frame, read, one));
    }
    let line = CaseLine {
        title: title(frame, one),
        number: one.case.as_ref().map(|case| case.number.to_string()),
        organisation: one.organisation.clone(),
        points: one.points.map(|points| decimal(mark(frame), points)),
        starts: one.initiative.starts.map(|start| year(&read.portfolio, start)).unwrap_or_default(),
        money: taken(domain::portfolio::Resource::Money),
        hours: taken(domain::portfolio::Resource::Hours),
        is_costed: !project.uses.is_empty(),
        standing: (one.initiative.standing != Standing::Free)
            .then(|| frame.word("standing", one.initiative.standing.code())),
        reason: one.initiative.reason.clone(),
        has_law: one.has_law,
        notes,
    };
    Some((at, line))
}

fn title(frame: &Frame, one: &PortfolioCase) -> String {
    one.case.as_ref().map_or_else(|| frame.t("portfolio-hidden-case"), |case| case.title.clone())
}

/// Why a case that is not in the plan is not.
fn outside(frame: &Frame, read: &PortfolioPage, one: &PortfolioCase) -> Vec<String> {
    let is_countable = match one.not_weighed {
        None => true,
        Some(NotWeighed::NoCost | NotWeighed::Unshared(_) | NotWeighed::NoPoints | NotWeighed::Ended) => {
            false
        }
    };
    if one.initiative.standing == Standing::Out || !is_countable {
        return Vec::new();
    }
    if one.in_the_way.is_empty() {
        return vec![frame.t("portfolio-would-fit")];
    }
    one.in_the_way.iter().map(|breach| breach_text(frame, read, *breach)).collect()
}

const fn not_weighed_key(why: NotWeighed) -> &'static str {
    match why {
        NotWeighed::NoCost => "portfolio-no-cost",
        NotWeighed::Unshared(Unshared::Nobody) => "cost-nobody",
        NotWeighed::Unshared(Unshared::Unknown) => "cost-unknown",
        NotWeighed::Unshared(Unshared::Capped) => "cost-capped",
        NotWeighed::NoPoints => "portfolio-no-points",
        NotWeighed::Ended => "portfolio-ended",
    }
}

fn case_name(frame: &Frame, read: &PortfolioPage, at: usize) -> String {
    read.cases.get(at).map(|one| title(frame, one)).unwrap_or_default()
}

/// What is wrong with a plan, or would be.
fn breach_text(frame: &Frame, read: &PortfolioPage, breach: Breach) -> String {
    let name = |at: usize| case_name(frame, read, at);
    match breach {
        Breach::Over(resource, in_year, over) => {
            let Some((_, organisation, resource)) = read.resources.get(resource) else {
                return String::new();
            };
            let in_year = year(&read.portfolio, u32::try_from(in_year).unwrap_or(0));
            let values = [
                ("organisation", organisation.as_str().into()),
                ("resource", frame.word("resource", resource.code()).into()),
                ("year", in_year.into()),
                ("amount", amount(frame, *resource, over).into()),
            ];
            frame.texts().text_with("portfolio-over", &values)
        }
        Breach::Missing(at) => frame.t1("portfolio-missing", "case", &name(at)),
        Breach::Unwanted(at) => frame.t1("portfolio-unwanted", "case", &name(at)),
        Breach::Moved(at) => frame.t1("portfolio-moved", "case", &name(at)),
        Breach::Without(at, other) => {
            frame.t2("portfolio-without", ("case", &name(at)), ("other", &name(other)))
        }
        Breach::Beside(at, other) => {
            frame.t2("portfolio-beside", ("case", &name(at)), ("other", &name(other)))
        }
    }
}

fn counted(frame: &Frame, read: &PortfolioPage, proposal: &Proposal) -> Counted {
    let found = &proposal.found;
    let price = |price: &domain::portfolio::Price| {
        let gain = worth(frame, price.gain);
        let gain = match price.is_exact {
            true => frame.t1("portfolio-gain", "gain", &gain),
            false => frame.t1("portfolio-gain-at-most", "gain", &gain),
        };
        (condition_text(frame, read, price.condition), gain)
    };
    Counted {
        was: frame.t2(
            "portfolio-was-proposal",
            ("day", &frame.day_of(proposal.at)),
            ("worth", &worth(frame, found.value)),
        ),
        day: frame.day_of(proposal.at),
        bound: worth(frame, found.bound),
        is_proven: found.is_proven,
        is_impossible: found.is_impossible,
        is_kept: found.plan == read.plan,
        prices: found.prices.iter().map(price).collect(),
    }
}

/// The plan without a condition, in words.
fn condition_text(frame: &Frame, read: &PortfolioPage, condition: Condition) -> String {
    let name = |at: usize| case_name(frame, read, at);
    match condition {
        Condition::Limit(resource, in_year) => {
            let Some((_, organisation, resource)) = read.resources.get(resource) else {
                return String::new();
            };
            let in_year = year(&read.portfolio, u32::try_from(in_year).unwrap_or(0));
            let values = [
                ("organisation", organisation.as_str().into()),
                ("resource", frame.word("resource", resource.code()).into()),
                ("year", in_year.into()),
            ];
            frame.texts().text_with("portfolio-with-more", &values)
        }
        Condition::Must(at) => frame.t1("portfolio-without-must", "case", &name(at)),
        Condition::Out(at) => frame.t1("portfolio-without-out", "case", &name(at)),
        Condition::Requires(at, other) => {
            frame.t2("portfolio-without-requires", ("case", &name(at)), ("other", &name(other)))
        }
        Condition::Excludes(at, other) => {
            frame.t2("portfolio-without-excludes", ("case", &name(at)), ("other", &name(other)))
        }
    }
}

/// What the plan takes of everybody who has a limit or gives anything.
fn resources(frame: &Frame, read: &PortfolioPage) -> Vec<ResourceLine> {
    let used = read.question.used(&read.plan);
    let mut lines = Vec::new();
    let whole = read.resources.iter().zip(&used).zip(&read.question.limits);
    for (((_, organisation, resource), used), limits) in whole {
        if used.iter().all(|one| *one == 0) && limits.iter().all(Option::is_none) {
            continue;
        }
        let cells = (0..).zip(used.iter().zip(limits)).map(|(at, (used, limit))| YearCell {
            year: year(&read.portfolio, at),
            used: amount(frame, *resource, *used),
            limit: limit.map(|limit| amount(frame, *resource, limit)),
            part: limit.map_or(0, |limit| (used * 100 / limit.max(1)).clamp(0, 100)),
            is_over: limit.is_some_and(|limit| *used > limit),
        });
        lines.push(ResourceLine {
            organisation: organisation.clone(),
            resource: frame.word("resource", resource.code()),
            years: cells.collect(),
        });
    }
    lines
}
