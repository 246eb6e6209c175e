//! What a collaboration says to everybody: who writes it, that it takes two to show it, and what everybody reads on which day.

use app::open_page::LogFilter;
use app::public_text::PublicTextInput;
use app::{AppError, FieldProblem, Refusal};
use domain::event::EventKind;
use domain::id::{CollaborationId, PublicTextId};
use domain::instant::Instant;
use domain::notice::HELD_MILLISECONDS;
use domain::permission::Actor;
use domain::person::Role;
use domain::public_text::{PublicTextKind, PublicTextState};
use domain::sharing::Sharing;

use crate::cast::{Cast, NOON};

fn a_page() -> PublicTextInput {
    PublicTextInput {
        title: "Samma problem löses en gång".to_owned(),
        lead: "Två kommuner hjälps åt.".to_owned(),
        from: "2026-01-01".to_owned(),
        goals: "Tid för invånaren. Bort med det som tar tid.\n\n Lära av det som mäts ".to_owned(),
        ..PublicTextInput::default()
    }
}

fn an_entry(title: &str, day: &str) -> PublicTextInput {
    PublicTextInput {
        title: title.to_owned(),
        lead: "Kort om det.".to_owned(),
        from: day.to_owned(),
        ..PublicTextInput::default()
    }
}

async fn samverkan(cast: &Cast) -> CollaborationId {
    cast.app.list_collaborations(&Actor::Operator).await.unwrap()[0].collaboration.id
}

/// Coordinates in Vara, another member.
async fn vera(cast: &Cast) -> Actor {
    cast.member("Vera Ek", cast.vara, Role::Coordinator, &[cast.essunga]).await
}

/// Karin writes it, and Vera agrees.
async fn shown(cast: &Cast, vera: &Actor, kind: PublicTextKind, input: PublicTextInput) -> PublicTextId {
    let id = samverkan(cast).await;
    let text = cast.app.begin_public_text(&cast.karin, (id, kind), input).await.unwrap();
    cast.app.wish_public_text(&cast.karin, (text.id, 1), "").await.unwrap();
    cast.app.agree_public_text(vera, (text.id, 2)).await.unwrap();
    text.id
}

async fn titles(cast: &Cast) -> Vec<String> {
    let page = cast.app.open_page("samverkan").await.unwrap();
    page.log.entries.into_iter().map(|entry| entry.words.title).collect()
}

#[tokio::test]
async fn it_takes_two_who_write_for_the_collaboration_to_show_its_page() {
    let cast = Cast::new().await;
    let (vera, id) = (vera(&cast).await, samverkan(&cast).await);
    let text = cast.app.begin_public_text(&cast.karin, (id, PublicTextKind::Page), a_page()).await.unwrap();
    assert_eq!(text.address.as_deref(), Some("samverkan"));
    assert_eq!(text.words.goals.len(), 2, "an empty line is no goal");
    assert!(matches!(cast.app.open_page("samverkan").await, Err(AppError::NotFound)), "nobody has agreed");

    cast.app.wish_public_text(&cast.karin, (text.id, 1), "").await.unwrap();
    let alone = cast.app.agree_public_text(&cast.karin, (text.id, 2)).await.unwrap_err();
    assert!(matches!(alone, AppError::Refused(Refusal::SamePerson)));
    let stale = cast.app.agree_public_text(&vera, (text.id, 1)).await.unwrap_err();
    assert!(matches!(stale, AppError::Refused(Refusal::ChangedMeanwhile)));
    assert!(cast.app.open_pages().await.unwrap().is_empty());
    cast.app.agree_public_text(&vera, (text.id, 2)).await.unwrap();
    let page = cast.app.open_page("samverkan").await.unwrap();
    assert_eq!(page.log.words.title, "Samma problem löses en gång");
    assert_eq!(page.log.updated, NOON.day());
    assert_eq!(page.parties.len(), 2);

    let read = cast.app.read_public_text(&vera, text.id).await.unwrap();
    let kinds: Vec<EventKind> = read.history.iter().map(|entry| entry.event.kind).collect();
    assert_eq!(kinds, [EventKind::Published, EventKind::PublicationWished, EventKind::Created]);
    let again = cast.app.begin_public_text(&vera, (id, PublicTextKind::Page), a_page()).await.unwrap_err();
    assert!(matches!(again, AppError::Invalid(_)), "there is one page: {again:?}");
}

