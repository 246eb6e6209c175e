//! What a case costs and how that could be shared: reading it with every key side by side, and writing it.
//!
//! Prices never leave the member organisations, however far the case is shared. Which key holds is decided by whoever decides on
//! the case (`case::decide`), not written with the prices.

use domain::case::{Case, CaseState};
use domain::cost::{AllocationKey, CostProblem, CostSheet, Ore, Range, Unshared};
use domain::event::EventKind;
use domain::id::{CaseId, OrganisationId};
use domain::instant::Instant;
use domain::number::Number;
use domain::organisation::Population;
use domain::permission::{Actor, Deed};
use domain::text::{self, SHORT_MAX};
use store::Tx;

use crate::error::{AppError, FieldProblem, Invalid, Refusal};
use crate::{App, Directory, case};

/// An organisation that could share the cost of a case.
#[derive(Debug, Clone)]
pub struct Payer {
    /// Which.
    pub id: OrganisationId,
    /// Short name.
    pub name: String,
    /// Its population, with date and source.
    pub population: Option<Population>,
}

/// What a case costs as its page shows it.
#[derive(Debug, Clone)]
pub struct CostPage {
    /// The case.
    pub case: Case,
    /// What has been written; an empty sheet from this year where nothing has.
    pub sheet: CostSheet,
    /// Who wrote it last, by name, and when.
    pub written: Option<(Option<String>, Instant)>,
    /// What each year costs.
    pub years: Vec<Range>,
    /// What all cost together.
    pub total: Range,
    /// What each party pays by each key, in the order of the sheet's parties; or why that cannot be said.
    pub keys: Vec<(AllocationKey, Result<Vec<Ore>, Unshared>)>,
    /// Who could share, those of the sheet among them.
    pub payers: Vec<Payer>,
    /// Whether the reader may write it.
    pub may_edit: bool,
}

impl App {
    /// What a case costs.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a case that the reader may not see; [`AppError::Denied`] for who is in no member
    /// organisation.
    pub async fn read_cost(&self, actor: &Actor, number: Number) -> Result<CostPage, AppError> {
        let mut tx = self.db.read().await?;
        let (found, _) = case::load(&mut tx, actor, number).await?;
        if !may_read(actor, &found) {
            return Err(AppError::Denied);
        }
        let kept = store::cost::of_case(&mut tx, found.id).await?;
        let written = match &kept {
            Some((_, Some(person), at)) => {
                Some((store::person::get(&mut tx, *person).await?.map(|person| person.name), *at))
            }
            Some((_, None, at)) => Some((None, *at)),
            None => None,
        };
        let sheet = kept.map_or_else(|| CostSheet::new(self.clock.now().year()), |(sheet, ..)| sheet);
        let directory = Directory::read(&mut tx).await?;
        let payers = payers(&mut tx, &directory, &found, &sheet).await?;
        let keys =
            AllocationKey::ALL.iter().map(|key| (*key, sheet.shared(*key, |id| directory.population(id))));
        Ok(CostPage {
            keys: keys.collect(),
            years: sheet.by_year(),
            total: sheet.total(),
            may_edit: case::may_prepare(actor, &found) && is_open(&found),
            written,
            payers,
            sheet,
            case: found,
        })
    }

