//! Organisations that are renamed, go up in others or part: what follows, what stays, and who may.

use crate::cast::{Cast, a_need, organisation};
use app::collaboration::CollaborationInput;
use app::organisation::OrganisationInput;
use app::reorganisation::Moved;
use app::{AppError, FieldProblem, NeedFilter, Page, Refusal};
use domain::collaboration::{MembershipState, MembershipStep};
use domain::event::EventKind;
use domain::id::{OrganisationId, UsageId};
use domain::organisation::{Organisation, OrganisationKind};
use domain::permission::Actor;
use domain::person::Role;
use domain::sharing::Sharing;
use domain::usage::{Usage, UsageStatus};
use domain::voice::VoiceFacts;

async fn called(cast: &Cast, name: &str) -> Organisation {
    cast.app.directory().await.unwrap().organisation_called(name).unwrap().clone()
}

fn input_of(organisation: &Organisation) -> OrganisationInput {
    OrganisationInput {
        kind: organisation.kind,
        name: organisation.name.clone(),
        short_name: organisation.short_name.clone(),
        municipality_code: organisation.municipality_code.clone(),
        county_code: organisation.county_code.clone(),
        county: organisation.county.clone(),
        population: organisation.population.clone(),
        valid_from: organisation.valid_from,
    }
}

/// Whoever signs in as a person now, as permissions know them.
async fn now(cast: &Cast, actor: &Actor) -> Actor {
    let person = actor.member().unwrap().person;
    let token = cast.app.start_session(person, "").await.unwrap();
    cast.app.visitor(&token).await.unwrap().actor
}

#[tokio::test]
async fn a_new_name_is_used_and_the_old_one_still_leads_there() {
    let cast = Cast::new().await;
    let before = called(&cast, "Essunga").await;
    let new = OrganisationInput {
        name: "Nossebro kommun".into(),
        short_name: "Nossebro".into(),
        ..input_of(&before)
    };
    for stranger in [&cast.anna, &cast.bo, &cast.ida, &Actor::Anonymous] {
        let denied =
            cast.app.edit_organisation(stranger, before.id, before.version, new.clone()).await.unwrap_err();
        assert!(matches!(denied, AppError::Denied));
    }
    let saved = cast.app.edit_organisation(&cast.ada, before.id, before.version, new.clone()).await.unwrap();
    assert_eq!(called(&cast, "Nossebro").await, saved);
    for old in ["Essunga", "essunga kommun"] {
        assert_eq!(called(&cast, old).await.id, before.id, "{old}");
    }
    let page = cast.app.read_organisation(&cast.ada, "Nossebro").await.unwrap();
    assert_eq!(page.former[0].name, before.name);
    assert_eq!(page.history[0].event.kind, EventKind::Edited);
    assert_eq!(page.history[0].event.changes.len(), 2, "full and short name");

    let stale =
        cast.app.edit_organisation(&cast.ada, before.id, before.version, new.clone()).await.unwrap_err();
    assert!(matches!(stale, AppError::Refused(Refusal::ChangedMeanwhile)));
    // The kind and the code are known elsewhere too, and not for its own administrator to change.
    let other = OrganisationInput { kind: OrganisationKind::Region, ..new.clone() };
    let denied = cast.app.edit_organisation(&cast.ada, saved.id, saved.version, other).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied));
    let supplier = OrganisationInput { kind: OrganisationKind::Supplier, ..new };
    let refused =
        cast.app.edit_organisation(&Actor::Operator, saved.id, saved.version, supplier).await.unwrap_err();
    let AppError::Invalid(fields) = refused else { panic!("people work there: {refused:?}") };
    assert_eq!(fields[0].problem, FieldProblem::Supplier);
}

/// A steward of Brygga, who works in Vara.
async fn steward(cast: &Cast) -> Actor {
    cast.person("Stina Rask", cast.vara, Role::Steward).await;
    let people = cast.app.people_of(&Actor::Operator, cast.vara).await.unwrap();
    let stina = people.iter().find(|row| row.person.name == "Stina Rask").unwrap();
    let token = cast.app.start_session(stina.person.id, "").await.unwrap();
    cast.app.visitor(&token).await.unwrap().actor
}

async fn uses(cast: &Cast, organisation: OrganisationId, name: &str, status: UsageStatus) {
    let solution = cast.solution(Some(organisation), name, "Digitala nycklar", Sharing::Collaboration).await;
    put_usage(cast, organisation, solution.id, status).await;
}

