//! Writing what rows come to: entries, usages and an event for each change, within the import's transaction.

use std::collections::HashSet;

use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{OrganisationId, SolutionId, UsageId};
use domain::instant::Instant;
use domain::number::{Number, Series};
use domain::permission::{Actor, Deed};
use domain::solution::Solution;
use domain::text;
use domain::usage::Usage;
use store::Tx;
use store::event::NewEvent;

use super::entry::{self, Entry, Known, Row, WantedUsage};
use super::report::{Draft, FindingKind};
use crate::history::doer;
use crate::{AppError, changes, solution};

/// Saves rows, one after the other.
pub(super) struct Saving<'a> {
    actor: &'a Actor,
    known: &'a Known,
    now: Instant,
    ids: Ids,
    pub(super) draft: Draft,
}

impl<'a> Saving<'a> {
    pub(super) fn new(now: Instant, actor: &'a Actor, known: &'a Known, draft: Draft) -> Self {
        Self { actor, known, now, ids: Ids::beginning(now), draft }
    }

    /// The report so far.
    pub(super) fn finish(self) -> Draft {
        self.draft
    }

    /// Saves what one row comes to.
    pub(super) async fn row(&mut self, tx: &mut Tx, row: &Row<'_>, key: String) -> Result<(), AppError> {
        match find(tx, row, &key).await? {
            None => self.create(tx, row, key).await,
            Some(before) => self.change(tx, row, before).await,
        }
    }

    async fn create(&mut self, tx: &mut Tx, row: &Row<'_>, key: String) -> Result<(), AppError> {
        let entry = entry::of(row, None, self.known, &mut self.draft);
        let Entry { facts, owner, sharing, created, updated, usages } = entry;
        // A file cannot know what has not happened yet.
        let past = |at: Option<Instant>| at.filter(|at| *at <= self.now);
        let created = past(created).unwrap_or(self.now);
        let solution = Solution {
            id: self.ids.next(),
            version: 1,
            number: store::event::next_number(tx, Series::Solution, self.now.year()).await?,
            facts,
            owner,
            sharing,
            source_key: Some(key),
            created,
            updated: past(updated).unwrap_or(self.now).max(created),
        };
        self.permit(&solution)?;
        store::solution::insert(tx, &solution).await?;
        let mut seen = HashSet::new();
        for usage in usages.iter().filter(|usage| seen.insert(usage.organisation)) {
            store::usage::put(tx, &self.usage(solution.id, None, usage)).await?;
        }
        self.keep_original(tx, row, solution.id).await?;
        self.draft.report.created += 1;
        self.event(tx, solution.id, EventKind::Imported, Vec::new()).await
    }

    async fn change(&mut self, tx: &mut Tx, row: &Row<'_>, before: Solution) -> Result<(), AppError> {
        let entry = entry::of(row, Some(&before), self.known, &mut self.draft);
        let Entry { facts, owner, sharing, usages, .. } = entry;
        let after = Solution { facts, owner, sharing, updated: self.now, ..before.clone() };
        self.permit(&before)?;
        self.permit(&after)?;
        if has_another_name(&before, &after) {
            let kind = FindingKind::NameReplaced { before: before.facts.name.clone() };
            self.draft.remark(row.place, None, &after.facts.name, kind);
        }
        let mut changed = changes::of_solution(&before, &after);
        let kind = if changed.is_empty() { EventKind::UsageChanged } else { EventKind::Imported };
        if kind == EventKind::Imported {
            store::solution::update(tx, &after).await?;
        }
        changed.extend(self.change_usages(tx, after.id, usages).await?);
        self.keep_original(tx, row, after.id).await?;
        if changed.is_empty() {
            self.draft.report.unchanged += 1;
            return Ok(());
        }
        self.draft.report.changed += 1;
        self.event(tx, after.id, kind, changed).await
    }

