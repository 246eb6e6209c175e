//! Lists of solutions: filters, search, order, pages and the walk through all of them.

use crate::builders::{a_solution, a_usage, an_organisation, everything, moment};
use domain::permission::Actor;
use domain::service_area::ServiceArea;
use domain::sharing::Sharing;
use domain::solution::{Lifecycle, SolutionKind};
use domain::usage::UsageStatus;
use store::page::Page;
use store::solution::{SolutionFilter, SolutionSort};
use store::testing::TestDb;
use store::{service_area, solution};

/// The names of all solutions that fit, in order; the total must be their number.
async fn found(test: &TestDb, filter: SolutionFilter) -> Vec<String> {
    let mut tx = test.db.read().await.unwrap();
    let listed = solution::list(&mut tx, &everything(), &filter, Page::new(1, 1000)).await.unwrap();
    assert_eq!(listed.total, i64::try_from(listed.rows.len()).unwrap(), "{filter:?}");
    listed.rows.into_iter().map(|row| row.facts.name).collect()
}

async fn searched(test: &TestDb, search: &str) -> Vec<String> {
    found(test, SolutionFilter { search: search.to_owned(), ..SolutionFilter::default() }).await
}

async fn sorted(test: &TestDb, sort: SolutionSort) -> Vec<String> {
    found(test, SolutionFilter { sort, ..SolutionFilter::default() }).await
}

async fn an_area(test: &TestDb, code: &str, group: &str) {
    let text = |text: &str| text.to_owned();
    let area = ServiceArea {
        code: text(code),
        name: text(code),
        name_en: text(code),
        group: text(group),
        group_en: text("Group"),
    };
    let mut tx = test.db.write().await.unwrap();
    service_area::put(&mut tx, &area, 1).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn filters_narrow_one_by_one_and_together() {
    let test = TestDb::new().await;
    for (code, group) in [("510", "Omsorg"), ("520", "Omsorg"), ("400", "Skola")] {
        an_area(&test, code, group).await;
    }
    let (sensor, module) = (SolutionKind::Sensor, SolutionKind::Module);
    for (name, areas, capability, kind, lifecycle) in [
        ("Alfa lås", &["510", "520"][..], "boka", sensor, Lifecycle::InUse),
        ("Beta lås", &["520"], "boka", module, Lifecycle::InUse),
        ("Gamma lås", &["400", "510"], "larma", sensor, Lifecycle::Pilot),
        ("Delta", &["400"], "boka", module, Lifecycle::Pilot),
        ("Epsilon", &[], "larma", sensor, Lifecycle::InUse),
    ] {
        let solution = a_solution().named(name).in_areas(areas).able_to(&[capability]);
        solution.of_kind(kind).in_lifecycle(lifecycle).saved(&test).await;
    }
    let all = SolutionFilter::default;
    let text = |text: &str| text.to_owned();
    for (filter, expected) in [
        (all(), &["Alfa lås", "Beta lås", "Delta", "Epsilon", "Gamma lås"][..]),
        (SolutionFilter { service_area: text("510"), ..all() }, &["Alfa lås", "Gamma lås"]),
        (SolutionFilter { service_area: text("51"), ..all() }, &[]),
        (SolutionFilter { area_group: text("Omsorg"), ..all() }, &["Alfa lås", "Beta lås", "Gamma lås"]),
        (SolutionFilter { area_group: text("Group"), ..all() }, &[]),
        (SolutionFilter { capability: text("larma"), ..all() }, &["Epsilon", "Gamma lås"]),
        (SolutionFilter { capability: text("larma\0"), search: text("gamma\0"), ..all() }, &["Gamma lås"]),
        (SolutionFilter { kind: Some(sensor), ..all() }, &["Alfa lås", "Epsilon", "Gamma lås"]),
        (SolutionFilter { lifecycle: Some(Lifecycle::Pilot), ..all() }, &["Delta", "Gamma lås"]),
        (SolutionFilter { search: text("lås"), kind: Some(sensor), ..all() }, &["Alfa lås", "Gamma lås"]),
        (SolutionFilter { area_group: text("Skola"), service_area: text("510"), ..all() }, &["Gamma lås"]),
        (
            SolutionFilter {
                search: text("lås"),
                service_area: text("520"),
                area_group: text("Omsorg"),
                capability: text("boka"),
                kind: Some(module),
                lifecycle: Some(Lifecycle::InUse),
                ..all()
            },
            &["Beta lås"],
        ),
        (SolutionFilter { kind: Some(module), lifecycle: Some(Lifecycle::Idea), ..all() }, &[]),
    ] {
        assert_eq!(found(&test, filter.clone()).await, expected, "{filter:?}");
    }
}

#[tokio::test]
async fn used_by_means_used_piloted_planned_or_under_contract() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let skara = an_organisation("Skara kommun").saved(&test).await;
    for &status in UsageStatus::ALL {
        let solution = a_solution().named(status.code()).saved(&test).await;
        a_usage().of(&solution).by(&vara).standing(status).saved(&test).await;
    }
    let of_skara = a_solution().named("Skaras").saved(&test).await;
    a_usage().of(&of_skara).by(&skara).saved(&test).await;
    let used_by = |id| SolutionFilter { used_by: Some(id), ..SolutionFilter::default() };
    assert_eq!(found(&test, used_by(vara.id)).await, ["contract", "in_use", "pilot", "planned"]);
    assert_eq!(found(&test, used_by(skara.id)).await, ["Skaras"]);
    let both = SolutionFilter { search: "pilot".into(), ..used_by(vara.id) };
    assert_eq!(found(&test, both).await, ["pilot"]);
}