async fn put_usage(
    cast: &Cast,
    organisation: OrganisationId,
    solution: domain::id::SolutionId,
    status: UsageStatus,
) {
    let usage = Usage::new(UsageId::at(cast.app.clock().now()), solution, organisation, status);
    let mut tx = cast.test.db.write().await.unwrap();
    store::usage::put(&mut tx, &usage).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn what_an_organisation_has_follows_into_the_other_and_what_it_said_stays() {
    let cast = Cast::new().await;
    let stina = steward(&cast).await;
    let (essunga, vara) = (called(&cast, "Essunga").await, called(&cast, "Vara").await);
    let need =
        cast.sent(&cast.anna, "Nycklar hämtas på kontoret varje morgon.", Sharing::Collaboration).await;
    let draft = cast.app.draft_need(&cast.anna, a_need("Ett utkast.", Sharing::Organisation)).await.unwrap();
    uses(&cast, cast.essunga, "Nyckelskåp", UsageStatus::InUse).await;
    cast.app.join_need(&cast.bo, need.number, VoiceFacts::default()).await.unwrap();
    let theirs = cast.sent(&cast.bo, "Rektorer räknar elever för hand.", Sharing::Collaboration).await;
    let said = VoiceFacts { words: Some("Vi också.".to_owned()), affected: Some(30) };
    cast.app.join_need(&cast.anna, theirs.number, said).await.unwrap();

    for actor in [&cast.ada, &cast.karin, &cast.bo, &Actor::Anonymous] {
        let denied = cast.app.merge_organisations(actor, cast.essunga, cast.vara).await.unwrap_err();
        assert!(matches!(denied, AppError::Denied), "an administrator of one cannot do this to both");
    }
    let would = cast.app.would_move(&stina, cast.essunga).await.unwrap();
    let moved = cast.app.merge_organisations(&stina, cast.essunga, cast.vara).await.unwrap();
    assert_eq!(moved, would, "what was told is what was done");
    assert_eq!(moved, Moved { people: 3, needs: 2, solutions: 1, usages: 1, voices: 1 });

    // What she has been told is still hers to read.
    let token = cast.app.start_session(cast.anna.member().unwrap().person, "").await.unwrap();
    let visitor = cast.app.visitor(&token).await.unwrap();
    let told = cast.app.notices(&visitor, Page::new(1, 50)).await.unwrap().rows;
    assert!(told.iter().any(|row| row.entry.event.kind == EventKind::VoiceGiven), "{told:?}");

    // Anna works for Vara from now on, with her need and her draft.
    let anna = now(&cast, &cast.anna).await;
    assert_eq!(anna.member().unwrap().organisation, cast.vara);
    let own = NeedFilter { organisation: Some(cast.vara), ..NeedFilter::default() };
    let needs = cast.app.list_needs(&anna, &own, Page::new(1, 10)).await.unwrap();
    let numbers: Vec<_> = needs.rows.iter().map(|need| need.number).collect();
    assert!(numbers.contains(&need.number) && numbers.contains(&draft.number), "{numbers:?}");
    let read = cast.app.read_need(&anna, need.number).await.unwrap();
    assert!(read.history.iter().any(|entry| entry.event.kind == EventKind::Moved));
    assert_eq!(read.history.last().unwrap().organisation.as_deref(), Some("Essunga"), "who did it then");
    // Vara has its own need itself; the voice of the one that went up in it says nothing more.
    // Nor does what Vara said about the need that is its own by now.
    for number in [theirs.number, need.number] {
        let voices = cast.app.voices(&anna, number).await.unwrap();
        assert!(voices.rows.is_empty(), "{number}: {:?}", voices.rows);
    }

    let page = cast.app.read_organisation(&stina, "Essunga").await.unwrap();
    assert_eq!(page.successor.map(|one| one.id), Some(vara.id));
    assert_eq!(page.organisation.valid_to, Some(cast.app.clock().now().day()));
    assert!(page.collaborations.is_empty(), "it is in none any more");
    let directory = cast.app.directory().await.unwrap();
    assert_eq!(directory.organisation_today("Essunga kommun").unwrap().id, vara.id);
    assert!(cast.app.people_of(&Actor::Operator, essunga.id).await.unwrap().is_empty());

    // The index knows at once.
    let similar = cast.similar(&now(&cast, &cast.bo).await, "nycklar på kontoret varje morgon").await;
    assert_eq!(similar[0], need.facts.title, "an own need by now, but no less found");
    for gone in [(cast.essunga, cast.halmstad), (cast.halmstad, cast.essunga)] {
        let refused = cast.app.merge_organisations(&stina, gone.0, gone.1).await.unwrap_err();
        assert!(matches!(refused, AppError::Refused(Refusal::OrganisationGone)));
    }
}

#[tokio::test]
async fn where_both_use_or_say_the_same_nothing_is_lost() {
    let cast = Cast::new().await;
    let skara = cast.app.add_organisation(&Actor::Operator, organisation("Skara")).await.unwrap();
    let samverkan = cast.app.list_collaborations(&Actor::Operator).await.unwrap()[0].collaboration.id;
    let of = (samverkan, skara.id);
    for (step, was) in
        [(MembershipStep::Invite, MembershipState::Left), (MembershipStep::Accept, MembershipState::Invited)]
    {
        cast.app.step_membership(&Actor::Operator, of, step, was).await.unwrap();
    }
    let siv = cast.person("Siv Ek", skara.id, Role::NeedSubmitter).await;
    let token = cast.app.start_session(siv, "").await.unwrap();
    let siv = cast.app.visitor(&token).await.unwrap().actor;
    let need = cast.sent(&cast.bo, "Rektorer räknar elever för hand.", Sharing::Collaboration).await;
    for (who, words, affected) in [(&cast.anna, "Hos oss i tre skolor.", 30), (&siv, "Hos oss i fem.", 50)] {
        let said = VoiceFacts { words: Some(words.to_owned()), affected: Some(affected) };
        cast.app.join_need(who, need.number, said).await.unwrap();
    }
    let shared = cast.solution(None, "Elevräknaren", "Räknar elever", Sharing::Collaboration).await;
    put_usage(&cast, cast.essunga, shared.id, UsageStatus::InUse).await;
    put_usage(&cast, skara.id, shared.id, UsageStatus::Declined).await;
    cast.app.merge_organisations(&Actor::Operator, cast.essunga, skara.id).await.unwrap();

    let voices = cast.app.voices(&cast.bo, need.number).await.unwrap();
    let [voice] = &voices.rows[..] else { panic!("one voice: {:?}", voices.rows) };
    assert_eq!(voice.voice.facts.words.as_deref(), Some("Hos oss i fem.\n\nHos oss i tre skolor."));
    assert_eq!(voice.voice.facts.affected, Some(80));
    let mut tx = cast.test.db.read().await.unwrap();
    let usages = store::usage::of_solution(&mut tx, shared.id).await.unwrap();
    let stands: Vec<_> = usages.iter().map(|usage| (usage.organisation, usage.status)).collect();
    assert_eq!(stands, [(skara.id, UsageStatus::InUse)], "what has come furthest holds");
}

#[tokio::test]
async fn a_part_takes_its_people_and_their_needs_and_somebody_administers_each() {
    let cast = Cast::new().await;
    let need =
        cast.sent(&cast.anna, "Nycklar hämtas på kontoret varje morgon.", Sharing::Collaboration).await;
    let kept = cast.sent(&cast.karin, "Samordnaren vill ha en lista.", Sharing::Collaboration).await;
    let [anna, ada] = [&cast.anna, &cast.ada].map(|actor| actor.member().unwrap().person);
    let part = || organisation("Nossebro");
    let alone =
        cast.app.split_organisation(&Actor::Operator, cast.essunga, part(), &[anna]).await.unwrap_err();
    let AppError::Invalid(fields) = alone else { panic!("nobody could administer it: {alone:?}") };
    assert_eq!((fields[0].field, &fields[0].problem), ("people", &FieldProblem::NoAdministrator));
    let all =
        cast.app.split_organisation(&Actor::Operator, cast.essunga, part(), &[anna, ada]).await.unwrap_err();
    assert!(matches!(all, AppError::Refused(Refusal::LastAdministrator)));
    assert!(cast.app.directory().await.unwrap().organisation_called("Nossebro").is_none(), "nothing half");

    cast.person("Nils Ek", cast.essunga, Role::Administrator).await;
    let denied =
        cast.app.split_organisation(&cast.ada, cast.essunga, part(), &[anna, ada]).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied));
    let new =
        cast.app.split_organisation(&Actor::Operator, cast.essunga, part(), &[anna, ada]).await.unwrap();
    let anna = now(&cast, &cast.anna).await;
    assert_eq!(anna.member().unwrap().organisation, new.id);
    assert!(anna.member().unwrap().partners.contains(&cast.vara), "it is in the same collaboration");
    assert_eq!(cast.app.read_need(&anna, need.number).await.unwrap().need.organisation, new.id);
    assert_eq!(cast.app.read_need(&anna, kept.number).await.unwrap().need.organisation, cast.essunga);
}