    /// Beside the entry, not a part of it: a file that says the same in other words changes no entry.
    async fn keep_original(&self, tx: &mut Tx, row: &Row<'_>, id: SolutionId) -> Result<(), AppError> {
        if let Some(original) = row.original {
            store::solution::keep_original(tx, id, original, self.draft.report.import).await?;
        }
        Ok(())
    }

    async fn change_usages(
        &self,
        tx: &mut Tx,
        solution: SolutionId,
        wanted: Vec<WantedUsage>,
    ) -> Result<Vec<Change>, AppError> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let present = store::usage::of_solution(tx, solution).await?;
        let mut changed = Vec::new();
        let mut seen: HashSet<OrganisationId> = HashSet::new();
        for wanted in wanted.into_iter().filter(|usage| seen.insert(usage.organisation)) {
            let before = present.iter().find(|usage| usage.organisation == wanted.organisation);
            let after = self.usage(solution, before, &wanted);
            if before != Some(&after) {
                store::usage::put(tx, &after).await?;
                changed.extend(usage_change(before, &after));
            }
        }
        Ok(changed)
    }

    /// What an organisation's usage comes to, over the one it has.
    fn usage(&self, solution: SolutionId, before: Option<&Usage>, wanted: &WantedUsage) -> Usage {
        Usage {
            id: before.map_or_else(|| UsageId::at(self.now), |usage| usage.id),
            version: before.map_or(1, |usage| usage.version),
            solution,
            organisation: wanted.organisation,
            status: wanted.status,
            since: wanted.since.unwrap_or_else(|| before.and_then(|usage| usage.since)),
            reason: wanted.reason.clone().unwrap_or_else(|| before.and_then(|usage| usage.reason.clone())),
            contact_role: wanted
                .contact_role
                .clone()
                .unwrap_or_else(|| before.and_then(|usage| usage.contact_role.clone())),
        }
    }

    fn permit(&self, solution: &Solution) -> Result<(), AppError> {
        let may = self.actor.may(Deed::KeepCatalogue, &solution::subject(solution));
        if may { Ok(()) } else { Err(AppError::Denied) }
    }

    async fn event(
        &self,
        tx: &mut Tx,
        subject: SolutionId,
        kind: EventKind,
        changes: Vec<Change>,
    ) -> Result<(), AppError> {
        let event = NewEvent {
            at: self.now,
            doer: doer(self.actor),
            subject_kind: SubjectKind::Solution,
            subject: subject.to_string(),
            kind,
            changes,
            import: Some(self.draft.report.import),
        };
        store::event::append(tx, &event).await?;
        Ok(())
    }
}

/// The entry with the row's key. An entry that was written here has no key, and its export carries its number.
async fn find(tx: &mut Tx, row: &Row<'_>, key: &str) -> Result<Option<Solution>, AppError> {
    if let Some(found) = store::solution::by_source_key(tx, key).await? {
        return Ok(Some(found));
    }
    let number = row.record.id.parse::<Number>().ok().filter(|number| number.series == Series::Solution);
    let Some(number) = number else { return Ok(None) };
    let found = store::solution::by_number(tx, &number.to_string()).await?;
    Ok(found.filter(|solution| solution.source_key.is_none()))
}

/// Whether two names of an entry have no word in common.
fn has_another_name(before: &Solution, after: &Solution) -> bool {
    let (before, after) = (text::search_words(&before.facts.name), text::search_words(&after.facts.name));
    let words: HashSet<&str> = before.split_whitespace().collect();
    before != after && !after.split_whitespace().any(|word| words.contains(word))
}

pub(super) fn usage_change(before: Option<&Usage>, after: &Usage) -> Option<Change> {
    let told = |usage: &Usage| {
        let since = usage.since.map(|day| day.to_string());
        let parts =
            [Some(usage.status.code().to_owned()), since, usage.contact_role.clone(), usage.reason.clone()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    Change::between("usage", &before.map(told).unwrap_or_default(), &told(after))
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
