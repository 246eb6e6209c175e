//! Asking to be let in, with an address of the organisation's, and the answer of those who administer it.
//!
//! Whoever asks is told the same whether the address has an account or not; the letter tells the rest to its owner alone. Nobody
//! is let in by a domain: an administrator decides, and gives the roles. Not here: adding a person outright (`person`), and people
//! whom an identity provider knows (`identity`).

use domain::event::{Change, Doer, EventKind, SubjectKind};
use domain::id::{AccessWishId, LetterId, OrganisationId, PersonId};
use domain::instant::Instant;
use domain::organisation::Organisation;
use domain::permission::{Actor, Deed, Subject};
use domain::person::{Person, Role};
use domain::text::{self, SHORT_MAX, TextProblem};
use store::Tx;
use store::access::AccessWish;
use store::letter::Letter;

use crate::App;
use crate::error::{AppError, FieldProblem, Refusal};
use crate::history::doer;
use crate::person::{self, PersonInput};
use crate::session::{hash_of, random_token};

/// How long an address may take to be shown to be somebody's, and how long a wish waits for its answer.
const CONFIRM_MILLISECONDS: i64 = 24 * 60 * 60 * 1000;
const ANSWER_MILLISECONDS: i64 = 90 * 24 * 60 * 60 * 1000;

/// How long a welcome leads to a first password.
const WELCOME_MILLISECONDS: i64 = 7 * 24 * 60 * 60 * 1000;

/// Wishes with one address within an hour that lead to a letter.
const WISHES: i64 = 5;
const HOUR_MILLISECONDS: i64 = 60 * 60 * 1000;

/// Longest words to an administrator, in characters.
const WORDS_MAX: usize = 2_000;

/// Domains of one organisation.
const DOMAINS_MAX: usize = 20;

/// What somebody who asks to be let in has written.
#[derive(Debug, Clone, Default)]
pub struct AccessInput {
    /// Name.
    pub name: String,
    /// Address at work.
    pub email: String,
    /// Title in own words; may be empty.
    pub title: String,
    /// Words to the administrator; may be empty.
    pub words: String,
}

/// What waits on those who administer an organisation.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Who asks, oldest first.
    pub wishes: Vec<AccessWish>,
    /// Domains whose addresses may ask.
    pub domains: Vec<String>,
}

impl App {
    /// Keeps a wish to be let in and mails its sender a way to show that the address is theirs; who has an account already is
    /// mailed that.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for fields that cannot be kept, and for an address of no organisation here.
    pub async fn wish_access(&self, input: AccessInput) -> Result<(), AppError> {
        let checked = |field, result: Result<String, TextProblem>| {
            result.map_err(|problem| AppError::invalid(field, FieldProblem::Text(problem)))
        };
        let name = checked("name", text::required(&input.name, SHORT_MAX))?;
        let optional = |text: &str, max| text::optional(text, max).map(Option::unwrap_or_default);
        let title = checked("title", optional(&input.title, SHORT_MAX))?;
        let words = checked("words", optional(&input.words, WORDS_MAX))?;
        let email = input.email.trim().to_lowercase();
        if !person::is_address(&email) {
            return Err(AppError::invalid("email", FieldProblem::NotAnAddress));
        }
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        let domain = email.rsplit('@').next().unwrap_or_default();
        let Some(organisation) = store::access::of_domain(&mut tx, domain).await? else {
            return Err(AppError::invalid("email", FieldProblem::NoSuchDomain));
        };
        let organisation =
            store::organisation::get(&mut tx, organisation).await?.ok_or(AppError::NotFound)?.id;
        let subject = hash_of(&email);
        let since = Instant::from_milliseconds(now.milliseconds() - HOUR_MILLISECONDS);
        if store::event::count_of(&mut tx, &subject, EventKind::AccessWished, since).await? >= WISHES {
            return Ok(());
        }
        self.session_event(&mut tx, Doer::Anonymous, &subject, EventKind::AccessWished).await?;
        if store::person::by_email(&mut tx, &email).await?.is_some() {
            self.write_letter(&mut tx, "has_account", &email, "").await?;
            return Ok(tx.commit().await?);
        }
        let token = random_token()?;
        let wish = AccessWish {
            id: AccessWishId::at(now),
            organisation,
            name,
            email: email.clone(),
            title,
            words,
            confirmed: false,
            created: now,
            expires: Instant::from_milliseconds(now.milliseconds() + CONFIRM_MILLISECONDS),
        };
        store::access::insert(&mut tx, &wish, &hash_of(&token), now).await?;
        self.write_letter(&mut tx, "access", &email, &token).await?;
        Ok(tx.commit().await?)
    }

