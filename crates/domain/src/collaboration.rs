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
