//! A new password by mail, for who has forgotten the old one.
//!
//! Whoever asks is told the same whether the address is known or not, and both take one write. Not here: changing a password
//! that one knows (`session`).

use domain::event::{Doer, EventKind};
use domain::id::LetterId;
use domain::instant::Instant;
use store::letter::Letter;

use crate::App;
use crate::error::{AppError, FieldProblem, Refusal};
use crate::person::check_password;
use crate::session::{hash_of, hash_password, random_token};

/// The name of the letter.
const LETTER: &str = "new_password";

/// How long the letter's address leads anywhere.
const WISH_MILLISECONDS: i64 = 60 * 60 * 1000;

/// Letters to one address within an hour.
const WISHES: i64 = 5;

impl App {
    /// Mails a way to a new password, if the address is known and has not been sent many lately.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails; never for an unknown address.
    pub async fn wish_password(&self, email: &str) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        let found = store::person::by_email(&mut tx, email).await?;
        let subject = found
            .as_ref()
            .map_or_else(|| hash_of(&email.trim().to_lowercase()), |(person, _)| person.id.to_string());
        let since = Instant::from_milliseconds(now.milliseconds() - WISH_MILLISECONDS);
        let lately = store::event::count_of(&mut tx, &subject, EventKind::PasswordWished, since).await?;
        if lately >= WISHES {
            return Ok(());
        }
        self.session_event(&mut tx, Doer::Anonymous, &subject, EventKind::PasswordWished).await?;
        if let Some((person, _)) = found {
            let token = random_token()?;
            let expires = Instant::from_milliseconds(now.milliseconds() + WISH_MILLISECONDS);
            store::letter::wish_password(&mut tx, &hash_of(&token), person.id, expires).await?;
            let letter = Letter {
                id: LetterId::at(now),
                kind: LETTER.to_owned(),
                email: person.email,
                secret: token,
                mail_at: Some(now),
                tries: 0,
            };
            store::letter::insert(&mut tx, &letter).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Whether a letter's address still leads to a new password.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn may_set_password(&self, token: &str) -> Result<bool, AppError> {
        let mut tx = self.db.read().await?;
        Ok(store::letter::wish(&mut tx, &hash_of(token), self.clock.now()).await?.is_some())
    }

    /// Sets a new password with what a letter carried, once. Every session of the person ends, on every node.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for a password that is too short or too long; [`AppError::Refused`] with
    /// [`Refusal::TooLate`] for a letter that was used, is too old, or never was.
    pub async fn set_password(&self, token: &str, password: &str) -> Result<(), AppError> {
        let password = check_password(password.to_owned())
            .map_err(|problem| AppError::invalid("password", FieldProblem::Text(problem)))?;
        let late = AppError::Refused(Refusal::TooLate);
        if !self.may_set_password(token).await? {
            return Err(late);
        }
        let hash = hash_password(password).await?;
        let mut tx = self.db.write().await?;
        let Some(person) = store::letter::wish(&mut tx, &hash_of(token), self.clock.now()).await? else {
            return Err(late);
        };
        store::letter::forget_wishes(&mut tx, person).await?;
        store::person::set_password(&mut tx, person, hash).await?;
        store::session::remove_all_of(&mut tx, person, None).await?;
        self.session_event(&mut tx, Doer::Anonymous, &person.to_string(), EventKind::PasswordChanged).await?;
        Ok(tx.commit().await?)
    }
}
