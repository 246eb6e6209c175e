//! Who uses what: an organisation says so itself, a joint body registers it for those it serves, and each confirms, corrects or rejects
//! what was registered for it.
//!
//! A usage is saved over the version that was shown. Many are saved in one deed, all or none ([`many`]). What somebody else believes is a
//! proposal ([`proposal`]). Not here: what files say (`import`).

pub mod many;
pub mod proposal;
pub mod reading;

pub(crate) use proposal::told;

use domain::event::{Change, EventKind, SubjectKind};
use domain::id::{OrganisationId, PersonId, SolutionId, UsageId};
use domain::instant::Instant;
use domain::number::Number;
use domain::organisation::OrganisationKind;
use domain::permission::{Actor, Deed, Member, Subject};
use domain::solution::Solution;
use domain::text::SHORT_MAX;
use domain::usage::{Experience, Usage, UsageProblem, UsageStatus};
use store::Tx;
use store::event::NewEvent;

use crate::checked::Checked;
use crate::error::{AppError, FieldProblem, Refusal};
use crate::history::doer;
use crate::{App, Directory, solution};

/// Most characters of what a use has been like, in each of its three texts.
pub const EXPERIENCE_MAX: usize = 2_000;

/// The field of an event that holds whose usage it is about.
pub(crate) const USED_BY: &str = "used_by";
/// The field of an event that holds who had registered what was rejected.
pub(crate) const REGISTERED_BY: &str = "registered_by";

/// How an organisation stands to a solution, as it was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UsageInput {
    /// Code of the status.
    pub status: String,
    /// A day.
    pub since: String,
    /// A day.
    pub until: String,
    /// A number of people.
    pub users: String,
    /// Which installation.
    pub instance: String,
    /// Why it was declined.
    pub reason: String,
    /// The role to ask.
    pub contact_role: String,
    /// Id of the person to ask.
    pub contact: String,
    /// What is good.
    pub pros: String,
    /// What is not.
    pub cons: String,
    /// What it took.
    pub effort: String,
}

impl UsageInput {
    /// What stands there, to be changed.
    #[must_use]
    pub fn of(usage: &Usage) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        Self {
            status: usage.status.code().to_owned(),
            since: usage.since.map(|day| day.to_string()).unwrap_or_default(),
            until: usage.until.map(|day| day.to_string()).unwrap_or_default(),
            users: usage.users.map(|users| users.to_string()).unwrap_or_default(),
            instance: text(&usage.instance),
            reason: text(&usage.reason),
            contact_role: text(&usage.contact_role),
            contact: usage.contact.map(|person| person.to_string()).unwrap_or_default(),
            pros: text(&usage.experience.pros),
            cons: text(&usage.experience.cons),
            effort: text(&usage.experience.effort),
        }
    }

    /// What was written, over what stood there. Whoever is to be asked works there.
    fn over(&self, before: Usage, colleagues: &[PersonId], now: Instant) -> Result<Usage, AppError> {
        let mut checked = Checked::new(now);
        let mut text = |field, written: &str, max| {
            Some(checked.optional(field, 0, written, max)).filter(|text| !text.is_empty())
        };
        let instance = text("instance", &self.instance, SHORT_MAX);
        let reason = text("reason", &self.reason, SHORT_MAX);
        let contact_role = text("contact_role", &self.contact_role, SHORT_MAX);
        let experience = Experience {
            pros: text("pros", &self.pros, EXPERIENCE_MAX),
            cons: text("cons", &self.cons, EXPERIENCE_MAX),
            effort: text("effort", &self.effort, EXPERIENCE_MAX),
        };
        let status = checked.word("status", 0, &self.status, UsageStatus::from_code);
        let since = checked.day("since", 0, &self.since);
        let until = checked.day("until", 0, &self.until);
        let users = people(&mut checked, &self.users);
        let contact = contact(&mut checked, &self.contact, colleagues);
        let status_or_old = status.unwrap_or(before.status);
        let after = Usage {
            status: status_or_old,
            since,
            until,
            users,
            instance,
            reason,
            contact_role,
            contact,
            experience,
            ..before
        };
        for problem in after.problems().into_iter().filter(|_| status.is_some()) {
            match problem {
                UsageProblem::NoReason => {
                    checked.add("reason", 0, FieldProblem::Text(domain::text::TextProblem::Missing));
                }
                UsageProblem::EndsTooEarly => checked.add("until", 0, FieldProblem::EndsTooEarly),
            }
        }
        checked.done()?;
        Ok(after)
    }
}

