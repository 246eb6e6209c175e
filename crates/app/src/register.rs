//! What lists of solutions and needs are made of, in memory beside the index and from the same events.
//!
//! For a filter it gives the rows that the database gives (`store::solution::list`, `store::need::list`), without reading a hundred
//! thousand texts. Which rows there are is decided here; the rows are loaded, and permission is asked of them again. It can be thrown
//! away at any time; until it is complete the database answers. Deliberately not here: matching (`search`).

use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::PoisonError;

use domain::id::{NeedId, OrganisationId, SolutionId};
use domain::need::Need;
use domain::permission::{Reach, Subject, Visibility};
use domain::solution::Solution;
use domain::text;
use domain::usage::{Usage, UsageStatus};
use matching::{Key, Register};
use store::Tx;
use store::need::{NeedFilter, NeedSort};
use store::page::{Listed, Page, sort_key};
use store::solution::{SolutionFilter, SolutionSort};

use crate::search::Search;
use crate::{App, AppError, Directory, need, solution};

/// What lists order and narrow by, beside the words and marks.
#[derive(Debug)]
pub(crate) struct Entry {
    /// What permissions ask about it.
    pub(crate) subject: Subject,
    /// The words of its name, to tell a name from a mention.
    pub(crate) name: Box<str>,
    /// Sorts names the Swedish way.
    pub(crate) sort: Box<str>,
    updated: i64,
    /// How many organisations use a solution; how many people a need affects, less than nobody where that is unknown.
    many: i64,
}

/// The registers of everything that grows with the number of municipalities.
#[derive(Debug, Default)]
pub(crate) struct Registers {
    pub(crate) solutions: Register<Entry>,
    /// Drafts too: their writers find them.
    pub(crate) needs: Register<Entry>,
    /// The needs that are typical of each solution, under its key.
    pub(crate) typical_needs: Register<Entry>,
}

impl Registers {
    pub(crate) fn put_solution(&mut self, solution: &Solution, usages: &[Usage]) {
        let facts = &solution.facts;
        let key = Key(solution.id.as_u128());
        let in_use = usages.iter().filter(|usage| usage.status == UsageStatus::InUse).count();
        let entry = || Entry {
            subject: solution::subject(solution),
            name: text::search_words(&facts.name).into(),
            sort: sort_key(&facts.name).into(),
            updated: solution.updated.milliseconds(),
            many: i64::try_from(in_use).unwrap_or(i64::MAX),
        };
        let areas = facts.service_areas.iter().map(|code| area(code));
        let capabilities = facts.capabilities.iter().map(|code| capability(code));
        let marks = [kind(facts.kind.code()), state(facts.lifecycle.code())];
        let used = usages.iter().map(|usage| used(usage.status, &usage.organisation));
        let marks = marks.into_iter().chain(areas).chain(capabilities).chain(used);
        self.solutions.put(key, &store::solution::search_text(solution), marks, entry());
        if facts.typical_needs.is_empty() {
            self.typical_needs.remove(key);
        } else {
            let words = text::search_words(&facts.typical_needs.join(" "));
            self.typical_needs.put(key, &words, [], entry());
        }
    }

    /// Takes out a solution that has been withdrawn.
    pub(crate) fn remove_solution(&mut self, id: SolutionId) {
        let key = Key(id.as_u128());
        self.solutions.remove(key);
        self.typical_needs.remove(key);
    }

    pub(crate) fn put_need(&mut self, need: &Need) {
        let facts = &need.facts;
        let entry = Entry {
            subject: need::subject(need),
            name: text::search_words(&facts.title).into(),
            sort: sort_key(&facts.title).into(),
            updated: need.updated.milliseconds(),
            many: facts.affected.map_or(-1, i64::from),
        };
        let marks = [state(need.state.code()), organisation(&need.organisation.to_string())];
        let author = need.author.map(|author| person(&author.to_string()));
        let marks = marks.into_iter().chain(author).chain(facts.service_area.as_deref().map(area));
        self.needs.put(Key(need.id.as_u128()), &store::need::search_text(need), marks, entry);
    }
}

// Marks: what a filter can choose, one spelling for putting in and for asking.
pub(crate) fn kind(code: &str) -> String {
    format!("kind {code}")
}

pub(crate) fn state(code: &str) -> String {
    format!("state {code}")
}

pub(crate) fn area(code: &str) -> String {
    format!("area {code}")
}

