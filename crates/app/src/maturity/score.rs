//! What other instruments came to, recorded beside the own result: figures and where they stand, never anybody's questions.

use domain::event::{Change, EventKind, SubjectKind};
use domain::id::MaturityScoreId;
use domain::maturity::MaturityScore;
use domain::permission::Actor;
use domain::text::{SHORT_MAX, TITLE_MAX};

use super::keeps;
use crate::App;
use crate::checked::Checked;
use crate::error::{AppError, FieldProblem};
use crate::history::doer;
use crate::initiative::stale;

/// Longest value and scale, in characters.
const VALUE_MAX: usize = 40;

/// A score as it is sent.
#[derive(Debug, Clone, Default)]
pub struct ScoreInput {
    /// Which instrument.
    pub instrument: String,
    /// What of it.
    pub aspect: String,
    /// What it came to.
    pub value: String,
    /// What it is counted on.
    pub scale: String,
    /// The day.
    pub on: String,
    /// Where it stands.
    pub note: String,
}

impl App {
    /// What other instruments came to for the actor's organisation, latest first.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who acts for no organisation.
    pub async fn maturity_scores(&self, actor: &Actor) -> Result<Vec<MaturityScore>, AppError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        Ok(store::maturity::scores(&mut self.db.read().await?, member.organisation).await?)
    }

    /// Records what another instrument came to for the actor's organisation.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep such; [`AppError::Invalid`] for fields that cannot be kept.
    pub async fn record_maturity_score(&self, actor: &Actor, input: &ScoreInput) -> Result<(), AppError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        if !keeps(actor, member.organisation) {
            return Err(AppError::Denied);
        }
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let instrument = checked.required("instrument", 0, &input.instrument, TITLE_MAX);
        let aspect = checked.optional("aspect", 0, &input.aspect, TITLE_MAX);
        let value = checked.required("value", 0, &input.value, VALUE_MAX);
        let scale = checked.optional("scale", 0, &input.scale, VALUE_MAX);
        let on = checked.required_day("on", 0, &input.on);
        if on.is_some_and(|day| day > now.day()) {
            checked.add("on", 0, FieldProblem::DayToCome);
        }
        let note = checked.optional("note", 0, &input.note, SHORT_MAX);
        checked.done()?;
        let score = MaturityScore {
            id: MaturityScoreId::at(now),
            organisation: member.organisation,
            instrument,
            aspect,
            value,
            scale,
            on: on.unwrap_or_else(|| now.day()),
            note,
            person: Some(member.person),
            at: now,
        };
        let mut tx = self.db.write().await?;
        store::maturity::insert_score(&mut tx, &score).await?;
        let changes = [
            Change::between("instrument", "", &score.instrument),
            Change::between("score", "", &score.value),
        ];
        let about = (SubjectKind::Maturity, score.id.to_string());
        let changes = changes.into_iter().flatten().collect();
        self.keep_event(&mut tx, doer(actor), about, EventKind::ScoreRecorded, changes).await?;
        Ok(tx.commit().await?)
    }

    /// Takes away a score that was recorded for the actor's organisation. What it was stands in the event.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for none of that organisation; [`AppError::Denied`] for who does not keep them.
    pub async fn remove_maturity_score(&self, actor: &Actor, id: MaturityScoreId) -> Result<(), AppError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        if !keeps(actor, member.organisation) {
            return Err(AppError::Denied);
        }
        let mut tx = self.db.write().await?;
        let all = store::maturity::scores(&mut tx, member.organisation).await?;
        let score = all.into_iter().find(|one| one.id == id).ok_or(AppError::NotFound)?;
        store::maturity::remove_score(&mut tx, id).await.map_err(stale)?;
        let changes = [
            Change::between("instrument", &score.instrument, ""),
            Change::between("score", &score.value, ""),
        ];
        let about = (SubjectKind::Maturity, id.to_string());
        let changes = changes.into_iter().flatten().collect();
        self.keep_event(&mut tx, doer(actor), about, EventKind::ScoreRemoved, changes).await?;
        Ok(tx.commit().await?)
    }
}
