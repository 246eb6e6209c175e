//! Form fields as templates draw them: label, help, value and error in one place, and the summary that links
//! to every field that has to be changed.

use app::{AppError, FieldProblem, Invalid};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::benefit::BenefitProblem;
use domain::contract::ContractProblem;
use domain::initiative::ChainProblem;
use domain::organisation::OrganisationProblem;
use domain::synonym::TermsProblem;
use domain::text::TextProblem;
use fluent::FluentValue;
use serde::Deserialize;

use crate::error::Failure;
use crate::frame::Frame;

/// What is wrong with a form, field by field.
#[derive(Debug, Clone, Default)]
pub(crate) struct Errors(Vec<FieldError>);

/// What a sent form is answered with: the way on where it was done, or the form `again` with what is wrong.
pub(crate) fn answered(
    frame: &Frame,
    done: Result<String, AppError>,
    again: impl FnOnce(Errors) -> Response,
) -> Result<Response, Failure> {
    match done {
        Ok(on) => Ok(Redirect::to(&on).into_response()),
        Err(error) => {
            let errors = Errors::of(frame, error).map_err(|error| Failure::page(error, frame.clone()))?;
            Ok(again(errors))
        }
    }
}

/// What is wrong with one field, and where to find it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldError {
    /// Name of the field; with a number behind for repeated ones, as in its id.
    pub(crate) field: String,
    /// What is wrong and what to do.
    pub(crate) message: String,
}

impl Errors {
    /// The errors of a refused deed; anything but invalid fields is given back.
    ///
    /// # Errors
    /// The same error when it is of another kind.
    pub(crate) fn of(frame: &Frame, error: AppError) -> Result<Self, AppError> {
        match error {
            AppError::Invalid(fields) => Ok(Self(fields.iter().map(|field| message(frame, field)).collect())),
            other @ (AppError::NotFound
            | AppError::Denied
            | AppError::Refused(_)
            | AppError::Conflict(_)
            | AppError::Internal(_)) => Err(other),
        }
    }

    /// Adds an error that the page itself found.
    pub(crate) fn add(&mut self, field: &str, message: String) {
        self.0.push(FieldError { field: field.to_owned(), message });
    }

    /// The same errors, all told at one field: that of a form with a single thing to fill in, by the name it has on its page.
    pub(crate) fn all_at(mut self, field: &str) -> Self {
        for error in &mut self.0 {
            field.clone_into(&mut error.field);
        }
        self
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them, for the summary.
    pub(crate) fn all(&self) -> &[FieldError] {
        &self.0
    }

    /// The form's page: as one that is not accepted when there are any.
    pub(crate) fn on(&self, page: Response) -> Response {
        let status = if self.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        (status, page).into_response()
    }

    /// The message at a field; empty when there is none.
    pub(crate) fn at(&self, field: &str) -> &str {
        self.0.iter().find(|error| error.field == field).map_or("", |error| error.message.as_str())
    }
}

fn message(frame: &Frame, invalid: &Invalid) -> FieldError {
    let count = |n: usize| FluentValue::from(i64::try_from(n).unwrap_or(i64::MAX));
    let texts = frame.texts();
    let message = match &invalid.problem {
        FieldProblem::Text(TextProblem::Missing) => frame.t(&format!("field-missing-{}", key(invalid.field))),
        FieldProblem::Text(TextProblem::TooShort { min }) => {
            texts.text_with("field-too-short", &[("min", count(*min))])
        }
        FieldProblem::Text(TextProblem::TooLong { max, actual }) => {
            let values = [("max", count(*max)), ("over", count(actual.saturating_sub(*max)))];
            let key = match invalid.field {
                "requirements" => "field-too-many-requirements",
                "typical_needs" if *max < 100 => "field-too-many-typical-needs",
                _ => "field-too-long",
            };
            texts.text_with(key, &values)
        }
        FieldProblem::Unknown => frame.t("field-unknown"),
        FieldProblem::NotPermitted => frame.t("field-not-permitted"),
        FieldProblem::IdentityNumber => frame.t("hint-identity-number"),
        FieldProblem::Taken if invalid.field == "terms" => frame.t("synonym-taken"),
        FieldProblem::Taken if invalid.field == "reason" => frame.t("merge-proposed-already"),
        FieldProblem::Taken if invalid.field == "status" => frame.t("usage-proposed-already"),
        FieldProblem::Taken => frame.t("field-taken"),
        FieldProblem::WrongPassword => frame.t("field-wrong-password"),
        FieldProblem::WrongCode => frame.t("field-wrong-code"),
        FieldProblem::NotAnAddress => frame.t("field-not-an-address"),
        FieldProblem::TooMany => frame.t("field-too-many"),
        FieldProblem::DayPassed => frame.t("field-day-passed"),
        FieldProblem::EndsTooEarly => frame.t("field-ends-too-early"),
        FieldProblem::DayToCome => frame.t("field-day-to-come"),
        // Its form tells more, at the stage where it is.
        FieldProblem::NotADay => frame.t("field-not-a-day"),
        FieldProblem::NotANumber => frame.t("field-not-a-number"),
        FieldProblem::NotALink => frame.t("field-not-a-link"),
        FieldProblem::NotADoi => frame.t("field-not-a-doi"),
        FieldProblem::NoSuchSeries => frame.t("field-no-such-series"),
        FieldProblem::Benefit(problem) => frame.t(benefit_key(*problem)),
        FieldProblem::Contract(problem) => frame.t(contract_key(*problem)),
        FieldProblem::Chain(ChainProblem::NoSuch(_)) => frame.t("field-chain-no-such"),
        FieldProblem::Chain(ChainProblem::Backwards(_)) => frame.t("field-chain-backwards"),
        FieldProblem::Process(_)
        | FieldProblem::Criteria(_)
        | FieldProblem::Maturity(_)
        | FieldProblem::Cost(_)
        | FieldProblem::NobodyScores => frame.t("field-unknown"),
        FieldProblem::NoSuchDomain => frame.t("field-no-such-domain"),
        FieldProblem::NotADomain => frame.t("field-not-a-domain"),
        FieldProblem::Terms(problem) => terms_message(frame, problem),
        FieldProblem::Supplier => frame.t("field-supplier"),
        FieldProblem::NoAdministrator => frame.t("field-no-administrator"),
        FieldProblem::Organisation(OrganisationProblem::MunicipalityCode) => {
            frame.t("field-municipality-code")
        }
        FieldProblem::Organisation(OrganisationProblem::CountyCode) => frame.t("field-county-code"),
        FieldProblem::Organisation(
            OrganisationProblem::EndsBeforeItBegins | OrganisationProblem::SucceedsItself,
        ) => frame.t("field-organisation"),
    };
    FieldError { field: field_of(invalid.field, invalid.index), message }
}

const fn benefit_key(problem: BenefitProblem) -> &'static str {
    match problem {
        BenefitProblem::TargetIsBaseline => "field-target-is-baseline",
        BenefitProblem::TargetTooEarly => "field-target-too-early",
        BenefitProblem::NoBaseline => "field-no-baseline",
        BenefitProblem::BeforeBaseline => "field-before-baseline",
        BenefitProblem::ToCome => "field-day-to-come",
        BenefitProblem::OtherUnit => "field-other-unit",
    }
}

