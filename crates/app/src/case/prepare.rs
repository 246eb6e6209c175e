//! Preparing a case: its words, owner and track, what a gate asks for in writing, the answers of the qualification, and
//! moving it to the version of the process that holds now.
//!
//! Each write is over the version that was read, and what is written is refused with a personal identity number in it:
//! others read it.

use domain::case::{Case, CaseAnswer, CaseEvidence, CaseState};
use domain::event::{Change, EventKind};
use domain::id::{OrganisationId, PersonId};
use domain::instant::Instant;
use domain::number::Number;
use domain::permission::{Actor, Deed};
use domain::person::Power;
use domain::personal;
use domain::process::{Answer, EvidenceKind, Process, Track};
use domain::sharing::Sharing;
use domain::text::{self, DESCRIPTION_MAX, NEED_TEXT_MAX, SHORT_MAX, TITLE_MAX};
use store::Tx;

use super::{can_own, load, may_prepare, subject};
use crate::error::{AppError, FieldProblem, Invalid, Refusal};
use crate::{App, process};

/// What whoever keeps a case says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseInput {
    /// The common need in a few words.
    pub title: String,
    /// The common need in plain words.
    pub statement: String,
    /// Whether it goes on alone or together.
    pub track: Track,
    /// Who stands for the need.
    pub owner: Option<PersonId>,
}

/// A text of a case, cleaned; what cannot be kept is told with its field.
pub(crate) fn words(
    field: &'static str,
    index: usize,
    cleaned: Result<Option<String>, text::TextProblem>,
    now: Instant,
) -> Result<String, Invalid> {
    let invalid = |problem| Invalid { field, index, problem };
    let text = cleaned.map_err(|problem| invalid(FieldProblem::Text(problem)))?.unwrap_or_default();
    if personal::has_identity_number(&text, now.day()) {
        return Err(invalid(FieldProblem::IdentityNumber));
    }
    Ok(text)
}

impl App {
    /// Who can stand for the need of a case: people of the organisation that keeps it, with a role that writes, by name.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep the case.
    pub async fn case_owners(
        &self,
        actor: &Actor,
        number: Number,
    ) -> Result<Vec<(PersonId, String)>, AppError> {
        let mut tx = self.db.read().await?;
        let (case, _) = load(&mut tx, actor, number).await?;
        if !actor.may(Deed::KeepCase, &subject(&case)) {
            return Err(AppError::Denied);
        }
        let people = store::person::of_organisation(&mut tx, case.organisation).await?;
        let writers = people.into_iter().filter(|(_, assignment)| assignment.role.can(Power::Write));
        let mut owners: Vec<(PersonId, String)> = Vec::new();
        for (person, _) in writers {
            if owners.iter().all(|(id, _)| *id != person.id) {
                owners.push((person.id, person.name));
            }
        }
        owners.sort_by_key(|(_, name)| store::page::sort_key(name));
        Ok(owners)
    }

    /// What a person stands for goes to a successor, or waits for a new owner.
    pub(crate) async fn hand_over_cases(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        organisation: OrganisationId,
        (from, to): (PersonId, Option<PersonId>),
    ) -> Result<(), AppError> {
        for id in store::case::owned_by(tx, organisation, from).await? {
            let Some(case) = store::case::get(tx, id).await? else { continue };
            let process = super::process_of(tx, &case).await?;
            let after = Case { owner: to, updated: self.clock.now(), ..case };
            self.save_case(tx, &after, &process).await?;
            let name = |id: Option<PersonId>| id.map(|id| id.to_string()).unwrap_or_default();
            let changes = Change::between("owner", &from.to_string(), &name(to)).into_iter().collect();
            self.case_event(tx, actor, id, EventKind::Edited, changes).await?;
        }
        Ok(())
    }

