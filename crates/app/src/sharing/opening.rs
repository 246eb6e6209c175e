//! Who outside the own organisation has opened a record: what is asked for when something should not have been shared.
//!
//! Whoever has seen no more than a name in a list has opened nothing.

use domain::instant::Instant;
use domain::permission::Actor;
use domain::sharing::Opening;
use store::Tx;

use super::record::{Record, Which};
use crate::{App, AppError};

/// A reader who comes back within this time has opened a record once.
const ONE_OPENING: i64 = 60 * 1000;
/// The public, which is one reader, once an hour: what everybody may read is opened all the time.
const ONE_PUBLIC_OPENING: i64 = 60 * ONE_OPENING;

/// An opening with names.
#[derive(Debug, Clone)]
pub struct OpeningRow {
    /// The opening.
    pub opening: Opening,
    /// Name and organisation of the reader; the public has none.
    pub reader: Option<(String, String)>,
}

/// The openings of a record, with names, first readers first.
pub(super) async fn rows(tx: &mut Tx, record: &Record) -> Result<Vec<OpeningRow>, AppError> {
    let (kind, id) = record.key();
    let mut rows = Vec::new();
    for opening in store::sharing::openings(tx, kind, &id).await? {
        let reader = match opening.reader {
            Some((person, organisation)) => {
                let person = store::person::get(tx, person).await?;
                let organisation = store::organisation::get(tx, organisation).await?;
                let name = person.map(|person| person.name).unwrap_or_default();
                Some((name, organisation.map(|one| one.short_name).unwrap_or_default()))
            }
            None => None,
        };
        rows.push(OpeningRow { opening, reader });
    }
    Ok(rows)
}

impl App {
    /// Keeps that somebody outside the own organisation has opened a record's page. What nobody owns is nobody's to take back.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a record that the actor may not see.
    pub async fn was_opened(&self, actor: &Actor, which: Which) -> Result<(), AppError> {
        let mut tx = self.db.read().await?;
        let record = Record::load(&mut tx, actor, which).await?;
        let Some(owner) = record.owner() else { return Ok(()) };
        let reader = match actor {
            Actor::Operator => return Ok(()),
            Actor::Member(member) if member.organisation == owner => return Ok(()),
            Actor::Member(member) => Some((member.person, member.organisation)),
            Actor::Anonymous => None,
        };
        let now = self.clock.now();
        let opening = Opening { reader, first: now, last: now };
        let (kind, id) = record.key();
        let last = store::sharing::last_opened(&mut tx, kind, &id, &opening).await?;
        drop(tx);
        let once = if reader.is_some() { ONE_OPENING } else { ONE_PUBLIC_OPENING };
        let is_new = |last: Instant| now.milliseconds() - last.milliseconds() >= once;
        if last.is_none_or(is_new) {
            let mut tx = self.db.write().await?;
            store::sharing::set_opening(&mut tx, kind, &id, &opening).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}
