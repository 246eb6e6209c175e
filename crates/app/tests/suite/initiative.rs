//! From a decided case to a new way of working: an initiative with several organisations, their introductions, what is in the way, and
//! its end.

use app::benefit::{BenefitInput, MeasurementInput};
use app::initiative::{BeginInput, ChainInput, ClosingInput, InitiativeInput, ObstacleInput, PartyInput};
use app::lesson::LessonInput;
use app::rollout::{AnswerInput, RoleChangeInput};
use app::sharing::Which;
use app::{AppError, FieldProblem, InitiativeFilter, Page, Refusal};
use domain::collaboration::{MembershipState, MembershipStep};
use domain::event::EventKind;
use domain::id::{NodeId, OrganisationId};
use domain::initiative::{ChainProblem, Duty, Initiative, InitiativeState, PartyRole};
use domain::number::Number;
use domain::permission::{Actor, Member};
use domain::person::Role;
use domain::rollout::RolloutState;
use domain::sharing::Sharing;
use domain::usage::UsageStatus;

use crate::cast::{Cast, NOON};

/// Essunga and Vara with one initiative.
pub struct Led {
    pub cast: Cast,
    /// Coordinates in Essunga, which leads.
    pub karin: Actor,
    /// Coordinates in Vara, which follows.
    pub vera: Actor,
    pub number: Number,
    pub solution: Number,
}

impl Led {
    pub async fn new() -> Self {
        let cast = Cast::new().await;
        let karin = cast.karin.clone();
        let vera = with_role(&cast, "Vera Ek", cast.vara, Role::Coordinator, cast.essunga).await;
        let need =
            cast.sent(&cast.anna, "Nycklar hämtas på kontoret varje morgon.", Sharing::Collaboration).await;
        let case = cast.app.case_of_need(&karin, need.number).await.unwrap().unwrap().case;
        let solution =
            cast.solution(None, "Nyckelfritt", "Lås som öppnas med telefon.", Sharing::Public).await;
        let input = BeginInput {
            title: "Nyckelfri hemtjänst".into(),
            purpose: "Ingen hämtar nycklar.".into(),
            solution: format!("{} Nyckelfritt", solution.number),
        };
        let begun = cast.app.begin_initiative(&karin, case.number, input).await.unwrap();
        let led = Self { karin, vera, number: begun.number, solution: solution.number, cast };
        led.takes_part(led.cast.vara, PartyRole::Follower).await;
        led
    }

    pub async fn read(&self) -> Initiative {
        self.cast.app.read_initiative(&self.karin, self.number).await.unwrap().initiative
    }

    async fn takes_part(&self, organisation: OrganisationId, role: PartyRole) {
        let input = [
            PartyInput { organisation: self.cast.essunga, role: Some(PartyRole::Lead) },
            PartyInput { organisation, role: Some(role) },
        ];
        let key = (self.number, self.read().await.version);
        self.cast.app.set_parties(&self.karin, key, &input).await.unwrap();
    }

    pub async fn version_in(&self, organisation: OrganisationId) -> i64 {
        self.rollout(organisation).await.version
    }

    async fn rollout(&self, organisation: OrganisationId) -> domain::rollout::Rollout {
        self.cast.app.read_rollout(&self.karin, self.number, organisation).await.unwrap().rollout
    }

    /// Every item answered with yes.
    async fn is_ready(&self, actor: &Actor, organisation: OrganisationId) {
        let items = app::initiative::readiness().unwrap();
        let yes = |item: &domain::rollout::ReadinessItem| AnswerInput {
            code: item.code.clone(),
            answer: "yes".into(),
            ..AnswerInput::default()
        };
        let answers: Vec<AnswerInput> = items.iter().map(yes).collect();
        let version = self.version_in(organisation).await;
        let key = (self.number, organisation);
        self.cast.app.answer_readiness(actor, key, version, &answers).await.unwrap();
    }

