//! What can be done with needs: write, change, send, take back, read, list.

use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{NeedId, RequirementId};
use domain::instant::Instant;
use domain::need::{self, Need, NeedFacts, NeedField, NeedState, Origin, Requirement};
use domain::number::{Number, Series};
use domain::permission::{Actor, Deed, Member, Subject};
use domain::sharing::Sharing;
use store::Tx;
use store::event::NewEvent;
use store::need::NeedFilter;
use store::page::{Listed, Page};

use crate::error::{AppError, FieldProblem, Invalid};
use crate::history::{HistoryEntry, doer};
use crate::{App, changes, history};

/// What a person writes in the form of a need.
#[derive(Debug, Clone)]
pub struct NeedInput {
    /// Texts and facts.
    pub facts: NeedFacts,
    /// Sub-needs, one a line.
    pub requirements: String,
    /// How it came to be.
    pub origin: Origin,
    /// How far it is to be shared once sent.
    pub sharing: Sharing,
}

/// What the reader may do with a need just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NeedDeeds {
    /// Change it.
    pub edit: bool,
    /// Send it.
    pub submit: bool,
    /// Take it back.
    pub withdraw: bool,
    /// Make it public.
    pub publish: bool,
}

/// A need as its page shows it.
#[derive(Debug, Clone)]
pub struct NeedPage {
    /// The need.
    pub need: Need,
    /// Short name of its organisation.
    pub organisation: String,
    /// Name of the writer, for those who are signed in.
    pub author: Option<String>,
    /// Coordinators of the organisation, for those who are signed in: on whom a sent need waits.
    pub coordinators: Vec<String>,
    /// What the reader may do.
    pub deeds: NeedDeeds,
    /// Newest first.
    pub history: Vec<HistoryEntry>,
}

/// What permissions ask about a need.
pub(crate) const fn subject(need: &Need) -> Subject {
    Subject { owner: Some(need.organisation), author: need.author, sharing: need.effective_sharing() }
}

impl App {
    /// Saves a new need as a draft.
    ///
    /// # Errors
    /// [`AppError::Denied`] without a writing role; [`AppError::Invalid`] with every field that can't be kept.
    pub async fn draft_need(&self, actor: &Actor, input: NeedInput) -> Result<Need, AppError> {
        let member = writer(actor)?;
        let mut tx = self.db.write().await?;
        let need = self.insert_draft(&mut tx, actor, member, input).await?;
        tx.commit().await?;
        Ok(need)
    }

    /// Saves several needs that were heard in one meeting, all or none.
    ///
    /// # Errors
    /// As [`App::draft_need`]; [`Invalid::index`] says which of them.
    pub async fn draft_needs(&self, actor: &Actor, inputs: Vec<NeedInput>) -> Result<Vec<Need>, AppError> {
        let member = writer(actor)?;
        let mut tx = self.db.write().await?;
        let mut needs = Vec::with_capacity(inputs.len());
        let mut problems = Vec::new();
        for (index, input) in inputs.into_iter().enumerate() {
            match self.insert_draft(&mut tx, actor, member, input).await {
                Ok(need) => needs.push(need),
                Err(AppError::Invalid(fields)) => {
                    problems.extend(fields.into_iter().map(|field| Invalid { index, ..field }));
                }
                Err(error) => return Err(error),
            }
        }
        if !problems.is_empty() {
            return Err(AppError::Invalid(problems));
        }
        tx.commit().await?;
        Ok(needs)
    }

    async fn insert_draft(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        member: &Member,
        input: NeedInput,
    ) -> Result<Need, AppError> {
        let now = self.clock.now();
        let checked = check(tx, input).await?;
        let need = Need {
            id: NeedId::at(now),
            version: 1,
            number: store::event::next_number(tx, Series::Need, now.year()).await?,
            requirements: keep_requirements(&[], checked.requirements, now),
            facts: checked.facts,
            origin: checked.origin,
            organisation: member.organisation,
            author: Some(member.person),
            sharing: checked.sharing,
            state: NeedState::Draft,
            created: now,
            updated: now,
        };
        check_publishing(actor, &need, Sharing::Draft)?;
        store::need::insert(tx, &need).await?;
        self.need_event(tx, actor, &need, EventKind::Created, Vec::new()).await?;
        Ok(need)
    }

