//! What solutions cover: said by several actors, over what matching assumes, and only among what may be seen.

use crate::cast::{Cast, a_need};
use app::coverage::{CoveragePlace, RequirementCoverage, count};
use app::{AppError, FieldProblem};
use domain::coverage::{CoverageFacts, CoverageLevel, CoverageSource};
use domain::event::EventKind;
use domain::id::OrganisationId;
use domain::need::Need;
use domain::permission::Actor;
use domain::sharing::Sharing;
use domain::solution::Solution;

const KEYS: &str = "Vi hämtar nycklar på kontoret. När en nyckel saknas blir besöket sent.";
const REQUIREMENTS: &str = "Öppna dörren med mobilen\nFungera på natten\nLäsa planeringen";

async fn a_solution(cast: &Cast, owner: OrganisationId, sharing: Sharing) -> Solution {
    let text = "Personalen öppnar dörren med mobilen. Tjänsten läser inte planeringen.";
    let solution = cast.solution(Some(owner), "Digitala lås", text, sharing).await;
    cast.app.fill_index(|_| {}).await.unwrap();
    solution
}

async fn a_sent_need(cast: &Cast, by: &Actor, sharing: Sharing) -> Need {
    let mut input = a_need(KEYS, sharing);
    input.requirements = REQUIREMENTS.into();
    cast.sent_as(by, input).await
}

fn at(need: &Need, solution: &Solution, requirement: usize) -> CoveragePlace {
    let requirement = need.requirements[requirement].id;
    CoveragePlace { need: need.number, solution: solution.number, requirement }
}

fn says(level: CoverageLevel) -> CoverageFacts {
    CoverageFacts { level, source: CoverageSource::Supplier, evidence: Some("Se avtalet.".into()) }
}

fn levels(rows: &[RequirementCoverage]) -> Vec<(CoverageLevel, CoverageSource)> {
    rows.iter().map(|row| (row.level, row.source)).collect()
}

#[tokio::test]
async fn what_people_say_stands_over_what_the_text_shows_until_it_is_withdrawn() {
    use CoverageLevel::{Covers, Not, Unknown};
    use CoverageSource::{Assumption, Supplier};
    let cast = Cast::new().await;
    let solution = a_solution(&cast, cast.vara, Sharing::Collaboration).await;
    let need = a_sent_need(&cast, &cast.anna, Sharing::Collaboration).await;
    let read = || cast.app.read_coverage(&cast.karin, need.number, solution.number);
    let before = read().await.unwrap();
    let assumed = [(Covers, Assumption), (Unknown, Assumption), (Unknown, Assumption)];
    assert_eq!(levels(&before.rows), assumed, "nothing is ruled out by assumption");

    let said = cast.app.set_coverage(&cast.karin, at(&need, &solution, 0), 0, says(Not)).await.unwrap();
    cast.app.set_coverage(&cast.anna, at(&need, &solution, 1), 0, says(Covers)).await.unwrap();
    let after = read().await.unwrap();
    assert_eq!(levels(&after.rows), [(Not, Supplier), (Covers, Supplier), (Unknown, Assumption)]);
    let by = after.rows[0].said.as_ref().unwrap();
    assert_eq!((by.person.as_deref(), by.organisation.as_deref()), (Some("Karin Ås"), Some("Essunga")));
    assert_eq!(by.coverage.evidence.as_deref(), Some("Se avtalet."));
    assert_eq!((count(&after.rows).covers, count(&after.rows).all()), (1, 3));

    cast.app.withdraw_coverage(&cast.anna, at(&need, &solution, 0), said.version).await.unwrap();
    assert_eq!(read().await.unwrap().rows[0].level, Covers, "the text counts again");
    let page = cast.app.read_need(&cast.bo, need.number).await.unwrap();
    let kinds: Vec<_> = page.history.iter().map(|entry| entry.event.kind).collect();
    assert_eq!(kinds[..3], [EventKind::CoverageChanged; 3]);
    assert_eq!(page.history[0].solution.as_deref(), Some("Digitala lås"));
    assert_eq!(page.need.version, need.version, "the need itself is not changed");
}

