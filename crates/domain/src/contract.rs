//! Contracts: what was agreed with whom about which solutions, until when, and which organisations are in it.
//!
//! A contract is read by members alone, however it is shared: the rule is `permission`'s. What an organisation may use because of it is
//! `usability`. Not here: procuring, and anything that would be legal advice.

use jiff::Span;
use jiff::civil::Date;

use crate::cost::Ore;
use crate::id::{ContractId, OrganisationId, PersonId, SolutionId};
use crate::instant::Instant;
use crate::number::Number;
use crate::sharing::Sharing;
use crate::words::words;

words! {
    /// What sort of agreement it is.
    Agreement {
        /// Ramavtal: calls-off are made from it.
        Framework = "framework",
        /// Direktavtal: with one supplier, for what is named.
        Direct = "direct",
        /// Egen regi or a shared service between public bodies.
        InHouse = "in_house",
        /// Licens: the right to use alone.
        Licence = "licence",
    }
}

words! {
    /// How those who are not in it can come to use it, as far as somebody has said.
    Route {
        /// Avrop.
        CallOff = "call_off",
        /// Anslutning.
        Joining = "joining",
        /// Through an in-house relation to whoever runs it.
        InHouse = "in_house",
        /// A procurement of their own.
        OwnProcurement = "own_procurement",
        /// Nobody has said.
        Unknown = "unknown",
    }
}

words! {
    /// How an organisation stands in a contract.
    Standing {
        /// Is a party.
        Party = "party",
        /// May call off.
        CallOff = "call_off",
        /// May join, until a day where one is said.
        MayJoin = "may_join",
    }
}

words! {
    /// What has become of an option.
    OptionState {
        /// It can still be called.
        Open = "open",
        /// It was called: the contract runs on.
        Called = "called",
        /// It will not be called.
        Dropped = "dropped",
    }
}

words! {
    /// Where a contract is on a day.
    ContractState {
        /// Has not begun.
        Coming = "coming",
        /// Runs.
        Running = "running",
        /// Runs, and ends within [`ENDING_MONTHS`].
        Ending = "ending",
        /// Has ended.
        Ended = "ended",
    }
}

words! {
    /// A day on which something about a contract must have been done.
    Turn {
        /// Notice must have been given.
        Notice = "notice",
        /// An option must have been called.
        CallOption = "call_option",
        /// It ends.
        End = "end",
    }
}

/// A contract that ends within so many months is one that ends soon: about what a joint procurement takes.
pub const ENDING_MONTHS: i32 = 12;
/// The levels that a contract can be shared at.
pub const LEVELS: [Sharing; 2] = [Sharing::Organisation, Sharing::Collaboration];
/// Most options, amounts, documents, solutions and organisations of one contract.
pub const ROWS_MAX: usize = 60;

/// The right to let a contract run on.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ContractOption {
    /// The last day of the contract if it is called.
    pub until: Date,
    /// The last day to call it.
    pub call_by: Option<Date>,
    /// What has become of it.
    pub state: OptionState,
}

/// A price.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Amount {
    /// What is paid.
    pub label: String,
    /// How much.
    pub ore: Ore,
    /// For how much or how long, such as "per lås och år".
    pub per: String,
}

/// A document that lies elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Document {
    /// What it is.
    pub title: String,
    /// Where; http or https.
    pub url: String,
}

/// An organisation that is in a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covered {
    /// Which, by the name that the contract was written with: where that one has gone up in another, it is not replaced.
    pub organisation: OrganisationId,
    /// As what.
    pub standing: Standing,
    /// The last day to call off or join.
    pub until: Option<Date>,
}

/// What people write of a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractFacts {
    /// Its name or what it is about.
    pub name: String,
    /// With whom, in words.
    pub supplier: String,
    /// What sort.
    pub kind: Agreement,
    /// The first day.
    pub starts: Date,
    /// The last day, without options; nothing for one that runs until somebody ends it.
    pub ends: Option<Date>,
    /// In the order of their days.
    pub options: Vec<ContractOption>,
    /// The last day to give notice.
    pub notice: Option<Date>,
    /// How the others can come to use it.
    pub route: Route,
    /// How it is paid, in words.
    pub price_model: String,
    /// Prices.
    pub amounts: Vec<Amount>,
    /// Where its papers are.
    pub documents: Vec<Document>,
    /// Anything else.
    pub note: String,
}

