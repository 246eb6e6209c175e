//! Who uses what: an organisation's own word, what a joint body registers, what others propose, and many at once.

use crate::cast::{Cast, organisation};
use app::organisation::OrganisationInput;
use app::usage::UsageInput;
use app::usage::many::{RowTrouble, Saved, UsageCell};
use app::usage::proposal::Answer;
use app::usage::reading::FormFor;
use app::{AppError, FieldProblem, Page, Refusal, SolutionFilter, UsageFilter};
use domain::event::EventKind;
use domain::id::OrganisationId;
use domain::organisation::OrganisationKind;
use domain::permission::{Actor, Member};
use domain::person::Role;
use domain::sharing::Sharing;
use domain::solution::Solution;
use domain::usage::{Standing, Usage, UsageStatus};

/// A joint body that keeps the catalogue for Essunga and Vara, as whoever does so there.
async fn joint_body(cast: &Cast) -> (OrganisationId, Actor) {
    let input = OrganisationInput { kind: OrganisationKind::FederationBody, ..organisation("Göliska") };
    let body = cast.app.add_organisation(&Actor::Operator, input).await.unwrap().id;
    let samverkan = cast.app.list_collaborations(&Actor::Operator).await.unwrap()[0].collaboration.id;
    use domain::collaboration::{MembershipState, MembershipStep};
    for (step, was) in
        [(MembershipStep::Invite, MembershipState::Left), (MembershipStep::Accept, MembershipState::Invited)]
    {
        cast.app.step_membership(&Actor::Operator, (samverkan, body), step, was).await.unwrap();
    }
    let person = cast.person("Gun Holm", body, Role::SolutionMaintainer).await;
    let token = cast.app.start_session(person, "").await.unwrap();
    (body, cast.app.visitor(&token).await.unwrap().actor)
}

async fn locks(cast: &Cast) -> Solution {
    cast.solution(None, "Låsguiden", "Digitala nycklar", Sharing::Collaboration).await
}

fn in_use() -> UsageInput {
    UsageInput { status: "in_use".into(), ..UsageInput::default() }
}

async fn usage(cast: &Cast, solution: &Solution, organisation: OrganisationId) -> Option<Usage> {
    let mut tx = cast.test.db.read().await.unwrap();
    store::usage::by(&mut tx, solution.id, organisation).await.unwrap()
}

async fn newest(cast: &Cast, reader: &Actor, solution: &Solution) -> (EventKind, Vec<(String, String)>) {
    let page = cast.app.read_solution(reader, solution.number).await.unwrap();
    let event = page.history[0].event.clone();
    let changes = event.changes.into_iter();
    let changes =
        changes.map(|change| (change.field, change.after.or(change.before).unwrap_or_default())).collect();
    (event.kind, changes)
}

async fn unread(cast: &Cast, actor: &Actor) -> Vec<EventKind> {
    let token = cast.app.start_session(actor.member().unwrap().person, "").await.unwrap();
    let visitor = cast.app.visitor(&token).await.unwrap();
    let listed = cast.app.notices(&visitor, Page::new(1, 50)).await.unwrap();
    listed.rows.iter().map(|row| row.entry.event.kind).collect()
}

