//! Reminders: one's own and those that records give, whose they are, when they are told, and what becomes of them when days move.

use app::contract::ContractInput;
use app::mail::Content;
use app::notice::About;
use app::reminder::{ReminderInput, ReminderRow};
use app::sharing::Which;
use app::{App, AppError, FieldProblem, Refusal};
use domain::case::Course;
use domain::contract::Contract;
use domain::id::NodeId;
use domain::permission::{Actor, Member};
use domain::person::Role;
use domain::reminder::{ReminderKind, ReminderState};
use domain::sharing::Sharing;

use crate::cast::{Cast, NOON};
use crate::contract;
use crate::initiative::problems;

const DAY: i64 = 24 * 60 * 60 * 1000;
const HOUR: i64 = 60 * 60 * 1000;

fn node() -> NodeId {
    "019a7e1c-0000-7000-8000-000000000001".parse().unwrap()
}

fn on(day: &str, text: &str) -> ReminderInput {
    ReminderInput { day: day.to_owned(), text: text.to_owned() }
}

/// What is to be done and where it stands, but for what is done.
async fn open(app: &App, actor: &Actor) -> Vec<(ReminderKind, String, ReminderState)> {
    let rows = app.reminders(actor).await.unwrap();
    let open = rows.into_iter().filter(|row| row.state != ReminderState::Done);
    open.map(|row| (row.reminder.occasion.kind, row.reminder.occasion.day.to_string(), row.state)).collect()
}

fn pressed(row: &ReminderRow) -> (&str, i64) {
    (&row.key, row.reminder.version)
}

/// Mails everything that is due and gives addresses with what each is about.
async fn mailed(app: &App) -> Vec<(String, Vec<About>)> {
    let mut went = Vec::new();
    while let Some(mail) = app.next_mail(node()).await.unwrap() {
        let Content::Notices { rows, .. } = &mail.content else { panic!("no letters here") };
        went.push((mail.email.clone(), rows.iter().map(|row| row.about.clone()).collect()));
        app.mail_went(&mail).await.unwrap();
    }
    went
}

/// Somebody who coordinates Vara.
async fn vera(cast: &Cast) -> Actor {
    let person = cast.person("Vera Ek", cast.vara, Role::Coordinator).await;
    let partners = vec![cast.essunga];
    Actor::Member(Member { person, organisation: cast.vara, roles: vec![Role::Coordinator], partners })
}

/// A contract of Essunga's on which notice must be given in three weeks, in which Vara may call off.
async fn ending(cast: &Cast) -> (ContractInput, Contract) {
    let solution = contract::locks(cast).await;
    let input = ContractInput {
        ends: "2027-03-31".into(),
        notice: "2026-11-30".into(),
        options: Vec::new(),
        ..contract::input(cast, &solution)
    };
    (input.clone(), contract::enters(cast, input).await)
}

