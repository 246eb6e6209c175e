//! Who may do what, and who may see what: the one place that says so.
//!
//! [`Actor::may`] answers for a deed on a subject. Lists are not asked row by row: they demand a
//! [`Visibility`], which only an actor can make, so that no list, count, match or export can forget the
//! question.

use crate::id::{OrganisationId, PersonId};
use crate::organisation::OrganisationKind;
use crate::person::{Power, Role};
use crate::process::Level;
use crate::sharing::Sharing;
use crate::usage::{Usage, UsageStatus};
use crate::voice::{Voice, VoiceFacts};
use crate::words::words;

words! {
    /// What a program's key may be used for; never more than its owner may do.
    Scope {
        /// To match texts.
        Match = "match",
        /// To match, and to fetch what its owner may read as files.
        Read = "read",
        /// To fetch calendars, and nothing else. It may stand in an address, because calendar programs send nothing else.
        Calendar = "calendar",
    }
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// The operator of the server, on the command line.
    Operator,
    /// A signed-in person.
    Member(Member),
    /// Anybody.
    Anonymous,
}

/// A signed-in person with the roles held and the organisation acted for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// For which organisation the person acts now.
    pub organisation: OrganisationId,
    /// The roles in that organisation.
    pub roles: Vec<Role>,
    /// Organisations that share a collaboration with it, both confirmed; without itself.
    pub partners: Vec<OrganisationId>,
}

/// A deed that must be permitted. Reading lists is not here: see [`Visibility`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Read one record.
    Read,
    /// Write a new need.
    CreateNeed,
    /// Change a need's text or facts.
    EditNeed,
    /// Send a need.
    SubmitNeed,
    /// Take a need back.
    WithdrawNeed,
    /// Change how far a need is shared, and see who has opened it.
    ShareNeed,
    /// Wish or agree that a need becomes readable for everybody, without signing in.
    PublishNeed,
    /// Say what a solution covers of a need's requirements; the solution must be readable too.
    SetCoverage,
    /// Say that the own organisation has another's need too, or take that back.
    JoinNeed,
    /// Say how well a solution meets a need; the solution must be readable too.
    GiveVerdict,
    /// Comment on a need or a solution.
    Comment,
    /// Hide another's comment with a reason.
    HideComment,
    /// Change a case's words, owner and track, ask others' needs to join it, and move it to another version of the process.
    KeepCase,
    /// Answer the checks of a case and write what its gates ask for.
    PrepareCase,
    /// The same of a case that goes on together with others.
    PrepareJointCase,
    /// Read what a case costs: a matter of the members, however far the case is shared.
    ReadCost,
    /// Record a decision on a case at a level, as somebody with a role there.
    Decide {
        /// At which level.
        level: Level,
        /// As whom.
        role: Role,
    },
    /// Open and close rounds in which cases are scored.
    ArrangeRounds,
    /// Plan what fits into the money and people there are. Its owner keeps the portfolio.
    PlanPortfolio,
    /// Read such a plan, which says what each organisation has and pays.
    ReadPortfolio,
    /// Begin an initiative of a case, change it, say who takes part, and end it. Its owner leads it.
    KeepInitiative,
    /// Prepare and decide an introduction in the own organisation, and what stands in its way.
    KeepRollout,
    /// Write benefits of the own organisation and measure them.
    KeepBenefit,
    /// Write lessons of the own organisation.
    WriteLesson,
    /// Read who has given and got what in a collaboration.
    ReadBalance,
    /// Read in key figures that others publish.
    KeepFigures,
    /// Keep solutions and narrowed lists at hand. The subject's author is whose they are.
    KeepAtHand,
    /// Offer a saved view to the own organisation, change one that is offered, and put it away.
    ShareView,
    /// Begin forums, say who sits there and what mandate they have, and call meetings. Its owner keeps the forum.
    KeepForum,
    /// Import solutions, link written words, register usage.
    KeepCatalogue,
    /// Say how an organisation stands to solutions: the own, or, for a joint body that keeps the catalogue, one that it serves.
    RegisterUsage {
        /// What the actor's organisation is.
        own_kind: OrganisationKind,
    },
    /// Confirm, correct or reject what was registered or proposed for the own organisation.
    AnswerUsage,
    /// Say that an organisation uses a solution, for it to answer. The subject is the solution.
    ProposeUsage,
    /// Enter contracts, change and confirm them. Its owner keeps the entry, whoever is covered: so does a joint body for its members.
    KeepContracts,
    /// Read a contract with its prices: a matter of the members, however far it is shared.
    ReadContract,
    /// Decide on proposed typical needs of a solution and change the list.
    KeepTypicalNeeds,
    /// Change the list of words that all matching uses.
    KeepWords,
    /// Add, merge and split organisations, and give others the role to do so.
    StewardOrganisations,
    /// Change the facts of an organisation.
    EditOrganisation,
    /// Answer for an organisation in collaborations: accept, decline, leave, or begin one.
    AnswerForOrganisation,
    /// Invite to a collaboration, keep members out for a time, change its facts. Its owner is the leading organisation.
    LeadCollaboration,
    /// Add people and give roles.
    AdministerPeople,
}

