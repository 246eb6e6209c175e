//! Many cases at once: where they have stood, when they would come where, and what others learn of it.

use crate::cast::{Cast, NOON};
use app::case::{DecisionInput, forecast, usual_days};
use app::{ANY_STATE, CaseFilter};
use domain::case::{Case, Course};
use domain::cost::{CostKind, CostLine, CostSheet};
use domain::instant::Instant;
use domain::number::Number;
use domain::process::Exit;
use domain::sharing::Sharing;
use jiff::ToSpan as _;

const KEYS: &str = "Vi hämtar nycklar på kontoret. När en nyckel saknas blir besöket sent.";
const DAY: i64 = 86_400_000;

async fn case(cast: &Cast, sharing: Sharing) -> Case {
    let need = cast.sent(&cast.anna, KEYS, sharing).await;
    cast.app.case_of_need(&cast.karin, need.number).await.unwrap().unwrap().case
}

async fn decide_after(cast: &Cast, number: Number, days: i64, course: Course) {
    cast.app.clock().set(Instant::from_milliseconds(NOON.milliseconds() + days * DAY));
    let version = cast.app.read_case(&cast.karin, number).await.unwrap().case.version;
    let input = DecisionInput {
        course,
        reason: "Därför att det hjälper många.".into(),
        reference: String::new(),
        decided_on: cast.app.clock().now().day(),
    };
    cast.app.decide_case(&cast.karin, number, version, input).await.unwrap();
}

#[tokio::test]
async fn stays_follow_the_decisions_and_a_case_that_left_stands_nowhere() {
    let cast = Cast::new().await;
    let number = case(&cast, Sharing::Collaboration).await.number;
    decide_after(&cast, number, 3, Course::Onward("matching".into())).await;
    decide_after(&cast, number, 10, Course::Exit(Exit::Declined)).await;
    let every = CaseFilter { state: ANY_STATE.into(), ..CaseFilter::default() };
    let stays = cast.app.stays_of_cases(&cast.karin, &every).await.unwrap().remove(0).stays;
    let days = |at: Instant| (at.milliseconds() - NOON.milliseconds()) / DAY;
    let told: Vec<_> =
        stays.iter().map(|stay| (stay.stage.as_str(), days(stay.from), stay.to.map(days))).collect();
    assert_eq!(told, [("received", 0, Some(3)), ("matching", 3, Some(10))]);
    decide_after(&cast, number, 30, Course::Resume).await;
    let stays = cast.app.stays_of_cases(&cast.karin, &CaseFilter::default()).await.unwrap().remove(0).stays;
    assert_eq!(stays.len(), 3, "and the time outside counts in no stage");
    assert_eq!((days(stays[2].from), stays[2].to), (30, None));
    let all = cast.app.stays_of_cases(&cast.karin, &CaseFilter::default()).await.unwrap();
    assert_eq!(usual_days(&all), [("received".to_owned(), 3), ("matching".to_owned(), 7)].into());
}

#[tokio::test]
async fn a_forecast_begins_today_goes_on_without_gaps_and_ends_even_in_a_loop() {
    let cast = Cast::new().await;
    let case = case(&cast, Sharing::Collaboration).await;
    let mut definition = app::process::proposal().unwrap();
    let late = NOON.day().checked_add(200.days()).unwrap();
    let usual = [("delivery".to_owned(), 90)].into();
    let told = forecast(&case, &definition, late, &usual);
    assert_eq!(told[0].to, late, "what is late already is left today");
    for pair in told.windows(2) {
        assert_eq!(pair[0].to, pair[1].from, "{} to {}", pair[0].stage, pair[1].stage);
        assert!(pair[1].from <= pair[1].to);
    }
    assert_eq!(told.last().unwrap().stage, "ended");
    let target = definition.stage(&told[1].stage).unwrap().target_days.unwrap();
    assert_eq!(told[1].to, told[1].from.checked_add(i64::from(target).days()).unwrap());
    let delivery = told.iter().find(|one| one.stage == "delivery").unwrap();
    assert_eq!(delivery.to, delivery.from.checked_add(90.days()).unwrap(), "what it usually takes");
    let decision = told.iter().find(|one| one.stage == "decision").unwrap();
    assert!(decision.is_untimed && decision.from == decision.to, "nobody knows");
    let back = definition.stages[0].code.clone();
    for stage in &mut definition.stages {
        for way in stage.gate.iter_mut().flat_map(|gate| &mut gate.onward) {
            way.to.clone_from(&back);
        }
    }
    assert_eq!(forecast(&case, &definition, late, &usual).len(), definition.stages.len());
}

#[tokio::test]
async fn prices_stay_with_the_members_and_cases_with_those_who_may_read_them() {
    let cast = Cast::new().await;
    let case = case(&cast, Sharing::Network).await;
    let line = CostLine {
        name: "Licens".into(),
        kind: CostKind::Yearly,
        from: 1,
        to: 5,
        low: 10_000,
        likely: 20_000,
        high: 30_000,
    };
    let sheet = CostSheet { lines: vec![line], ..CostSheet::new(2027) };
    cast.app.save_cost(&cast.karin, case.number, case.version, sheet).await.unwrap();
    let all = CaseFilter::default();
    let own = cast.app.values_of_cases(&cast.karin, &all).await.unwrap();
    assert_eq!(own[0].cost.unwrap().likely.0, 5 * 20_000);
    assert_eq!((own[0].points, own[0].risk), (None, None), "in no round yet");
    let others = cast.app.values_of_cases(&cast.ida, &all).await.unwrap();
    assert_eq!((others.len(), others[0].cost), (1, None), "outside the collaboration");
    let hidden = self::case(&cast, Sharing::Organisation).await.number;
    let told = cast.app.many_cases(&cast.bo, &all).await.unwrap();
    assert!(told.iter().all(|row| row.case.number != hidden));
}
