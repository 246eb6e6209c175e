//! Organisations: municipalities, federation bodies, universities and others.
//!
//! Not here: who works there (`person`) and whom it co-operates with (`collaboration`).

use crate::id::OrganisationId;
use crate::words::words;
use jiff::civil::Date;

words! {
    /// What sort of organisation it is.
    OrganisationKind {
        /// A municipality (kommun).
        Municipality = "municipality",
        /// A municipal federation (kommunalförbund), such as a joint IT body. Never data federation.
        FederationBody = "federation_body",
        /// A region.
        Region = "region",
        /// A university or university college.
        University = "university",
        /// A government agency.
        Agency = "agency",
        /// A company that supplies solutions.
        Supplier = "supplier",
        /// Anything else.
        Other = "other",
    }
}

/// A population figure. Only a default for cost keys, so it never stands without date and source.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Population {
    /// Number of inhabitants.
    pub value: u32,
    /// The day or year it holds for, as the source gives it.
    pub date: String,
    /// Where it was read.
    pub source: String,
}

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Identity.
    pub id: OrganisationId,
    /// Version for optimistic locking; 1 when new.
    pub version: i64,
    /// What sort it is.
    pub kind: OrganisationKind,
    /// Full name, such as "Skara kommun".
    pub name: String,
    /// Name in running text and lists, such as "Skara".
    pub short_name: String,
    /// Four digits, kept as text because of leading zeros.
    pub municipality_code: Option<String>,
    /// Two digits.
    pub county_code: Option<String>,
    /// Name of the county.
    pub county: Option<String>,
    /// Inhabitants, with date and source.
    pub population: Option<Population>,
    /// First day it existed, if known.
    pub valid_from: Option<Date>,
    /// Last day it existed.
    pub valid_to: Option<Date>,
    /// Who took over.
    pub successor: Option<OrganisationId>,
}

/// Why an organisation's facts are not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrganisationProblem {
    /// A municipality code has four digits.
    MunicipalityCode,
    /// A county code has two digits.
    CountyCode,
    /// It ends before it begins.
    EndsBeforeItBegins,
    /// It cannot succeed itself.
    SucceedsItself,
}

impl Organisation {
    /// Checks what the fields say together.
    ///
    /// # Errors
    /// The first [`OrganisationProblem`] found.
    pub fn check(&self) -> Result<(), OrganisationProblem> {
        let digits = |text: &Option<String>, length: usize| {
            text.as_ref().is_none_or(|t| t.len() == length && t.bytes().all(|b| b.is_ascii_digit()))
        };
        if !digits(&self.municipality_code, 4) {
            return Err(OrganisationProblem::MunicipalityCode);
        }
        if !digits(&self.county_code, 2) {
            return Err(OrganisationProblem::CountyCode);
        }
        if let (Some(from), Some(to)) = (self.valid_from, self.valid_to)
            && to < from
        {
            return Err(OrganisationProblem::EndsBeforeItBegins);
        }
        if self.successor == Some(self.id) {
            return Err(OrganisationProblem::SucceedsItself);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instant::Instant;

    #[test]
    fn codes_and_periods_are_checked() {
        let skara = Organisation {
            id: OrganisationId::at(Instant::from_milliseconds(0)),
            version: 1,
            kind: OrganisationKind::Municipality,
            name: "Skara kommun".into(),
            short_name: "Skara".into(),
            municipality_code: Some("1495".into()),
            county_code: Some("14".into()),
            county: None,
            population: None,
            valid_from: None,
            valid_to: None,
            successor: None,
        };
        assert_eq!(skara.check(), Ok(()));
        let with = |change: fn(&mut Organisation)| {
            let mut changed = skara.clone();
            change(&mut changed);
            changed.check()
        };
        assert_eq!(
            with(|o| o.municipality_code = Some("495".into())),
            Err(OrganisationProblem::MunicipalityCode)
        );
        assert_eq!(with(|o| o.county_code = Some("1x".into())), Err(OrganisationProblem::CountyCode));
        assert_eq!(with(|o| o.successor = Some(o.id)), Err(OrganisationProblem::SucceedsItself));
        let ended = with(|o| {
            o.valid_from = Some(Date::constant(2020, 1, 1));
            o.valid_to = Some(Date::constant(2019, 12, 31));
        });
        assert_eq!(ended, Err(OrganisationProblem::EndsBeforeItBegins));
    }
}
