//! Reading who uses what: of a solution, of an organisation, and as a grid of both.

use domain::id::{OrganisationId, PersonId};
use domain::number::Number;
use domain::permission::{Actor, Deed, Subject};
use domain::solution::Solution;
use domain::usage::{ProposalState, Usage, UsageProposal};
use store::Tx;
use store::page::{Listed, Page};
use store::solution::SolutionFilter;
use store::usage::UsageFilter;

use super::{answers, colleagues, readable_by, registered_for, registers_for};
use crate::error::AppError;
use crate::{App, Directory, question, solution};

/// A usage with names, as far as the reader may know them, and what the reader may do with it.
#[derive(Debug, Clone)]
pub struct UsageDetail {
    /// The usage.
    pub usage: Usage,
    /// Short name of who uses it.
    pub organisation: String,
    /// Name of the person to ask.
    pub contact: Option<String>,
    /// Name of who confirmed it last.
    pub confirmed_by: Option<String>,
    /// Short name of who registered it.
    pub registered_by: Option<String>,
    /// Whether the reader may say how the organisation stands.
    pub may_change: bool,
    /// Whether the reader answers for the organisation.
    pub may_answer: bool,
}

/// A proposal with names.
#[derive(Debug, Clone)]
pub struct UsageProposalRow {
    /// The proposal.
    pub proposal: UsageProposal,
    /// Short name of whom it is about.
    pub organisation: String,
    /// Name of the proposer.
    pub person: String,
    /// Short name of whom the proposer acted for.
    pub proposer: String,
    /// Whether the reader answers it.
    pub may_answer: bool,
}

/// Who uses a solution, and what the reader may say about that.
#[derive(Debug, Clone)]
pub struct SolutionUsages {
    /// Largest organisation first.
    pub rows: Vec<UsageDetail>,
    /// Proposals that wait: those the reader answers, and the reader's own.
    pub proposals: Vec<UsageProposalRow>,
    /// Organisations without a usage that the reader registers for: id and short name.
    pub may_register: Vec<(OrganisationId, String)>,
    /// Organisations without a usage that the reader may propose as users.
    pub may_propose: Vec<(OrganisationId, String)>,
    /// Whether the reader can ask any of those who use it.
    pub may_ask: bool,
}

/// What the form about an organisation's usage of a solution is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormFor {
    /// The organisation's own word.
    Own,
    /// Registering it for another.
    Member,
    /// Proposing it.
    Proposal,
}

/// What a form about an organisation's usage of a solution begins with.
#[derive(Debug, Clone)]
pub struct UsageForm {
    /// The solution.
    pub solution: Solution,
    /// Short name of the organisation.
    pub organisation: String,
    /// What it is for.
    pub purpose: FormFor,
    /// What stands there, unless it is for a proposal.
    pub usage: Option<Usage>,
    /// Who can be the person to ask.
    pub colleagues: Vec<(PersonId, String)>,
}

/// A usage in the list of an organisation.
#[derive(Debug, Clone)]
pub struct OwnUsage {
    /// What is used.
    pub solution: Solution,
    /// How.
    pub detail: UsageDetail,
}

/// The usages of the reader's organisation.
#[derive(Debug, Clone)]
pub struct OwnUsages {
    /// One page of them.
    pub listed: Listed<OwnUsage>,
    /// What others have proposed about it, with the solution, for who answers.
    pub proposals: Vec<(Solution, UsageProposalRow)>,
    /// Whether the reader answers for it.
    pub may_answer: bool,
    /// Whether the reader registers for any organisation.
    pub may_register: bool,
}

/// A row of a grid.
#[derive(Debug, Clone)]
pub struct GridRow {
    /// The solution.
    pub solution: Solution,
    /// For each organisation of the grid: what stands there; `None` outside for one that cannot see the solution.
    pub cells: Vec<Option<Option<Usage>>>,
}

/// Solutions by organisations.
#[derive(Debug, Clone)]
pub struct Grid {
    /// The columns: id and short name.
    pub organisations: Vec<(OrganisationId, String)>,
    /// One page of rows.
    pub rows: Listed<GridRow>,
}

