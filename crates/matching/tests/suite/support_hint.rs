//! How often the hint of IT support is right, on texts that were written for it, and that ordinary needs do not get it.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it measured"
)]

use std::path::Path;

use matching::Language;
use matching::suggest::support::hint;

/// Must be reached on the list.
const PRECISION: f64 = 0.9;
const RECALL: f64 = 0.8;

fn labelled(list: &'static str) -> Vec<(bool, &'static str)> {
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    let read = |line: &'static str| {
        let (label, text) = line.split_once('\t').unwrap();
        assert!(matches!(label, "support" | "need"), "{line}");
        (label == "support", text)
    };
    lines.map(read).collect()
}

fn is_support(text: &str) -> bool {
    hint(text, Language::embedded().lexicon()).is_some()
}

/// Precision and recall on a list, with what was wrong printed.
fn measured(list: &'static str) -> (f64, f64) {
    let texts = labelled(list);
    let (mut hit, mut missed, mut wrong) = (0, Vec::new(), Vec::new());
    for (expected, text) in &texts {
        match (expected, is_support(text)) {
            (true, true) => hit += 1,
            (true, false) => missed.push(text),
            (false, true) => wrong.push(text),
            (false, false) => {}
        }
    }
    let precision = f64::from(hit) / f64::from(hit + u32::try_from(wrong.len()).unwrap());
    let recall = f64::from(hit) / f64::from(hit + u32::try_from(missed.len()).unwrap());
    println!("{} texts: precision {precision:.3}, recall {recall:.3}", texts.len());
    println!("wrong: {wrong:#?}\nmissed: {missed:#?}");
    (precision, recall)
}

#[test]
fn the_hint_is_right_often_enough() {
    let list = include_str!("support_hint.tsv");
    assert!(labelled(list).len() >= 40);
    let (precision, recall) = measured(list);
    assert!(precision >= PRECISION && recall >= RECALL, "precision {precision:.3}, recall {recall:.3}");
}

#[test]
fn on_texts_it_was_not_made_with_it_is_still_mostly_right() {
    let (precision, _) = measured(include_str!("support_hint_unseen.tsv"));
    assert!(precision >= PRECISION, "precision {precision:.3}");
}

#[test]
fn ordinary_needs_do_not_get_the_hint() {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/needs");
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(demo).unwrap() {
        let file = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let file: serde_json::Value = serde_json::from_str(&file).unwrap();
        for need in file["needs"].as_array().unwrap() {
            texts.push((need["key"].as_str().unwrap().to_owned(), need["text"].as_str().unwrap().to_owned()));
        }
    }
    let mut hinted: Vec<_> =
        texts.iter().filter(|(_, text)| is_support(text)).map(|(key, _)| key.as_str()).collect();
    hinted.sort_unstable();
    println!("{} needs of the demo, hinted: {hinted:?}", texts.len());
    // The two that demo/README.md calls matters for IT.
    assert_eq!(hinted, ["essunga-dator-langsam", "vara-skrivare-kansli"]);
}

#[test]
fn judged_needs_do_not_get_the_hint() {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/eval/behov-dev/queries.jsonl");
    let Ok(file) = std::fs::read_to_string(&file) else {
        println!("passed over: there is no {}", file.display());
        return;
    };
    let texts: Vec<String> = file
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["text"].as_str().unwrap().to_owned()
        })
        .collect();
    let hinted: Vec<_> = texts.iter().filter(|text| is_support(text)).collect();
    println!("{} judged needs, hinted: {hinted:#?}", texts.len());
    assert!(hinted.len() * 20 <= texts.len(), "at most one in twenty: {hinted:#?}");
}

#[test]
fn any_text_is_answered() {
    for text in ["", " ", "inte", "日本語", &"inte fungerar dator ".repeat(5000), &"x".repeat(100_000)] {
        let _ = is_support(text);
    }
}
