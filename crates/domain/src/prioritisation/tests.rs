//! Prioritisation: medians, one voice for each organisation, places that other weights change, and what cannot be compared.

use super::*;

fn label(words: &str) -> Label {
    Label { sv: words.to_owned(), en: String::new() }
}

fn criterion(code: &str, weight: u32) -> Criterion {
    let words = || label(code);
    Criterion { code: code.to_owned(), name: words(), weight, low: words(), middle: words(), high: words() }
}

struct Cast {
    round: Round,
    cases: Vec<CaseId>,
    /// Two of the first organisation, one of the second.
    people: Vec<PersonId>,
    organisations: Vec<OrganisationId>,
}

fn cast(weights: &[(&str, u32)], voices: Voices) -> Cast {
    let now = Instant::from_milliseconds(1);
    let organisations = vec![OrganisationId::at(now), OrganisationId::at(now)];
    let round = Round {
        id: RoundId::at(now),
        version: 1,
        title: "Våren".into(),
        organisation: organisations[0],
        collaboration: CollaborationId::at(now),
        criteria: weights.iter().map(|(code, weight)| criterion(code, *weight)).collect(),
        voices,
        due: None,
        closed: None,
        created: now,
    };
    let cases = (0..3).map(|_| CaseId::at(now)).collect();
    Cast { round, cases, people: (0..3).map(|_| PersonId::at(now)).collect(), organisations }
}

impl Cast {
    fn score(&self, case: usize, person: usize, criterion: &str, value: u8) -> Score {
        Score {
            case: self.cases[case],
            person: self.people[person],
            criterion: criterion.to_owned(),
            value,
            sureness: Sureness::Medium,
            comment: String::new(),
        }
    }

    fn outcomes(&self, scores: &[Score]) -> Vec<Outcome> {
        let of = |person: PersonId| {
            let at = self.people.iter().position(|one| *one == person)?;
            Some(self.organisations[usize::from(at == 2)])
        };
        outcomes(&self.round, &self.cases, scores, of)
    }
}

#[test]
fn a_median_is_the_middle_or_between_the_two_in_the_middle() {
    for (values, expected) in
        [(vec![], None), (vec![4], Some(4)), (vec![20, 4], Some(12)), (vec![20, 4, 8], Some(8))]
    {
        assert_eq!(median(values.clone()), expected, "{values:?}");
    }
}

#[test]
fn an_organisation_with_more_assessors_has_no_more_voice_unless_the_forum_says_so() {
    for (voices, median, voices_heard) in
        [(Voices::Organisations, 3 * QUARTERS, 2), (Voices::Assessors, 5 * QUARTERS, 3)]
    {
        let cast = cast(&[("a", 10)], voices);
        let scores = [cast.score(0, 0, "a", 5), cast.score(0, 1, "a", 5), cast.score(0, 2, "a", 1)];
        let outcomes = cast.outcomes(&scores);
        let spread = outcomes[0].spreads[0].as_ref().unwrap();
        assert_eq!((spread.median, spread.voices), (median, voices_heard), "{voices}");
        assert_eq!((spread.lowest, spread.highest), (QUARTERS, 5 * QUARTERS));
        assert!(spread.disagrees());
    }
}

#[test]
fn voices_two_steps_apart_do_not_disagree() {
    let cast = cast(&[("a", 10)], Voices::Organisations);
    let outcomes = cast.outcomes(&[cast.score(0, 0, "a", 5), cast.score(0, 2, "a", 3)]);
    let spread = outcomes[0].spreads[0].as_ref().unwrap();
    assert_eq!((spread.median, spread.disagrees()), (4 * QUARTERS, false));
}

#[test]
fn totals_weigh_criteria_and_what_comes_to_the_same_shares_a_place() {
    let cast = cast(&[("a", 30), ("b", 10), ("shown", 0)], Voices::Organisations);
    let all = |case: usize, a: u8, b: u8| [cast.score(case, 0, "a", a), cast.score(case, 0, "b", b)];
    let scores: Vec<Score> = [all(0, 2, 5), all(1, 4, 3), all(2, 4, 3)].into_iter().flatten().collect();
    let outcomes = cast.outcomes(&scores);
    let found: Vec<_> = outcomes.iter().map(|one| (one.case, one.place, one.total)).collect();
    // 4·30 + 3·10 = 150 of 40; 2·30 + 5·10 = 110 of 40: in quarters, with weights in tenths.
    let total = |sum: i64| Some((sum * QUARTERS * 10, 400));
    assert_eq!(
        found,
        [
            (cast.cases[1], Some(1), total(150)),
            (cast.cases[2], Some(1), total(150)),
            (cast.cases[0], Some(3), total(110)),
        ]
    );
    assert!(outcomes.iter().all(|one| one.spreads[2].is_none()), "what weighs nothing may be left out");
}

