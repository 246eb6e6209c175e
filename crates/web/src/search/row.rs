//! A row of what was found: where it leads, what it is called, and a line that tells it from others.

use app::find::{FoundRow, FoundThing};

use crate::frame::Frame;
use crate::usability::UsableTag;
use crate::{names, organisation, solution};

/// Something that was found.
pub(super) struct Item {
    pub(super) address: String,
    pub(super) name: String,
    pub(super) about: String,
    /// Whether the reader's organisation can use it, for a solution.
    pub(super) usable: Option<UsableTag>,
}

impl Item {
    pub(super) fn of(frame: &Frame, row: &FoundRow) -> Self {
        let whose = &row.organisation;
        let item = |address: String, name: &str, about: String| Self {
            address,
            name: name.to_owned(),
            about,
            usable: None,
        };
        match &row.thing {
            FoundThing::Need(need) => {
                let about = format!("{whose} · {}", need.number);
                item(format!("/behov/{}", need.number), &need.facts.title, about)
            }
            FoundThing::Solution(found) => {
                let facts = &found.solution.facts;
                let kind = match found.solution.lineage.draft {
                    Some(_) => names::lifecycle(frame, &found.solution),
                    None => frame.word("solution-kind", facts.kind.code()),
                };
                let about = format!("{kind} · {}", solution::users(frame, &found.usages));
                let usable = UsableTag::of(frame, found.usable.as_ref());
                Self { usable, ..item(format!("/losningar/{}", found.solution.number), &facts.name, about) }
            }
            FoundThing::Case(number, title) => {
                item(format!("/arenden/{number}"), title, format!("{whose} · {number}"))
            }
            FoundThing::Initiative(number, title) => {
                item(format!("/initiativ/{number}"), title, format!("{whose} · {number}"))
            }
            FoundThing::Benefit(id, indicator, number) => {
                item(format!("/initiativ/{number}/nyttor/{id}"), indicator, format!("{whose} · {number}"))
            }
            FoundThing::Contract(number, name, supplier) => {
                item(format!("/avtal/{number}"), name, format!("{whose} · {number} · {supplier}"))
            }
            FoundThing::Lesson(id, title) => item(format!("/lardomar/{id}"), title, whose.clone()),
            FoundThing::Article(id, title) => item(format!("/kunskap/{id}"), title, whose.clone()),
            FoundThing::Organisation(known) => {
                let kind = frame.word("organisation-kind", known.kind.code());
                item(organisation::address(known), &known.short_name, kind)
            }
            FoundThing::Forum(id, name) => item(format!("/forum/{id}"), name, whose.clone()),
            FoundThing::Meeting(id, forum, day, place) => {
                let about = if place.is_empty() { whose.clone() } else { format!("{whose} · {place}") };
                item(format!("/moten/{id}"), &format!("{forum}, {}", frame.day(*day)), about)
            }
            FoundThing::Figure(kpi, title, source) => {
                item(format!("/nyckeltal/{kpi}"), title, format!("{kpi} · {source}"))
            }
            FoundThing::TypicalNeed(number, name, need) => {
                item(format!("/losningar/{number}"), need, frame.t1("search-typical-of", "solution", name))
            }
            FoundThing::Person(id, name, title, own) => {
                let about = if title.is_empty() { whose.clone() } else { format!("{whose} · {title}") };
                item(format!("{}/personer/{id}", organisation::address(own)), name, about)
            }
        }
    }
}
