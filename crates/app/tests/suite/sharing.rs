//! How far needs are shared: agreed to before, undone after, public with two, and who has opened them.

use crate::cast::{Cast, a_need};
use app::{AppError, FieldProblem, Refusal};
use domain::event::EventKind;
use domain::need::NeedState;
use domain::permission::Actor;
use domain::sharing::{Sharing, UNDO_MILLISECONDS};

const KEYS: &str = "Vi hämtar nycklar på kontoret. När en nyckel saknas blir besöket sent.";
const WITH_NUMBER: &str = "Brukaren 811218-9876 saknar larm på natten.";

fn refusal(error: AppError) -> Refusal {
    let AppError::Refused(refusal) = error else { panic!("expected a refusal, got {error}") };
    refusal
}

#[tokio::test]
async fn who_will_read_is_named_before_and_must_be_agreed_to() {
    let cast = Cast::new().await;
    let names = |level| {
        let app = &cast.app;
        let anna = &cast.anna;
        async move { app.audience(anna, level).await.unwrap().organisations }
    };
    assert_eq!(names(Sharing::Organisation).await, ["Essunga"]);
    assert_eq!(names(Sharing::Collaboration).await, ["Essunga", "Vara"]);
    assert_eq!(names(Sharing::Network).await.len(), 3);
    assert!(cast.app.audience(&cast.anna, Sharing::Public).await.unwrap().everybody);
    assert!(matches!(cast.app.audience(&Actor::Anonymous, Sharing::Public).await, Err(AppError::Denied)));

    let draft = cast.app.draft_need(&cast.anna, a_need(KEYS, Sharing::Collaboration)).await.unwrap();
    for agreed in [Sharing::Draft, Sharing::Organisation, Sharing::Network] {
        let error = cast.app.submit_need(&cast.anna, draft.number, 1, agreed).await.unwrap_err();
        assert_eq!(refusal(error), Refusal::NotAgreed, "{agreed}");
    }
    assert!(cast.app.read_need(&cast.bo, draft.number).await.is_err(), "nothing was shared");
    let own = cast.app.draft_need(&cast.anna, a_need(KEYS, Sharing::Organisation)).await.unwrap();
    assert!(cast.app.submit_need(&cast.anna, own.number, 1, Sharing::Draft).await.is_ok());
}

#[tokio::test]
async fn what_was_sent_or_raised_is_undone_within_ten_minutes() {
    let cast = Cast::new().await;
    let sent = cast.sent(&cast.anna, KEYS, Sharing::Collaboration).await;
    let early = cast.later(UNDO_MILLISECONDS - 1);
    assert!(early.read_need(&cast.anna, sent.number).await.unwrap().shared.raise.is_some());
    assert!(early.read_need(&cast.bo, sent.number).await.unwrap().shared.raise.is_none());
    let denied = early.undo_sharing(&cast.bo, sent.number, sent.version).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied));
    let back = early.undo_sharing(&cast.anna, sent.number, sent.version).await.unwrap();
    assert_eq!(back.state, NeedState::Draft);
    assert!(cast.app.read_need(&cast.bo, sent.number).await.is_err());
    let page = cast.app.read_need(&cast.anna, sent.number).await.unwrap();
    assert_eq!(page.history[0].event.kind, EventKind::SharingUndone);

    let own = cast.sent(&cast.anna, KEYS, Sharing::Organisation).await;
    let (level, number) = (Sharing::Collaboration, own.number);
    let raised = cast.app.share_need(&cast.anna, number, own.version, level, level).await.unwrap();
    assert!(cast.app.read_need(&cast.bo, number).await.is_ok());
    let late = cast.later(UNDO_MILLISECONDS);
    let error = late.undo_sharing(&cast.anna, number, raised.version).await.unwrap_err();
    assert_eq!(refusal(error), Refusal::NothingToUndo);
    let back = cast.app.undo_sharing(&cast.anna, number, raised.version).await.unwrap();
    assert_eq!(back.sharing, Sharing::Organisation);
    let error = cast.app.undo_sharing(&cast.anna, number, back.version).await.unwrap_err();
    assert_eq!(refusal(error), Refusal::NothingToUndo, "once");
}

#[tokio::test]
async fn a_level_is_raised_by_agreeing_and_lowered_at_once() {
    let cast = Cast::new().await;
    let own = cast.sent(&cast.anna, KEYS, Sharing::Organisation).await;
    let (number, version) = (own.number, own.version);
    let level = Sharing::Network;
    let error = cast.app.share_need(&cast.anna, number, version, level, Sharing::Draft).await.unwrap_err();
    assert_eq!(refusal(error), Refusal::NotAgreed);
    let raised = cast.app.share_need(&cast.anna, number, version, level, level).await.unwrap();
    assert!(cast.app.read_need(&cast.ida, number).await.is_ok());
    let stale =
        cast.app.share_need(&cast.karin, number, version, Sharing::Organisation, Sharing::Draft).await;
    assert!(matches!(stale.unwrap_err(), AppError::Conflict(_)));
    let level = Sharing::Organisation;
    cast.app.share_need(&cast.anna, number, raised.version, level, Sharing::Draft).await.unwrap();
    assert!(matches!(cast.app.read_need(&cast.ida, number).await.unwrap_err(), AppError::NotFound));
    let page = cast.app.read_need(&cast.anna, number).await.unwrap();
    assert!(page.shared.raise.is_none(), "there is nothing to undo after lowering");
    let change = &page.history[0].event.changes[0];
    assert_eq!((change.field.as_str(), change.after.as_deref()), ("sharing", Some("organisation")));

    let edit = a_need("Nycklarna hämtas fortfarande på kontoret.", Sharing::Network);
    let edited = cast.app.edit_need(&cast.anna, number, page.need.version, edit).await.unwrap();
    assert_eq!(edited.sharing, Sharing::Organisation, "an edit never shares");
}

