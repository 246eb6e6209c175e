//! The matrix: organisations × areas or capabilities. The table is the picture: a count in each cell, with marks that tell what is
//! shared, own and planned, and a word where something is missing.

use app::landscape::{Axis, Counted, Ground, Matrix, MatrixRow};
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::response::Response;
use domain::landscape::{Cell, Place};

use super::{Around, Asked, Narrows, Seen};
use crate::State;
use crate::error::{Failure, html};
use crate::frame::{Frame, count};
use crate::list::{Address, Pages};
use crate::names;
use crate::visitor::Request;

const PATH: &str = "/landskap";
/// Organisations side by side; the rest are on further pages.
const COLUMNS: u32 = 12;
/// Marks drawn one for each solution; more are told by a number beside one mark.
const MARKS: usize = 5;
/// How far a mark stands from the next.
const MARK_WIDTH: usize = 15;

/// A mark in a cell.
struct Mark {
    /// `shared`, `own` or `planned`.
    kind: &'static str,
    x: usize,
    /// How many it stands for, where it stands for several.
    number: String,
}

/// A cell.
struct Drawn {
    is_own: bool,
    /// A code of [`Place`].
    place: &'static str,
    address: String,
    number: String,
    /// The same in words.
    words: String,
    marks: Vec<Mark>,
    width: usize,
}

/// A row.
struct Row {
    name: String,
    address: String,
    cells: Vec<Drawn>,
    gap: Option<(String, String)>,
    overlap: Option<(String, String)>,
    shared: String,
    answered: String,
}

/// A finding in words, with where it is read.
struct Finding {
    address: String,
    text: String,
    more: String,
}

#[derive(Template)]
#[template(path = "landscape/matrix.html")]
struct Page<'a> {
    frame: &'a Frame,
    around: Around,
    findings: Vec<Finding>,
    row_heading: String,
    columns: Vec<(String, String, bool)>,
    rows: Vec<Row>,
    pages: Pages,
    is_empty: bool,
}

fn axis(seen: &Seen<'_>) -> Axis {
    if seen.asked.vy == "formagor" { Axis::Capabilities } else { Axis::Areas }
}

async fn read(state: &State, request: &Request, seen: &Seen<'_>) -> Result<Counted<Matrix>, Failure> {
    let counted = state.app.landscape(&request.visitor.actor, &seen.filter, axis(seen)).await;
    counted.map_err(|error| seen.failed(error))
}

pub(super) async fn page(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let seen = Seen::by(&state, &request, asked, PATH).await?;
    let frame = seen.frame;
    let (ground, matrix) = match read(&state, &request, &seen).await? {
        Counted::Done(ground, matrix) => (ground, matrix),
        Counted::Reading(percent) => return Ok(seen.reading(percent)),
    };
    let shown = shown(&seen, &ground);
    let column = |at: &usize| {
        let id = ground.organisations[*at];
        (seen.name(id), format!("/organisationer/{}", seen.code(id)), Some(id) == ground.own)
    };
    let total = count(ground.organisations.len());
    let row = |one: &MatrixRow| row(&seen, &ground, one, &shown);
    Ok(html(&Page {
        frame,
        findings: findings(&seen, &matrix),
        row_heading: frame.t(if axis(&seen) == Axis::Areas {
            "solution-area"
        } else {
            "landscape-capability"
        }),
        columns: shown.iter().map(column).collect(),
        rows: matrix.rows.iter().map(row).collect(),
        pages: Pages::sized(frame, &seen.address(), seen.page, (total, COLUMNS)),
        is_empty: ground.answers.solutions == 0,
        around: Around::of(&seen, &ground, Narrows::Matrix),
    }))
}

/// The organisations on the page; the own one is on each.
fn shown(seen: &Seen<'_>, ground: &Ground) -> Vec<usize> {
    let width = COLUMNS as usize;
    let all = ground.organisations.len();
    let last = all.saturating_sub(1) / width;
    let first = (seen.page as usize - 1).min(last) * width;
    let own = (ground.own.is_some() && first > 0).then_some(0);
    own.into_iter().chain(first..(first + width).min(all)).collect()
}

