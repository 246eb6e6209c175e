//! Meetings in the database: when and where, who was there, the agenda with how each matter was treated, and action points.
//!
//! Not here: the decisions on cases, which are the cases' (`case`).

use std::collections::HashMap;

use domain::forum::{ActionPoint, AgendaItem, ForumSeat, ItemState, Meeting, MeetingState, Vote};
use domain::id::{ActionId, CaseId, ForumId, ItemId, MeetingId, OrganisationId, PersonId};
use domain::instant::Instant;

use crate::db::{Row, StoreError, Tx, sql};
use crate::forum::read_seat;

/// Adds a meeting as the next of its forum. Gives its number there.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, meeting: &Meeting) -> Result<i64, StoreError> {
    let row = sql("SELECT COALESCE(MAX(number), 0) + 1 AS number FROM meetings WHERE forum_id = $1")
        .bind(meeting.forum.to_string())
        .first(tx)
        .await?;
    let number = row.map_or(Ok(1), |row| row.int("number"))?;
    sql("INSERT INTO meetings (id, version, forum_id, number, day, starts, ends, place, state, ended_by, confirmed_by, \
         confirmed, created) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)")
    .bind(meeting.id.to_string())
    .bind(meeting.version)
    .bind(meeting.forum.to_string())
    .bind(number)
    .bind(meeting.day.to_string())
    .bind(meeting.starts.to_string())
    .bind(meeting.ends.to_string())
    .bind(&meeting.place)
    .bind(meeting.state.code())
    .bind(meeting.ended_by.map(|id| id.to_string()))
    .bind(meeting.confirmed.map(|(id, _)| id.to_string()))
    .bind(meeting.confirmed.map(|(_, at)| at.milliseconds()))
    .bind(meeting.created.milliseconds())
    .execute_one(tx)
    .await?;
    Ok(number)
}

/// Keeps a meeting over the version that was read.
///
/// # Errors
/// [`StoreError::Stale`] if somebody else has changed it since.
pub async fn update(tx: &mut Tx, meeting: &Meeting) -> Result<(), StoreError> {
    sql("UPDATE meetings SET version = version + 1, day = $3, starts = $4, ends = $5, place = $6, state = $7, ended_by = $8, \
         confirmed_by = $9, confirmed = $10 WHERE id = $1 AND version = $2")
    .bind(meeting.id.to_string())
    .bind(meeting.version)
    .bind(meeting.day.to_string())
    .bind(meeting.starts.to_string())
    .bind(meeting.ends.to_string())
    .bind(&meeting.place)
    .bind(meeting.state.code())
    .bind(meeting.ended_by.map(|id| id.to_string()))
    .bind(meeting.confirmed.map(|(id, _)| id.to_string()))
    .bind(meeting.confirmed.map(|(_, at)| at.milliseconds()))
    .execute_one(tx)
    .await
}

/// The meeting with this id.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &mut Tx, id: MeetingId) -> Result<Option<Meeting>, StoreError> {
    let row = sql("SELECT * FROM meetings WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read).transpose()
}

/// The meetings of a forum, latest day first.
///
/// # Errors
/// When the database fails.
pub async fn of_forum(tx: &mut Tx, forum: ForumId) -> Result<Vec<Meeting>, StoreError> {
    sql("SELECT * FROM meetings WHERE forum_id = $1 ORDER BY day DESC, number DESC")
        .bind(forum.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read)
        .collect()
}

pub(crate) fn read(row: &Row) -> Result<Meeting, StoreError> {
    let confirmed_by: Option<PersonId> = row.parsed_or_none("confirmed_by")?;
    let confirmed = row.int_or_none("confirmed")?.map(Instant::from_milliseconds);
    Ok(Meeting {
        id: row.parsed("id")?,
        version: row.int("version")?,
        forum: row.parsed("forum_id")?,
        number: row.int("number")?,
        day: row.parsed("day")?,
        starts: row.parsed("starts")?,
        ends: row.parsed("ends")?,
        place: row.text("place")?,
        state: row.word("state", MeetingState::from_code)?,
        ended_by: row.parsed_or_none("ended_by")?,
        confirmed: confirmed_by.zip(confirmed),
        created: Instant::from_milliseconds(row.int("created")?),
    })
}

/// Writes down who was at a meeting, over what was written before.
///
/// # Errors
/// When the database fails.
pub async fn set_attendees(tx: &mut Tx, meeting: MeetingId, present: &[ForumSeat]) -> Result<(), StoreError> {
    sql("DELETE FROM attendees WHERE meeting_id = $1").bind(meeting.to_string()).execute(tx).await?;
    for one in present {
        sql("INSERT INTO attendees (meeting_id, person_id, organisation_id, seat) VALUES ($1, $2, $3, $4)")
            .bind(meeting.to_string())
            .bind(one.person.to_string())
            .bind(one.organisation.to_string())
            .bind(one.seat.code())
            .execute_one(tx)
            .await?;
    }
    Ok(())
}

