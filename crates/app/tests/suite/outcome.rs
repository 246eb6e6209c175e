//! What came of things, for the organisation, for who asked and for the collaboration; and that a case does not end before its work.

use app::benefit::MeasurementInput;
use app::case::DecisionInput;
use app::initiative::ClosingInput;
use app::{AppError, Refusal};
use domain::case::{CaseState, Course};
use domain::initiative::InitiativeState;
use domain::permission::{Actor, Member};
use domain::person::Role;
use domain::process::Exit;

use crate::initiative::{Led, a_benefit};

#[tokio::test]
async fn whoever_asked_sees_what_became_of_it() {
    let led = Led::new().await;
    let app = &led.cast.app;
    let id = app.add_benefit(&led.karin, led.number, a_benefit("40", "10")).await.unwrap().id;
    led.goes_live(&led.karin, led.cast.essunga, "2026-11-02").await;
    let input = MeasurementInput {
        value: "9".into(),
        on: "2026-11-08".into(),
        confidence: "green".into(),
        ..MeasurementInput::default()
    };
    app.measure(&led.karin, led.number, id, input).await.unwrap();
    let own = app.own_outcome(&led.cast.anna).await.unwrap();
    assert_eq!((own.organisation.as_str(), own.rollouts.len(), own.benefits.len()), ("Essunga", 1, 1));
    let need = &own.needs[0];
    assert_eq!((need.initiatives.len(), need.initiatives[0].live), (1, (2, 1)));
    assert_eq!(need.benefits[0].outcome, domain::benefit::Outcome::Reached);
    // A neighbour has neither asked nor got anything.
    let other = app.own_outcome(&led.cast.bo).await.unwrap();
    assert_eq!((other.needs.len(), other.benefits.len(), other.rollouts.len()), (0, 0, 1));
    let seen = app.outcome_of_need(&led.cast.bo, need.need.number).await.unwrap();
    assert_eq!(seen.benefits.len(), 1, "what became better where it was asked for");
    let hidden = app.outcome_of_need(&led.cast.ida, need.need.number).await.unwrap_err();
    assert!(matches!(hidden, AppError::NotFound));
    assert!(matches!(app.own_outcome(&Actor::Anonymous).await.unwrap_err(), AppError::Denied));
}

#[tokio::test]
async fn giving_and_getting_is_for_members_and_is_no_ranking() {
    let led = Led::new().await;
    let app = &led.cast.app;
    let balance = app.balance(&led.vera).await.unwrap().unwrap();
    let names: Vec<&str> = balance.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Essunga", "Vara"], "by name");
    assert_eq!((balance.rows[0].roles, balance.rows[1].roles), ([1, 0, 0, 0], [0, 0, 1, 0]));
    let no_role = led.vera.member().unwrap().clone();
    let no_role = Actor::Member(Member { roles: Vec::new(), ..no_role });
    assert!(matches!(app.balance(&no_role).await.unwrap_err(), AppError::Denied));
    assert!(app.balance(&led.cast.ida).await.unwrap().is_none(), "in no collaboration");
}

#[tokio::test]
async fn a_case_does_not_come_to_its_end_while_an_initiative_goes_on() {
    let led = Led::new().await;
    let (cast, app) = (&led.cast, &led.cast.app);
    let page = app.read_initiative(&led.karin, led.number).await.unwrap();
    let number = page.case.number;
    // Straight to the last gate, as if all before had been decided.
    let mut tx = cast.test.db.write().await.unwrap();
    let case = store::case::get(&mut tx, page.case.id).await.unwrap().unwrap();
    let process = app::process::proposal().unwrap();
    let at = process.stages.iter().rev().nth(1).unwrap().code.clone();
    let waits = store::case::Waits { role: Some(Role::BenefitOwner), jointly: false };
    let moved = case.entering(&process, &at, crate::cast::NOON);
    store::case::update(&mut tx, &moved, waits).await.unwrap();
    let written = domain::case::CaseEvidence {
        code: "measured".into(),
        body: "Mätt.".into(),
        person: None,
        at: crate::cast::NOON,
    };
    store::case::set_evidence(&mut tx, moved.id, &written).await.unwrap();
    tx.commit().await.unwrap();
    let last = process.stages.last().unwrap().code.clone();
    let end = async |course: Course| {
        let version = app.read_case(&led.karin, number).await.unwrap().case.version;
        let decided_on = crate::cast::NOON.day();
        let input =
            DecisionInput {
                course, reason: "Nyttan är mätt.".into(), reference: String::new(), decided_on
            };
        app.decide_case(&cast.ada, number, version, input).await
    };
    let open = end(Course::Onward(last.clone())).await.unwrap_err();
    assert!(matches!(open, AppError::Refused(Refusal::InitiativesOpen)), "{open:?}");
    led.learns(&led.karin).await;
    let key = (led.number, led.read().await.version);
    let closing = ClosingInput { state: InitiativeState::Stopped, reason: "Låsen fanns inte kvar.".into() };
    app.close_initiative(&led.karin, key, closing).await.unwrap();
    end(Course::Onward(last)).await.unwrap();
    assert_eq!(app.read_case(&led.karin, number).await.unwrap().case.state, CaseState::Finished);
    let over = end(Course::Exit(Exit::Declined)).await.unwrap_err();
    assert!(matches!(over, AppError::Refused(Refusal::NotUnderWay)));
}
