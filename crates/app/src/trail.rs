//! Going through the trail of events: whether it is as it was written, and as a file for others to check.
//!
//! The chain and its check are `store::trail`'s. Deliberately not here: sentences about what is found.

mod page;

use domain::event::{Change, EventKind, SubjectKind};
use domain::instant::Instant;
use domain::permission::Actor;

pub use page::{TrailPage, TrailQuestion, TrailRow};
pub use store::trail::{Entry, Finding, Head, NotAHead, Verified};

use crate::history::doer;
use crate::{App, AppError};

/// Events read at a time.
const PORTION: i64 = 1_000;
/// Denials of one doer that are written within a minute; more of the same would only fill the disk.
const DENIALS: i64 = 20;
const MINUTE: i64 = 60 * 1000;

impl App {
    /// Goes through the whole trail, a portion at a time.
    ///
    /// # Errors
    /// [`AppError::Denied`] for anybody but the operator.
    pub async fn verify_trail(&self, actor: &Actor, kept: Option<&Head>) -> Result<Verified, AppError> {
        if *actor != Actor::Operator {
            return Err(AppError::Denied);
        }
        Ok(store::trail::verify(&mut self.db.read().await?, kept).await?)
    }

    /// Every event after a place, oldest first, for a file. Only the operator takes all of it.
    ///
    /// # Errors
    /// [`AppError::Denied`] for anybody but the operator.
    pub async fn trail_after(&self, actor: &Actor, sequence: i64) -> Result<Vec<Entry>, AppError> {
        if *actor != Actor::Operator {
            return Err(AppError::Denied);
        }
        let mut tx = self.db.read().await?;
        Ok(store::trail::after(&mut tx, sequence, PORTION).await?)
    }

    /// Keeps that somebody tried to do what they may not. What was sent is not kept, and no more than twenty a minute.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn note_denial(&self, actor: &Actor, deed: &str) -> Result<(), AppError> {
        let who = actor.member().map_or_else(|| "anonymous".to_owned(), |member| member.person.to_string());
        let now = self.clock.now();
        let since = Instant::from_milliseconds(now.milliseconds() - MINUTE);
        let mut tx = self.db.write().await?;
        let lately = store::event::count_of(&mut tx, &who, EventKind::DeedDenied, since).await?;
        if lately >= DENIALS {
            return Ok(());
        }
        let changes = Change::between("deed", "", deed).into_iter().collect();
        let about = (SubjectKind::Person, who);
        self.keep_event(&mut tx, doer(actor), about, EventKind::DeedDenied, changes).await?;
        Ok(tx.commit().await?)
    }
}
