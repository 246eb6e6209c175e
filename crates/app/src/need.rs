//! What can be done with needs: write, change, send, take back, read, list.

use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{NeedId, RequirementId};
use domain::instant::Instant;
use domain::need::{self, Need, NeedFacts, NeedField, NeedState, Origin, Requirement};
use domain::number::{Number, Series};
use domain::permission::{Actor, Deed, Member, Subject};
use domain::sharing::Sharing;
use store::Tx;
use store::need::NeedFilter;
use store::page::{Listed, Page};

use crate::error::{AppError, FieldProblem, Invalid};
use crate::history::{HistoryEntry, doer};
use crate::sharing::{self, Record, Shared};
use crate::{App, Directory, changes, history};

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
    /// Change how far it is shared.
    pub share: bool,
    /// Wish or agree that it becomes public.
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
    /// How it came to be shared.
    pub shared: Shared,
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

    pub(crate) async fn insert_draft(
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
        check_publishing(need.sharing, Sharing::Draft)?;
        store::need::insert(tx, &need).await?;
        self.need_event(tx, actor, &need, EventKind::Created, Vec::new()).await?;
        Ok(need)
    }

    /// Changes a need over the version that was read. How far a need that is sent is shared stays as it is: that is
    /// [`App::share`]'s.
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
        let is_sent = matches!(before.state, NeedState::Submitted { .. });
        let sharing = if is_sent { before.sharing } else { checked.sharing };
        if is_sent {
            need::long_enough(&checked.facts.text).map_err(text_problem)?;
            check_personal(&checked.facts, checked.requirements.iter().map(String::as_str), sharing, now)?;
        }
        if before.version != version {
            return Err(AppError::Conflict(Box::new(before)));
        }
        let after = Need {
            requirements: keep_requirements(&before.requirements, checked.requirements, now),
            facts: checked.facts,
            origin: checked.origin,
            sharing,
            updated: now,
            ..before.clone()
        };
        check_publishing(after.sharing, before.sharing)?;
        let changed = changes::of_need(&before, &after);
        if changed.is_empty() {
            return Ok(before);
        }
        self.save_need(tx, actor, after, EventKind::Edited, changed).await
    }

    /// Sends a need to the coordinator. From then on it is read as far as its writer chose: who reads it beyond the
    /// own organisation must have been seen and agreed to.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when the text is too short to be understood or a personal identity number stands in
    /// the need; [`AppError::Refused`] when it has been sent, or when `agreed` is not the level that others would read
    /// it at; [`AppError::Conflict`] as in [`App::edit_need`].
    pub async fn submit_need(
        &self,
        actor: &Actor,
        number: Number,
        version: i64,
        agreed: Sharing,
    ) -> Result<Need, AppError> {
        let mut tx = self.db.write().await?;
        let before = load(&mut tx, actor, number, Deed::SubmitNeed).await?;
        let now = self.clock.now();
        check_sendable(&before, now)?;
        let after = before.clone().submit(now)?;
        if before.version != version {
            return Err(AppError::Conflict(Box::new(before)));
        }
        sharing::check_agreed(before.sharing, agreed)?;
        let sent = Record::Need(Box::new(after.clone()));
        self.keep_raise(&mut tx, actor, &sent, Sharing::Draft).await?;
        let changed = changes::of_need(&before, &after);
        self.save_need(tx, actor, after, EventKind::Submitted, changed).await
    }

    /// Whether a draft could be sent as it stands; nothing is changed.
    ///
    /// # Errors
    /// As [`App::submit_need`].
    pub async fn check_sending(&self, actor: &Actor, number: Number) -> Result<Need, AppError> {
        let mut tx = self.db.read().await?;
        let need = load(&mut tx, actor, number, Deed::SubmitNeed).await?;
        check_sendable(&need, self.clock.now())?;
        need.clone().submit(self.clock.now())?;
        Ok(need)
    }

    /// Takes a sent need back; nothing is lost and it can be sent again.
    ///
    /// # Errors
    /// [`AppError::Refused`] when it is not sent; [`AppError::Conflict`] as in [`App::edit_need`].
    pub async fn withdraw_need(&self, actor: &Actor, number: Number, version: i64) -> Result<Need, AppError> {
        let mut tx = self.db.write().await?;
        let before = load(&mut tx, actor, number, Deed::WithdrawNeed).await?;
        let after = before.clone().withdraw(self.clock.now())?;
        if before.version != version {
            return Err(AppError::Conflict(Box::new(before)));
        }
        store::sharing::forget_publication(&mut tx, SubjectKind::Need, &before.id.to_string()).await?;
        let changed = changes::of_need(&before, &after);
        self.save_need(tx, actor, after, EventKind::Withdrawn, changed).await
    }

    pub(crate) async fn save_need(
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
        self.follow_need(&mut tx, actor, &need).await?;
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
        let about = (SubjectKind::Need, need.id.to_string());
        self.keep_event(tx, doer(actor), about, kind, changed).await
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
        let shared = self.shared(&mut tx, actor, &Record::Need(Box::new(need.clone()))).await?;
        let submitted = matches!(need.state, NeedState::Submitted { .. });
        Ok(NeedPage {
            deeds: NeedDeeds {
                edit: actor.may(Deed::EditNeed, &about),
                submit: actor.may(Deed::SubmitNeed, &about) && !submitted,
                withdraw: actor.may(Deed::WithdrawNeed, &about) && submitted,
                share: actor.may(Deed::ShareNeed, &about) && submitted,
                publish: actor.may(Deed::PublishNeed, &about) && submitted,
            },
            shared,
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
        // Before anything is read: whoever waits for the index must hold no connection that it needs.
        let in_step = self.freshen_index().await?;
        let mut tx = self.db.read().await?;
        let visibility = actor.visibility();
        if !in_step {
            return Ok(store::need::list(&mut tx, &visibility, filter, page).await?);
        }
        let directory = Directory::read(&mut tx).await?;
        self.needs_listed((&mut tx, &directory), &visibility, filter, page).await
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

/// The public is never chosen in a form: it takes a wish and a second person.
fn check_publishing(chosen: Sharing, before: Sharing) -> Result<(), AppError> {
    if chosen == Sharing::Public && before != Sharing::Public {
        return Err(AppError::invalid(NeedField::Sharing.name(), FieldProblem::NotPermitted));
    }
    Ok(())
}

/// Whether a need can be sent as it stands.
fn check_sendable(need: &Need, now: Instant) -> Result<(), AppError> {
    need::long_enough(&need.facts.text).map_err(text_problem)?;
    check_personal(&need.facts, lines(need), need.sharing, now)
}

/// The texts of a need's sub-needs.
pub(crate) fn lines(need: &Need) -> impl Iterator<Item = &str> {
    need.requirements.iter().map(|requirement| requirement.text.as_str())
}

/// Nothing with a personal identity number in it is shared beyond the own organisation without a reason; every field
/// that has one is told.
pub(crate) fn check_personal<'a>(
    facts: &'a NeedFacts,
    requirements: impl Iterator<Item = &'a str>,
    level: Sharing,
    now: Instant,
) -> Result<(), AppError> {
    if !level.reaches_others() || facts.identity_reason.is_some() {
        return Ok(());
    }
    let invalid =
        |field: NeedField| Invalid { field: field.name(), index: 0, problem: FieldProblem::IdentityNumber };
    let found: Vec<Invalid> =
        need::with_identity_number(facts, requirements, now.day()).into_iter().map(invalid).collect();
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
