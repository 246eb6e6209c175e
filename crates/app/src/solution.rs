//! The catalogue: one solution, a list, an export, and taking an entry out.
//!
//! Not here: writing entries ([`keep`]), drafts of what is missing ([`draft`]), and deeds that change which entry a thing has (`solution_change`).

pub mod draft;
pub mod keep;

use std::io::Write;

use domain::event::{Change, EventKind, SubjectKind};
use domain::id::SolutionId;
use domain::number::Number;
use domain::permission::{Actor, Deed, Subject};
use domain::solution::{Lifecycle, Original, Solution};
use domain::text::SHORT_MAX;
use exchange::write::joined_items;
use exchange::{SolutionRecord, SolutionWriter};
use jiff::civil::Date;
use store::Tx;
use store::page::{Listed, Page};
use store::solution::SolutionFilter;

pub use draft::DraftRow;

use crate::checked::Checked;
use crate::error::AppError;
use crate::freshness::{self, EntryAge};
use crate::history::{HistoryEntry, doer};
use crate::matches::{UsageRow, usage_rows};
use crate::sharing::{Record, Shared};
use crate::solution_change::{self, ChangeRow, Waits};
use crate::usability::{self, Usable};
use crate::{App, Directory, Refusal, changes, favourite, history, import};

/// A solution as its page shows it.
#[derive(Debug, Clone)]
pub struct SolutionPage {
    /// The solution.
    pub solution: Solution,
    /// Short name of who keeps the entry; `None` for the common catalogue.
    pub owner: Option<String>,
    /// Who uses it, plans to or has said no.
    pub usages: Vec<UsageRow>,
    /// Whether the reader keeps it at hand; nothing for who can keep none.
    pub is_favourite: Option<bool>,
    /// Newest first.
    pub history: Vec<HistoryEntry>,
    /// Whether the reader may take it out of the catalogue, or put it back.
    pub may_keep: bool,
    /// Whether the reader's organisation can use it.
    pub usable: Option<Usable>,
    /// What replaces it where it is retired, if the reader may see that.
    pub successor: Option<Named>,
    /// Deeds that made it what it is and have not been undone, newest first.
    pub changes: Vec<ChangeRow>,
    /// Proposals that it becomes one with another's entry, for who keeps either.
    pub merges: Vec<Waits>,
    /// How old it is.
    pub age: EntryAge,
    /// What is said of it as a draft, where it is one.
    pub draft: Option<DraftRow>,
    /// How it came to be shared.
    pub shared: Shared,
}

/// An entry by its number and name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its number.
    pub number: Number,
    /// What it is called.
    pub name: String,
}

/// A solution as a list shows it.
#[derive(Debug, Clone)]
pub struct SolutionRow {
    /// The solution.
    pub solution: Solution,
    /// Who uses it, plans to or has said no.
    pub usages: Vec<UsageRow>,
    /// Whether the reader's organisation can use it.
    pub usable: Option<Usable>,
    /// What replaces it where it is retired, if the reader may see that.
    pub successor: Option<Named>,
    /// How old it is.
    pub age: EntryAge,
}

impl SolutionRow {
    /// The rows of these solutions: who uses them, and whether the reader's organisation can.
    pub(crate) async fn all(
        tx: &mut Tx,
        directory: &Directory,
        (actor, today): (&Actor, Date),
        solutions: Vec<Solution>,
    ) -> Result<Vec<Self>, AppError> {
        let mut rows = Vec::with_capacity(solutions.len());
        for solution in solutions {
            let usages = usage_rows(tx, directory, actor, solution.id).await?;
            let successor = successor(tx, actor, &solution).await?;
            let age = freshness::entry_age(tx, (actor, today), &solution).await?;
            rows.push(Self { solution, usages, usable: None, successor, age });
        }
        let asked: Vec<_> = rows.iter().map(|row| (&row.solution, row.usages.as_slice())).collect();
        let answers = usability::of_solutions(tx, directory, (actor, today), &asked).await?;
        rows.iter_mut().zip(answers).for_each(|(row, usable)| row.usable = usable);
        Ok(rows)
    }
}

/// Events that are looked through for the last before an export began.
const NEWEST: i64 = 5;

