//! Rounds of prioritisation with several assessors: alone until done, counted when done, and deciding nothing.

use crate::cast::{Cast, NOON};
use app::prioritisation::{RoundInput, ScoreInput};
use app::{AppError, FieldProblem, Page, Refusal};
use domain::event::EventKind;
use domain::id::RoundId;
use domain::number::Number;
use domain::permission::{Actor, Member};
use domain::person::Role;
use domain::prioritisation::{CriteriaProblem, Criterion, Round, Sureness, Voices};
use domain::sharing::Sharing;

const KEYS: &str = "Vi hämtar nycklar på kontoret. När en nyckel saknas blir besöket sent.";
const CARS: &str = "Vi fyller i körjournalen för hand efter varje resa med bilen.";

struct Arranged {
    cast: Cast,
    /// Coordinates in Essunga and arranges.
    karin: Actor,
    /// Assess in Essunga, Essunga and Vara.
    rut: Actor,
    sam: Actor,
    vera: Actor,
    cases: Vec<Number>,
}

async fn assessor(cast: &Cast, like: &Actor, name: &str) -> Actor {
    let member = like.member().unwrap();
    let person = cast.person(name, member.organisation, Role::Assessor).await;
    Actor::Member(Member { person, roles: vec![Role::Assessor], ..member.clone() })
}

async fn arranged() -> Arranged {
    let cast = Cast::new().await;
    let mut cases = Vec::new();
    for (by, text) in [(&cast.anna, KEYS), (&cast.bo, CARS)] {
        let need = cast.sent(by, text, Sharing::Collaboration).await;
        cases.push(cast.app.case_of_need(by, need.number).await.unwrap().unwrap().case.number);
    }
    let rut = assessor(&cast, &cast.anna, "Rut Berg").await;
    let sam = assessor(&cast, &cast.anna, "Sam Ek").await;
    let vera = assessor(&cast, &cast.bo, "Vera Sten").await;
    Arranged { karin: cast.karin.clone(), rut, sam, vera, cases, cast }
}

fn two_criteria() -> Vec<Criterion> {
    let mut criteria = app::prioritisation::proposal().unwrap();
    criteria.truncate(2);
    criteria
}

impl Arranged {
    fn input(&self) -> RoundInput {
        RoundInput {
            title: "Våren 2027".into(),
            criteria: two_criteria(),
            voices: Voices::Organisations,
            due: Some("2026-12-01".parse().unwrap()),
            cases: self.cases.clone(),
        }
    }

    async fn opened(&self) -> Round {
        self.cast.app.open_round(&self.karin, self.input()).await.unwrap()
    }

    async fn score(&self, who: &Actor, round: RoundId, case: usize, values: [u8; 2]) -> Result<(), AppError> {
        let criteria = two_criteria();
        let given: Vec<_> = criteria
            .iter()
            .zip(values)
            .map(|(criterion, value)| ScoreInput {
                criterion: criterion.code.clone(),
                value,
                sureness: Sureness::High,
                comment: format!("{value} av 5"),
            })
            .collect();
        self.cast.app.score_case(who, round, self.cases[case], &given).await
    }

    /// Scores both cases and says to be done.
    async fn done(&self, who: &Actor, round: RoundId, values: [[u8; 2]; 2]) {
        for (case, values) in values.into_iter().enumerate() {
            self.score(who, round, case, values).await.unwrap();
        }
        self.cast.app.finish_scoring(who, round).await.unwrap();
    }
}

#[test]
fn the_proposed_criteria_are_complete_in_both_languages_and_weigh_a_hundred() {
    let proposal = app::prioritisation::proposal().unwrap();
    assert_eq!(domain::prioritisation::problems(&proposal), []);
    assert_eq!(proposal.iter().map(|one| one.weight).sum::<u32>(), 100);
    for one in &proposal {
        for label in [&one.name, &one.low, &one.middle, &one.high] {
            assert!(!label.sv.is_empty() && !label.en.is_empty(), "{one:?}");
        }
    }
}