    /// Puts a letter among those that are due.
    pub(crate) async fn write_letter(
        &self,
        tx: &mut Tx,
        kind: &str,
        email: &str,
        secret: &str,
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let letter = Letter {
            id: LetterId::at(now),
            kind: kind.to_owned(),
            email: email.to_owned(),
            secret: secret.to_owned(),
            mail_at: Some(now),
            tries: 0,
        };
        Ok(store::letter::insert(tx, &letter).await?)
    }

    /// The wish that a letter leads to and has not been sent on yet, and where it goes.
    ///
    /// # Errors
    /// [`AppError::Refused`] with [`Refusal::TooLate`] for a letter that was used, is too old, or never was.
    pub async fn wish_to_confirm(&self, token: &str) -> Result<(AccessWish, Organisation), AppError> {
        let mut tx = self.db.read().await?;
        self.unconfirmed(&mut tx, token).await
    }

    async fn unconfirmed(&self, tx: &mut Tx, token: &str) -> Result<(AccessWish, Organisation), AppError> {
        let late = AppError::Refused(Refusal::TooLate);
        let wish = store::access::by_token(tx, &hash_of(token), self.clock.now()).await?;
        let Some(wish) = wish.filter(|wish| !wish.confirmed) else { return Err(late) };
        let organisation = store::organisation::get(tx, wish.organisation).await?.ok_or(late)?;
        Ok((wish, organisation))
    }

