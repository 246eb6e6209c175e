//! Undoing a run as a whole, also after other edits. Each value that the run set and that still stands goes back to what it was;
//! what others have changed since stays, and is told. An entry that the run made is withdrawn, not removed, unless somebody has
//! built on it.
//!
//! Not here: importing ([`super`]).

use std::collections::BTreeSet;

use domain::event::{Change, EventKind, SubjectKind};
use domain::id::ImportId;
use domain::instant::Instant;
use domain::number::Number;
use domain::permission::{Actor, Deed, Subject};
use domain::solution::Solution;
use domain::usage::Usage;
use store::event::NewEvent;
use store::import::{ImportEntry, ImportRun};
use store::page::{Listed, Page};
use store::{StoreError, Tx};

use super::Effect;
use super::plan::{usage_change, usage_told};
use super::snapshot::{SHARING, Snapshot, organisation_of};
use crate::history::doer;
use crate::{App, AppError, Directory, Refusal, changes};

/// Entries read at a time.
const BATCH: u32 = 500;
/// Most entries that are told one by one; all are counted.
const TOLD: usize = 5_000;

/// A run, with the names of those who did and undid it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunRow {
    /// The run.
    pub run: ImportRun,
    /// Who made it; `None` for the operator.
    pub person: Option<String>,
    /// Who undid it.
    pub undone_by: Option<String>,
}

/// A run with what it made of each entry.
#[derive(Debug, Clone)]
pub struct RunPage {
    /// The run.
    pub run: RunRow,
    /// Entries of one page, in the order of the rows.
    pub entries: Listed<RunEntry>,
    /// Whether whoever asks may undo it.
    pub may_undo: bool,
}

/// What a run made of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunEntry {
    /// The entry's number.
    pub number: Number,
    /// What it is called now.
    pub name: String,
    /// What changed; empty where the run made it.
    pub changes: Vec<Change>,
}

/// What undoing does, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UndoReport {
    /// Entries that are withdrawn.
    pub withdrawn: u64,
    /// Entries that get back values they had.
    pub restored: u64,
    /// Entries where everything or something stays because others have changed or used it since.
    pub conflicts: u64,
    /// Entries that are as they would be already.
    pub untouched: u64,
    /// What happens to each of the first of them.
    pub entries: Vec<UndoneEntry>,
}

/// What undoing does to an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoneEntry {
    /// The entry's number.
    pub number: Number,
    /// What it is called now.
    pub name: String,
    /// What is done.
    pub undoing: Undoing,
    /// Fields that stay because others have changed them since.
    pub kept: Vec<String>,
}

/// What is done to an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undoing {
    /// It is withdrawn: the run had made it, and nobody has touched it since.
    Withdrawn,
    /// The run had made it, but others have built on it.
    Kept,
    /// Values go back to what they were.
    Restored(Vec<Change>),
}

impl App {
    /// Runs of the own organisation, newest first; the operator's are all.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who keeps no catalogue.
    pub async fn import_runs(&self, actor: &Actor, page: Page) -> Result<Listed<RunRow>, AppError> {
        let organisation = match actor {
            Actor::Operator => None,
            Actor::Member(member) => Some(super::upload::importer(actor, member)?.organisation),
            Actor::Anonymous => return Err(AppError::Denied),
        };
        let mut tx = self.db.read().await?;
        let found = store::import::runs(&mut tx, organisation, page).await?;
        let mut rows = Vec::with_capacity(found.rows.len());
        for run in found.rows {
            rows.push(named(&mut tx, run).await?);
        }
        Ok(Listed { rows, total: found.total })
    }

    /// A run and what it made of entries.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also for another organisation's.
    pub async fn import_run(&self, actor: &Actor, id: ImportId, page: Page) -> Result<RunPage, AppError> {
        let mut tx = self.db.read().await?;
        let run = load(&mut tx, actor, id).await?;
        let directory = Directory::read(&mut tx).await?;
        let mut rows = Vec::new();
        for entry in store::import::entries(&mut tx, id, page).await? {
            rows.extend(run_entry(&mut tx, &directory, &entry).await?);
        }
        let total = run.counts.created + run.counts.changed;
        let may_undo = run.undone.is_none() && total > 0;
        Ok(RunPage { run: named(&mut tx, run).await?, entries: Listed { rows, total }, may_undo })
    }

