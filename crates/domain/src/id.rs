//! Identities: one type for each kind of record, so that a need's id can't be passed where a solution's is meant.
//!
//! Ids are UUIDv7. The time inside comes from the caller's clock; people never see ids, they see numbers
//! (`B-2026-0042`, see [`crate::number`]).

use crate::instant::Instant;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(uuid::Uuid);

        impl $name {
            /// A new id that carries the given time.
            #[must_use]
            pub fn at(now: Instant) -> Self {
                Self(new_v7(now))
            }

            /// The time that the id carries.
            #[must_use]
            pub fn made(self) -> Instant {
                Instant::from_milliseconds(i64::try_from(self.0.as_u128() >> 80).unwrap_or(i64::MAX))
            }

            /// The id's 128 bits, for the in-memory index.
            #[must_use]
            pub const fn as_u128(self) -> u128 {
                self.0.as_u128()
            }

            /// The id with these 128 bits.
            #[must_use]
            pub const fn from_u128(bits: u128) -> Self {
                Self(uuid::Uuid::from_u128(bits))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                uuid::Uuid::parse_str(text).map(Self).map_err(|_| NotAnId)
            }
        }
    )+};
}

ids! {
    /// A municipality, a federation body, a university …
    OrganisationId,
    /// A group of organisations that co-operate.
    CollaborationId,
    /// A person who signs in or is named.
    PersonId,
    /// A comment.
    CommentId,
    /// A session of a person who is signed in; not its secret.
    SessionId,
    /// A need.
    NeedId,
    /// A sub-need of a need.
    RequirementId,
    /// One organisation's "we have this too" about a need.
    VoiceId,
    /// A solution in the catalogue.
    SolutionId,
    /// One organisation's use of one solution.
    UsageId,
    /// What a collaboration says to everybody.
    PublicTextId,
    /// A list as somebody narrowed it.
    SavedViewId,
    /// What somebody believes that an organisation uses.
    UsageProposalId,
    /// A proposal to merge two entries of different organisations.
    MergeProposalId,
    /// A contract.
    ContractId,
    /// A ring of words.
    SynonymRingId,
    /// A proposal of a typical need.
    ProposalId,
    /// A case: needs on their way through a process.
    CaseId,
    /// A version of a process.
    ProcessId,
    /// A decision on a case.
    DecisionId,
    /// A round of scoring.
    RoundId,
    /// A portfolio.
    PortfolioId,
    /// An initiative.
    InitiativeId,
    /// Something that stands in the way of an initiative.
    ObstacleId,
    /// Something to do for an introduction.
    RolloutActionId,
    /// A benefit.
    BenefitId,
    /// A measurement of a benefit.
    MeasurementId,
    /// A day on which a benefit is to be measured.
    FollowUpId,
    /// A lesson.
    LessonId,
    /// A version of a questionnaire of maturity.
    MaturityFormId,
    /// A round of self-assessment.
    MaturityRoundId,
    /// What another instrument came to.
    MaturityScoreId,
    /// A piece of knowledge.
    ArticleId,
    /// A goal of a collaboration.
    GoalId,
    /// What a goal is measured by.
    IndicatorId,
    /// A value of an indicator.
    ReadingId,
    /// A challenge of collaborating.
    ChallengeId,
    /// What shows that a challenge is there.
    EvidenceId,
    /// Something done about challenges.
    InterventionId,
    /// What somebody has seen come of that.
    EffectId,
    /// A forum.
    ForumId,
    /// A meeting of a forum.
    MeetingId,
    /// A matter on an agenda.
    ItemId,
    /// Something that somebody shall do after a meeting.
    ActionId,
    /// A notice.
    NoticeId,
    /// An archive of all that an organisation has.
    ExportId,
    /// An extract for research.
    ExtractId,
    /// A disposal of records.
    DisposalId,
    /// A reminder that somebody has set or dealt with.
    ReminderId,
    /// A letter that is to be mailed.
    LetterId,
    /// A key of a program's; not its secret.
    ApiTokenId,
    /// Somebody who asks to be let in.
    AccessWishId,
    /// One run of an import.
    ImportId,
    /// A file that is about to be imported.
    UploadId,
    /// Two entries that became one, one that was parted, or one that was retired.
    SolutionChangeId,
    /// One running program, as leases name it.
    NodeId,
}

/// The text is no UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnId;

impl std::fmt::Display for NotAnId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not an id")
    }
}

impl std::error::Error for NotAnId {}

fn new_v7(now: Instant) -> uuid::Uuid {
    let milliseconds = u64::try_from(now.milliseconds()).unwrap_or_default();
    let seconds = milliseconds / 1000;
    let nanoseconds = u32::try_from(milliseconds % 1000).unwrap_or_default() * 1_000_000;
    uuid::Uuid::new_v7(uuid::Timestamp::from_unix_time(seconds, nanoseconds, 0, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_carries_the_given_time_and_reads_back() {
        let now = Instant::from_milliseconds(1_763_000_000_123);
        let id = NeedId::at(now);
        assert_eq!(id.as_u128() >> 80, 1_763_000_000_123);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_ne!(NeedId::at(now), id, "two ids of the same millisecond differ");
    }
}
