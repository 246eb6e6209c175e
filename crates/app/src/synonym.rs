//! Rings of words that coordinators keep: list, read, add, change, retire and take up again; files in and out.
//!
//! The rings are one list for the whole installation, and public. Not here: the word lists that matching carries
//! itself, and the format of the files (`exchange`).

use domain::event::{Change, EventKind, SubjectKind};
use domain::id::SynonymRingId;
use domain::permission::{Actor, Deed, Subject};
use domain::synonym::{self, RingKind, SynonymRing, TermsProblem};
use exchange::synonym::{RingProblem, RingRecord, RingRow};
use matching::OwnWords;
use store::page::{Listed, Page};
use store::synonym::RingFilter;
use store::{StoreError, Tx};

use crate::error::{AppError, FieldProblem, Invalid, Refusal};
use crate::history::{HistoryEntry, doer};
use crate::{App, history};

/// What a person writes in the form of a ring.
#[derive(Debug, Clone)]
pub struct RingInput {
    /// What the words are to each other.
    pub kind: RingKind,
    /// Terms, one a line.
    pub terms: String,
    /// A note.
    pub note: String,
}

/// A ring as its page shows it.
#[derive(Debug, Clone)]
pub struct RingPage {
    /// The ring.
    pub ring: SynonymRing,
    /// Newest first.
    pub history: Vec<HistoryEntry>,
}

/// Whether matching uses a ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RingUse {
    /// It does.
    Active,
    /// It does not.
    Retired,
}

/// What became of one concept of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RingOutcome {
    /// A new ring.
    New,
    /// A ring that was there has changed.
    Changed,
    /// It was there already.
    Same,
    /// It has a single word and so says nothing here.
    PassedOver,
    /// It cannot be kept.
    Refused(RingProblem),
}

/// What became of a file: all of it is saved, or nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RingImport {
    /// Each concept, in the order of the file.
    pub rows: Vec<(String, RingOutcome)>,
    /// False where a concept was refused: then nothing was changed.
    pub saved: bool,
}

/// The words as matching takes them: only those in use.
pub(crate) fn own_words(rings: &[SynonymRing]) -> OwnWords {
    let of = |kind: RingKind| {
        rings.iter().filter(|ring| ring.active && ring.kind == kind).map(|ring| ring.terms.clone()).collect()
    };
    OwnWords { synonyms: of(RingKind::Synonym), abbreviations: of(RingKind::Abbreviation) }
}

impl App {
    /// Whether this actor may change the list of words.
    #[must_use]
    pub fn may_keep_words(&self, actor: &Actor) -> bool {
        keeps_words(actor)
    }

