//! Self-assessment: answered alone, told when closed and only where enough have answered, on the questions it began with, and read by others
//! by consent that can be taken back.

use app::maturity::{AnswerInput, ScoreInput, proposal};
use app::sharing::Which;
use app::{AppError, FieldProblem, MaturityFilter, Page, Refusal};
use domain::maturity::{MaturityRound, Naming, Questions, QuestionsProblem, RoundState};
use domain::permission::Actor;
use domain::person::Role;
use domain::sharing::Sharing;

use crate::cast::{Cast, to};
use crate::initiative::problems;

fn answer(dimension: &str, level: &str) -> AnswerInput {
    AnswerInput { dimension: dimension.into(), level: level.into(), note: "Som jag ser det".into() }
}

async fn opened(cast: &Cast) -> MaturityRound {
    cast.app.open_maturity_round(&cast.karin, "Hösten 2026", "2026-12-01").await.unwrap()
}

/// The organisation's people answer one dimension on these levels.
async fn answers(cast: &Cast, round: &MaturityRound, levels: &[(&Actor, &str)]) {
    for (actor, level) in levels {
        let inputs = [answer("leadership", level)];
        cast.app.answer_maturity(actor, (round.id, 0), Naming::Unnamed, &inputs).await.unwrap();
    }
}

async fn closed(cast: &Cast) -> MaturityRound {
    let round = opened(cast).await;
    let levels = [(&cast.anna, "missing"), (&cast.karin, "begun"), (&cast.ada, "learning")];
    answers(cast, &round, &levels).await;
    cast.app.close_maturity_round(&cast.karin, (round.id, round.version)).await.unwrap();
    cast.app.read_maturity_round(&cast.karin, round.id).await.unwrap().round
}

#[test]
fn the_proposal_has_thirteen_dimensions_in_both_languages() {
    let questions = proposal().unwrap();
    assert_eq!(questions.problems(), []);
    assert_eq!(questions.dimensions.len(), 13);
    let said = |one: &domain::process::Label| !one.en.is_empty();
    assert!(questions.dimensions.iter().all(|one| said(&one.name) && said(&one.question)));
    assert!(questions.dimensions.iter().flat_map(|one| &one.actions).all(said));
}

#[tokio::test]
async fn an_open_round_tells_nobody_what_others_answered() {
    let cast = Cast::new().await;
    let round = opened(&cast).await;
    answers(&cast, &round, &[(&cast.anna, "missing"), (&cast.karin, "begun"), (&cast.ada, "begun")]).await;
    for reader in [&cast.anna, &cast.karin, &cast.ada] {
        let read = cast.app.read_maturity_round(reader, round.id).await.unwrap();
        assert_eq!(read.replies, 3);
        assert!(!read.is_told(), "no result before it is closed");
        assert!(read.own.is_some());
        let told = format!("{:?}", read.history);
        assert!(!told.contains("missing") && !told.contains("begun"), "no answer stands in an event: {told}");
    }
    assert!(matches!(
        cast.app.read_maturity_round(&cast.bo, round.id).await.unwrap_err(),
        AppError::NotFound
    ));
}

#[tokio::test]
async fn a_closed_round_tells_the_median_with_its_spread_and_takes_no_more() {
    let cast = Cast::new().await;
    let round = closed(&cast).await;
    let read = cast.app.read_maturity_round(&cast.anna, round.id).await.unwrap();
    let spread = read.results[0].spread.unwrap();
    assert_eq!((spread.median_halves(), spread.ends(), spread.count()), (Some(4), Some((0, 4)), 3));
    assert!(spread.disagrees());
    assert_eq!(read.results[1].spread, None, "nobody answered the next dimension");
    let inputs = [answer("leadership", "begun")];
    let late = cast.app.answer_maturity(&cast.anna, (round.id, 1), Naming::Named, &inputs);
    assert!(matches!(late.await.unwrap_err(), AppError::Refused(Refusal::MaturityClosed)));
}

