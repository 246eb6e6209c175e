//! Holding a meeting: who is there, one matter at a time, what somebody shall do, and the steps from opening to confirmed
//! minutes.

use domain::case::Course;
use domain::event::{Change, EventKind};
use domain::forum::{ActionPoint, AgendaItem, Forum, ItemState, Meeting, MeetingState, Vote, VotingProblem};
use domain::id::{ActionId, ItemId, MeetingId, PersonId};
use domain::permission::Actor;
use domain::text::{self, NEED_TEXT_MAX, SHORT_MAX};
use jiff::civil::Date;
use store::Tx;

use super::{load, may_confirm, unchanged};
use crate::App;
use crate::case::{self, DecisionInput, Sitting};
use crate::error::{AppError, FieldProblem, Invalid, Refusal};
use crate::forum::{self, seat_of};

/// What the forum does with a matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Treatment {
    /// Decides on the case.
    Decide {
        /// Where it goes.
        course: Course,
        /// Why.
        reason: String,
    },
    /// Puts it off, and why.
    Defer(String),
    /// Takes it up without a decision, and what the minutes say.
    Note(String),
}

/// Who said what about a matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ballot {
    /// Who took no part, and why.
    pub disqualified: Vec<(PersonId, String)>,
    /// How each voted; empty where all agreed.
    pub votes: Vec<(PersonId, Vote)>,
}

impl App {
    /// The meeting in this version, for who leads it.
    async fn led(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        id: MeetingId,
        version: i64,
    ) -> Result<(Meeting, Forum), AppError> {
        let (meeting, forum) = load(tx, actor, id).await?;
        if !forum::leads(tx, actor, forum.id).await? {
            return Err(AppError::Denied);
        }
        unchanged(&meeting, version)?;
        Ok((meeting, forum))
    }

    /// Takes a meeting a step further: opened, ended, confirmed, or called off. What is not taken up when it ends is put off.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not lead it, and for confirming: for who wrote the minutes, was not there or has no
    /// voice; [`AppError::Refused`] for a step that cannot be taken from where it stands, for opening with nobody there, and
    /// when somebody has changed it since.
    pub async fn move_meeting(
        &self,
        actor: &Actor,
        id: MeetingId,
        version: i64,
        to: MeetingState,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let before = match to {
            MeetingState::Confirmed => {
                let (meeting, forum) = load(&mut tx, actor, id).await?;
                let present = store::meeting::attendees(&mut tx, id).await?;
                let own = seat_of(&mut tx, actor, forum.id).await?;
                if meeting.state == MeetingState::Ended && !may_confirm(actor, &meeting, own, &present) {
                    return Err(AppError::Denied);
                }
                unchanged(&meeting, version)?;
                meeting
            }
            _ => self.led(&mut tx, actor, id, version).await?.0,
        };
        let now = self.clock.now();
        let member = actor.member().ok_or(AppError::Denied)?;
        let after = match (before.state, to) {
            (MeetingState::Planned, MeetingState::Running) => {
                if store::meeting::attendees(&mut tx, id).await?.is_empty() {
                    return Err(AppError::Refused(Refusal::NobodyThere));
                }
                Meeting { state: to, ..before.clone() }
            }
            (MeetingState::Planned, MeetingState::Cancelled) => Meeting { state: to, ..before.clone() },
            (MeetingState::Running, MeetingState::Ended) => {
                for item in store::meeting::items(&mut tx, id).await? {
                    if item.state == ItemState::Open {
                        let after = AgendaItem { state: ItemState::Deferred, ..item };
                        store::meeting::update_item(&mut tx, &after).await?;
                    }
                }
                Meeting { state: to, ended_by: Some(member.person), ..before.clone() }
            }
            (MeetingState::Ended, MeetingState::Confirmed) => {
                Meeting { state: to, confirmed: Some((member.person, now)), ..before.clone() }
            }
            _ => return Err(AppError::Refused(Refusal::MeetingOver)),
        };
        store::meeting::update(&mut tx, &after).await?;
        let changes = Change::between("meeting_state", before.state.code(), to.code()).into_iter().collect();
        self.meeting_event(&mut tx, actor, id, EventKind::MeetingMoved, changes).await?;
        Ok(tx.commit().await?)
    }

