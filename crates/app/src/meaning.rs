//! What texts mean, as vectors: made by a model, kept in the database, set in the index.
//!
//! The texts of solutions and needs are read in the background, a few at a time, by one node at a time; the others
//! find what it has kept. Until a text has its vector it is matched by its words. Vectors are named by their text's
//! hash and the model, so a changed text or another model never meets an old vector, and both models' vectors may lie
//! beside each other while nodes change over.
//!
//! Deliberately not here: how vectors are made and compared (`matching`), and when to read (`brygga`).

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use domain::id::NodeId;
use domain::instant::Instant;
use matching::meaning::{Centred, Model, Vector};
use matching::{ContentHash, Coverage};
use store::vector::KeptVector;

use crate::{App, AppError};

/// Texts read at a time: a second or so of work, so that a stop does not wait and progress is seen.
const TEXTS_AT_ONCE: usize = 48;
/// Kept vectors read at a time while the index fills: each portion goes through every text of the index, and takes some 25 MB
/// while it does.
const KEPT_AT_ONCE: i64 = 60_000;
/// How long a node may be silent before another reads on, in milliseconds.
const LEASE: i64 = 30_000;
/// The work that the lease is for.
const WORK: &str = "vectors";
/// How long vectors of other models are kept after they were made: another node may still use them.
const OTHER_MODELS_DAYS: i64 = 30;
/// Texts of needs whose vectors are remembered, twice this many at most.
const REMEMBERED: usize = 1_000;

/// The model that reads, whoever holds it.
#[derive(Debug)]
pub enum Reader {
    /// The one that the program carries.
    Carried(&'static Model),
    /// One from a folder.
    Given(Box<Model>),
}

impl std::ops::Deref for Reader {
    type Target = Model;

    fn deref(&self) -> &Model {
        match self {
            Self::Carried(model) => model,
            Self::Given(model) => model,
        }
    }
}

/// How far the reading has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeaningState {
    /// There is no model: matching is by words alone.
    Off,
    /// So many texts have no vector yet and are matched by their words.
    Reading {
        /// How many.
        left: usize,
        /// How much of all texts has its vector, in percent. A page shows this and not the number, which would tell
        /// how much others have written.
        percent: usize,
    },
    /// Every text has its vector.
    Ready,
}

/// What one step of reading came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing is left to read.
    Done,
    /// Some texts were read or found; there may be more.
    Read {
        /// How many texts are left.
        left: usize,
    },
    /// Another node is reading.
    Elsewhere,
}

/// The model with what is remembered of it.
#[derive(Debug)]
pub(crate) struct Meaning {
    reader: Option<Reader>,
    /// Vectors of needs asked lately; the older half goes when the newer is full.
    remembered: Mutex<[HashMap<ContentHash, Centred>; 2]>,
    /// As many texts of needs are read at the same time as there are cores: more would only make all of them late.
    places: tokio::sync::Semaphore,
    left: AtomicUsize,
    texts: AtomicUsize,
    has_filled: AtomicBool,
    /// This node, as leases name it.
    node: String,
}

impl Meaning {
    pub(crate) fn new(reader: Option<Reader>, now: Instant) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            reader,
            remembered: Mutex::default(),
            places: tokio::sync::Semaphore::new(cores),
            left: AtomicUsize::new(0),
            texts: AtomicUsize::new(0),
            has_filled: AtomicBool::new(false),
            node: NodeId::at(now).to_string(),
        }
    }

    pub(crate) fn state(&self) -> MeaningState {
        if self.reader.is_none() {
            return MeaningState::Off;
        }
        match self.left.load(Ordering::Acquire) {
            0 if self.has_filled.load(Ordering::Acquire) => MeaningState::Ready,
            left => {
                let texts = self.texts.load(Ordering::Acquire).max(left).max(1);
                MeaningState::Reading { left, percent: 100 * (texts - left) / texts }
            }
        }
    }

    fn set_left(&self, Coverage { texts, with_vector }: Coverage) {
        self.texts.store(texts, Ordering::Release);
        self.left.store(texts - with_vector, Ordering::Release);
        self.has_filled.store(true, Ordering::Release);
    }

    fn recall(&self, hash: ContentHash) -> Option<Centred> {
        let mut remembered = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        let [newer, older] = &mut *remembered;
        if let Some(found) = newer.get(&hash) {
            return Some(found.clone());
        }
        let found = older.remove(&hash)?;
        newer.insert(hash, found.clone());
        Some(found)
    }

    fn remember(&self, hash: ContentHash, vector: &Centred) {
        let mut remembered = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        let [newer, older] = &mut *remembered;
        if newer.len() >= REMEMBERED {
            *older = std::mem::take(newer);
        }
        newer.insert(hash, vector.clone());
    }
}

impl App {
    /// How far the reading of meaning has come.
    #[must_use]
    pub fn meaning_state(&self) -> MeaningState {
        self.meaning.state()
    }

    /// What needs have in common, as the model says; none without a model.
    pub(crate) fn mean_of_needs(&self) -> Option<Vec<f32>> {
        self.meaning.reader.as_deref().map(|model| model.mean_of_needs().to_vec())
    }

    pub(crate) fn model_id(&self) -> Option<&str> {
        self.meaning.reader.as_deref().map(Model::id)
    }

