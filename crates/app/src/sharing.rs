//! How far records are shared: who would read them, raising and lowering the level, undoing that, making them public with a second
//! person, and who of others has opened them. Needs, solutions, contracts and lessons are shared by the same steps.
//!
//! A level is raised only by somebody who has been shown, by name, who will read it then. Not here: what may be seen at each level
//! (`domain::permission`), and sending needs (`need`).

mod opening;
mod record;

use domain::event::{Change, EventKind};
use domain::permission::Actor;
use domain::sharing::{NotShared, Publication, Raise, Sharing, Step, step};
use domain::text::{self, SHORT_MAX};
use store::Tx;

use crate::checked::Checked;
use crate::error::{AppError, FieldProblem, Refusal};
use crate::history::doer;
use crate::{App, Directory};

pub use opening::OpeningRow;
pub use record::{Record, Which};

/// Who would read a record at some level.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Audience {
    /// Short names of the organisations, the own one first.
    pub organisations: Vec<String>,
    /// Whether everybody reads it, without signing in.
    pub everybody: bool,
}

/// How a record came to be shared, as far as the reader may know.
#[derive(Debug, Clone, Default)]
pub struct Shared {
    /// The last raise, while the reader can undo it.
    pub raise: Option<Raise>,
    /// The wish to make it public, for those in the own organisation, with the name of who wishes it.
    pub publication: Option<(Publication, String)>,
    /// Whether the reader is a second person who may agree to that wish.
    pub may_agree: bool,
    /// Whether the reader may decline it, or take it back.
    pub may_decline: bool,
}

/// A record as the control of its sharing shows it.
#[derive(Debug, Clone)]
pub struct SharingPage {
    /// The record.
    pub record: Record,
    /// Levels that the reader can give it.
    pub levels: Vec<Sharing>,
    /// How it came to be shared.
    pub shared: Shared,
    /// Who outside the own organisation has opened it.
    pub openings: Vec<OpeningRow>,
    /// Why a personal identity number stands in it; nothing where none does or nobody has said.
    pub identity_reason: Option<String>,
    /// Whether one stands in it and nobody has said why: then others may not read it yet.
    pub wants_reason: bool,
}

/// A level that somebody wants, with the version that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The version that was read.
    pub version: i64,
    /// The level.
    pub level: Sharing,
    /// The level at which the person has seen who reads it; a draft's for none.
    pub agreed: Sharing,
    /// Why a personal identity number stands in it, where one does; empty for no word about that.
    pub reason: String,
}

/// Where a record stands after a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// How far it is read.
    pub level: Sharing,
    /// Its version.
    pub version: i64,
}

/// Others read it only at the level that was agreed to.
pub(crate) fn check_agreed(level: Sharing, agreed: Sharing) -> Result<(), AppError> {
    if level.reaches_others() && level != agreed {
        return Err(AppError::Refused(Refusal::NotAgreed));
    }
    Ok(())
}

