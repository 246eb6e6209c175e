//! Solutions in the database, one at a time. Lists of them are in `solution_list.rs`.

use crate::builders::{a_solution, an_organisation, everything, moment, next_moment};
use domain::id::{ImportId, SolutionId};
use domain::organisation::Organisation;
use domain::sharing::Sharing;
use domain::solution::{
    AsWritten, InformationClass, Lifecycle, Original, OriginalFormat, Solution, SolutionFacts, SolutionKind,
};
use store::page::Page;
use store::solution::SolutionFilter;
use store::testing::TestDb;
use store::{StoreError, Tx, solution};

fn texts(given: [&str; 2]) -> Vec<String> {
    given.map(str::to_owned).to_vec()
}

/// A solution with every field filled in.
fn described(owner: &Organisation) -> Solution {
    let written = |text: &str| Some(text.to_owned());
    let facts = SolutionFacts {
        name: "Låsguiden \"Pro\" & co".into(),
        kind: SolutionKind::Module,
        provider: Some("Åkes Lås AB".into()),
        summary: "Digitala nycklar".into(),
        description: "Första raden\nandra raden\n\n'slut'; --".into(),
        typical_needs: texts(["Nycklar saknas", "Vi åker runt, \"hela tiden\""]),
        capabilities: texts(["styra_tilltrade", "overvaka"]),
        service_areas: texts(["510", "G2"]),
        tags: texts(["lås", "hemtjänst"]),
        integrations: texts(["Journal", "Planering"]),
        standards: texts(["SS 3523", "ISO 27001"]),
        information_class: InformationClass::new(3, 2, 0),
        lifecycle: Lifecycle::PhasingOut,
        licence: Some("EUPL-1.2".into()),
        url: Some("https://las.example/?a=1&b=å".into()),
        as_written: AsWritten {
            organisation: written("Vara"),
            kind: written("app"),
            lifecycle: written("drift"),
            usage_status: written("ja"),
            sharing: written("öppen"),
            information_class: written("K3"),
            service_areas: texts(["hemtjänst", "\"LSS\""]),
            capabilities: texts(["låsa", "larma"]),
        },
    };
    Solution {
        facts,
        created: moment(-5),
        updated: moment(-3),
        ..a_solution().owned_by(owner).shared(Sharing::Network).of_source("las-guiden/1").built()
    }
}

async fn with_area(tx: &mut Tx, code: &str) -> i64 {
    let filter = SolutionFilter { service_area: code.to_owned(), ..SolutionFilter::default() };
    solution::list(tx, &everything(), &filter, Page::new(1, 10)).await.unwrap().total
}

async fn with_capability(tx: &mut Tx, code: &str) -> i64 {
    let filter = SolutionFilter { capability: code.to_owned(), ..SolutionFilter::default() };
    solution::list(tx, &everything(), &filter, Page::new(1, 10)).await.unwrap().total
}

#[tokio::test]
async fn every_field_reads_back() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let bare = a_solution().saved(&test).await;
    let described = described(&vara);
    let mut tx = test.db.write().await.unwrap();
    solution::insert(&mut tx, &described).await.unwrap();
    assert_eq!(solution::get(&mut tx, described.id).await.unwrap(), Some(described));
    assert_eq!(solution::get(&mut tx, bare.id).await.unwrap(), Some(bare));
    assert_eq!(solution::get(&mut tx, SolutionId::at(next_moment())).await.unwrap(), None);
}

#[tokio::test]
async fn every_word_of_ours_reads_back() {
    let test = TestDb::new().await;
    let mut solutions: Vec<Solution> = Vec::new();
    solutions.extend(SolutionKind::ALL.iter().map(|&kind| a_solution().of_kind(kind).built()));
    solutions.extend(Lifecycle::ALL.iter().map(|&lifecycle| a_solution().in_lifecycle(lifecycle).built()));
    solutions.extend(Sharing::ALL.iter().map(|&sharing| a_solution().shared(sharing).built()));
    solutions.extend((0..=4).map(|level| {
        let class = InformationClass::new(level, 4 - level, 4);
        a_solution().with(|facts| facts.information_class = class).built()
    }));
    let mut tx = test.db.write().await.unwrap();
    for one in solutions {
        solution::insert(&mut tx, &one).await.unwrap();
        assert_eq!(solution::get(&mut tx, one.id).await.unwrap(), Some(one));
    }
}

