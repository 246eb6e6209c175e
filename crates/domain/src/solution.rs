//! Solutions: everything that can meet a need, from systems to ways of working.
//!
//! Not here: who uses a solution (`usage`) and how well it answers a need (the `matching` crate).

use crate::id::{OrganisationId, PersonId, SolutionId};
use crate::instant::Instant;
use crate::number::Number;
use crate::sharing::Sharing;
use crate::text::search_words;
use crate::words::words;

words! {
    /// What sort of thing meets the need.
    SolutionKind {
        /// Verksamhetssystem.
        System = "system",
        /// E-tjänst.
        EService = "e_service",
        /// Modul in a larger system.
        Module = "module",
        /// Sensor.
        Sensor = "sensor",
        /// Utrustning.
        Equipment = "equipment",
        /// Automatisering.
        Automation = "automation",
        /// Integration.
        Integration = "integration",
        /// Arbetssätt: needs no technology.
        WayOfWorking = "way_of_working",
        /// Utbildning.
        Training = "training",
        /// Delad tjänst: run by one, used by several.
        SharedService = "shared_service",
        /// Programvara: software not yet described as one of the others, as imports bring it.
        Software = "software",
    }
}

words! {
    /// Where a solution is in its life.
    Lifecycle {
        /// Idé.
        Idea = "idea",
        /// Planerad.
        Planned = "planned",
        /// Pilot.
        Pilot = "pilot",
        /// I bruk.
        InUse = "in_use",
        /// Avvecklas.
        PhasingOut = "phasing_out",
        /// Avvecklad.
        Retired = "retired",
    }
}

/// Information class after KLASSA: levels 0 (none) to 4 (very serious; may not be stored here).
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct InformationClass {
    /// Konfidentialitet.
    pub confidentiality: u8,
    /// Riktighet.
    pub integrity: u8,
    /// Tillgänglighet.
    pub availability: u8,
}

impl InformationClass {
    /// A class with each level in 0–4; `None` if one is not.
    #[must_use]
    pub const fn new(confidentiality: u8, integrity: u8, availability: u8) -> Option<Self> {
        if confidentiality > 4 || integrity > 4 || availability > 4 {
            return None;
        }
        Some(Self { confidentiality, integrity, availability })
    }
}

/// What a file or person wrote where one of our own words was expected. Kept as written until somebody
/// says what it means; never a reason to refuse a record.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct AsWritten {
    /// Organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// Kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Lifecycle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle: Option<String>,
    /// Usage status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usage_status: Option<String>,
    /// Sharing level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sharing: Option<String>,
    /// Information class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub information_class: Option<String>,
    /// Service areas.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub service_areas: Vec<String>,
    /// Capabilities.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub capabilities: Vec<String>,
}

impl AsWritten {
    /// Whether everything that was written has found its meaning.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What describes a solution; the part that people and imports write.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SolutionFacts {
    /// Name, at most [`crate::text::TITLE_MAX`] characters.
    pub name: String,
    /// What sort of thing.
    pub kind: SolutionKind,
    /// Who provides it: a supplier, an organisation, a community.
    pub provider: Option<String>,
    /// One sentence.
    pub summary: String,
    /// Full text.
    pub description: String,
    /// Needs it meets, in the words of staff.
    pub typical_needs: Vec<String>,
    /// Capability codes.
    pub capabilities: Vec<String>,
    /// Service area codes.
    pub service_areas: Vec<String>,
    /// Free words from the source, such as its categories.
    pub tags: Vec<String>,
    /// What it exchanges data with.
    pub integrations: Vec<String>,
    /// Standards it follows.
    pub standards: Vec<String>,
    /// Information class it is built for.
    pub information_class: Option<InformationClass>,
    /// Where it is in its life.
    pub lifecycle: Lifecycle,
    /// Licence of open source, or the form of licence.
    pub licence: Option<String>,
    /// Address to read more at; http or https.
    pub url: Option<String>,
    /// What could not be understood yet.
    pub as_written: AsWritten,
}

words! {
    /// What the file is that a solution came from.
    OriginalFormat {
        /// The standard description of public software.
        Publiccode = "publiccode",
    }
}

