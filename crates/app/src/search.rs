//! The search index over solutions and needs, kept in step with the database.
//!
//! It can be thrown away at any time: the database fills it again. Every change leaves an event, events have
//! one sequence, and the index remembers the last it has seen; so any node finds what another has written.
//!
//! Deliberately not here: ranking and explanation (`matching`), and loading what a hit stands for (`matches`).

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use domain::event::SubjectKind;
use domain::freshness::Confirmation;
use domain::id::{LessonId, NeedId, SolutionId};
use domain::knowledge::Article;
use domain::lesson::Lesson;
use domain::need::Need;
use domain::permission::{Subject, Visibility, VisibilityClass};
use domain::sharing::Sharing;
use domain::solution::Solution;
use domain::synonym::SynonymRing;
use domain::usage::Usage;
use matching::meaning::{Centred, Vector};
use matching::rank::Profile;
use matching::{ContentHash, Coverage, Document, Evidence, Hit, Index, Key, View};
use store::{Db, Tx};

use crate::landscape::{Kept, SaidOfNeeds};
use crate::memory::Memory;
use crate::register::Registers;
use crate::similar::{Catalogue, Profiles, SimilarHit};
use crate::{App, AppError, Directory, freshness, knowledge, lesson, need};

/// Records read at a time while the index fills.
const BATCH: i64 = 4_000;
/// Changes that a request waits for; more are left to the background.
const CHANGES_IN_REQUEST: i64 = 200;
/// Views kept; one for each class of readers seen lately.
const VIEWS: usize = 64;

/// How far the index has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IndexState {
    /// Whether everything in the database has been read once.
    pub complete: bool,
    /// Solutions in the index.
    pub solutions: usize,
    /// Needs in the index.
    pub needs: usize,
    /// Records that have been read, of those there were when the reading began.
    pub read: usize,
    /// Records there were when the reading began; 0 before it has.
    pub of: usize,
}

impl IndexState {
    /// How far it has come, of a hundred: what may be told to anybody, while the numbers say how much others have.
    #[must_use]
    pub fn percent(&self) -> u8 {
        if self.complete {
            return 100;
        }
        let share = self.read.saturating_mul(100).checked_div(self.of).unwrap_or(0);
        // What is read must still be put in its place.
        u8::try_from(share.min(99)).unwrap_or(99)
    }
}

#[derive(Debug, Default)]
pub(crate) struct Search {
    solutions: RwLock<Shelf>,
    needs: RwLock<Shelf>,
    lessons: RwLock<Shelf>,
    knowledge: RwLock<Shelf>,
    /// Held for itself: a list waits for no match.
    pub(crate) registers: RwLock<Registers>,
    /// What the landscape is counted from, held for itself too.
    pub(crate) landscape: RwLock<Kept>,
    /// How old facts are and who answers for them, held for itself too.
    pub(crate) freshness: RwLock<freshness::Kept>,
    profiles: Profiles,
    pub(crate) memory: Memory,
    /// Held while changes are read, so that two requests do not read the same ones.
    progress: tokio::sync::Mutex<Progress>,
    complete: AtomicBool,
    /// Records read while it fills, and how many there were when that began.
    read: AtomicUsize,
    of: AtomicUsize,
}

#[derive(Debug, Default)]
struct Progress {
    sequence: i64,
}

/// One index with what visibility needs to know about each document.
#[derive(Debug, Default)]
struct Shelf {
    index: Index,
    subjects: HashMap<Key, Subject>,
    views: Mutex<HashMap<VisibilityClass, Arc<View>>>,
}

impl Shelf {
    fn put_all(&mut self, records: Vec<(Subject, Key, Document)>) {
        let mut documents = Vec::with_capacity(records.len());
        for (subject, key, document) in records {
            self.subjects.insert(key, subject);
            documents.push((key, document));
        }
        self.index.upsert_all(documents);
    }

    fn remove(&mut self, key: Key) {
        self.subjects.remove(&key);
        self.index.remove(key);
    }