    /// One page of the rings.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn list_rings(&self, filter: &RingFilter, page: Page) -> Result<Listed<SynonymRing>, AppError> {
        let mut tx = self.db.read().await?;
        Ok(store::synonym::list(&mut tx, filter, page).await?)
    }

    /// A ring with its history.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none.
    pub async fn read_ring(&self, actor: &Actor, id: SynonymRingId) -> Result<RingPage, AppError> {
        let mut tx = self.db.read().await?;
        let ring = store::synonym::get(&mut tx, id).await?.ok_or(AppError::NotFound)?;
        let history = history::of(&mut tx, actor, SubjectKind::Synonym, &id.to_string()).await?;
        Ok(RingPage { ring, history })
    }

    /// Adds a ring; it is in effect at once.
    ///
    /// # Errors
    /// [`AppError::Denied`] unless the actor keeps words; [`AppError::Invalid`] with every field that can't be kept.
    pub async fn add_ring(&self, actor: &Actor, input: RingInput) -> Result<SynonymRing, AppError> {
        let mut tx = self.keeper_of_words(actor).await?;
        let (terms, note) = check(&input)?;
        let record = RingRecord { id: None, kind: input.kind, terms, note };
        refuse_doublet(&store::synonym::all(&mut tx).await?, &record, None)?;
        let ring = self.insert_ring(&mut tx, actor, record).await?;
        tx.commit().await?;
        Ok(ring)
    }

    /// Changes a ring over the version that was read.
    ///
    /// # Errors
    /// As [`App::add_ring`]; [`AppError::Refused`] with [`Refusal::ChangedMeanwhile`] when somebody else has saved it.
    pub async fn edit_ring(
        &self,
        actor: &Actor,
        (id, version): (SynonymRingId, i64),
        input: RingInput,
    ) -> Result<(), AppError> {
        let mut tx = self.keeper_of_words(actor).await?;
        let before = store::synonym::get(&mut tx, id).await?.ok_or(AppError::NotFound)?;
        let (terms, note) = check(&input)?;
        let record = RingRecord { id: Some(id), kind: input.kind, terms, note };
        refuse_doublet(&store::synonym::all(&mut tx).await?, &record, Some(id))?;
        let RingRecord { kind, terms, note, .. } = record;
        let after = SynonymRing { kind, terms, note, version, ..before.clone() };
        if self.save_ring(&mut tx, actor, &before, after, EventKind::Edited).await? {
            tx.commit().await?;
        }
        Ok(())
    }

    /// Retires a ring or takes it up again, over the version that was read.
    ///
    /// # Errors
    /// As [`App::edit_ring`].
    pub async fn use_ring(
        &self,
        actor: &Actor,
        (id, version): (SynonymRingId, i64),
        to: RingUse,
    ) -> Result<(), AppError> {
        let mut tx = self.keeper_of_words(actor).await?;
        let before = store::synonym::get(&mut tx, id).await?.ok_or(AppError::NotFound)?;
        let (active, kind) = match to {
            RingUse::Active => (true, EventKind::TakenUp),
            RingUse::Retired => (false, EventKind::Retired),
        };
        let after = SynonymRing { active, version, ..before.clone() };
        if self.save_ring(&mut tx, actor, &before, after, kind).await? {
            tx.commit().await?;
        }
        Ok(())
    }

    /// The rings in use as a SKOS file in Turtle.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails; the inner error is the writer's.
    pub async fn export_rings(&self) -> Result<std::io::Result<Vec<u8>>, AppError> {
        let mut tx = self.db.read().await?;
        Ok(exchange::synonym::write(&store::synonym::all(&mut tx).await?))
    }

    /// Takes the concepts of a file: those with an id of ours change that ring, others are new unless a ring has the
    /// same words. All are saved, or none.
    ///
    /// # Errors
    /// [`AppError::Denied`] unless the actor keeps words.
    pub async fn import_rings(&self, actor: &Actor, rows: Vec<RingRow>) -> Result<RingImport, AppError> {
        let mut tx = self.keeper_of_words(actor).await?;
        let mut outcomes = Vec::with_capacity(rows.len());
        let mut known = store::synonym::all(&mut tx).await?;
        for row in rows {
            let outcome = match row.ring {
                Ok(record) => self.take_ring(&mut tx, actor, &mut known, record).await?,
                Err(RingProblem::Terms(TermsProblem::TooFew)) => RingOutcome::PassedOver,
                Err(problem) => RingOutcome::Refused(problem),
            };
            outcomes.push((row.concept, outcome));
        }
        let saved = outcomes.iter().all(|(_, outcome)| !matches!(outcome, RingOutcome::Refused(_)));
        if saved {
            tx.commit().await?;
        }
        Ok(RingImport { rows: outcomes, saved })
    }

    async fn take_ring(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        known: &mut Vec<SynonymRing>,
        record: RingRecord,
    ) -> Result<RingOutcome, AppError> {
        let same = known.iter().position(|ring| Some(ring.id) == record.id);
        let same = same.or_else(|| known.iter().position(|ring| says_the_same(ring, &record)));
        let Some(at) = same else {
            known.push(self.insert_ring(tx, actor, record).await?);
            return Ok(RingOutcome::New);
        };
        let Some(before) = known.get(at).cloned() else { return Ok(RingOutcome::Same) };
        let by_id = record.id == Some(before.id);
        if !by_id && before.active {
            return Ok(RingOutcome::Same);
        }
        let after = SynonymRing {
            kind: record.kind,
            terms: record.terms,
            note: if by_id { record.note } else { record.note.or_else(|| before.note.clone()) },
            active: true,
            ..before.clone()
        };
        if !self.save_ring(tx, actor, &before, after.clone(), EventKind::Imported).await? {
            return Ok(RingOutcome::Same);
        }
        if let Some(place) = known.get_mut(at) {
            *place = SynonymRing { version: after.version + 1, ..after };
        }
        Ok(RingOutcome::Changed)
    }

    /// A transaction for one who may change the list of words.
    async fn keeper_of_words(&self, actor: &Actor) -> Result<Tx, AppError> {
        if keeps_words(actor) { Ok(self.db.write().await?) } else { Err(AppError::Denied) }
    }

    async fn insert_ring(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        record: RingRecord,
    ) -> Result<SynonymRing, AppError> {
        let now = self.clock.now();
        let ring = SynonymRing {
            id: record.id.unwrap_or_else(|| SynonymRingId::at(now)),
            version: 1,
            kind: record.kind,
            terms: record.terms,
            note: record.note,
            active: true,
            by: actor.member().map(|member| member.person),
            updated: now,
        };
        store::synonym::insert(tx, &ring).await?;
        self.ring_event(tx, actor, &ring, (EventKind::Created, Vec::new())).await?;
        Ok(ring)
    }

    /// Saves over the version in `after`; false where nothing would change.
    async fn save_ring(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        before: &SynonymRing,
        after: SynonymRing,
        kind: EventKind,
    ) -> Result<bool, AppError> {
        if before.version != after.version {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        let changed = changes(before, &after);
        if changed.is_empty() && before.active == after.active {
            return Ok(false);
        }
        let by = actor.member().map(|member| member.person);
        let after = SynonymRing { by, updated: self.clock.now(), ..after };
        match store::synonym::update(tx, &after).await {
            Err(StoreError::Stale) => return Err(AppError::Refused(Refusal::ChangedMeanwhile)),
            done => done?,
        }
        self.ring_event(tx, actor, &after, (kind, changed)).await?;
        Ok(true)
    }

    async fn ring_event(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        ring: &SynonymRing,
        (kind, changes): (EventKind, Vec<Change>),
    ) -> Result<(), AppError> {
        let about = (SubjectKind::Synonym, ring.id.to_string());
        self.keep_event(tx, doer(actor), about, kind, changes).await
    }
}

