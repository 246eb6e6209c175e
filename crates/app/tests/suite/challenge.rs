//! Goals with what serves them, and challenges with the evidence that a reader may read: each is told what its own eyes could have counted.

use app::challenge::{ChallengeInput, NoteInput};
use app::goal::{GoalInput, IndicatorInput, ReadingInput, Served};
use app::intervention::{EffectInput, InterventionInput};
use app::{AppError, FieldProblem, Refusal};
use domain::challenge::{Challenge, Strength};
use domain::event::EventKind;
use domain::goal::{Goal, Progress};
use domain::permission::Actor;
use domain::person::Role;
use domain::sharing::Sharing;

use crate::cast::Cast;

const NUMBER: &str = "Fråga 811228-9874 om det.";

fn a_challenge(title: &str) -> ChallengeInput {
    ChallengeInput {
        title: title.into(),
        description: "Den som får nyttan är inte den som betalar.".into(),
        kind: "structure".into(),
        ..ChallengeInput::default()
    }
}

fn a_note(text: &str, sharing: Sharing) -> NoteInput {
    NoteInput {
        kind: "interview".into(),
        text: text.into(),
        on: "2026-10-01".into(),
        sharing: sharing.code().into(),
        ..NoteInput::default()
    }
}

async fn challenge(cast: &Cast) -> Challenge {
    cast.app.write_challenge(&cast.anna, a_challenge("Vem som betalar")).await.unwrap()
}

async fn goal(cast: &Cast) -> Goal {
    let input = GoalInput { title: "Mindre tid på nycklar".into(), ..GoalInput::default() };
    cast.app.write_goal(&cast.karin, input).await.unwrap()
}

fn problems(error: AppError) -> Vec<(&'static str, FieldProblem)> {
    match error {
        AppError::Invalid(invalid) => invalid.into_iter().map(|one| (one.field, one.problem)).collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn evidence_counts_for_those_who_may_read_it() {
    let cast = Cast::new().await;
    let of = challenge(&cast).await;
    cast.app.lay_note(&cast.anna, of.id, a_note("Sagt i förtroende.", Sharing::Organisation)).await.unwrap();
    cast.app.lay_note(&cast.bo, of.id, a_note("Sagt öppet.", Sharing::Collaboration)).await.unwrap();

    let ours = cast.app.read_challenge(&cast.anna, of.id).await.unwrap().row;
    assert_eq!((ours.evidence.len(), ours.strength), (2, Strength::Some), "two organisations tell it");
    assert_eq!(ours.met.len(), 2);
    let theirs = cast.app.read_challenge(&cast.bo, of.id).await.unwrap().row;
    assert_eq!((theirs.evidence.len(), theirs.strength), (1, Strength::Single));
    assert_eq!(theirs.met, [(cast.vara, theirs.met[0].1.clone())], "a hidden row tells of nobody");

    cast.app.set_meets(&cast.anna, of.id, true).await.unwrap();
    assert_eq!(cast.app.read_challenge(&cast.bo, of.id).await.unwrap().row.met.len(), 2, "said aloud");
    let history = cast.app.read_challenge(&cast.bo, of.id).await.unwrap().history;
    assert_eq!(history[0].event.kind, EventKind::ChallengeMet);
}

#[tokio::test]
async fn a_challenge_is_its_members_and_is_changed_by_who_answers_for_it() {
    let cast = Cast::new().await;
    let of = challenge(&cast).await;
    for outside in [&cast.ida, &Actor::Anonymous] {
        assert!(matches!(
            cast.app.read_challenge(outside, of.id).await.unwrap_err(),
            AppError::NotFound | AppError::Denied
        ));
        assert!(cast.app.read_challenges(outside).await.map_or(true, |found| found.rows.is_empty()));
    }
    let reader = cast.member("Lasse Läser", cast.essunga, Role::Reader, &[cast.vara]).await;
    let new = cast.app.write_challenge(&reader, a_challenge("Annat")).await.unwrap_err();
    assert!(matches!(new, AppError::Denied));
    let note = cast.app.lay_note(&reader, of.id, a_note("Nej.", Sharing::Collaboration)).await.unwrap_err();
    assert!(matches!(note, AppError::Denied));
    let neighbour =
        cast.app.change_challenge(&cast.bo, (of.id, of.version), a_challenge("Mitt")).await.unwrap_err();
    assert!(matches!(neighbour, AppError::Denied));

    cast.app
        .change_challenge(&cast.karin, (of.id, of.version), a_challenge("Vem som får betala"))
        .await
        .unwrap();
    let stale =
        cast.app.change_challenge(&cast.anna, (of.id, of.version), a_challenge("Gammalt")).await.unwrap_err();
    assert!(matches!(stale, AppError::Refused(Refusal::ChangedMeanwhile)), "{stale:?}");
    assert_eq!(
        cast.app.read_challenge(&cast.anna, of.id).await.unwrap().row.challenge.title,
        "Vem som får betala"
    );
    let twice = cast.app.write_challenge(&cast.anna, a_challenge("Vem som får betala")).await.unwrap_err();
    assert_eq!(problems(twice), [("title", FieldProblem::Taken)]);
    let number = ChallengeInput { description: NUMBER.into(), ..a_challenge("Nytt") };
    let number = cast.app.write_challenge(&cast.anna, number).await.unwrap_err();
    assert_eq!(problems(number), [("description", FieldProblem::IdentityNumber)]);
    let number =
        cast.app.lay_note(&cast.anna, of.id, a_note(NUMBER, Sharing::Collaboration)).await.unwrap_err();
    assert_eq!(problems(number), [("said", FieldProblem::IdentityNumber)]);
}

#[tokio::test]
async fn the_shipped_challenges_are_taken_in_once_and_say_where_they_come_from() {
    let cast = Cast::new().await;
    let of = cast.app.read_challenges(&cast.karin).await.unwrap().may_seed[0];
    assert!(matches!(cast.app.take_in_challenges(&cast.anna, of).await.unwrap_err(), AppError::Denied));
    let taken = cast.app.take_in_challenges(&cast.karin, of).await.unwrap();
    assert_eq!(taken, app::challenge::seeds().unwrap().len());
    assert_eq!(cast.app.take_in_challenges(&cast.karin, of).await.unwrap(), 0, "again changes nothing");
    let found = cast.app.read_challenges(&cast.anna).await.unwrap();
    assert!(found.rows.iter().all(|row| row.challenge.code.is_some()), "marked as from literature");
    assert!(found.rows.iter().all(|row| row.strength == Strength::None), "which shows nothing here");
}

#[tokio::test]
async fn a_goal_is_measured_and_served_by_what_a_reader_may_read() {
    let cast = Cast::new().await;
    let of = goal(&cast).await;
    let by_writer = GoalInput { title: "Annas mål".into(), ..GoalInput::default() };
    assert!(matches!(cast.app.write_goal(&cast.anna, by_writer).await.unwrap_err(), AppError::Denied));
    let indicator = IndicatorInput {
        name: "Timmar i veckan".into(),
        unit: "h".into(),
        baseline: "40".into(),
        target: "10".into(),
        target_on: "2027-12-31".into(),
    };
    cast.app.set_indicator(&cast.karin, of.id, None, indicator).await.unwrap();
    let read = cast.app.read_goal(&cast.bo, of.id).await.unwrap();
    assert_eq!(read.row.indicators[0].progress, Progress::Unmeasured);
    let measured = read.row.indicators[0].indicator.id;
    let value = ReadingInput { value: "25".into(), on: "2026-11-01".into(), source: "Mätvecka".into() };
    let denied = cast.app.measure_goal(&cast.anna, (of.id, measured), value.clone()).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied), "{denied:?}");
    cast.app.measure_goal(&cast.karin, (of.id, measured), value).await.unwrap();
    assert_eq!(
        cast.app.read_goal(&cast.bo, of.id).await.unwrap().row.indicators[0].progress,
        Progress::Nearer
    );

    let open = cast.sent(&cast.anna, "Nycklarna hämtas för hand.", Sharing::Collaboration).await;
    let home = cast.sent(&cast.anna, "Bara för oss.", Sharing::Organisation).await;
    for need in [&open, &home] {
        let served = Served::Numbered(need.number.to_string());
        cast.app.serve_goal(&cast.anna, of.id, &served).await.unwrap();
        let theirs = cast.app.serve_goal(&cast.bo, of.id, &served).await.unwrap_err();
        assert!(matches!(theirs, AppError::Denied | AppError::Invalid(_)), "{theirs:?}");
    }
    let numbers = async |actor: &Actor| {
        let page = cast.app.read_goal(actor, of.id).await.unwrap();
        page.serving.iter().filter_map(|one| one.number).collect::<Vec<_>>()
    };
    assert_eq!(numbers(&cast.anna).await.len(), 2);
    assert_eq!(numbers(&cast.bo).await, [open.number], "what is kept at home is told to nobody else");
    cast.app.serve_goal_no_more(&cast.anna, of.id, &Served::Numbered(open.number.to_string())).await.unwrap();
    assert!(numbers(&cast.bo).await.is_empty());
}

