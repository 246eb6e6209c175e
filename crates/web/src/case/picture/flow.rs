//! The flow: how long cases stand in each stage, those that have left it and those that are there now.

use app::case::{CaseStays, usual_days};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::response::Response;
use domain::case::CaseState;

use super::super::filter::Asked;
use super::super::said;
use super::{Around, Seen, placed};
use crate::State;
use crate::error::{Failure, html};
use crate::frame::{Frame, count};
use crate::visitor::Request;

const PATH: &str = "/arenden/flode";
/// How wide the longest bar is.
const WIDTH: i64 = 520;

/// A stage.
struct Row {
    name: String,
    now: String,
    late: String,
    left: String,
    median: Option<String>,
    longest: Option<String>,
    target: Option<String>,
    /// Where the bars end: the median of those that left, the longest that is there, and the target.
    bars: (i64, i64, Option<i64>),
    /// Where it is drawn.
    y: i64,
}

#[derive(Template)]
#[template(path = "picture/flow.html")]
struct Page<'a> {
    frame: &'a Frame,
    around: Around,
    rows: Vec<Row>,
    height: i64,
    is_empty: bool,
}

/// Those in a stage.
#[derive(Default)]
struct Days {
    /// How many have left it, and the middle of their days.
    left: usize,
    median: Option<i64>,
    /// How many days each has been there that is there now.
    now: Vec<i64>,
    late: usize,
}

fn counted(seen: &Seen<'_>, cases: &[CaseStays], code: &str, median: Option<i64>) -> Days {
    let mut days = Days { median, ..Days::default() };
    for case in cases {
        for stay in case.stays.iter().filter(|stay| stay.stage == code) {
            let until = stay.to.map_or(seen.today, |to| to.day());
            let lasted = i64::from((until - stay.from.day()).get_days());
            match stay.to {
                Some(_) => days.left += 1,
                None if case.row.case.state == CaseState::Running => {
                    days.now.push(lasted);
                    days.late += usize::from(case.row.is_late);
                }
                None => {}
            }
        }
    }
    days
}

async fn read(
    state: &State,
    request: &Request,
    seen: &Seen<'_>,
) -> Result<(Vec<CaseStays>, Vec<Days>), Failure> {
    let filter = seen.chosen(PATH).everything();
    let cases = state.app.stays_of_cases(&request.visitor.actor, &filter).await;
    let cases = cases.map_err(|error| seen.failed(error))?;
    let usual = usual_days(&cases);
    let stages = seen.definition.stages.iter();
    let days =
        stages.map(|stage| counted(seen, &cases, &stage.code, usual.get(&stage.code).copied())).collect();
    Ok((cases, days))
}

pub(in crate::case) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let seen = Seen::by(&state, &request, asked).await?;
    let frame = seen.frame;
    let (cases, days) = read(&state, &request, &seen).await?;
    let stages = seen.definition.stages.iter().zip(&days);
    let longest = stages.clone().flat_map(|(stage, days)| {
        let target = stage.target_days.map(i64::from);
        [days.median, days.now.iter().max().copied(), target].into_iter().flatten()
    });
    let longest = longest.max().unwrap_or(1).max(1);
    let in_days = |number: i64| frame.tn("picture-days", number);
    let rows: Vec<Row> = (0..)
        .zip(stages)
        .map(|(at, (stage, days)): (i64, _)| {
            let (middle, most) = (days.median, days.now.iter().max().copied());
            let target = stage.target_days.map(i64::from);
            let place = |number: i64| placed(number, longest, WIDTH);
            Row {
                name: said(frame, &stage.name).to_owned(),
                now: days.now.len().to_string(),
                late: days.late.to_string(),
                left: days.left.to_string(),
                median: middle.map(in_days),
                longest: most.map(in_days),
                target: target.map(in_days),
                bars: (place(middle.unwrap_or(0)), place(most.unwrap_or(0)), target.map(place)),
                y: at * 44,
            }
        })
        .collect();
    let height = count(rows.len()) * 44 + 4;
    let chosen = seen.chosen(PATH);
    let around = Around::of(frame, &chosen, PATH);
    Ok(html(&Page { frame, around, rows, height, is_empty: cases.is_empty() }))
}

pub(in crate::case) async fn csv(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let seen = Seen::by(&state, &request, asked).await?;
    let (_, days) = read(&state, &request, &seen).await?;
    let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    let rows: Vec<Vec<String>> = seen
        .definition
        .stages
        .iter()
        .zip(&days)
        .map(|(stage, days)| {
            vec![
                said(seen.frame, &stage.name).to_owned(),
                days.now.len().to_string(),
                days.late.to_string(),
                number(days.now.iter().max().copied()),
                days.left.to_string(),
                number(days.median),
                number(stage.target_days.map(i64::from)),
            ]
        })
        .collect();
    let head = [
        "case-stage",
        "picture-now",
        "cases-late",
        "picture-longest",
        "picture-left",
        "picture-median",
        "picture-goal",
    ];
    seen.file("flode", &head, &rows)
}
