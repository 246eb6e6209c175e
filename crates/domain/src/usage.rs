//! Usage: that an organisation uses a solution, plans to, or has said no to it.

use crate::id::{OrganisationId, SolutionId, UsageId};
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
    /// Why it was declined; kept for other statuses too if somebody wrote it.
    pub reason: Option<String>,
    /// The role to ask, such as "förvaltningsledare hemtjänst"; a role, never a person's name.
    pub contact_role: Option<String>,
}
