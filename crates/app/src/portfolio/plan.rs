//! Keeping a portfolio: beginning and changing it, what organisations have, what is said of a case, and the count.

use std::time::Duration;

use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{CaseId, CollaborationId, PortfolioId};
use domain::instant::Instant;
use domain::number::Number;
use domain::permission::{Actor, Deed};
use domain::portfolio::{
    AMOUNT_MAX, CASES_MAX, Found, Initiative, Limit, Portfolio, Proposal, Standing, YEARS_MAX,
};
use domain::text::{self, NEED_TEXT_MAX, TITLE_MAX, TextProblem};
use store::Tx;

use super::question::{self, Asked};
use super::{InitiativeInput, PortfolioInput, best, load, planner, plans};
use crate::collaboration::confirmed_members;
use crate::error::{AppError, FieldProblem, Invalid, Refusal};
use crate::history::doer;
use crate::{App, Directory, case, prioritisation};

/// How long a count may take. What is not proven by then is said to be so.
const COUNT: Duration = Duration::from_secs(8);

/// The portfolio for who keeps it, over the version that was read.
async fn to_plan(tx: &mut Tx, actor: &Actor, id: PortfolioId, version: i64) -> Result<Portfolio, AppError> {
    let portfolio = load(tx, actor, id).await?;
    if !plans(actor, portfolio.organisation) {
        return Err(AppError::Denied);
    }
    if portfolio.version != version {
        return Err(AppError::Refused(Refusal::ChangedMeanwhile));
    }
    Ok(portfolio)
}

fn title_of(input: &PortfolioInput, invalid: &mut Vec<Invalid>) -> String {
    text::required(&input.title, TITLE_MAX).unwrap_or_else(|error| {
        invalid.push(Invalid { field: "title", index: 0, problem: FieldProblem::Text(error) });
        String::new()
    })
}

impl App {
    /// Begins a portfolio.
    ///
    /// # Errors
    /// [`AppError::Denied`] as [`App::cases_for_portfolio`]; [`AppError::Invalid`] for no title, years that cannot be counted, no
    /// cases, or such as cannot be in it.
    pub async fn begin_portfolio(&self, actor: &Actor, input: PortfolioInput) -> Result<Portfolio, AppError> {
        let member = planner(actor)?;
        let mut tx = self.db.write().await?;
        let collaboration = prioritisation::own_collaboration(&mut tx, member.organisation).await?;
        let now = self.clock.now();
        let mut invalid = Vec::new();
        let title = title_of(&input, &mut invalid);
        check(&input, &mut invalid);
        let cases = chosen(&mut tx, actor, collaboration, &input.cases, &[]).await?;
        let initiatives = kept(cases, &[], &mut invalid);
        if !invalid.is_empty() {
            return Err(AppError::Invalid(invalid));
        }
        let portfolio = Portfolio {
            id: PortfolioId::at(now),
            version: 1,
            title,
            organisation: member.organisation,
            collaboration,
            start: input.start,
            years: input.years,
            key: input.key,
            limits: Vec::new(),
            proposal: None,
            created: now,
            updated: now,
        };
        store::portfolio::insert(&mut tx, &portfolio).await?;
        store::portfolio::put_cases(&mut tx, portfolio.id, &initiatives).await?;
        let changes = Change::between("title", "", &portfolio.title).into_iter().collect();
        self.portfolio_event(&mut tx, actor, portfolio.id, EventKind::Created, changes).await?;
        tx.commit().await?;
        Ok(portfolio)
    }