#[tokio::test]
async fn those_who_may_say_it_and_those_who_may_not() {
    let cast = Cast::new().await;
    let solution = a_solution(&cast, cast.vara, Sharing::Public).await;
    let shared = a_sent_need(&cast, &cast.anna, Sharing::Collaboration).await;
    let public = a_sent_need(&cast, &cast.karin, Sharing::Public).await;
    let covers = || says(CoverageLevel::Covers);
    let place = at(&shared, &solution, 0);
    let neighbour = cast.app.set_coverage(&cast.bo, place, 0, covers()).await.unwrap_err();
    assert!(matches!(neighbour, AppError::Denied), "a neighbour who writes needs reads only");
    let outside = cast.app.set_coverage(&cast.ida, place, 0, covers()).await.unwrap_err();
    assert!(matches!(outside, AppError::NotFound), "she may not know of the need");
    let anybody = cast.app.set_coverage(&Actor::Anonymous, at(&public, &solution, 0), 0, covers()).await;
    assert!(matches!(anybody.unwrap_err(), AppError::Denied));
    let coordinator = cast.app.set_coverage(&cast.ida, at(&public, &solution, 0), 0, covers()).await;
    assert!(coordinator.is_ok(), "a coordinator who can read both");
    let not_hers = cast.app.set_coverage(&cast.anna, at(&public, &solution, 1), 0, covers()).await;
    assert!(matches!(not_hers.unwrap_err(), AppError::Denied));

    let page = cast.app.read_coverage(&Actor::Anonymous, public.number, solution.number).await.unwrap();
    let said = page.rows[0].said.as_ref().unwrap();
    assert_eq!((said.person.as_deref(), said.organisation.as_deref()), (None, Some("Halmstad")));
    assert!(!page.may_set);
}

#[tokio::test]
async fn what_may_not_be_seen_is_neither_shown_nor_judged_nor_told_of() {
    let cast = Cast::new().await;
    let hidden = a_solution(&cast, cast.halmstad, Sharing::Organisation).await;
    let seen = a_solution(&cast, cast.vara, Sharing::Collaboration).await;
    let need = a_sent_need(&cast, &cast.karin, Sharing::Public).await;
    let untold = cast.app.read_need(&cast.karin, need.number).await.unwrap().history.len();
    let before = cast.app.coverages(&cast.karin, &need, &[&hidden, &seen]).await.unwrap();
    cast.app.set_coverage(&cast.ida, at(&need, &hidden, 0), 0, says(CoverageLevel::Covers)).await.unwrap();

    let refused =
        cast.app.set_coverage(&cast.karin, at(&need, &hidden, 1), 0, says(CoverageLevel::Not)).await;
    assert!(matches!(refused.unwrap_err(), AppError::NotFound), "also for the need's own coordinator");
    let read = cast.app.read_coverage(&cast.karin, need.number, hidden.number).await;
    assert!(matches!(read.unwrap_err(), AppError::NotFound));
    let after = cast.app.coverages(&cast.karin, &need, &[&hidden, &seen]).await.unwrap();
    assert!(after[0].is_empty() && levels(&after[1]) == levels(&before[1]));
    assert_eq!(cast.app.judged_solutions(&cast.karin, &need).await.unwrap(), []);
    assert_eq!(cast.app.judged_solutions(&cast.ida, &need).await.unwrap(), std::slice::from_ref(&hidden));
    assert_eq!(cast.app.read_need(&cast.karin, need.number).await.unwrap().history.len(), untold);
    assert_eq!(cast.app.read_need(&cast.ida, need.number).await.unwrap().history.len(), untold + 1);

    let asked = [seen.number, hidden.number];
    let compared = cast.app.compare(&cast.karin, Some(need.number), &asked).await.unwrap();
    assert_eq!(compared.missing, [hidden.number], "as one that does not exist");
    assert_eq!(compared.solutions.len(), 1);
    let own = a_sent_need(&cast, &cast.anna, Sharing::Organisation).await;
    let against = cast.app.compare(&cast.ida, Some(own.number), &asked).await;
    assert!(matches!(against.unwrap_err(), AppError::NotFound));
    let of_hidden_need = cast.app.coverages(&cast.ida, &own, &[&hidden]).await.unwrap();
    assert!(of_hidden_need[0].is_empty());
}

