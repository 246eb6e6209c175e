//! All that an organisation has and has said, to take along: gathered part by part, kept as one archive for a week, for who administers it.
//!
//! What stays with the others when it leaves is `docs/decisions/0006`'s. Not here: what the files are called and how they are written (`web`).

use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{ExportId, OrganisationId};
use domain::number::Number;
use domain::permission::{Actor, Deed, Subject};
use serde_json::Value;
use store::Tx;
use store::leaving::PARTS;

use crate::App;
use crate::case::Masking;
use crate::error::{AppError, Refusal};
use crate::history::doer;
use crate::session::standing;

pub use store::leaving::Archive;

/// How many days an archive can be fetched.
pub const KEPT_DAYS: i64 = 7;
/// An archive that has not come further in this time was broken off, in milliseconds.
const BROKEN_MILLISECONDS: i64 = 60 * 60 * 1000;

/// A table of what is taken along.
#[derive(Debug, Clone)]
pub struct TakenTable {
    /// Its name, which is a file's.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [&'static str],
    /// Its rows.
    pub rows: Vec<Vec<Option<String>>>,
}

/// All that is taken along.
#[derive(Debug, Clone)]
pub struct Taken {
    /// The organisation's name.
    pub name: String,
    /// Tables.
    pub tables: Vec<TakenTable>,
    /// Each case that it keeps, with all that stands in it.
    pub cases: Vec<(Number, Value)>,
}

/// An archive as its page shows it.
#[derive(Debug, Clone)]
pub struct ArchiveRow {
    /// The archive.
    pub archive: Archive,
    /// Whether it was broken off.
    pub is_broken: bool,
}

