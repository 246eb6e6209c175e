//! Deeds on needs, with several actors.

use crate::cast::{Cast, a_need};
use app::{AppError, FieldProblem, Refusal};
use domain::event::EventKind;
use domain::need::{NeedRefusal, NeedState};
use domain::permission::Actor;
use domain::sharing::Sharing;
use domain::text::TextProblem;
use store::need::NeedFilter;
use store::page::Page;

const KEYS: &str = "Vi hämtar nycklar på kontoret. När en nyckel saknas blir besöket sent.";

fn invalid(error: AppError) -> Vec<(&'static str, usize, FieldProblem)> {
    let AppError::Invalid(fields) = error else { panic!("expected invalid fields, got {error}") };
    fields.into_iter().map(|field| (field.field, field.index, field.problem)).collect()
}

#[tokio::test]
async fn a_need_goes_from_draft_to_sent_and_leaves_its_history() {
    let cast = Cast::new().await;
    let draft = cast.app.draft_need(&cast.anna, a_need(KEYS, Sharing::Collaboration)).await.unwrap();
    assert_eq!(draft.number.to_string(), "B-2026-0001");
    assert_eq!(draft.facts.title, "Vi hämtar nycklar på kontoret");

    let mut changed = a_need(KEYS, Sharing::Collaboration);
    changed.requirements = "Öppna dörren utan nyckel\nFungera på natten".into();
    let edited = cast.app.edit_need(&cast.anna, draft.number, draft.version, changed).await.unwrap();
    let sent = cast.app.submit_need(&cast.anna, edited.number, edited.version, edited.sharing).await.unwrap();
    assert!(matches!(sent.state, NeedState::Submitted { at } if at == crate::cast::NOON));

    let page = cast.app.read_need(&cast.karin, sent.number).await.unwrap();
    assert_eq!(page.author.as_deref(), Some("Anna Lind"));
    assert_eq!(page.coordinators, ["Karin Ås"]);
    let kinds: Vec<_> = page.history.iter().map(|entry| entry.event.kind).collect();
    assert_eq!(kinds, [EventKind::Submitted, EventKind::Edited, EventKind::Created], "newest first");
    assert_eq!(page.history[1].event.changes[0].field, "requirements");
    assert_eq!(page.history[0].person.as_deref(), Some("Anna Lind"));
}

#[tokio::test]
async fn what_is_hidden_and_what_is_missing_look_the_same() {
    let cast = Cast::new().await;
    let draft = cast.app.draft_need(&cast.anna, a_need(KEYS, Sharing::Public)).await;
    assert!(matches!(invalid(draft.unwrap_err())[..], [("sharing", 0, FieldProblem::NotPermitted)]));

    let draft = cast.app.draft_need(&cast.anna, a_need(KEYS, Sharing::Collaboration)).await.unwrap();
    for actor in [&cast.karin, &cast.bo, &cast.ida, &Actor::Anonymous] {
        let hidden = cast.app.read_need(actor, draft.number).await.unwrap_err();
        assert!(matches!(hidden, AppError::NotFound), "a draft is its writer's");
        let change = cast.app.edit_need(actor, draft.number, 1, a_need(KEYS, Sharing::Collaboration)).await;
        assert!(matches!(change.unwrap_err(), AppError::NotFound));
    }
    let sent = cast.app.submit_need(&cast.anna, draft.number, draft.version, draft.sharing).await.unwrap();
    assert!(cast.app.read_need(&cast.bo, sent.number).await.is_ok(), "the collaboration reads it");
    assert!(matches!(cast.app.read_need(&cast.ida, sent.number).await.unwrap_err(), AppError::NotFound));
    let change =
        cast.app.edit_need(&cast.bo, sent.number, sent.version, a_need(KEYS, Sharing::Collaboration)).await;
    assert!(matches!(change.unwrap_err(), AppError::Denied), "who may know of it is told why not");
    let withdrawn = cast.app.withdraw_need(&cast.bo, sent.number, sent.version).await;
    assert!(matches!(withdrawn.unwrap_err(), AppError::Denied));
}

#[tokio::test]
async fn only_those_with_a_role_write_and_the_public_reads_no_names() {
    let cast = Cast::new().await;
    for actor in [&Actor::Anonymous, &Actor::Operator] {
        let refused = cast.app.draft_need(actor, a_need(KEYS, Sharing::Collaboration)).await.unwrap_err();
        assert!(matches!(refused, AppError::Denied));
    }
    let public = cast.sent(&cast.karin, KEYS, Sharing::Public).await;
    assert!(cast.app.read_need(&Actor::Anonymous, public.number).await.is_ok());
    let page = cast.app.read_need(&Actor::Anonymous, public.number).await.unwrap();
    assert_eq!((page.author, page.coordinators.len()), (None, 0), "the public reads no names");
    assert!(page.history.iter().all(|entry| entry.person.is_none()));
    assert!(!page.deeds.edit && !page.deeds.withdraw);
}

#[tokio::test]
async fn a_stale_save_changes_nothing_and_shows_what_stands_there() {
    let cast = Cast::new().await;
    let sent = cast.sent(&cast.anna, KEYS, Sharing::Collaboration).await;
    let first = a_need("Karins lydelse av behovet.", Sharing::Collaboration);
    cast.app.edit_need(&cast.karin, sent.number, sent.version, first).await.unwrap();
    let second = a_need("Annas lydelse av behovet.", Sharing::Collaboration);
    let error = cast.app.edit_need(&cast.anna, sent.number, sent.version, second).await.unwrap_err();
    let AppError::Conflict(current) = error else { panic!("expected a conflict, got {error}") };
    assert_eq!(current.facts.text, "Karins lydelse av behovet.");
    let stale = cast.app.withdraw_need(&cast.anna, sent.number, sent.version).await.unwrap_err();
    assert!(matches!(stale, AppError::Conflict(_)));
    let page = cast.app.read_need(&cast.anna, sent.number).await.unwrap();
    assert_eq!(page.need.facts.text, "Karins lydelse av behovet.");
}