/// Every column that names an organisation, and the half of the rule it follows. A column that is not here has not been
/// decided about.
const RULE: &[(&str, &str)] = &[
    ("organisations.successor_id", "is the rule"),
    ("organisation_names.organisation_id", "stays: it leads there"),
    ("memberships.organisation_id", "follows, as far in as both stood"),
    ("collaborations.lead_id", "follows"),
    ("assignments.organisation_id", "follows"),
    ("sessions.organisation_id", "follows"),
    ("notices.organisation_id", "follows whom it is for"),
    ("solutions.owner_id", "follows"),
    ("usages.organisation_id", "follows, what has come furthest"),
    ("usages.registered_by", "stays: who said it"),
    ("usage_proposals.organisation_id", "follows"),
    ("usage_proposals.proposer_organisation_id", "stays: who said it"),
    ("merge_proposals.organisation_id", "follows: who may take it back"),
    ("merge_proposals.agreed_organisation_id", "follows: whoever takes over has agreed too"),
    ("contracts.organisation_id", "follows"),
    ("contract_coverage.organisation_id", "stays: whom the contract names"),
    ("confirmation_rows.organisation_id", "stays: a letter asks for the one it names, and is harmless after"),
    ("needs.organisation_id", "follows"),
    ("voices.organisation_id", "follows, both texts"),
    ("coverages.organisation_id", "stays: who said it"),
    ("verdicts.organisation_id", "stays: who said it"),
    ("typical_need_proposals.organisation_id", "stays: who said it"),
    ("comments.organisation_id", "stays: who said it"),
    ("comments.asked_id", "stays: who was asked; the one it has gone up in answers"),
    ("openings.organisation_id", "stays: who read it"),
    ("group_roles.organisation_id", "follows"),
    ("group_assignments.organisation_id", "follows with the role"),
    ("organisation_domains.organisation_id", "follows"),
    ("access_wishes.organisation_id", "follows"),
    ("api_tokens.organisation_id", "follows with the person"),
    ("imports.organisation_id", "follows"),
    ("import_uploads.organisation_id", "follows"),
    ("cases.organisation_id", "follows"),
    ("decisions.organisation_id", "stays: who recorded it"),
    ("rounds.organisation_id", "follows"),
    ("portfolios.organisation_id", "follows"),
    ("round_assessors.organisation_id", "follows with the person"),
    ("forums.organisation_id", "follows"),
    ("forum_seats.organisation_id", "follows with the person"),
    ("attendees.organisation_id", "stays: who was there"),
    ("action_points.organisation_id", "follows with the person"),
    ("initiatives.organisation_id", "follows"),
    ("rollouts.organisation_id", "follows, unless the successor takes part there itself"),
    ("duties.organisation_id", "follows with the introduction"),
    ("readiness_answers.organisation_id", "follows with the introduction"),
    ("rollout_actions.organisation_id", "follows"),
    ("obstacles.organisation_id", "follows"),
    ("benefits.organisation_id", "follows"),
    ("lessons.organisation_id", "follows"),
    ("maturity_rounds.organisation_id", "follows"),
    ("maturity_scores.organisation_id", "follows"),
    ("articles.organisation_id", "follows"),
    ("article_people.organisation_id", "follows with the person"),
    ("goals.organisation_id", "follows"),
    ("challenges.organisation_id", "follows"),
    ("challenge_evidence.organisation_id", "stays: who met it"),
    ("challenge_meetings.organisation_id", "stays: who said it"),
    ("interventions.organisation_id", "follows"),
    ("saved_views.organisation_id", "follows"),
    ("organisation_exports.organisation_id", "stays: what was asked for; thrown away after a week"),
    ("disposals.organisation_id", "stays: whose decision it was"),
    ("research_extracts.organisation_id", "stays: who did it"),
    ("reminders.organisation_id", "follows with the person"),
    ("solution_changes.organisation_id", "stays: who did it"),
    ("suppliers.organisation_id", "stays: who said it"),
    ("events.organisation_id", "stays: who did it"),
];

