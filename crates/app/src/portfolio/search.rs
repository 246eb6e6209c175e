//! A good plan quickly, by trying: something is taken in, what is in its way is put out, and what there is room for then is
//! filled up. The same question gives the same tries in the same order.
//!
//! It proves nothing; the integer programme (`best`) begins from what it finds.

use std::time::{Duration, Instant};

use domain::portfolio::{Plan, Question, Standing};

/// Tries between two looks at the clock.
const BETWEEN_LOOKS: u32 = 16;
/// Tries without anything better, for each project, after which the search ends.
const PATIENCE: u32 = 60;

/// The best plan that breaks nothing, among those tried; none where none was found. `wished` says how much of each project the
/// programme without whole numbers would do: those are tried first.
pub(super) fn search(question: &Question, wished: &[f64], time: Duration) -> Option<Plan> {
    let began = Instant::now();
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let start = first(question, wished, &mut random)?;
    let mut best = start.clone();
    let mut current = start;
    let mut without_gain = 0_u32;
    let patience = PATIENCE.saturating_mul(u32::try_from(question.projects.len()).unwrap_or(u32::MAX));
    let mut tries = 0_u32;
    while without_gain < patience {
        tries = tries.wrapping_add(1);
        if tries.is_multiple_of(BETWEEN_LOOKS) && began.elapsed() >= time {
            break;
        }
        without_gain += 1;
        let Some(next) = current.moved(&mut random) else { continue };
        // A little worse is taken at times, so that the search leaves a plan that no single change makes better.
        let slack = if random.below(8) == 0 { best.value / 50 } else { 0 };
        if next.value >= current.value - slack {
            current = next;
        }
        if current.value > best.value {
            best = current.clone();
            without_gain = 0;
        }
        if without_gain.is_multiple_of(200) {
            current = best.clone();
        }
    }
    Some(best.plan)
}

/// A first plan: what must be done, in a few orders until one fits, and then what there is room for.
fn first<'a>(question: &'a Question, wished: &[f64], random: &mut Random) -> Option<Draft<'a>> {
    let musts: Vec<usize> = (0..question.projects.len()).filter(|at| is_must(question, *at)).collect();
    let empty = Draft::new(question, wished);
    for _ in 0..50 {
        let mut draft = empty.clone();
        let mut order = musts.clone();
        random.shuffle(&mut order);
        if order.iter().all(|at| draft.take_in(*at, 4)) {
            draft.fill(random);
            return Some(draft);
        }
    }
    None
}

fn is_must(question: &Question, at: usize) -> bool {
    question.projects.get(at).is_some_and(|project| project.standing == Standing::Must)
}

/// A plan that breaks nothing but may lack something that must be done.
#[derive(Clone)]
struct Draft<'a> {
    question: &'a Question,
    plan: Plan,
    used: Vec<Vec<i64>>,
    value: i64,
    /// For each project those that it cannot be beside, whichever of them says so.
    apart: std::rc::Rc<Vec<Vec<usize>>>,
    /// The projects by how much of them is wished for, and then by what they are worth for what they take, best first.
    order: std::rc::Rc<Vec<usize>>,
}

impl<'a> Draft<'a> {
    fn new(question: &'a Question, wished: &[f64]) -> Self {
        let mut apart = vec![Vec::new(); question.projects.len()];
        for (at, project) in question.projects.iter().enumerate() {
            for other in &project.excludes {
                for (one, another) in [(at, *other), (*other, at)] {
                    if let Some(list) = apart.get_mut(one) {
                        list.push(another);
                    }
                }
            }
        }
        let mut order: Vec<usize> = (0..question.projects.len()).collect();
        let density: Vec<f64> = (0..order.len()).map(|at| density(question, at)).collect();
        let of = |list: &[f64], at: usize| list.get(at).copied().unwrap_or_default();
        order.sort_by(|one, other| {
            let by_wish = of(wished, *other).total_cmp(&of(wished, *one));
            by_wish.then_with(|| of(&density, *other).total_cmp(&of(&density, *one)))
        });
        Self {
            plan: vec![None; question.projects.len()],
            used: question.used(&[]),
            value: 0,
            apart: std::rc::Rc::new(apart),
            order: std::rc::Rc::new(order),
            question,
        }
    }

    fn start(&self, at: usize) -> Option<usize> {
        self.plan.get(at).copied().flatten()
    }

    /// Puts a project at a start or out, whatever that breaks.
    fn put(&mut self, at: usize, start: Option<usize>) {
        let Some(project) = self.question.projects.get(at) else { return };
        let before = self.plan.get_mut(at).and_then(|place| std::mem::replace(place, start));
        for (moved, sign) in [(before, -1), (start, 1)] {
            let Some(moved) = moved else { continue };
            self.value += sign * self.question.worth(project, moved);
            for taken in &project.uses {
                let years = self.used.get_mut(taken.resource);
                if let Some(cell) = years.and_then(|years| years.get_mut(moved + taken.after)) {
                    *cell += sign * taken.amount;
                }
            }
        }
    }

    /// Whether a project could be put there now without breaking anything.
    fn fits(&self, at: usize, start: usize) -> bool {
        let Some(project) = self.question.projects.get(at) else { return false };
        project.standing != Standing::Out
            && project.requires.iter().all(|other| self.start(*other).is_some_and(|one| one <= start))
            && self.apart.get(at).is_some_and(|others| others.iter().all(|one| self.start(*one).is_none()))
            && project
                .uses
                .iter()
                .all(|taken| self.has_room(taken.resource, start + taken.after, taken.amount))
    }

