//! Needs and their requirements in the database, one at a time. Lists of them are in `need_list.rs`.

use crate::builders::{a_need, a_saved_person, an_organisation, everything, moment, next_moment, raw_number};
use domain::id::{NeedId, RequirementId};
use domain::need::{Need, NeedFacts, NeedState, Origin, Requirement};
use domain::organisation::Organisation;
use domain::person::Person;
use domain::sharing::Sharing;
use store::testing::TestDb;
use store::{StoreError, need};

/// A need with every field filled in.
fn described(organisation: &Organisation, author: &Person) -> Need {
    let written = |text: &str| Some(text.to_owned());
    let facts = NeedFacts {
        title: "Nycklar \"saknas\" & dörrar är låsta".into(),
        text: "Första raden\nandra raden; 'slut' --".into(),
        who: written("undersköterskor"),
        how_often: written("flera gånger om dagen"),
        affected: Some(u32::MAX),
        wanted_effect: written("färre åk"),
        law: written("SoL 4 kap. 1 §"),
        service_area: written("510"),
        capabilities: vec!["styra_tilltrade".into(), "overvaka".into()],
        on_behalf_of: written("nattpatrullen"),
        heard_at: written("arbetsplatsträff"),
        identity_reason: written("numret är påhittat"),
    };
    Need {
        facts,
        origin: Origin::Meeting,
        created: moment(-5),
        ..a_need()
            .by(organisation)
            .written_by(author)
            .shared(Sharing::Network)
            .requiring(&["Logg över öppningar", "Åtkomst dygnet runt", "Fungerar i källare"])
            .changed_at(moment(-3))
            .submitted()
            .built()
    }
}

#[tokio::test]
async fn every_field_reads_back() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let ada = a_saved_person(&test, "Ada").await;
    let bare = a_need().by(&vara).saved(&test).await;
    let described = described(&vara, &ada);
    let mut tx = test.db.write().await.unwrap();
    need::insert(&mut tx, &described).await.unwrap();
    assert_eq!(need::get(&mut tx, described.id).await.unwrap(), Some(described));
    assert_eq!(need::get(&mut tx, bare.id).await.unwrap(), Some(bare));
    assert_eq!(need::get(&mut tx, NeedId::at(next_moment())).await.unwrap(), None);
}

#[tokio::test]
async fn every_origin_state_and_level_reads_back() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let mut tx = test.db.write().await.unwrap();
    for &origin in Origin::ALL {
        for &sharing in Sharing::ALL {
            for at in [a_need(), a_need().submitted(), a_need().withdrawn()] {
                let one = Need { origin, ..at.by(&vara).shared(sharing).built() };
                need::insert(&mut tx, &one).await.unwrap();
                assert_eq!(need::get(&mut tx, one.id).await.unwrap(), Some(one));
            }
        }
    }
}

#[tokio::test]
async fn saving_changes_every_field_and_counts_the_version() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let skara = an_organisation("Skara kommun").saved(&test).await;
    let ada = a_saved_person(&test, "Ada").await;
    let bare = a_need().by(&vara).saved(&test).await;
    let neighbour = a_need().by(&vara).requiring(&["Annat"]).saved(&test).await;
    // Everything but who it is and when it was made.
    let filled = Need { id: bare.id, created: bare.created, ..described(&skara, &ada) };
    let mut tx = test.db.write().await.unwrap();
    need::update(&mut tx, &filled).await.unwrap();
    let filled = Need { version: 2, ..filled };
    assert_eq!(need::get(&mut tx, bare.id).await.unwrap(), Some(filled));

    need::update(&mut tx, &Need { version: 2, ..bare.clone() }).await.unwrap();
    let emptied = Need { version: 3, ..bare };
    assert_eq!(need::get(&mut tx, emptied.id).await.unwrap(), Some(emptied), "fields go too");
    assert_eq!(need::get(&mut tx, neighbour.id).await.unwrap(), Some(neighbour), "others are not touched");
    assert_eq!(raw_number(&mut tx, "SELECT COUNT(*) FROM requirements").await, 1);
}