    pub async fn goes_live(&self, actor: &Actor, organisation: OrganisationId, on: &str) {
        self.is_ready(actor, organisation).await;
        let key = (self.number, organisation);
        let version = self.version_in(organisation).await;
        self.cast.app.decide_go(actor, key, version, ("go", "Allt är klart.")).await.unwrap();
        let version = self.version_in(organisation).await;
        self.cast.app.go_live(actor, key, version, on).await.unwrap();
    }

    pub async fn learns(&self, actor: &Actor) {
        let input = LessonInput {
            title: "Börja med vikarierna".into(),
            worked: "De öppnar flest dörrar.".into(),
            ..LessonInput::default()
        };
        let written = self.cast.app.write_lesson(actor, Some(self.number), input).await.unwrap();
        self.cast.shares(actor, Which::Lesson(written.id), Sharing::Collaboration).await;
    }
}

pub async fn with_role(
    cast: &Cast,
    name: &str,
    organisation: OrganisationId,
    role: Role,
    partner: OrganisationId,
) -> Actor {
    let person = cast.person(name, organisation, role).await;
    Actor::Member(Member { person, organisation, roles: vec![role], partners: vec![partner] })
}

pub fn a_benefit(baseline: &str, target: &str) -> BenefitInput {
    BenefitInput {
        kind: "quality".into(),
        receiver: "brukare i hemtjänsten".into(),
        indicator: "sena besök".into(),
        unit: "besök per vecka".into(),
        baseline: baseline.into(),
        baseline_on: if baseline.is_empty() { String::new() } else { "2026-03-01".into() },
        target: target.into(),
        target_on: "2027-12-31".into(),
        confidence: "yellow".into(),
        ..BenefitInput::default()
    }
}

pub fn problems(error: AppError) -> Vec<(&'static str, usize, FieldProblem)> {
    let AppError::Invalid(fields) = error else { panic!("{error:?}") };
    fields.into_iter().map(|field| (field.field, field.index, field.problem)).collect()
}

#[tokio::test]
async fn whoever_has_a_need_in_the_case_begins_and_leads() {
    let cast = Cast::new().await;
    let need =
        cast.sent(&cast.anna, "Nycklar hämtas på kontoret varje morgon.", Sharing::Collaboration).await;
    let case = cast.app.case_of_need(&cast.karin, need.number).await.unwrap().unwrap().case.number;
    let vera = with_role(&cast, "Vera Ek", cast.vara, Role::Coordinator, cast.essunga).await;
    let input = BeginInput { title: "Nyckelfri hemtjänst".into(), ..BeginInput::default() };
    for stranger in [&cast.anna, &cast.bo, &vera] {
        let denied = cast.app.begin_initiative(stranger, case, input.clone()).await.unwrap_err();
        assert!(matches!(denied, AppError::Denied), "{denied:?}");
    }
    for unseen in [&cast.ida, &Actor::Anonymous] {
        let hidden = cast.app.begin_initiative(unseen, case, input.clone()).await.unwrap_err();
        assert!(matches!(hidden, AppError::NotFound), "{hidden:?}");
    }
    let wrong = BeginInput { solution: "L-2026-9999".into(), ..BeginInput::default() };
    let told = problems(cast.app.begin_initiative(&cast.karin, case, wrong).await.unwrap_err());
    assert_eq!(told.iter().map(|(field, ..)| *field).collect::<Vec<_>>(), ["title", "solution"]);
    let begun = cast.app.begin_initiative(&cast.karin, case, input).await.unwrap();
    let page = cast.app.read_initiative(&cast.bo, begun.number).await.unwrap();
    assert_eq!((page.organisation.as_str(), page.parties.len(), page.may_keep), ("Essunga", 1, false));
    assert_eq!(page.parties[0].rollout.party.role, PartyRole::Lead);
    assert_eq!(page.needs.len(), 1);
    for unseen in [&cast.ida, &Actor::Anonymous] {
        let hidden = cast.app.read_initiative(unseen, begun.number).await.unwrap_err();
        assert!(matches!(hidden, AppError::NotFound));
        let listed = cast.app.list_initiatives(unseen, &InitiativeFilter::default(), Page::new(1, 10)).await;
        assert_eq!(listed.unwrap().total, 0);
    }
}

