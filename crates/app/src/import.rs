//! Importing a catalogue of solutions from tables.
//!
//! One run is one transaction over all its files. The first reading finds every row that cannot be used, and
//! which rows a later one replaces; only then the second writes. An entry is found again by its key alone:
//! likeness never merges.
//!
//! Deliberately not here: what a file is and what its columns mean (`exchange`), and sentences (`web`).

mod desk;
mod entry;
mod key;
mod link;
mod plan;
mod reading;
mod report;
mod round_trip;
mod save;
mod snapshot;
mod undo;
mod upload;
mod words;

use std::io::{Read, Seek};

use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{ImportId, OrganisationId, UploadId};
use domain::permission::Actor;
use domain::sharing::Sharing;
use domain::solution::Original;
use exchange::{Key, Mapping, RowFault, SolutionRecord, Source, Superseded};
use store::Tx;
use store::event::NewEvent;
use store::import::{ImportCounts, ImportRun};

pub use exchange::mapping::{Interpretation, Reason};
pub use exchange::read::{FileKind, Format, Layout, Packing};
pub use exchange::write::{ReportRow, column_letters};
pub use exchange::{Field, MappingError, ProblemKind, ReadError, RemarkKind, ReportWriter};

pub(crate) use desk::Desk;
pub use desk::Job;
pub(crate) use plan::usage_change;
pub use report::{
    ConflictField, Finding, FindingKind, Findings, ImportReport, Outcome, Place, RowChange, RowConflict,
    UnknownWord,
};
pub(crate) use round_trip::mark;
pub use round_trip::{Conflicts, Resolve};
pub(crate) use snapshot::Snapshot;
pub(crate) use undo::changed as put_back;
pub use undo::{RunEntry, RunPage, RunRow, UndoReport, Undoing, UndoneEntry};
pub use upload::{Choices, UPLOAD_MAX, Understood, UploadFault, UploadPage};

pub(crate) use plan::usage_told;

use crate::history::doer;
use crate::{App, AppError, Directory, supplier};
use entry::{Known, Row};
use reading::Names;
use report::Draft;
use save::Saving;

/// Rows between two words about progress.
const PROGRESS_STEP: u64 = 256;
/// Bits of a row's place in all files that hold its row; a file has fewer than 2^40 rows.
const ROW_BITS: u32 = 40;

/// A file, and what its columns mean.
#[derive(Debug)]
pub struct Table<R> {
    /// What reports call it.
    pub name: String,
    /// Its rows.
    pub source: Source<R>,
    /// Its columns.
    pub mapping: Mapping,
    /// The file as it was, where the table was made of one that describes a single solution.
    pub original: Option<Original>,
}

/// What happens when some rows cannot be used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BadRows {
    /// Nothing is imported.
    #[default]
    RefuseAll,
    /// The other rows are imported.
    Skip,
}

/// Whether anything is saved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Effect {
    /// It is.
    #[default]
    Save,
    /// It is not; everything is looked up, so that what is told is true.
    Try,
}

/// Whose entries rows make.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Owners {
    /// The organisation's that the row names, where it is known.
    #[default]
    OfRows,
    /// The owner's in the options; an organisation that a row names is only one that uses it.
    One,
}

/// Whether more may come to read entries that are there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Raises {
    /// They may not: somebody is to see which first.
    #[default]
    Refused,
    /// Somebody has seen which, and by whom they will be read.
    Agreed,
}

/// What somebody was shown that a file would come to, and agreed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// What was shown, by [`ImportReport::digest`].
    pub digest: String,
    /// Whether more may read entries for it.
    pub raises: Raises,
}

impl From<String> for Expected {
    fn from(digest: String) -> Self {
        Self { digest, raises: Raises::Refused }
    }
}