#[test]
fn every_column_that_names_an_organisation_has_been_decided_about() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/migrations");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut columns = Vec::new();
    for file in files {
        let mut table = String::new();
        for line in std::fs::read_to_string(file).unwrap().lines() {
            let line = line.trim();
            for start in ["CREATE TABLE ", "ALTER TABLE "] {
                if let Some(rest) = line.strip_prefix(start) {
                    table = rest.split([' ', '(']).next().unwrap().to_owned();
                }
            }
            let column = line.split(" ADD COLUMN ").last().unwrap_or_default();
            let name = column.split(' ').next().unwrap_or_default();
            let names_one = name == "organisation_id" || column.contains("REFERENCES organisations");
            if names_one && !name.starts_with("CREATE") && name != "PRIMARY" && name != "UNIQUE" {
                columns.push(format!("{table}.{name}"));
            }
        }
    }
    let mut decided: Vec<String> = RULE.iter().map(|(column, _)| (*column).to_owned()).collect();
    columns.sort();
    columns.dedup();
    decided.sort();
    assert_eq!(columns, decided);
}

#[tokio::test]
async fn who_is_asked_answers_and_only_confirmed_members_read() {
    let cast = Cast::new().await;
    let samverkan = cast.app.list_collaborations(&Actor::Operator).await.unwrap()[0].collaboration.id;
    let vera = cast.person("Vera Ek", cast.vara, Role::Administrator).await;
    let hanna = cast.person("Hanna Ek", cast.halmstad, Role::Administrator).await;
    let signed_in = async |person| {
        let token = cast.app.start_session(person, "").await.unwrap();
        cast.app.visitor(&token).await.unwrap().actor
    };
    let (vera, hanna) = (signed_in(vera).await, signed_in(hanna).await);
    let need =
        cast.sent(&cast.anna, "Nycklar hämtas på kontoret varje morgon.", Sharing::Collaboration).await;
    let reads = async || {
        let person = hanna.member().unwrap().person;
        cast.app.read_need(&signed_in(person).await, need.number).await.is_ok()
    };
    let of = (samverkan, cast.halmstad);
    let step = async |actor: &Actor, step, was| cast.app.step_membership(actor, of, step, was).await;
    let (invited, confirmed) = (MembershipState::Invited, MembershipState::Confirmed);
    let (suspended, left) = (MembershipState::Suspended, MembershipState::Left);

    // Ada administers Essunga, which does not lead; Hanna cannot ask herself in.
    for actor in [&cast.ada, &hanna, &cast.karin] {
        assert!(matches!(step(actor, MembershipStep::Invite, left).await.unwrap_err(), AppError::Denied));
    }
    let uninvited = step(&hanna, MembershipStep::Accept, left).await.unwrap_err();
    assert!(matches!(uninvited, AppError::Refused(Refusal::MembershipStep)));
    assert_eq!(step(&vera, MembershipStep::Invite, left).await.unwrap(), invited);
    assert!(!reads().await, "an invitation lets nobody read");
    assert!(matches!(step(&vera, MembershipStep::Accept, invited).await.unwrap_err(), AppError::Denied));
    assert_eq!(step(&hanna, MembershipStep::Accept, invited).await.unwrap(), confirmed);
    assert!(reads().await);
    assert!(matches!(step(&hanna, MembershipStep::Suspend, confirmed).await.unwrap_err(), AppError::Denied));
    assert_eq!(step(&vera, MembershipStep::Suspend, confirmed).await.unwrap(), suspended);
    assert!(!reads().await, "from the next request on");
    let page = cast.app.read_collaboration(&cast.bo, samverkan).await.unwrap();
    let seen = page.row.members.iter().any(|member| member.organisation.id == cast.halmstad);
    assert!(!seen, "that somebody is kept out is for the lead and themselves to know");
    let stale = step(&vera, MembershipStep::Readmit, confirmed).await.unwrap_err();
    assert!(matches!(stale, AppError::Refused(Refusal::ChangedMeanwhile)));
    step(&vera, MembershipStep::Readmit, suspended).await.unwrap();
    assert_eq!(step(&hanna, MembershipStep::Leave, confirmed).await.unwrap(), left);
    assert!(!reads().await);

    let lead = (samverkan, cast.vara);
    let stays = cast.app.step_membership(&vera, lead, MembershipStep::Leave, confirmed).await.unwrap_err();
    assert!(matches!(stays, AppError::Refused(Refusal::LeadStays)));
    let history = cast.app.read_collaboration(&vera, samverkan).await.unwrap().history;
    let changes = history.iter().filter(|entry| entry.event.kind == EventKind::MembershipChanged).count();
    assert_eq!(changes, 7, "two first members and five steps");
    let public = cast.app.read_collaboration(&Actor::Anonymous, samverkan).await.unwrap();
    assert!(public.history.is_empty() && public.others.is_empty());
}

