//! The second step of signing in: a code from a program on the phone (TOTP, RFC 6238, SHA-1, six digits, 30 seconds), or one of
//! ten codes that were written down.
//!
//! A code is used once: the step it belongs to is kept. Between the two steps there is half a session, which can do nothing but
//! be completed, lives for five minutes and stands five wrong codes. Not here: passwords (`session`, `password`).

use domain::event::{Doer, EventKind};
use domain::id::PersonId;
use domain::instant::Instant;
use store::Tx;
use store::second_factor::{self as kept, HalfSession};
use totp_rs::{Algorithm, Secret, TOTP};

use crate::App;
use crate::error::{AppError, FieldProblem, Refusal};
use crate::session::{Visitor, hash_of, random_token, signed_in, verify};

/// Length of a step, in seconds.
const STEP: i64 = 30;

/// Steps before and after this one whose codes are taken: clocks differ, and people type slowly.
const LEEWAY: i64 = 1;

/// How long half a session lives.
const HALF_MILLISECONDS: i64 = 5 * 60 * 1000;

/// Wrong codes that half a session stands.
const WRONG_MAX: i64 = 5;

/// How many codes are given to write down, and their length in characters.
const WRITTEN_DOWN: usize = 10;
const WRITTEN_LENGTH: usize = 10;

/// A second step that is about to begin.
#[derive(Debug, Clone)]
pub struct NewFactor {
    /// The secret as people type it into the program.
    pub secret: String,
    /// The same with who and where, as programs read it.
    pub address: String,
}

impl App {
    /// A new secret for whoever is signed in, kept nowhere before a code shows that the phone has it.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in.
    pub async fn new_factor(&self, visitor: &Visitor) -> Result<NewFactor, AppError> {
        let who = visitor.signed_in.as_ref().ok_or(AppError::Denied)?;
        let mut bytes = [0_u8; 20];
        getrandom::fill(&mut bytes).map_err(|_| crate::session::no_randomness())?;
        let Secret::Encoded(secret) = Secret::Raw(bytes.to_vec()).to_encoded() else {
            return Err(AppError::Denied);
        };
        self.factor_again(&who.person.email, &secret)
    }

    /// The same secret once more, after a fault in the form.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for what is no secret.
    pub fn factor_again(&self, email: &str, secret: &str) -> Result<NewFactor, AppError> {
        let totp = totp(secret, email).ok_or_else(wrong_code)?;
        Ok(NewFactor { secret: secret.to_owned(), address: totp.get_url() })
    }

    /// Whether whoever is signed in signs in with a second step.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in.
    pub async fn has_factor(&self, visitor: &Visitor) -> Result<bool, AppError> {
        let (member, _) = signed_in(visitor)?;
        Ok(kept::factor(&mut self.db.read().await?, member.person).await?.is_some())
    }

    /// Begins the second step, with the password and a code that shows that the phone has the secret. Gives ten codes to
    /// write down, which are kept as hashes and cannot be shown again. Every other session ends.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for a wrong password or code.
    pub async fn begin_factor(
        &self,
        visitor: &Visitor,
        password: &str,
        secret: &str,
        code: &str,
    ) -> Result<Vec<String>, AppError> {
        let (member, session) = signed_in(visitor)?;
        self.check_own_password(visitor, password).await?;
        let now = self.clock.now();
        let step = step_of(secret, code, now).ok_or_else(wrong_code)?;
        let mut written = Vec::with_capacity(WRITTEN_DOWN);
        for _ in 0..WRITTEN_DOWN {
            let code: String = random_token()?.chars().take(WRITTEN_LENGTH).collect();
            written.push(code);
        }
        let hashes: Vec<String> = written.iter().map(|code| hash_of(code)).collect();
        let mut tx = self.db.write().await?;
        kept::set_factor(&mut tx, member.person, Some(secret), step).await?;
        kept::set_written(&mut tx, member.person, &hashes).await?;
        store::session::remove_all_of(&mut tx, member.person, Some(session)).await?;
        self.factor_event(&mut tx, visitor, EventKind::SecondStepBegun).await?;
        tx.commit().await?;
        Ok(written)
    }

    /// Ends the second step, with the password.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for a wrong password.
    pub async fn end_factor(&self, visitor: &Visitor, password: &str) -> Result<(), AppError> {
        let (member, _) = signed_in(visitor)?;
        self.check_own_password(visitor, password).await?;
        let mut tx = self.db.write().await?;
        kept::set_factor(&mut tx, member.person, None, 0).await?;
        kept::set_written(&mut tx, member.person, &[]).await?;
        self.factor_event(&mut tx, visitor, EventKind::SecondStepEnded).await?;
        Ok(tx.commit().await?)
    }