/// A number of people as it is written, with spaces between thousands.
fn people(checked: &mut Checked, written: &str) -> Option<u32> {
    let digits: String = written.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.is_empty() {
        return None;
    }
    let users = digits.parse().ok();
    if users.is_none() {
        checked.add("users", 0, FieldProblem::NotANumber);
    }
    users
}

fn contact(checked: &mut Checked, written: &str, colleagues: &[PersonId]) -> Option<PersonId> {
    if written.is_empty() {
        return None;
    }
    let contact = written.parse().ok().filter(|person| colleagues.contains(person));
    if contact.is_none() {
        checked.add("contact", 0, FieldProblem::Unknown);
    }
    contact
}

/// Who hears of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tell {
    /// Whoever it concerns.
    Them,
    /// Nobody more: they have heard of another change of the same deed.
    Nobody,
}

impl App {
    /// Says how an organisation stands to a solution, over the version that was shown; 0 where nothing stood there. Of the actor's own
    /// organisation it is its own word, also when nothing else has changed; of another it is registered until that one confirms it.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who registers nothing for the organisation; [`AppError::NotFound`] for a solution that the actor or the
    /// organisation cannot see; [`AppError::Invalid`] with everything that is wrong; [`Refusal::ChangedMeanwhile`] over another version.
    pub async fn set_usage(
        &self,
        actor: &Actor,
        (number, organisation): (Number, OrganisationId),
        version: i64,
        input: &UsageInput,
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        let directory = Directory::read(&mut tx).await?;
        let solution = solution::load(&mut tx, actor, number).await?;
        if !registers_for(&directory, actor, organisation) {
            return Err(AppError::Denied);
        }
        readable_by(&mut tx, &solution, organisation).await?;
        let before = shown(&mut tx, &solution, organisation, version).await?;
        let fresh = Usage::new(UsageId::at(now), solution.id, organisation, UsageStatus::InUse);
        let present = before.as_ref().and_then(|usage| usage.contact);
        let colleagues = colleagues(&mut tx, organisation).await?;
        // Whoever was to be asked stays, even if the person has left meanwhile.
        let may_be: Vec<PersonId> = colleagues.iter().map(|(id, _)| *id).chain(present).collect();
        let after = input.over(before.clone().unwrap_or(fresh), &may_be, now)?;
        self.save_usage(&mut tx, actor, (before, after), Tell::Them).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Rejects what was registered for the own organisation: it is no usage, and the reason stays in the history.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who does not answer for the organisation; [`AppError::Invalid`] without a reason;
    /// [`Refusal::ChangedMeanwhile`] over another version, and where the organisation has confirmed it.
    pub async fn reject_usage(
        &self,
        actor: &Actor,
        number: Number,
        version: i64,
        reason: &str,
    ) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let solution = solution::load(&mut tx, actor, number).await?;
        let member = answers(actor)?;
        let before = shown(&mut tx, &solution, member.organisation, version).await?;
        let before =
            before.filter(Usage::awaits_confirmation).ok_or(AppError::Refused(Refusal::ChangedMeanwhile))?;
        let mut checked = Checked::new(self.clock.now());
        let reason = checked.required("reason", 0, reason, SHORT_MAX);
        checked.done()?;
        store::usage::delete(&mut tx, &before).await?;
        let mut changes = changes_of(Some(&before), None);
        changes.extend(Change::between("reason", "", &reason));
        let by = before.registered_by.map(|id| id.to_string()).unwrap_or_default();
        changes.extend(Change::between(REGISTERED_BY, &by, ""));
        let about = (SubjectKind::Solution, solution.id.to_string());
        self.keep_event(&mut tx, doer(actor), about, EventKind::UsageRejected, changes).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Says that what stands of an organisation's use is right, as the word of the actor, who acts for it.
    pub(crate) async fn confirm_usage(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        usage: Usage,
    ) -> Result<(), AppError> {
        self.save_usage(tx, actor, (Some(usage.clone()), usage), Tell::Nobody).await
    }

    /// What a person was to be asked about is asked of a successor from now on.
    pub(crate) async fn hand_over_usages(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        organisation: OrganisationId,
        (from, to): (PersonId, PersonId),
    ) -> Result<(), AppError> {
        for usage in store::usage::contacts_of(tx, organisation, from).await? {
            let after = Usage { contact: Some(to), ..usage.clone() };
            store::usage::update(tx, &after).await?;
            let changes = changes_of(Some(&usage), Some(&after));
            let about = (SubjectKind::Solution, usage.solution.to_string());
            self.keep_event(tx, doer(actor), about, EventKind::HandedOver, changes).await?;
        }
        Ok(())
    }

    /// Saves what an organisation's usage comes to as the word of whoever says so, with its event. Another's word that says what
    /// stands there already changes nothing.
    async fn save_usage(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        (before, after): (Option<Usage>, Usage),
        tell: Tell,
    ) -> Result<(), AppError> {
        let is_own = actor.member().is_some_and(|member| member.organisation == after.organisation);
        let is_same = before.as_ref() == Some(&after);
        if is_same && !is_own {
            return Ok(());
        }
        let after = told_by(actor, after, self.clock.now());
        match &before {
            Some(_) => store::usage::update(tx, &after).await?,
            None => store::usage::put(tx, &after).await?,
        }
        let kind = if is_same { EventKind::UsageConfirmed } else { EventKind::UsageChanged };
        let changes = changes_of(before.as_ref(), Some(&after));
        self.usage_event(tx, actor, (&after, kind), changes, tell).await
    }

    async fn usage_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        (usage, kind): (&Usage, EventKind),
        changes: Vec<Change>,
        tell: Tell,
    ) -> Result<(), AppError> {
        let subject = usage.solution.to_string();
        match tell {
            Tell::Them => {
                let about = (SubjectKind::Solution, subject);
                self.keep_event(tx, doer(actor), about, kind, changes).await
            }
            Tell::Nobody => {
                let event = NewEvent {
                    at: self.clock.now(),
                    doer: doer(actor),
                    subject_kind: SubjectKind::Solution,
                    subject,
                    kind,
                    changes,
                    import: None,
                };
                store::event::append(tx, &event).await?;
                Ok(())
            }
        }
    }
}

