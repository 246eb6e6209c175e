//! What the landscape is counted from, in memory beside the index and from the same events: for each solution its codes and what
//! organisations have said of it, for each need what has been said of solutions for it.
//!
//! It can be thrown away at any time. A reader's landscape is counted over what that reader may see and nothing else: solutions are left
//! out before anything is counted. Not here: what the counts mean (`domain::landscape`).

use std::collections::HashMap;

use domain::coverage::{Coverage, CoverageLevel};
use domain::id::{NeedId, OrganisationId, SolutionId};
use domain::instant::Instant;
use domain::landscape::{Stance, can_replace, stance};
use domain::need::{Need, NeedState};
use domain::number::Number;
use domain::permission::{Actor, Reach, Subject, Visibility};
use domain::solution::Solution;
use domain::usage::Usage;
use domain::verdict::{GivenVerdict, Verdict};

use crate::{need, solution};

/// Small numbers for codes and ids, in the order in which they were met.
#[derive(Debug)]
pub(super) struct Numbers<T>(HashMap<T, u16>);

impl<T> Default for Numbers<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: std::hash::Hash + Eq> Numbers<T> {
    /// The number of a code, a new one where there is none; nothing when there are more codes than anybody can read.
    fn put(&mut self, code: T) -> Option<u16> {
        let next = u16::try_from(self.0.len()).ok()?;
        Some(*self.0.entry(code).or_insert(next))
    }

    /// The number of a code, if any solution has it.
    pub(super) fn get<Q: std::hash::Hash + Eq + ?Sized>(&self, code: &Q) -> Option<usize>
    where
        T: std::borrow::Borrow<Q>,
    {
        self.0.get(code).map(|number| usize::from(*number))
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

/// What an organisation has said of a solution.
#[derive(Debug, Clone, Copy)]
struct Said {
    organisation: u16,
    stance: Stance,
    /// Whether the public may know.
    is_open: bool,
}

/// A solution.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) number: Number,
    pub(super) name: Box<str>,
    subject: Subject,
    /// Whether it can stand in the place of another.
    pub(super) can_replace: bool,
    pub(super) updated: Instant,
    pub(super) areas: Box<[u16]>,
    pub(super) capabilities: Box<[u16]>,
    said: Box<[Said]>,
}

/// A need that has been sent.
#[derive(Debug)]
pub(super) struct HeldNeed {
    pub(super) number: Number,
    pub(super) title: Box<str>,
    subject: Subject,
    pub(super) organisation: OrganisationId,
    pub(super) area: Option<Box<str>>,
    pub(super) affected: Option<u32>,
    pub(super) updated: Instant,
    verdicts: Box<[(SolutionId, Verdict)]>,
    coverage: Box<[(SolutionId, CoverageLevel)]>,
}

/// Everything that is kept.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    places: HashMap<SolutionId, usize>,
    solutions: Vec<Option<Held>>,
    free: Vec<usize>,
    needs: HashMap<NeedId, HeldNeed>,
    pub(super) areas: Numbers<Box<str>>,
    pub(super) capabilities: Numbers<Box<str>>,
    organisations: Numbers<OrganisationId>,
}

impl Kept {
    /// Puts a solution in with all that is said of it, in place of what stood there.
    pub(crate) fn put_solution(&mut self, solution: &Solution, usages: &[Usage]) {
        let facts = &solution.facts;
        let public = Actor::Anonymous.visibility();
        let said = |usage: &Usage, organisation| Said {
            organisation,
            stance: stance(usage.status),
            is_open: public.of_usage(usage.clone()).is_some(),
        };
        let organisations = &mut self.organisations;
        let said =
            usages.iter().filter_map(|usage| Some(said(usage, organisations.put(usage.organisation)?)));
        let said = said.collect();
        let mut numbers = |codes: &[String], of: fn(&mut Self) -> &mut Numbers<Box<str>>| -> Box<[u16]> {
            let mut numbers: Vec<u16> =
                codes.iter().filter_map(|code| of(self).put(code.as_str().into())).collect();
            numbers.sort_unstable();
            numbers.dedup();
            numbers.into()
        };
        let held = Held {
            number: solution.number,
            name: facts.name.as_str().into(),
            subject: solution::subject(solution),
            can_replace: can_replace(facts.kind),
            updated: solution.updated,
            areas: numbers(&facts.service_areas, |kept| &mut kept.areas),
            capabilities: numbers(&facts.capabilities, |kept| &mut kept.capabilities),
            said,
        };
        match self.places.get(&solution.id) {
            Some(place) => self.solutions[*place] = Some(held),
            None => {
                let place = self.free.pop().unwrap_or(self.solutions.len());
                if place == self.solutions.len() {
                    self.solutions.push(Some(held));
                } else {
                    self.solutions[place] = Some(held);
                }
                self.places.insert(solution.id, place);
            }
        }
    }