#[tokio::test]
async fn saving_changes_every_field_and_counts_the_version() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let bare = a_solution().saved(&test).await;
    let neighbour = a_solution().in_areas(&["510"]).saved(&test).await;
    // Everything but who it is and when it was made.
    let filled = Solution { id: bare.id, created: bare.created, ..described(&vara) };
    let mut tx = test.db.write().await.unwrap();
    solution::update(&mut tx, &filled).await.unwrap();
    let filled = Solution { version: 2, ..filled };
    assert_eq!(solution::get(&mut tx, bare.id).await.unwrap(), Some(filled));
    assert_eq!((with_area(&mut tx, "510").await, with_capability(&mut tx, "overvaka").await), (2, 1));

    solution::update(&mut tx, &Solution { version: 2, ..bare.clone() }).await.unwrap();
    let emptied = Solution { version: 3, ..bare.clone() };
    assert_eq!(solution::get(&mut tx, bare.id).await.unwrap(), Some(emptied), "fields go too");
    assert_eq!((with_area(&mut tx, "510").await, with_capability(&mut tx, "overvaka").await), (1, 0));
    assert_eq!(
        solution::get(&mut tx, neighbour.id).await.unwrap(),
        Some(neighbour),
        "others are not touched"
    );
}

#[tokio::test]
async fn a_stale_save_changes_nothing() {
    let test = TestDb::new().await;
    let first = a_solution().in_areas(&["510"]).able_to(&["boka"]).saved(&test).await;
    let mut tx = test.db.write().await.unwrap();
    solution::update(&mut tx, &first).await.unwrap();
    let kept = solution::get(&mut tx, first.id).await.unwrap();
    let late = a_solution().named("För sent").in_areas(&["600"]).able_to(&["larma"]).built();
    let late = Solution { id: first.id, number: first.number, ..late };
    assert!(matches!(solution::update(&mut tx, &late).await, Err(StoreError::Stale)));
    assert_eq!(solution::get(&mut tx, first.id).await.unwrap(), kept);
    assert_eq!((with_area(&mut tx, "510").await, with_capability(&mut tx, "boka").await), (1, 1));
    assert_eq!((with_area(&mut tx, "600").await, with_capability(&mut tx, "larma").await), (0, 0));

    let unknown = a_solution().built();
    assert!(matches!(solution::update(&mut tx, &unknown).await, Err(StoreError::Stale)));
}

#[tokio::test]
async fn numbers_and_source_keys_are_unique() {
    let test = TestDb::new().await;
    let first = a_solution().of_source("key").saved(&test).await;
    let second = a_solution().saved(&test).await;
    for doublet in [
        Solution { number: first.number, ..a_solution().built() },
        Solution { id: first.id, ..a_solution().built() },
        a_solution().of_source("key").built(),
    ] {
        let mut tx = test.db.write().await.unwrap();
        assert!(matches!(solution::insert(&mut tx, &doublet).await, Err(StoreError::Taken)));
    }
    for change in [
        Solution { number: first.number, ..second.clone() },
        Solution { source_key: first.source_key.clone(), ..second.clone() },
    ] {
        let mut tx = test.db.write().await.unwrap();
        assert!(matches!(solution::update(&mut tx, &change).await, Err(StoreError::Taken)));
    }
    let mut tx = test.db.read().await.unwrap();
    let all = solution::after(&mut tx, &everything(), None, 10).await.unwrap();
    assert_eq!(all, [first, second]);
}

