//! Worth against cost: where each case lies by its points and what it costs over its life, how many organisations have it and how
//! risky it is. The picture orders nothing.

use app::case::CaseValue;
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::response::Response;

use super::super::filter::Asked;
use super::super::standing;
use super::{Around, Seen, placed};
use crate::State;
use crate::cost::money;
use crate::error::{Failure, html};
use crate::frame::{Frame, count};
use crate::prioritisation::{decimal, mark};
use crate::visitor::Request;

const PATH: &str = "/arenden/nytta";
/// How large the picture is, within its axes.
const SIZE: (i64, i64) = (640, 320);
/// Points are given from 1 to 5; as hundredths.
const POINTS: (i64, i64) = (100, 500);
/// Medians of risk, in quarters: from here it is medium, from here high.
const RISKY: (i64, i64) = (10, 14);

/// A case in the picture.
struct Bubble {
    x: i64,
    y: i64,
    radius: i64,
    /// `low`, `medium`, `high`, or empty where nobody has said.
    risk: &'static str,
    label: String,
    title: String,
}

/// A case in the table.
struct Row {
    number: String,
    title: String,
    organisation: String,
    standing: String,
    points: Option<String>,
    cost: Option<String>,
    risk: Option<String>,
    organisations: String,
    label: Option<String>,
}

#[derive(Template)]
#[template(path = "picture/value.html")]
struct Page<'a> {
    frame: &'a Frame,
    around: Around,
    rows: Vec<Row>,
    bubbles: Vec<Bubble>,
    dearest: String,
    /// How many more there are of which neither is known.
    without: Option<String>,
    is_empty: bool,
}

pub(in crate::case) const fn risk(quarters: i64) -> &'static str {
    if quarters >= RISKY.1 {
        "high"
    } else if quarters >= RISKY.0 {
        "medium"
    } else {
        "low"
    }
}

/// Points as hundredths, from a fraction of quarters.
const fn hundredths((sum, of): (i64, i64)) -> i64 {
    sum * 100 / (of * 4)
}

pub(in crate::case) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let seen = Seen::by(&state, &request, asked).await?;
    let frame = seen.frame;
    let chosen = seen.chosen(PATH);
    let cases = state.app.values_of_cases(&request.visitor.actor, &chosen.filter).await;
    let mut cases = cases.map_err(|error| seen.failed(error))?;
    // Those that can be drawn first, the dearest of them last.
    cases.sort_by_key(|case| {
        (case.points.is_none() || case.cost.is_none(), case.cost.map(|cost| cost.likely))
    });
    let dearest = cases.iter().filter(|case| case.points.is_some()).filter_map(|case| case.cost);
    let dearest = dearest.map(|cost| cost.likely).max().unwrap_or_default();
    let mut bubbles = Vec::new();
    let mut rows = Vec::new();
    let known = |case: &&CaseValue| case.points.is_some() || case.cost.is_some();
    for case in cases.iter().filter(known) {
        let bubble = bubble(frame, case, dearest.0, bubbles.len() + 1);
        rows.push(row(frame, case, bubble.as_ref().map(|bubble| bubble.label.clone())));
        bubbles.extend(bubble);
    }
    // The large ones first, so that a small one is never hidden.
    bubbles.sort_by_key(|bubble| -bubble.radius);
    let without = cases.len() - rows.len();
    Ok(html(&Page {
        frame,
        around: Around::of(frame, &chosen, PATH),
        rows,
        bubbles,
        dearest: money(frame, dearest),
        without: (without > 0).then(|| frame.tn("picture-without", count(without))),
        is_empty: cases.is_empty(),
    }))
}

fn bubble(frame: &Frame, case: &CaseValue, dearest: i64, number: usize) -> Option<Bubble> {
    let (points, cost) = (case.points?, case.cost?);
    let up = placed(hundredths(points) - POINTS.0, POINTS.1 - POINTS.0, SIZE.1);
    let worth = decimal(mark(frame), points);
    let told =
        [case.row.case.title.clone(), frame.t1("round-total-is", "total", &worth), money(frame, cost.likely)];
    Some(Bubble {
        x: placed(cost.likely.0, dearest, SIZE.0),
        y: SIZE.1 - up,
        radius: 12 + 4 * count(case.row.organisations.min(6)),
        risk: case.risk.map(risk).unwrap_or_default(),
        label: number.to_string(),
        title: told.join(", "),
    })
}

fn row(frame: &Frame, case: &CaseValue, label: Option<String>) -> Row {
    Row {
        number: case.row.case.number.to_string(),
        title: case.row.case.title.clone(),
        organisation: case.row.organisation.clone(),
        standing: standing(frame, &case.row.case, &case.row.process),
        points: case.points.map(|points| decimal(mark(frame), points)),
        cost: case.cost.map(|cost| money(frame, cost.likely)),
        risk: case.risk.map(|median| frame.word("risk", risk(median))),
        organisations: case.row.organisations.to_string(),
        label,
    }
}

pub(in crate::case) async fn csv(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let seen = Seen::by(&state, &request, asked).await?;
    let cases = state.app.values_of_cases(&request.visitor.actor, &seen.chosen(PATH).filter).await;
    let cases = cases.map_err(|error| seen.failed(error))?;
    let record = |case: &CaseValue| {
        let row = row(seen.frame, case, None);
        let kronor =
            case.cost.map(|cost| [cost.low, cost.likely, cost.high].map(|ore| (ore.0 / 100).to_string()));
        let [low, likely, high] = kronor.unwrap_or_default();
        let points = row.points.unwrap_or_default();
        let risk = row.risk.unwrap_or_default();
        vec![
            row.number,
            row.title,
            row.organisation,
            row.standing,
            points,
            low,
            likely,
            high,
            risk,
            row.organisations,
        ]
    };
    let head = [
        "need-column-number",
        "need-title",
        "case-kept-by",
        "case-column-standing",
        "round-total",
        "picture-cost-low",
        "picture-cost-likely",
        "picture-cost-high",
        "picture-risk",
        "case-column-organisations",
    ];
    seen.file("nytta", &head, &cases.iter().map(record).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn risk_is_told_in_three_words_and_points_in_hundredths() {
        assert_eq!([4, 9, 10, 13, 14, 20].map(risk), ["low", "low", "medium", "medium", "high", "high"]);
        assert_eq!(hundredths((1_600, 100)), 400);
        assert_eq!(hundredths((1_333, 100)), 333);
    }
}
