//! Usages: which organisation stands how to which solution.

use crate::builders::{a_saved_person, a_solution, a_usage, an_organisation, next_moment};
use domain::id::UsageProposalId;
use domain::permission::Actor;
use domain::sharing::Sharing;
use domain::usage::{Experience, ProposalAnswer, ProposalState, Standing, Usage, UsageProposal, UsageStatus};
use jiff::civil::date;
use store::page::Page;
use store::testing::TestDb;
use store::usage::{UsageFilter, UsageSort};
use store::{StoreError, usage};

#[tokio::test]
async fn every_field_and_status_reads_back() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    for &status in UsageStatus::ALL {
        let solution = a_solution().saved(&test).await;
        let bare = a_usage().of(&solution).by(&vara).standing(status).built();
        let mut tx = test.db.write().await.unwrap();
        assert_eq!(usage::of_solution(&mut tx, solution.id).await.unwrap(), []);
        usage::put(&mut tx, &bare).await.unwrap();
        assert_eq!(usage::of_solution(&mut tx, solution.id).await.unwrap(), [bare]);
        tx.commit().await.unwrap();
    }
    let solution = a_solution().saved(&test).await;
    let person = a_saved_person(&test, "Asta Lind").await;
    let described = Usage {
        since: Some(date(2023, 9, 1)),
        until: Some(date(2027, 8, 31)),
        users: Some(1_200),
        instance: Some("Göliskas installation".into()),
        reason: Some("Räcker för oss".into()),
        contact_role: Some("förvaltningsledare hemtjänst".into()),
        contact: Some(person.id),
        experience: Experience {
            pros: Some("Inga nycklar".into()),
            cons: Some("Batterier".into()),
            effort: Some("Två månader".into()),
        },
        ..a_usage().of(&solution).by(&vara).built()
    };
    let confirmed = described.clone().confirmed(next_moment(), Some(person.id));
    let registered = described.clone().registered(Some(vara.id));
    for (version, said) in (1..).zip([confirmed, registered]) {
        let mut tx = test.db.write().await.unwrap();
        usage::put(&mut tx, &said).await.unwrap();
        let kept = Usage { version, ..said };
        assert_eq!(usage::by(&mut tx, solution.id, vara.id).await.unwrap(), Some(kept));
        tx.commit().await.unwrap();
    }
    let described = Usage { version: 3, ..described };
    let mut tx = test.db.write().await.unwrap();
    usage::put(&mut tx, &described).await.unwrap();
    assert_eq!(usage::of_solution(&mut tx, solution.id).await.unwrap(), [described]);
}

#[tokio::test]
async fn putting_it_again_changes_the_one_that_is_there() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").with_population(16_000).saved(&test).await;
    let skara = an_organisation("Skara kommun").with_population(19_000).saved(&test).await;
    let [one, two] = [a_solution().saved(&test).await, a_solution().saved(&test).await];
    let first = a_usage().of(&one).by(&vara).standing(UsageStatus::Pilot).saved(&test).await;
    let neighbour = a_usage().of(&one).by(&skara).saved(&test).await;
    let elsewhere = a_usage().of(&two).by(&vara).saved(&test).await;

    let changed = Usage {
        since: Some(date(2026, 1, 1)),
        reason: Some("Nytt avtal".into()),
        contact_role: Some("systemförvaltare".into()),
        ..a_usage().of(&one).by(&vara).standing(UsageStatus::Declined).saved(&test).await
    };
    let mut tx = test.db.write().await.unwrap();
    usage::put(&mut tx, &changed).await.unwrap();
    let kept = Usage { id: first.id, version: 3, ..changed };
    assert_eq!(usage::of_solution(&mut tx, one.id).await.unwrap(), [neighbour, kept], "it keeps its id");
    assert_eq!(usage::of_solution(&mut tx, two.id).await.unwrap(), [elsewhere]);

    usage::put(&mut tx, &first).await.unwrap();
    let emptied = Usage { version: 4, ..first };
    assert_eq!(usage::of_solution(&mut tx, one.id).await.unwrap()[1], emptied, "fields go too");
}

