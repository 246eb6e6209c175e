//! The landscape: what organisations use area by area, where they overlap, what is missing, who resembles whom, and when contracts end
//! near each other. Each rule is a function of what was counted.
//!
//! Not here: who may see which solution (`permission`), what a reader's landscape is counted from, and the words for any of it.

use crate::coverage::CoverageLevel;
use crate::id::OrganisationId;
use crate::solution::SolutionKind;
use crate::usage::UsageStatus;
use crate::verdict::Verdict;
use crate::words::words;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// What an organisation has said of a solution, as far as the landscape tells it apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stance {
    /// It is used or tried.
    Uses,
    /// It is to be used: planned, or there is a contract.
    Plans,
    /// It was declined or has been retired: an answer, and nothing in use.
    Without,
}

/// What a status counts as.
#[must_use]
pub const fn stance(status: UsageStatus) -> Stance {
    match status {
        UsageStatus::InUse | UsageStatus::Pilot => Stance::Uses,
        UsageStatus::Contract | UsageStatus::Planned => Stance::Plans,
        UsageStatus::Declined | UsageStatus::Retired => Stance::Without,
    }
}

/// Whether an organisation has answered for an area, by how much it has said of the solutions there: anything is an answer, also that
/// something was declined. Silence is none.
#[must_use]
pub const fn has_answered(said: usize) -> bool {
    said > 0
}

/// So many neighbours must have something for it to be a gap that one has not.
pub const NEIGHBOURS: usize = 2;

/// What an organisation has of an area: how many solutions, each in one of three ways.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cell {
    /// Used, by at least one neighbour too.
    pub shared: usize,
    /// Used by nobody else.
    pub own: usize,
    /// To be used.
    pub planned: usize,
    /// Everything that was said of solutions there, also what was declined.
    pub said: usize,
}

impl Cell {
    /// Counts one solution more, that `others` use as well.
    pub const fn count(&mut self, stance: Stance, others: usize) {
        self.said += 1;
        match (stance, others) {
            (Stance::Uses, 0) => self.own += 1,
            (Stance::Uses, _) => self.shared += 1,
            (Stance::Plans, _) => self.planned += 1,
            (Stance::Without, _) => {}
        }
    }

    /// How many solutions are used there.
    #[must_use]
    pub const fn used(&self) -> usize {
        self.shared + self.own
    }

    /// How many are used or to be used: as many as the list that the cell opens.
    #[must_use]
    pub const fn listed(&self) -> usize {
        self.used() + self.planned
    }
}

words! {
    /// How an organisation stands in an area.
    Place {
        /// Something is used or to be used.
        Has = "has",
        /// Nothing is, and at least two neighbours have something.
        Gap = "gap",
        /// Nothing is, here and hardly anywhere.
        Nothing = "nothing",
        /// The organisation has said nothing at all, so nobody knows.
        Silent = "silent",
    }
}

/// How an organisation stands in an area where so many of the others use something. `anywhere` is all it has said in any area:
/// who is silent about everything has no gaps, because nobody knows.
#[must_use]
pub const fn place(cell: &Cell, neighbours: usize, anywhere: usize) -> Place {
    if cell.listed() > 0 {
        Place::Has
    } else if !has_answered(anywhere) {
        Place::Silent
    } else if neighbours >= NEIGHBOURS {
        Place::Gap
    } else {
        Place::Nothing
    }
}

/// Whether something of this kind can stand in the place of another that does the same in the same area. Ways of working, training and
/// links between systems stand beside one another.
#[must_use]
pub const fn can_replace(kind: SolutionKind) -> bool {
    match kind {
        SolutionKind::System
        | SolutionKind::EService
        | SolutionKind::Module
        | SolutionKind::Sensor
        | SolutionKind::Equipment
        | SolutionKind::Automation
        | SolutionKind::SharedService
        | SolutionKind::Software => true,
        SolutionKind::Integration | SolutionKind::WayOfWorking | SolutionKind::Training => false,
    }
}

/// Whether organisations do the same with different systems: `users` says how many of them use each. Where one system is everybody's,
/// there is nothing to share that is not shared, also if some have another besides.
#[must_use]
pub fn is_overlap(users: &[usize], organisations: usize) -> bool {
    organisations >= 2 && users.len() >= 2 && users.iter().all(|users| *users < organisations)
}

words! {
    /// Why a need counts as being without a solution.
    Unmet {
        /// Somebody has looked, and nothing was said to fit.
        NothingFits = "nothing_fits",
        /// Nobody has said of any solution how it fits.
        NothingSaid = "nothing_said",
    }
}

