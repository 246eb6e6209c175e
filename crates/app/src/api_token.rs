//! Keys of programs: a person lets a program ask as them, for one organisation, for one purpose, until a day.
//!
//! A key never does more than its owner may at the moment of asking: roles and memberships are read each time, and who leaves the
//! organisation takes the keys along. It is shown once. Not here: which addresses a scope opens (`web`).

use domain::event::{Change, EventKind};
use domain::id::ApiTokenId;
use domain::instant::Instant;
use domain::permission::{Actor, Scope};
use domain::text::{self, SHORT_MAX};
use store::api_token::ApiToken;

use crate::App;
use crate::error::{AppError, FieldProblem};
use crate::session::{Visitor, hash_of, random_token, signed_in, standing};

/// What a key begins with, so that people and programs know one when they see it.
pub const PREFIX: &str = "brygga_";

/// Days a key may hold.
pub const DAYS: [i64; 3] = [30, 90, 365];

/// Keys of one person.
const KEYS_MAX: usize = 20;

const DAY_MILLISECONDS: i64 = 24 * 60 * 60 * 1000;

/// A key's last use is kept to the minute.
const USE_MILLISECONDS: i64 = 60 * 1000;

/// A key as its owner sees it.
#[derive(Debug, Clone)]
pub struct OwnToken {
    /// What is kept of it.
    pub token: ApiToken,
    /// Short name of the organisation.
    pub organisation: String,
    /// Whether its day has come.
    pub has_ended: bool,
}

impl App {
    /// The keys of whoever is signed in, newest first.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in.
    pub async fn api_tokens(&self, visitor: &Visitor) -> Result<Vec<OwnToken>, AppError> {
        let (member, _) = signed_in(visitor)?;
        let mut tx = self.db.read().await?;
        let now = self.clock.now();
        let mut own = Vec::new();
        for token in store::api_token::of_person(&mut tx, member.person).await? {
            let organisation = store::organisation::get(&mut tx, token.organisation).await?;
            own.push(OwnToken {
                organisation: organisation.map(|one| one.short_name).unwrap_or_default(),
                has_ended: token.expires.milliseconds() <= now.milliseconds(),
                token,
            });
        }
        Ok(own)
    }

    /// Makes a key for the active organisation and gives it, this once.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in; [`AppError::Invalid`] for a missing or too long name, for another number of
    /// days than [`DAYS`] has, and for too many keys.
    pub async fn make_api_token(
        &self,
        visitor: &Visitor,
        name: &str,
        scope: Scope,
        days: i64,
    ) -> Result<String, AppError> {
        let (member, _) = signed_in(visitor)?;
        let name = text::required(name, SHORT_MAX)
            .map_err(|problem| AppError::invalid("token_name", FieldProblem::Text(problem)))?;
        if !DAYS.contains(&days) {
            return Err(AppError::invalid("days", FieldProblem::Unknown));
        }
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        if store::api_token::of_person(&mut tx, member.person).await?.len() >= KEYS_MAX {
            return Err(AppError::invalid("token_name", FieldProblem::TooMany));
        }
        let key = format!("{PREFIX}{}", random_token()?);
        let token = ApiToken {
            id: ApiTokenId::at(now),
            person: member.person,
            organisation: member.organisation,
            name,
            scope,
            created: now,
            expires: Instant::from_milliseconds(now.milliseconds() + days * DAY_MILLISECONDS),
            last_used: None,
        };
        store::api_token::insert(&mut tx, &hash_of(&key), &token).await?;
        let made = [
            Change::between("name", "", &token.name),
            Change::between("scope", "", scope.code()),
            Change::between("days", "", &days.to_string()),
        ];
        let made = made.into_iter().flatten().collect();
        self.person_event(&mut tx, &visitor.actor, member.person, EventKind::TokenMade, made).await?;
        tx.commit().await?;
        Ok(key)
    }

    /// Ends one of the own keys at once; one that is not the person's changes nothing.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in.
    pub async fn end_api_token(&self, visitor: &Visitor, id: ApiTokenId) -> Result<(), AppError> {
        let (member, _) = signed_in(visitor)?;
        let mut tx = self.db.write().await?;
        if store::api_token::remove(&mut tx, member.person, id).await? {
            self.person_event(&mut tx, &visitor.actor, member.person, EventKind::TokenEnded, Vec::new())
                .await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Who a program asks as, and what for; nothing for a key that is unknown, has ended, or whose owner has no role there any
    /// more. No session stands behind it, so nothing that is a person's own can be done with it.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn bearer(&self, key: &str) -> Result<Option<(Visitor, Scope)>, AppError> {
        let now = self.clock.now();
        let mut tx = self.db.read().await?;
        let Some(token) = store::api_token::get(&mut tx, &hash_of(key), now).await? else { return Ok(None) };
        let Some((member, signed_in)) = standing(&mut tx, token.person, token.organisation).await? else {
            return Ok(None);
        };
        drop(tx);
        let unused =
            token.last_used.is_none_or(|used| now.milliseconds() - used.milliseconds() >= USE_MILLISECONDS);
        if unused {
            let mut tx = self.db.write().await?;
            store::api_token::touch(&mut tx, token.id, now).await?;
            tx.commit().await?;
        }
        let visitor = Visitor { actor: Actor::Member(member), signed_in: Some(signed_in) };
        Ok(Some((visitor, token.scope)))
    }
}
