//! People, their passwords' hashes and their roles in the database.

use domain::id::{OrganisationId, PersonId};
use domain::person::{Assignment, Person, Role};

use crate::db::{Row, StoreError, Tx, sql};

/// Adds a person. The address is kept in lower case, without outer white space.
///
/// # Errors
/// [`StoreError::Taken`] if the address is.
pub async fn insert(tx: &mut Tx, person: &Person, password_hash: Option<String>) -> Result<(), StoreError> {
    sql("INSERT INTO people (id, version, name, email, password_hash) VALUES ($1, 1, $2, $3, $4)")
        .bind(person.id.to_string())
        .bind(&person.name)
        .bind(person.email.trim().to_lowercase())
        .bind(password_hash)
        .execute_one(tx)
        .await
}

/// Sets a new password hash.
///
/// # Errors
/// [`StoreError::Stale`] if there is no such person.
pub async fn set_password(tx: &mut Tx, id: PersonId, password_hash: String) -> Result<(), StoreError> {
    sql("UPDATE people SET password_hash = $2, version = version + 1 WHERE id = $1")
        .bind(id.to_string())
        .bind(password_hash)
        .execute_one(tx)
        .await
}

/// The person with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: PersonId) -> Result<Option<Person>, StoreError> {
    let row = sql("SELECT * FROM people WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// The person with this address, and the hash of the password if there is one.
///
/// # Errors
/// When the database fails.
pub async fn by_email(tx: &mut Tx, email: &str) -> Result<Option<(Person, Option<String>)>, StoreError> {
    let row =
        sql("SELECT * FROM people WHERE email = $1").bind(email.trim().to_lowercase()).first(tx).await?;
    row.as_ref().map(|row| Ok((read(row)?, row.text_or_none("password_hash")?))).transpose()
}

/// The hash of a person's password, if there is one.
///
/// # Errors
/// When the database fails.
pub async fn password_of(tx: &mut Tx, id: PersonId) -> Result<Option<String>, StoreError> {
    let row = sql("SELECT password_hash FROM people WHERE id = $1").bind(id.to_string()).first(tx).await?;
    Ok(row.map(|row| row.text_or_none("password_hash")).transpose()?.flatten())
}

/// Everybody, in the order they were added.
///
/// # Errors
/// When the database fails.
pub async fn all(tx: &mut Tx) -> Result<Vec<Person>, StoreError> {
    sql("SELECT * FROM people ORDER BY id").all(tx).await?.iter().map(read).collect()
}

/// Gives a role in an organisation, or changes its title.
///
/// # Errors
/// When the database fails, or one of them does not exist.
pub async fn assign(tx: &mut Tx, assignment: &Assignment) -> Result<(), StoreError> {
    sql("INSERT INTO assignments (person_id, organisation_id, role, title) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (person_id, organisation_id, role) DO UPDATE SET title = excluded.title")
    .bind(assignment.person.to_string())
    .bind(assignment.organisation.to_string())
    .bind(assignment.role.code())
    .bind(&assignment.title)
    .execute_one(tx)
    .await
}

/// Takes a role away; without it nothing happens.
///
/// # Errors
/// When the database fails.
pub async fn unassign(
    tx: &mut Tx,
    person: PersonId,
    organisation: OrganisationId,
    role: Role,
) -> Result<(), StoreError> {
    sql("DELETE FROM assignments WHERE person_id = $1 AND organisation_id = $2 AND role = $3")
        .bind(person.to_string())
        .bind(organisation.to_string())
        .bind(role.code())
        .execute(tx)
        .await
        .map(|_| ())
}

/// Moves a person with roles, sessions and notices from one organisation to another. Roles the person has there already stay.
///
/// # Errors
/// When the database fails.
pub async fn move_to(
    tx: &mut Tx,
    person: PersonId,
    from: OrganisationId,
    to: OrganisationId,
) -> Result<(), StoreError> {
    let (person, from, to) = (person.to_string(), from.to_string(), to.to_string());
    for statement in [
        "INSERT INTO assignments (person_id, organisation_id, role, title) \
         SELECT person_id, $3, role, title FROM assignments WHERE person_id = $1 AND organisation_id = $2 \
         ON CONFLICT (person_id, organisation_id, role) DO NOTHING",
        "INSERT INTO group_assignments (person_id, organisation_id, role) \
         SELECT person_id, $3, role FROM group_assignments WHERE person_id = $1 AND organisation_id = $2 \
         ON CONFLICT (person_id, organisation_id, role) DO NOTHING",
        "UPDATE api_tokens SET organisation_id = $3 WHERE person_id = $1 AND organisation_id = $2",
        "UPDATE round_assessors SET organisation_id = $3 WHERE person_id = $1 AND organisation_id = $2",
        "UPDATE forum_seats SET organisation_id = $3 WHERE person_id = $1 AND organisation_id = $2",
        "UPDATE action_points SET organisation_id = $3 WHERE person_id = $1 AND organisation_id = $2",
        "UPDATE rollout_actions SET organisation_id = $3 WHERE person_id = $1 AND organisation_id = $2 AND initiative_id IN \
         (SELECT initiative_id FROM rollouts WHERE organisation_id = $3)",
        "UPDATE import_uploads SET organisation_id = $3 WHERE person_id = $1 AND organisation_id = $2",
        "UPDATE sessions SET organisation_id = $3 WHERE person_id = $1 AND organisation_id = $2",
        "UPDATE reminders SET organisation_id = $3 WHERE person_id = $1 AND organisation_id = $2",
        "UPDATE notices SET organisation_id = $3 WHERE person_id = $1 AND organisation_id = $2",
    ] {
        sql(statement).bind(&person).bind(&from).bind(&to).execute(tx).await?;
    }
    for statement in [
        "DELETE FROM assignments WHERE person_id = $1 AND organisation_id = $2",
        "DELETE FROM group_assignments WHERE person_id = $1 AND organisation_id = $2",
    ] {
        sql(statement).bind(&person).bind(&from).execute(tx).await?;
    }
    Ok(())
}

/// Everybody with a role in an organisation, once for each role, one person's roles after each other.
///
/// # Errors
/// When the database fails.
pub async fn of_organisation(
    tx: &mut Tx,
    organisation: OrganisationId,
) -> Result<Vec<(Person, Assignment)>, StoreError> {
    sql("SELECT * FROM people JOIN assignments ON person_id = id WHERE organisation_id = $1 ORDER BY id, role")
        .bind(organisation.to_string())
        .all(tx)
        .await?
        .iter()
        .map(|row| Ok((read(row)?, read_assignment(row)?)))
        .collect()
}

/// The roles of a person, in all organisations.
///
/// # Errors
/// When the database fails.
pub async fn assignments(tx: &mut Tx, person: PersonId) -> Result<Vec<Assignment>, StoreError> {
    sql("SELECT * FROM assignments WHERE person_id = $1 ORDER BY organisation_id, role")
        .bind(person.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read_assignment)
        .collect()
}

/// The people with this role in an organisation.
///
/// # Errors
/// When the database fails.
pub async fn with_role(
    tx: &mut Tx,
    organisation: OrganisationId,
    role: Role,
) -> Result<Vec<Person>, StoreError> {
    sql("SELECT people.* FROM people JOIN assignments ON person_id = id \
         WHERE organisation_id = $1 AND role = $2 ORDER BY id")
    .bind(organisation.to_string())
    .bind(role.code())
    .all(tx)
    .await?
    .iter()
    .map(read)
    .collect()
}

fn read(row: &Row) -> Result<Person, StoreError> {
    Ok(Person {
        id: row.parsed("id")?,
        version: row.int("version")?,
        name: row.text("name")?,
        email: row.text("email")?,
    })
}

fn read_assignment(row: &Row) -> Result<Assignment, StoreError> {
    Ok(Assignment {
        person: row.parsed("person_id")?,
        organisation: row.parsed("organisation_id")?,
        role: row.word("role", Role::from_code)?,
        title: row.text("title")?,
    })
}
