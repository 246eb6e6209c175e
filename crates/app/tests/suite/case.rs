//! Cases with several actors: how they follow needs, are bundled, prepared, decided on and told of.

use crate::cast::{Cast, NOON, a_need};
use app::case::{CaseInput, CasePage, DecisionInput};
use app::sharing::Which;
use app::{AppError, CaseFilter, FieldProblem, Page, Refusal};
use domain::case::{Case, CaseState, Course, Outcome, Tie};
use domain::collaboration::{MembershipState, MembershipStep};
use domain::event::EventKind;
use domain::id::{NodeId, OrganisationId};
use domain::instant::Instant;
use domain::need::Need;
use domain::number::Number;
use domain::permission::{Actor, Member};
use domain::person::Role;
use domain::process::{Answer, Exit, Track};
use domain::sharing::Sharing;
use jiff::civil::Date;

const KEYS: &str = "Vi hämtar nycklar på kontoret. När en nyckel saknas blir besöket sent.";
const SAME: &str = "Nycklar hämtas på kontoret, och när en nyckel saknas blir besöken sena.";

pub fn decision(course: Course) -> DecisionInput {
    DecisionInput {
        course,
        reason: "Därför att det hjälper många.".into(),
        reference: String::new(),
        decided_on: NOON.day(),
    }
}

fn onward(to: &str) -> DecisionInput {
    decision(Course::Onward(to.into()))
}

/// The same person with these roles.
fn with(actor: &Actor, roles: &[Role]) -> Actor {
    let member = actor.member().unwrap();
    Actor::Member(Member { roles: roles.to_vec(), ..member.clone() })
}

pub async fn case_of(cast: &Cast, actor: &Actor, need: &Need) -> Case {
    cast.app.case_of_need(actor, need.number).await.unwrap().unwrap().case
}

async fn page(cast: &Cast, actor: &Actor, number: Number) -> CasePage {
    cast.app.read_case(actor, number).await.unwrap()
}

async fn version(cast: &Cast, number: Number) -> i64 {
    page(cast, &Actor::Operator, number).await.case.version
}

pub async fn decide(
    cast: &Cast,
    actor: &Actor,
    number: Number,
    input: DecisionInput,
) -> Result<(), AppError> {
    let version = version(cast, number).await;
    cast.app.decide_case(actor, number, version, input).await.map(|_| ())
}

async fn write(cast: &Cast, actor: &Actor, number: Number, codes: &[&str]) {
    let written: Vec<_> = codes.iter().map(|code| ((*code).to_owned(), "Se bilagan.".to_owned())).collect();
    cast.app.write_evidence(actor, number, version(cast, number).await, &written).await.unwrap();
}

async fn answer_all(cast: &Cast, actor: &Actor, number: Number) {
    let page = page(cast, actor, number).await;
    let checks = page.process.definition.checks_on(page.case.track);
    let answers: Vec<_> = checks.map(|check| (check.code.clone(), Answer::Yes, String::new())).collect();
    cast.app.answer_checks(actor, number, page.case.version, &answers).await.unwrap();
}

/// A need with sub-needs that somebody has looked around for.
async fn a_checked_need(cast: &Cast) -> Need {
    let mut input = a_need(KEYS, Sharing::Collaboration);
    input.requirements = "Öppna utan fysisk nyckel\nSe vem som öppnat".into();
    let need = cast.sent_as(&cast.anna, input).await;
    cast.app.none_fits(&cast.anna, need.number, &[]).await.unwrap();
    need
}

async fn own_it(cast: &Cast, number: Number, track: Track) {
    let case = page(cast, &cast.karin, number).await.case;
    let input = CaseInput {
        title: case.title.clone(),
        statement: case.statement.clone(),
        track,
        owner: cast.anna.member().map(|member| member.person),
    };
    cast.app.edit_case(&cast.karin, number, case.version, input).await.unwrap();
}

async fn told(cast: &Cast, actor: &Actor) -> Vec<EventKind> {
    let person = actor.member().unwrap().person;
    let token = cast.app.start_session(person, "").await.unwrap();
    let visitor = cast.app.visitor(&token).await.unwrap();
    let listed = cast.app.notices(&visitor, Page::new(1, 100)).await.unwrap();
    listed.rows.iter().map(|row| row.entry.event.kind).collect()
}

