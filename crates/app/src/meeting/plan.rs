//! Calling meetings, moving them, and what stands on their agendas.

use domain::event::{Change, EventKind};
use domain::forum::{AgendaItem, Forum, ItemState, Meeting, MeetingState};
use domain::id::{ForumId, ItemId, MeetingId};
use domain::number::Number;
use domain::permission::{Actor, Deed};
use domain::text::{self, SHORT_MAX, TITLE_MAX};
use jiff::civil::{Date, Time};
use store::Tx;

use super::{load, unchanged};
use crate::error::{AppError, FieldProblem, Invalid, Refusal};
use crate::{App, case, forum};

/// Most matters on an agenda.
const ITEMS_MAX: usize = 100;

/// When and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingInput {
    /// On which day.
    pub day: Date,
    /// From when.
    pub starts: Time,
    /// Until when.
    pub ends: Time,
    /// Where.
    pub place: String,
}

/// A change of an agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AgendaStep {
    /// A case is put on it.
    Case(Number),
    /// Another matter is put on it.
    Other(String),
    /// A matter is moved up a place.
    Up(ItemId),
    /// A matter is taken off it.
    Off(ItemId),
}

impl App {
    /// Calls a meeting, with these cases on its agenda and then these other matters.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who neither keeps the forum nor leads its meetings; [`AppError::Invalid`] for a day that has
    /// passed, an end before the beginning, words that cannot be kept, and cases that do not wait for the forum.
    pub async fn call_meeting(
        &self,
        actor: &Actor,
        id: ForumId,
        input: MeetingInput,
        cases: &[Number],
        others: &[String],
    ) -> Result<Meeting, AppError> {
        let mut tx = self.db.write().await?;
        let forum = forum::load(&mut tx, actor, id).await?;
        if forum.ended.is_some() || !forum::may_plan(&mut tx, actor, &forum).await? {
            return Err(AppError::Denied);
        }
        let place = self.checked_place(&input)?;
        let now = self.clock.now();
        let meeting = Meeting {
            id: MeetingId::at(now),
            version: 1,
            forum: id,
            number: 0,
            day: input.day,
            starts: input.starts,
            ends: input.ends,
            place,
            state: MeetingState::Planned,
            ended_by: None,
            confirmed: None,
            created: now,
        };
        let number = store::meeting::insert(&mut tx, &meeting).await?;
        let meeting = Meeting { number, ..meeting };
        let cases = cases.iter().map(|number| AgendaStep::Case(*number));
        let others = others.iter().map(|title| AgendaStep::Other(title.clone()));
        for step in cases.chain(others) {
            self.step(&mut tx, actor, &forum, &meeting, step).await?;
        }
        let changes = Change::between("day", "", &meeting.day.to_string()).into_iter().collect();
        self.meeting_event(&mut tx, actor, meeting.id, EventKind::Created, changes).await?;
        tx.commit().await?;
        Ok(meeting)
    }

    fn checked_place(&self, input: &MeetingInput) -> Result<String, AppError> {
        let now = self.clock.now();
        let mut invalid = Vec::new();
        if input.day < now.day() {
            invalid.push(Invalid { field: "day", index: 0, problem: FieldProblem::DayPassed });
        }
        if input.ends <= input.starts {
            invalid.push(Invalid { field: "ends", index: 0, problem: FieldProblem::EndsTooEarly });
        }
        let place = case::words("place", 0, text::optional(&input.place, SHORT_MAX), now);
        let place = place.unwrap_or_else(|problem| {
            invalid.push(problem);
            String::new()
        });
        if invalid.is_empty() { Ok(place) } else { Err(AppError::Invalid(invalid)) }
    }

    /// The meeting in this version, for who plans it.
    async fn planned(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        id: MeetingId,
        version: i64,
    ) -> Result<(Meeting, Forum), AppError> {
        let (meeting, forum) = load(tx, actor, id).await?;
        if !forum::may_plan(tx, actor, &forum).await? {
            return Err(AppError::Denied);
        }
        if !meeting.state.is_open() {
            return Err(AppError::Refused(Refusal::MeetingOver));
        }
        unchanged(&meeting, version)?;
        Ok((meeting, forum))
    }

