//! Contract windows: areas in which contracts of several organisations end near each other, so that something can be bought together.
//!
//! Contracts are read by members alone (`Visibility::of_contract`); whoever may read none is shown nothing here, not even how many there
//! are.

use std::collections::{BTreeMap, HashMap};

use domain::contract::{Contract, Standing, Turn, in_months};
use domain::id::{OrganisationId, SolutionId};
use domain::instant::Instant;
use domain::landscape::{Window, windows};
use domain::number::Number;
use domain::permission::Actor;
use jiff::civil::Date;

use super::kept::Kept;
use super::{Answers, Asked, Counted, FRESH_DAYS, LandscapeFilter};
use crate::{App, AppError};

/// So far ahead contracts are looked for, in months.
pub const AHEAD_MONTHS: i32 = 36;
/// How many months may lie between the first and the last day of a window, to choose from.
pub const WITHIN_MONTHS: [i32; 3] = [3, 6, 12];

/// Which day of a contract counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// Its last, with the options that were called.
    End,
    /// The next on which something must be done: notice given, an option called, or its last.
    NextTurn,
}

/// A contract with the day that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractDay {
    /// `K-2026-0007`.
    pub number: Number,
    /// What it is called.
    pub name: String,
    /// With whom.
    pub supplier: String,
    /// Who is in it, of the organisations that are looked at.
    pub organisations: Vec<OrganisationId>,
    /// The day.
    pub day: Date,
    /// What is to be done by then.
    pub turn: Turn,
    /// Whether an option can still let it run on.
    pub could_run_on: bool,
    /// Version, so that a calendar takes the change.
    pub version: i64,
}

/// Areas with the same contracts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaContracts {
    /// Codes of service areas; none for contracts about solutions without one.
    pub areas: Vec<String>,
    /// In the order of their days.
    pub days: Vec<ContractDay>,
    /// The windows, with the places of the contracts in them.
    pub windows: Vec<Window>,
}

/// All contracts that end within the time that is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractWindows {
    /// Areas with a window first, then by the first day.
    pub areas: Vec<AreaContracts>,
    /// The days that are looked at.
    pub looked_at: (Date, Date),
}

/// A contract and the day of it that counts, if it comes within the time.
fn day_of(contract: &Contract, counts: Counts, (from, to): (Date, Date)) -> Option<(Date, Turn)> {
    let day = match counts {
        Counts::End => contract.last_day().map(|day| (day, Turn::End)),
        Counts::NextTurn => contract.next_turn(from),
    };
    day.filter(|(day, _)| *day >= from && *day <= to)
}

/// Which areas a contract is about: those of its solutions that the reader may see.
fn areas_of<'a>(
    kept: &Kept,
    asked: &'a Asked,
    codes: &HashMap<u16, &'a str>,
    of: &[SolutionId],
) -> Vec<&'a str> {
    let seen = of.iter().filter_map(|id| kept.seen(&asked.visibility, *id));
    let mut areas: Vec<&str> =
        seen.flat_map(|held| held.areas.iter()).filter_map(|number| codes.get(number).copied()).collect();
    areas.sort_unstable();
    areas.dedup();
    areas
}