/// Whether a need is without a solution, by what people have said of solutions for it and for its sub-needs. One that fits in part is one.
/// What matching assumes does not count: it is for people to say.
#[must_use]
pub fn unmet(
    verdicts: impl IntoIterator<Item = Verdict>,
    coverage: impl IntoIterator<Item = CoverageLevel>,
) -> Option<Unmet> {
    let mut has_looked = false;
    for verdict in verdicts {
        match verdict {
            Verdict::Fits | Verdict::Partly => return None,
            Verdict::Not => has_looked = true,
        }
    }
    for level in coverage {
        match level {
            CoverageLevel::Covers | CoverageLevel::Partly => return None,
            CoverageLevel::Not => has_looked = true,
            CoverageLevel::Unknown => {}
        }
    }
    Some(if has_looked { Unmet::NothingFits } else { Unmet::NothingSaid })
}

/// So many solutions must an organisation use for it to be compared with others.
pub const ENOUGH: usize = 5;

/// Whether enough is known of an organisation to compare it, by how many solutions it uses.
#[must_use]
pub const fn is_enough(used: usize) -> bool {
    used >= ENOUGH
}

/// How much a solution says about who resembles whom: that two have what few have says more than that they have what all have. The
/// logarithm of one in how many use it (Spärck Jones 1972, inverse document frequency), plus one so that no solution counts for nothing.
#[must_use]
pub fn rarity(users: usize, organisations: usize) -> f64 {
    // Far fewer than a float counts exactly.
    #[allow(clippy::cast_precision_loss, reason = "a few hundred organisations")]
    let share = organisations as f64 / users.max(1) as f64;
    1.0 + share.max(1.0).ln()
}

/// How alike two organisations are by what they use, solution by solution: the weight of what both use, of the weight of what any of them
/// uses (Jaccard 1912, weighted as by Ruzicka 1958). From 0, nothing in common, to 1, all the same.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Likeness {
    both: f64,
    any: f64,
}

impl Likeness {
    /// Counts a solution that both use, or one alone.
    pub fn count(&mut self, is_shared: bool, rarity: f64) {
        self.any += rarity;
        if is_shared {
            self.both += rarity;
        }
    }

    /// From 0 to 1.
    #[must_use]
    pub fn value(&self) -> f64 {
        if self.any > 0.0 { self.both / self.any } else { 0.0 }
    }
}

/// Days near each other, each of another organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub opens: Date,
    /// The last.
    pub closes: Date,
    /// Which of the days that were given, by their places.
    pub days: Vec<usize>,
}