    /// Undoes a run, or says what that would do.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also for another organisation's; [`Refusal::ImportUndone`] when it is undone already.
    pub async fn undo_import(
        &self,
        actor: &Actor,
        id: ImportId,
        effect: Effect,
    ) -> Result<UndoReport, AppError> {
        let mut tx = match effect {
            Effect::Save => self.db.write().await?,
            Effect::Try => self.db.read().await?,
        };
        let run = load(&mut tx, actor, id).await?;
        if run.undone.is_some() {
            return Err(AppError::Refused(Refusal::ImportUndone));
        }
        let mut report = UndoReport::default();
        for batch in 1.. {
            let entries = store::import::entries(&mut tx, id, Page::new(batch, BATCH)).await?;
            if entries.is_empty() {
                break;
            }
            for entry in &entries {
                self.undo_entry(&mut tx, actor, id, (entry, effect), &mut report).await?;
            }
        }
        if effect == Effect::Save {
            let by = actor.member().map(|member| member.person);
            store::import::set_undone(&mut tx, id, self.clock.now(), by).await?;
            let count = |field: &str, number: u64| Change::between(field, "", &number.to_string());
            let told = [
                count("withdrawn", report.withdrawn),
                count("changed", report.restored),
                count("conflicts", report.conflicts),
            ];
            let subject = (SubjectKind::Import, id.to_string());
            let told = told.into_iter().flatten().collect();
            self.keep_event(&mut tx, doer(actor), subject, EventKind::ImportUndone, told).await?;
            tx.commit().await?;
        }
        Ok(report)
    }

    async fn undo_entry(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        import: ImportId,
        (entry, effect): (&ImportEntry, Effect),
        report: &mut UndoReport,
    ) -> Result<(), AppError> {
        let Some(solution) = store::solution::get(tx, entry.solution).await? else { return Ok(()) };
        let plan = match &entry.change {
            // What it had is another's now: undoing the merge comes first.
            _ if solution.lineage.merged_into.is_some() => Some(Plan {
                undoing: Undoing::Kept,
                kept: Vec::new(),
                after: None,
                put: Vec::new(),
                removed: Vec::new(),
            }),
            None => made(tx, import, &solution, self.clock.now()).await?,
            Some((was, set)) => {
                let usages = store::usage::of_solution(tx, solution.id).await?;
                changed(&solution, &usages, &Snapshot::read(was)?, &Snapshot::read(set)?)?
            }
        };
        let Some(plan) = plan else {
            report.untouched += 1;
            return Ok(());
        };
        match &plan.undoing {
            Undoing::Withdrawn => report.withdrawn += 1,
            Undoing::Restored(changes) if !changes.is_empty() => report.restored += 1,
            Undoing::Kept | Undoing::Restored(_) => {}
        }
        if plan.undoing == Undoing::Kept || !plan.kept.is_empty() {
            report.conflicts += 1;
        }
        if effect == Effect::Save {
            self.write_undoing(tx, actor, import, &solution, &plan).await?;
        }
        if report.entries.len() < TOLD {
            let (number, name) = (solution.number, solution.facts.name);
            report.entries.push(UndoneEntry { number, name, undoing: plan.undoing, kept: plan.kept });
        }
        Ok(())
    }

    async fn write_undoing(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        import: ImportId,
        before: &Solution,
        plan: &Plan,
    ) -> Result<(), AppError> {
        let Some(after) = &plan.after else { return Ok(()) };
        let (kind, changes) = match &plan.undoing {
            Undoing::Withdrawn => (EventKind::ImportUndone, changes::of_solution(before, after)),
            Undoing::Restored(changes) => (EventKind::ImportUndone, changes.clone()),
            Undoing::Kept => return Ok(()),
        };
        let after = Solution { updated: self.clock.now(), ..after.clone() };
        if !changes::of_solution(before, &after).is_empty() {
            store::solution::update(tx, &after).await?;
        }
        for usage in &plan.put {
            store::usage::put(tx, usage).await?;
        }
        for usage in &plan.removed {
            store::usage::delete(tx, usage).await?;
        }
        let event = NewEvent {
            at: self.clock.now(),
            doer: doer(actor),
            subject_kind: SubjectKind::Solution,
            subject: before.id.to_string(),
            kind,
            changes,
            import: Some(import),
        };
        store::event::append(tx, &event).await?;
        Ok(())
    }
}

/// What becomes of an entry.
pub(crate) struct Plan {
    pub(crate) undoing: Undoing,
    /// Fields that stay because others have changed them since.
    pub(crate) kept: Vec<String>,
    pub(crate) after: Option<Solution>,
    put: Vec<Usage>,
    removed: Vec<Usage>,
}

