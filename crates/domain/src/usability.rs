//! Whether an organisation can use a solution today, with the facts that say so: a pure answer from what is known.
//!
//! Never legal advice. What nobody has said is unknown, and unknown names somebody to ask. The rules with their reasons are in
//! `docs/decisions/0012`. Not here: which contracts somebody may read (`permission`); only those are given.

use jiff::civil::Date;

use crate::contract::{Agreement, Contract, ContractState, Covered, Route, Standing};
use crate::id::OrganisationId;
use crate::instant::Instant;
use crate::number::Number;
use crate::solution::{Lifecycle, Solution, SolutionKind};
use crate::usage::UsageStatus;
use crate::words::words;

words! {
    /// The four answers.
    Usability {
        /// It can be used now.
        Now = "now",
        /// After calling off or joining.
        AfterCallOff = "after_call_off",
        /// Nobody has said.
        Unknown = "unknown",
        /// It must be procured.
        Procurement = "procurement",
    }
}

words! {
    /// What is known that bears on the answer.
    What {
        /// The organisation uses it.
        InUse = "in_use",
        /// It tries it; how far the pilot reaches is for whoever leads it to say.
        Pilot = "pilot",
        /// It has said that it has a contract.
        OwnContract = "own_contract",
        /// It plans to use it.
        Planned = "planned",
        /// It has declined it.
        Declined = "declined",
        /// It has stopped using it.
        Stopped = "stopped",
        /// A contract names it as a party.
        Party = "party",
        /// It is in a framework agreement, from which calls-off are made.
        Framework = "framework",
        /// A contract lets it call off.
        CallOff = "call_off",
        /// A contract lets it join.
        Joining = "joining",
        /// The day to call off or join has passed.
        DayPassed = "day_passed",
        /// A contract names one that has gone up in it.
        Predecessor = "predecessor",
        /// A contract does not cover it; those outside may call off.
        OthersCallOff = "others_call_off",
        /// Those outside may join.
        OthersJoin = "others_join",
        /// Those outside need an in-house relation to whoever runs it.
        OthersInHouse = "others_in_house",
        /// Those outside procure their own.
        OthersProcure = "others_procure",
        /// A contract does not cover it, and nobody has said how those outside can come to use it.
        OthersUnknown = "others_unknown",
        /// A contract has not begun.
        NotBegun = "not_begun",
        /// A contract has ended.
        Ended = "ended",
        /// A contract has ended, unless an option was called that nobody has entered.
        OptionOpen = "option_open",
        /// A contract runs on an option that was called.
        OptionRuns = "option_runs",
        /// It is a way of working: there is nothing to buy.
        WayOfWorking = "way_of_working",
        /// Its licence is open: the right to use it needs no procurement, but somebody must run it.
        OpenLicence = "open_licence",
        /// It is not there yet.
        NotYet = "not_yet",
        /// It is being phased out.
        PhasingOut = "phasing_out",
        /// It is no longer there.
        Gone = "gone",
        /// Nobody has entered anything that says.
        NothingKnown = "nothing_known",
    }
}

/// A fact, how old it is and who said so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    /// What.
    pub what: What,
    /// The contract it stands in.
    pub contract: Option<Number>,
    /// The day that it is about.
    pub day: Option<Date>,
    /// When somebody last said that it is so; nothing where that was not kept.
    pub said: Option<Instant>,
    /// Which organisation says so.
    pub by: Option<OrganisationId>,
}

/// The answer for an organisation and a solution on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Which of the four.
    pub usability: Usability,
    /// Why; what decided comes first.
    pub facts: Vec<Fact>,
    /// Who must confirm it before anybody relies on it; nobody in particular for what nobody keeps.
    pub confirm: Option<OrganisationId>,
}

/// What the organisation itself has said of its use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnUse {
    /// How it stands.
    pub status: UsageStatus,
    /// When that was last said, where it was kept.
    pub said: Option<Instant>,
}

/// Who asks, and when.
#[derive(Debug, Clone, Copy)]
pub struct Asker<'a> {
    /// For which organisation.
    pub organisation: OrganisationId,
    /// Organisations that have gone up in it.
    pub predecessors: &'a [OrganisationId],
    /// The day.
    pub today: Date,
}

