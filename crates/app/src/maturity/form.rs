//! Questionnaires of maturity: the one that is shipped as a proposal, and the versions of collaborations.
//!
//! An edit makes a new version. Rounds keep the one they were opened with, also while they are being answered.

use domain::collaboration::Collaboration;
use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{CollaborationId, MaturityFormId};
use domain::instant::Instant;
use domain::maturity::{MaturityForm, MaturityRound, Questions};
use domain::permission::{Actor, Deed, Subject};
use domain::sharing::Sharing;
use domain::text::{self, SHORT_MAX};
use store::{StoreError, Tx};

use crate::error::{AppError, FieldProblem, Invalid, Refusal};
use crate::history::doer;
use crate::initiative::name_of;
use crate::{App, collaboration};

/// What every collaboration begins with.
const PROPOSAL: &str = include_str!("../../../../defaults/maturity.json");

/// A version as a list of them tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormRevision {
    /// Which.
    pub revision: i64,
    /// When.
    pub at: Instant,
    /// Why.
    pub note: String,
    /// By whom, by name.
    pub person: Option<String>,
}

/// A questionnaire as its page shows it.
#[derive(Debug, Clone)]
pub struct MaturityFormPage {
    /// Whose.
    pub collaboration: Collaboration,
    /// The version that was asked for.
    pub form: MaturityForm,
    /// Every version that the collaboration has made, latest first; none while it follows the proposal.
    pub revisions: Vec<FormRevision>,
    /// Whether the reader may make a new version.
    pub may_edit: bool,
}

impl MaturityFormPage {
    /// The number of the version that holds now; 0 for the proposal.
    #[must_use]
    pub fn current(&self) -> i64 {
        self.revisions.first().map_or(0, |latest| latest.revision)
    }
}

/// The questionnaire that is shipped.
///
/// # Errors
/// [`AppError::Internal`] when it cannot be read, which a test rules out.
pub fn proposal() -> Result<Questions, AppError> {
    serde_json::from_str(PROPOSAL).map_err(|error| {
        AppError::Internal(StoreError::Damaged { column: "questions", value: error.to_string() })
    })
}

/// The version that rounds are opened with now. The proposal is kept the first time that it is needed.
pub(super) async fn current(
    tx: &mut Tx,
    collaboration: Option<CollaborationId>,
    now: Instant,
) -> Result<MaturityForm, AppError> {
    if let Some(own) = latest(tx, collaboration).await? {
        return Ok(own);
    }
    let questions = proposal()?;
    let kept = store::maturity::forms(tx, None).await?;
    if let Some(same) = kept.into_iter().find(|form| form.questions == questions) {
        return Ok(same);
    }
    let form = shipped(questions, now);
    store::maturity::insert_form(tx, &form).await?;
    Ok(form)
}

/// The shipped questionnaire as it is kept, for what is made without a collaboration's own.
pub(crate) async fn first_form(tx: &mut Tx, now: Instant) -> Result<MaturityForm, AppError> {
    current(tx, None, now).await
}

/// Whether the questions have changed since a round was opened.
pub(super) async fn is_changed(
    tx: &mut Tx,
    round: &MaturityRound,
    form: &MaturityForm,
) -> Result<bool, AppError> {
    let at = collaboration::first_of(tx, round.organisation).await?;
    Ok(match latest(tx, at).await? {
        Some(own) => own.questions != form.questions,
        None => proposal()? != form.questions,
    })
}

/// The latest version that a collaboration has made itself.
async fn latest(
    tx: &mut Tx,
    collaboration: Option<CollaborationId>,
) -> Result<Option<MaturityForm>, AppError> {
    match collaboration {
        Some(_) => Ok(store::maturity::forms(tx, collaboration).await?.into_iter().next()),
        None => Ok(None),
    }
}

fn shipped(questions: Questions, now: Instant) -> MaturityForm {
    let id = MaturityFormId::at(now);
    MaturityForm {
        id,
        collaboration: None,
        revision: 0,
        note: String::new(),
        person: None,
        at: now,
        questions,
    }
}

