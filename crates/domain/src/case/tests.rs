//! Cases: which course can be taken from where, and when a stage should have been left.

use super::*;
use crate::number::Series;
use crate::person::Role;
use crate::process::{EvidenceKind, Label};

fn label(words: &str) -> Label {
    Label { sv: words.to_owned(), en: String::new() }
}

fn stage(code: &str, ways: &[(&str, &[&str])], target_days: Option<u32>) -> Stage {
    let evidence = |code: &str, optional| Evidence {
        code: code.to_owned(),
        name: label(code),
        kind: EvidenceKind::Written,
        track: None,
        optional,
    };
    let gate = Gate {
        question: label("Vidare?"),
        deciders: vec![Decider {
            track: None,
            level: Level::Municipality,
            role: Role::Coordinator,
            body: label("Samordnaren"),
        }],
        evidence: vec![evidence("always", false), evidence("fast", true)],
        onward: ways
            .iter()
            .map(|(to, demands)| Onward {
                to: (*to).to_owned(),
                name: label("Vidare"),
                demands: demands.iter().map(|code| (*code).to_owned()).collect(),
            })
            .collect(),
        exits: vec![Exit::Declined, Exit::Dormant],
    };
    Stage {
        code: code.to_owned(),
        name: label(code),
        purpose: label("Något"),
        target_days,
        gate: (!ways.is_empty()).then_some(gate),
    }
}

fn definition() -> Definition {
    Definition {
        stages: vec![
            stage("a", &[("b", &[]), ("c", &["fast"])], Some(5)),
            stage("b", &[("c", &[])], None),
            stage("c", &[], Some(5)),
        ],
        ..Definition::default()
    }
}