/// A usage as the word of whoever tells it: the organisation's own for one of its members, else registered for it.
pub(crate) fn told_by(actor: &Actor, usage: Usage, now: Instant) -> Usage {
    match actor {
        Actor::Member(member) if member.organisation == usage.organisation => {
            usage.confirmed(now, Some(member.person))
        }
        Actor::Member(member) => usage.registered(Some(member.organisation)),
        Actor::Operator | Actor::Anonymous => usage.registered(None),
    }
}

/// Organisations that have rejected what was registered for them of a solution, or of an entry that went up in it.
pub(crate) async fn rejected(tx: &mut Tx, solution: SolutionId) -> Result<Vec<OrganisationId>, AppError> {
    let events = store::event::usage_rejections(tx, solution).await?;
    let whose = |event: &domain::event::Event| -> Option<OrganisationId> {
        let about = event.changes.iter().find(|change| change.field == USED_BY)?;
        about.after.as_deref().or(about.before.as_deref())?.parse().ok()
    };
    Ok(events.iter().filter_map(whose).collect())
}

/// The organisations whose usages the actor may register, the own first, then by name. Suppliers use nothing here.
pub(crate) fn registered_for(directory: &Directory, actor: &Actor) -> Vec<OrganisationId> {
    let own = actor.member().map(|member| member.organisation);
    let living = directory.living().filter(|one| one.kind != OrganisationKind::Supplier).map(|one| one.id);
    let mut kept: Vec<OrganisationId> =
        living.filter(|organisation| registers_for(directory, actor, *organisation)).collect();
    kept.sort_by_key(|organisation| Some(*organisation) != own);
    kept
}

