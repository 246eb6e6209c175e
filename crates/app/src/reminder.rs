//! Reminders: set one on a record, see what is to be done by when, put it off, and say that it is done.
//!
//! A person's reminders are nobody else's to read. What records ask for by a day is counted from the records (`due`); a reminder is shown
//! only as long as its reader may read the record. Who is told, and when, is in `tell`.

mod due;
mod tell;

use due::Due;
pub(crate) use due::about;
pub(crate) use tell::{in_notice, told};

use std::collections::HashMap;

use domain::event::{Change, EventKind, SubjectKind};
use domain::id::ReminderId;
use domain::number::{Number, Series};
use domain::permission::{Actor, Deed, Member, Subject};
use domain::reminder::{Occasion, POSTPONED_DAYS, Reminder, ReminderKind, ReminderState};
use domain::sharing::Sharing;
use domain::text::SHORT_MAX;
use jiff::ToSpan as _;
use jiff::civil::Date;
use store::{StoreError, Tx};

use crate::checked::Checked;
use crate::error::{AppError, FieldProblem, Refusal};
use crate::history::doer;
use crate::notice::About;
use crate::{App, case, contract, initiative, need, solution};

/// Most reminders that one person has set and not done.
const MOST: i64 = 500;
/// How long what is done still stands in the list, in days.
const DONE_DAYS: i64 = 90;

/// What is kept of a reminder.
#[derive(Debug, Clone, Default)]
pub struct ReminderInput {
    /// On which day, as `2026-11-09`.
    pub day: String,
    /// In own words.
    pub text: String,
}

/// A reminder with the record it is about.
#[derive(Debug, Clone)]
pub struct ReminderRow {
    /// The reminder; one that only a record asks for has no identity yet.
    pub reminder: Reminder,
    /// What stands for it in a form.
    pub key: String,
    /// Where it stands today.
    pub state: ReminderState,
    /// The record.
    pub about: About,
    /// What is to be done, where somebody has written it.
    pub text: String,
}

/// Which reminder, as the page says it, and the version that was read.
pub type Pressed<'a> = (&'a str, i64);

