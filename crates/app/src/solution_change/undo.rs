//! Undoing a merge, a split or a retirement: everything that went along and that nobody has changed since goes back; what others have
//! changed stays, and is told. The values of the entry go back as those of an import do (`import::put_back`).

use domain::event::{Change, EventKind};
use domain::id::{OrganisationId, SolutionChangeId, SolutionId};
use domain::number::Number;
use domain::permission::{Actor, Deed};
use domain::solution::{Lifecycle, Solution};
use domain::solution_change::{Move, Relation, SolutionChange, SolutionDeed};
use domain::usage::Usage;
use store::Tx;

use super::merge::{SWAPPED, parted};
use super::{about, number_of};
use crate::import::{Effect, Snapshot, Undoing, put_back};
use crate::solution::Named;
use crate::solution::keep::save;
use crate::solution::{load, subject};
use crate::{App, AppError, Refusal, changes};

/// Whether somebody may undo a deed on an entry: who keeps it, and of a merge also who keeps what went up in it.
pub(super) fn may_undo(
    actor: &Actor,
    solution: &Solution,
    deed: SolutionDeed,
    other: Option<&Solution>,
) -> bool {
    let keeps = |one: &Solution| actor.may(Deed::KeepCatalogue, &subject(one));
    keeps(solution) || (deed == SolutionDeed::Merge && other.is_some_and(keeps))
}

/// What undoing a deed does, or would do.
#[derive(Debug, Clone)]
pub struct ChangeUndo {
    /// The deed.
    pub change: SolutionChange,
    /// The entry that it was done to.
    pub solution: Named,
    /// The other one.
    pub other: Option<Named>,
    /// Values that go back.
    pub changes: Vec<Change>,
    /// Fields that stay because others have changed them since.
    pub kept: Vec<String>,
    /// How much of each kind goes back, and how much stays because others have changed it since.
    pub things: Vec<(Relation, usize, usize)>,
    /// Whether the entry that a split made stays in the catalogue, because others have built on it.
    pub part_stays: bool,
}

impl App {
    /// Undoes a deed on an entry, or says what that would do.
    ///
    /// # Errors
    /// [`AppError::NotFound`] also for a deed on another entry; [`AppError::Denied`] for who does not keep it;
    /// [`Refusal::NothingToUndo`] when it is undone already, or the entry stands elsewhere by now.
    pub async fn undo_solution_change(
        &self,
        actor: &Actor,
        number: Number,
        id: SolutionChangeId,
        effect: Effect,
    ) -> Result<ChangeUndo, AppError> {
        let mut tx = match effect {
            Effect::Save => self.db.write().await?,
            Effect::Try => self.db.read().await?,
        };
        let solution = load(&mut tx, actor, number).await?;
        let change = store::solution_change::get(&mut tx, id).await?;
        let change = change.filter(|change| change.solution == solution.id).ok_or(AppError::NotFound)?;
        let other = match change.other {
            Some(other) => store::solution::get(&mut tx, other).await?,
            None => None,
        };
        if !may_undo(actor, &solution, change.deed, other.as_ref()) {
            return Err(AppError::Denied);
        }
        if change.undone.is_some() {
            return Err(AppError::Refused(Refusal::NothingToUndo));
        }
        let mut undo = Undo::plan(&mut tx, change, solution, other).await?;
        if effect == Effect::Save {
            self.write_undo(&mut tx, actor, &mut undo).await?;
            tx.commit().await?;
        }
        Ok(undo.report())
    }

