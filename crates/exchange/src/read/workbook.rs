//! Workbooks (XLSX): the sheet that holds the table, what stands above it, and its rows, with the values as a reader of
//! the sheet sees them.
//!
//! Read with a plain XML reader rather than a spreadsheet library, for what those do not give: the zeros in front that a
//! number format shows, hidden rows, a refusal of document types, and memory that no number in the file decides. A sheet
//! is read from the file each time, never held; only the shared texts are, within a limit.
//!
//! Deliberately not here: what the columns mean, and formulas, of which the value that was saved is taken.

mod header;
mod number;
mod package;
mod rows;
mod sheet;
mod strings;
mod styles;
mod survey;
mod value;
mod xml;

use std::collections::HashMap;
use std::io::{Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use quick_xml::events::Event;

use self::header::Header;
use self::package::{Package, Part};
use self::sheet::{Merged, Sheet};
use self::strings::Strings;
use self::styles::Styles;
use self::survey::Survey;
use self::value::Book;
use self::xml::{Xml, attribute, is_on};
use super::error::FileKind;
use super::{Column, Limits, ReadError};
use crate::write::CONTINUED;

pub(super) use self::rows::Records;
pub use self::survey::Found;

/// Most sheets that are looked at.
const MOST_SHEETS: usize = 1_000;

/// From which day a workbook counts its days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DateSystem {
    /// The first day is 1 January 1900.
    #[default]
    From1900,
    /// The day 0 is 1 January 1904, as spreadsheets on old Macintosh computers count.
    From1904,
}

/// What was understood of the sheet that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SheetLayout {
    /// The row of the header, or the last of its rows.
    pub header_row: u64,
    /// Rows with something in them above the header, which are left out.
    pub rows_above: u64,
    /// Columns are called after merged cells above them too.
    pub merged_header: bool,
    /// Merged areas whose value is read in each of their rows.
    pub repeated: u64,
    /// From which day days are counted.
    pub dates: DateSystem,
    /// What was interpreted and what is hidden.
    pub found: Found,
}

/// One sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetInfo {
    /// Its name.
    pub name: String,
    /// Rows with something in them, below what is taken for the header.
    pub rows: u64,
    /// The person does not see it.
    pub hidden: bool,
    /// The rows are read from this one.
    pub chosen: bool,
}

/// A workbook that has been looked through.
#[derive(Debug)]
pub(super) struct Workbook {
    book: Book,
    table: Table,
    sheets: Vec<SheetInfo>,
}

/// The table in the chosen sheet.
#[derive(Debug)]
struct Table {
    part: Part,
    header_row: u64,
    /// The place of each column in the sheet, growing.
    places: Vec<usize>,
    /// Merged areas below the header that go over several rows, by their first row.
    repeated: Vec<Merged>,
    /// In an export of our own, the place from which cells continue others.
    continues_from: Option<usize>,
}

impl Table {
    /// Puts what continues a cell behind it: the name of the column, a sign, and the text.
    fn continue_cell(&self, text: &str, cells: &mut [String], columns: &[Column]) {
        let Some((name, rest)) = text.split_once(CONTINUED) else { return };
        if let Some(place) = columns.iter().position(|column| column.name == name) {
            cells[place].push_str(rest);
        }
    }
}

/// What opening a workbook gives.
pub(super) struct Opened {
    pub(super) workbook: Workbook,
    pub(super) columns: Vec<Column>,
    pub(super) layout: SheetLayout,
    pub(super) own_export: bool,
}

/// Whether a file begins as a zip file does.
pub(super) fn is_zip<R: Read + Seek>(input: &mut R) -> Result<bool, ReadError> {
    input.seek(SeekFrom::Start(0))?;
    let mut magic = Vec::new();
    input.by_ref().take(4).read_to_end(&mut magic)?;
    Ok(magic == b"PK\x03\x04" || magic == b"PK\x05\x06")
}

