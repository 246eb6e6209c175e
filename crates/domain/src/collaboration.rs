//! Collaborations: groups of organisations that share needs and solutions. An organisation may be in several.

use crate::id::{CollaborationId, OrganisationId};
use crate::words::words;
use jiff::civil::Date;

words! {
    /// Where an organisation stands in a collaboration. Only a confirmed member reads what is shared there.
    MembershipState {
        /// Asked to join, has not answered.
        Invited = "invited",
        /// A full member.
        Confirmed = "confirmed",
        /// Kept out for a time.
        Suspended = "suspended",
        /// No longer a member.
        Left = "left",
    }
}

words! {
    /// What happens to a membership.
    MembershipStep {
        /// The collaboration asks the organisation to join.
        Invite = "invite",
        /// The organisation says yes.
        Accept = "accept",
        /// The collaboration keeps it out for a time.
        Suspend = "suspend",
        /// And lets it in again.
        Readmit = "readmit",
        /// The organisation declines or leaves, or the collaboration parts from it.
        Leave = "leave",
    }
}

impl MembershipState {
    /// The state after a step; `None` for a step that cannot be taken from here. An organisation that has never been
    /// asked stands as one that has left.
    #[must_use]
    pub const fn after(self, step: MembershipStep) -> Option<Self> {
        match (self, step) {
            (Self::Left, MembershipStep::Invite) => Some(Self::Invited),
            (Self::Invited, MembershipStep::Accept) | (Self::Suspended, MembershipStep::Readmit) => {
                Some(Self::Confirmed)
            }
            (Self::Confirmed, MembershipStep::Suspend) => Some(Self::Suspended),
            (Self::Invited | Self::Confirmed | Self::Suspended, MembershipStep::Leave) => Some(Self::Left),
            (Self::Invited | Self::Confirmed | Self::Suspended, MembershipStep::Invite)
            | (Self::Confirmed | Self::Suspended | Self::Left, MembershipStep::Accept)
            | (Self::Invited | Self::Suspended | Self::Left, MembershipStep::Suspend)
            | (Self::Invited | Self::Confirmed | Self::Left, MembershipStep::Readmit)
            | (Self::Left, MembershipStep::Leave) => None,
        }
    }
}

/// A collaboration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collaboration {
    /// Identity.
    pub id: CollaborationId,
    /// Version for optimistic locking.
    pub version: i64,
    /// Its name, unique in the instance.
    pub name: String,
    /// What it is for, one or two sentences.
    pub purpose: String,
    /// The member whose administrators invite others and keep its facts; `None` when only stewards do.
    pub lead: Option<OrganisationId>,
}

/// One organisation's membership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The collaboration.
    pub collaboration: CollaborationId,
    /// The member.
    pub organisation: OrganisationId,
    /// Where it stands.
    pub state: MembershipState,
    /// Since which day.
    pub since: Option<Date>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_leads_from_some_states_and_from_no_others() {
        use MembershipState::{Confirmed, Invited, Left, Suspended};
        // step, then what becomes of: invited, confirmed, suspended, left
        let table = [
            (MembershipStep::Invite, [None, None, None, Some(Invited)]),
            (MembershipStep::Accept, [Some(Confirmed), None, None, None]),
            (MembershipStep::Suspend, [None, Some(Suspended), None, None]),
            (MembershipStep::Readmit, [None, None, Some(Confirmed), None]),
            (MembershipStep::Leave, [Some(Left), Some(Left), Some(Left), None]),
        ];
        assert_eq!(table.len(), MembershipStep::ALL.len());
        for (step, expected) in table {
            for (state, expected) in [Invited, Confirmed, Suspended, Left].into_iter().zip(expected) {
                assert_eq!(state.after(step), expected, "{step} from {state}");
            }
        }
    }
}