/// What a deed is done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    /// Whose record it is; `None` for what nobody in particular owns.
    pub owner: Option<OrganisationId>,
    /// Who wrote it.
    pub author: Option<PersonId>,
    /// How far it can be read in its present state.
    pub sharing: Sharing,
}

impl Subject {
    /// Something of an organisation as a whole, such as a need that is not yet written.
    #[must_use]
    pub const fn of(owner: OrganisationId) -> Self {
        Self { owner: Some(owner), author: None, sharing: Sharing::Organisation }
    }
}

impl Actor {
    /// The member, if somebody is signed in.
    #[must_use]
    pub const fn member(&self) -> Option<&Member> {
        match self {
            Self::Member(member) => Some(member),
            Self::Operator | Self::Anonymous => None,
        }
    }

    /// Whether this actor may do the deed to the subject.
    #[must_use]
    pub fn may(&self, deed: Deed, subject: &Subject) -> bool {
        match self {
            Self::Operator => true,
            Self::Anonymous => deed == Deed::Read && self.visibility().allows(subject),
            Self::Member(member) => member.may(deed, subject),
        }
    }

    /// Whether any contract is shown to this actor. The public, suppliers among them, reads none, and a person without a role has no
    /// business with prices. Which ones are shown is in [`Visibility::of_contract`].
    #[must_use]
    pub const fn reads_contracts(&self) -> bool {
        match self {
            Self::Operator => true,
            Self::Member(member) => !member.roles.is_empty(),
            Self::Anonymous => false,
        }
    }

    /// What this actor can see in lists, searches, matches and exports.
    #[must_use]
    pub fn visibility(&self) -> Visibility {
        Visibility(match self {
            Self::Operator => Reach::Everything,
            Self::Anonymous => Reach::Public,
            Self::Member(member) => {
                let mut partners = member.partners.clone();
                partners.push(member.organisation);
                partners.sort_unstable();
                partners.dedup();
                Reach::Member { person: member.person, organisation: member.organisation, partners }
            }
        })
    }
}

