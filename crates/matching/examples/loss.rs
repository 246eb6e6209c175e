//! Measures what cutting the vocabulary costs on judged sets: `scripts/model/loss.py` runs it.
//!
//! Takes the file of the whole model and folders of sets; prints nDCG@10 with both models for each, and fails where
//! ours is lower by more than .005.
#![allow(clippy::print_stdout, reason = "a program that prints figures")]

use std::error::Error;
use std::path::Path;

use matching::eval::{JudgedSet, Vectors, measure_with};
use matching::meaning::Model;
use matching::rank::Weights;

/// The most that is lost.
const MOST: f64 = 0.005;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("name the file of the whole model, then sets")?;
    let whole = Model::from_bytes(std::fs::read(file)?)?;
    let ours = Model::embedded()?;
    let mut is_too_much = false;
    println!("set | whole | ours | loss");
    for folder in arguments {
        let set = JudgedSet::read(Path::new(&folder))?;
        let ndcg = |model: &Model| -> Result<f64, Box<dyn Error>> {
            let vectors = Vectors::of(model, &set)?;
            Ok(measure_with(&set, Some(&vectors), Weights::default())?.ndcg_at_10)
        };
        let (whole, ours) = (ndcg(&whole)?, ndcg(ours)?);
        println!("{folder} | {whole:.4} | {ours:.4} | {:.4}", whole - ours);
        is_too_much |= whole - ours > MOST;
    }
    if is_too_much { Err(format!("a set loses more than {MOST}").into()) } else { Ok(()) }
}