#[tokio::test]
async fn a_case_opens_when_a_need_is_sent_and_follows_it() {
    let cast = Cast::new().await;
    let draft = cast.app.draft_need(&cast.anna, a_need(KEYS, Sharing::Organisation)).await.unwrap();
    assert!(cast.app.case_of_need(&cast.anna, draft.number).await.unwrap().is_none());
    let need =
        cast.app.submit_need(&cast.anna, draft.number, draft.version, Sharing::Organisation).await.unwrap();
    let opened = case_of(&cast, &cast.anna, &need).await;
    assert_eq!((opened.number.to_string().as_str(), opened.stage.as_str()), ("A-2026-0001", "received"));
    assert_eq!(opened.due, Some("2026-11-16".parse().unwrap()), "five working days");
    assert_eq!((opened.sharing, opened.title), (Sharing::Organisation, need.facts.title.clone()));
    assert!(matches!(cast.app.read_case(&cast.bo, opened.number).await, Err(AppError::NotFound)));

    let level = Sharing::Collaboration;
    let shared = cast.shares(&cast.anna, Which::Need(need.number), level).await;
    assert_eq!(page(&cast, &cast.bo, opened.number).await.case.sharing, Sharing::Collaboration);
    let mut input = a_need(KEYS, level);
    input.facts.title = "Nycklar i hemtjänsten".into();
    let need = cast.app.edit_need(&cast.anna, need.number, shared.version, input).await.unwrap();
    assert_eq!(page(&cast, &cast.bo, opened.number).await.case.title, "Nycklar i hemtjänsten");

    let need = cast.app.withdraw_need(&cast.anna, need.number, need.version).await.unwrap();
    let left = page(&cast, &cast.karin, opened.number).await.case;
    assert_eq!((left.state, left.exit), (CaseState::Closed, Some(Exit::Withdrawn)));
    let need = cast.app.submit_need(&cast.anna, need.number, need.version, level).await.unwrap();
    let again = case_of(&cast, &cast.anna, &need).await;
    assert_eq!((again.number, again.state), (opened.number, CaseState::Running), "the same one");
}

#[tokio::test]
async fn a_need_goes_all_the_way_and_whoever_asked_hears_of_each_step() {
    let cast = Cast::new().await;
    let need = a_checked_need(&cast).await;
    let number = case_of(&cast, &cast.karin, &need).await.number;
    let everything =
        with(&cast.karin, &[Role::Coordinator, Role::InitiativeLead, Role::RolloutLead, Role::BenefitOwner]);
    decide(&cast, &everything, number, onward("matching")).await.unwrap();

    let refused = decide(&cast, &everything, number, onward("qualification")).await.unwrap_err();
    assert!(matches!(refused, AppError::Refused(Refusal::NotAtHand)), "nobody owns it");
    let lacks = page(&cast, &everything, number).await.demanded;
    let lacks: Vec<_> = lacks.iter().filter(|one| !one.at_hand && !one.evidence.optional).collect();
    assert_eq!(lacks.iter().map(|one| one.evidence.code.as_str()).collect::<Vec<_>>(), ["need_owner"]);
    own_it(&cast, number, Track::Local).await;
    let fast = decide(&cast, &everything, number, onward("introduction")).await.unwrap_err();
    assert!(matches!(fast, AppError::Refused(Refusal::NotAtHand)), "the fast track asks for more");
    decide(&cast, &everything, number, onward("qualification")).await.unwrap();
    answer_all(&cast, &everything, number).await;
    decide(&cast, &everything, number, onward("deepening")).await.unwrap();
    write(&cast, &everything, number, &["pre_study", "effect_chain", "cost", "risk", "information_class"])
        .await;
    decide(&cast, &everything, number, onward("prioritisation")).await.unwrap();
    write(&cast, &everything, number, &["round_outcome"]).await;
    decide(&cast, &everything, number, onward("decision")).await.unwrap();
    write(&cast, &everything, number, &["funding", "mandate"]).await;
    let AppError::Invalid(fields) = decide(&cast, &everything, number, onward("delivery")).await.unwrap_err()
    else {
        panic!("a board's decision can be looked up")
    };
    assert_eq!(fields[0].field, "reference");
    let by_board = DecisionInput { reference: "§ 14, 2026-11-09".into(), ..onward("delivery") };
    decide(&cast, &everything, number, by_board).await.unwrap();
    for (code, to) in [("tried", "introduction"), ("received_by", "maintenance"), ("measured", "ended")] {
        write(&cast, &everything, number, &[code]).await;
        decide(&cast, &everything, number, onward(to)).await.unwrap();
    }
    let ended = page(&cast, &cast.anna, number).await;
    assert_eq!((ended.case.state, ended.case.stage.as_str()), (CaseState::Finished, "ended"));
    assert_eq!(ended.decisions.len(), 9);
    assert!(ended.decisions.iter().all(|row| row.person.as_deref() == Some("Karin Ås")));
    assert_eq!(ended.decisions[3].decision.reference, "§ 14, 2026-11-09");
    let heard = told(&cast, &cast.anna).await;
    assert_eq!(heard.iter().filter(|kind| **kind == EventKind::Decided).count(), 9, "{heard:?}");
}

