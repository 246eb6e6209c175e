//! Who may, deed by deed, and what the public reads.

use super::*;
use crate::instant::Instant;
use crate::usage::{Experience, Usage, UsageStatus};

struct Cast {
    own: OrganisationId,
    partner: OrganisationId,
    stranger: OrganisationId,
    me: PersonId,
    other: PersonId,
}

fn cast() -> Cast {
    let now = Instant::from_milliseconds(1);
    let organisation = || OrganisationId::at(now);
    Cast {
        own: organisation(),
        partner: organisation(),
        stranger: organisation(),
        me: PersonId::at(now),
        other: PersonId::at(now),
    }
}

fn member(cast: &Cast, roles: &[Role]) -> Actor {
    Actor::Member(Member {
        person: cast.me,
        organisation: cast.own,
        roles: roles.to_vec(),
        partners: vec![cast.partner],
    })
}

#[test]
fn what_each_level_shows_to_whom() {
    let cast = cast();
    let reader = member(&cast, &[Role::Reader]).visibility();
    let public = Actor::Anonymous.visibility();
    // level, own organisation's, partner's, stranger's, nobody's; then the same for the public
    let table = [
        (Sharing::Draft, [false, false, false, false], false),
        (Sharing::Organisation, [true, false, false, false], false),
        (Sharing::Collaboration, [true, true, false, true], false),
        (Sharing::Network, [true, true, true, true], false),
        (Sharing::Public, [true, true, true, true], true),
    ];
    for (sharing, expected, to_public) in table {
        let owners = [Some(cast.own), Some(cast.partner), Some(cast.stranger), None];
        for (owner, expected) in owners.into_iter().zip(expected) {
            let subject = Subject { owner, author: Some(cast.other), sharing };
            assert_eq!(reader.allows(&subject), expected, "{sharing} {owner:?}");
            assert_eq!(public.allows(&subject), to_public, "public, {sharing}");
            assert!(Actor::Operator.visibility().allows(&subject));
        }
    }
}

#[test]
fn a_draft_is_its_writers_alone() {
    let cast = cast();
    let mine = Subject { owner: Some(cast.own), author: Some(cast.me), sharing: Sharing::Draft };
    let theirs = Subject { author: Some(cast.other), ..mine };
    for roles in [[Role::NeedSubmitter], [Role::Coordinator], [Role::Administrator]] {
        let actor = member(&cast, &roles);
        assert!(actor.may(Deed::EditNeed, &mine));
        assert!(!actor.may(Deed::EditNeed, &theirs), "not even a coordinator");
        assert!(!actor.may(Deed::Read, &theirs));
    }
    let elsewhere = Subject { owner: Some(cast.partner), ..mine };
    assert!(
        !member(&cast, &[Role::Administrator]).may(Deed::Read, &elsewhere),
        "written for another organisation"
    );
}

