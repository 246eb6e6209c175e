//! The demo's forums: who sits there, the meetings that were held and those to come. What a held meeting decided is the step of a
//! case in `cases.json` that the file names; it is made there, at the meeting.

use std::collections::{BTreeMap, HashMap};

use domain::event::{Change, Doer, EventKind, SubjectKind};
use domain::forum::{
    ActionPoint, AgendaItem, Forum, ForumSeat, ItemState, Meeting, MeetingState, Seat, Vote, Voting,
};
use domain::id::{ActionId, CaseId, DecisionId, ForumId, ItemId, MeetingId, OrganisationId, PersonId};
use domain::instant::Instant;
use jiff::ToSpan as _;
use jiff::civil::{Date, Time, Weekday};
use serde::Deserialize;
use store::Tx;

use super::{Load, days_ago};
use crate::AppError;
use crate::case::joined_case;

/// What is told of forums.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct ForumsFile {
    pub(super) forums: Vec<ForumEntry>,
}

/// One forum of the collaboration.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct ForumEntry {
    name: String,
    body: String,
    mandate: String,
    voting: Voting,
    quorum: u32,
    pub(super) organisation: String,
    days_ago: i64,
    pub(super) seats: BTreeMap<String, Seat>,
    pub(super) meetings: Vec<MeetingEntry>,
}

/// One meeting; with negative days ago it is to come.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct MeetingEntry {
    days_ago: i64,
    starts: Time,
    ends: Time,
    place: String,
    state: MeetingState,
    #[serde(default)]
    pub(super) absent: Vec<String>,
    pub(super) confirmed_by: Option<String>,
    pub(super) matters: Vec<MatterEntry>,
    #[serde(default)]
    pub(super) actions: Vec<ActionEntry>,
}

/// One matter: a case by a need in it, or something else.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct MatterEntry {
    pub(super) case: Option<String>,
    title: Option<String>,
    /// The step of the case that was decided here.
    to: Option<String>,
    state: Option<ItemState>,
    #[serde(default)]
    note: String,
    #[serde(default)]
    pub(super) votes: BTreeMap<String, Vote>,
    #[serde(default)]
    pub(super) out: BTreeMap<String, String>,
}

/// Something that somebody shall do.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct ActionEntry {
    text: String,
    pub(super) person: String,
    /// Days after the meeting.
    due_after: i64,
    done: bool,
}

/// Where and by whom a step of a case is decided.
#[derive(Debug, Clone)]
pub(super) struct Sitting {
    pub(super) forum: ForumId,
    pub(super) item: ItemId,
    pub(super) at: Instant,
    pub(super) day: Date,
    /// "§ 4, Digitaliseringsforum 2026-09-30".
    pub(super) reference: String,
    /// Who led the meeting, and for whom.
    pub(super) leader: (PersonId, OrganisationId),
    position: i64,
    paragraph: i64,
    meeting: MeetingId,
    votes: Vec<(PersonId, Vote)>,
    out: Vec<(PersonId, String)>,
}

/// Sittings by the first need of a case and the step.
pub(super) type Sittings = HashMap<(String, String), Sitting>;

/// The day some days ago, or the working day next to it.
fn working_day(now: Instant, days: i64) -> Result<Date, AppError> {
    let day = now.day().checked_sub(days.days()).map_err(|_| AppError::NotFound)?;
    let step = match day.weekday() {
        Weekday::Saturday => -1,
        Weekday::Sunday => 1,
        _ => 0,
    };
    day.checked_add(step.days()).map_err(|_| AppError::NotFound)
}

/// The moment of a time in Sweden.
fn moment(day: Date, time: Time) -> Result<Instant, AppError> {
    Instant::when_clocks_show(day.to_datetime(time)).ok_or(AppError::NotFound)
}