    /// Changes a need over the version that was read.
    ///
    /// # Errors
    /// [`AppError::Conflict`] with what stands there now, when somebody else has saved it since.
    pub async fn edit_need(
        &self,
        actor: &Actor,
        number: Number,
        version: i64,
        input: NeedInput,
    ) -> Result<Need, AppError> {
        let mut tx = self.db.write().await?;
        let before = load(&mut tx, actor, number, Deed::EditNeed).await?;
        let now = self.clock.now();
        let checked = check(&mut tx, input).await?;
        if matches!(before.state, NeedState::Submitted { .. }) {
            need::long_enough(&checked.facts.text).map_err(text_problem)?;
            check_personal(&checked.facts, checked.requirements.iter().map(String::as_str))?;
        }
        if before.version != version {
            return Err(AppError::Conflict(Box::new(before)));
        }
        let after = Need {
            requirements: keep_requirements(&before.requirements, checked.requirements, now),
            facts: checked.facts,
            origin: checked.origin,
            sharing: checked.sharing,
            updated: now,
            ..before.clone()
        };
        check_publishing(actor, &after, before.sharing)?;
        let changed = changes::of_need(&before, &after);
        if changed.is_empty() {
            return Ok(before);
        }
        self.save_need(tx, actor, after, EventKind::Edited, changed).await
    }

    /// Sends a need to the coordinator.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when the text is too short to be understood or a personal identity number stands in
    /// the need; [`AppError::Refused`] when it has been sent; [`AppError::Conflict`] as in [`App::edit_need`].
    pub async fn submit_need(&self, actor: &Actor, number: Number, version: i64) -> Result<Need, AppError> {
        let mut tx = self.db.write().await?;
        let before = load(&mut tx, actor, number, Deed::SubmitNeed).await?;
        need::long_enough(&before.facts.text).map_err(text_problem)?;
        check_personal(
            &before.facts,
            before.requirements.iter().map(|requirement| requirement.text.as_str()),
        )?;
        check_publishing(actor, &before, Sharing::Draft)?;
        self.move_need(tx, actor, before, version, EventKind::Submitted, Need::submit).await
    }

    /// Takes a sent need back; nothing is lost and it can be sent again.
    ///
    /// # Errors
    /// [`AppError::Refused`] when it is not sent; [`AppError::Conflict`] as in [`App::edit_need`].
    pub async fn withdraw_need(&self, actor: &Actor, number: Number, version: i64) -> Result<Need, AppError> {
        let mut tx = self.db.write().await?;
        let before = load(&mut tx, actor, number, Deed::WithdrawNeed).await?;
        self.move_need(tx, actor, before, version, EventKind::Withdrawn, Need::withdraw).await
    }

    async fn move_need(
        &self,
        tx: Tx,
        actor: &Actor,
        before: Need,
        version: i64,
        kind: EventKind,
        step: fn(Need, Instant) -> Result<Need, need::NeedRefusal>,
    ) -> Result<Need, AppError> {
        let after = step(before.clone(), self.clock.now())?;
        if before.version != version {
            return Err(AppError::Conflict(Box::new(before)));
        }
        let changed = changes::of_need(&before, &after);
        self.save_need(tx, actor, after, kind, changed).await
    }

    async fn save_need(
        &self,
        mut tx: Tx,
        actor: &Actor,
        need: Need,
        kind: EventKind,
        changed: Vec<Change>,
    ) -> Result<Need, AppError> {
        match store::need::update(&mut tx, &need).await {
            Ok(()) => {}
            Err(store::StoreError::Stale) => {
                let current = store::need::get(&mut tx, need.id).await?.ok_or(AppError::NotFound)?;
                return Err(AppError::Conflict(Box::new(current)));
            }
            Err(error) => return Err(error.into()),
        }
        self.need_event(&mut tx, actor, &need, kind, changed).await?;
        tx.commit().await?;
        Ok(Need { version: need.version + 1, ..need })
    }

    pub(crate) async fn need_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        need: &Need,
        kind: EventKind,
        changed: Vec<Change>,
    ) -> Result<(), AppError> {
        let event = NewEvent {
            at: self.clock.now(),
            doer: doer(actor),
            subject_kind: SubjectKind::Need,
            subject: need.id.to_string(),
            kind,
            changes: changed,
            import: None,
        };
        Ok(store::event::append(tx, &event).await?)
    }

    /// A need with everything its page shows.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also when there is one that the reader may not see.
    pub async fn read_need(&self, actor: &Actor, number: Number) -> Result<NeedPage, AppError> {
        let mut tx = self.db.read().await?;
        let need = load(&mut tx, actor, number, Deed::Read).await?;
        let organisation = store::organisation::get(&mut tx, need.organisation).await?;
        let signed_in = !matches!(actor, Actor::Anonymous);
        let author = match need.author {
            Some(person) if signed_in => store::person::get(&mut tx, person).await?.map(|p| p.name),
            _ => None,
        };
        let coordinators = if signed_in {
            store::person::with_role(&mut tx, need.organisation, domain::person::Role::Coordinator).await?
        } else {
            Vec::new()
        };
        let about = subject(&need);
        let submitted = matches!(need.state, NeedState::Submitted { .. });
        Ok(NeedPage {
            deeds: NeedDeeds {
                edit: actor.may(Deed::EditNeed, &about),
                submit: actor.may(Deed::SubmitNeed, &about) && !submitted,
                withdraw: actor.may(Deed::WithdrawNeed, &about) && submitted,
                publish: actor.may(Deed::PublishNeed, &about),
            },
            history: history::of(&mut tx, actor, SubjectKind::Need, &need.id.to_string()).await?,
            organisation: organisation.map(|o| o.short_name).unwrap_or_default(),
            author,
            coordinators: coordinators.into_iter().map(|person| person.name).collect(),
            need,
        })
    }

    /// One page of the needs the reader can see.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn list_needs(
        &self,
        actor: &Actor,
        filter: &NeedFilter,
        page: Page,
    ) -> Result<Listed<Need>, AppError> {
        let mut tx = self.db.read().await?;
        Ok(store::need::list(&mut tx, &actor.visibility(), filter, page).await?)
    }
}

