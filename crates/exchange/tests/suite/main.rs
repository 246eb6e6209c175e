//! Files in and out as `app` uses the crate: bytes in, formats, rows, records and problems out.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "the whole crate is a test; clippy knows only functions marked as one"
)]

mod bibliography;
mod catalogues;
mod detection;
mod guessing;
mod hostile;
mod named;
mod parts;
mod publiccode;
mod round_trip;
mod rows;
mod scale;
mod workbook;
mod workbook_hostile;

use std::io::Cursor;
use std::path::{Path, PathBuf};

use exchange::{Mapping, MappingFile, Problem, ReadError, ReadOptions, RowFault, SolutionRecord, Source};

type Bytes = Source<Cursor<Vec<u8>>>;

fn open(bytes: impl Into<Vec<u8>>, name: &str) -> Result<Bytes, ReadError> {
    Source::open(Cursor::new(bytes.into()), name, ReadOptions::default())
}

/// Cells of every readable row, and the problems of the others.
fn cells(source: &mut Bytes) -> (Vec<Vec<String>>, Vec<Problem>) {
    let (mut rows, mut problems) = (Vec::new(), Vec::new());
    for row in source.rows().unwrap() {
        match row {
            Ok(row) => rows.push(row.cells.iter().map(|cell| format!("{cell:?}")).collect()),
            Err(RowFault::Refused(problem)) => problems.push(problem),
            Err(RowFault::Broken(error)) => panic!("{error}"),
        }
    }
    (rows, problems)
}

/// Records of every row that gives one, and the problems of the others.
fn records<R: std::io::Read + std::io::Seek>(
    source: &mut Source<R>,
    mapping: &Mapping,
) -> (Vec<SolutionRecord>, Vec<Problem>) {
    let (mut made, mut problems) = (Vec::new(), Vec::new());
    for row in source.rows().unwrap() {
        match row {
            Ok(row) => match mapping.record(&row) {
                Ok(one) => made.push(one.record),
                Err(found) => problems.extend(found),
            },
            Err(RowFault::Refused(problem)) => problems.push(problem),
            Err(RowFault::Broken(error)) => panic!("{error}"),
        }
    }
    (made, problems)
}

/// Opens, maps (with a mapping file, or guessing) and reads everything.
fn import(bytes: impl Into<Vec<u8>>, mapping: &str) -> (Vec<SolutionRecord>, Vec<Problem>) {
    let mut source = open(bytes, "test.csv").unwrap();
    let sample = source.sample(200).unwrap();
    let mapping = Mapping::with_file(&source, &sample, &MappingFile::parse(mapping).unwrap()).unwrap();
    records(&mut source, &mapping)
}

/// A file of the shared test data, which is not part of the repository.
fn shared(path: &str) -> Option<PathBuf> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    if !file.exists() {
        println!("skipped: ../shared/{path} is not there");
        return None;
    }
    Some(file)
}
