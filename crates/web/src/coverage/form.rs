//! The form in which somebody says what a solution covers of one requirement.

use std::str::FromStr;

use app::coverage::RequirementCoverage;
use domain::coverage::{CoverageFacts, CoverageField, CoverageLevel, CoverageSource};
use domain::id::RequirementId;
use serde::Deserialize;

use crate::form::Errors;
use crate::frame::Frame;
use crate::list::Choice;

/// As it is sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct CoverageForm {
    requirement: String,
    version: String,
    level: String,
    source: String,
    evidence: String,
    gor: String,
}

/// What is to be done.
#[derive(Debug)]
pub(super) enum Wish {
    Say(CoverageFacts),
    Withdraw,
}

impl CoverageForm {
    /// Which requirement it is about; none for what is no id.
    pub(super) fn requirement(&self) -> Option<RequirementId> {
        RequirementId::from_str(&self.requirement).ok()
    }

    /// The version that was read; -1, which nothing has, when it cannot be told.
    pub(super) fn version(&self) -> i64 {
        self.version.parse().unwrap_or(-1)
    }

    /// What is to be done.
    ///
    /// # Errors
    /// What has to be chosen first; fields have the requirement's number behind.
    pub(super) fn read(&self, frame: &Frame, number: usize) -> Result<Wish, Errors> {
        if self.gor == "ta-bort" {
            return Ok(Wish::Withdraw);
        }
        let level = CoverageLevel::from_code(&self.level);
        let source = CoverageSource::from_code(&self.source);
        match (level, source) {
            (Some(level), Some(source)) => {
                let evidence = Some(self.evidence.clone());
                Ok(Wish::Say(CoverageFacts { level, source, evidence }))
            }
            (level, source) => {
                let mut errors = Errors::default();
                if level.is_none() {
                    errors.add(&id(CoverageField::Level, number), frame.t("coverage-choose-level"));
                }
                if source.is_none() {
                    errors.add(&id(CoverageField::Source, number), frame.t("coverage-choose-source"));
                }
                Err(errors)
            }
        }
    }
}

/// The form as a template draws it.
#[derive(Debug)]
pub(super) struct FormView {
    pub(super) requirement: String,
    pub(super) version: i64,
    pub(super) levels: Vec<Choice>,
    pub(super) sources: Vec<Choice>,
    pub(super) evidence: String,
    /// Ids of the fields: their names with the requirement's number behind.
    pub(super) level_id: String,
    pub(super) source_id: String,
    pub(super) evidence_id: String,
}

impl FormView {
    /// With what was written, over the version that stands there now.
    pub(super) fn again(frame: &Frame, form: &CoverageForm, number: usize, version: i64) -> Self {
        let level = |level: &CoverageLevel| {
            Choice::new(level.code(), frame.word("coverage-level", level.code()), &form.level)
        };
        let source = |source: &CoverageSource| {
            Choice::new(source.code(), frame.word("coverage-from", source.code()), &form.source)
        };
        Self {
            requirement: form.requirement.clone(),
            version,
            levels: CoverageLevel::ALL.iter().map(level).collect(),
            sources: CoverageSource::OF_PEOPLE.iter().map(source).collect(),
            evidence: form.evidence.clone(),
            level_id: id(CoverageField::Level, number),
            source_id: id(CoverageField::Source, number),
            evidence_id: id(CoverageField::Evidence, number),
        }
    }

    /// With what a person has said; nothing is chosen where nobody has said anything.
    pub(super) fn of(frame: &Frame, number: usize, row: &RequirementCoverage) -> Self {
        let said = row.said.as_ref().map(|said| &said.coverage);
        let form = CoverageForm {
            requirement: row.requirement.id.to_string(),
            level: said.map(|said| said.level.code().to_owned()).unwrap_or_default(),
            source: said.map(|said| said.source.code().to_owned()).unwrap_or_default(),
            evidence: said.and_then(|said| said.evidence.clone()).unwrap_or_default(),
            ..CoverageForm::default()
        };
        Self::again(frame, &form, number, said.map_or(0, |said| said.version))
    }
}

/// The id of a field: its name with the requirement's number behind.
fn id(field: CoverageField, index: usize) -> String {
    format!("{}-{index}", field.name())
}
