//! Saved views: keep a narrowed list at hand, offer it to the own organisation, rename it, put it away and take it back.

use domain::event::{Change, EventKind, SubjectKind};
use domain::id::SavedViewId;
use domain::permission::{Actor, Deed, Member, Subject};
use domain::saved_view::{SavedView, ViewReach, ViewedList, is_query};
use domain::sharing::Sharing;
use domain::text::TITLE_MAX;
use store::{StoreError, Tx};

use crate::checked::Checked;
use crate::history::doer;
use crate::{App, AppError, FieldProblem, Refusal};

/// Most views that one person has and is offered; more is a list that nobody finds anything in.
const MOST: usize = 100;

/// What is kept of a view.
#[derive(Debug, Clone)]
pub struct ViewInput {
    /// What it is called.
    pub name: String,
    /// Which list.
    pub list: ViewedList,
    /// What stands in the list's address after the question mark.
    pub query: String,
    /// Whom it is offered to.
    pub reach: ViewReach,
}

/// A view with what its reader may do with it.
#[derive(Debug, Clone)]
pub struct ViewRow {
    /// The view.
    pub view: SavedView,
    /// Who saved it.
    pub by: String,
    /// Whether the reader saved it.
    pub is_own: bool,
    /// Whether the reader may change it.
    pub may_keep: bool,
}

fn subject(view: &SavedView) -> Subject {
    let sharing = match view.reach {
        ViewReach::Own => Sharing::Draft,
        ViewReach::Organisation => Sharing::Organisation,
    };
    Subject { owner: Some(view.organisation), author: Some(view.person), sharing }
}

/// Whether the actor may keep a view that reaches so far.
fn may_keep(actor: &Actor, view: &SavedView) -> bool {
    let deed = match view.reach {
        ViewReach::Own => Deed::KeepAtHand,
        ViewReach::Organisation => Deed::ShareView,
    };
    actor.may(deed, &subject(view))
}

fn member(actor: &Actor) -> Result<&Member, AppError> {
    actor.member().ok_or(AppError::Denied)
}

