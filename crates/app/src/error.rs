//! The six ways a deed can fail. `web` alone turns them into status codes and sentences.

use domain::benefit::BenefitProblem;
use domain::contract::ContractProblem;
use domain::cost::CostProblem;
use domain::initiative::ChainProblem;
use domain::maturity::QuestionsProblem;
use domain::need::{Need, NeedRefusal};
use domain::organisation::OrganisationProblem;
use domain::prioritisation::CriteriaProblem;
use domain::process::ProcessProblem;
use domain::synonym::TermsProblem;
use domain::text::TextProblem;
use store::StoreError;

/// Why a deed was not done. Nothing was changed.
#[derive(Debug)]
pub enum AppError {
    /// There is no such record, or the actor may not know that there is one.
    NotFound,
    /// The actor may see the record, but not do this.
    Denied,
    /// Fields that cannot be kept as they are, all of them.
    Invalid(Vec<Invalid>),
    /// A rule refuses it in the present state.
    Refused(Refusal),
    /// Somebody else saved the need, or what is said of it, since it was read; this is what stands there now.
    Conflict(Box<Need>),
    /// Our own failure, or the database's.
    Internal(StoreError),
}

/// A field that cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalid {
    /// The field's name in forms and in the API.
    pub field: &'static str,
    /// Which of several alike, from 0.
    pub index: usize,
    /// What is wrong.
    pub problem: FieldProblem,
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldProblem {
    /// Missing, too short or too long.
    Text(TextProblem),
    /// Not one of the words there are.
    Unknown,
    /// A level that is not chosen here: the public takes two people.
    NotPermitted,
    /// A personal identity number stands in it, and it is about to be shared.
    IdentityNumber,
    /// Somebody has it already.
    Taken,
    /// Not an e-mail address.
    NotAnAddress,
    /// Not the password that the person has.
    WrongPassword,
    /// Not the code that the phone shows.
    WrongCode,
    /// Words that make no ring.
    Terms(TermsProblem),
    /// A supplier: it reads what the public reads, and has no people here.
    Supplier,
    /// As many as there may be.
    TooMany,
    /// An address of no organisation here.
    NoSuchDomain,
    /// Not the domain of addresses.
    NotADomain,
    /// Those who would go over have nobody who could administer the new organisation.
    NoAdministrator,
    /// A day that has passed, where one to come is asked for.
    DayPassed,
    /// A day to come, where one that has been is asked for.
    DayToCome,
    /// An end before its beginning.
    EndsTooEarly,
    /// Not a day such as `2026-11-09`.
    NotADay,
    /// Not a number.
    NotANumber,
    /// Not an address on the web.
    NotALink,
    /// Names no series of the file.
    NoSuchSeries,
    /// A benefit or a measurement cannot be kept.
    Benefit(BenefitProblem),
    /// An effect chain leads nowhere or back.
    Chain(ChainProblem),
    /// A process contradicts itself.
    Process(ProcessProblem),
    /// A cost cannot be counted.
    Cost(CostProblem),
    /// What is said of a contract does not fit together.
    Contract(ContractProblem),
    /// A questionnaire of maturity cannot be used.
    Maturity(QuestionsProblem),
    /// Not a DOI.
    NotADoi,
    /// Criteria cannot be used.
    Criteria(CriteriaProblem),
    /// Nobody could score.
    NobodyScores,
    /// An organisation's facts do not fit together.
    Organisation(OrganisationProblem),
}

