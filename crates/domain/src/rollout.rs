//! Introduction (införande): what one organisation does to begin a new way of working and to end the old one.
//!
//! Readiness is answered item by item; a weak answer is an action with somebody and a day. Whether to go is decided with a reason,
//! and going live is a fact with a day. Not here: who may do this (`permission`), and the items that are shipped (`app`).

use jiff::civil::Date;

use crate::id::{InitiativeId, OrganisationId, PersonId, RolloutActionId};
use crate::initiative::{Party, PartyRole};
use crate::instant::Instant;
use crate::process::{Answer, Label};
use crate::words::words;

words! {
    /// How far an organisation has come.
    RolloutState {
        /// Nothing is prepared yet.
        Waiting = "waiting",
        /// Gets ready.
        Preparing = "preparing",
        /// It was decided to go.
        Ready = "ready",
        /// The new way is used.
        Live = "live",
        /// The old way has ended, and whoever manages it has received it.
        Received = "received",
        /// It will not be introduced here.
        Declined = "declined",
    }
}

words! {
    /// What is decided before going live.
    Go {
        /// Go.
        Go = "go",
        /// Not yet.
        NotYet = "not_yet",
        /// Not at all.
        No = "no",
    }
}

/// Most roles that are affected.
pub const CHANGES_MAX: usize = 30;
/// Most people in a role: more than any municipality here has.
pub const PEOPLE_MAX: u32 = 100_000;

/// One thing that must be in place.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ReadinessItem {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub name: Label,
    /// The question.
    pub question: Label,
    /// What to do where the answer is weak.
    pub action: Label,
}

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadinessAnswer {
    /// The code of the item.
    pub code: String,
    /// The answer.
    pub answer: Answer,
    /// What it stands on.
    pub note: String,
    /// Who gave it last.
    pub person: Option<PersonId>,
    /// When.
    pub at: Instant,
}

/// Something to do before, or after, going live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolloutAction {
    /// Identity.
    pub id: RolloutActionId,
    /// Of which initiative.
    pub initiative: InitiativeId,
    /// Whose.
    pub organisation: OrganisationId,
    /// The item whose weak answer it mends.
    pub item: Option<String>,
    /// What is to be done.
    pub text: String,
    /// Who does it.
    pub person: Option<PersonId>,
    /// When.
    pub due: Date,
    /// When it was done.
    pub done: Option<Instant>,
}

/// What changes for people in one role.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RoleChange {
    /// The role, such as "nattpatrull".
    pub role: String,
    /// How many have it.
    pub people: u32,
    /// What they do differently.
    pub different: String,
    /// How they learn it.
    pub training: String,
    /// Whom they ask.
    pub support: String,
    /// Data and integrations that it takes.
    pub data: String,
    /// What stops.
    pub stops: String,
    /// When it stops.
    pub stops_on: Option<Date>,
}

/// What was decided before going live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoDecision {
    /// What.
    pub go: Go,
    /// Why.
    pub reason: String,
    /// Who.
    pub person: Option<PersonId>,
    /// When.
    pub at: Instant,
}

/// The introduction in one organisation that takes part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rollout {
    /// Of which initiative.
    pub initiative: InitiativeId,
    /// Version for optimistic locking.
    pub version: i64,
    /// Which organisation, as what, and who answers for it.
    pub party: Party,
    /// How far it has come.
    pub state: RolloutState,
    /// The day that is planned for going live.
    pub planned: Option<Date>,
    /// What was decided.
    pub decision: Option<GoDecision>,
    /// The day it went live.
    pub live: Option<Date>,
    /// The day the old way ended.
    pub ended: Option<Date>,
    /// What changes for whom.
    pub changes: Vec<RoleChange>,
}

/// Why a step of an introduction cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RolloutProblem {
    /// Not from where it stands.
    Step,
    /// Something of the readiness has not been answered.
    NotAnswered,
    /// A day before the one it must come after.
    TooEarly,
    /// A day to come.
    ToCome,
}

impl Rollout {
    /// One that has not begun.
    #[must_use]
    pub const fn new(initiative: InitiativeId, party: Party) -> Self {
        Self {
            initiative,
            version: 1,
            party,
            state: RolloutState::Waiting,
            planned: None,
            decision: None,
            live: None,
            ended: None,
            changes: Vec::new(),
        }
    }

    /// Whether anything is introduced here: who only contributes has nothing to.
    #[must_use]
    pub const fn introduces(&self) -> bool {
        !matches!(self.party.role, PartyRole::Contributor)
    }

    /// Whether it can still be prepared.
    #[must_use]
    pub const fn is_ahead(&self) -> bool {
        matches!(self.state, RolloutState::Waiting | RolloutState::Preparing | RolloutState::Ready)
    }

