//! Contracts.

use domain::contract::{Agreement, Contract, ContractFacts, Covered, Route, Standing};
use domain::id::{ContractId, OrganisationId};
use domain::number::{Number, Series};
use domain::organisation::Organisation;
use domain::sharing::Sharing;
use domain::solution::Solution;
use jiff::civil::{Date, date};
use store::testing::TestDb;

use super::{next_moment, serial};

/// A contract that is being described.
pub struct ContractBuilder(Contract);

/// A direct contract for three years, shared with those who co-operate. Say [`ContractBuilder::kept_by`] before it is saved.
pub fn a_contract() -> ContractBuilder {
    let now = next_moment();
    ContractBuilder(Contract {
        id: ContractId::at(now),
        version: 1,
        number: Number { series: Series::Contract, year: 2026, serial: serial() },
        facts: ContractFacts {
            name: "Digitala lås".to_owned(),
            supplier: "Låsbolaget".to_owned(),
            kind: Agreement::Direct,
            starts: date(2024, 1, 1),
            ends: Some(date(2026, 12, 31)),
            options: Vec::new(),
            notice: None,
            route: Route::Unknown,
            price_model: String::new(),
            amounts: Vec::new(),
            documents: Vec::new(),
            note: String::new(),
        },
        solutions: Vec::new(),
        coverage: Vec::new(),
        organisation: OrganisationId::from_u128(0),
        sharing: Sharing::Collaboration,
        ended: None,
        confirmed: now,
        confirmed_by: None,
        created: now,
        updated: now,
    })
}

impl ContractBuilder {
    pub fn named(mut self, name: &str) -> Self {
        self.0.facts.name = name.to_owned();
        self
    }

    pub fn with(mut self, change: impl FnOnce(&mut Contract)) -> Self {
        change(&mut self.0);
        self
    }

    pub fn about(mut self, solution: &Solution) -> Self {
        self.0.solutions.push(solution.id);
        self
    }

    pub fn kept_by(mut self, organisation: &Organisation) -> Self {
        self.0.organisation = organisation.id;
        self
    }

    pub fn covering(mut self, organisation: &Organisation, standing: Standing) -> Self {
        self.0.coverage.push(Covered { organisation: organisation.id, standing, until: None });
        self
    }

    pub fn shared(mut self, sharing: Sharing) -> Self {
        self.0.sharing = sharing;
        self
    }

    pub fn ending(mut self, ends: Option<Date>) -> Self {
        self.0.facts.ends = ends;
        self
    }

    pub fn built(self) -> Contract {
        self.0
    }

    pub async fn saved(self, test: &TestDb) -> Contract {
        let mut tx = test.db.write().await.unwrap();
        store::contract::insert(&mut tx, &self.0).await.unwrap();
        tx.commit().await.unwrap();
        self.0
    }
}
