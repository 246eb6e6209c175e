//! Sessions: kept by the hash of their token, and gone when they end.

use crate::builders::{a_person, a_saved_person, an_organisation, moment};
use domain::organisation::Organisation;
use domain::person::Person;
use store::session::{self, Session};
use store::testing::TestDb;
use store::{StoreError, Tx};

/// When a session that was kept at 0 ends, in the tests' milliseconds.
const END: i64 = 1000;

fn of(person: &Person, organisation: &Organisation) -> Session {
    Session { person: person.id, organisation: organisation.id, expires: moment(END) }
}

async fn is_there(tx: &mut Tx, token_hash: &str) -> bool {
    session::get(tx, token_hash, moment(0)).await.unwrap().is_some()
}

#[tokio::test]
async fn a_session_reads_back_until_it_ends() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let ada = a_saved_person(&test, "Ada").await;
    let mut tx = test.db.write().await.unwrap();
    session::insert(&mut tx, "hash", &of(&ada, &vara), moment(0)).await.unwrap();
    for (now, expected) in [(0, true), (END - 1, true), (END, false), (END + 1, false)] {
        let found = session::get(&mut tx, "hash", moment(now)).await.unwrap();
        assert_eq!(found, expected.then(|| of(&ada, &vara)), "after {now} ms");
    }
    for other in ["", "HASH", "hash ", "%", "hash\0x"] {
        assert_eq!(session::get(&mut tx, other, moment(0)).await.unwrap(), None, "{other:?}");
    }
}

#[tokio::test]
async fn keeping_one_forgets_those_that_have_ended() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let ada = a_saved_person(&test, "Ada").await;
    let mut tx = test.db.write().await.unwrap();
    session::insert(&mut tx, "short", &of(&ada, &vara), moment(0)).await.unwrap();
    let long = Session { expires: moment(2 * END), ..of(&ada, &vara) };
    session::insert(&mut tx, "long", &long, moment(0)).await.unwrap();
    let late = Session { expires: moment(3 * END), ..long };
    session::insert(&mut tx, "late", &late, moment(END)).await.unwrap();
    // Asked for a time when all three were valid: what is missing has been deleted.
    assert!(!is_there(&mut tx, "short").await);
    assert!(is_there(&mut tx, "long").await);
    assert!(is_there(&mut tx, "late").await);
}

#[tokio::test]
async fn a_token_is_one_sessions() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let ada = a_saved_person(&test, "Ada").await;
    let mut tx = test.db.write().await.unwrap();
    session::insert(&mut tx, "hash", &of(&ada, &vara), moment(0)).await.unwrap();
    let again = session::insert(&mut tx, "hash", &of(&ada, &vara), moment(0)).await;
    assert!(matches!(again, Err(StoreError::Taken)));
}

#[tokio::test]
async fn one_session_is_ended_and_the_others_stay() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let ada = a_saved_person(&test, "Ada").await;
    let mut tx = test.db.write().await.unwrap();
    session::insert(&mut tx, "first", &of(&ada, &vara), moment(0)).await.unwrap();
    session::insert(&mut tx, "second", &of(&ada, &vara), moment(0)).await.unwrap();
    session::remove(&mut tx, "first").await.unwrap();
    session::remove(&mut tx, "first").await.unwrap();
    assert!(!is_there(&mut tx, "first").await);
    assert!(is_there(&mut tx, "second").await);
}

#[tokio::test]
async fn all_sessions_of_one_person_are_ended() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let ada = a_saved_person(&test, "Ada").await;
    let bo = a_saved_person(&test, "Bo").await;
    let mut tx = test.db.write().await.unwrap();
    session::insert(&mut tx, "ada 1", &of(&ada, &vara), moment(0)).await.unwrap();
    session::insert(&mut tx, "ada 2", &of(&ada, &vara), moment(0)).await.unwrap();
    session::insert(&mut tx, "bo", &of(&bo, &vara), moment(0)).await.unwrap();
    session::remove_all_of(&mut tx, ada.id).await.unwrap();
    assert!(!is_there(&mut tx, "ada 1").await);
    assert!(!is_there(&mut tx, "ada 2").await);
    assert!(is_there(&mut tx, "bo").await);
}

#[tokio::test]
async fn only_people_who_exist_have_sessions() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let nobody = a_person("Ingen");
    let mut tx = test.db.write().await.unwrap();
    let refused = session::insert(&mut tx, "hash", &of(&nobody, &vara), moment(0)).await;
    assert!(matches!(refused, Err(StoreError::Database(_))));
}
