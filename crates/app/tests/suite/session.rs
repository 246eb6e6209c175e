//! Signing in and out, and adding people.

use crate::cast::Cast;
use app::person::PersonInput;
use app::session::Visitor;
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
    let token =
        cast.app.sign_in(" eva.noren@kommun.example ", PASSWORD, "").await.unwrap().session().unwrap();
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
    let token = cast.app.start_session(person, "").await.unwrap();
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
        let error = cast.app.sign_in(email, password, "").await.unwrap_err();
        assert!(matches!(error, AppError::Refused(Refusal::SignIn)), "{email}");
    }
    for _ in 0..19 {
        let _ = cast.app.sign_in("eva.noren@kommun.example", "fel", "").await;
    }
    let error = cast.app.sign_in("eva.noren@kommun.example", PASSWORD, "").await.unwrap_err();
    assert!(matches!(error, AppError::Refused(Refusal::TooManyTries)), "even the right one, for an hour");
    cast.app.clock().set(Instant::from_milliseconds(crate::cast::NOON.milliseconds() + 3_600_001));
    assert!(cast.app.sign_in("eva.noren@kommun.example", PASSWORD, "").await.is_ok());
}

#[tokio::test]
async fn a_new_password_ends_old_sessions() {
    let cast = Cast::new().await;
    cast.app.add_person(&Actor::Operator, eva(&cast)).await.unwrap();
    let token = cast.app.sign_in("eva.noren@kommun.example", PASSWORD, "").await.unwrap().session().unwrap();
    let changed = PersonInput { password: Some("en annan lång mening".into()), ..eva(&cast) };
    cast.app.add_person(&Actor::Operator, changed).await.unwrap();
    assert_eq!(cast.app.visitor(&token).await.unwrap().actor, Actor::Anonymous);
    assert!(cast.app.sign_in("eva.noren@kommun.example", PASSWORD, "").await.is_err());
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
    let error = cast.app.start_session(nobody, "").await.unwrap_err();
    assert!(matches!(error, AppError::Refused(Refusal::SignIn)));
    assert_eq!(cast.app.visitor("no such token").await.unwrap().actor, Actor::Anonymous);
}

#[tokio::test]
async fn sessions_are_listed_and_ended_on_every_node_at_once() {
    let cast = Cast::new().await;
    let person = cast.app.add_person(&Actor::Operator, eva(&cast)).await.unwrap();
    let there = cast.another_node();
    let at_desk = cast.app.start_session(person.id, "Firefox, Windows").await.unwrap();
    let at_home = there.start_session(person.id, "Safari, iPhone\n").await.unwrap();
    let visitor = cast.app.visitor(&at_desk).await.unwrap();
    let account = cast.app.account(&visitor).await.unwrap();
    let browsers: Vec<_> = account.sessions.iter().map(|one| one.browser.as_str()).collect();
    assert_eq!(browsers.len(), 2);
    assert!(browsers.contains(&"Firefox, Windows") && browsers.contains(&"Safari, iPhone"), "{browsers:?}");
    let other = account.sessions.iter().find(|one| one.id != account.session).unwrap().id;

    let stranger = cast.app.start_session(cast.ida.member().unwrap().person, "").await.unwrap();
    let strangers = cast.app.visitor(&stranger).await.unwrap();
    cast.app.end_session(&strangers, other).await.unwrap();
    assert!(there.visitor(&at_home).await.unwrap().signed_in.is_some(), "only its owner ends it");
    cast.app.end_session(&visitor, other).await.unwrap();
    assert_eq!(there.visitor(&at_home).await.unwrap().actor, Actor::Anonymous);

    let again = there.start_session(person.id, "").await.unwrap();
    cast.app.end_other_sessions(&visitor).await.unwrap();
    assert_eq!(there.visitor(&again).await.unwrap().actor, Actor::Anonymous);
    assert!(there.visitor(&at_desk).await.unwrap().signed_in.is_some(), "this one stays");
    assert!(matches!(cast.app.account(&Visitor::anonymous()).await, Err(AppError::Denied)));
}