#[tokio::test]
async fn the_fast_track_leads_past_what_an_existing_solution_makes_needless() {
    let cast = Cast::new().await;
    let need = a_checked_need(&cast).await;
    let number = case_of(&cast, &cast.karin, &need).await.number;
    decide(&cast, &cast.karin, number, onward("matching")).await.unwrap();
    own_it(&cast, number, Track::Local).await;
    write(&cast, &cast.karin, number, &["fast_solution", "fast_contract", "fast_cost", "fast_data"]).await;
    decide(&cast, &cast.karin, number, onward("introduction")).await.unwrap();
    assert_eq!(page(&cast, &cast.karin, number).await.case.stage, "introduction");
}

#[tokio::test]
async fn who_decides_is_what_the_process_says_at_its_level() {
    let cast = Cast::new().await;
    let need = a_checked_need(&cast).await;
    let number = case_of(&cast, &cast.karin, &need).await.number;
    let chair_in_vara = with(&cast.bo, &[Role::ForumChair, Role::Assessor]);
    for actor in [&cast.anna, &cast.bo, &chair_in_vara, &with(&cast.karin, &[Role::Assessor])] {
        let denied = decide(&cast, actor, number, onward("matching")).await.unwrap_err();
        assert!(matches!(denied, AppError::Denied), "{actor:?}");
    }
    assert!(matches!(
        decide(&cast, &cast.ida, number, onward("matching")).await.unwrap_err(),
        AppError::NotFound
    ));
    // An administrator stands in for a role at home.
    decide(&cast, &cast.ada, number, onward("matching")).await.unwrap();
    own_it(&cast, number, Track::Joint).await;
    decide(&cast, &cast.karin, number, onward("qualification")).await.unwrap();
    let waits = page(&cast, &cast.karin, number).await;
    assert_eq!(waits.decider.as_ref().map(|one| one.role), Some(Role::Assessor));
    assert!(waits.waiters.is_empty(), "nobody has the role yet");
    cast.person("Rut Berg", cast.vara, Role::Assessor).await;
    let waits = page(&cast, &cast.karin, number).await;
    assert_eq!(waits.waiters[0].name, "Rut Berg");
    // Jointly the neighbour's assessor decides, and no administrator stands in.
    let back = || decision(Course::Back("matching".into()));
    assert!(matches!(decide(&cast, &cast.ada, number, back()).await.unwrap_err(), AppError::Denied));
    decide(&cast, &chair_in_vara, number, back()).await.unwrap();
    let row = &page(&cast, &cast.karin, number).await.decisions[0];
    assert_eq!((row.organisation.as_str(), row.decision.outcome), ("Vara", Outcome::Back));
}

#[tokio::test]
async fn a_no_carries_a_reason_and_can_be_taken_up_again() {
    let cast = Cast::new().await;
    let need = cast.sent(&cast.anna, KEYS, Sharing::Collaboration).await;
    let number = case_of(&cast, &cast.karin, &need).await.number;
    let without = DecisionInput { reason: " ".into(), ..decision(Course::Exit(Exit::ItMatter)) };
    let AppError::Invalid(fields) = decide(&cast, &cast.karin, number, without).await.unwrap_err() else {
        panic!("without a reason")
    };
    assert_eq!(fields[0].field, "reason");
    let ahead =
        DecisionInput { decided_on: "2027-01-01".parse().unwrap(), ..decision(Course::Exit(Exit::ItMatter)) };
    let AppError::Invalid(fields) = decide(&cast, &cast.karin, number, ahead).await.unwrap_err() else {
        panic!("a day to come")
    };
    assert_eq!(fields[0].problem, FieldProblem::DayToCome);
    decide(&cast, &cast.karin, number, decision(Course::Exit(Exit::ItMatter))).await.unwrap();
    assert!(told(&cast, &cast.anna).await.contains(&EventKind::Decided));
    let left = page(&cast, &cast.anna, number).await;
    assert_eq!((left.case.state, left.case.exit), (CaseState::Closed, Some(Exit::ItMatter)));
    assert!(left.waiters.is_empty() && left.decider.is_none(), "it waits on nobody");

    let again = decide(&cast, &cast.karin, number, decision(Course::Resume)).await;
    again.unwrap();
    let refused = decide(&cast, &cast.karin, number, decision(Course::Resume)).await.unwrap_err();
    assert!(matches!(refused, AppError::Refused(Refusal::NotUnderWay)));
    let row = &page(&cast, &cast.anna, number).await.decisions;
    assert_eq!(row.len(), 2, "both decisions stand");
    assert_eq!(row[1].decision.exit, Some(Exit::ItMatter));
}

