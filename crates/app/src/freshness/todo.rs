//! What waits on whoever keeps the catalogue, in the order in which it is to be done: how much of each, and the first few.
//!
//! A joint body sees what it keeps for its members too; what only a member may answer it can ask for. Everything is counted in memory but
//! proposals and notices, which are few. Not here: the lists that each leads to (`due`, `complete`).

use std::collections::{BTreeMap, HashSet};
use std::sync::PoisonError;

use domain::contract::{Turn, in_months};
use domain::event::EventKind;
use domain::freshness::{FactId, Part, Task};
use domain::id::{OrganisationId, PersonId, SolutionId};
use domain::number::Number;
use domain::permission::{Actor, Deed, Subject, Visibility};
use domain::solution::Solution;
use jiff::civil::Date;
use store::Tx;

use super::complete::known_contracts;
use super::due::{kept_for, narrowed, people_of};
use super::{FactRow, Kept, Read, row};
use crate::notice::{self, NoticeRow};
use crate::usage::reading::{UsageProposalRow, waiting};
use crate::{App, AppError, Directory, solution};

/// Rows shown of each task; the rest is a press away.
const SHOWN: usize = 5;
/// A contract is told of so many months before notice must be given.
const NOTICE_MONTHS: i32 = 6;
/// Rejections are told for so many days.
const REJECTED_DAYS: i64 = 90;

/// A day on which something about a contract must have been done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractTurn {
    /// The contract's number.
    pub number: Number,
    /// What it is about.
    pub name: String,
    /// Short name of who keeps it.
    pub organisation: String,
    /// The day.
    pub day: Date,
    /// What.
    pub turn: Turn,
}

/// One of those that wait.
#[derive(Debug, Clone)]
pub enum Waiting {
    /// A proposal, with its solution.
    Proposal(Box<Solution>, Box<UsageProposalRow>),
    /// A fact.
    Fact(Box<FactRow>),
    /// Something that was told.
    Told(Box<NoticeRow>),
    /// A contract.
    Contract(ContractTurn),
    /// An entry, with who keeps it and what it lacks.
    Entry {
        /// Its number.
        number: Number,
        /// What it is called.
        name: String,
        /// Short name of who keeps it.
        organisation: String,
        /// What it lacks.
        missing: Vec<Part>,
        /// Of how many.
        asked: usize,
        /// Whether the reader may fill it in.
        may_keep: bool,
    },
}

/// A task.
#[derive(Debug, Clone)]
pub struct Item {
    /// Which.
    pub task: Task,
    /// How many wait.
    pub count: usize,
    /// The first few.
    pub first: Vec<Waiting>,
}

/// What waits.
#[derive(Debug, Clone)]
pub struct ToDo {
    /// Tasks with something in them, in their order.
    pub items: Vec<Item>,
    /// The organisations to choose from, the own first.
    pub organisations: Vec<(OrganisationId, String)>,
    /// The day on which the next thing comes, where nothing waits now.
    pub next: Option<Date>,
}

/// Whose tasks they are.
struct Asked<'a> {
    actor: &'a Actor,
    directory: &'a Directory,
    own: Vec<OrganisationId>,
    people: BTreeMap<(OrganisationId, PersonId), String>,
}

/// What is found in memory, to be read again.
#[derive(Default)]
struct Seen {
    unconfirmed: Vec<FactId>,
    contacts_left: Vec<FactId>,
    due: Vec<FactId>,
    turns: Vec<ContractTurn>,
    as_written: Vec<Lacking>,
    incomplete: Vec<Lacking>,
    next: Option<Date>,
}