#[test]
fn roles_decide_who_writes() {
    let cast = cast();
    let submitted =
        Subject { owner: Some(cast.own), author: Some(cast.other), sharing: Sharing::Collaboration };
    let mine = Subject { author: Some(cast.me), ..submitted };
    // deed, subject, then: need submitter, coordinator, reader, administrator
    let table = [
        (Deed::CreateNeed, Subject::of(cast.own), [true, true, false, true]),
        (Deed::CreateNeed, Subject::of(cast.partner), [false, false, false, false]),
        (Deed::DraftSolution, Subject::of(cast.own), [true, true, false, true]),
        (Deed::DraftSolution, Subject::of(cast.partner), [false, false, false, false]),
        (Deed::EditNeed, submitted, [false, true, false, true]),
        (Deed::EditNeed, mine, [true, true, false, true]),
        (Deed::WithdrawNeed, mine, [true, true, false, true]),
        (Deed::PublishNeed, mine, [false, true, false, true]),
        (Deed::ShareNeed, mine, [true, true, false, true]),
        (Deed::ShareNeed, submitted, [false, true, false, true]),
        (Deed::ShareNeed, Subject { owner: Some(cast.partner), ..mine }, [false, false, false, false]),
        (Deed::EditNeed, Subject { owner: Some(cast.partner), ..mine }, [false, false, false, false]),
        (Deed::SetCoverage, submitted, [false, true, false, true]),
        (Deed::SetCoverage, mine, [true, true, false, true]),
        (Deed::SetCoverage, Subject { owner: Some(cast.partner), ..submitted }, [false, true, false, true]),
        (Deed::SetCoverage, Subject { owner: Some(cast.partner), ..mine }, [false, true, false, true]),
        (Deed::SetCoverage, Subject { owner: Some(cast.stranger), ..mine }, [false, false, false, false]),
        (Deed::JoinNeed, mine, [false, false, false, false]),
        (Deed::JoinNeed, Subject { owner: Some(cast.partner), ..submitted }, [true, true, false, true]),
        (Deed::JoinNeed, Subject { owner: Some(cast.stranger), ..submitted }, [false, false, false, false]),
        (Deed::KeepCase, submitted, [false, true, false, true]),
        (Deed::KeepCase, Subject { owner: Some(cast.partner), ..submitted }, [false; 4]),
        (Deed::ReadCost, submitted, [true, true, true, true]),
        (Deed::ReadCost, Subject { owner: Some(cast.partner), ..submitted }, [true; 4]),
        (
            Deed::ReadCost,
            Subject { owner: Some(cast.stranger), sharing: Sharing::Network, ..submitted },
            [false; 4],
        ),
        (Deed::PrepareCase, submitted, [false, true, false, true]),
        (Deed::PrepareCase, Subject { owner: Some(cast.partner), ..submitted }, [false; 4]),
        (
            Deed::PrepareJointCase,
            Subject { owner: Some(cast.partner), ..submitted },
            [false, true, false, true],
        ),
        (Deed::PrepareJointCase, Subject { owner: Some(cast.stranger), ..submitted }, [false; 4]),
        (
            Deed::PrepareJointCase,
            Subject { owner: Some(cast.stranger), sharing: Sharing::Network, ..submitted },
            [false; 4],
        ),
        (Deed::ArrangeRounds, Subject::of(cast.own), [false, true, false, true]),
        (Deed::ArrangeRounds, Subject::of(cast.partner), [false; 4]),
        (Deed::PlanPortfolio, Subject::of(cast.own), [false, true, false, true]),
        (Deed::PlanPortfolio, Subject::of(cast.partner), [false; 4]),
        (Deed::ReadPortfolio, Subject::of(cast.own), [true; 4]),
        (Deed::ReadPortfolio, Subject::of(cast.partner), [true; 4]),
        (Deed::ReadPortfolio, Subject::of(cast.stranger), [false; 4]),
        (Deed::KeepInitiative, Subject::of(cast.own), [false, true, false, true]),
        (Deed::KeepInitiative, Subject::of(cast.partner), [false; 4]),
        (Deed::KeepRollout, Subject::of(cast.own), [false, true, false, true]),
        (Deed::KeepRollout, Subject::of(cast.partner), [false; 4]),
        (Deed::KeepBenefit, Subject::of(cast.own), [false, true, false, true]),
        (Deed::KeepBenefit, Subject::of(cast.partner), [false; 4]),
        (Deed::WriteLesson, Subject::of(cast.own), [true, true, false, true]),
        (Deed::WriteLesson, Subject::of(cast.partner), [false; 4]),
        (Deed::WriteChallenge, Subject::of(cast.own), [true, true, false, true]),
        (Deed::WriteChallenge, Subject::of(cast.partner), [false; 4]),
        (Deed::KeepChallenge, submitted, [false, true, false, true]),
        (Deed::KeepChallenge, mine, [true, true, false, true]),
        (Deed::KeepChallenge, Subject { owner: Some(cast.partner), ..mine }, [false; 4]),
        (Deed::KeepGoals, Subject::of(cast.own), [false, true, false, true]),
        (Deed::KeepGoals, Subject::of(cast.partner), [false; 4]),
        (Deed::ReadBalance, Subject::of(cast.partner), [true; 4]),
        (Deed::ReadBalance, Subject::of(cast.stranger), [false; 4]),
        (Deed::KeepFigures, Subject::of(cast.own), [false, true, false, true]),
        (Deed::KeepFigures, Subject::of(cast.partner), [false; 4]),
        (Deed::KeepForum, Subject::of(cast.own), [false, true, false, true]),
        (Deed::KeepForum, Subject::of(cast.partner), [false; 4]),
        (Deed::Comment, mine, [true, true, false, true]),
        (Deed::Comment, Subject { owner: Some(cast.partner), ..submitted }, [true, true, false, true]),
        (Deed::Comment, Subject { owner: Some(cast.stranger), ..submitted }, [false; 4]),
        (Deed::HideComment, submitted, [false, true, false, true]),
        (Deed::HideComment, Subject { owner: Some(cast.partner), ..submitted }, [false; 4]),
        (Deed::HideComment, Subject { owner: None, ..submitted }, [false, true, false, true]),
        (Deed::GiveVerdict, mine, [true, true, false, true]),
        (Deed::GiveVerdict, Subject { owner: Some(cast.partner), ..submitted }, [true, true, false, true]),
        (Deed::GiveVerdict, Subject { owner: Some(cast.stranger), ..submitted }, [false; 4]),
        (Deed::KeepCatalogue, Subject::of(cast.own), [false, true, false, true]),
        (Deed::PublishSolution, Subject::of(cast.own), [false, true, false, true]),
        (Deed::PublishSolution, Subject { owner: Some(cast.partner), ..submitted }, [false; 4]),
        (Deed::KeepContracts, Subject::of(cast.own), [false, true, false, true]),
        (Deed::KeepContracts, Subject::of(cast.partner), [false; 4]),
        (Deed::ReadContract, Subject::of(cast.own), [true; 4]),
        (Deed::ReadContract, Subject::of(cast.partner), [false; 4]),
        (Deed::ReadContract, Subject { owner: Some(cast.partner), ..submitted }, [true; 4]),
        (
            Deed::ReadContract,
            Subject { owner: Some(cast.stranger), sharing: Sharing::Public, ..submitted },
            [false; 4],
        ),
        (Deed::KeepTypicalNeeds, submitted, [false, true, false, true]),
        (Deed::KeepTypicalNeeds, Subject { owner: None, ..submitted }, [false, true, false, true]),
        (Deed::KeepTypicalNeeds, Subject { owner: Some(cast.partner), ..submitted }, [false; 4]),
        (Deed::KeepPublicTexts, Subject::of(cast.own), [false, true, false, true]),
        (Deed::KeepPublicTexts, Subject::of(cast.partner), [false; 4]),
        (Deed::KeepWords, Subject::of(cast.own), [false, true, false, true]),
        (Deed::KeepWords, Subject::of(cast.partner), [false, false, false, false]),
        (Deed::AdministerPeople, Subject::of(cast.own), [false, false, false, true]),
        (Deed::AdministerPeople, Subject::of(cast.partner), [false, false, false, false]),
        (Deed::ReadTrail, Subject::of(cast.own), [false, false, false, true]),
        (Deed::ReadTrail, Subject::of(cast.partner), [false; 4]),
        (Deed::EditOrganisation, Subject::of(cast.own), [false, false, false, true]),
        (Deed::EditOrganisation, Subject::of(cast.partner), [false, false, false, false]),
        (Deed::AnswerForOrganisation, Subject::of(cast.own), [false, false, false, true]),
        (Deed::AnswerForOrganisation, Subject::of(cast.partner), [false, false, false, false]),
        (Deed::LeadCollaboration, Subject::of(cast.own), [false, false, false, true]),
        (Deed::LeadCollaboration, Subject::of(cast.partner), [false, false, false, false]),
        (Deed::StewardOrganisations, Subject::of(cast.own), [false, false, false, false]),
    ];
    for (deed, subject, expected) in table {
        let roles = [Role::NeedSubmitter, Role::Coordinator, Role::Reader, Role::Administrator];
        for (role, expected) in roles.into_iter().zip(expected) {
            assert_eq!(member(&cast, &[role]).may(deed, &subject), expected, "{deed:?} as {role}");
        }
        assert!(!member(&cast, &[]).may(deed, &subject), "{deed:?} without a role");
        assert!(!Actor::Anonymous.may(deed, &subject), "{deed:?} by anybody");
        assert!(Actor::Operator.may(deed, &subject));
    }
}

