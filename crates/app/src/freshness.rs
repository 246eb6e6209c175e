//! Facts that somebody answers for: reading one with its age, confirming it, and asking whoever answers to do so.
//!
//! Three sorts of facts are asked about every year: what an entry says, how an organisation uses a solution, and what a contract says.
//! Age is shown and ranks nothing. Whoever is named as the one to ask answers for a usage while the person works there; else, and for
//! entries and contracts, whoever keeps the organisation's catalogue does. What is due is found in memory (`kept`), and each fact is read
//! and asked for permission again before it is shown or confirmed. Not here: the rule of what is due (`domain::freshness`).

mod complete;
mod due;
mod kept;
mod letter;
mod todo;

use domain::contract::Contract;
use domain::event::{Change, EventKind, SubjectKind};
use domain::freshness::{ASKED_DAYS, Age, Confirmation, FactId, Said, entry_is_asked, usage_is_asked};
use domain::id::{OrganisationId, PersonId, SolutionId};
use domain::instant::Instant;
use domain::notice::Topic;
use domain::permission::{Actor, Deed, Subject};
use domain::solution::Solution;
use domain::usage::Usage;
use jiff::civil::Date;
use store::Tx;
use store::event::NewEvent;

use crate::history::doer;
use crate::initiative::stale;
use crate::notice::{Told, catalogue_keepers};
use crate::usage::USED_BY;
use crate::{App, AppError, Directory, Refusal, contract, solution};

pub use complete::{CompleteFilter, CompleteRow, CompleteSort, Completeness, Lack};
pub use due::{DueFilter, DueList, DueSort, Responsible};
pub(crate) use kept::Kept;
pub(crate) use letter::{KIND as CONFIRM, to_mail};
pub use letter::{LetterLine, LetterRead, Outcome};
pub use todo::{ContractTurn, Item, ToDo, Waiting};

/// Most facts that are confirmed in one deed.
pub const FACTS_MAX: usize = 2_000;

/// How old an entry is, with who said so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryAge {
    /// When it was last said to be right and when it was written.
    pub said: Said,
    /// How old that is.
    pub age: Age,
    /// Whether it is greyed.
    pub is_grey: bool,
    /// Who said so last, for who may know.
    pub by: Option<String>,
}

/// What a fact says.
#[derive(Debug, Clone)]
pub enum Says {
    /// An entry.
    Entry(Box<Solution>),
    /// A usage, of a solution.
    Usage(Box<Usage>, Box<Solution>),
    /// A contract.
    Contract(Box<Contract>),
}

/// A fact with names, and what the reader may do with it.
#[derive(Debug, Clone)]
pub struct FactRow {
    /// Which.
    pub fact: FactId,
    /// Its version.
    pub version: i64,
    /// What it says.
    pub says: Says,
    /// Short name of whose word it is.
    pub organisation: String,
    /// When that was last said.
    pub said: Said,
    /// How old it is.
    pub age: Age,
    /// Whether it is greyed.
    pub is_grey: bool,
    /// Who said so last.
    pub confirmed_by: Option<String>,
    /// Who is named as the one to ask.
    pub contact: Option<String>,
    /// Whether whoever is named works there no longer.
    pub contact_left: bool,
    /// Whether the reader may say that it is right.
    pub may_confirm: bool,
    /// Whether the reader may ask for it to be confirmed, now.
    pub may_ask: bool,
    /// When somebody asked, where that was lately.
    pub asked: Option<Instant>,
}

/// Why a fact was not confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// Somebody has changed it since it was shown.
    ChangedMeanwhile,
    /// It is no longer there, or another's to confirm.
    NotYours,
}

/// What became of many facts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Confirmed {
    /// So many are confirmed.
    pub done: usize,
    /// These are left as they were.
    pub left: Vec<(FactId, Left)>,
}

/// A list from memory, or how far that has been filled.
#[derive(Debug, Clone)]
pub enum Read<T> {
    /// What was asked for.
    Done(T),
    /// It is being read; so much of a hundred is.
    Reading(u8),
}

