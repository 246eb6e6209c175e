//! Saying later which organisation a written name means.

use domain::event::{EventKind, SubjectKind};
use domain::id::{OrganisationId, UsageId};
use domain::permission::{Actor, Deed};
use domain::solution::Solution;
use domain::usage::Usage;
use store::Tx;
use store::event::NewEvent;

use super::plan::usage_change;
use super::reading::{self, Reading};
use crate::history::doer;
use crate::{App, AppError, changes, solution};

impl App {
    /// Gives every entry whose source wrote `written` this organisation: as its owner where it has none, and
    /// as one that uses it. Gives how many there were.
    ///
    /// # Errors
    /// [`AppError::NotFound`] if there is no such organisation; [`AppError::Denied`] unless the actor keeps
    /// the catalogue that the entries are in.
    pub async fn link_organisation(
        &self,
        actor: &Actor,
        written: &str,
        organisation: OrganisationId,
    ) -> Result<usize, AppError> {
        let mut tx = self.db.write().await?;
        store::organisation::get(&mut tx, organisation).await?.ok_or(AppError::NotFound)?;
        let found = store::solution::with_written_organisation(&mut tx, written.trim()).await?;
        for before in &found {
            if !actor.may(Deed::KeepCatalogue, &solution::subject(before)) {
                return Err(AppError::Denied);
            }
            self.link(&mut tx, actor, before, organisation).await?;
        }
        tx.commit().await?;
        Ok(found.len())
    }

    async fn link(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        before: &Solution,
        organisation: OrganisationId,
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut after =
            Solution { owner: before.owner.or(Some(organisation)), updated: now, ..before.clone() };
        after.facts.as_written.organisation = None;
        let written = before.facts.as_written.usage_status.as_deref().unwrap_or_default();
        let status = match reading::usage_status(written) {
            Reading::Known(status) => {
                after.facts.as_written.usage_status = None;
                status
            }
            Reading::Nothing | Reading::Unknown => reading::usage_of(before.facts.lifecycle),
        };
        let mut changed = changes::of_solution(before, &after);
        store::solution::update(tx, &after).await?;
        let present = store::usage::of_solution(tx, before.id).await?;
        // What somebody has registered since says more than the table did.
        if !present.iter().any(|usage| usage.organisation == organisation) {
            let usage = Usage::new(UsageId::at(now), before.id, organisation, status);
            let usage = crate::usage::told_by(actor, usage, now);
            store::usage::put(tx, &usage).await?;
            changed.extend(usage_change(None, &usage));
        }
        let event = NewEvent {
            at: now,
            doer: doer(actor),
            subject_kind: SubjectKind::Solution,
            subject: before.id.to_string(),
            kind: EventKind::Linked,
            changes: changed,
            import: None,
        };
        store::event::append(tx, &event).await?;
        Ok(())
    }
}
