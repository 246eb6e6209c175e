//! Portfolios with several actors: what fits and what does not, what people change, and who reads what others have.

use crate::cast::Cast;
use app::portfolio::{InitiativeInput, NotWeighed, PortfolioInput, PortfolioPage};
use app::prioritisation::{RoundInput, ScoreInput};
use app::{AppError, FieldProblem, Refusal};
use domain::cost::{AllocationKey, CostKind, CostLine, CostSheet, Party};
use domain::event::EventKind;
use domain::id::{OrganisationId, PortfolioId};
use domain::number::Number;
use domain::permission::{Actor, Member};
use domain::person::Role;
use domain::portfolio::{Breach, Condition, Limit, Resource, Standing};
use domain::prioritisation::{Sureness, Voices};
use domain::sharing::Sharing;

const TEXTS: [&str; 3] = [
    "Vi hämtar nycklar på kontoret. När en nyckel saknas blir besöket sent.",
    "Vi fyller i körjournalen för hand efter varje resa med bilen.",
    "Föräldrar ringer om scheman som ändras, och vi vet inte vilka barn som kommer.",
];
/// What each case costs each of the two in its first year, in öre.
const EACH: i64 = 500_000;

struct Planned {
    cast: Cast,
    karin: Actor,
    /// The first is worth 5 points and the second 2; the third has neither points nor cost.
    cases: Vec<Number>,
    id: PortfolioId,
}

fn sheet(parties: [OrganisationId; 2]) -> CostSheet {
    let amount = EACH * 2;
    let line = CostLine {
        name: "Införande".into(),
        kind: CostKind::OneOff,
        from: 1,
        to: 1,
        low: amount,
        likely: amount,
        high: amount,
    };
    let hours = CostLine { kind: CostKind::Hours, low: 2_000, likely: 2_000, high: 2_000, ..line.clone() };
    let party =
        |organisation| Party { organisation, from: 1, to: 5, users: 1, volume: 0, share: 0, cap: None };
    CostSheet {
        lines: vec![line, hours],
        parties: parties.into_iter().map(party).collect(),
        ..CostSheet::new(2027)
    }
}

async fn planned() -> Planned {
    let cast = Cast::new().await;
    let karin = cast.karin.clone();
    let mut cases = Vec::new();
    for text in TEXTS {
        let need = cast.sent(&cast.anna, text, Sharing::Collaboration).await;
        let case = cast.app.case_of_need(&karin, need.number).await.unwrap().unwrap().case;
        if cases.len() < 2 {
            let sheet = sheet([cast.essunga, cast.vara]);
            cast.app.save_cost(&karin, case.number, case.version, sheet).await.unwrap();
        }
        cases.push(case.number);
    }
    score(&cast, &cases[..2]).await;
    let begun = cast.app.begin_portfolio(&karin, input(&cases)).await.unwrap();
    Planned { karin, cases, id: begun.id, cast }
}

/// A closed round in which the first case gets 5 and the second 2.
async fn score(cast: &Cast, cases: &[Number]) {
    let mut criteria = app::prioritisation::proposal().unwrap();
    criteria.truncate(1);
    let member = cast.anna.member().unwrap();
    let person = cast.person("Rut Berg", member.organisation, Role::Assessor).await;
    let rut = Actor::Member(Member { person, roles: vec![Role::Assessor], ..member.clone() });
    let input = RoundInput {
        title: "Våren 2027".into(),
        criteria: criteria.clone(),
        voices: Voices::Organisations,
        due: None,
        cases: cases.to_vec(),
    };
    let round = cast.app.open_round(&cast.karin, input).await.unwrap().id;
    for (case, value) in cases.iter().zip([5, 2]) {
        let given = ScoreInput {
            criterion: criteria[0].code.clone(),
            value,
            sureness: Sureness::High,
            comment: String::new(),
        };
        cast.app.score_case(&rut, round, *case, &[given]).await.unwrap();
    }
    cast.app.finish_scoring(&rut, round).await.unwrap();
    let version = cast.app.read_round(&cast.karin, round).await.unwrap().round.version;
    cast.app.close_round(&cast.karin, round, version).await.unwrap();
}

fn input(cases: &[Number]) -> PortfolioInput {
    PortfolioInput {
        title: "2027–2028".into(),
        start: 2027,
        years: 2,
        key: AllocationKey::Equal,
        cases: cases.to_vec(),
    }
}

