//! What is at hand for a case, of what its gate asks for: written, or known from the case and its needs.

use domain::case::{Case, CaseAnswer, CaseEvidence, Tie};
use domain::event::{EventKind, SubjectKind};
use domain::id::NeedId;
use domain::need::Need;
use domain::permission::Actor;
use domain::process::{Evidence, EvidenceKind, Process};
use store::Tx;

use super::qualification;
use crate::{AppError, prioritisation};

/// What is at hand for a case.
pub(crate) struct AtHand {
    needs: Vec<Need>,
    written: Vec<CaseEvidence>,
    pub(super) answers: Vec<CaseAnswer>,
    qualifies: bool,
    is_owned: bool,
    is_checked: bool,
    is_scored: bool,
}

impl AtHand {
    pub(crate) async fn of(tx: &mut Tx, case: &Case, process: &Process) -> Result<Self, AppError> {
        let mut needs = Vec::new();
        let mut is_checked = false;
        for tied in store::case::needs(tx, case.id).await? {
            if tied.tie != Tie::Joined {
                continue;
            }
            is_checked = is_checked || was_checked(tx, tied.need).await?;
            needs.extend(store::need::get(tx, tied.need).await?);
        }
        let answers = store::case::answers(tx, case.id).await?;
        Ok(Self {
            needs,
            written: store::case::evidence(tx, case.id).await?,
            qualifies: qualification(case, process, &answers).passes(),
            answers,
            is_owned: case.owner.is_some(),
            is_checked,
            is_scored: prioritisation::was_scored(tx, case.id).await?,
        })
    }

    /// Whether this is.
    pub(crate) fn has(&self, evidence: &Evidence) -> bool {
        match evidence.kind {
            EvidenceKind::Written => self.written(&evidence.code).is_some(),
            EvidenceKind::Owner => self.is_owned,
            EvidenceKind::Checked => self.is_checked,
            EvidenceKind::Requirements => self.needs.iter().any(|need| !need.requirements.is_empty()),
            EvidenceKind::Qualified => self.qualifies,
            EvidenceKind::Scored => self.is_scored,
            EvidenceKind::Spread => self
                .needs
                .first()
                .is_some_and(|first| self.needs.iter().any(|need| need.organisation != first.organisation)),
        }
    }

    pub(super) fn written(&self, code: &str) -> Option<&CaseEvidence> {
        self.written.iter().find(|written| written.code == code)
    }
}

/// Whether somebody has judged a solution for the need, or said that none fits.
async fn was_checked(tx: &mut Tx, id: NeedId) -> Result<bool, AppError> {
    let everything = Actor::Operator.visibility();
    if !store::verdict::of_need(tx, &everything, id).await?.is_empty()
        || !store::coverage::of_need(tx, id).await?.is_empty()
    {
        return Ok(true);
    }
    let events = store::event::of_subject(tx, SubjectKind::Need, &id.to_string(), i64::MAX).await?;
    Ok(events.iter().any(|event| event.kind == EventKind::NoneFits))
}
