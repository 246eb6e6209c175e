//! Reading contracts: one of them, a list, and those of a solution.
//!
//! Who is no member of an organisation that a contract is shared with is told that there is none. Not here: entering and changing them
//! (`keep`), and what somebody may use because of them (`usability`).

mod keep;

pub use keep::{AmountInput, ContractInput, CoveredInput, DocumentInput, OptionInput};

use domain::contract::{Contract, ContractState, ENDING_MONTHS, Standing, Turn, in_months};
use domain::event::SubjectKind;
use domain::id::{OrganisationId, SolutionId};
use domain::number::Number;
use domain::permission::{Actor, Deed, Subject};
use jiff::civil::Date;
use store::Tx;
use store::contract::{ContractFilter, ContractSort, Days};
use store::page::{Listed, Page};

use crate::error::AppError;
use crate::history::{self, HistoryEntry};
use crate::initiative::name_of;
use crate::sharing::{Record, Shared};
use crate::{App, Directory, solution};

/// Most contracts that the page of a solution shows.
const ABOUT: usize = 50;

/// Which contracts to list. Empty fields do not narrow.
#[derive(Debug, Clone, Default)]
pub struct ContractQuestion {
    /// Beginnings of words.
    pub search: String,
    /// Kept by this organisation, or it is in it.
    pub organisation: Option<OrganisationId>,
    /// Service area code.
    pub service_area: String,
    /// Where they are today.
    pub state: Option<ContractState>,
    /// Those whose last day comes within so many months.
    pub ends_within: Option<i32>,
    /// Order.
    pub sort: ContractSort,
}

/// An organisation that is in a contract, with names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoveredRow {
    /// Short name, as the contract was written with it.
    pub organisation: String,
    /// Short name of the one that it has gone up in.
    pub successor: Option<String>,
    /// As what.
    pub standing: Standing,
    /// Until when.
    pub until: Option<Date>,
}

/// A contract with names.
#[derive(Debug, Clone)]
pub struct ContractRow {
    /// The contract.
    pub contract: Contract,
    /// Short name of who keeps the entry.
    pub organisation: String,
    /// Where it is today.
    pub state: ContractState,
    /// What must have been done next, and when.
    pub next: Option<(Date, Turn)>,
    /// What it is about, as far as the reader may see.
    pub solutions: Vec<(Number, String)>,
    /// Who is in it.
    pub covered: Vec<CoveredRow>,
}

/// A contract as its page shows it.
#[derive(Debug, Clone)]
pub struct ContractPage {
    /// The contract.
    pub row: ContractRow,
    /// Who last said that it is right.
    pub confirmed_by: Option<String>,
    /// Newest first.
    pub history: Vec<HistoryEntry>,
    /// Whether the reader may change it.
    pub may_keep: bool,
    /// The day it is.
    pub today: Date,
    /// How it came to be shared.
    pub shared: Shared,
}

/// What permissions ask about a contract.
pub(crate) const fn subject(contract: &Contract) -> Subject {
    Subject { owner: Some(contract.organisation), author: None, sharing: contract.sharing }
}

/// The contract, for who may read it.
pub(crate) async fn load(tx: &mut Tx, actor: &Actor, number: Number) -> Result<Contract, AppError> {
    let found = store::contract::by_number(tx, number).await?;
    found.filter(|found| actor.may(Deed::ReadContract, &subject(found))).ok_or(AppError::NotFound)
}

impl ContractQuestion {
    /// The same as days.
    fn filter(&self, today: Date) -> ContractFilter {
        let (first, last) = (Date::MIN, Date::constant(9999, 12, 31));
        let soon = in_months(today, ENDING_MONTHS);
        let begun = Some((Date::constant(1, 1, 1), today));
        let (starts, mut ends) = match self.state {
            None => (None, (first, last)),
            Some(ContractState::Coming) => (Some((after(today), last)), (today, last)),
            Some(ContractState::Running) => (begun, (after(soon), last)),
            Some(ContractState::Ending) => (begun, (today, soon)),
            Some(ContractState::Ended) => (None, (first, today.yesterday().unwrap_or(today))),
        };
        if let Some(months) = self.ends_within {
            ends = both(ends, (today, in_months(today, months)));
        }
        let is_narrowed = self.state.is_some() || self.ends_within.is_some();
        ContractFilter {
            search: self.search.clone(),
            organisation: self.organisation,
            service_area: self.service_area.clone(),
            starts,
            ends: is_narrowed.then_some(ends).map(from_year_one),
            sort: self.sort,
        }
    }
}

