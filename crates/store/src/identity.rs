//! Identities at an identity provider, the way there and back, and what groups give, in the database.

use domain::id::{OrganisationId, PersonId};
use domain::instant::Instant;
use domain::person::Role;

use crate::db::{Row, StoreError, Tx, sql};

/// Who somebody is at an identity provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The provider's address.
    pub issuer: String,
    /// Who, as the provider names people.
    pub subject: String,
    /// Who that is here.
    pub person: PersonId,
    /// Since when.
    pub created: Instant,
}

/// Somebody on the way to an identity provider and back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// Hash of what only this browser has.
    pub browser_hash: String,
    /// What the token must carry.
    pub nonce: String,
    /// What proves to the provider that the one who comes back is the one who went.
    pub verifier: String,
    /// Who binds an identity to the own account; nobody when signing in.
    pub person: Option<PersonId>,
    /// Where to go afterwards.
    pub onward: String,
    /// The text that was being written.
    pub draft: String,
    /// When it is too late.
    pub expires: Instant,
}

/// What a group is in an organisation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct GroupRole {
    /// Where.
    pub organisation: OrganisationId,
    /// The group, as the provider names it.
    pub group: String,
    /// As what.
    pub role: Role,
}

/// The identity with this subject at this issuer.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, issuer: &str, subject: &str) -> Result<Option<Identity>, StoreError> {
    let row = sql("SELECT * FROM identities WHERE issuer = $1 AND subject = $2")
        .bind(issuer)
        .bind(subject)
        .first(tx)
        .await?;
    row.as_ref().map(read).transpose()
}