#[tokio::test]
async fn the_largest_organisation_comes_first_and_unknown_size_last() {
    let test = TestDb::new().await;
    let solution = a_solution().saved(&test).await;
    let mut used = Vec::new();
    for organisation in [
        an_organisation("Örebro").with_population(5),
        an_organisation("Zinkgruvan"),
        an_organisation("Åmål").with_population(5),
        an_organisation("Ale").with_population(30),
        an_organisation("Borg"),
        an_organisation("Vara").with_population(4),
    ] {
        let organisation = organisation.saved(&test).await;
        used.push(a_usage().of(&solution).by(&organisation).saved(&test).await);
    }
    let expected: Vec<_> = [3, 2, 0, 5, 4, 1].into_iter().map(|place: usize| used[place].clone()).collect();
    let mut tx = test.db.read().await.unwrap();
    assert_eq!(usage::of_solution(&mut tx, solution.id).await.unwrap(), expected);
}

#[tokio::test]
async fn only_what_exists_is_used() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let solution = a_solution().saved(&test).await;
    let of_nothing = a_usage().of(&a_solution().built()).by(&vara).built();
    let by_nobody = a_usage().of(&solution).by(&an_organisation("Ingenstans").built()).built();
    for usage in [of_nothing, by_nobody] {
        let mut tx = test.db.write().await.unwrap();
        assert!(matches!(usage::put(&mut tx, &usage).await, Err(StoreError::Database(_))));
    }
}

#[tokio::test]
async fn it_is_saved_over_the_version_that_was_read() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let solution = a_solution().saved(&test).await;
    let read = a_usage().of(&solution).by(&vara).saved(&test).await;
    let mut tx = test.db.write().await.unwrap();
    usage::update(&mut tx, &Usage { status: UsageStatus::Pilot, ..read.clone() }).await.unwrap();
    let stale = usage::update(&mut tx, &Usage { status: UsageStatus::Retired, ..read.clone() }).await;
    assert!(matches!(stale, Err(StoreError::Stale)));
    let kept = usage::by(&mut tx, solution.id, vara.id).await.unwrap();
    assert_eq!(kept, Some(Usage { status: UsageStatus::Pilot, version: 2, ..read }));
}

#[tokio::test]
async fn the_list_of_an_organisation_begins_with_what_waits() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let skara = an_organisation("Skara kommun").saved(&test).await;
    let solution = async |name: &str, sharing| {
        a_solution().named(name).in_areas(&["510"]).shared(sharing).saved(&test).await
    };
    let [old, new, waits, hidden] = [
        solution("Äldre", Sharing::Public).await,
        solution("Bokning", Sharing::Public).await,
        solution("Carport", Sharing::Public).await,
        solution("Dold", Sharing::Draft).await,
    ];
    let said = async |usage: Usage| {
        let mut tx = test.db.write().await.unwrap();
        usage::put(&mut tx, &usage).await.unwrap();
        tx.commit().await.unwrap();
        usage
    };
    let of_vara = |solution| a_usage().of(solution).by(&vara);
    let pilot = of_vara(&new).standing(UsageStatus::Pilot).built().confirmed(next_moment(), None);
    let pilot = said(Usage { since: Some(date(2025, 1, 1)), ..pilot }).await;
    let old = said(of_vara(&old).built()).await;
    let waits = said(of_vara(&waits).built().registered(Some(skara.id))).await;
    said(of_vara(&hidden).built()).await;
    said(a_usage().of(&a_solution().saved(&test).await).by(&skara).built()).await;

    let mut tx = test.db.read().await.unwrap();
    let reader = Actor::Anonymous.visibility();
    let mut listed = async |filter: UsageFilter, page| {
        usage::list(&mut tx, &reader, (vara.id, &filter), page).await.unwrap()
    };
    let all = listed(UsageFilter::default(), Page::new(1, 2)).await;
    assert_eq!((all.total, all.rows), (3, vec![waits.clone(), old.clone()]), "then what nobody has dated");
    let second = listed(UsageFilter::default(), Page::new(2, 2)).await;
    assert_eq!(second.rows, std::slice::from_ref(&pilot));
    for (filter, expected) in [
        (UsageFilter { sort: UsageSort::Name, ..UsageFilter::default() }, vec![&pilot, &waits, &old]),
        (UsageFilter { sort: UsageSort::Since, ..UsageFilter::default() }, vec![&pilot, &waits, &old]),
        (UsageFilter { standing: Some(Standing::Registered), ..UsageFilter::default() }, vec![&waits]),
        (UsageFilter { status: Some(UsageStatus::Pilot), ..UsageFilter::default() }, vec![&pilot]),
        (UsageFilter { search: "bok".into(), ..UsageFilter::default() }, vec![&pilot]),
        (UsageFilter { service_area: "870".into(), ..UsageFilter::default() }, vec![]),
    ] {
        let found = listed(filter.clone(), Page::new(1, 10)).await.rows;
        assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{filter:?}");
    }
}