fn after(day: Date) -> Date {
    day.tomorrow().unwrap_or(day)
}

fn both(one: Days, other: Days) -> Days {
    (one.0.max(other.0), one.1.min(other.1))
}

/// Days are compared as texts, which sort only from the year 1 on.
fn from_year_one((from, to): Days) -> Days {
    (from.max(Date::constant(1, 1, 1)), to)
}

impl App {
    /// One page of the contracts that the reader may see; none for who reads none.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn list_contracts(
        &self,
        actor: &Actor,
        question: &ContractQuestion,
        page: Page,
    ) -> Result<Listed<ContractRow>, AppError> {
        if !actor.reads_contracts() {
            return Ok(Listed { rows: Vec::new(), total: 0 });
        }
        let today = self.clock.now().day();
        let mut tx = self.db.read().await?;
        let filter = question.filter(today);
        let listed = store::contract::list(&mut tx, &actor.visibility(), &filter, page).await?;
        let directory = Directory::read(&mut tx).await?;
        let mut rows = Vec::new();
        for contract in listed.rows {
            rows.push(row(&mut tx, (actor, today), &directory, contract).await?);
        }
        Ok(Listed { rows, total: listed.total })
    }

    /// The contracts about a solution that the reader may see, the last to end first.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn contracts_of_solution(
        &self,
        actor: &Actor,
        solution: SolutionId,
    ) -> Result<Vec<ContractRow>, AppError> {
        if !actor.reads_contracts() {
            return Ok(Vec::new());
        }
        let today = self.clock.now().day();
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let mut rows = Vec::new();
        let found = store::contract::of_solutions(&mut tx, &actor.visibility(), &[solution]).await?;
        for contract in found.into_iter().take(ABOUT) {
            rows.push(row(&mut tx, (actor, today), &directory, contract).await?);
        }
        Ok(rows)
    }

    /// A contract with everything its page shows.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also when there is one that the reader may not see.
    pub async fn read_contract(&self, actor: &Actor, number: Number) -> Result<ContractPage, AppError> {
        let today = self.clock.now().day();
        let mut tx = self.db.read().await?;
        let contract = load(&mut tx, actor, number).await?;
        let directory = Directory::read(&mut tx).await?;
        let id = contract.id.to_string();
        Ok(ContractPage {
            confirmed_by: name_of(&mut tx, contract.confirmed_by).await?,
            history: history::of(&mut tx, actor, SubjectKind::Contract, &id).await?,
            may_keep: actor.may(Deed::KeepContracts, &subject(&contract)),
            shared: self.shared(&mut tx, actor, &Record::Contract(Box::new(contract.clone()))).await?,
            row: row(&mut tx, (actor, today), &directory, contract).await?,
            today,
        })
    }

    /// Whether the actor may enter contracts.
    #[must_use]
    pub fn may_keep_contracts(&self, actor: &Actor) -> bool {
        let of = actor.member().map(|member| Subject::of(member.organisation));
        of.is_some_and(|own| actor.may(Deed::KeepContracts, &own))
    }
}

async fn row(
    tx: &mut Tx,
    (actor, today): (&Actor, Date),
    directory: &Directory,
    contract: Contract,
) -> Result<ContractRow, AppError> {
    let mut solutions = Vec::new();
    for id in &contract.solutions {
        let found = store::solution::get(tx, *id).await?;
        let seen = found.filter(|found| actor.visibility().allows(&solution::subject(found)));
        solutions.extend(seen.map(|seen| (seen.number, seen.facts.name)));
    }
    let covered = contract.coverage.iter().map(|one| {
        let named = directory.organisation(one.organisation);
        let heir = named.map(|named| directory.today(named)).filter(|heir| heir.id != one.organisation);
        CoveredRow {
            organisation: directory.short_name(one.organisation),
            successor: heir.map(|heir| heir.short_name.clone()),
            standing: one.standing,
            until: one.until,
        }
    });
    Ok(ContractRow {
        organisation: directory.short_name(contract.organisation),
        state: contract.state(today),
        next: contract.next_turn(today),
        covered: covered.collect(),
        solutions,
        contract,
    })
}
