//! Portfolios: which cases to choose between, what each organisation has, what is said of a case, and the plan.
//!
//! A count proposes a plan and decides nothing: people change it, and a plan that breaks a limit is kept and says so. Only who has
//! a role in a member organisation reads one, since it says what each has and pays. Not here: how the best plan is found
//! (`best`, `search`), and the decisions, which are each case's.

mod best;
mod plan;
mod question;
mod search;

use domain::case::Case;
use domain::cost::{AllocationKey, Unshared};
use domain::event::SubjectKind;
use domain::id::{CollaborationId, OrganisationId, PortfolioId};
use domain::number::Number;
use domain::permission::{Actor, Deed, Member, Subject};
use domain::portfolio::{Breach, Initiative, Plan, Portfolio, Proposal, Question, Resource, Standing};
use store::Tx;

use crate::collaboration::{self, confirmed_members};
use crate::error::AppError;
use crate::history::HistoryEntry;
use crate::{App, Directory, history, prioritisation};

/// What whoever plans says of a portfolio.
#[derive(Debug, Clone)]
pub struct PortfolioInput {
    /// What it is called.
    pub title: String,
    /// The calendar year that it begins with.
    pub start: i16,
    /// How many years it covers.
    pub years: u32,
    /// How costs are shared where no key has been decided.
    pub key: AllocationKey,
    /// Which cases to choose between.
    pub cases: Vec<Number>,
}

/// What is said of a case in a portfolio.
#[derive(Debug, Clone)]
pub struct InitiativeInput {
    /// Whether it is to be done.
    pub standing: Standing,
    /// Why.
    pub reason: String,
    /// The first year it can start, from 0.
    pub earliest: u32,
    /// The last.
    pub latest: Option<u32>,
    /// What must have started when it does.
    pub requires: Vec<Number>,
    /// What is not done where it is.
    pub excludes: Vec<Number>,
    /// The year it starts in the plan.
    pub starts: Option<u32>,
}

/// A portfolio in a list.
#[derive(Debug, Clone)]
pub struct PortfolioRow {
    /// The portfolio.
    pub portfolio: Portfolio,
    /// Short name of who keeps it.
    pub organisation: String,
    /// How many cases there are to choose between.
    pub cases: usize,
    /// How many of them are in the plan.
    pub planned: usize,
}

/// Why a case cannot be weighed against others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotWeighed {
    /// What it costs has not been counted.
    NoCost,
    /// Its cost cannot be shared.
    Unshared(Unshared),
    /// It has not been scored.
    NoPoints,
    /// It has left the process or gone through it.
    Ended,
}

/// A case in a portfolio.
#[derive(Debug, Clone)]
pub struct PortfolioCase {
    /// What is said of it.
    pub initiative: Initiative,
    /// The case, for whom it is to be read.
    pub case: Option<Case>,
    /// Short name of the organisation that keeps it.
    pub organisation: String,
    /// The weighted mean of its last closed round, as a fraction of quarters.
    pub points: Option<(i64, i64)>,
    /// Whether one of its needs names a law.
    pub has_law: bool,
    /// Why it cannot be weighed.
    pub not_weighed: Option<NotWeighed>,
    /// What keeps it out, where it is not in the plan; nothing where it would fit.
    pub in_the_way: Vec<Breach>,
}

/// A portfolio as its page shows it.
#[derive(Debug, Clone)]
pub struct PortfolioPage {
    /// The portfolio.
    pub portfolio: Portfolio,
    /// Short name of who keeps it.
    pub organisation: String,
    /// The cases, in the order of the question's projects.
    pub cases: Vec<PortfolioCase>,
    /// What there is to choose between and under which limits.
    pub question: Question,
    /// Whose money and people the question's limits are, with short names.
    pub resources: Vec<(OrganisationId, String, Resource)>,
    /// The plan as it stands.
    pub plan: Plan,
    /// Everything that is wrong with it.
    pub breaches: Vec<Breach>,
    /// What was counted last, where that was over the same question.
    pub proposal: Option<Proposal>,
    /// Whether something was counted over another question.
    pub is_outdated: bool,
    /// Who could have limits: the members of the collaboration, with short names.
    pub members: Vec<(OrganisationId, String)>,
    /// Whether the reader may change it.
    pub may_plan: bool,
    /// Newest first.
    pub history: Vec<HistoryEntry>,
}

pub(crate) use plan::count_now;

fn plans(actor: &Actor, organisation: OrganisationId) -> bool {
    actor.may(Deed::PlanPortfolio, &Subject::of(organisation))
}

/// The member, where the organisation acted for may have portfolios kept by the actor.
fn planner(actor: &Actor) -> Result<&Member, AppError> {
    let member = actor.member().ok_or(AppError::Denied)?;
    if plans(actor, member.organisation) { Ok(member) } else { Err(AppError::Denied) }
}