/// A fact as it stands in the database.
pub(crate) struct Found {
    pub(crate) version: i64,
    pub(crate) organisation: OrganisationId,
    pub(crate) contact: Option<PersonId>,
    pub(crate) said: Said,
    by: Option<PersonId>,
    is_asked: bool,
    pub(crate) says: Says,
}

impl Found {
    fn readable(&self, actor: &Actor) -> bool {
        match &self.says {
            Says::Entry(solution) | Says::Usage(_, solution) => {
                actor.may(Deed::Read, &solution::subject(solution))
            }
            Says::Contract(found) => actor.may(Deed::ReadContract, &contract::subject(found)),
        }
    }

    /// Whether the actor may say that it is right.
    pub(crate) fn may_confirm(&self, actor: &Actor) -> bool {
        let subject = Subject { author: self.contact, ..Subject::of(self.organisation) };
        actor.member().is_some() && self.readable(actor) && actor.may(Deed::ConfirmFact, &subject)
    }

    /// Whether the actor may ask for it to be confirmed, because of its age and apart from who has asked already.
    fn may_ask(&self, actor: &Actor, today: Date) -> bool {
        let subject = match &self.says {
            Says::Entry(solution) | Says::Usage(_, solution) => solution::subject(solution),
            Says::Contract(found) => contract::subject(found),
        };
        let is_stale = Age::of(self.said.confirmed, today).is_stale();
        is_stale
            && self.is_asked
            && actor.member().is_some()
            && self.readable(actor)
            && actor.may(Deed::AskConfirmation, &subject)
            && !self.may_confirm(actor)
    }
}

/// The fact as it stands; nothing for one that is gone or that nobody answers for.
pub(crate) async fn found(tx: &mut Tx, fact: FactId) -> Result<Option<Found>, AppError> {
    match fact {
        FactId::Entry(id) => {
            let Some(solution) = store::solution::get(tx, id).await? else { return Ok(None) };
            let Some(organisation) = solution.owner else { return Ok(None) };
            let last = store::freshness::confirmation(tx, id).await?;
            let said = Said { confirmed: last.map(|last| last.at), made: solution.created };
            Ok(Some(Found {
                version: solution.version,
                organisation,
                contact: None,
                said,
                by: last.and_then(|last| last.by),
                is_asked: entry_is_asked(&solution),
                says: Says::Entry(Box::new(solution)),
            }))
        }
        FactId::Usage(id) => {
            let Some(usage) = store::usage::get(tx, id).await? else { return Ok(None) };
            let Some(solution) = store::solution::get(tx, usage.solution).await? else { return Ok(None) };
            Ok(Some(Found {
                version: usage.version,
                organisation: usage.organisation,
                contact: usage.contact,
                said: Said { confirmed: usage.confirmed_at, made: usage.id.made() },
                by: usage.confirmed_by,
                is_asked: usage_is_asked(usage.status) && solution.withdrawn.is_none(),
                says: Says::Usage(Box::new(usage), Box::new(solution)),
            }))
        }
        FactId::Contract(id) => {
            let found = store::contract::get(tx, id).await?;
            Ok(found.map(|contract| Found {
                version: contract.version,
                organisation: contract.organisation,
                contact: None,
                said: Said { confirmed: Some(contract.confirmed), made: contract.created },
                by: contract.confirmed_by,
                is_asked: true,
                says: Says::Contract(Box::new(contract)),
            }))
        }
    }
}

/// Whether somebody has a role in an organisation.
async fn works_at(tx: &mut Tx, person: PersonId, organisation: OrganisationId) -> Result<bool, AppError> {
    let roles = store::person::assignments(tx, person).await?;
    Ok(roles.iter().any(|one| one.organisation == organisation))
}

/// Who is asked about a fact: whoever is named while the person works there, else those who keep the catalogue.
async fn responsible(tx: &mut Tx, found: &Found) -> Result<Vec<PersonId>, AppError> {
    if let Some(contact) = found.contact
        && works_at(tx, contact, found.organisation).await?
    {
        return Ok(vec![contact]);
    }
    catalogue_keepers(tx, found.organisation).await
}

