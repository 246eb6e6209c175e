//! Signing in and out, and adding people.

use crate::cast::Cast;
use app::person::PersonInput;
use app::{AppError, FieldProblem, Refusal};
use domain::instant::Instant;
use domain::permission::Actor;
use domain::person::Role;

const PASSWORD: &str = "en lång mening som minns";

fn eva(cast: &Cast) -> PersonInput {
    PersonInput {
        name: "Eva Norén".into(),
        email: "Eva.Noren@Kommun.example".into(),
        organisation: cast.essunga,
        role: Role::Reader,
        title: "utredare".into(),
        password: Some(PASSWORD.into()),
    }
}

#[tokio::test]
async fn a_password_opens_a_session_that_knows_roles_and_partners() {
    let cast = Cast::new().await;
    cast.app.add_person(&Actor::Operator, eva(&cast)).await.unwrap();
    let token = cast.app.sign_in(" eva.noren@kommun.example ", PASSWORD).await.unwrap();
    let visitor = cast.app.visitor(&token).await.unwrap();
    let Actor::Member(member) = visitor.actor else { panic!("signed in") };
    assert_eq!((member.organisation, member.roles), (cast.essunga, vec![Role::Reader]));
    assert_eq!(member.partners, [cast.vara]);
    assert_eq!(visitor.signed_in.unwrap().title, "utredare");

    cast.app.sign_out(&token).await.unwrap();
    assert_eq!(cast.app.visitor(&token).await.unwrap().actor, Actor::Anonymous);
}

#[tokio::test]
async fn a_session_ends_after_a_working_day() {
    let cast = Cast::new().await;
    let person = cast.person("Per Ek", cast.essunga, Role::Reader).await;
    let token = cast.app.start_session(person).await.unwrap();
    let hours = |n: i64| Instant::from_milliseconds(crate::cast::NOON.milliseconds() + n * 3_600_000);
    cast.app.clock().set(hours(11));
    assert!(matches!(cast.app.visitor(&token).await.unwrap().actor, Actor::Member(_)));
    cast.app.clock().set(hours(12));
    assert_eq!(cast.app.visitor(&token).await.unwrap().actor, Actor::Anonymous);
}

#[tokio::test]
async fn wrong_and_unknown_get_the_same_answer_and_guessing_is_stopped() {
    let cast = Cast::new().await;
    cast.app.add_person(&Actor::Operator, eva(&cast)).await.unwrap();
    for (email, password) in
        [("eva.noren@kommun.example", "fel"), ("ingen@kommun.example", PASSWORD), ("", "")]
    {
        let error = cast.app.sign_in(email, password).await.unwrap_err();
        assert!(matches!(error, AppError::Refused(Refusal::SignIn)), "{email}");
    }
    for _ in 0..19 {
        let _ = cast.app.sign_in("eva.noren@kommun.example", "fel").await;
    }
    let error = cast.app.sign_in("eva.noren@kommun.example", PASSWORD).await.unwrap_err();
    assert!(matches!(error, AppError::Refused(Refusal::TooManyTries)), "even the right one, for an hour");
    cast.app.clock().set(Instant::from_milliseconds(crate::cast::NOON.milliseconds() + 3_600_001));
    assert!(cast.app.sign_in("eva.noren@kommun.example", PASSWORD).await.is_ok());
}

#[tokio::test]
async fn a_new_password_ends_old_sessions() {
    let cast = Cast::new().await;
    cast.app.add_person(&Actor::Operator, eva(&cast)).await.unwrap();
    let token = cast.app.sign_in("eva.noren@kommun.example", PASSWORD).await.unwrap();
    let changed = PersonInput { password: Some("en annan lång mening".into()), ..eva(&cast) };
    cast.app.add_person(&Actor::Operator, changed).await.unwrap();
    assert_eq!(cast.app.visitor(&token).await.unwrap().actor, Actor::Anonymous);
    assert!(cast.app.sign_in("eva.noren@kommun.example", PASSWORD).await.is_err());
}

#[tokio::test]
async fn people_are_added_by_those_who_administer_and_with_sound_facts() {
    let cast = Cast::new().await;
    for actor in [&cast.anna, &cast.karin, &cast.ida, &Actor::Anonymous] {
        assert!(matches!(cast.app.add_person(actor, eva(&cast)).await.unwrap_err(), AppError::Denied));
    }
    let refused = |input: PersonInput| {
        let app = cast.app.clone();
        async move {
            match app.add_person(&Actor::Operator, input).await {
                Err(AppError::Invalid(fields)) => (fields[0].field, fields[0].problem.clone()),
                other => panic!("expected an invalid field, got {other:?}"),
            }
        }
    };
    let (field, problem) = refused(PersonInput { email: "eva".into(), ..eva(&cast) }).await;
    assert_eq!((field, problem), ("email", FieldProblem::NotAnAddress));
    let (field, _) = refused(PersonInput { name: " ".into(), ..eva(&cast) }).await;
    assert_eq!(field, "name");
    let (field, _) = refused(PersonInput { password: Some("kort".into()), ..eva(&cast) }).await;
    assert_eq!(field, "password");
}

#[tokio::test]
async fn who_has_no_role_cannot_come_in() {
    let cast = Cast::new().await;
    let nobody = domain::id::PersonId::at(crate::cast::NOON);
    let error = cast.app.start_session(nobody).await.unwrap_err();
    assert!(matches!(error, AppError::Refused(Refusal::SignIn)));
    assert_eq!(cast.app.visitor("no such token").await.unwrap().actor, Actor::Anonymous);
}
