//! How long one search takes over a thousand, ten thousand and a hundred thousand documents, all ways in turns.

use std::collections::BTreeMap;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use matching::Document;
use serde_json::Value;

use crate::peer::{Failure, Peer};
use crate::{Options, filled};

const NEEDS: usize = 100;
const ROUNDS: usize = 3;
const LIMIT: usize = 10;

/// Times of one way over one number of documents.
struct Times {
    name: &'static str,
    filled: Duration,
    /// Of each need the quickest of the rounds.
    quickest: Vec<Duration>,
    /// Of each need the first, when nothing of it has been looked up.
    first: Vec<Duration>,
    all: Vec<Duration>,
}

impl Times {
    /// The middle ones of the quickest and of the first times, in milliseconds.
    fn p50s(&mut self) -> (f64, f64) {
        (percentile(&mut self.quickest, 0.50), percentile(&mut self.first, 0.50))
    }
}

/// Measures all sizes and prints what was found.
pub fn measure(options: &Options) -> Result<(), Failure> {
    let tool = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/tools/make_scale_data.py");
    if !tool.exists() {
        println!("times skipped: {} is absent", tool.display());
        return Ok(());
    }
    println!(
        "\n| way | documents | filled in s | p50 ms | p95 ms | first round p50 ms | all rounds p95 ms | p50 / tantivy | first round p50 / tantivy | p50 / its own at the smallest |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    let mut smallest: BTreeMap<&str, f64> = BTreeMap::new();
    for size in &options.sizes {
        let is_made = *size >= options.made_from;
        let mut found = of_size(&tool, *size, options, is_made)?;
        let p50s: Vec<(f64, f64)> = found.iter_mut().map(Times::p50s).collect();
        let tantivy = found.iter().zip(&p50s).find(|(times, _)| times.name.starts_with("tantivy"));
        let (tantivy, first_of_tantivy) = tantivy.map_or((f64::NAN, f64::NAN), |(_, p50s)| *p50s);
        for (times, (p50, first)) in found.iter_mut().zip(&p50s) {
            let note =
                if is_made && times.name == "Brygga by meaning" { " (vectors made from a seed)" } else { "" };
            let growth = p50 / *smallest.entry(times.name).or_insert(*p50);
            println!(
                "| {}{note} | {size} | {:.1} | {p50:.2} | {:.2} | {first:.2} | {:.2} | {:.2} | {:.2} | {growth:.1} |",
                times.name,
                times.filled.as_secs_f64(),
                percentile(&mut times.quickest, 0.95),
                percentile(&mut times.all, 0.95),
                p50 / tantivy,
                first / first_of_tantivy,
            );
        }
    }
    Ok(())
}

fn of_size(tool: &Path, size: usize, options: &Options, is_made: bool) -> Result<Vec<Times>, Failure> {
    let folder = std::env::temp_dir().join(format!("brygga-peers-{size}"));
    if !folder.join("manifest.json").exists() {
        let mut command = Command::new("python3");
        command.arg(tool).arg(&folder).args(["--format", "jsonl", "--seed", "1", "--orgs", "60"]);
        command.args(["--records", &size.to_string(), "--needs", &NEEDS.to_string()]);
        if !command.output()?.status.success() {
            return Err("make_scale_data.py failed".into());
        }
    }
    let documents = lines(&folder.join("losningar.jsonl"))?.iter().map(document).collect::<Vec<_>>();
    let needs: Vec<String> =
        lines(&folder.join("behov.jsonl"))?.iter().map(|line| text(line, "beskrivning")).collect();
    let needs: Vec<&str> = needs.iter().map(String::as_str).collect();
    let mut ways = filled(&documents, &needs, options, is_made)?;
    let time = |peer: &dyn Peer, filled: Duration| Times {
        name: peer.name(),
        filled,
        quickest: vec![Duration::MAX; needs.len()],
        first: Vec::new(),
        all: Vec::new(),
    };
    let mut found: Vec<Times> = ways.iter().map(|(peer, filled)| time(peer.as_ref(), *filled)).collect();
    for round in 0..ROUNDS {
        for ((peer, _), times) in ways.iter_mut().zip(&mut found) {
            for (need, quickest) in needs.iter().zip(&mut times.quickest) {
                let started = Instant::now();
                black_box(peer.best(need, LIMIT)?);
                let took = started.elapsed();
                *quickest = took.min(*quickest);
                times.all.push(took);
                if round == 0 {
                    times.first.push(took);
                }
            }
        }
    }
    Ok(found)
}

/// In milliseconds.
fn percentile(times: &mut [Duration], share: f64) -> f64 {
    times.sort_unstable();
    times[((times.len() - 1) as f64 * share).round() as usize].as_secs_f64() * 1e3
}

fn lines(file: &Path) -> Result<Vec<Value>, Failure> {
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
