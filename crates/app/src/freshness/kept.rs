//! What lists of facts are made from, in memory beside the index and from the same events: for each entry, usage and contract who answers,
//! when it was last said to be right, and what an entry lacks.
//!
//! It can be thrown away at any time. Whose word a fact is and who may see it is asked here first, and of the record again.

use std::collections::HashMap;
use std::sync::PoisonError;

use domain::contract::{Contract, Turn};
use domain::freshness::{
    Confirmation, Contracts, FactId, Part, Said, asked_parts, entry_is_asked, missing, usage_is_asked,
};
use domain::id::{ContractId, OrganisationId, PersonId, SolutionId, UsageId};
use domain::number::Number;
use domain::permission::{Subject, Visibility};
use domain::sharing::Sharing;
use domain::solution::{Solution, SolutionKind};
use domain::text::search_words;
use domain::usage::{Usage, UsageStatus};
use jiff::civil::Date;
use store::Tx;
use store::contract::ContractFilter;
use store::page::{Page, sort_key};

use crate::search::Search;
use crate::{AppError, solution};

/// Contracts read at once.
const CONTRACTS: u32 = 500;

/// An organisation's use of an entry.
#[derive(Debug)]
pub(super) struct Use {
    pub(super) id: UsageId,
    pub(super) organisation: OrganisationId,
    pub(super) contact: Option<PersonId>,
    pub(super) said: Said,
    /// Whether it is to be confirmed every year.
    is_asked: bool,
    /// Whether somebody else registered it and the organisation has not answered.
    pub(super) awaits: bool,
}

/// An entry.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) id: SolutionId,
    words: Box<str>,
    sort: Box<str>,
    pub(super) subject: Subject,
    kind: SolutionKind,
    areas: Box<[Box<str>]>,
    is_asked: bool,
    pub(super) said: Said,
    /// What it lacks where no contract is known.
    lacks: Box<[Part]>,
    pub(super) is_as_written: bool,
    pub(super) uses: Box<[Use]>,
    /// How many organisations use it.
    pub(super) used_by: usize,
}

impl Entry {
    /// What it lacks, for a reader who knows of a contract about it or not.
    pub(super) fn lacks(&self, contracts: Contracts) -> Vec<Part> {
        let known = contracts == Contracts::Some;
        self.lacks.iter().copied().filter(|part| !(known && *part == Part::Agreement)).collect()
    }

    /// How many parts are asked of it.
    pub(super) fn asked(&self) -> usize {
        asked_parts(self.kind).len()
    }

    /// What its name sorts by.
    pub(super) fn sort(&self) -> &str {
        &self.sort
    }

    pub(super) fn has_words(&self, words: &str) -> bool {
        words.split_whitespace().all(|word| self.words.contains(&format!(" {word}")))
    }
}

/// A contract.
#[derive(Debug)]
pub(super) struct HeldContract {
    id: ContractId,
    number: Number,
    name: Box<str>,
    words: Box<str>,
    sort: Box<str>,
    organisation: OrganisationId,
    sharing: Sharing,
    solutions: Box<[SolutionId]>,
    said: Said,
    last_day: Option<Date>,
    turns: Box<[(Date, Turn)]>,
}

/// A fact that is to be confirmed every year, as it is found in memory.
#[derive(Clone)]
pub(super) struct Fact<'a> {
    pub(super) id: FactId,
    pub(super) organisation: OrganisationId,
    pub(super) contact: Option<PersonId>,
    pub(super) said: Said,
    pub(super) sort: &'a str,
    words: &'a str,
    areas: &'a [Box<str>],
    /// How many organisations lean on it.
    pub(super) leant_on: usize,
    pub(super) awaits: bool,
}

impl Fact<'_> {
    pub(super) fn has_words(&self, words: &str) -> bool {
        words.split_whitespace().all(|word| self.words.contains(&format!(" {word}")))
    }

    pub(super) fn is_in(&self, area: &str) -> bool {
        self.areas.iter().any(|code| **code == *area)
    }
}

/// Everything that is kept.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    entries: HashMap<SolutionId, Entry>,
    contracts: HashMap<ContractId, HeldContract>,
    /// The contracts about each solution.
    about: HashMap<SolutionId, Vec<ContractId>>,
}

impl Kept {
    /// Puts an entry in with all that is said of it, in place of what stood there.
    pub(crate) fn put_solution(
        &mut self,
        solution: &Solution,
        usages: &[Usage],
        confirmed: Option<&Confirmation>,
    ) {
        let facts = &solution.facts;
        let uses = usages.iter().map(|usage| Use {
            id: usage.id,
            organisation: usage.organisation,
            contact: usage.contact,
            said: Said { confirmed: usage.confirmed_at, made: usage.id.made() },
            is_asked: usage_is_asked(usage.status),
            awaits: usage.awaits_confirmation(),
        });
        let entry = Entry {
            id: solution.id,
            words: search_words(&format!("{} {}", facts.name, solution.number)).into(),
            sort: sort_key(&facts.name).into(),
            subject: solution::subject(solution),
            kind: facts.kind,
            areas: facts.service_areas.iter().map(|code| code.as_str().into()).collect(),
            is_asked: entry_is_asked(solution),
            said: Said { confirmed: confirmed.map(|one| one.at), made: solution.created },
            lacks: missing(solution, usages, Contracts::None).into(),
            is_as_written: !facts.as_written.is_empty(),
            uses: uses.collect(),
            used_by: usages.iter().filter(|usage| usage.status == UsageStatus::InUse).count(),
        };
        self.entries.insert(solution.id, entry);
    }

    /// Takes out an entry that has been withdrawn.
    pub(crate) fn remove_solution(&mut self, id: SolutionId) {
        self.entries.remove(&id);
    }

