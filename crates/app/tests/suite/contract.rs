//! Contracts: entered, changed, confirmed and ended by whoever keeps them, read by members alone; and what somebody can use because of
//! them.

use app::contract::{AmountInput, ContractInput, ContractQuestion, CoveredInput, DocumentInput, OptionInput};
use app::find::{FindQuestion, FoundKind};
use app::matches::Question;
use app::sharing::Which;
use app::{AppError, FieldProblem, Page, Refusal, SolutionFilter};
use domain::contract::{Contract, ContractProblem, ContractState, Standing, Turn};
use domain::event::EventKind;
use domain::id::UsageId;
use domain::permission::Actor;
use domain::sharing::Sharing;
use domain::solution::Solution;
use domain::usability::{Usability, What};
use domain::usage::{Usage, UsageStatus};
use jiff::civil::date;

use crate::cast::Cast;
use crate::initiative::problems;

/// A contract of Essunga's about a solution, until the end of 2027, in which Vara may call off.
pub fn input(cast: &Cast, solution: &Solution) -> ContractInput {
    let covered = |organisation: domain::id::OrganisationId, standing: &str| CoveredInput {
        organisation: organisation.to_string(),
        standing: standing.into(),
        until: String::new(),
    };
    ContractInput {
        name: "Digitala lås".into(),
        supplier: "Nordlås".into(),
        kind: "direct".into(),
        solutions: vec![solution.number.to_string(), String::new()],
        starts: "2025-01-01".into(),
        ends: "2027-12-31".into(),
        notice: "2027-06-30".into(),
        options: vec![
            OptionInput { until: "2028-12-31".into(), call_by: "2027-09-30".into(), state: "open".into() },
            OptionInput::default(),
        ],
        coverage: vec![covered(cast.essunga, "party"), covered(cast.vara, "call_off")],
        route: "own_procurement".into(),
        price_model: "Per lås".into(),
        amounts: vec![AmountInput {
            label: "Lås".into(),
            amount: "1 250,50".into(),
            per: "lås och år".into(),
        }],
        documents: vec![DocumentInput { title: "Avtalet".into(), url: "https://avtal.example/1".into() }],
        note: String::new(),
    }
}

/// Enters a contract that the neighbours read too.
pub async fn enters(cast: &Cast, input: ContractInput) -> Contract {
    let entered = cast.app.add_contract(&cast.karin, input).await.unwrap();
    cast.shares(&cast.karin, Which::Contract(entered.number), Sharing::Collaboration).await;
    cast.app.read_contract(&cast.karin, entered.number).await.unwrap().row.contract
}

pub async fn locks(cast: &Cast) -> Solution {
    cast.solution(Some(cast.essunga), "Digitala lås", "Öppnar dörrar utan nycklar.", Sharing::Public).await
}

async fn entered(cast: &Cast) -> (Solution, Contract) {
    let solution = locks(cast).await;
    let contract = enters(cast, input(cast, &solution)).await;
    (solution, contract)
}

async fn usability(cast: &Cast, actor: &Actor, solution: &Solution) -> Option<(Usability, What, String)> {
    let usable = cast.app.read_solution(actor, solution.number).await.unwrap().usable?;
    Some((usable.answer.usability, usable.answer.facts[0].what, usable.confirm))
}

#[tokio::test]
async fn whoever_keeps_the_catalogue_enters_contracts_for_their_own_organisation() {
    let cast = Cast::new().await;
    let solution = locks(&cast).await;
    for other in [&cast.anna, &cast.bo, &Actor::Anonymous] {
        let denied = cast.app.add_contract(other, input(&cast, &solution)).await.unwrap_err();
        assert!(matches!(denied, AppError::Denied));
    }
    let contract = enters(&cast, input(&cast, &solution)).await;
    assert_eq!(contract.number.to_string(), "K-2026-0001");
    let page = cast.app.read_contract(&cast.bo, contract.number).await.unwrap();
    assert_eq!(page.row.contract, contract);
    assert_eq!(page.row.solutions, [(solution.number, "Digitala lås".to_owned())]);
    assert_eq!(page.row.covered[1].organisation, "Vara");
    assert_eq!(page.row.covered[1].standing, Standing::CallOff);
    assert_eq!(page.row.next, Some((date(2027, 6, 30), Turn::Notice)));
    assert_eq!(page.row.state, ContractState::Running);
    assert_eq!(contract.facts.amounts[0].ore.0, 125_050);
    assert_eq!((page.confirmed_by.as_deref(), page.may_keep), (Some("Karin Ås"), false));
    let told: Vec<EventKind> = page.history.iter().map(|entry| entry.event.kind).collect();
    assert_eq!(told, [EventKind::SharingChanged, EventKind::Created]);
    assert!(cast.app.read_contract(&cast.ada, contract.number).await.unwrap().may_keep);
}