#[tokio::test]
async fn what_rests_waits_again_when_its_day_has_come() {
    let cast = Cast::new().await;
    let need = cast.sent(&cast.anna, KEYS, Sharing::Collaboration).await;
    let number = case_of(&cast, &cast.karin, &need).await.number;
    let waits = async |app: &app::App| {
        let waiting = app.waiting_on(&cast.karin, CaseFilter::default(), Page::new(1, 10)).await.unwrap();
        waiting.cases.rows.len()
    };
    assert_eq!(waits(&cast.app).await, 1);
    let until: Date = "2026-12-01".parse().unwrap();
    decide(&cast, &cast.karin, number, decision(Course::Rest(until))).await.unwrap();
    assert_eq!(waits(&cast.app).await, 0);
    const DAY: i64 = 24 * 60 * 60 * 1000;
    assert_eq!(waits(&cast.later(21 * DAY)).await, 0);
    assert_eq!(waits(&cast.later(22 * DAY)).await, 1);
    // Its day is told of once, by whichever node looks first, and again when it has rested once more.
    let (one, other) = (NodeId::at(NOON), NodeId::at(Instant::from_milliseconds(NOON.milliseconds() + 1)));
    assert_eq!(cast.later(21 * DAY).tell_of_rested(one).await.unwrap(), 0);
    assert_eq!(cast.later(22 * DAY).tell_of_rested(one).await.unwrap(), 1);
    for node in [one, other] {
        assert_eq!(cast.later(23 * DAY).tell_of_rested(node).await.unwrap(), 0);
    }
    let history = cast.app.read_case(&cast.karin, number).await.unwrap().history;
    assert_eq!(history[0].event.kind, EventKind::RestEnded);
    assert_eq!(history.iter().filter(|entry| entry.event.kind == EventKind::RestEnded).count(), 1);
    let later = cast.later(23 * DAY);
    let token = later.start_session(cast.karin.member().unwrap().person, "").await.unwrap();
    let karin = later.visitor(&token).await.unwrap();
    let told = later.notices(&karin, Page::new(1, 10)).await.unwrap().rows;
    assert_eq!(told[0].entry.event.kind, EventKind::RestEnded);
    let passed = decision(Course::Rest(NOON.day()));
    decide(&cast, &cast.karin, number, decision(Course::Resume)).await.unwrap();
    let AppError::Invalid(fields) = decide(&cast, &cast.karin, number, passed).await.unwrap_err() else {
        panic!("a day that has passed")
    };
    assert_eq!(fields[0].problem, FieldProblem::DayPassed);
}

#[tokio::test]
async fn a_qualification_says_what_is_wrong_and_must_hold() {
    let cast = Cast::new().await;
    let need = a_checked_need(&cast).await;
    let number = case_of(&cast, &cast.karin, &need).await.number;
    decide(&cast, &cast.karin, number, onward("matching")).await.unwrap();
    own_it(&cast, number, Track::Local).await;
    decide(&cast, &cast.karin, number, onward("qualification")).await.unwrap();
    answer_all(&cast, &cast.karin, number).await;
    let change = async |code: &str, answer, why: &str| {
        let answers = [(code.to_owned(), answer, why.to_owned())];
        cast.app.answer_checks(&cast.karin, number, version(&cast, number).await, &answers).await
    };
    let AppError::Invalid(fields) = change("goal", Answer::No, "").await.unwrap_err() else {
        panic!("a no says why")
    };
    assert_eq!(fields[0].field, "answer");
    for (code, refused) in [("two_confirm", "not on this track"), ("nonsense", "no such check")] {
        assert!(matches!(change(code, Answer::Yes, "").await, Err(AppError::Invalid(_))), "{refused}");
    }
    change("goal", Answer::Unclear, "Målet är inte beslutat").await.unwrap();
    change("law", Answer::Unclear, "Juristen svarar i december").await.unwrap();
    assert!(page(&cast, &cast.karin, number).await.qualification.passes(), "two may be unclear");
    change("measurable", Answer::Unclear, "Inte räknat").await.unwrap();
    let found = page(&cast, &cast.karin, number).await.qualification;
    assert_eq!((found.unclear, found.passes()), (3, false));
    let refused = decide(&cast, &cast.karin, number, onward("deepening")).await.unwrap_err();
    assert!(matches!(refused, AppError::Refused(Refusal::NotAtHand)));
    change("measurable", Answer::Partly, "Halva").await.unwrap();
    change("problem_first", Answer::Partly, "Nämner en produkt").await.unwrap();
    let found = page(&cast, &cast.karin, number).await.qualification;
    assert_eq!(found.not_yes, ["problem_first"]);
    for actor in [&cast.anna, &cast.bo] {
        let answers = [("goal".to_owned(), Answer::Yes, String::new())];
        let denied = cast.app.answer_checks(actor, number, version(&cast, number).await, &answers).await;
        assert!(matches!(denied.unwrap_err(), AppError::Denied));
    }
}