#[tokio::test]
async fn a_stale_answer_changes_nothing() {
    let cast = Cast::new().await;
    let solution = a_solution(&cast, cast.vara, Sharing::Collaboration).await;
    let need = a_sent_need(&cast, &cast.anna, Sharing::Collaboration).await;
    let place = at(&need, &solution, 0);
    let first = cast.app.set_coverage(&cast.karin, place, 0, says(CoverageLevel::Partly)).await.unwrap();
    for version in [0, 7] {
        let late = cast.app.set_coverage(&cast.anna, place, version, says(CoverageLevel::Not)).await;
        assert!(matches!(late.unwrap_err(), AppError::Conflict(_)), "{version}");
    }
    let late = cast.app.withdraw_coverage(&cast.anna, place, 7).await.unwrap_err();
    assert!(matches!(late, AppError::Conflict(_)));
    let page = cast.app.read_coverage(&cast.anna, need.number, solution.number).await.unwrap();
    assert_eq!(page.rows[0].level, CoverageLevel::Partly);
    let changed = cast.app.set_coverage(&cast.anna, place, first.version, says(CoverageLevel::Not)).await;
    assert_eq!(changed.unwrap().version, 2);
}

#[tokio::test]
async fn what_cannot_be_kept_and_what_is_not_there() {
    let cast = Cast::new().await;
    let solution = a_solution(&cast, cast.vara, Sharing::Collaboration).await;
    let need = a_sent_need(&cast, &cast.anna, Sharing::Collaboration).await;
    let other = a_sent_need(&cast, &cast.anna, Sharing::Collaboration).await;
    let assumed = CoverageFacts {
        source: CoverageSource::Assumption,
        evidence: Some("x".repeat(501)),
        ..says(CoverageLevel::Covers)
    };
    let refused = cast.app.set_coverage(&cast.anna, at(&need, &solution, 0), 0, assumed).await.unwrap_err();
    let AppError::Invalid(fields) = refused else { panic!("{refused}") };
    let names: Vec<_> = fields.iter().map(|field| field.field).collect();
    assert_eq!(names, ["source", "evidence"]);
    assert_eq!(fields[0].problem, FieldProblem::Unknown);
    let elsewhere = CoveragePlace { requirement: other.requirements[0].id, ..at(&need, &solution, 0) };
    let strange = cast.app.set_coverage(&cast.anna, elsewhere, 0, says(CoverageLevel::Covers)).await;
    assert!(matches!(strange.unwrap_err(), AppError::NotFound), "a requirement of another need");
}

#[tokio::test]
async fn an_edit_of_the_need_keeps_what_is_said_about_requirements_that_stay() {
    let cast = Cast::new().await;
    let solution = a_solution(&cast, cast.vara, Sharing::Collaboration).await;
    let need = a_sent_need(&cast, &cast.anna, Sharing::Collaboration).await;
    for requirement in 0..3 {
        let place = at(&need, &solution, requirement);
        cast.app.set_coverage(&cast.anna, place, 0, says(CoverageLevel::Not)).await.unwrap();
    }
    let mut edited = a_need(KEYS, Sharing::Collaboration);
    edited.requirements = "Läsa planeringen\nÖppna dörren med mobilen\nFungera på natten och helgen".into();
    cast.app.edit_need(&cast.anna, need.number, need.version, edited).await.unwrap();
    let page = cast.app.read_coverage(&cast.anna, need.number, solution.number).await.unwrap();
    let said: Vec<_> = page.rows.iter().map(|row| row.said.is_some()).collect();
    assert_eq!(said, [true, true, false]);
}
