//! Disposal: what the rules allow, that it takes a decision and two people, what is left, and that the trail still verifies.

use app::{App, AppError, FieldProblem, NeedFilter, Page, Refusal};
use domain::case::Course;
use domain::disposal::{DisposalState, DisposedKind};
use domain::event::EventKind;
use domain::need::Need;
use domain::permission::{Actor, Member};
use domain::person::Role;
use domain::process::Exit;
use domain::sharing::Sharing;
use store::trail::Finding;

use crate::case::{case_of, decide, decision};
use crate::cast::Cast;
use crate::initiative::problems;

const DAY: i64 = 24 * 60 * 60 * 1000;
const YEAR: i64 = 366 * DAY;
const SECRET: &str = "Nycklarna till Ekbacken hänger på en krok.";

/// Another who administers Essunga.
async fn axel(cast: &Cast) -> Actor {
    let person = cast.person("Axel Berg", cast.essunga, Role::Administrator).await;
    let partners = vec![cast.vara];
    Actor::Member(Member { person, organisation: cast.essunga, roles: vec![Role::Administrator], partners })
}

/// A need that was commented on and then taken back.
async fn withdrawn(cast: &Cast) -> Need {
    let need = cast.sent(&cast.anna, SECRET, Sharing::Collaboration).await;
    cast.app.comment_on(&cast.bo, need.number, "Hos oss hänger de i receptionen.", "").await.unwrap();
    cast.app.withdraw_need(&cast.anna, need.number, need.version).await.unwrap();
    need
}

async fn would(app: &App, actor: &Actor) -> Vec<(DisposedKind, String)> {
    let rows = app.would_dispose(actor).await.unwrap();
    let records = rows.into_iter().filter(|row| !row.number.is_empty());
    records.map(|row| (row.kind, row.number)).collect()
}

/// Writes a decision down and lets another carry it out.
async fn dispose(app: &App, first: &Actor, second: &Actor) -> usize {
    let written = app.propose_disposal(first, ("KS 2028/12 § 4", "2026-11-09")).await.unwrap();
    app.carry_out_disposal(second, (written.id, 1)).await.unwrap()
}

async fn verified(cast: &Cast) -> Vec<Finding> {
    let mut tx = cast.test.db.read().await.unwrap();
    store::trail::verify(&mut tx, None).await.unwrap().findings
}

/// Everything that is kept anywhere.
async fn kept(cast: &Cast, words: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut tx = cast.test.db.read().await.unwrap();
    store::data_subject::each(&mut tx, |kept| {
        if kept.text.contains(words) {
            found.push(format!("{}.{}", kept.place, kept.field));
        }
    })
    .await
    .unwrap();
    found
}

#[tokio::test]
async fn only_what_has_ended_long_ago_can_be_disposed_of() {
    let cast = Cast::new().await;
    let need = withdrawn(&cast).await;
    let open = cast.sent(&cast.anna, "Rektorer räknar elever för hand.", Sharing::Collaboration).await;
    let case = case_of(&cast, &cast.karin, &open).await;
    assert!(would(&cast.later(YEAR), &cast.ada).await.is_empty(), "a year is too soon");
    let number = need.number.to_string();
    let later = cast.later(2 * YEAR);
    let expected = [(DisposedKind::Comment, number.clone())];
    assert_eq!(would(&later, &cast.ada).await, expected, "a need goes after the case that was begun for it");
    let all = would(&cast.later(6 * YEAR), &cast.ada).await;
    let kinds: Vec<_> = all.iter().map(|(kind, _)| *kind).collect();
    let expected = [DisposedKind::Case, DisposedKind::Need, DisposedKind::Comment];
    assert_eq!(kinds, expected, "what is open stays: {all:?}");
    for other in [&cast.anna, &cast.karin, &cast.bo, &cast.ida, &Actor::Anonymous] {
        assert!(matches!(later.would_dispose(other).await.unwrap_err(), AppError::Denied));
        let proposed = later.propose_disposal(other, ("KS 1", "2026-11-09")).await.unwrap_err();
        assert!(matches!(proposed, AppError::Denied));
    }

    // A case that has ended takes its needs along, each when its own time has come, and never before the case's.
    decide(&cast, &cast.karin, case.number, decision(Course::Exit(Exit::ItMatter))).await.unwrap();
    let (need, case) = (open.number.to_string(), case.number.to_string());
    let has = |rows: &[(DisposedKind, String)], kind, number: &String| rows.contains(&(kind, number.clone()));
    let before = would(&cast.later(4 * YEAR), &cast.ada).await;
    assert!(!has(&before, DisposedKind::Need, &need) && !has(&before, DisposedKind::Case, &case));
    let after = would(&cast.later(6 * YEAR), &cast.ada).await;
    assert!(has(&after, DisposedKind::Need, &need) && has(&after, DisposedKind::Case, &case), "{after:?}");
}

