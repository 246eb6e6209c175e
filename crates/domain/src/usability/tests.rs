//! Every row of the table in `docs/decisions/0012`, and which facts come along.

use super::*;
use crate::contract::{ContractFacts, ContractOption, EarlyEnd, OptionState};
use crate::id::{ContractId, SolutionId};
use crate::number::Series;
use crate::sharing::Sharing;
use crate::solution::{AsWritten, SolutionFacts};
use jiff::civil::date;

const TODAY: Date = date(2026, 11, 9);
const ME: OrganisationId = OrganisationId::from_u128(1);
const OLD: OrganisationId = OrganisationId::from_u128(2);
const KEEPER: OrganisationId = OrganisationId::from_u128(3);

fn solution(change: impl FnOnce(&mut SolutionFacts)) -> Solution {
    let now = Instant::from_milliseconds(1);
    let mut facts = SolutionFacts {
        name: "Lås".into(),
        kind: SolutionKind::System,
        provider: None,
        summary: String::new(),
        description: String::new(),
        typical_needs: Vec::new(),
        capabilities: Vec::new(),
        service_areas: Vec::new(),
        tags: Vec::new(),
        integrations: Vec::new(),
        standards: Vec::new(),
        information_class: None,
        lifecycle: Lifecycle::InUse,
        licence: None,
        url: None,
        as_written: AsWritten::default(),
    };
    change(&mut facts);
    Solution {
        id: SolutionId::from_u128(9),
        version: 1,
        number: Number { series: Series::Solution, year: 2026, serial: 1 },
        facts,
        owner: Some(KEEPER),
        sharing: Sharing::Collaboration,
        source_key: None,
        created: now,
        updated: now,
        withdrawn: None,
        lineage: crate::solution::Lineage::default(),
    }
}

fn contract(route: Route, coverage: &[(OrganisationId, Standing, Option<Date>)]) -> Contract {
    let now = Instant::from_milliseconds(1);
    let covered = |&(organisation, standing, until): &_| Covered { organisation, standing, until };
    Contract {
        id: ContractId::from_u128(7),
        version: 1,
        number: Number { series: Series::Contract, year: 2026, serial: 7 },
        facts: ContractFacts {
            name: "Digitala lås".into(),
            supplier: String::new(),
            kind: Agreement::Direct,
            starts: date(2024, 1, 1),
            ends: Some(date(2027, 12, 31)),
            options: Vec::new(),
            notice: None,
            route,
            price_model: String::new(),
            amounts: Vec::new(),
            documents: Vec::new(),
            note: String::new(),
        },
        solutions: Vec::new(),
        coverage: coverage.iter().map(covered).collect(),
        organisation: KEEPER,
        sharing: Sharing::Collaboration,
        ended: None,
        confirmed: now,
        confirmed_by: None,
        created: now,
        updated: now,
    }
}

fn with(contract: Contract, change: impl FnOnce(&mut Contract)) -> Contract {
    let mut contract = contract;
    change(&mut contract);
    contract
}

fn asked(solution: &Solution, own: Option<UsageStatus>, contracts: &[Contract]) -> Answer {
    let asker = Asker { organisation: ME, predecessors: &[OLD], today: TODAY };
    let own = own.map(|status| OwnUse { status, said: None });
    answer(asker, solution, own, &contracts.iter().collect::<Vec<_>>())
}

fn whats(answer: &Answer) -> Vec<What> {
    answer.facts.iter().map(|fact| fact.what).collect()
}

fn party() -> Contract {
    contract(Route::Unknown, &[(ME, Standing::Party, None)])
}