impl App {
    /// Who would read the actor's organisation's records at a level.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who acts for no organisation.
    pub async fn audience(&self, actor: &Actor, level: Sharing) -> Result<Audience, AppError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        let directory = Directory::read(&mut self.db.read().await?).await?;
        let is_in = |id| match level {
            Sharing::Draft => false,
            Sharing::Organisation => id == member.organisation,
            Sharing::Collaboration => id == member.organisation || member.partners.contains(&id),
            Sharing::Network | Sharing::Public => true,
        };
        let mut within: Vec<_> = directory.organisations.iter().filter(|one| is_in(one.id)).collect();
        within.sort_by_key(|one| one.id != member.organisation);
        Ok(Audience {
            organisations: within.into_iter().map(|one| one.short_name.clone()).collect(),
            everybody: level == Sharing::Public,
        })
    }

    /// A record as the control of its sharing shows it, for who may change that.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also when there is one that the actor may not see; [`AppError::Denied`] for others who read it;
    /// [`AppError::Refused`] for a need that was not sent.
    pub async fn read_sharing(&self, actor: &Actor, which: Which) -> Result<SharingPage, AppError> {
        let mut tx = self.db.read().await?;
        let record = Record::load(&mut tx, actor, which).await?;
        if !record.may_share(actor) {
            return Err(AppError::Denied);
        }
        record.check_shared_from_here()?;
        let identity_reason = reason_of(&mut tx, &record).await?;
        let wants_reason =
            identity_reason.is_none() && !record.identity_numbers(self.clock.now().day()).is_empty();
        let may_choose = |level: &Sharing| *level != Sharing::Public || record.may_publish(actor);
        Ok(SharingPage {
            levels: record
                .levels()
                .iter()
                .copied()
                .filter(|level| may_choose(level) || *level == record.level())
                .collect(),
            shared: self.shared(&mut tx, actor, &record).await?,
            openings: opening::rows(&mut tx, &record).await?,
            identity_reason,
            wants_reason,
            record,
        })
    }

    /// Changes how far a record is shared. A lower level holds at once; a higher one must have been agreed to, and the public
    /// becomes a wish that a second person agrees to.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who may not; [`AppError::Invalid`] for a level that it cannot have, and for a personal identity
    /// number in it without a reason; [`AppError::Refused`] when it is not shared from here, or when `agreed` is not the higher
    /// level; [`AppError::Conflict`] or [`Refusal::ChangedMeanwhile`] over another version.
    pub async fn share(&self, actor: &Actor, which: Which, wanted: &Wanted) -> Result<Standing, AppError> {
        let mut tx = self.db.write().await?;
        let before = to_share(&mut tx, actor, which, wanted.version).await?;
        let level = wanted.level;
        if level == Sharing::Public && !before.may_publish(actor) && before.levels().contains(&level) {
            return Err(AppError::Denied);
        }
        let stays = Standing { level: before.level(), version: before.version() };
        let taken = step(before.levels(), (before.level(), level), wanted.agreed);
        // What stands in it is told before who would read it: it may want changing first.
        let told = if level > before.level() {
            self.check_identity_numbers(&mut tx, actor, &before, (level, &wanted.reason)).await?
        } else {
            Vec::new()
        };
        match taken {
            Err(NotShared::NoSuchLevel) => Err(AppError::invalid("sharing", FieldProblem::Unknown)),
            Err(NotShared::NotAgreed) => Err(AppError::Refused(Refusal::NotAgreed)),
            Ok(Step::Stays) => Ok(stays),
            Ok(Step::Wished) => {
                self.wish_publication(tx, actor, &before, told).await?;
                Ok(stays)
            }
            Ok(Step::Lowered | Step::Raised) => self.set_level(tx, actor, (before, level), told).await,
        }
    }

    async fn set_level(
        &self,
        mut tx: Tx,
        actor: &Actor,
        (before, level): (Record, Sharing),
        told: Vec<Change>,
    ) -> Result<Standing, AppError> {
        let after = before.at(level, self.clock.now())?;
        let (kind, id) = after.key();
        store::sharing::forget_publication(&mut tx, kind, &id).await?;
        self.keep_raise(&mut tx, actor, &after, before.level()).await?;
        self.save_level(tx, actor, (before, after), (EventKind::SharingChanged, told)).await
    }

    /// Keeps that a level was raised, so that it can be undone; a level that was lowered can be raised again.
    pub(crate) async fn keep_raise(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        record: &Record,
        before: Sharing,
    ) -> Result<(), AppError> {
        let ((kind, id), after) = (record.key(), record.level());
        match actor.member() {
            Some(member) if after > before && after.reaches_others() => {
                let (person, at) = (member.person, self.clock.now());
                store::sharing::set_raise(tx, kind, &id, &Raise { before, after, person, at }).await?;
            }
            _ => store::sharing::forget_raise(tx, kind, &id).await?,
        }
        Ok(())
    }

    /// Nothing with a personal identity number in it is shared beyond the own organisation without a reason. Needs have theirs among
    /// their facts; of anything else it is said when it is shared, kept, and told with the step: this is that change.
    async fn check_identity_numbers(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        record: &Record,
        (level, reason): (Sharing, &str),
    ) -> Result<Vec<Change>, AppError> {
        let now = self.clock.now();
        let found = record.identity_numbers(now.day());
        if !level.reaches_others() || found.is_empty() || reason_of(tx, record).await?.is_some() {
            return Ok(Vec::new());
        }
        if matches!(record, Record::Need(_)) {
            return Err(record::in_fields(found));
        }
        if text::clean(reason).is_empty() {
            return Err(AppError::invalid("identity_reason", FieldProblem::IdentityNumber));
        }
        let mut checked = Checked::new(now);
        let reason = checked.optional("identity_reason", 0, reason, SHORT_MAX);
        checked.done()?;
        let member = actor.member().ok_or(AppError::Denied)?;
        let (kind, id) = record.key();
        store::sharing::set_identity_reason(tx, (kind, &id), &reason, (member.person, now)).await?;
        Ok(Change::between("identity_reason", "", &reason).into_iter().collect())
    }

    async fn wish_publication(
        &self,
        mut tx: Tx,
        actor: &Actor,
        record: &Record,
        told: Vec<Change>,
    ) -> Result<(), AppError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        let wish = Publication { person: member.person, at: self.clock.now() };
        let (kind, id) = record.key();
        store::sharing::set_publication(&mut tx, kind, &id, &wish).await?;
        self.keep_event(&mut tx, doer(actor), (kind, id), EventKind::PublicationWished, told).await?;
        Ok(tx.commit().await?)
    }

    /// Agrees that a record becomes public. It takes another person than the one who wishes it.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who may not publish it; [`AppError::Refused`] when nobody wishes it, or the same person does;
    /// as [`App::share`] over another version.
    pub async fn publish(&self, actor: &Actor, which: Which, version: i64) -> Result<Standing, AppError> {
        let mut tx = self.db.write().await?;
        let before = to_publish(&mut tx, actor, which).await?;
        if before.version() != version {
            return Err(before.changed_meanwhile());
        }
        let wish = wish_of(&mut tx, &before).await?;
        if actor.member().is_none_or(|member| member.person == wish.person) {
            return Err(AppError::Refused(Refusal::SamePerson));
        }
        let told = self.check_identity_numbers(&mut tx, actor, &before, (Sharing::Public, "")).await?;
        self.set_level(tx, actor, (before, Sharing::Public), told).await
    }

    /// Declines the wish to make a record public, or takes it back.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who may not publish it; [`AppError::Refused`] when there is no wish.
    pub async fn decline_publication(&self, actor: &Actor, which: Which) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let record = Record::load(&mut tx, actor, which).await?;
        if !record.may_publish(actor) {
            return Err(AppError::Denied);
        }
        wish_of(&mut tx, &record).await?;
        let (kind, id) = record.key();
        store::sharing::forget_publication(&mut tx, kind, &id).await?;
        self.keep_event(&mut tx, doer(actor), (kind, id), EventKind::PublicationDeclined, Vec::new()).await?;
        Ok(tx.commit().await?)
    }

    /// Undoes the last raise within ten minutes: the level is what it was, and a need that was just sent is a draft again.
    ///
    /// # Errors
    /// [`AppError::Refused`] when there is nothing to undo any more; as [`App::share`] over another version.
    pub async fn undo_sharing(
        &self,
        actor: &Actor,
        which: Which,
        version: i64,
    ) -> Result<Standing, AppError> {
        let mut tx = self.db.write().await?;
        let before = to_share(&mut tx, actor, which, version).await?;
        let now = self.clock.now();
        let (kind, id) = before.key();
        let raise = store::sharing::raise(&mut tx, kind, &id).await?;
        let raise = raise
            .filter(|raise| raise.can_be_undone(now) && raise.after == before.level())
            .ok_or(AppError::Refused(Refusal::NothingToUndo))?;
        let after = before.at(raise.before, now)?;
        store::sharing::forget_raise(&mut tx, kind, &id).await?;
        self.save_level(tx, actor, (before, after), (EventKind::SharingUndone, Vec::new())).await
    }

    /// How a record came to be shared, as far as the reader may know.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a record that the reader may not see.
    pub async fn sharing_of(&self, actor: &Actor, which: Which) -> Result<Shared, AppError> {
        let mut tx = self.db.read().await?;
        let record = Record::load(&mut tx, actor, which).await?;
        self.shared(&mut tx, actor, &record).await
    }

    /// The same of a record that was read.
    pub(crate) async fn shared(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        record: &Record,
    ) -> Result<Shared, AppError> {
        if !record.may_share(actor) {
            return Ok(Shared::default());
        }
        let (kind, id) = record.key();
        let raise = store::sharing::raise(tx, kind, &id).await?;
        let publication = match store::sharing::publication(tx, kind, &id).await? {
            Some(wish) => {
                let person = store::person::get(tx, wish.person).await?;
                Some((wish, person.map(|person| person.name).unwrap_or_default()))
            }
            None => None,
        };
        let is_another =
            |wish: &Publication| actor.member().is_some_and(|member| member.person != wish.person);
        let now = self.clock.now();
        Ok(Shared {
            raise: raise.filter(|raise| raise.can_be_undone(now) && raise.after == record.level()),
            may_agree: record.may_publish(actor)
                && publication.as_ref().is_some_and(|(wish, _)| is_another(wish)),
            may_decline: record.may_publish(actor),
            publication,
        })
    }
}

