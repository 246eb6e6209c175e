//! Processes: what contradicts itself, who decides, and when a qualification keeps the rule.

use super::*;

fn label(words: &str) -> Label {
    Label { sv: words.to_owned(), en: String::new() }
}

fn onward(to: &str) -> Onward {
    Onward { to: to.to_owned(), name: label("Vidare"), demands: Vec::new() }
}

fn stage(code: &str, ways: &[&str]) -> Stage {
    let gate = Gate {
        question: label("Vidare?"),
        deciders: vec![Decider {
            track: None,
            level: Level::Municipality,
            role: Role::Coordinator,
            body: label("Samordnaren"),
        }],
        evidence: Vec::new(),
        onward: ways.iter().map(|to| onward(to)).collect(),
        exits: vec![Exit::Declined],
    };
    Stage {
        code: code.to_owned(),
        name: label(code),
        purpose: label("Något"),
        target_days: Some(5),
        gate: (!ways.is_empty()).then_some(gate),
    }
}

fn check(code: &str, must: bool, track: Option<Track>) -> Check {
    Check { code: code.to_owned(), name: label(code), must, track }
}

fn definition() -> Definition {
    Definition {
        stages: vec![stage("a", &["b", "c"]), stage("b", &["c"]), stage("c", &[])],
        checks: vec![
            check("k1", true, None),
            check("k2", false, None),
            check("k3", false, None),
            check("k4", false, Some(Track::Joint)),
        ],
        unclear_max: 1,
    }
}

/// The problems of a process that was changed so.
fn after(change: impl Fn(&mut Definition)) -> Vec<ProcessProblem> {
    let mut changed = definition();
    change(&mut changed);
    changed.problems()
}

fn gate(definition: &mut Definition, at: usize) -> &mut Gate {
    definition.stages[at].gate.as_mut().unwrap()
}

#[test]
fn a_process_that_can_be_gone_through_has_no_problems() {
    assert_eq!(definition().problems(), []);
}

#[test]
fn each_contradiction_is_told() {
    use ProcessProblem as P;
    let code = || "a".to_owned();
    assert_eq!(after(|d| d.stages.truncate(1))[0], P::TooFewStages);
    assert_eq!(after(|d| d.checks = vec![check("k", false, None); MOST + 1]), [P::TooMany]);
    assert_eq!(after(|d| d.checks[0].code = "Ö".into()), [P::NotACode("Ö".into())]);
    assert_eq!(after(|d| d.checks[1].code = "k1".into()), [P::CodeTwice("k1".into())]);
    assert_eq!(after(|d| d.stages[0].name.sv = " ".into()), [P::Words(code())]);
    assert_eq!(after(|d| d.checks[0].name.sv.clear()), [P::Words("k1".into())]);
    assert_eq!(after(|d| gate(d, 0).question.en = "x".repeat(501)), [P::Words(code())]);
    assert_eq!(after(|d| d.stages[1].gate = None)[0], P::NoWayOn("b".into()));
    assert_eq!(after(|d| gate(d, 1).onward.clear()), [P::NoWayOn("b".into())]);
    for days in [0, DAYS_MAX + 1] {
        assert_eq!(after(|d| d.stages[0].target_days = Some(days)), [P::TargetDays(code())]);
    }
    assert_eq!(
        after(|d| gate(d, 0).onward.push(onward("x"))),
        [P::UnknownStage { stage: code(), to: "x".into() }]
    );
    assert_eq!(
        after(|d| gate(d, 0).onward[0].demands.push("e".into())),
        [P::UnknownEvidence { stage: code(), code: "e".into() }]
    );
    assert_eq!(after(|d| gate(d, 1).onward.push(onward("a"))), [P::Loop(code())]);
    assert_eq!(after(|d| gate(d, 1).onward[0].to = "b".into())[0], P::Loop("b".into()));
    assert_eq!(after(|d| gate(d, 0).onward.truncate(1)), [], "c is still reached over b");
    assert_eq!(after(|d| gate(d, 0).onward.remove(0).demands.clear()), [P::Unreachable("b".into())]);
    let qualified = Evidence {
        code: "q".into(),
        name: label("Kvalificerat"),
        kind: EvidenceKind::Qualified,
        track: None,
        optional: false,
    };
    let without = after(|d| {
        d.checks.clear();
        gate(d, 0).evidence.push(qualified.clone());
    });
    assert_eq!(without, [P::NoChecks(code())]);
}

#[test]
fn somebody_who_may_write_must_be_able_to_pass_each_gate_on_each_track() {
    let nobody = [ProcessProblem::NobodyMayPass("a".into())];
    assert_eq!(after(|d| gate(d, 0).deciders.clear()), nobody);
    assert_eq!(after(|d| gate(d, 0).deciders[0].track = Some(Track::Joint)), nobody, "not locally");
    for role in [Role::Reader, Role::Researcher, Role::Steward] {
        assert_eq!(after(|d| gate(d, 0).deciders[0].role = role), nobody, "{role}");
    }
}

#[test]
fn who_is_named_for_a_track_decides_there() {
    let mut definition = definition();
    let joint = Decider {
        track: Some(Track::Joint),
        level: Level::Joint,
        role: Role::ForumChair,
        body: label("Forumet"),
    };
    gate(&mut definition, 0).deciders.push(joint.clone());
    let gate = definition.stages[0].gate.as_ref().unwrap();
    assert_eq!(gate.decider(Track::Joint), Some(&joint));
    assert_eq!(gate.decider(Track::Local).map(|one| one.role), Some(Role::Coordinator));
}

#[test]
fn a_qualification_keeps_the_rule_or_says_what_does_not() {
    let definition = definition();
    // answers to k1, k2, k3, k4; then whether it passes locally and jointly
    let (yes, partly, no, unclear) =
        (Some(Answer::Yes), Some(Answer::Partly), Some(Answer::No), Some(Answer::Unclear));
    let table = [
        ([yes, yes, yes, yes], true, true),
        ([yes, no, partly, no], true, true),
        ([yes, unclear, yes, yes], true, true),
        ([yes, unclear, yes, unclear], true, false),
        ([yes, unclear, unclear, yes], false, false),
        ([yes, yes, yes, None], true, false),
        ([yes, yes, None, yes], false, false),
        ([partly, yes, yes, yes], false, false),
        ([unclear, yes, yes, yes], false, false),
    ];
    for (answers, locally, jointly) in table {
        let answer = |code: &str| answers[usize::from(code.as_bytes()[1] - b'1')];
        for (track, expected) in [(Track::Local, locally), (Track::Joint, jointly)] {
            let found = Qualification::of(&definition, track, answer);
            assert_eq!(found.passes(), expected, "{answers:?} {track}: {found:?}");
        }
    }
}
