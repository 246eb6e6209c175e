//! Forums in the database, and who sits there. Not here: their meetings (`meeting`).

use domain::forum::{Forum, ForumSeat, Seat, Voting};
use domain::id::{CollaborationId, ForumId, OrganisationId, PersonId};
use domain::instant::Instant;

use crate::db::{Row, StoreError, Tx, sql};

/// Adds a forum.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, forum: &Forum) -> Result<(), StoreError> {
    sql("INSERT INTO forums (id, version, name, body, mandate, voting, quorum, organisation_id, collaboration_id, ended, created) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
    .bind(forum.id.to_string())
    .bind(forum.version)
    .bind(&forum.name)
    .bind(&forum.body)
    .bind(&forum.mandate)
    .bind(forum.voting.code())
    .bind(i64::from(forum.quorum))
    .bind(forum.organisation.to_string())
    .bind(forum.collaboration.map(|id| id.to_string()))
    .bind(forum.ended.map(Instant::milliseconds))
    .bind(forum.created.milliseconds())
    .execute_one(tx)
    .await
}

/// Keeps a forum over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has changed it since.
pub async fn update(tx: &mut Tx, forum: &Forum) -> Result<(), StoreError> {
    sql("UPDATE forums SET version = version + 1, name = $3, body = $4, mandate = $5, voting = $6, quorum = $7, ended = $8 \
         WHERE id = $1 AND version = $2")
    .bind(forum.id.to_string())
    .bind(forum.version)
    .bind(&forum.name)
    .bind(&forum.body)
    .bind(&forum.mandate)
    .bind(forum.voting.code())
    .bind(i64::from(forum.quorum))
    .bind(forum.ended.map(Instant::milliseconds))
    .execute_one(tx)
    .await
}

/// The forum with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: ForumId) -> Result<Option<Forum>, StoreError> {
    let row = sql("SELECT * FROM forums WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// The forums of a collaboration, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_collaboration(tx: &mut Tx, collaboration: CollaborationId) -> Result<Vec<Forum>, StoreError> {
    sql("SELECT * FROM forums WHERE collaboration_id = $1 ORDER BY created, id")
        .bind(collaboration.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// An organisation's own forums, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_organisation(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Forum>, StoreError> {
    sql("SELECT * FROM forums WHERE organisation_id = $1 AND collaboration_id IS NULL ORDER BY created, id")
        .bind(organisation.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

fn read(row: &Row) -> Result<Forum, StoreError> {
    let quorum = row.int("quorum")?;
    Ok(Forum {
        id: row.parsed("id")?,
        version: row.int("version")?,
        name: row.text("name")?,
        body: row.text("body")?,
        mandate: row.text("mandate")?,
        voting: row.word("voting", Voting::from_code)?,
        quorum: u32::try_from(quorum)
            .map_err(|_| StoreError::Damaged { column: "quorum", value: quorum.to_string() })?,
        organisation: row.parsed("organisation_id")?,
        collaboration: row.parsed_or_none("collaboration_id")?,
        ended: row.int_or_none("ended")?.map(Instant::from_milliseconds),
        created: Instant::from_milliseconds(row.int("created")?),
    })
}

/// Lets somebody sit in a forum, over what they sat there as before.
///
/// # Errors
/// When the database fails.
pub async fn set_seat(tx: &mut Tx, forum: ForumId, seat: &ForumSeat) -> Result<(), StoreError> {
    sql("INSERT INTO forum_seats (forum_id, person_id, organisation_id, seat) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (forum_id, person_id) DO UPDATE SET organisation_id = excluded.organisation_id, seat = excluded.seat")
    .bind(forum.to_string())
    .bind(seat.person.to_string())
    .bind(seat.organisation.to_string())
    .bind(seat.seat.code())
    .execute_one(tx)
    .await
}

/// Takes somebody's seat.
///
/// # Errors
/// [`StoreError::Stale`] if they do not sit there.
pub async fn remove_seat(tx: &mut Tx, forum: ForumId, person: PersonId) -> Result<(), StoreError> {
    sql("DELETE FROM forum_seats WHERE forum_id = $1 AND person_id = $2")
        .bind(forum.to_string())
        .bind(person.to_string())
        .execute_one(tx)
        .await
}

/// Who sits in a forum.
///
/// # Errors
/// When the database fails.
pub async fn seats(tx: &mut Tx, forum: ForumId) -> Result<Vec<ForumSeat>, StoreError> {
    let rows = sql("SELECT * FROM forum_seats WHERE forum_id = $1 ORDER BY organisation_id, person_id")
        .bind(forum.to_string())
        .all(tx)
        .await?;
    rows.iter().map(read_seat).collect()
}

pub(crate) fn read_seat(row: &Row) -> Result<ForumSeat, StoreError> {
    Ok(ForumSeat {
        person: row.parsed("person_id")?,
        organisation: row.parsed("organisation_id")?,
        seat: row.word("seat", Seat::from_code)?,
    })
}

/// The seats of an organisation's people in the forums of a collaboration.
///
/// # Errors
/// When the database fails.
pub async fn seats_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    collaboration: CollaborationId,
) -> Result<Vec<(ForumId, PersonId)>, StoreError> {
    sql("SELECT forum_id, person_id FROM forum_seats WHERE organisation_id = $1 \
         AND forum_id IN (SELECT id FROM forums WHERE collaboration_id = $2) ORDER BY forum_id, person_id")
    .bind(organisation.to_string())
    .bind(collaboration.to_string())
    .all(tx)
    .await?
    .iter()
    .map(|row| Ok((row.parsed("forum_id")?, row.parsed("person_id")?)))
    .collect()
}

/// Takes the seats of a person, or of everybody of an organisation where no person is named, in the forums of a collaboration or
/// in all. Gives whose were taken where, so that the forums can tell.
///
/// # Errors
/// When the database fails.
pub async fn leave(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: Option<PersonId>,
    collaboration: Option<CollaborationId>,
) -> Result<Vec<(ForumId, PersonId)>, StoreError> {
    let bound = |statement: &'static str| {
        sql(statement)
            .bind(organisation.to_string())
            .bind(person.map(|id| id.to_string()).unwrap_or_default())
            .bind(collaboration.map(|id| id.to_string()).unwrap_or_default())
    };
    let rows = bound(
        "SELECT forum_id, person_id FROM forum_seats WHERE organisation_id = $1 AND ($2 = '' OR person_id = $2) \
         AND forum_id IN (SELECT id FROM forums WHERE $3 = '' OR collaboration_id = $3) ORDER BY forum_id, person_id",
    )
    .all(tx)
    .await?;
    bound(
        "DELETE FROM forum_seats WHERE organisation_id = $1 AND ($2 = '' OR person_id = $2) \
         AND forum_id IN (SELECT id FROM forums WHERE $3 = '' OR collaboration_id = $3)",
    )
    .execute(tx)
    .await?;
    rows.iter().map(|row| Ok((row.parsed("forum_id")?, row.parsed("person_id")?))).collect()
}
