//! How far needs are shared: who would read them, raising and lowering the level, undoing that, making them public
//! with a second person, and who of others has opened them.
//!
//! A level is raised only by somebody who has been shown, by name, who will read it then. Not here: what may be seen at
//! each level (`domain::permission`).

use domain::event::{EventKind, SubjectKind};
use domain::instant::Instant;
use domain::need::{Need, NeedState};
use domain::number::Number;
use domain::permission::{Actor, Deed};
use domain::sharing::{Opening, Publication, Raise, Sharing};
use store::Tx;

use crate::error::{AppError, Refusal};
use crate::{App, Directory, changes, need};

/// A reader who comes back within this time has opened a record once.
const ONE_OPENING: i64 = 60 * 1000;

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
}

/// An opening with names.
#[derive(Debug, Clone)]
pub struct OpeningRow {
    /// The opening.
    pub opening: Opening,
    /// Name and organisation of the reader; the public has none.
    pub reader: Option<(String, String)>,
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

    /// Changes how far a sent need is shared. A lower level holds at once; a higher one must have been agreed to, and
    /// the public becomes a wish that a second person agrees to.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for a personal identity number in it; [`AppError::Refused`] when it is not sent, or when
    /// `agreed` is not the higher level; [`AppError::Conflict`] as in [`App::edit_need`].
    pub async fn share_need(
        &self,
        actor: &Actor,
        number: Number,
        version: i64,
        level: Sharing,
        agreed: Sharing,
    ) -> Result<Need, AppError> {
        let deed = if level == Sharing::Public { Deed::PublishNeed } else { Deed::ShareNeed };
        let mut tx = self.db.write().await?;
        let before = sent(&mut tx, actor, number, version, deed).await?;
        if level == Sharing::Draft {
            return Err(AppError::invalid("sharing", crate::FieldProblem::Unknown));
        }
        if level == before.sharing {
            return Ok(before);
        }
        if level > before.sharing {
            need::check_personal(&before.facts, need::lines(&before), level, self.clock.now())?;
            check_agreed(level, agreed)?;
        }
        if level == Sharing::Public {
            return self.wish_publication(tx, actor, before).await;
        }
        self.set_level(tx, actor, before, level).await
    }

    async fn set_level(
        &self,
        mut tx: Tx,
        actor: &Actor,
        before: Need,
        level: Sharing,
    ) -> Result<Need, AppError> {
        let after = Need { sharing: level, updated: self.clock.now(), ..before.clone() };
        store::sharing::forget_publication(&mut tx, SubjectKind::Need, &before.id.to_string()).await?;
        self.keep_raise(&mut tx, actor, &after, before.sharing).await?;
        let changed = changes::of_need(&before, &after);
        self.save_need(tx, actor, after, EventKind::SharingChanged, changed).await
    }

    /// Keeps that a level was raised, so that it can be undone; a level that was lowered can be raised again.
    pub(crate) async fn keep_raise(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        after: &Need,
        before: Sharing,
    ) -> Result<(), AppError> {
        let (kind, id) = (SubjectKind::Need, after.id.to_string());
        match actor.member() {
            Some(member) if after.sharing > before && after.sharing.reaches_others() => {
                let (person, at) = (member.person, self.clock.now());
                let raise = Raise { before, after: after.sharing, person, at };
                store::sharing::set_raise(tx, kind, &id, &raise).await?;
            }
            _ => store::sharing::forget_raise(tx, kind, &id).await?,
        }
        Ok(())
    }

