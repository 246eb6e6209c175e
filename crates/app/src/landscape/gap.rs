//! Gaps: areas without a solution, what neighbours have that one has not, and needs that nothing was said to fit.

use std::cmp::Reverse;

use domain::id::OrganisationId;
use domain::instant::Instant;
use domain::landscape::{Cell, Place, Stance, Unmet, place, unmet};
use domain::number::Number;
use domain::permission::Actor;
use store::page::{Listed, Page};

use super::kept::{Held, Kept};
use super::{Answers, AnswersCount, Asked, Counted, LandscapeFilter, Named};
use crate::{App, AppError};

/// Solutions named of what neighbours have; the rest are counted.
const NAMED: usize = 4;

/// An area where nobody uses anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaGap {
    /// Its code.
    pub area: String,
    /// How many solutions the catalogue has for it that nobody here uses.
    pub in_catalogue: usize,
    /// How many plan one.
    pub planned: usize,
}

/// An area where at least two neighbours use something and the own organisation does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    /// Its code.
    pub area: String,
    /// Who uses something.
    pub neighbours: Vec<OrganisationId>,
    /// How many people live there.
    pub people: u64,
    /// What most of them use first, at most four.
    pub solutions: Vec<Named>,
    /// How many solutions they use besides.
    pub more: usize,
}

/// A need that no solution was said to fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnmetNeed {
    /// `B-2026-0042`.
    pub number: Number,
    /// Its title.
    pub title: String,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// The service area's code.
    pub area: Option<String>,
    /// How many people it affects.
    pub affected: Option<u32>,
    /// Why it counts as being without a solution.
    pub why: Unmet,
    /// When it was last changed.
    pub updated: Instant,
}

/// All gaps.
#[derive(Debug, Clone)]
pub struct Gaps {
    /// In the order of the directory.
    pub areas: Vec<AreaGap>,
    /// Of how many areas.
    pub of_areas: usize,
    /// What most neighbours use first; nothing where there is no own organisation, or it has said nothing.
    pub behind: Vec<Behind>,
    /// Whether the own organisation has said anything.
    pub own_has_answered: bool,
    /// A page of the needs, those where somebody has looked first; nothing for who may not know what people have said.
    pub needs: Option<Listed<UnmetNeed>>,
}

/// What is used in one area.
#[derive(Default, Clone)]
struct InArea<'a> {
    in_catalogue: usize,
    cells: Vec<Cell>,
    used: Vec<(&'a Held, Vec<usize>)>,
}

fn count(kept: &Kept, asked: &Asked, page: Page) -> (Answers, Gaps) {
    let organisations = &asked.ground.organisations;
    let mut answers = AnswersCount::new(organisations.len(), asked.now);
    let codes: Vec<&str> = asked.areas().map(|area| area.code.as_str()).collect();
    let mut place_of = vec![None; kept.areas.len()];
    for (at, code) in codes.iter().enumerate() {
        if let Some(number) = kept.areas.get(*code) {
            place_of[number] = Some(at);
        }
    }
    let empty = InArea { cells: vec![Cell::default(); organisations.len()], ..InArea::default() };
    let mut areas: Vec<InArea<'_>> = vec![empty; codes.len()];
    let mut said_by_own = 0;
    kept.each(&asked.visibility, organisations, |held, said| {
        said_by_own += said.iter().filter(|(column, _)| *column == 0).count();
        let users = said.iter().filter(|(_, stance)| *stance == Stance::Uses);
        let users: Vec<usize> = users.map(|(column, _)| *column).collect();
        let mut is_in = false;
        for at in held.areas.iter().filter_map(|number| place_of[usize::from(*number)]) {
            is_in = true;
            let area = &mut areas[at];
            area.in_catalogue += 1;
            for (column, stance) in said {
                let others = users.len() - usize::from(*stance == Stance::Uses);
                area.cells[*column].count(*stance, others);
            }
            if !users.is_empty() {
                area.used.push((held, users.clone()));
            }
        }
        if is_in {
            answers.count(held.updated, said);
        }
    });
    let nobody = |(area, code): (&InArea<'_>, &&str)| {
        area.used.is_empty().then(|| AreaGap {
            area: (*code).to_owned(),
            in_catalogue: area.in_catalogue,
            planned: area.cells.iter().filter(|cell| cell.planned > 0).count(),
        })
    };
    let without: Vec<AreaGap> = areas.iter().zip(&codes).filter_map(nobody).collect();
    let own_has_answered = asked.has_own() && said_by_own > 0;
    let mut behind: Vec<Behind> = Vec::new();
    if own_has_answered {
        behind = areas.iter().zip(&codes).filter_map(|(area, code)| behind_in(asked, area, code)).collect();
        behind.sort_by_key(|one| Reverse((one.neighbours.len(), one.people)));
    }
    let needs = asked.visibility.of_verdicts().then(|| needs(kept, asked, page));
    (answers.answers(), Gaps { areas: without, of_areas: codes.len(), behind, own_has_answered, needs })
}

fn behind_in(asked: &Asked, area: &InArea<'_>, code: &str) -> Option<Behind> {
    let neighbours = (1..area.cells.len()).filter(|column| area.cells[*column].used() > 0);
    let neighbours: Vec<usize> = neighbours.collect();
    // That it has answered somewhere is known already.
    if place(area.cells.first()?, neighbours.len(), 1) != Place::Gap {
        return None;
    }
    let mut used: Vec<&(&Held, Vec<usize>)> = area.used.iter().collect();
    used.sort_by_key(|(held, users)| (Reverse((users.len(), asked.people(users))), held.number));
    let named = |(held, users): &&(&Held, Vec<usize>)| Named {
        number: held.number,
        name: held.name.to_string(),
        users: asked.organisations(users.iter().copied()),
    };
    Some(Behind {
        area: code.to_owned(),
        people: asked.people(&neighbours),
        neighbours: asked.organisations(neighbours),
        solutions: used.iter().take(NAMED).map(named).collect(),
        more: used.len().saturating_sub(NAMED),
    })
}

fn needs(kept: &Kept, asked: &Asked, page: Page) -> Listed<UnmetNeed> {
    let is_wanted = |area: Option<&str>| {
        !asked.is_narrowed() || area.is_some_and(|code| asked.areas().any(|area| area.code == code))
    };
    let mut found: Vec<UnmetNeed> = kept
        .needs(&asked.visibility)
        .filter(|(need, _, _)| {
            asked.ground.organisations.contains(&need.organisation) && is_wanted(need.area.as_deref())
        })
        .filter_map(|(need, verdicts, coverage)| {
            Some(UnmetNeed {
                number: need.number,
                title: need.title.to_string(),
                organisation: need.organisation,
                area: need.area.as_deref().map(str::to_owned),
                affected: need.affected,
                why: unmet(verdicts, coverage)?,
                updated: need.updated,
            })
        })
        .collect();
    found.sort_by_key(|need| (need.why, Reverse(need.affected), need.number));
    let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let skipped = (page.number().saturating_sub(1) as usize).saturating_mul(page.size() as usize);
    let rows = found.into_iter().skip(skipped).take(page.size() as usize).collect();
    Listed { rows, total }
}

impl App {
    /// What is missing: areas, what neighbours have, and a page of needs.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn landscape_gaps(
        &self,
        actor: &Actor,
        filter: &LandscapeFilter,
        page: Page,
    ) -> Result<Counted<Gaps>, AppError> {
        self.counted(actor, filter, move |kept, asked| count(kept, asked, page)).await
    }
}