#[tokio::test]
async fn an_intervention_answers_a_challenge_and_says_what_came_of_it() {
    let cast = Cast::new().await;
    let (of, goal) = (challenge(&cast).await, goal(&cast).await);
    let input = InterventionInput {
        title: "Kostnadsnyckel efter invånare".into(),
        description: "Kostnaden delas efter hur många som bor i kommunen.".into(),
        effort: "measure".into(),
        kind: "structure".into(),
        state: "running".into(),
        owner: "Ekonomicheferna".into(),
        challenges: vec![of.id.to_string()],
        goals: vec![goal.id.to_string()],
        ..InterventionInput::default()
    };
    let outside = cast.app.write_intervention(&cast.ida, input.clone()).await.unwrap_err();
    assert!(matches!(outside, AppError::Invalid(_) | AppError::Denied));
    let done = cast.app.write_intervention(&cast.anna, input.clone()).await.unwrap();
    let answers = cast.app.read_challenge(&cast.bo, of.id).await.unwrap().row.interventions;
    assert_eq!(answers.iter().map(|one| one.id).collect::<Vec<_>>(), [done.id]);
    let (row, _) = cast.app.read_intervention(&cast.bo, done.id).await.unwrap();
    assert_eq!(row.goals.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [goal.id]);
    let theirs = cast.app.change_intervention(&cast.bo, (done.id, done.version), input).await.unwrap_err();
    assert!(matches!(theirs, AppError::Denied));
    let seen = EffectInput {
        seen: "better".into(),
        text: "Två ja på en månad.".into(),
        source: "Ekonomichefernas möte".into(),
        on: "2026-11-02".into(),
    };
    cast.app.note_effect(&cast.bo, done.id, seen).await.unwrap();
    let (row, history) = cast.app.read_intervention(&cast.anna, done.id).await.unwrap();
    assert_eq!(row.effects.len(), 1);
    assert_eq!(history[0].event.kind, EventKind::EffectSeen);
}