/// What permissions ask about a solution.
pub(crate) const fn subject(solution: &Solution) -> Subject {
    Subject { owner: solution.owner, author: None, sharing: solution.sharing }
}

/// The solution, for one who may read it. One that has gone up in another is not there: its number leads to that one
/// ([`App::solution_today`]).
pub(crate) async fn load(tx: &mut Tx, actor: &Actor, number: Number) -> Result<Solution, AppError> {
    let found = store::solution::by_number(tx, &number.to_string()).await?;
    let found = found.filter(|found| found.lineage.merged_into.is_none()).ok_or(AppError::NotFound)?;
    if draft::reads(tx, actor, &found).await? { Ok(found) } else { Err(AppError::NotFound) }
}

/// The solution that a number means today, whoever may read it.
pub(crate) async fn called(tx: &mut Tx, number: Number) -> Result<Option<Solution>, AppError> {
    match store::solution::by_number(tx, &number.to_string()).await? {
        Some(found) => Ok(Some(store::solution::today(tx, found).await?)),
        None => Ok(None),
    }
}

/// What replaces a retired solution, for one who may read that.
pub(crate) async fn successor(
    tx: &mut Tx,
    actor: &Actor,
    solution: &Solution,
) -> Result<Option<Named>, AppError> {
    let Some(id) = solution.lineage.successor.filter(|_| solution.facts.lifecycle == Lifecycle::Retired)
    else {
        return Ok(None);
    };
    let found = store::solution::get(tx, id).await?;
    let seen = found.filter(|found| actor.may(Deed::Read, &subject(found)));
    Ok(seen.map(|seen| Named { number: seen.number, name: seen.facts.name }))
}

impl App {
    /// A solution with everything its page shows.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also when there is one that the reader may not see.
    pub async fn read_solution(&self, actor: &Actor, number: Number) -> Result<SolutionPage, AppError> {
        let mut tx = self.db.read().await?;
        let solution = load(&mut tx, actor, number).await?;
        let directory = Directory::read(&mut tx).await?;
        let owner = solution.owner.and_then(|id| directory.organisation(id)).map(|o| o.short_name.clone());
        let usages = usage_rows(&mut tx, &directory, actor, solution.id).await?;
        let asked = (actor, self.clock.now().day());
        Ok(SolutionPage {
            owner,
            is_favourite: favourite::is_favourite(&mut tx, actor, solution.id).await?,
            usable: usability::of_solution(&mut tx, &directory, asked, (&solution, &usages)).await?,
            usages,
            history: history::of(&mut tx, actor, SubjectKind::Solution, &solution.id.to_string()).await?,
            may_keep: actor.may(Deed::KeepCatalogue, &subject(&solution)),
            successor: successor(&mut tx, actor, &solution).await?,
            changes: solution_change::rows(&mut tx, actor, &solution).await?,
            merges: solution_change::about_entry(&mut tx, (&directory, actor), &solution).await?,
            age: freshness::entry_age(&mut tx, asked, &solution).await?,
            draft: draft::row(&mut tx, &directory, actor, &solution).await?,
            shared: self.shared(&mut tx, actor, &Record::Solution(Box::new(solution.clone()))).await?,
            solution,
        })
    }