/// What is known of one contract: the answer it alone would give, and why.
struct Told {
    usability: Usability,
    facts: Vec<Fact>,
    owner: OrganisationId,
    has_ended: bool,
}

/// Whether the organisation can use the solution, as far as it has said itself and the contracts say that it may read.
#[must_use]
pub fn answer(asker: Asker<'_>, solution: &Solution, own: Option<OwnUse>, contracts: &[&Contract]) -> Answer {
    let facts = &solution.facts;
    let is_open = facts.licence.as_deref().is_some_and(is_open_licence);
    let keeper = solution.owner;
    let said = |what| Fact { what, contract: None, day: None, said: Some(solution.updated), by: keeper };
    let used = own.map(|own| own_fact(asker.organisation, own));
    let mut told: Vec<Told> = contracts.iter().map(|one| of_contract(asker, one)).collect();
    // What allows most comes first; of those alike, what was given first.
    told.sort_by_key(|one| one.usability);
    let uses = own.is_some_and(|own| in_use(own.status));
    let mut also: Vec<Fact> = Vec::new();
    match facts.lifecycle {
        Lifecycle::Idea | Lifecycle::Planned => also.push(said(What::NotYet)),
        Lifecycle::Retired => also.push(said(What::Gone)),
        Lifecycle::PhasingOut => also.push(said(What::PhasingOut)),
        Lifecycle::Pilot | Lifecycle::InUse => {}
    }
    let is_there = !matches!(facts.lifecycle, Lifecycle::Idea | Lifecycle::Planned | Lifecycle::Retired);
    if is_open {
        also.push(said(What::OpenLicence));
    }
    let best = told.first().map(|one| (one.usability, one.owner));
    // In use under nothing but contracts that have ended: one of the two is no longer right.
    let contradicts = uses && !told.is_empty() && told.iter().all(|one| one.has_ended);
    let (usability, confirm) = match best {
        Some((_, owner)) if contradicts => (Usability::Unknown, Some(owner)),
        _ if uses => (Usability::Now, Some(asker.organisation)),
        _ if !is_there => (Usability::Unknown, keeper),
        _ if facts.kind == SolutionKind::WayOfWorking => {
            also.insert(0, said(What::WayOfWorking));
            (Usability::Now, Some(asker.organisation))
        }
        // What can be run by oneself is not only to be had by procuring it.
        Some((Usability::Procurement, owner)) if is_open => (Usability::Unknown, Some(owner)),
        Some((usability, owner)) => (usability, Some(owner)),
        None => (Usability::Unknown, keeper.or(Some(asker.organisation))),
    };
    let mut all = Vec::new();
    let first_use = used.filter(|_| uses);
    all.extend(first_use);
    all.extend(told.into_iter().flat_map(|one| one.facts));
    all.extend(also);
    all.extend(used.filter(|_| !uses));
    if all.is_empty() {
        all.push(Fact { what: What::NothingKnown, contract: None, day: None, said: None, by: None });
    }
    Answer { usability, facts: all, confirm }
}

/// What says that it is used. A contract that somebody says they have is used as soon as they like.
const fn in_use(status: UsageStatus) -> bool {
    match status {
        UsageStatus::InUse | UsageStatus::Pilot | UsageStatus::Contract => true,
        UsageStatus::Planned | UsageStatus::Declined | UsageStatus::Retired => false,
    }
}

const fn own_fact(organisation: OrganisationId, own: OwnUse) -> Fact {
    let what = match own.status {
        UsageStatus::InUse => What::InUse,
        UsageStatus::Pilot => What::Pilot,
        UsageStatus::Contract => What::OwnContract,
        UsageStatus::Planned => What::Planned,
        UsageStatus::Declined => What::Declined,
        UsageStatus::Retired => What::Stopped,
    };
    Fact { what, contract: None, day: None, said: own.said, by: Some(organisation) }
}

