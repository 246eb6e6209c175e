//! Signing in and out, and who is behind a request.
//!
//! A session is a random token that only the browser has; the database keeps its hash. Deliberately not
//! here: cookies (`web`), and sign-in through an identity provider.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use domain::event::{Doer, EventKind, SubjectKind};
use domain::id::{OrganisationId, PersonId, SessionId};
use domain::instant::Instant;
use domain::permission::{Actor, Member};
use domain::person::{Assignment, Person, Role};
use sha2::{Digest, Sha256};
use store::Tx;
use store::session::Session;

use crate::error::{AppError, FieldProblem, Refusal};
use crate::person::check_password;
use crate::{App, Directory};

/// How long a session lasts: twelve hours, a working day with margin.
const SESSION_MILLISECONDS: i64 = 12 * 60 * 60 * 1000;

/// A session's last use is kept to the minute: reading pages must not mean writing each time.
const USE_MILLISECONDS: i64 = 60 * 1000;

/// Longest name of a browser that is kept, in characters.
const BROWSER_MAX: usize = 60;

/// Wrong passwords for one address that are answered within [`TRY_WINDOW_MILLISECONDS`]; more are not checked.
const TRIES: i64 = 20;
const TRY_WINDOW_MILLISECONDS: i64 = 60 * 60 * 1000;

/// A hash that no password has, so that an unknown address takes as long as a known one.
const NOBODYS_HASH: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$YnJ5Z2dhYnJ5Z2dhYnJ5Zw$tUXXAbcNKW8oJpkBq7UDH2zVV1T2NUxPG7hM0JmVXTc";

/// A person who is signed in, and for whom.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The person.
    pub person: Person,
    /// Title in the active organisation, in own words.
    pub title: String,
    /// The roles there.
    pub roles: Vec<Role>,
    /// Short name of the active organisation.
    pub organisation: String,
    /// The session; none in a list of people.
    pub session: Option<SessionId>,
    /// Every organisation the person has a role in, when there are several.
    pub organisations: Vec<(OrganisationId, String)>,
    /// Notices that the person has not read.
    pub unread: i64,
}

/// What a right password leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signed {
    /// A session, by its token.
    In(String),
    /// Half a session, by its token: a code completes it.
    Half(String),
}

impl Signed {
    /// The session's token, if no second step is wanted.
    #[must_use]
    pub fn session(self) -> Option<String> {
        match self {
            Self::In(token) => Some(token),
            Self::Half(_) => None,
        }
    }
}

/// What a person's own page shows.
#[derive(Debug, Clone)]
pub struct Account {
    /// The person.
    pub person: Person,
    /// Each organisation with the roles there, and whether the person acts for it now.
    pub organisations: Vec<AccountOrganisation>,
    /// Sessions that have not ended, last used first.
    pub sessions: Vec<Session>,
    /// The session that asks.
    pub session: SessionId,
    /// Whether there is a password to change.
    pub has_password: bool,
    /// Whether signing in takes a second step.
    pub has_factor: bool,
    /// Whether an identity provider leads in.
    pub is_bound: bool,
}

/// An organisation in which a person has roles.
#[derive(Debug, Clone)]
pub struct AccountOrganisation {
    /// Which.
    pub id: OrganisationId,
    /// Its full name.
    pub name: String,
    /// The roles there.
    pub roles: Vec<Role>,
    /// The title there, in own words.
    pub title: String,
    /// Whether the person acts for it now.
    pub active: bool,
}

/// Who is behind a request.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// What permissions know about them.
    pub actor: Actor,
    /// What the page's header shows, if they are signed in.
    pub signed_in: Option<SignedIn>,
}

impl Visitor {
    /// Somebody who is not signed in.
    #[must_use]
    pub const fn anonymous() -> Self {
        Self { actor: Actor::Anonymous, signed_in: None }
    }
}

impl App {
    /// Signs in with address and password and gives the session's token. The browser is named in a few words, so that
    /// its owner knows it again.
    ///
    /// # Errors
    /// [`AppError::Refused`] with [`Refusal::SignIn`], the same for an unknown address, a wrong password and a
    /// person without a role; with [`Refusal::TooManyTries`] after twenty wrong ones within an hour.
    pub async fn sign_in(&self, email: &str, password: &str, browser: &str) -> Result<Signed, AppError> {
        let found = store::person::by_email(&mut self.db.read().await?, email).await?;
        let subject =
            found.as_ref().map_or_else(|| hash_of(&email.trim().to_lowercase()), |(p, _)| p.id.to_string());
        self.refuse_after_many(&subject).await?;
        let (person, hash) = found.map_or((None, None), |(person, hash)| (Some(person), hash));
        let right = verify(password.to_owned(), hash).await;
        if let (Some(person), true) = (&person, right) {
            return Ok(match self.half_session(person.id).await? {
                Some(half) => Signed::Half(half),
                None => Signed::In(self.start_session(person.id, browser).await?),
            });
        }
        let mut tx = self.db.write().await?;
        self.session_event(&mut tx, Doer::Anonymous, &subject, EventKind::Denied).await?;
        tx.commit().await?;
        Err(AppError::Refused(Refusal::SignIn))
    }