#[test]
fn how_the_organisation_stands_in_a_contract_that_runs() {
    let (passed, coming) = (Some(date(2026, 11, 8)), Some(TODAY));
    let me = |standing, until| vec![(ME, standing, until)];
    let table = [
        (Route::Unknown, me(Standing::Party, None), Usability::Now, What::Party),
        (Route::OwnProcurement, me(Standing::Party, passed), Usability::Now, What::Party),
        (Route::Unknown, me(Standing::CallOff, None), Usability::AfterCallOff, What::CallOff),
        (Route::Unknown, me(Standing::CallOff, coming), Usability::AfterCallOff, What::CallOff),
        (Route::Unknown, me(Standing::MayJoin, coming), Usability::AfterCallOff, What::Joining),
        (Route::Unknown, me(Standing::MayJoin, passed), Usability::Unknown, What::DayPassed),
        (Route::InHouse, me(Standing::MayJoin, passed), Usability::Unknown, What::DayPassed),
        (Route::Joining, me(Standing::MayJoin, passed), Usability::Procurement, What::DayPassed),
        (Route::OwnProcurement, me(Standing::MayJoin, passed), Usability::Procurement, What::DayPassed),
        (Route::CallOff, me(Standing::MayJoin, passed), Usability::AfterCallOff, What::DayPassed),
        (Route::CallOff, me(Standing::CallOff, passed), Usability::Procurement, What::DayPassed),
        (Route::CallOff, vec![], Usability::AfterCallOff, What::OthersCallOff),
        (Route::Joining, vec![], Usability::AfterCallOff, What::OthersJoin),
        (Route::InHouse, vec![], Usability::Unknown, What::OthersInHouse),
        (Route::OwnProcurement, vec![], Usability::Procurement, What::OthersProcure),
        (Route::Unknown, vec![], Usability::Unknown, What::OthersUnknown),
        (Route::OwnProcurement, vec![(OLD, Standing::Party, None)], Usability::Unknown, What::Predecessor),
        (Route::Unknown, vec![(KEEPER, Standing::Party, None)], Usability::Unknown, What::OthersUnknown),
    ];
    for (route, coverage, usability, what) in table {
        let told = asked(&solution(|_| {}), None, &[contract(route, &coverage)]);
        assert_eq!((told.usability, whats(&told)), (usability, vec![what]), "{route} {coverage:?}");
        assert_eq!(told.confirm, Some(KEEPER), "who keeps the contract must confirm");
        assert!(told.facts[0].contract.is_some() && told.facts[0].said.is_some());
    }
    let framework = with(party(), |one| one.facts.kind = Agreement::Framework);
    let told = asked(&solution(|_| {}), None, &[framework]);
    assert_eq!((told.usability, whats(&told)), (Usability::AfterCallOff, vec![What::Framework]));
    for kind in [Agreement::InHouse, Agreement::Licence] {
        let told = asked(&solution(|_| {}), None, &[with(party(), |one| one.facts.kind = kind)]);
        assert_eq!(told.usability, Usability::Now, "{kind}");
    }
}

#[test]
fn where_the_contract_is_on_the_day() {
    let option = |state| ContractOption { until: date(2028, 1, 1), call_by: None, state };
    let past = |state| {
        with(party(), |one| {
            one.facts.ends = Some(date(2026, 10, 1));
            one.facts.options = vec![option(state)];
        })
    };
    let early = EarlyEnd { on: date(2026, 11, 8), reason: String::new() };
    let table = [
        (
            with(party(), |one| one.facts.starts = date(2026, 11, 10)),
            Usability::Unknown,
            vec![What::NotBegun],
        ),
        (with(party(), |one| one.facts.starts = TODAY), Usability::Now, vec![What::Party]),
        (with(party(), |one| one.facts.ends = Some(TODAY)), Usability::Now, vec![What::Party]),
        (with(party(), |one| one.facts.ends = None), Usability::Now, vec![What::Party]),
        (
            with(party(), |one| one.facts.ends = Some(date(2026, 11, 8))),
            Usability::Procurement,
            vec![What::Ended],
        ),
        (past(OptionState::Dropped), Usability::Procurement, vec![What::Ended]),
        (past(OptionState::Open), Usability::Unknown, vec![What::OptionOpen]),
        (past(OptionState::Called), Usability::Now, vec![What::Party, What::OptionRuns]),
        (with(party(), |one| one.ended = Some(early)), Usability::Procurement, vec![What::Ended]),
    ];
    for (contract, usability, what) in table {
        let told = asked(&solution(|_| {}), None, std::slice::from_ref(&contract));
        assert_eq!((told.usability, whats(&told)), (usability, what), "{:?}", contract.facts);
    }
}

#[test]
fn what_the_organisation_has_said_itself() {
    let table = [
        (UsageStatus::InUse, Usability::Now, What::InUse),
        (UsageStatus::Pilot, Usability::Now, What::Pilot),
        (UsageStatus::Contract, Usability::Now, What::OwnContract),
        (UsageStatus::Planned, Usability::Unknown, What::Planned),
        (UsageStatus::Declined, Usability::Unknown, What::Declined),
        (UsageStatus::Retired, Usability::Unknown, What::Stopped),
    ];
    for (status, usability, what) in table {
        let told = asked(&solution(|_| {}), Some(status), &[]);
        assert_eq!((told.usability, whats(&told)), (usability, vec![what]), "{status}");
        let expected = if usability == Usability::Now { ME } else { KEEPER };
        assert_eq!(told.confirm, Some(expected), "{status}");
        // A plan or a refusal of its own makes no contract weaker.
        let told = asked(&solution(|_| {}), Some(status), &[party()]);
        assert_eq!(told.usability, Usability::Now, "{status}");
    }
    let outside = contract(Route::OwnProcurement, &[]);
    let told = asked(&solution(|_| {}), Some(UsageStatus::InUse), std::slice::from_ref(&outside));
    assert_eq!(told.usability, Usability::Now, "its own contract may be one that nobody has entered");
    let ended = with(party(), |one| one.facts.ends = Some(date(2026, 1, 1)));
    let told = asked(&solution(|_| {}), Some(UsageStatus::InUse), std::slice::from_ref(&ended));
    assert_eq!(told.usability, Usability::Unknown, "one of the two is no longer right");
    assert_eq!((whats(&told), told.confirm), (vec![What::InUse, What::Ended], Some(KEEPER)));
    let told = asked(&solution(|_| {}), Some(UsageStatus::Planned), std::slice::from_ref(&ended));
    assert_eq!(told.usability, Usability::Procurement);
}

