//! Overlaps: organisations that do the same in the same area with different systems.

use std::collections::HashMap;

use domain::id::OrganisationId;
use domain::landscape::{Stance, is_overlap};
use domain::permission::Actor;
use store::page::{Listed, Page};

use super::kept::{Held, Kept, Numbers};
use super::{Answers, AnswersCount, Asked, Counted, LandscapeFilter, Named};
use crate::{App, AppError};

/// Systems named in an overlap; the rest are counted.
const SYSTEMS_NAMED: usize = 6;

/// An overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlap {
    /// The service area's code.
    pub area: String,
    /// What the systems do, all of them: codes of capabilities.
    pub capabilities: Vec<String>,
    /// Most used first, at most six.
    pub systems: Vec<Named>,
    /// How many systems there are besides.
    pub more: usize,
    /// Who uses any of them.
    pub organisations: Vec<OrganisationId>,
    /// Who does not use the first of them, and so could share it.
    pub could_share: Vec<OrganisationId>,
    /// How many people live where they are used.
    pub people: u64,
}

/// All overlaps, as far as a page of them is shown.
#[derive(Debug, Clone)]
pub struct Overlaps {
    /// Those that most organisations are in come first, then those that most people are affected by.
    pub listed: Listed<Overlap>,
}

/// A system that somebody uses.
struct System<'a> {
    held: &'a Held,
    /// Places of who uses it.
    users: Vec<usize>,
    /// How many people live there.
    people: u64,
}

/// An overlap by places, before names are given.
pub(super) struct Found<'a> {
    pub(super) area: &'a str,
    pub(super) capabilities: Vec<&'a str>,
    /// Most used first.
    systems: Vec<Named>,
    more: usize,
    first: Vec<usize>,
    organisations: Vec<usize>,
    people: u64,
}

/// Codes that are asked for, with their places by the numbers that solutions have.
struct Places<'a> {
    codes: Vec<&'a str>,
    of: Vec<Option<usize>>,
}

impl<'a> Places<'a> {
    fn new(numbers: &Numbers<Box<str>>, asked: impl Iterator<Item = &'a str>) -> Self {
        let (mut codes, mut of) = (Vec::new(), vec![None; numbers.len()]);
        for code in asked {
            if let Some(number) = numbers.get(code) {
                of[number] = Some(codes.len());
                codes.push(code);
            }
        }
        Self { codes, of }
    }

    fn of<'b>(&'b self, numbers: &'b [u16]) -> impl Iterator<Item = usize> + 'b {
        numbers.iter().filter_map(|number| self.of.get(usize::from(*number)).copied().flatten())
    }
}

/// Every overlap, the one that concerns most organisations first. The same systems for several capabilities in an area are one.
pub(super) fn all<'a>(kept: &'a Kept, asked: &'a Asked) -> Vec<Found<'a>> {
    let areas = Places::new(&kept.areas, asked.areas().map(|area| area.code.as_str()));
    let wanted = &asked.filter.capability;
    let does = asked.directory.capabilities.iter().map(|one| one.code.as_str());
    let does = Places::new(&kept.capabilities, does.filter(|code| wanted.is_empty() || code == wanted));
    let mut systems: Vec<System<'a>> = Vec::new();
    let mut by_code: Vec<Vec<usize>> = vec![Vec::new(); areas.codes.len() * does.codes.len()];
    kept.each(&asked.visibility, &asked.ground.organisations, |held, said| {
        let users = said.iter().filter(|(_, stance)| *stance == Stance::Uses);
        let users: Vec<usize> = users.map(|(column, _)| *column).collect();
        if !held.can_replace || users.is_empty() {
            return;
        }
        for area in areas.of(&held.areas) {
            for capability in does.of(&held.capabilities) {
                by_code[area * does.codes.len() + capability].push(systems.len());
            }
        }
        systems.push(System { held, people: asked.people(&users), users });
    });
    let mut together: HashMap<(&str, Vec<usize>), Vec<&str>> = HashMap::new();
    for (at, same) in by_code.into_iter().enumerate().filter(|(_, same)| same.len() > 1) {
        let (area, capability) = (areas.codes[at / does.codes.len()], does.codes[at % does.codes.len()]);
        together.entry((area, same)).or_default().push(capability);
    }
    let mut found: Vec<Found<'a>> =
        together.into_iter().filter_map(|(key, does)| overlap(asked, &systems, key, does)).collect();
    found.sort_by(|one, other| {
        let weight = |found: &Found<'_>| std::cmp::Reverse((found.organisations.len(), found.people));
        let name = |found: &Found<'a>| (found.area, found.capabilities.clone());
        weight(one).cmp(&weight(other)).then_with(|| name(one).cmp(&name(other)))
    });
    found
}