#[tokio::test]
async fn one_writes_the_decision_down_and_another_carries_it_out() {
    let cast = Cast::new().await;
    let axel = axel(&cast).await;
    let nothing = cast.app.propose_disposal(&cast.ada, ("KS 1", "2026-11-09")).await.unwrap_err();
    assert!(matches!(nothing, AppError::Refused(Refusal::NothingToDispose)));
    withdrawn(&cast).await;
    let later = cast.later(6 * YEAR);
    let told = problems(later.propose_disposal(&cast.ada, (" ", "2040-01-01")).await.unwrap_err());
    assert_eq!(told.len(), 2, "all that is wrong at once");
    assert_eq!((told[1].0, &told[1].2), ("decided_on", &FieldProblem::DayToCome));

    let written = later.propose_disposal(&cast.ada, ("KS 2028/12 § 4", "2026-11-09")).await.unwrap();
    let own = later.carry_out_disposal(&cast.ada, (written.id, 1)).await.unwrap_err();
    assert!(matches!(own, AppError::Refused(Refusal::SamePerson)));
    for other in [&cast.karin, &cast.bo, &cast.ida, &Actor::Anonymous] {
        let hidden = later.read_disposal(other, written.id).await.unwrap_err();
        assert!(matches!(hidden, AppError::NotFound));
        let hidden = later.carry_out_disposal(other, (written.id, 1)).await.unwrap_err();
        assert!(matches!(hidden, AppError::NotFound));
    }
    assert!(!kept(&cast, SECRET).await.is_empty(), "nothing has gone yet");
    later.take_disposal_back(&cast.ada, (written.id, 1)).await.unwrap();
    let stale = later.carry_out_disposal(&axel, (written.id, 1)).await.unwrap_err();
    assert!(matches!(stale, AppError::Refused(Refusal::ChangedMeanwhile)));

    // What has been taken up meanwhile is left.
    let written = later.propose_disposal(&cast.ada, ("KS 2028/13", "2026-11-09")).await.unwrap();
    let steward = cast.person("Stina Rask", cast.vara, Role::Steward).await;
    let stina = later.visitor(&later.start_session(steward, "").await.unwrap()).await.unwrap().actor;
    for kind in [DisposedKind::Need, DisposedKind::Comment] {
        later.change_disposal_rule(&stina, (kind, 0), ("", "Arkivet vill ha dem.")).await.unwrap();
    }
    later.carry_out_disposal(&axel, (written.id, 1)).await.unwrap();
    let page = later.read_disposal(&cast.ada, written.id).await.unwrap();
    assert_eq!((page.disposal.state, page.done_by.as_deref()), (DisposalState::Done, Some("Axel Berg")));
    let emptied = |kind| page.items.iter().any(|(item, is_emptied)| item.kind == kind && *is_emptied);
    assert!(!emptied(DisposedKind::Need) && !emptied(DisposedKind::Comment));
    assert!(!kept(&cast, SECRET).await.is_empty());
}

