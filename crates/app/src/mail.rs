//! Mail that is due: notices of one person together, and letters. One node mails at a time; what fails is tried again, later
//! and later, and given up after a while.
//!
//! A letter may go twice if the program stops between sending and keeping that it went: it carries the same id then. Not here: the
//! sentences (`web`), and how mail travels (`brygga`).

use domain::id::{LetterId, NodeId, NoticeId, PersonId};
use domain::instant::Instant;
use domain::notice::Topic;
use store::Tx;
use store::letter::Letter;

use crate::error::AppError;
use crate::freshness::{self, CONFIRM, FactRow};
use crate::notice::{self, NoticeRow};
use crate::{App, session};

/// Most notices in one mail; the rest follows in the next.
const TOGETHER: i64 = 50;

/// How long a node may mail before another takes over, in milliseconds.
const LEASE_MILLISECONDS: i64 = 60 * 1000;

/// The waits after each failure, in minutes. After the last, mail is given up.
const WAITS: [i64; 7] = [1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60];

/// Something to mail.
#[derive(Debug, Clone)]
pub struct Mail {
    /// To whom.
    pub email: String,
    /// What stands before the @ of the message's id: the same if it goes twice.
    pub id: String,
    /// What it says.
    pub content: Content,
    ticket: Ticket,
}

/// What a mail says.
#[derive(Debug, Clone)]
pub enum Content {
    /// What happened, oldest first.
    Notices {
        /// The person's name.
        name: String,
        /// What happened.
        rows: Vec<NoticeRow>,
        /// What stands in the addresses that end mail.
        key: String,
        /// The topics that can be ended, in order.
        topics: Vec<Topic>,
    },
    /// A way to a new password.
    NewPassword {
        /// What stands in the address.
        token: String,
    },
    /// A way to show that an address is one's own, for who asks to be let in.
    Access {
        /// What shows it.
        token: String,
    },
    /// That somebody asked to be let in with an address that has an account.
    HasAccount,
    /// That somebody was not let in.
    TurnedAway {
        /// Why.
        reason: String,
    },
    /// Facts that somebody answers for and that nobody has confirmed for a year.
    Confirm {
        /// The person's name.
        name: String,
        /// The facts, oldest first.
        rows: Vec<FactRow>,
        /// What opens them without signing in.
        token: String,
        /// Until when.
        expires: Instant,
        /// What stands in the address that ends such mail.
        key: String,
    },
    /// A welcome, with a way to a first password.
    Welcome {
        /// What lets its holder set one.
        token: String,
    },
}

#[derive(Debug, Clone)]
enum Ticket {
    Notices(Vec<(NoticeId, i64)>),
    Letter(LetterId, i64),
}

impl App {
    /// The next mail that is due, if this node may send it.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn next_mail(&self, node: NodeId) -> Result<Option<Mail>, AppError> {
        let now = self.clock.now();
        let mut tx = self.db.read().await?;
        let is_due = store::letter::first_due(&mut tx, now).await?.is_some()
            || store::notice::first_due(&mut tx, now).await?.is_some();
        drop(tx);
        if !is_due {
            return Ok(None);
        }
        let mut tx = self.db.write().await?;
        let until = Instant::from_milliseconds(now.milliseconds() + LEASE_MILLISECONDS);
        if !store::lease::take(&mut tx, "mail", &node.to_string(), now, until).await? {
            return Ok(None);
        }
        let mail = match store::letter::first_due(&mut tx, now).await? {
            Some(letter) => of_letter(&mut tx, now, letter).await?,
            None => of_notices(&mut tx, now).await?,
        };
        tx.commit().await?;
        Ok(mail)
    }

    /// Keeps that a mail has gone.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails; it may go once more then.
    pub async fn mail_went(&self, mail: &Mail) -> Result<(), AppError> {
        self.settle(mail, |_| None).await
    }

    /// Keeps that a mail could not be sent, so that it is tried again; `false` when it is given up.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn mail_failed(&self, mail: &Mail) -> Result<bool, AppError> {
        let now = self.clock.now();
        let again = |tries: i64| {
            let wait = usize::try_from(tries).ok().and_then(|tries| WAITS.get(tries));
            wait.map(|minutes| Instant::from_milliseconds(now.milliseconds() + minutes * 60 * 1000))
        };
        let tries = match &mail.ticket {
            Ticket::Notices(notices) => notices.iter().map(|(_, tries)| *tries).max().unwrap_or(0),
            Ticket::Letter(_, tries) => *tries,
        };
        self.settle(mail, again).await?;
        Ok(again(tries).is_some())
    }

    async fn settle(&self, mail: &Mail, next: impl Fn(i64) -> Option<Instant>) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        match &mail.ticket {
            Ticket::Notices(notices) => {
                for (id, tries) in notices {
                    store::notice::set_mail(&mut tx, *id, next(*tries), tries + 1).await?;
                }
            }
            Ticket::Letter(id, tries) => {
                store::letter::set_mail(&mut tx, *id, next(*tries), tries + 1).await?;
            }
        }
        Ok(tx.commit().await?)
    }
}