#[tokio::test]
async fn requirements_keep_their_ids_and_take_the_order_they_are_given() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let mut kept = a_need().by(&vara).requiring(&["ett", "två", "tre"]).saved(&test).await;
    kept.requirements.reverse();
    kept.requirements[1].text = "två, ändrat".into();
    kept.requirements.remove(0);
    kept.requirements.push(Requirement { id: RequirementId::at(next_moment()), text: "fyra".into() });
    let mut tx = test.db.write().await.unwrap();
    need::update(&mut tx, &kept).await.unwrap();
    let read = need::get(&mut tx, kept.id).await.unwrap().unwrap();
    assert_eq!(read.requirements, kept.requirements);
}

#[tokio::test]
async fn a_stale_save_changes_nothing() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let first = a_need().by(&vara).requiring(&["ett", "två"]).saved(&test).await;
    let mut tx = test.db.write().await.unwrap();
    need::update(&mut tx, &first).await.unwrap();
    let kept = need::get(&mut tx, first.id).await.unwrap();
    let late = a_need().by(&vara).titled("För sent").requiring(&["tre"]).submitted().built();
    let late = Need { id: first.id, number: first.number, ..late };
    assert!(matches!(need::update(&mut tx, &late).await, Err(StoreError::Stale)));
    assert_eq!(need::get(&mut tx, first.id).await.unwrap(), kept);

    let unknown = a_need().by(&vara).built();
    assert!(matches!(need::update(&mut tx, &unknown).await, Err(StoreError::Stale)));
}

#[tokio::test]
async fn numbers_and_ids_are_unique() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let first = a_need().by(&vara).requiring(&["ett"]).saved(&test).await;
    let second = a_need().by(&vara).saved(&test).await;
    let fresh = || a_need().by(&vara).built();
    for doublet in [
        Need { number: first.number, ..fresh() },
        Need { id: first.id, ..fresh() },
        Need { requirements: first.requirements.clone(), ..fresh() },
    ] {
        let mut tx = test.db.write().await.unwrap();
        assert!(matches!(need::insert(&mut tx, &doublet).await, Err(StoreError::Taken)));
    }
    let mut tx = test.db.write().await.unwrap();
    let change = Need { number: first.number, ..second.clone() };
    assert!(matches!(need::update(&mut tx, &change).await, Err(StoreError::Taken)));
    drop(tx);
    let mut tx = test.db.read().await.unwrap();
    assert_eq!(need::after(&mut tx, &everything(), None, 10).await.unwrap(), [first, second]);
}

#[tokio::test]
async fn a_need_is_found_by_its_number() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let first = a_need().by(&vara).requiring(&["ett"]).saved(&test).await;
    let second = a_need().by(&vara).requiring(&["två"]).saved(&test).await;
    let mut tx = test.db.read().await.unwrap();
    for wanted in [first, second] {
        let number = wanted.number.to_string();
        assert_eq!(need::by_number(&mut tx, &number).await.unwrap(), Some(wanted));
    }
    for other in ["", "%", "B-2026-%", "B-2026-999999", "a\0b"] {
        assert_eq!(need::by_number(&mut tx, other).await.unwrap(), None, "{other:?}");
    }
}

#[tokio::test]
async fn organisation_and_author_must_exist() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let nowhere = an_organisation("Ingenstans").built();
    let nobody = crate::builders::a_person("Ingen");
    for orphan in [a_need().by(&nowhere), a_need().by(&vara).written_by(&nobody)] {
        let mut tx = test.db.write().await.unwrap();
        let refused = need::insert(&mut tx, &orphan.built()).await;
        assert!(matches!(refused, Err(StoreError::Database(_))));
    }
}

#[tokio::test]
async fn a_state_that_has_no_meaning_is_told() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let sent = a_need().by(&vara).submitted().saved(&test).await;
    assert!(matches!(sent.state, NeedState::Submitted { .. }));
    let mut tx = test.db.write().await.unwrap();
    crate::builders::raw(&mut tx, "UPDATE needs SET state = 'lost'").await.unwrap();
    match need::get(&mut tx, sent.id).await {
        Err(StoreError::Damaged { column: "state", value }) => assert_eq!(value, "lost"),
        other => panic!("{other:?}"),
    }
}