#[tokio::test]
async fn an_administrator_begins_a_wider_ring_and_hands_over_the_lead() {
    let cast = Cast::new().await;
    let ring = |lead| CollaborationInput { name: "Ringen".into(), purpose: String::new(), lead: Some(lead) };
    let others = [cast.vara, cast.halmstad];
    let denied = cast.app.add_collaboration(&cast.ada, ring(cast.vara), &others).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied), "not on behalf of another");
    let denied = cast.app.add_collaboration(&cast.karin, ring(cast.essunga), &others).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied), "a coordinator does not answer for the organisation");
    let made = cast.app.add_collaboration(&cast.ada, ring(cast.essunga), &others).await.unwrap();
    let states = async |id| {
        let page = cast.app.read_collaboration(&cast.ada, id).await.unwrap();
        page.row.members.iter().map(|m| (m.organisation.id, m.state)).collect::<Vec<_>>()
    };
    let expected = [
        (cast.essunga, MembershipState::Confirmed),
        (cast.halmstad, MembershipState::Invited),
        (cast.vara, MembershipState::Invited),
    ];
    assert_eq!(states(made.id).await, expected);
    let lead = CollaborationInput { lead: Some(cast.vara), ..ring(cast.vara) };
    let early = cast.app.edit_collaboration(&cast.ada, made.id, 1, lead.clone()).await.unwrap_err();
    assert!(matches!(early, AppError::Invalid(_)), "who has not said yes cannot lead");
    let of = (made.id, cast.vara);
    cast.app
        .step_membership(&Actor::Operator, of, MembershipStep::Accept, MembershipState::Invited)
        .await
        .unwrap();
    cast.app.edit_collaboration(&cast.ada, made.id, 1, lead.clone()).await.unwrap();
    let late = cast.app.edit_collaboration(&cast.ada, made.id, 2, lead).await.unwrap_err();
    assert!(matches!(late, AppError::Denied), "she has handed it over");
    // Essunga and Vara share two collaborations; leaving one changes nothing between them.
    let of = (made.id, cast.essunga);
    cast.app.step_membership(&cast.ada, of, MembershipStep::Leave, MembershipState::Confirmed).await.unwrap();
    assert!(now(&cast, &cast.anna).await.member().unwrap().partners.contains(&cast.vara));
}

