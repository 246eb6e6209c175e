//! The demo's voices: organisations that have a need of another too, in their own words.

use domain::event::{Doer, EventKind, SubjectKind};
use domain::id::VoiceId;
use domain::voice::{Voice, VoiceFacts};
use store::Tx;

use super::{Load, days_ago};
use crate::AppError;

impl Load<'_> {
    pub(super) async fn voices(&mut self, tx: &mut Tx) -> Result<(), AppError> {
        for entry in &self.content.voices {
            let need = self.needs.get(entry.need.as_str()).copied().ok_or(AppError::NotFound)?;
            let person = self.people.get(entry.person.as_str()).copied().ok_or(AppError::NotFound)?;
            let organisation = self.organisation(&entry.organisation)?;
            let at = days_ago(self.now, entry.days_ago, &format!("{}-{}", entry.need, entry.organisation));
            let facts = VoiceFacts { words: entry.words.clone(), affected: entry.affected_number };
            let voice = Voice { id: VoiceId::at(at), version: 1, need, organisation, person, facts, at };
            store::voice::insert(tx, &voice).await?;
            let doer = Doer::Person { person, organisation };
            self.event(at, doer, (SubjectKind::Need, need.to_string())).kind = EventKind::VoiceGiven;
        }
        Ok(())
    }
}