#[tokio::test]
async fn nobody_else_writes_or_is_told_that_something_is_being_written() {
    let cast = Cast::new().await;
    let id = samverkan(&cast).await;
    let text = cast.app.begin_public_text(&cast.karin, (id, PublicTextKind::Page), a_page()).await.unwrap();
    // Anna and Bo write needs, Ida coordinates outside.
    for other in [&cast.anna, &cast.bo, &cast.ida, &Actor::Anonymous] {
        assert!(matches!(cast.app.public_desk(other, id).await, Err(AppError::Denied)));
        let begun =
            cast.app.begin_public_text(other, (id, PublicTextKind::Entry), an_entry("Nej", "2026-11-09"));
        assert!(matches!(begun.await, Err(AppError::Denied)));
        assert!(matches!(cast.app.read_public_text(other, text.id).await, Err(AppError::NotFound)));
        let written = cast.app.write_public_text(other, (text.id, 1), a_page()).await;
        assert!(matches!(written, Err(AppError::NotFound)));
        assert!(matches!(cast.app.wish_public_text(other, (text.id, 1), "").await, Err(AppError::NotFound)));
        assert!(matches!(cast.app.agree_public_text(other, (text.id, 1)).await, Err(AppError::NotFound)));
        assert!(matches!(cast.app.decline_public_text(other, (text.id, 1)).await, Err(AppError::NotFound)));
        assert!(matches!(cast.app.take_public_text_down(other, (text.id, 1)).await, Err(AppError::NotFound)));
        assert!(matches!(cast.app.take_public_text_up(other, (text.id, 1)).await, Err(AppError::NotFound)));
        assert!(!cast.app.read_collaboration(other, id).await.unwrap().may_write);
    }
    assert!(cast.app.read_collaboration(&cast.karin, id).await.unwrap().may_write);
}

#[tokio::test]
async fn those_who_can_agree_are_told_and_the_writer_hears_what_came_of_it() {
    let cast = Cast::new().await;
    let (vera, id) = (vera(&cast).await, samverkan(&cast).await);
    let entry = (id, PublicTextKind::Entry);
    let text = cast.app.begin_public_text(&cast.karin, entry, an_entry("Start", "2026-11-09")).await.unwrap();
    cast.app.wish_public_text(&cast.karin, (text.id, 1), "").await.unwrap();
    let told = |actor: &Actor| {
        let person = actor.member().unwrap().person;
        let db = cast.test.db.clone();
        async move {
            let mut tx = db.read().await.unwrap();
            let page = store::page::Page::new(1, 10);
            // A wish can be taken back for a while before anybody is told.
            let later = Instant::from_milliseconds(NOON.milliseconds() + HELD_MILLISECONDS);
            store::notice::of_person(&mut tx, person, later, page).await.unwrap().rows.len()
        }
    };
    assert_eq!((told(&vera).await, told(&cast.karin).await), (1, 0));
    cast.app.decline_public_text(&vera, (text.id, 2)).await.unwrap();
    assert_eq!(told(&cast.karin).await, 1);
    assert!(matches!(
        cast.app.agree_public_text(&vera, (text.id, 3)).await,
        Err(AppError::Refused(Refusal::NothingToUndo))
    ));
}