impl Workbook {
    /// Looks through a zip file, which may turn out to be something else than a workbook.
    pub(super) fn open<R: Read + Seek>(
        input: &mut R,
        asked: Option<&str>,
        limits: &Limits,
    ) -> Result<Opened, ReadError> {
        let package = Package::read(input, limits)?;
        let Some(main) = package.part("xl/workbook.xml") else { return Err(other_kind(&package)) };
        let (dates, listed) = listed_sheets(xml(main, input)?)?;
        let relations = match package.part("xl/_rels/workbook.xml.rels") {
            Some(part) => Relations::read(xml(part, input)?)?,
            None => return Err(ReadError::DamagedWorkbook),
        };
        let sheets: Vec<(Listed, Part)> = listed
            .into_iter()
            .filter_map(|listed| {
                let part = package.part(relations.sheets.get(&listed.relation)?)?;
                Some((listed, part))
            })
            .collect();
        let (strings, styles) = (
            relations.strings.as_ref().and_then(|name| package.part(name)),
            relations.styles.as_ref().and_then(|name| package.part(name)),
        );
        let parts = sheets.iter().map(|(_, part)| part).chain(&strings).chain(&styles).chain([&main]);
        if parts.map(|part| part.unpacked).sum::<u64>() > limits.workbook_bytes {
            return Err(ReadError::WorkbookTooLarge { limit: limits.workbook_bytes });
        }
        let mut book = Book { dates, ..Book::default() };
        if let Some(part) = strings {
            book.strings = Strings::read(xml(part, input)?, limits)?;
        }
        if let Some(part) = styles {
            book.styles = Styles::read(xml(part, input)?)?;
        }
        let mut candidates = Vec::with_capacity(sheets.len());
        for (listed, part) in sheets {
            let survey = Survey::of(Sheet::new(xml(part, input)?, *limits), &book, limits)?;
            let header = header::find(&survey.sample, &survey.merged);
            candidates.push(Candidate { listed, part, survey, header });
        }
        choose(candidates, asked, book, limits)
    }

    pub(super) fn sheets(&self) -> &[SheetInfo] {
        &self.sheets
    }

    /// Bytes of the sheet once unpacked.
    pub(super) const fn size(&self) -> u64 {
        self.table.part.unpacked
    }

    /// The rows below the header, and a counter of the bytes read.
    pub(super) fn records<'a, R: Read + Seek>(
        self: &Arc<Self>,
        input: &'a mut R,
        columns: Arc<[Column]>,
        limits: Limits,
    ) -> Result<(Records<'a>, Arc<AtomicU64>), ReadError> {
        let count = Arc::new(AtomicU64::new(0));
        let bytes = self.table.part.open(input, Arc::clone(&count))?;
        let sheet = Sheet::new(Xml::new(bytes), limits);
        Ok((Records::new(sheet, Arc::clone(self), columns, limits), count))
    }
}

fn xml<R: Read + Seek>(part: Part, input: &mut R) -> Result<Xml<'_>, ReadError> {
    Ok(Xml::new(part.open(input, Arc::default())?))
}

/// A zip file without a workbook in it.
fn other_kind(package: &Package) -> ReadError {
    ReadError::NotATable(if package.has_folder("xl/") {
        FileKind::Spreadsheet
    } else if package.has_folder("word/") || package.has_folder("ppt/") {
        FileKind::Document
    } else if package.part("mimetype").is_some() && package.part("content.xml").is_some() {
        FileKind::OpenDocument
    } else if package.is_empty() {
        return ReadError::Empty;
    } else {
        FileKind::Zip
    })
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    relation: String,
    hidden: bool,
}

/// The sheets in their order, and from which day days are counted.
fn listed_sheets(mut xml: Xml<'_>) -> Result<(DateSystem, Vec<Listed>), ReadError> {
    let (mut dates, mut sheets) = (DateSystem::From1900, Vec::new());
    loop {
        match &xml.next()? {
            Event::Eof => return Ok((dates, sheets)),
            Event::Start(tag) => match tag.local_name().as_ref() {
                "workbookPr" if is_on(tag, "date1904")? => dates = DateSystem::From1904,
                "sheet" if sheets.len() < MOST_SHEETS => {
                    let name = attribute(tag, "name")?.unwrap_or_default().into_owned();
                    let Some(relation) = attribute(tag, "id")? else { continue };
                    let hidden = attribute(tag, "state")?.is_some_and(|state| state != "visible");
                    sheets.push(Listed { name, relation: relation.into_owned(), hidden });
                }
                _ => {}
            },
            _ => {}
        }
    }
}

/// Which parts the workbook is made of, by the names of the parts.
#[derive(Default)]
struct Relations {
    sheets: HashMap<String, String>,
    strings: Option<String>,
    styles: Option<String>,
}