    /// The view of a class of readers. Drafts are in no shelf, so what members of a class see is the same.
    fn view(&self, visibility: &Visibility) -> Arc<View> {
        let class = visibility.class();
        let mut views = self.views();
        if let Some(view) = views.get(&class).filter(|view| view.generation() == self.index.generation()) {
            return Arc::clone(view);
        }
        let visible = |key: Key| self.subjects.get(&key).is_some_and(|subject| visibility.allows(subject));
        let renewed = views.get(&class).and_then(|view| self.index.renewed(view));
        let view = Arc::new(renewed.unwrap_or_else(|| self.index.view(visible)));
        if views.len() >= VIEWS {
            views.clear();
        }
        views.insert(class, Arc::clone(&view));
        view
    }

    fn views(&self) -> MutexGuard<'_, HashMap<VisibilityClass, Arc<View>>> {
        self.views.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn matches(&self, visibility: &Visibility, asked: &Asked, limit: usize) -> Vec<Hit> {
        // The view is made under the same lock, so it cannot be stale.
        let vector = asked.vector.as_ref();
        self.index.matches_with(&self.view(visibility), &asked.text, vector, limit).unwrap_or_default()
    }
}

/// A text to match, with its meaning where that is known.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) text: String,
    pub(crate) vector: Option<Centred>,
}

impl Search {
    pub(crate) fn solutions(&self, visibility: &Visibility, asked: &Asked, limit: usize) -> Vec<Hit> {
        self.solutions.read().unwrap_or_else(PoisonError::into_inner).matches(visibility, asked, limit)
    }

    /// Needs like the text, best first. `own` is what the text points at, `mean` what needs have in common, where
    /// there is a model.
    pub(crate) fn needs(
        &self,
        visibility: &Visibility,
        asked: &Asked,
        own: &Profile,
        mean: Option<&[f32]>,
        limit: usize,
    ) -> Vec<SimilarHit> {
        // Always in this order, so that two searches cannot wait for each other.
        let solutions = self.solutions.read().unwrap_or_else(PoisonError::into_inner);
        let needs = self.needs.read().unwrap_or_else(PoisonError::into_inner);
        let found = needs.matches(visibility, asked, Profiles::wanted(limit));
        let view = solutions.view(visibility);
        let catalogue = Catalogue { index: &solutions.index, view: &view, class: visibility.class(), mean };
        let mut found = self.profiles.rank(own, &catalogue, &needs.index, found);
        found.truncate(limit);
        found
    }

    /// Lessons like the text, best first.
    pub(crate) fn lessons(&self, visibility: &Visibility, asked: &Asked, limit: usize) -> Vec<Hit> {
        self.lessons.read().unwrap_or_else(PoisonError::into_inner).matches(visibility, asked, limit)
    }

    /// What each of these solutions shows about a requirement, by words, and by meaning where its vector is known.
    pub(crate) fn coverage(
        &self,
        visibility: &Visibility,
        requirement: &Asked,
        keys: &[Key],
    ) -> Vec<Option<Evidence>> {
        let shelf = self.solutions.read().unwrap_or_else(PoisonError::into_inner);
        // The view is made under the same lock, so it cannot be stale.
        let (view, vector) = (shelf.view(visibility), requirement.vector.as_ref());
        let found = shelf.index.coverage_with(&view, &requirement.text, vector, keys);
        found.unwrap_or_default()
    }

