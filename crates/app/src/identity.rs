//! Signing in at an identity provider (OpenID Connect, authorization code with PKCE), and what its groups give here.
//!
//! A person is bound to issuer and subject, which never change, and never found by e-mail: an address that another has or gets must
//! open no account. A new person is added only where a group gives a role and the provider has verified the address. Who is to bind
//! an existing account signs in to it first. Not here: the talk with the provider ([`provider`]), cookies and pages (`web`).

pub mod provider;

use domain::event::{Change, Doer, EventKind, SubjectKind};
use domain::id::{OrganisationId, PersonId};
use domain::instant::Instant;
use domain::organisation::OrganisationKind;
use domain::permission::{Actor, Deed, Subject};
use domain::person::{Assignment, Person, Role};
use domain::text::{self, SHORT_MAX};
use store::Tx;
use store::identity::{Flow, GroupRole, Identity};

use crate::error::{AppError, FieldProblem, Refusal};
use crate::history::doer;
use crate::session::{Visitor, hash_of, random_token, signed_in};
use crate::{App, organisation};
use provider::{Claims, Provider};

/// How long somebody may be away at the provider.
const AWAY_MILLISECONDS: i64 = 10 * 60 * 1000;

/// Longest text that comes along on the way; what a need's text may hold.
const DRAFT_MAX: usize = 20_000;

/// Somebody who goes to the provider.
#[derive(Debug, Clone)]
pub struct Departure {
    /// Where to.
    pub address: String,
    /// What only this browser gets, and must have when it comes back.
    pub browser: String,
}

/// What the provider sent back by way of the browser.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// What we sent along.
    pub state: String,
    /// What the tokens are fetched with; empty when the provider said no.
    pub code: String,
    /// The provider, where it names itself (RFC 9207).
    pub issuer: Option<String>,
}

/// Somebody who came back.
#[derive(Debug, Clone)]
pub enum Arrival {
    /// Signed in.
    In {
        /// The session's token.
        token: String,
        /// Where to go.
        onward: String,
        /// The text that was being written.
        draft: String,
    },
    /// The own account is bound to the provider now.
    Bound,
}

impl App {
    /// The identity provider, where there is one.
    #[must_use]
    pub fn provider(&self) -> Option<&Provider> {
        self.provider.as_deref()
    }

    /// Sends somebody to the provider: to sign in, or, signed in already, to bind the own account.
    ///
    /// # Errors
    /// [`AppError::NotFound`] without a provider; [`AppError::Refused`] with [`Refusal::ProviderAway`] when it does not answer.
    pub async fn depart(
        &self,
        binds: Option<&Visitor>,
        onward: &str,
        draft: &str,
    ) -> Result<Departure, AppError> {
        let provider = self.provider().ok_or(AppError::NotFound)?;
        let person = binds.map(signed_in).transpose()?.map(|(member, _)| member.person);
        let way = provider.way(self.clock.now()).await?;
        let browser = random_token()?;
        let now = self.clock.now();
        let flow = Flow {
            browser_hash: hash_of(&browser),
            nonce: way.nonce,
            verifier: way.verifier,
            person,
            onward: onward.to_owned(),
            draft: draft.chars().take(DRAFT_MAX).collect(),
            expires: Instant::from_milliseconds(now.milliseconds() + AWAY_MILLISECONDS),
        };
        let mut tx = self.db.write().await?;
        store::identity::begin(&mut tx, &hash_of(&way.state), &flow, now).await?;
        tx.commit().await?;
        Ok(Departure { address: way.address, browser })
    }

