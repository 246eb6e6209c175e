//! What the demo's people have taught: verdicts on needs, and words of their own.

use domain::event::{Doer, EventKind, SubjectKind};
use domain::id::SynonymRingId;
use domain::synonym::SynonymRing;
use domain::verdict::GivenVerdict;
use store::Tx;

use super::{Load, days_ago};
use crate::{AppError, verdict};

impl Load<'_> {
    pub(super) async fn verdicts(&mut self, tx: &mut Tx) -> Result<(), AppError> {
        for entry in &self.content.verdicts {
            let at = days_ago(self.now, entry.days_ago, &entry.solution);
            let (need, solution) =
                (self.needs.get(entry.need.as_str()), self.solutions.get(entry.solution.as_str()));
            let (Some(need), Some(solution)) = (need.copied(), solution.copied()) else {
                return Err(AppError::NotFound);
            };
            let doer = self.doer(&entry.person)?;
            let Doer::Person { person, organisation } = doer else { return Err(AppError::NotFound) };
            let given = GivenVerdict {
                need,
                solution,
                person,
                organisation,
                version: 1,
                verdict: entry.verdict,
                reason: entry.reason.clone(),
                at,
            };
            store::verdict::insert(tx, &given).await?;
            let event = self.event(at, doer, (SubjectKind::Need, need.to_string()));
            event.kind = EventKind::VerdictGiven;
            event.changes = verdict::changes(solution, (None, Some(entry.verdict)));
        }
        Ok(())
    }

    pub(super) async fn rings(&mut self, tx: &mut Tx) -> Result<(), AppError> {
        for entry in &self.content.rings {
            let at = days_ago(self.now, entry.days_ago, &entry.key);
            let doer = self.doer(&entry.person)?;
            let ring = SynonymRing {
                id: SynonymRingId::at(at),
                version: 1,
                kind: entry.kind,
                terms: entry.terms.clone(),
                note: entry.note.clone(),
                active: true,
                by: self.people.get(entry.person.as_str()).copied(),
                updated: at,
            };
            store::synonym::insert(tx, &ring).await?;
            self.event(at, doer, (SubjectKind::Synonym, ring.id.to_string()));
        }
        Ok(())
    }

    /// A person of the demo, acting for the own organisation.
    pub(super) fn doer(&self, key: &str) -> Result<Doer, AppError> {
        let entry = self.content.persons.iter().find(|person| person.key == key).ok_or(AppError::NotFound)?;
        let person = self.people.get(key).copied().ok_or(AppError::NotFound)?;
        Ok(Doer::Person { person, organisation: self.organisation(&entry.organisation)? })
    }
}