async fn name_of(tx: &mut Tx, person: Option<PersonId>) -> Result<Option<String>, AppError> {
    let Some(person) = person else { return Ok(None) };
    Ok(store::person::get(tx, person).await?.map(|person| person.name))
}

/// A fact with names, for one who may read it.
async fn row(
    tx: &mut Tx,
    directory: &Directory,
    (actor, now): (&Actor, Instant),
    fact: FactId,
) -> Result<Option<FactRow>, AppError> {
    let Some(found) = found(tx, fact).await?.filter(|found| found.readable(actor)) else { return Ok(None) };
    let asked = store::freshness::request(tx, fact).await?.map(|(at, _)| at);
    let asked = asked.filter(|at| is_lately(*at, now));
    let contact_left = match found.contact {
        Some(contact) => !works_at(tx, contact, found.organisation).await?,
        None => false,
    };
    Ok(Some(FactRow {
        fact,
        version: found.version,
        organisation: directory.short_name(found.organisation),
        said: found.said,
        age: Age::of(found.said.confirmed, now.day()),
        is_grey: found.said.is_grey(now.day()),
        confirmed_by: name_of(tx, found.by).await?,
        contact: name_of(tx, found.contact).await?,
        contact_left,
        may_confirm: found.may_confirm(actor),
        may_ask: asked.is_none() && found.may_ask(actor, now.day()),
        asked,
        says: found.says,
    }))
}

fn is_lately(at: Instant, now: Instant) -> bool {
    at > now.days_before(ASKED_DAYS)
}

/// How old an entry is. The public reads no names.
pub(crate) async fn entry_age(
    tx: &mut Tx,
    (actor, today): (&Actor, Date),
    solution: &Solution,
) -> Result<EntryAge, AppError> {
    let last = store::freshness::confirmation(tx, solution.id).await?;
    let by = last.and_then(|last| last.by).filter(|_| actor.member().is_some());
    let said = Said { confirmed: last.map(|last| last.at), made: solution.created };
    let age = Age::of(said.confirmed, today);
    Ok(EntryAge { said, age, is_grey: said.is_grey(today), by: name_of(tx, by).await? })
}

/// Keeps that the actor, who has written all of an entry or looked at it, says that it is right.
pub(crate) async fn entry_is_right(
    tx: &mut Tx,
    actor: &Actor,
    (solution, at): (SolutionId, Instant),
) -> Result<(), AppError> {
    let by = actor.member().map(|member| member.person);
    Ok(store::freshness::confirm(tx, solution, Confirmation { at, by }).await?)
}

/// Whoever answers for the fact of this event is told that somebody asks.
pub(crate) async fn told(tx: &mut Tx, event: &NewEvent) -> Result<Vec<Told>, AppError> {
    let used_by = event.changes.iter().find(|change| change.field == USED_BY);
    let used_by = used_by.and_then(|change| change.after.as_deref()?.parse().ok());
    let fact = match (event.subject_kind, event.subject.parse(), used_by) {
        (SubjectKind::Contract, _, _) => event.subject.parse().ok().map(FactId::Contract),
        (_, Ok(solution), Some(used_by)) => {
            store::usage::by(tx, solution, used_by).await?.map(|usage| FactId::Usage(usage.id))
        }
        (_, Ok(solution), None) => Some(FactId::Entry(solution)),
        (_, Err(_), _) => None,
    };
    let found = match fact {
        Some(fact) => found(tx, fact).await?,
        None => None,
    };
    let Some(found) = found else { return Ok(Vec::new()) };
    let people = responsible(tx, &found).await?;
    Ok(people.into_iter().map(|person| (person, found.organisation, Topic::Catalogue)).collect())
}

