//! Two entries of the same thing become one: which values stay, what goes along, and the deed.
//!
//! What both have is never thrown away: what does not go along stays on the entry that went up in the other, and comes back with it.

use std::collections::BTreeMap;

use domain::event::{Change, EventKind};
use domain::id::OrganisationId;
use domain::instant::Instant;
use domain::number::Number;
use domain::permission::{Actor, Deed};
use domain::sharing::Sharing;
use domain::solution::Solution;
use domain::solution_change::{Move, Relation, SolutionDeed};
use domain::typical_need::TYPICAL_NEEDS_MAX;
use domain::usage::Usage;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::page::Page;
use store::solution::SolutionFilter;
use store::{StoreError, Tx};

use super::{Done, about, number_of};
use crate::checked::IdentityNumbers;
use crate::error::{FieldProblem, Invalid};
use crate::import::{Snapshot, usage_change};
use crate::sharing::Record;
use crate::solution::keep::{kept, numbers_in, save, settle};
use crate::solution::{Named, load, subject};
use crate::{App, AppError, Directory, Refusal, changes};

/// Fields that hold lists: what either says may stand.
const LISTS: [&str; 6] =
    ["typical_needs", "capabilities", "service_areas", "tags", "integrations", "standards"];
/// Fields that are never taken over: whose entry it is and who reads it follow the entry that goes on, and so does what its source wrote.
const NEVER: [&str; 4] = ["owner", "sharing", "withdrawn", "as_written"];
/// How a swapped usage is kept apart from one that went along: the versions of both after it.
pub(super) const SWAPPED: &str = "swapped ";

/// Hits of a search that are looked through.
const LOOKED_AT: u32 = 100;
/// Most that are given.
const FOUND: usize = 20;

/// Whose value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Take {
    /// That of the entry that goes on.
    Own,
    /// The other's.
    Other,
    /// What either says; of lists.
    Both,
}

impl Take {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Other => "other",
            Self::Both => "both",
        }
    }

    /// The one with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Own, Self::Other, Self::Both].into_iter().find(|take| take.code() == code)
    }
}

/// What was chosen; what was not is as [`MergePlan`] proposes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MergeChoices {
    /// By field.
    pub fields: BTreeMap<String, Take>,
    /// Where an organisation uses both.
    pub usages: BTreeMap<OrganisationId, Take>,
}

/// An entry that another may be merged with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToMerge {
    /// Its number and what it is called.
    pub entry: Named,
    /// Short name of who keeps it.
    pub keeper: String,
    /// Whether the reader keeps it too; else the merge is proposed.
    pub is_kept: bool,
}

fn damaged(written: &str) -> StoreError {
    StoreError::Damaged { column: "choices", value: written.chars().take(80).collect() }
}

impl MergeChoices {
    /// As a proposal keeps them.
    pub(super) fn written(&self) -> Result<String, AppError> {
        let usages: BTreeMap<String, Take> =
            self.usages.iter().map(|(organisation, take)| (organisation.to_string(), *take)).collect();
        Ok(serde_json::to_string(&(&self.fields, usages)).map_err(|error| damaged(&error.to_string()))?)
    }

    /// As they were kept.
    pub(super) fn read(written: &str) -> Result<Self, AppError> {
        let (fields, usages): (BTreeMap<String, Take>, BTreeMap<String, Take>) =
            serde_json::from_str(written).map_err(|_| damaged(written))?;
        let usages = usages.into_iter().filter_map(|(id, take)| Some((id.parse().ok()?, take))).collect();
        Ok(Self { fields, usages })
    }
}

/// The entry that goes on and the one that goes up in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The entry that goes on.
    pub stays: Number,
    /// The entry that goes up in it.
    pub goes: Number,
}

/// A field in which the two differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChoice {
    /// The two values: before is that of the entry that goes on.
    pub values: Change,
    /// Whether both can stand.
    pub is_list: bool,
    /// Whose stands.
    pub take: Take,
}

/// An organisation that uses both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsageChoice {
    /// Which.
    pub organisation: OrganisationId,
    /// Its short name.
    pub name: String,
    /// What it says of the entry that goes on.
    pub own: Usage,
    /// And of the other.
    pub other: Usage,
    /// Which holds.
    pub take: Take,
}

