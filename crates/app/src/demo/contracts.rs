//! The demo's contracts. Days are told in months from the day of loading, so that some always end soon.

use domain::contract::{
    Agreement, Amount, Contract, ContractFacts, ContractOption, Covered, Document, OptionState, Route,
    Standing, in_months,
};
use domain::cost::Ore;
use domain::event::{Change, Doer, SubjectKind};
use domain::id::ContractId;
use domain::number::Series;
use domain::sharing::Sharing;
use jiff::civil::Date;
use serde::Deserialize;
use store::Tx;

use super::content::DemoContent;
use super::{Load, days_ago};
use crate::AppError;

#[derive(Debug, Clone, Deserialize)]
pub(super) struct ContractEntry {
    name: String,
    supplier: String,
    kind: Agreement,
    owner: String,
    by: String,
    solutions: Vec<String>,
    starts: i32,
    ends: Option<i32>,
    notice: Option<i32>,
    options: Vec<OptionEntry>,
    covered: Vec<CoveredEntry>,
    route: Route,
    price_model: String,
    amounts: Vec<AmountEntry>,
    documents: Vec<Document>,
    note: String,
    confirmed_days_ago: i64,
    sharing: Sharing,
}

#[derive(Debug, Clone, Deserialize)]
struct OptionEntry {
    until: i32,
    call_by: Option<i32>,
    state: OptionState,
}

#[derive(Debug, Clone, Deserialize)]
struct CoveredEntry {
    organisation: String,
    standing: Standing,
    until: Option<i32>,
}

#[derive(Debug, Clone, Deserialize)]
struct AmountEntry {
    label: String,
    kronor: i64,
    per: String,
}

impl DemoContent {
    /// The first key in a contract that refers to nothing: which contract, and the key.
    pub(super) fn unknown_in_contracts(&self) -> Option<(String, String)> {
        let organisation = |key: &str| self.collaboration.organisations.iter().any(|one| one.key == key);
        self.contracts.iter().find_map(|entry| {
            let unknown = |key: &String| Some((format!("contract {}", entry.name), key.clone()));
            let covered = entry.covered.iter().map(|one| &one.organisation);
            if let Some(key) = covered.chain([&entry.owner]).find(|key| !organisation(key)) {
                return unknown(key);
            }
            if !self.persons.iter().any(|person| person.key == entry.by) {
                return unknown(&entry.by);
            }
            let is_known = |key: &&String| self.solutions.iter().any(|solution| solution.key == **key);
            entry.solutions.iter().find(|key| !is_known(key)).and_then(unknown)
        })
    }
}

/// The last day of the month so many months later.
fn month_end(today: Date, months: i32) -> Date {
    in_months(today.first_of_month(), months).last_of_month()
}

impl<'a> Load<'a> {
    /// After solutions: every contract is about some.
    pub(super) async fn contracts(&mut self, tx: &mut Tx) -> Result<(), AppError> {
        for entry in &self.content.contracts {
            self.contract(tx, entry).await?;
        }
        Ok(())
    }

    async fn contract(&mut self, tx: &mut Tx, entry: &'a ContractEntry) -> Result<(), AppError> {
        let organisation = self.organisation(&entry.owner)?;
        let person = *self.people.get(entry.by.as_str()).ok_or(AppError::NotFound)?;
        let at = days_ago(self.now, entry.confirmed_days_ago, &entry.name);
        let solutions = entry.solutions.iter().map(|key| self.solutions.get(key.as_str()).copied());
        let solutions = solutions.collect::<Option<Vec<_>>>().ok_or(AppError::NotFound)?;
        let today = self.now.day();
        let mut coverage = Vec::new();
        for one in &entry.covered {
            coverage.push(Covered {
                organisation: self.organisation(&one.organisation)?,
                standing: one.standing,
                until: one.until.map(|months| month_end(today, months)),
            });
        }
        let contract = Contract {
            id: ContractId::at(at),
            version: 1,
            number: store::event::next_number(tx, Series::Contract, at.year()).await?,
            facts: facts(entry, today),
            solutions,
            coverage,
            organisation,
            sharing: entry.sharing,
            ended: None,
            confirmed: at,
            confirmed_by: Some(person),
            created: at,
            updated: at,
        };
        store::contract::insert(tx, &contract).await?;
        let doer = Doer::Person { person, organisation };
        let event = self.event(at, doer, (SubjectKind::Contract, contract.id.to_string()));
        event.changes = Change::between("name", "", &contract.facts.name).into_iter().collect();
        Ok(())
    }
}

fn facts(entry: &ContractEntry, today: Date) -> ContractFacts {
    let end = |months: i32| month_end(today, months);
    let option = |one: &OptionEntry| ContractOption {
        until: end(one.until),
        call_by: one.call_by.map(end),
        state: one.state,
    };
    let amount = |one: &AmountEntry| Amount {
        label: one.label.clone(),
        ore: Ore(one.kronor * 100),
        per: one.per.clone(),
    };
    ContractFacts {
        name: entry.name.clone(),
        supplier: entry.supplier.clone(),
        kind: entry.kind,
        starts: in_months(today.first_of_month(), entry.starts),
        ends: entry.ends.map(end),
        options: entry.options.iter().map(option).collect(),
        notice: entry.notice.map(end),
        route: entry.route,
        price_model: entry.price_model.clone(),
        amounts: entry.amounts.iter().map(amount).collect(),
        documents: entry.documents.clone(),
        note: entry.note.clone(),
    }
}
