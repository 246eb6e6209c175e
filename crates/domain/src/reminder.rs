//! Reminders: what somebody wants to be reminded of on a day, and what records themselves say is to be done by one.
//!
//! What records say is not kept: it is counted from their own days each time, so that a day that moves moves the reminder. Kept is what
//! a person has set, and what a person has done with a reminder. Not here: who is reminded of what, and the sentences.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::contract::Turn;
use crate::event::SubjectKind;
use crate::id::{OrganisationId, PersonId, ReminderId};
use crate::instant::Instant;
use crate::words::words;

/// Days ahead that reminders of records' own days are shown.
pub const AHEAD_DAYS: i32 = 90;
/// Days after its own that a reminder of a record stays, where nobody has said that it is done.
pub const BEHIND_DAYS: i32 = 90;
/// Days that one press puts a reminder off.
pub const POSTPONED_DAYS: i32 = 7;

words! {
    /// What a reminder is about.
    ReminderKind {
        /// What somebody has set, in own words.
        Own = "own",
        /// Notice on a contract must be given.
        Notice = "notice",
        /// An option must be called.
        CallOption = "call_option",
        /// A contract ends.
        ContractEnd = "contract_end",
        /// A benefit is to be measured.
        Measure = "measure",
        /// A case has rested until its day.
        TakeUp = "take_up",
        /// A case should have left its stage.
        Stage = "stage",
        /// Papers of a meeting are to be read.
        Papers = "papers",
        /// Something that was given to do.
        Action = "action",
    }
}

impl ReminderKind {
    /// That of a day in a contract.
    #[must_use]
    pub const fn of_turn(turn: Turn) -> Self {
        match turn {
            Turn::Notice => Self::Notice,
            Turn::CallOption => Self::CallOption,
            Turn::End => Self::ContractEnd,
        }
    }

    /// How many days before the record's own day it is time: what takes preparing is told early, what should have been left by a day is
    /// told when that has passed.
    #[must_use]
    pub const fn lead_days(self) -> i32 {
        match self {
            Self::Notice | Self::CallOption | Self::ContractEnd => 30,
            Self::Papers => 7,
            Self::Stage => -1,
            Self::Own | Self::Measure | Self::TakeUp | Self::Action => 0,
        }
    }

    /// Whether its first day is told of elsewhere already, as something that happened to the record.
    #[must_use]
    pub const fn is_told_as_event(self) -> bool {
        match self {
            Self::Measure | Self::TakeUp => true,
            Self::Own
            | Self::Notice
            | Self::CallOption
            | Self::ContractEnd
            | Self::Stage
            | Self::Papers
            | Self::Action => false,
        }
    }

    /// From which day on it is time, for a record's own day.
    #[must_use]
    pub fn time_from(self, day: Date) -> Date {
        day.checked_sub(self.lead_days().days()).unwrap_or(day)
    }
}

words! {
    /// Where a reminder stands today.
    ReminderState {
        /// Its day has passed.
        Overdue = "overdue",
        /// It is time.
        Now = "now",
        /// Its time is to come.
        Coming = "coming",
        /// Somebody has said that it is done.
        Done = "done",
    }
}

/// What a reminder is about, and on which day: the same as long as the record says so.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Occasion {
    /// What is to be done.
    pub kind: ReminderKind,
    /// Kind of record.
    pub subject_kind: SubjectKind,
    /// Id of the record, as text.
    pub subject: String,
    /// Which of several things in the record, by its id; empty where there is only one.
    pub item: String,
    /// The record's own day, or the one that was chosen.
    pub day: Date,
}

impl Occasion {
    /// What stands for it in a form.
    #[must_use]
    pub fn key(&self) -> String {
        let Self { kind, subject_kind, subject, item, day } = self;
        format!("{kind}.{subject_kind}.{subject}.{item}.{day}")
    }
}

/// A reminder that somebody has set, or what somebody has done with one that a record gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// Identity.
    pub id: ReminderId,
    /// Version for optimistic locking.
    pub version: i64,
    /// Whose it is; nobody else reads it.
    pub person: PersonId,
    /// For which organisation that person acted.
    pub organisation: OrganisationId,
    /// What about, and when.
    pub occasion: Occasion,
    /// In own words; empty for what a record says.
    pub text: String,
    /// The day that it was put off to.
    pub postponed: Option<Date>,
    /// When it was said to be done.
    pub done: Option<Instant>,
    /// The day for which the person has been told.
    pub told: Option<Date>,
    /// When it was kept first.
    pub created: Instant,
}

