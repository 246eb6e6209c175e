//! Meetings: how they and what was given to do are read. Calling one is in `plan`, holding one in `hold`.
//!
//! Whoever leads a meeting records what the forum decides; the forum's rule of voices, who was there and who took no part are
//! checked here, and what a decision does to a case is the same as anywhere else (`case`). Not here: forums as such (`forum`).

mod hold;
mod plan;

pub use hold::{Ballot, Treatment};
pub use plan::{AgendaStep, MeetingInput};

use domain::case::{Case, Decision};
use domain::event::{Change, EventKind, SubjectKind};
use domain::forum::{
    ActionPoint, AgendaItem, Forum, ForumSeat, ItemState, Meeting, MeetingState, Seat, Vote,
};
use domain::id::{ActionId, ForumId, MeetingId, OrganisationId, PersonId};
use domain::number::Number;
use domain::permission::{Actor, Deed};
use domain::process::Process;
use jiff::civil::Date;
use store::Tx;

use crate::error::{AppError, Refusal};
use crate::forum::{self, SeatRow, seat_of};
use crate::history::{HistoryEntry, doer};
use crate::{App, Directory, case, history};

/// A meeting in a list.
#[derive(Debug, Clone)]
pub struct MeetingRow {
    /// The meeting.
    pub meeting: Meeting,
    /// How many matters are on its agenda, and how many of those were decided.
    pub items: (usize, usize),
}

/// A meeting that a case was or will be taken up at.
#[derive(Debug, Clone)]
pub struct CaseMeeting {
    /// The meeting.
    pub meeting: Meeting,
    /// What its forum is called.
    pub forum: String,
    /// How the matter stands there.
    pub state: ItemState,
}

/// Something that somebody shall do, with names.
#[derive(Debug, Clone)]
pub struct ActionRow {
    /// What.
    pub action: ActionPoint,
    /// Who.
    pub name: Option<String>,
    /// Short name of the organisation.
    pub organisation: String,
    /// Whether its day has passed and it is not done.
    pub is_late: bool,
    /// Whether the reader may say that it is done.
    pub may_finish: bool,
}

/// A matter as its meeting shows it.
#[derive(Debug, Clone)]
pub struct ItemRow {
    /// The matter.
    pub item: AgendaItem,
    /// The case with its process, for a reader who may see it.
    pub case: Option<(Case, Process)>,
    /// Short name of the organisation that keeps the case.
    pub organisation: String,
    /// The decision, for a reader who may see the case.
    pub decision: Option<Decision>,
    /// Names of those who took no part, and why.
    pub out: Vec<(String, String)>,
    /// Names of those who voted, and how.
    pub votes: Vec<(String, Vote)>,
}

/// A meeting as its page shows it.
#[derive(Debug, Clone)]
pub struct MeetingPage {
    /// The meeting.
    pub meeting: Meeting,
    /// Its forum.
    pub forum: Forum,
    /// Whose forum it is: the collaboration's name, or the organisation's.
    pub whose: String,
    /// Everybody who sits in the forum or was at the meeting, and whether they were there.
    pub people: Vec<(SeatRow, bool)>,
    /// The agenda.
    pub items: Vec<ItemRow>,
    /// What was given to do.
    pub actions: Vec<ActionRow>,
    /// Who wrote the minutes, and who confirmed them.
    pub ended_by: Option<String>,
    /// Who confirmed the minutes.
    pub confirmed_by: Option<String>,
    /// Whether the reader may change when, where and what about.
    pub may_plan: bool,
    /// Whether the reader leads it.
    pub may_lead: bool,
    /// Whether the reader may confirm the minutes.
    pub may_confirm: bool,
    /// Newest first.
    pub history: Vec<HistoryEntry>,
}

pub(crate) async fn name_of(tx: &mut Tx, person: PersonId) -> Result<String, AppError> {
    Ok(store::person::get(tx, person).await?.map(|person| person.name).unwrap_or_default())
}

/// The meetings of a forum, latest first.
pub(crate) async fn rows(tx: &mut Tx, forum: ForumId) -> Result<Vec<MeetingRow>, AppError> {
    let mut rows = Vec::new();
    for meeting in store::meeting::of_forum(tx, forum).await? {
        let items = store::meeting::items(tx, meeting.id).await?;
        let decided = items.iter().filter(|item| item.state == ItemState::Decided).count();
        rows.push(MeetingRow { meeting, items: (items.len(), decided) });
    }
    Ok(rows)
}

/// What was given to do at a meeting, or at all meetings of a forum.
pub(crate) async fn actions(
    tx: &mut Tx,
    directory: &Directory,
    actor: &Actor,
    forum: ForumId,
    meeting: Option<MeetingId>,
    today: Date,
) -> Result<Vec<ActionRow>, AppError> {
    let leads = forum::leads(tx, actor, forum).await?;
    let mut rows = Vec::new();
    for action in store::meeting::actions(tx, forum, meeting).await? {
        rows.push(row_of(tx, directory, actor, action, leads, today).await?);
    }
    Ok(rows)
}