fn of_contract(asker: Asker<'_>, contract: &Contract) -> Told {
    let fact = |what, day| Fact {
        what,
        contract: Some(contract.number),
        day,
        said: Some(contract.confirmed),
        by: Some(contract.organisation),
    };
    let told = |usability, facts: Vec<Fact>| Told {
        usability,
        facts,
        owner: contract.organisation,
        has_ended: false,
    };
    let last = contract.last_day();
    match contract.state(asker.today) {
        ContractState::Coming => {
            told(Usability::Unknown, vec![fact(What::NotBegun, Some(contract.facts.starts))])
        }
        ContractState::Ended if contract.could_run_on(asker.today) => {
            told(Usability::Unknown, vec![fact(What::OptionOpen, last)])
        }
        ContractState::Ended => {
            let told = told(Usability::Procurement, vec![fact(What::Ended, last)]);
            Told { has_ended: true, ..told }
        }
        ContractState::Running | ContractState::Ending => {
            let (usability, what, day) = standing(asker, contract);
            let mut facts = vec![fact(what, day.or(last))];
            if contract.facts.ends.is_some_and(|ends| ends < asker.today) {
                facts.push(fact(What::OptionRuns, last));
            }
            told(usability, facts)
        }
    }
}

/// How the organisation stands in a contract that runs.
fn standing(asker: Asker<'_>, contract: &Contract) -> (Usability, What, Option<Date>) {
    let of = |organisation| contract.coverage.iter().find(|one| one.organisation == organisation);
    if let Some(covered) = of(asker.organisation) {
        return covered_as(asker.today, contract, covered);
    }
    // What was agreed for a smaller organisation is not agreed for the whole of a larger one; nor is it gone.
    if asker.predecessors.iter().any(|one| of(*one).is_some()) {
        return (Usability::Unknown, What::Predecessor, None);
    }
    match contract.facts.route {
        Route::CallOff => (Usability::AfterCallOff, What::OthersCallOff, None),
        Route::Joining => (Usability::AfterCallOff, What::OthersJoin, None),
        Route::InHouse => (Usability::Unknown, What::OthersInHouse, None),
        Route::OwnProcurement => (Usability::Procurement, What::OthersProcure, None),
        Route::Unknown => (Usability::Unknown, What::OthersUnknown, None),
    }
}

fn covered_as(today: Date, contract: &Contract, covered: &Covered) -> (Usability, What, Option<Date>) {
    if covered.until.is_some_and(|until| until < today) && covered.standing != Standing::Party {
        // What is left is the way of those outside, but not the one whose day has passed.
        let usability = match contract.facts.route {
            Route::CallOff if covered.standing == Standing::MayJoin => Usability::AfterCallOff,
            Route::CallOff | Route::Joining | Route::OwnProcurement => Usability::Procurement,
            Route::InHouse | Route::Unknown => Usability::Unknown,
        };
        return (usability, What::DayPassed, covered.until);
    }
    match (covered.standing, contract.facts.kind) {
        (Standing::Party, Agreement::Framework) => (Usability::AfterCallOff, What::Framework, covered.until),
        (Standing::Party, Agreement::Direct | Agreement::InHouse | Agreement::Licence) => {
            (Usability::Now, What::Party, covered.until)
        }
        (Standing::CallOff, _) => (Usability::AfterCallOff, What::CallOff, covered.until),
        (Standing::MayJoin, _) => (Usability::AfterCallOff, What::Joining, covered.until),
    }
}

/// Whether a licence is written as one that is open. Only families that are known to be are: what is not recognised is not open.
#[must_use]
pub fn is_open_licence(licence: &str) -> bool {
    const FAMILIES: [&str; 13] = [
        "agpl",
        "gpl",
        "lgpl",
        "mit",
        "apache",
        "bsd",
        "mpl",
        "eupl",
        "isc",
        "cc0",
        "cc-by",
        "unlicense",
        "epl",
    ];
    let lower = licence.trim().to_lowercase();
    let is_of = |family: &str| {
        lower.strip_prefix(family).is_some_and(|rest| rest.chars().next().is_none_or(|c| !c.is_alphabetic()))
    };
    let limits = ["-nc", "-nd"].iter().any(|limit| lower.contains(limit));
    !limits && FAMILIES.iter().any(|family| is_of(family))
}

#[cfg(test)]
mod tests;