#[tokio::test]
async fn nobody_sees_anothers_scores_before_being_done_or_the_round_is_closed() {
    let all = arranged().await;
    let (app, round) = (&all.cast.app, all.opened().await.id);
    all.done(&all.rut, round, [[5, 4], [2, 2]]).await;
    for reader in [&all.sam, &all.vera, &all.karin, &all.cast.anna] {
        let page = app.read_round(reader, round).await.unwrap();
        assert!(!page.is_open_to_reader && page.own.is_empty());
        assert!(page.cases.iter().all(|row| row.outcome.is_none() && row.comments.is_empty()), "{reader:?}");
    }
    // Who is half-way sees the own scores and no others.
    all.score(&all.sam, round, 0, [1, 1]).await.unwrap();
    let half = app.read_round(&all.sam, round).await.unwrap();
    assert_eq!((half.own.len(), half.cases[0].scored), (2, 2));
    assert!(half.cases.iter().all(|row| row.outcome.is_none()));
    let early = app.finish_scoring(&all.sam, round).await.unwrap_err();
    assert!(matches!(early, AppError::Refused(Refusal::NotAllScored)));

    let seen = app.read_round(&all.rut, round).await.unwrap();
    assert!(seen.is_open_to_reader);
    let outcome = seen.cases[0].outcome.as_ref().unwrap();
    assert_eq!(outcome.spreads[0].as_ref().unwrap().median, 20, "Sam is not done, and does not count");
    let changed = all.score(&all.rut, round, 0, [1, 1]).await.unwrap_err();
    assert!(matches!(changed, AppError::Refused(Refusal::ScoringOver)), "who has seen them changes nothing");

    let version = seen.round.version;
    app.close_round(&all.karin, round, version).await.unwrap();
    let page = app.read_round(&all.vera, round).await.unwrap();
    assert!(page.is_open_to_reader && page.cases[0].outcome.is_some());
    let late = all.score(&all.vera, round, 0, [3, 3]).await.unwrap_err();
    assert!(matches!(late, AppError::Refused(Refusal::ScoringOver)));
}

#[tokio::test]
async fn an_organisation_has_one_voice_and_the_order_is_no_decision() {
    let all = arranged().await;
    let (app, round) = (&all.cast.app, all.opened().await.id);
    all.done(&all.rut, round, [[5, 5], [1, 1]]).await;
    all.done(&all.sam, round, [[5, 5], [1, 1]]).await;
    all.done(&all.vera, round, [[2, 2], [5, 5]]).await;
    let version = app.read_round(&all.karin, round).await.unwrap().round.version;
    app.close_round(&all.karin, round, version).await.unwrap();
    let page = app.read_round(&all.karin, round).await.unwrap();
    let first = page.cases[0].outcome.as_ref().unwrap();
    assert_eq!(page.cases[0].case.number, all.cases[0]);
    let spread = first.spreads[0].as_ref().unwrap();
    assert_eq!((spread.median, spread.voices), (14, 2), "3.5 of Essunga's 5 and Vara's 2");
    assert!(spread.disagrees());
    assert_eq!(page.cases[0].comments.len(), 6);

    let (found, outcome, placed) = app.place_of_case(&all.cast.anna, all.cases[0]).await.unwrap().unwrap();
    assert_eq!((found.id, outcome.place, placed), (round, Some(1), 2));
    for number in &all.cases {
        let case = app.read_case(&all.karin, *number).await.unwrap();
        assert_eq!((case.case.stage.as_str(), case.decisions.len()), ("received", 0), "nothing moved");
    }
}

