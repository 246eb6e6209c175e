//! How sure a hit is: what is called likely is right at least three times in four, on the project's own judged set and on the
//! development sets, and among few or many documents nothing breaks.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it skips"
)]

use std::path::{Path, PathBuf};

use crate::support::{a_catalogue, an_index, matches};
use matching::eval::{Asking, JudgedSet, Vectors, measure_with};
use matching::meaning::{Centred, Model, Vector};
use matching::rank::{Weights, chance_that_something_fits};
use matching::{Confidence, Index, Key};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Share of likely hits that solve the need or a part of it, and how many there are.
fn likely_and_right(set: &JudgedSet, vectors: &Vectors) -> (f64, usize) {
    let answers = Asking::of(set, Some(vectors)).answers(|_| true).unwrap();
    let hits = answers.iter().flat_map(|answer| &answer.hits);
    let likely: Vec<u32> =
        hits.filter(|(_, hit)| hit.confidence == Confidence::Likely).map(|(grade, _)| *grade).collect();
    let right = likely.iter().filter(|grade| **grade > 0).count();
    (right as f64 / likely.len().max(1) as f64, likely.len())
}

fn likely_is_right(name: &str, least: usize) {
    let folder = folder(name);
    if !folder.exists() {
        println!("skipped: {} is not there", folder.display());
        return;
    }
    let set = JudgedSet::read(&folder).unwrap();
    let vectors = Vectors::of(Model::embedded().unwrap(), &set).unwrap();
    let (share, count) = likely_and_right(&set, &vectors);
    assert!(share >= 0.75, "{name}: {share} of {count}");
    assert!(count >= least, "{name}: only {count} are likely");
    let report = measure_with(&set, Some(&vectors), Weights::default()).unwrap();
    if let (Some(figure), Some(score)) = (report.auc_no_match, report.auc_top_score) {
        assert!(figure > score, "{name}: AUC {figure}, by the top score alone {score}");
    }
}

#[test]
fn likely_is_right_on_the_own_set() {
    likely_is_right("judged/confidence", 8);
}

#[test]
fn likely_is_right_on_the_needs_of_development() {
    likely_is_right("../../../shared/data/eval/behov-dev", 10);
}

#[test]
fn likely_is_right_on_the_questions_of_development() {
    likely_is_right("../../../shared/data/eval/swefaq-dev", 20);
}

#[test]
fn by_words_alone_nothing_is_likely() {
    let index = an_index(&a_catalogue());
    for need in
        ["Digitala lås", "nycklar till hemtjänsten", "Bygglov på nätet ansökan ritningarna", "zzzz", ""]
    {
        let hits = matches(&index, need);
        assert!(hits.iter().all(|hit| hit.confidence < Confidence::Likely), "{need}");
        assert!((0.0..=1.0).contains(&chance_that_something_fits(&hits)));
    }
    assert_eq!(chance_that_something_fits(&[]), 0.0);
}

#[test]
fn among_three_documents_nothing_is_likely_and_all_is_finite() {
    let model = Model::embedded().unwrap();
    for count in [1, 2, 3] {
        let mut index: Index = an_index(&a_catalogue()[..count]);
        for key in (1..=count as u128).map(Key) {
            for piece in index.pieces_without_vector(key) {
                index.set_vector(key, piece.hash, &Vector::of(&model.embed(&piece.text)).unwrap());
            }
        }
        let view = index.view(|_| true);
        for need in ["Vi tappar bort nycklar till de äldre", "qwzx", ""] {
            let vector = Centred::of(&model.embed(need), model.mean_of_needs()).unwrap();
            let hits = index.matches_with(&view, need, Some(&vector), 10).unwrap();
            assert!(hits.iter().all(|hit| hit.confidence < Confidence::Likely), "{count} {need}");
            assert!(hits.iter().all(|hit| hit.grounds.chance().is_finite()));
        }
    }
}
