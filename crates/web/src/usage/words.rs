//! What is said of a usage, in sentences: whose word it is, how old that is, and what has happened.

use app::history::HistoryEntry;
use app::matches::UsageRow;
use app::usage::reading::UsageDetail;
use domain::event::EventKind;
use domain::freshness::Age;
use domain::usage::{Standing, UsageStatus};
use jiff::civil::Date;

use crate::frame::{Frame, count};
use crate::names;

/// Days after which an age is told in weeks, months and years.
const IN_WEEKS: i32 = 14;
const IN_MONTHS: i32 = 75;
const IN_YEARS: i32 = 730;

fn days_since(today: Date, day: Date) -> i32 {
    let days = (today - day).get_days();
    days.max(0)
}

/// "för 6 veckor sedan".
fn age(frame: &Frame, days: i32) -> String {
    let days = i64::from(days);
    match days {
        0 => frame.t("usage-age-today"),
        _ if days < i64::from(IN_WEEKS) => frame.tn("usage-age-days", days),
        _ if days < i64::from(IN_MONTHS) => frame.tn("usage-age-weeks", days / 7),
        _ if days < i64::from(IN_YEARS) => frame.tn("usage-age-months", days * 12 / 365),
        _ => frame.tn("usage-age-years", days / 365),
    }
}

/// How long before a day another was.
pub(crate) fn age_since(frame: &Frame, today: Date, day: Date) -> String {
    age(frame, days_since(today, day))
}

/// Whose word it is: "Bekräftad för 6 veckor sedan av Karin Ås".
pub(super) fn standing(frame: &Frame, detail: &UsageDetail, today: Date) -> String {
    match (detail.usage.standing, detail.usage.confirmed_at) {
        (Standing::Registered, _) => {
            let by = detail.registered_by.clone().unwrap_or_else(|| frame.t("usage-by-operator"));
            frame.t2("usage-registered", ("by", &by), ("organisation", &detail.organisation))
        }
        (Standing::Own, None) => frame.t1("usage-undated", "organisation", &detail.organisation),
        (Standing::Own, Some(at)) => {
            let age = age(frame, days_since(today, at.day()));
            let told = match &detail.confirmed_by {
                Some(person) => frame.t2("usage-confirmed-by", ("age", &age), ("person", person)),
                None => frame.t1("usage-confirmed", "age", &age),
            };
            match Age::of(Some(at), today) {
                Age::Fresh | Age::Never => told,
                old @ (Age::Ageing | Age::Old) => format!("{told} · {}", frame.word("age", old.code())),
            }
        }
    }
}

/// Who uses it, in a list of names: what the organisation has not confirmed is called so.
pub(crate) fn named(frame: &Frame, row: &UsageRow) -> String {
    if row.usage.awaits_confirmation() {
        frame.t1("usage-unconfirmed", "organisation", &row.organisation)
    } else {
        row.organisation.clone()
    }
}

/// Whether somebody should say whether it still holds.
pub(super) fn is_old(detail: &UsageDetail, today: Date) -> bool {
    detail.usage.awaits_confirmation() || Age::of(detail.usage.confirmed_at, today) != Age::Fresh
}

/// The status with the reason.
pub(super) fn status(frame: &Frame, detail: &UsageDetail) -> String {
    let status = frame.word("usage-status", detail.usage.status.code());
    match &detail.usage.reason {
        Some(reason) => format!("{status}: {reason}"),
        None => status,
    }
}

/// "1 200 användare".
pub(crate) fn users_in_words(frame: &Frame, users: u32) -> String {
    let number = frame.number(i64::from(users));
    frame.texts().text_with("usage-users", &[("count", users.into()), ("number", number.into())])
}

/// How many use it, and which installation.
pub(super) fn extent(frame: &Frame, detail: &UsageDetail) -> String {
    let users = detail.usage.users.map(|users| users_in_words(frame, users));
    let parts: Vec<String> = users.into_iter().chain(detail.usage.instance.clone()).collect();
    parts.join(", ")
}

/// Since when and until when.
pub(super) fn time(frame: &Frame, detail: &UsageDetail) -> String {
    let day = |day: Option<Date>| day.map(|day| frame.day(day)).unwrap_or_default();
    match (detail.usage.since, detail.usage.until) {
        (since, None) => day(since),
        (None, until) => frame.t1("usage-until", "day", &day(until)),
        (since, until) => frame.t2("usage-from-until", ("since", &day(since)), ("until", &day(until))),
    }
}

/// Whom to ask: the person, and the role.
pub(super) fn contact(detail: &UsageDetail) -> (String, String) {
    let role = detail.usage.contact_role.clone().unwrap_or_default();
    match &detail.contact {
        Some(person) => (person.clone(), role),
        None => (role, String::new()),
    }
}

/// What was said of an organisation's use, as a sentence; `None` for what is about something else.
pub(crate) fn sentence(frame: &Frame, who: &str, entry: &HistoryEntry) -> Option<String> {
    let change = |field: &str| entry.event.changes.iter().find(|change| change.field == field);
    let after = |field: &str| change(field).and_then(|change| change.after.clone());
    let organisation = after("used_by")?;
    let status = after("usage").map(|status| names::value_in_words(frame, "usage", &status));
    let key = match entry.event.kind {
        EventKind::UsageChanged if status.is_some() => "usage-was-set",
        EventKind::UsageChanged if change("usage").is_some() => "usage-was-emptied",
        EventKind::UsageChanged => "usage-facts-were-set",
        EventKind::UsageConfirmed => "usage-was-confirmed",
        EventKind::ConfirmationAsked => "usage-confirmation-was-asked",
        EventKind::UsageRejected => "usage-was-rejected",
        EventKind::UsageProposed => "usage-was-proposed",
        EventKind::UsageProposalAccepted => "usage-proposal-was-accepted",
        EventKind::UsageProposalDeclined => "usage-proposal-was-declined",
        EventKind::HandedOver => "usage-was-handed-over",
        _ => return None,
    };
    let values = [
        ("who", who.into()),
        ("organisation", organisation.into()),
        ("status", status.unwrap_or_default().into()),
        ("reason", after("reason").unwrap_or_default().into()),
        ("person", after("contact").unwrap_or_default().into()),
    ];
    Some(frame.texts().text_with(key, &values))
}

/// The statuses to choose from, with one for nothing where that is a choice.
pub(super) fn statuses(
    frame: &Frame,
    current: &str,
    may_decline: DeclineIs,
    nothing: Option<String>,
) -> Vec<crate::list::Choice> {
    let none = nothing.map(|label| crate::list::Choice::new("", label, current));
    let all = UsageStatus::ALL.iter().filter(|status| {
        may_decline == DeclineIs::AChoice
            || **status != UsageStatus::Declined
            || current == UsageStatus::Declined.code()
    });
    let one = |status: &UsageStatus| {
        crate::list::Choice::new(status.code(), frame.word("usage-status", status.code()), current)
    };
    none.into_iter().chain(all.map(one)).collect()
}

/// Whether there is room for the reason that declining takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DeclineIs {
    AChoice,
    NoChoice,
}

/// How many, for a text.
pub(super) fn many(number: usize) -> i64 {
    count(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_counted_between_days_and_never_backwards() {
        let today = date(2026, 11, 30);
        for (day, days) in [
            (date(2026, 11, 30), 0),
            (date(2026, 10, 19), 42),
            (date(2024, 11, 30), 730),
            (date(2026, 12, 1), 0),
        ] {
            assert_eq!(days_since(today, day), days, "{day}");
        }
    }
}
