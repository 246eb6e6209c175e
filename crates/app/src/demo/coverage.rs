//! What the demo's people have said that solutions cover.

use domain::coverage::{Coverage, CoverageLevel, CoverageSource};
use domain::event::{Doer, EventKind, SubjectKind};
use serde::Deserialize;
use store::Tx;

use super::content::DemoContent;
use super::{Load, days_ago};
use crate::{AppError, coverage};

#[derive(Debug, Clone, Deserialize)]
pub(super) struct CoverageEntry {
    pub(super) need: String,
    pub(super) solution: String,
    /// Who said so.
    pub(super) by: String,
    pub(super) days_ago: i64,
    pub(super) source: CoverageSource,
    pub(super) says: Vec<SayingEntry>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct SayingEntry {
    /// The requirement in the need's own words.
    pub(super) requirement: String,
    pub(super) level: CoverageLevel,
    pub(super) evidence: Option<String>,
}

impl DemoContent {
    /// The first thing said that refers to what is not there: what refers to it, and the key.
    pub(super) fn unknown_in_coverage(&self) -> Option<(String, String)> {
        self.coverage.iter().find_map(|entry| {
            let unknown = |key: &String| Some((format!("coverage of {}", entry.need), key.clone()));
            let Some(need) = self.needs.iter().find(|need| need.key == entry.need) else {
                return unknown(&entry.need);
            };
            if !self.solutions.iter().any(|solution| solution.key == entry.solution) {
                return unknown(&entry.solution);
            }
            if !self.persons.iter().any(|person| person.key == entry.by) {
                return unknown(&entry.by);
            }
            let strange = entry.says.iter().find(|saying| !need.requirements.contains(&saying.requirement));
            strange.and_then(|saying| unknown(&saying.requirement))
        })
    }
}

impl<'a> Load<'a> {
    /// After needs and solutions: everything said refers to both.
    pub(super) async fn coverage(&mut self, tx: &mut Tx) -> Result<(), AppError> {
        for entry in &self.content.coverage {
            self.said(tx, entry).await?;
        }
        Ok(())
    }

    async fn said(&mut self, tx: &mut Tx, entry: &'a CoverageEntry) -> Result<(), AppError> {
        let need = *self.needs.get(entry.need.as_str()).ok_or(AppError::NotFound)?;
        let need = store::need::get(tx, need).await?.ok_or(AppError::NotFound)?;
        let key = format!("id:demo:{}", entry.solution);
        let solution = store::solution::by_source_key(tx, &key).await?.ok_or(AppError::NotFound)?;
        let by = self.content.persons.iter().find(|person| person.key == entry.by);
        let by = by.ok_or(AppError::NotFound)?;
        let person = *self.people.get(by.key.as_str()).ok_or(AppError::NotFound)?;
        let organisation = self.organisation(&by.organisation)?;
        let at = days_ago(self.now, entry.days_ago, &format!("{}{}", entry.need, entry.solution));
        for saying in &entry.says {
            let found = need.requirements.iter().find(|known| known.text == saying.requirement);
            let said = Coverage {
                requirement: found.ok_or(AppError::NotFound)?.id,
                solution: solution.id,
                version: 0,
                level: saying.level,
                source: entry.source,
                evidence: saying.evidence.clone(),
                person: Some(person),
                organisation: Some(organisation),
                at,
            };
            store::coverage::put(tx, &said).await?;
            let doer = Doer::Person { person, organisation };
            let event = self.event(at, doer, (SubjectKind::Need, need.id.to_string()));
            event.kind = EventKind::CoverageChanged;
            event.changes = coverage::changes(solution.number, None, Some(&said));
        }
        Ok(())
    }
}
