//! Lessons: written by who learnt, found again by who writes a like need, and read no further than they are shared.

use app::lesson::LessonInput;
use app::sharing::Which;
use app::{AppError, FieldProblem, LessonFilter, Page, Refusal};
use domain::permission::Actor;
use domain::sharing::Sharing;

use crate::cast::Cast;
use crate::initiative::{Led, problems};

fn lesson() -> LessonInput {
    LessonInput {
        title: "Börja med vikarierna".into(),
        worked: "Genomgång på fem minuter vid bilen.".into(),
        failed: "Utskick per e-post som ingen läste.".into(),
        challenge: "workload".into(),
        ..LessonInput::default()
    }
}

async fn titles(cast: &Cast, actor: &Actor, text: &str) -> Vec<String> {
    let found = cast.app.lessons_like(actor, text, 3).await.unwrap();
    found.into_iter().map(|row| row.lesson.title).collect()
}

#[tokio::test]
async fn a_lesson_is_found_by_the_words_of_the_need_it_was_learnt_on() {
    let led = Led::new().await;
    let (cast, app) = (&led.cast, &led.cast.app);
    let written = app.write_lesson(&led.karin, Some(led.number), lesson()).await.unwrap();
    cast.shares(&led.karin, Which::Lesson(written.id), Sharing::Collaboration).await;
    let text = "På morgonen hämtas nycklar på kontoret, och det tar tid.";
    assert_eq!(
        titles(cast, &led.vera, text).await,
        ["Börja med vikarierna"],
        "no word of its own is in the text"
    );
    assert!(titles(cast, &cast.ida, text).await.is_empty(), "outside the collaboration");
    assert!(titles(cast, &Actor::Anonymous, text).await.is_empty());
    assert!(titles(cast, &led.vera, "Bygglov som saknar ritningar.").await.is_empty(), "nothing alike");
    // Another node finds it too.
    let found = cast.another_node();
    found.fill_index(|_| {}).await.unwrap();
    assert_eq!(found.lessons_like(&led.vera, text, 3).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_need_that_is_shared_less_far_lends_the_lesson_no_words() {
    let led = Led::new().await;
    let (cast, app) = (&led.cast, &led.cast.app);
    let wide = app.write_lesson(&led.karin, Some(led.number), lesson()).await.unwrap();
    cast.shares(&led.karin, Which::Lesson(wide.id), Sharing::Network).await;
    let text = "På morgonen hämtas nycklar på kontoret, och det tar tid.";
    assert!(titles(cast, &cast.ida, text).await.is_empty(), "the need is the collaboration's");
    assert_eq!(app.read_lesson(&cast.ida, wide.id).await.unwrap().row.initiative, None, "nor its initiative");
    let own = "Genomgång vid bilen för vikarierna på fem minuter";
    assert_eq!(
        titles(cast, &cast.ida, own).await,
        ["Börja med vikarierna"],
        "its own words are for all it is shared with"
    );
}

#[tokio::test]
async fn who_writes_needs_writes_lessons_and_changes_their_own() {
    let led = Led::new().await;
    let (cast, app) = (&led.cast, &led.cast.app);
    let told = problems(app.write_lesson(&cast.anna, None, LessonInput::default()).await.unwrap_err());
    let fields: Vec<_> = told.iter().map(|(field, ..)| *field).collect();
    assert_eq!(fields, ["title", "worked"]);
    let person = LessonInput { worked: "Ring 640823-3234 först.".into(), ..lesson() };
    let told = problems(app.write_lesson(&cast.anna, None, person).await.unwrap_err());
    assert_eq!(told[0], ("worked", 0, FieldProblem::IdentityNumber));
    let written = app.write_lesson(&cast.anna, None, lesson()).await.unwrap();
    assert!(matches!(app.read_lesson(&cast.bo, written.id).await.unwrap_err(), AppError::NotFound));
    let key = (written.id, written.version);
    app.change_lesson(&led.karin, key, LessonInput { for_whom: "Hemtjänsten".into(), ..lesson() })
        .await
        .unwrap();
    assert!(app.read_lesson(&cast.bo, written.id).await.is_err(), "a change shares nothing");
    cast.shares(&led.karin, Which::Lesson(written.id), Sharing::Collaboration).await;
    assert!(app.read_lesson(&cast.bo, written.id).await.is_ok());
    for other in [&cast.bo, &led.vera] {
        let denied = app.change_lesson(other, (written.id, 3), lesson()).await.unwrap_err();
        assert!(matches!(denied, AppError::Denied));
    }
    let stale = app.change_lesson(&cast.anna, key, lesson()).await.unwrap_err();
    assert!(matches!(stale, AppError::Refused(Refusal::ChangedMeanwhile)));
    let filter =
        LessonFilter { search: "vikar".into(), challenge: "workload".into(), ..LessonFilter::default() };
    assert_eq!(app.list_lessons(&cast.bo, &filter, Page::new(1, 10)).await.unwrap().total, 1);
    assert_eq!(app.list_lessons(&cast.ida, &filter, Page::new(1, 10)).await.unwrap().total, 0);
    let unseen = app.write_lesson(&cast.ida, Some(led.number), lesson()).await.unwrap_err();
    assert!(matches!(unseen, AppError::NotFound));
    let need = cast
        .sent(&cast.anna, "Vi fyller i körjournalen för hand efter varje resa.", Sharing::Collaboration)
        .await;
    assert!(app.outcome_of_need(&cast.anna, need.number).await.unwrap().initiatives.is_empty());
}
