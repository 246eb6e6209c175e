//! The demo's files as they are written: JSON with keys that refer to each other. `demo/README.md` says what
//! each value is.

use std::collections::HashSet;

use domain::need::Origin;
use domain::organisation::OrganisationKind;
use domain::person::Role;
use domain::service_area::{Capability, ServiceArea};
use domain::sharing::Sharing;
use domain::solution::{InformationClass, Lifecycle, SolutionKind};
use domain::synonym::RingKind;
use domain::usage::UsageStatus;
use domain::verdict::Verdict;
use jiff::civil::Date;
use serde::Deserialize;

use super::cases::CasesFile;
use super::catalogue::CatalogueFile;
use super::contracts::ContractEntry;
use super::coverage::CoverageEntry;
use super::forums::{ForumEntry, ForumsFile};
use super::initiatives::InitiativesFile;
use super::learning::LearningFile;
use super::portfolios::{PortfolioEntry, PortfoliosFile};
use super::public_texts::PublicTextEntry;
use super::vectors::DemoVectors;

/// Everything the demo holds.
#[derive(Debug, Clone, Default)]
pub struct DemoContent {
    pub(super) collaboration: CollaborationFile,
    pub(super) persons: Vec<PersonEntry>,
    pub(super) solutions: Vec<SolutionEntry>,
    pub(super) needs: Vec<NeedEntry>,
    pub(super) coverage: Vec<CoverageEntry>,
    pub(super) contracts: Vec<ContractEntry>,
    pub(super) public_texts: Vec<PublicTextEntry>,
    pub(super) vectors: DemoVectors,
    pub(super) voices: Vec<VoiceEntry>,
    pub(super) usages: UsagesFile,
    pub(super) catalogue: CatalogueFile,
    pub(super) verdicts: Vec<VerdictEntry>,
    pub(super) rings: Vec<RingEntry>,
    pub(super) cases: CasesFile,
    pub(super) forums: Vec<ForumEntry>,
    pub(super) portfolios: Vec<PortfolioEntry>,
    pub(super) initiatives: InitiativesFile,
    pub(super) learning: LearningFile,
}

/// What is wrong with the demo's files.
#[derive(Debug)]
pub enum DemoError {
    /// A file is not what it should be.
    File {
        /// Which.
        path: String,
        /// What the JSON reader says.
        error: serde_json::Error,
    },
    /// Something refers to what is not there.
    UnknownKey {
        /// What refers to it.
        of: String,
        /// The key or code.
        key: String,
    },
    /// Two things of the same sort have the same key.
    KeyTwice(String),
}

impl std::fmt::Display for DemoError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File { path, error } => write!(f, "{path}: {error}"),
            Self::UnknownKey { of, key } => write!(f, "{of} refers to {key}, which does not exist"),
            Self::KeyTwice(key) => write!(f, "{key} is there twice"),
        }
    }
}

impl std::error::Error for DemoError {}

#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct CollaborationFile {
    pub(super) organisations: Vec<OrganisationEntry>,
    pub(super) collaborations: Vec<CollaborationEntry>,
    pub(super) service_areas: Vec<ServiceArea>,
    pub(super) capabilities: Vec<Capability>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct OrganisationEntry {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) short_name: String,
    pub(super) kind: OrganisationKind,
    pub(super) municipality_code: Option<String>,
    pub(super) county_code: Option<String>,
    pub(super) county: Option<String>,
    pub(super) population: Option<u32>,
    pub(super) population_date: Option<String>,
    pub(super) population_source: Option<String>,
    pub(super) valid_from: Option<Date>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct CollaborationEntry {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) purpose: String,
    pub(super) lead: Option<String>,
    pub(super) members: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct PersonEntry {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) organisation: String,
    pub(super) role: RoleWord,
    /// What the person is besides.
    #[serde(default)]
    pub(super) also: Vec<RoleWord>,
    pub(super) title: String,
}