fn free() -> InitiativeInput {
    InitiativeInput {
        standing: Standing::Free,
        reason: String::new(),
        earliest: 0,
        latest: None,
        requires: Vec::new(),
        excludes: Vec::new(),
        starts: None,
    }
}

impl Planned {
    async fn read(&self) -> PortfolioPage {
        self.cast.app.read_portfolio(&self.karin, self.id).await.unwrap()
    }

    async fn version(&self) -> i64 {
        self.read().await.portfolio.version
    }

    /// Lets Vara have so much money in the two years.
    async fn limit(&self, by_year: [i64; 2]) {
        let limit = Limit {
            organisation: self.cast.vara,
            resource: Resource::Money,
            by_year: by_year.map(Some).to_vec(),
        };
        let version = self.version().await;
        self.cast.app.set_limits(&self.karin, self.id, version, vec![limit]).await.unwrap();
    }

    async fn count(&self) -> PortfolioPage {
        let version = self.version().await;
        self.cast.app.propose_plan(&self.karin, self.id, version).await.unwrap();
        self.read().await
    }

    async fn say(&self, case: usize, input: &InitiativeInput) -> Result<(), AppError> {
        let version = self.version().await;
        self.cast.app.set_initiative(&self.karin, self.id, (self.cases[case], version), input).await
    }

    fn vara_money(page: &PortfolioPage) -> usize {
        let is = |(_, name, resource): &(OrganisationId, String, Resource)| {
            name == "Vara" && *resource == Resource::Money
        };
        page.resources.iter().position(is).unwrap()
    }
}

fn fields(error: AppError) -> Vec<&'static str> {
    let AppError::Invalid(invalid) = error else { panic!("{error:?}") };
    invalid.into_iter().map(|one| one.field).collect()
}

#[tokio::test]
async fn the_plan_is_what_gives_most_and_fits_and_the_rest_is_told_why() {
    let all = planned().await;
    all.limit([EACH, 0]).await;
    let page = all.count().await;
    assert_eq!(page.plan, [Some(0), None, None]);
    assert_eq!(page.question.value(&page.plan), 5_000 * 2, "five points in two years");
    assert_eq!(page.breaches, []);
    let found = &page.proposal.as_ref().unwrap().found;
    assert!(found.is_proven && !found.is_impossible && !page.is_outdated);
    let money = Planned::vara_money(&page);
    assert_eq!(page.cases[1].in_the_way, [Breach::Over(money, 0, EACH)]);
    assert_eq!(page.cases[2].not_weighed, Some(NotWeighed::NoCost));
    // A tenth more is not enough for the second, so that no condition costs anything.
    assert_eq!(found.prices, []);
    let used = page.question.used(&page.plan);
    assert_eq!(used[money], [EACH, 0]);
    assert_eq!(used[money + 1], [1_000, 0], "half of twenty hours, in hundredths");

    all.limit([EACH * 2 - 1, 0]).await;
    let page = all.count().await;
    let prices = &page.proposal.as_ref().unwrap().found.prices;
    assert_eq!(prices.len(), 1);
    assert_eq!(prices[0].condition, Condition::Limit(Planned::vara_money(&page), 0));
    assert_eq!((prices[0].gain, prices[0].is_exact), (2_000 * 2, true));
    assert_eq!(page.history[0].event.kind, EventKind::PlanProposed);

    // With room in the second year alone, the lesser one comes then.
    all.limit([EACH, EACH]).await;
    assert_eq!(all.count().await.plan, [Some(0), Some(1), None]);
}