impl App {
    /// The questionnaire of a collaboration: the version that holds now, or an earlier one.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for no such collaboration or version.
    pub async fn read_maturity_form(
        &self,
        actor: &Actor,
        collaboration: CollaborationId,
        revision: Option<i64>,
    ) -> Result<MaturityFormPage, AppError> {
        let mut tx = self.db.read().await?;
        let collaboration =
            store::collaboration::get(&mut tx, collaboration).await?.ok_or(AppError::NotFound)?;
        let versions = store::maturity::forms(&mut tx, Some(collaboration.id)).await?;
        let mut revisions = Vec::with_capacity(versions.len());
        for version in &versions {
            let person = version.person.filter(|_| actor.member().is_some());
            revisions.push(FormRevision {
                revision: version.revision,
                at: version.at,
                note: version.note.clone(),
                person: name_of(&mut tx, person).await?,
            });
        }
        let proposed = || Ok::<_, AppError>(shipped(proposal()?, self.clock.now()));
        let form = match revision {
            None => versions.into_iter().next().map_or_else(proposed, Ok)?,
            Some(0) => proposed()?,
            Some(wanted) => {
                versions.into_iter().find(|one| one.revision == wanted).ok_or(AppError::NotFound)?
            }
        };
        Ok(MaturityFormPage { may_edit: may_edit(actor, &collaboration), collaboration, form, revisions })
    }

    /// The collaboration whose questionnaire the actor's organisation answers.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn maturity_form_of(&self, actor: &Actor) -> Result<Option<CollaborationId>, AppError> {
        let Some(member) = actor.member() else { return Ok(None) };
        collaboration::first_of(&mut self.db.read().await?, member.organisation).await
    }

    /// Makes a new version of a collaboration's questionnaire. Rounds that are open stay on theirs.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not lead the collaboration; [`AppError::Invalid`] with everything that is wrong;
    /// [`AppError::Refused`] when somebody has made another version since `from`.
    pub async fn edit_maturity_form(
        &self,
        actor: &Actor,
        (collaboration, from): (CollaborationId, i64),
        questions: Questions,
        note: &str,
    ) -> Result<MaturityForm, AppError> {
        let mut tx = self.db.write().await?;
        let collaboration =
            store::collaboration::get(&mut tx, collaboration).await?.ok_or(AppError::NotFound)?;
        if !may_edit(actor, &collaboration) {
            return Err(AppError::Denied);
        }
        let problem =
            |problem| Invalid { field: "questions", index: 0, problem: FieldProblem::Maturity(problem) };
        let mut invalid: Vec<Invalid> = questions.problems().into_iter().map(problem).collect();
        let note = text::required(note, SHORT_MAX).unwrap_or_else(|problem| {
            invalid.push(Invalid { field: "note", index: 0, problem: FieldProblem::Text(problem) });
            String::new()
        });
        if !invalid.is_empty() {
            return Err(AppError::Invalid(invalid));
        }
        let before = latest(&mut tx, Some(collaboration.id)).await?.map_or(0, |latest| latest.revision);
        if before != from {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let now = self.clock.now();
        let form = MaturityForm {
            id: MaturityFormId::at(now),
            collaboration: Some(collaboration.id),
            revision: before + 1,
            note,
            person: actor.member().map(|member| member.person),
            at: now,
            questions,
        };
        store::maturity::insert_form(&mut tx, &form).await?;
        let changes = [
            Change::between("form_revision", &before.to_string(), &form.revision.to_string()),
            Change::between("note", "", &form.note),
        ];
        let about = (SubjectKind::Collaboration, collaboration.id.to_string());
        let changes = changes.into_iter().flatten().collect();
        self.keep_event(&mut tx, doer(actor), about, EventKind::MaturityFormChanged, changes).await?;
        tx.commit().await?;
        Ok(form)
    }
}

fn may_edit(actor: &Actor, collaboration: &Collaboration) -> bool {
    let subject = Subject { owner: collaboration.lead, author: None, sharing: Sharing::Organisation };
    actor.may(Deed::LeadCollaboration, &subject)
}
