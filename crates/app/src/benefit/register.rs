//! The register of all benefits that a reader can see, and what they come to unit by unit.

use std::collections::BTreeMap;

use domain::benefit::{BenefitKind, Outcome};
use domain::id::OrganisationId;
use domain::number::Number;
use domain::permission::Actor;
use domain::quantity::Quantity;
use jiff::civil::Date;
use store::initiative::InitiativeFilter;
use store::page::{Listed, Page};

use super::BenefitRow;
use crate::{App, AppError, Directory};

/// Which benefits to list. Empty fields do not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BenefitFilter {
    /// Beginnings of words of what is measured or who has it.
    pub search: String,
    /// Whose.
    pub organisation: Option<OrganisationId>,
    /// Of which kind.
    pub kind: Option<BenefitKind>,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// Only what should have been measured.
    pub overdue: bool,
    /// As it was at the end of this year.
    pub year: Option<i16>,
    /// Of which initiative.
    pub initiative: Option<Number>,
    /// Only of initiatives of these cases, where that is asked for.
    pub cases: Option<Vec<domain::id::CaseId>>,
}

/// What several benefits come to that can be added: what was hoped for and what came, each by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BenefitSum {
    /// Of which kind.
    pub kind: BenefitKind,
    /// What is measured; nothing for money, where any is added to any.
    pub indicator: Option<String>,
    /// In what.
    pub unit: String,
    /// How many there are, and how many have been measured.
    pub measured: (usize, usize),
    /// The change that was hoped for, over those with a baseline.
    pub hoped: Quantity,
    /// The change that has been measured, over those that have.
    pub come: Quantity,
}

/// Initiatives read at once.
const A_PAGE: u32 = 500;

impl App {
    /// One page of the benefits that the reader can see, latest initiative first, with what all of them come to.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn list_benefits(
        &self,
        actor: &Actor,
        filter: &BenefitFilter,
        page: Page,
    ) -> Result<(Listed<BenefitRow>, Vec<BenefitSum>), AppError> {
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let today = self.clock.now().day();
        let wanted = InitiativeFilter {
            organisation: filter.organisation,
            state: store::case::ANY_STATE.to_owned(),
            ..InitiativeFilter::default()
        };
        let words = domain::text::search_words(&filter.search);
        let mut rows = Vec::new();
        for number in 1.. {
            let read =
                store::initiative::list(&mut tx, &actor.visibility(), &wanted, Page::new(number, A_PAGE))
                    .await?;
            if read.rows.is_empty() {
                break;
            }
            for initiative in read.rows {
                let is_other = filter.initiative.is_some_and(|number| number != initiative.number);
                let outside = filter.cases.as_ref().is_some_and(|cases| !cases.contains(&initiative.case));
                if is_other || outside {
                    continue;
                }
                let found = super::of_initiative(&mut tx, &directory, &initiative, today).await?;
                rows.extend(
                    found
                        .into_iter()
                        .map(|row| at_end_of(row, filter.year))
                        .filter(|row| fits(row, filter) && has_words(row, &words)),
                );
            }
        }
        let sums = sums(&rows);
        let total = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        let skipped = (page.number().saturating_sub(1) as usize).saturating_mul(page.size() as usize);
        let rows = rows.into_iter().skip(skipped).take(page.size() as usize).collect();
        Ok((Listed { rows, total }, sums))
    }
}

/// A benefit as it was known at the end of a year.
fn at_end_of(row: BenefitRow, year: Option<i16>) -> BenefitRow {
    let Some(last) = year.and_then(|year| Date::new(year, 12, 31).ok()) else { return row };
    let mut row = row;
    row.measurements.retain(|one| one.reading.on <= last);
    row.outcome = row.benefit.outcome(row.measurements.first().map(|one| one.reading));
    row
}

fn fits(row: &BenefitRow, filter: &BenefitFilter) -> bool {
    filter.organisation.is_none_or(|wanted| row.benefit.organisation == wanted)
        && filter.kind.is_none_or(|wanted| row.benefit.kind == wanted)
        && filter.outcome.is_none_or(|wanted| row.outcome == wanted)
        && (!filter.overdue || row.is_overdue)
}

fn has_words(row: &BenefitRow, wanted: &str) -> bool {
    let all = domain::text::search_words(&format!(
        "{} {} {}",
        row.benefit.indicator, row.benefit.receiver, row.initiative.1
    ));
    wanted.split_whitespace().all(|word| all.contains(&format!(" {word}")))
}

/// Whether amounts of a unit can be added: a share of one thing and a share of another make no share.
fn is_additive(unit: &str) -> bool {
    let unit = unit.to_lowercase();
    !["procent", "%", "andel", "per cent", "share"].iter().any(|share| unit.contains(share))
}

/// The same measure in several organisations is added, and money to money; nothing else. A negative effect is in no sum.
pub(crate) fn sums(rows: &[BenefitRow]) -> Vec<BenefitSum> {
    let mut sums: BTreeMap<(BenefitKind, String, String), BenefitSum> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.benefit.is_negative && is_additive(&row.benefit.unit)) {
        let benefit = &row.benefit;
        let indicator = (benefit.kind != BenefitKind::Financial).then(|| benefit.indicator.clone());
        let named = indicator.as_ref().map(|name| name.to_lowercase()).unwrap_or_default();
        let sum =
            sums.entry((benefit.kind, benefit.unit.to_lowercase(), named)).or_insert_with(|| BenefitSum {
                kind: benefit.kind,
                indicator,
                unit: benefit.unit.clone(),
                measured: (0, 0),
                hoped: Quantity(0),
                come: Quantity(0),
            });
        sum.measured.0 += 1;
        if let Some(baseline) = benefit.baseline {
            sum.hoped.0 += benefit.target.value.0 - baseline.value.0;
            if let Some(latest) = row.latest() {
                sum.measured.1 += 1;
                sum.come.0 += latest.reading.value.0 - baseline.value.0;
            }
        }
    }
    // One alone is no sum.
    sums.into_values().filter(|sum| sum.measured.0 > 1).collect()
}
