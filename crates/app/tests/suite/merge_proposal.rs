//! Entries of two organisations that become one: proposed, agreed to, declined, taken back, and agreed to anew.

use app::case::WaitingPage;
use app::solution::keep::SolutionInput;
use app::solution_change::{Agreed, MergeChoices, MergeSeen, Pair};
use app::{AppError, CaseFilter, FieldProblem, Page, Refusal};
use domain::event::EventKind;
use domain::id::MergeProposalId;
use domain::permission::Actor;
use domain::person::Role;
use domain::sharing::Sharing;
use domain::solution::Solution;
use domain::solution_change::MergeState;

use crate::cast::Cast;

/// Essunga's entry and Vara's of the same thing, and who keeps Vara's.
struct Both {
    cast: Cast,
    vera: Actor,
    stays: Solution,
    goes: Solution,
}

impl Both {
    async fn new() -> Self {
        let cast = Cast::new().await;
        let vera = cast.member("Vera Ek", cast.vara, Role::Coordinator, &[cast.essunga]).await;
        let level = Sharing::Network;
        let stays = cast.solution(Some(cast.essunga), "Nyckelfritt", "Digitala nycklar", level).await;
        let goes = cast.solution(Some(cast.vara), "Nyckelskåpet", "Nycklar utan kontor", level).await;
        Self { cast, vera, stays, goes }
    }

    fn pair(&self) -> Pair {
        Pair { stays: self.stays.number, goes: self.goes.number }
    }

    const fn versions(&self) -> (i64, i64) {
        (self.stays.version, self.goes.version)
    }

    async fn proposed(&self) -> MergeProposalId {
        let said = (&MergeChoices::default(), "Det är samma lås.");
        self.cast.app.propose_merge(&self.cast.karin, self.pair(), self.versions(), said).await.unwrap()
    }

    async fn waits_on(&self, actor: &Actor) -> Vec<MergeProposalId> {
        let page: WaitingPage =
            self.cast.app.waiting_on(actor, CaseFilter::default(), Page::new(1, 10)).await.unwrap();
        page.merges.into_iter().map(|one| one.id).collect()
    }

    async fn is_one(&self) -> bool {
        self.cast.app.solution_today(&self.cast.karin, self.goes.number).await.unwrap()
            == Some(self.stays.number)
    }
}

fn is_changed_meanwhile(error: &AppError) -> bool {
    matches!(error, AppError::Refused(Refusal::ChangedMeanwhile))
}

#[tokio::test]
async fn they_become_one_when_the_other_side_agrees_and_either_can_part_them() {
    let both = Both::new().await;
    let (app, karin) = (&both.cast.app, &both.cast.karin);
    let alone = app.merge_solutions(karin, both.pair(), both.versions(), &MergeChoices::default()).await;
    assert!(matches!(alone.unwrap_err(), AppError::Denied), "nobody merges another's entry alone");
    let said = (&MergeChoices::default(), " ");
    let AppError::Invalid(told) =
        app.propose_merge(karin, both.pair(), both.versions(), said).await.unwrap_err()
    else {
        panic!("a reason is asked for")
    };
    assert!(told[0].field == "reason" && matches!(told[0].problem, FieldProblem::Text(_)), "{told:?}");

    let id = both.proposed().await;
    assert!(!both.is_one().await, "nothing changes before they have agreed");
    assert_eq!(both.waits_on(&both.vera).await, [id]);
    assert!(both.waits_on(karin).await.is_empty());
    let said = (&MergeChoices::default(), "En gång till.");
    let twice = app.propose_merge(&both.vera, both.pair(), both.versions(), said).await.unwrap_err();
    assert!(matches!(twice, AppError::Invalid(_)), "one at a time");
    let shown = MergeSeen { version: 1, entries: both.versions() };
    assert!(matches!(app.agree_to_merge(karin, id, shown).await.unwrap_err(), AppError::Denied));
    for stranger in [&both.cast.anna, &both.cast.bo, &both.cast.ida] {
        let hidden = app.agree_to_merge(stranger, id, shown).await.unwrap_err();
        assert!(matches!(hidden, AppError::NotFound));
    }
    let agreed = app.agree_to_merge(&both.vera, id, shown).await.unwrap();
    assert!(matches!(agreed, Agreed::Merged(_)));
    assert!(both.is_one().await);
    assert!(both.waits_on(&both.vera).await.is_empty());
    let again = app.agree_to_merge(&both.vera, id, shown).await.unwrap_err();
    assert!(is_changed_meanwhile(&again) || matches!(again, AppError::NotFound), "{again:?}");

    let page = app.read_solution(karin, both.stays.number).await.unwrap();
    assert_eq!(page.history[0].event.kind, EventKind::Merged);
    let change = page.changes[0].change.id;
    let undo = app.undo_solution_change(&both.vera, both.stays.number, change, app::import::Effect::Save);
    undo.await.unwrap();
    assert!(!both.is_one().await);
}