#[tokio::test]
async fn the_lead_rotates_and_who_has_begun_stays() {
    let led = Led::new().await;
    let (app, essunga, vara) = (&led.cast.app, led.cast.essunga, led.cast.vara);
    let set = async |actor: &Actor, roles: [Option<PartyRole>; 2]| {
        let input = [
            PartyInput { organisation: essunga, role: roles[0] },
            PartyInput { organisation: vara, role: roles[1] },
        ];
        app.set_parties(actor, (led.number, led.read().await.version), &input).await
    };
    let (lead, pilot) = (Some(PartyRole::Lead), Some(PartyRole::Pilot));
    for roles in [[lead, lead], [pilot, pilot]] {
        let told = problems(set(&led.karin, roles).await.unwrap_err());
        assert_eq!(told[0].0, "lead");
    }
    assert!(matches!(set(&led.vera, [lead, pilot]).await.unwrap_err(), AppError::Denied));
    set(&led.karin, [pilot, lead]).await.unwrap();
    assert_eq!(led.read().await.organisation, vara);
    assert!(matches!(set(&led.karin, [lead, pilot]).await.unwrap_err(), AppError::Denied), "handed over");
    led.is_ready(&led.karin, essunga).await;
    let told = problems(set(&led.vera, [None, lead]).await.unwrap_err());
    assert_eq!(told[0], ("parties", 0, FieldProblem::Taken));
    let outside = [
        PartyInput { organisation: vara, role: lead },
        PartyInput { organisation: led.cast.halmstad, role: pilot },
    ];
    let key = (led.number, led.read().await.version);
    let told = problems(app.set_parties(&led.vera, key, &outside).await.unwrap_err());
    assert_eq!(told[0], ("parties", 1, FieldProblem::Unknown));
}

#[tokio::test]
async fn a_weak_answer_becomes_an_action_with_somebody_and_a_day() {
    let led = Led::new().await;
    let (app, essunga) = (&led.cast.app, led.cast.essunga);
    let key = (led.number, essunga);
    let karin = led.karin.member().unwrap().person.to_string();
    let weak = |person: &str, due: &str| AnswerInput {
        code: "training".into(),
        answer: "partly".into(),
        note: "Natten är inte bokad.".into(),
        action: String::new(),
        person: person.into(),
        due: due.into(),
    };
    let answer = async |actor: &Actor, input: AnswerInput| {
        let version = led.version_in(essunga).await;
        app.answer_readiness(actor, key, version, &[input]).await
    };
    let told = problems(answer(&led.karin, weak("", "")).await.unwrap_err());
    assert_eq!(told.iter().map(|(field, ..)| *field).collect::<Vec<_>>(), ["who", "due"]);
    for (due, problem) in [("2026-11-08", FieldProblem::DayPassed), ("snart", FieldProblem::NotADay)] {
        assert_eq!(problems(answer(&led.karin, weak(&karin, due)).await.unwrap_err())[0].2, problem);
    }
    let bo = led.cast.bo.member().unwrap().person.to_string();
    assert_eq!(problems(answer(&led.karin, weak(&bo, "2026-12-01")).await.unwrap_err())[0].0, "who");
    assert!(matches!(answer(&led.vera, weak(&karin, "2026-12-01")).await.unwrap_err(), AppError::Denied));
    answer(&led.karin, weak(&karin, "2026-12-01")).await.unwrap();
    let page = app.read_rollout(&led.vera, led.number, essunga).await.unwrap();
    assert_eq!(page.rollout.state, RolloutState::Preparing);
    assert_eq!((page.actions.len(), page.actions[0].person.as_deref()), (1, Some("Karin Ås")));
    assert!(page.actions[0].action.text.starts_with("Boka utbildning"), "the item's own words");
    answer(&led.karin, weak("", "")).await.unwrap();
    assert_eq!(app.rollout_actions(&led.karin, led.number).await.unwrap().len(), 1, "one is open already");
    let action = page.actions[0].action.id;
    let denied = app.finish_rollout_action(&led.vera, led.number, action, true).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied));
    app.finish_rollout_action(&led.karin, led.number, action, true).await.unwrap();
    let party = &app.read_initiative(&led.vera, led.number).await.unwrap().parties[0];
    assert_eq!((party.weak, party.actions), (1, (0, 0)));
}

