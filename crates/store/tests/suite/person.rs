//! People, their passwords' hashes and their roles.

use crate::builders::{a_person, a_saved_person, an_organisation, next_moment};
use domain::id::PersonId;
use domain::organisation::Organisation;
use domain::person::{Assignment, Person, Role};
use store::testing::TestDb;
use store::{StoreError, person};

#[tokio::test]
async fn a_person_reads_back_with_and_without_a_password() {
    let test = TestDb::new().await;
    let ada = a_person("Ada Åkesson");
    let bo = a_person("Bo \"Bosse\" Öhman");
    let mut tx = test.db.write().await.unwrap();
    person::insert(&mut tx, &ada, Some("a hash".into())).await.unwrap();
    person::insert(&mut tx, &bo, None).await.unwrap();
    assert_eq!(person::get(&mut tx, ada.id).await.unwrap(), Some(ada.clone()));
    let found = person::by_email(&mut tx, &ada.email).await.unwrap();
    assert_eq!(found, Some((ada.clone(), Some("a hash".into()))));
    assert_eq!(person::by_email(&mut tx, &bo.email).await.unwrap(), Some((bo.clone(), None)));
    assert_eq!(person::password_of(&mut tx, ada.id).await.unwrap().as_deref(), Some("a hash"));
    assert_eq!(person::password_of(&mut tx, bo.id).await.unwrap(), None);
    assert_eq!(person::get(&mut tx, PersonId::at(next_moment())).await.unwrap(), None);
    assert_eq!(person::all(&mut tx).await.unwrap(), [ada, bo], "in the order they were added");
}

#[tokio::test]
async fn addresses_are_compared_without_case_and_outer_space() {
    let test = TestDb::new().await;
    let mut tx = test.db.write().await.unwrap();
    let ada = Person { email: " Ada.Åkesson@Kommun.Example ".into(), ..a_person("Ada") };
    person::insert(&mut tx, &ada, None).await.unwrap();
    let kept = Person { email: "ada.åkesson@kommun.example".into(), ..ada };
    for written in ["ada.åkesson@kommun.example", " ADA.ÅKESSON@kommun.example\n"] {
        let found = person::by_email(&mut tx, written).await.unwrap();
        assert_eq!(found, Some((kept.clone(), None)), "{written:?}");
    }
    for other in ["", "%", "ada_åkesson@kommun.example", "ada", "ada.åkesson@kommun.example\0x"] {
        assert_eq!(person::by_email(&mut tx, other).await.unwrap(), None, "{other:?}");
    }
}

#[tokio::test]
async fn an_address_is_one_persons() {
    let test = TestDb::new().await;
    let ada = a_saved_person(&test, "Ada").await;
    let impostor = Person { email: ada.email.to_uppercase(), ..a_person("Inte Ada") };
    let mut tx = test.db.write().await.unwrap();
    assert!(matches!(person::insert(&mut tx, &impostor, None).await, Err(StoreError::Taken)));
    drop(tx);
    let mut tx = test.db.read().await.unwrap();
    assert_eq!(person::all(&mut tx).await.unwrap(), [ada]);
}

#[tokio::test]
async fn a_password_is_set_for_one_person_and_counts_the_version() {
    let test = TestDb::new().await;
    let ada = a_saved_person(&test, "Ada").await;
    let bo = a_saved_person(&test, "Bo").await;
    let mut tx = test.db.write().await.unwrap();
    for (version, hash) in [(2, "first"), (3, "second")] {
        person::set_password(&mut tx, ada.id, hash.into()).await.unwrap();
        let found = person::by_email(&mut tx, &ada.email).await.unwrap();
        assert_eq!(found, Some((Person { version, ..ada.clone() }, Some(hash.into()))));
    }
    assert_eq!(person::by_email(&mut tx, &bo.email).await.unwrap(), Some((bo, None)));
    let nobody = PersonId::at(next_moment());
    let refused = person::set_password(&mut tx, nobody, "hash".into()).await;
    assert!(matches!(refused, Err(StoreError::Stale)));
}