/// Sent by Vara as its coordinator would look after it.
async fn in_vara(cast: &Cast, text: &str) -> Need {
    cast.sent(&cast.bo, text, Sharing::Collaboration).await
}

#[tokio::test]
async fn a_neighbours_need_is_asked_joins_and_parts_without_losing_a_word() {
    let cast = Cast::new().await;
    let (need, theirs) = (a_checked_need(&cast).await, in_vara(&cast, SAME).await);
    let case = case_of(&cast, &cast.karin, &need).await;
    let home = case_of(&cast, &cast.bo, &theirs).await;
    let tie = cast.app.bundle_need(&cast.karin, case.number, theirs.number).await.unwrap();
    assert_eq!(tie, Tie::Asked, "who keeps the case asks");
    assert!(told(&cast, &cast.bo).await.contains(&EventKind::JoinWished));
    let coordinator = with(&cast.bo, &[Role::Coordinator]);
    let waiting = cast.app.waiting_on(&coordinator, CaseFilter::default(), Page::new(1, 10)).await.unwrap();
    assert_eq!(waiting.asked.len(), 1);
    let denied = cast.app.answer_bundle(&cast.karin, case.number, theirs.number, true).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied), "nobody answers for another");

    cast.app.answer_bundle(&cast.bo, case.number, theirs.number, false).await.unwrap();
    assert_eq!(case_of(&cast, &cast.bo, &theirs).await.number, home.number);
    let late = cast.app.answer_bundle(&cast.bo, case.number, theirs.number, true).await.unwrap_err();
    assert!(matches!(late, AppError::Refused(Refusal::ChangedMeanwhile)));

    let tie = cast.app.bundle_need(&cast.bo, case.number, theirs.number).await.unwrap();
    assert_eq!(tie, Tie::Joined, "who looks after the need joins it");
    let together = page(&cast, &cast.anna, case.number).await;
    assert_eq!(together.spread.organisations, ["Essunga", "Vara"]);
    let texts: Vec<_> = together.needs.iter().map(|row| row.need.facts.text.as_str()).collect();
    assert_eq!(texts, [KEYS, SAME], "everybody's own words");
    let gone_up = page(&cast, &cast.bo, home.number).await.case;
    assert_eq!((gone_up.state, gone_up.exit), (CaseState::Closed, Some(Exit::Joined)));

    let empty = decide(&cast, &coordinator, home.number, decision(Course::Resume)).await.unwrap_err();
    assert!(matches!(empty, AppError::Refused(Refusal::NotUnderWay)), "it holds nothing");

    let again = cast.app.part_need(&cast.bo, case.number, theirs.number).await.unwrap();
    assert_eq!((again.number, again.state), (home.number, CaseState::Running), "it goes home");
    let alone = cast.app.part_need(&cast.karin, case.number, need.number).await.unwrap_err();
    assert!(matches!(alone, AppError::Refused(Refusal::LastNeed)));
    let after = cast.app.read_need(&cast.bo, theirs.number).await.unwrap().need;
    assert_eq!(after, theirs, "the need is untouched");
}