    /// Refuses who has seen twenty wrong ones within an hour; the owner's other sessions go on.
    pub(crate) async fn refuse_after_many(&self, subject: &str) -> Result<(), AppError> {
        let since = Instant::from_milliseconds(self.clock.now().milliseconds() - TRY_WINDOW_MILLISECONDS);
        let mut tx = self.db.read().await?;
        let wrong = store::event::count_of(&mut tx, subject, EventKind::Denied, since).await?;
        if wrong >= TRIES { Err(AppError::Refused(Refusal::TooManyTries)) } else { Ok(()) }
    }

    /// Starts a session for a person without asking for a password: after the password was right, or when
    /// the demo lets the visitor choose among its fictional people.
    ///
    /// # Errors
    /// [`AppError::Refused`] when the person has no role anywhere.
    pub async fn start_session(&self, person: PersonId, browser: &str) -> Result<String, AppError> {
        let mut tx = self.db.write().await?;
        let assignments = store::person::assignments(&mut tx, person).await?;
        let first = assignments.first().ok_or(AppError::Refused(Refusal::SignIn))?;
        let token = random_token()?;
        let now = self.clock.now();
        let expires = Instant::from_milliseconds(now.milliseconds() + SESSION_MILLISECONDS);
        let session = Session {
            id: SessionId::at(now),
            person,
            organisation: first.organisation,
            created: now,
            last_used: now,
            expires,
            browser: browser.chars().filter(|c| !c.is_control()).take(BROWSER_MAX).collect(),
        };
        store::session::insert(&mut tx, &hash_of(&token), &session).await?;
        let doer = Doer::Person { person, organisation: first.organisation };
        self.session_event(&mut tx, doer, &person.to_string(), EventKind::SignedIn).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Ends the session; an unknown token is no error.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn sign_out(&self, token: &str) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let hash = hash_of(token);
        if let Some(session) = store::session::get(&mut tx, &hash, self.clock.now()).await? {
            store::session::remove(&mut tx, session.id).await?;
            let doer = Doer::Person { person: session.person, organisation: session.organisation };
            self.session_event(&mut tx, doer, &session.person.to_string(), EventKind::SignedOut).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Who is behind a token. Roles and memberships are read each time, so that a change takes effect at
    /// the next request on every node.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn visitor(&self, token: &str) -> Result<Visitor, AppError> {
        let mut tx = self.db.read().await?;
        let Some(session) = store::session::get(&mut tx, &hash_of(token), self.clock.now()).await? else {
            return Ok(Visitor::anonymous());
        };
        let Some((member, mut signed_in)) = standing(&mut tx, session.person, session.organisation).await?
        else {
            return Ok(Visitor::anonymous());
        };
        let now = self.clock.now();
        signed_in.unread = store::notice::unread(&mut tx, member.person, now).await?;
        drop(tx);
        if now.milliseconds() - session.last_used.milliseconds() >= USE_MILLISECONDS {
            let mut tx = self.db.write().await?;
            store::session::touch(&mut tx, session.id, now).await?;
            tx.commit().await?;
        }
        signed_in.session = Some(session.id);
        Ok(Visitor { actor: Actor::Member(member), signed_in: Some(signed_in) })
    }

    /// The same visitor for another of the own organisations, in this request alone.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in; [`AppError::Refused`] with [`Refusal::NoRoleThere`] for an organisation
    /// without a role there.
    pub async fn visitor_for(
        &self,
        visitor: &Visitor,
        organisation: OrganisationId,
    ) -> Result<Visitor, AppError> {
        let (member, session) = signed_in(visitor)?;
        let mut tx = self.db.read().await?;
        let found = standing(&mut tx, member.person, organisation).await?;
        let (member, mut signed_in) = found.ok_or(AppError::Refused(Refusal::NoRoleThere))?;
        signed_in.session = Some(session);
        Ok(Visitor { actor: Actor::Member(member), signed_in: Some(signed_in) })
    }

    /// What a person's own page shows.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in.
    pub async fn account(&self, visitor: &Visitor) -> Result<Account, AppError> {
        let (member, session) = signed_in(visitor)?;
        let mut tx = self.db.read().await?;
        let person = store::person::get(&mut tx, member.person).await?.ok_or(AppError::Denied)?;
        let password = store::person::password_of(&mut tx, person.id).await?;
        let mut organisations: Vec<AccountOrganisation> = Vec::new();
        for one in store::person::assignments(&mut tx, person.id).await? {
            if let Some(known) = organisations.iter_mut().find(|known| known.id == one.organisation) {
                known.roles.push(one.role);
                continue;
            }
            let Some(organisation) = store::organisation::get(&mut tx, one.organisation).await? else {
                continue;
            };
            organisations.push(AccountOrganisation {
                id: organisation.id,
                name: organisation.name,
                roles: vec![one.role],
                title: one.title,
                active: organisation.id == member.organisation,
            });
        }
        Ok(Account {
            sessions: store::session::of_person(&mut tx, person.id, self.clock.now()).await?,
            has_password: password.is_some(),
            has_factor: store::second_factor::factor(&mut tx, person.id).await?.is_some(),
            is_bound: !store::identity::of_person(&mut tx, person.id).await?.is_empty(),
            organisations,
            person,
            session,
        })
    }

    /// Acts for another of the own organisations from the next request on, in this session alone.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for an organisation without a role there.
    pub async fn act_for(&self, visitor: &Visitor, organisation: OrganisationId) -> Result<(), AppError> {
        let (member, session) = signed_in(visitor)?;
        let mut tx = self.db.write().await?;
        let assignments = store::person::assignments(&mut tx, member.person).await?;
        if assignments.iter().all(|one| one.organisation != organisation) {
            return Err(AppError::NotFound);
        }
        if organisation == member.organisation {
            return Ok(());
        }
        store::session::act_for(&mut tx, session, organisation).await?;
        let doer = Doer::Person { person: member.person, organisation };
        self.session_event(&mut tx, doer, &member.person.to_string(), EventKind::ActsFor).await?;
        Ok(tx.commit().await?)
    }

    /// Ends one of the own sessions; one that is not the person's, or has ended, is no error and changes nothing.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in.
    pub async fn end_session(&self, visitor: &Visitor, session: SessionId) -> Result<(), AppError> {
        let (member, _) = signed_in(visitor)?;
        let mut tx = self.db.write().await?;
        let own = store::session::of_person(&mut tx, member.person, self.clock.now()).await?;
        if own.iter().any(|one| one.id == session) {
            store::session::remove(&mut tx, session).await?;
            self.own_event(&mut tx, member, EventKind::SessionsEnded).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Ends every own session but this one.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in.
    pub async fn end_other_sessions(&self, visitor: &Visitor) -> Result<(), AppError> {
        let (member, session) = signed_in(visitor)?;
        let mut tx = self.db.write().await?;
        if store::session::remove_all_of(&mut tx, member.person, Some(session)).await? > 0 {
            self.own_event(&mut tx, member, EventKind::SessionsEnded).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Changes the own password. Every other session ends at once, on every node.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for a wrong old password, or a new one that is too short or too long;
    /// [`AppError::Refused`] with [`Refusal::TooManyTries`] as in [`App::sign_in`].
    pub async fn change_password(&self, visitor: &Visitor, old: &str, new: &str) -> Result<(), AppError> {
        let (member, session) = signed_in(visitor)?;
        let subject = member.person.to_string();
        self.refuse_after_many(&subject).await?;
        let had = store::person::password_of(&mut self.db.read().await?, member.person).await?;
        let new = check_password(new.to_owned())
            .map_err(|problem| AppError::invalid("password", FieldProblem::Text(problem)))?;
        if !verify(old.to_owned(), had).await {
            let mut tx = self.db.write().await?;
            self.own_event(&mut tx, member, EventKind::Denied).await?;
            tx.commit().await?;
            return Err(AppError::invalid("old_password", FieldProblem::WrongPassword));
        }
        let hash = hash_password(new).await?;
        let mut tx = self.db.write().await?;
        store::person::set_password(&mut tx, member.person, hash).await?;
        store::letter::forget_wishes(&mut tx, member.person).await?;
        store::session::remove_all_of(&mut tx, member.person, Some(session)).await?;
        self.own_event(&mut tx, member, EventKind::PasswordChanged).await?;
        Ok(tx.commit().await?)
    }

    async fn own_event(&self, tx: &mut Tx, member: &Member, kind: EventKind) -> Result<(), AppError> {
        let doer = Doer::Person { person: member.person, organisation: member.organisation };
        self.session_event(tx, doer, &member.person.to_string(), kind).await
    }

    /// Everybody with their roles, for the demo's choice of person.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn people_to_choose(&self) -> Result<Vec<SignedIn>, AppError> {
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let mut people = Vec::new();
        for person in store::person::all(&mut tx).await? {
            let assignments = store::person::assignments(&mut tx, person.id).await?;
            let Some(first) = assignments.first() else { continue };
            people.push(SignedIn {
                title: first.title.clone(),
                roles: assignments.iter().map(|assignment| assignment.role).collect(),
                organisation: directory
                    .organisation(first.organisation)
                    .map(|o| o.short_name.clone())
                    .unwrap_or_default(),
                session: None,
                organisations: Vec::new(),
                unread: 0,
                person,
            });
        }
        Ok(people)
    }

    pub(crate) async fn session_event(
        &self,
        tx: &mut Tx,
        doer: Doer,
        subject: &str,
        kind: EventKind,
    ) -> Result<(), AppError> {
        let about = (SubjectKind::Person, subject.to_owned());
        self.keep_event(tx, doer, about, kind, Vec::new()).await
    }
}

/// A person as one who acts for an organisation; nothing without a role there.
pub(crate) async fn standing(
    tx: &mut Tx,
    person: PersonId,
    organisation: OrganisationId,
) -> Result<Option<(Member, SignedIn)>, AppError> {
    let all = store::person::assignments(tx, person).await?;
    let there = || all.iter().filter(|one| one.organisation == organisation);
    let person = store::person::get(tx, person).await?;
    let organisation = store::organisation::get(tx, organisation).await?;
    let (Some(person), Some(organisation), Some(first)) = (person, organisation, there().next()) else {
        return Ok(None);
    };
    let roles: Vec<Role> = there().map(|one| one.role).collect();
    let member = Member {
        person: person.id,
        organisation: organisation.id,
        roles: roles.clone(),
        partners: store::collaboration::partners(tx, organisation.id).await?,
    };
    let organisations = choices(tx, &all).await?;
    let title = first.title.clone();
    let organisation = organisation.short_name;
    Ok(Some((
        member,
        SignedIn { person, title, roles, organisation, session: None, organisations, unread: 0 },
    )))
}

/// The organisations that a person can act for; none where there is nothing to choose.
async fn choices(tx: &mut Tx, assignments: &[Assignment]) -> Result<Vec<(OrganisationId, String)>, AppError> {
    let mut ids: Vec<OrganisationId> = assignments.iter().map(|one| one.organisation).collect();
    ids.dedup();
    let mut organisations = Vec::new();
    if ids.len() > 1 {
        for id in ids {
            let found = store::organisation::get(tx, id).await?;
            organisations.extend(found.map(|one| (one.id, one.short_name)));
        }
    }
    Ok(organisations)
}

/// The member behind a visitor, and the session that asks.
pub(crate) fn signed_in(visitor: &Visitor) -> Result<(&Member, SessionId), AppError> {
    let session = visitor.signed_in.as_ref().and_then(|who| who.session);
    visitor.actor.member().zip(session).ok_or(AppError::Denied)
}

/// A password's hash, with a random salt (argon2id, the crate's default cost, which is OWASP's).
///
/// # Errors
/// [`AppError::Internal`] when the machine gives no random numbers.
pub(crate) async fn hash_password(password: String) -> Result<String, AppError> {
    let mut salt = [0_u8; 16];
    getrandom::fill(&mut salt).map_err(|_| no_randomness())?;
    let hashing = tokio::task::spawn_blocking(move || {
        Argon2::default().hash_password_with_salt(password.as_bytes(), &salt).map(|hash| hash.to_string())
    });
    match hashing.await {
        Ok(Ok(hash)) => Ok(hash),
        Ok(Err(_)) | Err(_) => Err(no_randomness()),
    }
}

pub(crate) async fn verify(password: String, hash: Option<String>) -> bool {
    let known = hash.is_some();
    let hash = hash.unwrap_or_else(|| NOBODYS_HASH.to_owned());
    let checking = tokio::task::spawn_blocking(move || {
        PasswordHash::new(&hash)
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
    });
    checking.await.unwrap_or(false) && known
}

pub(crate) fn random_token() -> Result<String, AppError> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|_| no_randomness())?;
    Ok(hex(&bytes))
}

pub(crate) fn hash_of(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn no_randomness() -> AppError {
    AppError::Internal(store::StoreError::Damaged { column: "password", value: String::new() })
}