    fn put_contract(&mut self, contract: &Contract) {
        if let Some(before) = self.contracts.remove(&contract.id) {
            for solution in &before.solutions {
                if let Some(about) = self.about.get_mut(solution) {
                    about.retain(|id| *id != contract.id);
                }
            }
        }
        for solution in &contract.solutions {
            self.about.entry(*solution).or_default().push(contract.id);
        }
        let name = &contract.facts.name;
        let held = HeldContract {
            id: contract.id,
            number: contract.number,
            name: name.as_str().into(),
            words: search_words(&format!("{name} {}", contract.number)).into(),
            sort: sort_key(name).into(),
            organisation: contract.organisation,
            sharing: contract.sharing,
            solutions: contract.solutions.as_slice().into(),
            said: Said { confirmed: Some(contract.confirmed), made: contract.created },
            last_day: contract.last_day(),
            turns: contract.turns().into(),
        };
        self.contracts.insert(contract.id, held);
    }

    /// Entries that can be seen.
    pub(super) fn entries<'a>(&'a self, visibility: &'a Visibility) -> impl Iterator<Item = &'a Entry> {
        self.entries.values().filter(|entry| visibility.allows(&entry.subject))
    }

    /// The entry with this id, if it can be seen.
    pub(super) fn entry(&self, visibility: &Visibility, id: SolutionId) -> Option<&Entry> {
        self.entries.get(&id).filter(|entry| visibility.allows(&entry.subject))
    }

    /// Whether a contract about an entry can be seen.
    pub(super) fn contracts_about(&self, visibility: &Visibility, solution: SolutionId) -> Contracts {
        let ids = self.about.get(&solution).map_or(&[][..], Vec::as_slice);
        let seen = |id: &ContractId| {
            let held = self.contracts.get(id);
            held.is_some_and(|held| visibility.of_contract(held.organisation, held.sharing))
        };
        if ids.iter().any(seen) { Contracts::Some } else { Contracts::None }
    }

    /// Contracts that can be seen, with who keeps them and the days on which something must have been done.
    pub(super) fn turns<'a>(
        &'a self,
        visibility: &'a Visibility,
    ) -> impl Iterator<Item = (&'a HeldContract, OrganisationId)> {
        let seen = |held: &&HeldContract| visibility.of_contract(held.organisation, held.sharing);
        self.contracts.values().filter(seen).map(|held| (held, held.organisation))
    }

    /// Every fact that can be seen and is to be confirmed every year.
    pub(super) fn facts<'a>(
        &'a self,
        visibility: &'a Visibility,
        today: Date,
    ) -> impl Iterator<Item = Fact<'a>> {
        let of_entries = self.entries(visibility).flat_map(|entry| {
            let fact = move |id, organisation, contact, said, awaits| Fact {
                id,
                organisation,
                contact,
                said,
                sort: &entry.sort,
                words: &entry.words,
                areas: &entry.areas,
                leant_on: entry.used_by,
                awaits,
            };
            let own = entry.subject.owner.filter(|_| entry.is_asked);
            let own = own.map(|owner| fact(FactId::Entry(entry.id), owner, None, entry.said, false));
            let uses = entry.uses.iter().filter(|one| one.is_asked).map(move |one| {
                fact(FactId::Usage(one.id), one.organisation, one.contact, one.said, one.awaits)
            });
            own.into_iter().chain(uses)
        });
        let of_contracts = self.turns(visibility).filter(move |(held, _)| {
            // What has ended is history.
            held.last_day.is_none_or(|last| last >= today)
        });
        let of_contracts = of_contracts.map(|(held, organisation)| Fact {
            id: FactId::Contract(held.id),
            organisation,
            contact: None,
            said: held.said,
            sort: &held.sort,
            words: &held.words,
            areas: &[],
            leant_on: held
                .solutions
                .iter()
                .filter_map(|id| self.entries.get(id))
                .map(|one| one.used_by)
                .sum(),
            awaits: false,
        });
        of_entries.chain(of_contracts)
    }
}

impl HeldContract {
    pub(super) const fn number(&self) -> Number {
        self.number
    }

    pub(super) fn name(&self) -> String {
        self.name.to_string()
    }

    /// The days from one on, up to another, on which notice must have been given or an option called.
    pub(super) fn turns_between(&self, (from, to): (Date, Date)) -> impl Iterator<Item = (Date, Turn)> {
        let is_asked = |turn: Turn| match turn {
            Turn::Notice | Turn::CallOption => true,
            Turn::End => false,
        };
        self.turns.iter().copied().filter(move |(day, turn)| is_asked(*turn) && *day >= from && *day <= to)
    }
}

impl Search {
    /// Keeps a contract as it stands.
    pub(crate) async fn read_contract(&self, tx: &mut Tx, id: ContractId) -> Result<(), AppError> {
        if let Some(contract) = store::contract::get(tx, id).await? {
            self.freshness.write().unwrap_or_else(PoisonError::into_inner).put_contract(&contract);
        }
        Ok(())
    }

    /// Keeps all contracts.
    pub(crate) async fn fill_contracts(&self, tx: &mut Tx) -> Result<(), AppError> {
        let everything = domain::permission::Actor::Operator.visibility();
        let filter = ContractFilter::default();
        for number in 1.. {
            let page = Page::new(number, CONTRACTS);
            let listed = store::contract::list(tx, &everything, &filter, page).await?;
            if listed.rows.is_empty() {
                break;
            }
            let mut kept = self.freshness.write().unwrap_or_else(PoisonError::into_inner);
            listed.rows.iter().for_each(|contract| kept.put_contract(contract));
        }
        Ok(())
    }
}