/// How to import.
#[derive(Debug, Clone)]
pub struct ImportOptions {
    /// Whose entries they are where a row names no known organisation; `None` is the common catalogue.
    pub owner: Option<OrganisationId>,
    /// Whether rows may name another.
    pub owners: Owners,
    /// How far new entries are shared where a row does not say.
    pub sharing: Sharing,
    /// Name of the source, put before its ids so that two sources can use the same ones; empty for none.
    pub source: String,
    /// What happens when some rows cannot be used.
    pub bad_rows: BadRows,
    /// Whether anything is saved.
    pub effect: Effect,
    /// What was shown beforehand, by [`ImportReport::digest`]: nothing is saved unless it still is what happens.
    pub expected: Option<String>,
    /// Whether more may come to read entries that are there.
    pub raises: Raises,
    /// The uploaded file that this is.
    pub upload: Option<UploadId>,
    /// What happens to rows whose entries others have changed since they were exported.
    pub conflicts: Conflicts,
}

impl Default for ImportOptions {
    fn default() -> Self {
        Self {
            owner: None,
            owners: Owners::default(),
            sharing: Sharing::Collaboration,
            source: String::new(),
            bad_rows: BadRows::default(),
            effect: Effect::default(),
            expected: None,
            raises: Raises::default(),
            upload: None,
            conflicts: Conflicts::default(),
        }
    }
}

/// Which reading is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The first: finding rows that cannot be used.
    Check,
    /// The second: writing.
    Write,
}

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportProgress {
    /// Which reading.
    pub step: Step,
    /// Bytes read in this step, of all files once unpacked.
    pub read: u64,
    /// Bytes there are.
    pub size: u64,
}

/// Why nothing was imported.
#[derive(Debug)]
pub enum ImportError {
    /// Not permitted, or the database failed.
    App(AppError),
    /// A file could not be read to its end.
    Read {
        /// Which.
        table: String,
        /// Why.
        error: ReadError,
    },
    /// Rows cannot be used.
    RowsRefused(Box<ImportReport>),
    /// More would come to read entries, and nobody has agreed to that.
    RaisesRefused(Box<ImportReport>),
    /// The catalogue has changed since it was shown what would happen.
    ChangedMeanwhile,
    /// The uploaded file has been imported already, as this run.
    Done(ImportId),
}

impl std::fmt::Display for ImportError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::App(error) => error.fmt(f),
            Self::Read { table, error } => write!(f, "{table}: {error}"),
            Self::RowsRefused(report) => write!(f, "{} rows refused", report.refused),
            Self::RaisesRefused(report) => write!(f, "{} entries would be read by more", report.raised),
            Self::ChangedMeanwhile => f.write_str("the catalogue has changed since it was shown"),
            Self::Done(import) => write!(f, "imported already as {import}"),
        }
    }
}

impl std::error::Error for ImportError {}

impl<E: Into<AppError>> From<E> for ImportError {
    fn from(error: E) -> Self {
        Self::App(error.into())
    }
}

impl App {
    /// Imports solutions: all rows of all tables or, unless bad rows are to be skipped, none.
    ///
    /// # Errors
    /// [`ImportError::RowsRefused`] with every row that cannot be used, such as those for a catalogue that the actor does not
    /// keep; [`ImportError::RaisesRefused`] where more would come to read entries and nobody has agreed; [`AppError::Denied`] for
    /// who keeps none; [`ImportError::ChangedMeanwhile`], [`ImportError::Done`]. Nothing was saved then.
    pub async fn import_solutions<R: Read + Seek>(
        &self,
        actor: &Actor,
        tables: &mut [Table<R>],
        options: &ImportOptions,
        progress: &mut dyn FnMut(ImportProgress),
    ) -> Result<ImportReport, ImportError> {
        let import = ImportId::at(self.clock.now());
        let users = upload::told_users(self, actor).await?;
        let checked = check(import, tables, &options.source, progress)?;
        let refuses = options.bad_rows == BadRows::RefuseAll && options.effect == Effect::Save;
        if checked.draft.report.refused > 0 && refuses {
            return Err(ImportError::RowsRefused(Box::new(checked.draft.finish(Outcome::Refused))));
        }
        let mut tx = match options.effect {
            Effect::Save => self.db.write().await?,
            Effect::Try => self.db.read().await?,
        };
        let names = Names::of(&Directory::read(&mut tx).await?);
        let suppliers = supplier::Names::of(&mut tx, actor).await?;
        let known = Known {
            names,
            suppliers,
            owner: options.owner,
            sharing: options.sharing,
            users,
            owners: options.owners,
            conflicts: options.conflicts.clone(),
            last: checked.last,
        };
        if options.effect == Effect::Save {
            self.begin_run(&mut tx, actor, (import, options.upload), &checked.draft.report).await?;
        }
        let mut saving = Saving::new(self.clock.now(), actor, &known, checked.draft, options.effect);
        write_rows(&mut tx, &mut saving, tables, progress).await?;
        let draft = saving.finish();
        if options.effect == Effect::Try {
            return Ok(draft.finish(Outcome::Tried));
        }
        if draft.report.refused > 0 && options.bad_rows == BadRows::RefuseAll {
            return Err(ImportError::RowsRefused(Box::new(draft.finish(Outcome::Refused))));
        }
        if options.expected.as_ref().is_some_and(|expected| *expected != draft.report.digest) {
            return Err(ImportError::ChangedMeanwhile);
        }
        if draft.report.raised > 0 && options.raises == Raises::Refused {
            return Err(ImportError::RaisesRefused(Box::new(draft.finish(Outcome::Refused))));
        }
        store::import::set_counts(&mut tx, import, &counts(&draft.report)).await?;
        self.import_event(&mut tx, actor, &draft.report).await?;
        tx.commit().await?;
        Ok(draft.finish(Outcome::Saved))
    }