#[tokio::test]
async fn a_save_that_changes_nothing_leaves_no_trace() {
    let cast = Cast::new().await;
    let sent = cast.sent(&cast.anna, KEYS, Sharing::Collaboration).await;
    let mut same = a_need(KEYS, Sharing::Collaboration);
    same.facts.title = sent.facts.title.clone();
    let saved = cast.app.edit_need(&cast.anna, sent.number, sent.version, same).await.unwrap();
    assert_eq!(saved.version, sent.version);
    assert_eq!(cast.app.read_need(&cast.anna, sent.number).await.unwrap().history.len(), 2);
}

#[tokio::test]
async fn taking_back_hides_and_sending_again_shows() {
    let cast = Cast::new().await;
    let sent = cast.sent(&cast.anna, KEYS, Sharing::Collaboration).await;
    let back = cast.app.withdraw_need(&cast.anna, sent.number, sent.version).await.unwrap();
    assert!(matches!(cast.app.read_need(&cast.bo, sent.number).await.unwrap_err(), AppError::NotFound));
    let twice = cast.app.withdraw_need(&cast.anna, back.number, back.version).await.unwrap_err();
    assert!(matches!(twice, AppError::Refused(Refusal::Need(NeedRefusal::IsWithdrawn))));
    let again = cast.app.submit_need(&cast.anna, back.number, back.version, back.sharing).await.unwrap();
    assert!(cast.app.read_need(&cast.bo, again.number).await.is_ok());
}

#[tokio::test]
async fn bad_texts_are_refused_with_every_problem_and_nothing_is_saved() {
    let cast = Cast::new().await;
    let long = "å".repeat(200_000);
    for (text, problem) in [
        ("", TextProblem::Missing),
        (" \u{0}\u{200b}\n", TextProblem::Missing),
        (long.as_str(), TextProblem::TooLong { max: 20_000, actual: 200_000 }),
    ] {
        let error = cast.app.draft_need(&cast.anna, a_need(text, Sharing::Collaboration)).await.unwrap_err();
        assert_eq!(invalid(error), [("text", 0, FieldProblem::Text(problem))]);
    }
    // Three characters may be kept as a draft, but not sent.
    let short = cast.app.draft_need(&cast.anna, a_need("hej", Sharing::Collaboration)).await.unwrap();
    let error =
        cast.app.submit_need(&cast.anna, short.number, short.version, short.sharing).await.unwrap_err();
    assert_eq!(invalid(error), [("text", 0, FieldProblem::Text(TextProblem::TooShort { min: 12 }))]);

    for text in [
        "日本語のテキストです、長めに",
        "<script>alert('x')</script> ' ; DROP TABLE needs; --",
        "👩\u{200d}🏫 behöver stöd i klassen",
    ] {
        let need = cast.app.draft_need(&cast.anna, a_need(text, Sharing::Collaboration)).await.unwrap();
        let kept = cast.app.read_need(&cast.anna, need.number).await.unwrap().need;
        assert_eq!(kept.facts.text, text, "kept as written");
    }

    let mut unknown = a_need(KEYS, Sharing::Collaboration);
    unknown.facts.service_area = Some("999".into());
    unknown.facts.capabilities = vec!["flyga".into()];
    let error = cast.app.draft_need(&cast.anna, unknown).await.unwrap_err();
    let fields: Vec<_> = invalid(error).into_iter().map(|(field, _, _)| field).collect();
    assert_eq!(fields, ["service_area", "capabilities"]);
}

#[tokio::test]
async fn needs_from_a_meeting_are_saved_all_or_none() {
    let cast = Cast::new().await;
    let good = || a_need(KEYS, Sharing::Collaboration);
    let error =
        cast.app.draft_needs(&cast.anna, vec![good(), a_need(" ", Sharing::Collaboration), good()]).await;
    assert!(matches!(invalid(error.unwrap_err())[..], [("text", 1, _)]), "the second is at fault");
    let mine = NeedFilter::default();
    let listed = cast.app.list_needs(&cast.anna, &mine, Page::new(1, 10)).await.unwrap();
    assert_eq!(listed.total, 0);
    let saved = cast.app.draft_needs(&cast.anna, vec![good(), good()]).await.unwrap();
    assert_eq!(saved.len(), 2);
    assert_ne!(saved[0].number, saved[1].number);
}

#[tokio::test]
async fn requirements_keep_their_identity_while_their_words_stay() {
    let cast = Cast::new().await;
    let with = |lines: &str| {
        let mut input = a_need(KEYS, Sharing::Collaboration);
        input.requirements = lines.into();
        input
    };
    let draft = cast.app.draft_need(&cast.anna, with("ett\ntvå")).await.unwrap();
    let edited = cast.app.edit_need(&cast.anna, draft.number, draft.version, with("två\ntre")).await.unwrap();
    assert_eq!(edited.requirements[0].id, draft.requirements[1].id);
    assert_ne!(edited.requirements[1].id, draft.requirements[0].id);
}
