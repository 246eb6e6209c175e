//! Reminders whose time has come: each person is told once, on one node, and after an interruption of what came meanwhile.
//!
//! When mail about it goes is the person's choice, as of any notice (`notice`).

use std::collections::HashMap;

use domain::event::{Change, Doer, EventKind, SubjectKind};
use domain::id::{NodeId, OrganisationId, PersonId, ReminderId};
use domain::instant::Instant;
use domain::permission::Actor;
use domain::reminder::{Occasion, Reminder, ReminderKind};
use jiff::civil::Date;
use store::Tx;

use super::due::{self, Due, about};
use super::unkept;
use crate::App;
use crate::error::AppError;
use crate::notice::{About, Told};
use crate::session::standing;

/// How long a node keeps the work to itself.
const LEASE_MILLISECONDS: i64 = 60_000;

impl App {
    /// Tells people of what they are to be reminded of today, where this node may; and of how much.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn remind(&self, node: NodeId) -> Result<usize, AppError> {
        let now = self.clock.now();
        let mut tx = self.db.read().await?;
        let is_any = !to_tell(&mut tx, now).await?.is_empty();
        drop(tx);
        if !is_any {
            return Ok(0);
        }
        let mut tx = self.db.write().await?;
        let until = Instant::from_milliseconds(now.milliseconds() + LEASE_MILLISECONDS);
        if !store::lease::take(&mut tx, "reminders", &node.to_string(), now, until).await? {
            return Ok(0);
        }
        // Asked again with the lease in hand: another node may have told meanwhile.
        let found = to_tell(&mut tx, now).await?;
        for one in &found {
            let told = Reminder { told: Some(one.time_from()), ..one.clone() };
            let told = if one.version == 0 {
                let kept = Reminder { id: ReminderId::at(now), version: 1, ..told };
                store::reminder::insert(&mut tx, &kept).await?;
                kept
            } else {
                store::reminder::update(&mut tx, &told).await?;
                told
            };
            let changes = Change::between("day", "", &told.occasion.day.to_string()).into_iter().collect();
            let about = (SubjectKind::Reminder, told.id.to_string());
            self.keep_event(&mut tx, Doer::Operator, about, EventKind::ReminderDue, changes).await?;
        }
        tx.commit().await?;
        Ok(found.len())
    }
}

/// Everything that somebody is to be told of now, each person's by itself.
async fn to_tell(tx: &mut Tx, now: Instant) -> Result<Vec<Reminder>, AppError> {
    let today = now.day();
    let mut found = Vec::new();
    for one in store::reminder::come(tx, today).await? {
        if one.is_to_tell(today) && current(tx, &one, today).await?.is_some() {
            found.push(one);
        }
    }
    for organisation in store::organisation::all(tx).await? {
        asked(tx, organisation.id, now, &mut found).await?;
    }
    Ok(found)
}

/// What records ask of people in an organisation, who have not answered or been told.
async fn asked(
    tx: &mut Tx,
    organisation: OrganisationId,
    now: Instant,
    found: &mut Vec<Reminder>,
) -> Result<(), AppError> {
    let today = now.day();
    let is_time = |due: &Due| {
        !due.occasion.kind.is_told_as_event() && due.occasion.kind.time_from(due.occasion.day) <= today
    };
    let mut dues = due::of_organisation(tx, organisation, today).await?;
    dues.retain(is_time);
    if dues.is_empty() {
        return Ok(());
    }
    let mut people: Vec<PersonId> =
        store::person::of_organisation(tx, organisation).await?.into_iter().map(|(one, _)| one.id).collect();
    people.dedup();
    for person in people {
        let Some((member, _)) = standing(tx, person, organisation).await? else { continue };
        let own: Vec<&Due> = dues.iter().filter(|due| due.asks(&member)).collect();
        if own.is_empty() {
            continue;
        }
        let kept = store::reminder::of_person(tx, person, organisation).await?;
        let kept: HashMap<Occasion, Reminder> =
            kept.into_iter().map(|one| (one.occasion.clone(), one)).collect();
        for due in own {
            let one = kept.get(&due.occasion).cloned();
            // One that was put off is told of with the others that are kept.
            let is_off = one.as_ref().is_some_and(|one| one.postponed.is_some());
            let one = one.unwrap_or_else(|| unkept(&member, due.occasion.clone(), now));
            let reader = Actor::Member(member.clone());
            if !is_off && one.is_to_tell(today) && about(tx, &reader, &one.occasion).await?.is_some() {
                found.push(one);
            }
        }
    }
    Ok(())
}

/// What a kept reminder is about, with its words, if its person may still read the record and the record still asks for it.
async fn current(tx: &mut Tx, one: &Reminder, today: Date) -> Result<Option<(About, String)>, AppError> {
    let Some((member, _)) = standing(tx, one.person, one.organisation).await? else { return Ok(None) };
    let text = if one.occasion.kind == ReminderKind::Own {
        one.text.clone()
    } else {
        match due::of_member(tx, &member, today).await?.remove(&one.occasion) {
            Some(due) => due.text,
            None => return Ok(None),
        }
    };
    let about = about(tx, &Actor::Member(member), &one.occasion).await?;
    Ok(about.map(|about| (about, text)))
}

/// What a notice about a reminder is about, as long as there is something left to do.
pub(crate) async fn in_notice(
    tx: &mut Tx,
    id: ReminderId,
    person: PersonId,
    today: Date,
) -> Result<Option<About>, AppError> {
    let found = store::reminder::get(tx, id).await?;
    let Some(one) = found.filter(|one| one.person == person && one.done.is_none()) else { return Ok(None) };
    let now = current(tx, &one, today).await?;
    Ok(now.map(|(about, text)| About::Reminder {
        kind: one.occasion.kind,
        day: one.occasion.day,
        text,
        about: Box::new(about),
    }))
}

/// Whoever the reminder is for is told that it is time, and of nothing else.
pub(crate) async fn told(tx: &mut Tx, kind: EventKind, subject: &str) -> Result<Vec<Told>, AppError> {
    let Ok(id) = subject.parse() else { return Ok(Vec::new()) };
    let found = store::reminder::get(tx, id).await?.filter(|_| kind == EventKind::ReminderDue);
    let topic = domain::notice::Topic::Reminders;
    Ok(found.map(|one| (one.person, one.organisation, topic)).into_iter().collect())
}