    /// Keeps the run, so that what it does can point at it.
    async fn begin_run(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        (import, upload): (ImportId, Option<UploadId>),
        report: &ImportReport,
    ) -> Result<(), ImportError> {
        let run = ImportRun {
            id: import,
            at: self.clock.now(),
            person: actor.member().map(|member| member.person),
            organisation: actor.member().map(|member| member.organisation),
            files: report.tables.clone(),
            counts: ImportCounts::default(),
            undone: None,
            undone_by: None,
        };
        store::import::insert_run(tx, &run).await?;
        if let Some(upload) = upload {
            let file = store::import::upload(tx, upload).await?.ok_or(AppError::NotFound)?;
            if let Some(done) = file.import {
                return Err(ImportError::Done(done));
            }
            store::import::set_imported(tx, upload, import).await?;
        }
        Ok(())
    }

    async fn import_event(&self, tx: &mut Tx, actor: &Actor, report: &ImportReport) -> Result<(), AppError> {
        let count = |field: &str, number: u64| Change::between(field, "", &number.to_string());
        let changes = [
            Change::between("files", "", &report.tables.join("\n")),
            count("rows", report.rows),
            count("created", report.created),
            count("changed", report.changed),
            count("unchanged", report.unchanged),
            count("superseded", report.superseded),
            count("refused", report.refused),
        ];
        let event = NewEvent {
            at: self.clock.now(),
            doer: doer(actor),
            subject_kind: SubjectKind::Import,
            subject: report.import.to_string(),
            kind: EventKind::Imported,
            changes: changes.into_iter().flatten().collect(),
            import: Some(report.import),
        };
        store::event::append(tx, &event).await?;
        Ok(())
    }
}

/// How many rows came to what, as it is kept.
fn counts(report: &ImportReport) -> ImportCounts {
    let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    ImportCounts {
        rows: count(report.rows),
        created: count(report.created),
        changed: count(report.changed),
        unchanged: count(report.unchanged),
        superseded: count(report.superseded),
        refused: count(report.refused),
    }
}

/// What the first reading found.
struct Checked {
    draft: Draft,
    last: LastRows,
}

/// Which row is the last with its key.
#[derive(Debug)]
struct LastRows {
    rows: Superseded,
    source: String,
}

impl LastRows {
    fn key(&self, record: &SolutionRecord) -> String {
        key::stored(record, &self.source)
    }

    fn note(&mut self, record: &SolutionRecord, place: Place) {
        self.rows.note(&Key::Id(self.key(record)), ordinal(place));
    }

    /// The later row with the same key, if there is one.
    fn instead_of(&self, key: &str, place: Place) -> Option<Place> {
        self.rows.by(&Key::Id(key.to_owned()), ordinal(place)).map(place_of)
    }
}

