//! Measures variations of the ranking by meaning on judged sets:
//! `cargo run --release -p brygga-matching --example tries_by_meaning -- [--model FILE] [--kept] SET…`
//!
//! Prints one line of a Markdown table for each variation: nDCG@10 and Recall@5 with their 95 % intervals, set by
//! set. With `--model` another model file (that of `scripts/model/make.py --whole`), with `--kept` only the kept
//! weights and what each part gives.
#![allow(clippy::print_stdout, reason = "a program that prints a table")]

use std::error::Error;
use std::path::Path;

use matching::eval::{JudgedSet, Vectors, measure_with};
use matching::meaning::Model;
use matching::rank::Weights;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1).peekable();
    let own = match arguments.next_if_eq("--model") {
        Some(_) => Some(Model::from_bytes(std::fs::read(arguments.next().ok_or("name a model file")?)?)?),
        None => None,
    };
    let model = match &own {
        Some(model) => model,
        None => Model::embedded()?,
    };
    let is_short = arguments.next_if_eq("--kept").is_some();
    let mut sets = Vec::new();
    for folder in arguments {
        let set = JudgedSet::read(Path::new(&folder))?;
        let vectors = Vectors::of(model, &set)?;
        sets.push((set, vectors));
    }
    println!("model {}", model.id());
    for (name, by_meaning, weights) in tries(is_short) {
        let mut line = format!("| {name} |");
        for (set, vectors) in &sets {
            let report = measure_with(set, by_meaning.then_some(vectors), weights.clone())?;
            line += &format!(
                " {:.3} [{:.2}–{:.2}] / {:.3} [{:.2}–{:.2}] |",
                report.ndcg_at_10,
                report.ndcg_at_10_interval[0],
                report.ndcg_at_10_interval[1],
                report.recall_at_5,
                report.recall_at_5_interval[0],
                report.recall_at_5_interval[1],
            );
        }
        println!("{line}");
    }
    Ok(())
}

/// Name, whether by meaning, weights.
fn tries(is_short: bool) -> Vec<(String, bool, Weights)> {
    let kept = Weights::default;
    let mut tries = vec![
        ("kept".to_owned(), true, kept()),
        ("words alone".to_owned(), false, kept()),
        ("meaning alone".to_owned(), true, Weights { words_beside_meaning: 0.0, ..kept() }),
        (
            "whole texts alone".to_owned(),
            true,
            Weights { words_beside_meaning: 0.0, best_part: 0.0, ..kept() },
        ),
    ];
    if is_short {
        return tries;
    }
    for words in [0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0] {
        for part in [0.0, 0.25, 0.5, 0.75] {
            let weights = Weights { words_beside_meaning: words, best_part: part, ..kept() };
            tries.push((format!("words {words}, best part {part}"), true, weights));
        }
    }
    tries
}
