//! "We have this too" with several actors, and what is suggested to whom.

use crate::cast::{Cast, a_need};
use app::{AppError, FieldProblem};
use domain::event::EventKind;
use domain::permission::{Actor, Member};
use domain::person::Role;
use domain::sharing::Sharing;
use domain::voice::VoiceFacts;

const KEYS: &str = "Vi hämtar nycklar på kontoret. När en nyckel saknas blir besöket sent.";

fn words(words: &str) -> VoiceFacts {
    VoiceFacts { words: Some(words.to_owned()), affected: Some(298) }
}

#[tokio::test]
async fn a_neighbour_joins_changes_its_words_and_takes_it_back() {
    let cast = Cast::new().await;
    let need = cast.sent(&cast.anna, KEYS, Sharing::Collaboration).await;
    let given =
        cast.app.join_need(&cast.bo, need.number, words("Samma här, värst på natten.")).await.unwrap();
    assert_eq!((given.version, given.organisation), (1, cast.vara));

    let seen = cast.app.voices(&cast.anna, need.number).await.unwrap();
    assert_eq!(seen.rows.len(), 1);
    assert_eq!(seen.rows[0].organisation, "Vara");
    assert_eq!(seen.rows[0].person.as_deref(), Some("Bo Dahl"));
    assert_eq!(seen.rows[0].voice.facts, words("Samma här, värst på natten."));
    assert!(!seen.may_join && seen.own.is_none(), "whose need it is has it anyway");
    assert_eq!(seen.spread.spread.organisations, [cast.essunga, cast.vara]);
    assert_eq!((seen.spread.of_municipalities, seen.spread.spread.affected), (Some(2), Some(298)));

    let changed = cast.app.join_need(&cast.bo, need.number, words("Samma här.")).await.unwrap();
    assert_eq!((changed.id, changed.version), (given.id, 2), "an organisation has one");
    cast.app.join_need(&cast.bo, need.number, words("Samma här.")).await.unwrap();
    let own = cast.app.voices(&cast.bo, need.number).await.unwrap();
    assert!(own.may_join && own.own.is_some());

    cast.app.leave_need(&cast.bo, need.number).await.unwrap();
    cast.app.leave_need(&cast.bo, need.number).await.unwrap();
    assert!(cast.app.voices(&cast.anna, need.number).await.unwrap().rows.is_empty());
    let history = cast.app.read_need(&cast.anna, need.number).await.unwrap().history;
    let kinds: Vec<_> = history.iter().map(|entry| entry.event.kind).take(3).collect();
    assert_eq!(
        kinds,
        [EventKind::VoiceTakenBack, EventKind::VoiceGiven, EventKind::VoiceGiven],
        "nothing twice"
    );
    assert_eq!(
        cast.app.read_need(&cast.anna, need.number).await.unwrap().need,
        need,
        "the need is untouched"
    );
}

#[tokio::test]
async fn who_may_not_know_of_a_need_cannot_join_it() {
    let cast = Cast::new().await;
    let need = cast.sent(&cast.anna, KEYS, Sharing::Collaboration).await;
    let draft = cast.app.draft_need(&cast.anna, a_need(KEYS, Sharing::Collaboration)).await.unwrap();
    let Actor::Member(bo) = cast.bo.clone() else { panic!("a member") };
    let reader = Actor::Member(Member { roles: vec![Role::Reader], ..bo });
    for (actor, number, hidden) in [
        (&cast.ida, need.number, true),
        (&Actor::Anonymous, need.number, true),
        (&cast.bo, draft.number, true),
        (&cast.anna, need.number, false),
        (&cast.karin, need.number, false),
        (&reader, need.number, false),
        (&Actor::Operator, need.number, false),
    ] {
        let joined = cast.app.join_need(actor, number, words("Vi med.")).await.unwrap_err();
        let left = cast.app.leave_need(actor, number).await.unwrap_err();
        for error in [joined, left] {
            match hidden {
                true => assert!(matches!(error, AppError::NotFound), "{actor:?}: {error}"),
                false => assert!(matches!(error, AppError::Denied), "{actor:?}: {error}"),
            }
        }
    }
    let seen = cast.app.voices(&cast.ida, need.number).await.unwrap_err();
    assert!(matches!(seen, AppError::NotFound));
    assert!(cast.app.voices(&cast.bo, need.number).await.unwrap().rows.is_empty());
}

