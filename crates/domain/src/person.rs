//! People and their roles. A role is always held in one organisation.
//!
//! Not here: passwords and sessions (`app::session`), and what a role allows (`permission`).

use crate::id::{OrganisationId, PersonId};
use crate::words::words;

words! {
    /// What a person may be in an organisation. What each may is said in [`Role::can`].
    Role {
        /// Behovslämnare: writes needs for the own operation.
        NeedSubmitter = "need_submitter",
        /// Behovsägare: has the mandate to stand for a need.
        NeedOwner = "need_owner",
        /// Digitaliseringssamordnare or catalogue keeper: looks after all needs and solutions of the organisation.
        Coordinator = "coordinator",
        /// Lösningsansvarig: answers for a solution in the operation.
        SolutionOwner = "solution_owner",
        /// Lösningsförvaltare: keeps a solution running.
        SolutionMaintainer = "solution_maintainer",
        /// Beredare or assessor: qualifies and scores.
        Assessor = "assessor",
        /// Forumordförande: leads a forum's meetings.
        ForumChair = "forum_chair",
        /// Initiativledare: leads joint work.
        InitiativeLead = "initiative_lead",
        /// Införandeansvarig: leads an introduction in the organisation.
        RolloutLead = "rollout_lead",
        /// Nyttoägare: answers for a benefit being realised.
        BenefitOwner = "benefit_owner",
        /// Forskare or observer: reads, for research.
        Researcher = "researcher",
        /// Läsare: reads what the organisation may read.
        Reader = "reader",
        /// Administratör: everything within the organisation, including its people.
        Administrator = "administrator",
        /// Förvaltare av Brygga: looks after the organisations and collaborations of the whole installation.
        Steward = "steward",
    }
}

/// What a role lets its holder do in the own organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Power {
    /// Write needs, comment, and say how solutions fit.
    Write,
    /// Look after everybody's needs there, and the words of all matching.
    Coordinate,
    /// Prepare cases: answer checks, write what gates ask for.
    Prepare,
    /// Look after the solutions there.
    KeepCatalogue,
    /// Give roles, and answer for the organisation in collaborations.
    Administer,
    /// Look after organisations and collaborations, whosever they are.
    Steward,
}

impl Role {
    /// Whether this role has a power.
    #[must_use]
    pub const fn can(self, power: Power) -> bool {
        match self {
            Self::Researcher | Self::Reader => false,
            Self::Assessor => matches!(power, Power::Write | Power::Prepare),
            Self::NeedSubmitter
            | Self::NeedOwner
            | Self::ForumChair
            | Self::InitiativeLead
            | Self::RolloutLead
            | Self::BenefitOwner => matches!(power, Power::Write),
            Self::SolutionOwner | Self::SolutionMaintainer => {
                matches!(power, Power::Write | Power::KeepCatalogue)
            }
            Self::Coordinator => {
                matches!(power, Power::Write | Power::Coordinate | Power::Prepare | Power::KeepCatalogue)
            }
            Self::Administrator => !matches!(power, Power::Steward),
            Self::Steward => matches!(power, Power::Steward),
        }
    }
}

words! {
    /// The languages of the interface.
    Language {
        /// Swedish, the first language.
        Swedish = "sv",
        /// English.
        English = "en",
    }
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Identity.
    pub id: PersonId,
    /// Version for optimistic locking.
    pub version: i64,
    /// Name as shown to colleagues.
    pub name: String,
    /// Address for sign-in and notices; unique, compared without case.
    pub email: String,
}

/// One role of a person in an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Who.
    pub person: PersonId,
    /// Where.
    pub organisation: OrganisationId,
    /// As what.
    pub role: Role,
    /// Title in own words, such as "enhetschef i hemtjänsten".
    pub title: String,
}