#[tokio::test]
async fn who_arranges_scores_and_closes_is_asked() {
    let all = arranged().await;
    let app = &all.cast.app;
    for actor in [&all.cast.anna, &all.rut, &all.cast.bo, &all.cast.ida, &Actor::Anonymous] {
        let denied = app.open_round(actor, all.input()).await.unwrap_err();
        assert!(matches!(denied, AppError::Denied), "{actor:?}");
    }
    let round = all.opened().await;
    let told = async |actor: &Actor| {
        let token = app.start_session(actor.member().unwrap().person, "").await.unwrap();
        let visitor = app.visitor(&token).await.unwrap();
        let listed = app.notices(&visitor, Page::new(1, 10)).await.unwrap();
        listed.rows.iter().map(|row| row.entry.event.kind).collect::<Vec<_>>()
    };
    assert_eq!(told(&all.vera).await, [EventKind::Created]);
    assert!(matches!(app.read_round(&all.cast.ida, round.id).await.unwrap_err(), AppError::NotFound));
    assert!(matches!(all.score(&all.karin, round.id, 0, [3, 3]).await.unwrap_err(), AppError::Denied));
    let elsewhere =
        Actor::Member(Member { organisation: all.cast.essunga, ..all.vera.member().unwrap().clone() });
    assert!(matches!(all.score(&elsewhere, round.id, 0, [3, 3]).await.unwrap_err(), AppError::Denied));
    for actor in [&all.rut, &all.cast.bo] {
        let denied = app.close_round(actor, round.id, round.version).await.unwrap_err();
        assert!(matches!(denied, AppError::Denied));
    }
    let nobody = app.close_round(&all.karin, round.id, round.version).await.unwrap_err();
    assert!(matches!(nobody, AppError::Refused(Refusal::NotAllScored)), "nobody is done");
    all.done(&all.rut, round.id, [[5, 5], [1, 1]]).await;
    let stale = app.close_round(&all.karin, round.id, round.version + 1).await.unwrap_err();
    assert!(matches!(stale, AppError::Refused(Refusal::ChangedMeanwhile)));
    app.close_round(&all.karin, round.id, round.version).await.unwrap();
    let again = app.close_round(&all.karin, round.id, round.version).await.unwrap_err();
    assert!(matches!(again, AppError::Refused(Refusal::ScoringOver)));
    let (rounds, may_arrange) = app.list_rounds(&all.karin).await.unwrap();
    assert_eq!((rounds.len(), rounds[0].done, may_arrange), (1, (1, 3), true));
    assert_eq!(app.list_rounds(&all.cast.ida).await.unwrap().0.len(), 0);
}

#[tokio::test]
async fn a_round_that_cannot_be_is_refused_with_every_reason() {
    let all = arranged().await;
    let secret =
        all.cast.sent(&all.cast.anna, "Bara vi har ont om stolar i köket.", Sharing::Organisation).await;
    let secret = all.cast.app.case_of_need(&all.karin, secret.number).await.unwrap().unwrap().case.number;
    let mut weightless = two_criteria();
    weightless.iter_mut().for_each(|one| one.weight = 0);
    let input = RoundInput {
        title: " ".into(),
        criteria: weightless,
        due: Some("2026-11-01".parse().unwrap()),
        cases: vec![secret],
        ..all.input()
    };
    let AppError::Invalid(fields) = all.cast.app.open_round(&all.karin, input).await.unwrap_err() else {
        panic!("nothing of it can be")
    };
    let problems: Vec<_> = fields.iter().map(|field| (field.field, &field.problem)).collect();
    assert!(problems.contains(&("criteria", &FieldProblem::Criteria(CriteriaProblem::NoWeight))));
    assert!(problems.contains(&("due", &FieldProblem::DayPassed)));
    assert!(problems.contains(&("cases", &FieldProblem::Unknown)), "the neighbours cannot read it");
    assert!(problems.iter().any(|(field, _)| *field == "title"));

    let round = all.opened().await;
    for values in [[0, 3], [3, 6]] {
        let refused = all.score(&all.rut, round.id, 0, values).await.unwrap_err();
        assert!(matches!(refused, AppError::Invalid(_)), "{values:?}");
    }
    let page = all.cast.app.read_round(&all.rut, round.id).await.unwrap();
    assert!(page.own.is_empty(), "nothing of it is kept");
}

#[tokio::test]
async fn an_assessor_who_leaves_counts_only_if_done() {
    let all = arranged().await;
    let (app, round) = (&all.cast.app, all.opened().await.id);
    all.done(&all.rut, round, [[5, 5], [1, 1]]).await;
    all.score(&all.sam, round, 0, [1, 1]).await.unwrap();
    for who in [&all.rut, &all.sam] {
        let person = who.member().unwrap().person;
        app.end_person(&all.cast.ada, all.cast.essunga, person, None).await.unwrap();
    }
    let page = app.read_round(&all.karin, round).await.unwrap();
    let names: Vec<_> = page.assessors.iter().map(|row| row.name.as_str()).collect();
    assert!(names.contains(&"Rut Berg") && !names.contains(&"Sam Ek"), "{names:?}");
    app.close_round(&all.karin, round, page.round.version).await.unwrap();
    let page = app.read_round(&all.karin, round).await.unwrap();
    let spread = page.cases[0].outcome.as_ref().unwrap().spreads[0].clone().unwrap();
    assert_eq!((spread.median, spread.voices), (20, 1));
    assert!(page.round.closed.is_some_and(|closed| closed >= NOON));
}