#[tokio::test]
async fn going_live_updates_the_catalogue_and_sets_the_days_to_measure() {
    let led = Led::new().await;
    let (app, vara) = (&led.cast.app, led.cast.vara);
    let key = (led.number, vara);
    let benefit = app.add_benefit(&led.vera, led.number, a_benefit("40", "10")).await.unwrap();
    let early = app.decide_go(&led.vera, key, 1, ("go", "Nu kör vi.")).await.unwrap_err();
    assert!(matches!(early, AppError::Refused(Refusal::NotAnswered)));
    let version = led.version_in(vara).await;
    let early = app.go_live(&led.vera, key, version, "2026-11-02").await.unwrap_err();
    assert!(matches!(early, AppError::Refused(Refusal::NotUnderWay)));
    led.goes_live(&led.vera, vara, "2026-11-02").await;
    let solution = app.read_solution(&led.karin, led.solution).await.unwrap();
    let used: Vec<_> = solution
        .usages
        .iter()
        .map(|row| (row.organisation.as_str(), row.usage.status, row.usage.since))
        .collect();
    assert_eq!(used, [("Vara", UsageStatus::InUse, "2026-11-02".parse().ok())]);
    let page = app.read_benefit(&led.karin, led.number, benefit.id).await.unwrap();
    let days: Vec<_> = page.row.follow_ups.iter().map(|day| (day.months, day.due.to_string())).collect();
    let expected = [
        (Some(6), "2027-05-02".to_owned()),
        (Some(12), "2027-11-02".to_owned()),
        (Some(24), "2028-11-02".to_owned()),
    ];
    assert_eq!(days, expected);
    assert_eq!(led.read().await.state, InitiativeState::Running, "what was planned is under way");
    assert_eq!(led.rollout(led.cast.essunga).await.state, RolloutState::Waiting, "each on its own day");
    let version = led.version_in(vara).await;
    let told = problems(app.end_old_way(&led.vera, key, version, "2026-11-01").await.unwrap_err());
    assert_eq!(told[0], ("on", 0, FieldProblem::EndsTooEarly));
    let told = problems(app.end_old_way(&led.vera, key, version, "2026-11-10").await.unwrap_err());
    assert_eq!(told[0], ("on", 0, FieldProblem::DayToCome));
    app.end_old_way(&led.vera, key, version, "2026-11-09").await.unwrap();
    assert_eq!(led.rollout(vara).await.state, RolloutState::Received);
    let later = app.add_benefit(&led.vera, led.number, a_benefit("", "5")).await.unwrap();
    let page = app.read_benefit(&led.karin, led.number, later.id).await.unwrap();
    assert_eq!(page.row.follow_ups.len(), 3, "also what is written after going live");
}

#[tokio::test]
async fn a_plan_says_what_changes_for_whom_and_what_stops() {
    let led = Led::new().await;
    let (app, essunga) = (&led.cast.app, led.cast.essunga);
    let key = (led.number, essunga);
    let role = RoleChangeInput {
        role: "Nattpatrull".into(),
        people: "1 4".into(),
        different: "Öppnar med telefonen.".into(),
        stops: "Nyckelskåpet".into(),
        stops_on: "2027-02-01".into(),
        ..RoleChangeInput::default()
    };
    let unclear = RoleChangeInput { people: "några".into(), ..role.clone() };
    let plan = async |actor: &Actor, roles: &[RoleChangeInput]| {
        let version = led.version_in(essunga).await;
        app.plan_change(actor, key, version, "2027-01-15", roles).await
    };
    let told = problems(plan(&led.karin, &[role.clone(), unclear]).await.unwrap_err());
    assert_eq!(told[0], ("people", 1, FieldProblem::NotANumber));
    plan(&led.karin, &[role.clone(), RoleChangeInput::default()]).await.unwrap();
    let kept = led.rollout(essunga).await;
    assert_eq!((kept.affected(), kept.changes.len()), (14, 1), "an empty row is left out");
    let stale = app.plan_change(&led.karin, key, kept.version - 1, "", &[role]).await.unwrap_err();
    assert!(matches!(stale, AppError::Refused(Refusal::ChangedMeanwhile)));
    // Two organisations at once do not meet.
    let other = led.version_in(led.cast.vara).await;
    let key = (led.number, led.cast.vara);
    app.plan_change(&led.vera, key, other, "2027-02-15", &[]).await.unwrap();
}