    /// Ends the second step of somebody who has lost the phone and the written codes: the operator's way.
    ///
    /// # Errors
    /// [`AppError::Denied`] for anybody but the operator; [`AppError::NotFound`] for an unknown address.
    pub async fn forget_factor(
        &self,
        actor: &domain::permission::Actor,
        email: &str,
    ) -> Result<(), AppError> {
        if *actor != domain::permission::Actor::Operator {
            return Err(AppError::Denied);
        }
        let mut tx = self.db.write().await?;
        let (person, _) = store::person::by_email(&mut tx, email).await?.ok_or(AppError::NotFound)?;
        kept::set_factor(&mut tx, person.id, None, 0).await?;
        kept::set_written(&mut tx, person.id, &[]).await?;
        store::session::remove_all_of(&mut tx, person.id, None).await?;
        self.session_event(&mut tx, Doer::Operator, &person.id.to_string(), EventKind::SecondStepEnded)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Half a session for a person whose password was right and who has a second step; nothing for others.
    pub(crate) async fn half_session(&self, person: PersonId) -> Result<Option<String>, AppError> {
        if kept::factor(&mut self.db.read().await?, person).await?.is_none() {
            return Ok(None);
        }
        let token = random_token()?;
        let now = self.clock.now();
        let expires = Instant::from_milliseconds(now.milliseconds() + HALF_MILLISECONDS);
        let mut tx = self.db.write().await?;
        let half = HalfSession { person, expires, wrong: 0 };
        kept::insert_half(&mut tx, &hash_of(&token), &half, now).await?;
        tx.commit().await?;
        Ok(Some(token))
    }

    /// Completes half a session with a code from the phone or a written one, and gives the session's token.
    ///
    /// # Errors
    /// [`AppError::Refused`] with [`Refusal::WrongCode`] for a wrong or used code; with [`Refusal::TooLate`] when the half
    /// session has ended, or has seen five wrong ones.
    pub async fn complete_session(&self, half: &str, code: &str, browser: &str) -> Result<String, AppError> {
        let now = self.clock.now();
        let hash = hash_of(half);
        let mut tx = self.db.write().await?;
        let found = kept::half(&mut tx, &hash, now).await?;
        let Some(found) = found.filter(|found| found.wrong < WRONG_MAX) else {
            return Err(AppError::Refused(Refusal::TooLate));
        };
        let Some((secret, last)) = kept::factor(&mut tx, found.person).await? else {
            return Err(AppError::Refused(Refusal::TooLate));
        };
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        let right = match step_of(&secret, &code, now).filter(|step| *step > last) {
            Some(step) => {
                kept::set_factor(&mut tx, found.person, Some(&secret), step).await?;
                true
            }
            None => kept::use_written(&mut tx, found.person, &hash_of(&code.to_lowercase())).await?,
        };
        if !right {
            kept::count_wrong(&mut tx, &hash).await?;
            self.session_event(&mut tx, Doer::Anonymous, &found.person.to_string(), EventKind::Denied)
                .await?;
            tx.commit().await?;
            return Err(AppError::Refused(Refusal::WrongCode));
        }
        kept::remove_half(&mut tx, &hash).await?;
        tx.commit().await?;
        self.start_session(found.person, browser).await
    }

    async fn check_own_password(&self, visitor: &Visitor, password: &str) -> Result<(), AppError> {
        let (member, _) = signed_in(visitor)?;
        self.refuse_after_many(&member.person.to_string()).await?;
        let hash = store::person::password_of(&mut self.db.read().await?, member.person).await?;
        if verify(password.to_owned(), hash).await {
            return Ok(());
        }
        let mut tx = self.db.write().await?;
        self.factor_event(&mut tx, visitor, EventKind::Denied).await?;
        tx.commit().await?;
        Err(AppError::invalid("old_password", FieldProblem::WrongPassword))
    }

    async fn factor_event(&self, tx: &mut Tx, visitor: &Visitor, kind: EventKind) -> Result<(), AppError> {
        let (member, _) = signed_in(visitor)?;
        let doer = Doer::Person { person: member.person, organisation: member.organisation };
        self.session_event(tx, doer, &member.person.to_string(), kind).await
    }
}

fn wrong_code() -> AppError {
    AppError::invalid("code", FieldProblem::WrongCode)
}

fn totp(secret: &str, email: &str) -> Option<TOTP> {
    let bytes = Secret::Encoded(secret.to_owned()).to_bytes().ok()?;
    // The name may not have a colon, which addresses never need.
    let name = email.replace(':', "");
    TOTP::new(Algorithm::SHA1, 6, 0, STEP.unsigned_abs(), bytes, Some("Brygga".to_owned()), name).ok()
}

/// The step that a code belongs to, of those that are taken now.
fn step_of(secret: &str, code: &str, now: Instant) -> Option<i64> {
    let totp = totp(secret, "")?;
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let current = now.milliseconds() / 1000 / STEP;
    let same = |step: &i64| {
        u64::try_from(*step * STEP)
            .is_ok_and(|time| constant_time(totp.generate(time).as_bytes(), code.as_bytes()))
    };
    (current - LEEWAY..=current + LEEWAY).find(same)
}

/// Compares without telling by its time how much was right.
fn constant_time(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B: the secret is the ASCII text 12345678901234567890; the last six of its eight digits.
        let secret = Secret::Raw(b"12345678901234567890".to_vec()).to_encoded().to_string();
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            let now = Instant::from_milliseconds(seconds * 1000);
            assert_eq!(step_of(&secret, code, now), Some(seconds / STEP), "{code}");
            let late = Instant::from_milliseconds((seconds + 2 * STEP) * 1000);
            assert_eq!(step_of(&secret, code, late), None, "two steps later");
        }
        assert_eq!(step_of("nonsens!", "287082", Instant::from_milliseconds(59_000)), None);
    }
}
