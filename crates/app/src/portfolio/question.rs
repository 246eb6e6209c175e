//! The question that a portfolio asks: what its cases are worth by their last round, what they take of whom and when by their
//! cost sheets, and how much there is.

use std::collections::HashMap;

use domain::case::{Case, CaseState, Tie};
use domain::cost::{CostSheet, Ore};
use domain::id::{CaseId, OrganisationId};
use domain::permission::{Actor, Deed};
use domain::portfolio::{Initiative, Portfolio, Project, Question, Resource, Standing, Use};
use sha2::{Digest, Sha256};
use store::Tx;

use super::{NotWeighed, PortfolioCase};
use crate::{AppError, Directory, case, collaboration, need, prioritisation};

/// The question with what it stands on.
pub(super) struct Asked {
    pub(super) question: Question,
    pub(super) resources: Vec<(OrganisationId, Resource)>,
    /// In the order of the projects.
    pub(super) cases: Vec<PortfolioCase>,
}

/// Says whether the same is asked of the same cases and organisations.
pub(super) fn fingerprint(asked: &Asked) -> Result<String, AppError> {
    let cases: Vec<CaseId> = asked.cases.iter().map(|one| one.initiative.case).collect();
    let whole = serde_json::to_vec(&(cases, &asked.resources, &asked.question)).map_err(|error| {
        AppError::Internal(store::StoreError::Damaged { column: "question", value: error.to_string() })
    })?;
    Ok(format!("{:x}", Sha256::digest(&whole)))
}

/// What a case takes: of whom, of what, how many years after its start, how much.
type Taken = Vec<(OrganisationId, Resource, usize, i64)>;

/// Asks with what stands in the database now.
pub(super) async fn of(
    tx: &mut Tx,
    actor: &Actor,
    portfolio: &Portfolio,
    directory: &Directory,
) -> Result<Asked, AppError> {
    let initiatives = store::portfolio::cases(tx, portfolio.id).await?;
    let ids: Vec<CaseId> = initiatives.iter().map(|one| one.case).collect();
    let outcomes = prioritisation::last_outcomes(tx, actor, &ids).await?;
    let (mut cases, mut all_taken) = (Vec::new(), Vec::new());
    for initiative in initiatives {
        let found = store::case::get(tx, initiative.case).await?.ok_or(AppError::NotFound)?;
        let sheet = store::cost::of_case(tx, found.id).await?.map(|(sheet, ..)| sheet);
        let taken = taken(sheet.as_ref(), portfolio, directory);
        let points = outcomes.get(&found.id).and_then(|(_, outcome, _)| outcome.total);
        let not_weighed = match found.state {
            CaseState::Closed | CaseState::Finished => Some(NotWeighed::Ended),
            CaseState::Running | CaseState::Dormant => {
                taken.as_ref().err().copied().or_else(|| points.is_none().then_some(NotWeighed::NoPoints))
            }
        };
        all_taken.push(taken.unwrap_or_default());
        cases.push(PortfolioCase {
            organisation: directory.short_name(found.organisation),
            has_law: has_law(tx, actor, &found).await?,
            case: Some(found).filter(|found| actor.may(Deed::Read, &case::subject(found))),
            initiative,
            points,
            not_weighed,
            in_the_way: Vec::new(),
        });
    }
    let resources = resources(tx, portfolio, &all_taken, directory).await?;
    let places: HashMap<CaseId, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let projects = cases.iter().zip(&all_taken);
    let question = Question {
        years: usize::try_from(portfolio.years).unwrap_or(0),
        limits: resources.iter().map(|resource| limits(portfolio, *resource)).collect(),
        projects: projects.map(|(one, taken)| project(one, taken, &resources, &places)).collect(),
    };
    Ok(Asked { question, resources, cases })
}

