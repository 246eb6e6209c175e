//! Retiring an entry: why, and what is used in its place. Who uses it still does; that is theirs to say.

use domain::event::{Change, EventKind};
use domain::number::Number;
use domain::permission::{Actor, Deed};
use domain::solution::{Lifecycle, Solution};
use domain::solution_change::SolutionDeed;
use domain::text::SHORT_MAX;

use super::{Done, number_of};
use crate::checked::Checked;
use crate::error::FieldProblem;
use crate::solution::keep::{kept, save};
use crate::solution::{called, subject};
use crate::{App, AppError, Refusal, changes};

impl App {
    /// Retires an entry for a reason, with what replaces it where there is such a thing.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep it; [`AppError::Invalid`] without a reason, or for a successor that is none;
    /// [`Refusal::ChangedMeanwhile`] when it is not as it was shown.
    pub async fn retire_solution(
        &self,
        actor: &Actor,
        (number, version): (Number, i64),
        successor: &str,
        reason: &str,
    ) -> Result<Solution, AppError> {
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        let before = kept(&mut tx, actor, number).await?;
        let mut checked = Checked::new(now);
        let reason = checked.required("reason", 0, reason, SHORT_MAX);
        let named = successor.split_whitespace().next().unwrap_or_default();
        let next = match named.parse::<Number>() {
            Ok(number) => called(&mut tx, number).await?,
            Err(_) => None,
        };
        let fits = |next: &Solution| {
            next.id != before.id
                && next.withdrawn.is_none()
                && next.lineage.successor != Some(before.id)
                && actor.may(Deed::Read, &subject(next))
        };
        let next = next.filter(fits);
        if next.is_none() && !named.is_empty() {
            checked.add("successor", 0, FieldProblem::Unknown);
        }
        checked.done()?;
        if before.version != version || before.withdrawn.is_some() {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let mut after = Solution { updated: now, ..before.clone() };
        after.facts.lifecycle = Lifecycle::Retired;
        after.facts.as_written.lifecycle = None;
        after.lineage.successor = next.as_ref().map(|next| next.id);
        after.lineage.retired_reason = Some(reason.clone());
        save(&mut tx, &after).await?;
        let other = next.as_ref().map(|next| next.id);
        let done = Done { deed: SolutionDeed::Retirement, before: &before, after: &after, other };
        self.keep_change(&mut tx, actor, &done, &[]).await?;
        let mut changed = changes::of_solution(&before, &after);
        changed.extend(Change::between("reason", "", &reason));
        changed.extend(next.as_ref().and_then(|next| Change::between("successor", "", &number_of(next))));
        self.solution_event(&mut tx, actor, &before, (EventKind::Retired, changed)).await?;
        tx.commit().await?;
        Ok(after)
    }
}