impl App {
    /// What waits on the reader as the keeper of the catalogue of one organisation, or of all that the reader keeps it of or for.
    ///
    /// # Errors
    /// [`AppError::Denied`] for who keeps none.
    pub async fn catalogue_to_do(
        &self,
        actor: &Actor,
        chosen: Option<OrganisationId>,
    ) -> Result<Read<ToDo>, AppError> {
        // Before anything is read: whoever waits for the index must hold no connection that it needs.
        let in_step = self.freshen_index().await?;
        let mut tx = self.db.read().await?;
        let directory = Directory::read(&mut tx).await?;
        let kept = kept_for(&directory, actor)?;
        if !in_step {
            return Ok(Read::Reading(self.index_state().percent().min(99)));
        }
        let people = people_of(&mut tx, &kept).await?;
        let asked = Asked { actor, directory: &directory, own: narrowed(&kept, chosen), people };
        let seen = self.look(&asked);
        let items = vec![
            proposals(&mut tx, &asked).await?,
            self.facts(&mut tx, &asked, (Task::Unconfirmed, &seen.unconfirmed)).await?,
            self.rejected(&mut tx, &asked).await?,
            self.facts(&mut tx, &asked, (Task::ContactsLeft, &seen.contacts_left)).await?,
            Item {
                task: Task::Notices,
                count: seen.turns.len(),
                first: seen.turns.iter().take(SHOWN).cloned().map(Waiting::Contract).collect(),
            },
            self.facts(&mut tx, &asked, (Task::Due, &seen.due)).await?,
            entries(&mut tx, &asked, (Task::AsWritten, &seen.as_written)).await?,
            entries(&mut tx, &asked, (Task::Incomplete, &seen.incomplete)).await?,
        ];
        let organisations = kept.into_iter().map(|id| (id, directory.short_name(id))).collect();
        let items = items.into_iter().filter(|item| item.count > 0).collect();
        Ok(Read::Done(ToDo { items, organisations, next: seen.next }))
    }

    /// Goes through what is kept in memory once.
    fn look(&self, asked: &Asked<'_>) -> Seen {
        let (visibility, today) = (asked.actor.visibility(), self.clock.now().day());
        let own: HashSet<OrganisationId> = asked.own.iter().copied().collect();
        let search = self.search();
        let kept = search.freshness.read().unwrap_or_else(PoisonError::into_inner);
        let mut seen = Seen::default();
        let mut nearest: Option<Date> = None;
        let mut next = |day: Date| nearest = Some(nearest.map_or(day, |nearest| nearest.min(day)));
        let (mut due, mut unconfirmed, mut left) = (Vec::new(), Vec::new(), Vec::new());
        for fact in kept.facts(&visibility, today).filter(|fact| own.contains(&fact.organisation)) {
            if fact.awaits {
                unconfirmed.push(fact);
                continue;
            }
            let is_gone = fact.contact.is_some_and(|id| !asked.people.contains_key(&(fact.organisation, id)));
            if is_gone {
                left.push(fact.clone());
            }
            if fact.said.is_due(today) {
                due.push(fact);
            } else {
                next(fact.said.due_from());
            }
        }
        let soon = in_months(today, NOTICE_MONTHS);
        for (held, organisation) in kept.turns(&visibility).filter(|(_, of)| own.contains(of)) {
            for (day, turn) in held.turns_between((today, Date::MAX)) {
                if day > soon {
                    next(in_months(day, -NOTICE_MONTHS));
                    continue;
                }
                let (number, name) = (held.number(), held.name());
                let organisation = asked.directory.short_name(organisation);
                seen.turns.push(ContractTurn { number, name, organisation, day, turn });
            }
        }
        lacking(&mut seen, (asked, &visibility), &kept, &own);
        // What most lean on comes first; of that, what was said longest ago.
        due.sort_unstable_by_key(|fact| (std::cmp::Reverse(fact.leant_on), fact.said.since(), fact.id));
        for facts in [&mut unconfirmed, &mut left] {
            facts.sort_unstable_by_key(|fact| (fact.said.since(), fact.id));
        }
        let ids = |facts: Vec<super::kept::Fact<'_>>| facts.into_iter().map(|fact| fact.id).collect();
        (seen.due, seen.unconfirmed, seen.contacts_left) = (ids(due), ids(unconfirmed), ids(left));
        seen.next = nearest;
        seen.turns.sort_by_key(|turn| (turn.day, turn.number));
        seen.incomplete.sort_by_key(|(id, missing, _)| (std::cmp::Reverse(missing.len()), *id));
        seen.as_written.sort_by_key(|(id, _, _)| *id);
        seen
    }

