//! What happened to a solution, in sentences.

use app::history::HistoryEntry;
use domain::event::{Change, Doer, EventKind};

use crate::frame::Frame;
use crate::names;
use crate::usage;

/// Something that happened.
pub(super) struct Happening {
    /// The day as `datetime` wants it.
    pub(super) on: String,
    /// The same for people.
    pub(super) day: String,
    pub(super) sentence: String,
}

/// The sentences of a history, in its order.
pub(super) fn happenings(frame: &Frame, history: &[HistoryEntry]) -> Vec<Happening> {
    let happening = |entry: &HistoryEntry| Happening {
        on: entry.event.at.day().to_string(),
        day: frame.day_of(entry.event.at),
        sentence: sentence(frame, entry),
    };
    history.iter().map(happening).collect()
}

/// What happened, as a sentence.
pub(crate) fn sentence(frame: &Frame, entry: &HistoryEntry) -> String {
    let who = who(frame, entry);
    if let Some(sentence) = usage::sentence(frame, &who, entry) {
        return sentence;
    }
    let what = fields(frame, &entry.event.changes);
    let key = match entry.event.kind {
        EventKind::Moved => return names::moved(frame, entry),
        EventKind::MergeProposed
        | EventKind::MergeRenewed
        | EventKind::MergeDeclined
        | EventKind::MergeTakenBack
        | EventKind::Merged
        | EventKind::Split
        | EventKind::Unmerged
        | EventKind::Retired
        | EventKind::TakenUp => {
            return passed_on(frame, entry, &who);
        }
        EventKind::Created => "solution-was-created",
        EventKind::Drafted => "solution-was-drafted",
        EventKind::DraftTakenOver => "solution-draft-was-taken-over",
        EventKind::Edited => "solution-was-edited",
        EventKind::Imported if what.is_empty() => "solution-was-imported",
        EventKind::Imported => "solution-was-imported-again",
        EventKind::UsageChanged => "solution-usage-was-changed",
        EventKind::TypicalNeedProposed => "solution-typical-need-was-proposed",
        EventKind::Linked => "solution-was-linked",
        EventKind::Withdrawn => {
            let reason = entry.event.changes.iter().find(|change| change.field == "reason");
            let reason = reason.and_then(|change| change.after.clone()).unwrap_or_default();
            return frame.t2("solution-was-withdrawn", ("who", &who), ("reason", &reason));
        }
        EventKind::Restored => "solution-was-restored",
        EventKind::Confirmed => return frame.t1("solution-was-confirmed", "who", &who),
        EventKind::ConfirmationAsked => return frame.t1("solution-confirmation-was-asked", "who", &who),
        EventKind::ImportUndone => "solution-import-was-undone",
        EventKind::SharingChanged => "solution-sharing-was-changed",
        EventKind::SharingUndone => return frame.word_with("event", entry.event.kind.code(), ("who", &who)),
        EventKind::PublicationWished => "solution-publication-was-wished",
        EventKind::PublicationDeclined => "solution-publication-was-declined",
        EventKind::Commented => return frame.t1("need-event-commented", "who", &who),
        EventKind::Asked => {
            let asked = entry.event.changes.iter().find(|change| change.field == "asked");
            let asked = asked.and_then(|change| change.after.clone()).unwrap_or_default();
            return frame.t2("question-was-asked", ("who", &who), ("organisation", &asked));
        }
        EventKind::Answered => return frame.t1("question-was-answered", "who", &who),
        EventKind::CommentTakenBack => return frame.t1("need-event-comment-taken-back", "who", &who),
        EventKind::CommentHidden => return frame.t1("need-event-comment-hidden", "who", &who),
        EventKind::CommentShown => return frame.t1("need-event-comment-shown", "who", &who),
        // Solutions have none of these; should one come, the history still says that something happened.
        _ => "solution-was-touched",
    };
    frame.t2(key, ("who", &who), ("what", &what))
}

/// That an entry went up in another, parted, or was retired, and which the other is.
fn passed_on(frame: &Frame, entry: &HistoryEntry, who: &str) -> String {
    let told = |field: &str| {
        let change = entry.event.changes.iter().find(|change| change.field == field)?;
        change.after.clone().or_else(|| change.before.clone())
    };
    let (merged, successor) = (told("merged"), told("successor"));
    let (part, part_of) = (told("part"), told("part_of"));
    let (key, other) = match (entry.event.kind, merged, successor, part.or(part_of)) {
        (EventKind::MergeProposed, one, two, _) => {
            ("solution-merge-was-proposed", one.or(two).unwrap_or_default())
        }
        (EventKind::MergeRenewed, one, two, _) => {
            ("solution-merge-was-renewed", one.or(two).unwrap_or_default())
        }
        (EventKind::MergeDeclined, one, two, _) => {
            ("solution-merge-was-declined", one.or(two).unwrap_or_default())
        }
        (EventKind::MergeTakenBack, one, two, _) => {
            ("solution-merge-was-taken-back", one.or(two).unwrap_or_default())
        }
        (EventKind::Merged, Some(other), _, _) => ("solution-took-over", other),
        (EventKind::Merged, None, other, _) => ("solution-went-up-in", other.unwrap_or_default()),
        (EventKind::Split, _, _, other) => ("solution-was-split", other.unwrap_or_default()),
        (EventKind::Retired, _, Some(other), _) => ("solution-was-replaced", other),
        (EventKind::Retired, _, None, _) => ("solution-was-retired", String::new()),
        (EventKind::TakenUp, _, _, _) => ("solution-was-taken-up", String::new()),
        (_, merged, successor, part) => {
            ("solution-was-unmerged", merged.or(successor).or(part).unwrap_or_default())
        }
    };
    let other = match &entry.solution {
        Some(name) => frame.t2("solution-with-number", ("name", name), ("number", &other)),
        None => other,
    };
    let reason = told("reason").unwrap_or_default();
    let values = [("who", who.into()), ("other", other.into()), ("reason", reason.into())];
    frame.texts().text_with(key, &values)
}

fn who(frame: &Frame, entry: &HistoryEntry) -> String {
    match (&entry.event.doer, &entry.person, &entry.organisation) {
        (Doer::Operator, _, _) => frame.t("solution-by-operator"),
        (Doer::Person { .. }, Some(person), Some(organisation)) => {
            frame.t2("solution-by-person", ("person", person), ("organisation", organisation))
        }
        (Doer::Person { .. }, None, Some(organisation)) => organisation.clone(),
        (Doer::Person { .. }, Some(person), None) => person.clone(),
        (Doer::Person { .. }, None, None) | (Doer::Anonymous, _, _) => frame.t("solution-by-somebody"),
    }
}

/// What changed, as a person lists it: "namnet och beskrivningen".
fn fields(frame: &Frame, changes: &[Change]) -> String {
    let names: Vec<String> =
        changes.iter().map(|change| frame.word("solution-field", &change.field)).collect();
    frame.list(&names)
}
