//! Many usages in one deed: a grid of statuses, or a list that is confirmed. All are saved or none, each over the version that was shown,
//! and whatever is in the way is told row by row.

use domain::event::EventKind;
use domain::id::{OrganisationId, UsageId};
use domain::number::Number;
use domain::permission::Actor;
use domain::solution::Solution;
use domain::usage::{Usage, UsageProblem, UsageStatus};
use store::Tx;

use super::{Tell, answers, changes_of, readable_by, registers_for};
use crate::error::AppError;
use crate::{App, Directory, solution};

/// Most rows of one deed.
pub const ROWS_MAX: usize = 2_000;

/// What one cell of a grid is to become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsageCell {
    /// The solution.
    pub number: Number,
    /// The organisation.
    pub organisation: OrganisationId,
    /// The version that was shown; 0 where nothing stood there.
    pub version: i64,
    /// The status; `None` for nothing.
    pub status: Option<UsageStatus>,
}

/// Why a row is not saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowTrouble {
    /// Somebody else has changed it since it was shown.
    ChangedMeanwhile,
    /// There is no such solution for the actor or the organisation, or the organisation is another's to look after.
    NotYours,
    /// Who declines says why, which a grid has no room for.
    NoReason,
    /// More is known than the status, which would be lost.
    NotBare,
}

/// A row that is in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowProblem {
    /// The solution.
    pub number: Number,
    /// The organisation.
    pub organisation: OrganisationId,
    /// Why.
    pub trouble: RowTrouble,
    /// What stands there now, for who may see it.
    pub present: Option<Usage>,
}

/// What became of many rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// All of them are saved; so many differed from what stood there.
    All(usize),
    /// None is, because of these.
    Nothing(Vec<RowProblem>),
}

/// A row that can be saved.
struct Row {
    before: Option<Usage>,
    after: Option<Usage>,
}

impl App {
    /// Sets the status of many cells at once.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails. What a person can do something about is told in [`Saved::Nothing`].
    pub async fn set_statuses(&self, actor: &Actor, cells: &[UsageCell]) -> Result<Saved, AppError> {
        let mut tx = self.db.write().await?;
        let directory = Directory::read(&mut tx).await?;
        let (mut rows, mut problems) = (Vec::new(), Vec::new());
        for cell in cells.iter().take(ROWS_MAX) {
            match self.cell(&mut tx, (actor, &directory), cell).await? {
                Ok(row) => rows.extend((row.before != row.after).then_some(row)),
                Err(problem) => problems.push(problem),
            }
        }
        if !problems.is_empty() {
            return Ok(Saved::Nothing(problems));
        }
        let mut told: Vec<OrganisationId> = Vec::new();
        let count = rows.len();
        for Row { before, after } in rows {
            let about = before.as_ref().or(after.as_ref()).map(|usage| usage.organisation);
            let tell = match about {
                Some(organisation) if !told.contains(&organisation) => {
                    told.push(organisation);
                    Tell::Them
                }
                Some(_) | None => Tell::Nobody,
            };
            match (before, after) {
                (before, Some(after)) => self.save_usage(&mut tx, actor, (before, after), tell).await?,
                (Some(before), None) => {
                    store::usage::delete(&mut tx, &before).await?;
                    let changes = changes_of(Some(&before), None);
                    let what = (&before, EventKind::UsageChanged);
                    self.usage_event(&mut tx, actor, what, changes, tell).await?;
                }
                (None, None) => {}
            }
        }
        tx.commit().await?;
        Ok(Saved::All(count))
    }

    /// Confirms what stands there of the own organisation's use of these solutions, each in the version that was shown.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not answer for the organisation; else as [`App::set_statuses`].
    pub async fn confirm_usages(&self, actor: &Actor, shown: &[(Number, i64)]) -> Result<Saved, AppError> {
        let member = answers(actor)?;
        let organisation = member.organisation;
        let mut tx = self.db.write().await?;
        let (mut usages, mut problems) = (Vec::new(), Vec::new());
        for (number, version) in shown.iter().take(ROWS_MAX).copied() {
            let problem = |trouble, present| RowProblem { number, organisation, trouble, present };
            let Ok(solution) = solution::load(&mut tx, actor, number).await else {
                problems.push(problem(RowTrouble::NotYours, None));
                continue;
            };
            match store::usage::by(&mut tx, solution.id, organisation).await? {
                Some(usage) if usage.version == version => usages.push(usage),
                other => problems.push(problem(RowTrouble::ChangedMeanwhile, other)),
            }
        }
        if !problems.is_empty() {
            return Ok(Saved::Nothing(problems));
        }
        let count = usages.len();
        for usage in usages {
            self.save_usage(&mut tx, actor, (Some(usage.clone()), usage), Tell::Nobody).await?;
        }
        tx.commit().await?;
        Ok(Saved::All(count))
    }

    async fn cell(
        &self,
        tx: &mut Tx,
        (actor, directory): (&Actor, &Directory),
        cell: &UsageCell,
    ) -> Result<Result<Row, RowProblem>, AppError> {
        let problem = |trouble, present: Option<&Usage>| {
            let (number, organisation) = (cell.number, cell.organisation);
            Ok(Err(RowProblem { number, organisation, trouble, present: present.cloned() }))
        };
        let solution = permitted(tx, (actor, directory), cell).await?;
        let Some(solution) = solution else { return problem(RowTrouble::NotYours, None) };
        let before = store::usage::by(tx, solution.id, cell.organisation).await?;
        if before.as_ref().map_or(0, |usage| usage.version) != cell.version {
            return problem(RowTrouble::ChangedMeanwhile, before.as_ref());
        }
        let after = match (&before, cell.status) {
            (None, None) => None,
            (Some(before), None) if !before.is_bare() => return problem(RowTrouble::NotBare, Some(before)),
            (Some(_), None) => None,
            (Some(before), Some(status)) => Some(Usage { status, ..before.clone() }),
            (None, Some(status)) => {
                let id = UsageId::at(self.clock.now());
                Some(Usage::new(id, solution.id, cell.organisation, status))
            }
        };
        if after.as_ref().is_some_and(|after| after.problems().contains(&UsageProblem::NoReason)) {
            return problem(RowTrouble::NoReason, before.as_ref());
        }
        Ok(Ok(Row { before, after }))
    }
}

/// The solution of a cell, if the actor may fill it in.
async fn permitted(
    tx: &mut Tx,
    (actor, directory): (&Actor, &Directory),
    cell: &UsageCell,
) -> Result<Option<Solution>, AppError> {
    if !registers_for(directory, actor, cell.organisation) {
        return Ok(None);
    }
    let solution = match solution::load(tx, actor, cell.number).await {
        Ok(solution) => solution,
        Err(AppError::NotFound) => return Ok(None),
        Err(error) => return Err(error),
    };
    match readable_by(tx, &solution, cell.organisation).await {
        Ok(()) => Ok(Some(solution)),
        Err(AppError::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}