#[test]
fn the_order_is_told_to_be_sensitive_where_a_fifth_of_a_weight_would_change_it() {
    let near = cast(&[("a", 20), ("b", 20)], Voices::Organisations);
    let all =
        |cast: &Cast, case: usize, a: u8, b: u8| [cast.score(case, 0, "a", a), cast.score(case, 0, "b", b)];
    let scores: Vec<Score> =
        [all(&near, 0, 5, 2), all(&near, 1, 2, 5), all(&near, 2, 1, 1)].into_iter().flatten().collect();
    let outcomes = near.outcomes(&scores);
    assert_eq!(outcomes[0].places, Some((1, 2)), "level now, first or second with other weights");
    assert!(outcomes[1].is_sensitive() && !outcomes[2].is_sensitive());
    assert_eq!(outcomes[2].places, Some((3, 3)));

    let clear: Vec<Score> =
        [all(&near, 0, 5, 5), all(&near, 1, 3, 3), all(&near, 2, 1, 1)].into_iter().flatten().collect();
    assert!(near.outcomes(&clear).iter().all(|one| !one.is_sensitive()));
}

#[test]
fn what_lacks_a_score_has_no_place_and_takes_none() {
    let cast = cast(&[("a", 20), ("b", 20)], Voices::Organisations);
    let scores = [cast.score(0, 0, "a", 5), cast.score(1, 0, "a", 2), cast.score(1, 0, "b", 2)];
    let outcomes = cast.outcomes(&scores);
    assert_eq!((outcomes[0].case, outcomes[0].place), (cast.cases[1], Some(1)));
    assert!(outcomes[1].place.is_none() && outcomes[1].total.is_none());
    let nobody = outcomes_without_voices(&cast, &scores);
    assert!(nobody.iter().all(|one| one.place.is_none()), "scores of who is no assessor do not count");
}

fn outcomes_without_voices(cast: &Cast, scores: &[Score]) -> Vec<Outcome> {
    outcomes(&cast.round, &cast.cases, scores, |_| None)
}

#[test]
fn criteria_that_cannot_be_used_are_told() {
    use CriteriaProblem as P;
    assert_eq!(problems(&[criterion("a", 1)]), []);
    assert_eq!(problems(&[]), [P::Count]);
    assert_eq!(problems(&vec![criterion("a", 1); CRITERIA_MAX + 1]), [P::Count]);
    assert_eq!(problems(&[criterion("a", 0), criterion("b", 0)]), [P::NoWeight]);
    assert_eq!(problems(&[criterion("a", WEIGHT_MAX + 1)]), [P::Weight("a".into())]);
    let nameless = Criterion { high: label(" "), ..criterion("a", 1) };
    assert_eq!(problems(&[nameless]), [P::Words("a".into())]);
}

proptest::proptest! {
    /// However voices fall: nobody is placed twice, places count those before, and every place lies in its range.
    #[test]
    fn places_are_consistent(values in proptest::collection::vec(1_u8..=5, 18)) {
        let cast = cast(&[("a", 20), ("b", 10)], Voices::Organisations);
        let mut given = values.iter();
        let mut scores = Vec::new();
        for case in 0..3 {
            for person in 0..3 {
                for code in ["a", "b"] {
                    scores.push(cast.score(case, person, code, *given.next().unwrap()));
                }
            }
        }
        let outcomes = cast.outcomes(&scores);
        for outcome in &outcomes {
            let (sum, _) = outcome.total.unwrap();
            let before = outcomes.iter().filter(|other| other.total.unwrap().0 > sum).count();
            proptest::prop_assert_eq!(outcome.place, Some(before + 1));
            let (best, worst) = outcome.places.unwrap();
            proptest::prop_assert!(best <= before + 1 && before < worst);
            for spread in outcome.spreads.iter().flatten() {
                proptest::prop_assert!(spread.lowest <= spread.median && spread.median <= spread.highest);
            }
        }
    }
}