impl Member {
    fn may(&self, deed: Deed, subject: &Subject) -> bool {
        let own = subject.owner == Some(self.organisation);
        let partner = subject.owner.is_some_and(|owner| self.partners.contains(&owner));
        let author = subject.author == Some(self.person);
        let writes = self.can(Power::Write);
        let coordinates = self.can(Power::Coordinate);
        let readable = Actor::Member(self.clone()).visibility().allows(subject);
        match deed {
            Deed::Read => readable,
            Deed::CreateNeed => own && writes,
            Deed::EditNeed | Deed::SubmitNeed | Deed::WithdrawNeed | Deed::ShareNeed => {
                own && readable && writes && (author || coordinates)
            }
            // Whoever uses a solution knows how it fits a neighbour's need too; a reader only reads.
            Deed::GiveVerdict | Deed::Comment | Deed::ProposeUsage => readable && writes,
            Deed::PublishNeed => own && readable && coordinates,
            // A neighbour's coordinator often knows the solution better than those who have the need.
            Deed::SetCoverage => readable && (coordinates || (own && writes && author)),
            Deed::JoinNeed => !own && readable && writes,
            Deed::KeepCase => own && readable && coordinates,
            Deed::PrepareCase => own && readable && self.can(Power::Prepare),
            // A person without a role has no business with prices.
            Deed::ReadCost => (own || partner) && readable && !self.roles.is_empty(),
            Deed::PrepareJointCase => (own || partner) && readable && self.can(Power::Prepare),
            // At home an administrator stands in for a role that nobody has; in a forum nobody does.
            Deed::Decide { level: Level::Unit | Level::Municipality | Level::Board, role } => {
                own && readable && (self.roles.contains(&role) || self.can(Power::Administer))
            }
            Deed::Decide { level: Level::Joint | Level::Federation, role } => {
                (own || partner) && readable && self.roles.contains(&role)
            }
            Deed::ReadPortfolio | Deed::ReadBalance => (own || partner) && !self.roles.is_empty(),
            Deed::KeepInitiative => own && (coordinates || self.roles.contains(&Role::InitiativeLead)),
            Deed::KeepRollout => {
                let leads = [Role::RolloutLead, Role::InitiativeLead];
                own && (coordinates || leads.iter().any(|role| self.roles.contains(role)))
            }
            // Whoever leads an introduction often writes what it is to give, before an owner is named.
            Deed::KeepBenefit => {
                let keep = [Role::BenefitOwner, Role::RolloutLead, Role::InitiativeLead];
                own && (coordinates || keep.iter().any(|role| self.roles.contains(role)))
            }
            Deed::WriteLesson => own && writes,
            Deed::KeepFigures => own && coordinates,
            Deed::KeepAtHand => own && author,
            Deed::ShareView => own && writes && (author || coordinates),
            Deed::ArrangeRounds | Deed::PlanPortfolio | Deed::KeepForum => {
                own && (coordinates || self.roles.contains(&Role::ForumChair))
            }
            Deed::KeepCatalogue | Deed::KeepContracts | Deed::AnswerUsage => {
                own && self.can(Power::KeepCatalogue)
            }
            Deed::RegisterUsage { own_kind } => {
                let serves = partner && own_kind == OrganisationKind::FederationBody;
                (own || serves) && self.can(Power::KeepCatalogue)
            }
            Deed::ReadContract => {
                let shares = own || (partner && subject.sharing >= Sharing::Collaboration);
                shares && !self.roles.is_empty()
            }
            Deed::KeepWords => own && coordinates,
            // What nobody owns is looked after by whoever does so at home and sees it.
            Deed::KeepTypicalNeeds => {
                readable && self.can(Power::KeepCatalogue) && (own || subject.owner.is_none())
            }
            Deed::HideComment => readable && coordinates && (own || subject.owner.is_none()),
            Deed::AdministerPeople | Deed::AnswerForOrganisation => own && self.can(Power::Administer),
            Deed::EditOrganisation | Deed::LeadCollaboration => {
                (own && self.can(Power::Administer)) || self.can(Power::Steward)
            }
            Deed::StewardOrganisations => self.can(Power::Steward),
        }
    }

    fn can(&self, power: Power) -> bool {
        self.roles.iter().any(|role| role.can(power))
    }
}

/// What an actor can see. Made by [`Actor::visibility`] alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visibility(Reach);

/// The parts of a [`Visibility`], for the crates that turn it into SQL or filter an index with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Everything: the operator.
    Everything,
    /// What is public.
    Public,
    /// What a member sees.
    Member {
        /// Own drafts are those of this person.
        person: PersonId,
        /// The own organisation.
        organisation: OrganisationId,
        /// Own and co-operating organisations, sorted.
        partners: Vec<OrganisationId>,
    },
}

/// What members with the same key see is the same, but for their own drafts. Indexes are cached by it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum VisibilityClass {
    /// The operator's.
    Everything,
    /// The public's.
    Public,
    /// That of an organisation with these partners.
    Member(OrganisationId, Vec<OrganisationId>),
}

impl Visibility {
    /// Its parts.
    #[must_use]
    pub const fn reach(&self) -> &Reach {
        &self.0
    }

    /// The class it belongs to.
    #[must_use]
    pub fn class(&self) -> VisibilityClass {
        match &self.0 {
            Reach::Everything => VisibilityClass::Everything,
            Reach::Public => VisibilityClass::Public,
            Reach::Member { organisation, partners, .. } => {
                VisibilityClass::Member(*organisation, partners.clone())
            }
        }
    }

    /// What may be seen of a usage of a solution that can be seen. The public reads that something is used or
    /// tried, since when and whose word that is, but not plans, contracts, refusals, whom to ask, how many use it, where, or what they
    /// think of it: suppliers are part of the public.
    #[must_use]
    pub fn of_usage(&self, usage: Usage) -> Option<Usage> {
        match (&self.0, usage.status) {
            (Reach::Everything | Reach::Member { .. }, _) => Some(usage),
            (Reach::Public, UsageStatus::InUse | UsageStatus::Pilot) => {
                let bare = Usage::new(usage.id, usage.solution, usage.organisation, usage.status);
                let Usage { version, since, standing, registered_by, confirmed_at, .. } = usage;
                Some(Usage { version, since, standing, registered_by, confirmed_at, ..bare })
            }
            (
                Reach::Public,
                UsageStatus::Contract | UsageStatus::Planned | UsageStatus::Declined | UsageStatus::Retired,
            ) => None,
        }
    }

