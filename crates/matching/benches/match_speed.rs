//! How long a match takes at 1,000, 10,000 and 100,000 documents: `cargo bench -p brygga-matching`.
//!
//! Documents and needs are those of `../shared/tools/make_scale_data.py` beside the repository; where it is absent
//! the benchmark says so and ends. Prints p50 and p95 of single matches from one thread, explanations included: of
//! the first time each need is asked, and of the quickest of five times, which other work on the machine disturbs
//! less. Then the same with a vector for each document and sentence: made ones, from a seed, since thousands of texts
//! would take long to embed and the time of a match does not depend on what vectors say.
#![allow(clippy::print_stdout, reason = "a program that prints figures")]

use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use matching::meaning::{Centred, DIMENSIONS, Vector};
use matching::{Document, Index, Key, Language, View};
use serde_json::Value;

const NEEDS: usize = 500;
const REPEATS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let tool = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/tools/make_scale_data.py");
    if !tool.exists() {
        println!("skipped: {} is absent", tool.display());
        return Ok(());
    }
    let started = Instant::now();
    black_box(Language::embedded());
    println!("language data: {:.0} ms", milliseconds(started.elapsed()));
    println!(
        "documents | to fill with documents or vectors, s | resident MB of the process | view ms | p50 ms | p95 ms | quickest p50 ms | quickest p95 ms | upsert ms"
    );
    for size in [1_000, 10_000, 100_000] {
        measure(&tool, size)?;
    }
    Ok(())
}

fn measure(tool: &Path, size: usize) -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("scale-{size}"));
    if !folder.join("manifest.json").exists() {
        let mut command = Command::new("python3");
        command.arg(tool).arg(&folder).args(["--format", "jsonl", "--seed", "1", "--orgs", "60"]);
        command.args(["--records", &size.to_string(), "--needs", &NEEDS.to_string()]);
        if !command.output()?.status.success() {
            return Err("make_scale_data.py failed".into());
        }
    }
    let needs: Vec<String> =
        lines(&folder.join("behov.jsonl"))?.iter().map(|line| text(line, "beskrivning")).collect();

    let mut documents = Vec::with_capacity(size);
    for (key, line) in (0..).map(Key).zip(fs::read_to_string(folder.join("losningar.jsonl"))?.lines()) {
        documents.push((key, document(&serde_json::from_str(line)?)));
    }
    let mut index = Index::new();
    let started = Instant::now();
    index.upsert_all(documents);
    let build = started.elapsed();
    let memory = resident_megabytes();
    let started = Instant::now();
    let view = index.view(|_| true);
    let view_time = started.elapsed();
    for need in &needs {
        black_box(index.scores_with(&view, need, None, 10)?);
    }
    let mut times = times(&index, &view, &needs, None)?;
    let mut update = Duration::ZERO;
    for key in (0..200).map(Key) {
        let document = index.document(key).cloned().unwrap_or_default();
        let started = Instant::now();
        index.upsert(key, &document);
        update += started.elapsed();
    }
    println!(
        "{size} | {:.2} | {memory} | {:.1} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2}",
        build.as_secs_f64(),
        milliseconds(view_time),
        times.first_p50(),
        times.first_p95(),
        times.quickest_p50(),
        times.quickest_p95(),
        milliseconds(update) / 200.0,
    );
    measure_by_meaning(&mut index, size, &needs)
}

fn measure_by_meaning(index: &mut Index, size: usize, needs: &[String]) -> Result<(), Box<dyn Error>> {
    let mut random = fastrand::Rng::with_seed(1);
    let mut vectors = HashMap::new();
    for hash in index.hashes() {
        vectors.insert(hash, Vector::of(&made(&mut random))?);
    }
    let started = Instant::now();
    let taken = index.set_vectors(&vectors);
    let set_time = started.elapsed().as_secs_f64();
    drop(vectors);
    let started = Instant::now();
    let view = index.view(|_| true);
    let view_time = milliseconds(started.elapsed());
    let need = Centred::of(&made(&mut random), &[0.01; DIMENSIONS])?;
    let mut times = times(index, &view, needs, Some(&need))?;
    println!(
        "{size} by meaning, {taken} vectors | {set_time:.2} | {} | {view_time:.1} | {:.2} | {:.2} | {:.2} | {:.2} | ",
        resident_megabytes(),
        times.first_p50(),
        times.first_p95(),
        times.quickest_p50(),
        times.quickest_p95(),
    );
    Ok(())
}

/// A vector of length 1.
fn made(random: &mut fastrand::Rng) -> Vec<f32> {
    let numbers: Vec<f32> = (0..DIMENSIONS).map(|_| random.f32() - 0.4).collect();
    let length = numbers.iter().map(|number| number * number).sum::<f32>().sqrt();
    numbers.into_iter().map(|number| number / length).collect()
}

/// How long matches took: the first time each need is asked, and the quickest.
struct Times {
    first: Vec<Duration>,
    quickest: Vec<Duration>,
}

impl Times {
    fn first_p50(&mut self) -> f64 {
        milliseconds(percentile(&mut self.first, 0.50))
    }

    fn first_p95(&mut self) -> f64 {
        milliseconds(percentile(&mut self.first, 0.95))
    }

    fn quickest_p50(&mut self) -> f64 {
        milliseconds(percentile(&mut self.quickest, 0.50))
    }

    fn quickest_p95(&mut self) -> f64 {
        milliseconds(percentile(&mut self.quickest, 0.95))
    }
}

fn times(
    index: &Index,
    view: &View,
    needs: &[String],
    vector: Option<&Centred>,
) -> Result<Times, Box<dyn Error>> {
    let mut times = Times { first: Vec::new(), quickest: Vec::new() };
    for need in needs {
        let mut repeats = [Duration::ZERO; REPEATS];
        for time in &mut repeats {
            let started = Instant::now();
            black_box(index.matches_with(view, need, vector, 10)?);
            *time = started.elapsed();
        }
        times.first.push(repeats[0]);
        times.quickest.extend(repeats.iter().min());
    }
    Ok(times)
}

fn lines(file: &Path) -> Result<Vec<Value>, Box<dyn Error>> {
    Ok(fs::read_to_string(file)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

fn text(line: &Value, name: &str) -> String {
    line.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn document(line: &Value) -> Document {
    let tags = line.get("taggar").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    Document {
        title: text(line, "namn"),
        text: text(line, "beskrivning"),
        keywords: tags.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        typical_needs: Vec::new(),
    }
}

fn percentile(times: &mut [Duration], share: f64) -> Duration {
    times.sort_unstable();
    times[((times.len() - 1) as f64 * share).round() as usize]
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// Memory of this process, from Linux's /proc; 0 elsewhere.
fn resident_megabytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