/// A letter as mail; nothing for one that nobody wants by now, which is dropped.
async fn of_letter(tx: &mut Tx, now: Instant, letter: Letter) -> Result<Option<Mail>, AppError> {
    let content = match letter.kind.as_str() {
        CONFIRM => to_confirm(tx, now, letter.secret).await?,
        "access" => Some(Content::Access { token: letter.secret }),
        "has_account" => Some(Content::HasAccount),
        "turned_away" => Some(Content::TurnedAway { reason: letter.secret }),
        "welcome" => Some(Content::Welcome { token: letter.secret }),
        _ => Some(Content::NewPassword { token: letter.secret }),
    };
    let Some(content) = content else {
        store::letter::set_mail(tx, letter.id, None, letter.tries).await?;
        return Ok(None);
    };
    let ticket = Ticket::Letter(letter.id, letter.tries);
    Ok(Some(Mail { id: letter.id.to_string(), email: letter.email, content, ticket }))
}

/// What a letter that asks for confirmations says, if there is anything to ask still.
async fn to_confirm(tx: &mut Tx, now: Instant, token: String) -> Result<Option<Content>, AppError> {
    let Some((person, expires, rows)) = freshness::to_mail(tx, (&token, now)).await? else { return Ok(None) };
    let name = store::person::get(tx, person).await?.map(|person| person.name).unwrap_or_default();
    let key = mail_key(tx, person).await?;
    Ok(Some(Content::Confirm { name, rows, token, expires, key }))
}

/// The due notices of the person who has waited longest. Those that the person may not read any more are dropped.
async fn of_notices(tx: &mut Tx, now: Instant) -> Result<Option<Mail>, AppError> {
    while let Some(person) = store::notice::first_due(tx, now).await? {
        let (mut rows, mut ticket) = (Vec::new(), Vec::new());
        for notice in store::notice::due(tx, person, now, TOGETHER).await? {
            let (id, tries) = (notice.id, notice.tries);
            match notice::readable(tx, notice, now.day()).await? {
                Some(row) => {
                    rows.push(row);
                    ticket.push((id, tries));
                }
                None => store::notice::set_mail(tx, id, None, tries).await?,
            }
        }
        let known = store::person::get(tx, person).await?;
        let (Some(known), Some((first, _))) = (known, ticket.first()) else { continue };
        let mut topics: Vec<Topic> = rows.iter().map(|row| row.notice.topic).collect();
        topics.sort_unstable();
        topics.dedup();
        topics.retain(|topic| topic.choices().len() > 1);
        return Ok(Some(Mail {
            id: first.to_string(),
            email: known.email,
            content: Content::Notices { name: known.name, rows, key: mail_key(tx, person).await?, topics },
            ticket: Ticket::Notices(ticket),
        }));
    }
    Ok(None)
}

async fn mail_key(tx: &mut Tx, person: PersonId) -> Result<String, AppError> {
    if let Some(key) = store::notice::mail_key(tx, person).await? {
        return Ok(key);
    }
    let key = session::random_token()?;
    store::notice::keep_mail_key(tx, person, &key).await?;
    Ok(key)
}
