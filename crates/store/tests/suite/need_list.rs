//! Lists of needs: filters, search, order, pages and the walk through all of them.

use crate::builders::{a_need, a_person, a_saved_person, an_organisation, everything, moment, seen_by};
use domain::need::Need;
use domain::permission::Actor;
use domain::service_area::ServiceArea;
use domain::sharing::Sharing;
use store::need::{NeedFilter, NeedSort};
use store::page::Page;
use store::testing::TestDb;
use store::{need, service_area};

/// The titles of all needs that fit, in order; the total must be their number.
async fn found(test: &TestDb, filter: NeedFilter) -> Vec<String> {
    let mut tx = test.db.read().await.unwrap();
    let listed = need::list(&mut tx, &everything(), &filter, Page::new(1, 1000)).await.unwrap();
    assert_eq!(listed.total, i64::try_from(listed.rows.len()).unwrap(), "{filter:?}");
    listed.rows.into_iter().map(|row| row.facts.title).collect()
}

async fn searched(test: &TestDb, search: &str) -> Vec<String> {
    let search = search.to_owned();
    found(test, NeedFilter { search, sort: NeedSort::Title, ..NeedFilter::default() }).await
}

async fn sorted(test: &TestDb, sort: NeedSort) -> Vec<String> {
    found(test, NeedFilter { sort, ..NeedFilter::default() }).await
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
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let skara = an_organisation("Skara kommun").saved(&test).await;
    let ada = a_saved_person(&test, "Ada").await;
    let bo = a_saved_person(&test, "Bo").await;
    let (of_vara, of_skara) = (|| a_need().by(&vara), || a_need().by(&skara));
    of_vara().titled("Alfa lås").in_area("510").written_by(&ada).submitted().saved(&test).await;
    of_vara().titled("Beta lås").in_area("520").written_by(&bo).saved(&test).await;
    of_skara().titled("Gamma lås").in_area("510").written_by(&bo).withdrawn().saved(&test).await;
    of_skara().titled("Delta").in_area("400").submitted().saved(&test).await;
    of_vara().titled("Epsilon").written_by(&ada).saved(&test).await;

    let all = || NeedFilter { sort: NeedSort::Title, ..NeedFilter::default() };
    let text = |text: &str| text.to_owned();
    for (filter, expected) in [
        (all(), &["Alfa lås", "Beta lås", "Delta", "Epsilon", "Gamma lås"][..]),
        (NeedFilter { service_area: text("510"), ..all() }, &["Alfa lås", "Gamma lås"]),
        (NeedFilter { service_area: text("51"), ..all() }, &[]),
        (NeedFilter { area_group: text("Omsorg"), ..all() }, &["Alfa lås", "Beta lås", "Gamma lås"]),
        (NeedFilter { area_group: text("Group"), ..all() }, &[]),
        (NeedFilter { area_group: text("Skola\0"), search: text("\0"), ..all() }, &["Delta"]),
        (NeedFilter { organisation: Some(vara.id), ..all() }, &["Alfa lås", "Beta lås", "Epsilon"]),
        (NeedFilter { author: Some(ada.id), ..all() }, &["Alfa lås", "Epsilon"]),
        (NeedFilter { state: text("draft"), ..all() }, &["Beta lås", "Epsilon"]),
        (NeedFilter { state: text("submitted"), ..all() }, &["Alfa lås", "Delta"]),
        (NeedFilter { state: text("withdrawn"), ..all() }, &["Gamma lås"]),
        (NeedFilter { state: text("lost"), ..all() }, &[]),
        (NeedFilter { search: text("lås"), organisation: Some(skara.id), ..all() }, &["Gamma lås"]),
        (
            NeedFilter {
                search: text("lås"),
                service_area: text("520"),
                area_group: text("Omsorg"),
                organisation: Some(vara.id),
                author: Some(bo.id),
                state: text("draft"),
                ..all()
            },
            &["Beta lås"],
        ),
        (NeedFilter { author: Some(ada.id), organisation: Some(skara.id), ..all() }, &[]),
    ] {
        assert_eq!(found(&test, filter.clone()).await, expected, "{filter:?}");
    }
}

#[tokio::test]
async fn search_finds_beginnings_of_words_in_title_text_and_number() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let first = a_need().by(&vara).titled("Åtkomst").saying("Öppna dörrar till källaren").saved(&test).await;
    a_need().by(&vara).titled("Beta").saying("Ärenden, 100% digitalt; e-arkiv_2").saved(&test).await;
    a_need().by(&vara).titled("Gamma").saying("Låset kärvar").saved(&test).await;
    for (search, expected) in [
        ("lås", &["Gamma"][..]),
        ("LÅ", &["Gamma"]),
        ("la", &[]),
        ("ås", &[]),
        ("kä", &["Gamma", "Åtkomst"]),
        ("kä gam", &["Gamma"]),
        ("öpp åtk", &["Åtkomst"]),
        ("aren", &[]),
        ("100%", &["Beta"]),
        ("%", &["Beta", "Gamma", "Åtkomst"]),
        ("b_ta", &[]),
        ("l%t", &[]),
        ("ä d 1 e a x", &["Beta"]),
        (&"ås".repeat(100_000), &[]),
    ] {
        assert_eq!(searched(&test, search).await, expected, "{:.20}", search);
    }
    assert_eq!(searched(&test, &first.number.to_string()).await, ["Åtkomst"]);

    let changed = Need { facts: a_need().titled("Efteråt").built().facts, ..first };
    let mut tx = test.db.write().await.unwrap();
    need::update(&mut tx, &changed).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(searched(&test, "åtkomst").await, [""; 0]);
    assert_eq!(searched(&test, "efter").await, ["Efteråt"]);
}

