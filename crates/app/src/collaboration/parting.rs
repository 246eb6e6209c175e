//! What follows when a member is kept out of a collaboration or leaves it: shown before it is done, because nobody guesses all of it.

use domain::collaboration::{MembershipState, MembershipStep};
use domain::id::{CollaborationId, OrganisationId};
use domain::permission::Actor;
use store::collaboration::SharedThere;

use super::may_step;
use crate::{App, AppError, Directory};

/// What follows when a confirmed member is a member no longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parting {
    /// Short name of the member.
    pub organisation: String,
    /// Those who read what the member shares until then, and whom it reads: short names. Who is with it in another collaboration goes
    /// on reading.
    pub parted: Vec<String>,
    /// What it shares, which those read no more.
    pub shared: SharedThere,
    /// Its people's seats in the collaboration's forums, which they leave: person and forum.
    pub seats: Vec<(String, String)>,
    /// Who of them is scoring, and stops: how many.
    pub scorers: i64,
    /// Cases that its needs part from, or that go on without it.
    pub cases: usize,
}

impl App {
    /// What follows when a member is kept out or leaves; nothing where it is no confirmed member, who loses nothing.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a collaboration or organisation that is not there; [`AppError::Denied`] for who may not take the step.
    pub async fn parting(
        &self,
        actor: &Actor,
        (collaboration, organisation): (CollaborationId, OrganisationId),
        step: MembershipStep,
    ) -> Result<Option<Parting>, AppError> {
        let mut tx = self.db.read().await?;
        let found = store::collaboration::get(&mut tx, collaboration).await?.ok_or(AppError::NotFound)?;
        let member = store::organisation::get(&mut tx, organisation).await?.ok_or(AppError::NotFound)?;
        if !may_step(actor, &found, organisation, step) {
            return Err(AppError::Denied);
        }
        let stands = super::standing(&mut tx, collaboration, organisation).await?;
        let parts = match step {
            MembershipStep::Suspend | MembershipStep::Leave => stands == MembershipState::Confirmed,
            MembershipStep::Invite | MembershipStep::Accept | MembershipStep::Readmit => false,
        };
        if !parts {
            return Ok(None);
        }
        let directory = Directory::read(&mut tx).await?;
        let parted = store::collaboration::partners_only_in(&mut tx, organisation, collaboration).await?;
        let mut seats = Vec::new();
        for (forum, person) in store::forum::seats_of(&mut tx, organisation, collaboration).await? {
            let forum = store::forum::get(&mut tx, forum).await?.map(|one| one.name).unwrap_or_default();
            let person = store::person::get(&mut tx, person).await?.map(|one| one.name).unwrap_or_default();
            seats.push((person, forum));
        }
        Ok(Some(Parting {
            organisation: member.short_name,
            parted: parted.into_iter().map(|id| directory.short_name(id)).collect(),
            shared: store::collaboration::shared_there(&mut tx, organisation).await?,
            seats,
            scorers: store::prioritisation::scorers(&mut tx, organisation, collaboration).await?,
            cases: store::case::shared_by(&mut tx, collaboration, organisation).await?.len(),
        }))
    }
}
