//! Deeds that change which entry a thing has: two entries of the same thing become one, an entry of two things is parted, one that is
//! no more is retired. Each can be undone; what others have changed since stays, and is told. The rule is in `docs/decisions/0013`.
//!
//! Not here: editing one entry (`solution::keep`), and undoing imports, from which putting back is taken (`import`).

mod join;
mod merge;
mod propose;
mod retire;
mod split;
mod undo;

use domain::event::Change;
use domain::id::{SolutionChangeId, SolutionId};
use domain::permission::{Actor, Deed};
use domain::solution::Solution;
use domain::solution_change::{Move, Relation, SolutionChange, SolutionDeed};
use store::Tx;

pub use merge::{FieldChoice, MergeChoices, MergePlan, Moving, Pair, Take, ToMerge, UsageChoice};
pub use propose::{Agreed, Meanwhile, MergeProposalRow, MergeSeen, Waits};
pub(crate) use propose::{about_entry, told, waiting};
pub use split::SplitInput;
pub use undo::ChangeUndo;

use crate::import::Snapshot;
use crate::solution::{Named, subject};
use crate::{App, AppError};

/// A deed that made an entry what it is.
#[derive(Debug, Clone)]
pub struct ChangeRow {
    /// The deed.
    pub change: SolutionChange,
    /// The other entry in it, if the reader may see that.
    pub other: Option<Named>,
}

/// The deeds on an entry that have not been undone, for one who may undo them.
pub(crate) async fn rows(
    tx: &mut Tx,
    actor: &Actor,
    solution: &Solution,
) -> Result<Vec<ChangeRow>, AppError> {
    let mut rows = Vec::new();
    for change in store::solution_change::of_solution(tx, solution.id).await? {
        if change.undone.is_some() || change.solution != solution.id {
            continue;
        }
        let other = match change.other {
            Some(other) => store::solution::get(tx, other).await?,
            None => None,
        };
        if !undo::may_undo(actor, solution, change.deed, other.as_ref()) {
            continue;
        }
        let seen = other.filter(|other| actor.may(Deed::Read, &subject(other)));
        let other = seen.map(|seen| Named { number: seen.number, name: seen.facts.name });
        rows.push(ChangeRow { change, other });
    }
    Ok(rows)
}

/// An entry as histories keep it: its number alone. What it is called is looked up for whoever may read it.
fn number_of(solution: &Solution) -> String {
    solution.number.to_string()
}

/// A change that tells of another entry.
fn about(field: &str, other: &Solution) -> Vec<Change> {
    Change::between(field, "", &number_of(other)).into_iter().collect()
}

/// What a deed was done to.
struct Done<'a> {
    deed: SolutionDeed,
    before: &'a Solution,
    after: &'a Solution,
    other: Option<SolutionId>,
}

impl App {
    /// Keeps what was done, so that it can be undone.
    async fn keep_change(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        done: &Done<'_>,
        moves: &[Move],
    ) -> Result<SolutionChangeId, AppError> {
        let now = self.clock.now();
        let change = SolutionChange {
            id: SolutionChangeId::at(now),
            deed: done.deed,
            solution: done.before.id,
            other: done.other,
            at: now,
            person: actor.member().map(|member| member.person),
            organisation: actor.member().map(|member| member.organisation),
            before: Snapshot::of(done.before, &[]).written()?,
            after: Snapshot::of(done.after, &[]).written()?,
            undone: None,
        };
        store::solution_change::insert(tx, &change, moves).await?;
        Ok(change.id)
    }

    /// Tells the index of needs whose verdicts or coverage are about another entry from now on. Nobody is sent word of it: nothing that
    /// was said has changed.
    async fn tell_needs(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        moves: &[Move],
        (from, to): (&Solution, &Solution),
    ) -> Result<(), AppError> {
        let mut needs: Vec<String> = Vec::new();
        for thing in moves {
            let need = match thing.relation {
                Relation::Verdict => thing.record.split(' ').next().map(str::to_owned),
                Relation::Coverage => store::need::of_requirement(tx, &thing.record).await?,
                Relation::Usage
                | Relation::Proposal
                | Relation::Comment
                | Relation::Initiative
                | Relation::Lesson
                | Relation::Original
                | Relation::UsageProposal
                | Relation::Contract
                | Relation::Favourite
                | Relation::Reminder
                | Relation::Replaced => None,
            };
            needs.extend(need.filter(|need| !needs.contains(need)));
        }
        for need in needs {
            let event = store::event::NewEvent {
                at: self.clock.now(),
                doer: crate::history::doer(actor),
                subject_kind: domain::event::SubjectKind::Need,
                subject: need,
                kind: domain::event::EventKind::Moved,
                changes: Change::between("solution", &from.number.to_string(), &to.number.to_string())
                    .into_iter()
                    .collect(),
                import: None,
            };
            store::event::append(tx, &event).await?;
        }
        Ok(())
    }
}
