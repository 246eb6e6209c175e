//! The board: a column for each stage, a card for each case that is under way or rests there.

use app::case::CaseRow;
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::response::Response;
use domain::case::CaseState;

use super::super::filter::Asked;
use super::super::list::late;
use super::super::{colour, said, standing};
use super::{Around, Seen};
use crate::State;
use crate::error::{Failure, html};
use crate::frame::{Frame, count};
use crate::visitor::Request;

const PATH: &str = "/arenden/tavla";

/// A case.
struct Card {
    number: String,
    title: String,
    organisation: String,
    spread: Option<String>,
    since: String,
    late: Option<String>,
    resting: Option<(String, &'static str)>,
}

/// A stage.
struct Column {
    id: String,
    name: String,
    number: String,
    about: Option<String>,
    cards: Vec<Card>,
}

#[derive(Template)]
#[template(path = "picture/board.html")]
struct Page<'a> {
    frame: &'a Frame,
    around: Around,
    columns: Vec<Column>,
    is_empty: bool,
}

pub(in crate::case) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let seen = Seen::by(&state, &request, asked).await?;
    let frame = seen.frame;
    let chosen = seen.chosen(PATH);
    let rows = state.app.many_cases(&request.visitor.actor, &chosen.filter).await;
    let rows = rows.map_err(|error| seen.failed(error))?;
    let mut columns: Vec<Column> = Vec::new();
    for (at, stage) in seen.definition.stages.iter().enumerate() {
        let own = rows.iter().filter(|row| row.case.stage == stage.code);
        let cards: Vec<Card> = own.map(|row| card(&seen, row)).collect();
        columns.push(Column {
            id: format!("steg_{}", at + 1),
            name: said(frame, &stage.name).to_owned(),
            number: frame.tn("forum-waiting-count", count(cards.len())),
            about: stage.target_days.map(|days| frame.tn("picture-target", i64::from(days))),
            cards,
        });
    }
    // A case on an older version of the process can stand where today's has no stage.
    let known = |row: &&CaseRow| seen.definition.stage(&row.case.stage).is_none();
    let others: Vec<Card> = rows.iter().filter(known).map(|row| card(&seen, row)).collect();
    if !others.is_empty() {
        columns.push(Column {
            id: "steg_andra".to_owned(),
            name: frame.t("picture-other-stages"),
            number: frame.tn("forum-waiting-count", count(others.len())),
            about: None,
            cards: others,
        });
    }
    let is_empty = rows.is_empty();
    Ok(html(&Page { frame, around: Around::of(frame, &chosen, PATH), columns, is_empty }))
}

fn card(seen: &Seen<'_>, row: &CaseRow) -> Card {
    let (frame, case) = (seen.frame, &row.case);
    let days = i64::from((seen.today - case.entered.day()).get_days());
    Card {
        number: case.number.to_string(),
        title: case.title.clone(),
        organisation: row.organisation.clone(),
        spread: (row.organisations > 1).then(|| frame.tn("case-organisations", count(row.organisations))),
        since: frame.tn("picture-days-here", days),
        late: row.is_late.then(|| late(frame, case.state)),
        resting: (case.state != CaseState::Running)
            .then(|| (standing(frame, case, &row.process), colour(case.state))),
    }
}

pub(in crate::case) async fn csv(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let seen = Seen::by(&state, &request, asked).await?;
    let rows = state.app.many_cases(&request.visitor.actor, &seen.chosen(PATH).filter).await;
    let rows = rows.map_err(|error| seen.failed(error))?;
    let record = |row: &CaseRow| {
        vec![
            row.case.number.to_string(),
            row.case.title.clone(),
            standing(seen.frame, &row.case, &row.process),
            row.organisation.clone(),
            row.case.entered.day().to_string(),
        ]
    };
    let head =
        ["need-column-number", "need-title", "case-column-standing", "case-kept-by", "case-column-since"];
    seen.file("tavla", &head, &rows.iter().map(record).collect::<Vec<_>>())
}