    fn put_solutions(
        &self,
        directory: &Directory,
        solutions: &[Solution],
        (usages, confirmed): (&[Usage], &HashMap<SolutionId, Confirmation>),
    ) {
        let record = |solution: &Solution| {
            let subject = Subject { owner: solution.owner, author: None, sharing: solution.sharing };
            (subject, Key(solution.id.as_u128()), solution_document(directory, solution))
        };
        let (gone, there): (Vec<&Solution>, Vec<&Solution>) =
            solutions.iter().partition(|solution| solution.withdrawn.is_some());
        let records = there.iter().copied().map(record).collect();
        let mut shelf = self.solutions.write().unwrap_or_else(PoisonError::into_inner);
        gone.iter().for_each(|solution| shelf.remove(Key(solution.id.as_u128())));
        shelf.put_all(records);
        drop(shelf);
        let mut registers = self.registers.write().unwrap_or_else(PoisonError::into_inner);
        gone.iter().for_each(|solution| registers.remove_solution(solution.id));
        let mut landscape = self.landscape.write().unwrap_or_else(PoisonError::into_inner);
        gone.iter().for_each(|solution| landscape.remove_solution(solution.id));
        let mut freshness = self.freshness.write().unwrap_or_else(PoisonError::into_inner);
        gone.iter().for_each(|solution| freshness.remove_solution(solution.id));
        // Both are in the order of the solutions' ids.
        let mut usages = usages;
        for solution in there {
            let before = usages.partition_point(|usage| usage.solution < solution.id);
            let (own, after) = usages[before..]
                .split_at(usages[before..].partition_point(|usage| usage.solution == solution.id));
            registers.put_solution(solution, own);
            match solution.lineage.draft {
                // Nobody has said yet that it is what it says.
                Some(_) => landscape.remove_solution(solution.id),
                None => landscape.put_solution(solution, own),
            }
            freshness.put_solution(solution, own, confirmed.get(&solution.id));
            usages = after;
        }
    }

    fn put_needs(&self, directory: &Directory, needs: &[Need]) {
        let (drafts, shared): (Vec<&Need>, Vec<&Need>) =
            needs.iter().partition(|need| need.effective_sharing() == Sharing::Draft);
        let record =
            |need: &&Need| (need::subject(need), Key(need.id.as_u128()), need_document(directory, need));
        let mut shelf = self.needs.write().unwrap_or_else(PoisonError::into_inner);
        drafts.iter().for_each(|need| shelf.remove(Key(need.id.as_u128())));
        shelf.put_all(shared.iter().map(record).collect());
        drop(shelf);
        let mut registers = self.registers.write().unwrap_or_else(PoisonError::into_inner);
        needs.iter().for_each(|need| registers.put_need(need));
    }

    fn put_lesson(&self, lesson: &Lesson, document: Document) {
        let record = (lesson::subject(lesson), Key(lesson.id.as_u128()), document);
        self.lessons.write().unwrap_or_else(PoisonError::into_inner).put_all(vec![record]);
    }

    /// Knowledge like the text, best first.
    pub(crate) fn articles(&self, visibility: &Visibility, asked: &Asked, limit: usize) -> Vec<Hit> {
        self.knowledge.read().unwrap_or_else(PoisonError::into_inner).matches(visibility, asked, limit)
    }

    fn put_article(&self, article: &Article) {
        let record = (knowledge::subject(article), Key(article.id.as_u128()), knowledge::document(article));
        self.knowledge.write().unwrap_or_else(PoisonError::into_inner).put_all(vec![record]);
    }

    /// Every shelf, always in this order, so that two searches cannot wait for each other.
    const fn shelves(&self) -> [&RwLock<Shelf>; 4] {
        [&self.solutions, &self.needs, &self.lessons, &self.knowledge]
    }

    /// Some texts that have no vector yet, of solutions first: people look for those.
    pub(crate) fn texts_without_vector(&self, limit: usize) -> Vec<(ContentHash, String)> {
        let mut texts = Vec::new();
        for shelf in self.shelves() {
            let left = limit - texts.len();
            if left > 0 {
                texts.extend(shelf.read().unwrap_or_else(PoisonError::into_inner).index.missing(left));
            }
        }
        texts
    }

    /// How many texts there are, and how many of them have a vector.
    pub(crate) fn vectors_known(&self) -> Coverage {
        let count =
            |shelf: &RwLock<Shelf>| shelf.read().unwrap_or_else(PoisonError::into_inner).index.coverage();
        let known = self.shelves().map(count);
        Coverage {
            texts: known.iter().map(|one| one.texts).sum(),
            with_vector: known.iter().map(|one| one.with_vector).sum(),
        }
    }

    /// Gives texts their vectors, wherever they stand.
    pub(crate) fn set_vectors(&self, vectors: &HashMap<ContentHash, Vector>) {
        if vectors.is_empty() {
            return;
        }
        for shelf in self.shelves() {
            shelf.write().unwrap_or_else(PoisonError::into_inner).index.set_vectors(vectors);
        }
    }