#[tokio::test]
async fn two_answers_are_told_to_nobody() {
    let cast = Cast::new().await;
    let round = opened(&cast).await;
    answers(&cast, &round, &[(&cast.anna, "missing"), (&cast.karin, "begun")]).await;
    cast.app.close_maturity_round(&cast.karin, (round.id, round.version)).await.unwrap();
    let read = cast.app.read_maturity_round(&cast.karin, round.id).await.unwrap();
    assert!(!read.is_told());
    let page = cast.app.read_maturity_dimension(&cast.karin, (round.id, "leadership")).await.unwrap();
    assert_eq!((page.spread, page.action), (None, None));
    let denied = cast.app.draft_maturity_need(&cast.karin, (round.id, "leadership")).await.unwrap_err();
    assert!(matches!(denied, AppError::NotFound), "a suggestion would tell where they stand");
}

#[tokio::test]
async fn a_round_keeps_the_questions_it_began_with_while_it_is_answered() {
    let cast = Cast::new().await;
    let steward = cast.member("Sture Lund", cast.vara, Role::Administrator, &[cast.essunga]).await;
    let round = opened(&cast).await;
    answers(&cast, &round, &[(&cast.anna, "missing")]).await;
    let at = cast.app.maturity_form_of(&cast.karin).await.unwrap().unwrap();
    let before = cast.app.read_maturity_form(&steward, at, None).await.unwrap();
    let mut questions = before.form.questions.clone();
    let gone = questions.dimensions.remove(0);
    questions.dimensions[0].name.sv = "Ett nytt namn".into();
    let denied =
        cast.app.edit_maturity_form(&cast.karin, (at, 0), questions.clone(), "Kortare").await.unwrap_err();
    assert!(matches!(denied, AppError::Denied), "Vara leads");
    cast.app.edit_maturity_form(&steward, (at, 0), questions.clone(), "Kortare").await.unwrap();
    let twice = cast.app.edit_maturity_form(&steward, (at, 0), questions, "Igen").await.unwrap_err();
    assert!(matches!(twice, AppError::Refused(Refusal::ChangedMeanwhile)));

    let read = cast.app.read_maturity_round(&cast.anna, round.id).await.unwrap();
    assert!(read.is_form_changed);
    assert_eq!(read.form.questions.dimensions[0], gone, "what was begun goes on");
    answers(&cast, &round, &[(&cast.karin, "begun"), (&cast.ada, "begun")]).await;
    cast.app.close_maturity_round(&cast.karin, (round.id, round.version)).await.unwrap();
    let read = cast.app.read_maturity_round(&cast.anna, round.id).await.unwrap();
    assert_eq!(read.results[0].spread.unwrap().count(), 3, "all on the same question");
    let next = cast.app.open_maturity_round(&cast.karin, "Våren 2027", "").await.unwrap();
    let next = cast.app.read_maturity_round(&cast.karin, next.id).await.unwrap();
    assert_eq!((next.form.revision, next.is_form_changed), (1, false));
    assert_eq!(next.form.questions.dimensions[0].name.sv, "Ett nytt namn");
}

#[tokio::test]
async fn a_questionnaire_that_nobody_can_answer_is_refused_whole() {
    let cast = Cast::new().await;
    let steward = cast.member("Sture Lund", cast.vara, Role::Administrator, &[cast.essunga]).await;
    let at = cast.app.maturity_form_of(&cast.karin).await.unwrap().unwrap();
    let told =
        problems(cast.app.edit_maturity_form(&steward, (at, 0), Questions::default(), "").await.unwrap_err());
    assert_eq!(told[0].2, FieldProblem::Maturity(QuestionsProblem::Empty));
    assert_eq!(told[1].0, "note");
    assert!(cast.app.read_maturity_form(&steward, at, None).await.unwrap().revisions.is_empty());
}

