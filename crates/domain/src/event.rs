//! Events: every change of state leaves one. They are the history people read and the feed that keeps the
//! search index in step.
//!
//! Not here: sentences about events; `web/texts` has one for each code.

use crate::id::{OrganisationId, PersonId};
use crate::instant::Instant;
use crate::words::words;

words! {
    /// What an event is about.
    SubjectKind {
        /// A need.
        Need = "need",
        /// A solution, including who uses it.
        Solution = "solution",
        /// An organisation.
        Organisation = "organisation",
        /// A collaboration or a membership in it.
        Collaboration = "collaboration",
        /// A person, a role or a password.
        Person = "person",
        /// A ring of words.
        Synonym = "synonym",
        /// A case, with the needs in it and the decisions on it.
        Case = "case",
        /// A round of scoring.
        Round = "round",
        /// A portfolio.
        Portfolio = "portfolio",
        /// An initiative, with its introductions and benefits.
        Initiative = "initiative",
        /// A lesson.
        Lesson = "lesson",
        /// A round of self-assessment, or what another instrument came to.
        Maturity = "maturity",
        /// A piece of knowledge.
        Knowledge = "knowledge",
        /// A goal of a collaboration.
        Goal = "goal",
        /// A challenge of collaborating.
        Challenge = "challenge",
        /// Something done about challenges.
        Intervention = "intervention",
        /// A forum.
        Forum = "forum",
        /// A meeting of a forum, with its agenda and minutes.
        Meeting = "meeting",
        /// A contract.
        Contract = "contract",
        /// One run of an import.
        Import = "import",
        /// A saved view of a list.
        View = "view",
        /// What a collaboration says to everybody.
        PublicText = "public_text",
        /// A decision to dispose of records, or the rules for that.
        Disposal = "disposal",
        /// A reminder of one person's.
        Reminder = "reminder",
    }
}