impl App {
    /// Begins an archive of the organisation acted for; one at a time. Those older than a week go.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not administer it; [`AppError::Refused`] while another is being made.
    pub async fn begin_archive(&self, actor: &Actor) -> Result<Archive, AppError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        answers_for(actor, member.organisation)?;
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        store::leaving::forget(&mut tx, now.days_before(KEPT_DAYS)).await?;
        let earlier = store::leaving::of_organisation(&mut tx, member.organisation).await?;
        let is_made = |one: &Archive| one.made.is_none() && !self.is_broken(one);
        if earlier.iter().any(is_made) {
            return Err(AppError::Refused(Refusal::BeingMade));
        }
        let archive = Archive {
            id: ExportId::at(now),
            organisation: member.organisation,
            person: member.person,
            done: (0, i64::try_from(PARTS.len()).unwrap_or(i64::MAX)),
            asked: now,
            made: None,
        };
        store::leaving::begin(&mut tx, &archive).await?;
        tx.commit().await?;
        Ok(archive)
    }

    /// The archives of the organisation acted for, latest first.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not administer it.
    pub async fn archives(&self, actor: &Actor) -> Result<Vec<ArchiveRow>, AppError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        answers_for(actor, member.organisation)?;
        let since = self.clock.now().days_before(KEPT_DAYS);
        let mut tx = self.db.read().await?;
        let found = store::leaving::of_organisation(&mut tx, member.organisation).await?;
        let fresh = found.into_iter().filter(|archive| archive.asked >= since);
        Ok(fresh.map(|archive| ArchiveRow { is_broken: self.is_broken(&archive), archive }).collect())
    }

    /// An archive that is done. That it was fetched is kept.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for one of another organisation, one that is not done, and one that is too old.
    pub async fn fetch_archive(&self, actor: &Actor, id: ExportId) -> Result<Vec<u8>, AppError> {
        let since = self.clock.now().days_before(KEPT_DAYS);
        let mut tx = self.db.write().await?;
        let found = store::leaving::content(&mut tx, id).await?;
        let may =
            |archive: &Archive| archive.asked >= since && answers_for(actor, archive.organisation).is_ok();
        let (archive, content) = found.filter(|(archive, _)| may(archive)).ok_or(AppError::NotFound)?;
        let about = (SubjectKind::Organisation, archive.organisation.to_string());
        let changes = Change::between("archive", "", "fetched").into_iter().collect();
        self.keep_event(&mut tx, doer(actor), about, EventKind::PackageMade, changes).await?;
        tx.commit().await?;
        Ok(content)
    }

    /// Gathers all that an organisation has and has said. That it was done is kept. Where an archive is named, its progress is kept, and
    /// permission is asked again before each part: who may no more gets no more.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not administer the organisation.
    pub async fn take_along(
        &self,
        actor: &Actor,
        organisation: OrganisationId,
        archive: Option<ExportId>,
    ) -> Result<Taken, AppError> {
        answers_for(actor, organisation)?;
        let mut tx = self.db.write().await?;
        let known = store::organisation::get(&mut tx, organisation).await?.ok_or(AppError::NotFound)?;
        let about = (SubjectKind::Organisation, organisation.to_string());
        let changes = Change::between("archive", "", "made").into_iter().collect();
        self.keep_event(&mut tx, doer(actor), about, EventKind::PackageMade, changes).await?;
        tx.commit().await?;
        let mut tx = self.db.read().await?;
        let cases = store::leaving::cases(&mut tx, organisation).await?;
        drop(tx);
        let total = PARTS.len() + cases.len();
        let mut taken = Taken { name: known.name, tables: Vec::new(), cases: Vec::new() };
        for (done, part) in PARTS.iter().enumerate() {
            let mut tx = self.db.write().await?;
            self.goes_on(&mut tx, actor, organisation, (archive, done, total)).await?;
            tx.commit().await?;
            let mut tx = self.db.read().await?;
            let rows = store::leaving::rows(&mut tx, part, organisation).await?;
            taken.tables.push(TakenTable { name: part.name, columns: part.columns, rows });
        }
        for (done, number) in cases.iter().enumerate() {
            let mut tx = self.db.write().await?;
            self.goes_on(&mut tx, actor, organisation, (archive, PARTS.len() + done, total)).await?;
            tx.commit().await?;
            let Ok(number) = number.parse::<Number>() else { continue };
            match self.case_package(actor, number, Masking::Whole).await {
                Ok(package) => taken.cases.push((number, package.record)),
                // What was disposed of has nothing to take along.
                Err(AppError::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(taken)
    }

    /// Keeps an archive that is done, to be fetched.
    ///
    /// # Errors
    /// As [`App::take_along`]; [`AppError::NotFound`] for one that was begun by another.
    pub async fn finish_archive(
        &self,
        actor: &Actor,
        archive: &Archive,
        content: Vec<u8>,
    ) -> Result<(), AppError> {
        answers_for(actor, archive.organisation)?;
        if actor.member().is_none_or(|member| member.person != archive.person) {
            return Err(AppError::NotFound);
        }
        let mut tx = self.db.write().await?;
        store::leaving::finish(&mut tx, archive.id, self.clock.now(), &content).await?;
        Ok(tx.commit().await?)
    }

    /// Keeps how far it has come, if the person may still have it.
    async fn goes_on(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        organisation: OrganisationId,
        (archive, done, total): (Option<ExportId>, usize, usize),
    ) -> Result<(), AppError> {
        if let Some(member) = actor.member() {
            let now = standing(tx, member.person, organisation).await?.ok_or(AppError::Denied)?;
            answers_for(&Actor::Member(now.0), organisation)?;
        }
        if let Some(id) = archive {
            let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
            store::leaving::progress(tx, id, (count(done), count(total))).await?;
        }
        Ok(())
    }

    fn is_broken(&self, archive: &Archive) -> bool {
        let age = self.clock.now().milliseconds() - archive.asked.milliseconds();
        archive.made.is_none() && age > BROKEN_MILLISECONDS
    }
}

/// Whoever may take along what an organisation has.
fn answers_for(actor: &Actor, organisation: OrganisationId) -> Result<(), AppError> {
    let may = actor.may(Deed::AnswerForOrganisation, &Subject::of(organisation));
    if may { Ok(()) } else { Err(AppError::Denied) }
}
