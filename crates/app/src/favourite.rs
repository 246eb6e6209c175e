//! Favourites: solutions that a person keeps at hand. They are nobody else's business, so they leave no event.

use domain::id::{PersonId, SolutionId};
use domain::number::Number;
use domain::permission::{Actor, Deed, Subject};
use domain::sharing::Sharing;
use store::Tx;

use crate::{App, AppError, solution};

/// Whether a solution is one of the reader's favourites; nothing for who can have none.
pub(crate) async fn is_favourite(
    tx: &mut Tx,
    actor: &Actor,
    solution: SolutionId,
) -> Result<Option<bool>, AppError> {
    let Some(person) = keeper(actor) else { return Ok(None) };
    Ok(Some(store::favourite::of_person(tx, person).await?.contains(&solution)))
}

/// Who keeps things at hand here.
fn keeper(actor: &Actor) -> Option<PersonId> {
    let member = actor.member()?;
    let (owner, author) = (Some(member.organisation), Some(member.person));
    let own = Subject { owner, author, sharing: Sharing::Draft };
    actor.may(Deed::KeepAtHand, &own).then_some(member.person)
}

impl App {
    /// Keeps a solution that the reader can see at hand, or lets go of it. Doing so again changes nothing.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also when there is one that the reader may not see; [`AppError::Denied`] for who is not signed in.
    pub async fn set_favourite(
        &self,
        actor: &Actor,
        number: Number,
        favourite: Favourite,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let found = solution::load(&mut tx, actor, number).await?;
        let person = keeper(actor).ok_or(AppError::Denied)?;
        match favourite {
            Favourite::Kept => {
                store::favourite::put(&mut tx, person, found.id, self.clock.now()).await?;
            }
            Favourite::LetGo => store::favourite::delete(&mut tx, person, found.id).await?,
        }
        tx.commit().await?;
        Ok(())
    }
}

/// What becomes of a favourite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Favourite {
    /// It is one.
    Kept,
    /// It is none.
    LetGo,
}
