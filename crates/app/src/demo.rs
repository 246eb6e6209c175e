//! Loading the demo's fictional collaboration: all of it, or nothing when it is there already.
//!
//! Everything is dated back, so that it looks lived in: needs as their files say, solutions spread evenly over
//! the last [`SPREAD_DAYS`] days by their keys, which gives the same picture each time.
//!
//! Not here: where the files come from (`brygga` has them inside), and which people a visitor may choose.

mod cases;
mod catalogue;
mod content;
mod contracts;
mod coverage;
mod forums;
mod freshness;
mod initiatives;
mod learning;
mod people;
mod portfolios;
mod public_texts;
mod records;
mod rounds;
mod teaching;
mod usages;
mod vectors;
mod voices;

pub use content::{DemoContent, DemoError};

use std::collections::HashMap;

use domain::event::{Doer, SubjectKind};
use domain::id::{NeedId, OrganisationId, PersonId, SolutionId};
use domain::instant::Instant;
use store::Tx;
use store::event::NewEvent;

use crate::{App, AppError};

/// Over how many days solutions are spread.
const SPREAD_DAYS: u64 = 400;

/// What loading the demo came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DemoLoaded {
    /// It was there already; nothing was changed.
    Before,
    /// It was loaded now.
    Now {
        /// How many organisations.
        organisations: usize,
        /// How many people.
        people: usize,
        /// How many solutions.
        solutions: usize,
        /// How many needs.
        needs: usize,
    },
}

/// One load under way: what the keys became, and events that wait for their order in time.
struct Load<'a> {
    content: &'a DemoContent,
    now: Instant,
    organisations: HashMap<&'a str, OrganisationId>,
    people: HashMap<&'a str, PersonId>,
    solutions: HashMap<&'a str, SolutionId>,
    needs: HashMap<&'a str, NeedId>,
    /// Where steps of cases are decided that were not taken yet, and matters that no step decides.
    sittings: forums::Sittings,
    matters: Vec<(Option<String>, domain::forum::AgendaItem)>,
    events: Vec<NewEvent>,
}

impl App {
    /// Loads the demo, unless its collaboration exists.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails; then nothing was loaded.
    pub async fn load_demo(&self, content: &DemoContent) -> Result<DemoLoaded, AppError> {
        let mut tx = self.db.write().await?;
        let present = store::collaboration::all(&mut tx).await?;
        let is_present = |name: &str| present.iter().any(|collaboration| collaboration.name == name);
        if content.collaboration.collaborations.iter().any(|collaboration| is_present(&collaboration.name)) {
            return Ok(DemoLoaded::Before);
        }
        let mut load = Load {
            content,
            now: self.clock.now(),
            organisations: HashMap::new(),
            people: HashMap::new(),
            solutions: HashMap::new(),
            needs: HashMap::new(),
            sittings: forums::Sittings::new(),
            matters: Vec::new(),
            events: Vec::new(),
        };
        put_lists(&mut tx, content).await?;
        load.organisations(&mut tx).await?;
        load.people(&mut tx).await?;
        load.public_texts(&mut tx).await?;
        load.solutions(&mut tx).await?;
        load.contracts(&mut tx).await?;
        load.needs(&mut tx).await?;
        load.usages(&mut tx).await?;
        load.confirmations(&mut tx).await?;
        load.catalogue(&mut tx).await?;
        load.voices(&mut tx).await?;
        load.verdicts(&mut tx).await?;
        load.rings(&mut tx).await?;
        load.coverage(&mut tx).await?;
        load.forums(&mut tx).await?;
        load.cases(&mut tx).await?;
        load.agendas(&mut tx).await?;
        load.rounds(&mut tx).await?;
        load.costs(&mut tx).await?;
        load.portfolios(&mut tx).await?;
        load.initiatives(&mut tx).await?;
        load.learning(&mut tx).await?;
        load.events.sort_by_key(|event| event.at);
        for event in &load.events {
            let sequence = store::event::append(&mut tx, event).await?;
            self.tell(&mut tx, event, sequence).await?;
        }
        store::notice::without_mail(&mut tx).await?;
        self.put_vectors(&mut tx, content).await?;
        tx.commit().await?;
        Ok(DemoLoaded::Now {
            organisations: content.collaboration.organisations.len(),
            people: content.persons.len(),
            solutions: content.solutions.len(),
            needs: content.needs.len(),
        })
    }

    /// Gives a database that has none the service areas and capabilities to begin with.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn fill_lists(&self, content: &DemoContent) -> Result<(), AppError> {
        let directory = self.directory().await?;
        if directory.service_areas.is_empty() && directory.capabilities.is_empty() {
            let mut tx = self.db.write().await?;
            put_lists(&mut tx, content).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}

async fn put_lists(tx: &mut Tx, content: &DemoContent) -> Result<(), AppError> {
    for (position, area) in (1..).zip(&content.collaboration.service_areas) {
        store::service_area::put(tx, area, position).await?;
    }
    for (position, capability) in (1..).zip(&content.collaboration.capabilities) {
        store::service_area::put_capability(tx, capability, position).await?;
    }
    Ok(())
}

impl Load<'_> {
    /// The organisation with this key. The content was checked when it was read.
    fn organisation(&self, key: &str) -> Result<OrganisationId, AppError> {
        self.organisations.get(key).copied().ok_or(AppError::NotFound)
    }

    fn event(
        &mut self,
        at: Instant,
        doer: Doer,
        (subject_kind, subject): (SubjectKind, String),
    ) -> &mut NewEvent {
        let kind = domain::event::EventKind::Created;
        let index = self.events.len();
        self.events.push(NewEvent {
            at,
            doer,
            subject_kind,
            subject,
            kind,
            changes: Vec::new(),
            import: None,
        });
        &mut self.events[index]
    }
}

/// A number below `limit` that a key always gives (FNV-1a).
fn spread(key: &str, limit: u64) -> i64 {
    let hash = key.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    // The low bits of this hash differ least between keys that end alike.
    i64::try_from((hash >> 24) % limit.max(1)).unwrap_or(0)
}

/// A moment of a working day some days ago, at a minute that the key gives.
fn days_ago(now: Instant, days: i64, key: &str) -> Instant {
    const MINUTE: i64 = 60_000;
    let earlier = now.days_before(days);
    Instant::from_milliseconds(earlier.milliseconds() - (1 + spread(key, 8 * 60)) * MINUTE)
}
