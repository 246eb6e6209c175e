//! Days on which a benefit is to be measured that have come: who answers for it is told, once for each day.
//!
//! Nobody is reminded for an organisation that has left the collaboration: it keeps what it measures elsewhere from then on.

use domain::benefit::FollowUp;
use domain::event::{Change, Doer, EventKind, SubjectKind};
use domain::id::NodeId;
use domain::instant::Instant;

use crate::{App, AppError, case};

/// How long a node keeps the work to itself.
const LEASE_MILLISECONDS: i64 = 60_000;

impl App {
    /// Tells of benefits that are to be measured, where this node may; and of how many.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn tell_of_benefits(&self, node: NodeId) -> Result<usize, AppError> {
        let now = self.clock.now();
        let mut tx = self.db.read().await?;
        let is_any = !store::benefit::to_tell(&mut tx, now.day()).await?.is_empty();
        drop(tx);
        if !is_any {
            return Ok(0);
        }
        let mut tx = self.db.write().await?;
        let until = Instant::from_milliseconds(now.milliseconds() + LEASE_MILLISECONDS);
        if !store::lease::take(&mut tx, "follow_ups", &node.to_string(), now, until).await? {
            return Ok(0);
        }
        let mut told = 0;
        // Asked again with the lease in hand: another node may have told meanwhile.
        for day in store::benefit::to_tell(&mut tx, now.day()).await? {
            store::benefit::put_follow_up(&mut tx, &FollowUp { told: Some(now), ..day.clone() }).await?;
            let Some(benefit) = store::benefit::get(&mut tx, day.benefit).await? else { continue };
            let Some(initiative) = store::initiative::get(&mut tx, benefit.initiative).await? else {
                continue;
            };
            let Some(of) = store::case::get(&mut tx, initiative.case).await? else { continue };
            let takes_part = case::parties(&mut tx, &of).await?.contains(&benefit.organisation);
            if !takes_part {
                continue;
            }
            let changes = [
                Change::between("benefit", "", &benefit.id.to_string()),
                Change::between("due", "", &day.due.to_string()),
            ];
            let changes = changes.into_iter().flatten().collect();
            let subject = (SubjectKind::Initiative, initiative.id.to_string());
            self.keep_event(&mut tx, Doer::Operator, subject, EventKind::FollowUpDue, changes).await?;
            told += 1;
        }
        tx.commit().await?;
        Ok(told)
    }
}