struct Checked {
    facts: NeedFacts,
    requirements: Vec<String>,
    origin: Origin,
    sharing: Sharing,
}

/// Cleans what was written and gives every problem at once.
async fn check(tx: &mut Tx, input: NeedInput) -> Result<Checked, AppError> {
    let mut problems = Vec::new();
    let mut problem =
        |field: NeedField, problem| problems.push(Invalid { field: field.name(), index: 0, problem });
    let facts = match input.facts.checked() {
        Ok(facts) => facts,
        Err(fields) => {
            fields.into_iter().for_each(|(field, p)| problem(field, FieldProblem::Text(p)));
            NeedFacts::default()
        }
    };
    if let Some(code) = &facts.service_area
        && !store::service_area::all(tx).await?.iter().any(|area| area.code == *code)
    {
        problem(NeedField::ServiceArea, FieldProblem::Unknown);
    }
    if !facts.capabilities.is_empty() {
        let known = store::service_area::capabilities(tx).await?;
        if !facts.capabilities.iter().all(|code| known.iter().any(|capability| capability.code == *code)) {
            problem(NeedField::Capabilities, FieldProblem::Unknown);
        }
    }
    let requirements = need::requirement_lines(&input.requirements).unwrap_or_else(|p| {
        problem(NeedField::Requirements, FieldProblem::Text(p));
        Vec::new()
    });
    // "Draft" is a state the writer leaves by sending, not a level to send with.
    if input.sharing == Sharing::Draft {
        problem(NeedField::Sharing, FieldProblem::Unknown);
    }
    if problems.is_empty() {
        return Ok(Checked { facts, requirements, origin: input.origin, sharing: input.sharing });
    }
    Err(AppError::Invalid(problems))
}

/// Only those who may publish can raise a need to the public; everybody may leave it there.
fn check_publishing(actor: &Actor, need: &Need, before: Sharing) -> Result<(), AppError> {
    let raises = need.sharing == Sharing::Public && before != Sharing::Public;
    if raises && !actor.may(Deed::PublishNeed, &subject(need)) {
        return Err(AppError::invalid(NeedField::Sharing.name(), FieldProblem::NotPermitted));
    }
    Ok(())
}

/// Nothing with a personal identity number in it is shared; every field that has one is told.
fn check_personal<'a>(
    facts: &'a NeedFacts,
    requirements: impl Iterator<Item = &'a str>,
) -> Result<(), AppError> {
    let invalid =
        |field: NeedField| Invalid { field: field.name(), index: 0, problem: FieldProblem::IdentityNumber };
    let found: Vec<Invalid> =
        need::with_identity_number(facts, requirements).into_iter().map(invalid).collect();
    if found.is_empty() { Ok(()) } else { Err(AppError::Invalid(found)) }
}

fn text_problem(problem: domain::text::TextProblem) -> AppError {
    AppError::invalid(NeedField::Text.name(), FieldProblem::Text(problem))
}

/// Requirements whose words stay the same keep their identity, so that what points at them still does.
fn keep_requirements(before: &[Requirement], lines: Vec<String>, now: Instant) -> Vec<Requirement> {
    lines
        .into_iter()
        .map(|text| {
            let kept = before.iter().find(|requirement| requirement.text == text);
            Requirement { id: kept.map_or_else(|| RequirementId::at(now), |r| r.id), text }
        })
        .collect()
}

/// The member behind a write; the operator writes no needs, because a need is somebody's.
fn writer(actor: &Actor) -> Result<&Member, AppError> {
    match actor {
        Actor::Member(member) if actor.may(Deed::CreateNeed, &Subject::of(member.organisation)) => Ok(member),
        Actor::Member(_) | Actor::Anonymous | Actor::Operator => Err(AppError::Denied),
    }
}

/// The need, for one who may do this to it.
pub(crate) async fn load(tx: &mut Tx, actor: &Actor, number: Number, deed: Deed) -> Result<Need, AppError> {
    let need = store::need::by_number(tx, &number.to_string()).await?.ok_or(AppError::NotFound)?;
    let about = subject(&need);
    if !actor.may(Deed::Read, &about) {
        return Err(AppError::NotFound);
    }
    if !actor.may(deed, &about) {
        return Err(AppError::Denied);
    }
    Ok(need)
}
