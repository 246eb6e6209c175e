//! Processes: the proposal that is shipped, new versions, and cases that stay on theirs.

use crate::cast::{Cast, a_need};
use app::{AppError, FieldProblem, Refusal};
use domain::id::CollaborationId;
use domain::permission::{Actor, Member};
use domain::person::Role;
use domain::process::{Definition, ProcessProblem, Track};
use domain::sharing::Sharing;

const KEYS: &str = "Vi hämtar nycklar på kontoret. När en nyckel saknas blir besöket sent.";

async fn samverkan(cast: &Cast) -> CollaborationId {
    cast.app.list_collaborations(&Actor::Operator).await.unwrap()[0].collaboration.id
}

/// An administrator of Vara, which leads the collaboration.
fn leader(cast: &Cast) -> Actor {
    let member = cast.bo.member().unwrap();
    Actor::Member(Member { roles: vec![Role::Administrator], ..member.clone() })
}

/// Without the stage that others can do without.
fn shorter() -> Definition {
    let mut definition = app::process::proposal().unwrap();
    let place = definition.place("deepening").unwrap();
    definition.stages.remove(place);
    for gate in definition.stages.iter_mut().filter_map(|stage| stage.gate.as_mut()) {
        for way in gate.onward.iter_mut().filter(|way| way.to == "deepening") {
            way.to = "prioritisation".into();
        }
    }
    definition
}

#[test]
fn the_proposal_can_be_gone_through_and_is_complete_in_both_languages() {
    let proposal = app::process::proposal().unwrap();
    assert_eq!(proposal.problems(), []);
    assert_eq!(proposal.stages.len(), 10);
    let counts = [Track::Local, Track::Joint].map(|track| proposal.checks_on(track).count());
    assert_eq!(counts, [10, 12]);
    assert_eq!(proposal.checks.iter().filter(|check| check.must).count(), 4);
    let gates: Vec<_> = proposal.stages.iter().filter_map(|stage| stage.gate.as_ref()).collect();
    let labels = proposal.stages.iter().flat_map(|stage| [&stage.name, &stage.purpose]);
    let labels = labels.chain(proposal.checks.iter().map(|check| &check.name));
    let labels = labels.chain(gates.iter().map(|gate| &gate.question));
    let labels = labels.chain(gates.iter().flat_map(|gate| gate.evidence.iter().map(|one| &one.name)));
    let labels = labels.chain(gates.iter().flat_map(|gate| gate.onward.iter().map(|one| &one.name)));
    let labels = labels.chain(gates.iter().flat_map(|gate| gate.deciders.iter().map(|one| &one.body)));
    for label in labels {
        assert!(!label.sv.is_empty() && !label.en.is_empty(), "{label:?}");
    }
}

#[tokio::test]
async fn an_edit_is_a_new_version_and_cases_stay_on_theirs_until_they_are_moved() {
    let cast = Cast::new().await;
    let (id, leader) = (samverkan(&cast).await, leader(&cast));
    let need = cast.sent(&cast.anna, KEYS, Sharing::Collaboration).await;
    let begun = cast.app.case_of_need(&cast.karin, need.number).await.unwrap().unwrap();
    let before = cast.app.read_process(&cast.anna, id, None).await.unwrap();
    assert!(before.is_proposal() && before.revisions.is_empty() && !before.may_edit);

    let saved =
        cast.app.edit_process(&leader, id, 0, shorter(), "Fördjupningen görs tidigare.").await.unwrap();
    assert_eq!(saved.revision, 1);
    let now = cast.app.read_process(&cast.anna, id, None).await.unwrap();
    assert_eq!((now.is_proposal(), now.current()), (false, 1));
    assert_eq!(now.revisions[0].note, "Fördjupningen görs tidigare.");
    assert_eq!(now.process.definition, shorter());
    let proposal = cast.app.read_process(&cast.anna, id, Some(0)).await.unwrap();
    assert!(proposal.is_proposal());
    assert!(matches!(cast.app.read_process(&cast.anna, id, Some(7)).await.unwrap_err(), AppError::NotFound));

    let stays = cast.app.read_case(&cast.karin, begun.case.number).await.unwrap();
    assert_eq!((stays.process.id, stays.newer_process), (begun.process.id, Some(1)));
    let new = cast.app.draft_need(&cast.anna, a_need(KEYS, Sharing::Organisation)).await.unwrap();
    let new = cast.app.submit_need(&cast.anna, new.number, new.version, Sharing::Organisation).await.unwrap();
    let new = cast.app.case_of_need(&cast.karin, new.number).await.unwrap().unwrap();
    assert_eq!(new.process.id, saved.id, "what begins now begins on the new one");

    let move_to = async |actor: &Actor, stage: &str, reason: &str| {
        let case = cast.app.read_case(&Actor::Operator, begun.case.number).await.unwrap().case;
        cast.app.move_case(actor, case.number, case.version, stage, reason).await
    };
    assert!(matches!(move_to(&cast.anna, "received", "Ny version").await.unwrap_err(), AppError::Denied));
    for (stage, reason) in [("deepening", "Ny version"), ("received", " ")] {
        assert!(matches!(move_to(&cast.karin, stage, reason).await.unwrap_err(), AppError::Invalid(_)));
    }
    let moved = move_to(&cast.karin, "received", "Ny version").await.unwrap();
    assert_eq!((moved.process, moved.entered), (saved.id, begun.case.entered), "it has waited as long");
    let again = move_to(&cast.karin, "received", "Ny version").await.unwrap_err();
    assert!(matches!(again, AppError::Refused(Refusal::NotUnderWay)), "it is there already");
}

#[tokio::test]
async fn what_contradicts_itself_is_refused_and_so_is_who_does_not_lead() {
    let cast = Cast::new().await;
    let (id, leader) = (samverkan(&cast).await, leader(&cast));
    for actor in [&cast.ada, &cast.karin, &cast.bo, &cast.ida, &Actor::Anonymous] {
        let denied = cast.app.edit_process(actor, id, 0, shorter(), "A").await.unwrap_err();
        assert!(matches!(denied, AppError::Denied), "{actor:?}");
    }
    let mut stuck = shorter();
    stuck.stages[0].gate = None;
    let AppError::Invalid(fields) = cast.app.edit_process(&leader, id, 0, stuck, "").await.unwrap_err()
    else {
        panic!("it cannot be gone through")
    };
    let problems: Vec<_> = fields.iter().map(|field| &field.problem).collect();
    assert!(problems.contains(&&FieldProblem::Process(ProcessProblem::NoWayOn("received".into()))));
    assert!(fields.iter().any(|field| field.field == "note"), "and nobody says why");
    cast.app.edit_process(&leader, id, 0, shorter(), "Ett").await.unwrap();
    let later = cast.app.edit_process(&leader, id, 0, shorter(), "Två").await.unwrap_err();
    assert!(matches!(later, AppError::Refused(Refusal::ChangedMeanwhile)));
}
