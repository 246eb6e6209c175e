//! How complete entries are: for each organisation how many lack what, and the entries themselves with what each lacks.
//!
//! Counted over what the reader may see and nothing else. Never one figure alone: what is missing is always told beside.

use std::collections::HashMap;
use std::sync::PoisonError;

use domain::freshness::{Age, Contracts, Part};
use domain::id::{OrganisationId, SolutionId};
use domain::number::Number;
use domain::permission::{Actor, Deed, Visibility};
use domain::text::search_words;
use store::page::{Listed, Page};

use super::kept::{Entry, Kept};
use super::{EntryAge, Read, entry_age};
use crate::{App, AppError, Directory, solution};

/// What an entry is listed for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Lack {
    /// Everything.
    #[default]
    Any,
    /// Something at all.
    Something,
    /// This.
    Part(Part),
    /// The meaning of words that stand as a source wrote them.
    Meaning,
}

/// In which order to list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CompleteSort {
    /// What lacks most first.
    #[default]
    Lacks,
    /// What most organisations use first.
    Used,
    /// By name, the Swedish way.
    Name,
}

/// Which entries to list. Empty fields do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CompleteFilter {
    /// Beginnings of words.
    pub search: String,
    /// Who keeps the entry.
    pub organisation: Option<OrganisationId>,
    /// What it lacks.
    pub lack: Lack,
    /// Order.
    pub sort: CompleteSort,
}

/// An organisation's entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completeness {
    /// Which.
    pub organisation: OrganisationId,
    /// Short name.
    pub name: String,
    /// How many entries it keeps.
    pub entries: usize,
    /// How many of them lack nothing.
    pub complete: usize,
    /// How many of them were confirmed within the year.
    pub fresh: usize,
    /// What most of them lack, and how many do.
    pub most: Option<(Part, usize)>,
}

/// An entry with what it lacks.
#[derive(Debug, Clone)]
pub struct CompleteRow {
    /// Its number.
    pub number: Number,
    /// What it is called.
    pub name: String,
    /// Short name of who keeps it.
    pub organisation: String,
    /// How many parts are asked of it.
    pub asked: usize,
    /// Those it lacks.
    pub missing: Vec<Part>,
    /// How old it is.
    pub age: EntryAge,
    /// How many organisations use it.
    pub used_by: usize,
    /// Whether the reader may fill it in.
    pub may_keep: bool,
}

/// An entry that was found, to be read again.
struct Hit {
    id: SolutionId,
    asked: usize,
    missing: Vec<Part>,
    used_by: usize,
}