/// What a case takes by its sheet, or why that cannot be said.
fn taken(
    sheet: Option<&CostSheet>,
    portfolio: &Portfolio,
    directory: &Directory,
) -> Result<Taken, NotWeighed> {
    let sheet = sheet.filter(|sheet| !sheet.lines.is_empty()).ok_or(NotWeighed::NoCost)?;
    let key = sheet.chosen.unwrap_or(portfolio.key);
    let mut all = Vec::new();
    for (resource, part) in [(Resource::Money, sheet.money()), (Resource::Hours, sheet.hours())] {
        let by_year =
            part.shared_by_year(key, |id| directory.population(id)).map_err(NotWeighed::Unshared)?;
        for (party, years) in part.parties.iter().zip(by_year) {
            let paid = years.into_iter().enumerate().filter(|(_, amount)| *amount > Ore(0));
            all.extend(paid.map(|(after, amount)| (party.organisation, resource, after, amount.0)));
        }
    }
    Ok(all)
}

/// Whether one of the needs in it that the reader sees names a law.
async fn has_law(tx: &mut Tx, actor: &Actor, found: &Case) -> Result<bool, AppError> {
    for tied in store::case::needs(tx, found.id).await?.into_iter().filter(|tied| tied.tie == Tie::Joined) {
        let need = store::need::get(tx, tied.need).await?;
        let need = need.filter(|need| actor.may(Deed::Read, &need::subject(need)));
        if need.is_some_and(|need| need.facts.law.is_some_and(|law| !law.is_empty())) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Everybody who has something or pays something: the members first of all.
async fn resources(
    tx: &mut Tx,
    portfolio: &Portfolio,
    taken: &[Taken],
    directory: &Directory,
) -> Result<Vec<(OrganisationId, Resource)>, AppError> {
    let mut ids = collaboration::confirmed_members(tx, portfolio.collaboration).await?;
    ids.extend(portfolio.limits.iter().map(|limit| limit.organisation));
    ids.extend(taken.iter().flatten().map(|(id, ..)| *id));
    ids.sort_by_key(|id| (store::page::sort_key(&directory.short_name(*id)), *id));
    ids.dedup();
    Ok(ids.into_iter().flat_map(|id| Resource::ALL.iter().map(move |resource| (id, *resource))).collect())
}

fn limits(portfolio: &Portfolio, (organisation, resource): (OrganisationId, Resource)) -> Vec<Option<i64>> {
    let of =
        |limit: &&domain::portfolio::Limit| limit.organisation == organisation && limit.resource == resource;
    let known = portfolio.limits.iter().find(of);
    let year = |at: usize| known.and_then(|limit| limit.by_year.get(at)).copied().flatten();
    (0..usize::try_from(portfolio.years).unwrap_or(0)).map(year).collect()
}

fn project(
    one: &PortfolioCase,
    taken: &Taken,
    resources: &[(OrganisationId, Resource)],
    places: &HashMap<CaseId, usize>,
) -> Project {
    let Initiative { standing, earliest, latest, requires, excludes, .. } = &one.initiative;
    let place = |ids: &[CaseId]| ids.iter().filter_map(|id| places.get(id).copied()).collect();
    let year = |year: u32| usize::try_from(year).unwrap_or(usize::MAX);
    let uses = taken.iter().filter_map(|(organisation, resource, after, amount)| {
        let resource = resources.iter().position(|known| known == &(*organisation, *resource))?;
        Some(Use { resource, after: *after, amount: *amount })
    });
    Project {
        // Thousandths of a point: points have two decimals at most that mean anything.
        benefit: one.points.map_or(0, |(sum, of)| (sum * 1000 + of * 2) / (of * 4).max(1)),
        uses: uses.collect(),
        standing: match (standing, one.not_weighed) {
            (Standing::Must, Some(NotWeighed::Ended)) => Standing::Out,
            (Standing::Must, _) => Standing::Must,
            // What costs nobody knows how much is not free.
            (Standing::Free, Some(NotWeighed::NoCost | NotWeighed::Unshared(_) | NotWeighed::Ended)) => {
                Standing::Out
            }
            (Standing::Free, Some(NotWeighed::NoPoints) | None) => Standing::Free,
            (Standing::Out, _) => Standing::Out,
        },
        earliest: year(*earliest),
        latest: latest.map_or(usize::MAX, year),
        requires: place(requires),
        excludes: place(excludes),
    }
}
