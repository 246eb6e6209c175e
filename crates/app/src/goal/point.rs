//! Saying that a record serves a goal. Whoever answers for the record says so, since it is their work.

use domain::event::{Change, EventKind};
use domain::goal::{Pointer, PointerKind};
use domain::id::{GoalId, OrganisationId};
use domain::number::Number;
use domain::permission::{Actor, Deed, Subject};
use store::Tx;

use super::{Serving, joined_in, load, serving};
use crate::error::{AppError, FieldProblem};
use crate::{App, Directory};

/// Whoever writes in the organisation that answers for the record.
pub(super) fn may_point(actor: &Actor, owner: OrganisationId) -> bool {
    actor.may(Deed::WriteChallenge, &Subject::of(owner))
}

/// What is said to serve a goal.
#[derive(Debug, Clone)]
pub enum Served {
    /// A need or an initiative, by the number that people know it by.
    Numbered(String),
    /// A benefit or an intervention, chosen from a list.
    Chosen(String),
    /// One of any kind, by its id.
    Known(PointerKind, String),
}

impl App {
    /// Says that a record serves a goal. Said again it changes nothing.
    ///
    /// # Errors
    /// [`AppError::NotFound`] outside the collaboration; [`AppError::Invalid`] for a record that is not there for the actor;
    /// [`AppError::Denied`] for another organisation's record.
    pub async fn serve_goal(&self, actor: &Actor, id: GoalId, served: &Served) -> Result<(), AppError> {
        self.set_serving(actor, id, served, true).await
    }

    /// Takes that away.
    ///
    /// # Errors
    /// As [`App::serve_goal`].
    pub async fn serve_goal_no_more(
        &self,
        actor: &Actor,
        id: GoalId,
        served: &Served,
    ) -> Result<(), AppError> {
        self.set_serving(actor, id, served, false).await
    }

    async fn set_serving(
        &self,
        actor: &Actor,
        id: GoalId,
        served: &Served,
        serves: bool,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let goal = load(&mut tx, actor, id).await?;
        let directory = Directory::read(&mut tx).await?;
        let of = [joined_in(&mut tx, actor, goal.collaboration).await?];
        let all = serving(&mut tx, actor, (&directory, &of), &[id]).await?;
        let found = found(&all, served)?;
        if !found.may_point {
            return Err(AppError::Denied);
        }
        if found.goals.is_empty() != serves {
            return Ok(());
        }
        self.point(&mut tx, actor, (id, found), serves).await?;
        Ok(tx.commit().await?)
    }

    async fn point(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        (goal, found): (GoalId, &Serving),
        serves: bool,
    ) -> Result<(), AppError> {
        let pointer = Pointer { goal, kind: found.kind, subject: found.subject.clone() };
        // The title is not told: who reads the goal does not always read the record.
        let named = found.number.map_or_else(|| found.kind.code().to_owned(), |number| number.to_string());
        let change = if serves {
            store::goal::point(tx, &pointer).await?;
            Change::between("serves", "", &named)
        } else {
            store::goal::part(tx, &pointer).await?;
            Change::between("serves", &named, "")
        };
        self.goal_event(tx, actor, goal, (EventKind::GoalsChosen, change.into_iter().collect())).await
    }
}

fn found<'a>(all: &'a [Serving], served: &Served) -> Result<&'a Serving, AppError> {
    let (field, found) = match served {
        Served::Numbered(written) => {
            let number: Option<Number> = written.split_whitespace().next().and_then(|one| one.parse().ok());
            let is_numbered = |one: &&Serving| {
                matches!(one.kind, PointerKind::Need | PointerKind::Initiative) && one.number == number
            };
            ("number", number.and_then(|_| all.iter().find(is_numbered)))
        }
        Served::Chosen(id) => ("chosen", all.iter().find(|one| one.subject == *id)),
        Served::Known(kind, id) => ("number", all.iter().find(|one| one.kind == *kind && one.subject == *id)),
    };
    found.ok_or_else(|| AppError::invalid(field, FieldProblem::Unknown))
}