    /// The number under which a solution is found that has gone up in another; `None` where it has not, or the reader may not see that
    /// one.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn solution_today(&self, actor: &Actor, number: Number) -> Result<Option<Number>, AppError> {
        let mut tx = self.db.read().await?;
        let today = called(&mut tx, number).await?;
        let seen = today.filter(|one| one.number != number && actor.may(Deed::Read, &subject(one)));
        Ok(seen.map(|one| one.number))
    }

    /// Takes a solution out of lists, searches and matches. What points at it still leads to its page, and it can be put back.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep its catalogue; [`Refusal::ChangedMeanwhile`] when it is not as it was shown,
    /// or withdrawn already.
    pub async fn withdraw_solution(
        &self,
        actor: &Actor,
        number: Number,
        version: i64,
        reason: &str,
    ) -> Result<(), AppError> {
        self.set_withdrawn(actor, (number, version), Some(reason)).await
    }

    /// Puts a solution back that was withdrawn.
    ///
    /// # Errors
    /// As [`App::withdraw_solution`], the other way round.
    pub async fn restore_solution(
        &self,
        actor: &Actor,
        number: Number,
        version: i64,
    ) -> Result<(), AppError> {
        self.set_withdrawn(actor, (number, version), None).await
    }

    /// Withdraws a solution for a reason, or puts it back for none.
    async fn set_withdrawn(
        &self,
        actor: &Actor,
        (number, version): (Number, i64),
        reason: Option<&str>,
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        let before = load(&mut tx, actor, number).await?;
        if !actor.may(Deed::KeepCatalogue, &subject(&before)) {
            return Err(AppError::Denied);
        }
        if before.version != version || before.withdrawn.is_some() == reason.is_some() {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let (kind, told) = match reason {
            None => (EventKind::Restored, None),
            Some(reason) => {
                let mut checked = Checked::new(now);
                let reason = checked.required("reason", 0, reason, SHORT_MAX);
                checked.done()?;
                (EventKind::Withdrawn, Change::between("reason", "", &reason))
            }
        };
        let after = Solution { withdrawn: reason.map(|_| now), updated: now, ..before.clone() };
        store::solution::update(&mut tx, &after).await?;
        let mut changes = changes::of_solution(&before, &after);
        changes.extend(told);
        let about = (SubjectKind::Solution, before.id.to_string());
        self.keep_event(&mut tx, doer(actor), about, kind, changes).await?;
        tx.commit().await?;
        Ok(())
    }

    /// A solution and the file that it came from, where one is kept.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also when there is one that the reader may not see.
    pub async fn solution_with_original(
        &self,
        actor: &Actor,
        number: Number,
    ) -> Result<(Solution, Option<Original>), AppError> {
        let mut tx = self.db.read().await?;
        let solution = load(&mut tx, actor, number).await?;
        let original = store::solution::original(&mut tx, solution.id).await?;
        Ok((solution, original))
    }

    /// One page of the solutions the reader can see.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn list_solutions(
        &self,
        actor: &Actor,
        filter: &SolutionFilter,
        page: Page,
    ) -> Result<Listed<SolutionRow>, AppError> {
        // Before anything is read: whoever waits for the index must hold no connection that it needs.
        let in_step = self.freshen_index().await?;
        let mut tx = self.db.read().await?;
        let (directory, visibility) = (Directory::read(&mut tx).await?, actor.visibility());
        let found = if in_step {
            self.solutions_listed((&mut tx, &directory), &visibility, filter, page).await?
        } else {
            store::solution::list(&mut tx, &visibility, filter, page).await?
        };
        let asked = (actor, self.clock.now().day());
        let rows = SolutionRow::all(&mut tx, &directory, asked, found.rows).await?;
        Ok(Listed { rows, total: found.total })
    }

    /// Writes every solution the actor can see, in the order they were made. The output imports back to
    /// the same data.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails; the inner error is the output's.
    pub async fn export_solutions<W: Write>(
        &self,
        actor: &Actor,
        writer: &mut SolutionWriter<W>,
    ) -> Result<std::io::Result<usize>, AppError> {
        const BATCH: i64 = 500;
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        // Before any row is read: what is changed while this goes on is seen as a change.
        let head = store::event::latest(&mut tx).await?;
        let mut previous: Option<SolutionId> = None;
        let mut written = 0;
        loop {
            let batch = store::solution::after(&mut tx, &actor.visibility(), previous, BATCH).await?;
            let Some(last) = batch.last() else { return Ok(Ok(written)) };
            previous = Some(last.id);
            // What is read in again elsewhere would be a draft no more.
            for solution in batch.iter().filter(|solution| solution.lineage.draft.is_none()) {
                let usages = store::usage::of_solution(&mut tx, solution.id).await?;
                let sequence = told_until(&mut tx, solution, head).await?;
                let record = record(&directory, solution, (&usages, sequence));
                if let Err(error) = writer.write(&record) {
                    return Ok(Err(error));
                }
                written += 1;
            }
        }
    }
}

