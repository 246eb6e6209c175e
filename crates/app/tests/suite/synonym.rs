//! The list of words: who keeps it, and that it is in effect at once on every node.

use crate::cast::Cast;
use app::matches::Question;
use app::synonym::{RingInput, RingOutcome, RingUse};
use app::{App, AppError, Clock, FieldProblem, Page, Refusal, RingFilter};
use domain::event::EventKind;
use domain::permission::Actor;
use domain::sharing::Sharing;
use domain::synonym::{RingKind, TermsProblem};

fn words(terms: &str) -> RingInput {
    RingInput { kind: RingKind::Synonym, terms: terms.to_owned(), note: String::new() }
}

async fn finds(app: &App, actor: &Actor, text: &str) -> Vec<String> {
    let question = Question { text, solutions: 5, needs: 0, except: None };
    let found = app.matches(actor, question).await.unwrap().solutions;
    let by_word = found.into_iter().filter(|found| !found.hit.reasons.is_empty());
    by_word.map(|found| found.solution.facts.name).collect()
}

#[tokio::test]
async fn only_coordinators_keep_the_list_and_everybody_reads_it() {
    let cast = Cast::new().await;
    for actor in [&cast.anna, &cast.bo, &Actor::Anonymous] {
        assert!(matches!(cast.app.add_ring(actor, words("a1\nb1")).await, Err(AppError::Denied)));
    }
    let ring = cast.app.add_ring(&cast.karin, words(" hemtjänst \nhemvård\n")).await.unwrap();
    assert_eq!(ring.terms, ["hemtjänst", "hemvård"]);
    let key = (ring.id, ring.version);
    assert!(matches!(cast.app.edit_ring(&cast.bo, key, words("a1\nb1")).await, Err(AppError::Denied)));
    assert!(matches!(cast.app.use_ring(&cast.anna, key, RingUse::Retired).await, Err(AppError::Denied)));
    cast.app.edit_ring(&cast.ida, key, words("hemtjänst\nhemvård\nhemhjälp")).await.unwrap();
    let stale = cast.app.edit_ring(&cast.karin, key, words("hemtjänst\nhjälp")).await;
    assert!(matches!(stale, Err(AppError::Refused(Refusal::ChangedMeanwhile))));
    let read = cast.app.read_ring(&cast.karin, ring.id).await.unwrap();
    assert_eq!(read.ring.terms.len(), 3);
    assert_eq!(
        read.history.iter().map(|entry| entry.event.kind).collect::<Vec<_>>(),
        [EventKind::Edited, EventKind::Created]
    );
    assert_eq!(cast.app.list_rings(&RingFilter::default(), Page::new(1, 10)).await.unwrap().total, 1);
}

#[tokio::test]
async fn what_makes_no_ring_is_refused() {
    let cast = Cast::new().await;
    let refused = |error| match error {
        AppError::Invalid(fields) => fields.into_iter().map(|field| field.problem).collect::<Vec<_>>(),
        other => panic!("{other}"),
    };
    let alone = cast.app.add_ring(&cast.karin, words("ensam")).await.unwrap_err();
    assert_eq!(refused(alone), [FieldProblem::Terms(TermsProblem::TooFew)]);
    cast.app.add_ring(&cast.karin, words("skolskjuts\nskolbuss")).await.unwrap();
    let doublet = cast.app.add_ring(&cast.karin, words("Skolbuss\nskolskjuts")).await.unwrap_err();
    assert_eq!(refused(doublet), [FieldProblem::Taken]);
}

#[tokio::test]
async fn words_are_in_effect_at_once_here_and_on_another_node() {
    let cast = Cast::new().await;
    cast.solution(None, "Kvarnen", "Bokar flunkor åt verksamheten.", Sharing::Collaboration).await;
    cast.solution(None, "Ugnen", "Bakar bröd till skolans kök.", Sharing::Collaboration).await;
    let other = App::new(cast.test.db.clone(), Clock::fixed(crate::cast::NOON));
    other.fill_index(|_| {}).await.unwrap();
    assert!(finds(&cast.app, &cast.bo, "vi saknar gruppor").await.is_empty());
    let ring = cast.app.add_ring(&cast.karin, words("gruppor\nflunkor")).await.unwrap();
    for app in [&cast.app, &other] {
        assert_eq!(finds(app, &cast.bo, "vi saknar gruppor").await, ["Kvarnen"]);
    }
    cast.app.use_ring(&cast.karin, (ring.id, ring.version), RingUse::Retired).await.unwrap();
    for app in [&cast.app, &other] {
        assert!(finds(app, &cast.bo, "vi saknar gruppor").await.is_empty());
    }
    cast.app.use_ring(&cast.karin, (ring.id, ring.version + 1), RingUse::Active).await.unwrap();
    let fresh = App::new(cast.test.db.clone(), Clock::fixed(crate::cast::NOON));
    fresh.fill_index(|_| {}).await.unwrap();
    assert_eq!(finds(&fresh, &cast.bo, "vi saknar gruppor").await, ["Kvarnen"], "filled anew");
}

#[tokio::test]
async fn a_file_is_taken_whole_or_not_at_all_and_twice_changes_nothing() {
    let cast = Cast::new().await;
    let prefix = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . ";
    let rows = |text: &str| exchange::synonym::read(format!("{prefix}{text}").as_bytes()).unwrap();
    let good = "<x:1> a skos:Concept ; skos:prefLabel \"skolskjuts\"@sv ; skos:altLabel \"skolbuss\"@sv .";
    let bad = format!("{good} <x:2> a skos:Concept .");
    let refused = cast.app.import_rings(&cast.karin, rows(&bad)).await.unwrap();
    assert!(!refused.saved && matches!(refused.rows[1].1, RingOutcome::Refused(_)));
    assert_eq!(cast.app.list_rings(&RingFilter::default(), Page::new(1, 10)).await.unwrap().total, 0);
    let outcomes = |done: app::synonym::RingImport| {
        done.rows.into_iter().map(|(_, outcome)| outcome).collect::<Vec<_>>()
    };
    assert_eq!(outcomes(cast.app.import_rings(&cast.karin, rows(good)).await.unwrap()), [RingOutcome::New]);
    assert_eq!(outcomes(cast.app.import_rings(&cast.karin, rows(good)).await.unwrap()), [RingOutcome::Same]);
    let own = cast.app.export_rings().await.unwrap().unwrap();
    let changed = String::from_utf8(own).unwrap().replace("skolbuss", "skolbil");
    let back = exchange::synonym::read(changed.as_bytes()).unwrap();
    assert_eq!(
        outcomes(cast.app.import_rings(&Actor::Operator, back).await.unwrap()),
        [RingOutcome::Changed]
    );
    assert!(matches!(cast.app.import_rings(&cast.anna, Vec::new()).await, Err(AppError::Denied)));
}
