//! How far records are shared: agreed to before, undone after, public with two, and who has opened them.

use crate::cast::{Cast, a_need, to};
use app::contract::ContractInput;
use app::knowledge::ArticleInput;
use app::lesson::LessonInput;
use app::sharing::{Wanted, Which};
use app::solution::keep::SolutionInput;
use app::{AppError, FieldProblem, Refusal};
use domain::event::EventKind;
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
    let denied = early.undo_sharing(&cast.bo, Which::Need(sent.number), sent.version).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied));
    let back = early.undo_sharing(&cast.anna, Which::Need(sent.number), sent.version).await.unwrap();
    assert_eq!(back.level, Sharing::Draft);
    assert!(cast.app.read_need(&cast.bo, sent.number).await.is_err());
    let page = cast.app.read_need(&cast.anna, sent.number).await.unwrap();
    assert_eq!(page.history[0].event.kind, EventKind::SharingUndone);

    let own = cast.sent(&cast.anna, KEYS, Sharing::Organisation).await;
    let (level, number) = (Sharing::Collaboration, own.number);
    let raised =
        cast.app.share(&cast.anna, Which::Need(number), &to(own.version, level, level)).await.unwrap();
    assert!(cast.app.read_need(&cast.bo, number).await.is_ok());
    let late = cast.later(UNDO_MILLISECONDS);
    let error = late.undo_sharing(&cast.anna, Which::Need(number), raised.version).await.unwrap_err();
    assert_eq!(refusal(error), Refusal::NothingToUndo);
    let back = cast.app.undo_sharing(&cast.anna, Which::Need(number), raised.version).await.unwrap();
    assert_eq!(back.level, Sharing::Organisation);
    let error = cast.app.undo_sharing(&cast.anna, Which::Need(number), back.version).await.unwrap_err();
    assert_eq!(refusal(error), Refusal::NothingToUndo, "once");
}

#[tokio::test]
async fn a_level_is_raised_by_agreeing_and_lowered_at_once() {
    let cast = Cast::new().await;
    let own = cast.sent(&cast.anna, KEYS, Sharing::Organisation).await;
    let (number, version) = (own.number, own.version);
    let level = Sharing::Network;
    let error = cast
        .app
        .share(&cast.anna, Which::Need(number), &to(version, level, Sharing::Draft))
        .await
        .unwrap_err();
    assert_eq!(refusal(error), Refusal::NotAgreed);
    let raised = cast.app.share(&cast.anna, Which::Need(number), &to(version, level, level)).await.unwrap();
    assert!(cast.app.read_need(&cast.ida, number).await.is_ok());
    let stale = cast
        .app
        .share(&cast.karin, Which::Need(number), &to(version, Sharing::Organisation, Sharing::Draft))
        .await;
    assert!(matches!(stale.unwrap_err(), AppError::Conflict(_)));
    let level = Sharing::Organisation;
    cast.app
        .share(&cast.anna, Which::Need(number), &to(raised.version, level, Sharing::Draft))
        .await
        .unwrap();
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
    let error = cast.app.publish(&cast.ada, Which::Need(number), version).await.unwrap_err();
    assert_eq!(refusal(error), Refusal::NothingToUndo, "nobody has wished it");
    let denied =
        cast.app.share(&cast.anna, Which::Need(number), &to(version, level, level)).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied));
    cast.app.share(&cast.karin, Which::Need(number), &to(version, level, level)).await.unwrap();
    assert!(cast.app.read_need(&Actor::Anonymous, number).await.is_err(), "a wish shares nothing");
    let error = cast.app.publish(&cast.karin, Which::Need(number), version).await.unwrap_err();
    assert_eq!(refusal(error), Refusal::SamePerson);
    assert!(!cast.app.read_need(&cast.karin, number).await.unwrap().shared.may_agree);
    assert!(cast.app.read_need(&cast.ada, number).await.unwrap().shared.may_agree);
    assert!(cast.app.read_need(&cast.bo, number).await.unwrap().shared.publication.is_none());

    cast.app.decline_publication(&cast.ada, Which::Need(number)).await.unwrap();
    let error = cast.app.publish(&cast.ada, Which::Need(number), version).await.unwrap_err();
    assert_eq!(refusal(error), Refusal::NothingToUndo, "the wish is gone");
    cast.app.share(&cast.karin, Which::Need(number), &to(version, level, level)).await.unwrap();
    let public = cast.app.publish(&cast.ada, Which::Need(number), version).await.unwrap();
    assert!(cast.app.read_need(&Actor::Anonymous, number).await.is_ok());
    cast.app.undo_sharing(&cast.karin, Which::Need(number), public.version).await.unwrap();
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
    let raise = cast
        .app
        .share(&cast.anna, Which::Need(own.number), &to(own.version, level, level))
        .await
        .unwrap_err();
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
        cast.app.was_opened(reader, Which::Need(need.number)).await.unwrap();
    }
    let again = cast.later(3_600_000);
    again.was_opened(&cast.bo, Which::Need(need.number)).await.unwrap();
    let rows = cast.app.read_sharing(&cast.karin, Which::Need(need.number)).await.unwrap().openings;
    let readers: Vec<_> = rows.iter().map(|row| row.reader.clone()).collect();
    let bo = Some(("Bo Dahl".to_owned(), "Vara".to_owned()));
    assert!(readers.len() == 2 && readers.contains(&bo) && readers.contains(&None), "{readers:?}");
    let of_bo = rows.iter().find(|row| row.reader == bo).unwrap().opening;
    assert_eq!(of_bo.last.milliseconds() - of_bo.first.milliseconds(), 3_600_000);
    for reader in [&cast.bo, &Actor::Anonymous] {
        let asked = cast.app.read_sharing(reader, Which::Need(need.number)).await;
        assert!(matches!(asked, Err(AppError::Denied)));
    }
}

