//! Freshness: how old what the catalogue says is, when it is to be said again, and what an entry lacks.
//!
//! Every fact is somebody's word from a day. Age is told and never ranks: an old fact may be the only one there is. Not here: who is
//! asked (`app::freshness`), and what an answer means for who may use something (`usability`).

use jiff::Span;
use jiff::civil::Date;

use crate::id::{ContractId, NotAnId, OrganisationId, PersonId, SolutionId, UsageId};
use crate::instant::Instant;
use crate::solution::{Lifecycle, Solution, SolutionKind};
use crate::usability::is_open_licence;
use crate::usage::{Usage, UsageStatus};
use crate::words::words;

/// A fact that was said so many months ago is to be said again.
pub const YEARLY_MONTHS: i32 = 12;
/// One that was said so many months ago is old.
pub const OLD_MONTHS: i32 = 24;
/// For so many days a letter can be answered without signing in.
pub const LETTER_DAYS: i64 = 30;
/// For so many days nobody is asked again about the same fact.
pub const ASKED_DAYS: i64 = 30;
/// Most facts of one letter; the oldest come first, and the rest stand on the page.
pub const LETTER_ROWS: usize = 40;
/// Shorter than this, in characters, a text says too little to be found by or chosen for.
const DESCRIBED: usize = 80;

words! {
    /// How old what somebody said is.
    Age {
        /// Said within the year.
        Fresh = "fresh",
        /// More than [`YEARLY_MONTHS`] ago.
        Ageing = "ageing",
        /// More than [`OLD_MONTHS`] ago.
        Old = "old",
        /// Nobody has ever said that it is right.
        Never = "never",
    }
}

impl Age {
    /// How old a fact is that was last said to be right then.
    #[must_use]
    pub fn of(confirmed: Option<Instant>, today: Date) -> Self {
        match confirmed.map(Instant::day) {
            None => Self::Never,
            Some(day) if day < months_before(today, OLD_MONTHS) => Self::Old,
            Some(day) if day < months_before(today, YEARLY_MONTHS) => Self::Ageing,
            Some(_) => Self::Fresh,
        }
    }

    /// Whether anybody who writes may ask for it to be confirmed.
    #[must_use]
    pub const fn is_stale(self) -> bool {
        match self {
            Self::Old | Self::Never => true,
            Self::Fresh | Self::Ageing => false,
        }
    }
}

/// When a fact was last said to be right, and when it was first written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// When somebody last said that it is right.
    pub confirmed: Option<Instant>,
    /// When it was written.
    pub made: Instant,
}

impl Said {
    /// The time that its age is counted from.
    #[must_use]
    pub fn since(self) -> Instant {
        self.confirmed.unwrap_or(self.made)
    }

    /// Whether it is to be said again: nobody has for [`YEARLY_MONTHS`]. What is newly written has its first year before that.
    #[must_use]
    pub fn is_due(self, today: Date) -> bool {
        self.since().day() < months_before(today, YEARLY_MONTHS)
    }

    /// Whether it is greyed: it is old, or nobody has confirmed it in its first year.
    #[must_use]
    pub fn is_grey(self, today: Date) -> bool {
        match Age::of(self.confirmed, today) {
            Age::Old => true,
            Age::Never => self.is_due(today),
            Age::Fresh | Age::Ageing => false,
        }
    }

    /// The day from which it is.
    #[must_use]
    pub fn due_from(self) -> Date {
        let year = self.since().day().checked_add(Span::new().months(YEARLY_MONTHS));
        year.and_then(Date::tomorrow).unwrap_or(Date::MAX)
    }
}

fn months_before(day: Date, months: i32) -> Date {
    day.checked_sub(Span::new().months(months)).unwrap_or(Date::MIN)
}

words! {
    /// What sort of fact somebody answers for.
    FactKind {
        /// What an entry of the catalogue says.
        Entry = "entry",
        /// How an organisation uses a solution.
        Usage = "usage",
        /// What a contract says.
        Contract = "contract",
    }
}

/// A fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FactId {
    /// An entry.
    Entry(SolutionId),
    /// A usage.
    Usage(UsageId),
    /// A contract.
    Contract(ContractId),
}

impl FactId {
    /// What sort of fact.
    #[must_use]
    pub const fn kind(self) -> FactKind {
        match self {
            Self::Entry(_) => FactKind::Entry,
            Self::Usage(_) => FactKind::Usage,
            Self::Contract(_) => FactKind::Contract,
        }
    }

    /// The id of its record, as text.
    #[must_use]
    pub fn record(self) -> String {
        match self {
            Self::Entry(id) => id.to_string(),
            Self::Usage(id) => id.to_string(),
            Self::Contract(id) => id.to_string(),
        }
    }

    /// The fact of a kind with this record.
    ///
    /// # Errors
    /// When that is no id.
    pub fn of(kind: FactKind, record: &str) -> Result<Self, NotAnId> {
        Ok(match kind {
            FactKind::Entry => Self::Entry(record.parse()?),
            FactKind::Usage => Self::Usage(record.parse()?),
            FactKind::Contract => Self::Contract(record.parse()?),
        })
    }
}

impl std::fmt::Display for FactId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.kind(), self.record())
    }
}

impl std::str::FromStr for FactId {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let (kind, record) = text.split_once('.').ok_or(NotAnId)?;
        Self::of(FactKind::from_code(kind).ok_or(NotAnId)?, record)
    }
}