#[tokio::test]
async fn a_password_is_changed_by_who_knows_it_and_ends_the_other_sessions() {
    let cast = Cast::new().await;
    cast.app.add_person(&Actor::Operator, eva(&cast)).await.unwrap();
    let token = cast.app.sign_in("eva.noren@kommun.example", PASSWORD, "").await.unwrap().session().unwrap();
    let elsewhere =
        cast.app.sign_in("eva.noren@kommun.example", PASSWORD, "").await.unwrap().session().unwrap();
    let visitor = cast.app.visitor(&token).await.unwrap();
    let new = "en annan lång mening";
    for (old, new, field) in [("fel lösenord", new, "old_password"), (PASSWORD, "kort", "password")] {
        let error = cast.app.change_password(&visitor, old, new).await.unwrap_err();
        let AppError::Invalid(fields) = error else { panic!("expected invalid fields, got {error}") };
        assert_eq!(fields[0].field, field);
    }
    cast.app.change_password(&visitor, PASSWORD, new).await.unwrap();
    let there = cast.another_node();
    assert_eq!(there.visitor(&elsewhere).await.unwrap().actor, Actor::Anonymous);
    assert!(there.visitor(&token).await.unwrap().signed_in.is_some());
    assert!(cast.app.sign_in("eva.noren@kommun.example", PASSWORD, "").await.is_err());
    assert!(cast.app.sign_in("eva.noren@kommun.example", new, "").await.is_ok());
    for _ in 0..20 {
        let _ = cast.app.change_password(&visitor, "fel lösenord", new).await;
    }
    let error = cast.app.change_password(&visitor, new, new).await.unwrap_err();
    assert!(matches!(error, AppError::Refused(Refusal::TooManyTries)), "{error}");
}

#[tokio::test]
async fn a_person_in_two_organisations_acts_for_one_at_a_time() {
    let cast = Cast::new().await;
    let person = cast.app.add_person(&Actor::Operator, eva(&cast)).await.unwrap();
    let elsewhere =
        PersonInput { organisation: cast.vara, role: Role::Coordinator, password: None, ..eva(&cast) };
    cast.app.add_person(&Actor::Operator, elsewhere).await.unwrap();
    let token = cast.app.start_session(person.id, "").await.unwrap();
    let another = cast.app.start_session(person.id, "").await.unwrap();
    let visitor = cast.app.visitor(&token).await.unwrap();
    assert_eq!(visitor.signed_in.as_ref().unwrap().organisations.len(), 2);
    let from = visitor.actor.member().unwrap().organisation;
    let to = if from == cast.vara { cast.essunga } else { cast.vara };
    let denied = cast.app.act_for(&visitor, cast.halmstad).await.unwrap_err();
    assert!(matches!(denied, AppError::NotFound), "{denied}");
    cast.app.act_for(&visitor, to).await.unwrap();
    let now = cast.another_node().visitor(&token).await.unwrap();
    let member = now.actor.member().unwrap();
    assert_eq!(member.organisation, to);
    assert_eq!(
        member.roles,
        [if to == cast.vara { Role::Coordinator } else { Role::Reader }],
        "its roles alone"
    );
    let unchanged = cast.app.visitor(&another).await.unwrap();
    assert_eq!(unchanged.actor.member().unwrap().organisation, from, "the other session is its own");
}

#[tokio::test]
async fn an_administrator_takes_over_no_account_of_another_organisation() {
    let cast = Cast::new().await;
    let input = PersonInput { organisation: cast.vara, ..eva(&cast) };
    cast.app.add_person(&Actor::Operator, input).await.unwrap();
    let taken = PersonInput { password: Some("ett nytt lösenord".into()), ..eva(&cast) };
    let error = cast.app.add_person(&cast.ada, taken).await.unwrap_err();
    assert!(matches!(error, AppError::Invalid(_)), "{error}");
    assert!(cast.app.sign_in("eva.noren@kommun.example", PASSWORD, "").await.is_ok(), "nothing has changed");
    cast.app.add_person(&cast.ada, PersonInput { password: None, ..eva(&cast) }).await.unwrap();
}