#[tokio::test]
async fn search_finds_beginnings_of_words_anywhere() {
    let test = TestDb::new().await;
    let text = |text: &str| text.to_owned();
    let named = |name| a_solution().named(name);
    let first = named("Åtkomst").with(|f| f.summary = text("Öppnar dörrar")).saved(&test).await;
    named("Beta").with(|f| f.description = text("Ärenden, 100% digitalt; e-arkiv_2")).saved(&test).await;
    named("Gamma").with(|f| f.provider = Some(text("Åkes Lås"))).saved(&test).await;
    named("Delta").with(|f| f.tags = vec![text("lås"), text("hemtjänst")]).saved(&test).await;
    named("Epsilon").with(|f| f.typical_needs = vec![text("Nycklar saknas")]).saved(&test).await;
    for (search, expected) in [
        ("lås", &["Delta", "Gamma"][..]),
        ("LÅ", &["Delta", "Gamma"]),
        ("la", &[]),
        ("ås", &[]),
        ("åt", &["Åtkomst"]),
        ("ÖPP", &["Åtkomst"]),
        ("ären", &["Beta"]),
        ("aren", &[]),
        ("hem lås", &["Delta"]),
        ("lås åkes", &["Gamma"]),
        ("lås nycklar", &[]),
        ("nyck sak", &["Epsilon"]),
        ("100%", &["Beta"]),
        ("%", &["Beta", "Delta", "Epsilon", "Gamma", "Åtkomst"]),
        ("e-arkiv_2", &["Beta"]),
        ("b_ta", &[]),
        ("n%r", &[]),
        ("  ", &["Beta", "Delta", "Epsilon", "Gamma", "Åtkomst"]),
        ("' OR 1=1", &[]),
        ("ä d 1 e a x", &["Beta"]),
    ] {
        assert_eq!(searched(&test, search).await, expected, "{search:?}");
    }
    assert_eq!(searched(&test, &first.number.to_string()).await, ["Åtkomst"]);
}

#[tokio::test]
async fn an_endless_word_is_no_error() {
    let test = TestDb::new().await;
    a_solution().named("Ås").saved(&test).await;
    assert_eq!(searched(&test, &"ås".repeat(100_000)).await, [""; 0]);
    assert_eq!(searched(&test, &"ås ".repeat(100_000)).await, ["Ås"]);
}

#[tokio::test]
async fn search_follows_what_is_saved() {
    let test = TestDb::new().await;
    let before = a_solution().named("Före").saved(&test).await;
    let after = a_solution().named("Efter").built();
    let after = domain::solution::Solution { id: before.id, number: before.number, ..after };
    let mut tx = test.db.write().await.unwrap();
    solution::update(&mut tx, &after).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(searched(&test, "före").await, [""; 0]);
    assert_eq!(searched(&test, "efter").await, ["Efter"]);
}

#[tokio::test]
async fn names_sort_the_swedish_way() {
    let test = TestDb::new().await;
    for name in ["Östra", "apa", "Åsa", "Zebra", "Ärende", "(Bil)", "2 hjul"] {
        a_solution().named(name).saved(&test).await;
    }
    let expected = ["2 hjul", "apa", "(Bil)", "Zebra", "Åsa", "Ärende", "Östra"];
    assert_eq!(sorted(&test, SolutionSort::Name).await, expected);
}