#[tokio::test]
async fn an_organisation_says_itself_what_it_uses() {
    let cast = Cast::new().await;
    let solution = locks(&cast).await;
    let (number, own) = (solution.number, cast.essunga);
    for actor in [&cast.anna, &cast.bo, &Actor::Anonymous] {
        let denied = cast.app.set_usage(actor, (number, own), 0, &in_use()).await.unwrap_err();
        assert!(matches!(denied, AppError::Denied | AppError::NotFound), "{denied:?}");
    }
    let denied = cast.app.set_usage(&cast.karin, (number, cast.vara), 0, &in_use()).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied), "a neighbour proposes, it does not register");
    let hidden = cast.solution(Some(cast.vara), "Intern", "Egen", Sharing::Organisation).await;
    let unseen = cast.app.set_usage(&cast.karin, (hidden.number, own), 0, &in_use()).await.unwrap_err();
    assert!(matches!(unseen, AppError::NotFound));

    let karin = cast.karin.member().unwrap().person;
    let input = UsageInput {
        since: "2024-02-01".into(),
        users: "1 200".into(),
        instance: "egen drift".into(),
        contact: karin.to_string(),
        pros: "Inga nycklar att hämta".into(),
        ..in_use()
    };
    cast.app.set_usage(&cast.karin, (number, own), 0, &input).await.unwrap();
    let said = usage(&cast, &solution, own).await.unwrap();
    assert_eq!((said.standing, said.confirmed_by), (Standing::Own, Some(karin)));
    assert_eq!((said.users, said.version), (Some(1_200), 1));
    let (kind, changes) = newest(&cast, &cast.bo, &solution).await;
    assert_eq!(kind, EventKind::UsageChanged);
    assert!(changes.contains(&("used_by".into(), "Essunga".into())), "{changes:?}");
    assert!(changes.contains(&("contact".into(), "Karin Ås".into())), "by name: {changes:?}");

    let stale = cast.app.set_usage(&cast.karin, (number, own), 0, &input).await.unwrap_err();
    assert!(matches!(stale, AppError::Refused(Refusal::ChangedMeanwhile)));
    let later = cast.later(1_000);
    later.set_usage(&cast.karin, (number, own), 1, &input).await.unwrap();
    let again = usage(&cast, &solution, own).await.unwrap();
    assert!(again.confirmed_at > said.confirmed_at, "saying the same again confirms it");
    let history = cast.app.read_solution(&Actor::Operator, number).await.unwrap().history;
    assert_eq!(history[0].event.kind, EventKind::UsageConfirmed);
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_at_once() {
    let cast = Cast::new().await;
    let solution = locks(&cast).await;
    let input = UsageInput {
        status: "declined".into(),
        since: "2026-05-01".into(),
        until: "2026-04-30".into(),
        users: "många".into(),
        contact: cast.bo.member().unwrap().person.to_string(),
        cons: "Frågor till 19121212-1212".into(),
        ..UsageInput::default()
    };
    let of = (solution.number, cast.essunga);
    let AppError::Invalid(fields) = cast.app.set_usage(&cast.karin, of, 0, &input).await.unwrap_err() else {
        panic!("refused")
    };
    let mut told: Vec<(&str, FieldProblem)> =
        fields.iter().map(|one| (one.field, one.problem.clone())).collect();
    told.sort_by_key(|(field, _)| *field);
    assert_eq!(
        told,
        [
            ("cons", FieldProblem::IdentityNumber),
            ("contact", FieldProblem::Unknown),
            ("reason", FieldProblem::Text(domain::text::TextProblem::Missing)),
            ("until", FieldProblem::EndsTooEarly),
            ("users", FieldProblem::NotANumber),
        ]
    );
    assert_eq!(usage(&cast, &solution, cast.essunga).await, None);
}