    /// After something of its readiness or plan was written.
    #[must_use]
    pub fn prepared(self) -> Self {
        match self.state {
            RolloutState::Waiting => Self { state: RolloutState::Preparing, ..self },
            RolloutState::Preparing
            | RolloutState::Ready
            | RolloutState::Live
            | RolloutState::Received
            | RolloutState::Declined => self,
        }
    }

    /// Decides whether to go. To go, every item must have been answered; weak answers may remain, which is what the reason is for.
    ///
    /// # Errors
    /// [`RolloutProblem::Step`] once it is live; [`RolloutProblem::NotAnswered`].
    pub fn decide(self, decision: GoDecision, all_answered: bool) -> Result<Self, RolloutProblem> {
        if !self.is_ahead() && self.state != RolloutState::Declined {
            return Err(RolloutProblem::Step);
        }
        if decision.go == Go::Go && !all_answered {
            return Err(RolloutProblem::NotAnswered);
        }
        let state = match decision.go {
            Go::Go => RolloutState::Ready,
            Go::NotYet => RolloutState::Preparing,
            Go::No => RolloutState::Declined,
        };
        Ok(Self { state, decision: Some(decision), ..self })
    }

    /// Goes live on a day that has come.
    ///
    /// # Errors
    /// [`RolloutProblem::Step`] where it was not decided to go; [`RolloutProblem::ToCome`].
    pub fn go_live(self, on: Date, today: Date) -> Result<Self, RolloutProblem> {
        if self.state != RolloutState::Ready {
            return Err(RolloutProblem::Step);
        }
        if on > today {
            return Err(RolloutProblem::ToCome);
        }
        Ok(Self { state: RolloutState::Live, live: Some(on), ..self })
    }

    /// Ends the old way.
    ///
    /// # Errors
    /// [`RolloutProblem::Step`] where the new one is not used; [`RolloutProblem::ToCome`], and [`RolloutProblem::TooEarly`] before it
    /// was.
    pub fn end_old(self, on: Date, today: Date) -> Result<Self, RolloutProblem> {
        if self.state != RolloutState::Live {
            return Err(RolloutProblem::Step);
        }
        if on > today {
            return Err(RolloutProblem::ToCome);
        }
        if self.live.is_some_and(|live| on < live) {
            return Err(RolloutProblem::TooEarly);
        }
        Ok(Self { state: RolloutState::Received, ended: Some(on), ..self })
    }

    /// How many people it changes something for.
    #[must_use]
    pub fn affected(&self) -> u64 {
        self.changes.iter().map(|change| u64::from(change.people)).sum()
    }
}

/// Whether an answer asks for something to be done.
#[must_use]
pub const fn is_weak(answer: Answer) -> bool {
    !matches!(answer, Answer::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn rollout() -> Rollout {
        let now = Instant::from_milliseconds(1);
        let party =
            Party { organisation: OrganisationId::at(now), role: PartyRole::Pilot, people: Vec::new() };
        Rollout::new(InitiativeId::at(now), party)
    }

    fn said(go: Go) -> GoDecision {
        GoDecision {
            go,
            reason: "Allt är klart.".to_owned(),
            person: None,
            at: Instant::from_milliseconds(2),
        }
    }

    #[test]
    fn it_goes_from_waiting_to_received_in_that_order() {
        let today = day("2026-11-09");
        let waiting = rollout();
        assert_eq!(waiting.clone().go_live(today, today), Err(RolloutProblem::Step));
        assert_eq!(waiting.clone().decide(said(Go::Go), false), Err(RolloutProblem::NotAnswered));
        let preparing = waiting.prepared();
        assert_eq!(preparing.state, RolloutState::Preparing);
        assert_eq!(preparing.clone().decide(said(Go::NotYet), false).unwrap().state, RolloutState::Preparing);
        let declined = preparing.clone().decide(said(Go::No), false).unwrap();
        assert_eq!(declined.state, RolloutState::Declined);
        assert_eq!(declined.decide(said(Go::Go), true).unwrap().state, RolloutState::Ready, "minds change");
        let ready = preparing.decide(said(Go::Go), true).unwrap();
        assert_eq!(ready.clone().go_live(day("2026-11-10"), today), Err(RolloutProblem::ToCome));
        assert_eq!(ready.clone().end_old(today, today), Err(RolloutProblem::Step));
        let live = ready.go_live(day("2026-11-02"), today).unwrap();
        assert_eq!(live.clone().decide(said(Go::No), true), Err(RolloutProblem::Step), "it is used already");
        assert_eq!(live.clone().end_old(day("2026-11-01"), today), Err(RolloutProblem::TooEarly));
        let received = live.end_old(today, today).unwrap();
        assert_eq!((received.state, received.ended), (RolloutState::Received, Some(today)));
    }
}