#[tokio::test]
async fn who_keeps_neither_the_case_nor_the_need_changes_nothing_of_either() {
    let cast = Cast::new().await;
    let (need, theirs) = (a_checked_need(&cast).await, in_vara(&cast, SAME).await);
    let case = case_of(&cast, &cast.karin, &need).await;
    cast.app.bundle_need(&cast.bo, case.number, theirs.number).await.unwrap();
    let more = in_vara(&cast, KEYS).await;
    let reader = cast.member("Lasse Läser", cast.vara, Role::Reader, &[cast.essunga]).await;
    let input = CaseInput {
        title: "Andras ord".into(),
        statement: "Andras ord om saken.".into(),
        track: Track::Local,
        owner: None,
    };
    for other in [&reader, &with(&cast.anna, &[Role::Reader]), &with(&cast.bo, &[Role::Reader])] {
        let number = case.number;
        assert!(matches!(cast.app.case_owners(other, number).await.unwrap_err(), AppError::Denied));
        let version = version(&cast, number).await;
        let edited = cast.app.edit_case(other, number, version, input.clone()).await.unwrap_err();
        assert!(matches!(edited, AppError::Denied), "{edited:?}");
        let asked = cast.app.bundle_need(other, number, more.number).await.unwrap_err();
        assert!(matches!(asked, AppError::Denied), "{asked:?}");
        let parted = cast.app.part_need(other, number, theirs.number).await.unwrap_err();
        assert!(matches!(parted, AppError::Denied), "{parted:?}");
    }
    let after = page(&cast, &cast.karin, case.number).await;
    assert_eq!(after.needs.len(), 2);
    // Who keeps the case may part a neighbour's need from it, and who looks after the need may too.
    cast.app.part_need(&cast.karin, case.number, theirs.number).await.unwrap();
}

#[tokio::test]
async fn what_the_neighbours_cannot_read_joins_nothing_of_theirs() {
    let cast = Cast::new().await;
    let secret = cast.sent(&cast.anna, KEYS, Sharing::Organisation).await;
    let theirs = in_vara(&cast, SAME).await;
    let case = case_of(&cast, &cast.karin, &secret).await;
    let refused = cast.app.bundle_need(&cast.karin, case.number, theirs.number).await.unwrap_err();
    assert!(matches!(refused, AppError::Refused(Refusal::NotShared)));
    let open = case_of(&cast, &cast.bo, &theirs).await;
    let refused = cast.app.bundle_need(&cast.anna, open.number, secret.number).await.unwrap_err();
    assert!(matches!(refused, AppError::Refused(Refusal::NotShared)));
    let hidden = cast.app.bundle_need(&cast.bo, open.number, secret.number).await.unwrap_err();
    assert!(matches!(hidden, AppError::Invalid(_)), "the same as for a number that there is not");

    // A need that is recalled goes home.
    let recalled = Which::Need(secret.number);
    cast.shares(&cast.anna, recalled, Sharing::Collaboration).await;
    cast.app.bundle_need(&cast.anna, open.number, secret.number).await.unwrap();
    assert_eq!(page(&cast, &cast.bo, open.number).await.needs.len(), 2);
    cast.shares(&cast.anna, recalled, Sharing::Organisation).await;
    let rows = page(&cast, &cast.bo, open.number).await;
    assert_eq!((rows.needs.len(), rows.hidden_needs), (1, 0));
    assert_eq!(case_of(&cast, &cast.anna, &secret).await.number, case.number);
}

#[tokio::test]
async fn a_case_is_split_where_it_stands() {
    let cast = Cast::new().await;
    let (need, theirs) = (a_checked_need(&cast).await, in_vara(&cast, SAME).await);
    let case = case_of(&cast, &cast.karin, &need).await;
    cast.app.bundle_need(&cast.bo, case.number, theirs.number).await.unwrap();
    decide(&cast, &cast.karin, case.number, onward("matching")).await.unwrap();
    let split = async |actor: &Actor, needs: &[Number]| {
        cast.app
            .split_case(actor, case.number, version(&cast, case.number).await, needs, "Nycklar i Vara")
            .await
    };
    assert!(matches!(split(&cast.bo, &[theirs.number]).await.unwrap_err(), AppError::Denied));
    for wrong in [&[][..], &[need.number, theirs.number]] {
        assert!(matches!(split(&cast.karin, wrong).await.unwrap_err(), AppError::Invalid(_)));
    }
    let part = split(&cast.karin, &[theirs.number]).await.unwrap();
    assert_eq!((part.stage.as_str(), part.title.as_str()), ("matching", "Nycklar i Vara"));
    assert_eq!(case_of(&cast, &cast.bo, &theirs).await.number, part.number);
    assert_eq!(page(&cast, &cast.karin, case.number).await.spread.organisations, ["Essunga"]);
}

