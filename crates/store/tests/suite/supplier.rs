//! Suppliers: counted from what can be seen, and the names that something was said of.

use crate::builders::{a_saved_person, a_solution, an_organisation, everything, moment, seen_by};
use domain::sharing::Sharing;
use domain::solution::Solution;
use domain::supplier::{SaidOfSupplier, key_of};
use store::StoreError;
use store::supplier::{all, delete, get, providers, put, solutions_of};
use store::testing::TestDb;

#[tokio::test]
async fn names_are_counted_over_what_can_be_seen_and_is_in_the_catalogue() {
    let test = TestDb::new().await;
    let (vara, skara) = (
        an_organisation("Vara kommun").saved(&test).await,
        an_organisation("Skara kommun").saved(&test).await,
    );
    let person = a_saved_person(&test, "Ada").await;
    let of = |name: &str, provider: &str| {
        let provider = provider.to_owned();
        a_solution().named(name).with(move |facts| facts.provider = Some(provider))
    };
    let lock = of("Lås", "Nyckel AB").saved(&test).await;
    let alarm = of("Alarm", "Nyckel AB").owned_by(&skara).shared(Sharing::Organisation).saved(&test).await;
    of("Karta", "Karta & Co; 'citat' --").saved(&test).await;
    a_solution().named("Utan").saved(&test).await;
    let gone = Solution { withdrawn: Some(moment(1)), ..of("Borta", "Borta AB").built() };
    let mut tx = test.db.write().await.unwrap();
    store::solution::insert(&mut tx, &gone).await.unwrap();
    let counted = |found: Vec<store::supplier::ProviderCount>| -> Vec<(String, i64)> {
        found.into_iter().map(|one| (one.name, one.solutions)).collect()
    };
    let own = |keys: i64| vec![("Karta & Co; 'citat' --".to_owned(), 1), ("Nyckel AB".to_owned(), keys)];
    assert_eq!(counted(providers(&mut tx, &everything()).await.unwrap()), own(2));
    let varas = seen_by(&person, &vara, &[&skara]);
    assert_eq!(counted(providers(&mut tx, &varas).await.unwrap()), own(1), "Skara keeps one to itself");
    assert_eq!(solutions_of(&mut tx, "Nyckel AB").await.unwrap(), [alarm.id, lock.id], "by name");
    assert!(solutions_of(&mut tx, "Borta AB").await.unwrap().is_empty());
}

#[tokio::test]
async fn what_is_said_of_a_name_is_kept_in_the_place_of_what_was_and_taken_back_over_what_was_read() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let person = a_saved_person(&test, "Ada").await.id;
    let said = SaidOfSupplier {
        key: key_of("Nyckel AB"),
        version: 1,
        name: "Nyckel AB".to_owned(),
        leads_to: Some("Nya Nyckel AB".to_owned()),
        changed: vec![("L-2026-0001".to_owned(), "NYCKEL AB".to_owned())],
        retired: None,
        reason: None,
        successor: None,
        organisation: Some(vara.id),
        person: Some(person),
        at: moment(1),
    };
    let mut tx = test.db.write().await.unwrap();
    put(&mut tx, &said).await.unwrap();
    assert_eq!(get(&mut tx, &said.key).await.unwrap(), Some(said.clone()));
    assert_eq!(get(&mut tx, "finns inte").await.unwrap(), None);
    let gone = SaidOfSupplier {
        leads_to: None,
        changed: Vec::new(),
        retired: Some(moment(2)),
        reason: Some("Konkurs; 'citat' --".to_owned()),
        successor: Some("Karta & Co".to_owned()),
        organisation: None,
        person: None,
        at: moment(2),
        ..said.clone()
    };
    put(&mut tx, &gone).await.unwrap();
    let gone = SaidOfSupplier { version: 2, ..gone };
    assert_eq!(all(&mut tx).await.unwrap(), std::slice::from_ref(&gone), "one row, a version later");
    let stale = delete(&mut tx, &said).await;
    assert!(matches!(stale, Err(StoreError::Stale)), "{stale:?}");
    delete(&mut tx, &gone).await.unwrap();
    assert!(all(&mut tx).await.unwrap().is_empty());
}