    /// What a need's text means; none without a model, and for a text that says nothing.
    pub(crate) async fn meaning_of(&self, text: &str) -> Option<Centred> {
        self.meaning.reader.as_ref()?;
        if text.trim().is_empty() {
            return None;
        }
        let hash = ContentHash::of(text);
        if let Some(found) = self.meaning.recall(hash) {
            return Some(found);
        }
        let place = self.meaning.places.acquire().await.ok()?;
        let (meaning, text) = (std::sync::Arc::clone(&self.meaning), text.to_owned());
        let reading = tokio::task::spawn_blocking(move || {
            let model = meaning.reader.as_ref()?;
            let vector = Centred::of(&model.embed(&text), model.mean_of_needs()).ok()?;
            meaning.remember(hash, &vector);
            Some(vector)
        });
        let found = reading.await.ok().flatten();
        drop(place);
        found
    }

    /// Sets the kept vectors in the index: after it has been filled.
    pub(crate) async fn recall_vectors(&self) -> Result<(), AppError> {
        let Some(model) = &self.meaning.reader else { return Ok(()) };
        let mut tx = self.db.read().await?;
        let mut previous = String::new();
        loop {
            let kept = store::vector::after(&mut tx, model.id(), &previous, KEPT_AT_ONCE).await?;
            let Some(last) = kept.last() else { break };
            previous.clone_from(&last.hash);
            let vectors =
                kept.iter().filter_map(|kept| Some((hash_of(&kept.hash)?, readable(kept)?))).collect();
            self.search.set_vectors(&vectors);
        }
        self.meaning.set_left(self.search.vectors_known());
        Ok(())
    }

    /// Reads the meaning of some texts that have no vector yet, finds those that another node has read, and keeps
    /// and sets them.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails; what was set before stays.
    pub async fn read_meanings(&self) -> Result<Step, AppError> {
        let Some(model) = &self.meaning.reader else { return Ok(Step::Done) };
        let texts = self.search.texts_without_vector(TEXTS_AT_ONCE);
        if texts.is_empty() {
            let was_left = self.meaning.left.load(Ordering::Acquire);
            self.meaning.set_left(self.search.vectors_known());
            if was_left > 0 {
                self.forget_other_models(model.id()).await?;
            }
            return Ok(Step::Done);
        }
        let found = self.kept_of(model.id(), &texts).await?;
        let missing: Vec<(ContentHash, String)> =
            texts.into_iter().filter(|(hash, _)| !found.contains_key(hash)).collect();
        self.search.set_vectors(&found);
        if !missing.is_empty() {
            if !self.take_lease().await? {
                self.meaning.set_left(self.search.vectors_known());
                return Ok(Step::Elsewhere);
            }
            let made = self.make(missing).await;
            self.keep(model.id(), &made).await?;
            self.search.set_vectors(&made);
        }
        let known = self.search.vectors_known();
        self.meaning.set_left(known);
        Ok(Step::Read { left: known.texts - known.with_vector })
    }

    /// Gives the lease back, so that another node need not wait: when this one stops.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn stop_reading(&self) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        store::lease::give_back(&mut tx, WORK, &self.meaning.node).await?;
        Ok(tx.commit().await?)
    }

    async fn kept_of(
        &self,
        model: &str,
        texts: &[(ContentHash, String)],
    ) -> Result<HashMap<ContentHash, Vector>, AppError> {
        let mut tx = self.db.read().await?;
        let mut found = HashMap::new();
        for (hash, _) in texts {
            let name = hash.to_string();
            let Some(bytes) = store::vector::get(&mut tx, model, &name).await? else { continue };
            if let Some(vector) = readable(&KeptVector { hash: name, bytes }) {
                found.insert(*hash, vector);
            }
        }
        Ok(found)
    }

    async fn make(&self, texts: Vec<(ContentHash, String)>) -> HashMap<ContentHash, Vector> {
        let meaning = std::sync::Arc::clone(&self.meaning);
        let making = tokio::task::spawn_blocking(move || {
            let Some(model) = &meaning.reader else { return HashMap::new() };
            let written: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
            let vectors = model.embed_all(&written);
            let made = texts.iter().zip(vectors);
            made.filter_map(|((hash, _), vector)| Some((*hash, Vector::of(&vector).ok()?))).collect()
        });
        making.await.unwrap_or_default()
    }

    async fn keep(&self, model: &str, made: &HashMap<ContentHash, Vector>) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        for (hash, vector) in made {
            let hash = hash.to_string();
            // One that cannot be read would stay for ever if it were only put beside.
            store::vector::forget(&mut tx, model, &hash).await?;
            store::vector::put(&mut tx, model, &KeptVector { hash, bytes: vector.to_bytes() }, now).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn take_lease(&self) -> Result<bool, AppError> {
        let now = self.clock.now();
        let until = Instant::from_milliseconds(now.milliseconds() + LEASE);
        let mut tx = self.db.write().await?;
        let is_taken = store::lease::take(&mut tx, WORK, &self.meaning.node, now, until).await?;
        tx.commit().await?;
        Ok(is_taken)
    }

    async fn forget_other_models(&self, model: &str) -> Result<(), AppError> {
        let mut tx = self.db.write().await?;
        let before = self.clock.now().days_before(OTHER_MODELS_DAYS);
        store::vector::forget_other_models(&mut tx, model, before).await?;
        Ok(tx.commit().await?)
    }
}

fn hash_of(name: &str) -> Option<ContentHash> {
    Some(ContentHash(u128::from_str_radix(name, 16).ok()?.to_be_bytes()))
}

/// A kept vector, unless it was only half written: that one is made anew.
fn readable(kept: &KeptVector) -> Option<Vector> {
    let vector = Vector::from_bytes(&kept.bytes);
    if let Err(error) = vector {
        tracing::warn!(hash = kept.hash, %error, "a kept vector cannot be read; it is made anew");
    }
    vector.ok()
}