/// The file that a solution came from, as it was: what the catalogue has no field for stays in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// What it is.
    pub format: OriginalFormat,
    /// All of its text.
    pub body: String,
}

/// Most former names that are kept of an entry.
pub const FORMER_NAMES_MAX: usize = 20;

/// What an entry was called, and what has become of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lineage {
    /// Names that it had, and names of entries that went up in it; the latest first. They find it still.
    pub former_names: Vec<String>,
    /// The entry that it went up in, which answers under this one's number from then on.
    pub merged_into: Option<SolutionId>,
    /// What to use in its place, where it is retired.
    pub successor: Option<SolutionId>,
    /// Why it is retired.
    pub retired_reason: Option<String>,
    /// That nobody who keeps a catalogue has taken it over yet.
    pub draft: Option<Draft>,
}

/// An entry that somebody has written who keeps no catalogue: a draft, until whoever keeps it takes it over. It is shown as one
/// everywhere, and nothing is counted from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// When it was written.
    pub at: Instant,
    /// Who wrote it, and is told what becomes of it.
    pub person: Option<PersonId>,
    /// Who has the thing, in the writer's words.
    pub who_has: Option<String>,
}

impl Lineage {
    /// Remembers what the entry was called before, now that it is called something else. The name that it has is no former one.
    pub fn renamed(&mut self, before: &str, now: &str) {
        let same = |one: &str, other: &str| search_words(one) == search_words(other);
        self.former_names.retain(|name| !same(name, before) && !same(name, now));
        if !same(before, now) && !before.is_empty() {
            self.former_names.insert(0, before.to_owned());
            self.former_names.truncate(FORMER_NAMES_MAX);
        }
    }
}

/// A solution in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solution {
    /// Identity.
    pub id: SolutionId,
    /// Version for optimistic locking.
    pub version: i64,
    /// `L-2026-0007`.
    pub number: Number,
    /// The description.
    pub facts: SolutionFacts,
    /// Who keeps the entry; `None` for the common catalogue.
    pub owner: Option<OrganisationId>,
    /// How far it is shared.
    pub sharing: Sharing,
    /// Key of the source, for re-import.
    pub source_key: Option<String>,
    /// When the entry was made.
    pub created: Instant,
    /// When it was last changed.
    pub updated: Instant,
    /// When it was taken out of lists, searches and matches, if it was; its page is still there.
    pub withdrawn: Option<Instant>,
    /// Former names, and what has become of it.
    pub lineage: Lineage,
}

/// Only http and https addresses are kept as links; anything else is text that somebody may have planted.
#[must_use]
pub fn is_web_address(text: &str) -> bool {
    let lower = text.trim().to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    rest.is_some_and(|r| {
        !r.is_empty() && !r.starts_with('/') && !r.chars().any(|c| c.is_whitespace() || c == '"')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        assert!(is_web_address("https://kommun.example/a"));
        assert!(is_web_address("HTTP://kommun.example"));
        for bad in
            ["javascript:alert(1)", "https://", "https:///x", "data:text/html,x", "https://a b", "ftp://x"]
        {
            assert!(!is_web_address(bad), "{bad}");
        }
    }

    #[test]
    fn a_name_that_comes_back_is_no_former_one() {
        let mut lineage = Lineage::default();
        lineage.renamed("Lifecare", "Omsorgsstödet");
        lineage.renamed("Omsorgsstödet", "OMSORGSSTÖDET");
        assert_eq!(lineage.former_names, ["Lifecare"], "the same words are the same name");
        lineage.renamed("OMSORGSSTÖDET", "Lifecare");
        assert_eq!(lineage.former_names, ["OMSORGSSTÖDET"]);
        for number in 0..40 {
            lineage.renamed(&format!("Namn {number}"), "Lifecare");
        }
        assert_eq!(lineage.former_names.len(), FORMER_NAMES_MAX);
        assert_eq!(lineage.former_names[0], "Namn 39");
    }

    #[test]
    fn information_class_levels_are_bounded() {
        assert!(InformationClass::new(2, 4, 0).is_some());
        assert!(InformationClass::new(0, 0, 5).is_none());
    }
}
