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
use domain::solution::{Lineage, Solution};
use domain::text;
use domain::usage::Usage;
use store::Tx;

use super::entry::{self, Entry, Known, Row, WantedUsage};
use super::report::{Draft, FindingKind, Place};
use crate::checked::IdentityNumbers;
use crate::{AppError, changes, solution, usage};

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
        let found = find(tx, row, key).await?;
        if let Some(found) = found.as_ref().filter(|found| found.named.id != found.today.id) {
            if let Some(by) = self.own_row(found, row) {
                draft.superseded(row.place, &row.record.name, by);
                return Ok(None);
            }
            let number = found.today.number;
            draft.remark(row.place, None, &row.record.name, FindingKind::WentUpIn { number });
        }
        let before = found.as_ref().map(|found| found.today.clone());
        let entry = entry::of(row, before.as_ref(), self.known, draft);
        let (told, of_others): (Vec<_>, Vec<_>) =
            entry.usages.iter().cloned().partition(|usage| self.known.tells_usage_of(usage.organisation));
        let mut usages = self.usages(tx, before.as_ref(), told).await?;
        for name in self.leave_out_rejected(tx, before.as_ref(), &mut usages).await? {
            draft.remark(row.place, None, &name, FindingKind::UsageRejected);
        }
        if !self.usages(tx, before.as_ref(), of_others).await?.is_empty() {
            draft.remark(row.place, None, &entry.facts.name, FindingKind::UsageOfOthers);
        }
        let mut after = self.written(before.as_ref(), entry, key);
        if let Some(found) = &found {
            let came_back = self.come_back(tx, row, found, (after, &mut usages), draft).await?;
            let Some(written) = came_back else { return Ok(None) };
            after = written;
            solution::keep::settle(&found.today, &mut after);
        }
        self.keep_from_the_public(row, before.as_ref(), &mut after, draft);
        let edited = before.as_ref().map(|before| changes::of_solution(before, &after));
        let is_edited = edited.as_ref().is_some_and(|changes| !changes.is_empty());
        let is_new = before.is_none();
        // Whoever may read an entry may say of it what it says already.
        let says_nothing_new = !is_new && !is_edited && usages.is_empty();
        let may = |state: &Solution| self.actor.may(Deed::Read, &solution::subject(state));
        let repeats = says_nothing_new && before.as_ref().is_some_and(may);
        if !repeats && !self.permitted(before.iter().chain([&after])) {
            draft.refuse_row(row.place, &after.facts.name, FindingKind::NotYours);
            return Ok(None);
        }
        if (is_new || is_edited) && !self.personal(tx, row, &after, draft).await? {
            return Ok(None);
        }
        if let Some(before) = before.as_ref().filter(|before| is_raised(before, &after)) {
            draft.raised(row.place, (before, &after));
        }
        if let Some(before) = before.as_ref().filter(|before| has_another_name(before, &after)) {
            let kind = FindingKind::NameReplaced { before: before.facts.name.clone() };
            draft.remark(row.place, None, &after.facts.name, kind);
        }
        let mut changes = edited.unwrap_or_default();
        if before.is_some() {
            changes.extend(usages.iter().filter_map(|(before, after)| usage_change(before.as_ref(), after)));
        }
        Ok(Some(Planned { before, after, usages, changes, is_edited }))
    }

    /// The row of the same files that is of the entry that the row's own has gone up in: that one says what it is.
    fn own_row(&self, found: &Found, row: &Row<'_>) -> Option<Place> {
        let key = found.today.source_key.clone().unwrap_or_else(|| format!("id:{}", found.today.number));
        self.known.last.instead_of(&key, row.place)
    }

    /// The entry as the row writes it over the one that is there, or as a new one.
    fn written(&self, before: Option<&Solution>, entry: Entry, key: &str) -> Solution {
        let Entry { facts, owner, sharing, created, updated, .. } = entry;
        // A file cannot know what has not happened yet.
        let past = |at: Option<Instant>| at.filter(|at| *at <= self.now);
        if let Some(before) = before {
            return Solution { facts, owner, sharing, updated: self.now, withdrawn: None, ..before.clone() };
        }
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
            lineage: Lineage::default(),
        }
    }

    /// The public takes two people, each of whom has seen the entry: no file of one of them says so for both.
    fn keep_from_the_public(
        &self,
        row: &Row<'_>,
        before: Option<&Solution>,
        after: &mut Solution,
        draft: &mut Draft,
    ) {
        let was = before.map_or(self.known.sharing, |before| before.sharing);
        if self.actor.member().is_some() && after.sharing == Sharing::Public && was != Sharing::Public {
            after.sharing = was;
            draft.remark(row.place, None, &after.facts.name, FindingKind::PublicTakesTwo);
        }
    }

    fn permitted<'s>(&self, mut states: impl Iterator<Item = &'s Solution>) -> bool {
        states.all(|state| self.actor.may(Deed::KeepCatalogue, &solution::subject(state)))
    }

    /// Points out what should not stand there; whether the entry may be kept as it is shared.
    async fn personal(
        &self,
        tx: &mut Tx,
        row: &Row<'_>,
        after: &Solution,
        draft: &mut Draft,
    ) -> Result<bool, AppError> {
        let facts = &after.facts;
        let mut text = [facts.name.as_str(), &facts.summary, &facts.description].join("\n");
        for more in facts.provider.iter().chain(&facts.typical_needs).chain(&facts.tags) {
            text.push('\n');
            text.push_str(more);
        }
        let found = personal::find(&text, self.now.day());
        let has = |kind| found.iter().any(|one| one.kind == kind);
        if has(PersonalKind::IdentityNumber) {
            if solution::keep::numbers_in(tx, after).await? == IdentityNumbers::Refused {
                draft.refuse_row(row.place, &facts.name, FindingKind::IdentityNumber);
                return Ok(false);
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
        Ok(true)
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

    /// Leaves out what an organisation has rejected and would be registered for it again; the names of those organisations. What its own
    /// people say is another matter.
    async fn leave_out_rejected(
        &self,
        tx: &mut Tx,
        before: Option<&Solution>,
        usages: &mut Vec<(Option<Usage>, Usage)>,
    ) -> Result<Vec<String>, AppError> {
        let Some(before) = before.filter(|_| usages.iter().any(|(present, _)| present.is_none())) else {
            return Ok(Vec::new());
        };
        let rejected = usage::rejected(tx, before.id).await?;
        let own = self.actor.member().map(|member| member.organisation);
        let is_rejected = |(present, wanted): &(Option<Usage>, Usage)| {
            present.is_none() && own != Some(wanted.organisation) && rejected.contains(&wanted.organisation)
        };
        let mut names = Vec::new();
        for (_, usage) in usages.iter().filter(|pair| is_rejected(pair)) {
            let organisation = store::organisation::get(tx, usage.organisation).await?;
            names.extend(organisation.map(|organisation| organisation.short_name));
        }
        usages.retain(|pair| !is_rejected(pair));
        Ok(names)
    }

    /// What an organisation's usage comes to, over the one it has. Where the row says what stands there already, nobody has said
    /// anything new, and whose word it is stays.
    fn usage(&self, solution: SolutionId, before: Option<&Usage>, wanted: &WantedUsage) -> Usage {
        let fresh = || Usage::new(UsageId::at(self.now), solution, wanted.organisation, wanted.status);
        let kept = before.cloned().unwrap_or_else(fresh);
        let after = Usage {
            status: wanted.status,
            since: wanted.since.unwrap_or(kept.since),
            reason: wanted.reason.clone().unwrap_or_else(|| kept.reason.clone()),
            contact_role: wanted.contact_role.clone().unwrap_or_else(|| kept.contact_role.clone()),
            ..kept
        };
        if before == Some(&after) { after } else { usage::told_by(self.actor, after, self.now) }
    }
}

/// The entry that a row names, and the one that it stands for today, where it has gone up in another.
pub(super) struct Found {
    pub(super) named: Solution,
    pub(super) today: Solution,
}

/// The entry with the row's number or key. An entry that was written here has no key, and its export carries its number. A number counts
/// only beside the id that this entry is exported with: another catalogue has the same numbers for other things.
async fn find(tx: &mut Tx, row: &Row<'_>, key: &str) -> Result<Option<Found>, AppError> {
    let number_in =
        |text: &str| text.trim().parse::<Number>().ok().filter(|number| number.series == Series::Solution);
    let mut named = None;
    if let Some(number) = number_in(&row.record.number) {
        let found = store::solution::by_number(tx, &number.to_string()).await?;
        let id = row.record.id.as_str();
        named = found.filter(|found| id.is_empty() || solution::exported_key(found) == id);
    }
    if named.is_none() {
        named = store::solution::by_source_key(tx, key).await?;
    }
    if let Some(number) = number_in(&row.record.id).filter(|_| named.is_none()) {
        let found = store::solution::by_number(tx, &number.to_string()).await?;
        named = found.filter(|solution| solution.source_key.is_none());
    }
    let Some(named) = named else { return Ok(None) };
    let today = store::solution::today(tx, named.clone()).await?;
    Ok(Some(Found { named, today }))
}

/// Whether more than its own organisation come to read an entry who do not do so now.
fn is_raised(before: &Solution, after: &Solution) -> bool {
    after.sharing > before.sharing && after.sharing.reaches_others()
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
pub(crate) fn usage_told(usage: &Usage) -> String {
    let since = usage.since.map(|day| day.to_string());
    let parts =
        [Some(usage.status.code().to_owned()), since, usage.contact_role.clone(), usage.reason.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
