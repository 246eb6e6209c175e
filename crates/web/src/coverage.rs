//! What solutions cover of a need's requirements, as people read it: the deck of planks and the words that say the
//! same, wherever a need meets a solution; and the page of one need and one solution.
//!
//! Deliberately not here: what counts (`domain::coverage`), and solutions side by side (`comparison`).

mod form;
mod page;

use app::coverage::{RequirementCoverage, Said, count};
use domain::coverage::{CoverageLevel, CoverageSource};
use domain::number::Number;
use domain::solution::Solution;

use crate::frame::Frame;
use crate::matches::{Piece, reason_row, sentence};
use crate::routes::Routes;

pub(crate) use crate::matches::ReasonRow;

/// Most planks of a deck; of more requirements only the count is shown.
const PLANKS: usize = 8;
/// Requirements named in a summary; the rest are counted.
const NAMED: usize = 3;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/behov/{number}/losningar/{solution}", page::page)
        .post("/behov/{number}/losningar/{solution}", page::save)
}

/// Where a need and a solution meet.
pub(crate) fn address(need: Number, solution: Number) -> String {
    format!("/behov/{need}/losningar/{solution}")
}

/// One requirement in a deck.
#[derive(Debug)]
pub(crate) struct Plank {
    pub(crate) number: usize,
    /// The level's code.
    pub(crate) level: &'static str,
    pub(crate) level_name: String,
    pub(crate) text: String,
}

/// A solution against the requirements of a need: a glyph and the same in words.
#[derive(Debug)]
pub(crate) struct Deck {
    pub(crate) planks: Vec<Plank>,
    /// Every plank in words.
    pub(crate) label: String,
    /// "4 av 5 delbehov".
    pub(crate) covered: String,
    /// "Saknas: Följa planeringen", and what else is to say; one sentence each.
    pub(crate) rest: Vec<String>,
    pub(crate) address: String,
}

impl Deck {
    /// None where the need has no requirements.
    pub(crate) fn of(
        frame: &Frame,
        need: Number,
        solution: &Solution,
        rows: &[RequirementCoverage],
    ) -> Option<Self> {
        let planks: Vec<Plank> = (1..)
            .zip(rows)
            .map(|(number, row)| Plank {
                number,
                level: row.level.code(),
                level_name: frame.word("coverage-level", row.level.code()),
                text: row.requirement.text.clone(),
            })
            .collect();
        let in_words: Vec<String> = planks.iter().map(|plank| in_words(frame, plank)).collect();
        (!planks.is_empty()).then(|| Self {
            label: in_words.join(" "),
            covered: covered(frame, rows),
            rest: rest(frame, rows),
            address: address(need, solution.number),
            planks,
        })
    }

    /// Whether there are few enough to draw.
    pub(crate) fn is_drawn(&self) -> bool {
        self.planks.len() <= PLANKS
    }
}

fn in_words(frame: &Frame, plank: &Plank) -> String {
    let number = plank.number.to_string();
    let named = frame.t2("coverage-plank", ("number", &number), ("text", &plank.text));
    frame.t2("coverage-plank-level", ("plank", &named), ("level", &plank.level_name))
}

fn covered(frame: &Frame, rows: &[RequirementCoverage]) -> String {
    let count = count(rows);
    let number = |count: usize| frame.number(i64::try_from(count).unwrap_or(i64::MAX));
    frame.t2("coverage-of", ("covered", &number(count.covers)), ("all", &number(count.all())))
}

/// What is not covered, by name, and how much of it all is an assumption.
fn rest(frame: &Frame, rows: &[RequirementCoverage]) -> Vec<String> {
    let named = |key: &str, level: CoverageLevel| {
        let texts: Vec<String> =
            rows.iter().filter(|row| row.level == level).map(|row| row.requirement.text.clone()).collect();
        (!texts.is_empty()).then(|| frame.t1(key, "texts", &shortened(frame, &texts)))
    };
    let assumed = rows.iter().filter(|row| is_assumed(row)).count();
    let assumed = i64::try_from(assumed).unwrap_or(i64::MAX);
    [
        named("coverage-missing", CoverageLevel::Not),
        named("coverage-partly", CoverageLevel::Partly),
        named("coverage-unknown", CoverageLevel::Unknown),
        (assumed > 0).then(|| frame.tn("coverage-assumed", assumed)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The first names, and how many more there are.
fn shortened(frame: &Frame, texts: &[String]) -> String {
    match texts.split_at_checked(NAMED) {
        Some((named, more)) if !more.is_empty() => {
            let more = i64::try_from(more.len()).unwrap_or(i64::MAX);
            frame.t2("coverage-and-more", ("texts", &named.join(", ")), ("more", &frame.number(more)))
        }
        Some(_) | None => texts.join(", "),
    }
}

/// Whether the level is one that the text was read to say.
fn is_assumed(row: &RequirementCoverage) -> bool {
    row.source == CoverageSource::Assumption && row.level != CoverageLevel::Unknown
}

/// Where the level is known from, in words; that nothing is known, where it is so.
pub(crate) fn source(frame: &Frame, row: &RequirementCoverage) -> String {
    if row.said.is_none() && row.level == CoverageLevel::Unknown {
        return frame.t("coverage-nothing-known");
    }
    frame.word("coverage-source", row.source.code())
}

/// Who said it and when: "Sara Hedin, Lidköping · 14 november 2026".
pub(crate) fn said_by(frame: &Frame, said: &Said) -> String {
    let who: Vec<String> = said.person.iter().chain(&said.organisation).cloned().collect();
    let day = frame.day_of(said.coverage.at);
    if who.is_empty() { day } else { format!("{} · {day}", who.join(", ")) }
}

/// The sentence of the solution's text that comes nearest to a requirement, with its marks.
pub(crate) fn shown(text: &str, row: &RequirementCoverage) -> Vec<Piece> {
    row.shown.as_ref().map(|shown| sentence(text, Some(&shown.passage))).unwrap_or_default()
}

/// Which words met.
fn reasons(frame: &Frame, row: &RequirementCoverage) -> Vec<ReasonRow> {
    let reasons = row.shown.iter().flat_map(|shown| &shown.reasons);
    reasons.map(|reason| reason_row(frame, reason)).collect()
}