impl App {
    /// Writes the solutions that a list holds, to be edited in a spreadsheet and read in again.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who could not read it in; as [`App::export_solutions`].
    pub async fn export_listed<W: Write>(
        &self,
        actor: &Actor,
        filter: &SolutionFilter,
        writer: &mut SolutionWriter<W>,
    ) -> Result<std::io::Result<usize>, AppError> {
        const BATCH: u32 = 500;
        if !self.may_import(actor) {
            return Err(AppError::Denied);
        }
        let mut tx = self.db.read().await?;
        let head = store::event::latest(&mut tx).await?;
        let directory = Directory::read(&mut tx).await?;
        drop(tx);
        let mut written = 0;
        for number in 1.. {
            let found = self.list_solutions(actor, filter, Page::new(number, BATCH)).await?;
            if found.rows.is_empty() {
                break;
            }
            let mut tx = self.db.read().await?;
            for row in &found.rows {
                let sequence = told_until(&mut tx, &row.solution, head).await?;
                let usages: Vec<_> = row.usages.iter().map(|row| row.usage.clone()).collect();
                let record = record(&directory, &row.solution, (&usages, sequence));
                if let Err(error) = writer.write(&record) {
                    return Ok(Err(error));
                }
                written += 1;
            }
        }
        Ok(Ok(written))
    }
}

/// How far the trail has told of an entry, of what it told before a place: two exports with nothing between them are the same.
async fn told_until(tx: &mut Tx, solution: &Solution, head: i64) -> Result<i64, AppError> {
    let id = solution.id.to_string();
    let newest = store::event::of_subject(tx, SubjectKind::Solution, &id, NEWEST).await?;
    let told = newest.iter().find(|event| event.sequence <= head);
    Ok(told.map_or(if newest.is_empty() { 0 } else { head }, |event| event.sequence))
}

/// A solution as a file holds it: words that were never understood go out as they came in.
pub(crate) fn record(
    directory: &Directory,
    solution: &Solution,
    (usages, sequence): (&[domain::usage::Usage], i64),
) -> SolutionRecord {
    let facts = &solution.facts;
    let written = &facts.as_written;
    let name = |id| directory.organisation(id).map(|o| o.name.clone()).unwrap_or_default();
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let or_written =
        |written: &Option<String>, code: &str| written.clone().unwrap_or_else(|| code.to_owned());
    let level = |of: fn(domain::solution::InformationClass) -> u8| {
        facts.information_class.map(|class| of(class).to_string()).unwrap_or_default()
    };
    let usage = |usage: &domain::usage::Usage| {
        let since = usage.since.map(|day| day.to_string()).unwrap_or_default();
        let status = usage.status.code().to_owned();
        joined_items(&[
            name(usage.organisation),
            status,
            since,
            text(&usage.contact_role),
            text(&usage.reason),
        ])
    };
    let usages: Vec<String> = usages.iter().map(usage).collect();
    SolutionRecord {
        row: 0,
        id: exported_key(solution),
        name: facts.name.clone(),
        summary: facts.summary.clone(),
        description: facts.description.clone(),
        provider: text(&facts.provider),
        organisation: written.organisation.clone().or_else(|| solution.owner.map(name)).unwrap_or_default(),
        url: text(&facts.url),
        kind: or_written(&written.kind, facts.kind.code()),
        lifecycle: or_written(&written.lifecycle, facts.lifecycle.code()),
        usage_status: text(&written.usage_status),
        version: import::mark(solution.version, sequence, &usages),
        number: solution.number.to_string(),
        usages,
        service_areas: facts.service_areas.iter().chain(&written.service_areas).cloned().collect(),
        capabilities: facts.capabilities.iter().chain(&written.capabilities).cloned().collect(),
        tags: facts.tags.clone(),
        integrations: facts.integrations.clone(),
        standards: facts.standards.clone(),
        licence: text(&facts.licence),
        sharing: or_written(&written.sharing, solution.sharing.code()),
        language: String::new(),
        typical_needs: facts.typical_needs.clone(),
        contact_role: String::new(),
        confidentiality: level(|class| class.confidentiality),
        integrity: level(|class| class.integrity),
        availability: level(|class| class.availability),
        created: solution.created.timestamp().to_string(),
        updated: solution.updated.timestamp().to_string(),
    }
}

/// The key that finds this solution again on import: its source's id, the address or names it is recognised
/// by, or, for one that was written here, its number.
pub(crate) fn exported_key(solution: &Solution) -> String {
    match &solution.source_key {
        Some(key) => key.strip_prefix("id:").unwrap_or(key).to_owned(),
        None => solution.number.to_string(),
    }
}
