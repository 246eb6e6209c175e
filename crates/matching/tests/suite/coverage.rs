//! Assumed coverage: what it rests on, what it never says, and how often each level is right on the pairs that are judged
//! in tests/coverage.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it found"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::support::{a_document, an_index};
use matching::meaning::{Centred, DIMENSIONS, Model, Vector};
use matching::{Assumed, Evidence, How, Index, Key};
use serde::Deserialize;

/// How often "covers" must be right, and "partly" at least in part, on the pairs that no threshold was chosen on.
const LEAST_RIGHT: f32 = 0.75;

#[derive(Deserialize)]
struct Solutions {
    solutions: Vec<Solution>,
}

#[derive(Deserialize)]
struct Solution {
    key: String,
    name: String,
    summary: String,
    description: String,
}

struct Judged {
    is_for_choosing: bool,
    requirement: String,
    solution: String,
    level: Option<Assumed>,
}

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn judged() -> Vec<Judged> {
    let labels =
        std::fs::read_to_string(project().join("crates/matching/tests/coverage/labels.tsv")).unwrap();
    let row = |line: &str| {
        let [used, _, requirement, solution, level] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let level = match level {
            "covers" => Some(Assumed::Covers),
            "partly" => Some(Assumed::Partly),
            "no" => None,
            other => panic!("{other}"),
        };
        let (requirement, solution) = (requirement.to_owned(), solution.to_owned());
        Judged { is_for_choosing: used == "choose", requirement, solution, level }
    };
    labels.lines().skip(1).map(row).collect()
}