#[tokio::test]
async fn similar_needs_are_suggested_with_the_reason_and_two_that_do_the_same_are_told() {
    let cast = Cast::new().await;
    for (name, about) in [
        ("Nyckelfri hemtjänst", "Digitala lås öppnas med telefonen i stället för nycklar på kontoret"),
        ("Nyckelskåp", "Skåp för nycklar på kontoret som loggar vem som hämtar en nyckel"),
        ("Passersystem", "Dörrar öppnas med kort eller nyckel och besöken loggas"),
    ] {
        cast.solution(None, name, about, Sharing::Public).await;
    }
    let (need, theirs) = (a_checked_need(&cast).await, in_vara(&cast, SAME).await);
    let other = in_vara(&cast, "Vi fyller i körjournalen för hand efter varje resa med bilen.").await;
    let case = case_of(&cast, &cast.karin, &need).await;
    cast.app.refresh_index().await.unwrap();
    let (suggested, twins) = cast.app.bundle_suggestions(&cast.karin, case.number).await.unwrap();
    let numbers: Vec<_> = suggested.iter().map(|one| one.need.number).collect();
    assert_eq!(numbers, [theirs.number], "not {}", other.number);
    assert!(!suggested[0].shared.is_empty(), "they point at the same solutions");
    assert!(!suggested[0].may_join, "another's need is asked");
    let home = case_of(&cast, &cast.bo, &theirs).await.number;
    assert_eq!(twins.iter().map(|twin| twin.number).collect::<Vec<_>>(), [home]);
    cast.app.bundle_need(&cast.bo, case.number, theirs.number).await.unwrap();
    let (suggested, twins) = cast.app.bundle_suggestions(&cast.karin, case.number).await.unwrap();
    assert!(suggested.is_empty() && twins.is_empty(), "they are together now");
}

#[tokio::test]
async fn the_later_of_two_writes_is_refused_and_nothing_of_it_kept() {
    let cast = Cast::new().await;
    let need = a_checked_need(&cast).await;
    let number = case_of(&cast, &cast.karin, &need).await.number;
    decide(&cast, &cast.karin, number, onward("matching")).await.unwrap();
    let stale = version(&cast, number).await;
    write(&cast, &cast.karin, number, &["fast_cost"]).await;
    let written = [("fast_data".to_owned(), "Inga".to_owned())];
    let answers = [("goal".to_owned(), Answer::Yes, String::new())];
    let input = CaseInput { title: "A".into(), statement: String::new(), track: Track::Local, owner: None };
    let results = [
        cast.app.write_evidence(&cast.karin, number, stale, &written).await.unwrap_err(),
        cast.app.answer_checks(&cast.karin, number, stale, &answers).await.unwrap_err(),
        cast.app.edit_case(&cast.karin, number, stale, input).await.unwrap_err(),
        cast.app
            .decide_case(&cast.karin, number, stale, decision(Course::Exit(Exit::Declined)))
            .await
            .unwrap_err(),
        cast.app.split_case(&cast.karin, number, stale, &[need.number], "A").await.unwrap_err(),
    ];
    for result in results {
        assert!(matches!(result, AppError::Refused(Refusal::ChangedMeanwhile)), "{result:?}");
    }
    let now = page(&cast, &cast.karin, number).await;
    assert_eq!((now.answers.len(), now.decisions.len()), (0, 1));
    assert_eq!(now.demanded.iter().filter(|one| one.written.is_some()).count(), 1);
}

#[tokio::test]
async fn personal_identity_numbers_stay_out_of_what_others_read() {
    let cast = Cast::new().await;
    let need = a_checked_need(&cast).await;
    let number = case_of(&cast, &cast.karin, &need).await.number;
    const PERSON: &str = "Gäller 811218-9876.";
    let reason = DecisionInput { reason: PERSON.into(), ..onward("matching") };
    let input = CaseInput { title: "A".into(), statement: PERSON.into(), track: Track::Local, owner: None };
    let refused = [
        decide(&cast, &cast.karin, number, reason).await.unwrap_err(),
        cast.app.edit_case(&cast.karin, number, version(&cast, number).await, input).await.unwrap_err(),
    ];
    for error in refused {
        let AppError::Invalid(fields) = error else { panic!("{error:?}") };
        assert_eq!(fields[0].problem, FieldProblem::IdentityNumber);
    }
    let unknown = CaseInput {
        title: "A".into(),
        statement: String::new(),
        track: Track::Local,
        owner: cast.bo.member().map(|member| member.person),
    };
    let refused = cast.app.edit_case(&cast.karin, number, version(&cast, number).await, unknown).await;
    let AppError::Invalid(fields) = refused.unwrap_err() else { panic!("of another organisation") };
    assert_eq!(fields[0].field, "owner");
}

