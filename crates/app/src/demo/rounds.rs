//! The demo's rounds of prioritisation: who has scored what, spread around what the file says so that the voices differ as
//! people's do.

use domain::case::CaseState;
use domain::event::{Change, Doer, EventKind, SubjectKind};
use domain::id::{CaseId, RoundId};
use domain::prioritisation::{Round, RoundAssessor, Score, Sureness, Voices};
use jiff::ToSpan as _;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::Tx;

use super::content::RoleWord;
use super::{Load, days_ago, spread};
use crate::case::joined_case;
use crate::{AppError, prioritisation};

/// One round.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct RoundEntry {
    title: String,
    /// Who opened it.
    pub(super) arranged_by: String,
    days_ago: i64,
    /// Open still where nothing is said.
    closed_days_ago: Option<i64>,
    /// Who is done in an open one.
    #[serde(default)]
    pub(super) done: Vec<String>,
    due_days_ago: i64,
    /// By a need in the case: a score around which the voices lie, criterion by criterion.
    pub(super) cases: BTreeMap<String, Vec<u8>>,
    /// What one of the assessors wrote, by the need and the criterion.
    #[serde(default)]
    comments: BTreeMap<String, String>,
}

impl Load<'_> {
    pub(super) async fn rounds(&mut self, tx: &mut Tx) -> Result<(), AppError> {
        let content = self.content;
        for entry in &content.cases.rounds {
            self.round(tx, entry).await?;
        }
        Ok(())
    }

    async fn round(&mut self, tx: &mut Tx, entry: &RoundEntry) -> Result<(), AppError> {
        let at = days_ago(self.now, entry.days_ago, &entry.title);
        let person = self.people.get(entry.arranged_by.as_str()).copied().ok_or(AppError::NotFound)?;
        let own = store::person::assignments(tx, person).await?;
        let organisation = own.first().ok_or(AppError::NotFound)?.organisation;
        let memberships = store::collaboration::of_organisation(tx, organisation).await?;
        let collaboration = memberships.first().ok_or(AppError::NotFound)?.collaboration;
        let due = self.now.day().checked_sub(entry.due_days_ago.days()).map_err(|_| AppError::NotFound)?;
        let round = Round {
            id: RoundId::at(at),
            version: 1,
            title: entry.title.clone(),
            organisation,
            collaboration,
            criteria: prioritisation::proposal()?,
            voices: Voices::Organisations,
            due: Some(due),
            closed: entry.closed_days_ago.map(|days| days_ago(self.now, days, &entry.title)),
            created: at,
        };
        store::prioritisation::insert(tx, &round).await?;
        let mut assessors = Vec::new();
        for one in self.content.persons.iter().filter(|one| one.also.contains(&RoleWord::Beredare)) {
            let is_done = round.closed.is_some() || entry.done.contains(&one.key);
            let assessor = RoundAssessor {
                person: self.people.get(one.key.as_str()).copied().ok_or(AppError::NotFound)?,
                organisation: self.organisation(&one.organisation)?,
                done: is_done.then_some(round.closed.unwrap_or(self.now)),
            };
            store::prioritisation::add_assessor(tx, round.id, &assessor).await?;
            assessors.push(assessor);
        }
        for (position, (key, around)) in (1..).zip(&entry.cases) {
            let need = self.needs.get(key.as_str()).copied().ok_or(AppError::NotFound)?;
            let case = joined_case(tx, need).await?.ok_or(AppError::NotFound)?;
            store::prioritisation::add_case(tx, round.id, case.id, position).await?;
            for (index, assessor) in assessors.iter().enumerate() {
                if assessor.done.is_some() && case.state != CaseState::Closed {
                    scores(tx, (entry, &round), (key, case.id), around, (index, assessor)).await?;
                }
            }
        }
        let doer = Doer::Person { person, organisation };
        let opened = self.event(at, doer, (SubjectKind::Round, round.id.to_string()));
        opened.changes = Change::between("title", "", &round.title).into_iter().collect();
        if let Some(closed) = round.closed {
            self.event(closed, doer, (SubjectKind::Round, round.id.to_string())).kind =
                EventKind::RoundClosed;
        }
        Ok(())
    }
}

/// One assessor's scores of one case.
async fn scores(
    tx: &mut Tx,
    (entry, round): (&RoundEntry, &Round),
    (key, case): (&str, CaseId),
    around: &[u8],
    (index, assessor): (usize, &RoundAssessor),
) -> Result<(), AppError> {
    for (criterion, around) in round.criteria.iter().zip(around) {
        // The differing part first: what comes last changes the number least.
        let seed = format!("{index}-{key}-{}", criterion.code);
        // Mostly as the file says, now and then a step to either side, seldom two.
        const STEPS: [i64; 8] = [0, 0, 0, 1, -1, 0, -2, 1];
        let step = usize::try_from(spread(&seed, 8)).ok().and_then(|at| STEPS.get(at)).copied().unwrap_or(0);
        let value = (i64::from(*around) + step).clamp(1, 5);
        let said = entry.comments.get(&format!("{key} {}", criterion.code)).filter(|_| index == 0);
        let score = Score {
            case,
            person: assessor.person,
            criterion: criterion.code.clone(),
            value: u8::try_from(value).unwrap_or(1),
            sureness: match spread(&format!("sure-{seed}"), 4) {
                0 => Sureness::Low,
                1 | 2 => Sureness::Medium,
                _ => Sureness::High,
            },
            comment: said.cloned().unwrap_or_default(),
        };
        store::prioritisation::set_score(tx, round.id, &score).await?;
    }
    Ok(())
}