/// Who was at a meeting.
///
/// # Errors
/// When the database fails.
pub async fn attendees(tx: &mut Tx, meeting: MeetingId) -> Result<Vec<ForumSeat>, StoreError> {
    let rows = sql("SELECT * FROM attendees WHERE meeting_id = $1 ORDER BY organisation_id, person_id")
        .bind(meeting.to_string())
        .all(tx)
        .await?;
    rows.iter().map(read_seat).collect()
}

/// Puts a matter on an agenda, last.
///
/// # Errors
/// When the database fails.
pub async fn add_item(tx: &mut Tx, item: &AgendaItem) -> Result<(), StoreError> {
    sql("INSERT INTO agenda_items (id, meeting_id, position, case_id, title, state, note, paragraph, decision_id) \
         VALUES ($1, $2, (SELECT COALESCE(MAX(position), 0) + 1 FROM agenda_items WHERE meeting_id = $2), $3, $4, $5, $6, $7, $8)")
    .bind(item.id.to_string())
    .bind(item.meeting.to_string())
    .bind(item.case.map(|id| id.to_string()))
    .bind(&item.title)
    .bind(item.state.code())
    .bind(&item.note)
    .bind(item.paragraph)
    .bind(item.decision.map(|id| id.to_string()))
    .execute_one(tx)
    .await
}

/// Keeps how a matter stands and how it was treated, with all voices.
///
/// # Errors
/// [`StoreError::Stale`] if it is not there any more.
pub async fn update_item(tx: &mut Tx, item: &AgendaItem) -> Result<(), StoreError> {
    sql("UPDATE agenda_items SET position = $2, state = $3, note = $4, paragraph = $5, decision_id = $6 WHERE id = $1")
        .bind(item.id.to_string())
        .bind(item.position)
        .bind(item.state.code())
        .bind(&item.note)
        .bind(item.paragraph)
        .bind(item.decision.map(|id| id.to_string()))
        .execute_one(tx)
        .await?;
    sql("DELETE FROM item_voices WHERE item_id = $1").bind(item.id.to_string()).execute(tx).await?;
    let votes = item.votes.iter().map(|(person, vote)| (person, Some(vote.code().to_owned()), None));
    let out = item.disqualified.iter().map(|(person, reason)| (person, None, Some(reason.clone())));
    for (person, vote, reason) in votes.chain(out) {
        sql("INSERT INTO item_voices (item_id, person_id, vote, reason) VALUES ($1, $2, $3, $4)")
            .bind(item.id.to_string())
            .bind(person.to_string())
            .bind(vote)
            .bind(reason)
            .execute_one(tx)
            .await?;
    }
    Ok(())
}

/// Takes a matter off an agenda.
///
/// # Errors
/// [`StoreError::Stale`] if it is not there any more.
pub async fn remove_item(tx: &mut Tx, id: ItemId) -> Result<(), StoreError> {
    sql("DELETE FROM agenda_items WHERE id = $1").bind(id.to_string()).execute_one(tx).await
}

/// The agenda of a meeting, in its order.
///
/// # Errors
/// When the database fails.
pub async fn items(tx: &mut Tx, meeting: MeetingId) -> Result<Vec<AgendaItem>, StoreError> {
    let voices =
        sql("SELECT item_voices.* FROM item_voices JOIN agenda_items ON id = item_id WHERE meeting_id = $1 \
                      ORDER BY item_id, person_id")
        .bind(meeting.to_string())
        .all(tx)
        .await?;
    let mut votes: HashMap<ItemId, Vec<(PersonId, Vote)>> = HashMap::new();
    let mut out: HashMap<ItemId, Vec<(PersonId, String)>> = HashMap::new();
    for row in &voices {
        let (item, person) = (row.parsed("item_id")?, row.parsed("person_id")?);
        match row.text_or_none("reason")? {
            Some(reason) => out.entry(item).or_default().push((person, reason)),
            None => votes.entry(item).or_default().push((person, row.word("vote", Vote::from_code)?)),
        }
    }
    let rows = sql("SELECT * FROM agenda_items WHERE meeting_id = $1 ORDER BY position, id")
        .bind(meeting.to_string())
        .all(tx)
        .await?;
    let read = |row: &Row| {
        let id = row.parsed("id")?;
        Ok(AgendaItem {
            id,
            meeting,
            position: row.int("position")?,
            case: row.parsed_or_none("case_id")?,
            title: row.text("title")?,
            state: row.word("state", ItemState::from_code)?,
            note: row.text("note")?,
            paragraph: row.int_or_none("paragraph")?,
            decision: row.parsed_or_none("decision_id")?,
            disqualified: out.remove(&id).unwrap_or_default(),
            votes: votes.remove(&id).unwrap_or_default(),
        })
    };
    rows.iter().map(read).collect()
}

