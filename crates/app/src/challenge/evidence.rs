//! What shows a challenge: records of the collaboration's own work, and what people write down from interviews, workshops and studies.
//!
//! Events tell that evidence was laid and of which kind, never its words: more people read the challenge than read its evidence.

use domain::challenge::{EVIDENCE_LEVELS, Evidence, EvidenceKind};
use domain::event::{Change, EventKind};
use domain::id::{ChallengeId, CollaborationId, EvidenceId};
use domain::permission::{Actor, Deed, Subject};
use domain::sharing::Sharing;
use domain::text::{NEED_TEXT_MAX, SHORT_MAX};
use jiff::civil::Date;
use store::Tx;
use store::challenge::Shows;

use super::{EvidenceRow, keeps, load, writes};
use crate::checked::Checked;
use crate::error::{AppError, FieldProblem};
use crate::goal::Joined;
use crate::{App, Directory};

/// A note as it is sent.
#[derive(Debug, Clone, Default)]
pub struct NoteInput {
    /// The code of where it comes from: an interview, a workshop or a study.
    pub kind: String,
    /// What was said.
    pub text: String,
    /// Where that can be read.
    pub source: String,
    /// When it was so.
    pub on: String,
    /// The code of who reads it.
    pub sharing: String,
}

/// The evidence of a collaboration that the reader may read, latest first.
pub(super) async fn readable(
    tx: &mut Tx,
    actor: &Actor,
    directory: &Directory,
    of: CollaborationId,
) -> Result<Vec<EvidenceRow>, AppError> {
    let seen = store::challenge::seen(tx, &actor.visibility(), of).await?;
    let mut rows = Vec::new();
    for evidence in store::challenge::evidence(tx, of).await? {
        let (number, text) = match seen.get(&evidence.id) {
            Some((number, said)) => (Some(number.clone()), said.clone()),
            None if is_told(actor, &evidence) => (None, evidence.text.clone()),
            None => continue,
        };
        let organisation = evidence.organisation.map(|id| directory.short_name(id)).unwrap_or_default();
        let may_remove = may_remove(actor, &evidence);
        rows.push(EvidenceRow { evidence, organisation, text, number, may_remove });
    }
    Ok(rows)
}

/// Whether what was written here was told to the reader: a member of the collaboration.
fn is_told(actor: &Actor, evidence: &Evidence) -> bool {
    let own = actor.member().is_some_and(|member| evidence.organisation == Some(member.organisation));
    let to_all = evidence.organisation.is_none() || evidence.sharing == Sharing::Collaboration;
    !evidence.kind.is_of_record() && (own || to_all || actor == &Actor::Operator)
}

/// Whoever laid it there, and who coordinates in the organisation that it tells of.
fn may_remove(actor: &Actor, evidence: &Evidence) -> bool {
    let Some(member) = actor.member() else { return actor == &Actor::Operator };
    let of_own = evidence.organisation.is_some_and(|id| actor.may(Deed::KeepGoals, &Subject::of(id)));
    writes(actor) && (evidence.person == Some(member.person) || of_own)
}

/// The records of the members that the reader may read and that could show a challenge.
pub(super) async fn records(
    tx: &mut Tx,
    actor: &Actor,
    of: &Joined,
    today: Date,
) -> Result<Vec<Shows>, AppError> {
    Ok(store::challenge::records(tx, &actor.visibility(), &of.members, today).await?)
}