/// That a contract was ended before its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlyEnd {
    /// Its last day.
    pub on: Date,
    /// Why.
    pub reason: String,
}

/// A contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contract {
    /// Identity.
    pub id: ContractId,
    /// Version for optimistic locking.
    pub version: i64,
    /// `K-2026-0007`.
    pub number: Number,
    /// What it says.
    pub facts: ContractFacts,
    /// The solutions it is about; at least one.
    pub solutions: Vec<SolutionId>,
    /// Who is in it.
    pub coverage: Vec<Covered>,
    /// Who keeps the entry.
    pub organisation: OrganisationId,
    /// How far it is shared; never read further than by members.
    pub sharing: Sharing,
    /// Where it was ended before its time.
    pub ended: Option<EarlyEnd>,
    /// When somebody last said that it is right.
    pub confirmed: Instant,
    /// Who did.
    pub confirmed_by: Option<PersonId>,
    /// When the entry was made.
    pub created: Instant,
    /// When it was last changed.
    pub updated: Instant,
}

/// What does not fit together in a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContractProblem {
    /// It ends before it begins.
    EndsBeforeStart,
    /// Only what ends can be let run on.
    OptionWithoutEnd,
    /// An option runs on from the end, and from the one before it.
    OptionNotAfter,
    /// An option is called while the contract runs.
    CallOutside,
    /// An option was called after one that was not.
    OptionSkipped,
    /// Notice is given while the contract runs.
    NoticeOutside,
    /// Nobody joins or calls off a contract that has ended.
    UntilOutside,
}

/// What does not fit together, with the field it stands at and the row, from 0.
pub type Found = (&'static str, usize, ContractProblem);

impl ContractFacts {
    /// Everything that does not fit together, at once.
    #[must_use]
    pub fn problems(&self, coverage: &[Covered]) -> Vec<Found> {
        let mut found = Vec::new();
        if self.ends.is_some_and(|ends| ends < self.starts) {
            found.push(("ends", 0, ContractProblem::EndsBeforeStart));
        }
        self.option_problems(&mut found);
        let last = self.latest();
        let outside = |day: Date| day < self.starts || last.is_some_and(|last| day > last);
        if self.notice.is_some_and(outside) {
            found.push(("notice", 0, ContractProblem::NoticeOutside));
        }
        for (place, covered) in coverage.iter().enumerate() {
            let is_late = covered.until.zip(last).is_some_and(|(until, last)| until > last);
            if is_late {
                found.push(("covered_until", place, ContractProblem::UntilOutside));
            }
        }
        found
    }

    fn option_problems(&self, found: &mut Vec<Found>) {
        let mut ends = self.ends;
        let mut is_open = false;
        for (place, option) in self.options.iter().enumerate() {
            let Some(before) = ends else {
                found.push(("option_until", place, ContractProblem::OptionWithoutEnd));
                continue;
            };
            if option.until <= before {
                found.push(("option_until", place, ContractProblem::OptionNotAfter));
            }
            if option.call_by.is_some_and(|day| day < self.starts || day > before) {
                found.push(("option_call_by", place, ContractProblem::CallOutside));
            }
            if option.state == OptionState::Called && is_open {
                found.push(("option_state", place, ContractProblem::OptionSkipped));
            }
            is_open |= option.state != OptionState::Called;
            ends = Some(before.max(option.until));
        }
    }

    /// The last day it can run, with every option that was not dropped.
    fn latest(&self) -> Option<Date> {
        let dropped = |option: &&ContractOption| option.state != OptionState::Dropped;
        let options = self.options.iter().filter(dropped).map(|option| option.until);
        self.ends.map(|ends| options.fold(ends, Date::max))
    }
}

impl Contract {
    /// The last day, with the options that were called; nothing for one that runs until somebody ends it.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        if let Some(ended) = &self.ended {
            return Some(ended.on);
        }
        let called = self.facts.options.iter().filter(|option| option.state == OptionState::Called);
        self.facts.ends.map(|ends| called.map(|option| option.until).fold(ends, Date::max))
    }

    /// Where it is on a day.
    #[must_use]
    pub fn state(&self, today: Date) -> ContractState {
        let last = self.last_day();
        if last.is_some_and(|last| last < today) {
            ContractState::Ended
        } else if self.facts.starts > today {
            ContractState::Coming
        } else if last.is_some_and(|last| last <= in_months(today, ENDING_MONTHS)) {
            ContractState::Ending
        } else {
            ContractState::Running
        }
    }

    /// Days on which something must have been done, in their order; of options, those that can still be called.
    #[must_use]
    pub fn turns(&self) -> Vec<(Date, Turn)> {
        let last = self.last_day();
        let mut turns: Vec<(Date, Turn)> = last.map(|last| (last, Turn::End)).into_iter().collect();
        if self.ended.is_none() {
            turns.extend(self.facts.notice.map(|day| (day, Turn::Notice)));
            let open = self.facts.options.iter().filter(|option| option.state == OptionState::Open);
            turns.extend(open.filter_map(|option| option.call_by).map(|day| (day, Turn::CallOption)));
        }
        turns.sort_unstable();
        turns
    }

    /// The next of those days, from today.
    #[must_use]
    pub fn next_turn(&self, today: Date) -> Option<(Date, Turn)> {
        self.turns().into_iter().find(|(day, _)| *day >= today)
    }

    /// The day on which the window opens in which something else can be bought: the last day to give notice, to call an option
    /// that is open, or of the contract, whichever comes first.
    #[must_use]
    pub fn window_opens(&self) -> Option<Date> {
        self.turns().first().map(|(day, _)| *day)
    }

    /// Whether an option can still be called that would let it run on this day.
    #[must_use]
    pub fn could_run_on(&self, today: Date) -> bool {
        let open = |option: &ContractOption| option.state == OptionState::Open && option.until >= today;
        self.ended.is_none() && self.facts.options.iter().any(open)
    }
}

