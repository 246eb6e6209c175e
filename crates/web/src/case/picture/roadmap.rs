//! The road map: when each case under way would come to which stage, if every stage takes the time that its process says.

use std::collections::HashMap;

use app::case::{CaseRow, Forecast, forecast, usual_days};
use app::{ANY_STATE, CaseFilter};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::response::Response;
use domain::case::CaseState;
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::super::filter::Asked;
use super::super::stage_name;
use super::{Around, Seen, placed};
use crate::State;
use crate::error::{Failure, html};
use crate::frame::{Frame, count};
use crate::visitor::Request;

const PATH: &str = "/arenden/fardplan";
/// How many quarters it looks ahead.
const QUARTERS: i32 = 6;
/// How wide a quarter is drawn.
const WIDTH: i64 = 120;

/// A stage of a case, as a bar.
struct Bar {
    x: i64,
    width: i64,
    label: String,
    /// Even and odd stages differ in shade, so that neighbours can be told apart.
    shade: usize,
}

/// A case.
struct Row {
    number: String,
    title: String,
    organisation: String,
    late: bool,
    /// By quarter, the stage at its end.
    cells: Vec<String>,
    /// When it would be introduced or is over, in words.
    end: String,
    bars: Vec<Bar>,
    y: i64,
}

#[derive(Template)]
#[template(path = "picture/roadmap.html")]
struct Page<'a> {
    frame: &'a Frame,
    around: Around,
    quarters: Vec<(String, i64)>,
    rows: Vec<Row>,
    width: i64,
    height: i64,
}

/// The first day of the quarter that a day is in.
fn quarter_of(day: Date) -> Date {
    let month = (day.month() - 1) / 3 * 3 + 1;
    Date::new(day.year(), month, 1).unwrap_or(day)
}

fn quarters(today: Date) -> Vec<Date> {
    let first = quarter_of(today);
    (0..=QUARTERS).filter_map(|at| first.checked_add((at * 3).months()).ok()).collect()
}

fn days(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

/// The stage on a day; the last one goes on.
fn on(stages: &[Forecast], day: Date) -> Option<&Forecast> {
    let last = stages.last().filter(|last| last.from <= day);
    stages.iter().find(|one| one.from <= day && day < one.to).or(last)
}

/// How many days each stage takes where the process does not say, by all cases that the reader sees.
async fn usual(state: &State, request: &Request, seen: &Seen<'_>) -> Result<HashMap<String, i64>, Failure> {
    let every = CaseFilter { state: ANY_STATE.to_owned(), ..CaseFilter::default() };
    let stays = state.app.stays_of_cases(&request.visitor.actor, &every).await;
    stays.map(|stays| usual_days(&stays)).map_err(|error| seen.failed(error))
}

async fn read(state: &State, request: &Request, seen: &Seen<'_>) -> Result<Vec<CaseRow>, Failure> {
    let mut rows = state.app.many_cases(&request.visitor.actor, &seen.chosen(PATH).filter).await;
    if let Ok(rows) = &mut rows {
        rows.retain(|row| row.case.state == CaseState::Running);
    }
    rows.map_err(|error| seen.failed(error))
}

fn cells(frame: &Frame, row: &CaseRow, stages: &[Forecast], quarters: &[Date]) -> Vec<String> {
    let ends = quarters.iter().skip(1);
    let cell = |end: &Date| {
        let last = end.yesterday().unwrap_or(*end);
        on(stages, last).map(|one| stage_name(frame, &row.process, &one.stage)).unwrap_or_default()
    };
    ends.map(cell).collect()
}

pub(in crate::case) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let seen = Seen::by(&state, &request, asked).await?;
    let frame = seen.frame;
    let cases = read(&state, &request, &seen).await?;
    let usual = usual(&state, &request, &seen).await?;
    let quarters = quarters(seen.today);
    let first = quarters.first().copied().unwrap_or(seen.today);
    let whole = quarters.last().map_or(1, |last| days(first, *last));
    let width = WIDTH * i64::from(QUARTERS);
    let place = |day: Date| placed(days(first, day), whole, width);
    let row = |(at, case): (i64, &CaseRow)| {
        let definition = &case.process.definition;
        let stages = forecast(&case.case, definition, seen.today, &usual);
        let bars = stages.iter().filter_map(|one| {
            let (x, end) = (place(one.from), place(one.to));
            let number = definition.place(&one.stage)? + 1;
            (end > x).then(|| Bar { x, width: end - x, label: number.to_string(), shade: number % 2 })
        });
        let end = stages.last().map(|last| last.from);
        Row {
            number: case.case.number.to_string(),
            title: case.case.title.clone(),
            organisation: case.organisation.clone(),
            late: case.is_late,
            cells: cells(frame, case, &stages, &quarters),
            end: end.map(|day| frame.day(day)).unwrap_or_default(),
            bars: bars.collect(),
            y: at * 28 + 24,
        }
    };
    let rows: Vec<Row> = (0..).zip(&cases).map(row).collect();
    let named = quarters
        .iter()
        .take(usize::try_from(QUARTERS).unwrap_or(0))
        .map(|day| (quarter(frame, *day), place(*day)));
    let chosen = seen.chosen(PATH);
    Ok(html(&Page {
        frame,
        around: Around::of(frame, &chosen, PATH),
        quarters: named.collect(),
        height: count(rows.len()) * 28 + 28,
        rows,
        width,
    }))
}

fn quarter(frame: &Frame, day: Date) -> String {
    let number = (day.month() - 1) / 3 + 1;
    frame.t2("picture-quarter", ("number", &number.to_string()), ("year", &day.year().to_string()))
}

pub(in crate::case) async fn csv(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let seen = Seen::by(&state, &request, asked).await?;
    let cases = read(&state, &request, &seen).await?;
    let usual = usual(&state, &request, &seen).await?;
    let mut records = Vec::new();
    for case in &cases {
        for one in forecast(&case.case, &case.process.definition, seen.today, &usual) {
            records.push(vec![
                case.case.number.to_string(),
                case.case.title.clone(),
                case.organisation.clone(),
                stage_name(seen.frame, &case.process, &one.stage),
                one.from.to_string(),
                if one.is_untimed { String::new() } else { one.to.to_string() },
            ]);
        }
    }
    let head =
        ["need-column-number", "need-title", "case-kept-by", "case-stage", "meeting-starts", "meeting-ends"];
    seen.file("fardplan", &head, &records)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn quarters_begin_where_the_year_is_divided() {
        assert_eq!(quarter_of(date(2026, 11, 29)), date(2026, 10, 1));
        assert_eq!(quarter_of(date(2027, 1, 1)), date(2027, 1, 1));
        let all = quarters(date(2026, 11, 29));
        assert_eq!((all.len(), all[1], all[6]), (7, date(2027, 1, 1), date(2028, 4, 1)));
    }

    #[test]
    fn the_last_stage_goes_on_and_nothing_is_told_before_the_first() {
        let one = |stage: &str, from, to| Forecast { stage: stage.to_owned(), from, to, is_untimed: false };
        let stages = [
            one("decision", date(2026, 11, 1), date(2026, 12, 1)),
            one("delivery", date(2026, 12, 1), date(2027, 2, 1)),
        ];
        let stage = |day| on(&stages, day).map(|one| one.stage.as_str());
        assert_eq!(stage(date(2026, 10, 31)), None);
        assert_eq!(stage(date(2026, 12, 1)), Some("delivery"));
        assert_eq!(stage(date(2027, 6, 1)), Some("delivery"));
    }
}