    /// Moves a meeting to another time or place. Everybody who sits in the forum is told.
    ///
    /// # Errors
    /// As [`App::call_meeting`]; [`AppError::Refused`] when it has begun, or somebody has changed it since.
    pub async fn edit_meeting(
        &self,
        actor: &Actor,
        id: MeetingId,
        version: i64,
        input: MeetingInput,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (before, _) = self.planned(&mut tx, actor, id, version).await?;
        if before.state != MeetingState::Planned {
            return Err(AppError::Refused(Refusal::MeetingOver));
        }
        let place = self.checked_place(&input)?;
        let after =
            Meeting { day: input.day, starts: input.starts, ends: input.ends, place, ..before.clone() };
        store::meeting::update(&mut tx, &after).await?;
        let time = |meeting: &Meeting| format!("{}–{}", short(meeting.starts), short(meeting.ends));
        let changes = [
            Change::between("day", &before.day.to_string(), &after.day.to_string()),
            Change::between("time", &time(&before), &time(&after)),
            Change::between("place", &before.place, &after.place),
        ];
        let changes = changes.into_iter().flatten().collect();
        self.meeting_event(&mut tx, actor, id, EventKind::Edited, changes).await?;
        Ok(tx.commit().await?)
    }

    /// Changes the agenda.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not plan the meeting; [`AppError::Invalid`] for a case that does not wait for the forum
    /// and words that cannot be kept; [`AppError::Refused`] for a matter that was taken up, once the meeting is over, and when
    /// somebody has changed it since.
    pub async fn change_agenda(
        &self,
        actor: &Actor,
        id: MeetingId,
        version: i64,
        step: AgendaStep,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (meeting, forum) = self.planned(&mut tx, actor, id, version).await?;
        self.step(&mut tx, actor, &forum, &meeting, step).await?;
        store::meeting::update(&mut tx, &meeting).await?;
        self.meeting_event(&mut tx, actor, id, EventKind::AgendaChanged, Vec::new()).await?;
        Ok(tx.commit().await?)
    }

    async fn step(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        forum: &Forum,
        meeting: &Meeting,
        step: AgendaStep,
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let items = store::meeting::items(tx, meeting.id).await?;
        let open = |id: ItemId| {
            let at = items.iter().position(|item| item.id == id).ok_or(AppError::NotFound)?;
            let item = items.get(at).ok_or(AppError::NotFound)?;
            let is_open = item.state == ItemState::Open;
            if is_open { Ok((at, item)) } else { Err(AppError::Refused(Refusal::MatterTreated)) }
        };
        let (case, title) = match step {
            AgendaStep::Up(id) => {
                let (at, item) = open(id)?;
                if let Some(above) = at.checked_sub(1).and_then(|at| items.get(at)) {
                    let lower = AgendaItem { position: item.position, ..above.clone() };
                    let upper = AgendaItem { position: above.position, ..item.clone() };
                    store::meeting::update_item(tx, &lower).await?;
                    store::meeting::update_item(tx, &upper).await?;
                }
                return Ok(());
            }
            AgendaStep::Off(id) => {
                open(id)?;
                return Ok(store::meeting::remove_item(tx, id).await?);
            }
            AgendaStep::Case(number) => {
                let found = store::case::by_number(tx, &number.to_string()).await?;
                let found = found.filter(|found| actor.may(Deed::Read, &case::subject(found)));
                let found = found.ok_or_else(|| AppError::invalid("cases", FieldProblem::Unknown))?;
                let process = case::process_of(tx, &found).await?;
                if !forum::is_waiting(forum, &found, &process)
                    || items.iter().any(|item| item.case == Some(found.id))
                {
                    return Err(AppError::invalid("cases", FieldProblem::Unknown));
                }
                (Some(found.id), found.title)
            }
            AgendaStep::Other(title) => {
                let title = case::words("other", 0, text::required(&title, TITLE_MAX).map(Some), now);
                (None, title.map_err(|problem| AppError::Invalid(vec![problem]))?)
            }
        };
        if items.len() >= ITEMS_MAX {
            return Err(AppError::invalid("other", FieldProblem::TooMany));
        }
        let item = AgendaItem::new(ItemId::at(now), meeting.id, case, title);
        Ok(store::meeting::add_item(tx, &item).await?)
    }
}

/// A time as people write it.
fn short(time: Time) -> String {
    format!("{:02}.{:02}", time.hour(), time.minute())
}