#[tokio::test]
async fn what_is_disposed_of_is_nowhere_and_the_trail_says_by_which_decision() {
    let cast = Cast::new().await;
    let axel = axel(&cast).await;
    let need = withdrawn(&cast).await;
    let open = cast.sent(&cast.anna, "Rektorer räknar elever för hand.", Sharing::Collaboration).await;
    let later = cast.later(6 * YEAR);
    assert!(verified(&cast).await.is_empty());
    assert!(dispose(&later, &cast.ada, &axel).await >= 2);
    for words in [SECRET, "Ekbacken", "receptionen"] {
        assert_eq!(kept(&cast, words).await, [""; 0], "{words}");
    }
    assert_eq!(verified(&cast).await, [], "nothing else was touched");
    assert_eq!(later.read_need(&cast.karin, open.number).await.unwrap().need.number, open.number);

    // Who wrote it finds it no more; who could not read it learns nothing.
    let gone = later.read_need(&cast.anna, need.number).await.unwrap_err();
    assert!(matches!(gone, AppError::NotFound));
    let listed = later.list_needs(&cast.anna, &NeedFilter::default(), Page::new(1, 50)).await.unwrap();
    assert!(listed.rows.iter().all(|row| row.number != need.number));
    let by = later.disposed_by(&cast.anna, need.number).await.unwrap().unwrap();
    assert_eq!(by.reference, "KS 2028/12 § 4");
    for stranger in [&cast.ida, &cast.bo, &Actor::Anonymous] {
        assert_eq!(later.disposed_by(stranger, need.number).await.unwrap(), None, "it had been taken back");
    }
    assert_eq!(later.disposed_by(&cast.anna, open.number).await.unwrap(), None);
    assert!(would(&later, &cast.ada).await.is_empty(), "once");

    let mut tx = cast.test.db.read().await.unwrap();
    let events =
        store::event::of_subject(&mut tx, domain::event::SubjectKind::Need, &need.id.to_string(), 50)
            .await
            .unwrap();
    assert_eq!(events[0].kind, EventKind::Disposed);
    let said = |field: &str| {
        events[0].changes.iter().find(|change| change.field == field).and_then(|change| change.after.clone())
    };
    assert_eq!(said("reference").as_deref(), Some("KS 2028/12 § 4"));
    assert_eq!(said("number"), Some(need.number.to_string()));
    assert!(events[1..].iter().all(|event| event.changes.is_empty()), "what happened and when is left");
    assert!(events.len() > 3);
}

#[tokio::test]
async fn an_event_is_not_empty_without_a_decision_and_what_is_left_of_it_cannot_be_changed() {
    let cast = Cast::new().await;
    let axel = axel(&cast).await;
    withdrawn(&cast).await;
    dispose(&cast.later(6 * YEAR), &cast.ada, &axel).await;
    let mut tx = cast.test.db.read().await.unwrap();
    let entries = store::trail::after(&mut tx, 0, 1_000).await.unwrap();
    drop(tx);
    let is_commented = |entry: &&store::trail::Entry| entry.kind == "commented";
    let emptied = entries.iter().find(is_commented).unwrap().sequence;
    let full =
        entries.iter().find(|entry| entry.changes.len() > 2 && entry.kind != "disposed").unwrap().sequence;
    for (statement, sequence) in [
        (format!("UPDATE events SET at = at + 1 WHERE sequence = {emptied}"), emptied),
        (format!("UPDATE events SET kind = 'edited' WHERE sequence = {emptied}"), emptied),
        (format!("UPDATE events SET changes = '[]' WHERE sequence = {full}"), full),
    ] {
        let mut tx = cast.test.db.write().await.unwrap();
        store::testing::run(&mut tx, &statement).await;
        let findings = store::trail::verify(&mut tx, None).await.unwrap().findings;
        assert!(findings.contains(&Finding::Changed { sequence }), "{statement}: {findings:?}");
        // Dropped, so that the next finds the trail as it was.
    }
    assert!(verified(&cast).await.is_empty());
}

#[tokio::test]
async fn rules_are_proposed_and_changed_by_stewards_alone() {
    let cast = Cast::new().await;
    let rules = cast.app.disposal_rules(&cast.anna).await.unwrap();
    assert!(rules.iter().all(|row| row.rule.revision == 0), "proposals");
    assert_eq!(rules.len(), DisposedKind::ALL.len());
    let change = async |actor: &Actor, months| {
        cast.app.change_disposal_rule(actor, (DisposedKind::Need, 0), (months, "Beslut i nämnden")).await
    };
    for other in [&cast.anna, &cast.ada, &Actor::Anonymous] {
        assert!(matches!(change(other, "12").await.unwrap_err(), AppError::Denied));
    }
    let steward = cast.person("Stina Rask", cast.vara, Role::Steward).await;
    let stina = cast.app.visitor(&cast.app.start_session(steward, "").await.unwrap()).await.unwrap().actor;
    for bad in ["-1", "tolv", "5000"] {
        assert_eq!(problems(change(&stina, bad).await.unwrap_err())[0].0, "months", "{bad}");
    }
    change(&stina, "12").await.unwrap();
    let stale = change(&stina, "6").await.unwrap_err();
    assert!(matches!(stale, AppError::Refused(Refusal::ChangedMeanwhile)));
    let rules = cast.app.disposal_rules(&cast.anna).await.unwrap();
    let need = rules.iter().find(|row| row.rule.kind == DisposedKind::Need).unwrap();
    assert_eq!(
        (need.rule.months, need.rule.revision, need.person.as_deref()),
        (Some(12), 1, Some("Stina Rask"))
    );
}
