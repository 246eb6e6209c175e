//! Contracts: what is kept, who reads them, and which are found.

use crate::builders::{a_contract, a_saved_person, a_solution, an_organisation, everything, seen_by};
use domain::contract::{
    Amount, Contract, ContractOption, Covered, Document, EarlyEnd, OptionState, Route, Standing,
};
use domain::cost::Ore;
use domain::permission::{Actor, Visibility};
use domain::sharing::Sharing;
use jiff::civil::date;
use store::contract::{ContractFilter, ContractSort};
use store::page::Page;
use store::testing::TestDb;
use store::{StoreError, contract};

async fn numbers(test: &TestDb, visibility: &Visibility, filter: &ContractFilter) -> Vec<String> {
    let mut tx = test.db.read().await.unwrap();
    let listed = contract::list(&mut tx, visibility, filter, Page::new(1, 50)).await.unwrap();
    assert_eq!(listed.total, i64::try_from(listed.rows.len()).unwrap());
    listed.rows.into_iter().map(|one| one.facts.name).collect()
}

fn described(one: &mut Contract) {
    one.facts.options = vec![
        ContractOption {
            until: date(2027, 12, 31),
            call_by: Some(date(2026, 9, 30)),
            state: OptionState::Called,
        },
        ContractOption { until: date(2028, 12, 31), call_by: None, state: OptionState::Open },
    ];
    one.facts.notice = Some(date(2027, 6, 30));
    one.facts.route = Route::Joining;
    one.facts.price_model = "Fast avgift och per lås".into();
    one.facts.amounts =
        vec![Amount { label: "Lås".into(), ore: Ore(45_000), per: "per lås och år".into() }];
    one.facts.documents = vec![Document { title: "Avtalet".into(), url: "https://avtal.example/1".into() }];
    one.facts.note = "Pris räknas upp varje år.".into();
}

#[tokio::test]
async fn every_field_reads_back_and_is_saved_over_the_version_that_was_read() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let skara = an_organisation("Skara kommun").saved(&test).await;
    let ada = a_saved_person(&test, "Ada").await;
    let [one, two] = [a_solution().saved(&test).await, a_solution().saved(&test).await];
    let saved = a_contract()
        .kept_by(&vara)
        .about(&two)
        .about(&one)
        .covering(&vara, Standing::Party)
        .with(described)
        .with(|contract| contract.confirmed_by = Some(ada.id))
        .saved(&test)
        .await;
    let mut tx = test.db.write().await.unwrap();
    assert_eq!(contract::get(&mut tx, saved.id).await.unwrap(), Some(saved.clone()));
    assert_eq!(contract::by_number(&mut tx, saved.number).await.unwrap(), Some(saved.clone()));
    let until = Some(date(2026, 6, 1));
    let changed = Contract {
        solutions: vec![one.id],
        coverage: vec![
            Covered { organisation: skara.id, standing: Standing::MayJoin, until },
            Covered { organisation: vara.id, standing: Standing::Party, until: None },
        ],
        ended: Some(EarlyEnd { on: date(2026, 3, 1), reason: "Leverantören lade ned".into() }),
        sharing: Sharing::Organisation,
        ..saved.clone()
    };
    contract::update(&mut tx, &changed).await.unwrap();
    let kept = contract::get(&mut tx, saved.id).await.unwrap();
    assert_eq!(kept, Some(Contract { version: 2, ..changed.clone() }));
    let stale = contract::update(&mut tx, &changed).await;
    assert!(matches!(stale, Err(StoreError::Stale)));
    assert_eq!(contract::ids_of(&mut tx, vara.id).await.unwrap(), [saved.id]);
    assert_eq!(contract::ids_of(&mut tx, skara.id).await.unwrap(), []);
}

#[tokio::test]
async fn members_read_what_theirs_share_and_nobody_else_reads_any() {
    let test = TestDb::new().await;
    let own = an_organisation("Vara kommun").saved(&test).await;
    let partner = an_organisation("Skara kommun").saved(&test).await;
    let stranger = an_organisation("Åmåls kommun").saved(&test).await;
    let me = a_saved_person(&test, "Ada").await;
    let solution = a_solution().saved(&test).await;
    let mut contracts = Vec::new();
    for &sharing in Sharing::ALL {
        for keeper in [&own, &partner, &stranger] {
            // That somebody is in it lets them read nothing.
            let contract = a_contract().kept_by(keeper).about(&solution).covering(&own, Standing::Party);
            contracts.push(contract.shared(sharing).saved(&test).await);
        }
    }
    for visibility in [
        everything(),
        Actor::Anonymous.visibility(),
        seen_by(&me, &own, &[&partner]),
        seen_by(&me, &own, &[]),
        seen_by(&me, &stranger, &[]),
    ] {
        let expected =
            contracts.iter().filter(|one| visibility.of_contract(one.organisation, one.sharing)).count();
        let mut tx = test.db.read().await.unwrap();
        let filter = ContractFilter::default();
        let listed = contract::list(&mut tx, &visibility, &filter, Page::new(1, 50)).await.unwrap();
        let of_solution = contract::of_solutions(&mut tx, &visibility, &[solution.id]).await.unwrap();
        let year = (date(2026, 1, 1), date(2026, 12, 31));
        let ending = contract::ending_between(&mut tx, &visibility, year).await.unwrap();
        for found in [&listed.rows, &of_solution, &ending] {
            assert_eq!(found.len(), expected, "{visibility:?}");
            assert!(found.iter().all(|one| visibility.of_contract(one.organisation, one.sharing)));
        }
    }
}

