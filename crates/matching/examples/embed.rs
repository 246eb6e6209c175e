//! Times the model: `cargo run --release -p brygga-matching --example embed -- TEXTS.json [SECONDS]`
//!
//! Reads a JSON list of texts, embeds them one by one and all together, prints one line of JSON.
//! `scripts/model/compare.py` runs it in turns with the engine of the package that the model is made from.
#![allow(clippy::print_stdout, reason = "a program that prints a line")]

use std::error::Error;
use std::time::Instant;

use matching::meaning::Model;

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("name a file with a JSON list of texts")?;
    let texts: Vec<String> = serde_json::from_str(&std::fs::read_to_string(file)?)?;
    let begun = Instant::now();
    let model = Model::embedded()?;
    let ready = begun.elapsed();
    let mut single: Vec<f64> = Vec::new();
    for text in &texts {
        let begun = Instant::now();
        std::hint::black_box(model.embed(text));
        single.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    single.sort_by(f64::total_cmp);
    let all: Vec<&str> = texts.iter().map(String::as_str).collect();
    let begun = Instant::now();
    std::hint::black_box(model.embed_all(&all));
    let batch = texts.len() as f64 / begun.elapsed().as_secs_f64();
    println!(
        "{{\"ready_ms\": {:.2}, \"p50_ms\": {:.2}, \"quickest_ms\": {:.2}, \"batch_per_s\": {batch:.1}}}",
        ready.as_secs_f64() * 1e3,
        single[single.len() / 2],
        single[0],
    );
    Ok(())
}