/// What a row is called.
fn row_name(seen: &Seen<'_>, code: &str) -> String {
    match axis(seen) {
        Axis::Capabilities => names::capability_of(seen.frame, &seen.directory, code),
        Axis::Areas => {
            let groups = seen.directory.area_groups();
            let group = groups.into_iter().find(|(group, _)| *group == code);
            group.map_or_else(|| seen.area(code), |group| names::group(seen.frame, group))
        }
    }
}

/// The name that a filter has for what the rows are.
fn field(seen: &Seen<'_>) -> &'static str {
    match axis(seen) {
        Axis::Areas => "omrade",
        Axis::Capabilities => "formaga",
    }
}

fn row(seen: &Seen<'_>, ground: &Ground, row: &MatrixRow, shown: &[usize]) -> Row {
    let frame = seen.frame;
    let name = row_name(seen, &row.code);
    let opens = match (axis(seen), seen.asked.omrade.is_empty()) {
        (Axis::Areas, true) => seen.address().changed("omrade", &row.code),
        (Axis::Areas, false) | (Axis::Capabilities, _) => {
            Address::of("/losningar").changed(field(seen), &row.code)
        }
    };
    let narrowed = |path: &'static str| {
        let address = Address::of(path).with("samverkan", &seen.asked.samverkan).with("lan", &seen.asked.lan);
        address.with("kommun", &seen.asked.kommun).with(field(seen), &row.code).page(1)
    };
    let gap = (!row.lacking.is_empty() && axis(seen) == Axis::Areas).then(|| {
        let names = seen.names(&row.lacking);
        (narrowed("/landskap/luckor"), frame.t1("landscape-lack", "names", &names))
    });
    let overlap = (row.overlaps > 0)
        .then(|| (narrowed("/landskap/overlapp"), frame.tn("landscape-overlaps-here", count(row.overlaps))));
    let answered = (frame.number(count(row.answered)), frame.number(count(row.cells.len())));
    let shared = (frame.number(count(row.shared)), frame.number(count(row.solutions)));
    Row {
        address: opens,
        cells: shown.iter().map(|at| cell(seen, ground, row, *at)).collect(),
        gap,
        overlap,
        shared: match row.solutions {
            0 => frame.t("landscape-none-used"),
            _ => frame.t2("landscape-shared-of", ("shared", &shared.0), ("solutions", &shared.1)),
        },
        answered: frame.t2("landscape-answered-short", ("answered", &answered.0), ("of", &answered.1)),
        name,
    }
}

fn cell(seen: &Seen<'_>, ground: &Ground, row: &MatrixRow, at: usize) -> Drawn {
    let (cell, place) = row.cells[at];
    let frame = seen.frame;
    let id = ground.organisations[at];
    let code = seen.code(id);
    let address = match place {
        Place::Has | Place::Nothing | Place::Silent => Address::of("/losningar")
            .with(field(seen), &row.code)
            .with("omrade", if axis(seen) == Axis::Capabilities { &seen.asked.omrade } else { "" })
            .with("anvands-av", &code)
            .page(1),
        Place::Gap => Address::of("/landskap/luckor")
            .with("samverkan", &seen.asked.samverkan)
            .with("lan", &seen.asked.lan)
            .with("kommun", &code)
            .with("omrade", if axis(seen) == Axis::Areas { &row.code } else { "" })
            .page(1),
    };
    let marks = marks(&cell);
    Drawn {
        is_own: Some(id) == ground.own,
        place: place.code(),
        address,
        number: match place {
            Place::Has => frame.number(count(cell.listed())),
            Place::Gap | Place::Nothing | Place::Silent => frame.word("landscape-place", place.code()),
        },
        words: if place == Place::Has { in_words(frame, &cell) } else { String::new() },
        width: marks.last().map_or(0, |last| last.x + MARK_WIDTH + last.number.len() * 8),
        marks,
    }
}

/// What the marks of a cell say.
fn in_words(frame: &Frame, cell: &Cell) -> String {
    let parts = [
        ("landscape-cell-shared", cell.shared),
        ("landscape-cell-own", cell.own),
        ("landscape-cell-planned", cell.planned),
    ];
    let told = parts.into_iter().filter(|(_, number)| *number > 0);
    told.map(|(key, number)| frame.tn(key, count(number))).collect::<Vec<_>>().join(", ")
}