const fn contract_key(problem: ContractProblem) -> &'static str {
    match problem {
        ContractProblem::EndsBeforeStart => "field-contract-ends-before-start",
        ContractProblem::OptionWithoutEnd => "field-contract-option-without-end",
        ContractProblem::OptionNotAfter => "field-contract-option-not-after",
        ContractProblem::CallOutside => "field-contract-call-outside",
        ContractProblem::OptionSkipped => "field-contract-option-skipped",
        ContractProblem::NoticeOutside => "field-contract-notice-outside",
        ContractProblem::UntilOutside => "field-contract-until-outside",
    }
}

/// The id of one of several fields of a name, as errors tell them.
pub(crate) fn field_of(name: &str, index: usize) -> String {
    if index == 0 { name.to_owned() } else { format!("{name}-{index}") }
}

/// A press that says in which version its page was shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Pressed {
    version: String,
}

impl Pressed {
    /// The version; one that nothing has where none was sent.
    pub(crate) fn version(&self) -> i64 {
        self.version.parse().unwrap_or(0)
    }
}

/// A form whose fields depend on what it is about, as it was sent.
pub(crate) type Pairs = Vec<(String, String)>;

/// What stands in a field of such a form; empty where there is none.
pub(crate) fn value<'a>(sent: &'a [(String, String)], name: &str) -> &'a str {
    sent.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
}

/// What is wrong with the words of a ring.
fn terms_message(frame: &Frame, problem: &TermsProblem) -> String {
    match problem {
        TermsProblem::TooFew => frame.t("synonym-too-few"),
        TermsProblem::TooMany { actual } => {
            frame.tn("synonym-too-many", i64::try_from(*actual).unwrap_or(i64::MAX))
        }
        TermsProblem::TooLong { term } => frame.t1("synonym-too-long", "term", term),
        TermsProblem::Twice { term } => frame.t1("synonym-twice", "term", term),
        TermsProblem::NoWord { term } => frame.t1("synonym-no-word", "term", term),
    }
}

fn key(field: &str) -> String {
    field.replace('_', "-")
}

/// A count as people write it, with spaces between thousands. `None` when it is none, `Some(None)` when empty.
pub(crate) fn count_in(text: &str) -> Option<Option<u32>> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.is_empty() { Some(None) } else { digits.parse().ok().map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_as_people_write_them() {
        for (text, count) in [
            ("", Some(None)),
            (" 118 ", Some(Some(118))),
            ("1 200", Some(Some(1200))),
            ("1\u{a0}200", Some(Some(1200))),
            ("cirka 40", None),
            ("-3", None),
            ("99999999999", None),
        ] {
            assert_eq!(count_in(text), count, "{text}");
        }
    }
}