    /// What may be seen of a voice about a need that can be seen. The public reads which organisations have a need, not
    /// what they say or who said it: who joins has not chosen to publish, and whose need it is cannot choose for them.
    #[must_use]
    pub fn of_voice(&self, voice: Voice) -> Voice {
        match &self.0 {
            Reach::Everything | Reach::Member { .. } => voice,
            Reach::Public => Voice { facts: VoiceFacts { words: None, ..voice.facts }, ..voice },
        }
    }

    /// Whether verdicts are shown and counted. The public, suppliers among them, reads none: a verdict on a product is
    /// said among colleagues. Everybody else reads those on needs and solutions that can be seen.
    #[must_use]
    pub const fn of_verdicts(&self) -> bool {
        match self.0 {
            Reach::Everything | Reach::Member { .. } => true,
            Reach::Public => false,
        }
    }

    /// Whether the contract of this organisation can be seen: by its own people and, unless it is kept to them, by those of the
    /// organisations it co-operates with. Whatever level stands there, nobody else reads it.
    #[must_use]
    pub fn of_contract(&self, owner: OrganisationId, sharing: Sharing) -> bool {
        match &self.0 {
            Reach::Everything => true,
            Reach::Public => false,
            Reach::Member { organisation, partners, .. } => {
                owner == *organisation
                    || (sharing >= Sharing::Collaboration && partners.binary_search(&owner).is_ok())
            }
        }
    }

    /// Whether this subject can be seen.
    #[must_use]
    pub fn allows(&self, subject: &Subject) -> bool {
        let Reach::Member { person, organisation, partners } = &self.0 else {
            return matches!(self.0, Reach::Everything) || subject.sharing == Sharing::Public;
        };
        match subject.sharing {
            Sharing::Draft => subject.author == Some(*person) && subject.owner == Some(*organisation),
            Sharing::Organisation => subject.owner == Some(*organisation),
            // What nobody owns is the common catalogue of everybody who is signed in for a member.
            Sharing::Collaboration => {
                subject.owner.is_none_or(|owner| partners.binary_search(&owner).is_ok())
            }
            Sharing::Network | Sharing::Public => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instant::Instant;
    use crate::usage::Experience;

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
            (
                Deed::SetCoverage,
                Subject { owner: Some(cast.partner), ..submitted },
                [false, true, false, true],
            ),
            (Deed::SetCoverage, Subject { owner: Some(cast.partner), ..mine }, [false, true, false, true]),
            (Deed::SetCoverage, Subject { owner: Some(cast.stranger), ..mine }, [false, false, false, false]),
            (Deed::JoinNeed, mine, [false, false, false, false]),
            (Deed::JoinNeed, Subject { owner: Some(cast.partner), ..submitted }, [true, true, false, true]),
            (
                Deed::JoinNeed,
                Subject { owner: Some(cast.stranger), ..submitted },
                [false, false, false, false],
            ),
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
            (
                Deed::GiveVerdict,
                Subject { owner: Some(cast.partner), ..submitted },
                [true, true, false, true],
            ),
            (Deed::GiveVerdict, Subject { owner: Some(cast.stranger), ..submitted }, [false; 4]),
            (Deed::KeepCatalogue, Subject::of(cast.own), [false, true, false, true]),
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
            (Deed::KeepWords, Subject::of(cast.own), [false, true, false, true]),
            (Deed::KeepWords, Subject::of(cast.partner), [false, false, false, false]),
            (Deed::AdministerPeople, Subject::of(cast.own), [false, false, false, true]),
            (Deed::AdministerPeople, Subject::of(cast.partner), [false, false, false, false]),
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
            for (subject, (locally, jointly)) in [at_home, at_a_partner, elsewhere].into_iter().zip(expected)
            {
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
            }
            assert_eq!(may(Deed::AnswerUsage, cast.own), keeps, "{role}");
            assert!(!may(Deed::AnswerUsage, cast.partner), "{role}");
            let shared = Subject { owner: Some(cast.partner), author: None, sharing: Sharing::Collaboration };
            assert_eq!(actor.may(Deed::ProposeUsage, &shared), role.can(Power::Write), "{role}");
            let hidden = Subject::of(cast.partner);
            assert!(!actor.may(Deed::ProposeUsage, &hidden), "{role}");
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
}
