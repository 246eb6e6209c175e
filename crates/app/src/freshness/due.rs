//! The list of everything that is due, of the own organisation and, for a joint body, of those it keeps the catalogue for.

use std::collections::BTreeMap;
use std::sync::PoisonError;

use domain::freshness::{Age, FactId, FactKind};
use domain::id::{OrganisationId, PersonId};
use domain::permission::{Actor, Deed, Subject};
use domain::text::search_words;
use store::Tx;
use store::page::{Listed, Page, sort_key};

use super::{FactRow, Read, row};
use crate::usage::registered_for;
use crate::{App, AppError, Directory};

/// Whose facts to list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Responsible {
    /// Whoever answers for them.
    #[default]
    Anybody,
    /// Those without anybody who is named.
    Nobody,
    /// Those where whoever is named works there no longer.
    Gone,
    /// This person's.
    Person(PersonId),
}

/// In which order to list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DueSort {
    /// What was said longest ago first.
    #[default]
    Age,
    /// What most organisations lean on first.
    LeantOn,
    /// By name, the Swedish way.
    Name,
}

/// What to list. Empty fields do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DueFilter {
    /// Beginnings of words.
    pub search: String,
    /// What sort of facts.
    pub kind: Option<FactKind>,
    /// Code of a service area of the solution.
    pub service_area: String,
    /// How old.
    pub age: Option<Age>,
    /// Whose word.
    pub organisation: Option<OrganisationId>,
    /// Who answers.
    pub responsible: Responsible,
    /// Order.
    pub sort: DueSort,
}

/// What is due.
#[derive(Debug, Clone)]
pub struct DueList {
    /// One page.
    pub listed: Listed<FactRow>,
    /// The organisations to choose from: the own first.
    pub organisations: Vec<(OrganisationId, String)>,
    /// People who are named as the ones to ask about something that is due, by name.
    pub people: Vec<(PersonId, String)>,
}

/// The organisations that the actor keeps the catalogue of or for, the own first.
pub(super) fn kept_for(directory: &Directory, actor: &Actor) -> Result<Vec<OrganisationId>, AppError> {
    let member = actor.member().ok_or(AppError::Denied)?;
    if !actor.may(Deed::KeepCatalogue, &Subject::of(member.organisation)) {
        return Err(AppError::Denied);
    }
    let mut kept = registered_for(directory, actor);
    if !kept.contains(&member.organisation) {
        kept.insert(0, member.organisation);
    }
    Ok(kept)
}

/// Of these, the one that is chosen, or all.
pub(super) fn narrowed(kept: &[OrganisationId], chosen: Option<OrganisationId>) -> Vec<OrganisationId> {
    match chosen {
        Some(chosen) => kept.iter().copied().filter(|one| *one == chosen).collect(),
        None => kept.to_vec(),
    }
}

/// The people who have a role in each of these organisations.
pub(super) async fn people_of(
    tx: &mut Tx,
    organisations: &[OrganisationId],
) -> Result<BTreeMap<(OrganisationId, PersonId), String>, AppError> {
    let mut people = BTreeMap::new();
    for organisation in organisations {
        for (person, _) in store::person::of_organisation(tx, *organisation).await? {
            people.insert((*organisation, person.id), person.name);
        }
    }
    Ok(people)
}

impl App {
    /// One page of what is due of the organisations that the reader keeps the catalogue of or for; for who keeps none, of what the reader is
    /// named for. Where whoever is named has left, what is not due is listed too.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in.
    pub async fn due_facts(
        &self,
        actor: &Actor,
        filter: &DueFilter,
        page: Page,
    ) -> Result<Read<DueList>, AppError> {
        // Before anything is read: whoever waits for the index must hold no connection that it needs.
        let in_step = self.freshen_index().await?;
        let now = self.clock.now();
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let member = actor.member().ok_or(AppError::Denied)?;
        let (kept, filter) = match kept_for(&directory, actor) {
            Ok(kept) => (kept, filter.clone()),
            // Whoever keeps no catalogue is asked about what the person is named for.
            Err(_) => {
                let responsible = Responsible::Person(member.person);
                (vec![member.organisation], DueFilter { responsible, ..filter.clone() })
            }
        };
        if !in_step {
            return Ok(Read::Reading(self.index_state().percent().min(99)));
        }
        let people = people_of(&mut tx, &kept).await?;
        let (found, named) = self.find_due(actor, &filter, (&narrowed(&kept, filter.organisation), &people));
        let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
        let size = page.size() as usize;
        let first = (page.number().saturating_sub(1) as usize).saturating_mul(size);
        let mut rows = Vec::new();
        for fact in found.into_iter().skip(first).take(size) {
            rows.extend(row(&mut tx, &directory, (actor, now), fact).await?);
        }
        let mut chosen: Vec<(PersonId, String)> = Vec::new();
        for ((_, id), name) in people {
            if named.contains(&id) && !chosen.iter().any(|(one, _)| *one == id) {
                chosen.push((id, name));
            }
        }
        chosen.sort_by_key(|(_, name)| sort_key(name));
        let organisations = kept.into_iter().map(|id| (id, directory.short_name(id))).collect();
        Ok(Read::Done(DueList { listed: Listed { rows, total }, organisations, people: chosen }))
    }

    /// What is due, in order, and everybody who is named about something that is.
    fn find_due(
        &self,
        actor: &Actor,
        filter: &DueFilter,
        (organisations, people): (&[OrganisationId], &BTreeMap<(OrganisationId, PersonId), String>),
    ) -> (Vec<FactId>, Vec<PersonId>) {
        let (visibility, today) = (actor.visibility(), self.clock.now().day());
        let words = search_words(&filter.search);
        let search = self.search();
        let kept = search.freshness.read().unwrap_or_else(PoisonError::into_inner);
        let mut named = Vec::new();
        let mut due: Vec<_> = kept
            .facts(&visibility, today)
            .filter(|fact| organisations.contains(&fact.organisation))
            .filter(|fact| fact.said.is_due(today) || filter.responsible == Responsible::Gone)
            .filter(|fact| {
                let contact = fact.contact.filter(|id| people.contains_key(&(fact.organisation, *id)));
                if let Some(contact) = contact
                    && !named.contains(&contact)
                {
                    named.push(contact);
                }
                let answers = match filter.responsible {
                    Responsible::Anybody => true,
                    Responsible::Nobody => contact.is_none(),
                    Responsible::Gone => contact.is_none() && fact.contact.is_some(),
                    Responsible::Person(person) => contact == Some(person),
                };
                answers
                    && filter.kind.is_none_or(|kind| kind == fact.id.kind())
                    && filter.age.is_none_or(|age| age == Age::of(fact.said.confirmed, today))
                    && (filter.service_area.is_empty() || fact.is_in(&filter.service_area))
                    && fact.has_words(&words)
            })
            .collect();
        match filter.sort {
            DueSort::Age => due.sort_unstable_by_key(|fact| (fact.said.since(), fact.id)),
            DueSort::LeantOn => due
                .sort_unstable_by_key(|fact| (std::cmp::Reverse(fact.leant_on), fact.said.since(), fact.id)),
            DueSort::Name => due.sort_unstable_by_key(|fact| (fact.sort, fact.id)),
        }
        (due.into_iter().map(|fact| fact.id).collect(), named)
    }
}