fn overlap<'a>(
    asked: &Asked,
    systems: &[System<'a>],
    (area, mut same): (&'a str, Vec<usize>),
    mut capabilities: Vec<&'a str>,
) -> Option<Found<'a>> {
    let users: Vec<usize> = same.iter().map(|at| systems[*at].users.len()).collect();
    let mut is_in = vec![false; asked.ground.organisations.len()];
    same.iter().flat_map(|at| &systems[*at].users).for_each(|column| is_in[*column] = true);
    let organisations: Vec<usize> = (0..is_in.len()).filter(|column| is_in[*column]).collect();
    if !is_overlap(&users, organisations.len()) {
        return None;
    }
    capabilities.sort_unstable();
    same.sort_by_key(|at| {
        let System { held, users, people } = &systems[*at];
        (std::cmp::Reverse((users.len(), *people)), held.number)
    });
    let system = |at: &usize| Named {
        number: systems[*at].held.number,
        name: systems[*at].held.name.to_string(),
        users: asked.organisations(systems[*at].users.iter().copied()),
    };
    Some(Found {
        area,
        capabilities,
        systems: same.iter().take(SYSTEMS_NAMED).map(system).collect(),
        more: same.len().saturating_sub(SYSTEMS_NAMED),
        first: same.first().map(|at| systems[*at].users.clone()).unwrap_or_default(),
        people: asked.people(&organisations),
        organisations,
    })
}

fn named(asked: &Asked, found: &Found<'_>) -> Overlap {
    let without = found.organisations.iter().copied().filter(|column| !found.first.contains(column));
    Overlap {
        area: found.area.to_owned(),
        capabilities: found.capabilities.iter().map(|code| (*code).to_owned()).collect(),
        systems: found.systems.clone(),
        more: found.more,
        organisations: asked.organisations(found.organisations.iter().copied()),
        could_share: asked.organisations(without),
        people: found.people,
    }
}

fn count(kept: &Kept, asked: &Asked, page: Page) -> (Answers, Overlaps) {
    let mut answers = AnswersCount::new(asked.ground.organisations.len(), asked.now);
    let areas = asked.area_numbers(kept);
    kept.each(&asked.visibility, &asked.ground.organisations, |held, said| {
        if held.areas.iter().any(|area| areas.contains(area)) {
            answers.count(held.updated, said);
        }
    });
    let found = all(kept, asked);
    let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let skipped = (page.number().saturating_sub(1) as usize).saturating_mul(page.size() as usize);
    let shown = found.iter().skip(skipped).take(page.size() as usize);
    let rows = shown.map(|found| named(asked, found)).collect();
    (answers.answers(), Overlaps { listed: Listed { rows, total } })
}

impl App {
    /// One page of the overlaps between the organisations.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn landscape_overlaps(
        &self,
        actor: &Actor,
        filter: &LandscapeFilter,
        page: Page,
    ) -> Result<Counted<Overlaps>, AppError> {
        self.counted(actor, filter, move |kept, asked| count(kept, asked, page)).await
    }
}
