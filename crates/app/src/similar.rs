//! Needs similar to a text: their words and meaning are alike, or they point at the same solutions.
//!
//! What a stored need points at depends on which solutions the reader may see, so it is worked out for each class of
//! readers and kept until the catalogue changes. Only needs whose texts are among the likest are looked at
//! that way: what is far in text and has a solution in common is often another matter, and a large collaboration has
//! too many needs to ask about each.
//!
//! Deliberately not here: how agreement is worked out (`matching`), and loading the needs (`matches`).

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::permission::VisibilityClass;
use matching::meaning::Centred;
use matching::rank::{PROFILE_DEPTH, Profile, Similar, similar};
use matching::{ContentHash, Document, Hit, Index, Key, View};

/// So many solutions must be found for a text to know what it points at.
pub(crate) const POINTED_AT: usize = PROFILE_DEPTH;
/// So many needs with the likest texts are compared by what they point at.
const LOOKED_AT: usize = 30;
/// Classes of readers whose profiles are kept.
const CLASSES: usize = 64;

/// What is kept of what needs point at, for each class of readers.
#[derive(Debug, Default)]
pub(crate) struct Profiles {
    kept: Mutex<HashMap<VisibilityClass, Kept>>,
}

/// The profiles of needs against one generation of the catalogue, by the texts that they were made of.
#[derive(Debug, Default)]
struct Kept {
    generation: u64,
    profiles: HashMap<ContentHash, Profile>,
}

/// The catalogue as one class of readers sees it.
pub(crate) struct Catalogue<'a> {
    pub(crate) index: &'a Index,
    pub(crate) view: &'a View,
    pub(crate) class: VisibilityClass,
    /// What needs have in common, to be taken from each; none where there is no model.
    pub(crate) mean: Option<&'a [f32]>,
}

/// A need that is similar, with the solutions that it shares with the text.
#[derive(Debug, Clone)]
pub(crate) struct SimilarHit {
    pub(crate) hit: Hit,
    pub(crate) shared: Vec<Key>,
    /// How far the two point at the same solutions, 0 to 1.
    pub(crate) agreement: f32,
}

impl Profiles {
    /// How many hits by text must be given to [`Profiles::rank`].
    pub(crate) fn wanted(limit: usize) -> usize {
        limit.max(LOOKED_AT)
    }

    /// Orders needs found by text by what they point at as well, best first. `own` is what the text points at.
    pub(crate) fn rank(
        &self,
        own: &Profile,
        catalogue: &Catalogue<'_>,
        needs: &Index,
        found: Vec<Hit>,
    ) -> Vec<SimilarHit> {
        let profiles =
            found.iter().filter_map(|hit| Some((hit.key, self.of(catalogue, needs, hit.key)?))).collect();
        let text: Vec<(Key, f32)> = found.iter().map(|hit| (hit.key, hit.score)).collect();
        let mut hits: HashMap<Key, Hit> = found.into_iter().map(|hit| (hit.key, hit)).collect();
        let with_hit = |Similar { key, agreement, shared, .. }: Similar| {
            Some(SimilarHit { hit: hits.remove(&key)?, shared, agreement })
        };
        similar(&text, own, &profiles, text.len()).into_iter().filter_map(with_hit).collect()
    }

    /// What a stored need points at.
    fn of(&self, catalogue: &Catalogue<'_>, needs: &Index, key: Key) -> Option<Profile> {
        let text = whole(needs.document(key)?);
        let vector = needs.vector_of(key);
        // A need that is read later points elsewhere: by meaning, no longer by words alone.
        let hash = ContentHash::of(&format!("{}{text}", u8::from(vector.is_some())));
        let generation = catalogue.view.generation();
        if let Some(known) = self.kept().get(&catalogue.class).filter(|kept| kept.generation == generation)
            && let Some(profile) = known.profiles.get(&hash)
        {
            return Some(profile.clone());
        }
        let centred =
            vector.zip(catalogue.mean).and_then(|(vector, mean)| Centred::of(&vector.numbers(), mean).ok());
        let profile = catalogue.profile(&text, centred.as_ref());
        let mut all = self.kept();
        if all.len() >= CLASSES && !all.contains_key(&catalogue.class) {
            all.clear();
        }
        let kept = all.entry(catalogue.class.clone()).or_default();
        if kept.generation != generation {
            *kept = Kept { generation, ..Kept::default() };
        }
        kept.profiles.insert(hash, profile.clone());
        Some(profile)
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<VisibilityClass, Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a text points at, from the solutions found for it, best first and at least [`POINTED_AT`] where there are so
/// many.
pub(crate) fn pointed_at(found: &[Hit]) -> Profile {
    Profile::of(&found.iter().map(|hit| (hit.key, hit.score)).collect::<Vec<_>>())
}

impl Catalogue<'_> {
    fn profile(&self, text: &str, vector: Option<&Centred>) -> Profile {
        // The view is made under the same lock, so it cannot be stale.
        self.index.profile(self.view, text, vector).unwrap_or_default()
    }
}

fn whole(document: &Document) -> String {
    format!("{}. {}", document.title, document.text)
}
