//! Taking rows one by one to what they come to, and writing that: entries, usages, an event for each change and what the run made
//! of each entry, within the import's transaction.
//!
//! Not here: what a row comes to ([`super::plan`]).

use domain::event::{Change, EventKind, SubjectKind};
use domain::id::SolutionId;
use domain::instant::Instant;
use domain::number::Series;
use domain::permission::Actor;
use domain::solution::Solution;
use sha2::{Digest, Sha256};
use store::Tx;
use store::event::NewEvent;
use store::import::ImportEntry;

use super::entry::{Known, Row};
use super::plan::{Planned, Planner};
use super::report::{Draft, RowChange};
use super::snapshot::Snapshot;
use super::{Effect, LastRows};
use crate::AppError;
use crate::history::doer;

/// Takes rows one after the other.
pub(super) struct Saving<'a> {
    planner: Planner<'a>,
    effect: Effect,
    ids: Ids,
    entries: i64,
    digest: Sha256,
    pub(super) draft: Draft,
}

impl<'a> Saving<'a> {
    pub(super) fn new(
        now: Instant,
        actor: &'a Actor,
        known: &'a Known,
        draft: Draft,
        effect: Effect,
    ) -> Self {
        let planner = Planner { actor, known, now };
        Self { planner, effect, ids: Ids::beginning(now), entries: 0, digest: Sha256::new(), draft }
    }

    /// Which row is the last with its key.
    pub(super) const fn last(&self) -> &'a LastRows {
        &self.planner.known.last
    }

    /// The report so far, with the mark of everything that the rows came to.
    pub(super) fn finish(mut self) -> Draft {
        for conflict in &self.draft.report.conflicts {
            self.digest.update(conflict.number.to_string().as_bytes());
            self.digest.update(conflict.resolve.code().as_bytes());
        }
        self.draft.report.digest = format!("{:x}", self.digest.finalize());
        self.draft
    }

    /// Takes one row to what it comes to.
    pub(super) async fn row(&mut self, tx: &mut Tx, row: &Row<'_>, key: String) -> Result<(), AppError> {
        let Some(planned) = self.planner.plan(tx, row, &key, &mut self.draft).await? else { return Ok(()) };
        self.note(&planned, &key);
        if let Some(before) = planned.before.as_ref().filter(|_| planned.is_unchanged()) {
            self.draft.report.unchanged += 1;
            return self.keep_original(tx, row, before.id).await;
        }
        let change = RowChange {
            place: row.place,
            number: planned.before.as_ref().map(|before| before.number),
            name: planned.after.facts.name.clone(),
            changes: planned.changes.clone(),
        };
        self.draft.change(change);
        match self.effect {
            Effect::Try => Ok(()),
            Effect::Save => self.write(tx, row, planned).await,
        }
    }

    /// Beside the entry, not a part of it: a file that says the same in other words changes no entry.
    async fn keep_original(&self, tx: &mut Tx, row: &Row<'_>, id: SolutionId) -> Result<(), AppError> {
        if let Some(original) = row.original.filter(|_| self.effect == Effect::Save) {
            store::solution::keep_original(tx, id, original, self.draft.report.import).await?;
        }
        Ok(())
    }

    /// Adds to the mark: two runs with the same one find and leave the same catalogue.
    fn note(&mut self, planned: &Planned, key: &str) {
        let version = planned.before.as_ref().map_or(0, |before| before.version);
        self.digest.update(key.as_bytes());
        self.digest.update(version.to_be_bytes());
        self.digest.update(serde_json::to_vec(&planned.after.facts).unwrap_or_default());
        self.digest.update(serde_json::to_vec(&planned.changes).unwrap_or_default());
    }

    async fn write(&mut self, tx: &mut Tx, row: &Row<'_>, planned: Planned) -> Result<(), AppError> {
        let Planned { before, mut after, usages, changes, is_edited } = planned;
        let kind = match &before {
            None => {
                after.id = self.ids.next();
                after.number =
                    store::event::next_number(tx, Series::Solution, self.planner.now.year()).await?;
                store::solution::insert(tx, &after).await?;
                EventKind::Imported
            }
            Some(_) if is_edited => {
                store::solution::update(tx, &after).await?;
                EventKind::Imported
            }
            Some(_) => EventKind::UsageChanged,
        };
        self.keep_original(tx, row, after.id).await?;
        let present = match &before {
            Some(before) => store::usage::of_solution(tx, before.id).await?,
            None => Vec::new(),
        };
        for (_, usage) in &usages {
            store::usage::put(tx, &domain::usage::Usage { solution: after.id, ..usage.clone() }).await?;
        }
        let change = match &before {
            Some(before) => {
                let was = Snapshot::of(before, &present);
                let is = Snapshot::of(&after, &store::usage::of_solution(tx, after.id).await?);
                Some((was.written()?, is.written()?))
            }
            None => None,
        };
        let entry = ImportEntry { place: self.entries, solution: after.id, change };
        self.entries += 1;
        store::import::insert_entry(tx, self.draft.report.import, &entry).await?;
        self.event(tx, &after, kind, changes).await
    }

    async fn event(
        &self,
        tx: &mut Tx,
        solution: &Solution,
        kind: EventKind,
        changes: Vec<Change>,
    ) -> Result<(), AppError> {
        let event = NewEvent {
            at: self.planner.now,
            doer: doer(self.planner.actor),
            subject_kind: SubjectKind::Solution,
            subject: solution.id.to_string(),
            kind,
            changes,
            import: Some(self.draft.report.import),
        };
        store::event::append(tx, &event).await?;
        Ok(())
    }
}

/// Ids that sort in the order they are given out, so that exports keep the order of the rows: one random id of
/// version 7 and those after it (RFC 9562, section 6.2, method 2, with the counter in the last 32 bits).
struct Ids {
    first: u128,
    given: u32,
}

impl Ids {
    fn beginning(now: Instant) -> Self {
        Self { first: SolutionId::at(now).as_u128() & !u128::from(u32::MAX), given: 0 }
    }

    fn next(&mut self) -> SolutionId {
        self.given += 1;
        SolutionId::from_u128(self.first | u128::from(self.given))
    }
}
