//! Organisations in the database.

use crate::builders::{an_organisation, next_moment};
use domain::id::OrganisationId;
use domain::organisation::{Organisation, OrganisationKind, Population};
use jiff::civil::date;
use store::testing::TestDb;
use store::{StoreError, organisation};

/// The town that took over, and the one with every field filled in.
async fn two_towns(test: &TestDb) -> (Organisation, Organisation) {
    let successor = an_organisation("Nya Ås kommun").saved(test).await;
    let described = Organisation {
        kind: OrganisationKind::Other,
        short_name: "Ås".into(),
        municipality_code: Some("0114".into()),
        county_code: Some("01".into()),
        county: Some("Åländska länet".into()),
        population: Some(Population {
            value: u32::MAX,
            date: "2025-12-31".into(),
            source: "invented, \"quoted\" & åäö".into(),
        }),
        valid_from: Some(date(1971, 1, 1)),
        valid_to: Some(date(2025, 12, 31)),
        successor: Some(successor.id),
        ..an_organisation("Ås kommun").built()
    };
    (successor, described)
}

#[tokio::test]
async fn every_field_reads_back() {
    let test = TestDb::new().await;
    let (bare, described) = two_towns(&test).await;
    let mut tx = test.db.write().await.unwrap();
    organisation::insert(&mut tx, &described).await.unwrap();
    assert_eq!(organisation::get(&mut tx, described.id).await.unwrap(), Some(described));
    assert_eq!(organisation::get(&mut tx, bare.id).await.unwrap(), Some(bare));
    let unknown = OrganisationId::at(next_moment());
    assert_eq!(organisation::get(&mut tx, unknown).await.unwrap(), None);
}

#[tokio::test]
async fn every_kind_reads_back() {
    let test = TestDb::new().await;
    let mut tx = test.db.write().await.unwrap();
    for &kind in OrganisationKind::ALL {
        let organisation = Organisation { kind, ..an_organisation(kind.code()).built() };
        organisation::insert(&mut tx, &organisation).await.unwrap();
        assert_eq!(organisation::get(&mut tx, organisation.id).await.unwrap(), Some(organisation));
    }
}

#[tokio::test]
async fn saving_changes_every_field_and_counts_the_version() {
    let test = TestDb::new().await;
    let (bare, described) = two_towns(&test).await;
    let filled = Organisation { id: bare.id, successor: None, ..described.clone() };
    let mut tx = test.db.write().await.unwrap();
    organisation::update(&mut tx, &filled).await.unwrap();
    let filled = Organisation { version: 2, ..filled };
    assert_eq!(organisation::get(&mut tx, bare.id).await.unwrap().as_ref(), Some(&filled));

    let emptied = Organisation { version: 2, ..bare.clone() };
    organisation::update(&mut tx, &emptied).await.unwrap();
    let emptied = Organisation { version: 3, ..emptied };
    assert_eq!(organisation::get(&mut tx, bare.id).await.unwrap(), Some(emptied.clone()), "fields go too");

    organisation::insert(&mut tx, &Organisation { successor: None, ..described.clone() }).await.unwrap();
    organisation::update(&mut tx, &Organisation { successor: Some(described.id), ..emptied }).await.unwrap();
    let succeeded = organisation::get(&mut tx, bare.id).await.unwrap().unwrap();
    assert_eq!(succeeded.successor, Some(described.id));
}

#[tokio::test]
async fn a_stale_save_changes_nothing() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let skara = an_organisation("Skara kommun").saved(&test).await;
    let mut tx = test.db.write().await.unwrap();
    let first = Organisation { short_name: "Först".into(), ..vara.clone() };
    organisation::update(&mut tx, &first).await.unwrap();
    let second = Organisation { short_name: "Sedan".into(), ..vara.clone() };
    assert!(matches!(organisation::update(&mut tx, &second).await, Err(StoreError::Stale)));
    let kept = organisation::get(&mut tx, vara.id).await.unwrap().unwrap();
    assert_eq!((kept.short_name.as_str(), kept.version), ("Först", 2));
    assert_eq!(organisation::get(&mut tx, skara.id).await.unwrap(), Some(skara), "others are not touched");

    let nobody = an_organisation("Ingenstans kommun").built();
    assert!(matches!(organisation::update(&mut tx, &nobody).await, Err(StoreError::Stale)));
}