#[tokio::test]
async fn people_are_named_at_home_and_what_they_have_is_handed_over() {
    let led = Led::new().await;
    let (app, essunga) = (&led.cast.app, led.cast.essunga);
    let key = (led.number, essunga);
    let lena = led.cast.person("Lena Holm", essunga, Role::RolloutLead).await;
    let heir = led.cast.person("Rut Berg", essunga, Role::Coordinator).await;
    let named = |id: &str| vec![(Duty::RolloutLead, id.to_owned()), (Duty::BenefitOwner, id.to_owned())];
    let bo = led.cast.bo.member().unwrap().person.to_string();
    let version = led.version_in(essunga).await;
    let told = problems(app.name_people(&led.karin, key, version, &named(&bo)).await.unwrap_err());
    assert_eq!(told[0].0, "people");
    app.name_people(&led.karin, key, version, &named(&lena.to_string())).await.unwrap();
    let given = ("Beställ telefoner", lena.to_string(), "2026-12-01");
    app.give_rollout_action(&led.karin, key, (given.0, &given.1, given.2)).await.unwrap();
    let benefit = BenefitInput { person: lena.to_string(), ..a_benefit("40", "10") };
    app.add_benefit(&led.karin, led.number, benefit).await.unwrap();
    app.end_person(&led.cast.ada, essunga, lena, Some(heir)).await.unwrap();
    let page = app.read_rollout(&led.karin, led.number, essunga).await.unwrap();
    assert_eq!(page.people.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), ["Rut Berg"; 2]);
    assert_eq!(page.actions[0].person.as_deref(), Some("Rut Berg"));
    assert_eq!(page.benefits[0].owner.as_deref(), Some("Rut Berg"));
}

#[tokio::test]
async fn what_stands_in_the_way_is_tied_to_a_challenge_and_gone_when_somebody_says_how() {
    let led = Led::new().await;
    let app = &led.cast.app;
    let input = ObstacleInput {
        kind: "risk".into(),
        text: "Täckningen är dålig i skogen.".into(),
        challenge: "heritage".into(),
        weight: "high".into(),
        ..ObstacleInput::default()
    };
    let unknown = ObstacleInput { challenge: "vader".into(), text: String::new(), ..input.clone() };
    let told = problems(app.raise_obstacle(&led.vera, led.number, unknown).await.unwrap_err());
    assert_eq!(told.iter().map(|(field, ..)| *field).collect::<Vec<_>>(), ["obstacle", "challenge"]);
    assert!(matches!(
        app.raise_obstacle(&led.cast.bo, led.number, input.clone()).await.unwrap_err(),
        AppError::Denied
    ));
    app.raise_obstacle(&led.vera, led.number, input).await.unwrap();
    let row = app.read_initiative(&led.karin, led.number).await.unwrap().obstacles.remove(0);
    assert_eq!((row.organisation.as_str(), row.may_keep), ("Vara", true), "who leads sees to it too");
    assert_eq!(row.challenge.unwrap().sv, "Digitalt arv och plattformar");
    let id = row.obstacle.id;
    let told = problems(app.solve_obstacle(&led.karin, led.number, id, " ").await.unwrap_err());
    assert_eq!(told[0].0, "how");
    app.solve_obstacle(&led.karin, led.number, id, "Låsen fungerar utan nät.").await.unwrap();
    let again = app.solve_obstacle(&led.vera, led.number, id, "Igen").await.unwrap_err();
    assert!(matches!(again, AppError::Refused(Refusal::ChangedMeanwhile)));
}

