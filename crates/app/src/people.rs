//! The people of an organisation, for those who administer it: their roles, what waits on them, and when they leave.
//!
//! Somebody always administers an organisation that has been administered: the last one neither leaves nor loses the role. Whoever
//! leaves hands over what is open, and is gone from the organisation at the next request on every node; the name stays in what
//! was done. Not here: adding a person (`person`), and the person's own account (`session`).

use domain::event::{Change, EventKind};
use domain::id::{OrganisationId, PersonId};
use domain::need::{Need, NeedState};
use domain::number::Number;
use domain::permission::{Actor, Deed, Subject};
use domain::person::{Assignment, Person, Power, Role};
use domain::text::{self, SHORT_MAX};
use store::Tx;
use store::need::NeedFilter;
use store::page::Page;

use crate::error::{AppError, FieldProblem, Refusal};
use crate::person::{self, PersonInput};
use crate::{App, changes, need, organisation};

/// Needs of one person that can be handed over at once.
const OPEN_MAX: u32 = 10_000;

/// A person of an organisation.
#[derive(Debug, Clone)]
pub struct PersonRow {
    /// The person.
    pub person: Person,
    /// The roles there, in the order of [`Role::ALL`].
    pub roles: Vec<Role>,
    /// The title there, in own words.
    pub title: String,
    /// What waits on the person: needs, drafts and sent ones, and solutions that the person is asked about.
    pub open: usize,
}

/// A need that waits on a person, as whoever administers the organisation may know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenNeed {
    /// Its number and title; nothing of what the reader may not see.
    pub known: Option<(Number, String)>,
    /// Where it stands.
    pub state: NeedState,
}

impl App {
    /// Everybody with a role in an organisation, by name.
    ///
    /// # Errors
    /// [`AppError::Denied`] unless the actor administers it.
    pub async fn people_of(
        &self,
        actor: &Actor,
        organisation: OrganisationId,
    ) -> Result<Vec<PersonRow>, AppError> {
        administers(actor, organisation)?;
        let mut tx = self.db.read().await?;
        let mut rows: Vec<PersonRow> = Vec::new();
        for (person, assignment) in store::person::of_organisation(&mut tx, organisation).await? {
            match rows.last_mut().filter(|row| row.person.id == person.id) {
                Some(row) => row.roles.push(assignment.role),
                None => {
                    let asked = store::usage::contacts_of(&mut tx, organisation, person.id).await?.len();
                    let open = open_needs(&mut tx, organisation, person.id).await?.len() + asked;
                    rows.push(PersonRow {
                        person,
                        roles: vec![assignment.role],
                        title: assignment.title,
                        open,
                    });
                }
            }
        }
        rows.iter_mut().for_each(|row| row.roles.sort_unstable());
        rows.sort_by_key(|row| store::page::sort_key(&row.person.name));
        Ok(rows)
    }

    /// What waits on a person in an organisation: needs that are drafts or sent. Of a draft, which is its writer's alone, nothing
    /// is told but that it is there.
    ///
    /// # Errors
    /// [`AppError::Denied`] unless the actor administers it; [`AppError::NotFound`] for who has no role there.
    pub async fn open_of(
        &self,
        actor: &Actor,
        organisation: OrganisationId,
        person: PersonId,
    ) -> Result<Vec<OpenNeed>, AppError> {
        administers(actor, organisation)?;
        let mut tx = self.db.read().await?;
        roles_of(&mut tx, organisation, person).await?;
        let needs = open_needs(&mut tx, organisation, person).await?;
        let visibility = actor.visibility();
        let told = |need: Need| OpenNeed {
            known: visibility.allows(&need::subject(&need)).then(|| (need.number, need.facts.title.clone())),
            state: need.state,
        };
        Ok(needs.into_iter().map(told).collect())
    }

