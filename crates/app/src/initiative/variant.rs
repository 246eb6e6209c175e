//! Local variants: organisations part from an initiative with everything they have in it, and rejoin it the same way.
//!
//! Nothing is copied: introductions, benefits and what is to be done go along, and come back.

use domain::event::{Change, EventKind};
use domain::id::{InitiativeId, OrganisationId};
use domain::initiative::{Initiative, InitiativeState, Party, PartyRole};
use domain::number::{Number, Series};
use domain::permission::Actor;
use domain::rollout::Rollout;
use domain::text::{NEED_TEXT_MAX, TITLE_MAX};

use super::keep::to_keep;
use super::{keeps, load, stale};
use crate::checked::Checked;
use crate::error::{AppError, FieldProblem, Refusal};
use crate::{App, Directory};

impl App {
    /// Lets organisations part into a variant of their own, which the first of them leads. Who leads the initiative stays.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep it; [`AppError::Invalid`] without a title or reason, with nobody who parts, and with
    /// one that leads or does not take part; [`AppError::Refused`] when it has ended or somebody has changed it since.
    pub async fn part_variant(
        &self,
        actor: &Actor,
        (number, version): (Number, i64),
        organisations: &[OrganisationId],
        (title, reason): (&str, &str),
    ) -> Result<Initiative, AppError> {
        let mut tx = self.db.write().await?;
        let (parent, _) = to_keep(&mut tx, actor, number, version).await?;
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let title = checked.required("title", 0, title, TITLE_MAX);
        let reason = checked.required("reason", 0, reason, NEED_TEXT_MAX);
        let there = store::rollout::of_initiative(&mut tx, parent.id).await?;
        let parts = |id: &OrganisationId| {
            *id != parent.organisation && there.iter().any(|one| one.party.organisation == *id)
        };
        if organisations.is_empty() || !organisations.iter().all(parts) {
            checked.add("parties", 0, FieldProblem::Unknown);
        }
        checked.done()?;
        let Some(lead) = organisations.first().copied() else { return Err(AppError::NotFound) };
        let variant = Initiative {
            id: InitiativeId::at(now),
            version: 1,
            number: store::event::next_number(&mut tx, Series::Initiative, now.year()).await?,
            title,
            purpose: reason.clone(),
            organisation: lead,
            parent: Some(parent.id),
            next_step: String::new(),
            next_on: None,
            closing: None,
            created: now,
            updated: now,
            ..parent.clone()
        };
        store::initiative::insert(&mut tx, &variant).await?;
        let directory = Directory::read(&mut tx).await?;
        let mut changes: Vec<Change> =
            Change::between("variant", "", &variant.number.to_string()).into_iter().collect();
        for organisation in organisations {
            store::initiative::move_party(&mut tx, parent.id, variant.id, *organisation).await?;
            changes.extend(Change::between("party", &directory.short_name(*organisation), ""));
        }
        set_role(&mut tx, variant.id, lead, PartyRole::Lead).await?;
        store::initiative::update(&mut tx, &Initiative { updated: now, ..parent.clone() })
            .await
            .map_err(stale)?;
        changes.extend(Change::between("reason", "", &reason));
        self.initiative_event(&mut tx, actor, parent.id, EventKind::VariantParted, changes).await?;
        let begun = Change::between("title", "", &variant.title).into_iter().collect();
        self.initiative_event(&mut tx, actor, variant.id, EventKind::Created, begun).await?;
        tx.commit().await?;
        Ok(variant)
    }

    /// Lets a variant rejoin what it has parted from.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who keeps neither; [`AppError::Refused`] for what is no variant, where one of the two has ended, and
    /// when somebody has changed it since.
    pub async fn rejoin_variant(
        &self,
        actor: &Actor,
        (number, version): (Number, i64),
    ) -> Result<Initiative, AppError> {
        let mut tx = self.db.write().await?;
        let (variant, _) = load(&mut tx, actor, number).await?;
        let parent = match variant.parent {
            Some(id) => store::initiative::get(&mut tx, id).await?,
            None => None,
        };
        if !keeps(actor, &variant) && !parent.as_ref().is_some_and(|parent| keeps(actor, parent)) {
            return Err(AppError::Denied);
        }
        let Some(parent) = parent else { return Err(AppError::Refused(Refusal::NotUnderWay)) };
        if !variant.is_open() || !parent.is_open() {
            return Err(AppError::Refused(Refusal::NotUnderWay));
        }
        if variant.version != version {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let now = self.clock.now();
        let rollouts = store::rollout::of_initiative(&mut tx, variant.id).await?;
        let there = store::rollout::of_initiative(&mut tx, parent.id).await?;
        let directory = Directory::read(&mut tx).await?;
        let mut changes: Vec<Change> =
            Change::between("variant", &variant.number.to_string(), "").into_iter().collect();
        for rollout in rollouts {
            let organisation = rollout.party.organisation;
            // Whoever has joined the other meanwhile goes on there; what it had in the variant stays as its record.
            if there.iter().any(|one| one.party.organisation == organisation) {
                continue;
            }
            store::initiative::move_party(&mut tx, variant.id, parent.id, organisation).await?;
            if rollout.party.role == PartyRole::Lead {
                set_role(&mut tx, parent.id, organisation, PartyRole::Follower).await?;
            }
            changes.extend(Change::between("party", "", &directory.short_name(organisation)));
        }
        let state = InitiativeState::Rejoined;
        store::initiative::update(&mut tx, &Initiative { state, updated: now, ..variant.clone() })
            .await
            .map_err(stale)?;
        store::initiative::update(&mut tx, &Initiative { updated: now, ..parent.clone() })
            .await
            .map_err(stale)?;
        self.initiative_event(&mut tx, actor, parent.id, EventKind::VariantRejoined, changes).await?;
        self.initiative_event(&mut tx, actor, variant.id, EventKind::VariantRejoined, Vec::new()).await?;
        tx.commit().await?;
        Ok(parent)
    }
}

async fn set_role(
    tx: &mut store::Tx,
    initiative: InitiativeId,
    organisation: OrganisationId,
    role: PartyRole,
) -> Result<(), AppError> {
    let rollouts = store::rollout::of_initiative(tx, initiative).await?;
    if let Some(one) = rollouts.into_iter().find(|one| one.party.organisation == organisation) {
        let party = Party { role, ..one.party.clone() };
        store::rollout::update(tx, &Rollout { party, ..one }).await.map_err(stale)?;
    }
    Ok(())
}