fn keeps_words(actor: &Actor) -> bool {
    match actor {
        Actor::Operator => true,
        Actor::Member(member) => actor.may(Deed::KeepWords, &Subject::of(member.organisation)),
        Actor::Anonymous => false,
    }
}

fn check(input: &RingInput) -> Result<(Vec<String>, Option<String>), AppError> {
    let mut problems = Vec::new();
    let mut problem = |field, problem| problems.push(Invalid { field, index: 0, problem });
    let terms = synonym::terms(input.terms.lines()).unwrap_or_else(|refused| {
        problem("terms", FieldProblem::Terms(refused));
        Vec::new()
    });
    let note = synonym::note(&input.note).unwrap_or_else(|refused| {
        problem("note", FieldProblem::Text(refused));
        None
    });
    if problems.is_empty() { Ok((terms, note)) } else { Err(AppError::Invalid(problems)) }
}

/// Two rings that say the same would only count one thing twice.
fn refuse_doublet(
    known: &[SynonymRing],
    record: &RingRecord,
    except: Option<SynonymRingId>,
) -> Result<(), AppError> {
    let is_doublet =
        |ring: &&SynonymRing| ring.active && Some(ring.id) != except && says_the_same(ring, record);
    match known.iter().find(is_doublet) {
        Some(_) => Err(AppError::invalid("terms", FieldProblem::Taken)),
        None => Ok(()),
    }
}

/// The same kind and words, whatever their order; an abbreviation must be the same.
fn says_the_same(ring: &SynonymRing, record: &RingRecord) -> bool {
    let words = |terms: &[String]| {
        let mut words: Vec<String> = terms.iter().map(|term| domain::text::search_words(term)).collect();
        if ring.kind == RingKind::Synonym {
            words.sort();
        } else if let Some(others) = words.get_mut(1..) {
            others.sort();
        }
        words
    };
    ring.kind == record.kind && words(&ring.terms) == words(&record.terms)
}

fn changes(before: &SynonymRing, after: &SynonymRing) -> Vec<Change> {
    let note = |ring: &SynonymRing| ring.note.clone().unwrap_or_default();
    [
        Change::between("kind", before.kind.code(), after.kind.code()),
        Change::between("terms", &before.terms.join("\n"), &after.terms.join("\n")),
        Change::between("note", &note(before), &note(after)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
