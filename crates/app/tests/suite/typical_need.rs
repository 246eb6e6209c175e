//! Typical needs: proposed from confirmed needs, decided by those who keep the solution, matched at once.

use crate::cast::Cast;
use app::matches::{Question, SolutionMatch};
use app::typical_need::{ProposalDecision, Readers};
use app::{AppError, Field, FieldProblem, Refusal};
use domain::event::EventKind;
use domain::permission::Actor;
use domain::sharing::Sharing;
use domain::text::TextProblem;
use domain::verdict::Verdict;

/// Whether a typical need is among the reasons.
fn by_typical_need(found: &SolutionMatch) -> bool {
    found.hit.reasons.iter().any(|reason| matches!(reason.field, Field::TypicalNeed(_)))
}

const KEYS: &str = "Vi letar nycklar i tre skåp. Besöken blir sena.";

#[tokio::test]
async fn the_words_of_a_confirmed_need_are_proposed_and_accepted() {
    let cast = Cast::new().await;
    let need = cast.sent(&cast.anna, KEYS, Sharing::Collaboration).await;
    let locks = cast.solution(Some(cast.essunga), "Digitala lås", "Öppnar dörren.", Sharing::Public).await;
    let pair = (need.number, locks.number);
    let early = cast.app.begin_proposal(&cast.bo, pair).await;
    assert!(matches!(early, Err(AppError::Refused(Refusal::NotConfirmed))), "no verdict yet");
    cast.app.give_verdict(&cast.bo, pair, Verdict::Fits, "").await.unwrap();
    let begun = cast.app.begin_proposal(&cast.bo, pair).await.unwrap();
    assert_eq!((begun.text.as_str(), begun.reads), ("Vi letar nycklar i tre skåp", Readers::More));
    cast.app.propose_typical_need(&cast.bo, pair, "Nycklar ligger i fel skåp").await.unwrap();
    cast.app.propose_typical_need(&cast.bo, pair, "nycklar ligger i fel skåp!").await.unwrap();

    for (actor, may_keep, waiting) in [
        (&cast.karin, true, 1),
        (&cast.bo, false, 1),
        (&cast.anna, false, 0),
        (&cast.ida, false, 0),
        (&Actor::Anonymous, false, 0),
    ] {
        let seen = cast.app.typical_needs(actor, &locks).await.unwrap();
        assert_eq!((seen.may_keep, seen.waiting.len()), (may_keep, waiting), "{actor:?}");
    }
    let question = Question { text: "nycklarna ligger i fel skåp", solutions: 5, needs: 0, except: None };
    let before = cast.app.matches(&cast.ida, question).await.unwrap().solutions;
    assert!(!before.iter().any(by_typical_need), "not before it is accepted");

    let proposal = cast.app.typical_needs(&cast.karin, &locks).await.unwrap().waiting[0].proposal.id;
    let accept = || ProposalDecision::Accept("Nycklar ligger i fel skåp".into());
    for actor in [&cast.anna, &cast.bo, &cast.ida, &Actor::Anonymous] {
        assert!(matches!(
            cast.app.decide_proposal(actor, locks.number, proposal, accept()).await,
            Err(AppError::Denied)
        ));
    }
    cast.app.decide_proposal(&cast.karin, locks.number, proposal, accept()).await.unwrap();
    let twice = cast.app.decide_proposal(&cast.karin, locks.number, proposal, accept()).await;
    assert!(matches!(twice, Err(AppError::Refused(Refusal::ChangedMeanwhile))));
    let after = cast.app.matches(&cast.ida, question).await.unwrap().solutions;
    assert!(after.iter().any(by_typical_need), "in effect at once");
    let page = cast.app.read_solution(&cast.karin, locks.number).await.unwrap();
    assert_eq!((page.solution.facts.typical_needs.len(), page.solution.version), (1, 2));
    let kinds: Vec<_> = page.history.iter().map(|entry| entry.event.kind).collect();
    assert_eq!(kinds[..2], [EventKind::Edited, EventKind::TypicalNeedProposed]);
    assert!(page.history[1].event.changes.is_empty(), "the text is nobody's until it is accepted");
}

#[tokio::test]
async fn a_keeper_sees_the_need_only_where_it_can_be_seen_and_may_turn_down() {
    let cast = Cast::new().await;
    let own = cast.sent(&cast.anna, KEYS, Sharing::Organisation).await;
    let common = cast.solution(None, "Digitala lås", "", Sharing::Public).await;
    let pair = (own.number, common.number);
    cast.app.give_verdict(&cast.anna, pair, Verdict::Fits, "").await.unwrap();
    cast.app.propose_typical_need(&cast.anna, pair, "Nycklar saknas").await.unwrap();
    let seen = cast.app.typical_needs(&cast.ida, &common).await.unwrap();
    assert!(seen.may_keep, "whoever coordinates looks after the common catalogue");
    assert!(seen.waiting[0].need.is_none(), "the need itself stays hidden");
    assert!(cast.app.typical_needs(&cast.karin, &common).await.unwrap().waiting[0].need.is_some());
    let proposal = seen.waiting[0].proposal.id;
    cast.app.decide_proposal(&cast.ida, common.number, proposal, ProposalDecision::Reject).await.unwrap();
    assert!(cast.app.typical_needs(&cast.ida, &common).await.unwrap().waiting.is_empty());
    assert!(
        cast.app
            .read_solution(&cast.ida, common.number)
            .await
            .unwrap()
            .solution
            .facts
            .typical_needs
            .is_empty()
    );
}

#[tokio::test]
async fn the_list_is_changed_over_the_version_that_was_read() {
    let cast = Cast::new().await;
    let locks = cast.solution(Some(cast.essunga), "Digitala lås", "", Sharing::Collaboration).await;
    let key = (locks.number, locks.version);
    assert!(matches!(cast.app.edit_typical_needs(&cast.bo, key, "a").await, Err(AppError::Denied)));
    assert!(matches!(cast.app.edit_typical_needs(&cast.ida, key, "a").await, Err(AppError::NotFound)));
    cast.app.edit_typical_needs(&cast.karin, key, "Nycklar saknas\n\nBesök blir sena").await.unwrap();
    let stale = cast.app.edit_typical_needs(&cast.karin, key, "Annat").await;
    assert!(matches!(stale, Err(AppError::Refused(Refusal::ChangedMeanwhile))));
    let long = cast.app.edit_typical_needs(&cast.karin, (locks.number, 2), &"x".repeat(301)).await;
    let Err(AppError::Invalid(fields)) = long else { panic!("too long") };
    assert_eq!(fields[0].problem, FieldProblem::Text(TextProblem::TooLong { max: 300, actual: 301 }));
}
