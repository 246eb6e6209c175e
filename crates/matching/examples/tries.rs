//! Measures variations of the ranking on judged sets: `cargo run --release -p brygga-matching --example tries -- SET…`
//!
//! Prints one line of a Markdown table for each variation: nDCG@10 and Recall@5 with their 95 % intervals, set by set.
#![allow(clippy::print_stdout, reason = "a program that prints a table")]

use std::error::Error;
use std::path::Path;

use matching::eval::{JudgedSet, measure_with};
use matching::rank::Weights;

fn main() -> Result<(), Box<dyn Error>> {
    let sets: Vec<JudgedSet> = std::env::args()
        .skip(1)
        .map(|folder| JudgedSet::read(Path::new(&folder)))
        .collect::<Result<_, _>>()?;
    for (name, weights) in tries() {
        let mut line = format!("| {name} |");
        for set in &sets {
            let report = measure_with(set, None, weights.clone())?;
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

fn tries() -> Vec<(String, Weights)> {
    let kept = Weights::default;
    let plain = || Weights {
        part_in_document: 0.0,
        part_in_need: 0.0,
        synonym: 0.0,
        synonym_of_part: 0.0,
        ring: 0.0,
        ring_of_part: 0.0,
        abbreviation: 0.0,
        correction: 0.0,
        letters: 0.0,
        ..kept()
    };
    let mut tries = vec![
        ("kept".to_owned(), kept()),
        ("stems only".to_owned(), plain()),
        ("stems and parts".to_owned(), Weights { part_in_document: 0.6, part_in_need: 0.6, ..plain() }),
        ("without the letter part".to_owned(), Weights { letters: 0.0, ..kept() }),
        ("without the thesaurus".to_owned(), Weights { synonym: 0.0, synonym_of_part: 0.0, ..kept() }),
        ("without rings".to_owned(), Weights { ring: 0.0, ..kept() }),
        ("without abbreviations".to_owned(), Weights { abbreviation: 0.0, ..kept() }),
        ("without corrections".to_owned(), Weights { correction: 0.0, ..kept() }),
    ];
    let mut vary = |name: &str, values: &[f32], set: &dyn Fn(&mut Weights, f32)| {
        for value in values {
            let mut weights = kept();
            set(&mut weights, *value);
            tries.push((format!("{name} {value}"), weights));
        }
    };
    vary("saturation", &[0.6, 0.9, 1.5, 2.0], &|weights, value| weights.saturation = value);
    vary("length", &[0.0, 0.25, 0.5, 1.0], &|weights, value| weights.length = value);
    vary("title", &[1.0, 1.5, 3.0, 4.0], &|weights, value| weights.fields[0] = value);
    vary("part in document", &[0.3, 0.5, 0.8, 1.0], &|weights, value| weights.part_in_document = value);
    vary("part in need", &[0.3, 0.5, 0.8, 1.0], &|weights, value| weights.part_in_need = value);
    vary("synonym", &[0.1, 0.2, 0.4, 0.6], &|weights, value| weights.synonym = value);
    vary("synonym of part", &[0.0, 0.1, 0.3], &|weights, value| weights.synonym_of_part = value);
    vary("ring", &[0.2, 0.3, 0.7, 1.0], &|weights, value| weights.ring = value);
    vary("letters", &[0.25, 0.75, 1.0, 1.5, 2.0], &|weights, value| weights.letters = value);
    vary("least likeness", &[0.2, 0.25, 0.3, 0.4, 0.5, 0.6], &|weights, value| {
        weights.least_likeness = value
    });
    vary("ring of part", &[0.0, 0.1, 0.2, 0.4], &|weights, value| weights.ring_of_part = value);
    vary("synonym, part and ring together, times", &[0.0, 0.5, 2.0], &|weights, value| {
        weights.synonym *= value;
        weights.synonym_of_part *= value;
        weights.ring *= value;
        weights.ring_of_part *= value;
    });
    tries
}
