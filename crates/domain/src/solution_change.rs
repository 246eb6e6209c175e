//! Deeds that change which entry a thing has: two become one, one becomes two, one is retired. What each deed moved is kept, so that it
//! can be parted again.
//!
//! Two entries of different organisations become one when whoever keeps each has agreed to the same: a proposal, until then.
//!
//! Not here: what is moved where (`app::solution_change`), and editing one entry.

use crate::id::{MergeProposalId, OrganisationId, PersonId, SolutionChangeId, SolutionId};
use crate::instant::Instant;
use crate::words::words;

words! {
    /// What was done.
    SolutionDeed {
        /// The other entry went up in this one.
        Merge = "merge",
        /// A part of this one became the other.
        Split = "split",
        /// This one was retired; the other is what replaces it.
        Retirement = "retirement",
    }
}

words! {
    /// What names an entry and goes along with it.
    Relation {
        /// An organisation's use of it.
        Usage = "usage",
        /// What was said that it covers of a requirement.
        Coverage = "coverage",
        /// What was said of how well it meets a need.
        Verdict = "verdict",
        /// A need's words, proposed as typical of it.
        Proposal = "proposal",
        /// A comment on it.
        Comment = "comment",
        /// An initiative that introduces it.
        Initiative = "initiative",
        /// A lesson about it.
        Lesson = "lesson",
        /// The file that it came from.
        Original = "original",
        /// A retired entry that it replaces.
        Replaced = "replaced",
        /// What somebody believes that an organisation uses.
        UsageProposal = "usage_proposal",
        /// A contract that names it.
        Contract = "contract",
        /// That somebody keeps it at hand.
        Favourite = "favourite",
        /// What somebody wants to be reminded of about it.
        Reminder = "reminder",
    }
}

/// One deed, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SolutionChange {
    /// Identity.
    pub id: SolutionChangeId,
    /// What was done.
    pub deed: SolutionDeed,
    /// The entry that goes on, was parted, or was retired.
    pub solution: SolutionId,
    /// The entry that went up in it, was parted from it, or replaces it.
    pub other: Option<SolutionId>,
    /// When.
    pub at: Instant,
    /// Who; `None` for the operator.
    pub person: Option<PersonId>,
    /// For which organisation.
    pub organisation: Option<OrganisationId>,
    /// The values of the entry before, as JSON by field.
    pub before: String,
    /// And after.
    pub after: String,
    /// When it was undone, if it was.
    pub undone: Option<Instant>,
}

/// One thing that went along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// What it is.
    pub relation: Relation,
    /// Which one: what tells it from others of its kind on the same entry.
    pub record: String,
    /// In which state it went; another state means that somebody has changed it since.
    pub mark: String,
}

words! {
    /// What has come of a proposal to merge.
    MergeState {
        /// It waits on whoever keeps the other entry.
        Open = "open",
        /// Both agreed, and it was done.
        Agreed = "agreed",
        /// It was declined.
        Declined = "declined",
        /// It was taken back.
        TakenBack = "taken_back",
    }
}

/// Who has agreed to a merge, of entries as they were then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeConsent {
    /// For which organisation: the other one is waited on.
    pub organisation: OrganisationId,
    /// Who.
    pub person: PersonId,
    /// The versions of both: of the entry that goes on, and of the one that goes up in it.
    pub versions: (i64, i64),
    /// How far the trail had told, so that what has happened since can be shown.
    pub seen: i64,
}

/// How a proposal was ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeAnswer {
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: PersonId,
    /// Why, where it was declined.
    pub reason: Option<String>,
}

/// That two entries of different organisations become one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeProposal {
    /// Identity.
    pub id: MergeProposalId,
    /// Version for optimistic locking.
    pub version: i64,
    /// The entry that goes on.
    pub stays: SolutionId,
    /// The entry that goes up in it.
    pub goes: SolutionId,
    /// What was chosen where they differ, as JSON.
    pub choices: String,
    /// Why they are the same thing.
    pub reason: String,
    /// Who proposed it.
    pub person: PersonId,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// When.
    pub at: Instant,
    /// Who has agreed to what stands there now.
    pub consent: MergeConsent,
    /// What has come of it.
    pub state: MergeState,
    /// How it was ended.
    pub answer: Option<MergeAnswer>,
}

impl MergeProposal {
    /// Whether whoever acts for this organisation may agree to the entries as they are now: the other side to what was agreed to, either
    /// side to what has changed since.
    #[must_use]
    pub fn waits_on(&self, organisation: OrganisationId, versions: (i64, i64)) -> bool {
        self.state == MergeState::Open
            && (self.consent.organisation != organisation || self.consent.versions != versions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_agrees_to_their_own_proposal_until_an_entry_has_changed() {
        let now = Instant::from_milliseconds(1);
        let (vara, essunga) = (OrganisationId::from_u128(1), OrganisationId::from_u128(2));
        let person = PersonId::at(now);
        let open = MergeProposal {
            id: MergeProposalId::at(now),
            version: 1,
            stays: SolutionId::from_u128(1),
            goes: SolutionId::from_u128(2),
            choices: String::new(),
            reason: String::new(),
            person,
            organisation: vara,
            at: now,
            consent: MergeConsent { organisation: vara, person, versions: (1, 4), seen: 9 },
            state: MergeState::Open,
            answer: None,
        };
        for (organisation, versions, waits) in
            [(vara, (1, 4), false), (essunga, (1, 4), true), (vara, (2, 4), true), (essunga, (1, 5), true)]
        {
            assert_eq!(open.waits_on(organisation, versions), waits, "{versions:?}");
        }
        let ended = MergeProposal { state: MergeState::Declined, ..open };
        assert!(!ended.waits_on(essunga, (1, 4)));
    }
}
