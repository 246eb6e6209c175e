//! Similar needs: their texts are alike, or they point at the same solutions.
//!
//! Two needs about one thing may share no word and look at it from two sides; then the same solutions come up for
//! both. So each need has a profile, the solutions it points at, made once for a class of readers and kept; two
//! profiles agree as far as the same solutions stand high in both. The solutions they share are the reason that is
//! shown. Profiles hold only what the view they were made with may see.
//!
//! No judgement is used, only the ranking. Not here: finding the needs, and keeping profiles.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use crate::index::{Index, Key, StaleView, View};
use crate::meaning::Centred;

/// So many solutions make a profile.
pub const PROFILE_DEPTH: usize = 10;
/// What one standard deviation of text counts as beside full agreement. Chosen on the project's own judged set.
const TEXT: f32 = 0.1;
/// Solutions that give less than this to the agreement are no reason.
const LEAST_SHARED: f32 = 0.01;
/// Most solutions that are given as a reason.
const MOST_SHARED: usize = 3;

/// The solutions that a need points at, as a direction: shares by solution, of length 1.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Profile {
    shares: Vec<(Key, f32)>,
}

/// A need that is similar to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Similar {
    /// Which need.
    pub key: Key,
    /// Agreement and likeness of text together. Comparable within one answer only.
    pub score: f32,
    /// How far the two point at the same solutions, 0 to 1.
    pub agreement: f32,
    /// The solutions that both point at, what counts most first, at most three.
    pub shared: Vec<Key>,
}

impl Index {
    /// The profile of a need in an index of solutions. `view` is that of the readers who will see what is similar.
    ///
    /// # Errors
    /// [`StaleView`] where the index has changed since the view was made.
    pub fn profile(&self, view: &View, need: &str, vector: Option<&Centred>) -> Result<Profile, StaleView> {
        Ok(Profile::of(&self.scores_with(view, need, vector, PROFILE_DEPTH)?))
    }
}

impl Profile {
    /// The profile from the best solutions with their scores, best first, as [`Index::scores_with`] gives them; at
    /// most [`PROFILE_DEPTH`] count. Each counts by the exponential of its score, so one that stands out fills the
    /// profile and ten equal ones share it.
    pub fn of(best: &[(Key, f32)]) -> Self {
        let Some((_, highest)) = best.first() else { return Profile::default() };
        let share = |(key, score): &(Key, f32)| (*key, (score - highest).exp());
        let mut shares: Vec<(Key, f32)> = best.iter().take(PROFILE_DEPTH).map(share).collect();
        let length = shares.iter().map(|(_, share)| share * share).sum::<f32>().sqrt();
        shares.iter_mut().for_each(|(_, share)| *share /= length);
        shares.sort_unstable_by_key(|(key, _)| *key);
        Profile { shares }
    }

    /// True where the need points at nothing.
    pub fn is_empty(&self) -> bool {
        self.shares.is_empty()
    }

    /// How far the two point at the same solutions, 0 to 1: the cosine of their shares.
    pub fn agreement(&self, other: &Profile) -> f32 {
        self.common(other).map(|(_, product)| product).sum()
    }

    /// The solutions that both point at, what counts most first, at most three.
    pub fn shared(&self, other: &Profile) -> Vec<Key> {
        let mut common: Vec<(Key, f32)> =
            self.common(other).filter(|(_, product)| *product >= LEAST_SHARED).collect();
        common.sort_by(|a, b| b.1.total_cmp(&a.1));
        common.into_iter().take(MOST_SHARED).map(|(key, _)| key).collect()
    }

    fn common<'a>(&'a self, other: &'a Profile) -> impl Iterator<Item = (Key, f32)> + 'a {
        self.shares.iter().filter_map(|(key, share)| {
            let at = other.shares.binary_search_by_key(key, |(key, _)| *key).ok()?;
            Some((*key, share * other.shares[at].1))
        })
    }
}

/// The needs most similar to one: `text` has the scores of the needs by text (from [`Index::scores_with`] on an index
/// of needs), `own` the profile of the one, `profiles` those of all that the reader may see, by key. Best first, equal
/// ones in order of key; a need without text score counts as average in text, one without profile agrees with none.
/// The caller leaves out the need itself.
pub fn similar(
    text: &[(Key, f32)],
    own: &Profile,
    profiles: &FxHashMap<Key, Profile>,
    limit: usize,
) -> Vec<Similar> {
    let mut found: FxHashMap<Key, (f32, f32)> =
        text.iter().map(|(key, score)| (*key, (TEXT * score, 0.0))).collect();
    for (key, profile) in profiles {
        let agreement = own.agreement(profile);
        let (score, known) = found.entry(*key).or_default();
        *score += agreement;
        *known = agreement;
    }
    let mut found: Vec<(Key, (f32, f32))> = found.into_iter().collect();
    let order = |a: &(Key, (f32, f32)), b: &(Key, (f32, f32))| -> Ordering {
        b.1.0.total_cmp(&a.1.0).then_with(|| a.0.cmp(&b.0))
    };
    found.sort_unstable_by(order);
    found.truncate(limit);
    let with_reason = |(key, (score, agreement))| {
        let shared = profiles.get(&key).map(|profile| own.shared(profile)).unwrap_or_default();
        Similar { key, score, agreement, shared }
    };
    found.into_iter().map(with_reason).collect()
}

#[cfg(test)]
mod tests {
    use rustc_hash::FxHashMap;

    use super::{Profile, similar};
    use crate::index::Key;

    fn a_profile(best: &[(u128, f32)]) -> Profile {
        Profile::of(&best.iter().map(|(key, score)| (Key(*key), *score)).collect::<Vec<_>>())
    }

    #[test]
    fn profiles_agree_with_themselves_and_not_with_strangers() {
        let (one, other) = (a_profile(&[(5, 3.0), (2, 1.0)]), a_profile(&[(8, 3.0), (9, 2.9)]));
        assert!((one.agreement(&one) - 1.0).abs() < 1e-6);
        assert_eq!(one.agreement(&other), 0.0);
        assert_eq!(one.shared(&one), [Key(5), Key(2)]);
        assert!(one.shared(&other).is_empty());
        assert!(Profile::of(&[]).is_empty() && Profile::of(&[]).agreement(&one) == 0.0);
    }

    #[test]
    fn shared_solutions_bring_a_need_up_and_are_the_reason() {
        let profiles: FxHashMap<Key, Profile> =
            [(Key(1), a_profile(&[(50, 3.0), (51, 2.0)])), (Key(2), a_profile(&[(60, 3.0)]))]
                .into_iter()
                .collect();
        let own = a_profile(&[(50, 4.0), (61, 1.0)]);
        let text = [(Key(2), 1.0), (Key(3), 0.5), (Key(1), -0.5)];
        let found = similar(&text, &own, &profiles, 10);
        let keys: Vec<Key> = found.iter().map(|found| found.key).collect();
        assert_eq!(keys, [Key(1), Key(2), Key(3)]);
        assert_eq!(found[0].shared, [Key(50)]);
        assert!(found[0].agreement > 0.9 && found[1].agreement == 0.0 && found[1].shared.is_empty());
        assert_eq!(similar(&text, &own, &profiles, 1).len(), 1);
    }
}