#[tokio::test]
async fn a_reminder_is_its_setters_alone_and_goes_with_what_may_be_read() {
    let cast = Cast::new().await;
    let need = cast.sent(&cast.anna, "Nycklar hämtas på kontoret.", Sharing::Collaboration).await;
    let bad =
        problems(cast.app.set_reminder(&cast.bo, need.number, &on("2026-11-08", " ")).await.unwrap_err());
    let fields: Vec<_> = bad.iter().map(|(field, _, _)| *field).collect();
    assert_eq!(fields, ["day", "what"], "all that is wrong at once");
    let nonsense = cast.app.set_reminder(&cast.bo, need.number, &on("i morgon", "Ring Anna")).await;
    assert_eq!(problems(nonsense.unwrap_err())[0].2, FieldProblem::NotADay);
    let outside = cast.app.set_reminder(&cast.ida, need.number, &on("2026-11-10", "Ring")).await;
    assert!(matches!(outside.unwrap_err(), AppError::NotFound), "as if there were none");
    for nobody in [&Actor::Anonymous, &Actor::Operator] {
        let denied = cast.app.set_reminder(nobody, need.number, &on("2026-11-10", "Ring")).await;
        assert!(matches!(denied.unwrap_err(), AppError::Denied));
    }

    let set = cast.app.set_reminder(&cast.bo, need.number, &on("2026-11-10", "Ring Anna")).await.unwrap();
    let coming = (ReminderKind::Own, "2026-11-10".to_owned(), ReminderState::Coming);
    assert_eq!(open(&cast.app, &cast.bo).await, [coming]);
    for other in [&cast.anna, &cast.karin, &cast.ada] {
        let own = open(&cast.app, other).await.into_iter().filter(|(kind, ..)| *kind == ReminderKind::Own);
        assert_eq!(own.count(), 0);
        let theirs = cast.app.own_reminder(other, set.id).await.unwrap_err();
        assert!(matches!(theirs, AppError::NotFound));
        let key = set.id.to_string();
        let pressed = cast.app.finish_reminder(other, (&key, 1)).await.unwrap_err();
        assert!(matches!(pressed, AppError::NotFound));
        let changed =
            cast.app.change_reminder(other, (set.id, 1), &on("2026-11-10", "Min")).await.unwrap_err();
        assert!(matches!(changed, AppError::NotFound));
    }
    cast.app.change_reminder(&cast.bo, (set.id, 1), &on("2026-11-09", "Ring Anna nu")).await.unwrap();
    let stale = cast.app.change_reminder(&cast.bo, (set.id, 1), &on("2026-11-09", "Ring")).await.unwrap_err();
    assert!(matches!(stale, AppError::Refused(Refusal::ChangedMeanwhile)));

    // Told on its day, but not what may not be read when the mail would go.
    assert_eq!(cast.app.remind(node()).await.unwrap(), 1);
    cast.app.withdraw_need(&cast.anna, need.number, need.version).await.unwrap();
    assert!(open(&cast.app, &cast.bo).await.is_empty());
    assert!(mailed(&cast.later(20 * HOUR)).await.iter().all(|(to, _)| !to.starts_with("bo.")));
    let gone = cast.app.finish_reminder(&cast.bo, (&set.id.to_string(), 3)).await.unwrap_err();
    assert!(matches!(gone, AppError::NotFound));
}

#[tokio::test]
async fn days_of_contracts_remind_their_keepers_and_the_coordinators_of_the_covered() {
    let cast = Cast::new().await;
    let vera = vera(&cast).await;
    let (input, entered) = ending(&cast).await;
    let notice = |day: &str, state| (ReminderKind::Notice, day.to_owned(), state);
    let soon = notice("2026-11-30", ReminderState::Now);
    assert_eq!(open(&cast.app, &cast.karin).await, std::slice::from_ref(&soon), "the end is further away");
    assert_eq!(open(&cast.app, &vera).await, [soon]);
    for other in [&cast.anna, &cast.bo, &cast.ida] {
        assert!(open(&cast.app, other).await.is_empty());
    }
    let row = cast.app.reminders(&cast.karin).await.unwrap().remove(0);
    assert!(matches!(&row.about, About::Contract { number, .. } if *number == entered.number));

    // Done by one is not done by the other.
    cast.app.finish_reminder(&cast.karin, pressed(&row)).await.unwrap();
    assert!(open(&cast.app, &cast.karin).await.is_empty());
    assert_eq!(open(&cast.app, &vera).await.len(), 1);
    let done = cast.app.reminders(&cast.karin).await.unwrap().remove(0);
    let twice = cast.app.finish_reminder(&cast.karin, pressed(&row)).await.unwrap_err();
    assert!(matches!(twice, AppError::Refused(Refusal::ChangedMeanwhile)));
    cast.app.take_up_reminder(&cast.karin, pressed(&done)).await.unwrap();
    assert_eq!(open(&cast.app, &cast.karin).await.len(), 1);

    // The day moves, and the reminder with it: what was done before is another day's.
    let again = cast.app.reminders(&cast.karin).await.unwrap().remove(0);
    cast.app.finish_reminder(&cast.karin, pressed(&again)).await.unwrap();
    let moved = ContractInput { notice: "2026-12-31".into(), ..input };
    let of = (entered.number, entered.version);
    cast.app.change_contract(&cast.karin, of, moved).await.unwrap();
    assert_eq!(open(&cast.app, &cast.karin).await, [notice("2026-12-31", ReminderState::Coming)]);
    assert_eq!(open(&cast.app, &vera).await, [notice("2026-12-31", ReminderState::Coming)]);
    cast.shares(&cast.karin, Which::Contract(entered.number), Sharing::Organisation).await;
    assert!(open(&cast.app, &vera).await.is_empty(), "she may not read it any more");
}

