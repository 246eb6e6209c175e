//! Threads of comments: who reads and writes them, taking back, hiding, mentions, and sending twice.

use crate::cast::Cast;
use app::comment::{Extent, Thread};
use app::{AppError, FieldProblem, Refusal};
use domain::comment::CommentState;
use domain::event::EventKind;
use domain::need::Need;
use domain::permission::{Actor, Member};
use domain::person::Role;
use domain::sharing::Sharing;

const KEYS: &str = "Vi hämtar nycklar på kontoret. När en nyckel saknas blir besöket sent.";

async fn thread(cast: &Cast, reader: &Actor, need: &Need) -> Thread {
    cast.app.thread(reader, need.number, Extent::Newest).await.unwrap()
}

fn texts(thread: &Thread) -> Vec<&str> {
    thread.rows.iter().map(|row| row.comment.text.as_str()).collect()
}

#[tokio::test]
async fn those_who_read_the_need_read_and_write_and_the_public_does_neither() {
    let cast = Cast::new().await;
    let need = cast.sent(&cast.karin, KEYS, Sharing::Public).await;
    let comment = |by, text| cast.app.comment_on(by, need.number, text, "");
    comment(&cast.bo, "Så är det här också.").await.unwrap();
    let later = cast.later(1);
    let text = "Hör @Bo Dahl och @Ida Holm, inte @Nils Okänd.";
    let written = later.comment_on(&cast.anna, need.number, text, "").await.unwrap();
    assert_eq!(written.mentioned.len(), 2);
    let read = thread(&cast, &cast.ida, &need).await;
    assert_eq!(texts(&read), ["Så är det här också.", "Hör @Bo Dahl och @Ida Holm, inte @Nils Okänd."]);
    assert_eq!(read.rows[1].mentioned, ["Bo Dahl", "Ida Holm"]);
    assert_eq!((read.rows[0].person.as_str(), read.rows[0].organisation.as_str()), ("Bo Dahl", "Vara"));

    let public = thread(&cast, &Actor::Anonymous, &need).await;
    assert!(public.rows.is_empty() && public.total == 0 && !public.may_write);
    assert!(matches!(comment(&Actor::Anonymous, "Hej").await.unwrap_err(), AppError::Denied));
    let member = cast.anna.member().unwrap();
    let reader = Actor::Member(Member { roles: vec![Role::Reader], ..member.clone() });
    assert!(matches!(comment(&reader, "Hej").await.unwrap_err(), AppError::Denied), "a reader only reads");
    let history = cast.app.read_need(&Actor::Anonymous, need.number).await.unwrap().history;
    assert!(history.iter().all(|entry| entry.event.kind != EventKind::Commented));

    let own = cast.sent(&cast.anna, KEYS, Sharing::Organisation).await;
    let mention = cast.app.comment_on(&cast.anna, own.number, "Se @Bo Dahl, @Karin Ås", "").await.unwrap();
    assert_eq!(mention.mentioned.len(), 1, "nobody is mentioned who cannot read it");
    let hidden = cast.app.thread(&cast.bo, own.number, Extent::Newest).await;
    assert!(matches!(hidden.unwrap_err(), AppError::NotFound));
    let hidden = cast.app.comment_on(&cast.bo, own.number, "Hej", "").await;
    assert!(matches!(hidden.unwrap_err(), AppError::NotFound));
}

#[tokio::test]
async fn the_same_words_at_once_are_one_comment() {
    let cast = Cast::new().await;
    let need = cast.sent(&cast.anna, KEYS, Sharing::Collaboration).await;
    let first = cast.app.comment_on(&cast.bo, need.number, "Vi med.", "").await.unwrap();
    let again = cast.app.comment_on(&cast.bo, need.number, " Vi med. ", "").await.unwrap();
    assert_eq!(first, again);
    let later = cast.later(60_000);
    later.comment_on(&cast.bo, need.number, "Vi med.", "").await.unwrap();
    assert_eq!(thread(&cast, &cast.bo, &need).await.total, 2);
}

