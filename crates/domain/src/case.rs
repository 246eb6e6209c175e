//! Cases: one or more needs on their way through a process, and the decisions that move them.
//!
//! A case with needs of several organisations is their bundle: every need keeps its own words and can be parted from the
//! others again. A decision is never changed; a correction is a new decision. Not here: what the process says (`process`),
//! and who may decide (`permission`).

use jiff::civil::Date;

use crate::cost::AllocationKey;
use crate::id::{
    CaseId, CollaborationId, DecisionId, ForumId, ItemId, NeedId, OrganisationId, PersonId, ProcessId,
};
use crate::instant::Instant;
use crate::number::Number;
use crate::process::{Answer, Decider, Definition, Evidence, Exit, Gate, Level, Onward, Stage, Track};
use crate::sharing::Sharing;
use crate::words::words;
use crate::workday;

words! {
    /// Where a case stands, beside its stage.
    CaseState {
        /// On its way.
        Running = "running",
        /// Resting until a day.
        Dormant = "dormant",
        /// Left the process before its end.
        Closed = "closed",
        /// Came to the last stage.
        Finished = "finished",
    }
}

words! {
    /// What a decision does with a case.
    Outcome {
        /// Goes on to a later stage.
        Onward = "onward",
        /// Goes back to an earlier one, to be completed.
        Back = "back",
        /// Leaves the process.
        Exit = "exit",
        /// Is taken up again where it was.
        Resumed = "resumed",
        /// Stands again in a stage that it should not have left.
        Corrected = "corrected",
        /// How its cost is shared was decided; it stayed where it was.
        SharedBy = "shared_by",
    }
}

words! {
    /// How a need stands to a case.
    Tie {
        /// Is in it.
        Joined = "joined",
        /// Somebody has asked its organisation to join.
        Asked = "asked",
        /// Has been in it, or was asked and declined.
        Parted = "parted",
    }
}

/// A case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Identity.
    pub id: CaseId,
    /// Version for optimistic locking; every change of the case or of what belongs to it counts.
    pub version: i64,
    /// `A-2026-0007`.
    pub number: Number,
    /// The common need in a few words.
    pub title: String,
    /// The common need in plain words; empty while there is one need, which says it itself.
    pub statement: String,
    /// Who keeps the case.
    pub organisation: OrganisationId,
    /// Whose process it goes through; `None` for the one that is shipped.
    pub collaboration: Option<CollaborationId>,
    /// The version of it.
    pub process: ProcessId,
    /// The code of the stage it is in.
    pub stage: String,
    /// Since when.
    pub entered: Instant,
    /// When the stage should be left.
    pub due: Option<Date>,
    /// Whether it goes on alone or together.
    pub track: Track,
    /// Where it stands beside that.
    pub state: CaseState,
    /// How it left, for one that did; resting is one way to.
    pub exit: Option<Exit>,
    /// Until when it rests.
    pub until: Option<Date>,
    /// Who stands for the need.
    pub owner: Option<PersonId>,
    /// How far it can be read.
    pub sharing: Sharing,
    /// When it was opened.
    pub created: Instant,
    /// When anything about it was last changed.
    pub updated: Instant,
}

/// A need in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseNeed {
    /// The case.
    pub case: CaseId,
    /// The need.
    pub need: NeedId,
    /// How it stands to the case.
    pub tie: Tie,
    /// The case it was in before, to go back to.
    pub from: Option<CaseId>,
    /// Who tied it so; `None` for the operator.
    pub person: Option<PersonId>,
    /// When.
    pub at: Instant,
}

/// Something written that a gate asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseEvidence {
    /// The code of the evidence.
    pub code: String,
    /// What was written: a text, or an address where it is.
    pub body: String,
    /// Who wrote it last.
    pub person: Option<PersonId>,
    /// When.
    pub at: Instant,
}

/// An answer to a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseAnswer {
    /// The code of the check.
    pub code: String,
    /// The answer.
    pub answer: Answer,
    /// What it stands on.
    pub evidence: String,
    /// Who gave it last.
    pub person: Option<PersonId>,
    /// When.
    pub at: Instant,
}