/// How much of a kind goes along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moving {
    /// What.
    pub relation: Relation,
    /// How many go along.
    pub going: usize,
    /// How many stay, because the entry that goes on has the same already.
    pub staying: usize,
}

/// What a merge comes to.
#[derive(Debug, Clone)]
pub struct MergePlan {
    /// The entry that goes on, as it is.
    pub stays: Solution,
    /// The entry that goes up in it.
    pub goes: Solution,
    /// Fields in which they differ.
    pub fields: Vec<FieldChoice>,
    /// Organisations that use both.
    pub usages: Vec<UsageChoice>,
    /// What goes along.
    pub moving: Vec<Moving>,
    /// Why it cannot be done.
    pub refused: Option<Refusal>,
    /// The organisation that keeps the other entry and must agree, where the reader does not keep both.
    pub asks: Option<OrganisationId>,
    after: Solution,
    things: Vec<Move>,
}

impl App {
    /// What merging two entries would come to.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for an entry the actor may not see; [`AppError::Denied`] for who keeps neither;
    /// [`AppError::Invalid`] for the same entry twice, one that is withdrawn, or a draft of others.
    pub async fn would_merge_solutions(
        &self,
        actor: &Actor,
        pair: Pair,
        choices: &MergeChoices,
    ) -> Result<MergePlan, AppError> {
        let mut tx = self.db.read().await?;
        let two = Two::read(&mut tx, actor, pair).await?;
        plan(&mut tx, two, choices).await
    }

    /// Entries that one that the actor keeps may be merged with, those of others among them: those that a text or number finds.
    ///
    /// # Errors
    /// As [`App::would_merge_solutions`].
    pub async fn solutions_to_merge(
        &self,
        actor: &Actor,
        number: Number,
        search: &str,
    ) -> Result<(Named, Vec<ToMerge>), AppError> {
        let mut tx = self.db.read().await?;
        let own = kept(&mut tx, actor, number).await?;
        let directory = Directory::read(&mut tx).await?;
        drop(tx);
        let filter = SolutionFilter { search: search.to_owned(), ..SolutionFilter::default() };
        let found = self.list_solutions(actor, &filter, Page::new(1, LOOKED_AT)).await?;
        let keeps = |one: &Solution| actor.may(Deed::KeepCatalogue, &subject(one));
        let fits = |one: &Solution| one.id != own.id && (keeps(one) || can_be_proposed(one));
        let others = found.rows.into_iter().map(|row| row.solution).filter(fits).take(FOUND);
        let named = |one: &Solution| Named { number: one.number, name: one.facts.name.clone() };
        let other = |one: Solution| ToMerge {
            entry: named(&one),
            keeper: one.owner.map(|owner| directory.short_name(owner)).unwrap_or_default(),
            is_kept: keeps(&one),
        };
        Ok((named(&own), others.map(other).collect()))
    }

    /// Makes two entries one, from now on: everything of the one that goes comes along, and its number and the keys of its sources lead to
    /// the one that goes on.
    ///
    /// # Errors
    /// As [`App::would_merge_solutions`], and [`AppError::Denied`] for who does not keep both; [`Refusal::ChangedMeanwhile`] when one of
    /// them is not as it was shown; [`Refusal::SharedLess`] when fewer read the one that goes; [`AppError::Invalid`] for values that
    /// cannot be kept.
    pub async fn merge_solutions(
        &self,
        actor: &Actor,
        pair: Pair,
        versions: (i64, i64),
        choices: &MergeChoices,
    ) -> Result<Solution, AppError> {
        let mut tx = self.db.write().await?;
        let two = Two::read(&mut tx, actor, pair).await?;
        if two.asks.is_some() {
            return Err(AppError::Denied);
        }
        let plan = plan(&mut tx, two, choices).await?;
        if plan.versions() != versions {
            return Err(AppError::Refused(Refusal::ChangedMeanwhile));
        }
        plan.check(&mut tx, self.clock.now()).await?;
        let after = self.carry_out(&mut tx, actor, &plan).await?;
        tx.commit().await?;
        Ok(after)
    }

