//! Benefits: what cannot be measured, what is measured when, who is reminded, and what they come to.

use app::benefit::{BenefitFilter, BenefitInput, MeasurementInput};
use app::{AppError, FieldProblem, Page, Refusal};
use domain::benefit::{BenefitProblem, Outcome};
use domain::event::EventKind;
use domain::id::{BenefitId, NodeId};
use domain::instant::Instant;
use domain::permission::Actor;
use domain::person::Role;
use domain::quantity::Quantity;

use crate::cast::NOON;
use crate::initiative::{Led, a_benefit, problems, with_role};

fn measured(value: &str, on: &str) -> MeasurementInput {
    MeasurementInput {
        value: value.into(),
        on: on.into(),
        confidence: "green".into(),
        ..MeasurementInput::default()
    }
}

async fn measure(led: &Led, id: BenefitId, input: MeasurementInput) -> Result<(), AppError> {
    led.cast.app.measure(&led.karin, led.number, id, input).await
}

#[tokio::test]
async fn what_would_measure_nothing_is_told_field_by_field() {
    let led = Led::new().await;
    let add = async |input: BenefitInput| {
        problems(led.cast.app.add_benefit(&led.karin, led.number, input).await.unwrap_err())
    };
    let same = add(a_benefit("40", "40")).await;
    assert_eq!(same, [("target", 0, FieldProblem::Benefit(BenefitProblem::TargetIsBaseline))]);
    let early = add(BenefitInput { target_on: "2026-02-01".into(), ..a_benefit("40", "10") }).await;
    assert_eq!(early, [("target_on", 0, FieldProblem::Benefit(BenefitProblem::TargetTooEarly))]);
    let unread = add(BenefitInput {
        baseline: "cirka 40".into(),
        target: String::new(),
        kpi: "N99999".into(),
        unit: String::new(),
        ..a_benefit("40", "10")
    });
    let told: Vec<_> = unread.await.into_iter().map(|(field, ..)| field).collect();
    assert_eq!(told, ["baseline", "target", "kpi", "unit"]);
    let undated = add(BenefitInput { baseline_on: String::new(), ..a_benefit("40", "10") }).await;
    assert_eq!(undated[0].0, "baseline_on");
    let to_come = add(BenefitInput { baseline_on: "2026-11-10".into(), ..a_benefit("40", "10") }).await;
    assert_eq!(to_come[0], ("baseline_on", 0, FieldProblem::DayToCome));
    for stranger in [&led.cast.anna, &led.cast.bo] {
        let denied = led.cast.app.add_benefit(stranger, led.number, a_benefit("4", "1")).await.unwrap_err();
        assert!(matches!(denied, AppError::Denied));
    }
}

#[tokio::test]
async fn a_measurement_has_the_unit_and_comes_after_the_baseline() {
    let led = Led::new().await;
    let app = &led.cast.app;
    let id = app.add_benefit(&led.karin, led.number, a_benefit("40", "10")).await.unwrap().id;
    let told = async |input| problems(measure(&led, id, input).await.unwrap_err());
    let early = told(measured("30", "2026-02-28")).await;
    assert_eq!(early, [("on", 0, FieldProblem::Benefit(BenefitProblem::BeforeBaseline))]);
    let to_come = told(measured("30", "2026-11-10")).await;
    assert_eq!(to_come, [("on", 0, FieldProblem::Benefit(BenefitProblem::ToCome))]);
    let unit = told(MeasurementInput { unit: "timmar".into(), ..measured("30", "2026-06-01") }).await;
    assert_eq!(unit, [("unit", 0, FieldProblem::Benefit(BenefitProblem::OtherUnit))]);
    assert_eq!(told(measured("trettio", "2026-06-01")).await[0].2, FieldProblem::NotANumber);
    let input = MeasurementInput { unit: "Besök per vecka".into(), ..measured("25", "2026-06-01") };
    measure(&led, id, input).await.unwrap();
    measure(&led, id, measured("31,5", "2026-04-01")).await.unwrap();
    let page = app.read_benefit(&led.vera, led.number, id).await.unwrap();
    assert_eq!(
        page.row.latest().unwrap().reading.value,
        Quantity(25_000),
        "the latest day, not the last written"
    );
    assert_eq!((page.row.outcome, page.measured_by[0].as_deref()), (Outcome::Partly, Some("Karin Ås")));
    assert!(!page.may_keep, "a neighbour reads");
    // Once measured, the unit and the baseline cannot be pulled away under the figures.
    let change = async |input: BenefitInput| {
        let version = app.read_benefit(&led.karin, led.number, id).await.unwrap().row.benefit.version;
        app.change_benefit(&led.karin, led.number, (id, version), input).await
    };
    let other =
        problems(change(BenefitInput { unit: "timmar".into(), ..a_benefit("40", "10") }).await.unwrap_err());
    assert_eq!(other, [("unit", 0, FieldProblem::Benefit(BenefitProblem::OtherUnit))]);
    let later = BenefitInput { baseline_on: "2026-05-01".into(), ..a_benefit("40", "10") };
    assert_eq!(problems(change(later).await.unwrap_err())[0].0, "baseline_on");
    change(BenefitInput { receiver: "alla brukare".into(), ..a_benefit("40", "10") }).await.unwrap();
    let stale = app.change_benefit(&led.karin, led.number, (id, 1), a_benefit("40", "5")).await.unwrap_err();
    assert!(matches!(stale, AppError::Refused(Refusal::ChangedMeanwhile)));
    let unknown = app.add_benefit(&led.karin, led.number, a_benefit("", "10")).await.unwrap().id;
    let told = problems(measure(&led, unknown, measured("8", "2026-06-01")).await.unwrap_err());
    assert_eq!(told, [("value", 0, FieldProblem::Benefit(BenefitProblem::NoBaseline))]);
}