#[tokio::test]
async fn contracts_are_found_by_words_area_organisation_and_days() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let skara = an_organisation("Skara kommun").saved(&test).await;
    let care = a_solution().in_areas(&["510"]).saved(&test).await;
    let school = a_solution().in_areas(&["440"]).saved(&test).await;
    let locks = a_contract().named("Lås").kept_by(&vara).about(&care).covering(&skara, Standing::CallOff);
    locks.ending(Some(date(2027, 3, 1))).saved(&test).await;
    let diary = a_contract().named("Lärplattform").kept_by(&vara).about(&school).about(&care);
    diary.ending(None).saved(&test).await;
    let old = a_contract().named("Arkiv").kept_by(&skara).with(described);
    old.saved(&test).await;
    let all = everything();
    let filter = ContractFilter::default();
    assert_eq!(numbers(&test, &all, &filter).await, ["Lås", "Arkiv", "Lärplattform"], "by their ends");
    let by_name = ContractFilter { sort: ContractSort::Name, ..filter.clone() };
    assert_eq!(numbers(&test, &all, &by_name).await, ["Arkiv", "Lås", "Lärplattform"]);
    let updated = ContractFilter { sort: ContractSort::Updated, ..filter.clone() };
    assert_eq!(numbers(&test, &all, &updated).await, ["Arkiv", "Lärplattform", "Lås"]);
    for (search, expected) in [
        ("lås", vec!["Lås", "Arkiv", "Lärplattform"]),
        ("räknas upp", vec!["Arkiv"]),
        ("lärpl", vec!["Lärplattform"]),
        ("finns inte", vec![]),
    ] {
        let filter = ContractFilter { search: search.into(), ..filter.clone() };
        assert_eq!(numbers(&test, &all, &filter).await, expected, "{search}: the supplier counts too");
    }
    let of_skara = ContractFilter { organisation: Some(skara.id), ..filter.clone() };
    assert_eq!(numbers(&test, &all, &of_skara).await, ["Lås", "Arkiv"], "kept by it, or it is in it");
    let in_care = ContractFilter { service_area: "510".into(), ..filter.clone() };
    assert_eq!(numbers(&test, &all, &in_care).await, ["Lås", "Lärplattform"]);
    let ends = |from, to| ContractFilter { ends: Some((from, to)), ..filter.clone() };
    let spring = ends(date(2027, 1, 1), date(2027, 6, 1));
    assert_eq!(numbers(&test, &all, &spring).await, ["Lås"]);
    let later = ends(date(2027, 12, 31), date(9999, 12, 31));
    assert_eq!(numbers(&test, &all, &later).await, ["Arkiv", "Lärplattform"], "the called option counts");
    let coming = ContractFilter { starts: Some((date(2025, 1, 1), date(2030, 1, 1))), ..filter };
    assert!(numbers(&test, &all, &coming).await.is_empty());
}

#[tokio::test]
async fn many_solutions_are_asked_about_at_once() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let (mut solutions, mut expected) = (Vec::new(), Vec::new());
    for _ in 0..30 {
        let solution = a_solution().saved(&test).await;
        let contract = a_contract().kept_by(&vara).about(&solution).covering(&vara, Standing::Party);
        expected.push(contract.saved(&test).await);
        solutions.push(solution);
    }
    let both = a_contract().kept_by(&vara).about(&solutions[0]).about(&solutions[29]);
    let later = both.ending(Some(date(2030, 1, 1))).saved(&test).await;
    expected.insert(0, later);
    let ids: Vec<_> = solutions.iter().map(|one| one.id).collect();
    let mut tx = test.db.read().await.unwrap();
    assert_eq!(contract::of_solutions(&mut tx, &everything(), &ids).await.unwrap(), expected);
    assert_eq!(contract::of_solutions(&mut tx, &everything(), &[]).await.unwrap(), []);
}
