//! Verdicts: who gives them, who reads them, and what they leave behind.

use crate::cast::{Cast, a_need};
use app::{AppError, FieldProblem};
use domain::event::EventKind;
use domain::permission::{Actor, Member};
use domain::person::Role;
use domain::sharing::Sharing;
use domain::text::TextProblem;
use domain::verdict::Verdict;

const KEYS: &str = "Vi hämtar nycklar på kontoret. När en nyckel saknas blir besöket sent.";

#[tokio::test]
async fn a_verdict_is_given_changed_and_taken_back_and_the_history_tells() {
    let cast = Cast::new().await;
    let need = cast.sent(&cast.anna, KEYS, Sharing::Collaboration).await;
    let locks =
        cast.solution(None, "Digitala lås", "Öppnar dörren med telefonen.", Sharing::Collaboration).await;
    let pair = (need.number, locks.number);
    cast.app.give_verdict(&cast.bo, pair, Verdict::Fits, "").await.unwrap();
    cast.app.give_verdict(&cast.bo, pair, Verdict::Fits, "").await.unwrap();
    cast.app.give_verdict(&cast.karin, pair, Verdict::Partly, "").await.unwrap();
    cast.app.give_verdict(&cast.bo, pair, Verdict::Not, " Kräver ny dörr ").await.unwrap();

    let read = cast.app.verdicts_on_need(&cast.anna, &need).await.unwrap();
    assert!(read.may_give);
    let said: Vec<_> = read.judged[0]
        .verdicts
        .iter()
        .map(|row| {
            (row.person.as_str(), row.organisation.as_str(), row.given.verdict, row.given.reason.as_deref())
        })
        .collect();
    assert_eq!(said.len(), 2, "one for each person");
    assert!(said.contains(&("Bo Dahl", "Vara", Verdict::Not, Some("Kräver ny dörr"))));
    assert!(said.contains(&("Karin Ås", "Essunga", Verdict::Partly, None)));

    cast.app.take_back_verdict(&cast.bo, need.number, locks.number).await.unwrap();
    cast.app.take_back_verdict(&cast.bo, need.number, locks.number).await.unwrap();
    let judged = cast.app.verdicts_on_solution(&cast.anna, &locks).await.unwrap();
    assert_eq!((judged.len(), judged[0].verdicts.len()), (1, 1));
    let history = cast.app.read_need(&cast.anna, need.number).await.unwrap().history;
    let kinds: Vec<_> = history.iter().map(|entry| entry.event.kind).collect();
    use EventKind::{Created, Submitted, VerdictGiven, VerdictTakenBack};
    let expected = [VerdictTakenBack, VerdictGiven, VerdictGiven, VerdictGiven, Submitted, Created];
    assert_eq!(kinds, expected, "the same again and nothing to take back leave no event");
    assert_eq!(history[0].solution.as_deref(), Some("Digitala lås"));
    assert!(
        history.iter().all(|entry| entry
            .event
            .changes
            .iter()
            .all(|c| c.after.as_deref() != Some("Kräver ny dörr")))
    );
}

#[tokio::test]
async fn only_who_sees_both_and_may_write_gives_a_verdict() {
    let cast = Cast::new().await;
    let own = cast.sent(&cast.anna, KEYS, Sharing::Organisation).await;
    let shared = cast.sent(&cast.anna, KEYS, Sharing::Collaboration).await;
    let draft = cast.app.draft_need(&cast.anna, a_need(KEYS, Sharing::Collaboration)).await.unwrap();
    let common = cast.solution(None, "Digitala lås", "", Sharing::Collaboration).await;
    let inner = cast.solution(Some(cast.essunga), "Eget skåp", "", Sharing::Organisation).await;
    let Actor::Member(anna) = cast.anna.clone() else { panic!("a member") };
    let reader = Actor::Member(Member { roles: vec![Role::Reader], ..anna });
    for (actor, need, solution, allowed) in [
        (&cast.anna, &own, &inner, true),
        (&cast.anna, &draft, &common, true),
        (&cast.karin, &draft, &common, false),
        (&cast.bo, &own, &common, false),
        (&cast.bo, &shared, &common, true),
        (&cast.bo, &shared, &inner, false),
        (&cast.ida, &shared, &common, false),
        (&reader, &shared, &common, false),
        (&Actor::Anonymous, &shared, &common, false),
        (&Actor::Operator, &shared, &common, false),
    ] {
        let given = cast.app.give_verdict(actor, (need.number, solution.number), Verdict::Fits, "").await;
        assert_eq!(given.is_ok(), allowed, "{actor:?} {}", solution.facts.name);
        let hidden = matches!(&given, Err(AppError::NotFound | AppError::Denied));
        assert!(allowed || hidden);
    }
    let long = "x".repeat(501);
    let refused =
        cast.app.give_verdict(&cast.anna, (shared.number, common.number), Verdict::Not, &long).await;
    let Err(AppError::Invalid(fields)) = refused else { panic!("too long") };
    assert_eq!(fields[0].problem, FieldProblem::Text(TextProblem::TooLong { max: 500, actual: 501 }));
}

#[tokio::test]
async fn verdicts_are_shown_to_those_who_see_both_and_never_to_the_public() {
    let cast = Cast::new().await;
    let public = cast.sent(&cast.karin, KEYS, Sharing::Public).await;
    let own = cast.sent(&cast.anna, KEYS, Sharing::Organisation).await;
    let common = cast.solution(None, "Digitala lås", "", Sharing::Public).await;
    let inner = cast.solution(Some(cast.essunga), "Eget skåp", "", Sharing::Organisation).await;
    for (need, solution) in [(&public, &common), (&public, &inner), (&own, &common)] {
        cast.app.give_verdict(&cast.anna, (need.number, solution.number), Verdict::Fits, "").await.unwrap();
    }
    for (actor, of_need, of_solution, told) in
        [(&cast.karin, 2, 2, 2), (&cast.bo, 1, 1, 1), (&cast.ida, 1, 1, 1), (&Actor::Anonymous, 0, 0, 0)]
    {
        let on_need = cast.app.verdicts_on_need(actor, &public).await.unwrap();
        assert_eq!(on_need.judged.len(), of_need, "{actor:?}");
        assert_eq!(cast.app.verdicts_on_solution(actor, &common).await.unwrap().len(), of_solution);
        let history = cast.app.read_need(actor, public.number).await.unwrap().history;
        let given = history.iter().filter(|entry| entry.event.kind == EventKind::VerdictGiven);
        assert_eq!(given.count(), told, "a history names no hidden solution");
    }
    assert!(cast.app.verdicts_on_need(&cast.bo, &own).await.unwrap().judged.is_empty());
    assert!(!cast.app.verdicts_on_need(&Actor::Anonymous, &public).await.unwrap().may_give);
}