#[tokio::test]
async fn a_voice_is_shared_at_once_so_it_holds_no_identity_number() {
    let cast = Cast::new().await;
    let need = cast.sent(&cast.anna, KEYS, Sharing::Collaboration).await;
    let refused =
        cast.app.join_need(&cast.bo, need.number, words("Det gäller 811218-9876")).await.unwrap_err();
    let AppError::Invalid(fields) = refused else { panic!("{refused}") };
    assert_eq!((fields[0].field, &fields[0].problem), ("words", &FieldProblem::IdentityNumber));
    let refused = cast.app.join_need(&cast.bo, need.number, words(&"ö".repeat(20_001))).await;
    assert!(matches!(refused, Err(AppError::Invalid(_))));
}

#[tokio::test]
async fn the_public_reads_who_has_it_but_not_their_words_and_a_taken_back_need_hides_both() {
    let cast = Cast::new().await;
    let need = cast.sent(&cast.karin, KEYS, Sharing::Public).await;
    cast.app.join_need(&cast.bo, need.number, words("Samma här.")).await.unwrap();
    cast.app.join_need(&cast.ida, need.number, VoiceFacts::default()).await.unwrap();
    let public = cast.app.voices(&Actor::Anonymous, need.number).await.unwrap();
    assert_eq!(public.rows.len(), 2);
    assert!(public.rows.iter().all(|row| row.voice.facts.words.is_none() && row.person.is_none()));
    assert!(!public.may_join);
    assert_eq!(public.spread.of_municipalities, None, "one of them is outside the collaboration");

    let spreads = cast.app.spreads(&cast.anna, std::slice::from_ref(&need)).await.unwrap();
    assert_eq!(spreads[&need.id].spread.organisations.len(), 3);
    let drafted = cast.app.draft_need(&cast.anna, a_need(KEYS, Sharing::Public)).await;
    assert!(drafted.is_err(), "only coordinators publish");
    cast.app.withdraw_need(&cast.karin, need.number, need.version).await.unwrap();
    assert!(matches!(cast.app.voices(&cast.bo, need.number).await, Err(AppError::NotFound)));
    assert!(
        cast.app
            .spreads(&cast.bo, &[need])
            .await
            .unwrap()
            .values()
            .all(|row| row.spread.organisations.len() == 3)
    );
}

#[tokio::test]
async fn suggestions_come_from_the_text_and_from_what_may_be_seen() {
    let cast = Cast::new().await;
    let mut bos = a_need("Nycklar till kontoret saknas och besöken blir sena.", Sharing::Collaboration);
    bos.requirements = "Öppna utan nyckel\nFungera på natten".into();
    let bos = cast.app.draft_need(&cast.bo, bos).await.unwrap();
    let bos = cast.app.submit_need(&cast.bo, bos.number, bos.version, bos.sharing).await.unwrap();
    cast.sent(&cast.ida, "Nycklar i hemtjänsten i Halmstad och besöken blir sena.", Sharing::Organisation)
        .await;
    let found = cast.app.suggestions(&cast.anna, KEYS, None).await.unwrap();
    let own: Vec<_> = found.requirements.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(own, ["Hämtar nycklar på kontoret", "När en nyckel saknas blir besöket sent"]);
    assert_eq!(found.requirements[0].sentence, "Vi hämtar nycklar på kontoret.");
    let neighbours: Vec<_> = found.neighbours.iter().map(|one| one.need.number).collect();
    assert_eq!(neighbours, [bos.number], "nothing of what is hidden");
    assert!(found.neighbours[0].may_join && !found.neighbours[0].joined);
    assert!(found.area.is_none() && found.capabilities.is_empty(), "one is no majority");
    cast.app.join_need(&cast.anna, bos.number, VoiceFacts::default()).await.unwrap();
    let after = cast.app.suggestions(&cast.anna, KEYS, None).await.unwrap();
    assert!(after.neighbours[0].joined);
    assert!(cast.app.suggestions(&cast.bo, KEYS, Some(bos.id)).await.unwrap().neighbours.is_empty());
    for text in ["", "日本語", &"ord ".repeat(20_000)] {
        assert!(cast.app.suggestions(&Actor::Anonymous, text, None).await.is_ok());
    }
}

#[tokio::test]
async fn that_nothing_fits_is_kept_with_the_draft() {
    let cast = Cast::new().await;
    let draft = cast.app.draft_need(&cast.anna, a_need(KEYS, Sharing::Collaboration)).await.unwrap();
    let shown = ["L-2026-0001", "B-2026-0001", "L-2026-9999"].map(|number| number.parse().unwrap());
    cast.app.none_fits(&cast.anna, draft.number, &shown).await.unwrap();
    let history = cast.app.read_need(&cast.anna, draft.number).await.unwrap().history;
    assert_eq!(history[0].event.kind, EventKind::NoneFits);
    assert!(history[0].event.changes.is_empty(), "what is not there was not seen");
    assert!(matches!(cast.app.none_fits(&cast.bo, draft.number, &[]).await, Err(AppError::NotFound)));
}