    /// Takes the rings of words that are in use, beside those that matching carries.
    fn put_words(&self, rings: &[SynonymRing]) {
        let words = crate::synonym::own_words(rings);
        for shelf in self.shelves() {
            shelf.write().unwrap_or_else(PoisonError::into_inner).index.set_rings(&words);
        }
    }

    fn state(&self) -> IndexState {
        let count = |shelf: &RwLock<Shelf>| shelf.read().unwrap_or_else(PoisonError::into_inner).index.len();
        IndexState {
            complete: self.is_complete(),
            solutions: count(&self.solutions),
            needs: count(&self.needs),
            read: self.read.load(Ordering::Relaxed),
            of: self.of.load(Ordering::Relaxed),
        }
    }

    fn is_complete(&self) -> bool {
        self.complete.load(Ordering::Acquire)
    }

    /// Reads at most `limit` changes; gives whether there may be more.
    async fn catch_up(&self, db: &Db, limit: i64) -> Result<bool, AppError> {
        let mut progress = self.progress.lock().await;
        let mut tx = db.read().await?;
        if store::event::latest(&mut tx).await? <= progress.sequence {
            return Ok(false);
        }
        let events = store::event::after(&mut tx, progress.sequence, limit).await?;
        let Some((last, _, _)) = events.last() else { return Ok(false) };
        let last = *last;
        let changed: BTreeSet<(SubjectKind, String)> =
            events.into_iter().map(|(_, kind, id)| (kind, id)).collect();
        let directory = Directory::read(&mut tx).await?;
        for (kind, id) in changed {
            match kind {
                SubjectKind::Solution => {
                    let Ok(id) = id.parse::<SolutionId>() else { continue };
                    let usages = store::usage::between(&mut tx, id, id).await?;
                    let confirmed = store::freshness::between(&mut tx, id, id).await?.into_iter().collect();
                    let solution = store::solution::get(&mut tx, id).await?;
                    self.put_solutions(&directory, solution.as_slice(), (&usages, &confirmed));
                }
                SubjectKind::Need => {
                    let Ok(id) = id.parse::<NeedId>() else { continue };
                    let need = store::need::get(&mut tx, id).await?;
                    self.put_needs(&directory, need.as_slice());
                    if let Some(need) = &need {
                        self.memory.read(&mut tx, need).await?;
                        self.put_said(std::slice::from_ref(need), &SaidOfNeeds::of(&mut tx, need.id).await?);
                    }
                }
                SubjectKind::Lesson => {
                    let Ok(id) = id.parse::<LessonId>() else { continue };
                    if let Some(lesson) = store::lesson::get(&mut tx, id).await? {
                        self.put_lesson(&lesson, lesson_document(&mut tx, &directory, &lesson).await?);
                    }
                }
                SubjectKind::Knowledge => {
                    let Ok(id) = id.parse() else { continue };
                    if let Some(article) = store::knowledge::get(&mut tx, id).await? {
                        self.put_article(&article);
                    }
                }
                SubjectKind::Organisation
                | SubjectKind::Collaboration
                | SubjectKind::Person
                | SubjectKind::Case
                | SubjectKind::Round
                | SubjectKind::Portfolio
                | SubjectKind::Initiative
                | SubjectKind::Forum
                | SubjectKind::Meeting
                | SubjectKind::View
                | SubjectKind::Maturity
                | SubjectKind::PublicText
                | SubjectKind::Reminder
                | SubjectKind::Disposal
                | SubjectKind::Goal
                | SubjectKind::Challenge
                | SubjectKind::Intervention
                | SubjectKind::Import => {}
                SubjectKind::Contract => {
                    let Ok(id) = id.parse() else { continue };
                    self.read_contract(&mut tx, id).await?;
                }
                SubjectKind::Synonym => self.put_words(&store::synonym::all(&mut tx).await?),
            }
        }
        progress.sequence = last;
        Ok(store::event::latest(&mut tx).await? > last)
    }
}