    async fn portfolio_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        id: PortfolioId,
        kind: EventKind,
        changes: Vec<Change>,
    ) -> Result<(), AppError> {
        self.keep_event(tx, doer(actor), (SubjectKind::Portfolio, id.to_string()), kind, changes).await
    }

    /// Changes the years and which cases there are to choose between. What is said of the cases that stay stays, and so do the
    /// limits of the years that stay, by their place.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep it; [`AppError::Invalid`] as [`App::begin_portfolio`]; [`AppError::Refused`]
    /// when somebody has changed it since.
    pub async fn change_portfolio(
        &self,
        actor: &Actor,
        id: PortfolioId,
        version: i64,
        input: PortfolioInput,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let before = to_plan(&mut tx, actor, id, version).await?;
        let mut invalid = Vec::new();
        let title = title_of(&input, &mut invalid);
        check(&input, &mut invalid);
        let there = store::portfolio::cases(&mut tx, id).await?;
        let cases = chosen(&mut tx, actor, before.collaboration, &input.cases, &there).await?;
        let mut initiatives = kept(cases, &there, &mut invalid);
        if !invalid.is_empty() {
            return Err(AppError::Invalid(invalid));
        }
        for one in &mut initiatives {
            // Years that are no more are nobody's choice.
            one.earliest = one.earliest.min(input.years - 1);
            one.latest = one.latest.map(|latest| latest.clamp(one.earliest, input.years - 1));
            one.starts = one.starts.filter(|start| *start < input.years);
        }
        let changes = Change::between("title", &before.title, &title).into_iter().collect();
        let years = usize::try_from(input.years).unwrap_or(0);
        let resized = |limit: &Limit| {
            let year = |at: usize| limit.by_year.get(at).copied().flatten();
            Limit { by_year: (0..years).map(year).collect(), ..limit.clone() }
        };
        let changed = Portfolio {
            title,
            start: input.start,
            years: input.years,
            key: input.key,
            limits: before.limits.iter().map(resized).collect(),
            updated: self.clock.now(),
            ..before
        };
        store::portfolio::update(&mut tx, &changed).await?;
        store::portfolio::put_cases(&mut tx, id, &initiatives).await?;
        self.portfolio_event(&mut tx, actor, id, EventKind::Edited, changes).await?;
        Ok(tx.commit().await?)
    }

    /// Keeps what each organisation has, over what was said before.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep it; [`AppError::Invalid`] for a limit of no member, of other years, or that
    /// cannot be counted; [`AppError::Refused`] when somebody has changed it since.
    pub async fn set_limits(
        &self,
        actor: &Actor,
        id: PortfolioId,
        version: i64,
        mut limits: Vec<Limit>,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let before = to_plan(&mut tx, actor, id, version).await?;
        let known = confirmed_members(&mut tx, before.collaboration).await?;
        let mut invalid = Vec::new();
        for (index, limit) in limits.iter().enumerate() {
            let is_amount = |amount: &i64| (0..=AMOUNT_MAX).contains(amount);
            // Who has left the collaboration keeps what was said of it.
            let is_known = known.contains(&limit.organisation)
                || before.limits.iter().any(|other| other.organisation == limit.organisation);
            let is_twice = limits
                .iter()
                .take(index)
                .any(|other| other.organisation == limit.organisation && other.resource == limit.resource);
            let is_whole = u32::try_from(limit.by_year.len()) == Ok(before.years);
            if !is_known || is_twice || !is_whole || !limit.by_year.iter().flatten().all(is_amount) {
                invalid.push(Invalid { field: "limits", index, problem: FieldProblem::Unknown });
            }
        }
        if !invalid.is_empty() {
            return Err(AppError::Invalid(invalid));
        }
        limits.retain(|limit| limit.by_year.iter().any(Option::is_some));
        if limits == before.limits {
            return Ok(());
        }
        let changed = Portfolio { limits, updated: self.clock.now(), ..before };
        store::portfolio::update(&mut tx, &changed).await?;
        self.portfolio_event(&mut tx, actor, id, EventKind::LimitsChanged, Vec::new()).await?;
        Ok(tx.commit().await?)
    }

    /// Counts what fits best, which becomes the plan. It takes some seconds at most; others go on meanwhile.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep it; [`AppError::Refused`] when somebody has changed it since, also while it
    /// was counted.
    pub async fn propose_plan(&self, actor: &Actor, id: PortfolioId, version: i64) -> Result<(), AppError> {
        // Counted outside a transaction, which others would wait for.
        let asked = {
            let mut tx = self.db.read().await?;
            let portfolio = to_plan(&mut tx, actor, id, version).await?;
            let directory = Directory::read(&mut tx).await?;
            question::of(&mut tx, actor, &portfolio, &directory).await?
        };
        let question = asked.question.clone();
        let counting = tokio::task::spawn_blocking(move || best::best(&question, COUNT));
        let found = counting.await.map_err(|error| {
            AppError::Internal(store::StoreError::Damaged { column: "proposal", value: error.to_string() })
        })?;
        let mut tx = self.db.write().await?;
        let before = to_plan(&mut tx, actor, id, version).await?;
        keep_proposal(&mut tx, before, (asked, found), self.clock.now()).await?;
        self.portfolio_event(&mut tx, actor, id, EventKind::PlanProposed, Vec::new()).await?;
        Ok(tx.commit().await?)
    }

    /// Says of a case whether it is to be done, when it can start and what it hangs together with, and puts it into the plan or
    /// out. The plan is kept also where it breaks something.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a case that is not in the portfolio; [`AppError::Denied`] for who does not keep it;
    /// [`AppError::Invalid`] for a standing without a reason, years that are none, and cases that cannot hang together;
    /// [`AppError::Refused`] when somebody has changed it since.
    pub async fn set_initiative(
        &self,
        actor: &Actor,
        id: PortfolioId,
        (number, version): (Number, i64),
        input: &InitiativeInput,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let before = to_plan(&mut tx, actor, id, version).await?;
        let mut initiatives = store::portfolio::cases(&mut tx, id).await?;
        let found = store::case::by_number(&mut tx, &number.to_string()).await?.ok_or(AppError::NotFound)?;
        let at = initiatives.iter().position(|one| one.case == found.id).ok_or(AppError::NotFound)?;
        let mut invalid = Vec::new();
        let mut problem = |field, problem| invalid.push(Invalid { field, index: 0, problem });
        let now = self.clock.now();
        let reason = case::words("reason", 0, text::optional(&input.reason, NEED_TEXT_MAX), now);
        let reason = reason.map_err(|error| problem("reason", error.problem)).unwrap_or_default();
        if input.standing != Standing::Free && reason.is_empty() {
            problem("reason", FieldProblem::Text(TextProblem::Missing));
        }
        let years = 0..before.years;
        if !years.contains(&input.earliest) {
            problem("earliest", FieldProblem::Unknown);
        }
        if input.latest.is_some_and(|latest| !years.contains(&latest)) {
            problem("latest", FieldProblem::Unknown);
        }
        if input.latest.is_some_and(|latest| latest < input.earliest) {
            problem("latest", FieldProblem::EndsTooEarly);
        }
        if input.starts.is_some_and(|start| !years.contains(&start)) {
            problem("starts", FieldProblem::Unknown);
        }
        let mut others: Vec<Vec<CaseId>> = Vec::new();
        for (field, numbers) in [("requires", &input.requires), ("excludes", &input.excludes)] {
            let mut ids = Vec::new();
            for number in numbers {
                let other = store::case::by_number(&mut tx, &number.to_string()).await?;
                let other = other.filter(|other| other.id != found.id);
                match other.filter(|other| initiatives.iter().any(|one| one.case == other.id)) {
                    Some(other) if !ids.contains(&other.id) => ids.push(other.id),
                    Some(_) => {}
                    None => problem(field, FieldProblem::Unknown),
                }
            }
            others.push(ids);
        }
        let excludes = others.pop().unwrap_or_default();
        let requires = others.pop().unwrap_or_default();
        if requires.iter().any(|one| excludes.contains(one)) {
            problem("excludes", FieldProblem::Taken);
        }
        if !invalid.is_empty() {
            return Err(AppError::Invalid(invalid));
        }
        let changed = Initiative {
            case: found.id,
            standing: input.standing,
            reason,
            earliest: input.earliest,
            latest: input.latest,
            requires,
            excludes,
            starts: input.starts,
        };
        let Some(place) = initiatives.get_mut(at).filter(|place| **place != changed) else { return Ok(()) };
        let year = |start: Option<u32>| {
            start.map_or_else(String::new, |start| (i64::from(before.start) + i64::from(start)).to_string())
        };
        let changes = [
            Change::between("case", "", &number.to_string()),
            Change::between("standing", place.standing.code(), changed.standing.code()),
            Change::between("starts", &year(place.starts), &year(changed.starts)),
        ];
        *place = changed;
        store::portfolio::update(&mut tx, &Portfolio { updated: now, ..before }).await?;
        store::portfolio::put_cases(&mut tx, id, &initiatives).await?;
        let changes = changes.into_iter().flatten().collect();
        self.portfolio_event(&mut tx, actor, id, EventKind::PlanChanged, changes).await?;
        Ok(tx.commit().await?)
    }
}

