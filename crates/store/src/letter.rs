//! Letters that are no notices, and the wishes for new passwords that they carry, in the database.

use domain::id::{LetterId, PersonId};
use domain::instant::Instant;

use crate::db::{Row, StoreError, Tx, sql};

/// A letter that is to be mailed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Identity.
    pub id: LetterId,
    /// What sort, as the app names it.
    pub kind: String,
    /// To whom.
    pub email: String,
    /// What it carries that nobody else may know; empty once it has gone.
    pub secret: String,
    /// When it is due; `None` once it has gone or is given up.
    pub mail_at: Option<Instant>,
    /// How often mailing it has failed.
    pub tries: i64,
}

/// Keeps a letter.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &mut Tx, letter: &Letter) -> Result<(), StoreError> {
    sql("INSERT INTO letters (id, kind, email, secret, mail_at, tries) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(letter.id.to_string())
        .bind(&letter.kind)
        .bind(&letter.email)
        .bind(&letter.secret)
        .bind(letter.mail_at.map(Instant::milliseconds))
        .bind(letter.tries)
        .execute_one(tx)
        .await
}

/// The letter that has been due for longest.
///
/// # Errors
/// When the database fails.
pub async fn first_due(tx: &mut Tx, now: Instant) -> Result<Option<Letter>, StoreError> {
    let row = sql("SELECT * FROM letters WHERE mail_at <= $1 ORDER BY mail_at, id LIMIT 1")
        .bind(now.milliseconds())
        .first(tx)
        .await?;
    row.as_ref().map(read).transpose()
}

/// Sets when a letter is due next, and how often it has failed. When it has gone or is given up, its secret is wiped.
///
/// # Errors
/// When the database fails.
pub async fn set_mail(
    tx: &mut Tx,
    id: LetterId,
    mail_at: Option<Instant>,
    tries: i64,
) -> Result<(), StoreError> {
    sql("UPDATE letters SET mail_at = $2, tries = $3, secret = CASE WHEN $4 = 1 THEN '' ELSE secret END WHERE id = $1")
        .bind(id.to_string())
        .bind(mail_at.map(Instant::milliseconds))
        .bind(tries)
        .bind(i64::from(mail_at.is_none()))
        .execute_one(tx)
        .await
}

/// Keeps a wish for a new password, in place of earlier ones of the same person.
///
/// # Errors
/// When the database fails.
pub async fn wish_password(
    tx: &mut Tx,
    token_hash: &str,
    person: PersonId,
    expires: Instant,
) -> Result<(), StoreError> {
    forget_wishes(tx, person).await?;
    sql("INSERT INTO password_wishes (token_hash, person_id, expires) VALUES ($1, $2, $3)")
        .bind(token_hash)
        .bind(person.to_string())
        .bind(expires.milliseconds())
        .execute_one(tx)
        .await
}

/// Who wished for a new password with this, unless it is too late.
///
/// # Errors
/// When the database fails.
pub async fn wish(tx: &mut Tx, token_hash: &str, now: Instant) -> Result<Option<PersonId>, StoreError> {
    let row = sql("SELECT person_id FROM password_wishes WHERE token_hash = $1 AND expires > $2")
        .bind(token_hash)
        .bind(now.milliseconds())
        .first(tx)
        .await?;
    row.map(|row| row.parsed("person_id")).transpose()
}

/// Forgets every wish of a person: one was used, or the password was changed otherwise.
///
/// # Errors
/// When the database fails.
pub async fn forget_wishes(tx: &mut Tx, person: PersonId) -> Result<(), StoreError> {
    sql("DELETE FROM password_wishes WHERE person_id = $1")
        .bind(person.to_string())
        .execute(tx)
        .await
        .map(|_| ())
}

fn read(row: &Row) -> Result<Letter, StoreError> {
    Ok(Letter {
        id: row.parsed("id")?,
        kind: row.text("kind")?,
        email: row.text("email")?,
        secret: row.text("secret")?,
        mail_at: row.int_or_none("mail_at")?.map(Instant::from_milliseconds),
        tries: row.int("tries")?,
    })
}
