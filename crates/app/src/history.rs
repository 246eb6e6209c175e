//! What happened to a record, with the names of those who did it.

use domain::event::{Doer, Event, EventKind, SubjectKind};
use domain::permission::Actor;
use store::Tx;

use crate::AppError;

/// Most events shown on a page; the newest.
const SHOWN: i64 = 50;

/// An event with names.
#[derive(Debug, Clone)]
pub struct HistoryEntry {
    /// The event.
    pub event: Event,
    /// Name of the person, if a person did it and the reader may know who.
    pub person: Option<String>,
    /// Name of the solution that a verdict is about.
    pub about: Option<String>,
    /// Short name of the organisation the person acted for.
    pub organisation: Option<String>,
}

/// The doer that goes into an event.
pub(crate) const fn doer(actor: &Actor) -> Doer {
    match actor {
        Actor::Operator => Doer::Operator,
        Actor::Member(member) => Doer::Person { person: member.person, organisation: member.organisation },
        Actor::Anonymous => Doer::Anonymous,
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
    for event in store::event::of_subject(tx, kind, id, SHOWN).await? {
        // Who began or refused to use something is not public; see Visibility::of_usage.
        if event.kind == EventKind::UsageChanged && matches!(reader, Actor::Anonymous) {
            continue;
        }
        let mut about = None;
        if let Some(solution) = crate::verdict::judged_in(&event) {
            about = crate::verdict::name_for(tx, reader, solution).await?;
            if about.is_none() {
                continue;
            }
        }
        let (mut person, mut organisation) = (None, None);
        if let Doer::Person { person: by, organisation: acting_for } = event.doer {
            organisation = store::organisation::get(tx, acting_for).await?.map(|o| o.short_name);
            if !matches!(reader, Actor::Anonymous) {
                person = store::person::get(tx, by).await?.map(|p| p.name);
            }
        }
        entries.push(HistoryEntry { event, person, about, organisation });
    }
    Ok(entries)
}