/// The identities of a person, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_person(tx: &mut Tx, person: PersonId) -> Result<Vec<Identity>, StoreError> {
    sql("SELECT * FROM identities WHERE person_id = $1 ORDER BY created, issuer, subject")
        .bind(person.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Binds an identity.
///
/// # Errors
/// [`StoreError::Taken`] if it is bound already.
pub async fn insert(tx: &mut Tx, identity: &Identity) -> Result<(), StoreError> {
    sql("INSERT INTO identities (issuer, subject, person_id, created) VALUES ($1, $2, $3, $4)")
        .bind(&identity.issuer)
        .bind(&identity.subject)
        .bind(identity.person.to_string())
        .bind(identity.created.milliseconds())
        .execute_one(tx)
        .await
}

/// Ends every binding of a person; gives how many there were.
///
/// # Errors
/// When the database fails.
pub async fn remove_all_of(tx: &mut Tx, person: PersonId) -> Result<u64, StoreError> {
    sql("DELETE FROM identities WHERE person_id = $1").bind(person.to_string()).execute(tx).await
}

/// Keeps somebody who goes to the provider, and forgets those who never came back.
///
/// # Errors
/// When the database fails.
pub async fn begin(tx: &mut Tx, state_hash: &str, flow: &Flow, now: Instant) -> Result<(), StoreError> {
    sql("DELETE FROM identity_flows WHERE expires <= $1").bind(now.milliseconds()).execute(tx).await?;
    sql("INSERT INTO identity_flows (state_hash, browser_hash, nonce, verifier, person_id, onward, draft, expires) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(state_hash)
    .bind(&flow.browser_hash)
    .bind(&flow.nonce)
    .bind(&flow.verifier)
    .bind(flow.person.map(|person| person.to_string()))
    .bind(&flow.onward)
    .bind(&flow.draft)
    .bind(flow.expires.milliseconds())
    .execute_one(tx)
    .await
}

/// Takes who came back out: nobody comes back twice.
///
/// # Errors
/// When the database fails.
pub async fn take(tx: &mut Tx, state_hash: &str, now: Instant) -> Result<Option<Flow>, StoreError> {
    let row = sql("SELECT * FROM identity_flows WHERE state_hash = $1 AND expires > $2")
        .bind(state_hash)
        .bind(now.milliseconds())
        .first(tx)
        .await?;
    let Some(row) = row else { return Ok(None) };
    sql("DELETE FROM identity_flows WHERE state_hash = $1").bind(state_hash).execute_one(tx).await?;
    Ok(Some(Flow {
        browser_hash: row.text("browser_hash")?,
        nonce: row.text("nonce")?,
        verifier: row.text("verifier")?,
        person: row.parsed_or_none("person_id")?,
        onward: row.text("onward")?,
        draft: row.text("draft")?,
        expires: Instant::from_milliseconds(row.int("expires")?),
    }))
}

/// What groups are: in one organisation, or everywhere.
///
/// # Errors
/// When the database fails.
pub async fn group_roles(
    tx: &mut Tx,
    organisation: Option<OrganisationId>,
) -> Result<Vec<GroupRole>, StoreError> {
    let rows = sql("SELECT * FROM group_roles ORDER BY organisation_id, group_name, role").all(tx).await?;
    let all: Vec<GroupRole> = rows
        .iter()
        .map(|row| {
            Ok(GroupRole {
                organisation: row.parsed("organisation_id")?,
                group: row.text("group_name")?,
                role: row.word("role", Role::from_code)?,
            })
        })
        .collect::<Result<_, StoreError>>()?;
    Ok(all.into_iter().filter(|one| organisation.is_none_or(|id| id == one.organisation)).collect())
}

/// Says what a group is.
///
/// # Errors
/// [`StoreError::Taken`] if that is said already.
pub async fn add_group_role(tx: &mut Tx, one: &GroupRole) -> Result<(), StoreError> {
    sql("INSERT INTO group_roles (organisation_id, group_name, role) VALUES ($1, $2, $3)")
        .bind(one.organisation.to_string())
        .bind(&one.group)
        .bind(one.role.code())
        .execute_one(tx)
        .await
}

/// Takes that back; `false` when it was not said.
///
/// # Errors
/// When the database fails.
pub async fn remove_group_role(tx: &mut Tx, one: &GroupRole) -> Result<bool, StoreError> {
    let removed = sql("DELETE FROM group_roles WHERE organisation_id = $1 AND group_name = $2 AND role = $3")
        .bind(one.organisation.to_string())
        .bind(&one.group)
        .bind(one.role.code())
        .execute(tx)
        .await?;
    Ok(removed > 0)
}

/// The roles that groups gave a person.
///
/// # Errors
/// When the database fails.
pub async fn given_by_groups(
    tx: &mut Tx,
    person: PersonId,
) -> Result<Vec<(OrganisationId, Role)>, StoreError> {
    sql("SELECT * FROM group_assignments WHERE person_id = $1 ORDER BY organisation_id, role")
        .bind(person.to_string())
        .all(tx)
        .await?
        .iter()
        .map(|row| Ok((row.parsed("organisation_id")?, row.word("role", Role::from_code)?)))
        .collect()
}

/// Keeps that a group gave a role.
///
/// # Errors
/// [`StoreError::Taken`] if that is kept already.
pub async fn mark_given(
    tx: &mut Tx,
    person: PersonId,
    organisation: OrganisationId,
    role: Role,
) -> Result<(), StoreError> {
    sql("INSERT INTO group_assignments (person_id, organisation_id, role) VALUES ($1, $2, $3)")
        .bind(person.to_string())
        .bind(organisation.to_string())
        .bind(role.code())
        .execute_one(tx)
        .await
}

/// Forgets that a group gave a role.
///
/// # Errors
/// When the database fails.
pub async fn unmark_given(
    tx: &mut Tx,
    person: PersonId,
    organisation: OrganisationId,
    role: Role,
) -> Result<(), StoreError> {
    sql("DELETE FROM group_assignments WHERE person_id = $1 AND organisation_id = $2 AND role = $3")
        .bind(person.to_string())
        .bind(organisation.to_string())
        .bind(role.code())
        .execute(tx)
        .await
        .map(|_| ())
}

fn read(row: &Row) -> Result<Identity, StoreError> {
    Ok(Identity {
        issuer: row.text("issuer")?,
        subject: row.text("subject")?,
        person: row.parsed("person_id")?,
        created: Instant::from_milliseconds(row.int("created")?),
    })
}