#[test]
fn what_the_solution_is() {
    let wow = solution(|facts| facts.kind = SolutionKind::WayOfWorking);
    let told = asked(&wow, None, &[]);
    assert_eq!((told.usability, whats(&told)), (Usability::Now, vec![What::WayOfWorking]));
    assert_eq!(told.confirm, Some(ME), "its own operation decides how it works");
    let open = solution(|facts| facts.licence = Some("EUPL-1.2".into()));
    let told = asked(&open, None, &[]);
    assert_eq!((told.usability, whats(&told)), (Usability::Unknown, vec![What::OpenLicence]));
    let told = asked(&open, None, &[contract(Route::OwnProcurement, &[])]);
    assert_eq!(told.usability, Usability::Unknown, "somebody may run it instead");
    assert_eq!(asked(&open, None, &[party()]).usability, Usability::Now);
    for kind in SolutionKind::ALL.iter().filter(|kind| **kind != SolutionKind::WayOfWorking) {
        let told = asked(&solution(|facts| facts.kind = *kind), None, &[]);
        assert_eq!((told.usability, whats(&told)), (Usability::Unknown, vec![What::NothingKnown]), "{kind}");
        assert_eq!(told.confirm, Some(KEEPER));
    }
    let nobodys = Solution { owner: None, ..solution(|_| {}) };
    assert_eq!(asked(&nobodys, None, &[]).confirm, Some(ME), "unknown always names somebody to ask");
}

#[test]
fn where_the_solution_is_in_its_life() {
    let table = [
        (Lifecycle::Idea, Usability::Unknown, Usability::Now, Some(What::NotYet)),
        (Lifecycle::Planned, Usability::Unknown, Usability::Now, Some(What::NotYet)),
        (Lifecycle::Pilot, Usability::Now, Usability::Now, None),
        (Lifecycle::InUse, Usability::Now, Usability::Now, None),
        (Lifecycle::PhasingOut, Usability::Now, Usability::Now, Some(What::PhasingOut)),
        (Lifecycle::Retired, Usability::Unknown, Usability::Now, Some(What::Gone)),
    ];
    for (lifecycle, covered, used, what) in table {
        let found = solution(|facts| facts.lifecycle = lifecycle);
        let told = asked(&found, None, &[party()]);
        assert_eq!(told.usability, covered, "{lifecycle}");
        assert_eq!(told.facts.get(1).map(|fact| fact.what), what, "{lifecycle}");
        assert_eq!(asked(&found, Some(UsageStatus::InUse), &[]).usability, used, "{lifecycle}");
        let way = solution(|facts| (facts.kind, facts.lifecycle) = (SolutionKind::WayOfWorking, lifecycle));
        assert_eq!(asked(&way, None, &[]).usability, covered, "a way of working, {lifecycle}");
    }
}

#[test]
fn of_several_contracts_what_allows_most_decides_and_procuring_only_if_all_say_so() {
    let procure = || contract(Route::OwnProcurement, &[]);
    let call_off = || contract(Route::CallOff, &[]);
    let unknown = || contract(Route::Unknown, &[]);
    let table = [
        (vec![procure(), call_off(), party()], Usability::Now, What::Party),
        (vec![procure(), call_off(), unknown()], Usability::AfterCallOff, What::OthersCallOff),
        (vec![procure(), unknown()], Usability::Unknown, What::OthersUnknown),
        (vec![procure(), procure()], Usability::Procurement, What::OthersProcure),
    ];
    for (contracts, usability, first) in table {
        let told = asked(&solution(|_| {}), None, &contracts);
        assert_eq!((told.usability, whats(&told)[0]), (usability, first));
        assert_eq!(told.facts.len(), contracts.len(), "each is told");
    }
}

#[test]
fn only_what_is_known_to_be_open_is_open() {
    for open in ["MIT", "EUPL-1.2", "AGPL-3.0-or-later", "gpl v3", "Apache-2.0", "CC-BY-4.0", "CC0-1.0"] {
        assert!(is_open_licence(open), "{open}");
    }
    for closed in ["", "Proprietär", "Mittlicens", "CC-BY-NC-4.0", "Prenumeration", "BSDelvis"] {
        assert!(!is_open_licence(closed), "{closed}");
    }
}
