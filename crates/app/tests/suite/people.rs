//! The people of an organisation: roles, leaving with a successor, the last administrator, and the way in by the operator.

use crate::cast::{Cast, a_need};
use app::person::PersonInput;
use app::{AppError, Refusal};
use domain::event::EventKind;
use domain::id::PersonId;
use domain::permission::Actor;
use domain::person::Role;
use domain::sharing::Sharing;

const KEYS: &str = "Vi hämtar nycklar på kontoret. När en nyckel saknas blir besöket sent.";

fn id(actor: &Actor) -> PersonId {
    actor.member().unwrap().person
}

fn refused(error: AppError) -> Refusal {
    let AppError::Refused(refusal) = error else { panic!("expected a refusal, got {error}") };
    refusal
}

#[tokio::test]
async fn only_its_administrators_see_and_change_an_organisations_people() {
    let cast = Cast::new().await;
    let people = cast.app.people_of(&cast.ada, cast.essunga).await.unwrap();
    let names: Vec<_> = people.iter().map(|row| row.person.name.as_str()).collect();
    assert_eq!(names, ["Ada Falk", "Anna Lind", "Karin Ås"], "by name, the Swedish way");
    for actor in [&cast.anna, &cast.karin, &cast.bo, &Actor::Anonymous] {
        assert!(matches!(cast.app.people_of(actor, cast.essunga).await, Err(AppError::Denied)));
        let end = cast.app.end_person(actor, cast.essunga, id(&cast.anna), None).await;
        assert!(matches!(end, Err(AppError::Denied)));
        let roles = [Role::Administrator];
        let set = cast.app.set_roles(actor, cast.essunga, id(&cast.anna), &[], &roles, "").await;
        assert!(matches!(set, Err(AppError::Denied)));
    }
    assert!(matches!(cast.app.people_of(&cast.ada, cast.vara).await, Err(AppError::Denied)), "not another's");
    let bo = cast.app.end_person(&cast.ada, cast.essunga, id(&cast.bo), None).await;
    assert!(matches!(bo, Err(AppError::NotFound)), "nor another's person");
}

#[tokio::test]
async fn roles_change_at_the_next_request_on_every_node() {
    let cast = Cast::new().await;
    let anna = id(&cast.anna);
    let token = cast.app.start_session(anna, "").await.unwrap();
    let there = cast.another_node();
    let roles_there = async || there.visitor(&token).await.unwrap().actor.member().unwrap().roles.clone();
    let set = |was: &'static [Role], roles: &'static [Role]| {
        cast.app.set_roles(&cast.ada, cast.essunga, anna, was, roles, "samordnare")
    };
    set(&[Role::NeedSubmitter], &[Role::Coordinator, Role::Reader]).await.unwrap();
    assert_eq!(roles_there().await, [Role::Coordinator, Role::Reader]);
    let stale = set(&[Role::NeedSubmitter], &[Role::Reader]).await.unwrap_err();
    assert_eq!(refused(stale), Refusal::ChangedMeanwhile);
    let none = set(&[Role::Reader, Role::Coordinator], &[]).await.unwrap_err();
    assert!(matches!(none, AppError::Invalid(_)));
    set(&[Role::Reader, Role::Coordinator], &[Role::Reader]).await.unwrap();
    assert_eq!(roles_there().await, [Role::Reader]);
}

