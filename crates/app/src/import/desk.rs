//! Imports under way on this node: what a file would come to, and saving it. Large files take longer than anybody waits for a
//! page, so the page asks here how far it has come.
//!
//! All of it can be lost: what a file would come to is found out again, and what was saved stands in the database. Another node
//! that is asked finds out for itself. Deliberately not here: what is imported ([`super`]).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::id::UploadId;
use tokio::sync::watch;

use super::{ImportError, ImportProgress, ImportReport};

/// Jobs that are remembered; the oldest that is done goes first.
const JOBS: usize = 16;

/// What a job came to.
pub type Ended = Arc<Result<ImportReport, ImportError>>;

/// One job, as those who wait for it see it.
#[derive(Debug, Clone)]
pub struct Job {
    progress: watch::Receiver<Option<ImportProgress>>,
    ended: watch::Receiver<Option<Ended>>,
}

/// The end of a job that does it.
pub(super) struct Doing {
    progress: watch::Sender<Option<ImportProgress>>,
    ended: watch::Sender<Option<Ended>>,
}

impl Doing {
    pub(super) fn progress(&self, progress: ImportProgress) {
        self.progress.send_replace(Some(progress));
    }

    pub(super) fn end(self, ended: Result<ImportReport, ImportError>) {
        self.ended.send_replace(Some(Arc::new(ended)));
    }
}

impl Job {
    fn new() -> (Self, Doing) {
        let (progress, progress_of) = watch::channel(None);
        let (ended, ended_of) = watch::channel(None);
        (Self { progress: progress_of, ended: ended_of }, Doing { progress, ended })
    }

    /// How far it has come.
    #[must_use]
    pub fn progress(&self) -> Option<ImportProgress> {
        *self.progress.borrow()
    }

    /// What it came to, if it has.
    #[must_use]
    pub fn ended(&self) -> Option<Ended> {
        self.ended.borrow().clone()
    }

    /// Waits until it has come to something. `None` if it broke off.
    pub async fn end(&mut self) -> Option<Ended> {
        self.ended.wait_for(Option::is_some).await.ok()?.clone()
    }

    fn has_failed(&self) -> bool {
        self.is_broken() || self.ended().is_some_and(|ended| ended.is_err())
    }

    /// Whether nobody does it any more, though it has come to nothing.
    fn is_broken(&self) -> bool {
        self.ended.borrow().is_none() && self.ended.has_changed().is_err()
    }
}

/// All jobs of this node, by the file and what is asked of it.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    jobs: Mutex<Jobs>,
}

#[derive(Debug, Default)]
struct Jobs {
    by_key: HashMap<(UploadId, String), (u64, Job)>,
    count: u64,
}

impl Desk {
    /// A job for a file that is not done, and of which what is asked begins so.
    pub(super) fn under_way(&self, upload: UploadId, asked: &str) -> Option<Job> {
        let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let is = |(of, what): &(UploadId, String)| *of == upload && what.starts_with(asked);
        let mut found = jobs.by_key.iter().filter(|(key, _)| is(key)).map(|(_, (_, job))| job);
        found.find(|job| job.ended().is_none() && !job.is_broken()).cloned()
    }

    /// The job for a file and what is asked of it; where there is none, a new one that `start` shall do.
    pub(super) fn find_or_start(&self, upload: UploadId, asked: String, start: impl FnOnce(Doing)) -> Job {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (upload, asked);
        // What failed may go well another time.
        if let Some((_, job)) = jobs.by_key.get(&key).filter(|(_, job)| !job.has_failed()) {
            return job.clone();
        }
        if jobs.by_key.len() >= JOBS {
            let done = jobs.by_key.iter().filter(|(_, (_, job))| job.ended().is_some() || job.is_broken());
            if let Some(oldest) = done.min_by_key(|(_, (at, _))| *at).map(|(key, _)| key.clone()) {
                jobs.by_key.remove(&oldest);
            }
        }
        let (job, doing) = Job::new();
        jobs.count += 1;
        let at = jobs.count;
        jobs.by_key.insert(key, (at, job.clone()));
        start(doing);
        job
    }

    /// Forgets what has been found out about a file.
    pub(super) fn forget(&self, upload: UploadId) {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.by_key.retain(|(of, _), (_, job)| *of != upload || job.ended().is_none());
    }
}
