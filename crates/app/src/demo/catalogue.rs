//! What has happened to entries of the demo's catalogue: drafts that wait or were entries already, and one that was retired.

use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{SolutionChangeId, SolutionId};
use domain::number::Series;
use domain::sharing::Sharing;
use domain::solution::{Draft, Lineage, Solution};
use domain::solution_change::{SolutionChange, SolutionDeed};
use serde::Deserialize;
use store::Tx;

use super::{Load, days_ago};
use crate::AppError;
use crate::import::Snapshot;
use crate::solution::draft::described;

/// The file.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct CatalogueFile {
    pub(super) drafts: Vec<DraftEntry>,
    pub(super) retired: Vec<RetiredEntry>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct DraftEntry {
    pub(super) person: String,
    pub(super) name: String,
    pub(super) summary: String,
    pub(super) who_has: Option<String>,
    pub(super) days_ago: i64,
    /// The solution that it turned out to be.
    pub(super) joined: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct RetiredEntry {
    pub(super) solution: String,
    pub(super) person: String,
    pub(super) reason: String,
    pub(super) successor: String,
    pub(super) days_ago: i64,
}

impl Load<'_> {
    pub(super) async fn catalogue(&mut self, tx: &mut Tx) -> Result<(), AppError> {
        let content = self.content;
        for entry in &content.catalogue.drafts {
            self.draft(tx, entry).await?;
        }
        for entry in &content.catalogue.retired {
            self.retired(tx, entry).await?;
        }
        Ok(())
    }

    async fn named(&self, tx: &mut Tx, key: &str) -> Result<Solution, AppError> {
        let id = self.solutions.get(key).copied().ok_or(AppError::NotFound)?;
        store::solution::get(tx, id).await?.ok_or(AppError::NotFound)
    }

    async fn draft(&mut self, tx: &mut Tx, entry: &DraftEntry) -> Result<(), AppError> {
        let at = days_ago(self.now, entry.days_ago, &entry.name);
        let person = self.people.get(entry.person.as_str()).copied();
        let of = self.content.persons.iter().find(|person| person.key == entry.person);
        let key = of.ok_or(AppError::NotFound)?.organisation.clone();
        let draft = Solution {
            id: SolutionId::at(at),
            version: 1,
            number: store::event::next_number(tx, Series::Solution, at.year()).await?,
            facts: described(entry.name.clone(), entry.summary.clone()),
            owner: Some(self.organisation(&key)?),
            sharing: Sharing::Organisation,
            source_key: None,
            created: at,
            updated: at,
            withdrawn: None,
            lineage: Lineage {
                draft: Some(Draft { at, person, who_has: entry.who_has.clone() }),
                ..Lineage::default()
            },
        };
        let writer = self.doer(&entry.person)?;
        self.event(at, writer, (SubjectKind::Solution, draft.id.to_string())).kind = EventKind::Drafted;
        let Some(joined) = &entry.joined else { return Ok(store::solution::insert(tx, &draft).await?) };
        let other = self.named(tx, joined).await?;
        let later = days_ago(self.now, entry.days_ago - 2, &entry.name);
        let mut gone = Solution { withdrawn: Some(later), updated: later, ..draft };
        gone.lineage.merged_into = Some(other.id);
        store::solution::insert(tx, &gone).await?;
        self.changed(tx, (SolutionDeed::Merge, later), (&other, &other), Some(gone.id)).await?;
        let keeper = self.keeper(Some(&key));
        for (about, field, told) in [(&gone, "successor", other.number), (&other, "merged", gone.number)] {
            let event = self.event(later, keeper, (SubjectKind::Solution, about.id.to_string()));
            event.kind = EventKind::Merged;
            event.changes = Change::between(field, "", &told.to_string()).into_iter().collect();
        }
        Ok(())
    }

    async fn retired(&mut self, tx: &mut Tx, entry: &RetiredEntry) -> Result<(), AppError> {
        let at = days_ago(self.now, entry.days_ago, &entry.solution);
        let before = self.named(tx, &entry.solution).await?;
        let next = self.named(tx, &entry.successor).await?;
        let mut after = before.clone();
        after.lineage.successor = Some(next.id);
        after.lineage.retired_reason = Some(entry.reason.clone());
        store::solution::update(tx, &after).await?;
        self.changed(tx, (SolutionDeed::Retirement, at), (&before, &after), Some(next.id)).await?;
        let doer = self.doer(&entry.person)?;
        let event = self.event(at, doer, (SubjectKind::Solution, after.id.to_string()));
        event.kind = EventKind::Retired;
        let told = [("reason", entry.reason.clone()), ("successor", next.number.to_string())];
        event.changes = told.iter().filter_map(|(field, text)| Change::between(field, "", text)).collect();
        Ok(())
    }

    /// Keeps a deed, so that it can be undone.
    async fn changed(
        &self,
        tx: &mut Tx,
        (deed, at): (SolutionDeed, domain::instant::Instant),
        (before, after): (&Solution, &Solution),
        other: Option<SolutionId>,
    ) -> Result<(), AppError> {
        let change = SolutionChange {
            id: SolutionChangeId::at(at),
            deed,
            solution: before.id,
            other,
            at,
            person: None,
            organisation: None,
            before: Snapshot::of(before, &[]).written()?,
            after: Snapshot::of(after, &[]).written()?,
            undone: None,
        };
        Ok(store::solution_change::insert(tx, &change, &[]).await?)
    }
}