#[tokio::test]
async fn what_people_say_holds_each_time_and_their_plan_is_kept_with_what_it_breaks() {
    let all = planned().await;
    all.limit([EACH, 0]).await;
    all.count().await;
    let must = InitiativeInput { standing: Standing::Must, reason: "Krav i lag.".into(), ..free() };
    all.say(1, &must).await.unwrap();
    let page = all.read().await;
    assert!(page.is_outdated && page.proposal.is_none(), "the question is another now");
    assert_eq!(page.plan, [Some(0), None, None]);
    assert_eq!(page.breaches, [Breach::Missing(1)]);
    let page = all.count().await;
    assert_eq!(page.plan, [None, Some(0), None]);
    let prices = &page.proposal.as_ref().unwrap().found.prices;
    assert_eq!(prices.iter().find(|one| one.condition == Condition::Must(1)).unwrap().gain, 3_000 * 2);

    // By hand: over the limit, which is kept and told.
    all.say(0, &InitiativeInput { starts: Some(0), ..free() }).await.unwrap();
    let page = all.read().await;
    assert_eq!(page.plan, [Some(0), Some(0), None]);
    assert_eq!(page.breaches, [Breach::Over(Planned::vara_money(&page), 0, EACH)]);
    assert!(page.proposal.is_some() && !page.is_outdated, "the question is the same, the plan another");
    let changes = &page.history[0].event.changes;
    assert_eq!(changes[0].after, Some(all.cases[0].to_string()));
    assert_eq!(changes[1].after.as_deref(), Some("2027"));

    all.say(0, &InitiativeInput { standing: Standing::Must, reason: "Beslutat.".into(), ..free() })
        .await
        .unwrap();
    let page = all.count().await;
    assert!(page.proposal.unwrap().found.is_impossible);
    assert_eq!(page.plan, [Some(0), Some(0), None], "shown for people to see what is lacking");
    assert!(!page.breaches.is_empty());
}

#[tokio::test]
async fn what_hangs_together_comes_in_order_and_goes_with_the_case() {
    let all = planned().await;
    all.limit([EACH, EACH]).await;
    all.say(0, &InitiativeInput { requires: vec![all.cases[1]], ..free() }).await.unwrap();
    assert_eq!(all.count().await.plan, [Some(1), Some(0), None]);
    all.say(0, &InitiativeInput { excludes: vec![all.cases[1]], ..free() }).await.unwrap();
    assert_eq!(all.count().await.plan, [Some(0), None, None]);

    let version = all.version().await;
    let fewer = PortfolioInput { years: 1, ..input(&all.cases[..1]) };
    all.cast.app.change_portfolio(&all.karin, all.id, version, fewer).await.unwrap();
    let page = all.read().await;
    assert_eq!(page.plan, [Some(0)]);
    assert_eq!(page.cases[0].initiative.excludes, []);
    assert_eq!(page.portfolio.limits[0].by_year, [Some(EACH)]);
    let version = all.version().await;
    all.cast.app.change_portfolio(&all.karin, all.id, version, input(&all.cases)).await.unwrap();
    assert_eq!(
        all.read().await.portfolio.limits[0].by_year,
        [Some(EACH), None],
        "a new year has no limit yet"
    );
}

#[tokio::test]
async fn what_a_case_costs_later_makes_the_count_outdated_and_what_has_ended_is_left_out() {
    let all = planned().await;
    all.limit([EACH, 0]).await;
    all.count().await;
    let app = &all.cast.app;
    let mut dearer = sheet([all.cast.essunga, all.cast.vara]);
    dearer.lines[0].high += 1;
    dearer.lines[0].likely += 1;
    let version = app.read_case(&all.karin, all.cases[0]).await.unwrap().case.version;
    app.save_cost(&all.karin, all.cases[0], version, dearer).await.unwrap();
    assert!(all.read().await.is_outdated);
    let page = all.count().await;
    assert_eq!(page.plan, [Some(0), None, None], "the öre more falls on whoever is first");

    let need = app.read_case(&all.karin, all.cases[0]).await.unwrap().needs[0].need.clone();
    app.withdraw_need(&all.cast.anna, need.number, need.version).await.unwrap();
    let page = all.read().await;
    assert_eq!(page.cases[0].not_weighed, Some(NotWeighed::Ended));
    assert_eq!(all.count().await.plan, [None, Some(0), None]);
}