    /// Takes in somebody who came back, once: what was sent along is used up whatever comes of it.
    ///
    /// # Errors
    /// [`AppError::Refused`] with [`Refusal::TooLate`] for who was away too long, comes twice or in another browser; with
    /// [`Refusal::IdentityRefused`] for an answer that does not hold; with [`Refusal::IdentityUnknown`] for who has no role here;
    /// with [`Refusal::IdentityTaken`] when somebody has the address or the identity already; with [`Refusal::ProviderAway`].
    pub async fn arrive(
        &self,
        visitor: &Visitor,
        answer: &Answer,
        browser: &str,
        browser_name: &str,
    ) -> Result<Arrival, AppError> {
        let provider = self.provider().ok_or(AppError::NotFound)?;
        let late = AppError::Refused(Refusal::TooLate);
        let mut tx = self.db.write().await?;
        let flow = store::identity::take(&mut tx, &hash_of(&answer.state), self.clock.now()).await?;
        tx.commit().await?;
        let Some(flow) = flow else { return Err(late) };
        if flow.browser_hash != hash_of(browser) {
            return Err(late);
        }
        let told = provider.claims(answer, &flow.verifier, &flow.nonce, self.clock.now()).await;
        let claims = match told {
            Ok(claims) => claims,
            Err(refusal) => {
                if refusal == Refusal::IdentityRefused {
                    self.note_refused(provider.issuer()).await?;
                }
                return Err(refusal.into());
            }
        };
        if let Some(person) = flow.person {
            let (member, _) = signed_in(visitor)?;
            if member.person != person {
                return Err(late);
            }
            self.bind(visitor, &claims).await?;
            return Ok(Arrival::Bound);
        }
        let person = self.person_of(&claims).await?;
        let token = match self.start_session(person, browser_name).await {
            Err(AppError::Refused(Refusal::SignIn)) => return Err(Refusal::IdentityUnknown.into()),
            other => other?,
        };
        Ok(Arrival::In { token, onward: flow.onward, draft: flow.draft })
    }

