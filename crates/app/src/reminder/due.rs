//! What records ask for by a day, and of whom: days of contracts, benefits to measure, cases that rest or stand too long, papers of
//! meetings, and what was given to do.
//!
//! Counted for one organisation from the records as they are now. Not here: what a person has done with it.

use std::collections::HashMap;

use domain::event::SubjectKind;
use domain::id::{OrganisationId, PersonId};
use domain::permission::{Actor, Deed, Member};
use domain::person::{Power, Role};
use domain::reminder::{AHEAD_DAYS, BEHIND_DAYS, Occasion, ReminderKind};
use jiff::ToSpan as _;
use jiff::civil::Date;
use store::Tx;
use store::case::CaseFilter;
use store::page::Page;

use super::Dues;
use crate::error::AppError;
use crate::notice::About;
use crate::{case, contract, initiative, meeting, need, solution};

/// Cases read at once.
const A_PAGE: u32 = 200;

/// Whom a record asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    /// One person.
    Person(PersonId),
    /// Who keeps the catalogue.
    Keepers,
    /// Who coordinates.
    Coordinators,
}

impl Asks {
    /// One person where one answers for it, and else who hands out what nobody answers for.
    fn whoever(person: Option<PersonId>) -> Self {
        person.map_or(Self::Coordinators, Self::Person)
    }

    fn is(self, member: &Member) -> bool {
        match self {
            Self::Person(person) => member.person == person,
            // Whoever merely administers an organisation looks after no contracts.
            Self::Keepers => {
                member.roles.iter().any(|role| role.can(Power::KeepCatalogue) && !role.can(Power::Administer))
            }
            Self::Coordinators => member.roles.contains(&Role::Coordinator),
        }
    }
}

/// Something that a record asks for.
#[derive(Debug, Clone)]
pub(crate) struct Due {
    /// What, about which record, on which day.
    pub(crate) occasion: Occasion,
    /// In words, where somebody has written them.
    pub(crate) text: String,
    asks: Asks,
}

impl Due {
    /// Whether a person is asked.
    pub(crate) fn asks(&self, member: &Member) -> bool {
        self.asks.is(member)
    }
}

/// What is being gathered for an organisation.
struct Gathered {
    organisation: OrganisationId,
    today: Date,
    days: (Date, Date),
    dues: Vec<Due>,
}

impl Gathered {
    fn add(&mut self, kind: ReminderKind, record: (SubjectKind, String, String), day: Date, asks: Asks) {
        self.add_written(kind, record, day, (asks, String::new()));
    }

    fn add_written(
        &mut self,
        kind: ReminderKind,
        (subject_kind, subject, item): (SubjectKind, String, String),
        day: Date,
        (asks, text): (Asks, String),
    ) {
        if self.days.0 <= day && day <= self.days.1 {
            self.dues.push(Due { occasion: Occasion { kind, subject_kind, subject, item, day }, text, asks });
        }
    }

    async fn contracts(&mut self, tx: &mut Tx) -> Result<(), AppError> {
        for found in store::reminder::contracts(tx, self.organisation, self.days.0).await? {
            let keeps = found.organisation == self.organisation;
            let asks = if keeps { Asks::Keepers } else { Asks::Coordinators };
            for (day, turn) in found.turns() {
                let record = (SubjectKind::Contract, found.id.to_string(), String::new());
                self.add(ReminderKind::of_turn(turn), record, day, asks);
            }
        }
        Ok(())
    }

    async fn benefits(&mut self, tx: &mut Tx) -> Result<(), AppError> {
        for (day, benefit) in store::reminder::follow_ups(tx, self.organisation, self.days).await? {
            let record = (SubjectKind::Initiative, benefit.initiative.to_string(), benefit.id.to_string());
            self.add(ReminderKind::Measure, record, day.due, Asks::whoever(benefit.owner));
        }
        Ok(())
    }

    async fn cases(&mut self, tx: &mut Tx) -> Result<(), AppError> {
        let filter = CaseFilter {
            organisation: Some(self.organisation),
            late_on: Some(self.days.1),
            ..CaseFilter::default()
        };
        let everything = Actor::Operator.visibility();
        for page in 1.. {
            let page = Page::new(page, A_PAGE);
            let listed = store::case::list(tx, &everything, &filter, self.today, page).await?;
            if listed.rows.is_empty() {
                break;
            }
            for found in listed.rows {
                let record = || (SubjectKind::Case, found.id.to_string(), String::new());
                let asks = Asks::whoever(found.owner);
                if let Some(day) = found.until {
                    self.add(ReminderKind::TakeUp, record(), day, asks);
                } else if let Some(day) = found.due {
                    self.add(ReminderKind::Stage, record(), day, asks);
                }
            }
        }
        Ok(())
    }

    async fn meetings(&mut self, tx: &mut Tx) -> Result<(), AppError> {
        // A meeting that has been needs no papers any more.
        let days = (self.today, self.days.1);
        for (called, seat) in store::reminder::meetings(tx, self.organisation, days).await? {
            let record = (SubjectKind::Meeting, called.id.to_string(), String::new());
            self.add(ReminderKind::Papers, record, called.day, Asks::Person(seat.person));
        }
        Ok(())
    }