    /// Takes out a solution that has been withdrawn.
    pub(crate) fn remove_solution(&mut self, id: SolutionId) {
        if let Some(place) = self.places.remove(&id) {
            self.solutions[place] = None;
            self.free.push(place);
        }
    }

    /// Puts a need in with what has been said of solutions for it; one that has not been sent, or was taken back, is taken out.
    pub(crate) fn put_need(&mut self, need: &Need, verdicts: &[GivenVerdict], coverage: &[Coverage]) {
        match need.state {
            NeedState::Draft | NeedState::Withdrawn { .. } => drop(self.needs.remove(&need.id)),
            NeedState::Submitted { .. } => {
                let held = HeldNeed {
                    number: need.number,
                    title: need.facts.title.as_str().into(),
                    subject: need::subject(need),
                    organisation: need.organisation,
                    area: need.facts.service_area.as_deref().map(Into::into),
                    affected: need.facts.affected,
                    updated: need.updated,
                    verdicts: verdicts.iter().map(|given| (given.solution, given.verdict)).collect(),
                    coverage: coverage.iter().map(|said| (said.solution, said.level)).collect(),
                };
                self.needs.insert(need.id, held);
            }
        }
    }

    /// The solution with this id, if it can be seen.
    pub(super) fn seen(&self, visibility: &Visibility, id: SolutionId) -> Option<&Held> {
        let held = self.solutions.get(*self.places.get(&id)?)?.as_ref()?;
        visibility.allows(&held.subject).then_some(held)
    }

    /// The needs that can be seen, each with what was said of solutions that can be seen as well.
    pub(super) fn needs<'a>(
        &'a self,
        visibility: &'a Visibility,
    ) -> impl Iterator<Item = (&'a HeldNeed, Vec<Verdict>, Vec<CoverageLevel>)> {
        let is_seen = |id: &SolutionId| self.seen(visibility, *id).is_some();
        self.needs.values().filter(|need| visibility.allows(&need.subject)).map(move |need| {
            let verdicts = need.verdicts.iter().filter(|(of, _)| is_seen(of)).map(|(_, said)| *said);
            let coverage = need.coverage.iter().filter(|(of, _)| is_seen(of)).map(|(_, said)| *said);
            (need, verdicts.collect(), coverage.collect())
        })
    }

    /// Goes through the solutions that can be seen, each with what these organisations have said of it, as their places in the list.
    pub(super) fn each<'a>(
        &'a self,
        visibility: &Visibility,
        organisations: &[OrganisationId],
        mut look: impl FnMut(&'a Held, &[(usize, Stance)]),
    ) {
        let mut columns: Vec<Option<usize>> = vec![None; self.organisations.len()];
        for (column, id) in organisations.iter().enumerate() {
            if let Some(number) = self.organisations.get(id) {
                columns[number] = Some(column);
            }
        }
        let is_public = *visibility.reach() == Reach::Public;
        let mut said = Vec::with_capacity(organisations.len());
        for held in self.solutions.iter().flatten() {
            if !visibility.allows(&held.subject) {
                continue;
            }
            said.clear();
            let open = held.said.iter().filter(|one| one.is_open || !is_public);
            let known = |one: &Said| {
                Some((columns.get(usize::from(one.organisation)).copied().flatten()?, one.stance))
            };
            said.extend(open.filter_map(known));
            said.sort_unstable_by_key(|(column, _)| *column);
            look(held, &said);
        }
    }
}
