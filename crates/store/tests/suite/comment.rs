//! Comments: a thread in order, and whether each is read.

use crate::builders::{a_saved_person, an_organisation, moment, next_moment};
use domain::comment::{Comment, CommentState};
use domain::event::SubjectKind;
use domain::id::CommentId;
use store::testing::TestDb;
use store::{StoreError, comment};

const KIND: SubjectKind = SubjectKind::Need;

#[tokio::test]
async fn a_thread_is_read_in_order_newest_kept_and_counted() {
    let test = TestDb::new().await;
    let vara = an_organisation("Vara kommun").saved(&test).await;
    let (ada, bo) = (a_saved_person(&test, "Ada").await.id, a_saved_person(&test, "Bo").await.id);
    let written = |person, subject: &str, at, text: &str| Comment {
        id: CommentId::at(next_moment()),
        version: 1,
        subject_kind: KIND,
        subject: subject.to_owned(),
        person,
        organisation: vara.id,
        text: text.to_owned(),
        mentioned: vec![ada, bo],
        state: CommentState::Shown,
        reason: None,
        at,
        asked: None,
        answers: None,
    };
    let first = written(ada, "one", moment(-3), "Först; 'citat' --");
    let second = written(bo, "one", moment(-2), "Sedan\nny rad");
    let third = written(ada, "one", moment(-1), "Sist");
    let elsewhere = written(ada, "two", moment(0), "Annat");
    let mut tx = test.db.write().await.unwrap();
    for one in [&third, &first, &elsewhere, &second] {
        comment::insert(&mut tx, one).await.unwrap();
    }
    let all = comment::of_subject(&mut tx, KIND, "one", 10).await.unwrap();
    assert_eq!(all, (vec![first, second.clone(), third.clone()], 3));
    let newest = comment::of_subject(&mut tx, KIND, "one", 2).await.unwrap();
    assert_eq!(newest, (vec![second.clone(), third.clone()], 3));
    assert_eq!(comment::of_subject(&mut tx, SubjectKind::Solution, "one", 9).await.unwrap(), (vec![], 0));
    assert_eq!(comment::last_of(&mut tx, ada, KIND, "one").await.unwrap(), Some(third));
    assert_eq!(comment::last_of(&mut tx, bo, KIND, "two").await.unwrap(), None);

    let hidden = Comment { state: CommentState::Hidden, reason: Some("Prov".into()), ..second };
    comment::set_state(&mut tx, &hidden).await.unwrap();
    let stale = comment::set_state(&mut tx, &hidden).await;
    assert!(matches!(stale, Err(StoreError::Stale)), "{stale:?}");
    let read = comment::get(&mut tx, hidden.id).await.unwrap();
    assert_eq!(read, Some(Comment { version: 2, ..hidden }));
    assert_eq!(comment::get(&mut tx, CommentId::at(next_moment())).await.unwrap(), None);
}