pub(crate) fn capability(code: &str) -> String {
    format!("capability {code}")
}

fn organisation(id: &str) -> String {
    format!("organisation {id}")
}

fn used(status: UsageStatus, by: &OrganisationId) -> String {
    format!("{status} {by}")
}

/// How an organisation may stand to what it uses. The public cannot find out about contracts and plans by filtering: as
/// `Visibility::of_usage`.
pub(crate) fn uses(visibility: &Visibility, by: &OrganisationId) -> Vec<String> {
    let open = [UsageStatus::InUse, UsageStatus::Pilot];
    let inner = [UsageStatus::Contract, UsageStatus::Planned];
    let inner = inner.into_iter().filter(|_| *visibility.reach() != Reach::Public);
    open.into_iter().chain(inner).map(|status| used(status, by)).collect()
}

fn person(id: &str) -> String {
    format!("person {id}")
}

/// Of each group of marks one must be borne by what a list of solutions is narrowed to.
pub(crate) fn solution_groups(
    visibility: &Visibility,
    filter: &SolutionFilter,
    directory: &Directory,
) -> Vec<Vec<String>> {
    let mut groups = area_groups(directory, &filter.service_area, &filter.area_group);
    let capability = Some(&filter.capability).filter(|code| !code.is_empty());
    groups.extend(capability.map(|code| vec![self::capability(code)]));
    groups.extend(filter.kind.map(|one| vec![kind(one.code())]));
    groups.extend(filter.lifecycle.map(|one| vec![state(one.code())]));
    groups.extend(filter.used_by.map(|by| uses(visibility, &by)));
    groups
}

/// The marks of which one must be borne for an area and for a group of areas.
fn area_groups(directory: &Directory, code: &str, group: &str) -> Vec<Vec<String>> {
    let mut groups = Vec::new();
    if !code.is_empty() {
        groups.push(vec![area(code)]);
    }
    if !group.is_empty() {
        groups.push(areas_of(directory, group));
    }
    groups
}

/// The marks of the areas in a group.
pub(crate) fn areas_of(directory: &Directory, group: &str) -> Vec<String> {
    let of_group = directory.service_areas.iter().filter(|known| known.group == group);
    of_group.map(|known| area(&known.code)).collect()
}

type Found<'a> = (Key, &'a Entry);

fn by_name(one: &Found<'_>, other: &Found<'_>) -> Ordering {
    (&one.1.sort, one.0).cmp(&(&other.1.sort, other.0))
}

fn last_changed_first(one: &Found<'_>, other: &Found<'_>) -> Ordering {
    (other.1.updated, other.0).cmp(&(one.1.updated, one.0))
}

/// One page of what was found in an order, with how much there is in all. Only what stands up to there is sorted.
pub(crate) fn paged(
    mut found: Vec<Found<'_>>,
    page: Page,
    order: impl Fn(&Found<'_>, &Found<'_>) -> Ordering,
) -> (Vec<Key>, i64) {
    let total = found.len();
    let size = page.size() as usize;
    let first = (page.number().saturating_sub(1) as usize).saturating_mul(size).min(total);
    let last = first.saturating_add(size).min(total);
    if last < total {
        found.select_nth_unstable_by(last, &order);
        found.truncate(last);
    }
    found.sort_unstable_by(order);
    let keys = found.iter().skip(first).map(|(key, _)| *key).collect();
    (keys, i64::try_from(total).unwrap_or(i64::MAX))
}

impl Search {
    fn page_of_solutions(
        &self,
        visibility: &Visibility,
        (filter, among, page): (&SolutionFilter, Option<&HashSet<Key>>, Page),
        directory: &Directory,
    ) -> (Vec<Key>, i64) {
        let groups = solution_groups(visibility, filter, directory);
        let registers = self.registers.read().unwrap_or_else(PoisonError::into_inner);
        let mut found = registers.solutions.find(&text::search_words(&filter.search), &groups);
        found.retain(|(key, entry)| {
            visibility.allows(&entry.subject) && among.is_none_or(|among| among.contains(key))
        });
        match filter.sort {
            SolutionSort::Name => paged(found, page, by_name),
            SolutionSort::Updated => paged(found, page, last_changed_first),
            SolutionSort::Users => paged(found, page, |one, other| {
                other.1.many.cmp(&one.1.many).then_with(|| by_name(one, other))
            }),
        }
    }

