//! Drafts of solutions that are missing: who writes and reads them, that nothing is counted from them, and what becomes of them.

use crate::cast::{Cast, organisation};
use app::collaboration::CollaborationInput;
use app::matches::Question;
use app::organisation::OrganisationInput;
use app::session::Visitor;
use app::solution::draft::DraftInput;
use app::solution::keep::SolutionInput;
use app::{AppError, FieldProblem, Page, Refusal, SolutionFilter};
use domain::organisation::OrganisationKind;
use domain::permission::{Actor, Member};
use domain::person::Role;
use domain::sharing::Sharing;
use domain::solution::Solution;
use domain::verdict::Verdict;

fn keys() -> DraftInput {
    DraftInput {
        name: "Nyckelskåpet".into(),
        summary: "Öppnar skåpet med nycklar med telefonen.".into(),
        who_has: "Hemtjänsten i centrum".into(),
        url: String::new(),
    }
}

async fn drafted(cast: &Cast) -> Solution {
    cast.app.draft_solution(&cast.anna, &keys()).await.unwrap()
}

async fn numbers_listed(cast: &Cast, actor: &Actor) -> usize {
    let found = cast.app.list_solutions(actor, &SolutionFilter::default(), Page::new(1, 50)).await.unwrap();
    found.rows.len()
}

async fn waiting(cast: &Cast, actor: &Actor) -> usize {
    cast.app.solution_drafts(actor).await.unwrap().len()
}

async fn told(cast: &Cast, actor: &Actor) -> Vec<&'static str> {
    let token = cast.app.start_session(actor.member().unwrap().person, "").await.unwrap();
    let visitor: Visitor = cast.app.visitor(&token).await.unwrap();
    let listed = cast.app.notices(&visitor, Page::new(1, 50)).await.unwrap();
    listed.rows.iter().map(|row| row.entry.event.kind.code()).collect()
}

/// A joint body that co-operates with both municipalities, and somebody there who keeps the catalogue.
async fn joint_keeper(cast: &Cast) -> Actor {
    let body = OrganisationInput { kind: OrganisationKind::FederationBody, ..organisation("Göliska") };
    let body = cast.app.add_organisation(&Actor::Operator, body).await.unwrap().id;
    let input = CollaborationInput { name: "Drift".into(), purpose: String::new(), lead: Some(body) };
    cast.app.add_collaboration(&Actor::Operator, input, &[body, cast.essunga, cast.vara]).await.unwrap();
    let person = cast.person("Niklas Strand", body, Role::Coordinator).await;
    let partners = vec![cast.essunga, cast.vara];
    Actor::Member(Member { person, organisation: body, roles: vec![Role::Coordinator], partners })
}

#[tokio::test]
async fn whoever_writes_needs_writes_what_is_missing_and_their_own_read_it_as_a_draft() {
    let cast = Cast::new().await;
    let reader = Actor::Member(Member { roles: vec![Role::Reader], ..cast.anna.member().unwrap().clone() });
    for stranger in [&reader, &Actor::Anonymous] {
        let denied = cast.app.draft_solution(stranger, &keys()).await.unwrap_err();
        assert!(matches!(denied, AppError::Denied), "{stranger:?}");
    }
    let bad = DraftInput { name: " ".into(), summary: String::new(), url: "javascript:x".into(), ..keys() };
    let AppError::Invalid(fields) = cast.app.draft_solution(&cast.anna, &bad).await.unwrap_err() else {
        panic!("invalid")
    };
    assert_eq!(fields.iter().map(|one| one.field).collect::<Vec<_>>(), ["name", "summary", "url"]);

    let made = drafted(&cast).await;
    assert_eq!(drafted(&cast).await.number, made.number, "sent twice it is one");
    assert_eq!((numbers_listed(&cast, &cast.karin).await, waiting(&cast, &cast.anna).await), (1, 1));
    assert_eq!(
        (numbers_listed(&cast, &cast.bo).await, waiting(&cast, &cast.bo).await),
        (0, 0),
        "a neighbour"
    );
    let hidden = cast.app.read_solution(&cast.bo, made.number).await.unwrap_err();
    assert!(matches!(hidden, AppError::NotFound));
    let page = cast.app.read_solution(&cast.karin, made.number).await.unwrap();
    let row = page.draft.unwrap();
    assert_eq!(
        (row.writer.as_str(), row.organisation.as_str(), row.may_answer),
        ("Anna Lind", "Essunga", true)
    );
    assert!(page.usable.is_none(), "nobody knows whether it can be used");
    assert_eq!(told(&cast, &cast.karin).await, ["drafted"]);
    assert!(told(&cast, &cast.anna).await.is_empty());

    let question = Question { text: "öppna skåp med telefonen", solutions: 5, needs: 0, except: None };
    let found = cast.app.matches(&cast.karin, question).await.unwrap().solutions;
    assert!(found[0].solution.lineage.draft.is_some() && found[0].usable.is_none());
}