/// The first reading: collects what is wrong and which row is the last with its key.
fn check<R: Read + Seek>(
    import: ImportId,
    tables: &mut [Table<R>],
    source: &str,
    progress: &mut dyn FnMut(ImportProgress),
) -> Result<Checked, ImportError> {
    let mut draft = Draft::new(import, tables.iter().map(|table| table.name.clone()).collect());
    let mut last = LastRows { rows: Superseded::default(), source: source.to_owned() };
    let mut meter = Meter::new(Step::Check, tables);
    for (at, table) in tables.iter_mut().enumerate() {
        let Table { name, source, mapping, .. } = table;
        let broken = |error| ImportError::Read { table: name.clone(), error };
        let size = source.size();
        let mut rows = source.rows().map_err(broken)?;
        while let Some(row) = rows.next() {
            meter.row(rows.bytes_read(), progress);
            draft.report.rows += 1;
            let made = match row {
                Ok(row) => mapping.record(&row),
                Err(RowFault::Refused(problem)) => Err(vec![problem]),
                Err(RowFault::Broken(error)) => return Err(broken(error)),
            };
            match made {
                Ok(made) => last.note(&made.record, Place { table: at, row: made.record.row }),
                Err(problems) => draft.refuse(at, problems),
            }
        }
        meter.table(size, progress);
    }
    Ok(Checked { draft, last })
}

/// The second reading: writes what the rows come to.
async fn write_rows<R: Read + Seek>(
    tx: &mut Tx,
    saving: &mut Saving<'_>,
    tables: &mut [Table<R>],
    progress: &mut dyn FnMut(ImportProgress),
) -> Result<(), ImportError> {
    let mut meter = Meter::new(Step::Write, tables);
    for (at, table) in tables.iter_mut().enumerate() {
        let Table { name, source, mapping, original } = table;
        let broken = |error| ImportError::Read { table: name.clone(), error };
        let size = source.size();
        let mut rows = source.rows().map_err(broken)?;
        while let Some(row) = rows.next() {
            meter.row(rows.bytes_read(), progress);
            let row = match row {
                Ok(row) => row,
                Err(RowFault::Refused(_)) => continue,
                Err(RowFault::Broken(error)) => return Err(broken(error)),
            };
            // The first reading has told what is wrong with it.
            let Ok(made) = mapping.record(&row) else { continue };
            let place = Place { table: at, row: made.record.row };
            let row = Row { place, record: &made.record, mapping, original: original.as_ref() };
            saving.draft.remarks_of_reading(at, made.remarks);
            let key = saving.last().key(row.record);
            match saving.last().instead_of(&key, row.place) {
                Some(by) => saving.draft.superseded(row.place, &row.record.name, by),
                None => saving.row(tx, &row, key).await?,
            }
        }
        meter.table(size, progress);
    }
    Ok(())
}

/// A row's place among all rows of all tables.
const fn ordinal(place: Place) -> u64 {
    ((place.table as u64) << ROW_BITS) | place.row
}

const fn place_of(ordinal: u64) -> Place {
    Place { table: (ordinal >> ROW_BITS) as usize, row: ordinal & ((1 << ROW_BITS) - 1) }
}

/// Counts rows and tells how far a step has come.
struct Meter {
    step: Step,
    rows: u64,
    before: u64,
    size: u64,
}

impl Meter {
    fn new<R: Read + Seek>(step: Step, tables: &[Table<R>]) -> Self {
        Self { step, rows: 0, before: 0, size: tables.iter().map(|table| table.source.size()).sum() }
    }

    fn row(&mut self, read: u64, progress: &mut dyn FnMut(ImportProgress)) {
        self.rows += 1;
        if self.rows.is_multiple_of(PROGRESS_STEP) {
            progress(ImportProgress { step: self.step, read: self.before + read, size: self.size });
        }
    }

    fn table(&mut self, size: u64, progress: &mut dyn FnMut(ImportProgress)) {
        self.before += size;
        progress(ImportProgress { step: self.step, read: self.before, size: self.size });
    }
}