/// The day so many months later; the last there is where the calendar ends.
#[must_use]
pub fn in_months(day: Date, months: i32) -> Date {
    day.checked_add(Span::new().months(months)).unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Series;
    use jiff::civil::date;

    pub(crate) fn facts() -> ContractFacts {
        ContractFacts {
            name: "Digitala lås".into(),
            supplier: "Låsbolaget".into(),
            kind: Agreement::Direct,
            starts: date(2024, 1, 1),
            ends: Some(date(2026, 12, 31)),
            options: Vec::new(),
            notice: None,
            route: Route::Unknown,
            price_model: String::new(),
            amounts: Vec::new(),
            documents: Vec::new(),
            note: String::new(),
        }
    }

    fn contract(facts: ContractFacts) -> Contract {
        let now = Instant::from_milliseconds(1);
        Contract {
            id: ContractId::at(now),
            version: 1,
            number: Number { series: Series::Contract, year: 2026, serial: 7 },
            facts,
            solutions: Vec::new(),
            coverage: Vec::new(),
            organisation: OrganisationId::at(now),
            sharing: Sharing::Collaboration,
            ended: None,
            confirmed: now,
            confirmed_by: None,
            created: now,
            updated: now,
        }
    }

    fn option(until: Date, call_by: Option<Date>, state: OptionState) -> ContractOption {
        ContractOption { until, call_by, state }
    }

    #[test]
    fn everything_that_does_not_fit_is_told_at_once() {
        let organisation = OrganisationId::from_u128(1);
        let covered = |until| Covered { organisation, standing: Standing::MayJoin, until };
        let bad = ContractFacts {
            starts: date(2027, 1, 1),
            notice: Some(date(2029, 1, 1)),
            options: vec![
                option(date(2026, 12, 31), None, OptionState::Open),
                option(date(2027, 12, 31), Some(date(2028, 1, 1)), OptionState::Called),
            ],
            ..facts()
        };
        let coverage = [covered(Some(date(2027, 6, 1))), covered(Some(date(2028, 1, 1)))];
        let expected = [
            ("ends", 0, ContractProblem::EndsBeforeStart),
            ("option_until", 0, ContractProblem::OptionNotAfter),
            ("option_call_by", 1, ContractProblem::CallOutside),
            ("option_state", 1, ContractProblem::OptionSkipped),
            ("notice", 0, ContractProblem::NoticeOutside),
            ("covered_until", 1, ContractProblem::UntilOutside),
        ];
        assert_eq!(bad.problems(&coverage), expected);
        let endless = ContractFacts {
            ends: None,
            options: vec![option(date(2028, 1, 1), None, OptionState::Open)],
            notice: Some(date(2040, 1, 1)),
            ..facts()
        };
        let expected = [("option_until", 0, ContractProblem::OptionWithoutEnd)];
        assert_eq!(endless.problems(&coverage), expected);
        let fine = ContractFacts {
            notice: Some(date(2026, 6, 30)),
            options: vec![
                option(date(2027, 12, 31), Some(date(2026, 9, 30)), OptionState::Called),
                option(date(2028, 12, 31), Some(date(2027, 9, 30)), OptionState::Open),
            ],
            ..facts()
        };
        assert_eq!(fine.problems(&coverage), []);
    }

    #[test]
    fn a_called_option_lets_it_run_on_and_an_early_end_stops_it() {
        let today = date(2027, 2, 1);
        let with = |state| {
            let options = vec![option(date(2028, 12, 31), Some(date(2026, 9, 30)), state)];
            contract(ContractFacts { options, ..facts() })
        };
        assert_eq!(with(OptionState::Open).state(today), ContractState::Ended);
        assert!(with(OptionState::Open).could_run_on(today), "perhaps somebody forgot to say so");
        assert_eq!(with(OptionState::Dropped).state(today), ContractState::Ended);
        assert!(!with(OptionState::Dropped).could_run_on(today));
        assert_eq!(with(OptionState::Called).state(today), ContractState::Running);
        assert_eq!(with(OptionState::Called).last_day(), Some(date(2028, 12, 31)));
        let early = Some(EarlyEnd { on: date(2027, 1, 15), reason: "Bytt".into() });
        let ended = Contract { ended: early, ..with(OptionState::Called) };
        assert_eq!(ended.state(today), ContractState::Ended);
        assert!(!ended.could_run_on(today));
        assert_eq!(ended.turns(), [(date(2027, 1, 15), Turn::End)]);
    }

    #[test]
    fn states_are_told_by_the_day() {
        let one = contract(facts());
        for (today, expected) in [
            (date(2023, 12, 31), ContractState::Coming),
            (date(2024, 1, 1), ContractState::Running),
            (date(2025, 12, 30), ContractState::Running),
            (date(2025, 12, 31), ContractState::Ending),
            (date(2026, 12, 31), ContractState::Ending),
            (date(2027, 1, 1), ContractState::Ended),
        ] {
            assert_eq!(one.state(today), expected, "{today}");
        }
        let endless = contract(ContractFacts { ends: None, ..facts() });
        assert_eq!(endless.state(date(2099, 1, 1)), ContractState::Running);
        assert_eq!(endless.window_opens(), None);
    }

    #[test]
    fn the_window_opens_with_whichever_day_comes_first() {
        let options = vec![option(date(2027, 12, 31), Some(date(2026, 9, 30)), OptionState::Open)];
        let one = contract(ContractFacts { notice: Some(date(2026, 6, 30)), options, ..facts() });
        let turns = [
            (date(2026, 6, 30), Turn::Notice),
            (date(2026, 9, 30), Turn::CallOption),
            (date(2026, 12, 31), Turn::End),
        ];
        assert_eq!(one.turns(), turns);
        assert_eq!(one.window_opens(), Some(date(2026, 6, 30)));
        assert_eq!(one.next_turn(date(2026, 7, 1)), Some((date(2026, 9, 30), Turn::CallOption)));
        assert_eq!(one.next_turn(date(2027, 1, 1)), None);
        assert_eq!(contract(facts()).window_opens(), Some(date(2026, 12, 31)));
    }
}
