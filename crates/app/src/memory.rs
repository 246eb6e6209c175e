//! What people have said, kept in memory for the ranking: needs with verdicts, in step with the database.
//!
//! A reader's matches are lifted and lowered by verdicts on needs that this reader may see, and by no others. Like the
//! index it can be thrown away and filled again, and it decides nothing. Needs are compared by their words, which are
//! there at once and the same on every node. Not here: how much a verdict counts (`matching`), and showing
//! verdicts (`verdict`).

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use domain::id::NeedId;
use domain::need::Need;
use domain::permission::{Actor, Subject, Visibility};
use domain::sharing::Sharing;
use domain::verdict::{GivenVerdict, Verdict};
use matching::rank::memory::{MemoryWeights, NeedWords, RememberedNeed, taught};
use matching::{Hit, Key, Language};
use store::Tx;

use crate::{AppError, need};

pub use matching::rank::memory::Taught;

/// So many hits more than are shown are ranked anew: what stands lower cannot be lifted in.
pub(crate) const MORE: usize = 10;

/// Needs with verdicts.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    needs: RwLock<HashMap<NeedId, Kept>>,
}

#[derive(Debug)]
struct Kept {
    subject: Subject,
    need: RememberedNeed,
}

/// A need as it is asked about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AskedNeed<'a> {
    /// Its words.
    pub text: &'a str,
    /// A need whose own verdicts stand beside the matches and are not counted among them.
    pub except: Option<NeedId>,
}

impl Memory {
    /// Reads everything that people have said.
    pub(crate) async fn fill(&self, tx: &mut Tx) -> Result<(), AppError> {
        let mut by_need: HashMap<NeedId, Vec<GivenVerdict>> = HashMap::new();
        for given in store::verdict::all(tx).await? {
            by_need.entry(given.need).or_default().push(given);
        }
        let mut needs = HashMap::with_capacity(by_need.len());
        for (id, given) in by_need {
            let need = store::need::get(tx, id).await?;
            needs.extend(need.and_then(|need| kept(&need, &given)).map(|kept| (id, kept)));
        }
        *self.needs.write().unwrap_or_else(PoisonError::into_inner) = needs;
        Ok(())
    }

    /// Reads one need anew, after an event that was about it.
    pub(crate) async fn read(&self, tx: &mut Tx, need: &Need) -> Result<(), AppError> {
        let everything = Actor::Operator.visibility();
        let given = store::verdict::of_need(tx, &everything, need.id).await?;
        let mut needs = self.needs.write().unwrap_or_else(PoisonError::into_inner);
        match kept(need, &given) {
            Some(kept) => drop(needs.insert(need.id, kept)),
            None => drop(needs.remove(&need.id)),
        }
        Ok(())
    }

    /// Lifts and lowers hits by what has been said on near needs that the reader may see, orders them anew and gives
    /// what was said beside each, in the same order.
    pub(crate) fn lift(
        &self,
        visibility: &Visibility,
        asked: AskedNeed<'_>,
        hits: Vec<Hit>,
    ) -> Vec<(Hit, Option<Taught>)> {
        let said = self.said(visibility, asked);
        let with = |mut hit: Hit| {
            let taught = said.get(&hit.key).copied();
            hit.score += taught.map_or(0.0, |taught| taught.addition);
            (hit, taught)
        };
        let mut lifted: Vec<(Hit, Option<Taught>)> = hits.into_iter().map(with).collect();
        // Stable: what nobody has said anything about keeps its order.
        lifted.sort_by(|a, b| b.0.score.total_cmp(&a.0.score));
        lifted
    }

    fn said(&self, visibility: &Visibility, asked: AskedNeed<'_>) -> HashMap<Key, Taught> {
        let needs = self.needs.read().unwrap_or_else(PoisonError::into_inner);
        if needs.is_empty() || !visibility.of_verdicts() {
            return HashMap::new();
        }
        let mut seen: Vec<(&NeedId, &Kept)> = needs
            .iter()
            .filter(|(id, kept)| Some(**id) != asked.except && visibility.allows(&kept.subject))
            .collect();
        // Sums of fractions depend on their order, and answers must not differ between nodes.
        seen.sort_unstable_by_key(|(id, _)| **id);
        let words = NeedWords::of(asked.text, Language::embedded());
        let remembered = seen.into_iter().map(|(_, kept)| &kept.need);
        taught(&words, None, remembered, &MemoryWeights::default()).into_iter().collect()
    }
}

/// What is kept of a need; none of a draft, of a need that was taken back, and of one that nobody has said anything on.
fn kept(need: &Need, given: &[GivenVerdict]) -> Option<Kept> {
    if given.is_empty() || need.effective_sharing() == Sharing::Draft {
        return None;
    }
    let mut said: Vec<(Key, f32, f32)> = Vec::new();
    for given in given {
        let key = Key(given.solution.as_u128());
        let value = value(given.verdict);
        match said.iter_mut().find(|known| known.0 == key) {
            Some(known) => *known = (key, known.1 + value, known.2 + 1.0),
            None => said.push((key, value, 1.0)),
        }
    }
    said.sort_unstable_by_key(|known| known.0);
    let words = NeedWords::of(&format!("{}\n{}", need.facts.title, need.facts.text), Language::embedded());
    let said = said.into_iter().map(|(key, sum, count)| (key, sum / count)).collect();
    Some(Kept { subject: need::subject(need), need: RememberedNeed { words, meaning: None, said } })
}

/// What a verdict counts as; the measurement in docs/matching-report.md uses the same.
const fn value(verdict: Verdict) -> f32 {
    match verdict {
        Verdict::Fits => 1.0,
        Verdict::Partly => 0.5,
        Verdict::Not => -1.0,
    }
}
