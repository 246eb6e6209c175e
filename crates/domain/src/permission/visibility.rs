//! What an actor can see, for lists, matches, counts and files. Made by [`Actor::visibility`] alone; what may be done is in the parent.

#[cfg(doc)]
use super::Actor;
use super::Subject;
use crate::id::{OrganisationId, PersonId};
use crate::sharing::Sharing;
use crate::usage::{Usage, UsageStatus};
use crate::voice::{Voice, VoiceFacts};

/// What an actor can see. Made by [`Actor::visibility`] alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visibility(pub(super) Reach);

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