    async fn write_undo(&self, tx: &mut Tx, actor: &Actor, undo: &mut Undo) -> Result<(), AppError> {
        let now = self.clock.now();
        if let Some(other) = &undo.other {
            // What a merge moved is the entry's by now and goes to the other; a split moved it the other way.
            let way = match undo.change.deed {
                SolutionDeed::Merge => (undo.solution.id, other.id),
                SolutionDeed::Split | SolutionDeed::Retirement => (other.id, undo.solution.id),
            };
            for (thing, _) in undo.things.iter().filter(|(_, goes)| *goes) {
                give_back(tx, thing, way).await?;
            }
        }
        if !changes::of_solution(&undo.solution, &undo.after).is_empty()
            || undo.solution.lineage != undo.after.lineage
        {
            save(tx, &Solution { updated: now, ..undo.after.clone() }).await?;
        }
        store::solution_change::set_undone(tx, undo.change.id, now).await?;
        let mut tell = undo.changes.clone();
        match (undo.change.deed, undo.other.clone()) {
            (SolutionDeed::Merge, Some(other)) => {
                let mut back = Solution { withdrawn: None, updated: now, ..other.clone() };
                back.lineage.merged_into = None;
                save(tx, &back).await?;
                tell.extend(parted(&other));
                let from = about("part_of", &undo.solution);
                self.solution_event(tx, actor, &other, (EventKind::Unmerged, from)).await?;
                let moves: Vec<Move> = undo.going();
                self.tell_needs(tx, actor, &moves, (&undo.solution, &other)).await?;
                self.solution_event(tx, actor, &undo.solution, (EventKind::Unmerged, tell)).await
            }
            (SolutionDeed::Split, Some(part)) => {
                if !undo.part_stays {
                    let gone = Solution { withdrawn: Some(now), updated: now, ..part.clone() };
                    save(tx, &gone).await?;
                }
                tell.extend(Change::between("part", &number_of(&part), ""));
                let back = about("successor", &undo.solution);
                self.solution_event(tx, actor, &part, (EventKind::Unmerged, back)).await?;
                self.solution_event(tx, actor, &undo.solution, (EventKind::Unmerged, tell)).await
            }
            (SolutionDeed::Retirement, _) | (SolutionDeed::Merge | SolutionDeed::Split, None) => {
                self.solution_event(tx, actor, &undo.solution, (EventKind::TakenUp, tell)).await
            }
        }
    }
}

/// What undoing comes to.
struct Undo {
    change: SolutionChange,
    solution: Solution,
    other: Option<Solution>,
    after: Solution,
    changes: Vec<Change>,
    kept: Vec<String>,
    things: Vec<(Move, bool)>,
    part_stays: bool,
}

impl Undo {
    async fn plan(
        tx: &mut Tx,
        change: SolutionChange,
        solution: Solution,
        other: Option<Solution>,
    ) -> Result<Self, AppError> {
        let plan =
            put_back(&solution, &[], &Snapshot::read(&change.before)?, &Snapshot::read(&change.after)?)?;
        let (mut after, kept, changes) = match plan {
            Some(plan) => {
                let changes = match plan.undoing {
                    Undoing::Restored(changes) => changes,
                    Undoing::Withdrawn | Undoing::Kept => Vec::new(),
                };
                (plan.after.unwrap_or_else(|| solution.clone()), plan.kept, changes)
            }
            None => (solution.clone(), Vec::new(), Vec::new()),
        };
        let mut part_stays = false;
        let mut things = Vec::new();
        if let Some(other) = &other {
            let (holder, target) = match change.deed {
                SolutionDeed::Merge => (solution.id, other.id),
                SolutionDeed::Split | SolutionDeed::Retirement => (other.id, solution.id),
            };
            for thing in store::solution_change::moves(tx, change.id).await? {
                let goes = goes_back(tx, &thing, (holder, target)).await?;
                things.push((thing, goes));
            }
            let goes_on_elsewhere = other.lineage.merged_into != Some(solution.id);
            match change.deed {
                SolutionDeed::Merge if goes_on_elsewhere => {
                    return Err(AppError::Refused(Refusal::NothingToUndo));
                }
                SolutionDeed::Merge => leave_name(&mut after, other),
                SolutionDeed::Split => part_stays = built_on(tx, other, &things).await?,
                SolutionDeed::Retirement => {}
            }
        }
        if change.deed == SolutionDeed::Retirement && after.facts.lifecycle != Lifecycle::Retired {
            after.lineage.successor = None;
            after.lineage.retired_reason = None;
        }
        Ok(Self { change, solution, other, after, changes, kept, things, part_stays })
    }