    /// Does what was planned and agreed to.
    pub(super) async fn carry_out(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        plan: &MergePlan,
    ) -> Result<Solution, AppError> {
        let now = self.clock.now();
        let (stays, goes) = (&plan.stays, &plan.goes);
        let mut moves = Vec::new();
        for thing in &plan.things {
            if store::solution_change::give(tx, thing, (goes.id, stays.id)).await? {
                moves.push(thing.clone());
            }
        }
        let mut changed = changes::of_solution(stays, &plan.after);
        for choice in plan.usages.iter().filter(|choice| choice.take == Take::Other) {
            moves.push(swap(tx, choice).await?);
            changed.extend(usage_change(Some(&choice.own), &choice.other));
        }
        let after = Solution { updated: now, ..plan.after.clone() };
        save(tx, &after).await?;
        let mut gone = Solution { withdrawn: Some(now), updated: now, ..goes.clone() };
        gone.lineage.merged_into = Some(stays.id);
        save(tx, &gone).await?;
        let done = Done { deed: SolutionDeed::Merge, before: stays, after: &after, other: Some(goes.id) };
        self.keep_change(tx, actor, &done, &moves).await?;
        changed.extend(about("merged", goes));
        self.solution_event(tx, actor, stays, (EventKind::Merged, changed)).await?;
        self.solution_event(tx, actor, goes, (EventKind::Merged, about("successor", stays))).await?;
        self.tell_needs(tx, actor, &moves, (goes, stays)).await?;
        Ok(after)
    }
}

impl MergePlan {
    /// The versions of both entries.
    pub(super) const fn versions(&self) -> (i64, i64) {
        (self.stays.version, self.goes.version)
    }

    /// Whether it can be done, and what comes of it be kept.
    pub(super) async fn check(&self, tx: &mut Tx, now: Instant) -> Result<(), AppError> {
        if let Some(refusal) = self.refused {
            return Err(AppError::Refused(refusal));
        }
        let invalid = |field, problem| Invalid { field, index: 0, problem };
        let mut wrong = Vec::new();
        if self.after.facts.typical_needs.len() > TYPICAL_NEEDS_MAX {
            wrong.push(invalid("typical_needs", FieldProblem::TooMany));
        }
        // What is taken over is held to the same as what is written in the form of the entry.
        if numbers_in(tx, &self.stays).await? == IdentityNumbers::Refused {
            let numbers = Record::Solution(Box::new(self.after.clone())).identity_numbers(now.day());
            wrong.extend(numbers.into_iter().map(|field| invalid(field, FieldProblem::IdentityNumber)));
        }
        if wrong.is_empty() { Ok(()) } else { Err(AppError::Invalid(wrong)) }
    }
}

/// Two entries that somebody may merge, or propose to merge.
pub(super) struct Two {
    pub(super) stays: Solution,
    pub(super) goes: Solution,
    /// The organisation that keeps the other, where the actor keeps but one.
    pub(super) asks: Option<OrganisationId>,
}

/// Whether an entry of others can be proposed to go up in another, or the other way round.
fn can_be_proposed(other: &Solution) -> bool {
    other.owner.is_some() && other.lineage.draft.is_none() && other.withdrawn.is_none()
}

impl Two {
    /// Both, for one who keeps at least one of them and reads the other.
    pub(super) async fn read(tx: &mut Tx, actor: &Actor, pair: Pair) -> Result<Self, AppError> {
        let (stays, goes) = (load(tx, actor, pair.stays).await?, load(tx, actor, pair.goes).await?);
        Self::of(actor, stays, goes)
    }

    pub(super) fn of(actor: &Actor, stays: Solution, goes: Solution) -> Result<Self, AppError> {
        let keeps = |one: &Solution| actor.may(Deed::KeepCatalogue, &subject(one));
        let other = match (keeps(&stays), keeps(&goes)) {
            (true, true) => None,
            (true, false) => Some(&goes),
            (false, true) => Some(&stays),
            (false, false) => return Err(AppError::Denied),
        };
        let is_gone = stays.id == goes.id || stays.withdrawn.is_some() || goes.withdrawn.is_some();
        if is_gone || other.is_some_and(|other| !can_be_proposed(other)) {
            return Err(AppError::invalid("other", FieldProblem::Unknown));
        }
        let asks = other.and_then(|other| other.owner);
        Ok(Self { stays, goes, asks })
    }
}