/// So many days after noon.
fn after_days(days: i64) -> Instant {
    Instant::from_milliseconds(NOON.milliseconds() + days * 24 * 60 * 60 * 1000)
}

#[tokio::test]
async fn the_owner_is_reminded_once_for_each_day_and_what_is_late_is_seen() {
    let led = Led::new().await;
    let (app, essunga) = (&led.cast.app, led.cast.essunga);
    let owner = led.cast.person("Nils Owe", essunga, Role::BenefitOwner).await;
    let input = BenefitInput { person: owner.to_string(), ..a_benefit("40", "10") };
    let id = app.add_benefit(&led.karin, led.number, input).await.unwrap().id;
    led.goes_live(&led.karin, essunga, "2026-11-09").await;
    let node = NodeId::at(NOON);
    assert_eq!(app.tell_of_benefits(node).await.unwrap(), 0, "nothing is due on the first day");
    let half_a_year = led.cast.later(181 * 24 * 60 * 60 * 1000);
    assert_eq!(half_a_year.tell_of_benefits(node).await.unwrap(), 1);
    assert_eq!(
        half_a_year.tell_of_benefits(NodeId::at(NOON)).await.unwrap(),
        0,
        "each day once, on any node"
    );
    let token = half_a_year.start_session(owner, "").await.unwrap();
    let visitor = half_a_year.visitor(&token).await.unwrap();
    let notices = half_a_year.notices(&visitor, Page::new(1, 10)).await.unwrap().rows;
    let due = notices.iter().find(|row| row.entry.event.kind == EventKind::FollowUpDue).unwrap();
    let app::notice::About::Benefit { id: told, indicator, .. } = &due.about else { panic!("{due:?}") };
    assert_eq!((told.as_str(), indicator.as_str()), (id.to_string().as_str(), "sena besök"));
    let late = led.cast.later(183 * 24 * 60 * 60 * 1000);
    assert!(late.read_benefit(&led.karin, led.number, id).await.unwrap().row.is_overdue);
    let day = after_days(183).day().to_string();
    // Whoever answers for it measures it, whatever else they may do.
    let nils = visitor.actor;
    late.measure(&nils, led.number, id, measured("12", &day)).await.unwrap();
    let row = late.read_benefit(&led.karin, led.number, id).await.unwrap().row;
    assert!(!row.is_overdue);
    assert_eq!(row.follow_ups.iter().filter(|day| day.done.is_some()).count(), 1, "the others are to come");
}

#[tokio::test]
async fn a_day_of_ones_own_and_a_reason_why_there_is_no_outcome() {
    let led = Led::new().await;
    let app = &led.cast.app;
    let benefit = app.add_benefit(&led.karin, led.number, a_benefit("40", "10")).await.unwrap();
    let id = benefit.id;
    let passed = problems(app.set_follow_up(&led.karin, led.number, id, "2026-11-08").await.unwrap_err());
    assert_eq!(passed[0], ("due", 0, FieldProblem::DayPassed));
    app.set_follow_up(&led.karin, led.number, id, "2026-11-20").await.unwrap();
    app.set_follow_up(&led.karin, led.number, id, "2026-11-20").await.unwrap();
    let page = app.read_benefit(&led.karin, led.number, id).await.unwrap();
    assert_eq!(page.row.follow_ups.len(), 1, "the same day once");
    let unsaid = app.give_up_benefit(&led.karin, led.number, (id, 1), "").await.unwrap_err();
    assert_eq!(problems(unsaid)[0].0, "reason");
    app.give_up_benefit(&led.karin, led.number, (id, 1), "Systemet räknar inte längre.").await.unwrap();
    let later = led.cast.later(20 * 24 * 60 * 60 * 1000);
    assert_eq!(later.tell_of_benefits(NodeId::at(NOON)).await.unwrap(), 0, "nobody is asked in vain");
    assert!(!later.read_benefit(&led.karin, led.number, id).await.unwrap().row.is_overdue);
    app.give_up_benefit(&led.karin, led.number, (id, 2), "").await.unwrap();
    assert_eq!(app.read_benefit(&led.karin, led.number, id).await.unwrap().row.benefit.given_up, None);
}