/// An entry that the run made.
async fn made(
    tx: &mut Tx,
    import: ImportId,
    solution: &Solution,
    now: Instant,
) -> Result<Option<Plan>, StoreError> {
    if solution.withdrawn.is_some() {
        return Ok(None);
    }
    let touched = solution.version > 1 || store::import::traces(tx, import, solution.id).await? > 0;
    let (undoing, after) = if touched {
        (Undoing::Kept, None)
    } else {
        (Undoing::Withdrawn, Some(Solution { withdrawn: Some(now), ..solution.clone() }))
    };
    Ok(Some(Plan { undoing, kept: Vec::new(), after, put: Vec::new(), removed: Vec::new() }))
}

/// An entry that was changed, by a run or by a deed: field by field, what was set goes back where it still stands.
pub(crate) fn changed(
    solution: &Solution,
    usages: &[Usage],
    was: &Snapshot,
    set: &Snapshot,
) -> Result<Option<Plan>, StoreError> {
    let is = Snapshot::of(solution, usages);
    let mut back = is.clone();
    let (mut kept, mut put, mut removed, mut told) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let fields: BTreeSet<&String> = was.0.keys().chain(set.0.keys()).collect();
    for field in fields {
        let (old, new, now) = (was.value(field), set.value(field), is.value(field));
        if old == new || now == old {
            continue;
        }
        let organisation = organisation_of(field);
        let name = if organisation.is_some() { "usage" } else { field.as_str() };
        // What was put back would be read by more than read it now, and nobody has seen who.
        let shares = field == SHARING && Snapshot::level_of(old) > Snapshot::level_of(now);
        if now != new || shares {
            kept.push(name.to_owned());
            continue;
        }
        let present = organisation
            .and_then(|one| usages.iter().find(|usage| usage.organisation == one).map(|u| (one, u)));
        match present {
            Some((one, present)) => match was.usage(one, present) {
                Some(usage) => {
                    told.extend(usage_change(Some(present), &usage));
                    put.push(usage);
                }
                None => {
                    told.extend(Change::between("usage", &usage_told(present), ""));
                    removed.push(present.clone());
                }
            },
            None if organisation.is_none() => {
                back.0.insert(field.clone(), old.clone());
            }
            None => {}
        }
    }
    let mut after = back.put_into(solution)?;
    after.lineage.renamed(&after.facts.name, &after.facts.name);
    let mut changes = changes::of_solution(solution, &after);
    changes.extend(told);
    if changes.is_empty() && kept.is_empty() {
        return Ok(None);
    }
    Ok(Some(Plan { undoing: Undoing::Restored(changes), kept, after: Some(after), put, removed }))
}

/// The run, for one who keeps the catalogue it went into.
async fn load(tx: &mut Tx, actor: &Actor, id: ImportId) -> Result<ImportRun, AppError> {
    let run = store::import::run(tx, id).await?.ok_or(AppError::NotFound)?;
    let may = match run.organisation {
        Some(organisation) => actor.may(Deed::KeepCatalogue, &Subject::of(organisation)),
        None => *actor == Actor::Operator,
    };
    if may { Ok(run) } else { Err(AppError::NotFound) }
}

async fn named(tx: &mut Tx, run: ImportRun) -> Result<RunRow, AppError> {
    let mut name = async |person| -> Result<Option<String>, StoreError> {
        let Some(person) = person else { return Ok(None) };
        Ok(store::person::get(tx, person).await?.map(|person| person.name))
    };
    let (person, undone_by) = (name(run.person).await?, name(run.undone_by).await?);
    Ok(RunRow { run, person, undone_by })
}

async fn run_entry(
    tx: &mut Tx,
    directory: &Directory,
    entry: &ImportEntry,
) -> Result<Option<RunEntry>, AppError> {
    let Some(solution) = store::solution::get(tx, entry.solution).await? else { return Ok(None) };
    let changes = match &entry.change {
        None => Vec::new(),
        Some((was, set)) => {
            let (was, set) = (Snapshot::read(was)?, Snapshot::read(set)?);
            let mut told = changes::of_solution(&was.put_into(&solution)?, &set.put_into(&solution)?);
            let fields: BTreeSet<&String> = was.0.keys().chain(set.0.keys()).collect();
            for field in fields.into_iter().filter(|field| was.value(field) != set.value(field)) {
                let Some(organisation) = organisation_of(field) else { continue };
                told.extend(Change::between("usage", "", &directory.short_name(organisation)));
            }
            told
        }
    };
    Ok(Some(RunEntry { number: solution.number, name: solution.facts.name.clone(), changes }))
}