impl App {
    /// How complete the entries of each organisation are, the least complete first.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in.
    pub async fn completeness(&self, actor: &Actor) -> Result<Read<Vec<Completeness>>, AppError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        if !self.freshen_index().await? {
            return Ok(Read::Reading(self.index_state().percent().min(99)));
        }
        let directory = self.directory().await?;
        let (visibility, today) = (actor.visibility(), self.clock.now().day());
        let search = self.search();
        let kept = search.freshness.read().unwrap_or_else(PoisonError::into_inner);
        let mut counted: HashMap<OrganisationId, (usize, usize, usize, HashMap<Part, usize>)> =
            HashMap::new();
        for entry in kept.entries(&visibility) {
            let Some(owner) = entry.subject.owner else { continue };
            let missing = entry.lacks(known_contracts((actor, &visibility), &kept, entry));
            let (entries, complete, fresh, parts) = counted.entry(owner).or_default();
            *entries += 1;
            *complete += usize::from(missing.is_empty());
            *fresh += usize::from(Age::of(entry.said.confirmed, today) == Age::Fresh);
            missing.into_iter().for_each(|part| *parts.entry(part).or_default() += 1);
        }
        let mut rows: Vec<Completeness> = counted
            .into_iter()
            .map(|(organisation, (entries, complete, fresh, parts))| Completeness {
                organisation,
                name: directory.short_name(organisation),
                entries,
                complete,
                fresh,
                // Of those that as many lack, the first in their order.
                most: parts.into_iter().max_by_key(|(part, count)| (*count, std::cmp::Reverse(*part))),
            })
            .collect();
        rows.sort_by(|one, other| {
            let own = |row: &Completeness| row.organisation != member.organisation;
            let share = (one.complete * other.entries).cmp(&(other.complete * one.entries));
            own(one).cmp(&own(other)).then(share).then_with(|| one.name.cmp(&other.name))
        });
        Ok(Read::Done(rows))
    }

    /// One page of entries with what each lacks.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in.
    pub async fn complete_entries(
        &self,
        actor: &Actor,
        filter: &CompleteFilter,
        page: Page,
    ) -> Result<Read<Listed<CompleteRow>>, AppError> {
        if actor.member().is_none() {
            return Err(AppError::Denied);
        }
        if !self.freshen_index().await? {
            return Ok(Read::Reading(self.index_state().percent().min(99)));
        }
        let (hits, total) = self.find_entries(actor, filter, page);
        let today = self.clock.now().day();
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let mut rows = Vec::with_capacity(hits.len());
        for hit in hits {
            let found = store::solution::get(&mut tx, hit.id).await?;
            let Some(found) = found.filter(|found| actor.may(Deed::Read, &solution::subject(found))) else {
                continue;
            };
            rows.push(CompleteRow {
                number: found.number,
                name: found.facts.name.clone(),
                organisation: found.owner.map(|owner| directory.short_name(owner)).unwrap_or_default(),
                asked: hit.asked,
                missing: hit.missing,
                age: entry_age(&mut tx, (actor, today), &found).await?,
                used_by: hit.used_by,
                may_keep: actor.may(Deed::KeepCatalogue, &solution::subject(&found)),
            });
        }
        Ok(Read::Done(Listed { rows, total }))
    }

    /// What one entry lacks, of how many parts; nothing for who is not signed in.
    #[must_use]
    pub fn completeness_of(&self, actor: &Actor, id: SolutionId) -> Option<(usize, Vec<Part>)> {
        actor.member()?;
        let search = self.search();
        let kept = search.freshness.read().unwrap_or_else(PoisonError::into_inner);
        let visibility = actor.visibility();
        let entry = kept.entry(&visibility, id)?;
        Some((entry.asked(), entry.lacks(known_contracts((actor, &visibility), &kept, entry))))
    }

    fn find_entries(&self, actor: &Actor, filter: &CompleteFilter, page: Page) -> (Vec<Hit>, i64) {
        let visibility = actor.visibility();
        let words = search_words(&filter.search);
        let search = self.search();
        let kept = search.freshness.read().unwrap_or_else(PoisonError::into_inner);
        let mut found: Vec<(&Entry, Vec<Part>)> = kept
            .entries(&visibility)
            .filter(|entry| entry.subject.owner.is_some())
            .filter(|entry| filter.organisation.is_none() || entry.subject.owner == filter.organisation)
            .filter(|entry| entry.has_words(&words))
            .map(|entry| (entry, entry.lacks(known_contracts((actor, &visibility), &kept, entry))))
            .filter(|(entry, missing)| match filter.lack {
                Lack::Any => true,
                Lack::Something => !missing.is_empty(),
                Lack::Part(part) => missing.contains(&part),
                Lack::Meaning => entry.is_as_written,
            })
            .collect();
        let by_name = |one: &Entry, other: &Entry| (one.sort(), one.id).cmp(&(other.sort(), other.id));
        match filter.sort {
            CompleteSort::Lacks => found.sort_unstable_by(|(one, lacks), (other, lack)| {
                lack.len().cmp(&lacks.len()).then_with(|| by_name(one, other))
            }),
            CompleteSort::Used => found.sort_unstable_by(|(one, _), (other, _)| {
                other.used_by.cmp(&one.used_by).then_with(|| by_name(one, other))
            }),
            CompleteSort::Name => found.sort_unstable_by(|(one, _), (other, _)| by_name(one, other)),
        }
        let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
        let size = page.size() as usize;
        let first = (page.number().saturating_sub(1) as usize).saturating_mul(size);
        let hits = found.into_iter().skip(first).take(size);
        let hits = hits.map(|(entry, missing)| Hit {
            id: entry.id,
            asked: entry.asked(),
            missing,
            used_by: entry.used_by,
        });
        (hits.collect(), total)
    }
}

/// Whether the reader knows of a contract about an entry: one that the reader may not see fills nothing in.
pub(super) fn known_contracts(
    (actor, visibility): (&Actor, &Visibility),
    kept: &Kept,
    entry: &Entry,
) -> Contracts {
    if actor.reads_contracts() { kept.contracts_about(visibility, entry.id) } else { Contracts::None }
}