fn at(text: &str) -> Instant {
    Instant::from_milliseconds(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
}

fn case(definition: &Definition) -> Case {
    let now = at("2026-11-23T08:00:00Z");
    let case = Case {
        id: CaseId::at(now),
        version: 1,
        number: Number { series: Series::Case, year: 2026, serial: 7 },
        title: "Nycklar".into(),
        statement: String::new(),
        organisation: OrganisationId::at(now),
        collaboration: None,
        process: ProcessId::at(now),
        stage: String::new(),
        entered: now,
        due: None,
        track: Track::Local,
        state: CaseState::Running,
        exit: None,
        until: None,
        owner: None,
        sharing: Sharing::Organisation,
        created: now,
        updated: now,
    };
    case.entering(definition, "a", now)
}

#[test]
fn a_case_is_due_so_many_working_days_after_it_entered_a_stage() {
    let definition = definition();
    let case = case(&definition);
    assert_eq!((case.stage.as_str(), case.due), ("a", Some("2026-11-30".parse().unwrap())));
    assert!(!case.is_late("2026-11-30".parse().unwrap()));
    assert!(case.is_late("2026-12-01".parse().unwrap()));
    let later = case.entering(&definition, "b", at("2026-11-24T08:00:00Z"));
    assert_eq!(later.due, None, "a plan decides");
    assert!(!later.is_late("2027-12-01".parse().unwrap()));
}

type Row<'a> = (&'a Case, Course, &'a [&'a str], Result<(&'a str, CaseState), CourseProblem>);

#[test]
fn each_course_can_be_taken_from_some_places_and_from_no_others() {
    let definition = definition();
    let now = at("2026-11-24T08:00:00Z");
    let begun = case(&definition);
    let at_b = begun.clone().entering(&definition, "b", now);
    let ended = begun.clone().entering(&definition, "c", now);
    let declined = begun.clone().leaving(Exit::Declined, now);
    let until: Date = "2027-03-01".parse().unwrap();
    let resting = Case { state: CaseState::Dormant, until: Some(until), ..declined.clone() };
    let onward = |to: &str| Course::Onward(to.into());
    let back = |to: &str| Course::Back(to.into());
    // from, course, what is at hand, then: the stage and state it comes to, or why not
    let table: &[Row<'_>] = &[
        (&begun, onward("b"), &["always"], Ok(("b", CaseState::Running))),
        (&begun, onward("b"), &[], Err(CourseProblem::Missing)),
        (&begun, onward("c"), &["always"], Err(CourseProblem::Missing)),
        (&begun, onward("c"), &["always", "fast"], Ok(("c", CaseState::Finished))),
        (&begun, onward("x"), &["always"], Err(CourseProblem::NoSuchWay)),
        (&at_b, onward("b"), &["always"], Err(CourseProblem::NoSuchWay)),
        (&ended, onward("b"), &["always"], Err(CourseProblem::NotRunning)),
        (&declined, onward("b"), &["always"], Err(CourseProblem::NotRunning)),
        (&at_b, back("a"), &[], Ok(("a", CaseState::Running))),
        (&at_b, back("b"), &[], Err(CourseProblem::NoSuchWay)),
        (&at_b, back("c"), &[], Err(CourseProblem::NoSuchWay)),
        (&begun, back("x"), &[], Err(CourseProblem::NoSuchWay)),
        (&begun, Course::Exit(Exit::Declined), &[], Ok(("a", CaseState::Closed))),
        (&begun, Course::Exit(Exit::Solved), &[], Err(CourseProblem::NoSuchWay)),
        (&begun, Course::Exit(Exit::Dormant), &[], Err(CourseProblem::NoSuchWay)),
        (&ended, Course::Exit(Exit::Declined), &[], Err(CourseProblem::NotRunning)),
        (&begun, Course::Rest(until), &[], Ok(("a", CaseState::Dormant))),
        (&begun, Course::Rest(now.day()), &[], Err(CourseProblem::NotToCome)),
        (&resting, Course::Rest(until), &[], Err(CourseProblem::NotRunning)),
        (&resting, Course::Resume, &[], Ok(("a", CaseState::Running))),
        (&declined, Course::Resume, &[], Ok(("a", CaseState::Running))),
        (&begun, Course::Resume, &[], Err(CourseProblem::Running)),
        (&ended, Course::Resume, &[], Err(CourseProblem::Running)),
        (&ended, Course::Correct("b".into()), &[], Ok(("b", CaseState::Running))),
        (&declined, Course::Correct("a".into()), &[], Ok(("a", CaseState::Running))),
        (&ended, Course::Correct("x".into()), &[], Err(CourseProblem::NoSuchWay)),
        (&declined, Course::Correct("b".into()), &[], Err(CourseProblem::NoSuchWay)),
        (&at_b, Course::Correct("a".into()), &[], Err(CourseProblem::Running)),
    ];
    for (case, course, at_hand, expected) in table {
        let found = (*case).clone().take(
            &definition,
            course,
            |evidence: &Evidence| at_hand.contains(&evidence.code.as_str()),
            now,
        );
        let came = found.as_ref().map(|(case, _)| (case.stage.as_str(), case.state)).map_err(|error| *error);
        assert_eq!(came, *expected, "{course:?} from {} {}", case.stage, case.state);
    }
}

#[test]
fn what_left_or_rests_keeps_why_and_forgets_it_when_taken_up_again() {
    let definition = definition();
    let now = at("2026-11-24T08:00:00Z");
    let until: Date = "2027-03-01".parse().unwrap();
    let (resting, outcome) =
        case(&definition).take(&definition, &Course::Rest(until), |_: &Evidence| true, now).unwrap();
    assert_eq!(
        (resting.exit, resting.until, resting.due, outcome),
        (Some(Exit::Dormant), Some(until), None, Outcome::Exit)
    );
    assert!(resting.decider_in(&definition).is_some(), "somebody can take it up again");
    let (again, outcome) = resting.take(&definition, &Course::Resume, |_: &Evidence| false, now).unwrap();
    assert_eq!((again.exit, again.until, outcome), (None, None, Outcome::Resumed));
    assert_eq!((again.entered, again.due), (now, Some("2026-12-01".parse().unwrap())));
}

#[test]
fn who_decides_on_an_ended_case_is_who_let_it_end() {
    let definition = definition();
    let ended = case(&definition).entering(&definition, "c", at("2026-11-24T08:00:00Z"));
    assert!(ended.gate_in(&definition).is_none());
    assert_eq!(ended.decider_in(&definition).map(|one| one.role), Some(Role::Coordinator));
}