    fn has_room(&self, resource: usize, year: usize, amount: i64) -> bool {
        // What uses nothing fits also where others have used too much.
        amount == 0 || self.left(resource, year).is_none_or(|left| amount <= left)
    }

    /// What there is left, below nothing where too much is used; none where there is no limit.
    fn left(&self, resource: usize, year: usize) -> Option<i64> {
        let limit = self.question.limits.get(resource)?.get(year).copied().flatten()?;
        Some(limit - self.used.get(resource)?.get(year)?)
    }

    /// Takes a project in as early as it fits, with what it needs, so many steps deep.
    fn take_in(&mut self, at: usize, depth: usize) -> bool {
        if self.start(at).is_some() {
            return true;
        }
        let Some(project) = self.question.projects.get(at) else { return false };
        let before = (self.plan.clone(), self.used.clone(), self.value);
        let ready = depth > 0 && project.requires.iter().all(|other| self.take_in(*other, depth - 1));
        let start = project.starts(self.question.years).find(|start| ready && self.fits(at, *start));
        match start {
            Some(start) => self.put(at, Some(start)),
            None => (self.plan, self.used, self.value) = before,
        }
        start.is_some()
    }

    /// Takes in whatever there is room for: the best for what it takes first, or in any order.
    fn fill(&mut self, random: &mut Random) {
        let mut order = self.order.as_ref().clone();
        if random.below(2) == 0 {
            random.shuffle(&mut order);
        }
        for at in order {
            if self.question.projects.get(at).is_some_and(|project| project.benefit > 0) {
                self.take_in(at, 3);
            }
        }
    }

    /// Puts a project out, and with it what needs it. Not what must be done.
    fn put_out(&mut self, at: usize) -> bool {
        if is_must(self.question, at) {
            return false;
        }
        self.put(at, None);
        let projects = self.question.projects.iter().enumerate();
        let mut needing =
            projects.filter(|(_, project)| project.requires.contains(&at)).map(|(other, _)| other);
        needing.all(|other| self.start(other).is_none() || self.put_out(other))
    }

    /// Another plan: one project in, or at another start, and what is in its way out.
    fn moved(&self, random: &mut Random) -> Option<Self> {
        let at = random.below(self.plan.len());
        let project = self.question.projects.get(at).filter(|project| project.standing != Standing::Out)?;
        let starts = project.starts(self.question.years);
        let start = starts.start + random.below(starts.len());
        if starts.is_empty() || self.start(at) == Some(start) {
            return None;
        }
        let mut next = self.clone();
        next.put(at, Some(start));
        for other in self.apart.get(at)? {
            if next.start(*other).is_some() && !next.put_out(*other) {
                return None;
            }
        }
        for other in &project.requires {
            if next.start(*other).is_none_or(|one| one > start) {
                next.put(*other, None);
                let needed = self.question.projects.get(*other)?;
                let early =
                    needed.starts(self.question.years).find(|one| *one <= start && next.fits(*other, *one));
                next.put(*other, Some(early?));
            }
        }
        for (other, needing) in self.question.projects.iter().enumerate() {
            let is_early = next.start(other).is_some_and(|one| one < start);
            if needing.requires.contains(&at) && is_early && !next.put_out(other) {
                return None;
            }
        }
        while let Some((resource, year)) = next.first_over(project, start) {
            let takes = |other: &usize| {
                let from = next.start(*other);
                *other != at
                    && !is_must(self.question, *other)
                    && self.question.projects.get(*other).is_some_and(|one| {
                        let mut uses = one.uses.iter();
                        uses.any(|taken| {
                            taken.resource == resource && from.is_some_and(|from| from + taken.after == year)
                        })
                    })
            };
            let there: Vec<usize> = (0..next.plan.len()).filter(takes).collect();
            let out = *there.get(random.below(there.len()))?;
            if !next.put_out(out) || next.start(at).is_none() {
                return None;
            }
        }
        next.fill(random);
        Some(next)
    }

    /// The first limit that a project with this start has broken.
    fn first_over(&self, project: &domain::portfolio::Project, start: usize) -> Option<(usize, usize)> {
        let years = project.uses.iter().map(|taken| (taken.resource, start + taken.after, taken.amount));
        years
            .filter(|(_, year, amount)| *year < self.question.years && *amount > 0)
            .find(|(resource, year, _)| self.left(*resource, *year).is_some_and(|left| left < 0))
            .map(|(resource, year, _)| (resource, year))
    }
}

/// What a project is worth at best for the part of all that there is that it takes.
fn density(question: &Question, at: usize) -> f64 {
    let Some(project) = question.projects.get(at) else { return 0.0 };
    let part = |taken: &domain::portfolio::Use| {
        let years = question.limits.get(taken.resource)?;
        let least = years.iter().flatten().min()?;
        Some(as_float(taken.amount) / as_float(*least).max(1.0))
    };
    let parts: f64 = project.uses.iter().filter_map(part).sum();
    as_float(question.worth(project, project.earliest)) / (parts + 1e-6)
}

/// Amounts are far below what a float holds exactly.
#[expect(clippy::cast_precision_loss, reason = "limits are refused above 10^13, far below 2^53")]
pub(super) const fn as_float(amount: i64) -> f64 {
    amount as f64
}

/// Numbers without a pattern, the same each time (xorshift64*, Vigna 2016).
struct Random(u64);

impl Random {
    /// A number below this; 0 where there is none.
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(number).unwrap_or(0).checked_rem(end).unwrap_or(0)
    }

    fn shuffle(&mut self, list: &mut [usize]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}
