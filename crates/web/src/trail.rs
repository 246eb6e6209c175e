//! What happened to a record, for records without sentences of their own: who did what when, and which facts changed. And what was done for
//! an organisation ([`list`]).
//!
//! Not here: the histories of needs, solutions and words, which know more about what happened to them.

mod list;

use app::history::HistoryEntry;
use domain::challenge::{ChallengeKind, EvidenceKind};
use domain::collaboration::MembershipState;
use domain::contract::{Agreement, OptionState, Route, Standing as Covers};
use domain::event::Change;
use domain::forum::{ItemState, MeetingState, Seat, Voting};
use domain::goal::PointerKind;
use domain::initiative::{InitiativeState, PartyRole};
use domain::intervention::{InterventionState, Seen};
use domain::organisation::OrganisationKind;
use domain::portfolio::Standing;
use domain::rollout::Go;
use domain::sharing::Sharing;

use crate::frame::Frame;
use crate::names;

pub(crate) use list::routes;

/// Something that happened.
pub(crate) struct Happening {
    pub(crate) on: String,
    pub(crate) day: String,
    pub(crate) sentence: String,
    /// What changed, field by field.
    pub(crate) changes: Vec<String>,
}

/// A history as sentences, in its order.
pub(crate) fn happenings(frame: &Frame, history: &[HistoryEntry]) -> Vec<Happening> {
    let happening = |entry: &HistoryEntry| Happening {
        on: entry.event.at.day().to_string(),
        day: frame.day_of(entry.event.at),
        sentence: sentence(frame, entry),
        changes: entry.event.changes.iter().map(|change| told(frame, change)).collect(),
    };
    history.iter().map(happening).collect()
}

/// What happened, as a sentence.
pub(crate) fn sentence(frame: &Frame, entry: &HistoryEntry) -> String {
    frame.word_with("event", entry.event.kind.code(), ("who", &names::doer_of(frame, entry)))
}

fn told(frame: &Frame, change: &Change) -> String {
    let label = frame.word("trail-field", &change.field);
    let value = |value: &Option<String>| value.as_deref().map(|text| value_of(frame, &change.field, text));
    match (value(&change.before), value(&change.after)) {
        (Some(before), Some(after)) => {
            let values = [("label", label.into()), ("before", before.into()), ("after", after.into())];
            frame.texts().text_with("trail-change", &values)
        }
        (None, after) => frame.t2("trail-now", ("label", &label), ("after", &after.unwrap_or_default())),
        (Some(before), None) => frame.t2("trail-gone", ("label", &label), ("before", &before)),
    }
}

/// Our own words stand in events as their codes.
fn value_of(frame: &Frame, field: &str, text: &str) -> String {
    match field {
        "membership" if MembershipState::from_code(text).is_some() => frame.word("membership", text),
        "kind" if OrganisationKind::from_code(text).is_some() => frame.word("organisation-kind", text),
        "voting" if Voting::from_code(text).is_some() => frame.word("voting", text),
        "seat" if Seat::from_code(text).is_some() => frame.word("seat", text),
        "meeting_state" if MeetingState::from_code(text).is_some() => frame.word("meeting-state", text),
        "item_state" if ItemState::from_code(text).is_some() => frame.word("item-state", text),
        "standing" if Standing::from_code(text).is_some() => frame.word("standing", text),
        "party_role" if PartyRole::from_code(text).is_some() => frame.word("party-role", text),
        "initiative_state" if InitiativeState::from_code(text).is_some() => {
            frame.word("initiative-state", text)
        }
        "challenge_kind" if ChallengeKind::from_code(text).is_some() => frame.word("challenge-kind", text),
        "evidence_kind" if EvidenceKind::from_code(text).is_some() => frame.word("evidence-kind", text),
        "intervention_state" if InterventionState::from_code(text).is_some() => {
            frame.word("intervention-state", text)
        }
        "seen" if Seen::from_code(text).is_some() => frame.word("seen", text),
        "serves" if PointerKind::from_code(text).is_some() => frame.word("pointer-kind", text),
        "go" if Go::from_code(text).is_some() => frame.word("go", text),
        "sharing" if Sharing::from_code(text).is_some() => frame.word("sharing", text),
        "agreement" if Agreement::from_code(text).is_some() => frame.word("agreement", text),
        "route" if Route::from_code(text).is_some() => frame.word("contract-route", text),
        "options" | "covered" | "last_day" | "contract_starts" | "contract_ends" | "contract_notice" => {
            in_parts(frame, text)
        }
        "day" | "due" | "planned" | "live" | "ended" | "next_on" | "goal_ended" | "starts" | "ends" => {
            text.parse().map_or_else(|_| text.to_owned(), |day| frame.day(day))
        }
        _ => text.to_owned(),
    }
}

/// Lines of parts with a dot between, in which days and our own words stand as codes.
fn in_parts(frame: &Frame, text: &str) -> String {
    let part = |part: &str| {
        if let Ok(day) = part.parse() {
            return frame.day(day);
        }
        if OptionState::from_code(part).is_some() {
            return frame.word("option-state", part);
        }
        if Covers::from_code(part).is_some() {
            return frame.word("covered-as", part);
        }
        part.to_owned()
    };
    let line = |line: &str| line.split(" · ").map(part).collect::<Vec<_>>().join(", ");
    text.lines().map(line).collect::<Vec<_>>().join("; ")
}
