//! Why a command could not do what it was asked, as a text and an exit code.
//!
//! Not here: the sentences, which are Fluent texts.

use app::{AppError, FieldProblem, Refusal};
use domain::text::TextProblem;
use store::{OpenError, StoreError};
use web::texts::Texts;

use web::sentence::{Sentence, Value};

/// What the exit code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Blame {
    /// The data, the machine or a rule: 1.
    Work,
    /// How the command was written: 2.
    Usage,
}

/// A failed command.
#[derive(Debug)]
pub(crate) struct Failure {
    sentence: Sentence,
    blame: Blame,
}

pub(crate) type Done = Result<(), Failure>;

impl Failure {
    /// Something that went wrong, by the key of its text.
    pub(crate) const fn of(key: &'static str) -> Self {
        Self { sentence: Sentence::of(key), blame: Blame::Work }
    }

    /// Something that went wrong, as it is told.
    pub(crate) const fn said(sentence: Sentence) -> Self {
        Self { sentence, blame: Blame::Work }
    }

    /// A command that cannot mean anything.
    pub(crate) const fn usage(key: &'static str) -> Self {
        Self { sentence: Sentence::of(key), blame: Blame::Usage }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.sentence = self.sentence.with(name, value);
        self
    }

    pub(crate) fn text(&self, texts: Texts) -> String {
        self.sentence.text(texts)
    }

    pub(crate) const fn exit_code(&self) -> u8 {
        match self.blame {
            Blame::Work => 1,
            Blame::Usage => 2,
        }
    }

    /// A file or folder that the system does not give.
    pub(crate) fn file(path: &std::path::Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let key = match error.kind() {
            ErrorKind::NotFound => "cli-error-file-missing",
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "cli-error-file-not-permitted",
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "cli-error-disk-full",
            ErrorKind::IsADirectory => "cli-error-file-is-a-folder",
            ErrorKind::NotADirectory | ErrorKind::AlreadyExists => "cli-error-not-a-folder",
            // The list of the standard library is open: the system's own words then.
            _ => "cli-error-file",
        };
        Self::of(key).with("path", path.display().to_string()).with("detail", error.to_string())
    }

    /// A database that does not open. `place` is a folder or an address without its password.
    pub(crate) fn opening(place: &str, error: OpenError) -> Self {
        let failure = match error {
            OpenError::Connect(error) => match StoreError::from(error) {
                StoreError::Full(_) => Self::of("cli-error-disk-full"),
                error => Self::of("cli-error-not-opened").with("detail", error.to_string()),
            },
            OpenError::Migrate(error) => {
                let detail = error.to_string();
                let full = ["disk is full", "No space left"].iter().any(|words| detail.contains(words));
                Self::of(if full { "cli-error-disk-full" } else { "cli-error-not-ours" })
                    .with("detail", detail)
            }
        };
        failure.with("path", place.to_owned())
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        match error {
            AppError::NotFound => Self::of("cli-error-not-found"),
            AppError::Denied => Self::of("cli-error-denied"),
            AppError::Refused(Refusal::LastAdministrator) => Self::of("cli-error-last-administrator"),
            AppError::Conflict(_) | AppError::Refused(Refusal::ChangedMeanwhile) => {
                Self::of("cli-error-changed-meanwhile")
            }
            AppError::Refused(Refusal::ImportUndone) => Self::of("cli-error-import-undone"),
            AppError::Refused(Refusal::OrganisationGone) => Self::of("cli-error-organisation-gone"),
            AppError::Refused(Refusal::MembershipStep) => Self::of("cli-error-membership-step"),
            AppError::Refused(Refusal::LeadStays) => Self::of("cli-error-lead-stays"),
            AppError::Refused(_) => Self::of("cli-error-refused"),
            AppError::Invalid(fields) => {
                let first = fields.into_iter().next();
                first.map_or_else(
                    || Self::of("cli-error-refused"),
                    |field| invalid(field.field, &field.problem),
                )
            }
            AppError::Internal(error) => match error {
                StoreError::Unreachable(_) => Self::of("cli-error-unreachable"),
                StoreError::Full(_) => Self::of("cli-error-disk-full").with("path", ""),
                StoreError::Stale | StoreError::Taken => Self::of("cli-error-changed-meanwhile"),
                StoreError::Damaged { .. } | StoreError::Database(_) => {
                    Self::of("cli-error-database").with("detail", error.to_string())
                }
            },
        }
    }
}

fn invalid(field: &'static str, problem: &FieldProblem) -> Failure {
    let failure = match problem {
        FieldProblem::Text(TextProblem::Missing) => Failure::usage("cli-error-field-missing"),
        FieldProblem::Text(TextProblem::TooShort { min }) => {
            Failure::usage("cli-error-field-too-short").with("limit", *min)
        }
        FieldProblem::Text(TextProblem::TooLong { max, .. }) => {
            Failure::usage("cli-error-field-too-long").with("limit", *max)
        }
        FieldProblem::Taken => Failure::of("cli-error-field-taken"),
        FieldProblem::Supplier => Failure::of("cli-error-supplier"),
        FieldProblem::NoAdministrator => Failure::of("cli-error-no-administrator"),
        FieldProblem::NotAnAddress => Failure::usage("cli-error-field-not-an-address"),
        FieldProblem::NoSuchSeries => Failure::usage("cli-error-no-such-series"),
        FieldProblem::Unknown
        | FieldProblem::TooMany
        | FieldProblem::DayPassed
        | FieldProblem::DayToCome
        | FieldProblem::EndsTooEarly
        | FieldProblem::NotADay
        | FieldProblem::NotANumber
        | FieldProblem::NotALink
        | FieldProblem::NotADoi
        | FieldProblem::Maturity(_)
        | FieldProblem::Benefit(_)
        | FieldProblem::Chain(_)
        | FieldProblem::Process(_)
        | FieldProblem::Contract(_)
        | FieldProblem::Criteria(_)
        | FieldProblem::Cost(_)
        | FieldProblem::NobodyScores
        | FieldProblem::NoSuchDomain
        | FieldProblem::NotADomain
        | FieldProblem::NotPermitted
        | FieldProblem::IdentityNumber
        | FieldProblem::WrongPassword
        | FieldProblem::WrongCode
        | FieldProblem::Terms(_)
        | FieldProblem::Organisation(_) => Failure::usage("cli-error-field-unknown"),
    };
    failure.with("field", field)
}
