//! Matching over what the actor may see, and the index in step with the database.

use crate::cast::{Cast, a_need};
use app::matches::Question;
use app::{App, Clock};
use domain::permission::Actor;
use domain::sharing::Sharing;

const KEYS: &str = "Nycklar försvinner i hemtjänsten och besöken blir sena.";
const ASKED: &str = "vi tappar bort nycklar i hemtjänsten";

#[tokio::test]
async fn a_need_is_found_by_those_who_may_see_it_as_soon_as_it_is_sent() {
    let cast = Cast::new().await;
    let draft = cast.app.draft_need(&cast.anna, a_need(KEYS, Sharing::Collaboration)).await.unwrap();
    assert!(cast.similar(&cast.bo, ASKED).await.is_empty(), "a draft is nobody else's");
    assert!(cast.similar(&cast.anna, ASKED).await.is_empty(), "nor similar to what its writer writes");
    let sent = cast.app.submit_need(&cast.anna, draft.number, draft.version, draft.sharing).await.unwrap();
    assert_eq!(cast.similar(&cast.bo, ASKED).await, [sent.facts.title.as_str()]);
    assert!(cast.similar(&cast.ida, ASKED).await.is_empty(), "outside the collaboration");
    assert!(cast.similar(&Actor::Anonymous, ASKED).await.is_empty());
    cast.app.withdraw_need(&cast.anna, sent.number, sent.version).await.unwrap();
    assert!(cast.similar(&cast.bo, ASKED).await.is_empty(), "taken back");
}

#[tokio::test]
async fn what_is_hidden_changes_no_answer() {
    let cast = Cast::new().await;
    for (n, word) in ["nycklar", "larm", "scheman", "skolskjuts", "bygglov"].iter().enumerate() {
        cast.sent(&cast.bo, &format!("Behov nummer {n} om {word} i verksamheten."), Sharing::Collaboration)
            .await;
    }
    let asked = "nycklar och larm i verksamheten";
    let answer = |found: app::matches::Matches| {
        let rows: Vec<_> =
            found.needs.iter().map(|m| (m.need.number, m.hit.score.to_bits(), m.hit.reasons.len())).collect();
        rows
    };
    let question = Question { text: asked, solutions: 5, needs: 10, except: None };
    let before = answer(cast.app.matches(&cast.anna, question).await.unwrap());
    for n in 0..20 {
        cast.sent(
            &cast.ida,
            &format!("Halmstad {n} vill ha nycklar, nycklar och larm."),
            Sharing::Organisation,
        )
        .await;
    }
    let after = answer(cast.app.matches(&cast.anna, question).await.unwrap());
    assert_eq!(before, after, "scores are computed over what may be seen");
    assert!(!before.is_empty());
}

#[tokio::test]
async fn another_node_on_the_same_database_finds_what_was_written_here() {
    let cast = Cast::new().await;
    let other = App::new(cast.test.db.clone(), Clock::fixed(crate::cast::NOON));
    other.fill_index(|_| {}).await.unwrap();
    cast.sent(&cast.anna, KEYS, Sharing::Collaboration).await;
    let question = Question { text: ASKED, solutions: 0, needs: 5, except: None };
    assert_eq!(other.matches(&cast.bo, question).await.unwrap().needs.len(), 1);
}

#[tokio::test]
async fn an_index_that_is_thrown_away_is_filled_again() {
    let cast = Cast::new().await;
    let sent = cast.sent(&cast.anna, KEYS, Sharing::Collaboration).await;
    let fresh = App::new(cast.test.db.clone(), Clock::fixed(crate::cast::NOON));
    let question = Question { text: ASKED, solutions: 0, needs: 5, except: None };
    let early = fresh.matches(&cast.bo, question).await.unwrap();
    assert!(!early.index.complete && early.needs.is_empty(), "says that it has not read everything");
    let mut heard = Vec::new();
    let state = fresh.fill_index(|read| heard.push(read)).await.unwrap();
    assert!(state.complete && state.needs == 1 && heard == [1]);
    assert_eq!(fresh.matches(&cast.bo, question).await.unwrap().needs[0].need.number, sent.number);
}

#[tokio::test]
async fn a_need_is_not_similar_to_itself() {
    let cast = Cast::new().await;
    let one = cast.sent(&cast.anna, KEYS, Sharing::Collaboration).await;
    let two = cast.sent(&cast.bo, "Nycklar i hemtjänsten är borta på natten.", Sharing::Collaboration).await;
    let question = Question { text: &one.facts.text, solutions: 0, needs: 5, except: Some(one.id) };
    let found = cast.app.matches(&cast.anna, question).await.unwrap();
    let numbers: Vec<_> = found.needs.iter().map(|m| m.need.number).collect();
    assert_eq!(numbers, [two.number]);
}

#[tokio::test]
async fn odd_texts_are_answered() {
    let cast = Cast::new().await;
    cast.sent(&cast.anna, KEYS, Sharing::Collaboration).await;
    let long = "nycklar ".repeat(25_000);
    for text in ["", "   ", "\u{0}\u{1}\u{202e}", "日本語", "<b>nycklar</b>", "%_*()\"'", long.as_str()] {
        let question = Question { text, solutions: 5, needs: 5, except: None };
        assert!(
            cast.app.matches(&cast.bo, question).await.is_ok(),
            "{:?}",
            text.chars().take(20).collect::<String>()
        );
    }
}