#[tokio::test]
async fn a_draft_that_is_taken_over_is_an_entry_like_any_other_and_its_writer_is_told() {
    let cast = Cast::new().await;
    let made = drafted(&cast).await;
    let mut input = SolutionInput::of(&made.facts);
    input.description = "Skåpet loggar vem som hämtar vilken nyckel.".into();
    let place = (made.number, made.version);
    for stranger in [&cast.anna, &cast.bo] {
        let error = cast.app.take_over_draft(stranger, place, &input, "collaboration").await.unwrap_err();
        assert!(matches!(error, AppError::Denied | AppError::NotFound), "{stranger:?}");
    }
    let stale = cast.app.take_over_draft(&cast.karin, (made.number, 7), &input, "collaboration").await;
    assert!(matches!(stale.unwrap_err(), AppError::Refused(Refusal::ChangedMeanwhile)));
    let public = cast.app.take_over_draft(&cast.karin, place, &input, "public").await.unwrap_err();
    assert!(matches!(public, AppError::Invalid(_)), "the public takes two");
    let entry = cast.app.take_over_draft(&cast.karin, place, &input, "collaboration").await.unwrap();
    assert_eq!((entry.owner, entry.sharing), (Some(cast.essunga), Sharing::Collaboration));
    assert!(entry.lineage.draft.is_none());
    assert_eq!((waiting(&cast, &cast.karin).await, numbers_listed(&cast, &cast.bo).await), (0, 1));
    assert_eq!(told(&cast, &cast.anna).await, ["draft_taken_over"]);
    let page = cast.app.read_solution(&cast.karin, entry.number).await.unwrap();
    assert!(page.usable.is_some() && page.draft.is_none());
    let again = cast.app.take_over_draft(&cast.karin, (made.number, entry.version), &input, "network").await;
    assert!(matches!(again.unwrap_err(), AppError::NotFound), "it is no draft any more");
}

#[tokio::test]
async fn a_joint_body_takes_over_what_its_members_write_and_they_read_it_still() {
    let cast = Cast::new().await;
    let niklas = joint_keeper(&cast).await;
    let made = cast.app.draft_solution(&cast.bo, &keys()).await.unwrap();
    assert_eq!(told(&cast, &niklas).await, ["drafted"], "nobody in Vara keeps a catalogue");
    assert_eq!(waiting(&cast, &niklas).await, 1);
    assert_eq!(numbers_listed(&cast, &niklas).await, 0, "it is not shared with the body otherwise");
    assert!(cast.app.read_solution(&niklas, made.number).await.unwrap().draft.unwrap().may_answer);
    let input = SolutionInput::of(&made.facts);
    let place = (made.number, made.version);
    let narrow = cast.app.take_over_draft(&niklas, place, &input, "organisation").await.unwrap_err();
    let AppError::Invalid(fields) = narrow else { panic!("{narrow:?}") };
    assert_eq!(fields[0].problem, FieldProblem::NotPermitted, "its writer could not read it");
    let entry = cast.app.take_over_draft(&niklas, place, &input, "collaboration").await.unwrap();
    assert_eq!(entry.owner, Some(niklas.member().unwrap().organisation));
    assert_eq!(told(&cast, &cast.bo).await, ["draft_taken_over"]);
}

#[tokio::test]
async fn a_draft_of_what_is_there_already_leads_to_it_with_what_was_said() {
    let cast = Cast::new().await;
    let there =
        cast.solution(Some(cast.vara), "Nyckelfritt", "Digitala nycklar", Sharing::Collaboration).await;
    let made = drafted(&cast).await;
    let need = cast.sent(&cast.anna, "Nycklar hämtas på kontoret varje dag.", Sharing::Collaboration).await;
    cast.app.give_verdict(&cast.anna, (need.number, made.number), Verdict::Fits, "").await.unwrap();
    cast.app.comment_on(&cast.anna, made.number, "Fråga Eva.", "").await.unwrap();
    let place = (made.number, made.version);
    for wrong in ["L-2026-9999", "", &made.number.to_string()] {
        let error = cast.app.join_draft(&cast.karin, place, wrong).await.unwrap_err();
        assert!(matches!(error, AppError::Invalid(_)), "{wrong}");
    }
    let other = cast.app.join_draft(&cast.karin, place, &there.number.to_string()).await.unwrap();
    assert_eq!((other.number, other.version), (there.number, there.version), "nothing of it has changed");
    assert_eq!(cast.app.solution_today(&cast.anna, made.number).await.unwrap(), Some(there.number));
    let judged = cast.app.verdicts_on_solution(&cast.karin, &other).await.unwrap();
    assert_eq!(judged.len(), 1, "the verdict went along");
    let thread = cast.app.thread(&cast.bo, there.number, app::comment::Extent::All).await.unwrap();
    assert!(thread.rows.is_empty(), "what few may read stays with the draft");
    assert_eq!(told(&cast, &cast.anna).await, ["merged"]);
    assert_eq!(waiting(&cast, &cast.karin).await, 0);
}

#[tokio::test]
async fn a_draft_is_turned_down_with_a_reason_or_taken_back_by_its_writer() {
    let cast = Cast::new().await;
    let made = drafted(&cast).await;
    let place = (made.number, made.version);
    let silent = cast.app.turn_down_draft(&cast.karin, place, " ").await.unwrap_err();
    assert!(matches!(silent, AppError::Invalid(_)));
    cast.app.turn_down_draft(&cast.karin, place, "Det är en leksak.").await.unwrap();
    assert_eq!(told(&cast, &cast.anna).await, ["withdrawn"]);
    let page = cast.app.read_solution(&cast.anna, made.number).await.unwrap();
    assert!(
        page.history[0].event.changes.iter().any(|one| one.after.as_deref() == Some("Det är en leksak."))
    );
    assert_eq!((waiting(&cast, &cast.karin).await, numbers_listed(&cast, &cast.karin).await), (0, 0));

    let again = drafted(&cast).await;
    assert_ne!(again.number, made.number);
    let place = (again.number, again.version);
    cast.app.turn_down_draft(&cast.anna, place, "").await.unwrap();
    let late = cast.app.turn_down_draft(&cast.karin, place, "För sent").await.unwrap_err();
    assert!(matches!(late, AppError::Refused(Refusal::ChangedMeanwhile)));
}
