//! Challenges that are shipped, from literature: proposals that a collaboration takes in, changes and finds its own evidence for.

use domain::challenge::{Challenge, ChallengeKind};
use domain::event::{Change, EventKind};
use domain::id::{ChallengeId, CollaborationId};
use domain::intervention::InterventionKind;
use domain::permission::{Actor, Deed, Subject};
use domain::process::Label;
use serde::Deserialize;

use super::ChallengeRow;
use crate::App;
use crate::error::AppError;
use crate::goal::joined_in;
use crate::lesson::CHALLENGES;

/// A challenge that is shipped.
#[derive(Debug, Clone, Deserialize)]
pub struct Seed {
    /// Its code.
    pub code: String,
    /// What it is about.
    pub kind: ChallengeKind,
    /// In a few words.
    pub name: Label,
    /// What it means.
    pub text: String,
    /// What could be done about it.
    pub suggestions: Vec<Suggestion>,
}

/// What could be done about a challenge.
#[derive(Debug, Clone, Deserialize)]
pub struct Suggestion {
    /// What it changes.
    pub kind: InterventionKind,
    /// In a few words.
    pub title: String,
}

/// The challenges that are shipped.
///
/// # Errors
/// [`AppError::Internal`] when they cannot be read, which a test rules out.
pub fn seeds() -> Result<Vec<Seed>, AppError> {
    serde_json::from_str(CHALLENGES).map_err(|error| {
        AppError::Internal(store::StoreError::Damaged { column: "challenges", value: error.to_string() })
    })
}

/// Who coordinates in a member takes them in.
pub(super) fn may_seed(actor: &Actor) -> bool {
    let own = actor.member().map(|member| Subject::of(member.organisation));
    own.is_some_and(|own| actor.may(Deed::KeepGoals, &own))
}

/// Those that a collaboration has not taken in, and has none of the same name of.
pub(super) fn lacking(rows: &[ChallengeRow], of: CollaborationId) -> Result<Vec<Seed>, AppError> {
    let own: Vec<_> =
        rows.iter().map(|row| &row.challenge).filter(|one| one.collaboration == of).cloned().collect();
    left(&own)
}

fn left(own: &[Challenge]) -> Result<Vec<Seed>, AppError> {
    let is_there = |seed: &Seed| {
        own.iter().any(|one| one.code.as_ref() == Some(&seed.code) || one.title == seed.name.sv)
    };
    Ok(seeds()?.into_iter().filter(|seed| !is_there(seed)).collect())
}

impl App {
    /// Takes in the challenges that are shipped and that the collaboration lacks; says how many.
    ///
    /// # Errors
    /// [`AppError::NotFound`] outside the collaboration; [`AppError::Denied`] for who coordinates nothing.
    pub async fn take_in_challenges(&self, actor: &Actor, of: CollaborationId) -> Result<usize, AppError> {
        let mut tx = self.db.write().await?;
        joined_in(&mut tx, actor, of).await?;
        let member = actor.member().filter(|_| may_seed(actor)).ok_or(AppError::Denied)?;
        let there = store::challenge::of_collaboration(&mut tx, of).await?;
        let now = self.clock.now();
        let left = left(&there)?;
        for seed in &left {
            let challenge = Challenge {
                id: ChallengeId::at(now),
                version: 1,
                collaboration: of,
                organisation: member.organisation,
                author: Some(member.person),
                title: seed.name.sv.clone(),
                description: seed.text.clone(),
                kind: seed.kind,
                code: Some(seed.code.clone()),
                created: now,
                updated: now,
            };
            store::challenge::insert(&mut tx, &challenge).await?;
            let changes = Change::between("title", "", &challenge.title).into_iter().collect();
            self.challenge_event(&mut tx, actor, challenge.id, (EventKind::Created, changes)).await?;
        }
        tx.commit().await?;
        Ok(left.len())
    }
}