#[tokio::test]
async fn whoever_is_to_be_asked_is_found_where_they_are() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let skara = an_organisation("Skara kommun").saved(&test).await;
    let person = a_saved_person(&test, "Asta Lind").await;
    let solution = a_solution().saved(&test).await;
    for organisation in [&vara, &skara] {
        let usage = Usage { contact: Some(person.id), ..a_usage().of(&solution).by(organisation).built() };
        let mut tx = test.db.write().await.unwrap();
        usage::put(&mut tx, &usage).await.unwrap();
        tx.commit().await.unwrap();
    }
    let mut tx = test.db.read().await.unwrap();
    let asked = usage::contacts_of(&mut tx, vara.id, person.id).await.unwrap();
    assert_eq!(asked.iter().map(|usage| usage.organisation).collect::<Vec<_>>(), [vara.id]);
}

#[tokio::test]
async fn a_proposal_is_no_usage_and_is_answered_once() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let skara = an_organisation("Skara kommun").saved(&test).await;
    let person = a_saved_person(&test, "Asta Lind").await;
    let solution = a_solution().saved(&test).await;
    let at = next_moment();
    let proposal = UsageProposal {
        id: UsageProposalId::at(at),
        version: 1,
        solution: solution.id,
        organisation: vara.id,
        status: UsageStatus::Pilot,
        note: "Såg den på mässan".into(),
        person: person.id,
        proposer: skara.id,
        at,
        state: ProposalState::Open,
        answer: None,
    };
    let mut tx = test.db.write().await.unwrap();
    usage::insert_proposal(&mut tx, &proposal).await.unwrap();
    assert_eq!(usage::of_solution(&mut tx, solution.id).await.unwrap(), []);
    assert_eq!(usage::proposals_of(&mut tx, solution.id).await.unwrap(), std::slice::from_ref(&proposal));
    assert_eq!(usage::open_proposals_to(&mut tx, vara.id).await.unwrap(), std::slice::from_ref(&proposal));
    assert_eq!(usage::open_proposals_to(&mut tx, skara.id).await.unwrap(), []);

    let answer =
        ProposalAnswer { at: next_moment(), by: person.id, reason: Some("Vi använder en annan".into()) };
    let answered = UsageProposal { state: ProposalState::Declined, answer: Some(answer), ..proposal };
    usage::answer_proposal(&mut tx, &answered).await.unwrap();
    let kept = usage::proposal(&mut tx, answered.id).await.unwrap();
    assert_eq!(kept, Some(UsageProposal { version: 2, ..answered.clone() }));
    assert_eq!(usage::open_proposals_to(&mut tx, vara.id).await.unwrap(), []);
    let again = UsageProposal { version: 2, state: ProposalState::Accepted, ..answered };
    assert!(matches!(usage::answer_proposal(&mut tx, &again).await, Err(StoreError::Stale)));
}
