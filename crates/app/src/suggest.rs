//! What is suggested for a need that is being written: sub-needs, an area, capabilities, and what has to be looked at
//! before it is shared.
//!
//! Suggestions are made over what the actor may see and nothing else, and nothing is saved: whoever writes accepts
//! them one by one, or lets them be.

use domain::event::{Change, EventKind};
use domain::id::NeedId;
use domain::number::{Number, Series};
use domain::permission::{Actor, Deed};
use domain::personal::{self, Personal};
use jiff::civil::Date;
use matching::Language;
use matching::suggest::vote::{self, Voter, Voting};
use matching::suggest::{requirements, support};

use crate::matches::{Matches, NeedMatch, Question};
use crate::{App, AppError, need};

pub use domain::personal::PersonalKind;
pub use matching::suggest::support::Hint;
pub use matching::suggest::vote::{Count, Won};

/// Nearest solutions and needs that are asked.
const SOLUTIONS: usize = 8;
const NEEDS: usize = 5;
/// Similar needs whose sub-needs are shown.
const NEIGHBOURS: usize = 2;
/// Numbers of solutions that are kept with "none fits".
const SHOWN: usize = 50;

/// What a text alone tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    /// Identity numbers, addresses and phone numbers in it.
    pub personal: Vec<Personal>,
    /// That it sounds like a fault for IT support.
    pub support: Option<Hint>,
}

/// A sub-need in the writer's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuggestedRequirement {
    /// The sub-need.
    pub text: String,
    /// The sentence it comes from.
    pub sentence: String,
}

/// What can be suggested for a need.
#[derive(Debug, Clone, Default)]
pub struct Suggestions {
    /// From the text itself.
    pub requirements: Vec<SuggestedRequirement>,
    /// Similar needs, nearest first: their sub-needs, and whom to join.
    pub neighbours: Vec<NeedMatch>,
    /// The area that most of the nearest are for.
    pub area: Option<Won>,
    /// Capabilities that most of the nearest are for.
    pub capabilities: Vec<Won>,
}

/// What a text alone tells, without looking anything up.
#[must_use]
pub fn hints(text: &str, today: Date) -> Hints {
    Hints {
        personal: personal::find(text, today),
        support: support::hint(text, Language::embedded().lexicon()),
    }
}

impl App {
    /// What can be suggested for a text, over what the actor can see.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn suggestions(
        &self,
        actor: &Actor,
        text: &str,
        except: Option<NeedId>,
    ) -> Result<Suggestions, AppError> {
        let question = Question { text, solutions: SOLUTIONS, needs: NEEDS, except };
        let found = self.matches(actor, question).await?.clear_ones();
        let piece = |piece: requirements::Requirement| SuggestedRequirement {
            text: piece.text,
            sentence: text.get(piece.sentence).unwrap_or_default().to_owned(),
        };
        let (area, capabilities) = votes(&found);
        Ok(Suggestions {
            requirements: requirements::requirements(text, Language::embedded().lexicon())
                .into_iter()
                .map(piece)
                .collect(),
            neighbours: found.needs.into_iter().take(NEIGHBOURS).collect(),
            area,
            capabilities,
        })
    }

    /// Keeps with a draft that its writer was shown solutions and said that none of them fits. Numbers of solutions
    /// that the writer cannot see are left out.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who may not change the need.
    pub async fn none_fits(&self, actor: &Actor, number: Number, shown: &[Number]) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let need = need::load(&mut tx, actor, number, Deed::EditNeed).await?;
        let mut seen: Vec<String> = Vec::new();
        for number in shown.iter().filter(|number| number.series == Series::Solution).take(SHOWN) {
            let solution = store::solution::by_number(&mut tx, &number.to_string()).await?;
            let is_seen = solution.is_some_and(|s| actor.may(Deed::Read, &crate::solution::subject(&s)));
            if is_seen && !seen.contains(&number.to_string()) {
                seen.push(number.to_string());
            }
        }
        let changes = Change::between("shown", "", &seen.join("\n")).into_iter().collect();
        self.need_event(&mut tx, actor, &need, EventKind::NoneFits, changes).await?;
        Ok(tx.commit().await?)
    }
}

/// What the nearest solutions and needs are for.
fn votes(found: &Matches) -> (Option<Won>, Vec<Won>) {
    let (solutions, needs) = (&found.solutions, &found.needs);
    let solution = |score, codes| Voter { voting: Voting::Solution, score, codes };
    let need = |score, codes| Voter { voting: Voting::Need, score, codes };
    let areas: Vec<Voter<'_>> = solutions
        .iter()
        .map(|one| solution(one.hit.score, one.solution.facts.service_areas.as_slice()))
        .chain(needs.iter().map(|one| need(one.hit.score, one.need.facts.service_area.as_slice())))
        .collect();
    let capabilities: Vec<Voter<'_>> = solutions
        .iter()
        .map(|one| solution(one.hit.score, one.solution.facts.capabilities.as_slice()))
        .chain(needs.iter().map(|one| need(one.hit.score, one.need.facts.capabilities.as_slice())))
        .collect();
    let area = vote::winners(&areas, vote::AREA).into_iter().next();
    (area, vote::winners(&capabilities, vote::CAPABILITIES))
}