/// A decision. Once kept it is never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Identity.
    pub id: DecisionId,
    /// The case.
    pub case: CaseId,
    /// The stage it was in.
    pub stage: String,
    /// What was decided.
    pub outcome: Outcome,
    /// The stage it came to; the same for what leaves or rests.
    pub to: String,
    /// How it left.
    pub exit: Option<Exit>,
    /// Until when it rests.
    pub until: Option<Date>,
    /// How its cost is shared from now on, where that was decided.
    pub key: Option<AllocationKey>,
    /// Why.
    pub reason: String,
    /// At which level.
    pub level: Level,
    /// Who decided, as a body: "Gemensam beredning".
    pub body: String,
    /// The forum that it was made in, where it is one that is known here.
    pub forum: Option<ForumId>,
    /// The matter on the agenda of a meeting that it was made at.
    pub item: Option<ItemId>,
    /// The mandate, or the minutes: "§ 14, protokoll 2026-11-12". Empty where the level itself says enough.
    pub reference: String,
    /// The day of the decision, which may be before it was recorded.
    pub decided_on: Date,
    /// Who recorded it; `None` for the operator.
    pub person: Option<PersonId>,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// When it was recorded.
    pub at: Instant,
}

/// What somebody wishes to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Course {
    /// On to a stage.
    Onward(String),
    /// Back to a stage.
    Back(String),
    /// Out of the process.
    Exit(Exit),
    /// Rest until a day.
    Rest(Date),
    /// Share its cost by a key; it stays where it is.
    ShareBy(AllocationKey),
    /// Take it up again where it was.
    Resume,
    /// Put what has left or ended into a stage that it should not have left.
    Correct(String),
}

impl Course {
    /// The key that its cost would be shared by from then on, for a course that says so.
    #[must_use]
    pub const fn key(&self) -> Option<AllocationKey> {
        match self {
            Self::ShareBy(key) => Some(*key),
            Self::Onward(_)
            | Self::Back(_)
            | Self::Exit(_)
            | Self::Rest(_)
            | Self::Resume
            | Self::Correct(_) => None,
        }
    }
}

/// Why a course cannot be taken from where a case is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CourseProblem {
    /// The case is not on its way.
    NotRunning,
    /// The case is on its way already.
    Running,
    /// The gate has no such way.
    NoSuchWay,
    /// Something that must be at hand is not.
    Missing,
    /// Not a day to come.
    NotToCome,
}

