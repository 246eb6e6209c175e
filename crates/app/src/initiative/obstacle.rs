//! What stands in the way of an initiative, or may come to: raised by an organisation that takes part, gone when somebody says how.

use domain::event::{Change, EventKind};
use domain::id::{ObstacleId, OrganisationId, PersonId};
use domain::initiative::{Initiative, OBSTACLES_MAX, Obstacle, ObstacleKind, Weight};
use domain::number::Number;
use domain::permission::{Actor, Deed, Subject};
use domain::text::{NEED_TEXT_MAX, SHORT_MAX};
use store::Tx;

use super::{goes_on, keeps as keeps_initiative, load, people};
use crate::checked::Checked;
use crate::error::{AppError, FieldProblem, Refusal};
use crate::{App, lesson};

/// What is said of something in the way.
#[derive(Debug, Clone, Default)]
pub struct ObstacleInput {
    /// The code of its kind.
    pub kind: String,
    /// What it is.
    pub text: String,
    /// The code of the challenge; empty for none.
    pub challenge: String,
    /// The code of its weight.
    pub weight: String,
    /// What is done about it.
    pub measure: String,
    /// Who sees to that; empty for nobody.
    pub person: String,
}

/// Whose organisation it is, and who leads the work, may say that it is gone.
pub(super) fn keeps(actor: &Actor, initiative: &Initiative, obstacle: &Obstacle) -> bool {
    let own = actor.may(Deed::KeepRollout, &Subject::of(obstacle.organisation));
    (own || keeps_initiative(actor, initiative)) && initiative.is_open()
}

/// The organisation acted for, where it takes part and the actor prepares introductions there.
pub(crate) async fn own_party(
    tx: &mut Tx,
    actor: &Actor,
    initiative: &Initiative,
    deed: Deed,
) -> Result<OrganisationId, AppError> {
    let own = actor.member().ok_or(AppError::Denied)?.organisation;
    let rollouts = store::rollout::of_initiative(tx, initiative.id).await?;
    let takes_part = rollouts.iter().any(|one| one.party.organisation == own);
    if takes_part && actor.may(deed, &Subject::of(own)) { Ok(own) } else { Err(AppError::Denied) }
}

impl App {
    /// Who could see to something in the actor's organisation, for who may raise an obstacle in an initiative.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who may not.
    pub async fn people_of_party(
        &self,
        actor: &Actor,
        number: Number,
        deed: Deed,
    ) -> Result<Vec<(PersonId, String)>, AppError> {
        let mut tx = self.db.read().await?;
        let (initiative, _) = load(&mut tx, actor, number).await?;
        let own = own_party(&mut tx, actor, &initiative, deed).await?;
        people(&mut tx, own).await
    }

    /// Says that something stands in the way, or may come to.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who prepares no introduction in an organisation that takes part; [`AppError::Invalid`] for fields that
    /// cannot be kept; [`AppError::Refused`] when the initiative has ended.
    pub async fn raise_obstacle(
        &self,
        actor: &Actor,
        number: Number,
        input: ObstacleInput,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (initiative, _) = load(&mut tx, actor, number).await?;
        let organisation = own_party(&mut tx, actor, &initiative, Deed::KeepRollout).await?;
        goes_on(&initiative)?;
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let kind = checked.word("kind", 0, &input.kind, ObstacleKind::from_code);
        let weight = checked.word("weight", 0, &input.weight, Weight::from_code);
        let text = checked.required("obstacle", 0, &input.text, NEED_TEXT_MAX);
        let measure = checked.optional("measure", 0, &input.measure, NEED_TEXT_MAX);
        let challenge = lesson::challenge_called(&mut checked, &input.challenge)?;
        let person = person_called(&mut tx, &mut checked, organisation, &input.person).await?;
        if store::initiative::obstacles(&mut tx, initiative.id).await?.len() >= OBSTACLES_MAX {
            checked.add("obstacle", 0, FieldProblem::TooMany);
        }
        checked.done()?;
        let (Some(kind), Some(weight)) = (kind, weight) else { return Err(AppError::NotFound) };
        let raised = Obstacle {
            id: ObstacleId::at(now),
            initiative: initiative.id,
            organisation,
            kind,
            text,
            challenge,
            weight,
            measure,
            person,
            raised: now,
            solved: None,
        };
        store::initiative::put_obstacle(&mut tx, &raised).await?;
        let changes = Change::between("obstacle", "", &raised.text).into_iter().collect();
        self.initiative_event(&mut tx, actor, initiative.id, EventKind::ObstacleRaised, changes).await?;
        Ok(tx.commit().await?)
    }

    /// Says that something is gone, and how.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is no such thing; [`AppError::Denied`] for who neither prepares the introduction there nor
    /// leads the work; [`AppError::Invalid`] without a word on how; [`AppError::Refused`] when that was said already.
    pub async fn solve_obstacle(
        &self,
        actor: &Actor,
        number: Number,
        id: ObstacleId,
        how: &str,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (initiative, _) = load(&mut tx, actor, number).await?;
        let found = store::initiative::obstacle(&mut tx, id).await?.ok_or(AppError::NotFound)?;
        if found.initiative != initiative.id {
            return Err(AppError::NotFound);
        }
        if !keeps(actor, &initiative, &found) {
            return Err(AppError::Denied);
        }
        if found.solved.is_some() {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let how = checked.required("how", 0, how, SHORT_MAX);
        checked.done()?;
        let changes = [Change::between("obstacle", &found.text, ""), Change::between("reason", "", &how)];
        store::initiative::put_obstacle(&mut tx, &Obstacle { solved: Some((now, how)), ..found }).await?;
        let changes = changes.into_iter().flatten().collect();
        self.initiative_event(&mut tx, actor, initiative.id, EventKind::ObstacleSolved, changes).await?;
        Ok(tx.commit().await?)
    }
}

/// Somebody with a role in the organisation.
pub(crate) async fn person_called(
    tx: &mut Tx,
    checked: &mut Checked,
    organisation: OrganisationId,
    written: &str,
) -> Result<Option<PersonId>, AppError> {
    person_in(tx, checked, organisation, ("person", 0), written).await
}

/// The same for a field by another name.
pub(crate) async fn person_in(
    tx: &mut Tx,
    checked: &mut Checked,
    organisation: OrganisationId,
    (field, index): (&'static str, usize),
    written: &str,
) -> Result<Option<PersonId>, AppError> {
    if written.is_empty() {
        return Ok(None);
    }
    let named: Option<PersonId> = written.parse().ok();
    let known = people(tx, organisation).await?;
    let found = named.filter(|named| known.iter().any(|(id, _)| id == named));
    if found.is_none() {
        checked.add(field, index, FieldProblem::Unknown);
    }
    Ok(found)
}