impl App {
    /// Fills the index from the database, batch by batch; matches are given meanwhile from what is there.
    /// `progress` hears the number of records read so far.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn fill_index(&self, mut progress: impl FnMut(usize)) -> Result<IndexState, AppError> {
        let mut at = self.search.progress.lock().await;
        let mut tx = self.db.read().await?;
        // What changes while this reads is read again afterwards, from here.
        let begun = store::event::latest(&mut tx).await?;
        let directory = Arc::new(Directory::read(&mut tx).await?);
        let of = store::solution::count(&mut tx).await? + store::need::count(&mut tx).await?;
        let of = of + store::lesson::count(&mut tx).await? + store::knowledge::count(&mut tx).await?;
        self.search.of.store(usize::try_from(of).unwrap_or(0), Ordering::Relaxed);
        let mut read = 0;
        let mut progress = |more: usize| {
            read += more;
            self.search.read.store(read, Ordering::Relaxed);
            progress(read);
        };
        self.search.memory.fill(&mut tx).await?;
        self.search.put_words(&store::synonym::all(&mut tx).await?);
        self.search.fill_contracts(&mut tx).await?;
        self.fill_solutions(&mut tx, &directory, &mut progress).await?;
        self.fill_needs(&mut tx, &directory, &mut progress).await?;
        let mut previous = None;
        loop {
            let batch = store::lesson::after(&mut tx, previous, BATCH).await?;
            let Some(last) = batch.last() else { break };
            previous = Some(last.id);
            for lesson in &batch {
                let document = lesson_document(&mut tx, &directory, lesson).await?;
                self.search.put_lesson(lesson, document);
            }
            progress(batch.len());
        }
        let mut previous = None;
        loop {
            let batch = store::knowledge::after(&mut tx, previous, BATCH).await?;
            let Some(last) = batch.last() else { break };
            previous = Some(last.id);
            batch.iter().for_each(|article| self.search.put_article(article));
            progress(batch.len());
        }
        at.sequence = begun;
        drop(tx);
        self.recall_vectors().await?;
        self.search.complete.store(true, Ordering::Release);
        Ok(self.search.state())
    }

    /// Puts all solutions in. While one batch is put in, the next is read: both take about as long.
    async fn fill_solutions(
        &self,
        tx: &mut Tx,
        directory: &Arc<Directory>,
        progress: &mut impl FnMut(usize),
    ) -> Result<(), AppError> {
        let everything = domain::permission::Actor::Operator.visibility();
        let mut previous = None;
        let mut putting: Option<(tokio::task::JoinHandle<()>, usize)> = None;
        loop {
            let batch = store::solution::after(tx, &everything, previous, BATCH).await?;
            let (usages, confirmed) = match (batch.first(), batch.last()) {
                (Some(first), Some(last)) => {
                    previous = Some(last.id);
                    let confirmed = store::freshness::between(tx, first.id, last.id).await?;
                    (store::usage::between(tx, first.id, last.id).await?, confirmed.into_iter().collect())
                }
                (None, _) | (_, None) => (Vec::new(), HashMap::new()),
            };
            if let Some((put, count)) = putting.take() {
                if let Err(error) = put.await
                    && error.is_panic()
                {
                    std::panic::resume_unwind(error.into_panic());
                }
                progress(count);
            }
            if batch.is_empty() {
                return Ok(());
            }
            let (search, directory, count) = (self.search(), Arc::clone(directory), batch.len());
            let put = move || search.put_solutions(&directory, &batch, (&usages, &confirmed));
            putting = Some((tokio::task::spawn_blocking(put), count));
        }
    }

    async fn fill_needs(
        &self,
        tx: &mut Tx,
        directory: &Directory,
        progress: &mut impl FnMut(usize),
    ) -> Result<(), AppError> {
        let everything = domain::permission::Actor::Operator.visibility();
        let said = SaidOfNeeds::read(tx).await?;
        let mut previous = None;
        loop {
            let batch = store::need::after(tx, &everything, previous, BATCH).await?;
            let Some(last) = batch.last() else { return Ok(()) };
            previous = Some(last.id);
            self.search.put_needs(directory, &batch);
            self.search.put_said(&batch, &said);
            progress(batch.len());
        }
    }

    /// Brings the index up to what the database holds now, however much that is.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn refresh_index(&self) -> Result<(), AppError> {
        while self.search.catch_up(&self.db, BATCH).await? {}
        Ok(())
    }

    /// Reads the latest few changes before a match or a list, so that people find what they have just written. Gives whether the index
    /// then holds all that the database does.
    pub(crate) async fn freshen_index(&self) -> Result<bool, AppError> {
        if !self.search.is_complete() {
            return Ok(false);
        }
        Ok(!self.search.catch_up(&self.db, CHANGES_IN_REQUEST).await?)
    }

    /// How far the index has come.
    #[must_use]
    pub fn index_state(&self) -> IndexState {
        self.search.state()
    }

    pub(crate) fn search(&self) -> Arc<Search> {
        Arc::clone(&self.search)
    }
}