/// The portfolio, for who has a role in a member of its collaboration.
async fn load(tx: &mut Tx, actor: &Actor, id: PortfolioId) -> Result<Portfolio, AppError> {
    let portfolio = store::portfolio::get(tx, id).await?.ok_or(AppError::NotFound)?;
    if let Some(member) = actor.member() {
        let members = confirmed_members(tx, portfolio.collaboration).await?;
        if !members.contains(&member.organisation) {
            return Err(AppError::NotFound);
        }
    }
    let may = actor.may(Deed::ReadPortfolio, &Subject::of(portfolio.organisation));
    if may { Ok(portfolio) } else { Err(AppError::Denied) }
}

impl App {
    /// Cases that could be in a portfolio now: under way, and read by all members.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who plans none, or whose organisation is in no collaboration.
    pub async fn cases_for_portfolio(&self, actor: &Actor) -> Result<Vec<Case>, AppError> {
        let member = planner(actor)?;
        let mut tx = self.db.read().await?;
        let collaboration = prioritisation::own_collaboration(&mut tx, member.organisation).await?;
        prioritisation::to_weigh(&mut tx, actor, collaboration, self.clock.now().day()).await
    }

    /// The portfolios of the actor's collaboration, latest first; and whether they may begin one.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who has no role in a member organisation.
    pub async fn list_portfolios(&self, actor: &Actor) -> Result<(Vec<PortfolioRow>, bool), AppError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        if !actor.may(Deed::ReadPortfolio, &Subject::of(member.organisation)) {
            return Err(AppError::Denied);
        }
        let mut tx = self.db.read().await?;
        let Some(collaboration) = collaboration::first_of(&mut tx, member.organisation).await? else {
            return Ok((Vec::new(), false));
        };
        let directory = Directory::read(&mut tx).await?;
        let mut rows = Vec::new();
        for portfolio in store::portfolio::of_collaboration(&mut tx, collaboration).await? {
            let cases = store::portfolio::cases(&mut tx, portfolio.id).await?;
            rows.push(PortfolioRow {
                organisation: directory.short_name(portfolio.organisation),
                planned: cases.iter().filter(|one| one.starts.is_some()).count(),
                cases: cases.len(),
                portfolio,
            });
        }
        Ok((rows, planner(actor).is_ok()))
    }

    /// A portfolio with everything its page shows, over what cases cost and are worth now.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also for one of a collaboration that the reader is not in; [`AppError::Denied`] for who has no
    /// role.
    pub async fn read_portfolio(&self, actor: &Actor, id: PortfolioId) -> Result<PortfolioPage, AppError> {
        let mut tx = self.db.read().await?;
        let portfolio = load(&mut tx, actor, id).await?;
        let directory = Directory::read(&mut tx).await?;
        let asked = question::of(&mut tx, actor, &portfolio, &directory).await?;
        let initiatives = asked.cases.iter().map(|one| &one.initiative);
        let plan: Plan =
            initiatives.map(|one| one.starts.and_then(|start| usize::try_from(start).ok())).collect();
        let print = question::fingerprint(&asked)?;
        let mut cases = asked.cases;
        for (at, one) in cases.iter_mut().enumerate() {
            one.in_the_way = asked.question.in_the_way(&plan, at);
        }
        let is_current = |proposal: &Proposal| proposal.question == print;
        Ok(PortfolioPage {
            organisation: directory.short_name(portfolio.organisation),
            breaches: asked.question.breaches(&plan),
            is_outdated: portfolio.proposal.as_ref().is_some_and(|proposal| !is_current(proposal)),
            proposal: portfolio.proposal.clone().filter(is_current),
            members: members(&mut tx, portfolio.collaboration).await?,
            may_plan: plans(actor, portfolio.organisation),
            history: history::of(&mut tx, actor, SubjectKind::Portfolio, &id.to_string()).await?,
            resources: asked
                .resources
                .into_iter()
                .map(|(id, resource)| (id, directory.short_name(id), resource))
                .collect(),
            question: asked.question,
            cases,
            plan,
            portfolio,
        })
    }
}

/// The members of a collaboration by their short names.
async fn members(
    tx: &mut Tx,
    collaboration: CollaborationId,
) -> Result<Vec<(OrganisationId, String)>, AppError> {
    let directory = Directory::read(tx).await?;
    let ids = confirmed_members(tx, collaboration).await?;
    let mut named: Vec<_> = ids.into_iter().map(|id| (id, directory.short_name(id))).collect();
    named.sort_by_key(|(_, name)| store::page::sort_key(name));
    Ok(named)
}