#[tokio::test]
async fn the_public_takes_two_people() {
    let cast = Cast::new().await;
    let sent = cast.sent(&cast.karin, KEYS, Sharing::Collaboration).await;
    let (number, version, level) = (sent.number, sent.version, Sharing::Public);
    let error = cast.app.publish_need(&cast.ada, number, version).await.unwrap_err();
    assert_eq!(refusal(error), Refusal::NothingToUndo, "nobody has wished it");
    let denied = cast.app.share_need(&cast.anna, number, version, level, level).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied));
    cast.app.share_need(&cast.karin, number, version, level, level).await.unwrap();
    assert!(cast.app.read_need(&Actor::Anonymous, number).await.is_err(), "a wish shares nothing");
    let error = cast.app.publish_need(&cast.karin, number, version).await.unwrap_err();
    assert_eq!(refusal(error), Refusal::SamePerson);
    assert!(!cast.app.read_need(&cast.karin, number).await.unwrap().shared.may_agree);
    assert!(cast.app.read_need(&cast.ada, number).await.unwrap().shared.may_agree);
    assert!(cast.app.read_need(&cast.bo, number).await.unwrap().shared.publication.is_none());

    cast.app.decline_publication(&cast.ada, number).await.unwrap();
    let error = cast.app.publish_need(&cast.ada, number, version).await.unwrap_err();
    assert_eq!(refusal(error), Refusal::NothingToUndo, "the wish is gone");
    cast.app.share_need(&cast.karin, number, version, level, level).await.unwrap();
    let public = cast.app.publish_need(&cast.ada, number, version).await.unwrap();
    assert!(cast.app.read_need(&Actor::Anonymous, number).await.is_ok());
    cast.app.undo_sharing(&cast.karin, number, public.version).await.unwrap();
    assert!(cast.app.read_need(&Actor::Anonymous, number).await.is_err());
    assert!(cast.app.read_need(&cast.bo, number).await.is_ok(), "as it was before");
}

#[tokio::test]
async fn an_identity_number_is_shared_only_with_a_reason() {
    let cast = Cast::new().await;
    let draft = cast.app.draft_need(&cast.anna, a_need(WITH_NUMBER, Sharing::Collaboration)).await.unwrap();
    let level = Sharing::Collaboration;
    let error = cast.app.submit_need(&cast.anna, draft.number, 1, level).await.unwrap_err();
    let AppError::Invalid(fields) = error else { panic!("expected invalid fields, got {error}") };
    let told: Vec<_> = fields.iter().map(|field| (field.field, &field.problem)).collect();
    assert!(told.contains(&("text", &FieldProblem::IdentityNumber)), "{told:?}");

    let own = cast.app.draft_need(&cast.anna, a_need(WITH_NUMBER, Sharing::Organisation)).await.unwrap();
    let own = cast.app.submit_need(&cast.anna, own.number, 1, Sharing::Organisation).await.unwrap();
    let raise = cast.app.share_need(&cast.anna, own.number, own.version, level, level).await.unwrap_err();
    assert!(matches!(raise, AppError::Invalid(_)), "nor raised");

    let mut input = a_need(WITH_NUMBER, level);
    input.facts.identity_reason = Some("Numret är ur en handbok.".to_owned());
    let explained = cast.app.edit_need(&cast.anna, draft.number, 1, input).await.unwrap();
    let sent = cast.app.submit_need(&cast.anna, draft.number, explained.version, level).await.unwrap();
    let page = cast.app.read_need(&cast.anna, sent.number).await.unwrap();
    let logged = page.history.iter().flat_map(|entry| &entry.event.changes);
    assert!(logged.clone().any(|change| change.field == "identity_reason"), "{:?}", page.history);
}

#[tokio::test]
async fn who_of_others_has_opened_it_is_kept_for_those_who_share() {
    let cast = Cast::new().await;
    let need = cast.sent(&cast.karin, KEYS, Sharing::Public).await;
    for reader in [&cast.anna, &cast.bo, &cast.bo, &Actor::Anonymous, &Actor::Operator] {
        cast.app.need_was_opened(reader, &need).await.unwrap();
    }
    let again = cast.later(3_600_000);
    again.need_was_opened(&cast.bo, &need).await.unwrap();
    let rows = cast.app.need_openings(&cast.karin, need.number).await.unwrap();
    let readers: Vec<_> = rows.iter().map(|row| row.reader.clone()).collect();
    let bo = Some(("Bo Dahl".to_owned(), "Vara".to_owned()));
    assert!(readers.len() == 2 && readers.contains(&bo) && readers.contains(&None), "{readers:?}");
    let of_bo = rows.iter().find(|row| row.reader == bo).unwrap().opening;
    assert_eq!(of_bo.last.milliseconds() - of_bo.first.milliseconds(), 3_600_000);
    for reader in [&cast.bo, &Actor::Anonymous] {
        assert!(matches!(cast.app.need_openings(reader, need.number).await, Err(AppError::Denied)));
    }
}