impl Reminder {
    /// From which day on it is time.
    #[must_use]
    pub fn time_from(&self) -> Date {
        self.postponed.unwrap_or_else(|| self.occasion.kind.time_from(self.occasion.day))
    }

    /// Where it stands today.
    #[must_use]
    pub fn state(&self, today: Date) -> ReminderState {
        if self.done.is_some() {
            ReminderState::Done
        } else if today < self.time_from() {
            ReminderState::Coming
        } else if self.postponed.unwrap_or(self.occasion.day) < today {
            ReminderState::Overdue
        } else {
            ReminderState::Now
        }
    }

    /// Whether the person is to be told today.
    #[must_use]
    pub fn is_to_tell(&self, today: Date) -> bool {
        let from = self.time_from();
        let told_as_event = self.postponed.is_none() && self.occasion.kind.is_told_as_event();
        self.done.is_none() && from <= today && !told_as_event && self.told.is_none_or(|told| told < from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn reminder(kind: ReminderKind, day: Date) -> Reminder {
        let now = Instant::from_milliseconds(1);
        Reminder {
            id: ReminderId::at(now),
            version: 1,
            person: PersonId::at(now),
            organisation: OrganisationId::at(now),
            occasion: Occasion {
                kind,
                subject_kind: SubjectKind::Contract,
                subject: String::new(),
                item: String::new(),
                day,
            },
            text: String::new(),
            postponed: None,
            done: None,
            told: None,
            created: now,
        }
    }

    #[test]
    fn a_reminder_comes_is_due_and_is_late() {
        let today = date(2026, 11, 9);
        for (kind, day, state, is_told) in [
            (ReminderKind::Own, date(2026, 11, 10), ReminderState::Coming, false),
            (ReminderKind::Own, today, ReminderState::Now, true),
            (ReminderKind::Own, date(2026, 11, 8), ReminderState::Overdue, true),
            (ReminderKind::Notice, date(2026, 12, 9), ReminderState::Now, true),
            (ReminderKind::Notice, date(2026, 12, 10), ReminderState::Coming, false),
            (ReminderKind::Notice, date(2026, 11, 8), ReminderState::Overdue, true),
            // On its day a stage can still be left in time.
            (ReminderKind::Stage, today, ReminderState::Coming, false),
            (ReminderKind::Stage, date(2026, 11, 8), ReminderState::Overdue, true),
            (ReminderKind::Papers, date(2026, 11, 16), ReminderState::Now, true),
            // The event says so already.
            (ReminderKind::Measure, today, ReminderState::Now, false),
            (ReminderKind::TakeUp, today, ReminderState::Now, false),
        ] {
            let one = reminder(kind, day);
            assert_eq!((one.state(today), one.is_to_tell(today)), (state, is_told), "{kind} {day}");
        }
    }

    #[test]
    fn nobody_is_told_twice_but_again_of_what_was_put_off() {
        let today = date(2026, 11, 9);
        let told = Reminder { told: Some(today), ..reminder(ReminderKind::Own, date(2026, 11, 7)) };
        assert!(!told.is_to_tell(today) && !told.is_to_tell(date(2026, 12, 24)));
        let off = Reminder { postponed: Some(date(2026, 11, 16)), ..told };
        assert_eq!(off.state(today), ReminderState::Coming);
        assert!(!off.is_to_tell(date(2026, 11, 15)) && off.is_to_tell(date(2026, 11, 20)));
        let measure =
            Reminder { postponed: Some(date(2026, 11, 16)), ..reminder(ReminderKind::Measure, today) };
        assert!(measure.is_to_tell(date(2026, 11, 16)), "the event told of the first day alone");
        let done = Reminder { done: Some(Instant::from_milliseconds(2)), ..off };
        assert_eq!((done.state(today), done.is_to_tell(date(2026, 11, 20))), (ReminderState::Done, false));
    }
}
