//! Keys of programs: shown once, for one organisation and purpose, and never worth more than their owner.

use app::session::Visitor;
use app::{AppError, FieldProblem};
use domain::permission::{Actor, Deed, Scope, Subject};
use domain::person::Role;

use crate::cast::Cast;

const DAY: i64 = 24 * 60 * 60 * 1000;

async fn visitor(cast: &Cast, actor: &Actor) -> Visitor {
    let token = cast.app.start_session(actor.member().unwrap().person, "").await.unwrap();
    cast.app.visitor(&token).await.unwrap()
}

#[tokio::test]
async fn a_key_asks_as_its_owner_until_its_day() {
    let cast = Cast::new().await;
    let anna = visitor(&cast, &cast.anna).await;
    let key = cast.app.make_api_token(&anna, "Veckorapport", Scope::Match, 30).await.unwrap();
    assert!(key.starts_with("brygga_") && key.len() > 60, "{} characters", key.len());
    let (asks, scope) = cast.app.bearer(&key).await.unwrap().unwrap();
    assert_eq!((&asks.actor, scope), (&anna.actor, Scope::Match));
    assert!(cast.app.account(&asks).await.is_err(), "what is a person's own takes a session");
    assert!(cast.app.make_api_token(&asks, "En till", Scope::Read, 30).await.is_err());
    let own = cast.app.api_tokens(&anna).await.unwrap();
    assert_eq!((own.len(), own[0].token.name.as_str()), (1, "Veckorapport"));
    assert!(own[0].token.last_used.is_some() && !own[0].has_ended);

    let late = cast.later(30 * DAY);
    assert!(late.bearer(&key).await.unwrap().is_none(), "its day has come");
    for wrong in ["", "brygga_", &key[..key.len() - 1], &key.to_uppercase()] {
        assert!(cast.app.bearer(wrong).await.unwrap().is_none(), "{wrong}");
    }
    for (name, days, problem) in [("", 30, "token_name"), ("x", 31, "days"), ("x", 36_500, "days")] {
        let error = cast.app.make_api_token(&anna, name, Scope::Match, days).await.unwrap_err();
        let AppError::Invalid(fields) = error else { panic!("{name} {days}") };
        assert_eq!(fields[0].field, problem);
    }
    let karin = visitor(&cast, &cast.karin).await;
    cast.app.end_api_token(&karin, own[0].token.id).await.unwrap();
    assert!(cast.app.bearer(&key).await.unwrap().is_some(), "another's key is not ended");
    cast.app.end_api_token(&anna, own[0].token.id).await.unwrap();
    assert!(cast.another_node().bearer(&key).await.unwrap().is_none(), "at once, on every node");
    for n in 0..20 {
        cast.app.make_api_token(&anna, &n.to_string(), Scope::Read, 90).await.unwrap();
    }
    let error = cast.app.make_api_token(&anna, "En för mycket", Scope::Read, 90).await.unwrap_err();
    assert!(matches!(error, AppError::Invalid(fields) if fields[0].problem == FieldProblem::TooMany));
}

#[tokio::test]
async fn a_key_loses_what_its_owner_loses() {
    let cast = Cast::new().await;
    let essunga = cast.essunga;
    let person = cast.person("Moa Berg", essunga, Role::Coordinator).await;
    let token = cast.app.start_session(person, "").await.unwrap();
    let moa = cast.app.visitor(&token).await.unwrap();
    let key = cast.app.make_api_token(&moa, "Rapport", Scope::Read, 90).await.unwrap();
    let may = async || {
        let asks = cast.app.bearer(&key).await.unwrap();
        asks.map(|(asks, _)| asks.actor.may(Deed::KeepCatalogue, &Subject::of(essunga)))
    };
    assert_eq!(may().await, Some(true));
    cast.app.set_roles(&cast.ada, essunga, person, &[Role::Coordinator], &[Role::Reader], "").await.unwrap();
    assert_eq!(may().await, Some(false), "at the next question");
    cast.app.end_person(&cast.ada, essunga, person, None).await.unwrap();
    assert_eq!(may().await, None);
    let back = cast.person("Moa Berg", essunga, Role::Reader).await;
    assert_eq!(back, person, "the same address");
    assert_eq!(may().await, None, "who comes back makes new keys");
}