/// What Essunga keeps to itself: a solution, a contract about it and a lesson, with who may share each and who may not.
async fn kept(cast: &Cast) -> Vec<Which> {
    let solution = cast.solution(Some(cast.essunga), "Digitala lås", KEYS, Sharing::Organisation).await;
    let contract = ContractInput {
        name: "Digitala lås".into(),
        supplier: "Nordlås".into(),
        kind: "direct".into(),
        solutions: vec![solution.number.to_string()],
        starts: "2025-01-01".into(),
        route: "unknown".into(),
        ..ContractInput::default()
    };
    let contract = cast.app.add_contract(&cast.karin, contract).await.unwrap();
    let lesson = LessonInput {
        title: "Börja smått".into(),
        worked: "Ett område i taget.".into(),
        ..Default::default()
    };
    let lesson = cast.app.write_lesson(&cast.karin, None, lesson).await.unwrap();
    let article = ArticleInput {
        kind: "method".into(),
        title: "Börja smått".into(),
        body: "Ett område i taget.".into(),
        ..Default::default()
    };
    let article = cast.app.write_article(&cast.karin, &article).await.unwrap();
    vec![
        Which::Solution(solution.number),
        Which::Contract(contract.number),
        Which::Lesson(lesson.id),
        Which::Article(article.id),
    ]
}

async fn reads(cast: &Cast, actor: &Actor, which: Which) -> bool {
    match which {
        Which::Need(number) => cast.app.read_need(actor, number).await.is_ok(),
        Which::Solution(number) => cast.app.read_solution(actor, number).await.is_ok(),
        Which::Contract(number) => cast.app.read_contract(actor, number).await.is_ok(),
        Which::Lesson(id) => cast.app.read_lesson(actor, id).await.is_ok(),
        Which::Article(id) => cast.app.read_article(actor, id).await.is_ok(),
        Which::Maturity(id) => cast.app.read_maturity_round(actor, id).await.is_ok(),
    }
}