#[tokio::test]
async fn a_comment_is_taken_back_by_its_writer_and_hidden_with_a_reason() {
    let cast = Cast::new().await;
    let need = cast.sent(&cast.anna, KEYS, Sharing::Collaboration).await;
    let comment = cast.app.comment_on(&cast.bo, need.number, "Test test", "").await.unwrap();
    let back = |by, version, undo| cast.app.take_comment_back(by, comment.id, version, undo);
    assert!(matches!(back(&cast.karin, 1, false).await.unwrap_err(), AppError::Denied));
    assert!(matches!(back(&cast.ida, 1, false).await.unwrap_err(), AppError::NotFound));
    back(&cast.bo, 1, false).await.unwrap();
    assert_eq!(texts(&thread(&cast, &cast.bo, &need).await), ["Test test"], "its writer sees it");
    assert_eq!(texts(&thread(&cast, &cast.karin, &need).await), [""]);
    let stale = back(&cast.bo, 1, true).await.unwrap_err();
    assert!(matches!(stale, AppError::Refused(Refusal::ChangedMeanwhile)));
    back(&cast.bo, 2, true).await.unwrap();

    let hide = |by, version, reason| cast.app.hide_comment(by, comment.id, version, reason);
    assert!(matches!(hide(&cast.anna, 3, Some("stör")).await.unwrap_err(), AppError::Denied));
    assert!(matches!(hide(&cast.karin, 3, Some(" ")).await.unwrap_err(), AppError::Invalid(_)));
    hide(&cast.karin, 3, Some("Provtext")).await.unwrap();
    let read = thread(&cast, &cast.anna, &need).await;
    let row = &read.rows[0].comment;
    assert_eq!((row.text.as_str(), row.state), ("", CommentState::Hidden));
    assert_eq!(row.reason.as_deref(), Some("Provtext"));
    assert!(
        matches!(back(&cast.bo, 4, true).await.unwrap_err(), AppError::Refused(_)),
        "its writer can't undo that"
    );
    hide(&cast.karin, 4, None).await.unwrap();
    assert_eq!(texts(&thread(&cast, &cast.anna, &need).await), ["Test test"]);
    let kinds: Vec<_> = cast
        .app
        .read_need(&cast.anna, need.number)
        .await
        .unwrap()
        .history
        .iter()
        .map(|e| e.event.kind)
        .collect();
    assert_eq!(
        kinds[..5],
        [
            EventKind::CommentShown,
            EventKind::CommentHidden,
            EventKind::CommentShown,
            EventKind::CommentTakenBack,
            EventKind::Commented,
        ]
    );
}

#[tokio::test]
async fn bad_words_are_refused_and_an_identity_number_needs_a_reason() {
    let cast = Cast::new().await;
    let need = cast.sent(&cast.anna, KEYS, Sharing::Collaboration).await;
    let long = "å".repeat(200_000);
    for text in ["", " \u{0}\n", long.as_str()] {
        let error = cast.app.comment_on(&cast.anna, need.number, text, "").await.unwrap_err();
        let AppError::Invalid(fields) = error else { panic!("expected invalid fields, got {error}") };
        assert_eq!(fields[0].field, "comment");
    }
    let text = "Gäller 811218-9876.";
    let error = cast.app.comment_on(&cast.anna, need.number, text, "").await.unwrap_err();
    let AppError::Invalid(fields) = error else { panic!("expected invalid fields, got {error}") };
    assert_eq!(fields[0].problem, FieldProblem::IdentityNumber);
    cast.app.comment_on(&cast.anna, need.number, text, "Påhittat exempel").await.unwrap();
    let own = cast.sent(&cast.anna, KEYS, Sharing::Organisation).await;
    cast.app.comment_on(&cast.anna, own.number, text, "").await.unwrap();
}