impl App {
    /// Lays beside a challenge what somebody said or wrote. A study tells of nobody here; everything else of the own organisation.
    ///
    /// # Errors
    /// [`AppError::NotFound`] outside the challenge's collaboration; [`AppError::Denied`] for who only reads; [`AppError::Invalid`] for
    /// fields that cannot be kept, a personal identity number among them, and where the same lies there already.
    pub async fn lay_note(&self, actor: &Actor, id: ChallengeId, input: NoteInput) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let challenge = load(&mut tx, actor, id).await?;
        let member = actor.member().filter(|_| writes(actor)).ok_or(AppError::Denied)?;
        let now = self.clock.now();
        let mut checked = Checked::new(now);
        let written = |code: &str| EvidenceKind::from_code(code).filter(|kind| !kind.is_of_record());
        let kind = checked.word("kind", 0, &input.kind, written);
        let text = checked.required("said", 0, &input.text, NEED_TEXT_MAX);
        let source = checked.optional("source", 0, &input.source, SHORT_MAX);
        let day = checked.required_day("on", 0, &input.on);
        if day.is_some_and(|day| day > now.day()) {
            checked.add("on", 0, FieldProblem::DayToCome);
        }
        let level = |code: &str| Sharing::from_code(code).filter(|level| EVIDENCE_LEVELS.contains(level));
        let sharing = checked.word("sharing", 0, &input.sharing, level);
        let there = store::challenge::evidence(&mut tx, challenge.collaboration).await?;
        let is_same = |one: &Evidence| {
            one.challenge == id
                && one.person == Some(member.person)
                && one.text == text
                && Some(one.day) == day
        };
        if there.iter().any(is_same) {
            checked.add("said", 0, FieldProblem::Taken);
        }
        checked.done()?;
        let (Some(kind), Some(day), Some(sharing)) = (kind, day, sharing) else {
            return Err(AppError::NotFound);
        };
        let is_study = kind == EvidenceKind::Study;
        let evidence = Evidence {
            id: EvidenceId::at(now),
            challenge: id,
            kind,
            organisation: (!is_study).then_some(member.organisation),
            text,
            source,
            record: String::new(),
            day,
            // What a study says is known to all.
            sharing: if is_study { Sharing::Collaboration } else { sharing },
            person: Some(member.person),
            at: now,
        };
        self.lay(&mut tx, actor, &evidence).await?;
        Ok(tx.commit().await?)
    }

    /// Lays a record beside a challenge, for who may read it. Laid again it changes nothing.
    ///
    /// # Errors
    /// As [`App::lay_note`]; [`AppError::Invalid`] for a record that the actor may not read or that shows nothing.
    pub async fn lay_record(&self, actor: &Actor, id: ChallengeId, written: &str) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let challenge = load(&mut tx, actor, id).await?;
        let member = actor.member().filter(|_| writes(actor)).ok_or(AppError::Denied)?;
        let now = self.clock.now();
        let of = crate::goal::joined_in(&mut tx, actor, challenge.collaboration).await?;
        let all = records(&mut tx, actor, &of, now.day()).await?;
        let named = written.split_once(' ').unwrap_or_default();
        let found = all.into_iter().find(|one| (one.kind.code(), one.record.as_str()) == named);
        let Some(found) = found else { return Err(AppError::invalid("record", FieldProblem::Unknown)) };
        let there = store::challenge::evidence(&mut tx, challenge.collaboration).await?;
        if there.iter().any(|one| one.challenge == id && one.kind == found.kind && one.record == found.record)
        {
            return Ok(());
        }
        let evidence = Evidence {
            id: EvidenceId::at(now),
            challenge: id,
            kind: found.kind,
            organisation: Some(found.organisation),
            text: String::new(),
            source: String::new(),
            record: found.record,
            day: found.day,
            sharing: Sharing::Collaboration,
            person: Some(member.person),
            at: now,
        };
        self.lay(&mut tx, actor, &evidence).await?;
        Ok(tx.commit().await?)
    }

    async fn lay(&self, tx: &mut Tx, actor: &Actor, evidence: &Evidence) -> Result<(), AppError> {
        store::challenge::insert_evidence(tx, evidence).await?;
        let change = Change::between("evidence_kind", "", evidence.kind.code());
        let changes = change.into_iter().collect();
        self.challenge_event(tx, actor, evidence.challenge, (EventKind::EvidenceLaid, changes)).await
    }

    /// Takes evidence away again.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also for evidence that the actor may not read; [`AppError::Denied`] for who neither laid it nor coordinates
    /// in the organisation that it tells of.
    pub async fn take_evidence_away(
        &self,
        actor: &Actor,
        (challenge, id): (ChallengeId, EvidenceId),
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let of = load(&mut tx, actor, challenge).await?;
        let directory = Directory::read(&mut tx).await?;
        let all = readable(&mut tx, actor, &directory, of.collaboration).await?;
        let found = all.into_iter().map(|row| row.evidence);
        let found = found.into_iter().find(|one| one.id == id && one.challenge == challenge);
        let found = found.ok_or(AppError::NotFound)?;
        if !may_remove(actor, &found) && !keeps(actor, &of) {
            return Err(AppError::Denied);
        }
        store::challenge::remove_evidence(&mut tx, id).await?;
        let changes = Change::between("evidence_kind", found.kind.code(), "").into_iter().collect();
        self.challenge_event(&mut tx, actor, challenge, (EventKind::EvidenceLaid, changes)).await?;
        Ok(tx.commit().await?)
    }
}
