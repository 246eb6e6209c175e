//! Solutions and who uses them.

use domain::id::{OrganisationId, SolutionId, UsageId};
use domain::instant::Instant;
use domain::number::{Number, Series};
use domain::organisation::Organisation;
use domain::sharing::Sharing;
use domain::solution::{AsWritten, Lifecycle, Solution, SolutionFacts, SolutionKind};
use domain::usage::{Usage, UsageStatus};
use store::testing::TestDb;

use super::{next_moment, serial};

/// A solution that is being described.
pub struct SolutionBuilder(Solution);

/// A system in use, in the common catalogue, shared with those who co-operate.
pub fn a_solution() -> SolutionBuilder {
    let now = next_moment();
    SolutionBuilder(Solution {
        id: SolutionId::at(now),
        version: 1,
        number: Number { series: Series::Solution, year: 2026, serial: serial() },
        facts: SolutionFacts {
            name: "Låsguiden".to_owned(),
            kind: SolutionKind::System,
            provider: None,
            summary: String::new(),
            description: String::new(),
            typical_needs: Vec::new(),
            capabilities: Vec::new(),
            service_areas: Vec::new(),
            tags: Vec::new(),
            integrations: Vec::new(),
            standards: Vec::new(),
            information_class: None,
            lifecycle: Lifecycle::InUse,
            licence: None,
            url: None,
            as_written: AsWritten::default(),
        },
        owner: None,
        sharing: Sharing::Collaboration,
        source_key: None,
        withdrawn: None,
        lineage: domain::solution::Lineage::default(),
        created: now,
        updated: now,
    })
}

pub fn texts(given: &[&str]) -> Vec<String> {
    given.iter().map(|&text| text.to_owned()).collect()
}

impl SolutionBuilder {
    pub fn named(mut self, name: &str) -> Self {
        self.0.facts.name = name.to_owned();
        self
    }

    /// With any other facts than a name.
    pub fn with(mut self, change: impl FnOnce(&mut SolutionFacts)) -> Self {
        change(&mut self.0.facts);
        self
    }

    pub fn in_areas(mut self, codes: &[&str]) -> Self {
        self.0.facts.service_areas = texts(codes);
        self
    }

    pub fn able_to(mut self, capabilities: &[&str]) -> Self {
        self.0.facts.capabilities = texts(capabilities);
        self
    }

    pub fn of_kind(mut self, kind: SolutionKind) -> Self {
        self.0.facts.kind = kind;
        self
    }

    pub fn in_lifecycle(mut self, lifecycle: Lifecycle) -> Self {
        self.0.facts.lifecycle = lifecycle;
        self
    }

    pub fn owned_by(mut self, organisation: &Organisation) -> Self {
        self.0.owner = Some(organisation.id);
        self
    }

    pub fn shared(mut self, sharing: Sharing) -> Self {
        self.0.sharing = sharing;
        self
    }

    pub fn of_source(mut self, key: &str) -> Self {
        self.0.source_key = Some(key.to_owned());
        self
    }

    /// From a source that wrote this organisation in its own words.
    pub fn written_for(mut self, organisation: &str) -> Self {
        self.0.facts.as_written.organisation = Some(organisation.to_owned());
        self
    }

    pub fn changed_at(mut self, updated: Instant) -> Self {
        self.0.updated = updated;
        self
    }

    pub fn built(self) -> Solution {
        self.0
    }

    pub async fn saved(self, test: &TestDb) -> Solution {
        let mut tx = test.db.write().await.unwrap();
        store::solution::insert(&mut tx, &self.0).await.unwrap();
        tx.commit().await.unwrap();
        self.0
    }
}

/// A usage that is being described.
pub struct UsageBuilder(Usage);

/// A usage, in use. Say [`UsageBuilder::of`] and [`UsageBuilder::by`] before it is saved.
pub fn a_usage() -> UsageBuilder {
    let id = UsageId::at(next_moment());
    let (solution, organisation) = (SolutionId::from_u128(0), OrganisationId::from_u128(0));
    UsageBuilder(Usage::new(id, solution, organisation, UsageStatus::InUse))
}

impl UsageBuilder {
    pub fn of(mut self, solution: &Solution) -> Self {
        self.0.solution = solution.id;
        self
    }

    pub fn by(mut self, organisation: &Organisation) -> Self {
        self.0.organisation = organisation.id;
        self
    }

    pub fn standing(mut self, status: UsageStatus) -> Self {
        self.0.status = status;
        self
    }

    pub fn built(self) -> Usage {
        self.0
    }

    pub async fn saved(self, test: &TestDb) -> Usage {
        let mut tx = test.db.write().await.unwrap();
        store::usage::put(&mut tx, &self.0).await.unwrap();
        tx.commit().await.unwrap();
        self.0
    }
}
