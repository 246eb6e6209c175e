//! Names in the page's language: of service areas and capabilities, and of whoever did something.

use app::Directory;
use app::history::HistoryEntry;
use domain::event::Doer;
use domain::service_area::{Capability, ServiceArea};
use domain::usage::UsageStatus;

use crate::frame::Frame;

/// The name of a service area.
pub(crate) fn area(frame: &Frame, area: &ServiceArea) -> String {
    in_language(frame, &area.name, &area.name_en)
}

/// The name of the service area with this code; the code itself when there is none.
pub(crate) fn area_of(frame: &Frame, directory: &Directory, code: &str) -> String {
    directory.service_area(code).map_or_else(|| code.to_owned(), |known| area(frame, known))
}

/// The name of a group of service areas, given in Swedish and English.
pub(crate) fn group(frame: &Frame, (group, group_en): (&str, &str)) -> String {
    in_language(frame, group, group_en)
}

/// The name of a capability.
pub(crate) fn capability(frame: &Frame, capability: &Capability) -> String {
    in_language(frame, &capability.name, &capability.name_en)
}

/// The name of the capability with this code; the code itself when there is none.
pub(crate) fn capability_of(frame: &Frame, directory: &Directory, code: &str) -> String {
    directory.capability(code).map_or_else(|| code.to_owned(), |known| capability(frame, known))
}

/// Who did what an entry of a history tells, as its sentence begins.
pub(crate) fn doer_of(frame: &Frame, entry: &HistoryEntry) -> String {
    match (&entry.person, &entry.organisation, entry.event.doer) {
        (Some(person), Some(organisation), _) => format!("{person}, {organisation},"),
        (None, Some(organisation), _) => organisation.clone(),
        (Some(person), None, _) => person.clone(),
        (None, None, Doer::Operator) => frame.t("need-event-operator"),
        (None, None, Doer::Person { .. } | Doer::Anonymous) => frame.t("need-event-somebody"),
    }
}

/// That a record came along when its organisation changed.
pub(crate) fn moved(frame: &Frame, entry: &HistoryEntry) -> String {
    let told = |field: &str| entry.event.changes.iter().find(|change| change.field == field);
    if told("solution").is_some() {
        return frame.t("moved-solution");
    }
    let (key, change) = match (told("usage"), told("voice"), told("organisation")) {
        (Some(usage), _, _) => ("moved-usage", Some(usage)),
        (None, Some(voice), _) => ("moved-voice", Some(voice)),
        (None, None, organisation) => ("moved-record", organisation),
    };
    let text = |side: Option<&String>| side.cloned().unwrap_or_default();
    let before = text(change.and_then(|change| change.before.as_ref()));
    let after = text(change.and_then(|change| change.after.as_ref()));
    frame.t2(key, ("before", &before), ("after", &after))
}

/// The text of the page's language; Swedish when nobody has written it in English.
fn in_language(frame: &Frame, swedish: &str, english: &str) -> String {
    if frame.swedish() || english.is_empty() { swedish.to_owned() } else { english.to_owned() }
}

/// A value of a solution's field as the trail keeps it, in words where it is one of our own.
pub(crate) fn value_in_words(frame: &Frame, field: &str, value: &str) -> String {
    if value.is_empty() {
        return String::new();
    }
    match field {
        "kind" => frame.word("solution-kind", value),
        "lifecycle" => frame.word("lifecycle", value),
        "sharing" => frame.word("sharing", value),
        "usage" => {
            let (status, rest) = value.split_once(", ").unwrap_or((value, ""));
            match UsageStatus::from_code(status) {
                Some(status) if rest.is_empty() => frame.word("usage-status", status.code()),
                Some(status) => format!("{}, {rest}", frame.word("usage-status", status.code())),
                None => value.to_owned(),
            }
        }
        // Kept as an id, which says nothing to anybody.
        "owner" => frame.t("import-somebody-else"),
        _ => value.to_owned(),
    }
}

/// Where a solution is in its life; of a draft nobody who keeps a catalogue has said.
pub(crate) fn lifecycle(frame: &Frame, solution: &domain::solution::Solution) -> String {
    match solution.lineage.draft {
        Some(_) => frame.t("solution-draft"),
        None => frame.word("lifecycle", solution.facts.lifecycle.code()),
    }
}