#[tokio::test]
async fn what_is_new_is_the_organisations_own_and_is_shared_recalled_and_undone_by_the_same_steps() {
    let cast = Cast::new().await;
    let level = Sharing::Collaboration;
    for which in kept(&cast).await {
        assert!(!reads(&cast, &cast.bo, which).await, "{which:?} is new");
        let version = cast.app.read_sharing(&cast.karin, which).await.unwrap().record.version();
        for agreed in [Sharing::Draft, Sharing::Organisation, Sharing::Network] {
            let error = cast.app.share(&cast.karin, which, &to(version, level, agreed)).await.unwrap_err();
            assert_eq!(refusal(error), Refusal::NotAgreed, "{which:?} {agreed}");
        }
        assert!(!reads(&cast, &cast.bo, which).await, "{which:?}: nothing was shared");
        let raised = cast.shares(&cast.karin, which, level).await;
        assert!(reads(&cast, &cast.bo, which).await && !reads(&cast, &cast.ida, which).await, "{which:?}");
        let denied = cast.app.share(&cast.bo, which, &to(raised.version, Sharing::Organisation, level)).await;
        assert!(matches!(denied.unwrap_err(), AppError::Denied), "{which:?} is not his");
        let stale = cast.app.share(&cast.ada, which, &to(version, Sharing::Organisation, level)).await;
        assert_eq!(refusal(stale.unwrap_err()), Refusal::ChangedMeanwhile, "{which:?}");

        cast.app.was_opened(&cast.bo, which).await.unwrap();
        cast.app.was_opened(&cast.ada, which).await.unwrap();
        let opened = cast.app.read_sharing(&cast.ada, which).await.unwrap().openings;
        let readers: Vec<_> = opened.into_iter().map(|row| row.reader).collect();
        assert_eq!(readers, [Some(("Bo Dahl".to_owned(), "Vara".to_owned()))], "{which:?}");

        let late = cast.later(UNDO_MILLISECONDS);
        let error = late.undo_sharing(&cast.karin, which, raised.version).await.unwrap_err();
        assert_eq!(refusal(error), Refusal::NothingToUndo, "{which:?}");
        let undone = cast.app.undo_sharing(&cast.karin, which, raised.version).await.unwrap();
        assert_eq!(undone.level, Sharing::Organisation);
        assert!(!reads(&cast, &cast.bo, which).await, "{which:?} is their own again");
    }
}

#[tokio::test]
async fn contracts_and_lessons_are_never_public_and_a_contract_never_leaves_the_collaboration() {
    let cast = Cast::new().await;
    for which in kept(&cast).await {
        let read = cast.app.read_sharing(&cast.karin, which).await.unwrap();
        let (version, levels) = (read.record.version(), read.levels);
        for level in [Sharing::Draft, Sharing::Network, Sharing::Public] {
            if levels.contains(&level) {
                continue;
            }
            let error = cast.app.share(&cast.karin, which, &to(version, level, level)).await.unwrap_err();
            let AppError::Invalid(fields) = error else { panic!("{which:?} {level}: {error}") };
            assert_eq!((fields[0].field, &fields[0].problem), ("sharing", &FieldProblem::Unknown));
        }
        let widest = match which {
            Which::Contract(_) | Which::Maturity(_) => Sharing::Collaboration,
            Which::Lesson(_) | Which::Article(_) => Sharing::Network,
            Which::Need(_) | Which::Solution(_) => Sharing::Public,
        };
        assert_eq!(levels.last(), Some(&widest), "{which:?}");
    }
}