impl App {
    /// The reader's own views and those that are offered to the organisation the reader acts for, by name; also what was put away.
    /// Nobody who is not signed in has any.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn saved_views(&self, actor: &Actor) -> Result<Vec<ViewRow>, AppError> {
        let Some(member) = actor.member() else { return Ok(Vec::new()) };
        let mut tx = self.db.read().await?;
        let mut rows = Vec::new();
        for view in store::saved_view::offered(&mut tx, member.person, member.organisation).await? {
            if !actor.may(Deed::Read, &subject(&view)) {
                continue;
            }
            let by = store::person::get(&mut tx, view.person).await?;
            rows.push(ViewRow {
                by: by.map(|person| person.name).unwrap_or_default(),
                is_own: view.person == member.person,
                may_keep: may_keep(actor, &view),
                view,
            });
        }
        Ok(rows)
    }

    /// Whether the reader may offer views to everybody in the organisation.
    #[must_use]
    pub fn may_share_views(&self, actor: &Actor) -> bool {
        actor.member().is_some_and(|member| {
            let (owner, author) = (Some(member.organisation), Some(member.person));
            actor.may(Deed::ShareView, &Subject { owner, author, sharing: Sharing::Organisation })
        })
    }

    /// Saves a view.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who may keep none, or offer none to others; [`AppError::Invalid`] for a name that is missing, too long or
    /// taken by another of the reader's views of that list.
    pub async fn save_view(&self, actor: &Actor, input: &ViewInput) -> Result<SavedView, AppError> {
        let now = self.clock.now();
        let member = member(actor)?;
        let mut tx = self.db.write().await?;
        let view = SavedView {
            id: SavedViewId::at(now),
            version: 1,
            person: member.person,
            organisation: member.organisation,
            list: input.list,
            name: String::new(),
            query: input.query.clone(),
            reach: input.reach,
            created: now,
            put_away: None,
        };
        if !may_keep(actor, &view) {
            return Err(AppError::Denied);
        }
        if !is_query(&view.query) {
            return Err(AppError::invalid("query", FieldProblem::Unknown));
        }
        let known = store::saved_view::offered(&mut tx, member.person, member.organisation).await?;
        if known.iter().filter(|known| known.person == member.person).count() >= MOST {
            return Err(AppError::invalid("name", FieldProblem::TooMany));
        }
        let view = SavedView { name: self.name(&input.name, &view, &known)?, ..view };
        store::saved_view::insert(&mut tx, &view).await?;
        self.about_view(&mut tx, actor, &view, EventKind::Created, Change::between("name", "", &view.name))
            .await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Renames a view, and says whom it is offered to.
    ///
    /// # Errors
    /// As [`App::save_view`]; [`AppError::NotFound`] for a view that the reader is not offered; [`Refusal::ChangedMeanwhile`] when somebody
    /// else has changed it.
    pub async fn change_view(
        &self,
        actor: &Actor,
        (id, version): (SavedViewId, i64),
        (name, reach): (&str, ViewReach),
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let before = kept(&mut tx, actor, id).await?;
        let after = SavedView { reach, version, ..before.clone() };
        if !may_keep(actor, &after) {
            return Err(AppError::Denied);
        }
        let known = store::saved_view::offered(&mut tx, before.person, before.organisation).await?;
        let after = SavedView { name: self.name(name, &before, &known)?, ..after };
        let changes = Change::between("name", &before.name, &after.name).into_iter().chain(Change::between(
            "reach",
            before.reach.code(),
            after.reach.code(),
        ));
        self.put_view(&mut tx, actor, (&after, EventKind::Edited), changes).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Puts a view away.
    ///
    /// # Errors
    /// As [`App::change_view`].
    pub async fn put_view_away(
        &self,
        actor: &Actor,
        (id, version): (SavedViewId, i64),
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let before = kept(&mut tx, actor, id).await?;
        let after = SavedView { put_away: Some(self.clock.now()), version, ..before };
        self.put_view(&mut tx, actor, (&after, EventKind::Retired), None).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes a view back that was put away.
    ///
    /// # Errors
    /// As [`App::change_view`].
    pub async fn take_view_back(
        &self,
        actor: &Actor,
        (id, version): (SavedViewId, i64),
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let before = kept(&mut tx, actor, id).await?;
        let after = SavedView { put_away: None, version, ..before };
        self.put_view(&mut tx, actor, (&after, EventKind::TakenUp), None).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn put_view(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        (view, kind): (&SavedView, EventKind),
        changes: impl IntoIterator<Item = Change>,
    ) -> Result<(), AppError> {
        match store::saved_view::update(tx, view).await {
            Err(StoreError::Stale) => return Err(AppError::Refused(Refusal::ChangedMeanwhile)),
            done => done?,
        }
        self.about_view(tx, actor, view, kind, changes).await
    }

    async fn about_view(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        view: &SavedView,
        kind: EventKind,
        changes: impl IntoIterator<Item = Change>,
    ) -> Result<(), AppError> {
        let about = (SubjectKind::View, view.id.to_string());
        self.keep_event(tx, doer(actor), about, kind, changes.into_iter().collect()).await
    }

    /// The name of a view, if it can have it: two of the same name cannot be told apart.
    fn name(&self, name: &str, view: &SavedView, known: &[SavedView]) -> Result<String, AppError> {
        let mut checked = Checked::new(self.clock.now());
        let name = checked.required("name", 0, name, TITLE_MAX);
        checked.done()?;
        let is_taken = known.iter().any(|other| {
            (other.id != view.id && other.list == view.list && other.person == view.person)
                && other.put_away.is_none()
                && other.name.to_lowercase() == name.to_lowercase()
        });
        if is_taken { Err(AppError::invalid("name", FieldProblem::Taken)) } else { Ok(name) }
    }
}

/// A view that the actor may change.
async fn kept(tx: &mut Tx, actor: &Actor, id: SavedViewId) -> Result<SavedView, AppError> {
    let found = store::saved_view::get(tx, id).await?;
    let found = found.filter(|found| actor.may(Deed::Read, &subject(found))).ok_or(AppError::NotFound)?;
    if may_keep(actor, &found) { Ok(found) } else { Err(AppError::Denied) }
}