#[tokio::test]
async fn what_a_joint_body_registers_waits_until_the_member_has_answered() {
    let cast = Cast::new().await;
    let (body, gun) = joint_body(&cast).await;
    let (solution, other) = (locks(&cast).await, cast.solution(None, "Vagn", "", Sharing::Public).await);
    let essunga = cast.essunga;
    let outside = cast.app.set_usage(&gun, (other.number, cast.halmstad), 0, &in_use()).await.unwrap_err();
    assert!(matches!(outside, AppError::Denied), "it serves members only");
    for one in [&solution, &other] {
        cast.app.set_usage(&gun, (one.number, essunga), 0, &in_use()).await.unwrap();
    }
    let registered = usage(&cast, &solution, essunga).await.unwrap();
    assert_eq!((registered.standing, registered.registered_by), (Standing::Registered, Some(body)));
    assert_eq!(unread(&cast, &cast.karin).await, [EventKind::UsageChanged; 2], "whoever answers is told");
    cast.app.set_usage(&gun, (solution.number, essunga), 1, &in_use()).await.unwrap();
    assert_eq!(usage(&cast, &solution, essunga).await, Some(registered), "saying it again says nothing");

    for actor in [&gun, &cast.anna] {
        let denied = cast.app.confirm_usages(actor, &[(solution.number, 1)]).await;
        assert!(!matches!(denied, Ok(Saved::All(_))), "only those it is about, and who keep the catalogue");
    }
    let stopped = cast.app.confirm_usages(&cast.karin, &[(solution.number, 1), (other.number, 7)]).await;
    let Saved::Nothing(problems) = stopped.unwrap() else { panic!("all or nothing") };
    assert_eq!((problems[0].number, problems[0].trouble), (other.number, RowTrouble::ChangedMeanwhile));
    assert!(usage(&cast, &solution, essunga).await.unwrap().awaits_confirmation());

    assert_eq!(cast.app.confirm_usages(&cast.karin, &[(solution.number, 1)]).await.unwrap(), Saved::All(1));
    assert!(!usage(&cast, &solution, essunga).await.unwrap().awaits_confirmation());

    let bare = cast.app.reject_usage(&cast.karin, other.number, 1, " ").await.unwrap_err();
    assert!(matches!(bare, AppError::Invalid(_)), "with a reason");
    cast.app.reject_usage(&cast.karin, other.number, 1, "Vi har aldrig haft den").await.unwrap();
    assert_eq!(usage(&cast, &other, essunga).await, None);
    let (kind, changes) = newest(&cast, &gun, &other).await;
    assert_eq!(kind, EventKind::UsageRejected);
    assert!(changes.contains(&("reason".into(), "Vi har aldrig haft den".into())), "{changes:?}");
    assert_eq!(unread(&cast, &gun).await, [EventKind::UsageRejected], "whoever registered it is told");
    let public = cast.app.read_solution(&Actor::Anonymous, other.number).await.unwrap().history;
    assert!(public.iter().all(|entry| entry.event.kind != EventKind::UsageRejected));

    let own = cast.app.reject_usage(&cast.karin, solution.number, 2, "Ångrar oss").await.unwrap_err();
    assert!(matches!(own, AppError::Refused(Refusal::ChangedMeanwhile)), "its own word it corrects");
}

#[tokio::test]
async fn a_proposal_counts_as_nothing_until_the_organisation_has_said_so() {
    let cast = Cast::new().await;
    let solution = locks(&cast).await;
    let (number, vara) = (solution.number, cast.vara);
    let reader = Actor::Member(Member { roles: vec![Role::Reader], ..cast.anna.member().unwrap().clone() });
    for actor in [&reader, &Actor::Anonymous] {
        let refused = cast.app.propose_usage(actor, (number, vara), ("in_use", "")).await.unwrap_err();
        assert!(matches!(refused, AppError::Denied | AppError::NotFound));
    }
    let declined = cast.app.propose_usage(&cast.anna, (number, vara), ("declined", "")).await.unwrap_err();
    assert!(matches!(declined, AppError::Invalid(_)), "what another has said no to, only it can tell");
    let karl = cast.person("Karl Vik", vara, Role::Coordinator).await;
    let token = cast.app.start_session(karl, "").await.unwrap();
    let karl = cast.app.visitor(&token).await.unwrap().actor;

    cast.app.propose_usage(&cast.anna, (number, vara), ("in_use", "Såg den där")).await.unwrap();
    let again = cast.app.propose_usage(&cast.anna, (number, vara), ("pilot", "")).await.unwrap_err();
    assert!(matches!(again, AppError::Invalid(_)), "once");
    assert_eq!(usage(&cast, &solution, vara).await, None);
    assert_eq!(cast.app.read_solution(&cast.bo, number).await.unwrap().usages.len(), 0);
    let used = SolutionFilter { used_by: Some(vara), ..SolutionFilter::default() };
    assert_eq!(cast.app.list_solutions(&cast.bo, &used, Page::new(1, 10)).await.unwrap().total, 0);
    let waiting = async |actor: &Actor| cast.app.usages_of(actor, &solution).await.unwrap().proposals.len();
    assert_eq!((waiting(&cast.anna).await, waiting(&karl).await), (1, 1));
    assert_eq!((waiting(&cast.bo).await, waiting(&Actor::Anonymous).await), (0, 0));
    assert_eq!(unread(&cast, &karl).await, [EventKind::UsageProposed]);

    let row = cast.app.usages_of(&karl, &solution).await.unwrap().proposals.remove(0);
    let (id, version) = (row.proposal.id, row.proposal.version);
    assert!(row.may_answer);
    for actor in [&cast.anna, &cast.bo, &cast.ida] {
        let unknown = cast.app.answer_usage_proposal(actor, id, version, &Answer::Accept).await.unwrap_err();
        assert!(matches!(unknown, AppError::NotFound));
    }
    let why = Answer::Decline(String::new());
    assert!(matches!(
        cast.app.answer_usage_proposal(&karl, id, version, &why).await.unwrap_err(),
        AppError::Invalid(_)
    ));
    cast.app.answer_usage_proposal(&karl, id, version, &Answer::Accept).await.unwrap();
    let said = usage(&cast, &solution, vara).await.unwrap();
    assert_eq!((said.status, said.standing), (UsageStatus::InUse, Standing::Own));
    let twice = cast.app.answer_usage_proposal(&karl, id, version, &Answer::Accept).await.unwrap_err();
    assert!(matches!(twice, AppError::Refused(Refusal::ChangedMeanwhile)));
    assert_eq!(unread(&cast, &cast.anna).await, [EventKind::UsageProposalAccepted]);
    assert_eq!(cast.app.list_solutions(&cast.bo, &used, Page::new(1, 10)).await.unwrap().total, 1);

    cast.app.propose_usage(&cast.anna, (number, vara), ("retired", "")).await.unwrap();
    let row = cast.app.usages_of(&karl, &solution).await.unwrap().proposals.remove(0);
    let why = Answer::Decline("Den går än".into());
    cast.app.answer_usage_proposal(&karl, row.proposal.id, 1, &why).await.unwrap();
    assert_eq!(usage(&cast, &solution, vara).await, Some(said), "nothing changes");
}