impl App {
    /// All reminders of whoever is signed in, what should have been done first, first. What was done stands for a while.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in.
    pub async fn reminders(&self, actor: &Actor) -> Result<Vec<ReminderRow>, AppError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        let now = self.clock.now();
        let today = now.day();
        let mut tx = self.db.read().await?;
        let mut dues = due::of_member(&mut tx, member, today).await?;
        let kept = store::reminder::of_person(&mut tx, member.person, member.organisation).await?;
        let mut rows = Vec::new();
        for one in kept {
            let due = dues.remove(&one.occasion);
            let is_gone = one.occasion.kind != ReminderKind::Own && due.is_none();
            let is_old = one.done.is_some_and(|done| done < now.days_before(DONE_DAYS));
            // A record that has another day now, or none, asks for nothing on the old one.
            if is_old || (is_gone && one.done.is_none()) {
                continue;
            }
            let text = due.map_or_else(|| one.text.clone(), |due| due.text);
            rows.extend(row(&mut tx, actor, one, text, today).await?);
        }
        for (occasion, due) in dues {
            let asked = unkept(member, occasion, now);
            rows.extend(row(&mut tx, actor, asked, due.text, today).await?);
        }
        rows.sort_by_key(|row| {
            let day = row.reminder.postponed.unwrap_or(row.reminder.occasion.day);
            (row.state == ReminderState::Done, day, row.reminder.occasion.clone())
        });
        Ok(rows)
    }

    /// The record that a reminder would be set on.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in; [`AppError::NotFound`] also where there is one that the actor may not read.
    pub async fn record_to_remember(&self, actor: &Actor, number: Number) -> Result<About, AppError> {
        actor.member().ok_or(AppError::Denied)?;
        let mut tx = self.db.read().await?;
        let (kind, id) = record(&mut tx, actor, number).await?;
        about(&mut tx, actor, &occasion_of(kind, id, self.clock.now().day())).await?.ok_or(AppError::NotFound)
    }

    /// Sets a reminder on a record.
    ///
    /// # Errors
    /// As [`App::record_to_remember`]; [`AppError::Invalid`] for words or a day that cannot be kept.
    pub async fn set_reminder(
        &self,
        actor: &Actor,
        number: Number,
        input: &ReminderInput,
    ) -> Result<Reminder, AppError> {
        let now = self.clock.now();
        let member = may_remember(actor)?;
        let mut tx = self.db.write().await?;
        let (kind, id) = record(&mut tx, actor, number).await?;
        let (day, text) = self.read(input)?;
        if store::reminder::open_count(&mut tx, member.person, member.organisation).await? >= MOST {
            return Err(AppError::invalid("what", FieldProblem::TooMany));
        }
        let set = Reminder {
            id: ReminderId::at(now),
            version: 1,
            text,
            ..unkept(member, occasion_of(kind, id, day), now)
        };
        store::reminder::insert(&mut tx, &set).await?;
        let changes = [
            Change::between("about", "", &number.to_string()),
            Change::between("day", "", &day.to_string()),
            Change::between("text", "", &set.text),
        ];
        self.about_reminder(&mut tx, actor, &set, EventKind::Created, changes.into_iter().flatten()).await?;
        tx.commit().await?;
        Ok(set)
    }

    /// The own reminder with this id, to be changed.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for another's, and for what a record asks for.
    pub async fn own_reminder(&self, actor: &Actor, id: ReminderId) -> Result<(Reminder, About), AppError> {
        let mut tx = self.db.read().await?;
        let found = own(&mut tx, actor, id).await?;
        if found.occasion.kind != ReminderKind::Own {
            return Err(AppError::NotFound);
        }
        let about = about(&mut tx, actor, &found.occasion).await?.ok_or(AppError::NotFound)?;
        Ok((found, about))
    }

    /// Changes an own reminder. One that had been put off is on its new day.
    ///
    /// # Errors
    /// As [`App::own_reminder`] and [`App::set_reminder`]; [`AppError::Refused`] when it was changed meanwhile.
    pub async fn change_reminder(
        &self,
        actor: &Actor,
        (id, version): (ReminderId, i64),
        input: &ReminderInput,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let before = own(&mut tx, actor, id).await?;
        let is_read = about(&mut tx, actor, &before.occasion).await?.is_some();
        if before.occasion.kind != ReminderKind::Own || !is_read {
            return Err(AppError::NotFound);
        }
        let (day, text) = self.read(input)?;
        let occasion = Occasion { day, ..before.occasion.clone() };
        let after = Reminder { version, text, occasion, postponed: None, ..before.clone() };
        let changes = [
            Change::between("day", &before.time_from().to_string(), &day.to_string()),
            Change::between("text", &before.text, &after.text),
        ];
        update(&mut tx, &after).await?;
        self.about_reminder(&mut tx, actor, &after, EventKind::Edited, changes.into_iter().flatten()).await?;
        Ok(tx.commit().await?)
    }

    /// Says that what a reminder is about is done.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for what is not the actor's, or no record asks for any more; [`AppError::Refused`] when it was changed
    /// meanwhile.
    pub async fn finish_reminder(&self, actor: &Actor, pressed: Pressed<'_>) -> Result<(), AppError> {
        let done = Some(self.clock.now());
        self.press(actor, pressed, EventKind::ReminderDone, |one| Reminder { done, ..one }).await
    }

    /// And that it is not after all.
    ///
    /// # Errors
    /// As [`App::finish_reminder`].
    pub async fn take_up_reminder(&self, actor: &Actor, pressed: Pressed<'_>) -> Result<(), AppError> {
        self.press(actor, pressed, EventKind::TakenUp, |one| Reminder { done: None, ..one }).await
    }

    /// Puts a reminder off by a week from today.
    ///
    /// # Errors
    /// As [`App::finish_reminder`].
    pub async fn postpone_reminder(&self, actor: &Actor, pressed: Pressed<'_>) -> Result<(), AppError> {
        let to = self.clock.now().day().checked_add(POSTPONED_DAYS.days()).ok();
        self.press(actor, pressed, EventKind::ReminderPostponed, |one| Reminder { postponed: to, ..one })
            .await
    }

    async fn press(
        &self,
        actor: &Actor,
        (key, version): Pressed<'_>,
        kind: EventKind,
        change: impl FnOnce(Reminder) -> Reminder,
    ) -> Result<(), AppError> {
        let member = may_remember(actor)?;
        let mut tx = self.db.write().await?;
        let before = self.pressed(&mut tx, (actor, member), key).await?;
        if before.version != version {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let after = change(before.clone());
        let day = |one: &Reminder| one.postponed.map(|day| day.to_string()).unwrap_or_default();
        let changes = Change::between("postponed", &day(&before), &day(&after));
        let after = if before.version == 0 {
            let kept = Reminder { id: ReminderId::at(self.clock.now()), version: 1, ..after };
            store::reminder::insert(&mut tx, &kept).await?;
            kept
        } else {
            update(&mut tx, &after).await?;
            after
        };
        self.about_reminder(&mut tx, actor, &after, kind, changes).await?;
        Ok(tx.commit().await?)
    }

    /// The reminder that a press names: one that is kept, or what a record asks for now.
    async fn pressed(
        &self,
        tx: &mut Tx,
        (actor, member): (&Actor, &Member),
        key: &str,
    ) -> Result<Reminder, AppError> {
        let now = self.clock.now();
        let found = match key.parse::<ReminderId>() {
            Ok(id) => own(tx, actor, id).await?,
            Err(_) => {
                let dues = due::of_member(tx, member, now.day()).await?;
                let named = dues.into_keys().find(|occasion| occasion.key() == key);
                let occasion = named.ok_or(AppError::NotFound)?;
                let kept = store::reminder::of_person(tx, member.person, member.organisation).await?;
                let kept = kept.into_iter().find(|one| one.occasion == occasion);
                kept.unwrap_or_else(|| unkept(member, occasion, now))
            }
        };
        // What may not be read is not there.
        about(tx, actor, &found.occasion).await?.ok_or(AppError::NotFound)?;
        Ok(found)
    }

    fn read(&self, input: &ReminderInput) -> Result<(Date, String), AppError> {
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let day = checked.required_day("day", 0, &input.day);
        if day.is_some_and(|day| day < now.day()) {
            checked.add("day", 0, FieldProblem::DayPassed);
        }
        let text = checked.required("what", 0, &input.text, SHORT_MAX);
        checked.done()?;
        // A day that could not be read has been told.
        Ok((day.ok_or(AppError::NotFound)?, text))
    }

    async fn about_reminder(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        one: &Reminder,
        kind: EventKind,
        changes: impl IntoIterator<Item = Change>,
    ) -> Result<(), AppError> {
        let about = (SubjectKind::Reminder, one.id.to_string());
        self.keep_event(tx, doer(actor), about, kind, changes.into_iter().collect()).await
    }
}

