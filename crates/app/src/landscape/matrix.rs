//! Organisations × service areas or capabilities: how much each has where.

use domain::id::OrganisationId;
use domain::landscape::{Cell, Place, Stance, has_answered, place};
use domain::permission::Actor;

use super::kept::{Held, Kept, Numbers};
use super::{Answers, AnswersCount, Asked, Counted, LandscapeFilter, overlap};
use crate::{App, AppError};

/// What the rows are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// Groups of service areas; where one is chosen, the areas in it.
    Areas,
    /// Capabilities.
    Capabilities,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixRow {
    /// The Swedish name of a group, or a code.
    pub code: String,
    /// In the order of the ground.
    pub cells: Vec<(Cell, Place)>,
    /// How many have said something of a solution there.
    pub answered: usize,
    /// Different solutions in use.
    pub solutions: usize,
    /// How many of them more than one organisation uses.
    pub shared: usize,
    /// How many overlaps there are.
    pub overlaps: usize,
    /// Who lacks what at least two others have.
    pub lacking: Vec<OrganisationId>,
}

/// The matrix.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matrix {
    /// In the order of the directory.
    pub rows: Vec<MatrixRow>,
    /// Different solutions in use in all rows.
    pub solutions: usize,
    /// How many of them more than one organisation uses.
    pub shared: usize,
}

/// Which rows a code is in.
struct Rows {
    codes: Vec<String>,
    of: Vec<Option<usize>>,
}

impl Rows {
    /// Each code with the row that it is in.
    fn new<'a>(numbers: &Numbers<Box<str>>, pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut codes: Vec<String> = Vec::new();
        let mut of = vec![None; numbers.len()];
        for (code, row) in pairs {
            let at = codes.iter().position(|known| known == row).unwrap_or_else(|| {
                codes.push(row.to_owned());
                codes.len() - 1
            });
            if let Some(number) = numbers.get(code) {
                of[number] = Some(at);
            }
        }
        Self { codes, of }
    }

    /// The rows that a solution with these codes is in, each once.
    fn rows(&self, codes: &[u16], into: &mut Vec<usize>) {
        into.clear();
        into.extend(codes.iter().filter_map(|code| self.of.get(usize::from(*code)).copied().flatten()));
        into.sort_unstable();
        into.dedup();
    }
}

/// What is counted while the solutions are gone through.
struct Count<'a> {
    rows: &'a Rows,
    axis: Axis,
    /// Numbers of the areas that solutions must be in, where the rows do not say it.
    within: Option<Vec<u16>>,
    cells: Vec<Vec<Cell>>,
    solutions: Vec<(usize, usize)>,
    whole: (usize, usize),
    at: Vec<usize>,
}

impl Count<'_> {
    fn look(&mut self, held: &Held, said: &[(usize, Stance)]) -> bool {
        let codes = match self.axis {
            Axis::Areas => &held.areas,
            Axis::Capabilities => &held.capabilities,
        };
        self.rows.rows(codes, &mut self.at);
        let is_outside =
            self.within.as_ref().is_some_and(|within| !held.areas.iter().any(|area| within.contains(area)));
        if is_outside {
            return false;
        }
        if said.is_empty() || self.at.is_empty() {
            return false;
        }
        let users = said.iter().filter(|(_, stance)| *stance == Stance::Uses).count();
        let counted = (usize::from(users > 0), usize::from(users > 1));
        self.whole = (self.whole.0 + counted.0, self.whole.1 + counted.1);
        for row in &self.at {
            let of_row = &mut self.solutions[*row];
            *of_row = (of_row.0 + counted.0, of_row.1 + counted.1);
            for (column, stance) in said {
                let others = users - usize::from(*stance == Stance::Uses);
                self.cells[*row][*column].count(*stance, others);
            }
        }
        true
    }
}

/// How many overlaps there are in each row.
fn overlaps(kept: &Kept, asked: &Asked, rows: &Rows, axis: Axis) -> Vec<usize> {
    let mut counted = vec![0; rows.codes.len()];
    for found in overlap::all(kept, asked) {
        let numbers: Vec<usize> = match axis {
            Axis::Areas => kept.areas.get(found.area).into_iter().collect(),
            Axis::Capabilities => {
                found.capabilities.iter().filter_map(|code| kept.capabilities.get(*code)).collect()
            }
        };
        numbers.iter().filter_map(|number| rows.of[*number]).for_each(|row| counted[row] += 1);
    }
    counted
}

fn count(kept: &Kept, asked: &Asked, axis: Axis) -> (Answers, Matrix) {
    let organisations = &asked.ground.organisations;
    let rows = match axis {
        Axis::Areas => {
            let is_open = asked.is_narrowed();
            let pairs = asked.areas().map(|area| {
                let row = if is_open { &area.code } else { &area.group };
                (area.code.as_str(), row.as_str())
            });
            Rows::new(&kept.areas, pairs)
        }
        Axis::Capabilities => {
            let known = asked.directory.capabilities.iter();
            Rows::new(&kept.capabilities, known.map(|one| (one.code.as_str(), one.code.as_str())))
        }
    };
    let mut answers = AnswersCount::new(organisations.len(), asked.now);
    let is_within = axis == Axis::Capabilities && asked.is_narrowed();
    let mut counting = Count {
        axis,
        within: is_within.then(|| asked.area_numbers(kept)),
        cells: vec![vec![Cell::default(); organisations.len()]; rows.codes.len()],
        solutions: vec![(0, 0); rows.codes.len()],
        whole: (0, 0),
        at: Vec::new(),
        rows: &rows,
    };
    // All that each has said, also outside the rows: who is silent about everything lacks nothing that is known.
    let mut anywhere = vec![0; organisations.len()];
    kept.each(&asked.visibility, organisations, |held, said| {
        said.iter().for_each(|(column, _)| anywhere[*column] += 1);
        if counting.look(held, said) {
            answers.count(held.updated, said);
        }
    });
    let overlaps = overlaps(kept, asked, &rows, axis);
    let Count { cells, solutions, whole, .. } = counting;
    let row = |(at, code): (usize, &String)| {
        let using = cells[at].iter().filter(|cell| cell.used() > 0).count();
        let placed = |(cell, anywhere): (&Cell, &usize)| {
            (*cell, place(cell, using - usize::from(cell.used() > 0), *anywhere))
        };
        let cells: Vec<(Cell, Place)> = cells[at].iter().zip(&anywhere).map(placed).collect();
        let lacking = (0..).zip(&cells).filter(|(_, (_, place))| *place == Place::Gap).map(|(at, _)| at);
        MatrixRow {
            code: code.clone(),
            answered: cells.iter().filter(|(cell, _)| has_answered(cell.said)).count(),
            solutions: solutions[at].0,
            shared: solutions[at].1,
            overlaps: overlaps[at],
            lacking: asked.organisations(lacking),
            cells,
        }
    };
    let rows = rows.codes.iter().enumerate().map(row).collect();
    (answers.answers(), Matrix { rows, solutions: whole.0, shared: whole.1 })
}

impl App {
    /// How much each organisation has in each area, or of each capability.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the database fails.
    pub async fn landscape(
        &self,
        actor: &Actor,
        filter: &LandscapeFilter,
        axis: Axis,
    ) -> Result<Counted<Matrix>, AppError> {
        self.counted(actor, filter, move |kept, asked| count(kept, asked, axis)).await
    }
}