#[test]
fn decisions_are_recorded_by_the_role_that_the_process_names_at_its_level() {
    let cast = cast();
    let shared = |owner, sharing| Subject { owner: Some(owner), author: None, sharing };
    let at_home = shared(cast.own, Sharing::Organisation);
    let at_a_partner = shared(cast.partner, Sharing::Collaboration);
    let elsewhere = shared(cast.stranger, Sharing::Network);
    // role held, then: at home, at a partner, elsewhere; locally and jointly
    let table = [
        (Role::ForumChair, [(true, true), (false, true), (false, false)]),
        (Role::Administrator, [(true, false), (false, false), (false, false)]),
        (Role::Coordinator, [(false, false), (false, false), (false, false)]),
    ];
    for (held, expected) in table {
        let actor = member(&cast, &[held]);
        for (subject, (locally, jointly)) in [at_home, at_a_partner, elsewhere].into_iter().zip(expected) {
            for level in [Level::Unit, Level::Municipality, Level::Board] {
                let deed = Deed::Decide { level, role: Role::ForumChair };
                assert_eq!(actor.may(deed, &subject), locally, "{held} {level} {subject:?}");
            }
            for level in [Level::Joint, Level::Federation] {
                let deed = Deed::Decide { level, role: Role::ForumChair };
                assert_eq!(actor.may(deed, &subject), jointly, "{held} {level} {subject:?}");
            }
        }
    }
    let unread = shared(cast.partner, Sharing::Organisation);
    let deed = Deed::Decide { level: Level::Joint, role: Role::ForumChair };
    assert!(!member(&cast, &[Role::ForumChair]).may(deed, &unread), "what cannot be read");
    assert!(!Actor::Anonymous.may(deed, &at_home));
}

