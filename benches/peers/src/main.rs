//! Brygga beside SQLite FTS5, PostgreSQL and tantivy, on the same documents and needs in one run: README.md beside
//! this folder says how. Deliberately outside the program's workspace: what it compares with is large.
#![allow(clippy::print_stdout, reason = "a program that prints figures")]

mod by_tantivy;
mod fts5;
mod full_text;
mod ours;
mod peer;
mod quality;
mod scale;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use matching::{Document, Language};

use crate::peer::{Failure, Peer};

/// What to measure.
pub struct Options {
    sets: Vec<PathBuf>,
    sizes: Vec<usize>,
    /// From so many documents on, vectors are made from a seed.
    made_from: usize,
    postgres: Option<String>,
}

const USAGE: &str = "peers [--sizes 1000,10000,100000] [--made-from 10000] [--postgres URL] [SET ...]";

fn main() -> Result<(), Failure> {
    let mut options = Options {
        sets: Vec::new(),
        sizes: vec![1_000, 10_000, 100_000],
        made_from: 10_000,
        postgres: std::env::var("BRYGGA_PEERS_POSTGRES").ok(),
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(USAGE);
        match argument.as_str() {
            "--sizes" => {
                let sizes = value()?;
                options.sizes = sizes
                    .split(',')
                    .filter(|size| !size.is_empty())
                    .map(str::parse)
                    .collect::<Result<_, _>>()?;
            }
            "--made-from" => options.made_from = value()?.parse()?,
            "--postgres" => options.postgres = Some(value()?),
            other if other.starts_with("--") => return Err(USAGE.into()),
            folder => options.sets.push(PathBuf::from(folder)),
        }
    }
    if options.postgres.is_none() {
        println!("PostgreSQL skipped: name a server with --postgres URL or BRYGGA_PEERS_POSTGRES");
    }
    Language::embedded();
    quality::measure(&options)?;
    scale::measure(&options)?;
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("\nload average at the end: {}", load.trim());
    Ok(())
}

/// All ways, filled with the documents, and how long each took to fill.
fn filled(
    documents: &[Document],
    needs: &[&str],
    options: &Options,
    is_made: bool,
) -> Result<Vec<(Box<dyn Peer>, Duration)>, Failure> {
    let mut ways: Vec<(Box<dyn Peer>, Duration)> = Vec::new();
    let mut started = Instant::now();
    let mut add = |peer: Box<dyn Peer>| {
        ways.push((peer, started.elapsed()));
        started = Instant::now();
    };
    add(Box::new(fts5::Fts5::of(documents)?));
    if let Some(url) = &options.postgres {
        add(Box::new(full_text::FullText::of(url, documents)?));
    }
    add(Box::new(by_tantivy::ByTantivy::of(documents)?));
    add(Box::new(ours::Ours::ranking(documents)));
    add(Box::new(ours::Ours::by_words(documents)));
    add(Box::new(ours::Ours::by_meaning(documents, needs, is_made)?));
    Ok(ways)
}