words! {
    /// What happened.
    EventKind {
        /// First saved.
        Created = "created",
        /// Texts or facts changed.
        Edited = "edited",
        /// A solution that is missing was written as a draft.
        Drafted = "drafted",
        /// A draft was taken over as an entry of the catalogue.
        DraftTakenOver = "draft_taken_over",
        /// Sent to the coordinator.
        Submitted = "submitted",
        /// Taken back.
        Withdrawn = "withdrawn",
        /// Another organisation said that it has the need too, or changed what it said.
        VoiceGiven = "voice_given",
        /// It took that back.
        VoiceTakenBack = "voice_taken_back",
        /// Somebody wrote a comment.
        Commented = "commented",
        /// Somebody asked those who use a solution.
        Asked = "asked",
        /// And they answered.
        Answered = "answered",
        /// Its writer took a comment back.
        CommentTakenBack = "comment_taken_back",
        /// A comment was hidden, with a reason.
        CommentHidden = "comment_hidden",
        /// A comment that was taken back or hidden is shown again.
        CommentShown = "comment_shown",
        /// The writer saw solutions and said that none of them fits.
        NoneFits = "none_fits",
        /// Sharing level changed.
        SharingChanged = "sharing_changed",
        /// A raised level was undone before anybody was told.
        SharingUndone = "sharing_undone",
        /// Somebody wishes to make it public; another must agree.
        PublicationWished = "publication_wished",
        /// Another did not agree, or the wish was taken back.
        PublicationDeclined = "publication_declined",
        /// Another agreed that what a collaboration says is shown to everybody.
        Published = "published",
        /// Made or changed by an import.
        Imported = "imported",
        /// What an import had made or changed was taken back.
        ImportUndone = "import_undone",
        /// Put back after it was withdrawn.
        Restored = "restored",
        /// A usage was registered or changed.
        UsageChanged = "usage_changed",
        /// An organisation confirmed that what is said of its use is right.
        UsageConfirmed = "usage_confirmed",
        /// It rejected what was registered for it, with a reason.
        UsageRejected = "usage_rejected",
        /// Somebody proposed that an organisation uses a solution.
        UsageProposed = "usage_proposed",
        /// The organisation said that it is so.
        UsageProposalAccepted = "usage_proposal_accepted",
        /// And that it is not, with a reason.
        UsageProposalDeclined = "usage_proposal_declined",
        /// Somebody said how well a solution meets the need.
        VerdictGiven = "verdict_given",
        /// And took it back.
        VerdictTakenBack = "verdict_taken_back",
        /// A ring of words or a solution is no longer used.
        Retired = "retired",
        /// It is used again.
        TakenUp = "taken_up",
        /// The words of a need were proposed as typical of a solution.
        TypicalNeedProposed = "typical_need_proposed",
        /// Whoever keeps one of two entries proposed that they become one.
        MergeProposed = "merge_proposed",
        /// One of them had changed, and the proposal was agreed to anew as they are now.
        MergeRenewed = "merge_renewed",
        /// Whoever keeps the other did not agree, with a reason.
        MergeDeclined = "merge_declined",
        /// The proposal to merge was taken back.
        MergeTakenBack = "merge_taken_back",
        /// What a solution covers of a requirement was said, changed or withdrawn.
        CoverageChanged = "coverage_changed",
        /// Words as written were given their meaning.
        Linked = "linked",
        /// A role was given.
        RoleGiven = "role_given",
        /// A role was taken away.
        RoleTaken = "role_taken",
        /// A person's time in an organisation ended.
        LeftOrganisation = "left_organisation",
        /// What waited on one person waits on another from now on.
        HandedOver = "handed_over",
        /// The operator made a person administrator because nobody else could.
        Rescued = "rescued",
        /// A membership state changed.
        MembershipChanged = "membership_changed",
        /// An organisation or a solution went up in another.
        Merged = "merged",
        /// A solution that went up in another is one of its own again.
        Unmerged = "unmerged",
        /// A part of an organisation or a solution became one of its own.
        Split = "split",
        /// The record belongs to another organisation from now on, because its own was merged or split.
        Moved = "moved",
        /// A password was changed by its owner.
        PasswordChanged = "password_changed",
        /// A letter with a way to a new password was asked for.
        PasswordWished = "password_wished",
        /// The operator looked for everything about a person; for whom is not kept.
        PersonSearched = "person_searched",
        /// A person signs in with a second step from now on.
        SecondStepBegun = "second_step_begun",
        /// And no more.
        SecondStepEnded = "second_step_ended",
        /// A person signs in at an identity provider from now on.
        IdentityBound = "identity_bound",
        /// And no more.
        IdentityUnbound = "identity_unbound",
        /// What a group at the identity provider is here was said or taken back.
        GroupsChanged = "groups_changed",
        /// Somebody asks to be let in; of an organisation, once the address has been shown to be theirs.
        AccessWished = "access_wished",
        /// And was turned away, with a reason.
        AccessDeclined = "access_declined",
        /// A person was mailed a way to a first password.
        Welcomed = "welcomed",
        /// A person made a key for a program.
        TokenMade = "token_made",
        /// And ended it.
        TokenEnded = "token_ended",
        /// Whose addresses may ask to be let in was changed.
        DomainsChanged = "domains_changed",
        /// A need joined a case.
        NeedJoined = "need_joined",
        /// A need parted from a case.
        NeedParted = "need_parted",
        /// A need's organisation was asked to let it join a case.
        JoinWished = "join_wished",
        /// And declined.
        JoinDeclined = "join_declined",
        /// What a gate asks for was written.
        EvidenceGiven = "evidence_given",
        /// Checks of the qualification were answered.
        ChecksAnswered = "checks_answered",
        /// What a case costs was counted, or a key decided.
        CostChanged = "cost_changed",
        /// A case has rested until its day.
        RestEnded = "rest_ended",
        /// Records of a period were taken out for research.
        TakenOut = "taken_out",
        /// And fetched, made again.
        TakenOutAgain = "taken_out_again",
        /// A case was made a package of, to keep or to hand out.
        PackageMade = "package_made",
        /// A decision was made on a case.
        Decided = "decided",
        /// A collaboration's process has a new version.
        ProcessChanged = "process_changed",
        /// A case was moved to another version of its process.
        ProcessMoved = "process_moved",
        /// An assessor scored a case; what is not kept here.
        Scored = "scored",
        /// An assessor is done.
        ScoringDone = "scoring_done",
        /// A round of scoring was closed.
        RoundClosed = "round_closed",
        /// What organisations have for a portfolio was said.
        LimitsChanged = "limits_changed",
        /// What fits into a portfolio was counted, and became its plan.
        PlanProposed = "plan_proposed",
        /// What is said of a case in a portfolio was changed, or when it starts.
        PlanChanged = "plan_changed",
        /// Who takes part in an initiative, as what, or who answers for what there was changed.
        PartiesChanged = "parties_changed",
        /// An initiative began, waits, or goes on.
        InitiativeMoved = "initiative_moved",
        /// An initiative ended, with an outcome or a reason why there is none.
        InitiativeClosed = "initiative_closed",
        /// Organisations parted from an initiative, into a variant of their own.
        VariantParted = "variant_parted",
        /// They rejoined it.
        VariantRejoined = "variant_rejoined",
        /// Something stands in the way, or may come to.
        ObstacleRaised = "obstacle_raised",
        /// And does so no longer.
        ObstacleSolved = "obstacle_solved",
        /// How an initiative is meant to have an effect was changed.
        ChainChanged = "chain_changed",
        /// An organisation answered how ready it is.
        ReadinessAnswered = "readiness_answered",
        /// An organisation wrote what changes for whom.
        ChangePlanned = "change_planned",
        /// Something was given to do for an introduction.
        RolloutActionGiven = "rollout_action_given",
        /// It is done, or is not done after all.
        RolloutActionDone = "rollout_action_done",
        /// It was decided whether to go.
        GoDecided = "go_decided",
        /// An organisation went live.
        WentLive = "went_live",
        /// The old way ended there.
        OldWayEnded = "old_way_ended",
        /// A benefit was written or changed.
        BenefitSet = "benefit_set",
        /// It was said why a benefit has no outcome.
        BenefitGivenUp = "benefit_given_up",
        /// A benefit was measured.
        Measured = "measured",
        /// A day to measure a benefit was set.
        FollowUpSet = "follow_up_set",
        /// The day to measure a benefit has come.
        FollowUpDue = "follow_up_due",
        /// What a record serves among the goals was changed.
        GoalsChosen = "goals_chosen",
        /// What a goal is measured by was added or changed.
        IndicatorSet = "indicator_set",
        /// The value of an indicator of a goal was written down.
        GoalMeasured = "goal_measured",
        /// Something was laid beside a challenge that shows that it is there, or was taken away.
        EvidenceLaid = "evidence_laid",
        /// An organisation said that it meets a challenge, or that it does no more.
        ChallengeMet = "challenge_met",
        /// What somebody has seen come of an intervention was written down.
        EffectSeen = "effect_seen",
        /// Somebody said that what stands there is still right.
        Confirmed = "confirmed",
        /// Somebody asked whoever answers for a fact to say whether it is still right.
        ConfirmationAsked = "confirmation_asked",
        /// A person was written to about facts to confirm.
        ConfirmationMailed = "confirmation_mailed",
        /// A contract was ended before its time.
        EndedEarly = "ended_early",
        /// Key figures were read in.
        FiguresRead = "figures_read",
        /// A collaboration's questionnaire of maturity has a new version.
        MaturityFormChanged = "maturity_form_changed",
        /// Somebody answered a round of self-assessment; what is not kept here.
        MaturityAnswered = "maturity_answered",
        /// A round of self-assessment was closed.
        MaturityClosed = "maturity_closed",
        /// A suggestion of a round became a need.
        MaturityNeedDrafted = "maturity_need_drafted",
        /// What another instrument came to was recorded.
        ScoreRecorded = "score_recorded",
        /// And taken away.
        ScoreRemoved = "score_removed",
        /// Somebody lets themselves be named for a piece of knowledge.
        KnowledgeNamed = "knowledge_named",
        /// And no more.
        KnowledgeUnnamed = "knowledge_unnamed",
        /// Somebody sits in a forum from now on, or as something else.
        SeatGiven = "seat_given",
        /// Somebody sits in a forum no longer.
        SeatTaken = "seat_taken",
        /// A forum was put down.
        ForumEnded = "forum_ended",
        /// A matter was put on an agenda, moved there or taken off it.
        AgendaChanged = "agenda_changed",
        /// A meeting was opened, ended, confirmed or called off.
        MeetingMoved = "meeting_moved",
        /// Who was at a meeting was written down.
        AttendanceTaken = "attendance_taken",
        /// A matter was decided, put off or noted.
        ItemTreated = "item_treated",
        /// Somebody was given something to do.
        ActionGiven = "action_given",
        /// What somebody was to do is done, or is not done after all.
        ActionDone = "action_done",
        /// It is time for what somebody wants to be reminded of, or a record asks for.
        ReminderDue = "reminder_due",
        /// And it is done.
        ReminderDone = "reminder_done",
        /// It was put off to another day.
        ReminderPostponed = "reminder_postponed",
        /// What stood in a record was disposed of, by a decision.
        Disposed = "disposed",
        /// How long a kind of record is kept was changed.
        DisposalRuleChanged = "disposal_rule_changed",
        /// A person chose how often mail is wanted.
        NoticesChosen = "notices_chosen",
        /// Sessions were ended by their owner from another.
        SessionsEnded = "sessions_ended",
        /// A person acts for another of the own organisations from now on.
        ActsFor = "acts_for",
        /// Signed in.
        SignedIn = "signed_in",
        /// Signed out.
        SignedOut = "signed_out",
        /// Sign-in was denied.
        Denied = "denied",
        /// Somebody tried to do what they may not.
        DeedDenied = "deed_denied",
    }
}

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doer {
    /// The operator of the server, on the command line.
    Operator,
    /// A person acting for an organisation.
    Person {
        /// Who.
        person: PersonId,
        /// For whom.
        organisation: OrganisationId,
    },
    /// Nobody who is signed in.
    Anonymous,
}

/// One field that changed. Values are shown as text; `None` means empty.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Change {
    /// The field's name.
    pub field: String,
    /// What stood there.
    pub before: Option<String>,
    /// What stands there now.
    pub after: Option<String>,
}

impl Change {
    /// A change, or `None` if both sides are the same.
    #[must_use]
    pub fn between(field: &str, before: &str, after: &str) -> Option<Self> {
        let value = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        (before != after).then(|| Self {
            field: field.to_owned(),
            before: value(before),
            after: value(after),
        })
    }
}

/// An event as it is read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Position in the one sequence of all events; without gaps, in the order of commits.
    pub sequence: i64,
    /// When.
    pub at: Instant,
    /// Who.
    pub doer: Doer,
    /// Kind of record.
    pub subject_kind: SubjectKind,
    /// Id of the record, as text.
    pub subject: String,
    /// What happened.
    pub kind: EventKind,
    /// What changed.
    pub changes: Vec<Change>,
}