/// Whether everybody who reads the entry that goes on reads the other as well.
async fn is_read_by_as_many(tx: &mut Tx, stays: &Solution, goes: &Solution) -> Result<bool, AppError> {
    if goes.sharing < stays.sharing {
        return Ok(false);
    }
    let (Some(keeper), Some(other)) = (stays.owner, goes.owner) else { return Ok(true) };
    if keeper == other {
        return Ok(true);
    }
    let mut there = vec![other];
    match goes.sharing {
        Sharing::Network | Sharing::Public => return Ok(true),
        Sharing::Collaboration => there.extend(store::collaboration::partners(tx, other).await?),
        Sharing::Draft | Sharing::Organisation => {}
    }
    let mut here = vec![keeper];
    if stays.sharing == Sharing::Collaboration {
        here.extend(store::collaboration::partners(tx, keeper).await?);
    }
    Ok(here.iter().all(|one| there.contains(one)))
}

/// Whether whoever reads an entry reads everything of a kind that is tied to it, so that both sides may be told how much there is.
const fn is_read_with_it(relation: Relation) -> bool {
    match relation {
        Relation::Usage | Relation::Comment | Relation::Original => true,
        Relation::Coverage
        | Relation::Verdict
        | Relation::Proposal
        | Relation::Initiative
        | Relation::Lesson
        | Relation::Replaced
        | Relation::UsageProposal
        | Relation::Contract
        | Relation::Favourite
        | Relation::Reminder => false,
    }
}

/// What a merge comes to.
pub(super) async fn plan(tx: &mut Tx, two: Two, choices: &MergeChoices) -> Result<MergePlan, AppError> {
    let Two { stays, goes, asks } = two;
    let fields = differing(&stays, &goes, choices);
    let after = merged(&stays, &goes, &fields)?;
    let usages = usages_of_both(tx, (&stays, &goes), choices).await?;
    let (mut moving, mut things) = (Vec::new(), Vec::new());
    for relation in Relation::ALL {
        let has = store::solution_change::related(tx, *relation, stays.id).await?;
        let others = store::solution_change::related(tx, *relation, goes.id).await?;
        let all = others.len();
        // The entry that goes on cannot be replaced by itself.
        let itself = |thing: &Move| *relation == Relation::Replaced && thing.record == stays.id.to_string();
        let going: Vec<Move> = others
            .into_iter()
            .filter(|thing| !itself(thing) && (can_be_many(*relation) || !has_one(&has, thing)))
            .collect();
        if all > 0 && (asks.is_none() || is_read_with_it(*relation)) {
            moving.push(Moving { relation: *relation, going: going.len(), staying: all - going.len() });
        }
        things.extend(going);
    }
    // What was written for few would be read by many, and nobody who wrote it has agreed to that.
    let refused = (!is_read_by_as_many(tx, &stays, &goes).await?).then_some(Refusal::SharedLess);
    Ok(MergePlan { stays, goes, fields, usages, moving, refused, asks, after, things })
}

pub(super) fn has_one(has: &[Move], thing: &Move) -> bool {
    has.iter().any(|one| one.record == thing.record)
}

/// Whether an entry may have two of a kind, each told by its own id.
pub(super) const fn can_be_many(relation: Relation) -> bool {
    match relation {
        Relation::Usage
        | Relation::Coverage
        | Relation::Verdict
        | Relation::Original
        | Relation::Contract
        | Relation::Favourite => false,
        Relation::Reminder
        | Relation::Proposal
        | Relation::UsageProposal
        | Relation::Comment
        | Relation::Initiative
        | Relation::Lesson
        | Relation::Replaced => true,
    }
}