impl App {
    /// Who uses a solution that the reader has read.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn usages_of(&self, actor: &Actor, solution: &Solution) -> Result<SolutionUsages, AppError> {
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let visibility = actor.visibility();
        let usages = store::usage::of_solution(&mut tx, solution.id).await?;
        let users: Vec<OrganisationId> = usages.iter().map(|usage| usage.organisation).collect();
        let mut rows = Vec::with_capacity(usages.len());
        for usage in usages.into_iter().filter_map(|usage| visibility.of_usage(usage)) {
            rows.push(detail(&mut tx, &directory, actor, usage).await?);
        }
        let mut proposals = Vec::new();
        for proposal in store::usage::proposals_of(&mut tx, solution.id).await? {
            proposals.extend(waiting(&mut tx, &directory, actor, proposal).await?);
        }
        let named = |id: OrganisationId| (id, directory.short_name(id));
        let (mut may_register, mut may_propose) = (Vec::new(), Vec::new());
        let kept = registered_for(&directory, actor);
        let proposes = actor.member().is_some()
            && actor.may(Deed::ProposeUsage, &solution::subject(solution))
            && solution.withdrawn.is_none();
        for organisation in partners_of(&directory, actor).into_iter().filter(|id| !users.contains(id)) {
            if solution.withdrawn.is_some() || readable_by(&mut tx, solution, organisation).await.is_err() {
                continue;
            }
            if kept.contains(&organisation) {
                may_register.push(named(organisation));
            } else if proposes {
                may_propose.push(named(organisation));
            }
        }
        let may_ask = actor.may(Deed::Comment, &solution::subject(solution))
            && rows.iter().any(|row| question::can_be_asked(actor, &row.usage));
        Ok(SolutionUsages { rows, proposals, may_register, may_propose, may_ask })
    }

    /// What the form about an organisation's usage begins with.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a solution that the actor or the organisation cannot see; [`AppError::Denied`] for who may neither
    /// register nor propose.
    pub async fn usage_form(
        &self,
        actor: &Actor,
        (number, organisation): (Number, OrganisationId),
    ) -> Result<UsageForm, AppError> {
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let solution = solution::load(&mut tx, actor, number).await?;
        let found = directory.living().find(|one| one.id == organisation).ok_or(AppError::NotFound)?;
        readable_by(&mut tx, &solution, organisation).await?;
        let own = actor.member().is_some_and(|member| member.organisation == organisation);
        let purpose = match (registers_for(&directory, actor, organisation), own) {
            (true, true) => FormFor::Own,
            (true, false) => FormFor::Member,
            (false, _) if actor.may(Deed::ProposeUsage, &solution::subject(&solution)) => FormFor::Proposal,
            (false, _) => return Err(AppError::Denied),
        };
        let (usage, colleagues) = match purpose {
            FormFor::Own | FormFor::Member => {
                let usage = store::usage::by(&mut tx, solution.id, organisation).await?;
                (usage, colleagues(&mut tx, organisation).await?)
            }
            FormFor::Proposal => (None, Vec::new()),
        };
        Ok(UsageForm { organisation: found.short_name.clone(), solution, purpose, usage, colleagues })
    }

    /// What the reader's organisation uses, and what waits for its answer.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in.
    pub async fn own_usages(
        &self,
        actor: &Actor,
        filter: &UsageFilter,
        page: Page,
    ) -> Result<OwnUsages, AppError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let visibility = actor.visibility();
        let asked = (member.organisation, filter);
        let found = store::usage::list(&mut tx, &visibility, asked, page).await?;
        let mut rows = Vec::with_capacity(found.rows.len());
        for usage in found.rows {
            let Some(solution) = store::solution::get(&mut tx, usage.solution).await? else { continue };
            if !visibility.allows(&solution::subject(&solution)) {
                continue;
            }
            let detail = detail(&mut tx, &directory, actor, usage).await?;
            rows.push(OwnUsage { solution, detail });
        }
        let may_answer = answers(actor).is_ok();
        let mut proposals = Vec::new();
        if may_answer {
            for proposal in store::usage::open_proposals_to(&mut tx, member.organisation).await? {
                let Some(solution) = store::solution::get(&mut tx, proposal.solution).await? else {
                    continue;
                };
                let row = waiting(&mut tx, &directory, actor, proposal).await?;
                proposals.extend(row.map(|row| (solution, row)));
            }
        }
        let may_register = !registered_for(&directory, actor).is_empty();
        Ok(OwnUsages { listed: Listed { rows, total: found.total }, proposals, may_answer, may_register })
    }

    /// Solutions by the organisations that the reader registers for.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who registers for nobody.
    pub async fn usage_grid(
        &self,
        actor: &Actor,
        filter: &SolutionFilter,
        page: Page,
    ) -> Result<Grid, AppError> {
        let listed = self.list_solutions(actor, filter, page).await?;
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let kept = registered_for(&directory, actor);
        if kept.is_empty() {
            return Err(AppError::Denied);
        }
        let mut rows = Vec::with_capacity(listed.rows.len());
        for row in listed.rows {
            rows.push(grid_row(&mut tx, &kept, row.solution).await?);
        }
        let organisations = kept.into_iter().map(|id| (id, directory.short_name(id))).collect();
        Ok(Grid { organisations, rows: Listed { rows, total: listed.total } })
    }

    /// The rows of these solutions, as they stand now; those that the reader cannot see are left out.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn usage_grid_rows(&self, actor: &Actor, numbers: &[Number]) -> Result<Vec<GridRow>, AppError> {
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let kept = registered_for(&directory, actor);
        let mut rows = Vec::with_capacity(numbers.len());
        for number in numbers.iter().take(super::many::ROWS_MAX) {
            match solution::load(&mut tx, actor, *number).await {
                Ok(solution) => rows.push(grid_row(&mut tx, &kept, solution).await?),
                Err(AppError::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(rows)
    }

    /// The solutions that a person is to be asked about, for those who administer the organisation; of what they may not see nothing
    /// but that it is there.
    ///
    /// # Errors
    /// [`AppError::Denied`] unless the actor administers it.
    pub async fn contact_of(
        &self,
        actor: &Actor,
        organisation: OrganisationId,
        person: PersonId,
    ) -> Result<Vec<Option<(Number, String)>>, AppError> {
        if !actor.may(Deed::AdministerPeople, &Subject::of(organisation)) {
            return Err(AppError::Denied);
        }
        let mut tx = self.db.read().await?;
        let mut solutions = Vec::new();
        for usage in store::usage::contacts_of(&mut tx, organisation, person).await? {
            let found = store::solution::get(&mut tx, usage.solution).await?;
            let seen = found.filter(|found| actor.may(Deed::Read, &solution::subject(found)));
            solutions.push(seen.map(|seen| (seen.number, seen.facts.name)));
        }
        Ok(solutions)
    }
}

/// What stands in each column of a solution's row.
async fn grid_row(tx: &mut Tx, columns: &[OrganisationId], solution: Solution) -> Result<GridRow, AppError> {
    let usages = store::usage::of_solution(tx, solution.id).await?;
    let mut cells = Vec::with_capacity(columns.len());
    for organisation in columns {
        let seen = readable_by(tx, &solution, *organisation).await.is_ok();
        let usage = usages.iter().find(|usage| usage.organisation == *organisation);
        cells.push(seen.then(|| usage.cloned()));
    }
    Ok(GridRow { solution, cells })
}

/// The own organisation and those it co-operates with, the own first.
fn partners_of(directory: &Directory, actor: &Actor) -> Vec<OrganisationId> {
    let Some(member) = actor.member() else { return Vec::new() };
    let is_near = |id: &OrganisationId| *id == member.organisation || member.partners.contains(id);
    let mut near: Vec<OrganisationId> = directory.living().map(|one| one.id).filter(is_near).collect();
    near.sort_by_key(|id| *id != member.organisation);
    near
}

async fn name_of(tx: &mut Tx, person: Option<PersonId>) -> Result<Option<String>, AppError> {
    let Some(person) = person else { return Ok(None) };
    Ok(store::person::get(tx, person).await?.map(|person| person.name))
}

/// A usage that the reader may see, with names.
async fn detail(
    tx: &mut Tx,
    directory: &Directory,
    actor: &Actor,
    usage: Usage,
) -> Result<UsageDetail, AppError> {
    Ok(UsageDetail {
        organisation: directory.short_name(usage.organisation),
        contact: name_of(tx, usage.contact).await?,
        confirmed_by: name_of(tx, usage.confirmed_by).await?,
        registered_by: usage.registered_by.map(|id| directory.short_name(id)),
        may_change: actor.member().is_some() && registers_for(directory, actor, usage.organisation),
        may_answer: actor.member().is_some()
            && actor.may(Deed::AnswerUsage, &Subject::of(usage.organisation)),
        usage,
    })
}

/// A proposal that waits, for who answers it and who made it.
pub(crate) async fn waiting(
    tx: &mut Tx,
    directory: &Directory,
    actor: &Actor,
    proposal: UsageProposal,
) -> Result<Option<UsageProposalRow>, AppError> {
    let Some(member) = actor.member() else { return Ok(None) };
    let may_answer = actor.may(Deed::AnswerUsage, &Subject::of(proposal.organisation));
    let is_own = proposal.person == member.person;
    if proposal.state != ProposalState::Open || !(may_answer || is_own) {
        return Ok(None);
    }
    Ok(Some(UsageProposalRow {
        organisation: directory.short_name(proposal.organisation),
        person: name_of(tx, Some(proposal.person)).await?.unwrap_or_default(),
        proposer: directory.short_name(proposal.proposer),
        may_answer,
        proposal,
    }))
}