#[tokio::test]
async fn only_stewards_make_stewards_and_suppliers_have_no_people() {
    let cast = Cast::new().await;
    let karin = cast.karin.member().unwrap().person;
    let roles = [Role::Coordinator, Role::Steward];
    let set = async |actor: &Actor, was: &[Role], roles: &[Role]| {
        cast.app.set_roles(actor, cast.essunga, karin, was, roles, "").await
    };
    let denied = set(&cast.ada, &[Role::Coordinator], &roles).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied), "an administrator cannot rise above the organisation");
    set(&Actor::Operator, &[Role::Coordinator], &roles).await.unwrap();
    let denied = set(&cast.ada, &roles, &[Role::Coordinator]).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied), "nor take it away");

    let supplier = OrganisationInput { kind: OrganisationKind::Supplier, ..organisation("Låsbolaget") };
    let supplier = cast.app.add_organisation(&Actor::Operator, supplier).await.unwrap();
    let input = app::person::PersonInput {
        name: "Lo Säljare".into(),
        email: "lo@las.example".into(),
        organisation: supplier.id,
        role: Role::Reader,
        title: String::new(),
        password: None,
    };
    let refused = cast.app.add_person(&Actor::Operator, input).await.unwrap_err();
    let AppError::Invalid(fields) = refused else { panic!("{refused:?}") };
    assert_eq!(fields[0].problem, FieldProblem::Supplier);
    let samverkan = cast.app.list_collaborations(&Actor::Operator).await.unwrap()[0].collaboration.id;
    let of = (samverkan, supplier.id);
    let refused =
        cast.app.step_membership(&Actor::Operator, of, MembershipStep::Invite, MembershipState::Left).await;
    assert!(matches!(refused.unwrap_err(), AppError::Invalid(_)));
}
