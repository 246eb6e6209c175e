//! Saying that a draft is an entry that is there already: its number leads to that one, and what was said of it goes along.
//!
//! Nothing of the other entry changes, so that who takes care of drafts need not keep it; and what was said about the draft stays with
//! it, because fewer may read it than the other. Not here: making one entry of two (`merge`).

use domain::event::EventKind;
use domain::number::Number;
use domain::permission::{Actor, Deed};
use domain::solution::Solution;
use domain::solution_change::{Relation, SolutionDeed};

use super::merge::{can_be_many, has_one};
use super::{Done, about};
use crate::error::FieldProblem;
use crate::solution::draft::to_answer;
use crate::solution::keep::save;
use crate::solution::{called, subject};
use crate::{App, AppError};

impl App {
    /// Says which entry a draft is already. It can be undone as a merge can, by who keeps that entry.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for what is no draft; [`AppError::Denied`] for who does not keep the catalogue that it is meant for;
    /// [`AppError::Invalid`] where the other is no entry that the actor may read; [`crate::Refusal::ChangedMeanwhile`] when the draft is
    /// not as it was shown.
    pub async fn join_draft(
        &self,
        actor: &Actor,
        place: (Number, i64),
        into: &str,
    ) -> Result<Solution, AppError> {
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        let draft = to_answer(&mut tx, actor, place).await?;
        let named = into.split_whitespace().next().and_then(|word| word.parse::<Number>().ok());
        let found = match named {
            Some(number) => called(&mut tx, number).await?,
            None => None,
        };
        let fits = |one: &Solution| {
            one.id != draft.id
                && one.withdrawn.is_none()
                && one.lineage.draft.is_none()
                && actor.may(Deed::Read, &subject(one))
        };
        let Some(other) = found.filter(fits) else {
            return Err(AppError::invalid("into", FieldProblem::Unknown));
        };
        let mut moves = Vec::new();
        for relation in Relation::ALL.iter().filter(|relation| **relation != Relation::Comment) {
            let has = store::solution_change::related(&mut tx, *relation, other.id).await?;
            for thing in store::solution_change::related(&mut tx, *relation, draft.id).await? {
                let goes = can_be_many(*relation) || !has_one(&has, &thing);
                if goes && store::solution_change::give(&mut tx, &thing, (draft.id, other.id)).await? {
                    moves.push(thing);
                }
            }
        }
        let mut gone = Solution { withdrawn: Some(now), updated: now, ..draft.clone() };
        gone.lineage.merged_into = Some(other.id);
        save(&mut tx, &gone).await?;
        let done = Done { deed: SolutionDeed::Merge, before: &other, after: &other, other: Some(draft.id) };
        self.keep_change(&mut tx, actor, &done, &moves).await?;
        self.solution_event(&mut tx, actor, &other, (EventKind::Merged, about("merged", &draft))).await?;
        self.solution_event(&mut tx, actor, &draft, (EventKind::Merged, about("successor", &other))).await?;
        self.tell_needs(&mut tx, actor, &moves, (&draft, &other)).await?;
        tx.commit().await?;
        Ok(other)
    }
}
