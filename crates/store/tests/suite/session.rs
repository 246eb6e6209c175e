//! Sessions: kept by the hash of their token, and gone when they end.

use crate::builders::{a_person, a_saved_person, an_organisation, moment, next_moment};
use domain::id::SessionId;
use domain::organisation::Organisation;
use domain::person::Person;
use store::session::{self, Session};
use store::testing::TestDb;
use store::{StoreError, Tx};

/// When a session that was kept at 0 ends, in the tests' milliseconds.
const END: i64 = 1000;

fn of(person: &Person, organisation: &Organisation) -> Session {
    Session {
        id: SessionId::at(next_moment()),
        person: person.id,
        organisation: organisation.id,
        created: moment(0),
        last_used: moment(0),
        expires: moment(END),
        browser: "Firefox, Windows".into(),
    }
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
    let kept = of(&ada, &vara);
    session::insert(&mut tx, "hash", &kept).await.unwrap();
    for (now, expected) in [(0, true), (END - 1, true), (END, false), (END + 1, false)] {
        let found = session::get(&mut tx, "hash", moment(now)).await.unwrap();
        assert_eq!(found, expected.then(|| kept.clone()), "after {now} ms");
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
    session::insert(&mut tx, "short", &of(&ada, &vara)).await.unwrap();
    let long = Session { expires: moment(2 * END), ..of(&ada, &vara) };
    session::insert(&mut tx, "long", &long).await.unwrap();
    let late = Session { created: moment(END), expires: moment(3 * END), ..of(&ada, &vara) };
    session::insert(&mut tx, "late", &late).await.unwrap();
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
    session::insert(&mut tx, "hash", &of(&ada, &vara)).await.unwrap();
    let again = session::insert(&mut tx, "hash", &of(&ada, &vara)).await;
    assert!(matches!(again, Err(StoreError::Taken)));
}

#[tokio::test]
async fn one_session_is_ended_and_the_others_stay() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let ada = a_saved_person(&test, "Ada").await;
    let mut tx = test.db.write().await.unwrap();
    let first = of(&ada, &vara);
    session::insert(&mut tx, "first", &first).await.unwrap();
    session::insert(&mut tx, "second", &of(&ada, &vara)).await.unwrap();
    session::remove(&mut tx, first.id).await.unwrap();
    session::remove(&mut tx, first.id).await.unwrap();
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
    session::insert(&mut tx, "ada 1", &of(&ada, &vara)).await.unwrap();
    session::insert(&mut tx, "ada 2", &of(&ada, &vara)).await.unwrap();
    session::insert(&mut tx, "bo", &of(&bo, &vara)).await.unwrap();
    let kept = of(&ada, &vara);
    session::insert(&mut tx, "ada 3", &kept).await.unwrap();
    assert_eq!(session::remove_all_of(&mut tx, ada.id, Some(kept.id)).await.unwrap(), 2);
    assert!(is_there(&mut tx, "ada 3").await, "the one that was to be kept");
    assert_eq!(session::remove_all_of(&mut tx, ada.id, None).await.unwrap(), 1);
    assert!(!is_there(&mut tx, "ada 3").await);
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
    let refused = session::insert(&mut tx, "hash", &of(&nobody, &vara)).await;
    assert!(matches!(refused, Err(StoreError::Database(_))));
}

#[tokio::test]
async fn a_session_is_used_and_acts_for_another_organisation() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let skara = an_organisation("Skara kommun").saved(&test).await;
    let ada = a_saved_person(&test, "Ada").await;
    let mut tx = test.db.write().await.unwrap();
    let (first, second) = (of(&ada, &vara), of(&ada, &vara));
    session::insert(&mut tx, "first", &first).await.unwrap();
    session::insert(&mut tx, "second", &second).await.unwrap();
    session::touch(&mut tx, second.id, moment(5)).await.unwrap();
    session::act_for(&mut tx, first.id, skara.id).await.unwrap();
    let first = Session { organisation: skara.id, ..first };
    let second = Session { last_used: moment(5), ..second };
    let all = session::of_person(&mut tx, ada.id, moment(0)).await.unwrap();
    assert_eq!(all, [second, first.clone()], "last used first");
    assert_eq!(session::of_person(&mut tx, ada.id, moment(END)).await.unwrap(), []);
    session::remove(&mut tx, first.id).await.unwrap();
    let ended = session::act_for(&mut tx, first.id, vara.id).await;
    assert!(matches!(ended, Err(StoreError::Stale)), "{ended:?}");
}
