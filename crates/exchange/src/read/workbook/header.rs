//! Where the header of a sheet is and what its columns are called. People put titles, dates and empty rows above a table
//! and merge cells over groups of columns; the header is the row, or the rows, that name the columns.
//!
//! Deliberately not here: what the columns mean. Known words only help to tell a header from a title.

use std::collections::{BTreeMap, HashSet};

use super::sheet::Merged;
use crate::mapping::{Field, known_header};
use crate::read::Column;
use crate::read::columns::{readable, unique};
use crate::write::MARKER;

/// Rows from the top in which a header is looked for.
const TRIED: usize = 30;
/// Most cells of a row that are compared with known words, and the longest.
const COMPARED: usize = 300;
const LONGEST_WORD: usize = 80;
/// Most merged areas that are looked at.
const MOST_MERGED: usize = 500;
/// Most rows of one header.
const MOST_LEVELS: u64 = 3;
/// Between the name of a group and that of a column in it.
const BETWEEN: &str = " – ";

/// A row of the beginning: the cells in which something can be seen.
#[derive(Debug)]
pub(super) struct SampleRow {
    pub(super) number: u64,
    pub(super) cells: Vec<SampleCell>,
}

#[derive(Debug)]
pub(super) struct SampleCell {
    /// From 0.
    pub(super) column: usize,
    pub(super) text: String,
    pub(super) is_text: bool,
}

/// The header of a sheet.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) first_row: u64,
    pub(super) last_row: u64,
    /// Names from the top down for each column that has one, the columns from 0.
    names: BTreeMap<usize, Vec<String>>,
    /// It is that of an export of our own.
    pub(super) own: bool,
    /// A column is called what known files call the name of a solution.
    pub(super) has_name: bool,
}

/// The beginning of a sheet with what merged cells show.
struct Top<'a> {
    rows: &'a [SampleRow],
    merged: Vec<Merged>,
}

/// What a cell shows and where that stands.
struct Seen<'a> {
    place: (u64, usize),
    text: &'a str,
}

/// Finds the header; `None` when nothing is in the sample.
pub(super) fn find(rows: &[SampleRow], merged: &[Merged]) -> Option<Header> {
    let last = rows.last()?.number;
    let merged = merged.iter().filter(|area| area.first_row <= last).take(MOST_MERGED).copied().collect();
    let top = Top { rows, merged };
    let own = |row: &&SampleRow| row.cells.iter().any(|cell| cell.text == MARKER);
    if let Some(row) = rows.iter().take(TRIED).find(own) {
        let names = row.cells.iter().map(|cell| (cell.column, vec![cell.text.clone()])).collect();
        return Some(Header {
            first_row: row.number,
            last_row: row.number,
            names,
            own: true,
            has_name: true,
        });
    }
    let base = top.base()?;
    let (first_row, last_row) = (top.up_from(base), top.down_from(base));
    let names = top.names(first_row, last_row);
    let has_name = names.values().filter_map(|names| known(names.last()?)).any(|field| field == Field::Name);
    Some(Header { first_row, last_row, names, own: false, has_name })
}

impl Header {
    /// The columns in the order of the sheet: those with a name and those that have values without one.
    pub(super) fn columns(&self, places: &[usize]) -> Vec<Column> {
        let mut taken = HashSet::new();
        places
            .iter()
            .map(|place| {
                let Some(names) = self.names.get(place) else { return unique(*place, "", &mut taken) };
                let column = unique(*place, &readable(&names.join(BETWEEN)), &mut taken);
                match self.telling(names) {
                    Some(alone) => Column { header: readable(alone), ..column },
                    None => column,
                }
            })
            .collect()
    }

    /// The places of the columns that have a name.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        self.names.keys().copied()
    }

    /// Whether columns have names from several rows.
    pub(super) fn is_merged(&self) -> bool {
        self.names.values().any(|names| names.len() > 1)
    }

    /// The lowest name of a column, where it says more alone than with its group: "Konfidentialitet" under "Klassning", but
    /// not "Namn" under "Leverantör", which is no name of a solution.
    fn telling<'a>(&self, names: &'a [String]) -> Option<&'a String> {
        let [.., group, alone] = names else { return None };
        let field = known(alone)?;
        let same = |other: &&Vec<String>| other.last() == Some(alone);
        let of_another = known(group).is_some_and(|group| group != Field::Name) && belongs_to_anything(field);
        (self.names.values().filter(same).count() == 1 && !of_another).then_some(alone)
    }
}

/// Whether the thing that a group of columns is about may have such a field too.
const fn belongs_to_anything(field: Field) -> bool {
    matches!(
        field,
        Field::Id
            | Field::Name
            | Field::Summary
            | Field::Description
            | Field::Url
            | Field::Kind
            | Field::Lifecycle
            | Field::Created
            | Field::Updated
    )
}

fn known(text: &str) -> Option<Field> {
    if text.len() > LONGEST_WORD { None } else { known_header(text) }
}