#[tokio::test]
async fn who_leaves_hands_over_and_is_gone_at_once() {
    let cast = Cast::new().await;
    let (anna, karin) = (id(&cast.anna), id(&cast.karin));
    let draft = cast.app.draft_need(&cast.anna, a_need(KEYS, Sharing::Collaboration)).await.unwrap();
    let sent = cast.sent(&cast.anna, KEYS, Sharing::Collaboration).await;
    let elsewhere = PersonInput {
        name: "Anna Lind".into(),
        email: "Anna.Lind@kommun.example".into(),
        organisation: cast.vara,
        role: Role::Reader,
        title: String::new(),
        password: None,
    };
    cast.app.add_person(&Actor::Operator, elsewhere).await.unwrap();
    let sessions =
        [cast.app.start_session(anna, "").await.unwrap(), cast.app.start_session(anna, "").await.unwrap()];
    let visitor = cast.app.visitor(&sessions[1]).await.unwrap();
    cast.app.act_for(&visitor, cast.vara).await.unwrap();
    let visitor = cast.app.visitor(&sessions[0]).await.unwrap();
    cast.app.act_for(&visitor, cast.essunga).await.unwrap();

    for stranger in [&cast.karin, &cast.bo, &cast.anna] {
        let denied = cast.app.open_of(stranger, cast.essunga, anna).await.unwrap_err();
        assert!(matches!(denied, AppError::Denied), "what waits on whom is for administrators");
    }
    let open = cast.app.open_of(&cast.ada, cast.essunga, anna).await.unwrap();
    assert_eq!(open.len(), 2);
    let known = open.iter().filter(|need| need.known.is_some()).count();
    assert_eq!(known, 1, "a draft is its writer's alone: {open:?}");
    for successor in [None, Some(anna), Some(id(&cast.bo))] {
        let error = cast.app.end_person(&cast.ada, cast.essunga, anna, successor).await.unwrap_err();
        let AppError::Invalid(fields) = error else { panic!("expected invalid fields, got {error}") };
        assert_eq!(fields[0].field, "successor");
    }
    cast.app.end_person(&cast.ada, cast.essunga, anna, Some(karin)).await.unwrap();
    let there = cast.another_node();
    assert_eq!(there.visitor(&sessions[0]).await.unwrap().actor, Actor::Anonymous);
    assert!(there.visitor(&sessions[1]).await.unwrap().signed_in.is_some(), "the other organisation goes on");
    let page = there.read_need(&cast.karin, draft.number).await.unwrap();
    assert_eq!((page.need.author, page.history[0].event.kind), (Some(karin), EventKind::HandedOver));
    let page = there.read_need(&cast.bo, sent.number).await.unwrap();
    assert!(page.history.iter().any(|entry| entry.person.as_deref() == Some("Anna Lind")), "the name stays");
    let again = cast.app.end_person(&cast.ada, cast.essunga, anna, None).await.unwrap_err();
    assert!(matches!(again, AppError::NotFound));
}

#[tokio::test]
async fn the_last_administrator_stays_even_when_two_step_down_at_once() {
    let cast = Cast::new().await;
    let ada = id(&cast.ada);
    let step_down =
        cast.app.set_roles(&cast.ada, cast.essunga, ada, &[Role::Administrator], &[Role::Reader], "");
    assert_eq!(refused(step_down.await.unwrap_err()), Refusal::LastAdministrator);
    let end = cast.app.end_person(&cast.ada, cast.essunga, ada, None).await.unwrap_err();
    assert_eq!(refused(end), Refusal::LastAdministrator);

    let second = cast.person("Siv Berg", cast.essunga, Role::Administrator).await;
    let there = cast.another_node();
    let (one, other) = tokio::join!(
        cast.app.end_person(&cast.ada, cast.essunga, ada, None),
        there.end_person(&cast.ada, cast.essunga, second, None),
    );
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    let left = cast.app.people_of(&Actor::Operator, cast.essunga).await.unwrap();
    let administrators = left.iter().filter(|row| row.roles.contains(&Role::Administrator)).count();
    assert_eq!(administrators, 1);
}

#[tokio::test]
async fn the_operator_lets_somebody_in_and_says_why() {
    let cast = Cast::new().await;
    let input = || PersonInput {
        name: "Siv Berg".into(),
        email: "siv@kommun.example".into(),
        organisation: cast.essunga,
        role: Role::Reader,
        title: String::new(),
        password: Some("en lång mening som minns".into()),
    };
    assert!(matches!(cast.app.rescue(&cast.ada, input(), "glömt").await, Err(AppError::Denied)));
    assert!(matches!(cast.app.rescue(&Actor::Operator, input(), " ").await, Err(AppError::Invalid(_))));
    let siv = cast.app.rescue(&Actor::Operator, input(), "Ada är borta").await.unwrap();
    let people = cast.app.people_of(&Actor::Operator, cast.essunga).await.unwrap();
    let row = people.iter().find(|row| row.person.id == siv.id).unwrap();
    assert_eq!(row.roles, [Role::Administrator]);
    assert!(cast.app.sign_in("siv@kommun.example", "en lång mening som minns", "").await.is_ok());
    let trail = cast.app.trail_after(&Actor::Operator, 0).await.unwrap();
    let rescued = trail.iter().find(|entry| entry.kind == "rescued").unwrap();
    assert!(rescued.changes.contains("Ada är borta") && rescued.doer == "operator", "{rescued:?}");
}