    fn page_of_needs(
        &self,
        visibility: &Visibility,
        (filter, page): (&NeedFilter, Page),
        directory: &Directory,
    ) -> (Vec<Key>, i64) {
        let mut groups = area_groups(directory, &filter.service_area, &filter.area_group);
        groups.extend(filter.organisation.map(|id| vec![organisation(&id.to_string())]));
        groups.extend(filter.author.map(|id| vec![person(&id.to_string())]));
        groups.extend(Some(&filter.state).filter(|code| !code.is_empty()).map(|code| vec![state(code)]));
        let registers = self.registers.read().unwrap_or_else(PoisonError::into_inner);
        let mut found = registers.needs.find(&text::search_words(&filter.search), &groups);
        found.retain(|(_, entry)| visibility.allows(&entry.subject));
        match filter.sort {
            NeedSort::Updated => paged(found, page, last_changed_first),
            NeedSort::Title => paged(found, page, by_name),
            NeedSort::Affected => paged(found, page, |one, other| {
                other.1.many.cmp(&one.1.many).then_with(|| last_changed_first(one, other))
            }),
        }
    }
}

impl App {
    /// One page of solutions from the register, which must be in step with the database.
    pub(crate) async fn solutions_listed(
        &self,
        (tx, directory): (&mut Tx, &Directory),
        visibility: &Visibility,
        filter: &SolutionFilter,
        page: Page,
    ) -> Result<Listed<Solution>, AppError> {
        let among = favourites(tx, filter).await?;
        let asked = (filter, among.as_ref(), page);
        let (keys, total) = self.search().page_of_solutions(visibility, asked, directory);
        let rows = solutions_of(tx, visibility, &keys).await?;
        Ok(Listed { rows, total })
    }

    /// One page of needs from the register, which must be in step with the database.
    pub(crate) async fn needs_listed(
        &self,
        (tx, directory): (&mut Tx, &Directory),
        visibility: &Visibility,
        filter: &NeedFilter,
        page: Page,
    ) -> Result<Listed<Need>, AppError> {
        let (keys, total) = self.search().page_of_needs(visibility, (filter, page), directory);
        let rows = needs_of(tx, visibility, &keys).await?;
        Ok(Listed { rows, total })
    }
}

impl Search {
    /// How many of an organisation's needs, and of the solutions it uses, can be seen.
    pub(crate) fn counts_of(
        &self,
        visibility: &Visibility,
        directory: &Directory,
        organisation: OrganisationId,
    ) -> (i64, i64) {
        let first = Page::new(1, 1);
        let needs = NeedFilter { organisation: Some(organisation), ..NeedFilter::default() };
        let used = SolutionFilter { used_by: Some(organisation), ..SolutionFilter::default() };
        let (_, needs) = self.page_of_needs(visibility, (&needs, first), directory);
        let (_, solutions) = self.page_of_solutions(visibility, (&used, None, first), directory);
        (needs, solutions)
    }
}

/// What a filter asks the database for: a person's favourites are in no register.
pub(crate) async fn favourites(
    tx: &mut Tx,
    filter: &SolutionFilter,
) -> Result<Option<HashSet<Key>>, AppError> {
    let Some(person) = filter.favourite_of else { return Ok(None) };
    let kept = store::favourite::of_person(tx, person).await?;
    Ok(Some(kept.into_iter().map(|id| Key(id.as_u128())).collect()))
}

/// The solutions with these keys, in their order, without those that have been closed to the reader since.
pub(crate) async fn solutions_of(
    tx: &mut Tx,
    visibility: &Visibility,
    keys: &[Key],
) -> Result<Vec<Solution>, AppError> {
    let mut rows = Vec::with_capacity(keys.len());
    for key in keys {
        let found = store::solution::get(tx, SolutionId::from_u128(key.0)).await?;
        rows.extend(found.filter(|found| visibility.allows(&solution::subject(found))));
    }
    Ok(rows)
}

/// The needs with these keys, in their order, without those that have been closed to the reader since.
pub(crate) async fn needs_of(
    tx: &mut Tx,
    visibility: &Visibility,
    keys: &[Key],
) -> Result<Vec<Need>, AppError> {
    let mut rows = Vec::with_capacity(keys.len());
    for key in keys {
        let found = store::need::get(tx, NeedId::from_u128(key.0)).await?;
        rows.extend(found.filter(|found| visibility.allows(&need::subject(found))));
    }
    Ok(rows)
}