impl Load<'_> {
    /// The forums with their meetings; cases are decided there when they are loaded.
    pub(super) async fn forums(&mut self, tx: &mut Tx) -> Result<(), AppError> {
        for entry in &self.content.forums {
            let at = days_ago(self.now, entry.days_ago, &entry.name);
            let organisation = self.organisation(&entry.organisation)?;
            let memberships = store::collaboration::of_organisation(tx, organisation).await?;
            let forum = Forum {
                id: ForumId::at(at),
                version: 1,
                name: entry.name.clone(),
                body: entry.body.clone(),
                mandate: entry.mandate.clone(),
                voting: entry.voting,
                quorum: entry.quorum,
                organisation,
                collaboration: memberships.first().map(|one| one.collaboration),
                ended: None,
                created: at,
            };
            store::forum::insert(tx, &forum).await?;
            let mut seats = Vec::new();
            for (key, seat) in &entry.seats {
                let person = self.person_called(key)?;
                let own = store::person::assignments(tx, person).await?;
                let organisation = own.first().ok_or(AppError::NotFound)?.organisation;
                let seat = ForumSeat { person, organisation, seat: *seat };
                store::forum::set_seat(tx, forum.id, &seat).await?;
                seats.push(seat);
            }
            let keeper = leader(&seats).ok_or(AppError::NotFound)?;
            let doer = Doer::Person { person: keeper.0, organisation: keeper.1 };
            self.event(at, doer, (SubjectKind::Forum, forum.id.to_string())).changes =
                Change::between("name", "", &forum.name).into_iter().collect();
            let mut paragraphs: HashMap<i16, i64> = HashMap::new();
            for meeting in &entry.meetings {
                self.meeting(tx, &forum, &seats, meeting, &mut paragraphs).await?;
            }
        }
        Ok(())
    }

    pub(super) fn person_called(&self, key: &str) -> Result<PersonId, AppError> {
        self.people.get(key).copied().ok_or(AppError::NotFound)
    }

    async fn meeting(
        &mut self,
        tx: &mut Tx,
        forum: &Forum,
        seats: &[ForumSeat],
        entry: &MeetingEntry,
        paragraphs: &mut HashMap<i16, i64>,
    ) -> Result<(), AppError> {
        let day = working_day(self.now, entry.days_ago)?;
        let called = days_ago(self.now, entry.days_ago.max(-7) + 14, &forum.name);
        let (person, organisation) = leader(seats).ok_or(AppError::NotFound)?;
        let is_held = entry.state != MeetingState::Planned;
        let confirmed = match &entry.confirmed_by {
            Some(key) => Some((self.person_called(key)?, moment(day, entry.ends)?.days_before(-3))),
            None => None,
        };
        let meeting = Meeting {
            id: MeetingId::at(called),
            version: 1,
            forum: forum.id,
            number: 0,
            day,
            starts: entry.starts,
            ends: entry.ends,
            place: entry.place.clone(),
            state: entry.state,
            ended_by: is_held.then_some(person),
            confirmed,
            created: called,
        };
        store::meeting::insert(tx, &meeting).await?;
        if is_held {
            let mut absent = Vec::new();
            for key in &entry.absent {
                absent.push(self.person_called(key)?);
            }
            let there: Vec<ForumSeat> =
                seats.iter().filter(|seat| !absent.contains(&seat.person)).cloned().collect();
            store::meeting::set_attendees(tx, meeting.id, &there).await?;
        }
        let doer = Doer::Person { person, organisation };
        let subject = || (SubjectKind::Meeting, meeting.id.to_string());
        self.event(called, doer, subject()).changes =
            Change::between("day", "", &day.to_string()).into_iter().collect();
        if is_held {
            let event = self.event(moment(day, entry.ends)?, doer, subject());
            event.kind = EventKind::MeetingMoved;
            event.changes = Change::between("meeting_state", "running", "ended").into_iter().collect();
        }
        for (position, matter) in (1..).zip(&entry.matters) {
            let paragraph = is_held.then(|| {
                let next = paragraphs.entry(day.year()).or_insert(0);
                *next += 1;
                *next
            });
            self.sits(forum, &meeting, (position, paragraph), matter, (person, organisation))?;
        }
        for action in &entry.actions {
            let person = self.person_called(&action.person)?;
            let seat = seats.iter().find(|seat| seat.person == person).ok_or(AppError::NotFound)?;
            let due = day.checked_add(action.due_after.days()).map_err(|_| AppError::NotFound)?;
            let point = ActionPoint {
                id: ActionId::at(moment(day, entry.ends)?),
                meeting: meeting.id,
                item: None,
                text: action.text.clone(),
                person: Some(person),
                organisation: seat.organisation,
                due,
                done: action.done.then_some(moment(due, entry.starts)?.days_before(2)),
            };
            store::meeting::set_action(tx, &point).await?;
        }
        Ok(())
    }

    /// A matter waits for the case that it is about; anything else does too, so that each keeps its place.
    fn sits(
        &mut self,
        forum: &Forum,
        meeting: &Meeting,
        (position, paragraph): (i64, Option<i64>),
        entry: &MatterEntry,
        leader: (PersonId, OrganisationId),
    ) -> Result<(), AppError> {
        let at = moment(meeting.day, meeting.starts)?;
        let item = ItemId::at(at);
        if let (Some(case), Some(to), Some(paragraph)) = (&entry.case, &entry.to, paragraph) {
            let mut votes = Vec::new();
            for (key, vote) in &entry.votes {
                votes.push((self.person_called(key)?, *vote));
            }
            let mut out = Vec::new();
            for (key, why) in &entry.out {
                out.push((self.person_called(key)?, why.clone()));
            }
            let sitting = Sitting {
                forum: forum.id,
                item,
                at,
                day: meeting.day,
                reference: format!("§ {paragraph}, {} {}", forum.name, meeting.day),
                leader,
                position,
                paragraph,
                meeting: meeting.id,
                votes,
                out,
            };
            self.sittings.insert((case.clone(), to.clone()), sitting);
            return Ok(());
        }
        let blank = AgendaItem::new(item, meeting.id, None, entry.title.clone().unwrap_or_default());
        let state = entry.state.unwrap_or(ItemState::Open);
        let item = AgendaItem { position, paragraph, state, note: entry.note.clone(), ..blank };
        self.matters.push((entry.case.clone(), item));
        Ok(())
    }

    /// Puts the rest on the agendas, once the cases are there.
    pub(super) async fn agendas(&mut self, tx: &mut Tx) -> Result<(), AppError> {
        // A step that no case has taken is a mistake in the files.
        if !self.sittings.is_empty() {
            return Err(AppError::NotFound);
        }
        for (key, item) in std::mem::take(&mut self.matters) {
            let item = match key {
                Some(key) => {
                    let need = self.needs.get(key.as_str()).copied().ok_or(AppError::NotFound)?;
                    let case = joined_case(tx, need).await?.ok_or(AppError::NotFound)?;
                    AgendaItem { case: Some(case.id), title: case.title, ..item }
                }
                None => item,
            };
            store::meeting::add_item(tx, &item).await?;
            store::meeting::update_item(tx, &item).await?;
        }
        Ok(())
    }
}