#[tokio::test]
async fn a_solution_becomes_public_by_two_who_keep_the_catalogue() {
    let cast = Cast::new().await;
    let which = kept(&cast).await[0];
    let Which::Solution(number) = which else { panic!("the first is the solution") };
    let shared = cast.shares(&cast.karin, which, Sharing::Public).await;
    assert_eq!(shared.level, Sharing::Organisation, "a wish shares nothing");
    assert!(!reads(&cast, &Actor::Anonymous, which).await);
    assert_eq!(refusal(cast.app.publish(&cast.karin, which, 1).await.unwrap_err()), Refusal::SamePerson);
    assert!(matches!(cast.app.publish(&cast.anna, which, 1).await.unwrap_err(), AppError::Denied));
    assert!(matches!(cast.app.publish(&cast.bo, which, 1).await.unwrap_err(), AppError::NotFound));
    let page = cast.app.read_solution(&cast.ada, number).await.unwrap();
    assert!(page.shared.may_agree && page.shared.publication.is_some());
    assert!(cast.app.read_solution(&cast.anna, number).await.unwrap().shared.publication.is_none());
    cast.app.publish(&cast.ada, which, page.solution.version).await.unwrap();
    assert!(reads(&cast, &Actor::Anonymous, which).await);
    let told: Vec<EventKind> = cast
        .app
        .read_solution(&cast.karin, number)
        .await
        .unwrap()
        .history
        .iter()
        .map(|entry| entry.event.kind)
        .collect();
    assert_eq!(told[..2], [EventKind::SharingChanged, EventKind::PublicationWished]);
    // Taken back at once, and without anybody's leave.
    cast.shares(&cast.karin, which, Sharing::Organisation).await;
    assert!(!reads(&cast, &Actor::Anonymous, which).await);
}

#[tokio::test]
async fn a_solution_with_an_identity_number_stays_at_home_until_somebody_says_why() {
    let cast = Cast::new().await;
    let solution =
        cast.solution(Some(cast.essunga), "Digitala lås", WITH_NUMBER, Sharing::Organisation).await;
    let (which, level) = (Which::Solution(solution.number), Sharing::Collaboration);
    assert!(cast.app.read_sharing(&cast.karin, which).await.unwrap().wants_reason);
    let error = cast.app.share(&cast.karin, which, &to(1, level, level)).await.unwrap_err();
    let AppError::Invalid(fields) = error else { panic!("expected an invalid field, got {error}") };
    assert_eq!((fields[0].field, &fields[0].problem), ("identity_reason", &FieldProblem::IdentityNumber));
    assert!(!reads(&cast, &cast.bo, which).await);

    let reason = "Numret är ur handboken.".to_owned();
    let wanted = Wanted { reason: reason.clone(), ..to(1, level, level) };
    let unseen = Wanted { agreed: Sharing::Draft, ..wanted.clone() };
    let error = cast.app.share(&cast.karin, which, &unseen).await.unwrap_err();
    assert_eq!(refusal(error), Refusal::NotAgreed);
    assert!(cast.app.read_sharing(&cast.karin, which).await.unwrap().wants_reason, "nothing half");
    let shared = cast.app.share(&cast.karin, which, &wanted).await.unwrap();
    let read = cast.app.read_sharing(&cast.karin, which).await.unwrap();
    assert_eq!((read.identity_reason, read.wants_reason), (Some(reason), false));
    let page = cast.app.read_solution(&cast.karin, solution.number).await.unwrap();
    assert!(page.history[0].event.changes.iter().any(|change| change.field == "identity_reason"));
    let input = SolutionInput { summary: "Låser.".into(), ..SolutionInput::of(&page.solution.facts) };
    cast.app.edit_solution(&cast.karin, (solution.number, shared.version), &input).await.unwrap();

    // What others read takes up no new number.
    let other = cast.solution(Some(cast.essunga), "Andra lås", KEYS, Sharing::Collaboration).await;
    let input = SolutionInput { description: WITH_NUMBER.into(), ..SolutionInput::of(&other.facts) };
    let error = cast.app.edit_solution(&cast.karin, (other.number, 1), &input).await.unwrap_err();
    assert!(matches!(error, AppError::Invalid(_)), "{error}");
}