/// The demo's solutions as the program indexes them, but for keywords, and the key of each.
fn demo() -> (Index, BTreeMap<String, Key>) {
    let mut files: Vec<_> = std::fs::read_dir(project().join("demo/solutions"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let (mut index, mut keys) = (Index::new(), BTreeMap::new());
    for file in files {
        let read: Solutions = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        for solution in read.solutions {
            let key = Key(keys.len() as u128 + 1);
            let text = format!("{}\n{}", solution.summary, solution.description);
            index.upsert(key, &a_document(&solution.name, &text));
            keys.insert(solution.key, key);
        }
    }
    (index, keys)
}

fn shown(index: &Index, requirement: &str, vector: Option<&Centred>, key: Key) -> Option<Evidence> {
    index.coverage_with(&index.view(|_| true), requirement, vector, &[key]).unwrap().remove(0)
}

/// How often a level was given, and how often rightly.
#[derive(Default)]
struct Tally {
    covers: u32,
    covers_rightly: u32,
    partly: u32,
    /// The pair is judged as covered, in part or wholly.
    partly_rightly: u32,
}

impl Tally {
    fn shares(&self) -> (f32, f32) {
        let share = |right: u32, all: u32| right as f32 / all.max(1) as f32;
        (share(self.covers_rightly, self.covers), share(self.partly_rightly, self.partly))
    }
}

/// Tells how often each level is right on the pairs for choosing and on those for checking; gives the latter.
fn tally(index: &Index, keys: &BTreeMap<String, Key>, model: Option<&Model>) -> Tally {
    let view = index.view(|_| true);
    let mut tallies = [Tally::default(), Tally::default()];
    for pair in judged() {
        let centred = |model: &Model| Centred::of(&model.embed(&pair.requirement), model.mean_of_needs());
        let vector = model.map(|model| centred(model).unwrap());
        let key = keys[&pair.solution];
        let found = index.coverage_with(&view, &pair.requirement, vector.as_ref(), &[key]).unwrap();
        let tally = &mut tallies[usize::from(pair.is_for_choosing)];
        match found[0].as_ref().and_then(|found| found.level) {
            Some(Assumed::Covers) => {
                tally.covers += 1;
                tally.covers_rightly += u32::from(pair.level == Some(Assumed::Covers));
            }
            Some(Assumed::Partly) => {
                tally.partly += 1;
                tally.partly_rightly += u32::from(pair.level.is_some());
            }
            None => {}
        }
    }
    let [checking, choosing] = tallies;
    for (name, tally) in [("chosen on", &choosing), ("checked on", &checking)] {
        let (covers, partly) = tally.shares();
        println!(
            "{name}: covers {} times, right {covers:.2}; partly {} times, at least in part {partly:.2}",
            tally.covers, tally.partly
        );
    }
    checking
}

fn is_right_often_enough(tally: &Tally) {
    let (covers, partly) = tally.shares();
    assert!(tally.covers >= 15 && tally.partly >= 10, "hardly anything is said");
    assert!(covers >= LEAST_RIGHT && partly >= LEAST_RIGHT, "{covers} {partly}");
}

#[test]
fn each_level_is_right_often_enough_by_words_alone() {
    let (index, keys) = demo();
    is_right_often_enough(&tally(&index, &keys, None));
}

#[test]
#[ignore = "reads every sentence of the demo with the model, which takes a minute or two"]
fn each_level_is_right_often_enough_by_meaning() {
    let (mut index, keys) = demo();
    let model = Model::embedded().unwrap();
    for key in keys.values() {
        let pieces = index.pieces_without_vector(*key);
        let texts: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
        for (piece, vector) in pieces.iter().zip(model.embed_all(&texts)) {
            index.set_vector(*key, piece.hash, &Vector::of(&vector).unwrap());
        }
    }
    is_right_often_enough(&tally(&index, &keys, Some(model)));
}

#[test]
fn a_sentence_that_says_it_covers_and_its_words_are_marked() {
    let text = "Skåpet är rött. Personalen öppnar dörren med mobilen. Det går på batteri.";
    let index = an_index(&[a_document("Lås", text), a_document("Annat", "Något om bygglov och kartor.")]);
    let found = shown(&index, "Öppna dörren", None, Key(1)).unwrap();
    assert_eq!(found.level, Some(Assumed::Covers));
    assert_eq!(&text[found.passage.range.clone()], "Personalen öppnar dörren med mobilen.");
    let marked: Vec<&str> = found.passage.marks.iter().map(|mark| &text[mark.clone()]).collect();
    assert_eq!(marked, ["öppnar", "dörren"]);
    let words: Vec<_> = found.reasons.iter().map(|reason| (&*reason.need_word, &reason.how)).collect();
    assert_eq!(words, [("Öppna", &How::SameStem), ("dörren", &How::SameWord)]);
    assert_eq!(shown(&index, "Öppna dörren", None, Key(2)), None, "nothing in common");
}

#[test]
fn what_a_sentence_denies_or_hardly_says_is_unknown() {
    let index = an_index(&[
        a_document("Ett", "Tjänsten läser inte planeringen."),
        a_document("Två", "Planeringen skrivs ut varje morgon av den som har tid."),
        a_document("Tre", "Brevet säger inte vad mötet gäller."),
    ]);
    let denied = shown(&index, "Läsa planeringen", None, Key(1)).unwrap();
    assert_eq!(denied.level, None, "the sentence is shown, no level is assumed");
    let hardly = shown(&index, "Varna när planeringen spricker för hemtjänsten", None, Key(2)).unwrap();
    assert_eq!(hardly.level, None);
    let wished = shown(&index, "Brevet får inte säga vad mötet gäller", None, Key(3)).unwrap();
    assert_eq!(wished.level, Some(Assumed::Covers), "what is asked not to be may be denied");
}

#[test]
fn hidden_documents_show_nothing_and_change_nothing() {
    let texts = ["Öppnar dörren utan nyckel.", "Dörren öppnas med tagg.", "Nyckeln hämtas på kontoret."];
    let documents: Vec<_> = texts.iter().map(|text| a_document("Lås", text)).collect();
    let ask = |index: &Index, last: u128| {
        let view = index.view(|key| key.0 <= last);
        index
            .coverage_with(&view, "Öppna dörren utan nyckel", None, &[Key(1), Key(2), Key(3), Key(9)])
            .unwrap()
    };
    let seen = ask(&an_index(&documents), 2);
    assert_eq!(seen, ask(&an_index(&documents[..2]), 2), "the same as if the third were not there");
    assert!(seen[0].is_some() && seen[2].is_none() && seen[3].is_none());
}

#[test]
fn odd_requirements_are_answered() {
    let index = an_index(&[a_document("Lås", "Öppnar dörren."), a_document("Tomt", "")]);
    let long = "dörren ".repeat(20_000);
    for requirement in ["", " ", "och", "\u{0}", "日本語", long.as_str()] {
        let found = index.coverage_with(&index.view(|_| true), requirement, None, &[Key(1), Key(2)]).unwrap();
        assert!(found[1].is_none());
    }
}

#[test]
fn what_is_near_in_meaning_counts_without_a_common_word() {
    let text = "Dagen börjar tidigt. Besöken syns på kartan.";
    let mut index = an_index(&[a_document("A", text), a_document("B", "Annat här. Mer där.")]);
    let made = |seed: u64| -> Vec<f32> {
        let mut random = fastrand::Rng::with_seed(seed);
        let numbers: Vec<f32> = (0..DIMENSIONS).map(|_| random.f32() - 0.5).collect();
        let length = numbers.iter().map(|number| number * number).sum::<f32>().sqrt();
        numbers.into_iter().map(|number| number / length).collect()
    };
    let mut near = Vec::new();
    for key in [Key(1), Key(2)] {
        for (at, piece) in index.pieces_without_vector(key).into_iter().enumerate() {
            let vector = made(at as u64 + 10 * key.0 as u64);
            if piece.text.starts_with("Besöken") {
                near = vector.clone();
            }
            index.set_vector(key, piece.hash, &Vector::of(&vector).unwrap());
        }
    }
    let requirement = Centred::of(&near, &made(99)).unwrap();
    let found = shown(&index, "zzzz", Some(&requirement), Key(1)).unwrap();
    assert_eq!(&text[found.passage.range.clone()], "Besöken syns på kartan.");
    assert!(found.share > 0.0 && found.reasons.is_empty());
    assert_eq!(shown(&index, "zzzz", None, Key(1)), None, "by words nothing is there");
}