#[tokio::test]
async fn answers_are_saved_over_the_version_that_was_read_and_a_note_needs_a_level() {
    let cast = Cast::new().await;
    let round = opened(&cast).await;
    answers(&cast, &round, &[(&cast.anna, "missing")]).await;
    let inputs = [answer("leadership", "begun")];
    let again = cast.app.answer_maturity(&cast.anna, (round.id, 0), Naming::Named, &inputs);
    assert!(matches!(again.await.unwrap_err(), AppError::Refused(Refusal::ChangedMeanwhile)));
    let told = problems(
        cast.app
            .answer_maturity(&cast.karin, (round.id, 0), Naming::Named, &[answer("needs", "")])
            .await
            .unwrap_err(),
    );
    assert_eq!((told[0].0, told[0].1), ("level", 1));
    let told = problems(
        cast.app
            .answer_maturity(&cast.karin, (round.id, 0), Naming::Named, &[answer("needs", "best")])
            .await
            .unwrap_err(),
    );
    assert_eq!(told[0].2, FieldProblem::Unknown);
    let inputs = [answer("needs", "begun")];
    let other = cast.app.answer_maturity(&cast.bo, (round.id, 0), Naming::Named, &inputs);
    assert!(matches!(other.await.unwrap_err(), AppError::NotFound));
}

#[tokio::test]
async fn others_read_a_result_by_consent_that_can_be_taken_back() {
    let cast = Cast::new().await;
    let round = opened(&cast).await;
    let wanted = to(round.version, Sharing::Collaboration, Sharing::Collaboration);
    let open = cast.app.share(&cast.karin, Which::Maturity(round.id), &wanted).await.unwrap_err();
    assert!(matches!(open, AppError::Refused(Refusal::MaturityOpen)));
    answers(&cast, &round, &[(&cast.anna, "missing"), (&cast.karin, "begun"), (&cast.ada, "learning")]).await;
    cast.app.close_maturity_round(&cast.karin, (round.id, round.version)).await.unwrap();
    let which = Which::Maturity(round.id);
    let all = MaturityFilter::default();
    let listed = |page| cast.app.list_maturity(&cast.bo, &all, page);
    assert_eq!(listed(Page::new(1, 10)).await.unwrap().total, 0, "the own organisation's alone");
    cast.shares(&cast.karin, which, Sharing::Collaboration).await;
    assert_eq!(listed(Page::new(1, 10)).await.unwrap().total, 1);
    let read = cast.app.read_maturity_round(&cast.bo, round.id).await.unwrap();
    assert!(read.is_told() && read.history.is_empty() && !read.may_answer && !read.may_keep);
    assert!(cast.app.read_maturity_round(&cast.ida, round.id).await.is_err(), "outside the collaboration");
    assert!(cast.app.read_maturity_round(&Actor::Anonymous, round.id).await.is_err());
    let page = cast.app.read_maturity_dimension(&cast.bo, (round.id, "leadership")).await.unwrap();
    assert!(page.said.is_empty() && !page.may_draft);
    cast.shares(&cast.karin, which, Sharing::Organisation).await;
    assert!(cast.app.read_maturity_round(&cast.bo, round.id).await.is_err(), "taken back");
}

#[tokio::test]
async fn those_who_are_named_never_give_away_the_few_who_are_not() {
    let cast = Cast::new().await;
    let round = opened(&cast).await;
    let all = [(&cast.anna, Naming::Named), (&cast.karin, Naming::Named), (&cast.ada, Naming::Unnamed)];
    for (actor, naming) in all {
        let inputs = [answer("leadership", "begun")];
        cast.app.answer_maturity(actor, (round.id, 0), naming, &inputs).await.unwrap();
    }
    let inputs = [answer("leadership", "begun")];
    cast.app.close_maturity_round(&cast.karin, (round.id, round.version)).await.unwrap();
    let page = cast.app.read_maturity_dimension(&cast.karin, (round.id, "leadership")).await.unwrap();
    assert!(page.spread.is_some() && page.said.is_empty(), "one unnamed is left over");
    let round = cast.app.open_maturity_round(&cast.karin, "Igen", "").await.unwrap();
    for actor in [&cast.anna, &cast.karin, &cast.ada] {
        cast.app.answer_maturity(actor, (round.id, 0), Naming::Named, &inputs).await.unwrap();
    }
    cast.app.close_maturity_round(&cast.karin, (round.id, round.version)).await.unwrap();
    let page = cast.app.read_maturity_dimension(&cast.anna, (round.id, "leadership")).await.unwrap();
    assert_eq!(page.said.len(), 3);
}