fn marks(cell: &Cell) -> Vec<Mark> {
    let parts = [("shared", cell.shared), ("own", cell.own), ("planned", cell.planned)];
    let mut marks = Vec::new();
    let mut x = 0;
    for (kind, number) in parts.into_iter().filter(|(_, number)| *number > 0) {
        if cell.listed() <= MARKS {
            for _ in 0..number {
                marks.push(Mark { kind, x, number: String::new() });
                x += MARK_WIDTH;
            }
        } else {
            let number = number.to_string();
            let width = MARK_WIDTH + number.len() * 8 + 4;
            marks.push(Mark { kind, x, number });
            x += width;
        }
    }
    marks
}

/// What the matrix shows, in a sentence each.
fn findings(seen: &Seen<'_>, matrix: &Matrix) -> Vec<Finding> {
    let frame = seen.frame;
    let overlaps: usize = matrix.rows.iter().map(|row| row.overlaps).sum();
    let gaps: usize = matrix.rows.iter().map(|row| row.lacking.len()).sum();
    let worst = matrix.rows.iter().filter(|row| !row.lacking.is_empty()).max_by_key(|row| row.lacking.len());
    let busiest = matrix.rows.iter().filter(|row| row.overlaps > 0).max_by_key(|row| row.overlaps);
    let mut findings = Vec::new();
    if matrix.solutions > 0 {
        let shared = frame.number(count(matrix.shared));
        findings.push(Finding {
            address: "/losningar?sortering=anvandare".to_owned(),
            text: frame.t2(
                "landscape-found-shared",
                ("shared", &shared),
                ("solutions", &frame.number(count(matrix.solutions))),
            ),
            more: frame.t("landscape-found-shared-more"),
        });
    }
    if let Some(busiest) = busiest {
        findings.push(Finding {
            address: seen.at("/landskap/overlapp").without("vy"),
            text: frame.tn("landscape-found-overlaps", count(overlaps)),
            more: frame.t1("landscape-most-in", "area", &row_name(seen, &busiest.code)),
        });
    }
    if let Some(worst) = worst {
        findings.push(Finding {
            address: seen.at("/landskap/luckor").without("vy"),
            text: frame.tn("landscape-found-gaps", count(gaps)),
            more: frame.t2(
                "landscape-worst-gap",
                ("area", &row_name(seen, &worst.code)),
                ("names", &seen.names(&worst.lacking)),
            ),
        });
    }
    findings
}

pub(super) async fn file(
    Shared(state): Shared<State>,
    request: Request,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Failure> {
    let seen = Seen::by(&state, &request, asked, PATH).await?;
    let (ground, matrix) = match read(&state, &request, &seen).await? {
        Counted::Done(ground, matrix) => (ground, matrix),
        Counted::Reading(percent) => return Ok(seen.no_file_yet(percent)),
    };
    let mut rows = Vec::with_capacity(matrix.rows.len() * ground.organisations.len());
    for row in &matrix.rows {
        let name = row_name(&seen, &row.code);
        for (id, (cell, place)) in ground.organisations.iter().zip(&row.cells) {
            rows.push(vec![
                name.clone(),
                seen.name(*id),
                cell.used().to_string(),
                cell.shared.to_string(),
                cell.own.to_string(),
                cell.planned.to_string(),
                seen.frame.word("landscape-place", place.code()),
            ]);
        }
    }
    let head = [
        "solution-area",
        "need-column-organisation",
        "landscape-used",
        "landscape-key-shared",
        "landscape-key-own",
        "landscape-key-planned",
        "landscape-standing",
    ];
    seen.file("landskap", &head, &rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_has_a_mark_for_each_solution_until_there_are_too_many() {
        let kinds = |cell: Cell| -> Vec<(&'static str, String)> {
            marks(&cell).into_iter().map(|mark| (mark.kind, mark.number)).collect()
        };
        let none = String::new;
        let few = Cell { shared: 2, own: 0, planned: 1, said: 3 };
        assert_eq!(kinds(few), [("shared", none()), ("shared", none()), ("planned", none())]);
        let many = Cell { shared: 9, own: 1, planned: 0, said: 10 };
        assert_eq!(kinds(many), [("shared", "9".to_owned()), ("own", "1".to_owned())]);
        assert_eq!(kinds(Cell::default()), []);
    }
}