    async fn actions(&mut self, tx: &mut Tx) -> Result<(), AppError> {
        for one in store::reminder::actions(tx, self.organisation, self.days).await? {
            let record = (SubjectKind::Meeting, one.meeting.to_string(), one.id.to_string());
            let asks = Asks::whoever(one.person);
            self.add_written(ReminderKind::Action, record, one.due, (asks, one.text));
        }
        for one in store::reminder::rollout_actions(tx, self.organisation, self.days).await? {
            let record = (SubjectKind::Initiative, one.initiative.to_string(), one.id.to_string());
            let asks = Asks::whoever(one.person);
            self.add_written(ReminderKind::Action, record, one.due, (asks, one.text));
        }
        Ok(())
    }
}

/// What records ask of people in an organisation.
pub(crate) async fn of_organisation(
    tx: &mut Tx,
    organisation: OrganisationId,
    today: Date,
) -> Result<Vec<Due>, AppError> {
    let first = today.checked_sub(BEHIND_DAYS.days()).unwrap_or(today);
    let last = today.checked_add(AHEAD_DAYS.days()).unwrap_or(today);
    let mut gathered = Gathered { organisation, today, days: (first, last), dues: Vec::new() };
    gathered.contracts(tx).await?;
    gathered.benefits(tx).await?;
    gathered.cases(tx).await?;
    gathered.meetings(tx).await?;
    gathered.actions(tx).await?;
    Ok(gathered.dues)
}

/// What records ask of a person.
pub(super) async fn of_member(tx: &mut Tx, member: &Member, today: Date) -> Result<Dues, AppError> {
    let all = of_organisation(tx, member.organisation, today).await?;
    Ok(all
        .into_iter()
        .filter(|due| due.asks(member))
        .map(|due| (due.occasion.clone(), due))
        .collect::<HashMap<_, _>>())
}

/// The record that a reminder is about, for who may read it.
pub(crate) async fn about(
    tx: &mut Tx,
    reader: &Actor,
    occasion: &Occasion,
) -> Result<Option<About>, AppError> {
    let subject = occasion.subject.as_str();
    Ok(match occasion.subject_kind {
        SubjectKind::Need => {
            let Ok(id) = subject.parse() else { return Ok(None) };
            let found = store::need::get(tx, id).await?;
            let seen = found.filter(|found| reader.may(Deed::Read, &need::subject(found)));
            seen.map(|found| About::Need { number: found.number, title: found.facts.title })
        }
        SubjectKind::Solution => {
            let Ok(id) = subject.parse() else { return Ok(None) };
            let found = store::solution::get(tx, id).await?;
            let seen = found.filter(|found| reader.may(Deed::Read, &solution::subject(found)));
            seen.map(|found| About::Solution { number: found.number, name: found.facts.name })
        }
        SubjectKind::Contract => {
            let Ok(id) = subject.parse() else { return Ok(None) };
            let found = store::contract::get(tx, id).await?;
            let seen = found.filter(|found| reader.may(Deed::ReadContract, &contract::subject(found)));
            seen.map(|found| About::Contract { number: found.number, name: found.facts.name })
        }
        SubjectKind::Case => {
            let Ok(id) = subject.parse() else { return Ok(None) };
            let found = store::case::get(tx, id).await?;
            let seen = found.filter(|found| reader.may(Deed::Read, &case::subject(found)));
            seen.map(|found| About::Case { number: found.number, title: found.title })
        }
        SubjectKind::Initiative => in_initiative(tx, reader, occasion).await?,
        SubjectKind::Meeting => {
            let Ok(id) = subject.parse() else { return Ok(None) };
            let found = meeting::load(tx, reader, id).await.ok();
            found.map(|(meeting, forum)| About::Meeting {
                id: meeting.id.to_string(),
                forum: forum.name,
                day: meeting.day,
            })
        }
        SubjectKind::Organisation
        | SubjectKind::Collaboration
        | SubjectKind::Person
        | SubjectKind::Synonym
        | SubjectKind::Round
        | SubjectKind::Portfolio
        | SubjectKind::Lesson
        | SubjectKind::Maturity
        | SubjectKind::Knowledge
        | SubjectKind::Goal
        | SubjectKind::Challenge
        | SubjectKind::Intervention
        | SubjectKind::Forum
        | SubjectKind::Import
        | SubjectKind::View
        | SubjectKind::Disposal
        | SubjectKind::PublicText
        | SubjectKind::Reminder => None,
    })
}

/// An initiative, or the benefit in it that is to be measured.
async fn in_initiative(tx: &mut Tx, reader: &Actor, occasion: &Occasion) -> Result<Option<About>, AppError> {
    let Ok(id) = occasion.subject.parse() else { return Ok(None) };
    let Some(found) = initiative::by_id(tx, reader, id).await? else { return Ok(None) };
    if occasion.kind == ReminderKind::Measure {
        let Ok(id) = occasion.item.parse() else { return Ok(None) };
        let benefit = store::benefit::get(tx, id).await?;
        return Ok(benefit.map(|benefit| About::Benefit {
            number: found.number,
            id: benefit.id.to_string(),
            indicator: benefit.indicator,
        }));
    }
    Ok(Some(About::Initiative { number: found.number, title: found.title }))
}