    fn going(&self) -> Vec<Move> {
        self.things.iter().filter(|(_, goes)| *goes).map(|(thing, _)| thing.clone()).collect()
    }

    fn report(self) -> ChangeUndo {
        let named = |one: &Solution| Named { number: one.number, name: one.facts.name.clone() };
        let mut things: Vec<(Relation, usize, usize)> = Vec::new();
        for relation in Relation::ALL {
            let of = |back: bool| {
                self.things.iter().filter(|(one, goes)| one.relation == *relation && *goes == back).count()
            };
            if of(true) + of(false) > 0 {
                things.push((*relation, of(true), of(false)));
            }
        }
        ChangeUndo {
            solution: named(&self.solution),
            other: self.other.as_ref().map(named),
            change: self.change,
            changes: self.changes,
            kept: self.kept,
            things,
            part_stays: self.part_stays,
        }
    }
}

/// The other's names are its own again.
fn leave_name(after: &mut Solution, other: &Solution) {
    let is_others =
        |name: &String| *name == other.facts.name || other.lineage.former_names.iter().any(|one| one == name);
    after.lineage.former_names.retain(|name| !is_others(name));
}

/// Whether somebody has built on an entry that a split made: changed it, or pointed at it, beside what came along.
async fn built_on(tx: &mut Tx, part: &Solution, things: &[(Move, bool)]) -> Result<bool, AppError> {
    if part.version > 1 || part.withdrawn.is_some() {
        return Ok(part.withdrawn.is_none());
    }
    for relation in Relation::ALL {
        for thing in store::solution_change::related(tx, *relation, part.id).await? {
            if !things.iter().any(|(back, goes)| *goes && *back == thing) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Whether a thing is as it was when it went, and nothing stands in its old place.
async fn goes_back(
    tx: &mut Tx,
    thing: &Move,
    (holder, target): (SolutionId, SolutionId),
) -> Result<bool, AppError> {
    if let Some(versions) = swapped(thing) {
        let stands = usages_of(tx, thing, (holder, target)).await?;
        return Ok(stands.is_some_and(|(own, other)| (own.version, other.version) == versions));
    }
    let same = |list: Vec<Move>| list.iter().any(|one| one == thing);
    let at = store::solution_change::related(tx, thing.relation, holder).await?;
    let taken = store::solution_change::related(tx, thing.relation, target).await?;
    Ok(same(at) && !taken.iter().any(|one| one.record == thing.record))
}

async fn give_back(
    tx: &mut Tx,
    thing: &Move,
    (holder, target): (SolutionId, SolutionId),
) -> Result<(), AppError> {
    if swapped(thing).is_some() {
        if let Some((own, other)) = usages_of(tx, thing, (holder, target)).await? {
            store::usage::put(tx, &Usage { id: own.id, solution: own.solution, ..other.clone() }).await?;
            store::usage::put(tx, &Usage { id: other.id, solution: other.solution, ..own }).await?;
        }
        return Ok(());
    }
    store::solution_change::give(tx, thing, (holder, target)).await?;
    Ok(())
}

/// The versions of both usages after they were swapped, where this is such a move.
fn swapped(thing: &Move) -> Option<(i64, i64)> {
    let (own, other) = thing.mark.strip_prefix(SWAPPED)?.split_once(' ')?;
    Some((own.parse().ok()?, other.parse().ok()?))
}

/// What an organisation says of both entries.
async fn usages_of(
    tx: &mut Tx,
    thing: &Move,
    (holder, target): (SolutionId, SolutionId),
) -> Result<Option<(Usage, Usage)>, AppError> {
    let Ok(organisation) = thing.record.parse::<OrganisationId>() else { return Ok(None) };
    let mut found = Vec::new();
    for solution in [holder, target] {
        let usages = store::usage::of_solution(tx, solution).await?;
        found.extend(usages.into_iter().find(|usage| usage.organisation == organisation));
    }
    Ok(match <[Usage; 2]>::try_from(found) {
        Ok([own, other]) => Some((own, other)),
        Err(_) => None,
    })
}
