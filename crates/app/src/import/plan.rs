//! What a row would come to: an entry made or changed, with its usages. Reads and changes nothing, so that trying a file and
//! importing it are the same thought.
//!
//! Not here: what a row says ([`super::entry`]) and writing ([`super::save`]).

use std::collections::HashSet;

use domain::event::Change;
use domain::id::{OrganisationId, SolutionId, UsageId};
use domain::instant::Instant;
use domain::number::{Number, Series};
use domain::permission::{Actor, Deed};
use domain::personal::{self, PersonalKind};
use domain::sharing::Sharing;
use domain::solution::Solution;
use domain::text;
use domain::usage::Usage;
use store::Tx;

use super::entry::{self, Entry, Known, Row, WantedUsage};
use super::report::{Draft, FindingKind};
use crate::{AppError, changes, solution};

/// An entry as a row leaves it.
pub(super) struct Planned {
    /// As it is; `None` for one that is not there.
    pub(super) before: Option<Solution>,
    /// As it becomes. A new one has no number yet.
    pub(super) after: Solution,
    /// Usages that are registered or changed, with what they were.
    pub(super) usages: Vec<(Option<Usage>, Usage)>,
    /// What differs; empty for a new entry, and where nothing does.
    pub(super) changes: Vec<Change>,
    /// Whether the entry itself differs, not only who uses it.
    pub(super) is_edited: bool,
}

impl Planned {
    /// Whether the row says what the catalogue says already.
    pub(super) fn is_unchanged(&self) -> bool {
        self.before.is_some() && self.changes.is_empty()
    }
}

/// Who asks, when, and what is known.
pub(super) struct Planner<'a> {
    pub(super) actor: &'a Actor,
    pub(super) known: &'a Known,
    pub(super) now: Instant,
}

impl Planner<'_> {
    /// What a row comes to; `None` when it is refused, which the draft then tells.
    pub(super) async fn plan(
        &self,
        tx: &mut Tx,
        row: &Row<'_>,
        key: &str,
        draft: &mut Draft,
    ) -> Result<Option<Planned>, AppError> {
        let before = find(tx, row, key).await?;
        let Entry { facts, owner, sharing, created, updated, mut usages } =
            entry::of(row, before.as_ref(), self.known, draft);
        // A file cannot know what has not happened yet.
        let past = |at: Option<Instant>| at.filter(|at| *at <= self.now);
        let after = match &before {
            Some(before) => {
                let written =
                    Solution { facts, owner, sharing, updated: self.now, withdrawn: None, ..before.clone() };
                settled(before, written)
            }
            None => {
                let created = past(created).unwrap_or(self.now);
                Solution {
                    id: SolutionId::from_u128(0),
                    version: 1,
                    number: Number { series: Series::Solution, year: self.now.year(), serial: 0 },
                    facts,
                    owner,
                    sharing,
                    source_key: Some(key.to_owned()),
                    created,
                    updated: past(updated).unwrap_or(self.now).max(created),
                    withdrawn: None,
                    lineage: domain::solution::Lineage::default(),
                }
            }
        };
        if !self.permitted(before.iter().chain([&after])) {
            draft.refuse_row(row.place, &after.facts.name, FindingKind::NotYours);
            return Ok(None);
        }
        let edited = before.as_ref().map(|before| changes::of_solution(before, &after));
        if edited.as_ref().is_none_or(|changes| !changes.is_empty()) && !self.personal(row, &after, draft) {
            return Ok(None);
        }
        if let Some(before) = before.as_ref().filter(|before| has_another_name(before, &after)) {
            let kind = FindingKind::NameReplaced { before: before.facts.name.clone() };
            draft.remark(row.place, None, &after.facts.name, kind);
        }
        let wanted = usages.len();
        usages.retain(|usage| self.known.tells_usage_of(usage.organisation));
        if usages.len() < wanted {
            draft.remark(row.place, None, &after.facts.name, FindingKind::UsageOfOthers);
        }
        let is_edited = edited.as_ref().is_some_and(|changes| !changes.is_empty());
        let mut changes = edited.unwrap_or_default();
        let usages = self.usages(tx, before.as_ref(), usages).await?;
        if before.is_some() {
            changes.extend(usages.iter().filter_map(|(before, after)| usage_change(before.as_ref(), after)));
        }
        Ok(Some(Planned { before, after, usages, changes, is_edited }))
    }

    fn permitted<'s>(&self, mut states: impl Iterator<Item = &'s Solution>) -> bool {
        states.all(|state| self.actor.may(Deed::KeepCatalogue, &solution::subject(state)))
    }

    /// Points out what should not stand there; whether the entry may be kept as it is shared.
    fn personal(&self, row: &Row<'_>, after: &Solution, draft: &mut Draft) -> bool {
        let facts = &after.facts;
        let mut text = [facts.name.as_str(), &facts.summary, &facts.description].join("\n");
        for more in facts.provider.iter().chain(&facts.typical_needs).chain(&facts.tags) {
            text.push('\n');
            text.push_str(more);
        }
        let found = personal::find(&text, self.now.day());
        let has = |kind| found.iter().any(|one| one.kind == kind);
        if has(PersonalKind::IdentityNumber) {
            if !matches!(after.sharing, Sharing::Draft | Sharing::Organisation) {
                draft.refuse_row(row.place, &facts.name, FindingKind::IdentityNumber);
                return false;
            }
            draft.remark(row.place, None, &facts.name, FindingKind::IdentityNumberKept);
        }
        for (kind, finding) in
            [(PersonalKind::Secret, FindingKind::Secret), (PersonalKind::Individual, FindingKind::Individual)]
        {
            if has(kind) {
                draft.remark(row.place, None, &facts.name, finding);
            }
        }
        true
    }

    /// The usages that become other than they are, each organisation once.
    async fn usages(
        &self,
        tx: &mut Tx,
        before: Option<&Solution>,
        wanted: Vec<WantedUsage>,
    ) -> Result<Vec<(Option<Usage>, Usage)>, AppError> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let present = match before {
            Some(before) => store::usage::of_solution(tx, before.id).await?,
            None => Vec::new(),
        };
        let solution = before.map_or(SolutionId::from_u128(0), |before| before.id);
        let mut seen: HashSet<OrganisationId> = HashSet::new();
        let wanted = wanted.into_iter().filter(|usage| seen.insert(usage.organisation));
        let pairs = wanted.map(|wanted| {
            let before = present.iter().find(|usage| usage.organisation == wanted.organisation);
            (before.cloned(), self.usage(solution, before, &wanted))
        });
        Ok(pairs.filter(|(before, after)| before.as_ref() != Some(after)).collect())
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

/// The entry with what follows from its new values.
fn settled(before: &Solution, mut after: Solution) -> Solution {
    solution::keep::settle(before, &mut after);
    after
}

/// Whether two names of an entry have no word in common.
fn has_another_name(before: &Solution, after: &Solution) -> bool {
    let (before, after) = (text::search_words(&before.facts.name), text::search_words(&after.facts.name));
    let words: HashSet<&str> = before.split_whitespace().collect();
    before != after && !after.split_whitespace().any(|word| words.contains(word))
}

/// A usage's change, for the event.
pub(crate) fn usage_change(before: Option<&Usage>, after: &Usage) -> Option<Change> {
    Change::between("usage", &before.map(usage_told).unwrap_or_default(), &usage_told(after))
}

/// A usage in codes and words, without whose it is.
pub(super) fn usage_told(usage: &Usage) -> String {
    let since = usage.since.map(|day| day.to_string());
    let parts =
        [Some(usage.status.code().to_owned()), since, usage.contact_role.clone(), usage.reason.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