#[tokio::test]
async fn each_is_told_once_on_one_node_and_after_an_interruption() {
    let cast = Cast::new().await;
    let vera = vera(&cast).await;
    ending(&cast).await;
    // Off for a week; both nodes come back.
    let (one, other) = (cast.later(7 * DAY), cast.later(7 * DAY + 120_000));
    assert_eq!(one.remind(node()).await.unwrap(), 2, "Karin and Vera");
    let second: NodeId = "019a7e1c-0000-7000-8000-000000000002".parse().unwrap();
    assert_eq!(other.remind(second).await.unwrap(), 0);
    assert_eq!(cast.later(9 * DAY).remind(node()).await.unwrap(), 0);
    assert!(mailed(&cast.later(7 * DAY + HOUR)).await.is_empty(), "in the morning");
    let went = mailed(&cast.later(8 * DAY)).await;
    assert_eq!(went.len(), 2);
    let is_notice = |about: &About| matches!(about, About::Reminder { kind: ReminderKind::Notice, text, .. } if text.is_empty());
    assert!(went.iter().all(|(_, about)| about.len() == 1 && is_notice(&about[0])), "{went:?}");

    // Put off, and told again then; what is done before the morning is not told at all.
    let at = cast.later(9 * DAY);
    let row = at.reminders(&vera).await.unwrap().remove(0);
    at.postpone_reminder(&vera, pressed(&row)).await.unwrap();
    assert_eq!(open(&at, &vera).await[0].2, ReminderState::Coming);
    assert_eq!(cast.later(15 * DAY).remind(node()).await.unwrap(), 0);
    let then = cast.later(16 * DAY);
    assert_eq!(then.remind(node()).await.unwrap(), 1);
    let row = then.reminders(&vera).await.unwrap().remove(0);
    then.finish_reminder(&vera, pressed(&row)).await.unwrap();
    assert!(mailed(&cast.later(17 * DAY)).await.is_empty());
}

#[tokio::test]
async fn cases_that_rest_or_stand_too_long_remind_whoever_keeps_them() {
    let cast = Cast::new().await;
    let need = cast.sent(&cast.anna, "Nycklar hämtas på kontoret.", Sharing::Collaboration).await;
    let case = crate::case::case_of(&cast, &cast.karin, &need).await;
    let due = case.due.expect("the first stage has a target time");
    let late = cast.later(i64::from((due - NOON.day()).get_days() + 1) * DAY);
    let expected = (ReminderKind::Stage, due.to_string(), ReminderState::Overdue);
    assert_eq!(open(&late, &cast.karin).await, [expected]);
    assert!(open(&late, &cast.anna).await.is_empty());
    assert_eq!(late.remind(node()).await.unwrap(), 1);

    let until = NOON.day().checked_add(jiff::Span::new().days(60)).unwrap();
    crate::case::decide(&cast, &cast.karin, case.number, crate::case::decision(Course::Rest(until)))
        .await
        .unwrap();
    let rests = (ReminderKind::TakeUp, until.to_string(), ReminderState::Coming);
    assert_eq!(open(&cast.app, &cast.karin).await, [rests], "and the stage is not to be left any more");
    // That it may be taken up is told as what happens to the case, so not once more.
    assert_eq!(cast.later(61 * DAY).remind(node()).await.unwrap(), 0);
}
