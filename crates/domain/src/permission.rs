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
use crate::words::words;

mod visibility;

pub use visibility::{Reach, Visibility, VisibilityClass};

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
    /// Open and close rounds of self-assessment, say who reads the result, and record what other instruments came to.
    KeepMaturity,
    /// Answer a round of the own organisation.
    AnswerMaturity,
    /// Write knowledge of the own organisation, and read in references.
    WriteKnowledge,
    /// Write the goals of a collaboration that the own organisation is in, and measure them.
    KeepGoals,
    /// Write challenges and interventions in one, and lay evidence beside them.
    WriteChallenge,
    /// Change a challenge or an intervention that the own organisation answers for. The subject's author wrote it.
    KeepChallenge,
    /// Read who has given and got what in a collaboration.
    ReadBalance,
    /// Read in key figures that others publish.
    KeepFigures,
    /// Keep solutions and narrowed lists at hand. The subject's author is whose they are.
    KeepAtHand,
    /// Offer a saved view to the own organisation, change one that is offered, and put it away.
    ShareView,
    /// Write what the own organisation's collaborations say to everybody, and agree to what another has written.
    KeepPublicTexts,
    /// Begin forums, say who sits there and what mandate they have, and call meetings. Its owner keeps the forum.
    KeepForum,
    /// Write that a solution is missing in the catalogue: a draft, until whoever keeps that takes it over.
    DraftSolution,
    /// Take a draft over, say which entry it is already, or turn it down: one of the own organisation or, for a joint body that keeps
    /// the catalogue, one of an organisation that it serves, which it can read to that end.
    AnswerDraft {
        /// What the actor's organisation is.
        own_kind: OrganisationKind,
    },
    /// Import solutions, link written words, register usage, change how far solutions are shared.
    KeepCatalogue,
    /// Wish or agree that a solution becomes readable for everybody, without signing in.
    PublishSolution,
    /// Say how an organisation stands to solutions: the own, or, for a joint body that keeps the catalogue, one that it serves.
    RegisterUsage {
        /// What the actor's organisation is.
        own_kind: OrganisationKind,
    },
    /// Confirm, correct or reject what was registered or proposed for the own organisation.
    AnswerUsage,
    /// Say that a fact of the own organisation is still right. The subject's author is whoever is named as the one to ask.
    ConfirmFact,
    /// Ask whoever answers for a fact whether it is still right. The subject is what it is read in.
    AskConfirmation,
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
    /// Read what was done for an organisation, by whom.
    ReadTrail,
    /// Take out records of a period for research, without names.
    TakeOut,
    /// Read what has been taken out, by whom and why.
    ReadTakenOut,
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
            Deed::CreateNeed | Deed::DraftSolution => own && writes,
            Deed::EditNeed | Deed::SubmitNeed | Deed::WithdrawNeed | Deed::ShareNeed => {
                own && readable && writes && (author || coordinates)
            }
            // Whoever uses a solution knows how it fits a neighbour's need too; a reader only reads.
            Deed::GiveVerdict | Deed::Comment | Deed::ProposeUsage | Deed::AskConfirmation => {
                readable && writes
            }
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
            Deed::WriteLesson | Deed::WriteKnowledge => own && writes,
            // How things are is known by those who only read as well; a person without a role has nothing to go by.
            Deed::AnswerMaturity => {
                own && self.roles.iter().any(|role| !matches!(role, Role::Researcher | Role::Steward))
            }
            Deed::KeepMaturity => own && coordinates,
            Deed::WriteChallenge => own && writes,
            Deed::KeepGoals => own && coordinates,
            Deed::KeepChallenge => own && writes && (author || coordinates),
            Deed::KeepFigures => own && coordinates,
            Deed::KeepAtHand => own && author,
            Deed::ShareView => own && writes && (author || coordinates),
            Deed::ArrangeRounds | Deed::PlanPortfolio | Deed::KeepForum => {
                own && (coordinates || self.roles.contains(&Role::ForumChair))
            }
            Deed::PublishSolution => own && readable && self.can(Power::KeepCatalogue),
            Deed::KeepCatalogue | Deed::KeepContracts | Deed::AnswerUsage => {
                own && self.can(Power::KeepCatalogue)
            }
            // Whoever is named as the one to ask knows, whatever else the person may do.
            Deed::ConfirmFact => own && (author || self.can(Power::KeepCatalogue)),
            Deed::RegisterUsage { own_kind } | Deed::AnswerDraft { own_kind } => {
                let serves = partner && own_kind == OrganisationKind::FederationBody;
                (own || serves) && self.can(Power::KeepCatalogue)
            }
            Deed::ReadContract => {
                let shares = own || (partner && subject.sharing >= Sharing::Collaboration);
                shares && !self.roles.is_empty()
            }
            Deed::KeepWords | Deed::KeepPublicTexts => own && coordinates,
            // What nobody owns is looked after by whoever does so at home and sees it.
            Deed::KeepTypicalNeeds => {
                readable && self.can(Power::KeepCatalogue) && (own || subject.owner.is_none())
            }
            Deed::HideComment => readable && coordinates && (own || subject.owner.is_none()),
            Deed::AdministerPeople | Deed::ReadTrail | Deed::AnswerForOrganisation => {
                own && self.can(Power::Administer)
            }
            Deed::TakeOut => own && self.roles.contains(&Role::Researcher),
            Deed::ReadTakenOut => own && !self.roles.is_empty(),
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

#[cfg(test)]
mod tests;
