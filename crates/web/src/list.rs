//! What every list has: its state in the address, removable filters, sorting and pages.

use std::borrow::Cow;

use app::{AppError, Page, Separator, SolutionWriter, StoreError, TableFormat, TableWriter};
use axum::body::Body;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};
use jiff::civil::Date;

use crate::error::Failure;
use crate::frame::{Frame, count};

/// Rows on a page.
pub(crate) const PAGE_SIZE: u32 = 25;

/// One page of rows that are all at hand: its rows, which page it is, and how many rows there are.
pub(crate) fn paged<T>(rows: Vec<T>, asked: &str) -> (Vec<T>, u32, i64) {
    let total = count(rows.len());
    let page = Page::new(asked.parse().unwrap_or(1), PAGE_SIZE);
    let first = usize::try_from((page.number() - 1) * PAGE_SIZE).unwrap_or(usize::MAX);
    (rows.into_iter().skip(first).take(PAGE_SIZE as usize).collect(), page.number(), total)
}

/// The state of a list as it stands in its address: names and values, empty ones left out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Address {
    path: Cow<'static, str>,
    pairs: Vec<(&'static str, String)>,
}

impl Address {
    /// A list at a path, without filters.
    pub(crate) fn of(path: impl Into<Cow<'static, str>>) -> Self {
        Self { path: path.into(), pairs: Vec::new() }
    }

    /// The same state at another path.
    pub(crate) fn at(self, path: &'static str) -> Self {
        Self { path: path.into(), ..self }
    }

    /// Adds a value; an empty one is left out.
    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        if !value.is_empty() {
            self.pairs.push((name, value.to_owned()));
        }
        self
    }

    /// Whether it says something of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.pairs.iter().any(|(other, _)| *other == name)
    }

    /// The same list without one of its filters, on its first page.
    pub(crate) fn without(&self, name: &str) -> String {
        let kept = self.pairs.iter().filter(|(other, _)| *other != name && *other != "sida");
        written(&self.path, kept)
    }

    /// The same list with another value, on its first page.
    pub(crate) fn changed(&self, name: &'static str, value: &str) -> String {
        let mut changed = self.clone();
        changed.pairs.retain(|(other, _)| *other != name && *other != "sida");
        written(&self.path, changed.with(name, value).pairs.iter())
    }

    /// The same list on another page.
    pub(crate) fn page(&self, number: u32) -> String {
        let mut other = self.clone();
        other.pairs.retain(|(name, _)| *name != "sida");
        let number = if number > 1 { number.to_string() } else { String::new() };
        written(&self.path, other.with("sida", &number).pairs.iter())
    }

    /// The same rows as a file: the path with `.csv`.
    pub(crate) fn csv(&self) -> String {
        self.as_file("csv")
    }

    /// The same rows as files of both kinds.
    pub(crate) fn files(&self) -> Files {
        Files { csv: self.csv(), xlsx: self.as_file("xlsx") }
    }

    fn as_file(&self, ending: &str) -> String {
        let kept = self.pairs.iter().filter(|(name, _)| *name != "sida");
        written(&format!("{}.{ending}", self.path), kept)
    }
}

/// Addresses of the rows of a list as files.
#[derive(Debug)]
pub(crate) struct Files {
    pub(crate) csv: String,
    pub(crate) xlsx: String,
}

/// What a table is taken along as: the ending of the address says it, so that one handler answers both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TableFile {
    Csv,
    Xlsx,
}

impl TableFile {
    /// The kind that the address asks for.
    pub(crate) fn asked(frame: &Frame) -> Self {
        let path = frame.here.split('?').next().unwrap_or_default();
        if path.ends_with(".xlsx") { Self::Xlsx } else { Self::Csv }
    }

    /// A table of this kind with a header; a workbook's sheet is called `name`.
    pub(crate) fn table<C: AsRef<str>>(
        self,
        name: &str,
        header: &[C],
    ) -> std::io::Result<TableWriter<Vec<u8>>> {
        let format = match self {
            Self::Csv => TableFormat::Csv(Separator::Comma),
            Self::Xlsx => TableFormat::Workbook,
        };
        TableWriter::of(format, Vec::new(), name, header)
    }

