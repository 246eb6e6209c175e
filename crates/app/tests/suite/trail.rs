//! The trail of events: only the operator goes through it, what people do leaves it whole, and denials are kept but bounded.

use crate::cast::Cast;
use app::trail::TrailQuestion;
use app::{AppError, Page};
use domain::event::{EventKind, SubjectKind};
use domain::permission::Actor;
use domain::sharing::Sharing;

const KEYS: &str = "Vi hämtar nycklar på kontoret. När en nyckel saknas blir besöket sent.";

#[tokio::test]
async fn what_people_do_leaves_a_whole_trail_that_only_the_operator_goes_through() {
    let cast = Cast::new().await;
    let need = cast.sent(&cast.karin, KEYS, Sharing::Public).await;
    cast.app.comment_on(&cast.bo, need.number, "Vi med.", "").await.unwrap();
    let verified = cast.app.verify_trail(&Actor::Operator, None).await.unwrap();
    assert!(verified.events > 10 && verified.findings.is_empty(), "{verified:?}");
    for actor in [&cast.ada, &Actor::Anonymous] {
        assert!(matches!(cast.app.verify_trail(actor, None).await, Err(AppError::Denied)));
        assert!(matches!(cast.app.trail_after(actor, 0).await, Err(AppError::Denied)));
    }
}

#[tokio::test]
async fn denials_are_kept_and_do_not_fill_the_disk() {
    let cast = Cast::new().await;
    let count = || async { cast.app.verify_trail(&Actor::Operator, None).await.unwrap().events };
    let before = count().await;
    for _ in 0..30 {
        cast.app.note_denial(&cast.bo, "POST /behov/B-2026-0001/andra").await.unwrap();
    }
    assert_eq!(count().await - before, 20, "twenty a minute of one doer");
    cast.app.note_denial(&Actor::Anonymous, "POST /behov/nytt").await.unwrap();
    assert_eq!(count().await - before, 21, "of another");
    let later = cast.later(61_000);
    later.note_denial(&cast.bo, "POST /behov/B-2026-0001/andra").await.unwrap();
    assert_eq!(count().await - before, 22, "later");
    let entries = cast.app.trail_after(&Actor::Operator, before).await.unwrap();
    assert!(entries[0].changes.contains("POST /behov/B-2026-0001/andra"), "{entries:?}");
}

#[tokio::test]
async fn who_administers_reads_what_was_done_for_the_own_organisation_and_nothing_more() {
    let cast = Cast::new().await;
    let need = cast.sent(&cast.anna, "Nycklar hämtas på kontoret.", Sharing::Organisation).await;
    let theirs = cast.sent(&cast.bo, "Elever loggar in tre gånger.", Sharing::Organisation).await;
    let page = Page::new(1, 50);
    let read = async |question: TrailQuestion| {
        cast.app.trail_of(&cast.ada, cast.essunga, &question, page).await.unwrap()
    };
    let all = read(TrailQuestion::default()).await;
    assert_eq!(all.listed.total, i64::try_from(all.listed.rows.len()).unwrap());
    assert!(all.listed.rows.iter().all(|row| row.person == "Anna Lind"), "{:?}", all.listed.rows);
    assert_eq!(all.listed.rows.last().unwrap().event.kind, EventKind::Created, "newest first");
    assert!(all.listed.rows.iter().any(|row| row.about.is_some()));
    let names: Vec<&str> = all.people.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["Ada Falk", "Anna Lind", "Karin Ås"]);

    let total = async |question: TrailQuestion| read(question).await.listed.total;
    let of_need = TrailQuestion { record: need.number.to_string(), ..TrailQuestion::default() };
    assert_eq!(total(of_need.clone()).await, 2, "written and sent");
    let other_kind = TrailQuestion { kind: Some(SubjectKind::Solution), ..of_need };
    assert_eq!(total(other_kind).await, 0);
    for hidden in [theirs.number.to_string(), "B-2026-0999".into(), "nonsens".into()] {
        assert_eq!(total(TrailQuestion { record: hidden, ..TrailQuestion::default() }).await, 0);
    }
    let karin = cast.karin.member().unwrap().person;
    assert_eq!(total(TrailQuestion { person: Some(karin), ..TrailQuestion::default() }).await, 0);
    let today = cast.app.clock().now().day();
    let day = |from, to| TrailQuestion { from, to, ..TrailQuestion::default() };
    assert_eq!(total(day(Some(today), Some(today))).await, all.listed.total);
    assert_eq!(total(day(None, today.yesterday().ok())).await, 0);
    assert_eq!(total(day(today.tomorrow().ok(), None)).await, 0);

    for other in [&cast.karin, &cast.anna, &cast.bo, &Actor::Anonymous] {
        let denied = cast.app.trail_of(other, cast.essunga, &TrailQuestion::default(), page).await;
        assert!(matches!(denied, Err(AppError::Denied)));
    }
    let denied = cast.app.trail_of(&cast.ada, cast.vara, &TrailQuestion::default(), page).await;
    assert!(matches!(denied, Err(AppError::Denied)));
}
