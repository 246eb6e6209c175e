//! What cases cost with several actors: who reads prices, who writes them, and what cannot be counted.

use crate::cast::{Cast, a_need};
use app::case::DecisionInput;
use app::{AppError, FieldProblem, Refusal};
use domain::case::{Course, Outcome};
use domain::cost::{AllocationKey, CostKind, CostLine, CostProblem, CostSheet, Ore, Party, Unshared};
use domain::event::EventKind;
use domain::id::OrganisationId;
use domain::number::Number;
use domain::permission::Actor;
use domain::sharing::Sharing;

const KEYS: &str = "Vi hämtar nycklar på kontoret. När en nyckel saknas blir besöket sent.";

async fn case(cast: &Cast, sharing: Sharing) -> (Number, i64) {
    let need = cast.sent_as(&cast.anna, a_need(KEYS, sharing)).await;
    let case = cast.app.case_of_need(&cast.karin, need.number).await.unwrap().unwrap().case;
    (case.number, case.version)
}

fn sheet(parties: &[(OrganisationId, u32)]) -> CostSheet {
    let line = |name: &str, kind, likely| CostLine {
        name: name.to_owned(),
        kind,
        from: 1,
        to: 5,
        low: likely,
        likely,
        high: likely * 2,
    };
    let party = |(organisation, users): &(OrganisationId, u32)| Party {
        organisation: *organisation,
        from: 1,
        to: 5,
        users: *users,
        volume: 0,
        share: 0,
        cap: None,
    };
    CostSheet {
        lines: vec![line("Lås", CostKind::OneOff, 1_000_000), line("Licens", CostKind::Yearly, 100_000)],
        parties: parties.iter().map(party).collect(),
        ..CostSheet::new(2027)
    }
}

#[tokio::test]
async fn what_is_written_is_shared_by_every_key_that_can_be_counted() {
    let cast = Cast::new().await;
    let (number, version) = case(&cast, Sharing::Collaboration).await;
    let empty = cast.app.read_cost(&cast.karin, number).await.unwrap();
    assert!(empty.may_edit && empty.written.is_none() && empty.sheet.lines.is_empty());
    let written = sheet(&[(cast.essunga, 100), (cast.vara, 200)]);
    cast.app.save_cost(&cast.karin, number, version, written.clone()).await.unwrap();
    let page = cast.app.read_cost(&cast.bo, number).await.unwrap();
    assert_eq!(
        (page.sheet.clone(), page.total.likely, page.may_edit),
        (written.clone(), Ore(1_500_000), false)
    );
    let by = |key| page.keys.iter().find(|(one, _)| *one == key).map(|(_, shared)| shared.clone()).unwrap();
    assert_eq!(by(AllocationKey::Equal), Ok(vec![Ore(750_000), Ore(750_000)]));
    assert_eq!(by(AllocationKey::Users).unwrap().iter().map(|part| part.0).sum::<i64>(), 1_500_000);
    assert_eq!(by(AllocationKey::Population), Err(Unshared::Unknown), "nobody has said how many live there");
    assert_eq!(page.written.unwrap().0.as_deref(), Some("Karin Ås"));

    let again = cast.app.save_cost(&cast.karin, number, version, sheet(&[])).await.unwrap_err();
    assert!(matches!(again, AppError::Refused(Refusal::ChangedMeanwhile)));
    // Which key holds is no matter of whoever counts.
    let chosen = CostSheet { chosen: Some(AllocationKey::Users), hour: Ore(60_000), ..written };
    cast.app.save_cost(&cast.karin, number, version + 1, chosen).await.unwrap();
    let page = cast.app.read_cost(&cast.karin, number).await.unwrap();
    assert_eq!((page.sheet.chosen, page.sheet.hour), (None, Ore(60_000)));
    let history = cast.app.read_case(&cast.anna, number).await.unwrap().history;
    assert_eq!(history[0].event.kind, EventKind::CostChanged);
}