    /// Solutions as a file to edit and read in again.
    pub(crate) fn solutions(self) -> std::io::Result<SolutionWriter<Vec<u8>>> {
        let format = match self {
            Self::Csv => TableFormat::Csv(Separator::Semicolon),
            Self::Xlsx => TableFormat::Workbook,
        };
        SolutionWriter::of(format, Vec::new())
    }

    /// A table as a file to keep, named by what it holds and the day. Writing into memory fails only without memory, or
    /// when a workbook has no room for the rows.
    ///
    /// # Errors
    /// When it does.
    pub(crate) fn answer(
        self,
        frame: &Frame,
        name: &str,
        day: Date,
        table: std::io::Result<Vec<u8>>,
    ) -> Result<Response, Failure> {
        let no_file = StoreError::Damaged { column: "file", value: String::new() };
        let table = table.map_err(|_| Failure::page(no_file.into(), frame.clone()))?;
        Ok((self.about(name, day), table).into_response())
    }

    /// What a browser is told of such a file: its kind, and that it is to be kept under a name.
    fn about(self, name: &str, day: Date) -> [(HeaderName, String); 2] {
        let (ending, kind) = match self {
            Self::Csv => ("csv", "text/csv; charset=utf-8"),
            Self::Xlsx => ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        };
        let name = format!("attachment; filename=\"{name}-{day}.{ending}\"");
        [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)]
    }
}

/// A table as CSV, see [`TableFile::answer`].
///
/// # Errors
/// As there.
pub(crate) fn csv_file(
    frame: &Frame,
    name: &str,
    day: Date,
    table: std::io::Result<Vec<u8>>,
) -> Result<Response, Failure> {
    TableFile::Csv.answer(frame, name, day, table)
}

