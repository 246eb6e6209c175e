//! What has happened to a case, as sentences: for its page, for notices and for mail.
//!
//! Whoever asked for something is told in plain words what was decided and why, a no as well.

use app::history::HistoryEntry;
use domain::case::Outcome;
use domain::cost::AllocationKey;
use domain::event::EventKind;
use domain::process::Exit;

use crate::frame::Frame;
use crate::names;

/// Something that happened.
pub(super) struct Entry {
    pub(super) on: String,
    pub(super) day: String,
    pub(super) sentence: String,
}

/// The entries of a page, newest first.
pub(super) fn entries(frame: &Frame, history: &[HistoryEntry]) -> Vec<Entry> {
    let entry = |entry: &HistoryEntry| Entry {
        on: entry.event.at.day().to_string(),
        day: frame.day_of(entry.event.at),
        sentence: sentence(frame, entry),
    };
    history.iter().map(entry).collect()
}

/// What happened, as a sentence.
pub(crate) fn sentence(frame: &Frame, entry: &HistoryEntry) -> String {
    let who = names::doer_of(frame, entry);
    let now = |field: &str| value(entry, field);
    let key = match entry.event.kind {
        EventKind::Decided => return decided(frame, entry),
        EventKind::Moved => return frame.t("case-event-moved"),
        EventKind::RestEnded => return frame.t("case-event-rested"),
        EventKind::Created => "case-event-opened",
        EventKind::TakenUp => "case-event-taken-up",
        EventKind::Edited => "case-event-edited",
        EventKind::EvidenceGiven => "case-event-evidence",
        EventKind::ChecksAnswered => "case-event-checks",
        EventKind::CostChanged => "case-event-cost",
        EventKind::ProcessMoved => "case-event-process",
        EventKind::PackageMade => "case-event-package",
        EventKind::Commented => "need-event-commented",
        EventKind::CommentTakenBack => "need-event-comment-taken-back",
        EventKind::CommentHidden => "need-event-comment-hidden",
        EventKind::CommentShown => "need-event-comment-shown",
        EventKind::NeedJoined => {
            return frame.t2("case-event-joined", ("who", &who), ("need", &now("need")));
        }
        EventKind::NeedParted | EventKind::Split if !now("joined_into").is_empty() => {
            return frame.t2("case-event-joined-into", ("who", &who), ("case", &now("joined_into")));
        }
        EventKind::NeedParted => {
            return frame.t2("case-event-parted", ("who", &who), ("need", &before(entry, "need")));
        }
        EventKind::JoinWished => {
            return frame.t2("case-event-asked", ("who", &who), ("need", &now("need")));
        }
        EventKind::JoinDeclined => {
            return frame.t2("case-event-declined", ("who", &who), ("need", &before(entry, "need")));
        }
        _ => "need-event-other",
    };
    frame.t1(key, "who", &who)
}

fn value(entry: &HistoryEntry, field: &str) -> String {
    let change = entry.event.changes.iter().find(|change| change.field == field);
    change.and_then(|change| change.after.clone()).unwrap_or_default()
}

fn before(entry: &HistoryEntry, field: &str) -> String {
    let change = entry.event.changes.iter().find(|change| change.field == field);
    change.and_then(|change| change.before.clone()).unwrap_or_default()
}

/// What was decided, by whom and why.
fn decided(frame: &Frame, entry: &HistoryEntry) -> String {
    let now = |field: &str| value(entry, field);
    let stage = match now("stage") {
        stage if stage.is_empty() => before(entry, "stage"),
        stage => stage,
    };
    let until = now("until").parse().map(|day| frame.day(day)).unwrap_or_default();
    let key = AllocationKey::from_code(&now("allocation_key"));
    let key = key.map(|key| frame.word("key", key.code())).unwrap_or_default();
    let told = [
        ("body", now("body").into()),
        ("reason", now("reason").into()),
        ("stage", stage.into()),
        ("day", until.into()),
        ("key", key.into()),
    ];
    let outcome = Outcome::from_code(&now("outcome")).unwrap_or(Outcome::Corrected);
    let key = match (outcome, Exit::from_code(&now("exit"))) {
        (Outcome::Exit, Some(exit)) => format!("decided-exit-{}", exit.code().replace('_', "-")),
        (outcome, _) => format!("decided-{}", outcome.code().replace('_', "-")),
    };
    frame.texts().text_with(&key, &told)
}