#[tokio::test]
async fn only_who_has_a_role_in_a_member_reads_it_and_who_coordinates_its_keeper_changes_it() {
    let all = planned().await;
    let app = &all.cast.app;
    let read = app.read_portfolio(&all.cast.bo, all.id).await.unwrap();
    assert!(!read.may_plan);
    assert!(all.read().await.may_plan);
    let roleless = Actor::Member(Member { roles: Vec::new(), ..all.cast.bo.member().unwrap().clone() });
    assert!(matches!(app.read_portfolio(&roleless, all.id).await.unwrap_err(), AppError::Denied));
    assert!(matches!(app.list_portfolios(&roleless).await.unwrap_err(), AppError::Denied));
    for stranger in [&all.cast.ida, &Actor::Anonymous] {
        let error = app.read_portfolio(stranger, all.id).await.unwrap_err();
        assert!(matches!(error, AppError::NotFound | AppError::Denied), "{error:?}");
    }
    let (mine, may) = app.list_portfolios(&all.cast.bo).await.unwrap();
    assert_eq!((mine.len(), mine[0].cases, mine[0].planned, may), (1, 3, 0, false));
    let version = all.version().await;
    for actor in [&all.cast.bo, &all.cast.anna] {
        let denied = [
            app.begin_portfolio(actor, input(&all.cases)).await.map(|_| ()),
            app.change_portfolio(actor, all.id, version, input(&all.cases)).await,
            app.set_limits(actor, all.id, version, Vec::new()).await,
            app.propose_plan(actor, all.id, version).await,
            app.set_initiative(actor, all.id, (all.cases[0], version), &free()).await,
        ];
        assert!(denied.iter().all(|one| matches!(one, Err(AppError::Denied))), "{denied:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_is_refused_at_its_field_and_an_old_version_is_told() {
    let all = planned().await;
    let (app, version) = (&all.cast.app, all.version().await);
    let unknown: Number = "A-2020-9999".parse().unwrap();
    for (wrong, field) in [
        (PortfolioInput { title: " ".into(), ..input(&all.cases) }, "title"),
        (PortfolioInput { years: 0, ..input(&all.cases) }, "years"),
        (PortfolioInput { years: 7, ..input(&all.cases) }, "years"),
        (PortfolioInput { start: 0, ..input(&all.cases) }, "start"),
        (input(&[]), "cases"),
        (input(&[unknown]), "cases"),
    ] {
        assert_eq!(fields(app.begin_portfolio(&all.karin, wrong.clone()).await.unwrap_err()), [field]);
        let changed = app.change_portfolio(&all.karin, all.id, version, wrong).await;
        assert_eq!(fields(changed.unwrap_err()), [field]);
    }
    let must = InitiativeInput { standing: Standing::Must, ..free() };
    for (wrong, expected) in [
        (must, vec!["reason"]),
        (InitiativeInput { earliest: 2, ..free() }, vec!["earliest"]),
        (InitiativeInput { earliest: 1, latest: Some(0), ..free() }, vec!["latest"]),
        (InitiativeInput { starts: Some(9), ..free() }, vec!["starts"]),
        (InitiativeInput { requires: vec![all.cases[0]], ..free() }, vec!["requires"]),
        (InitiativeInput { excludes: vec![unknown], ..free() }, vec!["excludes"]),
        (
            InitiativeInput { requires: vec![all.cases[1]], excludes: vec![all.cases[1]], ..free() },
            vec!["excludes"],
        ),
    ] {
        assert_eq!(fields(all.say(0, &wrong).await.unwrap_err()), expected, "{wrong:?}");
    }
    let limit =
        |organisation, by_year: Vec<Option<i64>>| Limit { organisation, resource: Resource::Money, by_year };
    for wrong in [
        vec![limit(all.cast.vara, vec![Some(-1), None])],
        vec![limit(all.cast.vara, vec![Some(1)])],
        vec![limit(OrganisationId::at(app.clock().now()), vec![None, None])],
        vec![limit(all.cast.vara, vec![Some(1), None]), limit(all.cast.vara, vec![Some(2), None])],
    ] {
        let error = app.set_limits(&all.karin, all.id, version, wrong).await.unwrap_err();
        assert!(matches!(&error, AppError::Invalid(invalid) if invalid[0].problem == FieldProblem::Unknown));
        assert_eq!(fields(error), ["limits"]);
    }
    all.limit([EACH, 0]).await;
    for late in [
        app.change_portfolio(&all.karin, all.id, version, input(&all.cases)).await,
        app.set_limits(&all.karin, all.id, version, Vec::new()).await,
        app.propose_plan(&all.karin, all.id, version).await,
        app.set_initiative(&all.karin, all.id, (all.cases[0], version), &free()).await,
    ] {
        assert!(matches!(late, Err(AppError::Refused(Refusal::ChangedMeanwhile))), "{late:?}");
    }
}