#[tokio::test]
async fn a_suggestion_becomes_a_draft_of_a_need_by_the_existing_form() {
    let cast = Cast::new().await;
    let round = closed(&cast).await;
    let page = cast.app.read_maturity_dimension(&cast.anna, (round.id, "leadership")).await.unwrap();
    let action = page.action.unwrap();
    assert_eq!(action, page.dimension.actions[2], "the median stands on the third level");
    let need = cast.app.draft_maturity_need(&cast.anna, (round.id, "leadership")).await.unwrap();
    assert!(need.facts.text.starts_with(&action.sv));
    let read = cast.app.read_maturity_round(&cast.anna, round.id).await.unwrap();
    assert_eq!(read.needs[0].1, need.number);
    let others = cast.app.read_maturity_round(&cast.karin, round.id).await.unwrap();
    assert!(others.needs.is_empty(), "a draft is its writer's own");
}

#[tokio::test]
async fn scores_of_other_instruments_stand_beside_for_the_own_organisation_alone() {
    let cast = Cast::new().await;
    let told =
        problems(cast.app.record_maturity_score(&cast.karin, &ScoreInput::default()).await.unwrap_err());
    let fields: Vec<_> = told.iter().map(|(field, ..)| *field).collect();
    assert_eq!(fields, ["instrument", "value", "on"]);
    let input = ScoreInput {
        instrument: "LIKA".into(),
        value: "2,9".into(),
        scale: "0–4".into(),
        on: "2026-05-04".into(),
        note: "https://lika.example/essunga".into(),
        ..ScoreInput::default()
    };
    assert!(matches!(
        cast.app.record_maturity_score(&cast.anna, &input).await.unwrap_err(),
        AppError::Denied
    ));
    cast.app.record_maturity_score(&cast.karin, &input).await.unwrap();
    let scores = cast.app.maturity_scores(&cast.anna).await.unwrap();
    assert_eq!((scores.len(), scores[0].value.as_str()), (1, "2,9"));
    assert!(cast.app.maturity_scores(&cast.bo).await.unwrap().is_empty());
    let other = cast.app.remove_maturity_score(&cast.ida, scores[0].id).await.unwrap_err();
    assert!(matches!(other, AppError::NotFound));
    cast.app.remove_maturity_score(&cast.karin, scores[0].id).await.unwrap();
    assert!(cast.app.maturity_scores(&cast.karin).await.unwrap().is_empty());
}

#[tokio::test]
async fn who_only_reads_answers_and_a_researcher_does_not() {
    let cast = Cast::new().await;
    let round = opened(&cast).await;
    let reader = cast.member("Rut Ek", cast.essunga, Role::Reader, &[cast.vara]).await;
    let researcher = cast.member("Frida Lo", cast.essunga, Role::Researcher, &[cast.vara]).await;
    answers(&cast, &round, &[(&reader, "begun")]).await;
    let inputs = [answer("leadership", "begun")];
    let denied =
        cast.app.answer_maturity(&researcher, (round.id, 0), Naming::Unnamed, &inputs).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied));
    let round = cast.app.read_maturity_round(&cast.karin, round.id).await.unwrap().round;
    assert_eq!(round.state, RoundState::Open);
    let denied = cast.app.close_maturity_round(&reader, (round.id, round.version)).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied));
}