fn registers_for(directory: &Directory, actor: &Actor, organisation: OrganisationId) -> bool {
    let own = actor.member().and_then(|member| directory.organisation(member.organisation));
    let own_kind = own.map_or(OrganisationKind::Other, |own| own.kind);
    actor.may(Deed::RegisterUsage { own_kind }, &Subject::of(organisation))
}

/// The member, if they answer for what is said of their organisation's use.
fn answers(actor: &Actor) -> Result<&Member, AppError> {
    let member = actor.member().ok_or(AppError::Denied)?;
    let may = actor.may(Deed::AnswerUsage, &Subject::of(member.organisation));
    if may { Ok(member) } else { Err(AppError::Denied) }
}

/// What was said of an organisation that cannot see the solution would be hidden from itself.
async fn readable_by(tx: &mut Tx, solution: &Solution, organisation: OrganisationId) -> Result<(), AppError> {
    let of = |partners| {
        let (person, roles) = (PersonId::from_u128(0), Vec::new());
        Actor::Member(Member { person, organisation, roles, partners })
    };
    // Most can be told without asking whom it co-operates with.
    if of(Vec::new()).may(Deed::Read, &solution::subject(solution)) {
        return Ok(());
    }
    let there = of(store::collaboration::partners(tx, organisation).await?);
    if there.may(Deed::Read, &solution::subject(solution)) { Ok(()) } else { Err(AppError::NotFound) }
}

/// The usage, if it is as it was shown; version 0 is none.
async fn shown(
    tx: &mut Tx,
    solution: &Solution,
    organisation: OrganisationId,
    version: i64,
) -> Result<Option<Usage>, AppError> {
    let found = store::usage::by(tx, solution.id, organisation).await?;
    let is = found.as_ref().map_or(0, |usage| usage.version);
    if is == version { Ok(found) } else { Err(AppError::Refused(Refusal::ChangedMeanwhile)) }
}

/// The people of an organisation by name, each once.
async fn colleagues(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<(PersonId, String)>, AppError> {
    let mut people: Vec<(PersonId, String)> = store::person::of_organisation(tx, organisation)
        .await?
        .into_iter()
        .map(|(person, _)| (person.id, person.name))
        .collect();
    people.dedup_by_key(|(id, _)| *id);
    people.sort_by_key(|(_, name)| store::page::sort_key(name));
    Ok(people)
}

/// What differs, and whose usage it is.
fn changes_of(before: Option<&Usage>, after: Option<&Usage>) -> Vec<Change> {
    let between = |field, of: fn(&Usage) -> String| {
        Change::between(field, &before.map(of).unwrap_or_default(), &after.map(of).unwrap_or_default())
    };
    let experience = |usage: &Usage| {
        let Experience { pros, cons, effort } = &usage.experience;
        [pros, cons, effort].into_iter().flatten().cloned().collect::<Vec<_>>().join("\n")
    };
    let about = after.or(before).map(|usage| usage.organisation.to_string()).unwrap_or_default();
    [
        Change::between(USED_BY, "", &about),
        between("usage", crate::import::usage_told),
        between("until", |usage| usage.until.map(|day| day.to_string()).unwrap_or_default()),
        between("users", |usage| usage.users.map(|users| users.to_string()).unwrap_or_default()),
        between("instance", |usage| usage.instance.clone().unwrap_or_default()),
        between("experience", experience),
        between("contact", |usage| usage.contact.map(|person| person.to_string()).unwrap_or_default()),
    ]
    .into_iter()
    .flatten()
    .collect()
}
