//! Cases that have rested until their day: whoever keeps one is told, once for each time it rests.
//!
//! Nothing is taken up by itself: that is a decision.

use domain::case::{Case, CaseState};
use domain::event::{Change, Doer, EventKind, SubjectKind};
use domain::id::NodeId;
use domain::instant::Instant;
use domain::permission::Actor;
use jiff::civil::Date;
use store::Tx;
use store::case::CaseFilter;
use store::page::Page;

use crate::{App, AppError};

/// How long a node keeps the work to itself.
const LEASE_MILLISECONDS: i64 = 60_000;
/// Cases read at once.
const A_PAGE: u32 = 200;
/// Events of a case that are looked through.
const EVENTS_MAX: i64 = 1_000;

impl App {
    /// Tells of cases whose rest is over, where this node may; and of how many.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn tell_of_rested(&self, node: NodeId) -> Result<usize, AppError> {
        let now = self.clock.now();
        let mut tx = self.db.read().await?;
        let is_any = !rested(&mut tx, now.day()).await?.is_empty();
        drop(tx);
        if !is_any {
            return Ok(0);
        }
        let mut tx = self.db.write().await?;
        let until = Instant::from_milliseconds(now.milliseconds() + LEASE_MILLISECONDS);
        if !store::lease::take(&mut tx, "rest", &node.to_string(), now, until).await? {
            return Ok(0);
        }
        // Asked again with the lease in hand: another node may have told meanwhile.
        let rested = rested(&mut tx, now.day()).await?;
        for (found, until) in &rested {
            let changes = Change::between("until", "", &until.to_string()).into_iter().collect();
            let subject = (SubjectKind::Case, found.id.to_string());
            self.keep_event(&mut tx, Doer::Operator, subject, EventKind::RestEnded, changes).await?;
        }
        tx.commit().await?;
        Ok(rested.len())
    }
}

/// Cases that have rested until today at most and that nobody has been told of, with the day.
async fn rested(tx: &mut Tx, today: Date) -> Result<Vec<(Case, Date)>, AppError> {
    let filter = CaseFilter {
        state: CaseState::Dormant.code().to_owned(),
        late_on: Some(today),
        ..CaseFilter::default()
    };
    let everything = Actor::Operator.visibility();
    let (mut resting, mut untold) = (Vec::new(), Vec::new());
    for page in 1.. {
        let listed = store::case::list(tx, &everything, &filter, today, Page::new(page, A_PAGE)).await?;
        if listed.rows.is_empty() {
            break;
        }
        resting.extend(listed.rows);
    }
    for found in resting {
        let Some(until) = found.until else { continue };
        let subject = found.id.to_string();
        let events = store::event::of_subject(tx, SubjectKind::Case, &subject, EVENTS_MAX).await?;
        let day = until.to_string();
        let is_told = events.iter().any(|event| {
            event.kind == EventKind::RestEnded
                && event.changes.iter().any(|change| change.after.as_deref() == Some(day.as_str()))
        });
        if !is_told {
            untold.push((found, until));
        }
    }
    Ok(untold)
}
