//! How old what a solution's page says is, what is missing, and what can be done about either, as a part of that page.

use app::AppError;
use app::freshness::FactRow;
use app::solution::SolutionPage;
use domain::freshness::{Age, FactKind};

use super::due::{ask_press, confirm_press};
use super::words;
use crate::State;
use crate::view::{Cell, Section};
use crate::visitor::Request;

/// The part about age and completeness.
pub(crate) async fn section(
    state: &State,
    request: &Request,
    read: &SolutionPage,
) -> Result<Section, AppError> {
    let (frame, actor) = (&request.frame, &request.visitor.actor);
    let (number, today) = (read.solution.number, state.app.clock().now().day());
    let mut section = Section::new("aktuellt", frame.t("freshness-heading"));
    let told = words::told(frame, (read.age.said, read.age.by.as_deref()), today);
    let age = Cell::text(frame.word("age", read.age.age.code())).note(told);
    let age = age.faded(read.age.is_grey);
    section.facts.push((frame.word("fact-kind", FactKind::Entry.code()), age));
    if let Some((asked, missing)) = state.app.completeness_of(actor, read.solution.id) {
        let mut has = Cell::text(words::has(frame, asked, missing.len()));
        let own = actor.member().map(|member| member.organisation.to_string());
        if read.may_keep {
            has.links = words::missing(frame, number, &missing, own.as_deref());
        } else if !missing.is_empty() {
            let missing = words::missing_in_words(frame, &missing);
            has = has.note(frame.t1("freshness-missing", "parts", &missing));
        }
        section.facts.push((frame.t("freshness-parts"), has));
    }
    if actor.member().is_none() {
        return Ok(section);
    }
    let here = format!("/losningar/{number}");
    for row in state.app.facts_of_solution(actor, &read.solution).await? {
        let is_entry = row.fact.kind() == FactKind::Entry;
        // A usage is confirmed where it is told of.
        let confirm = if is_entry { confirm_press(frame, &row, &here) } else { None };
        section.presses.extend(confirm);
        section.presses.extend(ask_press(frame, &row, &here));
        section.facts.extend(asked(frame, &row));
    }
    Ok(section)
}

/// That somebody has asked whoever answers, while that is lately.
fn asked(frame: &crate::frame::Frame, row: &FactRow) -> Option<(String, Cell)> {
    let at = row.asked.filter(|_| row.age != Age::Fresh)?;
    let cell = Cell::text(frame.t1("freshness-asked", "day", &frame.day_of(at)));
    Some((words::fact_label(frame, row), cell))
}