#[tokio::test]
async fn the_key_that_holds_is_decided_with_a_reason_and_moves_nothing() {
    let cast = Cast::new().await;
    let (number, version) = case(&cast, Sharing::Collaboration).await;
    let decide = |version, key| {
        let input = DecisionInput {
            course: Course::ShareBy(key),
            reason: "De som använder mest betalar mest.".into(),
            reference: String::new(),
            decided_on: "2026-11-09".parse().unwrap(),
        };
        cast.app.decide_case(&cast.karin, number, version, input)
    };
    let early = decide(version, AllocationKey::Users).await.unwrap_err();
    assert!(
        matches!(&early, AppError::Invalid(invalid) if invalid[0].field == "course"),
        "nothing is counted yet"
    );
    cast.app
        .save_cost(&cast.karin, number, version, sheet(&[(cast.essunga, 100), (cast.vara, 200)]))
        .await
        .unwrap();
    let before = cast.app.read_case(&cast.karin, number).await.unwrap();
    assert!(before.keys.contains(&AllocationKey::Users) && !before.keys.contains(&AllocationKey::Population));
    let unknown = decide(before.case.version, AllocationKey::Population).await.unwrap_err();
    assert!(matches!(unknown, AppError::Invalid(_)), "nobody knows how many live there");
    let decision = decide(before.case.version, AllocationKey::Users).await.unwrap();
    assert_eq!((decision.outcome, decision.key), (Outcome::SharedBy, Some(AllocationKey::Users)));
    let after = cast.app.read_case(&cast.karin, number).await.unwrap();
    assert_eq!((&after.case.stage, after.case.entered), (&before.case.stage, before.case.entered));
    assert_eq!(after.decisions[0].decision.key, Some(AllocationKey::Users));
    assert!(!after.keys.contains(&AllocationKey::Users), "it holds already");
    assert_eq!(cast.app.read_cost(&cast.bo, number).await.unwrap().sheet.chosen, Some(AllocationKey::Users));
    // Another decision takes its place, and both stand.
    decide(after.case.version, AllocationKey::Equal).await.unwrap();
    assert_eq!(cast.app.read_cost(&cast.bo, number).await.unwrap().sheet.chosen, Some(AllocationKey::Equal));
    assert_eq!(cast.app.read_case(&cast.karin, number).await.unwrap().decisions.len(), 2);
    let told = cast.app.read_case(&cast.ida, number).await;
    assert!(told.is_err(), "outside the collaboration nobody reads the case");
}

#[tokio::test]
async fn prices_stay_among_the_members_however_far_the_case_is_shared() {
    let cast = Cast::new().await;
    let (number, version) = case(&cast, Sharing::Network).await;
    cast.app.save_cost(&cast.karin, number, version, sheet(&[(cast.essunga, 1)])).await.unwrap();
    assert!(cast.app.read_case(&cast.ida, number).await.is_ok(), "she reads the case");
    assert!(matches!(cast.app.read_cost(&cast.ida, number).await.unwrap_err(), AppError::Denied));
    assert!(matches!(cast.app.read_cost(&Actor::Anonymous, number).await.unwrap_err(), AppError::NotFound));
    for actor in [&cast.anna, &cast.bo, &cast.ida] {
        let refused = cast.app.save_cost(actor, number, version + 1, sheet(&[])).await.unwrap_err();
        assert!(matches!(refused, AppError::Denied), "{actor:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_counted_is_refused_and_nothing_kept() {
    let cast = Cast::new().await;
    let (number, version) = case(&cast, Sharing::Collaboration).await;
    let mut wrong = sheet(&[(cast.halmstad, 1)]);
    wrong.lines[0].low = -1;
    wrong.lines[1].name = "Gäller 811218-9876".into();
    let refused = cast.app.save_cost(&cast.karin, number, version, wrong).await.unwrap_err();
    let AppError::Invalid(fields) = refused else { panic!("{refused:?}") };
    let problems: Vec<_> = fields.iter().map(|field| &field.problem).collect();
    assert!(problems.contains(&&FieldProblem::Cost(CostProblem::Amount(0))));
    assert!(problems.contains(&&FieldProblem::IdentityNumber));
    assert!(problems.contains(&&FieldProblem::Unknown), "Halmstad is not in the collaboration");
    assert!(cast.app.read_cost(&cast.karin, number).await.unwrap().written.is_none());
}
