//! Plays a year of verdicts on judged sets, and measures the needs after it with and without what people taught:
//! `cargo run --release -p brygga-matching --example what_people_teach -- SET…`
//!
//! Prints one line of a Markdown table for each way of counting verdicts: for each set, by meaning and by words, the
//! difference in nDCG@10 with its 95 % interval, and the share of needs that were ranked otherwise.
#![allow(clippy::print_stdout, reason = "a program that prints a table")]

use std::error::Error;
use std::path::Path;

use matching::eval::{JudgedSet, Vectors, Year, measure_year};
use matching::meaning::Model;
use matching::rank::memory::MemoryWeights;

fn main() -> Result<(), Box<dyn Error>> {
    let mut sets = Vec::new();
    for folder in std::env::args().skip(1) {
        let set = JudgedSet::read(Path::new(&folder))?;
        let vectors = Vectors::of(Model::embedded()?, &set)?;
        sets.push((set, vectors));
    }
    for (name, memory, year) in tries() {
        let mut line = format!("| {name} |");
        for (set, vectors) in &sets {
            for vectors in [Some(vectors), None] {
                let learnt = measure_year(set, vectors, &memory, &year)?;
                let [low, high] = learnt.difference_interval;
                line += &format!(
                    " {:.3} → {:.3}, {:+.4} [{low:+.4}; {high:+.4}], {:.0} %, {:.0} |",
                    learnt.without,
                    learnt.with,
                    learnt.difference,
                    100.0 * learnt.touched,
                    learnt.verdicts
                );
            }
        }
        println!("{line}");
    }
    Ok(())
}

/// Name, weights, year.
fn tries() -> Vec<(String, MemoryWeights, Year)> {
    let mut tries = vec![("kept".to_owned(), MemoryWeights::default(), Year::default())];
    for wrong in [0.0, 0.3, 0.5] {
        let year = Year { wrong, ..Year::default() };
        tries.push((format!("{:.0} % wrong", 100.0 * wrong), MemoryWeights::default(), year));
    }
    for least in [0.1, 0.2, 0.4] {
        let memory = MemoryWeights { least_meaning: least, least_words: least, ..MemoryWeights::default() };
        tries.push((format!("likeness from {least}"), memory, Year::default()));
    }
    for no in [0.0, 1.0] {
        let memory = MemoryWeights { no, ..MemoryWeights::default() };
        tries.push((format!("a no counts {no}"), memory, Year::default()));
    }
    for alone in [0.0, 0.25, 1.0] {
        let memory = MemoryWeights { alone, ..MemoryWeights::default() };
        tries.push((format!("agreement up to {alone} says nothing"), memory, Year::default()));
    }
    for most in [0.15, 0.6, 1.2] {
        let memory = MemoryWeights { most, ..MemoryWeights::default() };
        tries.push((format!("at most {most}"), memory, Year::default()));
    }
    for half in [1.0, 4.0] {
        let memory = MemoryWeights { half, ..MemoryWeights::default() };
        tries.push((format!("half after {half}"), memory, Year::default()));
    }
    let fully = MemoryWeights { most: 4.0, alone: 0.0, half: 0.1, no: 1.0, ..MemoryWeights::default() };
    tries.push(("one verdict counts fully".to_owned(), fully, Year::default()));
    tries
}
