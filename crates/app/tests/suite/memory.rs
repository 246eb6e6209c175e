//! What verdicts do to matches: a little, for those who may see them, and nothing else.

use crate::cast::Cast;
use app::matches::Question;
use app::{App, Clock, Taught};
use domain::need::Need;
use domain::number::Number;
use domain::permission::Actor;
use domain::sharing::Sharing;
use domain::solution::Solution;
use domain::verdict::Verdict;

const ASKED: &str = "Vi letar nycklar i hemtjänsten varje morgon.";
const EARLIER: &str = "Personalen letar nycklar i hemtjänsten på morgonen.";

/// Scores by solution, and what was taught of each.
async fn answer(app: &App, actor: &Actor) -> Vec<(Number, u32, Option<Taught>)> {
    let question = Question { text: ASKED, solutions: 5, needs: 0, except: None };
    let found = app.matches(actor, question).await.unwrap().solutions;
    found.into_iter().map(|found| (found.solution.number, found.hit.score.to_bits(), found.taught)).collect()
}

async fn solutions(cast: &Cast) -> [Solution; 2] {
    let text = "Håller reda på nycklar i hemtjänsten.";
    [
        cast.solution(None, "Nyckelskåpet", text, Sharing::Public).await,
        cast.solution(None, "Nyckellistan", text, Sharing::Public).await,
    ]
}

/// Three needs like the one that is asked about, with this said of a solution for each.
async fn said(cast: &Cast, by: &Actor, sharing: Sharing, verdicts: &[(&Solution, Verdict)]) -> Vec<Need> {
    let mut needs = Vec::new();
    for _ in 0..3 {
        let need = cast.sent(by, EARLIER, sharing).await;
        for (solution, verdict) in verdicts {
            cast.app.give_verdict(by, (need.number, solution.number), *verdict, "").await.unwrap();
        }
        needs.push(need);
    }
    needs
}

fn of(answer: &[(Number, u32, Option<Taught>)], solution: &Solution) -> (f32, Option<Taught>) {
    let found = answer.iter().find(|found| found.0 == solution.number).unwrap();
    (f32::from_bits(found.1), found.2)
}

#[tokio::test]
async fn a_solution_that_fitted_like_needs_is_lifted_and_says_so() {
    let cast = Cast::new().await;
    let [one, other] = solutions(&cast).await;
    let before = answer(&cast.app, &cast.bo).await;
    // Alike to the letter: they stand in the order of their keys. The second is to be lifted above the first.
    let (list, cabinet) = if before[0].0 == one.number { (other, one) } else { (one, other) };
    let verdicts = [(&list, Verdict::Fits), (&cabinet, Verdict::Not)];
    let needs = said(&cast, &cast.anna, Sharing::Collaboration, &verdicts).await;
    let after = answer(&cast.app, &cast.bo).await;
    assert_eq!(after[0].0, list.number, "lifted above its twin");
    let (lifted, lowered) = (of(&after, &list), of(&after, &cabinet));
    let (plain, _) = of(&before, &list);
    assert!(lifted.0 > plain && lifted.0 < plain + 0.3 && lowered.0 < plain && lowered.0 > plain - 0.3);
    assert_eq!(lifted.1.map(|taught| (taught.fits, taught.not)), Some((3, 0)));
    assert_eq!(lowered.1.map(|taught| (taught.fits, taught.not)), Some((0, 3)));

    let other = App::new(cast.test.db.clone(), Clock::fixed(crate::cast::NOON));
    other.fill_index(|_| {}).await.unwrap();
    assert_eq!(answer(&other, &cast.bo).await, after, "another node says the same");

    for need in needs {
        cast.app.take_back_verdict(&cast.anna, need.number, list.number).await.unwrap();
        cast.app.take_back_verdict(&cast.anna, need.number, cabinet.number).await.unwrap();
    }
    assert_eq!(answer(&cast.app, &cast.bo).await, before, "taken back, as if never said");
}

#[tokio::test]
async fn verdicts_that_may_not_be_seen_change_nothing() {
    let cast = Cast::new().await;
    let [_, list] = solutions(&cast).await;
    let readers = [&cast.bo, &cast.ida, &Actor::Anonymous];
    let mut before = Vec::new();
    for actor in readers {
        before.push(answer(&cast.app, actor).await);
    }
    let fits = [(&list, Verdict::Fits)];
    said(&cast, &cast.anna, Sharing::Organisation, &fits).await;
    for (actor, before) in readers.into_iter().zip(&before) {
        assert_eq!(answer(&cast.app, actor).await, *before, "{actor:?}, bit for bit");
    }
    assert_ne!(answer(&cast.app, &cast.karin).await, before[0], "the own organisation sees it");

    let public = said(&cast, &cast.karin, Sharing::Public, &fits).await;
    assert_eq!(answer(&cast.app, &Actor::Anonymous).await, before[2], "the public reads no verdicts");
    assert!(of(&answer(&cast.app, &cast.ida).await, &list).1.is_some());
    for need in public {
        cast.app.withdraw_need(&cast.karin, need.number, need.version).await.unwrap();
    }
    assert_eq!(answer(&cast.app, &cast.ida).await, before[1], "a need that was taken back teaches nothing");
}

#[tokio::test]
async fn one_verdict_far_ones_and_the_needs_own_say_nothing() {
    let cast = Cast::new().await;
    let [_, list] = solutions(&cast).await;
    let before = answer(&cast.app, &cast.anna).await;
    let one = cast.sent(&cast.anna, ASKED, Sharing::Collaboration).await;
    cast.app.give_verdict(&cast.anna, (one.number, list.number), Verdict::Partly, "").await.unwrap();
    assert_eq!(answer(&cast.app, &cast.anna).await, before, "one says nothing yet");
    for _ in 0..3 {
        let far =
            cast.sent(&cast.anna, "Bygglov tar för lång tid att handlägga.", Sharing::Collaboration).await;
        cast.app.give_verdict(&cast.anna, (far.number, list.number), Verdict::Fits, "").await.unwrap();
    }
    assert_eq!(answer(&cast.app, &cast.anna).await, before);
    cast.app.give_verdict(&cast.anna, (one.number, list.number), Verdict::Fits, "").await.unwrap();
    cast.app.give_verdict(&cast.bo, (one.number, list.number), Verdict::Fits, "").await.unwrap();
    let question = Question { text: ASKED, solutions: 5, needs: 0, except: Some(one.id) };
    let found = cast.app.matches(&cast.anna, question).await.unwrap().solutions;
    assert!(found.iter().all(|found| found.taught.is_none()), "its own stand beside the matches");
}