/// Roles as the files name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum RoleWord {
    Behovslamnare,
    Samordnare,
    Lasare,
    Forskare,
    Administrator,
    Forvaltare,
    Beredare,
    Forumordforande,
    Initiativledare,
    Inforandeansvarig,
    Nyttoagare,
}

impl RoleWord {
    pub(super) const fn role(self) -> Role {
        match self {
            Self::Behovslamnare => Role::NeedSubmitter,
            Self::Samordnare => Role::Coordinator,
            Self::Lasare => Role::Reader,
            Self::Forskare => Role::Researcher,
            Self::Administrator => Role::Administrator,
            Self::Forvaltare => Role::Steward,
            Self::Beredare => Role::Assessor,
            Self::Forumordforande => Role::ForumChair,
            Self::Initiativledare => Role::InitiativeLead,
            Self::Inforandeansvarig => Role::RolloutLead,
            Self::Nyttoagare => Role::BenefitOwner,
        }
    }
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct SolutionEntry {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) kind: SolutionKind,
    pub(super) provider: Option<String>,
    pub(super) summary: String,
    pub(super) description: String,
    pub(super) typical_needs: Vec<String>,
    pub(super) capabilities: Vec<String>,
    pub(super) service_areas: Vec<String>,
    pub(super) integrations: Vec<String>,
    pub(super) standards: Vec<String>,
    pub(super) information_class: Option<InformationClass>,
    pub(super) lifecycle: Lifecycle,
    pub(super) owner: Option<String>,
    pub(super) sharing: Sharing,
    pub(super) url: Option<String>,
    pub(super) usages: Vec<UsageEntry>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct UsageEntry {
    pub(super) organisation: String,
    pub(super) status: UsageStatus,
    pub(super) since: Option<Date>,
    pub(super) reason: Option<String>,
    pub(super) contact_role: Option<String>,
}

/// Whose word usages are, and what is said of them.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct UsagesFile {
    pub(super) told: Vec<ToldUsageEntry>,
    pub(super) registered: Vec<RegisteredUsageEntry>,
    pub(super) proposals: Vec<ProposedUsageEntry>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct ToldUsageEntry {
    pub(super) solution: String,
    pub(super) organisation: String,
    pub(super) contact: Option<String>,
    pub(super) users: Option<u32>,
    pub(super) instance: Option<String>,
    pub(super) pros: Option<String>,
    pub(super) cons: Option<String>,
    pub(super) effort: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct RegisteredUsageEntry {
    pub(super) solution: String,
    pub(super) organisation: String,
    pub(super) days_ago: i64,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct ProposedUsageEntry {
    pub(super) solution: String,
    pub(super) organisation: String,
    pub(super) status: UsageStatus,
    pub(super) note: String,
    pub(super) person: String,
    pub(super) days_ago: i64,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct NeedEntry {
    pub(super) key: String,
    pub(super) title: String,
    pub(super) text: String,
    pub(super) who: Option<String>,
    pub(super) how_often: Option<String>,
    pub(super) affected_number: Option<u32>,
    pub(super) wanted_effect: Option<String>,
    pub(super) law: Option<String>,
    pub(super) service_area: Option<String>,
    pub(super) capabilities: Vec<String>,
    pub(super) organisation: String,
    pub(super) author: String,
    pub(super) on_behalf_of: Option<String>,
    pub(super) origin: Origin,
    pub(super) meeting: Option<String>,
    pub(super) sharing: Sharing,
    pub(super) state: StateWord,
    pub(super) requirements: Vec<String>,
    pub(super) days_ago: i64,
}

/// "We have this too": an organisation's words about a need of another.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct VoiceEntry {
    pub(super) need: String,
    pub(super) organisation: String,
    pub(super) person: String,
    pub(super) words: Option<String>,
    pub(super) affected_number: Option<u32>,
    pub(super) days_ago: i64,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct VerdictEntry {
    pub(super) need: String,
    pub(super) solution: String,
    pub(super) person: String,
    pub(super) verdict: Verdict,
    pub(super) reason: Option<String>,
    pub(super) days_ago: i64,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct RingEntry {
    pub(super) key: String,
    pub(super) kind: RingKind,
    pub(super) terms: Vec<String>,
    pub(super) note: Option<String>,
    pub(super) person: String,
    pub(super) days_ago: i64,
}

/// States that a need of the demo may be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum StateWord {
    Draft,
    Submitted,
}

#[derive(Deserialize)]
struct PersonsFile {
    persons: Vec<PersonEntry>,
}

#[derive(Deserialize)]
struct SolutionsFile {
    solutions: Vec<SolutionEntry>,
}

#[derive(Deserialize)]
struct VerdictsFile {
    verdicts: Vec<VerdictEntry>,
}

#[derive(Deserialize)]
struct WordsFile {
    rings: Vec<RingEntry>,
}

#[derive(Deserialize)]
struct CoverageFile {
    coverage: Vec<CoverageEntry>,
}

#[derive(Deserialize)]
struct ContractsFile {
    contracts: Vec<ContractEntry>,
}

#[derive(Deserialize)]
struct PublicFile {
    texts: Vec<PublicTextEntry>,
}

#[derive(Deserialize)]
struct NeedsFile {
    needs: Vec<NeedEntry>,
}

#[derive(Deserialize)]
struct VoicesFile {
    voices: Vec<VoiceEntry>,
}

impl DemoContent {
    /// Reads the files: pairs of a path within the demo's folder and its text. What is no JSON file of the
    /// demo is passed over.
    ///
    /// # Errors
    /// [`DemoError`] for a file that cannot be read and for keys that refer to nothing or are not unique.
    pub fn parse(files: impl IntoIterator<Item = (String, String)>) -> Result<Self, DemoError> {
        let mut content = Self::default();
        let mut files: Vec<_> = files.into_iter().filter(|(path, _)| path.ends_with(".json")).collect();
        files.sort();
        for (path, text) in files {
            let broken = |error| DemoError::File { path: path.clone(), error };
            if path == "collaboration.json" {
                content.collaboration = serde_json::from_str(&text).map_err(broken)?;
            } else if path == "persons.json" {
                content.persons = serde_json::from_str::<PersonsFile>(&text).map_err(broken)?.persons;
            } else if path == "usages.json" {
                content.usages = serde_json::from_str(&text).map_err(broken)?;
            } else if path == "catalogue.json" {
                content.catalogue = serde_json::from_str(&text).map_err(broken)?;
            } else if path == "voices.json" {
                content.voices = serde_json::from_str::<VoicesFile>(&text).map_err(broken)?.voices;
            } else if path == "verdicts.json" {
                content.verdicts = serde_json::from_str::<VerdictsFile>(&text).map_err(broken)?.verdicts;
            } else if path == "words.json" {
                content.rings = serde_json::from_str::<WordsFile>(&text).map_err(broken)?.rings;
            } else if path == "cases.json" {
                content.cases = serde_json::from_str(&text).map_err(broken)?;
            } else if path == "forums.json" {
                content.forums = serde_json::from_str::<ForumsFile>(&text).map_err(broken)?.forums;
            } else if path == "initiatives.json" {
                content.initiatives = serde_json::from_str(&text).map_err(broken)?;
            } else if path == "learning.json" {
                content.learning = serde_json::from_str(&text).map_err(broken)?;
            } else if path == "portfolios.json" {
                content.portfolios =
                    serde_json::from_str::<PortfoliosFile>(&text).map_err(broken)?.portfolios;
            } else if path == "coverage.json" {
                content.coverage = serde_json::from_str::<CoverageFile>(&text).map_err(broken)?.coverage;
            } else if path == "contracts.json" {
                content.contracts = serde_json::from_str::<ContractsFile>(&text).map_err(broken)?.contracts;
            } else if path == "public.json" {
                content.public_texts = serde_json::from_str::<PublicFile>(&text).map_err(broken)?.texts;
            } else if path.starts_with("solutions/") {
                content
                    .solutions
                    .extend(serde_json::from_str::<SolutionsFile>(&text).map_err(broken)?.solutions);
            } else if path.starts_with("needs/") {
                content.needs.extend(serde_json::from_str::<NeedsFile>(&text).map_err(broken)?.needs);
            }
        }
        content.check()?;
        Ok(content)
    }

    /// Titles and texts of the needs, each for itself: what needs have in common, short or long.
    #[must_use]
    pub fn texts_of_needs(&self) -> Vec<String> {
        self.needs.iter().flat_map(|need| [need.title.clone(), need.text.clone()]).collect()
    }

    fn check(&self) -> Result<(), DemoError> {
        let organisations = keys(self.collaboration.organisations.iter().map(|o| o.key.as_str()))?;
        let persons = keys(self.persons.iter().map(|person| person.key.as_str()))?;
        let solutions = keys(self.solutions.iter().map(|solution| solution.key.as_str()))?;
        let needs = keys(self.needs.iter().map(|need| need.key.as_str()))?;
        keys(self.rings.iter().map(|ring| ring.key.as_str()))?;
        let areas = keys(self.collaboration.service_areas.iter().map(|area| area.code.as_str()))?;
        let capabilities =
            keys(self.collaboration.capabilities.iter().map(|capability| capability.code.as_str()))?;
        let known = |of: &str, known: &HashSet<&str>, key: &str| {
            let error = || DemoError::UnknownKey { of: of.to_owned(), key: key.to_owned() };
            if known.contains(key) { Ok(()) } else { Err(error()) }
        };
        for collaboration in &self.collaboration.collaborations {
            collaboration
                .members
                .iter()
                .try_for_each(|key| known(&collaboration.name, &organisations, key))?;
        }
        for person in &self.persons {
            known(&person.key, &organisations, &person.organisation)?;
        }
        for solution in &self.solutions {
            solution.owner.iter().try_for_each(|key| known(&solution.key, &organisations, key))?;
            solution
                .usages
                .iter()
                .try_for_each(|usage| known(&solution.key, &organisations, &usage.organisation))?;
            solution.service_areas.iter().try_for_each(|code| known(&solution.key, &areas, code))?;
            solution.capabilities.iter().try_for_each(|code| known(&solution.key, &capabilities, code))?;
        }
        for need in &self.needs {
            known(&need.key, &organisations, &need.organisation)?;
            known(&need.key, &persons, &need.author)?;
            need.service_area.iter().try_for_each(|code| known(&need.key, &areas, code))?;
            need.capabilities.iter().try_for_each(|code| known(&need.key, &capabilities, code))?;
        }
        for draft in &self.catalogue.drafts {
            known("catalogue.json", &persons, &draft.person)?;
            draft.joined.iter().try_for_each(|key| known("catalogue.json", &solutions, key))?;
        }
        for retired in &self.catalogue.retired {
            known("catalogue.json", &persons, &retired.person)?;
            known("catalogue.json", &solutions, &retired.solution)?;
            known("catalogue.json", &solutions, &retired.successor)?;
        }
        for voice in &self.voices {
            known("voices.json", &needs, &voice.need)?;
            known(&voice.need, &organisations, &voice.organisation)?;
            known(&voice.need, &persons, &voice.person)?;
        }
        for verdict in &self.verdicts {
            known("verdicts", &needs, &verdict.need)?;
            known("verdicts", &solutions, &verdict.solution)?;
            known("verdicts", &persons, &verdict.person)?;
        }
        for case in &self.cases.cases {
            case.needs.iter().try_for_each(|key| known("cases.json", &needs, key))?;
            case.owner.iter().try_for_each(|key| known("cases.json", &persons, key))?;
        }
        for cost in &self.cases.costs {
            known("cases.json", &needs, &cost.need)?;
            cost.parties.iter().try_for_each(|(key, ..)| known("cases.json", &organisations, key))?;
        }
        for round in &self.cases.rounds {
            known("cases.json", &persons, &round.arranged_by)?;
            round.done.iter().try_for_each(|key| known("cases.json", &persons, key))?;
            round.cases.keys().try_for_each(|key| known("cases.json", &needs, key))?;
        }
        for forum in &self.forums {
            known("forums.json", &organisations, &forum.organisation)?;
            forum.seats.keys().try_for_each(|key| known("forums.json", &persons, key))?;
            for meeting in &forum.meetings {
                let named = meeting.absent.iter().chain(&meeting.confirmed_by);
                let named = named.chain(meeting.actions.iter().map(|action| &action.person));
                let voted =
                    meeting.matters.iter().flat_map(|matter| matter.votes.keys().chain(matter.out.keys()));
                named.chain(voted).try_for_each(|key| known("forums.json", &persons, key))?;
                let mut cases = meeting.matters.iter().filter_map(|matter| matter.case.as_ref());
                cases.try_for_each(|key| known("forums.json", &needs, key))?;
            }
        }
        for portfolio in &self.portfolios {
            known("portfolios.json", &persons, &portfolio.kept_by)?;
            portfolio.limits.keys().try_for_each(|key| known("portfolios.json", &organisations, key))?;
            let mut cases =
                portfolio.cases.iter().flat_map(|one| std::iter::once(&one.need).chain(&one.requires));
            cases.try_for_each(|key| known("portfolios.json", &needs, key))?;
        }
        let begun = keys(self.initiatives.initiatives.iter().map(|one| one.key.as_str()))?;
        for one in &self.initiatives.initiatives {
            known("initiatives.json", &needs, &one.need)?;
            one.parent.iter().try_for_each(|key| known(&one.key, &begun, key))?;
            one.solution.iter().try_for_each(|key| known(&one.key, &solutions, key))?;
            for party in &one.parties {
                known(&one.key, &organisations, &party.organisation)?;
                let named = party.people.values().chain(party.actions.iter().map(|(_, who, ..)| who));
                named.into_iter().try_for_each(|key| known(&one.key, &persons, key))?;
            }
            let parties = keys(one.parties.iter().map(|party| party.organisation.as_str()))?;
            let whose = one.obstacles.iter().map(|obstacle| &obstacle.organisation);
            let whose = whose.chain(one.benefits.iter().map(|benefit| &benefit.organisation));
            whose.into_iter().try_for_each(|key| known(&one.key, &parties, key))?;
            one.benefits.iter().try_for_each(|benefit| known(&one.key, &persons, &benefit.owner))?;
        }
        for lesson in &self.initiatives.lessons {
            known("initiatives.json", &organisations, &lesson.organisation)?;
            known("initiatives.json", &persons, &lesson.author)?;
            lesson.initiative.iter().try_for_each(|key| known("initiatives.json", &begun, key))?;
            lesson.solution.iter().try_for_each(|key| known("initiatives.json", &solutions, key))?;
        }
        self.rings.iter().try_for_each(|ring| known(&ring.key, &persons, &ring.person))?;
        let unknown = self.unknown_in_coverage().or_else(|| self.unknown_in_contracts());
        match unknown.or_else(|| self.unknown_in_public_texts()) {
            Some((of, key)) => Err(DemoError::UnknownKey { of, key }),
            None => Ok(()),
        }
    }
}

fn keys<'a>(all: impl Iterator<Item = &'a str>) -> Result<HashSet<&'a str>, DemoError> {
    let mut seen = HashSet::new();
    for key in all {
        if !seen.insert(key) {
            return Err(DemoError::KeyTwice(key.to_owned()));
        }
    }
    Ok(seen)
}