#[tokio::test]
async fn the_last_changed_comes_first_and_of_equals_the_newest() {
    let test = TestDb::new().await;
    for (name, changed) in [("b", 20), ("a", 30), ("c", 10), ("d", 20)] {
        a_solution().named(name).changed_at(moment(changed)).saved(&test).await;
    }
    assert_eq!(sorted(&test, SolutionSort::Updated).await, ["a", "d", "b", "c"]);
}

#[tokio::test]
async fn the_most_used_comes_first_and_of_equals_the_name_decides() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let skara = an_organisation("Skara kommun").saved(&test).await;
    let (in_use, pilot) = (UsageStatus::InUse, UsageStatus::Pilot);
    for (name, statuses) in [
        ("Piloterad", &[pilot, pilot][..]),
        ("Ensam", &[in_use]),
        ("Båda", &[in_use, in_use]),
        ("Ingen", &[]),
        ("Ena", &[in_use, pilot]),
    ] {
        let solution = a_solution().named(name).saved(&test).await;
        for (organisation, &status) in [&vara, &skara].into_iter().zip(statuses) {
            a_usage().of(&solution).by(organisation).standing(status).saved(&test).await;
        }
    }
    assert_eq!(sorted(&test, SolutionSort::Users).await, ["Båda", "Ena", "Ensam", "Ingen", "Piloterad"]);
}

#[tokio::test]
async fn pages_cut_the_list_and_tell_the_whole() {
    let test = TestDb::new().await;
    for name in ["e", "a", "d", "b", "c"] {
        a_solution().named(name).saved(&test).await;
    }
    let mut tx = test.db.read().await.unwrap();
    for (sort, letters) in
        [(SolutionSort::Name, "abcde"), (SolutionSort::Updated, "cbdae"), (SolutionSort::Users, "abcde")]
    {
        let filter = SolutionFilter { sort, ..SolutionFilter::default() };
        for (number, expected) in [(1, &letters[..2]), (2, &letters[2..4]), (3, &letters[4..]), (4, "")] {
            let page = Page::new(number, 2);
            let listed = solution::list(&mut tx, &everything(), &filter, page).await.unwrap();
            let names: String = listed.rows.iter().map(|row| row.facts.name.as_str()).collect();
            assert_eq!((names.as_str(), listed.total), (expected, 5), "{sort:?}, page {number}");
        }
    }
    let far = Page::new(u32::MAX, u32::MAX);
    let listed = solution::list(&mut tx, &everything(), &SolutionFilter::default(), far).await.unwrap();
    assert_eq!((listed.rows.len(), listed.total), (0, 5));
}

#[tokio::test]
async fn totals_count_only_what_is_seen() {
    let test = TestDb::new().await;
    a_solution().named("Öppen").shared(Sharing::Public).saved(&test).await;
    a_solution().named("Hemlig").saved(&test).await;
    let mut tx = test.db.read().await.unwrap();
    let public = Actor::Anonymous.visibility();
    let listed = solution::list(&mut tx, &public, &SolutionFilter::default(), Page::new(1, 1)).await.unwrap();
    let names: Vec<_> = listed.rows.iter().map(|row| row.facts.name.as_str()).collect();
    assert_eq!((names, listed.total), (vec!["Öppen"], 1));
}

#[tokio::test]
async fn walking_after_the_last_id_meets_each_once() {
    let test = TestDb::new().await;
    let mut made = Vec::new();
    for serial in 0..5 {
        // Changed in the opposite order, so that it is the id that decides.
        made.push(a_solution().named("z").changed_at(moment(-serial)).saved(&test).await);
    }
    a_solution().shared(Sharing::Draft).saved(&test).await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let reader = crate::builders::seen_by(&crate::builders::a_person("Ada"), &vara, &[]);
    let mut tx = test.db.read().await.unwrap();
    let mut met = Vec::new();
    let mut steps = Vec::new();
    loop {
        let previous = met.last().map(|last: &domain::solution::Solution| last.id);
        let next = solution::after(&mut tx, &reader, previous, 2).await.unwrap();
        steps.push(next.len());
        if next.is_empty() {
            break;
        }
        met.extend(next);
    }
    assert_eq!(steps, [2, 2, 1, 0], "the draft is nobody's to see");
    assert_eq!(met, made);
    assert_eq!(solution::after(&mut tx, &everything(), None, 10).await.unwrap().len(), 6);
}
