//! Usage: that an organisation uses a solution, plans to, or has said no to it, and whose word that is.
//!
//! What somebody else believes an organisation uses is a proposal, never a usage, until the organisation says so itself.

use crate::id::{OrganisationId, PersonId, SolutionId, UsageId, UsageProposalId};
use crate::instant::Instant;
use crate::words::words;
use jiff::civil::Date;

words! {
    /// How an organisation stands to a solution.
    UsageStatus {
        /// Används.
        InUse = "in_use",
        /// Pilot.
        Pilot = "pilot",
        /// Avtal finns, not yet used.
        Contract = "contract",
        /// Planerad.
        Planned = "planned",
        /// Avstått, with a reason.
        Declined = "declined",
        /// Avvecklad.
        Retired = "retired",
    }
}

words! {
    /// Whose word a usage is.
    Standing {
        /// The organisation has said so itself.
        Own = "own",
        /// Registered for it by a body that keeps the catalogue; it has not answered yet.
        Registered = "registered",
    }
}

/// What using a solution has been like, in the words of those who do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Experience {
    /// What is good.
    pub pros: Option<String>,
    /// What is not.
    pub cons: Option<String>,
    /// What it took to get there.
    pub effort: Option<String>,
}

impl Experience {
    /// Whether nothing has been written.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.pros.is_none() && self.cons.is_none() && self.effort.is_none()
    }
}

/// One organisation's use of one solution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage {
    /// Identity.
    pub id: UsageId,
    /// Version for optimistic locking.
    pub version: i64,
    /// What is used.
    pub solution: SolutionId,
    /// By whom.
    pub organisation: OrganisationId,
    /// How it stands.
    pub status: UsageStatus,
    /// Since which day.
    pub since: Option<Date>,
    /// Until which day, past or to come.
    pub until: Option<Date>,
    /// How many people use it there.
    pub users: Option<u32>,
    /// Which installation, such as "egen drift".
    pub instance: Option<String>,
    /// Why it was declined; kept for other statuses too if somebody wrote it.
    pub reason: Option<String>,
    /// The role to ask, such as "förvaltningsledare hemtjänst"; a role, never a person's name.
    pub contact_role: Option<String>,
    /// The person to ask.
    pub contact: Option<PersonId>,
    /// What it has been like.
    pub experience: Experience,
    /// Whose word it is.
    pub standing: Standing,
    /// Who registered it, where it is not the organisation's own word; nobody in particular for the operator.
    pub registered_by: Option<OrganisationId>,
    /// When the organisation last said that this is right; never for what was registered before that was asked.
    pub confirmed_at: Option<Instant>,
    /// Who said so for it.
    pub confirmed_by: Option<PersonId>,
}

impl Usage {
    /// A usage of which nothing more is known, as the organisation's own word.
    #[must_use]
    pub const fn new(
        id: UsageId,
        solution: SolutionId,
        organisation: OrganisationId,
        status: UsageStatus,
    ) -> Self {
        Self {
            id,
            version: 1,
            solution,
            organisation,
            status,
            since: None,
            until: None,
            users: None,
            instance: None,
            reason: None,
            contact_role: None,
            contact: None,
            experience: Experience { pros: None, cons: None, effort: None },
            standing: Standing::Own,
            registered_by: None,
            confirmed_at: None,
            confirmed_by: None,
        }
    }

    /// The same as the organisation's own word, said now.
    #[must_use]
    pub fn confirmed(self, at: Instant, by: Option<PersonId>) -> Self {
        Self {
            standing: Standing::Own,
            registered_by: None,
            confirmed_at: Some(at),
            confirmed_by: by,
            ..self
        }
    }

    /// The same as registered for the organisation, which has not answered.
    #[must_use]
    pub fn registered(self, by: Option<OrganisationId>) -> Self {
        Self {
            standing: Standing::Registered,
            registered_by: by,
            confirmed_at: None,
            confirmed_by: None,
            ..self
        }
    }

    /// Whether the organisation has yet to say whether it is right.
    #[must_use]
    pub fn awaits_confirmation(&self) -> bool {
        self.standing == Standing::Registered
    }