#[tokio::test]
async fn a_grid_is_saved_whole_or_not_at_all() {
    let cast = Cast::new().await;
    let (_, gun) = joint_body(&cast).await;
    let (one, two) = (locks(&cast).await, cast.solution(None, "Vagn", "", Sharing::Public).await);
    let cell = |solution: &Solution, organisation, version, status| UsageCell {
        number: solution.number,
        organisation,
        version,
        status,
    };
    let grid = cast.app.usage_grid(&gun, &SolutionFilter::default(), Page::new(1, 25)).await.unwrap();
    let names: Vec<&str> = grid.organisations.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["Göliska", "Essunga", "Vara"], "the own first");
    let own = cast.app.usage_grid(&cast.karin, &SolutionFilter::default(), Page::new(1, 25)).await.unwrap();
    assert_eq!(own.organisations.len(), 1);
    let none = cast.app.usage_grid(&cast.anna, &SolutionFilter::default(), Page::new(1, 25)).await;
    assert!(matches!(none.unwrap_err(), AppError::Denied));

    let (used, pilot) = (Some(UsageStatus::InUse), Some(UsageStatus::Pilot));
    let first = [
        cell(&one, cast.essunga, 0, used),
        cell(&two, cast.essunga, 0, pilot),
        cell(&one, cast.vara, 0, used),
        cell(&two, cast.vara, 0, None),
    ];
    assert_eq!(cast.app.set_statuses(&gun, &first).await.unwrap(), Saved::All(3), "only what differs");
    assert_eq!(unread(&cast, &cast.karin).await, [EventKind::UsageChanged], "told once");

    let mixed = [
        cell(&one, cast.essunga, 1, pilot),
        cell(&two, cast.essunga, 0, used),
        cell(&two, cast.halmstad, 0, used),
        cell(&one, cast.vara, 1, Some(UsageStatus::Declined)),
    ];
    let Saved::Nothing(problems) = cast.app.set_statuses(&gun, &mixed).await.unwrap() else {
        panic!("nothing is saved")
    };
    let told: Vec<RowTrouble> = problems.iter().map(|problem| problem.trouble).collect();
    assert_eq!(told, [RowTrouble::ChangedMeanwhile, RowTrouble::NotYours, RowTrouble::NoReason]);
    assert_eq!(problems[0].present.as_ref().map(|usage| usage.status), pilot, "what stands there now");
    assert_eq!(usage(&cast, &one, cast.essunga).await.unwrap().version, 1);

    let told = UsageInput { users: "30".into(), ..in_use() };
    cast.app.set_usage(&cast.karin, (one.number, cast.essunga), 1, &told).await.unwrap();
    let emptied = [cell(&one, cast.essunga, 2, None)];
    let Saved::Nothing(problems) = cast.app.set_statuses(&gun, &emptied).await.unwrap() else {
        panic!("what is known is not thrown away with a status")
    };
    assert_eq!(problems[0].trouble, RowTrouble::NotBare);
    let bare = [cell(&two, cast.essunga, 1, None)];
    assert_eq!(cast.app.set_statuses(&gun, &bare).await.unwrap(), Saved::All(1));
    assert_eq!(usage(&cast, &two, cast.essunga).await, None);
}