/// That somebody said that an entry is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confirmation {
    /// When.
    pub at: Instant,
    /// Who; nobody in particular for the operator.
    pub by: Option<PersonId>,
}

/// Whether an entry is to be confirmed every year. What is retired or taken out is history.
#[must_use]
pub fn entry_is_asked(solution: &Solution) -> bool {
    let there = match solution.facts.lifecycle {
        Lifecycle::Idea
        | Lifecycle::Planned
        | Lifecycle::Pilot
        | Lifecycle::InUse
        | Lifecycle::PhasingOut => true,
        Lifecycle::Retired => false,
    };
    there && solution.withdrawn.is_none() && solution.lineage.merged_into.is_none()
}

/// Whether a usage is: a refusal and an end are history too.
#[must_use]
pub const fn usage_is_asked(status: UsageStatus) -> bool {
    match status {
        UsageStatus::InUse | UsageStatus::Pilot | UsageStatus::Contract | UsageStatus::Planned => true,
        UsageStatus::Declined | UsageStatus::Retired => false,
    }
}

/// A letter that asks somebody to confirm facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Whom it was written to.
    pub person: PersonId,
    /// In which month, such as `2026-11`; nobody gets two in one.
    pub month: String,
    /// When it was written.
    pub at: Instant,
    /// Until when it can be answered without signing in.
    pub expires: Instant,
    /// What it asks.
    pub rows: Vec<LetterRow>,
}

/// A fact that a letter asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LetterRow {
    /// Its place in the letter, from 0.
    pub place: usize,
    /// Which.
    pub fact: FactId,
    /// As whose the person is asked.
    pub organisation: OrganisationId,
    /// The version that the letter tells.
    pub version: i64,
    /// When it was confirmed by the letter.
    pub answered: Option<Instant>,
}

words! {
    /// What is worth having in an entry.
    Part {
        /// A text that says what it does.
        Description = "description",
        /// Needs in the words of staff, which matches are found by.
        TypicalNeeds = "typical_needs",
        /// Service areas.
        Areas = "areas",
        /// Capabilities.
        Capabilities = "capabilities",
        /// Who provides it.
        Provider = "provider",
        /// Information class.
        InformationClass = "information_class",
        /// Who uses it, as their own word from a day.
        Usage = "usage",
        /// Somebody to ask at one of those.
        Contact = "contact",
        /// A contract, or a way to have it without one.
        Agreement = "agreement",
    }
}

/// The parts that an entry of a kind is asked for. Nobody supplies a way of working, and nothing is stored in one.
#[must_use]
pub fn asked_parts(kind: SolutionKind) -> &'static [Part] {
    const ALL: &[Part] = Part::ALL;
    const WITHOUT_TECHNOLOGY: &[Part] =
        &[Part::Description, Part::TypicalNeeds, Part::Areas, Part::Capabilities, Part::Usage, Part::Contact];
    match kind {
        SolutionKind::WayOfWorking | SolutionKind::Training => WITHOUT_TECHNOLOGY,
        SolutionKind::System
        | SolutionKind::EService
        | SolutionKind::Module
        | SolutionKind::Sensor
        | SolutionKind::Equipment
        | SolutionKind::Automation
        | SolutionKind::Integration
        | SolutionKind::SharedService
        | SolutionKind::Software => ALL,
    }
}

/// Whether somebody has filled in a contract about it, as far as the reader knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contracts {
    /// One at least.
    Some,
    /// None that the reader may know of.
    None,
}

/// What an entry lacks, in the order of [`asked_parts`].
#[must_use]
pub fn missing(solution: &Solution, usages: &[Usage], contracts: Contracts) -> Vec<Part> {
    let facts = &solution.facts;
    let used = || usages.iter().filter(|usage| usage_is_asked(usage.status));
    let is_there = |part: &Part| match part {
        Part::Description => facts.summary.chars().count() + facts.description.chars().count() >= DESCRIBED,
        Part::TypicalNeeds => !facts.typical_needs.is_empty(),
        Part::Areas => !facts.service_areas.is_empty(),
        Part::Capabilities => !facts.capabilities.is_empty(),
        Part::Provider => facts.provider.is_some(),
        Part::InformationClass => facts.information_class.is_some(),
        Part::Usage => used().any(|usage| usage.confirmed_at.is_some()),
        Part::Contact => used().any(|usage| usage.contact.is_some() || usage.contact_role.is_some()),
        Part::Agreement => {
            contracts == Contracts::Some || facts.licence.as_deref().is_some_and(is_open_licence)
        }
    };
    asked_parts(facts.kind).iter().copied().filter(|part| !is_there(part)).collect()
}

words! {
    /// What waits on whoever keeps the catalogue, in the order in which it is to be done.
    Task {
        /// Others believe that the organisation uses something.
        Proposals = "proposals",
        /// Somebody registered a use for the organisation.
        Unconfirmed = "unconfirmed",
        /// What was registered or proposed for others was rejected.
        Rejected = "rejected",
        /// Whoever was to be asked has left.
        ContactsLeft = "contacts_left",
        /// Notice on a contract must be given soon, or an option called.
        Notices = "notices",
        /// What nobody has confirmed for a year.
        Due = "due",
        /// Words of a source that nobody has said the meaning of.
        AsWritten = "as_written",
        /// Entries that lack something.
        Incomplete = "incomplete",
    }
}

#[cfg(test)]
mod tests;
