//! What a fact says, how old it is and who said so, in words.

use app::freshness::{EntryAge, FactRow, Says};
use domain::freshness::{Age, FactId, Part, Said};
use domain::number::Number;
use jiff::civil::Date;

use crate::frame::Frame;
use crate::usage;
use crate::view::{Cell, Link};

/// How old an entry is, as a tag beside its name.
#[derive(Debug, Clone)]
pub(crate) struct EntryTag {
    /// What is told beside the name; empty where there is nothing to beware of.
    pub(crate) text: String,
    /// Whether it is greyed.
    pub(crate) is_grey: bool,
}

/// What a list tells of an entry's age: nothing while that is within the year.
pub(crate) fn entry_tag(frame: &Frame, age: &EntryAge) -> EntryTag {
    let text = match age.age {
        Age::Fresh => String::new(),
        // What was written within the year has not been asked for yet.
        Age::Never if !age.is_grey => String::new(),
        Age::Ageing | Age::Old | Age::Never => frame.word("age", age.age.code()),
    };
    EntryTag { is_grey: age.is_grey, text }
}

/// "Bekräftad för 14 månader sedan av Karin Ås".
pub(super) fn told(frame: &Frame, (said, by): (Said, Option<&str>), today: Date) -> String {
    match (said.confirmed, by) {
        (None, _) => frame.t1("freshness-never", "day", &frame.day_of(said.made)),
        (Some(at), Some(person)) => {
            let age = usage::age_since(frame, today, at.day());
            frame.t2("usage-confirmed-by", ("age", &age), ("person", person))
        }
        (Some(at), None) => frame.t1("usage-confirmed", "age", &usage::age_since(frame, today, at.day())),
    }
}

/// The age of a fact in a cell: the word first, then when and by whom.
pub(super) fn age(frame: &Frame, row: &FactRow, today: Date) -> Cell {
    let told = told(frame, (row.said, row.confirmed_by.as_deref()), today);
    Cell::text(frame.word("age", row.age.code())).note(told).faded(row.is_grey)
}

/// The number and name of what a fact is about.
pub(super) fn about(row: &FactRow) -> (Number, &str) {
    match &row.says {
        Says::Entry(solution) | Says::Usage(_, solution) => (solution.number, &solution.facts.name),
        Says::Contract(contract) => (contract.number, &contract.facts.name),
    }
}

/// Where a fact stands.
pub(super) fn address(row: &FactRow) -> String {
    let (number, _) = about(row);
    match row.fact {
        FactId::Entry(_) => format!("/losningar/{number}"),
        FactId::Usage(_) => format!("/losningar/{number}#vilka"),
        FactId::Contract(_) => format!("/avtal/{number}"),
    }
}

/// Where it is changed, for who may.
pub(super) fn correct(row: &FactRow) -> String {
    match &row.says {
        Says::Entry(solution) => format!("/losningar/{}/andra", solution.number),
        Says::Usage(usage, solution) => {
            format!("/losningar/{}/anvandning/{}", solution.number, usage.organisation)
        }
        Says::Contract(contract) => format!("/avtal/{}/andra", contract.number),
    }
}

/// What it says, so that somebody can say whether it is right.
pub(super) fn says(frame: &Frame, row: &FactRow) -> String {
    match &row.says {
        Says::Entry(solution) => {
            let facts = &solution.facts;
            let kind = frame.word("solution-kind", facts.kind.code());
            let parts = [
                Some(kind),
                Some(frame.word("lifecycle", facts.lifecycle.code())),
                facts.provider.clone(),
                Some(facts.summary.clone()).filter(|summary| !summary.is_empty()),
            ];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        }
        Says::Usage(said, _) => {
            let status = frame.word("usage-status", said.status.code());
            let parts = [
                Some(status),
                said.since.map(|day| frame.t1("freshness-since", "day", &frame.day(day))),
                said.users.map(|users| usage::users_in_words(frame, users)),
                said.instance.clone(),
            ];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        }
        Says::Contract(contract) => {
            let last = contract.last_day().map(|day| frame.t1("contract-until", "day", &frame.day(day)));
            let parts = [Some(contract.facts.supplier.clone()), last];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        }
    }
}

/// "Användning i Lidköping": what sort of fact, and whose word.
pub(super) fn fact_label(frame: &Frame, row: &FactRow) -> String {
    frame.word_with("fact-of", row.fact.kind().code(), ("organisation", &row.organisation))
}

/// A fact as a line of mail: no more than its name and whose word it is.
pub(crate) fn mail_line(frame: &Frame, row: &FactRow) -> String {
    let (number, name) = about(row);
    format!("{}: {name} ({number})", fact_label(frame, row))
}

/// Who answers for a fact.
pub(super) fn answers(frame: &Frame, row: &FactRow) -> Cell {
    match &row.contact {
        Some(person) if row.contact_left => {
            Cell::text(frame.t1("freshness-contact-left", "person", person)).old(true)
        }
        Some(person) => Cell::text(person.clone()),
        None => Cell::text(frame.t1("freshness-keepers", "organisation", &row.organisation)),
    }
}

/// "7 av 9 uppgifter finns".
pub(super) fn has(frame: &Frame, asked: usize, missing: usize) -> String {
    let number = |count: usize| count.to_string();
    frame.t2("freshness-has", ("there", &number(asked - missing.min(asked))), ("asked", &number(asked)))
}

/// What is missing, each leading to the field that it is filled in in. `own` is whose use the reader can tell of.
pub(super) fn missing(frame: &Frame, number: Number, parts: &[Part], own: Option<&str>) -> Vec<Link> {
    let field = |part: Part| match part {
        Part::Description => format!("/losningar/{number}/andra#description"),
        Part::TypicalNeeds => format!("/losningar/{number}/andra#typical_needs"),
        Part::Areas => format!("/losningar/{number}/andra#service_areas"),
        Part::Capabilities => format!("/losningar/{number}/andra#capabilities"),
        Part::Provider => format!("/losningar/{number}/andra#provider"),
        Part::InformationClass => format!("/losningar/{number}/andra#confidentiality"),
        Part::Usage => used(number, own, ""),
        Part::Contact => used(number, own, "#contact"),
        Part::Agreement => format!("/avtal/nytt?losning={number}"),
    };
    parts.iter().map(|part| Link::new(field(*part), frame.word("part", part.code()))).collect()
}

fn used(number: Number, own: Option<&str>, field: &str) -> String {
    match own {
        Some(own) => format!("/losningar/{number}/anvandning/{own}{field}"),
        None => format!("/losningar/{number}#vilka"),
    }
}

/// What is missing in words, for files and short lines.
pub(super) fn missing_in_words(frame: &Frame, parts: &[Part]) -> String {
    parts.iter().map(|part| frame.word("part", part.code())).collect::<Vec<_>>().join(", ")
}
