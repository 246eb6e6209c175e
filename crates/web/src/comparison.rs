//! Two to four solutions side by side: what each covers of a need's requirements, with source and evidence, and the
//! facts that decide. As a page and as a file.
//!
//! Deliberately not here: a total. Which one fits is for people to say.

use app::coverage::{COMPARED_MAX, Compared, Comparison, RequirementCoverage, text_of};
use app::{AppError, Directory, Separator, TableWriter};
use askama::Template;
use axum::extract::State as Shared;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Query, QueryRejection};
use domain::number::{Number, Series};
use serde::Deserialize;

use crate::State;
use crate::coverage::{self, Deck, said_by, shown, source};
use crate::error::{Failure, html};
use crate::frame::Frame;
use crate::list::csv_file;
use crate::matches::Piece;
use crate::names;
use crate::routes::Routes;
use crate::solution::{information_class, users};
use crate::usability::{self, UsableTag};
use crate::visitor::Request;

/// The fewest solutions to compare.
const FEWEST: usize = 2;

pub(crate) fn routes() -> Routes {
    Routes::new().get("/losningar/jamfor", page).get("/losningar/jamfor.csv", csv)
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    losning: Vec<String>,
    behov: String,
}

/// The same, understood: each solution once, in order.
struct Chosen {
    need: Option<Number>,
    solutions: Vec<Number>,
    /// What is no number of a solution.
    strange: Vec<String>,
}

/// A solution as the head of a column.
struct Column {
    number: String,
    name: String,
    address: String,
    deck: Option<Deck>,
    usable: Option<UsableTag>,
    /// The comparison without it.
    without: String,
}

/// What one solution says in one row.
struct Cell {
    /// Code and name of the level, in a row of a requirement.
    level: Option<(&'static str, String)>,
    text: String,
    says: Vec<Piece>,
    source: String,
    address: String,
}

/// A row: a requirement with its number, or a fact.
struct Line {
    number: Option<usize>,
    name: String,
    cells: Vec<Cell>,
}

#[derive(Template)]
#[template(path = "comparison/page.html")]
struct Page<'a> {
    frame: &'a Frame,
    chosen: Vec<String>,
    need: Option<(String, String)>,
    /// Why there is nothing to compare, or not all of it.
    problem: Option<String>,
    columns: Vec<Column>,
    requirements: Vec<Line>,
    facts: Vec<Line>,
    has_room: bool,
    csv: String,
    printed: String,
}

async fn page(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let (chosen, found) = compared(&state, &request, asked).await.map_err(failed)?;
    let directory = state.app.directory().await.map_err(failed)?;
    let (status, problem) = problem(frame, &chosen, &found);
    let shown = if problem.is_none() { found.solutions.as_slice() } else { &[] };
    let today = frame.day_of(state.app.clock().now());
    let page = Page {
        frame,
        chosen: found.solutions.iter().map(|one| one.solution.number.to_string()).collect(),
        need: found.need.as_ref().map(|need| (need.number.to_string(), need.facts.title.clone())),
        problem,
        columns: shown.iter().map(|one| column(frame, &chosen, &found, one)).collect(),
        requirements: requirement_lines(frame, &found, shown),
        facts: fact_lines(frame, &directory, shown),
        has_room: found.solutions.len() < COMPARED_MAX && chosen.solutions.len() < COMPARED_MAX,
        csv: chosen.address("/losningar/jamfor.csv", None),
        printed: frame.t1("comparison-printed", "day", &today),
    };
    Ok((status, html(&page)).into_response())
}