    async fn note_refused(&self, issuer: &str) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        self.session_event(&mut tx, Doer::Anonymous, &hash_of(issuer), EventKind::Denied).await?;
        Ok(tx.commit().await?)
    }

    async fn bind(&self, visitor: &Visitor, claims: &Claims) -> Result<(), AppError> {
        let (member, _) = signed_in(visitor)?;
        let mut tx = self.db.write().await?;
        match store::identity::get(&mut tx, &claims.issuer, &claims.subject).await? {
            Some(known) if known.person == member.person => return Ok(()),
            Some(_) => return Err(Refusal::IdentityTaken.into()),
            None => {}
        }
        self.keep_identity(&mut tx, member.person, claims).await?;
        self.person_event(&mut tx, &visitor.actor, member.person, EventKind::IdentityBound, Vec::new())
            .await?;
        Ok(tx.commit().await?)
    }

    async fn keep_identity(&self, tx: &mut Tx, person: PersonId, claims: &Claims) -> Result<(), AppError> {
        let identity = Identity {
            issuer: claims.issuer.clone(),
            subject: claims.subject.clone(),
            person,
            created: self.clock.now(),
        };
        Ok(store::identity::insert(tx, &identity).await?)
    }

    /// The person that the claims are about, with the roles that the groups give now.
    async fn person_of(&self, claims: &Claims) -> Result<PersonId, AppError> {
        let mut tx = self.db.write().await?;
        let known = store::identity::get(&mut tx, &claims.issuer, &claims.subject).await?;
        let wanted = match &claims.groups {
            Some(groups) => Some(given(&mut tx, groups).await?),
            None => None,
        };
        let person = match known {
            Some(identity) => identity.person,
            None if wanted.as_ref().is_none_or(Vec::is_empty) => return Err(Refusal::IdentityUnknown.into()),
            None => self.add_from(&mut tx, claims).await?,
        };
        if let Some(wanted) = wanted {
            self.follow_groups(&mut tx, person, &wanted).await?;
        }
        tx.commit().await?;
        Ok(person)
    }

    /// Adds who comes for the first time and has a role by a group.
    async fn add_from(&self, tx: &mut Tx, claims: &Claims) -> Result<PersonId, AppError> {
        let email = claims.verified_email.as_deref().ok_or(Refusal::IdentityRefused)?.trim().to_lowercase();
        if !crate::person::is_address(&email) {
            return Err(Refusal::IdentityRefused.into());
        }
        if store::person::by_email(tx, &email).await?.is_some() {
            return Err(Refusal::IdentityTaken.into());
        }
        let name = claims.name.as_deref().unwrap_or_default();
        let name = text::required(name, SHORT_MAX).unwrap_or_else(|_| email.clone());
        let person = Person { id: PersonId::at(self.clock.now()), version: 1, name, email };
        store::person::insert(tx, &person, None).await?;
        self.keep_identity(tx, person.id, claims).await?;
        self.session_event(tx, Doer::Anonymous, &person.id.to_string(), EventKind::Created).await?;
        Ok(person.id)
    }

    /// Gives what groups give and takes what they gave before. What an administrator gave or took by hand stands; so does the last
    /// administrator of an organisation.
    async fn follow_groups(
        &self,
        tx: &mut Tx,
        person: PersonId,
        wanted: &[GroupRole],
    ) -> Result<(), AppError> {
        let marked = store::identity::given_by_groups(tx, person).await?;
        let held = store::person::assignments(tx, person).await?;
        let holds = |organisation: OrganisationId, role: Role| {
            held.iter().any(|one| one.organisation == organisation && one.role == role)
        };
        let mut given: Vec<(OrganisationId, Role)> = Vec::new();
        for one in wanted {
            let (organisation, role) = (one.organisation, one.role);
            let again = given.contains(&(organisation, role)) || marked.contains(&(organisation, role));
            if again || holds(organisation, role) {
                continue;
            }
            let title = held.iter().find(|other| other.organisation == organisation);
            let title = title.map(|other| other.title.clone()).unwrap_or_default();
            store::person::assign(tx, &Assignment { person, organisation, role, title }).await?;
            store::identity::mark_given(tx, person, organisation, role).await?;
            given.push((organisation, role));
            let changes =
                [Change::between("role", "", role.code()), Change::between("group", "", &one.group)];
            self.group_event(tx, (person, organisation), EventKind::RoleGiven, changes).await?;
        }
        for (organisation, role) in marked {
            if wanted.iter().any(|one| one.organisation == organisation && one.role == role) {
                continue;
            }
            if !holds(organisation, role) {
                store::identity::unmark_given(tx, person, organisation, role).await?;
                continue;
            }
            if role == Role::Administrator {
                let others = store::person::with_role(tx, organisation, role).await?;
                if others.iter().all(|other| other.id == person) {
                    tracing::warn!(%organisation, "a group is gone, but its last administrator stays");
                    continue;
                }
            }
            store::identity::unmark_given(tx, person, organisation, role).await?;
            store::person::unassign(tx, person, organisation, role).await?;
            let changes = [Change::between("role", role.code(), ""), None];
            self.group_event(tx, (person, organisation), EventKind::RoleTaken, changes).await?;
        }
        Ok(())
    }

    async fn group_event(
        &self,
        tx: &mut Tx,
        (person, organisation): (PersonId, OrganisationId),
        kind: EventKind,
        changes: [Option<Change>; 2],
    ) -> Result<(), AppError> {
        let about = (SubjectKind::Person, person.to_string());
        let changes = changes.into_iter().flatten().collect();
        self.keep_event(tx, Doer::Person { person, organisation }, about, kind, changes).await
    }

    /// Ends the binding of the own account. Whoever has no password keeps it: there would be no way in.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in; [`AppError::Refused`] with [`Refusal::OnlyWayIn`].
    pub async fn unbind(&self, visitor: &Visitor) -> Result<(), AppError> {
        let (member, _) = signed_in(visitor)?;
        let mut tx = self.db.write().await?;
        if store::identity::of_person(&mut tx, member.person).await?.is_empty() {
            return Ok(());
        }
        if store::person::password_of(&mut tx, member.person).await?.is_none() {
            return Err(Refusal::OnlyWayIn.into());
        }
        if store::identity::remove_all_of(&mut tx, member.person).await? > 0 {
            self.person_event(&mut tx, &visitor.actor, member.person, EventKind::IdentityUnbound, Vec::new())
                .await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// What groups are in an organisation.
    ///
    /// # Errors
    /// [`AppError::Denied`] unless the actor administers it.
    pub async fn group_roles(
        &self,
        actor: &Actor,
        organisation: OrganisationId,
    ) -> Result<Vec<GroupRole>, AppError> {
        may_administer(actor, organisation)?;
        Ok(store::identity::group_roles(&mut self.db.read().await?, Some(organisation)).await?)
    }

    /// Says what a group is in an organisation; said twice it is said once. It counts from each one's next sign-in on.
    ///
    /// # Errors
    /// [`AppError::Denied`] unless the actor administers it, and for the role that looks after all organisations;
    /// [`AppError::Invalid`] for a missing or too long name.
    pub async fn add_group_role(
        &self,
        actor: &Actor,
        organisation: OrganisationId,
        group: &str,
        role: Role,
    ) -> Result<(), AppError> {
        may_administer(actor, organisation)?;
        if role == Role::Steward {
            organisation::stewards(actor)?;
        }
        let group = text::required(group, SHORT_MAX)
            .map_err(|problem| AppError::invalid("group", FieldProblem::Text(problem)))?;
        let one = GroupRole { organisation, group, role };
        let mut tx = self.db.write().await?;
        let place = store::organisation::get(&mut tx, organisation).await?.ok_or(AppError::NotFound)?;
        if place.valid_to.is_some() || place.kind == OrganisationKind::Supplier {
            return Err(Refusal::OrganisationGone.into());
        }
        if store::identity::group_roles(&mut tx, Some(organisation)).await?.contains(&one) {
            return Ok(());
        }
        store::identity::add_group_role(&mut tx, &one).await?;
        let said = format!("{}: {}", one.group, one.role.code());
        self.groups_event(&mut tx, actor, organisation, Change::between("group", "", &said)).await?;
        Ok(tx.commit().await?)
    }

    /// Takes back what a group is. Who had a role by it loses it at the next sign-in.
    ///
    /// # Errors
    /// [`AppError::Denied`] unless the actor administers it.
    pub async fn remove_group_role(&self, actor: &Actor, one: &GroupRole) -> Result<(), AppError> {
        may_administer(actor, one.organisation)?;
        let mut tx = self.db.write().await?;
        if store::identity::remove_group_role(&mut tx, one).await? {
            let said = format!("{}: {}", one.group, one.role.code());
            self.groups_event(&mut tx, actor, one.organisation, Change::between("group", &said, "")).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    async fn groups_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        organisation: OrganisationId,
        change: Option<Change>,
    ) -> Result<(), AppError> {
        let about = (SubjectKind::Organisation, organisation.to_string());
        let changes = change.into_iter().collect();
        self.keep_event(tx, doer(actor), about, EventKind::GroupsChanged, changes).await
    }
}

fn may_administer(actor: &Actor, organisation: OrganisationId) -> Result<(), AppError> {
    if actor.may(Deed::AdministerPeople, &Subject::of(organisation)) { Ok(()) } else { Err(AppError::Denied) }
}

/// What these groups give, in organisations that still are.
async fn given(tx: &mut Tx, groups: &[String]) -> Result<Vec<GroupRole>, AppError> {
    let mut given = Vec::new();
    for one in store::identity::group_roles(tx, None).await? {
        if !groups.contains(&one.group) {
            continue;
        }
        let place = store::organisation::get(tx, one.organisation).await?;
        if place.is_some_and(|place| place.valid_to.is_none()) {
            given.push(one);
        }
    }
    Ok(given)
}