#[tokio::test]
async fn names_and_codes_are_unique() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").with_code("1470").saved(&test).await;
    let skara = an_organisation("Skara kommun").saved(&test).await;
    let same_name = an_organisation("Vara kommun").built();
    let same_code = an_organisation("Vara").with_code("1470").built();
    for doublet in [same_name, same_code] {
        let mut tx = test.db.write().await.unwrap();
        assert!(matches!(organisation::insert(&mut tx, &doublet).await, Err(StoreError::Taken)));
    }
    for change in [
        Organisation { name: "Vara kommun".into(), ..skara.clone() },
        Organisation { municipality_code: Some("1470".into()), ..skara.clone() },
    ] {
        let mut tx = test.db.write().await.unwrap();
        assert!(matches!(organisation::update(&mut tx, &change).await, Err(StoreError::Taken)));
    }
    let mut tx = test.db.read().await.unwrap();
    assert_eq!(organisation::all(&mut tx).await.unwrap(), [skara, vara]);
}

#[tokio::test]
async fn several_may_lack_a_code() {
    let test = TestDb::new().await;
    an_organisation("Högskolan").saved(&test).await;
    an_organisation("Förbundet").saved(&test).await;
    let mut tx = test.db.read().await.unwrap();
    assert_eq!(organisation::all(&mut tx).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_municipality_is_found_by_its_code() {
    let test = TestDb::new().await;
    let vallentuna = an_organisation("Vallentuna kommun").with_code("0115").saved(&test).await;
    an_organisation("Vara kommun").with_code("1470").saved(&test).await;
    let mut tx = test.db.read().await.unwrap();
    let by_code = organisation::by_municipality_code(&mut tx, "0115").await.unwrap();
    assert_eq!(by_code, Some(vallentuna));
    for other in ["115", "", "9999", "0115\0x"] {
        assert_eq!(organisation::by_municipality_code(&mut tx, other).await.unwrap(), None, "{other:?}");
    }
}

#[tokio::test]
async fn all_are_listed_the_swedish_way() {
    let test = TestDb::new().await;
    for name in ["Örebro", "Ängelholm", "Zinkgruvan", "Åmål", "ale", "Vara", "Essunga"] {
        an_organisation(name).saved(&test).await;
    }
    let mut tx = test.db.write().await.unwrap();
    let names = |all: Vec<Organisation>| all.into_iter().map(|o| o.name).collect::<Vec<_>>();
    let all = organisation::all(&mut tx).await.unwrap();
    let ale = all[0].clone();
    assert_eq!(names(all), ["ale", "Essunga", "Vara", "Zinkgruvan", "Åmål", "Ängelholm", "Örebro"]);

    organisation::update(&mut tx, &Organisation { name: "Östra Ale".into(), ..ale }).await.unwrap();
    let all = organisation::all(&mut tx).await.unwrap();
    assert_eq!(names(all).last().map(String::as_str), Some("Östra Ale"), "a new name gets a new place");
}

#[tokio::test]
async fn a_successor_must_exist() {
    let test = TestDb::new().await;
    let nobody = an_organisation("Ingenstans kommun").built();
    let orphan = an_organisation("Vara kommun").succeeded_by(&nobody).built();
    let mut tx = test.db.write().await.unwrap();
    assert!(matches!(organisation::insert(&mut tx, &orphan).await, Err(StoreError::Database(_))));
    drop(tx);
    let mut tx = test.db.read().await.unwrap();
    assert_eq!(organisation::all(&mut tx).await.unwrap(), []);
}