/// The windows in which contracts of at least two organisations end, no more than so many months from the first to the last. They are
/// sought from the earliest day on, and no day stands in two.
#[must_use]
pub fn windows(ends: &[(OrganisationId, Date)], months: i32) -> Vec<Window> {
    let mut order: Vec<usize> = (0..ends.len()).collect();
    order.sort_by_key(|at| (ends[*at].1, *at));
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(first) = order.get(from) {
        let opens = ends[*first].1;
        let latest = opens.checked_add(months.months()).unwrap_or(Date::MAX);
        let to = from + order[from..].partition_point(|at| ends[*at].1 <= latest);
        let days = &order[from..to];
        let is_joint = days.iter().any(|at| ends[*at].0 != ends[*first].0);
        if is_joint {
            let closes = days.last().map_or(opens, |last| ends[*last].1);
            found.push(Window { opens, closes, days: days.to_vec() });
            from = to;
        } else {
            from += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instant::Instant;
    use jiff::civil::date;

    #[test]
    fn what_is_said_counts_as_one_of_three() {
        for (status, expected) in [
            (UsageStatus::InUse, Stance::Uses),
            (UsageStatus::Pilot, Stance::Uses),
            (UsageStatus::Contract, Stance::Plans),
            (UsageStatus::Planned, Stance::Plans),
            (UsageStatus::Declined, Stance::Without),
            (UsageStatus::Retired, Stance::Without),
        ] {
            assert_eq!(stance(status), expected, "{status}");
        }
    }

    #[test]
    fn a_cell_tells_what_is_shared_from_what_is_own() {
        let mut cell = Cell::default();
        for (stance, others) in [
            (Stance::Uses, 0),
            (Stance::Uses, 1),
            (Stance::Uses, 4),
            (Stance::Plans, 3),
            (Stance::Without, 2),
        ] {
            cell.count(stance, others);
        }
        assert_eq!(cell, Cell { shared: 2, own: 1, planned: 1, said: 5 });
        assert_eq!((cell.used(), cell.listed()), (3, 4));
    }

    #[test]
    fn a_gap_is_what_two_neighbours_have_and_one_who_answers_has_not() {
        let none = Cell::default();
        let declined = Cell { said: 1, ..none };
        let planned = Cell { planned: 1, said: 1, ..none };
        for (cell, neighbours, anywhere, expected) in [
            (none, 2, 7, Place::Gap),
            (declined, 2, 1, Place::Gap),
            (none, 1, 7, Place::Nothing),
            (none, 0, 7, Place::Nothing),
            (none, 5, 0, Place::Silent),
            (planned, 5, 1, Place::Has),
            (Cell { own: 1, said: 1, ..none }, 5, 1, Place::Has),
        ] {
            assert_eq!(place(&cell, neighbours, anywhere), expected, "{cell:?} {neighbours} {anywhere}");
        }
    }

    #[test]
    fn different_systems_for_the_same_overlap_unless_one_is_everybodys() {
        for (users, organisations, expected) in [
            (&[1, 1][..], 2, true),
            (&[2, 1], 3, true),
            (&[3, 1, 1], 4, true),
            (&[2, 1], 2, false),
            (&[2, 2], 2, false),
            (&[2], 2, false),
            (&[1, 1], 1, false),
            (&[], 0, false),
        ] {
            assert_eq!(is_overlap(users, organisations), expected, "{users:?} of {organisations}");
        }
        assert!(can_replace(SolutionKind::System) && !can_replace(SolutionKind::WayOfWorking));
    }

    #[test]
    fn a_need_is_unmet_until_somebody_says_that_something_fits() {
        use CoverageLevel as L;
        use Verdict as V;
        for (verdicts, coverage, expected) in [
            (&[][..], &[][..], Some(Unmet::NothingSaid)),
            (&[], &[L::Unknown], Some(Unmet::NothingSaid)),
            (&[V::Not], &[], Some(Unmet::NothingFits)),
            (&[], &[L::Not, L::Unknown], Some(Unmet::NothingFits)),
            (&[V::Not, V::Partly], &[], None),
            (&[V::Fits], &[L::Not], None),
            (&[V::Not], &[L::Partly], None),
            (&[], &[L::Not, L::Covers], None),
        ] {
            let found = unmet(verdicts.iter().copied(), coverage.iter().copied());
            assert_eq!(found, expected, "{verdicts:?} {coverage:?}");
        }
    }

    #[test]
    fn what_few_have_makes_two_more_alike_than_what_all_have() {
        assert!(rarity(1, 8) > rarity(4, 8) && rarity(4, 8) > rarity(8, 8));
        assert!((rarity(8, 8) - 1.0).abs() < 1e-9 && (rarity(0, 8) - rarity(1, 8)).abs() < 1e-9);
        let alike = |shared: &[usize], alone: &[usize]| {
            let mut likeness = Likeness::default();
            shared.iter().for_each(|users| likeness.count(true, rarity(*users, 8)));
            alone.iter().for_each(|users| likeness.count(false, rarity(*users, 8)));
            likeness.value()
        };
        assert!(alike(&[2], &[8]) > alike(&[8], &[8]));
        assert!((alike(&[3, 5], &[]) - 1.0).abs() < 1e-9);
        assert!(alike(&[], &[1, 2]).abs() < 1e-9 && alike(&[], &[]).abs() < 1e-9);
        assert!(is_enough(ENOUGH) && !is_enough(ENOUGH - 1));
    }

    #[test]
    fn a_window_opens_where_contracts_of_several_end_near_each_other() {
        let now = Instant::from_milliseconds(1);
        let [skara, vara, essunga] = [0; 3].map(|_| OrganisationId::at(now));
        let day = date(2027, 6, 30);
        let found = |ends: &[(OrganisationId, Date)]| -> Vec<(Date, Date, Vec<usize>)> {
            windows(ends, 6).into_iter().map(|one| (one.opens, one.closes, one.days)).collect()
        };
        assert_eq!(found(&[]), []);
        assert_eq!(found(&[(skara, day)]), []);
        assert_eq!(found(&[(skara, day), (skara, date(2027, 7, 1))]), [], "one organisation alone");
        let last = date(2027, 12, 30);
        assert_eq!(found(&[(vara, last), (skara, day)]), [(day, last, vec![1, 0])], "six months to the day");
        assert_eq!(found(&[(vara, date(2027, 12, 31)), (skara, day)]), []);
        // The first is too early for any window, the last too late for the one before.
        let ends = [
            (skara, date(2026, 1, 1)),
            (skara, date(2027, 1, 1)),
            (vara, date(2027, 3, 1)),
            (essunga, date(2027, 7, 1)),
            (vara, date(2027, 7, 2)),
        ];
        assert_eq!(found(&ends), [(date(2027, 1, 1), date(2027, 7, 1), vec![1, 2, 3])]);
    }
}
