//! Saved views: whose they are, who is offered them, and what cannot be kept.

use crate::cast::Cast;
use app::saved_view::ViewInput;
use app::{AppError, FieldProblem, Refusal};
use domain::permission::Actor;
use domain::person::Role;
use domain::saved_view::{SavedView, ViewReach, ViewedList};

fn a_view(name: &str, reach: ViewReach) -> ViewInput {
    ViewInput { name: name.to_owned(), list: ViewedList::Solutions, query: "slag=system".to_owned(), reach }
}

async fn names(cast: &Cast, actor: &Actor) -> Vec<String> {
    let views = cast.app.saved_views(actor).await.unwrap();
    let kept = views.into_iter().filter(|row| row.view.put_away.is_none());
    kept.map(|row| format!("{}{}", row.view.name, if row.may_keep { "" } else { " (reads)" })).collect()
}

fn at(view: &SavedView, version: i64) -> (domain::id::SavedViewId, i64) {
    (view.id, version)
}

#[tokio::test]
async fn a_view_is_its_savers_until_it_is_offered_to_the_organisation() {
    let cast = Cast::new().await;
    let own = cast.app.save_view(&cast.anna, &a_view(" Ö som i system ", ViewReach::Own)).await.unwrap();
    let offered = cast.app.save_view(&cast.anna, &a_view("Alla", ViewReach::Organisation)).await.unwrap();
    assert_eq!(names(&cast, &cast.anna).await, ["Alla", "Ö som i system"]);
    // Karin coordinates Anna's organisation; Bo and Ida belong to others.
    assert_eq!(names(&cast, &cast.karin).await, ["Alla"]);
    for outside in [&cast.bo, &cast.ida, &Actor::Anonymous] {
        assert_eq!(names(&cast, outside).await, [""; 0]);
        let stolen = cast.app.put_view_away(outside, at(&offered, 1)).await;
        assert!(matches!(stolen, Err(AppError::NotFound)), "{stolen:?}");
    }
    let hidden = cast.app.change_view(&cast.karin, at(&own, 1), ("Min", ViewReach::Own)).await;
    assert!(matches!(hidden, Err(AppError::NotFound)), "{hidden:?}");
    cast.app
        .change_view(&cast.karin, at(&offered, 1), ("Våra system", ViewReach::Organisation))
        .await
        .unwrap();
    let stale = cast.app.change_view(&cast.anna, at(&offered, 1), ("Alla", ViewReach::Own)).await;
    assert!(matches!(stale, Err(AppError::Refused(Refusal::ChangedMeanwhile))), "{stale:?}");
    cast.app.put_view_away(&cast.anna, at(&offered, 2)).await.unwrap();
    assert_eq!(names(&cast, &cast.karin).await, [""; 0]);
    cast.app.take_view_back(&cast.karin, at(&offered, 3)).await.unwrap();
    assert_eq!(names(&cast, &cast.anna).await, ["Våra system", "Ö som i system"]);
}

#[tokio::test]
async fn who_only_reads_keeps_views_but_offers_none() {
    let cast = Cast::new().await;
    let reader = cast.person("Rut Ask", cast.essunga, Role::Reader).await;
    let token = cast.app.start_session(reader, "").await.unwrap();
    let reader = cast.app.visitor(&token).await.unwrap().actor;
    cast.app.save_view(&reader, &a_view("Min", ViewReach::Own)).await.unwrap();
    let denied = cast.app.save_view(&reader, &a_view("Vår", ViewReach::Organisation)).await;
    assert!(matches!(denied, Err(AppError::Denied)));
    assert!(!cast.app.may_share_views(&reader) && cast.app.may_share_views(&cast.anna));
    cast.app.save_view(&cast.anna, &a_view("Vår", ViewReach::Organisation)).await.unwrap();
    assert_eq!(names(&cast, &reader).await, ["Min", "Vår (reads)"]);
    let nobody = cast.app.save_view(&Actor::Anonymous, &a_view("Ingens", ViewReach::Own)).await;
    assert!(matches!(nobody, Err(AppError::Denied)));
}

async fn latest(cast: &Cast) -> i64 {
    let mut tx = cast.test.db.read().await.unwrap();
    store::event::latest(&mut tx).await.unwrap()
}

#[tokio::test]
async fn what_cannot_be_kept_is_told_at_its_field() {
    let cast = Cast::new().await;
    let before = latest(&cast).await;
    cast.app.save_view(&cast.anna, &a_view("Min", ViewReach::Own)).await.unwrap();
    let elsewhere = ViewInput { query: "q=//annan.example".into(), ..a_view("Annan", ViewReach::Own) };
    let long = a_view(&"x".repeat(1_000), ViewReach::Own);
    for (input, field) in [
        (a_view("min", ViewReach::Own), "name"),
        (a_view("  ", ViewReach::Own), "name"),
        (long, "name"),
        (elsewhere, "query"),
    ] {
        match cast.app.save_view(&cast.anna, &input).await {
            Err(AppError::Invalid(fields)) => {
                assert_eq!(fields.iter().map(|one| one.field).collect::<Vec<_>>(), [field]);
            }
            other => panic!("{input:?}: {other:?}"),
        }
    }
    // The same name for another list can be told apart.
    let needs = ViewInput { list: ViewedList::Needs, ..a_view("Min", ViewReach::Own) };
    cast.app.save_view(&cast.anna, &needs).await.unwrap();
    for turn in 2..100 {
        cast.app.save_view(&cast.anna, &a_view(&format!("Nr {turn}"), ViewReach::Own)).await.unwrap();
    }
    match cast.app.save_view(&cast.anna, &a_view("En till", ViewReach::Own)).await {
        Err(AppError::Invalid(fields)) => assert_eq!(fields[0].problem, FieldProblem::TooMany),
        other => panic!("{other:?}"),
    }
    assert_eq!(
        latest(&cast).await - before,
        100,
        "each view that was kept left an event, and nothing else did"
    );
}
