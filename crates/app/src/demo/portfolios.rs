//! The demo's portfolios: what each organisation has, what is said of cases, and the plan as it was counted.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::cost::AllocationKey;
use domain::event::{Change, Doer, EventKind, SubjectKind};
use domain::id::PortfolioId;
use domain::permission::Actor;
use domain::portfolio::{Initiative, Limit, Portfolio, Resource, Standing};
use serde::Deserialize;
use store::Tx;

use super::{Load, days_ago};
use crate::case::joined_case;
use crate::{AppError, Directory, portfolio};

/// What is told of portfolios.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct PortfoliosFile {
    pub(super) portfolios: Vec<PortfolioEntry>,
}

/// One portfolio, from the year after this one.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct PortfolioEntry {
    title: String,
    pub(super) kept_by: String,
    days_ago: i64,
    years: u32,
    key: AllocationKey,
    /// What each organisation has, in kronor and hours a year.
    pub(super) limits: BTreeMap<String, BTreeMap<Resource, Vec<i64>>>,
    pub(super) cases: Vec<InitiativeEntry>,
}

/// What is said of a case, which is named by a need in it.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct InitiativeEntry {
    pub(super) need: String,
    #[serde(default = "free")]
    standing: Standing,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    earliest: u32,
    latest: Option<u32>,
    #[serde(default)]
    pub(super) requires: Vec<String>,
}

const fn free() -> Standing {
    Standing::Free
}

/// How long the count may take; with so few cases it takes a moment.
const COUNT: Duration = Duration::from_secs(2);

impl Load<'_> {
    pub(super) async fn portfolios(&mut self, tx: &mut Tx) -> Result<(), AppError> {
        for entry in &self.content.portfolios {
            let at = days_ago(self.now, entry.days_ago, &entry.title);
            let person = self.people.get(entry.kept_by.as_str()).copied().ok_or(AppError::NotFound)?;
            let own = store::person::assignments(tx, person).await?;
            let organisation = own.first().ok_or(AppError::NotFound)?.organisation;
            let memberships = store::collaboration::of_organisation(tx, organisation).await?;
            let mut limits = Vec::new();
            for (key, resources) in &entry.limits {
                for (resource, amounts) in resources {
                    limits.push(Limit {
                        organisation: self.organisation(key)?,
                        resource: *resource,
                        by_year: amounts.iter().map(|amount| Some(amount * 100)).collect(),
                    });
                }
            }
            let begun = Portfolio {
                id: PortfolioId::at(at),
                version: 1,
                title: entry.title.clone(),
                organisation,
                collaboration: memberships.first().ok_or(AppError::NotFound)?.collaboration,
                start: self.now.year() + 1,
                years: entry.years,
                key: entry.key,
                limits,
                proposal: None,
                created: at,
                updated: at,
            };
            store::portfolio::insert(tx, &begun).await?;
            let mut initiatives = Vec::new();
            for one in &entry.cases {
                let mut requires = Vec::new();
                for other in &one.requires {
                    requires.push(self.case_with(tx, other).await?);
                }
                initiatives.push(Initiative {
                    standing: one.standing,
                    reason: one.reason.clone(),
                    earliest: one.earliest,
                    latest: one.latest,
                    requires,
                    ..Initiative::new(self.case_with(tx, &one.need).await?)
                });
            }
            store::portfolio::put_cases(tx, begun.id, &initiatives).await?;
            let directory = Directory::read(tx).await?;
            portfolio::count_now(tx, &Actor::Operator, (&begun, &directory), (at, COUNT)).await?;
            let doer = Doer::Person { person, organisation };
            let subject = || (SubjectKind::Portfolio, begun.id.to_string());
            self.event(at, doer, subject()).changes =
                Change::between("title", "", &begun.title).into_iter().collect();
            self.event(at, doer, subject()).kind = EventKind::LimitsChanged;
            self.event(at, doer, subject()).kind = EventKind::PlanProposed;
        }
        Ok(())
    }

    async fn case_with(&self, tx: &mut Tx, need: &str) -> Result<domain::id::CaseId, AppError> {
        let need = self.needs.get(need).copied().ok_or(AppError::NotFound)?;
        Ok(joined_case(tx, need).await?.ok_or(AppError::NotFound)?.id)
    }
}
