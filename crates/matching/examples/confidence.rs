//! Fits the numbers of confidence and shows how often each level is right:
//! `cargo run --release -p brygga-matching --example confidence -- OTHERS CALIBRATION [SET…]`
//!
//! CALIBRATION is a judged set that the ranking was not tuned on, with topics; OTHERS is `losningar.jsonl` as
//! make_scale_data.py writes it, solutions that answer none of its needs. The set is asked as a whole, among the
//! first 300 and 1,000 of the others, and in random parts, so that each need is seen with and without its answer and
//! catalogues differ in size. Prints the fitted numbers (to be put into src/rank/confidence.rs), then tables: of
//! CALIBRATION each topic by numbers that were fitted without it, of the other sets by the numbers in the source.
#![allow(clippy::print_stdout, reason = "a program that prints tables")]

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

use matching::Document;
use matching::eval::{Answer, Asking, JudgedSet, Vectors, auc, auc_interval};
use matching::meaning::Model;
use matching::rank::{Confidence, Hit, speaks_for_answer};

/// Numbers of a logistic model: the constant, then a weight for each feature.
type Numbers = Vec<f64>;

/// A hit as the model sees it.
struct Row {
    size: usize,
    topic: String,
    features: Vec<f64>,
    grade: u32,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let others = others(&arguments.next().ok_or("name a file of other solutions")?)?;
    let folders: Vec<String> = arguments.collect();
    let sets: Vec<JudgedSet> =
        folders.iter().map(|folder| JudgedSet::read(Path::new(folder))).collect::<Result<_, _>>()?;
    let count = sets.first().ok_or("name a set to calibrate on")?.len();
    let own = JudgedSet::read(Path::new(&folders[0]))?.among(others);
    let model = Model::embedded()?;
    let vectors = Vectors::of(model, &own)?;
    for (name, vectors) in [("by meaning", Some(&vectors)), ("by words", None)] {
        println!("\n## {name}\n");
        let asking = Asking::of(&own, vectors);
        let mut rows = Vec::new();
        let mut answers = Vec::new();
        for (size, chosen) in parts(count, own.len() - count) {
            let asked = asking.answers(|key| chosen.contains(&key.0))?;
            asked.iter().for_each(|answer| rows.extend(rows_of(answer, size)));
            answers.extend(asked.into_iter().map(|answer| (size, answer)));
        }
        println!("numbers {:.2?}", fit(&rows.iter().collect::<Vec<_>>()));
        let without = without_each_topic(&rows);
        let chance = |row: &Row| chance(&without[&row.topic], &row.features);
        for size in rows.iter().map(|row| row.size).collect::<BTreeSet<_>>() {
            let levels = rows.iter().filter(|row| row.size == size);
            let levels = levels.map(|row| (Confidence::of_chance(chance(row) as f32), row.grade));
            table(&format!("{} documents of {}", size, folders[0]), levels);
        }
        println!("answers {:.2?}", fit_answers(&answers));
        let whole = rows.iter().filter(|row| row.size == count);
        for least in [0.1, 0.12, 0.15, 0.2, 0.3, 0.4, 0.44, 0.5, 0.6] {
            let right: Vec<bool> =
                whole.clone().filter(|row| chance(row) >= least).map(|row| row.grade > 0).collect();
            let share = right.iter().filter(|right| **right).count() as f64 / right.len().max(1) as f64;
            println!("  chance at least {least}: {share:.2} of {}", right.len());
        }
        told(&format!("{} whole", folders[0]), answers.iter().filter(|(size, _)| *size == count));
        for size in [15, 30] {
            let needs = |answer: &Answer<'_>| !answer.query.judgements.is_empty();
            let parts = answers.iter().filter(|(of, answer)| *of == size && needs(answer));
            told(&format!("{size} documents, the same needs with and without"), parts);
        }
        for (set, folder) in sets.iter().zip(&folders).skip(1) {
            let vectors = vectors.map(|_| Vectors::of(model, set)).transpose()?;
            let answers = Asking::of(set, vectors.as_ref()).answers(|_| true)?;
            let levels = answers.iter().flat_map(|answer| &answer.hits);
            table(folder, levels.map(|(grade, hit)| (hit.confidence, *grade)));
            let answers: Vec<(usize, Answer<'_>)> = answers.into_iter().map(|answer| (0, answer)).collect();
            told(folder, answers.iter());
        }
    }
    Ok(())
}

/// The first thousand solutions of a file, with the beginnings of their texts.
fn others(file: &str) -> Result<Vec<Document>, Box<dyn Error>> {
    let text = std::fs::read_to_string(file)?;
    let document = |line: &str| -> Result<Document, Box<dyn Error>> {
        let fields: serde_json::Value = serde_json::from_str(line)?;
        let field = |name: &str| fields[name].as_str().unwrap_or_default().to_owned();
        let text = field("beskrivning").chars().take(200).collect();
        Ok(Document { title: field("namn"), text, ..Document::default() })
    };
    text.lines().take(1_000).map(document).collect()
}

/// Catalogues: how many documents, and which. Some parts of each size, the whole, and the whole among others.
fn parts(count: usize, others: usize) -> Vec<(usize, BTreeSet<u128>)> {
    let mut random = fastrand::Rng::with_seed(7);
    let mut parts = Vec::new();
    for (size, times) in [(4, 6), (8, 6), (15, 4), (30, 4)] {
        for _ in 0..times {
            parts.push((size, random.choose_multiple(0..count as u128, size).into_iter().collect()));
        }
    }
    for others in [0, 300.min(others), others] {
        parts.push((count + others, (0..(count + others) as u128).collect()));
    }
    parts
}

fn rows_of(answer: &Answer<'_>, size: usize) -> Vec<Row> {
    // Needs without match belong to no topic: ten groups stand for them.
    let number: usize = answer.query.id.chars().filter_map(|c| c.to_digit(10)).sum::<u32>() as usize;
    let topic = if answer.query.topic.is_empty() {
        format!("none {}", number % 10)
    } else {
        answer.query.topic.clone()
    };
    let row = |(grade, hit): &(u32, Hit)| Row {
        size,
        topic: topic.clone(),
        features: hit.grounds.features().map(f64::from).to_vec(),
        grade: *grade,
    };
    answer.hits.iter().map(row).collect()
}

fn without_each_topic(rows: &[Row]) -> BTreeMap<String, Numbers> {
    let topics: BTreeSet<&String> = rows.iter().map(|row| &row.topic).collect();
    let numbers = |topic: &String| fit(&rows.iter().filter(|row| row.topic != *topic).collect::<Vec<_>>());
    topics.into_iter().map(|topic| (topic.clone(), numbers(topic))).collect()
}

/// Each size of catalogue weighs the same, and the hits of all together as a quarter of their number, since those of a
/// need are much alike.
fn fit(rows: &[&Row]) -> Numbers {
    let mut of_size: BTreeMap<usize, f64> = BTreeMap::new();
    rows.iter().for_each(|row| *of_size.entry(row.size).or_default() += 1.0);
    let each = rows.len() as f64 / of_size.len() as f64 / 4.0;
    let points: Vec<(Vec<f64>, f64, f64)> = rows
        .iter()
        .map(|row| (row.features.clone(), f64::from(row.grade.min(1)), each / of_size[&row.size]))
        .collect();
    logistic_regression(&points)
}

fn fit_answers(answers: &[(usize, Answer<'_>)]) -> Numbers {
    let point = |(size, answer): &(usize, Answer<'_>)| {
        let hits: Vec<Hit> = answer.hits.iter().map(|(_, hit)| hit.clone()).collect();
        let speaks = f64::from(speaks_for_answer(&hits)?);
        (*size >= 15).then(|| (vec![speaks], f64::from(u8::from(answer.has_match)), 0.25))
    };
    logistic_regression(&answers.iter().filter_map(point).collect::<Vec<_>>())
}

fn chance(numbers: &[f64], features: &[f64]) -> f64 {
    let sum: f64 = features.iter().zip(&numbers[1..]).map(|(a, b)| a * b).sum();
    1.0 / (1.0 + (-numbers[0] - sum).exp())
}

/// Newton's method on standardised features with a ridge of two; points are features, outcome and weight.
fn logistic_regression(points: &[(Vec<f64>, f64, f64)]) -> Numbers {
    let width = points.first().map_or(0, |point| point.0.len());
    let count = points.len() as f64;
    let mean: Vec<f64> =
        (0..width).map(|at| points.iter().map(|point| point.0[at]).sum::<f64>() / count).collect();
    let deviation: Vec<f64> = (0..width)
        .map(|at| {
            let squares: f64 = points.iter().map(|point| (point.0[at] - mean[at]).powi(2)).sum();
            (squares / count).sqrt().max(1e-9)
        })
        .collect();
    let standard = |features: &[f64]| -> Vec<f64> {
        let scaled = (0..width).map(|at| (features[at] - mean[at]) / deviation[at]);
        std::iter::once(1.0).chain(scaled).collect()
    };
    let points: Vec<(Vec<f64>, f64, f64)> =
        points.iter().map(|(features, is, weight)| (standard(features), *is, *weight)).collect();
    let mut numbers = vec![0.0; width + 1];
    for _ in 0..30 {
        let mut slope: Vec<f64> = numbers
            .iter()
            .enumerate()
            .map(|(at, number)| if at == 0 { 0.0 } else { -2.0 * number })
            .collect();
        let mut curve = vec![vec![0.0; width + 1]; width + 1];
        (1..=width).for_each(|at| curve[at][at] = 2.0);
        for (features, is, weight) in &points {
            let sum: f64 = features.iter().zip(&numbers).map(|(a, b)| a * b).sum();
            let chance = 1.0 / (1.0 + (-sum).exp());
            for (at, a) in features.iter().enumerate() {
                slope[at] += weight * (is - chance) * a;
                for (other, b) in features.iter().enumerate() {
                    curve[at][other] += weight * chance * (1.0 - chance) * a * b;
                }
            }
        }
        let step = solved(curve, slope);
        numbers.iter_mut().zip(step).for_each(|(number, step)| *number += step);
    }
    let shift: f64 = (0..width).map(|at| numbers[at + 1] * mean[at] / deviation[at]).sum();
    let scaled = (0..width).map(|at| numbers[at + 1] / deviation[at]);
    std::iter::once(numbers[0] - shift).chain(scaled).collect()
}

/// Gauss's elimination; the matrix is symmetric and positive.
fn solved(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let width = right.len();
    for at in 0..width {
        let pivot = matrix[at].clone();
        for below in at + 1..width {
            let factor = matrix[below][at] / pivot[at];
            (at..width).for_each(|column| matrix[below][column] -= factor * pivot[column]);
            right[below] -= factor * right[at];
        }
    }
    for at in (0..width).rev() {
        let known: f64 = (at + 1..width).map(|column| matrix[at][column] * right[column]).sum();
        right[at] = (right[at] - known) / matrix[at][at];
    }
    right
}

/// How often each level is right, in part or fully.
fn table(name: &str, hits: impl Iterator<Item = (Confidence, u32)>) {
    let mut levels: BTreeMap<Confidence, [usize; 3]> = BTreeMap::new();
    for (level, grade) in hits {
        let counts = levels.entry(level).or_default();
        counts[0] += 1;
        counts[1] += usize::from(grade >= 1);
        counts[2] += usize::from(grade >= 2);
    }
    let cell = |level| {
        let [all, partly, fully] = levels.get(&level).copied().unwrap_or_default();
        let share = |right: usize| right as f64 / all.max(1) as f64;
        format!("{:.2} ({:.2}) of {all}", share(partly), share(fully))
    };
    let cells = [Confidence::Likely, Confidence::Possible, Confidence::Uncertain].map(cell);
    println!("| {name} | {} |", cells.join(" | "));
}

/// How well answers with and without a match are told apart, by the figure and by the highest score.
fn told<'a>(name: &str, answers: impl Iterator<Item = &'a (usize, Answer<'a>)>) {
    let (mut with, mut without) = (Vec::new(), Vec::new());
    let mut reaches = [[0_usize; 2]; 2];
    for (_, answer) in answers {
        let hits: Vec<Hit> = answer.hits.iter().map(|(_, hit)| hit.clone()).collect();
        let figure = speaks_for_answer(&hits).map_or(f64::NEG_INFINITY, f64::from);
        let score = hits.first().map_or(f64::NEG_INFINITY, |hit| f64::from(hit.score));
        let is_possible = hits.iter().any(|hit| hit.confidence >= Confidence::Possible);
        let side = if answer.has_match { &mut with } else { &mut without };
        side.push((figure, score));
        let counts = &mut reaches[usize::from(answer.has_match)];
        counts[0] += usize::from(is_possible);
        counts[1] += 1;
    }
    let areas = [|side: &(f64, f64)| side.0, |side: &(f64, f64)| side.1].map(|by| {
        let with: Vec<f64> = with.iter().map(by).collect();
        let without: Vec<f64> = without.iter().map(by).collect();
        (auc(&with, &without), auc_interval(&with, &without, 2_000, 7))
    });
    let [none, some] = reaches;
    println!(
        "  {name}: AUC of the figure and of the top score {areas:.3?}; reach possible: {} of {} with, {} of {} without",
        some[0], some[1], none[0], none[1]
    );
}