#[tokio::test]
async fn it_is_declined_with_a_reason_or_taken_back() {
    let both = Both::new().await;
    let app = &both.cast.app;
    let id = both.proposed().await;
    let bare = app.decline_merge(&both.vera, id, (1, "")).await.unwrap_err();
    assert!(matches!(bare, AppError::Invalid(_)));
    app.decline_merge(&both.vera, id, (1, "Vårt är ett skåp.")).await.unwrap();
    let row = app.merge_proposal(&both.cast.karin, id).await.unwrap();
    assert_eq!(row.proposal.state, MergeState::Declined);
    assert_eq!(row.proposal.answer.unwrap().reason.as_deref(), Some("Vårt är ett skåp."));
    assert!(both.waits_on(&both.vera).await.is_empty());

    let id = both.proposed().await;
    app.decline_merge(&both.cast.karin, id, (1, "")).await.unwrap();
    let row = app.merge_proposal(&both.vera, id).await.unwrap();
    assert_eq!(row.proposal.state, MergeState::TakenBack);
    let shown = MergeSeen { version: row.proposal.version, entries: both.versions() };
    assert!(is_changed_meanwhile(&app.agree_to_merge(&both.vera, id, shown).await.unwrap_err()));
}

#[tokio::test]
async fn an_entry_that_has_changed_is_agreed_to_anew() {
    let both = Both::new().await;
    let app = &both.cast.app;
    let id = both.proposed().await;
    let input = SolutionInput {
        name: "Nyckelskåpet 2".into(),
        kind: both.goes.facts.kind.code().into(),
        lifecycle: both.goes.facts.lifecycle.code().into(),
        ..SolutionInput::default()
    };
    app.edit_solution(&both.vera, (both.goes.number, both.goes.version), &input).await.unwrap();
    let old = MergeSeen { version: 1, entries: both.versions() };
    assert!(is_changed_meanwhile(&app.agree_to_merge(&both.vera, id, old).await.unwrap_err()));
    let row = app.merge_proposal(&both.vera, id).await.unwrap();
    assert_eq!(row.meanwhile.len(), 1);
    assert_eq!(row.meanwhile[0].entry.name, "Nyckelskåpet 2");
    let entries = (both.stays.version, both.goes.version + 1);
    let agreed = app.agree_to_merge(&both.vera, id, MergeSeen { version: 1, entries }).await.unwrap();
    assert!(matches!(agreed, Agreed::Renewed));
    assert!(!both.is_one().await, "the first side is asked again");
    assert_eq!(both.waits_on(&both.cast.karin).await, [id]);
    let agreed = app.agree_to_merge(&both.cast.karin, id, MergeSeen { version: 2, entries }).await.unwrap();
    assert!(matches!(agreed, Agreed::Merged(_)));
    assert!(both.is_one().await);
}