#[test]
fn further_roles_have_these_powers_and_no_more() {
    let cast = cast();
    let submitted =
        Subject { owner: Some(cast.own), author: Some(cast.other), sharing: Sharing::Collaboration };
    let own = Subject::of(cast.own);
    // role, then: create a need, edit another's, keep the catalogue, administer people, steward organisations
    let table = [
        (Role::NeedOwner, [true, false, false, false, false]),
        (Role::SolutionOwner, [true, false, true, false, false]),
        (Role::SolutionMaintainer, [true, false, true, false, false]),
        (Role::Assessor, [true, false, false, false, false]),
        (Role::ForumChair, [true, false, false, false, false]),
        (Role::InitiativeLead, [true, false, false, false, false]),
        (Role::RolloutLead, [true, false, false, false, false]),
        (Role::BenefitOwner, [true, false, false, false, false]),
        (Role::Researcher, [false, false, false, false, false]),
        (Role::Steward, [false, false, false, false, true]),
    ];
    let deeds = [
        (Deed::CreateNeed, own),
        (Deed::EditNeed, submitted),
        (Deed::KeepCatalogue, own),
        (Deed::AdministerPeople, own),
        (Deed::StewardOrganisations, own),
    ];
    for (role, expected) in table {
        for ((deed, subject), expected) in deeds.into_iter().zip(expected) {
            assert_eq!(member(&cast, &[role]).may(deed, &subject), expected, "{deed:?} as {role}");
        }
        assert!(member(&cast, &[role]).may(Deed::Read, &submitted), "{role} reads");
    }
    let steward = member(&cast, &[Role::Steward]);
    assert!(steward.may(Deed::EditOrganisation, &Subject::of(cast.stranger)), "whosever it is");
    assert!(!steward.may(Deed::AnswerForOrganisation, &own), "but answers for none");
    assert!(!steward.may(Deed::AdministerPeople, &Subject::of(cast.stranger)));
}

#[test]
fn who_leads_work_introductions_or_benefits_keeps_those_at_home() {
    let cast = cast();
    let deeds = [Deed::KeepInitiative, Deed::KeepRollout, Deed::KeepBenefit];
    for (role, expected) in [
        (Role::InitiativeLead, [true, true, true]),
        (Role::RolloutLead, [false, true, true]),
        (Role::BenefitOwner, [false, false, true]),
        (Role::NeedOwner, [false, false, false]),
        (Role::Researcher, [false, false, false]),
    ] {
        for (deed, expected) in deeds.into_iter().zip(expected) {
            let actor = member(&cast, &[role]);
            assert_eq!(actor.may(deed, &Subject::of(cast.own)), expected, "{deed:?} as {role}");
            assert!(!actor.may(deed, &Subject::of(cast.partner)), "{deed:?} elsewhere as {role}");
        }
    }
}

#[test]
fn the_public_reads_what_is_used_but_no_plans_contracts_or_refusals() {
    let cast = cast();
    let now = Instant::from_milliseconds(1);
    let public = Actor::Anonymous.visibility();
    let reader = member(&cast, &[Role::Reader]).visibility();
    for status in UsageStatus::ALL.iter().copied() {
        let usage = Usage {
            reason: Some("för dyrt".into()),
            contact_role: Some("förvaltare".into()),
            contact: Some(cast.me),
            users: Some(40),
            instance: Some("egen drift".into()),
            experience: Experience { cons: Some("långsam".into()), ..Experience::default() },
            ..Usage::new(crate::id::UsageId::at(now), crate::id::SolutionId::at(now), cast.own, status)
        }
        .confirmed(now, Some(cast.me));
        assert_eq!(reader.of_usage(usage.clone()), Some(usage.clone()));
        let seen = public.of_usage(usage.clone());
        assert_eq!(seen.is_some(), matches!(status, UsageStatus::InUse | UsageStatus::Pilot), "{status}");
        let bare = Usage::new(usage.id, usage.solution, usage.organisation, status);
        let told = Usage { confirmed_at: Some(now), ..bare };
        assert!(seen.is_none_or(|usage| usage == told), "no more than that it is so, and since when");
    }
}