/// Where a membership goes, as whoever leads the collaboration or the operator makes it.
async fn leaves(cast: &Cast, organisation: OrganisationId) {
    let collaboration = cast.app.list_collaborations(&Actor::Operator).await.unwrap()[0].collaboration.id;
    cast.app
        .step_membership(
            &Actor::Operator,
            (collaboration, organisation),
            MembershipStep::Leave,
            MembershipState::Confirmed,
        )
        .await
        .unwrap();
}

#[tokio::test]
async fn what_a_member_that_leaves_has_in_common_with_others_parts() {
    let cast = Cast::new().await;
    let (need, theirs) = (a_checked_need(&cast).await, in_vara(&cast, SAME).await);
    let kept = case_of(&cast, &cast.karin, &need).await;
    cast.app.bundle_need(&cast.bo, kept.number, theirs.number).await.unwrap();
    leaves(&cast, cast.essunga).await;
    let now = page(&cast, &Actor::Operator, kept.number).await;
    assert_eq!(now.case.organisation, cast.vara, "whose need stays keeps the case");
    assert_eq!(now.spread.organisations, ["Vara"]);
    let home = case_of(&cast, &Actor::Operator, &need).await;
    assert_eq!((home.organisation, home.state), (cast.essunga, CaseState::Running));
    assert_ne!(home.number, kept.number);
}

#[tokio::test]
async fn the_owners_successor_stands_for_the_need() {
    let cast = Cast::new().await;
    let need = a_checked_need(&cast).await;
    let number = case_of(&cast, &cast.karin, &need).await.number;
    own_it(&cast, number, Track::Local).await;
    let (anna, karin) = (cast.anna.member().unwrap().person, cast.karin.member().unwrap().person);
    cast.app.end_person(&cast.ada, cast.essunga, anna, Some(karin)).await.unwrap();
    assert_eq!(page(&cast, &cast.karin, number).await.owner.as_deref(), Some("Karin Ås"));
}

#[tokio::test]
async fn needs_from_before_there_were_cases_wait_for_one() {
    let cast = Cast::new().await;
    let need = cast.sent(&cast.anna, KEYS, Sharing::Collaboration).await;
    let mut tx = cast.test.db.write().await.unwrap();
    let tied = store::case::of_need(&mut tx, need.id).await.unwrap().remove(0);
    let parted = domain::case::CaseNeed { tie: Tie::Parted, ..tied };
    store::case::tie(&mut tx, &parted).await.unwrap();
    tx.commit().await.unwrap();
    let waiting = cast.app.waiting_on(&cast.karin, CaseFilter::default(), Page::new(1, 10)).await.unwrap();
    assert_eq!(waiting.without_case.len(), 1);
    assert!(matches!(cast.app.open_case(&cast.bo, need.number).await.unwrap_err(), AppError::Denied));
    let opened = cast.app.open_case(&cast.karin, need.number).await.unwrap();
    assert_eq!(cast.app.open_case(&cast.karin, need.number).await.unwrap(), opened, "pressed twice");
}

#[tokio::test]
async fn lists_show_what_can_be_read_and_what_is_late() {
    let cast = Cast::new().await;
    cast.sent(&cast.anna, KEYS, Sharing::Organisation).await;
    in_vara(&cast, SAME).await;
    let total = async |app: &app::App, actor: &Actor, filter: CaseFilter| {
        app.list_cases(actor, &filter, Page::new(1, 10)).await.unwrap().total
    };
    let any = CaseFilter::default;
    assert_eq!(total(&cast.app, &cast.anna, any()).await, 2);
    assert_eq!(total(&cast.app, &cast.bo, any()).await, 1, "not what Essunga keeps to itself");
    assert_eq!(total(&cast.app, &cast.ida, any()).await, 0);
    assert_eq!(total(&cast.app, &Actor::Anonymous, any()).await, 0);
    let search = CaseFilter { search: "nyck".into(), ..any() };
    assert_eq!(total(&cast.app, &cast.anna, search).await, 2);
    let later = cast.later(20 * 24 * 60 * 60 * 1000);
    let now = Instant::from_milliseconds(NOON.milliseconds() + 20 * 24 * 60 * 60 * 1000);
    let late = |at: Instant| CaseFilter { late_on: Some(at.day()), ..any() };
    assert_eq!(total(&cast.app, &cast.anna, late(NOON)).await, 0);
    assert_eq!(total(&later, &cast.anna, late(now)).await, 2);
}
