//! Many cases at once: where they have stood and for how long, what they are worth and cost, and when their process would take
//! them where.
//!
//! Not here: the pictures of it (`web`), and the list with pages.

use std::collections::HashMap;

use domain::case::{Case, Decision, Outcome};
use domain::cost::Range;
use domain::instant::Instant;
use domain::permission::{Actor, Deed};
use domain::process::Definition;
use jiff::ToSpan as _;
use jiff::civil::Date;
use store::Tx;
use store::case::CaseFilter;
use store::page::Page;

use super::{CaseRow, subject};
use crate::{App, AppError, prioritisation};

/// Most cases in one picture; there are not so many in any collaboration that we know of.
const CASES_MAX: u32 = 1000;

/// Some time in a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// Code of the stage.
    pub stage: String,
    /// Since when.
    pub from: Instant,
    /// Until when; still there where nothing is said.
    pub to: Option<Instant>,
}

/// A case with where it has stood.
#[derive(Debug, Clone)]
pub struct CaseStays {
    /// The case.
    pub row: CaseRow,
    /// First what was first.
    pub stays: Vec<Stay>,
}

/// What a case is worth and costs, as far as that is known.
#[derive(Debug, Clone)]
pub struct CaseValue {
    /// The case.
    pub row: CaseRow,
    /// What it costs over its life, for whom prices are.
    pub cost: Option<Range>,
    /// The weighted mean of its last closed round, as a fraction of quarters.
    pub points: Option<(i64, i64)>,
    /// The median of its risk in that round, in quarters.
    pub risk: Option<i64>,
}

/// A stage that a case would be in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forecast {
    /// Code of the stage.
    pub stage: String,
    /// From which day.
    pub from: Date,
    /// Until which day.
    pub to: Date,
    /// Whether neither the process nor those who were there before say how long it takes, so that no time is counted.
    pub is_untimed: bool,
}

/// Where a case has stood, by its decisions.
fn stays(case: &Case, first: &str, decisions: &[Decision]) -> Vec<Stay> {
    let mut stays = vec![Stay { stage: first.to_owned(), from: case.created, to: None }];
    let mut made: Vec<&Decision> = decisions.iter().collect();
    made.sort_by_key(|decision| decision.at);
    for decision in made {
        // Nothing moved.
        if decision.outcome == Outcome::SharedBy {
            continue;
        }
        if let Some(last) = stays.last_mut().filter(|last| last.to.is_none()) {
            last.to = Some(decision.at);
        }
        let goes_on = match decision.outcome {
            Outcome::Onward | Outcome::Back | Outcome::Resumed | Outcome::Corrected => true,
            Outcome::Exit | Outcome::SharedBy => false,
        };
        if goes_on {
            stays.push(Stay { stage: decision.to.clone(), from: decision.at, to: None });
        }
    }
    stays
}

/// How many days cases have stood in each stage that they have left: the middle of them, rounded down between two.
#[must_use]
pub fn usual_days(cases: &[CaseStays]) -> HashMap<String, i64> {
    let mut days: HashMap<String, Vec<i64>> = HashMap::new();
    for stay in cases.iter().flat_map(|case| &case.stays) {
        if let Some(to) = stay.to {
            let lasted = i64::from((to.day() - stay.from.day()).get_days());
            days.entry(stay.stage.clone()).or_default().push(lasted);
        }
    }
    let middle = |(stage, mut days): (String, Vec<i64>)| {
        days.sort_unstable();
        let upper = days.get(days.len() / 2)?;
        let lower = days.get((days.len() - 1) / 2)?;
        Some((stage, (lower + upper) / 2))
    };
    days.into_iter().filter_map(middle).collect()
}

/// When a case that is under way would come where, along the first way of each gate, if every stage takes the time that its
/// process says, or else what it usually takes. What is late already would be left today.
#[must_use]
pub fn forecast(
    case: &Case,
    definition: &Definition,
    today: Date,
    usual: &HashMap<String, i64>,
) -> Vec<Forecast> {
    let mut found = Vec::new();
    let (mut code, mut from) = (case.stage.clone(), case.entered.day());
    let mut now = case.due.map(|due| due.max(today));
    // A process has no more stages than that; a loop in an edited one ends here.
    for _ in 0..definition.stages.len() {
        let Some(stage) = definition.stage(&code) else { break };
        let lasts = stage.target_days.map(i64::from).or_else(|| usual.get(&code).copied());
        let lasts = lasts.map(|days| days.days());
        let until = now.take().or_else(|| from.checked_add(lasts?).ok());
        let is_untimed = until.is_none();
        let to = until.unwrap_or(from).max(if found.is_empty() { today } else { from });
        found.push(Forecast { stage: code.clone(), from, to, is_untimed });
        let Some(next) = stage.gate.as_ref().and_then(|gate| gate.onward.first()) else { break };
        (code, from) = (next.to.clone(), to);
    }
    found
}

impl App {
    /// The cases that a picture is made of, by the filter of the list.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn many_cases(&self, actor: &Actor, filter: &CaseFilter) -> Result<Vec<CaseRow>, AppError> {
        Ok(self.list_cases(actor, filter, Page::new(1, CASES_MAX)).await?.rows)
    }

    /// Where cases have stood and for how long.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn stays_of_cases(
        &self,
        actor: &Actor,
        filter: &CaseFilter,
    ) -> Result<Vec<CaseStays>, AppError> {
        let rows = self.many_cases(actor, filter).await?;
        let mut tx = self.db.read().await?;
        let mut found = Vec::with_capacity(rows.len());
        for row in rows {
            let decisions = store::case::decisions(&mut tx, row.case.id).await?;
            let first = row.process.definition.stages.first().map_or("", |stage| stage.code.as_str());
            found.push(CaseStays { stays: stays(&row.case, first, &decisions), row });
        }
        Ok(found)
    }

    /// What cases are worth and cost.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn values_of_cases(
        &self,
        actor: &Actor,
        filter: &CaseFilter,
    ) -> Result<Vec<CaseValue>, AppError> {
        let rows = self.many_cases(actor, filter).await?;
        let mut tx = self.db.read().await?;
        let mut found = Vec::with_capacity(rows.len());
        let ids: Vec<_> = rows.iter().map(|row| row.case.id).collect();
        let outcomes = prioritisation::last_outcomes(&mut tx, actor, &ids).await?;
        for row in rows {
            let (points, risk) = match outcomes.get(&row.case.id) {
                Some((round, outcome, _)) => (outcome.total, outcome.risk(round)),
                None => (None, None),
            };
            found.push(CaseValue { cost: cost(&mut tx, actor, &row.case).await?, points, risk, row });
        }
        Ok(found)
    }
}

async fn cost(tx: &mut Tx, actor: &Actor, case: &Case) -> Result<Option<Range>, AppError> {
    if !actor.may(Deed::ReadCost, &subject(case)) {
        return Ok(None);
    }
    let sheet = store::cost::of_case(tx, case.id).await?.map(|(sheet, ..)| sheet);
    Ok(sheet.filter(|sheet| !sheet.lines.is_empty()).map(|sheet| sheet.total()))
}