/// What is matched of a solution: what it says of itself, and what its codes are called.
fn solution_document(directory: &Directory, solution: &Solution) -> Document {
    let facts = &solution.facts;
    Document {
        title: facts.name.clone(),
        text: solution_text(solution),
        keywords: keywords(
            directory,
            &facts.service_areas,
            &facts.capabilities,
            facts
                .tags
                .iter()
                .chain(&facts.as_written.service_areas)
                .chain(&facts.as_written.capabilities)
                .chain(&solution.lineage.former_names),
        ),
        typical_needs: facts.typical_needs.clone(),
    }
}

/// The text of a solution that is matched and whose sentences are shown: summary and description, without
/// repeating the summary where the description begins with it.
pub(crate) fn solution_text(solution: &Solution) -> String {
    let facts = &solution.facts;
    if facts.summary.is_empty() || facts.description.starts_with(facts.summary.trim_end_matches('…')) {
        return facts.description.clone();
    }
    if facts.description.is_empty() {
        return facts.summary.clone();
    }
    format!("{}\n{}", facts.summary, facts.description)
}

fn need_document(directory: &Directory, need: &Need) -> Document {
    let facts = &need.facts;
    let area = facts.service_area.as_slice();
    Document {
        title: facts.title.clone(),
        text: facts.text.clone(),
        keywords: keywords(directory, area, &facts.capabilities, need.requirements.iter().map(|r| &r.text)),
        typical_needs: Vec::new(),
    }
}

/// What is matched of a lesson: its own words, and those of the needs that it was learnt on. A need that is shared less far than the
/// lesson is left out, so that nobody finds by words they may not read.
async fn lesson_document(
    tx: &mut store::Tx,
    directory: &Directory,
    lesson: &Lesson,
) -> Result<Document, AppError> {
    let mut typical_needs = Vec::new();
    let initiative = match lesson.initiative {
        Some(id) => store::initiative::get(tx, id).await?,
        None => None,
    };
    if let Some(initiative) = initiative {
        for tied in store::case::needs(tx, initiative.case).await? {
            let found = store::need::get(tx, tied.need).await?;
            let is_shared = |need: &Need| need.effective_sharing() >= lesson.sharing;
            let is_in = tied.tie == domain::case::Tie::Joined;
            typical_needs.extend(found.filter(|need| is_in && is_shared(need)).map(|need| need.facts.text));
        }
    }
    let area = lesson.service_area.as_slice();
    Ok(Document {
        title: lesson.title.clone(),
        text: format!("{}\n{}", lesson.worked, lesson.failed),
        keywords: keywords(directory, area, &[], std::iter::once(&lesson.for_whom)),
        typical_needs,
    })
}

fn keywords<'a>(
    directory: &'a Directory,
    areas: &'a [String],
    capabilities: &'a [String],
    more: impl Iterator<Item = &'a String>,
) -> Vec<String> {
    let areas = areas.iter().filter_map(|code| directory.service_area(code)).map(|area| &area.name);
    let capabilities = capabilities.iter().filter_map(|code| directory.capability(code)).map(|c| &c.name);
    areas.chain(capabilities).chain(more).cloned().collect()
}