impl Top<'_> {
    fn row(&self, number: u64) -> Option<&SampleRow> {
        self.rows.iter().find(|row| row.number == number)
    }

    fn own_text(&self, row: u64, column: usize) -> Option<&str> {
        let cells = &self.row(row)?.cells;
        let at = cells.binary_search_by_key(&column, |cell| cell.column).ok()?;
        Some(cells.get(at)?.text.as_str())
    }

    /// What is seen at the places of a row: its own cells, and merged ones that reach into it.
    fn seen(&self, row: u64) -> Vec<(usize, Seen<'_>)> {
        let own = self.row(row).into_iter().flat_map(|row| &row.cells);
        let mut seen: Vec<(usize, Seen<'_>)> =
            own.map(|cell| (cell.column, Seen { place: (row, cell.column), text: &cell.text })).collect();
        let reaching = |area: &&Merged| (area.first_row..=area.last_row).contains(&row);
        for area in self.merged.iter().filter(reaching) {
            let place = (area.first_row, area.first_column);
            let Some(text) = self.own_text(place.0, place.1) else { continue };
            // Beyond the first few hundred columns a merged area is a decoration.
            let last = area.last_column.min(area.first_column + COMPARED);
            let columns = (area.first_column..=last).filter(|column| (row, *column) != place);
            seen.extend(columns.map(|column| (column, Seen { place, text })));
        }
        seen.sort_by_key(|(column, _)| *column);
        seen.dedup_by_key(|(column, _)| *column);
        seen
    }

    /// How many cells of a row show something, a merged one counted once, and how many of them are known words.
    fn weigh(&self, row: &SampleRow) -> (usize, usize) {
        let seen = self.seen(row.number);
        let different: HashSet<_> = seen.iter().map(|(_, seen)| seen.place).collect();
        let words = seen.iter().take(COMPARED).filter_map(|(_, seen)| known(seen.text));
        (different.len(), words.collect::<HashSet<_>>().len())
    }

    /// The row that names most columns: the first that fills half of the table's width, unless a later one has more words
    /// that are known from other files.
    fn base(&self) -> Option<u64> {
        let tried = &self.rows[..self.rows.len().min(TRIED)];
        let weights: Vec<(usize, usize)> = tried.iter().map(|row| self.weigh(row)).collect();
        let width = weights.iter().map(|(filled, _)| *filled).max().unwrap_or(0);
        let mut best: Option<(u64, usize, usize)> = None;
        for (row, (filled, known)) in tried.iter().zip(weights) {
            let texts = row.cells.iter().filter(|cell| cell.is_text).count();
            if filled * 2 < width || texts * 2 < row.cells.len() {
                continue;
            }
            let is_better = match best {
                None => true,
                // The row before says nothing known: it may be a title, if it fills little or this one says much.
                Some((_, best_filled, 0)) => {
                    (known > 1 && known * 3 >= filled) || (known == 1 && best_filled == 1 && filled > 1)
                }
                // Words such as "System" and "Standard" are values too: a later row has to be made of such words.
                Some((_, best_filled, best_known)) => {
                    let more = if filled > best_filled { 1 } else { 2 };
                    known >= best_known + more && known * 2 >= filled
                }
            };
            if is_better {
                best = Some((row.number, filled, known));
            }
        }
        best.map(|(row, _, _)| row).or_else(|| Some(tried.first()?.number))
    }

    /// The first row of the header whose columns are named in `base`: rows above it that group its columns.
    fn up_from(&self, base: u64) -> u64 {
        let mut first = base;
        while first > 1 && base - first + 1 < MOST_LEVELS {
            let above = first - 1;
            let reaches = |area: &Merged| area.first_row <= above && area.last_row >= first;
            let groups = |area: &Merged| area.last_row == above && area.first_column < area.last_column;
            let different: HashSet<_> = self.seen(above).iter().map(|(_, seen)| seen.place).collect();
            let is_part = self.merged.iter().any(|area| reaches(area) || groups(area)) && different.len() > 1;
            if !is_part {
                break;
            }
            first = above;
        }
        first
    }

    /// The last row of the header: below a cell that groups columns stand their names, and nothing elsewhere.
    fn down_from(&self, base: u64) -> u64 {
        let mut last = base;
        while last - base + 1 < MOST_LEVELS {
            let below = last + 1;
            let reaches = |area: &&Merged| area.first_row <= last && area.last_row >= below;
            let groups = |area: &&Merged| {
                area.first_row <= last && area.last_row == last && area.first_column < area.last_column
            };
            let of_group =
                |column: usize| self.merged.iter().any(|area| groups(&area) && area.holds(last, column));
            let named = self.row(below).is_some_and(|row| {
                !row.cells.is_empty() && row.cells.iter().all(|cell| cell.is_text && of_group(cell.column))
            });
            if !named && !self.merged.iter().any(|area| reaches(&area) && area.first_row >= base) {
                break;
            }
            last = below;
        }
        last
    }

    /// What stands over each column, from the top down.
    fn names(&self, first_row: u64, last_row: u64) -> BTreeMap<usize, Vec<String>> {
        let mut names: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        let mut places = HashSet::new();
        for row in first_row..=last_row {
            for (column, seen) in self.seen(row) {
                if places.insert((column, seen.place)) {
                    names.entry(column).or_default().push(seen.text.to_owned());
                }
            }
        }
        names
    }
}