    /// Keeps what a case costs, over the version of the case that was read.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not prepare the case; [`AppError::Invalid`] with every row that cannot be counted and
    /// for a party outside the collaboration; [`AppError::Refused`] when the case has ended, or somebody has changed it since.
    pub async fn save_cost(
        &self,
        actor: &Actor,
        number: Number,
        version: i64,
        mut sheet: CostSheet,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (found, process) = case::load(&mut tx, actor, number).await?;
        if !case::may_prepare(actor, &found) || !may_read(actor, &found) {
            return Err(AppError::Denied);
        }
        if !is_open(&found) {
            return Err(AppError::Refused(Refusal::NotUnderWay));
        }
        let now = self.clock.now();
        let mut invalid: Vec<Invalid> = sheet.problems().into_iter().map(problem).collect();
        for (index, line) in sheet.lines.iter().enumerate() {
            invalid.extend(case::words("cost", index, text::optional(&line.name, SHORT_MAX), now).err());
        }
        let before = store::cost::of_case(&mut tx, found.id).await?.map(|(sheet, ..)| sheet);
        sheet.chosen = before.as_ref().and_then(|before| before.chosen);
        let directory = Directory::read(&mut tx).await?;
        let written = before.clone().unwrap_or_else(|| CostSheet::new(now.year()));
        let known = payers(&mut tx, &directory, &found, &written).await?;
        for (index, party) in sheet.parties.iter().enumerate() {
            if known.iter().all(|payer| payer.id != party.organisation) {
                invalid.push(Invalid { field: "parties", index, problem: FieldProblem::Unknown });
            }
        }
        if !invalid.is_empty() {
            return Err(AppError::Invalid(invalid));
        }
        if found.version != version {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        if before.as_ref() == Some(&sheet) {
            return Ok(());
        }
        let person = actor.member().map(|member| member.person);
        store::cost::put(&mut tx, found.id, &sheet, person, now).await?;
        self.save_case(&mut tx, &Case { updated: now, ..found.clone() }, &process).await?;
        self.case_event(&mut tx, actor, found.id, EventKind::CostChanged, Vec::new()).await?;
        Ok(tx.commit().await?)
    }
}

/// Whether prices of a case are for the actor.
pub(crate) fn may_read(actor: &Actor, found: &Case) -> bool {
    actor.may(Deed::ReadCost, &case::subject(found))
}

/// The keys that could be decided for a case: those by which its cost can be shared, but the one that holds. None for whom prices
/// are not.
pub(crate) async fn keys_to_choose(
    tx: &mut Tx,
    actor: &Actor,
    found: &Case,
) -> Result<Vec<AllocationKey>, AppError> {
    let kept = store::cost::of_case(tx, found.id).await?.map(|(sheet, ..)| sheet);
    let sheet = kept.filter(|sheet| !sheet.lines.is_empty() && !sheet.parties.is_empty());
    let Some(sheet) = sheet.filter(|_| may_read(actor, found) && is_open(found)) else {
        return Ok(Vec::new());
    };
    let directory = Directory::read(tx).await?;
    let holds = |key: &AllocationKey| sheet.chosen == Some(*key);
    let fits = |key: &AllocationKey| sheet.shared(*key, |id| directory.population(id)).is_ok();
    Ok(AllocationKey::ALL.iter().copied().filter(|key| !holds(key) && fits(key)).collect())
}

/// Keeps the key that was decided.
pub(crate) async fn choose_key(tx: &mut Tx, case: CaseId, key: AllocationKey) -> Result<(), AppError> {
    let kept = store::cost::of_case(tx, case).await?.ok_or(AppError::NotFound)?;
    let (sheet, person, at) = kept;
    Ok(store::cost::put(tx, case, &CostSheet { chosen: Some(key), ..sheet }, person, at).await?)
}

fn problem(problem: CostProblem) -> Invalid {
    Invalid { field: "cost", index: 0, problem: FieldProblem::Cost(problem) }
}

const fn is_open(case: &Case) -> bool {
    match case.state {
        CaseState::Running | CaseState::Dormant => true,
        CaseState::Closed | CaseState::Finished => false,
    }
}

/// The organisations of the case's collaboration, and those that the sheet names already: who has left may have to pay on.
async fn payers(
    tx: &mut Tx,
    directory: &Directory,
    found: &Case,
    sheet: &CostSheet,
) -> Result<Vec<Payer>, AppError> {
    let mut ids = case::parties(tx, found).await?;
    ids.extend(
        sheet
            .parties
            .iter()
            .map(|party| party.organisation)
            .filter(|id| !ids.contains(id))
            .collect::<Vec<_>>(),
    );
    let payer = |id: OrganisationId| {
        let known = directory.organisation(id)?;
        Some(Payer { id, name: known.short_name.clone(), population: known.population.clone() })
    };
    let mut payers: Vec<Payer> = ids.into_iter().filter_map(payer).collect();
    payers.sort_by_key(|payer| store::page::sort_key(&payer.name));
    Ok(payers)
}