#[tokio::test]
async fn everything_that_cannot_be_kept_is_told_at_once_where_it_stands() {
    let cast = Cast::new().await;
    let solution = locks(&cast).await;
    let told = problems(cast.app.add_contract(&cast.karin, ContractInput::default()).await.unwrap_err());
    let fields: Vec<_> = told.iter().map(|(field, ..)| *field).collect();
    assert_eq!(fields, ["name", "supplier", "kind", "solution", "starts", "route"]);
    let twice = input(&cast, &solution).coverage.swap_remove(0);
    let hidden = cast.solution(Some(cast.halmstad), "Dold", "Dold", Sharing::Organisation).await;
    let bad = ContractInput {
        starts: "2028-01-01".into(),
        solutions: vec![solution.number.to_string(), hidden.number.to_string()],
        coverage: vec![CoveredInput::default(), twice.clone(), twice],
        documents: vec![DocumentInput { title: "Bilaga".into(), url: "javascript:alert(1)".into() }],
        amounts: vec![AmountInput { label: "Lås".into(), amount: "dyrt".into(), per: String::new() }],
        note: "Ring 640823-3234.".into(),
        ..input(&cast, &solution)
    };
    let told = problems(cast.app.add_contract(&cast.karin, bad).await.unwrap_err());
    let outside = FieldProblem::Contract(ContractProblem::NoticeOutside);
    for expected in [
        ("solution", 1, FieldProblem::Unknown),
        ("covered", 2, FieldProblem::Taken),
        ("document_url", 0, FieldProblem::NotALink),
        ("amount", 0, FieldProblem::NotANumber),
        ("note", 0, FieldProblem::IdentityNumber),
        ("ends", 0, FieldProblem::Contract(ContractProblem::EndsBeforeStart)),
        ("notice", 0, outside),
    ] {
        assert!(told.contains(&expected), "{expected:?} in {told:?}");
    }
}

#[tokio::test]
async fn a_change_is_made_over_what_was_read_and_told_in_the_history() {
    let cast = Cast::new().await;
    let (solution, contract) = entered(&cast).await;
    let key = (contract.number, contract.version);
    let changed = ContractInput {
        supplier: "Nordlås AB".into(),
        options: vec![OptionInput {
            until: "2028-12-31".into(),
            call_by: "2027-09-30".into(),
            state: "called".into(),
        }],
        ..input(&cast, &solution)
    };
    for other in [&cast.anna, &cast.bo] {
        let denied = cast.app.change_contract(other, key, changed.clone()).await.unwrap_err();
        assert!(matches!(denied, AppError::Denied));
    }
    let hidden = cast.app.change_contract(&cast.ida, key, changed.clone()).await.unwrap_err();
    assert!(matches!(hidden, AppError::NotFound));
    let later = cast.later(60_000);
    later.change_contract(&cast.ada, key, changed.clone()).await.unwrap();
    let stale = later.change_contract(&cast.karin, key, input(&cast, &solution)).await.unwrap_err();
    assert!(matches!(stale, AppError::Refused(Refusal::ChangedMeanwhile)));
    let page = later.read_contract(&cast.karin, contract.number).await.unwrap();
    assert_eq!(page.row.contract.last_day(), Some(date(2028, 12, 31)));
    assert_eq!(page.confirmed_by.as_deref(), Some("Ada Falk"), "who changes it has looked at it");
    let fields: Vec<_> = page.history[0].event.changes.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(fields, ["supplier", "options"]);
    later.change_contract(&cast.ada, (contract.number, contract.version + 1), changed).await.unwrap();
    let page = later.read_contract(&cast.karin, contract.number).await.unwrap();
    assert_eq!(page.row.contract.version, contract.version + 1, "the same again changes nothing");
}