async fn row_of(
    tx: &mut Tx,
    directory: &Directory,
    actor: &Actor,
    action: ActionPoint,
    leads: bool,
    today: Date,
) -> Result<ActionRow, AppError> {
    let name = match action.person {
        Some(person) => Some(name_of(tx, person).await?),
        None => None,
    };
    Ok(ActionRow {
        name,
        organisation: directory.short_name(action.organisation),
        is_late: action.done.is_none() && action.due < today,
        may_finish: leads || is_own(actor, &action),
        action,
    })
}

/// Whether somebody is to do it themselves, for the organisation acted for.
fn is_own(actor: &Actor, action: &ActionPoint) -> bool {
    actor.member().is_some_and(|member| {
        action.person == Some(member.person) && action.organisation == member.organisation
    })
}

fn unchanged(meeting: &Meeting, version: i64) -> Result<(), AppError> {
    if meeting.version == version { Ok(()) } else { Err(AppError::Refused(Refusal::ChangedMeanwhile)) }
}

/// The meeting with its forum, for one who may read that.
pub(crate) async fn load(tx: &mut Tx, actor: &Actor, id: MeetingId) -> Result<(Meeting, Forum), AppError> {
    let meeting = store::meeting::get(tx, id).await?.ok_or(AppError::NotFound)?;
    let forum = forum::load(tx, actor, meeting.forum).await?;
    Ok((meeting, forum))
}

impl App {
    /// A meeting with everything its page, its minutes and the room's screen show.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also when there is one that the reader may not see.
    pub async fn read_meeting(&self, actor: &Actor, id: MeetingId) -> Result<MeetingPage, AppError> {
        let mut tx = self.db.read().await?;
        let (meeting, forum) = load(&mut tx, actor, id).await?;
        let directory = Directory::read(&mut tx).await?;
        let own = seat_of(&mut tx, actor, forum.id).await?;
        let leads = own.is_some_and(Seat::leads);
        let present = store::meeting::attendees(&mut tx, id).await?;
        let whose = match forum.collaboration {
            Some(collaboration) => {
                store::collaboration::get(&mut tx, collaboration).await?.map(|one| one.name)
            }
            None => directory.organisation(forum.organisation).map(|one| one.name.clone()),
        };
        let mut items = Vec::new();
        for item in store::meeting::items(&mut tx, id).await? {
            items.push(item_row(&mut tx, &directory, actor, item).await?);
        }
        let today = self.clock.now().day();
        let name = async |tx: &mut Tx, person: Option<PersonId>| match person {
            Some(person) => name_of(tx, person).await.map(Some),
            None => Ok(None),
        };
        Ok(MeetingPage {
            whose: whose.unwrap_or_default(),
            people: people(&mut tx, &directory, &meeting, &present).await?,
            items,
            actions: actions(&mut tx, &directory, actor, forum.id, Some(id), today).await?,
            ended_by: name(&mut tx, meeting.ended_by).await?,
            confirmed_by: name(&mut tx, meeting.confirmed.map(|(person, _)| person)).await?,
            may_plan: meeting.state.is_open() && (leads || forum::may_keep(actor, &forum)),
            may_lead: leads,
            may_confirm: may_confirm(actor, &meeting, own, &present),
            history: history::of(&mut tx, actor, SubjectKind::Meeting, &id.to_string()).await?,
            forum,
            meeting,
        })
    }