#[test]
fn a_joint_body_registers_what_its_members_use_and_each_answers_for_itself() {
    let cast = cast();
    let body = OrganisationKind::FederationBody;
    let of = |kind| Deed::RegisterUsage { own_kind: kind };
    for &role in Role::ALL {
        let (actor, keeps) = (member(&cast, &[role]), role.can(Power::KeepCatalogue));
        let may = |deed, organisation| actor.may(deed, &Subject::of(organisation));
        for kind in OrganisationKind::ALL {
            assert_eq!(may(of(*kind), cast.own), keeps, "{role} {kind} at home");
            assert_eq!(may(of(*kind), cast.partner), keeps && *kind == body, "{role} {kind}");
            assert!(!may(of(*kind), cast.stranger), "{role} {kind}");
            let draft = Deed::AnswerDraft { own_kind: *kind };
            assert_eq!(may(draft, cast.own), keeps, "{role} {kind} at home");
            assert_eq!(may(draft, cast.partner), keeps && *kind == body, "{role} {kind}");
            assert!(!may(draft, cast.stranger), "{role} {kind}");
        }
        assert_eq!(may(Deed::AnswerUsage, cast.own), keeps, "{role}");
        assert!(!may(Deed::AnswerUsage, cast.partner), "{role}");
        let shared = Subject { owner: Some(cast.partner), author: None, sharing: Sharing::Collaboration };
        assert_eq!(actor.may(Deed::ProposeUsage, &shared), role.can(Power::Write), "{role}");
        let hidden = Subject::of(cast.partner);
        assert!(!actor.may(Deed::ProposeUsage, &hidden), "{role}");
        assert_eq!(may(Deed::ConfirmFact, cast.own), keeps, "{role}");
        let named = |owner| Subject { author: Some(cast.me), ..Subject::of(owner) };
        assert!(actor.may(Deed::ConfirmFact, &named(cast.own)), "{role} is the one to ask");
        assert!(!actor.may(Deed::ConfirmFact, &named(cast.partner)), "{role} was, elsewhere");
        assert_eq!(actor.may(Deed::AskConfirmation, &shared), role.can(Power::Write), "{role}");
        assert!(!actor.may(Deed::AskConfirmation, &hidden), "{role}");
    }
}

#[test]
fn contracts_are_read_by_members_however_far_they_are_shared() {
    let cast = cast();
    let public = Actor::Anonymous.visibility();
    let reader = member(&cast, &[Role::Reader]);
    for &level in Sharing::ALL {
        let to_partners = level >= Sharing::Collaboration;
        for (owner, expected) in [(cast.own, true), (cast.partner, to_partners), (cast.stranger, false)] {
            assert_eq!(reader.visibility().of_contract(owner, level), expected, "{level}");
            let subject = Subject { owner: Some(owner), author: None, sharing: level };
            assert_eq!(reader.may(Deed::ReadContract, &subject), expected, "{level}");
            assert!(!public.of_contract(owner, level), "{level}");
            assert!(Actor::Operator.visibility().of_contract(owner, level));
        }
    }
    assert!(reader.reads_contracts() && Actor::Operator.reads_contracts());
    assert!(!Actor::Anonymous.reads_contracts());
    assert!(!member(&cast, &[]).reads_contracts(), "a person without a role");
}

#[test]
fn the_public_reads_no_verdicts() {
    assert!(!Actor::Anonymous.visibility().of_verdicts());
    assert!(member(&cast(), &[Role::Reader]).visibility().of_verdicts());
    assert!(Actor::Operator.visibility().of_verdicts());
}

#[test]
fn the_class_leaves_the_person_out() {
    let cast = cast();
    let one = member(&cast, &[Role::Reader]);
    let Actor::Member(mut two) = one.clone() else { panic!("a member") };
    two.person = cast.other;
    assert_eq!(one.visibility().class(), Actor::Member(two).visibility().class());
}