    async fn facts(
        &self,
        tx: &mut Tx,
        asked: &Asked<'_>,
        (task, facts): (Task, &[FactId]),
    ) -> Result<Item, AppError> {
        let mut first = Vec::new();
        for fact in facts.iter().take(SHOWN) {
            let row = row(tx, asked.directory, (asked.actor, self.clock.now()), *fact).await?;
            first.extend(row.map(|row| Waiting::Fact(Box::new(row))));
        }
        Ok(Item { task, count: facts.len(), first })
    }

    /// What the reader was told lately of rejections and has not read.
    async fn rejected(&self, tx: &mut Tx, asked: &Asked<'_>) -> Result<Item, AppError> {
        let empty = Item { task: Task::Rejected, count: 0, first: Vec::new() };
        let Some(member) = asked.actor.member().filter(|member| asked.own.contains(&member.organisation))
        else {
            return Ok(empty);
        };
        let now = self.clock.now();
        let kinds = [EventKind::UsageRejected, EventKind::UsageProposalDeclined];
        let since = (now.days_before(REJECTED_DAYS), now);
        let told = store::notice::unread_of_kinds(tx, member.person, since, kinds).await?;
        let mut item = Item { count: told.len(), ..empty };
        for notice in told.into_iter().take(SHOWN) {
            let row = notice::readable(tx, notice, now.day()).await?;
            item.first.extend(row.map(|row| Waiting::Told(Box::new(row))));
        }
        Ok(item)
    }
}

/// Entries that lack something, and those with words that nobody has said the meaning of.
fn lacking(
    seen: &mut Seen,
    (asked, visibility): (&Asked<'_>, &Visibility),
    kept: &Kept,
    own: &HashSet<OrganisationId>,
) {
    for entry in kept.entries(visibility) {
        if entry.subject.owner.is_none_or(|owner| !own.contains(&owner)) {
            continue;
        }
        let missing = entry.lacks(known_contracts((asked.actor, visibility), kept, entry));
        let lacks = !missing.is_empty();
        let one = (entry.id, missing, entry.asked());
        if entry.is_as_written {
            seen.as_written.push(one.clone());
        }
        if lacks {
            seen.incomplete.push(one);
        }
    }
}

/// What others believe, for the organisations that the reader answers for.
async fn proposals(tx: &mut Tx, asked: &Asked<'_>) -> Result<Item, AppError> {
    let mut item = Item { task: Task::Proposals, count: 0, first: Vec::new() };
    for organisation in &asked.own {
        if !asked.actor.may(Deed::AnswerUsage, &Subject::of(*organisation)) {
            continue;
        }
        for proposal in store::usage::open_proposals_to(tx, *organisation).await? {
            item.count += 1;
            if item.first.len() == SHOWN {
                continue;
            }
            let Some(solution) = store::solution::get(tx, proposal.solution).await? else { continue };
            let row = waiting(tx, asked.directory, asked.actor, proposal).await?;
            item.first.extend(row.map(|row| Waiting::Proposal(Box::new(solution), Box::new(row))));
        }
    }
    Ok(item)
}

/// An entry with what it lacks, of how many parts.
type Lacking = (SolutionId, Vec<Part>, usize);

async fn entries(
    tx: &mut Tx,
    asked: &Asked<'_>,
    (task, found): (Task, &[Lacking]),
) -> Result<Item, AppError> {
    let mut item = Item { task, count: found.len(), first: Vec::new() };
    for (id, missing, parts) in found.iter().take(SHOWN) {
        let found = store::solution::get(tx, *id).await?;
        let Some(found) = found.filter(|found| asked.actor.may(Deed::Read, &solution::subject(found))) else {
            continue;
        };
        item.first.push(Waiting::Entry {
            number: found.number,
            organisation: found.owner.map(|owner| asked.directory.short_name(owner)).unwrap_or_default(),
            missing: missing.clone(),
            asked: *parts,
            may_keep: asked.actor.may(Deed::KeepCatalogue, &solution::subject(&found)),
            name: found.facts.name,
        });
    }
    Ok(item)
}
