//! Records for the store's tests, written as sentences: `a_need().titled("Nycklar").by(&vara).submitted()`.
//!
//! Every builder ends with `saved`, which commits the record in a transaction of its own. Each record gets a
//! later moment than the one before, so ids sort in the order in which records are made.

mod contract;
mod need;
mod organisation;
mod solution;

use std::sync::atomic::{AtomicI64, Ordering};

use domain::id::PersonId;
use domain::instant::Instant;
use domain::organisation::Organisation;
use domain::permission::{Actor, Member, Visibility};
use domain::person::{Person, Role};
use store::testing::TestDb;
use store::{StoreError, Tx};

pub use contract::a_contract;
pub use need::a_need;
pub use organisation::{a_collaboration, an_organisation};
pub use solution::{a_solution, a_usage};

/// A number that no other record of this test process has.
pub fn serial() -> i64 {
    static SERIAL: AtomicI64 = AtomicI64::new(1);
    SERIAL.fetch_add(1, Ordering::Relaxed)
}

/// The moment `milliseconds` after the tests' time begins, in the spring of 2026.
pub fn moment(milliseconds: i64) -> Instant {
    Instant::from_milliseconds(1_775_000_000_000 + milliseconds)
}

/// A moment later than all that were given before.
pub fn next_moment() -> Instant {
    moment(serial())
}

/// What the operator sees: everything.
pub fn everything() -> Visibility {
    Actor::Operator.visibility()
}

/// What a reader of this organisation sees when it co-operates with `partners`.
pub fn seen_by(person: &Person, organisation: &Organisation, partners: &[&Organisation]) -> Visibility {
    Actor::Member(Member {
        person: person.id,
        organisation: organisation.id,
        roles: vec![Role::Reader],
        partners: partners.iter().map(|partner| partner.id).collect(),
    })
    .visibility()
}

/// A person of that name with an address of its own.
pub fn a_person(name: &str) -> Person {
    let now = next_moment();
    Person {
        id: PersonId::at(now),
        version: 1,
        name: name.to_owned(),
        email: format!("person{}@kommun.example", now.milliseconds()),
    }
}

/// A person who is in the database, without a password.
pub async fn a_saved_person(test: &TestDb, name: &str) -> Person {
    let person = a_person(name);
    let mut tx = test.db.write().await.unwrap();
    store::person::insert(&mut tx, &person, None).await.unwrap();
    tx.commit().await.unwrap();
    person
}

/// The rows a raw statement changes; for what the store offers no function for.
pub async fn raw(tx: &mut Tx, statement: &'static str) -> Result<u64, StoreError> {
    Ok(match tx {
        Tx::Sqlite(tx) => sqlx::raw_sql(statement).execute(&mut **tx).await?.rows_affected(),
        Tx::Postgres(tx) => sqlx::raw_sql(statement).execute(&mut **tx).await?.rows_affected(),
    })
}

/// The one whole number that a raw question gives.
pub async fn raw_number(tx: &mut Tx, question: &'static str) -> i64 {
    match tx {
        Tx::Sqlite(tx) => sqlx::query_scalar(question).fetch_one(&mut **tx).await.unwrap(),
        Tx::Postgres(tx) => sqlx::query_scalar(question).fetch_one(&mut **tx).await.unwrap(),
    }
}
