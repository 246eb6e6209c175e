//! Signing in and out, and who is behind a request.
//!
//! A session is a random token that only the browser has; the database keeps its hash. Deliberately not
//! here: cookies (`web`), and sign-in through an identity provider.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use domain::event::{Doer, EventKind, SubjectKind};
use domain::id::PersonId;
use domain::instant::Instant;
use domain::permission::{Actor, Member};
use domain::person::{Assignment, Person, Role};
use sha2::{Digest, Sha256};
use store::Tx;
use store::event::NewEvent;
use store::session::Session;

use crate::error::{AppError, Refusal};
use crate::{App, Directory};

/// How long a session lasts: twelve hours, a working day with margin.
const SESSION_MILLISECONDS: i64 = 12 * 60 * 60 * 1000;

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
    /// Signs in with address and password and gives the session's token.
    ///
    /// # Errors
    /// [`AppError::Refused`] with [`Refusal::SignIn`], the same for an unknown address, a wrong password and a
    /// person without a role; with [`Refusal::TooManyTries`] after twenty wrong ones within an hour.
    pub async fn sign_in(&self, email: &str, password: &str) -> Result<String, AppError> {
        let found = store::person::by_email(&mut self.db.read().await?, email).await?;
        let subject =
            found.as_ref().map_or_else(|| hash_of(&email.trim().to_lowercase()), |(p, _)| p.id.to_string());
        let now = self.clock.now();
        let since = Instant::from_milliseconds(now.milliseconds() - TRY_WINDOW_MILLISECONDS);
        if self.wrong_tries(&subject, since).await? >= TRIES {
            return Err(AppError::Refused(Refusal::TooManyTries));
        }
        let (person, hash) = found.map_or((None, None), |(person, hash)| (Some(person), hash));
        let right = verify(password.to_owned(), hash).await;
        if let (Some(person), true) = (&person, right) {
            return self.start_session(person.id).await;
        }
        let mut tx = self.db.write().await?;
        self.session_event(&mut tx, Doer::Anonymous, &subject, EventKind::Denied).await?;
        tx.commit().await?;
        Err(AppError::Refused(Refusal::SignIn))
    }

    async fn wrong_tries(&self, subject: &str, since: Instant) -> Result<i64, AppError> {
        let mut tx = self.db.read().await?;
        Ok(store::event::count_of(&mut tx, subject, EventKind::Denied, since).await?)
    }

    /// Starts a session for a person without asking for a password: after the password was right, or when
    /// the demo lets the visitor choose among its fictional people.
    ///
    /// # Errors
    /// [`AppError::Refused`] when the person has no role anywhere.
    pub async fn start_session(&self, person: PersonId) -> Result<String, AppError> {
        let mut tx = self.db.write().await?;
        let assignments = store::person::assignments(&mut tx, person).await?;
        let first = assignments.first().ok_or(AppError::Refused(Refusal::SignIn))?;
        let token = random_token()?;
        let now = self.clock.now();
        let expires = Instant::from_milliseconds(now.milliseconds() + SESSION_MILLISECONDS);
        let session = Session { person, organisation: first.organisation, expires };
        store::session::insert(&mut tx, &hash_of(&token), &session, now).await?;
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
            store::session::remove(&mut tx, &hash).await?;
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
        let assignments: Vec<Assignment> = store::person::assignments(&mut tx, session.person)
            .await?
            .into_iter()
            .filter(|assignment| assignment.organisation == session.organisation)
            .collect();
        let person = store::person::get(&mut tx, session.person).await?;
        let organisation = store::organisation::get(&mut tx, session.organisation).await?;
        let (Some(person), Some(organisation), Some(first)) = (person, organisation, assignments.first())
        else {
            return Ok(Visitor::anonymous());
        };
        let roles: Vec<Role> = assignments.iter().map(|assignment| assignment.role).collect();
        let member = Member {
            person: person.id,
            organisation: organisation.id,
            roles: roles.clone(),
            partners: store::collaboration::partners(&mut tx, organisation.id).await?,
        };
        let title = first.title.clone();
        let signed_in = SignedIn { person, title, roles, organisation: organisation.short_name };
        Ok(Visitor { actor: Actor::Member(member), signed_in: Some(signed_in) })
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
                person,
            });
        }
        Ok(people)
    }

    async fn session_event(
        &self,
        tx: &mut Tx,
        doer: Doer,
        subject: &str,
        kind: EventKind,
    ) -> Result<(), AppError> {
        let event = NewEvent {
            at: self.clock.now(),
            doer,
            subject_kind: SubjectKind::Person,
            subject: subject.to_owned(),
            kind,
            changes: Vec::new(),
            import: None,
        };
        Ok(store::event::append(tx, &event).await?)
    }
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

async fn verify(password: String, hash: Option<String>) -> bool {
    let known = hash.is_some();
    let hash = hash.unwrap_or_else(|| NOBODYS_HASH.to_owned());
    let checking = tokio::task::spawn_blocking(move || {
        PasswordHash::new(&hash)
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
    });
    checking.await.unwrap_or(false) && known
}

fn random_token() -> Result<String, AppError> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|_| no_randomness())?;
    Ok(hex(&bytes))
}

fn hash_of(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn no_randomness() -> AppError {
    AppError::Internal(store::StoreError::Damaged { column: "password", value: String::new() })
}