#[tokio::test]
async fn what_was_shown_stands_while_something_else_is_being_written() {
    let cast = Cast::new().await;
    let vera = vera(&cast).await;
    shown(&cast, &vera, PublicTextKind::Page, a_page()).await;
    let old = shown(&cast, &vera, PublicTextKind::Entry, an_entry("Äldre", "2022-04-01")).await;
    shown(
        &cast,
        &vera,
        PublicTextKind::Press,
        PublicTextInput { contact: "Växeln".into(), ..an_entry("Nyare", "2026-11-01") },
    )
    .await;
    assert_eq!(titles(&cast).await, ["Nyare", "Äldre"]);
    cast.app.write_public_text(&cast.karin, (old, 3), an_entry("Äldre, rättad", "2022-04-01")).await.unwrap();
    let read = cast.app.read_public_text(&vera, old).await.unwrap();
    assert_eq!(read.row.state, PublicTextState::Changed);
    assert_eq!(titles(&cast).await, ["Nyare", "Äldre"]);
    let stale = cast.app.write_public_text(&vera, (old, 3), an_entry("Min", "2022-04-01")).await.unwrap_err();
    assert!(matches!(stale, AppError::Refused(Refusal::ChangedMeanwhile)));
    cast.app.wish_public_text(&vera, (old, 4), "2099-01-01").await.unwrap();
    cast.app.agree_public_text(&cast.karin, (old, 5)).await.unwrap();
    assert_eq!(titles(&cast).await, ["Nyare", "Äldre"], "until the day has come");

    cast.app.take_public_text_down(&cast.karin, (old, 6)).await.unwrap();
    assert_eq!(titles(&cast).await, ["Nyare"]);
    cast.app.take_public_text_up(&vera, (old, 7)).await.unwrap();
    assert_eq!(titles(&cast).await, ["Nyare"], "showing it takes two anew");

    let page = cast.app.open_page("samverkan").await.unwrap();
    let of = |filter: LogFilter| filter.of(&page.log.entries).len();
    assert_eq!(of(LogFilter { search: "nyar".to_owned(), ..LogFilter::default() }), 1);
    assert_eq!(of(LogFilter { kind: Some(PublicTextKind::Entry), ..LogFilter::default() }), 0);
    assert_eq!(of(LogFilter { year: Some(2022), ..LogFilter::default() }), 0);
}

#[tokio::test]
async fn numbers_count_what_everybody_reads_and_nothing_else() {
    let cast = Cast::new().await;
    let vera = vera(&cast).await;
    shown(&cast, &vera, PublicTextKind::Page, a_page()).await;
    cast.sent(&cast.anna, "Nycklar hämtas på kontoret varje morgon.", Sharing::Network).await;
    assert_eq!(cast.app.open_page("samverkan").await.unwrap().needs, 0, "signing in does not make it public");
    cast.sent(&cast.anna, "Scheman skrivs om för hand.", Sharing::Public).await;
    let page = cast.app.open_page("samverkan").await.unwrap();
    assert_eq!(page.needs, 1);
    let of_essunga = page.parties.iter().find(|party| party.organisation.id == cast.essunga).unwrap();
    assert_eq!(of_essunga.needs, 1);
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_at_its_field() {
    let cast = Cast::new().await;
    let id = samverkan(&cast).await;
    let wrong = PublicTextInput { link: "javascript:alert(1)".to_owned(), ..PublicTextInput::default() };
    let press = (id, PublicTextKind::Press);
    let AppError::Invalid(fields) = cast.app.begin_public_text(&cast.karin, press, wrong).await.unwrap_err()
    else {
        panic!("fields")
    };
    let named: Vec<&str> = fields.iter().map(|field| field.field).collect();
    assert_eq!(named, ["title", "lead", "from", "link", "contact"]);
    let backwards = PublicTextInput { until: "2025-01-01".to_owned(), ..a_page() };
    let page = (id, PublicTextKind::Page);
    let AppError::Invalid(fields) =
        cast.app.begin_public_text(&cast.karin, page, backwards).await.unwrap_err()
    else {
        panic!("fields")
    };
    assert_eq!((fields[0].field, &fields[0].problem), ("until", &FieldProblem::EndsTooEarly));
    let named = PublicTextInput { body: "Brukaren 811218-9876 är nöjd.".to_owned(), ..a_page() };
    let AppError::Invalid(fields) = cast.app.begin_public_text(&cast.karin, page, named).await.unwrap_err()
    else {
        panic!("fields")
    };
    assert_eq!((fields[0].field, &fields[0].problem), ("body", &FieldProblem::IdentityNumber));
}