    /// Gives a person exactly these roles in an organisation, over those that were read. Sessions go on with the new roles
    /// at the next request.
    ///
    /// # Errors
    /// [`AppError::Denied`] unless the actor administers it; [`AppError::Invalid`] for no role at all (that is
    /// [`App::end_person`]) or too long a title; [`AppError::Refused`] when it was the last administrator, or when the
    /// roles have changed since they were read.
    pub async fn set_roles(
        &self,
        actor: &Actor,
        organisation: OrganisationId,
        person: PersonId,
        was: &[Role],
        roles: &[Role],
        title: &str,
    ) -> Result<(), AppError> {
        administers(actor, organisation)?;
        let title = text::optional(title, SHORT_MAX)
            .map_err(|problem| AppError::invalid("title", FieldProblem::Text(problem)))?
            .unwrap_or_default();
        if roles.is_empty() {
            return Err(AppError::invalid("roles", FieldProblem::Text(text::TextProblem::Missing)));
        }
        let mut tx = self.db.write().await?;
        let before = roles_of(&mut tx, organisation, person).await?;
        if !same(&before, was) {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let stewards = |roles: &[Role]| roles.contains(&Role::Steward);
        if stewards(&before) != stewards(roles) {
            organisation::stewards(actor)?;
        }
        if before.contains(&Role::Administrator) && !roles.contains(&Role::Administrator) {
            keep_an_administrator(&mut tx, organisation, person).await?;
        }
        for role in before.iter().filter(|role| !roles.contains(role)) {
            store::person::unassign(&mut tx, person, organisation, *role).await?;
            self.role_event(&mut tx, actor, person, EventKind::RoleTaken, *role).await?;
        }
        for role in roles {
            let assignment = Assignment { person, organisation, role: *role, title: title.clone() };
            store::person::assign(&mut tx, &assignment).await?;
            if !before.contains(role) {
                self.role_event(&mut tx, actor, person, EventKind::RoleGiven, *role).await?;
            }
        }
        Ok(tx.commit().await?)
    }

    /// Ends a person's time in an organisation: every role there, and every session that acts for it. What is open goes to a
    /// successor with a role there.
    ///
    /// # Errors
    /// [`AppError::Denied`] unless the actor administers it; [`AppError::NotFound`] for who has no role there;
    /// [`AppError::Refused`] for the last administrator; [`AppError::Invalid`] when something is open and no
    /// successor with a writing role is named.
    pub async fn end_person(
        &self,
        actor: &Actor,
        organisation: OrganisationId,
        person: PersonId,
        successor: Option<PersonId>,
    ) -> Result<(), AppError> {
        administers(actor, organisation)?;
        let mut tx = self.db.write().await?;
        let roles = roles_of(&mut tx, organisation, person).await?;
        if roles.contains(&Role::Administrator) {
            keep_an_administrator(&mut tx, organisation, person).await?;
        }
        let open = open_needs(&mut tx, organisation, person).await?;
        let asked = store::usage::contacts_of(&mut tx, organisation, person).await?;
        if !open.is_empty() || !asked.is_empty() {
            let successor = heir(&mut tx, organisation, person, successor).await?;
            for need in open {
                self.hand_over(&mut tx, actor, need, successor).await?;
            }
            self.hand_over_usages(&mut tx, actor, organisation, (person, successor)).await?;
        }
        store::prioritisation::leave_open(&mut tx, organisation, Some(person), None).await?;
        self.leave_forums(&mut tx, actor, organisation, Some(person), None).await?;
        self.hand_over_actions(&mut tx, actor, organisation, (person, successor)).await?;
        self.hand_over_cases(&mut tx, actor, organisation, (person, successor)).await?;
        self.hand_over_initiatives(&mut tx, organisation, (person, successor)).await?;
        for role in roles {
            store::person::unassign(&mut tx, person, organisation, role).await?;
        }
        store::session::remove_all_for(&mut tx, person, organisation).await?;
        store::api_token::remove_all_for(&mut tx, person, organisation).await?;
        let left = Change::between("organisation", &organisation.to_string(), "");
        let left = left.into_iter().collect();
        self.person_event(&mut tx, actor, person, EventKind::LeftOrganisation, left).await?;
        Ok(tx.commit().await?)
    }

    async fn hand_over(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        need: Need,
        successor: PersonId,
    ) -> Result<(), AppError> {
        let after = Need { author: Some(successor), ..need.clone() };
        store::need::update(tx, &after).await?;
        let mut changed = changes::of_need(&need, &after);
        let name = |id: Option<PersonId>| id.map(|id| id.to_string()).unwrap_or_default();
        changed.extend(Change::between("author", &name(need.author), &name(after.author)));
        self.need_event(tx, actor, &after, EventKind::HandedOver, changed).await
    }

    /// The way in when nobody can administer an organisation any more: the operator makes a person its administrator, with
    /// a new password. A reason must be given, and is logged.
    ///
    /// # Errors
    /// [`AppError::Denied`] for anybody but the operator; [`AppError::Invalid`] as in [`App::add_person`] and without a reason.
    pub async fn rescue(&self, actor: &Actor, input: PersonInput, reason: &str) -> Result<Person, AppError> {
        if *actor != Actor::Operator {
            return Err(AppError::Denied);
        }
        let reason = text::required(reason, SHORT_MAX)
            .map_err(|problem| AppError::invalid("reason", FieldProblem::Text(problem)))?;
        let checked = person::check(PersonInput { role: Role::Administrator, ..input }, &[]).await?;
        let mut tx = self.db.write().await?;
        let person = self.insert_person(&mut tx, actor, checked).await?;
        let why = Change::between("reason", "", &reason).into_iter().collect();
        self.person_event(&mut tx, actor, person.id, EventKind::Rescued, why).await?;
        tx.commit().await?;
        Ok(person)
    }

    async fn role_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        person: PersonId,
        kind: EventKind,
        role: Role,
    ) -> Result<(), AppError> {
        let change = match kind {
            EventKind::RoleTaken => Change::between("role", role.code(), ""),
            _ => Change::between("role", "", role.code()),
        };
        self.person_event(tx, actor, person, kind, change.into_iter().collect()).await
    }
}

