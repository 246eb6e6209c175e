//! What happened to a record, with the names of those who did it.

use domain::event::{Change, Doer, Event, EventKind, SubjectKind};
use domain::initiative::Duty;
use domain::permission::Actor;
use store::Tx;
use store::event::NewEvent;

use crate::{App, AppError, coverage, question, solution, usage, verdict};

/// Most events shown on a page; the newest of those that the reader may see.
const SHOWN: usize = 50;

/// Fields that name another solution: one that went up in it, replaces it, or is a part of it.
const OTHERS: [&str; 4] = ["merged", "successor", "part", "part_of"];

/// An event with names.
#[derive(Debug, Clone)]
pub struct HistoryEntry {
    /// The event.
    pub event: Event,
    /// Name of the person, if a person did it and the reader may know who.
    pub person: Option<String>,
    /// Short name of the organisation the person acted for.
    pub organisation: Option<String>,
    /// Name of the solution that an event on a need or another solution also concerns.
    pub solution: Option<String>,
}

/// The doer that goes into an event.
pub(crate) const fn doer(actor: &Actor) -> Doer {
    match actor {
        Actor::Operator => Doer::Operator,
        Actor::Member(member) => Doer::Person { person: member.person, organisation: member.organisation },
        Actor::Anonymous => Doer::Anonymous,
    }
}

impl App {
    /// Appends to the trail what was done to a record, now.
    pub(crate) async fn keep_event(
        &self,
        tx: &mut Tx,
        doer: Doer,
        (subject_kind, subject): (SubjectKind, String),
        kind: EventKind,
        changes: Vec<Change>,
    ) -> Result<(), AppError> {
        let at = self.clock.now();
        let event = NewEvent { at, doer, subject_kind, subject, kind, changes, import: None };
        let sequence = store::event::append(tx, &event).await?;
        self.tell(tx, &event, sequence).await
    }
}

/// The history of one record. The public reads organisations, never people.
pub(crate) async fn of(
    tx: &mut Tx,
    reader: &Actor,
    kind: SubjectKind,
    id: &str,
) -> Result<Vec<HistoryEntry>, AppError> {
    let mut entries = Vec::new();
    for event in store::event::of_subject(tx, kind, id, i64::MAX).await? {
        if entries.len() == SHOWN {
            break;
        }
        entries.extend(entry(tx, reader, event).await?);
    }
    Ok(entries)
}

/// An event with names, for one who may read the record; nothing where it tells what the reader may not know.
pub(crate) async fn entry(
    tx: &mut Tx,
    reader: &Actor,
    event: Event,
) -> Result<Option<HistoryEntry>, AppError> {
    let is_public = matches!(reader, Actor::Anonymous);
    // Who began or refused to use something is not public (see Visibility::of_usage), nor are comments.
    let is_inner = matches!(
        event.kind,
        EventKind::UsageChanged
            | EventKind::UsageConfirmed
            | EventKind::ConfirmationAsked
            | EventKind::UsageRejected
            | EventKind::UsageProposed
            | EventKind::UsageProposalAccepted
            | EventKind::UsageProposalDeclined
            | EventKind::MergeProposed
            | EventKind::MergeRenewed
            | EventKind::MergeDeclined
            | EventKind::MergeTakenBack
            | EventKind::Commented
            | EventKind::Asked
            | EventKind::Answered
            | EventKind::CommentTakenBack
            | EventKind::CommentHidden
            | EventKind::CommentShown
    );
    // Of a solution, that is who is to be asked.
    let is_inner =
        is_inner || (event.kind == EventKind::HandedOver && event.subject_kind == SubjectKind::Solution);
    if is_inner && is_public {
        return Ok(None);
    }
    let judged = verdict::judged_in(&event);
    let solution = match judged {
        Some(solution) => verdict::name_for(tx, reader, solution).await?,
        None => solution_of(tx, reader, &event).await?,
    };
    let concerns_one = judged.is_some() || event.kind == EventKind::CoverageChanged;
    if concerns_one && solution.is_none() {
        return Ok(None);
    }
    let (mut person, mut organisation) = (None, None);
    if let Doer::Person { person: by, organisation: acting_for } = event.doer {
        organisation = store::organisation::get(tx, acting_for).await?.map(|o| o.short_name);
        if !is_public {
            person = store::person::get(tx, by).await?.map(|p| p.name);
        }
    }
    let event = named(tx, event).await?;
    Ok(Some(HistoryEntry { event, person, organisation, solution }))
}

/// Who got or lost a seat or something to do stands in the event by identity, so that a name is kept in one place alone.
async fn named(tx: &mut Tx, mut event: Event) -> Result<Event, AppError> {
    if event.subject_kind == SubjectKind::Solution {
        return named_usage(tx, event).await;
    }
    let kinds = [SubjectKind::Forum, SubjectKind::Meeting, SubjectKind::Initiative];
    if !kinds.contains(&event.subject_kind) {
        return Ok(event);
    }
    for change in &mut event.changes {
        let is_person = change.field == "person" || Duty::from_code(&change.field).is_some();
        let is_benefit = change.field == "benefit";
        for value in [&mut change.before, &mut change.after].into_iter().flatten() {
            if is_person && let Ok(id) = value.parse() {
                *value = store::person::get(tx, id).await?.map(|person| person.name).unwrap_or_default();
            }
            if is_benefit && let Ok(id) = value.parse() {
                *value = store::benefit::get(tx, id).await?.map(|one| one.indicator).unwrap_or_default();
            }
        }
    }
    Ok(event)
}

/// So do whose usage it is, who registered it and whom to ask.
async fn named_usage(tx: &mut Tx, mut event: Event) -> Result<Event, AppError> {
    for change in &mut event.changes {
        let is_organisation =
            [usage::USED_BY, usage::REGISTERED_BY, question::ASKED].contains(&change.field.as_str());
        let is_person = change.field == "contact";
        for value in [&mut change.before, &mut change.after].into_iter().flatten() {
            if is_organisation && let Ok(id) = value.parse() {
                let found = store::organisation::get(tx, id).await?;
                *value = found.map(|organisation| organisation.short_name).unwrap_or_default();
            }
            if is_person && let Ok(id) = value.parse() {
                *value = store::person::get(tx, id).await?.map(|person| person.name).unwrap_or_default();
            }
        }
    }
    Ok(event)
}

/// The name of the solution that an event on a need also concerns, for those who can see it.
async fn solution_of(tx: &mut Tx, reader: &Actor, event: &Event) -> Result<Option<String>, AppError> {
    let names_one =
        |change: &&Change| change.field == coverage::SOLUTION || OTHERS.contains(&change.field.as_str());
    let named = event.changes.iter().find(names_one);
    let number = named.and_then(|change| change.after.as_deref().or(change.before.as_deref()));
    let Some(number) = number else { return Ok(None) };
    let found = store::solution::by_number(tx, number).await?;
    let seen = found.filter(|found| reader.visibility().allows(&solution::subject(found)));
    Ok(seen.map(|seen| seen.facts.name))
}