#[tokio::test]
async fn needs_sort_by_change_by_title_and_by_how_many_they_affect() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    for (title, changed, affected) in [
        ("Östra", 20, Some(7)),
        ("apa", 30, None),
        ("Åsa", 10, Some(1_000_000_000)),
        ("Zebra", 20, Some(0)),
        ("Ärende", 50, Some(7)),
        ("Bil", 40, None),
    ] {
        let need = a_need().by(&vara).titled(title).changed_at(moment(changed));
        let need = affected.into_iter().fold(need, |need, people| need.affecting(people));
        need.saved(&test).await;
    }
    let by_change = ["Ärende", "Bil", "apa", "Zebra", "Östra", "Åsa"];
    assert_eq!(sorted(&test, NeedSort::Updated).await, by_change, "of equals the newest");
    let by_title = ["apa", "Bil", "Zebra", "Åsa", "Ärende", "Östra"];
    assert_eq!(sorted(&test, NeedSort::Title).await, by_title);
    let by_affected = ["Åsa", "Ärende", "Östra", "Zebra", "Bil", "apa"];
    assert_eq!(
        sorted(&test, NeedSort::Affected).await,
        by_affected,
        "unknown last, of equals the last changed"
    );
}

#[tokio::test]
async fn pages_cut_the_list_and_tell_the_whole() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    for title in ["e", "a", "d", "b", "c"] {
        a_need().by(&vara).titled(title).saved(&test).await;
    }
    let mut tx = test.db.read().await.unwrap();
    for (sort, letters) in
        [(NeedSort::Title, "abcde"), (NeedSort::Updated, "cbdae"), (NeedSort::Affected, "cbdae")]
    {
        let filter = NeedFilter { sort, ..NeedFilter::default() };
        for (number, expected) in [(1, &letters[..2]), (2, &letters[2..4]), (3, &letters[4..]), (4, "")] {
            let page = Page::new(number, 2);
            let listed = need::list(&mut tx, &everything(), &filter, page).await.unwrap();
            let titles: String = listed.rows.iter().map(|row| row.facts.title.as_str()).collect();
            assert_eq!((titles.as_str(), listed.total), (expected, 5), "{sort:?}, page {number}");
        }
    }
}

#[tokio::test]
async fn rows_of_a_list_have_their_requirements() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let first = a_need().by(&vara).requiring(&["ett", "två"]).saved(&test).await;
    let second = a_need().by(&vara).requiring(&["tre"]).saved(&test).await;
    let mut tx = test.db.read().await.unwrap();
    let filter = NeedFilter::default();
    let listed = need::list(&mut tx, &everything(), &filter, Page::new(1, 10)).await.unwrap();
    assert_eq!(listed.rows, [second.clone(), first.clone()]);
    assert_eq!(need::after(&mut tx, &everything(), None, 10).await.unwrap(), [first, second]);
}

#[tokio::test]
async fn totals_count_only_what_is_seen() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    a_need().by(&vara).titled("Öppet").shared(Sharing::Public).submitted().saved(&test).await;
    a_need().by(&vara).titled("Utkast").shared(Sharing::Public).saved(&test).await;
    a_need().by(&vara).titled("Delat").submitted().saved(&test).await;
    let mut tx = test.db.read().await.unwrap();
    let public = Actor::Anonymous.visibility();
    let listed = need::list(&mut tx, &public, &NeedFilter::default(), Page::new(1, 1)).await.unwrap();
    let titles: Vec<_> = listed.rows.iter().map(|row| row.facts.title.as_str()).collect();
    assert_eq!((titles, listed.total), (vec!["Öppet"], 1));
}

#[tokio::test]
async fn walking_after_the_last_id_meets_each_once() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let mut made = Vec::new();
    for serial in 0..5 {
        // Changed in the opposite order, so that it is the id that decides.
        made.push(a_need().by(&vara).changed_at(moment(-serial)).submitted().saved(&test).await);
    }
    a_need().by(&vara).saved(&test).await;
    let reader = seen_by(&a_person("Ada"), &vara, &[]);
    let mut tx = test.db.read().await.unwrap();
    let mut met: Vec<Need> = Vec::new();
    let mut steps = Vec::new();
    loop {
        let previous = met.last().map(|last| last.id);
        let next = need::after(&mut tx, &reader, previous, 2).await.unwrap();
        steps.push(next.len());
        if next.is_empty() {
            break;
        }
        met.extend(next);
    }
    assert_eq!(steps, [2, 2, 1, 0], "the draft is somebody else's");
    assert_eq!(met, made);
    assert_eq!(need::after(&mut tx, &everything(), None, 10).await.unwrap().len(), 6);
}