#[tokio::test]
async fn each_reads_the_own_list_and_gets_the_form_that_is_theirs() {
    let cast = Cast::new().await;
    let (_, gun) = joint_body(&cast).await;
    let solution = locks(&cast).await;
    cast.app.set_usage(&gun, (solution.number, cast.essunga), 0, &in_use()).await.unwrap();
    let filter = UsageFilter::default();
    let own = cast.app.own_usages(&cast.karin, &filter, Page::new(1, 25)).await.unwrap();
    assert!(own.may_answer);
    assert_eq!(own.listed.rows[0].detail.registered_by.as_deref(), Some("Göliska"));
    let anna = cast.app.own_usages(&cast.anna, &filter, Page::new(1, 25)).await.unwrap();
    assert!(!anna.may_answer, "she reads it");
    assert_eq!(cast.app.own_usages(&cast.bo, &filter, Page::new(1, 25)).await.unwrap().listed.total, 0);
    let denied = cast.app.own_usages(&Actor::Anonymous, &filter, Page::new(1, 25)).await;
    assert!(matches!(denied.unwrap_err(), AppError::Denied));

    let of = (solution.number, cast.essunga);
    for (actor, purpose) in
        [(&cast.karin, FormFor::Own), (&gun, FormFor::Member), (&cast.bo, FormFor::Proposal)]
    {
        let form = cast.app.usage_form(actor, of).await.unwrap();
        assert_eq!((form.purpose, form.usage.is_some()), (purpose, purpose != FormFor::Proposal));
    }
    let shared = cast.solution(Some(cast.essunga), "Delad", "", Sharing::Collaboration).await;
    let of = (shared.number, cast.essunga);
    assert!(matches!(cast.app.usage_form(&cast.ida, of).await.unwrap_err(), AppError::NotFound));
}

#[tokio::test]
async fn whoever_is_to_be_asked_hands_that_over_when_leaving() {
    let cast = Cast::new().await;
    let solution = locks(&cast).await;
    let (essunga, karin) = (cast.essunga, cast.karin.member().unwrap().person);
    let input = UsageInput { contact: karin.to_string(), ..in_use() };
    cast.app.set_usage(&cast.karin, (solution.number, essunga), 0, &input).await.unwrap();
    let open = cast.app.contact_of(&cast.ada, essunga, karin).await.unwrap();
    assert_eq!(open, [Some((solution.number, "Låsguiden".to_owned()))]);
    assert!(matches!(cast.app.contact_of(&cast.bo, essunga, karin).await.unwrap_err(), AppError::Denied));
    let alone = cast.app.end_person(&cast.ada, essunga, karin, None).await.unwrap_err();
    assert!(matches!(alone, AppError::Invalid(_)), "somebody must take over");
    let anna = cast.anna.member().unwrap().person;
    cast.app.end_person(&cast.ada, essunga, karin, Some(anna)).await.unwrap();
    assert_eq!(usage(&cast, &solution, essunga).await.unwrap().contact, Some(anna));
    let history = cast.app.read_solution(&cast.anna, solution.number).await.unwrap().history;
    assert_eq!(history[0].event.kind, EventKind::HandedOver);
    let public = cast.app.read_solution(&Actor::Operator, solution.number).await.unwrap();
    assert_eq!(public.usages[0].usage.standing, Standing::Own, "handing over confirms nothing anew");
}