    /// Writes down who is there, over what was written before.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not lead it; [`AppError::Invalid`] for somebody who does not sit in the forum;
    /// [`AppError::Refused`] once it is over, and when somebody has changed it since.
    pub async fn take_attendance(
        &self,
        actor: &Actor,
        id: MeetingId,
        version: i64,
        there: &[PersonId],
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (meeting, forum) = self.led(&mut tx, actor, id, version).await?;
        if !meeting.state.is_open() {
            return Err(AppError::Refused(Refusal::MeetingOver));
        }
        let seats = store::forum::seats(&mut tx, forum.id).await?;
        let mut present = Vec::new();
        for person in there {
            let seat = seats.iter().find(|seat| seat.person == *person);
            present.push(seat.cloned().ok_or_else(|| AppError::invalid("there", FieldProblem::Unknown))?);
        }
        store::meeting::set_attendees(&mut tx, id, &present).await?;
        store::meeting::update(&mut tx, &meeting).await?;
        self.meeting_event(&mut tx, actor, id, EventKind::AttendanceTaken, Vec::new()).await?;
        Ok(tx.commit().await?)
    }

    /// What [`App::treat_item`] would refuse, without doing it: the room looks at a decision before it is made.
    ///
    /// # Errors
    /// As [`App::treat_item`].
    pub async fn check_treatment(
        &self,
        actor: &Actor,
        meeting: (MeetingId, i64),
        item: ItemId,
        treatment: Treatment,
        ballot: Ballot,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        // Nothing of it is kept.
        self.treated(&mut tx, actor, meeting, item, treatment, ballot).await
    }

    /// Treats a matter: decides on its case by the forum's rule, puts it off, or notes what came up.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not lead the meeting; [`AppError::Invalid`] for words that cannot be kept;
    /// [`AppError::Refused`] when it is not held now, the matter was decided, the forum cannot decide so, the case
    /// does not wait for it any more or cannot go there, or somebody has changed the meeting since.
    pub async fn treat_item(
        &self,
        actor: &Actor,
        meeting: (MeetingId, i64),
        item: ItemId,
        treatment: Treatment,
        ballot: Ballot,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        self.treated(&mut tx, actor, meeting, item, treatment, ballot).await?;
        Ok(tx.commit().await?)
    }

    async fn treated(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        (id, version): (MeetingId, i64),
        item: ItemId,
        treatment: Treatment,
        ballot: Ballot,
    ) -> Result<(), AppError> {
        let (meeting, forum) = self.led(tx, actor, id, version).await?;
        if meeting.state != MeetingState::Running {
            return Err(AppError::Refused(Refusal::MeetingOver));
        }
        let items = store::meeting::items(tx, id).await?;
        let before = items.into_iter().find(|one| one.id == item).ok_or(AppError::NotFound)?;
        if before.state == ItemState::Decided {
            return Err(AppError::Refused(Refusal::MatterTreated));
        }
        let disqualified = self.kept_reasons(&ballot.disqualified)?;
        let paragraph = match before.paragraph {
            Some(paragraph) => paragraph,
            None => store::meeting::next_paragraph(tx, forum.id, meeting.day.year()).await?,
        };
        let after = AgendaItem { disqualified, paragraph: Some(paragraph), ..before };
        let after = match treatment {
            Treatment::Note(note) => {
                AgendaItem { state: ItemState::Noted, note: self.kept_note(&note)?, ..after }
            }
            Treatment::Defer(why) => {
                AgendaItem { state: ItemState::Deferred, note: self.kept_note(&why)?, ..after }
            }
            Treatment::Decide { course, reason } => {
                let present = store::meeting::attendees(tx, id).await?;
                let out: Vec<PersonId> = after.disqualified.iter().map(|(person, _)| *person).collect();
                forum.decides(&present, &out, &ballot.votes).map_err(refused)?;
                let case = after.case.ok_or_else(|| AppError::invalid("course", FieldProblem::Unknown))?;
                let case = store::case::get(tx, case).await?.ok_or(AppError::NotFound)?;
                let input = DecisionInput {
                    course,
                    reason,
                    reference: format!("§ {paragraph}, {} {}", forum.name, meeting.day),
                    decided_on: self.clock.now().day().min(meeting.day),
                };
                let sitting = Sitting { forum: &forum, item };
                let (number, version) = (case.number, case.version);
                let decision = self.decide_there(tx, actor, number, version, input, Some(&sitting)).await?;
                let decision = Some(decision.id);
                AgendaItem { state: ItemState::Decided, decision, votes: ballot.votes, ..after }
            }
        };
        store::meeting::update_item(tx, &after).await?;
        store::meeting::update(tx, &meeting).await?;
        let changes = [
            Change::between("paragraph", "", &format!("§ {paragraph}")),
            Change::between("item_state", "", after.state.code()),
        ];
        let changes = changes.into_iter().flatten().collect();
        self.meeting_event(tx, actor, id, EventKind::ItemTreated, changes).await
    }