/// The next paragraph in the minutes of a forum in a year.
///
/// # Errors
/// When the database fails.
pub async fn next_paragraph(tx: &mut Tx, forum: ForumId, year: i16) -> Result<i64, StoreError> {
    let row = sql("SELECT COALESCE(MAX(paragraph), 0) + 1 AS paragraph FROM agenda_items \
                   JOIN meetings ON meetings.id = meeting_id WHERE forum_id = $1 AND day LIKE $2")
    .bind(forum.to_string())
    .bind(format!("{year:04}-%"))
    .first(tx)
    .await?;
    row.map_or(Ok(1), |row| row.int("paragraph"))
}

/// The meetings that a case is on the agenda of, latest day first, with how the matter stands there.
///
/// # Errors
/// When the database fails.
pub async fn of_case(tx: &mut Tx, case: CaseId) -> Result<Vec<(Meeting, ItemState)>, StoreError> {
    sql("SELECT meetings.*, agenda_items.state AS item_state FROM meetings JOIN agenda_items ON meeting_id = meetings.id \
         WHERE case_id = $1 ORDER BY day DESC, number DESC")
    .bind(case.to_string())
    .all(tx)
    .await?
    .iter()
    .map(|row| Ok((read(row)?, row.word("item_state", ItemState::from_code)?)))
    .collect()
}

/// Keeps something that somebody shall do, over what was kept before.
///
/// # Errors
/// When the database fails.
pub async fn set_action(tx: &mut Tx, action: &ActionPoint) -> Result<(), StoreError> {
    sql("INSERT INTO action_points (id, meeting_id, item_id, body, person_id, organisation_id, due, done) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
         ON CONFLICT (id) DO UPDATE SET person_id = excluded.person_id, organisation_id = excluded.organisation_id, \
         due = excluded.due, done = excluded.done")
    .bind(action.id.to_string())
    .bind(action.meeting.to_string())
    .bind(action.item.map(|id| id.to_string()))
    .bind(&action.text)
    .bind(action.person.map(|id| id.to_string()))
    .bind(action.organisation.to_string())
    .bind(action.due.to_string())
    .bind(action.done.map(Instant::milliseconds))
    .execute_one(tx)
    .await
}

/// The action point with this id.
///
/// # Errors
/// When the database fails.
pub async fn action(tx: &mut Tx, id: ActionId) -> Result<Option<ActionPoint>, StoreError> {
    let row = sql("SELECT * FROM action_points WHERE id = $1").bind(id.to_string()).first(tx).await?;
    row.as_ref().map(read_action).transpose()
}

/// What was given at a meeting, or at all meetings of its forum where only that is named; first what is due first.
///
/// # Errors
/// When the database fails.
pub async fn actions(
    tx: &mut Tx,
    forum: ForumId,
    meeting: Option<MeetingId>,
) -> Result<Vec<ActionPoint>, StoreError> {
    sql("SELECT action_points.* FROM action_points JOIN meetings ON meetings.id = meeting_id \
         WHERE forum_id = $1 AND ($2 = '' OR meeting_id = $2) ORDER BY due, action_points.id")
    .bind(forum.to_string())
    .bind(meeting.map(|id| id.to_string()).unwrap_or_default())
    .all(tx)
    .await?
    .iter()
    .map(read_action)
    .collect()
}

/// What a person shall do for an organisation and has not done, first what is due first.
///
/// # Errors
/// When the database fails.
pub async fn open_actions(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<ActionPoint>, StoreError> {
    sql("SELECT * FROM action_points WHERE person_id = $1 AND organisation_id = $2 AND done IS NULL ORDER BY due, id")
        .bind(person.to_string())
        .bind(organisation.to_string())
        .all(tx)
        .await?
        .iter()
        .map(read_action)
        .collect()
}

pub(crate) fn read_action(row: &Row) -> Result<ActionPoint, StoreError> {
    Ok(ActionPoint {
        id: row.parsed("id")?,
        meeting: row.parsed("meeting_id")?,
        item: row.parsed_or_none("item_id")?,
        text: row.text("body")?,
        person: row.parsed_or_none("person_id")?,
        organisation: row.parsed("organisation_id")?,
        due: row.parsed("due")?,
        done: row.int_or_none("done")?.map(Instant::from_milliseconds),
    })
}