impl Relations {
    fn read(mut xml: Xml<'_>) -> Result<Self, ReadError> {
        let mut relations = Self::default();
        loop {
            match &xml.next()? {
                Event::Eof => return Ok(relations),
                Event::Start(tag) if tag.local_name().as_ref() == "Relationship" => {
                    let (kind, target) = (attribute(tag, "Type")?, attribute(tag, "Target")?);
                    let (Some(kind), Some(target)) = (kind, target) else { continue };
                    // An address outside the file is never followed.
                    if attribute(tag, "TargetMode")?.is_some_and(|mode| mode == "External") {
                        continue;
                    }
                    let target = target.replace('\\', "/").to_lowercase();
                    let name = match target.strip_prefix('/') {
                        Some(name) => name.to_owned(),
                        None => format!("xl/{target}"),
                    };
                    match kind.rsplit('/').next() {
                        Some("worksheet") => {
                            let id = attribute(tag, "Id")?.unwrap_or_default().into_owned();
                            relations.sheets.insert(id, name);
                        }
                        Some("sharedStrings") => relations.strings = Some(name),
                        Some("styles") => relations.styles = Some(name),
                        Some(_) | None => {}
                    }
                }
                _ => {}
            }
        }
    }
}

struct Candidate {
    listed: Listed,
    part: Part,
    survey: Survey,
    header: Option<Header>,
}

impl Candidate {
    fn rows(&self) -> u64 {
        self.header.as_ref().map_or(0, |header| self.survey.rows_below(header.last_row))
    }

    /// The sheet with the table is one that is seen, has rows, and has a column for names; among several, the one with most
    /// rows.
    fn rank(&self) -> (bool, bool, bool, bool, u64) {
        let rows = self.rows();
        let has = |of: fn(&Header) -> bool| self.header.as_ref().is_some_and(of);
        (rows > 0, has(|header| header.own), !self.listed.hidden, has(|header| header.has_name), rows)
    }
}

fn choose(
    candidates: Vec<Candidate>,
    asked: Option<&str>,
    book: Book,
    limits: &Limits,
) -> Result<Opened, ReadError> {
    let chosen = match asked {
        Some(asked) => {
            let same = |one: &Candidate| one.listed.name.trim().to_lowercase() == asked.trim().to_lowercase();
            candidates.iter().position(same)
        }
        // The first of several that are equally good.
        None => (0..candidates.len()).rev().max_by_key(|at| candidates[*at].rank()),
    };
    let mut sheets: Vec<SheetInfo> = candidates
        .iter()
        .map(|one| SheetInfo {
            name: one.listed.name.clone(),
            rows: one.rows(),
            hidden: one.listed.hidden,
            chosen: false,
        })
        .collect();
    let Some(chosen) = chosen else {
        return Err(match asked {
            Some(asked) => ReadError::NoSuchSheet {
                asked: asked.to_owned(),
                sheets: sheets.into_iter().map(|sheet| sheet.name).collect(),
            },
            None => ReadError::DamagedWorkbook,
        });
    };
    sheets[chosen].chosen = true;
    let Some(candidate) = candidates.into_iter().nth(chosen) else { return Err(ReadError::Empty) };
    if candidate.survey.begins_too_large {
        return Err(ReadError::HeaderTooLarge { limit: limits.row_bytes });
    }
    let Some(header) = candidate.header else { return Err(ReadError::Empty) };
    opened(candidate.part, candidate.survey, &header, book, sheets, limits)
}

fn opened(
    part: Part,
    survey: Survey,
    header: &Header,
    book: Book,
    sheets: Vec<SheetInfo>,
    limits: &Limits,
) -> Result<Opened, ReadError> {
    if header.places().any(|place| place >= limits.columns) {
        return Err(ReadError::TooManyColumns { limit: limits.columns });
    }
    // Beyond the last named column of an export of our own stand the continuations of long texts.
    let continues_from = header.own.then(|| header.places().max().map_or(0, |last| last + 1));
    let used = survey.used_below(header.last_row, continues_from.unwrap_or(limits.columns));
    let mut places: Vec<usize> = header.places().chain(used).collect();
    places.sort_unstable();
    places.dedup();
    let mut repeated: Vec<Merged> = survey
        .merged
        .iter()
        .filter(|area| area.first_row > header.last_row && area.last_row > area.first_row)
        .copied()
        .collect();
    repeated.sort_unstable_by_key(|area| area.first_row);
    let layout = SheetLayout {
        header_row: header.last_row,
        rows_above: survey.sample.iter().filter(|row| row.number < header.first_row).count() as u64,
        merged_header: header.is_merged(),
        repeated: repeated.len() as u64,
        dates: book.dates,
        found: survey.found,
    };
    let columns = header.columns(&places);
    let table = Table { part, header_row: header.last_row, places, repeated, continues_from };
    let workbook = Workbook { book, table, sheets };
    Ok(Opened { workbook, columns, layout, own_export: header.own })
}
