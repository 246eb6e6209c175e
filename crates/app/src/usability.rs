//! Whether the reader's organisation can use solutions today: gathers what is known of many at once and asks
//! `domain::usability`.
//!
//! Contracts are read for all of them together, and only those that the reader may see count: what somebody may not know changes no
//! answer.

use domain::id::OrganisationId;
use domain::permission::Actor;
use domain::solution::Solution;
use domain::usability::{Answer, Asker, Fact, OwnUse, answer};
use jiff::Span;
use jiff::civil::Date;
use store::Tx;

use crate::Directory;
use crate::error::AppError;
use crate::matches::UsageRow;

/// A fact that nobody has confirmed for so many days is an old one.
const OLD: i64 = 365;

/// A fact with names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactRow {
    /// The fact.
    pub fact: Fact,
    /// Short name of who says so; empty where nobody in particular does.
    pub by: String,
    /// Whether it was last said more than a year ago.
    pub is_old: bool,
}

/// An answer with names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usable {
    /// The answer.
    pub answer: Answer,
    /// Its facts.
    pub facts: Vec<FactRow>,
    /// Short name of who must confirm it; empty for nobody in particular.
    pub confirm: String,
    /// Short name of whose answer it is.
    pub organisation: String,
}

/// The answers for solutions in their order; `None` for who acts for no organisation.
pub(crate) async fn of_solutions(
    tx: &mut Tx,
    directory: &Directory,
    (actor, today): (&Actor, Date),
    solutions: &[(&Solution, &[UsageRow])],
) -> Result<Vec<Option<Usable>>, AppError> {
    let Some(member) = actor.member() else { return Ok(vec![None; solutions.len()]) };
    let contracts = if actor.reads_contracts() {
        let ids: Vec<_> = solutions.iter().map(|(solution, _)| solution.id).collect();
        store::contract::of_solutions(tx, &actor.visibility(), &ids).await?
    } else {
        Vec::new()
    };
    let organisation = member.organisation;
    let predecessors = predecessors(directory, organisation);
    let asker = Asker { organisation, predecessors: &predecessors, today };
    let one = |(solution, usages): &(&Solution, &[UsageRow])| {
        // Nobody who keeps a catalogue has said what it is.
        if solution.lineage.draft.is_some() {
            return None;
        }
        let own = usages.iter().find(|row| row.usage.organisation == organisation);
        let own = own.map(|row| OwnUse { status: row.usage.status, said: row.usage.confirmed_at });
        let about: Vec<_> = contracts.iter().filter(|one| one.solutions.contains(&solution.id)).collect();
        Some(named(directory, asker, answer(asker, solution, own, &about)))
    };
    Ok(solutions.iter().map(one).collect())
}

/// The answer for one solution.
pub(crate) async fn of_solution(
    tx: &mut Tx,
    directory: &Directory,
    asked: (&Actor, Date),
    (solution, usages): (&Solution, &[UsageRow]),
) -> Result<Option<Usable>, AppError> {
    let found = of_solutions(tx, directory, asked, &[(solution, usages)]).await?;
    Ok(found.into_iter().next().flatten())
}

/// Organisations that have gone up in this one, also by way of others.
fn predecessors(directory: &Directory, organisation: OrganisationId) -> Vec<OrganisationId> {
    let gone = directory.organisations.iter().filter(|one| one.successor.is_some());
    gone.filter(|one| directory.today(one).id == organisation).map(|one| one.id).collect()
}

fn named(directory: &Directory, asker: Asker<'_>, answer: Answer) -> Usable {
    let name = |id: Option<OrganisationId>| id.map(|id| directory.short_name(id)).unwrap_or_default();
    let since = asker.today.checked_sub(Span::new().days(OLD)).unwrap_or(Date::MIN);
    let row = |fact: Fact| {
        let is_old = fact.said.is_some_and(|said| said.day() < since);
        FactRow { fact, by: name(fact.by), is_old }
    };
    Usable {
        facts: answer.facts.iter().map(|fact| row(*fact)).collect(),
        confirm: name(answer.confirm),
        organisation: directory.short_name(asker.organisation),
        answer,
    }
}