impl Sitting {
    /// Puts the case on the agenda, before it is decided on.
    pub(super) async fn put(&self, tx: &mut Tx, case: CaseId, title: &str) -> Result<(), AppError> {
        Ok(store::meeting::add_item(tx, &self.matter(case, title)).await?)
    }

    /// Writes down that it was.
    pub(super) async fn record(
        &self,
        tx: &mut Tx,
        case: CaseId,
        title: &str,
        decision: DecisionId,
    ) -> Result<(), AppError> {
        let item = AgendaItem {
            state: ItemState::Decided,
            paragraph: Some(self.paragraph),
            decision: Some(decision),
            disqualified: self.out.clone(),
            votes: self.votes.clone(),
            ..self.matter(case, title)
        };
        Ok(store::meeting::update_item(tx, &item).await?)
    }

    fn matter(&self, case: CaseId, title: &str) -> AgendaItem {
        let blank = AgendaItem::new(self.item, self.meeting, Some(case), title.to_owned());
        AgendaItem { position: self.position, ..blank }
    }
}

/// Who writes the minutes: the secretary, else the chair.
fn leader(seats: &[ForumSeat]) -> Option<(PersonId, OrganisationId)> {
    let as_what = |wanted| seats.iter().find(|seat| seat.seat == wanted);
    let found = as_what(Seat::Secretary).or_else(|| as_what(Seat::Chair));
    found.map(|seat| (seat.person, seat.organisation))
}