    async fn wish_publication(&self, mut tx: Tx, actor: &Actor, need: Need) -> Result<Need, AppError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        let wish = Publication { person: member.person, at: self.clock.now() };
        store::sharing::set_publication(&mut tx, SubjectKind::Need, &need.id.to_string(), &wish).await?;
        self.need_event(&mut tx, actor, &need, EventKind::PublicationWished, Vec::new()).await?;
        tx.commit().await?;
        Ok(need)
    }

    /// Agrees that a need becomes public. It takes another person than the one who wishes it.
    ///
    /// # Errors
    /// [`AppError::Refused`] when nobody wishes it, or the same person does; [`AppError::Conflict`] when the need was
    /// changed since it was read.
    pub async fn publish_need(&self, actor: &Actor, number: Number, version: i64) -> Result<Need, AppError> {
        let mut tx = self.db.write().await?;
        let before = sent(&mut tx, actor, number, version, Deed::PublishNeed).await?;
        let wish = wish_of(&mut tx, &before).await?;
        if actor.member().is_none_or(|member| member.person == wish.person) {
            return Err(AppError::Refused(Refusal::SamePerson));
        }
        need::check_personal(&before.facts, need::lines(&before), Sharing::Public, self.clock.now())?;
        self.set_level(tx, actor, before, Sharing::Public).await
    }

    /// Declines the wish to make a need public, or takes it back.
    ///
    /// # Errors
    /// [`AppError::Refused`] when there is none.
    pub async fn decline_publication(&self, actor: &Actor, number: Number) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let need = need::load(&mut tx, actor, number, Deed::PublishNeed).await?;
        wish_of(&mut tx, &need).await?;
        store::sharing::forget_publication(&mut tx, SubjectKind::Need, &need.id.to_string()).await?;
        self.need_event(&mut tx, actor, &need, EventKind::PublicationDeclined, Vec::new()).await?;
        Ok(tx.commit().await?)
    }

    /// Undoes the last raise within ten minutes: the level is what it was, and what was just sent is a draft again.
    ///
    /// # Errors
    /// [`AppError::Refused`] when there is nothing to undo any more; [`AppError::Conflict`] when the need was changed
    /// since it was read.
    pub async fn undo_sharing(&self, actor: &Actor, number: Number, version: i64) -> Result<Need, AppError> {
        let mut tx = self.db.write().await?;
        let before = sent(&mut tx, actor, number, version, Deed::ShareNeed).await?;
        let now = self.clock.now();
        let raise = store::sharing::raise(&mut tx, SubjectKind::Need, &before.id.to_string()).await?;
        let raise = raise
            .filter(|raise| raise.can_be_undone(now) && raise.after == before.sharing)
            .ok_or(AppError::Refused(Refusal::NothingToUndo))?;
        let after = match raise.before {
            Sharing::Draft => before.clone().unsend(now)?,
            level => Need { sharing: level, updated: now, ..before.clone() },
        };
        store::sharing::forget_raise(&mut tx, SubjectKind::Need, &before.id.to_string()).await?;
        let changed = changes::of_need(&before, &after);
        self.save_need(tx, actor, after, EventKind::SharingUndone, changed).await
    }

    /// Who outside the own organisation has opened a need, for those who may change how far it is shared.
    ///
    /// # Errors
    /// [`AppError::Denied`] for others who can read it.
    pub async fn need_openings(&self, actor: &Actor, number: Number) -> Result<Vec<OpeningRow>, AppError> {
        let mut tx = self.db.read().await?;
        let need = need::load(&mut tx, actor, number, Deed::ShareNeed).await?;
        let mut rows = Vec::new();
        for opening in store::sharing::openings(&mut tx, SubjectKind::Need, &need.id.to_string()).await? {
            let reader = match opening.reader {
                Some((person, organisation)) => {
                    let person = store::person::get(&mut tx, person).await?;
                    let organisation = store::organisation::get(&mut tx, organisation).await?;
                    let name = person.map(|person| person.name).unwrap_or_default();
                    Some((name, organisation.map(|one| one.short_name).unwrap_or_default()))
                }
                None => None,
            };
            rows.push(OpeningRow { opening, reader });
        }
        Ok(rows)
    }

    /// Keeps that somebody outside the own organisation has opened a need's page.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn need_was_opened(&self, actor: &Actor, need: &Need) -> Result<(), AppError> {
        let reader = match actor {
            Actor::Operator => return Ok(()),
            Actor::Member(member) if member.organisation == need.organisation => return Ok(()),
            Actor::Member(member) => Some((member.person, member.organisation)),
            Actor::Anonymous => None,
        };
        let now = self.clock.now();
        let opening = Opening { reader, first: now, last: now };
        let (kind, id) = (SubjectKind::Need, need.id.to_string());
        let last = store::sharing::last_opened(&mut self.db.read().await?, kind, &id, &opening).await?;
        let is_new = |last: Instant| now.milliseconds() - last.milliseconds() >= ONE_OPENING;
        if last.is_none_or(is_new) {
            let mut tx = self.db.write().await?;
            store::sharing::set_opening(&mut tx, kind, &id, &opening).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// How a need came to be shared, as far as the reader may know.
    pub(crate) async fn shared(&self, tx: &mut Tx, actor: &Actor, need: &Need) -> Result<Shared, AppError> {
        let about = need::subject(need);
        if !actor.may(Deed::ShareNeed, &about) {
            return Ok(Shared::default());
        }
        let (kind, id) = (SubjectKind::Need, need.id.to_string());
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
        Ok(Shared {
            raise: raise.filter(|raise| {
                raise.can_be_undone(self.clock.now()) && raise.after == need.effective_sharing()
            }),
            may_agree: actor.may(Deed::PublishNeed, &about)
                && publication.as_ref().is_some_and(|(wish, _)| is_another(wish)),
            publication,
        })
    }
}

/// A sent need over the version that was read.
async fn sent(
    tx: &mut Tx,
    actor: &Actor,
    number: Number,
    version: i64,
    deed: Deed,
) -> Result<Need, AppError> {
    let need = need::load(tx, actor, number, deed).await?;
    match need.state {
        NeedState::Submitted { .. } if need.version == version => Ok(need),
        NeedState::Submitted { .. } => Err(AppError::Conflict(Box::new(need))),
        NeedState::Draft | NeedState::Withdrawn { .. } => {
            Err(AppError::Refused(Refusal::Need(domain::need::NeedRefusal::NotSubmitted)))
        }
    }
}

/// The wish to make a need public.
async fn wish_of(tx: &mut Tx, need: &Need) -> Result<Publication, AppError> {
    let wish = store::sharing::publication(tx, SubjectKind::Need, &need.id.to_string()).await?;
    wish.ok_or(AppError::Refused(Refusal::NothingToUndo))
}