    /// Sends a wish on to those who administer the organisation: its address has been shown to be the sender's.
    ///
    /// # Errors
    /// As in [`App::wish_to_confirm`].
    pub async fn confirm_wish(&self, token: &str) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let (wish, organisation) = self.unconfirmed(&mut tx, token).await?;
        let until = Instant::from_milliseconds(self.clock.now().milliseconds() + ANSWER_MILLISECONDS);
        store::access::confirm(&mut tx, wish.id, until).await?;
        let about = (SubjectKind::Organisation, organisation.id.to_string());
        self.keep_event(&mut tx, Doer::Anonymous, about, EventKind::AccessWished, Vec::new()).await?;
        Ok(tx.commit().await?)
    }

    /// Who asks to be let in, and whose addresses may ask.
    ///
    /// # Errors
    /// [`AppError::Denied`] unless the actor administers the organisation.
    pub async fn access_of(&self, actor: &Actor, organisation: OrganisationId) -> Result<Waiting, AppError> {
        may_administer(actor, organisation)?;
        let mut tx = self.db.read().await?;
        Ok(Waiting {
            wishes: store::access::waiting(&mut tx, organisation, self.clock.now()).await?,
            domains: store::access::domains(&mut tx, organisation).await?,
        })
    }

    /// Lets somebody in with these roles, and mails a way to a first password.
    ///
    /// # Errors
    /// [`AppError::Denied`] unless the actor administers the organisation; [`AppError::Invalid`] without a role;
    /// [`AppError::Refused`] with [`Refusal::ChangedMeanwhile`] when another has answered.
    pub async fn let_in(
        &self,
        actor: &Actor,
        wish: AccessWishId,
        organisation: OrganisationId,
        roles: &[Role],
    ) -> Result<Person, AppError> {
        may_administer(actor, organisation)?;
        let Some(first) = roles.first() else {
            return Err(AppError::invalid("roles", FieldProblem::Text(TextProblem::Missing)));
        };
        if roles.contains(&Role::Steward) {
            crate::organisation::stewards(actor)?;
        }
        let wish = self.waiting_wish(wish, organisation).await?;
        let input = PersonInput {
            name: wish.name.clone(),
            email: wish.email.clone(),
            organisation,
            role: *first,
            title: wish.title.clone(),
            password: None,
        };
        let checked = person::check(input, roles).await?;
        let mut tx = self.db.write().await?;
        store::access::remove(&mut tx, wish.id).await.map_err(|_| Refusal::ChangedMeanwhile)?;
        let added = self.insert_person(&mut tx, actor, checked).await?;
        self.welcome_in(&mut tx, actor, added.id, &added.email).await?;
        tx.commit().await?;
        Ok(added)
    }

    async fn waiting_wish(
        &self,
        wish: AccessWishId,
        organisation: OrganisationId,
    ) -> Result<AccessWish, AppError> {
        let mut tx = self.db.read().await?;
        let found = store::access::get(&mut tx, wish, self.clock.now()).await?;
        let found = found.filter(|wish| wish.organisation == organisation && wish.confirmed);
        found.ok_or(AppError::Refused(Refusal::ChangedMeanwhile))
    }

    /// Says no, with a reason that is mailed. What the person wrote is forgotten.
    ///
    /// # Errors
    /// As in [`App::let_in`]; [`AppError::Invalid`] without a reason.
    pub async fn turn_away(
        &self,
        actor: &Actor,
        wish: AccessWishId,
        organisation: OrganisationId,
        reason: &str,
    ) -> Result<(), AppError> {
        may_administer(actor, organisation)?;
        let reason = text::required(reason, SHORT_MAX)
            .map_err(|problem| AppError::invalid("reason", FieldProblem::Text(problem)))?;
        let wish = self.waiting_wish(wish, organisation).await?;
        let mut tx = self.db.write().await?;
        store::access::remove(&mut tx, wish.id).await.map_err(|_| Refusal::ChangedMeanwhile)?;
        self.write_letter(&mut tx, "turned_away", &wish.email, &reason).await?;
        let about = (SubjectKind::Organisation, organisation.to_string());
        self.keep_event(&mut tx, doer(actor), about, EventKind::AccessDeclined, Vec::new()).await?;
        Ok(tx.commit().await?)
    }

    /// Mails a person of an organisation a way to a password: the first one, or a new one.
    ///
    /// # Errors
    /// [`AppError::Denied`] unless the actor administers the organisation; [`AppError::NotFound`] for who has no role there;
    /// [`AppError::Refused`] with [`Refusal::HasPassword`] for who has one: they ask for a new one themselves.
    pub async fn welcome(
        &self,
        actor: &Actor,
        organisation: OrganisationId,
        person: PersonId,
    ) -> Result<(), AppError> {
        may_administer(actor, organisation)?;
        let mut tx = self.db.write().await?;
        crate::people::roles_of(&mut tx, organisation, person).await?;
        let found = store::person::get(&mut tx, person).await?.ok_or(AppError::NotFound)?;
        if store::person::password_of(&mut tx, person).await?.is_some() {
            return Err(Refusal::HasPassword.into());
        }
        self.welcome_in(&mut tx, actor, person, &found.email).await?;
        Ok(tx.commit().await?)
    }

    async fn welcome_in(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        person: PersonId,
        email: &str,
    ) -> Result<(), AppError> {
        let token = random_token()?;
        let until = Instant::from_milliseconds(self.clock.now().milliseconds() + WELCOME_MILLISECONDS);
        store::letter::wish_password(tx, &hash_of(&token), person, until).await?;
        self.write_letter(tx, "welcome", email, &token).await?;
        self.person_event(tx, actor, person, EventKind::Welcomed, Vec::new()).await
    }

    /// Sets the domains whose addresses may ask to be let in: one to a line, as `kommunen.se`.
    ///
    /// # Errors
    /// [`AppError::Denied`] unless the actor administers the organisation; [`AppError::Invalid`] for what is no domain, and for
    /// one that another organisation has.
    pub async fn set_domains(
        &self,
        actor: &Actor,
        organisation: OrganisationId,
        written: &str,
    ) -> Result<(), AppError> {
        may_administer(actor, organisation)?;
        self.save_domains(self.db.write().await?, actor, organisation, domains_in(written)).await
    }

    /// Lets addresses of one more domain ask.
    ///
    /// # Errors
    /// As [`App::set_domains`].
    pub async fn add_domain(
        &self,
        actor: &Actor,
        organisation: OrganisationId,
        written: &str,
    ) -> Result<(), AppError> {
        may_administer(actor, organisation)?;
        let mut tx = self.db.write().await?;
        let mut domains = store::access::domains(&mut tx, organisation).await?;
        domains.extend(domains_in(written));
        self.save_domains(tx, actor, organisation, domains).await
    }

    /// Lets addresses of a domain ask no more.
    ///
    /// # Errors
    /// [`AppError::Denied`] as in [`App::set_domains`]; [`AppError::NotFound`] for a domain that could not ask.
    pub async fn remove_domain(
        &self,
        actor: &Actor,
        organisation: OrganisationId,
        written: &str,
    ) -> Result<(), AppError> {
        may_administer(actor, organisation)?;
        let mut tx = self.db.write().await?;
        let before = store::access::domains(&mut tx, organisation).await?;
        let gone = domains_in(written);
        let kept: Vec<String> = before.iter().filter(|one| !gone.contains(one)).cloned().collect();
        if kept.len() == before.len() {
            return Err(AppError::NotFound);
        }
        self.save_domains(tx, actor, organisation, kept).await
    }

    async fn save_domains(
        &self,
        mut tx: Tx,
        actor: &Actor,
        organisation: OrganisationId,
        mut domains: Vec<String>,
    ) -> Result<(), AppError> {
        domains.sort();
        domains.dedup();
        if domains.len() > DOMAINS_MAX {
            let problem = TextProblem::TooLong { max: DOMAINS_MAX, actual: domains.len() };
            return Err(AppError::invalid("domains", FieldProblem::Text(problem)));
        }
        if !domains.iter().all(|one| is_domain(one)) {
            return Err(AppError::invalid("domains", FieldProblem::NotADomain));
        }
        store::organisation::get(&mut tx, organisation).await?.ok_or(AppError::NotFound)?;
        for domain in &domains {
            let has = store::access::of_domain(&mut tx, domain).await?;
            if has.is_some_and(|has| has != organisation) {
                return Err(AppError::invalid("domains", FieldProblem::Taken));
            }
        }
        let before = store::access::domains(&mut tx, organisation).await?.join(", ");
        store::access::set_domains(&mut tx, organisation, &domains).await?;
        if let Some(change) = Change::between("domains", &before, &domains.join(", ")) {
            let about = (SubjectKind::Organisation, organisation.to_string());
            self.keep_event(&mut tx, doer(actor), about, EventKind::DomainsChanged, vec![change]).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}

fn may_administer(actor: &Actor, organisation: OrganisationId) -> Result<(), AppError> {
    if actor.may(Deed::AdministerPeople, &Subject::of(organisation)) { Ok(()) } else { Err(AppError::Denied) }
}

/// The domains that were written, as addresses end with them.
fn domains_in(written: &str) -> Vec<String> {
    written
        .split([',', ';', ' ', '\n', '\r', '\t'])
        .map(|one| one.trim().trim_start_matches('@').to_lowercase())
        .filter(|one| !one.is_empty())
        .collect()
}

/// Whether a text can be the domain of addresses: at least two labels of letters, digits and hyphens.
fn is_domain(text: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    text.len() <= 200 && text.contains('.') && text.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains() {
        for good in ["vara.se", "edu.vara.se", "göliska.se"] {
            assert!(is_domain(good), "{good}");
        }
        for bad in ["vara", "vara.", ".se", "va ra.se", "a@vara.se", "-vara.se", "vara..se"] {
            assert!(!is_domain(bad), "{bad}");
        }
    }
}