/// Why a personal identity number stands in a record that others read.
async fn reason_of(tx: &mut Tx, record: &Record) -> Result<Option<String>, AppError> {
    if let Record::Need(need) = record {
        return Ok(need.facts.identity_reason.clone());
    }
    let (kind, id) = record.key();
    Ok(store::sharing::identity_reason(tx, kind, &id).await?)
}

/// A record over the version that was read, for who may change how far it is shared.
async fn to_share(tx: &mut Tx, actor: &Actor, which: Which, version: i64) -> Result<Record, AppError> {
    let record = Record::load(tx, actor, which).await?;
    if !record.may_share(actor) {
        return Err(AppError::Denied);
    }
    record.check_shared_from_here()?;
    if record.version() == version { Ok(record) } else { Err(record.changed_meanwhile()) }
}

/// A record for who may make it public.
async fn to_publish(tx: &mut Tx, actor: &Actor, which: Which) -> Result<Record, AppError> {
    let record = Record::load(tx, actor, which).await?;
    if !record.may_publish(actor) {
        return Err(AppError::Denied);
    }
    record.check_shared_from_here()?;
    Ok(record)
}

/// The wish to make a record public.
async fn wish_of(tx: &mut Tx, record: &Record) -> Result<Publication, AppError> {
    let (kind, id) = record.key();
    let wish = store::sharing::publication(tx, kind, &id).await?;
    wish.ok_or(AppError::Refused(Refusal::NothingToUndo))
}