/// Which rule refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// A need in the wrong state.
    Need(NeedRefusal),
    /// Words are proposed of needs that are sent and that the proposer has said the solution fits.
    NotConfirmed,
    /// Somebody else has changed it since it was read.
    ChangedMeanwhile,
    /// Others would read it, and the person has not said so after seeing who.
    NotAgreed,
    /// Whoever wishes to make something public cannot agree to it too.
    SamePerson,
    /// What is to be shown is shown already.
    NothingNew,
    /// It has been taken down, or has not.
    TakenDown,
    /// There is no raised level or wish, or it is too late.
    NothingToUndo,
    /// Nothing is old enough to be disposed of.
    NothingToDispose,
    /// The same is being made already.
    BeingMade,
    /// The import has been undone already.
    ImportUndone,
    /// Fewer read the entry that would go up in another than read that one.
    SharedLess,
    /// A case that has ended or rests, or is where it should be already.
    NotUnderWay,
    /// Something that the gate asks for is not at hand.
    NotAtHand,
    /// The neighbours could not read it.
    NotShared,
    /// An initiative or its variants go on.
    InitiativesOpen,
    /// Nobody has written what was learnt.
    NoLesson,
    /// Something of the readiness has not been answered.
    NotAnswered,
    /// A case keeps its last need.
    LastNeed,
    /// Something that counts has no score, or nobody is done.
    NotAllScored,
    /// A forum with a meeting that is planned, held or not confirmed.
    MeetingUnderWay,
    /// A meeting from where it stands.
    MeetingOver,
    /// A matter that was taken up.
    MatterTreated,
    /// A meeting without anybody.
    NobodyThere,
    /// Too few organisations are there that may take part.
    NoQuorum,
    /// Somebody without a voice has voted.
    NoVoice,
    /// The forum does not vote.
    NoVoting,
    /// The voices are not enough.
    NotCarried,
    /// A round of self-assessment is closed.
    MaturityClosed,
    /// A round of self-assessment still takes answers.
    MaturityOpen,
    /// The round is closed, or the assessor is done.
    ScoringOver,
    /// Somebody must always administer an organisation.
    LastAdministrator,
    /// The organisation has gone up in another.
    OrganisationGone,
    /// A step that cannot be taken from where the organisation stands in the collaboration.
    MembershipStep,
    /// The organisation that leads a collaboration stays in it.
    LeadStays,
    /// A form was opened for an organisation in which the person has no role any more.
    NoRoleThere,
    /// Sign-in with a wrong address or password; deliberately not said which.
    SignIn,
    /// Somebody has asked whoever answers for it lately.
    AskedLately,
    /// What a letter carried was used, or is too old.
    TooLate,
    /// The code of the second step is wrong or was used.
    WrongCode,
    /// The identity provider does not answer.
    ProviderAway,
    /// What came back from the identity provider does not hold.
    IdentityRefused,
    /// Known to the identity provider, but without a role here.
    IdentityUnknown,
    /// Somebody here has that address or identity already.
    IdentityTaken,
    /// Without a password, the identity provider is the only way in.
    OnlyWayIn,
    /// A person who has a password asks for a new one alone.
    HasPassword,
    /// A great many questions in a day.
    TooManyQuestions,
    /// Too many wrong passwords lately.
    TooManyTries,
}

impl Refusal {
    /// A stable code, for programs and for the keys of texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Need(NeedRefusal::AlreadySubmitted) => "already-submitted",
            Self::Need(NeedRefusal::IsWithdrawn) => "is-withdrawn",
            Self::Need(NeedRefusal::NotSubmitted) => "not-submitted",
            Self::NotConfirmed => "not-confirmed",
            Self::ChangedMeanwhile => "changed-meanwhile",
            Self::NotAgreed => "not-agreed",
            Self::SamePerson => "same-person",
            Self::NothingNew => "nothing-new",
            Self::TakenDown => "taken-down",
            Self::NothingToUndo => "nothing-to-undo",
            Self::NothingToDispose => "nothing-to-dispose",
            Self::BeingMade => "being-made",
            Self::ImportUndone => "import-undone",
            Self::SharedLess => "shared-less",
            Self::NotUnderWay => "not-under-way",
            Self::NotAtHand => "not-at-hand",
            Self::NotShared => "not-shared",
            Self::InitiativesOpen => "initiatives-open",
            Self::NoLesson => "no-lesson",
            Self::NotAnswered => "not-answered",
            Self::LastNeed => "last-need",
            Self::NotAllScored => "not-all-scored",
            Self::MeetingUnderWay => "meeting-under-way",
            Self::MeetingOver => "meeting-over",
            Self::MatterTreated => "matter-treated",
            Self::NobodyThere => "nobody-there",
            Self::NoQuorum => "no-quorum",
            Self::NoVoice => "no-voice",
            Self::NoVoting => "no-voting",
            Self::NotCarried => "not-carried",
            Self::MaturityClosed => "maturity-closed",
            Self::MaturityOpen => "maturity-open",
            Self::ScoringOver => "scoring-over",
            Self::LastAdministrator => "last-administrator",
            Self::OrganisationGone => "organisation-gone",
            Self::MembershipStep => "membership-step",
            Self::LeadStays => "lead-stays",
            Self::NoRoleThere => "no-role-there",
            Self::SignIn => "sign-in",
            Self::WrongCode => "wrong-code",
            Self::AskedLately => "asked-lately",
            Self::TooLate => "too-late",
            Self::ProviderAway => "provider-away",
            Self::IdentityRefused => "identity-refused",
            Self::IdentityUnknown => "identity-unknown",
            Self::IdentityTaken => "identity-taken",
            Self::OnlyWayIn => "only-way-in",
            Self::HasPassword => "has-password",
            Self::TooManyQuestions => "too-many-questions",
            Self::TooManyTries => "too-many-tries",
        }
    }
}

impl AppError {
    /// One field that cannot be kept.
    #[must_use]
    pub fn invalid(field: &'static str, problem: FieldProblem) -> Self {
        Self::Invalid(vec![Invalid { field, index: 0, problem }])
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotFound => f.write_str("not found"),
            Self::Denied => f.write_str("denied"),
            Self::Invalid(fields) => write!(f, "invalid fields: {fields:?}"),
            Self::Refused(refusal) => write!(f, "refused: {refusal:?}"),
            Self::Conflict(need) => write!(f, "{} was changed by somebody else", need.number),
            Self::Internal(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for AppError {}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        Self::Internal(error)
    }
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<NeedRefusal> for AppError {
    fn from(refusal: NeedRefusal) -> Self {
        Self::Refused(Refusal::Need(refusal))
    }
}
