//! Mail as it is read: what happened, where to look, and how to end it. Plain text.
//!
//! What a need says does not stand in mail, only its title: mail is read in more places than Brygga is. Not here: sending.

use app::freshness::FactRow;
use app::mail::{Content, Mail};
use domain::instant::Instant;
use domain::notice::Topic;

use crate::frame::Frame;
use crate::freshness;
use crate::notice;
use crate::texts::Texts;

/// A mail that is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The line in the inbox.
    pub subject: String,
    /// The text.
    pub body: String,
    /// The address that ends such mail with one press, if it can be ended.
    pub end: Option<String>,
}

/// Writes a mail. `address` is where Brygga is reached, without a slash at the end.
#[must_use]
pub fn written(texts: Texts, address: &str, mail: &Mail) -> Written {
    let frame = Frame::of_mail(texts);
    match &mail.content {
        Content::NewPassword { token } => Written {
            subject: frame.t("mail-new-password-subject"),
            body: frame.t1("mail-new-password", "address", &format!("{address}/losenord/nytt?kod={token}")),
            end: None,
        },
        Content::Access { token } => Written {
            subject: frame.t("mail-access-subject"),
            body: frame.t1("mail-access", "address", &format!("{address}/ansok/bekrafta?kod={token}")),
            end: None,
        },
        Content::HasAccount => Written {
            subject: frame.t("mail-has-account-subject"),
            body: frame.t1("mail-has-account", "address", &format!("{address}/logga-in")),
            end: None,
        },
        Content::TurnedAway { reason } => Written {
            subject: frame.t("mail-turned-away-subject"),
            body: frame.t1("mail-turned-away", "reason", reason),
            end: None,
        },
        Content::Welcome { token } => Written {
            subject: frame.t("mail-welcome-subject"),
            body: frame.t1("mail-welcome", "address", &format!("{address}/losenord/nytt?kod={token}")),
            end: None,
        },
        Content::Confirm { name, rows, token, expires, key } => {
            to_confirm(&frame, (address, key), (name, rows), (token, *expires))
        }
        Content::Notices { name, rows, key, topics } => {
            let mut body = vec![frame.t1("mail-hello", "name", name), String::new()];
            for row in rows {
                let (path, about) = notice::place(&frame, &row.about);
                body.push(about);
                body.push(notice::sentence(&frame, row));
                body.push(format!("{address}{path}"));
                body.push(String::new());
            }
            body.push(frame.t1("mail-choose", "address", &format!("{address}/notiser#utskick")));
            let end = |topic: &Topic| format!("{address}/avanmal/{key}/{topic}");
            for topic in topics {
                let label = frame.word("notice-topic", topic.code());
                body.push(frame.t2("mail-end", ("topic", &label), ("address", &end(topic))));
            }
            let subject = match &rows[..] {
                [one] => notice::place(&frame, &one.about).1,
                many => frame.tn("mail-subject", i64::try_from(many.len()).unwrap_or(i64::MAX)),
            };
            // One press ends one topic; a mail about several says how to end each.
            let end = if let [only] = &topics[..] { Some(end(only)) } else { None };
            Written { subject, body: body.join("\n"), end }
        }
    }
}

/// A letter that asks for facts to be confirmed: which, where with one press and until when, and how to end such letters.
fn to_confirm(
    frame: &Frame,
    (address, key): (&str, &str),
    (name, rows): (&str, &[FactRow]),
    (token, expires): (&str, Instant),
) -> Written {
    let end = format!("{address}/avanmal/{key}/{}", Topic::Catalogue);
    let many = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let mut body = vec![frame.t1("mail-hello", "name", name), String::new()];
    body.push(frame.tn("mail-confirm", many));
    body.push(String::new());
    body.extend(rows.iter().map(|row| format!("- {}", freshness::mail_line(frame, row))));
    body.push(String::new());
    let here = format!("{address}/bekrafta?kod={token}");
    body.push(frame.t2("mail-confirm-here", ("address", &here), ("day", &frame.day_of(expires))));
    body.push(String::new());
    body.push(frame.t1("mail-confirm-list", "address", &format!("{address}/losningar/att-bekrafta")));
    body.push(String::new());
    body.push(frame.t1("mail-choose", "address", &format!("{address}/notiser#utskick")));
    let label = frame.word("notice-topic", Topic::Catalogue.code());
    body.push(frame.t2("mail-end", ("topic", &label), ("address", &end)));
    Written { subject: frame.tn("mail-confirm-subject", many), body: body.join("\n"), end: Some(end) }
}