impl Case {
    /// Its stage in the version of the process that it is on.
    #[must_use]
    pub fn stage_in<'a>(&self, definition: &'a Definition) -> Option<&'a Stage> {
        definition.stage(&self.stage)
    }

    /// The gate it stands before, while it is on its way.
    #[must_use]
    pub fn gate_in<'a>(&self, definition: &'a Definition) -> Option<&'a Gate> {
        match self.state {
            CaseState::Running => self.stage_in(definition)?.gate.as_ref(),
            CaseState::Dormant | CaseState::Closed | CaseState::Finished => None,
        }
    }

    /// Who decides where it is. A case that rests or has left is decided on by who decides at the stage it left from.
    #[must_use]
    pub fn decider_in<'a>(&self, definition: &'a Definition) -> Option<&'a Decider> {
        let place = definition.place(&self.stage)?;
        let gate = definition.stages.get(..=place)?.iter().rev().find_map(|stage| stage.gate.as_ref());
        gate?.decider(self.track)
    }

    /// Puts it into a stage, from now on.
    #[must_use]
    pub fn entering(self, definition: &Definition, code: &str, now: Instant) -> Self {
        let stage = definition.stage(code);
        let is_last = stage.is_some_and(|stage| stage.gate.is_none());
        let target = stage.and_then(|stage| stage.target_days);
        Self {
            stage: code.to_owned(),
            entered: now,
            due: target.map(|days| workday::after(now.day(), days)),
            state: if is_last { CaseState::Finished } else { CaseState::Running },
            exit: None,
            until: None,
            updated: now,
            ..self
        }
    }

    /// Takes a course, with the outcome that the decision has.
    ///
    /// # Errors
    /// [`CourseProblem`] for a course that cannot be taken from here.
    pub fn take(
        self,
        definition: &Definition,
        course: &Course,
        at_hand: impl Fn(&Evidence) -> bool,
        now: Instant,
    ) -> Result<(Self, Outcome), CourseProblem> {
        let running = |case: &Self| match case.state {
            CaseState::Running => Ok(()),
            CaseState::Dormant | CaseState::Closed | CaseState::Finished => Err(CourseProblem::NotRunning),
        };
        match course {
            Course::Onward(to) => {
                running(&self)?;
                let gate = self.gate_in(definition).ok_or(CourseProblem::NoSuchWay)?;
                let way = gate.onward.iter().find(|way| way.to == *to).ok_or(CourseProblem::NoSuchWay)?;
                if missing(gate, self.track, way, at_hand).next().is_some() {
                    return Err(CourseProblem::Missing);
                }
                Ok((self.entering(definition, to, now), Outcome::Onward))
            }
            Course::Back(to) => {
                running(&self)?;
                let (from, to_place) = (definition.place(&self.stage), definition.place(to));
                if from.zip(to_place).is_none_or(|(from, to)| to >= from) {
                    return Err(CourseProblem::NoSuchWay);
                }
                Ok((self.entering(definition, to, now), Outcome::Back))
            }
            Course::Exit(exit) => {
                running(&self)?;
                let gate = self.gate_in(definition).ok_or(CourseProblem::NoSuchWay)?;
                // Resting takes a day; joining and taking back are done with needs.
                let is_offered = !matches!(exit, Exit::Dormant | Exit::Joined | Exit::Withdrawn);
                if !is_offered || !gate.exits.contains(exit) {
                    return Err(CourseProblem::NoSuchWay);
                }
                Ok((self.leaving(*exit, now), Outcome::Exit))
            }
            Course::Rest(until) => {
                running(&self)?;
                let gate = self.gate_in(definition).ok_or(CourseProblem::NoSuchWay)?;
                if !gate.exits.contains(&Exit::Dormant) {
                    return Err(CourseProblem::NoSuchWay);
                }
                if *until <= now.day() {
                    return Err(CourseProblem::NotToCome);
                }
                let state = CaseState::Dormant;
                let rested =
                    Self { state, until: Some(*until), due: None, ..self.leaving(Exit::Dormant, now) };
                Ok((rested, Outcome::Exit))
            }
            Course::ShareBy(_) => {
                running(&self)?;
                Ok((Self { updated: now, ..self }, Outcome::SharedBy))
            }
            Course::Resume => match self.state {
                CaseState::Dormant | CaseState::Closed => {
                    let stage = self.stage.clone();
                    Ok((self.entering(definition, &stage, now), Outcome::Resumed))
                }
                CaseState::Running | CaseState::Finished => Err(CourseProblem::Running),
            },
            Course::Correct(to) => {
                if self.state == CaseState::Running {
                    return Err(CourseProblem::Running);
                }
                // Only backwards: what lies ahead is reached through its gates.
                let (from, to_place) = (definition.place(&self.stage), definition.place(to));
                if from.zip(to_place).is_none_or(|(from, to)| to > from) {
                    return Err(CourseProblem::NoSuchWay);
                }
                Ok((self.entering(definition, to, now), Outcome::Corrected))
            }
        }
    }

    /// Out of the process, where it stands.
    #[must_use]
    pub fn leaving(self, exit: Exit, now: Instant) -> Self {
        Self { state: CaseState::Closed, exit: Some(exit), due: None, updated: now, ..self }
    }

    /// Whether its stage should have been left by now.
    #[must_use]
    pub fn is_late(&self, today: Date) -> bool {
        self.state == CaseState::Running && self.due.is_some_and(|due| due < today)
    }
}

/// What is not at hand for a way on from a gate.
pub fn missing<'a>(
    gate: &'a Gate,
    track: Track,
    way: &'a Onward,
    at_hand: impl Fn(&Evidence) -> bool + 'a,
) -> impl Iterator<Item = &'a Evidence> {
    gate.demanded(track, Some(way)).filter(move |evidence| !at_hand(evidence))
}

#[cfg(test)]
mod tests;