fn count(
    kept: &Kept,
    asked: &Asked,
    contracts: &[Contract],
    (counts, months, looked_at): (Counts, i32, (Date, Date)),
) -> (Answers, ContractWindows) {
    let organisations = &asked.ground.organisations;
    let codes: HashMap<u16, &str> = asked
        .areas()
        .filter_map(|area| {
            Some((u16::try_from(kept.areas.get(area.code.as_str())?).ok()?, area.code.as_str()))
        })
        .collect();
    let mut days: Vec<ContractDay> = Vec::new();
    let mut by_area: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut answers = Answers { of: organisations.len(), ..Answers::default() };
    let mut has_any = vec![false; organisations.len()];
    for contract in contracts {
        let parties: Vec<usize> = (0..organisations.len())
            .filter(|column| {
                let is_in = |one: &domain::contract::Covered| {
                    // Whoever only may join has nothing that ends.
                    one.organisation == organisations[*column] && one.standing != Standing::MayJoin
                };
                contract.coverage.iter().any(is_in)
            })
            .collect();
        if parties.is_empty() {
            continue;
        }
        parties.iter().for_each(|column| has_any[*column] = true);
        answers.solutions += 1;
        answers.fresh += usize::from(contract.confirmed >= asked.now.days_before(FRESH_DAYS));
        let oldest =
            answers.oldest.map_or(contract.confirmed, |oldest: Instant| oldest.min(contract.confirmed));
        answers.oldest = Some(oldest);
        let Some((day, turn)) = day_of(contract, counts, looked_at) else { continue };
        let areas = areas_of(kept, asked, &codes, &contract.solutions);
        if areas.is_empty() && asked.is_narrowed() {
            continue;
        }
        for area in if areas.is_empty() { vec![""] } else { areas } {
            by_area.entry(area).or_default().push(days.len());
        }
        days.push(ContractDay {
            number: contract.number,
            name: contract.facts.name.clone(),
            supplier: contract.facts.supplier.clone(),
            organisations: asked.organisations(parties),
            day,
            turn,
            could_run_on: contract.could_run_on(day),
            version: contract.version,
        });
    }
    answers.answered = has_any.iter().filter(|has| **has).count();
    // Areas with the same contracts are told once.
    let mut together: BTreeMap<Vec<usize>, Vec<String>> = BTreeMap::new();
    for (area, same) in by_area {
        together.entry(same).or_default().extend((!area.is_empty()).then(|| area.to_owned()));
    }
    let mut areas: Vec<AreaContracts> =
        together.into_iter().map(|(same, areas)| in_areas(&days, same, areas, months)).collect();
    areas.sort_by_key(|one| {
        let first = one.windows.first().map(|window| window.opens);
        (first.is_none(), first, one.days.first().map(|day| day.day), one.areas.clone())
    });
    (answers, ContractWindows { areas, looked_at })
}

fn in_areas(days: &[ContractDay], mut same: Vec<usize>, areas: Vec<String>, months: i32) -> AreaContracts {
    same.sort_by_key(|at| (days[*at].day, days[*at].number));
    let days: Vec<ContractDay> = same.into_iter().map(|at| days[at].clone()).collect();
    // A contract that several are in ends for each of them.
    let ends: Vec<(usize, (OrganisationId, Date))> = (0..)
        .zip(&days)
        .flat_map(|(at, one)| one.organisations.iter().map(move |id| (at, (*id, one.day))))
        .collect();
    let only: Vec<(OrganisationId, Date)> = ends.iter().map(|(_, end)| *end).collect();
    let mut found = windows(&only, months);
    for window in &mut found {
        let mut places: Vec<usize> = window.days.iter().map(|at| ends[*at].0).collect();
        places.dedup();
        window.days = places;
    }
    AreaContracts { areas, days, windows: found }
}

impl App {
    /// Where contracts of several organisations end within so many months of each other.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who reads no contracts.
    pub async fn landscape_contracts(
        &self,
        actor: &Actor,
        filter: &LandscapeFilter,
        counts: Counts,
        months: i32,
    ) -> Result<Counted<ContractWindows>, AppError> {
        if !actor.reads_contracts() {
            return Err(AppError::Denied);
        }
        let today = self.clock.now().day();
        let looked_at = (today, in_months(today, AHEAD_MONTHS));
        // What must be done comes before the end, so contracts that end later are looked at too.
        let until = in_months(looked_at.1, AHEAD_MONTHS);
        let mut tx = self.db.read().await?;
        let contracts = store::contract::ending_between(&mut tx, &actor.visibility(), (today, until)).await?;
        drop(tx);
        self.counted(actor, filter, move |kept, asked| {
            count(kept, asked, &contracts, (counts, months, looked_at))
        })
        .await
    }
}