    /// The meetings that a case was or will be taken up at, latest first, as far as the reader may know of them.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also when there is a case that the reader may not see.
    pub async fn meetings_of_case(
        &self,
        actor: &Actor,
        number: Number,
    ) -> Result<Vec<CaseMeeting>, AppError> {
        let mut tx = self.db.read().await?;
        let found = store::case::by_number(&mut tx, &number.to_string()).await?;
        let found = found.filter(|found| actor.may(Deed::Read, &case::subject(found)));
        let found = found.ok_or(AppError::NotFound)?;
        let mut rows = Vec::new();
        for (meeting, state) in store::meeting::of_case(&mut tx, found.id).await? {
            match forum::load(&mut tx, actor, meeting.forum).await {
                Ok(forum) => rows.push(CaseMeeting { meeting, forum: forum.name, state }),
                Err(AppError::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(rows)
    }

    /// What whoever is signed in shall do after meetings and has not done, for the organisation acted for.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn own_actions(&self, actor: &Actor) -> Result<Vec<ActionRow>, AppError> {
        let Some(member) = actor.member() else { return Ok(Vec::new()) };
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let today = self.clock.now().day();
        let mut rows = Vec::new();
        for action in store::meeting::open_actions(&mut tx, member.organisation, member.person).await? {
            rows.push(row_of(&mut tx, &directory, actor, action, false, today).await?);
        }
        Ok(rows)
    }

    /// Says that something is done, or that it is not after all.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none that the actor may see; [`AppError::Denied`] for who neither has it to do nor
    /// leads the forum's meetings.
    pub async fn finish_action(
        &self,
        actor: &Actor,
        id: ActionId,
        done: bool,
    ) -> Result<MeetingId, AppError> {
        let mut tx = self.db.write().await?;
        let action = store::meeting::action(&mut tx, id).await?.ok_or(AppError::NotFound)?;
        let meeting = store::meeting::get(&mut tx, action.meeting).await?.ok_or(AppError::NotFound)?;
        if !(is_own(actor, &action) || forum::leads(&mut tx, actor, meeting.forum).await?) {
            // Who sits elsewhere learns nothing of it.
            load(&mut tx, actor, meeting.id).await?;
            return Err(AppError::Denied);
        }
        let after = ActionPoint { done: done.then_some(self.clock.now()), ..action };
        store::meeting::set_action(&mut tx, &after).await?;
        let changes = Change::between("action", "", &after.text).into_iter().collect();
        self.meeting_event(&mut tx, actor, meeting.id, EventKind::ActionDone, changes).await?;
        tx.commit().await?;
        Ok(meeting.id)
    }

    /// What a person was to do goes to a successor, or is the organisation's until somebody takes it.
    pub(crate) async fn hand_over_actions(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        organisation: OrganisationId,
        (from, to): (PersonId, Option<PersonId>),
    ) -> Result<(), AppError> {
        for action in store::meeting::open_actions(tx, organisation, from).await? {
            let meeting = action.meeting;
            let changes = Change::between("action", "", &action.text).into_iter().collect();
            store::meeting::set_action(tx, &ActionPoint { person: to, ..action }).await?;
            self.meeting_event(tx, actor, meeting, EventKind::HandedOver, changes).await?;
        }
        Ok(())
    }

    pub(crate) async fn meeting_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        id: MeetingId,
        kind: EventKind,
        changes: Vec<Change>,
    ) -> Result<(), AppError> {
        self.keep_event(tx, doer(actor), (SubjectKind::Meeting, id.to_string()), kind, changes).await
    }
}

/// Somebody with a voice who was there confirms the minutes, and not whoever wrote them.
fn may_confirm(actor: &Actor, meeting: &Meeting, own: Option<Seat>, present: &[ForumSeat]) -> bool {
    let Some(member) = actor.member() else { return false };
    meeting.state == MeetingState::Ended
        && meeting.ended_by != Some(member.person)
        && own.is_some_and(Seat::votes)
        && present.iter().any(|one| one.person == member.person && one.seat.votes())
}

/// Those who sit in the forum now and those who were there, each once.
async fn people(
    tx: &mut Tx,
    directory: &Directory,
    meeting: &Meeting,
    present: &[ForumSeat],
) -> Result<Vec<(SeatRow, bool)>, AppError> {
    let mut seats: Vec<(ForumSeat, bool)> = present.iter().map(|seat| (seat.clone(), true)).collect();
    // The minutes of a meeting that is over tell of those who were there alone.
    if meeting.state.is_open() {
        for seat in store::forum::seats(tx, meeting.forum).await? {
            if present.iter().all(|one| one.person != seat.person) {
                seats.push((seat, false));
            }
        }
    }
    let mut rows = Vec::new();
    for (seat, was_there) in seats {
        let name = name_of(tx, seat.person).await?;
        rows.push((SeatRow { name, organisation: directory.short_name(seat.organisation), seat }, was_there));
    }
    rows.sort_by_key(|(row, _)| (row.seat.seat, row.organisation.clone(), row.name.clone()));
    Ok(rows)
}

async fn item_row(
    tx: &mut Tx,
    directory: &Directory,
    actor: &Actor,
    item: AgendaItem,
) -> Result<ItemRow, AppError> {
    let found = match item.case {
        Some(case) => store::case::get(tx, case).await?,
        None => None,
    };
    let found = found.filter(|found| actor.may(Deed::Read, &case::subject(found)));
    let (mut decision, mut organisation) = (None, String::new());
    let case = match found {
        Some(found) => {
            let decisions = store::case::decisions(tx, found.id).await?;
            decision = decisions.into_iter().find(|one| Some(one.id) == item.decision);
            organisation = directory.short_name(found.organisation);
            let process = case::process_of(tx, &found).await?;
            Some((found, process))
        }
        None => None,
    };
    // Whoever may not read a case any more does not read what was said of it either.
    let is_hidden = item.case.is_some() && case.is_none();
    let item = match is_hidden {
        true => AgendaItem { title: String::new(), note: String::new(), ..item },
        false => item,
    };
    let mut out = Vec::new();
    for (person, reason) in &item.disqualified {
        out.push((name_of(tx, *person).await?, reason.clone()));
    }
    let mut votes = Vec::new();
    for (person, vote) in &item.votes {
        votes.push((name_of(tx, *person).await?, *vote));
    }
    Ok(ItemRow { item, case, organisation, decision, out, votes })
}