/// The fields in which they differ, with what was chosen or is proposed: lists have what either says, and where the entry that goes on says
/// nothing, the other's value stands.
fn differing(stays: &Solution, goes: &Solution, choices: &MergeChoices) -> Vec<FieldChoice> {
    let other = Solution { facts: goes.facts.clone(), ..stays.clone() };
    let differ = changes::of_solution(stays, &other);
    let choice = |values: Change| {
        let is_list = LISTS.contains(&values.field.as_str());
        let proposed = match (&values.before, &values.after) {
            (None, _) => Take::Other,
            (Some(_), Some(_)) if is_list => Take::Both,
            (Some(_), _) => Take::Own,
        };
        let chosen = choices.fields.get(&values.field).copied();
        let take = chosen.filter(|take| is_list || *take != Take::Both).unwrap_or(proposed);
        FieldChoice { values, is_list, take }
    };
    differ.into_iter().filter(|change| !NEVER.contains(&change.field.as_str())).map(choice).collect()
}

/// The entry that goes on, with what was chosen. The other's names find it too.
fn merged(stays: &Solution, goes: &Solution, fields: &[FieldChoice]) -> Result<Solution, AppError> {
    let (mut values, other) = (Snapshot::of(stays, &[]), Snapshot::of(goes, &[]));
    for choice in fields {
        let field = &choice.values.field;
        let value = match choice.take {
            Take::Own => continue,
            Take::Other => other.value(field).clone(),
            Take::Both => united(values.value(field), other.value(field)),
        };
        values.0.insert(field.clone(), value);
    }
    let mut after = values.put_into(stays)?;
    for name in goes.lineage.former_names.iter().rev().chain([&goes.facts.name]) {
        after.lineage.renamed(name, &after.facts.name);
    }
    settle(stays, &mut after);
    Ok(after)
}

/// What either list has, each thing once, in their order.
fn united(one: &Value, other: &Value) -> Value {
    let items = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let mut both = items(one);
    for item in items(other) {
        if !both.contains(&item) {
            both.push(item);
        }
    }
    Value::Array(both)
}

async fn usages_of_both(
    tx: &mut Tx,
    (stays, goes): (&Solution, &Solution),
    choices: &MergeChoices,
) -> Result<Vec<UsageChoice>, AppError> {
    let directory = Directory::read(tx).await?;
    let own = store::usage::of_solution(tx, stays.id).await?;
    let others = store::usage::of_solution(tx, goes.id).await?;
    let choice = |other: Usage| {
        let own = own.iter().find(|own| own.organisation == other.organisation)?.clone();
        let take = choices.usages.get(&other.organisation).copied().unwrap_or(Take::Own);
        let name = directory.short_name(other.organisation);
        Some(UsageChoice { organisation: other.organisation, name, own, other, take })
    };
    Ok(others.into_iter().filter_map(choice).collect())
}

/// Gives each entry what an organisation says of the other.
async fn swap(tx: &mut Tx, choice: &UsageChoice) -> Result<Move, AppError> {
    let (own, other) = (&choice.own, &choice.other);
    store::usage::put(tx, &Usage { id: own.id, solution: own.solution, ..other.clone() }).await?;
    store::usage::put(tx, &Usage { id: other.id, solution: other.solution, ..own.clone() }).await?;
    let mark = swapped_mark(tx, choice.organisation, (own, other)).await?;
    Ok(Move { relation: Relation::Usage, record: choice.organisation.to_string(), mark })
}

async fn swapped_mark(
    tx: &mut Tx,
    organisation: OrganisationId,
    (own, other): (&Usage, &Usage),
) -> Result<String, AppError> {
    let mut versions = Vec::new();
    for solution in [own.solution, other.solution] {
        let usages = store::usage::of_solution(tx, solution).await?;
        let version = usages.iter().find(|usage| usage.organisation == organisation).map_or(0, |u| u.version);
        versions.push(version.to_string());
    }
    Ok(format!("{SWAPPED}{}", versions.join(" ")))
}

/// What the history of an entry says of one that went up in it.
pub(super) fn parted(goes: &Solution) -> Vec<Change> {
    Change::between("merged", &number_of(goes), "").into_iter().collect()
}