/// Whoever may keep reminders: their own, whoever reads here.
fn may_remember(actor: &Actor) -> Result<&Member, AppError> {
    let member = actor.member().ok_or(AppError::Denied)?;
    let own =
        Subject { owner: Some(member.organisation), author: Some(member.person), sharing: Sharing::Draft };
    if actor.may(Deed::KeepAtHand, &own) { Ok(member) } else { Err(AppError::Denied) }
}

const fn occasion_of(subject_kind: SubjectKind, subject: String, day: Date) -> Occasion {
    Occasion { kind: ReminderKind::Own, subject_kind, subject, item: String::new(), day }
}

/// What a record asks for of somebody who has not answered yet.
fn unkept(member: &Member, occasion: Occasion, now: domain::instant::Instant) -> Reminder {
    Reminder {
        id: ReminderId::from_u128(0),
        version: 0,
        person: member.person,
        organisation: member.organisation,
        occasion,
        text: String::new(),
        postponed: None,
        done: None,
        told: None,
        created: now,
    }
}

async fn update(tx: &mut Tx, one: &Reminder) -> Result<(), AppError> {
    match store::reminder::update(tx, one).await {
        Err(StoreError::Stale) => Err(AppError::Refused(Refusal::ChangedMeanwhile)),
        done => Ok(done?),
    }
}

/// The reminder with this id, for whose it is.
async fn own(tx: &mut Tx, actor: &Actor, id: ReminderId) -> Result<Reminder, AppError> {
    let found = store::reminder::get(tx, id).await?.ok_or(AppError::NotFound)?;
    let subject =
        Subject { owner: Some(found.organisation), author: Some(found.person), sharing: Sharing::Draft };
    if actor.may(Deed::KeepAtHand, &subject) { Ok(found) } else { Err(AppError::NotFound) }
}

async fn row(
    tx: &mut Tx,
    actor: &Actor,
    reminder: Reminder,
    text: String,
    today: Date,
) -> Result<Option<ReminderRow>, AppError> {
    let Some(about) = about(tx, actor, &reminder.occasion).await? else { return Ok(None) };
    let key = match reminder.version {
        0 => reminder.occasion.key(),
        _ => reminder.id.to_string(),
    };
    Ok(Some(ReminderRow { state: reminder.state(today), key, about, text, reminder }))
}

/// The kind and id of the record that a number names, for who may read it.
async fn record(tx: &mut Tx, actor: &Actor, number: Number) -> Result<(SubjectKind, String), AppError> {
    Ok(match number.series {
        Series::Need => (SubjectKind::Need, need::load(tx, actor, number, Deed::Read).await?.id.to_string()),
        Series::Solution => (SubjectKind::Solution, solution::load(tx, actor, number).await?.id.to_string()),
        Series::Case => (SubjectKind::Case, case::load(tx, actor, number).await?.0.id.to_string()),
        Series::Initiative => {
            (SubjectKind::Initiative, initiative::load(tx, actor, number).await?.0.id.to_string())
        }
        Series::Contract => (SubjectKind::Contract, contract::load(tx, actor, number).await?.id.to_string()),
    })
}

/// What records ask for, by what and when.
type Dues = HashMap<Occasion, Due>;
