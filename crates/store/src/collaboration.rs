//! Collaborations and memberships in the database.

use domain::collaboration::{Collaboration, Membership, MembershipState};
use domain::id::{CollaborationId, OrganisationId};

use crate::db::{Row, StoreError, Tx, sql};

/// Adds a collaboration.
///
/// # Errors
/// [`StoreError::Taken`] if the name is.
pub async fn insert(tx: &mut Tx, collaboration: &Collaboration) -> Result<(), StoreError> {
    sql("INSERT INTO collaborations (id, version, name, purpose, lead_id) VALUES ($1, 1, $2, $3, $4)")
        .bind(collaboration.id.to_string())
        .bind(&collaboration.name)
        .bind(&collaboration.purpose)
        .bind(collaboration.lead.map(|id| id.to_string()))
        .execute_one(tx)
        .await
}

/// Saves a collaboration over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has saved it since; [`StoreError::Taken`] if the name is.
pub async fn update(tx: &mut Tx, collaboration: &Collaboration) -> Result<(), StoreError> {
    sql("UPDATE collaborations SET version = version + 1, name = $3, purpose = $4, lead_id = $5 \
         WHERE id = $1 AND version = $2")
    .bind(collaboration.id.to_string())
    .bind(collaboration.version)
    .bind(&collaboration.name)
    .bind(&collaboration.purpose)
    .bind(collaboration.lead.map(|id| id.to_string()))
    .execute_one(tx)
    .await
}

/// The collaboration with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: CollaborationId) -> Result<Option<Collaboration>, StoreError> {
    let row = sql("SELECT * FROM collaborations WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// Every collaboration, in the order they were made.
///
/// # Errors
/// When the database fails.
pub async fn all(tx: &mut Tx) -> Result<Vec<Collaboration>, StoreError> {
    sql("SELECT * FROM collaborations ORDER BY id").all(tx).await?.iter().map(read).collect()
}

/// Sets where an organisation stands in a collaboration.
///
/// # Errors
/// When the database fails, or one of them does not exist.
pub async fn set_membership(tx: &mut Tx, membership: &Membership) -> Result<(), StoreError> {
    sql("INSERT INTO memberships (collaboration_id, organisation_id, state, since) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (collaboration_id, organisation_id) DO UPDATE SET state = excluded.state, since = excluded.since")
    .bind(membership.collaboration.to_string())
    .bind(membership.organisation.to_string())
    .bind(membership.state.code())
    .bind(membership.since.map(|day| day.to_string()))
    .execute_one(tx)
    .await
}

/// The memberships of a collaboration, whatever their state.
///
/// # Errors
/// When the database fails.
pub async fn members(tx: &mut Tx, collaboration: CollaborationId) -> Result<Vec<Membership>, StoreError> {
    sql("SELECT * FROM memberships WHERE collaboration_id = $1 ORDER BY organisation_id")
        .bind(collaboration.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read_membership)
        .collect()
}

/// Every membership of an organisation, whatever its state.
///
/// # Errors
/// When the database fails.
pub async fn of_organisation(
    tx: &mut Tx,
    organisation: OrganisationId,
) -> Result<Vec<Membership>, StoreError> {
    sql("SELECT * FROM memberships WHERE organisation_id = $1 ORDER BY collaboration_id")
        .bind(organisation.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read_membership)
        .collect()
}

/// The organisations that share a collaboration with this one, both sides confirmed; without itself.
///
/// # Errors
/// When the database fails.
pub async fn partners(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<OrganisationId>, StoreError> {
    sql("SELECT DISTINCT other.organisation_id FROM memberships own \
         JOIN memberships other ON other.collaboration_id = own.collaboration_id \
         WHERE own.organisation_id = $1 AND own.state = 'confirmed' \
         AND other.state = 'confirmed' AND other.organisation_id <> $1")
    .bind(organisation.to_string())
    .all(tx)
    .await?
    .iter()
    .map(|row| row.parsed("organisation_id"))
    .collect()
}

/// Those who are with an organisation in this collaboration and in no other, by name: both confirmed, without itself.
///
/// # Errors
/// When the database fails.
pub async fn partners_only_in(
    tx: &mut Tx,
    organisation: OrganisationId,
    collaboration: CollaborationId,
) -> Result<Vec<OrganisationId>, StoreError> {
    sql("SELECT there.organisation_id FROM memberships there \
         JOIN organisations ON organisations.id = there.organisation_id \
         WHERE there.collaboration_id = $2 AND there.state = 'confirmed' AND there.organisation_id <> $1 \
         AND NOT EXISTS (SELECT 1 FROM memberships own JOIN memberships other \
              ON other.collaboration_id = own.collaboration_id \
              WHERE own.organisation_id = $1 AND own.state = 'confirmed' AND own.collaboration_id <> $2 \
              AND other.state = 'confirmed' AND other.organisation_id = there.organisation_id) \
         ORDER BY name_sort, there.organisation_id")
    .bind(organisation.to_string())
    .bind(collaboration.to_string())
    .all(tx)
    .await?
    .iter()
    .map(|row| row.parsed("organisation_id"))
    .collect()
}

/// How much an organisation shares with those it co-operates with and no further.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SharedThere {
    /// Needs.
    pub needs: i64,
    /// Solutions.
    pub solutions: i64,
    /// Contracts.
    pub contracts: i64,
}

/// How much an organisation shares with those it co-operates with and no further.
///
/// # Errors
/// When the database fails.
pub async fn shared_there(tx: &mut Tx, organisation: OrganisationId) -> Result<SharedThere, StoreError> {
    let needs =
        sql("SELECT COUNT(*) AS n FROM needs WHERE organisation_id = $1 AND sharing = 'collaboration'");
    let solutions =
        sql("SELECT COUNT(*) AS n FROM solutions WHERE owner_id = $1 AND sharing = 'collaboration' \
                         AND withdrawn IS NULL");
    let contracts =
        sql("SELECT COUNT(*) AS n FROM contracts WHERE organisation_id = $1 AND sharing = 'collaboration'");
    let id = organisation.to_string();
    Ok(SharedThere {
        needs: needs.bind(&id).number(tx).await?,
        solutions: solutions.bind(&id).number(tx).await?,
        contracts: contracts.bind(&id).number(tx).await?,
    })
}

fn read(row: &Row) -> Result<Collaboration, StoreError> {
    Ok(Collaboration {
        id: row.parsed("id")?,
        version: row.int("version")?,
        name: row.text("name")?,
        purpose: row.text("purpose")?,
        lead: row.parsed_or_none("lead_id")?,
    })
}

fn read_membership(row: &Row) -> Result<Membership, StoreError> {
    Ok(Membership {
        collaboration: row.parsed("collaboration_id")?,
        organisation: row.parsed("organisation_id")?,
        state: row.word("state", MembershipState::from_code)?,
        since: row.parsed_or_none("since")?,
    })
}