#[tokio::test]
async fn it_is_confirmed_and_ended_before_its_time_with_a_reason() {
    let cast = Cast::new().await;
    let (_, contract) = entered(&cast).await;
    let later = cast.later(60_000);
    let denied = later.confirm_contract(&cast.bo, (contract.number, contract.version)).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied));
    later.confirm_contract(&cast.ada, (contract.number, contract.version)).await.unwrap();
    let page = later.read_contract(&cast.bo, contract.number).await.unwrap();
    assert!(page.row.contract.confirmed > contract.confirmed);
    assert_eq!(page.history[0].event.kind, EventKind::Confirmed);

    let key = (contract.number, contract.version + 1);
    let told = problems(later.end_contract(&cast.karin, key, ("", "")).await.unwrap_err());
    assert_eq!(told.iter().map(|one| one.0).collect::<Vec<_>>(), ["ended_on", "reason"]);
    for outside in ["2024-12-31", "2028-01-01"] {
        let told = problems(later.end_contract(&cast.karin, key, (outside, "Skäl")).await.unwrap_err());
        assert_eq!(told[0], ("ended_on", 0, FieldProblem::EndsTooEarly), "{outside}");
    }
    later.end_contract(&cast.karin, key, ("2026-11-30", "Leverantören lägger ned.")).await.unwrap();
    let page = later.read_contract(&cast.bo, contract.number).await.unwrap();
    assert_eq!(page.row.next, Some((date(2026, 11, 30), Turn::End)));
    assert_eq!(page.history[0].event.kind, EventKind::EndedEarly);
}

#[tokio::test]
async fn outsiders_and_the_public_meet_no_contract_anywhere() {
    let cast = Cast::new().await;
    let (solution, contract) = entered(&cast).await;
    let own = cast.app.add_contract(&cast.karin, input(&cast, &solution)).await.unwrap();
    let (shared, all) = (vec![contract.number], vec![contract.number, own.number]);
    for (actor, expected) in [
        (&cast.anna, &all),
        (&cast.bo, &shared),
        (&cast.ida, &vec![]),
        (&Actor::Anonymous, &vec![]),
        (&Actor::Operator, &all),
    ] {
        let question = ContractQuestion::default();
        let listed = cast.app.list_contracts(actor, &question, Page::new(1, 10)).await.unwrap();
        assert_eq!(listed.total, i64::try_from(expected.len()).unwrap());
        let about = cast.app.contracts_of_solution(actor, solution.id).await.unwrap();
        assert_eq!(about.len(), expected.len());
        for number in &all {
            let read = cast.app.read_contract(actor, *number).await;
            assert_eq!(read.is_ok(), expected.contains(number));
        }
        let find = FindQuestion { search: "nordlås".into(), ..FindQuestion::default() };
        let found = cast.app.find(actor, &find).await.unwrap();
        let count =
            found.kinds.iter().find(|(kind, _)| *kind == FoundKind::Contract).map(|(_, count)| *count);
        let searched = if actor == &Actor::Operator { 0 } else { expected.len() };
        assert_eq!(count.unwrap_or_default(), i64::try_from(searched).unwrap());
    }
}

#[tokio::test]
async fn lists_narrow_by_where_contracts_are_and_when_they_end() {
    let cast = Cast::new().await;
    let solution = locks(&cast).await;
    let with = |name: &str, starts: &str, ends: &str| ContractInput {
        name: name.into(),
        starts: starts.into(),
        ends: ends.into(),
        notice: String::new(),
        options: Vec::new(),
        ..input(&cast, &solution)
    };
    for (name, starts, ends) in [
        ("Slut", "2024-01-01", "2026-11-08"),
        ("Snart", "2024-01-01", "2027-11-09"),
        ("Löper", "2024-01-01", "2027-11-10"),
        ("Evigt", "2024-01-01", ""),
        ("Sedan", "2026-11-10", "2028-01-01"),
    ] {
        enters(&cast, with(name, starts, ends)).await;
    }
    let names = async |question: ContractQuestion| -> Vec<String> {
        let listed = cast.app.list_contracts(&cast.bo, &question, Page::new(1, 10)).await.unwrap();
        listed.rows.into_iter().map(|row| row.contract.facts.name).collect()
    };
    let state = |state| ContractQuestion { state: Some(state), ..ContractQuestion::default() };
    assert_eq!(names(state(ContractState::Ended)).await, ["Slut"]);
    assert_eq!(names(state(ContractState::Ending)).await, ["Snart"]);
    assert_eq!(names(state(ContractState::Running)).await, ["Löper", "Evigt"]);
    assert_eq!(names(state(ContractState::Coming)).await, ["Sedan"]);
    let within = |months| ContractQuestion { ends_within: Some(months), ..ContractQuestion::default() };
    assert!(names(within(6)).await.is_empty());
    assert_eq!(names(within(12)).await, ["Snart"]);
    let all = names(ContractQuestion::default()).await;
    assert_eq!(all, ["Slut", "Snart", "Löper", "Sedan", "Evigt"], "what ends first comes first");
}