#[tokio::test]
async fn roles_are_given_and_retitled() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let skara = an_organisation("Skara kommun").saved(&test).await;
    let ada = a_saved_person(&test, "Ada").await;
    let bo = a_saved_person(&test, "Bo").await;
    let mut tx = test.db.write().await.unwrap();
    assert_eq!(person::assignments(&mut tx, ada.id).await.unwrap(), []);
    let mut expected = Vec::new();
    for organisation in [&vara, &skara] {
        for &role in Role::ALL {
            let assignment = Assignment {
                person: ada.id,
                organisation: organisation.id,
                role,
                title: format!("som {role}"),
            };
            person::assign(&mut tx, &assignment).await.unwrap();
            expected.push(assignment);
        }
    }
    expected.sort_by_key(|assignment| (assignment.organisation, assignment.role.code()));
    assert_eq!(person::assignments(&mut tx, ada.id).await.unwrap(), expected);
    assert_eq!(person::assignments(&mut tx, bo.id).await.unwrap(), []);

    expected[0].title = "enhetschef i hemtjänsten".into();
    person::assign(&mut tx, &expected[0]).await.unwrap();
    assert_eq!(
        person::assignments(&mut tx, ada.id).await.unwrap(),
        expected,
        "one title changed, none added"
    );
}

#[tokio::test]
async fn people_are_found_by_role_in_one_organisation() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let skara = an_organisation("Skara kommun").saved(&test).await;
    let ada = a_saved_person(&test, "Ada").await;
    let bo = a_saved_person(&test, "Bo").await;
    let eva = a_saved_person(&test, "Eva").await;
    let mut tx = test.db.write().await.unwrap();
    for (person, organisation, role) in [
        (&bo, &vara, Role::Coordinator),
        (&ada, &vara, Role::Coordinator),
        (&ada, &vara, Role::Reader),
        (&eva, &skara, Role::Coordinator),
    ] {
        let title = String::new();
        let assignment = Assignment { person: person.id, organisation: organisation.id, role, title };
        person::assign(&mut tx, &assignment).await.unwrap();
    }
    let coordinators = person::with_role(&mut tx, vara.id, Role::Coordinator).await.unwrap();
    assert_eq!(coordinators, [ada.clone(), bo]);
    assert_eq!(person::with_role(&mut tx, vara.id, Role::Reader).await.unwrap(), [ada]);
    assert_eq!(person::with_role(&mut tx, vara.id, Role::Administrator).await.unwrap(), []);
    assert_eq!(person::with_role(&mut tx, skara.id, Role::Coordinator).await.unwrap(), [eva]);
}

#[tokio::test]
async fn only_people_who_exist_get_roles() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let nobody = a_person("Ingen");
    let assignment =
        Assignment { person: nobody.id, organisation: vara.id, role: Role::Reader, title: String::new() };
    let mut tx = test.db.write().await.unwrap();
    assert!(matches!(person::assign(&mut tx, &assignment).await, Err(StoreError::Database(_))));
}

#[tokio::test]
async fn roles_are_taken_away_and_an_organisations_people_listed() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let skara = an_organisation("Skara kommun").saved(&test).await;
    let ada = a_saved_person(&test, "Ada").await;
    let mut tx = test.db.write().await.unwrap();
    let role = |organisation: &Organisation, role| Assignment {
        person: ada.id,
        organisation: organisation.id,
        role,
        title: "utredare".into(),
    };
    let (reads, writes, elsewhere) =
        (role(&vara, Role::Reader), role(&vara, Role::NeedSubmitter), role(&skara, Role::Reader));
    for one in [&reads, &writes, &elsewhere] {
        person::assign(&mut tx, one).await.unwrap();
    }
    let people = person::of_organisation(&mut tx, vara.id).await.unwrap();
    assert_eq!(people, [(ada.clone(), writes), (ada.clone(), reads.clone())]);
    person::unassign(&mut tx, ada.id, vara.id, Role::NeedSubmitter).await.unwrap();
    person::unassign(&mut tx, ada.id, vara.id, Role::NeedSubmitter).await.unwrap();
    assert_eq!(person::assignments(&mut tx, ada.id).await.unwrap(), [reads, elsewhere]);
}