    /// Whether nothing but a status is known, so that nothing is lost with it.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        let bare = Self::new(self.id, self.solution, self.organisation, self.status);
        let standing = self.clone();
        bare == Self {
            version: 1,
            standing: Standing::Own,
            registered_by: None,
            confirmed_at: None,
            confirmed_by: None,
            ..standing
        }
    }

    /// Why its facts do not fit together.
    #[must_use]
    pub fn problems(&self) -> Vec<UsageProblem> {
        let mut problems = Vec::new();
        if self.status == UsageStatus::Declined && self.reason.is_none() {
            problems.push(UsageProblem::NoReason);
        }
        if self.since.zip(self.until).is_some_and(|(since, until)| until < since) {
            problems.push(UsageProblem::EndsTooEarly);
        }
        problems
    }
}

/// Why a usage is not kept as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UsageProblem {
    /// Declined, and nobody says why.
    NoReason,
    /// It ends before it begins.
    EndsTooEarly,
}

words! {
    /// What has become of a proposal.
    ProposalState {
        /// Nobody has answered.
        Open = "open",
        /// The organisation has said that it is so.
        Accepted = "accepted",
        /// It has said that it is not, with a reason.
        Declined = "declined",
    }
}

/// What an organisation has answered to a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalAnswer {
    /// When.
    pub at: Instant,
    /// Who.
    pub by: PersonId,
    /// Why it was declined.
    pub reason: Option<String>,
}

/// That somebody believes an organisation to use a solution. It is not a usage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsageProposal {
    /// Identity.
    pub id: UsageProposalId,
    /// Version for optimistic locking.
    pub version: i64,
    /// What is said to be used.
    pub solution: SolutionId,
    /// Who is said to use it.
    pub organisation: OrganisationId,
    /// How it is said to stand.
    pub status: UsageStatus,
    /// What the proposer knows.
    pub note: String,
    /// Who proposed it.
    pub person: PersonId,
    /// For which organisation.
    pub proposer: OrganisationId,
    /// When.
    pub at: Instant,
    /// What has become of it.
    pub state: ProposalState,
    /// What was answered.
    pub answer: Option<ProposalAnswer>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn usage(status: UsageStatus) -> Usage {
        let id = UsageId::from_u128(1);
        Usage::new(id, SolutionId::from_u128(2), OrganisationId::from_u128(3), status)
    }

    #[test]
    fn a_refusal_has_a_reason_and_an_end_comes_after_its_beginning() {
        assert_eq!(usage(UsageStatus::InUse).problems(), []);
        assert_eq!(usage(UsageStatus::Declined).problems(), [UsageProblem::NoReason]);
        let told = Usage { reason: Some("För dyrt".into()), ..usage(UsageStatus::Declined) };
        assert_eq!(told.problems(), []);
        let (early, late) = (Some(date(2024, 1, 1)), Some(date(2026, 1, 1)));
        for (since, until, fine) in
            [(early, late, true), (early, early, true), (late, early, false), (None, early, true)]
        {
            let usage = Usage { since, until, ..usage(UsageStatus::Retired) };
            assert_eq!(usage.problems().is_empty(), fine, "{since:?} {until:?}");
        }
        let both = Usage { since: late, until: early, ..usage(UsageStatus::Declined) };
        assert_eq!(both.problems(), [UsageProblem::NoReason, UsageProblem::EndsTooEarly], "all at once");
    }

    #[test]
    fn what_is_registered_waits_until_the_organisation_has_said_so() {
        let body = OrganisationId::from_u128(9);
        let registered = usage(UsageStatus::InUse).registered(Some(body));
        assert!(registered.awaits_confirmation());
        let confirmed = registered.confirmed(Instant::from_milliseconds(5), Some(PersonId::from_u128(7)));
        assert!(!confirmed.awaits_confirmation());
        assert_eq!(confirmed.registered_by, None);
        let again = confirmed.registered(Some(body));
        assert_eq!((again.confirmed_at, again.confirmed_by), (None, None), "another's word is not confirmed");
    }

    #[test]
    fn a_bare_usage_says_no_more_than_its_status() {
        let bare = usage(UsageStatus::Pilot).registered(Some(OrganisationId::from_u128(9)));
        assert!(Usage { version: 4, ..bare.clone() }.is_bare());
        assert!(!Usage { users: Some(3), ..bare.clone() }.is_bare());
        let experience = Experience { cons: Some("Långsam".into()), ..Experience::default() };
        assert!(!Usage { experience, ..bare }.is_bare());
    }
}