/// What was chosen, and what there is to say of it.
async fn compared(
    state: &State,
    request: &Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<(Chosen, Comparison), AppError> {
    let chosen = Chosen::of(asked.map(|Query(asked)| asked).unwrap_or_default())?;
    let found = state.app.compare(&request.visitor.actor, chosen.need, &chosen.solutions).await?;
    Ok((chosen, found))
}

async fn csv(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let frame = &request.frame;
    let failed = |error| Failure::page(error, frame.clone());
    let (chosen, found) = compared(&state, &request, asked).await.map_err(failed)?;
    if problem(frame, &chosen, &found).1.is_some() {
        return Err(failed(AppError::NotFound));
    }
    let directory = state.app.directory().await.map_err(failed)?;
    let table = table(frame, &directory, &found);
    csv_file(frame, "jamforelse", state.app.clock().now().day(), table)
}

/// The page's table: a row for each requirement and fact, a column for each solution.
fn table(frame: &Frame, directory: &Directory, found: &Comparison) -> std::io::Result<Vec<u8>> {
    let mut header = vec![frame.t("comparison-what")];
    header.extend(found.solutions.iter().map(|one| {
        let (name, number) = (&one.solution.facts.name, one.solution.number.to_string());
        frame.t2("comparison-column", ("name", name), ("number", &number))
    }));
    let mut table = TableWriter::new(Vec::new(), Separator::Comma, &header)?;
    let mut lines = requirement_lines(frame, found, &found.solutions);
    lines.extend(usable_line(frame, &found.solutions));
    for line in lines.iter().chain(&fact_lines(frame, directory, &found.solutions)) {
        let number = line.number.map(|number| format!("{number}. ")).unwrap_or_default();
        let mut cells = vec![format!("{number}{}", line.name)];
        cells.extend(line.cells.iter().map(in_one_cell));
        table.write(&cells)?;
    }
    table.finish()
}

/// Level, evidence and source of a cell, one a line.
fn in_one_cell(cell: &Cell) -> String {
    let level = cell.level.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
    let says: String = cell.says.iter().map(|piece| piece.text.as_str()).collect();
    let parts = [level, cell.text.clone(), says, cell.source.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

impl Chosen {
    /// A need that is no number of a need is as one that does not exist.
    fn of(asked: Asked) -> Result<Self, AppError> {
        let need = match asked.behov.trim() {
            "" => None,
            written => Some(read(written, Series::Need).ok_or(AppError::NotFound)?),
        };
        let (mut solutions, mut strange) = (Vec::new(), Vec::new());
        for written in asked.losning.iter().map(|written| written.trim()).filter(|w| !w.is_empty()) {
            match read(written, Series::Solution) {
                Some(number) if solutions.contains(&number) => {}
                Some(number) => solutions.push(number),
                None => strange.push(written.chars().take(40).collect()),
            }
        }
        Ok(Self { need, solutions, strange })
    }

    /// The same comparison at another place, without one of its solutions.
    fn address(&self, path: &str, without: Option<Number>) -> String {
        let kept = self.solutions.iter().filter(|number| Some(**number) != without);
        let solutions = kept.map(|number| format!("losning={number}"));
        let need = self.need.iter().map(|number| format!("behov={number}"));
        format!("{path}?{}", solutions.chain(need).collect::<Vec<_>>().join("&"))
    }
}

fn read(written: &str, series: Series) -> Option<Number> {
    written.parse().ok().filter(|number: &Number| number.series == series)
}

/// Why there is nothing to compare, and the status that says so.
fn problem(frame: &Frame, chosen: &Chosen, found: &Comparison) -> (StatusCode, Option<String>) {
    let asked = chosen.solutions.len() + chosen.strange.len();
    let missing: Vec<String> =
        found.missing.iter().map(ToString::to_string).chain(chosen.strange.iter().cloned()).collect();
    if asked == 0 {
        return (StatusCode::OK, Some(frame.t("comparison-none")));
    }
    if asked > COMPARED_MAX {
        let count = i64::try_from(asked).unwrap_or(i64::MAX);
        return (StatusCode::UNPROCESSABLE_ENTITY, Some(frame.tn("comparison-too-many", count)));
    }
    if !missing.is_empty() {
        let text = frame.t1("comparison-missing", "numbers", &frame.list(&missing));
        return (StatusCode::NOT_FOUND, Some(text));
    }
    if asked < FEWEST {
        return (StatusCode::UNPROCESSABLE_ENTITY, Some(frame.t("comparison-only-one")));
    }
    (StatusCode::OK, None)
}

fn column(frame: &Frame, chosen: &Chosen, found: &Comparison, one: &Compared) -> Column {
    let solution = &one.solution;
    Column {
        number: solution.number.to_string(),
        name: solution.facts.name.clone(),
        address: format!("/losningar/{}", solution.number),
        deck: found.need.as_ref().and_then(|need| Deck::of(frame, need.number, solution, &one.rows)),
        usable: UsableTag::of(frame, one.usable.as_ref()),
        without: chosen.address("/losningar/jamfor", Some(solution.number)),
    }
}

fn requirement_lines(frame: &Frame, found: &Comparison, solutions: &[Compared]) -> Vec<Line> {
    let Some(need) = &found.need else { return Vec::new() };
    let cell = |one: &Compared, at: usize| {
        let address = coverage::address(need.number, one.solution.number);
        one.rows.get(at).map(|row| coverage_cell(frame, one, row, format!("{address}#delbehov-{}", at + 1)))
    };
    let line = |(at, requirement): (usize, &domain::need::Requirement)| Line {
        number: Some(at + 1),
        name: requirement.text.clone(),
        cells: solutions.iter().filter_map(|one| cell(one, at)).collect(),
    };
    need.requirements.iter().enumerate().map(line).collect()
}

/// What a person gave as evidence, else the sentence of the text.
fn coverage_cell(frame: &Frame, one: &Compared, row: &RequirementCoverage, address: String) -> Cell {
    let said = row.said.as_ref();
    let source = match said {
        Some(said) => {
            let (source, by) = (source(frame, row), said_by(frame, said));
            frame.t2("comparison-source", ("source", &source), ("by", &by))
        }
        None => source(frame, row),
    };
    Cell {
        level: Some((row.level.code(), frame.word("coverage-level", row.level.code()))),
        text: said.and_then(|said| said.coverage.evidence.clone()).unwrap_or_default(),
        says: if said.is_some() { Vec::new() } else { shown(&text_of(&one.solution), row) },
        source,
        address,
    }
}

/// Whether the reader's organisation can use each, for the file; the page has tags with their reasons.
fn usable_line(frame: &Frame, solutions: &[Compared]) -> Option<Line> {
    let word = |one: &Compared| one.usable.as_ref().map(|usable| usability::word(frame, usable));
    let words: Vec<String> = solutions.iter().filter_map(word).collect();
    let cell = |text: String| Cell {
        level: None,
        text,
        says: Vec::new(),
        source: String::new(),
        address: String::new(),
    };
    let line = Line {
        number: None,
        name: frame.t("solution-column-usable"),
        cells: words.into_iter().map(cell).collect(),
    };
    (!line.cells.is_empty()).then_some(line)
}

fn fact_lines(frame: &Frame, directory: &Directory, solutions: &[Compared]) -> Vec<Line> {
    type Fact<'a> = (&'static str, &'a dyn Fn(&Compared) -> String);
    let areas = |one: &Compared| {
        let areas = one.solution.facts.service_areas.iter();
        areas.map(|code| names::area_of(frame, directory, code)).collect::<Vec<_>>().join(", ")
    };
    let class = |one: &Compared| {
        let class = one.solution.facts.information_class;
        class.map(|class| information_class(frame, class)).unwrap_or_default()
    };
    let facts: [Fact<'_>; 8] = [
        ("solution-column-used-by", &|one| users(frame, &one.usages)),
        ("solution-kind", &|one| frame.word("solution-kind", one.solution.facts.kind.code())),
        ("solution-provider", &|one| one.solution.facts.provider.clone().unwrap_or_default()),
        ("solution-lifecycle", &|one| names::lifecycle(frame, &one.solution)),
        ("solution-integrations", &|one| one.solution.facts.integrations.join(", ")),
        ("solution-standards", &|one| one.solution.facts.standards.join(", ")),
        ("solution-information-class", &class),
        ("solution-area", &areas),
    ];
    let cell = |text: String| Cell {
        level: None,
        text: if text.is_empty() { frame.t("comparison-not-given") } else { text },
        says: Vec::new(),
        source: String::new(),
        address: String::new(),
    };
    let line = |(key, fact): Fact<'_>| Line {
        number: None,
        name: frame.t(key),
        cells: solutions.iter().map(|one| cell(fact(one))).collect(),
    };
    facts.into_iter().map(line).collect()
}