/// What was counted becomes the plan.
async fn keep_proposal(
    tx: &mut Tx,
    before: Portfolio,
    (asked, found): (Asked, Found),
    now: Instant,
) -> Result<(), AppError> {
    let question = question::fingerprint(&asked)?;
    let mut initiatives: Vec<Initiative> = asked.cases.into_iter().map(|one| one.initiative).collect();
    for (one, start) in initiatives.iter_mut().zip(&found.plan) {
        one.starts = start.and_then(|start| u32::try_from(start).ok());
    }
    let proposal = Proposal { at: now, found, question };
    let changed = Portfolio { proposal: Some(proposal), updated: now, ..before };
    store::portfolio::update(tx, &changed).await?;
    store::portfolio::put_cases(tx, changed.id, &initiatives).await?;
    Ok(())
}

/// Counts within a transaction what nobody waits for.
pub(crate) async fn count_now(
    tx: &mut Tx,
    actor: &Actor,
    (portfolio, directory): (&Portfolio, &Directory),
    (now, time): (Instant, Duration),
) -> Result<(), AppError> {
    let asked = question::of(tx, actor, portfolio, directory).await?;
    let found = best::best(&asked.question, time);
    keep_proposal(tx, portfolio.clone(), (asked, found), now).await
}

/// Whether years can be counted with.
fn check(input: &PortfolioInput, invalid: &mut Vec<Invalid>) {
    if !(2000..=2200).contains(&input.start) {
        invalid.push(Invalid { field: "start", index: 0, problem: FieldProblem::Unknown });
    }
    if !(1..=YEARS_MAX).contains(&input.years) {
        invalid.push(Invalid { field: "years", index: 0, problem: FieldProblem::Unknown });
    }
}