#[tokio::test]
async fn a_chain_is_kept_without_its_empty_rows_and_never_leads_back() {
    let led = Led::new().await;
    let app = &led.cast.app;
    let row =
        |kind: &str, text: &str, to: &str| ChainInput { kind: kind.into(), text: text.into(), to: to.into() };
    let set = async |rows: &[ChainInput]| {
        app.set_chain(&led.karin, (led.number, led.read().await.version), rows).await
    };
    let rows = [
        row("action", "Byt lås", "3"),
        row("way", "", ""),
        row("way", "Öppna med telefon", "4"),
        row("effect", "Färre sena besök", ""),
    ];
    set(&rows).await.unwrap();
    let chain = led.read().await.chain;
    assert_eq!(chain.iter().map(|link| link.to.clone()).collect::<Vec<_>>(), [vec![1], vec![2], vec![]]);
    let back = [row("action", "Byt lås", ""), row("goal", "Trygghet", "1")];
    let told = problems(set(&back).await.unwrap_err());
    assert_eq!(told, [("chain", 1, FieldProblem::Chain(ChainProblem::Backwards(1)))]);
    let told = problems(set(&[row("action", "Byt lås", "9")]).await.unwrap_err());
    assert_eq!(told[0].2, FieldProblem::Chain(ChainProblem::NoSuch(0)));
}

#[tokio::test]
async fn a_variant_parts_with_everything_it_has_and_rejoins() {
    let led = Led::new().await;
    let (app, vara) = (&led.cast.app, led.cast.vara);
    app.add_benefit(&led.vera, led.number, a_benefit("40", "10")).await.unwrap();
    led.is_ready(&led.vera, vara).await;
    let part = async |actor: &Actor, who: &[OrganisationId]| {
        let key = (led.number, led.read().await.version);
        app.part_variant(actor, key, who, ("Vara med nattlås", "Andra dörrar.")).await
    };
    assert!(matches!(part(&led.vera, &[vara]).await.unwrap_err(), AppError::Denied));
    for who in [&[][..], &[led.cast.essunga][..], &[led.cast.halmstad][..]] {
        assert_eq!(problems(part(&led.karin, who).await.unwrap_err())[0].0, "parties");
    }
    let variant = part(&led.karin, &[vara]).await.unwrap();
    let page = app.read_initiative(&led.vera, variant.number).await.unwrap();
    assert_eq!((page.organisation.as_str(), page.benefits.len(), page.may_keep), ("Vara", 1, true));
    assert_eq!(page.parties[0].answered.1, app::initiative::readiness().unwrap().len());
    let left = app.read_initiative(&led.karin, led.number).await.unwrap();
    assert_eq!((left.parties.len(), left.benefits.len(), left.variants.len()), (1, 0, 1));
    led.learns(&led.karin).await;
    let input = ClosingInput { state: InitiativeState::Stopped, reason: "Nej".into() };
    let open =
        app.close_initiative(&led.karin, (led.number, left.initiative.version), input).await.unwrap_err();
    assert!(matches!(open, AppError::Refused(Refusal::InitiativesOpen)));
    app.rejoin_variant(&led.vera, (variant.number, variant.version)).await.unwrap();
    let whole = app.read_initiative(&led.karin, led.number).await.unwrap();
    assert_eq!((whole.parties.len(), whole.benefits.len()), (2, 1));
    let variant = app.read_initiative(&led.karin, variant.number).await.unwrap();
    assert_eq!((variant.initiative.state, variant.parties.len()), (InitiativeState::Rejoined, 0));
    let again = (variant.initiative.number, variant.initiative.version);
    let over = app.rejoin_variant(&led.karin, again).await.unwrap_err();
    assert!(matches!(over, AppError::Refused(Refusal::NotUnderWay)));
}