    /// The case, for one who may do this with it, over the version that was read.
    async fn prepared(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        number: Number,
        version: i64,
        may: impl Fn(&Case) -> bool,
    ) -> Result<(Case, Process), AppError> {
        let (case, process) = load(tx, actor, number).await?;
        if !may(&case) {
            return Err(AppError::Denied);
        }
        if case.version != version {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        Ok((case, process))
    }

    /// Changes a case's words, owner and track.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep it; [`AppError::Invalid`] for words that cannot be kept and for an owner
    /// without a role that writes; [`AppError::Refused`] when it is to go on together and the neighbours cannot read it,
    /// or when somebody has changed it since.
    pub async fn edit_case(
        &self,
        actor: &Actor,
        number: Number,
        version: i64,
        input: CaseInput,
    ) -> Result<Case, AppError> {
        let mut tx = self.db.write().await?;
        let keeps = |case: &Case| actor.may(Deed::KeepCase, &subject(case));
        let (before, process) = self.prepared(&mut tx, actor, number, version, keeps).await?;
        let now = self.clock.now();
        let mut invalid = Vec::new();
        let mut told = |result: Result<String, Invalid>| {
            result.unwrap_or_else(|problem| {
                invalid.push(problem);
                String::new()
            })
        };
        let title = told(words("title", 0, text::required(&input.title, TITLE_MAX).map(Some), now));
        let statement = told(words("statement", 0, text::optional(&input.statement, NEED_TEXT_MAX), now));
        if let Some(owner) = input.owner
            && before.owner != input.owner
            && !can_own(&mut tx, before.organisation, owner).await?
        {
            invalid.push(Invalid { field: "owner", index: 0, problem: FieldProblem::Unknown });
        }
        if !invalid.is_empty() {
            return Err(AppError::Invalid(invalid));
        }
        if input.track == Track::Joint && before.sharing < Sharing::Collaboration {
            return Err(AppError::Refused(Refusal::NotShared));
        }
        let after =
            Case { title, statement, track: input.track, owner: input.owner, updated: now, ..before.clone() };
        let name = |id: Option<PersonId>| id.map(|id| id.to_string()).unwrap_or_default();
        let changes: Vec<Change> = [
            Change::between("title", &before.title, &after.title),
            Change::between("statement", &before.statement, &after.statement),
            Change::between("track", before.track.code(), after.track.code()),
            Change::between("owner", &name(before.owner), &name(after.owner)),
        ]
        .into_iter()
        .flatten()
        .collect();
        if changes.is_empty() {
            return Ok(before);
        }
        self.save_case(&mut tx, &after, &process).await?;
        self.case_event(&mut tx, actor, after.id, EventKind::Edited, changes).await?;
        tx.commit().await?;
        Ok(after)
    }

    /// Keeps what was written that the gate asks for, by the codes of the evidence; an empty text takes it away.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not prepare it; [`AppError::Invalid`] for what cannot be kept and for what the gate
    /// does not ask for; [`AppError::Refused`] when it is not under way, or when somebody has changed it since.
    pub async fn write_evidence(
        &self,
        actor: &Actor,
        number: Number,
        version: i64,
        written: &[(String, String)],
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let may = |case: &Case| may_prepare(actor, case);
        let (case, process) = self.prepared(&mut tx, actor, number, version, may).await?;
        let gate = case.gate_in(&process.definition).ok_or(AppError::Refused(Refusal::NotUnderWay))?;
        let now = self.clock.now();
        let mut checked = Vec::new();
        let mut invalid = Vec::new();
        for (index, (code, body)) in written.iter().enumerate() {
            let asked = |kind| kind == EvidenceKind::Written;
            if !gate.evidence.iter().any(|evidence| evidence.code == *code && asked(evidence.kind)) {
                invalid.push(Invalid { field: "evidence", index, problem: FieldProblem::Unknown });
                continue;
            }
            match words("evidence", index, text::optional(body, DESCRIPTION_MAX), now) {
                Ok(body) => checked.push((code, body)),
                Err(problem) => invalid.push(problem),
            }
        }
        if !invalid.is_empty() {
            return Err(AppError::Invalid(invalid));
        }
        let before = store::case::evidence(&mut tx, case.id).await?;
        let mut changes = Vec::new();
        for (code, body) in checked {
            let was = before.iter().find(|one| one.code == *code).map_or("", |one| one.body.as_str());
            if was == body {
                continue;
            }
            changes.extend(Change::between("evidence", was, &body));
            let person = actor.member().map(|member| member.person);
            let evidence = CaseEvidence { code: code.clone(), body, person, at: now };
            store::case::set_evidence(&mut tx, case.id, &evidence).await?;
        }
        if changes.is_empty() {
            return Ok(());
        }
        self.save_case(&mut tx, &Case { updated: now, ..case.clone() }, &process).await?;
        self.case_event(&mut tx, actor, case.id, EventKind::EvidenceGiven, changes).await?;
        Ok(tx.commit().await?)
    }

    /// Keeps answers to checks, by their codes, each with what it stands on. Checks that are not named stay as they are.
    ///
    /// # Errors
    /// As [`App::write_evidence`]; [`AppError::Invalid`] also for an answer other than "yes" that says nothing about why.
    pub async fn answer_checks(
        &self,
        actor: &Actor,
        number: Number,
        version: i64,
        answers: &[(String, Answer, String)],
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let may = |case: &Case| may_prepare(actor, case);
        let (case, process) = self.prepared(&mut tx, actor, number, version, may).await?;
        if case.state != CaseState::Running {
            return Err(AppError::Refused(Refusal::NotUnderWay));
        }
        let now = self.clock.now();
        let before = store::case::answers(&mut tx, case.id).await?;
        let (mut invalid, mut changed, mut changes) = (Vec::new(), Vec::new(), Vec::new());
        for (index, (code, answer, evidence)) in answers.iter().enumerate() {
            if !process.definition.checks_on(case.track).any(|check| check.code == *code) {
                invalid.push(Invalid { field: "answer", index, problem: FieldProblem::Unknown });
                continue;
            }
            let cleaned = match answer {
                Answer::Yes => text::optional(evidence, NEED_TEXT_MAX),
                Answer::Partly | Answer::No | Answer::Unclear => {
                    text::required(evidence, NEED_TEXT_MAX).map(Some)
                }
            };
            let evidence = match words("answer", index, cleaned, now) {
                Ok(evidence) => evidence,
                Err(problem) => {
                    invalid.push(problem);
                    continue;
                }
            };
            let was = before.iter().find(|one| one.code == *code);
            if was.is_some_and(|was| was.answer == *answer && was.evidence == evidence) {
                continue;
            }
            let told = |answer: Answer, evidence: &str| format!("{answer}: {evidence}");
            let was = was.map(|was| told(was.answer, &was.evidence)).unwrap_or_default();
            changes.extend(Change::between(&format!("check_{code}"), &was, &told(*answer, &evidence)));
            let person = actor.member().map(|member| member.person);
            changed.push(CaseAnswer { code: code.clone(), answer: *answer, evidence, person, at: now });
        }
        if !invalid.is_empty() {
            return Err(AppError::Invalid(invalid));
        }
        if changed.is_empty() {
            return Ok(());
        }
        for answer in &changed {
            store::case::set_answer(&mut tx, case.id, answer).await?;
        }
        self.save_case(&mut tx, &Case { updated: now, ..case.clone() }, &process).await?;
        self.case_event(&mut tx, actor, case.id, EventKind::ChecksAnswered, changes).await?;
        Ok(tx.commit().await?)
    }

    /// Moves a case to the version of the process that holds now, into a stage of it. Nothing that was written is lost.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not keep it; [`AppError::Invalid`] for a stage that the version does not have, and
    /// without a reason; [`AppError::Refused`] when it has ended, is on that version already, or was changed since.
    pub async fn move_case(
        &self,
        actor: &Actor,
        number: Number,
        version: i64,
        stage: &str,
        reason: &str,
    ) -> Result<Case, AppError> {
        let mut tx = self.db.write().await?;
        let keeps = |case: &Case| actor.may(Deed::KeepCase, &subject(case));
        let (before, old) = self.prepared(&mut tx, actor, number, version, keeps).await?;
        let now = self.clock.now();
        let new = process::current(&mut tx, before.collaboration, now).await?;
        if !matches!(before.state, CaseState::Running | CaseState::Dormant) || new.id == old.id {
            return Err(AppError::Refused(Refusal::NotUnderWay));
        }
        let mut invalid = Vec::new();
        let reason = words("reason", 0, text::required(reason, SHORT_MAX).map(Some), now);
        let reason = reason.unwrap_or_else(|problem| {
            invalid.push(problem);
            String::new()
        });
        if new.definition.stage(stage).is_none() {
            invalid.push(Invalid { field: "stage", index: 0, problem: FieldProblem::Unknown });
        }
        if !invalid.is_empty() {
            return Err(AppError::Invalid(invalid));
        }
        let (state, exit, until) = (before.state, before.exit, before.until);
        let moved = Case { process: new.id, ..before.clone() };
        let after = match state {
            // Who moves nothing but the version keeps the time that it has waited.
            CaseState::Running if stage == before.stage => Case { updated: now, ..moved },
            CaseState::Running => moved.entering(&new.definition, stage, now),
            CaseState::Dormant | CaseState::Closed | CaseState::Finished => {
                Case { state, exit, until, due: None, ..moved.entering(&new.definition, stage, now) }
            }
        };
        self.save_case(&mut tx, &after, &new).await?;
        let changes = [
            Change::between("process_revision", &old.revision.to_string(), &new.revision.to_string()),
            Change::between("stage", &before.stage, &after.stage),
            Change::between("reason", "", &reason),
        ];
        let changes = changes.into_iter().flatten().collect();
        self.case_event(&mut tx, actor, after.id, EventKind::ProcessMoved, changes).await?;
        tx.commit().await?;
        Ok(after)
    }
}
