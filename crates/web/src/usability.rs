//! Whether the reader's organisation can use a solution, as a tag with its reasons: words, shape and colour, and for each fact how old it
//! is and who says so.
//!
//! Not here: the rules (`domain::usability`). Nothing here is legal advice, and each answer says who must confirm it.

use app::usability::{FactRow, Usable};
use domain::usability::{Usability, What};

use crate::frame::Frame;

/// A fact as a line.
#[derive(Debug)]
pub(crate) struct FactLine {
    pub(crate) text: String,
    /// The number of the contract it stands in.
    pub(crate) contract: String,
    /// Until when, who says so, and how old it is.
    pub(crate) notes: String,
}

/// The tag with its reasons.
#[derive(Debug)]
pub(crate) struct UsableTag {
    pub(crate) colour: &'static str,
    pub(crate) icon: &'static str,
    pub(crate) text: String,
    /// Whose answer it is.
    pub(crate) whose: String,
    pub(crate) facts: Vec<FactLine>,
    pub(crate) confirm: String,
}

impl UsableTag {
    /// The tag for an answer; nothing for who has none.
    pub(crate) fn of(frame: &Frame, usable: Option<&Usable>) -> Option<Self> {
        let usable = usable?;
        let (colour, icon) = shape(usable.answer.usability);
        let confirm = match usable.confirm.as_str() {
            "" => frame.t("usable-ask-nobody"),
            name => frame.t1("usable-ask", "organisation", name),
        };
        Some(Self {
            colour,
            icon,
            text: word(frame, usable),
            whose: frame.t1("usable-for", "organisation", &usable.organisation),
            facts: usable.facts.iter().map(|row| line(frame, row)).collect(),
            confirm,
        })
    }
}

/// The answer in words.
pub(crate) fn word(frame: &Frame, usable: &Usable) -> String {
    frame.word("usable", usable.answer.usability.code())
}

const fn shape(usability: Usability) -> (&'static str, &'static str) {
    match usability {
        Usability::Now => ("success", "check"),
        Usability::AfterCallOff => ("info", "sheet"),
        Usability::Procurement => ("warning", "scales"),
        Usability::Unknown => ("neutral", "question"),
    }
}

fn line(frame: &Frame, row: &FactRow) -> FactLine {
    let (fact, by) = (row.fact, row.by.as_str());
    let mut notes = Vec::new();
    if let Some(day) = fact.day {
        notes.push(frame.t1(day_key(fact.what), "day", &frame.day(day)));
    }
    match (fact.said, by) {
        (Some(said), "") => notes.push(frame.t1("changed-on", "day", &frame.day_of(said))),
        (Some(said), by) => {
            notes.push(frame.t2("usable-said", ("organisation", by), ("day", &frame.day_of(said))));
        }
        (None, "") => {}
        (None, by) => notes.push(frame.t1("usable-said-undated", "organisation", by)),
    }
    if row.is_old {
        notes.push(frame.t("usable-old"));
    }
    FactLine {
        text: frame.word("usable-fact", fact.what.code()),
        contract: fact.contract.map(|number| number.to_string()).unwrap_or_default(),
        notes: notes.join(" · "),
    }
}

/// What a fact's day is.
const fn day_key(what: What) -> &'static str {
    match what {
        What::NotBegun => "usable-from",
        What::DayPassed | What::Ended | What::OptionOpen => "usable-was",
        What::InUse
        | What::Pilot
        | What::OwnContract
        | What::Planned
        | What::Declined
        | What::Stopped
        | What::Party
        | What::Framework
        | What::CallOff
        | What::Joining
        | What::Predecessor
        | What::OthersCallOff
        | What::OthersJoin
        | What::OthersInHouse
        | What::OthersProcure
        | What::OthersUnknown
        | What::OptionRuns
        | What::WayOfWorking
        | What::OpenLicence
        | What::NotYet
        | What::PhasingOut
        | What::Gone
        | What::NothingKnown => "usable-until",
    }
}