#[tokio::test]
async fn each_reader_is_answered_for_their_own_organisation_from_what_they_may_see() {
    let cast = Cast::new().await;
    let solution = locks(&cast).await;
    let unknown = (Usability::Unknown, What::NothingKnown, "Essunga".to_owned());
    assert_eq!(usability(&cast, &cast.bo, &solution).await, Some(unknown.clone()));
    let contract = enters(&cast, input(&cast, &solution)).await;
    let now = (Usability::Now, What::Party, "Essunga".to_owned());
    assert_eq!(usability(&cast, &cast.anna, &solution).await, Some(now));
    let call_off = (Usability::AfterCallOff, What::CallOff, "Essunga".to_owned());
    assert_eq!(usability(&cast, &cast.bo, &solution).await, Some(call_off));
    assert_eq!(usability(&cast, &cast.ida, &solution).await, Some(unknown.clone()), "not hers to see");
    assert_eq!(usability(&cast, &Actor::Anonymous, &solution).await, None);
    assert_eq!(usability(&cast, &Actor::Operator, &solution).await, None);
    cast.shares(&cast.karin, Which::Contract(contract.number), Sharing::Organisation).await;
    assert_eq!(usability(&cast, &cast.bo, &solution).await, Some(unknown), "kept to Essunga from now on");

    let id = UsageId::at(cast.app.clock().now());
    let usage = Usage::new(id, solution.id, cast.vara, UsageStatus::InUse);
    let mut tx = cast.test.db.write().await.unwrap();
    store::usage::put(&mut tx, &usage).await.unwrap();
    tx.commit().await.unwrap();
    let used = (Usability::Now, What::InUse, "Vara".to_owned());
    assert_eq!(usability(&cast, &cast.bo, &solution).await, Some(used));
}

#[tokio::test]
async fn lists_matches_and_searches_say_the_same_as_the_page() {
    let cast = Cast::new().await;
    let (solution, _) = entered(&cast).await;
    let expected = cast.app.read_solution(&cast.bo, solution.number).await.unwrap().usable;
    assert!(expected.is_some());
    let filter = SolutionFilter::default();
    let listed = cast.app.list_solutions(&cast.bo, &filter, Page::new(1, 10)).await.unwrap();
    assert_eq!(listed.rows[0].usable, expected);
    let question = Question { text: "öppna dörrar utan nycklar", solutions: 5, needs: 0, except: None };
    let matches = cast.app.matches(&cast.bo, question).await.unwrap();
    assert_eq!(matches.solutions[0].usable, expected);
    let compared = cast.app.compare(&cast.bo, None, &[solution.number]).await.unwrap();
    assert_eq!(compared.solutions[0].usable, expected);
    let public = cast.app.matches(&Actor::Anonymous, question).await.unwrap();
    assert_eq!(public.solutions[0].usable, None);
}

#[tokio::test]
async fn a_contract_that_names_a_predecessor_answers_nothing_for_the_successor() {
    let cast = Cast::new().await;
    let solution = locks(&cast).await;
    let covered = CoveredInput {
        organisation: cast.halmstad.to_string(),
        standing: "party".into(),
        until: String::new(),
    };
    let of_halmstad = ContractInput { coverage: vec![covered], ..input(&cast, &solution) };
    let contract = enters(&cast, of_halmstad).await;
    let procure = (Usability::Procurement, What::OthersProcure, "Essunga".to_owned());
    assert_eq!(usability(&cast, &cast.bo, &solution).await, Some(procure));
    cast.app.merge_organisations(&Actor::Operator, cast.halmstad, cast.vara).await.unwrap();
    let asked = (Usability::Unknown, What::Predecessor, "Essunga".to_owned());
    assert_eq!(usability(&cast, &cast.bo, &solution).await, Some(asked));
    let page = cast.app.read_contract(&cast.bo, contract.number).await.unwrap();
    let row = &page.row.covered[0];
    assert_eq!((row.organisation.as_str(), row.successor.as_deref()), ("Halmstad", Some("Vara")));

    // What an organisation keeps follows it.
    cast.app.merge_organisations(&Actor::Operator, cast.essunga, cast.vara).await.unwrap();
    let page = cast.app.read_contract(&cast.bo, contract.number).await.unwrap();
    assert_eq!(page.row.contract.organisation, cast.vara);
    assert_eq!(page.history[0].event.kind, EventKind::Moved);
}
