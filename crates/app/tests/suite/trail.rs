//! The trail of events: only the operator goes through it, what people do leaves it whole, and denials are kept but bounded.

use crate::cast::Cast;
use app::AppError;
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