#[tokio::test]
async fn the_same_code_twice_is_one() {
    let test = TestDb::new().await;
    let twice = a_solution().in_areas(&["510", "510"]).able_to(&["boka", "boka"]).saved(&test).await;
    let mut tx = test.db.read().await.unwrap();
    assert_eq!(solution::get(&mut tx, twice.id).await.unwrap(), Some(twice));
    assert_eq!((with_area(&mut tx, "510").await, with_capability(&mut tx, "boka").await), (1, 1));
}

#[tokio::test]
async fn a_solution_is_found_by_number_and_by_source_key() {
    let test = TestDb::new().await;
    let first = a_solution().of_source("källa/%_1").saved(&test).await;
    let second = a_solution().of_source("källa/%_2").saved(&test).await;
    let mut tx = test.db.read().await.unwrap();
    for wanted in [first, second] {
        let by_number = solution::by_number(&mut tx, &wanted.number.to_string()).await.unwrap();
        assert_eq!(by_number.as_ref(), Some(&wanted));
        let key = wanted.source_key.clone().unwrap();
        assert_eq!(solution::by_source_key(&mut tx, &key).await.unwrap(), Some(wanted));
    }
    for other in ["", "%", "L-2026-%", "källa/", "KÄLLA/%_1", "a\0b"] {
        assert_eq!(solution::by_number(&mut tx, other).await.unwrap(), None, "{other:?}");
        assert_eq!(solution::by_source_key(&mut tx, other).await.unwrap(), None, "{other:?}");
    }
}

#[tokio::test]
async fn what_a_source_wrote_as_organisation_is_found_exactly() {
    let test = TestDb::new().await;
    let long = "å".repeat(60_000);
    let written =
        ["Vara", "vara", "Varan", "100 %", "100 x", "a_b", "a\\b", "a\"b", "a\nb", "Älvsbyn", long.as_str()];
    for organisation in written {
        a_solution().named(organisation).written_for(organisation).saved(&test).await;
    }
    a_solution().with(|facts| facts.as_written.kind = Some("Vara".into())).saved(&test).await;
    let again = a_solution().named("Vara").written_for("Vara").saved(&test).await;
    let mut tx = test.db.read().await.unwrap();
    for organisation in written {
        let found = solution::with_written_organisation(&mut tx, organisation).await.unwrap();
        let names: Vec<_> = found.iter().map(|s| s.facts.name.as_str()).collect();
        let expected = if organisation == "Vara" { vec!["Vara"; 2] } else { vec![organisation] };
        assert!(names == expected, "{} characters, found {}", organisation.len(), names.len());
    }
    let found = solution::with_written_organisation(&mut tx, "Vara").await.unwrap();
    assert_eq!(found.last(), Some(&again), "in the order of their ids");
    for other in ["", "%", "Var", "a\0b"] {
        assert_eq!(solution::with_written_organisation(&mut tx, other).await.unwrap(), [], "{other:?}");
    }
}

#[tokio::test]
async fn an_owner_must_exist() {
    let test = TestDb::new().await;
    let nobody = an_organisation("Ingenstans").built();
    let orphan = a_solution().owned_by(&nobody).built();
    let mut tx = test.db.write().await.unwrap();
    assert!(matches!(solution::insert(&mut tx, &orphan).await, Err(StoreError::Database(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_newest_original_is_kept_beside_the_solution() {
    let test = TestDb::new().await;
    let mut tx = test.db.write().await.unwrap();
    let saved = a_solution().built();
    solution::insert(&mut tx, &saved).await.unwrap();
    assert_eq!(solution::original(&mut tx, saved.id).await.unwrap(), None);
    for body in ["name: A\n", "name: 'Å'\n# \"två\"\n"] {
        let original = Original { format: OriginalFormat::Publiccode, body: body.to_owned() };
        solution::keep_original(&mut tx, saved.id, &original, ImportId::at(moment(0))).await.unwrap();
        assert_eq!(solution::original(&mut tx, saved.id).await.unwrap(), Some(original));
    }
}