    fn kept_note(&self, note: &str) -> Result<String, AppError> {
        let cleaned = text::required(note, NEED_TEXT_MAX).map(Some);
        let kept = case::words("reason", 0, cleaned, self.clock.now());
        kept.map_err(|problem| AppError::Invalid(vec![problem]))
    }

    fn kept_reasons(&self, given: &[(PersonId, String)]) -> Result<Vec<(PersonId, String)>, AppError> {
        let mut invalid = Vec::new();
        let mut kept = Vec::new();
        for (index, (person, reason)) in given.iter().enumerate() {
            let cleaned = text::required(reason, SHORT_MAX).map(Some);
            match case::words("disqualified", index, cleaned, self.clock.now()) {
                Ok(reason) => kept.push((*person, reason)),
                Err(problem) => invalid.push(problem),
            }
        }
        if invalid.is_empty() { Ok(kept) } else { Err(AppError::Invalid(invalid)) }
    }

    /// Gives somebody at the meeting or in the forum something to do.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not lead it; [`AppError::Invalid`] for words that cannot be kept, somebody who does not
    /// sit there, and a day that has passed; [`AppError::Refused`] once the minutes are confirmed and when somebody has changed
    /// the meeting since.
    pub async fn give_action(
        &self,
        actor: &Actor,
        (id, version): (MeetingId, i64),
        item: Option<ItemId>,
        (person, words, due): (PersonId, &str, Date),
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (meeting, forum) = self.led(&mut tx, actor, id, version).await?;
        if !matches!(meeting.state, MeetingState::Running | MeetingState::Ended) {
            return Err(AppError::Refused(Refusal::MeetingOver));
        }
        let now = self.clock.now();
        let mut invalid = Vec::new();
        let words = case::words("action", 0, text::required(words, SHORT_MAX).map(Some), now);
        let words = words.unwrap_or_else(|problem| {
            invalid.push(problem);
            String::new()
        });
        if due < now.day() {
            invalid.push(Invalid { field: "due", index: 0, problem: FieldProblem::DayPassed });
        }
        let seats = store::forum::seats(&mut tx, forum.id).await?;
        let seat = seats.iter().find(|seat| seat.person == person);
        if seat.is_none() {
            invalid.push(Invalid { field: "person", index: 0, problem: FieldProblem::Unknown });
        }
        let items = store::meeting::items(&mut tx, id).await?;
        if item.is_some_and(|item| items.iter().all(|one| one.id != item)) {
            return Err(AppError::NotFound);
        }
        let (Some(seat), true) = (seat, invalid.is_empty()) else { return Err(AppError::Invalid(invalid)) };
        let action = ActionPoint {
            id: ActionId::at(now),
            meeting: id,
            item,
            text: words,
            person: Some(person),
            organisation: seat.organisation,
            due,
            done: None,
        };
        store::meeting::set_action(&mut tx, &action).await?;
        store::meeting::update(&mut tx, &meeting).await?;
        let changes = [
            Change::between("action", "", &action.text),
            Change::between("person", "", &person.to_string()),
            Change::between("due", "", &due.to_string()),
        ];
        let changes = changes.into_iter().flatten().collect();
        self.meeting_event(&mut tx, actor, id, EventKind::ActionGiven, changes).await?;
        Ok(tx.commit().await?)
    }
}

const fn refused(problem: VotingProblem) -> AppError {
    AppError::Refused(match problem {
        VotingProblem::NoQuorum => Refusal::NoQuorum,
        VotingProblem::NoVoice => Refusal::NoVoice,
        VotingProblem::NoVoting => Refusal::NoVoting,
        VotingProblem::NotCarried => Refusal::NotCarried,
    })
}
