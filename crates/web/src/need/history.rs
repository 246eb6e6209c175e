//! What has happened to a need, as sentences, newest first.
//!
//! What stood in a field before is shown only to those who may change the need: a text that was taken away
//! before the need was sent was never meant for others.

use app::Directory;
use app::history::HistoryEntry;
use domain::event::{Change, EventKind};
use domain::verdict::Verdict;

use crate::frame::Frame;
use crate::names;

/// Every field that an event can name, with the key of its label.
const FIELDS: [(&str, &str); 14] = [
    ("title", "need-title"),
    ("text", "need-text"),
    ("who", "need-who"),
    ("how_often", "need-how-often"),
    ("affected", "need-affected"),
    ("wanted_effect", "need-wanted-effect"),
    ("law", "need-law"),
    ("service_area", "need-service-area"),
    ("capabilities", "need-capabilities"),
    ("on_behalf_of", "need-on-behalf-of"),
    ("heard_at", "need-heard-at"),
    ("identity_reason", "need-identity-reason"),
    ("requirements", "need-requirements"),
    ("sharing", "need-sharing"),
];

/// Something that happened.
pub(super) struct Entry {
    pub(super) day_on: String,
    pub(super) day: String,
    pub(super) sentence: String,
    /// What stood there before.
    pub(super) before: Vec<Earlier>,
}

/// A field and what stood in it.
pub(super) struct Earlier {
    pub(super) label: String,
    pub(super) text: String,
}

/// Whether the reader may see what stood there before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EarlierTexts {
    Shown,
    Hidden,
}

/// The entries of a page.
pub(super) fn entries(
    frame: &Frame,
    directory: &Directory,
    history: &[HistoryEntry],
    earlier: EarlierTexts,
) -> Vec<Entry> {
    let entry = |entry: &HistoryEntry| Entry {
        day_on: entry.event.at.day().to_string(),
        day: frame.day_of(entry.event.at),
        sentence: sentence(frame, entry),
        before: match earlier {
            EarlierTexts::Shown => {
                entry.event.changes.iter().filter_map(|c| before(frame, directory, c)).collect()
            }
            EarlierTexts::Hidden => Vec::new(),
        },
    };
    let mut entries: Vec<Entry> = history.iter().map(entry).collect();
    // One solution is often judged against all requirements in a row.
    entries.dedup_by(|one, other| {
        one.before.is_empty() && (&one.day_on, &one.sentence) == (&other.day_on, &other.sentence)
    });
    entries
}

/// What happened, as a sentence.
pub(crate) fn sentence(frame: &Frame, entry: &HistoryEntry) -> String {
    let who = names::doer_of(frame, entry);
    let key = match entry.event.kind {
        EventKind::Moved => return names::moved(frame, entry),
        EventKind::Created => "need-event-created",
        EventKind::Edited | EventKind::SharingChanged => {
            let changed = entry.event.changes.iter().filter(|change| label(&change.field).is_some());
            let changed: Vec<String> =
                changed.map(|change| frame.word("need-changed", &change.field)).collect();
            return frame.t2("need-event-edited", ("who", &who), ("fields", &frame.list(&changed)));
        }
        EventKind::VerdictGiven | EventKind::VerdictTakenBack => return verdict(frame, entry, &who),
        EventKind::Submitted => "need-event-submitted",
        EventKind::Withdrawn => "need-event-withdrawn",
        EventKind::SharingUndone => "need-event-sharing-undone",
        EventKind::PublicationWished => "need-event-publication-wished",
        EventKind::PublicationDeclined => "need-event-publication-declined",
        EventKind::HandedOver => "need-event-handed-over",
        EventKind::Commented => "need-event-commented",
        EventKind::CommentTakenBack => "need-event-comment-taken-back",
        EventKind::CommentHidden => "need-event-comment-hidden",
        EventKind::CommentShown => "need-event-comment-shown",
        EventKind::VoiceGiven => "need-event-voice-given",
        EventKind::VoiceTakenBack => "need-event-voice-taken-back",
        EventKind::NoneFits => "need-event-none-fits",
        EventKind::Imported => "need-event-imported",
        EventKind::CoverageChanged => {
            let solution = entry.solution.as_deref().unwrap_or_default();
            return frame.t2("need-event-coverage", ("who", &who), ("solution", solution));
        }
        _ => "need-event-other",
    };
    frame.t1(key, "who", &who)
}

/// Which solution somebody gave a verdict on, and which.
fn verdict(frame: &Frame, entry: &HistoryEntry, who: &str) -> String {
    let solution = entry.solution.clone().unwrap_or_default();
    let said = entry.event.changes.iter().find(|change| change.field == "verdict");
    let said = said.and_then(|change| Verdict::from_code(change.after.as_deref()?));
    match said {
        Some(said) => {
            let said = frame.word("verdict-said", said.code());
            let values = [("who", who.into()), ("solution", solution.into()), ("verdict", said.into())];
            frame.texts().text_with("need-event-verdict-given", &values)
        }
        None => frame.t2("need-event-verdict-taken-back", ("who", who), ("solution", &solution)),
    }
}

fn label(field: &str) -> Option<&'static str> {
    FIELDS.iter().find(|(known, _)| *known == field).map(|(_, key)| *key)
}

/// What stood in a field before, in words.
fn before(frame: &Frame, directory: &Directory, change: &Change) -> Option<Earlier> {
    let (key, before) = (label(&change.field)?, change.before.as_deref()?);
    let text = match change.field.as_str() {
        "service_area" => names::area_of(frame, directory, before),
        "capabilities" => {
            let known: Vec<String> =
                before.lines().map(|code| names::capability_of(frame, directory, code)).collect();
            frame.list(&known)
        }
        "sharing" => frame.word("sharing", before),
        _ => before.to_owned(),
    };
    Some(Earlier { label: frame.t(key), text })
}