#[tokio::test]
async fn it_ends_with_an_outcome_or_a_reason_and_a_lesson() {
    let led = Led::new().await;
    let app = &led.cast.app;
    let benefit = app.add_benefit(&led.karin, led.number, a_benefit("40", "10")).await.unwrap();
    let close = async |actor: &Actor, state, reason: &str| {
        let key = (led.number, led.read().await.version);
        app.close_initiative(actor, key, ClosingInput { state, reason: reason.into() }).await
    };
    let finished = InitiativeState::Finished;
    let unlearnt = close(&led.karin, finished, "Klart.").await.unwrap_err();
    assert!(matches!(unlearnt, AppError::Refused(Refusal::NoLesson)));
    led.learns(&led.karin).await;
    assert!(matches!(close(&led.vera, finished, "Klart.").await.unwrap_err(), AppError::Denied));
    assert_eq!(problems(close(&led.karin, finished, " ").await.unwrap_err())[0].0, "reason");
    let measured = MeasurementInput {
        value: "12".into(),
        on: "2026-11-01".into(),
        confidence: "green".into(),
        ..MeasurementInput::default()
    };
    app.measure(&led.karin, led.number, benefit.id, measured.clone()).await.unwrap();
    close(&led.karin, finished, "").await.unwrap();
    let ended = led.read().await;
    assert_eq!((ended.state, ended.closing.unwrap().reason.as_str()), (finished, ""));
    let over =
        app.change_initiative(&led.karin, (led.number, ended.version), InitiativeInput::default()).await;
    assert!(matches!(over.unwrap_err(), AppError::Refused(Refusal::NotUnderWay)));
    let more = MeasurementInput { value: "8".into(), ..measured };
    app.measure(&led.karin, led.number, benefit.id, more).await.unwrap();
}

#[tokio::test]
async fn those_who_asked_and_those_who_answer_for_something_are_told() {
    let led = Led::new().await;
    let (app, vara) = (&led.cast.app, led.cast.vara);
    led.goes_live(&led.vera, vara, "2026-11-02").await;
    let anna = led.cast.anna.member().unwrap().person;
    let token = app.start_session(anna, "").await.unwrap();
    let visitor = app.visitor(&token).await.unwrap();
    let told = app.notices(&visitor, Page::new(1, 20)).await.unwrap().rows;
    let kinds: Vec<EventKind> = told.iter().map(|row| row.entry.event.kind).collect();
    assert!(kinds.contains(&EventKind::WentLive) && kinds.contains(&EventKind::GoDecided), "{kinds:?}");
    let events = app.read_initiative(&led.karin, led.number).await.unwrap().history;
    let live = events.iter().find(|entry| entry.event.kind == EventKind::WentLive).unwrap();
    assert_eq!(live.person.as_deref(), Some("Vera Ek"));
}

#[tokio::test]
async fn who_leaves_the_collaboration_stays_in_the_record_and_is_reminded_no_more() {
    let led = Led::new().await;
    let (app, halmstad) = (&led.cast.app, led.cast.halmstad);
    let samverkan = app.list_collaborations(&Actor::Operator).await.unwrap()[0].collaboration.id;
    let step = async |step, was| {
        app.step_membership(&Actor::Operator, (samverkan, halmstad), step, was).await.unwrap();
    };
    step(MembershipStep::Invite, MembershipState::Left).await;
    step(MembershipStep::Accept, MembershipState::Invited).await;
    led.takes_part(halmstad, PartyRole::Follower).await;
    let ida = with_role(&led.cast, "Iris Holm", halmstad, Role::Coordinator, led.cast.essunga).await;
    let owner = ida.member().unwrap().person.to_string();
    let benefit = BenefitInput { person: owner, ..a_benefit("40", "10") };
    let id = app.add_benefit(&ida, led.number, benefit).await.unwrap().id;
    app.set_follow_up(&ida, led.number, id, "2026-11-10").await.unwrap();
    let gone = async || {
        let parties = app.read_initiative(&led.karin, led.number).await.unwrap().parties;
        parties.into_iter().find(|row| row.rollout.party.organisation == halmstad).unwrap().is_gone
    };
    assert!(!gone().await);
    step(MembershipStep::Leave, MembershipState::Confirmed).await;
    assert!(gone().await);
    let later = led.cast.later(2 * 24 * 60 * 60 * 1000);
    assert_eq!(later.tell_of_benefits(NodeId::at(NOON)).await.unwrap(), 0);
    assert_eq!(
        app.read_initiative(&led.karin, led.number).await.unwrap().benefits.len(),
        1,
        "nothing is lost"
    );
}