#[tokio::test]
async fn the_register_adds_only_what_is_alike_and_never_hope_to_outcome() {
    let led = Led::new().await;
    let app = &led.cast.app;
    let first = app.add_benefit(&led.karin, led.number, a_benefit("40", "10")).await.unwrap().id;
    app.add_benefit(&led.vera, led.number, a_benefit("20", "5")).await.unwrap();
    let money = BenefitInput {
        kind: "financial".into(),
        unit: "kronor per år".into(),
        indicator: "körkostnad".into(),
        ..a_benefit("90 000", "60 000")
    };
    let fees = BenefitInput { indicator: "porto".into(), ..money.clone() };
    for input in [money, BenefitInput { baseline: "4 000".into(), target: "1 000".into(), ..fees }] {
        app.add_benefit(&led.karin, led.number, input).await.unwrap();
    }
    // A share of one and a share of another make no share, and one alone is no sum.
    for actor in [&led.karin, &led.vera] {
        let share =
            BenefitInput { unit: "procent".into(), indicator: "nöjda".into(), ..a_benefit("60", "80") };
        app.add_benefit(actor, led.number, share).await.unwrap();
    }
    let alone = BenefitInput { unit: "mil".into(), indicator: "körsträcka".into(), ..a_benefit("11", "6") };
    app.add_benefit(&led.karin, led.number, alone).await.unwrap();
    let worse =
        BenefitInput { is_negative: true, indicator: "samtal till stödet".into(), ..a_benefit("0", "5") };
    let negative = app.add_benefit(&led.karin, led.number, worse).await.unwrap().id;
    measure(&led, first, measured("12", "2026-10-01")).await.unwrap();
    measure(&led, first, measured("30", "2026-06-01")).await.unwrap();
    measure(&led, negative, measured("7", "2026-10-01")).await.unwrap();
    let list = async |actor: &Actor, filter: BenefitFilter| {
        app.list_benefits(actor, &filter, Page::new(1, 10)).await.unwrap()
    };
    let (all, sums) = list(&led.vera, BenefitFilter::default()).await;
    assert_eq!(all.total, 8);
    let sums: Vec<_> = sums
        .iter()
        .map(|sum| (sum.unit.as_str(), sum.measured, sum.hoped.0 / 1000, sum.come.0 / 1000))
        .collect();
    assert_eq!(sums, [("kronor per år", (2, 0), -33_000, 0), ("besök per vecka", (2, 1), -45, -28)]);
    let outcome = |outcome| BenefitFilter { outcome: Some(outcome), ..BenefitFilter::default() };
    let titles = |found: &app::Listed<app::benefit::BenefitRow>| {
        found.rows.iter().map(|row| row.benefit.indicator.clone()).collect::<Vec<_>>()
    };
    assert_eq!(titles(&list(&led.karin, outcome(Outcome::Worse)).await.0), ["samtal till stödet"]);
    assert_eq!(titles(&list(&led.karin, outcome(Outcome::Partly)).await.0), ["sena besök"]);
    let own = BenefitFilter { organisation: Some(led.cast.vara), ..BenefitFilter::default() };
    assert_eq!(list(&led.karin, own).await.0.total, 2);
    let words = BenefitFilter { search: "körk".into(), ..BenefitFilter::default() };
    assert_eq!(titles(&list(&led.karin, words).await.0), ["körkostnad"]);
    let before = BenefitFilter { year: Some(2025), ..BenefitFilter::default() };
    let (earlier, _) = list(&led.karin, before).await;
    assert!(earlier.rows.iter().all(|row| row.outcome == Outcome::Unmeasured), "as it was known then");
    assert_eq!(list(&led.cast.ida, BenefitFilter::default()).await.0.total, 0);
    let stranger =
        with_role(&led.cast, "Ola Ek", led.cast.halmstad, Role::Administrator, led.cast.halmstad).await;
    assert!(matches!(app.read_benefit(&stranger, led.number, first).await.unwrap_err(), AppError::NotFound));
}