/// The cases by their numbers; nothing for one that cannot be in the portfolio and is not there.
async fn chosen(
    tx: &mut Tx,
    actor: &Actor,
    collaboration: CollaborationId,
    numbers: &[Number],
    there: &[Initiative],
) -> Result<Vec<Option<CaseId>>, AppError> {
    let mut cases = Vec::new();
    for number in numbers {
        let found = store::case::by_number(tx, &number.to_string()).await?;
        let found = found.filter(|found| actor.may(Deed::Read, &case::subject(found)));
        let fits = found.filter(|found| {
            prioritisation::fits(found, collaboration) || there.iter().any(|one| one.case == found.id)
        });
        cases.push(fits.map(|found| found.id));
    }
    Ok(cases)
}

/// The cases with what has been said of them, without what was said of others that are gone.
fn kept(cases: Vec<Option<CaseId>>, there: &[Initiative], invalid: &mut Vec<Invalid>) -> Vec<Initiative> {
    let mut ids: Vec<CaseId> = Vec::new();
    for found in &cases {
        match found {
            Some(id) if !ids.contains(id) => ids.push(*id),
            Some(_) => {}
            None => {
                invalid.push(Invalid { field: "cases", index: 0, problem: FieldProblem::Unknown });
            }
        }
    }
    if cases.is_empty() {
        let problem = FieldProblem::Text(TextProblem::Missing);
        invalid.push(Invalid { field: "cases", index: 0, problem });
    }
    if ids.len() > CASES_MAX {
        invalid.push(Invalid { field: "cases", index: 0, problem: FieldProblem::TooMany });
    }
    let keep = |id: &CaseId| {
        let known = there.iter().find(|one| one.case == *id);
        let mut one = known.cloned().unwrap_or_else(|| Initiative::new(*id));
        one.requires.retain(|other| ids.contains(other));
        one.excludes.retain(|other| ids.contains(other));
        one
    };
    ids.iter().map(keep).collect()
}