/// A long table as the file that the address asks for. `read` gives the rows of each page, from one, until it gives none. CSV is
/// sent part by part as it is read: where the database fails on the way, what was sent breaks off, and a browser says so. A
/// workbook is whole before it is sent.
///
/// # Errors
/// When the first part, or what a workbook holds, cannot be read.
pub(crate) async fn table_parts<F>(
    frame: &Frame,
    name: &str,
    day: Date,
    (columns, mut read): (Vec<String>, impl FnMut(u32) -> F + Send + 'static),
) -> Result<Response, Failure>
where
    F: Future<Output = Result<Vec<Vec<String>>, AppError>> + Send + 'static,
{
    if TableFile::asked(frame) == TableFile::Xlsx {
        let mut rows = Vec::new();
        for number in 1.. {
            let more = read(number).await.map_err(|error| Failure::page(error, frame.clone()))?;
            if more.is_empty() {
                break;
            }
            rows.extend(more);
        }
        let table = TableFile::Xlsx.table(name, &columns).and_then(|table| part(table, &rows));
        return TableFile::Xlsx.answer(frame, name, day, table);
    }
    let failed = |_| StoreError::Damaged { column: "file", value: String::new() };
    let rows = read(1).await.map_err(|error| Failure::page(error, frame.clone()))?;
    let table = TableWriter::new(Vec::new(), Separator::Comma, &columns).and_then(|table| part(table, &rows));
    let first = table.map_err(|error| Failure::page(failed(error).into(), frame.clone()))?;
    let following = if rows.is_empty() { None } else { Some(2) };
    let others = stream::try_unfold(following, move |number| {
        let rows = number.map(&mut read);
        async move {
            let (Some(rows), Some(number)) = (rows, number) else { return Ok(None) };
            let rows = rows.await.map_err(|error| std::io::Error::other(error.to_string()))?;
            let written = part(TableWriter::going_on(Vec::new(), Separator::Comma), &rows)?;
            Ok::<_, std::io::Error>((!rows.is_empty()).then_some((written, Some(number + 1))))
        }
    });
    let parts = stream::iter([Ok(first)]).chain(others);
    Ok((TableFile::Csv.about(name, day), Body::from_stream(parts)).into_response())
}

fn part(mut table: TableWriter<Vec<u8>>, rows: &[Vec<String>]) -> std::io::Result<Vec<u8>> {
    for row in rows {
        table.write(row)?;
    }
    table.finish()
}

fn written<'a>(path: &str, pairs: impl Iterator<Item = &'a (&'static str, String)>) -> String {
    let query: Vec<String> =
        pairs.map(|(name, value)| format!("{name}={}", percent_encoded(value))).collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

/// A value as it stands in the query of an address.
pub(crate) fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// A filter that is on, and the address without it.
#[derive(Debug)]
pub(crate) struct Chip {
    pub(crate) text: String,
    pub(crate) without: String,
}

/// A choice in a filter.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) chosen: bool,
}

impl Choice {
    /// A choice that is chosen when it is the current one.
    pub(crate) fn new(value: &str, label: String, current: &str) -> Self {
        Self { value: value.to_owned(), label, chosen: value == current }
    }
}

/// The pages of a list.
#[derive(Debug)]
pub(crate) struct Pages {
    /// "1–25 av 104".
    pub(crate) line: String,
    /// Address of the page before.
    pub(crate) previous: Option<String>,
    /// Address of the page after.
    pub(crate) next: Option<String>,
    /// Pages to go to; `None` is a gap.
    pub(crate) numbers: Vec<Option<PageLink>>,
}

/// A page to go to.
#[derive(Debug)]
pub(crate) struct PageLink {
    pub(crate) number: u32,
    pub(crate) address: String,
    pub(crate) current: bool,
}

impl Pages {
    /// The pages of a list with so many rows in all, seen from page `current`.
    pub(crate) fn new(frame: &Frame, address: &Address, current: u32, total: i64) -> Self {
        Self::sized(frame, address, current, (total, PAGE_SIZE))
    }

    /// The pages of what is shown so many at a time.
    pub(crate) fn sized(frame: &Frame, address: &Address, current: u32, (total, size): (i64, u32)) -> Self {
        let size = i64::from(size);
        let last = u32::try_from((total + size - 1) / size).unwrap_or(u32::MAX).max(1);
        let first_row = (i64::from(current) - 1) * size + 1;
        let last_row = (i64::from(current) * size).min(total);
        let rows = format!("{}–{}", frame.number(first_row), frame.number(last_row));
        let mut numbers: Vec<Option<PageLink>> = Vec::new();
        for number in [1, current.saturating_sub(1), current, current.saturating_add(1), last] {
            let shown = numbers.iter().flatten().map(|link| link.number).max().unwrap_or(0);
            if number <= shown || number > last {
                continue;
            }
            if number > shown + 1 {
                numbers.push(None);
            }
            numbers.push(Some(PageLink {
                number,
                address: address.page(number),
                current: number == current,
            }));
        }
        Self {
            line: frame.t2("rows-of", ("rows", &rows), ("total", &frame.number(total))),
            previous: (current > 1).then(|| address.page(current - 1)),
            next: (current < last).then(|| address.page(current + 1)),
            numbers: if last > 1 { numbers } else { Vec::new() },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lists_state_is_its_address() {
        let address = Address::of("/behov").with("q", "nyck lås").with("kommun", "").with("sida", "3");
        assert_eq!(address.page(1), "/behov?q=nyck%20l%C3%A5s");
        assert_eq!(address.page(2), "/behov?q=nyck%20l%C3%A5s&sida=2");
        assert_eq!(address.without("q"), "/behov");
        assert_eq!(address.changed("sortering", "titel"), "/behov?q=nyck%20l%C3%A5s&sortering=titel");
        assert_eq!(address.csv(), "/behov.csv?q=nyck%20l%C3%A5s");
        assert_eq!(address.files().xlsx, "/behov.xlsx?q=nyck%20l%C3%A5s");
    }
}