impl App {
    /// The age of the own word about an entry and about its usages, with what the reader may do with each.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn facts_of_solution(
        &self,
        actor: &Actor,
        solution: &Solution,
    ) -> Result<Vec<FactRow>, AppError> {
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let asked = (actor, self.clock.now());
        let mut rows = Vec::new();
        rows.extend(row(&mut tx, &directory, asked, FactId::Entry(solution.id)).await?);
        for usage in store::usage::of_solution(&mut tx, solution.id).await? {
            rows.extend(row(&mut tx, &directory, asked, FactId::Usage(usage.id)).await?);
        }
        Ok(rows)
    }

    /// Says that these facts are right, each in the version that was shown. Those that have changed since, or are another's, are left and
    /// told.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who is not signed in.
    pub async fn confirm_facts(&self, actor: &Actor, shown: &[(FactId, i64)]) -> Result<Confirmed, AppError> {
        if actor.member().is_none() {
            return Err(AppError::Denied);
        }
        let mut tx = self.db.write().await?;
        let mut confirmed = Confirmed::default();
        for (fact, version) in shown.iter().take(FACTS_MAX).copied() {
            match self.confirm_one(&mut tx, actor, (fact, version)).await? {
                Ok(()) => confirmed.done += 1,
                Err(left) => confirmed.left.push((fact, left)),
            }
        }
        tx.commit().await?;
        Ok(confirmed)
    }

    /// Says that one fact is right, in the version that was shown.
    async fn confirm_one(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        (fact, version): (FactId, i64),
    ) -> Result<Result<(), Left>, AppError> {
        let found = found(tx, fact).await?.filter(|found| found.may_confirm(actor));
        let Some(found) = found else { return Ok(Err(Left::NotYours)) };
        if found.version != version {
            return Ok(Err(Left::ChangedMeanwhile));
        }
        let now = self.clock.now();
        match found.says {
            Says::Entry(solution) => {
                entry_is_right(tx, actor, (solution.id, now)).await?;
                let about = (SubjectKind::Solution, solution.id.to_string());
                self.keep_event(tx, doer(actor), about, EventKind::Confirmed, Vec::new()).await?;
            }
            Says::Usage(usage, _) => self.confirm_usage(tx, actor, *usage).await?,
            Says::Contract(before) => {
                let by = actor.member().map(|member| member.person);
                let after = Contract { confirmed: now, confirmed_by: by, ..*before };
                store::contract::update(tx, &after).await.map_err(stale)?;
                let about = (SubjectKind::Contract, after.id.to_string());
                self.keep_event(tx, doer(actor), about, EventKind::Confirmed, Vec::new()).await?;
            }
        }
        Ok(Ok(()))
    }

    /// Asks whoever answers for a fact that is old, or that nobody has ever confirmed, whether it is still right. Gives how many were
    /// told.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a fact that the actor may not read; [`AppError::Denied`] for who writes nothing;
    /// [`Refusal::ChangedMeanwhile`] for one that is not old by now; [`Refusal::AskedLately`] where somebody has asked within
    /// [`ASKED_DAYS`].
    pub async fn ask_confirmation(&self, actor: &Actor, fact: FactId) -> Result<usize, AppError> {
        let member = actor.member().ok_or(AppError::Denied)?;
        let now = self.clock.now();
        let mut tx = self.db.write().await?;
        let found = found(&mut tx, fact).await?.filter(|found| found.readable(actor));
        let found = found.ok_or(AppError::NotFound)?;
        let asked = store::freshness::request(&mut tx, fact).await?;
        if asked.is_some_and(|(at, _)| is_lately(at, now)) {
            return Err(Refusal::AskedLately.into());
        }
        if !Age::of(found.said.confirmed, now.day()).is_stale() {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        if !found.may_ask(actor, now.day()) {
            return Err(AppError::Denied);
        }
        store::freshness::put_request(&mut tx, fact, (now, member.person)).await?;
        let about = match &found.says {
            Says::Entry(solution) | Says::Usage(_, solution) => {
                (SubjectKind::Solution, solution.id.to_string())
            }
            Says::Contract(contract) => (SubjectKind::Contract, contract.id.to_string()),
        };
        let of_usage = matches!(fact, FactId::Usage(_)).then(|| found.organisation.to_string());
        let changes = Change::between(USED_BY, "", &of_usage.unwrap_or_default()).into_iter().collect();
        self.keep_event(&mut tx, doer(actor), about, EventKind::ConfirmationAsked, changes).await?;
        let told = responsible(&mut tx, &found).await?.len();
        tx.commit().await?;
        Ok(told)
    }
}