fn administers(actor: &Actor, organisation: OrganisationId) -> Result<(), AppError> {
    if actor.may(Deed::AdministerPeople, &Subject::of(organisation)) { Ok(()) } else { Err(AppError::Denied) }
}

/// The roles of a person in an organisation; there is nobody without.
pub(crate) async fn roles_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<Role>, AppError> {
    let all = store::person::assignments(tx, person).await?;
    let roles: Vec<Role> =
        all.iter().filter(|one| one.organisation == organisation).map(|one| one.role).collect();
    if roles.is_empty() { Err(AppError::NotFound) } else { Ok(roles) }
}

fn same(one: &[Role], other: &[Role]) -> bool {
    let sorted = |roles: &[Role]| {
        let mut roles = roles.to_vec();
        roles.sort_unstable();
        roles.dedup();
        roles
    };
    sorted(one) == sorted(other)
}

/// Refuses when nobody else administers. Writers queue, so two who step down at once are asked one after the other.
async fn keep_an_administrator(
    tx: &mut Tx,
    organisation: OrganisationId,
    leaving: PersonId,
) -> Result<(), AppError> {
    let administrators = store::person::with_role(tx, organisation, Role::Administrator).await?;
    if administrators.iter().any(|other| other.id != leaving) {
        return Ok(());
    }
    Err(AppError::Refused(Refusal::LastAdministrator))
}

/// The one who takes over: another person who writes needs there.
async fn heir(
    tx: &mut Tx,
    organisation: OrganisationId,
    leaving: PersonId,
    named: Option<PersonId>,
) -> Result<PersonId, AppError> {
    let missing = || AppError::invalid("successor", FieldProblem::Text(text::TextProblem::Missing));
    let successor = named.filter(|person| *person != leaving).ok_or_else(missing)?;
    let roles = roles_of(tx, organisation, successor).await.map_err(|_| missing())?;
    if roles.iter().any(|role| role.can(Power::Write)) { Ok(successor) } else { Err(missing()) }
}

async fn open_needs(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<Need>, AppError> {
    let filter =
        NeedFilter { organisation: Some(organisation), author: Some(person), ..NeedFilter::default() };
    let everything = Actor::Operator.visibility();
    let needs = store::need::list(tx, &everything, &filter, Page::new(1, OPEN_MAX)).await?.rows;
    let is_open = |need: &Need| match need.state {
        NeedState::Draft | NeedState::Submitted { .. } => true,
        NeedState::Withdrawn { .. } => false,
    };
    Ok(needs.into_iter().filter(is_open).collect())
}
